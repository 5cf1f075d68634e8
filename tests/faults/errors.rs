//! The system refuses one call after the other, in commands that write and in commands that read:
//! nothing is lost, the message names the file, the exit code tells.

use std::path::{Path, PathBuf};

use super::calls::{self, Call, Fault, Run};
use super::stock::files;
use super::verbs::{Case, READERS, VERBS, Verb};
use super::{Size, Tally, halves};

/// What the system may say to a call.
fn errors(size: Size, call: &Call) -> Vec<Fault> {
    let name = call.name.as_str();
    let makes = matches!(
        name,
        "mkdirat" | "mkdir" | "renameat2" | "renameat" | "linkat" | "write"
    );
    let has_name = makes || matches!(name, "openat" | "unlinkat" | "newfstatat" | "fchmodat");
    let mut errors = vec!["EIO"];
    if call.writes && (makes || matches!(name, "openat" | "fsync" | "fdatasync")) {
        errors.push("ENOSPC");
    }
    if has_name && name != "write" {
        errors.push("EACCES");
    }
    if matches!(
        name,
        "write" | "openat" | "fsync" | "fdatasync" | "read" | "ftruncate"
    ) {
        errors.push("EINTR");
    }
    match size {
        // Each error somewhere, not each everywhere.
        Size::Core => vec![Fault::Error(errors[call.nth % errors.len()])],
        Size::Whole => errors.into_iter().map(Fault::Error).collect(),
        Size::Large => {
            errors.extend([
                "ENOMEM", "EROFS", "EDQUOT", "EMFILE", "ESTALE", "EBUSY", "ENODEV",
            ]);
            let once = errors.iter().map(|error| Fault::Error(error));
            let for_good = errors.iter().map(|error| Fault::ErrorsFrom(error));
            once.chain(for_good).collect()
        }
    }
}

/// The calls of a command on what is the person's: the store, the target, the kit, the streams.
fn own_calls(verb: &Verb) -> (Run, Vec<Call>) {
    let case = Case::new();
    let (mut run, mut calls) = case.traced(verb);
    assert_eq!(run.code, Some(0), "{}: {}", verb.name, run.err);
    let root = case.sandbox.root().to_owned();
    let is_own = |call: &Call| call.paths.iter().any(|path| path.starts_with(&root));
    calls.retain(|call| is_own(call) || call.stream.is_some_and(|stream| stream < 3));
    // The same file in another store.
    for call in &mut calls {
        for path in &mut call.paths {
            if let Ok(inside) = path.strip_prefix(&root) {
                *path = inside.to_owned();
            }
        }
    }
    run.out = case.masked(&run.out);
    (run, calls)
}

/// A kit is copied file by file, each in the same way: the first and the last stand for all.
fn without_repeats(mut calls: Vec<Call>) -> Vec<Call> {
    if calls.len() > 200 {
        calls.drain(60..calls.len() - 60);
    }
    calls
}

/// Looks at how a command ended that met an error.
fn ended_well(case: &Case, call: &Call, fault: Fault, run: &Run) {
    let said = format!("exit {:?}\n{}", run.code, run.err);
    assert!(!run.err.contains("panicked"), "{said}");
    let code = run.code.unwrap_or_else(|| panic!("{said}"));
    if call.stream.is_some_and(|stream| stream == 0 || stream == 2) {
        assert!([0, 6, 130].contains(&code), "{said}");
        return;
    }
    if call.stream == Some(1) {
        assert!(code == 6 || fault == Fault::Error("EINTR"), "{said}");
        return;
    }
    let is_lock = call.name == "flock";
    assert!(code == 0 || code == 6 || is_lock && code == 5, "{said}");
    if code == 6 {
        assert!(
            names_file(case, call, &run.err) || names_file(case, call, &run.out),
            "not named: {said}"
        );
    }
}

/// Tells whether a message names the file, by the name it will have, or its folder.
fn names_file(case: &Case, call: &Call, said: &str) -> bool {
    let root = case.sandbox.root();
    // `.new-anna~55579b-k7f3q2` is, was or will be `anna~55579b`.
    let known = |part: &str| -> String {
        let hidden = part
            .strip_prefix(".new-")
            .or(part.strip_prefix(".erasing-"));
        let folder = hidden.and_then(|hidden| Some((hidden, hidden.find('~')? + 7)));
        match folder {
            Some((hidden, end)) => [&hidden[..end], &hidden[end + 7..]].concat(),
            None => part.to_owned(),
        }
    };
    let said: Vec<String> = said.split('/').map(known).collect();
    let said = said.join("/").replace("./out", "out");
    // Names of files differ from run to run: their folders do not.
    let places = call.paths.iter().map(|path| -> PathBuf {
        let is_random = |part: &&str| {
            let is_dated = part.starts_with("2026") && part.contains('T');
            !part.starts_with(".tmp-") && !is_dated
        };
        let parts = path.iter().map(|part| part.to_str().unwrap_or_default());
        parts.take_while(is_random).map(known).collect()
    });
    let shown = |path: &Path| path.display().to_string();
    // A path as it was typed.
    let is_typed = |place: &Path| {
        let place = shown(place);
        let place = if place.is_empty() { "." } else { &place };
        [format!(": {place}"), format!("`{place}")]
            .iter()
            .any(|typed| said.contains(typed))
    };
    places.into_iter().any(|place| {
        // The kit is made out of sight and put where it was wanted.
        let is_kit = |call: &Call| {
            call.paths.iter().any(|path| {
                path.starts_with("out") || {
                    let first = path.iter().next().and_then(|first| first.to_str());
                    first.is_some_and(|first| first.starts_with(".tmp-"))
                }
            })
        };
        if is_kit(call) && is_typed(Path::new("out")) {
            return true;
        }
        let parent = place.parent().unwrap_or(Path::new("")).to_owned();
        [place, parent].iter().any(|one| {
            is_typed(one) || one.components().count() > 0 && said.contains(&shown(&root.join(one)))
        })
    })
}

fn writing(verbs: &[Verb]) -> Tally {
    let size = Size::wanted();
    let mut tally = Tally::default();
    for verb in verbs {
        let (_, calls) = own_calls(verb);
        for call in size.some_of(without_repeats(calls), 8) {
            for fault in errors(size, &call) {
                tally.case(&format!("{}: {fault:?} at {call}", verb.name), || {
                    let case = Case::new();
                    let run = case.faulty(verb, &call, fault);
                    ended_well(&case, &call, fault, &run);
                    if run.code == Some(0) {
                        assert!(
                            (verb.is_done)(&case, &case.now()),
                            "exit 0, not done: {}",
                            run.err
                        );
                    }
                    (verb.again)(&case, &run);
                });
            }
        }
    }
    tally
}

fn reading(verbs: &[Verb]) -> Tally {
    let size = Size::wanted();
    let mut tally = Tally::default();
    for verb in verbs {
        let (whole, calls) = own_calls(verb);
        for call in size.some_of(calls, 8) {
            for fault in errors(size, &call) {
                tally.case(&format!("{}: {fault:?} at {call}", verb.name), || {
                    let case = Case::new();
                    let before = files(&case.sandbox.home());
                    let run = case.faulty(verb, &call, fault);
                    ended_well(&case, &call, fault, &run);
                    if run.code == Some(0) && call.stream.is_none() {
                        assert_eq!(
                            case.masked(&run.out),
                            whole.out,
                            "exit 0, not whole: {}",
                            run.err
                        );
                    }
                    assert!(
                        files(&case.sandbox.home()) == before,
                        "something was written"
                    );
                });
            }
        }
    }
    tally
}

#[test]
fn refused_at_any_call_nothing_is_lost_and_the_file_is_named() {
    if !calls::can_trace() {
        return;
    }
    let (one, other) = VERBS.split_at(VERBS.len() / 2);
    halves(|| writing(one), || writing(other)).done("error at every call");
}

#[test]
fn what_cannot_be_read_is_told() {
    if !calls::can_trace() {
        return;
    }
    let (one, other) = READERS.split_at(READERS.len() / 2);
    halves(|| reading(one), || reading(other)).done("error at every call of a reader");
}
