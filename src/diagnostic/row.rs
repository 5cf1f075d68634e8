//! Findings as data, for other programs.

use serde::Serialize;

use super::{Diagnostic, Severity, Span};
use crate::words::Language;

/// One finding as `check --format json` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    pub code: &'static str,
    pub severity: &'static str,
    /// `None` when the finding is about a whole folder.
    pub file: Option<String>,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub end: Option<End>,
    pub message: String,
    pub help: Option<String>,
}

/// The place just after a finding, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct End {
    pub line: usize,
    pub column: usize,
}

/// Gives the findings as rows.
pub fn rows(findings: &[Diagnostic], language: Language) -> Vec<Row> {
    findings
        .iter()
        .map(|finding| {
            let place = finding.span.as_ref().map(Span::line_and_column);
            let end = finding.span.as_ref().map(|span| {
                let after = Span {
                    file: span.file.clone(),
                    range: span.range.end..span.range.end,
                };
                let (line, column) = after.line_and_column();
                End { line, column }
            });
            Row {
                code: finding.code,
                severity: match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Hint => "hint",
                },
                file: finding.span.as_ref().map(|span| span.file.name.clone()),
                line: place.map(|(line, _)| line),
                column: place.map(|(_, column)| column),
                end,
                message: finding.message.in_language(language).to_owned(),
                help: finding
                    .help
                    .as_ref()
                    .map(|help| help.in_language(language).to_owned()),
            }
        })
        .collect()
}
