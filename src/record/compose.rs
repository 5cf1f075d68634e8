//! From a finished interview to its record: the words as asked and shown go with every answer.

use jiff::Timestamp;

use super::{Mode, Record, RecordedAnswer, ScriptReference};
use crate::interview::{Finished, FinishedAnswer, Interview, shown};
use crate::script::Voice;
use crate::text::LanguageTag;

/// What a record needs besides the interview itself.
#[derive(Clone, Debug)]
pub struct Heading {
    /// `<start>-<script>-<random>`.
    pub interview: String,
    /// Running number at the client.
    pub n: u32,
    /// Hex SHA-256 of the script as stored.
    pub digest: String,
    pub mode: Mode,
    pub started: Timestamp,
    pub finished: Timestamp,
    pub amends: Option<String>,
    /// The interface's language, in which private questions were asked.
    pub own_language: LanguageTag,
}

/// Makes the record of a finished interview; `None` when its outcome stores nothing.
pub fn compose(interview: &Interview<'_>, finished: &Finished, heading: Heading) -> Option<Record> {
    let answers = finished.answers.as_ref()?;
    let script = interview.script();
    let setting = interview.setting();
    let own = &heading.own_language;
    let answers = answers
        .iter()
        .map(|answer| recorded(interview, answer, own))
        .collect();
    Some(Record {
        interview: heading.interview,
        client: setting.card.name.clone(),
        n: heading.n,
        script: ScriptReference {
            id: script.id.clone(),
            version: script.version,
            title: interview.fill(&script.title, own),
            digest: heading.digest,
        },
        language: setting.language.clone(),
        held: setting.held,
        mode: heading.mode,
        started: heading.started,
        finished: heading.finished,
        outcome: finished
            .outcome
            .map(|outcome| script.outcomes[outcome].id.clone()),
        amends: heading.amends,
        answers,
    })
}

fn recorded(
    interview: &Interview<'_>,
    answer: &FinishedAnswer,
    own: &LanguageTag,
) -> RecordedAnswer {
    let question = &interview.script().questions[answer.question];
    let tongue = match question.voice {
        Voice::Client => &interview.setting().language,
        Voice::Private => own,
    };
    RecordedAnswer {
        id: question.id.clone(),
        ask: interview.ask(answer.question, tongue),
        name: interview.fill(question.short_name(), tongue),
        kind: question.kind(),
        voice: question.voice,
        visibility: question.visibility,
        answer: answer.answer.clone(),
        shown: shown(question, &answer.answer, tongue),
        at: answer.at,
    }
}
