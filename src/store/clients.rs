//! Finding clients, and reading what lies in their folders.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::card::Card;
use crate::record::form::{self, Keys, push_day_key, push_text, push_time};
use crate::record::{self, Damage, FORMAT, Record, Seal, Unreadable};
use crate::store::cards::{self, CARD, CardFile};
use crate::store::draft::{self, DraftHeader, End, Entry};
use crate::store::erase::{self, Erased};
use crate::store::fs::{Dir, TEMPORARY, allow_many_open, random_letters};
use crate::store::interviews::Place;
use crate::store::names::{self, ClientName, HASH_LENGTH};
use crate::store::problem::{Class, Problem, What};
use crate::store::{CLIENTS, Store, is_interview};
use crate::text::Id;
use crate::words::store as words;

pub(super) const DRAFT: &str = "draft";
pub(super) const INTERVIEWS: &str = "interviews";
pub(super) const SENT: &str = "sent";
pub(super) const SET_ASIDE: &str = "set-aside";
pub(super) const LOCK: &str = ".lock";
pub(super) const NEWBORN: &str = ".new-";
pub(super) const ERASING: &str = ".erasing-";

/// One client: the folder and the card in it.
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) dir: Arc<Dir>,
    pub(super) clients: Arc<Dir>,
    pub(super) folder: String,
    id: String,
    file: CardFile,
}

/// Every client, and what is wrong or worth telling.
#[derive(Debug, Default)]
pub struct Clients {
    pub clients: Vec<Client>,
    pub problems: Vec<Problem>,
}

/// How a client may be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// By id or by the full name, in any case and with or without accents: where something is
    /// written or erased.
    Exact,
    /// Also by a beginning, if it is the beginning of one only.
    Beginning,
}

/// A client who might be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub id: String,
    pub name: String,
}

/// Why no client is found.
#[derive(Clone, Debug, PartialEq)]
pub enum FindError {
    /// Nobody; some names are similar, and some folders could not be read in which the client may
    /// be: any at all for a beginning, one with the same slug for a name in full.
    NotFound {
        similar: Vec<Match>,
        problems: Vec<Problem>,
    },
    /// Several.
    Ambiguous(Vec<Match>),
    Problem(Problem),
}

impl From<Problem> for FindError {
    fn from(problem: Problem) -> Self {
        FindError::Problem(problem)
    }
}

/// The records of one client in the order of the conversations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    pub records: Vec<StoredRecord>,
    pub problems: Vec<Problem>,
}

/// A record on the disk.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRecord {
    pub record: Record,
    pub seal: Seal,
    pub path: PathBuf,
}

/// The unfinished interviews of one client, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts {
    pub drafts: Vec<StoredDraft>,
    pub problems: Vec<Problem>,
}

/// An unfinished interview on the disk.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDraft {
    pub header: DraftHeader,
    pub entries: Vec<Entry>,
    pub end: End,
    pub path: PathBuf,
}

/// The mark that a document was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub document: Id,
    pub on: Date,
    pub marked: Timestamp,
}

/// The folder of all clients, and the names of theirs.
type Folders = (Arc<Dir>, Vec<String>);

impl Store {
    /// Reads every client. A folder that cannot be read is an error, never an empty list.
    pub fn clients(&self) -> Result<Clients, Problem> {
        let mut found = Clients::default();
        let Some((clients, folders)) = self.folders(&mut found.problems)? else {
            return Ok(found);
        };
        let ids = Ids::of(&folders);
        allow_many_open();
        for folder in &folders {
            match open_client(&clients, folder, &ids) {
                Ok(Some(client)) => found.clients.push(client),
                // Erased at this moment.
                Ok(None) => {}
                Err(problem) => found.problems.push(problem),
            }
        }
        Ok(found)
    }

    /// Finds a client by id, full name or, if asked, an unambiguous beginning.
    pub fn client(&self, typed: &str, lookup: Lookup) -> Result<Client, FindError> {
        let mut problems = Vec::new();
        let Some((clients, folders)) = self.folders(&mut problems)? else {
            return Err(FindError::NotFound {
                similar: Vec::new(),
                problems,
            });
        };
        let ids = Ids::of(&folders);
        if let Some(client) = find_by_folder(&clients, &folders, &ids, typed)? {
            return Ok(client);
        }
        let slug = ClientName::new(typed).map(|name| name.slug());
        let may_be_meant = |folder: &str| {
            lookup == Lookup::Beginning || slug.as_deref().is_ok_and(|slug| slug == slug_of(folder))
        };
        let mut all = Vec::new();
        // What does not lie in a client's folder is told where clients are listed; where the disk
        // fails, the client may be.
        problems.retain(|problem| problem.class() == Class::Disk);
        allow_many_open();
        for folder in &folders {
            match open_client(&clients, folder, &ids) {
                Ok(client) => all.extend(client),
                Err(problem) if may_be_meant(folder) => problems.push(problem),
                // Somebody else; told where clients are listed.
                Err(_) => {}
            }
        }
        find_by_name(all, typed, lookup, problems)
    }

    /// Lists the folders of clients, and tells of everything else that lies beside them.
    fn folders(&self, problems: &mut Vec<Problem>) -> Result<Option<Folders>, Problem> {
        let Some(dir) = &self.dir else {
            return Ok(None);
        };
        let Some(clients) = dir.open(CLIENTS)? else {
            return Ok(None);
        };
        let erased = match self.erased() {
            Ok(erased) => erased,
            Err(problem) if problem.class() == Class::Disk => return Err(problem),
            Err(problem) => {
                problems.push(problem);
                Erased::default()
            }
        };
        let mut folders = Vec::new();
        for name in clients.list()? {
            if names::is_folder(&name) {
                match erased.of_folder(&clients, &name) {
                    Err(problem) => problems.push(problem),
                    Ok(Some(on)) => problems.push(Problem::new(
                        clients.path(&name),
                        What::BackAgain { on, folder: name },
                    )),
                    Ok(None) => folders.push(name),
                }
            } else if let Some(what) = stranger(&name) {
                problems.push(Problem::new(clients.path(&name), what));
            }
        }
        Ok(Some((Arc::new(clients), folders)))
    }
}

impl Client {
    /// Gives the id people type: the slug, or the folder's name where two clients share the slug.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Gives the card.
    pub fn card(&self) -> &Card {
        &self.file.card
    }

    /// Gives the random id given at birth.
    pub fn key(&self) -> &str {
        &self.file.key
    }

    /// Gives the moment at which the client came into the store.
    pub fn created(&self) -> Timestamp {
        self.file.created
    }

    /// Gives the folder.
    pub fn path(&self) -> &Path {
        self.dir.own_path()
    }

    /// Changes the card; only changed lines are written, and a line that another program changed
    /// meanwhile is refused.
    pub fn save_card(&mut self, card: &Card) -> Result<(), Problem> {
        let _place = Place::of(self)?;
        self.refuse_newer()?;
        cards::save_card(&self.dir, &self.file.card, card)?;
        self.file.card = card.clone();
        Ok(())
    }

    /// Reads every record, by the day of the conversation.
    pub fn records(&self) -> Result<Records, Problem> {
        let mut found = Records::default();
        let Some(dir) = self.dir.open(INTERVIEWS)? else {
            return Ok(found);
        };
        for name in own_files(&dir, &mut found.problems)? {
            match read_record(&dir, &name) {
                Ok(Some((stored, told))) => {
                    found.records.push(stored);
                    found.problems.extend(told);
                }
                Ok(None) => {}
                Err(problem) => found.problems.push(problem),
            }
        }
        found.records.sort_by(|one, other| {
            let key = |stored: &StoredRecord| (stored.record.held, stored.record.started);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.record.interview.cmp(&other.record.interview))
        });
        Ok(found)
    }

    /// Reads every unfinished interview.
    pub fn drafts(&self) -> Result<Drafts, Problem> {
        let mut found = Drafts::default();
        let Some(dir) = self.dir.open(DRAFT)? else {
            return Ok(found);
        };
        for name in own_files(&dir, &mut found.problems)? {
            match read_draft(&dir, &name) {
                Ok(Some(draft)) => {
                    match self.is_finished(&draft) {
                        Ok(true) => continue,
                        Ok(false) => {}
                        Err(problem) => {
                            found.problems.push(problem);
                            continue;
                        }
                    }
                    match &draft.end {
                        End::Whole => {}
                        End::Torn(damage) => found
                            .problems
                            .push(Problem::new(&draft.path, What::Torn(damage.clone()))),
                        End::Broken(damage) => found.problems.push(Problem::new(
                            &draft.path,
                            What::Damaged(vec![damage.clone()]),
                        )),
                    }
                    found.drafts.push(draft);
                }
                Ok(None) => {}
                Err(problem) => found.problems.push(problem),
            }
        }
        Ok(found)
    }

    /// Tells whether a draft is only what a crash left beside its record: the record is sound and
    /// nothing happened after it.
    pub(super) fn is_finished(&self, draft: &StoredDraft) -> Result<bool, Problem> {
        let Some(dir) = self.dir.open(INTERVIEWS)? else {
            return Ok(false);
        };
        let name = format!("{}.toml", draft.header.interview);
        let stored = match read_record(&dir, &name) {
            Ok(Some((stored, _))) => stored,
            Err(problem) if problem.class() == Class::Disk => return Err(problem),
            _ => return Ok(false),
        };
        let is_older = draft
            .entries
            .iter()
            .all(|entry| entry.at() <= stored.record.finished);
        Ok(stored.seal == Seal::Sound && draft.end == End::Whole && is_older)
    }

    /// Refuses to write where a file of a later version lies: only that version knows what it may
    /// change. What else is wrong is told where the files are listed.
    pub(super) fn refuse_newer(&self) -> Result<(), Problem> {
        for folder in [INTERVIEWS, DRAFT, SENT] {
            let Some(dir) = self.dir.open(folder)? else {
                continue;
            };
            for name in dir.list()? {
                if !name.ends_with(".toml") || is_ignored(&name) {
                    continue;
                }
                let Ok(Some(text)) = dir.read_loosely(&name) else {
                    continue;
                };
                if let Some(format) = form::format_of(&text).filter(|format| *format > FORMAT) {
                    return Err(Problem::new(dir.path(&name), What::Newer { format }));
                }
            }
        }
        Ok(())
    }

    /// Marks a document as sent.
    pub fn mark_sent(&self, document: &Id, on: Date, now: Timestamp) -> Result<(), Problem> {
        let _place = Place::of(self)?;
        self.refuse_newer()?;
        let mut text = format!("format = {FORMAT}\n");
        push_text(&mut text, "document", document.as_str());
        push_day_key(&mut text, "on", on);
        push_time(&mut text, "marked", now);
        let safe = file_letters(document);
        let name = format!("{on}-{safe}-{}.toml", random_letters(6));
        let sent = self.dir.make(SENT)?;
        sent.write_new(&name, text.as_bytes()).map(|_| ())
    }

    /// Reads which documents were sent, the first first.
    pub fn sent(&self) -> Result<(Vec<Sent>, Vec<Problem>), Problem> {
        let (mut sent, mut problems) = (Vec::new(), Vec::new());
        let Some(dir) = self.dir.open(SENT)? else {
            return Ok((sent, problems));
        };
        for name in dir.list()? {
            if is_ignored(&name) {
                continue;
            }
            let is_toml = name.ends_with(".toml") && !name.starts_with('.');
            let what = match dir.read(&name) {
                Ok(Some(text)) if is_toml => match read_sent(&text) {
                    Ok(mark) if is_mark(&name, &mark) => {
                        sent.push(mark);
                        continue;
                    }
                    Ok(_) => Some(What::Copy),
                    Err(what) => Some(what),
                },
                Ok(Some(_)) => match stranger(&name) {
                    Some(What::Foreign) if holds_day(&name) => Some(What::Copy),
                    other => other,
                },
                Ok(None) => None,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            problems.extend(what.map(|what| Problem::new(dir.path(&name), what)));
        }
        sent.sort_by_key(|mark| (mark.on, mark.marked));
        Ok((sent, problems))
    }
}

impl Records {
    /// Gives the running number of the next interview; not while the disk hides one.
    pub fn next_number(&self) -> Result<u32, Problem> {
        let hidden = self.problems.iter();
        if let Some(problem) = hidden.into_iter().find(|one| one.class() == Class::Disk) {
            return Err(problem.clone());
        }
        let last = self.records.iter().map(|stored| stored.record.n).max();
        Ok(last.unwrap_or(0).saturating_add(1))
    }

    /// Gives the records that no later one corrects.
    pub fn in_force(&self) -> impl Iterator<Item = &Record> {
        let records = || self.records.iter().map(|stored| &stored.record);
        records().filter(move |record| {
            !records().any(|other| other.amends.as_ref() == Some(&record.interview))
        })
    }
}

impl StoredDraft {
    /// Gives when the last thing happened.
    pub fn last(&self) -> Timestamp {
        self.entries.last().map_or(self.header.started, Entry::at)
    }
}

/// The ids of clients by their folders.
pub(super) struct Ids<'f>(HashMap<&'f str, usize>);

impl<'f> Ids<'f> {
    pub(super) fn of(folders: &'f [String]) -> Self {
        let mut count = HashMap::new();
        for folder in folders {
            *count.entry(slug_of(folder)).or_insert(0) += 1;
        }
        Ids(count)
    }

    fn id(&self, folder: &str) -> String {
        match self.0.get(slug_of(folder)) {
            Some(count) if *count > 1 => folder.to_owned(),
            _ => slug_of(folder).to_owned(),
        }
    }
}

pub(super) fn slug_of(folder: &str) -> &str {
    folder.split('~').next().unwrap_or(folder)
}

/// Finds a client by what the folders' names tell: the id, or the very name.
fn find_by_folder(
    clients: &Arc<Dir>,
    folders: &[String],
    ids: &Ids<'_>,
    typed: &str,
) -> Result<Option<Client>, FindError> {
    if folders.iter().any(|folder| folder == typed) {
        return Ok(open_client(clients, typed, ids)?);
    }
    if let Ok(name) = ClientName::new(typed) {
        let beginning = name.folder(HASH_LENGTH);
        for folder in folders
            .iter()
            .filter(|folder| folder.starts_with(&beginning))
        {
            let client = open_client(clients, folder, ids)?;
            if let Some(client) =
                client.filter(|client| names::fold(&client.card().name) == name.folded())
            {
                return Ok(Some(client));
            }
        }
    }
    let same_slug: Vec<&String> = folders
        .iter()
        .filter(|folder| slug_of(folder) == typed)
        .collect();
    match same_slug.as_slice() {
        [] => Ok(None),
        [folder] => Ok(open_client(clients, folder, ids)?),
        several => {
            let mut candidates = Vec::new();
            for folder in several {
                candidates
                    .extend(open_client(clients, folder, ids)?.map(|client| client.as_match()));
            }
            Err(FindError::Ambiguous(candidates))
        }
    }
}

/// Finds a client by the names on the cards: in full, without accents, by a beginning.
fn find_by_name(
    all: Vec<Client>,
    typed: &str,
    lookup: Lookup,
    problems: Vec<Problem>,
) -> Result<Client, FindError> {
    let (folded, plain) = (names::fold(typed), names::fold_accents(typed));
    let is_beginning = |client: &Client| {
        lookup == Lookup::Beginning
            && !plain.is_empty()
            && (client.id.starts_with(&plain)
                || names::fold_accents(&client.card().name).starts_with(&plain))
    };
    let tests: [&dyn Fn(&Client) -> bool; 3] = [
        &|client| names::fold(&client.card().name) == folded,
        &|client| names::fold_accents(&client.card().name) == plain,
        &is_beginning,
    ];
    for test in tests {
        let mut found = all.iter().filter(|client| test(client));
        match (found.next(), found.next()) {
            (None, _) => {}
            (Some(client), None) => return Ok(client.clone()),
            (Some(_), Some(_)) => {
                let candidates = all.iter().filter(|client| test(client));
                return Err(FindError::Ambiguous(
                    candidates.map(Client::as_match).collect(),
                ));
            }
        }
    }
    Err(FindError::NotFound {
        similar: similar(&all, &plain),
        problems,
    })
}

/// Gives up to five clients whose name or id is near to what was typed, the nearest first.
fn similar(all: &[Client], plain: &str) -> Vec<Match> {
    if plain.is_empty() {
        return Vec::new();
    }
    let most = (plain.chars().count() / 3).clamp(1, 4);
    let mut near: Vec<(usize, Match)> = Vec::new();
    for client in all {
        let name = names::fold_accents(&client.card().name);
        let words_near = name
            .split(' ')
            .filter(|word| word.chars().count() > 3)
            .map(|word| names::distance(word, plain).saturating_add(1))
            .min();
        let is_part =
            plain.chars().count() > 2 && (name.contains(plain) || client.id.contains(plain));
        let distance = [
            Some(names::distance(&name, plain)),
            Some(names::distance(&client.id, plain)),
            words_near,
            is_part.then_some(1),
        ]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(usize::MAX);
        if distance <= most {
            near.push((distance, client.as_match()));
        }
    }
    near.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| one.1.id.cmp(&other.1.id)));
    near.truncate(5);
    near.into_iter().map(|(_, found)| found).collect()
}

impl Client {
    fn as_match(&self) -> Match {
        Match {
            id: self.id.clone(),
            name: self.card().name.clone(),
        }
    }
}

fn open_client(clients: &Arc<Dir>, folder: &str, ids: &Ids<'_>) -> Result<Option<Client>, Problem> {
    open_folder(clients, folder, ids.id(folder))
}

/// Opens a client's folder; `None` if it is not there.
pub(super) fn open_folder(
    clients: &Arc<Dir>,
    folder: &str,
    id: String,
) -> Result<Option<Client>, Problem> {
    let Some(dir) = clients.open(folder)? else {
        return Ok(None);
    };
    let Some(text) = dir.read(CARD)? else {
        if !dir.is_in(clients, folder)? {
            // Erased since it was opened.
            return Ok(None);
        }
        let damage = Damage::at("", 0, words::card_missing());
        return Err(Problem::new(dir.path(CARD), What::Damaged(vec![damage])));
    };
    let file = cards::read_card(&text).map_err(|what| Problem::new(dir.path(CARD), what))?;
    Ok(Some(Client {
        dir: Arc::new(dir),
        clients: Arc::clone(clients),
        folder: folder.to_owned(),
        id,
        file,
    }))
}

/// Lists the files of a folder whose name is an interview's, and tells of all others.
fn own_files(dir: &Dir, problems: &mut Vec<Problem>) -> Result<Vec<String>, Problem> {
    let mut own = Vec::new();
    for name in dir.list()? {
        if name.strip_suffix(".toml").is_some_and(is_interview) {
            own.push(name);
        } else if let Some(what) = stranger(&name) {
            problems.push(Problem::new(dir.path(&name), what));
        }
    }
    Ok(own)
}

/// Says what a file is that the store did not write under this name; `None` for what systems leave.
pub(super) fn stranger(name: &str) -> Option<What> {
    if let Some(folder) = erase::folder_being_erased(name) {
        let id = folder.to_owned();
        return Some(What::ErasureInterrupted { id });
    }
    if name.starts_with(TEMPORARY) || name.starts_with(NEWBORN) || name.starts_with(ERASING) {
        return Some(What::LeftOver);
    }
    if is_ignored(name) {
        return None;
    }
    // A copy may be called anything: `Copy of …`, `… (1).toml`, `….sync-conflict-….toml`, `…~`.
    let is_start = |start: &[u8]| {
        start.iter().enumerate().all(|(index, byte)| match index {
            8 => *byte == b'T',
            _ => byte.is_ascii_digit(),
        })
    };
    let holds_ours = name.as_bytes().windows(9).any(is_start) || name.contains('~');
    Some(if holds_ours {
        What::Copy
    } else {
        What::Foreign
    })
}

/// Tells whether a name is the one a mark was written under, `2026-11-21-agreement-k7f3q2.toml`, and
/// nothing more: a copy counts no second time.
fn is_mark(name: &str, mark: &Sent) -> bool {
    let beginning = format!("{}-{}-", mark.on, file_letters(&mark.document));
    let random = name
        .strip_prefix(&beginning)
        .and_then(|rest| rest.strip_suffix(".toml"));
    random.is_some_and(|random| {
        random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Gives the letters of an id that a file's name may hold.
fn file_letters(id: &Id) -> String {
    let is_plain = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    id.as_str().chars().filter(is_plain).collect()
}

fn holds_day(name: &str) -> bool {
    let days = (0..name.len()).filter_map(|at| name.get(at..at + 10));
    days.into_iter().any(|day| day.parse::<Date>().is_ok())
}

/// Tells whether a file is one that systems and sync programs leave everywhere.
pub(super) fn is_ignored(name: &str) -> bool {
    !name.starts_with(TEMPORARY)
        && (name.starts_with('.') && !name.ends_with(".toml")
            || matches!(name, "desktop.ini" | "Thumbs.db" | "Icon\r"))
}

fn read_record(dir: &Dir, name: &str) -> Result<Option<(StoredRecord, Option<Problem>)>, Problem> {
    let Some(text) = dir.read(name)? else {
        return Ok(None);
    };
    let path = dir.path(name);
    let reading = record::read(&text).map_err(|unreadable| {
        let what = match unreadable {
            Unreadable::Damaged(damage) => What::Damaged(damage),
            Unreadable::Newer { format } => What::Newer { format },
        };
        Problem::new(&path, what)
    })?;
    if name.strip_suffix(".toml") != Some(&reading.record.interview) {
        return Err(Problem::new(path, What::Copy));
    }
    let told = Problem::of_seal(path.clone(), reading.seal, reading.said);
    let stored = StoredRecord {
        record: reading.record,
        seal: reading.seal,
        path,
    };
    Ok(Some((stored, told)))
}

pub(super) fn read_draft(dir: &Dir, name: &str) -> Result<Option<StoredDraft>, Problem> {
    let Some(text) = dir.read_loosely(name)? else {
        return Ok(None);
    };
    let path = dir.path(name);
    let read = draft::read(&text).map_err(|what| Problem::new(&path, what))?;
    if name.strip_suffix(".toml") != Some(&read.header.interview) {
        return Err(Problem::new(path, What::Copy));
    }
    Ok(Some(StoredDraft {
        header: read.header,
        entries: read.entries,
        end: read.end,
        path,
    }))
}

fn read_sent(text: &str) -> Result<Sent, What> {
    let root = form::table(text).map_err(|damage| What::Damaged(vec![damage]))?;
    if let Some(format) = record::newer(&root) {
        return Err(What::Newer { format });
    }
    let mut keys = Keys::of(text);
    let top = 0..0;
    let document = keys.text(&root, "document", &top).map(Id::new);
    let on = keys.day(&root, "on", &top);
    let marked = keys.time(&root, "marked", &top);
    match (document, on, marked) {
        (Some(document), Some(on), Some(marked)) => Ok(Sent {
            document,
            on,
            marked,
        }),
        _ => Err(What::Damaged(keys.damage)),
    }
}
