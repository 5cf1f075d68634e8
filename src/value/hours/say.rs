//! Days and hours in words.

use crate::value::date::weekday_name;
use crate::value::hours::{Hours, Span, Weekday};
use crate::value::{base, join};

/// Says days and hours: `dal lunedì al venerdì, 9:00-18:00`, `Monday to Friday, 9:00-18:00`; other
/// languages get the form used in files.
pub fn in_words(hours: &Hours, tag: &str) -> String {
    if !matches!(base(tag), "it" | "en") {
        return hours.to_string();
    }
    let mut said = String::new();
    for (days, spans) in hours.groups() {
        if !said.is_empty() {
            said.push_str("; ");
        }
        said.push_str(&days_in_words(&days, tag));
        said.push_str(", ");
        let spans: Vec<String> = spans.iter().map(span_in_words).collect();
        said.push_str(&join(&spans, tag));
    }
    match hours.zone() {
        Some(zone) => format!("{said} ({zone})"),
        None => said,
    }
}

/// Says days, three or more in a row as a range.
fn days_in_words(days: &[Weekday], tag: &str) -> String {
    if days.len() == 7 {
        return if base(tag) == "it" {
            "tutti i giorni"
        } else {
            "every day"
        }
        .to_owned();
    }
    let mut parts = Vec::new();
    let mut rest = days;
    while let Some(first) = rest.first() {
        let run = rest
            .iter()
            .enumerate()
            .take_while(|(step, day)| **day as usize == *first as usize + step)
            .count();
        let (run, tail) = rest.split_at(run);
        match run {
            [first, _, .., last] => parts.push(range_in_words(*first, *last, tag)),
            few => parts.extend(few.iter().map(|day| weekday_name(*day, tag).to_owned())),
        }
        rest = tail;
    }
    join(&parts, tag)
}

fn range_in_words(first: Weekday, last: Weekday, tag: &str) -> String {
    let (from, to) = (weekday_name(first, tag), weekday_name(last, tag));
    if base(tag) != "it" {
        return format!("{from} to {to}");
    }
    // "domenica" alone is feminine.
    let to_article = if last == Weekday::Sun { "alla" } else { "al" };
    format!("dal {from} {to_article} {to}")
}

fn span_in_words(span: &Span) -> String {
    let clock = |minutes: u16| format!("{}:{:02}", minutes / 60, minutes % 60);
    format!("{}-{}", clock(span.from), clock(span.to))
}
