//! From what each client brings to a chart to the chart.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::reading::{AHEAD, Reading, Spot, Week};
use super::{
    Axis, Bar, Bars, Beside, Count, Counts, Dates, Dots, Due, Grid, MOST, Map, Picture, Place,
    Shape, Total, Track, initials, told,
};
use crate::definition::{Chart, ChartKind, Definition, Trait, TraitKind};
use crate::text::Text;
use crate::words::Language;
use crate::words::chart as say;

/// Makes one chart of a definition from what each client brings to it, in the order of the clients.
/// `own` are the professional's own hours; `number` tells charts without an id apart.
pub fn gather(
    definition: &Definition,
    chart: &Chart,
    number: usize,
    clients: &[(String, Reading)],
    own: Option<Week>,
    language: Language,
) -> Picture {
    let find = |id: Option<&crate::diagnostic::Placed<crate::text::Id>>| {
        definition
            .find_trait(id?.value.as_str())
            .map(|(_, one)| one)
    };
    let of_trait = find(chart.trait_id.as_ref());
    let title = chart.title.as_ref().or(of_trait.map(|one| &one.label));
    let mut gathering = Gathering {
        clients,
        language,
        notes: Vec::new(),
    };
    let shape = match chart.kind {
        ChartKind::Map => gathering.map(find(chart.x.as_ref()), find(chart.y.as_ref())),
        ChartKind::Bars => gathering.bars(of_trait),
        ChartKind::Grid => gathering.grid(own),
        ChartKind::Counts => gathering.counts(chart, of_trait),
        ChartKind::Dots => gathering.dots(of_trait),
        ChartKind::Dates => gathering.dates(chart.days.unwrap_or(AHEAD)),
    };
    Picture {
        id: match &chart.id {
            Some(id) => format!("chart-{id}"),
            None => format!("chart-{number}"),
        },
        title: title.map_or(String::new(), |title| words(title, language)),
        shape,
        notes: gathering.notes,
    }
}

fn words(text: &Text, language: Language) -> String {
    let phrase = text.in_tag(language.tag());
    phrase.as_plain().unwrap_or_default().to_owned()
}

fn levels(one: Option<&Trait>, language: Language) -> Vec<String> {
    let levels = one.map_or(&[][..], |one| &one.levels);
    levels
        .iter()
        .map(|level| words(&level.label, language))
        .collect()
}

fn axis(one: Option<&Trait>, language: Language) -> Axis {
    Axis {
        label: one.map_or(String::new(), |one| words(&one.label, language)),
        levels: levels(one, language),
    }
}

/// One chart while it is made.
struct Gathering<'c> {
    clients: &'c [(String, Reading)],
    language: Language,
    notes: Vec<String>,
}

impl Gathering<'_> {
    fn note(&mut self, sentence: crate::words::Sentence) {
        self.notes.push(told(sentence, self.language));
    }

    fn map(&mut self, x: Option<&Trait>, y: Option<&Trait>) -> Shape {
        let mut places = Vec::new();
        let mut beside: [Vec<String>; 4] = Default::default();
        for (name, reading) in self.clients {
            let (x, y) = match reading {
                Reading::Spot { x, y } => (*x, *y),
                _ => (Spot::Unknown, Spot::Unknown),
            };
            match (x, y) {
                (
                    Spot::Level {
                        at: x,
                        is_impression: a,
                    },
                    Spot::Level {
                        at: y,
                        is_impression: b,
                    },
                ) => places.push(Place {
                    name: name.clone(),
                    mark: String::new(),
                    x,
                    y,
                    is_impression: a || b,
                }),
                (x, y) => {
                    let reasons = [Spot::Mixed, Spot::NotAsked, Spot::Declined];
                    let reason = reasons.iter().position(|one| x == *one || y == *one);
                    beside[reason.unwrap_or(3)].push(name.clone());
                }
            }
        }
        let is_lettered = places.len() <= MOST;
        if is_lettered {
            let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
            for (mark, place) in initials(&names).into_iter().zip(&mut places) {
                place.mark = mark;
            }
        } else {
            self.note(say::too_many_for_letters());
        }
        let reasons = [
            say::to_clarify(),
            say::not_asked_of_them(),
            say::would_rather_not(),
            say::still_to_ask(),
        ];
        let beside = reasons.into_iter().zip(beside);
        Shape::Map(Map {
            x: axis(x, self.language),
            y: axis(y, self.language),
            places,
            is_lettered,
            beside: beside
                .filter(|(_, names)| !names.is_empty())
                .map(|(why, names)| Beside {
                    why: told(why, self.language),
                    names,
                })
                .collect(),
        })
    }

    fn bars(&mut self, of_trait: Option<&Trait>) -> Shape {
        let bars: Vec<Bar> = self
            .clients
            .iter()
            .filter_map(|(name, reading)| match reading {
                Reading::Bar {
                    value,
                    of,
                    until,
                    is_passing,
                    is_guess,
                } => Some(Bar {
                    name: name.clone(),
                    value: *value,
                    of: *of,
                    until: *until,
                    is_passing: *is_passing,
                    is_guess: *is_guess,
                }),
                _ => None,
            })
            .collect();
        let sum = |counts: &dyn Fn(&Bar) -> bool| {
            let counted = bars.iter().filter(|bar| counts(bar));
            counted.map(|bar| bar.value).sum::<f64>()
        };
        // What is known of a profile is no load: it has no total.
        let total = of_trait.is_some().then(|| Total {
            all: sum(&|_| true),
            passing: sum(&|bar| bar.is_passing),
            guessed: sum(&|bar| bar.is_guess),
        });
        if bars.len() <= MOST {
            return Shape::Bars(Bars { bars, total });
        }
        self.note(say::by_value());
        if let Some(total) = total {
            self.notes.push(total.in_words(self.language));
        }
        Shape::Counts(self.by_value(&bars))
    }

    /// Counts clients by the value of their bar, the largest first.
    fn by_value(&self, bars: &[Bar]) -> Counts {
        let mut rows: Vec<(&Bar, usize)> = Vec::new();
        for bar in bars {
            match rows
                .iter_mut()
                .find(|(row, _)| row.value == bar.value && row.of == bar.of)
            {
                Some((_, count)) => *count += 1,
                None => rows.push((bar, 1)),
            }
        }
        rows.sort_by(|(a, _), (b, _)| {
            let by_of = a.of.unwrap_or(0.0).total_cmp(&b.of.unwrap_or(0.0));
            by_of.then(a.value.total_cmp(&b.value)).reverse()
        });
        Counts {
            columns: vec![told(say::clients(), self.language)],
            rows: rows
                .into_iter()
                .map(|(bar, count)| Count {
                    label: bar.shown(self.language),
                    counts: vec![count],
                    names: Vec::new(),
                })
                .collect(),
        }
    }

    fn grid(&mut self, own: Option<Week>) -> Shape {
        let mut counts = [[0; 24]; 7];
        let mut known = 0;
        let mut unknown_clocks = Vec::new();
        for (name, reading) in self.clients {
            let Reading::Week {
                week,
                is_clock_unknown,
            } = reading
            else {
                continue;
            };
            known += 1;
            if *is_clock_unknown {
                unknown_clocks.push(name.as_str());
            }
            for (day, hours) in week.iter().enumerate() {
                for (hour, is_reachable) in hours.iter().enumerate() {
                    counts[day][hour] += usize::from(*is_reachable);
                }
            }
        }
        self.note(say::known_of(known, self.clients.len()));
        if !unknown_clocks.is_empty() {
            self.note(say::unknown_clock(&unknown_clocks.join(", ")));
        }
        if own.is_none() {
            self.note(say::own_hours_not_set());
        }
        Shape::Grid(Box::new(Grid { counts, own }))
    }

    fn counts(&mut self, chart: &Chart, of_trait: Option<&Trait>) -> Shape {
        let is_ranking = of_trait.is_some_and(|one| one.kind == TraitKind::Ranking);
        let is_list = of_trait.is_some_and(|one| one.kind == TraitKind::List);
        let is_ordered = of_trait.is_some_and(|one| one.kind == TraitKind::Ordered);
        let labels = match chart.groups.is_empty() {
            true => levels(of_trait, self.language),
            false => {
                let groups = chart.groups.iter();
                groups
                    .map(|group| words(&group.label, self.language))
                    .collect()
            }
        };
        let row_of = |level: usize| match chart.groups.is_empty() {
            true => Some(level),
            false => {
                let id = &of_trait?.levels.get(level)?.id;
                let mut groups = chart.groups.iter();
                groups.position(|group| group.levels.iter().any(|one| one.value == *id))
            }
        };
        let columns = if is_ranking { 2 } else { 1 };
        let mut rows: Vec<Count> = labels
            .into_iter()
            .map(|label| Count {
                label,
                counts: vec![0; columns],
                names: Vec::new(),
            })
            .collect();
        let is_named = self.clients.len() <= MOST;
        let (mut known, mut all) = (0, 0);
        for (name, reading) in self.clients {
            let Reading::Items(items) = reading else {
                continue;
            };
            known += 1;
            for (place, item) in items.iter().enumerate() {
                let Some(row) = row_of(*item).and_then(|row| rows.get_mut(row)) else {
                    continue;
                };
                all += 1;
                row.counts[columns - 1] += 1;
                if is_ranking && place == 0 {
                    row.counts[0] += 1;
                }
                if is_named && row.names.last() != Some(name) {
                    row.names.push(name.clone());
                }
            }
        }
        if chart.groups.is_empty() && !is_ordered && !is_list {
            rows.sort_by(|a, b| b.counts.cmp(&a.counts));
        }
        self.note(match is_list {
            true => say::rows_of_clients(all, known, self.clients.len()),
            false => say::known_of(known, self.clients.len()),
        });
        let columns = match (is_ranking, is_list) {
            (true, _) => vec![say::first_choice(), say::any_choice()],
            (_, true) => vec![say::how_many()],
            _ => vec![say::clients()],
        };
        let columns = columns.into_iter();
        Shape::Counts(Counts {
            columns: columns.map(|one| told(one, self.language)).collect(),
            rows,
        })
    }

    fn dots(&mut self, of_trait: Option<&Trait>) -> Shape {
        let mut tracks: Vec<Track> = self
            .clients
            .iter()
            .filter_map(|(name, reading)| match reading {
                Reading::Track(dots) if !dots.is_empty() => Some(Track {
                    name: name.clone(),
                    dots: dots.clone(),
                }),
                _ => None,
            })
            .collect();
        self.note(say::known_of(tracks.len(), self.clients.len()));
        if of_trait.is_some_and(|one| one.kind == TraitKind::List) && !tracks.is_empty() {
            self.note(say::lowest_counts());
        }
        if tracks.len() > MOST {
            self.note(say::others(tracks.len() - MOST));
            tracks.truncate(MOST);
        }
        Shape::Dots(Dots {
            levels: levels(of_trait, self.language),
            tracks,
        })
    }

    fn dates(&mut self, days: u32) -> Shape {
        let mut by_day: BTreeMap<Date, Vec<(String, String)>> = BTreeMap::new();
        for (name, reading) in self.clients {
            let Reading::Dates(dates) = reading else {
                continue;
            };
            for (day, what) in dates {
                let due = by_day.entry(*day).or_default();
                due.push((name.clone(), what.clone()));
            }
        }
        if by_day.is_empty() {
            self.note(say::no_dates(days));
        }
        let days = by_day.into_iter();
        Shape::Dates(Dates {
            days: days.map(|(day, what)| Due { day, what }).collect(),
        })
    }
}
