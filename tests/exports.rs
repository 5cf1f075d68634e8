//! Data and messages for other tools, read back by programs that are not ours: the standard library
//! of Python, and a reader of calendars and cards from the registry.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
use calcard::{Entry, Parser};

use crate::sandbox::{Run, Sandbox};

/// A script with one question of each rank, and a date on the agenda.
const SCRIPT: &str = r#"format = 1
id = "talk"
version = 1
languages = ["it", "it-lei", "en"]
title.it = "Due parole"
title.en = "A talk"

[[section]]
id = "all"
title.it = "Tutto"
title.en = "Everything"

[[section.question]]
id = "words"
kind = "long-text"
ask.it = "Che cosa mi affidi?"
ask.it-lei = "Che cosa mi affida?"
ask.en = "What are you handing over?"

[[section.question]]
id = "parts"
kind = "choices"
visibility = "internal"
ask.it = "Quali?"
ask.en = "Which ones?"
options = [
  { id = "one", label = { it = "Una", en = "One" } },
  { id = "two", label = { it = "Due", en = "Two" } },
]

[[section.question]]
id = "secret"
kind = "text"
visibility = "sealed"
voice = "private"
ask.it = "Che cosa pensi?"
ask.en = "What do you think?"

[[section.question]]
id = "again"
kind = "date"
agenda.it = "Ci risentiamo"
agenda.en = "We talk again"
ask.it = "Quando ci risentiamo?"
ask.en = "When do we talk again?"
"#;

const DEFINITION: &str = "format = 1\nlanguages = [\"it\", \"en\"]\n";

const NOTE: &str = r#"format = 1
id = "note"
languages = ["it", "it-lei", "en"]
audience = "client"
about = ["talk"]
title.it = "Due righe"
title.en = "A note"
body = """
# {{ text.title }}: {{ answers.words.line }}

{{ answers.words.text }}
"""

[text]
title.it = "Due righe"
title.en = "A note"
"#;

const OWN: &str = r#"format = 1
id = "own"
languages = ["it", "en"]
audience = "internal"
title.it = "Per me"
title.en = "For me"
body = "Own words.\n"
"#;

/// What the two clients said: one of them tries everything.
const HARMLESS: &str = "Le email, le fatture; l'agenda";
const HOSTILE: &str = "=cmd|' /C calc'!A0\n\"x\",\"y\";z\nEND:VEVENT\nBcc: y@example.org\n\n--=_ascolto_0_--\n👩‍👩‍👧 è 漢字";
const HOSTILE_NAME: &str = "Rossi, \"Bianchi\"; è 👩‍👧 =1+1 BEGIN:VCARD";

/// Two clients with one conversation each, and a kit to speak of them.
fn two_clients() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("kit/talk.toml", SCRIPT);
    sandbox.file("kit/profile.toml", DEFINITION);
    sandbox.file("kit/documents/note.toml", NOTE);
    sandbox.file("kit/documents/own.toml", OWN);
    talk(&sandbox, "Anna Verdi", HARMLESS);
    talk(&sandbox, HOSTILE_NAME, HOSTILE);
    sandbox
}

fn talk(sandbox: &Sandbox, client: &str, words: &str) {
    let words = serde_json::to_string(words).expect("words can be quoted");
    let answers = format!(
        "[client]\nlanguage = \"it\"\norganisation = \"Studio; Verdi, e figli\"\n\n[answers]\n\
         words = {{ is = {words}, quote = true, note = \"@detto piano\" }}\n\
         parts = [\"one\", \"two\"]\nsecret = \"segreto sigillato\"\nagain = 2026-12-31\n"
    );
    let arguments = [
        "--questionnaires",
        "kit",
        "interview",
        client,
        "talk",
        "--answers",
        "-",
        "--on",
        "2026-10-01",
    ];
    let run = sandbox.run_with_input(&arguments, &answers);
    assert_eq!(run.code, 0, "{}", run.err);
}

fn export(sandbox: &Sandbox, more: &[&str]) -> Run {
    let mut arguments = vec!["--questionnaires", "kit", "--lang", "it", "export"];
    arguments.extend(["--on", "2026-11-21"]);
    arguments.extend(more);
    sandbox.run(&arguments)
}

fn exported(sandbox: &Sandbox, more: &[&str]) -> String {
    let run = export(sandbox, more);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

/// Runs a program of Python over a text and gives what it prints.
pub fn python(program: &str, input: &str) -> String {
    let mut child = Command::new("python3")
        .args(["-I", "-X", "utf8", "-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("this test reads the files with the standard library of Python: install `python3`");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin
        .write_all(input.as_bytes())
        .expect("the program reads its input");
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

#[test]
fn answers_of_all_clients_are_one_table() {
    let sandbox = two_clients();
    let table = exported(&sandbox, &["--all", "--format", "csv"]);
    assert!(!table.contains("segreto"), "{table}");
    let read = python(
        "import csv, io, json, sys\n\
         text = sys.stdin.buffer.read().decode('utf-8')\n\
         rows = list(csv.DictReader(io.StringIO(text, newline='')))\n\
         assert all(None not in row for row in rows)\n\
         undo = lambda cell: cell[1:] if cell.startswith(\"'\") else cell\n\
         assert not any(cell[:1] in '=+-@\\t\\r' for row in rows for cell in row.values() if cell)\n\
         keys = ['client_name', 'held', 'mode', 'script', 'corrected', 'question', 'kind',\n\
                 'visibility', 'state', 'value', 'note', 'quote']\n\
         print(json.dumps([[undo(row[key]) for key in keys] for row in rows]))\n",
        &table,
    );
    let read: Vec<Vec<String>> = serde_json::from_str(&read).expect("rows");
    let row = |client: &str, question: &str, kind: &str, visibility: &str, value: &str| {
        let (note, quote) = match question {
            "words" => ("@detto piano", "true"),
            _ => ("", "false"),
        };
        [
            client,
            "2026-10-01",
            "notes",
            "talk",
            "false",
            question,
            kind,
            visibility,
            "",
            value,
            note,
            quote,
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let mut expected = Vec::new();
    for (client, words) in [("Anna Verdi", HARMLESS), (HOSTILE_NAME, HOSTILE)] {
        expected.push(row(client, "words", "long-text", "shared", words));
        expected.push(row(client, "parts", "choices", "internal", "one two"));
        expected.push(row(client, "again", "date", "shared", "2026-12-31"));
    }
    assert_eq!(read, expected);
}

#[test]
fn every_client_is_one_line_of_json() {
    let sandbox = two_clients();
    let lines = exported(&sandbox, &["--all", "--format", "ndjson"]);
    assert!(!lines.contains("segreto"), "{lines}");
    let read = python(
        "import json, sys\n\
         lines = sys.stdin.buffer.read().decode('utf-8').split('\\n')\n\
         assert lines.pop() == ''\n\
         clients = [json.loads(line) for line in lines]\n\
         print(json.dumps([[client['schema'], client['client']['name'],\n\
             [answer['value'] for record in client['records'] for answer in record['answers']]]\n\
             for client in clients]))\n",
        &lines,
    );
    let read: serde_json::Value = serde_json::from_str(&read).expect("JSON");
    let answers = |words: &str| serde_json::json!([words, ["one", "two"], "2026-12-31"]);
    let expected = serde_json::json!([
        [1, "Anna Verdi", answers(HARMLESS)],
        [1, HOSTILE_NAME, answers(HOSTILE)],
    ]);
    assert_eq!(read, expected);
    let complete = exported(&sandbox, &["anna-verdi", "--format", "json"]);
    assert!(complete.contains("segreto sigillato"), "the complete copy");
}

#[test]
fn the_next_dates_of_all_clients_are_one_calendar() {
    let sandbox = two_clients();
    let calendar = exported(&sandbox, &["--all", "--format", "ics"]);
    for word in ["segreto", "detto piano", "email", "Bcc"] {
        assert!(!calendar.contains(word), "{word}: {calendar}");
    }
    let read = ICalendar::parse(&calendar).expect("a calendar");
    let events: Vec<_> = read
        .components
        .iter()
        .filter(|one| one.component_type == ICalendarComponentType::VEvent)
        .collect();
    let words = |index: usize, property: ICalendarProperty| {
        let event: &calcard::icalendar::ICalendarComponent = events[index];
        let entry = event.property(&property).expect("the property");
        let words = entry.values.first().and_then(|value| value.as_text());
        words.expect("words").to_owned()
    };
    assert_eq!(read.components.len(), 3);
    assert_eq!(
        words(0, ICalendarProperty::Summary),
        "Ci risentiamo · Anna Verdi"
    );
    assert_eq!(
        words(1, ICalendarProperty::Summary),
        format!("Ci risentiamo · {HOSTILE_NAME}")
    );
    assert_ne!(
        words(0, ICalendarProperty::Uid),
        words(1, ICalendarProperty::Uid)
    );
    assert_eq!(
        calendar.matches("DTSTART;VALUE=DATE:20261231\r\n").count(),
        2
    );

    // The same date of the same client keeps its name, also when it moves.
    let uids = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("UID:"));
        lines.map(str::to_owned).collect()
    };
    talk(&sandbox, "Anna Verdi", "di nuovo");
    let later = exported(&sandbox, &["--all", "--format", "ics"]);
    assert_eq!(uids(&later), uids(&calendar));

    let past = sandbox.run(&[
        "--questionnaires",
        "kit",
        "export",
        "--all",
        "--on",
        "2027-01-01",
        "--format",
        "ics",
    ]);
    assert_eq!(past.code, 0);
    assert!(!past.out.contains("VEVENT"), "{}", past.out);
}

#[test]
fn the_cards_of_all_clients_are_one_file() {
    let sandbox = two_clients();
    let cards = exported(&sandbox, &["--all", "--format", "vcf"]);
    let mut parser = Parser::new(&cards);
    let mut names = Vec::new();
    loop {
        match parser.entry() {
            Entry::VCard(card) => {
                let name = card.property(&calcard::vcard::VCardProperty::Fn);
                let name = name.and_then(|name| name.values.first()?.as_text());
                names.push(name.expect("a name").to_owned());
            }
            Entry::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(names, ["Anna Verdi", HOSTILE_NAME]);
    assert!(!cards.contains("segreto"), "{cards}");
}

#[test]
fn a_document_for_the_client_is_a_message() {
    let sandbox = two_clients();
    fs::write(
        sandbox.home().join("settings.toml"),
        "format = 1\nname = \"Giulia Bianchi, è \\\"io\\\"\"\n",
    )
    .expect("the settings can be written");
    let id = exported(&sandbox, &["--all", "--format", "ndjson"])
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .find(|client| client["client"]["name"] == HOSTILE_NAME)
        .and_then(|client| client["client"]["id"].as_str().map(str::to_owned))
        .expect("the client is there");
    let message = exported(&sandbox, &[&id, "--document", "note", "--format", "eml"]);
    let markdown = exported(&sandbox, &[&id, "--document", "note"]);
    let read = python(
        "import email, email.policy, json, sys\n\
         message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)\n\
         assert not message.defects, message.defects\n\
         plain, page = message.iter_parts()\n\
         assert not plain.defects + page.defects\n\
         # Older readers put a space where the encoding of a long name was cut.\n\
         bare = lambda name: name.replace(' ', '')\n\
         group = lambda name: [[bare(one.display_name), len(one.addresses)] for one in message[name].groups]\n\
         print(json.dumps([message.keys(), message.get_content_type(), message['subject'],\n\
             group('from'), group('to'), plain.get_content_type(), plain.get_content(),\n\
             page.get_content_type(), '<h1>' in page.get_content(), message['date'][:5]]))\n",
        &message,
    );
    let read: serde_json::Value = serde_json::from_str(&read).expect("JSON");
    let expected = serde_json::json!([
        [
            "From",
            "To",
            "Subject",
            "Date",
            "X-Unsent",
            "MIME-Version",
            "Content-Type"
        ],
        "multipart/alternative",
        "Due righe: =cmd|' /C calc'!A0",
        [["GiuliaBianchi,è\"io\"", 0]],
        [[HOSTILE_NAME.replace(' ', ""), 0]],
        "text/plain",
        markdown,
        "text/html",
        true,
        read[9],
    ]);
    assert_eq!(read, expected);
}

#[test]
fn front_matter_says_what_the_document_is() {
    let sandbox = two_clients();
    let arguments = ["anna-verdi", "--document", "note", "--front-matter"];
    let document = exported(&sandbox, &arguments);
    let expected = "---\nclient: \"anna-verdi\"\ndocument: \"note\"\n\
        title: \"Due righe: Le email, le fatture; l'agenda\"\ndate: 2026-11-21\nlanguage: \"it\"\n---\n\n\
        # Due righe: Le email, le fatture; l'agenda\n\nLe email, le fatture; l'agenda\n";
    assert_eq!(document, expected);
}

#[test]
fn what_is_no_document_takes_no_document() {
    let sandbox = two_clients();
    for format in ["json", "csv", "ndjson", "ics", "vcf"] {
        let run = export(
            &sandbox,
            &["anna-verdi", "--format", format, "--document", "note"],
        );
        let expected =
            format!("errore: {format} contiene dati, non un documento: togli --document\n");
        assert_eq!((run.code, run.err, run.out), (2, expected, String::new()));
    }
    let own = ["anna-verdi", "--format", "eml", "--document", "own"];
    let run = export(&sandbox, &own);
    let expected = "errore: `own` è per uso interno e non diventa un messaggio\n  \
        aiuto: scegli con --document un documento per il cliente: ascolto scripts li elenca\n";
    assert_eq!((run.code, run.err.as_str()), (2, expected));
    let page = ["anna-verdi", "--format", "html", "--front-matter"];
    assert_eq!(export(&sandbox, &page).code, 2);
    assert_eq!(export(&sandbox, &["--all", "--document", "note"]).code, 2);
}

#[test]
fn a_folder_gets_one_file_a_client() {
    let sandbox = two_clients();
    for format in ["csv", "ndjson", "ics", "vcf", "json"] {
        let run = export(&sandbox, &["--all", "--format", format, "-o", "out/"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let path = sandbox.root().join(format!("out/anna-verdi.{format}"));
        let alone = fs::read_to_string(path).expect("the file is there");
        assert!(alone.contains("Anna"), "{alone}");
        assert!(!alone.contains("Rossi"), "{alone}");
    }
}

#[test]
fn hours_in_two_zones_overlap_on_both_clocks() {
    let sandbox = two_clients();
    sandbox.file(
        "kit/documents/own.toml",
        "format = 1\nid = \"own\"\nlanguages = [\"it\", \"en\"]\naudience = \"internal\"\n\
         title.it = \"Per me\"\ntitle.en = \"For me\"\n\
         body = '{{ overlap(\"mon 09:00-18:00 America/New_York\", settings.hours) }}'\n",
    );
    fs::write(
        sandbox.home().join("settings.toml"),
        "format = 1\nhours = \"mon-fri 09:00-18:00 Europe/Rome\"\n",
    )
    .expect("the settings can be written");
    let card = fs::read_dir(sandbox.home().join("clients"))
        .expect("there are clients")
        .map(|entry| entry.expect("it is read").path().join("client.toml"))
        .find(|path| path.to_string_lossy().contains("anna-verdi"))
        .expect("the client is there");
    let text = fs::read_to_string(&card).expect("the card can be read");
    fs::write(&card, format!("{text}time_zone = \"America/New_York\"\n"))
        .expect("the card can be written");
    // In that week of the year the clocks of both are six hours apart; a week before, five.
    for (day, expected) in [
        (
            "2026-11-21",
            "lunedì, 9:00-12:00 (America/New_York); lunedì, 15:00-18:00 (Europe/Rome)\n",
        ),
        (
            "2026-10-28",
            "lunedì, 9:00-13:00 (America/New_York); lunedì, 14:00-18:00 (Europe/Rome)\n",
        ),
    ] {
        let run = sandbox.run(&[
            "--questionnaires",
            "kit",
            "--lang",
            "it",
            "export",
            "anna-verdi",
            "--document",
            "own",
            "--on",
            day,
        ]);
        assert_eq!((run.code, run.out.as_str()), (0, expected), "{}", run.err);
    }
}
