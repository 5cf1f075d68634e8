//! Value expressions: a day some days after another.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::evaluate::date_of;
use super::{Field, Fields};
use crate::diagnostic::{Placed, Span};

/// `{ day = ["sp_until"], plus_days = 14 }`: the first known day, and some days more.
#[derive(Clone, Debug, PartialEq)]
pub struct DateExpression {
    pub day: Vec<Placed<Field>>,
    pub plus: Plus,
    pub span: Span,
}

/// How many days more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plus {
    Days(i32),
    /// Monday to Friday; holidays are not known.
    WorkingDays(u32),
}

impl DateExpression {
    /// Gives the day, if any of the named fields is known.
    pub fn evaluate(&self, fields: &dyn Fields) -> Option<Date> {
        let day = self
            .day
            .iter()
            .find_map(|field| date_of(&fields.seen(&field.value)))?;
        match self.plus {
            Plus::Days(days) => day.checked_add(i64::from(days).days()).ok(),
            Plus::WorkingDays(days) => add_working_days(day, days),
        }
    }
}

fn add_working_days(mut day: Date, mut days: u32) -> Option<Date> {
    while days > 0 {
        day = day.tomorrow().ok()?;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            days -= 1;
        }
    }
    Some(day)
}
