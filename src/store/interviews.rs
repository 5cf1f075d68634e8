//! An interview while it runs: beginning, going on, finishing, giving up.
//!
//! Whatever happens in between, there is a draft or a record: the record is written and synced
//! before the draft goes. What a crash leaves of a draft beside its record is removed by the next
//! command that writes for this client.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::card::Card;
use crate::record::{self, Mode, Record, ScriptReference};
use crate::store::cards::{CARD, write_card};
use crate::store::clients::{
    Client, DRAFT, INTERVIEWS, LOCK, NEWBORN, SENT, SET_ASIDE, StoredDraft, open_folder, read_draft,
};
use crate::store::draft::{self, DraftHeader, End, Entry, Offered};
use crate::store::erase::Erased;
use crate::store::fs::{Dir, Hold, Journal, TEMPORARY, Written, lock, random_letters};
use crate::store::names::{self, ClientName};
use crate::store::problem::{Act, Problem, What};
use crate::store::{CLIENTS, Store, interview_id};
use crate::text::{Id, LanguageTag};

/// How long an erasure is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
/// How long another who writes a record of the same client is waited for.
const NUMBERING: Duration = Duration::from_secs(10);
/// How many digits of the hash are tried, where two names share so many.
const DIGITS: [usize; 5] = [names::HASH_LENGTH, 8, 12, 24, 64];

/// With whom an interview is.
#[derive(Clone, Copy, Debug)]
pub enum Whom<'a> {
    /// A client the store has.
    Known(&'a Client),
    /// Somebody new: the card is written with the first block of the draft.
    New(&'a Card),
}

/// What an interview begins with.
#[derive(Clone, Debug)]
pub struct NewDraft<'a> {
    pub whom: Whom<'a>,
    pub script: ScriptReference,
    /// The script itself, `use` expanded: kept under its digest.
    pub script_source: &'a str,
    pub language: LanguageTag,
    pub held: Date,
    pub mode: Mode,
    pub started: Timestamp,
    pub amends: Option<String>,
    pub only: Option<Vec<Id>>,
    pub offered: Vec<Offered>,
}

/// A running interview. Nobody else can open its draft; the lock dies with the process.
#[derive(Debug)]
pub struct Draft {
    header: DraftHeader,
    journal: Journal,
    check: String,
    place: Place,
}

/// Where something is written of a client: held so that no erasure comes between.
#[derive(Debug)]
pub(super) struct Place {
    clients: Arc<Dir>,
    folder: String,
    dir: Arc<Dir>,
    /// Shared: an erasure waits.
    lock: File,
}

/// An interview that goes on.
#[derive(Debug)]
pub struct Resumed {
    pub draft: Draft,
    /// What happened so far.
    pub entries: Vec<Entry>,
    /// What could not be read and was set aside.
    pub problem: Option<Problem>,
}

/// A whole interview that came in.
#[derive(Debug)]
pub struct Imported {
    /// The record.
    pub path: PathBuf,
    place: Place,
}

/// A finished interview.
#[derive(Debug)]
pub struct Finished {
    /// The record.
    pub path: PathBuf,
    /// The draft could not be removed; the next command that writes tries again.
    pub left: Option<Problem>,
}

impl Store {
    /// Begins an interview: keeps the script, makes the client if new, writes the draft's first
    /// block. Everything is on the disk when it returns.
    pub fn begin(&mut self, new: NewDraft<'_>) -> Result<Draft, Problem> {
        self.bring(new, &AsDraft)
    }

    /// Appends a whole interview that was answered elsewhere; id and running number of the record
    /// are given here. It is there in one step, with the card of somebody new: there is never a
    /// draft of it.
    pub fn import(&mut self, new: NewDraft<'_>, record: Record) -> Result<Imported, Problem> {
        self.bring(new, &AsRecord(record))
    }

    fn bring<B: Beginning>(&mut self, new: NewDraft<'_>, how: &B) -> Result<B::Kept, Problem> {
        let home = self.writable()?;
        self.pin(&home, &new.script.digest, new.script_source)?;
        let clients = Arc::new(home.make(CLIENTS)?);
        let (name, newborn) = match new.whom {
            Whom::Known(client) => (client.card().name.clone(), false),
            Whom::New(card) => (card.name.clone(), true),
        };
        let header = DraftHeader {
            interview: interview_id(new.started, new.script.id.as_str()),
            client: name,
            script: new.script,
            language: new.language,
            held: new.held,
            mode: new.mode,
            started: new.started,
            amends: new.amends,
            only: new.only,
            newborn,
            offered: new.offered,
        };
        match new.whom {
            Whom::Known(client) => begin_in(client, header, how),
            Whom::New(card) => begin_new(&clients, card, header, &self.erased()?, how),
        }
    }

    /// Goes on with an interview. What could not be read is set aside first.
    pub fn resume(&mut self, client: &Client, stored: &StoredDraft) -> Result<Resumed, Problem> {
        self.writable()?;
        let place = Place::of(client)?;
        client.refuse_newer()?;
        tidy(client)?;
        let name = file_name(&stored.header.interview);
        let gone = || Problem::new(&stored.path, What::Changed);
        let drafts = Arc::new(client.dir.open(DRAFT)?.ok_or_else(gone)?);
        let (mut journal, text) = Journal::open(drafts, &name)?.ok_or_else(gone)?;
        let path = journal.path();
        let read = draft::read(&text).map_err(|what| Problem::new(&path, what))?;
        let (aside, what) = match read.end {
            End::Whole => (None, None),
            End::Torn(damage) => (Some(read.whole), Some(What::Torn(damage))),
            End::Broken(damage) => (Some(0), Some(What::Damaged(vec![damage]))),
        };
        if let Some(from) = aside {
            let rest = journal.content().get(from..).unwrap_or_default().to_vec();
            set_aside(&client.dir, &read.header.interview, &rest)?;
            journal.cut(read.whole)?;
        }
        Ok(Resumed {
            draft: Draft {
                header: read.header,
                journal,
                check: read.check,
                place,
            },
            entries: read.entries,
            problem: what.map(|what| Problem::new(path, what)),
        })
    }
}

impl Draft {
    /// Gives what the interview began with.
    pub fn header(&self) -> &DraftHeader {
        &self.header
    }

    /// Gives the draft's file.
    pub fn path(&self) -> PathBuf {
        self.journal.path()
    }

    /// Gives the client's folder.
    pub fn client_path(&self) -> &Path {
        self.place.dir.own_path()
    }

    /// Gives the client's card as it is now.
    pub fn client(&self) -> Result<Client, Problem> {
        self.place.client()
    }

    /// Writes what happened. It is on the disk when this returns; when it fails, nothing happened
    /// and the same may be tried again.
    pub fn append(&mut self, entry: &Entry) -> Result<(), Problem> {
        let (block, check) = draft::write_entry(entry, &self.check);
        self.journal.append(block.as_bytes())?;
        self.check = check;
        Ok(())
    }

    /// Turns the draft into a record; its running number is given here. When it fails the draft is
    /// as it was and the same may be tried again.
    pub fn finish(&mut self, record: &Record) -> Result<Finished, Problem> {
        let interviews = self.place.dir.make(INTERVIEWS)?;
        let name = file_name(&record.interview);
        let n = next_number(&interviews, &self.place.client()?)?;
        let text = record::write(&Record {
            n,
            ..record.clone()
        });
        if interviews.write_new(&name, text.as_bytes())? == Written::Existed {
            return Err(Problem::new(interviews.path(&name), What::Changed));
        }
        Ok(Finished {
            path: interviews.path(&name),
            left: self.journal.remove().err(),
        })
    }

    /// Erases the draft, with what was set aside of it, and the client too if this interview
    /// brought it into the store and nothing else is known of it.
    pub fn discard(self) -> Result<(), Problem> {
        let own = &self.header.interview;
        if self.header.newborn && self.place.erase_if_bare(own)? {
            return Ok(());
        }
        if let Some(aside) = self.place.dir.open(SET_ASIDE)? {
            for name in aside.list()? {
                if name.starts_with(own) {
                    aside.remove(&name)?;
                }
            }
            aside.sync()?;
        }
        self.journal.remove()
    }

    /// Moves the draft to the things set aside, to begin again.
    pub fn set_aside(self) -> Result<PathBuf, Problem> {
        let aside = self.place.dir.make(SET_ASIDE)?;
        let mut name = file_name(&self.header.interview);
        while self.journal.move_to(&aside, &name)? == Written::Existed {
            name = format!("{}-{}.toml", self.header.interview, random_letters(6));
        }
        Ok(aside.path(&name))
    }
}

impl Imported {
    /// Gives the client.
    pub fn client(&self) -> Result<Client, Problem> {
        self.place.client()
    }
}

impl Place {
    fn client(&self) -> Result<Client, Problem> {
        let id = self.folder.split('~').next().unwrap_or("").to_owned();
        open_folder(&self.clients, &self.folder, id)?
            .ok_or_else(|| Problem::new(self.dir.own_path(), What::Changed))
    }

    /// Holds a client's folder for writing beside others.
    pub(super) fn of(client: &Client) -> Result<Place, Problem> {
        let gone = || Problem::new(client.path(), What::Changed);
        let file = client.dir.lock_file(LOCK).map_err(|problem| {
            let is_gone = matches!(problem.what, What::Disk { error, .. } if error == rustix::io::Errno::NOENT);
            // Erased at this moment.
            if is_gone { gone() } else { problem }
        })?;
        let path = client.dir.path(LOCK);
        if lock(&file, Hold::Exclusive, Duration::ZERO, &path).is_ok() {
            sweep(&client.dir)?;
        }
        lock(&file, Hold::Shared, PATIENCE, &path)?;
        // It may have been erased while we waited.
        if !client.dir.is_in(&client.clients, &client.folder)? {
            return Err(gone());
        }
        Ok(Place {
            clients: Arc::clone(&client.clients),
            folder: client.folder.clone(),
            dir: Arc::clone(&client.dir),
            lock: file,
        })
    }

    /// Tells whether the folder holds nothing but the card and what one interview wrote.
    fn is_bare(&self, own: &str) -> Result<bool, Problem> {
        let is_own = |name: &String| name.starts_with(own) || name.starts_with(TEMPORARY);
        for name in self.dir.list()? {
            if [CARD, LOCK].contains(&name.as_str()) || name.starts_with(TEMPORARY) {
                continue;
            }
            if ![DRAFT, INTERVIEWS, SENT, SET_ASIDE].contains(&name.as_str()) {
                return Ok(false);
            }
            if let Some(inner) = self.dir.open(&name)?
                && !inner.list()?.iter().all(is_own)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Erases the folder if nothing else is in it: out of sight in one step, then away. Nothing
    /// happens while another interview with this client runs. Gives whether it went.
    fn erase_if_bare(&self, own: &str) -> Result<bool, Problem> {
        let path = self.dir.path(LOCK);
        match lock(&self.lock, Hold::Exclusive, Duration::ZERO, &path) {
            Ok(()) => {}
            Err(Problem {
                what: What::Busy { .. },
                ..
            }) => return Ok(false),
            Err(problem) => return Err(problem),
        }
        if !self.is_bare(own)? {
            return Ok(false);
        }
        let out_of_sight = format!("{NEWBORN}{}-{}", self.folder, random_letters(6));
        self.clients
            .rename_new(&self.folder, &self.clients, &out_of_sight)?;
        self.clients.sync()?;
        self.clients.remove_tree(&out_of_sight)?;
        self.clients.sync()?;
        Ok(true)
    }
}

/// Gives the running number of a record that will now be written; others who write one wait until
/// this folder is closed, so that no number is given twice.
fn next_number(interviews: &Dir, client: &Client) -> Result<u32, Problem> {
    // Whoever waits in vain goes on: a number given twice hides a loss, and loses nothing.
    interviews.hold(Hold::Exclusive, NUMBERING)?;
    client.records()?.next_number()
}

/// How an interview comes into the store: as a draft that goes on, or whole.
trait Beginning {
    type Kept;

    /// The folder in which it lies.
    const FOLDER: &'static str;

    /// Writes it into its folder; the client is known, or is being born.
    fn write(
        &self,
        folder: Arc<Dir>,
        place: Place,
        header: DraftHeader,
        client: Option<&Client>,
    ) -> Result<Self::Kept, Problem>;

    fn place(kept: &Self::Kept) -> &Place;
}

struct AsDraft;

struct AsRecord(Record);

impl Beginning for AsDraft {
    type Kept = Draft;

    const FOLDER: &'static str = DRAFT;

    fn write(
        &self,
        folder: Arc<Dir>,
        place: Place,
        header: DraftHeader,
        _: Option<&Client>,
    ) -> Result<Draft, Problem> {
        let (block, check) = draft::write_header(&header);
        let journal = Journal::create(folder, &file_name(&header.interview), block.as_bytes())?;
        Ok(Draft {
            header,
            journal,
            check,
            place,
        })
    }

    fn place(kept: &Draft) -> &Place {
        &kept.place
    }
}

impl Beginning for AsRecord {
    type Kept = Imported;

    const FOLDER: &'static str = INTERVIEWS;

    fn write(
        &self,
        folder: Arc<Dir>,
        place: Place,
        header: DraftHeader,
        client: Option<&Client>,
    ) -> Result<Imported, Problem> {
        let name = file_name(&header.interview);
        let text = record::write(&Record {
            client: header.client,
            interview: header.interview,
            n: match client {
                Some(client) => next_number(&folder, client)?,
                None => 1,
            },
            ..self.0.clone()
        });
        match folder.write_new(&name, text.as_bytes())? {
            Written::New => Ok(Imported {
                path: folder.path(&name),
                place,
            }),
            Written::Existed => Err(Problem::new(folder.path(&name), What::Changed)),
        }
    }

    fn place(kept: &Imported) -> &Place {
        &kept.place
    }
}

/// Begins an interview with a client the store has.
fn begin_in<B: Beginning>(
    client: &Client,
    header: DraftHeader,
    how: &B,
) -> Result<B::Kept, Problem> {
    let place = Place::of(client)?;
    client.refuse_newer()?;
    tidy(client)?;
    let folder = Arc::new(client.dir.make(B::FOLDER)?);
    how.write(folder, place, header, Some(client))
}

/// Begins an interview with somebody new; with a client who came in meanwhile if there is one.
fn begin_new<B: Beginning>(
    clients: &Arc<Dir>,
    card: &Card,
    mut header: DraftHeader,
    erased: &Erased,
    how: &B,
) -> Result<B::Kept, Problem> {
    let name = ClientName::new(&card.name)
        .map_err(|fault| Problem::new(clients.own_path(), What::Name(fault)))?;
    let card = Card {
        name: name.as_str().to_owned(),
        ..card.clone()
    };
    header.client.clone_from(&card.name);
    sweep_newborn(clients)?;
    clients.hold(Hold::Shared, PATIENCE)?;
    let kept = settle(clients, &name, &card, header, erased, how);
    clients.release()?;
    kept
}

/// Finds the folder for a name that is not in the store yet, and begins there.
fn settle<B: Beginning>(
    clients: &Arc<Dir>,
    name: &ClientName,
    card: &Card,
    mut header: DraftHeader,
    erased: &Erased,
    how: &B,
) -> Result<B::Kept, Problem> {
    for digits in DIGITS {
        let folder = name.folder(digits);
        if !clients.has(&folder)?
            && let Some(kept) = bear(clients, &folder, card, &header, how)?
        {
            return Ok(kept);
        }
        // What was erased and came back by a sync is nobody's.
        if erased.of_folder(clients, &folder)?.is_some() {
            continue;
        }
        // Taken: by the same person, or by another whose name has the same hash.
        if let Some(client) = open_folder(clients, &folder, name.slug())?
            && names::fold(&client.card().name) == name.folded()
        {
            header.newborn = false;
            return begin_in(&client, header, how);
        }
    }
    Err(Problem::new(clients.path(&name.folder(64)), What::Changed))
}

/// Makes a client's folder with card and interview, out of sight, and puts it in place in one step.
/// `None` if the place was taken meanwhile.
fn bear<B: Beginning>(
    clients: &Arc<Dir>,
    folder: &str,
    card: &Card,
    header: &DraftHeader,
    how: &B,
) -> Result<Option<B::Kept>, Problem> {
    let hidden = format!("{NEWBORN}{folder}-{}", random_letters(6));
    clients.make_new(&hidden)?;
    let filled = fill_newborn(clients, &hidden, folder, card, header, how);
    let placed = filled.and_then(|kept| {
        let placed = clients.rename_new(&hidden, clients, folder)?;
        Ok((placed == Written::New).then_some(kept))
    });
    let Ok(Some(kept)) = placed else {
        // The first error is the one to tell; a folder left here is told by name later.
        let _ = clients.remove_tree(&hidden);
        return placed;
    };
    match clients.sync() {
        Ok(()) => Ok(Some(kept)),
        Err(problem) => {
            // A name that may not last is no name, unless somebody came in by it.
            let _ = B::place(&kept).erase_if_bare(&header.interview);
            Err(problem)
        }
    }
}

fn fill_newborn<B: Beginning>(
    clients: &Arc<Dir>,
    hidden: &str,
    folder: &str,
    card: &Card,
    header: &DraftHeader,
    how: &B,
) -> Result<B::Kept, Problem> {
    let gone = || Problem::disk(&clients.path(folder), Act::Open, rustix::io::Errno::NOENT);
    let dir = Arc::new(clients.open_as(hidden, folder)?.ok_or_else(gone)?);
    let lock_file = dir.lock_file(LOCK)?;
    lock(&lock_file, Hold::Shared, Duration::ZERO, &dir.path(LOCK))?;
    dir.make_new(B::FOLDER)?;
    let inner = Arc::new(dir.open(B::FOLDER)?.ok_or_else(gone)?);
    let place = Place {
        clients: Arc::clone(clients),
        folder: folder.to_owned(),
        dir: Arc::clone(&dir),
        lock: lock_file,
    };
    let kept = how.write(inner, place, header.clone(), None)?;
    // The card's own sync of the folder makes the names beside it last too.
    dir.write_new(CARD, write_card(card, header.started).as_bytes())?;
    Ok(kept)
}

/// Removes folders of clients that a crash left half born. Whoever makes one holds the folder of
/// all clients, so that nothing is taken away from under a running process.
fn sweep_newborn(clients: &Dir) -> Result<(), Problem> {
    if !clients.hold(Hold::Exclusive, Duration::ZERO)? {
        return Ok(());
    }
    for name in clients.list()? {
        if name.starts_with(NEWBORN) {
            clients.remove_tree(&name)?;
        }
    }
    Ok(())
}

/// Removes what a crash left of half written files; nobody else writes here meanwhile.
pub(super) fn sweep(client: &Dir) -> Result<(), Problem> {
    sweep_folder(client)?;
    for folder in [DRAFT, INTERVIEWS, SENT, SET_ASIDE] {
        if let Some(dir) = client.open(folder)? {
            sweep_folder(&dir)?;
        }
    }
    Ok(())
}

fn sweep_folder(dir: &Dir) -> Result<(), Problem> {
    for name in dir.list()? {
        if name.starts_with(TEMPORARY) {
            dir.remove(&name)?;
        }
    }
    Ok(())
}

/// Removes what a crash left of finished drafts.
fn tidy(client: &Client) -> Result<(), Problem> {
    let Some(drafts) = client.dir.open(DRAFT)? else {
        return Ok(());
    };
    let Some(interviews) = client.dir.open(INTERVIEWS)? else {
        return Ok(());
    };
    let drafts = Arc::new(drafts);
    for name in drafts.list()? {
        if !name.ends_with(".toml") || !interviews.has(&name)? {
            continue;
        }
        // What cannot be read is told where drafts are listed; it is not removed.
        let Ok(Some(draft)) = read_draft(&drafts, &name) else {
            continue;
        };
        if !client.is_finished(&draft)? {
            continue;
        }
        match Journal::open(Arc::clone(&drafts), &name) {
            Ok(Some((journal, _))) => journal.remove()?,
            Ok(None) => {}
            // Its own process is just removing it.
            Err(Problem {
                what: What::Busy { .. },
                ..
            }) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(())
}

/// Keeps bytes that are cut off from a draft.
fn set_aside(client: &Dir, interview: &str, bytes: &[u8]) -> Result<(), Problem> {
    let aside = client.make(SET_ASIDE)?;
    let name = format!("{interview}-{}.toml", random_letters(6));
    aside.write_new(&name, bytes).map(|_| ())
}

fn file_name(interview: &str) -> String {
    format!("{interview}.toml")
}
