//! Answer values by kind, missing states, parsing what a person typed, showing it in a language.
//!
//! Decides what a value is and whether typed words are one. The same parsers serve the terminal,
//! the plain lines and the answers file.

use jiff::civil::Date;

use crate::text::Id;

pub mod date;
pub mod hours;
pub mod number;
mod typed;
pub mod yes_no;

pub use hours::{Hours, Span as HourSpan, Weekday};

/// The kind of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Choice,
    Choices,
    Ranking,
    Scale,
    YesNo,
    Text,
    LongText,
    Number,
    Date,
    Hours,
}

impl Kind {
    /// Every kind, in the order of the reference.
    pub const ALL: [Kind; 10] = [
        Kind::Choice,
        Kind::Choices,
        Kind::Ranking,
        Kind::Scale,
        Kind::YesNo,
        Kind::Text,
        Kind::LongText,
        Kind::Number,
        Kind::Date,
        Kind::Hours,
    ];

    /// Gives the name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Choice => "choice",
            Kind::Choices => "choices",
            Kind::Ranking => "ranking",
            Kind::Scale => "scale",
            Kind::YesNo => "yes-no",
            Kind::Text => "text",
            Kind::LongText => "long-text",
            Kind::Number => "number",
            Kind::Date => "date",
            Kind::Hours => "hours",
        }
    }

    /// Finds a kind by the name used in files.
    pub fn by_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The option of a choice or a scale.
    Choice(Id),
    /// The options of choices (in the order of the script) or of a ranking (first first).
    Choices(Vec<Id>),
    YesNo(bool),
    /// The words of a text or long-text, as typed.
    Text(String),
    Number(f64),
    Date(Date),
    Hours(Hours),
}

/// Why an answer has no value. *Not asked* is the absence of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    DontKnow,
    Declined,
    Later,
}

impl State {
    /// Gives the name used in files.
    pub fn name(self) -> &'static str {
        match self {
            State::DontKnow => "dont_know",
            State::Declined => "declined",
            State::Later => "later",
        }
    }

    /// Finds a state by the name used in files.
    pub fn by_name(name: &str) -> Option<State> {
        [State::DontKnow, State::Declined, State::Later]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// A value, or a state.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    Value(Value),
    State(State),
}

impl Given {
    /// Gives the value, if it is one.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Given::Value(value) => Some(value),
            Given::State(_) => None,
        }
    }

    /// Gives the state, if it is one.
    pub fn state(&self) -> Option<State> {
        match self {
            Given::Value(_) => None,
            Given::State(state) => Some(*state),
        }
    }
}

/// An answer: what was given, with an optional note and the mark of a verbatim quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub given: Given,
    /// The words for "other", where the question has it.
    pub other: Option<String>,
    pub note: Option<String>,
    /// The text is the client's own words.
    pub quote: bool,
}

impl Answer {
    /// Makes an answer of a bare value.
    pub fn of(value: Value) -> Self {
        Answer {
            given: Given::Value(value),
            other: None,
            note: None,
            quote: false,
        }
    }

    /// Makes an answer of a state.
    pub fn state(state: State) -> Self {
        Answer {
            given: Given::State(state),
            other: None,
            note: None,
            quote: false,
        }
    }
}

/// Joins items as a sentence does: `a, b e c`, `a, b and c`; with `; ` if an item holds a comma or the
/// joining word itself (`spese e pagamenti; date`).
pub fn join<T: AsRef<str>>(items: &[T], tag: &str) -> String {
    let and = match base(tag) {
        "it" => " e ",
        "en" => " and ",
        _ => ", ",
    };
    let runs_together = |item: &T| item.as_ref().contains(',') || item.as_ref().contains(and);
    // After a semicolon list the last mark stays a semicolon, or the last two items would run together.
    let (mark, last_mark) = if items.iter().any(runs_together) {
        ("; ", "; ")
    } else {
        (", ", and)
    };
    let mut joined = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            joined.push_str(if index + 1 == items.len() {
                last_mark
            } else {
                mark
            });
        }
        joined.push_str(item.as_ref());
    }
    joined
}

/// Gives the language of a tag without its form of address: `it-lei` → `it`.
fn base(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn items_are_joined_as_a_sentence_does() {
        assert_eq!(join::<&str>(&[], "it"), "");
        assert_eq!(join(&["a"], "it"), "a");
        assert_eq!(join(&["a", "b"], "it-lei"), "a e b");
        assert_eq!(join(&["a", "b", "c"], "it"), "a, b e c");
        assert_eq!(join(&["a", "b", "c"], "en"), "a, b and c");
        assert_eq!(join(&["a", "b", "c"], "de"), "a, b, c");
        assert_eq!(join(&["a, b", "c", "d"], "en"), "a, b; c; d");
        assert_eq!(join(&["a e b", "c"], "it"), "a e b; c");
        assert_eq!(join(&["a e b", "c"], "en"), "a e b and c");
    }
}
