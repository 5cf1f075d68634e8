//! The terminal itself: its modes, keys and the region that is drawn again.
//!
//! While somebody is asked, line editing and echo of the terminal are off all the time, so that what
//! is typed between two prompts is not echoed into the middle of the screen.
//! Keys are read as bytes and decoded by [`Decoder`]: `console`'s reader stops half way in the
//! sequences it does not know, and knows no paste. Every way out, panics too, puts modes, cursor and
//! paste mode back.

use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::OnceLock;
use std::time::Duration;

use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};

use crate::console::keys::{Decoder, Key};
use crate::console::signals::Signals;
use crate::text::Safe;

/// The byte of Ctrl-C.
const CTRL_C: u8 = 3;

/// A terminal in our hands.
pub(super) struct Screen {
    original: Termios,
    decoder: Decoder,
    signals: Signals,
    region: Region,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn open() -> io::Result<Self> {
        let signals = Signals::install()?;
        let stdin = io::stdin();
        let original = tcgetattr(stdin.as_fd())?;
        give_back_on_panic(&original);
        let screen = Screen {
            original: original.clone(),
            decoder: Decoder::default(),
            signals,
            region: Region::default(),
        };
        let mut modes = original;
        // Ctrl-C comes as a byte: as a signal it could fall between looking and waiting.
        modes.local_modes &= !(LocalModes::ICANON
            | LocalModes::ECHO
            | LocalModes::ECHONL
            | LocalModes::IEXTEN
            | LocalModes::ISIG);
        modes.input_modes &= !(InputModes::ICRNL | InputModes::INLCR | InputModes::IXON);
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(stdin.as_fd(), OptionalActions::Drain, &modes)?;
        Ok(screen)
    }

    /// Gives an error if a signal came.
    pub(super) fn check(&self) -> io::Result<()> {
        self.signals.check()
    }

    /// Gives the rows and columns.
    pub(super) fn size(&self) -> (usize, usize) {
        let (rows, columns) = console::Term::stderr().size();
        (usize::from(rows).max(1), usize::from(columns).max(1))
    }

    /// Forgets what was typed before the question was on the screen; only a Ctrl-C still counts.
    pub(super) fn forget_input(&mut self) -> io::Result<()> {
        self.decoder.clear();
        let stdin = io::stdin();
        while self.signals.wait(stdin.as_fd(), Some(Duration::ZERO))? {
            let mut bytes = [0; 4096];
            let count = rustix::io::read(stdin.as_fd(), &mut bytes)?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if bytes[..count].contains(&CTRL_C) {
                return Err(io::ErrorKind::Interrupted.into());
            }
        }
        Ok(())
    }

    /// Waits for a key.
    pub(super) fn key(&mut self) -> io::Result<Key> {
        let stdin = io::stdin();
        loop {
            if let Some(key) = self.decoder.next() {
                return Ok(key);
            }
            if !self.signals.wait(stdin.as_fd(), self.decoder.patience())? {
                self.decoder.give_up();
                continue;
            }
            let mut bytes = [0; 4096];
            match rustix::io::read(stdin.as_fd(), &mut bytes) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => self.decoder.push(&bytes[..count]),
                Err(error) if error == rustix::io::Errno::INTR => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Draws lines over those drawn last; without a place for the cursor it is hidden.
    pub(super) fn draw(
        &mut self,
        lines: &[Safe],
        cursor: Option<(usize, usize)>,
    ) -> io::Result<()> {
        let out = self.region.draw(lines, cursor);
        self.write(&out)
    }

    /// Writes lines that stay.
    pub(super) fn print(&self, lines: &[Safe]) -> io::Result<()> {
        self.write(&format!("{}\r\n", Safe::joined(lines, "\r\n").as_str()))
    }

    /// Takes so many lines that were printed off the screen again.
    pub(super) fn unprint(&self, lines: usize) -> io::Result<()> {
        self.write(&format!("\u{1b}[{lines}A\r\u{1b}[J"))
    }

    /// Takes the lines drawn last off the screen, and shows the cursor.
    pub(super) fn erase(&mut self) -> io::Result<()> {
        let out = self.region.erase();
        self.write(&format!("{out}\u{1b}[?25h"))
    }

    /// Makes a paste arrive as one key, until [`Screen::end_paste`].
    pub(super) fn begin_paste(&self) -> io::Result<()> {
        self.write("\u{1b}[?2004h")
    }

    /// Makes pastes arrive as they always do.
    pub(super) fn end_paste(&self) -> io::Result<()> {
        self.write("\u{1b}[?2004l")
    }

    /// Writes in one piece. What comes from outside comes here only as [`Safe`].
    fn write(&self, words: &str) -> io::Result<()> {
        let mut stderr = io::stderr().lock();
        stderr.write_all(words.as_bytes())?;
        stderr.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The terminal may be gone: nothing more can be done then.
        let region = self.region.erase();
        let _ = self.write(&format!("{region}\u{1b}[?2004l\u{1b}[?25h"));
        let _ = tcsetattr(io::stdin().as_fd(), OptionalActions::Drain, &self.original);
    }
}

/// Lets a panic, which ends the program at once, put the terminal back before it says what happened.
fn give_back_on_panic(original: &Termios) {
    static ORIGINAL: OnceLock<Termios> = OnceLock::new();
    if ORIGINAL.set(original.clone()).is_err() {
        return;
    }
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // The terminal may be gone: nothing more can be done then.
        let _ = io::stderr().write_all(b"\r\n\x1b[?2004l\x1b[?25h");
        if let Some(original) = ORIGINAL.get() {
            let _ = tcsetattr(io::stdin().as_fd(), OptionalActions::Drain, original);
        }
        tell(panic);
    }));
}

/// Lines at the bottom of the output that are drawn again and again.
#[derive(Default)]
struct Region {
    /// Rows between the first row and the cursor; `None` when nothing is drawn.
    above: Option<usize>,
}

impl Region {
    /// Draws the lines over what was drawn before, and puts the cursor where it belongs. No line may
    /// be wider than the terminal.
    fn draw(&mut self, lines: &[Safe], cursor: Option<(usize, usize)>) -> String {
        let mut out = self.erase();
        out.push_str("\u{1b}[?25l");
        out.push_str(Safe::joined(lines, "\r\n").as_str());
        let last = lines.len().saturating_sub(1);
        self.above = Some(last);
        if let Some((row, column)) = cursor {
            let row = row.min(last);
            out.push_str(&up(last - row));
            out.push('\r');
            if column > 0 {
                out.push_str(&format!("\u{1b}[{column}C"));
            }
            out.push_str("\u{1b}[?25h");
            self.above = Some(row);
        }
        out
    }

    /// Erases everything drawn; the cursor is then where the first line began.
    fn erase(&mut self) -> String {
        match self.above.take() {
            Some(above) => format!("{}\r\u{1b}[J", up(above)),
            None => String::new(),
        }
    }
}

fn up(rows: usize) -> String {
    if rows == 0 {
        String::new()
    } else {
        format!("\u{1b}[{rows}A")
    }
}
