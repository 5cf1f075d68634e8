//! Weekdays with spans of hours, in an optional time zone.

use std::fmt;

mod parse;
mod say;

pub use parse::parse;
pub use say::in_words;

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

    /// Tells whether no day has hours.
    pub fn is_empty(&self) -> bool {
        self.week.iter().all(Vec::is_empty)
    }

    /// Gives days that share the same spans together, in order of their first day.
    pub fn groups(&self) -> Vec<(Vec<Weekday>, &[Span])> {
        let mut groups: Vec<(Vec<Weekday>, &[Span])> = Vec::new();
        for day in Weekday::ALL {
            let spans = self.day(day);
            if spans.is_empty() {
                continue;
            }
            match groups.iter_mut().find(|(_, same)| *same == spans) {
                Some((days, _)) => days.push(day),
                None => groups.push((vec![day], spans)),
            }
        }
        groups
    }

    /// Gives the zone name, if one was given.
    pub fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }
}

/// Writes the form used in files: `mon-fri 08:30-10:00, 18:00-19:30; sat 09:00-12:00 Europe/Rome`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (days, spans)) in self.groups().into_iter().enumerate() {
            if number > 0 {
                f.write_str("; ")?;
            }
            write_days(f, &days)?;
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

/// Gives the hours in which both can be reached, on the clock and in the zone of the first.
///
/// The offsets are minutes east of UTC on the day in question; the week turns round at its end.
pub fn overlap(a: &Hours, a_offset_minutes: i32, b: &Hours, b_offset_minutes: i32) -> Hours {
    const DAY: i32 = 24 * 60;
    let shift = a_offset_minutes - b_offset_minutes;
    let mut shared = Vec::new();
    for day in Weekday::ALL {
        for other in Weekday::ALL {
            // A day of the other may reach into this one from either side of the week's end.
            for week in [-7, 0, 7] {
                let start = (other as i32 + week - day as i32) * DAY + shift;
                for span in a.day(day) {
                    for theirs in b.day(other) {
                        let from = i32::from(span.from).max(i32::from(theirs.from) + start);
                        let to = i32::from(span.to).min(i32::from(theirs.to) + start);
                        if let (Ok(from), Ok(to)) = (u16::try_from(from), u16::try_from(to))
                            && from < to
                        {
                            shared.push((day, Span { from, to }));
                        }
                    }
                }
            }
        }
    }
    Hours::new(shared, a.zone.clone())
}

#[cfg(test)]
mod tests {
    use super::{Hours, Span, Weekday, in_words, overlap, parse};
    use proptest::prelude::*;

    fn read(typed: &str) -> String {
        match parse(typed) {
            Ok(hours) => hours.to_string(),
            Err(sentence) => sentence.it.into_owned(),
        }
    }

    #[test]
    fn days_and_hours_as_typed() {
        for (typed, stored) in [
            ("lun-ven 9-18", "mon-fri 09:00-18:00"),
            (
                "mon-fri 08:30-10:00, 18:00-19:30; sat 09:00-12:00",
                "mon-fri 08:30-10:00, 18:00-19:30; sat 09:00-12:00",
            ),
            ("lunedì e mercoledì 9-13", "mon,wed 09:00-13:00"),
            ("lun, mer e ven: 9.30 – 13", "mon,wed,fri 09:30-13:00"),
            ("feriali 9-13 e 14-18", "mon-fri 09:00-13:00, 14:00-18:00"),
            ("giorni feriali dalle 9 alle 18", "mon-fri 09:00-18:00"),
            (
                "dal lunedì al venerdì dalle ore 9 alle 12.30",
                "mon-fri 09:00-12:30",
            ),
            ("tutti i giorni feriali 8-20", "mon-fri 08:00-20:00"),
            ("ogni lunedì dalle 9 fino alle 13", "mon 09:00-13:00"),
            ("lunedì dall'1 all'1.30", "mon 01:00-01:30"),
            ("tutti i giorni 8-20", "mon-sun 08:00-20:00"),
            (
                "every day 8:00-20:00 Europe/Rome",
                "mon-sun 08:00-20:00 Europe/Rome",
            ),
            ("9-18", "mon-fri 09:00-18:00"),
            (
                "Mon to Wed 9am-6pm, Sat 10 am - 12 pm",
                "mon-wed 09:00-18:00; sat 10:00-12:00",
            ),
            (
                "lun-gio 9-18, ven 9-13",
                "mon-thu 09:00-18:00; fri 09:00-13:00",
            ),
            ("ven-lun 10-12", "mon,fri-sun 10:00-12:00"),
            ("weekend 0-24", "sat,sun 00:00-24:00"),
            ("lun 9-12, 11-13", "mon 09:00-13:00"),
            ("lun/mer 9h30-11", "mon,wed 09:30-11:00"),
            (
                "mar,gio 9-10 (America/New_York)",
                "tue,thu 09:00-10:00 America/New_York",
            ),
            ("Mon-Fri 9-18 UTC", "mon-fri 09:00-18:00 UTC"),
        ] {
            assert_eq!(read(typed), stored, "{typed}");
        }
    }

    #[test]
    fn what_is_refused_says_which_part() {
        for (typed, said) in [
            (
                "",
                "mancano giorni e orari: scrivi ad esempio `lun-ven 9-18`",
            ),
            (
                ";;",
                "mancano giorni e orari: scrivi ad esempio `lun-ven 9-18`",
            ),
            (
                "lun-ven 18-9",
                "`18-9`: la fine deve venire dopo l'inizio, nello stesso giorno; le ore vanno da 0 a 24",
            ),
            (
                "lun-ven",
                "`lun-ven`: manca l'orario; scrivi ad esempio `lun-ven 9-18`",
            ),
            (
                "lun 9-12; mar",
                "`mar`: manca l'orario; scrivi ad esempio `mar 9-18`",
            ),
            (
                "lun 9",
                "`9`: manca l'altro orario; scrivi ad esempio `9-18`",
            ),
            (
                "lun-",
                "`lun`: manca l'altro giorno; scrivi ad esempio `lun-ven`",
            ),
            ("lun 25-26", "`25` non è un orario: va da `0:00` a `24:00`"),
            (
                "lun 9:75-10",
                "`9:75` non è un orario: va da `0:00` a `24:00`",
            ),
            (
                "lun 9-24:30",
                "`24:30` non è un orario: va da `0:00` a `24:00`",
            ),
            (
                "lunedì mattina",
                "`mattina` non dice l'ora: scrivi da che ora a che ora, ad esempio `9-13`",
            ),
            (
                "lun 9-13 tranne agosto",
                "`tranne` non è né un giorno né un orario: scrivi ad esempio `lun-ven 9-13, 14-18; sab 9-12`",
            ),
            (
                "9-10; lun 9-12",
                "`9-10`: di quali giorni? Scrivi i giorni prima di ogni orario",
            ),
            (
                "lun 9-18 Europe/",
                "`Europe/` non è un fuso orario: scrivi ad esempio `Europe/Rome`",
            ),
        ] {
            assert_eq!(read(typed), said, "{typed}");
        }
    }

    #[test]
    fn hours_in_words_of_a_language() {
        let hours = parse("mon-fri 9-18").unwrap();
        assert_eq!(
            in_words(&hours, "it-lei"),
            "dal lunedì al venerdì, 9:00-18:00"
        );
        assert_eq!(in_words(&hours, "en"), "Monday to Friday, 9:00-18:00");
        assert_eq!(in_words(&hours, "fr"), "mon-fri 09:00-18:00");
        let hours = parse("lun,mer 8.30-10, 18-19.30; sab 9-12 Europe/Rome").unwrap();
        assert_eq!(
            in_words(&hours, "it"),
            "lunedì e mercoledì, 8:30-10:00 e 18:00-19:30; sabato, 9:00-12:00 (Europe/Rome)"
        );
        let hours = parse("sab 0-24; dom 0-24; ven 0-24; mar 0-24").unwrap();
        assert_eq!(
            in_words(&hours, "it"),
            "martedì e dal venerdì alla domenica, 0:00-24:00"
        );
    }

    #[test]
    fn hours_shared_across_zones() {
        let rome = parse("lun-ven 9-13, 14-18 Europe/Rome").unwrap();
        let new_york = parse("mon-fri 8-17").unwrap();
        assert_eq!(
            overlap(&rome, 60, &new_york, -300).to_string(),
            "mon-fri 14:00-18:00 Europe/Rome"
        );
        assert_eq!(
            overlap(&new_york, -300, &rome, 60).to_string(),
            "mon-fri 08:00-12:00"
        );
        let auckland = parse("mon 8-12").unwrap();
        let everyone = parse("tutti i giorni 0-24").unwrap();
        assert_eq!(
            overlap(&everyone, 60, &auckland, 780).to_string(),
            "sun 20:00-24:00"
        );
        assert_eq!(
            overlap(&everyone, 780, &parse("sun 10-18").unwrap(), 60).to_string(),
            "mon 00:00-06:00; sun 22:00-24:00"
        );
        assert!(overlap(&auckland, 60, &parse("tue 8-9").unwrap(), 60).is_empty());
    }

    fn some_hours() -> impl Strategy<Value = Hours> {
        let span = (0u16..1440, 1u16..600).prop_map(|(from, length)| Span {
            from,
            to: (from + length).min(1440),
        });
        let zone = prop::option::of(prop::sample::select(vec![
            "Europe/Rome",
            "UTC",
            "America/Argentina/Buenos_Aires",
        ]));
        let day = prop::sample::select(Weekday::ALL.to_vec());
        (prop::collection::vec((day, span), 1..8), zone)
            .prop_map(|(spans, zone)| Hours::new(spans, zone.map(str::to_owned)))
    }

    proptest! {
        #[test]
        fn hours_shown_read_back(hours in some_hours()) {
            for shown in [hours.to_string(), in_words(&hours, "it"), in_words(&hours, "en")] {
                prop_assert_eq!(parse(&shown), Ok(hours.clone()), "{}", shown);
            }
        }

        #[test]
        fn any_words_are_read_without_panic(typed in ".{0,40}", parts in prop::collection::vec(
            prop::sample::select(vec!["lun", "ven", "-", "–", "9", "18", ":", ".", ",", ";", "h", "pm", "Europe/", "tutti", "e", "è", "24", " "]), 0..10)) {
            let _ = parse(&typed);
            let _ = parse(&parts.concat());
        }

        #[test]
        fn overlap_lies_in_both(a in some_hours(), b in some_hours(), offset in -720i32..=840) {
            let shared = overlap(&a, offset, &b, offset);
            for day in Weekday::ALL {
                for minute in (0..1440).step_by(7) {
                    let is_in = |hours: &Hours| hours.day(day).iter().any(|span| span.from <= minute && minute < span.to);
                    prop_assert_eq!(is_in(&shared), is_in(&a) && is_in(&b));
                }
            }
        }
    }
}
