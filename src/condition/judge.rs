//! Judging whether tests suit the kinds of their fields, and literals are options or levels.

use super::{Condition, Field, Literal, Operand, Test};
use crate::diagnostic::{Diagnostic, Placed, Span, code};
use crate::source::did_you_mean;
use crate::words::{Sentence, condition as words};

/// What a test must know of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldShape<'a> {
    pub kind: FieldKind,
    pub holder: Holder,
    /// The options, levels or items, where the kind has them.
    pub ids: Vec<&'a str>,
    /// The columns of a list of rows; what a column holds only its questions know.
    pub columns: Vec<(&'a str, Option<FieldShape<'a>>)>,
}

impl<'a> FieldShape<'a> {
    /// Makes the shape of a field without options.
    pub fn of(kind: FieldKind, holder: Holder) -> Self {
        FieldShape {
            kind,
            holder,
            ids: Vec::new(),
            columns: Vec::new(),
        }
    }
}

/// What kind of value a field has, as far as tests can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    Choice,
    /// A choice whose options are in order.
    Scale,
    Several,
    Ranking,
    YesNo,
    Text,
    LongText,
    Number,
    Day,
    Hours,
    Rows,
    /// A number that is never missing.
    Count,
    /// A number of events, with the day of the last.
    Events,
}

/// Where a field comes from: some tests only suit one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Question,
    Trait,
    Other,
}

impl FieldKind {
    fn said(self) -> Sentence {
        match self {
            FieldKind::Choice => words::a_choice(),
            FieldKind::Scale => words::a_scale(),
            FieldKind::Several => words::several(),
            FieldKind::Ranking => words::a_ranking(),
            FieldKind::YesNo => words::yes_or_no(),
            FieldKind::Text | FieldKind::LongText => words::a_text(),
            FieldKind::Number => words::a_number(),
            FieldKind::Day => words::a_day(),
            FieldKind::Hours => words::some_hours(),
            FieldKind::Rows => words::a_table_of_rows(),
            FieldKind::Count | FieldKind::Events => words::a_count(),
        }
    }
}

/// Answers for the kinds of fields.
pub trait Shapes {
    /// Gives the shape of a field; `None` where it is not known and nothing can be judged.
    fn shape(&self, field: &Field) -> Option<FieldShape<'_>>;
}

/// Reports every test of a condition that does not suit its field.
pub fn judge(condition: &Condition, shapes: &dyn Shapes, problems: &mut Vec<Diagnostic>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| judge(part, shapes, problems));
        }
        Condition::Not(part) => judge(part, shapes, problems),
        Condition::Test { field, test, span } => {
            if let Some(shape) = shapes.shape(field) {
                let name = field.name();
                Judge {
                    name: &name,
                    span,
                    shapes,
                    problems,
                }
                .test(&shape, test);
            }
        }
        Condition::Fact(_) | Condition::Fires(_) => {}
    }
}

struct Judge<'a> {
    name: &'a str,
    span: &'a Span,
    shapes: &'a dyn Shapes,
    problems: &'a mut Vec<Diagnostic>,
}

impl Judge<'_> {
    fn test(&mut self, shape: &FieldShape<'_>, test: &Test) {
        use FieldKind::{
            Count, Day, Events, Hours, LongText, Number, Ranking, Rows, Scale, Several,
        };
        match test {
            Test::Is(literals) => {
                if matches!(shape.kind, Hours | Rows) {
                    self.misfit("=", shape);
                } else {
                    self.literals(shape, literals);
                }
            }
            Test::IncludesAll(literals) => {
                if self.suits("includes_all", shape, &[Several, Ranking]) {
                    self.literals(shape, literals);
                }
            }
            Test::First(literals) => {
                if self.suits("first", shape, &[Ranking]) {
                    self.literals(shape, literals);
                }
            }
            Test::Count { since, .. } => {
                self.suits(
                    "count",
                    shape,
                    &[Several, Ranking, LongText, Rows, Count, Events],
                );
                if let Some(since) = since {
                    self.suits("since", shape, &[Events]);
                    self.day(since);
                }
            }
            Test::Compare(parts) => {
                if self.suits("at_least", shape, &[Number, Day, Scale, Count, Events]) {
                    parts
                        .iter()
                        .for_each(|(_, operand)| self.operand(shape, operand));
                }
            }
            Test::InDays(_) => {
                self.suits("in_days", shape, &[Day, Events]);
            }
            Test::DaysAgo(_) => {
                self.suits("days_ago", shape, &[Day, Events]);
            }
            Test::Known(_) => {}
            Test::State(_) if shape.holder != Holder::Question => self.misfit("state", shape),
            Test::Basis(_) if shape.holder != Holder::Trait => self.misfit("basis", shape),
            Test::State(_) | Test::Basis(_) => {}
            Test::Row(columns) => {
                if self.suits("{ }", shape, &[Rows]) {
                    for (column, test) in columns {
                        let found = shape.columns.iter().find(|(id, _)| column.value == *id);
                        if let Some((_, Some(shape))) = found {
                            self.test(shape, test);
                        }
                    }
                }
            }
            Test::Not(inner) => self.test(shape, inner),
            Test::All(parts) => parts.iter().for_each(|part| self.test(shape, part)),
        }
    }

    fn suits(&mut self, test: &str, shape: &FieldShape<'_>, kinds: &[FieldKind]) -> bool {
        let suits = kinds.contains(&shape.kind);
        if !suits {
            self.misfit(test, shape);
        }
        suits
    }

    fn misfit(&mut self, test: &str, shape: &FieldShape<'_>) {
        let kind = shape.kind.said();
        let message = words::test_kind(test, self.name, &kind.it, &kind.en);
        let mut problem = Diagnostic::error(code::TEST_KIND, self.span.clone(), message);
        if test == "at_least" && shape.kind == FieldKind::Choice {
            problem.help = Some(words::order_on_choice_help());
        }
        self.problems.push(problem);
    }

    fn literals(&mut self, shape: &FieldShape<'_>, literals: &[Placed<Literal>]) {
        for literal in literals {
            self.literal(shape, &literal.value, &literal.span);
        }
    }

    fn literal(&mut self, shape: &FieldShape<'_>, literal: &Literal, span: &Span) {
        use FieldKind::{
            Choice, Count, Day, Events, LongText, Number, Ranking, Scale, Several, Text, YesNo,
        };
        let suits = match (shape.kind, literal) {
            (Choice | Scale | Several | Ranking, Literal::Word(word)) => {
                // Without options there was an error where they are listed.
                if !shape.ids.is_empty() && !shape.ids.contains(&word.as_str()) {
                    self.unknown_option(shape, word.as_str(), span);
                }
                true
            }
            (Text | LongText, Literal::Word(_))
            | (YesNo, Literal::Bool(_))
            | (Number | Count | Events, Literal::Number(_))
            | (Day, Literal::Date(_)) => true,
            _ => false,
        };
        if !suits {
            let kind = shape.kind.said();
            let message = words::value_kind(self.name, &kind.it, &kind.en);
            let mut problem = Diagnostic::error(code::VALUE_KIND, span.clone(), message);
            if !shape.ids.is_empty() {
                problem.help = did_you_mean("", shape.ids.iter().copied());
            }
            self.problems.push(problem);
        }
    }

    fn unknown_option(&mut self, shape: &FieldShape<'_>, word: &str, span: &Span) {
        let message = words::unknown_option(word, self.name);
        let mut problem = Diagnostic::error(code::UNKNOWN_OPTION, span.clone(), message);
        problem.help = did_you_mean(word, shape.ids.iter().copied());
        self.problems.push(problem);
    }

    fn operand(&mut self, shape: &FieldShape<'_>, operand: &Placed<Operand>) {
        match &operand.value {
            Operand::Literal(Literal::Word(_)) if shape.kind == FieldKind::Day => {
                // In the profile a word beside a day names a question; `check` looks it up.
            }
            Operand::Literal(literal) => self.literal(shape, literal, &operand.span),
            Operand::Field(field) => self.day(&Placed {
                value: field.clone(),
                span: operand.span.clone(),
            }),
        }
    }

    fn day(&mut self, field: &Placed<Field>) {
        let kind = self.shapes.shape(&field.value).map(|shape| shape.kind);
        if !matches!(kind, None | Some(FieldKind::Day | FieldKind::Events)) {
            let message = words::not_a_day(&field.value.name());
            let problem = Diagnostic::error(code::VALUE_KIND, field.span.clone(), message);
            self.problems.push(problem);
        }
    }
}
