//! A TOML file as read: tables taken key by key, every problem collected, every place kept.
//!
//! Decides what is wrong with the form of a file: syntax, types, missing and unknown keys. It is the
//! only door of `toml` for reading, and knows no key of any format: the readers bring the names.
//!
//! ```text
//! read(file) -> Tree -> root() -> Node -> table(KEYS) -> TableReader -> get("key") -> Node -> ...
//! ```

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, SourceFile, Span, code};
use crate::words::source as words;

mod node;
mod suggestion;
mod syntax;
mod table;
mod wording;

pub use node::{Node, Shape};
pub use suggestion::{closest, did_you_mean};
pub use table::TableReader;
pub use wording::{PlacedSlot, TextReader, inside, read_languages};

use toml::Spanned;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 8 * 1024 * 1024;

/// A file as TOML. It borrows the text of the file.
pub struct Tree<'a> {
    file: &'a Arc<SourceFile>,
    root: Spanned<DeValue<'a>>,
}

impl<'a> Tree<'a> {
    /// Gives the table of the whole file.
    pub fn root(&'a self) -> Node<'a> {
        Node::new(self.file, &self.root)
    }
}

/// Reads a file as TOML 1.0, with everything that is wrong with its syntax.
///
/// After a syntax error the tree holds what could be read; judging it further would report what
/// follows from the error, so readers stop there.
pub fn read(file: &Arc<SourceFile>) -> (Tree<'_>, Vec<Diagnostic>) {
    if file.text.len() > LARGEST_FILE {
        // Nothing of the file is worth quoting.
        let start = Span {
            file: Arc::new(SourceFile {
                name: file.name.clone(),
                text: String::new(),
            }),
            range: 0..0,
        };
        let problem = Diagnostic::error(code::TOO_LARGE, start, words::too_large())
            .with_help(words::too_large_help());
        return (empty_tree(file), vec![problem]);
    }
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let range = table.span();
    let tree = Tree {
        file,
        root: Spanned::new(range, DeValue::Table(table.into_inner())),
    };
    let mut problems: Vec<Diagnostic> = syntax::problems(file, &errors);
    if errors.is_empty() {
        syntax::newer_toml(file, &tree.root, &mut problems);
    }
    (tree, problems)
}

fn empty_tree(file: &Arc<SourceFile>) -> Tree<'_> {
    Tree {
        file,
        root: Spanned::new(0..0, DeValue::Table(DeTable::new())),
    }
}

#[cfg(test)]
mod tests;
