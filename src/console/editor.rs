//! The line editor: text, a cursor, keys. Pure; drawing gets its rows from here.
//!
//! It counts in graphemes and cells: a joined emoji is one step and two cells. Control characters
//! never enter the text; what cannot be seen is drawn as `<U+…>` and stays one step.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::console::keys::Key;
use crate::text::Safe;

/// Whether the text may have several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    One,
    Many,
}

/// The longest text an editor takes, in bytes; a paste beyond it is cut.
const LONGEST: usize = 1 << 20;

/// Text being typed.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    lines: Lines,
    /// Graphemes before the cursor, and behind it: typing in the middle costs no copying.
    before: Vec<String>,
    after: Vec<String>,
    bytes: usize,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Changed,
    /// Enter on one line; an empty last line or Ctrl-D on several.
    Done,
    Escape,
    /// Ctrl-C, or Ctrl-D with nothing typed.
    Pause,
    Nothing,
}

/// A row of the screen: its words, and where its graphemes stand in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub words: Safe,
    first: usize,
    /// The cell of each place in the row, and of its end.
    cells: Vec<usize>,
}

/// The text laid out in cells, with the cursor's row and column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    pub rows: Vec<Row>,
    pub row: usize,
    pub column: usize,
}

impl Editor {
    /// Begins with a text, the cursor at its end.
    pub(super) fn new(text: &str, lines: Lines) -> Self {
        let mut editor = Editor {
            lines,
            before: Vec::new(),
            after: Vec::new(),
            bytes: 0,
        };
        editor.insert(text);
        editor
    }

    /// Gives the text as typed.
    pub(super) fn text(&self) -> String {
        let mut text = self.before.concat();
        text.extend(self.after.iter().rev().map(String::as_str));
        text
    }

    /// Tells whether nothing but white space is there.
    pub(super) fn is_blank(&self) -> bool {
        let mut all = self.before.iter().chain(&self.after);
        all.all(|grapheme| grapheme.trim().is_empty())
    }

    /// Gives the line the cursor stands on.
    pub(super) fn line(&self) -> String {
        let start = self.line_start();
        let tail = self
            .after
            .iter()
            .rev()
            .take_while(|grapheme| *grapheme != "\n");
        self.before[start..]
            .iter()
            .chain(tail)
            .map(String::as_str)
            .collect()
    }

    /// Takes out the line the cursor stands on, with its line end.
    pub(super) fn remove_line(&mut self) {
        self.delete_to_line_end();
        let start = self.line_start();
        self.before.truncate(start);
        if self.before.pop().is_none() {
            self.after.pop();
        }
        self.count();
    }

    /// Takes a key.
    pub(super) fn press(&mut self, key: &Key) -> Outcome {
        match key {
            Key::Char(character) => self.insert(character.encode_utf8(&mut [0; 4])),
            Key::Paste(words) => self.insert(words),
            Key::Tab => self.insert(" "),
            Key::Enter => return self.enter(),
            Key::Escape => return Outcome::Escape,
            Key::Interrupt => return Outcome::Pause,
            Key::EndOfInput => return self.end_of_input(),
            Key::Backspace => drop(self.before.pop()),
            Key::Delete => drop(self.after.pop()),
            Key::Left => self.step_left(),
            Key::Right => self.step_right(),
            Key::WordLeft => self.word_left(),
            Key::WordRight => self.word_right(),
            Key::Home => {
                while self.before.last().is_some_and(|grapheme| grapheme != "\n") {
                    self.step_left();
                }
            }
            Key::End => {
                while self.after.last().is_some_and(|grapheme| grapheme != "\n") {
                    self.step_right();
                }
            }
            Key::DeleteToStart => {
                let start = self.line_start();
                self.before.truncate(start);
            }
            Key::DeleteToEnd => self.delete_to_line_end(),
            Key::DeleteWordLeft => {
                let end = self.before.len();
                self.word_left();
                let deleted = end - self.before.len();
                self.after.truncate(self.after.len() - deleted);
            }
            Key::DeleteWordRight => {
                let end = self.before.len();
                self.word_right();
                self.before.truncate(end);
            }
            Key::Up | Key::Down | Key::PageUp | Key::PageDown | Key::BackTab => {
                return Outcome::Nothing;
            }
        }
        self.count();
        Outcome::Changed
    }

    /// Moves the cursor to the row above or below, as the rows stand at this width.
    pub(super) fn move_row(&mut self, width: usize, is_up: bool) {
        let layout = self.layout(width);
        let target = if is_up {
            layout.row.checked_sub(1)
        } else {
            Some(layout.row + 1)
        };
        let Some(row) = target.and_then(|row| layout.rows.get(row)) else {
            return;
        };
        let step = row
            .cells
            .iter()
            .rposition(|cell| *cell <= layout.column)
            .unwrap_or(0);
        let wanted = row.first + step.min(row.cells.len().saturating_sub(1));
        while self.before.len() > wanted {
            self.step_left();
        }
        while self.before.len() < wanted && !self.after.is_empty() {
            self.step_right();
        }
    }

    /// Lays the text out in rows of at most `width` cells, the cursor always inside.
    pub(super) fn layout(&self, width: usize) -> Layout {
        let width = width.max(2);
        let mut rows = vec![Row::at(0)];
        let mut cursor = (0, 0);
        let all = self.before.iter().chain(self.after.iter().rev());
        for (place, grapheme) in all.enumerate() {
            let is_break = grapheme == "\n";
            let shown = Safe::words(grapheme);
            let cells = if is_break { 0 } else { shown.as_str().width() };
            let last = rows.len() - 1;
            if !is_break && rows[last].end() + cells > width && rows[last].end() > 0 {
                rows.push(Row::at(place));
            }
            if place == self.before.len() {
                cursor = (rows.len() - 1, rows[rows.len() - 1].end());
            }
            if is_break {
                rows.push(Row::at(place + 1));
            } else if let Some(row) = rows.last_mut() {
                row.words.push(&shown);
                row.cells.push(row.end() + cells);
            }
        }
        if self.after.is_empty() {
            if rows.last().is_some_and(|row| row.end() >= width) {
                rows.push(Row::at(self.before.len()));
            }
            cursor = (rows.len() - 1, rows[rows.len() - 1].end());
        }
        Layout {
            rows,
            row: cursor.0,
            column: cursor.1,
        }
    }

    fn enter(&mut self) -> Outcome {
        if self.lines == Lines::One {
            return Outcome::Done;
        }
        let is_after_break = self.before.last().is_none_or(|grapheme| grapheme == "\n");
        if self.after.is_empty() && is_after_break {
            return Outcome::Done;
        }
        self.insert("\n");
        Outcome::Changed
    }

    fn end_of_input(&self) -> Outcome {
        match (self.is_blank(), self.lines) {
            (true, _) => Outcome::Pause,
            (false, Lines::Many) => Outcome::Done,
            (false, Lines::One) => Outcome::Nothing,
        }
    }

    /// Puts words in at the cursor; on one line, line ends become spaces.
    fn insert(&mut self, words: &str) {
        let words: String = words
            .replace("\r\n", "\n")
            .chars()
            .map(|character| match character {
                '\n' | '\r' if self.lines == Lines::One => ' ',
                '\r' => '\n',
                '\t' => ' ',
                other => other,
            })
            .filter(|character| *character == '\n' || !character.is_control())
            .collect();
        let room = LONGEST.saturating_sub(self.bytes);
        // A mark or a joined part typed alone belongs to the grapheme before it.
        let mut joined = self.before.pop().unwrap_or_default();
        joined.push_str(&words);
        let mut taken = 0;
        for grapheme in joined.graphemes(true) {
            taken += grapheme.len();
            if taken > room {
                break;
            }
            self.before.push(grapheme.to_owned());
        }
        self.bytes += words.len();
    }

    fn delete_to_line_end(&mut self) {
        while self.after.last().is_some_and(|grapheme| grapheme != "\n") {
            self.after.pop();
        }
    }

    fn line_start(&self) -> usize {
        self.before
            .iter()
            .rposition(|grapheme| grapheme == "\n")
            .map_or(0, |at| at + 1)
    }

    fn step_left(&mut self) {
        self.after.extend(self.before.pop());
    }

    fn step_right(&mut self) {
        self.before.extend(self.after.pop());
    }

    fn word_left(&mut self) {
        while self
            .before
            .last()
            .is_some_and(|grapheme| !is_word(grapheme))
        {
            self.step_left();
        }
        while self.before.last().is_some_and(|grapheme| is_word(grapheme)) {
            self.step_left();
        }
    }

    fn word_right(&mut self) {
        while self.after.last().is_some_and(|grapheme| !is_word(grapheme)) {
            self.step_right();
        }
        while self.after.last().is_some_and(|grapheme| is_word(grapheme)) {
            self.step_right();
        }
    }

    fn count(&mut self) {
        self.bytes = self.before.iter().chain(&self.after).map(String::len).sum();
    }
}

impl Row {
    fn at(first: usize) -> Self {
        Row {
            words: Safe::default(),
            first,
            cells: vec![0],
        }
    }

    fn end(&self) -> usize {
        self.cells.last().copied().unwrap_or(0)
    }
}

fn is_word(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{Editor, Lines, Outcome};
    use crate::console::keys::Key;
    use proptest::prelude::*;

    /// Types words and keys: `<Left>`, `<WordLeft>`… as [`Key`] names them.
    fn press(editor: &mut Editor, keys: &[Key]) -> Outcome {
        keys.iter()
            .fold(Outcome::Nothing, |_, key| editor.press(key))
    }

    fn typed(words: &str) -> Vec<Key> {
        words.chars().map(Key::Char).collect()
    }

    /// Shows the text with `|` at the cursor.
    fn shown(editor: &Editor) -> String {
        let after: String = editor.after.iter().rev().map(String::as_str).collect();
        format!("{}|{after}", editor.before.concat())
    }

    #[test]
    fn moving_and_deleting_by_grapheme() {
        let mut editor = Editor::new("caffè", Lines::One);
        press(&mut editor, &[Key::Left, Key::Left, Key::Char('x')]);
        assert_eq!(shown(&editor), "cafx|fè");
        press(
            &mut editor,
            &[Key::Home, Key::Delete, Key::End, Key::Backspace],
        );
        assert_eq!(shown(&editor), "afxf|");
        let mut editor = Editor::new("a👨\u{200d}👩\u{200d}👧b", Lines::One);
        press(&mut editor, &[Key::Left, Key::Backspace]);
        assert_eq!(shown(&editor), "a|b");
    }

    #[test]
    fn an_emoji_typed_in_parts_is_one_step() {
        let mut editor = Editor::new("", Lines::One);
        press(&mut editor, &typed("👨\u{200d}👩e\u{301}"));
        press(&mut editor, &[Key::Backspace, Key::Backspace]);
        assert_eq!(shown(&editor), "|");
    }

    #[test]
    fn words_are_jumped_and_deleted() {
        let mut editor = Editor::new("prima, seconda terza", Lines::One);
        press(&mut editor, &[Key::WordLeft, Key::WordLeft]);
        assert_eq!(shown(&editor), "prima, |seconda terza");
        editor.press(&Key::DeleteWordRight);
        assert_eq!(shown(&editor), "prima, | terza");
        press(&mut editor, &[Key::WordRight, Key::DeleteWordLeft]);
        assert_eq!(shown(&editor), "prima,  |");
        editor.press(&Key::DeleteToStart);
        assert_eq!(shown(&editor), "|");
        let mut editor = Editor::new("uno due", Lines::One);
        press(&mut editor, &[Key::WordLeft, Key::DeleteToEnd]);
        assert_eq!(shown(&editor), "uno |");
    }

    #[test]
    fn a_paste_on_one_line_becomes_one_line() {
        let mut editor = Editor::new("", Lines::One);
        editor.press(&Key::Paste("uno\ndue\r\ntre\u{1b}[2J".to_owned()));
        assert_eq!(editor.text(), "uno due tre[2J");
        assert_eq!(editor.press(&Key::Enter), Outcome::Done);
    }

    #[test]
    fn an_empty_line_ends_text_of_several_lines() {
        let mut editor = Editor::new("", Lines::Many);
        editor.press(&Key::Paste("uno\n\ndue".to_owned()));
        assert_eq!(editor.press(&Key::Enter), Outcome::Changed);
        assert_eq!(editor.press(&Key::Enter), Outcome::Done);
        assert_eq!(editor.text(), "uno\n\ndue\n");
        press(&mut editor, &[Key::Left, Key::Home]);
        assert_eq!(editor.press(&Key::Enter), Outcome::Changed);
        assert_eq!(editor.press(&Key::EndOfInput), Outcome::Done);
    }

    #[test]
    fn ctrl_d_pauses_only_when_nothing_is_typed() {
        let mut editor = Editor::new("", Lines::One);
        assert_eq!(editor.press(&Key::EndOfInput), Outcome::Pause);
        editor.press(&Key::Char('x'));
        assert_eq!(editor.press(&Key::EndOfInput), Outcome::Nothing);
        assert_eq!(editor.press(&Key::Interrupt), Outcome::Pause);
    }

    #[test]
    fn a_command_line_is_taken_out_of_the_text() {
        let mut editor = Editor::new("uno\n:nota x\ndue", Lines::Many);
        editor.move_row(40, true);
        assert_eq!(editor.line(), ":nota x");
        editor.remove_line();
        assert_eq!(editor.text(), "uno\ndue");
        let mut editor = Editor::new("uno\n:pausa", Lines::Many);
        editor.remove_line();
        assert_eq!(shown(&editor), "uno|");
        let mut editor = Editor::new(":pausa", Lines::Many);
        editor.remove_line();
        assert_eq!(shown(&editor), "|");
    }

    #[test]
    fn rows_are_counted_in_cells() {
        let editor = Editor::new("東京タワー", Lines::One);
        let layout = editor.layout(5);
        let rows: Vec<&str> = layout.rows.iter().map(|row| row.words.as_str()).collect();
        assert_eq!(rows, ["東京", "タワ", "ー"]);
        assert_eq!((layout.row, layout.column), (2, 2));
        let mut editor = Editor::new("abcd", Lines::One);
        let layout = editor.layout(4);
        assert_eq!((layout.rows.len(), layout.row, layout.column), (2, 1, 0));
        editor.press(&Key::Home);
        let layout = editor.layout(4);
        assert_eq!((layout.rows.len(), layout.row, layout.column), (1, 0, 0));
    }

    #[test]
    fn rows_above_and_below_keep_the_column() {
        let mut editor = Editor::new("abcdef\nxy\n123456", Lines::Many);
        editor.move_row(40, true);
        assert_eq!(shown(&editor), "abcdef\nxy|\n123456");
        editor.move_row(40, true);
        assert_eq!(shown(&editor), "ab|cdef\nxy\n123456");
        editor.move_row(40, true);
        assert_eq!(shown(&editor), "ab|cdef\nxy\n123456");
        editor.move_row(40, false);
        assert_eq!(shown(&editor), "abcdef\nxy|\n123456");
    }

    fn any_key() -> impl Strategy<Value = Key> {
        prop_oneof![
            any::<char>().prop_map(Key::Char),
            "[a-z東🙂 \\n]{0,9}".prop_map(Key::Paste),
            prop::sample::select(vec![
                Key::Enter,
                Key::Backspace,
                Key::Delete,
                Key::Left,
                Key::Right,
                Key::WordLeft,
                Key::WordRight,
                Key::Home,
                Key::End,
                Key::DeleteToStart,
                Key::DeleteToEnd,
                Key::DeleteWordLeft,
                Key::DeleteWordRight,
                Key::Up,
                Key::Tab,
            ]),
        ]
    }

    proptest! {
        #[test]
        fn any_keys_leave_a_text_and_a_cursor_on_the_screen(
            keys in prop::collection::vec(any_key(), 0..40), width in 0usize..20, many: bool) {
            let mut editor = Editor::new("", if many { Lines::Many } else { Lines::One });
            for key in &keys {
                editor.press(key);
                editor.move_row(width, keys.len() % 2 == 0);
            }
            let layout = editor.layout(width);
            prop_assert!(layout.row < layout.rows.len());
            prop_assert!(layout.column <= layout.rows[layout.row].end());
            prop_assert!(editor.text().chars().all(|character| character == '\n' || !character.is_control()));
            prop_assert!(many || !editor.text().contains('\n'));
        }
    }
}
