//! Reading conditions and value expressions.
//!
//! ```text
//! COND = { KEY, ... }                                     (all keys hold)
//! KEY  = "any" = [COND, ...] | "all" = [COND, ...] | "not" = COND
//!      | "fact" = ids | "fires" = ids                     (profile only)
//!      | "client" = { card field = TEST, ... }
//!      | "interviews" = { script = TEST, ... } | "sent" = { document = TEST, ... }   (profile only)
//!      | name = TEST
//! TEST = literal | [literal, ...] | { test, ... } | { column = TEST, ... }
//! ```

use super::{
    Basis, Bounds, BuiltIn, Condition, DateExpression, Field, Literal, Operand, Order, Plus,
    StateName, Test,
};
use crate::card::CardField;
use crate::diagnostic::{Diagnostic, Placed, code};
use crate::source::{Node, Shape, TableReader, did_you_mean};
use crate::text::Id;
use crate::words::condition as words;

/// How deep conditions may be nested.
const DEEPEST: usize = 64;

/// The keys of a test table.
const TESTS: [&str; 14] = [
    "includes_all",
    "first",
    "count",
    "since",
    "at_least",
    "at_most",
    "over",
    "under",
    "in_days",
    "days_ago",
    "known",
    "state",
    "basis",
    "not",
];

/// What the names in a condition mean.
pub trait Scope {
    /// Finds what a bare name means.
    fn look_up(&self, name: &str) -> Lookup;

    /// Gives the names that could have been meant.
    fn names(&self) -> Vec<&str>;

    /// Tells whether facts, advice, interviews and documents sent can be named.
    fn is_profile(&self) -> bool;

    /// Gives the columns of a field that is a list of rows.
    fn columns(&self, field: &Field) -> Option<Vec<&str>>;

    /// Tells whether a field holds days.
    fn is_day(&self, field: &Field) -> bool;
}

/// What became of looking up a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    Found(Field),
    /// A question that is only asked later.
    Later,
    Unknown,
}

/// Reads a condition.
pub fn read(
    node: Node<'_>,
    scope: &dyn Scope,
    problems: &mut Vec<Diagnostic>,
) -> Option<Condition> {
    Reader {
        scope,
        problems,
        depth: 0,
    }
    .condition(node)
}

/// Reads a value expression: `{ day = ["sp_until"], plus_days = 14 }`.
pub fn read_date_expression(
    node: Node<'_>,
    scope: &dyn Scope,
    problems: &mut Vec<Diagnostic>,
) -> Option<DateExpression> {
    Reader {
        scope,
        problems,
        depth: 0,
    }
    .date_expression(node)
}

struct Reader<'a> {
    scope: &'a dyn Scope,
    problems: &'a mut Vec<Diagnostic>,
    depth: usize,
}

impl Reader<'_> {
    fn condition(&mut self, node: Node<'_>) -> Option<Condition> {
        if self.depth >= DEEPEST {
            self.problems.push(
                node.error(code::TOO_DEEP, words::too_deep())
                    .with_help(words::too_deep_help()),
            );
            return None;
        }
        let table = node.open_table(self.problems)?;
        if table.is_empty() {
            self.problems.push(
                node.error(code::EMPTY_LIST, words::empty_condition())
                    .with_help(words::empty_condition_help()),
            );
            return None;
        }
        self.depth += 1;
        let mut parts = Vec::with_capacity(table.len());
        let mut is_whole = true;
        for (key, span, value) in table.entries() {
            match self.key(key, span, value) {
                Some(part) => parts.push(part),
                None => is_whole = false,
            }
        }
        self.depth -= 1;
        match (is_whole, parts.len()) {
            (false, _) => None,
            (true, 1) => parts.pop(),
            (true, _) => Some(Condition::All(parts)),
        }
    }

    fn key(
        &mut self,
        key: &str,
        span: crate::diagnostic::Span,
        value: Node<'_>,
    ) -> Option<Condition> {
        match key {
            "any" => Some(Condition::Any(self.conditions(value)?)),
            "all" => Some(Condition::All(self.conditions(value)?)),
            "not" => Some(Condition::Not(Box::new(self.condition(value)?))),
            "fact" | "fires" | "interviews" | "sent" if !self.scope.is_profile() => {
                let problem = Diagnostic::error(code::PROFILE_ONLY, span, words::profile_only(key));
                self.problems
                    .push(problem.with_help(words::profile_only_help()));
                None
            }
            "fact" => Some(Condition::Fact(self.ids(value)?)),
            "fires" => Some(Condition::Fires(self.ids(value)?)),
            "client" => self.below(value, |reader, name, place| {
                reader.card_field(name, place).map(Field::Client)
            }),
            "interviews" => self.below(value, |_, name, _| Some(Field::Interviews(Id::new(name)))),
            "sent" => self.below(value, |_, name, _| Some(Field::Sent(Id::new(name)))),
            name => {
                let field = self.field(name, &span)?;
                let test = self.test(value, &field)?;
                Some(Condition::Test {
                    field,
                    test,
                    span: join(span, value),
                })
            }
        }
    }

    /// Reads `client = { kind = TEST, ... }` and the like: every key is a field.
    fn below(
        &mut self,
        node: Node<'_>,
        field: impl Fn(&mut Self, &str, &crate::diagnostic::Span) -> Option<Field>,
    ) -> Option<Condition> {
        let table = node.open_table(self.problems)?;
        let mut parts = Vec::new();
        let mut is_whole = !self.refuse_empty(node, table.is_empty());
        for (name, span, value) in table.entries() {
            let part = field(self, name, &span).and_then(|field| {
                let test = self.test(value, &field)?;
                Some(Condition::Test {
                    field,
                    test,
                    span: join(span, value),
                })
            });
            match part {
                Some(part) => parts.push(part),
                None => is_whole = false,
            }
        }
        match (is_whole, parts.len()) {
            (false, _) => None,
            (true, 1) => parts.pop(),
            (true, _) => Some(Condition::All(parts)),
        }
    }

    fn conditions(&mut self, node: Node<'_>) -> Option<Vec<Condition>> {
        let items = node.list(self.problems);
        if node.shape() == Shape::Array {
            self.refuse_empty(node, items.is_empty());
        }
        let conditions: Vec<Option<Condition>> =
            items.into_iter().map(|item| self.condition(item)).collect();
        let conditions: Option<Vec<Condition>> = conditions.into_iter().collect();
        conditions.filter(|conditions| !conditions.is_empty())
    }

    fn refuse_empty(&mut self, node: Node<'_>, is_empty: bool) -> bool {
        if is_empty {
            self.problems
                .push(node.error(code::EMPTY_LIST, words::empty_list()));
        }
        is_empty
    }

    fn ids(&mut self, node: Node<'_>) -> Option<Vec<Placed<Id>>> {
        let items = node.one_or_many();
        if self.refuse_empty(node, items.is_empty()) {
            return None;
        }
        let ids: Vec<Option<Placed<Id>>> = items
            .into_iter()
            .map(|item| item.name(self.problems))
            .collect();
        ids.into_iter().collect()
    }

    fn field(&mut self, name: &str, span: &crate::diagnostic::Span) -> Option<Field> {
        match self.scope.look_up(name) {
            Lookup::Found(field) => Some(field),
            Lookup::Later => {
                let problem = Diagnostic::error(
                    code::LATER_REFERENCE,
                    span.clone(),
                    words::later_reference(name),
                );
                self.problems
                    .push(problem.with_help(words::later_reference_help()));
                None
            }
            Lookup::Unknown => {
                let mut problem =
                    Diagnostic::error(code::UNKNOWN_NAME, span.clone(), words::unknown_name(name));
                problem.help = did_you_mean(name, self.scope.names());
                self.problems.push(problem);
                None
            }
        }
    }

    fn card_field(&mut self, name: &str, span: &crate::diagnostic::Span) -> Option<CardField> {
        let found = CardField::by_name(name);
        if found.is_none() {
            let message = words::unknown_client_field(name);
            let mut problem = Diagnostic::error(code::UNKNOWN_NAME, span.clone(), message);
            problem.help = did_you_mean(name, CardField::ALL.map(|(_, name)| name));
            self.problems.push(problem);
        }
        found
    }

    /// Reads a field named in a string: `"sp_until"`, `"client.start"`, `"interviews.check-in"`.
    fn named_field(&mut self, node: Node<'_>) -> Option<Placed<Field>> {
        let name = node.string(self.problems)?;
        let span = node.span();
        let value = match name.split_once('.') {
            Some(("client", field)) => Field::Client(self.card_field(field, &span)?),
            Some(("interviews", script)) if self.scope.is_profile() => {
                Field::Interviews(Id::new(script))
            }
            Some(("sent", document)) if self.scope.is_profile() => Field::Sent(Id::new(document)),
            _ if name == "interview" && !self.scope.is_profile() => Field::InterviewDay,
            _ => self.field(name, &span)?,
        };
        Some(Placed { value, span })
    }

    fn test(&mut self, node: Node<'_>, field: &Field) -> Option<Test> {
        match node.shape() {
            Shape::Table => self.test_table(node, field),
            _ => Some(Test::Is(self.literals(node)?)),
        }
    }

    fn test_table(&mut self, node: Node<'_>, field: &Field) -> Option<Test> {
        if self.depth >= DEEPEST {
            self.problems.push(
                node.error(code::TOO_DEEP, words::too_deep())
                    .with_help(words::too_deep_help()),
            );
            return None;
        }
        let table = node.open_table(self.problems)?;
        if self.refuse_empty(node, table.is_empty()) {
            return None;
        }
        self.depth += 1;
        let tests = self.tests(&table, field);
        self.depth -= 1;
        let mut tests = tests?;
        match tests.len() {
            1 => tests.pop(),
            _ => Some(Test::All(tests)),
        }
    }

    fn tests(&mut self, table: &TableReader<'_>, field: &Field) -> Option<Vec<Test>> {
        let mut tests = Vec::new();
        let mut columns = Vec::new();
        let mut comparison = Vec::new();
        let mut is_whole = true;
        for (key, span, value) in table.entries() {
            let test = match key {
                "at_least" | "at_most" | "over" | "under" => {
                    let order = order(key);
                    let operand = self.operand(value, field);
                    operand.map(|operand| comparison.push((order, operand)))
                }
                "since" if table.has("count") => Some(()),
                _ if TESTS.contains(&key) => self
                    .keyed_test(key, value, table, field)
                    .map(|test| tests.push(test)),
                _ => self
                    .column(key, span, value, field)
                    .map(|column| columns.push(column)),
            };
            is_whole &= test.is_some();
        }
        if !comparison.is_empty() {
            self.judge_bounds(table, &comparison);
            tests.push(Test::Compare(comparison));
        }
        if !columns.is_empty() {
            tests.push(Test::Row(columns));
        }
        is_whole.then_some(tests)
    }

    fn column(
        &mut self,
        key: &str,
        span: crate::diagnostic::Span,
        value: Node<'_>,
        field: &Field,
    ) -> Option<(Placed<Id>, Test)> {
        let columns = self.scope.columns(field);
        if columns
            .as_ref()
            .is_some_and(|columns| columns.contains(&key))
        {
            let name = Placed {
                value: Id::new(key),
                span,
            };
            return Some((name, self.test(value, field)?));
        }
        let known: Vec<&str> = columns
            .unwrap_or_default()
            .into_iter()
            .chain(TESTS)
            .collect();
        let mut problem = Diagnostic::error(code::UNKNOWN_TEST, span, words::unknown_test(key));
        problem.help = did_you_mean(key, known);
        self.problems.push(problem);
        None
    }

    fn keyed_test(
        &mut self,
        key: &str,
        value: Node<'_>,
        table: &TableReader<'_>,
        field: &Field,
    ) -> Option<Test> {
        match key {
            "includes_all" => Some(Test::IncludesAll(self.literals(value)?)),
            "first" => Some(Test::First(self.literals(value)?)),
            "count" => {
                let since = match table.get("since") {
                    Some(since) => Some(self.named_field(since)?),
                    None => None,
                };
                let bounds = self.bounds(value)?;
                Some(Test::Count { bounds, since })
            }
            "in_days" => Some(Test::InDays(self.bounds(value)?)),
            "days_ago" => Some(Test::DaysAgo(self.bounds(value)?)),
            "known" => Some(Test::Known(value.boolean(self.problems)?)),
            "state" => {
                let states = StateName::ALL.map(|(state, name)| (name, state));
                Some(Test::State(self.words(value, &states)?))
            }
            "basis" => {
                let bases = Basis::ALL.map(|(basis, name)| (name, basis));
                Some(Test::Basis(self.words(value, &bases)?))
            }
            "not" => Some(Test::Not(Box::new(self.test(value, field)?))),
            _ => {
                self.problems
                    .push(value.error(code::UNKNOWN_TEST, words::since_alone()));
                None
            }
        }
    }

    fn words<T: Copy>(&mut self, node: Node<'_>, known: &[(&str, T)]) -> Option<Vec<T>> {
        let items = node.one_or_many();
        if self.refuse_empty(node, items.is_empty()) {
            return None;
        }
        let words: Vec<Option<T>> = items
            .into_iter()
            .map(|item| item.one_of(known, self.problems))
            .collect();
        words.into_iter().collect()
    }

    fn literals(&mut self, node: Node<'_>) -> Option<Vec<Placed<Literal>>> {
        let items = node.one_or_many();
        if self.refuse_empty(node, items.is_empty()) {
            return None;
        }
        let literals: Vec<Option<Placed<Literal>>> =
            items.into_iter().map(|item| self.literal(item)).collect();
        literals.into_iter().collect()
    }

    fn literal(&mut self, node: Node<'_>) -> Option<Placed<Literal>> {
        let literal = as_literal(node);
        if literal.is_none() {
            self.problems
                .push(node.error(code::WRONG_TYPE, words::wrong_literal()));
        }
        literal.map(|value| Placed {
            value,
            span: node.span(),
        })
    }

    /// A word beside a field of days names another field; beside anything else it is a level.
    fn operand(&mut self, node: Node<'_>, field: &Field) -> Option<Placed<Operand>> {
        let names_field = node.as_str().is_some_and(|word| {
            self.scope.is_day(field)
                || word.starts_with("client.")
                || word.starts_with("interviews.")
        });
        if names_field {
            let field = self.named_field(node)?;
            return Some(Placed {
                value: Operand::Field(field.value),
                span: field.span,
            });
        }
        let literal = self.literal(node)?;
        Some(Placed {
            value: Operand::Literal(literal.value),
            span: literal.span,
        })
    }

    fn bounds(&mut self, node: Node<'_>) -> Option<Bounds> {
        if node.shape() == Shape::Integer {
            return node.integer(self.problems).map(Bounds::exactly);
        }
        let known = Order::ALL.map(|(_, name)| name);
        let table = node.table(&known, self.problems)?;
        if self.refuse_empty(node, table.is_empty()) {
            return None;
        }
        let mut bounds = Vec::new();
        for (key, _, value) in table.entries() {
            if known.contains(&key) {
                bounds.push((order(key), value.integer(self.problems)?));
            }
        }
        let numbers: Vec<(Order, f64)> = bounds
            .iter()
            .map(|(order, bound)| (*order, *bound as f64))
            .collect();
        self.judge_numbers(&table, &numbers, 1.0);
        Some(Bounds(bounds))
    }

    fn judge_bounds(&mut self, table: &TableReader<'_>, comparison: &[(Order, Placed<Operand>)]) {
        let numbers: Vec<(Order, f64)> = comparison
            .iter()
            .filter_map(|(order, operand)| match &operand.value {
                Operand::Literal(Literal::Number(number)) => Some((*order, *number)),
                Operand::Literal(Literal::Date(day)) => Some((*order, day_number(*day))),
                _ => None,
            })
            .collect();
        self.judge_numbers(table, &numbers, 0.0);
    }

    /// Reports bounds that no number meets; `step` is 1 where only whole numbers can.
    fn judge_numbers(&mut self, table: &TableReader<'_>, bounds: &[(Order, f64)], step: f64) {
        let low = bounds.iter().filter_map(|(order, bound)| match order {
            Order::AtLeast => Some((*bound, false)),
            Order::Over => Some((*bound + step, step == 0.0)),
            _ => None,
        });
        for (low, is_low_open) in low {
            for (order, bound) in bounds {
                let (high, is_high_open) = match order {
                    Order::AtMost => (*bound, false),
                    Order::Under => (*bound - step, step == 0.0),
                    _ => continue,
                };
                if low > high || (low == high && (is_low_open || is_high_open)) {
                    self.problems.push(
                        Diagnostic::error(
                            code::REVERSED_BOUNDS,
                            table.span(),
                            words::reversed_bounds(),
                        )
                        .with_help(words::reversed_bounds_help()),
                    );
                    return;
                }
            }
        }
    }

    fn date_expression(&mut self, node: Node<'_>) -> Option<DateExpression> {
        let table = node.table(&["day", "plus_days", "plus_working_days"], self.problems)?;
        let fields: Vec<Option<Placed<Field>>> = match table.required("day", self.problems) {
            Some(day) => {
                let items = day.one_or_many();
                self.refuse_empty(day, items.is_empty());
                items.into_iter().map(|item| self.day_field(item)).collect()
            }
            None => vec![None],
        };
        let plus = match (table.get("plus_days"), table.get("plus_working_days")) {
            (None, None) => Some(Plus::Days(0)),
            (Some(days), None) => days
                .integer(self.problems)
                .map(|days| days.clamp(-100_000, 100_000) as i32)
                .map(Plus::Days),
            (None, Some(days)) => days
                .count::<u32>(self.problems)
                .map(|days| Plus::WorkingDays(days.min(10_000))),
            (Some(_), Some(both)) => {
                self.problems
                    .push(both.error(code::WRONG_VALUE, words::no_days_more()));
                None
            }
        };
        let day: Option<Vec<Placed<Field>>> = fields.into_iter().collect();
        Some(DateExpression {
            day: day.filter(|day| !day.is_empty())?,
            plus: plus?,
            span: node.span(),
        })
    }

    fn day_field(&mut self, node: Node<'_>) -> Option<Placed<Field>> {
        let field = self.named_field(node)?;
        let is_question_elsewhere = matches!(field.value, Field::Question { index: None, .. });
        if !is_question_elsewhere && !self.scope.is_day(&field.value) {
            let name = node.as_str().unwrap_or("");
            self.problems
                .push(node.error(code::VALUE_KIND, words::not_a_day(name)));
            return None;
        }
        Some(field)
    }
}

/// Gives a literal, if the value is one.
pub fn as_literal(node: Node<'_>) -> Option<Literal> {
    match node.shape() {
        Shape::String => node.as_str().map(|word| Literal::Word(Id::new(word))),
        Shape::Boolean => node.as_bool().map(Literal::Bool),
        Shape::Integer | Shape::Float => node.as_number().map(Literal::Number),
        Shape::Datetime => node.as_date().map(Literal::Date),
        _ => None,
    }
}

/// Finds one of the sets every profile has.
pub fn built_in(name: &str) -> Option<BuiltIn> {
    BuiltIn::ALL
        .into_iter()
        .find(|(_, known)| *known == name)
        .map(|(built_in, _)| built_in)
}

fn order(key: &str) -> Order {
    Order::ALL
        .into_iter()
        .find(|(_, name)| *name == key)
        .map_or(Order::AtLeast, |(order, _)| order)
}

fn day_number(day: jiff::civil::Date) -> f64 {
    f64::from(day.year()) * 400.0 + f64::from(day.day_of_year())
}

/// Makes one place of a key and its value.
fn join(key: crate::diagnostic::Span, value: Node<'_>) -> crate::diagnostic::Span {
    let end = value.span().range.end;
    let range = key.range.start..end.max(key.range.end);
    crate::diagnostic::Span {
        file: key.file,
        range,
    }
}
