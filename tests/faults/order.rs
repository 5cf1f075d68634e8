//! Loss of power, and a disk that does not confirm: what is said comes after what it stands on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Tally;
use super::calls::{self, Call, Fault};
use super::verbs::{Case, VERBS, Verb};

/// Follows the calls of a run: what a loss of power would take away, at each word that is said.
#[derive(Default)]
struct Disk {
    /// Files with bytes, and folders with names, that are not confirmed.
    loose: BTreeSet<PathBuf>,
}

impl Disk {
    /// Follows one call; says what was done out of order.
    fn follow(&mut self, call: &Call) -> Result<(), String> {
        let path = |index: usize| call.paths.get(index).cloned().unwrap_or_default();
        let is_temporary = |path: &Path| {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            name.starts_with(".tmp-") || name == ".lock"
        };
        match call.name.as_str() {
            "openat" if call.writes && !is_temporary(&path(0)) => self.name_in(&path(0)),
            "write" | "pwrite64" | "writev" | "ftruncate" => {
                self.loose.insert(path(0));
            }
            "fsync" | "fdatasync" => {
                self.loose.remove(&path(0));
            }
            "mkdirat" | "mkdir" => self.name_in(&path(0)),
            "unlinkat" | "unlink" | "rmdir" => {
                self.loose.retain(|loose| !loose.starts_with(path(0)));
                if !is_temporary(&path(0)) {
                    self.name_in(&path(0));
                }
            }
            "renameat2" | "renameat" | "linkat" => {
                let (from, to) = (path(0), path(1));
                if let Some(loose) = self.loose.iter().find(|loose| loose.starts_with(&from)) {
                    return Err(format!("{call}: {} is not confirmed", loose.display()));
                }
                self.name_in(&from);
                self.name_in(&to);
            }
            _ => {}
        }
        Ok(())
    }

    fn name_in(&mut self, path: &Path) {
        self.loose.extend(path.parent().map(Path::to_owned));
    }
}

fn said_after(verb: &Verb, tally: &mut Tally) {
    let case = Case::new();
    let (run, calls) = case.traced(verb);
    assert_eq!(run.code, Some(0), "{}: {}", verb.name, run.err);
    let root = case.sandbox.root();
    let mut disk = Disk::default();
    for call in calls {
        let is_said = call.name == "write" && matches!(call.stream, Some(1 | 2));
        let is_own = call.paths.iter().any(|path| path.starts_with(root));
        if is_said {
            tally.case(&format!("{}: said at {call}", verb.name), || {
                assert!(disk.loose.is_empty(), "not confirmed: {:?}", disk.loose);
            });
        } else if is_own {
            let followed = disk.follow(&call);
            tally.case(&format!("{}: {call}", verb.name), || {
                followed.expect("in order")
            });
        }
    }
    assert!(
        disk.loose.is_empty(),
        "{}: at the end: {:?}",
        verb.name,
        disk.loose
    );
}

#[test]
fn what_is_said_is_confirmed_by_the_disk_before() {
    if !calls::can_trace() {
        return;
    }
    let mut tally = Tally::default();
    for verb in &VERBS {
        said_after(verb, &mut tally);
    }
    tally.done("loss of power at every word");
}

/// The disk does not confirm an answer: everything known is written to a new file and confirmed
/// there, and the old file is never asked again.
#[test]
fn what_the_disk_does_not_confirm_is_written_anew() {
    if !calls::can_trace() {
        return;
    }
    let verb = &VERBS[0];
    let (_, all) = Case::new().traced(verb);
    let mut tally = Tally::default();
    for call in all.iter().filter(|call| call.name == "fdatasync") {
        tally.case(&format!("{}: {call}", verb.name), || {
            let case = Case::new();
            let (run, calls) = case.traced_with(verb, call, Fault::Error("EIO"));
            assert_eq!(run.code, Some(0), "{}", run.err);
            assert!((verb.is_done)(&case, &case.now()), "{}", run.err);
            let mut later = calls.iter().skip_while(|call| !call.failed);
            let journal = later.next().expect("the fault came").paths[0].clone();
            let until_said: Vec<&Call> = later
                .take_while(|call| call.stream != Some(2))
                .filter(|call| call.writes)
                .collect();
            let names: Vec<&str> = until_said.iter().map(|call| call.name.as_str()).collect();
            assert_eq!(
                names,
                ["openat", "fchmod", "write", "fsync", "renameat", "fsync"]
            );
            assert_ne!(
                until_said[3].paths[0], journal,
                "the old file was asked again"
            );
            assert_eq!(until_said[4].paths[1], journal);
        });
    }
    assert!(tally.cases >= 3, "an answer each");
    tally.done("an answer the disk does not confirm");
}
