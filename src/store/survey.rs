//! Looking at everything on the disk, and sealing again what was edited by hand.
//!
//! Decides what is worth telling of a file: damaged, edited, newer, a copy, left over, readable by
//! others. Looking writes nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::record::{self, Damage, Record, Seal, Unreadable, digest};
use crate::store::cards::{self, CARD, SETTINGS};
use crate::store::clients::{
    Client, DRAFT, INTERVIEWS, LOCK, SENT, SET_ASIDE, read_draft, stranger,
};
use crate::store::erase::{ERASED, Erased};
use crate::store::fs::{Dir, Hold, TEMPORARY, lock};
use crate::store::interviews::PATIENCE;
use crate::store::outside::read_outside;
use crate::store::problem::{Class, Problem, What};
use crate::store::{MARK, SCRIPTS, Store, is_digest, is_interview};
use crate::words::store as words;

/// The folder of the professional's own kit: no answer lies in it.
const KIT: &str = "questionnaires";

/// Everything that was looked at.
#[derive(Debug, Default)]
pub struct Survey {
    /// Those whose card can be read.
    pub clients: Vec<Client>,
    pub records: usize,
    pub drafts: usize,
    /// By path.
    pub findings: Vec<Problem>,
}

/// A record that is not as it was sealed.
#[derive(Debug)]
pub struct Edited {
    pub path: PathBuf,
    pub record: Record,
    pub seal: Seal,
    /// How many answers it says it has, where it has another number.
    pub said: Option<u32>,
    text: String,
    client: Client,
}

impl Store {
    /// Looks at every file.
    pub fn survey(&self) -> Result<Survey, Problem> {
        let mut survey = Survey::default();
        let Some(home) = &self.dir else {
            return Ok(survey);
        };
        survey.home(self, home)?;
        survey.git(&self.home);
        let all = self.clients()?;
        survey.findings.extend(all.problems);
        // A list that cannot be read is among the problems.
        let erased = self.erased().unwrap_or_default();
        for client in all.clients {
            survey.client(&client, &erased);
            survey.clients.push(client);
        }
        survey.rights(home)?;
        survey
            .findings
            .sort_by(|one, other| one.path.cmp(&other.path));
        survey.findings.dedup();
        Ok(survey)
    }

    /// Finds a record by its file, and gives it if it is not as it was sealed; `Err(None)` where
    /// there is no such record, `Ok(None)` where it is sound.
    pub fn edited(&self, file: &Path) -> Result<Option<Edited>, Option<Problem>> {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or(None)?;
        let stem = name.strip_suffix(".toml").unwrap_or(name);
        if !is_interview(stem) {
            return Err(None);
        }
        let name = format!("{stem}.toml");
        let all = self.clients().map_err(Some)?;
        for client in all.clients {
            let Some(dir) = client.dir.open(INTERVIEWS).map_err(Some)? else {
                continue;
            };
            let Some(text) = dir.read(&name).map_err(Some)? else {
                continue;
            };
            return edited(client, dir.path(&name), text).map_err(Some);
        }
        // It may lie with a client whom the disk hides.
        let mut hidden = all.problems.into_iter();
        Err(hidden.find(|problem| problem.class() == Class::Disk))
    }
}

fn edited(client: Client, path: PathBuf, text: String) -> Result<Option<Edited>, Problem> {
    let reading = record::read(&text).map_err(|unreadable| {
        let what = match unreadable {
            Unreadable::Damaged(damage) => What::Damaged(damage),
            Unreadable::Newer { format } => What::Newer { format },
        };
        Problem::new(&path, what)
    })?;
    if path.file_stem().and_then(|stem| stem.to_str()) != Some(&reading.record.interview) {
        return Err(Problem::new(path, What::Copy));
    }
    Ok((reading.seal != Seal::Sound).then(|| Edited {
        path,
        record: reading.record,
        seal: reading.seal,
        said: reading.said,
        text,
        client,
    }))
}

impl Edited {
    /// Seals the record as it is now; refused if it changed meanwhile.
    pub fn accept(&self) -> Result<(), Problem> {
        let changed = || Problem::new(&self.path, What::Changed);
        self.client.refuse_newer()?;
        let file = self.client.dir.lock_file(LOCK)?;
        lock(
            &file,
            Hold::Exclusive,
            PATIENCE,
            &self.client.dir.path(LOCK),
        )?;
        let dir = self.client.dir.open(INTERVIEWS)?.ok_or_else(changed)?;
        let name = format!("{}.toml", self.record.interview);
        if dir.read(&name)?.as_ref() != Some(&self.text) {
            return Err(changed());
        }
        let sealed = record::seal_again(&self.text, self.record.answers.len());
        // Nothing is written that would not read as the same record.
        match record::read(&sealed) {
            Ok(reading) if reading.seal == Seal::Sound && reading.record == self.record => {
                dir.replace(&name, sealed.as_bytes())
            }
            _ => Err(changed()),
        }
    }
}

impl Survey {
    /// Looks at the files that belong to no client.
    fn home(&mut self, store: &Store, home: &Arc<Dir>) -> Result<(), Problem> {
        self.findings.extend(store.settings().err());
        for name in home.list()? {
            let known = [MARK, SETTINGS, ERASED];
            let is_copy = |known: &str| {
                let stem = known.trim_end_matches(".toml");
                name.starts_with(stem) || name.contains(known)
            };
            if name.starts_with(TEMPORARY) {
                self.tell(home, &name, What::LeftOver);
            } else if !known.contains(&name.as_str()) && known.into_iter().any(is_copy) {
                self.tell(home, &name, What::Copy);
            } else if known.contains(&name.as_str()) {
                self.end_of(home, &name);
            }
        }
        let scripts = match home.open(SCRIPTS) {
            Ok(Some(scripts)) => scripts,
            Ok(None) => return Ok(()),
            Err(problem) => {
                self.findings.push(problem);
                return Ok(());
            }
        };
        for name in scripts.list()? {
            match name.strip_suffix(".toml").filter(|stem| is_digest(stem)) {
                Some(wanted) => self.script(&scripts, &name, wanted),
                None => {
                    if let Some(what) = stranger(&name) {
                        self.tell(&scripts, &name, what);
                    }
                }
            }
        }
        Ok(())
    }

    /// Tells of a file that is changed in place and has no last line.
    fn end_of(&mut self, dir: &Dir, name: &str) {
        // What cannot be read is told by whoever needs it.
        if let Ok(Some(text)) = dir.read(name)
            && !cards::is_closed(&text)
        {
            self.tell(dir, name, What::Unclosed);
        }
    }

    fn script(&mut self, scripts: &Dir, name: &str, wanted: &str) {
        match scripts.read(name) {
            Ok(Some(text)) if digest(&text) != wanted => {
                let damage = Damage::at(&text, 0, words::wrong_digest());
                self.tell(scripts, name, What::Damaged(vec![damage]));
            }
            Ok(_) => {}
            Err(problem) => self.findings.push(problem),
        }
    }

    /// Looks whether what lies here may leave with a `git push`: a repository around the store with
    /// a remote. Its configuration is read as a file.
    fn git(&mut self, home: &Path) {
        let Ok(whole) = std::fs::canonicalize(home) else {
            return;
        };
        for folder in whole.ancestors() {
            let Some(config) = git_config(&folder.join(".git")) else {
                continue;
            };
            if let Some(remote) = config.lines().find_map(remote_of) {
                let remote = remote.to_owned();
                self.findings
                    .push(Problem::new(home, What::InGit { remote }));
            }
            return;
        }
    }

    fn client(&mut self, client: &Client, erased: &Erased) {
        if let Err(problem) = self.folder(client) {
            self.findings.push(problem);
        }
        match client.records() {
            Ok(read) => {
                self.records += read.records.len();
                let numbers = client.missing(&read, erased);
                // A file that is there and cannot be read may be the one that has the number.
                let unread = |problem: &&Problem| problem.class() != Class::Told;
                if numbers.len() > read.problems.iter().filter(unread).count() {
                    let client_id = client.id().to_owned();
                    self.tell(
                        &client.dir,
                        INTERVIEWS,
                        What::Lost {
                            numbers,
                            client: client_id,
                        },
                    );
                }
                self.findings.extend(read.problems);
            }
            Err(problem) => self.findings.push(problem),
        }
        match client.drafts() {
            Ok(read) => {
                self.drafts += read.drafts.len();
                self.findings.extend(read.problems);
            }
            Err(problem) => self.findings.push(problem),
        }
        match client.sent() {
            Ok((_, problems)) => self.findings.extend(problems),
            Err(problem) => self.findings.push(problem),
        }
    }

    /// Looks at what lies in a client's folder beside records, drafts and marks.
    fn folder(&mut self, client: &Client) -> Result<(), Problem> {
        let own = [CARD, LOCK, DRAFT, INTERVIEWS, SENT, SET_ASIDE];
        self.end_of(&client.dir, CARD);
        for name in client.dir.list()? {
            if own.contains(&name.as_str()) {
                continue;
            }
            let is_copy = name.starts_with(CARD.trim_end_matches(".toml")) || name.contains(CARD);
            match stranger(&name) {
                Some(What::Foreign) if is_copy => self.tell(&client.dir, &name, What::Copy),
                Some(what) => self.tell(&client.dir, &name, what),
                None => {}
            }
        }
        if let Some(aside) = client.dir.open(SET_ASIDE)? {
            for name in aside.list()? {
                let is_left = name.starts_with(TEMPORARY);
                let what = if is_left {
                    What::LeftOver
                } else {
                    What::SetAside
                };
                self.tell(&aside, &name, what);
            }
        }
        // A draft whose record is there goes with the next interview.
        if let Some(drafts) = client.dir.open(DRAFT)? {
            for name in drafts.list()? {
                if let Ok(Some(draft)) = read_draft(&drafts, &name)
                    && client.is_finished(&draft)?
                {
                    self.tell(&drafts, &name, What::LeftOver);
                }
            }
        }
        Ok(())
    }

    /// Looks at who may read: nobody but the person whose store it is.
    fn rights(&mut self, home: &Dir) -> Result<(), Problem> {
        if is_open(home.mode()?) {
            self.findings
                .push(Problem::new(home.own_path(), What::OpenToOthers));
        }
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        home.walk(&mut found, &mut problems);
        let kit = home.path(KIT);
        for one in found {
            if is_open(one.mode) && !one.is_link && !one.path.starts_with(&kit) {
                self.findings
                    .push(Problem::new(one.path, What::OpenToOthers));
            }
        }
        // What cannot be listed is told once.
        for problem in problems {
            if !self.findings.contains(&problem) {
                self.findings.push(problem);
            }
        }
        Ok(())
    }

    fn tell(&mut self, dir: &Dir, name: &str, what: What) {
        self.findings.push(Problem::new(dir.path(name), what));
    }
}

/// Reads the configuration of a git repository, where there is one: `.git` is a folder, or a file
/// that names one.
fn git_config(git: &Path) -> Option<String> {
    let read = |path: &Path| read_outside(path).ok().flatten();
    if let Some(config) = read(&git.join("config")) {
        return Some(config);
    }
    let named = read(git)?;
    let named = named.trim().strip_prefix("gitdir:")?.trim();
    let folder = git.parent()?.join(named);
    let common = read(&folder.join("commondir")).map(|common| folder.join(common.trim()));
    read(&common.unwrap_or(folder).join("config"))
}

/// Gives the name in a line `[remote "name"]`.
fn remote_of(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("[remote")?.trim_start();
    let name = rest.strip_prefix('"')?;
    name.rsplit_once('"').map(|(name, _)| name)
}

fn is_open(mode: u32) -> bool {
    mode & 0o077 != 0
}
