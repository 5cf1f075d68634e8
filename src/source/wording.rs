//! Texts by language: read, compared across the languages of the file, their placeholders placed.

use std::ops::Range;
use std::sync::Arc;

use super::did_you_mean;
use super::node::{Node, Shape};
use super::table::TableReader;
use crate::diagnostic::{Diagnostic, SourceFile, Span, code};
use crate::text::{LanguageTag, Phrase, PhraseError, Slot, Text};
use crate::words::source as words;

/// A placeholder with its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedSlot {
    pub slot: Slot,
    /// It has a fallback, stands in square brackets, which go when it is empty, or a condition
    /// makes sure of it.
    pub guarded: bool,
    pub span: Span,
}

/// Reads the languages of a file: well made, each once, at least one.
pub fn read_languages(table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) -> Vec<LanguageTag> {
    let mut languages: Vec<LanguageTag> = Vec::new();
    let Some(node) = table.required("languages", problems) else {
        return languages;
    };
    for item in node.list(problems) {
        let Some(tag) = item.string(problems) else {
            continue;
        };
        if !LanguageTag::is_well_made(tag) {
            problems.push(
                item.error(code::WRONG_VALUE, words::bad_language(tag))
                    .with_help(words::bad_language_help()),
            );
        } else if languages.iter().any(|known| known.as_str() == tag) {
            problems.push(item.error(code::DUPLICATE_NAME, words::language_twice(tag)));
        } else {
            languages.push(LanguageTag::new(tag));
        }
    }
    if languages.is_empty() && node.shape() == Shape::Array {
        problems.push(node.error(code::EMPTY_LIST, words::no_language()));
    }
    languages
}

/// Reads the texts of one file, gathering their placeholders.
pub struct TextReader<'a> {
    file: &'a Arc<SourceFile>,
    languages: &'a [LanguageTag],
    /// There are languages besides the first and its forms of address.
    is_multilingual: bool,
    /// The placeholders read since they were last taken.
    slots: Vec<PlacedSlot>,
}

impl<'a> TextReader<'a> {
    /// Makes a reader for a file's texts.
    pub fn new(file: &'a Arc<SourceFile>, languages: &'a [LanguageTag]) -> Self {
        let first = languages.first().map_or("", LanguageTag::base);
        TextReader {
            file,
            languages,
            is_multilingual: languages.iter().any(|tag| tag.base() != first),
            slots: Vec::new(),
        }
    }

    /// Takes the placeholders read since the last time.
    pub fn take_slots(&mut self) -> Vec<PlacedSlot> {
        std::mem::take(&mut self.slots)
    }

    /// Marks the placeholders read since the last time whose value is sure to be there.
    pub fn guard(&mut self, is_sure: &dyn Fn(&str) -> bool) {
        for placed in &mut self.slots {
            placed.guarded |= placed.slot.path.first().is_some_and(|name| is_sure(name));
        }
    }

    /// Reads a text that may be absent.
    pub fn optional(
        &mut self,
        node: Option<Node<'_>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Text> {
        node.and_then(|node| self.read(node, problems))
    }

    /// Reads a text: a table by language, or words that are the same in all.
    pub fn read(&mut self, node: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Text> {
        match node.shape() {
            Shape::String => {
                let phrase = self.phrase(node, problems)?;
                if self.is_multilingual
                    && phrase
                        .as_plain()
                        .is_none_or(|words| words.chars().any(char::is_alphabetic))
                {
                    let hint = Diagnostic::hint(code::PLAIN_TEXT, node.span(), words::plain_text());
                    problems.push(hint.with_help(words::plain_text_help()));
                }
                Some(Text::same(phrase))
            }
            Shape::Table => self.by_language(node, problems),
            _ => {
                node.wrong_type(words::a_text(), problems);
                None
            }
        }
    }

    fn by_language(&mut self, node: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Text> {
        let table = TableReader::open_any(node, problems)?;
        let mut entries = Vec::with_capacity(self.languages.len());
        let mut found = 0;
        let first_slot = self.slots.len();
        let mut counts: Vec<(usize, Range<usize>)> = Vec::new();
        for (position, tag) in self.languages.iter().enumerate() {
            let Some(value) = table.get(tag.as_str()) else {
                self.missing(&table, position, problems);
                continue;
            };
            found += 1;
            if value.as_str().is_none() {
                value.wrong_type(words::a_string(), problems);
                continue;
            }
            let before = self.slots.len();
            if let Some(phrase) = self.phrase(value, problems) {
                counts.push((position, before..self.slots.len()));
                entries.push((tag.clone(), phrase));
            }
        }
        if found < table.len() && Arc::ptr_eq(self.file, node.file()) {
            self.unknown_languages(&table, problems);
        }
        if self.slots.len() > first_slot {
            self.compare_slots(&table, &counts, problems);
        }
        (!entries.is_empty()).then(|| Text::by_language(entries))
    }

    /// Reports a language that is missing and has no form to fall back to.
    fn missing(&self, table: &TableReader<'_>, position: usize, problems: &mut Vec<Diagnostic>) {
        let tag = &self.languages[position];
        let falls_back = tag.base() != tag.as_str() && table.has(tag.base());
        if falls_back {
            return;
        }
        let (span, message) = (table.span(), words::missing_translation(tag.as_str()));
        let problem = if position == 0 {
            Diagnostic::error(code::MISSING_TRANSLATION, span, message)
        } else {
            Diagnostic::warning(code::MISSING_TRANSLATION, span, message)
        };
        problems.push(problem.with_help(words::missing_translation_help(tag.as_str())));
    }

    fn unknown_languages(&self, table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) {
        for (key, span, _) in table.entries() {
            if self.languages.iter().any(|tag| tag.as_str() == key) {
                continue;
            }
            let mut problem =
                Diagnostic::error(code::UNKNOWN_LANGUAGE, span, words::unknown_language(key));
            problem.help = did_you_mean(key, self.languages.iter().map(LanguageTag::as_str));
            problems.push(problem);
        }
    }

    fn phrase(&mut self, node: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Phrase> {
        let words = node.as_str()?;
        if words.trim().is_empty() {
            problems.push(node.error(code::EMPTY_TEXT, words::empty_text()));
            return None;
        }
        match Phrase::parse(words) {
            Ok(phrase) => {
                if phrase.as_plain().is_none() {
                    for (slot, bracketed) in phrase.slots() {
                        self.slots.push(PlacedSlot {
                            slot: slot.clone(),
                            guarded: bracketed || slot.fallback.is_some(),
                            span: node.inside(slot.range.clone()),
                        });
                    }
                }
                Some(phrase)
            }
            Err(error) => {
                problems.push(bad_placeholder(node, words, &error));
                None
            }
        }
    }

    /// Compares the placeholders of each language with those of the first.
    fn compare_slots(
        &self,
        table: &TableReader<'_>,
        counts: &[(usize, Range<usize>)],
        problems: &mut Vec<Diagnostic>,
    ) {
        let names = |range: &Range<usize>| {
            let mut names: Vec<&str> = self.slots[range.clone()]
                .iter()
                .filter_map(|placed| placed.slot.path.first().map(String::as_str))
                .collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let Some((first, range)) = counts.first() else {
            return;
        };
        let expected = names(range);
        for (position, range) in &counts[1..] {
            let found = names(range);
            if found == expected {
                continue;
            }
            let (tag, first) = (&self.languages[*position], &self.languages[*first]);
            let missing = expected.iter().find(|name| !found.contains(name));
            let extra = found.iter().find(|name| !expected.contains(name));
            let message = match (missing, extra) {
                (Some(name), _) => words::placeholder_missing(tag.as_str(), name, first.as_str()),
                (None, Some(name)) => words::placeholder_extra(tag.as_str(), name, first.as_str()),
                (None, None) => continue,
            };
            let span = table
                .get(tag.as_str())
                .map_or(table.span(), |node| node.span());
            problems.push(Diagnostic::error(
                code::DIFFERENT_PLACEHOLDERS,
                span,
                message,
            ));
        }
    }
}

fn bad_placeholder(node: Node<'_>, source: &str, error: &PhraseError) -> Diagnostic {
    let (range, message, help) = match error {
        PhraseError::Unclosed(at) => (*at..*at + 1, words::unclosed_brace(), words::double_brace()),
        PhraseError::Stray(at) => (*at..*at + 1, words::stray_brace(), words::double_brace()),
        PhraseError::BadName(range) => {
            let name = source.get(range.clone()).unwrap_or("");
            (
                range.clone(),
                words::bad_placeholder(name),
                words::placeholder_form(),
            )
        }
        PhraseError::Nested(at) => (*at..*at + 1, words::nested_brackets(), words::nested_help()),
    };
    Diagnostic::error(code::BAD_PLACEHOLDER, node.inside(range), message).with_help(help)
}

/// Gives the place of a piece of a string, given in bytes of its decoded words, from the place of
/// the string with its quotes.
pub fn inside(string: &Span, decoded: Range<usize>) -> Span {
    let raw = string.file.text.get(string.range.clone()).unwrap_or("");
    let offsets = offsets(raw);
    let at = |index: usize| {
        let offset = offsets.get(index).copied()?;
        Some(string.range.start + offset)
    };
    match (at(decoded.start), at(decoded.end)) {
        (Some(start), Some(end)) => Span {
            file: string.file.clone(),
            range: start..end.max(start),
        },
        _ => string.clone(),
    }
}

/// Gives, for each byte of a string's decoded words and for their end, the offset in the raw token.
pub(super) fn offsets(raw: &str) -> Vec<usize> {
    let is_literal = raw.starts_with('\'');
    let is_long = raw.starts_with("\"\"\"") || raw.starts_with("'''");
    let mut at = if is_long { 3 } else { 1 };
    let end = raw.len().saturating_sub(at);
    let bytes = raw.as_bytes();
    if is_long && raw[at.min(raw.len())..].starts_with("\r\n") {
        at += 2;
    } else if is_long && bytes.get(at) == Some(&b'\n') {
        at += 1;
    }
    let mut offsets = Vec::with_capacity(raw.len());
    while at < end {
        if bytes[at] == b'\\' && !is_literal {
            let (length, decoded) = escape(&raw[at..end]);
            offsets.extend(std::iter::repeat_n(at, decoded));
            at += length;
        } else {
            offsets.push(at);
            at += 1;
        }
    }
    offsets.push(end.max(at.min(raw.len())));
    offsets
}

/// Gives the raw length of an escape and the number of bytes it stands for.
fn escape(raw: &str) -> (usize, usize) {
    let code_point = |digits: usize| {
        let length = (digits + 2).min(raw.len());
        let decoded = raw
            .get(2..length)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32)
            .map_or(1, char::len_utf8);
        (length, decoded)
    };
    match raw.as_bytes().get(1) {
        Some(b'x') => code_point(2),
        Some(b'u') => code_point(4),
        Some(b'U') => code_point(8),
        Some(b' ' | b'\t' | b'\r' | b'\n') => {
            let rest = raw[1..].trim_start_matches([' ', '\t', '\r', '\n']);
            (raw.len() - rest.len(), 0)
        }
        Some(_) => (2, 1),
        None => (1, 0),
    }
}
