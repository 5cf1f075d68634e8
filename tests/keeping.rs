//! What is kept, marked, looked after and forgotten: `sent`, `forget`, `doctor`, `clients --due`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::{Run, Sandbox};

/// A script with answers for a time, and its definition.
const KIT: [(&str, &str); 3] = [
    (
        "kit/profile.toml",
        r#"format = 1
languages = ["it", "en"]

[[trait]]
id = "pace"
kind = "ordered"
label.it = "Ritmo"
label.en = "Pace"
levels = [
  { id = "calm", label = { it = "Tranquillo", en = "Calm" } },
  { id = "tight", label = { it = "Serrato", en = "Tight" } },
]

[[trait]]
id = "use"
kind = "list"
label.it = "Utilità"
label.en = "Use"
levels = [
  { id = "little", label = { it = "Poco", en = "A little" } },
  { id = "much", label = { it = "Molto", en = "Very much" } },
]
rows = [{ what = "task", level = "level" }, { what = "task_2", level = "level_2" }]
over_time.it = "Utilità nel tempo"
over_time.en = "Use over time"

[[trait]]
id = "worth"
kind = "ordered"
label.it = "Valore"
label.en = "Worth"
over_time.it = "Il valore nel tempo"
over_time.en = "Worth over time"
levels = [
  { id = "low", label = { it = "Basso", en = "Low" } },
  { id = "high", label = { it = "Alto", en = "High" } },
]
rules = [{ is = "low", when = { use = { level = "little" } } }, { is = "high", when = { use = { level = "much" } } }]

[[group]]
id = "a"
title.it = "Consigli"
title.en = "Advice"
"#,
    ),
    (
        "kit/intake.toml",
        r#"format = 1
id = "intake"
version = 1
languages = ["it", "en"]
title.it = "Periodo"
title.en = "Period"

[[section]]
id = "all"
title.it = "Tutto"
title.en = "Everything"

[[section.question]]
id = "end"
kind = "date"
ask.it = "Fino a quando?"
ask.en = "Until when?"

[[section.question]]
id = "task"
kind = "text"
ask.it = "Che cosa?"
ask.en = "What?"

[[section.question]]
id = "level"
kind = "choice"
ask.it = "Quanto?"
ask.en = "How much?"
options = [
  { id = "little", label = { it = "Poco", en = "A little" } },
  { id = "much", label = { it = "Molto", en = "Very much" } },
]

[[section.question]]
id = "task_2"
kind = "text"
ask.it = "Che altro?"
ask.en = "What else?"

[[section.question]]
id = "level_2"
kind = "choice"
ask.it = "Quanto?"
ask.en = "How much?"
options = [
  { id = "little", label = { it = "Poco", en = "A little" } },
  { id = "much", label = { it = "Molto", en = "Very much" } },
]

[[section.question]]
id = "pace_now"
kind = "choice"
feeds = "pace"
until = { question = "end", else_days = 14 }
ask.it = "Che ritmo?"
ask.en = "Which pace?"
options = [
  { id = "calm", label = { it = "Tranquillo", en = "Calm" } },
  { id = "tight", label = { it = "Serrato", en = "Tight" } },
]
"#,
    ),
    (
        "kit/documents/letter.toml",
        r#"format = 1
id = "letter"
languages = ["it", "en"]
audience = "client"
title.it = "Lettera"
title.en = "Letter"
body = "{{ client.name }}\n"
"#,
    ),
];

/// A home with one client, seen on 1 March 2020 for a time that ended on the 10th.
fn home() -> Sandbox {
    let sandbox = Sandbox::new();
    for (path, text) in KIT {
        sandbox.file(path, text);
    }
    interview(&sandbox, "Anna", "2020-03-01", "");
    sandbox
}

fn interview(sandbox: &Sandbox, name: &str, on: &str, more: &str) {
    let answers = sandbox.file(
        "answers.toml",
        &format!(
            "[client]\nlanguage = \"en\"\n\n[answers]\nend = 2020-03-10\npace_now = \"tight\"\n{more}"
        ),
    );
    let run = at(
        sandbox,
        &[
            "interview",
            name,
            "--answers",
            &answers.to_string_lossy(),
            "--on",
            on,
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
}

fn at(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    let mut all = arguments.to_vec();
    all.extend(["--questionnaires", "kit"]);
    masked(sandbox, sandbox.run(&all))
}

/// Puts plain words for what differs from run to run: the home, ids, hashes.
fn masked(sandbox: &Sandbox, run: Run) -> Run {
    let home = sandbox.home();
    let mut words = vec![(home.to_string_lossy().into_owned(), "HOME".to_owned())];
    for client in folders(&home.join("clients")) {
        let name = file_name(&client);
        for (index, record) in folders(&client.join("interviews")).iter().enumerate() {
            let stem = file_name(record).trim_end_matches(".toml").to_owned();
            words.push((stem, format!("ID{}", index + 1)));
        }
        if let Some((slug, _)) = name.split_once('~') {
            words.push((name.clone(), format!("{slug}~#")));
        }
    }
    let mask = |mut text: String| {
        for (from, to) in &words {
            text = text.replace(from, to);
        }
        text
    };
    Run {
        code: run.code,
        out: mask(run.out),
        err: mask(run.err),
    }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .expect("it has a name")
        .to_string_lossy()
        .into_owned()
}

fn client(sandbox: &Sandbox) -> PathBuf {
    folders(&sandbox.home().join("clients")).remove(0)
}

fn record(sandbox: &Sandbox) -> PathBuf {
    folders(&client(sandbox).join("interviews")).remove(0)
}

fn said(code: i32, out: &str, err: &str) -> Run {
    Run {
        code,
        out: out.to_owned(),
        err: err.to_owned(),
    }
}

#[test]
fn a_document_is_marked_as_sent() {
    let sandbox = home();
    let marked = at(&sandbox, &["sent", "anna", "letter", "--on", "2020-03-02"]);
    assert_eq!(
        marked,
        said(
            0,
            "",
            "“Letter” is marked as sent to Anna on 2 March 2020.\n"
        )
    );
    let italian = at(
        &sandbox,
        &[
            "sent",
            "Anna",
            "letter",
            "--on",
            "2020-03-03",
            "--lang",
            "it",
        ],
    );
    assert_eq!(
        italian.err,
        "«Lettera» risulta inviato a Anna il 3 marzo 2020.\n"
    );
    let shown = at(&sandbox, &["show", "anna", "--format", "json"]);
    assert_eq!(shown.out.matches("\"kind\": \"sent\"").count(), 2);
    // A beginning could be somebody else; a document the kit does not have is none.
    assert_eq!(at(&sandbox, &["sent", "An", "letter"]).code, 1);
    assert_eq!(
        at(&sandbox, &["sent", "Anna", "leter"]),
        said(
            1,
            "",
            "error: no document `leter`\n  help: did you mean `letter`?\n"
        )
    );
    assert_eq!(
        at(&sandbox, &["sent", "Anna", "letter", "--on", "2999-01-01"]).code,
        2
    );
}

#[test]
fn forgetting_shows_what_goes_and_asks() {
    let sandbox = home();
    let shown = "Of Anna (anna) this goes:
- Period, 1 March 2020 (answers: 2)

With the card and all the rest, 2 files:
- clients/anna~#/client.toml
- clients/anna~#/interviews/ID1.toml

";
    let refused = at(&sandbox, &["forget", "Anna"]);
    assert_eq!(
        refused,
        said(
            2,
            "",
            &format!(
                "{shown}error: without a terminal nobody can be asked\n  help: add --yes to erase for good\n"
            )
        )
    );
    let before = client(&sandbox);
    let gone = sandbox.run(&["forget", "Anna", "--yes"]);
    assert!(!before.exists());
    assert_eq!(gone.code, 0);
    assert_eq!(gone.out, "");
    let after = gone
        .err
        .split_once("ID")
        .map_or(gone.err.as_str(), |(_, after)| after);
    assert!(
        after.ends_with(
            "Erased: nothing of Anna is left in the store.
Out of reach from here: documents already exported or sent, and the old versions
that a sync provider or a backup keeps. Erase them there.
If the folder is in git, its history still has them: `git filter-repo` takes
them out.
"
        ),
        "{}",
        gone.err
    );
    assert_eq!(
        at(&sandbox, &["forget", "Anna", "--yes"]),
        said(
            1,
            "",
            "error: no client `Anna`\n  help: ascolto clients lists the clients\n"
        )
    );
    assert_eq!(at(&sandbox, &["clients"]).code, 0);
    let list = fs::read_to_string(sandbox.home().join("erased.toml")).expect("a list");
    assert!(!list.to_lowercase().contains("anna"), "{list}");
}

#[test]
fn an_interrupted_erasure_is_told_by_commands_and_finished_by_repeating_it() {
    let sandbox = home();
    interview(&sandbox, "Bea", "2020-03-01", "");
    let folder = client(&sandbox);
    let name = file_name(&folder);
    fs::rename(
        &folder,
        folder.with_file_name(format!(".erasing-{name}-abcdef")),
    )
    .expect("interrupted here");
    let told = format!(
        "note: HOME/clients/.erasing-anna~#: the erasure of this client was interrupted\n  help: to finish it: ascolto forget {name}\n"
    );
    assert_eq!(at(&sandbox, &["clients"]).err, told);
    assert_eq!(at(&sandbox, &["show", "bea"]).err, told);
    assert!(at(&sandbox, &["doctor"]).out.contains(&told));
    let gone = at(&sandbox, &["forget", "anna", "--yes", "--lang", "it"]);
    assert_eq!(gone.code, 0, "{}", gone.err);
    assert!(
        gone.err
            .contains("La cancellazione era cominciata ed è rimasta a metà")
    );
    assert_eq!(folders(&sandbox.home().join("clients")).len(), 1);
    assert_eq!(at(&sandbox, &["show", "bea"]).err, "");
}

#[test]
fn one_interview_is_forgotten_and_the_profile_follows() {
    let sandbox = home();
    interview(&sandbox, "Anna", "2020-04-01", "");
    let id = file_name(&record(&sandbox)).replace(".toml", "");
    let gone = at(&sandbox, &["forget", "anna", "--interview", &id, "--yes"]);
    assert_eq!(gone.code, 0, "{}", gone.err);
    let shown = at(
        &sandbox,
        &["show", "anna", "--format", "json", "--on", "2020-05-01"],
    );
    assert_eq!(shown.out.matches("\"kind\": \"interview\"").count(), 1);
    assert!(shown.out.contains("\"day\": \"2020-04-01\""));
    assert_eq!(
        at(
            &sandbox,
            &["forget", "anna", "--interview", "2099", "--yes"]
        ),
        said(
            1,
            "",
            "error: no interview `2099`\n  help: ascolto history anna lists the interviews with their ids\n"
        )
    );
}

#[test]
fn what_has_ended_is_named_until_it_is_forgotten() {
    let sandbox = home();
    let line = "Ended on 10 March 2020: “Period” of 1 March 2020. It no longer counts and is \
                still kept: `ascolto doctor` says how to remove it. ";
    let shown = at(&sandbox, &["show", "anna"]).out.replace('\n', " ");
    assert!(shown.ends_with(line), "{shown}");
    let before = at(&sandbox, &["show", "anna", "--on", "2020-03-10"]);
    assert!(!before.out.contains("Ended"), "{}", before.out);
    assert_eq!(
        at(&sandbox, &["doctor"]),
        said(
            0,
            "note: anna: “Period” of 1 March 2020 held until 10 March 2020; its answers are still kept
  help: when they are no longer needed: ascolto forget anna --interview ID1
1 client, 1 interview, 0 drafts: nothing damaged, 1 thing worth knowing.
",
            ""
        )
    );
}

#[test]
fn the_doctor_names_every_file_that_is_not_sound() {
    let sandbox = home();
    let empty = Sandbox::new();
    assert_eq!(
        empty.run(&["doctor", "--lang", "it"]),
        said(0, "0 clienti, 0 colloqui, 0 bozze: tutto a posto.\n", "")
    );
    let path = record(&sandbox);
    let text = fs::read_to_string(&path).expect("a record");
    fs::write(&path, text.replace("\"Tight\"", "\"Very tight\"")).expect("edited");
    let spoilt = path.with_file_name("20200301T101530.482Z-intake-aaaaaa.toml");
    fs::write(&spoilt, "format = 1\ninterview = \"x\n").expect("spoilt");
    let newer = path.with_file_name("20200301T101530.482Z-intake-bbbbbb.toml");
    fs::write(&newer, "format = 7\n").expect("newer");
    for path in [&spoilt, &newer] {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("private");
    }
    let looked = at(&sandbox, &["doctor", "--lang", "it"]);
    assert_eq!(looked.code, 4);
    let lines: Vec<&str> = looked.out.lines().collect();
    assert_eq!(
        lines[..6],
        [
            "avviso: HOME/clients/anna~#/interviews/ID1.toml:2:15: danneggiato: da qui il file non è TOML valido",
            "  aiuto: il file resta com'è: correggilo a mano, o rimettilo da una copia di sicurezza",
            "avviso: HOME/clients/anna~#/interviews/ID2.toml: è nel formato 7, di una versione più recente del programma",
            "  aiuto: il file resta com'è: aggiorna il programma per usarlo",
            "nota: HOME/clients/anna~#/interviews/ID3.toml: modificato a mano dopo la registrazione: valgono i valori che contiene",
            "  aiuto: se va bene così: ascolto doctor --accept, con il nome del file",
        ]
    );
    assert_eq!(
        lines.last(),
        Some(&"1 cliente, 1 colloquio, 0 bozze: 2 file non sono a posto.")
    );
    let json = at(&sandbox, &["doctor", "--format", "json"]);
    assert_eq!(json.code, 4);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    let kinds: Vec<&str> = json["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["kind"].as_str().expect("a word"))
        .collect();
    assert_eq!(kinds, ["damaged", "newer", "edited"]);
    // A client with a file of a later version is only read.
    assert_eq!(at(&sandbox, &["sent", "anna", "letter"]).code, 4);
    fs::remove_file(&newer).expect("it goes");
    fs::remove_file(&spoilt).expect("it goes");
    let accepted = at(&sandbox, &["doctor", "--accept", &path.to_string_lossy()]);
    assert_eq!(
        accepted,
        said(
            0,
            "",
            "Anna · Period, 1 March 2020 (answers: 2)
- Until when?: 10 March 2020
- Which pace?: Very tight
Sealed: HOME/clients/anna~#/interviews/ID1.toml
"
        )
    );
    assert_eq!(at(&sandbox, &["doctor"]).out.matches("edited").count(), 0);
    assert_eq!(
        at(&sandbox, &["doctor", "--accept", "x.toml"]).err,
        "error: `x.toml` is no interview of this store\n  help: ascolto doctor names the files edited by hand\n"
    );
}

#[test]
fn a_copy_is_shown_beside_its_original_and_taken_over_after_asking() {
    let sandbox = home();
    let path = record(&sandbox);
    let text = fs::read_to_string(&path).expect("a record");
    let copy = path.with_file_name("Copia di lavoro.toml");
    fs::write(
        &copy,
        text.replace("\"Tight\"", "\"\u{202e}Very tight\"")
            .replace("value = \"tight\"", "value = \"calm\""),
    )
    .expect("a copy");
    let copy = copy.to_string_lossy();
    let asked = at(&sandbox, &["doctor", "--adopt", &copy]);
    assert_eq!(
        asked,
        said(
            2,
            "",
            "A copy of an interview with Anna: Period, 1 March 2020
Original: clients/anna~#/interviews/ID1.toml
Copy: clients/anna~#/interviews/ID2.toml

Question     In the original  In the copy
────────────────────────────────────────────────
Which pace?  Tight            <U+202E>Very tight

The copy becomes a correction of the original, which stays in the history. The
copy's file goes to `set-aside`.
error: without a terminal nobody can be asked
  help: add --yes to take it over
"
        )
    );
    let taken = at(
        &sandbox,
        &["doctor", "--adopt", &copy, "--yes", "--lang", "it"],
    );
    assert_eq!(taken.code, 0);
    assert!(taken.err.contains("Nell'originale"), "{}", taken.err);
    let shown = at(&sandbox, &["show", "anna", "--on", "2020-03-05"]);
    assert!(shown.out.contains("Calm"), "{}", shown.out);
    let looked = at(&sandbox, &["doctor", "--lang", "it"]);
    assert_eq!(looked.code, 0);
    assert!(looked.out.contains("messo da parte"), "{}", looked.out);
    assert_eq!(
        at(&sandbox, &["doctor", "--adopt", "x.toml", "--lang", "it"]),
        said(
            1,
            "",
            "errore: `x.toml` non è una copia che si trova in questo archivio\n  aiuto: ascolto doctor nomina le copie: scrivi il percorso come lo mostra\n"
        )
    );
}

#[test]
fn an_interview_that_is_missing_is_told_until_it_is_said_to_be_gone() {
    let sandbox = home();
    interview(&sandbox, "Anna", "2020-03-02", "");
    fs::remove_file(record(&sandbox)).expect("lost");
    let looked = at(&sandbox, &["doctor", "--lang", "it"]);
    assert_eq!(
        (looked.code, looked.out.lines().take(2).collect::<Vec<_>>()),
        (
            3,
            vec![
                "avviso: HOME/clients/anna~#/interviews: manca il colloquio numero 1 di questo cliente: il suo file non c'è più",
                "  aiuto: rimettilo da una copia di sicurezza; se l'hai tolto apposta: ascolto forget anna --interview 1",
            ]
        )
    );
    let noted = at(&sandbox, &["forget", "anna", "--interview", "1"]);
    assert_eq!(
        noted,
        said(
            0,
            "",
            "Noted: interview number 1 of Anna was removed on purpose.\n"
        )
    );
    assert_eq!(at(&sandbox, &["doctor"]).code, 0);
}

#[test]
fn nobody_is_kept_past_the_day_on_the_card_without_a_word() {
    let sandbox = home();
    assert_eq!(
        at(&sandbox, &["clients", "--due", "--lang", "it"]).out,
        "Nessun cliente è oltre il giorno fino al quale va tenuto (`retain_until` nella
scheda).
"
    );
    let card = client(&sandbox).join("client.toml");
    let text = fs::read_to_string(&card).expect("a card");
    fs::write(&card, format!("{text}retain_until = 2024-12-31\n")).expect("edited");
    assert_eq!(
        at(&sandbox, &["clients", "--due"]).out,
        "\
Client  Id    Keep until
──────────────────────────────
Anna    anna  31\u{a0}December\u{a0}2024
Nothing is ever erased by itself: ascolto forget, with the id.
"
    );
    assert!(
        at(&sandbox, &["clients"])
            .out
            .contains("ascolto clients --due")
    );
    assert!(at(&sandbox, &["doctor"]).out.contains(
        "note: Anna: to be kept until 31 December 2024, which is past\n  help: to erase: ascolto forget anna; to keep it longer change `retain_until` on the card\n"
    ));
}

#[test]
fn the_history_tells_what_happened_and_draws_what_was_measured() {
    let sandbox = home();
    let both = "task = \"Mail\"\nlevel = \"little\"\ntask_2 = \"Agenda\"\nlevel_2 = \"much\"\n";
    interview(&sandbox, "Anna", "2020-04-01", both);
    interview(
        &sandbox,
        "Anna",
        "2020-05-01",
        &both.replace("little", "much"),
    );
    at(&sandbox, &["sent", "anna", "letter", "--on", "2020-05-02"]);
    let told = at(&sandbox, &["history", "anna", "--on", "2020-06-01"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert_eq!(
        told.out,
        "\
Anna · 1 June 2020
anna

1 March 2020
- Period (1)
  ID1

1 April 2020
- Period (2)
  ID2

1 May 2020
- Period (3)
  ID3

2 May 2020
- Sent the document “Letter”

Use over time
A Mail: A little (1 April 2020) → Very much (1 May 2020)
B Agenda: Very much (1 April 2020) → Very much (1 May 2020)

Very much  B      AB
A little   A      ·
           01/04  01/05

Worth over time
A Worth: Low (1 April 2020) → High (1 May 2020)

High  ·      A
Low   A      ·
      01/04  01/05
"
    );
    let italian = at(
        &sandbox,
        &["history", "anna", "--on", "2020-04-02", "--lang", "it"],
    );
    assert!(italian.out.contains("Utilità nel tempo"), "{}", italian.out);
    let mut narrow = sandbox.command(&["history", "anna", "--questionnaires", "kit"]);
    let narrow = narrow.env("COLUMNS", "40").output().expect("it runs");
    let narrow = String::from_utf8(narrow.stdout).expect("UTF-8");
    let widest = narrow.lines().map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|widest| widest <= 40), "{narrow}");
    let json = at(&sandbox, &["history", "anna", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    assert_eq!(json["over_time"][0]["series"][0]["points"][1]["level"], 1);
}

#[test]
fn the_settings_are_asked_in_plain_lines_and_each_can_be_taken_away() {
    let sandbox = Sandbox::new();
    let edit = |lines: &str| {
        let arguments = ["settings", "--edit", "--plain"];
        sandbox.run_with_input(&arguments, lines)
    };
    // A zone that is none is asked again.
    let run = edit("Marta\n\n\nmon-fri 9-13\nsoon\nEurope/Rome\n\n\n\nfee; hours\n\n\n");
    assert_eq!(run.code, 0, "{}", run.err);
    let how = "Enter leaves an entry as it is, a hyphen (-) takes it away.";
    assert_eq!(run.err.matches(how).count(), 1, "{}", run.err);
    assert!(run.err.contains("`soon` is not a time zone"), "{}", run.err);
    let kept = sandbox.run(&["settings"]).out;
    for value in [
        "Marta",
        "Monday to Friday, 9:00-13:00",
        "Europe/Rome",
        "fee; hours",
    ] {
        assert!(kept.contains(value), "{value}: {kept}");
    }
    let run = edit("\n\n\n-\n-\n\n\n\n-\n\n\n");
    assert_eq!(run.code, 0, "{}", run.err);
    let kept = sandbox.run(&["settings"]).out;
    assert!(kept.contains("Marta") && !kept.contains("Friday"), "{kept}");
    assert!(!kept.contains("Rome") && !kept.contains("fee"), "{kept}");
}
