//! A closer look at the few clients that are shown: words, what was measured over time, what was
//! said on the topics that are gathered.

use jiff::civil::Date;

use super::Frame;
use super::sketch::is_sealed;
use crate::definition::{Trait, TraitKind};
use crate::profile::{Profile, TraitValue};
use crate::text::{Id, LanguageTag};

/// What a sketch leaves out, in the words of a language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closer {
    /// The words of every text trait that has some.
    pub sayings: Vec<Saying>,
    /// What was measured of each list trait, oldest first.
    pub past: Vec<Past>,
    /// What was said on the topics that the definition gathers, oldest first.
    pub gathered: Vec<Gathered>,
}

/// The words of a text trait.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// The position of the trait.
    pub of: usize,
    pub words: String,
}

/// What was measured of a list trait.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The position of the trait.
    pub of: usize,
    pub measures: Vec<Measure>,
}

/// One row that one interview measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub day: Date,
    /// What the row is about.
    pub about: Option<String>,
    /// The position of the level, low to high.
    pub level: usize,
}

/// What was said on a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathered {
    pub topic: Id,
    /// The short name of the question.
    pub name: String,
    pub day: Date,
    pub words: String,
}

impl Closer {
    /// Looks closer at a client.
    pub fn look(profile: &Profile<'_>, frame: &Frame<'_>, language: &LanguageTag) -> Closer {
        let traits = || profile.traits().enumerate();
        let sayings = traits().filter_map(|(of, (one, standing))| {
            let Some(TraitValue::Text(text)) = &standing.value else {
                return None;
            };
            let is_shown = standing.exists && !is_sealed(profile, one, standing);
            is_shown.then(|| Saying {
                of,
                words: text.joined.clone(),
            })
        });
        let past =
            traits().filter(|(_, (one, standing))| one.kind == TraitKind::List && standing.exists);
        Closer {
            sayings: sayings.collect(),
            past: past
                .map(|(of, (one, _))| past_of(profile, of, one, language))
                .collect(),
            gathered: gathered(profile, frame, language),
        }
    }
}

fn past_of(profile: &Profile<'_>, of: usize, one: &Trait, language: &LanguageTag) -> Past {
    let told = profile.told(language);
    let measures = profile.measured(one).into_iter().map(|measured| Measure {
        day: measured.day,
        about: measured.of.as_ref().map(|cell| told.cell(one, cell)),
        level: measured.level,
    });
    Past {
        of,
        measures: measures.collect(),
    }
}

fn gathered(profile: &Profile<'_>, frame: &Frame<'_>, language: &LanguageTag) -> Vec<Gathered> {
    let told = profile.told(language);
    let gather = &frame.definition.comparison.gather;
    let mut gathered = Vec::new();
    for topic in profile.topics() {
        if gather.iter().all(|wanted| wanted.value != *topic.id) {
            continue;
        }
        for place in topic.answers {
            gathered.push(Gathered {
                topic: topic.id.clone(),
                name: told.question_name(place),
                day: profile.interviews()[place.interview].record.held,
                words: told.answer(place),
            });
        }
    }
    gathered
}
