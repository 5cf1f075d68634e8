//! The questions read so far, as conditions and placeholders of a script may name them.

use std::collections::HashMap;

use super::{Must, Question, Shape, Until};
use crate::card::CardField;
use crate::condition::{Field, FieldKind, FieldShape, Holder, Lookup, Scope, Shapes};
use crate::text::Id;

/// The questions read so far, and where each name stands in the whole script.
#[derive(Default)]
pub(super) struct Asked<'a> {
    positions: HashMap<&'a str, usize>,
    questions: Vec<Option<Question>>,
    /// Which questions have no error of their own: tests on others are not judged.
    whole: Vec<bool>,
}

impl<'a> Asked<'a> {
    pub(super) fn name(&mut self, name: &'a str, position: usize) {
        self.positions.insert(name, position);
    }

    pub(super) fn push(&mut self, question: Option<Question>) {
        self.questions.push(question);
        self.whole.push(false);
    }

    pub(super) fn mark_whole(&mut self, index: usize) {
        if let Some(whole) = self.whole.get_mut(index) {
            *whole = true;
        }
    }

    pub(super) fn set_must(&mut self, index: usize, must: Option<Must>) {
        if let Some(Some(question)) = self.questions.get_mut(index) {
            question.must = must;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.questions.len()
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    pub(super) fn find(&self, name: &str) -> Option<&Question> {
        self.questions.get(self.position(name)?)?.as_ref()
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.positions.keys().copied().collect()
    }

    pub(super) fn untils(&self) -> impl Iterator<Item = &Until> {
        self.questions
            .iter()
            .flatten()
            .filter_map(|question| question.until.as_ref())
    }

    pub(super) fn into_questions(self) -> Option<Vec<Question>> {
        self.questions.into_iter().collect()
    }
}

/// The questions before one.
pub(super) struct Earlier<'s, 'a> {
    pub(super) asked: &'s Asked<'a>,
    pub(super) count: usize,
}

impl Scope for Earlier<'_, '_> {
    fn look_up(&self, name: &str) -> Lookup {
        match self.asked.position(name) {
            Some(index) if index < self.count => Lookup::Found(Field::Question {
                id: Id::new(name),
                index: Some(index),
            }),
            Some(_) => Lookup::Later,
            None => Lookup::Unknown,
        }
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<(&str, usize)> = self
            .asked
            .positions
            .iter()
            .filter(|(_, position)| **position < self.count)
            .map(|(name, position)| (*name, *position))
            .collect();
        names.sort_unstable_by_key(|(_, position)| *position);
        names.into_iter().map(|(name, _)| name).collect()
    }

    fn is_profile(&self) -> bool {
        false
    }

    fn columns(&self, _: &Field) -> Option<Vec<&str>> {
        None
    }

    fn is_day(&self, field: &Field) -> bool {
        match field {
            Field::InterviewDay => true,
            _ => self
                .shape(field)
                .is_some_and(|shape| shape.kind == FieldKind::Day),
        }
    }
}

impl Shapes for Earlier<'_, '_> {
    fn shape(&self, field: &Field) -> Option<FieldShape<'_>> {
        match field {
            Field::Question {
                index: Some(index), ..
            } => {
                let is_whole = self.asked.whole.get(*index).copied().unwrap_or(false);
                let question = self.asked.questions.get(*index)?.as_ref()?;
                is_whole.then(|| question.field_shape())
            }
            Field::Client(field) => Some(card_shape(*field)),
            Field::InterviewDay => Some(FieldShape::of(FieldKind::Day, Holder::Other)),
            _ => None,
        }
    }
}

/// Gives the shape of a field of the client card.
pub fn card_shape(field: CardField) -> FieldShape<'static> {
    let kind = match field {
        CardField::Name
        | CardField::Greeting
        | CardField::Language
        | CardField::Organisation
        | CardField::TimeZone => FieldKind::Text,
        CardField::Kind => {
            return FieldShape {
                ids: vec!["external", "internal"],
                ..FieldShape::of(FieldKind::Choice, Holder::Other)
            };
        }
        CardField::HoursPerMonth => FieldKind::Number,
        CardField::Start => FieldKind::Day,
    };
    FieldShape::of(kind, Holder::Other)
}

impl Question {
    /// Gives what tests and placeholders must know of the question.
    pub fn field_shape(&self) -> FieldShape<'_> {
        let kind = match &self.shape {
            Shape::Choice { .. } => FieldKind::Choice,
            Shape::Scale { .. } => FieldKind::Scale,
            Shape::Choices { .. } => FieldKind::Several,
            Shape::Ranking { .. } => FieldKind::Ranking,
            Shape::YesNo => FieldKind::YesNo,
            Shape::Text { long: false, .. } => FieldKind::Text,
            Shape::Text { long: true, .. } => FieldKind::LongText,
            Shape::Number { .. } => FieldKind::Number,
            Shape::Date { .. } => FieldKind::Day,
            Shape::Hours => FieldKind::Hours,
        };
        let mut shape = FieldShape::of(kind, Holder::Question);
        shape.ids = self
            .options()
            .iter()
            .map(|option| option.id.as_str())
            .collect();
        if self.has_other() {
            shape.ids.push("other");
        }
        shape
    }
}
