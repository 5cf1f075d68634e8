//! The filters and functions of documents.
//!
//! Decides what a template can do with a value besides printing it. Every word that comes out is
//! still escaped, except the few signs a filter adds itself.

use jiff::ToSpan;
use jiff::civil::Date;
use minijinja::value::{Kwargs, Rest, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State};

use super::markdown;
use crate::text::{LanguageTag, lower_first, push_after};
use crate::value::{Hours, Weekday, date, hours};
use crate::words::Sentence;
use crate::words::render as say;

/// The filters and functions added to those of the template language, as `help` names them.
pub(super) const NAMES: &str = "date(after), list(part), quote, inline, table(headers, rows), earliest(a, b), plus_days(date, n), overlap(hours, hours)";

/// Adds the filters and functions, speaking the language of the document.
pub(super) fn add(environment: &mut Environment<'static>, language: &LanguageTag) {
    let tag = language.as_str().to_owned();
    environment.add_filter("date", move |value: Value, options: Kwargs| {
        in_words(&value, &options, &tag)
    });
    let tag = language.as_str().to_owned();
    environment.add_filter("list", move |value: Value, options: Kwargs| {
        enumeration(&value, &options, &tag)
    });
    let is_italian = language.base() == "it";
    environment.add_filter("quote", move |value: Value| quotation(&value, is_italian));
    environment.add_filter("inline", |value: Value| -> Result<Value, Error> {
        match value.kind() {
            ValueKind::None => Ok(Value::from("")),
            _ if value.is_safe() => Ok(value),
            _ => Ok(Value::from(markdown::one_line(&words(&value)?))),
        }
    });
    environment.add_function("table", table);
    environment.add_function("earliest", earliest);
    environment.add_function("plus_days", plus_days);
    let tag = language.as_str().to_owned();
    environment.add_function("overlap", move |state: &State, one: Value, other: Value| {
        overlap(state, &one, &other, &tag)
    });
}

/// Gives the words of a value that is words or a number.
fn words(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::String | ValueKind::Number => Ok(value.to_string()),
        ValueKind::None => Ok(String::new()),
        ValueKind::Undefined => Err(Error::from(ErrorKind::UndefinedError)),
        _ => Err(refusal(&say::not_printable())),
    }
}

/// Parts the languages of a sentence within the detail of an error.
const LANGUAGES_PARTED: char = '\u{1F}';

/// Makes an error of the template language that says one of our sentences.
pub(super) fn refusal(sentence: &Sentence) -> Error {
    let (it, en) = (&sentence.it, &sentence.en);
    Error::new(
        ErrorKind::InvalidOperation,
        format!("{it}{LANGUAGES_PARTED}{en}"),
    )
}

/// Gives what an error of the template language says: our sentence, or its own English words.
pub(super) fn detail(error: &Error) -> Sentence {
    let detail = error.detail().unwrap_or("").to_owned();
    match detail.split_once(LANGUAGES_PARTED) {
        Some((it, en)) => Sentence {
            it: it.to_owned().into(),
            en: en.to_owned().into(),
        },
        None => crate::words::foreign::template(&detail),
    }
}

/// Reads an ISO date; `None` is a date that is not known.
fn day(value: &Value) -> Result<Option<Date>, Error> {
    let words = words(value)?;
    if words.is_empty() {
        return Ok(None);
    }
    match words.parse() {
        Ok(date) => Ok(Some(date)),
        Err(_) => Err(refusal(&say::no_date(&words))),
    }
}

/// `2026-11-21` → `21 novembre 2026`; with `after="il"`, `il 21 novembre 2026`, `l'8 novembre 2026`.
fn in_words(value: &Value, options: &Kwargs, tag: &str) -> Result<String, Error> {
    let after: Option<String> = options.get("after")?;
    options.assert_all_used()?;
    let Some(date) = day(value)? else {
        return Ok(String::new());
    };
    let mut words = after.map_or_else(String::new, |after| format!("{after} "));
    push_after(&mut words, &date::in_words(date, tag));
    Ok(words)
}

/// Several items as in a sentence: `a, b e c`. With `part="label"` that part of each is said, as
/// inside a sentence; without, the wording made for it.
fn enumeration(value: &Value, options: &Kwargs, tag: &str) -> Result<String, Error> {
    let part: Option<String> = options.get("part")?;
    options.assert_all_used()?;
    if matches!(
        value.kind(),
        ValueKind::String | ValueKind::None | ValueKind::Number
    ) {
        return words(value);
    }
    let items: Vec<String> = value
        .try_iter()?
        .enumerate()
        .map(|(index, item)| {
            Ok(markdown::one_line(&item_words(
                &item,
                part.as_deref(),
                index == 0,
            )?))
        })
        .collect::<Result<_, Error>>()?;
    Ok(crate::value::join(&items, tag))
}

/// Gives the words of one item: the part asked for, else `say`, else `label`, of an item; the words
/// themselves otherwise.
fn item_words(item: &Value, part: Option<&str>, is_first: bool) -> Result<String, Error> {
    if item.kind() != ValueKind::Map {
        return words(item);
    }
    let wording = item.get_attr("say")?;
    if part.is_none() && wording.kind() == ValueKind::String {
        return words(&wording);
    }
    let label = item.get_attr(part.unwrap_or("label"))?;
    match label.kind() {
        ValueKind::String if is_first && part.is_none() => words(&label),
        ValueKind::String => Ok(lower_first(&words(&label)?)),
        _ => Err(refusal(&say::item_without_words())),
    }
}

/// Puts words between the quotation marks of the language; nothing stays nothing.
fn quotation(value: &Value, is_italian: bool) -> Result<Value, Error> {
    let (open, close) = if is_italian {
        ("«", "»")
    } else {
        ("“", "”")
    };
    let words = words(value)?;
    if words.trim().is_empty() {
        return Ok(Value::from(""));
    }
    let inner = if value.is_safe() {
        words
    } else {
        markdown::mark(&words)
    };
    Ok(Value::from_safe_string(format!("{open}{inner}{close}")))
}

/// A table: `table(["Who", "What"], rows)`. A row is a list of cells, or an item with one part
/// for each of `columns`: `table(headers, rows, columns=["who", "what"])`.
fn table(headers: Value, rows: Value, options: Kwargs) -> Result<Value, Error> {
    let columns: Option<Vec<String>> = options.get("columns")?;
    options.assert_all_used()?;
    let headers: Vec<Value> = headers.try_iter()?.collect();
    let mut markdown = table_row(&headers)?;
    markdown.push('|');
    markdown.push_str(&" --- |".repeat(headers.len()));
    markdown.push('\n');
    let mut is_empty = true;
    for row in rows.try_iter()? {
        let mut cells: Vec<Value> = match &columns {
            Some(columns) => columns
                .iter()
                .map(|column| row.get_attr(column))
                .collect::<Result<_, _>>()?,
            None => row.try_iter()?.collect(),
        };
        if cells.len() > headers.len() {
            let (cells, headers) = (cells.len(), headers.len());
            return Err(refusal(&say::row_too_long(cells, headers)));
        }
        cells.resize(headers.len(), Value::from(()));
        markdown.push_str(&table_row(&cells)?);
        is_empty = false;
    }
    if is_empty {
        return Ok(Value::from(""));
    }
    Ok(Value::from_safe_string(markdown))
}

fn table_row(cells: &[Value]) -> Result<String, Error> {
    let mut row = String::from("|");
    for cell in cells {
        let words = if cell.is_safe() {
            cell.to_string().replace("\\\n", " / ").replace('\n', " ")
        } else if cell.is_undefined() {
            String::new()
        } else {
            markdown::mark(&words(cell)?)
        };
        row.push(' ');
        row.push_str(&words);
        row.push_str(" |");
    }
    row.push('\n');
    Ok(row)
}

/// The earliest of the dates that are known.
fn earliest(dates: Rest<Value>) -> Result<Value, Error> {
    let mut earliest: Option<Date> = None;
    for value in dates.0 {
        if let Some(date) = day(&value)? {
            earliest = Some(earliest.map_or(date, |so_far| so_far.min(date)));
        }
    }
    Ok(earliest.map_or(Value::from(()), |date| Value::from(date.to_string())))
}

/// A number of days after a date; not known if the date is not.
fn plus_days(value: Value, days: i32) -> Result<Value, Error> {
    let Some(date) = day(&value)? else {
        return Ok(Value::from(()));
    };
    match date.checked_add(i64::from(days).days()) {
        Ok(date) => Ok(Value::from(date.to_string())),
        Err(_) => Err(refusal(&say::no_such_day(days, &date.to_string()))),
    }
}

/// The hours in which both can be reached, in words: the client's hours first, ours second. Where
/// the clocks differ they are said on both; empty if there are none or if they cannot be known.
fn overlap(state: &State, theirs: &Value, ours: &Value, tag: &str) -> Result<String, Error> {
    let (Some(theirs), Some(ours)) = (hours(theirs)?, hours(ours)?) else {
        return Ok(String::new());
    };
    let zone = |hours: &Hours, whose: &str| {
        hours.zone().map(str::to_owned).or_else(|| {
            let zone = state.lookup(whose)?.get_attr("time_zone").ok()?;
            Some(zone.as_str()?.to_owned())
        })
    };
    let zones = (zone(&theirs, "client"), zone(&ours, "settings"));
    let (Some(their_zone), Some(our_zone)) = zones else {
        return Ok(hours_in_words(&hours::overlap(&theirs, 0, &ours, 0), tag));
    };
    if their_zone == our_zone {
        return Ok(hours_in_words(&hours::overlap(&theirs, 0, &ours, 0), tag));
    }
    let offset = |zone: &str| {
        let offsets = state.lookup("offsets")?;
        let offset = offsets.get_item(&Value::from(zone)).ok()?;
        i32::try_from(offset).ok()
    };
    let (Some(their_offset), Some(our_offset)) = (offset(&their_zone), offset(&our_zone)) else {
        return Ok(String::new());
    };
    let common = hours::overlap(&theirs, their_offset, &ours, our_offset);
    if common.is_empty() {
        return Ok(String::new());
    }
    let on_our_clock = hours::overlap(&ours, our_offset, &theirs, their_offset);
    Ok(format!(
        "{} ({their_zone}); {} ({our_zone})",
        hours_in_words(&common, tag),
        hours_in_words(&on_our_clock, tag),
    ))
}

/// Says hours without their zone; nothing for no hours.
fn hours_in_words(of: &Hours, tag: &str) -> String {
    if of.is_empty() {
        return String::new();
    }
    let days = Weekday::ALL.into_iter().flat_map(|day| {
        let spans: Vec<_> = of.day(day).iter().map(move |span| (day, *span)).collect();
        spans
    });
    hours::in_words(&Hours::new(days, None), tag)
}

/// Reads hours in the form used in files; `None` is hours that are not known.
fn hours(value: &Value) -> Result<Option<Hours>, Error> {
    let words = words(value)?;
    if words.is_empty() {
        return Ok(None);
    }
    match hours::parse(&words) {
        Ok(hours) => Ok(Some(hours)),
        Err(_) => Err(refusal(&say::no_hours(&words))),
    }
}
