//! The placeholders of profile texts and of documents, filled.
//!
//! Decides what a name in a text stands for: a trait, else a question; the card, the settings, the
//! built-in sets. Empty is what is not known, and an empty set. Labels are words of the kit and
//! stand as they are; everything else that is filled in goes through the caller's `escape`.

use super::fields::View;
use super::naming;
use super::timeline::AnswerPlace;
use super::{Profile, RowCell, Standing, TraitValue};
use crate::card::CardField;
use crate::condition::Basis;
use crate::definition::{Say, Trait};
use crate::document::Audience;
use crate::record::RecordedAnswer;
use crate::script::{Column, Question, Shape, Visibility, rows};
use crate::text::{Filling, Id, LanguageTag, Phrase, Slot, Text, lower_first};
use crate::value::{Answer, Given, Value, date, hours, join, number, yes_no};

/// How a text is filled.
#[derive(Clone, Copy)]
pub struct Telling<'t> {
    pub language: &'t LanguageTag,
    /// Makes words from outside harmless where they are going.
    pub escape: &'t dyn Fn(&str) -> String,
    /// The interview whose answers the questions are (its position in [`Profile::interviews`]);
    /// `None` is the latest that asked each.
    pub about: Option<usize>,
    /// Whether the stated level of a mixed trait is seen.
    pub reads_mixed: bool,
}

impl<'t> Telling<'t> {
    /// Words for a person or for data: nothing is escaped.
    pub fn plain(language: &'t LanguageTag) -> Self {
        Telling {
            language,
            escape: &str::to_owned,
            about: None,
            reads_mixed: true,
        }
    }

    pub(super) fn tag(&self) -> &str {
        self.language.as_str()
    }
}

/// One thing said in a text.
struct Spoken {
    words: String,
    origin: Origin,
}

/// Where words come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A label of the kit: its first letter is lowered inside a sentence.
    Label,
    /// Words of the kit made for the inside of a sentence.
    Kit,
    Outside,
}

impl Spoken {
    fn label(text: &Text, tag: &str) -> Self {
        Spoken {
            words: plain(text, tag),
            origin: Origin::Label,
        }
    }

    /// The wording inside a sentence: as the kit says it there, else the label.
    fn inside(say: Option<&Text>, label: &Text, tag: &str) -> Self {
        match say {
            Some(say) => Spoken {
                words: plain(say, tag),
                origin: Origin::Kit,
            },
            None => Spoken::label(label, tag),
        }
    }

    fn outside(words: String) -> Self {
        Spoken {
            words,
            origin: Origin::Outside,
        }
    }
}

/// What the parts after a name ask for.
#[derive(Default)]
struct Parts<'s> {
    is_say: bool,
    is_first: bool,
    is_line: bool,
    is_note: bool,
    is_until: bool,
    is_base: bool,
    column: Option<&'s str>,
}

impl<'s> Parts<'s> {
    fn of(path: &'s [String]) -> Self {
        let mut parts = Parts::default();
        for part in path {
            match part.as_str() {
                "label" => {}
                "say" => parts.is_say = true,
                "first" => parts.is_first = true,
                "line" => parts.is_line = true,
                "note" => parts.is_note = true,
                "until" => parts.is_until = true,
                "base" => parts.is_base = true,
                column => parts.column = Some(column),
            }
        }
        parts
    }
}

impl<'a> Profile<'a> {
    /// Gives the words of the first entry that holds, filled; `None` when none holds.
    pub fn say(&self, say: &Say, telling: &Telling<'_>) -> Option<String> {
        let view = View {
            profile: self,
            reads_mixed: telling.reads_mixed,
            about: telling.about,
        };
        let entry = say
            .entries
            .iter()
            .find(|entry| view.allows(entry.when.as_ref()))?;
        Some(self.fill(entry.say.in_language(telling.language), telling))
    }

    /// Fills a phrase of the profile definition or of a document.
    pub fn fill(&self, phrase: &Phrase, telling: &Telling<'_>) -> String {
        phrase.fill(&|slot| self.filling(slot, telling))
    }

    /// Fills the words of a question, whose placeholders are questions only.
    pub(super) fn fill_question(&self, phrase: &Phrase, telling: &Telling<'_>) -> String {
        phrase.fill(&|slot| {
            let (name, parts) = slot.path.split_first()?;
            let spoken = match name.as_str() {
                "client" => self.card_words(parts.first()?, telling),
                "settings" => self.settings_words(parts.first()?, telling),
                _ => self.question_words(name, &Parts::of(parts), telling),
            };
            together(spoken, telling)
        })
    }

    fn filling(&self, slot: &Slot, telling: &Telling<'_>) -> Option<Filling> {
        let (name, parts) = slot.path.split_first()?;
        let spoken = match name.as_str() {
            "client" => self.card_words(parts.first()?, telling),
            "settings" => self.settings_words(parts.first()?, telling),
            "today" => one_outside(date::in_words(self.sources.on, telling.tag())),
            "number" => {
                let interview = self.timeline.interviews.get(telling.about?)?;
                one_outside(interview.number.to_string())
            }
            "next" => one_outside(self.next_in_words(telling)?),
            "mixed" => self.names(&self.mixed(), telling),
            "to_ask" => self.names(&self.still_to_ask(), telling),
            "to_confirm" => self.names(&self.to_confirm(), telling),
            "declined" => self
                .declined()
                .into_iter()
                .map(|place| Spoken {
                    words: self.short_name(place, telling.language),
                    origin: Origin::Label,
                })
                .collect(),
            _ => match self.standing(name) {
                Some((one, standing)) => {
                    self.trait_words(one, standing, &Parts::of(parts), telling)
                }
                None => self.question_words(name, &Parts::of(parts), telling),
            },
        };
        together(spoken, telling)
    }

    /// Gives the core traits to ask, without those the client would rather not answer.
    pub(super) fn still_to_ask(&self) -> Vec<usize> {
        let traits = &self.sources.definition.traits;
        self.to_ask()
            .into_iter()
            .filter(|index| {
                !self
                    .question_for(traits[*index].id.as_str())
                    .is_some_and(|open| open.is_declined)
            })
            .collect()
    }

    fn names(&self, positions: &[usize], telling: &Telling<'_>) -> Vec<Spoken> {
        let traits = &self.sources.definition.traits;
        positions
            .iter()
            .map(|index| Spoken::label(&traits[*index].label, telling.tag()))
            .collect()
    }

    fn next_in_words(&self, telling: &Telling<'_>) -> Option<String> {
        let next = self.next_step()?;
        let day = date::in_words(next.day, telling.tag());
        let what = lower_first(&plain(next.what, telling.tag()));
        Some(format!("{day} ({what})"))
    }

    fn trait_words(
        &self,
        one: &Trait,
        standing: &Standing,
        parts: &Parts<'_>,
        telling: &Telling<'_>,
    ) -> Vec<Spoken> {
        let is_hidden = standing.basis == Basis::Unknown
            || (standing.basis == Basis::Mixed && !telling.reads_mixed);
        if is_hidden {
            return Vec::new();
        }
        if parts.is_until {
            return standing.until.map_or_else(Vec::new, |until| {
                one_outside(date::in_words(until, telling.tag()))
            });
        }
        if parts.is_note {
            return self
                .reason_note(standing)
                .map_or_else(Vec::new, one_outside);
        }
        let value = if parts.is_base {
            standing.base.as_ref()
        } else {
            standing.value.as_ref()
        };
        value.map_or_else(Vec::new, |value| {
            self.value_words(one, value, parts, telling)
        })
    }

    /// Gives the first note on the evidence of a trait.
    fn reason_note(&self, standing: &Standing) -> Option<String> {
        standing.because.iter().find_map(|reason| match reason {
            super::Reason::Answer { place, .. } => self.note(*place).map(one_line),
            _ => None,
        })
    }

    fn value_words(
        &self,
        one: &Trait,
        value: &TraitValue,
        parts: &Parts<'_>,
        telling: &Telling<'_>,
    ) -> Vec<Spoken> {
        let tag = telling.tag();
        let level = |id: &Id| match one.level(id.as_str()) {
            Some((_, level)) if parts.is_say => {
                Spoken::inside(level.say.as_ref(), &level.label, tag)
            }
            Some((_, level)) => Spoken::label(&level.label, tag),
            None => Spoken::outside(id.to_string()),
        };
        match value {
            TraitValue::Level(id) => vec![level(id)],
            TraitValue::Items(items) => {
                let wanted = if parts.is_first { 1 } else { items.len() };
                items.iter().take(wanted).map(level).collect()
            }
            TraitValue::Text(text) => text_words(&text.joined, parts),
            TraitValue::Number(value) => one_outside(number::show(*value, tag)),
            TraitValue::Date(day) => one_outside(date::in_words(*day, tag)),
            TraitValue::Hours(value) => one_outside(hours::in_words(value, tag)),
            TraitValue::Rows(rows) => {
                let wanted = if parts.is_first { 1 } else { rows.len() };
                rows.iter()
                    .take(wanted)
                    .filter_map(|row| match parts.column {
                        Some(column) => row.cell(column),
                        None => row.cells.first().map(|(_, cell)| cell),
                    })
                    .flat_map(|cell| self.cell_words(one, cell, telling))
                    .collect()
            }
        }
    }

    fn cell_words(&self, one: &Trait, cell: &RowCell, telling: &Telling<'_>) -> Vec<Spoken> {
        if let Value::Choice(id) = &cell.value
            && let Some((_, level)) = one.level(id.as_str())
        {
            return vec![Spoken::label(&level.label, telling.tag())];
        }
        self.answer_spoken(cell.place, &Parts::default(), telling)
    }

    fn question_words(&self, id: &str, parts: &Parts<'_>, telling: &Telling<'_>) -> Vec<Spoken> {
        match self.timeline.find(id, telling.about) {
            Some(place) => self.answer_spoken(place, parts, telling),
            None => Vec::new(),
        }
    }

    fn answer_spoken(
        &self,
        place: AnswerPlace,
        parts: &Parts<'_>,
        telling: &Telling<'_>,
    ) -> Vec<Spoken> {
        let recorded = self.timeline.answer(place);
        // Sealed answers are in no text, whatever names them.
        if recorded.visibility == Visibility::Sealed {
            return Vec::new();
        }
        if parts.is_note {
            return self
                .note(place)
                .map_or_else(Vec::new, |note| one_outside(one_line(note)));
        }
        let question = self.timeline.question(place);
        let tag = telling.tag();
        let Given::Value(value) = &recorded.answer.given else {
            return Vec::new();
        };
        match value {
            Value::Choice(id) => vec![option_words(id, question, recorded, parts, tag)],
            Value::Choices(ids) => {
                let wanted = if parts.is_first { 1 } else { ids.len() };
                ids.iter()
                    .take(wanted)
                    .map(|id| option_words(id, question, recorded, parts, tag))
                    .collect()
            }
            Value::Text(text) => match (parts.column, question.map(|one| &one.shape)) {
                (Some(column), Some(Shape::Text { columns, .. })) => {
                    column_words(columns, column, text, parts)
                }
                _ => text_words(text, parts),
            },
            Value::YesNo(value) => vec![Spoken {
                words: yes_no::in_words(*value, tag).to_owned(),
                origin: Origin::Label,
            }],
            Value::Number(value) => one_outside(with_unit(*value, question, tag)),
            Value::Date(day) => one_outside(date::in_words(*day, tag)),
            Value::Hours(value) => one_outside(hours::in_words(value, tag)),
        }
    }

    /// Gives the note on an answer that this profile may show: any, or for the client only one that
    /// belongs to the answer.
    pub(super) fn note(&self, place: AnswerPlace) -> Option<&'a str> {
        let recorded = self.timeline.answer(place);
        let note = recorded.answer.note.as_deref()?;
        if recorded.visibility == Visibility::Sealed {
            return None;
        }
        let belongs = || {
            self.timeline
                .question(place)
                .and_then(|question| question.note.as_ref())
                .is_some_and(|prompt| prompt.shared)
        };
        (self.audience == Audience::Internal || belongs()).then_some(note)
    }

    fn card_words(&self, field: &str, telling: &Telling<'_>) -> Vec<Spoken> {
        let card = self.sources.card;
        let tag = telling.tag();
        let words = match CardField::by_name(field) {
            Some(CardField::Name) => Some(card.name.clone()),
            Some(CardField::Language) => Some(card.language.to_string()),
            Some(CardField::Kind) => {
                return vec![Spoken {
                    words: naming::client_kind(card.kind)
                        .in_language(super::wording::interface(tag))
                        .to_owned(),
                    origin: Origin::Label,
                }];
            }
            Some(CardField::Greeting) => Some(card.greeting().to_owned()),
            Some(CardField::Organisation) => card.organisation.clone(),
            Some(CardField::HoursPerMonth) => {
                card.hours_per_month.map(|hours| number::show(hours, tag))
            }
            Some(CardField::Start) => card.start.map(|day| date::in_words(day, tag)),
            Some(CardField::TimeZone) => card.time_zone.clone(),
            None => None,
        };
        words.map_or_else(Vec::new, one_outside)
    }

    fn settings_words(&self, field: &str, telling: &Telling<'_>) -> Vec<Spoken> {
        let settings = self.sources.settings;
        let words = match field {
            "name" => settings.name.clone(),
            "studio" => settings.studio.clone(),
            "signature" => settings.signature.clone(),
            "hours" => settings
                .hours
                .as_ref()
                .map(|one| hours::in_words(one, telling.tag())),
            "time_zone" => settings.time_zone.clone(),
            "reply_standard" => settings.reply_standard.clone(),
            "urgent_notice" => settings.urgent_notice.clone(),
            "revisions" => settings.revisions.clone(),
            "privacy_notice" => settings.privacy_notice.clone(),
            "reminders" => settings.reminders.clone(),
            "firm_points" => {
                let points = settings.firm_points.iter();
                return points.cloned().map(Spoken::outside).collect();
            }
            _ => None,
        };
        words.map_or_else(Vec::new, one_outside)
    }
}

/// Gives the words of a kit's text that has no placeholders, or its words around them.
pub(super) fn plain(text: &Text, tag: &str) -> String {
    text.in_tag(tag).fill(&|_| None)
}

/// Gives the words of an option, or those typed for "other".
fn option_words(
    id: &Id,
    question: Option<&Question>,
    recorded: &RecordedAnswer,
    parts: &Parts<'_>,
    tag: &str,
) -> Spoken {
    match question.and_then(|question| question.option(id.as_str())) {
        Some(option) if parts.is_say => Spoken::inside(option.say.as_ref(), &option.label, tag),
        Some(option) => Spoken::label(&option.label, tag),
        None => Spoken::outside(other_words(id, &recorded.answer, recorded)),
    }
}

/// Gives the words for an option that the script at hand does not have.
pub(super) fn other_words(id: &Id, answer: &Answer, recorded: &RecordedAnswer) -> String {
    match (&answer.other, &answer.given) {
        (Some(other), _) => other.clone(),
        (None, Given::Value(Value::Choice(_))) => recorded.shown.clone(),
        _ => id.to_string(),
    }
}

/// Shows a number with the unit of its question.
pub(super) fn with_unit(value: f64, question: Option<&Question>, tag: &str) -> String {
    let shown = number::show(value, tag);
    match question.map(|question| &question.shape) {
        Some(Shape::Number {
            unit: Some(unit), ..
        }) => format!("{shown} {}", plain(unit, tag)),
        _ => shown,
    }
}

/// Gives the cells of one column of a text with rows.
fn column_words(columns: &[Column], column: &str, text: &str, parts: &Parts<'_>) -> Vec<Spoken> {
    let Some(at) = columns.iter().position(|one| one.id == *column) else {
        return Vec::new();
    };
    let table = rows(columns, text);
    let wanted = if parts.is_first { 1 } else { table.len() };
    table
        .iter()
        .take(wanted)
        .filter_map(|row| row.get(at))
        .filter(|cell| !cell.is_empty())
        .map(|cell| Spoken::outside((*cell).to_owned()))
        .collect()
}

fn text_words(text: &str, parts: &Parts<'_>) -> Vec<Spoken> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    if parts.is_line || parts.is_first {
        let first = text.lines().map(str::trim).find(|line| !line.is_empty());
        return first.map_or_else(Vec::new, |line| one_outside(line.to_owned()));
    }
    if parts.is_say {
        return one_outside(inside_sentence(&one_line(text)));
    }
    one_outside(one_line(text))
}

/// Makes words ready for the inside of a sentence: no capital at the start, no full stop at the end.
fn inside_sentence(words: &str) -> String {
    let words = lower_first(words);
    match words.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') => rest.to_owned(),
        _ => words,
    }
}

/// Puts a text of several lines on one: what ends a sentence needs no mark.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push_str(if line.ends_with(['.', '!', '?', ';', ':', ',', '…']) {
                " "
            } else {
                "; "
            });
        }
        line.push_str(part);
    }
    line
}

fn one_outside(words: String) -> Vec<Spoken> {
    if words.trim().is_empty() {
        Vec::new()
    } else {
        vec![Spoken::outside(words)]
    }
}

/// Joins what is said as a sentence does; labels after the first are inside the sentence.
fn together(spoken: Vec<Spoken>, telling: &Telling<'_>) -> Option<Filling> {
    let is_label = spoken.first()?.origin == Origin::Label;
    let words: Vec<String> = spoken
        .into_iter()
        .enumerate()
        .map(|(index, one)| match one.origin {
            Origin::Outside => (telling.escape)(&one.words),
            Origin::Label if index > 0 => lower_first(&one.words),
            Origin::Label | Origin::Kit => one.words,
        })
        .collect();
    Some(Filling {
        words: join(&words, telling.tag()),
        is_label,
    })
}
