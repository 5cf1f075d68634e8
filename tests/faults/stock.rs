//! A store with something of everything, made once by the program itself and copied for each case;
//! and what is in a store.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ascolto::card::{Card, Settings};
use ascolto::record::{Record, Seal};
use ascolto::store::{Class, Client, Entry, Problem, Store};

use crate::sandbox::Sandbox;

/// A kit of four questions: every call that reads it is one that a fault can hit.
const KIT: [(&str, &str); 3] = [
    ("profile.toml", include_str!("kit/profile.toml")),
    ("intake.toml", include_str!("kit/intake.toml")),
    (
        "documents/letter.toml",
        include_str!("kit/documents/letter.toml"),
    ),
];

/// What is typed for a new client's card, for the four questions, and to finish.
pub const CARD: [&str; 2] = ["yes", "1"];
pub const LINES: [&str; 4] = ["2", "a quiet word", "12.5", "y"];
pub const END: &str = "1";
/// An answer that stands for what nobody else may see.
pub const SECRET: &str = "a-word-of-bea";

/// The store, and what has a random name in it.
pub struct Stock {
    files: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// The record that was edited by hand.
    pub edited: PathBuf,
}

static STOCK: OnceLock<Stock> = OnceLock::new();

/// Everything in a store.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub clients: BTreeMap<String, Held>,
    pub settings: Settings,
}

/// Everything of one client.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub card: Card,
    pub records: BTreeMap<String, (Record, Seal)>,
    pub drafts: BTreeMap<String, Vec<Entry>>,
    pub sent: Vec<String>,
}

/// A folder in memory where there is one: a synced write costs nothing there.
pub fn sandbox() -> Sandbox {
    let sandbox = Sandbox::in_memory();
    for (name, text) in KIT {
        sandbox.file(&format!("kit/{name}"), text);
    }
    sandbox
}

/// A copy of the store with something of everything.
pub fn stocked() -> (Sandbox, &'static Stock) {
    let stock = STOCK.get_or_init(make);
    let sandbox = sandbox();
    stock.put(&sandbox.home());
    (sandbox, stock)
}

impl Stock {
    /// Writes the store as it was made, private as the program makes it.
    fn put(&self, home: &Path) {
        let private = |path: &Path, mode| {
            let mode = fs::Permissions::from_mode(mode);
            fs::set_permissions(path, mode).expect("the rights");
        };
        fs::create_dir(home).expect("a folder");
        private(home, 0o700);
        for (name, bytes) in &self.files {
            let path = home.join(name);
            match bytes {
                None => fs::create_dir(&path).expect("a folder"),
                Some(bytes) => fs::write(&path, bytes).expect("a file"),
            }
            private(&path, if bytes.is_none() { 0o700 } else { 0o600 });
        }
    }

    /// The path of a file of the store in a copy.
    pub fn edited_in(&self, sandbox: &Sandbox) -> PathBuf {
        sandbox.home().join(&self.edited)
    }
}

/// Every file below a folder with its bytes, and every folder without.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path.clone());
                found.insert(path, None);
            } else {
                let bytes = fs::read(&path).unwrap_or_default();
                found.insert(path, Some(bytes));
            }
        }
    }
    found
}

fn answers(sandbox: &Sandbox, name: &str, words: &str) -> String {
    let text = format!(
        "[client]\nlanguage = \"en\"\n\n[answers]\npace_now = \"tight\"\nwords = \"{words}\"\n\
         amount = 3\nreally = true\n"
    );
    sandbox.file(name, &text).to_string_lossy().into_owned()
}

fn run(sandbox: &Sandbox, arguments: &[&str], input: &str, code: i32) {
    let mut all = arguments.to_vec();
    all.extend(["--questionnaires", "kit"]);
    let run = sandbox.run_with_input(&all, input);
    assert_eq!(run.code, code, "{arguments:?}: {}", run.err);
}

fn make() -> Stock {
    let sandbox = sandbox();
    let of = |name: &str, words: &str| {
        let file = answers(&sandbox, "answers.toml", words);
        let on = ["interview", name, "--answers", &file, "--on", "2026-01-10"];
        run(&sandbox, &on, "", 0);
    };
    for name in ["Anna", "Bea", "Elsa", "Carla"] {
        of(name, &format!("a-word-of-{}", name.to_lowercase()));
    }
    run(&sandbox, &["forget", "Carla", "--yes"], "", 0);
    of("Anna", "again");
    let corrected = only_ids(&sandbox, "Anna").remove(0);
    let file = sandbox.file("amend.toml", "[answers]\nwords = \"corrected\"\n");
    let file = file.to_string_lossy();
    run(
        &sandbox,
        &[
            "interview",
            "Anna",
            "--amend",
            &corrected,
            "--answers",
            &file,
        ],
        "",
        0,
    );
    run(&sandbox, &["interview", "Anna"], "2\na quiet word\n", 130);
    run(
        &sandbox,
        &["sent", "anna", "letter", "--on", "2026-02-01"],
        "",
        0,
    );
    run(
        &sandbox,
        &["sent", "bea", "letter", "--on", "2026-02-01"],
        "",
        0,
    );
    run(
        &sandbox,
        &["settings", "--edit", "--plain"],
        "Marta\n\n\n\n\n\n\n\n\n\n\n",
        0,
    );
    let record = record_of(&sandbox, "Elsa");
    let text = fs::read_to_string(&record).expect("a record");
    fs::write(&record, text.replace("a-word-of-elsa", "edited by hand")).expect("edited");
    let edited = record
        .strip_prefix(sandbox.home())
        .expect("it is in the store")
        .to_owned();
    let home = sandbox.home();
    let inside = |path: PathBuf| {
        path.strip_prefix(&home)
            .expect("it is in the store")
            .to_owned()
    };
    let files = files(&home).into_iter();
    let files = files.map(|(path, bytes)| (inside(path), bytes)).collect();
    Stock { files, edited }
}

fn only_ids(sandbox: &Sandbox, name: &str) -> Vec<String> {
    let state = state(&sandbox.home()).expect("the store is sound");
    state.clients[name].records.keys().cloned().collect()
}

fn record_of(sandbox: &Sandbox, name: &str) -> PathBuf {
    let id = only_ids(sandbox, name).remove(0);
    let is_it = |path: &&PathBuf| path.file_stem().is_some_and(|stem| *stem == *id);
    files(&sandbox.home())
        .keys()
        .find(is_it)
        .expect("the record")
        .clone()
}

/// Reads everything; what is not sound is an error.
pub fn state(home: &Path) -> Result<State, Vec<Problem>> {
    let (state, mut findings) = loose_state(home);
    findings.retain(|problem| problem.class() != Class::Told);
    match findings.is_empty() {
        true => Ok(state),
        false => Err(findings),
    }
}

/// Reads what can be read, and everything there is to tell.
pub fn loose_state(home: &Path) -> (State, Vec<Problem>) {
    let mut state = State {
        clients: BTreeMap::new(),
        settings: Settings::default(),
    };
    let survey = Store::open(home).and_then(|store| Ok((store.survey()?, store.settings())));
    let (survey, settings) = match survey {
        Ok(read) => read,
        Err(problem) => return (state, vec![problem]),
    };
    let mut findings = survey.findings;
    match settings {
        Ok(settings) => state.settings = settings,
        Err(problem) => findings.push(problem),
    }
    for client in survey.clients {
        match held(&client) {
            Ok(held) => {
                state.clients.insert(client.card().name.clone(), held);
            }
            Err(problem) => findings.push(problem),
        }
    }
    (state, findings)
}

fn held(client: &Client) -> Result<Held, Problem> {
    let records = client.records()?.records.into_iter();
    let drafts = client.drafts()?.drafts.into_iter();
    let sent = client.sent()?.0.into_iter();
    Ok(Held {
        card: client.card().clone(),
        records: records
            .map(|stored| {
                (
                    stored.record.interview.clone(),
                    (stored.record, stored.seal),
                )
            })
            .collect(),
        drafts: drafts
            .map(|draft| (draft.header.interview, draft.entries))
            .collect(),
        sent: sent
            .map(|mark| format!("{} {}", mark.document, mark.on))
            .collect(),
    })
}

impl State {
    /// Says what of an earlier state is not here any more, but for one client.
    pub fn lacks(&self, before: &State, but: &str) -> Option<String> {
        before
            .clients
            .iter()
            .filter(|(name, _)| *name != but)
            .find_map(|(name, had)| {
                let Some(has) = self.clients.get(name) else {
                    return Some(name.clone());
                };
                let record = had.records.iter().find(|(id, (record, _))| {
                    has.records.get(*id).is_none_or(|(now, _)| now != record)
                });
                let draft = had
                    .drafts
                    .iter()
                    .find(|(id, entries)| match has.drafts.get(*id) {
                        Some(now) => !now.starts_with(entries),
                        None => !has.records.contains_key(*id),
                    });
                let sent = had.sent.iter().find(|mark| !has.sent.contains(mark));
                record
                    .map(|(id, _)| format!("{name}: record {id}"))
                    .or(draft.map(|(id, _)| format!("{name}: draft {id}")))
                    .or(sent.map(|mark| format!("{name}: sent {mark}")))
            })
    }
}
