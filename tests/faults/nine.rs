//! Nine faults that careful people make: each was found in a store of this design, written with care.

use std::fs;
use std::path::PathBuf;

use super::calls::{self, Fault};
use super::stock::{CARD, END, LINES, files, loose_state};
use super::verbs::{Case, READERS};
use super::{has_tool, say};

fn folder_of(case: &Case, name: &str) -> PathBuf {
    let all = files(&case.sandbox.home()).into_keys();
    let start = format!("{}~", name.to_lowercase());
    let is_own = |path: &PathBuf| {
        path.file_name()
            .is_some_and(|last| last.to_string_lossy().starts_with(&start))
    };
    all.into_iter().find(is_own).expect("the client's folder")
}

fn only(folder: PathBuf) -> PathBuf {
    let mut entries = fs::read_dir(folder).expect("a folder");
    entries.next().expect("a file").expect("an entry").path()
}

fn run(case: &Case, words: &[&str], input: &str) -> crate::sandbox::Run {
    let mut all = words.to_vec();
    all.extend(["--questionnaires", "kit"]);
    case.sandbox.run_with_input(&all, input)
}

fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// 1. A temporary file beside the records passed for the record, and the draft was removed.
#[test]
fn a_left_over_is_no_record_and_its_draft_stays() {
    let case = Case::new();
    let anna = folder_of(&case, "Anna");
    let draft = only(anna.join("draft"));
    let name = draft
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let record = only(anna.join("interviews"));
    let text = fs::read_to_string(&record).expect("a record");
    let old = record
        .file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    // The very record of this draft, written but never given its name.
    let own = text.replace(&old, name.trim_end_matches(".toml"));
    fs::write(anna.join("interviews/.tmp-aaaaaaaa"), own).expect("a left-over");
    let rest = lines(&[&LINES[2..], &[END]].concat());
    let gone_on = run(&case, &["interview", "Anna", "--plain"], &rest);
    assert_eq!(gone_on.code, 0, "{}", gone_on.err);
    assert!(gone_on.err.contains("Going on with"), "{}", gone_on.err);
    let end = case.kept("");
    let stem = name.trim_end_matches(".toml");
    assert_eq!(end.clients["Anna"].records[stem].0.answers.len(), 4);
}

/// 2. An error while listing a folder gave a shorter list and exit code 0.
#[test]
fn a_folder_that_cannot_be_listed_is_no_shorter_list() {
    if !calls::can_trace() {
        return;
    }
    let clients = READERS
        .iter()
        .find(|verb| verb.name == "clients")
        .expect("a verb");
    let (_, all) = Case::new().traced(clients);
    let mut lists = 0;
    for call in all.iter().filter(|call| call.name == "getdents64") {
        let case = Case::new();
        if !call
            .paths
            .iter()
            .any(|path| path.to_string_lossy().contains("/home"))
        {
            continue;
        }
        let run = case.faulty(clients, call, Fault::Error("EIO"));
        assert_eq!(run.code, Some(6), "{call}: {}", run.err);
        lists += 1;
    }
    assert!(lists >= 2, "the folder of all clients is listed");
}

/// 3. A store without permission to read showed as "no clients".
#[test]
fn a_store_that_may_not_be_read_is_not_empty() {
    let as_nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    if !has_tool("setpriv", &[&as_nobody[..], &["true"]].concat()) {
        return;
    }
    let case = Case::new();
    let program = case.sandbox.root().join("ascolto");
    fs::copy(env!("CARGO_BIN_EXE_ascolto"), &program).expect("a copy of the program");
    let program = program.to_string_lossy().into_owned();
    for words in [
        &["clients"][..],
        &["doctor"],
        &["show", "anna"],
        &["export", "--all", "--format", "csv"],
    ] {
        let all = [
            &as_nobody[..],
            &[program.as_str()],
            words,
            &["--questionnaires", "kit"],
        ]
        .concat();
        let output = case
            .sandbox
            .program("setpriv", &all)
            .output()
            .expect("it runs");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        if err.contains("failed to execute") {
            say("not tried: the program cannot be run by nobody here");
            return;
        }
        assert_eq!(output.status.code(), Some(6), "{words:?}: {err}");
        assert!(err.contains("permission is missing"), "{err}");
        assert!(
            err.contains(&case.sandbox.home().display().to_string()),
            "{err}"
        );
    }
}

/// 4. Damage in one client's folder made the export of another fail.
#[test]
fn damage_at_one_client_leaves_the_others_alone() {
    let case = Case::new();
    let export = ["export", "bea", "--format", "json"];
    let whole = run(&case, &export, "");
    assert_eq!(whole.code, 0, "{}", whole.err);
    let anna = folder_of(&case, "Anna");
    for (path, bytes) in files(&anna) {
        if bytes.is_some() {
            fs::write(&path, "= not TOML").expect("spoilt");
        }
    }
    let after = run(&case, &export, "");
    assert_eq!(
        (after.code, case.masked(&after.out)),
        (0, case.masked(&whole.out)),
        "{}",
        after.err
    );
    let all = run(&case, &["export", "--all", "--format", "csv"], "");
    assert_eq!(all.code, 3, "{}", all.err);
    assert!(
        all.out.contains("a-word-of-bea") && all.err.contains("client.toml"),
        "{}",
        all.err
    );
}

/// 5. A reader met a client's folder before its card was there.
#[test]
fn a_client_is_never_seen_half_born() {
    let case = Case::new();
    let mut born = Vec::new();
    for number in 0..10 {
        let name = format!("Newcomer {number}");
        let words = [
            "interview",
            &name,
            "--answers",
            "whole.toml",
            "--questionnaires",
            "kit",
        ];
        let child = case
            .sandbox
            .command(&words)
            .stderr(std::process::Stdio::null())
            .spawn();
        born.push(child.expect("it starts"));
        let mut looks = 0;
        while born
            .iter_mut()
            .any(|child| child.try_wait().expect("it runs").is_none())
            || looks < 3
        {
            let (state, findings) = loose_state(&case.sandbox.home());
            let bad: Vec<_> = findings
                .iter()
                .filter(|one| one.class() != ascolto::store::Class::Told)
                .collect();
            assert!(bad.is_empty(), "{bad:?}");
            for (name, held) in &state.clients {
                assert!(!held.records.is_empty(), "{name} has no interview");
            }
            looks += 1;
        }
    }
    assert_eq!(case.kept("").clients.len(), case.before.clients.len() + 10);
}

/// 6. A doubled draft was valid TOML: the keys of its head fell into the last answer.
#[test]
fn a_doubled_draft_is_told() {
    let case = Case::new();
    let draft = only(folder_of(&case, "Anna").join("draft"));
    let text = fs::read_to_string(&draft).expect("a draft");
    fs::write(&draft, format!("{text}{text}")).expect("doubled");
    let looked = run(&case, &["doctor"], "");
    assert_eq!(looked.code, 3, "{}", looked.out);
    assert!(
        looked.out.contains(&draft.display().to_string()),
        "{}",
        looked.out
    );
    let gone_on = run(
        &case,
        &["interview", "Anna", "--plain"],
        &lines(&[&LINES[2..], &[END]].concat()),
    );
    assert_eq!(gone_on.code, 0, "{}", gone_on.err);
    let name = draft
        .file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    assert_eq!(
        case.kept("").clients["Anna"].records[&name].0.answers.len(),
        4
    );
}

/// 7. Conflicted copies of a draft were taken for drafts.
#[test]
fn a_conflicted_copy_of_a_draft_is_no_draft() {
    let case = Case::new();
    let draft = only(folder_of(&case, "Anna").join("draft"));
    let stem = draft
        .file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let copy = draft.with_file_name(format!("{stem} (conflicted copy 2026-11-21).toml"));
    fs::copy(&draft, &copy).expect("a copy");
    let gone_on = run(
        &case,
        &["interview", "Anna", "--plain"],
        &lines(&[&LINES[2..], &[END]].concat()),
    );
    assert_eq!(gone_on.code, 0, "{}", gone_on.err);
    assert!(
        gone_on.err.contains(&copy.display().to_string()),
        "not told: {}",
        gone_on.err
    );
    assert!(copy.exists());
    assert_eq!(case.kept("").clients["Anna"].drafts.len(), 0);
}

/// 8. An exact copy counted as a second interview.
#[test]
fn an_exact_copy_is_no_second_interview() {
    let case = Case::new();
    let record = only(folder_of(&case, "Bea").join("interviews"));
    let stem = record
        .file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    fs::copy(&record, record.with_file_name(format!("{stem} (1).toml"))).expect("a copy");
    fs::copy(
        &record,
        record.with_file_name("20260110T101530.482Z-intake-aaaaaa.toml"),
    )
    .expect("a copy");
    let shown = run(&case, &["history", "bea", "--format", "json"], "");
    assert_eq!(shown.out.matches(&stem).count(), 1, "{}", shown.out);
    assert_eq!(case.now().clients["Bea"].records.len(), 1);
}

/// 9. A tab in an answer came out of CSV and HTML changed.
#[test]
fn a_tab_in_an_answer_stays_a_tab() {
    let case = Case::new();
    let text = "before\tafter";
    let file = "[client]\nlanguage = \"en\"\n\n[answers]\npace_now = \"calm\"\nwords = \"before\\tafter\"\namount = 4\nreally = false\n";
    case.sandbox.file("tab.toml", file);
    let kept = run(&case, &["interview", "Dina", "--answers", "tab.toml"], "");
    assert_eq!(kept.code, 0, "{}", kept.err);
    let record = case.now().clients["Dina"]
        .records
        .values()
        .next()
        .expect("a record")
        .clone();
    assert_eq!(record.0.answers[1].shown, text);
    let json = run(&case, &["export", "dina", "--format", "json"], "");
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert!(json.to_string().contains("before\\tafter"));
    let csv = run(&case, &["export", "dina", "--format", "csv"], "");
    let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
    let cells = reader.records().flat_map(|row| {
        row.expect("a row")
            .iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    assert!(cells.into_iter().any(|cell| cell == text), "{}", csv.out);
    let typed = lines(&[&CARD[..], &["1", text, "1", "y", END]].concat());
    let plain = run(&case, &["interview", "Elio", "--plain"], &typed);
    assert_eq!(plain.code, 0, "{}", plain.err);
    let record = case.now().clients["Elio"]
        .records
        .values()
        .next()
        .expect("a record")
        .clone();
    assert_eq!(record.0.answers[1].shown, text);
}
