//! What files of a kit share: a question id means one thing, ids differ by more than a dash.

use super::Whole;
use super::evidence::all_shows;
use crate::diagnostic::{Diagnostic, code};
use crate::script::{Question, Script};
use crate::words::{Sentence, check as words};

/// Reports questions that another script asks under the same id with another meaning.
pub(super) fn different_questions(whole: &Whole, script: &Script, problems: &mut Vec<Diagnostic>) {
    let others: Vec<&Script> = whole
        .sound_scripts()
        .filter(|other| other.id < script.id)
        .collect();
    for question in &script.questions {
        for other in &others {
            let Some((_, first)) = other.question(question.id.as_str()) else {
                continue;
            };
            if let Some(what) = difference(first, question) {
                let message = words::different_question(
                    question.id.as_str(),
                    other.id.as_str(),
                    &what.it,
                    &what.en,
                );
                problems.push(
                    Diagnostic::error(code::DIFFERENT_QUESTION, question.span.clone(), message)
                        .with_help(words::different_question_help())
                        .with_related(first.span.clone(), words::the_other()),
                );
                break;
            }
        }
    }
}

/// Gives the first thing in which two questions with one id differ.
fn difference(one: &Question, other: &Question) -> Option<Sentence> {
    let options = |question: &Question| -> Vec<String> {
        let mut ids: Vec<String> = question
            .options()
            .iter()
            .map(|option| option.id.to_string())
            .collect();
        ids.sort();
        ids
    };
    let shows = |question: &Question| -> Vec<String> {
        let mut shows: Vec<String> = all_shows(question)
            .map(|shows| format!("{}={}", shows.trait_id.value, shows.level.value))
            .collect();
        shows.sort();
        shows
    };
    let feeds = |question: &Question| question.feeds.as_ref().map(|feeds| feeds.value.clone());
    if one.kind() != other.kind() {
        Some(words::kind())
    } else if options(one) != options(other) {
        Some(words::options())
    } else if feeds(one) != feeds(other) {
        Some(words::feeds())
    } else if shows(one) != shows(other) {
        Some(words::shows())
    } else {
        None
    }
}

/// Reports ids of scripts and of documents that people and some disks take for one another.
pub(super) fn clashing_ids(whole: &Whole, problems: &mut Vec<Diagnostic>) {
    let fold = |name: &str| name.to_lowercase().replace('-', "_");
    let scripts = whole.scripts.iter().filter_map(|one| {
        let span = one.script.as_ref()?.sections.first()?.span.clone();
        Some((one.stem.as_deref()?, span))
    });
    let documents = whole.documents.iter().filter_map(|one| {
        let span = one.document.as_ref()?.span.clone();
        Some((one.stem.as_deref()?, span))
    });
    for names in [scripts.collect::<Vec<_>>(), documents.collect()] {
        for (position, (name, span)) in names.iter().enumerate() {
            let clash = names[..position]
                .iter()
                .find(|(other, _)| fold(other) == fold(name));
            if let Some((other, _)) = clash {
                let span = super::id_place(&span.file);
                let message = words::clashing_name(name, other);
                problems.push(
                    Diagnostic::error(code::CLASHING_NAME, span, message)
                        .with_help(words::clashing_name_help()),
                );
            }
        }
    }
}
