//! A table taken key by key.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::node::Node;
use super::suggestion::did_you_mean;
use crate::diagnostic::{Diagnostic, SourceFile, Span, code};
use crate::words::source as words;

/// How many unknown keys of one table are told: a file of a million is no script.
const MOST_UNKNOWN: usize = 100;

/// A table of a file, or a table over another whose keys it replaces (`use`).
#[derive(Clone, Copy)]
pub struct TableReader<'a> {
    own: Layer<'a>,
    base: Option<(Layer<'a>, &'a [&'a str])>,
}

#[derive(Clone, Copy)]
struct Layer<'a> {
    node: Node<'a>,
    table: &'a DeTable<'a>,
    /// One bit for each look of a key that is there: most keys of a format are absent, and seldom
    /// have to be looked for.
    looks: u64,
}

impl<'a> Layer<'a> {
    fn new(node: Node<'a>, table: &'a DeTable<'a>) -> Self {
        let looks = table
            .keys()
            .fold(0, |looks, key| looks | look(key.get_ref()));
        Layer { node, table, looks }
    }

    fn find(&self, key: &str) -> Option<Node<'a>> {
        if self.looks & look(key) == 0 {
            return None;
        }
        self.table.get(key).map(|value| self.node.with(value))
    }
}

/// Gives the bit of a key's look: its length, its first and its last byte.
fn look(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let first = bytes.first().copied().unwrap_or_default();
    let last = bytes.last().copied().unwrap_or_default();
    let mixed = usize::from(first) * 5 + usize::from(last) * 3 + bytes.len();
    1 << (mixed % 64)
}

impl<'a> TableReader<'a> {
    /// Opens a table and reports every key that is not among the known ones.
    pub fn open(
        node: Node<'a>,
        known: &[&str],
        problems: &mut Vec<Diagnostic>,
    ) -> Option<TableReader<'a>> {
        let reader = TableReader::open_any(node, problems)?;
        let mut told = 0;
        for key in reader.own.table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) && told < MOST_UNKNOWN {
                told += 1;
                let span = node.place(key.span());
                let mut problem =
                    Diagnostic::error(code::UNKNOWN_KEY, span, words::unknown_key(name));
                problem.help = did_you_mean(name, known.iter().copied());
                problems.push(problem);
            }
        }
        Some(reader)
    }

    /// Opens a table whose keys are names of the person's own.
    pub fn open_any(node: Node<'a>, problems: &mut Vec<Diagnostic>) -> Option<TableReader<'a>> {
        let table = node.as_table_or(problems)?;
        Some(TableReader {
            own: Layer::new(node, table),
            base: None,
        })
    }

    /// Lays this table over another: a key that is not here is taken from there, except some.
    #[must_use]
    pub fn over(mut self, base: TableReader<'a>, except: &'a [&'a str]) -> TableReader<'a> {
        self.base = Some((base.own, except));
        self
    }

    /// Gives the place of the table: its header, its braces, or its key.
    pub fn span(&self) -> Span {
        self.own.node.span()
    }

    /// Gives the table as a value, without the one it lies over.
    pub fn node(&self) -> Node<'a> {
        self.own.node
    }

    /// Gives the file the table lies in.
    pub fn file(&self) -> &'a Arc<SourceFile> {
        self.own.node.file()
    }

    /// Gives the value of a key.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        if let Some(value) = self.own.find(key) {
            return Some(value);
        }
        let (base, except) = self.base?;
        if except.contains(&key) {
            return None;
        }
        base.find(key)
    }

    /// Tells whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Gives the value of a key that must be there.
    pub fn required(&self, key: &str, problems: &mut Vec<Diagnostic>) -> Option<Node<'a>> {
        let value = self.get(key);
        if value.is_none() {
            problems.push(
                Diagnostic::error(code::MISSING_KEY, self.span(), words::missing_key(key))
                    .with_help(words::missing_key_help(key)),
            );
        }
        value
    }

    /// Gives a switch, or what holds where it is not written.
    pub fn switch(&self, key: &str, otherwise: bool, problems: &mut Vec<Diagnostic>) -> bool {
        self.get(key)
            .and_then(|node| node.boolean(problems))
            .unwrap_or(otherwise)
    }

    /// Gives the keys with their places and values, in the order of the file.
    pub fn entries(&self) -> Vec<(&'a str, Span, Node<'a>)> {
        let mut entries: Vec<(&Spanned<_>, &Spanned<DeValue<'a>>)> =
            self.own.table.iter().collect();
        // A header may stand far from a dotted key; the key's place decides.
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
            .into_iter()
            .map(|(key, value)| {
                let name: &'a str = key.get_ref();
                (
                    name,
                    self.own.node.place(key.span()),
                    self.own.node.with(value),
                )
            })
            .collect()
    }

    /// Gives the keys of the table underneath that would be taken from it, with their values.
    pub fn inherited(&self) -> Vec<(&'a str, Node<'a>)> {
        let Some((base, except)) = self.base else {
            return Vec::new();
        };
        let mut keys: Vec<_> = base
            .table
            .iter()
            .filter(|(key, _)| {
                let name: &str = key.get_ref();
                !except.contains(&name) && !self.own.table.contains_key(name)
            })
            .collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        keys.into_iter()
            .map(|(key, value)| {
                let name: &'a str = key.get_ref();
                (name, base.node.with(value))
            })
            .collect()
    }

    /// Gives the place of a key of this table.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.own
            .table
            .get_key_value(key)
            .map(|(key, _)| self.own.node.place(key.span()))
    }

    /// Gives the number of keys.
    pub fn len(&self) -> usize {
        self.own.table.len()
    }

    /// Tells whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.own.table.is_empty()
    }
}
