//! From evidence to value and basis.
//!
//! ```text
//! in force   = not past its end; of each question its latest answer (all answers if merge = union)
//! temporary  = in force, ended by its question, on a trait without days: wins while it lasts
//! stated     = the latest stated evidence
//! observed   = what the latest interview with any shows, unless the statement came after it
//! ordered    : mixed if two of them are two levels apart or more; else confirmed, stated, observed
//! others     : the latest evidence, and its side
//! ```
//! Nothing here reads a condition; traits that are worked out are in `fields`.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::evidence::Evidence;
use super::reasons::Reason;
use super::timeline::{AnswerPlace, Timeline};
use super::{Row, RowCell, Side, Standing, TextValue, TraitValue, Was};
use crate::condition::Basis;
use crate::definition::{Merge, RowSource, Trait, TraitKind};
use crate::script::{Visibility, Voice};
use crate::text::Id;
use crate::value::{Given, Value};

/// Levels this far apart are a contradiction.
const FAR: usize = 2;

/// The column of a list whose answers make a row.
const LEVEL_COLUMN: &str = "level";

/// Gives where a trait that is fed by answers stands.
pub(super) fn from_evidence(
    one: &Trait,
    evidence: &[Evidence],
    timeline: &Timeline<'_>,
    on: Date,
) -> Standing {
    let in_force: Vec<&Evidence> = evidence
        .iter()
        .filter(|one_piece| one_piece.in_force(on))
        .filter(|one_piece| one_piece.is_latest || one.merge == Merge::Union)
        .collect();
    let ends = |piece: &Evidence| piece.is_temporary && one.days.is_none();
    let (passing, lasting): (Vec<&Evidence>, Vec<&Evidence>) =
        in_force.into_iter().partition(|piece| ends(piece));
    let mut standing = lasting_standing(one, &lasting, timeline);
    add_past(&mut standing, one, evidence);
    match passing.last() {
        None => standing,
        Some(latest) => temporary(latest, standing),
    }
}

fn lasting_standing(one: &Trait, evidence: &[&Evidence], timeline: &Timeline<'_>) -> Standing {
    if evidence.is_empty() {
        return Standing::unknown();
    }
    match one.kind {
        TraitKind::Ordered => ordered(one, evidence),
        TraitKind::Set if one.merge == Merge::Union => union(one, evidence),
        TraitKind::Text => text(evidence, timeline),
        _ => latest(evidence),
    }
}

/// Puts a value that ends in front of the one that lasts.
fn temporary(latest: &Evidence, behind: Standing) -> Standing {
    let is_stated = latest.side == Side::Stated;
    Standing {
        value: Some(latest.value.clone()),
        basis: Basis::Temporary,
        since: Some(latest.day),
        until: latest.end,
        base: behind.value,
        stated: is_stated.then(|| latest.value.clone()).or(behind.stated),
        because: vec![reason(latest)],
        ..behind
    }
}

fn ordered(one: &Trait, evidence: &[&Evidence]) -> Standing {
    let stated = evidence
        .iter()
        .rev()
        .find(|piece| piece.side == Side::Stated);
    let observed = observed_beside(evidence, stated.copied());
    let positions: Vec<usize> = observed
        .iter()
        .filter_map(|piece| position(one, piece))
        .collect();
    let said = stated.and_then(|piece| position(one, piece));
    let lowest = positions.iter().min().copied();
    let highest = positions.iter().max().copied();
    let is_far = |a: Option<usize>, b: Option<usize>| match (a, b) {
        (Some(a), Some(b)) => a.abs_diff(b) >= FAR,
        _ => false,
    };
    let mixed = is_far(said, lowest) || is_far(said, highest) || is_far(lowest, highest);
    let (value, basis) = match (said, lowest) {
        (said, _) if mixed => (said, Basis::Mixed),
        (Some(said), Some(_)) => (Some(said), Basis::Confirmed),
        (Some(said), None) => (Some(said), Basis::Stated),
        (None, Some(lowest)) => (Some(lowest), Basis::Observed),
        (None, None) => return Standing::unknown(),
    };
    let level = |at: usize| TraitValue::Level(one.levels[at].id.clone());
    let mut seen: Vec<TraitValue> = Vec::new();
    for at in positions {
        if !seen.contains(&level(at)) {
            seen.push(level(at));
        }
    }
    let day = stated.or(observed.last()).map(|piece| piece.day);
    Standing {
        value: value.map(level),
        basis,
        since: day,
        until: stated
            .filter(|piece| piece.is_temporary)
            .and_then(|piece| piece.end),
        stated: said.map(level),
        observed: seen,
        because: reasons(stated.into_iter().chain(&observed)),
        ..Standing::unknown()
    }
}

/// Gives what the latest interview with any observed evidence shows. Asking again settles a
/// contradiction: what was noticed before the statement no longer counts.
fn observed_beside<'e>(
    evidence: &[&'e Evidence],
    stated: Option<&'e Evidence>,
) -> Vec<&'e Evidence> {
    let latest = evidence
        .iter()
        .filter(|piece| piece.side == Side::Observed)
        .map(|piece| piece.place.interview)
        .max();
    let Some(latest) = latest else {
        return Vec::new();
    };
    if stated.is_some_and(|stated| latest < stated.place.interview) {
        return Vec::new();
    }
    evidence
        .iter()
        .filter(|piece| piece.side == Side::Observed && piece.place.interview == latest)
        .copied()
        .collect()
}

fn position(one: &Trait, piece: &Evidence) -> Option<usize> {
    match &piece.value {
        TraitValue::Level(id) => one.level(id.as_str()).map(|(at, _)| at),
        _ => None,
    }
}

/// Everything in force together, in the order of the trait's items.
fn union(one: &Trait, evidence: &[&Evidence]) -> Standing {
    let has = |id: &Id| {
        evidence.iter().any(|piece| match &piece.value {
            TraitValue::Items(items) => items.contains(id),
            _ => false,
        })
    };
    let items = one
        .levels
        .iter()
        .map(|level| &level.id)
        .filter(|id| has(id))
        .cloned()
        .collect();
    // An answer that adds no item is a reason only where there is none.
    let adding: Vec<&Evidence> = evidence
        .iter()
        .filter(|piece| matches!(&piece.value, TraitValue::Items(items) if !items.is_empty()))
        .copied()
        .collect();
    let adding = match adding.is_empty() {
        true => evidence,
        false => &adding,
    };
    of_side(TraitValue::Items(items), adding, adding.last().copied())
}

/// The latest evidence; for a set all that one answer says.
fn latest(evidence: &[&Evidence]) -> Standing {
    let Some(newest) = evidence.last().copied() else {
        return Standing::unknown();
    };
    let of_answer: Vec<&Evidence> = evidence
        .iter()
        .filter(|piece| piece.place == newest.place)
        .copied()
        .collect();
    let mut items: Vec<Id> = Vec::new();
    for piece in &of_answer {
        if let TraitValue::Items(more) = &piece.value {
            items.extend(
                more.iter()
                    .filter(|id| !items.contains(id))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
        }
    }
    let value = match &newest.value {
        TraitValue::Items(_) => TraitValue::Items(items),
        other => other.clone(),
    };
    of_side(value, &of_answer, Some(newest))
}

/// The parts of several questions, in the order of the script.
fn text(evidence: &[&Evidence], timeline: &Timeline<'_>) -> Standing {
    let mut parts: Vec<&Evidence> = evidence.to_vec();
    parts.sort_by_key(|piece| home(piece.place, timeline));
    let words: Vec<&str> = parts
        .iter()
        .filter_map(|piece| match &piece.value {
            TraitValue::Text(text) => Some(text.joined.as_str()),
            _ => None,
        })
        .collect();
    let value = TraitValue::Text(TextValue {
        parts: parts.iter().map(|piece| piece.place).collect(),
        joined: words.join("\n"),
    });
    let newest = evidence.last().copied();
    of_side(value, &parts, newest)
}

/// Orders the questions of a text: by when the script that first asked one of them was first used,
/// then by the place in that script.
fn home(place: AnswerPlace, timeline: &Timeline<'_>) -> (usize, usize) {
    let id = &timeline.answer(place).id;
    let first = timeline
        .places()
        .find(|(_, answer)| answer.id == *id)
        .map_or(place, |(first, _)| first);
    let script = &timeline.interviews[first.interview].record.script.id;
    let first_use = timeline
        .interviews
        .iter()
        .position(|interview| interview.record.script.id == *script)
        .unwrap_or(first.interview);
    let in_script = timeline.interviews[first.interview]
        .script
        .and_then(|script| script.question(id.as_str()))
        .map_or(first.answer, |(at, _)| at);
    (first_use, in_script)
}

fn of_side(value: TraitValue, evidence: &[&Evidence], newest: Option<&Evidence>) -> Standing {
    let Some(newest) = newest else {
        return Standing::unknown();
    };
    let is_stated = newest.side == Side::Stated;
    Standing {
        stated: is_stated.then(|| value.clone()),
        observed: if is_stated {
            Vec::new()
        } else {
            vec![value.clone()]
        },
        value: Some(value),
        basis: if is_stated {
            Basis::Stated
        } else {
            Basis::Observed
        },
        since: Some(newest.day),
        until: newest.end.filter(|_| newest.is_temporary),
        because: reasons(evidence.iter()),
        ..Standing::unknown()
    }
}

/// Adds since when the stated value has been the same, and what was stated before.
fn add_past(standing: &mut Standing, one: &Trait, evidence: &[Evidence]) {
    let is_comparable = !matches!(one.kind, TraitKind::Text | TraitKind::List)
        && one.merge == Merge::Latest
        && one.days.is_none();
    let Some(stated) = standing.stated.clone() else {
        return;
    };
    if !is_comparable {
        return;
    }
    // What an interview stated last is what it stated; passing values change nothing.
    let mut said: Vec<(usize, Date, &TraitValue)> = Vec::new();
    for piece in evidence {
        if piece.side != Side::Stated || piece.is_temporary {
            continue;
        }
        match said.last_mut() {
            Some(last) if last.0 == piece.place.interview => last.2 = &piece.value,
            _ => said.push((piece.place.interview, piece.day, &piece.value)),
        }
    }
    let mut run_start: Option<Date> = None;
    for (index, (interview, day, value)) in said.iter().enumerate() {
        match index.checked_sub(1).map(|before| &said[before]) {
            Some((_, _, before)) if before == value => {}
            Some((_, _, before)) => {
                standing.was.push(Was {
                    value: (*before).clone(),
                    until: *day,
                    became: (*value).clone(),
                    interview: *interview,
                });
                run_start = Some(*day);
            }
            None => run_start = Some(*day),
        }
    }
    if said.last().is_some_and(|(_, _, value)| **value == stated) {
        standing.since = run_start;
    }
}

fn reason(piece: &Evidence) -> Reason {
    Reason::Answer {
        place: piece.place,
        side: piece.side,
        options: piece.options.clone(),
    }
}

/// Makes reasons of evidence; the ticked options of one answer are one reason.
fn reasons<'e>(evidence: impl Iterator<Item = &'e &'e Evidence>) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    for piece in evidence {
        let same = reasons.iter_mut().find_map(|reason| match reason {
            Reason::Answer { place, options, .. }
                if *place == piece.place && !options.is_empty() && !piece.options.is_empty() =>
            {
                Some(options)
            }
            _ => None,
        });
        match same {
            Some(options) => {
                for option in &piece.options {
                    if !options.contains(option) {
                        options.push(option.clone());
                    }
                }
            }
            None => reasons.push(reason(piece)),
        }
    }
    reasons
}

/// Gives the rows of the latest interview that answered the level of any of them.
pub(super) fn from_rows(one: &Trait, timeline: &Timeline<'_>, on: Date) -> Standing {
    let newest = timeline
        .places()
        .filter(|(_, answer)| answer.answer.given.value().is_some())
        .filter(|(_, answer)| {
            one.rows
                .iter()
                .any(|row| level_question(row).is_some_and(|id| answer.id == *id))
        })
        .map(|(place, _)| place.interview)
        .max();
    let Some(interview) = newest else {
        return Standing::unknown();
    };
    let day = timeline.interviews[interview].record.held;
    let age = day.until(on).map_or(0, |span| span.get_days());
    if one
        .days
        .is_some_and(|days| i64::from(age) > i64::from(days))
    {
        return Standing::unknown();
    }
    let mut rows: Vec<Row> = one
        .rows
        .iter()
        .filter_map(|source| row(source, interview, timeline))
        .collect();
    if let Some(sort) = &one.sort {
        let column = sort.value.as_str();
        rows.sort_by_key(|row| {
            let at = row.cell(column).and_then(|cell| rank(one, cell, timeline));
            (Reverse(at.is_some()), at)
        });
    }
    let because = row_reasons(&rows, timeline);
    Standing {
        stated: Some(TraitValue::Rows(rows.clone())),
        value: Some(TraitValue::Rows(rows)),
        basis: Basis::Stated,
        since: Some(day),
        because,
        ..Standing::unknown()
    }
}

/// Gives the rows that one interview made.
pub(super) fn rows_of(one: &Trait, interview: usize, timeline: &Timeline<'_>) -> Vec<Row> {
    let rows = one.rows.iter();
    rows.filter_map(|source| row(source, interview, timeline))
        .collect()
}

/// Gives the cell of a row that holds its level.
pub(super) fn level_cell(row: &Row) -> Option<&RowCell> {
    row.cell(LEVEL_COLUMN)
}

/// Gives the cell of a row that names it: the first that is not its level.
pub(super) fn name_cell(row: &Row) -> Option<&RowCell> {
    let mut cells = row.cells.iter();
    cells
        .find(|(column, _)| *column != *LEVEL_COLUMN)
        .map(|(_, cell)| cell)
}

/// Gives the question whose answer makes the row: that of its level, else of its first column.
fn level_question(row: &RowSource) -> Option<&Id> {
    row.columns
        .iter()
        .find(|(column, _)| column.value == *LEVEL_COLUMN)
        .or(row.columns.first())
        .map(|(_, question)| &question.value)
}

fn row(source: &RowSource, interview: usize, timeline: &Timeline<'_>) -> Option<Row> {
    let cell = |question: &Id| {
        let place = timeline.find(question.as_str(), Some(interview))?;
        let recorded = timeline.answer(place);
        match &recorded.answer.given {
            // Sealed answers are shown nowhere, and a row shows all its cells.
            Given::Value(_) if recorded.visibility == Visibility::Sealed => None,
            Given::Value(value) => Some(RowCell {
                value: value.clone(),
                place,
            }),
            Given::State(_) => None,
        }
    };
    level_question(source).and_then(cell)?;
    Some(Row {
        cells: source
            .columns
            .iter()
            .filter_map(|(column, question)| Some((column.value.clone(), cell(&question.value)?)))
            .collect(),
    })
}

/// Gives the position of a cell among the levels of its list, or the options of its question.
pub(super) fn rank(one: &Trait, cell: &RowCell, timeline: &Timeline<'_>) -> Option<usize> {
    let Value::Choice(id) = &cell.value else {
        return None;
    };
    if let Some((at, _)) = one.level(id.as_str()) {
        return Some(at);
    }
    timeline
        .question(cell.place)?
        .options()
        .iter()
        .position(|option| option.id == *id)
}

/// What was said of each row, and what was noticed beside it.
fn row_reasons(rows: &[Row], timeline: &Timeline<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for row in rows {
        for (column, cell) in &row.cells {
            let is_private = timeline.answer(cell.place).voice == Voice::Private;
            if *column != *LEVEL_COLUMN && !is_private {
                continue;
            }
            let reason = Reason::Answer {
                place: cell.place,
                side: if is_private {
                    Side::Observed
                } else {
                    Side::Stated
                },
                options: Vec::new(),
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    reasons
}
