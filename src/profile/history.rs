//! What happened when, and what is coming: interviews, changes, dates, what was said on a topic.

use jiff::civil::Date;

use super::timeline::AnswerPlace;
use super::{Profile, Reason, Sources, TraitValue, Was};
use crate::definition::{Trait, TraitKind};
use crate::document::Audience;
use crate::script::Visibility;
use crate::text::{Id, Text};
use crate::value::{Given, Value};

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    pub day: Date,
    pub kind: EventKind<'a>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum EventKind<'a> {
    /// Position in [`Profile::interviews`].
    Interview(usize),
    /// An interview that has been corrected by a later record.
    Corrected(usize),
    /// What was stated changed.
    Change { of: &'a Trait, was: Box<Was> },
    /// A document was sent.
    Sent(Id),
}

/// A date ahead, with the words under which it is listed.
#[derive(Clone, Debug)]
pub struct AgendaDate<'a> {
    pub day: Date,
    /// The question, or the trait it was worked out in.
    pub id: &'a Id,
    pub what: &'a Text,
}

/// What was said on one topic.
#[derive(Clone, Debug)]
pub struct Topic<'a> {
    pub id: &'a Id,
    /// Oldest first.
    pub answers: Vec<AnswerPlace>,
}

/// An interview with answers that were for a time which has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expired {
    /// Position in [`Profile::interviews`].
    pub interview: usize,
    /// The last day on which any of them counted.
    pub until: Date,
}

/// What one interview measured: a level of a trait, and of which row where it is a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub day: Date,
    /// The cell that names the row.
    pub of: Option<super::RowCell>,
    /// The position among the levels of the trait, low to high.
    pub level: usize,
}

impl<'a> Profile<'a> {
    /// Gives what was measured of a trait with levels, oldest first: of a list by each interview
    /// that counts, of one level as it stood on each day that an answer changed or confirmed it.
    pub fn measured(&self, one: &Trait) -> Vec<Measured> {
        match one.kind {
            TraitKind::List => self.measured_rows(one),
            _ => self.measured_levels(one),
        }
    }

    fn measured_levels(&self, one: &Trait) -> Vec<Measured> {
        let counting = self.timeline.interviews.iter().filter(|past| past.counts());
        let mut days: Vec<Date> = counting.map(|past| past.record.held).collect();
        days.dedup();
        let stood = days.into_iter().filter_map(|day| {
            let sources = Sources {
                on: day,
                ..self.sources
            };
            let then = Profile::new(sources, self.audience);
            let (_, standing) = then.standing(one.id.as_str())?;
            let is_new = standing.because.iter().any(|reason| match reason {
                Reason::Answer { place, .. } => then.timeline.day(*place) == day,
                _ => false,
            });
            match &standing.value {
                Some(TraitValue::Level(id)) if is_new => Some(Measured {
                    day,
                    of: None,
                    level: one.level(id.as_str())?.0,
                }),
                _ => None,
            }
        });
        stood.collect()
    }

    fn measured_rows(&self, one: &Trait) -> Vec<Measured> {
        let mut measured = Vec::new();
        for (index, past) in self.timeline.interviews.iter().enumerate() {
            if !past.counts() {
                continue;
            }
            for row in super::standing::rows_of(one, index, &self.timeline) {
                let level = super::standing::level_cell(&row)
                    .and_then(|cell| super::standing::rank(one, cell, &self.timeline));
                measured.extend(level.map(|level| Measured {
                    day: past.record.held,
                    of: super::standing::name_cell(&row).cloned(),
                    level,
                }));
            }
        }
        measured
    }

    /// Gives the position of the level of each row of a list, low to high.
    pub fn levels_of(&self, one: &Trait, rows: &[super::Row]) -> Vec<Option<usize>> {
        let level = |row| {
            let cell = super::standing::level_cell(row)?;
            super::standing::rank(one, cell, &self.timeline)
        };
        rows.iter().map(level).collect()
    }

    /// Gives the interviews with answers whose time has ended, corrected ones too: they count no
    /// longer, and are still kept.
    pub fn expired(&self) -> Vec<Expired> {
        if self.audience == Audience::Client {
            return Vec::new();
        }
        let mut expired = Vec::new();
        for (index, past) in self.timeline.interviews.iter().enumerate() {
            let Some(script) = past.script else { continue };
            let ends = past.record.answers.iter().filter_map(|answer| {
                let (_, question) = script.question(answer.id.as_str())?;
                answer.answer.given.value()?;
                super::evidence::own_end(question, past.record)
            });
            let ended = ends.filter(|end| *end < self.sources.on).max();
            expired.extend(ended.map(|until| Expired {
                interview: index,
                until,
            }));
        }
        expired
    }

    /// Gives interviews, changes of what was stated and documents sent, oldest first. Values that
    /// pass by themselves are no change.
    pub fn history(&self) -> Vec<Event<'a>> {
        if self.audience == Audience::Client {
            return Vec::new();
        }
        let mut events: Vec<(usize, Event<'a>)> = Vec::new();
        for (index, interview) in self.timeline.interviews.iter().enumerate() {
            let kind = if interview.counts() {
                EventKind::Interview(index)
            } else {
                EventKind::Corrected(index)
            };
            let day = interview.record.held;
            events.push((index * 2, Event { day, kind }));
        }
        for (index, one) in self.sources.definition.traits.iter().enumerate() {
            for was in &self.standing_at(index).was {
                let kind = EventKind::Change {
                    of: one,
                    was: Box::new(was.clone()),
                };
                let event = Event {
                    day: was.until,
                    kind,
                };
                events.push((was.interview * 2 + 1, event));
            }
        }
        for mark in self.sources.sent {
            if mark.day <= self.sources.on {
                let kind = EventKind::Sent(mark.document.clone());
                let event = Event {
                    day: mark.day,
                    kind,
                };
                events.push((usize::MAX, event));
            }
        }
        events.sort_by_key(|(rank, event)| (event.day, *rank));
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// Gives the dates that answers put on the agenda and that are not past, soonest first.
    pub fn next_dates(&self) -> Vec<AgendaDate<'a>> {
        let mut dates: Vec<(Date, AnswerPlace, &'a Text)> = self
            .timeline
            .asked()
            .filter_map(|(_, place)| {
                let recorded = self.timeline.answer(place);
                let agenda = self.timeline.question(place)?.agenda.as_ref()?;
                match recorded.answer.given {
                    Given::Value(Value::Date(day))
                        if day >= self.sources.on && recorded.visibility != Visibility::Sealed =>
                    {
                        Some((day, place, agenda))
                    }
                    _ => None,
                }
            })
            .collect();
        dates.sort_by_key(|(day, place, _)| (*day, *place));
        dates
            .into_iter()
            .map(|(day, place, what)| AgendaDate {
                day,
                id: &self.timeline.answer(place).id,
                what,
            })
            .collect()
    }

    /// Gives the next date; where nothing is on the agenda, the soonest day that was worked out.
    pub fn next_step(&self) -> Option<AgendaDate<'a>> {
        let agreed = self.next_dates().into_iter().next();
        agreed.or_else(|| {
            self.worked_out_days()
                .filter(|next| next.day >= self.sources.on)
                .min_by_key(|next| next.day)
        })
    }

    /// Gives the latest day that was worked out and is past.
    pub fn overdue_step(&self) -> Option<AgendaDate<'a>> {
        self.worked_out_days()
            .filter(|next| next.day < self.sources.on)
            .max_by_key(|next| next.day)
    }

    fn worked_out_days(&self) -> impl Iterator<Item = AgendaDate<'a>> {
        let traits = self.sources.definition.traits.iter().enumerate();
        traits
            .filter(|(_, one)| one.kind == TraitKind::Date && one.is_computed())
            .filter_map(|(index, one)| match self.standing_at(index).value {
                Some(TraitValue::Date(day)) => Some(AgendaDate {
                    day,
                    id: &one.id,
                    what: &one.label,
                }),
                _ => None,
            })
    }

    /// Gives what was said on each topic of the kit, in all interviews that count.
    pub fn topics(&self) -> Vec<Topic<'a>> {
        let mut topics: Vec<Topic<'a>> = Vec::new();
        let kit = self.sources.scripts.iter();
        for id in kit
            .flat_map(|script| &script.questions)
            .filter_map(|question| question.topic.as_ref())
        {
            if topics.iter().all(|topic| topic.id != id) {
                topics.push(Topic {
                    id,
                    answers: Vec::new(),
                });
            }
        }
        for (place, recorded) in self.timeline.places() {
            let topic = self
                .timeline
                .question(place)
                .and_then(|question| question.topic.as_ref());
            let is_said = recorded.answer.given.value().is_some()
                && recorded.visibility != Visibility::Sealed;
            let (Some(id), true) = (topic, is_said) else {
                continue;
            };
            match topics.iter_mut().find(|one| one.id == id) {
                Some(one) => one.answers.push(place),
                None => topics.push(Topic {
                    id,
                    answers: vec![place],
                }),
            }
        }
        topics
    }
}
