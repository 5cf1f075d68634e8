//! What the program takes from outside: variables, clock, streams. Read once, passed down.

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::outcome::{Exit, Failure};
use crate::json;
use crate::render::terminal::{Look, folded};
use crate::store::{self, Problem};
use crate::text::{LanguageTag, Safe};
use crate::words::cli as words;
use crate::words::{Language, Sentence};

/// Everything a command needs besides its own flags.
pub struct Context {
    pub language: Language,
    pub home: PathBuf,
    /// A folder of scripts in place of the bundled one, when one is named or in HOME.
    pub questionnaires: Option<PathBuf>,
    pub color: bool,
    /// Columns of the terminal on stdout, or 80.
    pub width: usize,
    /// Whether talk on stderr may be coloured.
    pub talk_color: bool,
    /// The time zone of this place, read when a day is first asked for.
    pub zone: OnceCell<TimeZone>,
}

impl Context {
    /// Gives the interface's language as a tag.
    pub fn tag(&self) -> LanguageTag {
        LanguageTag::new(self.language.tag())
    }

    /// Gives the look of results.
    pub fn look(&self) -> Look {
        Look {
            width: self.width,
            color: self.color,
        }
    }

    /// Gives the look of talk.
    pub fn talk_look(&self) -> Look {
        Look {
            width: talk_width(),
            color: self.talk_color,
        }
    }

    /// Gives the day here.
    pub fn today(&self) -> Date {
        let zone = self.zone.get_or_init(here).clone();
        Timestamp::now().to_zoned(zone).date()
    }

    /// Gives the moment.
    pub fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        now.round(jiff::Unit::Millisecond).unwrap_or(now)
    }

    /// Writes a result for the terminal to stdout.
    pub fn result(&self, text: &Safe) -> anyhow::Result<()> {
        self.document(text.as_str())
    }

    /// Writes a result as JSON to stdout.
    pub fn json(&self, value: &impl serde::Serialize) -> anyhow::Result<()> {
        self.document(&json::to_text(value))
    }

    /// Writes what was escaped for a target of its own (Markdown, HTML, CSV, JSON, a shell) to
    /// stdout. A closed pipe is not an error: the reader has had enough.
    pub fn document(&self, text: &str) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Failure {
                exit: Exit::Disk,
                message: words::cannot_write_stdout(&error.to_string()),
                help: None,
            }
            .into()),
            Ok(()) => Ok(()),
        }
    }

    /// Says something on stderr. Talk that nobody can hear is no error.
    pub fn talk(&self, text: &Safe) {
        talk(text);
    }

    /// Says a sentence on stderr, on a line of its own.
    pub fn say(&self, sentence: &Sentence) {
        let mut line = Safe::line(sentence.in_language(self.language));
        line.push_line("");
        talk(&line);
    }
}

/// Says something on stderr; at a terminal no word is broken.
pub fn talk(text: &Safe) {
    let columns = crate::console::talk_columns();
    let folded = columns.map(|columns| folded(text.as_str(), columns));
    let text = folded.as_deref().unwrap_or(text.as_str());
    let mut talk = io::stderr().lock();
    let _ = talk.write_all(text.as_bytes()).and_then(|()| talk.flush());
}

/// Gives the time zone of this place. The system's own file is read where there is one: finding a
/// zone by name would list the whole zone database at every start.
fn here() -> TimeZone {
    let own = || TimeZone::tzif("", &std::fs::read("/etc/localtime").ok()?).ok();
    match variable("TZ") {
        None => own().unwrap_or_else(TimeZone::system),
        Some(name) if name == "UTC" => TimeZone::UTC,
        Some(_) => TimeZone::system(),
    }
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Finds the language of the interface: `--lang` before anything is parsed, else the locale.
pub fn language(arguments: &[OsString]) -> Language {
    let mut arguments = arguments
        .iter()
        .skip(1)
        .map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        let value = match argument.as_ref() {
            "--" => break,
            "--lang" => arguments.next().map(|value| value.into_owned()),
            other => other.strip_prefix("--lang=").map(str::to_owned),
        };
        match value.as_deref() {
            Some("it") => return Language::It,
            Some("en") => return Language::En,
            _ => {}
        }
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(variable);
    match locale {
        Some(locale) if locale.to_string_lossy().starts_with("it") => Language::It,
        _ => Language::En,
    }
}

/// Finds the data folder.
pub fn home(flag: Option<&PathBuf>) -> anyhow::Result<PathBuf> {
    if let Some(home) = flag {
        return Ok(home.clone());
    }
    if let Some(home) = variable("ASCOLTO_HOME") {
        return Ok(PathBuf::from(home));
    }
    use etcetera::BaseStrategy;
    match etcetera::choose_base_strategy() {
        Ok(strategy) => Ok(strategy.data_dir().join("ascolto")),
        Err(_) => Err(Failure::fault(words::no_home())
            .with_help(words::no_home_help())
            .into()),
    }
}

/// Finds the folder of scripts that replaces the bundled one, if any.
pub fn questionnaires(
    flag: Option<&PathBuf>,
    home: &std::path::Path,
) -> Result<Option<PathBuf>, Problem> {
    if let Some(folder) = flag {
        return Ok(Some(folder.clone()));
    }
    if let Some(folder) = variable("ASCOLTO_QUESTIONNAIRES") {
        return Ok(Some(PathBuf::from(folder)));
    }
    let own = home.join("questionnaires");
    Ok(store::is_folder_outside(&own)?.then_some(own))
}

/// Decides about colour on a stream.
pub fn color(flag: Option<&str>, stream: &impl IsTerminal) -> bool {
    match flag {
        Some("always") => true,
        Some("never") => false,
        _ => {
            variable("NO_COLOR").is_none()
                && stream.is_terminal()
                && variable("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// Gives the columns of the terminal on stdout, else those of `COLUMNS`, else 80.
pub fn width() -> usize {
    let told = || variable("COLUMNS")?.to_str()?.parse::<usize>().ok();
    let width = crate::console::columns().or_else(told).unwrap_or(80);
    width.clamp(20, 400)
}

/// Gives the columns of the terminal on stderr, else those on stdout.
pub fn talk_width() -> usize {
    crate::console::talk_columns()
        .unwrap_or_else(width)
        .clamp(20, 400)
}

/// Decides about colour on stderr, without a flag.
pub fn talk_color() -> bool {
    color(None, &io::stderr())
}
