//! Which clients are meant: `FIELD=VALUE[,VALUE]`, `!=`, `>=`, `<=`.
//!
//! ```text
//! filter = field ( "=" | "!=" | ">=" | "<=" ) value { "," value }
//! field  = trait | trait ".first" | grouping | "client." x | "interviews." script
//!        | "next" | "open_points" | "completeness"
//! value  = level or item | number | day | "?" | "!" | "~" | ">"
//! ```
//! What is not known is neither equal nor different: only `=?` and `!=?` speak of it. The other
//! signs are the marks of the table: words and signals differ, an impression, temporary.

use jiff::civil::Date;

use super::naming::{Fault, find_kind, find_level, fold};
use super::{Facts, Field, Frame, Mark, Seen};
use crate::card::CardField;
use crate::definition::TraitKind;
use crate::value::{date, number};
use crate::words::Language;
use crate::words::comparison as words;

/// One condition on clients.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    field: Field,
    operator: Operator,
    /// Any of them.
    wanted: Vec<Wanted>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Is,
    IsNot,
    AtLeast,
    AtMost,
}

impl Operator {
    const ALL: [(&'static str, Operator); 4] = [
        ("!=", Operator::IsNot),
        (">=", Operator::AtLeast),
        ("<=", Operator::AtMost),
        ("=", Operator::Is),
    ];
}

/// A value as typed.
#[derive(Clone, Debug, PartialEq)]
enum Wanted {
    Mark(Mark),
    Level(usize),
    Number(f64),
    Day(Date),
    /// Folded.
    Words(String),
}

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nature {
    Ordered,
    Unordered,
    Number,
    Day,
    Kind,
    Words,
    /// Nothing of it can be compared.
    Opaque,
}

impl Filter {
    /// Reads a filter as typed.
    pub fn parse(typed: &str, frame: &Frame<'_>, language: Language) -> Result<Filter, Fault> {
        let found = Operator::ALL
            .into_iter()
            .filter_map(|(sign, operator)| Some((typed.find(sign)?, sign, operator)))
            .min_by_key(|(at, sign, _)| (*at, std::cmp::Reverse(sign.len())));
        let Some((at, sign, operator)) = found else {
            let help = words::filter_form();
            return Err(Fault::new(words::no_operator(typed), Some(help)));
        };
        let field = frame.field(&typed[..at])?;
        let value = typed[at + sign.len()..].trim();
        let is_order = matches!(operator, Operator::AtLeast | Operator::AtMost);
        let nature = nature(field, frame);
        if is_order && !matches!(nature, Nature::Ordered | Nature::Number | Nature::Day) {
            let message = words::no_order(&field.id(frame));
            return Err(Fault::new(message, Some(words::no_order_help())));
        }
        let reader = Reader {
            field,
            nature,
            frame,
            language,
        };
        // A label may hold a comma: the whole is tried before its parts.
        let wanted = match reader.wanted(value) {
            Ok(wanted) => vec![wanted],
            Err(fault) if is_order || !value.contains(',') => return Err(fault),
            Err(_) => {
                let parts = value.split(',').map(|part| reader.wanted(part.trim()));
                parts.collect::<Result<Vec<Wanted>, Fault>>()?
            }
        };
        if is_order && matches!(wanted.as_slice(), [Wanted::Mark(_)]) {
            return Err(Fault::new(words::mark_has_no_order(), None));
        }
        Ok(Filter {
            field,
            operator,
            wanted,
        })
    }

    /// Tells whether a client is meant.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        let seen = self.field.seen(facts);
        if seen == Seen::Absent {
            return false;
        }
        let mark = match seen {
            Seen::Unknown => Some(Mark::Unknown),
            _ => self.field.cell(facts).and_then(|cell| Mark::of(&cell)),
        };
        let of_marks = |wanted: &Wanted| matches!(wanted, Wanted::Mark(_));
        let is_any = self.wanted.iter().any(|wanted| match wanted {
            Wanted::Mark(wanted) => mark == Some(*wanted),
            wanted => equals(&seen, wanted),
        });
        match self.operator {
            Operator::Is => is_any,
            // What is not known is not different: only `!=?` tells it from the rest.
            Operator::IsNot => {
                !is_any && (seen != Seen::Unknown || self.wanted.iter().all(of_marks))
            }
            Operator::AtLeast => self.compares(&seen, std::cmp::Ordering::is_ge),
            Operator::AtMost => self.compares(&seen, std::cmp::Ordering::is_le),
        }
    }

    fn compares(&self, seen: &Seen<'_>, holds: fn(std::cmp::Ordering) -> bool) -> bool {
        self.wanted.iter().any(|wanted| {
            let ordering = match (seen, wanted) {
                (Seen::Level(at), Wanted::Level(wanted)) => Some(at.cmp(wanted)),
                (Seen::Number(number), Wanted::Number(wanted)) => number.partial_cmp(wanted),
                (Seen::Day(day), Wanted::Day(wanted)) => Some(day.cmp(wanted)),
                _ => None,
            };
            ordering.is_some_and(holds)
        })
    }
}

fn equals(seen: &Seen<'_>, wanted: &Wanted) -> bool {
    match (seen, wanted) {
        (Seen::Level(at), Wanted::Level(wanted)) => at == wanted,
        (Seen::Items(items), Wanted::Level(wanted)) => items.clone().any(|at| at == *wanted),
        (Seen::Rows(rows), Wanted::Level(wanted)) => rows.clone().any(|at| at == wanted + 1),
        (Seen::Number(number), Wanted::Number(wanted)) => number == wanted,
        (Seen::Day(day), Wanted::Day(wanted)) => day == wanted,
        (Seen::Words(words), Wanted::Words(wanted)) => fold(words) == *wanted,
        _ => false,
    }
}

fn nature(field: Field, frame: &Frame<'_>) -> Nature {
    match field {
        Field::Trait(of) => match frame.definition.traits[of].kind {
            TraitKind::Ordered => Nature::Ordered,
            TraitKind::Category | TraitKind::Set | TraitKind::Ranking | TraitKind::List => {
                Nature::Unordered
            }
            TraitKind::Number => Nature::Number,
            TraitKind::Date => Nature::Day,
            TraitKind::Text | TraitKind::Hours => Nature::Opaque,
        },
        Field::First(_) => Nature::Unordered,
        Field::Client(CardField::Kind) => Nature::Kind,
        Field::Client(CardField::HoursPerMonth) => Nature::Number,
        Field::Client(CardField::Start) | Field::Interviews(_) | Field::Next => Nature::Day,
        Field::Client(_) => Nature::Words,
        Field::OpenPoints | Field::Completeness => Nature::Number,
    }
}

/// Reads values of a field.
struct Reader<'f, 'k> {
    field: Field,
    nature: Nature,
    frame: &'f Frame<'k>,
    language: Language,
}

impl Reader<'_, '_> {
    fn wanted(&self, typed: &str) -> Result<Wanted, Fault> {
        if typed.is_empty() {
            return Err(Fault::new(words::no_value(), Some(words::filter_form())));
        }
        let mark = match typed {
            "?" => Some(Mark::Unknown),
            "!" => Some(Mark::Mixed),
            "~" => Some(Mark::Impression),
            ">" => Some(Mark::Temporary),
            _ => None,
        };
        if let Some(mark) = mark {
            return Ok(Wanted::Mark(mark));
        }
        match self.nature {
            Nature::Ordered | Nature::Unordered => self.level(typed),
            Nature::Number => {
                let number = number::parse(typed, self.language);
                let number = number.map_err(|message| Fault::new(message, None))?;
                Ok(Wanted::Number(number))
            }
            Nature::Day => {
                let day = date::parse(typed, self.frame.on, self.language);
                let day = day.map_err(|message| Fault::new(message, None))?;
                Ok(Wanted::Day(day))
            }
            Nature::Kind => match find_kind(typed) {
                Some(kind) => Ok(Wanted::Words(kind.name().to_owned())),
                None => Err(Fault::new(words::no_such_kind(typed), Some(words::kinds()))),
            },
            Nature::Words => Ok(Wanted::Words(fold(typed))),
            Nature::Opaque => Err(Fault::new(
                words::only_known_or_not(&self.field.id(self.frame)),
                None,
            )),
        }
    }

    fn level(&self, typed: &str) -> Result<Wanted, Fault> {
        let (Field::Trait(of) | Field::First(of)) = self.field else {
            return Err(Fault::new(words::no_value(), None));
        };
        find_level(&self.frame.definition.traits[of], typed).map(Wanted::Level)
    }
}
