//! `ascolto doctor --adopt`: a copy beside its original, and taking it over after asking.

use std::path::Path;

use super::environment::Context;
use super::find;
use super::forget::agreed;
use super::outcome::{Exit, Failure};
use super::portrait;
use crate::card::Card;
use crate::interview::shown;
use crate::record::{Record, ScriptReference};
use crate::render::terminal::Sheet;
use crate::script::{Script, Visibility};
use crate::store::{ConflictCopy, CopyOf, Store, StoredDraft, Way};
use crate::text::{Id, LanguageTag};
use crate::value::{Answer, Given, date};
use crate::words::Sentence;
use crate::words::doctor as words;

/// One thing the original and the copy say differently, each as it is shown.
struct Difference {
    name: String,
    original: String,
    copy: String,
}

/// Shows a copy beside its original, asks, and takes it over.
pub fn run(context: &Context, store: &Store, file: &Path, is_sure: bool) -> anyhow::Result<Exit> {
    find::tell_interrupted(context, store)?;
    let named = file.display().to_string();
    let Some(copy) = store.conflict_copy(file)? else {
        return Err(Failure::fault(words::no_such_copy(&named))
            .with_help(words::see_doctor_copies())
            .into());
    };
    let say = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    let differences = differences(context, store, &copy);
    let mut sheet = Sheet::new(context.talk_look());
    sheet.heading(&say(what_it_is(context, &copy)));
    sheet.aside(&say(words::the_original(&path(context, &copy.original))));
    sheet.aside(&say(words::the_copy(&path(context, &copy.path))));
    sheet.blank();
    if differences.is_empty() {
        sheet.words(&say(words::no_difference()));
    } else {
        let rows: Vec<Vec<String>> = differences
            .into_iter()
            .map(|one| vec![one.name, one.original, one.copy])
            .collect();
        let headers = [words::question(), words::in_original(), words::in_copy()].map(say);
        sheet.table(&headers.each_ref().map(String::as_str), &rows);
    }
    sheet.blank();
    sheet.words(&say(what_happens(copy.way)));
    context.talk(&sheet.finish());
    let (question, kept) = (words::adopt(), words::left_as_it_is());
    if !agreed(context, is_sure, [&question, &words::adopt_yes(), &kept])? {
        return Ok(Exit::Interrupted);
    }
    let taken = copy.adopt(context.now())?;
    let mut sheet = Sheet::new(context.talk_look());
    sheet.words(&say(words::adopted(&path(context, &taken))));
    context.talk(&sheet.finish());
    Ok(Exit::Done)
}

fn path(context: &Context, path: &Path) -> String {
    let inside = path.strip_prefix(&context.home).unwrap_or(path);
    inside.display().to_string()
}

fn what_it_is(context: &Context, copy: &ConflictCopy) -> Sentence {
    let name = &copy.client.card().name;
    let day = |day| date::in_words(day, context.language.tag());
    match &copy.of {
        CopyOf::Record { copy, .. } => {
            words::copy_of_record(name, &copy.script.title, &day(copy.held))
        }
        CopyOf::Draft { copy, .. } => {
            words::copy_of_draft(name, &copy.header.script.title, &day(copy.header.held))
        }
        CopyOf::Card { .. } => words::copy_of_card(name),
    }
}

fn what_happens(way: Way) -> Sentence {
    match way {
        Way::InPlace => words::goes_in_place(),
        Way::Correction => words::goes_as_correction(),
        Way::OwnDraft => words::goes_as_draft(),
        Way::Card => words::goes_on_card(),
        Way::Same => words::says_the_same(),
    }
}

fn differences(context: &Context, store: &Store, copy: &ConflictCopy) -> Vec<Difference> {
    match &copy.of {
        CopyOf::Record { copy, original } => match original {
            Some(original) => of_records(context, original, copy),
            None => Vec::new(),
        },
        CopyOf::Draft { copy, original } => match original {
            Some(original) => of_drafts(context, store, original, copy),
            None => Vec::new(),
        },
        CopyOf::Card { copy, original } => of_cards(original, copy),
    }
}

fn of_records(context: &Context, original: &Record, copy: &Record) -> Vec<Difference> {
    let mut questions: Vec<&Id> = original.answers.iter().map(|one| &one.id).collect();
    let added = copy.answers.iter().map(|one| &one.id);
    questions.extend(added.filter(|id| original.answer(id.as_str()).is_none()));
    let side = |record: &Record, id: &Id| match record.answer(id.as_str()) {
        Some(one) if one.visibility == Visibility::Sealed => "…".to_owned(),
        Some(one) => whole(context, &one.shown, &one.answer),
        None => words::not_there().in_language(context.language).to_owned(),
    };
    let mut differences = vec![];
    for id in questions {
        let (one, other) = (original.answer(id.as_str()), copy.answer(id.as_str()));
        let words = |one: &crate::record::RecordedAnswer| (one.answer.clone(), one.shown.clone());
        if one.map(words) != other.map(words) {
            differences.push(Difference {
                name: one.or(other).map_or(String::new(), |one| one.name.clone()),
                original: side(original, id),
                copy: side(copy, id),
            });
        }
    }
    differences
}

fn of_drafts(
    context: &Context,
    store: &Store,
    original: &StoredDraft,
    copy: &StoredDraft,
) -> Vec<Difference> {
    let script = script_of(store, &copy.header.script);
    let (before, after) = (original.answers(), copy.answers());
    let find = |answers: &[(&Id, Answer)], id: &Id| {
        let found = answers.iter().find(|(own, _)| *own == id);
        found.map(|(_, answer)| answer.clone())
    };
    let mut questions: Vec<&Id> = before.iter().map(|(id, _)| *id).collect();
    questions.extend(after.iter().map(|(id, _)| *id));
    let mut seen = std::collections::HashSet::new();
    questions.retain(|id| seen.insert(*id));
    let language = &copy.header.language;
    let mut differences = Vec::new();
    for id in questions {
        let (one, other) = (find(&before, id), find(&after, id));
        if one == other {
            continue;
        }
        let side = |answer: Option<Answer>| match answer {
            Some(answer) => of_answer(context, script.as_ref(), id, &answer, language),
            None => words::not_there().in_language(context.language).to_owned(),
        };
        differences.push(Difference {
            name: name_of(script.as_ref(), id, language),
            original: side(one),
            copy: side(other),
        });
    }
    differences
}

fn script_of(store: &Store, wanted: &ScriptReference) -> Option<Script> {
    let text = store.pinned_script(&wanted.digest).ok()??;
    portrait::read_pinned(&wanted.digest, text)
}

fn name_of(script: Option<&Script>, id: &Id, language: &LanguageTag) -> String {
    let question = script.and_then(|script| script.question(id.as_str()));
    let name =
        question.and_then(|(_, question)| question.short_name().in_language(language).as_plain());
    name.unwrap_or(id.as_str()).to_owned()
}

fn of_answer(
    context: &Context,
    script: Option<&Script>,
    id: &Id,
    answer: &Answer,
    language: &LanguageTag,
) -> String {
    let question = script.and_then(|script| script.question(id.as_str()));
    match question {
        Some((_, question)) if question.visibility == Visibility::Sealed => "…".to_owned(),
        Some((_, question)) => whole(context, &shown(question, answer, language), answer),
        // Without its script an answer has only its own form.
        None => match &answer.given {
            Given::State(state) => state.name().to_owned(),
            Given::Value(crate::value::Value::Text(text)) => whole(context, text, answer),
            Given::Value(_) => "…".to_owned(),
        },
    }
}

/// Gives an answer with its note and the mark of a quote.
fn whole(context: &Context, shown: &str, answer: &Answer) -> String {
    let mut text = match answer.quote {
        true => format!("«{shown}»"),
        false => shown.to_owned(),
    };
    if let Some(note) = &answer.note {
        let note = words::note(note);
        text.push_str(&format!("\n{}", note.in_language(context.language)));
    }
    text
}

fn of_cards(original: &Card, copy: &Card) -> Vec<Difference> {
    let lines = |card: &Card| crate::store::card_lines(card);
    let pairs = lines(original).into_iter().zip(lines(copy));
    pairs
        .filter(|(one, other)| one != other)
        .map(|((key, original), (_, copy))| Difference {
            name: key.to_owned(),
            original: original.unwrap_or_default(),
            copy: copy.unwrap_or_default(),
        })
        .collect()
}
