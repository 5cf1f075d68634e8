//! How a command ends: exit codes, and failures with words in both languages.

use std::fmt;

use crate::store::{Class, Problem};
use crate::text::Safe;
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
        Failure {
            exit: Exit::Fault,
            message,
            help: None,
        }
    }

    /// Makes a failure of usage.
    pub fn usage(message: Sentence) -> Self {
        Failure {
            exit: Exit::Usage,
            message,
            help: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_help(mut self, help: Sentence) -> Self {
        self.help = Some(help);
        self
    }
}

impl From<Class> for Exit {
    fn from(class: Class) -> Self {
        match class {
            Class::Told => Exit::Done,
            Class::Input => Exit::Fault,
            Class::Damaged => Exit::Damaged,
            Class::Newer => Exit::Newer,
            Class::Busy => Exit::Busy,
            Class::Disk => Exit::Disk,
        }
    }
}

/// Says what is wrong with a file of the store: severity by class, place, message, help.
pub fn problem_text(problem: &Problem, language: Language) -> Safe {
    let label = match problem.class() {
        Class::Told => crate::words::cli::notice(),
        Class::Damaged | Class::Newer => crate::words::cli::warning(),
        _ => crate::words::usage::error(),
    };
    let path = problem.path.display().to_string();
    let place = match problem.place() {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path,
    };
    said(
        &label,
        &format!("{}: {}", place, problem.message().in_language(language)),
        problem.help().as_ref(),
        language,
    )
}

/// Says something worth knowing, in the form of a problem.
pub fn notice_text(message: &Sentence, help: Option<&Sentence>, language: Language) -> Safe {
    let label = crate::words::cli::notice();
    said(&label, message.in_language(language), help, language)
}

fn said(label: &Sentence, message: &str, help: Option<&Sentence>, language: Language) -> Safe {
    let mut text = Safe::line(&format!("{}: {message}", label.in_language(language)));
    text.push_line("");
    if let Some(help) = help {
        let word = crate::words::usage::help_word()
            .in_language(language)
            .to_owned();
        let help = help.in_language(language);
        text.push(&Safe::line(&format!("{word}: {help}")).after("  "));
        text.push_line("");
    }
    text
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)
    }
}

impl std::error::Error for Failure {}

/// Says an error in a language and gives its exit code.
pub fn report(error: &anyhow::Error, language: Language) -> (Safe, Exit) {
    let label = crate::words::usage::error();
    if let Some(failure) = error.downcast_ref::<Failure>() {
        let message = failure.message.in_language(language);
        return (
            said(&label, message, failure.help.as_ref(), language),
            failure.exit,
        );
    }
    if let Some(problem) = error.downcast_ref::<Problem>() {
        return (problem_text(problem, language), problem.class().into());
    }
    (
        said(&label, &format!("{error:#}"), None, language),
        Exit::Disk,
    )
}
