//! `ascolto man`: the manual page, in the language of the interface.

use super::arguments;
use super::environment::Context;
use super::outcome::{Exit, Failure};
use crate::words::Language;
use crate::words::cli as words;

/// Runs the command.
pub fn run(context: &Context) -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    let command = arguments::command(context.language);
    let mut pages = vec![command.clone()];
    pages.extend(command.get_subcommands().map(|one| {
        one.clone()
            .display_name(format!("ascolto-{}", one.get_name()))
    }));
    for command in pages {
        clap_mangen::Man::new(command)
            .render(&mut page)
            .map_err(|error| Failure {
                exit: Exit::Disk,
                message: words::cannot_write_stdout(&error.to_string()),
                help: None,
            })?;
    }
    let page = String::from_utf8_lossy(&page).into_owned();
    context.document(&headings(&page, context.language))?;
    Ok(Exit::Done)
}

/// Puts the usual headings of a manual page into the language of the reader.
fn headings(page: &str, language: Language) -> String {
    const HEADINGS: [(&str, &str); 6] = [
        ("NAME", "NOME"),
        ("SYNOPSIS", "SINTASSI"),
        ("DESCRIPTION", "DESCRIZIONE"),
        ("OPTIONS", "OPZIONI"),
        ("SUBCOMMANDS", "COMANDI"),
        ("VERSION", "VERSIONE"),
    ];
    let line = |line: &str| {
        let found = HEADINGS
            .iter()
            .find(|(english, _)| line == format!(".SH {english}"));
        match (found, language) {
            (Some((_, italian)), Language::It) => format!(".SH {italian}"),
            _ => line.to_owned(),
        }
    };
    page.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}
