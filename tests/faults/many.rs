//! Twenty at once: on one client, on several, on one draft, while one of them is forgotten.

use std::fs;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use super::stock::{END, LINES};
use super::verbs::Case;
use super::{Size, Tally};

const MANY: usize = 20;

fn start(case: &Case, arguments: &[&str], input: &str) -> Child {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let typed = case.sandbox.file(&format!("typed-{number}"), input);
    let typed = fs::File::open(typed).expect("what is typed is there");
    let mut all = arguments.to_vec();
    all.extend(["--questionnaires", "kit"]);
    case.sandbox
        .command(&all)
        .stdin(Stdio::from(typed))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started")
}

/// Waits for all of them; gives exit codes and what was said.
fn ends(children: Vec<Child>) -> Vec<(i32, String)> {
    let wait = |child: Child| {
        let output = child.wait_with_output().expect("the program ends");
        let said = String::from_utf8(output.stderr).expect("talk is UTF-8");
        (output.status.code().unwrap_or(-1), said)
    };
    children.into_iter().map(wait).collect()
}

fn rounds() -> usize {
    match Size::wanted() {
        Size::Core => 1,
        Size::Whole => 5,
        Size::Large => 50,
    }
}

#[test]
fn twenty_interviews_at_once_are_all_kept() {
    let mut tally = Tally::default();
    for round in 0..rounds() {
        for names in [
            ["Dina"; 4],
            ["Dina", "Elio", "Fabio", "Gaia"],
            ["Anna", "Bea", "Elsa", "Dina"],
        ] {
            tally.case(&format!("round {round}, {names:?}"), || at_once(&names));
        }
    }
    tally.cases *= MANY;
    tally.done("twenty interviews at once");
}

fn at_once(names: &[&str]) {
    let case = Case::new();
    let wanted = (0..MANY).map(|number| names[number % names.len()]);
    let started: Vec<Child> = wanted
        .map(|name| start(&case, &["interview", name, "--answers", "whole.toml"], ""))
        .collect();
    for (code, said) in ends(started) {
        assert_eq!(code, 0, "{said}");
    }
    let now = case.kept("");
    let count = |held: &super::stock::Held| held.records.len();
    let before: usize = case.before.clients.values().map(count).sum();
    assert_eq!(
        now.clients.values().map(count).sum::<usize>(),
        before + MANY
    );
    for (name, held) in &now.clients {
        let mut numbers: Vec<u32> = held.records.values().map(|(record, _)| record.n).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(
            numbers.len(),
            held.records.len(),
            "{name}: two of one number"
        );
    }
}

/// One goes on with the draft; the others are told that it is busy, and change nothing.
#[test]
fn one_draft_is_gone_on_with_by_one() {
    let mut tally = Tally::default();
    for round in 0..rounds() {
        tally.case(&format!("round {round}"), || {
            let case = Case::new();
            let draft = case.before.clients["Anna"]
                .drafts
                .keys()
                .next()
                .expect("a draft");
            let rest: String = [&LINES[2..], &[END]]
                .concat()
                .iter()
                .map(|line| format!("{line}\n"))
                .collect();
            let interview = ["interview", "Anna", "--plain"];
            let started = (0..MANY).map(|_| start(&case, &interview, &rest)).collect();
            let ends = ends(started);
            let with_it = "Going on with “Intake”, Anna: 2 answers";
            let done = ends
                .iter()
                .filter(|(code, said)| *code == 0 && said.contains(with_it));
            assert_eq!(done.count(), 1, "{ends:?}");
            for (code, said) in &ends {
                // Whoever comes after the end begins a new one, and answers otherwise.
                assert!(matches!(code, 0 | 5 | 130), "{code}: {said}");
            }
            let now = case.kept("");
            assert!(now.clients["Anna"].records.contains_key(draft));
        });
    }
    tally.cases *= MANY;
    tally.done("twenty on one draft");
}

/// Bea is forgotten while others write: afterwards she is gone, or what came later is whole.
#[test]
fn forgetting_among_others_leaves_nothing_half() {
    let mut tally = Tally::default();
    for round in 0..rounds() {
        tally.case(&format!("round {round}"), || {
            let case = Case::new();
            let mut started = Vec::new();
            for number in 0..MANY {
                started.push(match number % 4 {
                    1 => start(&case, &["forget", "Bea", "--yes"], ""),
                    3 => start(&case, &["sent", "bea", "letter", "--on", "2026-03-01"], ""),
                    _ => start(&case, &["interview", "Bea", "--answers", "whole.toml"], ""),
                });
            }
            for (code, said) in ends(started) {
                assert!(matches!(code, 0 | 1 | 5), "{code}: {said}");
                assert!(!said.contains("panicked"), "{said}");
            }
            let now = case.kept("Bea");
            if let Some(held) = now.clients.get("Bea") {
                assert!(!held.records.is_empty(), "half a client");
                assert!(
                    held.records
                        .values()
                        .all(|(record, _)| record.answers.len() == 4)
                );
            }
        });
    }
    tally.cases *= MANY;
    tally.done("forgetting among others");
}
