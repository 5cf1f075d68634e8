//! What a document is, and reading it: texts by language and a template.
//!
//! Decides the keys of a document file. It never fills a template: `render` does.

use crate::definition::Say;
use crate::diagnostic::{Placed, Span};
use crate::text::{Id, LanguageTag, Text};

mod read;

pub use read::{read, read_placed};

/// A document of the kit.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: Id,
    pub languages: Vec<LanguageTag>,
    pub audience: Audience,
    pub title: Text,
    /// The scripts of which the document speaks: their latest interview, or a chosen one.
    pub about: Vec<Placed<Id>>,
    pub body: Placed<String>,
    /// `[text]`, by id.
    pub texts: Vec<(Placed<Id>, Say)>,
    pub span: Span,
}

/// Who reads a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Internal,
    /// Its context does not contain anything private.
    Client,
}

#[cfg(test)]
mod tests;
