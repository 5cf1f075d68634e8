//! `ascolto interview --answers`: a whole interview from a file. Everything is valid, or nothing is
//! stored.

use std::io;
use std::path::Path;

use super::begin;
use super::environment::Context;
use super::interview::{FIRST_SCRIPT, Plan, Wanted, new_draft, now_after, plan, setting};
use super::kits::{self, OpenKit};
use super::outcome::{Exit, Failure};
use crate::card::Card;
use crate::console::answers::{self, AnswersFile, ClientPart};
use crate::diagnostic::{Diagnostic, SourceFile, Span, has_errors};
use crate::interview::{Fault, Finished, Interview, answer_all};
use crate::record::{self, Heading, Record};
use crate::store::{self, NewDraft, Store, Whom};
use crate::text::LanguageTag;
use crate::words::cli as cli_words;
use crate::words::interview_command as words;

/// Runs an interview from a file, or from standard input when the file is `-`.
pub fn run(
    context: &Context,
    store: &mut Store,
    kit: &OpenKit,
    wanted: &Wanted<'_>,
    path: &Path,
) -> anyhow::Result<Exit> {
    let file = std::sync::Arc::new(source(path)?);
    let (answers, mut problems) = answers::read(&file);
    if has_errors(&problems) && answers.answers.is_none() {
        return Err(refuse(context, &file, problems));
    }
    let mut known = match &wanted.known {
        Ok(client) => Some(client.clone()),
        Err(_) => None,
    };
    let plan = match &known {
        Some(client) => match plan(context, store, kit, client, wanted, None)? {
            Some(plan) => plan,
            None => return Ok(Exit::Done),
        },
        None => {
            if answers.client.is_none() && !has_errors(&problems) {
                let message = words::needs_client_table(wanted.name.as_str());
                return Err(Failure::fault(message)
                    .with_help(words::add_client_table())
                    .into());
            }
            Plan::first(
                kits::script(context, kit, wanted.script.unwrap_or(FIRST_SCRIPT))?,
                wanted,
            )
        }
    };
    let before = match &known {
        Some(client) => client.card().clone(),
        None => begin::card(&wanted.name, plan.script.languages[0].clone()),
    };
    let (card, changed) = changed_card(&before, answers.client.as_ref());
    let mut interview = Interview::new(&plan.script, setting(&plan, &card));
    let faults = answer_all(
        &mut interview,
        &answers.entries,
        &answers.unread,
        context.now(),
    );
    problems.extend(
        faults
            .iter()
            .filter_map(|fault| diagnostic(fault, &answers, &file)),
    );
    if has_errors(&problems) {
        return Err(refuse(context, &file, problems));
    }
    let finished = match interview.finish() {
        Ok(finished) => finished,
        Err(_) => return Err(refuse(context, &file, problems)),
    };
    if finished.answers.is_none() {
        context.say(&words::nothing_stored());
        return Ok(Exit::Done);
    }
    if let Some(client) = known.as_mut().filter(|_| !changed.is_empty()) {
        client.save_card(&card)?;
        let keys = changed.join(", ");
        context.say(&words::card_changed(&keys));
    }
    let whom = known.as_ref().map_or(Whom::New(&card), Whom::Known);
    let new = new_draft(context, &plan, whom, &card);
    match record_of(context, &new, &interview, &finished) {
        Some(record) => keep(context, store, kit, new, record),
        None => Ok(Exit::Done),
    }
}

/// Stores the interview, all of it or nothing, and tells what the profile now says.
fn keep(
    context: &Context,
    store: &mut Store,
    kit: &OpenKit,
    new: NewDraft<'_>,
    record: Record,
) -> anyhow::Result<Exit> {
    let kept = store.import(new, record)?;
    let told = kept
        .client()
        .map_err(anyhow::Error::from)
        .and_then(|client| super::after::tell(context, store, kit, &client));
    super::after::or_say_where(context, &kept.path, told)
}

fn record_of(
    context: &Context,
    new: &NewDraft<'_>,
    interview: &Interview<'_>,
    finished: &Finished,
) -> Option<Record> {
    let heading = Heading {
        // The store gives both.
        interview: String::new(),
        n: 0,
        digest: new.script.digest.clone(),
        mode: new.mode,
        started: new.started,
        finished: now_after(context, new.started),
        amends: new.amends.clone(),
        own_language: context.tag(),
    };
    record::compose(interview, finished, heading)
}

fn source(path: &Path) -> anyhow::Result<SourceFile> {
    if path != Path::new("-") {
        return kits::file(path);
    }
    let shown = Path::new("<stdin>");
    match store::read_text(io::stdin().lock(), shown) {
        Ok(text) => Ok(SourceFile {
            name: shown.display().to_string(),
            text,
        }),
        Err(problem) => Err(kits::input_fault(&problem).into()),
    }
}

fn refuse(context: &Context, file: &SourceFile, mut problems: Vec<Diagnostic>) -> anyhow::Error {
    problems.sort_by_key(|problem| problem.span.as_ref().map(|span| span.range.start));
    let errors = kits::faulty(&problems, context.language, &file.name);
    match errors.downcast::<Failure>() {
        Ok(failure) => failure.with_help(cli_words::nothing_was_stored()).into(),
        Err(error) => error,
    }
}

/// Turns a fault of the interview into a finding at its place.
fn diagnostic(
    fault: &Fault,
    answers: &AnswersFile,
    file: &std::sync::Arc<SourceFile>,
) -> Option<Diagnostic> {
    let span = match fault.entry {
        Some(entry) => {
            let place = answers.places.get(entry)?;
            match fault.is_of_value {
                true => place.value.clone(),
                false => place.key.clone(),
            }
        }
        None => answers.answers.clone().unwrap_or(Span {
            file: std::sync::Arc::clone(file),
            range: 0..0,
        }),
    };
    let mut finding = Diagnostic::error(fault.code, span, fault.message.clone());
    finding.help = fault.help.clone();
    Some(finding)
}

/// Puts what a file says of the client on the card; gives the keys that changed.
fn changed_card(before: &Card, part: Option<&ClientPart>) -> (Card, Vec<&'static str>) {
    let mut card = before.clone();
    let Some(part) = part else {
        return (card, Vec::new());
    };
    if let Some(language) = &part.language {
        card.language = LanguageTag::new(language.value.as_str());
    }
    if let Some(kind) = &part.kind {
        card.kind = kind.value;
    }
    if let Some(greeting) = &part.greeting {
        card.greeting = Some(greeting.value.clone());
    }
    if let Some(organisation) = &part.organisation {
        card.organisation = Some(organisation.value.clone());
    }
    if let Some(hours) = &part.hours_per_month {
        card.hours_per_month = Some(hours.value);
    }
    if let Some(start) = &part.start {
        card.start = Some(start.value);
    }
    if let Some(zone) = &part.time_zone {
        card.time_zone = Some(zone.value.clone());
    }
    let changed = [
        ("language", card.language != before.language),
        ("kind", card.kind != before.kind),
        ("greeting", card.greeting != before.greeting),
        ("organisation", card.organisation != before.organisation),
        (
            "hours_per_month",
            card.hours_per_month != before.hours_per_month,
        ),
        ("start", card.start != before.start),
        ("time_zone", card.time_zone != before.time_zone),
    ];
    (
        card,
        changed
            .into_iter()
            .filter(|(_, is_changed)| *is_changed)
            .map(|(key, _)| key)
            .collect(),
    )
}
