//! Copies beside their original: what a sync program, or a person, left under another name.
//!
//! Decides what a copy is a copy of, and how it is taken over: in the place of an original that is
//! gone, else as a record or a draft of its own. Nothing is merged, and nothing is deleted: a copy
//! that was taken over goes to the things set aside. Every step is one of the write protocols, and
//! the whole can be repeated after an interruption.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::card::Card;
use crate::record::{self, Record, Seal, Unreadable};
use crate::store::cards::{self, CARD};
use crate::store::clients::{
    Client, DRAFT, INTERVIEWS, Records, SET_ASIDE, StoredDraft, is_ignored, read_draft,
};
use crate::store::draft::{self, Entry};
use crate::store::fs::{Dir, Journal, TEMPORARY, Written, random_letters};
use crate::store::interviews::Place;
use crate::store::problem::{Problem, What};
use crate::store::{Store, interview_id};
use crate::text::Id;
use crate::value::Answer;

/// A file whose name is not what its content says.
#[derive(Debug)]
pub struct ConflictCopy {
    pub path: PathBuf,
    pub client: Client,
    pub of: CopyOf,
    /// Where the original lies, or would lie.
    pub original: PathBuf,
    pub way: Way,
    /// The folder in the client's own; `None` for that itself.
    folder: Option<&'static str>,
    name: String,
    text: String,
}

/// What a copy is a copy of, with the original where there is one.
#[derive(Debug)]
pub enum CopyOf {
    Record {
        copy: Box<Record>,
        original: Option<Box<Record>>,
    },
    Draft {
        copy: Box<StoredDraft>,
        original: Option<Box<StoredDraft>>,
    },
    Card {
        copy: Box<Card>,
        original: Box<Card>,
    },
}

/// How a copy is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The original is gone: the copy gets its name.
    InPlace,
    /// As a correction of the original, which stays.
    Correction,
    /// As an unfinished interview of its own.
    OwnDraft,
    /// What the card says is changed to what the copy says.
    Card,
    /// The copy says nothing else than what is there.
    Same,
}

impl Store {
    /// Finds a copy by its path, or by its name where no other copy has that.
    pub fn conflict_copy(&self, file: &Path) -> Result<Option<ConflictCopy>, Problem> {
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
            return Ok(None);
        };
        let wanted = std::fs::canonicalize(file).ok();
        let mut found = Vec::new();
        for client in self.clients()?.clients {
            for folder in [Some(INTERVIEWS), Some(DRAFT), None] {
                let dir = match folder {
                    Some(folder) => client.dir.open(folder)?.map(Arc::new),
                    None => Some(Arc::clone(&client.dir)),
                };
                let Some(dir) = dir else { continue };
                if is_ignored(name) || name.starts_with(TEMPORARY) || !dir.has(name)? {
                    continue;
                }
                let path = dir.path(name);
                let is_it = wanted.is_some() && std::fs::canonicalize(&path).ok() == wanted;
                if let Some(copy) = look(&client, folder, &dir, name)? {
                    if is_it {
                        return Ok(Some(copy));
                    }
                    found.push(copy);
                }
            }
        }
        match (wanted, found.len()) {
            (None, 1) => Ok(found.pop()),
            _ => Ok(None),
        }
    }
}

/// Reads a file as a copy; `None` if it is none.
fn look(
    client: &Client,
    folder: Option<&'static str>,
    dir: &Dir,
    name: &str,
) -> Result<Option<ConflictCopy>, Problem> {
    let Some(text) = dir.read(name)? else {
        return Ok(None);
    };
    let path = dir.path(name);
    let (of, original, way) = match folder {
        Some(INTERVIEWS) => {
            let copy = read_copy(&path, &text)?;
            let own = format!("{}.toml", copy.interview);
            let (original, way) = beside_records(&copy, &client.records()?);
            let copy = Box::new(copy);
            (CopyOf::Record { copy, original }, own, way)
        }
        Some(_) => {
            let read = draft::read(&text).map_err(|what| Problem::new(&path, what))?;
            let own = format!("{}.toml", read.header.interview);
            let copy = StoredDraft {
                header: read.header,
                entries: read.entries,
                end: read.end,
                path: path.clone(),
            };
            let original = read_draft(dir, &own)?.map(Box::new);
            let way = beside_draft(client, &copy, original.as_deref())?;
            let copy = Box::new(copy);
            (CopyOf::Draft { copy, original }, own, way)
        }
        None if name.contains("client") => {
            let copy = cards::read_card(&text).map_err(|what| Problem::new(&path, what))?;
            let original = Box::new(client.card().clone());
            let way = match copy.card == *original {
                true => Way::Same,
                false => Way::Card,
            };
            let copy = Box::new(copy.card);
            (CopyOf::Card { copy, original }, CARD.to_owned(), way)
        }
        None => return Ok(None),
    };
    Ok((original != name).then(|| ConflictCopy {
        original: dir.path(&original),
        client: client.clone(),
        name: name.to_owned(),
        path,
        of,
        way,
        folder,
        text,
    }))
}

fn read_copy(path: &Path, text: &str) -> Result<Record, Problem> {
    match record::read(text) {
        Ok(reading) => Ok(reading.record),
        Err(Unreadable::Damaged(damage)) => Err(Problem::new(path, What::Damaged(damage))),
        Err(Unreadable::Newer { format }) => Err(Problem::new(path, What::Newer { format })),
    }
}

/// Finds the original of a record, and what taking the copy over would mean.
fn beside_records(copy: &Record, read: &Records) -> (Option<Box<Record>>, Way) {
    let records = || read.records.iter().map(|stored| &stored.record);
    let Some(original) = records().find(|record| record.interview == copy.interview) else {
        let name = format!("{}.toml", copy.interview);
        // An original that cannot be read is left where it is.
        let is_there = read
            .problems
            .iter()
            .any(|problem| problem.path.file_name().is_some_and(|own| *own == *name));
        return (
            None,
            if is_there {
                Way::Correction
            } else {
                Way::InPlace
            },
        );
    };
    let says_the_same = |record: &Record| {
        record.answers == copy.answers
            && record.outcome == copy.outcome
            && record.held == copy.held
            && (record.interview == copy.interview
                || record.amends.as_ref() == Some(&copy.interview))
    };
    let way = match records().any(says_the_same) {
        true => Way::Same,
        false => Way::Correction,
    };
    (Some(Box::new(original.clone())), way)
}

fn beside_draft(
    client: &Client,
    copy: &StoredDraft,
    original: Option<&StoredDraft>,
) -> Result<Way, Problem> {
    if client.is_finished(copy)? {
        return Ok(Way::Same);
    }
    Ok(match original {
        Some(original) if original.entries.starts_with(&copy.entries) => Way::Same,
        Some(_) => Way::OwnDraft,
        None if has_record(client, &copy.header.interview)? => Way::OwnDraft,
        None => Way::InPlace,
    })
}

fn has_record(client: &Client, interview: &str) -> Result<bool, Problem> {
    match client.dir.open(INTERVIEWS)? {
        Some(dir) => dir.has(&format!("{interview}.toml")),
        None => Ok(false),
    }
}

impl ConflictCopy {
    /// Takes the copy over, and gives the file that now holds it. When it fails, the same may be
    /// tried again.
    pub fn adopt(mut self, now: Timestamp) -> Result<PathBuf, Problem> {
        let _place = Place::of(&self.client)?;
        self.client.refuse_newer()?;
        let changed = || Problem::new(&self.path, What::Changed);
        let dir = match self.folder {
            Some(folder) => Arc::new(self.client.dir.open(folder)?.ok_or_else(changed)?),
            None => Arc::clone(&self.client.dir),
        };
        if dir.read(&self.name)?.as_ref() != Some(&self.text) {
            return Err(changed());
        }
        dir.make_private(&self.name)?;
        if self.way == Way::InPlace {
            let name = format!("{}.toml", self.interview());
            if dir.rename_new(&self.name, &dir, &name)? == Written::Existed {
                return Err(changed());
            }
            dir.sync()?;
            return Ok(dir.path(&name));
        }
        let kept = match (&self.of, self.way) {
            (CopyOf::Record { copy, .. }, Way::Correction) => self.correct(&dir, copy, now)?,
            (CopyOf::Draft { copy, .. }, Way::OwnDraft) => self.draft_again(&dir, copy)?,
            (CopyOf::Card { copy, .. }, Way::Card) => {
                let card = copy.as_ref().clone();
                self.client.save_card(&card)?;
                self.original.clone()
            }
            _ => self.original.clone(),
        };
        self.set_aside(&dir)?;
        Ok(kept)
    }

    /// Gives the id of the interview; that of a card is none.
    fn interview(&self) -> &str {
        match &self.of {
            CopyOf::Record { copy, .. } => &copy.interview,
            CopyOf::Draft { copy, .. } => &copy.header.interview,
            CopyOf::Card { .. } => "client",
        }
    }

    /// Appends the copy as a record that corrects the original; remarks and keys of one's own stay.
    fn correct(&self, dir: &Dir, copy: &Record, now: Timestamp) -> Result<PathBuf, Problem> {
        let record = Record {
            interview: interview_id(now, copy.script.id.as_str()),
            n: self.client.records()?.next_number()?,
            amends: Some(copy.interview.clone()),
            started: now,
            finished: now,
            ..copy.clone()
        };
        let name = format!("{}.toml", record.interview);
        let text = as_record(&self.text, &record).unwrap_or_else(|| record::write(&record));
        match dir.write_new(&name, text.as_bytes())? {
            Written::New => Ok(dir.path(&name)),
            Written::Existed => Err(Problem::new(dir.path(&name), What::Exists)),
        }
    }

    /// Writes the copy as a draft of its own; of one that is finished it becomes a correction.
    fn draft_again(&self, dir: &Arc<Dir>, copy: &StoredDraft) -> Result<PathBuf, Problem> {
        let mut header = copy.header.clone();
        header.interview = interview_id(header.started, header.script.id.as_str());
        header.newborn = false;
        if has_record(&self.client, &copy.header.interview)? {
            header.amends = Some(copy.header.interview.clone());
        }
        let (mut text, mut check) = draft::write_header(&header);
        for entry in &copy.entries {
            let (block, next) = draft::write_entry(entry, &check);
            text.push_str(&block);
            check = next;
        }
        let name = format!("{}.toml", header.interview);
        let journal = Journal::create(Arc::clone(dir), &name, text.as_bytes())?;
        Ok(journal.path())
    }

    fn set_aside(&self, dir: &Dir) -> Result<(), Problem> {
        let aside = self.client.dir.make(SET_ASIDE)?;
        loop {
            let name = format!("{}-{}.toml", self.interview(), random_letters(6));
            if dir.rename_new(&self.name, &aside, &name)? == Written::New {
                break;
            }
        }
        aside.sync()?;
        dir.sync()
    }
}

/// Gives a record's text with the heading of another, every other line as it was; `None` where that
/// would not read as the record it shall be.
fn as_record(text: &str, record: &Record) -> Option<String> {
    let mut document: toml_edit::DocumentMut = text.parse().ok()?;
    document["interview"] = toml_edit::value(record.interview.as_str());
    document["n"] = toml_edit::value(i64::from(record.n));
    document["amends"] = toml_edit::value(record.amends.as_deref()?);
    for (key, moment) in [("started", record.started), ("finished", record.finished)] {
        let moment: toml_edit::Datetime = moment.to_string().parse().ok()?;
        document[key] = toml_edit::value(moment);
    }
    let sealed = record::seal_again(&document.to_string(), record.answers.len());
    let reading = record::read(&sealed).ok()?;
    (reading.seal == Seal::Sound && reading.record == *record).then_some(sealed)
}

impl StoredDraft {
    /// Gives what each question was last answered, in the order of the first answers.
    pub fn answers(&self) -> Vec<(&Id, Answer)> {
        let mut answers: Vec<(&Id, Answer)> = Vec::new();
        for entry in &self.entries {
            let place = |question: &Id, answers: &[(&Id, _)]| {
                answers.iter().position(|(id, _)| *id == question)
            };
            match entry {
                Entry::Answer {
                    question, answer, ..
                } => match place(question, &answers) {
                    Some(at) => answers[at].1 = answer.clone(),
                    None => answers.push((question, answer.clone())),
                },
                Entry::Note { question, note, .. } => {
                    if let Some(at) = place(question, &answers) {
                        answers[at].1.note.clone_from(note);
                    }
                }
                Entry::Quote {
                    question, quote, ..
                } => {
                    if let Some(at) = place(question, &answers) {
                        answers[at].1.quote = *quote;
                    }
                }
                Entry::Drop { question, .. } => answers.retain(|(id, _)| *id != question),
                Entry::At { .. } => {}
            }
        }
        answers
    }
}
