//! The table of the page: the portfolio, with what each cell is sorted by.

use super::page::{Cell, Column, Table};
use crate::card::ClientKind;
use crate::comparison::{Comparison, Field, Portfolio, Seen, Shown};
use crate::definition::TraitKind;
use crate::words::Language;
use crate::words::comparison as say;

/// Makes the table of a portfolio.
pub fn table(comparison: &Comparison<'_>, portfolio: &Portfolio, language: Language) -> Table {
    let on = comparison.frame.on;
    let rows = portfolio.rows.iter().zip(&comparison.sketches);
    let rows = rows.map(|(row, sketch)| {
        let facts = sketch.facts();
        let client = Cell {
            words: match row.kind {
                ClientKind::Internal => format!("{}\u{a0}*", row.name),
                ClientKind::External => row.name.clone(),
            },
            key: Some(row.name.clone()),
            choice: None,
        };
        let cells = row.cells.iter().zip(&portfolio.columns);
        let cells = cells.map(|(cell, column)| Cell {
            words: cell.in_cell(on, language.tag()),
            key: key(column.field.seen(&facts), &cell.words),
            choice: choice(cell).filter(|_| is_choice(column.field, comparison)),
        });
        [client].into_iter().chain(cells).collect()
    });
    let marks = portfolio.marks(|_| true).into_iter();
    let mut notes: Vec<String> = marks
        .map(|mark| mark.legend().in_language(language).to_owned())
        .collect();
    if portfolio.has_internal() {
        notes.push(say::mark_internal().in_language(language).to_owned());
    }
    let client = Column {
        label: say::client().in_language(language).to_owned(),
        is_choice: false,
    };
    let columns = portfolio.columns.iter().map(|column| Column {
        label: column.label.clone(),
        is_choice: is_choice(column.field, comparison),
    });
    Table {
        rows: rows.collect(),
        columns: [client].into_iter().chain(columns).collect(),
        notes,
    }
}

fn is_choice(field: Field, comparison: &Comparison<'_>) -> bool {
    match field {
        Field::Trait(of) => {
            let kind = comparison.frame.definition.traits[of].kind;
            matches!(kind, TraitKind::Ordered | TraitKind::Category)
        }
        Field::First(_) => true,
        _ => false,
    }
}

/// Gives what a cell is found under: its words without mark and day, or the mark of the unknown.
fn choice(cell: &Shown) -> Option<String> {
    let mark = cell.mark.map(|mark| mark.sign().to_string());
    Some(cell.words.clone())
        .filter(|words| !words.is_empty())
        .or(mark)
}

/// Gives what a cell is sorted by: levels by their order, days and numbers by what they are, the
/// rest by its words. What is not known has none.
fn key(seen: Seen<'_>, words: &str) -> Option<String> {
    match seen {
        Seen::Absent | Seen::Unknown => None,
        Seen::Level(at) => Some(at.to_string()),
        Seen::Number(number) => Some(number.to_string()),
        Seen::Day(day) => Some(day.to_string()),
        Seen::Items(_) | Seen::Rows(_) | Seen::Words(_) | Seen::Known => {
            (!words.is_empty()).then(|| words.to_owned())
        }
    }
}
