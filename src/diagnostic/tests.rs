//! Findings as drawn: whole reports compared.

use std::sync::Arc;

use super::*;
use crate::words::Language;

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: "a\u{1b}[31m.toml".to_owned(),
        text: text.to_owned(),
    })
}

fn span(file: &Arc<SourceFile>, words: &str) -> Span {
    let start = file.text.find(words).expect("the words are there");
    Span {
        file: file.clone(),
        range: start..start + words.len(),
    }
}

fn said(words: &'static str) -> Sentence {
    Sentence::same(words)
}

#[test]
fn a_report_quotes_both_places_and_lets_no_escape_through() {
    let file = file("id = \"x\"\r\nà = \"\u{1b}]0;title\u{7}\u{202e}\"\n\n\nid = 2\n");
    let finding = Diagnostic::error(
        "duplicate-key",
        span(&file, "id = 2"),
        said("twice\u{1b}[0m"),
    )
    .with_help(said("keep one"))
    .with_related(span(&file, "à = \"\u{1b}]0"), said("here"));
    let drawn = report(&[finding], Language::It, false, 60);
    assert_eq!(
        drawn,
        "errore[duplicate-key]: twice␛[0m\n \
          --> a␛[31m.toml:5:1\n  |\n2 | à = \"␛]0;title␇�\"\n  | -------- here\n...\n5 | id = 2\n  | ^^^^^^\n  |\n  = aiuto: keep one\n"
    );
}

#[test]
fn only_the_first_line_of_a_place_is_drawn() {
    let file = file("a = [\n  1,\n  2,\n]\n");
    let finding = Diagnostic::hint("empty-list", span(&file, "[\n  1,\n  2,\n]"), said("x"));
    let drawn = report(&[finding], Language::En, false, 60);
    assert_eq!(
        drawn,
        "hint[empty-list]: x\n --> a␛[31m.toml:1:5\n  |\n1 | a = [\n  |     ^\n"
    );
}

#[test]
fn rows_have_the_place_and_its_end() {
    let file = file("è = 1\nb = 2\n");
    let finding = Diagnostic::warning("x", span(&file, "b = 2"), said("y"));
    let rows = rows(&[finding], Language::En);
    assert_eq!(rows[0].line, Some(2));
    assert_eq!(rows[0].column, Some(1));
    assert_eq!(rows[0].end, Some(End { line: 2, column: 6 }));
    assert_eq!(rows[0].severity, "warning");
}

#[test]
fn findings_are_counted_in_words() {
    let file = file("a");
    let error = Diagnostic::error("x", span(&file, "a"), said("y"));
    let hint = Diagnostic::hint("x", span(&file, "a"), said("y"));
    let summary = summary(&[error.clone(), error, hint]);
    assert_eq!(summary.it, "2 errori, 1 consiglio");
    assert_eq!(summary.en, "2 errors, 1 hint");
}
