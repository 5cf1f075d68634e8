//! The two files that are changed in place: `client.toml` and `settings.toml`.
//!
//! Decides their keys. Only keys that changed are written; remarks, order and keys of one's own
//! stay as they are.

use std::sync::Arc;

use jiff::Timestamp;
use toml::de::{DeTable, DeValue};

use crate::card::{Card, ClientKind, Settings};
use crate::record::form::{self, Keys, push_line_string, push_number, push_string};
use crate::record::{Damage, FORMAT, newer};
use crate::store::fs::{Dir, Written, random_letters};
use crate::store::names::ClientName;
use crate::store::problem::{Problem, What};
use crate::text::LanguageTag;
use crate::words::record as damage_words;

/// The name of the file that holds a client's card.
pub const CARD: &str = "client.toml";
/// The name of the file that holds the professional's settings.
pub const SETTINGS: &str = "settings.toml";

/// A card as it lies in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct CardFile {
    pub card: Card,
    /// Random, given at birth: what is left of an erased client.
    pub key: String,
    pub created: Timestamp,
}

/// A key with its value as TOML; `None` is absent.
pub type Line = (&'static str, Option<String>);

/// The last line of a file that is changed in place: where it is missing, the file may have been cut.
pub const LAST_LINE: &str = "# end\n";

/// Tells whether a file has its last line, whatever the person has written after it.
pub fn is_closed(text: &str) -> bool {
    text.lines().any(|line| line.trim() == LAST_LINE.trim())
}

/// Writes the card of a new client.
pub fn write_card(card: &Card, created: Timestamp) -> String {
    let key = random_letters(20);
    let mut text = format!("format = {FORMAT}\nid = \"{key}\"\ncreated = {created}\n");
    push_present(&mut text, card_lines(card));
    text.push_str(LAST_LINE);
    text
}

/// Reads a card.
pub fn read_card(text: &str) -> Result<CardFile, What> {
    let root = root_of(text)?;
    let mut keys = Keys::of(text);
    let top = 0..0;
    let key = keys.text(&root, "id", &top).map(str::to_owned);
    let created = keys.time(&root, "created", &top);
    let name = keys.text(&root, "name", &top).map(str::to_owned);
    if let Some(name) = &name
        && let Err(fault) = ClientName::new(name)
    {
        keys.fault(span(&root, "name"), fault.sentence());
    }
    let language = keys.named(&root, "language", &top, |tag| {
        LanguageTag::is_well_made(tag).then(|| LanguageTag::new(tag))
    });
    let kind = match root.get("kind") {
        None => Some(ClientKind::External),
        Some(_) => keys.named(&root, "kind", &top, |name| {
            [ClientKind::External, ClientKind::Internal]
                .into_iter()
                .find(|kind| kind.name() == name)
        }),
    };
    let greeting = keys.optional_text(&root, "greeting");
    let organisation = keys.optional_text(&root, "organisation");
    let hours_per_month = optional(
        &mut keys,
        &root,
        "hours_per_month",
        form::number,
        damage_words::no_number,
    );
    let start = optional(&mut keys, &root, "start", form::day, damage_words::no_day);
    let time_zone = keys.optional_text(&root, "time_zone");
    let retain_until = optional(
        &mut keys,
        &root,
        "retain_until",
        form::day,
        damage_words::no_day,
    );
    let whole = (|| {
        Some(CardFile {
            card: Card {
                name: name?,
                greeting,
                language: language?,
                kind: kind?,
                organisation,
                hours_per_month,
                start,
                time_zone,
                retain_until,
            },
            key: key?,
            created: created?,
        })
    })();
    sound(keys, whole)
}

/// Reads the settings.
pub fn read_settings(text: &str) -> Result<Settings, What> {
    let root = root_of(text)?;
    let mut keys = Keys::of(text);
    let hours_of = |cell: &DeValue<'_>| form::hours(cell.as_str()?);
    let points = |cell: &DeValue<'_>| {
        let cells = cell.as_array()?;
        cells
            .iter()
            .map(|cell| cell.get_ref().as_str().map(str::to_owned))
            .collect::<Option<Vec<String>>>()
    };
    let settings = Settings {
        name: keys.optional_text(&root, "name"),
        studio: keys.optional_text(&root, "studio"),
        signature: keys.optional_text(&root, "signature"),
        hours: optional(&mut keys, &root, "hours", hours_of, damage_words::no_hours),
        time_zone: keys.optional_text(&root, "time_zone"),
        reply_standard: keys.optional_text(&root, "reply_standard"),
        urgent_notice: keys.optional_text(&root, "urgent_notice"),
        revisions: keys.optional_text(&root, "revisions"),
        firm_points: optional(
            &mut keys,
            &root,
            "firm_points",
            points,
            damage_words::no_texts,
        )
        .unwrap_or_default(),
        privacy_notice: keys.optional_text(&root, "privacy_notice"),
        reminders: keys.optional_text(&root, "reminders"),
    };
    sound(keys, Some(settings))
}

/// Changes the card in its file from what was read to what it shall be.
pub fn save_card(dir: &Dir, before: &Card, after: &Card) -> Result<(), Problem> {
    if before == after {
        return Ok(());
    }
    let Some((_lock, text)) = dir.lock_and_read(CARD)? else {
        return Err(Problem::new(dir.path(CARD), What::Changed));
    };
    let there = read_card(&text).map_err(|what| Problem::new(dir.path(CARD), what))?;
    let lines = [&there.card, before, after].map(card_lines);
    change(dir, CARD, &text, lines)
}

/// Changes the settings in their file; makes the file if there is none.
pub fn save_settings(dir: &Arc<Dir>, before: &Settings, after: &Settings) -> Result<(), Problem> {
    if before == after {
        return Ok(());
    }
    let fresh = || {
        let mut text = format!("format = {FORMAT}\n");
        push_present(&mut text, settings_lines(after));
        text.push_str(LAST_LINE);
        text
    };
    loop {
        if let Some((_lock, text)) = dir.lock_and_read(SETTINGS)? {
            let there =
                read_settings(&text).map_err(|what| Problem::new(dir.path(SETTINGS), what))?;
            let lines = [&there, before, after].map(settings_lines);
            return change(dir, SETTINGS, &text, lines);
        }
        // Another process may make the file at this moment: then its lines are read.
        if dir.write_new(SETTINGS, fresh().as_bytes())? == Written::New {
            return Ok(());
        }
    }
}

/// Writes the lines that changed into a file. What another program changed meanwhile stays; the
/// same line changed by both is refused.
fn change(
    dir: &Dir,
    name: &str,
    text: &str,
    [there, before, after]: [Vec<Line>; 3],
) -> Result<(), Problem> {
    let damaged = || {
        let damage = Damage::at(text, 0, damage_words::not_toml());
        Problem::new(dir.path(name), What::Damaged(vec![damage]))
    };
    let mut document: toml_edit::DocumentMut = text.parse().map_err(|_| damaged())?;
    let mut changed = false;
    for ((there, before), (key, after)) in there.into_iter().zip(before).zip(after) {
        if before.1 == after || there.1 == after {
            continue;
        }
        if there.1 != before.1 {
            return Err(Problem::new(dir.path(name), What::Changed));
        }
        changed = true;
        match after {
            None => {
                document.remove(key);
            }
            Some(literal) => {
                let mut value: toml_edit::Value = literal.parse().map_err(|_| damaged())?;
                if let Some(old) = document.get(key).and_then(toml_edit::Item::as_value) {
                    *value.decor_mut() = old.decor().clone();
                }
                document[key] = toml_edit::Item::Value(value);
            }
        }
    }
    if !changed {
        return Ok(());
    }
    dir.replace(name, document.to_string().as_bytes())
}

/// Gives the keys of a card with their values as TOML.
pub fn card_lines(card: &Card) -> Vec<Line> {
    vec![
        ("name", Some(quoted(&card.name))),
        ("greeting", card.greeting.as_deref().map(quoted)),
        ("language", Some(quoted(card.language.as_str()))),
        ("kind", Some(quoted(card.kind.name()))),
        ("organisation", card.organisation.as_deref().map(quoted)),
        ("hours_per_month", card.hours_per_month.map(number)),
        ("start", card.start.map(|day| day.to_string())),
        ("time_zone", card.time_zone.as_deref().map(quoted)),
        ("retain_until", card.retain_until.map(|day| day.to_string())),
    ]
}

fn settings_lines(settings: &Settings) -> Vec<Line> {
    let text = |text: &Option<String>| text.as_deref().map(quoted);
    let points = &settings.firm_points;
    vec![
        ("name", text(&settings.name)),
        ("studio", text(&settings.studio)),
        ("signature", text(&settings.signature)),
        (
            "hours",
            settings
                .hours
                .as_ref()
                .map(|hours| quoted(&hours.to_string())),
        ),
        ("time_zone", text(&settings.time_zone)),
        ("reply_standard", text(&settings.reply_standard)),
        ("urgent_notice", text(&settings.urgent_notice)),
        ("revisions", text(&settings.revisions)),
        ("firm_points", (!points.is_empty()).then(|| list(points))),
        ("privacy_notice", text(&settings.privacy_notice)),
        ("reminders", text(&settings.reminders)),
    ]
}

fn push_present(text: &mut String, lines: Vec<Line>) {
    for (key, value) in lines {
        if let Some(value) = value {
            text.push_str(&format!("{key} = {value}\n"));
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    push_string(&mut out, text);
    out
}

fn number(number: f64) -> String {
    let mut out = String::new();
    push_number(&mut out, number);
    out
}

fn list(texts: &[String]) -> String {
    let mut out = "[".to_owned();
    for text in texts {
        out.push_str("\n  ");
        push_line_string(&mut out, text);
        out.push(',');
    }
    out.push_str("\n]");
    out
}

fn root_of(text: &str) -> Result<DeTable<'_>, What> {
    if let Some(format) = form::format_of(text).filter(|format| *format > FORMAT) {
        return Err(What::Newer { format });
    }
    let root = form::table(text).map_err(|damage| What::Damaged(vec![damage]))?;
    match newer(&root) {
        Some(format) => Err(What::Newer { format }),
        None => Ok(root),
    }
}

fn span(root: &DeTable<'_>, key: &str) -> std::ops::Range<usize> {
    root.get(key).map_or(0..0, toml::Spanned::span)
}

fn optional<'t, T>(
    keys: &mut Keys<'t>,
    root: &DeTable<'t>,
    key: &str,
    read: impl Fn(&DeValue<'_>) -> Option<T>,
    fault: fn(&str) -> crate::words::Sentence,
) -> Option<T> {
    let cell = root.get(key)?;
    let value = read(cell.get_ref());
    if value.is_none() {
        keys.fault(cell.span(), fault(key));
    }
    value
}

fn sound<T>(keys: Keys<'_>, value: Option<T>) -> Result<T, What> {
    match value {
        Some(value) if keys.damage.is_empty() => Ok(value),
        _ => Err(What::Damaged(keys.damage)),
    }
}
