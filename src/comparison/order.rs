//! In which order clients stand. An order is for finding them, never a judgement: what is not known
//! stands last whichever way it is sorted, and equal ones stand by name.

use std::cmp::Ordering;

use super::naming::{Fault, fold};
use super::{Comparison, Facts, Field, Frame, Seen, Sketch};
use crate::words::comparison as words;

/// The fields by which clients are sorted; the first that differs decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    keys: Vec<(Field, Direction)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Rising,
    Falling,
}

/// The value of a field as something that can be put in order.
enum Key {
    Rank(usize),
    Number(f64),
    Day(jiff::civil::Date),
    Words(String),
    Unknown,
}

impl Order {
    /// Gives the order the definition asks for.
    pub fn of_layout(frame: &Frame<'_>) -> Order {
        let sort = &frame.definition.comparison.sort;
        let keys = sort.iter().filter_map(|key| {
            let direction = match key.descending {
                true => Direction::Falling,
                false => Direction::Rising,
            };
            Some((Field::by_name(&key.field.value, frame)?, direction))
        });
        Order {
            keys: keys.collect(),
        }
    }

    /// Reads `FIELD[:desc]{,FIELD[:desc]}`; what is equal then stands as the definition asks.
    pub fn parse(typed: &str, frame: &Frame<'_>) -> Result<Order, Fault> {
        let mut keys = Vec::new();
        for part in typed.split(',') {
            let (name, direction) = match part.rsplit_once(':') {
                None => (part, Direction::Rising),
                Some((name, "desc")) => (name, Direction::Falling),
                Some((name, "asc")) => (name, Direction::Rising),
                Some((_, other)) => {
                    return Err(Fault::new(
                        words::no_such_direction(other),
                        Some(words::directions()),
                    ));
                }
            };
            keys.push((frame.field(name)?, direction));
        }
        keys.extend(Order::of_layout(frame).keys);
        Ok(Order { keys })
    }

    /// Tells whether a field is sorted the highest first.
    pub fn is_falling(&self, field: Field) -> bool {
        self.keys.contains(&(field, Direction::Falling))
    }

    fn keys_of(&self, facts: &Facts<'_>) -> Vec<Key> {
        self.keys
            .iter()
            .map(|(field, _)| key(field.seen(facts)))
            .collect()
    }

    fn compare(&self, a: &[Key], b: &[Key]) -> Ordering {
        let pairs = self.keys.iter().zip(a.iter().zip(b));
        for ((_, direction), (a, b)) in pairs {
            let ordering = compare(a, b, *direction);
            if ordering.is_ne() {
                return ordering;
            }
        }
        Ordering::Equal
    }
}

impl Comparison<'_> {
    /// Puts the clients in order.
    pub fn sort(&mut self, order: &Order) {
        let mut keyed: Vec<(Vec<Key>, (String, String), Sketch)> =
            std::mem::take(&mut self.sketches)
                .into_iter()
                .map(|sketch| {
                    let facts = sketch.facts();
                    let name = (fold(facts.name), facts.id.to_owned());
                    (order.keys_of(&facts), name, sketch)
                })
                .collect();
        keyed.sort_by(|(a, a_name, _), (b, b_name, _)| {
            order.compare(a, b).then_with(|| a_name.cmp(b_name))
        });
        self.sketches = keyed.into_iter().map(|(_, _, sketch)| sketch).collect();
    }
}

fn key(seen: Seen<'_>) -> Key {
    match seen {
        Seen::Absent | Seen::Unknown => Key::Unknown,
        Seen::Level(at) => Key::Rank(at),
        Seen::Items(items) => Key::Rank(items.count()),
        Seen::Rows(rows) => rows.min().map_or(Key::Unknown, Key::Rank),
        Seen::Number(number) => Key::Number(number),
        Seen::Day(day) => Key::Day(day),
        Seen::Words(words) => Key::Words(fold(words)),
        Seen::Known => Key::Rank(0),
    }
}

fn compare(a: &Key, b: &Key, direction: Direction) -> Ordering {
    let rising = match (a, b) {
        (Key::Unknown, Key::Unknown) => return Ordering::Equal,
        (Key::Unknown, _) => return Ordering::Greater,
        (_, Key::Unknown) => return Ordering::Less,
        (Key::Rank(a), Key::Rank(b)) => a.cmp(b),
        (Key::Number(a), Key::Number(b)) => a.total_cmp(b),
        (Key::Day(a), Key::Day(b)) => a.cmp(b),
        (Key::Words(a), Key::Words(b)) => a.cmp(b),
        // One field has values of one kind.
        _ => Ordering::Equal,
    };
    match direction {
        Direction::Rising => rising,
        Direction::Falling => rising.reverse(),
    }
}
