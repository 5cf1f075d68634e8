//! The front at a terminal.
//!
//! dialoguer draws what one item is picked from: single choices, the action menu, the review, jump
//! lists, confirmations. It never sees our words, only numbers; `Rows` draws them, wrapped, so that
//! its counting of bytes leaves no ghost lines. Ticks, order and text are ours (`List`,
//! `Editor`): dialoguer loses them at Esc. Whatever was begun at a question is kept until that
//! question is answered, however often it is left.

use std::collections::HashMap;
use std::io;

use crate::console::editor::{Editor, Lines};
use crate::console::field::{self, say};
use crate::console::layout::{Paint, text_width, wrap};
use crate::console::list::Mode;
use crate::console::screen::Screen;
use crate::console::{Colour, Front, LinePrompt, Menu, Prompt, PromptField, Reply, Speech};
use crate::text::Safe;
use crate::words::console as words;
use crate::words::{Language, Sentence};

mod pick;
mod tick;
mod write;

use write::Line;

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

    fn print(&self, lines: &[Safe]) -> io::Result<()> {
        self.screen.print(lines)
    }

    fn painted(&self, text: &str, prefix: &str, paint: impl Fn(&Safe) -> Safe) -> Vec<Safe> {
        let rest = " ".repeat(prefix.chars().count());
        wrap(text, self.width(), prefix, &rest)
            .iter()
            .map(paint)
            .collect()
    }

    fn problem_lines(&self, sentence: &str) -> Vec<Safe> {
        self.painted(sentence, "! ", |line| self.paint.warning(line))
    }

    fn problem(&self, sentence: &Sentence, language: Language) -> io::Result<()> {
        self.print(&self.problem_lines(sentence.in_language(language)))
    }

    /// Shows a question: progress, mark, the question itself, guidance, what was answered.
    fn head(&self, prompt: &Prompt<'_>) -> Vec<Safe> {
        let paint = self.paint;
        let mut lines = vec![Safe::default()];
        lines.extend(self.painted(&prompt.progress, "", |line| paint.dim(line)));
        let bar = if prompt.is_private { "┃ " } else { "" };
        if prompt.is_private {
            let mark = say(&words::only_for_you(), prompt.language);
            lines.extend(
                wrap(&mark, self.width(), bar, bar)
                    .iter()
                    .map(|line| paint.private(line)),
            );
        }
        lines.extend(
            wrap(&prompt.question, self.width(), bar, bar)
                .iter()
                .map(|line| paint.bold(line)),
        );
        if let Some(guide) = &prompt.guide {
            // Set in, so that it is told from the question without colours too.
            let margin = format!("{bar}  ");
            lines.extend(
                wrap(guide, self.width(), &margin, &margin)
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
        lines.push(Safe::default());
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
        self.print(&[Safe::default()])?;
        let picked = self.menu(menu)?;
        if let Some(item) = picked.and_then(|row| menu.items.get(row)) {
            let mut lines = self.painted(&menu.title, "", Safe::clone);
            lines.extend(self.painted(item, "→ ", |line| self.paint.accent(line)));
            self.print(&lines)?;
        }
        Ok(picked)
    }

    fn line(&mut self, line: &LinePrompt<'_>) -> io::Result<Option<String>> {
        self.screen.check()?;
        self.screen.forget_input()?;
        let mut title = vec![Safe::default()];
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
        // A prompt that was interrupted may still stand there.
        self.screen.erase()?;
        let paint = self.paint;
        let lines = match speech {
            Speech::Heading(words) => {
                let mut lines = vec![Safe::default()];
                lines.extend(self.painted(words, "== ", |line| paint.bold(line)));
                lines
            }
            Speech::Aloud(words) => {
                let mark = say(&words::read_aloud(), self.language);
                let mut lines = vec![Safe::default()];
                lines.extend(self.painted(&format!("[{mark}]"), "", |line| paint.dim(line)));
                lines.extend(
                    wrap(words, self.width(), "│ ", "│ ")
                        .iter()
                        .map(|line| paint.bold(line)),
                );
                lines
            }
            Speech::Note(words) => self.painted(words, "", Safe::clone),
            Speech::Aside(words) => self.painted(words, "", |line| paint.dim(line)),
            Speech::Problem(words) => self.problem_lines(words),
        };
        self.print(&lines)
    }
}

fn over(prompt: &Prompt<'_>) -> Option<String> {
    prompt.current.as_ref().map(|current| current.shown.clone())
}

/// How loud a row of a list is.
#[derive(Clone, Copy)]
enum Tone {
    Plain,
    Quiet,
}

impl Tone {
    fn paint(self, paint: Paint, line: &Safe, is_active: bool) -> Safe {
        match (self, is_active) {
            (_, true) => paint.accent(line),
            (Tone::Plain, false) => line.clone(),
            (Tone::Quiet, false) => paint.dim(line),
        }
    }
}

fn pointer(is_active: bool) -> &'static str {
    if is_active { "> " } else { "  " }
}

#[cfg(test)]
mod tests;
