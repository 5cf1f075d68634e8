//! What can never be asked, hold or fire.
//!
//! A condition is turned into its alternatives, each a list of tests that hold together; an
//! alternative is impossible when no value of some field passes all tests on it. What is too large
//! to turn is taken for possible: a finding is always right, a missing one proves nothing.

use std::cell::Cell;

use jiff::civil::Date;

use crate::condition::{
    Basis, Condition, Field, Fields, Literal, Operand, Seen, StateName, Test, evaluate,
    evaluate_test,
};
use crate::definition::{Definition, TraitKind};
use crate::diagnostic::{Diagnostic, Span, code};
use crate::script::{Question, Script, Shape};
use crate::text::Id;
use crate::words::{Sentence, check as words};

/// More alternatives than this are not looked at.
const MOST_ALTERNATIVES: usize = 256;

/// More parts than this are not looked at for one judgement.
const MOST_STEPS: usize = 10_000;

/// More tests than this in one alternative are not looked at.
const MOST_TESTS: usize = 64;

/// Reports questions, sections, options and outcomes of a script that cannot be.
pub(super) fn judge_script(script: &Script, problems: &mut Vec<Diagnostic>) {
    let world = World::of(Things::Script(script));
    for outcome in &script.outcomes {
        if outcome.ends && evaluate(&outcome.when, &Nothing) == Some(true) {
            problems.push(
                Diagnostic::error(
                    code::UNREACHABLE,
                    outcome.span.clone(),
                    words::ends_at_once(outcome.id.as_str()),
                )
                .with_help(words::ends_at_once_help()),
            );
        } else if outcome.ends
            && let Some(last) = always_after(script, &outcome.when)
            && let Some(next) = script.questions.get(last + 1)
        {
            let message = words::ends_always(outcome.id.as_str(), next.id.as_str());
            problems.push(
                Diagnostic::error(code::UNREACHABLE, outcome.span.clone(), message)
                    .with_related(next.span.clone(), words::never_asked_from_here()),
            );
        }
    }
    for section in &script.sections {
        if let Some(when) = &section.when
            && world.never_holds(&[when])
        {
            let message = words::section_never(section.id.as_str());
            problems.push(warning(&section.span, message));
        }
    }
    for question in &script.questions {
        let section = script.sections.get(question.section);
        let of_section = section.and_then(|section| section.when.as_ref());
        let conditions: Vec<&Condition> = [question.when.as_ref(), of_section]
            .into_iter()
            .flatten()
            .collect();
        if question.when.is_some() && world.never_holds(&conditions) {
            let message = words::question_never(question.id.as_str());
            problems.push(warning(&question.span, message));
        }
        for option in question.options() {
            let conditions: Vec<&Condition> = option
                .when
                .iter()
                .chain(conditions.iter().copied())
                .collect();
            if option.when.is_some() && world.never_holds(&conditions) {
                let message = words::option_never(option.id.as_str());
                problems.push(warning(&option.span, message));
            }
        }
        if let Some(must) = &question.must
            && world.never_holds(&[&must.hold])
        {
            let message = words::must_never(question.id.as_str());
            problems.push(Diagnostic::error(
                code::UNREACHABLE,
                question.span.clone(),
                message,
            ));
        }
    }
}

/// Reports facts, rules and advice of a definition that can never hold.
pub(super) fn judge_definition(definition: &Definition, problems: &mut Vec<Diagnostic>) {
    let world = World::of(Things::Definition(definition));
    for fact in &definition.facts {
        if world.never_holds(&[&fact.when]) {
            problems.push(warning(&fact.span, words::fact_never(fact.id.as_str())));
        }
    }
    for advice in &definition.advice {
        // A fact sees a mixed trait as not known, and such a group does not.
        let group = definition.group(advice.group.value.as_str());
        let sees_otherwise = group.is_some_and(|group| group.reads_mixed);
        if sees_otherwise && names_fact(&advice.when) {
            continue;
        }
        if world.never_holds(&[&advice.when]) {
            problems.push(warning(
                &advice.span,
                words::advice_never(advice.id.as_str()),
            ));
        }
    }
    for one in &definition.traits {
        let always = one.rules.iter().position(|rule| rule.when.is_none());
        for (position, rule) in one.rules.iter().enumerate() {
            let is_hidden = always.is_some_and(|always| always < position);
            let never = rule
                .when
                .as_ref()
                .is_some_and(|when| world.never_holds(&[when]));
            if is_hidden || never {
                problems.push(warning(&rule.span, words::rule_never(one.id.as_str())));
            }
        }
    }
}

fn names_fact(condition: &Condition) -> bool {
    let mut names = false;
    condition.visit(&mut |part| names |= matches!(part, Condition::Fact(_)));
    names
}

fn warning(span: &Span, message: Sentence) -> Diagnostic {
    Diagnostic::warning(code::UNREACHABLE, span.clone(), message)
        .with_help(words::contradiction_help())
}

/// Gives the question after whose answer, whatever it is, a condition holds.
fn always_after(script: &Script, condition: &Condition) -> Option<usize> {
    let Condition::Test {
        field: Field::Question {
            index: Some(index), ..
        },
        test: Test::Is(literals),
        ..
    } = condition
    else {
        return None;
    };
    let question = script.questions.get(*index)?;
    let offers_states = question.offers(crate::value::State::DontKnow)
        || question.offers(crate::value::State::Declined);
    let is_named = |wanted: &Literal| literals.iter().any(|literal| literal.value == *wanted);
    let all = match &question.shape {
        Shape::YesNo => is_named(&Literal::Bool(true)) && is_named(&Literal::Bool(false)),
        Shape::Choice {
            options,
            other: false,
        }
        | Shape::Scale { options, .. } => options
            .iter()
            .all(|option| is_named(&Literal::Word(option.id.clone()))),
        _ => false,
    };
    let is_always_asked =
        question.when.is_none() && script.sections.get(question.section)?.when.is_none();
    (all && !offers_states && is_always_asked).then_some(*index)
}

/// A test that must hold, or must not.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    field: &'a Field,
    test: &'a Test,
    truth: bool,
}

type Alternative<'a> = Vec<Wanted<'a>>;

/// Where the values of fields come from.
struct World<'a> {
    things: Things<'a>,
    /// What is left of the work that one judgement may cost.
    steps: Cell<usize>,
}

#[derive(Clone, Copy)]
enum Things<'a> {
    Script(&'a Script),
    Definition(&'a Definition),
}

impl<'a> World<'a> {
    fn of(things: Things<'a>) -> Self {
        World {
            things,
            steps: Cell::new(0),
        }
    }

    /// Tells whether conditions can never hold together.
    fn never_holds(&self, conditions: &[&'a Condition]) -> bool {
        self.steps.set(MOST_STEPS);
        let mut alternatives: Vec<Alternative<'a>> = vec![Vec::new()];
        for condition in conditions {
            let Some(more) = self.alternatives(condition, true, 0) else {
                return false;
            };
            let Some(joined) = cross(&alternatives, &more) else {
                return false;
            };
            alternatives = joined;
        }
        alternatives
            .into_iter()
            .all(|alternative| self.is_impossible(alternative))
    }

    /// Gives the alternatives under which a condition is true, or is false; `None` when too many.
    fn alternatives(
        &self,
        condition: &'a Condition,
        truth: bool,
        depth: usize,
    ) -> Option<Vec<Alternative<'a>>> {
        self.steps.set(self.steps.get().checked_sub(1)?);
        match (condition, truth) {
            (Condition::Not(part), _) => self.alternatives(part, !truth, depth),
            (Condition::All(parts), true) | (Condition::Any(parts), false) => {
                let mut all = vec![Vec::new()];
                for part in parts {
                    all = cross(&all, &self.alternatives(part, truth, depth)?)?;
                }
                Some(all)
            }
            (Condition::Any(parts), true) | (Condition::All(parts), false) => {
                let mut any = Vec::new();
                for part in parts {
                    any.extend(self.alternatives(part, truth, depth)?);
                    if any.len() > MOST_ALTERNATIVES {
                        return None;
                    }
                }
                Some(any)
            }
            (Condition::Test { field, test, .. }, _) => {
                Some(vec![vec![Wanted { field, test, truth }]])
            }
            (Condition::Fact(ids), true) if depth < 8 => {
                let Things::Definition(definition) = self.things else {
                    return Some(vec![Vec::new()]);
                };
                let mut all = vec![Vec::new()];
                for id in ids {
                    let fact = definition.facts.iter().find(|fact| fact.id == id.value);
                    if let Some(fact) = fact {
                        let more = self.alternatives(&fact.when, true, depth + 1)?;
                        all = cross(&all, &more)?;
                    }
                }
                Some(all)
            }
            (Condition::Fact(_) | Condition::Fires(_), _) => Some(vec![Vec::new()]),
        }
    }

    fn is_impossible(&self, mut alternative: Alternative<'a>) -> bool {
        if self.contradicts(&alternative) {
            return true;
        }
        // A question with a value was asked: what it is asked under held too.
        let Things::Script(script) = self.things else {
            return false;
        };
        let mut asked: Vec<usize> = Vec::new();
        loop {
            let next = alternative.iter().find_map(|wanted| {
                let Field::Question {
                    index: Some(index), ..
                } = wanted.field
                else {
                    return None;
                };
                let needs_value = needs_value(wanted.test, wanted.truth);
                (needs_value && !asked.contains(index)).then_some(*index)
            });
            let Some(index) = next else { return false };
            asked.push(index);
            let Some(question) = script.questions.get(index) else {
                continue;
            };
            let section = script.sections.get(question.section);
            let conditions = [
                question.when.as_ref(),
                section.and_then(|section| section.when.as_ref()),
            ];
            for condition in conditions.into_iter().flatten() {
                let Some(more) = self.alternatives(condition, true, 0) else {
                    return false;
                };
                // With several ways to have been asked, the simple answer is: possible.
                let [more] = more.as_slice() else { continue };
                alternative.extend(more.iter().copied());
            }
            if alternative.len() > MOST_TESTS {
                return false;
            }
            if self.contradicts(&alternative) {
                return true;
            }
        }
    }

    /// Tells whether no value of some field passes all tests on it.
    fn contradicts(&self, alternative: &[Wanted<'_>]) -> bool {
        alternative.iter().enumerate().any(|(position, wanted)| {
            let is_first = !alternative[..position]
                .iter()
                .any(|earlier| earlier.field == wanted.field);
            let tests: Vec<&Wanted<'_>> = alternative
                .iter()
                .filter(|other| other.field == wanted.field)
                .collect();
            is_first
                && self.values(wanted.field, &tests).is_some_and(|values| {
                    !values.iter().any(|value| {
                        tests.iter().all(|wanted| {
                            let fields = OneValue { value, world: self };
                            evaluate_test(wanted.field, wanted.test, &fields) == Some(wanted.truth)
                        })
                    })
                })
        })
    }

    /// Gives the values worth trying for a field; `None` when they cannot be listed.
    fn values(&self, field: &Field, tests: &[&Wanted<'_>]) -> Option<Vec<Tried>> {
        let mut values = match (self.things, field) {
            (
                Things::Script(script),
                Field::Question {
                    index: Some(index), ..
                },
            ) => question_values(script.questions.get(*index)?, tests)?,
            (Things::Definition(definition), Field::Trait(id)) => {
                let (_, one) = definition.find_trait(id.as_str())?;
                match one.kind {
                    TraitKind::Ordered | TraitKind::Category => one
                        .levels
                        .iter()
                        .map(|level| Tried::Word(level.id.clone()))
                        .collect(),
                    TraitKind::Number => numbers(tests),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let asks_more = tests.iter().any(|wanted| names_state_or_basis(wanted.test));
        if asks_more {
            return None;
        }
        values.push(Tried::Missing);
        Some(values)
    }

    fn rank(&self, field: &Field, id: &str) -> Option<usize> {
        match (self.things, field) {
            (
                Things::Script(script),
                Field::Question {
                    index: Some(index), ..
                },
            ) => script
                .questions
                .get(*index)?
                .options()
                .iter()
                .position(|option| option.id == *id),
            (Things::Definition(definition), Field::Trait(name)) => {
                let (_, one) = definition.find_trait(name.as_str())?;
                one.level(id).map(|(rank, _)| rank)
            }
            _ => None,
        }
    }
}

fn cross<'a>(left: &[Alternative<'a>], right: &[Alternative<'a>]) -> Option<Vec<Alternative<'a>>> {
    if left.len() * right.len() > MOST_ALTERNATIVES {
        return None;
    }
    let mut crossed = Vec::with_capacity(left.len() * right.len());
    for one in left {
        for other in right {
            if one.len() + other.len() > MOST_TESTS {
                return None;
            }
            crossed.push(one.iter().chain(other).copied().collect());
        }
    }
    Some(crossed)
}

/// Tells whether a field must have a value for a test to be true, or to be false.
fn needs_value(test: &Test, truth: bool) -> bool {
    match test {
        Test::Known(wanted) => *wanted == truth,
        Test::State(_) | Test::Basis(_) => false,
        Test::Not(inner) => needs_value(inner, !truth),
        Test::All(parts) => truth && parts.iter().any(|part| needs_value(part, truth)),
        _ => true,
    }
}

/// States and bases are not among the values tried.
fn names_state_or_basis(test: &Test) -> bool {
    match test {
        Test::State(_) | Test::Basis(_) => true,
        Test::Not(inner) => names_state_or_basis(inner),
        Test::All(parts) => parts.iter().any(names_state_or_basis),
        _ => false,
    }
}

/// One value tried for a field.
enum Tried {
    Missing,
    Word(Id),
    Bool(bool),
    Number(f64),
}

fn question_values(question: &Question, tests: &[&Wanted<'_>]) -> Option<Vec<Tried>> {
    match &question.shape {
        Shape::Choice { options, other } => {
            let mut values: Vec<Tried> = options
                .iter()
                .map(|option| Tried::Word(option.id.clone()))
                .collect();
            if *other {
                values.push(Tried::Word(Id::new("other")));
            }
            Some(values)
        }
        Shape::Scale { options, .. } => Some(
            options
                .iter()
                .map(|option| Tried::Word(option.id.clone()))
                .collect(),
        ),
        Shape::YesNo => Some(vec![Tried::Bool(true), Tried::Bool(false)]),
        Shape::Number {
            min, max, integer, ..
        } => {
            let mut values = numbers(tests);
            values.extend([*min, *max].into_iter().flatten().map(Tried::Number));
            values.retain(|value| match value {
                Tried::Number(number) => {
                    min.is_none_or(|min| *number >= min)
                        && max.is_none_or(|max| *number <= max)
                        && (!integer || number.fract() == 0.0)
                }
                _ => true,
            });
            Some(values)
        }
        _ => None,
    }
}

/// Gives the numbers named in tests, those between them, and those just beside.
fn numbers(tests: &[&Wanted<'_>]) -> Vec<Tried> {
    let mut named: Vec<f64> = Vec::new();
    for wanted in tests {
        gather_numbers(wanted.test, &mut named);
    }
    named.push(0.0);
    named.sort_by(f64::total_cmp);
    let mut values: Vec<f64> = named
        .windows(2)
        .map(|pair| (pair[0] + pair[1]) / 2.0)
        .collect();
    for number in named {
        values.extend([number - 1.0, number, number + 1.0]);
    }
    values.into_iter().map(Tried::Number).collect()
}

fn gather_numbers(test: &Test, into: &mut Vec<f64>) {
    match test {
        Test::Is(literals) => {
            into.extend(literals.iter().filter_map(|literal| match &literal.value {
                Literal::Number(number) => Some(*number),
                _ => None,
            }))
        }
        Test::Compare(parts) => {
            into.extend(
                parts
                    .iter()
                    .filter_map(|(_, operand)| match &operand.value {
                        Operand::Literal(Literal::Number(number)) => Some(*number),
                        _ => None,
                    }),
            )
        }
        Test::Not(inner) => gather_numbers(inner, into),
        Test::All(parts) => parts.iter().for_each(|part| gather_numbers(part, into)),
        _ => {}
    }
}

/// One field with one value.
struct OneValue<'v, 'w, 'a> {
    value: &'v Tried,
    world: &'w World<'a>,
}

impl Fields for OneValue<'_, '_, '_> {
    fn seen(&self, _: &Field) -> Seen<'_> {
        match self.value {
            Tried::Missing => Seen::Missing,
            Tried::Word(id) => Seen::One(id.as_str()),
            Tried::Bool(value) => Seen::Bool(*value),
            Tried::Number(number) => Seen::Number(*number),
        }
    }

    fn rank(&self, field: &Field, id: &str) -> Option<usize> {
        self.world.rank(field, id)
    }

    fn column_rank(&self, _: &Field, _: &str, _: &str) -> Option<usize> {
        None
    }

    fn is_known(&self, _: &Field) -> bool {
        !matches!(self.value, Tried::Missing)
    }

    fn state(&self, _: &Field) -> Option<StateName> {
        None
    }

    fn basis(&self, _: &Field) -> Basis {
        Basis::Unknown
    }

    fn count_since(&self, _: &Field, _: Date) -> usize {
        0
    }

    fn today(&self) -> Date {
        Date::ZERO
    }

    fn fact(&self, _: &str) -> bool {
        false
    }

    fn fires(&self, _: &str) -> bool {
        false
    }
}

/// A conversation that has not begun.
struct Nothing;

impl Fields for Nothing {
    fn seen(&self, _: &Field) -> Seen<'_> {
        Seen::Missing
    }

    fn rank(&self, _: &Field, _: &str) -> Option<usize> {
        None
    }

    fn column_rank(&self, _: &Field, _: &str, _: &str) -> Option<usize> {
        None
    }

    fn is_known(&self, field: &Field) -> bool {
        matches!(field, Field::Client(_))
    }

    fn state(&self, field: &Field) -> Option<StateName> {
        matches!(field, Field::Question { .. }).then_some(StateName::NotAsked)
    }

    fn basis(&self, _: &Field) -> Basis {
        Basis::Unknown
    }

    fn count_since(&self, _: &Field, _: Date) -> usize {
        0
    }

    fn today(&self) -> Date {
        Date::ZERO
    }

    fn fact(&self, _: &str) -> bool {
        false
    }

    fn fires(&self, _: &str) -> bool {
        false
    }
}
