//! Every stored file cut at every byte, and with flipped bits: told, never a panic, never written
//! over, and nothing else is lost with it.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use ascolto::store::Problem;

use super::stock::{SECRET, State, files, loose_state, stocked};
use super::{Size, Tally};
use crate::sandbox::Sandbox;

/// A store whose files are spoilt one after the other.
struct Spoilt {
    sandbox: Sandbox,
    files: BTreeMap<PathBuf, Vec<u8>>,
    before: State,
}

/// What a look at a spoilt store gave.
struct Look {
    state: State,
    findings: Vec<Problem>,
}

impl Spoilt {
    fn new() -> Self {
        let (sandbox, _) = stocked();
        let (before, _) = loose_state(&sandbox.home());
        let files = files(&sandbox.home()).into_iter();
        let files = files.filter_map(|(path, bytes)| Some((path, bytes?)));
        // What is for git only is never read.
        let files = files.filter(|(path, _)| !path.ends_with(".gitattributes"));
        let files = files.filter(|(_, bytes)| !bytes.is_empty()).collect();
        Spoilt {
            sandbox,
            files,
            before,
        }
    }

    /// Looks at the store with other bytes in one file, which must still be there afterwards.
    fn look(&self, path: &Path, bytes: &[u8]) -> Look {
        fs::write(path, bytes).expect("the file is spoilt");
        let home = self.sandbox.home();
        let looked = catch_unwind(AssertUnwindSafe(|| loose_state(&home)));
        let after = fs::read(path).expect("the file is there");
        fs::write(path, &self.files[path]).expect("the file is mended");
        let (state, findings) = looked.unwrap_or_else(|_| panic!("a panic"));
        assert!(after == bytes, "the file was written over");
        Look { state, findings }
    }

    /// What is spoilt in one file takes nothing away that lies in others.
    fn others_are_there(&self, path: &Path, look: &Look) {
        let of_store = path.parent() == Some(&self.sandbox.home());
        for (name, had) in &self.before.clients {
            let own = path.components().any(|part| {
                let part = part.as_os_str().to_string_lossy();
                part.starts_with(&format!("{}~", name.to_lowercase()))
            });
            if own || of_store && !look.findings.is_empty() {
                continue;
            }
            assert_eq!(
                look.state.clients.get(name),
                Some(had),
                "{name} is lost with it"
            );
        }
    }

    fn is_told(&self, path: &Path, look: &Look) -> bool {
        look.findings.iter().any(|finding| finding.path == path)
    }
}

/// Where a file is cut or spoilt: everywhere, or at some places in the everyday run.
fn places(length: usize) -> Vec<usize> {
    Size::wanted().some_of((0..length).collect(), 60)
}

/// A journal that ends with an answer is that of an earlier moment.
fn is_of_earlier(path: &Path, bytes: &[u8]) -> bool {
    path.parent()
        .is_some_and(|folder| folder.ends_with("draft"))
        && bytes.ends_with(b"\n")
        && String::from_utf8_lossy(bytes)
            .lines()
            .last()
            .is_some_and(|line| line.starts_with("# check "))
}

#[test]
fn a_file_cut_at_any_byte_is_told() {
    let spoilt = Spoilt::new();
    let mut tally = Tally::default();
    for (path, bytes) in &spoilt.files {
        for cut in places(bytes.len()) {
            tally.case(&format!("{} cut at {cut}", path.display()), || {
                let look = spoilt.look(path, &bytes[..cut]);
                spoilt.others_are_there(path, &look);
                // Only the end of the last line is missing: nothing is lost.
                let is_whole = look.state == spoilt.before && cut + 1 == bytes.len();
                assert!(
                    is_of_earlier(path, &bytes[..cut]) || is_whole || spoilt.is_told(path, &look),
                    "not told: {:?}",
                    look.findings
                );
            });
        }
    }
    tally.done("cut at every byte");
}

#[test]
fn a_flipped_bit_is_told_where_nobody_else_writes() {
    let spoilt = Spoilt::new();
    let mut tally = Tally::default();
    let bits: &[u8] = match Size::wanted() {
        Size::Large => &[0, 1, 2, 3, 4, 5, 6, 7],
        _ => &[0],
    };
    for (path, bytes) in &spoilt.files {
        // The person may edit these, and they bear no seal: another word is another word.
        let is_edited = [
            "client.toml",
            "settings.toml",
            "ascolto.toml",
            "erased.toml",
        ]
        .iter()
        .any(|name| path.ends_with(name))
            || path.parent().is_some_and(|folder| folder.ends_with("sent"));
        for place in places(bytes.len()) {
            for bit in bits {
                // Another bit at each place, where it is one a place.
                let bit = (bit + u8::try_from(place % 8).unwrap_or(0)) % 8;
                tally.case(
                    &format!("{}: bit {bit} of byte {place}", path.display()),
                    || {
                        let mut other = bytes.clone();
                        other[place] ^= 1 << bit;
                        let look = spoilt.look(path, &other);
                        spoilt.others_are_there(path, &look);
                        let is_told = spoilt.is_told(path, &look);
                        assert!(is_told || is_edited, "not told: {:?}", look.findings);
                    },
                );
            }
        }
    }
    tally.done("a flipped bit in every byte");
}

/// The same through the program: the exit code tells, the answers do not stand in the message, and
/// writing commands leave the file as it is.
#[test]
fn the_program_tells_of_a_spoilt_file_and_leaves_it() {
    let spoilt = Spoilt::new();
    let mut tally = Tally::default();
    let answers = "[client]\nlanguage = \"en\"\n\n[answers]\npace_now = \"calm\"\nwords = \"x\"\n\
                   amount = 4\nreally = false\n";
    spoilt.sandbox.file("whole.toml", answers);
    let about = match Size::wanted() {
        Size::Core => 2,
        Size::Whole => 10,
        Size::Large => 100,
    };
    for (path, bytes) in &spoilt.files {
        for cut in (0..bytes.len()).step_by((bytes.len() / about).max(1)) {
            for words in [
                &["clients"][..],
                &["show", "bea"],
                &["history", "bea"],
                &["export", "bea", "--format", "json"],
                &["doctor"],
                &["interview", "bea", "--answers", "whole.toml"],
                &["sent", "bea", "letter"],
            ] {
                tally.case(
                    &format!("{words:?}, {} cut at {cut}", path.display()),
                    || {
                        let home = spoilt.sandbox.home();
                        let before = files(&home);
                        fs::write(path, &bytes[..cut]).expect("cut");
                        let mut all = words.to_vec();
                        all.extend(["--questionnaires", "kit"]);
                        let run = spoilt.sandbox.run(&all);
                        let after = fs::read(path).expect("the file is there");
                        mend(&home, &before);
                        assert!(after == bytes[..cut], "the file was written over");
                        assert!(!run.err.contains("panicked"), "{}", run.err);
                        assert!(
                            !run.err.contains(SECRET),
                            "an answer is in a message: {}",
                            run.err
                        );
                        assert!((0..=6).contains(&run.code), "{} {}", run.code, run.err);
                        if words[0] == "doctor" && run.code == 0 {
                            let shown = path.display().to_string();
                            let is_whole =
                                cut + 1 == bytes.len() || is_of_earlier(path, &bytes[..cut]);
                            assert!(
                                run.out.contains(&shown) || is_whole,
                                "not told: {}",
                                run.out
                            );
                        }
                    },
                );
            }
        }
    }
    tally.done("a spoilt file in the program");
}

/// Puts back what was there.
fn mend(home: &Path, before: &BTreeMap<PathBuf, Option<Vec<u8>>>) {
    for path in files(home)
        .into_keys()
        .filter(|path| !before.contains_key(path))
    {
        let _ = fs::remove_file(&path);
    }
    for (path, bytes) in before {
        if let Some(bytes) = bytes {
            fs::write(path, bytes).expect("mended");
        }
    }
}
