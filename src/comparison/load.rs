//! The week: contacts and hours of each client and of all, when they can be reached, what is coming.
//!
//! Sums stand here because contacts and hours add up; levels and traits never do.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Coming, Comparison, Field, Held, Mark, PackedHours, Seen};
use crate::card::CardField;
use crate::definition::{ChartKind, TraitKind};
use crate::value::{Hours, Weekday};

/// What one client takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// The position among the sketches.
    pub at: usize,
    /// Contacts a week, with the mark of a guess or of one that passes.
    pub contacts: Option<f64>,
    pub mark: Option<Mark>,
    /// The hours agreed for a month.
    pub hours: Option<f64>,
}

/// What all clients take together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    pub contacts: f64,
    /// Of how many clients the contacts are guessed.
    pub guessed: usize,
    pub hours: f64,
    /// How many clients have agreed hours.
    pub agreed: usize,
}

/// One hour of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// How many clients can be reached in all of it.
    pub clients: usize,
    /// It is within one's own hours.
    pub is_own: bool,
}

/// The week, hour by hour, on one's own clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    slots: Vec<Slot>,
    /// How many clients said when they can be reached.
    pub of: usize,
}

impl Week {
    /// Gives an hour of a day.
    pub fn slot(&self, day: Weekday, hour: usize) -> Slot {
        let at = day as usize * 24 + hour;
        self.slots.get(at).copied().unwrap_or_default()
    }

    /// Gives the first and the last hour in which there is anything, if there is.
    pub fn span(&self) -> Option<(usize, usize)> {
        let is_used = |hour: &usize| {
            Weekday::ALL.into_iter().any(|day| {
                let slot = self.slot(day, *hour);
                slot.clients > 0 || slot.is_own
            })
        };
        let mut used = (0..24).filter(is_used);
        let first = used.next()?;
        Some((first, used.next_back().unwrap_or(first)))
    }
}

/// An item that several clients share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The position of the trait and of the item.
    pub of: usize,
    pub item: usize,
    /// Positions among the sketches.
    pub members: Vec<usize>,
    /// How many clients were asked.
    pub asked: usize,
}

impl Comparison<'_> {
    /// Gives what each client takes; the field of the contacts is that of the definition.
    pub fn loads(&self) -> Vec<Load> {
        let load = self.frame.definition.comparison.load.as_ref();
        let of = load
            .and_then(|load| self.frame.definition.find_trait(load.value.as_str()))
            .map(|(of, _)| of);
        let loads = self.sketches.iter().enumerate().map(|(at, sketch)| {
            let facts = sketch.facts();
            let cell = of.and_then(|of| facts.cell(of));
            let contacts = cell.and_then(|cell| match cell.held {
                Held::Number(number) => Some(number),
                _ => None,
            });
            Load {
                at,
                contacts,
                mark: cell.as_ref().and_then(Mark::of),
                hours: match Field::Client(CardField::HoursPerMonth).seen(&facts) {
                    Seen::Number(hours) => Some(hours),
                    _ => None,
                },
            }
        });
        loads.collect()
    }

    /// Gives the week of the clients' hours against one's own. `offset` says how many minutes a zone
    /// is ahead of one's own clock; hours without a zone are in the client's.
    pub fn week(&self, offset: &dyn Fn(&str) -> Option<i32>) -> Week {
        let hours = self.frame.definition.comparison.hours.as_ref();
        let of = hours
            .and_then(|hours| self.frame.definition.find_trait(hours.value.as_str()))
            .map(|(of, _)| of);
        let mut week = Week {
            slots: vec![Slot::default(); 7 * 24],
            of: 0,
        };
        for sketch in &self.sketches {
            let facts = sketch.facts();
            let packed = of
                .and_then(|of| facts.cell(of))
                .and_then(|cell| match cell.held {
                    Held::Hours(packed) => Some(packed),
                    _ => None,
                });
            let Some(hours) = packed.as_ref().map(PackedHours::hours) else {
                continue;
            };
            week.of += 1;
            let zone = hours.zone().or(facts.time_zone);
            let ahead = zone.and_then(offset).unwrap_or(0);
            for (at, is_full) in full_hours(&hours, ahead).into_iter().enumerate() {
                week.slots[at].clients += usize::from(is_full);
            }
        }
        if let Some(own) = &self.frame.settings.hours {
            for (at, is_full) in full_hours(own, 0).into_iter().enumerate() {
                week.slots[at].is_own = is_full;
            }
        }
        week
    }

    /// Gives the days ahead of all clients until some days from the day of reading, soonest first.
    pub fn coming(&self) -> Vec<(usize, Coming<'_>)> {
        let days = self.days_ahead();
        let on = self.frame.on;
        let until = on.checked_add(i64::from(days).days()).unwrap_or(Date::MAX);
        let mut coming: Vec<(usize, Coming<'_>)> = Vec::new();
        for (at, sketch) in self.sketches.iter().enumerate() {
            let facts = sketch.facts();
            coming.extend(
                facts
                    .coming()
                    .filter(|one| one.day <= until)
                    .map(|one| (at, one)),
            );
        }
        coming.sort_by_key(|(at, one)| (one.day, *at));
        coming
    }

    /// Gives how far ahead the definition looks.
    pub fn days_ahead(&self) -> u32 {
        let charts = &self.frame.definition.charts;
        let dates = charts.iter().find(|chart| chart.kind == ChartKind::Dates);
        dates.and_then(|chart| chart.days).unwrap_or(30)
    }

    /// Gives the items of the sets the definition counts that more than one client has, the most
    /// frequent first.
    pub fn repeated(&self) -> Vec<Repeated> {
        let definition = self.frame.definition;
        let charts = definition.charts.iter();
        let counted = charts
            .filter(|chart| chart.kind == ChartKind::Counts)
            .filter_map(|chart| definition.find_trait(chart.trait_id.as_ref()?.value.as_str()))
            .filter(|(_, one)| one.kind == TraitKind::Set);
        let mut repeated = Vec::new();
        for (of, one) in counted {
            let sets: Vec<Option<Vec<usize>>> = self
                .sketches
                .iter()
                .map(|sketch| match sketch.facts().cell(of)?.held {
                    Held::Items(items) => Some(items.collect()),
                    _ => None,
                })
                .collect();
            let asked = sets.iter().flatten().count();
            let mut of_trait: Vec<Repeated> = (0..one.levels.len())
                .map(|item| Repeated {
                    of,
                    item,
                    members: (0..sets.len())
                        .filter(|at| sets[*at].as_ref().is_some_and(|set| set.contains(&item)))
                        .collect(),
                    asked,
                })
                .filter(|one| one.members.len() > 1)
                .collect();
            of_trait.sort_by_key(|one| std::cmp::Reverse(one.members.len()));
            repeated.extend(of_trait);
        }
        repeated
    }
}

impl Total {
    /// Adds up what clients take.
    pub fn of(loads: &[Load]) -> Total {
        let mut total = Total::default();
        for load in loads {
            total.contacts += load.contacts.unwrap_or(0.0);
            total.guessed += usize::from(load.mark == Some(Mark::Guess));
            total.hours += load.hours.unwrap_or(0.0);
            total.agreed += usize::from(load.hours.is_some());
        }
        total
    }
}

/// Tells for each hour of the week whether all of it is within some hours, on a clock that is
/// `ahead` minutes behind theirs.
pub(super) fn full_hours(hours: &Hours, ahead: i32) -> Vec<bool> {
    const WEEK: i32 = 7 * 24 * 60;
    let mut minutes = vec![false; 7 * 24 * 60];
    for day in Weekday::ALL {
        for span in hours.day(day) {
            for minute in span.from..span.to {
                let at = day as i32 * 24 * 60 + i32::from(minute) - ahead;
                // The week turns round at its end.
                let at = usize::try_from(at.rem_euclid(WEEK)).unwrap_or(0);
                minutes[at] = true;
            }
        }
    }
    let hours = minutes.chunks(60);
    hours.map(|hour| hour.iter().all(|held| *held)).collect()
}
