//! `ascolto init`: copy the bundled kit, to edit it.

use std::path::PathBuf;

use clap::ArgMatches;

use super::environment::Context;
use super::outcome::Exit;
use crate::kit;
use crate::store;
use crate::words::cli as words;

/// Runs the command. Files that are there already are left as they are, and told.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let folder = matches.get_one::<PathBuf>("folder").cloned();
    let is_own = folder.is_none();
    let folder = folder.unwrap_or_else(|| context.home.join("questionnaires"));
    let copied = store::copy_kit(&folder, kit::bundled_files())?;
    let shown = folder.display().to_string();
    for kept in &copied.kept {
        context.say(&words::kept_as_it_is(kept));
    }
    context.say(&words::copied(copied.written, &shown));
    if !is_own {
        context.say(&words::use_folder(&shown));
    }
    Ok(Exit::Done)
}
