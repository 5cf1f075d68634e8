//! Multilingual text of a kit: language tags with fallback, phrases with placeholders; and words
//! made harmless for a terminal ([`Safe`]).
//!
//! Decides which words are used in a language and where the holes of a phrase are. It never prints
//! and never knows what fills a hole: the caller brings the values, already escaped for their
//! target.

use std::fmt;
use std::sync::Arc;

mod phrase;
mod safe;

pub use safe::{Safe, safe, safe_line};

pub use phrase::{Filling, Phrase, PhraseError, Piece, Slot, lower_first, push_after};

/// The name of a question, trait, option, script…: checked at birth, cheap to copy.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Takes a name that has been checked, or that a check will report.
    pub fn new(name: &str) -> Self {
        Id(Arc::from(name))
    }

    /// Gives the name as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether a name is well made: `[a-z][a-z0-9_]*`.
    pub fn is_well_made(name: &str) -> bool {
        let mut bytes = name.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_lowercase())
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    }

    /// Tells whether a script or document name is well made: as [`Id::is_well_made`], and `-`.
    pub fn is_well_made_with_dash(name: &str) -> bool {
        Id::is_well_made(&name.replace('-', "_")) && !name.starts_with('-')
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// A language of a kit: `it`, `it-lei` (formal address), `en`, or any other tag a script uses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(Arc<str>);

impl LanguageTag {
    pub fn new(tag: &str) -> Self {
        LanguageTag(Arc::from(tag))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Gives the language without its form of address: `it-lei` → `it`.
    pub fn base(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Tells whether a tag is well made: `[a-z]{2,3}(-[a-z0-9]+)*`.
    pub fn is_well_made(tag: &str) -> bool {
        let mut parts = tag.split('-');
        let base = parts.next().unwrap_or("");
        (2..=3).contains(&base.len())
            && base.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            })
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words by language. A plain string in the file is the same words in every language.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// In the order of the file's `languages`; never empty. The tag is `None` for a plain string.
    entries: Vec<(Option<LanguageTag>, Phrase)>,
}

impl Text {
    /// Makes a text that is the same in every language.
    pub fn same(phrase: Phrase) -> Self {
        Text {
            entries: vec![(None, phrase)],
        }
    }

    /// Makes a text from its languages, the first language of the file first.
    ///
    /// # Panics
    /// If `entries` is empty; readers report that before.
    pub fn by_language(entries: Vec<(LanguageTag, Phrase)>) -> Self {
        assert!(!entries.is_empty(), "a text has at least one language");
        Text {
            entries: entries
                .into_iter()
                .map(|(tag, phrase)| (Some(tag), phrase))
                .collect(),
        }
    }

    /// Gives the words in a language: that tag, else its base language, else the first there is.
    pub fn in_language(&self, language: &LanguageTag) -> &Phrase {
        self.in_tag(language.as_str())
    }

    /// As [`Text::in_language`], by a bare tag such as the interface's.
    pub fn in_tag(&self, tag: &str) -> &Phrase {
        let base = tag.split('-').next().unwrap_or(tag);
        let find = |wanted: &str| {
            self.entries
                .iter()
                .find(|(entry, _)| entry.as_ref().is_some_and(|entry| entry.as_str() == wanted))
        };
        &find(tag)
            .or_else(|| find(base))
            .unwrap_or(&self.entries[0])
            .1
    }

    /// Gives every language with its phrase; `None` is a plain string.
    pub fn entries(&self) -> impl Iterator<Item = (Option<&LanguageTag>, &Phrase)> {
        self.entries
            .iter()
            .map(|(tag, phrase)| (tag.as_ref(), phrase))
    }
}
