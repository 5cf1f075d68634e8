//! Advice that fires, in printing order, and what is still open: mixed, to ask, to confirm, declined.

use super::fields::View;
use super::reasons::Reason;
use super::timeline::AnswerPlace;
use super::{Profile, TraitValue};
use crate::condition::Basis;
use crate::definition::{Advice, Group, Trait, TraitKind};
use crate::document::Audience;
use crate::script::{Offer, Question, Script, Shape, Shows, Visibility, Voice};
use crate::value::State;

/// Advice that fires.
#[derive(Clone, Debug)]
pub struct FiringAdvice<'a> {
    pub advice: &'a Advice,
    pub group: Option<&'a Group>,
    /// The answers that made it fire.
    pub because: Vec<Reason>,
}

impl FiringAdvice<'_> {
    /// Tells whether it stands in a section of its own, always in full.
    pub fn is_apart(&self) -> bool {
        self.group.is_some_and(|group| group.apart)
    }

    /// Tells whether it is a tension: it stands apart and has a sentence to say to the client.
    pub fn is_tension(&self) -> bool {
        self.is_apart() && self.advice.ask.is_some()
    }
}

/// A question of the kit that can still be put to the client.
#[derive(Clone, Copy, Debug)]
pub struct OpenQuestion<'a> {
    pub script: &'a Script,
    pub question: &'a Question,
    /// The client would rather not answer it.
    pub is_declined: bool,
}

/// What is open, as positions in the definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenPoints {
    /// The mixed traits.
    pub mixed: Vec<usize>,
    /// The advice rules that fire as tensions.
    pub tensions: Vec<usize>,
    /// The core traits of which nothing is known, those declined too.
    pub unknown: Vec<usize>,
}

/// Finds the question of the kit that puts a trait to the client: the one that feeds it before one
/// that only shows it, one always asked before one asked in some cases, then the order of the kit.
/// A value that passes is no way to ask for one that lasts.
pub fn question_of<'a>(one: &Trait, scripts: &[&'a Script]) -> Option<(&'a Script, &'a Question)> {
    let questions = scripts.iter().enumerate().flat_map(|(at, script)| {
        let questions = script.questions.iter();
        questions.map(move |question| (at, *script, question))
    });
    let can_ask = |question: &Question| {
        question.voice == Voice::Client && question.visibility != Visibility::Sealed
    };
    questions
        .filter(|(_, _, question)| can_ask(question))
        .filter_map(|(at, script, question)| {
            let only_shows = reach(question, one)?;
            let section = script.sections.get(question.section);
            let is_conditional =
                question.when.is_some() || section.is_some_and(|section| section.when.is_some());
            let passes = question.until.is_some();
            Some(((passes, only_shows, is_conditional, at), script, question))
        })
        // Of equal ones the first, as scripts list what matters most first.
        .min_by_key(|(rank, _, _)| *rank)
        .map(|(_, script, question)| (script, question))
}

impl<'a> Profile<'a> {
    /// Gives all advice that fires, in printing order: first what belongs under "advice", then the
    /// groups that stand apart.
    pub fn advice(&self) -> Vec<FiringAdvice<'a>> {
        let definition = self.sources.definition;
        let mut firing: Vec<((bool, usize, u32, usize), FiringAdvice<'a>)> = definition
            .advice
            .iter()
            .enumerate()
            .filter(|(index, _)| self.fires_at(*index))
            .map(|(index, advice)| {
                let one = FiringAdvice {
                    advice,
                    group: definition.group(advice.group.value.as_str()),
                    because: self.reasons_of(&advice.when, self.view_of(advice)),
                };
                let key = (one.is_apart(), self.step_of(advice), advice.priority, index);
                (key, one)
            })
            .collect();
        firing.sort_by_key(|(key, _)| *key);
        firing.into_iter().map(|(_, one)| one).collect()
    }

    /// Gives the position of the first step of the order that takes this advice.
    fn step_of(&self, advice: &Advice) -> usize {
        let steps = &self.sources.definition.advice_order.first;
        steps
            .iter()
            .position(|step| {
                step.group
                    .as_ref()
                    .is_none_or(|group| group.value == advice.group.value)
                    && step
                        .priority
                        .is_none_or(|priority| priority == advice.priority)
                    && self.view().allows(step.when.as_ref())
            })
            .unwrap_or(steps.len())
    }

    /// The view of a rule, as its group reads mixed traits.
    pub(super) fn view_of(&self, advice: &Advice) -> View<'_, 'a> {
        let group = self.sources.definition.group(advice.group.value.as_str());
        if group.is_some_and(|group| group.reads_mixed) {
            self.view_of_mixed()
        } else {
            self.view()
        }
    }

    /// Gives the positions of the mixed traits.
    pub(super) fn mixed(&self) -> Vec<usize> {
        self.positions(|index, one| {
            can_be_mixed(one) && self.standing_at(index).basis == Basis::Mixed
        })
    }

    /// Gives the positions of the core traits of which nothing is known.
    pub(super) fn to_ask(&self) -> Vec<usize> {
        self.positions(|index, _| {
            self.is_core_at(index) && self.standing_at(index).basis == Basis::Unknown
        })
    }

    /// Gives the positions of the core traits known only from what was noticed.
    pub(super) fn to_confirm(&self) -> Vec<usize> {
        self.positions(|index, _| {
            self.is_core_at(index) && self.standing_at(index).basis == Basis::Observed
        })
    }

    fn positions(&self, holds: impl Fn(usize, &'a Trait) -> bool) -> Vec<usize> {
        if self.audience == Audience::Client {
            return Vec::new();
        }
        let traits = &self.sources.definition.traits;
        traits
            .iter()
            .enumerate()
            .filter(|(index, one)| holds(*index, one))
            .map(|(index, _)| index)
            .collect()
    }

    /// Gives the questions whose latest state is declined, as they were asked.
    pub(super) fn declined(&self) -> Vec<AnswerPlace> {
        if self.audience == Audience::Client {
            return Vec::new();
        }
        let mut declined: Vec<AnswerPlace> = self
            .timeline
            .asked()
            .map(|(_, place)| place)
            .filter(|place| {
                let answer = self.timeline.answer(*place);
                answer.answer.given.state() == Some(State::Declined)
                    && answer.visibility != Visibility::Sealed
            })
            .collect();
        declined.sort();
        declined
    }

    /// Tells how many core traits are known, and how many there are.
    pub fn completeness(&self) -> (usize, usize) {
        let core: Vec<usize> = (0..self.sources.definition.traits.len())
            .filter(|index| self.is_core_at(*index))
            .collect();
        let known = core
            .iter()
            .filter(|index| self.standing_at(**index).basis != Basis::Unknown)
            .count();
        (known, core.len())
    }

    /// Gives the question that puts a trait to the client.
    pub fn question_for(&self, trait_id: &str) -> Option<OpenQuestion<'a>> {
        let (_, one) = self.sources.definition.find_trait(trait_id)?;
        let (script, question) = question_of(one, self.sources.scripts)?;
        Some(OpenQuestion {
            script,
            question,
            is_declined: self.is_declined(question),
        })
    }

    /// Gives what is open, without words.
    pub fn open_points(&self) -> OpenPoints {
        let advice = self.sources.definition.advice.iter().enumerate();
        let is_tension = |advice: &Advice| {
            let group = self.sources.definition.group(advice.group.value.as_str());
            advice.ask.is_some() && group.is_some_and(|group| group.apart)
        };
        OpenPoints {
            mixed: self.mixed(),
            tensions: advice
                .filter(|(index, advice)| is_tension(advice) && self.fires_at(*index))
                .map(|(index, _)| index)
                .collect(),
            unknown: self.to_ask(),
        }
    }

    fn is_declined(&self, question: &Question) -> bool {
        self.answer(question.id.as_str(), None)
            .is_some_and(|(_, recorded)| recorded.answer.given.state() == Some(State::Declined))
    }

    /// Finds a question that fills a column of a list.
    pub(super) fn column_question(&self, one: &Trait, column: &str) -> Option<&'a Question> {
        let ids: Vec<&str> = one
            .rows
            .iter()
            .flat_map(|row| &row.columns)
            .filter(|(id, _)| id.value == *column)
            .map(|(_, question)| question.value.as_str())
            .collect();
        self.sources
            .scripts
            .iter()
            .find_map(|script| ids.iter().find_map(|id| script.question(id)))
            .map(|(_, question)| question)
    }
}

/// Tells whether a trait can be mixed at all: only these are looked at for the set of mixed ones,
/// so that a trait worked out from that set is no circle.
fn can_be_mixed(one: &Trait) -> bool {
    if one.is_computed() {
        return one
            .rules
            .iter()
            .any(|rule| rule.basis == Some(Basis::Mixed));
    }
    one.kind == TraitKind::Ordered
}

/// Tells how a question reaches a trait: `Some(false)` feeds it, `Some(true)` only shows it.
fn reach(question: &Question, one: &Trait) -> Option<bool> {
    if question
        .feeds
        .as_ref()
        .is_some_and(|fed| fed.value == one.id)
    {
        return Some(false);
    }
    let in_rows = one.rows.iter().flat_map(|row| &row.columns);
    if in_rows
        .into_iter()
        .any(|(column, id)| column.value == *"level" && id.value == question.id)
    {
        return Some(false);
    }
    all_shows(question)
        .iter()
        .any(|shows| shows.trait_id.value == one.id)
        .then_some(true)
}

/// Gives everything an answer to a question can show.
fn all_shows(question: &Question) -> Vec<&Shows> {
    let mut all: Vec<&Shows> = Vec::new();
    for option in question.options() {
        all.extend(&option.shows);
    }
    for offer in [&question.dont_know, &question.declined] {
        if let Offer::Yes { shows } = offer {
            all.extend(shows);
        }
    }
    if let Shape::Number { bands, .. } | Shape::Date { bands, .. } = &question.shape {
        for band in bands {
            all.extend(&band.shows);
        }
    }
    all
}

impl TraitValue {
    /// Tells whether there is nothing in it to print: an empty set, an empty list.
    pub fn is_empty(&self) -> bool {
        match self {
            TraitValue::Items(items) => items.is_empty(),
            TraitValue::Rows(rows) => rows.is_empty(),
            TraitValue::Text(text) => text.joined.trim().is_empty(),
            TraitValue::Hours(hours) => hours.is_empty(),
            _ => false,
        }
    }
}
