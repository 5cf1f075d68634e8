//! What a profile definition is, and reading it: traits, facts, advice, groups, summary, comparison.
//!
//! Decides the keys of `profile.toml`, collecting every problem. It names no trait itself and never
//! derives anything.

use crate::condition::{Basis, Condition, DateExpression};
use crate::diagnostic::{Placed, Span};
use crate::text::{Id, LanguageTag, Text};

mod read;
mod say;
mod scope;

pub use read::{read, read_placed};
pub use say::read_say;
pub use scope::ProfileScope;

/// The traits we want to know and the advice we draw.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    pub languages: Vec<LanguageTag>,
    pub traits: Vec<Trait>,
    pub facts: Vec<Fact>,
    pub groups: Vec<Group>,
    pub advice_order: AdviceOrder,
    pub advice: Vec<Advice>,
    /// The "three lines".
    pub summary: Vec<Say>,
    pub comparison: ComparisonLayout,
    pub charts: Vec<Chart>,
}

impl Definition {
    /// Finds a trait and its position.
    pub fn find_trait(&self, id: &str) -> Option<(usize, &Trait)> {
        self.traits
            .iter()
            .enumerate()
            .find(|(_, one)| one.id == *id)
    }

    /// Finds a group of advice.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == *id)
    }
}

/// The kind of a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraitKind {
    Ordered,
    Category,
    Set,
    Ranking,
    Text,
    Number,
    Date,
    Hours,
    List,
}

impl TraitKind {
    /// Every kind with its name.
    pub const ALL: [(TraitKind, &'static str); 9] = [
        (TraitKind::Ordered, "ordered"),
        (TraitKind::Category, "category"),
        (TraitKind::Set, "set"),
        (TraitKind::Ranking, "ranking"),
        (TraitKind::Text, "text"),
        (TraitKind::Number, "number"),
        (TraitKind::Date, "date"),
        (TraitKind::Hours, "hours"),
        (TraitKind::List, "list"),
    ];
}

/// One thing a profile says.
#[derive(Clone, Debug)]
pub struct Trait {
    pub id: Id,
    pub kind: TraitKind,
    pub label: Text,
    /// The posture while the trait is unknown or mixed.
    pub until_known: Option<Text>,
    pub private: bool,
    /// Levels low to high; items of category, set and ranking.
    pub levels: Vec<Level>,
    pub core: Core,
    /// Our own side: a private answer is as good as a statement.
    pub own: bool,
    /// Evidence older than this no longer counts.
    pub days: Option<u32>,
    pub merge: Merge,
    /// Without it holding the trait does not exist for a client.
    pub when: Option<Condition>,
    /// The ready sentence when the trait is mixed.
    pub clarify: Option<Say>,
    pub rows: Vec<RowSource>,
    /// The column that sorts a list, lowest first.
    pub sort: Option<Placed<Id>>,
    /// The title under which the history draws how it went, interview by interview.
    pub over_time: Option<Text>,
    /// Rules of a computed trait; the first that holds.
    pub rules: Vec<Rule>,
    pub show: Show,
    pub span: Span,
}

impl Trait {
    /// Tells whether the trait is computed by rules rather than fed by answers.
    pub fn is_computed(&self) -> bool {
        !self.rules.is_empty()
    }

    /// Gives the position of a level, or item, and the level.
    pub fn level(&self, id: &str) -> Option<(usize, &Level)> {
        self.levels
            .iter()
            .enumerate()
            .find(|(_, level)| level.id == *id)
    }
}

/// One level or item of a trait.
#[derive(Clone, Debug)]
pub struct Level {
    pub id: Id,
    pub label: Text,
    /// The words inside a sentence, where they differ from the label.
    pub say: Option<Text>,
    pub span: Span,
}

/// Whether a trait counts for completeness.
#[derive(Clone, Debug, PartialEq)]
pub enum Core {
    No,
    Always,
    When(Condition),
}

/// How several answers to a set trait come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The latest answer replaces.
    Latest,
    /// All evidence in force together.
    Union,
}

/// Where a trait is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    Everywhere,
    /// Not in the brief: groupings.
    Comparison,
}

/// One row of a list trait: column id and the question that fills it.
#[derive(Clone, Debug, PartialEq)]
pub struct RowSource {
    pub columns: Vec<(Placed<Id>, Placed<Id>)>,
}

/// One rule of a computed trait.
#[derive(Clone, Debug)]
pub struct Rule {
    pub is: RuleValue,
    pub basis: Option<Basis>,
    pub when: Option<Condition>,
    pub span: Span,
}

/// What a rule gives.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleValue {
    Level(Placed<Id>),
    Number(f64),
    Day(DateExpression),
}

/// A named condition.
#[derive(Clone, Debug)]
pub struct Fact {
    pub id: Id,
    pub when: Condition,
    pub span: Span,
}

/// A group of advice.
#[derive(Clone, Debug)]
pub struct Group {
    pub id: Id,
    pub title: Text,
    /// Its own section of the brief, always in full.
    pub apart: bool,
    /// Its rules see the stated level of a mixed trait.
    pub reads_mixed: bool,
    pub span: Span,
}

/// In which order advice is printed, and how much of it.
#[derive(Clone, Debug, Default)]
pub struct AdviceOrder {
    pub show: Option<usize>,
    pub first: Vec<OrderStep>,
}

/// One step of the order: what matches comes before everything that follows.
#[derive(Clone, Debug)]
pub struct OrderStep {
    pub group: Option<Placed<Id>>,
    pub priority: Option<u32>,
    pub when: Option<Condition>,
}

/// One advice rule.
#[derive(Clone, Debug)]
pub struct Advice {
    pub id: Id,
    pub group: Placed<Id>,
    pub priority: u32,
    pub when: Condition,
    pub say: Say,
    pub why: Option<Say>,
    /// The sentence to say to the client.
    pub ask: Option<Say>,
    pub span: Span,
}

/// A text, or the first of several whose condition holds.
#[derive(Clone, Debug)]
pub struct Say {
    pub entries: Vec<SayEntry>,
}

/// One entry of a [`Say`].
#[derive(Clone, Debug)]
pub struct SayEntry {
    pub when: Option<Condition>,
    pub say: Text,
}

/// The columns and groupings of the comparison.
#[derive(Clone, Debug, Default)]
pub struct ComparisonLayout {
    pub columns: Vec<ComparisonColumn>,
    pub wide: Vec<ComparisonColumn>,
    /// In which order clients stand; the first that differs decides.
    pub sort: Vec<SortKey>,
    /// The number trait that is the weekly load.
    pub load: Option<Placed<Id>>,
    /// The hours trait of the week grid.
    pub hours: Option<Placed<Id>>,
    /// The topics gathered across clients.
    pub gather: Vec<Placed<Id>>,
    /// The fields of columns that stay longest where there is no room for all.
    pub keep: Vec<Placed<String>>,
    pub groupings: Vec<Grouping>,
}

/// A name under which clients are counted by the levels of a trait.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    pub id: Id,
    pub trait_id: Placed<Id>,
    /// The trait's label where absent.
    pub label: Option<Text>,
}

/// One column of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonColumn {
    /// A trait (`channels`, `channels.first`), `client.x`, `interviews.x`, or one of
    /// [`ComparisonColumn::BUILT_IN`].
    pub field: Placed<String>,
    /// The trait's label where absent.
    pub label: Option<Text>,
    /// The day since when is shown too.
    pub since: bool,
}

impl ComparisonColumn {
    /// Columns that are no field of the profile.
    pub const BUILT_IN: [&str; 3] = ["next", "open_points", "completeness"];
}

/// One step of the order of clients.
#[derive(Clone, Debug, PartialEq)]
pub struct SortKey {
    /// As in [`ComparisonColumn::field`].
    pub field: Placed<String>,
    pub descending: bool,
}

/// One chart of the comparison.
#[derive(Clone, Debug)]
pub struct Chart {
    pub id: Option<Id>,
    pub kind: ChartKind,
    pub title: Option<Text>,
    pub x: Option<Placed<Id>>,
    pub y: Option<Placed<Id>>,
    /// A trait, or one of [`ComparisonColumn::BUILT_IN`].
    pub trait_id: Option<Placed<Id>>,
    /// Levels counted together.
    pub groups: Vec<ChartGroup>,
    /// What is counted, in a sentence: the words for one and for many.
    pub counted: Option<Counted>,
    /// How far a chart of dates looks ahead.
    pub days: Option<u32>,
    pub span: Span,
}

/// The words for what a chart counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub one: Text,
    pub many: Text,
}

/// Levels of a trait that a chart counts together.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartGroup {
    pub label: Text,
    /// The words for one of them in a sentence; the label where absent.
    pub one: Option<Text>,
    pub levels: Vec<Placed<Id>>,
}

/// The kind of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    Map,
    Bars,
    Grid,
    Counts,
    Dots,
    Dates,
}

impl ChartKind {
    /// Every kind with its name.
    pub const ALL: [(ChartKind, &'static str); 6] = [
        (ChartKind::Map, "map"),
        (ChartKind::Bars, "bars"),
        (ChartKind::Grid, "grid"),
        (ChartKind::Counts, "counts"),
        (ChartKind::Dots, "dots"),
        (ChartKind::Dates, "dates"),
    ];
}

#[cfg(test)]
mod tests;
