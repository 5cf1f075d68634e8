//! What an answer shows: trait, value, side, and the last day it counts.
//!
//! Decides what each answer is evidence of, by the keys of its question (`feeds`, `shows`, `bands`,
//! `until`). It never weighs one piece of evidence against another.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::timeline::{AnswerPlace, Timeline};
use super::{Side, TextValue, TraitValue};
use crate::definition::{Definition, Trait, TraitKind};
use crate::record::{Record, RecordedAnswer};
use crate::script::{Band, Offer, Question, Shape, Shows, Visibility, Voice};
use crate::text::Id;
use crate::value::{Given, State, Value};

/// One piece of evidence for one trait.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    pub(super) place: AnswerPlace,
    pub(super) day: Date,
    pub(super) value: TraitValue,
    pub(super) side: Side,
    /// The options that show it; empty when the whole answer does.
    pub(super) options: Vec<Id>,
    /// The last day it counts.
    pub(super) end: Option<Date>,
    /// Whether the question itself sets the end (`until`).
    pub(super) is_temporary: bool,
    /// Whether it is from the latest answer to its question that has a value, or a state that shows
    /// something.
    pub(super) is_latest: bool,
}

impl Evidence {
    /// Tells whether it counts on a day; the last day counts.
    pub(super) fn in_force(&self, on: Date) -> bool {
        self.end.is_none_or(|end| on <= end)
    }
}

/// Collects all evidence, by position of the trait, oldest first.
pub(super) fn collect(timeline: &Timeline<'_>, definition: &Definition) -> Vec<Vec<Evidence>> {
    let mut latest: BTreeMap<&str, AnswerPlace> = BTreeMap::new();
    for (place, answer) in timeline.places() {
        if timeline
            .question(place)
            .is_some_and(|question| contributes(question, answer))
        {
            latest.insert(answer.id.as_str(), place);
        }
    }
    let mut collected = vec![Vec::new(); definition.traits.len()];
    for (place, answer) in timeline.places() {
        let Some(question) = timeline.question(place) else {
            continue;
        };
        let record = timeline.interviews[place.interview].record;
        for shown in shown_by(question, answer, place, record.held, definition) {
            let one = &definition.traits[shown.index];
            // The words of a sealed answer are shown nowhere; what it says of a level may count.
            let is_quoted = matches!(shown.value, TraitValue::Text(_));
            if is_quoted && answer.visibility == Visibility::Sealed {
                continue;
            }
            let (end, is_temporary) = end_of(question, one, record);
            collected[shown.index].push(Evidence {
                place,
                day: record.held,
                value: shown.value,
                side: side_of(one, answer),
                options: shown.options,
                end,
                is_temporary,
                is_latest: latest.get(answer.id.as_str()) == Some(&place),
            });
        }
    }
    collected
}

/// What one answer shows of one trait.
struct Shown {
    index: usize,
    value: TraitValue,
    options: Vec<Id>,
}

/// Tells whether an answer takes the place of earlier answers to its question.
fn contributes(question: &Question, answer: &RecordedAnswer) -> bool {
    match &answer.answer.given {
        Given::Value(_) => true,
        Given::State(state) => !state_shows(question, *state).is_empty(),
    }
}

fn state_shows(question: &Question, state: State) -> &[Shows] {
    let offer = match state {
        State::DontKnow => &question.dont_know,
        State::Declined => &question.declined,
        State::Later => return &[],
    };
    match offer {
        Offer::Yes { shows } => shows,
        Offer::No => &[],
    }
}

fn shown_by(
    question: &Question,
    answer: &RecordedAnswer,
    place: AnswerPlace,
    held: Date,
    definition: &Definition,
) -> Vec<Shown> {
    let mut shown = Vec::new();
    match &answer.answer.given {
        Given::State(state) => {
            add_levels(&mut shown, state_shows(question, *state), None, definition)
        }
        Given::Value(value) => {
            if let Some(fed) = &question.feeds
                && let Some((index, one)) = definition.find_trait(fed.value.as_str())
                && let Some(value) = fed_value(one, question, value, place)
            {
                shown.push(Shown {
                    index,
                    value,
                    options: Vec::new(),
                });
            }
            for option in chosen(value)
                .iter()
                .filter_map(|id| question.option(id.as_str()))
            {
                add_levels(&mut shown, &option.shows, Some(&option.id), definition);
            }
            add_levels(
                &mut shown,
                band_shows(question, value, held),
                None,
                definition,
            );
        }
    }
    shown
}

/// Gives the options an answer names.
fn chosen(value: &Value) -> &[Id] {
    match value {
        Value::Choice(id) => std::slice::from_ref(id),
        Value::Choices(ids) => ids,
        _ => &[],
    }
}

fn add_levels(
    shown: &mut Vec<Shown>,
    shows: &[Shows],
    option: Option<&Id>,
    definition: &Definition,
) {
    for one in shows {
        let Some((index, of_trait)) = definition.find_trait(one.trait_id.value.as_str()) else {
            continue;
        };
        let Some((_, level)) = of_trait.level(one.level.value.as_str()) else {
            continue;
        };
        let is_set = matches!(of_trait.kind, TraitKind::Set | TraitKind::Ranking);
        let same = shown
            .iter_mut()
            .find(|other| is_set && other.index == index && !other.options.is_empty());
        if let Some(Shown {
            value: TraitValue::Items(items),
            options,
            ..
        }) = same
        {
            // Several ticked options are one statement about a set.
            if !items.contains(&level.id) {
                items.push(level.id.clone());
            }
            options.extend(option.cloned());
            continue;
        }
        let value = if is_set {
            TraitValue::Items(vec![level.id.clone()])
        } else {
            TraitValue::Level(level.id.clone())
        };
        shown.push(Shown {
            index,
            value,
            options: option.cloned().into_iter().collect(),
        });
    }
}

/// Turns the answer of a question that feeds a trait into the trait's value.
fn fed_value(
    one: &Trait,
    question: &Question,
    value: &Value,
    place: AnswerPlace,
) -> Option<TraitValue> {
    let items = |ids: &[Id]| {
        let items: Vec<Id> = ids
            .iter()
            .filter(|id| one.level(id.as_str()).is_some())
            .cloned()
            .collect();
        let says_none = ids
            .iter()
            .filter_map(|id| question.option(id.as_str()))
            .any(|option| option.exclusive);
        (!items.is_empty() || says_none).then_some(TraitValue::Items(items))
    };
    match (one.kind, value) {
        (TraitKind::Ordered | TraitKind::Category, Value::Choice(id)) => one
            .level(id.as_str())
            .map(|(_, level)| TraitValue::Level(level.id.clone())),
        (TraitKind::Set | TraitKind::Ranking, Value::Choices(ids)) => items(ids),
        (TraitKind::Set, Value::Choice(id)) => items(std::slice::from_ref(id)),
        (TraitKind::Text, Value::Text(words)) => Some(TraitValue::Text(TextValue {
            parts: vec![place],
            joined: words.clone(),
        })),
        (TraitKind::Number, Value::Number(number)) => Some(TraitValue::Number(*number)),
        (TraitKind::Date, Value::Date(date)) => Some(TraitValue::Date(*date)),
        (TraitKind::Hours, Value::Hours(hours)) => Some(TraitValue::Hours(hours.clone())),
        _ => None,
    }
}

/// Gives what the band of a number, or of the days from the interview to a date, shows.
fn band_shows<'a>(question: &'a Question, value: &Value, held: Date) -> &'a [Shows] {
    let (bands, number): (&[Band], f64) = match (&question.shape, value) {
        (Shape::Number { bands, .. }, Value::Number(number)) => (bands, *number),
        (Shape::Date { bands, .. }, Value::Date(date)) => match held.until(*date) {
            Ok(span) => (bands, f64::from(span.get_days())),
            Err(_) => return &[],
        },
        _ => return &[],
    };
    bands
        .iter()
        .find(|band| {
            band.up_to
                .as_ref()
                .is_none_or(|up_to| number <= up_to.value)
        })
        .map_or(&[], |band| &band.shows)
}

fn side_of(one: &Trait, answer: &RecordedAnswer) -> Side {
    match answer.voice {
        Voice::Private if !one.own => Side::Observed,
        _ => Side::Stated,
    }
}

/// Gives the last day the evidence counts, and whether the question itself sets it.
fn end_of(question: &Question, one: &Trait, record: &Record) -> (Option<Date>, bool) {
    match own_end(question, record) {
        Some(end) => (Some(end), true),
        None => (one.days.and_then(|days| days_after(record, days)), false),
    }
}

/// Gives the last day that a question itself sets for its answer.
pub(super) fn own_end(question: &Question, record: &Record) -> Option<Date> {
    let until = question.until.as_ref()?;
    let said = record
        .answer(until.question.value.as_str())
        .and_then(|answer| match answer.answer.given {
            Given::Value(Value::Date(date)) => Some(date),
            _ => None,
        });
    said.or_else(|| until.else_days.and_then(|days| days_after(record, days)))
}

fn days_after(record: &Record, days: u32) -> Option<Date> {
    record.held.checked_add(i64::from(days).days()).ok()
}
