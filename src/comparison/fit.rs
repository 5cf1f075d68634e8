//! What was measured across clients, counted by the groups of a chart: how many purposes are met, and
//! of how many clients out of how many this is known.

use super::{Comparison, Held};
use crate::definition::{Chart, ChartKind, Counted};
use crate::text::lower_first;
use crate::words::comparison as words;
use crate::words::{Language, plural};

use super::sketch::plain;

/// The rows of a list, counted by groups of levels.
#[derive(Clone, Debug)]
pub struct Fit<'k> {
    pub chart: &'k Chart,
    /// By group of the chart.
    pub counts: Vec<usize>,
    /// The clients of whom anything was measured.
    pub clients: usize,
    pub of: usize,
}

impl<'k> Comparison<'k> {
    /// Counts the rows of each list that the definition counts by groups and has words for.
    pub fn fits(&self) -> Vec<Fit<'k>> {
        let definition = self.frame.definition;
        let is_counted = |chart: &&Chart| {
            chart.kind == ChartKind::Counts && !chart.groups.is_empty() && chart.counted.is_some()
        };
        definition
            .charts
            .iter()
            .filter(is_counted)
            .filter_map(|chart| {
                let (of, _) = definition.find_trait(chart.trait_id.as_ref()?.value.as_str())?;
                Some(self.fit(chart, of))
            })
            .collect()
    }

    fn fit(&self, chart: &'k Chart, of: usize) -> Fit<'k> {
        let levels = &self.frame.definition.traits[of].levels;
        let mut fit = Fit {
            chart,
            counts: vec![0; chart.groups.len()],
            clients: 0,
            of: self.sketches.len(),
        };
        for sketch in &self.sketches {
            let Some(Held::Rows(rows)) = sketch.facts().cell(of).map(|cell| cell.held) else {
                continue;
            };
            fit.clients += 1;
            for level in rows.filter_map(|one_more| levels.get(one_more.checked_sub(1)?)) {
                let group = chart
                    .groups
                    .iter()
                    .position(|group| group.levels.iter().any(|one| one.value == level.id));
                if let Some(group) = group {
                    fit.counts[group] += 1;
                }
            }
        }
        fit
    }
}

impl Fit<'_> {
    /// Counts all rows.
    pub fn rows(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Says it in a line; nothing where nothing was measured.
    pub fn words(&self, language: Language) -> Option<String> {
        let tag = language.tag();
        let Counted { one, many } = self.chart.counted.as_ref()?;
        if self.clients == 0 {
            return None;
        }
        let groups = self.chart.groups.iter().zip(&self.counts);
        let groups: Vec<String> = groups
            .filter(|(_, count)| **count > 0)
            .map(|(group, count)| {
                let label = match (&group.one, count) {
                    (Some(one), 1) => one,
                    _ => &group.label,
                };
                format!("{count} {}", lower_first(&plain(label, tag)))
            })
            .collect();
        let (one, many) = (plain(one, tag), plain(many, tag));
        let rows = self.rows();
        let counted = format!("{rows} {}", plural(rows, &one, &many));
        let clienti = plural(self.clients, "cliente", "clienti");
        let clients = plural(self.of, "client", "clients");
        let of_clients = words::of_clients(self.clients, clienti, self.of, clients);
        Some(format!(
            "{counted}: {} · {}",
            groups.join(", "),
            of_clients.in_language(language)
        ))
    }
}
