//! What happened with a client, at the terminal: day by day, and what was measured over time.

use crate::text::Safe;
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

use super::layout::Tone;
use super::{Look, Sheet};
use crate::value::date;
use crate::words::Language;
use crate::words::render as say;

/// Signs between two days of a chart.
const GAP: usize = 2;

#[derive(Deserialize)]
struct History {
    client: Client,
    on: String,
    interviews: Vec<Interview>,
    history: Vec<Event>,
    over_time: Vec<Chart>,
}

#[derive(Deserialize)]
struct Client {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Interview {
    id: String,
    title: String,
    number: usize,
    held: String,
    corrected: bool,
    corrects: Option<String>,
    corrections: Vec<Correction>,
}

#[derive(Deserialize)]
struct Correction {
    name: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
struct Event {
    day: String,
    kind: String,
    text: String,
}

#[derive(Deserialize)]
struct Chart {
    title: String,
    levels: Vec<String>,
    series: Vec<Series>,
}

#[derive(Deserialize)]
struct Series {
    name: String,
    points: Vec<Point>,
}

#[derive(Deserialize)]
struct Point {
    day: String,
    level: usize,
    label: String,
}

/// Draws a history, given in the shape of [`crate::json::history`].
pub fn history(shape: &impl Serialize, look: Look, language: Language) -> Safe {
    let json = serde_json::to_value(shape).expect("the contract has only string keys");
    let history: History =
        serde_json::from_value(json).expect("the contract has the parts its version promises");
    let day = |iso: &str| match iso.parse::<Date>() {
        Ok(day) => date::in_words(day, language.tag()),
        Err(_) => iso.to_owned(),
    };
    let mut sheet = Sheet::new(look);
    sheet.heading(&format!("{} · {}", history.client.name, day(&history.on)));
    sheet.aside(&history.client.id);
    if history.history.is_empty() {
        sheet.blank();
        sheet.words(say::nothing_happened().in_language(language));
    }
    let days: BTreeSet<&str> = history.history.iter().map(|one| one.day.as_str()).collect();
    for iso in days {
        sheet.heading(&day(iso));
        for one in history.interviews.iter().filter(|one| one.held == iso) {
            interview(&mut sheet, one, language);
        }
        let of_day = history.history.iter().filter(|event| event.day == iso);
        for event in of_day.filter(|event| !matches!(&*event.kind, "interview" | "corrected")) {
            sheet.paragraph(&event.text, "- ", "  ", Tone::Plain);
        }
    }
    for one in &history.over_time {
        chart(&mut sheet, one, look, &day);
    }
    sheet.finish()
}

fn interview(sheet: &mut Sheet, one: &Interview, language: Language) {
    let word = |sentence: crate::words::Sentence| sentence.in_language(language).to_owned();
    let mut words = format!("{} ({})", one.title, one.number);
    if one.corrected {
        words = format!("{words}, {}", word(say::corrected_later()));
    }
    if let Some(corrected) = &one.corrects {
        words = format!("{words}, {}", word(say::corrects(corrected)));
    }
    sheet.paragraph(&words, "- ", "  ", Tone::Plain);
    sheet.paragraph(&one.id, "  ", "  ", Tone::Dim);
    for change in &one.corrections {
        let from = change.from.as_deref().unwrap_or("—");
        let to = change.to.as_deref().unwrap_or("—");
        let words = word(say::corrected_answer(&change.name, from, to));
        sheet.paragraph(&words, "    ", "      ", Tone::Plain);
    }
}

/// Draws what was measured, in words and as dots: one letter a series, levels from high to low.
fn chart(sheet: &mut Sheet, chart: &Chart, look: Look, day: &impl Fn(&str) -> String) {
    sheet.heading(&chart.title);
    for (index, series) in chart.series.iter().enumerate() {
        let points: Vec<String> = series
            .points
            .iter()
            .map(|point| format!("{} ({})", point.label, day(&point.day)))
            .collect();
        let words = format!("{}: {}", series.name, points.join(" → "));
        let mark = format!("{} ", mark(index));
        sheet.paragraph(&words, &mark, "  ", Tone::Plain);
    }
    sheet.blank();
    let points = || chart.series.iter().flat_map(|series| &series.points);
    let mut days: Vec<&str> = points()
        .map(|point| point.day.as_str())
        .collect::<BTreeSet<&str>>()
        .into_iter()
        .collect();
    let cell = chart.series.len().max(short("2000-01-01").width()) + GAP;
    let page = look.width.clamp(20, 100);
    let longest = chart.levels.iter().map(|level| level.width()).max();
    let margin = longest.unwrap_or(0).min(page / 2);
    // The latest days, as many as there is room for.
    let room = (page.saturating_sub(margin) / cell).max(1);
    days.drain(..days.len().saturating_sub(room));
    for (level, label) in chart.levels.iter().enumerate().rev() {
        let mut label_lines = lines(label, margin).into_iter();
        let mut line = padded(&label_lines.next().unwrap_or_default(), margin);
        for iso in &days {
            let marks: String = (0..chart.series.len())
                .filter(|index| {
                    let points = &chart.series[*index].points;
                    let last = points.iter().rev().find(|point| point.day == *iso);
                    last.is_some_and(|point| point.level == level)
                })
                .map(mark)
                .collect();
            let marks = if marks.is_empty() { "·" } else { &marks };
            line.push_str(&format!("{}{}", " ".repeat(GAP), padded(marks, cell - GAP)));
        }
        sheet.drawn(&line);
        label_lines.for_each(|rest| sheet.drawn(&rest));
    }
    let mut line = " ".repeat(margin);
    for iso in &days {
        line.push_str(&format!(
            "{}{}",
            " ".repeat(GAP),
            padded(&short(iso), cell - GAP)
        ));
    }
    sheet.drawn(&line);
}

fn mark(index: usize) -> char {
    char::from(b'A' + u8::try_from(index % 26).unwrap_or(0))
}

/// Gives day and month in figures, as both languages write them: `15/11`.
fn short(iso: &str) -> String {
    match (iso.get(8..10), iso.get(5..7)) {
        (Some(day), Some(month)) => format!("{day}/{month}"),
        _ => iso.to_owned(),
    }
}

fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}

fn lines(words: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width.max(1)).break_words(false);
    let lines = textwrap::wrap(words, options);
    lines.into_iter().map(|line| line.into_owned()).collect()
}
