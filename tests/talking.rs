//! Going about in a conversation, in plain lines: the goodbye, what was put off, what was said out of
//! order, and where a draft is found again.

use crate::sandbox::{Run, Sandbox};

/// Four questions for the client, one of them of several lines, and one for the professional.
const TALK: &str = r#"format = 1
id = "talk"
version = 1
languages = ["it", "en"]
title.it = "Due parole"
title.en = "A few words"
closing.it = "Grazie, ci risentiamo presto."
closing.en = "Thank you, we'll talk soon."

[[section]]
id = "all"
title.it = "Tutto"
title.en = "Everything"

[[section.question]]
id = "colour"
kind = "text"
name.en = "Colour"
name.it = "Colore"
ask.it = "Quale colore?"
ask.en = "Which colour?"

[[section.question]]
id = "shape"
kind = "text"
name.en = "Shape"
name.it = "Forma"
ask.it = "Quale forma?"
ask.en = "Which shape?"

[[section.question]]
id = "size"
kind = "text"
name.en = "Size"
name.it = "Misura"
ask.it = "Quale misura?"
ask.en = "Which size?"

[[section.question]]
id = "story"
kind = "long-text"
max = 20
name.en = "Story"
name.it = "Storia"
ask.it = "Che cosa racconta?"
ask.en = "What do they tell?"

[[section.question]]
id = "mood"
kind = "text"
voice = "private"
visibility = "internal"
name.en = "Mood"
name.it = "Umore"
ask.it = "Di che umore?"
ask.en = "In what mood?"
"#;

/// A sandbox with the script, and its path.
fn place() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    let script = sandbox.file("talk.toml", TALK);
    let script = script.to_string_lossy().into_owned();
    (sandbox, script)
}

/// Begins with a new client and types lines until the input ends.
fn talk(sandbox: &Sandbox, script: &str, lines: &str) -> Run {
    let begin = "y\n2\n";
    sandbox.run_with_input(&["interview", "Anna", script], &format!("{begin}{lines}"))
}

/// The questions as they were asked, in their order; lines that ask nothing are left out.
fn asked(told: &str) -> Vec<&str> {
    let known = [
        "Which colour?",
        "Which shape?",
        "Which size?",
        "What do they tell?",
        "In what mood?",
        "Review the answers: choose one to change it",
        "The client's part is done: one question is left, for you alone.",
    ];
    told.lines()
        .filter_map(|line| {
            let line = line.strip_prefix("> ").unwrap_or(line);
            known.iter().find(|question| **question == line).copied()
        })
        .collect()
}

/// Gives an answer of the only record.
fn recorded(sandbox: &Sandbox, id: &str) -> serde_json::Value {
    let run = sandbox.run(&["export", "anna", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("it is JSON");
    let answers = json["records"][0]["answers"].as_array().expect("answers");
    let found = answers.iter().find(|answer| answer["id"] == id);
    found.expect("the answer is there")["value"].clone()
}

const CLIENT_PART: &str = "blue\nround\nbig\nonce\n\n";

#[test]
fn at_the_goodbye_one_goes_on_alone() {
    let (sandbox, script) = place();
    let run = talk(&sandbox, &script, &format!("{CLIENT_PART}1\nquiet\n1\n"));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err.matches("Thank you, we'll talk soon.").count(), 1);
    assert_eq!(
        asked(&run.err),
        [
            "Which colour?",
            "Which shape?",
            "Which size?",
            "What do they tell?",
            "The client's part is done: one question is left, for you alone.",
            "In what mood?",
            "Review the answers: choose one to change it",
        ]
    );
    assert_eq!(recorded(&sandbox, "mood"), "quiet");
}

#[test]
fn at_the_goodbye_the_answers_are_reviewed_first() {
    let (sandbox, script) = place();
    let lines = format!("{CLIENT_PART}2\n4\nsmall\n1\nquiet\n1\n");
    let run = talk(&sandbox, &script, &lines);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        asked(&run.err)[4..],
        [
            "The client's part is done: one question is left, for you alone.",
            "Review the answers: choose one to change it",
            "Which size?",
            "In what mood?",
            "Review the answers: choose one to change it",
        ],
        "{}",
        run.err
    );
    assert_eq!(recorded(&sandbox, "size"), "small");
}

#[test]
fn at_the_goodbye_one_pauses_and_the_client_is_not_thanked_twice() {
    let (sandbox, script) = place();
    let run = talk(&sandbox, &script, &format!("{CLIENT_PART}3\n"));
    assert_eq!(run.code, 130, "{}", run.err);
    assert!(run.err.contains("Paused: 4 answers safe."), "{}", run.err);
    let again = sandbox.run_with_input(&["interview", "anna"], "quiet\n1\n");
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(!again.err.contains("Thank you"), "{}", again.err);
    assert_eq!(
        asked(&again.err),
        [
            "In what mood?",
            "Review the answers: choose one to change it"
        ]
    );
}

#[test]
fn what_was_put_off_is_taken_up_from_the_review() {
    let (sandbox, script) = place();
    let lines = ":later\nround\n:later\nonce\n\n1\nquiet\n2\nblue\nbig\n1\n";
    let run = talk(&sandbox, &script, lines);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains(" 2  → Take up the 2 questions put off"),
        "{}",
        run.err
    );
    assert_eq!(
        asked(&run.err)[6..],
        [
            "Review the answers: choose one to change it",
            "Which colour?",
            "Which size?",
            "Review the answers: choose one to change it",
        ],
        "only those, in their order"
    );
    for (id, value) in [("colour", "blue"), ("size", "big"), ("shape", "round")] {
        assert_eq!(recorded(&sandbox, id), value);
    }
}

#[test]
fn after_a_jump_one_comes_back_to_what_was_left_open() {
    let (sandbox, script) = place();
    let lines = "blue\n:goto size\nbig\nround\nonce\n\n1\nquiet\n1\n";
    let run = talk(&sandbox, &script, lines);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        asked(&run.err)[..5],
        [
            "Which colour?",
            "Which shape?",
            "Which size?",
            "Which shape?",
            "What do they tell?",
        ]
    );
}

#[test]
fn a_refused_text_stays_until_it_is_cleared() {
    for clear in [":clear", ":cancella"] {
        let (sandbox, script) = place();
        // Too long, and still there with one line more; cleared, it begins anew.
        let story = format!("this is much too long a story\n\nmore\n\n{clear}\nonce\n\n");
        let lines = format!("blue\nround\nbig\n{story}1\nquiet\n1\n");
        let run = talk(&sandbox, &script, &lines);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(recorded(&sandbox, "story"), "once", "{clear}");
        assert_eq!(
            run.err.matches("`:clear` to write it anew").count(),
            2,
            "{}",
            run.err
        );
    }
}

#[test]
fn a_script_named_by_its_file_finds_its_draft_whatever_the_file_is_called() {
    let (sandbox, _) = place();
    let script = sandbox.file("own/my words.toml", TALK);
    let script = script.to_string_lossy().into_owned();
    let first = talk(&sandbox, &script, "blue\n");
    assert_eq!(first.code, 130, "{}", first.err);
    let again = sandbox.run_with_input(&["interview", "anna", &script], "round\n");
    assert!(
        again
            .err
            .starts_with("Going on with “A few words”, Anna: 1 answer so far."),
        "{}",
        again.err
    );
    assert_eq!(asked(&again.err), ["Which shape?", "Which size?"]);
}
