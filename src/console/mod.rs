//! The person: prompts at a terminal, plain numbered lines, answers from a file.
//!
//! Decides how a question looks and how an answer is typed; one trait, [`Front`], with an
//! implementation for the terminal (dialoguer for lists, a line editor of ours for text) and one for
//! plain lines. It decides nothing about the interview: what may be answered comes in a [`Prompt`],
//! what was answered leaves as a [`Reply`], and whether typed words are a value is asked of the
//! prompt's `read`.

use std::io::IsTerminal;

use crate::value::{Given, State, Value};
use crate::words::{Language, Sentence};

pub mod answers;
mod command;
mod editor;
mod field;
mod keys;
mod layout;
mod list;
mod plain;
mod screen;
mod signals;
mod size;
mod terminal;

pub use plain::{Plain, WaitingInput};
pub use signals::outlive_file_limits;
pub use size::{columns, talk_columns};
pub use terminal::Terminal;

/// Whether words may be coloured, bold or dim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    On,
    Off,
}

/// Tells whether somebody sits at a terminal that can move its cursor; otherwise plain lines serve.
pub fn is_interactive() -> bool {
    std::io::stdin().is_terminal()
        && std::io::stderr().is_terminal()
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb" && !term.is_empty())
}

/// How the person is asked. Talk goes to stderr; nothing here writes to stdout.
pub trait Front {
    /// Asks one question until there is a reply. An `Err` of kind `Interrupted` or a closed
    /// terminal means: pause. Words given in `Prompt` are untrusted; the front escapes them.
    fn ask(&mut self, prompt: &Prompt<'_>) -> std::io::Result<Reply>;

    /// Lets one item of a list be picked; `None` is "back to where we were".
    fn pick(&mut self, menu: &Menu) -> std::io::Result<Option<usize>>;

    /// Asks for one line of text outside the interview (a name, a setting); `None` is "leave it".
    fn line(&mut self, line: &LinePrompt<'_>) -> std::io::Result<Option<String>>;

    /// Asks for a yes or a no; `None` is "back to where we were".
    fn confirm(&mut self, question: &str, default: bool) -> std::io::Result<Option<bool>>;

    /// Says something, wrapped to the width.
    fn say(&mut self, speech: &Speech) -> std::io::Result<()>;
}

/// Something said to the professional between prompts.
#[derive(Clone, Debug, PartialEq)]
pub enum Speech {
    /// A heading: a script's title, a section.
    Heading(String),
    /// Words to read aloud to the client (opening, closing).
    Aloud(String),
    /// An ordinary message; may hold several lines.
    Note(String),
    /// Dim, secondary words (briefing, guidance).
    Aside(String),
    /// What was wrong with what was typed, or a warning.
    Problem(String),
}

/// One question, ready to be shown.
pub struct Prompt<'a> {
    /// The language of the interface: hints, actions, errors.
    pub language: Language,
    /// `Handing work over 2/7 · 5 of about 18 · about 9 min left`.
    pub progress: String,
    /// The question as it is read aloud, placeholders filled.
    pub question: String,
    pub guide: Option<String>,
    /// For the professional alone: looks visibly different.
    pub is_private: bool,
    pub field: PromptField,
    /// `dont_know` and `declined` where offered, with the words in the language of the client;
    /// `later` is always there.
    pub states: Vec<(State, String)>,
    /// The answer to keep with Enter: an earlier answer or one given in this interview.
    pub current: Option<Current>,
    /// Something to offer when there is no current answer (a default): pre-filled, not applied.
    pub offered: Option<Value>,
    /// Turns typed words into a value; the same for every front.
    pub read: &'a dyn Fn(&str) -> Result<Value, Sentence>,
    /// Judges picks of options (by position in `PromptField`; the position after the last option
    /// is "other"), with the same rules.
    pub read_picks: &'a dyn Fn(&[usize]) -> Result<Value, Sentence>,
}

/// What kind of field a prompt is, with its options in the order of the screen.
pub enum PromptField {
    /// One of a list: choice, scale, yes-no (two options).
    One {
        options: Vec<PromptOption>,
        other: Option<String>,
    },
    /// Several of a list.
    Several {
        options: Vec<PromptOption>,
        other: Option<String>,
    },
    /// An order of some of a list, up to a number.
    Order {
        options: Vec<PromptOption>,
        at_most: Option<usize>,
    },
    /// A line of text; `hint` shows how to type it (a date, hours, a number with its unit).
    Line { hint: Option<String> },
    /// Text of several lines; an empty line after text, or Ctrl-D, ends it.
    Lines { hint: Option<String> },
}

/// One option of a prompt.
#[derive(Clone, Debug, PartialEq)]
pub struct PromptOption {
    /// Can be typed in place of the number (plain lines).
    pub id: String,
    pub label: String,
    /// Stands alone.
    pub exclusive: bool,
}

/// The answer that Enter keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Current {
    pub given: Given,
    pub other: Option<String>,
    /// How it reads, for the line "you answered…".
    pub shown: String,
    pub note: Option<String>,
    /// It comes from an earlier interview, or from before the path left this question: to confirm.
    pub from_earlier: Option<String>,
}

/// What came of a prompt.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A value, with the words of "other".
    Value {
        value: Value,
        other: Option<String>,
    },
    State(State),
    Action(Action),
}

/// What may be done at every prompt besides answering.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Back,
    /// To any question; typed with its number or id (`:goto channels`), or from a menu.
    Jump(Option<String>),
    /// A note on this question; the words if they were typed with it.
    Note(Option<String>),
    /// The answer is the client's own words.
    Quote,
    Why,
    Review,
    Pause,
    Help,
}

/// A list of which one item is picked: the review, the jump list, drafts, similar names.
pub struct Menu {
    pub language: Language,
    pub title: String,
    pub items: Vec<String>,
    pub selected: usize,
}

/// A line asked outside the interview.
pub struct LinePrompt<'a> {
    pub language: Language,
    pub question: String,
    pub hint: Option<String>,
    pub current: Option<String>,
    /// Judges the words; an empty line is `None` and never judged.
    pub check: &'a dyn Fn(&str) -> Result<(), Sentence>,
}
