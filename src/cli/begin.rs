//! What is asked of a new client before the first question.

use super::environment::Context;
use crate::card::{Card, ClientKind};
use crate::console::{Front, Menu, Speech};
use crate::script::Script;
use crate::store::{ClientName, Match};
use crate::text::LanguageTag;
use crate::words::interview_command as words;
use crate::words::{Language, Sentence};

/// Makes the card of a new client; `None` when it turns out to be somebody else, or nobody.
pub fn newcomer(
    context: &Context,
    name: &ClientName,
    similar: &[Match],
    script: &Script,
    front: &mut dyn Front,
) -> anyhow::Result<Option<Card>> {
    let say = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    let question = match similar.is_empty() {
        true => say(words::new_client(name.as_str())),
        false => say(words::new_client_beside(
            name.as_str(),
            &super::find::names(similar),
        )),
    };
    let is_new = front.confirm(&question, similar.is_empty()).unwrap_or(None);
    if is_new != Some(true) {
        for one in similar.iter().filter(|_| is_new == Some(false)) {
            let known = say(words::known_already(&one.name, &one.id));
            // The terminal may be gone: nothing depends on these words.
            let _ = front.say(&Speech::Note(known));
        }
        return Ok(None);
    }
    let tags = languages(script);
    let menu = Menu {
        language: context.language,
        title: say(words::which_language(name.as_str())),
        items: tags.iter().map(|tag| say(language_name(tag))).collect(),
        selected: first_choice(&tags, context.language),
    };
    let Ok(Some(picked)) = front.pick(&menu) else {
        return Ok(None);
    };
    Ok(Some(card(name, tags[picked].clone())))
}

/// Makes a card with a name and a language, and nothing else yet.
pub fn card(name: &ClientName, language: LanguageTag) -> Card {
    Card {
        name: name.as_str().to_owned(),
        language,
        kind: ClientKind::External,
        organisation: None,
        greeting: None,
        hours_per_month: None,
        start: None,
        time_zone: None,
        retain_until: None,
    }
}

/// The languages a client may be addressed in: those of the script.
fn languages(script: &Script) -> Vec<LanguageTag> {
    script.languages.clone()
}

fn first_choice(tags: &[LanguageTag], language: Language) -> usize {
    tags.iter()
        .position(|tag| tag.as_str() == language.tag())
        .unwrap_or(0)
}

fn language_name(tag: &LanguageTag) -> Sentence {
    match tag.as_str() {
        "it" => words::italian_tu(),
        "it-lei" => words::italian_lei(),
        "en" => words::english(),
        other => Sentence::same(other.to_owned()),
    }
}
