//! Cases: conversations held over months, and what the client's file must say on given days.
//!
//! Each file of `tests/cases/` is one case, written from the words of the kit and not from the
//! program. `[[session]]` is a conversation (`day`, `script`, `answers`; also `client`, `amend`);
//! `keeps` names the whole list of answers its record holds, `[]` for no record; `refused` the answer
//! for which the file is refused whole. `[[sent]]` marks a document as sent (`document`, `on`).
//! `[[expect]]` is a day of reading (`on`). `advice` is the complete list of rules that fire, in the
//! order in which they are printed; `apart` the rules that stand in sections of their own. A trait is
//! written `"value, basis"`, with `since`, `until` and `base` where they matter; several items are
//! joined by `+`, the empty set is `empty`, no value is `nothing`. What is not written is not compared.

use std::fs;
use std::path::{Path, PathBuf};

use ascolto::card::Settings;
use ascolto::json;
use ascolto::kit::Kit;
use ascolto::profile::{self, SentMark, Sources};
use ascolto::record::{Record, ScriptReference};
use ascolto::script::Script;
use ascolto::store::{Lookup, Store};
use ascolto::text::{Id, LanguageTag};
use serde_json::Value as Json;
use toml::{Table, Value};

use crate::sandbox::Sandbox;

const CLIENT: &str = "Officina Prova";

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the cases can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .collect();
    cases.sort();
    cases
}

fn tables<'a>(table: &'a Table, key: &str) -> Vec<&'a Table> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|entry| entry.as_table().expect("an entry is a table"))
        .collect()
}

fn word(table: &Table, key: &str) -> String {
    let value = table
        .get(key)
        .unwrap_or_else(|| panic!("`{key}` is missing"));
    plain(value)
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn words(value: &Value) -> Vec<String> {
    let list = value.as_array().expect("a list");
    list.iter().map(plain).collect()
}

/// Holds one conversation and gives what does not fit. The first one brings the card.
fn hold(sandbox: &Sandbox, session: &Table, is_first: bool) -> Vec<String> {
    let mut file = Table::new();
    let mut card = Table::new();
    if is_first {
        card.insert("language".to_owned(), "en".into());
    }
    for (key, value) in session
        .get("client")
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
    {
        card.insert(key.clone(), value.clone());
    }
    if !card.is_empty() {
        file.insert("client".to_owned(), Value::Table(card));
    }
    if let Some(answers) = session.get("answers") {
        file.insert("answers".to_owned(), answers.clone());
    }
    let text = toml::to_string(&file).expect("answers can be written");
    let answers = sandbox.file("answers.toml", &text);
    let (day, script) = (word(session, "day"), word(session, "script"));
    let path = answers.to_string_lossy();
    let mut arguments = vec!["interview", CLIENT, &script, "--answers", &path];
    arguments.extend(["--on", &day]);
    if session.contains_key("amend") {
        arguments.push("--amend");
    }
    let before = records(sandbox);
    let run = sandbox.run(&arguments);
    if let Some(culprit) = session.get("refused").map(plain) {
        let is_refused = run.code == 1 && run.err.contains(&culprit) && records(sandbox) == before;
        let told = format!("{day} {script} is not refused for {culprit}: {}", run.err);
        return if is_refused { Vec::new() } else { vec![told] };
    }
    if run.code != 0 {
        return vec![format!("{day} {script}: exit {}: {}", run.code, run.err)];
    }
    let Some(keeps) = session.get("keeps") else {
        return Vec::new();
    };
    let new = records(sandbox)
        .into_iter()
        .find(|record| !before.contains(record));
    let kept = new.map_or_else(Vec::new, |record| answered(&record));
    differing(&format!("{day} {script} keeps"), &words(keeps), &kept)
}

fn records(sandbox: &Sandbox) -> Vec<PathBuf> {
    let mut folders = vec![sandbox.home().join("clients")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .parent()
                .is_some_and(|folder| folder.ends_with("interviews"))
            {
                found.push(path);
            }
        }
    }
    found
}

fn answered(record: &Path) -> Vec<String> {
    let text = fs::read_to_string(record).expect("the record can be read");
    let record: Table = text.parse().expect("a record is TOML");
    tables(&record, "answer")
        .iter()
        .map(|answer| word(answer, "id"))
        .collect()
}

fn differing(what: &str, expected: &[String], found: &[String]) -> Vec<String> {
    if expected == found {
        return Vec::new();
    }
    vec![format!(
        "{what}\n    expected {}\n    found    {}",
        expected.join(" "),
        found.join(" ")
    )]
}

fn item(value: &Json) -> String {
    match value {
        Json::Null => "nothing".to_owned(),
        Json::Array(items) if items.is_empty() => "empty".to_owned(),
        Json::Array(items) => items.iter().map(item).collect::<Vec<_>>().join("+"),
        Json::Object(row) => row.values().map(item).collect::<Vec<_>>().join("/"),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The trait in the words of a case, with the parts that the case names.
fn as_written(found: &Json, expected: &str) -> String {
    if found.is_null() {
        return "absent".to_owned();
    }
    let mut parts = vec![item(&found["value"]), item(&found["basis"])];
    for key in ["since", "until", "base"] {
        if expected.contains(&format!(", {key} ")) {
            parts.push(format!("{key} {}", item(&found[key])));
        }
    }
    parts.join(", ")
}

fn ids(list: &Json) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().map(|entry| item(&entry["id"])).collect()
}

fn advice(shown: &Json, apart: bool) -> Vec<String> {
    let list = shown["advice"].as_array().expect("a list");
    list.iter()
        .filter(|rule| rule["apart"] == apart)
        .map(|rule| item(&rule["id"]))
        .collect()
}

fn event(entry: &Json) -> String {
    let what = match entry["kind"].as_str() {
        Some("change") => format!(
            "change {} {} -> {}",
            item(&entry["trait"]),
            item(&entry["from"]),
            item(&entry["to"])
        ),
        Some("sent") => format!("sent {}", item(&entry["document"])),
        Some(kind) => format!("{kind} {} {}", item(&entry["script"]), entry["number"]),
        None => "nothing".to_owned(),
    };
    format!("{} {what}", item(&entry["day"]))
}

/// The advice that the brief prints under "More advice".
fn beyond_the_limit(sandbox: &Sandbox, shown: &Json, on: &str) -> Vec<String> {
    let brief = sandbox.run(&[
        "--lang",
        "en",
        "export",
        CLIENT,
        "--on",
        on,
        "--document",
        "brief",
    ]);
    let more = brief.out.split("More advice").nth(1).unwrap_or_default();
    let list = shown["advice"].as_array().expect("a list");
    list.iter()
        .filter(|rule| {
            let say = item(&rule["say"]);
            more.contains(say.split([':', '(', '.']).next().unwrap_or_default())
        })
        .map(|rule| item(&rule["id"]))
        .collect()
}

/// The kit, read once for many days of reading: the same that `show --format json` reads each time.
struct Shelf {
    kit: Kit,
    scripts: Vec<Script>,
}

/// The documents a case marks as sent.
fn sent(case: &Table) -> Vec<SentMark> {
    let marks = tables(case, "sent").into_iter();
    marks
        .map(|mark| SentMark {
            document: Id::new(&word(mark, "document")),
            day: word(mark, "on").parse().expect("a day"),
        })
        .collect()
}

impl Shelf {
    fn new() -> Self {
        let kit = Kit::bundled();
        let ids = kit.script_ids();
        let scripts = ids
            .iter()
            .map(|id| kit.script(id).expect("a bundled script is read"));
        let scripts = scripts.collect();
        Shelf { kit, scripts }
    }

    /// What `show --format json` says of the client on a day.
    fn show(&self, sandbox: &Sandbox, sent: &[SentMark], on: &str) -> Result<Json, String> {
        let store = Store::open(&sandbox.home()).map_err(|problem| format!("{problem:?}"))?;
        let client = store.client(CLIENT, Lookup::Exact);
        let client = client.map_err(|problem| format!("{problem:?}"))?;
        let stored = client.records().expect("the records are read");
        assert!(stored.problems.is_empty(), "{:?}", stored.problems);
        let records: Vec<Record> = stored.records.into_iter().map(|one| one.record).collect();
        let script_of = |wanted: &ScriptReference| {
            let mut all = self.scripts.iter();
            all.find(|script| script.id == wanted.id)
        };
        let scripts: Vec<&Script> = self.scripts.iter().collect();
        let settings = Settings::default();
        let profile = profile::derive(&Sources {
            definition: self.kit.definition().expect("the definition is read"),
            card: client.card(),
            settings: &settings,
            records: &records,
            script_of: &script_of,
            scripts: &scripts,
            document_title: &|_| None,
            sent,
            on: on.parse().expect("a day"),
        });
        let english = LanguageTag::new("en");
        let shape = json::show(&profile, client.id(), &english);
        Ok(serde_json::to_value(&shape).expect("the shape is JSON"))
    }
}

/// Compares one day of reading and gives what differs.
fn read(shelf: &Shelf, sandbox: &Sandbox, sent: &[SentMark], expect: &Table) -> Vec<String> {
    let on = word(expect, "on");
    let shown = match shelf.show(sandbox, sent, &on) {
        Ok(shown) => shown,
        Err(problem) => return vec![format!("{on}: {problem}")],
    };
    let mut wrong = Vec::new();
    for (key, value) in expect {
        let found = match key.as_str() {
            "on" => continue,
            "traits" => {
                let traits = value.as_table().expect("traits are a table");
                wrong.extend(traits.iter().flat_map(|(id, expected)| {
                    let expected = plain(expected);
                    let found = as_written(&shown["traits"][id], &expected);
                    differing(&format!("{on} {id}"), &[expected], &[found])
                }));
                continue;
            }
            "says" => {
                wrong.extend(missing_words(&shown, value, &on));
                continue;
            }
            "advice" => advice(&shown, false),
            "more" => beyond_the_limit(sandbox, &shown, &on),
            "apart" => advice(&shown, true),
            "completeness" => vec![
                shown["completeness"]["known"].to_string(),
                shown["completeness"]["of"].to_string(),
            ],
            "history" => (shown["history"].as_array().expect("a list").iter())
                .map(event)
                .collect(),
            "next_dates" => (shown["next_dates"].as_array().expect("a list").iter())
                .map(|entry| format!("{} {}", item(&entry["date"]), item(&entry["what"])))
                .collect(),
            _ => ids(&shown[key]),
        };
        wrong.extend(differing(&format!("{on} {key}"), &words(value), &found));
    }
    wrong
}

/// `says` holds words that the sentence of an entry (an advice, something to clarify) must contain.
fn missing_words(shown: &Json, says: &Value, on: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (id, expected) in says.as_table().expect("a table") {
        let sentences: Vec<String> = ["advice", "to_clarify"]
            .iter()
            .flat_map(|list| shown[list].as_array().expect("a list"))
            .filter(|entry| entry["id"] == id.as_str())
            .map(|entry| format!("{} / {}", item(&entry["say"]), item(&entry["ask"])))
            .collect();
        let expected = plain(expected);
        if !sentences
            .iter()
            .any(|sentence| sentence.contains(&expected))
        {
            wrong.extend(differing(
                &format!("{on} {id} says"),
                &[expected],
                &sentences,
            ));
        }
    }
    wrong
}

fn try_case(shelf: &Shelf, path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("the case can be read");
    let case: Table = match text.parse() {
        Ok(case) => case,
        Err(error) => return vec![error.to_string()],
    };
    let sandbox = Sandbox::new();
    let mut wrong: Vec<String> = (tables(&case, "session").into_iter().enumerate())
        .flat_map(|(n, session)| hold(&sandbox, session, n == 0))
        .collect();
    let readings = tables(&case, "expect");
    assert!(
        !readings.is_empty() || text.contains("keeps =") || text.contains("refused ="),
        "{} expects nothing",
        path.display()
    );
    let sent = sent(&case);
    wrong.extend((readings.into_iter()).flat_map(|expect| read(shelf, &sandbox, &sent, expect)));
    wrong
}

/// The cases stand alone, so they are tried side by side.
fn try_all(paths: &[PathBuf]) -> Vec<String> {
    let hands = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let share = paths.len().div_ceil(hands).max(1);
    std::thread::scope(|scope| {
        let tried: Vec<_> = (paths.chunks(share))
            .map(|share| scope.spawn(|| try_share(share)))
            .collect();
        let wrong = tried
            .into_iter()
            .map(|share| share.join().expect("a case can be tried"));
        wrong.flat_map(|wrong: Vec<String>| wrong).collect()
    })
}

fn try_share(paths: &[PathBuf]) -> Vec<String> {
    let shelf = Shelf::new();
    paths.iter().flat_map(|path| named(&shelf, path)).collect()
}

fn named(shelf: &Shelf, path: &Path) -> Vec<String> {
    let name = path
        .file_stem()
        .expect("a case has a name")
        .to_string_lossy();
    let wrong = try_case(shelf, path).into_iter();
    wrong
        .map(|difference| format!("{name}: {difference}"))
        .collect()
}

#[test]
fn each_case_is_derived_as_the_kit_says() {
    let wrong = try_all(&cases());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A rule that never fires in a case, or always does, has not been looked at.
#[test]
fn every_rule_fires_in_a_case_and_is_silent_in_another() {
    let texts = cases().into_iter().map(fs::read_to_string);
    let readings: Vec<Vec<String>> = texts
        .flat_map(|text| {
            let case: Table = text.expect("the case can be read").parse().expect("TOML");
            let fires = |expect: &Table| {
                let lists = ["advice", "apart"].map(|key| expect.get(key).map(words));
                lists.into_iter().flatten().flatten().collect()
            };
            let readings = tables(&case, "expect").into_iter();
            let whole = readings.filter(|expect| expect.contains_key("advice"));
            whole.map(fires).collect::<Vec<Vec<String>>>()
        })
        .collect();
    let kit = Kit::bundled();
    let rules = &kit.definition().expect("the definition is read").advice;
    let unseen: Vec<&str> = rules
        .iter()
        .map(|rule| rule.id.as_str())
        .filter(|id| {
            let fires = |reading: &&Vec<String>| reading.iter().any(|rule| rule == id);
            let firing = readings.iter().filter(fires).count();
            firing == 0 || firing == readings.len()
        })
        .collect();
    assert_eq!(unseen, [""; 0]);
}
