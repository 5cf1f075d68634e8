//! A comparison as JSON, and as rows of a table: `compare --format json`, `csv`.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Ordered, SCHEMA, values};
use crate::comparison::{
    Account, Beside, Cell, Closer, Column, Comparison, Entry, Facts, Field, Fit, Group, GroupOf,
    Held, Lack, Mark, Near, Positions, Total, Verdict, Week, value,
};
use crate::condition::Basis;
use crate::definition::{Trait, TraitKind};
use crate::value::Weekday;
use crate::words::Language;

/// What was asked for besides the clients themselves.
#[derive(Default)]
pub struct Parts<'p> {
    pub groups: Option<(Field, &'p [Group])>,
    pub beside: Option<&'p Beside>,
    /// The position of the client the others are compared with.
    pub near: Option<(usize, &'p [Near])>,
    pub load: Option<(&'p Week, &'p [Closer])>,
}

#[derive(Serialize)]
struct ComparisonShape {
    schema: u32,
    /// Always `internal`: nothing of it is for a client.
    audience: &'static str,
    on: String,
    language: String,
    clients: Vec<ClientShape>,
    measured: Vec<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    beside: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    near: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    load: Option<Json>,
}

#[derive(Serialize)]
struct ClientShape {
    id: String,
    name: String,
    organisation: Option<String>,
    kind: &'static str,
    language: String,
    start: Option<String>,
    hours_per_month: Option<Json>,
    time_zone: Option<String>,
    completeness: Json,
    open_points: Json,
    interviews: Ordered<Json>,
    next: Option<Json>,
    next_dates: Vec<Json>,
    traits: Ordered<CellShape>,
}

#[derive(Serialize)]
struct CellShape {
    value: Json,
    label: String,
    basis: &'static str,
    since: Option<String>,
    until: Option<String>,
    base: Option<Json>,
    /// `impression`, `mixed`, `guess`, `temporary`.
    mark: Option<&'static str>,
}

/// Gives the clients in their order, with what else was asked for.
pub fn comparison(
    comparison: &Comparison<'_>,
    parts: &Parts<'_>,
    language: Language,
) -> impl Serialize {
    let sketches = comparison.sketches.iter();
    ComparisonShape {
        schema: SCHEMA,
        audience: "internal",
        on: comparison.frame.on.to_string(),
        language: language.tag().to_owned(),
        clients: sketches
            .map(|sketch| client(comparison, &sketch.facts(), language))
            .collect(),
        measured: comparison.fits().iter().map(measured).collect(),
        groups: parts
            .groups
            .map(|(field, groups)| groups_shape(comparison, field, groups, language)),
        beside: parts.beside.map(|beside| beside_shape(comparison, beside)),
        near: parts
            .near
            .map(|(like, nearest)| near_shape(comparison, like, nearest)),
        load: parts
            .load
            .map(|(week, closer)| load_shape(comparison, week, closer, language)),
    }
}

fn iso(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn client(comparison: &Comparison<'_>, facts: &Facts<'_>, language: Language) -> ClientShape {
    let frame = &comparison.frame;
    let traits = &frame.definition.traits;
    let trait_id = |of: usize| traits.get(of).map(|one| one.id.to_string());
    let date = |coming: crate::comparison::Coming<'_>| {
        json!({
            "date": coming.day.to_string(),
            "what": frame.what(&coming.what, language.tag()),
        })
    };
    let advice = &frame.definition.advice;
    let tensions = facts.tensions().filter_map(|at| advice.get(at));
    let to_ask = |declined: bool| -> Vec<String> {
        let missing = facts.missing().filter(|one| one.is_declined == declined);
        missing.filter_map(|one| trait_id(one.of)).collect()
    };
    ClientShape {
        id: facts.id.to_owned(),
        name: facts.name.to_owned(),
        organisation: facts.organisation.map(str::to_owned),
        kind: facts.kind.name(),
        language: facts.language.to_owned(),
        start: iso(facts.start),
        hours_per_month: facts.hours_per_month.map(values::number),
        time_zone: facts.time_zone.map(str::to_owned),
        completeness: json!({ "known": facts.known, "of": facts.of }),
        open_points: json!({
            "count": facts.open_points(),
            "mixed": facts.mixed().filter_map(trait_id).collect::<Vec<_>>(),
            "tensions": tensions.map(|one| one.id.to_string()).collect::<Vec<_>>(),
            "to_ask": to_ask(false),
            "declined": to_ask(true),
        }),
        interviews: Ordered(
            facts
                .scripts()
                .filter_map(|one| {
                    let script = frame.scripts.get(one.script)?;
                    let shape = json!({ "count": one.count, "last": one.last.to_string() });
                    Some((script.id.to_string(), shape))
                })
                .collect(),
        ),
        next: facts.next().map(date),
        next_dates: facts.coming().map(date).collect(),
        traits: Ordered(
            facts
                .cells()
                .filter_map(|cell| {
                    let one = traits.get(cell.of)?;
                    Some((one.id.to_string(), cell_shape(one, &cell, language)))
                })
                .collect(),
        ),
    }
}

fn cell_shape(one: &Trait, cell: &Cell<'_>, language: Language) -> CellShape {
    CellShape {
        value: held(one, &cell.held),
        label: value(one, &cell.held, language),
        basis: cell.basis.name(),
        since: iso(cell.since),
        until: iso(cell.until),
        base: cell.base.as_ref().map(|base| held(one, base)),
        mark: Mark::of(cell).map(Mark::name),
    }
}

/// A value as ids, numbers and days; of a text only that there is one.
fn held(one: &Trait, held: &Held<'_>) -> Json {
    let id = |at: usize| {
        let level = one.levels.get(at);
        level.map_or(Json::Null, |level| level.id.as_str().into())
    };
    let ids = |positions: &Positions<'_>| positions.map(id).collect::<Vec<_>>().into();
    match held {
        Held::Nothing | Held::Absent => Json::Null,
        Held::Level(at) => id(*at),
        Held::Items(items) => ids(items),
        Held::Number(number) => values::number(*number),
        Held::Day(day) => day.to_string().into(),
        Held::Hours(hours) => hours.hours().to_string().into(),
        Held::Words => true.into(),
        Held::Rows(rows) => {
            let levels = rows.map(|one_more| one_more.checked_sub(1).map_or(Json::Null, id));
            levels.collect::<Vec<_>>().into()
        }
    }
}

fn measured(fit: &Fit<'_>) -> Json {
    let groups = fit.chart.groups.iter().zip(&fit.counts);
    let groups = groups.map(|(group, count)| {
        let levels = group.levels.iter().map(|level| level.value.as_str());
        json!({ "levels": levels.collect::<Vec<_>>(), "count": count })
    });
    json!({
        "chart": fit.chart.id.as_ref().map(ToString::to_string),
        "rows": fit.rows(),
        "groups": groups.collect::<Vec<_>>(),
        "clients": fit.clients,
        "of": fit.of,
    })
}

fn ids(comparison: &Comparison<'_>, members: &[usize]) -> Vec<String> {
    let sketches = members.iter().filter_map(|at| comparison.sketches.get(*at));
    sketches
        .map(|sketch| sketch.facts().id.to_owned())
        .collect()
}

fn groups_shape(
    comparison: &Comparison<'_>,
    field: Field,
    groups: &[Group],
    language: Language,
) -> Json {
    let level_id = |at: usize| match field {
        Field::Trait(of) | Field::First(of) => {
            let levels = comparison
                .frame
                .definition
                .traits
                .get(of)
                .map(|one| &one.levels);
            levels
                .and_then(|levels| levels.get(at))
                .map(|level| level.id.to_string())
        }
        _ => None,
    };
    let groups = groups.iter().map(|group| {
        json!({
            "level": match group.what {
                GroupOf::Level(at) => level_id(at),
                GroupOf::Kind(kind) => Some(kind.name().to_owned()),
                GroupOf::Nothing | GroupOf::Unknown | GroupOf::Absent => None,
            },
            "state": match group.what {
                GroupOf::Level(_) | GroupOf::Kind(_) => "known",
                GroupOf::Nothing => "none",
                GroupOf::Unknown => "unknown",
                GroupOf::Absent => "absent",
            },
            "label": comparison.group_name(field, group.what, language),
            "count": group.members.len(),
            "clients": ids(comparison, &group.members),
        })
    });
    json!({
        "by": field.id(&comparison.frame),
        "of": comparison.sketches.len(),
        "groups": groups.collect::<Vec<_>>(),
    })
}

fn beside_shape(comparison: &Comparison<'_>, beside: &Beside) -> Json {
    let traits = &comparison.frame.definition.traits;
    let trait_id = |of: usize| traits.get(of).map(|one| one.id.to_string());
    let columns = beside.accounts.iter().map(
        |account| json!({ "id": account.id, "name": account.name, "on": account.on.to_string() }),
    );
    let rows = |verdict: Verdict| -> Vec<Json> {
        let rows = beside.of(verdict).map(|row| {
            let entries = beside
                .accounts
                .iter()
                .filter_map(|one| entry_of(one, row.of));
            json!({
                "trait": trait_id(row.of),
                "other_wording": row.is_other_wording,
                "entries": entries.collect::<Vec<_>>(),
            })
        });
        rows.collect()
    };
    json!({
        "columns": columns.collect::<Vec<_>>(),
        "different": rows(Verdict::Different),
        "shared": rows(Verdict::Shared),
        "unclear": rows(Verdict::Unclear),
        "words": rows(Verdict::Words),
        "unknown": beside.unknown.iter().filter_map(|of| trait_id(*of)).collect::<Vec<_>>(),
    })
}

fn entry_of(account: &Account, of: usize) -> Option<Json> {
    let entry: &Entry = account.entries.get(of)?;
    Some(json!({
        "value": entry.value.as_ref().map(values::of_trait),
        "label": entry.value.as_ref().map(|_| &entry.words),
        "basis": entry.basis.name(),
        "mixed": entry.basis == Basis::Mixed,
        "observed": entry.observed,
        "since": iso(entry.since),
        "until": iso(entry.until),
        "base_label": entry.base,
        "lack": entry.lack.map(Lack::name),
    }))
}

fn near_shape(comparison: &Comparison<'_>, like: usize, nearest: &[Near]) -> Json {
    let traits = &comparison.frame.definition.traits;
    let own = comparison.sketches.get(like).map(|sketch| sketch.facts());
    let shapes = nearest.iter().map(|near| {
        let other = comparison
            .sketches
            .get(near.at)
            .map(|sketch| sketch.facts());
        let parts = near.distance.parts.iter().filter_map(|(of, part)| {
            let one = traits.get(*of)?;
            let cell = |facts: &Option<Facts<'_>>| {
                let cell = facts.as_ref()?.cell(*of)?;
                Some(held(one, &cell.held))
            };
            let kind = TraitKind::ALL[one.kind as usize].1;
            Some(json!({
                "trait": one.id.as_str(),
                "kind": kind,
                "own": cell(&own),
                "other": cell(&other),
                "distance": part,
            }))
        });
        json!({
            "id": other.as_ref().map(|facts| facts.id),
            "distance": near.distance.distance,
            "enough": near.distance.is_enough(),
            "compared": near.distance.parts.len(),
            "of": near.distance.of,
            "parts": parts.collect::<Vec<_>>(),
        })
    });
    json!({
        "like": own.as_ref().map(|facts| facts.id),
        "nearest": shapes.collect::<Vec<_>>(),
    })
}

fn load_shape(
    comparison: &Comparison<'_>,
    week: &Week,
    closer: &[Closer],
    language: Language,
) -> Json {
    let loads = comparison.loads();
    let total = Total::of(&loads);
    let clients = loads.iter().map(|load| {
        json!({
            "id": ids(comparison, &[load.at]).first(),
            "contacts": load.contacts.map(values::number),
            "mark": load.mark.map(Mark::name),
            "hours_per_month": load.hours.map(values::number),
        })
    });
    let hours = Weekday::ALL.into_iter().map(|day| {
        let slots = (0..24).map(|hour| week.slot(day, hour));
        let clients: Vec<usize> = slots.clone().map(|slot| slot.clients).collect();
        let own: Vec<bool> = slots.map(|slot| slot.is_own).collect();
        (
            day.name().to_owned(),
            json!({ "clients": clients, "own": own }),
        )
    });
    let coming = comparison.coming().into_iter().map(|(at, one)| {
        json!({
            "date": one.day.to_string(),
            "client": ids(comparison, &[at]).first(),
            "what": comparison.frame.what(&one.what, language.tag()),
        })
    });
    let traits = &comparison.frame.definition.traits;
    let repeated = comparison.repeated().into_iter().filter_map(|one| {
        let of = traits.get(one.of)?;
        Some(json!({
            "trait": of.id.as_str(),
            "item": of.levels.get(one.item).map(|level| level.id.as_str()),
            "count": one.members.len(),
            "of": one.asked,
            "clients": ids(comparison, &one.members),
        }))
    });
    let gathered = closer.iter().enumerate().flat_map(|(at, closer)| {
        closer.gathered.iter().map(move |said| {
            json!({
                "topic": said.topic.as_str(),
                "client": ids(comparison, &[at]).first(),
                "day": said.day.to_string(),
                "words": said.words,
            })
        })
    });
    json!({
        "clients": clients.collect::<Vec<_>>(),
        "total": {
            "contacts": values::number(total.contacts),
            "guessed": total.guessed,
            "hours_per_month": values::number(total.hours),
            "agreed": total.agreed,
        },
        "week": { "of": week.of, "days": hours.collect::<serde_json::Map<_, _>>() },
        "coming": coming.collect::<Vec<_>>(),
        "days_ahead": comparison.days_ahead(),
        "repeated": repeated.collect::<Vec<_>>(),
        "gathered": gathered.collect::<Vec<_>>(),
    })
}

/// Gives one row a client, the names of the columns first: values in words, days as dates, and
/// beside each trait its basis where the value is not simply known.
pub fn comparison_rows(
    comparison: &Comparison<'_>,
    columns: &[Column],
    language: Language,
) -> Vec<Vec<String>> {
    let frame = &comparison.frame;
    let of_trait = |field: Field| matches!(field, Field::Trait(_) | Field::First(_));
    let mut header: Vec<String> = ["id", "name", "kind"].map(str::to_owned).to_vec();
    for column in columns {
        let id = column.field.id(frame);
        let basis = of_trait(column.field).then(|| format!("{id}.basis"));
        let since = column.has_since.then(|| format!("{id}.since"));
        let what = match column.field {
            Field::Next => Some(format!("{id}.what")),
            Field::Completeness => Some(format!("{id}.of")),
            _ => None,
        };
        header.push(id);
        header.extend([basis, since, what].into_iter().flatten());
    }
    let mut rows = vec![header];
    for sketch in &comparison.sketches {
        let facts = sketch.facts();
        let mut row = vec![
            facts.id.to_owned(),
            facts.name.to_owned(),
            facts.kind.name().to_owned(),
        ];
        for column in columns {
            let field = column.field;
            row.push(plain_value(comparison, &facts, field, language));
            let cell = field.cell(&facts);
            if of_trait(field) {
                let basis = cell.map_or(Basis::Unknown, |cell| cell.basis);
                let is_there = !field.is_absent(&facts);
                row.push(if is_there {
                    basis.name().to_owned()
                } else {
                    String::new()
                });
            }
            if column.has_since {
                row.push(iso(cell.and_then(|cell| cell.since)).unwrap_or_default());
            }
            if field == Field::Completeness {
                row.push(facts.of.to_string());
            }
            if field == Field::Next {
                let next = facts.next();
                row.push(next.map_or(String::new(), |next| frame.what(&next.what, language.tag())));
            }
        }
        rows.push(row);
    }
    rows
}

fn plain_value(
    comparison: &Comparison<'_>,
    facts: &Facts<'_>,
    field: Field,
    language: Language,
) -> String {
    use crate::comparison::Seen;
    match field.seen(facts) {
        Seen::Day(day) => day.to_string(),
        Seen::Number(number) => values::number(number).to_string(),
        Seen::Unknown | Seen::Absent => match field.cell(facts).map(|cell| cell.held) {
            Some(Held::Number(number)) => values::number(number).to_string(),
            _ => String::new(),
        },
        _ => field.shown(facts, &comparison.frame, language).words,
    }
}
