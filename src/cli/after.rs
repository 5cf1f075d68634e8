//! What is said when an interview is done: three lines, what is to clarify, what to do next.

use std::path::Path;

use super::environment::Context;
use super::kits::OpenKit;
use super::outcome::Exit;
use super::portrait::Gallery;
use crate::profile::Profile;
use crate::render::terminal::Sheet;
use crate::store::{Client, Store};
use crate::text::Safe;
use crate::words::interview_command as words;

/// Tells on stderr what the profile now says, in short.
pub fn tell(
    context: &Context,
    store: &Store,
    kit: &OpenKit,
    client: &Client,
) -> anyhow::Result<Exit> {
    let mut gallery = Gallery::open(store, kit)?;
    let portrait = gallery.load(context, store, client)?;
    let text = gallery.with_profile(&portrait, context.today(), |profile| {
        in_short(context, profile, client.id())
    });
    context.talk(&text);
    Ok(portrait.worst)
}

/// Says that the interview is kept, and where, when what comes after could not be told: nobody shall
/// conduct it again.
pub fn or_say_where(
    context: &Context,
    path: &Path,
    told: anyhow::Result<Exit>,
) -> anyhow::Result<Exit> {
    if told.is_err() {
        let kept = words::stored(&path.display().to_string());
        context.say(&kept);
    }
    told
}

fn in_short(context: &Context, profile: &Profile<'_>, id: &str) -> Safe {
    let own = context.tag();
    let told = profile.told(&own);
    let mut sheet = Sheet::new(context.talk_look());
    sheet.heading(&profile.sources().card.name);
    for line in told.summary() {
        sheet.words(&line);
    }
    let clarify = told.to_clarify();
    if !clarify.is_empty() {
        sheet.heading(words::to_clarify_heading().in_language(context.language));
        for tension in &clarify {
            sheet.words(tension.ask.as_ref().unwrap_or(&tension.say));
        }
    }
    let ask: Vec<String> = told.to_ask().into_iter().map(|point| point.name).collect();
    if !ask.is_empty() {
        sheet.blank();
        let names = crate::value::join(&ask, own.as_str());
        sheet.words(words::to_ask_line(&names).in_language(context.language));
    }
    sheet.blank();
    sheet.words(words::next_commands(id).in_language(context.language));
    sheet.finish()
}
