//! Killed before each system call that changes something, in every command that writes.

use super::calls::{self, Call, Fault};
use super::verbs::{Case, VERBS, Verb};
use super::{Size, Tally, halves};

/// The calls of a command that change something, the streams included.
fn changing(verb: &Verb) -> Vec<Call> {
    let case = Case::new();
    let (run, calls) = case.traced(verb);
    assert_eq!(run.code, Some(0), "{}: {}", verb.name, run.err);
    calls.into_iter().filter(|call| call.writes).collect()
}

fn kill(verbs: &[Verb]) -> Tally {
    let size = Size::wanted();
    let mut tally = Tally::default();
    for verb in verbs {
        for call in size.some_of(changing(verb), 8) {
            tally.case(&format!("{} killed before {call}", verb.name), || {
                let case = Case::new();
                let run = case.faulty(verb, &call, Fault::Kill);
                assert_eq!(run.signal, Some(9), "{}", run.err);
                (verb.again)(&case, &run);
            });
        }
    }
    tally
}

#[test]
fn killed_before_any_call_nothing_confirmed_is_lost() {
    if !calls::can_trace() {
        return;
    }
    let (one, other) = VERBS.split_at(VERBS.len() / 2);
    halves(|| kill(one), || kill(other)).done("kill at every call");
}
