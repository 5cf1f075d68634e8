//! What is wrong with a file: code, severity, place, message, help.
//!
//! Decides the shape of a finding and how its excerpt is drawn. It never stops at the first.

use std::ops::Range;
use std::sync::Arc;

use crate::words::Sentence;

pub mod code;
mod report;
mod row;

pub use report::{report, summary};
pub use row::{End, Row, rows};

/// A file that was read, for excerpts: its shown name and its text.
#[derive(Debug)]
pub struct SourceFile {
    /// The name as shown to the person (`intake.toml`, or the path they gave).
    pub name: String,
    pub text: String,
}

/// A place in a file, in bytes.
#[derive(Clone, Debug)]
pub struct Span {
    pub file: Arc<SourceFile>,
    pub range: Range<usize>,
}

/// Two spans of one text are equal wherever they come from: spans never decide equality.
impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Span {
    /// Gives line and column of the start, both from 1, the column in characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let start = self.range.start.min(self.file.text.len());
        let before = &self.file.text.as_bytes()[..start];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[line_start..])
            .chars()
            .count()
            + 1;
        (line, column)
    }
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    pub value: T,
    pub span: Span,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Hint,
    Warning,
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Stable, kebab-case: `unknown-key`, `later-reference`. Each has its page in docs/diagnostics.md.
    pub code: &'static str,
    pub severity: Severity,
    /// `None` when the finding is about a whole folder.
    pub span: Option<Span>,
    /// What is wrong: lowercase, no final period, names in `backticks`.
    pub message: Sentence,
    /// What to do about it.
    pub help: Option<Sentence>,
    /// A second place that explains the first ("first defined here").
    pub related: Option<(Span, Sentence)>,
}

impl Diagnostic {
    /// Makes an error.
    pub fn error(code: &'static str, span: Span, message: Sentence) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            span: Some(span),
            message,
            help: None,
            related: None,
        }
    }

    /// Makes a warning.
    pub fn warning(code: &'static str, span: Span, message: Sentence) -> Self {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(code, span, message)
        }
    }

    /// Makes a hint.
    pub fn hint(code: &'static str, span: Span, message: Sentence) -> Self {
        Diagnostic {
            severity: Severity::Hint,
            ..Diagnostic::error(code, span, message)
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_help(mut self, help: Sentence) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: Sentence) -> Self {
        self.related = Some((span, message));
        self
    }
}

/// Tells whether any finding is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

#[cfg(test)]
mod tests;
