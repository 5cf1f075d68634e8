//! The answers that made a condition true.
//!
//! Decides what is named as the evidence of advice and of a trait that is worked out: of `all` every
//! part, of `any` the parts that hold, of a fact and of advice what their own conditions rest on. What
//! had to be false (`not`) is named only when nothing else is.

use jiff::civil::Date;

use super::fields::View;
use super::timeline::AnswerPlace;
use super::{Profile, Side};
use crate::card::CardField;
use crate::condition::{BuiltIn, Condition, Field, evaluate};
use crate::script::Voice;
use crate::text::Id;

/// One thing a trait or advice rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    Answer {
        place: AnswerPlace,
        side: Side,
        /// The ticked options that count; empty when the whole answer does.
        options: Vec<Id>,
    },
    /// A trait of which nothing is known yet.
    Unknown(Id),
    /// A question that has no value yet.
    Unanswered(Id),
    /// The interviews of a script, or that there is none yet.
    Interviews(Id),
    /// That a document was sent, or was not.
    Sent(Id),
    /// A field of the client card.
    Card(CardField),
}

/// What has been gone through, so that nothing is named twice and circles end.
#[derive(Default)]
struct Trail<'c> {
    reasons: Vec<Reason>,
    facts: Vec<&'c str>,
    advice: Vec<usize>,
}

impl Trail<'_> {
    fn add(&mut self, more: Vec<Reason>) {
        for reason in more {
            if !self.reasons.contains(&reason) {
                self.reasons.push(reason);
            }
        }
    }
}

impl<'a> Profile<'a> {
    /// Gives what a condition that holds rests on.
    pub(super) fn reasons_of(&self, condition: &'a Condition, view: View<'_, 'a>) -> Vec<Reason> {
        let mut trail = Trail::default();
        self.trace(condition, view, &mut trail);
        if trail.reasons.is_empty() {
            self.trace_denied(condition, view, &mut trail);
        }
        trail.reasons
    }

    fn trace(&self, condition: &'a Condition, view: View<'_, 'a>, trail: &mut Trail<'a>) {
        match condition {
            Condition::All(parts) => {
                for part in parts {
                    self.trace(part, view, trail);
                }
            }
            Condition::Any(parts) => {
                for part in parts.iter().filter(|part| view.holds(part)) {
                    self.trace(part, view, trail);
                }
            }
            Condition::Not(_) => {}
            Condition::Test { field, .. } => trail.add(self.reasons_of_field(field, view)),
            Condition::Fact(ids) => {
                for id in ids {
                    self.trace_fact(id.value.as_str(), trail);
                }
            }
            Condition::Fires(ids) => {
                for id in ids {
                    self.trace_advice(id.value.as_str(), trail);
                }
            }
        }
    }

    fn trace_fact(&self, id: &'a str, trail: &mut Trail<'a>) {
        let fact = self
            .sources
            .definition
            .facts
            .iter()
            .find(|fact| fact.id == *id);
        if let Some(fact) = fact
            && !trail.facts.contains(&id)
        {
            trail.facts.push(id);
            self.trace(&fact.when, self.view(), trail);
        }
    }

    fn trace_advice(&self, id: &str, trail: &mut Trail<'a>) {
        let advice = &self.sources.definition.advice;
        let Some(index) = advice.iter().position(|one| one.id == *id) else {
            return;
        };
        if !trail.advice.contains(&index) && self.fires_at(index) {
            trail.advice.push(index);
            self.trace(&advice[index].when, self.view_of(&advice[index]), trail);
        }
    }

    /// Names what had to be false.
    fn trace_denied(&self, condition: &'a Condition, view: View<'_, 'a>, trail: &mut Trail<'a>) {
        match condition {
            Condition::Not(inner) => {
                if let Condition::Test { field, .. } = inner.as_ref() {
                    trail.add(self.reasons_of_field(field, view));
                }
            }
            Condition::All(parts) => {
                for part in parts {
                    self.trace_denied(part, view, trail);
                }
            }
            Condition::Any(parts) => {
                for part in parts {
                    if evaluate(part, &view) == Some(true) {
                        self.trace_denied(part, view, trail);
                    }
                }
            }
            Condition::Test { .. } | Condition::Fact(_) | Condition::Fires(_) => {}
        }
    }

    /// Gives what the value of a field rests on, or that there is none.
    pub(super) fn reasons_of_field(&self, field: &Field, view: View<'_, 'a>) -> Vec<Reason> {
        match field {
            Field::Trait(id) => match self.standing(id.as_str()) {
                Some((_, standing)) if standing.because.is_empty() && !standing.is_known() => {
                    vec![self.reason_of_unknown(id)]
                }
                Some((_, standing)) => standing.because.clone(),
                None => Vec::new(),
            },
            Field::Question { id, .. } => match self.answer(id.as_str(), view.about) {
                Some((place, recorded)) => vec![Reason::Answer {
                    place,
                    side: match recorded.voice {
                        Voice::Client => Side::Stated,
                        Voice::Private => Side::Observed,
                    },
                    options: Vec::new(),
                }],
                None => vec![Reason::Unanswered(id.clone())],
            },
            Field::Client(field) => vec![Reason::Card(*field)],
            Field::Interviews(script) => vec![Reason::Interviews(script.clone())],
            Field::Sent(document) => vec![Reason::Sent(document.clone())],
            Field::BuiltIn(set) => self.reasons_of_set(*set),
            Field::InterviewDay => Vec::new(),
        }
    }

    /// A trait is unknown because its question was answered without a value, or not at all.
    fn reason_of_unknown(&self, id: &Id) -> Reason {
        let asked = self
            .question_for(id.as_str())
            .and_then(|open| self.answer(open.question.id.as_str(), None))
            .filter(|(_, recorded)| recorded.answer.given.state().is_some());
        match asked {
            Some((place, _)) => Reason::Answer {
                place,
                side: Side::Stated,
                options: Vec::new(),
            },
            None => Reason::Unknown(id.clone()),
        }
    }

    fn reasons_of_set(&self, set: BuiltIn) -> Vec<Reason> {
        let traits = &self.sources.definition.traits;
        let mut reasons = Vec::new();
        let mut add = |more: Vec<Reason>| {
            for reason in more {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        };
        match set {
            BuiltIn::ToAsk => {
                for index in self.still_to_ask() {
                    add(vec![self.reason_of_unknown(&traits[index].id)]);
                }
            }
            BuiltIn::Mixed => {
                for index in self.mixed() {
                    add(self.standing_at(index).because.clone());
                }
            }
            BuiltIn::ToConfirm => {
                for index in self.to_confirm() {
                    add(self.standing_at(index).because.clone());
                }
            }
            BuiltIn::Declined => {
                for place in self.declined() {
                    add(vec![Reason::Answer {
                        place,
                        side: Side::Stated,
                        options: Vec::new(),
                    }]);
                }
            }
        }
        reasons
    }

    /// Gives the day of a reason, if it has one.
    pub(super) fn day_of(&self, reason: &Reason) -> Option<Date> {
        match reason {
            Reason::Answer { place, .. } => Some(self.timeline.day(*place)),
            Reason::Interviews(script) => self
                .timeline
                .of_script(script.as_str())
                .map(|interview| interview.record.held)
                .max(),
            _ => None,
        }
    }
}
