//! The disk: layout, drafts, durable writes, locks, damage.
//!
//! Decides where everything lies and how it survives a crash. It never decides what an answer
//! means, never reads the clock, and never shows anything.
//!
//! ```text
//! HOME/ascolto.toml                             format and random id of the store
//! HOME/.gitattributes                           no conversion of line ends, should the folder be in git
//! HOME/settings.toml                            the professional
//! HOME/scripts/<digest>.toml                    every script as it was used
//! HOME/erased.toml                              random id and day of each erasure; no name
//! HOME/clients/<slug>~<hash>/client.toml        the card
//! HOME/clients/<slug>~<hash>/draft/<id>.toml    the journal of an interview
//! HOME/clients/<slug>~<hash>/interviews/<id>.toml   a record
//! HOME/clients/<slug>~<hash>/sent/, .lock, set-aside/
//! ```
//!
//! - [`Store::open`] makes nothing; what only reads leaves the disk as it is.
//! - [`Store::begin`], [`Store::resume`] give a [`Draft`]: [`Draft::append`] is durable when it
//!   returns, [`Draft::finish`] turns it into a record in one step. [`Store::import`] appends a
//!   whole interview, all or nothing.
//! - One damaged file hides no other: lists come with the [`Problem`]s met.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use toml::de::DeTable;

use crate::card::Settings;
use crate::record::form::{self, Keys};
use crate::record::{Damage, FORMAT, digest, newer};
use crate::store::fs::{Dir, Written, random_letters};
use crate::words::store as words;

mod adopt;
mod cards;
mod clients;
mod draft;
mod erase;
mod fs;
mod interviews;
pub mod names;
mod outside;
mod problem;
mod survey;
#[cfg(test)]
mod tests;

pub use adopt::{ConflictCopy, CopyOf, Way};
pub use cards::card_lines;
pub use clients::{
    Client, Clients, Drafts, FindError, Lookup, Match, Records, Sent, StoredDraft, StoredRecord,
};
pub use draft::{DraftHeader, End, Entry, Journalled, Offered, read as read_journal};
pub use erase::{Estate, Gone, OneInterview, Whose};
pub use interviews::{Draft, Finished, Imported, NewDraft, Resumed, Whom};
pub use names::{ClientName, NameFault};
pub use outside::{
    Copied, copy_kit, is_folder_outside, list_outside, read_outside, read_text, write_outside,
};
pub use problem::{Act, Class, Problem, What};
pub use survey::{Edited, Survey};

const MARK: &str = "ascolto.toml";
/// What git may do with the files here: nothing.
const ATTRIBUTES: &str = ".gitattributes";
const SCRIPTS: &str = "scripts";
const CLIENTS: &str = "clients";

/// The folder in which everything lies.
#[derive(Debug)]
pub struct Store {
    home: PathBuf,
    /// `None` until something is written, where there is no folder yet.
    dir: Option<Arc<Dir>>,
}

impl Store {
    /// Opens a store; makes nothing. A folder that is not there is an empty store.
    pub fn open(home: &Path) -> Result<Store, Problem> {
        let dir = Dir::home(home)?;
        if let Some(dir) = &dir
            && let Some(text) = dir.read(MARK)?
        {
            check_mark(&text).map_err(|what| Problem::new(dir.path(MARK), what))?;
        }
        Ok(Store {
            home: home.to_owned(),
            dir: dir.map(Arc::new),
        })
    }

    /// Gives the folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Reads the settings; none are empty settings.
    pub fn settings(&self) -> Result<Settings, Problem> {
        let Some(dir) = &self.dir else {
            return Ok(Settings::default());
        };
        match dir.read(cards::SETTINGS)? {
            None => Ok(Settings::default()),
            Some(text) => cards::read_settings(&text)
                .map_err(|what| Problem::new(dir.path(cards::SETTINGS), what)),
        }
    }

    /// Changes the settings from what was read to what they shall be; only changed lines are
    /// written, and a line that another program changed meanwhile is refused.
    pub fn save_settings(&mut self, before: &Settings, after: &Settings) -> Result<(), Problem> {
        if before == after {
            return Ok(());
        }
        let dir = self.writable()?;
        cards::save_settings(&dir, before, after)
    }

    /// Reads a script as it was when an interview used it.
    pub fn pinned_script(&self, wanted: &str) -> Result<Option<String>, Problem> {
        if !is_digest(wanted) {
            return Ok(None);
        }
        let Some(dir) = &self.dir else {
            return Ok(None);
        };
        let Some(scripts) = dir.open(SCRIPTS)? else {
            return Ok(None);
        };
        let name = format!("{wanted}.toml");
        let Some(text) = scripts.read(&name)? else {
            return Ok(None);
        };
        if digest(&text) != wanted {
            let damage = Damage::at(&text, 0, words::wrong_digest());
            return Err(Problem::new(
                scripts.path(&name),
                What::Damaged(vec![damage]),
            ));
        }
        Ok(Some(text))
    }

    /// Keeps a script as it is now, under its digest.
    fn pin(&self, dir: &Dir, digest: &str, source: &str) -> Result<(), Problem> {
        let name = format!("{digest}.toml");
        let scripts = dir.make(SCRIPTS)?;
        if scripts.has(&name)? {
            return Ok(());
        }
        scripts.write_new(&name, source.as_bytes()).map(|_| ())
    }

    /// Tells, before anything is asked, that nothing could be kept here.
    pub fn check_writable(&self) -> Result<(), Problem> {
        let access = rustix::fs::Access::WRITE_OK;
        match &self.dir {
            Some(_) => rustix::fs::access(&self.home, access)
                .map_err(|error| Problem::disk(&self.home, Act::Write, error)),
            None => Ok(()),
        }
    }

    /// Gives the folder to write in; makes it and its mark if they are not there.
    fn writable(&mut self) -> Result<Arc<Dir>, Problem> {
        let dir = match &self.dir {
            Some(dir) => Arc::clone(dir),
            None => Arc::new(Dir::make_home(&self.home)?),
        };
        if !dir.has(MARK)? {
            // Another line end would break every seal.
            dir.write_new(ATTRIBUTES, b"* -text\n")?;
            let id = random_letters(20);
            let end = cards::LAST_LINE;
            let mark = format!("format = {FORMAT}\nid = \"{id}\"\n{end}");
            if dir.write_new(MARK, mark.as_bytes())? == Written::Existed {
                let text = dir.read(MARK)?.unwrap_or_default();
                check_mark(&text).map_err(|what| Problem::new(dir.path(MARK), what))?;
            }
        }
        self.dir = Some(Arc::clone(&dir));
        Ok(dir)
    }
}

/// Refuses a store of a later format.
fn check_mark(text: &str) -> Result<(), What> {
    let refuse = |format: u64| What::Newer { format };
    if let Some(format) = form::format_of(text).filter(|format| *format > FORMAT) {
        return Err(refuse(format));
    }
    let root: DeTable<'_> = form::table(text).map_err(|damage| What::Damaged(vec![damage]))?;
    if let Some(format) = newer(&root) {
        return Err(refuse(format));
    }
    let mut keys = Keys::of(text);
    keys.whole(&root, "format", &(0..0));
    match keys.damage.is_empty() {
        true => Ok(()),
        false => Err(What::Damaged(keys.damage)),
    }
}

fn is_digest(name: &str) -> bool {
    name.len() == 64
        && name
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Makes the id of an interview: `20261121T101530.482Z-intake-k7f3q2`.
pub fn interview_id(started: Timestamp, script: &str) -> String {
    let script: String = script
        .chars()
        .map(|sign| {
            if sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_' {
                sign
            } else {
                '-'
            }
        })
        .take(60)
        .collect();
    format!("{}-{script}-{}", stamp(started), random_letters(6))
}

/// Writes a moment so that names sort by it and are legal everywhere.
fn stamp(moment: Timestamp) -> String {
    let utc = moment.to_zoned(jiff::tz::TimeZone::UTC);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}.{:03}Z",
        utc.year().max(0),
        utc.month(),
        utc.day(),
        utc.hour(),
        utc.minute(),
        utc.second(),
        utc.subsec_nanosecond() / 1_000_000
    )
}

/// Tells whether a name could be an interview's id.
fn is_interview(name: &str) -> bool {
    let mut parts = name.splitn(2, '-');
    let (Some(start), Some(rest)) = (parts.next(), parts.next()) else {
        return false;
    };
    let Some((script, random)) = rest.rsplit_once('-') else {
        return false;
    };
    let is_plain = |text: &str| {
        text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_'
        })
    };
    let is_start = start.len() == 20
        && start.bytes().enumerate().all(|(index, byte)| match index {
            8 => byte == b'T',
            15 => byte == b'.',
            19 => byte == b'Z',
            _ => byte.is_ascii_digit(),
        });
    is_start && !script.is_empty() && is_plain(script) && random.len() == 6 && is_plain(random)
}
