//! The front at a terminal.
//!
//! dialoguer draws what one item is picked from: single choices, the action menu, the review, jump
//! lists, confirmations. It never sees our words, only numbers; [`Rows`] draws them, wrapped, so that
//! its counting of bytes leaves no ghost lines. Ticks, order and text are ours ([`List`],
//! [`Editor`]): dialoguer loses them at Esc. Whatever was begun at a question is kept until that
//! question is answered, however often it is left.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::io;

use dialoguer::Select;
use dialoguer::theme::Theme;

use crate::console::command::{self, Typed};
use crate::console::editor::{self, Editor, Lines};
use crate::console::field::{self, OTHER, Row, say};
use crate::console::keys::Key;
use crate::console::layout::{Paint, text_width, wrap};
use crate::console::list::{self, List, Mode};
use crate::console::screen::Screen;
use crate::console::{Action, Colour, Front, LinePrompt, Menu, Prompt, PromptField, Reply, Speech};
use crate::render::terminal::safe_line;
use crate::value::{Given, State, Value};
use crate::words::console as words;
use crate::words::{Language, Sentence};

/// The interview at a terminal.
pub struct Terminal {
    screen: Screen,
    language: Language,
    paint: Paint,
    /// What was begun and not accepted, by question.
    begun: HashMap<String, Begun>,
}

/// An answer that was begun, with the current answer it was begun over.
struct Begun {
    over: Option<String>,
    draft: Draft,
}

#[derive(Clone)]
enum Draft {
    Row(usize),
    List {
        picked: Vec<usize>,
        cursor: usize,
        other: Option<String>,
    },
    Text(String),
}

/// What came of a list of which one row is picked.
enum Picked {
    Row(usize),
    /// Esc, with the row that was highlighted.
    Left(usize),
}

/// What came of a line being typed.
enum Line {
    Done(String),
    Left,
}

impl Terminal {
    /// Takes the terminal over; it is given back when this is dropped.
    pub fn open(language: Language, colour: Colour) -> io::Result<Self> {
        Ok(Terminal {
            screen: Screen::open()?,
            language,
            paint: Paint {
                is_on: colour == Colour::On,
            },
            begun: HashMap::new(),
        })
    }

    fn width(&self) -> usize {
        text_width(self.screen.size().1)
    }

    fn print(&self, lines: &[String]) -> io::Result<()> {
        let mut out = lines.join("\r\n");
        out.push_str("\r\n");
        self.screen.write(&out)
    }

    fn painted(&self, text: &str, prefix: &str, paint: impl Fn(&str) -> String) -> Vec<String> {
        let rest = " ".repeat(prefix.chars().count());
        wrap(text, self.width(), prefix, &rest)
            .iter()
            .map(|line| paint(line))
            .collect()
    }

    fn problem_lines(&self, sentence: &str) -> Vec<String> {
        self.painted(sentence, "! ", |line| self.paint.warning(line))
    }

    fn problem(&self, sentence: &Sentence, language: Language) -> io::Result<()> {
        self.print(&self.problem_lines(sentence.in_language(language)))
    }

    /// Shows a question: progress, mark, the question itself, guidance, what was answered.
    fn head(&self, prompt: &Prompt<'_>) -> Vec<String> {
        let paint = self.paint;
        let mut lines = vec![String::new()];
        lines.extend(self.painted(&prompt.progress, "", |line| paint.dim(line)));
        let bar = if prompt.is_private { "┃ " } else { "" };
        if prompt.is_private {
            let mark = say(&words::only_for_you(), prompt.language);
            lines.extend(self.painted(&mark, bar, |line| paint.private(line)));
        }
        lines.extend(
            wrap(&prompt.question, self.width(), bar, bar)
                .iter()
                .map(|line| paint.bold(line)),
        );
        if let Some(guide) = &prompt.guide {
            lines.extend(
                wrap(guide, self.width(), bar, bar)
                    .iter()
                    .map(|line| paint.dim(line)),
            );
        }
        if let Some(current) = &prompt.current {
            let shown = match &current.from_earlier {
                Some(when) => words::from_earlier(when, &current.shown),
                None => words::you_answered(&current.shown),
            };
            let shown = say(&shown, prompt.language);
            lines.extend(self.painted(&shown, "= ", |line| paint.accent(line)));
            if let Some(note) = &current.note {
                let note = say(&words::with_note(note), prompt.language);
                lines.extend(self.painted(&note, "  ", |line| paint.dim(line)));
            }
        }
        lines.push(String::new());
        lines
    }

    /// Shows what was answered, once the prompt itself is gone.
    fn answered(&self, reply: &Reply, prompt: &Prompt<'_>) -> io::Result<()> {
        let shown = match reply {
            Reply::Value { value, other } => field::shown(value, other.as_deref(), prompt),
            Reply::State(state) => field::state_words(*state, prompt),
            Reply::Action(_) => return Ok(()),
        };
        self.print(&self.painted(&shown, "→ ", |line| self.paint.accent(line)))
    }

    fn begun(&self, prompt: &Prompt<'_>) -> Option<Draft> {
        let begun = self.begun.get(&prompt.question)?;
        (begun.over == over(prompt)).then(|| begun.draft.clone())
    }

    fn remember(&mut self, prompt: &Prompt<'_>, draft: Draft) {
        let begun = Begun {
            over: over(prompt),
            draft,
        };
        self.begun.insert(prompt.question.clone(), begun);
    }

    /// Lets one row be picked with dialoguer.
    fn select(&mut self, rows: &Rows, selected: usize, room: usize) -> io::Result<Picked> {
        const FEWEST_ROWS: usize = 4;
        let (height, _) = self.screen.size();
        if height < FEWEST_ROWS {
            return self.select_small(rows, selected);
        }
        self.screen.check()?;
        rows.active.set(selected);
        let tallest = rows.heights().into_iter().max().unwrap_or(1);
        let all: usize = rows.heights().iter().sum();
        let room = room.saturating_sub(rows.foot.len()).max(tallest);
        let per_page = if all <= room {
            rows.rows.len()
        } else {
            (room / tallest).max(1)
        };
        rows.per_page
            .set(per_page.min(height.saturating_sub(2)).max(1));
        let picked = Select::with_theme(rows)
            .items((0..rows.rows.len()).map(|row| row.to_string()))
            .default(selected.min(rows.rows.len().saturating_sub(1)))
            .max_length(rows.per_page.get())
            .report(false)
            .interact_on_opt(&console::Term::stderr());
        let dialoguer::Error::IO(error) = match picked {
            Ok(Some(row)) => return Ok(Picked::Row(row)),
            Ok(None) => return Ok(Picked::Left(rows.active.get())),
            Err(error) => error,
        };
        Err(error)
    }

    /// As [`Terminal::select`], where the terminal is too low for dialoguer's paging.
    fn select_small(&mut self, rows: &Rows, selected: usize) -> io::Result<Picked> {
        let mut active = selected.min(rows.rows.len().saturating_sub(1));
        loop {
            let mut line = String::new();
            let _ = rows.item(&mut line, active, true);
            let first = line
                .lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or("")
                .to_owned();
            self.screen.draw(&[first], None)?;
            let last = rows.rows.len().saturating_sub(1);
            match self.screen.key()? {
                Key::Up => active = active.checked_sub(1).unwrap_or(last),
                Key::Down => active = if active >= last { 0 } else { active + 1 },
                Key::Enter => {
                    self.screen.erase()?;
                    return Ok(Picked::Row(active));
                }
                Key::Escape => {
                    self.screen.erase()?;
                    return Ok(Picked::Left(active));
                }
                Key::Interrupt => return Err(io::ErrorKind::Interrupted.into()),
                _ => {}
            }
        }
    }

    /// The menu behind Esc; `None` goes on with the answer.
    fn actions(&mut self, prompt: &Prompt<'_>) -> io::Result<Option<Reply>> {
        let language = prompt.language;
        let mut entries: Vec<(String, Option<Reply>)> =
            vec![(say(&words::action_continue(), language), None)];
        for (state, label) in field::states(prompt) {
            entries.push((label, Some(Reply::State(state))));
        }
        let actions = [
            (words::action_back(), Action::Back),
            (words::action_jump(), Action::Jump(None)),
            (words::action_note(), Action::Note(None)),
            (words::action_quote(), Action::Quote),
            (words::action_why(), Action::Why),
            (words::action_review(), Action::Review),
            (words::action_pause(), Action::Pause),
            (words::action_help(), Action::Help),
        ];
        for (label, action) in actions {
            entries.push((say(&label, language), Some(Reply::Action(action))));
        }
        let labels: Vec<String> = entries.iter().map(|(label, _)| label.clone()).collect();
        let menu = Menu {
            language,
            title: say(&words::actions_title(), language),
            items: labels,
            selected: 0,
        };
        let picked = self.menu(&menu)?;
        Ok(picked.and_then(|row| entries.swap_remove(row).1))
    }

    /// Shows a menu, and takes it off the screen again.
    fn menu(&mut self, menu: &Menu) -> io::Result<Option<usize>> {
        if menu.items.is_empty() {
            return Ok(None);
        }
        let title: Vec<String> = self.painted(&menu.title, "", |line| self.paint.bold(line));
        self.print(&title)?;
        let looks = menu.items.iter().map(|item| Look::plain(item)).collect();
        let foot = self.painted(&say(&words::hint_menu(), menu.language), "", |line| {
            self.paint.dim(line)
        });
        let rows = Rows::new(looks, foot, self.width(), self.paint);
        let room = self.screen.size().0.saturating_sub(title.len() + 1);
        let picked = self.select(&rows, menu.selected, room)?;
        self.screen
            .write(&format!("\u{1b}[{}A\r\u{1b}[J", title.len()))?;
        match picked {
            Picked::Row(row) => Ok(Some(row)),
            Picked::Left(_) => Ok(None),
        }
    }

    fn ask_one(&mut self, prompt: &Prompt<'_>, room: usize) -> io::Result<Reply> {
        let labels = field::labels(&prompt.field);
        let states = field::states(prompt);
        let mut looks: Vec<Look> = labels.iter().map(|label| Look::plain(label)).collect();
        let mut kinds: Vec<Row> = (0..labels.len()).map(Row::Option).collect();
        for (place, (state, label)) in states.iter().enumerate() {
            looks.push(Look {
                is_apart: place == 0,
                ..Look::quiet(label)
            });
            kinds.push(Row::State(*state));
        }
        let mut rows = Rows::new(looks, Vec::new(), self.width(), self.paint);
        let all: usize = rows.heights().iter().sum();
        let hint = |hint: &Sentence| {
            let hint = say(hint, prompt.language);
            self.painted(&hint, "", |line| self.paint.dim(line))
        };
        rows.foot = hint(&words::hint_one());
        if all + rows.foot.len() > room {
            rows.foot = hint(&words::hint_pages());
        }
        let mut selected = match self.begun(prompt) {
            Some(Draft::Row(row)) => row,
            _ => first_row(prompt, &kinds),
        };
        loop {
            let row = match self.select(&rows, selected, room)? {
                Picked::Row(row) => row,
                Picked::Left(row) => {
                    selected = row;
                    if let Some(reply) = self.actions(prompt)? {
                        self.remember(prompt, Draft::Row(selected));
                        return Ok(reply);
                    }
                    continue;
                }
            };
            selected = row;
            let pick = match kinds.get(row) {
                Some(Row::State(state)) => return Ok(Reply::State(*state)),
                Some(Row::Option(pick)) => *pick,
                None => continue,
            };
            if let Some(reply) = self.accept(prompt, &[pick], None)? {
                return Ok(reply);
            }
        }
    }

    /// Turns picks into a reply, asking for the words of "other"; `None` goes back to the list.
    fn accept(
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

    fn other_words(&mut self, prompt: &Prompt<'_>, before: &str) -> io::Result<Option<String>> {
        let labels = field::labels(&prompt.field);
        let label = labels.last().copied().unwrap_or(OTHER);
        let question = format!("{label}: {}", say(&words::other_words(), prompt.language));
        let title = self.painted(&question, "", |line| self.paint.bold(line));
        let hint = say(&words::hint_aside(), prompt.language);
        let missing = say(&words::other_missing(), prompt.language);
        let mut editor = Editor::new(before, Lines::One);
        let check = |words: &str| {
            if words.trim().is_empty() {
                Err(missing.clone())
            } else {
                Ok(())
            }
        };
        match self.edit_line(&mut editor, &title, &hint, &check)? {
            Line::Done(words) => Ok(Some(words.trim().to_owned())),
            Line::Left => Ok(None),
        }
    }

    /// Edits one line under a title until its words pass; Esc leaves.
    fn edit_line(
        &mut self,
        editor: &mut Editor,
        title: &[String],
        hint: &str,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> io::Result<Line> {
        let mut problem = Vec::new();
        self.screen.begin_paste()?;
        loop {
            let mut foot = problem.clone();
            foot.extend(self.painted(hint, "  ", |line| self.paint.dim(line)));
            self.draw_editor(editor, title, &foot)?;
            let key = self.screen.key()?;
            problem.clear();
            let done = match editor.press(&key) {
                editor::Outcome::Pause => return Err(io::ErrorKind::Interrupted.into()),
                editor::Outcome::Escape => Line::Left,
                editor::Outcome::Done => match check(&editor.text()) {
                    Ok(()) => Line::Done(editor.text()),
                    Err(sentence) => {
                        problem = self.problem_lines(&sentence);
                        continue;
                    }
                },
                editor::Outcome::Changed | editor::Outcome::Nothing => {
                    self.move_row(editor, &key);
                    continue;
                }
            };
            self.screen.erase()?;
            self.screen.end_paste()?;
            return Ok(done);
        }
    }

    fn move_row(&self, editor: &mut Editor, key: &Key) {
        let width = self.editor_width();
        match key {
            Key::Up => editor.move_row(width, true),
            Key::Down => editor.move_row(width, false),
            _ => {}
        }
    }

    fn editor_width(&self) -> usize {
        self.width().saturating_sub(2).max(2)
    }

    /// Draws a text being typed, as much of it as fits, between its title and its foot.
    fn draw_editor(
        &mut self,
        editor: &Editor,
        title: &[String],
        foot: &[String],
    ) -> io::Result<()> {
        let (height, _) = self.screen.size();
        let layout = editor.layout(self.editor_width());
        let room = height.saturating_sub(title.len() + foot.len()).max(1);
        let heights = vec![1; layout.rows.len()];
        let visible = list::window(&heights, layout.row, room);
        let mut lines = title.to_vec();
        for row in visible.clone() {
            let prefix = if row == 0 { "> " } else { "  " };
            lines.push(format!("{prefix}{}", layout.rows[row].words));
        }
        let cursor = (title.len() + layout.row - visible.start, layout.column + 2);
        // On a terminal too low for everything, what is typed goes before hints.
        let spare = height.saturating_sub(lines.len());
        lines.extend(foot.iter().take(spare).cloned());
        self.screen.draw(&lines, Some(cursor))
    }

    fn ask_list(&mut self, prompt: &Prompt<'_>, mode: Mode, room: usize) -> io::Result<Reply> {
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
                list::Outcome::Done if list.picked().is_empty() => {
                    message = Some(say(&words::nothing_ticked(), language));
                }
                list::Outcome::Done => match (prompt.read_picks)(list.picked()) {
                    Err(sentence) => message = Some(say(&sentence, language)),
                    Ok(_) => {
                        self.screen.erase()?;
                        let picked = list.picked().to_vec();
                        if let Some(reply) = self.accept(prompt, &picked, other.as_deref())? {
                            // Kept in case the answer is not accepted after all.
                            let draft = Draft::List {
                                picked,
                                cursor: list.cursor(),
                                other: other_of(&reply),
                            };
                            self.remember(prompt, draft);
                            return Ok(reply);
                        }
                    }
                },
            }
        }
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
        let mut blocks: Vec<Vec<String>> = Vec::new();
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
                block.insert(0, String::new());
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
            foot.insert(0, self.paint.dim(&say(&place, prompt.language)));
        }
        let mut lines: Vec<String> = blocks[visible].concat();
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

    fn block(&self, label: &str, prefix: &str, is_active: bool, tone: Tone) -> Vec<String> {
        let rest = " ".repeat(prefix.chars().count());
        let lines = wrap(&safe_line(label), self.width(), prefix, &rest);
        lines
            .iter()
            .map(|line| tone.paint(self.paint, line, is_active))
            .collect()
    }

    fn ask_text(&mut self, prompt: &Prompt<'_>) -> io::Result<Reply> {
        let (lines, hint) = match &prompt.field {
            PromptField::Lines { hint } => (Lines::Many, hint),
            PromptField::Line { hint } => (Lines::One, hint),
            _ => (Lines::One, &None),
        };
        let start = start_text(prompt);
        let begun = match self.begun(prompt) {
            Some(Draft::Text(text)) => text,
            _ => start.clone(),
        };
        let mut editor = Editor::new(&begun, lines);
        let mut problem: Vec<String> = Vec::new();
        self.screen.begin_paste()?;
        loop {
            let mut foot = problem.clone();
            foot.extend(self.text_foot(prompt, hint.as_deref(), lines));
            self.draw_editor(&editor, &[], &foot)?;
            let key = self.screen.key()?;
            problem.clear();
            let step = match editor.press(&key) {
                editor::Outcome::Pause => return Err(io::ErrorKind::Interrupted.into()),
                editor::Outcome::Escape => {
                    self.screen.erase()?;
                    self.screen.end_paste()?;
                    match self.actions(prompt)? {
                        Some(reply) => Step::Reply(reply),
                        None => {
                            self.screen.begin_paste()?;
                            Step::GoOn
                        }
                    }
                }
                editor::Outcome::Done => finished_text(prompt, &mut editor, lines, &start),
                editor::Outcome::Changed if key == Key::Enter => typed_command(prompt, &mut editor),
                editor::Outcome::Changed | editor::Outcome::Nothing => {
                    self.move_row(&mut editor, &key);
                    Step::GoOn
                }
            };
            match step {
                Step::GoOn => {}
                Step::Problem(sentence) => {
                    problem = self.problem_lines(sentence.in_language(prompt.language));
                }
                Step::Reply(reply) => {
                    self.screen.erase()?;
                    self.screen.end_paste()?;
                    self.remember(prompt, Draft::Text(editor.text()));
                    return Ok(reply);
                }
            }
        }
    }

    /// Says how to end a text, and what else may be said in place of one.
    fn text_foot(&self, prompt: &Prompt<'_>, hint: Option<&str>, lines: Lines) -> Vec<String> {
        let language = prompt.language;
        let dim = |line: &str| self.paint.dim(line);
        let mut foot = Vec::new();
        if let Some(hint) = hint {
            foot.extend(self.painted(hint, "  ", dim));
        }
        let states: Vec<String> = field::states(prompt)
            .into_iter()
            .map(|(state, label)| format!("{} {label}", field::state_command(state, language)))
            .collect();
        let states = say(&words::text_states(&states.join(" · ")), language);
        foot.extend(self.painted(&states, "  ", dim));
        let ending = match lines {
            Lines::One => words::hint_line(),
            Lines::Many => words::hint_lines(),
        };
        foot.extend(self.painted(&say(&ending, language), "  ", dim));
        foot
    }
}

/// What a key did to a text question.
enum Step {
    GoOn,
    Problem(Sentence),
    Reply(Reply),
}

/// Judges a text that was ended.
fn finished_text(prompt: &Prompt<'_>, editor: &mut Editor, lines: Lines, start: &str) -> Step {
    if command::is_command(&editor.line()) {
        return typed_command(prompt, editor);
    }
    let text = editor.text();
    let is_untouched = text.trim_end() == start.trim_end();
    if is_untouched && let Some(current) = &prompt.current {
        return Step::Reply(field::keep(current));
    }
    if is_untouched && let Some(offered) = &prompt.offered {
        return Step::Reply(Reply::Value {
            value: offered.clone(),
            other: None,
        });
    }
    if editor.is_blank() {
        return Step::Problem(words::nothing_typed());
    }
    let words = match lines {
        Lines::One => command_free(text.trim()),
        Lines::Many => command_free(text.trim_end()),
    };
    match (prompt.read)(&words) {
        Ok(value) => Step::Reply(Reply::Value { value, other: None }),
        Err(sentence) => Step::Problem(sentence),
    }
}

/// Takes the colon off an answer that was typed with two.
fn command_free(text: &str) -> String {
    match command::read(text) {
        Typed::Words(words) => words,
        _ => text.to_owned(),
    }
}

/// Does a command typed on the line of the cursor, or the line Enter just ended, and takes it out.
fn typed_command(prompt: &Prompt<'_>, editor: &mut Editor) -> Step {
    let mut line = editor.line();
    let is_ended = line.is_empty();
    if is_ended {
        // Enter has just begun this line: the command is on the one before.
        editor.press(&Key::Backspace);
        line = editor.line();
        if !command::is_command(&line) {
            editor.press(&Key::Enter);
            return Step::GoOn;
        }
    }
    let reply = match command::read(&line) {
        Typed::Words(_) => return Step::GoOn,
        Typed::Unknown(sentence) => return Step::Problem(sentence),
        Typed::State(state) if !offers(prompt, state) => {
            return Step::Problem(words::state_not_here());
        }
        Typed::State(state) => Reply::State(state),
        Typed::Action(action) => Reply::Action(action),
    };
    editor.remove_line();
    Step::Reply(reply)
}

fn offers(prompt: &Prompt<'_>, state: State) -> bool {
    field::states(prompt)
        .iter()
        .any(|(offered, _)| *offered == state)
}

/// Gives the text a question begins with: the current answer, or what is offered.
fn start_text(prompt: &Prompt<'_>) -> String {
    let value: Option<&Value> = match &prompt.current {
        Some(current) => current.given.value(),
        None => prompt.offered.as_ref(),
    };
    value.map_or_else(String::new, |value| {
        field::typed_form(value, prompt.language)
    })
}

/// Gives the row a list begins at: the current answer, or what is offered.
fn first_row(prompt: &Prompt<'_>, rows: &[Row]) -> usize {
    let given = prompt.current.as_ref().map(|current| &current.given);
    let wanted = match given {
        Some(Given::State(state)) => Some(Row::State(*state)),
        Some(Given::Value(value)) => field::picks(value, &prompt.field)
            .first()
            .map(|pick| Row::Option(*pick)),
        None => prompt.offered.as_ref().and_then(|value| {
            field::picks(value, &prompt.field)
                .first()
                .map(|pick| Row::Option(*pick))
        }),
    };
    wanted
        .and_then(|wanted| rows.iter().position(|row| *row == wanted))
        .unwrap_or(0)
}

fn other_of(reply: &Reply) -> Option<String> {
    match reply {
        Reply::Value { other, .. } => other.clone(),
        Reply::State(_) | Reply::Action(_) => None,
    }
}

fn over(prompt: &Prompt<'_>) -> Option<String> {
    prompt.current.as_ref().map(|current| current.shown.clone())
}

fn pointer(is_active: bool) -> &'static str {
    if is_active { "> " } else { "  " }
}

impl Front for Terminal {
    fn ask(&mut self, prompt: &Prompt<'_>) -> io::Result<Reply> {
        self.screen.check()?;
        self.screen.forget_input()?;
        let head = self.head(prompt);
        self.print(&head)?;
        let (height, _) = self.screen.size();
        // The question stays on the screen if it can; a list always gets a few rows.
        let room = height.saturating_sub(head.len() + 1).max(height.min(8));
        let reply = match &prompt.field {
            PromptField::One { .. } => self.ask_one(prompt, room),
            PromptField::Several { .. } => self.ask_list(prompt, Mode::Several, room),
            PromptField::Order { at_most, .. } => {
                self.ask_list(prompt, Mode::Order { at_most: *at_most }, room)
            }
            PromptField::Line { .. } | PromptField::Lines { .. } => self.ask_text(prompt),
        }?;
        self.answered(&reply, prompt)?;
        Ok(reply)
    }

    fn pick(&mut self, menu: &Menu) -> io::Result<Option<usize>> {
        self.screen.check()?;
        self.screen.forget_input()?;
        self.print(&[String::new()])?;
        self.menu(menu)
    }

    fn line(&mut self, line: &LinePrompt<'_>) -> io::Result<Option<String>> {
        self.screen.check()?;
        self.screen.forget_input()?;
        let mut title = vec![String::new()];
        title.extend(self.painted(&line.question, "", |line| self.paint.bold(line)));
        if let Some(hint) = &line.hint {
            title.extend(self.painted(hint, "", |line| self.paint.dim(line)));
        }
        let hint = say(&words::hint_aside(), line.language);
        let mut editor = Editor::new(line.current.as_deref().unwrap_or(""), Lines::One);
        let check = |words: &str| match words.trim() {
            "" => Ok(()),
            words => (line.check)(words).map_err(|sentence| say(&sentence, line.language)),
        };
        self.print(&title)?;
        let words = match self.edit_line(&mut editor, &[], &hint, &check)? {
            Line::Done(words) if !words.trim().is_empty() => words.trim().to_owned(),
            Line::Done(_) | Line::Left => return Ok(None),
        };
        self.print(&self.painted(&words, "→ ", |line| self.paint.accent(line)))?;
        Ok(Some(words))
    }

    fn confirm(&mut self, question: &str, default: bool) -> io::Result<Option<bool>> {
        let language = self.language;
        let menu = Menu {
            language,
            title: question.to_owned(),
            items: vec![say(&words::yes(), language), say(&words::no(), language)],
            selected: usize::from(!default),
        };
        Ok(self.pick(&menu)?.map(|row| row == 0))
    }

    fn say(&mut self, speech: &Speech) -> io::Result<()> {
        let paint = self.paint;
        let lines = match speech {
            Speech::Heading(words) => {
                let mut lines = vec![String::new()];
                lines.extend(self.painted(words, "== ", |line| paint.bold(line)));
                lines
            }
            Speech::Aloud(words) => {
                let mark = say(&words::read_aloud(), self.language);
                let mut lines = vec![String::new()];
                lines.extend(self.painted(&format!("[{mark}]"), "", |line| paint.dim(line)));
                lines.extend(
                    wrap(words, self.width(), "« ", "  ")
                        .iter()
                        .map(|line| paint.bold(line)),
                );
                lines
            }
            Speech::Note(words) => self.painted(words, "", str::to_owned),
            Speech::Aside(words) => self.painted(words, "", |line| paint.dim(line)),
            Speech::Problem(words) => self.problem_lines(words),
        };
        self.print(&lines)
    }
}

/// How a row of a list looks.
struct Look {
    label: String,
    tone: Tone,
    /// Parted from the row above by an empty line.
    is_apart: bool,
}

#[derive(Clone, Copy)]
enum Tone {
    Plain,
    Quiet,
}

impl Tone {
    fn paint(self, paint: Paint, line: &str, is_active: bool) -> String {
        match (self, is_active) {
            (_, true) => paint.accent(line),
            (Tone::Plain, false) => line.to_owned(),
            (Tone::Quiet, false) => paint.dim(line),
        }
    }
}

impl Look {
    fn plain(label: &str) -> Self {
        Look {
            label: safe_line(label),
            tone: Tone::Plain,
            is_apart: false,
        }
    }

    fn quiet(label: &str) -> Self {
        Look {
            tone: Tone::Quiet,
            ..Look::plain(label)
        }
    }
}

/// The rows dialoguer picks from. It is given their numbers; this draws them, and remembers which
/// one was highlighted when Esc came.
struct Rows {
    rows: Vec<Look>,
    /// Under the last row of the page.
    foot: Vec<String>,
    width: usize,
    paint: Paint,
    active: Cell<usize>,
    per_page: Cell<usize>,
}

impl Rows {
    fn new(rows: Vec<Look>, foot: Vec<String>, width: usize, paint: Paint) -> Self {
        Rows {
            per_page: Cell::new(rows.len().max(1)),
            rows,
            foot,
            width,
            paint,
            active: Cell::new(0),
        }
    }

    fn lines(&self, row: usize, is_active: bool) -> Vec<String> {
        let Some(look) = self.rows.get(row) else {
            return Vec::new();
        };
        let mut lines: Vec<String> = wrap(&look.label, self.width, pointer(is_active), "  ")
            .iter()
            .map(|line| look.tone.paint(self.paint, line, is_active))
            .collect();
        if look.is_apart {
            lines.insert(0, String::new());
        }
        lines
    }

    fn heights(&self) -> Vec<usize> {
        (0..self.rows.len())
            .map(|row| self.lines(row, false).len())
            .collect()
    }

    fn item(&self, f: &mut dyn fmt::Write, row: usize, is_active: bool) -> fmt::Result {
        if is_active {
            self.active.set(row);
        }
        let mut lines = self.lines(row, is_active);
        let is_last_of_page =
            (row + 1).is_multiple_of(self.per_page.get()) || row + 1 == self.rows.len();
        if is_last_of_page {
            if self.per_page.get() < self.rows.len() {
                let place = format!(
                    "{}/{}",
                    row / self.per_page.get() + 1,
                    self.rows.len().div_ceil(self.per_page.get())
                );
                lines.push(self.paint.dim(&place));
            }
            lines.extend(self.foot.iter().cloned());
        }
        f.write_str(&lines.join("\n"))
    }
}

impl Theme for Rows {
    fn format_select_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        active: bool,
    ) -> fmt::Result {
        match text.parse() {
            Ok(row) => self.item(f, row, active),
            Err(_) => Ok(()),
        }
    }
}
