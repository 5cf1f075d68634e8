//! Two to four clients, or one client on several days, side by side.
//!
//! Decides what is a difference and what only looks like one: a contradiction within one client, a
//! question that was never asked, an answer to a question in other words.

use super::Frame;
use super::account::{Account, Entry};
use crate::condition::Basis;
use crate::definition::{Show, TraitKind};

/// Accounts side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub accounts: Vec<Account>,
    /// The traits of which something is known, differences first, then what is shared, then what is
    /// not known of one of them, then words; within each in the order of the definition.
    pub rows: Vec<BesideRow>,
    /// The traits of which nothing is known of any of them.
    pub unknown: Vec<usize>,
}

/// One trait, seen across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BesideRow {
    /// The position of the trait.
    pub of: usize,
    pub verdict: Verdict,
    /// Two of them were asked in other words.
    pub is_other_wording: bool,
}

/// How a trait compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Different,
    Shared,
    /// Not known of one of them, or words and signals differ: nothing can be said.
    Unclear,
    /// Texts: they are not alike or unlike, they are read.
    Words,
}

impl Verdict {
    /// Every verdict, in the order in which they stand.
    pub const ALL: [Verdict; 4] = [
        Verdict::Different,
        Verdict::Shared,
        Verdict::Unclear,
        Verdict::Words,
    ];

    /// Gives the name used in JSON.
    pub fn name(self) -> &'static str {
        ["different", "shared", "unclear", "words"][self as usize]
    }
}

impl Beside {
    /// Puts accounts side by side.
    pub fn put(accounts: Vec<Account>, frame: &Frame<'_>) -> Beside {
        let mut rows = Vec::new();
        let mut unknown = Vec::new();
        for (of, one) in frame.definition.traits.iter().enumerate() {
            let entries: Vec<&Entry> = accounts
                .iter()
                .filter_map(|account| account.entries.get(of))
                .collect();
            // A grouping only says again what it is worked out from.
            if one.show == Show::Comparison {
                continue;
            }
            let exists = |entry: &&&Entry| entry.lack != Some(super::Lack::Absent);
            if entries.iter().filter(exists).count() == 0 {
                continue;
            }
            if entries.iter().all(|entry| entry.lack.is_some()) {
                // What is worked out from what is not known is no gap of its own.
                if !one.is_computed() {
                    unknown.push(of);
                }
                continue;
            }
            rows.push(BesideRow {
                of,
                verdict: verdict(&entries, one.kind),
                is_other_wording: is_other_wording(&entries),
            });
        }
        rows.sort_by_key(|row| row.verdict);
        Beside {
            accounts,
            rows,
            unknown,
        }
    }

    /// Gives the rows of one verdict.
    pub fn of(&self, verdict: Verdict) -> impl Iterator<Item = &BesideRow> {
        self.rows.iter().filter(move |row| row.verdict == verdict)
    }
}

fn verdict(entries: &[&Entry], kind: TraitKind) -> Verdict {
    if matches!(kind, TraitKind::Text) {
        return Verdict::Words;
    }
    let is_firm = |entry: &&&Entry| entry.lack.is_none() && entry.basis != Basis::Mixed;
    let firm: Vec<&&Entry> = entries.iter().filter(is_firm).collect();
    let alike = firm.windows(2).all(|two| is_alike(two[0], two[1], kind));
    match (alike, firm.len() == entries.len()) {
        (false, _) => Verdict::Different,
        (true, true) => Verdict::Shared,
        (true, false) => Verdict::Unclear,
    }
}

/// Lists are alike when their words are: a row holds where it was said, which never is.
fn is_alike(a: &Entry, b: &Entry, kind: TraitKind) -> bool {
    use crate::profile::TraitValue::Items;
    match (&a.value, &b.value, kind) {
        (Some(Items(a)), Some(Items(b)), TraitKind::Set) => {
            a.len() == b.len() && a.iter().all(|item| b.contains(item))
        }
        (_, _, TraitKind::List) => a.words == b.words,
        (a, b, _) => a == b,
    }
}

fn is_other_wording(entries: &[&Entry]) -> bool {
    entries.iter().enumerate().any(|(at, entry)| {
        let others = entries[..at].iter().flat_map(|other| &other.asked);
        others.into_iter().any(|other| {
            entry
                .asked
                .iter()
                .any(|asked| asked.is_other_wording(other))
        })
    })
}
