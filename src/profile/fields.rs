//! What conditions see of a profile: traits, facts and advice, evaluated once, when first asked.
//!
//! Decides what a field is to a condition, with mixed traits hidden or seen. The checks refuse a
//! definition whose traits, facts and advice depend on each other in a circle; here a circle is
//! cut where it closes, as if nothing were known there, so that nothing hangs.

use std::cell::{Cell, OnceCell};

use jiff::civil::Date;

use super::reasons::Reason;
use super::{Profile, RowCell, Standing, TraitValue, standing};
use crate::card::{Card, CardField};
use crate::condition::{Basis, BuiltIn, Condition, Field, Fields, Seen, StateName, evaluate};
use crate::definition::{Core, Rule, RuleValue, Trait, TraitKind};
use crate::document::Audience;
use crate::script::Question;
use crate::text::Id;
use crate::value::{Given, State, Value};

/// How deep traits, facts and advice may lean on each other: far more than any kit needs, and far
/// less than the stack holds.
const DEEPEST: usize = 128;

/// Something worked out when it is first asked for.
#[derive(Debug)]
pub(super) struct Once<T> {
    value: OnceCell<T>,
    is_busy: Cell<bool>,
}

impl<T> Once<T> {
    pub(super) fn many(count: usize) -> Vec<Once<T>> {
        (0..count)
            .map(|_| Once {
                value: OnceCell::new(),
                is_busy: Cell::new(false),
            })
            .collect()
    }

    /// Gives the value, made now if need be; `None` where a circle closes or it is too deep.
    fn get(&self, depth: &Cell<usize>, make: impl FnOnce() -> T) -> Option<&T> {
        if let Some(value) = self.value.get() {
            return Some(value);
        }
        if depth.get() >= DEEPEST || self.is_busy.replace(true) {
            return None;
        }
        depth.set(depth.get() + 1);
        let made = make();
        depth.set(depth.get() - 1);
        self.is_busy.set(false);
        Some(self.value.get_or_init(|| made))
    }
}

/// A profile as the fields of a condition.
#[derive(Clone, Copy)]
pub(super) struct View<'p, 'a> {
    pub(super) profile: &'p Profile<'a>,
    /// Whether the stated level of a mixed trait is seen.
    pub(super) reads_mixed: bool,
    /// The interview whose answers the questions are; `None` is the latest that asked each.
    pub(super) about: Option<usize>,
}

impl View<'_, '_> {
    /// Tells whether a condition holds; unknown is no.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        evaluate(condition, self) == Some(true)
    }

    /// As [`View::holds`]; no condition holds always.
    pub(super) fn allows(&self, condition: Option<&Condition>) -> bool {
        condition.is_none_or(|condition| self.holds(condition))
    }
}

impl<'a> Profile<'a> {
    /// The view outside groups that read mixed traits.
    pub(super) fn view(&self) -> View<'_, 'a> {
        View {
            profile: self,
            reads_mixed: false,
            about: None,
        }
    }

    /// The view in which a mixed trait shows what was stated.
    pub(super) fn view_of_mixed(&self) -> View<'_, 'a> {
        View {
            reads_mixed: true,
            ..self.view()
        }
    }

    pub(super) fn standing_at(&self, index: usize) -> &Standing {
        self.standings[index]
            .get(&self.depth, || self.work_out(index))
            .unwrap_or(&self.unknown)
    }

    fn work_out(&self, index: usize) -> Standing {
        let one = &self.sources.definition.traits[index];
        let is_hidden = one.private && self.audience == Audience::Client;
        if is_hidden || !self.view().allows(one.when.as_ref()) {
            return Standing {
                exists: false,
                ..Standing::unknown()
            };
        }
        if one.is_computed() {
            return self.computed(one);
        }
        if one.kind == TraitKind::List {
            return standing::from_rows(one, &self.timeline, self.sources.on);
        }
        let evidence = &self.evidence[index];
        standing::from_evidence(one, evidence, &self.timeline, self.sources.on)
    }

    fn computed(&self, one: &'a Trait) -> Standing {
        let view = self.view();
        let Some(rule) = one
            .rules
            .iter()
            .find(|rule| view.allows(rule.when.as_ref()))
        else {
            return Standing::unknown();
        };
        let value = match &rule.is {
            RuleValue::Level(level) => Some(TraitValue::Level(level.value.clone())),
            RuleValue::Number(number) => Some(TraitValue::Number(*number)),
            RuleValue::Day(expression) => expression.evaluate(&view).map(TraitValue::Date),
        };
        if value.is_none() {
            return Standing::unknown();
        }
        let because = self.rule_reasons(rule);
        Standing {
            value,
            basis: rule.basis.unwrap_or(Basis::Computed),
            since: because.iter().filter_map(|one| self.day_of(one)).max(),
            because,
            ..Standing::unknown()
        }
    }

    /// Tells whether a trait is worked out from a value that ends by itself.
    pub fn rests_on_temporary(&self, one: &Trait) -> bool {
        let view = self.view();
        let rule = one
            .rules
            .iter()
            .find(|rule| view.allows(rule.when.as_ref()));
        let Some(when) = rule.and_then(|rule| rule.when.as_ref()) else {
            return false;
        };
        let mut rests = false;
        when.visit(&mut |part| {
            if let Condition::Test { field, .. } = part {
                rests |= view.basis(field) == Basis::Temporary;
            }
        });
        rests
    }

    fn rule_reasons(&self, rule: &'a Rule) -> Vec<Reason> {
        let view = self.view();
        let mut reasons = rule
            .when
            .as_ref()
            .map_or_else(Vec::new, |when| self.reasons_of(when, view));
        if let RuleValue::Day(expression) = &rule.is {
            let known = expression
                .day
                .iter()
                .find(|field| view.is_known(&field.value));
            if let Some(field) = known {
                for reason in self.reasons_of_field(&field.value, view) {
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
            }
        }
        reasons
    }

    pub(super) fn is_core_at(&self, index: usize) -> bool {
        let one = &self.sources.definition.traits[index];
        let make = || {
            self.standing_at(index).exists
                && match &one.core {
                    Core::No => false,
                    Core::Always => true,
                    Core::When(condition) => self.view().holds(condition),
                }
        };
        self.is_core[index]
            .get(&self.depth, make)
            .copied()
            .unwrap_or(false)
    }

    pub(super) fn fact_named(&self, id: &str) -> bool {
        let facts = &self.sources.definition.facts;
        let Some(index) = facts.iter().position(|fact| fact.id == *id) else {
            return false;
        };
        self.facts[index]
            .get(&self.depth, || self.view().holds(&facts[index].when))
            .copied()
            .unwrap_or(false)
    }

    /// Tells whether an advice rule fires; none does in a profile for the client.
    pub(super) fn fires_at(&self, index: usize) -> bool {
        if self.audience == Audience::Client {
            return false;
        }
        let advice = &self.sources.definition.advice[index];
        self.firing[index]
            .get(&self.depth, || self.view_of(advice).holds(&advice.when))
            .copied()
            .unwrap_or(false)
    }

    fn number_in(&self, set: BuiltIn) -> usize {
        match set {
            BuiltIn::Mixed => self.mixed().len(),
            BuiltIn::ToAsk => self.to_ask().len(),
            BuiltIn::ToConfirm => self.to_confirm().len(),
            BuiltIn::Declined => self.declined().len(),
        }
    }

    fn sent_days<'s>(&'s self, document: &'s str) -> impl Iterator<Item = Date> + 's {
        self.sources
            .sent
            .iter()
            .filter(move |mark| mark.document == *document && mark.day <= self.sources.on)
            .map(|mark| mark.day)
    }

    fn trait_seen(&self, id: &Id, reads_mixed: bool) -> Seen<'_> {
        let Some((_, standing)) = self.standing(id.as_str()) else {
            return Seen::Missing;
        };
        let is_hidden =
            standing.basis == Basis::Unknown || (standing.basis == Basis::Mixed && !reads_mixed);
        match &standing.value {
            Some(value) if !is_hidden => value_seen(value),
            _ => Seen::Missing,
        }
    }

    fn question_seen(&self, id: &Id, about: Option<usize>) -> Seen<'_> {
        let Some((place, recorded)) = self.answer(id.as_str(), about) else {
            return Seen::Missing;
        };
        match &recorded.answer.given {
            Given::Value(value) => answer_seen(value, self.timeline.question(place)),
            Given::State(_) => Seen::Missing,
        }
    }
}

impl Fields for View<'_, '_> {
    fn seen(&self, field: &Field) -> Seen<'_> {
        let profile = self.profile;
        match field {
            Field::Trait(id) => profile.trait_seen(id, self.reads_mixed),
            Field::Question { id, .. } => profile.question_seen(id, self.about),
            Field::Client(field) => card_seen(profile.sources.card, *field),
            Field::Interviews(script) => {
                let held = profile.timeline.of_script(script.as_str());
                events(held.map(|interview| interview.record.held))
            }
            Field::Sent(document) => events(profile.sent_days(document.as_str())),
            Field::BuiltIn(set) => Seen::Events {
                count: profile.number_in(*set),
                last: None,
            },
            // Means something only while an interview is run.
            Field::InterviewDay => Seen::Missing,
        }
    }

    fn rank(&self, field: &Field, id: &str) -> Option<usize> {
        match field {
            Field::Trait(name) => {
                let (_, one) = self.profile.sources.definition.find_trait(name.as_str())?;
                one.level(id).map(|(at, _)| at)
            }
            Field::Question { id: name, .. } => {
                let (place, _) = self.profile.answer(name.as_str(), self.about)?;
                let question = self.profile.timeline.question(place)?;
                let options = question.options();
                options.iter().position(|option| option.id == *id)
            }
            _ => None,
        }
    }

    fn column_rank(&self, field: &Field, column: &str, id: &str) -> Option<usize> {
        let Field::Trait(name) = field else {
            return None;
        };
        let (_, one) = self.profile.sources.definition.find_trait(name.as_str())?;
        if let Some((at, _)) = one.level(id) {
            return Some(at);
        }
        let question = self.profile.column_question(one, column)?;
        let options = question.options();
        options.iter().position(|option| option.id == *id)
    }

    fn is_known(&self, field: &Field) -> bool {
        match field {
            Field::Trait(_) => {
                let basis = self.basis(field);
                basis != Basis::Unknown && (self.reads_mixed || basis != Basis::Mixed)
            }
            Field::Interviews(_) | Field::Sent(_) => {
                matches!(self.seen(field), Seen::Events { last: Some(_), .. })
            }
            _ => self.seen(field) != Seen::Missing,
        }
    }

    fn state(&self, field: &Field) -> Option<StateName> {
        let Field::Question { id, .. } = field else {
            return None;
        };
        match self.profile.answer(id.as_str(), self.about) {
            None => Some(StateName::NotAsked),
            Some((_, recorded)) => recorded.answer.given.state().map(|state| match state {
                State::DontKnow => StateName::DontKnow,
                State::Declined => StateName::Declined,
                State::Later => StateName::Later,
            }),
        }
    }

    fn basis(&self, field: &Field) -> Basis {
        match field {
            Field::Trait(id) => self
                .profile
                .standing(id.as_str())
                .map_or(Basis::Unknown, |(_, standing)| standing.basis),
            _ => Basis::Unknown,
        }
    }

    fn count_since(&self, field: &Field, since: Date) -> usize {
        match field {
            Field::Interviews(script) => self
                .profile
                .timeline
                .of_script(script.as_str())
                .filter(|interview| interview.record.held >= since)
                .count(),
            Field::Sent(document) => self
                .profile
                .sent_days(document.as_str())
                .filter(|day| *day >= since)
                .count(),
            _ => 0,
        }
    }

    fn today(&self) -> Date {
        self.profile.sources.on
    }

    fn fact(&self, id: &str) -> bool {
        self.profile.fact_named(id)
    }

    fn fires(&self, id: &str) -> bool {
        let advice = &self.profile.sources.definition.advice;
        let index = advice.iter().position(|one| one.id == *id);
        index.is_some_and(|index| self.profile.fires_at(index))
    }
}

fn events(days: impl Iterator<Item = Date>) -> Seen<'static> {
    let (count, last) = days.fold((0, None), |(count, last), day| {
        (count + 1, last.max(Some(day)))
    });
    Seen::Events { count, last }
}

fn value_seen(value: &TraitValue) -> Seen<'_> {
    match value {
        TraitValue::Level(id) => Seen::One(id.as_str()),
        TraitValue::Items(items) => Seen::Many {
            items: items.iter().map(Id::as_str).collect(),
            counted: items.len(),
        },
        TraitValue::Text(text) => Seen::Text(&text.joined),
        TraitValue::Number(number) => Seen::Number(*number),
        TraitValue::Date(date) => Seen::Date(*date),
        TraitValue::Hours(hours) => Seen::Hours(hours),
        TraitValue::Rows(rows) => Seen::Rows(
            rows.iter()
                .map(|row| {
                    row.cells
                        .iter()
                        .map(|(column, cell)| (column.as_str(), cell_seen(cell)))
                        .collect()
                })
                .collect(),
        ),
    }
}

fn cell_seen(cell: &RowCell) -> Seen<'_> {
    answer_seen(&cell.value, None)
}

fn answer_seen<'s>(value: &'s Value, question: Option<&Question>) -> Seen<'s> {
    match value {
        Value::Choice(id) => Seen::One(id.as_str()),
        Value::Choices(ids) => {
            let stands_alone = |id: &Id| {
                question
                    .and_then(|question| question.option(id.as_str()))
                    .is_some_and(|option| option.exclusive)
            };
            Seen::Many {
                items: ids.iter().map(Id::as_str).collect(),
                counted: ids.iter().filter(|id| !stands_alone(id)).count(),
            }
        }
        Value::YesNo(value) => Seen::Bool(*value),
        Value::Text(words) => Seen::Text(words),
        Value::Number(number) => Seen::Number(*number),
        Value::Date(date) => Seen::Date(*date),
        Value::Hours(hours) => Seen::Hours(hours),
    }
}

fn card_seen(card: &Card, field: CardField) -> Seen<'_> {
    match field {
        CardField::Name => Seen::One(&card.name),
        CardField::Greeting => Seen::One(card.greeting()),
        CardField::Language => Seen::One(card.language.as_str()),
        CardField::Kind => Seen::One(card.kind.name()),
        CardField::Organisation => word_seen(card.organisation.as_deref()),
        CardField::HoursPerMonth => card.hours_per_month.map_or(Seen::Missing, Seen::Number),
        CardField::Start => card.start.map_or(Seen::Missing, Seen::Date),
        CardField::TimeZone => word_seen(card.time_zone.as_deref()),
    }
}

fn word_seen(word: Option<&str>) -> Seen<'_> {
    word.map_or(Seen::Missing, Seen::One)
}
