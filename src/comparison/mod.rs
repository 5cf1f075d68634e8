//! Profiles side by side.
//!
//! Decides what is compared, in which order clients stand, who is alike and where they differ. It
//! ranks nobody: there is no score, no sum over traits, no average of levels. What is counted is
//! people, and every number says of how many.
//!
//! ```text
//! Profile ──draw──▶ Sketch                  small, without words: for tables, filters, distances
//!         ──look closer──▶ Closer           words and past of the few clients that are shown
//! ```

use jiff::civil::Date;

use crate::card::Settings;
use crate::definition::Definition;
use crate::profile::question_of;
use crate::script::Script;
use crate::text::{Id, Text};

mod account;
mod beside;
pub mod chart;
mod closer;
mod column;
mod distance;
mod filter;
mod fit;
mod group;
mod load;
mod naming;
mod order;
mod packed;
mod seen;
mod sketch;
mod table;

pub use account::{Account, Asked, Entry, Lack};
pub use beside::{Beside, BesideRow, Verdict};
pub use closer::{Closer, Gathered, Measure, Past, Saying};
pub use column::{Field, Mark, Shown, client_kind, level, value};
pub use distance::{Distance, Near};
pub use filter::Filter;
pub use fit::Fit;
pub use group::{Group, GroupOf};
pub use load::{Load, Repeated, Slot, Total, Week};
pub use naming::Fault;
pub use order::Order;
pub use seen::Seen;
pub use sketch::{
    Cell, Coming, Facts, Held, Missing, PackedHours, Positions, ScriptCount, Sketch, What,
};
pub use table::{Column, Portfolio, PortfolioRow, Width};

/// What is the same for every client of a comparison.
#[derive(Clone, Debug)]
pub struct Frame<'k> {
    pub definition: &'k Definition,
    pub settings: &'k Settings,
    /// The scripts of the kit.
    pub scripts: Vec<&'k Script>,
    /// The day of reading.
    pub on: Date,
    /// The words under which days stand on the agenda, in the order of the kit.
    agenda: Vec<&'k Text>,
    /// The question that asks for each trait.
    asks: Vec<Option<&'k Id>>,
}

impl<'k> Frame<'k> {
    /// Makes the frame of a kit.
    pub fn new(
        definition: &'k Definition,
        settings: &'k Settings,
        scripts: &[&'k Script],
        on: Date,
    ) -> Self {
        let questions = scripts.iter().flat_map(|script| &script.questions);
        let mut agenda: Vec<&'k Text> = Vec::new();
        for words in questions.filter_map(|question| question.agenda.as_ref()) {
            if !agenda.contains(&words) {
                agenda.push(words);
            }
        }
        let asks = definition
            .traits
            .iter()
            .map(|one| question_of(one, scripts).map(|(_, question)| &question.id))
            .collect();
        Frame {
            definition,
            settings,
            scripts: scripts.to_vec(),
            on,
            agenda,
            asks,
        }
    }

    /// Gives the words of a day ahead in a language.
    pub fn what(&self, what: &What<'_>, tag: &str) -> String {
        match what {
            What::Trait(of) => {
                let one = self.definition.traits.get(*of);
                one.map_or(String::new(), |one| sketch::plain(&one.label, tag))
            }
            What::Agenda(of) => {
                let words = self.agenda.get(*of);
                words.map_or(String::new(), |words| sketch::plain(words, tag))
            }
            What::Words(entries) => {
                let base = tag.split('-').next().unwrap_or(tag);
                let find = |wanted: &str| entries.iter().find(|(own, _)| *own == wanted);
                let found = find(tag).or_else(|| find(base)).or_else(|| entries.first());
                found.map_or(String::new(), |(_, words)| (*words).to_owned())
            }
        }
    }
}

/// Clients side by side on a day.
#[derive(Clone, Debug)]
pub struct Comparison<'k> {
    pub frame: Frame<'k>,
    pub sketches: Vec<Sketch>,
}

#[cfg(test)]
mod tests;
