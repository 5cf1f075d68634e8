//! How alike two clients are: Gower's general coefficient, as a distance between 0 and 1.
//!
//! ```text
//! distance = sum of d over the traits known of both / how many traits those are
//!
//! ordered   |a - b| / (levels - 1)               on the positions of the levels
//! category  0 if equal, else 1
//! set       1 - shared items / all items          Jaccard; two empty sets are equal
//! ranking   1 - sum of min / sum of max           Ruzicka, an item in place n weighs 1/n
//! hours     1 - shared minutes / all minutes      Jaccard, on each client's own clock
//! number    |a - b| / (highest - lowest)          among the clients compared
//! ```
//! A trait that is not known of one of them, or mixed, takes no part: it makes the comparison
//! smaller, never the clients more alike. Traits that are worked out take no part either: they would
//! count what they are worked out from twice.
//!
//! J. C. Gower, A general coefficient of similarity and some of its properties, Biometrics 27 (1971).

use super::{Cell, Comparison, Facts, Held};
use crate::definition::{Trait, TraitKind};
use crate::value::{Hours, Weekday, hours};

/// How far apart two clients are.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// `None` where no trait is known of both.
    pub distance: Option<f64>,
    /// The traits known of both: their position and how far apart they are.
    pub parts: Vec<(usize, f64)>,
    /// How many traits of the first could have been compared.
    pub of: usize,
}

impl Distance {
    /// Tells whether enough is known of both to say anything: half of what is known of the first.
    pub fn is_enough(&self) -> bool {
        !self.parts.is_empty() && self.parts.len() * 2 >= self.of
    }
}

/// A client near another.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The position among the sketches.
    pub at: usize,
    pub distance: Distance,
}

impl Comparison<'_> {
    /// Gives all others by how alike they are to a client, the nearest first; those of whom too
    /// little is known stand last.
    pub fn nearest(&self, like: usize) -> Vec<Near> {
        let all: Vec<Facts<'_>> = self.sketches.iter().map(|sketch| sketch.facts()).collect();
        let traits = &self.frame.definition.traits;
        let ranges: Vec<f64> = (0..traits.len())
            .map(|of| range(traits, of, &all))
            .collect();
        let Some(from) = all.get(like) else {
            return Vec::new();
        };
        let mut near: Vec<Near> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != like)
            .map(|(at, to)| Near {
                at,
                distance: distance(from, to, traits, &ranges),
            })
            .collect();
        let key = |near: &Near| near.distance.distance.unwrap_or(f64::INFINITY);
        near.sort_by(|a, b| {
            let enough = b.distance.is_enough().cmp(&a.distance.is_enough());
            let more = || b.distance.parts.len().cmp(&a.distance.parts.len());
            enough
                .then_with(|| key(a).total_cmp(&key(b)))
                .then_with(more)
                .then_with(|| a.at.cmp(&b.at))
        });
        near
    }
}

/// Gives how far the numbers of a trait are apart, among all clients.
fn range(traits: &[Trait], of: usize, all: &[Facts<'_>]) -> f64 {
    if traits[of].kind != TraitKind::Number || traits[of].is_computed() {
        return 0.0;
    }
    let numbers = all.iter().filter_map(|facts| match facts.cell(of)?.held {
        Held::Number(number) => Some(number),
        _ => None,
    });
    let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
        (low.min(number), high.max(number))
    });
    if high > low { high - low } else { 0.0 }
}

fn distance(from: &Facts<'_>, to: &Facts<'_>, traits: &[Trait], ranges: &[f64]) -> Distance {
    let mut parts = Vec::new();
    let mut of = 0;
    for cell in from.cells().filter(Cell::is_settled) {
        let one = &traits[cell.of];
        if one.is_computed() || matches!(cell.held, Held::Words | Held::Rows(_) | Held::Day(_)) {
            continue;
        }
        of += 1;
        let other = to.cell(cell.of).filter(Cell::is_settled);
        let part = other.and_then(|other| part(one, &cell.held, &other.held, ranges[cell.of]));
        parts.extend(part.map(|part| (cell.of, part)));
    }
    let sum: f64 = parts.iter().map(|(_, part)| part).sum();
    Distance {
        distance: (!parts.is_empty()).then(|| sum / super::seen::as_number(parts.len())),
        parts,
        of,
    }
}

fn part(one: &Trait, a: &Held<'_>, b: &Held<'_>, range: f64) -> Option<f64> {
    let ratio =
        |part: usize, whole: usize| super::seen::as_number(part) / super::seen::as_number(whole);
    Some(match (a, b) {
        (Held::Level(a), Held::Level(b)) if one.kind == TraitKind::Ordered => {
            ratio(a.abs_diff(*b), one.levels.len().saturating_sub(1).max(1))
        }
        (Held::Level(a), Held::Level(b)) => f64::from(u8::from(a != b)),
        (Held::Items(a), Held::Items(b)) if one.kind == TraitKind::Ranking => {
            let weights = |items: super::Positions<'_>| {
                let mut weights = vec![0.0; one.levels.len()];
                for (place, at) in items.enumerate() {
                    weights[at] = 1.0 / super::seen::as_number(place + 1);
                }
                weights
            };
            apart(&weights(*a), &weights(*b))
        }
        (Held::Items(a), Held::Items(b)) => {
            let shared = a.filter(|at| b.clone().any(|other| other == *at)).count();
            let all = a.count() + b.count() - shared;
            if all == 0 {
                0.0
            } else {
                1.0 - ratio(shared, all)
            }
        }
        (Held::Hours(a), Held::Hours(b)) => {
            let (a, b) = (a.hours(), b.hours());
            let shared = minutes(&hours::overlap(&a, 0, &b, 0));
            let all = minutes(&a) + minutes(&b) - shared;
            if all == 0 {
                0.0
            } else {
                1.0 - ratio(shared, all)
            }
        }
        (Held::Number(a), Held::Number(b)) if range > 0.0 => (a - b).abs() / range,
        (Held::Number(_), Held::Number(_)) => 0.0,
        _ => return None,
    })
}

/// The Ruzicka distance of two lists of weights.
fn apart(a: &[f64], b: &[f64]) -> f64 {
    let pairs = || a.iter().zip(b);
    let shared: f64 = pairs().map(|(a, b)| a.min(*b)).sum();
    let all: f64 = pairs().map(|(a, b)| a.max(*b)).sum();
    if all > 0.0 { 1.0 - shared / all } else { 0.0 }
}

fn minutes(hours: &Hours) -> usize {
    let days = Weekday::ALL.into_iter().flat_map(|day| hours.day(day));
    days.map(|span| usize::from(span.to - span.from)).sum()
}
