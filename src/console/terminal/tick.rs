//! Lists in which options are ticked or put in order.

use std::io;

use super::{Draft, Terminal, Tone, pointer};
use crate::console::field::{self, say};
use crate::console::layout::wrap;
use crate::console::list::{self, List, Mode};
use crate::console::{Prompt, PromptField, Reply};
use crate::text::{Safe, safe_line};
use crate::value::Given;
use crate::words::console as words;

/// What came of Enter on ticks.
enum Done {
    Reply(Reply),
    Refused(String),
    /// The words of "other" were left.
    NotYet,
}

impl Terminal {
    pub(super) fn ask_list(
        &mut self,
        prompt: &Prompt<'_>,
        mode: Mode,
        room: usize,
    ) -> io::Result<Reply> {
        let (options, _) = field::options(&prompt.field);
        let count = field::labels(&prompt.field).len();
        let states = field::states(prompt);
        let exclusive = (0..options.len())
            .filter(|row| options[*row].exclusive)
            .collect();
        let mut list = List::new(mode, count, count + states.len(), exclusive);
        let mut other = prompt
            .current
            .as_ref()
            .and_then(|current| current.other.clone());
        self.fill_list(&mut list, &mut other, prompt);
        let mut message = None;
        loop {
            self.draw_list(&list, prompt, message.as_deref(), room)?;
            message = None;
            let key = self.screen.key()?;
            let language = prompt.language;
            match list.press(&key, room.saturating_sub(4)) {
                list::Outcome::Changed | list::Outcome::Nothing => {}
                list::Outcome::Pause => return Err(io::ErrorKind::Interrupted.into()),
                list::Outcome::Full(limit) => {
                    message = Some(say(&words::too_many(limit), language))
                }
                list::Outcome::Row(row) => {
                    if let Some((state, _)) =
                        row.checked_sub(count).and_then(|place| states.get(place))
                    {
                        self.screen.erase()?;
                        return Ok(Reply::State(*state));
                    }
                }
                list::Outcome::Escape => {
                    self.screen.erase()?;
                    if let Some(reply) = self.actions(prompt)? {
                        let draft = Draft::List {
                            picked: list.picked().to_vec(),
                            cursor: list.cursor(),
                            other,
                        };
                        self.remember(prompt, draft);
                        return Ok(reply);
                    }
                }
                list::Outcome::Done => match self.done(prompt, &list, other.as_deref())? {
                    Done::Reply(reply) => return Ok(reply),
                    Done::Refused(said) => message = Some(said),
                    Done::NotYet => {}
                },
            }
        }
    }

    /// Judges the ticks at Enter.
    fn done(&mut self, prompt: &Prompt<'_>, list: &List, other: Option<&str>) -> io::Result<Done> {
        if list.picked().is_empty() {
            return Ok(Done::Refused(say(
                &words::nothing_ticked(),
                prompt.language,
            )));
        }
        if let Err(sentence) = (prompt.read_picks)(list.picked()) {
            return Ok(Done::Refused(say(&sentence, prompt.language)));
        }
        self.screen.erase()?;
        let Some(reply) = self.accept(prompt, list.picked(), other)? else {
            return Ok(Done::NotYet);
        };
        // Kept in case the answer is not accepted after all.
        let draft = Draft::List {
            picked: list.picked().to_vec(),
            cursor: list.cursor(),
            other: other_of(&reply),
        };
        self.remember(prompt, draft);
        Ok(Done::Reply(reply))
    }

    /// Ticks what was begun, else the current answer, else what is offered.
    fn fill_list(&self, list: &mut List, other: &mut Option<String>, prompt: &Prompt<'_>) {
        if let Some(Draft::List {
            picked,
            cursor,
            other: begun,
        }) = self.begun(prompt)
        {
            list.set_picked(picked);
            list.set_cursor(cursor);
            *other = begun;
            return;
        }
        let current = prompt.current.as_ref().map(|current| &current.given);
        if let Some(Given::State(state)) = current {
            let states = field::states(prompt);
            let place = states.iter().position(|(offered, _)| offered == state);
            list.set_cursor(field::labels(&prompt.field).len() + place.unwrap_or(0));
            return;
        }
        let value = current.and_then(Given::value).or(prompt.offered.as_ref());
        if let Some(value) = value {
            list.set_picked(field::picks(value, &prompt.field));
        }
    }

    fn draw_list(
        &mut self,
        list: &List,
        prompt: &Prompt<'_>,
        message: Option<&str>,
        room: usize,
    ) -> io::Result<()> {
        let labels = field::labels(&prompt.field);
        let states = field::states(prompt);
        let mut blocks: Vec<Vec<Safe>> = Vec::new();
        for (row, label) in labels.iter().enumerate() {
            let place = list.picked().iter().position(|picked| *picked == row);
            let mark = match (&prompt.field, place) {
                (_, None) => "[ ]".to_owned(),
                (PromptField::Order { .. }, Some(place)) => format!("[{}]", place + 1),
                (_, Some(_)) => "[x]".to_owned(),
            };
            let number = if labels.len() <= 9 {
                format!("{} ", row + 1)
            } else {
                String::new()
            };
            let prefix = format!("{}{number}{mark} ", pointer(row == list.cursor()));
            blocks.push(self.block(label, &prefix, row == list.cursor(), Tone::Plain));
        }
        for (place, (_, label)) in states.iter().enumerate() {
            let row = labels.len() + place;
            let is_active = row == list.cursor();
            let mut block = self.block(label, pointer(is_active), is_active, Tone::Quiet);
            if place == 0 {
                block.insert(0, Safe::default());
            }
            blocks.push(block);
        }
        let mut foot = message.map_or_else(Vec::new, |message| self.problem_lines(message));
        let hint = self.list_hint(list, prompt);
        let heights: Vec<usize> = blocks.iter().map(Vec::len).collect();
        let all: usize = heights.iter().sum();
        foot.extend(self.painted(&hint, "", |line| self.paint.dim(line)));
        let room = room
            .min(self.screen.size().0)
            .saturating_sub(foot.len())
            .max(1);
        let visible = list::window(&heights, list.cursor(), room);
        if all > room {
            let place = words::place_in_list(list.cursor() + 1, blocks.len());
            let place = Safe::line(&say(&place, prompt.language));
            foot.insert(0, self.paint.dim(&place));
        }
        let mut lines: Vec<Safe> = blocks[visible].concat();
        let height = self.screen.size().0;
        lines.truncate(height);
        foot.truncate(height.saturating_sub(lines.len()));
        lines.extend(foot);
        self.screen.draw(&lines, None)
    }

    fn list_hint(&self, list: &List, prompt: &Prompt<'_>) -> String {
        let hint = match (&prompt.field, list.is_short()) {
            (PromptField::Order { .. }, true) => words::hint_order(),
            (PromptField::Order { .. }, false) => words::hint_order_many(),
            (_, true) => words::hint_several(),
            (_, false) => words::hint_many(),
        };
        let hint = say(&hint, prompt.language);
        match prompt.field {
            PromptField::Order {
                at_most: Some(count),
                ..
            } => format!(
                "{} · {hint}",
                say(&words::hint_at_most(count), prompt.language)
            ),
            _ => hint,
        }
    }

    fn block(&self, label: &str, prefix: &str, is_active: bool, tone: Tone) -> Vec<Safe> {
        let rest = " ".repeat(prefix.chars().count());
        let lines = wrap(&safe_line(label), self.width(), prefix, &rest);
        lines
            .iter()
            .map(|line| tone.paint(self.paint, line, is_active))
            .collect()
    }

    /// Turns picks into a reply, asking for the words of "other"; `None` goes back to the list.
    pub(super) fn accept(
        &mut self,
        prompt: &Prompt<'_>,
        picks: &[usize],
        other: Option<&str>,
    ) -> io::Result<Option<Reply>> {
        let value = match (prompt.read_picks)(picks) {
            Ok(value) => value,
            Err(sentence) => {
                self.problem(&sentence, prompt.language)?;
                return Ok(None);
            }
        };
        if !field::has_other(picks, &prompt.field) {
            return Ok(Some(Reply::Value { value, other: None }));
        }
        let before = prompt
            .current
            .as_ref()
            .and_then(|current| current.other.clone());
        let other = other.map(str::to_owned).or(before).unwrap_or_default();
        match self.other_words(prompt, &other)? {
            Some(other) => Ok(Some(Reply::Value {
                value,
                other: Some(other),
            })),
            None => Ok(None),
        }
    }
}

fn other_of(reply: &Reply) -> Option<String> {
    match reply {
        Reply::Value { other, .. } => other.clone(),
        Reply::State(_) | Reply::Action(_) => None,
    }
}
