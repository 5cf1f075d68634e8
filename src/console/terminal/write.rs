//! Text being typed at a question, or outside the interview.

use std::io;

use super::{Draft, Terminal};
use crate::console::command::{self, Typed};
use crate::console::editor::{self, Editor, Lines};
use crate::console::field::{self, OTHER, say};
use crate::console::keys::Key;
use crate::console::list;
use crate::console::{Prompt, PromptField, Reply};
use crate::text::Safe;
use crate::value::Value;
use crate::words::Sentence;
use crate::words::console as words;

/// What came of a line being typed.
pub(super) enum Line {
    Done(String),
    Left,
}

impl Terminal {
    pub(super) fn ask_text(&mut self, prompt: &Prompt<'_>) -> io::Result<Reply> {
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
        let mut problem: Vec<Safe> = Vec::new();
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
    fn text_foot(&self, prompt: &Prompt<'_>, hint: Option<&str>, lines: Lines) -> Vec<Safe> {
        let language = prompt.language;
        let dim = |line: &Safe| self.paint.dim(line);
        let mut foot = Vec::new();
        if let Some(hint) = hint {
            foot.extend(self.painted(hint, "  ", dim));
        }
        let states: Vec<String> = field::states(prompt)
            .into_iter()
            .map(|(state, label)| {
                // Command and words stay together when the line breaks.
                let words = format!("{} {label}", field::state_command(state, language));
                words.replace(' ', "\u{a0}")
            })
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

    pub(super) fn other_words(
        &mut self,
        prompt: &Prompt<'_>,
        before: &str,
    ) -> io::Result<Option<String>> {
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
    pub(super) fn edit_line(
        &mut self,
        editor: &mut Editor,
        title: &[Safe],
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
    fn draw_editor(&mut self, editor: &Editor, title: &[Safe], foot: &[Safe]) -> io::Result<()> {
        let (height, _) = self.screen.size();
        let layout = editor.layout(self.editor_width());
        let room = height.saturating_sub(title.len() + foot.len()).max(1);
        let heights = vec![1; layout.rows.len()];
        let visible = list::window(&heights, layout.row, room);
        let mut lines = title.to_vec();
        for row in visible.clone() {
            let prefix = if row == 0 { "> " } else { "  " };
            lines.push(layout.rows[row].words.after(prefix));
        }
        let cursor = (title.len() + layout.row - visible.start, layout.column + 2);
        // On a terminal too low for everything, what is typed goes before hints.
        let spare = height.saturating_sub(lines.len());
        lines.extend(foot.iter().take(spare).cloned());
        self.screen.draw(&lines, Some(cursor))
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
        Typed::State(state) if !field::offers(prompt, state) => {
            return Step::Problem(words::state_not_here());
        }
        Typed::State(state) => Reply::State(state),
        Typed::Action(action) => Reply::Action(action),
    };
    editor.remove_line();
    Step::Reply(reply)
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
