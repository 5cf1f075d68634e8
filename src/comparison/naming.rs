//! Fields and levels by what a person typed: an id, or a label in any language.

use super::{Field, Frame, client_kind};
use crate::card::{CardField, ClientKind};
use crate::definition::Trait;
use crate::source::did_you_mean;
use crate::text::Text;
use crate::words::comparison as words;
use crate::words::{Language, Sentence};

/// What is wrong with something that was typed, and what to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub message: Sentence,
    pub help: Option<Sentence>,
}

impl Fault {
    pub(super) fn new(message: Sentence, help: Option<Sentence>) -> Self {
        Fault { message, help }
    }
}

const LANGUAGES: [Language; 2] = [Language::It, Language::En];

impl Frame<'_> {
    /// Finds a field: its id, the name of a grouping, or a label in any language that only one has.
    pub fn field(&self, typed: &str) -> Result<Field, Fault> {
        let typed = typed.trim();
        let folded = fold(typed);
        let found = Field::by_name(&folded, self)
            .or_else(|| self.grouping(&folded))
            .filter(|field| *field != Field::Interviews(None));
        if let Some(field) = found {
            return Ok(field);
        }
        let mut labelled: Vec<Field> = Vec::new();
        for (field, label) in self.labels() {
            if fold(&label) == folded && !labelled.contains(&field) {
                labelled.push(field);
            }
        }
        match labelled.as_slice() {
            [field] => Ok(*field),
            [] => {
                let ids = self.ids();
                let help = did_you_mean(typed, ids.iter().map(String::as_str));
                Err(Fault::new(words::no_such_field(typed), help))
            }
            several => {
                let ids: Vec<String> = several
                    .iter()
                    .map(|field| format!("`{}`", field.id(self)))
                    .collect();
                let help = words::one_of_fields(&ids.join(", "));
                Err(Fault::new(words::several_fields(typed), Some(help)))
            }
        }
    }

    fn grouping(&self, id: &str) -> Option<Field> {
        let groupings = &self.definition.comparison.groupings;
        let grouping = groupings.iter().find(|grouping| grouping.id == *id)?;
        let (of, _) = self
            .definition
            .find_trait(grouping.trait_id.value.as_str())?;
        Some(Field::Trait(of))
    }

    /// Every field with the names it has in any language.
    fn labels(&self) -> Vec<(Field, String)> {
        let mut labels = Vec::new();
        let mut add = |field: Field, text: &Text| {
            for (_, phrase) in text.entries() {
                labels.push((field, phrase.fill(&|_| None)));
            }
        };
        for (of, one) in self.definition.traits.iter().enumerate() {
            add(Field::Trait(of), &one.label);
        }
        let layout = &self.definition.comparison;
        for column in layout.columns.iter().chain(&layout.wide) {
            if let (Some(field), Some(label)) = (Field::of_column(column, self), &column.label) {
                add(field, label);
            }
        }
        for grouping in &layout.groupings {
            if let (Some(field), Some(label)) =
                (self.grouping(grouping.id.as_str()), &grouping.label)
            {
                add(field, label);
            }
        }
        let others = [Field::Next, Field::OpenPoints, Field::Completeness];
        let card = CardField::ALL.map(|(field, _)| Field::Client(field));
        for field in others.into_iter().chain(card) {
            for language in LANGUAGES {
                labels.push((field, field.label(self, language)));
            }
        }
        labels
    }

    /// The ids of every field.
    fn ids(&self) -> Vec<String> {
        let others = [Field::Next, Field::OpenPoints, Field::Completeness];
        let card = CardField::ALL.map(|(field, _)| Field::Client(field));
        let traits = (0..self.definition.traits.len()).map(Field::Trait);
        let mut ids: Vec<String> = others
            .into_iter()
            .chain(card)
            .chain(traits)
            .map(|field| field.id(self))
            .collect();
        let groupings = &self.definition.comparison.groupings;
        ids.extend(groupings.iter().map(|grouping| grouping.id.to_string()));
        ids
    }
}

/// Finds a level or item: its id, or its label in any language.
pub(super) fn find_level(one: &Trait, typed: &str) -> Result<usize, Fault> {
    let folded = fold(typed);
    let by_id = one
        .levels
        .iter()
        .position(|level| level.id == *folded.as_str());
    if let Some(at) = by_id {
        return Ok(at);
    }
    let has_label = |label: &Text| {
        let mut entries = label.entries();
        entries.any(|(_, phrase)| fold(&phrase.fill(&|_| None)) == folded)
    };
    let mut labelled = (0..one.levels.len()).filter(|at| has_label(&one.levels[*at].label));
    match (labelled.next(), labelled.next()) {
        (Some(at), None) => Ok(at),
        _ => {
            let ids = one.levels.iter().map(|level| level.id.as_str());
            let help = did_you_mean(typed.trim(), ids);
            Err(Fault::new(
                words::no_such_level(typed.trim(), one.id.as_str()),
                help,
            ))
        }
    }
}

/// Finds a kind of client: its name in files, or its label in any language.
pub(super) fn find_kind(typed: &str) -> Option<ClientKind> {
    let folded = fold(typed);
    [ClientKind::External, ClientKind::Internal]
        .into_iter()
        .find(|kind| {
            let said =
                |language: &Language| fold(client_kind(*kind).in_language(*language)) == folded;
            kind.name() == folded || LANGUAGES.iter().any(said)
        })
}

/// Makes words alike that differ only in case and in the spaces around them.
pub(super) fn fold(words: &str) -> String {
    words.trim().to_lowercase()
}
