//! Every protocol on a real disk, and with every step of it failing.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests make and break files by hand"
)]

use std::fs as disk;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::date;
use rustix::io::Errno;

use super::fs::{faults, random_letters};
use super::*;
use crate::card::{Card, ClientKind};
use crate::record::{Mode, Record, RecordedAnswer, ScriptReference, Seal};
use crate::script::{Visibility, Voice};
use crate::text::{Id, LanguageTag};
use crate::value::{Answer, Kind, State, Value};

const SCRIPT: &str = "format = 1\nid = \"intake\"\n";

/// A folder that goes away with the test.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("ascolto-test-{}", random_letters(12)));
        disk::create_dir(&path).expect("a temporary folder");
        Home(path)
    }

    fn store(&self) -> Store {
        Store::open(&self.0.join("home")).expect("the store opens")
    }

    fn client(&self, name: &str) -> Client {
        // Twice, for the tests in which one step fails.
        let find = || -> Result<Client, FindError> {
            Store::open(&self.0.join("home"))?.client(name, Lookup::Exact)
        };
        find().or_else(|_| find()).expect("the client is there")
    }

    /// Every file under the home with its bytes.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in disk::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_symlink() {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = disk::read(&path).expect("a file");
                    files.push((path, bytes));
                }
            }
        }
        files.sort();
        files
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = disk::remove_dir_all(&self.0);
    }
}

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).expect("a moment")
}

fn card(name: &str) -> Card {
    Card {
        name: name.to_owned(),
        language: LanguageTag::new("it-lei"),
        kind: ClientKind::External,
        organisation: None,
        greeting: None,
        hours_per_month: Some(12.5),
        start: Some(date(2026, 10, 1)),
        time_zone: None,
        retain_until: None,
    }
}

fn script() -> ScriptReference {
    ScriptReference {
        id: Id::new("intake"),
        version: 1,
        title: "Colloquio".to_owned(),
        digest: digest(SCRIPT),
    }
}

fn new_draft(whom: Whom<'_>) -> NewDraft<'_> {
    NewDraft {
        whom,
        script: script(),
        script_source: SCRIPT,
        language: LanguageTag::new("it-lei"),
        held: date(2026, 11, 21),
        mode: Mode::Live,
        started: moment(0),
        amends: None,
        only: Some(vec![Id::new("need")]),
        offered: vec![Offered {
            question: Id::new("channels"),
            answer: Answer::of(Value::Choices(vec![Id::new("email")])),
            day: date(2026, 10, 1),
        }],
    }
}

fn entry(number: i64, text: &str) -> Entry {
    Entry::Answer {
        question: Id::new(&format!("q{number}")),
        answer: Answer {
            note: Some(format!("note\n# check {text}")),
            ..Answer::of(Value::Text(text.to_owned()))
        },
        at: moment(number),
    }
}

fn record_of(draft: &Draft, n: u32, answers: usize) -> Record {
    let header = draft.header();
    Record {
        interview: header.interview.clone(),
        client: header.client.clone(),
        n,
        script: header.script.clone(),
        language: header.language.clone(),
        held: header.held,
        mode: header.mode,
        started: header.started,
        finished: moment(1000),
        outcome: None,
        amends: None,
        answers: (0..answers)
            .map(|number| RecordedAnswer {
                id: Id::new(&format!("q{number}")),
                ask: "?".to_owned(),
                name: "q".to_owned(),
                kind: Kind::Text,
                voice: Voice::Client,
                visibility: Visibility::Shared,
                answer: Answer::of(Value::Text("yes".to_owned())),
                shown: "yes".to_owned(),
                at: moment(1),
            })
            .collect(),
    }
}

/// Begins with a new client, answers, finishes.
fn finish_one(home: &Home, name: &str) -> PathBuf {
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card(name))))
        .expect("it begins");
    draft.append(&entry(1, "yes")).expect("it is kept");
    let n = draft
        .client()
        .expect("the client")
        .records()
        .expect("records")
        .next_number()
        .expect("a number");
    let finished = draft.finish(&record_of(&draft, n, 2)).expect("it ends");
    assert_eq!(finished.left, None);
    finished.path
}

fn told(problems: &[Problem]) -> Vec<What> {
    problems
        .iter()
        .map(|problem| problem.what.clone())
        .collect()
}

#[test]
fn reading_makes_nothing() {
    let home = Home::new();
    let mut store = home.store();
    assert!(store.clients().expect("a list").clients.is_empty());
    assert_eq!(store.settings(), Ok(Settings::default()));
    assert_eq!(store.pinned_script(&digest(SCRIPT)), Ok(None));
    store
        .save_settings(&Settings::default(), &Settings::default())
        .expect("nothing to save");
    assert!(matches!(
        store.client("x", Lookup::Beginning),
        Err(FindError::NotFound { .. })
    ));
    assert_eq!(home.files(), []);
    assert!(!store.home().exists());
}

#[test]
fn an_interview_becomes_a_record_and_its_draft_goes() {
    let home = Home::new();
    let path = finish_one(&home, "Studio Verdi");
    let client = home.client("studio-verdi");
    assert_eq!(client.card(), &card("Studio Verdi"));
    assert_eq!(client.created(), moment(0));
    let records = client.records().expect("records");
    assert_eq!(records.problems, []);
    assert_eq!(records.records.len(), 1);
    assert_eq!(records.records[0].path, path);
    assert_eq!(records.records[0].seal, Seal::Sound);
    assert_eq!(records.next_number(), Ok(2));
    assert_eq!(client.drafts(), Ok(Drafts::default()));
    let pinned = home.store().pinned_script(&digest(SCRIPT));
    assert_eq!(pinned, Ok(Some(SCRIPT.to_owned())));
    let store = home.store().clients().expect("clients");
    assert_eq!((store.clients.len(), store.problems.len()), (1, 0));
}

#[test]
fn a_draft_goes_on_after_the_last_answer() {
    let home = Home::new();
    let entries = [
        entry(1, "one"),
        Entry::Note {
            question: Id::new("q1"),
            note: None,
            at: moment(2),
        },
        Entry::Note {
            question: Id::new("q1"),
            note: Some("\"\"\"".to_owned()),
            at: moment(3),
        },
        Entry::Quote {
            question: Id::new("q1"),
            quote: true,
            at: moment(4),
        },
        Entry::Answer {
            question: Id::new("q2"),
            answer: Answer::state(State::Later),
            at: moment(5),
        },
        Entry::Drop {
            question: Id::new("q2"),
            at: moment(6),
        },
        Entry::At {
            question: Id::new("q1"),
            at: moment(7),
        },
    ];
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    for entry in &entries[..3] {
        draft.append(entry).expect("it is kept");
    }
    let header = draft.header().clone();
    drop(draft);
    let client = home.client("anna");
    let drafts = client.drafts().expect("drafts").drafts;
    let resumed = store.resume(&client, &drafts[0]).expect("it goes on");
    assert_eq!(resumed.entries, entries[..3]);
    assert_eq!(resumed.draft.header(), &header);
    assert!(header.newborn);
    let mut draft = resumed.draft;
    for entry in &entries[3..] {
        draft.append(entry).expect("it is kept");
    }
    drop(draft);
    let drafts = client.drafts().expect("drafts");
    assert_eq!(drafts.problems, []);
    assert_eq!(drafts.drafts[0].entries, entries);
    assert_eq!(drafts.drafts[0].end, End::Whole);
    assert_eq!(drafts.drafts[0].last(), moment(7));
}

/// The draft's bytes and how many answers stand whole in each beginning of it.
fn draft_of_three(home: &Home) -> (PathBuf, Vec<u8>, Vec<usize>) {
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    let path = draft.path();
    let mut ends = vec![disk::read(&path).expect("a draft").len()];
    for number in 1..=3 {
        draft
            .append(&entry(number, "città \"sì\"\nè"))
            .expect("it is kept");
        ends.push(disk::read(&path).expect("a draft").len());
    }
    (path.clone(), disk::read(&path).expect("a draft"), ends)
}

#[test]
fn a_draft_cut_at_every_byte_keeps_every_whole_answer() {
    let home = Home::new();
    let (path, bytes, ends) = draft_of_three(&home);
    let client = home.client("anna");
    for cut in 0..bytes.len() {
        disk::write(&path, &bytes[..cut]).expect("a cut draft");
        let drafts = client.drafts().expect("drafts");
        if cut < ends[0] {
            assert!(drafts.drafts.is_empty(), "cut at {cut}");
            assert_eq!(drafts.problems[0].class(), Class::Damaged, "cut at {cut}");
            continue;
        }
        let whole = ends.iter().filter(|end| **end <= cut).count() - 1;
        assert_eq!(drafts.drafts[0].entries.len(), whole, "cut at {cut}");
        let is_torn = !ends.contains(&cut);
        assert_eq!(
            matches!(drafts.drafts[0].end, End::Torn(_)),
            is_torn,
            "cut at {cut}"
        );
        assert_eq!(
            disk::read(&path).expect("a draft"),
            &bytes[..cut],
            "reading wrote"
        );
        if cut % 7 == 0 {
            let mut store = home.store();
            let resumed = store
                .resume(&client, &drafts.drafts[0])
                .expect("it goes on");
            assert_eq!(resumed.problem.is_some(), is_torn, "cut at {cut}");
            let mut draft = resumed.draft;
            draft.append(&entry(9, "after")).expect("it is kept");
            drop(draft);
            let drafts = client.drafts().expect("drafts");
            assert_eq!(drafts.problems, [], "cut at {cut}");
            assert_eq!(drafts.drafts[0].entries.len(), whole + 1, "cut at {cut}");
            let aside: Vec<Vec<u8>> = home
                .files()
                .into_iter()
                .filter(|(path, _)| {
                    path.parent()
                        .is_some_and(|folder| folder.ends_with("set-aside"))
                })
                .map(|(path, bytes)| {
                    disk::remove_file(path).expect("it goes");
                    bytes
                })
                .collect();
            let rest = &bytes[ends[whole]..cut];
            assert_eq!(
                aside,
                if is_torn { vec![rest.to_vec()] } else { vec![] },
                "cut at {cut}"
            );
        }
    }
}

#[test]
fn a_flipped_bit_in_a_draft_is_told_and_everything_is_kept() {
    let home = Home::new();
    let (path, bytes, ends) = draft_of_three(&home);
    let client = home.client("anna");
    for at in (0..bytes.len()).step_by(3) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 4;
        disk::write(&path, &flipped).expect("a spoilt draft");
        let drafts = client.drafts().expect("drafts");
        assert_eq!(drafts.problems.len(), 1, "byte {at}");
        let is_last = at >= ends[2];
        let class = drafts.problems[0].class();
        match drafts.drafts.first() {
            None => assert!(at < ends[0], "byte {at}"),
            Some(draft) => {
                assert_eq!(
                    draft.entries.len(),
                    ends.iter().filter(|end| **end <= at).count() - 1
                );
                // In the last block a flip may look like a torn write: nothing whole follows.
                assert!(class == Class::Damaged || is_last, "byte {at}: {class:?}");
            }
        }
    }
    let mut flipped = bytes.clone();
    flipped[ends[0] + 40] ^= 4;
    disk::write(&path, &flipped).expect("a spoilt draft");
    let drafts = client.drafts().expect("drafts").drafts;
    let resumed = home
        .store()
        .resume(&client, &drafts[0])
        .expect("it goes on");
    assert_eq!(resumed.entries, []);
    assert_eq!(
        resumed.problem.map(|problem| problem.class()),
        Some(Class::Damaged)
    );
    assert!(
        home.files().iter().any(|(_, bytes)| *bytes == flipped),
        "kept whole"
    );
}

#[test]
fn a_draft_doubled_or_spliced_is_told() {
    let home = Home::new();
    let (path, bytes, ends) = draft_of_three(&home);
    let client = home.client("anna");
    let spoilt = [
        [&bytes[..], &bytes[..]].concat(),
        [&bytes[..ends[1]], &bytes[ends[2]..]].concat(),
        [&bytes[..ends[2]], &bytes[ends[1]..ends[2]]].concat(),
    ];
    for (spoilt, whole) in spoilt.iter().zip([3, 1, 2]) {
        disk::write(&path, spoilt).expect("a spoilt draft");
        let drafts = client.drafts().expect("drafts");
        assert!(matches!(drafts.drafts[0].end, End::Broken(_)));
        assert_eq!(drafts.drafts[0].entries.len(), whole);
        assert_eq!(drafts.problems[0].class(), Class::Damaged);
    }
}

#[test]
fn a_crash_between_record_and_draft_leaves_one_interview() {
    let home = Home::new();
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    draft.append(&entry(1, "yes")).expect("it is kept");
    let path = draft.path();
    let bytes = disk::read(&path).expect("a draft");
    draft.finish(&record_of(&draft, 1, 1)).expect("it ends");
    drop(draft);
    disk::write(&path, bytes).expect("as after a crash");
    let client = home.client("anna");
    assert_eq!(client.drafts(), Ok(Drafts::default()));
    assert!(path.exists(), "reading never writes");
    drop(
        store
            .begin(new_draft(Whom::Known(&client)))
            .expect("the next begins"),
    );
    assert!(!path.exists());
    assert_eq!(client.records().expect("records").records.len(), 1);
    assert_eq!(client.drafts().expect("drafts").drafts.len(), 1);
}

#[test]
fn a_draft_that_went_on_elsewhere_stays_beside_its_record() {
    let home = Home::new();
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    let path = draft.path();
    let mut record = record_of(&draft, 1, 1);
    record.finished = moment(2);
    draft
        .append(&entry(3, "later than the record"))
        .expect("it is kept");
    let bytes = disk::read(&path).expect("a draft");
    draft.finish(&record).expect("it ends");
    drop(draft);
    disk::write(&path, bytes).expect("as after a sync");
    let client = home.client("anna");
    drop(
        store
            .begin(new_draft(Whom::Known(&client)))
            .expect("the next begins"),
    );
    assert!(path.exists());
}

#[test]
fn giving_up_leaves_nothing_of_somebody_new() {
    let home = Home::new();
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna Bianchi"))))
        .expect("it begins");
    draft.append(&entry(1, "no")).expect("it is kept");
    draft.discard().expect("it goes");
    for (path, bytes) in home.files() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("bianchi"), "{}", path.display());
        assert!(
            !path.to_string_lossy().contains("bianchi"),
            "{}",
            path.display()
        );
    }
    assert!(store.clients().expect("clients").clients.is_empty());
}

#[test]
fn giving_up_keeps_a_client_who_was_there() {
    let home = Home::new();
    finish_one(&home, "Anna");
    let mut store = home.store();
    let client = home.client("anna");
    let draft = store
        .begin(new_draft(Whom::Known(&client)))
        .expect("it begins");
    draft.discard().expect("it goes");
    assert_eq!(
        home.client("anna")
            .records()
            .expect("records")
            .records
            .len(),
        1
    );
    assert_eq!(client.drafts(), Ok(Drafts::default()));
}

#[test]
fn giving_up_keeps_a_client_whose_other_interview_runs() {
    let home = Home::new();
    let mut store = home.store();
    let first = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    let second = store
        .begin(new_draft(Whom::New(&card("ANNA"))))
        .expect("it begins");
    assert!(!second.header().newborn);
    first.discard().expect("it goes");
    assert_eq!(
        home.client("anna").drafts().expect("drafts").drafts.len(),
        1
    );
    drop(second);
}

#[test]
fn a_restart_sets_the_draft_aside() {
    let home = Home::new();
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    draft.append(&entry(1, "kept")).expect("it is kept");
    let bytes = disk::read(draft.path()).expect("a draft");
    let aside = draft.set_aside().expect("it is set aside");
    assert_eq!(disk::read(aside).expect("it is there"), bytes);
    assert_eq!(home.client("anna").drafts(), Ok(Drafts::default()));
}

#[test]
fn the_same_draft_opens_once_and_says_who_has_it() {
    let home = Home::new();
    let mut store = home.store();
    let draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    let client = home.client("anna");
    let stored = client.drafts().expect("drafts").drafts.remove(0);
    let busy = store.resume(&client, &stored).expect_err("it is taken");
    assert_eq!(
        busy.what,
        What::Busy {
            process: Some(std::process::id())
        }
    );
    assert_eq!(busy.class().exit_code(), 5);
    drop(draft);
    assert!(
        store.resume(&client, &stored).is_ok(),
        "the lock went with its holder"
    );
}

#[test]
fn an_erasure_waits_for_a_running_interview() {
    let home = Home::new();
    let mut store = home.store();
    let draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    let client = home.client("anna");
    let file = client.dir.lock_file(".lock").expect("the lock");
    let path = client.dir.path(".lock");
    let take = || fs::lock(&file, fs::Hold::Exclusive, Duration::ZERO, &path);
    assert!(matches!(
        take().expect_err("it runs").what,
        What::Busy { .. }
    ));
    drop(draft);
    assert_eq!(take(), Ok(()));
}

#[test]
fn everything_is_private_whatever_the_umask() {
    let before = rustix::process::umask(rustix::fs::Mode::empty());
    let home = Home::new();
    finish_one(&home, "Anna");
    let mut store = home.store();
    let settings = Settings {
        name: Some("Io".to_owned()),
        ..Settings::default()
    };
    store
        .save_settings(&Settings::default(), &settings)
        .expect("saved");
    let client = home.client("anna");
    client
        .mark_sent(&Id::new("recap"), date(2026, 11, 22), moment(3))
        .expect("marked");
    drop(
        store
            .begin(new_draft(Whom::Known(&client)))
            .expect("it begins"),
    );
    rustix::process::umask(before);
    let mode = |path: &Path| {
        disk::metadata(path)
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    let root = home.0.join("home");
    let mut files = 0;
    for (path, _) in home.files() {
        files += 1;
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        let mut folder = path.parent().expect("a folder");
        while folder.starts_with(&root) {
            assert_eq!(mode(folder), 0o700, "{}", folder.display());
            folder = folder.parent().expect("a folder");
        }
    }
    assert_eq!(files, 9);
}

#[test]
fn links_and_pipes_are_never_opened() {
    let home = Home::new();
    let record = finish_one(&home, "Anna");
    let client = home.client("anna");
    let aside = home.0.join("elsewhere.toml");
    disk::rename(&record, &aside).expect("moved");
    symlink(&aside, &record).expect("a link");
    assert_eq!(
        told(&client.records().expect("records").problems),
        [What::NotPlain]
    );
    disk::remove_file(&record).expect("gone");
    rustix::fs::mkfifoat(rustix::fs::CWD, &record, rustix::fs::Mode::RUSR).expect("a pipe");
    assert_eq!(
        told(&client.records().expect("records").problems),
        [What::NotPlain]
    );
    disk::remove_file(&record).expect("gone");
    disk::rename(&aside, &record).expect("back");
    // A link in the place of the folder itself.
    let folder = client.path().to_owned();
    let real = home.0.join("real");
    disk::rename(&folder, &real).expect("moved");
    symlink(&real, &folder).expect("a link");
    let clients = home.store().clients().expect("clients");
    assert_eq!(told(&clients.problems), [What::NotPlain]);
    assert!(clients.clients.is_empty());
}

#[test]
fn one_damaged_file_hides_no_other() {
    let home = Home::new();
    let damaged = finish_one(&home, "Anna");
    let good = finish_one(&home, "Anna");
    let newer = finish_one(&home, "Anna");
    finish_one(&home, "Bruno");
    finish_one(&home, "Carla");
    let text = disk::read_to_string(&damaged).expect("a record");
    disk::write(&damaged, &text[..text.len() / 2]).expect("half of it");
    let text = disk::read_to_string(&newer)
        .expect("a record")
        .replace("format = 1", "format = 2");
    disk::write(&newer, text).expect("a later one");
    let folder = home.client("anna").path().join("interviews");
    let copy = |name: &str| {
        disk::copy(&good, folder.join(name)).expect("a copy");
    };
    let stem = good
        .file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    copy(&format!("{stem} (1).toml"));
    copy(&format!("{stem} (conflicted copy 2026-11-21).toml"));
    copy(&format!("{stem}.toml~"));
    copy(&format!("{}zzzzzz.toml", &stem[..stem.len() - 6]));
    copy("notes.txt");
    copy(".DS_Store");
    copy(".tmp-abcdefgh");
    disk::write(home.client("bruno").path().join("client.toml"), "name = ").expect("a spoilt card");
    let records = home.client("anna").records().expect("records");
    assert_eq!(records.records.len(), 1);
    assert_eq!(records.records[0].path, good);
    let count = |what: &What| {
        told(&records.problems)
            .iter()
            .filter(|told| *told == what)
            .count()
    };
    assert_eq!(records.problems.len(), 8, "{:?}", records.problems);
    assert_eq!(count(&What::Copy), 4);
    assert_eq!(count(&What::Foreign), 1);
    assert_eq!(count(&What::LeftOver), 1);
    assert_eq!(count(&What::Newer { format: 2 }), 1);
    let clients = home.store().clients().expect("clients");
    let names: Vec<&str> = clients
        .clients
        .iter()
        .map(|client| client.card().name.as_str())
        .collect();
    assert_eq!(names, ["Anna", "Carla"]);
    assert_eq!(clients.problems.len(), 1);
    assert_eq!(clients.problems[0].place(), Some((1, 8)));
    assert_eq!(clients.problems[0].class().exit_code(), 3);
    let hidden = |typed: &str, lookup| match home.store().client(typed, lookup) {
        Err(FindError::NotFound { problems, .. }) => problems.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(hidden("Dora", Lookup::Exact), 0);
    assert_eq!(hidden("Bruno!", Lookup::Exact), 1);
    assert_eq!(hidden("Dora", Lookup::Beginning), 1);
}

#[test]
fn an_edited_record_counts_and_is_told() {
    let home = Home::new();
    let path = finish_one(&home, "Anna");
    let text = disk::read_to_string(&path).expect("a record");
    disk::write(&path, text.replace("\"?\"", "\"Really?\"")).expect("edited");
    let records = home.client("anna").records().expect("records");
    assert_eq!(records.records.len(), 1);
    assert_eq!(told(&records.problems), [What::EditedByHand { said: None }]);
    assert_eq!(records.problems[0].class().exit_code(), 0);
}

#[test]
fn a_store_that_cannot_be_read_is_not_an_empty_one() {
    let home = Home::new();
    disk::write(home.0.join("home"), "a file").expect("a file");
    let problem = Store::open(&home.0.join("home")).expect_err("no store");
    assert_eq!(problem.class().exit_code(), 6);
    disk::remove_file(home.0.join("home")).expect("gone");
    finish_one(&home, "Anna");
    faults::fail_after(0, Errno::IO);
    let problem = Store::open(&home.0.join("home")).expect_err("no store");
    assert_eq!(problem.class(), Class::Disk);
    let store = home.store();
    // The list of erasures, and then the folder.
    faults::fail_after(0, Errno::ACCESS);
    assert_eq!(store.clients().expect_err("no list").class(), Class::Disk);
    faults::fail_after(1, Errno::ACCESS);
    let problem = store.clients().expect_err("no list");
    assert_eq!(
        problem.what,
        What::Disk {
            doing: Act::List,
            error: Errno::ACCESS
        }
    );
    disk::write(home.0.join("home/ascolto.toml"), "format = 2\n").expect("a later mark");
    let problem = Store::open(&home.0.join("home")).expect_err("a later store");
    assert_eq!(problem.what, What::Newer { format: 2 });
    assert_eq!(problem.class().exit_code(), 4);
}

#[test]
fn a_client_is_found_by_id_name_and_beginning() {
    let home = Home::new();
    for name in [
        "Studio Rossi & figli",
        "Niccolò Verdi",
        "Nicola Verdi",
        "../../x",
        "CON",
    ] {
        finish_one(&home, name);
    }
    let store = home.store();
    let found = |typed: &str, lookup| match store.client(typed, lookup) {
        Ok(client) => client.card().name.clone(),
        Err(FindError::Ambiguous(candidates)) => candidates
            .iter()
            .map(|one| one.id.as_str())
            .collect::<Vec<_>>()
            .join(" | "),
        Err(FindError::NotFound { similar, .. }) => {
            format!(
                "? {}",
                similar
                    .iter()
                    .map(|one| one.name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
        Err(FindError::Problem(problem)) => problem.to_string(),
    };
    let exact = |typed: &str| found(typed, Lookup::Exact);
    assert_eq!(exact("studio-rossi-figli"), "Studio Rossi & figli");
    assert_eq!(exact("STUDIO  rossi & FIGLI"), "Studio Rossi & figli");
    assert_eq!(exact("niccolo verdi"), "Niccolò Verdi");
    assert_eq!(exact("../../x"), "../../x");
    assert_eq!(exact("x"), "../../x");
    assert_eq!(exact("client-con"), "CON");
    assert_eq!(exact("con"), "CON");
    assert_eq!(exact("studio"), "? Studio Rossi & figli");
    assert_eq!(exact("Nicola Vredi"), "? Nicola Verdi, Niccolò Verdi");
    assert_eq!(exact("../../etc/passwd"), "? ");
    assert_eq!(exact(""), "? ");
    assert_eq!(found("stu", Lookup::Beginning), "Studio Rossi & figli");
    assert_eq!(
        found("nic", Lookup::Beginning),
        "niccolo-verdi | nicola-verdi"
    );
    assert_eq!(found("NICCOLÒ", Lookup::Beginning), "Niccolò Verdi");
    let folder = store.client("con", Lookup::Exact).expect("there").folder;
    assert_eq!(exact(&folder), "CON");
}

#[test]
fn two_people_are_never_one() {
    let home = Home::new();
    finish_one(&home, "Studio Verdi");
    finish_one(&home, "studio-verdi");
    finish_one(&home, "STUDIO VERDI");
    let clients = home.store().clients().expect("clients").clients;
    let ids: Vec<&str> = clients.iter().map(Client::id).collect();
    assert_eq!(ids.len(), 2);
    assert!(
        ids.iter().all(|id| id.starts_with("studio-verdi~")),
        "{ids:?}"
    );
    let find = |typed: &str| home.client(typed).card().name.clone();
    assert_eq!(find("studio verdi"), "Studio Verdi");
    assert_eq!(find("Studio-Verdi"), "studio-verdi");
    assert_eq!(find(ids[0]), clients[0].card().name);
    // A folder whose name has the same hash, of somebody else.
    let name = ClientName::new("Dora").expect("a name");
    let taken = home.0.join("home/clients").join(name.folder(6));
    disk::rename(home.client("studio verdi").path(), taken).expect("moved");
    finish_one(&home, "Dora");
    assert_eq!(home.client("Dora").folder, name.folder(8));
    assert_eq!(home.client("Studio Verdi").folder, name.folder(6));
}

#[test]
fn settings_and_cards_keep_what_is_not_theirs() {
    let home = Home::new();
    let mut store = home.store();
    let first = Settings {
        name: Some("Anna".to_owned()),
        ..Settings::default()
    };
    store
        .save_settings(&Settings::default(), &first)
        .expect("saved");
    let path = home.0.join("home/settings.toml");
    assert_eq!(
        disk::read_to_string(&path).expect("settings"),
        "format = 1\nname = \"Anna\"\n# end\n"
    );
    let own = "# mine\nformat = 1\nname = \"Anna\" # me\ncolour = \"red\"\n\n[own]\nx = 1\n";
    disk::write(&path, own).expect("edited");
    let read = store.settings().expect("settings");
    assert_eq!(read, first);
    let after = Settings {
        name: Some("Anna \"B\"".to_owned()),
        hours: crate::record::form::hours("mon-fri 09:00-18:00 Europe/Rome"),
        firm_points: vec!["No calls".to_owned(), "Paid\nin advance".to_owned()],
        ..read.clone()
    };
    store.save_settings(&read, &after).expect("saved");
    assert_eq!(store.settings(), Ok(after.clone()));
    let expected = "# mine\nformat = 1\nname = \"Anna \\\"B\\\"\" # me\ncolour = \"red\"\nhours = \"mon-fri 09:00-18:00 Europe/Rome\"\nfirm_points = [\n  \"No calls\",\n  \"Paid\\nin advance\",\n]\n\n[own]\nx = 1\n";
    assert_eq!(disk::read_to_string(&path).expect("settings"), expected);
    // Another program changed the same line since it was read.
    let stale = Settings {
        name: Some("Carla".to_owned()),
        ..read.clone()
    };
    let problem = store.save_settings(&read, &stale).expect_err("it changed");
    assert_eq!(problem.what, What::Changed);
    store
        .save_settings(
            &after,
            &Settings {
                hours: None,
                ..after.clone()
            },
        )
        .expect("saved");
    assert_eq!(store.settings().expect("settings").hours, None);

    finish_one(&home, "Bruno");
    let mut client = home.client("bruno");
    let path = client.path().join("client.toml");
    let text = disk::read_to_string(&path).expect("a card");
    disk::write(&path, format!("{text}alias = [\"B\"] # mine\n")).expect("edited");
    let changed = Card {
        organisation: Some("Rossi srl".to_owned()),
        greeting: Some("Bruno caro".to_owned()),
        start: None,
        ..client.card().clone()
    };
    client.save_card(&changed).expect("saved");
    assert_eq!(home.client("bruno").card(), &changed);
    assert!(
        disk::read_to_string(&path)
            .expect("a card")
            .contains("alias = [\"B\"] # mine\n")
    );
    disk::write(&path, text.replace("external", "eksternal")).expect("spoilt");
    let Err(FindError::Problem(problem)) = home.store().client("bruno", Lookup::Exact) else {
        panic!("a damaged card is a problem");
    };
    assert_eq!(problem.place(), Some((6, 8)));
}

#[test]
fn documents_sent_are_marked() {
    let home = Home::new();
    finish_one(&home, "Anna");
    let client = home.client("anna");
    client
        .mark_sent(&Id::new("recap"), date(2026, 11, 22), moment(9))
        .expect("marked");
    client
        .mark_sent(&Id::new("action-plan"), date(2026, 11, 21), moment(10))
        .expect("marked");
    disk::write(client.path().join("sent/bad.toml"), "format = 1\n").expect("a spoilt one");
    let (sent, problems) = client.sent().expect("marks");
    let documents: Vec<&str> = sent.iter().map(|mark| mark.document.as_str()).collect();
    assert_eq!(documents, ["action-plan", "recap"]);
    assert_eq!(sent[1].on, date(2026, 11, 22));
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_client_with_a_file_of_a_later_version_is_only_read() {
    let home = Home::new();
    let path = finish_one(&home, "Anna");
    finish_one(&home, "Bea");
    let mut later = disk::read_to_string(&path).expect("a record");
    later = later.replacen("format = 1", "format = 9", 1);
    disk::write(&path, later).expect("a later version wrote it");
    let newer = |what: &What| matches!(what, What::Newer { format: 9 });
    let mut store = home.store();
    let mut anna = home.client("anna");
    let before = home.files();
    let begun = store.begin(new_draft(Whom::Known(&anna)));
    assert!(newer(&begun.expect_err("only read").what));
    let marked = anna.mark_sent(&Id::new("recap"), date(2026, 11, 22), moment(9));
    assert!(newer(&marked.expect_err("only read").what));
    let mut card = anna.card().clone();
    card.organisation = Some("Studio".to_owned());
    assert!(newer(&anna.save_card(&card).expect_err("only read").what));
    assert_eq!(home.files(), before);
    // Others are as they were.
    let bea = home.client("bea");
    store
        .begin(new_draft(Whom::Known(&bea)))
        .expect("it begins");
}

/// Every path of the store that is not one of these.
fn others(home: &Home, gone: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = home.files();
    files.retain(|(path, _)| {
        let path = path.to_string_lossy();
        !path.contains(gone) && !path.ends_with("erased.toml")
    });
    files
}

/// A client with a record, a draft, something set aside, a mark and what an interruption left.
fn furnish(home: &Home, name: &str) -> Client {
    finish_one(home, name);
    let client = home.client(name);
    let mut store = home.store();
    let draft = store.begin(new_draft(Whom::Known(&client)));
    draft
        .expect("it begins")
        .set_aside()
        .expect("it is set aside");
    store
        .begin(new_draft(Whom::Known(&client)))
        .expect("it begins");
    client
        .mark_sent(&Id::new("recap"), date(2026, 11, 22), moment(9))
        .expect("marked");
    disk::write(client.path().join("interviews/.tmp-abcdefgh"), "half").expect("a rest");
    disk::write(client.path().join("my notes.txt"), "mine").expect("a note");
    client
}

fn erased_lines(home: &Home) -> usize {
    let text = disk::read_to_string(home.0.join("home/erased.toml"));
    text.map_or(0, |text| text.matches("[[erased]]").count())
}

#[test]
fn forgetting_leaves_nothing_but_a_random_id_and_the_day() {
    let home = Home::new();
    let anna = furnish(&home, "Anna Bianchi");
    finish_one(&home, "Bea");
    let folder = anna.path().to_owned();
    let copy = folder.with_file_name("anna-bianchi~000000 (1)");
    disk::create_dir(&copy).expect("a copy of somebody else");
    let own_copy = PathBuf::from(format!("{} (1)", folder.display()));
    disk::create_dir(&own_copy).expect("a copy");
    disk::write(own_copy.join("client.toml"), "x").expect("a copy");
    let secret = home.0.join("secret.txt");
    disk::write(&secret, "elsewhere").expect("a file");
    symlink(&secret, folder.join("interviews/link.toml")).expect("a link");
    symlink(home.0.as_path(), folder.join("set-aside/up")).expect("a link");
    disk::create_dir(home.0.join("home/cache")).expect("a cache");
    disk::write(home.0.join("home/cache/x"), "Anna").expect("a cache");
    let before = others(&home, "anna-bianchi");

    let mut store = home.store();
    let estate = store.estate("anna bianchi").expect("she is there");
    assert!(matches!(estate.whose, Whose::Client(_)));
    assert_eq!(estate.files.len(), 10, "{:?}", estate.files);
    let gone = store.forget(&estate, date(2026, 11, 30)).expect("she goes");
    assert_eq!(gone.unnoted, None);

    let mut after = others(&home, "000000 (1)");
    let mut before = before;
    before.retain(|(path, _)| !path.ends_with("cache/x"));
    after.retain(|(path, _)| !path.ends_with("cache/x"));
    assert_eq!(after, before);
    assert!(!folder.exists() && !own_copy.exists() && copy.exists());
    assert!(!home.0.join("home/cache").exists());
    assert_eq!(disk::read(&secret).expect("untouched"), b"elsewhere");
    let list = disk::read_to_string(home.0.join("home/erased.toml")).expect("a list");
    assert_eq!(
        list,
        format!(
            "format = 1\n\n[[erased]]\nid = \"{}\"\non = 2026-11-30\n# end\n",
            anna.key()
        )
    );
    assert!(matches!(
        store.estate("Anna Bianchi"),
        Err(FindError::NotFound { .. })
    ));
}

#[test]
fn forgetting_goes_on_after_a_fault_at_any_step() {
    for error in [Errno::IO, Errno::NOSPC, Errno::ACCESS] {
        let mut step = 0;
        loop {
            let home = Home::new();
            let key = furnish(&home, "Anna").key().to_owned();
            finish_one(&home, "Bea");
            let before = others(&home, "anna~");
            let mut store = home.store();
            let estate = store.estate("Anna").expect("she is there");
            faults::fail_after(step, error);
            let first = store.forget(&estate, date(2026, 11, 30));
            let came = !faults::clear();
            if came && first.is_err() {
                // In between she is told as half erased, or still there: never half a client.
                match home.store().client("Anna", Lookup::Exact) {
                    Ok(client) => assert_eq!(client.records().expect("hers").records.len(), 1),
                    Err(FindError::NotFound { .. }) => {
                        let told = home.store().interrupted_erasures().expect("told");
                        assert!(told.len() <= 1, "step {step}");
                    }
                    Err(other) => panic!("step {step}: {other:?}"),
                }
                match store.estate("Anna") {
                    Ok(again) => {
                        store
                            .forget(&again, date(2026, 11, 30))
                            .unwrap_or_else(|problem| panic!("step {step}: {problem}"));
                    }
                    Err(FindError::NotFound { .. }) => {}
                    Err(other) => panic!("step {step}: {other:?}"),
                }
            }
            assert_eq!(others(&home, "anna~"), before, "step {step}");
            let left = disk::read_dir(home.0.join("home/clients")).expect("a folder");
            assert_eq!(left.count(), 1, "step {step}: {error}");
            assert_eq!(erased_lines(&home), 1, "step {step}: {error}");
            let list = disk::read_to_string(home.0.join("home/erased.toml")).expect("a list");
            assert!(list.contains(&key), "step {step}");
            assert_eq!(told(&home.store().survey().expect("a look").findings), []);
            if !came {
                break;
            }
            step += 1;
        }
        assert!(step > 20, "only {step} steps were tried");
    }
}

#[test]
fn forgetting_waits_for_a_running_interview() {
    let home = Home::new();
    let mut store = home.store();
    let draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    let estate = store.estate("Anna").expect("she is there");
    let refused = store.forget(&estate, date(2026, 11, 30));
    assert!(matches!(
        refused.expect_err("it runs").what,
        What::Busy { .. }
    ));
    drop(draft);
    store.forget(&estate, date(2026, 11, 30)).expect("she goes");
}

#[test]
fn who_comes_back_with_a_sync_is_no_client() {
    let home = Home::new();
    let anna = furnish(&home, "Anna");
    let folder = anna.path().to_owned();
    let kept = home.0.join("kept");
    let copy = |from: &Path, to: &Path| {
        let done = std::process::Command::new("cp")
            .arg("-a")
            .args([from, to])
            .status();
        assert!(done.expect("cp runs").success());
    };
    copy(&folder, &kept);
    let mut store = home.store();
    let estate = store.estate("anna").expect("she is there");
    store.forget(&estate, date(2026, 11, 30)).expect("she goes");
    copy(&kept, &folder);
    let all = store.clients().expect("a list");
    assert!(all.clients.is_empty());
    let on = date(2026, 11, 30);
    let name = folder.file_name().expect("a name").to_string_lossy();
    let back = What::BackAgain {
        on,
        folder: name.into_owned(),
    };
    assert_eq!(told(&all.problems), [back]);
    assert!(matches!(
        store.client("Anna", Lookup::Exact),
        Err(FindError::NotFound { .. })
    ));
    // The same person, new, does not fall into the old folder.
    let path = finish_one(&home, "Anna");
    assert!(!path.starts_with(&folder));
    assert_eq!(
        home.client("anna").records().expect("hers").records.len(),
        1
    );
    // What came back goes again by the name of its folder.
    let estate = store
        .estate(&folder.file_name().expect("a name").to_string_lossy())
        .expect("it is there");
    assert!(matches!(estate.whose, Whose::BackAgain(_)));
    store.forget(&estate, date(2026, 12, 1)).expect("it goes");
    assert!(!folder.exists());
    assert_eq!(
        home.client("anna").records().expect("hers").records.len(),
        1
    );
    assert_eq!(erased_lines(&home), 1);
}

#[test]
fn a_client_whose_card_is_spoilt_can_be_forgotten() {
    let home = Home::new();
    let anna = furnish(&home, "Anna");
    let card = anna.path().join("client.toml");
    let text = disk::read_to_string(&card).expect("a card");
    disk::write(&card, format!("{text}name = [")).expect("spoilt");
    let mut store = home.store();
    for typed in ["anna", "Anna"] {
        let estate = store.estate(typed).expect("she is there");
        assert!(matches!(estate.whose, Whose::Unreadable(_)));
    }
    let estate = store.estate("anna").expect("she is there");
    store.forget(&estate, date(2026, 11, 30)).expect("she goes");
    let list = disk::read_to_string(home.0.join("home/erased.toml")).expect("a list");
    assert!(list.contains(anna.key()));
}

#[test]
fn one_interview_goes_with_all_that_repeats_it() {
    let home = Home::new();
    let anna = furnish(&home, "Anna");
    let records = anna.records().expect("records").records;
    let id = records[0].record.interview.clone();
    let path = records[0].path.clone();
    disk::copy(&path, path.with_file_name(format!("{id} (1).toml"))).expect("a copy");
    assert_eq!(
        anna.one_interview("2099").expect("a look").map(|_| ()),
        None
    );
    let one = anna.one_interview(&id).expect("a look").expect("it");
    assert_eq!(one.id, id);
    assert_eq!(one.files.len(), 2);
    // The draft of `furnish` offers answers of another day.
    assert_eq!(one.repeated_in, Vec::<String>::new());
    let mut new = new_draft(Whom::Known(&anna));
    new.amends = Some(id.clone());
    let amending = home.store().begin(new).expect("it begins");
    let draft = amending.header().interview.clone();
    drop(amending);
    let one = anna.one_interview(&id).expect("a look").expect("it");
    assert_eq!(one.repeated_in, [draft.as_str()]);
    let draft = anna.one_interview(&draft).expect("a look").expect("it");
    let mut store = home.store();
    let on = date(2026, 11, 22);
    store.forget_interview(&draft, on).expect("the draft goes");
    store.forget_interview(&one, on).expect("it goes");
    assert!(anna.records().expect("records").records.is_empty());
    assert!(
        home.files()
            .iter()
            .all(|(path, _)| !path.to_string_lossy().contains(&id))
    );
    // The card, the marks and the other drafts stay.
    assert_eq!(anna.drafts().expect("drafts").drafts.len(), 1);
    assert_eq!(anna.sent().expect("marks").0.len(), 1);
}

#[test]
fn a_sound_store_has_no_findings_and_looking_writes_nothing() {
    let home = Home::new();
    finish_one(&home, "Anna");
    let before = home.files();
    let survey = home.store().survey().expect("a look");
    assert_eq!(survey.findings, []);
    assert_eq!(
        (survey.clients.len(), survey.records, survey.drafts),
        (1, 1, 0)
    );
    assert_eq!(home.files(), before);
    assert_eq!(Home::new().store().survey().expect("a look").findings, []);
}

#[test]
fn everything_that_is_not_as_it_should_be_is_named() {
    let home = Home::new();
    let anna = furnish(&home, "Anna");
    let at = |name: &str| anna.path().join(name);
    let store = home.0.join("home");
    let record = anna.records().expect("records").records[0].path.clone();
    let text = disk::read_to_string(&record).expect("a record");
    disk::write(&record, text.replace("\"yes\"", "\"no\"")).expect("edited");
    let name = record.file_name().expect("a name").to_string_lossy();
    let conflict = name.replace(".toml", " (conflicted copy).toml");
    disk::write(at("interviews").join(conflict), &text).expect("a copy");
    disk::write(
        at("interviews/20261121T101530.482Z-intake-aaaaaa.toml"),
        "a = ",
    )
    .expect("spoilt");
    disk::write(
        at("interviews/20261121T101530.482Z-intake-bbbbbb.toml"),
        "format = 7\n",
    )
    .expect("newer");
    disk::write(at("client (1).toml"), "x").expect("a copy");
    disk::write(store.join("settings.sync-conflict-1.toml"), "x").expect("a copy");
    disk::write(store.join(".tmp-abcdefgh"), "x").expect("a rest");
    disk::write(store.join("README.md"), "mine").expect("one's own");
    disk::write(
        store
            .join("scripts")
            .join(format!("{}.toml", "a".repeat(64))),
        "x",
    )
    .expect("another script");
    disk::create_dir(store.join("clients/.erasing-bea~123456-abcdef")).expect("half erased");
    for path in home.files().iter().map(|(path, _)| path) {
        disk::set_permissions(path, disk::Permissions::from_mode(0o600)).expect("private");
    }
    disk::set_permissions(&record, disk::Permissions::from_mode(0o644)).expect("open");
    disk::set_permissions(
        store.join("clients/.erasing-bea~123456-abcdef"),
        disk::Permissions::from_mode(0o700),
    )
    .expect("private");
    let before = home.files();
    let survey = home.store().survey().expect("a look");
    assert_eq!(home.files(), before);
    let mut lines: Vec<String> = survey
        .findings
        .iter()
        .map(|problem| {
            let path = problem.path.strip_prefix(&store).expect("in the store");
            let path = path.to_string_lossy();
            let path = path
                .replace(&*name, "RECORD")
                .replace(name.trim_end_matches(".toml"), "RECORD")
                .replace(&"a".repeat(64), "AAAA")
                .replace("AAAA.toml", "AAAA");
            let what = format!("{:?}", problem.what);
            let what = what.split([' ', '(']).next().unwrap_or_default().to_owned();
            format!("{} {what}", path.replace(anna.folder.as_str(), "ANNA"))
        })
        .collect();
    lines.sort();
    let draft = "clients/ANNA/set-aside";
    lines.retain(|line| !line.starts_with(draft));
    assert_eq!(
        lines,
        [
            ".tmp-abcdefgh LeftOver",
            "clients/.erasing-bea~123456-abcdef ErasureInterrupted",
            "clients/ANNA/client (1).toml Copy",
            "clients/ANNA/interviews/.tmp-abcdefgh LeftOver",
            "clients/ANNA/interviews/20261121T101530.482Z-intake-aaaaaa.toml Damaged",
            "clients/ANNA/interviews/20261121T101530.482Z-intake-bbbbbb.toml Newer",
            "clients/ANNA/interviews/RECORD (conflicted copy).toml Copy",
            "clients/ANNA/interviews/RECORD EditedByHand",
            "clients/ANNA/interviews/RECORD OpenToOthers",
            "clients/ANNA/my notes.txt Foreign",
            "scripts/AAAA Damaged",
            "settings.sync-conflict-1.toml Copy",
        ]
    );
}

/// Three interviews with one client, and the paths of their records in the order of their numbers.
fn three(home: &Home) -> Vec<PathBuf> {
    finish_one(home, "Anna");
    for n in 2..=3 {
        let anna = home.client("Anna");
        let mut draft = home
            .store()
            .begin(new_draft(Whom::Known(&anna)))
            .expect("it begins");
        let record = record_of(&draft, n, 2);
        draft.finish(&record).expect("it ends");
    }
    let mut records = home.client("Anna").records().expect("records").records;
    records.sort_by_key(|stored| stored.record.n);
    records.into_iter().map(|stored| stored.path).collect()
}

fn findings(home: &Home) -> Vec<What> {
    told(&home.store().survey().expect("a look").findings)
}

#[test]
fn a_lost_file_is_told_and_a_forgotten_interview_is_no_loss() {
    let home = Home::new();
    let paths = three(&home);
    assert_eq!(findings(&home), []);
    let lost = What::Lost {
        numbers: vec![2],
        client: "anna".to_owned(),
    };
    let second = disk::read(&paths[1]).expect("a record");
    disk::remove_file(&paths[1]).expect("lost");
    assert_eq!(findings(&home), [lost]);
    // Said to be gone on purpose; any other number is not missing.
    let (mut store, anna, on) = (home.store(), home.client("Anna"), date(2026, 11, 22));
    assert!(!store.miss_no_more(&anna, 3, on).expect("a look"));
    assert!(store.miss_no_more(&anna, 2, on).expect("a look"));
    assert_eq!(findings(&home), []);
    disk::write(&paths[1], second).expect("put back");
    disk::set_permissions(&paths[1], disk::Permissions::from_mode(0o600)).expect("private");
    assert_eq!(findings(&home), []);
    // Forgotten: the note is written with it.
    let id = paths[0].file_stem().expect("a name").to_string_lossy();
    let one = anna.one_interview(&id).expect("a look").expect("it");
    disk::create_dir(home.0.join("home/cache")).expect("a cache");
    store.forget_interview(&one, on).expect("it goes");
    assert!(!home.0.join("home/cache").exists());
    assert_eq!(findings(&home), []);
    // A file that cannot be read is told as that, and not also as missing.
    disk::write(&paths[1], "format = 1\n").expect("spoilt");
    assert!(matches!(findings(&home).as_slice(), [What::Damaged(_)]));
}

#[test]
fn a_store_in_a_repository_with_a_remote_is_told() {
    let home = Home::new();
    finish_one(&home, "Anna");
    let git = home.0.join(".git");
    disk::create_dir(&git).expect("a repository");
    disk::write(git.join("config"), "[core]\n\tbare = false\n").expect("written");
    assert_eq!(findings(&home), []);
    let config = "[core]\n[remote \"ori gin\"]\n\turl = https://me:secret@example.org/x\n";
    disk::write(git.join("config"), config).expect("written");
    let told = What::InGit {
        remote: "ori gin".to_owned(),
    };
    assert_eq!(findings(&home), vec![told.clone()]);
    // A repository that lies elsewhere, as a worktree's does.
    let elsewhere = home.0.join("elsewhere");
    disk::create_dir_all(elsewhere.join("worktrees/one")).expect("folders");
    disk::rename(git.join("config"), elsewhere.join("config")).expect("moved");
    disk::remove_dir(&git).expect("gone");
    disk::write(&git, "gitdir: elsewhere/worktrees/one\n").expect("written");
    disk::write(elsewhere.join("worktrees/one/commondir"), "../..\n").expect("written");
    assert_eq!(findings(&home), [told]);
}

#[test]
fn copies_of_every_name_are_seen_and_never_counted() {
    let home = Home::new();
    let path = finish_one(&home, "Anna");
    let anna = home.client("Anna");
    anna.mark_sent(&Id::new("recap"), date(2026, 11, 22), moment(9))
        .expect("marked");
    let sent = anna.path().join("sent");
    let mark = disk::read_dir(&sent).expect("marks").next();
    let mark = mark.expect("one").expect("an entry").path();
    let name = |path: &Path| {
        path.file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    let mut copies = 0;
    for original in [&path, &mark, &anna.path().join("client.toml")] {
        let own = name(original);
        let stem = own.trim_end_matches(".toml");
        for copy in [
            format!("{stem} (conflicted copy 2026-11-21).toml"),
            format!("{stem} (Anna's conflicted copy 2026-11-21).toml"),
            format!("{stem}.sync-conflict-20261121-101530-ABCDEFG.toml"),
            format!("{stem} (1).toml"),
            format!("{stem}-PC-of-Anna.toml"),
            format!("{stem}_conflict-20261121-101530.toml"),
            format!("{own}~"),
            format!("{own}.orig"),
            format!("Copy of {own}"),
            format!("Copia di {own}"),
        ] {
            let copy = original.with_file_name(copy);
            disk::copy(original, copy).expect("a copy");
            copies += 1;
        }
    }
    for ignored in [
        ".DS_Store",
        "desktop.ini",
        "Icon\r",
        ".stfolder",
        "Thumbs.db",
    ] {
        disk::write(sent.join(ignored), "x").expect("written");
        disk::set_permissions(sent.join(ignored), disk::Permissions::from_mode(0o600))
            .expect("private");
    }
    let found = findings(&home);
    assert!(found.iter().all(|what| *what == What::Copy), "{found:?}");
    assert_eq!(found.len(), copies);
    let anna = home.client("Anna");
    assert_eq!(anna.records().expect("records").records.len(), 1);
    assert_eq!(anna.sent().expect("marks").0.len(), 1);
}

/// A copy of a file beside it, with some words changed, and its seal as it would be on another
/// device.
fn conflict(path: &Path, from: &str, to: &str) -> PathBuf {
    let text = disk::read_to_string(path).expect("a file");
    assert!(text.contains(from));
    let changed = text.replace(from, to);
    let count = changed.matches("[[answer]]").count();
    let changed = match text.contains("# seal") {
        true => crate::record::seal_again(&changed, count),
        false => changed,
    };
    let stem = path.file_stem().expect("a name").to_string_lossy();
    let copy = path.with_file_name(format!("{stem} (conflicted copy).toml"));
    disk::write(&copy, changed).expect("a copy");
    copy
}

fn adopt(home: &Home, copy: &Path) -> Result<PathBuf, Problem> {
    let found = home.store().conflict_copy(copy).expect("a look");
    found.expect("it is a copy").adopt(moment(5000))
}

fn way(home: &Home, copy: &Path) -> Way {
    let found = home.store().conflict_copy(copy).expect("a look");
    found.expect("it is a copy").way
}

#[test]
fn a_copy_of_a_record_becomes_a_correction_and_nothing_is_deleted() {
    let home = Home::new();
    let path = finish_one(&home, "Anna");
    let original = disk::read(&path).expect("a record");
    let text = String::from_utf8(original.clone()).expect("a record");
    disk::write(&path, format!("# mine\n{text}")).expect("a remark");
    let copy = conflict(&path, "\"yes\"", "\"no\"");
    disk::write(&path, &original).expect("as it was");
    let other = path.with_file_name("other (1).toml");
    disk::copy(&copy, &other).expect("another copy");
    // By its path, or by its name; two files are not one.
    let name = Path::new(copy.file_name().expect("a name"));
    assert_eq!(way(&home, &copy), Way::Correction);
    assert_eq!(way(&home, name), Way::Correction);
    let kept = adopt(&home, &copy).expect("taken over");
    assert_eq!(disk::read(&path).expect("a record"), original);
    let text = disk::read_to_string(&kept).expect("a record");
    assert!(text.starts_with("# mine\n"), "remarks stay");
    let records = home.client("Anna").records().expect("records");
    let [first, second] = records.records.as_slice() else {
        panic!("two records");
    };
    assert_eq!(second.record.amends.as_ref(), Some(&first.record.interview));
    assert_eq!((second.record.n, second.seal), (2, Seal::Sound));
    assert_eq!(second.record.answers[0].shown, "no");
    assert!(!copy.exists());
    // The same once more says nothing new; it goes to the things set aside like the first.
    assert_eq!(way(&home, &other), Way::Same);
    adopt(&home, &other).expect("set aside");
    let aside = home.client("Anna").path().join("set-aside");
    assert_eq!(disk::read_dir(aside).expect("a folder").count(), 2);
    assert!(findings(&home).iter().all(|what| *what == What::SetAside));
    assert_eq!(
        home.client("Anna")
            .records()
            .expect("records")
            .records
            .len(),
        2
    );
}

#[test]
fn a_copy_whose_original_is_gone_takes_its_place() {
    let home = Home::new();
    let path = finish_one(&home, "Anna");
    let text = disk::read(&path).expect("a record");
    let copy = path.with_file_name("Copia.toml");
    disk::rename(&path, &copy).expect("renamed");
    disk::set_permissions(&copy, disk::Permissions::from_mode(0o644)).expect("as others do");
    assert_eq!(way(&home, &copy), Way::InPlace);
    assert_eq!(adopt(&home, &copy).expect("in place"), path);
    assert_eq!(disk::read(&path).expect("a record"), text);
    assert_eq!(findings(&home), []);
    // What is no copy, or cannot be read, is not taken over.
    assert!(home.store().conflict_copy(&path).expect("a look").is_none());
    assert!(
        home.store()
            .conflict_copy(Path::new("x.toml"))
            .expect("a look")
            .is_none()
    );
    disk::write(&copy, "format = 1\n").expect("spoilt");
    let refused = home.store().conflict_copy(&copy).expect_err("refused");
    assert_eq!(refused.class(), Class::Damaged);
}

#[test]
fn a_copy_of_a_draft_becomes_a_draft_of_its_own() {
    let home = Home::new();
    let mut draft = home
        .store()
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    draft.append(&entry(1, "yes")).expect("it is kept");
    let path = draft.path();
    let copy = path.with_file_name("draft (1).toml");
    disk::copy(&path, &copy).expect("a copy");
    assert_eq!(way(&home, &copy), Way::Same);
    draft.append(&entry(2, "here")).expect("it is kept");
    let before = disk::read(&path).expect("a draft");
    // The other device went on in another way.
    let mut text = disk::read_to_string(&copy).expect("a draft");
    let (_, check) = text.trim_end().rsplit_once(' ').expect("a check");
    let (block, _) = draft::write_entry(&entry(2, "there"), check);
    text.push_str(&block);
    disk::write(&copy, text).expect("written");
    assert_eq!(way(&home, &copy), Way::OwnDraft);
    drop(draft);
    let kept = adopt(&home, &copy).expect("taken over");
    assert_eq!(disk::read(&path).expect("a draft"), before);
    let drafts = home.client("Anna").drafts().expect("drafts").drafts;
    let own = drafts.iter().find(|one| one.path == kept).expect("its own");
    assert_eq!(own.entries, [entry(1, "yes"), entry(2, "there")]);
    assert_eq!((own.end.clone(), drafts.len()), (End::Whole, 2));
}

#[test]
fn a_copy_of_a_card_gives_its_values_and_keeps_remarks() {
    let home = Home::new();
    finish_one(&home, "Anna");
    let path = home.client("Anna").path().join("client.toml");
    let text = disk::read_to_string(&path).expect("a card");
    let copy = conflict(&path, "hours_per_month = 12.5", "hours_per_month = 20");
    disk::write(&path, format!("{text}# mine\n")).expect("a remark");
    assert_eq!(way(&home, &copy), Way::Card);
    adopt(&home, &copy).expect("taken over");
    let now = disk::read_to_string(&path).expect("a card");
    assert!(now.contains("hours_per_month = 20") && now.ends_with("# mine\n"));
    assert!(!copy.exists());
}

#[test]
fn taking_a_copy_over_can_be_repeated_after_a_fault_at_any_step() {
    let mut step = 0;
    loop {
        let home = Home::new();
        let path = finish_one(&home, "Anna");
        let original = disk::read(&path).expect("a record");
        let copy = conflict(&path, "\"yes\"", "\"no\"");
        let found = home.store().conflict_copy(&copy).expect("a look");
        let found = found.expect("it is a copy");
        faults::fail_after(step, Errno::IO);
        let _ = found.adopt(moment(5000));
        let is_over = faults::clear();
        assert_eq!(disk::read(&path).expect("a record"), original);
        if copy.exists() {
            adopt(&home, &copy).expect("repeated");
        }
        let records = home.client("Anna").records().expect("records").records;
        assert_eq!(records.len(), 2, "step {step}");
        if is_over {
            break;
        }
        step += 1;
    }
    assert!(step > 10);
}

#[test]
fn an_edited_record_is_sealed_again_as_it_is() {
    let home = Home::new();
    let path = finish_one(&home, "Anna");
    assert!(home.store().edited(&path).expect("a look").is_none());
    let text = disk::read_to_string(&path).expect("a record");
    // A remark, another value, and one answer less.
    let (head, second) = text.rsplit_once("\n[[answer]]").expect("two answers");
    let seal = &second[second.find("# seal").expect("a seal")..];
    let edited = format!("# mine\n{}\n{seal}", head.replace("\"yes\"", "\"no\""));
    disk::write(&path, &edited).expect("edited");
    let found = home.store().edited(&path).expect("a look").expect("edited");
    assert_eq!((found.seal, found.said), (Seal::EditedByHand, Some(2)));
    found.accept().expect("sealed");
    let sealed = disk::read_to_string(&path).expect("a record");
    assert!(sealed.starts_with("# mine\nformat = 1\n"));
    assert!(sealed.contains("\ncount = 1\n"));
    let records = home.client("Anna").records().expect("records");
    assert_eq!(records.problems, []);
    assert_eq!(records.records[0].record, found.record);
    assert_eq!(records.records[0].seal, Seal::Sound);
    // Another program wrote meanwhile.
    disk::write(&path, &edited).expect("edited");
    let found = home.store().edited(&path).expect("a look").expect("edited");
    disk::write(&path, &text).expect("another");
    assert_eq!(found.accept().expect_err("refused").what, What::Changed);
    assert_eq!(disk::read_to_string(&path).expect("a record"), text);
    let missing = home.store().edited(Path::new("x.toml"));
    assert!(matches!(missing, Err(None)));
}

/// Makes each step of a whole interview fail once, in three ways, and looks at what is left.
#[test]
fn whatever_step_fails_nothing_confirmed_is_lost() {
    for error in [Errno::IO, Errno::NOSPC, Errno::ACCESS] {
        let mut step = 0;
        loop {
            let home = Home::new();
            if !one_failure(&home, step, error) {
                break;
            }
            step += 1;
        }
        assert!(step > 25, "only {step} steps were tried");
    }
}

/// Conducts an interview in which one step fails, trying again once at each place. Gives whether
/// the fault came.
fn one_failure(home: &Home, step: u32, error: Errno) -> bool {
    let mut store = home.store();
    let card = card("Anna");
    faults::fail_after(step, error);
    let draft = store.begin(new_draft(Whom::New(&card)));
    let mut draft = draft
        .or_else(|_| store.begin(new_draft(Whom::New(&card))))
        .unwrap_or_else(|problem| panic!("step {step}: {problem}"));
    let mut confirmed = Vec::new();
    for number in 1..=3 {
        let entry = entry(number, "kept");
        let kept = draft.append(&entry).or_else(|_| draft.append(&entry));
        kept.unwrap_or_else(|problem| panic!("step {step}: {problem}"));
        confirmed.push(entry);
        // A step that fails while reading is told, and another look finds everything.
        let look = || match home.client("anna").drafts() {
            Ok(stored) if stored.problems.is_empty() => Ok(stored),
            other => Err(other),
        };
        let stored = look().or_else(|_| look()).expect("a list");
        let mine = stored
            .drafts
            .iter()
            .find(|stored| stored.header.interview == draft.header().interview)
            .unwrap_or_else(|| panic!("step {step}: the draft is gone"));
        assert_eq!(mine.entries, confirmed, "step {step}");
        assert_eq!(mine.end, End::Whole, "step {step}");
    }
    let record = record_of(&draft, 1, 3);
    let finished = draft.finish(&record).or_else(|_| draft.finish(&record));
    finished.unwrap_or_else(|problem| panic!("step {step}: {problem}"));
    let came = !faults::clear();
    let client = home.client("anna");
    let records = client.records().expect("records");
    assert_eq!(records.records.len(), 1, "step {step}");
    assert_eq!(records.records[0].record, record, "step {step}");
    assert_eq!(records.problems, [], "step {step}");
    let drafts = client.drafts().expect("drafts");
    let mine = drafts
        .drafts
        .iter()
        .find(|draft| draft.header.interview == record.interview);
    assert_eq!(mine, None, "step {step}: a record and a draft");
    came
}

#[test]
fn a_full_disk_leaves_the_draft_as_it_was() {
    let home = Home::new();
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    draft.append(&entry(1, "kept")).expect("it is kept");
    let before = disk::read(draft.path()).expect("a draft");
    faults::fail_after(0, Errno::NOSPC);
    let problem = draft.append(&entry(2, "lost")).expect_err("no room");
    assert_eq!(
        problem.what,
        What::Disk {
            doing: Act::Write,
            error: Errno::NOSPC
        }
    );
    assert_eq!(problem.path, draft.path());
    assert_eq!(problem.class().exit_code(), 6);
    assert_eq!(disk::read(draft.path()).expect("a draft"), before);
    draft.append(&entry(2, "again")).expect("it is kept");
}

#[test]
fn a_draft_that_could_not_be_read_again_is_not_written() {
    let home = Home::new();
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    draft
        .append(&entry(1, &"è".repeat(1 << 20)))
        .expect("it is kept");
    let problem = draft
        .append(&entry(2, &"è".repeat(1 << 21)))
        .expect_err("too much");
    assert!(matches!(problem.what, What::TooLarge { .. }));
    draft.append(&entry(2, "short")).expect("it is kept");
    let drafts = home.client("anna").drafts().expect("drafts");
    assert_eq!(drafts.drafts[0].entries.len(), 2);
}

#[test]
fn a_draft_taken_away_is_written_again() {
    let home = Home::new();
    let mut store = home.store();
    let mut draft = store
        .begin(new_draft(Whom::New(&card("Anna"))))
        .expect("it begins");
    draft.append(&entry(1, "one")).expect("it is kept");
    disk::remove_file(draft.path()).expect("gone");
    draft.append(&entry(2, "two")).expect("it is kept");
    let drafts = home.client("anna").drafts().expect("drafts");
    assert_eq!(drafts.drafts[0].entries.len(), 2);
    // Another file in its place is not overwritten.
    disk::remove_file(draft.path()).expect("gone");
    disk::write(draft.path(), "another").expect("another file");
    assert_eq!(
        draft.append(&entry(3, "three")).expect_err("replaced").what,
        What::Changed
    );
    assert_eq!(
        disk::read_to_string(draft.path()).expect("a file"),
        "another"
    );
}

#[test]
fn what_a_crash_leaves_half_made_goes_with_the_next_interview() {
    let home = Home::new();
    finish_one(&home, "Anna");
    let clients = home.0.join("home/clients");
    let unborn = clients.join(".new-bruno~abc123-aaaaaa");
    let elsewhere = home.0.join("elsewhere");
    disk::create_dir(&elsewhere).expect("a folder");
    disk::write(elsewhere.join("kept"), "kept").expect("a file");
    disk::create_dir_all(unborn.join("draft")).expect("a folder");
    disk::write(unborn.join("draft/.tmp-aaaaaaaa"), "half").expect("a file");
    symlink(&elsewhere, unborn.join("link")).expect("a link");
    let half = home.client("anna").path().join("interviews/.tmp-aaaaaaaa");
    disk::write(&half, "half").expect("a file");
    let half_card = home.client("anna").path().join(".tmp-bbbbbbbb");
    disk::write(&half_card, "half").expect("a file");
    let told_of = home.store().clients().expect("clients").problems;
    assert_eq!(told(&told_of), [What::LeftOver]);
    finish_one(&home, "Anna");
    assert!(!unborn.exists() && !half.exists() && !half_card.exists());
    assert!(elsewhere.join("kept").exists(), "a link was followed");
    assert_eq!(home.store().clients().expect("clients").problems, []);
}

#[test]
fn twenty_at_once_lose_nothing() {
    let home = Home::new();
    std::thread::scope(|scope| {
        for number in 0..20 {
            let home = &home;
            scope.spawn(move || finish_one(home, if number % 2 == 0 { "Anna" } else { "ANNA" }));
        }
    });
    let clients = home.store().clients().expect("clients");
    assert_eq!(
        (clients.clients.len(), told(&clients.problems)),
        (1, vec![])
    );
    let records = clients.clients[0].records().expect("records");
    assert_eq!(
        (records.records.len(), told(&records.problems)),
        (20, vec![])
    );
    assert_eq!(clients.clients[0].drafts(), Ok(Drafts::default()));
}

#[test]
fn ids_of_interviews_are_plain() {
    let id = interview_id(moment(0), "check-in");
    assert!(is_interview(&id), "{id}");
    assert!(id.starts_with("20261118T"), "{id}");
    assert!(is_interview(&interview_id(moment(0), "../../É")));
    assert!(!is_interview("20261118T101530.482Z-intake-k7f3q2 (1)"));
    assert_ne!(random_letters(12), random_letters(12));
}
