//! The client card and the professional's own settings.
//!
//! Decides which facts about a person are kept outside interviews. It never reads or writes a file:
//! `store` does.

use jiff::civil::Date;

use crate::text::LanguageTag;
use crate::value::Hours;

/// What is known of a client outside any interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The name as it is shown.
    pub name: String,
    /// How the client is greeted in documents, where that is not the whole name.
    pub greeting: Option<String>,
    /// The language of documents and the form of address: `it`, `it-lei`, `en`.
    pub language: LanguageTag,
    pub kind: ClientKind,
    pub organisation: Option<String>,
    pub hours_per_month: Option<f64>,
    pub start: Option<Date>,
    /// An IANA zone name.
    pub time_zone: Option<String>,
    pub retain_until: Option<Date>,
}

impl Card {
    /// Gives the name a greeting says: the one on the card, else the whole name.
    pub fn greeting(&self) -> &str {
        let greeting = self.greeting.as_deref().map(str::trim);
        greeting
            .filter(|words| !words.is_empty())
            .unwrap_or(&self.name)
    }
}

/// Whether the client is outside or a colleague.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientKind {
    External,
    Internal,
}

impl ClientKind {
    /// Gives the name used in files and conditions.
    pub fn name(self) -> &'static str {
        match self {
            ClientKind::External => "external",
            ClientKind::Internal => "internal",
        }
    }
}

/// A field of the card, as conditions and placeholders name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardField {
    Name,
    Greeting,
    Language,
    Kind,
    Organisation,
    HoursPerMonth,
    Start,
    TimeZone,
}

impl CardField {
    /// Every field with its name.
    pub const ALL: [(CardField, &'static str); 8] = [
        (CardField::Name, "name"),
        (CardField::Greeting, "greeting"),
        (CardField::Language, "language"),
        (CardField::Kind, "kind"),
        (CardField::Organisation, "organisation"),
        (CardField::HoursPerMonth, "hours_per_month"),
        (CardField::Start, "start"),
        (CardField::TimeZone, "time_zone"),
    ];

    /// Finds a field by its name.
    pub fn by_name(name: &str) -> Option<CardField> {
        CardField::ALL
            .into_iter()
            .find(|(_, field)| *field == name)
            .map(|(field, _)| field)
    }

    /// Gives the name used in files.
    pub fn name(self) -> &'static str {
        CardField::ALL[self as usize].1
    }
}

/// The professional: asked once, kept in `settings.toml`. Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    pub name: Option<String>,
    pub studio: Option<String>,
    pub signature: Option<String>,
    /// Own working hours.
    pub hours: Option<Hours>,
    pub time_zone: Option<String>,
    pub reply_standard: Option<String>,
    pub urgent_notice: Option<String>,
    pub revisions: Option<String>,
    pub firm_points: Vec<String>,
    pub privacy_notice: Option<String>,
    pub reminders: Option<String>,
}
