//! All that a comparison side by side says of one client: values in words, what they rest on, why
//! one is missing, and how it was asked.

use jiff::civil::Date;

use super::Frame;
use super::sketch::is_sealed;
use crate::condition::Basis;
use crate::definition::{Trait, TraitKind};
use crate::profile::{Profile, Reason, Side, Standing, TraitValue};
use crate::script::Question;
use crate::text::{Id, LanguageTag, Text};
use crate::value::State;

/// One client on one day, told in full.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub id: String,
    pub name: String,
    pub on: Date,
    /// By position of the trait.
    pub entries: Vec<Entry>,
}

/// Where a trait stands, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub value: Option<TraitValue>,
    pub words: String,
    pub basis: Basis,
    pub since: Option<Date>,
    pub until: Option<Date>,
    /// The value behind a temporary one.
    pub base: Option<String>,
    /// What was noticed, where words and signals differ.
    pub observed: Vec<String>,
    pub lack: Option<Lack>,
    /// The questions whose answers were stated.
    pub asked: Vec<Asked>,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The trait does not exist for this client.
    Absent,
    NotAsked,
    DontKnow,
    Declined,
    Later,
    /// No question asks for it: it is noticed.
    NotNoticed,
    /// It is worked out from what is not known.
    NotWorkedOut,
    /// Said in an answer that is shown nowhere.
    Sealed,
}

impl Lack {
    /// Gives the name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Lack::Absent => "absent",
            Lack::NotAsked => "not_asked",
            Lack::DontKnow => "dont_know",
            Lack::Declined => "declined",
            Lack::Later => "later",
            Lack::NotNoticed => "not_noticed",
            Lack::NotWorkedOut => "not_worked_out",
            Lack::Sealed => "sealed",
        }
    }
}

/// How something was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    question: Id,
    /// The language of the interview, without its form of address.
    language: String,
    /// As it was read to the client.
    words: String,
    /// The question and its options as the script had them, where it is at hand.
    wording: Option<Wording>,
}

#[derive(Clone, Debug, PartialEq)]
struct Wording {
    ask: Text,
    options: Vec<(Id, Text)>,
}

impl Asked {
    /// Tells whether two clients were asked the same in other words.
    pub fn is_other_wording(&self, other: &Asked) -> bool {
        if self.question != other.question {
            return false;
        }
        match (&self.wording, &other.wording) {
            (Some(own), Some(other)) => own != other,
            _ => self.language == other.language && self.words != other.words,
        }
    }
}

impl Account {
    /// Tells a client in the words of a language.
    pub fn tell(
        profile: &Profile<'_>,
        id: &str,
        frame: &Frame<'_>,
        language: &LanguageTag,
    ) -> Account {
        let entries = profile
            .traits()
            .enumerate()
            .map(|(of, (one, standing))| entry(profile, frame, of, one, standing, language));
        Account {
            id: id.to_owned(),
            name: profile.sources().card.name.clone(),
            on: profile.sources().on,
            entries: entries.collect(),
        }
    }
}

fn entry(
    profile: &Profile<'_>,
    frame: &Frame<'_>,
    of: usize,
    one: &Trait,
    standing: &Standing,
    language: &LanguageTag,
) -> Entry {
    let told = profile.told(language);
    let lack = lack(profile, frame, of, one, standing);
    if lack.is_some() {
        return Entry {
            value: None,
            words: String::new(),
            basis: Basis::Unknown,
            since: None,
            until: None,
            base: None,
            observed: Vec::new(),
            lack,
            asked: Vec::new(),
        };
    }
    let words = |value: &TraitValue| told.value(one, value);
    let is_mixed = standing.basis == Basis::Mixed;
    Entry {
        words: standing.value.as_ref().map_or(String::new(), words),
        value: standing.value.clone(),
        basis: standing.basis,
        since: standing.since,
        until: standing.until,
        base: standing.base.as_ref().map(words),
        observed: match is_mixed {
            true => standing.observed.iter().map(words).collect(),
            false => Vec::new(),
        },
        lack: None,
        asked: asked(profile, one, standing),
    }
}

fn lack(
    profile: &Profile<'_>,
    frame: &Frame<'_>,
    of: usize,
    one: &Trait,
    standing: &Standing,
) -> Option<Lack> {
    if !standing.exists {
        return Some(Lack::Absent);
    }
    if is_sealed(profile, one, standing) {
        return Some(Lack::Sealed);
    }
    let has_value = standing.value.is_some() && standing.basis != Basis::Unknown;
    if has_value || standing.basis == Basis::Mixed {
        return None;
    }
    if one.is_computed() {
        return Some(Lack::NotWorkedOut);
    }
    let Some(question) = question_of_trait(frame, of, one) else {
        return Some(Lack::NotNoticed);
    };
    let recorded = profile.answer(question.as_str(), None);
    Some(
        match recorded.and_then(|(_, one)| one.answer.given.state()) {
            Some(State::DontKnow) => Lack::DontKnow,
            Some(State::Declined) => Lack::Declined,
            Some(State::Later) => Lack::Later,
            None => Lack::NotAsked,
        },
    )
}

fn question_of_trait<'f>(frame: &'f Frame<'_>, of: usize, one: &'f Trait) -> Option<&'f Id> {
    let asked = frame.asks.get(of).copied().flatten();
    let of_rows = || {
        let mut columns = one.rows.iter().flat_map(|row| &row.columns);
        columns.next().map(|(_, question)| &question.value)
    };
    match one.kind {
        TraitKind::List => asked.or_else(of_rows),
        _ => asked,
    }
}

fn asked(profile: &Profile<'_>, one: &Trait, standing: &Standing) -> Vec<Asked> {
    if one.is_computed() {
        return Vec::new();
    }
    let stated = standing.because.iter().filter_map(|reason| match reason {
        Reason::Answer {
            place,
            side: Side::Stated,
            ..
        } => Some(*place),
        _ => None,
    });
    let asked = stated.map(|place| {
        let recorded = profile.recorded_at(place);
        let language = &profile.interviews()[place.interview].record.language;
        Asked {
            question: recorded.id.clone(),
            language: language.base().to_owned(),
            words: recorded.ask.clone(),
            wording: profile.question_at(place).map(wording),
        }
    });
    asked.collect()
}

fn wording(question: &Question) -> Wording {
    let options = question.options().iter();
    Wording {
        ask: question.ask.clone(),
        options: options
            .map(|option| (option.id.clone(), option.label.clone()))
            .collect(),
    }
}
