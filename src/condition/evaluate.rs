//! Three-valued evaluation (Kleene): a test on a missing value is unknown, and so is its `not`.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::{Bounds, Condition, Field, Fields, Literal, Operand, Order, Seen, Test};
use crate::diagnostic::Placed;

/// True, false, or unknown (`None`). At the root of a condition unknown means no.
pub type Truth = Option<bool>;

/// Evaluates a condition.
pub fn evaluate(condition: &Condition, fields: &dyn Fields) -> Truth {
    match condition {
        Condition::All(parts) => all(parts.iter().map(|part| evaluate(part, fields))),
        Condition::Any(parts) => any(parts.iter().map(|part| evaluate(part, fields))),
        Condition::Not(part) => evaluate(part, fields).map(|truth| !truth),
        Condition::Test { field, test, .. } => evaluate_test(field, test, fields),
        Condition::Fact(ids) => Some(ids.iter().all(|id| fields.fact(id.value.as_str()))),
        Condition::Fires(ids) => Some(ids.iter().any(|id| fields.fires(id.value.as_str()))),
    }
}

/// Evaluates one test on a field.
pub fn evaluate_test(field: &Field, test: &Test, fields: &dyn Fields) -> Truth {
    match test {
        Test::Known(wanted) => return Some(fields.is_known(field) == *wanted),
        Test::State(wanted) => {
            return Some(
                fields
                    .state(field)
                    .is_some_and(|state| wanted.contains(&state)),
            );
        }
        Test::Basis(wanted) => return Some(wanted.contains(&fields.basis(field))),
        Test::Not(inner) => return evaluate_test(field, inner, fields).map(|truth| !truth),
        Test::All(parts) => {
            return all(parts.iter().map(|part| evaluate_test(field, part, fields)));
        }
        Test::Count {
            bounds,
            since: Some(since),
        } => {
            let since = date_of(&fields.seen(&since.value))?;
            return Some(bounds.hold(fields.count_since(field, since) as i64));
        }
        _ => {}
    }
    let seen = fields.seen(field);
    let rank = |id: &str| fields.rank(field, id);
    let column_rank = |column: &str, id: &str| fields.column_rank(field, column, id);
    test_seen(
        &seen,
        test,
        &Ranks {
            own: &rank,
            column: &column_rank,
        },
        fields,
    )
}

/// How ids are ordered for the field at hand.
struct Ranks<'a> {
    own: &'a dyn Fn(&str) -> Option<usize>,
    column: &'a dyn Fn(&str, &str) -> Option<usize>,
}

fn test_seen(seen: &Seen<'_>, test: &Test, ranks: &Ranks<'_>, fields: &dyn Fields) -> Truth {
    if *seen == Seen::Missing {
        return match test {
            Test::Known(wanted) => Some(!wanted),
            _ => None,
        };
    }
    match test {
        Test::Is(wanted) => Some(wanted.iter().any(|literal| is(seen, &literal.value))),
        Test::IncludesAll(wanted) => Some(wanted.iter().all(|literal| is(seen, &literal.value))),
        Test::First(wanted) => match seen {
            Seen::Many { items, .. } => {
                let first = items.first()?;
                Some(
                    wanted
                        .iter()
                        .any(|literal| is(&Seen::One(first), &literal.value)),
                )
            }
            _ => None,
        },
        Test::Count { bounds, .. } => Some(bounds.hold(count(seen)? as i64)),
        Test::Compare(parts) => all(parts
            .iter()
            .map(|(order, operand)| compare(seen, *order, operand, ranks, fields))),
        Test::InDays(bounds) => days_between(fields.today(), date_of(seen)?, bounds),
        Test::DaysAgo(bounds) => days_between(date_of(seen)?, fields.today(), bounds),
        Test::Row(columns) => {
            let Seen::Rows(rows) = seen else { return None };
            any(rows.iter().map(|row| {
                all(columns.iter().map(|(column, test)| {
                    let name = column.value.as_str();
                    let cell = row
                        .iter()
                        .find(|(id, _)| *id == name)
                        .map_or(&Seen::Missing, |(_, cell)| cell);
                    let rank = |id: &str| (ranks.column)(name, id);
                    test_seen(
                        cell,
                        test,
                        &Ranks {
                            own: &rank,
                            column: ranks.column,
                        },
                        fields,
                    )
                }))
            }))
        }
        Test::Not(inner) => test_seen(seen, inner, ranks, fields).map(|truth| !truth),
        Test::All(parts) => all(parts
            .iter()
            .map(|part| test_seen(seen, part, ranks, fields))),
        Test::Known(wanted) => Some(*wanted),
        // Neither means anything of a cell; the checks refuse them there.
        Test::State(_) | Test::Basis(_) => None,
    }
}

fn is(seen: &Seen<'_>, literal: &Literal) -> bool {
    match (seen, literal) {
        (Seen::One(id), Literal::Word(word)) => word == *id,
        (Seen::Text(text), Literal::Word(word)) => word == *text,
        (Seen::Many { items, .. }, Literal::Word(word)) => items.iter().any(|item| word == *item),
        (Seen::Bool(value), Literal::Bool(wanted)) => value == wanted,
        (Seen::Number(value), Literal::Number(wanted)) => value == wanted,
        (Seen::Date(value), Literal::Date(wanted)) => value == wanted,
        (Seen::Events { count, .. }, Literal::Number(wanted)) => *count as f64 == *wanted,
        _ => false,
    }
}

fn count(seen: &Seen<'_>) -> Option<usize> {
    match seen {
        Seen::Many { counted, .. } => Some(*counted),
        Seen::Rows(rows) => Some(rows.len()),
        Seen::Text(text) => Some(text.lines().filter(|line| !line.trim().is_empty()).count()),
        Seen::Events { count, .. } => Some(*count),
        _ => None,
    }
}

fn compare(
    seen: &Seen<'_>,
    order: Order,
    operand: &Placed<Operand>,
    ranks: &Ranks<'_>,
    fields: &dyn Fields,
) -> Truth {
    let ordering = match (seen, &operand.value) {
        (Seen::Number(value), Operand::Literal(Literal::Number(bound))) => {
            value.partial_cmp(bound)?
        }
        (Seen::Events { count, .. }, Operand::Literal(Literal::Number(bound))) => {
            (*count as f64).partial_cmp(bound)?
        }
        (Seen::Date(value), Operand::Literal(Literal::Date(bound))) => value.cmp(bound),
        (Seen::Date(value), Operand::Field(field)) => value.cmp(&date_of(&fields.seen(field))?),
        // The definition is read without the scripts: a word beside a day names a question.
        (Seen::Date(value), Operand::Literal(Literal::Word(id))) => {
            let question = Field::Question {
                id: id.clone(),
                index: None,
            };
            value.cmp(&date_of(&fields.seen(&question))?)
        }
        (Seen::One(value), Operand::Literal(Literal::Word(bound))) => {
            compare_ranks((ranks.own)(value), (ranks.own)(bound.as_str()))?
        }
        _ => return None,
    };
    Some(order.holds(ordering))
}

fn compare_ranks(value: Option<usize>, bound: Option<usize>) -> Option<Ordering> {
    Some(value?.cmp(&bound?))
}

pub(super) fn date_of(seen: &Seen<'_>) -> Option<Date> {
    match seen {
        Seen::Date(date) => Some(*date),
        Seen::Events { last, .. } => *last,
        _ => None,
    }
}

fn days_between(from: Date, to: Date, bounds: &Bounds) -> Truth {
    let days = from.until(to).ok()?.get_days();
    Some(bounds.hold(i64::from(days)))
}

fn all(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

fn any(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Some(false);
    for part in parts {
        match part {
            Some(true) => return Some(true),
            None => result = None,
            Some(false) => {}
        }
    }
    result
}
