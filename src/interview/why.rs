//! Why a question is asked: its condition, said in words.

use super::Interview;
use crate::condition::{self, Field, Names};
use crate::text::{LanguageTag, Text};
use crate::words::conduct as words;
use crate::words::interview as states;
use crate::words::{Language, Sentence};

impl Interview<'_> {
    /// Says why a question is asked, in the language of the interface.
    pub fn why(&self, question: usize, language: Language) -> String {
        let asked = &self.script().questions[question];
        let section = self.script().sections[asked.section].when.as_ref();
        let conditions: Vec<Sentence> = [section, asked.when.as_ref()]
            .into_iter()
            .flatten()
            .map(|when| condition::say(when, self))
            .collect();
        let sentence = match conditions.as_slice() {
            [] => words::always_asked(),
            [one] => words::asked_because(one.in_language(language)),
            [one, other, ..] => {
                words::asked_because_both(one.in_language(language), other.in_language(language))
            }
        };
        sentence.in_language(language).to_owned()
    }

    fn both(&self, text: &Text) -> Sentence {
        let fill = |tag: &str| self.fill(text, &LanguageTag::new(tag));
        Sentence {
            it: fill("it").into(),
            en: fill("en").into(),
        }
    }
}

impl Names for Interview<'_> {
    fn field(&self, field: &Field) -> Sentence {
        match field {
            Field::Question {
                index: Some(index), ..
            } => self.both(self.script().questions[*index].short_name()),
            Field::Client(field) => words::card_field(field.name()),
            Field::InterviewDay => words::interview_day(),
            Field::Question { id, .. }
            | Field::Trait(id)
            | Field::Interviews(id)
            | Field::Sent(id) => Sentence::same(id.to_string()),
            Field::BuiltIn(_) => Sentence::same(String::new()),
        }
    }

    fn option(&self, field: &Field, id: &str) -> Sentence {
        let question = match field {
            Field::Question {
                index: Some(index), ..
            } => &self.script().questions[*index],
            _ => return Sentence::same(id.to_owned()),
        };
        match (question.option(id), id) {
            (Some(option), _) => self.both(&option.label),
            (None, "true") => states::yes(),
            (None, "false") => states::no(),
            (None, _) => Sentence::same(id.to_owned()),
        }
    }

    fn column(&self, _: &Field, column: &str) -> Sentence {
        Sentence::same(column.to_owned())
    }

    fn rule(&self, id: &str) -> Sentence {
        Sentence::same(id.to_owned())
    }
}
