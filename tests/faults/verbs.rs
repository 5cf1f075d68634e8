//! The commands that write, and what each promises after a fault: what was confirmed is there, and
//! the same command (or going on) ends as if nothing had happened.

use std::fs;
use std::path::PathBuf;

use ascolto::record::Seal;

use super::calls::{self, Call, Fault, Run};
use super::stock::{CARD, END, LINES, SECRET, State, Stock, files, state, stocked};
use crate::sandbox::Sandbox;

/// A command that writes.
pub struct Verb {
    pub name: &'static str,
    pub arguments: fn(&Case) -> Vec<String>,
    pub input: fn() -> String,
    /// Tells whether what was asked for is in the store.
    pub is_done: fn(&Case, &State) -> bool,
    /// Looks at what is there after a fault, does it again, and looks at the end.
    pub again: fn(&Case, &Run),
}

/// One try: a store of its own.
pub struct Case {
    pub sandbox: Sandbox,
    pub stock: &'static Stock,
    pub before: State,
}

impl Case {
    pub fn new() -> Self {
        let (sandbox, stock) = stocked();
        let before = state(&sandbox.home()).expect("the store is sound");
        let file = |name: &str, text: &str| {
            sandbox.file(name, text);
        };
        file(
            "whole.toml",
            "[client]\nlanguage = \"en\"\nhours_per_month = 7\n\n[answers]\npace_now = \"calm\"\n\
             words = \"imported\"\namount = 4\nreally = false\n",
        );
        file("part.toml", "[answers]\namount = 99\n");
        Case {
            sandbox,
            stock,
            before,
        }
    }

    /// Runs a command and gives its calls.
    pub fn traced(&self, verb: &Verb) -> (Run, Vec<Call>) {
        self.calls(verb, None, None)
    }

    /// Runs a command with one fault and gives its calls.
    pub fn traced_with(&self, verb: &Verb, call: &Call, fault: Fault) -> (Run, Vec<Call>) {
        self.calls(verb, None, Some((call, fault)))
    }

    /// Runs a command and gives those of its calls that are asked for.
    pub fn traced_for(&self, verb: &Verb, wanted: &str) -> (Run, Vec<Call>) {
        self.calls(verb, Some(wanted), None)
    }

    fn calls(
        &self,
        verb: &Verb,
        wanted: Option<&str>,
        fault: Option<(&Call, Fault)>,
    ) -> (Run, Vec<Call>) {
        let arguments = self.words(verb);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        calls::calls(&self.sandbox, &arguments, &(verb.input)(), wanted, fault)
    }

    /// Runs a command.
    pub fn plain(&self, verb: &Verb) -> crate::sandbox::Run {
        self.run(&self.words(verb), &(verb.input)())
    }

    /// Runs a command with one fault.
    pub fn faulty(&self, verb: &Verb, call: &Call, fault: Fault) -> Run {
        let arguments = self.words(verb);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        calls::run_with(&self.sandbox, &arguments, &(verb.input)(), call, fault)
    }

    /// Gives what is there now.
    pub fn now(&self) -> State {
        state(&self.sandbox.home())
            .unwrap_or_else(|problems| panic!("the store is not sound: {problems:?}"))
    }

    /// Gives what was said without what differs from store to store.
    pub fn masked(&self, said: &str) -> String {
        let root = self.sandbox.root().display().to_string();
        let said = said.replace(&root, "ROOT");
        let lines = said.lines().filter(|line| !line.contains("\"exported\""));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Gives the words of a command.
    pub fn words(&self, verb: &Verb) -> Vec<String> {
        (verb.arguments)(self)
    }

    /// Gives what is there; everything that was and is not the verb's own must be.
    pub fn kept(&self, but: &str) -> State {
        let now = self.now();
        if let Some(lost) = now.lacks(&self.before, but) {
            panic!("lost: {lost}");
        }
        now
    }

    fn run(&self, arguments: &[String], input: &str) -> crate::sandbox::Run {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.sandbox.run_with_input(&arguments, input)
    }

    /// Runs the same again; it must work, or say with this code that it is done already.
    fn repeat(&self, verb: &str, done: i32) -> crate::sandbox::Run {
        let verb = VERBS.iter().find(|one| one.name == verb).expect("a verb");
        let run = self.run(&self.words(verb), &(verb.input)());
        assert!(
            run.code == 0 || run.code == done,
            "again: {} {}",
            run.code,
            run.err
        );
        run
    }

    fn target(&self) -> PathBuf {
        self.sandbox.root().join("out")
    }
}

fn has_one_more(case: &Case, now: &State, name: &str) -> bool {
    let count = |state: &State| state.clients.get(name).map_or(0, |held| held.records.len());
    count(now) == count(&case.before) + 1
}

fn words(words: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    all.extend(["--questionnaires".to_owned(), "kit".to_owned()]);
    all
}

fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// How many lines a run of plain prompts took.
fn taken(run: &Run) -> usize {
    let prompts = run.err.lines().filter(|line| line.starts_with('>')).count();
    prompts.saturating_sub(1)
}

pub const VERBS: [Verb; 15] = [
    Verb {
        name: "interview",
        arguments: |_| words(&["interview", "Dina", "--plain"]),
        input: || lines(&[&CARD[..], &LINES[..], &[END]].concat()),
        is_done: |case, now| has_one_more(case, now, "Dina"),
        again: |case, run| go_on(case, "Dina", taken(run).saturating_sub(CARD.len())),
    },
    Verb {
        name: "interview, going on",
        arguments: |_| words(&["interview", "Anna", "--plain"]),
        input: || lines(&[&LINES[2..], &[END]].concat()),
        is_done: |case, now| has_one_more(case, now, "Anna"),
        again: |case, run| go_on(case, "Anna", 2 + taken(run)),
    },
    Verb {
        name: "interview --restart",
        arguments: |_| words(&["interview", "Anna", "--plain", "--restart"]),
        input: || lines(&[&LINES[..], &[END]].concat()),
        is_done: |case, now| has_one_more(case, now, "Anna"),
        again: restarted,
    },
    Verb {
        name: "interview --answers, somebody new",
        arguments: |_| words(&["interview", "Dina", "--answers", "whole.toml"]),
        input: String::new,
        is_done: |case, now| has_one_more(case, now, "Dina"),
        again: |case, _| imported(case, "Dina", "interview --answers, somebody new"),
    },
    Verb {
        name: "interview --answers",
        arguments: |_| words(&["interview", "Bea", "--answers", "whole.toml"]),
        input: String::new,
        is_done: |case, now| has_one_more(case, now, "Bea"),
        again: |case, _| imported(case, "Bea", "interview --answers"),
    },
    Verb {
        name: "interview --amend",
        arguments: |case| {
            let bea = case.before.clients["Bea"]
                .records
                .keys()
                .next()
                .expect("a record");
            words(&["interview", "Bea", "--amend", bea, "--answers", "part.toml"])
        },
        input: String::new,
        is_done: |case, now| has_one_more(case, now, "Bea"),
        again: amended,
    },
    Verb {
        name: "export -o FILE",
        arguments: |_| {
            words(&[
                "export",
                "anna",
                "--document",
                "letter",
                "-o",
                "out/anna.md",
            ])
        },
        input: String::new,
        is_done: |case, _| exports(case).len() == 1,
        again: |case, _| exported(case, "export -o FILE"),
    },
    Verb {
        name: "export -o FOLDER",
        arguments: |_| words(&["export", "--all", "--document", "letter", "-o", "out/"]),
        input: String::new,
        is_done: |case, _| exports(case).len() == 3,
        again: |case, _| exported(case, "export -o FOLDER"),
    },
    Verb {
        name: "init",
        arguments: |_| vec!["init".to_owned()],
        input: String::new,
        is_done: |case, _| is_kit(&case.sandbox.home().join("questionnaires")),
        again: |case, _| copied(case, "init", &case.sandbox.home().join("questionnaires")),
    },
    Verb {
        name: "init FOLDER",
        arguments: |_| vec!["init".to_owned(), "out".to_owned()],
        input: String::new,
        is_done: |case, _| is_kit(&case.target()),
        again: |case, _| copied(case, "init FOLDER", &case.target()),
    },
    Verb {
        name: "settings",
        arguments: |_| words(&["settings", "--edit", "--plain"]),
        input: || lines(&["Paola", "Studio", "", "", "", "", "", "", "", "", ""]),
        is_done: |_, now| now.settings.name.as_deref() == Some("Paola"),
        again: set,
    },
    Verb {
        name: "sent",
        arguments: |_| words(&["sent", "anna", "letter", "--on", "2026-03-01"]),
        input: String::new,
        is_done: |case, now| {
            now.clients["Anna"].sent.len() == case.before.clients["Anna"].sent.len() + 1
        },
        again: marked,
    },
    Verb {
        name: "forget",
        arguments: |_| words(&["forget", "Bea", "--yes"]),
        input: String::new,
        is_done: |_, now| !now.clients.contains_key("Bea"),
        again: forgotten,
    },
    Verb {
        name: "forget --interview",
        arguments: |case| {
            let id = case.before.clients["Elsa"]
                .records
                .keys()
                .next()
                .expect("a record");
            words(&["forget", "Elsa", "--interview", id, "--yes"])
        },
        input: String::new,
        is_done: |_, now| now.clients["Elsa"].records.is_empty(),
        again: forgotten_one,
    },
    Verb {
        name: "doctor --accept",
        arguments: |case| {
            let file = case.stock.edited_in(&case.sandbox);
            words(&["doctor", "--accept", &file.to_string_lossy()])
        },
        input: String::new,
        is_done: |_, now| {
            now.clients["Elsa"]
                .records
                .values()
                .all(|(_, seal)| *seal == Seal::Sound)
        },
        again: accepted,
    },
];

/// The commands that read.
pub const READERS: [Verb; 12] = [
    Verb {
        name: "show",
        arguments: |_| words(&["show", "anna"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "show --format json",
        arguments: |_| words(&["show", "anna", "--format", "json"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "clients",
        arguments: |_| words(&["clients"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "history",
        arguments: |_| words(&["history", "anna"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "export",
        arguments: |_| words(&["export", "anna", "--document", "letter"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "export json",
        arguments: |_| words(&["export", "anna", "--format", "json"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "export csv",
        arguments: |_| words(&["export", "--all", "--format", "csv"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "doctor",
        arguments: |_| words(&["doctor"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "scripts",
        arguments: |_| words(&["scripts"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "settings, shown",
        arguments: |_| words(&["settings"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "check",
        arguments: |_| words(&["check"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
    Verb {
        name: "clients --due",
        arguments: |_| words(&["clients", "--due"]),
        input: String::new,
        is_done: |_, _| true,
        again: |_, _| {},
    },
];

/// Goes on with an interview of which so many answers were confirmed.
fn go_on(case: &Case, name: &str, confirmed: usize) {
    let now = case.kept("Dina");
    let held = now.clients.get(name);
    if has_one_more(case, &now, name) {
        assert_eq!(
            held.map(|held| held.drafts.len()),
            Some(0),
            "a record and a draft"
        );
    } else {
        let there = held
            .and_then(|held| held.drafts.values().next())
            .map_or(0, Vec::len);
        assert!(
            there >= confirmed,
            "{confirmed} answers were confirmed, {there} are there"
        );
        let card: &[&str] = if held.is_none() { &CARD } else { &[] };
        let rest = lines(&[card, &LINES[there..], &[END]].concat());
        let run = case.run(&words(&["interview", name, "--plain"]), &rest);
        assert_eq!(run.code, 0, "going on: {}", run.err);
    }
    let end = case.kept("Dina");
    let held = &end.clients[name];
    let last = held.records.values().last().expect("a record");
    let shown: Vec<&str> = last
        .0
        .answers
        .iter()
        .map(|answer| answer.shown.as_str())
        .collect();
    assert_eq!(shown, ["Tight", "a quiet word", "12.5", "Yes"]);
    assert_eq!((last.1, held.drafts.len()), (Seal::Sound, 0));
}

/// The old draft is set aside whole, or still there; the new one goes on.
fn restarted(case: &Case, run: &Run) {
    let now = case.kept("Anna");
    let (had, held) = (&case.before.clients["Anna"], &now.clients["Anna"]);
    assert!(held.records.len() >= had.records.len(), "a record is lost");
    let (old, entries) = had.drafts.iter().next().expect("a draft");
    let draft = case.sandbox.home();
    let aside = files(&draft).into_iter().find(|(path, _)| {
        path.to_string_lossy().contains("set-aside") && path.to_string_lossy().contains(old)
    });
    let is_there = held.drafts.get(old) == Some(entries);
    assert!(is_there || aside.is_some(), "the old draft is lost");
    let confirmed = taken(run);
    if held.records.len() == had.records.len() {
        let new = held.drafts.iter().find(|(id, _)| *id != old);
        let there = new.map_or(0, |(_, entries)| entries.len());
        assert!(
            there >= confirmed,
            "{confirmed} answers were confirmed, {there} are there"
        );
    }
    let again = case.run(
        &words(&["interview", "Anna", "--plain", "--restart"]),
        &(lines(&[&LINES[..], &[END]].concat())),
    );
    assert_eq!(again.code, 0, "again: {}", again.err);
}

/// All of the interview is there, or nothing.
fn imported(case: &Case, name: &str, verb: &str) {
    let now = case.kept("Dina");
    let count = |state: &State| state.clients.get(name).map_or(0, |held| held.records.len());
    let drafts = now.clients.get(name).map_or(0, |held| held.drafts.len());
    assert_eq!(drafts, 0, "half an interview is there");
    let was_done = count(&now) - count(&case.before);
    assert!(was_done <= 1);
    if name == "Dina" {
        assert_eq!(
            now.clients.contains_key(name),
            was_done == 1,
            "a client without interview"
        );
    }
    case.repeat(verb, 0);
    let end = case.kept("Dina");
    let held = &end.clients[name];
    assert_eq!(count(&end), count(&now) + 1);
    for (record, seal) in held.records.values().rev().take(was_done + 1) {
        assert_eq!((record.answers.len(), *seal), (4, Seal::Sound));
        assert_eq!(record.answers[1].shown, "imported");
    }
    assert_eq!(
        (held.card.hours_per_month, held.drafts.len()),
        (Some(7.0), 0)
    );
}

fn amended(case: &Case, _: &Run) {
    let now = case.kept("");
    assert_eq!(
        now.clients["Bea"].drafts.len(),
        0,
        "half a correction is there"
    );
    case.repeat("interview --amend", 1);
    let end = case.kept("");
    let first = end.clients["Bea"]
        .records
        .keys()
        .next()
        .expect("a record")
        .clone();
    let corrections = end.clients["Bea"].records.values();
    let corrections: Vec<_> = corrections
        .filter(|(record, _)| record.amends.as_ref() == Some(&first))
        .collect();
    let [(record, seal)] = corrections.as_slice() else {
        panic!("{} corrections", corrections.len())
    };
    assert_eq!(
        (record.answers[2].shown.as_str(), *seal),
        ("99", Seal::Sound)
    );
}

/// The exports that are there, each of which must be whole.
fn exports(case: &Case) -> Vec<PathBuf> {
    let is_seen = |path: &PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| !name.starts_with('.'))
    };
    let found: Vec<PathBuf> = files(&case.target()).into_keys().filter(is_seen).collect();
    for path in &found {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(path).expect("a file");
        let name = name.trim_end_matches("-letter");
        assert_eq!(text.to_lowercase(), format!("{name}\n"), "half a file");
    }
    found
}

/// A file is there whole, or not at all.
fn exported(case: &Case, verb: &str) {
    case.kept("");
    let before = exports(case).len();
    // What is there already is told, and left.
    let run = case.repeat(verb, 1);
    assert!(run.code == 0 || before > 0, "{}", run.err);
    assert!(exports(case).len() > before || before > 0);
}

/// Tells whether a folder holds the kit; half of it is a fault.
fn is_kit(folder: &std::path::Path) -> bool {
    let bundled = ascolto::kit::bundled_files();
    let there = bundled.iter().filter(|(name, text)| {
        let there = fs::read_to_string(folder.join(name));
        there.is_ok_and(|there| {
            assert_eq!(there, *text, "half a file: {name}");
            true
        })
    });
    let count = there.count();
    assert!(
        count == 0 || count == bundled.len(),
        "{count} files of {}",
        bundled.len()
    );
    count > 0
}

/// The kit is there whole, or not at all.
fn copied(case: &Case, verb: &str, folder: &std::path::Path) {
    case.kept("");
    is_kit(folder);
    case.repeat(verb, 0);
    assert!(is_kit(folder));
}

fn set(case: &Case, _: &Run) {
    let now = case.kept("");
    let name = |state: &State| state.settings.name.clone().unwrap_or_default();
    assert!(now.settings == case.before.settings || name(&now) == "Paola");
    case.repeat("settings", 0);
    let end = case.kept("");
    assert_eq!(name(&end), "Paola");
    assert_eq!(end.settings.studio.as_deref(), Some("Studio"));
}

fn marked(case: &Case, _: &Run) {
    let count = |state: &State| {
        let marks = state.clients["Anna"].sent.iter();
        marks.filter(|mark| mark.ends_with("2026-03-01")).count()
    };
    let before = count(&case.kept(""));
    case.repeat("sent", 0);
    assert_eq!(count(&case.kept("")), before + 1);
}

fn forgotten(case: &Case, run: &Run) {
    let now = case.kept("Bea");
    let is_whole = now.clients.get("Bea") == case.before.clients.get("Bea");
    assert!(
        is_whole || !now.clients.contains_key("Bea"),
        "half a client"
    );
    if run.code == Some(0) {
        assert!(!now.clients.contains_key("Bea"), "said to be gone");
    }
    case.repeat("forget", 1);
    let end = case.kept("Bea");
    assert!(!end.clients.contains_key("Bea"));
    for (path, bytes) in files(&case.sandbox.home()) {
        let text = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
        assert!(
            !text.contains(SECRET) && !text.contains("Bea"),
            "left: {}",
            path.display()
        );
        assert!(
            !path.to_string_lossy().contains("bea"),
            "left: {}",
            path.display()
        );
    }
    let erased = fs::read_to_string(case.sandbox.home().join("erased.toml")).expect("a list");
    // Where there was no room for the line the person was told so.
    let wanted = if run.err.contains("could not be noted") {
        1
    } else {
        2
    };
    assert!(erased.matches("[[erased]]").count() >= wanted, "{erased}");
}

fn forgotten_one(case: &Case, _: &Run) {
    let now = case.kept("Elsa");
    let (had, has) = (&case.before.clients["Elsa"], &now.clients["Elsa"]);
    assert!(
        has.records == had.records || has.records.is_empty(),
        "half an interview"
    );
    case.repeat("forget --interview", 1);
    let end = case.kept("Elsa");
    assert_eq!(end.clients["Elsa"].records.len(), 0);
    for (path, bytes) in files(&case.sandbox.home()) {
        let text = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
        assert!(!text.contains("edited by hand"), "left: {}", path.display());
    }
}

fn accepted(case: &Case, _: &Run) {
    let now = case.kept("");
    let record = |state: &State| state.clients["Elsa"].records.values().next().cloned();
    assert_eq!(
        record(&now).map(|(record, _)| record),
        record(&case.before).map(|(record, _)| record)
    );
    case.repeat("doctor --accept", 0);
    assert_eq!(
        record(&case.kept("")).map(|(_, seal)| seal),
        Some(Seal::Sound)
    );
}
