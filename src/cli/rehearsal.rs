//! Every document filled for three clients who do not exist: one who said everything, one who said
//! nothing, one who knows nothing yet. What fails here would fail before a real client.

use jiff::Timestamp;
use jiff::civil::Date;

use super::kits::OpenKit;
use crate::card::{Card, ClientKind, Settings};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::interview::shown;
use crate::json;
use crate::profile::{self, Sources};
use crate::record::{Mode, Record, RecordedAnswer, ScriptReference};
use crate::render;
use crate::script::{Question, Script};
use crate::text::LanguageTag;
use crate::value::{Answer, HourSpan, Hours, Kind, State, Value, Weekday};

/// How much the client said.
#[derive(Clone, Copy)]
enum Said {
    Everything,
    Nothing,
    NothingKnown,
}

/// Fills every document in each of its languages; gives what failed, each place once.
pub fn documents(kit: &OpenKit) -> anyhow::Result<Vec<Diagnostic>> {
    let scripts = kit.scripts()?;
    let mut findings: Vec<Diagnostic> = Vec::new();
    for id in kit.document_ids()? {
        let document = kit.document(&id)?;
        for language in document.languages.clone() {
            for said in [Said::Everything, Said::Nothing, Said::NothingKnown] {
                let failed = fill(kit, &scripts, &document, &language, said)?;
                let is_new = |one: &Diagnostic| !findings.iter().any(|known| is_same(known, one));
                findings.extend(failed.filter(is_new));
            }
        }
    }
    Ok(findings)
}

fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let place = |finding: &Diagnostic| finding.span.as_ref().map(|span| span.range.clone());
    one.code == other.code && place(one) == place(other)
}

fn fill(
    kit: &OpenKit,
    scripts: &[&Script],
    document: &Document,
    language: &LanguageTag,
    said: Said,
) -> anyhow::Result<Option<Diagnostic>> {
    let card = card(language);
    let records: Vec<Record> = scripts
        .iter()
        .enumerate()
        .map(|(index, script)| record(script, index, &card, said))
        .collect();
    let script_of = |wanted: &ScriptReference| {
        scripts
            .iter()
            .copied()
            .find(|script| script.id == wanted.id)
    };
    let settings = Settings::default();
    let profile = profile::derive(&Sources {
        definition: kit.definition()?,
        card: &card,
        settings: &settings,
        records: &records,
        script_of: &script_of,
        scripts,
        document_title: &|_| None,
        sent: &[],
        on: day(),
    });
    // A document about scripts the kit lacks cannot be made for anybody: the checks say so.
    let Ok(about) = json::about(&profile, document, None) else {
        return Ok(None);
    };
    let filled = json::context(
        &profile,
        "client",
        document,
        about,
        language,
        &render::markdown::mark,
    );
    let made = render::document(document, &filled.values, &filled.texts, language);
    Ok(made.err().map(|finding| *finding))
}

fn day() -> Date {
    Date::constant(2026, 1, 15)
}

fn card(language: &LanguageTag) -> Card {
    Card {
        name: "Client".to_owned(),
        language: language.clone(),
        kind: ClientKind::External,
        organisation: None,
        greeting: None,
        hours_per_month: None,
        start: None,
        time_zone: None,
        retain_until: None,
    }
}

fn record(script: &Script, index: usize, card: &Card, said: Said) -> Record {
    let answers = script
        .questions
        .iter()
        .filter_map(|question| answer(question, said).map(|answer| (question, answer)));
    let answers = answers.map(|(question, answer)| RecordedAnswer {
        id: question.id.clone(),
        ask: String::new(),
        name: String::new(),
        kind: question.kind(),
        voice: question.voice,
        visibility: question.visibility,
        shown: shown(question, &answer, &card.language),
        answer,
        at: Timestamp::UNIX_EPOCH,
    });
    Record {
        interview: format!("rehearsal-{index}"),
        client: card.name.clone(),
        n: index as u32 + 1,
        script: ScriptReference {
            id: script.id.clone(),
            version: script.version,
            title: String::new(),
            digest: String::new(),
        },
        language: card.language.clone(),
        held: day(),
        mode: Mode::Notes,
        started: Timestamp::UNIX_EPOCH,
        finished: Timestamp::UNIX_EPOCH,
        outcome: None,
        amends: None,
        answers: answers.collect(),
    }
}

fn answer(question: &Question, said: Said) -> Option<Answer> {
    match said {
        Said::Nothing => None,
        Said::NothingKnown if question.offers(State::DontKnow) => {
            Some(Answer::state(State::DontKnow))
        }
        Said::NothingKnown => Some(Answer::state(State::Later)),
        Said::Everything => Some(Answer {
            note: Some("…".to_owned()),
            ..Answer::of(value(question)?)
        }),
    }
}

fn value(question: &Question) -> Option<Value> {
    let first = || question.options().first().map(|option| option.id.clone());
    Some(match question.kind() {
        Kind::Choice | Kind::Scale => Value::Choice(first()?),
        Kind::Choices | Kind::Ranking => Value::Choices(vec![first()?]),
        Kind::YesNo => Value::YesNo(true),
        Kind::Text => Value::Text("a | b".to_owned()),
        Kind::LongText => Value::Text("a | b\nc".to_owned()),
        Kind::Number => Value::Number(1.0),
        Kind::Date => Value::Date(day()),
        Kind::Hours => Value::Hours(Hours::new(
            [(
                Weekday::Mon,
                HourSpan {
                    from: 540,
                    to: 1080,
                },
            )],
            None,
        )),
    })
}
