//! The same store gives the same output, wherever and in whichever order.

use std::fs;

use super::Tally;
use super::stock::files;
use super::verbs::Case;

/// Surroundings that may not matter.
const AROUND: [&[(&str, &str)]; 10] = [
    &[("LC_ALL", "C")],
    &[("LC_ALL", "tr_TR.UTF-8")],
    &[("LC_ALL", "ja_JP.UTF-8"), ("LANGUAGE", "ja")],
    &[("LC_NUMERIC", "de_DE.UTF-8"), ("LC_TIME", "de_DE.UTF-8")],
    &[("TZ", "Pacific/Kiritimati")],
    &[("TZ", "America/New_York")],
    &[("TZ", "nowhere"), ("TERM", "dumb")],
    &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
    &[("COLUMNS", "40"), ("LINES", "10")],
    &[
        ("NO_COLOR", "1"),
        ("CLICOLOR_FORCE", "1"),
        ("FORCE_COLOR", "1"),
    ],
];

const OUTPUTS: [&[&str]; 6] = [
    &["show", "anna", "--format", "json", "--on", "2026-03-01"],
    &["export", "anna", "--format", "json", "--on", "2026-03-01"],
    &["export", "--all", "--format", "csv", "--on", "2026-03-01"],
    &[
        "export",
        "anna",
        "--document",
        "letter",
        "--on",
        "2026-03-01",
    ],
    &["history", "anna", "--format", "json", "--on", "2026-03-01"],
    &["export", "anna", "--format", "ics", "--on", "2026-03-01"],
];

fn output(case: &Case, words: &[&str], around: &[(&str, &str)]) -> String {
    let mut all = words.to_vec();
    all.extend(["--questionnaires", "kit", "--lang", "en"]);
    let mut command = case.sandbox.command(&all);
    let run = command
        .envs(around.iter().copied())
        .output()
        .expect("it runs");
    let err = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(0), "{words:?}: {err}");
    let out = String::from_utf8(run.stdout).expect("UTF-8");
    let is_moment = |line: &&str| !line.contains("\"exported\"") && !line.starts_with("DTSTAMP");
    out.lines().filter(is_moment).collect::<Vec<_>>().join("\n")
}

#[test]
fn locale_time_zone_and_terminal_change_nothing() {
    let case = Case::new();
    let mut tally = Tally::default();
    for words in OUTPUTS {
        let plain = output(&case, words, &[]);
        for around in AROUND {
            tally.case(&format!("{words:?} with {around:?}"), || {
                assert_eq!(output(&case, words, around), plain);
            });
        }
    }
    tally.done("other surroundings");
}

#[test]
fn the_order_in_which_files_were_made_changes_nothing() {
    let mut tally = Tally::default();
    let case = Case::new();
    let home = case.sandbox.home();
    let plain: Vec<String> = OUTPUTS
        .iter()
        .map(|words| output(&case, words, &[]))
        .collect();
    let all = files(&home);
    for turn in 0..all.len() {
        tally.case(&format!("the files turned by {turn}"), || {
            fs::remove_dir_all(&home).expect("away");
            fs::create_dir(&home).expect("a folder");
            let mut wanted: Vec<_> = all.iter().collect();
            wanted.rotate_left(turn);
            for (path, bytes) in wanted {
                let folder = if bytes.is_some() {
                    path.parent().expect("a folder")
                } else {
                    path
                };
                fs::create_dir_all(folder).expect("a folder");
                if let Some(bytes) = bytes {
                    fs::write(path, bytes).expect("a file");
                }
            }
            for (words, plain) in OUTPUTS.iter().zip(&plain) {
                assert_eq!(&output(&case, words, &[]), plain, "{words:?}");
            }
        });
    }
    tally.done("another order of files");
}
