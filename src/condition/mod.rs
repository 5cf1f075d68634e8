//! The `when` tables: their tree, three-valued evaluation, saying them in words.
//!
//! One tree serves scripts and the profile definition: it is evaluated ([`evaluate`]), said in
//! words, checked. Literals and fields keep their places for the checks. It knows no question and
//! no trait: a [`Fields`] answers for the values.

use jiff::civil::Date;

use crate::card::CardField;
use crate::diagnostic::{Placed, Span};
use crate::text::Id;
use crate::value::Hours;

mod evaluate;
mod expression;
mod judge;
mod placeholder;
mod read;
mod say;

pub use evaluate::{Truth, evaluate, evaluate_test};
pub use expression::{DateExpression, Plus};
pub use judge::{FieldKind, FieldShape, Holder, Shapes, judge};
pub use placeholder::{SETTINGS, judge_placeholder};
pub use read::{Lookup, Scope, as_literal, built_in, read, read_date_expression};
pub use say::{Names, say};

/// A condition: all parts of a table must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `all = […]`, and the keys of one table. Empty is true.
    All(Vec<Condition>),
    /// `any = […]`.
    Any(Vec<Condition>),
    /// `not = {…}`.
    Not(Box<Condition>),
    /// `field = TEST`.
    Test {
        field: Field,
        test: Test,
        span: Span,
    },
    /// `fact = …`: all named facts hold.
    Fact(Vec<Placed<Id>>),
    /// `fires = […]`: some of these advice rules fires.
    Fires(Vec<Placed<Id>>),
}

impl Condition {
    /// Tells whether a field must have a value for the condition to hold.
    pub fn assures(&self, name: &str) -> bool {
        match self {
            Condition::All(parts) => parts.iter().any(|part| part.assures(name)),
            Condition::Any(parts) => parts.iter().all(|part| part.assures(name)),
            Condition::Test { field, test, .. } => field.name() == name && test.assures(),
            Condition::Not(_) | Condition::Fact(_) | Condition::Fires(_) => false,
        }
    }

    /// Visits the condition and every part of it.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Condition)) {
        see(self);
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| part.visit(see));
            }
            Condition::Not(part) => part.visit(see),
            Condition::Test { .. } | Condition::Fact(_) | Condition::Fires(_) => {}
        }
    }
}

impl Test {
    /// Tells whether the test can only hold of a value: on a missing one it is unknown.
    fn assures(&self) -> bool {
        match self {
            Test::Known(wanted) => *wanted,
            Test::State(_) | Test::Basis(_) => false,
            Test::Not(inner) => !matches!(
                **inner,
                Test::Known(true) | Test::State(_) | Test::Basis(_) | Test::All(_)
            ),
            Test::All(parts) => parts.iter().any(Test::assures),
            _ => true,
        }
    }
}

/// Names that mean something of their own, and so can be no question, trait, fact or advice.
pub const RESERVED: [&str; 17] = [
    "any",
    "all",
    "not",
    "fact",
    "fires",
    "client",
    "interviews",
    "sent",
    "mixed",
    "to_ask",
    "to_confirm",
    "declined",
    "interview",
    "settings",
    "today",
    "number",
    "next",
];

/// What a test is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// A question. In a script `index` is its position among the questions; in the profile it is
    /// `None` and the answer is that of the latest interview that asked it.
    Question {
        id: Id,
        index: Option<usize>,
    },
    Trait(Id),
    Client(CardField),
    /// The interviews of a script: a number, and the day of the last.
    Interviews(Id),
    /// The marks of a document sent.
    Sent(Id),
    BuiltIn(BuiltIn),
    /// `interview`: the day of the interview (scripts and their value expressions only).
    InterviewDay,
}

impl Field {
    /// Gives the name as a file writes it.
    pub fn name(&self) -> String {
        match self {
            Field::Question { id, .. } | Field::Trait(id) => id.to_string(),
            Field::Client(field) => format!("client.{}", field.name()),
            Field::Interviews(id) => format!("interviews.{id}"),
            Field::Sent(id) => format!("sent.{id}"),
            Field::BuiltIn(built_in) => BuiltIn::ALL[*built_in as usize].1.to_owned(),
            Field::InterviewDay => "interview".to_owned(),
        }
    }
}

/// The sets every profile has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    Mixed,
    ToAsk,
    ToConfirm,
    Declined,
}

impl BuiltIn {
    /// Every set with its name.
    pub const ALL: [(BuiltIn, &'static str); 4] = [
        (BuiltIn::Mixed, "mixed"),
        (BuiltIn::ToAsk, "to_ask"),
        (BuiltIn::ToConfirm, "to_confirm"),
        (BuiltIn::Declined, "declined"),
    ];
}

/// A value written in a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A string: an option, level or item id, or words, as the field's kind asks.
    Word(Id),
    Bool(bool),
    Number(f64),
    Date(Date),
}

/// What must be true of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Equals, or contains, any of them.
    Is(Vec<Placed<Literal>>),
    IncludesAll(Vec<Placed<Literal>>),
    /// The first of a ranking is among them.
    First(Vec<Placed<Literal>>),
    Count {
        bounds: Bounds,
        since: Option<Placed<Field>>,
    },
    /// `at_least`, `at_most`, `over`, `under` on a value: all must hold.
    Compare(Vec<(Order, Placed<Operand>)>),
    InDays(Bounds),
    DaysAgo(Bounds),
    Known(bool),
    State(Vec<StateName>),
    Basis(Vec<Basis>),
    /// One row of a list satisfies all: column and test.
    Row(Vec<(Placed<Id>, Test)>),
    Not(Box<Test>),
    /// Several tests of one table.
    All(Vec<Test>),
}

/// How an order test compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    AtLeast,
    AtMost,
    Over,
    Under,
}

impl Order {
    /// Every order with its key.
    pub const ALL: [(Order, &'static str); 4] = [
        (Order::AtLeast, "at_least"),
        (Order::AtMost, "at_most"),
        (Order::Over, "over"),
        (Order::Under, "under"),
    ];

    /// Tells whether the order holds for a comparison's outcome.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Order::AtLeast => ordering.is_ge(),
            Order::AtMost => ordering.is_le(),
            Order::Over => ordering.is_gt(),
            Order::Under => ordering.is_lt(),
        }
    }
}

/// The other side of an order test.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Literal(Literal),
    /// A date field.
    Field(Field),
}

/// Bounds on a number: all must hold. `n` alone is `at_least n` and `at_most n`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds(pub Vec<(Order, i64)>);

impl Bounds {
    /// Makes bounds that only one number meets.
    pub fn exactly(number: i64) -> Self {
        Bounds(vec![(Order::AtLeast, number), (Order::AtMost, number)])
    }

    /// Tells whether a number meets all bounds.
    pub fn hold(&self, number: i64) -> bool {
        self.0
            .iter()
            .all(|(order, bound)| order.holds(number.cmp(bound)))
    }
}

/// The state of a question, *not asked* included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateName {
    DontKnow,
    Declined,
    Later,
    NotAsked,
}

impl StateName {
    /// Every state with its name.
    pub const ALL: [(StateName, &'static str); 4] = [
        (StateName::DontKnow, "dont_know"),
        (StateName::Declined, "declined"),
        (StateName::Later, "later"),
        (StateName::NotAsked, "not_asked"),
    ];
}

/// What a trait rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    Confirmed,
    Stated,
    Observed,
    Mixed,
    Temporary,
    Computed,
    Unknown,
}

impl Basis {
    /// Every basis with its name.
    pub const ALL: [(Basis, &'static str); 7] = [
        (Basis::Confirmed, "confirmed"),
        (Basis::Stated, "stated"),
        (Basis::Observed, "observed"),
        (Basis::Mixed, "mixed"),
        (Basis::Temporary, "temporary"),
        (Basis::Computed, "computed"),
        (Basis::Unknown, "unknown"),
    ];

    /// Gives the name used in files and in JSON.
    pub fn name(self) -> &'static str {
        Basis::ALL[self as usize].1
    }
}

/// The value of a field, as a condition sees it.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen<'a> {
    /// No value: tests on it are unknown.
    Missing,
    /// A choice, scale, category, ordered, or a card's kind.
    One(&'a str),
    /// Choices, ranking, set: the items, and how many count (exclusive options do not).
    Many {
        items: Vec<&'a str>,
        counted: usize,
    },
    Bool(bool),
    Number(f64),
    Date(Date),
    Text(&'a str),
    Hours(&'a Hours),
    /// A list trait: rows of column and cell.
    Rows(Vec<Vec<(&'a str, Seen<'a>)>>),
    /// A number that is never missing (`interviews.x`, `sent.x`, the built-in sets), and the last day.
    Events {
        count: usize,
        last: Option<Date>,
    },
}

/// Answers for the values of fields while a condition is evaluated.
pub trait Fields {
    /// Gives the value of a field.
    fn seen(&self, field: &Field) -> Seen<'_>;

    /// Gives the position of an option or level in the order of a scale or an ordered trait.
    fn rank(&self, field: &Field, id: &str) -> Option<usize>;

    /// Gives the position of a level in a column of a list trait.
    fn column_rank(&self, field: &Field, column: &str, id: &str) -> Option<usize>;

    /// Tells whether a field is known: a question has a value; a trait has a usable basis.
    fn is_known(&self, field: &Field) -> bool;

    /// Gives the state of a question; `None` when it has a value.
    fn state(&self, field: &Field) -> Option<StateName>;

    /// Gives the true basis of a trait.
    fn basis(&self, field: &Field) -> Basis;

    /// Counts the events of `interviews.x` or `sent.x` on or after a day.
    fn count_since(&self, field: &Field, since: Date) -> usize;

    /// Gives the day of reading; in a script the day of the interview.
    fn today(&self) -> Date;

    /// Tells whether a named fact holds.
    fn fact(&self, id: &str) -> bool;

    /// Tells whether an advice rule fires.
    fn fires(&self, id: &str) -> bool;
}

#[cfg(test)]
mod tests;
