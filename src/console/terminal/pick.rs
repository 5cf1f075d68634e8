//! Lists of which one row is picked: dialoguer's part.

use std::cell::Cell;
use std::fmt;
use std::io;
use std::panic::{self, AssertUnwindSafe};

use dialoguer::Select;
use dialoguer::theme::Theme;

use super::{Draft, Terminal, Tone, pointer};
use crate::console::field::{self, Row, say};
use crate::console::keys::Key;
use crate::console::layout::{Paint, wrap};
use crate::console::{Action, Menu, Prompt, Reply};
use crate::text::{Safe, safe_line};
use crate::value::Given;
use crate::words::Sentence;
use crate::words::console as words;

/// What came of a list of which one row is picked.
enum Picked {
    Row(usize),
    /// Esc, with the row that was highlighted.
    Left(usize),
}

impl Terminal {
    pub(super) fn ask_one(&mut self, prompt: &Prompt<'_>, room: usize) -> io::Result<Reply> {
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
        let select = Select::with_theme(rows)
            .items((0..rows.rows.len()).map(|row| row.to_string()))
            .default(selected.min(rows.rows.len().saturating_sub(1)))
            .max_length(rows.per_page.get())
            .report(false);
        match quietly(|| select.interact_on_opt(&console::Term::stderr())) {
            Some(Ok(Some(row))) => Ok(Picked::Row(row)),
            Some(Ok(None)) => Ok(Picked::Left(rows.active.get())),
            Some(Err(dialoguer::Error::IO(error))) => Err(error),
            // Made too low while the list stood there.
            None => self.select_small(rows, rows.active.get()),
        }
    }

    /// As [`Terminal::select`], where the terminal is too low for dialoguer's paging.
    fn select_small(&mut self, rows: &Rows, selected: usize) -> io::Result<Picked> {
        let mut active = selected.min(rows.rows.len().saturating_sub(1));
        loop {
            rows.active.set(active);
            let mut lines = rows.lines(active, true).into_iter();
            let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
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
    pub(super) fn actions(&mut self, prompt: &Prompt<'_>) -> io::Result<Option<Reply>> {
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
    pub(super) fn menu(&mut self, menu: &Menu) -> io::Result<Option<usize>> {
        if menu.items.is_empty() {
            return Ok(None);
        }
        let title: Vec<Safe> = self.painted(&menu.title, "", |line| self.paint.bold(line));
        self.print(&title)?;
        let looks = menu.items.iter().map(|item| Look::plain(item)).collect();
        let foot = self.painted(&say(&words::hint_menu(), menu.language), "", |line| {
            self.paint.dim(line)
        });
        let rows = Rows::new(looks, foot, self.width(), self.paint);
        let room = self.screen.size().0.saturating_sub(title.len() + 1);
        let picked = self.select(&rows, menu.selected, room)?;
        self.screen.unprint(title.len())?;
        match picked {
            Picked::Row(row) => Ok(Some(row)),
            Picked::Left(_) => Ok(None),
        }
    }
}

/// Runs what panics in a terminal of fewer than three rows (dialoguer's paging does), without a word
/// on the screen; `None` is such a panic.
fn quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
    let told = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let outcome = panic::catch_unwind(AssertUnwindSafe(run));
    panic::set_hook(told);
    outcome.ok()
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

/// How a row of a list looks.
struct Look {
    label: String,
    tone: Tone,
    /// Parted from the row above by an empty line.
    is_apart: bool,
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
    foot: Vec<Safe>,
    width: usize,
    paint: Paint,
    active: Cell<usize>,
    per_page: Cell<usize>,
}

impl Rows {
    fn new(rows: Vec<Look>, foot: Vec<Safe>, width: usize, paint: Paint) -> Self {
        Rows {
            per_page: Cell::new(rows.len().max(1)),
            rows,
            foot,
            width,
            paint,
            active: Cell::new(0),
        }
    }

    fn lines(&self, row: usize, is_active: bool) -> Vec<Safe> {
        let Some(look) = self.rows.get(row) else {
            return Vec::new();
        };
        let mut lines: Vec<Safe> = wrap(&look.label, self.width, pointer(is_active), "  ")
            .iter()
            .map(|line| look.tone.paint(self.paint, line, is_active))
            .collect();
        if look.is_apart {
            lines.insert(0, Safe::default());
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
                lines.push(self.paint.dim(&Safe::line(&place)));
            }
            lines.extend(self.foot.iter().cloned());
        }
        f.write_str(Safe::joined(&lines, "\n").as_str())
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
