//! What a comparison keeps of one client on one day: positions in the definition, and no words of a
//! kit.
//!
//! Decides what a table, a filter, an order and a distance can see. A sketch is one run of bytes of
//! some hundred, so that a hundred thousand of them fit in memory, and can be kept elsewhere as it
//! is. Nothing that rests on a sealed answer is in it, except through a trait that is worked out.

use jiff::civil::Date;

use super::Frame;
use super::packed::{Packer, Unpacker};
use crate::card::ClientKind;
use crate::condition::Basis;
use crate::definition::Trait;
use crate::profile::{AgendaDate, Profile, Reason, Standing, TraitValue};
use crate::script::Visibility;
use crate::text::Text;
use crate::value::{HourSpan, Hours, State, Weekday};

/// One client on one day. The positions in it are those of the [`Frame`] it was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// In [`Sketch::FORM`], and read through once.
    bytes: Box<[u8]>,
}

/// What a sketch holds. Lists are read where they are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'s> {
    /// What to type for the client.
    pub id: &'s str,
    pub name: &'s str,
    pub organisation: Option<&'s str>,
    pub language: &'s str,
    pub time_zone: Option<&'s str>,
    pub kind: ClientKind,
    pub hours_per_month: Option<f64>,
    pub start: Option<Date>,
    /// How many core traits are known, of how many.
    pub known: usize,
    pub of: usize,
    /// The interviews that count, and the day of the latest.
    pub interviews: usize,
    pub last: Option<Date>,
    scripts: Unpacker<'s>,
    missing: Unpacker<'s>,
    tensions: Unpacker<'s>,
    mixed: Unpacker<'s>,
    coming: Unpacker<'s>,
    cells: Unpacker<'s>,
}

/// Where a trait stands. A trait without a cell is unknown, or not there for this client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell<'s> {
    /// The position of the trait.
    pub of: usize,
    pub basis: Basis,
    pub since: Option<Date>,
    pub until: Option<Date>,
    /// It is worked out from a value that ends by itself.
    pub rests_on_temporary: bool,
    pub held: Held<'s>,
    /// The value behind a temporary one.
    pub base: Option<Held<'s>>,
}

impl Cell<'_> {
    /// Tells whether the value is one that conditions may rest on: neither a guess nor mixed.
    pub fn is_settled(&self) -> bool {
        !matches!(self.basis, Basis::Unknown | Basis::Mixed) && self.held != Held::Nothing
    }

    /// Tells whether the value was put in the place of one that is not known.
    pub fn is_guess(&self) -> bool {
        self.basis == Basis::Unknown
    }
}

/// A value as positions in the definition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held<'s> {
    /// Mixed, and nothing was stated.
    Nothing,
    /// A level of an ordered trait, an item of a category.
    Level(usize),
    /// The items of a set, or of a ranking with the first first.
    Items(Positions<'s>),
    Number(f64),
    Day(Date),
    Hours(PackedHours<'s>),
    /// A text: that there is one.
    Words,
    /// A list: the level of each row, one more than its position; 0 is none.
    Rows(Positions<'s>),
    /// The trait does not exist for this client.
    Absent,
}

/// Positions of levels or items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Positions<'s> {
    packed: Unpacker<'s>,
}

impl Iterator for Positions<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.packed.count()
    }
}

/// Hours, not yet unpacked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PackedHours<'s> {
    packed: Unpacker<'s>,
}

impl PackedHours<'_> {
    /// Unpacks them.
    pub fn hours(&self) -> Hours {
        let mut packed = self.packed;
        take_hours(&mut packed).unwrap_or_else(|| Hours::new([], None))
    }
}

/// A core trait of which nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The position of the trait.
    pub of: usize,
    /// The client would rather not answer the question that asks for it.
    pub is_declined: bool,
}

/// The interviews of one script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScriptCount {
    /// The position of the script in the frame.
    pub script: usize,
    pub count: usize,
    pub last: Date,
}

/// A day ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming<'s> {
    pub day: Date,
    pub what: What<'s>,
}

/// What a day ahead is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What<'s> {
    /// Worked out in a trait, by position; nobody agreed it.
    Trait(usize),
    /// Words of the kit, by position in the frame.
    Agenda(usize),
    /// Words of a script that the kit no longer has: language tag and words, the tag empty for words
    /// that are the same in every language.
    Words(Vec<(&'s str, &'s str)>),
}

impl Sketch {
    /// The number of the form of the bytes.
    pub const FORM: u8 = 1;

    /// Draws a client. The frame must be of the same definition and scripts.
    pub fn draw(profile: &Profile<'_>, id: &str, frame: &Frame<'_>) -> Sketch {
        let card = profile.sources().card;
        let mut packer = Packer::default();
        packer.byte(Sketch::FORM);
        packer.words(id);
        packer.words(&card.name);
        packer.maybe(card.organisation.as_deref(), Packer::words);
        packer.words(card.language.as_str());
        packer.maybe(card.time_zone.as_deref(), Packer::words);
        packer.byte(u8::from(card.kind == ClientKind::Internal));
        packer.maybe(card.hours_per_month, Packer::number);
        packer.maybe(card.start, Packer::day);
        let (known, of) = profile.completeness();
        packer.count(known);
        packer.count(of);
        put_interviews(&mut packer, profile, frame);
        put_open(&mut packer, profile, frame);
        packer.block(&coming(profile, frame));
        packer.block(&cells(profile));
        Sketch {
            bytes: packer.finish().into_boxed_slice(),
        }
    }

    /// Gives the bytes, to be kept and read again with the same frame.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Takes bytes that were kept; `None` where they are no sketch of this frame.
    pub fn from_bytes(bytes: &[u8], frame: &Frame<'_>) -> Option<Sketch> {
        let facts = Facts::read(bytes)?;
        facts.fits(frame).then(|| Sketch {
            bytes: bytes.into(),
        })
    }

    /// Opens it.
    pub fn facts(&self) -> Facts<'_> {
        Facts::read(&self.bytes).expect("the bytes were read through when the sketch was made")
    }
}

impl<'s> Facts<'s> {
    fn read(bytes: &'s [u8]) -> Option<Self> {
        let mut from = Unpacker::new(bytes);
        if from.byte()? != Sketch::FORM {
            return None;
        }
        let facts = Facts {
            id: from.words()?,
            name: from.words()?,
            organisation: from.maybe(Unpacker::words)?,
            language: from.words()?,
            time_zone: from.maybe(Unpacker::words)?,
            kind: match from.byte()? {
                0 => ClientKind::External,
                1 => ClientKind::Internal,
                _ => return None,
            },
            hours_per_month: from.maybe(Unpacker::number)?,
            start: from.maybe(Unpacker::day)?,
            known: from.count()?,
            of: from.count()?,
            interviews: from.count()?,
            last: from.maybe(Unpacker::day)?,
            scripts: Unpacker::new(from.block()?),
            missing: Unpacker::new(from.block()?),
            tensions: Unpacker::new(from.block()?),
            mixed: Unpacker::new(from.block()?),
            coming: Unpacker::new(from.block()?),
            cells: Unpacker::new(from.block()?),
        };
        from.is_done().then_some(facts)
    }

    /// Gives where a trait stands.
    pub fn cell(&self, of: usize) -> Option<Cell<'s>> {
        self.cells().find(|cell| cell.of == of)
    }

    /// Tells whether a trait does not exist for this client.
    pub fn is_absent(&self, of: usize) -> bool {
        self.all_cells()
            .any(|cell| cell.of == of && cell.held == Held::Absent)
    }

    /// Gives every trait that has a value or is mixed, in the order of the definition.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'s>> + use<'s> {
        self.all_cells().filter(|cell| cell.held != Held::Absent)
    }

    fn all_cells(&self) -> impl Iterator<Item = Cell<'s>> + use<'s> {
        let mut from = self.cells;
        std::iter::from_fn(move || take_cell(&mut from))
    }

    /// Gives the core traits of which nothing is known.
    pub fn missing(&self) -> impl Iterator<Item = Missing> + use<'s> {
        let mut from = self.missing;
        std::iter::from_fn(move || {
            let packed = from.count()?;
            Some(Missing {
                of: packed / 2,
                is_declined: packed % 2 == 1,
            })
        })
    }

    /// Gives the positions of the advice rules that fire as tensions.
    pub fn tensions(&self) -> Positions<'s> {
        Positions {
            packed: self.tensions,
        }
    }

    /// Gives the positions of the mixed traits.
    pub fn mixed(&self) -> Positions<'s> {
        Positions { packed: self.mixed }
    }

    /// Counts what is to clarify and to ask; what was declined is not asked again.
    pub fn open_points(&self) -> usize {
        let to_ask = self.missing().filter(|missing| !missing.is_declined);
        self.mixed().count() + self.tensions().count() + to_ask.count()
    }

    /// Gives the interviews that count, by script of the kit.
    pub fn scripts(&self) -> impl Iterator<Item = ScriptCount> + use<'s> {
        let mut from = self.scripts;
        std::iter::from_fn(move || {
            Some(ScriptCount {
                script: from.count()?,
                count: from.count()?,
                last: from.day()?,
            })
        })
    }

    /// Gives the days ahead, soonest first: those agreed; where there is none, the soonest worked
    /// out; where that is past, the latest of these, which is overdue.
    pub fn coming(&self) -> impl Iterator<Item = Coming<'s>> + use<'s> {
        let mut from = self.coming;
        std::iter::from_fn(move || {
            Some(Coming {
                day: from.day()?,
                what: take_what(&mut from)?,
            })
        })
    }

    /// Gives the next day ahead.
    pub fn next(&self) -> Option<Coming<'s>> {
        self.coming().next()
    }

    /// Tells whether every list can be read to its end, and every position is in the frame.
    fn fits(&self, frame: &Frame<'_>) -> bool {
        let definition = frame.definition;
        let traits = definition.traits.len();
        let mut blocks = [self.scripts, self.missing, self.tensions, self.mixed];
        let [scripts, missing, tensions, mixed] = &mut blocks;
        let mut coming = self.coming;
        let mut cells = self.cells;
        reads(scripts, |from| {
            let fits = from.count()? < frame.scripts.len();
            from.count()?;
            from.day()?;
            Some(fits)
        }) && reads(missing, |from| Some(from.count()? / 2 < traits))
            && reads(tensions, |from| {
                Some(from.count()? < definition.advice.len())
            })
            && reads(mixed, |from| Some(from.count()? < traits))
            && reads(&mut coming, |from| {
                from.day()?;
                Some(match take_what(from)? {
                    What::Trait(of) => of < traits,
                    What::Agenda(of) => of < frame.agenda.len(),
                    What::Words(_) => true,
                })
            })
            && reads(&mut cells, |from| {
                let cell = take_cell(from)?;
                let one = definition.traits.get(cell.of)?;
                Some(
                    held_fits(&cell.held, one)
                        && cell.base.is_none_or(|base| held_fits(&base, one)),
                )
            })
    }
}

/// Reads a block to its end.
fn reads<'s>(
    from: &mut Unpacker<'s>,
    mut one: impl FnMut(&mut Unpacker<'s>) -> Option<bool>,
) -> bool {
    while !from.is_done() {
        if one(from) != Some(true) {
            return false;
        }
    }
    true
}

fn held_fits(held: &Held<'_>, one: &Trait) -> bool {
    let levels = one.levels.len();
    match held {
        Held::Level(at) => *at < levels,
        Held::Items(items) => {
            let mut packed = items.packed;
            reads(&mut packed, |from| Some(from.count()? < levels))
        }
        Held::Rows(rows) => {
            let mut packed = rows.packed;
            reads(&mut packed, |from| Some(from.count()? <= levels))
        }
        Held::Hours(hours) => {
            let mut packed = hours.packed;
            take_hours(&mut packed).is_some()
        }
        Held::Nothing | Held::Number(_) | Held::Day(_) | Held::Words | Held::Absent => true,
    }
}

fn put_interviews(packer: &mut Packer, profile: &Profile<'_>, frame: &Frame<'_>) {
    let counting = || profile.interviews().iter().filter(|one| one.counts());
    packer.count(counting().count());
    packer.maybe(counting().map(|one| one.record.held).max(), Packer::day);
    let mut block = Packer::default();
    for (at, script) in frame.scripts.iter().enumerate() {
        let of_script = || counting().filter(|one| one.record.script.id == script.id);
        if let Some(last) = of_script().map(|one| one.record.held).max() {
            block.count(at);
            block.count(of_script().count());
            block.day(last);
        }
    }
    packer.block(&block.finish());
}

fn put_open(packer: &mut Packer, profile: &Profile<'_>, frame: &Frame<'_>) {
    let open = profile.open_points();
    let is_declined = |of: usize| {
        let question = frame.asks.get(of).and_then(Option::as_ref);
        let answer = question.and_then(|id| profile.answer(id.as_str(), None));
        answer.is_some_and(|(_, recorded)| recorded.answer.given.state() == Some(State::Declined))
    };
    let mut missing = Packer::default();
    for of in open.unknown {
        missing.count(of * 2 + usize::from(is_declined(of)));
    }
    packer.block(&missing.finish());
    for positions in [open.tensions, open.mixed] {
        let mut block = Packer::default();
        positions.into_iter().for_each(|at| block.count(at));
        packer.block(&block.finish());
    }
}

/// What a day is, in the bytes.
const BY_TRAIT: u8 = 0;
const BY_AGENDA: u8 = 1;
const BY_WORDS: u8 = 2;

fn coming(profile: &Profile<'_>, frame: &Frame<'_>) -> Vec<u8> {
    let mut dates = profile.next_dates();
    if dates.is_empty() {
        dates.extend(profile.next_step().or_else(|| profile.overdue_step()));
    }
    let mut packer = Packer::default();
    for date in dates {
        packer.day(date.day);
        put_what(&mut packer, &date, frame);
    }
    packer.finish()
}

fn put_what(packer: &mut Packer, date: &AgendaDate<'_>, frame: &Frame<'_>) {
    let of_trait = frame.definition.find_trait(date.id.as_str());
    let of_agenda = frame.agenda.iter().position(|words| *words == date.what);
    match (of_trait, of_agenda) {
        (_, Some(at)) => {
            packer.byte(BY_AGENDA);
            packer.count(at);
        }
        (Some((at, one)), None) if one.label == *date.what => {
            packer.byte(BY_TRAIT);
            packer.count(at);
        }
        _ => {
            packer.byte(BY_WORDS);
            let entries: Vec<_> = date.what.entries().collect();
            packer.list(entries.into_iter(), |packer, (tag, phrase)| {
                packer.words(tag.map_or("", |tag| tag.as_str()));
                packer.words(&phrase.fill(&|_| None));
            });
        }
    }
}

fn take_what<'s>(from: &mut Unpacker<'s>) -> Option<What<'s>> {
    Some(match from.byte()? {
        BY_TRAIT => What::Trait(from.count()?),
        BY_AGENDA => What::Agenda(from.count()?),
        BY_WORDS => {
            let count = from.count()?;
            let entries = (0..count).map(|_| Some((from.words()?, from.words()?)));
            What::Words(entries.collect::<Option<Vec<_>>>()?)
        }
        _ => return None,
    })
}

/// The marks in the first byte of a cell, above the basis.
const BASIS: u8 = 0b0000_0111;
const HAS_SINCE: u8 = 0b0000_1000;
const HAS_UNTIL: u8 = 0b0001_0000;
const HAS_BASE: u8 = 0b0010_0000;
const RESTS_ON_TEMPORARY: u8 = 0b0100_0000;

fn cells(profile: &Profile<'_>) -> Vec<u8> {
    let mut packer = Packer::default();
    for (of, (one, standing)) in profile.traits().enumerate() {
        let is_there = standing.value.is_some() || standing.basis == Basis::Mixed;
        if !standing.exists {
            packer.count(of);
            packer.byte(Basis::Unknown as u8);
            packer.byte(ABSENT);
        } else if is_there && !is_sealed(profile, one, standing) {
            put_cell(&mut packer, profile, of, one, standing);
        }
    }
    packer.finish()
}

/// Tells whether a value comes from a sealed answer.
pub(super) fn is_sealed(profile: &Profile<'_>, one: &Trait, standing: &Standing) -> bool {
    !one.is_computed()
        && standing.because.iter().any(|reason| match reason {
            Reason::Answer { place, .. } => {
                profile.recorded_at(*place).visibility == Visibility::Sealed
            }
            _ => false,
        })
}

fn put_cell(
    packer: &mut Packer,
    profile: &Profile<'_>,
    of: usize,
    one: &Trait,
    standing: &Standing,
) {
    let marks = [
        (HAS_SINCE, standing.since.is_some()),
        (HAS_UNTIL, standing.until.is_some()),
        (HAS_BASE, standing.base.is_some()),
        (RESTS_ON_TEMPORARY, profile.rests_on_temporary(one)),
    ];
    let marks = marks.into_iter().filter(|(_, holds)| *holds);
    let head = marks.fold(standing.basis as u8, |head, (mark, _)| head | mark);
    packer.count(of);
    packer.byte(head);
    if let Some(since) = standing.since {
        packer.day(since);
    }
    if let Some(until) = standing.until {
        packer.day(until);
    }
    put_held(packer, profile, one, standing.value.as_ref());
    if standing.base.is_some() {
        put_held(packer, profile, one, standing.base.as_ref());
    }
}

fn take_cell<'s>(from: &mut Unpacker<'s>) -> Option<Cell<'s>> {
    let of = from.count()?;
    let head = from.byte()?;
    let has = |mark: u8| head & mark != 0;
    let (basis, _) = Basis::ALL.get(usize::from(head & BASIS))?;
    let since = has(HAS_SINCE).then(|| from.day());
    let until = has(HAS_UNTIL).then(|| from.day());
    let held = take_held(from)?;
    let base = has(HAS_BASE).then(|| take_held(from));
    Some(Cell {
        of,
        basis: *basis,
        since: since.flatten(),
        until: until.flatten(),
        rests_on_temporary: has(RESTS_ON_TEMPORARY),
        held,
        base: base.flatten(),
    })
}

/// What a value is, in the bytes.
const NOTHING: u8 = 0;
const LEVEL: u8 = 1;
const ITEMS: u8 = 2;
const NUMBER: u8 = 3;
const DAY: u8 = 4;
const HOURS: u8 = 5;
const WORDS: u8 = 6;
const ROWS: u8 = 7;
const ABSENT: u8 = 8;

fn put_held(packer: &mut Packer, profile: &Profile<'_>, one: &Trait, value: Option<&TraitValue>) {
    let position = |id: &crate::text::Id| one.level(id.as_str()).map(|(at, _)| at);
    let put_list = |packer: &mut Packer, kind: u8, positions: &mut dyn Iterator<Item = usize>| {
        let mut block = Packer::default();
        positions.for_each(|at| block.count(at));
        packer.byte(kind);
        packer.block(&block.finish());
    };
    match value {
        None => packer.byte(NOTHING),
        Some(TraitValue::Level(id)) => match position(id) {
            Some(at) => {
                packer.byte(LEVEL);
                packer.count(at);
            }
            None => packer.byte(NOTHING),
        },
        Some(TraitValue::Items(items)) => {
            put_list(packer, ITEMS, &mut items.iter().filter_map(position));
        }
        Some(TraitValue::Number(number)) => {
            packer.byte(NUMBER);
            packer.number(*number);
        }
        Some(TraitValue::Date(day)) => {
            packer.byte(DAY);
            packer.day(*day);
        }
        Some(TraitValue::Hours(hours)) => {
            packer.byte(HOURS);
            packer.block(&packed_hours(hours));
        }
        Some(TraitValue::Text(_)) => packer.byte(WORDS),
        Some(TraitValue::Rows(rows)) => {
            let levels = profile.levels_of(one, rows).into_iter();
            let of_trait = |level: Option<usize>| level.filter(|at| *at < one.levels.len());
            let one_more = levels.map(|level| of_trait(level).map_or(0, |at| at + 1));
            put_list(packer, ROWS, &mut { one_more });
        }
    }
}

fn take_held<'s>(from: &mut Unpacker<'s>) -> Option<Held<'s>> {
    let block = |from: &mut Unpacker<'s>| from.block().map(Unpacker::new);
    Some(match from.byte()? {
        NOTHING => Held::Nothing,
        LEVEL => Held::Level(from.count()?),
        ITEMS => Held::Items(Positions {
            packed: block(from)?,
        }),
        NUMBER => Held::Number(from.number()?),
        DAY => Held::Day(from.day()?),
        HOURS => Held::Hours(PackedHours {
            packed: block(from)?,
        }),
        WORDS => Held::Words,
        ABSENT => Held::Absent,
        ROWS => Held::Rows(Positions {
            packed: block(from)?,
        }),
        _ => return None,
    })
}

fn packed_hours(hours: &Hours) -> Vec<u8> {
    let mut packer = Packer::default();
    packer.list(hours.groups().into_iter(), |packer, (days, spans)| {
        packer.byte(days.iter().fold(0, |bits, day| bits | 1 << *day as u8));
        packer.list(spans.iter(), |packer, span| {
            packer.count(usize::from(span.from));
            packer.count(usize::from(span.to));
        });
    });
    packer.maybe(hours.zone(), Packer::words);
    packer.finish()
}

fn take_hours(from: &mut Unpacker<'_>) -> Option<Hours> {
    let mut days = Vec::new();
    for _ in 0..from.count()? {
        let bits = from.byte()?;
        for _ in 0..from.count()? {
            let span = HourSpan {
                from: u16::try_from(from.count()?).ok()?,
                to: u16::try_from(from.count()?).ok()?,
            };
            let on = Weekday::ALL
                .into_iter()
                .filter(|day| bits & (1 << *day as u8) != 0);
            days.extend(on.map(|day| (day, span)));
        }
    }
    let zone = from.maybe(Unpacker::words)?;
    Some(Hours::new(days, zone.map(str::to_owned)))
}

/// Gives the words of a kit's text that has no placeholders.
pub(super) fn plain(text: &Text, tag: &str) -> String {
    text.in_tag(tag).fill(&|_| None)
}
