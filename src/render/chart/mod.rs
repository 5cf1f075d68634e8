//! Charts across clients as SVG inside a page, and the page they stand on.
//!
//! Decides shapes, places and what a screen reader is told. Nothing rests on colour alone: what
//! passes is hatched, what is a guess is dashed, every number is written. All words go through
//! [`Words`], and no words become part of a shape.

use maud::{Markup, html};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::html::Words;
use crate::comparison::chart::{Bars, Counts, Dots, Grid, Map, Picture, Shape};
use crate::value::{Weekday, date};
use crate::words::chart as say;
use crate::words::{Language, Sentence};

mod page;
mod table;
#[cfg(test)]
mod tests;

pub use page::{Cell, Column, Table, page};
pub use table::table;

/// The width of every drawing, in its own units: near the pixels of a small screen.
const WIDTH: usize = 480;
/// The width of one sign of its words, generously.
const SIGN: usize = 8;
/// The width of one sign of a mark: a capital in bold.
const MARK: usize = 11;
const LINE: usize = 24;

/// Draws one chart with its title, its legend and what it says in words.
fn figure(picture: &Picture, language: Language) -> Markup {
    let in_words = picture.in_words(language);
    html! {
        figure id=(Words(&picture.id)) {
            h3 { (Words(&picture.title)) }
            @if picture.is_empty() {
                @if picture.notes.is_empty() { p { (told(say::nothing_yet(), language)) } }
            } @else {
                (drawing(picture, language))
            }
            figcaption {
                (legend(picture, language))
                @for note in &picture.notes { p { (Words(note)) } }
                @if !in_words.rows.is_empty() && !matches!(picture.shape, Shape::Dates(_)) {
                    details {
                        summary { (told(say::in_words(), language)) }
                        (table_of(&in_words.headers, &in_words.rows))
                    }
                }
            }
        }
    }
}

fn drawing(picture: &Picture, language: Language) -> Markup {
    let id = &picture.id;
    let (height, shapes) = match &picture.shape {
        Shape::Map(map) => draw_map(map),
        Shape::Bars(bars) => draw_bars(bars, language),
        Shape::Grid(grid) => draw_grid(grid, language),
        Shape::Counts(counts) => draw_counts(counts),
        Shape::Dots(dots) => draw_dots(dots),
        Shape::Dates(_) => {
            let in_words = picture.in_words(language);
            return table_of(&in_words.headers, &in_words.rows);
        }
    };
    let (title, description) = (format!("{id}-title"), format!("{id}-about"));
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height) role="img"
            aria-labelledby=(Words(&title)) aria-describedby=(Words(&description)) {
            title id=(Words(&title)) { (Words(&picture.title)) }
            desc id=(Words(&description)) { (Words(&about(picture, language))) }
            (shapes)
        }
    }
}

/// Gives what a screen reader says of a drawing; the table below it says all of it.
fn about(picture: &Picture, language: Language) -> String {
    let rows = picture.in_words(language).rows;
    let rows: Vec<String> = rows
        .iter()
        .take(MOST_SAID)
        .map(|row| {
            let cells = row.iter().filter(|cell| !cell.is_empty());
            cells.map(String::as_str).collect::<Vec<_>>().join(", ")
        })
        .collect();
    rows.join("; ")
}

/// The most rows that a description reads out.
const MOST_SAID: usize = 20;

fn table_of(headers: &[String], rows: &[Vec<String>]) -> Markup {
    html! {
        div.scrolls {
            table {
                thead { tr { @for header in headers { th scope="col" { (Words(header)) } } } }
                tbody {
                    @for row in rows {
                        tr { @for cell in row { td { (Words(cell)) } } }
                    }
                }
            }
        }
    }
}

fn told(sentence: Sentence, language: Language) -> Markup {
    html! { (Words(sentence.in_language(language))) }
}

/// Explains marks and signs, and names who stands beside a map.
fn legend(picture: &Picture, language: Language) -> Markup {
    match &picture.shape {
        Shape::Map(map) => map_legend(map, language),
        Shape::Bars(bars) => {
            let is_any =
                |mark: &dyn Fn(&crate::comparison::chart::Bar) -> bool| bars.bars.iter().any(mark);
            html! {
                @if let Some(total) = bars.total { p.total { (Words(&total.in_words(language))) } }
                @if is_any(&|bar| bar.is_passing) { p { (key("hatched")) " > " (told(say::passing(), language)) } }
                @if is_any(&|bar| bar.is_guess) { p { (key("guess")) " ? " (told(say::guess(), language)) } }
            }
        }
        Shape::Grid(grid) if grid.most() > 0 => html! {
            p { (told(say::reachable_per_hour(), language)) }
            @if grid.own.is_some() { p { (key("own")) " " (told(say::own_hours_are_outlined(), language)) } }
        },
        Shape::Counts(counts) if counts.columns.len() > 1 => html! {
            p {
                (key("bar")) " " (Words(&counts.columns[0])) " · "
                (key("hatched")) " " (Words(&counts.columns[1]))
            }
        },
        _ => html! {},
    }
}

fn map_legend(map: &Map, language: Language) -> Markup {
    html! {
        @if map.is_lettered && !map.places.is_empty() {
            ul.marks {
                @for place in &map.places { li { b { (Words(&place.mark)) } " " (Words(&place.name)) } }
            }
            @if map.places.iter().any(|place| place.is_impression) {
                p { "~ " (told(say::impression(), language)) }
            }
        }
        @for beside in &map.beside {
            p {
                b { (Words(&beside.why)) } ": "
                @if map.is_lettered { (Words(&beside.names.join(", "))) } @else { (beside.names.len()) }
            }
        }
    }
}

/// Draws a small sample of how something is drawn.
fn key(class: &str) -> Markup {
    html! {
        svg.key viewBox="0 0 24 12" aria-hidden="true" {
            rect class=(class) x="1" y="1" width="22" height="10" {}
        }
    }
}

/// Holds the pattern of what passes, once a page.
fn patterns() -> Markup {
    html! {
        svg.patterns width="0" height="0" aria-hidden="true" {
            defs {
                pattern #hatch width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect.hatch-ground width="6" height="6" {}
                    line.hatch-line x1="1" y1="0" x2="1" y2="6" {}
                }
            }
        }
    }
}

fn draw_map(map: &Map) -> (usize, Markup) {
    const LEFT: usize = 110;
    let columns = map.x.levels.len().max(1);
    let wide = (WIDTH - LEFT) / columns;
    let marks = |x: usize, y: usize| fold(&map.cell(x, y).join(" "), (wide - 6) / MARK);
    let rows = (0..map.y.levels.len()).rev();
    let mut top = LINE;
    let mut shapes = vec![text(4, 16, "axis", &format!("↑ {}", map.y.label))];
    for y in rows {
        let cells: Vec<Vec<String>> = (0..columns).map(|x| marks(x, y)).collect();
        let name = fold(&map.y.levels[y], LEFT / SIGN);
        let lines = cells.iter().chain([&name]).map(Vec::len).max();
        let high = lines.unwrap_or(1).max(2) * 18 + 10;
        shapes.push(lines_of(0, top + 18, "name", &name));
        for (x, cell) in cells.iter().enumerate() {
            let left = LEFT + x * wide;
            shapes.push(html! {
                rect.cell x=(left) y=(top) width=(wide) height=(high) {}
                (lines_of(left + 6, top + 18, "mark", cell))
            });
        }
        top += high;
    }
    let names: Vec<Vec<String>> = map
        .x
        .levels
        .iter()
        .map(|level| fold(level, wide / SIGN))
        .collect();
    for (x, name) in names.iter().enumerate() {
        shapes.push(lines_of(LEFT + x * wide + 2, top + 16, "name", name));
    }
    top += names.iter().map(Vec::len).max().unwrap_or(0) * 18 + LINE;
    shapes.push(text(LEFT, top, "axis", &format!("→ {}", map.x.label)));
    (top + 8, html! { @for shape in &shapes { (shape) } })
}

fn draw_bars(bars: &Bars, language: Language) -> (usize, Markup) {
    const LEFT: usize = 176;
    const RIGHT: usize = 90;
    let longest = bars.longest();
    let long = |value: f64| (value / longest * (WIDTH - LEFT - RIGHT) as f64).max(0.0);
    let shapes = html! {
        @for (row, bar) in bars.bars.iter().enumerate() {
            @let top = row * LINE;
            @let end = bar.of.unwrap_or(bar.value);
            (named(0, top + 16, LEFT - 8, &bar.name))
            @if let Some(of) = bar.of {
                rect.track x=(LEFT) y=(top + 4) width=(figures(long(of))) height="16" {}
            }
            @if bar.is_passing {
                rect.hatched x=(LEFT) y=(top + 4) width=(figures(long(bar.value))) height="16" {}
            } @else {
                rect class=(if bar.is_guess { "guess" } else { "bar" }) x=(LEFT) y=(top + 4) width=(figures(long(bar.value))) height="16" {}
            }
            text.figure x=(figures(LEFT as f64 + long(end) + 6.0)) y=(top + 16) { (Words(&bar.marked(language))) }
        }
    };
    (bars.bars.len() * LINE + 4, shapes)
}

fn draw_grid(grid: &Grid, language: Language) -> (usize, Markup) {
    const LEFT: usize = 40;
    let Some((first, last)) = grid.range() else {
        return (0, html! {});
    };
    let wide = ((WIDTH - LEFT) / (last - first)).min(44);
    let most = grid.most().max(1);
    let shapes = html! {
        @for hour in first..last {
            text.hour x=(LEFT + (hour - first) * wide + wide / 2) y="14" { (hour) }
        }
        @for day in Weekday::ALL {
            @let top = LINE + day as usize * 28;
            text.name x="0" y=(top + 18) { (date::weekday_name(day, language.tag()).chars().take(3).collect::<String>()) }
            @for hour in first..last {
                @let count = grid.counts[day as usize][hour];
                @let left = LEFT + (hour - first) * wide;
                rect.cell x=(left) y=(top) width=(wide) height="28" {}
                @if count > 0 {
                    rect.heat x=(left) y=(top) width=(wide) height="28"
                        fill-opacity=(figures(0.1 + 0.35 * count as f64 / most as f64)) {}
                    text.hour x=(left + wide / 2) y=(top + 19) { (count) }
                }
            }
        }
        // Above the cells, so that no neighbour covers an outline.
        @for day in Weekday::ALL {
            @for hour in (first..last).filter(|hour| grid.is_own(day as usize, *hour)) {
                rect.own x=(LEFT + (hour - first) * wide + 2) y=(LINE + day as usize * 28 + 2) width=(wide - 4) height="24" {}
            }
        }
    };
    (LINE + 7 * 28 + 4, shapes)
}

fn draw_counts(counts: &Counts) -> (usize, Markup) {
    const LEFT: usize = 210;
    const RIGHT: usize = 40;
    let most = counts.most().max(1) as f64;
    let long = |count: usize| count as f64 / most * (WIDTH - LEFT - RIGHT) as f64;
    let mut top = 0;
    let mut shapes = Vec::new();
    for row in &counts.rows {
        let name = fold(&row.label, (LEFT - 8) / SIGN);
        let high = (name.len() * 16).max(row.counts.len() * 18) + 8;
        shapes.push(html! {
            (lines_of(0, top + 15, "name", &name))
            @for (column, count) in row.counts.iter().enumerate() {
                @let line = top + column * 18 + 2;
                @if column == 0 {
                    rect.bar x=(LEFT) y=(line) width=(figures(long(*count))) height="15" {}
                } @else {
                    rect.hatched x=(LEFT) y=(line) width=(figures(long(*count))) height="15" {}
                }
                text.figure x=(figures(LEFT as f64 + long(*count) + 6.0)) y=(line + 12) { (count) }
            }
        });
        top += high;
    }
    (top + 4, html! { @for shape in &shapes { (shape) } })
}

fn draw_dots(dots: &Dots) -> (usize, Markup) {
    const LEFT: usize = 140;
    const RIGHT: usize = 130;
    const HIGH: usize = 48;
    let levels = dots.levels.len().max(2);
    let longest = dots.tracks.iter().map(|track| track.dots.len()).max();
    let step = ((WIDTH - LEFT - RIGHT) / longest.unwrap_or(1).max(1)).clamp(1, 40);
    let high_of = |top: usize, level: usize| top + HIGH - 8 - level * (HIGH - 16) / (levels - 1);
    let shapes = html! {
        @for (row, track) in dots.tracks.iter().enumerate() {
            @let top = row * HIGH;
            (lines_of(0, top + 20, "name", &two_lines(&track.name, (LEFT - 8) / SIGN)))
            rect.cell x=(LEFT) y=(top + 2) width=(WIDTH - LEFT - RIGHT) height=(HIGH - 4) {}
            @for (at, dot) in track.dots.iter().enumerate() {
                circle.dot cx=(LEFT + at * step + step / 2) cy=(high_of(top, dot.level)) r="4" {
                    title { (Words(&format!("{} · {}", dot.day, dots.levels.get(dot.level).map_or("", String::as_str)))) }
                }
            }
            @if let Some(last) = track.dots.last() {
                (lines_of(WIDTH - RIGHT + 8, top + 20, "figure", &two_lines(dots.levels.get(last.level).map_or("", String::as_str), (RIGHT - 8) / SIGN)))
            }
        }
    };
    (dots.tracks.len() * HIGH + 4, shapes)
}

fn text(x: usize, y: usize, class: &str, words: &str) -> Markup {
    html! { text class=(class) x=(x) y=(y) { (Words(words)) } }
}

fn lines_of(x: usize, y: usize, class: &str, lines: &[String]) -> Markup {
    html! { @for (row, line) in lines.iter().enumerate() { (text(x, y + row * 17, class, line)) } }
}

/// Writes a name within a width; what is cut is told when pointed at, and in the words below.
fn named(x: usize, y: usize, width: usize, name: &str) -> Markup {
    let short = cut(name, width / SIGN);
    html! {
        text.name x=(x) y=(y) {
            (Words(&short))
            @if short != name { title { (Words(name)) } }
        }
    }
}

/// Cuts words to a number of signs.
fn cut(words: &str, room: usize) -> String {
    if words.width() <= room {
        return words.to_owned();
    }
    let mut kept = String::new();
    let mut left = room.saturating_sub(1);
    for sign in words.chars() {
        let width = sign.width().unwrap_or(0);
        if width > left {
            break;
        }
        left -= width;
        kept.push(sign);
    }
    format!("{}…", kept.trim_end())
}

/// Breaks words into lines.
fn fold(words: &str, room: usize) -> Vec<String> {
    let lines = textwrap::wrap(words, room.max(1));
    lines.into_iter().map(|line| line.into_owned()).collect()
}

/// Breaks words into two lines at most.
fn two_lines(words: &str, room: usize) -> Vec<String> {
    let mut lines = fold(words, room);
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1] = cut(&format!("{} …", lines[1]), room);
    }
    lines
}

/// Writes a length with one decimal, the same everywhere.
fn figures(length: f64) -> String {
    format!("{length:.1}")
}
