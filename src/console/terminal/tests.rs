//! The front in a real pseudo-terminal: keys go in, and what the person sees is looked at.
//!
//! The test runs itself again inside the terminal, as [`inside`], with the name of a scene.

#![expect(
    clippy::print_stderr,
    reason = "the tested program tells the test how it went"
)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::Terminal;
use crate::console::{Colour, Front, Prompt, PromptField, PromptOption, Reply};
use crate::text::Id;
use crate::value::{State, Value};
use crate::words::Language;

/// The variable that holds the scene to play.
const SCENE: &str = "ASCOLTO_TEST_SCENE";

/// A terminal with somebody inside.
struct Scene {
    child: Box<dyn Child + Send + Sync>,
    /// Open for as long as somebody is inside.
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a terminal has cells")
}

impl Scene {
    fn play(name: &str, rows: u16, cols: u16) -> Scene {
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let program = std::env::current_exe().expect("this program");
        let mut command = CommandBuilder::new(program);
        command.args([
            "--exact",
            "console::terminal::tests::inside",
            "--nocapture",
            "--quiet",
        ]);
        command.env(SCENE, name);
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).expect("a child");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Scene {
            child,
            keys: pair.master.take_writer().expect("a writer"),
            _master: pair.master,
            output,
            screen: vt100::Parser::new(cells(rows), cells(cols), 200),
        }
    }

    fn text(&self) -> String {
        // A space that does not break looks like any other.
        self.screen.screen().contents().replace('\u{a0}', " ")
    }

    /// Waits until the screen shows words.
    fn wait(&mut self, words: &str) -> &mut Self {
        self.wait_times(words, 1)
    }

    /// Waits until the screen shows words so many times.
    fn wait_times(&mut self, words: &str, times: usize) -> &mut Self {
        let end = Instant::now() + Duration::from_secs(30);
        while self.text().matches(words).count() < times {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => panic!("`{words}` does not come; the screen shows\n{}", self.text()),
            }
        }
        self
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).expect("keys arrive");
        self.keys.flush().expect("keys arrive");
        self
    }

    /// Waits until nobody is inside any more, and gives what the screen shows.
    fn end(mut self) -> String {
        self.wait("the end");
        self.child.wait().expect("an end");
        // The reader ends with the terminal's other side.
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(30)) {
            self.screen.process(&bytes);
        }
        assert!(!self.screen.screen().hide_cursor(), "the cursor is shown");
        assert!(
            !self.screen.screen().bracketed_paste(),
            "pastes arrive as always"
        );
        self.text()
    }

    /// Gives the lines from the question on, to the answer.
    fn question_to_end(text: &str) -> Vec<String> {
        let start = text.find("Come ci").expect("the question");
        let end = text.find("the end").expect("the end");
        let lines = text[start..end].lines().map(str::trim_end);
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

fn field(scene: &str) -> PromptField {
    let option = |(id, label): (&str, &str)| PromptOption {
        id: id.to_owned(),
        label: label.to_owned(),
        exclusive: false,
    };
    let options = [
        (
            "email",
            "Per email, con calma, quando c'è il tempo di rispondere",
        ),
        ("phone", "Al telefono"),
        ("chat", "東京タワーに行きたいです、よろしくお願いします"),
    ];
    let options: Vec<PromptOption> = options.into_iter().map(option).collect();
    match scene {
        "one" => PromptField::One {
            options,
            other: Some("Altro".to_owned()),
        },
        "several" => PromptField::Several {
            options,
            other: None,
        },
        "many" => PromptField::One {
            options: (1..=200)
                .map(|number| option((&format!("o{number}"), &format!("opzione {number}"))))
                .collect(),
            other: None,
        },
        "order" => PromptField::Order {
            options,
            at_most: Some(2),
        },
        "lines" => PromptField::Lines { hint: None },
        _ => PromptField::Line { hint: None },
    }
}

/// Gives the ids of the options, "other" last.
fn options_of(field: &PromptField) -> Vec<Id> {
    let (options, _) = crate::console::field::options(field);
    let ids = options.iter().map(|option| Id::new(&option.id));
    ids.chain([Id::new("other")]).collect()
}

/// Plays a scene when it is run inside a terminal; run by hand it has nothing to do.
#[test]
fn inside() {
    let Ok(scene) = std::env::var(SCENE) else {
        return;
    };
    let before = rustix::termios::tcgetattr(std::io::stdin()).expect("a terminal");
    let field = field(&scene);
    let known = options_of(&field);
    let ids = |picks: &[usize]| picks.iter().map(|pick| known[*pick].clone()).collect();
    let read_picks = |picks: &[usize]| Ok(Value::Choices(ids(picks)));
    let prompt = Prompt {
        language: Language::It,
        progress: "Canali 2/7".to_owned(),
        question: "Come ci sentiamo?".to_owned(),
        guide: None,
        is_private: false,
        field,
        states: vec![(State::DontKnow, "Non lo so ancora".to_owned())],
        current: None,
        offered: None,
        read: &|typed| Ok(Value::Text(typed.to_owned())),
        read_picks: &read_picks,
    };
    let mut front = Terminal::open(Language::It, Colour::Off).expect("a terminal");
    let mut said = Vec::new();
    let result = loop {
        match front.ask(&prompt) {
            Ok(Reply::Action(action)) => said.push(format!("{action:?}")),
            Ok(reply) => break format!("{reply:?}"),
            Err(error) => break format!("{:?}", error.kind()),
        }
    };
    drop(front);
    let after = rustix::termios::tcgetattr(std::io::stdin()).expect("a terminal");
    let is_restored =
        after.local_modes == before.local_modes && after.input_modes == before.input_modes;
    eprintln!("{} {result} restored={is_restored} the end", said.join(" "));
}

#[test]
fn one_is_picked_and_nothing_is_left_on_the_screen() {
    let mut scene = Scene::play("one", 24, 40);
    scene.wait("Più tardi").press("\x1b[B\x1b[B");
    scene.wait("> 東京").press("\x1b[A\x1b[B\x1b[B");
    scene.wait("> Altro").press("\x1b").wait("> Continua");
    scene
        .press("\x1b")
        .wait("> Altro")
        .press("\r")
        .wait("con quali parole?");
    scene.press("fax\r");
    let text = scene.end();
    assert_eq!(
        Scene::question_to_end(&text)[..2],
        ["Come ci sentiamo?", "→ Altro: fax"]
    );
    let reply = "Choices([\"other\"]),other:Some(\"fax\")";
    assert!(squeezed(&text).contains(reply), "{text}");
    assert!(!text.contains("Al telefono"), "{text}");
    assert!(squeezed(&text).contains("restored=true"), "{text}");
}

/// Drops white space: a narrow terminal breaks lines anywhere.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn ticks_outlive_the_menu_and_an_action() {
    let mut scene = Scene::play("several", 24, 40);
    scene.wait("Più tardi").press("1\x1b[B\x1b[B ");
    scene.wait("> 3 [x]").press("\x1b").wait("> Continua");
    // Down to "why", past the states, later, back, jump, note and quote.
    scene
        .press(&"\x1b[B".repeat(7))
        .wait("> Perché si chiede?")
        .press("\r");
    scene.wait("> 3 [x]").press("\r");
    let text = scene.end();
    assert!(
        squeezed(&text)
            .contains("WhyValue{value:Choices([\"email\",\"chat\"]),other:None}restored=true"),
        "{text}"
    );
}

#[test]
fn an_order_has_its_limit() {
    let mut scene = Scene::play("order", 24, 80);
    scene
        .wait("al massimo 2")
        .press("312")
        .wait("! al massimo 2");
    scene.press("\r");
    let text = scene.end();
    assert!(
        squeezed(&text).contains("Choices([\"chat\",\"email\"])"),
        "{text}"
    );
}

#[test]
fn the_end_of_two_hundred_options_is_near() {
    let mut scene = Scene::play("many", 12, 40);
    scene
        .wait("> opzione 1")
        .press("\x1b[A")
        .wait("> Più tardi");
    scene
        .press("\x1b[A\x1b[A")
        .wait("> opzione 200")
        .press("\r");
    let text = scene.end();
    assert!(squeezed(&text).contains("Choices([\"o200\"])"), "{text}");
    assert_eq!(text.matches("opzione").count(), 1, "{text}");
}

#[test]
fn text_is_edited_by_what_is_seen() {
    let mut scene = Scene::play("line", 24, 40);
    scene.wait("Più tardi").press("uno 東京 tre");
    // Ctrl-← twice, F5 and Ctrl-F5 type nothing, then letters before the wide ones.
    scene
        .press("\x1b[1;5D\x1b[1;5D\x1b[15~\x1b[15;5~x")
        .wait("> uno x東京 tre");
    scene
        .press("\x1b")
        .wait("> Continua")
        .press("\r")
        .wait("> uno x東京 tre")
        .press("\r");
    let text = scene.end();
    assert!(squeezed(&text).contains("Text(\"unox東京tre\")"), "{text}");
}

#[test]
fn a_paste_of_several_lines_is_one_answer() {
    let mut scene = Scene::play("lines", 24, 80);
    scene
        .wait("una riga vuota conferma")
        .press("\x1b[200~uno\r\n\r\ndue\x1b[201~");
    scene.wait("  due").press("\r:perché\r");
    scene.wait_times("Come ci", 2).wait("  due");
    scene.press("\r").press("\r");
    let text = scene.end();
    assert!(
        text.contains("Why Value { value: Text(\"uno\\n\\ndue\"), other: None }"),
        "{text}"
    );
}

#[test]
fn ctrl_c_pauses_and_puts_everything_back() {
    for (name, shown) in [
        ("several", "Più tardi"),
        ("one", "Più tardi"),
        ("lines", "Più tardi"),
    ] {
        let mut scene = Scene::play(name, 24, 80);
        scene.wait(shown).press("\x03");
        let text = scene.end();
        assert!(text.contains("Interrupted restored=true"), "{name}: {text}");
    }
}
