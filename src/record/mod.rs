//! A finished interview and its text form.
//!
//! Decides what a record holds and how it is written. A record is never edited, and can be read
//! without its script: it holds the words as asked and shown.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::script::{Visibility, Voice};
use crate::text::{Id, LanguageTag};
use crate::value::{Answer, Kind};

mod compose;
pub mod form;
mod plain;
mod read;
mod write;

pub use compose::{Heading, compose};
pub use form::{Damage, digest};
pub use read::{Reading, Seal, Unreadable, newer, read, script as read_script};
pub use write::{push_script, seal_again, write};

#[cfg(test)]
mod tests;

/// The number of the form in which everything is stored.
pub const FORMAT: u64 = 1;

/// How the last line of a record begins.
const SEAL: &str = "# seal sha256 ";

/// A finished interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `<start>-<script>-<random>`: equals the file's name.
    pub interview: String,
    /// The client's name as it was.
    pub client: String,
    /// Running number at that client.
    pub n: u32,
    pub script: ScriptReference,
    /// The language of the questions.
    pub language: LanguageTag,
    /// The day of the conversation.
    pub held: Date,
    pub mode: Mode,
    pub started: Timestamp,
    pub finished: Timestamp,
    pub outcome: Option<Id>,
    /// The interview this one corrects.
    pub amends: Option<String>,
    pub answers: Vec<RecordedAnswer>,
}

impl Record {
    /// Finds an answer.
    pub fn answer(&self, id: &str) -> Option<&RecordedAnswer> {
        self.answers.iter().find(|answer| answer.id == *id)
    }
}

/// Which script an interview used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptReference {
    pub id: Id,
    pub version: u32,
    pub title: String,
    /// Hex SHA-256 of the script as stored.
    pub digest: String,
}

/// Whether answers were written during the conversation or from notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Live,
    Notes,
}

impl Mode {
    /// Gives the name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Live => "live",
            Mode::Notes => "notes",
        }
    }

    /// Finds a mode by the name used in files.
    pub fn by_name(name: &str) -> Option<Mode> {
        [Mode::Live, Mode::Notes]
            .into_iter()
            .find(|mode| mode.name() == name)
    }
}

/// One answer with the words as asked and shown.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedAnswer {
    pub id: Id,
    /// The question as asked.
    pub ask: String,
    /// Its short name, in the language of the interview.
    pub name: String,
    pub kind: Kind,
    pub voice: Voice,
    pub visibility: Visibility,
    pub answer: Answer,
    /// The answer as shown on the screen.
    pub shown: String,
    pub at: Timestamp,
}
