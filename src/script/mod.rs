//! What a script is, and reading it.
//!
//! Decides the keys of a script file and turns them into a [`Script`], collecting every problem.
//! A `Script` in hand has passed every error-level check of its own file. It never runs anything.

use jiff::civil::Date;

use crate::condition::{Condition, DateExpression};
use crate::diagnostic::{Placed, Span};
use crate::text::{Id, LanguageTag, Text};
use crate::value::{Kind, State, Value};

mod question;
mod read;
mod scope;

pub use question::{nameable_id, option_id};
pub use read::{FORMAT, read, read_format, read_id, read_minutes};
pub use scope::card_shape;

/// One interview: sections of questions.
#[derive(Clone, Debug)]
pub struct Script {
    pub id: Id,
    pub version: u32,
    pub languages: Vec<LanguageTag>,
    pub title: Text,
    pub when_to_use: Option<Text>,
    /// From and to; the same number twice when the file gives one.
    pub minutes: Option<(u32, u32)>,
    pub briefing: Option<Text>,
    pub opening: Option<Text>,
    pub closing: Option<Text>,
    /// Whether earlier answers are offered; questions may differ.
    pub offer_earlier: bool,
    pub outcomes: Vec<Outcome>,
    pub sections: Vec<Section>,
    /// Every question in order, whatever its section. Conditions point into this list, backwards.
    pub questions: Vec<Question>,
    /// The file itself, `use` expanded: what `scripts/<digest>.toml` holds.
    pub source: String,
    /// The positions of the questions in the order of their ids.
    by_id: Vec<usize>,
}

impl Script {
    /// Finds a question and its position.
    pub fn question(&self, id: &str) -> Option<(usize, &Question)> {
        let place = self
            .by_id
            .binary_search_by(|index| self.questions[*index].id.as_str().cmp(id))
            .ok()?;
        let index = self.by_id[place];
        Some((index, &self.questions[index]))
    }
}

/// Gives the positions of questions in the order of their ids.
fn by_id(questions: &[Question]) -> Vec<usize> {
    let mut by_id: Vec<usize> = (0..questions.len()).collect();
    by_id.sort_unstable_by(|one, other| {
        questions[*one]
            .id
            .as_str()
            .cmp(questions[*other].id.as_str())
    });
    by_id
}

/// How an interview may end, judged in order of the file.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub id: Id,
    pub when: Condition,
    /// Nothing further is asked once it holds.
    pub ends: bool,
    /// The questions that are stored; `None` is all, empty is no record at all.
    pub keep: Option<Vec<Placed<Id>>>,
    pub say: Option<Text>,
    pub span: Span,
}

/// A part of a script.
#[derive(Clone, Debug)]
pub struct Section {
    pub id: Id,
    pub title: Text,
    pub when: Option<Condition>,
    pub span: Span,
}

/// Whom a question is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Read aloud, or paraphrased, to the client.
    Client,
    /// For the professional alone.
    Private,
}

impl Voice {
    /// Gives the name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Voice::Client => "client",
            Voice::Private => "private",
        }
    }

    /// Finds a voice by the name used in files.
    pub fn by_name(name: &str) -> Option<Voice> {
        [Voice::Client, Voice::Private]
            .into_iter()
            .find(|voice| voice.name() == name)
    }
}

/// Where an answer may appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Also in a document for the client.
    Shared,
    /// Only in internal documents.
    Internal,
    /// Stored, and in no document, comparison or reason.
    Sealed,
}

impl Visibility {
    /// Gives the name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Visibility::Shared => "shared",
            Visibility::Internal => "internal",
            Visibility::Sealed => "sealed",
        }
    }

    /// Finds a visibility by the name used in files.
    pub fn by_name(name: &str) -> Option<Visibility> {
        [Visibility::Shared, Visibility::Internal, Visibility::Sealed]
            .into_iter()
            .find(|visibility| visibility.name() == name)
    }
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: Id,
    /// Position in [`Script::sections`].
    pub section: usize,
    pub shape: Shape,
    /// Short words for menus and tables; the question itself where absent.
    pub name: Option<Text>,
    pub ask: Text,
    pub guide: Option<Text>,
    pub voice: Voice,
    pub visibility: Visibility,
    pub required: bool,
    pub when: Option<Condition>,
    /// The trait whose value the answer is.
    pub feeds: Option<Placed<Id>>,
    pub until: Option<Until>,
    pub dont_know: Offer,
    pub declined: Offer,
    /// What is offered, the first that holds; never applied by itself.
    pub defaults: Vec<Default>,
    pub must: Option<Must>,
    pub note: Option<NotePrompt>,
    /// For dates: the words under which the day is listed among the next dates.
    pub agenda: Option<Text>,
    pub topic: Option<Id>,
    pub offer_earlier: bool,
    pub span: Span,
}

impl Question {
    /// Gives the kind.
    pub fn kind(&self) -> Kind {
        match &self.shape {
            Shape::Choice { .. } => Kind::Choice,
            Shape::Scale { .. } => Kind::Scale,
            Shape::Choices { .. } => Kind::Choices,
            Shape::Ranking { .. } => Kind::Ranking,
            Shape::YesNo => Kind::YesNo,
            Shape::Text { long: false, .. } => Kind::Text,
            Shape::Text { long: true, .. } => Kind::LongText,
            Shape::Number { .. } => Kind::Number,
            Shape::Date { .. } => Kind::Date,
            Shape::Hours => Kind::Hours,
        }
    }

    /// Gives the options of a choice, scale, choices or ranking; none for other kinds.
    pub fn options(&self) -> &[QuestionOption] {
        match &self.shape {
            Shape::Choice { options, .. }
            | Shape::Scale { options, .. }
            | Shape::Choices { options, .. }
            | Shape::Ranking { options, .. } => options,
            _ => &[],
        }
    }

    /// Finds an option.
    pub fn option(&self, id: &str) -> Option<&QuestionOption> {
        self.options().iter().find(|option| option.id == *id)
    }

    /// Tells whether the question has "other" with words of its own.
    pub fn has_other(&self) -> bool {
        matches!(
            &self.shape,
            Shape::Choice { other: true, .. } | Shape::Choices { other: true, .. }
        )
    }

    /// Tells whether a state may be given: `later` always, the others as the question offers them.
    pub fn offers(&self, state: State) -> bool {
        match state {
            State::Later => true,
            State::DontKnow => self.voice == Voice::Client && self.dont_know != Offer::No,
            State::Declined => self.voice == Voice::Client && self.declined != Offer::No,
        }
    }

    /// Gives the words for menus and tables.
    pub fn short_name(&self) -> &Text {
        self.name.as_ref().unwrap_or(&self.ask)
    }
}

/// What is particular to a kind.
#[derive(Clone, Debug)]
pub enum Shape {
    Choice {
        options: Vec<QuestionOption>,
        other: bool,
    },
    /// Options always low to high here, whatever the order in the file; `descending` says that the
    /// file, and so the screen, lists them high to low.
    Scale {
        options: Vec<QuestionOption>,
        descending: bool,
    },
    Choices {
        options: Vec<QuestionOption>,
        pick_at_least: Option<usize>,
        pick_at_most: Option<usize>,
        other: bool,
    },
    Ranking {
        options: Vec<QuestionOption>,
        pick_at_most: Option<usize>,
    },
    YesNo,
    Text {
        long: bool,
        min: Option<usize>,
        max: Option<usize>,
        pattern: Option<Placed<String>>,
        pattern_say: Option<Text>,
        format: Option<TextFormat>,
        columns: Vec<Column>,
    },
    Number {
        min: Option<f64>,
        max: Option<f64>,
        integer: bool,
        unit: Option<Text>,
        bands: Vec<Band>,
    },
    Date {
        min: Option<DateBound>,
        max: Option<DateBound>,
        bands: Vec<Band>,
    },
    Hours,
}

/// A well-known form of a short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    Email,
    Phone,
    Url,
}

/// One option of a choice, scale, choices or ranking.
#[derive(Clone, Debug)]
pub struct QuestionOption {
    pub id: Id,
    pub label: Text,
    /// The words inside a sentence, where they differ from the label.
    pub say: Option<Text>,
    pub shows: Vec<Shows>,
    /// Cannot be combined with others; never counts.
    pub exclusive: bool,
    pub when: Option<Condition>,
    pub span: Span,
}

/// `shows = { trait = "level" }`: what choosing this is evidence of.
#[derive(Clone, Debug, PartialEq)]
pub struct Shows {
    pub trait_id: Placed<Id>,
    pub level: Placed<Id>,
}

/// Whether `dont_know` or `declined` is offered.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    No,
    Yes { shows: Vec<Shows> },
}

/// One band of a number, or of the days from the interview to a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// `None` on the last one, which is open.
    pub up_to: Option<Placed<f64>>,
    pub shows: Vec<Shows>,
}

/// One column of a text with a row on each line.
#[derive(Clone, Debug)]
pub struct Column {
    pub id: Id,
    pub label: Text,
    /// The column a line without bars fills.
    pub main: bool,
}

/// A bound of a date.
#[derive(Clone, Debug, PartialEq)]
pub enum DateBound {
    Day(Date),
    Expression(DateExpression),
}

/// `until = { question = "sp_until", else_days = 14 }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Until {
    pub question: Placed<Id>,
    pub else_days: Option<u32>,
}

/// One default, offered while its condition holds.
#[derive(Clone, Debug)]
pub struct Default {
    pub is: DefaultValue,
    pub when: Option<Condition>,
}

/// What a default is.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultValue {
    Value(Value),
    Expression(DateExpression),
}

/// `must = { hold = COND, say = TEXT }`.
#[derive(Clone, Debug)]
pub struct Must {
    pub hold: Condition,
    pub say: Text,
}

/// `note = { ask = TEXT, shared = true }`.
#[derive(Clone, Debug)]
pub struct NotePrompt {
    pub ask: Text,
    /// The note belongs to the answer and has its visibility; other notes are always internal.
    pub shared: bool,
}

/// Splits a text with columns into rows: cells by column id, in the order of the columns.
///
/// A line without `|` fills the main column; extra bars stay in the last cell; empty lines are
/// no rows.
pub fn rows<'a>(columns: &[Column], text: &'a str) -> Vec<Vec<&'a str>> {
    let main = columns.iter().position(|column| column.main).unwrap_or(0);
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let mut cells = vec![""; columns.len()];
            if line.contains('|') {
                for (cell, words) in cells.iter_mut().zip(line.splitn(columns.len(), '|')) {
                    *cell = words.trim();
                }
            } else {
                cells[main] = line.trim();
            }
            cells
        })
        .collect()
}

#[cfg(test)]
mod tests;
