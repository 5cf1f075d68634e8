//! What one client brings to one chart.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{Dot, Lens};
use crate::comparison::load::full_hours;
use crate::comparison::{Cell, Closer, Facts, Held};
use crate::condition::Basis;
use crate::definition::{Chart, ChartKind, Core};
use crate::value::Hours;

/// The days a chart of dates looks ahead when it does not say.
pub(super) const AHEAD: u32 = 30;

/// The hours of a week: by day, Monday first, and by hour; an hour counts when all of it does.
pub type Week = [[bool; 24]; 7];

/// What one client brings to one chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Nothing is known, or the chart is not about this client.
    Nothing,
    Spot {
        x: Spot,
        y: Spot,
    },
    Bar {
        value: f64,
        of: Option<f64>,
        until: Option<Date>,
        is_passing: bool,
        is_guess: bool,
    },
    /// On the professional's own clock, as far as it is known.
    Week {
        week: Week,
        is_clock_unknown: bool,
    },
    /// Positions of levels or items, the first choice first; of a list one for each row.
    Items(Vec<usize>),
    Track(Vec<Dot>),
    Dates(Vec<(Date, String)>),
}

/// Where a client stands on one axis of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    Level { at: usize, is_impression: bool },
    Mixed,
    Declined,
    Unknown,
    NotAsked,
}

/// Reads what a client brings to a chart. What was measured over time is known from a closer look
/// only.
pub fn reading(
    chart: &Chart,
    facts: &Facts<'_>,
    closer: Option<&Closer>,
    lens: &Lens<'_, '_>,
) -> Reading {
    let named = chart.trait_id.as_ref().map(|id| id.value.as_str());
    let position = |id: &str| lens.frame.definition.find_trait(id).map(|(of, _)| of);
    let of = named.and_then(position);
    match chart.kind {
        ChartKind::Map => {
            let axis = |id: Option<&crate::diagnostic::Placed<crate::text::Id>>| {
                let of = id.and_then(|id| position(id.value.as_str()));
                of.map_or(Spot::Unknown, |of| spot(facts, of, lens))
            };
            Reading::Spot {
                x: axis(chart.x.as_ref()),
                y: axis(chart.y.as_ref()),
            }
        }
        ChartKind::Bars => bar(facts, of, named),
        ChartKind::Grid => week(facts, of, lens),
        ChartKind::Counts => items(facts, of),
        ChartKind::Dots => track(closer, of),
        ChartKind::Dates => dates(facts, chart.days.unwrap_or(AHEAD), lens),
    }
}

fn spot(facts: &Facts<'_>, of: usize, lens: &Lens<'_, '_>) -> Spot {
    let Some(cell) = facts.cell(of) else {
        let is_asked = match facts.missing().find(|missing| missing.of == of) {
            Some(missing) if missing.is_declined => return Spot::Declined,
            Some(_) => true,
            None => lens.frame.definition.traits[of].core == Core::No,
        };
        return match is_asked && !facts.is_absent(of) {
            true => Spot::Unknown,
            false => Spot::NotAsked,
        };
    };
    match (cell.basis, cell.held) {
        (Basis::Mixed, _) => Spot::Mixed,
        (Basis::Unknown, _) => Spot::Unknown,
        (basis, Held::Level(at)) => Spot::Level {
            at,
            is_impression: basis == Basis::Observed,
        },
        _ => Spot::Unknown,
    }
}

fn bar(facts: &Facts<'_>, of: Option<usize>, named: Option<&str>) -> Reading {
    let plain = |value: usize, of: Option<usize>| Reading::Bar {
        value: value as f64,
        of: of.map(|of| of as f64),
        until: None,
        is_passing: false,
        is_guess: false,
    };
    let Some(of) = of else {
        return match named {
            Some("completeness") => plain(facts.known, Some(facts.of)),
            Some("open_points") => plain(facts.open_points(), None),
            _ => Reading::Nothing,
        };
    };
    match facts.cell(of) {
        Some(cell) => match cell.held {
            Held::Number(value) => Reading::Bar {
                value,
                of: None,
                until: cell.until,
                is_passing: is_passing(&cell),
                is_guess: cell.is_guess(),
            },
            _ => Reading::Nothing,
        },
        None => Reading::Nothing,
    }
}

fn is_passing(cell: &Cell<'_>) -> bool {
    cell.rests_on_temporary || cell.basis == Basis::Temporary
}

/// Gives the hours on the professional's own clock; a clock that is not known is taken as theirs.
fn week(facts: &Facts<'_>, of: Option<usize>, lens: &Lens<'_, '_>) -> Reading {
    let cell = of.and_then(|of| facts.cell(of));
    let Some(Held::Hours(packed)) = cell.map(|cell| cell.held) else {
        return Reading::Nothing;
    };
    let hours = packed.hours();
    let zone = hours.zone().or(facts.time_zone);
    let ahead = zone.map(lens.ahead_of);
    Reading::Week {
        week: week_of(&hours, ahead.flatten().unwrap_or(0)),
        is_clock_unknown: ahead == Some(None) && lens.has_own_zone(),
    }
}

/// Gives the hours that lie within some hours on a clock that is some minutes ahead of one's own.
pub(super) fn week_of(hours: &Hours, ahead: i32) -> Week {
    let mut week = [[false; 24]; 7];
    let cells = week.iter_mut().flatten();
    for (cell, is_full) in cells.zip(full_hours(hours, ahead)) {
        *cell = is_full;
    }
    week
}

fn items(facts: &Facts<'_>, of: Option<usize>) -> Reading {
    let Some(cell) = of.and_then(|of| facts.cell(of)) else {
        return Reading::Nothing;
    };
    if !cell.is_settled() {
        return Reading::Nothing;
    }
    match cell.held {
        Held::Level(at) => Reading::Items(vec![at]),
        Held::Items(items) => Reading::Items(items.collect()),
        // A row without a level was not measured.
        Held::Rows(rows) => Reading::Items(rows.filter_map(|row| row.checked_sub(1)).collect()),
        _ => Reading::Nothing,
    }
}

/// Gives one dot a day: of what was measured then, the least.
fn track(closer: Option<&Closer>, of: Option<usize>) -> Reading {
    let past = closer.into_iter().flat_map(|closer| &closer.past);
    let Some(past) = past.into_iter().find(|past| Some(past.of) == of) else {
        return Reading::Nothing;
    };
    let mut days: BTreeMap<Date, Dot> = BTreeMap::new();
    for measure in &past.measures {
        let dot = Dot {
            day: measure.day,
            level: measure.level,
            about: measure.about.clone(),
        };
        match days.get_mut(&measure.day) {
            Some(least) if measure.level < least.level => *least = dot,
            Some(_) => {}
            None => {
                days.insert(measure.day, dot);
            }
        }
    }
    match days.is_empty() {
        true => Reading::Nothing,
        false => Reading::Track(days.into_values().collect()),
    }
}

fn dates(facts: &Facts<'_>, days: u32, lens: &Lens<'_, '_>) -> Reading {
    let ahead: Span = i64::from(days.min(3650)).days();
    let last = lens.frame.on.saturating_add(ahead);
    let coming: Vec<(Date, String)> = facts
        .coming()
        .filter(|coming| (lens.frame.on..=last).contains(&coming.day))
        .map(|coming| {
            let what = lens.frame.what(&coming.what, lens.language.tag());
            (coming.day, what)
        })
        .collect();
    match coming.is_empty() {
        true => Reading::Nothing,
        false => Reading::Dates(coming),
    }
}
