//! Everything held about a client as JSON: the profile, and every record with every answer as given,
//! sealed ones too (`export --format json`); the same of many clients, one a line, without them
//! (`export --format ndjson`).

use serde::Serialize;
use serde_json::Value as Json;

use super::show::with_records;
use super::values;
use crate::profile::Profile;
use crate::record::{Record, RecordedAnswer};
use crate::script::Visibility;
use crate::text::LanguageTag;

#[derive(Serialize)]
pub(super) struct RecordShape {
    interview: String,
    client: String,
    n: u32,
    script: ScriptShape,
    language: String,
    held: String,
    mode: &'static str,
    started: String,
    finished: String,
    outcome: Option<String>,
    amends: Option<String>,
    answers: Vec<AnswerShape>,
}

#[derive(Serialize)]
struct ScriptShape {
    id: String,
    version: u32,
    title: String,
    digest: String,
}

#[derive(Serialize)]
struct AnswerShape {
    id: String,
    ask: String,
    name: String,
    kind: &'static str,
    voice: &'static str,
    visibility: &'static str,
    value: Option<Json>,
    state: Option<&'static str>,
    shown: String,
    other: Option<String>,
    note: Option<String>,
    quote: bool,
    at: String,
}

/// Gives the profile and every record, also those held after the day of reading.
pub fn export(profile: &Profile<'_>, client_id: &str, language: &LanguageTag) -> impl Serialize {
    let mut records: Vec<&Record> = profile.sources().records.iter().collect();
    records
        .sort_by(|a, b| (a.held, a.started, &a.interview).cmp(&(b.held, b.started, &b.interview)));
    let records = records.into_iter().map(|one| record(one, |_| true));
    with_records(profile, client_id, language, records.collect())
}

/// Gives the profile and the records held until the day of reading, sealed answers left out: what
/// may be looked at beside that of other clients.
pub fn line(profile: &Profile<'_>, client_id: &str, language: &LanguageTag) -> impl Serialize {
    let is_seen = |answer: &RecordedAnswer| answer.visibility != Visibility::Sealed;
    let interviews = profile.interviews().iter();
    let records = interviews.map(|interview| record(interview.record, is_seen));
    with_records(profile, client_id, language, records.collect())
}

fn record(record: &Record, is_seen: impl Fn(&RecordedAnswer) -> bool) -> RecordShape {
    RecordShape {
        interview: record.interview.clone(),
        client: record.client.clone(),
        n: record.n,
        script: ScriptShape {
            id: record.script.id.to_string(),
            version: record.script.version,
            title: record.script.title.clone(),
            digest: record.script.digest.clone(),
        },
        language: record.language.to_string(),
        held: record.held.to_string(),
        mode: record.mode.name(),
        started: record.started.to_string(),
        finished: record.finished.to_string(),
        outcome: record.outcome.as_ref().map(ToString::to_string),
        amends: record.amends.clone(),
        answers: record
            .answers
            .iter()
            .filter(|one| is_seen(one))
            .map(answer)
            .collect(),
    }
}

fn answer(recorded: &RecordedAnswer) -> AnswerShape {
    AnswerShape {
        id: recorded.id.to_string(),
        ask: recorded.ask.clone(),
        name: recorded.name.clone(),
        kind: recorded.kind.name(),
        voice: recorded.voice.name(),
        visibility: recorded.visibility.name(),
        value: recorded.answer.given.value().map(values::answer),
        state: recorded.answer.given.state().map(|state| state.name()),
        shown: recorded.shown.clone(),
        other: recorded.answer.other.clone(),
        note: recorded.answer.note.clone(),
        quote: recorded.answer.quote,
        at: recorded.at.to_string(),
    }
}
