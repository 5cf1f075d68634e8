//! The contract as text: whole shapes of a small profile, and what a client's document can reach.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;

use super::{DocumentContext, NoInterview, about, context, export, show, to_text};
use crate::diagnostic::SourceFile;
use crate::document::{self, Document};
use crate::profile::story::{Shelf, Story};
use crate::text::LanguageTag;

fn shelf() -> Shelf {
    Shelf::of(
        r#"
[[trait]]
id = "trust"
kind = "ordered"
label = "Trust"
core = true
levels = [{ id = "low", label = "Low" }, { id = "middle", label = "Middle" }, { id = "high", label = "High", say = "full trust" }]
clarify = "Shall we talk?"

[[trait]]
id = "mood"
kind = "category"
label = "Mood"
private = true
levels = [{ id = "fine", label = "Fine" }, { id = "sad", label = "Sad" }]

[[trait]]
id = "tasks"
kind = "text"
label = "Tasks"

[[trait]]
id = "hint"
kind = "set"
label = "Hint"
show = "comparison"
levels = [{ id = "tired", label = "Tired" }, { id = "keen", label = "Keen" }]

[[fact]]
id = "calm"
when = { mood = "fine" }

[[group]]
id = "A"
title = "First"

[[group]]
id = "J"
title = "To clarify"
apart = true
reads_mixed = true

[advice_order]
show = 1

[[advice]]
id = "list"
group = "A"
priority = 1
when = { tasks = { known = true } }
say = "List: {tasks}."
why = "It helps."

[[advice]]
id = "smile"
group = "A"
priority = 2
when = { fact = "calm" }
say = "Smile."

[[advice]]
id = "differs"
group = "J"
priority = 1
when = { trust = { basis = "mixed" } }
say = "Differs: {mixed}."

[[summary]]
say = "{client.name}: {trust.say|trust to be asked}."
"#,
        &[(
            "talk",
            r#"
[[section.question]]
id = "trust"
kind = "scale"
name = "Trust"
ask = "How far?"
feeds = "trust"
note = { ask = "Where to?", shared = true }
options = [{ id = "low", label = "A little" }, { id = "middle", label = "Some" }, { id = "high", label = "All the way" }]
[[section.question]]
id = "tasks"
kind = "long-text"
name = "Tasks"
ask = "Which tasks?"
feeds = "tasks"
columns = [{ id = "what", label = "What", main = true }, { id = "who", label = "Who" }]
[[section.question]]
id = "first_day"
kind = "date"
name = "First day"
ask = "When?"
agenda = "First day"
[[section.question]]
id = "mood"
kind = "choice"
name = "Mood"
visibility = "internal"
ask = "How are you?"
feeds = "mood"
options = [{ id = "fine", label = "Very well" }, { id = "sad", label = "Not well" }]
[[section.question]]
id = "lesson"
kind = "text"
name = "Lesson"
voice = "private"
visibility = "internal"
ask = "What did you learn?"
topic = "lesson"
[[section.question]]
id = "signals"
kind = "choices"
name = "Signals"
voice = "private"
visibility = "internal"
ask = "What did you notice?"
options = [{ id = "wary", label = "Looked around", shows = { trust = "low" } }, { id = "keen", label = "Leaned forward", shows = { hint = "keen" } }]
[[section.question]]
id = "secret"
kind = "text"
name = "Secret"
voice = "private"
visibility = "sealed"
ask = "Between us?"
[[section.question]]
id = "gossip"
kind = "choice"
name = "Gossip"
voice = "private"
visibility = "sealed"
ask = "What is said?"
options = [{ id = "tired", label = "Sleeps badly", shows = { hint = "tired" } }, { id = "other", label = "Nothing" }]
"#,
        )],
    )
}

fn full(shelf: &Shelf) -> Story {
    shelf.story(
        "
2026-10-01 talk
  trust = high
  trust + up to the bank
  tasks = Mail | Diary
  tasks \"
  first_day = 2026-10-20
  mood = fine
  mood + laughed a lot
  lesson = Listen longer
  signals = wary, keen
  secret = Moving house
",
    )
}

fn english() -> LanguageTag {
    LanguageTag::new("en")
}

fn document(shelf: &Shelf, text: &str) -> Document {
    let text = format!(
        "format = 1\nid = \"doc\"\nlanguages = [\"it\", \"en\"]\ntitle = \"Doc\"\nbody = \"\"\"x\"\"\"\n{text}"
    );
    let file = Arc::new(SourceFile {
        name: "doc.toml".to_owned(),
        text,
    });
    let (document, problems) = document::read(file, &shelf.definition);
    document.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn filled(shelf: &Shelf, story: &Story, text: &str) -> DocumentContext {
    let document = document(shelf, text);
    shelf.on(story, "2026-10-02", |profile| {
        let about = about(profile, &document, None).expect("there is an interview");
        let escape = |words: &str| format!("<{words}>");
        context(profile, "anna", &document, about, &english(), &escape)
    })
}

/// Gives every name in a value, with its path, lists folded into one.
fn names(value: &Json, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Json::Object(map) => {
            for (key, inner) in map {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                found.insert(path.clone());
                // What every answer and every trait has is listed once.
                let path = match path.split_once('.') {
                    Some((group @ ("answers" | "traits"), _)) => format!("{group}.*"),
                    _ => path,
                };
                names(inner, &path, found);
            }
        }
        Json::Array(list) => {
            for inner in list {
                names(inner, &format!("{path}[]"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_profile_as_json() {
    let shelf = shelf();
    let story = shelf.story(
        "2026-10-01 talk\n  trust = high\n  first_day = 2026-10-20\n  signals = wary\n2026-10-02 talk\n  gossip = tired",
    );
    let text = shelf.on(&story, "2026-10-02", |profile| {
        to_text(&show(profile, "anna", &english()))
    });
    assert_eq!(text, include_str!("profile.json"));
}

#[test]
fn an_export_holds_every_answer_as_given() {
    let shelf = shelf();
    let story = full(&shelf);
    let (shown, exported) = shelf.on(&story, "2026-09-30", |profile| {
        (
            to_text(&show(profile, "anna", &english())),
            to_text(&export(profile, "anna", &english())),
        )
    });
    // The day of reading is before the interview: the profile is empty, the records are not.
    let shown: Json = serde_json::from_str(&shown).expect("it is JSON");
    let exported: Json = serde_json::from_str(&exported).expect("it is JSON");
    assert_eq!(shown.get("records"), None);
    assert_eq!(exported["traits"]["trust"]["basis"], "unknown");
    let record = &exported["records"][0];
    assert_eq!(record["interview"], "i1");
    let answers = record["answers"].as_array().expect("a list");
    let of = |id: &str| {
        answers
            .iter()
            .find(|one| one["id"] == *id)
            .expect("it is there")
    };
    assert_eq!(answers.len(), 7);
    assert_eq!(of("secret")["value"], "Moving house");
    assert_eq!(of("secret")["visibility"], "sealed");
    assert_eq!(of("signals")["value"], serde_json::json!(["wary", "keen"]));
    assert_eq!(of("first_day")["value"], "2026-10-20");
    assert_eq!(of("trust")["note"], "up to the bank");
    assert_eq!(of("tasks")["quote"], true);
}

#[test]
fn json_is_pure_printable_and_lossless() {
    let hostile = "a\u{1b}[2J\u{202e}b\u{200b}\u{85}\u{e0041}è🙂\"\\\n";
    let text = to_text(&hostile);
    assert_eq!(
        text,
        "\"a\\u001b[2J\\u202eb\\u200b\\u0085\\udb40\\udc41è🙂\\\"\\\\\\n\"\n"
    );
    let back: String = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(back, hostile);
}

#[test]
fn an_internal_document_sees_all_but_what_is_sealed() {
    let shelf = shelf();
    let filled = filled(
        &shelf,
        &full(&shelf),
        "audience = \"internal\"\n[text]\nall = \"{trust.say}, {mood}, {tasks}, {lesson}[, {secret}]\"",
    );
    let mut found = BTreeSet::new();
    names(&filled.values, "", &mut found);
    let found: Vec<String> = found.into_iter().collect();
    assert_eq!(found.join("\n") + "\n", include_str!("internal.names"));
    let text = filled.values.to_string();
    assert!(!text.contains("Moving house") && !text.contains("Between us"));
    assert_eq!(
        filled.texts["all"],
        "full trust, fine, <Mail; Diary>, <Listen longer>"
    );
    assert_eq!(
        filled.values["topics"]["lesson"][0]["text"],
        "Listen longer"
    );
    assert_eq!(filled.values["advice"][0]["id"], "list");
    assert_eq!(filled.values["more_advice"][0]["id"], "smile");
    assert_eq!(filled.values["to_clarify"][0]["id"], "trust");
    assert_eq!(filled.values["to_clarify"][1]["id"], "differs");
    assert_eq!(
        filled.values["answers"]["tasks"]["rows"][1]["what"],
        "Diary"
    );
}

#[test]
fn a_client_document_cannot_reach_anything_private() {
    let shelf = shelf();
    let filled = filled(
        &shelf,
        &full(&shelf),
        "audience = \"client\"\nabout = [\"talk\"]\n[text]\nall = \"{trust.say}[, {tasks}][ ({number})]\"",
    );
    let mut found = BTreeSet::new();
    names(&filled.values, "", &mut found);
    let found: Vec<String> = found.into_iter().collect();
    assert_eq!(found.join("\n") + "\n", include_str!("client.names"));
    let text = filled.values.to_string();
    for private in [
        "Very well",
        "Fine",
        "laughed",
        "Listen",
        "Looked around",
        "Leaned",
        "Keen",
        "wary",
        "Moving",
        "mixed",
        "Differs",
    ] {
        assert!(!text.contains(private), "{private} is in {text}");
    }
    assert_eq!(filled.values["answers"]["trust"]["note"], "up to the bank");
    assert_eq!(filled.values["traits"]["trust"]["value"], "high");
    assert_eq!(filled.values["traits"]["hint"]["known"], false);
    assert_eq!(filled.values["next_dates"][0]["what"], "First day");
    assert_eq!(filled.texts["all"], "full trust, <Mail; Diary> (<1>)");
}

#[test]
fn a_document_about_an_interview_needs_one() {
    let shelf = shelf();
    let one = document(&shelf, "audience = \"internal\"\nabout = [\"talk\"]");
    let other = document(&shelf, "audience = \"internal\"\nabout = [\"check\"]");
    let none = shelf.story("");
    assert_eq!(
        shelf.on(&none, "2026-10-02", |profile| about(profile, &one, None)),
        Err(NoInterview::NoneYet(vec![crate::text::Id::new("talk")]))
    );
    let story = shelf.story(
        "2026-10-01 talk\n  trust = low\n2026-10-05 talk\n  trust = high\n2026-10-01 talk amends i1\n  trust = middle",
    );
    shelf.on(&story, "2026-10-31", |profile| {
        let found = |chosen| {
            let found = about(profile, &one, chosen)?;
            Ok(found.map(|at| profile.interviews()[at].record.interview.clone()))
        };
        assert_eq!(found(None), Ok(Some("i2".to_owned())));
        assert_eq!(found(Some("i1")), Ok(Some("i3".to_owned())));
        let lost = NoInterview::NotFound("i9".to_owned());
        assert_eq!(found(Some("i9")), Err(lost));
        let talk = NoInterview::OtherScript(crate::text::Id::new("talk"));
        assert_eq!(about(profile, &other, Some("i1")), Err(talk));
    });
}
