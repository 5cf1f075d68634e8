//! The interview in a real pseudo-terminal: what the person sees, key by key.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

use crate::sandbox::Sandbox;

/// The longest a screen may take to come; a screen that comes earlier is not waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program at a terminal of its own, and what stands on it.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    screen: vt100::Parser,
}

impl Terminal {
    fn start(sandbox: &Sandbox, arguments: &[&str], rows: u16, columns: u16, language: &str) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal can be opened");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ascolto"));
        command.args(arguments);
        command.env_clear();
        command.env("ASCOLTO_HOME", sandbox.home());
        command.env("HOME", sandbox.root());
        command.env("LANG", language);
        command.env("TZ", "UTC");
        command.env("TERM", "xterm-256color");
        command.cwd(sandbox.root());
        let child = pair.slave.spawn_command(command).expect("the program can be started");
        drop(pair.slave);
        let mut source = pair.master.try_clone_reader().expect("the terminal can be read");
        let writer = pair.master.take_writer().expect("the terminal can be typed at");
        let (sender, output) = channel();
        let reader = std::thread::spawn(move || {
            let _master = pair.master;
            let mut buffer = [0_u8; 4096];
            while let Ok(count) = source.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal {
            child,
            writer: Some(writer),
            output,
            reader: Some(reader),
            screen: vt100::Parser::new(rows, columns, 2000),
        }
    }

    fn type_keys(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("the terminal is open");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("the terminal takes keys");
    }

    fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads until the screen shows the words; fails with the screen when they do not come.
    fn wait_for(&mut self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.flat().contains(words) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => panic!("`{words}` did not come; the screen:\n{}", self.contents()),
            }
        }
    }

    /// The screen with its line breaks taken out, so that wrapping hides no words.
    fn flat(&self) -> String {
        self.contents().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Waits for the end and gives the exit code.
    fn end(&mut self) -> u32 {
        let status = self.child.wait().expect("the program ends");
        drop(self.writer.take());
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.screen.process(&bytes);
        }
        status.exit_code()
    }

    fn cursor_is_hidden(&self) -> bool {
        self.screen.screen().hide_cursor()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        drop(self.writer.take());
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}
