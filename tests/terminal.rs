//! The interview in a real pseudo-terminal: what the person sees, key by key.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::sandbox::Sandbox;

/// The longest a screen may take to come; a screen that comes earlier is not waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program at a terminal of its own, and what stands on it.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    screen: vt100::Parser,
}

impl Terminal {
    fn start(
        sandbox: &Sandbox,
        arguments: &[&str],
        rows: u16,
        columns: u16,
        language: &str,
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal can be opened");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ascolto"));
        command.args(arguments);
        command.env_clear();
        command.env("ASCOLTO_HOME", sandbox.home());
        command.env("HOME", sandbox.root());
        command.env("LANG", language);
        command.env("TZ", "UTC");
        command.env("TERM", "xterm-256color");
        command.cwd(sandbox.root());
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program can be started");
        drop(pair.slave);
        let mut source = pair
            .master
            .try_clone_reader()
            .expect("the terminal can be read");
        let writer = pair
            .master
            .take_writer()
            .expect("the terminal can be typed at");
        let (sender, output) = channel();
        let reader = std::thread::spawn(move || {
            let mut buffer = [0_u8; 4096];
            while let Ok(count) = source.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal {
            child,
            master: pair.master,
            writer: Some(writer),
            output,
            reader: Some(reader),
            screen: vt100::Parser::new(cells(rows), cells(columns), 2000),
        }
    }

    fn type_keys(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("the terminal is open");
        writer
            .write_all(keys.as_bytes())
            .and_then(|()| writer.flush())
            .expect("the terminal takes keys");
    }

    /// Makes the window higher or lower while the program runs.
    fn resize(&mut self, rows: u16, columns: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).expect("the window can be resized");
        let screen = self.screen.screen_mut();
        screen.set_size(cells(rows), cells(columns));
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
        self.contents()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
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

/// A size of a screen, which is never zero.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a screen has cells")
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

const ENTER: &str = "\r";
const DOWN: &str = "\u{1b}[B";
const UP: &str = "\u{1b}[A";
const ESC: &str = "\u{1b}";
const CTRL_C: &str = "\u{3}";

#[test]
fn a_whole_interview_in_italian_key_by_key() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::start(
        &sandbox,
        &["interview", "Maria Neri", "intake-brief"],
        24,
        80,
        "it_IT.UTF-8",
    );
    let steps = [
        ("È una persona nuova?", ENTER.to_owned()),
        ("parli con «Maria Neri»", ENTER.to_owned()),
        ("Prendo qualche appunto", ENTER.to_owned()),
        (
            "farti aiutare?",
            format!("Le fatture in ritardo{ENTER}{ENTER}"),
        ),
        ("Ti è già capitato di affidare", format!("{DOWN}{ENTER}")),
        (
            "quanto vuoi esserne partecipe?",
            format!("{DOWN}{DOWN}{ENTER}"),
        ),
        ("Ogni quanto vuoi sapere", format!("{DOWN}{DOWN}{ENTER}")),
        ("Con quali mezzi preferisci", format!("2{ENTER}")),
        ("In quali giorni e orari", format!("lun-ven 9-13{ENTER}")),
        ("Fra tre mesi, da che cosa", format!(":nonso{ENTER}")),
        ("solo per te", ENTER.to_owned()),
        ("Quali di questi segnali", format!(" {ENTER}")),
        ("Concludi il colloquio", ENTER.to_owned()),
    ];
    for (words, keys) in steps {
        terminal.wait_for(words);
        terminal.type_keys(&keys);
    }
    assert_eq!(terminal.end(), 0, "{}", terminal.contents());
    assert!(!terminal.cursor_is_hidden());
    assert!(
        terminal.flat().contains("ascolto show maria-neri"),
        "{}",
        terminal.contents()
    );
    let show = sandbox.run(&["show", "maria-neri", "--format", "json"]);
    let values: Vec<&str> = show
        .out
        .lines()
        .filter(|line| line.trim_start().starts_with("\"value\""))
        .collect();
    for expected in [
        "occasional",
        "collaborative",
        "weekly",
        "vague",
        "mon-fri 09:00-13:00",
    ] {
        assert!(
            values.iter().any(|value| value.contains(expected)),
            "{expected}: {values:?}"
        );
    }
}

#[test]
fn going_back_shows_what_was_said_and_a_change_shows_its_impact() {
    let sandbox = Sandbox::new();
    let script = sandbox
        .file("small.toml", crate::commands::SMALL)
        .to_string_lossy()
        .into_owned();
    let mut terminal = Terminal::start(
        &sandbox,
        &["interview", "Anna", &script],
        30,
        40,
        "en_GB.UTF-8",
    );
    for (words, keys) in [
        ("Is this somebody new?", ENTER),
        ("do you speak with", ENTER),
        ("May I take notes?", ENTER),
        ("Have you before?", "\u{1b}[B\r"),
        ("Why is that?", "per caso"),
        ("per caso", ESC),
        ("What would you like to do?", ENTER),
        ("> per caso", ENTER),
        ("Finish the interview", "\u{1b}[B\u{1b}[B\r"),
        ("so far: Often", "\u{1b}[A\r"),
        ("one question is no longer asked", ENTER),
        ("Finish the interview", ENTER),
    ] {
        terminal.wait_for(words);
        terminal.type_keys(keys);
    }
    assert_eq!(terminal.end(), 0, "{}", terminal.contents());
    let record = sandbox.run(&["export", "anna", "--format", "json"]);
    assert!(
        record.out.contains("\"never\"") && !record.out.contains("per caso"),
        "{}",
        record.out
    );
}

#[test]
fn ctrl_c_keeps_the_draft_and_gives_the_terminal_back() {
    let sandbox = Sandbox::new();
    let script = sandbox
        .file("small.toml", crate::commands::SMALL)
        .to_string_lossy()
        .into_owned();
    let mut terminal = Terminal::start(
        &sandbox,
        &["interview", "Anna", &script],
        24,
        80,
        "en_GB.UTF-8",
    );
    for (words, keys) in [
        ("Is this somebody new?", ENTER),
        ("do you speak with", ENTER),
        ("May I take notes?", ENTER),
        ("Have you before?", CTRL_C),
    ] {
        terminal.wait_for(words);
        terminal.type_keys(keys);
    }
    assert_eq!(terminal.end(), 130, "{}", terminal.contents());
    assert!(!terminal.cursor_is_hidden());
    assert!(
        terminal.flat().contains("Paused: one answer safe."),
        "{}",
        terminal.contents()
    );
    let mut again = Terminal::start(&sandbox, &["interview", "anna"], 24, 80, "en_GB.UTF-8");
    again.wait_for("1 answer so far");
    again.wait_for("Have you before?");
    again.type_keys(ENTER);
    again.wait_for("Finish the interview");
    again.type_keys(ENTER);
    assert_eq!(again.end(), 0, "{}", again.contents());
}

/// A home with one client of whom something is held.
fn held() -> Sandbox {
    let sandbox = Sandbox::new();
    let script = sandbox.file("small.toml", crate::commands::SMALL);
    let answers = sandbox.file(
        "answers.toml",
        "[client]\nlanguage = \"en\"\n[answers]\nnotes = true\nbefore = \"never\"\n",
    );
    let [script, answers] = [script, answers].map(|path| path.to_string_lossy().into_owned());
    let run = sandbox.run(&["interview", "Anna", &script, "--answers", &answers]);
    assert_eq!(run.code, 0, "{}", run.err);
    sandbox
}

#[test]
fn erasing_asks_first_and_only_a_yes_erases() {
    // Enter alone is a no.
    for keys in [ENTER, ESC, CTRL_C] {
        let sandbox = held();
        let mut terminal = Terminal::start(&sandbox, &["forget", "anna"], 24, 80, "en_GB.UTF-8");
        terminal.wait_for("Erase everything held about Anna, for good?");
        terminal.type_keys(keys);
        assert_eq!(terminal.end(), 130, "{keys:?}: {}", terminal.contents());
        assert!(!terminal.cursor_is_hidden(), "{keys:?}");
        let told = terminal.flat();
        assert!(told.contains("Nothing was erased."), "{keys:?}: {told}");
        assert_eq!(sandbox.run(&["show", "anna"]).code, 0, "{keys:?}");
    }
    for (language, question, done) in [
        ("en_GB.UTF-8", "for good?", "nothing of Anna is left"),
        (
            "it_IT.UTF-8",
            "Cancello per sempre",
            "non resta nulla di Anna",
        ),
    ] {
        let sandbox = held();
        let mut terminal = Terminal::start(&sandbox, &["forget", "anna"], 24, 80, language);
        terminal.wait_for(question);
        terminal.type_keys(&format!("{UP}{ENTER}"));
        assert_eq!(terminal.end(), 0, "{}", terminal.contents());
        let told = terminal.flat();
        assert!(told.contains(done), "{told}");
        assert_eq!(sandbox.run(&["show", "anna"]).code, 1);
    }
}

#[test]
fn of_several_drafts_one_is_named_and_a_similar_name_is_told() {
    let sandbox = held();
    for id in ["one", "two"] {
        let text = crate::commands::SMALL.replace("id = \"small\"", &format!("id = \"{id}\""));
        let script = sandbox.file(&format!("{id}.toml"), &text);
        let script = script.to_string_lossy();
        let run = sandbox.run_with_input(&["interview", "anna", &script, "--plain"], "y\n");
        assert_eq!(run.code, 130, "{}", run.err);
    }
    let mut terminal = Terminal::start(&sandbox, &["interview", "anna"], 12, 40, "en_GB.UTF-8");
    assert_eq!(terminal.end(), 1);
    assert_eq!(
        terminal.contents().trim_end(),
        "error: there are several open drafts:\n  one, two\n  help: say which, for example: ascolto\n    interview anna one"
    );
    let mut terminal = Terminal::start(&sandbox, &["interview", "ann"], 24, 80, "en_GB.UTF-8");
    terminal.wait_for("Is this somebody new?");
    terminal.type_keys(ENTER);
    assert_eq!(terminal.end(), 130, "{}", terminal.contents());
    let told = terminal.flat();
    assert!(
        told.contains("If you speak with Anna: ascolto interview anna"),
        "{told}"
    );
}

#[test]
fn a_window_made_too_low_under_a_list_ends_nothing() {
    let sandbox = Sandbox::new();
    let script = sandbox.file("small.toml", crate::commands::SMALL);
    let script = script.to_string_lossy().into_owned();
    let start = ["interview", "Anna", &script];
    let mut terminal = Terminal::start(&sandbox, &start, 24, 80, "en_GB.UTF-8");
    for (words, keys) in [
        ("Is this somebody new?", ENTER),
        ("do you speak with", ENTER),
        ("May I take notes?", ENTER),
    ] {
        terminal.wait_for(words);
        terminal.type_keys(keys);
    }
    terminal.wait_for("Have you before?");
    terminal.wait_for("Later");
    terminal.resize(2, 80);
    terminal.type_keys(DOWN);
    terminal.type_keys(DOWN);
    terminal.wait_for("> Often");
    terminal.resize(24, 80);
    terminal.type_keys(ENTER);
    terminal.wait_for("Why is that?");
    terminal.type_keys("by chance\r");
    terminal.wait_for("Finish the interview");
    terminal.type_keys(ENTER);
    assert_eq!(terminal.end(), 0, "{}", terminal.contents());
    assert!(!terminal.contents().contains("panicked"));
    let record = sandbox.run(&["export", "anna", "--format", "json"]);
    assert!(record.out.contains("\"often\""), "{}", record.out);
}
