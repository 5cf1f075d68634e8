//! Erasing: everything held about a client, or one interview.
//!
//! The protocol, which can be repeated after any interruption and needs no room on the disk:
//!
//! 1. nobody else works with the client (an exclusive lock);
//! 2. the folder is renamed to `.erasing-<folder>-<random>`: out of sight in one step, synced;
//! 3. a line in `erased.toml`: the random id of the client and the day, no name. By it a folder that
//!    a sync brings back is known for what it is;
//! 4. the folder goes, by handles, never through a link; the card last where the disk is full, so
//!    that an interruption before the line still knows the id.
//!
//! What lies outside of the store (exports, old versions of a sync program, the history of git)
//! cannot be reached from here; the command says so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use rustix::io::Errno;

use crate::record::form::{self, Keys, push_day_key, push_text};
use crate::record::{FORMAT, newer};
use crate::store::cards::{self, CARD, LAST_LINE};
use crate::store::clients::{
    Client, DRAFT, ERASING, FindError, INTERVIEWS, LOCK, Lookup, Match, NEWBORN, Records,
    SET_ASIDE, read_draft, slug_of,
};
use crate::store::fs::{Dir, Found, Hold, Written, lock, random_letters};
use crate::store::interviews::{PATIENCE, sweep};
use crate::store::names::{self, ClientName, HASH_LENGTH};
use crate::store::problem::{Act, Class, Problem, What};
use crate::store::{CLIENTS, Store};

/// The list of erasures.
pub(super) const ERASED: &str = "erased.toml";
/// The largest running number of an interview that is believed.
const LARGEST_NUMBER: u32 = 100_000;
/// What is derived, and may go at any time.
const CACHE: &str = "cache";

/// What was erased: clients by their random id, with the day, and single interviews by the id of
/// their client and their running number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Erased {
    clients: BTreeMap<String, Date>,
    interviews: BTreeSet<(String, u32)>,
}

/// One line of the list of erasures.
#[derive(Clone, Copy, Debug)]
enum Line<'a> {
    Client(&'a str),
    Interview(&'a str, u32),
}

/// Everything held about somebody who is to be forgotten.
#[derive(Debug)]
pub struct Estate {
    pub whose: Whose,
    /// What to type: the id, or the folder's name.
    pub id: String,
    /// As on the card, where it can be read.
    pub name: Option<String>,
    /// Every file and link, with its path.
    pub files: Vec<PathBuf>,
    /// What could not be listed.
    pub problems: Vec<Problem>,
    clients: Arc<Dir>,
    /// The folder, where it is in sight.
    folder: Option<String>,
    /// What else lies in the folder of all clients and is this client's: copies that a sync program
    /// made, what an interruption left.
    beside: Vec<String>,
    /// The random id.
    key: Option<String>,
}

/// How somebody stands who is to be forgotten.
#[derive(Debug)]
pub enum Whose {
    /// A client like any other.
    Client(Box<Client>),
    /// An erasure began, and was interrupted.
    Interrupted,
    /// Erased on that day, back with a sync.
    BackAgain(Date),
    /// The card cannot be read.
    Unreadable(Problem),
}

/// What an erasure left.
#[derive(Debug, Default)]
pub struct Gone {
    /// The line in `erased.toml` could not be written: should the folder come back, nobody knows it.
    pub unnoted: Option<Problem>,
}

/// One interview that is to be forgotten.
#[derive(Debug)]
pub struct OneInterview {
    pub id: String,
    /// Every file that holds it, or repeats its answers.
    pub files: Vec<PathBuf>,
    /// Unfinished interviews that repeat its answers, by id: they must go first.
    pub repeated_in: Vec<String>,
    /// Its running number, where there is a record.
    n: Option<u32>,
    client: Client,
    places: Vec<(&'static str, String)>,
}

impl Erased {
    fn read(text: &str) -> Result<Self, What> {
        let root = form::table(text).map_err(|damage| What::Damaged(vec![damage]))?;
        if let Some(format) = newer(&root) {
            return Err(What::Newer { format });
        }
        let mut keys = Keys::of(text);
        let mut erased = Erased::default();
        for (table, range) in keys.tables(&root, "erased") {
            let id = keys.text(table, "id", &range).map(str::to_owned);
            let on = keys.day(table, "on", &range);
            erased.clients.extend(id.zip(on));
        }
        for (table, range) in keys.tables(&root, "forgotten") {
            let client = keys.text(table, "client", &range).map(str::to_owned);
            let n = keys.whole(table, "n", &range);
            erased.interviews.extend(client.zip(n));
        }
        match keys.damage.is_empty() {
            true => Ok(erased),
            false => Err(What::Damaged(keys.damage)),
        }
    }

    /// Tells when the client of a folder was erased; `None` for a client like any other.
    pub(super) fn of_folder(&self, clients: &Dir, folder: &str) -> Result<Option<Date>, Problem> {
        if self.clients.is_empty() {
            return Ok(None);
        }
        let key = match clients.open(folder) {
            Ok(Some(dir)) => key_in(&dir),
            Ok(None) => Ok(None),
            Err(problem) => Err(problem),
        };
        match key {
            Ok(key) => Ok(key.and_then(|key| self.clients.get(&key).copied())),
            // Whether this is somebody is not known.
            Err(problem) if problem.class() == Class::Disk => Err(problem),
            // What is damaged is told by whoever reads it.
            Err(_) => Ok(None),
        }
    }

    /// Tells whether an interview was erased: then its number has no file, and none is missing.
    pub(super) fn has_interview(&self, client: &str, n: u32) -> bool {
        self.interviews.contains(&(client.to_owned(), n))
    }

    fn has(&self, line: Line<'_>) -> bool {
        match line {
            Line::Client(key) => self.clients.contains_key(key),
            Line::Interview(client, n) => self.has_interview(client, n),
        }
    }
}

/// Gives the random id on a card, also when the rest of the card cannot be read.
fn key_in(dir: &Dir) -> Result<Option<String>, Problem> {
    let Some(text) = dir.read_loosely(CARD)? else {
        return Ok(None);
    };
    if let Ok(file) = cards::read_card(&text) {
        return Ok(Some(file.key));
    }
    Ok(text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.trim().strip_prefix('"')?.strip_suffix('"')?;
        (key.trim() == "id").then(|| value.to_owned())
    }))
}

/// Gives the folder whose erasure a name tells of.
pub(super) fn folder_being_erased(name: &str) -> Option<&str> {
    let (folder, _) = name.strip_prefix(ERASING)?.rsplit_once('-')?;
    names::is_folder(folder).then_some(folder)
}

impl Store {
    /// Reads which clients were erased.
    pub(super) fn erased(&self) -> Result<Erased, Problem> {
        let Some(dir) = &self.dir else {
            return Ok(Erased::default());
        };
        match dir.read(ERASED)? {
            None => Ok(Erased::default()),
            Some(text) => Erased::read(&text).map_err(|what| Problem::new(dir.path(ERASED), what)),
        }
    }

    /// Tells of erasures that were interrupted.
    pub fn interrupted_erasures(&self) -> Result<Vec<Problem>, Problem> {
        let Some(dir) = &self.dir else {
            return Ok(Vec::new());
        };
        let Some(clients) = dir.open(CLIENTS)? else {
            return Ok(Vec::new());
        };
        let names = clients.list()?;
        let being_erased = names.iter().filter_map(|name| {
            let id = folder_being_erased(name)?.to_owned();
            Some(Problem::new(
                clients.path(name),
                What::ErasureInterrupted { id },
            ))
        });
        Ok(being_erased.collect())
    }

    /// Finds everything held about somebody: a client by id or full name, and also one whose erasure
    /// was interrupted, who came back, or whose card cannot be read.
    pub fn estate(&self, typed: &str) -> Result<Estate, FindError> {
        let none = |similar| FindError::NotFound {
            similar,
            problems: Vec::new(),
        };
        let Some(dir) = &self.dir else {
            return Err(none(Vec::new()));
        };
        let Some(clients) = dir.open(CLIENTS)? else {
            return Err(none(Vec::new()));
        };
        let clients = Arc::new(clients);
        let found = match self.client(typed, Lookup::Exact) {
            Ok(client) => return Ok(Estate::of(clients, Whose::Client(Box::new(client)), None)?),
            Err(FindError::Ambiguous(matches)) => return Err(FindError::Ambiguous(matches)),
            Err(error) => error,
        };
        let mut folders: Vec<String> = Vec::new();
        for name in clients.list()? {
            let folder = folder_being_erased(&name).unwrap_or(&name);
            if is_meant(folder, typed) && !folders.iter().any(|one| one == folder) {
                folders.push(folder.to_owned());
            }
        }
        match (folders.as_slice(), found) {
            ([], FindError::NotFound { similar, .. }) => Err(none(similar)),
            ([], error) => Err(error),
            ([folder], error) => {
                let whose = match (self.erased()?.of_folder(&clients, folder)?, error) {
                    (Some(on), _) => Whose::BackAgain(on),
                    (None, _) if !clients.has(folder)? => Whose::Interrupted,
                    (None, FindError::Problem(problem)) => Whose::Unreadable(problem),
                    (None, error) => match first_problem(error) {
                        Some(problem) => Whose::Unreadable(problem),
                        None => return Err(none(Vec::new())),
                    },
                };
                Ok(Estate::of(clients, whose, Some(folder.clone()))?)
            }
            (several, _) => Err(FindError::Ambiguous(
                several
                    .iter()
                    .map(|folder| Match {
                        id: folder.clone(),
                        name: slug_of(folder).to_owned(),
                    })
                    .collect(),
            )),
        }
    }

    /// Erases everything held about somebody. When it fails, the same may be tried again.
    pub fn forget(&mut self, estate: &Estate, on: Date) -> Result<Gone, Problem> {
        let home = self.writable()?;
        let hidden = estate.hide()?;
        let note = || match &estate.key {
            Some(key) => note(&home, Line::Client(key), on),
            None => Ok(()),
        };
        let mut noted = note();
        if noted.as_ref().is_err_and(is_full) {
            for name in &hidden {
                // What fails here is tried, and told, below.
                let _ = estate.clients.empty_but(name, CARD);
            }
            noted = note();
        }
        for name in &hidden {
            estate.clients.remove_any(name)?;
        }
        estate.clients.sync()?;
        if home.has(CACHE)? {
            home.remove_any(CACHE)?;
        }
        home.sync()?;
        if noted.is_err() {
            noted = note();
        }
        Ok(Gone {
            unnoted: noted.err(),
        })
    }
}

/// Tells whether a folder belongs to what was typed: its own name, its slug, or the name it was
/// made of.
fn is_meant(folder: &str, typed: &str) -> bool {
    if !names::is_folder(folder) {
        return false;
    }
    let by_name = ClientName::new(typed).map(|name| name.folder(HASH_LENGTH));
    folder == typed
        || slug_of(folder) == typed
        || by_name.is_ok_and(|beginning| folder.starts_with(&beginning))
}

fn first_problem(error: FindError) -> Option<Problem> {
    match error {
        FindError::NotFound { problems, .. } => problems.into_iter().next(),
        FindError::Problem(problem) => Some(problem),
        FindError::Ambiguous(_) => None,
    }
}

fn is_full(problem: &Problem) -> bool {
    matches!(
        problem.what,
        What::Disk {
            error: Errno::NOSPC | Errno::DQUOT,
            ..
        }
    )
}

/// Adds the line of an erasure; one that is there already stays.
fn note(home: &Dir, what: Line<'_>, on: Date) -> Result<(), Problem> {
    let mut line = String::new();
    match what {
        Line::Client(key) => {
            line.push_str("\n[[erased]]\n");
            push_text(&mut line, "id", key);
        }
        Line::Interview(client, n) => {
            line.push_str("\n[[forgotten]]\n");
            push_text(&mut line, "client", client);
            line.push_str(&format!("n = {n}\n"));
        }
    }
    push_day_key(&mut line, "on", on);
    loop {
        if let Some((_lock, text)) = home.lock_and_read(ERASED)? {
            let erased =
                Erased::read(&text).map_err(|what| Problem::new(home.path(ERASED), what))?;
            return match erased.has(what) {
                true => Ok(()),
                false => {
                    let text = text.strip_suffix(LAST_LINE).unwrap_or(&text);
                    home.replace(ERASED, format!("{text}{line}{LAST_LINE}").as_bytes())
                }
            };
        }
        let fresh = format!("format = {FORMAT}\n{line}{LAST_LINE}");
        // Another process may make the file at this moment: then its lines are read.
        if home.write_new(ERASED, fresh.as_bytes())? == Written::New {
            return Ok(());
        }
    }
}

impl Estate {
    fn of(clients: Arc<Dir>, whose: Whose, folder: Option<String>) -> Result<Self, Problem> {
        let (folder, id, name, mut key) = match &whose {
            Whose::Client(client) => (
                client.folder.clone(),
                client.id().to_owned(),
                Some(client.card().name.clone()),
                Some(client.key().to_owned()),
            ),
            _ => {
                let folder = folder.unwrap_or_default();
                (folder.clone(), folder, None, None)
            }
        };
        let is_beside = |name: &String| {
            let hidden = name.strip_prefix(ERASING).or(name.strip_prefix(NEWBORN));
            match hidden {
                Some(rest) => rest.rsplit_once('-').is_some_and(|(own, _)| own == folder),
                None => name.starts_with(&folder) && !names::is_folder(name),
            }
        };
        let beside: Vec<String> = clients.list()?.into_iter().filter(is_beside).collect();
        let in_sight = clients.has(&folder)?.then_some(folder);
        let mut estate = Estate {
            whose,
            id,
            name,
            files: Vec::new(),
            problems: Vec::new(),
            beside,
            key: None,
            folder: in_sight,
            clients,
        };
        let all: Vec<String> = estate
            .folder
            .iter()
            .chain(&estate.beside)
            .cloned()
            .collect();
        for name in &all {
            match estate.clients.open(name) {
                Ok(Some(dir)) => {
                    if key.is_none() {
                        key = match key_in(&dir) {
                            Ok(key) => key,
                            // By the id the folder would be known should it come back.
                            Err(problem) if problem.class() == Class::Disk => return Err(problem),
                            Err(_) => None,
                        };
                    }
                    let mut found = Vec::new();
                    dir.walk(&mut found, &mut estate.problems);
                    let is_file = |found: &Found| {
                        !found.is_folder && found.path.file_name().is_none_or(|name| name != LOCK)
                    };
                    let files = found.into_iter().filter(is_file);
                    estate.files.extend(files.map(|found| found.path));
                }
                Ok(None) => {}
                Err(_) => estate.files.push(estate.clients.path(name)),
            }
        }
        estate.key = key;
        Ok(estate)
    }

    /// Takes everything out of sight and gives the names under which it now lies. Nobody works with
    /// the client meanwhile.
    fn hide(&self) -> Result<Vec<String>, Problem> {
        let mut hidden = Vec::new();
        // The lock is held until everything is out of sight: whoever waits for it then finds that
        // the folder is not where it was.
        let _alone = match &self.folder {
            Some(folder) => self.alone(folder)?,
            None => None,
        };
        let is_hidden = |name: &str| name.starts_with(ERASING);
        for name in self.folder.iter().chain(&self.beside) {
            if is_hidden(name) {
                hidden.push(name.clone());
                continue;
            }
            let folder = self.folder.as_deref().unwrap_or(name);
            let out_of_sight = format!("{ERASING}{folder}-{}", random_letters(6));
            if name.starts_with(NEWBORN) && !self.clients.hold(Hold::Exclusive, PATIENCE)? {
                return Err(Problem::new(
                    self.clients.path(name),
                    What::Busy { process: None },
                ));
            }
            self.clients
                .rename_new(name, &self.clients, &out_of_sight)?;
            hidden.push(out_of_sight);
        }
        self.clients.sync()?;
        Ok(hidden)
    }

    /// Locks the client's folder against everybody else. Where no lock can be made for want of
    /// room, there is none that another could hold.
    fn alone(&self, folder: &str) -> Result<Option<std::fs::File>, Problem> {
        let dir = match self.clients.open(folder) {
            Ok(Some(dir)) => dir,
            Ok(None) => return Err(Problem::new(self.clients.path(folder), What::Changed)),
            // A link: what it leads to is not ours.
            Err(_) => return Ok(None),
        };
        match dir.lock_file(LOCK) {
            Ok(file) => {
                lock(&file, Hold::Exclusive, PATIENCE, &dir.path(LOCK))?;
                match dir.is_in(&self.clients, folder)? {
                    true => Ok(Some(file)),
                    false => Err(Problem::new(dir.own_path(), What::Changed)),
                }
            }
            Err(problem) if is_full(&problem) => Ok(None),
            Err(problem) => Err(problem),
        }
    }
}

impl Client {
    /// Finds one interview by its id, or an unambiguous beginning of it: its record, its draft, and
    /// everything that repeats its answers.
    pub fn one_interview(&self, typed: &str) -> Result<Option<OneInterview>, FindError> {
        let places = self.files_of_interviews()?;
        let mut ids: Vec<&str> = places
            .iter()
            .filter_map(|(_, name)| id_of(name))
            .filter(|id| !typed.is_empty() && id.starts_with(typed))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        // What was set aside has the id of its draft, and more after it.
        let all = ids.clone();
        ids.retain(|id| !all.iter().any(|other| other != id && is_of(id, other)));
        let id = match ids.as_slice() {
            [] => return Ok(None),
            [id] => (*id).to_owned(),
            several => {
                return Err(FindError::Ambiguous(
                    several
                        .iter()
                        .map(|id| Match {
                            id: (*id).to_owned(),
                            name: self.card().name.clone(),
                        })
                        .collect(),
                ));
            }
        };
        let record = self
            .records()?
            .records
            .into_iter()
            .find_map(|stored| (stored.record.interview == id).then_some(stored.record));
        let held = record.as_ref().map(|record| record.held);
        let mut repeated_in = Vec::new();
        let mut own = Vec::new();
        for (folder, name) in places {
            let is_own = is_of(&name, &id);
            if !is_own && !self.repeats(folder, &name, &id, held) {
                continue;
            }
            match (is_own, folder) {
                (false, DRAFT) => repeated_in.push(id_of(&name).unwrap_or(&name).to_owned()),
                _ => own.push((folder, name)),
            }
        }
        let path = |(folder, name): &(&str, String)| self.path().join(folder).join(name);
        Ok(Some(OneInterview {
            files: own.iter().map(path).collect(),
            id,
            repeated_in,
            n: record.map(|record| record.n),
            client: self.clone(),
            places: own,
        }))
    }

    fn files_of_interviews(&self) -> Result<Vec<(&'static str, String)>, Problem> {
        let mut places = Vec::new();
        // The record last: while it is there, a second try finds everything else.
        for folder in [DRAFT, SET_ASIDE, INTERVIEWS] {
            if let Some(dir) = self.dir.open(folder)? {
                let names = dir.list()?.into_iter();
                places.extend(names.map(|name| (folder, name)));
            }
        }
        Ok(places)
    }

    /// Tells whether a draft corrects an interview, or offers answers of its day again.
    fn repeats(&self, folder: &str, name: &str, id: &str, held: Option<Date>) -> bool {
        if folder == INTERVIEWS {
            return false;
        }
        let Ok(Some(dir)) = self.dir.open(folder) else {
            return false;
        };
        // What cannot be read is no draft that would be gone on with.
        let Ok(Some(draft)) = read_draft(&dir, name) else {
            return false;
        };
        let offered = &draft.header.offered;
        draft.header.amends.as_deref() == Some(id)
            || held.is_some_and(|held| offered.iter().any(|one| one.day == held))
    }
}

/// Gives the interview whose file, or copy, a name is: `20261121T101530.482Z-intake-k7f3q2`, and
/// then anything.
fn id_of(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(".toml").unwrap_or(name);
    let ends = (1..=stem.len()).rev();
    let mut ids = ends.filter_map(|end| stem.get(..end));
    ids.find(|id| super::is_interview(id) && is_of(stem, id))
}

/// Tells whether a file's name is an interview's id, with or without more after it.
fn is_of(name: &str, id: &str) -> bool {
    let rest = name.strip_prefix(id);
    rest.is_some_and(|rest| {
        let next = rest.chars().next();
        next.is_none_or(|sign| !sign.is_ascii_alphanumeric())
    })
}

impl Store {
    /// Erases one interview and notes its number, so that nobody misses it. When it fails, the same
    /// may be tried again.
    pub fn forget_interview(&mut self, one: &OneInterview, on: Date) -> Result<Gone, Problem> {
        let home = self.writable()?;
        let noted = || match one.n {
            Some(n) => note(&home, Line::Interview(one.client.key(), n), on),
            None => Ok(()),
        };
        let first = noted();
        one.remove()?;
        // What was derived may hold its answers.
        if home.has(CACHE)? {
            home.remove_any(CACHE)?;
            home.sync()?;
        }
        let unnoted = match first {
            Err(problem) if is_full(&problem) => noted().err(),
            other => other.err(),
        };
        Ok(Gone { unnoted })
    }

    /// Notes that an interview of which there is no file is gone on purpose; `false` where that
    /// number is not missing.
    pub fn miss_no_more(&mut self, client: &Client, n: u32, on: Date) -> Result<bool, Problem> {
        if !client
            .missing(&client.records()?, &self.erased()?)
            .contains(&n)
        {
            return Ok(false);
        }
        let home = self.writable()?;
        note(&home, Line::Interview(client.key(), n), on).map(|()| true)
    }
}

impl Client {
    /// Gives the running numbers that have no record and were not erased.
    pub(super) fn missing(&self, read: &Records, erased: &Erased) -> Vec<u32> {
        let there: BTreeSet<u32> = read.records.iter().map(|stored| stored.record.n).collect();
        let last = there.last().copied().unwrap_or(0);
        // A number nobody could have reached is an edit by hand, not that many lost files.
        if last > LARGEST_NUMBER {
            return Vec::new();
        }
        (1..last)
            .filter(|n| !there.contains(n) && !erased.has_interview(self.key(), *n))
            .collect()
    }
}

impl OneInterview {
    fn remove(&self) -> Result<(), Problem> {
        let dir = &self.client.dir;
        let file = dir.lock_file(LOCK)?;
        lock(&file, Hold::Exclusive, PATIENCE, &dir.path(LOCK))?;
        sweep(dir)?;
        for (folder, name) in &self.places {
            let gone = || Problem::disk(&dir.path(folder), Act::Open, Errno::NOENT);
            let place = dir.open(folder)?.ok_or_else(gone)?;
            place.remove_any(name)?;
            place.sync()?;
        }
        Ok(())
    }
}
