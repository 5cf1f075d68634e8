//! Clients counted by the levels of a field. Counts say of how many; a client with several items is
//! in several groups.

use super::naming::Fault;
use super::{Comparison, Field, Order, Seen};
use crate::card::{CardField, ClientKind};
use crate::words::Language;
use crate::words::comparison as words;

use super::{client_kind, level};

/// The clients of one level.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub what: GroupOf,
    /// Positions among the sketches, in their order.
    pub members: Vec<usize>,
}

/// What the clients of a group share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupOf {
    /// A level or item, by position.
    Level(usize),
    Kind(ClientKind),
    /// Known, and nothing of it: an empty set.
    Nothing,
    Unknown,
    /// The trait does not exist for them.
    Absent,
}

impl Comparison<'_> {
    /// Groups the clients by a field with levels, in the order of the levels; groups without clients
    /// are left out, what is not known stands last.
    pub fn groups(&self, field: Field) -> Result<Vec<Group>, Fault> {
        let mut wanted: Vec<GroupOf> = match field {
            Field::Client(CardField::Kind) => [ClientKind::External, ClientKind::Internal]
                .map(GroupOf::Kind)
                .to_vec(),
            Field::Trait(of) | Field::First(of)
                if !self.frame.definition.traits[of].levels.is_empty() =>
            {
                let levels = self.frame.definition.traits[of].levels.len();
                (0..levels).map(GroupOf::Level).collect()
            }
            _ => {
                let id = field.id(&self.frame);
                return Err(Fault::new(
                    words::no_groups(&id),
                    Some(words::no_groups_help()),
                ));
            }
        };
        if Order::of_layout(&self.frame).is_falling(field) {
            wanted.reverse();
        }
        wanted.extend([GroupOf::Nothing, GroupOf::Unknown, GroupOf::Absent]);
        let belongs: Vec<Vec<GroupOf>> = self
            .sketches
            .iter()
            .map(|sketch| groups_of(field, &field.seen(&sketch.facts())))
            .collect();
        let groups = wanted.into_iter().map(|what| Group {
            what,
            members: (0..belongs.len())
                .filter(|at| belongs[*at].contains(&what))
                .collect(),
        });
        Ok(groups.filter(|group| !group.members.is_empty()).collect())
    }

    /// Names a group.
    pub fn group_name(&self, field: Field, what: GroupOf, language: Language) -> String {
        let say = |sentence: crate::words::Sentence| sentence.in_language(language).to_owned();
        match (what, field) {
            (GroupOf::Level(at), Field::Trait(of) | Field::First(of)) => {
                level(&self.frame.definition.traits[of], at, language.tag())
            }
            (GroupOf::Level(_), _) => String::new(),
            (GroupOf::Kind(kind), _) => say(client_kind(kind)),
            (GroupOf::Nothing, _) => say(words::nobody()),
            (GroupOf::Unknown, _) => say(words::group_unknown()),
            (GroupOf::Absent, _) => say(words::group_absent()),
        }
    }
}

fn groups_of(field: Field, seen: &Seen<'_>) -> Vec<GroupOf> {
    match seen {
        Seen::Absent => vec![GroupOf::Absent],
        Seen::Level(at) => vec![GroupOf::Level(*at)],
        Seen::Items(items) => {
            let groups: Vec<GroupOf> = items.map(GroupOf::Level).collect();
            if groups.is_empty() {
                vec![GroupOf::Nothing]
            } else {
                groups
            }
        }
        Seen::Rows(rows) => {
            let mut groups: Vec<GroupOf> = Vec::new();
            for at in rows.filter_map(|one_more| one_more.checked_sub(1)) {
                if !groups.contains(&GroupOf::Level(at)) {
                    groups.push(GroupOf::Level(at));
                }
            }
            groups
        }
        Seen::Words(words) if field == Field::Client(CardField::Kind) => {
            let kinds = [ClientKind::External, ClientKind::Internal];
            let kind = kinds.into_iter().find(|kind| kind.name() == *words);
            kind.map(GroupOf::Kind).into_iter().collect()
        }
        _ => vec![GroupOf::Unknown],
    }
}
