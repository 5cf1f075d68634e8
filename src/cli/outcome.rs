//! How a command ends: exit codes, and failures with words in both languages.

use std::fmt;

use crate::words::{Language, Sentence};

/// The exit codes of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All that was asked for is in the output.
    Done = 0,
    /// The input has faults: findings, invalid answers, no such client or script.
    Fault = 1,
    /// Wrong usage.
    Usage = 2,
    /// Damaged data met; the rest was done.
    Damaged = 3,
    /// Data of a newer format met.
    Newer = 4,
    Busy = 5,
    /// The disk or the system failed.
    Disk = 6,
    /// Interrupted; the draft is kept.
    Interrupted = 130,
}

/// What a person is told when a command cannot go on.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    pub message: Sentence,
    pub help: Option<Sentence>,
}

impl Failure {
    /// Makes a failure of the input.
    pub fn fault(message: Sentence) -> Self {
        Failure { exit: Exit::Fault, message, help: None }
    }

    /// Makes a failure of usage.
    pub fn usage(message: Sentence) -> Self {
        Failure { exit: Exit::Usage, message, help: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_help(mut self, help: Sentence) -> Self {
        self.help = Some(help);
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)
    }
}

impl std::error::Error for Failure {}

/// Says an error in a language and gives its exit code.
pub fn report(error: &anyhow::Error, language: Language) -> (String, Exit) {
    let words = crate::words::usage::error();
    let label = words.in_language(language);
    let Some(failure) = error.downcast_ref::<Failure>() else {
        return (format!("{label}: {error:#}\n"), Exit::Disk);
    };
    let message = failure.message.in_language(language);
    let help = failure.help.as_ref().map(|help| {
        format!("  {}: {}\n", crate::words::usage::help_word().in_language(language), help.in_language(language))
    });
    (format!("{label}: {message}\n{}", help.unwrap_or_default()), failure.exit)
}
