//! The machine, as text: a script, what was said, and what came of it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;

use super::{Earlier, Event, Interview, Offering, Place, Scope, Setting, Step, shown};
use crate::card::{Card, ClientKind};
use crate::diagnostic::SourceFile;
use crate::script::{self, Script};
use crate::text::{Id, LanguageTag};
use crate::value::{Answer, State, Value};
use crate::words::Language;

const SCRIPT: &str = r#"
format = 1
id = "trial"
version = 1
languages = ["it", "it-lei", "en"]
title = "Trial"
minutes = 10

[[outcome]]
id = "stop"
when = { notes = false }
ends = true
keep = []

[[section]]
id = "first"
title.it = "Inizio"
title.en = "Start"

[[section.question]]
id = "notes"
kind = "yes-no"
required = true
dont_know = false
declined = false
ask.it = "Va bene?"
ask.en = "All right?"

[[section.question]]
id = "before"
kind = "choice"
ask.it = "Ti è già capitato?"
ask.it-lei = "Le è già capitato?"
ask.en = "Have you before?"
options = [
  { id = "never", label = { it = "Mai", en = "Never" } },
  { id = "often", label = { it = "Spesso", en = "Often" } },
]

[[section.question]]
id = "problems"
kind = "choices"
when = { before = "often" }
ask.it = "Che cosa non andava?"
ask.en = "What went wrong?"
options = [
  { id = "late", label = { it = "Ritardi", en = "Delays" } },
  { id = "cost", label = { it = "Costi", en = "Costs" } },
  { id = "none", label = { it = "Niente", en = "Nothing" }, exclusive = true },
]

[[section.question]]
id = "why"
kind = "text"
when = { problems = { count = { at_least = 1 } } }
ask.it = "Perché {problems|…}?"
ask.en = "Why {problems|…}?"

[[section]]
id = "second"
title.it = "Poi"
title.en = "Then"

[[section.question]]
id = "day"
kind = "date"
min = { day = ["interview"] }
default = { day = ["interview"], plus_working_days = 2 }
ask.it = "Quando?"
ask.en = "When?"

[[section.question]]
id = "sum"
kind = "number"
integer = true
min = 1
max = 10
must = { hold = { sum = { not = 7 } }, say = { it = "il sette no", en = "not seven" } }
ask.it = "Quanto?"
ask.en = "How much?"
"#;

fn read(source: &str) -> Script {
    let file = Arc::new(SourceFile {
        name: "trial.toml".to_owned(),
        text: source.to_owned(),
    });
    let (script, problems) = script::read(file, &|_| None);
    script.unwrap_or_else(|| {
        panic!(
            "{:?}",
            problems
                .iter()
                .map(|one| (one.code, one.message.en.clone()))
                .collect::<Vec<_>>()
        )
    })
}

fn setting() -> Setting {
    let language = LanguageTag::new("en");
    Setting {
        language: language.clone(),
        held: date(2026, 10, 1),
        card: Card {
            name: "Anna".to_owned(),
            language,
            kind: ClientKind::External,
            organisation: None,
            greeting: None,
            hours_per_month: None,
            start: None,
            time_zone: None,
            retain_until: None,
        },
        earlier: BTreeMap::new(),
        offering: Offering::AsScripted,
        scope: Scope::Whole,
    }
}

/// Says something to the interview; gives the words of a refusal.
fn say(interview: &mut Interview<'_>, id: &str, words: &str) -> Result<(), String> {
    let (index, _) = interview
        .script()
        .question(id)
        .expect("the question is there");
    let answer = match words {
        "?" => Answer::state(State::DontKnow),
        "-" => Answer::state(State::Declined),
        ">" => Answer::state(State::Later),
        words => Answer::of(
            interview
                .read_words(index, words, Language::En)
                .map_err(|sentence| sentence.en.into_owned())?,
        ),
    };
    let event = Event::Answered {
        question: Id::new(id),
        answer,
        at: Timestamp::UNIX_EPOCH,
    };
    interview
        .apply(event)
        .map_err(|rejection| rejection.message.en.into_owned())
}

/// Draws where every question stands.
fn draw(interview: &Interview<'_>) -> String {
    let mut drawing = String::new();
    for (index, question) in interview.script().questions.iter().enumerate() {
        let place = match interview.path().place(index) {
            Place::Off => "off",
            Place::Perhaps => "perhaps",
            Place::Spared => "spared",
            Place::Open => "open",
            Place::Answered => "answered",
        };
        let answer = interview
            .answer(index)
            .map(|answer| shown(question, &answer, &interview.setting().language));
        writeln!(
            drawing,
            "{}: {place} {}",
            question.id,
            answer.unwrap_or_default()
        )
        .expect("a string can be written to");
    }
    drawing
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
}

fn check(said: &[(&str, &str)], expected: &str) {
    let script = read(SCRIPT);
    let mut interview = Interview::new(&script, setting());
    for (id, words) in said {
        say(&mut interview, id, words).expect("the answer is accepted");
    }
    assert_eq!(draw(&interview), expected.trim());
}

#[test]
fn what_waits_for_an_answer_is_perhaps_and_what_cannot_be_is_off() {
    check(
        &[],
        "notes: open\nbefore: open\nproblems: perhaps\nwhy: perhaps\nday: open\nsum: open",
    );
    check(
        &[("notes", "yes"), ("before", "never")],
        "notes: answered Yes\nbefore: answered Never\nproblems: off\nwhy: off\nday: open\nsum: open",
    );
    check(
        &[("before", "?")],
        "notes: open\nbefore: answered I don't know yet\nproblems: off\nwhy: off\nday: open\nsum: open",
    );
}

#[test]
fn an_exclusive_option_does_not_count() {
    check(
        &[("before", "often"), ("problems", "none")],
        "notes: open\nbefore: answered Often\nproblems: answered Nothing\nwhy: off\nday: open\nsum: open",
    );
}

#[test]
fn an_answer_that_leaves_the_path_is_kept_ignored_and_offered_again() {
    let script = read(SCRIPT);
    let mut interview = Interview::new(&script, setting());
    for (id, words) in [
        ("notes", "y"),
        ("before", "often"),
        ("problems", "late,cost"),
        ("why", "the post"),
    ] {
        say(&mut interview, id, words).expect("the answer is accepted");
    }
    let never = Answer::of(Value::Choice(Id::new("never")));
    let impact = interview.impact(1, &never);
    assert_eq!(
        (impact.leave, impact.join, impact.ends),
        (vec![2, 3], vec![], false)
    );
    say(&mut interview, "before", "never").expect("the answer is accepted");
    assert_eq!(
        draw(&interview),
        "notes: answered Yes\nbefore: answered Never\nproblems: off Delays and costs\nwhy: off the post\nday: open\nsum: open"
    );
    let stored: Vec<usize> = interview
        .finish()
        .expect("it can finish")
        .answers
        .expect("it is stored")
        .iter()
        .map(|one| one.question)
        .collect();
    assert_eq!(stored, [0, 1]);
    say(&mut interview, "before", "often").expect("the answer is accepted");
    assert_eq!(
        draw(&interview),
        "notes: answered Yes\nbefore: answered Often\nproblems: open Delays and costs\nwhy: perhaps the post\nday: open\nsum: open"
    );
}

#[test]
fn an_answer_given_ahead_counts_when_its_turn_comes() {
    check(
        &[
            ("why", "said early"),
            ("before", "often"),
            ("problems", "late"),
        ],
        "notes: open\nbefore: answered Often\nproblems: answered Delays\nwhy: answered said early\nday: open\nsum: open",
    );
}

#[test]
fn an_outcome_that_ends_stores_what_it_keeps() {
    let script = read(SCRIPT);
    let mut interview = Interview::new(&script, setting());
    say(&mut interview, "day", "in two weeks").expect("the answer is accepted");
    let no = Answer::of(Value::YesNo(false));
    assert!(interview.impact(0, &no).ends);
    say(&mut interview, "notes", "no").expect("the answer is accepted");
    assert_eq!(
        draw(&interview),
        "notes: answered No\nbefore: off\nproblems: off\nwhy: off\nday: off 15 October 2026\nsum: off"
    );
    assert_eq!(interview.step(), Step::Review);
    assert_eq!(interview.finish().expect("it can finish").answers, None);
}

#[test]
fn what_has_to_hold_of_an_answer_may_read_the_answer_itself() {
    let script = read(SCRIPT);
    let mut interview = Interview::new(&script, setting());
    say(&mut interview, "sum", "6").expect("the six is accepted");
    say(&mut interview, "sum", "8").expect("it can be changed");
    let (sum, _) = script.question("sum").expect("it is there");
    assert!(interview.path().is_answered(sum));
}

#[test]
fn refusals_say_why_and_change_nothing() {
    let script = read(SCRIPT);
    let mut interview = Interview::new(&script, setting());
    say(&mut interview, "before", "often").expect("the answer is accepted");
    let before = draw(&interview);
    let refusals: Vec<String> = [
        ("notes", "?"),
        ("notes", "perhaps"),
        ("before", "oftn"),
        ("before", "3"),
        ("before", "1,2"),
        ("problems", "late,none"),
        ("problems", "late,late"),
        ("day", "2026-09-30"),
        ("day", "31/02/2026"),
        ("sum", "2.5"),
        ("sum", "11"),
        ("sum", "7"),
        ("sum", "many"),
        ("why", "  "),
    ]
    .into_iter()
    .map(|(id, words)| {
        format!(
            "{id} {words}: {}",
            say(&mut interview, id, words).expect_err("it is refused")
        )
    })
    .collect();
    assert_eq!(draw(&interview), before);
    assert_eq!(
        refusals.join("\n"),
        "\
notes ?: this question does not offer `dont_know`
notes perhaps: `perhaps` is neither yes nor no: write `yes` or `no`
before oftn: no option `oftn`; did you mean `often`?
before 3: `3` is not in the list: the numbers go from 1 to 2
before 1,2: only one option can be chosen here
problems late,none: `none` cannot be combined with other options
problems late,late: the option `late` is given twice
day 2026-09-30: the date cannot be before 2026-10-01
day 31/02/2026: `31/02/2026`: that month has no such day
sum 2.5: a whole number is needed
sum 11: the most is 10
sum 7: not seven
sum many: `many` is not a number: write digits only, for example `12` or `12.5`
why   : at least one word is needed"
    );
}

#[test]
fn the_words_of_a_question_hold_earlier_answers_and_the_form_of_address() {
    let script = read(SCRIPT);
    let mut interview = Interview::new(&script, setting());
    say(&mut interview, "before", "often").expect("the answer is accepted");
    say(&mut interview, "problems", "cost,late").expect("the answer is accepted");
    assert_eq!(
        interview.ask(3, &LanguageTag::new("it")),
        "Perché ritardi e costi?"
    );
    assert_eq!(
        interview.ask(1, &LanguageTag::new("it-lei")),
        "Le è già capitato?"
    );
    assert_eq!(interview.ask(0, &LanguageTag::new("it-lei")), "Va bene?");
    assert_eq!(
        interview.default_for(4),
        Some(Value::Date(date(2026, 10, 5)))
    );
    assert_eq!(
        interview.why(2, Language::It),
        "Si pone perché «Ti è già capitato?» è «Spesso»."
    );
    assert_eq!(
        interview.why(0, Language::En),
        "This question is always asked."
    );
}

#[test]
fn a_question_declined_before_is_spared_but_may_be_answered() {
    let script = read(SCRIPT);
    let mut with_earlier = setting();
    let day = date(2026, 9, 1);
    with_earlier.earlier.insert(
        Id::new("before"),
        Earlier {
            answer: Answer::state(State::Declined),
            day,
        },
    );
    with_earlier.earlier.insert(
        Id::new("sum"),
        Earlier {
            answer: Answer::of(Value::Number(4.0)),
            day,
        },
    );
    let mut interview = Interview::new(&script, with_earlier);
    assert_eq!(interview.path().place(1), Place::Spared);
    assert_eq!(
        interview.earlier(5).map(|earlier| &earlier.answer),
        Some(&Answer::of(Value::Number(4.0)))
    );
    say(&mut interview, "before", "often").expect("the answer is accepted");
    assert_eq!(interview.path().place(1), Place::Answered);
    assert_eq!(interview.path().place(2), Place::Open);
}

#[test]
fn a_scope_asks_only_what_it_names_and_sees_earlier_answers() {
    let script = read(SCRIPT);
    let mut narrow = setting();
    let often = Answer::of(Value::Choice(Id::new("often")));
    narrow.earlier.insert(
        Id::new("before"),
        Earlier {
            answer: often,
            day: date(2026, 9, 1),
        },
    );
    narrow.scope = Scope::Only(vec![Id::new("problems"), Id::new("why")]);
    let mut interview = Interview::new(&script, narrow);
    assert_eq!(
        draw(&interview),
        "notes: off\nbefore: off\nproblems: open\nwhy: open\nday: off\nsum: off"
    );
    say(&mut interview, "problems", "none").expect("the answer is accepted");
    assert_eq!(interview.path().place(3), Place::Off);
    assert!(interview.finish().is_ok());
}

#[test]
fn a_note_alone_is_not_lost() {
    let script = read(SCRIPT);
    let mut interview = Interview::new(&script, setting());
    say(&mut interview, "notes", "yes").expect("the answer is accepted");
    let note = Event::Noted {
        question: Id::new("sum"),
        note: Some("ask again".to_owned()),
        at: Timestamp::UNIX_EPOCH,
    };
    interview.apply(note).expect("a note is accepted");
    assert_eq!(interview.path().place(5), Place::Open);
    let answers = interview
        .finish()
        .expect("it can finish")
        .answers
        .expect("it is stored");
    let last = &answers.last().expect("there is an answer").answer;
    assert_eq!(
        (last.given.state(), last.note.as_deref()),
        (Some(State::Later), Some("ask again"))
    );
}

#[test]
fn the_same_events_give_the_same_interview() {
    let script = read(SCRIPT);
    let events = |interview: &mut Interview<'_>| {
        for (id, words) in [
            ("notes", "y"),
            ("before", "often"),
            ("problems", "1"),
            ("before", "1"),
            ("before", "2"),
        ] {
            say(interview, id, words).expect("the answer is accepted");
        }
    };
    let (mut one, mut other) = (
        Interview::new(&script, setting()),
        Interview::new(&script, setting()),
    );
    events(&mut one);
    events(&mut other);
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

#[test]
fn progress_counts_half_of_what_may_come() {
    let script = read(SCRIPT);
    let mut interview = Interview::new(&script, setting());
    let told = |interview: &Interview<'_>| {
        let progress = interview.progress();
        (progress.answered, progress.about, progress.minutes_left)
    };
    assert_eq!(told(&interview), (0, 5, Some(10)));
    say(&mut interview, "before", "never").expect("the answer is accepted");
    assert_eq!(told(&interview), (1, 4, Some(6)));
    let required = interview.finish().expect_err("the notes are required");
    assert_eq!(required[0].question, Id::new("notes"));
}
