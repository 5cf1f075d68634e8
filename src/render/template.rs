//! A document's template, filled.
//!
//! Decides what a template may do: read the context, use a few filters, nothing else. Unknown
//! names are errors; every value is escaped for where it stands; what came out of the template is
//! never read as a template again; work and output are limited.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, UndefinedBehavior};
use serde::Serialize;

use super::filters;
use super::markdown;
use crate::diagnostic::{Diagnostic, Span, code};
use crate::document::Document;
use crate::text::LanguageTag;
use crate::value::number;
use crate::words::{foreign, render as say};

/// Steps a template may take; a long brief takes some thousands.
const FUEL: u64 = 2_000_000;
/// The longest document, in bytes: a long brief is about 40 KiB.
const LONGEST_OUTPUT: usize = 1024 * 1024;

/// Fills a document's template. `context` holds the names the document may use; `texts` its
/// `[text]` entries, filled, which the template sees as `text.id`: the kit's words in them are
/// Markdown, what was filled in is marked by [`markdown::mark`].
pub fn document<C: Serialize + ?Sized>(
    document: &Document,
    context: &C,
    texts: &BTreeMap<String, String>,
    language: &LanguageTag,
) -> Result<String, Box<Diagnostic>> {
    let fault = |error: &Error| Box::new(diagnostic(document, error));
    let environment = environment(language);
    let template = environment
        .template_from_named_str(document.id.as_str(), &document.body.value)
        .map_err(|error| fault(&error))?;
    let mut output = Limited::default();
    let context = context_with_texts(context, texts).map_err(|error| fault(&error))?;
    if let Err(error) = template.render_captured_to(context, &mut output) {
        return Err(if output.is_full {
            Box::new(too_long(document))
        } else {
            fault(&error)
        });
    }
    let marked = String::from_utf8_lossy(&output.bytes);
    markdown::settle(&marked).map_err(|markdown::CutValue| Box::new(cut_value(document)))
}

/// Makes the environment in which documents are filled.
fn environment(language: &LanguageTag) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    let tag = language.as_str().to_owned();
    environment.set_formatter(move |output, _, value| write_value(output, value, &tag));
    for unsafe_filter in ["safe", "tojson", "pprint"] {
        environment.remove_filter(unsafe_filter);
    }
    environment.remove_global("debug");
    filters::add(&mut environment, language);
    environment
}

/// Writes a value where the template says: words from outside are marked, to be escaped at the end.
fn write_value(output: &mut Output, value: &Value, tag: &str) -> Result<(), Error> {
    if value.is_safe() {
        return output
            .write_str(value.as_str().unwrap_or(""))
            .map_err(Error::from);
    }
    match value.kind() {
        ValueKind::None => Ok(()),
        ValueKind::String => {
            let marked = markdown::mark(value.as_str().unwrap_or(""));
            output.write_str(&marked).map_err(Error::from)
        }
        ValueKind::Number => {
            let number = f64::try_from(value.clone())?;
            let shown = number::show(number, tag);
            output.write_str(&shown).map_err(Error::from)
        }
        ValueKind::Undefined => Err(Error::from(ErrorKind::UndefinedError)),
        _ => Err(filters::refusal(&say::not_printable())),
    }
}

/// Adds the texts, which are Markdown as they stand, to the context.
fn context_with_texts<C: Serialize + ?Sized>(
    context: &C,
    texts: &BTreeMap<String, String>,
) -> Result<Value, Error> {
    let given = Value::from(Serde(context));
    let mut names: BTreeMap<String, Value> = BTreeMap::new();
    for name in given.try_iter()? {
        let value = given.get_item(&name)?;
        names.insert(name.to_string(), value);
    }
    let texts: BTreeMap<String, Value> = texts
        .iter()
        .map(|(id, text)| (id.clone(), Value::from_safe_string(text.clone())))
        .collect();
    names.insert("text".to_owned(), Value::from(texts));
    Ok(Value::from(names))
}

/// Takes output up to the limit.
#[derive(Default)]
struct Limited {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LONGEST_OUTPUT {
            self.is_full = true;
            return Err(io::Error::other("the document is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn too_long(document: &Document) -> Diagnostic {
    Diagnostic::error(
        code::TEMPLATE_TOO_LONG,
        document.body.span.clone(),
        say::document_too_long(document.id.as_str()),
    )
    .with_help(say::document_too_long_help())
}

fn cut_value(document: &Document) -> Diagnostic {
    Diagnostic::error(
        code::TEMPLATE_CUT_VALUE,
        document.body.span.clone(),
        say::value_cut_apart(),
    )
    .with_help(say::value_cut_apart_help())
}

/// Says what is wrong with a template, with its place in the file.
fn diagnostic(document: &Document, error: &Error) -> Diagnostic {
    let error = innermost(error);
    let span = match error.range() {
        Some(range) => span_in_file(document, range),
        None => document.body.span.clone(),
    };
    let words = document_words(&span);
    let detail = filters::detail(error);
    let (code, message, help) = match error.kind() {
        ErrorKind::SyntaxError => (
            code::TEMPLATE_SYNTAX,
            {
                let said = foreign::template(&detail.en);
                say::template_syntax(&said.it, &said.en)
            },
            None,
        ),
        ErrorKind::UndefinedError => (
            code::TEMPLATE_UNKNOWN_NAME,
            say::template_unknown_name(words),
            Some(say::template_unknown_name_help()),
        ),
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest => (
            code::TEMPLATE_UNKNOWN_FILTER,
            say::template_unknown_filter(words),
            Some(say::template_filters_help(filters::NAMES)),
        ),
        ErrorKind::OutOfFuel => (
            code::TEMPLATE_TOO_MUCH_WORK,
            say::template_out_of_fuel(),
            None,
        ),
        _ => (
            code::TEMPLATE_ERROR,
            say::template_error(words, &detail.it, &detail.en),
            None,
        ),
    };
    let finding = Diagnostic::error(code, span, message);
    match help {
        Some(help) => finding.with_help(help),
        None => finding,
    }
}

/// Finds the error that has a place: an error in a macro or block is wrapped in others.
fn innermost(error: &Error) -> &Error {
    let mut innermost = error;
    while let Some(source) = std::error::Error::source(innermost) {
        match source.downcast_ref::<Error>() {
            Some(inner) if inner.range().is_some() => innermost = inner,
            _ => break,
        }
    }
    innermost
}

/// Gives the words of the template at fault, on one line.
fn document_words(span: &Span) -> &str {
    let words = span.file.text.get(span.range.clone()).unwrap_or("");
    words.lines().next().unwrap_or("").trim()
}

/// Takes the name before a part into a place: `.need.text` begins at `answers`.
fn start_of_name(body: &str, start: usize) -> usize {
    let is_part = body.get(start..).is_some_and(|rest| rest.starts_with('.'));
    let before = body.get(..start).unwrap_or("");
    let name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    if is_part {
        before.trim_end_matches(name).len()
    } else {
        start
    }
}

/// Turns a place in the template into a place in the document's file.
fn span_in_file(document: &Document, range: Range<usize>) -> Span {
    let whole = &document.body.span;
    let body = &document.body.value;
    let raw = whole.file.text.get(whole.range.clone()).unwrap_or("");
    let place = |start: usize, end: usize| Span {
        file: whole.file.clone(),
        range: whole.range.start + start..whole.range.start + end,
    };
    if let Some(at) = raw.find(body.as_str()) {
        let start = start_of_name(body, range.start);
        return place(at + start, at + range.end);
    }
    // The body has escapes: only the line is sure.
    let line = body.get(..range.start).unwrap_or("").matches('\n').count();
    let quote = raw.find(['"', '\'']).unwrap_or(0);
    let first = raw[quote..]
        .find(|sign| sign != '"' && sign != '\'')
        .map_or(quote, |at| quote + at);
    let first = first + usize::from(raw[first..].starts_with('\n'));
    let mut start = first;
    for text in raw[first..].split_inclusive('\n').take(line) {
        start += text.len();
    }
    let length = raw[start..].lines().next().unwrap_or("").len();
    place(start, start + length)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::diagnostic::SourceFile;
    use crate::render::tests::document_of;

    fn context() -> serde_json::Value {
        json!({
            "today": "2026-10-01",
            "client": {"name": "Studio *Verdi* & figli", "hours_per_month": 12.5},
            "nothing": null,
            "settings": {"hours": "mon-fri 09:00-18:00"},
            "answers": {
                "need": {"known": true, "text": "Le email:\n# urgenti\n- e le fatture"},
                "contact_hours": {"known": true, "value": "mon-fri 08:30-10:00, 17:00-19:30"},
                "reassurance": {"items": [
                    {"id": "a", "label": "Una guida", "say": "una guida"},
                    {"id": "b", "label": "Il WhatsApp", "say": null},
                ]},
                "first_result": {"value": "2026-10-19"},
                "steps": {"rows": [
                    {"who": "Anna", "what": "invia | manda\nle bozze", "by_when": null},
                    {"who": "{{ today }}", "what": "controlla", "by_when": "<b>lunedì</b>"},
                ]},
            },
        })
    }

    fn render(body: &str, language: &str) -> Result<String, Box<Diagnostic>> {
        let texts = BTreeMap::from([
            ("who".to_owned(), "**Chi**".to_owned()),
            ("two".to_owned(), "a\\\nb".to_owned()),
            (
                "from".to_owned(),
                format!("*Da:* {}.", markdown::mark("- una\n# due")),
            ),
        ]);
        document(
            &document_of(body),
            &context(),
            &texts,
            &LanguageTag::new(language),
        )
    }

    #[track_caller]
    fn gives(body: &str, language: &str, expected: &str) {
        match render(body, language) {
            Ok(rendered) => assert_eq!(rendered, expected),
            Err(finding) => panic!("{}: {:?}", finding.message, finding.span),
        }
    }

    #[test]
    fn a_document_is_filled_and_escaped() {
        gives(
            "# {{ client.name }}\n\n{{ text.who }}: {{ answers.need.text }}\n\n\n> {{ answers.need.text | quote }}\n\n\
             {% for row in answers.steps.rows %}\n- {{ row.who }}{% if row.by_when %} ({{ row.by_when }}){% endif %}\n{%- endfor %}\n",
            "it-lei",
            "# Studio \\*Verdi\\* & figli\n\n\
             **Chi**: Le email:\\\n\\# urgenti\\\n\\- e le fatture\n\n\
             > «Le email:\\\n> \\# urgenti\\\n> \\- e le fatture»\n\n\
             - Anna\n- {{ today }} (\\<b>lunedì\\</b>)\n",
        );
    }

    #[test]
    fn the_filters_speak_the_language_of_the_document() {
        let body = "{{ today | date }}; {{ answers.reassurance.items | list }}; {{ 'sì' | quote }}; \
            {{ answers.need.text | inline }}; {{ client.hours_per_month }}; {{ nothing }}{{ nothing | date }};\n\
            {{ earliest(answers.first_result.value, plus_days(today, 14), nothing) | date }}; \
            {{ overlap(answers.contact_hours.value, settings.hours) }}";
        gives(
            body,
            "it",
            "1° ottobre 2026; una guida e il WhatsApp; «sì»; Le email: / # urgenti / - e le fatture; 12,5; ;\n\
             15 ottobre 2026; dal lunedì al venerdì, 9:00-10:00 e 17:00-18:00\n",
        );
        gives(
            body,
            "en",
            "1 October 2026; una guida and il WhatsApp; “sì”; Le email: / # urgenti / - e le fatture; 12.5; ;\n\
             15 October 2026; Monday to Friday, 9:00-10:00 and 17:00-18:00\n",
        );
    }

    #[test]
    fn a_table_keeps_its_shape() {
        gives(
            "{{ table([text.who, 'Cosa', text.two], answers.steps.rows, columns=['who', 'what', 'by_when']) }}",
            "it",
            "| **Chi** | Cosa | a / b |\n| --- | --- | --- |\n\
             | Anna | invia \\| manda / le bozze |  |\n\
             | {{ today }} | controlla | \\<b>lunedì\\</b> |\n",
        );
        gives("a\n{{ table(['Chi'], []) }}\nb", "it", "a\n\nb\n");
        gives(
            "{{ table(['Chi', 'Cosa'], [['x'], [1, 'y']]) }}",
            "it",
            "| Chi | Cosa |\n| --- | --- |\n| x |  |\n| 1 | y |\n",
        );
    }

    #[test]
    fn the_words_of_the_kit_are_markdown_and_what_fills_them_is_not() {
        gives(
            "# {{ text.from }}\n\n> {{ text.from }}\n\n{{ text.from | quote }}\n",
            "it",
            "# *Da:* - una / # due.\n\n> *Da:* - una\\\n> \\# due.\n\n«*Da:* - una\\\n\\# due.»\n",
        );
    }

    #[test]
    fn captured_words_stay_escaped() {
        gives(
            "{% set all %}{{ client.name }}{% endset %}{{ all | upper }}\n{% macro m(x) %}**{{ x }}**{% endmacro %}{{ m(client.name) }}\n\
             {% autoescape false %}{{ client.name }}{% endautoescape %}",
            "it",
            "STUDIO \\*VERDI\\* & FIGLI\n**Studio \\*Verdi\\* & figli**\nStudio \\*Verdi\\* & figli\n",
        );
    }

    /// Gives code, words at the place, and message of the fault of a template.
    fn fault(body: &str) -> (&'static str, String, String) {
        let finding = render(body, "it").expect_err("the template has a fault");
        let span = finding.span.expect("the fault has a place");
        let words = span.file.text[span.range.clone()].to_owned();
        (finding.code, words, finding.message.en.into_owned())
    }

    #[test]
    fn faults_have_their_place_in_the_file() {
        let faults = [
            "a\n{{ answers.nobody.text }}",
            "{% if traits.x %}a{% endif %}",
            "{{ client.name | safe }}",
            "{{ client.name | frob }}",
            "{{ frob(1) }}",
            "a {{ 'x' | date }}",
            "{{ answers.steps.rows }}",
            "{% if %}",
        ]
        .map(fault);
        let expected = [
            (
                "template-unknown-name",
                "answers.nobody.text",
                "this document does not know `answers.nobody.text`",
            ),
            (
                "template-unknown-name",
                "traits.x",
                "this document does not know `traits.x`",
            ),
            (
                "template-unknown-filter",
                "safe",
                "a filter or function that does not exist stands here: `safe`",
            ),
            (
                "template-unknown-filter",
                "frob",
                "a filter or function that does not exist stands here: `frob`",
            ),
            (
                "template-unknown-filter",
                "frob(1)",
                "a filter or function that does not exist stands here: `frob(1)`",
            ),
            ("template-error", "date", "`date` does not work: `x` is no date"),
            (
                "template-error",
                "answers.steps.rows",
                "`answers.steps.rows` does not work: this is not words: name one of its parts, or use `list` or a loop",
            ),
            (
                "template-syntax",
                "%}",
                "the template of the document cannot be read: unexpected end of block",
            ),
        ]
        .map(|(code, words, message)| (code, words.to_owned(), message.to_owned()));
        assert_eq!(faults, expected);
    }

    #[test]
    fn a_document_has_an_end() {
        let (_, _, message) = fault(
            "{% for i in range(9999) %}{{ client.name }} {{ client.name }} {{ client.name }} {{ client.name }} {{ client.name }}{% endfor %}",
        );
        assert_eq!(message, "the document `brief` is longer than 1 MiB");
        let (_, _, message) =
            fault("{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}");
        assert_eq!(
            message,
            "the template of the document works for too long and is stopped"
        );
    }

    #[test]
    fn a_block_of_answers_is_not_cut() {
        let (_, _, message) =
            fault("{% set x %}{{ client.name }}{% endset %}{{ x | split(' ') | first }}");
        assert_eq!(message, "the template cuts a block that holds answers");
    }

    #[test]
    fn an_error_in_an_escaped_body_has_its_line() {
        let mut document_with_escapes = document_of("a \"b\"\n{{ nobody }} c");
        let text = "body = \"a \\\"b\\\"\\n{{ nobody }} c\"\n";
        let file = Arc::new(SourceFile {
            name: "brief.toml".to_owned(),
            text: text.to_owned(),
        });
        document_with_escapes.body.span = Span {
            file,
            range: 7..text.len() - 1,
        };
        let finding = document(
            &document_with_escapes,
            &context(),
            &BTreeMap::new(),
            &LanguageTag::new("it"),
        )
        .expect_err("the name is not known");
        let span = finding.span.expect("the fault has a place");
        assert_eq!(span.line_and_column().0, 1);
    }

    #[test]
    fn hours_that_overlap_are_said_on_both_clocks() {
        let overlap = |theirs: &str, ours: &str, zone: Option<&str>| {
            let context = json!({
                "client": {"time_zone": zone},
                "settings": {"time_zone": "Europe/Rome"},
                "offsets": {"Europe/Rome": 60, "Europe/London": 0},
            });
            let body = format!("{{{{ overlap('{theirs}', '{ours}') or '-' }}}}");
            document(
                &document_of(&body),
                &context,
                &BTreeMap::new(),
                &LanguageTag::new("en"),
            )
        };
        for (theirs, ours, zone, expected) in [
            (
                "mon 09:00-11:00",
                "mon 10:00-18:00",
                None,
                "Monday, 10:00-11:00\n",
            ),
            (
                "mon 09:00-11:00",
                "mon 10:00-18:00",
                Some("Europe/Rome"),
                "Monday, 10:00-11:00\n",
            ),
            (
                "mon 09:00-11:00",
                "mon 11:00-18:00",
                Some("Europe/London"),
                "Monday, 10:00-11:00 (Europe/London); Monday, 11:00-12:00 (Europe/Rome)\n",
            ),
            (
                "mon 09:00-11:00 Asia/Tokyo",
                "mon 11:00-18:00",
                None,
                "\\-\n",
            ),
            ("mon 09:00-11:00", "tue 11:00-18:00", None, "\\-\n"),
        ] {
            assert_eq!(overlap(theirs, ours, zone).ok().as_deref(), Some(expected));
        }
    }
}
