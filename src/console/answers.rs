//! Answers from a file: the front without a person.
//!
//! ```toml
//! [client]                       # the card of a new client, or what changes on an old one's
//! language = "it-lei"
//! [answers]
//! time_available = "full"        # a value; or a table:
//! need = { is = "Le email…", quote = true, note = "said with a sigh" }
//! success_3m = { state = "dont_know" }
//! ```
//! Reads the form and keeps every place. Whether a value answers its question is the interview's to
//! say, with the same rules as for a person.

use std::sync::Arc;

use jiff::civil::Date;

use crate::card::ClientKind;
use crate::diagnostic::{Diagnostic, Placed, SourceFile, Span, code};
use crate::interview::{Entry, Raw};
use crate::source::{self, Node, TableReader};
use crate::text::{Id, LanguageTag};
use crate::value::State;
use crate::words::console as words;

/// An answers file as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswersFile {
    pub client: Option<ClientPart>,
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Where each entry stands, in the same order.
    pub places: Vec<EntryPlace>,
    /// Answers whose form is at fault: told already, so that nobody calls them missing as well.
    pub unread: Vec<Id>,
    /// The header `[answers]`, for what is missing from it.
    pub answers: Option<Span>,
}

/// Where an answer stands.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryPlace {
    /// The question's id.
    pub key: Span,
    /// The whole value, braces and all.
    pub value: Span,
}

/// What a file says of the client: only what is written.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientPart {
    pub span: Span,
    pub language: Option<Placed<LanguageTag>>,
    pub kind: Option<Placed<ClientKind>>,
    pub greeting: Option<Placed<String>>,
    pub organisation: Option<Placed<String>>,
    pub hours_per_month: Option<Placed<f64>>,
    pub start: Option<Placed<Date>>,
    pub time_zone: Option<Placed<String>>,
}

const CLIENT_KEYS: [&str; 7] = [
    "greeting",
    "language",
    "kind",
    "organisation",
    "hours_per_month",
    "start",
    "time_zone",
];

const KINDS: [(&str, ClientKind); 2] = [
    ("external", ClientKind::External),
    ("internal", ClientKind::Internal),
];

const STATES: [(&str, State); 3] = [
    ("dont_know", State::DontKnow),
    ("declined", State::Declined),
    ("later", State::Later),
];

/// Reads an answers file, with everything that is wrong with its form.
pub fn read(file: &Arc<SourceFile>) -> (AnswersFile, Vec<Diagnostic>) {
    let (tree, mut problems) = source::read(file);
    let mut answers = AnswersFile::default();
    if crate::diagnostic::has_errors(&problems) {
        return (answers, problems);
    }
    if let Some(root) = tree.root().table(&["client", "answers"], &mut problems) {
        if let Some(node) = root.get("client") {
            answers.client = read_client(node, &mut problems);
        }
        if let Some(node) = root.required("answers", &mut problems) {
            read_answers(node, &mut answers, &mut problems);
        }
    }
    (answers, problems)
}

fn read_client(node: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<ClientPart> {
    let table = node.table(&CLIENT_KEYS, problems)?;
    Some(ClientPart {
        span: table.span(),
        language: read_language(&table, problems),
        kind: table.get("kind").and_then(|node| {
            let value = node.one_of(&KINDS, problems)?;
            Some(placed(node, value))
        }),
        greeting: table
            .get("greeting")
            .and_then(|node| node.placed_string(problems)),
        organisation: table
            .get("organisation")
            .and_then(|node| node.placed_string(problems)),
        hours_per_month: read_hours(&table, problems),
        start: table.get("start").and_then(|node| {
            let value = node.date(problems)?;
            Some(placed(node, value))
        }),
        time_zone: read_zone(&table, problems),
    })
}

fn read_language(
    table: &TableReader<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Placed<LanguageTag>> {
    let node = table.get("language")?;
    let tag = node.string(problems)?;
    if !LanguageTag::is_well_made(tag) {
        let problem = node.error(code::WRONG_VALUE, words::not_a_language(tag));
        problems.push(problem.with_help(words::not_a_language_help()));
        return None;
    }
    Some(placed(node, LanguageTag::new(tag)))
}

fn read_hours(table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) -> Option<Placed<f64>> {
    let node = table.get("hours_per_month")?;
    let hours = node.number(problems)?;
    if hours < 0.0 {
        problems.push(node.error(code::WRONG_VALUE, words::negative_hours()));
        return None;
    }
    Some(placed(node, hours))
}

/// Reads a time zone by name; where the machine knows no zones, only the form of it is judged.
fn read_zone(table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) -> Option<Placed<String>> {
    let node = table.get("time_zone")?;
    let name = node.string(problems)?;
    if !is_zone(name) {
        let problem = node.error(code::WRONG_VALUE, words::not_a_zone(name));
        problems.push(problem.with_help(words::not_a_zone_help()));
        return None;
    }
    Some(placed(node, name.to_owned()))
}

/// Tells whether words are the name of a time zone; where the machine knows no zones, whether they
/// could be one.
pub fn is_zone(name: &str) -> bool {
    let mut bytes = name.bytes();
    let is_well_made = !name.is_empty()
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
    let zones = jiff::tz::db();
    is_well_made && (zones.is_definitively_empty() || zones.get(name).is_ok())
}

fn read_answers(node: Node<'_>, answers: &mut AnswersFile, problems: &mut Vec<Diagnostic>) {
    let Some(table) = node.open_table(problems) else {
        return;
    };
    answers.answers = Some(table.span());
    for (name, key, value) in table.entries() {
        match read_entry(name, value, problems) {
            Some(entry) => {
                answers.entries.push(entry);
                answers.places.push(EntryPlace {
                    key,
                    value: value.span(),
                });
            }
            None => answers.unread.push(Id::new(name)),
        }
    }
}

fn read_entry(name: &str, node: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Entry> {
    if node.shape() != source::Shape::Table {
        return Some(Entry {
            question: Id::new(name),
            given: Ok(read_raw(node, problems)?),
            other: None,
            note: None,
            quote: false,
        });
    }
    let table = node.table(&["is", "state", "other", "note", "quote"], problems)?;
    let words_of = |key: &str, problems: &mut Vec<Diagnostic>| {
        let words = table.get(key)?.string(problems)?;
        Some(words.to_owned())
    };
    let given = match (table.get("is"), table.get("state")) {
        (Some(node), None) => read_raw(node, problems).map(Ok),
        (None, Some(node)) => node.one_of(&STATES, problems).map(Err),
        (None, None) => {
            let problem = node.error(code::MISSING_KEY, words::answer_without_value(name));
            problems.push(problem.with_help(words::answer_without_value_help()));
            None
        }
        (Some(_), Some(_)) => {
            let problem = node.error(code::WRONG_VALUE, words::answer_with_both(name));
            problems.push(problem.with_help(words::answer_with_both_help()));
            None
        }
    };
    // Every key is read, so that every fault is told at once.
    let (other, note) = (words_of("other", problems), words_of("note", problems));
    let quote = table.switch("quote", false, problems);
    Some(Entry {
        question: Id::new(name),
        given: given?,
        other,
        note,
        quote,
    })
}

/// Reads a value of any of the types an answer can have.
fn read_raw(node: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Raw> {
    if let Some(items) = node.as_list() {
        let items: Vec<Option<&str>> = items.map(|item| item.string(problems)).collect();
        let items: Option<Vec<&str>> = items.into_iter().collect();
        return Some(Raw::Words(items?.into_iter().map(str::to_owned).collect()));
    }
    let raw = node
        .as_str()
        .map(|words| Raw::Word(words.to_owned()))
        .or_else(|| node.as_bool().map(Raw::Bool))
        .or_else(|| node.as_number().map(Raw::Number))
        .or_else(|| node.as_date().map(Raw::Date));
    if raw.is_none() {
        node.wrong_type(words::an_answer(), problems);
    }
    raw
}

fn placed<T>(node: Node<'_>, value: T) -> Placed<T> {
    Placed {
        value,
        span: node.span(),
    }
}

#[cfg(test)]
mod tests {
    use super::{AnswersFile, ClientKind, read};
    use crate::diagnostic::SourceFile;
    use crate::interview::{Entry, Raw};
    use crate::text::Id;
    use crate::value::State;
    use std::sync::Arc;

    /// Reads a text; problems are told as `line:column code message`.
    fn check(text: &str) -> (AnswersFile, Vec<String>) {
        let file = Arc::new(SourceFile {
            name: "answers.toml".to_owned(),
            text: text.to_owned(),
        });
        let (answers, problems) = read(&file);
        let problems = problems.iter().map(|problem| {
            let (line, column) = problem.span.as_ref().expect("a place").line_and_column();
            format!("{line}:{column} {} {}", problem.code, problem.message.en)
        });
        (answers, problems.collect())
    }

    fn entry(question: &str, given: Result<Raw, State>) -> Entry {
        Entry {
            question: Id::new(question),
            given,
            other: None,
            note: None,
            quote: false,
        }
    }

    #[test]
    fn every_form_of_an_answer() {
        let (answers, problems) = check(
            r#"
[client]
language = "it-lei"
kind = "internal"
organisation = "Studio Verdi"
hours_per_month = 12.5
start = 2026-10-01
time_zone = "Europe/Rome"

[answers]
time_available = "full"
past_problems = ["delays", "costs"]
privacy_ok = true
hours = 3
first_result = 2026-10-19
success_3m = { state = "dont_know", note = "ci pensa" }

[answers.need]
is = "Le email…"
quote = true
note = "con un sospiro"
other = "altro"
"#,
        );
        assert_eq!(problems, Vec::<String>::new());
        let word = |word: &str| Raw::Word(word.to_owned());
        let words = vec!["delays".to_owned(), "costs".to_owned()];
        assert_eq!(
            answers.entries,
            [
                entry("time_available", Ok(word("full"))),
                entry("past_problems", Ok(Raw::Words(words))),
                entry("privacy_ok", Ok(Raw::Bool(true))),
                entry("hours", Ok(Raw::Number(3.0))),
                entry(
                    "first_result",
                    Ok(Raw::Date(jiff::civil::date(2026, 10, 19)))
                ),
                Entry {
                    note: Some("ci pensa".to_owned()),
                    ..entry("success_3m", Err(State::DontKnow))
                },
                Entry {
                    other: Some("altro".to_owned()),
                    note: Some("con un sospiro".to_owned()),
                    quote: true,
                    ..entry("need", Ok(word("Le email…")))
                },
            ]
        );
        assert_eq!(answers.places[1].key.line_and_column(), (12, 1));
        let client = answers.client.expect("a client");
        assert_eq!(
            client.language.map(|tag| tag.value.to_string()),
            Some("it-lei".to_owned())
        );
        assert_eq!(
            client.kind.map(|kind| kind.value),
            Some(ClientKind::Internal)
        );
        assert_eq!(
            client.organisation.map(|name| name.value),
            Some("Studio Verdi".to_owned())
        );
        assert_eq!(client.hours_per_month.map(|hours| hours.value), Some(12.5));
        assert_eq!(
            client.start.map(|start| start.value),
            Some(jiff::civil::date(2026, 10, 1))
        );
        assert_eq!(
            client.time_zone.map(|zone| zone.value),
            Some("Europe/Rome".to_owned())
        );
    }

    #[test]
    fn every_fault_of_form_is_told_at_once() {
        let (answers, problems) = check(
            r#"
[client]
langauge = "it"
language = "italiano!"
kind = "outside"
hours_per_month = -1
start = "domani"
time_zone = "l'ora di Roma"
[answers]
a = { is = "x", state = "later" }
b = { note = "solo una nota" }
c = { state = "dunno" }
d = ["x", 3]
e = 2026-10-19T10:00:00
f = { is = "x", quote = "yes", remark = "y" }
g = "good"
"#,
        );
        assert_eq!(
            problems,
            [
                "3:1 unknown-key unknown key `langauge`",
                "4:12 wrong-value `italiano!` is not a language",
                "5:8 wrong-value `outside` is not a possible value here",
                "6:19 wrong-value hours a month cannot be below zero",
                "7:9 wrong-type expected a day such as 2026-10-19, found a string",
                "8:13 wrong-value `l'ora di Roma` is not a time zone",
                "10:5 wrong-value `a` has both a value and a state",
                "11:5 missing-key `b` has neither a value nor a state",
                "12:15 wrong-value `dunno` is not a possible value here",
                "13:11 wrong-type expected a string, found a whole number",
                "14:5 wrong-type expected an answer (a string, a number, a day, true or false, a list of strings), found a date with a time",
                "15:32 unknown-key unknown key `remark`",
                "15:25 wrong-type expected `true` or `false`, found a string",
            ]
        );
        let kept: Vec<&str> = answers
            .entries
            .iter()
            .map(|entry| entry.question.as_str())
            .collect();
        assert_eq!(kept, ["f", "g"]);
        assert_eq!(answers.unread, ["a", "b", "c", "d", "e"].map(Id::new));
    }

    #[test]
    fn a_file_that_is_no_answers_file() {
        assert_eq!(
            check("").1,
            ["1:1 missing-key the key `answers` is missing"]
        );
        assert_eq!(
            check("answers = 3").1,
            ["1:11 wrong-type expected a table, found a whole number"]
        );
        let (answers, problems) = check("[answers]\na = \n");
        assert_eq!(answers, AnswersFile::default());
        assert_eq!(problems.len(), 1);
    }
}
