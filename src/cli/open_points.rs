//! Which questions of a script fill what a profile still lacks.

use crate::condition::Basis;
use crate::profile::Profile;
use crate::script::{Offer, Question, Script, Shape, Voice};
use crate::text::Id;

/// Gives the client questions of a script that feed or show what is to ask, to confirm or mixed.
pub fn questions(profile: &Profile<'_>, script: &Script) -> Vec<Id> {
    let open: Vec<&Id> = profile
        .traits()
        .filter(|(one, standing)| {
            let is_core = profile.is_core(one.id.as_str());
            standing.exists
                && match standing.basis {
                    Basis::Mixed => true,
                    Basis::Unknown | Basis::Observed => is_core,
                    _ => false,
                }
        })
        .map(|(one, _)| &one.id)
        .collect();
    let is_open = |id: &Id| open.contains(&id);
    let questions = script
        .questions
        .iter()
        .filter(|question| question.voice == Voice::Client);
    questions
        .filter(|question| shown_traits(question).into_iter().any(is_open))
        .map(|question| question.id.clone())
        .collect()
}

fn shown_traits(question: &Question) -> Vec<&Id> {
    let mut traits: Vec<&Id> = question.feeds.iter().map(|feeds| &feeds.value).collect();
    for option in question.options() {
        traits.extend(option.shows.iter().map(|one| &one.trait_id.value));
    }
    if let Shape::Number { bands, .. } | Shape::Date { bands, .. } = &question.shape {
        for band in bands {
            traits.extend(band.shows.iter().map(|one| &one.trait_id.value));
        }
    }
    for offer in [&question.dont_know, &question.declined] {
        if let Offer::Yes { shows } = offer {
            traits.extend(shows.iter().map(|one| &one.trait_id.value));
        }
    }
    traits
}
