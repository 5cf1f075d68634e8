//! `ascolto settings`: who the professional is. Asked once, kept in `settings.toml`.

use clap::ArgMatches;

use super::environment::Context;
use super::interview::front;
use super::outcome::Exit;
use crate::card::Settings;
use crate::console::answers::is_zone;
use crate::console::{Front, LinePrompt, Speech};
use crate::render::terminal::Sheet;
use crate::store::Store;
use crate::text::Safe;
use crate::value::hours;
use crate::words::settings as words;
use crate::words::{Language, Sentence};

/// One setting: its name, how it is typed, how it is read and changed.
struct Entry {
    name: fn() -> Sentence,
    hint: Option<fn() -> Sentence>,
    get: fn(&Settings, Language) -> Option<String>,
    set: fn(&mut Settings, Option<&str>) -> Result<(), Sentence>,
}

/// Makes an entry of a plain text.
macro_rules! text_entry {
    ($field:ident, $hint:expr) => {
        Entry {
            name: words::$field,
            hint: $hint,
            get: |settings, _| settings.$field.clone(),
            set: |settings, typed| {
                settings.$field = typed.map(str::to_owned);
                Ok(())
            },
        }
    };
}

const ENTRIES: [Entry; 11] = [
    text_entry!(name, None),
    text_entry!(studio, None),
    text_entry!(signature, Some(words::signature_hint)),
    Entry {
        name: words::hours,
        hint: Some(crate::words::conduct::hours_hint),
        get: |settings, language| {
            settings
                .hours
                .as_ref()
                .map(|hours| hours::in_words(hours, language.tag()))
        },
        set: |settings, typed| {
            settings.hours = typed.map(hours::parse).transpose()?;
            Ok(())
        },
    },
    Entry {
        name: words::time_zone,
        hint: Some(words::time_zone_hint),
        get: |settings, _| settings.time_zone.clone(),
        set: |settings, typed| {
            if let Some(typed) = typed.filter(|typed| !is_zone(typed)) {
                return Err(crate::words::console::not_a_zone(typed));
            }
            settings.time_zone = typed.map(str::to_owned);
            Ok(())
        },
    },
    text_entry!(reply_standard, Some(words::reply_hint)),
    text_entry!(urgent_notice, Some(words::urgent_hint)),
    text_entry!(revisions, Some(words::revisions_hint)),
    Entry {
        name: words::firm_points,
        hint: Some(words::firm_points_hint),
        get: |settings, _| {
            (!settings.firm_points.is_empty()).then(|| settings.firm_points.join("; "))
        },
        set: |settings, typed| {
            let points = typed
                .unwrap_or_default()
                .split(';')
                .map(str::trim)
                .filter(|point| !point.is_empty());
            settings.firm_points = points.map(str::to_owned).collect();
            Ok(())
        },
    },
    text_entry!(privacy_notice, Some(words::privacy_hint)),
    text_entry!(reminders, Some(words::reminders_hint)),
];

/// What is typed to take an entry away.
const TAKES_AWAY: &str = "-";

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let mut store = Store::open(&context.home)?;
    let before = store.settings()?;
    // The first time there is nothing to show: the entries are asked at once.
    let is_first = before == Settings::default() && crate::console::is_interactive();
    if !matches.get_flag("edit") && !is_first {
        context.result(&shown(context, &before))?;
        return Ok(Exit::Done);
    }
    let mut front = front(context, matches.get_flag("plain"))?;
    let mut after = before.clone();
    let exit = match ask_all(context, front.as_mut(), &mut after) {
        Ok(()) => Exit::Done,
        // What was answered so far is kept, as in an interview.
        Err(_) => Exit::Interrupted,
    };
    drop(front);
    store.save_settings(&before, &after)?;
    context.say(&words::kept());
    Ok(exit)
}

fn ask_all(
    context: &Context,
    front: &mut dyn Front,
    settings: &mut Settings,
) -> std::io::Result<()> {
    let how = words::how_to_answer();
    front.say(&Speech::Note(how.in_language(context.language).to_owned()))?;
    for entry in &ENTRIES {
        let probe = settings.clone();
        let check = |typed: &str| match typed {
            TAKES_AWAY => Ok(()),
            typed => (entry.set)(&mut probe.clone(), Some(typed)),
        };
        let prompt = LinePrompt {
            language: context.language,
            question: (entry.name)().in_language(context.language).to_owned(),
            hint: entry
                .hint
                .map(|hint| hint().in_language(context.language).to_owned()),
            current: (entry.get)(settings, context.language),
            check: &check,
        };
        let Some(typed) = front.line(&prompt)? else {
            continue;
        };
        let typed = typed.trim();
        let value = (!typed.is_empty() && typed != TAKES_AWAY).then_some(typed);
        // Shown words that come back unchanged are no change: hours in words stay as they are.
        if value.map(str::to_owned) != (entry.get)(settings, context.language) {
            // The front has checked it.
            let _ = (entry.set)(settings, value);
        }
    }
    Ok(())
}

fn shown(context: &Context, settings: &Settings) -> Safe {
    let mut sheet = Sheet::new(context.look());
    let word = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    let rows: Vec<Vec<String>> = ENTRIES
        .iter()
        .map(|entry| {
            let value = (entry.get)(settings, context.language).unwrap_or_else(|| "—".to_owned());
            vec![word((entry.name)()), value]
        })
        .collect();
    sheet.table(&[&word(words::setting()), &word(words::value())], &rows);
    sheet.blank();
    sheet.aside(&word(words::how_to_edit()));
    sheet.finish()
}
