//! A page of headings, words and tables, for the terminal or as Markdown.
//!
//! Decides how the parts of a page look in each; what stands on it is decided by who fills it.

use super::markdown;
use super::terminal::{Look, Sheet, tight_table};
use crate::text::Safe;

/// A page, filled from top to bottom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Heading(String),
    Words(String),
    /// Secondary words.
    Aside(String),
    Items(Vec<String>),
    Table {
        headers: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    /// Lines whose spaces count.
    Drawn(Vec<String>),
}

impl Page {
    /// Adds a heading.
    pub fn heading(&mut self, words: String) {
        self.parts.push(Part::Heading(words));
    }

    /// Adds words.
    pub fn words(&mut self, words: String) {
        self.parts.push(Part::Words(words));
    }

    /// Adds secondary words.
    pub fn aside(&mut self, words: String) {
        self.parts.push(Part::Aside(words));
    }

    /// Adds a list.
    pub fn items(&mut self, items: Vec<String>) {
        self.parts.push(Part::Items(items));
    }

    /// Adds a table.
    pub fn table(&mut self, headers: Vec<String>, rows: Vec<Vec<String>>) {
        self.parts.push(Part::Table { headers, rows });
    }

    /// Adds lines that are drawn.
    pub fn drawn(&mut self, lines: Vec<String>) {
        self.parts.push(Part::Drawn(lines));
    }

    /// Draws the page for the terminal; its tables take the whole width.
    pub fn at_terminal(&self, look: Look) -> Safe {
        let mut text = Safe::default();
        let mut is_after_table = false;
        for part in &self.parts {
            let mut sheet = Sheet::new(look);
            match part {
                Part::Heading(words) => {
                    if !text.is_empty() {
                        text.push_line("");
                    }
                    sheet.heading(words);
                }
                Part::Words(words) => sheet.words(words),
                Part::Aside(words) => sheet.aside(words),
                Part::Items(items) => items.iter().for_each(|item| sheet.item(item)),
                Part::Table { headers, rows } => {
                    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
                    if is_after_table {
                        text.push_line("");
                    }
                    text.push(&tight_table(&headers, rows, look.width));
                }
                Part::Drawn(lines) => lines.iter().for_each(|line| sheet.drawn(line)),
            }
            text.push(&sheet.finish());
            is_after_table = matches!(part, Part::Table { .. });
        }
        text
    }

    /// Writes the page as Markdown under a title and a note.
    pub fn as_markdown(&self, title: &str, note: &str) -> String {
        let mut text = format!("# {}\n\n> {}\n", on_line(title), on_line(note));
        for part in &self.parts {
            text.push('\n');
            match part {
                Part::Heading(words) => text.push_str(&format!("## {}\n", on_line(words))),
                Part::Words(words) => text.push_str(&format!("{}\n", markdown::escape(words))),
                Part::Aside(words) => text.push_str(&format!("*{}*\n", on_line(words))),
                Part::Items(items) => {
                    for item in items {
                        text.push_str(&format!("- {}\n", on_line(item)));
                    }
                }
                Part::Table { headers, rows } => push_table(&mut text, headers, rows),
                Part::Drawn(lines) => {
                    text.push_str("```text\n");
                    for line in lines {
                        text.push_str(&line.replace('`', "'"));
                        text.push('\n');
                    }
                    text.push_str("```\n");
                }
            }
        }
        text
    }
}

fn push_table(text: &mut String, headers: &[String], rows: &[Vec<String>]) {
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        for cell in cells {
            text.push_str("| ");
            text.push_str(&cell);
            text.push(' ');
        }
        text.push_str("|\n");
    };
    line(&mut headers.iter().map(|header| on_line(header)));
    line(&mut headers.iter().map(|_| "---".to_owned()));
    for row in rows {
        line(&mut row.iter().map(|cell| on_line(cell)));
    }
}

fn on_line(words: &str) -> String {
    markdown::escape(&markdown::one_line(words))
}
