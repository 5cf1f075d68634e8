//! Every path of a bundled script, enumerated: how many prompts a person meets.

use std::collections::BTreeMap;

use ascolto::card::{Card, ClientKind};
use ascolto::interview::{Event, Interview, Offering, Scope, Setting, Step};
use ascolto::script::{Question, Script, Voice};
use ascolto::text::LanguageTag;
use ascolto::value::{Answer, Kind, State, Value};
use jiff::Timestamp;
use jiff::civil::date;

fn card() -> Card {
    Card {
        name: "Studio Verdi".to_owned(),
        language: LanguageTag::new("it"),
        kind: ClientKind::External,
        organisation: None,
        greeting: None,
        hours_per_month: None,
        start: None,
        time_zone: None,
        retain_until: None,
    }
}

fn begin(script: &Script) -> Interview<'_> {
    let setting = Setting {
        language: LanguageTag::new("it"),
        held: date(2026, 10, 1),
        card: card(),
        earlier: BTreeMap::new(),
        offering: Offering::AsScripted,
        scope: Scope::Whole,
    };
    Interview::new(script, setting)
}

/// The answers that may lead to different paths: every option, yes and no, one value else, and
/// "I don't know yet" where it is offered.
fn answers(question: &Question, matters: bool) -> Vec<Answer> {
    let ids = question.options().iter().map(|option| option.id.clone());
    let mut answers: Vec<Answer> = match question.kind() {
        Kind::Choice | Kind::Scale => ids.map(|id| Answer::of(Value::Choice(id))).collect(),
        Kind::Choices | Kind::Ranking => {
            ids.map(|id| Answer::of(Value::Choices(vec![id]))).collect()
        }
        Kind::YesNo => vec![
            Answer::of(Value::YesNo(true)),
            Answer::of(Value::YesNo(false)),
        ],
        Kind::Text | Kind::LongText => vec![Answer::of(Value::Text("x".to_owned()))],
        Kind::Number => vec![Answer::of(Value::Number(3.0))],
        Kind::Date => vec![Answer::of(Value::Date(date(2026, 10, 19)))],
        Kind::Hours => {
            vec![Answer::of(Value::Hours(
                ascolto::value::hours::parse("mon-fri 9-18").expect("hours"),
            ))]
        }
    };
    if question.offers(State::DontKnow) {
        answers.push(Answer::state(State::DontKnow));
    }
    if !matters {
        answers.truncate(1);
    }
    answers
}

/// One finished path: the questions asked.
fn walk(
    interview: &Interview<'_>,
    asked: &mut Vec<usize>,
    matters: &[bool],
    paths: &mut Vec<(Vec<usize>, bool)>,
) {
    let Step::Ask(index) = interview.step() else {
        paths.push((asked.clone(), interview.path().ended_by().is_some()));
        return;
    };
    asked.push(index);
    let question = &interview.script().questions[index];
    for answer in answers(question, matters[index]) {
        let mut next = interview.clone();
        let event = Event::Answered {
            question: question.id.clone(),
            answer,
            at: Timestamp::UNIX_EPOCH,
        };
        if next.apply(event).is_ok() {
            walk(&next, asked, matters, paths);
        }
    }
    asked.pop();
}

fn paths(id: &str) -> (Script, Vec<(Vec<usize>, bool)>) {
    let kit = ascolto::kit::Kit::bundled();
    let script = kit.script(id).expect("the script is bundled");

    let source = &script.source;
    // A question matters when a condition or an outcome names it.
    let matters: Vec<bool> = script
        .questions
        .iter()
        .map(|question| {
            let id = question.id.as_str();
            source
                .lines()
                .filter(|line| !line.starts_with("id ="))
                .any(|line| {
                    (line.contains("when")
                        || line.contains("hold")
                        || line.trim_start().starts_with('{'))
                        && line.contains(&format!("{id} ="))
                })
        })
        .collect();
    let mut found = Vec::new();
    walk(&begin(&script), &mut Vec::new(), &matters, &mut found);
    (script, found)
}

/// Shortest and longest path: prompts, and how many of them are the client's.
type Lengths = (usize, usize, usize, usize);

fn lengths(id: &str) -> Lengths {
    let (script, paths) = paths(id);
    let whole: Vec<&Vec<usize>> = paths
        .iter()
        .filter(|(_, ended)| !ended)
        .map(|(asked, _)| asked)
        .collect();
    let client = |asked: &&&Vec<usize>| {
        asked
            .iter()
            .filter(|index| script.questions[**index].voice == Voice::Client)
            .count()
    };
    let shortest = whole
        .iter()
        .min_by_key(|asked| asked.len())
        .expect("there is a path");
    let longest = whole
        .iter()
        .max_by_key(|asked| asked.len())
        .expect("there is a path");
    (
        shortest.len(),
        client(&shortest),
        longest.len(),
        client(&longest),
    )
}

#[test]
fn every_path_of_the_intake_has_between_12_and_28_prompts() {
    let (_, found) = paths("intake");
    assert!(
        found.len() > 500,
        "the paths were enumerated: {}",
        found.len()
    );
    let wrong: Vec<usize> = found
        .iter()
        .filter(|(_, ended)| !ended)
        .map(|(asked, _)| asked.len())
        .filter(|length| !(12..=28).contains(length))
        .collect();
    assert_eq!(wrong, Vec::<usize>::new());
    assert_eq!(lengths("intake"), (12, 10, 28, 23));
}

#[test]
fn a_no_to_the_notes_ends_every_interview_that_asks() {
    let (script, found) = paths("intake");
    let ended: Vec<&(Vec<usize>, bool)> = found.iter().filter(|(_, ended)| *ended).collect();
    assert!(!ended.is_empty());
    for (asked, _) in ended {
        let last = asked
            .last()
            .map(|index| script.questions[*index].id.as_str());
        assert_eq!(last, Some("privacy_ok"));
    }
}

#[test]
fn the_other_scripts_have_the_lengths_they_promise() {
    let table: Vec<(&str, Lengths)> = [
        "intake-brief",
        "check-in",
        "recap",
        "special-period",
        "difficult-moment",
        "internal-client",
        "offboarding",
    ]
    .into_iter()
    .map(|id| (id, lengths(id)))
    .collect();
    assert_eq!(
        table,
        [
            ("intake-brief", (9, 8, 9, 8)),
            ("check-in", (13, 11, 22, 20)),
            ("recap", (15, 0, 16, 0)),
            ("special-period", (15, 9, 15, 9)),
            ("difficult-moment", (21, 9, 29, 9)),
            ("internal-client", (21, 18, 21, 18)),
            ("offboarding", (13, 8, 14, 9)),
        ]
    );
}

#[test]
fn what_was_observed_once_is_asked_afresh() {
    for (script, id) in [
        ("intake", "time_available"),
        ("intake", "signals"),
        ("intake", "between_lines"),
        ("intake-brief", "signals"),
    ] {
        let (script, _) = paths(script);
        let question = script.questions.iter().find(|one| one.id.as_str() == id);
        assert_eq!(question.map(|one| one.offer_earlier), Some(false), "{id}");
    }
    let (script, _) = paths("intake");
    let need = script
        .questions
        .iter()
        .find(|one| one.id.as_str() == "need");
    assert_eq!(need.map(|one| one.offer_earlier), Some(true));
}
