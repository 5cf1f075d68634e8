//! The front on plain lines: numbered options, no escape codes, no cursor movement.
//!
//! For pipes, screen readers and slow terminals. Everything said up to a prompt is written in one
//! piece just before a line is read; the end of input is an error, which means pause.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, BufReader, Read, Stderr, Write};
use std::os::fd::AsFd;

use crate::console::command::{self, Typed};
use crate::console::field::{self, OTHER, say};
use crate::console::signals::Signals;
use crate::console::{Action, Front, LinePrompt, Menu, Prompt, PromptField, Reply, Speech};
use crate::text::{Safe, safe_line};
use crate::value::{State, Value};
use crate::words::console as words;
use crate::words::{Language, Sentence};

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// The interview on plain lines.
pub struct Plain<R: BufRead, W: Write> {
    input: R,
    output: W,
    language: Language,
    /// Said, and not yet written.
    pending: Safe,
    /// Text of several lines that was left for an action, by question.
    begun: HashMap<String, String>,
}

/// Standard input, in which a signal ends the wait.
pub struct WaitingInput {
    signals: Signals,
}

impl Read for WaitingInput {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let stdin = io::stdin();
        loop {
            if !self.signals.wait(stdin.as_fd(), None)? {
                continue;
            }
            match rustix::io::read(stdin.as_fd(), &mut *bytes) {
                Err(error) if error == rustix::io::Errno::INTR => {}
                read => return Ok(read?),
            }
        }
    }
}

impl Plain<BufReader<WaitingInput>, Stderr> {
    /// Reads standard input and talks on standard error.
    pub fn open(language: Language) -> io::Result<Self> {
        let input = WaitingInput {
            signals: Signals::install()?,
        };
        Ok(Plain::over(BufReader::new(input), io::stderr(), language))
    }
}

/// What a line of input was.
enum Line {
    Words(String),
    Refused(Sentence),
}

/// What came of the lines read at a prompt.
enum Entered {
    Reply(Reply),
    Words(String),
}

/// What a line typed at a list was.
enum Chosen {
    Reply(Reply),
    Picks(Vec<usize>),
    Value(Value),
    Refused(Sentence),
}

impl<R: BufRead, W: Write> Plain<R, W> {
    /// Reads and writes anything; for tests and pipes.
    pub fn over(input: R, output: W, language: Language) -> Self {
        Plain {
            input,
            output,
            language,
            pending: Safe::default(),
            begun: HashMap::new(),
        }
    }

    fn put(&mut self, line: &str) {
        self.pending.push_line(line);
    }

    fn put_sentence(&mut self, sentence: &Sentence) {
        let line = sentence.in_language(self.language).to_owned();
        self.put(&line);
    }

    fn problem(&mut self, sentence: &Sentence) {
        let line = format!("! {}", sentence.in_language(self.language));
        self.put(&line);
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.pending.is_empty() {
            self.output.write_all(self.pending.as_str().as_bytes())?;
            self.output.flush()?;
            self.pending = Safe::default();
        }
        Ok(())
    }

    /// Writes what is pending and reads one line; at the end of input there is none.
    fn read(&mut self) -> io::Result<Line> {
        self.pending.push(&Safe::words("> "));
        self.flush()?;
        let mut bytes = Vec::new();
        let mut is_whole = false;
        let mut is_too_long = false;
        while !is_whole {
            let available = self.input.fill_buf()?;
            if available.is_empty() {
                if bytes.is_empty() && !is_too_long {
                    self.pending.push_line("");
                    self.flush()?;
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                break;
            }
            let end = available.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(available.len());
            if bytes.len() + taken > LONGEST_LINE {
                is_too_long = true;
                bytes.clear();
            } else if !is_too_long {
                bytes.extend_from_slice(&available[..taken]);
            }
            is_whole = end.is_some();
            self.input.consume(taken + usize::from(is_whole));
        }
        if is_too_long {
            return Ok(Line::Refused(words::line_too_long()));
        }
        Ok(match String::from_utf8(bytes) {
            Ok(line) => Line::Words(
                line.trim_end_matches('\r')
                    .trim_start_matches('\u{feff}')
                    .to_owned(),
            ),
            Err(_) => Line::Refused(words::not_text()),
        })
    }

    /// Says the question: progress, mark, the question itself, guidance, what was answered.
    fn head(&mut self, prompt: &Prompt<'_>) {
        self.put("");
        if !prompt.progress.is_empty() {
            self.put(&prompt.progress);
        }
        if prompt.is_private {
            let mark = format!("[{}]", say(&words::only_for_you(), prompt.language));
            self.put(&mark);
        }
        self.put(&prompt.question);
        if let Some(guide) = &prompt.guide {
            let guide = format!("({guide})");
            self.put(&guide);
        }
        if let Some(current) = &prompt.current {
            let shown = match &current.from_earlier {
                Some(when) => words::from_earlier(when, &current.shown),
                None => words::you_answered(&current.shown),
            };
            let shown = format!("= {}", say(&shown, prompt.language));
            self.put(&shown);
            if let Some(note) = &current.note {
                let note = format!("  {}", say(&words::with_note(note), prompt.language));
                self.put(&note);
            }
        }
    }

    fn put_list(&mut self, prompt: &Prompt<'_>) {
        if matches!(
            prompt.field,
            PromptField::Line { .. } | PromptField::Lines { .. }
        ) {
            return;
        }
        let labels = field::labels(&prompt.field);
        let width = labels.len().to_string().len().max(2);
        for (index, label) in labels.iter().enumerate() {
            let line = format!("{:>width$}  {}", index + 1, safe_line(label));
            self.put(&line);
        }
        for (state, label) in field::states(prompt) {
            let line = format!("{:>width$}  {}", state_mark(state), safe_line(&label));
            self.put(&line);
        }
    }

    /// Says how to answer, and what Enter alone does.
    fn put_hint(&mut self, prompt: &Prompt<'_>) {
        let own = match &prompt.field {
            PromptField::Line { hint } | PromptField::Lines { hint } => hint.as_deref(),
            _ => None,
        };
        let how = match &prompt.field {
            PromptField::One { .. } => words::plain_one(),
            PromptField::Several { .. } => words::plain_several(),
            PromptField::Order { .. } => words::plain_order(),
            PromptField::Line { .. } => words::plain_line(),
            PromptField::Lines { .. } => words::plain_lines(),
        };
        let mut parts: Vec<String> = own.map(str::to_owned).into_iter().collect();
        parts.push(say(&how, prompt.language));
        if let PromptField::Order {
            at_most: Some(count),
            ..
        } = prompt.field
        {
            parts.push(say(&words::hint_at_most(count), prompt.language));
        }
        if prompt.current.is_some() {
            parts.push(say(&words::plain_keep(), prompt.language));
        } else if let Some(offered) = &prompt.offered {
            let shown = field::shown(offered, None, prompt);
            parts.push(say(&words::plain_take(&shown), prompt.language));
        }
        if matches!(
            prompt.field,
            PromptField::Line { .. } | PromptField::Lines { .. }
        ) {
            let states: Vec<String> = field::states(prompt)
                .into_iter()
                .map(|(state, label)| {
                    format!("{} {label}", field::state_command(state, prompt.language))
                })
                .collect();
            parts.push(say(
                &words::text_states(&states.join(" · ")),
                prompt.language,
            ));
        }
        let line = parts.join(" · ");
        self.put(&line);
    }

    /// Gives what Enter alone means, if it means something.
    fn on_enter(&self, prompt: &Prompt<'_>) -> Option<Reply> {
        match (&prompt.current, &prompt.offered) {
            (Some(current), _) => Some(field::keep(current)),
            (None, Some(offered)) => Some(Reply::Value {
                value: offered.clone(),
                other: None,
            }),
            (None, None) => None,
        }
    }

    /// Reads a command: an action or an offered state ends the prompt, help and slips do not.
    fn command(&mut self, line: &str, prompt: &Prompt<'_>) -> Result<Reply, Option<String>> {
        match command::read(line) {
            Typed::Words(words) => return Err(Some(words)),
            Typed::Action(Action::Help) => self.put_sentence(&words::commands()),
            Typed::Action(action) => return Ok(Reply::Action(action)),
            Typed::State(state) if field::offers(prompt, state) => return Ok(Reply::State(state)),
            Typed::State(_) => self.problem(&words::state_not_here()),
            Typed::Unknown(sentence) => self.problem(&sentence),
        }
        Err(None)
    }

    /// Reads lines until one is words, an action, or Enter where that answers.
    fn read_typed(&mut self, prompt: &Prompt<'_>) -> io::Result<Entered> {
        loop {
            let line = match self.read()? {
                Line::Words(line) => line,
                Line::Refused(sentence) => {
                    self.problem(&sentence);
                    continue;
                }
            };
            let typed = match self.command(&line, prompt) {
                Ok(reply) => return Ok(Entered::Reply(reply)),
                Err(None) => continue,
                Err(Some(words)) => words.trim().to_owned(),
            };
            if !typed.is_empty() {
                return Ok(Entered::Words(typed));
            }
            match self.on_enter(prompt) {
                Some(reply) => return Ok(Entered::Reply(reply)),
                None => self.problem(&words::nothing_typed_plain()),
            }
        }
    }

    fn ask_list(&mut self, prompt: &Prompt<'_>) -> io::Result<Reply> {
        loop {
            let typed = match self.read_typed(prompt)? {
                Entered::Reply(reply) => return Ok(reply),
                Entered::Words(words) => words,
            };
            let read = match choose(&typed, prompt) {
                Chosen::Reply(reply) => return Ok(reply),
                Chosen::Picks(picks) => (prompt.read_picks)(&picks),
                Chosen::Value(value) => Ok(value),
                Chosen::Refused(sentence) => Err(sentence),
            };
            match read {
                Err(sentence) => self.problem(&sentence),
                Ok(value) => {
                    let picks = field::picks(&value, &prompt.field);
                    if !field::has_other(&picks, &prompt.field) {
                        return Ok(Reply::Value { value, other: None });
                    }
                    return self.ask_other(value, prompt);
                }
            }
        }
    }

    fn ask_other(&mut self, value: Value, prompt: &Prompt<'_>) -> io::Result<Reply> {
        let labels = field::labels(&prompt.field);
        let label = labels.last().copied().unwrap_or(OTHER);
        let question = format!("{label}: {}", say(&words::other_words(), prompt.language));
        self.put(&question);
        let before = prompt
            .current
            .as_ref()
            .and_then(|current| current.other.clone());
        if let Some(before) = &before {
            let hint = say(&words::plain_take(before), prompt.language);
            self.put(&hint);
        }
        loop {
            let line = match self.read()? {
                Line::Words(line) => line,
                Line::Refused(sentence) => {
                    self.problem(&sentence);
                    continue;
                }
            };
            let typed = match self.command(&line, prompt) {
                Ok(reply) => return Ok(reply),
                Err(None) => continue,
                Err(Some(words)) => words.trim().to_owned(),
            };
            let other = if typed.is_empty() {
                before.clone()
            } else {
                Some(typed)
            };
            match other {
                Some(_) => return Ok(Reply::Value { value, other }),
                None => self.problem(&words::other_missing_plain()),
            }
        }
    }

    fn ask_line(&mut self, prompt: &Prompt<'_>) -> io::Result<Reply> {
        loop {
            let typed = match self.read_typed(prompt)? {
                Entered::Reply(reply) => return Ok(reply),
                Entered::Words(words) => words,
            };
            match (prompt.read)(&typed) {
                Ok(value) => return Ok(Reply::Value { value, other: None }),
                Err(sentence) => self.problem(&sentence),
            }
        }
    }

    fn ask_lines(&mut self, prompt: &Prompt<'_>) -> io::Result<Reply> {
        let mut text = self.begun.remove(&prompt.question).unwrap_or_default();
        if !text.is_empty() {
            self.put_sentence(&words::plain_so_far());
            let so_far = text.clone();
            self.put(so_far.trim_end());
        }
        loop {
            let line = match self.read() {
                Ok(Line::Words(line)) => line,
                Ok(Line::Refused(sentence)) => {
                    self.problem(&sentence);
                    continue;
                }
                // A text at the very end of a pipe is whole without an empty line.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && !text.is_empty() => {
                    String::new()
                }
                Err(error) => return Err(error),
            };
            if !text.is_empty() && command::is_clear(&line) {
                text.clear();
                continue;
            }
            let words = match self.command(&line, prompt) {
                Ok(reply) => {
                    self.begun.insert(prompt.question.clone(), text);
                    return Ok(reply);
                }
                Err(None) => continue,
                Err(Some(words)) => words,
            };
            if !words.trim().is_empty() {
                text.push_str(&words);
                text.push('\n');
                continue;
            }
            if text.is_empty() {
                match self.on_enter(prompt) {
                    Some(reply) => return Ok(reply),
                    None => self.problem(&words::nothing_typed_plain()),
                }
                continue;
            }
            match (prompt.read)(text.trim_end()) {
                Ok(value) => return Ok(Reply::Value { value, other: None }),
                // What was written stays: it may only be too short.
                Err(sentence) => {
                    self.problem(&sentence);
                    self.put_sentence(&words::plain_refused());
                }
            }
        }
    }

    /// Shows what was understood, where that is more than the words themselves.
    fn answered(&mut self, reply: &Reply, prompt: &Prompt<'_>) {
        let shown = match reply {
            Reply::Value {
                value: Value::Text(_),
                ..
            }
            | Reply::Action(_) => return,
            Reply::Value { value, other } => field::shown(value, other.as_deref(), prompt),
            Reply::State(state) => field::state_words(*state, prompt),
        };
        let line = format!("→ {}", safe_line(&shown));
        self.put(&line);
    }

    /// Reads a line outside the interview; `None` goes back.
    fn aside(&mut self) -> io::Result<Option<String>> {
        loop {
            let line = match self.read()? {
                Line::Words(line) => line,
                Line::Refused(sentence) => {
                    self.problem(&sentence);
                    continue;
                }
            };
            match command::read(&line) {
                Typed::Words(words) => {
                    let words = words.trim();
                    return Ok((!words.is_empty()).then(|| words.to_owned()));
                }
                Typed::Action(Action::Pause) => return Err(io::ErrorKind::Interrupted.into()),
                Typed::Unknown(sentence) => self.problem(&sentence),
                Typed::Action(_) | Typed::State(_) => return Ok(None),
            }
        }
    }
}

impl<R: BufRead, W: Write> Drop for Plain<R, W> {
    fn drop(&mut self) {
        // Nobody may be listening any more: nothing more can be done then.
        let _ = self.flush();
    }
}

/// The sign by which a state is typed at a list.
fn state_mark(state: State) -> &'static str {
    match state {
        State::DontKnow => "?",
        State::Declined => "-",
        State::Later => "0",
    }
}

/// Reads what was typed at a list: numbers, ids, a label, the sign or words of a state.
fn choose(typed: &str, prompt: &Prompt<'_>) -> Chosen {
    for (state, label) in field::states(prompt) {
        if typed == state_mark(state) || same(typed, &label) {
            return Chosen::Reply(Reply::State(state));
        }
    }
    let labels = field::labels(&prompt.field);
    if let Some(pick) = labels.iter().position(|label| same(typed, label)) {
        return Chosen::Picks(vec![pick]);
    }
    let (options, _) = field::options(&prompt.field);
    let mut picks = Vec::new();
    let mut seen = HashSet::new();
    for part in typed
        .split([',', ';', ' ', '\t'])
        .filter(|part| !part.is_empty())
    {
        let part = part.trim_end_matches(['.', ')']);
        let by_id = || {
            let known = options.iter().position(|option| option.id == part);
            known.or_else(|| {
                (part == OTHER && labels.len() > options.len()).then_some(options.len())
            })
        };
        let pick = match part.parse::<usize>() {
            Ok(number) if (1..=labels.len()).contains(&number) => number - 1,
            Ok(_) => return Chosen::Refused(words::no_such_number(part, labels.len())),
            Err(_) => match by_id() {
                Some(pick) => pick,
                None => return read_words(typed, prompt),
            },
        };
        if !seen.insert(pick) {
            return Chosen::Refused(words::twice(part));
        }
        picks.push(pick);
    }
    if matches!(prompt.field, PromptField::One { .. }) && picks.len() != 1 {
        return Chosen::Refused(words::one_only());
    }
    Chosen::Picks(picks)
}

/// The prompt itself may understand words that are no option: a yes, a name nearly right.
fn read_words(typed: &str, prompt: &Prompt<'_>) -> Chosen {
    match (prompt.read)(typed) {
        Ok(value) => Chosen::Value(value),
        Err(sentence) => Chosen::Refused(sentence),
    }
}

fn same(typed: &str, label: &str) -> bool {
    typed.to_lowercase() == label.trim().to_lowercase()
}

impl<R: BufRead, W: Write> Front for Plain<R, W> {
    fn ask(&mut self, prompt: &Prompt<'_>) -> io::Result<Reply> {
        self.head(prompt);
        self.put_list(prompt);
        self.put_hint(prompt);
        let reply = match &prompt.field {
            PromptField::One { .. } | PromptField::Several { .. } | PromptField::Order { .. } => {
                self.ask_list(prompt)
            }
            PromptField::Line { .. } => self.ask_line(prompt),
            PromptField::Lines { .. } => self.ask_lines(prompt),
        }?;
        self.answered(&reply, prompt);
        Ok(reply)
    }

    fn pick(&mut self, menu: &Menu) -> io::Result<Option<usize>> {
        self.put("");
        self.put(&menu.title);
        for (index, item) in menu.items.iter().enumerate() {
            let line = format!("{:>2}  {}", index + 1, safe_line(item));
            self.put(&line);
        }
        let hint = say(&words::plain_menu(), menu.language);
        self.put(&hint);
        loop {
            let Some(typed) = self.aside()? else {
                return Ok(None);
            };
            match typed.parse::<usize>() {
                Ok(number) if (1..=menu.items.len()).contains(&number) => {
                    return Ok(Some(number - 1));
                }
                _ => {
                    let typed = safe_line(&typed);
                    self.problem(&words::no_such_number(&typed, menu.items.len()));
                }
            }
        }
    }

    fn line(&mut self, line: &LinePrompt<'_>) -> io::Result<Option<String>> {
        self.put("");
        self.put(&line.question);
        if let Some(current) = &line.current {
            let current = format!("= {current}");
            self.put(&current);
        }
        if let Some(hint) = &line.hint {
            let hint = format!("({hint})");
            self.put(&hint);
        }
        loop {
            let Some(typed) = self.aside()? else {
                return Ok(None);
            };
            match (line.check)(&typed) {
                Ok(()) => return Ok(Some(typed)),
                Err(sentence) => self.problem(&sentence),
            }
        }
    }

    fn confirm(&mut self, question: &str, default: bool) -> io::Result<Option<bool>> {
        let yes = say(&words::yes(), self.language).to_lowercase();
        let no = say(&words::no(), self.language).to_lowercase();
        let on_enter = if default { &yes } else { &no };
        let hint = format!(
            "{} · {}",
            say(&words::plain_confirm(&yes, &no), self.language),
            say(&words::plain_take(on_enter), self.language)
        );
        self.put(question);
        self.put(&hint);
        loop {
            let line = match self.read()? {
                Line::Words(line) => line,
                Line::Refused(sentence) => {
                    self.problem(&sentence);
                    continue;
                }
            };
            match command::read(&line) {
                Typed::Words(typed) if typed.trim().is_empty() => return Ok(Some(default)),
                Typed::Words(typed) => match crate::value::yes_no::parse(&typed) {
                    Ok(answer) => return Ok(Some(answer)),
                    Err(sentence) => self.problem(&sentence),
                },
                Typed::Action(Action::Pause) => return Err(io::ErrorKind::Interrupted.into()),
                Typed::Unknown(sentence) => self.problem(&sentence),
                Typed::Action(_) | Typed::State(_) => return Ok(None),
            }
        }
    }

    fn say(&mut self, speech: &Speech) -> io::Result<()> {
        match speech {
            Speech::Heading(words) => {
                self.put("");
                let line = format!("== {}", safe_line(words));
                self.put(&line);
            }
            Speech::Aloud(words) => {
                let mark = format!("[{}]", say(&words::read_aloud(), self.language));
                self.put(&mark);
                self.put(words);
            }
            Speech::Note(words) | Speech::Aside(words) => self.put(words),
            Speech::Problem(words) => {
                let line = format!("! {words}");
                self.put(&line);
            }
        }
        self.flush()
    }
}

#[cfg(test)]
mod tests;
