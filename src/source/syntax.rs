//! What the TOML parser found, in our words, and what only TOML 1.1 allows.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, SourceFile, Span, code};
use crate::words::{Sentence, foreign, source as words};

/// More errors than this say nothing more about a file.
const MOST_ERRORS: usize = 100;

/// Turns the parser's errors into findings.
pub(super) fn problems(file: &Arc<SourceFile>, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    for error in errors.iter().take(MOST_ERRORS) {
        let range = error.span().unwrap_or(0..0);
        let span = Span {
            file: file.clone(),
            range: range.clone(),
        };
        // One slip often leaves several errors on its line; the first says it.
        let line = span.line_and_column().0;
        let said = problems.last().is_some_and(|last| {
            last.span
                .as_ref()
                .is_some_and(|span| span.line_and_column().0 == line)
        });
        if !said {
            problems.push(problem(file, span, error.message()));
        }
    }
    problems
}

fn problem(file: &SourceFile, span: Span, message: &str) -> Diagnostic {
    let at_error = file.text.get(span.range.start..).unwrap_or("");
    if message.starts_with("duplicate key") {
        let key = file.text.get(span.range.clone()).unwrap_or("");
        return Diagnostic::error(code::DUPLICATE_KEY, span, words::duplicate_key(key))
            .with_help(words::duplicate_key_help());
    }
    let help = if at_error.starts_with(['“', '”', '«', '„', '‘', '’']) {
        Some(words::curly_quotes_help())
    } else if message.starts_with("string values must be quoted") {
        let word = file.text.get(span.range.clone()).unwrap_or("").trim();
        let is_answer = ["yes", "no", "si", "sì", "on", "off"]
            .iter()
            .any(|answer| word.eq_ignore_ascii_case(answer));
        Some(
            match is_answer || ["true", "false", "vero", "falso"].contains(&&*word.to_lowercase()) {
                true => words::boolean_help(),
                false => words::quote_help(),
            },
        )
    } else if at_error.starts_with("<<<<<<<") || at_error.starts_with(">>>>>>>") {
        Some(words::conflict_help())
    } else {
        None
    };
    let diagnostic = Diagnostic::error(code::SYNTAX, span, sentence(message));
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

/// The parser speaks English; its commonest sentences are said in Italian too.
fn sentence(message: &str) -> Sentence {
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (message, None),
    };
    let said = foreign::said(what, ITALIAN);
    match expected.filter(|expected| expected.starts_with('`')) {
        Some(expected) => words::syntax_expected(&said.it, what, expected),
        None => said,
    }
}

const ITALIAN: &[(&str, &str)] = &[
    (
        "missing comma between array elements",
        "manca la virgola tra due elementi dell'elenco",
    ),
    (
        "missing comma between key-value pairs",
        "manca la virgola tra due chiavi",
    ),
    (
        "missing assignment between key-value pairs",
        "manca il segno `=` dopo la chiave",
    ),
    ("key with no value", "la chiave non ha un valore"),
    ("missing value for key", "la chiave non ha un valore"),
    ("missing value", "manca un valore"),
    (
        "unquoted keys cannot be empty",
        "manca il nome della chiave",
    ),
    (
        "invalid unquoted key",
        "la chiave contiene segni non ammessi senza virgolette",
    ),
    ("string values must be quoted", "il testo va tra virgolette"),
    ("unclosed array", "l'elenco non è chiuso"),
    (
        "unclosed inline table",
        "la tabella tra graffe non è chiusa",
    ),
    (
        "unclosed table",
        "l'intestazione della tabella non è chiusa",
    ),
    (
        "unclosed array table",
        "l'intestazione della tabella non è chiusa",
    ),
    (
        "invalid basic string",
        "il testo tra virgolette non è chiuso",
    ),
    ("invalid literal string", "il testo tra apici non è chiuso"),
    (
        "invalid multi-line basic string",
        "il testo su più righe non è chiuso",
    ),
    (
        "invalid multi-line literal string",
        "il testo su più righe non è chiuso",
    ),
    (
        "missing escaped value",
        "dopo `\\` c'è un segno non ammesso",
    ),
    (
        "extra comma in inline table",
        "c'è una virgola di troppo nella tabella tra graffe",
    ),
    (
        "extra comma in array",
        "c'è una virgola di troppo nell'elenco",
    ),
    ("extra `=`", "c'è un `=` di troppo"),
    (
        "unexpected leading zero",
        "un numero non può cominciare con zero",
    ),
    (
        "extra assignment between key-value pairs",
        "c'è un `=` di troppo",
    ),
    ("unexpected `=` in array", "un elenco non contiene `=`"),
    (
        "missing key for inline table element",
        "nella tabella tra graffe manca una chiave",
    ),
    (
        "invalid inline table element",
        "nella tabella tra graffe c'è qualcosa fuori posto",
    ),
    ("missing opening quote", "mancano le virgolette d'apertura"),
    (
        "keys cannot be multi-line basic strings",
        "una chiave sta su una riga sola",
    ),
    (
        "keys cannot be multi-line literal strings",
        "una chiave sta su una riga sola",
    ),
    ("invalid value", "il valore non è valido"),
    ("invalid key-value pair", "chiave o valore fuori posto"),
    (
        "invalid comment character",
        "nel commento c'è un segno non ammesso",
    ),
    (
        "unexpected content between comment and newline",
        "nel commento c'è un segno non ammesso",
    ),
    ("too few unicode value digits", "dopo `\\u` mancano cifre"),
    (
        "`_` may only go between digits",
        "`_` sta solo tra due cifre",
    ),
    (
        "integers with a radix cannot be signed",
        "un numero con `0x`, `0o`, `0b` non ha segno",
    ),
    (
        "radix must be lowercase",
        "`0x`, `0o` e `0b` si scrivono minuscoli",
    ),
    ("redundant numeric sign", "il numero ha un segno di troppo"),
    ("unexpected sign", "c'è un segno fuori posto"),
    ("invalid date", "la data non è valida"),
    ("invalid boolean", "il valore non è `true` né `false`"),
    ("unexpected key or value", "chiave o valore fuori posto"),
    ("unexpected content", "contenuto fuori posto"),
    (
        "carriage return must be followed by newline",
        "un ritorno a capo isolato non è ammesso",
    ),
    (
        "recursion limit",
        "la struttura è annidata troppo in profondità",
    ),
    (
        "cannot recurse further; max recursion depth met",
        "la struttura è annidata troppo in profondità",
    ),
];

/// Finds what TOML 1.0 does not allow: other readers and editors refuse it.
pub(super) fn newer_toml(
    file: &Arc<SourceFile>,
    value: &Spanned<DeValue<'_>>,
    problems: &mut Vec<Diagnostic>,
) {
    match value.get_ref() {
        DeValue::Table(table) => {
            if is_inline(file, &value.span()) {
                broken_line(file, table, value.span(), problems);
            }
            table
                .values()
                .for_each(|value| newer_toml(file, value, problems));
        }
        DeValue::Array(array) => array
            .iter()
            .for_each(|value| newer_toml(file, value, problems)),
        DeValue::String(Cow::Owned(_)) => newer_escape(file, value.span(), problems),
        _ => {}
    }
}

/// Tells whether a table is written in braces.
pub(super) fn is_inline(file: &SourceFile, range: &Range<usize>) -> bool {
    file.text.as_bytes().get(range.start) == Some(&b'{')
}

/// Reports a line break or a last comma between the braces of an inline table, outside its values.
fn broken_line(
    file: &Arc<SourceFile>,
    table: &DeTable<'_>,
    range: Range<usize>,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(raw) = file.text.get(range.clone()) else {
        return;
    };
    let inside = raw.strip_suffix('}').unwrap_or(raw).trim_end();
    if inside.ends_with(',') {
        let at = range.start + inside.len() - 1;
        let span = Span {
            file: file.clone(),
            range: at..at + 1,
        };
        problems.push(
            Diagnostic::error(code::TOML_1_1, span, words::last_comma())
                .with_help(words::last_comma_help()),
        );
        return;
    }
    if !raw.contains('\n') {
        return;
    }
    let mut values = Vec::new();
    leaves(file, table, &mut values);
    values.sort_by_key(|value| value.start);
    let mut at = range.start;
    for gap_end in values
        .iter()
        .map(|value| value.start)
        .chain([range.end])
        .collect::<Vec<_>>()
    {
        if let Some(gap) = file.text.get(at..gap_end)
            && let Some(line_break) = gap.find('\n')
        {
            let at = at + line_break;
            let span = Span {
                file: file.clone(),
                range: at..at,
            };
            problems.push(
                Diagnostic::error(code::TOML_1_1, span, words::line_break_in_braces())
                    .with_help(words::line_break_in_braces_help()),
            );
            return;
        }
        at = values
            .iter()
            .find(|value| value.start == gap_end)
            .map_or(gap_end, |value| value.end);
    }
}

/// Gathers the places of the values of a table, those under dotted keys too.
fn leaves(file: &SourceFile, table: &DeTable<'_>, into: &mut Vec<Range<usize>>) {
    for value in table.values() {
        match value.get_ref() {
            DeValue::Table(inner) if !is_inline(file, &value.span()) => leaves(file, inner, into),
            _ => into.push(value.span()),
        }
    }
}

fn newer_escape(file: &Arc<SourceFile>, range: Range<usize>, problems: &mut Vec<Diagnostic>) {
    let raw = file.text.get(range.clone()).unwrap_or("");
    let mut signs = raw.bytes().enumerate();
    while let Some((at, sign)) = signs.next() {
        if sign != b'\\' {
            continue;
        }
        if let Some((_, b'e' | b'x')) = signs.next() {
            let span = Span {
                file: file.clone(),
                range: range.start + at..range.start + at + 2,
            };
            problems.push(
                Diagnostic::error(code::TOML_1_1, span, words::newer_escape())
                    .with_help(words::newer_escape_help()),
            );
            return;
        }
    }
}
