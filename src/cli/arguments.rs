//! The command line: commands, flags and their help, in the language of the interface.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, ValueHint};
use clap_complete::ArgValueCompleter;

use super::complete;
use crate::words::help as words;
use crate::words::{Language, Sentence};

/// Makes the whole command line in a language.
pub fn command(language: Language) -> Command {
    command_for(language, |_| true)
}

/// Makes the command line that is needed to read what was typed: a command that is not among the
/// words is known by its name only. Help on all commands needs no more than that.
pub fn command_for_typed(language: Language, typed: &[OsString]) -> Command {
    command_for(language, |name| typed.iter().any(|word| word == name))
}

fn command_for(language: Language, is_needed: impl Fn(&str) -> bool) -> Command {
    let say = Say(language);
    let commands = COMMANDS.iter().map(|(name, about, arguments)| {
        let command = Command::new(*name).about(say.text(about()));
        match is_needed(name) {
            true => with_usage(dress(arguments(command, say), say), say),
            false => command,
        }
    });
    dress(Command::new("ascolto"), say)
        .version(env!("CARGO_PKG_VERSION"))
        .about(say.text(words::about()))
        .long_about(say.text(words::long_about()))
        .subcommand_help_heading(say.text(words::commands_heading()))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help_heading(say.text(words::options_heading()))
                .help(say.styled(words::version_flag())),
        )
        .args(global(say))
        .override_usage(say.text(words::usage_of("", &say.text(words::command_word()))))
        .subcommands(commands)
}

/// A command: its name, what it does, and what gives it its arguments.
type Known = (&'static str, fn() -> Sentence, fn(Command, Say) -> Command);

const COMMANDS: [Known; 15] = [
    ("interview", words::interview, interview),
    ("show", words::show, show),
    ("export", words::export, export),
    ("sent", words::sent, sent),
    ("history", words::history, history),
    ("clients", words::clients, clients),
    ("compare", words::compare, compare),
    ("doctor", words::doctor, doctor),
    ("forget", words::forget, forget),
    ("scripts", words::scripts, without_arguments),
    ("settings", words::settings, settings),
    ("check", words::check, check),
    ("init", words::init, init),
    ("completions", words::completions, completions),
    ("man", words::man, without_arguments),
];

fn without_arguments(command: Command, _: Say) -> Command {
    command
}

/// Says how a command is typed, with its arguments by name.
fn with_usage(command: Command, say: Say) -> Command {
    let arguments: Vec<String> = command
        .get_positionals()
        .map(|argument| {
            let name = argument
                .get_value_names()
                .and_then(|names| names.first())
                .map(|name| name.to_string());
            let name = name.unwrap_or_default();
            let is_many = argument
                .get_num_args()
                .is_some_and(|count| count.max_values() > 1);
            let many = if is_many { "…" } else { "" };
            if argument.is_required_set() {
                format!("<{name}>{many}")
            } else {
                format!("[{name}]{many}")
            }
        })
        .collect();
    let usage = words::usage_of(&format!(" {}", command.get_name()), &arguments.join(" "));
    command.override_usage(say.text(usage).trim_end().to_owned())
}

/// The language in which help is said.
#[derive(Clone, Copy)]
struct Say(Language);

impl Say {
    fn text(self, sentence: Sentence) -> String {
        sentence.in_language(self.0).to_owned()
    }

    fn styled(self, sentence: Sentence) -> StyledStr {
        StyledStr::from(self.text(sentence))
    }

    fn positional(self, id: &'static str, name: &'static str, help: Sentence) -> Arg {
        Arg::new(id)
            .value_name(name)
            .help(self.styled(help))
            .help_heading(self.text(words::arguments_heading()))
    }

    fn option(self, id: &'static str, name: &'static str, help: Sentence) -> Arg {
        self.flag(id, help).action(ArgAction::Set).value_name(name)
    }

    fn flag(self, id: &'static str, help: Sentence) -> Arg {
        Arg::new(id)
            .long(id)
            .action(ArgAction::SetTrue)
            .help(self.styled(help))
            .help_heading(self.text(words::options_heading()))
    }

    fn client(self) -> Arg {
        self.positional("client", "CLIENT", words::client())
            .required(true)
            .add(ArgValueCompleter::new(complete::clients))
    }
}

/// Puts the headings and the help flag of a command in the language of the interface.
fn dress(command: Command, say: Say) -> Command {
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        say.text(words::usage_heading())
    );
    command
        .help_template(template)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help_heading(say.text(words::options_heading()))
                .help(say.styled(words::help_flag())),
        )
}

fn global(say: Say) -> Vec<Arg> {
    let option = |id, name, help| {
        say.option(id, name, help)
            .global(true)
            .help_heading(say.text(words::global_heading()))
    };
    vec![
        option("home", "DIR", words::home())
            .value_hint(ValueHint::DirPath)
            .value_parser(clap::value_parser!(std::path::PathBuf)),
        option("questionnaires", "DIR", words::questionnaires())
            .value_hint(ValueHint::DirPath)
            .value_parser(clap::value_parser!(std::path::PathBuf)),
        option("lang", "it|en", words::lang())
            .value_parser(["it", "en"])
            .hide_possible_values(true),
        option("color", "auto|always|never", words::color())
            .value_parser(["auto", "always", "never"])
            .hide_possible_values(true),
    ]
}

fn interview(command: Command, say: Say) -> Command {
    command
        .long_about(say.text(words::interview_long()))
        .arg(
            say.positional("client", "CLIENT", words::interview_client())
                .required(true)
                .add(ArgValueCompleter::new(complete::clients)),
        )
        .arg(
            say.positional("script", "SCRIPT", words::interview_script())
                .add(ArgValueCompleter::new(complete::scripts)),
        )
        .arg(
            say.option("answers", "FILE", words::answers())
                .value_hint(ValueHint::FilePath)
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        )
        .arg(say.option("on", "DATE", words::interview_on()))
        .arg(
            say.flag("open", words::open())
                .conflicts_with_all(["only", "amend"]),
        )
        .arg(
            say.option("only", "ID,ID", words::only())
                .value_delimiter(',')
                .conflicts_with("amend"),
        )
        .arg(
            say.option("amend", "RECORD", words::amend())
                .num_args(0..=1)
                .default_missing_value(""),
        )
        .arg(say.flag("plain", words::plain()).conflicts_with("answers"))
        .arg(
            say.flag("restart", words::restart())
                .conflicts_with("answers"),
        )
}

fn show(command: Command, say: Say) -> Command {
    command
        .arg(say.client())
        .arg(
            say.option("why", "TRAIT", words::why())
                .conflicts_with("format"),
        )
        .arg(say.option("on", "DATE", words::reading_on()))
        .arg(formats(say, words::show_format(), &["text", "json"]))
}

fn export(command: Command, say: Say) -> Command {
    command
        .arg(
            say.positional("client", "CLIENT", words::export_clients())
                .num_args(0..)
                .required_unless_present("all")
                .conflicts_with("all")
                .add(ArgValueCompleter::new(complete::clients)),
        )
        .arg(say.flag("all", words::all()))
        .arg(
            say.option("document", "ID", words::document())
                .add(ArgValueCompleter::new(complete::documents)),
        )
        .arg(say.option("interview", "ID", words::about_interview()))
        .arg(say.option("client-lang", "it|it-lei|en", words::client_lang()))
        .arg(formats(
            say,
            words::export_format(),
            &["md", "html", "eml", "json", "csv", "ndjson", "ics", "vcf"],
        ))
        .arg(say.flag("front-matter", words::front_matter()))
        .arg(say.option("on", "DATE", words::reading_on()))
        .arg(
            say.option("output", "FILE|FOLDER", words::output())
                .short('o')
                .value_hint(ValueHint::AnyPath)
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        )
}

fn sent(command: Command, say: Say) -> Command {
    command
        .arg(
            say.positional("client", "CLIENT", words::exact_client())
                .required(true)
                .add(ArgValueCompleter::new(complete::clients)),
        )
        .arg(
            say.positional("document", "DOCUMENT", words::sent_document())
                .required(true)
                .add(ArgValueCompleter::new(complete::documents)),
        )
        .arg(say.option("on", "DATE", words::sent_on()))
}

fn clients(command: Command, say: Say) -> Command {
    command.arg(say.flag("due", words::due()))
}

fn compare(command: Command, say: Say) -> Command {
    command
        .long_about(say.text(words::compare_long()))
        .arg(
            say.positional("client", "CLIENT", words::compare_clients())
                .num_args(0..)
                .add(ArgValueCompleter::new(complete::clients)),
        )
        .arg(
            say.option("where", "TRAIT=LEVEL", words::compare_where())
                .action(ArgAction::Append),
        )
        .arg(say.option("sort", "FIELD[:desc]", words::compare_sort()))
        .arg(
            say.option("traits", "ID,ID", words::compare_traits())
                .value_delimiter(','),
        )
        .arg(
            say.flag("wide", words::compare_wide())
                .conflicts_with("traits"),
        )
        .args(compare_views(say))
        .arg(say.option("on", "DATE", words::reading_on()))
        .arg(formats(
            say,
            words::compare_format(),
            &["table", "md", "csv", "json", "html"],
        ))
}

/// What is made of the clients in place of the table: one of these.
fn compare_views(say: Say) -> [Arg; 6] {
    [
        say.option("group-by", "FIELD", words::compare_group_by())
            .conflicts_with_all(["like", "load", "incomplete"]),
        say.option("like", "CLIENT", words::compare_like())
            .conflicts_with_all(["load", "incomplete"])
            .add(ArgValueCompleter::new(complete::clients)),
        say.option("nearest", "N", words::compare_nearest())
            .requires("like")
            .value_parser(clap::value_parser!(usize)),
        say.flag("load", words::compare_load())
            .conflicts_with("incomplete"),
        say.flag("incomplete", words::compare_incomplete()),
        say.option("charts", "ID,ID", words::compare_charts())
            .num_args(0..=1)
            .require_equals(true)
            .value_delimiter(',')
            .conflicts_with_all(["group-by", "like", "load", "incomplete"]),
    ]
}

fn history(command: Command, say: Say) -> Command {
    command
        .arg(say.client())
        .arg(say.option("on", "DATE", words::reading_on()))
        .arg(formats(say, words::check_format(), &["text", "json"]))
}

fn doctor(command: Command, say: Say) -> Command {
    command
        .long_about(say.text(words::doctor_long()))
        .arg(
            say.option("accept", "FILE", words::accept())
                .value_hint(ValueHint::FilePath)
                .value_parser(clap::value_parser!(std::path::PathBuf))
                .conflicts_with("format"),
        )
        .arg(
            say.option("adopt", "FILE", words::adopt())
                .value_hint(ValueHint::FilePath)
                .value_parser(clap::value_parser!(std::path::PathBuf))
                .conflicts_with_all(["format", "accept"]),
        )
        .arg(say.flag("yes", words::yes()))
        .arg(formats(say, words::check_format(), &["text", "json"]))
}

fn forget(command: Command, say: Say) -> Command {
    command
        .long_about(say.text(words::forget_long()))
        .arg(
            say.positional("client", "CLIENT", words::exact_client())
                .required(true)
                .add(ArgValueCompleter::new(complete::clients)),
        )
        .arg(say.option("interview", "ID", words::forget_interview()))
        .arg(say.flag("yes", words::yes()))
}

fn settings(command: Command, say: Say) -> Command {
    command
        .long_about(say.text(words::settings_long()))
        .arg(say.flag("edit", words::settings_edit()))
        .arg(say.flag("plain", words::plain()))
}

fn check(command: Command, say: Say) -> Command {
    command
        .arg(
            say.positional("file", "FILE", words::check_files())
                .num_args(0..)
                .value_hint(ValueHint::FilePath)
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        )
        .arg(formats(say, words::check_format(), &["text", "json"]))
}

fn init(command: Command, say: Say) -> Command {
    command.arg(
        say.positional("folder", "FOLDER", words::init_folder())
            .value_hint(ValueHint::DirPath)
            .value_parser(clap::value_parser!(std::path::PathBuf)),
    )
}

fn completions(command: Command, say: Say) -> Command {
    command.arg(
        say.positional("shell", "SHELL", words::completions_shell())
            .required(true)
            .value_parser(["bash", "zsh", "fish", "elvish", "powershell"])
            .hide_possible_values(true),
    )
}

fn formats(say: Say, help: Sentence, values: &'static [&'static str]) -> Arg {
    say.option("format", "FORMAT", help)
        .value_parser(values.to_vec())
        .hide_possible_values(true)
}
