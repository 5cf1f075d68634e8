//! What names mean in the profile definition and in documents: the trait, else the question.

use std::collections::HashMap;

use super::{Definition, Trait, TraitKind};
use crate::condition::{
    Field, FieldKind, FieldShape, Holder, Lookup, RESERVED, Scope, Shapes, built_in,
};
use crate::script::card_shape;
use crate::text::Id;

/// The traits by name. A name that is none of them is taken for a question of some script.
pub struct ProfileScope<'a> {
    traits: HashMap<&'a str, &'a Trait>,
}

impl<'a> ProfileScope<'a> {
    /// Makes the scope of a definition's traits.
    pub fn of(traits: &'a [Trait]) -> Self {
        ProfileScope {
            traits: traits.iter().map(|one| (one.id.as_str(), one)).collect(),
        }
    }

    /// Makes the scope in which a document is read.
    pub fn of_definition(definition: &'a Definition) -> Self {
        ProfileScope::of(&definition.traits)
    }

    /// Tells whether a name is a trait's.
    pub fn is_trait(&self, name: &str) -> bool {
        self.traits.contains_key(name)
    }

    /// Gives the kind of a trait.
    pub fn kind(&self, name: &str) -> Option<TraitKind> {
        self.traits.get(name).map(|one| one.kind)
    }

    /// Gives the levels of a trait.
    pub fn level_ids(&self, name: &str) -> Vec<&'a str> {
        self.traits.get(name).map_or_else(Vec::new, |one| {
            one.levels.iter().map(|level| level.id.as_str()).collect()
        })
    }

    /// Gives the columns of a list with the questions that fill them.
    pub fn row_sources(&self, field: &Field) -> Vec<(&'a str, &'a str)> {
        let rows = self.find(field).map_or(&[][..], |one| &one.rows);
        rows.iter()
            .flat_map(|row| &row.columns)
            .map(|(column, question)| (column.value.as_str(), question.value.as_str()))
            .collect()
    }

    fn find(&self, field: &Field) -> Option<&'a Trait> {
        match field {
            Field::Trait(id) => self.traits.get(id.as_str()).copied(),
            _ => None,
        }
    }
}

impl Scope for ProfileScope<'_> {
    fn look_up(&self, name: &str) -> Lookup {
        if self.traits.contains_key(name) {
            return Lookup::Found(Field::Trait(Id::new(name)));
        }
        match built_in(name) {
            Some(set) => Lookup::Found(Field::BuiltIn(set)),
            None if RESERVED.contains(&name) || !Id::is_well_made(name) => Lookup::Unknown,
            None => Lookup::Found(Field::Question {
                id: Id::new(name),
                index: None,
            }),
        }
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.traits.keys().copied().collect();
        names.sort_unstable();
        names
    }

    fn is_profile(&self) -> bool {
        true
    }

    fn columns(&self, field: &Field) -> Option<Vec<&str>> {
        let found = self.find(field)?;
        (found.kind == TraitKind::List).then(|| found.column_ids())
    }

    fn is_day(&self, field: &Field) -> bool {
        self.shape(field)
            .is_some_and(|shape| matches!(shape.kind, FieldKind::Day | FieldKind::Events))
    }
}

impl Shapes for ProfileScope<'_> {
    fn shape(&self, field: &Field) -> Option<FieldShape<'_>> {
        match field {
            Field::Trait(_) => self.find(field).map(Trait::field_shape),
            Field::Client(field) => Some(card_shape(*field)),
            Field::Interviews(_) | Field::Sent(_) => {
                Some(FieldShape::of(FieldKind::Events, Holder::Other))
            }
            Field::BuiltIn(_) => Some(FieldShape::of(FieldKind::Count, Holder::Other)),
            Field::Question { .. } | Field::InterviewDay => None,
        }
    }
}

impl Trait {
    /// Gives the columns of a list, each once, in order.
    pub fn column_ids(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = Vec::new();
        for (column, _) in self.rows.iter().flat_map(|row| &row.columns) {
            if !columns.contains(&column.value.as_str()) {
                columns.push(column.value.as_str());
            }
        }
        columns
    }

    /// Gives what tests and placeholders must know of the trait.
    pub fn field_shape(&self) -> FieldShape<'_> {
        let kind = match self.kind {
            TraitKind::Ordered => FieldKind::Scale,
            TraitKind::Category => FieldKind::Choice,
            TraitKind::Set => FieldKind::Several,
            TraitKind::Ranking => FieldKind::Ranking,
            TraitKind::Text => FieldKind::LongText,
            TraitKind::Number => FieldKind::Number,
            TraitKind::Date => FieldKind::Day,
            TraitKind::Hours => FieldKind::Hours,
            TraitKind::List => FieldKind::Rows,
        };
        let mut shape = FieldShape::of(kind, Holder::Trait);
        shape.ids = self.levels.iter().map(|level| level.id.as_str()).collect();
        if self.kind == TraitKind::List {
            let columns = self.column_ids().into_iter();
            shape.columns = columns.map(|column| (column, None)).collect();
        }
        shape
    }
}
