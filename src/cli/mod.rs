//! Flags, environment, clock, exit codes, messages; one file per command.
//!
//! Decides what a command needs and in which order it is done. The rooms above do the work; here
//! are the clock, the environment and the streams, and the only place that knows exit codes.

use std::cell::OnceCell;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use clap_complete::CompleteEnv;
use jiff::civil::Date;

use crate::words::Language;

mod adopt;
mod after;
mod answers;
mod arguments;
mod begin;
mod charts;
mod check;
mod clients;
mod compare;
mod complete;
mod completions;
mod conduct;
mod doctor;
mod environment;
mod export;
mod find;
mod forget;
mod history;
mod init;
mod interview;
mod kits;
mod man;
mod open_points;
mod outcome;
mod portrait;
mod product;
mod rehearsal;
mod scripts;
mod sent;
mod settings;
mod show;
mod usage;

use environment::Context;
use outcome::{Exit, Failure};

/// Runs the program: what was typed in, the exit code out.
pub fn run() -> ExitCode {
    crate::console::outlive_file_limits();
    let typed: Vec<OsString> = std::env::args_os().collect();
    let language = environment::language(&typed);
    if std::env::var_os("COMPLETE").is_some() {
        CompleteEnv::with_factory(|| arguments::command(language)).complete();
    }
    let exit = match arguments::command_for_typed(language, &typed).try_get_matches_from(typed) {
        Ok(matches) => run_command(&matches, language),
        Err(error) => tell_usage(&error, language),
    };
    ExitCode::from(exit as u8)
}

fn tell_usage(error: &clap::Error, language: Language) -> Exit {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Help that nobody can read (a closed pipe) is no error.
            let _ = error.print();
            Exit::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            Exit::Usage
        }
        _ => {
            environment::talk(&usage::report(error, language));
            Exit::Usage
        }
    }
}

fn run_command(matches: &ArgMatches, language: Language) -> Exit {
    let result = context(matches, language).and_then(|context| {
        let (name, own) = matches.subcommand().unwrap_or(("man", matches));
        match name {
            "interview" => interview::run(&context, own),
            "show" => show::run(&context, own),
            "export" => export::run(&context, own),
            "sent" => sent::run(&context, own),
            "clients" => clients::run(&context, own),
            "compare" => compare::run(&context, own),
            "doctor" => doctor::run(&context, own),
            "history" => history::run(&context, own),
            "forget" => forget::run(&context, own),
            "scripts" => scripts::run(&context),
            "settings" => settings::run(&context, own),
            "check" => check::run(&context, own),
            "init" => init::run(&context, own),
            "completions" => completions::run(&context, own),
            _ => man::run(&context),
        }
    });
    match result {
        Ok(exit) => exit,
        Err(error) => {
            let (text, exit) = outcome::report(&error, language);
            environment::talk(&text);
            exit
        }
    }
}

fn context(matches: &ArgMatches, language: Language) -> anyhow::Result<Context> {
    let own = matches.subcommand().map_or(matches, |(_, own)| own);
    let home = environment::home(own.get_one("home"))?;
    let color = own.get_one::<String>("color").map(String::as_str);
    Ok(Context {
        language,
        questionnaires: environment::questionnaires(own.get_one("questionnaires"), &home)?,
        home,
        color: environment::color(color, &std::io::stdout()),
        width: environment::width(),
        talk_color: environment::color(color, &std::io::stderr()),
        zone: OnceCell::new(),
    })
}

/// Reads the day on which a profile is read: `--on`, else today.
fn reading_day(context: &Context, matches: &ArgMatches) -> anyhow::Result<Date> {
    match matches.get_one::<String>("on") {
        Some(typed) => day(context, typed),
        None => Ok(context.today()),
    }
}

/// Reads a day as typed in a flag.
fn day(context: &Context, typed: &str) -> anyhow::Result<Date> {
    let day = crate::value::date::parse(typed, context.today(), context.language);
    Ok(day.map_err(Failure::usage)?)
}

#[cfg(test)]
mod tests {
    use super::arguments;
    use crate::words::Language;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        arguments::command(Language::It).debug_assert();
        arguments::command(Language::En).debug_assert();
    }
}
