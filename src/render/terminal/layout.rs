//! Wrapped words, lists and tables within a width.

use comfy_table::{
    Cell, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

use crate::text::{Safe, safe};

/// The narrowest column of a table, unless all its words are shorter.
const NARROWEST_COLUMN: usize = 12;
/// The narrowest column of a table with many.
const TIGHTEST_COLUMN: usize = 8;
/// Signs between two columns.
pub(in crate::render) const GAP: usize = 2;
/// The narrowest page; below it lines are simply longer than the terminal.
const NARROWEST_PAGE: usize = 20;
/// The widest page: longer lines are hard to read.
const WIDEST_PAGE: usize = 100;

/// A header with a rule below, columns parted by space.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// How things are to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The width of the terminal in cells.
    pub width: usize,
    /// Whether codes for colours and weight are written.
    pub color: bool,
}

impl Look {
    /// The width that is written, between what can be read and what is comfortable.
    pub(super) fn page(self) -> usize {
        self.width.clamp(NARROWEST_PAGE, WIDEST_PAGE)
    }
}

/// What words are, for those who see colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Strong,
    Dim,
    /// Something to look at: a contradiction, an impression.
    Warm,
}

impl Tone {
    fn codes(self) -> Option<&'static str> {
        match self {
            Tone::Plain => None,
            Tone::Strong => Some("1"),
            Tone::Dim => Some("2"),
            Tone::Warm => Some("33"),
        }
    }
}

/// Breaks the lines that are too long for a terminal between words, what follows set in; a word that
/// is too long (a path, a command) stays whole. Lines with codes are as they were drawn.
pub fn folded(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let (words, end) = match line.strip_suffix('\n') {
            Some(words) => (words, "\n"),
            None => (line, ""),
        };
        if words.width() <= width || words.contains('\u{1b}') {
            out.push_str(line);
            continue;
        }
        let start = words.len() - words.trim_start_matches(' ').len();
        let (margin, words) = words.split_at(start);
        let rest = format!("{margin}  ");
        let options = Options::new(width)
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation)
            .word_separator(WordSeparator::AsciiSpace)
            .initial_indent(margin)
            .subsequent_indent(&rest);
        out.push_str(&textwrap::fill(words, options));
        out.push_str(end);
    }
    out
}

/// A page for the terminal, filled from top to bottom. Words given to it are made safe.
pub struct Sheet {
    look: Look,
    text: Safe,
}

impl Sheet {
    /// Starts an empty page.
    pub fn new(look: Look) -> Self {
        Sheet {
            look,
            text: Safe::default(),
        }
    }

    /// Gives the page, ending with a newline.
    pub fn finish(self) -> Safe {
        self.text
    }

    /// Adds a line of heading, with a blank line before it.
    pub fn heading(&mut self, words: &str) {
        self.blank();
        self.paragraph(words, "", "", Tone::Strong);
    }

    /// Adds words, wrapped.
    pub fn words(&mut self, words: &str) {
        self.paragraph(words, "", "", Tone::Plain);
    }

    /// Adds secondary words, wrapped.
    pub fn aside(&mut self, words: &str) {
        self.paragraph(words, "", "", Tone::Dim);
    }

    /// Adds words to look at, wrapped.
    pub fn notice(&mut self, words: &str) {
        self.paragraph(words, "", "", Tone::Warm);
    }

    /// Adds a blank line, unless the page has none above it.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.as_str().ends_with("\n\n") {
            self.text.push_line("");
        }
    }

    /// Adds words, wrapped, the first line after `first`, the others after `rest`.
    pub(super) fn paragraph(&mut self, words: &str, first: &str, rest: &str, tone: Tone) {
        let words = safe(words);
        let mut lead = first;
        for line in words.lines().filter(|line| !line.trim().is_empty()) {
            for line in wrap(line, self.look.page(), lead, rest) {
                self.line(&line, tone);
            }
            lead = rest;
        }
    }

    /// Adds an item of a list.
    pub(in crate::render) fn item(&mut self, words: &str) {
        self.paragraph(words, "- ", "  ", Tone::Plain);
    }

    /// Adds a line that is drawn: it fits already, and its spaces count.
    pub(in crate::render) fn drawn(&mut self, line: &str) {
        self.line(safe(line).trim_end(), Tone::Plain);
    }

    fn line(&mut self, words: &str, tone: Tone) {
        match tone.codes() {
            Some(codes) if self.look.color => {
                let margin = words.len() - words.trim_start().len();
                let (margin, words) = words.split_at(margin);
                self.text.push(&Safe::words(margin));
                self.text.push(&Safe::words(words).painted(codes));
            }
            _ => self.text.push(&Safe::words(words)),
        }
        self.text.push_line("");
    }

    /// Adds a table; on a narrow page its rows become lists.
    pub fn table(&mut self, headers: &[&str], rows: &[Vec<String>]) {
        self.text.push(&table(headers, rows, self.look.page()));
    }
}

/// Wraps one line; only a word longer than a whole line is cut.
pub(super) fn wrap(line: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(line.trim(), options)
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Draws a table within a width: columns while each has room for its words, else a list of rows
/// with the header beside each cell. Cells are made safe.
pub fn table(headers: &[&str], rows: &[Vec<String>], width: usize) -> Safe {
    table_of(headers, rows, width, NARROWEST_COLUMN)
}

/// As [`table`], with columns as narrow as their words allow.
pub fn tight_table(headers: &[&str], rows: &[Vec<String>], width: usize) -> Safe {
    table_of(headers, rows, width, TIGHTEST_COLUMN)
}

fn table_of(headers: &[&str], rows: &[Vec<String>], width: usize, narrowest: usize) -> Safe {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| safe(cell).into_owned()).collect())
        .collect();
    match column_widths(headers, &rows, width, narrowest) {
        Some(widths) => in_columns(headers, &rows, &widths),
        None => on_its_side(headers, &rows, width),
    }
}

/// Gives each column its width, or `None` when words would have to be cut.
fn column_widths(
    headers: &[&str],
    rows: &[Vec<String>],
    width: usize,
    narrowest: usize,
) -> Option<Vec<usize>> {
    let room = width.checked_sub(GAP * headers.len().saturating_sub(1))?;
    let (mut widths, natural): (Vec<usize>, Vec<usize>) =
        measured(headers, rows, narrowest).into_iter().unzip();
    let mut left = room.checked_sub(widths.iter().sum())?;
    while left > 0 {
        let growing = (0..widths.len())
            .filter(|index| widths[*index] < natural[*index])
            .max_by_key(|index| natural[*index] * 100 / widths[*index]);
        let Some(index) = growing else { break };
        widths[index] += 1;
        left -= 1;
    }
    Some(widths)
}

/// Gives the least width of each column of a [`tight_table`].
pub(in crate::render) fn narrowest(headers: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let measured = measured(&headers, rows, TIGHTEST_COLUMN).into_iter();
    measured.map(|(narrowest, _)| narrowest).collect()
}

/// Gives for each column the least width and the width in which nothing is wrapped.
fn measured(headers: &[&str], rows: &[Vec<String>], narrowest: usize) -> Vec<(usize, usize)> {
    let column = |index: usize| {
        rows.iter()
            .filter_map(move |row| row.get(index).map(String::as_str))
            .chain([headers[index]])
    };
    let widest = |index: usize, parts: &dyn Fn(&str) -> usize| column(index).map(parts).max();
    (0..headers.len())
        .map(|index| {
            let line = |cell: &str| cell.lines().map(UnicodeWidthStr::width).max();
            let word = |cell: &str| cell.split([' ', '\n']).map(UnicodeWidthStr::width).max();
            let natural = widest(index, &|cell| line(cell).unwrap_or(0)).unwrap_or(0);
            let longest = widest(index, &|cell| word(cell).unwrap_or(0)).unwrap_or(0);
            // The first column names the row, and is read first.
            let narrowest = if index == 0 {
                NARROWEST_COLUMN
            } else {
                narrowest
            };
            (longest.max(narrowest.min(natural)).max(1), natural)
        })
        .collect()
}

/// Keeps words together on a line: a date in a column.
pub(super) fn whole(words: &str) -> String {
    words.replace(' ', "\u{a0}")
}

fn in_columns(headers: &[&str], rows: &[Vec<String>], widths: &[usize]) -> Safe {
    let wrapped = |cell: &str, width: usize| -> Cell {
        let lines: Vec<String> = cell
            .lines()
            .flat_map(|line| wrap(line, width, "", ""))
            .collect();
        Cell::new(lines.join("\n"))
    };
    let mut table = Table::new();
    table
        .load_style(STYLE)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(
            headers
                .iter()
                .zip(widths)
                .map(|(header, width)| wrapped(header, *width)),
        );
    for row in rows {
        table.add_row(
            widths
                .iter()
                .enumerate()
                .map(|(index, width)| wrapped(row.get(index).map_or("", String::as_str), *width)),
        );
    }
    let last = widths.len().saturating_sub(1);
    for (index, column) in table.column_iter_mut().enumerate() {
        let gap = if index == last { 0 } else { GAP as u16 };
        column.set_padding((0, gap));
        let width = u16::try_from(widths[index]).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + gap)));
    }
    let mut drawn = Safe::default();
    for line in table.lines() {
        drawn.push_line(line.trim_end());
    }
    drawn
}

/// Draws each row as a list: the first cell as its title, the others after their headers.
fn on_its_side(headers: &[&str], rows: &[Vec<String>], width: usize) -> Safe {
    let mut sheet = Sheet::new(Look {
        width,
        color: false,
    });
    for row in rows {
        let mut cells = row.iter().zip(headers);
        if let Some((title, _)) = cells.next() {
            sheet.paragraph(title, "", "", Tone::Plain);
        }
        for (cell, header) in cells.filter(|(cell, _)| !cell.trim().is_empty()) {
            let words = if header.is_empty() {
                cell.clone()
            } else {
                format!("{header}: {cell}")
            };
            sheet.paragraph(&words, "  ", "    ", Tone::Plain);
        }
    }
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_message_is_broken() {
        let text = "errore: ci sono più bozze aperte: difficult-moment, talk\n  aiuto: di' quale, ad esempio: ascolto interview jane\nbreve\n";
        assert_eq!(
            folded(text, 40),
            "errore: ci sono più bozze aperte:\n  difficult-moment, talk\n  aiuto: di' quale, ad esempio: ascolto\n    interview jane\nbreve\n"
        );
        assert_eq!(folded(text, 200), text);
        let path = "error: /a/very/long/path/that/is/one/word\n";
        assert_eq!(
            folded(path, 20),
            "error:\n  /a/very/long/path/that/is/one/word\n"
        );
        let drawn = "\u{1b}[1mdrawn before, and wider than that\u{1b}[0m\n";
        assert_eq!(folded(drawn, 20), drawn);
    }

    fn rows() -> Vec<Vec<String>> {
        [
            [
                "Esperienza con la delega",
                "No, è la prima volta",
                "Dichiarato",
            ],
            [
                "Canali",
                "Email, WhatsApp, telefono; per le urgenze solo telefono",
                "Impressione, da confermare",
            ],
            ["日本", "a\u{1b}[2J\nb", ""],
        ]
        .map(|row| row.map(str::to_owned).to_vec())
        .to_vec()
    }

    const HEADERS: [&str; 3] = ["Preferenza", "Valore", "Base"];

    #[test]
    fn a_wide_table_has_columns() {
        assert_eq!(
            table(&HEADERS, &rows(), 80),
            "\
Preferenza         Valore                                    Base
────────────────────────────────────────────────────────────────────────────────
Esperienza con la  No, è la prima volta                      Dichiarato
delega
Canali             Email, WhatsApp, telefono; per le         Impressione, da
                   urgenze solo telefono                     confermare
日本               a<U+001B>[2J
                   b
"
        );
    }

    #[test]
    fn a_narrow_table_stands_on_its_side() {
        assert_eq!(
            table(&HEADERS, &rows(), 30),
            "\
Esperienza con la delega
  Valore: No, è la prima volta
  Base: Dichiarato
Canali
  Valore: Email, WhatsApp,
    telefono; per le urgenze
    solo telefono
  Base: Impressione, da
    confermare
日本
  Valore: a<U+001B>[2J
    b
"
        );
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in 20..120 {
            for line in table(&HEADERS, &rows(), width).as_str().lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn words_are_wrapped_and_colours_are_optional() {
        let written = |color| {
            let mut sheet = Sheet::new(Look { width: 24, color });
            sheet.heading("Da chiarire");
            sheet.paragraph(
                "Ha detto \u{9b}1m una cosa, poi un'altra.\nE basta.",
                "- ",
                "  ",
                Tone::Warm,
            );
            sheet.heading("Storia");
            sheet.finish()
        };
        assert_eq!(
            written(false),
            "Da chiarire\n- Ha detto <U+009B>1m\n  una cosa, poi\n  un'altra.\n  E basta.\n\nStoria\n"
        );
        assert_eq!(
            written(true),
            "\u{1b}[1mDa chiarire\u{1b}[0m\n\u{1b}[33m- Ha detto <U+009B>1m\u{1b}[0m\n  \u{1b}[33muna cosa, poi\u{1b}[0m\n  \
             \u{1b}[33mun'altra.\u{1b}[0m\n  \u{1b}[33mE basta.\u{1b}[0m\n\n\u{1b}[1mStoria\u{1b}[0m\n"
        );
    }
}
