//! What stands in a column: the fields of a client and their words.
//!
//! Decides what a field is called, what it says of a client and which mark stands after it.

use super::sketch::plain;
use super::{Cell, Facts, Frame, Held};
use crate::card::{CardField, ClientKind};
use crate::condition::Basis;
use crate::definition::{ComparisonColumn, Trait, TraitKind};
use crate::text::{Text, lower_first};
use crate::value::{date, hours, join, number};
use crate::words::comparison as words;
use crate::words::profile as profile_words;
use crate::words::{Language, Sentence};

/// What a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A trait, by position.
    Trait(usize),
    /// The first of a ranking.
    First(usize),
    Client(CardField),
    /// The latest interview of a script, by position; of a script the kit does not have, none.
    Interviews(Option<usize>),
    Next,
    OpenPoints,
    Completeness,
}

/// A sign after a value, that says how far to trust it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Impression,
    Mixed,
    Unknown,
    /// A number put in the place of one that is not known.
    Guess,
    Temporary,
}

impl Mark {
    /// Every mark, in the order of the legend.
    pub const ALL: [Mark; 5] = [
        Mark::Impression,
        Mark::Mixed,
        Mark::Unknown,
        Mark::Guess,
        Mark::Temporary,
    ];

    /// Gives the sign.
    pub fn sign(self) -> char {
        match self {
            Mark::Impression => '~',
            Mark::Mixed => '!',
            Mark::Unknown | Mark::Guess => '?',
            Mark::Temporary => '>',
        }
    }

    /// Gives the name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Impression => "impression",
            Mark::Mixed => "mixed",
            Mark::Unknown => "unknown",
            Mark::Guess => "guess",
            Mark::Temporary => "temporary",
        }
    }

    /// Gives the line of the legend.
    pub fn legend(self) -> Sentence {
        match self {
            Mark::Impression => words::mark_impression(),
            Mark::Mixed => words::mark_mixed(),
            Mark::Unknown => words::mark_unknown(),
            Mark::Guess => words::mark_guess(),
            Mark::Temporary => words::mark_temporary(),
        }
    }

    /// Gives the mark of a trait's value.
    pub fn of(cell: &Cell<'_>) -> Option<Mark> {
        match cell.basis {
            Basis::Mixed => Some(Mark::Mixed),
            Basis::Observed => Some(Mark::Impression),
            Basis::Temporary => Some(Mark::Temporary),
            Basis::Unknown => Some(Mark::Guess),
            _ if cell.rests_on_temporary => Some(Mark::Temporary),
            _ => None,
        }
    }
}

/// What stands in a cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Empty where there is nothing to say.
    pub words: String,
    pub mark: Option<Mark>,
    /// Since when, where the column says so.
    pub since: Option<jiff::civil::Date>,
}

impl Shown {
    fn words(words: String) -> Self {
        Shown {
            words,
            ..Shown::default()
        }
    }

    fn unknown() -> Self {
        Shown {
            mark: Some(Mark::Unknown),
            ..Shown::default()
        }
    }
}

impl Field {
    /// Finds a field by the name a definition gives it.
    pub fn by_name(name: &str, frame: &Frame<'_>) -> Option<Field> {
        let (head, part) = match name.split_once('.') {
            Some((head, part)) => (head, Some(part)),
            None => (name, None),
        };
        match (head, part) {
            ("next", None) => Some(Field::Next),
            ("open_points", None) => Some(Field::OpenPoints),
            ("completeness", None) => Some(Field::Completeness),
            ("client", Some(part)) => CardField::by_name(part).map(Field::Client),
            ("interviews", Some(part)) => {
                let mut scripts = frame.scripts.iter();
                Some(Field::Interviews(
                    scripts.position(|script| script.id == *part),
                ))
            }
            _ => {
                let (of, _) = frame.definition.find_trait(head)?;
                match part {
                    None => Some(Field::Trait(of)),
                    Some("first") => Some(Field::First(of)),
                    Some(_) => None,
                }
            }
        }
    }

    /// Gives the field of a column.
    pub fn of_column(column: &ComparisonColumn, frame: &Frame<'_>) -> Option<Field> {
        Field::by_name(&column.field.value, frame)
    }

    /// Gives the name of the field as a definition writes it.
    pub fn id(self, frame: &Frame<'_>) -> String {
        let trait_id = |of: usize| frame.definition.traits[of].id.to_string();
        match self {
            Field::Trait(of) => trait_id(of),
            Field::First(of) => format!("{}.first", trait_id(of)),
            Field::Client(field) => format!("client.{}", field.name()),
            Field::Interviews(at) => {
                let script = at.and_then(|at| frame.scripts.get(at));
                format!(
                    "interviews.{}",
                    script.map_or("", |script| script.id.as_str())
                )
            }
            Field::Next => "next".to_owned(),
            Field::OpenPoints => "open_points".to_owned(),
            Field::Completeness => "completeness".to_owned(),
        }
    }

    /// Gives the heading of the field.
    pub fn label(self, frame: &Frame<'_>, language: Language) -> String {
        let tag = language.tag();
        let say = |sentence: Sentence| sentence.in_language(language).to_owned();
        let of_trait = |of: usize| plain(&frame.definition.traits[of].label, tag);
        match self {
            Field::Trait(of) => of_trait(of),
            Field::First(of) => say(words::first_of(&of_trait(of))),
            Field::Client(field) => say(card_field(field)),
            Field::Interviews(at) => {
                let script = at.and_then(|at| frame.scripts.get(at));
                let title = script.map_or(String::new(), |script| plain(&script.title, tag));
                say(words::interviews_of(&title))
            }
            Field::Next => say(words::next()),
            Field::OpenPoints => say(words::open_points()),
            Field::Completeness => say(words::completeness()),
        }
    }

    /// Says what it is for a client.
    pub fn shown(self, facts: &Facts<'_>, frame: &Frame<'_>, language: Language) -> Shown {
        let tag = language.tag();
        let say = |sentence: Sentence| sentence.in_language(language).to_owned();
        let known = |words: Option<String>| words.map_or(Shown::default(), Shown::words);
        match self {
            Field::Trait(of) => shown_trait(facts, frame, of, language, false),
            Field::First(of) => shown_trait(facts, frame, of, language, true),
            Field::Client(field) => known(of_card(field, facts, language)),
            Field::Interviews(at) => {
                let script = facts.scripts().find(|one| Some(one.script) == at);
                let day = |day| date::short(day, frame.on, tag).replace(' ', "\u{a0}");
                known(script.map(|script| day(script.last)))
            }
            Field::Next => known(facts.next().map(|next| {
                let day = date::short(next.day, frame.on, tag).replace(' ', "\u{a0}");
                let what = lower_first(&frame.what(&next.what, tag));
                match next.day < frame.on {
                    true => say(words::overdue(&day, &what)),
                    false => format!("{day}: {what}"),
                }
            })),
            Field::OpenPoints => Shown::words(facts.open_points().to_string()),
            Field::Completeness => Shown::words(say(words::known_of(facts.known, facts.of))),
        }
    }
}

fn shown_trait(
    facts: &Facts<'_>,
    frame: &Frame<'_>,
    of: usize,
    language: Language,
    only_first: bool,
) -> Shown {
    let one = &frame.definition.traits[of];
    match facts.cell(of) {
        None if facts.is_absent(of) => Shown::default(),
        None => Shown::unknown(),
        Some(cell) => Shown {
            words: match cell.held {
                Held::Items(mut items) if only_first => items
                    .next()
                    .map_or(String::new(), |at| level(one, at, language.tag())),
                held => value(one, &held, language),
            },
            mark: Mark::of(&cell),
            since: cell.since,
        },
    }
}

/// Gives a value in words; empty for an empty set.
pub fn value(one: &Trait, held: &Held<'_>, language: Language) -> String {
    let tag = language.tag();
    match held {
        Held::Nothing | Held::Absent => String::new(),
        Held::Level(at) => level(one, *at, tag),
        Held::Items(items) if one.kind == TraitKind::Set && items.clone().next().is_none() => {
            words::nobody().in_language(language).to_owned()
        }
        Held::Items(items) => {
            let labels: Vec<String> = items
                .enumerate()
                .map(|(index, at)| match index {
                    0 => level(one, at, tag),
                    _ => lower_first(&level(one, at, tag)),
                })
                .collect();
            join(&labels, tag)
        }
        Held::Number(value) => number::show(*value, tag),
        Held::Day(day) => date::in_words(*day, tag),
        Held::Hours(packed) => hours::in_words(&packed.hours(), tag),
        Held::Words => words::has_words().in_language(language).to_owned(),
        Held::Rows(rows) => {
            let labels: Vec<String> = rows
                .filter_map(|one_more| one_more.checked_sub(1))
                .map(|at| level(one, at, tag))
                .collect();
            labels.join(" · ")
        }
    }
}

/// Gives the label of a level or an item.
pub fn level(one: &Trait, at: usize, tag: &str) -> String {
    let label = |text: &Text| plain(text, tag);
    one.levels
        .get(at)
        .map_or(String::new(), |level| label(&level.label))
}

fn of_card(field: CardField, facts: &Facts<'_>, language: Language) -> Option<String> {
    let tag = language.tag();
    match field {
        CardField::Name => Some(facts.name.to_owned()),
        // How somebody is greeted compares nothing; a sketch does not hold it.
        CardField::Greeting => None,
        CardField::Language => Some(facts.language.to_owned()),
        CardField::Kind => Some(client_kind(facts.kind).in_language(language).to_owned()),
        CardField::Organisation => facts.organisation.map(str::to_owned),
        CardField::HoursPerMonth => facts.hours_per_month.map(|hours| number::show(hours, tag)),
        CardField::Start => facts.start.map(|start| date::in_words(start, tag)),
        CardField::TimeZone => facts.time_zone.map(str::to_owned),
    }
}

/// Names the kind of a client.
pub fn client_kind(kind: ClientKind) -> Sentence {
    match kind {
        ClientKind::External => profile_words::external(),
        ClientKind::Internal => profile_words::internal(),
    }
}

fn card_field(field: CardField) -> Sentence {
    match field {
        CardField::Name => profile_words::card_name(),
        CardField::Greeting => profile_words::card_greeting(),
        CardField::Language => profile_words::card_language(),
        CardField::Kind => profile_words::card_kind(),
        CardField::Organisation => profile_words::card_organisation(),
        CardField::HoursPerMonth => profile_words::card_hours(),
        CardField::Start => profile_words::card_start(),
        CardField::TimeZone => profile_words::card_time_zone(),
    }
}
