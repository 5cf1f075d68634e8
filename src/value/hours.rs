//! Weekdays with spans of hours, in an optional time zone.

use std::fmt;

/// A day of the week, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    /// The week, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];

    /// Gives the name used in files: `mon` … `sun`.
    pub fn name(self) -> &'static str {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][self as usize]
    }
}

/// Minutes from midnight, `from` before `to`, `to` at most 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: u16,
    pub to: u16,
}

/// Spans of hours by day, canonical: seven sorted lists of spans that neither touch nor overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    week: [Vec<Span>; 7],
    /// An IANA zone name; without one, the client's.
    zone: Option<String>,
}

impl Hours {
    /// Makes hours from spans by day; spans that touch or overlap become one.
    pub fn new(days: impl IntoIterator<Item = (Weekday, Span)>, zone: Option<String>) -> Self {
        let mut week: [Vec<Span>; 7] = Default::default();
        for (day, span) in days {
            week[day as usize].push(span);
        }
        for spans in &mut week {
            spans.sort();
            let mut joined: Vec<Span> = Vec::new();
            for span in spans.drain(..) {
                match joined.last_mut() {
                    Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
                    _ => joined.push(span),
                }
            }
            *spans = joined;
        }
        Hours { week, zone }
    }

    /// Gives the spans of a day, in order.
    pub fn day(&self, day: Weekday) -> &[Span] {
        &self.week[day as usize]
    }

    /// Gives the zone name, if one was given.
    pub fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }
}

/// Writes the form used in files: `mon-fri 08:30-10:00, 18:00-19:30; sat 09:00-12:00 Europe/Rome`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first_group = true;
        let mut done = [false; 7];
        for day in Weekday::ALL {
            let spans = self.day(day);
            if spans.is_empty() || done[day as usize] {
                continue;
            }
            let same: Vec<Weekday> = Weekday::ALL
                .into_iter()
                .filter(|other| self.day(*other) == spans)
                .collect();
            if !first_group {
                f.write_str("; ")?;
            }
            first_group = false;
            write_days(f, &same)?;
            for (index, span) in spans.iter().enumerate() {
                f.write_str(if index == 0 { " " } else { ", " })?;
                write!(
                    f,
                    "{:02}:{:02}-{:02}:{:02}",
                    span.from / 60,
                    span.from % 60,
                    span.to / 60,
                    span.to % 60
                )?;
            }
            for day in same {
                done[day as usize] = true;
            }
        }
        match &self.zone {
            Some(zone) => write!(f, " {zone}"),
            None => Ok(()),
        }
    }
}

/// Writes days with ranges: `mon-wed,fri`.
fn write_days(f: &mut fmt::Formatter<'_>, days: &[Weekday]) -> fmt::Result {
    let mut index = 0;
    while index < days.len() {
        let mut end = index;
        while end + 1 < days.len() && days[end + 1] as usize == days[end] as usize + 1 {
            end += 1;
        }
        if index > 0 {
            f.write_str(",")?;
        }
        match end - index {
            0 => write!(f, "{}", days[index].name())?,
            1 => write!(f, "{},{}", days[index].name(), days[end].name())?,
            _ => write!(f, "{}-{}", days[index].name(), days[end].name())?,
        }
        index = end + 1;
    }
    Ok(())
}
