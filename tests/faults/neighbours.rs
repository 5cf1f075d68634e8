//! What sync programs, editors and people leave beside a file: told, not counted, not touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::Tally;
use super::stock::{files, state};
use super::verbs::Case;

/// The names that a copy of `stem.toml` gets.
fn copies(stem: &str) -> Vec<String> {
    let names = [
        "STEM (conflicted copy 2026-11-21).toml",
        "STEM (Maria's conflicted copy 2026-11-21).toml",
        "STEM (copia in conflitto di PC-MARIA 2026-11-21).toml",
        "STEM.sync-conflict-20261121-101530-ABCDEFG.toml",
        "STEM (1).toml",
        "STEM(1).toml",
        "STEM 2.toml",
        "STEM - Copy.toml",
        "STEM - Copia.toml",
        "STEM copy.toml",
        "Copy of STEM.toml",
        "STEM-PC-MARIA.toml",
        "STEM_conf(1).toml",
        "STEM.toml~",
        "STEM.toml.bak",
        "STEM.toml.orig",
        "STEM.toml.1",
    ];
    names.map(|name| name.replace("STEM", stem)).to_vec()
}

/// What systems leave everywhere.
const IGNORED: [&str; 7] = [
    ".DS_Store",
    "desktop.ini",
    "Icon\r",
    "Thumbs.db",
    ".stfolder",
    ".directory",
    ".localized",
];

/// A file of each kind in the stock.
fn originals(case: &Case) -> Vec<PathBuf> {
    let all: Vec<PathBuf> = files(&case.sandbox.home())
        .into_iter()
        .filter_map(|(path, bytes)| bytes.filter(|bytes| !bytes.is_empty()).map(|_| path))
        .collect();
    let in_folder = |folder: &str| {
        let is_in = |path: &&PathBuf| path.parent().is_some_and(|parent| parent.ends_with(folder));
        all.iter().find(is_in).expect("a file").clone()
    };
    let named = |name: &str| {
        all.iter()
            .find(|path| path.ends_with(name))
            .expect("a file")
            .clone()
    };
    vec![
        in_folder("draft"),
        in_folder("interviews"),
        in_folder("sent"),
        in_folder("scripts"),
        named("client.toml"),
        named("settings.toml"),
        named("erased.toml"),
        named("ascolto.toml"),
    ]
}

#[test]
fn a_copy_beside_a_file_is_told_and_neither_counted_nor_touched() {
    let mut tally = Tally::default();
    let number = originals(&Case::new()).len();
    for kind in 0..number {
        let stem = |path: &Path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        };
        for index in 0..copies("x").len() {
            let name = copies("STEM").remove(index);
            tally.case(&format!("{name} of file {kind}"), || {
                let case = Case::new();
                let original = originals(&case).remove(kind);
                let copy = original.with_file_name(copies(&stem(&original)).remove(index));
                // Another file than the original, as a conflict is.
                let mut text = fs::read_to_string(&original).expect("a file");
                text.push('\n');
                fs::write(&copy, &text).expect("a copy");
                let looked = case.sandbox.run(&["doctor", "--questionnaires", "kit"]);
                let shown = copy.display().to_string();
                assert!(looked.out.contains(&shown), "not told: {}", looked.out);
                assert_eq!(case.now(), case.before, "it was counted");
                let words = [
                    "interview",
                    "Anna",
                    "--answers",
                    "whole.toml",
                    "--questionnaires",
                    "kit",
                ];
                let run = case.sandbox.run(&words);
                assert_eq!(run.code, 0, "{}", run.err);
                case.kept("");
                assert_eq!(
                    fs::read_to_string(&copy).expect("it is there"),
                    text,
                    "touched"
                );
            });
        }
    }
    tally.done("a copy beside each file");
}

#[test]
fn the_folder_of_a_client_twice_is_told_and_not_counted() {
    let mut tally = Tally::default();
    for name in [
        "STEM (1)",
        "STEM (conflicted copy 2026-11-21)",
        "STEM 2",
        "STEM - Copy",
        "STEM.bak",
    ] {
        tally.case(name, || {
            let case = Case::new();
            let card = originals(&case).remove(4);
            let folder = card.parent().expect("a folder").to_owned();
            let stem = folder
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let copy = folder.with_file_name(name.replace("STEM", &stem));
            for (path, bytes) in files(&folder) {
                let there = copy.join(path.strip_prefix(&folder).expect("it is inside"));
                fs::create_dir_all(if bytes.is_some() {
                    there.parent().expect("a folder")
                } else {
                    &there
                })
                .expect("a folder");
                if let Some(bytes) = bytes {
                    fs::write(there, bytes).expect("a copy");
                }
            }
            let before = files(&copy);
            let looked = case.sandbox.run(&["doctor", "--questionnaires", "kit"]);
            assert!(
                looked.out.contains(&copy.display().to_string()),
                "not told: {}",
                looked.out
            );
            assert_eq!(case.now(), case.before, "it was counted");
            assert!(files(&copy) == before, "touched");
        });
    }
    tally.done("a folder beside each client");
}

#[test]
fn what_systems_leave_is_ignored() {
    let mut tally = Tally::default();
    for name in IGNORED {
        tally.case(name, || {
            let case = Case::new();
            let home = case.sandbox.home();
            for folder in files(&home)
                .into_iter()
                .filter(|(_, bytes)| bytes.is_none())
            {
                fs::write(folder.0.join(name), "x").expect("a file");
            }
            let store = ascolto::store::Store::open(&home).expect("the store opens");
            let survey = store.survey().expect("it is looked at");
            let told = survey
                .findings
                .iter()
                .filter(|finding| finding.path.ends_with(name));
            let told = told.filter(|finding| finding.what.name() != "open-to-others");
            assert_eq!(told.count(), 0, "{:?}", survey.findings);
            assert_eq!(state(&home).as_ref(), Ok(&case.before));
        });
    }
    tally.done("what systems leave");
}

#[test]
fn marks_of_a_merge_are_told_with_their_line() {
    let mut tally = Tally::default();
    for kind in 0..originals(&Case::new()).len() {
        tally.case(&format!("file {kind}"), || {
            let case = Case::new();
            let original = originals(&case).remove(kind);
            let text = fs::read_to_string(&original).expect("a file");
            let half = text.find('\n').expect("a line") + 1;
            let merged = format!(
                "{}<<<<<<< HEAD\n=======\n>>>>>>> other\n{}",
                &text[..half],
                &text[half..]
            );
            fs::write(&original, &merged).expect("merged");
            let looked = case.sandbox.run(&["doctor", "--questionnaires", "kit"]);
            let said = format!("{}{}", looked.out, looked.err);
            assert!(matches!(looked.code, 0 | 3), "{said}");
            let shown = original.display().to_string();
            assert!(said.contains(&shown), "not told: {said}");
            assert_eq!(
                fs::read_to_string(&original).expect("it is there"),
                merged,
                "touched"
            );
        });
    }
    tally.done("marks of a merge");
}
