//! The lists of clients and of scripts.

use crate::text::Safe;
use jiff::civil::Date;

use super::layout::whole;
use super::{Look, Sheet};
use crate::value::date;
use crate::words::render as say;
use crate::words::{Language, Sentence};

/// A client in the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientRow {
    pub name: String,
    /// What to type for this client.
    pub id: String,
    /// Finished interviews.
    pub interviews: usize,
    /// The day of the latest conversation.
    pub last: Option<Date>,
    /// How many core traits are known, of how many.
    pub known: Option<(usize, usize)>,
    /// The titles of interviews that are not finished.
    pub drafts: Vec<String>,
    pub next: Option<Date>,
    /// Something on disk that cannot be read.
    pub has_damage: bool,
    /// Past the day until which the card says to keep.
    pub is_due: bool,
}

/// A script in the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScriptRow {
    pub id: String,
    pub title: String,
    /// From and to; the same for "about".
    pub minutes: Option<(u32, u32)>,
    pub when_to_use: String,
}

/// A client who is not to be kept any longer.
#[derive(Clone, Debug, PartialEq)]
pub struct DueRow {
    pub name: String,
    pub id: String,
    pub until: Date,
}

/// Draws the list of clients past their day, in the order given.
pub fn due_clients(rows: &[DueRow], look: Look, language: Language) -> Safe {
    let mut sheet = Sheet::new(look);
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    if rows.is_empty() {
        sheet.words(&words(say::nobody_due()));
        return sheet.finish();
    }
    let cells = rows.iter().map(|row| {
        let until = whole(&date::in_words(row.until, language.tag()));
        vec![row.name.clone(), row.id.clone(), until]
    });
    let headers = [say::client(), say::client_id(), say::keep_until()];
    draw(&mut sheet, headers.map(words).to_vec(), cells.collect());
    sheet.aside(&words(say::how_to_forget()));
    sheet.finish()
}

/// Draws the list of clients, in the order given.
pub fn clients(rows: &[ClientRow], look: Look, language: Language) -> Safe {
    let mut sheet = Sheet::new(look);
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    if rows.is_empty() {
        sheet.words(&words(say::no_clients()));
        return sheet.finish();
    }
    let day = |day: Option<Date>| {
        day.map_or(String::new(), |day| {
            whole(&date::in_words(day, language.tag()))
        })
    };
    let cells = rows.iter().map(|row| {
        let mut drafts = row.drafts.clone();
        if row.has_damage {
            drafts.push(words(say::client_damaged()));
        }
        if row.is_due {
            drafts.push(words(say::client_due()));
        }
        vec![
            row.name.clone(),
            row.id.clone(),
            row.interviews.to_string(),
            day(row.last),
            row.known
                .map_or(String::new(), |(known, of)| words(say::known_of(known, of))),
            day(row.next),
            drafts.join("\n"),
        ]
    });
    let headers = [
        say::client(),
        say::client_id(),
        say::interviews(),
        say::last(),
        say::known(),
        say::next_date(),
        say::unfinished(),
    ];
    draw(&mut sheet, headers.map(words).to_vec(), cells.collect());
    sheet.finish()
}

/// Draws the list of scripts, in the order given.
pub fn scripts(rows: &[ScriptRow], look: Look, language: Language) -> Safe {
    let mut sheet = Sheet::new(look);
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    let cells = rows.iter().map(|row| {
        vec![
            row.id.clone(),
            row.title.clone(),
            row.minutes.map_or(String::new(), |(from, to)| {
                if from == to {
                    from.to_string()
                } else {
                    format!("{from}-{to}")
                }
            }),
            row.when_to_use.clone(),
        ]
    });
    let headers = [
        say::script(),
        say::title(),
        say::minutes(),
        say::when_to_use(),
    ];
    draw(&mut sheet, headers.map(words).to_vec(), cells.collect());
    sheet.finish()
}

/// Draws a table without the columns that are empty in every row.
fn draw(sheet: &mut Sheet, headers: Vec<String>, rows: Vec<Vec<String>>) {
    let is_used: Vec<bool> = (0..headers.len())
        .map(|index| rows.iter().any(|row| !row[index].trim().is_empty()))
        .collect();
    let headers: Vec<&str> = headers
        .iter()
        .zip(&is_used)
        .filter(|(_, is_used)| **is_used)
        .map(|(header, _)| header.as_str())
        .collect();
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| {
            let cells = row.into_iter().zip(&is_used);
            cells
                .filter(|(_, is_used)| **is_used)
                .map(|(cell, _)| cell)
                .collect()
        })
        .collect();
    sheet.table(&headers, &rows);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn look(width: usize) -> Look {
        Look {
            width,
            color: false,
        }
    }

    fn rows() -> Vec<ClientRow> {
        vec![
            ClientRow {
                name: "Studio Verdi".to_owned(),
                id: "studio-verdi".to_owned(),
                interviews: 2,
                last: Some(date(2026, 10, 1)),
                known: Some((9, 14)),
                next: Some(date(2026, 10, 19)),
                ..ClientRow::default()
            },
            ClientRow {
                name: "Bottega Pérez".to_owned(),
                id: "bottega-perez".to_owned(),
                drafts: vec!["Colloquio iniziale".to_owned()],
                ..ClientRow::default()
            },
        ]
    }

    #[test]
    fn clients_are_a_table_or_a_list() {
        assert_eq!(clients(&rows(), look(100), Language::It), "\
Cliente        Id             Colloqui  Ultimo           Si sa    Prossima data    Da finire
────────────────────────────────────────────────────────────────────────────────────────────────────
Studio Verdi   studio-verdi   2         1°\u{a0}ottobre\u{a0}2026  9 su 14  19\u{a0}ottobre\u{a0}2026
Bottega Pérez  bottega-perez  0                                                    Colloquio
                                                                                   iniziale
");
        assert_eq!(
            clients(&rows(), look(40), Language::En),
            "\
Studio Verdi
  Id: studio-verdi
  Interviews: 2
  Last: 1\u{a0}October\u{a0}2026
  Known: 9 of 14
  Next date: 19\u{a0}October\u{a0}2026
Bottega Pérez
  Id: bottega-perez
  Interviews: 0
  To finish: Colloquio iniziale
"
        );
        assert_eq!(
            clients(&[], look(80), Language::It),
            "\
Ancora nessun cliente. Si comincia con `ascolto interview \"Nome del cliente\"`.
"
        );
    }

    #[test]
    fn scripts_say_when_to_use_them() {
        let rows = [
            ScriptRow {
                id: "intake".to_owned(),
                title: "Colloquio iniziale".to_owned(),
                minutes: Some((15, 20)),
                when_to_use: "Prima di cominciare a lavorare insieme.".to_owned(),
            },
            ScriptRow {
                id: "check-in".to_owned(),
                title: "Come sta andando".to_owned(),
                minutes: Some((5, 5)),
                when_to_use: "Dopo il primo mese, poi ogni tanto.".to_owned(),
            },
        ];
        assert_eq!(
            scripts(&rows, look(80), Language::It),
            "\
Script    Titolo              Minuti  Quando
─────────────────────────────────────────────────────────────────────────────
intake    Colloquio iniziale  15-20   Prima di cominciare a lavorare insieme.
check-in  Come sta andando    5       Dopo il primo mese, poi ogni tanto.
"
        );
        assert_eq!(
            scripts(&rows, look(40), Language::It),
            "\
intake
  Titolo: Colloquio iniziale
  Minuti: 15-20
  Quando: Prima di cominciare a lavorare
    insieme.
check-in
  Titolo: Come sta andando
  Minuti: 5
  Quando: Dopo il primo mese, poi ogni
    tanto.
"
        );
    }
}
