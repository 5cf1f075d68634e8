//! Charts across clients, drawn with signs.
//!
//! Decides how a chart looks at a width. Nothing rests on colour: what passes is drawn with another
//! sign, what is a guess carries a mark, and marks are explained where they stand.

use unicode_width::UnicodeWidthStr;

use super::layout::{Tone, wrap};
use super::{Look, Sheet, safe_line};
use crate::comparison::chart::{Bars, Counts, Dates, Dots, Grid, Map, Picture, Shape};
use crate::text::Safe;
use crate::value::{Weekday, date};
use crate::words::chart as say;
use crate::words::{Language, Sentence};

const FULL: &str = "█";
const HATCHED: &str = "▒";
const EMPTY: &str = "░";

/// Draws charts one below the other.
pub fn charts(pictures: &[Picture], look: Look, language: Language) -> Safe {
    let mut drawing = Drawing {
        sheet: Sheet::new(look),
        width: look.page(),
        language,
    };
    for picture in pictures {
        drawing.picture(picture);
    }
    drawing.sheet.finish()
}

struct Drawing {
    sheet: Sheet,
    width: usize,
    language: Language,
}

impl Drawing {
    fn say(&self, sentence: Sentence) -> String {
        sentence.in_language(self.language).to_owned()
    }

    fn picture(&mut self, picture: &Picture) {
        self.sheet.heading(&picture.title);
        self.sheet.blank();
        if !picture.is_empty() {
            match &picture.shape {
                Shape::Map(map) => self.map(map),
                Shape::Bars(bars) => self.bars(bars),
                Shape::Grid(grid) => self.grid(grid),
                Shape::Counts(counts) => self.counts(counts),
                Shape::Dots(dots) => self.dots(dots),
                Shape::Dates(dates) => self.dates(dates),
            }
        } else if picture.notes.is_empty() {
            self.sheet.words(&self.say(say::nothing_yet()));
        }
        for note in &picture.notes {
            self.sheet.aside(note);
        }
    }

    /// Draws labels in a margin and one line, or more, beside each.
    fn beside(&mut self, label: &str, margin: usize, lines: &[String]) {
        let labels = wrap(&safe_line(label), margin, "", "");
        for row in 0..labels.len().max(lines.len()) {
            let label = labels.get(row).map_or("", String::as_str);
            let line = lines.get(row).map_or("", String::as_str);
            self.sheet
                .drawn(&format!("{} {line}", padded(label, margin)));
        }
    }

    fn map(&mut self, map: &Map) {
        let columns = map.x.levels.len().max(1);
        let margin = margin(map.y.levels.iter(), self.width / 3);
        let room = self.width.saturating_sub(margin + 1 + columns * 2) / columns;
        let cell = room.saturating_sub(1).max(1);
        let longest_word = map
            .x
            .levels
            .iter()
            .flat_map(|level| level.split(' '))
            .map(UnicodeWidthStr::width)
            .max();
        let is_numbered = longest_word.is_some_and(|longest| longest > cell);
        self.sheet.words(&format!("↑ {}", map.y.label));
        let rule = format!(
            "{} {}",
            " ".repeat(margin),
            format!("┼{}", "─".repeat(cell + 2)).repeat(columns)
        );
        for (y, level) in map.y.levels.iter().enumerate().rev() {
            let cells: Vec<Vec<String>> = (0..columns)
                .map(|x| wrap(&map.cell(x, y).join(" "), cell, "", ""))
                .collect();
            self.beside(level, margin, &barred(&cells, cell));
            self.sheet.drawn(&rule);
        }
        let names: Vec<Vec<String>> = (0..columns)
            .map(|x| match is_numbered {
                true => vec![(x + 1).to_string()],
                false => wrap(&map.x.levels[x], cell, "", ""),
            })
            .collect();
        for line in barred(&names, cell) {
            self.sheet.drawn(&format!("{} {line}", " ".repeat(margin)));
        }
        self.sheet.words(&format!("→ {}", map.x.label));
        if is_numbered {
            for (index, level) in map.x.levels.iter().enumerate() {
                let number = format!("{} ", index + 1);
                self.sheet.paragraph(level, &number, "  ", Tone::Plain);
            }
        }
        self.map_legend(map);
    }

    fn map_legend(&mut self, map: &Map) {
        if map.is_lettered && !map.places.is_empty() {
            self.sheet.blank();
            let marks: Vec<String> = map
                .places
                .iter()
                .map(|place| format!("{}\u{a0}{}", place.mark, safe_line(&place.name)))
                .collect();
            // A point stays with what is before it.
            self.sheet.words(&marks.join("\u{a0}· "));
        }
        if map.is_lettered && map.places.iter().any(|place| place.is_impression) {
            let words = format!("~ {}", self.say(say::impression()));
            self.sheet.aside(&words);
        }
        for beside in &map.beside {
            let words = match map.is_lettered {
                true => format!("{}: {}", beside.why, names(&beside.names)),
                false => format!("{}: {}", beside.why, beside.names.len()),
            };
            self.sheet.words(&words);
        }
    }

    fn bars(&mut self, bars: &Bars) {
        let margin = margin(bars.bars.iter().map(|bar| &bar.name), self.width * 2 / 5);
        let shown: Vec<String> = bars
            .bars
            .iter()
            .map(|bar| bar.marked(self.language))
            .collect();
        let ends = shown.iter().map(|one| one.width()).max().unwrap_or(0);
        let room = self.width.saturating_sub(margin + ends + 2).max(1);
        let longest = bars.longest();
        for (bar, shown) in bars.bars.iter().zip(&shown) {
            let sign = if bar.is_passing { HATCHED } else { FULL };
            let length = scaled(bar.value, longest, room);
            let mut line = sign.repeat(length);
            if let Some(of) = bar.of {
                let rest = scaled(of, longest, room).saturating_sub(length);
                line.push_str(&EMPTY.repeat(rest));
            }
            self.beside(&bar.name, margin, &[format!("{line} {shown}")]);
        }
        if let Some(total) = bars.total {
            self.sheet.words(&total.in_words(self.language));
        }
        if bars.bars.iter().any(|bar| bar.is_passing) {
            let words = format!("{HATCHED} > {}", self.say(say::passing()));
            self.sheet.aside(&words);
        }
        if bars.bars.iter().any(|bar| bar.is_guess) {
            let words = format!("? {}", self.say(say::guess()));
            self.sheet.aside(&words);
        }
    }

    /// Draws hours beside each other where there is room, below each other elsewhere.
    fn grid(&mut self, grid: &Grid) {
        let Some((first, last)) = grid.range() else {
            return;
        };
        let day_name = |day: Weekday| {
            let name = date::weekday_name(day, self.language.tag());
            name.chars().take(3).collect::<String>()
        };
        let digits = grid.most().to_string().len();
        let cell = |day: usize, hour: usize| {
            let count = match grid.counts[day][hour] {
                0 => "·".to_owned(),
                count => count.to_string(),
            };
            match grid.is_own(day, hour) {
                true => format!("[{count:>digits$}]"),
                false => format!(" {count:>digits$} "),
            }
        };
        let width = (digits + 2).max(4);
        let mut lines = Vec::new();
        if 4 + (last - first) * width <= self.width {
            let hours = (first..last).map(|hour| format!("{hour:>width$}"));
            lines.push(format!("    {}", hours.collect::<String>()));
            for day in Weekday::ALL {
                let cells =
                    (first..last).map(|hour| format!("{:>width$}", cell(day as usize, hour)));
                lines.push(format!("{} {}", day_name(day), cells.collect::<String>()));
            }
        } else {
            let days = Weekday::ALL.map(|day| format!("{:>width$}", day_name(day)));
            lines.push(format!("     {}", days.concat()));
            for hour in first..last {
                let cells = (0..7).map(|day| format!("{:>width$}", cell(day, hour)));
                lines.push(format!("{hour:>2}   {}", cells.collect::<String>()));
            }
        }
        lines.iter().for_each(|line| self.sheet.drawn(line));
        let words = self.say(say::reachable_per_hour());
        self.sheet.aside(&words);
        if grid.own.is_some() {
            let words = self.say(say::own_hours_are_bracketed());
            self.sheet.aside(&words);
        }
    }

    fn counts(&mut self, counts: &Counts) {
        let margin = margin(counts.rows.iter().map(|row| &row.label), self.width * 2 / 5);
        let most = counts.most().max(1);
        let room = self
            .width
            .saturating_sub(margin + 2 + most.to_string().len())
            .max(1);
        let is_double = counts.columns.len() > 1;
        for row in &counts.rows {
            let each = row.counts.iter().enumerate().map(|(column, count)| {
                let sign = if column == 0 { FULL } else { HATCHED };
                let bar = sign.repeat(scaled(*count as f64, most as f64, room));
                format!("{bar}{}{count}", if bar.is_empty() { "" } else { " " })
            });
            let lines: Vec<String> = each.collect();
            self.beside(&row.label, margin, &lines);
        }
        if is_double {
            let signs = [FULL, HATCHED].into_iter().zip(&counts.columns);
            let signs: Vec<String> = signs
                .map(|(sign, column)| format!("{sign} {column}"))
                .collect();
            self.sheet.aside(&signs.join(" · "));
        }
    }

    fn dots(&mut self, dots: &Dots) {
        for track in &dots.tracks {
            self.sheet.words(&track.name);
            for dot in &track.dots {
                let scale: String = (0..dots.levels.len())
                    .map(|level| if level == dot.level { '●' } else { '·' })
                    .collect();
                let label = dots.levels.get(dot.level).map_or("", String::as_str);
                let about = match &dot.about {
                    Some(about) => format!(" ({})", safe_line(about)),
                    None => String::new(),
                };
                let day = date::in_words(dot.day, self.language.tag());
                let words = format!("{day}: {label}{about}");
                let rest = " ".repeat(dots.levels.len() + 3);
                self.sheet
                    .paragraph(&words, &format!("  {scale} "), &rest, Tone::Plain);
            }
        }
    }

    fn dates(&mut self, dates: &Dates) {
        for due in &dates.days {
            self.sheet
                .words(&date::in_words(due.day, self.language.tag()));
            for (name, what) in &due.what {
                let words = format!("{}: {what}", safe_line(name));
                self.sheet.paragraph(&words, "- ", "  ", Tone::Plain);
            }
        }
    }
}

/// Gives the width of a margin for labels: as wide as the longest, at most a part of the page.
fn margin<'l>(labels: impl Iterator<Item = &'l String>, most: usize) -> usize {
    let longest = labels.map(|label| safe_line(label).width()).max();
    longest.unwrap_or(0).min(most).max(1)
}

/// Gives the lines of cells that stand beside each other, each after a bar.
fn barred(cells: &[Vec<String>], width: usize) -> Vec<String> {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let line = |row: usize| {
        let parts = cells.iter().map(|cell| {
            let words = cell.get(row).map_or("", String::as_str);
            format!("│ {} ", padded(words, width))
        });
        parts.collect::<String>()
    };
    (0..height).map(line).collect()
}

/// Gives a length in signs; what is more than nothing has at least one.
fn scaled(value: f64, longest: f64, room: usize) -> usize {
    if value <= 0.0 || !value.is_finite() {
        return 0;
    }
    // Between one and the room there is: no sign is lost.
    ((value / longest * room as f64).round() as usize).clamp(1, room)
}

fn names(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| safe_line(name)).collect();
    names.join(", ")
}

fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}
