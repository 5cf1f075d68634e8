//! `ascolto scripts`: which scripts and documents there are.

use super::environment::Context;
use super::kits;
use super::outcome::Exit;
use crate::render::terminal::{self, ScriptRow};
use crate::text::Text;
use crate::words::cli as words;

/// Runs the command.
pub fn run(context: &Context) -> anyhow::Result<Exit> {
    let kit = kits::open(context)?;
    let tag = context.language.tag();
    let words_of = |text: &Option<Text>| {
        text.as_ref()
            .and_then(|text| text.in_tag(tag).as_plain())
            .unwrap_or_default()
            .to_owned()
    };
    kit.script_ids()?;
    let headers = kit.kit().scripts();
    let rows: Vec<ScriptRow> = headers
        .iter()
        .map(|header| ScriptRow {
            id: header.id.to_string(),
            title: words_of(&header.title),
            minutes: header.minutes,
            when_to_use: words_of(&header.when_to_use),
        })
        .collect();
    let documents = kit.document_ids()?.join(", ");
    let mut list = terminal::scripts(&rows, context.look(), context.language);
    let last = words::documents_line(&documents);
    list.push_line("");
    list.push_line(last.in_language(context.language));
    context.result(&list)?;
    Ok(Exit::Done)
}
