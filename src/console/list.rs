//! A list in which several options are ticked, or put in order. Pure; the terminal draws it.
//!
//! dialoguer's own MultiSelect and Sort forget ticks and order at Esc, know no option that stands
//! alone, and cannot put only some in order: so these two are ours.

use std::collections::HashSet;

use crate::console::keys::Key;

/// What is done with the options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Several,
    Order { at_most: Option<usize> },
}

/// A list and what is picked in it.
#[derive(Clone, Debug)]
pub(super) struct List {
    mode: Mode,
    /// The options that can be ticked come first; the rows after them answer at once.
    options: usize,
    rows: usize,
    exclusive: HashSet<usize>,
    /// In the order of picking.
    picked: Vec<usize>,
    cursor: usize,
    /// Digits typed so far, to reach a far row.
    digits: String,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Changed,
    /// Enter on the options.
    Done,
    /// Enter or Space on a row that answers at once.
    Row(usize),
    Escape,
    Pause,
    /// The limit is reached.
    Full(usize),
    Nothing,
}

impl List {
    /// Makes a list of options, of which some stand alone, with rows that answer at once below.
    pub(super) fn new(mode: Mode, options: usize, rows: usize, exclusive: HashSet<usize>) -> Self {
        List {
            mode,
            options,
            rows: rows.max(options).max(1),
            exclusive,
            picked: Vec::new(),
            cursor: 0,
            digits: String::new(),
        }
    }

    /// Gives what is picked, in the order of picking.
    pub(super) fn picked(&self) -> &[usize] {
        &self.picked
    }

    /// Sets what is picked.
    pub(super) fn set_picked(&mut self, picked: Vec<usize>) {
        self.picked = picked;
        self.picked.retain(|row| *row < self.options);
    }

    pub(super) fn cursor(&self) -> usize {
        self.cursor
    }

    pub(super) fn set_cursor(&mut self, cursor: usize) {
        self.cursor = cursor.min(self.rows - 1);
    }

    /// Tells whether one digit is enough for every option.
    pub(super) fn is_short(&self) -> bool {
        self.options <= 9
    }

    /// Takes a key; a page is as many rows as the screen shows.
    pub(super) fn press(&mut self, key: &Key, page: usize) -> Outcome {
        if !matches!(key, Key::Char('0'..='9')) {
            self.digits.clear();
        }
        let last = self.rows - 1;
        self.cursor = match key {
            Key::Up | Key::BackTab | Key::Char('k') => self.cursor.checked_sub(1).unwrap_or(last),
            Key::Down | Key::Tab | Key::Char('j') => (self.cursor + 1) % self.rows,
            Key::Home => 0,
            Key::End => last,
            Key::PageUp => self.cursor.saturating_sub(page.max(1)),
            Key::PageDown => (self.cursor + page.max(1)).min(last),
            Key::Left => return self.shift(Shift::Earlier),
            Key::Right => return self.shift(Shift::Later),
            Key::Char(' ') => return self.toggle(self.cursor),
            Key::Char(digit @ '0'..='9') => return self.digit(*digit),
            Key::Enter if self.cursor >= self.options => return Outcome::Row(self.cursor),
            Key::Enter => return Outcome::Done,
            Key::Escape | Key::Char('q') => return Outcome::Escape,
            Key::Interrupt | Key::EndOfInput => return Outcome::Pause,
            _ => return Outcome::Nothing,
        };
        Outcome::Changed
    }

    fn digit(&mut self, digit: char) -> Outcome {
        if self.is_short() {
            let Some(row) = digit
                .to_digit(10)
                .and_then(|digit| (digit as usize).checked_sub(1))
            else {
                return Outcome::Nothing;
            };
            if row >= self.options {
                return Outcome::Nothing;
            }
            self.cursor = row;
            return self.toggle(row);
        }
        self.digits.push(digit);
        let in_list = |digits: &str| {
            let number = digits.parse::<usize>().ok()?;
            (1..=self.options).contains(&number).then(|| number - 1)
        };
        let row = in_list(&self.digits).or_else(|| {
            self.digits = digit.to_string();
            in_list(&self.digits)
        });
        match row {
            Some(row) => {
                self.cursor = row;
                Outcome::Changed
            }
            None => Outcome::Nothing,
        }
    }

    fn toggle(&mut self, row: usize) -> Outcome {
        if row >= self.options {
            return Outcome::Row(row);
        }
        if self.picked.contains(&row) {
            self.picked.retain(|picked| *picked != row);
            return Outcome::Changed;
        }
        if self.exclusive.contains(&row) {
            self.picked.clear();
        } else {
            self.picked
                .retain(|picked| !self.exclusive.contains(picked));
        }
        if let Mode::Order {
            at_most: Some(limit),
        } = self.mode
            && self.picked.len() >= limit
        {
            return Outcome::Full(limit);
        }
        self.picked.push(row);
        Outcome::Changed
    }

    /// Moves the option under the cursor to an earlier or a later place of the order.
    fn shift(&mut self, to: Shift) -> Outcome {
        let place = self.picked.iter().position(|row| *row == self.cursor);
        let (Mode::Order { .. }, Some(place)) = (self.mode, place) else {
            return Outcome::Nothing;
        };
        let other = match to {
            Shift::Earlier => place.checked_sub(1),
            Shift::Later => Some(place + 1),
        };
        match other.filter(|other| *other < self.picked.len()) {
            Some(other) => {
                self.picked.swap(place, other);
                Outcome::Changed
            }
            None => Outcome::Nothing,
        }
    }
}

#[derive(Clone, Copy)]
enum Shift {
    Earlier,
    Later,
}

/// Gives the rows to show: as many around the cursor as fit, by the height of each.
pub(super) fn window(heights: &[usize], cursor: usize, room: usize) -> std::ops::Range<usize> {
    let cursor = cursor.min(heights.len().saturating_sub(1));
    let mut range = cursor..(cursor + 1).min(heights.len());
    let mut used: usize = heights.get(cursor).copied().unwrap_or(0);
    loop {
        let above = range
            .start
            .checked_sub(1)
            .filter(|row| used + heights[*row] <= room);
        if let Some(row) = above {
            used += heights[row];
            range.start = row;
        }
        let below = heights
            .get(range.end)
            .filter(|height| used + **height <= room);
        if let Some(height) = below {
            used += height;
            range.end += 1;
        } else if above.is_none() {
            return range;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{List, Mode, Outcome, window};
    use crate::console::keys::Key;
    use proptest::prelude::*;

    fn list(mode: Mode, options: usize) -> List {
        List::new(mode, options, options + 2, [options - 1].into())
    }

    fn press(list: &mut List, keys: &str) -> Outcome {
        keys.chars().fold(Outcome::Nothing, |_, key| {
            let key = match key {
                '<' => Key::Left,
                '>' => Key::Right,
                '\n' => Key::Enter,
                'v' => Key::Down,
                '^' => Key::Up,
                other => Key::Char(other),
            };
            list.press(&key, 10)
        })
    }

    #[test]
    fn ticks_by_space_and_number() {
        let mut list = list(Mode::Several, 5);
        press(&mut list, " vv 5");
        assert_eq!(list.picked(), [4], "the last stands alone");
        press(&mut list, "31");
        assert_eq!(list.picked(), [2, 0]);
        press(&mut list, "3");
        assert_eq!(list.picked(), [0]);
        assert_eq!(press(&mut list, "9"), Outcome::Nothing);
        assert_eq!(press(&mut list, "\n"), Outcome::Done);
        assert_eq!(press(&mut list, "^^^^\n"), Outcome::Row(5));
    }

    #[test]
    fn an_order_of_some() {
        let mut list = list(Mode::Order { at_most: Some(3) }, 6);
        assert_eq!(press(&mut list, "4125"), Outcome::Full(3));
        assert_eq!(list.picked(), [3, 0, 1]);
        press(&mut list, "^^^<");
        assert_eq!((list.cursor(), list.picked()), (1, &[3, 1, 0][..]));
        press(&mut list, ">");
        assert_eq!(list.picked(), [3, 0, 1]);
        assert_eq!(press(&mut list, ">"), Outcome::Nothing);
        press(&mut list, "4");
        assert_eq!(list.picked(), [0, 1]);
    }

    #[test]
    fn far_rows_are_reached_by_number() {
        let mut list = list(Mode::Several, 200);
        press(&mut list, "157");
        assert_eq!((list.cursor(), list.picked().len()), (156, 0));
        press(&mut list, " v3");
        assert_eq!((list.cursor(), list.picked()), (2, &[156][..]));
        press(&mut list, "99");
        assert_eq!(list.cursor(), 8);
    }

    #[test]
    fn a_window_holds_the_cursor() {
        assert_eq!(window(&[1; 5], 0, 10), 0..5);
        assert_eq!(window(&[1; 200], 100, 9), 96..105);
        assert_eq!(window(&[1; 200], 199, 9), 191..200);
        assert_eq!(window(&[3, 2, 4, 1], 2, 6), 1..3);
        assert_eq!(window(&[9], 0, 2), 0..1);
        assert_eq!(window(&[], 0, 2), 0..0);
    }

    proptest! {
        #[test]
        fn any_keys_leave_picks_in_the_list(options in 1usize..30, keys in "[ 0-9qjk<>v^\n]{0,40}", at_most in prop::option::of(1usize..4)) {
            for mode in [Mode::Several, Mode::Order { at_most }] {
                let mut list = list(mode, options);
                press(&mut list, &keys);
                prop_assert!(list.cursor() < options + 2);
                prop_assert!(list.picked().iter().all(|row| *row < options));
                if let Mode::Order { at_most: Some(limit) } = mode {
                    prop_assert!(list.picked().len() <= limit);
                }
            }
        }

        #[test]
        fn a_window_fits(heights in prop::collection::vec(1usize..5, 1..60), cursor in 0usize..60, room in 1usize..30) {
            let range = window(&heights, cursor, room);
            let cursor = cursor.min(heights.len() - 1);
            prop_assert!(range.contains(&cursor));
            let used: usize = heights[range.clone()].iter().sum();
            prop_assert!(used <= room || range.len() == 1);
        }
    }
}
