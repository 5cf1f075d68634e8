//! Records in the order of their conversations, corrections in the place of what they correct.
//!
//! Decides which interviews count on a day and which answer to a question is the latest. It judges
//! no answer.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Sources;
use crate::record::{Record, RecordedAnswer};
use crate::script::{Question, Script, Visibility};

/// An interview of the past, as the profile reads it.
#[derive(Debug)]
pub struct PastInterview<'a> {
    pub record: &'a Record,
    /// As it was used, else the kit's; `None` leaves only what the record itself holds.
    pub script: Option<&'a Script>,
    /// Counts this client's interviews of that script; a correction has the number of what it
    /// corrects.
    pub number: usize,
    /// The position of the correction that counts in its place.
    pub replaced_by: Option<usize>,
}

impl PastInterview<'_> {
    /// Tells whether its answers count: it has not been corrected by a later record.
    pub fn counts(&self) -> bool {
        self.replaced_by.is_none()
    }
}

/// The place of an answer: position of the interview and of the answer in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnswerPlace {
    pub interview: usize,
    pub answer: usize,
}

/// All interviews held until the day of reading, oldest first.
#[derive(Debug)]
pub(super) struct Timeline<'a> {
    pub(super) interviews: Vec<PastInterview<'a>>,
    /// For each question the answer of the latest interview that asked it.
    latest: BTreeMap<&'a str, AnswerPlace>,
    /// Whose answers may be seen.
    sees: fn(Visibility) -> bool,
}

impl<'a> Timeline<'a> {
    /// Orders the records held until `on`.
    pub(super) fn new(sources: &Sources<'a>, sees: fn(Visibility) -> bool) -> Self {
        let mut records: Vec<&'a Record> = sources
            .records
            .iter()
            .filter(|record| record.held <= sources.on)
            .collect();
        records.sort_by(|a, b| birth(a).cmp(&birth(b)));
        let roots: Vec<&'a Record> = records.iter().map(|one| root(one, &records)).collect();
        let mut ordered: Vec<(&'a Record, &'a Record)> = records.into_iter().zip(roots).collect();
        ordered.sort_by(|(a, a_root), (b, b_root)| {
            (a.held, birth(a_root), birth(a)).cmp(&(b.held, birth(b_root), birth(b)))
        });
        let ordered: Vec<&'a Record> = ordered.into_iter().map(|(record, _)| record).collect();
        let interviews = number(&ordered, sources);
        let mut timeline = Timeline {
            interviews,
            latest: BTreeMap::new(),
            sees,
        };
        timeline.latest = timeline
            .places()
            .map(|(place, answer)| (answer.id.as_str(), place))
            .collect();
        timeline
    }

    /// Gives every answer that counts and may be seen, oldest interview first.
    pub(super) fn places(&self) -> impl Iterator<Item = (AnswerPlace, &'a RecordedAnswer)> {
        self.interviews
            .iter()
            .enumerate()
            .filter(|(_, interview)| interview.counts())
            .flat_map(|(index, interview)| {
                let record: &'a Record = interview.record;
                record.answers.iter().enumerate().map(move |(answer, one)| {
                    let place = AnswerPlace {
                        interview: index,
                        answer,
                    };
                    (place, one)
                })
            })
            .filter(|(_, answer)| (self.sees)(answer.visibility))
    }

    /// Gives the answer of the latest interview that asked a question, or that of one interview.
    pub(super) fn find(&self, question: &str, about: Option<usize>) -> Option<AnswerPlace> {
        let Some(interview) = about else {
            return self.latest.get(question).copied();
        };
        let record = self.interviews.get(interview)?.record;
        record
            .answers
            .iter()
            .position(|answer| answer.id == *question && (self.sees)(answer.visibility))
            .map(|answer| AnswerPlace { interview, answer })
    }

    /// Gives the questions that were ever asked, by id.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&'a str, AnswerPlace)> {
        self.latest.iter().map(|(id, place)| (*id, *place))
    }

    pub(super) fn answer(&self, place: AnswerPlace) -> &'a RecordedAnswer {
        &self.interviews[place.interview].record.answers[place.answer]
    }

    pub(super) fn day(&self, place: AnswerPlace) -> Date {
        self.interviews[place.interview].record.held
    }

    /// Gives the question of an answer, if the script at hand still asks it in that kind.
    pub(super) fn question(&self, place: AnswerPlace) -> Option<&'a Question> {
        let answer = self.answer(place);
        let (_, question) = self.interviews[place.interview]
            .script?
            .question(answer.id.as_str())?;
        (question.kind() == answer.kind).then_some(question)
    }

    /// Gives the interviews of a script that count, oldest first.
    pub(super) fn of_script(&self, script: &str) -> impl Iterator<Item = &PastInterview<'a>> {
        self.interviews
            .iter()
            .filter(move |interview| interview.counts() && interview.record.script.id == *script)
    }
}

/// What orders records that nothing else orders.
fn birth(record: &Record) -> (jiff::Timestamp, &str) {
    (record.started, &record.interview)
}

/// Gives the record a correction goes back to; a record that corrects nothing is its own.
fn root<'a>(record: &'a Record, records: &[&'a Record]) -> &'a Record {
    let mut at = record;
    while let Some(corrected) = corrected(at, records) {
        at = corrected;
    }
    at
}

/// Gives the record that this one corrects. Only an older one can be corrected, so there are no
/// circles.
fn corrected<'a>(record: &Record, records: &[&'a Record]) -> Option<&'a Record> {
    let name = record.amends.as_ref()?;
    records
        .iter()
        .find(|other| other.interview == *name && birth(other) < birth(record))
        .copied()
}

/// Numbers the interviews of each script. Of an interview and all its corrections the newest counts.
fn number<'a>(ordered: &[&'a Record], sources: &Sources<'a>) -> Vec<PastInterview<'a>> {
    let roots: Vec<&Record> = ordered.iter().map(|one| root(one, ordered)).collect();
    let newest = |index: usize| {
        (0..ordered.len())
            .filter(|other| std::ptr::eq(roots[*other], roots[index]))
            .max_by(|a, b| birth(ordered[*a]).cmp(&birth(ordered[*b])))
            .unwrap_or(index)
    };
    let counting: Vec<usize> = (0..ordered.len()).map(newest).collect();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut numbers = vec![0; ordered.len()];
    for (index, record) in ordered.iter().enumerate() {
        if counting[index] == index {
            let count = counted.entry(record.script.id.as_str()).or_default();
            *count += 1;
            numbers[index] = *count;
        }
    }
    ordered
        .iter()
        .zip(counting)
        .enumerate()
        .map(|(index, (record, counts))| PastInterview {
            record,
            script: (sources.script_of)(&record.script),
            number: numbers[counts],
            replaced_by: (counts != index).then_some(counts),
        })
        .collect()
}
