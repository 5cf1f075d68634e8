//! The page: the table of clients, sortable and searchable, and the charts below it.
//!
//! One file, nothing fetched. The script holds no words of a client: it moves rows that are there
//! already, and without it everything can still be read. Its digest stands in the page's policy, so
//! that no other script can run.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Picture, figure, patterns, told};
use crate::render::html::{STYLE, Words};
use crate::words::Language;
use crate::words::chart as say;

pub(super) const SCRIPT: &str = include_str!("page.js");
const PAGE_STYLE: &str = include_str!("page.css");
/// SHA-256 of [`SCRIPT`] in base 64; a test works it out.
pub(super) const SCRIPT_DIGEST: &str = "QLFB3MdpjS1tC0hC4cFy+F5L2u+K1hSpQ0NWcmqRdW4=";

/// The table of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// What the marks in the cells mean, and whatever else is to know.
    pub notes: Vec<String>,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    pub label: String,
    /// Whether its cells can be chosen from.
    pub is_choice: bool,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub words: String,
    /// What the cell is sorted by: a number, a day, or words. Without one it comes last.
    pub key: Option<String>,
    /// What it is found under in a list of choices.
    pub choice: Option<String>,
}

/// Draws the page of a comparison. `day` is in words.
pub fn page(table: &Table, pictures: &[Picture], day: &str, language: Language) -> String {
    let title = say::page_title();
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_DIGEST}'; \
         base-uri 'none'; form-action 'none'"
    );
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                title { (told(title.clone(), language)) }
                style { (PreEscaped(STYLE)) (PreEscaped(PAGE_STYLE)) }
            }
            body {
                (patterns())
                main.wide {
                    header {
                        h1 { (told(title, language)) }
                        p { (told(say::made_on(day), language)) " " (told(say::made_from_your_files(), language)) }
                        p.private { strong { (told(say::for_you_only(), language)) } }
                    }
                    (table_part(table, language))
                    @if !pictures.is_empty() {
                        h2 #charts { (told(say::the_charts(), language)) }
                        div.figures { @for picture in pictures { (figure(picture, language)) } }
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    let mut page = page.into_string();
    page.push('\n');
    page
}

fn table_part(table: &Table, language: Language) -> Markup {
    let name = say::the_table();
    html! {
        h2 #table-title { (told(name.clone(), language)) }
        (controls(table, language))
        div.scrolls role="region" tabindex="0" aria-labelledby="table-title" {
            table #clients {
                thead {
                    tr { @for column in &table.columns { th scope="col" { (Words(&column.label)) } } }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (index, cell) in row.iter().enumerate() {
                                @if index == 0 {
                                    th scope="row" data-key=[words(&cell.key)] { (Words(&cell.words)) }
                                } @else {
                                    td data-key=[words(&cell.key)] data-choice=[words(&cell.choice)] { (Words(&cell.words)) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @for note in &table.notes { p.note { (Words(note)) } }
    }
}

fn words(words: &Option<String>) -> Option<Words<'_>> {
    words.as_deref().map(Words)
}

/// What searches and narrows the table; hidden until the script is there to serve it.
fn controls(table: &Table, language: Language) -> Markup {
    html! {
        form #controls hidden {
            p {
                label {
                    (told(say::find_in_table(), language))
                    input #search type="search" autocomplete="off" spellcheck="false";
                }
                @for (index, column) in table.columns.iter().enumerate().filter(|(_, column)| column.is_choice) {
                    label {
                        (Words(&column.label))
                        select data-column=(index) {
                            option value="" { (told(say::any_value(), language)) }
                        }
                    }
                }
                button type="reset" { (told(say::reset(), language)) }
            }
            p { output #shown aria-live="polite" data-words=(Words(say::shown_of().in_language(language))) {} }
            p.note { (told(say::sort_hint(), language)) }
        }
    }
}
