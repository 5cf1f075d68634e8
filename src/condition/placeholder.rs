//! Judging placeholders: the name is known and earlier, the part suits the kind, a hole has a guard.

use super::built_in;
use super::judge::{FieldKind, FieldShape, Holder, Shapes};
use super::read::{Lookup, Scope};
use crate::card::CardField;
use crate::diagnostic::{Diagnostic, code};
use crate::source::{PlacedSlot, did_you_mean};
use crate::words::condition as words;

/// The settings of the professional, as placeholders and templates name them.
pub const SETTINGS: [&str; 11] = [
    "name",
    "studio",
    "signature",
    "hours",
    "time_zone",
    "reply_standard",
    "urgent_notice",
    "revisions",
    "firm_points",
    "privacy_notice",
    "reminders",
];

/// The parts a placeholder may have after its name.
const PARTS: [&str; 7] = ["label", "say", "first", "line", "note", "until", "base"];

/// Reports what is wrong with a placeholder.
pub fn judge_placeholder(
    placed: &PlacedSlot,
    scope: &dyn Scope,
    shapes: &dyn Shapes,
    problems: &mut Vec<Diagnostic>,
) {
    let path: Vec<&str> = placed.slot.path.iter().map(String::as_str).collect();
    let Some((name, parts)) = path.split_first() else {
        return;
    };
    let can_be_missing = match *name {
        "client" => card_field(placed, parts, problems),
        "settings" => known_part(placed, parts, &SETTINGS, problems),
        "today" | "number" => no_parts(placed, parts, problems).map(|()| false),
        "next" if scope.is_profile() => no_parts(placed, parts, problems).map(|()| true),
        name if scope.is_profile() && built_in(name).is_some() => {
            no_parts(placed, parts, problems).map(|()| true)
        }
        name => field(placed, name, parts, scope, shapes, problems),
    };
    if can_be_missing == Some(true) && !placed.guarded {
        let message = words::unguarded_placeholder(&path.join("."));
        problems.push(
            Diagnostic::error(code::UNGUARDED_PLACEHOLDER, placed.span.clone(), message)
                .with_help(words::unguarded_help(&path.join("."))),
        );
    }
}

/// Judges `client.x`; gives whether it can be missing.
fn card_field(placed: &PlacedSlot, parts: &[&str], problems: &mut Vec<Diagnostic>) -> Option<bool> {
    let known = CardField::ALL.map(|(_, name)| name);
    known_part(placed, parts, &known, problems)?;
    Some(!matches!(
        parts,
        ["name" | "greeting" | "language" | "kind", ..]
    ))
}

fn known_part(
    placed: &PlacedSlot,
    parts: &[&str],
    known: &[&str],
    problems: &mut Vec<Diagnostic>,
) -> Option<bool> {
    match parts {
        [part] if known.contains(part) => Some(true),
        _ => {
            let name = parts.join(".");
            let message = words::unknown_name(&placed.slot.path.join("."));
            let mut problem = Diagnostic::error(code::UNKNOWN_NAME, placed.span.clone(), message);
            problem.help = did_you_mean(&name, known.iter().copied());
            problems.push(problem);
            None
        }
    }
}

fn no_parts(placed: &PlacedSlot, parts: &[&str], problems: &mut Vec<Diagnostic>) -> Option<()> {
    if parts.is_empty() {
        return Some(());
    }
    bad_part(placed, parts[0], &[], problems);
    None
}

fn bad_part(placed: &PlacedSlot, part: &str, known: &[&str], problems: &mut Vec<Diagnostic>) {
    let name = placed.slot.path.first().map_or("", String::as_str);
    let message = words::placeholder_part(name, part);
    let mut problem = Diagnostic::error(code::PLACEHOLDER_PART, placed.span.clone(), message);
    problem.help = did_you_mean(part, known.iter().copied());
    problems.push(problem);
}

/// Judges a question or trait with its parts; gives whether it can be missing.
fn field(
    placed: &PlacedSlot,
    name: &str,
    parts: &[&str],
    scope: &dyn Scope,
    shapes: &dyn Shapes,
    problems: &mut Vec<Diagnostic>,
) -> Option<bool> {
    let field = match scope.look_up(name) {
        Lookup::Found(field) => field,
        Lookup::Later => {
            let message = words::later_reference(name);
            problems.push(
                Diagnostic::error(code::LATER_REFERENCE, placed.span.clone(), message)
                    .with_help(words::later_reference_help()),
            );
            return None;
        }
        Lookup::Unknown => {
            let message = words::unknown_name(name);
            let mut problem = Diagnostic::error(code::UNKNOWN_NAME, placed.span.clone(), message);
            problem.help = did_you_mean(name, scope.names());
            problems.push(problem);
            return None;
        }
    };
    if let Some(shape) = shapes.shape(&field) {
        judge_parts(placed, parts, &shape, problems)?;
    }
    // Any question may be put off, and any trait unknown.
    Some(true)
}

fn judge_parts(
    placed: &PlacedSlot,
    parts: &[&str],
    shape: &FieldShape<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<()> {
    let mut is_row = false;
    for part in parts {
        let suits = if is_row {
            shape.columns.iter().any(|(column, _)| column == part)
                || ["label", "say"].contains(part)
        } else {
            part_suits(part, shape)
        };
        if !suits {
            let columns = shape.columns.iter().map(|(column, _)| *column);
            let known: Vec<&str> = PARTS
                .into_iter()
                .filter(|part| part_suits(part, shape))
                .chain(columns)
                .collect();
            bad_part(placed, part, &known, problems);
            return None;
        }
        is_row |= shape.kind == FieldKind::Rows && *part == "first";
    }
    Some(())
}

fn part_suits(part: &str, shape: &FieldShape<'_>) -> bool {
    use FieldKind::{Choice, LongText, Ranking, Rows, Scale, Several, Text};
    match part {
        "label" => true,
        "say" => matches!(
            shape.kind,
            Choice | Scale | Several | Ranking | Text | LongText
        ),
        "first" => matches!(shape.kind, Several | Ranking | Rows),
        "line" => matches!(shape.kind, Text | LongText),
        "note" => shape.holder == Holder::Question,
        "until" | "base" => shape.holder == Holder::Trait,
        _ => false,
    }
}
