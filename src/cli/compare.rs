//! `ascolto compare`: clients side by side.

use clap::ArgMatches;

use super::environment::Context;
use super::find::{self, tell_problems};
use super::kits;
use super::outcome::Exit;
use super::portrait::Gallery;
use crate::comparison::{Comparison, Field, Frame, Sketch};
use crate::render::terminal;
use crate::store::{Client, Store};
use crate::text::Safe;

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let on = super::reading_day(context, matches)?;
    let store = find::store(context)?;
    let kit = kits::open(context)?;
    let mut gallery = Gallery::open(&store, &kit)?;
    let settings = gallery.settings.clone();
    let frame = Frame::new(gallery.definition, &settings, &kit.scripts()?, on);
    let rows = rows(context, &store, &mut gallery, &frame)?;
    let comparison = Comparison {
        frame,
        sketches: rows.sketches,
    };
    context.result(&table(context, &comparison))?;
    Ok(rows.worst)
}

/// Every client as a sketch, and how reading them went.
struct Rows {
    sketches: Vec<Sketch>,
    worst: Exit,
}

/// Draws every client on the day of the frame; what cannot be read is told and left out.
fn rows(
    context: &Context,
    store: &Store,
    gallery: &mut Gallery<'_>,
    frame: &Frame<'_>,
) -> anyhow::Result<Rows> {
    let all = store.clients()?;
    let mut rows = Rows {
        sketches: Vec::with_capacity(all.clients.len()),
        worst: tell_problems(context, &all.problems),
    };
    for client in &all.clients {
        match sketch(context, store, gallery, client, frame) {
            Ok((sketch, told)) => {
                rows.sketches.push(sketch);
                rows.worst = rows.worst.max(told);
            }
            Err(error) => {
                let (text, exit) = super::outcome::report(&error, context.language);
                context.talk(&text);
                rows.worst = rows.worst.max(exit);
            }
        }
    }
    Ok(rows)
}

fn sketch(
    context: &Context,
    store: &Store,
    gallery: &mut Gallery<'_>,
    client: &Client,
    frame: &Frame<'_>,
) -> anyhow::Result<(Sketch, Exit)> {
    let portrait = gallery.load(context, store, client)?;
    let sketch = gallery.with_profile(&portrait, frame.on, |profile| {
        Sketch::draw(profile, client.id(), frame)
    });
    Ok((sketch, portrait.worst))
}

fn table(context: &Context, comparison: &Comparison<'_>) -> Safe {
    let frame = &comparison.frame;
    let layout = &frame.definition.comparison;
    let fields: Vec<Field> = layout
        .columns
        .iter()
        .filter_map(|column| Field::of_column(column, frame))
        .collect();
    let labels: Vec<String> = fields
        .iter()
        .map(|field| field.label(frame, context.language))
        .collect();
    let mut headers = vec![""];
    headers.extend(labels.iter().map(String::as_str));
    let rows: Vec<Vec<String>> = comparison
        .sketches
        .iter()
        .map(|sketch| {
            let facts = sketch.facts();
            let cells = fields
                .iter()
                .map(|field| field.shown(&facts, frame, context.language).words);
            [facts.name.to_owned()].into_iter().chain(cells).collect()
        })
        .collect();
    terminal::table(&headers, &rows, context.width)
}
