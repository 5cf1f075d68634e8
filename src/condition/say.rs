//! Saying a condition in words: «Esperienza di delega» è «Prima volta», e «Tempo» è …

use super::{Basis, Bounds, Condition, Field, Literal, Operand, Order, StateName, Test};
use crate::diagnostic::Placed;
use crate::words::{Sentence, condition as words};

/// Gives the words for what a condition names.
pub trait Names {
    /// Gives the short name of a field, without quotes.
    fn field(&self, field: &Field) -> Sentence;

    /// Gives the label of an option, level or item of a field.
    fn option(&self, field: &Field, id: &str) -> Sentence;

    /// Gives the name of a column of a list.
    fn column(&self, field: &Field, column: &str) -> Sentence;

    /// Gives the name of a fact or an advice rule.
    fn rule(&self, id: &str) -> Sentence;
}

/// Says a condition in both languages, without a final period.
pub fn say(condition: &Condition, names: &dyn Names) -> Sentence {
    match condition {
        Condition::All(parts) if parts.is_empty() => words::always(),
        Condition::All(parts) => join(parts.iter().map(|part| grouped(part, names)), &words::and()),
        Condition::Any(parts) => join(parts.iter().map(|part| grouped(part, names)), &words::or()),
        Condition::Not(part) => {
            let part = say(part, names);
            words::not_that(&part.it, &part.en)
        }
        Condition::Test { field, test, .. } => {
            let name = quoted(names.field(field));
            said_test(&name, field, test, names)
        }
        Condition::Fact(ids) => join(
            ids.iter().map(|id| quoted(names.rule(id.value.as_str()))),
            &words::and(),
        ),
        Condition::Fires(ids) => join(
            ids.iter().map(|id| quoted(names.rule(id.value.as_str()))),
            &words::or(),
        ),
    }
}

/// Puts a part of several in brackets.
fn grouped(condition: &Condition, names: &dyn Names) -> Sentence {
    let said = say(condition, names);
    match condition {
        Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => Sentence {
            it: format!("({})", said.it).into(),
            en: format!("({})", said.en).into(),
        },
        _ => said,
    }
}

fn quoted(words: Sentence) -> Sentence {
    Sentence {
        it: format!("«{}»", words.it).into(),
        en: format!("“{}”", words.en).into(),
    }
}

fn join(parts: impl Iterator<Item = Sentence>, between: &Sentence) -> Sentence {
    let (mut it, mut en) = (Vec::new(), Vec::new());
    for part in parts {
        it.push(part.it.into_owned());
        en.push(part.en.into_owned());
    }
    Sentence {
        it: it.join(&between.it).into(),
        en: en.join(&between.en).into(),
    }
}

/// Says an order test: every part of it.
fn said_comparison(
    name: &Sentence,
    field: &Field,
    parts: &[(Order, Placed<Operand>)],
    names: &dyn Names,
) -> Sentence {
    let part = |(order, operand): &(Order, Placed<Operand>)| {
        let value = match &operand.value {
            Operand::Literal(literal) => said_literal(literal, field, names),
            Operand::Field(field) => quoted(names.field(field)),
        };
        let order = said_order(*order);
        words::compares(
            &name.it, &order.it, &value.it, &name.en, &order.en, &value.en,
        )
    };
    join(parts.iter().map(part), &words::and())
}

fn said_test(name: &Sentence, field: &Field, test: &Test, names: &dyn Names) -> Sentence {
    let (it, en) = (&*name.it, &*name.en);
    let listed = |literals: &[Placed<Literal>], between: &Sentence| {
        join(
            literals
                .iter()
                .map(|literal| said_literal(&literal.value, field, names)),
            between,
        )
    };
    match test {
        Test::Is(literals) => {
            let values = listed(literals, &words::or());
            words::is(it, &values.it, en, &values.en)
        }
        Test::IncludesAll(literals) => {
            let values = listed(literals, &words::and());
            words::includes(it, &values.it, en, &values.en)
        }
        Test::First(literals) => {
            let values = listed(literals, &words::or());
            words::first_is(it, &values.it, en, &values.en)
        }
        Test::Count { bounds, since } => {
            let bounds = said_bounds(bounds);
            let said = words::counts(it, &bounds.it, en, &bounds.en);
            match since {
                None => said,
                Some(since) => {
                    let day = quoted(names.field(&since.value));
                    words::since(&said.it, &day.it, &said.en, &day.en)
                }
            }
        }
        Test::Compare(parts) => said_comparison(name, field, parts, names),
        Test::InDays(bounds) => {
            let bounds = said_bounds(bounds);
            words::in_days(it, &bounds.it, en, &bounds.en)
        }
        Test::DaysAgo(bounds) => {
            let bounds = said_bounds(bounds);
            words::days_ago(it, &bounds.it, en, &bounds.en)
        }
        Test::Known(true) => words::is_known(it, en),
        Test::Known(false) => words::is_not_known(it, en),
        Test::State(states) => {
            let states = join(states.iter().map(|state| said_state(*state)), &words::or());
            words::is(it, &states.it, en, &states.en)
        }
        Test::Basis(bases) => {
            let bases = join(bases.iter().map(|basis| said_basis(*basis)), &words::or());
            words::is(it, &bases.it, en, &bases.en)
        }
        Test::Row(columns) => {
            let row = join(
                columns.iter().map(|(column, test)| {
                    let name = quoted(names.column(field, column.value.as_str()));
                    said_test(&name, field, test, names)
                }),
                &words::and(),
            );
            words::some_row(it, &row.it, en, &row.en)
        }
        Test::Not(inner) => {
            let inner = said_test(name, field, inner, names);
            words::not_that(&inner.it, &inner.en)
        }
        Test::All(parts) => join(
            parts.iter().map(|part| said_test(name, field, part, names)),
            &words::and(),
        ),
    }
}

fn said_literal(literal: &Literal, field: &Field, names: &dyn Names) -> Sentence {
    match literal {
        Literal::Word(id) => quoted(names.option(field, id.as_str())),
        Literal::Bool(true) => words::yes(),
        Literal::Bool(false) => words::no(),
        Literal::Number(number) => Sentence {
            it: number.to_string().replace('.', ",").into(),
            en: number.to_string().into(),
        },
        Literal::Date(day) => Sentence::same(day.to_string()),
    }
}

fn said_bounds(bounds: &Bounds) -> Sentence {
    if let [(Order::AtLeast, low), (Order::AtMost, high)] = bounds.0.as_slice()
        && low == high
    {
        return Sentence::same(low.to_string());
    }
    join(
        bounds.0.iter().map(|(order, bound)| {
            let order = said_order(*order);
            Sentence {
                it: format!("{} {bound}", order.it).into(),
                en: format!("{} {bound}", order.en).into(),
            }
        }),
        &words::and(),
    )
}

fn said_order(order: Order) -> Sentence {
    match order {
        Order::AtLeast => words::at_least(),
        Order::AtMost => words::at_most(),
        Order::Over => words::over(),
        Order::Under => words::under(),
    }
}

fn said_state(state: StateName) -> Sentence {
    match state {
        StateName::DontKnow => words::dont_know(),
        StateName::Declined => words::declined(),
        StateName::Later => words::later(),
        StateName::NotAsked => words::not_asked(),
    }
}

fn said_basis(basis: Basis) -> Sentence {
    match basis {
        Basis::Confirmed => words::confirmed(),
        Basis::Stated => words::stated(),
        Basis::Observed => words::observed(),
        Basis::Mixed => words::mixed(),
        Basis::Temporary => words::temporary(),
        Basis::Computed => words::computed(),
        Basis::Unknown => words::unknown(),
    }
}
