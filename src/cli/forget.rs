//! `ascolto forget`: erases everything held about a client, or one interview, after asking.

use std::path::Path;

use clap::ArgMatches;

use super::environment::Context;
use super::find::{self, tell_problems};
use super::interview::front;
use super::outcome::{Exit, Failure};
use crate::console;
use crate::render::terminal::Sheet;
use crate::store::{Client, Estate, FindError, Lookup, OneInterview, Store, Whose};
use crate::text::Safe;
use crate::value::date;
use crate::words::forget as words;
use crate::words::{Language, Sentence};

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let typed = matches
        .get_one::<String>("client")
        .map(String::as_str)
        .unwrap_or_default();
    let is_sure = matches.get_flag("yes");
    let mut store = Store::open(&context.home)?;
    match matches.get_one::<String>("interview") {
        Some(id) => {
            find::tell_interrupted(context, &store)?;
            let client = find::client(context, &store, typed, Lookup::Exact)?;
            one(context, &mut store, &client, id, is_sure)
        }
        None => everything(context, &mut store, typed, is_sure),
    }
}

fn everything(
    context: &Context,
    store: &mut Store,
    typed: &str,
    is_sure: bool,
) -> anyhow::Result<Exit> {
    let estate = store
        .estate(typed)
        .map_err(|error| find::failure(context, typed, error))?;
    let name = estate.name.as_deref().unwrap_or(&estate.id).to_owned();
    context.talk(&what_goes(context, &estate, &name)?);
    let worst = tell_problems(context, &estate.problems);
    if !agreed(
        context,
        is_sure,
        [
            &words::erase_client(&name),
            &words::say_yes(),
            &words::nothing_erased(),
        ],
    )? {
        return Ok(Exit::Interrupted);
    }
    let gone = store.forget(&estate, context.today())?;
    let mut sheet = Sheet::new(context.talk_look());
    let say = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    sheet.words(&say(words::client_erased(&name)));
    sheet.words(&say(words::out_of_reach()));
    sheet.words(&say(words::out_of_reach_history()));
    context.talk(&sheet.finish());
    let unnoted = gone.unnoted.is_some();
    if unnoted {
        context.say(&words::not_noted());
    }
    Ok(worst.max(tell_problems(context, gone.unnoted.as_slice())))
}

/// Shows what an erasure takes away.
fn what_goes(context: &Context, estate: &Estate, name: &str) -> anyhow::Result<Safe> {
    let say = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    let mut sheet = Sheet::new(context.talk_look());
    sheet.heading(&say(words::held_about(name, &estate.id)));
    match &estate.whose {
        Whose::Client(client) => {
            for line in interviews(context, client)? {
                sheet.words(&format!("- {line}"));
            }
        }
        Whose::Interrupted => sheet.words(&say(words::was_interrupted())),
        Whose::BackAgain(on) => {
            let [it, en] = [Language::It, Language::En].map(|one| date::in_words(*on, one.tag()));
            sheet.words(&say(words::was_erased(&it, &en)));
        }
        Whose::Unreadable(problem) => {
            let what = problem.message();
            sheet.words(&say(words::card_unreadable(&what.it, &what.en)));
        }
    }
    sheet.blank();
    sheet.words(&say(words::files_heading(estate.files.len())));
    for file in &estate.files {
        sheet.aside(&format!("- {}", shown(context, file)));
    }
    sheet.blank();
    Ok(sheet.finish())
}

/// Says each interview, draft and mark of a client in one line.
fn interviews(context: &Context, client: &Client) -> anyhow::Result<Vec<String>> {
    let day = |day| date::in_words(day, context.language.tag());
    let say = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    let mut lines = Vec::new();
    for stored in client.records()?.records {
        let record = stored.record;
        lines.push(say(words::an_interview(
            &record.script.title,
            &day(record.held),
            record.answers.len(),
        )));
    }
    for draft in client.drafts()?.drafts {
        lines.push(say(words::a_draft(
            &draft.header.script.title,
            &day(draft.header.held),
        )));
    }
    for mark in client.sent()?.0 {
        lines.push(say(words::a_mark(mark.document.as_str(), &day(mark.on))));
    }
    Ok(lines)
}

fn one(
    context: &Context,
    store: &mut Store,
    client: &Client,
    typed: &str,
    is_sure: bool,
) -> anyhow::Result<Exit> {
    // An interview without a file has only its number.
    if let Ok(n) = typed.parse()
        && store.miss_no_more(client, n, context.today())?
    {
        let mut sheet = Sheet::new(context.talk_look());
        let noted = words::missed_no_more(&client.card().name, n);
        sheet.words(noted.in_language(context.language));
        context.talk(&sheet.finish());
        return Ok(Exit::Done);
    }
    let found = client.one_interview(typed).map_err(|error| match error {
        FindError::Ambiguous(matches) => {
            let ids: Vec<&str> = matches.iter().map(|one| one.id.as_str()).collect();
            Failure::fault(words::several_interviews(typed))
                .with_help(crate::words::cli::choose_client(&ids.join(", ")))
                .into()
        }
        other => find::failure(context, typed, other),
    })?;
    let Some(found) = found else {
        return Err(Failure::fault(crate::words::cli::no_such_interview(typed))
            .with_help(words::see_history(client.id()))
            .into());
    };
    if !found.repeated_in.is_empty() {
        return Err(
            Failure::fault(words::repeated_in_draft(&found.repeated_in.join(", ")))
                .with_help(words::draft_first(client.id(), &found.repeated_in[0]))
                .into(),
        );
    }
    context.talk(&what_goes_of(context, client, &found)?);
    if !agreed(
        context,
        is_sure,
        [
            &words::erase_interview(&found.id),
            &words::say_yes(),
            &words::nothing_erased(),
        ],
    )? {
        return Ok(Exit::Interrupted);
    }
    let gone = store.forget_interview(&found, context.today())?;
    let say = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    let mut sheet = Sheet::new(context.talk_look());
    sheet.words(&say(words::interview_erased(&found.id)));
    sheet.words(&say(words::out_of_reach()));
    sheet.words(&say(words::out_of_reach_history()));
    if gone.unnoted.is_some() {
        sheet.words(&say(words::number_not_noted()));
    }
    context.talk(&sheet.finish());
    Ok(tell_problems(context, gone.unnoted.as_slice()))
}

/// Shows what goes with one interview, and what that means for the profile.
fn what_goes_of(context: &Context, client: &Client, found: &OneInterview) -> anyhow::Result<Safe> {
    let say = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    let mut sheet = Sheet::new(context.talk_look());
    sheet.heading(&say(words::held_about(&client.card().name, client.id())));
    let records = client.records()?.records;
    for stored in &records {
        let record = &stored.record;
        let day = date::in_words(record.held, context.language.tag());
        if record.interview == found.id {
            let line = words::an_interview(&record.script.title, &day, record.answers.len());
            sheet.words(&format!("- {}", say(line)));
            if let Some(corrected) = &record.amends {
                sheet.words(&say(words::counts_again(corrected)));
            }
        } else if record.amends.as_deref() == Some(&found.id) {
            sheet.words(&say(words::correction_stays(&record.interview)));
        }
    }
    for file in &found.files {
        sheet.aside(&format!("- {}", shown(context, file)));
    }
    sheet.blank();
    Ok(sheet.finish())
}

/// Gives a path as it reads from the data folder.
fn shown(context: &Context, path: &Path) -> String {
    let inside = path.strip_prefix(&context.home).unwrap_or(path);
    inside.display().to_string()
}

/// Asks, unless `--yes` has answered; without a terminal nobody can be asked.
pub fn agreed(
    context: &Context,
    is_sure: bool,
    [question, say_yes, kept]: [&Sentence; 3],
) -> anyhow::Result<bool> {
    if is_sure {
        return Ok(true);
    }
    if !console::is_interactive() {
        return Err(Failure::usage(words::nobody_to_ask())
            .with_help(say_yes.clone())
            .into());
    }
    let mut front = front(context, false)?;
    let answer = front.confirm(question.in_language(context.language), false);
    let agreed = answer.unwrap_or(None) == Some(true);
    drop(front);
    if !agreed {
        context.say(kept);
    }
    Ok(agreed)
}
