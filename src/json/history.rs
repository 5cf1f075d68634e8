//! What happened with a client, as JSON: `history --format json`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SCHEMA;
use super::show::{EventShape, event};
use crate::definition::Trait;
use crate::profile::{PastInterview, Profile, Told};
use crate::record::{Record, RecordedAnswer};
use crate::script::Visibility;
use crate::text::LanguageTag;

#[derive(Serialize)]
struct HistoryShape {
    schema: u32,
    client: ClientShape,
    on: String,
    language: String,
    interviews: Vec<InterviewShape>,
    history: Vec<EventShape>,
    over_time: Vec<ChartShape>,
}

#[derive(Serialize)]
struct ClientShape {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct InterviewShape {
    id: String,
    script: String,
    title: String,
    number: usize,
    held: String,
    mode: &'static str,
    corrected: bool,
    corrects: Option<String>,
    corrections: Vec<CorrectionShape>,
}

#[derive(Serialize)]
struct CorrectionShape {
    id: String,
    name: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct ChartShape {
    #[serde(rename = "trait")]
    trait_id: String,
    title: String,
    levels: Vec<String>,
    series: Vec<SeriesShape>,
}

#[derive(Serialize)]
struct SeriesShape {
    name: String,
    points: Vec<PointShape>,
}

#[derive(Serialize)]
struct PointShape {
    day: String,
    level: usize,
    label: String,
}

/// Gives what happened until the day of reading, and what the definition wants to see over time.
pub fn history(profile: &Profile<'_>, client_id: &str, language: &LanguageTag) -> impl Serialize {
    let told = profile.told(language);
    let sources = profile.sources();
    let traits = sources.definition.traits.iter();
    let over_time = traits.filter_map(|one| {
        let title = one.over_time.as_ref()?;
        let title = title.in_language(language).as_plain().unwrap_or_default();
        drawn(profile, &told, one, title.to_owned())
    });
    HistoryShape {
        schema: SCHEMA,
        client: ClientShape {
            id: client_id.to_owned(),
            name: sources.card.name.clone(),
        },
        on: sources.on.to_string(),
        language: language.to_string(),
        interviews: profile
            .interviews()
            .iter()
            .map(|one| interview(profile, &told, one))
            .collect(),
        history: told.history().into_iter().map(event).collect(),
        over_time: over_time.collect(),
    }
}

/// Gives a chart of one trait; `None` where nothing was measured yet.
fn drawn(
    profile: &Profile<'_>,
    told: &Told<'_, '_>,
    one: &Trait,
    title: String,
) -> Option<ChartShape> {
    let plain = |text: &crate::text::Text| {
        let words = text.in_language(told.language()).as_plain();
        words.unwrap_or_default().to_owned()
    };
    let levels: Vec<String> = one.levels.iter().map(|level| plain(&level.label)).collect();
    let mut series: Vec<SeriesShape> = Vec::new();
    for measured in profile.measured(one) {
        let Some(label) = levels.get(measured.level) else {
            continue;
        };
        let point = PointShape {
            day: measured.day.to_string(),
            level: measured.level,
            label: label.clone(),
        };
        let name = match &measured.of {
            Some(cell) => told.cell(one, cell),
            None => told.name(one),
        };
        match series.iter_mut().find(|series| series.name == name) {
            Some(series) => series.points.push(point),
            None => series.push(SeriesShape {
                name,
                points: vec![point],
            }),
        }
    }
    (!series.is_empty()).then(|| ChartShape {
        trait_id: one.id.to_string(),
        title,
        levels,
        series,
    })
}

fn interview(
    profile: &Profile<'_>,
    told: &Told<'_, '_>,
    one: &PastInterview<'_>,
) -> InterviewShape {
    let record = one.record;
    let before = profile
        .interviews()
        .iter()
        .find(|other| record.amends.as_ref() == Some(&other.record.interview));
    InterviewShape {
        id: record.interview.clone(),
        script: record.script.id.to_string(),
        title: told.script_title(&record.script.id),
        number: one.number,
        held: record.held.to_string(),
        mode: record.mode.name(),
        corrected: !one.counts(),
        corrects: record.amends.clone(),
        corrections: before.map_or_else(Vec::new, |before| corrections(before.record, record)),
    }
}

/// Gives the answers that a correction changed; sealed ones are not quoted.
fn corrections(before: &Record, after: &Record) -> Vec<CorrectionShape> {
    let shown: BTreeMap<&str, &RecordedAnswer> = before
        .answers
        .iter()
        .map(|answer| (answer.id.as_str(), answer))
        .collect();
    let gone = before
        .answers
        .iter()
        .filter(|answer| after.answer(answer.id.as_str()).is_none())
        .map(|answer| (Some(answer), None));
    let changed = after
        .answers
        .iter()
        .map(|answer| (shown.get(answer.id.as_str()).copied(), Some(answer)))
        .filter(|(was, is)| was.map(|one| &one.answer) != is.map(|one| &one.answer));
    let pairs: Vec<_> = changed.chain(gone).collect();
    pairs
        .into_iter()
        .filter_map(|(was, is)| {
            let one = is.or(was)?;
            let words = |answer: Option<&RecordedAnswer>| {
                answer.map(|answer| match answer.visibility {
                    Visibility::Sealed => "…".to_owned(),
                    _ => answer.shown.clone(),
                })
            };
            Some(CorrectionShape {
                id: one.id.to_string(),
                name: one.name.clone(),
                from: words(was),
                to: words(is),
            })
        })
        .collect()
}
