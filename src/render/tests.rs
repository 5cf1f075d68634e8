//! The whole way from records to what is read, with the bundled kit.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use unicode_width::UnicodeWidthStr;

use super::markdown::{clean_lines, mark};
use super::terminal::{self, Look};
use super::{document, html};
use crate::card::{Card, ClientKind, Settings};
use crate::diagnostic::{Placed, SourceFile, Span};
use crate::document::{Audience, Document};
use crate::json;
use crate::kit::{Kit, bundled_files};
use crate::profile::{Profile, Sources, derive};
use crate::record::{Mode, Record, RecordedAnswer, ScriptReference};
use crate::script::{QuestionOption, Script, Shape};
use crate::text::{Id, LanguageTag, Phrase, Text};
use crate::value::{Answer, Value, hours};
use crate::words::Language;

/// Makes a document whose file holds nothing but its body.
pub(super) fn document_of(body: &str) -> Document {
    let text = format!("body = \"\"\"\n{body}\"\"\"\n");
    let file = Arc::new(SourceFile {
        name: "brief.toml".to_owned(),
        text,
    });
    let span = Span {
        range: 7..file.text.len() - 1,
        file,
    };
    Document {
        id: Id::new("brief"),
        languages: vec![LanguageTag::new("it")],
        audience: Audience::Internal,
        title: Text::same(Phrase::plain("Scheda")),
        about: vec![],
        body: Placed {
            value: body.to_owned(),
            span: span.clone(),
        },
        texts: vec![],
        span,
    }
}

/// Words that try to be a formula, a header, an event, a key, a line of their own.
pub(super) fn naughty() -> Vec<String> {
    [
        "",
        " ",
        "=HYPERLINK(\"http://x\")",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        "'=1",
        "''",
        "\"",
        "a,b;c",
        "a\r\nb\rc\nd",
        "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
        "x\nEND:VCARD\nBEGIN:VCARD\nFN:y",
        "x\r\nBcc: y@example.org\r\n\r\nbody",
        "\r\n--=_ascolto_0_--\r\n",
        "---\nclient: x",
        "\\n \\; \\, \\",
        "=?utf-8?q?x?=",
        "a: b # c",
        "👩‍👩‍👧 è 漢字 \u{202e}abc\u{200b}",
        "\u{feff}x\u{2028}y\u{2029}z\u{85}",
        "\0\u{1}\u{1b}[31m\u{7f}\u{9f}",
        ".",
        ".\r\n.",
        "\"a\" <b@c>, d",
        "From x",
        "yes",
        "null",
        "~",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// One line of a mebibyte, of signs of several octets.
pub(super) fn long_line() -> String {
    "è漢👩‍👧,;\\".repeat((1 << 20) / 20)
}

/// Pieces of naughty words, of hostile Markdown, and any signs at all.
pub(super) fn any_words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(naughty()),
        hostile(),
        prop::collection::vec(any::<char>(), 0..12).prop_map(|signs| signs.into_iter().collect()),
        "[a-zè ]{0,90}",
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

/// Gives words as a calendar or a card tells them: every line end is one, and other control signs
/// but the tab are spaces.
pub(super) fn one_kind_of_line_end(words: &str) -> String {
    let words = words.replace("\r\n", "\n");
    let tell = |sign: char| match sign {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\n' | '\t' => sign,
        sign if sign.is_control() => ' ',
        sign => sign,
    };
    words.chars().map(tell).collect()
}

/// Words that try to be Markdown.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    let fragments = prop::sample::select(vec![
        "#",
        "# ",
        "-",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "1",
        "12",
        ".",
        ")",
        "> ",
        ">",
        "=",
        "==",
        "---",
        "```",
        "~~~",
        "`",
        "*",
        "**",
        "_",
        "__",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "](http://x)",
        "![",
        "!",
        "<",
        ">",
        "<b>",
        "<!--",
        "<script>",
        "</",
        "&",
        "&amp;",
        "&#35;",
        "amp;",
        ";",
        "\\",
        "|",
        ":-",
        "-|-",
        ":",
        "http://x.it",
        "www.x.it",
        "a@b.it",
        "[^1]",
        "[^1]: ",
        "[x]: y",
        "[ ] ",
        "    ",
        "\t",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "a",
        "È",
        "日本",
        "\u{a0}",
        "\u{3000}",
        "{{",
        "}}",
        "{%",
        "\u{0}",
        "\u{1b}[2J",
        "\u{202e}",
        "\u{fdd0}",
        "\u{fdd1}",
        "\u{feff}",
        "«",
        "“",
    ]);
    prop_oneof![
        prop::collection::vec(fragments, 0..9).prop_map(|fragments| fragments.concat()),
        "[ -~\n]{0,12}",
        any::<String>(),
    ]
}

/// The structure and the words of some Markdown, with neighbouring words joined.
pub(super) fn structure(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut seen: Vec<String> = Vec::new();
    let mut words = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => words.push_str(&text),
            other => {
                seen.push(format!("text {}", std::mem::take(&mut words)));
                seen.push(format!("{other:?}"));
            }
        }
    }
    seen.push(format!("text {words}"));
    seen
}

/// Gives an answer with these words wherever words are asked, else the option at `pick`.
fn value(shape: &Shape, words: &str, pick: usize) -> Value {
    let option = |options: &[QuestionOption]| options[pick % options.len()].id.clone();
    match shape {
        Shape::Choice { options, .. } | Shape::Scale { options, .. } => {
            Value::Choice(option(options))
        }
        Shape::Choices { options, .. } | Shape::Ranking { options, .. } => {
            Value::Choices(vec![option(options)])
        }
        Shape::YesNo => Value::YesNo(true),
        Shape::Text { .. } => Value::Text(words.to_owned()),
        Shape::Number { .. } => Value::Number(3.5),
        Shape::Date { .. } => Value::Date(date(2026, 10, 19)),
        Shape::Hours => {
            Value::Hours(hours::parse("mon-fri 09:00-18:00").expect("the hours are well made"))
        }
    }
}

/// Makes a record in which every question of a script is answered.
fn record(script: &Script, n: u32, words: &str, pick: usize) -> Record {
    let answers = script.questions.iter().map(|question| {
        let mut answer = Answer::of(value(&question.shape, words, pick));
        answer.note = Some(words.to_owned());
        answer.other = Some(words.to_owned());
        answer.quote = true;
        RecordedAnswer {
            id: question.id.clone(),
            ask: words.to_owned(),
            name: words.to_owned(),
            kind: question.kind(),
            voice: question.voice,
            visibility: question.visibility,
            answer,
            shown: words.to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }
    });
    Record {
        interview: format!("{n}-{}", script.id),
        client: words.to_owned(),
        n,
        script: ScriptReference {
            id: script.id.clone(),
            version: 1,
            title: words.to_owned(),
            digest: String::new(),
        },
        language: LanguageTag::new("it"),
        held: date(2026, 10, 1),
        mode: Mode::Notes,
        started: Timestamp::UNIX_EPOCH,
        finished: Timestamp::UNIX_EPOCH,
        outcome: None,
        amends: None,
        answers: answers.collect(),
    }
}

/// The bundled kit, read.
struct Read {
    kit: Kit,
    scripts: Vec<Script>,
    documents: Vec<Document>,
}

fn kit() -> Read {
    let kit = Kit::bundled();
    let scripts: Vec<Script> = kit
        .script_ids()
        .iter()
        .map(|id| kit.script(id).expect("a bundled script can be read"))
        .collect();
    let documents: Vec<Document> = kit
        .document_ids()
        .iter()
        .map(|id| kit.document(id).expect("a bundled document can be read"))
        .collect();
    assert!(scripts.len() >= 8 && documents.len() >= 10);
    Read {
        kit,
        scripts,
        documents,
    }
}

impl Read {
    /// Derives the profile of a client who said these words to everything, and does something with it.
    fn with_profile<T>(
        &self,
        words: &str,
        picks: &[usize],
        look: impl FnOnce(&Profile<'_>) -> T,
    ) -> T {
        let card = Card {
            name: words.to_owned(),
            language: LanguageTag::new("it-lei"),
            kind: ClientKind::External,
            organisation: Some(words.to_owned()),
            greeting: None,
            hours_per_month: Some(12.0),
            start: Some(date(2026, 9, 1)),
            time_zone: None,
            retain_until: None,
        };
        let own = || Some(words.to_owned());
        let settings = Settings {
            name: own(),
            studio: own(),
            signature: own(),
            hours: hours::parse("mon-fri 09:00-13:00").ok(),
            time_zone: None,
            reply_standard: own(),
            urgent_notice: own(),
            revisions: own(),
            firm_points: vec![words.to_owned(), words.to_owned()],
            privacy_notice: own(),
            reminders: own(),
        };
        let mut records = Vec::new();
        for (round, pick) in picks.iter().enumerate() {
            for script in &self.scripts {
                let n = u32::try_from(records.len() + 1).expect("few records");
                let mut record = record(script, n, words, *pick);
                record.held = date(2026, 10, i8::try_from(round + 1).expect("few rounds"));
                records.push(record);
            }
        }
        let scripts: Vec<&Script> = self.scripts.iter().collect();
        let script_of = |reference: &ScriptReference| {
            self.scripts.iter().find(|script| script.id == reference.id)
        };
        let sources = Sources {
            definition: self.kit.definition().expect("the definition can be read"),
            card: &card,
            settings: &settings,
            records: &records,
            script_of: &script_of,
            scripts: &scripts,
            document_title: &|_| None,
            sent: &[],
            on: date(2026, 10, 10),
        };
        look(&derive(&sources))
    }

    /// Fills every document there can be one of, by name.
    fn documents(&self, profile: &Profile<'_>, language: &str) -> BTreeMap<Id, String> {
        let language = LanguageTag::new(language);
        let mut filled = BTreeMap::new();
        for one in &self.documents {
            let Ok(about) = json::about(profile, one, None) else {
                continue;
            };
            let context = json::context(profile, "client", one, about, &language, &mark);
            match document(one, &context.values, &context.texts, &language) {
                Ok(markdown) => filled.insert(one.id.clone(), markdown),
                Err(finding) => panic!("{}: {:?}", finding.message, finding.span),
            };
        }
        filled
    }
}

#[test]
fn every_document_is_made_for_an_empty_and_a_full_client() {
    let kit = kit();
    for language in ["it", "it-lei", "en"] {
        let empty = kit.with_profile("Verdi", &[], |profile| kit.documents(profile, language));
        let full = kit.with_profile("parole", &[0, 1, 9], |profile| {
            kit.documents(profile, language)
        });
        assert!(empty.contains_key("brief") && full.len() == kit.documents.len());
        for (id, markdown) in empty.iter().chain(&full) {
            assert!(!markdown.contains(" \n"), "{id}: {markdown}");
            assert!(
                !markdown.contains(['\u{fdd0}', '\u{fdd1}']),
                "{id}: {markdown}"
            );
        }
    }
}

/// The example of docs/documents.md is a document.
#[test]
fn the_example_of_the_manual_is_made() {
    let manual = include_str!("../../docs/documents.md");
    let example = manual
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("the manual has an example");
    let files = bundled_files().iter().map(|(path, text)| (*path, *text));
    let files = files.chain([("documents/next-call.toml", example)]);
    let kit =
        Kit::new(files.map(|(path, text)| (path.to_owned(), path.to_owned(), text.to_owned())));
    let example = kit.document("next-call").expect("the example can be read");
    let mut whole = self::kit();
    whole.documents = vec![example];
    let made = whole.with_profile("Verdi", &[0], |profile| whole.documents(profile, "it-lei"));
    assert_eq!(
        made.values().next().map(String::as_str),
        Some(
            "# Prima di sentirci\n\nBuongiorno Verdi, ci sentiamo presto, via email.\n\n## Che cosa mi affida\n\n- Verdi\n\n\
             ## Prossime date\n\n- 19 ottobre 2026: Nuovo punto della situazione\n- 19 ottobre 2026: Verifica del piano\n\
             - 19 ottobre 2026: Primo risultato\n- 19 ottobre 2026: Revisione dell'accordo\n- 19 ottobre 2026: Dati e appunti\n\
             - 19 ottobre 2026: Prossimo appuntamento\n- 19 ottobre 2026: Fine del ritmo temporaneo\n\nVerdi\n"
        )
    );
}

#[test]
fn every_profile_fits_the_terminal() {
    let kit = kit();
    let definition = kit.kit.definition().expect("the definition can be read");
    for picks in [&[][..], &[0], &[0, 1, 9]] {
        kit.with_profile("parole \u{1b}[2J\u{202e}", picks, |profile| {
            let italian = LanguageTag::new("it");
            let contract = json::show(profile, "verdi", &italian);
            for width in [40, 80, 120] {
                let look = Look {
                    width,
                    color: false,
                };
                let mut pages = vec![terminal::show(&contract, definition, look, Language::It)];
                pages.extend(definition.traits.iter().filter_map(|one| {
                    terminal::why(&contract, one.id.as_str(), definition, look, Language::En)
                }));
                for line in pages.iter().flat_map(|page| page.as_str().lines()) {
                    assert!(line.width() <= width, "{width}: {line}");
                    assert!(!line.contains(['\u{1b}', '\u{202e}']), "{line}");
                }
            }
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever a client and the professional say, a document and its page have the structure they
    /// have with harmless words of as many lines.
    #[test]
    fn no_answer_changes_any_document(words in hostile()) {
        let kit = kit();
        let lines = clean_lines(&words);
        prop_assume!(!lines.is_empty());
        let comma = if words.contains(',') { "," } else { "" };
        let tokens: Vec<String> = (0..lines.len()).map(|index| format!("q{comma}w{index}x")).collect();
        let made = |words: &str| kit.with_profile(words, &[0, 2], |profile| kit.documents(profile, "it"));
        let harmless = made(&tokens.join("\n"));
        let hostile = made(&lines.join("\n"));
        for ((id, harmless), hostile) in harmless.iter().zip(hostile.values()) {
            let tags = |markdown: &str| -> Vec<String> {
                let events = structure(markdown).into_iter();
                events.filter(|event| !event.starts_with("text ")).collect()
            };
            prop_assert_eq!(tags(hostile), tags(harmless), "{}: {}", id, hostile);
            let page = |markdown: &str| {
                let page = html::page(markdown, "x", &LanguageTag::new("it"));
                page.matches('<').count()
            };
            prop_assert_eq!(page(hostile), page(harmless), "{}: {}", id, hostile);
        }
    }
}
