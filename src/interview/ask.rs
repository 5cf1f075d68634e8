//! The words of a question, with its placeholders filled, and how an answer reads.

use super::Interview;
use crate::card::CardField;
use crate::script::{Question, Shape};
use crate::text::{Filling, Id, LanguageTag, Slot, Text, lower_first};
use crate::value::{self, Answer, Given, State, Value};
use crate::words::Sentence;
use crate::words::interview as words;

impl Interview<'_> {
    /// Gives a question as it is read aloud, in the client's language; private ones in the
    /// interface's.
    pub fn ask(&self, question: usize, language: &LanguageTag) -> String {
        self.fill(&self.script.questions[question].ask, language)
    }

    /// Fills a text of the script with the answers so far.
    pub fn fill(&self, text: &Text, language: &LanguageTag) -> String {
        text.in_language(language)
            .fill(&|slot| self.filling(slot, language))
    }

    fn filling(&self, slot: &Slot, language: &LanguageTag) -> Option<Filling> {
        let (name, parts) = slot.path.split_first()?;
        if name == "client" {
            return self.card_filling(parts.first()?);
        }
        let (index, question) = self.script.question(name)?;
        if !self.path.is_answered(index) {
            return None;
        }
        let answer = self.answer(index)?;
        part(
            question,
            &answer,
            parts.first().map(String::as_str),
            language,
        )
    }

    fn card_filling(&self, field: &str) -> Option<Filling> {
        let card = &self.setting.card;
        let words = match CardField::by_name(field)? {
            CardField::Name => card.name.clone(),
            CardField::Greeting => card.greeting().to_owned(),
            CardField::Organisation => card.organisation.clone()?,
            CardField::Language => card.language.as_str().to_owned(),
            CardField::Kind => card.kind.name().to_owned(),
            CardField::HoursPerMonth => card.hours_per_month?.to_string(),
            CardField::Start => value::date::in_words(card.start?, self.setting.language.as_str()),
            CardField::TimeZone => card.time_zone.clone()?,
        };
        Some(Filling {
            words,
            is_label: false,
        })
    }
}

/// Fills a text of the script as a sentence of the interface, for refusals worded by the script.
pub(super) fn sentence(interview: &Interview<'_>, text: &Text) -> Sentence {
    Sentence {
        it: interview.fill(text, &LanguageTag::new("it")).into(),
        en: interview.fill(text, &LanguageTag::new("en")).into(),
    }
}

fn part(
    question: &Question,
    answer: &Answer,
    part: Option<&str>,
    language: &LanguageTag,
) -> Option<Filling> {
    let Given::Value(given) = &answer.given else {
        return None;
    };
    let is_label = !question.options().is_empty();
    let filling = |words: String| {
        Some(Filling { words, is_label }).filter(|filling| !filling.words.is_empty())
    };
    match part {
        None | Some("label") => filling(labels(question, answer, given, language, Wording::Label)),
        Some("say") => filling(labels(question, answer, given, language, Wording::Say)),
        Some("first") => match given {
            Value::Choices(ids) => filling(label(
                question,
                answer,
                ids.first()?,
                language,
                Wording::Label,
            )),
            _ => filling(labels(question, answer, given, language, Wording::Label)),
        },
        Some("line") => match given {
            Value::Text(text) => filling(
                text.lines()
                    .find(|line| !line.trim().is_empty())?
                    .trim()
                    .to_owned(),
            ),
            _ => None,
        },
        Some("note") => answer.note.clone().map(|words| Filling {
            words,
            is_label: false,
        }),
        Some(_) => None,
    }
}

/// Gives an answer as it is shown: labels, words, dates and hours in words, or the state.
pub fn shown(question: &Question, answer: &Answer, language: &LanguageTag) -> String {
    match &answer.given {
        Given::Value(given) => labels(question, answer, given, language, Wording::Label),
        Given::State(state) => in_tag(&state_words(*state), language).to_owned(),
    }
}

/// Gives the words of a state.
pub fn state_words(state: State) -> Sentence {
    match state {
        State::DontKnow => words::dont_know(),
        State::Declined => words::declined(),
        State::Later => words::later(),
    }
}

/// Picks the words for a language of a kit: Italian for `it` and its forms, else English.
pub fn in_tag<'a>(sentence: &'a Sentence, language: &LanguageTag) -> &'a str {
    if language.base() == "it" {
        &sentence.it
    } else {
        &sentence.en
    }
}

#[derive(Clone, Copy)]
enum Wording {
    Label,
    Say,
}

fn labels(
    question: &Question,
    answer: &Answer,
    given: &Value,
    language: &LanguageTag,
    wording: Wording,
) -> String {
    let tag = language.as_str();
    match given {
        Value::Choice(id) => label(question, answer, id, language, wording),
        Value::Choices(ids) => {
            let labels: Vec<String> = ids
                .iter()
                .enumerate()
                .map(
                    |(place, id)| match label(question, answer, id, language, wording) {
                        words if place > 0 && question.option(id.as_str()).is_some() => {
                            lower_first(&words)
                        }
                        words => words,
                    },
                )
                .collect();
            value::join(&labels, tag)
        }
        Value::YesNo(yes) => {
            in_tag(&if *yes { words::yes() } else { words::no() }, language).to_owned()
        }
        Value::Text(text) => text.clone(),
        Value::Number(number) => {
            let number = value::number::show(*number, tag);
            match &question.shape {
                Shape::Number {
                    unit: Some(unit), ..
                } => {
                    format!(
                        "{number} {}",
                        unit.in_language(language).as_plain().unwrap_or("")
                    )
                }
                _ => number,
            }
        }
        Value::Date(date) => value::date::in_words(*date, tag),
        Value::Hours(hours) => value::hours::in_words(hours, tag),
    }
}

fn label(
    question: &Question,
    answer: &Answer,
    id: &Id,
    language: &LanguageTag,
    wording: Wording,
) -> String {
    let Some(option) = question.option(id.as_str()) else {
        return match &answer.other {
            Some(other) if question.has_other() => other.clone(),
            _ => id.to_string(),
        };
    };
    let text = match wording {
        Wording::Say => option.say.as_ref().unwrap_or(&option.label),
        Wording::Label => &option.label,
    };
    text.in_language(language)
        .as_plain()
        .unwrap_or_default()
        .to_owned()
}
