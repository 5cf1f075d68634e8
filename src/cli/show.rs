//! `ascolto show`: the profile of a client.

use clap::ArgMatches;

use super::environment::Context;
use super::find;
use super::kits;
use super::outcome::{Exit, Failure};
use super::portrait::Gallery;
use crate::json;
use crate::render::terminal;
use crate::store::Lookup;
use crate::words::cli as words;

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let typed = matches
        .get_one::<String>("client")
        .map(String::as_str)
        .unwrap_or_default();
    let on = super::reading_day(context, matches)?;
    let why = matches.get_one::<String>("why").map(String::as_str);
    let is_json = matches
        .get_one::<String>("format")
        .is_some_and(|format| format == "json");
    let store = find::store(context)?;
    let client = find::client(context, &store, typed, Lookup::Beginning)?;
    let kit = kits::open(context)?;
    let mut gallery = Gallery::open(&store, &kit)?;
    let portrait = gallery.load(context, &store, &client)?;
    let language = context.tag();
    gallery.with_profile(&portrait, on, |profile| {
        let shape = json::show(profile, client.id(), &language);
        let (definition, look) = (gallery.definition, context.look());
        match why {
            None if is_json => context.json(&shape),
            None => context.result(&terminal::show(&shape, definition, look, context.language)),
            Some(why) => match terminal::why(&shape, why, definition, look, context.language) {
                Some(text) => context.result(&text),
                None => Err(no_such_trait(definition, why)),
            },
        }
    })?;
    Ok(portrait.worst)
}

fn no_such_trait(definition: &crate::definition::Definition, typed: &str) -> anyhow::Error {
    let ids = definition.traits.iter().map(|one| one.id.as_str());
    let help = match crate::source::closest(typed, ids.clone()) {
        Some(near) => crate::words::usage::did_you_mean(near),
        None => crate::words::usage::possible(&ids.collect::<Vec<_>>().join(", ")),
    };
    Failure::fault(words::no_such_trait(typed))
        .with_help(help)
        .into()
}
