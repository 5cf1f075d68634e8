//! Answers as rows of text, one an answer, for tables (`export --format csv`).
//!
//! Internal words, for the professional. Sealed answers are not among them.

use crate::profile::{PastInterview, Profile};
use crate::record::RecordedAnswer;
use crate::script::Visibility;
use crate::value::Value;

/// The names of the columns.
pub const COLUMNS: [&str; 20] = [
    "client",
    "client_name",
    "interview",
    "held",
    "mode",
    "script",
    "script_version",
    "corrected",
    "question",
    "name",
    "ask",
    "kind",
    "voice",
    "visibility",
    "state",
    "value",
    "shown",
    "other",
    "note",
    "quote",
];

/// Gives every answer of the interviews held until the day of reading, oldest first, sealed ones
/// left out.
pub fn rows(profile: &Profile<'_>, client_id: &str) -> Vec<[String; COLUMNS.len()]> {
    let interviews = profile.interviews().iter();
    interviews
        .flat_map(|interview| {
            let answers = interview.record.answers.iter();
            answers
                .filter(|answer| answer.visibility != Visibility::Sealed)
                .map(move |answer| row(profile, client_id, interview, answer))
        })
        .collect()
}

fn row(
    profile: &Profile<'_>,
    client_id: &str,
    interview: &PastInterview<'_>,
    answer: &RecordedAnswer,
) -> [String; COLUMNS.len()] {
    let record = interview.record;
    let given = &answer.answer.given;
    let truth = |is_so: bool| if is_so { "true" } else { "false" }.to_owned();
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    [
        client_id.to_owned(),
        profile.sources().card.name.clone(),
        record.interview.clone(),
        record.held.to_string(),
        record.mode.name().to_owned(),
        record.script.id.to_string(),
        record.script.version.to_string(),
        truth(!interview.counts()),
        answer.id.to_string(),
        answer.name.clone(),
        answer.ask.clone(),
        answer.kind.name().to_owned(),
        answer.voice.name().to_owned(),
        answer.visibility.name().to_owned(),
        given.state().map_or("", |state| state.name()).to_owned(),
        given.value().map(cell).unwrap_or_default(),
        answer.shown.clone(),
        words(&answer.answer.other),
        words(&answer.answer.note),
        truth(answer.answer.quote),
    ]
}

/// Gives a value as an answers file has it; several options are parted by a space.
fn cell(value: &Value) -> String {
    match value {
        Value::Choice(id) => id.to_string(),
        Value::Choices(ids) => {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            ids.join(" ")
        }
        Value::YesNo(value) => value.to_string(),
        Value::Text(words) => words.clone(),
        Value::Number(value) => super::values::number(*value).to_string(),
        Value::Date(day) => day.to_string(),
        Value::Hours(hours) => hours.to_string(),
    }
}
