//! Reading one question: what all kinds share, and what each kind adds.

use std::collections::HashSet;

use super::read::{ScriptReader, blank};
use super::{
    Band, Column, DateBound, Default, DefaultValue, Must, NotePrompt, Offer, Question,
    QuestionOption, Shape, Shows, TextFormat, Until, Visibility, Voice,
};
use crate::condition::{self, RESERVED};
use crate::diagnostic::{Diagnostic, Placed, code};
use crate::source::{Node, Shape as TomlShape, TableReader, did_you_mean};
use crate::text::Id;
use crate::value::{Kind, Value, hours};
use crate::words::{foreign, script as words};

/// The keys of a question, whatever its kind.
pub(super) const KEYS: [&str; 34] = [
    "id",
    "use",
    "kind",
    "name",
    "ask",
    "guide",
    "voice",
    "visibility",
    "required",
    "when",
    "feeds",
    "until",
    "dont_know",
    "declined",
    "default",
    "must",
    "note",
    "agenda",
    "topic",
    "offer_earlier",
    "options",
    "other",
    "pick_at_least",
    "pick_at_most",
    "descending",
    "min",
    "max",
    "pattern",
    "pattern_say",
    "format",
    "columns",
    "integer",
    "unit",
    "bands",
];

/// The keys that only some kinds have.
const KIND_KEYS: [(&str, &[Kind]); 15] = [
    (
        "options",
        &[Kind::Choice, Kind::Scale, Kind::Choices, Kind::Ranking],
    ),
    ("other", &[Kind::Choice, Kind::Choices]),
    ("pick_at_least", &[Kind::Choices]),
    ("pick_at_most", &[Kind::Choices, Kind::Ranking]),
    ("descending", &[Kind::Scale]),
    (
        "min",
        &[Kind::Text, Kind::LongText, Kind::Number, Kind::Date],
    ),
    (
        "max",
        &[Kind::Text, Kind::LongText, Kind::Number, Kind::Date],
    ),
    ("pattern", &[Kind::Text, Kind::LongText]),
    ("pattern_say", &[Kind::Text, Kind::LongText]),
    ("format", &[Kind::Text, Kind::LongText]),
    ("columns", &[Kind::Text, Kind::LongText]),
    ("integer", &[Kind::Number]),
    ("unit", &[Kind::Number]),
    ("bands", &[Kind::Number, Kind::Date]),
    ("agenda", &[Kind::Date]),
];

/// Reads the `id` of a question, section or outcome.
pub(super) fn own_id(table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) -> Option<Id> {
    let node = table.required("id", problems)?;
    let name = node.string(problems)?;
    if !Id::is_well_made(name) {
        problems.push(
            node.error(code::BAD_NAME, words::bad_name(name))
                .with_help(words::bad_name_help()),
        );
    }
    Some(Id::new(name))
}

/// Reads the `id` of what conditions can name: it must mean nothing else.
pub fn nameable_id(table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) -> Option<Id> {
    let id = own_id(table, problems)?;
    if RESERVED.contains(&id.as_str())
        && let Some(node) = table.get("id")
    {
        problems.push(
            node.error(code::RESERVED_NAME, words::reserved_name(id.as_str()))
                .with_help(words::reserved_name_help()),
        );
    }
    Some(id)
}

/// Reads the `id` of an option, level, item or column: digits may come first, `-` is allowed.
pub fn option_id(table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) -> Option<Id> {
    let node = table.required("id", problems)?;
    let name = node.string(problems)?;
    let is_well_made = !name.is_empty()
        && name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
        });
    if !is_well_made {
        problems.push(
            node.error(code::BAD_NAME, words::bad_name(name))
                .with_help(words::bad_name_help()),
        );
    }
    Some(Id::new(name))
}

pub(super) fn read_question<'a>(
    reader: &mut ScriptReader<'a>,
    table: &TableReader<'a>,
    section: usize,
    offer_earlier: bool,
) -> Option<Question> {
    let index = reader.asked.len();
    let id = nameable_id(table, &mut reader.problems);
    let kinds = Kind::ALL.map(|kind| (kind.name(), kind));
    let kind = table.required("kind", &mut reader.problems);
    let kind = kind.and_then(|node| node.one_of(&kinds, &mut reader.problems));
    let name = reader.text(table, "name");
    let ask = table.required("ask", &mut reader.problems);
    let ask = reader.texts.optional(ask, &mut reader.problems);
    let guide = reader.text(table, "guide");
    let voice = read_voice(reader, table);
    let visibility = read_visibility(reader, table);
    let when = reader.condition(table.get("when"), index);
    let dont_know = read_offer(reader, table, "dont_know", voice);
    let declined = read_offer(reader, table, "declined", voice);
    let kind = kind?;
    refuse_other_kinds(reader, table, kind);
    let shape = read_shape(reader, table, kind, index);
    let defaults = read_defaults(reader, table, &shape, index);
    Some(Question {
        id: id?,
        section,
        shape,
        name,
        ask: ask.unwrap_or_else(blank),
        guide,
        voice,
        visibility,
        required: table.switch("required", false, &mut reader.problems),
        when,
        feeds: table
            .get("feeds")
            .and_then(|node| node.name(&mut reader.problems)),
        until: table.get("until").and_then(|node| read_until(reader, node)),
        dont_know,
        declined,
        defaults,
        must: None,
        note: table.get("note").and_then(|node| read_note(reader, node)),
        agenda: reader.text(table, "agenda"),
        topic: table
            .get("topic")
            .and_then(|node| node.name(&mut reader.problems))
            .map(|name| name.value),
        offer_earlier: table.switch("offer_earlier", offer_earlier, &mut reader.problems),
        span: table.span(),
    })
}

fn read_voice(reader: &mut ScriptReader<'_>, table: &TableReader<'_>) -> Voice {
    let known = [Voice::Client, Voice::Private].map(|voice| (voice.name(), voice));
    table
        .get("voice")
        .and_then(|node| node.one_of(&known, &mut reader.problems))
        .unwrap_or(Voice::Client)
}

fn read_visibility(reader: &mut ScriptReader<'_>, table: &TableReader<'_>) -> Visibility {
    let known = [Visibility::Shared, Visibility::Internal, Visibility::Sealed]
        .map(|visibility| (visibility.name(), visibility));
    table
        .get("visibility")
        .and_then(|node| node.one_of(&known, &mut reader.problems))
        .unwrap_or(Visibility::Shared)
}

/// Reads `dont_know` or `declined`: a switch, or a table with what the state shows.
fn read_offer(
    reader: &mut ScriptReader<'_>,
    table: &TableReader<'_>,
    key: &str,
    voice: Voice,
) -> Offer {
    let node = table.get(key);
    let offer = match node {
        None => {
            return if voice == Voice::Private {
                Offer::No
            } else {
                Offer::Yes { shows: Vec::new() }
            };
        }
        Some(node) => match node.as_bool() {
            Some(false) => return Offer::No,
            Some(true) => Offer::Yes { shows: Vec::new() },
            None => {
                let table = node.table(&["shows"], &mut reader.problems);
                let shows = table.and_then(|table| table.get("shows"));
                Offer::Yes {
                    shows: shows.map_or_else(Vec::new, |node| read_shows(reader, node)),
                }
            }
        },
    };
    if voice == Voice::Private
        && let Some(node) = node
    {
        reader.problems.push(
            node.error(code::WRONG_VALUE, words::private_state(key))
                .with_help(words::private_state_help(key)),
        );
    }
    offer
}

/// Reads `{ trait = "level", ... }`.
pub(super) fn read_shows(reader: &mut ScriptReader<'_>, node: Node<'_>) -> Vec<Shows> {
    let Some(table) = node.open_table(&mut reader.problems) else {
        return Vec::new();
    };
    let mut shows = Vec::with_capacity(table.len());
    for (name, span, value) in table.entries() {
        for item in value.one_or_many() {
            if let Some(level) = item.name(&mut reader.problems) {
                let trait_id = Placed {
                    value: Id::new(name),
                    span: span.clone(),
                };
                shows.push(Shows { trait_id, level });
            }
        }
    }
    shows
}

fn refuse_other_kinds(reader: &mut ScriptReader<'_>, table: &TableReader<'_>, kind: Kind) {
    for (key, kinds) in KIND_KEYS {
        if kinds.contains(&kind) || !table.has(key) {
            continue;
        }
        let span = table.key_span(key).unwrap_or_else(|| table.span());
        let message = words::key_for_other_kind(key, kind.name());
        let mut problem = Diagnostic::error(code::KEY_FOR_OTHER_KIND, span, message);
        let names: Vec<String> = kinds
            .iter()
            .map(|kind| format!("`{}`", kind.name()))
            .collect();
        problem.help = Some(words::kinds_with_key(&names.join(", ")));
        reader.problems.push(problem);
    }
}

fn read_shape<'a>(
    reader: &mut ScriptReader<'a>,
    table: &TableReader<'a>,
    kind: Kind,
    index: usize,
) -> Shape {
    match kind {
        Kind::Choice => Shape::Choice {
            options: read_options(reader, table, index),
            other: table.switch("other", false, &mut reader.problems),
        },
        Kind::Scale => {
            let descending = table.switch("descending", false, &mut reader.problems);
            let mut options = read_options(reader, table, index);
            if descending {
                options.reverse();
            }
            Shape::Scale {
                options,
                descending,
            }
        }
        Kind::Choices => read_choices(reader, table, index),
        Kind::Ranking => Shape::Ranking {
            options: read_options(reader, table, index),
            pick_at_most: count(reader, table, "pick_at_most"),
        },
        Kind::YesNo => Shape::YesNo,
        Kind::Text => read_text_shape(reader, table, false),
        Kind::LongText => read_text_shape(reader, table, true),
        Kind::Number => read_number_shape(reader, table),
        Kind::Date => read_date_shape(reader, table, index),
        Kind::Hours => Shape::Hours,
    }
}

fn count(reader: &mut ScriptReader<'_>, table: &TableReader<'_>, key: &str) -> Option<usize> {
    table
        .get(key)
        .and_then(|node| node.count(&mut reader.problems))
}

fn read_choices<'a>(reader: &mut ScriptReader<'a>, table: &TableReader<'a>, index: usize) -> Shape {
    let options = read_options(reader, table, index);
    let other = table.switch("other", false, &mut reader.problems);
    let pick_at_least = count(reader, table, "pick_at_least");
    let pick_at_most = count(reader, table, "pick_at_most");
    let most = pick_at_most
        .unwrap_or(usize::MAX)
        .min(options.len() + usize::from(other));
    if pick_at_least.is_some_and(|least| least > most) || pick_at_most == Some(0) {
        refuse_bounds(reader, table, "pick_at_least", "pick_at_most");
    }
    Shape::Choices {
        options,
        pick_at_least,
        pick_at_most,
        other,
    }
}

fn refuse_bounds(reader: &mut ScriptReader<'_>, table: &TableReader<'_>, low: &str, high: &str) {
    let node = table.get(low).or_else(|| table.get(high));
    let span = node.map_or_else(|| table.span(), |node| node.span());
    reader.problems.push(
        Diagnostic::error(
            code::REVERSED_BOUNDS,
            span,
            words::impossible_bounds(low, high),
        )
        .with_help(words::impossible_bounds_help(low, high)),
    );
}

fn read_options<'a>(
    reader: &mut ScriptReader<'a>,
    table: &TableReader<'a>,
    index: usize,
) -> Vec<QuestionOption> {
    let Some(node) = table.required("options", &mut reader.problems) else {
        return Vec::new();
    };
    let nodes = node.list(&mut reader.problems);
    let minimum = if table.has("other") { 1 } else { 2 };
    if nodes.len() < minimum && node.shape() == TomlShape::Array {
        reader.problems.push(
            node.error(code::TOO_FEW_OPTIONS, words::too_few_options())
                .with_help(words::too_few_options_help()),
        );
    }
    let mut options: Vec<QuestionOption> = Vec::with_capacity(nodes.len());
    let mut seen: HashSet<&str> = HashSet::with_capacity(nodes.len());
    for node in nodes {
        let keys = ["id", "label", "say", "shows", "exclusive", "when"];
        let Some(table) = node.table(&keys, &mut reader.problems) else {
            continue;
        };
        let id = option_id(&table, &mut reader.problems);
        if let Some(id_node) = table.get("id")
            && let Some(name) = id_node.as_str()
            && !seen.insert(name)
        {
            reader
                .problems
                .push(id_node.error(code::DUPLICATE_NAME, words::option_twice(name)));
        }
        let label = table.required("label", &mut reader.problems);
        let label = reader.texts.optional(label, &mut reader.problems);
        let say = reader.text(&table, "say");
        let shows = table
            .get("shows")
            .map_or_else(Vec::new, |node| read_shows(reader, node));
        let exclusive = table.switch("exclusive", false, &mut reader.problems);
        let when = reader.condition(table.get("when"), index);
        if let (Some(id), Some(label)) = (id, label) {
            options.push(QuestionOption {
                id,
                label,
                say,
                shows,
                exclusive,
                when,
                span: node.span(),
            });
        }
    }
    options
}

fn read_text_shape(reader: &mut ScriptReader<'_>, table: &TableReader<'_>, long: bool) -> Shape {
    let min = count(reader, table, "min");
    let max = count(reader, table, "max");
    if min.zip(max).is_some_and(|(min, max)| min > max) || max == Some(0) {
        refuse_bounds(reader, table, "min", "max");
    }
    let pattern = table
        .get("pattern")
        .and_then(|node| read_pattern(reader, node));
    let formats = [
        ("email", TextFormat::Email),
        ("phone", TextFormat::Phone),
        ("url", TextFormat::Url),
    ];
    Shape::Text {
        long,
        min,
        max,
        pattern,
        pattern_say: reader.text(table, "pattern_say"),
        format: table
            .get("format")
            .and_then(|node| node.one_of(&formats, &mut reader.problems)),
        columns: read_columns(reader, table),
    }
}

fn read_pattern(reader: &mut ScriptReader<'_>, node: Node<'_>) -> Option<Placed<String>> {
    let pattern = node.placed_string(&mut reader.problems)?;
    let built = regex_lite::RegexBuilder::new(&pattern.value)
        .size_limit(1024 * 1024)
        .nest_limit(64)
        .build();
    match built {
        Ok(_) => Some(pattern),
        Err(error) => {
            let said = foreign::pattern(&error.to_string());
            let message = words::bad_pattern(&said.it, &said.en);
            reader.problems.push(node.error(code::BAD_PATTERN, message));
            None
        }
    }
}

fn read_columns(reader: &mut ScriptReader<'_>, table: &TableReader<'_>) -> Vec<Column> {
    let Some(node) = table.get("columns") else {
        return Vec::new();
    };
    let nodes = node.list(&mut reader.problems);
    let mut columns: Vec<Column> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(table) = node.table(&["id", "label", "main"], &mut reader.problems) else {
            continue;
        };
        let id = option_id(&table, &mut reader.problems);
        let label = table.required("label", &mut reader.problems);
        let label = reader.texts.optional(label, &mut reader.problems);
        let main = table.switch("main", false, &mut reader.problems);
        let (Some(id), Some(label)) = (id, label) else {
            continue;
        };
        if columns.iter().any(|column| column.id == id) {
            let message = words::column_twice(id.as_str());
            reader
                .problems
                .push(node.error(code::DUPLICATE_NAME, message));
        }
        if main && columns.iter().any(|column| column.main) {
            reader
                .problems
                .push(node.error(code::WRONG_VALUE, words::two_main_columns()));
        }
        columns.push(Column { id, label, main });
    }
    columns
}

fn read_number_shape(reader: &mut ScriptReader<'_>, table: &TableReader<'_>) -> Shape {
    let mut bound = |key: &str| {
        table
            .get(key)
            .and_then(|node| node.number(&mut reader.problems))
    };
    let (min, max) = (bound("min"), bound("max"));
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        refuse_bounds(reader, table, "min", "max");
    }
    Shape::Number {
        min,
        max,
        integer: table.switch("integer", false, &mut reader.problems),
        unit: reader.text(table, "unit"),
        bands: read_bands(reader, table),
    }
}

fn read_date_shape(reader: &mut ScriptReader<'_>, table: &TableReader<'_>, index: usize) -> Shape {
    let min = read_date_bound(reader, table.get("min"), index);
    let max = read_date_bound(reader, table.get("max"), index);
    if let (Some(DateBound::Day(min)), Some(DateBound::Day(max))) = (&min, &max)
        && min > max
    {
        refuse_bounds(reader, table, "min", "max");
    }
    Shape::Date {
        min,
        max,
        bands: read_bands(reader, table),
    }
}

fn read_date_bound(
    reader: &mut ScriptReader<'_>,
    node: Option<Node<'_>>,
    index: usize,
) -> Option<DateBound> {
    let node = node?;
    if node.shape() == TomlShape::Table {
        return date_expression(reader, node, index).map(DateBound::Expression);
    }
    node.date(&mut reader.problems).map(DateBound::Day)
}

fn date_expression(
    reader: &mut ScriptReader<'_>,
    node: Node<'_>,
    index: usize,
) -> Option<crate::condition::DateExpression> {
    let scope = super::scope::Earlier {
        asked: &reader.asked,
        count: index,
    };
    condition::read_date_expression(node, &scope, &mut reader.problems)
}

fn read_bands(reader: &mut ScriptReader<'_>, table: &TableReader<'_>) -> Vec<Band> {
    let Some(node) = table.get("bands") else {
        return Vec::new();
    };
    let nodes = node.list(&mut reader.problems);
    let last = nodes.len().saturating_sub(1);
    let mut bands: Vec<Band> = Vec::with_capacity(nodes.len());
    for (position, node) in nodes.iter().enumerate() {
        let Some(table) = node.table(&["up_to", "shows"], &mut reader.problems) else {
            continue;
        };
        let up_to = table.get("up_to").and_then(|node| {
            Some(Placed {
                value: node.number(&mut reader.problems)?,
                span: node.span(),
            })
        });
        let before = bands.last().and_then(|band| band.up_to.as_ref());
        let problem = match (&up_to, before) {
            (None, _) if position < last && !table.has("up_to") => Some(words::open_band()),
            (Some(_), _) if position == last => Some(words::closed_last_band()),
            (Some(limit), Some(before)) if limit.value <= before.value => {
                Some(words::falling_band())
            }
            _ => None,
        };
        if let Some(problem) = problem {
            reader.problems.push(
                node.error(code::UNORDERED_BANDS, problem)
                    .with_help(words::bands_help()),
            );
        }
        let shows = table.required("shows", &mut reader.problems);
        let shows = shows.map_or_else(Vec::new, |node| read_shows(reader, node));
        bands.push(Band { up_to, shows });
    }
    bands
}

fn read_until(reader: &mut ScriptReader<'_>, node: Node<'_>) -> Option<Until> {
    let table = node.table(&["question", "else_days"], &mut reader.problems)?;
    let question = table.required("question", &mut reader.problems)?;
    Some(Until {
        question: question.name(&mut reader.problems)?,
        else_days: table
            .get("else_days")
            .and_then(|node| node.count(&mut reader.problems)),
    })
}

fn read_note(reader: &mut ScriptReader<'_>, node: Node<'_>) -> Option<NotePrompt> {
    let table = node.table(&["ask", "shared"], &mut reader.problems)?;
    let ask = table.required("ask", &mut reader.problems);
    Some(NotePrompt {
        ask: reader.texts.optional(ask, &mut reader.problems)?,
        shared: table.switch("shared", false, &mut reader.problems),
    })
}

/// Reads `must`; its condition may name the question itself.
pub(super) fn read_must(
    reader: &mut ScriptReader<'_>,
    node: Node<'_>,
    index: usize,
) -> Option<Must> {
    let table = node.table(&["hold", "say"], &mut reader.problems)?;
    let hold = table.required("hold", &mut reader.problems);
    let hold = reader.condition(hold, index + 1);
    let say = table.required("say", &mut reader.problems);
    let say = reader.texts.optional(say, &mut reader.problems);
    Some(Must {
        hold: hold?,
        say: say?,
    })
}

fn read_defaults(
    reader: &mut ScriptReader<'_>,
    table: &TableReader<'_>,
    shape: &Shape,
    index: usize,
) -> Vec<Default> {
    let Some(node) = table.get("default") else {
        return Vec::new();
    };
    let cases: Vec<Node<'_>> = node
        .as_list()
        .map(Iterator::collect)
        .filter(|items: &Vec<Node<'_>>| {
            items
                .first()
                .is_some_and(|item| item.shape() == TomlShape::Table)
        })
        .unwrap_or_default();
    if cases.is_empty() {
        let is = default_value(reader, node, shape, index);
        return is
            .map(|is| Default { is, when: None })
            .into_iter()
            .collect();
    }
    let mut defaults = Vec::with_capacity(cases.len());
    for case in cases {
        let Some(table) = case.table(&["is", "when"], &mut reader.problems) else {
            continue;
        };
        let is = table.required("is", &mut reader.problems);
        let is = is.and_then(|node| default_value(reader, node, shape, index));
        let when = reader.condition(table.get("when"), index);
        defaults.extend(is.map(|is| Default { is, when }));
    }
    defaults
}

fn default_value(
    reader: &mut ScriptReader<'_>,
    node: Node<'_>,
    shape: &Shape,
    index: usize,
) -> Option<DefaultValue> {
    if matches!(shape, Shape::Date { .. }) && node.shape() == TomlShape::Table {
        return date_expression(reader, node, index).map(DefaultValue::Expression);
    }
    let value = match shape {
        Shape::Choice { options, .. } | Shape::Scale { options, .. } => {
            option_value(reader, node, options)?.map(Value::Choice)
        }
        Shape::Choices { options, .. } | Shape::Ranking { options, .. } => {
            let ids: Vec<Option<Option<Id>>> = node
                .as_list()
                .into_iter()
                .flatten()
                .map(|item| option_value(reader, item, options))
                .collect();
            let ids: Option<Vec<Option<Id>>> = ids.into_iter().collect();
            let ids: Option<Vec<Id>> = ids?.into_iter().collect();
            ids.filter(|_| node.shape() == TomlShape::Array)
                .map(Value::Choices)
        }
        Shape::YesNo => node.as_bool().map(Value::YesNo),
        Shape::Text { .. } => node.as_str().map(|words| Value::Text(words.to_owned())),
        Shape::Number { .. } => node.as_number().map(Value::Number),
        Shape::Date { .. } => node.as_date().map(Value::Date),
        Shape::Hours => node
            .as_str()
            .and_then(|words| hours::parse(words).ok())
            .map(Value::Hours),
    };
    if value.is_none() {
        reader
            .problems
            .push(node.error(code::VALUE_KIND, words::default_kind()));
    }
    value.map(DefaultValue::Value)
}

/// Gives the id of an option; `None` if it is none and was reported, `Some(None)` if it is no word.
fn option_value(
    reader: &mut ScriptReader<'_>,
    node: Node<'_>,
    options: &[QuestionOption],
) -> Option<Option<Id>> {
    let Some(word) = node.as_str() else {
        return Some(None);
    };
    let found = options.iter().find(|option| option.id == *word);
    if found.is_none() {
        let mut problem = node.error(code::UNKNOWN_OPTION, words::no_such_option(word));
        problem.help = did_you_mean(word, options.iter().map(|option| option.id.as_str()));
        reader.problems.push(problem);
    }
    found.map(|option| Some(option.id.clone()))
}
