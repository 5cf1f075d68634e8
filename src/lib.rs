//! ascolto: interviews with clients, kept as plain files.
//!
//! The way of the data, one verb per arrow:
//!
//! 1. [`script::read`], [`definition::read`], [`document::read`] turn TOML into a
//!    [`script::Script`], a [`definition::Definition`], a [`document::Document`], together with
//!    every problem found, never just the first.
//! 2. [`interview::Interview::apply`] folds events into an interview; [`interview::Interview::step`]
//!    says what is asked next. Both are pure.
//! 3. [`interview::Interview::finish`] makes a [`record::Record`], which [`store`] appends as one
//!    new file and never edits.
//! 4. [`profile::derive`] turns records, definition and day into a [`profile::Profile`], which is
//!    never stored.
//! 5. [`comparison`] draws each profile as a small sketch and puts them side by side.
//! 6. [`json`] is the contract that [`render`] turns into Markdown, HTML and terminal tables.
//!
//! The rooms stand in the order in which data flows; a room imports only rooms above it
//! (`ARCHITECTURE.md` holds the table, a test holds the rule).

#![forbid(unsafe_code)]

pub mod card;
pub mod check;
pub mod cli;
pub mod comparison;
pub mod condition;
pub mod console;
pub mod definition;
pub mod diagnostic;
pub mod document;
pub mod interview;
pub mod json;
pub mod kit;
pub mod profile;
pub mod record;
pub mod render;
pub mod script;
pub mod source;
pub mod store;
pub mod text;
pub mod value;
pub mod words;
