//! Answering a whole interview at once, as an answers file does: everything or nothing.

use jiff::Timestamp;

use super::{Event, Interview, Offering, Place, Raw};
use crate::text::Id;
use crate::value::{Answer, Given, State};
use crate::words::Sentence;
use crate::words::interview as words;

/// One answer as it stands in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub question: Id,
    pub given: Result<Raw, State>,
    pub other: Option<String>,
    pub note: Option<String>,
    pub quote: bool,
}

/// What is wrong with an answer, or with its absence.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub code: &'static str,
    /// The entry at fault; `None` when a question lacks its answer.
    pub entry: Option<usize>,
    /// The value is at fault, rather than that there is an answer at all.
    pub is_of_value: bool,
    pub message: Sentence,
    pub help: Option<Sentence>,
}

impl Fault {
    fn of(code: &'static str, entry: Option<usize>, message: Sentence) -> Self {
        Fault {
            code,
            entry,
            is_of_value: false,
            message,
            help: None,
        }
    }
}

/// Answers an interview from entries; all faults are given, and with any the interview is not to be
/// used. `unread` are questions whose answers are at fault in form and were told already. In a
/// correction, what has no entry stays as it was answered.
pub fn answer_all(
    interview: &mut Interview<'_>,
    entries: &[Entry],
    unread: &[Id],
    at: Timestamp,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut used = vec![false; entries.len()];
    let questions = &interview.script().questions;
    for (index, question) in questions.iter().enumerate() {
        let Some(entry) = entries
            .iter()
            .position(|entry| entry.question == question.id)
        else {
            let is_told = unread.contains(&question.id);
            if interview.setting().offering == Offering::All && !is_told {
                stand_by(interview, index, at);
            }
            continue;
        };
        if !matches!(interview.path().place(index), Place::Open | Place::Spared) {
            continue;
        }
        used[entry] = true;
        if let Err(message) = answer_one(interview, index, &entries[entry], at) {
            let fault = Fault::of("invalid-answer", Some(entry), message);
            faults.push(Fault {
                is_of_value: true,
                ..fault
            });
        }
    }
    let is_clean = faults.is_empty() && unread.is_empty();
    for (entry, _) in used.iter().enumerate().filter(|(_, used)| !**used) {
        faults.extend(unused(interview, entry, &entries[entry], is_clean));
    }
    if let Err(missing) = interview.finish() {
        let is_told =
            |id: &Id| unread.contains(id) || entries.iter().any(|entry| entry.question == *id);
        for missing in missing
            .into_iter()
            .filter(|missing| is_clean || !is_told(&missing.question))
        {
            let message = words::required_missing(missing.question.as_str());
            faults.push(Fault::of("required-answer", None, message));
        }
    }
    faults
}

/// Gives the earlier answer again where it is asked and still fits; if it does not fit any more the
/// question stays open, as for a person who is asked again.
fn stand_by(interview: &mut Interview<'_>, index: usize, at: Timestamp) {
    let is_asked = matches!(interview.path().place(index), Place::Open | Place::Spared);
    let Some(earlier) = interview.earlier(index).filter(|_| is_asked) else {
        return;
    };
    let event = Event::Answered {
        question: interview.script().questions[index].id.clone(),
        answer: earlier.answer.clone(),
        at,
    };
    let _stays_open = interview.apply(event);
}

fn answer_one(
    interview: &mut Interview<'_>,
    index: usize,
    entry: &Entry,
    at: Timestamp,
) -> Result<(), Sentence> {
    let given = match &entry.given {
        Ok(raw) => Given::Value(interview.read_raw(index, raw)?),
        Err(state) => Given::State(*state),
    };
    let answer = Answer {
        given,
        other: entry.other.clone(),
        note: entry.note.clone(),
        quote: entry.quote,
    };
    let question = interview.script().questions[index].id.clone();
    interview
        .apply(Event::Answered {
            question,
            answer,
            at,
        })
        .map_err(|rejection| rejection.message)
}

/// Says why an entry was not used: no such question, or one that is not asked. While another answer
/// is at fault, a question that may depend on it is not blamed.
fn unused(interview: &Interview<'_>, entry: usize, given: &Entry, is_clean: bool) -> Option<Fault> {
    let id = given.question.as_str();
    let Some((index, _)) = interview.script().question(id) else {
        let known = interview
            .script()
            .questions
            .iter()
            .map(|question| question.id.as_str());
        let mut fault = Fault::of("unknown-question", Some(entry), words::no_such_question(id));
        fault.help = crate::source::closest(id, known).map(words::did_you_mean);
        return Some(fault);
    };
    let waits = interview.path().place(index) == Place::Perhaps;
    if waits && !is_clean {
        return None;
    }
    let mut fault = Fault::of("off-path-answer", Some(entry), words::question_off_path(id));
    fault.help = Some(if interview.path().ended_by().is_some() {
        words::interview_has_ended()
    } else {
        words::take_off_path_answer_out()
    });
    Some(fault)
}
