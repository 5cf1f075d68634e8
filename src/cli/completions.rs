//! `ascolto completions`: the script with which a shell asks this program for completions.

use std::path::Path;

use clap::ArgMatches;
use clap_complete::env::Shells;

use super::environment::Context;
use super::outcome::{Exit, Failure};
use crate::words::cli as words;

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let shell = matches
        .get_one::<String>("shell")
        .map(String::as_str)
        .unwrap_or_default();
    let shells = Shells::builtins();
    let Some(completer) = shells.completer(shell) else {
        return Err(Failure::usage(words::no_such_shell(shell)).into());
    };
    // The name when it is on the path, so that the script outlives a move of the program.
    let program = std::env::args_os()
        .next()
        .unwrap_or_else(|| "ascolto".into());
    let program = match Path::new(&program).components().count() {
        1 => "ascolto".to_owned(),
        _ => {
            std::env::current_exe().map_or("ascolto".to_owned(), |path| path.display().to_string())
        }
    };
    let mut script = Vec::new();
    completer
        .write_registration("COMPLETE", "ascolto", "ascolto", &program, &mut script)
        .map_err(|error| Failure {
            exit: Exit::Disk,
            message: words::cannot_write_stdout(&error.to_string()),
            help: None,
        })?;
    context.document(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
