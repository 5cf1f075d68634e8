//! Hostile text everywhere a text can come from: it controls no terminal, changes the structure of no
//! export, and comes out of JSON as it went in.
//!
//! A client is interviewed with every bundled script and answers every text with hostile words; the
//! same client answers with harmless words of as many lines. What is exported of both is read by
//! independent parsers (Python's standard library, pulldown-cmark) and must have the same structure.

use std::fs;

use ascolto::card::{Card, ClientKind};
use ascolto::interview::{Event, Interview, Offering, Scope, Setting, Step};
use ascolto::kit::Kit;
use ascolto::record::{Heading, Mode, ScriptReference, compose, digest};
use ascolto::script::Script;
use ascolto::store::{NewDraft, Store, Whom, interview_id};
use ascolto::text::{Id, LanguageTag};
use ascolto::value::{Answer, Given, State, Value};
use jiff::Timestamp;
use jiff::civil::date;
use pulldown_cmark::{Event as Piece, Options, Parser};

use crate::exports::python;
use crate::sandbox::Sandbox;

/// Words that have broken other programs, by what they were aimed at.
const HOSTILE: [&str; 30] = [
    // Terminals: a cleared screen, a title, the clipboard, C1, a cursor, a hyperlink, a bell.
    "\u{1b}[2J\u{1b}[1;1Hgone",
    "\u{1b}]0;title\u{7}rest",
    "\u{1b}]52;c;ZXZpbA==\u{7}clip",
    "\u{9b}31mred\u{9d}0;x\u{9c}",
    "a\u{8}\u{8}\u{8}b\u{7f}c",
    "\u{1b}]8;;https://example.org\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    // The direction of reading, what hides, tags.
    "abc\u{202e}fed\u{2066}x\u{2069}\u{200f}",
    "zero\u{200b}width\u{feff}\u{ad}\u{2060}joined",
    "\u{e0041}\u{e0042}tags",
    // Formulas of a spreadsheet.
    "=cmd|'/c calc'!A1",
    "+1+1\u{9}=2",
    "-2+3",
    "@SUM(A1:A9)",
    // Markdown.
    "# heading",
    "1. list",
    "- [ ] task `code` *x* __y__ ~~z~~",
    "| a | b |",
    "[link](javascript:alert(1)) ![i](x) <https://example.org>",
    "> quote\n---\n```\ncode",
    "| a | b |\n|---|---|\n| c | d |",
    "a\\\nb  \nc\n===",
    // HTML.
    "<script>alert(1)</script><!-- x",
    "</title></style></textarea><img src=x onerror=alert(1)>",
    "&lt;b&gt; &#x3c; &amp;amp; \"'`",
    // Templates, TOML, calendars, cards, mail.
    "{{ 7*7 }} {% for x in y %} {# c #} ${x} {answer}",
    "\"\"\"\n[[answer]]\nid = \"x\"\n# seal sha256 00",
    "'''\n# check 0000000000000000\n[client]",
    "END:VEVENT\nBEGIN:VCARD\nFN:x;y,z\\n",
    "Subject: x\nBcc: evil@example.org\n.\nFrom x",
    "%00 %n %s $(reboot) `reboot` ; rm -rf ~ ../../x\u{fffd}",
];

/// The name of a client: what may not be in a name is refused elsewhere.
const NAME: &str = "=HYPERLINK(\"x\") | <b>*R*</b> [x](y) {{ 7*7 }} \\ `c`";

/// As many lines of nothing in particular, and others where the hostile ones are others.
fn harmless(words: &str) -> String {
    let place = HOSTILE.iter().position(|one| *one == words);
    let place = u32::try_from(place.unwrap_or_default()).expect("a small number");
    let letter = char::from_u32('A' as u32 + place).expect("a letter");
    let lines: Vec<String> = words.lines().map(|_| format!("parole{letter}")).collect();
    lines.join("\n")
}

/// How a store is filled.
#[derive(Clone, Copy)]
struct Filling {
    is_hostile: bool,
    /// Which question gets which words.
    turn: usize,
}

impl Filling {
    fn words(self, place: usize) -> String {
        let words = HOSTILE[(place + self.turn) % HOSTILE.len()];
        match self.is_hostile {
            true => words.to_owned(),
            false => harmless(words),
        }
    }

    fn line(self, place: usize) -> String {
        self.words(place).replace(['\n', '\t'], " ")
    }
}

/// A home with one client who was interviewed with every bundled script.
fn home(filling: Filling) -> Sandbox {
    let sandbox = Sandbox::new();
    let kit = Kit::bundled();
    let mut store = Store::open(&sandbox.home()).expect("a store");
    for (place, id) in kit.script_ids().iter().enumerate() {
        let script = kit.script(id).expect("a script");
        let text = fs::read_to_string(format!("questionnaires/{id}.toml")).expect("a script");
        conduct(&mut store, &script, &text, place, filling);
    }
    let line = |place| toml::Value::String(filling.line(place)).to_string();
    let settings = format!(
        "format = 1\nname = {}\nstudio = {}\nsignature = {}\nreply_standard = {}\nurgent_notice = {}\nrevisions = {}\nfirm_points = [{}, {}]\nprivacy_notice = {}\n",
        line(9),
        line(10),
        line(11),
        line(13),
        line(14),
        line(16),
        line(21),
        line(22),
        line(24),
    );
    fs::write(sandbox.home().join("settings.toml"), settings).expect("settings");
    sandbox
}

fn card(filling: Filling) -> Card {
    Card {
        name: match filling.is_hostile {
            true => NAME.to_owned(),
            false => "Rossi".to_owned(),
        },
        language: LanguageTag::new("it"),
        kind: ClientKind::External,
        organisation: Some(filling.line(20)),
        hours_per_month: Some(12.0),
        start: Some(date(2026, 10, 1)),
        time_zone: None,
        retain_until: Some(date(2026, 11, 1)),
        greeting: Some(filling.line(28)),
    }
}

fn conduct(store: &mut Store, script: &Script, text: &str, place: usize, filling: Filling) {
    let started: Timestamp = format!("2026-10-{:02}T09:00:00Z", place + 1)
        .parse()
        .expect("a moment");
    let card = card(filling);
    let mut interview = Interview::new(
        script,
        Setting {
            language: card.language.clone(),
            held: date(2026, 10, 1),
            card: card.clone(),
            earlier: Default::default(),
            offering: Offering::AsScripted,
            scope: Scope::Whole,
        },
    );
    while let Step::Ask(question) = interview.step() {
        answer(&mut interview, question, started, filling);
    }
    let finished = interview.finish().expect("all is answered");
    let known = store.clients().expect("clients").clients;
    let reference = ScriptReference {
        id: script.id.clone(),
        version: script.version,
        title: "Script".to_owned(),
        digest: digest(text),
    };
    let mut draft = store
        .begin(NewDraft {
            whom: known.first().map_or(Whom::New(&card), Whom::Known),
            script: reference.clone(),
            script_source: text,
            language: card.language.clone(),
            held: date(2026, 10, 1),
            mode: Mode::Notes,
            started,
            amends: None,
            only: None,
            offered: Vec::new(),
        })
        .expect("a draft");
    let heading = Heading {
        interview: draft.header().interview.clone(),
        n: u32::try_from(place + 1).expect("a number"),
        digest: reference.digest,
        mode: Mode::Notes,
        started,
        finished: started,
        amends: None,
        own_language: LanguageTag::new("it"),
    };
    assert!(heading.interview.len() >= interview_id(started, "x").len());
    match compose(&interview, &finished, heading) {
        Some(record) => drop(draft.finish(&record).expect("a record")),
        None => draft.discard().expect("nothing is kept"),
    }
}

/// Answers with the first thing that is accepted: hostile words, else an option, a number, a day.
fn answer(interview: &mut Interview<'_>, question: usize, at: Timestamp, filling: Filling) {
    let own = &interview.script().questions[question];
    let words = filling.words(question);
    let options: Vec<Id> = interview
        .offered_options(question)
        .iter()
        .map(|option| option.id.clone())
        .collect();
    let mut tries = vec![
        Answer {
            other: Some(filling.line(question)),
            ..Answer::of(Value::Choices(vec![Id::new("other")]))
        },
        Answer {
            other: Some(filling.line(question)),
            ..Answer::of(Value::Choice(Id::new("other")))
        },
        Answer {
            quote: question.is_multiple_of(2),
            ..Answer::of(Value::Text(words.clone()))
        },
        Answer::of(Value::Text(words.replace(['\n', '\t'], " "))),
    ];
    tries.extend(
        options
            .iter()
            .rev()
            .take(1)
            .map(|id| Answer::of(Value::Choice(id.clone()))),
    );
    tries.push(Answer::of(Value::Choices(
        options.iter().take(2).cloned().collect(),
    )));
    tries.push(Answer::of(Value::Choices(
        options.iter().take(1).cloned().collect(),
    )));
    tries.extend(options.into_iter().map(|id| Answer::of(Value::Choice(id))));
    tries.extend([true, false].map(|yes| Answer::of(Value::YesNo(yes))));
    tries.extend([5.0, 1.0, 20.0, 100.0].map(|number| Answer::of(Value::Number(number))));
    tries.push(Answer::of(Value::Date(date(2026, 11, 2))));
    tries.push(Answer::of(Value::Date(date(2026, 9, 2))));
    tries.push(Answer {
        given: Given::State(State::DontKnow),
        ..Answer::state(State::DontKnow)
    });
    tries.push(Answer::state(State::Later));
    let id = own.id.clone();
    let is_taken = tries.into_iter().any(|answer| {
        let event = Event::Answered {
            question: id.clone(),
            answer,
            at,
        };
        interview.apply(event).is_ok()
    });
    assert!(is_taken, "{id}");
    // Some notes are not allowed; then there is none in either store.
    let _ = interview.apply(Event::Noted {
        question: id,
        note: Some(filling.words(question + 7)),
        at,
    });
}

const TURNS: [usize; 3] = [0, 11, 19];

/// Both stores of a turn.
fn pair(turn: usize) -> [Sandbox; 2] {
    [true, false].map(|is_hostile| home(Filling { is_hostile, turn }))
}

fn id_of(sandbox: &Sandbox) -> String {
    let store = Store::open(&sandbox.home()).expect("a store");
    let clients = store.clients().expect("clients").clients;
    clients[0].id().to_owned()
}

/// What no output for a terminal may hold.
fn is_dangerous(sign: char) -> bool {
    sign != '\n'
        && (sign.is_control()
            || matches!(sign, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
                | '\u{e0000}'..='\u{e0fff}'))
}

/// The signs of a text that no output may hold, as numbers.
fn dangers(text: &str) -> String {
    let signs = text.chars().filter(|sign| is_dangerous(*sign));
    signs.map(|sign| format!("{sign:?}")).collect()
}

#[test]
fn no_answer_name_or_setting_controls_the_terminal() {
    for turn in TURNS {
        let sandbox = home(Filling {
            is_hostile: true,
            turn,
        });
        let id = id_of(&sandbox);
        let commands: [&[&str]; 12] = [
            &["clients"],
            &["clients", "--due"],
            &["history", &id],
            &["show", &id],
            &["settings"],
            &["doctor"],
            &["compare"],
            &["forget", &id],
            &["interview", &id, "check-in", "--plain"],
            &["sent", &id, "recap"],
            &["show", "\u{1b}[2J\u{202e}"],
            &["\u{1b}]0;x\u{7}", "--\u{9b}2J"],
        ];
        for arguments in commands {
            let run = sandbox.run(arguments);
            let bad = dangers(&(run.out.clone() + &run.err));
            assert_eq!(bad, "", "{arguments:?}: {:?} {:?}", run.out, run.err);
            assert!(!run.out.contains("panicked") && !run.err.contains("panicked"));
        }
    }
}

/// The construction of a page of Markdown without its words.
fn structure(markdown: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for piece in Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
    ) {
        match piece {
            Piece::Text(_) => {
                if pieces.last().is_none_or(|last| last != "words") {
                    pieces.push("words".to_owned());
                }
            }
            other => pieces.push(format!("{other:?}")),
        }
    }
    pieces
}

#[test]
fn no_answer_changes_a_document() {
    let documents = Kit::bundled().document_ids();
    for turn in TURNS {
        let stores = pair(turn);
        for document in &documents {
            let made = stores.each_ref().map(|sandbox| {
                let id = id_of(sandbox);
                let run =
                    sandbox.run(&["export", &id, "--document", document, "--on", "2026-10-09"]);
                assert!(run.code == 0, "{document}: {}", run.err);
                run.out
            });
            let [hostile, harmless] = &made;
            assert_eq!(
                structure(hostile),
                structure(harmless),
                "{document}\n{hostile}"
            );
            assert_eq!(dangers(hostile), "", "{document}");
            let pages = stores.each_ref().map(|sandbox| {
                let id = id_of(sandbox);
                let run = sandbox.run(&[
                    "export",
                    &id,
                    "--document",
                    document,
                    "--format",
                    "html",
                    "--on",
                    "2026-10-09",
                ]);
                run.out
            });
            assert_eq!(dangers(&pages[0]), "", "{document}");
            let [hostile, harmless] = pages.map(|page| python(TAGS, &page));
            assert_eq!(hostile, harmless, "{document}");
            assert!(!hostile.contains("script"), "{document}");
        }
    }
}

/// Prints the tags of a page with the names of their attributes.
const TAGS: &str = r#"
import sys
from html.parser import HTMLParser
class Tags(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("<", tag, [name for name, _ in attrs])
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert not (name in ("src", "href")), (name, value)
    def handle_endtag(self, tag):
        print(">", tag)
    def handle_comment(self, data):
        print("comment")
Tags(convert_charrefs=True).feed(sys.stdin.buffer.read().decode())
"#;

/// Prints the size of a table, and fails on a cell that a spreadsheet would run.
const TABLE: &str = r#"
import sys, csv, io
rows = list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline="")))
for row in rows:
    print(len(row))
    for cell in row:
        assert not cell[:1] in "=+-@\t\r\n" or cell == "" or cell.lstrip("-").replace(".", "").isdigit(), cell
"#;

/// Prints the shape of each line of JSON: keys, kinds, lengths.
const SHAPE: &str = r#"
import sys, json
def shape(value):
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return type(value).__name__
text = sys.stdin.buffer.read().decode()
assert all(sign == "\n" or sign.isprintable() or sign == " " for sign in text), "printable"
try:
    values = [json.loads(text)]
except json.JSONDecodeError:
    values = [json.loads(line) for line in text.splitlines()]
for value in values:
    value.get("client", {}).pop("id", None) if isinstance(value.get("client"), dict) else None
    print(json.dumps(shape(value)))
"#;

/// Prints every text of a JSON file, one JSON string a line.
const TEXTS: &str = r#"
import sys, json
def texts(value):
    if isinstance(value, dict):
        for one in value.values(): texts(one)
    elif isinstance(value, list):
        for one in value: texts(one)
    elif isinstance(value, str):
        print(json.dumps(value))
texts(json.loads(sys.stdin.buffer.read().decode()))
"#;

/// Prints the names of the properties of a calendar or a card.
const PROPERTIES: &str = r#"
import sys, re
text = sys.stdin.buffer.read().decode()
assert "\n" not in text.replace("\r\n", "")
for line in text.replace("\r\n ", "").split("\r\n"):
    print(re.split("[;:]", line)[0])
"#;

/// Prints the headers and parts of a message.
const MESSAGE: &str = r#"
import sys, email, email.policy
message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
for part in message.walk():
    print(part.keys(), part.get_content_type(), [type(x).__name__ for x in part.defects])
"#;

#[test]
fn no_answer_changes_what_other_tools_read() {
    let programs = [
        (TABLE, vec!["--format", "csv"]),
        (SHAPE, vec!["--format", "json"]),
        (SHAPE, vec!["--format", "ndjson"]),
        (PROPERTIES, vec!["--format", "ics"]),
        (PROPERTIES, vec!["--format", "vcf"]),
        (MESSAGE, vec!["--format", "eml", "--document", "recap"]),
        (
            MESSAGE,
            vec!["--format", "eml", "--document", "understanding"],
        ),
    ];
    for turn in TURNS {
        let stores = pair(turn);
        for (program, more) in &programs {
            let [hostile, harmless] = stores.each_ref().map(|sandbox| {
                let mut arguments = vec!["export", "--on", "2026-10-09"];
                let id = id_of(sandbox);
                arguments.push(&id);
                arguments.extend(more.iter().copied());
                let run = sandbox.run(&arguments);
                assert_eq!(run.code, 0, "{more:?}: {}", run.err);
                python(program, &run.out)
            });
            assert_eq!(hostile, harmless, "{more:?}");
        }
        for more in [
            vec!["show", "--format", "json"],
            vec!["history", "--format", "json"],
        ] {
            let [hostile, harmless] = stores.each_ref().map(|sandbox| {
                let id = id_of(sandbox);
                let mut arguments = more.clone();
                arguments.push(&id);
                python(SHAPE, &sandbox.run(&arguments).out)
            });
            assert_eq!(hostile, harmless, "{more:?}");
        }
    }
}

#[test]
fn json_gives_back_every_word_as_it_was_said() {
    for turn in TURNS {
        let filling = Filling {
            is_hostile: true,
            turn,
        };
        let sandbox = home(filling);
        let id = id_of(&sandbox);
        let run = sandbox.run(&["export", &id, "--format", "json"]);
        let texts = python(TEXTS, &run.out);
        let texts: Vec<String> = texts
            .lines()
            .map(|line| serde_json::from_str(line).expect("a string"))
            .collect();
        let missing: Vec<&str> = HOSTILE
            .into_iter()
            .filter(|words| !texts.iter().any(|text| text == words))
            .collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}
