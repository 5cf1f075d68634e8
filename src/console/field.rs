//! What a prompt offers, in the order of the screen: the same for every front.

use crate::console::{Current, Prompt, PromptField, PromptOption, Reply};
use crate::value::{self, Given, State, Value};
use crate::words::console as words;
use crate::words::{Language, Sentence};

/// The id by which "other" stands in a value.
pub(super) const OTHER: &str = "other";

/// A row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// An option, by its position; the position after the options is "other".
    Option(usize),
    State(State),
}

/// Gives the options of a list and the label of "other".
pub(super) fn options(field: &PromptField) -> (&[PromptOption], Option<&str>) {
    match field {
        PromptField::One { options, other } | PromptField::Several { options, other } => {
            (options, other.as_deref())
        }
        PromptField::Order { options, .. } => (options, None),
        PromptField::Line { .. } | PromptField::Lines { .. } => (&[], None),
    }
}

/// Gives the labels of the options, "other" last.
pub(super) fn labels(field: &PromptField) -> Vec<&str> {
    let (options, other) = options(field);
    options
        .iter()
        .map(|option| option.label.as_str())
        .chain(other)
        .collect()
}

/// Gives the states a prompt offers with their words; later is always there.
pub(super) fn states(prompt: &Prompt<'_>) -> Vec<(State, String)> {
    let mut states = prompt.states.clone();
    if !states.iter().any(|(state, _)| *state == State::Later) {
        states.push((State::Later, say(&words::later(), prompt.language)));
    }
    states
}

/// Tells whether a prompt offers a state.
pub(super) fn offers(prompt: &Prompt<'_>, state: State) -> bool {
    states(prompt).iter().any(|(offered, _)| *offered == state)
}

/// Gives the options that a value picks, in its order.
pub(super) fn picks(value: &Value, field: &PromptField) -> Vec<usize> {
    let (options, other) = options(field);
    let position = |id: &str| {
        let known = options.iter().position(|option| option.id == id);
        known.or_else(|| (id == OTHER && other.is_some()).then_some(options.len()))
    };
    match value {
        Value::Choice(id) => position(id.as_str()).into_iter().collect(),
        Value::Choices(ids) => ids.iter().filter_map(|id| position(id.as_str())).collect(),
        Value::YesNo(yes) => vec![usize::from(!yes)],
        Value::Text(_) | Value::Number(_) | Value::Date(_) | Value::Hours(_) => Vec::new(),
    }
}

/// Tells whether picks hold "other".
pub(super) fn has_other(picks: &[usize], field: &PromptField) -> bool {
    let (options, other) = options(field);
    other.is_some() && picks.contains(&options.len())
}

/// Gives the reply that keeps the current answer.
pub(super) fn keep(current: &Current) -> Reply {
    match &current.given {
        Given::Value(value) => Reply::Value {
            value: value.clone(),
            other: current.other.clone(),
        },
        Given::State(state) => Reply::State(*state),
    }
}

/// Writes a value of a text field as it could be typed.
pub(super) fn typed_form(value: &Value, language: Language) -> String {
    let tag = language.tag();
    match value {
        Value::Text(words) => words.clone(),
        Value::Number(number) => value::number::show(*number, tag),
        Value::Date(date) => value::date::in_words(*date, tag),
        Value::Hours(hours) => value::hours::in_words(hours, tag),
        Value::YesNo(yes) => value::yes_no::in_words(*yes, tag).to_owned(),
        Value::Choice(id) => id.to_string(),
        Value::Choices(ids) => {
            let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            ids.join(", ")
        }
    }
}

/// Writes a value as the line under an answered question shows it.
pub(super) fn shown(value: &Value, other: Option<&str>, prompt: &Prompt<'_>) -> String {
    let labels = labels(&prompt.field);
    let picks = picks(value, &prompt.field);
    if picks.is_empty() {
        return typed_form(value, prompt.language);
    }
    let is_order = matches!(prompt.field, PromptField::Order { .. });
    let (options, _) = options(&prompt.field);
    let parts: Vec<String> = picks
        .iter()
        .enumerate()
        .map(|(place, pick)| {
            let label = labels.get(*pick).copied().unwrap_or("");
            match other {
                Some(other) if *pick == options.len() => format!("{label}: {other}"),
                _ if is_order => format!("{}. {label}", place + 1),
                _ => label.to_owned(),
            }
        })
        .collect();
    if is_order {
        return parts.join(" · ");
    }
    value::join(&parts, prompt.language.tag())
}

/// Gives the words of a state.
pub(super) fn state_words(state: State, prompt: &Prompt<'_>) -> String {
    let offered = states(prompt)
        .into_iter()
        .find(|(offered, _)| *offered == state);
    offered.map_or_else(
        || {
            let sentence = match state {
                State::DontKnow => words::dont_know(),
                State::Declined => words::declined(),
                State::Later => words::later(),
            };
            say(&sentence, prompt.language)
        },
        |(_, words)| words,
    )
}

/// Gives the command for a state, as the hints show it.
pub(super) fn state_command(state: State, language: Language) -> &'static str {
    match (state, language) {
        (State::DontKnow, Language::It) => ":nonso",
        (State::DontKnow, Language::En) => ":unknown",
        (State::Declined, Language::It) => ":declina",
        (State::Declined, Language::En) => ":decline",
        (State::Later, Language::It) => ":dopo",
        (State::Later, Language::En) => ":later",
    }
}

/// Gives the words of a sentence.
pub(super) fn say(sentence: &Sentence, language: Language) -> String {
    sentence.in_language(language).to_owned()
}
