//! Every sentence of the interface, in Italian and English.
//!
//! Decides the words the program itself says; one file per room that speaks. It never holds words
//! of a kit: those come from TOML. A message is a function; a missing language or a misspelt
//! placeholder does not compile:
//!
//! ```text
//! messages! {
//!     /// Said when a client is not found.
//!     no_such_client(name: &str) { it: "nessun cliente `{name}`", en: "no client `{name}`" }
//! }
//! ```

pub mod chart;
pub mod cli;
pub mod comparison;
pub mod conduct;
pub mod console;
pub mod doctor;
pub mod forget;
pub mod help;
pub mod interview;
pub mod interview_command;
pub mod profile;
pub mod render;
pub mod settings;
pub mod usage;
pub mod value;

use std::borrow::Cow;
use std::fmt;

pub mod record;
pub mod store;

/// The language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    It,
    En,
}

impl Language {
    /// Gives the tag of this language: `it` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::It => "it",
            Language::En => "en",
        }
    }
}

/// Words in both languages of the interface; the edge of the program picks one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub it: Cow<'static, str>,
    pub en: Cow<'static, str>,
}

impl Sentence {
    /// Makes a sentence that reads the same in both languages (a name, a number).
    pub fn same(words: impl Into<Cow<'static, str>>) -> Self {
        let words = words.into();
        Sentence {
            it: words.clone(),
            en: words,
        }
    }

    /// Gives the words in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::It => &self.it,
            Language::En => &self.en,
        }
    }
}

/// Shows the English words; for tests and bug reports only.
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// Declares messages: one function each, giving a [`Sentence`].
macro_rules! messages {
    ($( $(#[$meta:meta])* $name:ident ( $($arg:ident : $ty:ty),* $(,)? ) { it: $it:literal, en: $en:literal $(,)? } )*) => {
        $(
            $(#[$meta])*
            pub fn $name($($arg: $ty),*) -> $crate::words::Sentence {
                $crate::words::Sentence {
                    it: format!($it).into(),
                    en: format!($en).into(),
                }
            }
        )*
    };
}
pub(crate) use messages;

pub mod check;
pub mod condition;
pub mod definition;
pub mod diagnostic;
pub mod foreign;
pub mod script;
pub mod source;

/// Picks the singular or the plural by number: the one place where plurals are made.
pub fn plural<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}
