//! `ascolto sent`: marks a document as sent, so that advice and history know.

use clap::ArgMatches;

use super::environment::Context;
use super::find;
use super::kits;
use super::outcome::{Exit, Failure};
use crate::store::Lookup;
use crate::value::date;
use crate::words::cli as words;

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let typed = |id: &str| {
        matches
            .get_one::<String>(id)
            .map(String::as_str)
            .unwrap_or_default()
    };
    let on = super::reading_day(context, matches)?;
    if on > context.today() {
        return Err(Failure::usage(words::not_sent_in_the_future(typed("on"))).into());
    }
    let store = find::store(context)?;
    let client = find::client(context, &store, typed("client"), Lookup::Exact)?;
    let kit = kits::open(context)?;
    let document = kit.document(typed("document"))?;
    client.mark_sent(&document.id, on, context.now())?;
    let title = document.title.in_tag(context.language.tag());
    let done = words::marked_sent(
        title.as_plain().unwrap_or(document.id.as_str()),
        &client.card().name,
        &date::in_words(on, context.language.tag()),
    );
    context.say(&done);
    Ok(Exit::Done)
}
