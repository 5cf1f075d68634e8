//! A field of a client as filters, orders and groups see it.
//!
//! A value put in the place of one that is not known is not known; of a mixed trait what was stated
//! is seen, as a table shows it.

use jiff::civil::Date;

use super::{Cell, Facts, Field, Held, Positions};
use crate::card::CardField;

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen<'s> {
    /// The field does not exist for this client.
    Absent,
    Unknown,
    Level(usize),
    /// The items of a set or a ranking, or the levels of the rows of a list.
    Items(Positions<'s>),
    Rows(Positions<'s>),
    Number(f64),
    Day(Date),
    Words(&'s str),
    /// There is a value, of which nothing can be compared.
    Known,
}

impl Field {
    /// Gives the value of the field.
    pub fn seen<'s>(self, facts: &Facts<'s>) -> Seen<'s> {
        match self {
            Field::Trait(of) => of_trait(facts, of),
            Field::First(of) => match of_trait(facts, of) {
                Seen::Items(mut items) => items.next().map_or(Seen::Unknown, Seen::Level),
                other => other,
            },
            Field::Client(field) => of_card(field, facts),
            Field::Interviews(at) => {
                let found = facts.scripts().find(|one| Some(one.script) == at);
                found.map_or(Seen::Unknown, |one| Seen::Day(one.last))
            }
            Field::Next => facts
                .next()
                .map_or(Seen::Unknown, |next| Seen::Day(next.day)),
            Field::OpenPoints => Seen::Number(as_number(facts.open_points())),
            Field::Completeness => Seen::Number(as_number(facts.known)),
        }
    }

    /// Tells whether the field does not exist for a client.
    pub fn is_absent(self, facts: &Facts<'_>) -> bool {
        self.seen(facts) == Seen::Absent
    }

    /// Gives the cell of the trait a field is about.
    pub fn cell<'s>(self, facts: &Facts<'s>) -> Option<Cell<'s>> {
        match self {
            Field::Trait(of) | Field::First(of) => facts.cell(of),
            _ => None,
        }
    }
}

/// Counts of people and points are small; every one of them is a number exactly.
pub(super) fn as_number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

fn of_trait<'s>(facts: &Facts<'s>, of: usize) -> Seen<'s> {
    let Some(cell) = facts.cell(of) else {
        return match facts.is_absent(of) {
            true => Seen::Absent,
            false => Seen::Unknown,
        };
    };
    if cell.is_guess() {
        return Seen::Unknown;
    }
    match cell.held {
        Held::Nothing => Seen::Unknown,
        Held::Absent => Seen::Absent,
        Held::Level(at) => Seen::Level(at),
        Held::Items(items) => Seen::Items(items),
        Held::Rows(rows) => Seen::Rows(rows),
        Held::Number(number) => Seen::Number(number),
        Held::Day(day) => Seen::Day(day),
        Held::Hours(_) | Held::Words => Seen::Known,
    }
}

fn of_card<'s>(field: CardField, facts: &Facts<'s>) -> Seen<'s> {
    let words = |words: Option<&'s str>| words.map_or(Seen::Unknown, Seen::Words);
    match field {
        CardField::Name => Seen::Words(facts.name),
        // A sketch does not hold it.
        CardField::Greeting => Seen::Absent,
        CardField::Language => Seen::Words(facts.language),
        CardField::Kind => Seen::Words(facts.kind.name()),
        CardField::Organisation => words(facts.organisation),
        CardField::HoursPerMonth => facts.hours_per_month.map_or(Seen::Unknown, Seen::Number),
        CardField::Start => facts.start.map_or(Seen::Unknown, Seen::Day),
        CardField::TimeZone => words(facts.time_zone),
    }
}
