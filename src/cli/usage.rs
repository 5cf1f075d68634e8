//! Wrong usage, said in the language of the interface.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::text::Safe;
use crate::words::usage as words;
use crate::words::{Language, Sentence};

/// Says what is wrong with the command line, and what to do.
pub fn report(error: &clap::Error, language: Language) -> Safe {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => words::value_missing(&argument),
        ErrorKind::InvalidValue => words::invalid_value(&value, &argument),
        ErrorKind::ValueValidation => words::invalid_value(&value, &argument),
        ErrorKind::UnknownArgument => words::unknown_argument(&argument),
        ErrorKind::InvalidSubcommand => {
            words::unknown_command(&text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => words::missing(&argument),
        ErrorKind::MissingSubcommand => words::missing_command(),
        ErrorKind::ArgumentConflict => {
            words::conflict(&argument, &text(error, ContextKind::PriorArg))
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            words::value_missing(&argument)
        }
        ErrorKind::TooManyValues => words::too_many(&value, &argument),
        ErrorKind::InvalidUtf8 => words::not_utf8(),
        _ => Sentence::same(error.kind().as_str().unwrap_or("usage").to_owned()),
    };
    let mut text = Safe::line(&format!(
        "{}: {}",
        words::error().in_language(language),
        message.in_language(language)
    ));
    text.push_line("");
    if let Some(help) = help(error, language) {
        text.push(&Safe::line(&help).after("  "));
        text.push_line("");
    }
    text
}

fn help(error: &clap::Error, language: Language) -> Option<String> {
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(|kind| text(error, kind))
    .find(|near| !near.is_empty());
    let known = text(error, ContextKind::ValidValue);
    let sentence = match near {
        Some(near) => words::did_you_mean(&near),
        None if !known.is_empty() => words::possible(&known),
        None => words::see_help(),
    };
    Some(format!(
        "{}: {}",
        words::help_word().in_language(language),
        sentence.in_language(language)
    ))
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(value)) => value.clone(),
        Some(ContextValue::Strings(values)) => values.join(", "),
        Some(ContextValue::StyledStr(value)) => value.to_string(),
        Some(ContextValue::Number(value)) => value.to_string(),
        _ => String::new(),
    }
}
