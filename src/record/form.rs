//! The pieces of the text form: strings, values, answers, each written and read.
//!
//! Decides how a text of any content becomes readable TOML and comes back the same. The journal of
//! an unfinished interview is made of the same pieces.

use std::fmt::Write as _;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use sha2::{Digest as _, Sha256};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset as TomlOffset};

use crate::text::Id;
use crate::value::{Answer, Given, HourSpan, Hours, Kind, State, Value, Weekday};
use crate::words::Sentence;
use crate::words::record as words;

/// What is wrong with a stored file, and where. The words never quote the file: it holds answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong: lowercase, no final period.
    pub what: Sentence,
}

impl Damage {
    /// Makes a damage from a place in bytes.
    pub fn at(text: &str, offset: usize, what: Sentence) -> Self {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        Damage {
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
            column: String::from_utf8_lossy(&before[line_start..])
                .chars()
                .count()
                + 1,
            what,
        }
    }
}

/// Gives the SHA-256 of a text in hex: the digest by which a script is pinned.
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Writes bytes in hex.
pub fn hex(bytes: &[u8]) -> String {
    let mut written = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            written.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    written
}

// Writing.

/// Writes `key = "text"`: one line, or several between `"""` where the text has several.
pub fn push_text(out: &mut String, key: &str, text: &str) {
    out.push_str(key);
    out.push_str(" = ");
    push_string(out, text);
    out.push('\n');
}

/// Writes a string in quotes, on several lines where the text has several.
pub fn push_string(out: &mut String, text: &str) {
    if text.contains('\n') {
        push_lines(out, text);
    } else {
        push_line_string(out, text);
    }
}

/// Writes a string in quotes on one line, whatever it holds.
pub fn push_line_string(out: &mut String, text: &str) {
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            _ => push_sign(out, sign),
        }
    }
    out.push('"');
}

/// Writes a text of several lines between `"""`.
///
/// A line that looks like one of ours (`# check`, `# seal`, `[[answer]]`) has its first sign
/// escaped, so that a line that looks like ours always is. A space before a line end is escaped
/// because editors drop it.
fn push_lines(out: &mut String, text: &str) {
    out.push_str("\"\"\"\n");
    let mut quotes = 0;
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
            quotes = 0;
        }
        let looks_like_ours = line.starts_with('#') || line.starts_with("[[");
        let body = line.trim_end_matches(' ');
        for (position, sign) in body.chars().enumerate() {
            if sign != '"' {
                quotes = 0;
            }
            match sign {
                '#' | '[' if position == 0 && looks_like_ours => push_escaped(out, sign),
                '"' if quotes == 2 => {
                    out.push_str("\\\"");
                    quotes = 0;
                }
                '"' => {
                    out.push('"');
                    quotes += 1;
                }
                _ => push_sign(out, sign),
            }
        }
        let spaces = line.len() - body.len();
        if spaces > 0 {
            quotes = 0;
            out.push_str(&" ".repeat(spaces - 1));
            out.push_str("\\u0020");
        }
    }
    // A quotation mark at the end would run into the closing ones.
    if quotes > 0 {
        out.truncate(out.len() - quotes);
        out.push_str(&"\\\"".repeat(quotes));
    }
    out.push_str("\"\"\"");
}

/// Writes one sign; what cannot be seen, or turns the reading order, is escaped.
fn push_sign(out: &mut String, sign: char) {
    match sign {
        '\\' => out.push_str("\\\\"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        _ if sign.is_control() || is_deceiving(sign) => push_escaped(out, sign),
        _ => out.push(sign),
    }
}

fn push_escaped(out: &mut String, sign: char) {
    let number = u32::from(sign);
    // Writing to a String cannot fail.
    let _ = if number > 0xFFFF {
        write!(out, "\\U{number:08X}")
    } else {
        write!(out, "\\u{number:04X}")
    };
}

/// Tells whether a sign hides or reorders its neighbours in an editor.
fn is_deceiving(sign: char) -> bool {
    matches!(sign,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

/// Writes `key = time` in UTC.
pub fn push_time(out: &mut String, key: &str, time: Timestamp) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{key} = {time}");
}

/// Writes a day; TOML knows only years from 0 on, others stand in quotes.
fn push_day(out: &mut String, day: Date) {
    let quote = if day.year() < 0 { "\"" } else { "" };
    // Writing to a String cannot fail.
    let _ = write!(out, "{quote}{day}{quote}");
}

/// Writes `key = day`.
pub fn push_day_key(out: &mut String, key: &str, day: Date) {
    out.push_str(key);
    out.push_str(" = ");
    push_day(out, day);
    out.push('\n');
}

/// Writes a number: whole where it is whole.
pub fn push_number(out: &mut String, number: f64) {
    let whole = number.fract() == 0.0
        && number.abs() < 1e15
        && !(number == 0.0 && number.is_sign_negative());
    // Writing to a String cannot fail.
    let _ = if whole {
        write!(out, "{number:.0}")
    } else {
        write!(out, "{number:?}")
    };
}

/// Writes ids as `["a", "b"]`.
pub fn push_ids(out: &mut String, ids: &[Id]) {
    out.push('[');
    for (index, id) in ids.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        push_line_string(out, id.as_str());
    }
    out.push(']');
}

/// Writes `value = …` or `state = "…"`.
pub fn push_given(out: &mut String, given: &Given) {
    let value = match given {
        Given::State(state) => return push_text(out, "state", state.name()),
        Given::Value(value) => value,
    };
    out.push_str("value = ");
    match value {
        Value::Choice(id) => push_line_string(out, id.as_str()),
        Value::Choices(ids) => push_ids(out, ids),
        Value::YesNo(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Text(text) => push_string(out, text),
        Value::Number(number) => push_number(out, *number),
        Value::Date(day) => push_day(out, *day),
        Value::Hours(hours) => push_line_string(out, &hours.to_string()),
    }
    out.push('\n');
}

/// Writes what goes with an answer: the words for "other", the note, the mark of a quote.
pub fn push_extras(out: &mut String, answer: &Answer) {
    if let Some(other) = &answer.other {
        push_text(out, "other", other);
    }
    if let Some(note) = &answer.note {
        push_text(out, "note", note);
    }
    if answer.quote {
        out.push_str("quote = true\n");
    }
}

/// Gives the kind that tells how to read a value back, where the question's own is not known.
pub fn kind_of(value: &Value) -> Kind {
    match value {
        Value::Choice(_) => Kind::Choice,
        Value::Choices(_) => Kind::Choices,
        Value::YesNo(_) => Kind::YesNo,
        Value::Text(text) if text.contains('\n') => Kind::LongText,
        Value::Text(_) => Kind::Text,
        Value::Number(_) => Kind::Number,
        Value::Date(_) => Kind::Date,
        Value::Hours(_) => Kind::Hours,
    }
}

// Reading.

/// Reads keys of a stored file and gathers what is wrong. Unknown keys are left alone.
pub struct Keys<'t> {
    text: &'t str,
    pub damage: Vec<Damage>,
}

type Cell<'t> = Spanned<DeValue<'t>>;

impl<'t> Keys<'t> {
    pub fn of(text: &'t str) -> Self {
        Keys {
            text,
            damage: Vec::new(),
        }
    }

    /// Notes a damage.
    pub fn fault(&mut self, range: Range<usize>, what: Sentence) {
        let damage = Damage::at(self.text, range.start, what);
        self.damage.push(damage);
    }

    /// Gives a cell that must be there.
    pub fn cell<'a>(
        &mut self,
        table: &'a DeTable<'t>,
        key: &str,
        range: &Range<usize>,
    ) -> Option<&'a Cell<'t>> {
        let cell = table.get(key);
        if cell.is_none() {
            self.fault(range.clone(), words::missing(key));
        }
        cell
    }

    /// Reads a text that must be there.
    pub fn text<'a>(
        &mut self,
        table: &'a DeTable<'t>,
        key: &str,
        range: &Range<usize>,
    ) -> Option<&'a str> {
        let cell = self.cell(table, key, range)?;
        self.as_text(cell, key)
    }

    /// Reads a text that may be absent.
    pub fn optional_text(&mut self, table: &DeTable<'t>, key: &str) -> Option<String> {
        let cell = table.get(key)?;
        self.as_text(cell, key).map(str::to_owned)
    }

    fn as_text<'a>(&mut self, cell: &'a Cell<'t>, key: &str) -> Option<&'a str> {
        let text = cell.get_ref().as_str();
        if text.is_none() {
            self.fault(cell.span(), words::no_text(key));
        }
        text
    }

    /// Reads `true` or `false`; absent is `false`.
    pub fn flag(&mut self, table: &DeTable<'t>, key: &str) -> bool {
        let Some(cell) = table.get(key) else {
            return false;
        };
        cell.get_ref().as_bool().unwrap_or_else(|| {
            self.fault(cell.span(), words::no_yes_no(key));
            false
        })
    }

    /// Reads a whole number that must be there.
    pub fn whole(&mut self, table: &DeTable<'t>, key: &str, range: &Range<usize>) -> Option<u32> {
        let cell = self.cell(table, key, range)?;
        let number = integer(cell.get_ref()).and_then(|number| u32::try_from(number).ok());
        if number.is_none() {
            self.fault(cell.span(), words::no_whole_number(key));
        }
        number
    }

    /// Reads a moment that must be there.
    pub fn time(
        &mut self,
        table: &DeTable<'t>,
        key: &str,
        range: &Range<usize>,
    ) -> Option<Timestamp> {
        let cell = self.cell(table, key, range)?;
        let time = match cell.get_ref() {
            DeValue::Datetime(time) => timestamp(time),
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        if time.is_none() {
            self.fault(cell.span(), words::no_time(key));
        }
        time
    }

    /// Reads a day that must be there.
    pub fn day(&mut self, table: &DeTable<'t>, key: &str, range: &Range<usize>) -> Option<Date> {
        let cell = self.cell(table, key, range)?;
        let day = day(cell.get_ref());
        if day.is_none() {
            self.fault(cell.span(), words::no_day(key));
        }
        day
    }

    /// Reads a text that must be one of some names.
    pub fn named<T>(
        &mut self,
        table: &DeTable<'t>,
        key: &str,
        range: &Range<usize>,
        by_name: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.cell(table, key, range)?;
        let named = by_name(self.as_text(cell, key)?);
        if named.is_none() {
            self.fault(cell.span(), words::unknown_name(key));
        }
        named
    }

    /// Reads a table of tables; absent is none.
    pub fn tables<'a>(
        &mut self,
        table: &'a DeTable<'t>,
        key: &str,
    ) -> Vec<(&'a DeTable<'t>, Range<usize>)> {
        let Some(cell) = table.get(key) else {
            return Vec::new();
        };
        let Some(cells) = cell.get_ref().as_array() else {
            self.fault(cell.span(), words::no_blocks(key));
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(cells.len());
        for cell in cells.iter() {
            match cell.get_ref().as_table() {
                Some(table) => tables.push((table, cell.span())),
                None => self.fault(cell.span(), words::no_blocks(key)),
            }
        }
        tables
    }

    /// Reads what [`push_given`] and [`push_extras`] wrote.
    pub fn answer(
        &mut self,
        table: &DeTable<'t>,
        kind: Option<Kind>,
        range: &Range<usize>,
    ) -> Option<Answer> {
        let given = match (table.get("value"), table.get("state")) {
            (Some(cell), None) => {
                let value = value(kind?, cell.get_ref());
                if value.is_none() {
                    self.fault(cell.span(), words::value_of_other_kind(kind?.name()));
                }
                value.map(Given::Value)
            }
            (None, Some(_)) => self
                .named(table, "state", range, State::by_name)
                .map(Given::State),
            (None, None) => {
                self.fault(range.clone(), words::missing("value"));
                None
            }
            (Some(_), Some(cell)) => {
                self.fault(cell.span(), words::value_and_state());
                None
            }
        };
        let other = self.optional_text(table, "other");
        let note = self.optional_text(table, "note");
        let quote = self.flag(table, "quote");
        Some(Answer {
            given: given?,
            other,
            note,
            quote,
        })
    }
}

/// Reads a file as TOML; what is wrong carries its place but not the words there.
pub fn table(text: &str) -> Result<DeTable<'_>, Damage> {
    DeTable::parse(text)
        .map(Spanned::into_inner)
        .map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            match conflict_marker(text) {
                Some(at) => Damage::at(text, at, words::conflict_marker()),
                None => Damage::at(text, at, words::not_toml()),
            }
        })
}

/// Finds the mark git leaves where two versions could not be joined.
fn conflict_marker(text: &str) -> Option<usize> {
    if text.starts_with("<<<<<<< ") {
        return Some(0);
    }
    text.find("\n<<<<<<< ").map(|at| at + 1)
}

/// Tells which format a file says it has, also when the rest of it cannot be read.
pub fn format_of(text: &str) -> Option<u64> {
    let first = text.lines().find(|line| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    })?;
    let (key, number) = first.split_once('=')?;
    if key.trim() != "format" {
        return None;
    }
    number.split('#').next()?.trim().parse().ok()
}

fn value(kind: Kind, cell: &DeValue<'_>) -> Option<Value> {
    Some(match kind {
        Kind::Choice | Kind::Scale => Value::Choice(Id::new(cell.as_str()?)),
        Kind::Choices | Kind::Ranking => {
            let cells = cell.as_array()?;
            let ids: Option<Vec<Id>> = cells
                .iter()
                .map(|cell| cell.get_ref().as_str().map(Id::new))
                .collect();
            Value::Choices(ids?)
        }
        Kind::YesNo => Value::YesNo(cell.as_bool()?),
        Kind::Text | Kind::LongText => Value::Text(cell.as_str()?.to_owned()),
        Kind::Number => Value::Number(number(cell)?),
        Kind::Date => Value::Date(day(cell)?),
        Kind::Hours => Value::Hours(hours(cell.as_str()?)?),
    })
}

/// Reads ids as [`push_ids`] wrote them.
pub fn ids(cell: &DeValue<'_>) -> Option<Vec<Id>> {
    match value(Kind::Choices, cell)? {
        Value::Choices(ids) => Some(ids),
        _ => None,
    }
}

/// Reads a whole number.
pub fn integer(cell: &DeValue<'_>) -> Option<i64> {
    let integer = cell.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// Reads a number; not the ones that are none.
pub fn number(cell: &DeValue<'_>) -> Option<f64> {
    let number = match cell {
        DeValue::Float(float) => float.as_str().parse().ok()?,
        #[expect(
            clippy::cast_precision_loss,
            reason = "whole numbers are written only below 1e15"
        )]
        _ => integer(cell)? as f64,
    };
    f64::is_finite(number).then_some(number)
}

/// Reads a day: a TOML date, or the same in quotes.
pub fn day(cell: &DeValue<'_>) -> Option<Date> {
    match cell {
        DeValue::Datetime(Datetime {
            date: Some(date),
            time: None,
            offset: None,
        }) => civil_day(date),
        DeValue::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn civil_day(date: &toml::value::Date) -> Option<Date> {
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}

fn timestamp(moment: &Datetime) -> Option<Timestamp> {
    let date = civil_day(&moment.date?)?;
    let time = moment.time?;
    let time = Time::new(
        i8::try_from(time.hour).ok()?,
        i8::try_from(time.minute).ok()?,
        i8::try_from(time.second.unwrap_or(0)).ok()?,
        i32::try_from(time.nanosecond.unwrap_or(0)).ok()?,
    )
    .ok()?;
    let offset = match moment.offset? {
        TomlOffset::Z => Offset::UTC,
        TomlOffset::Custom { minutes } => Offset::from_seconds(i32::from(minutes) * 60).ok()?,
    };
    offset.to_timestamp(DateTime::from_parts(date, time)).ok()
}

/// Reads hours in the form of files: `mon-fri 08:30-10:00, 18:00-19:30; sat 09:00-12:00 Europe/Rome`.
pub fn hours(text: &str) -> Option<Hours> {
    let mut text = text.trim_end();
    let mut zone = None;
    let last = text.rsplit(' ').next().unwrap_or("");
    if !last.is_empty() && hour_span(last).is_none() {
        zone = Some(last.to_owned());
        text = text[..text.len() - last.len()].trim_end();
    }
    let mut spans = Vec::new();
    for group in text
        .split(';')
        .map(str::trim)
        .filter(|group| !group.is_empty())
    {
        let (days, times) = group.split_once(' ')?;
        let days = week_days(days)?;
        for time in times.split(',') {
            let span = hour_span(time.trim())?;
            spans.extend(days.iter().map(|day| (*day, span)));
        }
    }
    Some(Hours::new(spans, zone))
}

fn week_days(text: &str) -> Option<Vec<Weekday>> {
    let by_name = |name: &str| Weekday::ALL.into_iter().find(|day| day.name() == name);
    let mut days = Vec::new();
    for part in text.split(',') {
        match part.split_once('-') {
            Some((first, last)) => {
                let (first, last) = (by_name(first)?, by_name(last)?);
                days.extend(
                    Weekday::ALL
                        .into_iter()
                        .filter(|day| (first..=last).contains(day)),
                );
            }
            None => days.push(by_name(part)?),
        }
    }
    Some(days)
}

fn hour_span(text: &str) -> Option<HourSpan> {
    let (from, to) = text.split_once('-')?;
    let span = HourSpan {
        from: minutes(from)?,
        to: minutes(to)?,
    };
    (span.from < span.to && span.to <= 24 * 60).then_some(span)
}

fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two_digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())
            .flatten()
    };
    let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}
