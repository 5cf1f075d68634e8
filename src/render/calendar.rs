//! Dates as a calendar: RFC 5545, one all-day event a date.
//!
//! An event holds the words of the agenda and the client's name, and nothing else of what was said.

use jiff::Timestamp;
use jiff::civil::Date;

use super::lines::{push, text};

/// One date of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same for the same date of the same client, also after it was moved.
    pub uid: String,
    pub day: Date,
    pub what: String,
    pub client: String,
}

/// Writes a calendar; `now` stands in every event as the moment it was written.
pub fn calendar(entries: &[Entry], now: Timestamp) -> String {
    let mut lines = String::new();
    push(&mut lines, "BEGIN", "VCALENDAR");
    push(&mut lines, "VERSION", "2.0");
    push(&mut lines, "PRODID", "-//ascolto//ascolto//EN");
    push(&mut lines, "CALSCALE", "GREGORIAN");
    for entry in entries {
        event(&mut lines, entry, now);
    }
    push(&mut lines, "END", "VCALENDAR");
    lines
}

fn event(lines: &mut String, entry: &Entry, now: Timestamp) {
    push(lines, "BEGIN", "VEVENT");
    push(lines, "UID", &text(&entry.uid));
    push(lines, "DTSTAMP", &stamp(now));
    push(lines, "DTSTART;VALUE=DATE", &day(entry.day));
    // The end is the first day after it; where there is none, one day is what a date means anyway.
    if let Ok(next) = entry.day.tomorrow() {
        push(lines, "DTEND;VALUE=DATE", &day(next));
    }
    let summary = format!("{} · {}", entry.what, entry.client);
    push(lines, "SUMMARY", &text(&summary));
    push(lines, "CLASS", "PRIVATE");
    push(lines, "TRANSP", "TRANSPARENT");
    push(lines, "END", "VEVENT");
}

fn day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Gives a moment in UTC, in the form both calendars and cards use.
pub(super) fn stamp(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
    use jiff::Timestamp;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{Entry, calendar};
    use crate::render::lines::tests::assert_content_lines;
    use crate::render::tests::{any_words, long_line, naughty, one_kind_of_line_end};

    fn entry(what: &str, client: &str) -> Entry {
        Entry {
            uid: "k3y-next@ascolto".to_owned(),
            day: date(2026, 12, 31),
            what: what.to_owned(),
            client: client.to_owned(),
        }
    }

    fn now() -> Timestamp {
        "2026-11-21T08:30:00.123Z".parse().expect("a moment")
    }

    #[test]
    fn a_date_is_an_all_day_event() {
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ascolto//ascolto//EN\r\n\
            CALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\nUID:k3y-next@ascolto\r\nDTSTAMP:20261121T083000Z\r\n\
            DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n\
            SUMMARY:Verifica del piano · Rossi\\, Bianchi\\; e figli\r\nCLASS:PRIVATE\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let entry = entry("Verifica del piano", "Rossi, Bianchi; e figli");
        assert_eq!(calendar(&[entry], now()), expected);
    }

    #[test]
    fn the_last_day_there_is_needs_no_next_one() {
        let mut last = entry("a", "b");
        last.day = jiff::civil::Date::MAX;
        assert!(!calendar(&[last], now()).contains("DTEND"));
    }

    /// Reads with another program's reader: the same events, the same words, nothing else.
    fn check(what: &str, client: &str) {
        let entries = [entry(what, client), entry("after", "it")];
        let text = calendar(&entries, now());
        assert_content_lines(&text);
        let read = ICalendar::parse(&text).expect("a calendar");
        let kinds: Vec<_> = read
            .components
            .iter()
            .map(|component| component.component_type.clone())
            .collect();
        let event = ICalendarComponentType::VEvent;
        assert_eq!(
            kinds,
            [ICalendarComponentType::VCalendar, event.clone(), event]
        );
        for (component, entry) in read.components[1..].iter().zip(&entries) {
            assert_eq!(component.entries.len(), 7);
            let summary = component
                .property(&ICalendarProperty::Summary)
                .and_then(|summary| summary.values.first()?.as_text())
                .expect("a summary");
            let expected = format!("{} · {}", entry.what, entry.client);
            assert_eq!(summary, one_kind_of_line_end(&expected));
        }
    }

    #[test]
    fn naughty_words_change_no_calendar() {
        for words in naughty() {
            check(&words, "Anna");
            check("Check-in", &words);
        }
        check(&long_line(), &long_line());
    }

    proptest! {
        #[test]
        fn no_words_change_a_calendar(what in any_words(), client in any_words()) {
            check(&what, &client);
        }
    }
}
