//! `ascolto history`: what was said when, what changed, what was corrected, what was sent.

use clap::ArgMatches;

use super::environment::Context;
use super::find;
use super::kits;
use super::outcome::Exit;
use super::portrait::Gallery;
use crate::json;
use crate::render::terminal;
use crate::store::Lookup;

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let typed = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let on = super::reading_day(context, matches)?;
    let store = find::store(context)?;
    let client = typed("client").unwrap_or_default();
    let client = find::client(context, &store, client, Lookup::Beginning)?;
    let kit = kits::open(context)?;
    let mut gallery = Gallery::open(&store, &kit)?;
    let portrait = gallery.load(context, &store, &client)?;
    let language = context.tag();
    gallery.with_profile(&portrait, on, |profile| {
        let shape = json::history(profile, client.id(), &language);
        match typed("format") {
            Some("json") => context.json(&shape),
            _ => context.result(&terminal::history(&shape, context.look(), context.language)),
        }
    })?;
    Ok(portrait.worst)
}
