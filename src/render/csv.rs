//! Tables as CSV: RFC 4180, UTF-8, every line ended by CR LF.
//!
//! Decides that no cell can be taken for a formula by a spreadsheet. A cell that begins with a sign
//! a formula begins with (`=`, `+`, `-`, `@`, also in their wide forms, a tab, a line end, a byte
//! order mark) gets one `'` before it, and so does a cell that begins with `'` itself: to have a
//! cell as it was, take one leading `'` away.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

/// Writes rows; the names of the columns are a row like any other.
pub fn rows<R, C>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.into_iter().map(|cell| harmless(cell.as_ref()));
        writer
            .write_record(cells)
            .expect("memory takes every row of any length");
    }
    let bytes = writer.into_inner().expect("memory is always flushed");
    String::from_utf8(bytes).expect("the cells are UTF-8, and so are the signs between them")
}

/// Makes a cell harmless for a spreadsheet.
fn harmless(cell: &str) -> String {
    let is_risky = cell.starts_with(|sign: char| {
        matches!(
            sign,
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '\''
                | '＝'
                | '＋'
                | '－'
                | '＠'
                | '\u{feff}'
        )
    });
    if is_risky {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::rows;
    use crate::render::tests::{any_words, naughty};

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let records = reader
            .records()
            .map(|record| record.expect("the rows have one length"));
        records
            .map(|record| record.iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn a_cell_that_could_be_a_formula_is_words() {
        let table = rows([[
            "=1+1",
            "-2",
            "a=1",
            "'quoted",
            "\tx",
            "si, no",
            "\"",
            "due\nrighe",
        ]]);
        assert_eq!(
            table,
            "'=1+1,'-2,a=1,''quoted,'\tx,\"si, no\",\"\"\"\",\"due\nrighe\"\r\n"
        );
    }

    /// Read back, no cell is a formula; with one `'` taken away, each is what it was.
    fn check(cells: &[String]) {
        let table = vec![cells.to_vec(), cells.iter().rev().cloned().collect()];
        let mut read = read(&rows(&table));
        for cell in read.iter_mut().flatten() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell:?}"
            );
            if let Some(bare) = cell.strip_prefix('\'') {
                *cell = bare.to_owned();
            }
        }
        assert_eq!(read, table);
    }

    #[test]
    fn naughty_words_change_no_table() {
        check(&naughty());
    }

    proptest! {
        #[test]
        fn no_words_change_a_table(cells in prop::collection::vec(any_words(), 2..8)) {
            check(&cells);
        }
    }
}
