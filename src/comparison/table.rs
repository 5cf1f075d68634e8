//! The portfolio: one row a client, the columns of the definition or those asked for.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Comparison, Field, Frame, Mark, Shown};
use crate::card::ClientKind;
use crate::definition::ComparisonColumn;
use crate::value::date;
use crate::words::Language;

use super::sketch::plain;

/// A column of the portfolio.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub field: Field,
    pub label: String,
    /// Since when the value holds is shown too.
    pub has_since: bool,
}

/// The portfolio in the words of a language.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    pub columns: Vec<Column>,
    pub rows: Vec<PortfolioRow>,
}

/// One client in the portfolio.
#[derive(Clone, Debug, PartialEq)]
pub struct PortfolioRow {
    pub id: String,
    pub name: String,
    pub kind: ClientKind,
    pub cells: Vec<Shown>,
}

impl Shown {
    /// Gives the words with the mark and the day after them. The mark stays with the last word.
    pub fn in_cell(&self, on: Date, tag: &str) -> String {
        let mut cell = self.words.clone();
        if let Some(mark) = self.mark {
            if !cell.is_empty() {
                cell.push('\u{a0}');
            }
            cell.push(mark.sign());
        }
        if let Some(since) = self.since.filter(|_| !self.words.is_empty()) {
            cell.push_str(&format!(
                " ({})",
                date::short(since, on, tag).replace(' ', "\u{a0}")
            ));
        }
        cell
    }
}

impl Frame<'_> {
    /// Gives the columns of the definition, with `wide` all of them.
    pub fn columns(&self, wide: Width, language: Language) -> Vec<Column> {
        let layout = &self.definition.comparison;
        let more = match wide {
            Width::Usual => &[][..],
            Width::Wide => &layout.wide,
        };
        let columns = layout.columns.iter().chain(more);
        columns
            .filter_map(|column| self.column(column, language))
            .collect()
    }

    fn column(&self, column: &ComparisonColumn, language: Language) -> Option<Column> {
        let field = Field::of_column(column, self)?;
        Some(Column {
            field,
            label: match &column.label {
                Some(label) => plain(label, language.tag()),
                None => field.label(self, language),
            },
            has_since: column.since,
        })
    }

    /// Gives the column of a field, as the definition has it if it does.
    pub fn column_of(&self, field: Field, language: Language) -> Column {
        let mut columns = self.columns(Width::Wide, language).into_iter();
        columns
            .find(|column| column.field == field)
            .unwrap_or_else(|| Column {
                field,
                label: field.label(self, language),
                has_since: false,
            })
    }

    /// Gives the fields that stay where there is no room for all, the most important first: those
    /// the definition keeps, those it sorts by, then the columns in their order.
    pub fn kept(&self) -> Vec<Field> {
        let layout = &self.definition.comparison;
        let names = layout
            .keep
            .iter()
            .chain(layout.sort.iter().map(|key| &key.field))
            .chain(layout.columns.iter().map(|column| &column.field));
        let mut kept: Vec<Field> = Vec::new();
        for field in names.filter_map(|name| Field::by_name(&name.value, self)) {
            if !kept.contains(&field) {
                kept.push(field);
            }
        }
        kept
    }
}

/// How many columns are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Usual,
    Wide,
}

impl Comparison<'_> {
    /// Gives the portfolio in the order of the sketches.
    pub fn portfolio(&self, columns: Vec<Column>, language: Language) -> Portfolio {
        let rows = self.sketches.iter().map(|sketch| {
            let facts = sketch.facts();
            PortfolioRow {
                id: facts.id.to_owned(),
                name: facts.name.to_owned(),
                kind: facts.kind,
                cells: columns
                    .iter()
                    .map(|column| {
                        let mut shown = column.field.shown(&facts, &self.frame, language);
                        shown.since = shown.since.filter(|_| column.has_since);
                        shown
                    })
                    .collect(),
            }
        });
        Portfolio {
            rows: rows.collect(),
            columns,
        }
    }
}

impl Portfolio {
    /// Gives the marks in use in some of the columns, in the order of the legend.
    pub fn marks(&self, is_shown: impl Fn(usize) -> bool) -> Vec<Mark> {
        let mut used = BTreeSet::new();
        for row in &self.rows {
            let cells = row.cells.iter().enumerate();
            used.extend(
                cells
                    .filter(|(at, _)| is_shown(*at))
                    .filter_map(|(_, one)| one.mark),
            );
        }
        used.into_iter().collect()
    }

    /// Tells whether any client is a colleague.
    pub fn has_internal(&self) -> bool {
        self.rows.iter().any(|row| row.kind == ClientKind::Internal)
    }
}
