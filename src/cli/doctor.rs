//! `ascolto doctor`: is everything on disk sound? And sealing again what was edited by hand.

use std::path::Path;

use clap::ArgMatches;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::adopt;
use super::environment::Context;
use super::kits;
use super::outcome::{self, Exit, Failure, problem_text};
use super::portrait::Gallery;
use crate::json;
use crate::store::{Class, Client, Problem, Store, Survey};
use crate::text::Safe;
use crate::value::date;
use crate::words::doctor as words;
use crate::words::{Language, Sentence};

/// An interview whose answers were for a time that has ended.
struct Ended {
    client: String,
    interview: String,
    title: String,
    held: Date,
    until: Date,
}

/// A client past the day until which the card says to keep.
struct Due {
    client: String,
    name: String,
    until: Date,
}

/// Everything the command found.
struct Report {
    survey: Survey,
    ended: Vec<Ended>,
    due: Vec<Due>,
    worst: Exit,
}

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let store = Store::open(&context.home)?;
    if let Some(file) = matches.get_one::<std::path::PathBuf>("accept") {
        return accept(context, &store, file);
    }
    if let Some(file) = matches.get_one::<std::path::PathBuf>("adopt") {
        return adopt::run(context, &store, file, matches.get_flag("yes"));
    }
    let report = look(context, &store)?;
    let is_json = matches
        .get_one::<String>("format")
        .is_some_and(|format| format == "json");
    match is_json {
        true => context.json(&as_json(&report, context.language))?,
        false => context.result(&as_text(&report, context.language))?,
    }
    Ok(report.worst)
}

fn look(context: &Context, store: &Store) -> anyhow::Result<Report> {
    let survey = store.survey()?;
    let classes = survey.findings.iter().map(Problem::class);
    let mut worst = classes.map(Exit::from).max().unwrap_or(Exit::Done);
    // What has ended is known by the scripts; what cannot be read leaves it open, and says so.
    let mut told = |error: &anyhow::Error| {
        let (text, exit) = outcome::report(error, context.language);
        context.talk(&text);
        worst = worst.max(exit);
    };
    let ended = match ended(context, store, &survey) {
        Ok((ended, problems)) => {
            problems.iter().for_each(&mut told);
            ended
        }
        Err(error) => {
            told(&error);
            Vec::new()
        }
    };
    let due = survey
        .clients
        .iter()
        .filter_map(|client| due(client, context.today()));
    Ok(Report {
        ended,
        due: due.collect(),
        worst,
        survey,
    })
}

fn due(client: &Client, today: Date) -> Option<Due> {
    let until = client.card().retain_until.filter(|until| *until < today)?;
    Some(Due {
        client: client.id().to_owned(),
        name: client.card().name.clone(),
        until,
    })
}

/// Finds what has ended, and what could not be read for it beyond what was found already.
fn ended(
    context: &Context,
    store: &Store,
    survey: &Survey,
) -> anyhow::Result<(Vec<Ended>, Vec<anyhow::Error>)> {
    let (mut ended, mut problems) = (Vec::new(), Vec::new());
    if survey.clients.is_empty() {
        return Ok((ended, problems));
    }
    let kit = kits::open(context)?;
    let mut gallery = Gallery::open(store, &kit)?;
    let is_new = |problem: &Problem| !survey.findings.contains(problem);
    for client in &survey.clients {
        let (portrait, met) = match gallery.load_quietly(context, store, client) {
            Ok(loaded) => loaded,
            Err(error) => {
                if error.downcast_ref::<Problem>().is_none_or(is_new) {
                    problems.push(error);
                }
                continue;
            }
        };
        problems.extend(met.into_iter().filter(is_new).map(anyhow::Error::from));
        gallery.with_profile(&portrait, context.today(), |profile| {
            for one in profile.expired() {
                let record = profile.interviews()[one.interview].record;
                ended.push(Ended {
                    client: client.id().to_owned(),
                    interview: record.interview.clone(),
                    title: record.script.title.clone(),
                    held: record.held,
                    until: one.until,
                });
            }
        });
    }
    Ok((ended, problems))
}

fn as_text(report: &Report, language: Language) -> Safe {
    let mut text = Safe::default();
    for problem in &report.survey.findings {
        text.push(&problem_text(problem, language));
    }
    let day = |day: Date| date::in_words(day, language.tag());
    for one in &report.ended {
        let said = words::ended(&one.client, &one.title, &day(one.held), &day(one.until));
        let help = words::help_ended(&one.client, &one.interview);
        text.push(&outcome::notice_text(&said, Some(&help), language));
    }
    for one in &report.due {
        let said = words::past_retention(&one.name, &day(one.until));
        let help = words::help_past_retention(&one.client);
        text.push(&outcome::notice_text(&said, Some(&help), language));
    }
    let survey = &report.survey;
    let held = words::held(survey.clients.len(), survey.records, survey.drafts);
    let bad = |class: &Class| !matches!(class, Class::Told);
    let wrong = survey.findings.iter().map(Problem::class).filter(bad);
    let notes = survey.findings.len() + report.ended.len() + report.due.len();
    let verdict = words::verdict(wrong.count(), notes);
    text.push_line(&format!(
        "{} {}",
        held.in_language(language),
        verdict.in_language(language)
    ));
    text
}

fn as_json(report: &Report, language: Language) -> Json {
    let say = |sentence: &Sentence| sentence.in_language(language).to_owned();
    let findings = report.survey.findings.iter().map(|problem| {
        let place = problem.place();
        json!({
            "file": problem.path.display().to_string(),
            "line": place.map(|(line, _)| line),
            "column": place.map(|(_, column)| column),
            "kind": problem.what.name(),
            "exit": problem.class().exit_code(),
            "message": say(&problem.message()),
            "help": problem.help().as_ref().map(say),
        })
    });
    let ended = report.ended.iter().map(|one| {
        json!({
            "client": one.client,
            "interview": one.interview,
            "title": one.title,
            "held": one.held.to_string(),
            "until": one.until.to_string(),
        })
    });
    let due = report.due.iter().map(|one| {
        json!({ "client": one.client, "name": one.name, "retain_until": one.until.to_string() })
    });
    json!({
        "schema": json::SCHEMA,
        "clients": report.survey.clients.len(),
        "interviews": report.survey.records,
        "drafts": report.survey.drafts,
        "findings": findings.collect::<Vec<Json>>(),
        "expired": ended.collect::<Vec<Json>>(),
        "due": due.collect::<Vec<Json>>(),
    })
}

/// Seals a record again as it is, after showing what it is.
fn accept(context: &Context, store: &Store, file: &Path) -> anyhow::Result<Exit> {
    let shown = file.display().to_string();
    let edited = store.edited(file).map_err(|problem| match problem {
        Some(problem) => anyhow::Error::from(problem),
        None => Failure::fault(words::no_such_record(&shown))
            .with_help(words::see_doctor())
            .into(),
    })?;
    let say = |sentence: Sentence| context.say(&sentence);
    let Some(edited) = edited else {
        say(words::sound_already(&shown));
        return Ok(Exit::Done);
    };
    let record = &edited.record;
    say(words::what_it_is(
        &record.client,
        &record.script.title,
        &date::in_words(record.held, context.language.tag()),
        record.answers.len(),
    ));
    if let Some(said) = edited.said {
        say(words::had_other_answers(said));
    }
    for answer in &record.answers {
        let is_private = answer.visibility == crate::script::Visibility::Sealed;
        let words = if is_private { "…" } else { &answer.shown };
        say(Sentence::same(format!("- {}: {words}", answer.name)));
    }
    edited.accept()?;
    say(words::sealed(&edited.path.display().to_string()));
    Ok(Exit::Done)
}
