//! One value of a file, with its place.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::table::TableReader;
use crate::diagnostic::{Diagnostic, Placed, SourceFile, Span, code};
use crate::text::Id;
use crate::words::{Sentence, source as words};

/// A value of a file. Reading it as something it is not reports the problem and gives `None`.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    file: &'a Arc<SourceFile>,
    value: &'a Spanned<DeValue<'a>>,
}

/// The TOML type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    String,
    Integer,
    Float,
    Boolean,
    Datetime,
    Array,
    Table,
}

impl Shape {
    fn said(self) -> Sentence {
        match self {
            Shape::String => words::a_string(),
            Shape::Integer => words::an_integer(),
            Shape::Float => words::a_float(),
            Shape::Boolean => words::a_boolean(),
            Shape::Datetime => words::a_datetime(),
            Shape::Array => words::an_array(),
            Shape::Table => words::a_table(),
        }
    }
}

impl<'a> Node<'a> {
    pub(super) fn new(file: &'a Arc<SourceFile>, value: &'a Spanned<DeValue<'a>>) -> Self {
        Node { file, value }
    }

    pub(super) fn with(&self, value: &'a Spanned<DeValue<'a>>) -> Node<'a> {
        Node::new(self.file, value)
    }

    pub(super) fn place(&self, range: Range<usize>) -> Span {
        Span {
            file: self.file.clone(),
            range,
        }
    }

    /// Gives the place of the value: of a string with its quotes, of a `[table]` its header.
    pub fn span(&self) -> Span {
        self.place(self.value.span())
    }

    /// Gives the file the value stands in.
    pub fn file(&self) -> &'a Arc<SourceFile> {
        self.file
    }

    /// Gives the text of the file from which the value was read.
    pub fn raw(&self) -> &'a str {
        self.file.text.get(self.value.span()).unwrap_or("")
    }

    /// Gives the TOML type.
    pub fn shape(&self) -> Shape {
        match self.value.get_ref() {
            DeValue::String(_) => Shape::String,
            DeValue::Integer(_) => Shape::Integer,
            DeValue::Float(_) => Shape::Float,
            DeValue::Boolean(_) => Shape::Boolean,
            DeValue::Datetime(_) => Shape::Datetime,
            DeValue::Array(_) => Shape::Array,
            DeValue::Table(_) => Shape::Table,
        }
    }

    /// Makes an error at this value.
    pub fn error(&self, code: &'static str, message: Sentence) -> Diagnostic {
        Diagnostic::error(code, self.span(), message)
    }

    /// Reports that the value is not of the type that is wanted.
    pub fn wrong_type(&self, wanted: Sentence, problems: &mut Vec<Diagnostic>) {
        let found = self.shape().said();
        let message = words::wrong_type(&wanted.it, &found.it, &wanted.en, &found.en);
        problems.push(self.error(code::WRONG_TYPE, message));
    }

    /// Gives the words of a string, without a report for anything else.
    pub fn as_str(&self) -> Option<&'a str> {
        self.value.get_ref().as_str()
    }

    /// Gives a switch, without a report for anything else.
    pub fn as_bool(&self) -> Option<bool> {
        self.value.get_ref().as_bool()
    }

    /// Gives a whole number, without a report for anything else.
    pub fn as_integer(&self) -> Option<i64> {
        match self.value.get_ref() {
            DeValue::Integer(integer) => {
                i64::from_str_radix(integer.as_str(), integer.radix()).ok()
            }
            _ => None,
        }
    }

    /// Gives a finite number, without a report for anything else.
    pub fn as_number(&self) -> Option<f64> {
        match self.value.get_ref() {
            DeValue::Integer(_) => self.as_integer().map(|number| number as f64),
            DeValue::Float(float) => float
                .as_str()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// Gives a day, without a report for anything else.
    pub fn as_date(&self) -> Option<Date> {
        match self.value.get_ref() {
            DeValue::Datetime(datetime) if datetime.time.is_none() => {
                let date = datetime.date?;
                Date::new(
                    i16::try_from(date.year).ok()?,
                    i8::try_from(date.month).ok()?,
                    i8::try_from(date.day).ok()?,
                )
                .ok()
            }
            _ => None,
        }
    }

    /// Gives a moment with its offset, without a report for anything else.
    pub fn as_timestamp(&self) -> Option<jiff::Timestamp> {
        match self.value.get_ref() {
            DeValue::Datetime(datetime) if datetime.offset.is_some() => {
                datetime.to_string().parse().ok()
            }
            _ => None,
        }
    }

    /// Gives the values of a list, without a report for anything else.
    pub fn as_list(&self) -> Option<impl ExactSizeIterator<Item = Node<'a>> + use<'a>> {
        let node = *self;
        let array: &'a [Spanned<DeValue<'a>>] = self.value.get_ref().as_array()?;
        Some(array.iter().map(move |value| node.with(value)))
    }

    pub(super) fn as_table(&self) -> Option<&'a DeTable<'a>> {
        match self.value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => None,
        }
    }

    pub(super) fn as_table_or(&self, problems: &mut Vec<Diagnostic>) -> Option<&'a DeTable<'a>> {
        self.checked(self.as_table(), words::a_table, problems)
    }

    fn checked<T>(
        &self,
        value: Option<T>,
        wanted: fn() -> Sentence,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        if value.is_none() {
            self.wrong_type(wanted(), problems);
        }
        value
    }

    /// Reads a string.
    pub fn string(&self, problems: &mut Vec<Diagnostic>) -> Option<&'a str> {
        self.checked(self.as_str(), words::a_string, problems)
    }

    /// Reads a string with its place.
    pub fn placed_string(&self, problems: &mut Vec<Diagnostic>) -> Option<Placed<String>> {
        Some(Placed {
            value: self.string(problems)?.to_owned(),
            span: self.span(),
        })
    }

    /// Reads a name without judging it, with its place.
    pub fn name(&self, problems: &mut Vec<Diagnostic>) -> Option<Placed<Id>> {
        Some(Placed {
            value: Id::new(self.string(problems)?),
            span: self.span(),
        })
    }

    /// Reads `true` or `false`.
    pub fn boolean(&self, problems: &mut Vec<Diagnostic>) -> Option<bool> {
        self.checked(self.as_bool(), words::a_boolean, problems)
    }

    /// Reads a whole number.
    pub fn integer(&self, problems: &mut Vec<Diagnostic>) -> Option<i64> {
        self.checked(self.as_integer(), words::an_integer, problems)
    }

    /// Reads a whole number that is not negative.
    pub fn count<N: TryFrom<i64>>(&self, problems: &mut Vec<Diagnostic>) -> Option<N> {
        let number = self.integer(problems)?;
        let count = N::try_from(number).ok().filter(|_| number >= 0);
        if count.is_none() {
            problems.push(self.error(code::WRONG_VALUE, words::not_a_count()));
        }
        count
    }

    /// Reads a number.
    pub fn number(&self, problems: &mut Vec<Diagnostic>) -> Option<f64> {
        self.checked(self.as_number(), words::a_number, problems)
    }

    /// Reads a day.
    pub fn date(&self, problems: &mut Vec<Diagnostic>) -> Option<Date> {
        self.checked(self.as_date(), words::a_date, problems)
    }

    /// Reads a list; anything else is reported and gives no values.
    pub fn list(&self, problems: &mut Vec<Diagnostic>) -> Vec<Node<'a>> {
        match self.as_list() {
            Some(list) => list.collect(),
            None => {
                self.wrong_type(words::an_array(), problems);
                Vec::new()
            }
        }
    }

    /// Reads a list, or one value as a list of one.
    pub fn one_or_many(&self) -> Vec<Node<'a>> {
        match self.as_list() {
            Some(list) => list.collect(),
            None => vec![*self],
        }
    }

    /// Reads one of some words.
    pub fn one_of<T: Copy>(
        &self,
        known: &[(&str, T)],
        problems: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        let word = self.string(problems)?;
        let found = known.iter().find(|(name, _)| *name == word);
        if found.is_none() {
            let mut problem = self.error(code::WRONG_VALUE, words::wrong_word(word));
            problem.help = super::did_you_mean(word, known.iter().map(|(name, _)| *name));
            problems.push(problem);
        }
        found.map(|(_, value)| *value)
    }

    /// Opens a table of known keys.
    pub fn table(&self, known: &[&str], problems: &mut Vec<Diagnostic>) -> Option<TableReader<'a>> {
        TableReader::open(*self, known, problems)
    }

    /// Opens a table whose keys are names of the person's own.
    pub fn open_table(&self, problems: &mut Vec<Diagnostic>) -> Option<TableReader<'a>> {
        TableReader::open_any(*self, problems)
    }

    /// Tells whether a table is written in braces, on one line.
    pub fn is_inline(&self) -> bool {
        super::syntax::is_inline(self.file, &self.value.span())
    }

    /// Gives the place of a piece of a string, given in bytes of its decoded words.
    pub fn inside(&self, decoded: Range<usize>) -> Span {
        super::inside(&self.span(), decoded)
    }

    /// Writes the value as TOML on one line, with only those keys of tables that are kept.
    pub fn to_toml(&self, keeps: &dyn Fn(&str) -> bool) -> String {
        let mut written = String::new();
        write_toml(*self, keeps, &mut written);
        written
    }
}

/// Values other than strings, lists and tables are copied as they stand in the file.
fn write_toml(node: Node<'_>, keeps: &dyn Fn(&str) -> bool, into: &mut String) {
    match node.value.get_ref() {
        DeValue::String(words) => write_string(words, into),
        DeValue::Array(array) => {
            into.push('[');
            for (index, item) in array.iter().enumerate() {
                into.push_str(if index == 0 { "" } else { ", " });
                write_toml(node.with(item), keeps, into);
            }
            into.push(']');
        }
        DeValue::Table(table) => {
            let mut entries: Vec<_> = table
                .iter()
                .filter(|(key, _)| keeps(key.get_ref()))
                .collect();
            entries.sort_by_key(|(key, _)| key.span().start);
            into.push_str("{ ");
            for (index, (key, item)) in entries.into_iter().enumerate() {
                into.push_str(if index == 0 { "" } else { ", " });
                write_key(key.get_ref(), into);
                into.push_str(" = ");
                write_toml(node.with(item), keeps, into);
            }
            into.push_str(" }");
        }
        _ => into.push_str(node.raw()),
    }
}

fn write_key(key: &str, into: &mut String) {
    let is_bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if is_bare {
        into.push_str(key);
    } else {
        write_string(key, into);
    }
}

fn write_string(words: &str, into: &mut String) {
    into.push('"');
    for sign in words.chars() {
        match sign {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\t' => into.push_str("\\t"),
            _ if sign.is_control() => {
                let _ = write!(into, "\\u{:04X}", u32::from(sign));
            }
            _ => into.push(sign),
        }
    }
    into.push('"');
}
