//! Accepting an answer, or refusing it with words that say why.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::path::View;
use super::{Interview, Rejection};
use crate::condition::evaluate;
use crate::script::{DateBound, Question, QuestionOption, Shape, TextFormat, Visibility};
use crate::text::Id;
use crate::value::{Answer, Given, Kind, State, Value};
use crate::words::Sentence;
use crate::words::interview as words;

/// The longest words of an answer, in bytes.
pub const LONGEST_ANSWER: usize = 1024 * 1024;

/// Judges an answer as it would stand now.
pub(super) fn judge(
    interview: &Interview<'_>,
    index: usize,
    answer: &Answer,
) -> Result<(), Rejection> {
    let question = &interview.script.questions[index];
    let refuse = |message: Sentence| Rejection::of(question, message);
    if answer.quote {
        judge_quote(question)?;
    }
    judge_note(question, answer.note.as_deref())?;
    let value = match &answer.given {
        Given::State(state) if question.offers(*state) => return Ok(()),
        Given::State(state) => return Err(refuse(words::state_not_offered(state.name()))),
        Given::Value(value) => value,
    };
    let view = View::of(interview);
    judge_value(&view, question, value, answer.other.as_deref()).map_err(refuse)?;
    judge_must(&view.with(index, &answer.given), question, interview).map_err(refuse)
}

/// Judges a note.
pub(super) fn judge_note(question: &Question, note: Option<&str>) -> Result<(), Rejection> {
    match note {
        Some(note) if note.len() > LONGEST_ANSWER => {
            Err(Rejection::of(question, words::too_long_to_keep()))
        }
        _ => Ok(()),
    }
}

/// A quote is of words: only texts and "other" can be one, and only from the client.
pub(super) fn judge_quote(question: &Question) -> Result<(), Rejection> {
    let has_words = matches!(question.shape, Shape::Text { .. }) || question.has_other();
    if has_words {
        Ok(())
    } else {
        Err(Rejection::of(question, words::nothing_to_quote()))
    }
}

/// Tells whether an earlier answer has the shape the question has today.
pub(super) fn fits(question: &Question, answer: &Answer) -> bool {
    match &answer.given {
        Given::State(_) => false,
        Given::Value(value) => {
            let known = |id: &Id| is_other(question, id) || question.option(id.as_str()).is_some();
            match (value, question.kind()) {
                (Value::Choice(id), Kind::Choice | Kind::Scale) => known(id),
                (Value::Choices(ids), Kind::Choices | Kind::Ranking) => ids.iter().all(known),
                _ => has_kind(value, question.kind()),
            }
        }
    }
}

/// Tells whether an accepted answer still stands after other answers changed.
pub(super) fn still_stands(view: &View<'_>, index: usize, given: &Given) -> bool {
    let question = &view.interview.script.questions[index];
    let Given::Value(value) = given else {
        return true;
    };
    let has_conditions = question.must.is_some()
        || question
            .options()
            .iter()
            .any(|option| option.when.is_some())
        || matches!(&question.shape, Shape::Date { min, max, .. } if min.is_some() || max.is_some());
    if !has_conditions {
        return true;
    }
    let other = view.interview.slots[index]
        .given
        .as_ref()
        .and_then(|(_, other)| other.as_deref());
    judge_value(view, question, value, other).is_ok()
        && judge_must(&view.with(index, given), question, view.interview).is_ok()
}

/// Tells whether an option is offered now.
pub(super) fn is_offered(view: &View<'_>, option: &QuestionOption) -> bool {
    option
        .when
        .as_ref()
        .is_none_or(|when| evaluate(when, view) == Some(true))
}

fn judge_must(
    view: &View<'_>,
    question: &Question,
    interview: &Interview<'_>,
) -> Result<(), Sentence> {
    match &question.must {
        Some(must) if evaluate(&must.hold, view) != Some(true) => {
            Err(super::ask::sentence(interview, &must.say))
        }
        _ => Ok(()),
    }
}

fn has_kind(value: &Value, kind: Kind) -> bool {
    match value {
        Value::Choice(_) => matches!(kind, Kind::Choice | Kind::Scale),
        Value::Choices(_) => matches!(kind, Kind::Choices | Kind::Ranking),
        Value::YesNo(_) => kind == Kind::YesNo,
        Value::Text(_) => matches!(kind, Kind::Text | Kind::LongText),
        Value::Number(_) => kind == Kind::Number,
        Value::Date(_) => kind == Kind::Date,
        Value::Hours(_) => kind == Kind::Hours,
    }
}

fn is_other(question: &Question, id: &Id) -> bool {
    question.has_other() && *id == *"other"
}

pub(super) fn judge_value(
    view: &View<'_>,
    question: &Question,
    value: &Value,
    other: Option<&str>,
) -> Result<(), Sentence> {
    if !has_kind(value, question.kind()) {
        return Err(words::wrong_kind(question.kind().name()));
    }
    judge_other(question, value, other)?;
    match (&question.shape, value) {
        (_, Value::Choice(id)) => judge_option(view, question, id),
        (
            Shape::Choices {
                pick_at_least,
                pick_at_most,
                ..
            },
            Value::Choices(ids),
        ) => {
            judge_options(view, question, ids)?;
            judge_number_of_picks(ids.len(), pick_at_least.unwrap_or(1), *pick_at_most)
        }
        (Shape::Ranking { pick_at_most, .. }, Value::Choices(ids)) => {
            judge_options(view, question, ids)?;
            judge_number_of_picks(ids.len(), 1, *pick_at_most)
        }
        (Shape::Text { .. }, Value::Text(text)) => judge_text(view.interview, question, text),
        (
            Shape::Number {
                min, max, integer, ..
            },
            Value::Number(number),
        ) => judge_number(*number, *min, *max, *integer),
        (Shape::Date { min, max, .. }, Value::Date(date)) => {
            judge_date(view, *date, min.as_ref(), max.as_ref())
        }
        _ => Ok(()),
    }
}

fn judge_other(question: &Question, value: &Value, other: Option<&str>) -> Result<(), Sentence> {
    let chosen = match value {
        Value::Choice(id) => is_other(question, id),
        Value::Choices(ids) => ids.iter().any(|id| is_other(question, id)),
        _ => false,
    };
    match (chosen, other.map(str::trim)) {
        (true, None | Some("")) => Err(words::other_needs_words()),
        (false, Some(_)) => Err(words::other_not_offered()),
        (true, Some(other)) if other.len() > LONGEST_ANSWER => Err(words::too_long_to_keep()),
        _ => Ok(()),
    }
}

fn judge_option(view: &View<'_>, question: &Question, id: &Id) -> Result<(), Sentence> {
    if is_other(question, id) {
        return Ok(());
    }
    match question.option(id.as_str()) {
        None => Err(no_such_option(question, id.as_str())),
        Some(option) if !is_offered(view, option) => Err(words::option_not_offered(id.as_str())),
        Some(_) => Ok(()),
    }
}

/// Names an option that is not there, and the one that was probably meant.
pub(super) fn no_such_option(question: &Question, typed: &str) -> Sentence {
    let ids = question.options().iter().map(|option| option.id.as_str());
    match crate::source::closest(typed, ids.clone()) {
        Some(near) => words::no_such_option_near(typed, near),
        None => words::no_such_option(typed, &ids.collect::<Vec<_>>().join(", ")),
    }
}

fn judge_options(view: &View<'_>, question: &Question, ids: &[Id]) -> Result<(), Sentence> {
    for (position, id) in ids.iter().enumerate() {
        judge_option(view, question, id)?;
        if ids[..position].contains(id) {
            return Err(words::option_twice(id.as_str()));
        }
    }
    let alone = ids.iter().find(|id| {
        question
            .option(id.as_str())
            .is_some_and(|option| option.exclusive)
    });
    match alone {
        Some(alone) if ids.len() > 1 => Err(words::option_stands_alone(alone.as_str())),
        _ => Ok(()),
    }
}

fn judge_number_of_picks(
    count: usize,
    at_least: usize,
    at_most: Option<usize>,
) -> Result<(), Sentence> {
    match at_most {
        _ if count < at_least => Err(words::pick_at_least(at_least)),
        Some(at_most) if count > at_most => Err(words::pick_at_most(at_most)),
        _ => Ok(()),
    }
}

fn judge_text(interview: &Interview<'_>, question: &Question, text: &str) -> Result<(), Sentence> {
    let Shape::Text {
        long,
        min,
        max,
        pattern,
        pattern_say,
        format,
        ..
    } = &question.shape
    else {
        return Ok(());
    };
    let signs = text.chars().count();
    if text.trim().is_empty() {
        return Err(words::empty_text());
    }
    if text.len() > LONGEST_ANSWER {
        return Err(words::too_long_to_keep());
    }
    if !long && text.contains(['\n', '\r']) {
        return Err(words::one_line_only());
    }
    if let Some(min) = min.filter(|min| signs < *min) {
        return Err(words::text_too_short(min, signs));
    }
    if let Some(max) = max.filter(|max| signs > *max) {
        return Err(words::text_too_long(max, signs));
    }
    if let Some(pattern) = pattern
        && !matches_pattern(&pattern.value, text)
    {
        return Err(match pattern_say {
            Some(say) => super::ask::sentence(interview, say),
            None => words::pattern_refuses(),
        });
    }
    match format {
        Some(format) if !has_format(*format, text.trim()) => {
            Err(words::format_refuses(format_name(*format)))
        }
        _ => Ok(()),
    }
}

/// The checks refuse a pattern that is none; one that slips through refuses nothing.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    regex_lite::Regex::new(&format!("^(?:{pattern})$")).map_or(true, |regex| regex.is_match(text))
}

fn format_name(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Email => "email",
        TextFormat::Phone => "phone",
        TextFormat::Url => "url",
    }
}

/// A light look only: these are words to reach a person by, not something the program uses.
fn has_format(format: TextFormat, text: &str) -> bool {
    match format {
        TextFormat::Email => text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && !text.contains(char::is_whitespace)
        }),
        TextFormat::Phone => {
            text.chars().filter(char::is_ascii_digit).count() >= 4
                && text
                    .chars()
                    .all(|sign| sign.is_ascii_digit() || " +()/-.".contains(sign))
        }
        TextFormat::Url => {
            let host = text
                .strip_prefix("https://")
                .or_else(|| text.strip_prefix("http://"));
            host.is_some_and(|host| host.contains('.') && !host.contains(char::is_whitespace))
        }
    }
}

fn judge_number(
    number: f64,
    min: Option<f64>,
    max: Option<f64>,
    integer: bool,
) -> Result<(), Sentence> {
    if !number.is_finite() {
        return Err(words::not_a_number());
    }
    if integer && number.fract() != 0.0 {
        return Err(words::whole_number_only());
    }
    if let Some(min) = min.filter(|min| number < *min) {
        return Err(words::number_too_small(min));
    }
    match max.filter(|max| number > *max) {
        Some(max) => Err(words::number_too_large(max)),
        None => Ok(()),
    }
}

fn judge_date(
    view: &View<'_>,
    date: Date,
    min: Option<&DateBound>,
    max: Option<&DateBound>,
) -> Result<(), Sentence> {
    let bound = |bound: Option<&DateBound>| match bound? {
        DateBound::Day(day) => Some(*day),
        DateBound::Expression(expression) => view.day(expression),
    };
    if let Some(min) = bound(min).filter(|min| date.cmp(min) == Ordering::Less) {
        return Err(words::date_too_early(&min.to_string()));
    }
    match bound(max).filter(|max| date.cmp(max) == Ordering::Greater) {
        Some(max) => Err(words::date_too_late(&max.to_string())),
        None => Ok(()),
    }
}

/// Tells whether the note on a question has the visibility of its answer.
pub fn note_visibility(question: &Question) -> Visibility {
    match &question.note {
        Some(note) if note.shared => question.visibility,
        _ => Visibility::Internal,
    }
}

/// Gives the states a question offers now, `later` last.
pub fn offered_states(question: &Question) -> Vec<State> {
    [State::DontKnow, State::Declined, State::Later]
        .into_iter()
        .filter(|state| question.offers(*state))
        .collect()
}
