//! From typed words, picks, or a value of a file to a [`Value`]: the one way, for every front.

use super::path::View;
use super::{Interview, accept};
use crate::condition::evaluate;
use crate::script::{DefaultValue, Question, QuestionOption, Shape};
use crate::text::Id;
use crate::value::{self, Kind, Value};
use crate::words::interview as words;
use crate::words::{Language, Sentence};

/// A value as an answers file holds it, before it is known what the question takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    Word(String),
    Words(Vec<String>),
    Bool(bool),
    Number(f64),
    Date(jiff::civil::Date),
}

impl Interview<'_> {
    /// Gives the options of a question that are offered now, in the order of the screen.
    pub fn offered_options(&self, question: usize) -> Vec<&QuestionOption> {
        let view = View::of(self);
        let asked = &self.script.questions[question];
        let mut options: Vec<&QuestionOption> = asked
            .options()
            .iter()
            .filter(|option| accept::is_offered(&view, option))
            .collect();
        if matches!(
            asked.shape,
            Shape::Scale {
                descending: true,
                ..
            }
        ) {
            options.reverse();
        }
        options
    }

    /// Gives what is offered where there is no answer yet: the first default that holds and fits.
    pub fn default_for(&self, question: usize) -> Option<Value> {
        let view = View::of(self);
        let asked = &self.script.questions[question];
        let holds = |default: &&crate::script::Default| {
            default
                .when
                .as_ref()
                .is_none_or(|when| evaluate(when, &view) == Some(true))
        };
        let value = match &asked.defaults.iter().find(holds)?.is {
            DefaultValue::Value(value) => value.clone(),
            DefaultValue::Expression(expression) => Value::Date(view.day(expression)?),
        };
        accept::judge_value(&view, asked, &value, None)
            .is_ok()
            .then_some(value)
    }

    /// Reads typed words as a value.
    pub fn read_words(
        &self,
        question: usize,
        typed: &str,
        language: Language,
    ) -> Result<Value, Sentence> {
        let asked = &self.script.questions[question];
        let trimmed = typed.trim();
        let value = match asked.kind() {
            Kind::Choice | Kind::Scale => match self.read_list(question, trimmed)?.as_slice() {
                [one] => Value::Choice(one.clone()),
                _ => return Err(words::one_only()),
            },
            Kind::Choices => {
                Value::Choices(in_script_order(asked, self.read_list(question, trimmed)?))
            }
            Kind::Ranking => Value::Choices(self.read_list(question, trimmed)?),
            Kind::YesNo => Value::YesNo(value::yes_no::parse(trimmed)?),
            Kind::Text => Value::Text(trimmed.to_owned()),
            Kind::LongText => Value::Text(typed.trim_end().trim_start_matches('\n').to_owned()),
            Kind::Number => Value::Number(value::number::parse(trimmed, language)?),
            Kind::Date => Value::Date(value::date::parse(trimmed, self.setting.held, language)?),
            Kind::Hours => Value::Hours(value::hours::parse(trimmed)?),
        };
        accept::judge_value(
            &View::of(self),
            asked,
            &value,
            placeholder_other(asked, &value),
        )
        .map(|()| value)
    }

    /// Reads picks, as positions among the offered options; the position after them is "other".
    pub fn read_picks(&self, question: usize, picks: &[usize]) -> Result<Value, Sentence> {
        let asked = &self.script.questions[question];
        if asked.kind() == Kind::YesNo {
            return Ok(Value::YesNo(picks.first() == Some(&0)));
        }
        let offered = self.offered_options(question);
        let ids = picks.iter().map(|pick| match offered.get(*pick) {
            Some(option) => Ok(option.id.clone()),
            None if *pick == offered.len() && asked.has_other() => Ok(Id::new("other")),
            None => Err(words::no_such_number(
                &(pick + 1).to_string(),
                offered.len(),
            )),
        });
        let ids = ids.collect::<Result<Vec<Id>, Sentence>>()?;
        let value = match asked.kind() {
            Kind::Choice | Kind::Scale => match ids.as_slice() {
                [one] => Value::Choice(one.clone()),
                _ => return Err(words::one_only()),
            },
            Kind::Ranking => Value::Choices(ids),
            _ => Value::Choices(in_script_order(asked, ids)),
        };
        accept::judge_value(
            &View::of(self),
            asked,
            &value,
            placeholder_other(asked, &value),
        )
        .map(|()| value)
    }

    /// Reads a value of an answers file.
    pub fn read_raw(&self, question: usize, raw: &Raw) -> Result<Value, Sentence> {
        let asked = &self.script.questions[question];
        let kind = asked.kind();
        let ids = |words: &[String]| words.iter().map(|word| Id::new(word)).collect::<Vec<_>>();
        Ok(match (kind, raw) {
            (Kind::Choice | Kind::Scale, Raw::Word(word)) => Value::Choice(Id::new(word)),
            (Kind::Choices, Raw::Words(words)) => {
                Value::Choices(in_script_order(asked, ids(words)))
            }
            (Kind::Ranking, Raw::Words(words)) => Value::Choices(ids(words)),
            (Kind::YesNo, Raw::Bool(yes)) => Value::YesNo(*yes),
            (Kind::Text | Kind::LongText, Raw::Word(word)) => Value::Text(word.clone()),
            (Kind::Number, Raw::Number(number)) => Value::Number(*number),
            (Kind::Date, Raw::Date(date)) => Value::Date(*date),
            (Kind::Date, Raw::Word(word)) => {
                Value::Date(value::date::parse(word, self.setting.held, Language::En)?)
            }
            (Kind::Hours, Raw::Word(word)) => Value::Hours(value::hours::parse(word)?),
            _ => return Err(words::wrong_kind(kind.name())),
        })
    }

    /// Reads a list of numbers or ids, parted by commas or spaces.
    fn read_list(&self, question: usize, typed: &str) -> Result<Vec<Id>, Sentence> {
        let offered = self.offered_options(question);
        let asked = &self.script.questions[question];
        let parts = typed.split([',', ' ', ';']).filter(|part| !part.is_empty());
        parts
            .map(|part| match part.parse::<usize>() {
                Ok(number) if (1..=offered.len()).contains(&number) => {
                    Ok(offered[number - 1].id.clone())
                }
                Ok(number) if asked.has_other() && number == offered.len() + 1 => {
                    Ok(Id::new("other"))
                }
                Ok(_) => Err(words::no_such_number(
                    part,
                    offered.len() + usize::from(asked.has_other()),
                )),
                Err(_)
                    if asked.option(part).is_some() || (asked.has_other() && part == "other") =>
                {
                    Ok(Id::new(part))
                }
                Err(_) => Err(accept::no_such_option(asked, part)),
            })
            .collect()
    }
}

/// "Other" is judged before its words are typed: the words come next, and are judged with it.
fn placeholder_other(question: &Question, value: &Value) -> Option<&'static str> {
    let chosen = match value {
        Value::Choice(id) => *id == *"other",
        Value::Choices(ids) => ids.iter().any(|id| *id == *"other"),
        _ => false,
    };
    (chosen && question.has_other()).then_some("…")
}

/// Choices are kept in the order of the script, whatever the order of ticking; "other" last.
fn in_script_order(question: &Question, mut ids: Vec<Id>) -> Vec<Id> {
    let place = |id: &Id| {
        question
            .options()
            .iter()
            .position(|option| option.id == *id)
            .unwrap_or(usize::MAX)
    };
    ids.sort_by_key(place);
    ids
}
