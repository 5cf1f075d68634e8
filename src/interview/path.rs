//! The path: which questions are asked, given the answers so far.
//!
//! One pass in the order of the script: conditions look back only, so what they read is decided
//! before them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Interview, Offering, Scope, accept};
use crate::card::CardField;
use crate::condition::{
    Basis, Condition, DateExpression, Field, Fields, Operand, Seen, StateName, Test, evaluate,
};
use crate::script::{DateBound, Question, Script, Shape};
use crate::value::{Given, State, Value};

/// Where a question stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Not asked.
    #[default]
    Off,
    /// Not asked yet: its condition waits for an answer.
    Perhaps,
    /// Declined in an earlier interview: not asked again, but may be jumped to.
    Spared,
    /// On the path, without a usable answer.
    Open,
    /// On the path, with an answer or a state.
    Answered,
}

impl Place {
    fn is_on(self) -> bool {
        matches!(self, Place::Open | Place::Answered)
    }
}

/// The places of all questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    places: Vec<Place>,
    /// How many questions are in each place, in the order of [`Place`].
    counts: [usize; 5],
    /// The outcome that has ended the interview, in the script's list.
    ended_by: Option<usize>,
}

impl Path {
    fn push(&mut self, place: Place) {
        self.counts[place as usize] += 1;
        self.places.push(place);
    }

    fn set(&mut self, question: usize, place: Place) {
        self.counts[self.places[question] as usize] -= 1;
        self.counts[place as usize] += 1;
        self.places[question] = place;
    }

    /// Gives the place of a question.
    pub fn place(&self, question: usize) -> Place {
        self.places.get(question).copied().unwrap_or_default()
    }

    /// Tells whether a question is asked.
    pub fn is_on(&self, question: usize) -> bool {
        self.place(question).is_on()
    }

    /// Tells whether a question on the path has an answer that stands.
    pub fn is_answered(&self, question: usize) -> bool {
        self.place(question) == Place::Answered
    }

    /// Gives the outcome that has ended the interview.
    pub fn ended_by(&self) -> Option<usize> {
        self.ended_by
    }

    /// Gives the questions that are asked, in order.
    pub fn questions(&self) -> impl Iterator<Item = usize> {
        (0..self.places.len()).filter(|index| self.is_on(*index))
    }

    /// Counts the questions that are asked before one.
    pub fn count_before(&self, question: usize) -> usize {
        let before = &self.places[..question.min(self.places.len())];
        before.iter().filter(|place| place.is_on()).count()
    }

    pub(super) fn answered(&self) -> usize {
        self.counts[Place::Answered as usize]
    }

    pub(super) fn expected(&self) -> usize {
        let certain = self.counts[Place::Open as usize] + self.answered();
        certain + self.counts[Place::Perhaps as usize].div_ceil(2)
    }
}

/// Which questions each question's conditions read, found once when the interview begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    /// For whether a question is asked.
    for_asking: Vec<Vec<usize>>,
    /// The other way round, and also for whether an answer stands: who reads a question.
    readers: Vec<Vec<usize>>,
    /// Some outcome ends the interview.
    has_endings: bool,
}

impl Reads {
    /// Finds what the conditions of a script read.
    pub fn of(script: &Script) -> Self {
        let for_asking = |question: &Question| {
            let mut read = Vec::new();
            let section = script.sections[question.section].when.as_ref();
            for when in [section, question.when.as_ref()].into_iter().flatten() {
                push_read(when, &mut read);
            }
            read
        };
        let for_all = |question: &Question| {
            let mut read = for_asking(question);
            let must = question.must.as_ref().map(|must| &must.hold);
            let options = question
                .options()
                .iter()
                .filter_map(|option| option.when.as_ref());
            for when in must.into_iter().chain(options) {
                push_read(when, &mut read);
            }
            if let Shape::Date { min, max, .. } = &question.shape {
                for bound in [min, max].into_iter().flatten() {
                    if let DateBound::Expression(expression) = bound {
                        read.extend(
                            expression
                                .day
                                .iter()
                                .filter_map(|field| field_index(&field.value)),
                        );
                    }
                }
            }
            read
        };
        let mut readers = vec![Vec::new(); script.questions.len()];
        for (index, question) in script.questions.iter().enumerate() {
            // What has to hold of an answer may read the answer itself: no reason to judge it twice.
            for read in for_all(question).into_iter().filter(|read| *read < index) {
                let readers = &mut readers[read];
                if readers.last() != Some(&index) {
                    readers.push(index);
                }
            }
        }
        Reads {
            for_asking: script.questions.iter().map(for_asking).collect(),
            readers,
            has_endings: script.outcomes.iter().any(|outcome| outcome.ends),
        }
    }

    /// Tells whether an answer may end the interview.
    pub fn has_endings(&self) -> bool {
        self.has_endings
    }
}

/// A value seen in place of the one that was given to a question.
type Replaced<'a> = Option<(usize, &'a Given)>;

/// Computes the path of the answers as they are.
pub(super) fn compute(interview: &Interview<'_>) -> Path {
    compute_with(interview, None)
}

/// A path after a change, and the questions whose place may have changed, in no order.
pub(super) struct Updated {
    pub path: Path,
    pub touched: Vec<usize>,
}

/// Computes the path after one answer changed, from the path before: only questions that read what
/// changed are judged again. With `given` the answer is seen as if it were that.
pub(super) fn update(interview: &Interview<'_>, changed: usize, given: Option<&Given>) -> Updated {
    let replaced = given.map(|given| (changed, given));
    let anew = || Updated {
        path: compute_with(interview, replaced),
        touched: (0..interview.slots.len()).collect(),
    };
    if interview.path.ended_by.is_some() {
        return anew();
    }
    let mut path = interview.path.clone();
    let mut touched = Vec::new();
    // Conditions look back only: in the order of the script, what a question reads is decided.
    let mut waiting = BTreeSet::from([changed]);
    while let Some(index) = waiting.pop_first() {
        let place = place(interview, &path, index, replaced);
        if place != path.places[index] {
            path.set(index, place);
            touched.push(index);
        }
        if index == changed || touched.last() == Some(&index) {
            waiting.extend(&interview.reads.readers[index]);
        }
    }
    if interview.reads.has_endings && ends(interview, &path, replaced) {
        return anew();
    }
    Updated { path, touched }
}

fn ends(interview: &Interview<'_>, path: &Path, replaced: Replaced<'_>) -> bool {
    let view = View::on(interview, path, replaced);
    let mut endings = interview.script.outcomes.iter().filter(|one| one.ends);
    endings.any(|outcome| evaluate(&outcome.when, &view) == Some(true))
}

fn compute_with(interview: &Interview<'_>, replaced: Replaced<'_>) -> Path {
    let count = interview.script.questions.len();
    let mut path = Path {
        places: Vec::with_capacity(count),
        ..Path::default()
    };
    let endings = endings(interview);
    judge_endings(interview, &endings, None, &mut path, replaced);
    for index in 0..count {
        if path.ended_by.is_some() {
            path.push(Place::Off);
            continue;
        }
        let place = place(interview, &path, index, replaced);
        path.push(place);
        if place == Place::Answered {
            judge_endings(interview, &endings, Some(index), &mut path, replaced);
        }
    }
    path
}

fn place(interview: &Interview<'_>, path: &Path, index: usize, replaced: Replaced<'_>) -> Place {
    let question = &interview.script.questions[index];
    let view = View::on(interview, path, replaced);
    let judge = |when: Option<&Condition>| when.map_or(Some(true), |when| evaluate(when, &view));
    let truth = match judge(interview.script.sections[question.section].when.as_ref()) {
        Some(false) => Some(false),
        section => match (section, judge(question.when.as_ref())) {
            (_, Some(false)) => Some(false),
            (Some(true), own) => own,
            _ => None,
        },
    };
    let slot = &interview.slots[index];
    let given = match replaced {
        Some((of, given)) if of == index => Some((given, false)),
        _ => slot.given.as_ref().map(|(given, _)| (given, slot.stale)),
    };
    match &interview.setting.scope {
        Scope::Only(ids) => {
            let wanted = given.is_some() || ids.contains(&question.id);
            if !wanted || truth == Some(false) {
                return Place::Off;
            }
        }
        Scope::Whole => match truth {
            Some(true) => {}
            None if waits(interview, path, index) => return Place::Perhaps,
            Some(false) | None => return Place::Off,
        },
    }
    match given {
        Some((given, false)) if accept::still_stands(&view, index, given) => Place::Answered,
        Some(_) => Place::Open,
        None if was_declined(interview, question) => Place::Spared,
        None => Place::Open,
    }
}

/// Tells whether a condition that is unknown may still be decided: it reads a question that is open.
fn waits(interview: &Interview<'_>, path: &Path, index: usize) -> bool {
    let reads = &interview.reads.for_asking[index];
    reads
        .iter()
        .any(|read| matches!(path.place(*read), Place::Open | Place::Perhaps))
}

/// A question declined earlier is not asked again where earlier answers are offered.
fn was_declined(interview: &Interview<'_>, question: &Question) -> bool {
    let declined = |earlier: &super::Earlier| earlier.answer.given.state() == Some(State::Declined);
    interview.setting.scope == Scope::Whole
        && interview.setting.offering == Offering::AsScripted
        && question.offer_earlier
        && interview
            .setting
            .earlier
            .get(&question.id)
            .is_some_and(declined)
}

/// Outcomes that end, each with the last question its condition reads.
fn endings(interview: &Interview<'_>) -> Vec<(usize, Option<usize>)> {
    let outcomes = interview.script.outcomes.iter().enumerate();
    outcomes
        .filter(|(_, outcome)| outcome.ends)
        .map(|(index, outcome)| (index, last_read(&outcome.when)))
        .collect()
}

fn judge_endings(
    interview: &Interview<'_>,
    endings: &[(usize, Option<usize>)],
    after: Option<usize>,
    path: &mut Path,
    replaced: Replaced<'_>,
) {
    for (outcome, last) in endings {
        // Before the first question only outcomes that read no question can hold.
        let is_due = match (after, last) {
            (None, None) => true,
            (Some(after), Some(last)) => after >= *last,
            _ => false,
        };
        if is_due && path.ended_by.is_none() {
            let view = View::on(interview, path, replaced);
            if evaluate(&interview.script.outcomes[*outcome].when, &view) == Some(true) {
                path.ended_by = Some(*outcome);
            }
        }
    }
}

/// Gives the first outcome that holds: the one that ended the interview, else the first in order.
pub(super) fn outcome(interview: &Interview<'_>) -> Option<usize> {
    let view = View::of(interview);
    interview.path.ended_by.or_else(|| {
        let outcomes = &interview.script.outcomes;
        (0..outcomes.len()).find(|index| evaluate(&outcomes[*index].when, &view) == Some(true))
    })
}

/// Gives the last question that a condition reads.
fn last_read(condition: &Condition) -> Option<usize> {
    let mut read = Vec::new();
    push_read(condition, &mut read);
    read.into_iter().max()
}

/// Gathers the questions that a condition reads.
fn push_read(condition: &Condition, read: &mut Vec<usize>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| push_read(part, read))
        }
        Condition::Not(part) => push_read(part, read),
        Condition::Test { field, test, .. } => {
            read.extend(field_index(field));
            push_read_by_test(test, read);
        }
        Condition::Fact(_) | Condition::Fires(_) => {}
    }
}

fn push_read_by_test(test: &Test, read: &mut Vec<usize>) {
    match test {
        Test::Compare(parts) => {
            for (_, operand) in parts {
                if let Operand::Field(field) = &operand.value {
                    read.extend(field_index(field));
                }
            }
        }
        Test::Not(inner) => push_read_by_test(inner, read),
        Test::All(parts) => parts.iter().for_each(|part| push_read_by_test(part, read)),
        _ => {}
    }
}

fn field_index(field: &Field) -> Option<usize> {
    match field {
        Field::Question { index, .. } => *index,
        _ => None,
    }
}

/// The answers as a condition sees them: those on the path, and with a scope the earlier ones too.
pub(super) struct View<'a> {
    pub interview: &'a Interview<'a>,
    pub path: &'a Path,
    /// A value that is being judged, seen as if it were given.
    pub candidate: Option<(usize, &'a Given)>,
    replaced: Replaced<'a>,
}

impl<'a> View<'a> {
    /// Gives a view of an interview on its own path.
    pub fn of(interview: &'a Interview<'a>) -> Self {
        View {
            interview,
            path: &interview.path,
            candidate: None,
            replaced: None,
        }
    }

    fn on(interview: &'a Interview<'a>, path: &'a Path, replaced: Replaced<'a>) -> Self {
        View {
            interview,
            path,
            candidate: None,
            replaced,
        }
    }

    /// Gives the same view with a value seen as if it were given.
    pub fn with(&self, question: usize, given: &'a Given) -> Self {
        View {
            candidate: Some((question, given)),
            ..*self
        }
    }

    fn given(&self, index: usize) -> Option<&'a Given> {
        if let Some((candidate, given)) = self.candidate
            && candidate == index
        {
            return Some(given);
        }
        let question = &self.interview.script.questions[index];
        if self.path.is_answered(index) {
            if let Some((replaced, given)) = self.replaced
                && replaced == index
            {
                return Some(given);
            }
            return self.interview.slots[index]
                .given
                .as_ref()
                .map(|(given, _)| given);
        }
        match self.interview.setting.scope {
            Scope::Only(_) => self
                .interview
                .setting
                .earlier
                .get(&question.id)
                .map(|earlier| &earlier.answer.given),
            Scope::Whole => None,
        }
    }

    /// Gives a date expression's day.
    pub fn day(&self, expression: &DateExpression) -> Option<Date> {
        expression.evaluate(self)
    }
}

/// Gives a value as a condition sees it.
pub(super) fn seen<'a>(question: &Question, value: &'a Value) -> Seen<'a> {
    match value {
        Value::Choice(id) => Seen::One(id.as_str()),
        Value::Choices(ids) => {
            let counts = |id: &&crate::text::Id| {
                question
                    .option(id.as_str())
                    .is_none_or(|option| !option.exclusive)
            };
            Seen::Many {
                items: ids.iter().map(|id| id.as_str()).collect(),
                counted: ids.iter().filter(counts).count(),
            }
        }
        Value::YesNo(value) => Seen::Bool(*value),
        Value::Text(text) => Seen::Text(text),
        Value::Number(number) => Seen::Number(*number),
        Value::Date(date) => Seen::Date(*date),
        Value::Hours(hours) => Seen::Hours(hours),
    }
}

impl Fields for View<'_> {
    fn seen(&self, field: &Field) -> Seen<'_> {
        let card = &self.interview.setting.card;
        match field {
            Field::Question {
                index: Some(index), ..
            } => match self.given(*index) {
                Some(Given::Value(value)) => seen(&self.interview.script.questions[*index], value),
                _ => Seen::Missing,
            },
            Field::Client(CardField::Name) => Seen::Text(&card.name),
            Field::Client(CardField::Greeting) => Seen::Text(card.greeting()),
            Field::Client(CardField::Language) => Seen::One(card.language.as_str()),
            Field::Client(CardField::Kind) => Seen::One(card.kind.name()),
            Field::Client(CardField::Organisation) => card
                .organisation
                .as_deref()
                .map_or(Seen::Missing, Seen::Text),
            Field::Client(CardField::HoursPerMonth) => {
                card.hours_per_month.map_or(Seen::Missing, Seen::Number)
            }
            Field::Client(CardField::Start) => card.start.map_or(Seen::Missing, Seen::Date),
            Field::Client(CardField::TimeZone) => {
                card.time_zone.as_deref().map_or(Seen::Missing, Seen::Text)
            }
            Field::InterviewDay => Seen::Date(self.interview.setting.held),
            _ => Seen::Missing,
        }
    }

    fn rank(&self, field: &Field, id: &str) -> Option<usize> {
        let question = &self.interview.script.questions[field_index(field)?];
        match &question.shape {
            Shape::Scale { options, .. } => options.iter().position(|option| option.id == *id),
            _ => None,
        }
    }

    fn column_rank(&self, _: &Field, _: &str, _: &str) -> Option<usize> {
        None
    }

    fn is_known(&self, field: &Field) -> bool {
        self.seen(field) != Seen::Missing
    }

    fn state(&self, field: &Field) -> Option<StateName> {
        match field_index(field).and_then(|index| self.given(index)) {
            Some(Given::Value(_)) => None,
            Some(Given::State(State::DontKnow)) => Some(StateName::DontKnow),
            Some(Given::State(State::Declined)) => Some(StateName::Declined),
            Some(Given::State(State::Later)) => Some(StateName::Later),
            None => Some(StateName::NotAsked),
        }
    }

    fn basis(&self, _: &Field) -> Basis {
        Basis::Unknown
    }

    fn count_since(&self, _: &Field, _: Date) -> usize {
        0
    }

    fn today(&self) -> Date {
        self.interview.setting.held
    }

    fn fact(&self, _: &str) -> bool {
        false
    }

    fn fires(&self, _: &str) -> bool {
        false
    }
}
