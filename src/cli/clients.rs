//! `ascolto clients`: who there is.

use clap::ArgMatches;
use jiff::civil::Date;

use super::environment::Context;
use super::find::tell_problems;
use super::kits;
use super::outcome::Exit;
use super::portrait::Gallery;
use crate::render::terminal::{self, ClientRow, DueRow};
use crate::store::{Client, Store};

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let store = Store::open(&context.home)?;
    let all = store.clients()?;
    let mut worst = tell_problems(context, &all.problems);
    if matches.get_flag("due") {
        let rows = due(&all.clients, context.today());
        let text = terminal::due_clients(&rows, context.look(), context.language);
        context.result(&text)?;
        return Ok(worst);
    }
    let kit = kits::open(context)?;
    let mut rows = Vec::new();
    if !all.clients.is_empty() {
        let mut gallery = Gallery::open(&store, &kit)?;
        for client in &all.clients {
            let (row, told) = row(context, &store, &mut gallery, client)?;
            rows.push(row);
            worst = worst.max(told);
        }
    }
    context.result(&terminal::clients(&rows, context.look(), context.language))?;
    Ok(worst)
}

/// Gives those past the day until which their card says to keep them, the longest past first.
fn due(clients: &[Client], today: Date) -> Vec<DueRow> {
    let mut rows: Vec<DueRow> = clients
        .iter()
        .filter_map(|client| {
            let until = client.card().retain_until.filter(|until| *until < today)?;
            Some(DueRow {
                name: client.card().name.clone(),
                id: client.id().to_owned(),
                until,
            })
        })
        .collect();
    rows.sort_by_key(|row| row.until);
    rows
}

fn row(
    context: &Context,
    store: &Store,
    gallery: &mut Gallery<'_>,
    client: &Client,
) -> anyhow::Result<(ClientRow, Exit)> {
    let mut row = ClientRow {
        name: client.card().name.clone(),
        id: client.id().to_owned(),
        is_due: client
            .card()
            .retain_until
            .is_some_and(|until| until < context.today()),
        ..ClientRow::default()
    };
    // One damaged client hides no other: what is wrong is told, and the row says so.
    let portrait = match gallery.load(context, store, client) {
        Ok(portrait) => portrait,
        Err(error) => {
            let (text, exit) = super::outcome::report(&error, context.language);
            context.talk(&text);
            row.has_damage = true;
            return Ok((row, exit));
        }
    };
    let drafts = client.drafts()?;
    let worst = portrait.worst.max(tell_problems(context, &drafts.problems));
    row.drafts = drafts
        .drafts
        .iter()
        .map(|draft| draft.header.script.title.clone())
        .collect();
    row.has_damage = worst == Exit::Damaged;
    gallery.with_profile(&portrait, context.today(), |profile| {
        let interviews = profile.interviews();
        row.interviews = interviews.iter().filter(|one| one.counts()).count();
        row.last = interviews.last().map(|one| one.record.held);
        row.known = Some(profile.completeness());
        row.next = profile.next_dates().first().map(|next| next.day);
    });
    Ok((row, worst))
}
