//! The charts of `ascolto compare`, and the page they stand on.

use super::environment::Context;
use super::outcome::Failure;
use crate::comparison::chart::{Lens, Picture, pictures};
use crate::comparison::{Closer, Column, Comparison, Frame};
use crate::render::{Page, chart};
use crate::value::date;
use crate::words::cli as words;

/// Tells whether every name is a chart of the definition.
pub fn judge(names: &[String], frame: &Frame<'_>) -> Result<(), Failure> {
    let charts = &frame.definition.charts;
    let ids = || charts.iter().filter_map(|chart| chart.id.as_ref());
    for name in names {
        if ids().any(|id| id.as_str() == name) {
            continue;
        }
        let all = ids().map(|id| id.as_str());
        let help = match crate::source::closest(name, all.clone()) {
            Some(near) => crate::words::usage::did_you_mean(near),
            None => crate::words::usage::possible(&all.collect::<Vec<_>>().join(", ")),
        };
        return Err(Failure::fault(words::no_such_chart(name)).with_help(help));
    }
    Ok(())
}

/// Makes the charts of a comparison, those named or all. `closer` stands beside each sketch.
pub fn charts(
    context: &Context,
    comparison: &Comparison<'_>,
    closer: &[Closer],
    only: &[String],
    ahead_of: &dyn Fn(&str) -> Option<i32>,
) -> Vec<Picture> {
    let sketches = comparison.sketches.iter().enumerate();
    let clients: Vec<_> = sketches
        .map(|(at, sketch)| (sketch.facts(), closer.get(at)))
        .collect();
    let lens = Lens {
        frame: &comparison.frame,
        language: context.language,
        ahead_of,
    };
    pictures(&clients, only, &lens)
}

/// Makes the page of a comparison.
pub fn page(
    context: &Context,
    comparison: &Comparison<'_>,
    columns: Vec<Column>,
    pictures: &[Picture],
) -> String {
    let language = context.language;
    let portfolio = comparison.portfolio(columns, language);
    let table = chart::table(comparison, &portfolio, language);
    let day = date::in_words(comparison.frame.on, language.tag());
    chart::page(&table, pictures, &day, language)
}

/// Fills a page with what charts say in words.
pub fn in_words(page: &mut Page, pictures: &[Picture], context: &Context) {
    for picture in pictures {
        page.heading(picture.title.clone());
        let in_words = picture.in_words(context.language);
        if !in_words.rows.is_empty() {
            page.table(in_words.headers, in_words.rows);
        }
        for note in &picture.notes {
            page.aside(note.clone());
        }
    }
}
