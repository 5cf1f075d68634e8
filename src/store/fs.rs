//! The only module that writes to the disk.
//!
//! Everything goes through handles of folders, so that no link in the way is followed. The
//! protocols:
//!
//! - **New file**: temporary file in the same folder, sync, rename without overwriting, sync of the
//!   folder ([`Dir::write_new`]). After it returns, the file is there whole; if it fails, it is not.
//! - **Replace**: the same, renamed over the old file ([`Dir::replace`]).
//! - **Append**: one write and one sync a block ([`Journal::append`]). After a failed sync the file
//!   is never trusted again: what is known is written to a new one.
//!
//! Not promised: what the disk itself loses after saying that it wrote.

use std::collections::hash_map::RandomState;
use std::ffi::{CString, OsStr};
use std::fs::{File, TryLockError};
use std::hash::BuildHasher as _;
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::fs::{AtFlags, FileType, FlockOperation, Mode, OFlags, RenameFlags};
use rustix::io::{Errno, retry_on_intr};

use crate::record::Damage;
use crate::store::problem::{Act, Problem, What};
use crate::words::store as words;

/// The largest file that is read: room for the record of the largest draft.
pub const LARGEST: u64 = 32 * 1024 * 1024;
/// The largest draft that is written.
const LARGEST_JOURNAL: usize = 8 * 1024 * 1024;
/// How long a lock held by another process is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// How a file that is not finished begins.
pub const TEMPORARY: &str = ".tmp-";

/// An open folder of the store.
#[derive(Debug)]
pub struct Dir {
    fd: OwnedFd,
    path: PathBuf,
}

/// What a new file met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    New,
    /// A file of that name was there and is as it was.
    Existed,
}

/// Something below a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub path: PathBuf,
    pub is_folder: bool,
    pub is_link: bool,
    /// The nine bits of who may do what.
    pub mode: u32,
}

impl Dir {
    /// Opens the folder of the store; links on the way to it are the person's choice.
    pub fn home(path: &Path) -> Result<Option<Dir>, Problem> {
        let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC;
        match retry_on_intr(|| rustix::fs::open(path, flags, Mode::empty())) {
            Ok(fd) => Ok(Some(Dir {
                fd,
                path: path.to_owned(),
            })),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(Problem::disk(path, Act::Open, error)),
        }
    }

    /// Opens the folder of the store, and makes it, with those above it, if it is not there.
    pub fn make_home(path: &Path) -> Result<Dir, Problem> {
        if let Some(dir) = Dir::home(path)? {
            return Ok(dir);
        }
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => Dir::make_home(parent)?,
            _ => Dir::make_home(Path::new("."))?,
        };
        gate(Act::Create).map_err(|error| Problem::disk(path, Act::Create, error))?;
        match rustix::fs::mkdir(path, Mode::RWXU) {
            Ok(()) => rustix::fs::chmod(path, Mode::RWXU)
                .map_err(|error| Problem::disk(path, Act::Create, error))?,
            Err(Errno::EXIST) => {}
            Err(error) => return Err(Problem::disk(path, Act::Create, error)),
        }
        if let Err(problem) = parent.sync() {
            let _ = rustix::fs::rmdir(path);
            return Err(problem);
        }
        Dir::home(path)?.ok_or_else(|| Problem::disk(path, Act::Open, Errno::NOENT))
    }

    /// Gives the path of something in this folder, for messages.
    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Gives the path of the folder itself.
    pub fn own_path(&self) -> &Path {
        &self.path
    }

    fn problem(
        &self,
        name: &str,
        doing: Act,
        error: impl Into<super::problem::DiskError>,
    ) -> Problem {
        Problem::disk(&self.path(name), doing, error)
    }

    /// Opens a folder in this one; never through a link.
    pub fn open(&self, name: &str) -> Result<Option<Dir>, Problem> {
        let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        match retry_on_intr(|| rustix::fs::openat(&self.fd, name, flags, Mode::empty())) {
            Ok(fd) => Ok(Some(Dir {
                fd,
                path: self.path(name),
            })),
            Err(Errno::NOENT) => Ok(None),
            Err(Errno::NOTDIR) => Err(Problem::new(self.path(name), What::NotPlain)),
            Err(error) => Err(self.problem(name, Act::Open, error)),
        }
    }

    /// Opens a folder that will soon have another name: messages use that one.
    pub fn open_as(&self, name: &str, later: &str) -> Result<Option<Dir>, Problem> {
        let path = self.path(later);
        Ok(self.open(name)?.map(|dir| Dir { path, ..dir }))
    }

    /// Gives the folder the path by which the person knows it, for messages.
    pub fn known_as(self, path: &Path) -> Dir {
        let path = path.to_owned();
        Dir { path, ..self }
    }

    /// Opens a folder in this one, and makes it, private, if it is not there.
    pub fn make(&self, name: &str) -> Result<Dir, Problem> {
        if let Some(dir) = self.open(name)? {
            return Ok(dir);
        }
        if self.make_new(name)? == Written::New
            && let Err(problem) = self.sync()
        {
            // A name that may not last is no name: whoever tries again makes and syncs it anew.
            let _ = rustix::fs::unlinkat(&self.fd, name, AtFlags::REMOVEDIR);
            return Err(problem);
        }
        self.open(name)?
            .ok_or_else(|| self.problem(name, Act::Open, Errno::NOENT))
    }

    /// Makes a private folder; not yet synced.
    pub fn make_new(&self, name: &str) -> Result<Written, Problem> {
        let refused = |error: Errno| self.problem(name, Act::Create, error);
        gate(Act::Create).map_err(refused)?;
        match rustix::fs::mkdirat(&self.fd, name, Mode::RWXU) {
            // The umask may have taken our own rights away.
            Ok(()) => rustix::fs::chmodat(&self.fd, name, Mode::RWXU, AtFlags::empty())
                .map(|()| Written::New)
                .map_err(refused),
            Err(Errno::EXIST) => Ok(Written::Existed),
            Err(error) => Err(refused(error)),
        }
    }

    /// Lists the names in this folder, sorted; an error on the way is an error.
    ///
    /// A name that is no UTF-8 is none of ours, and is given as well as it can be shown.
    pub fn list(&self) -> Result<Vec<String>, Problem> {
        let mut names: Vec<String> = self
            .entries()?
            .iter()
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort_unstable();
        Ok(names)
    }

    fn entries(&self) -> Result<Vec<CString>, Problem> {
        let refused = |error: Errno| Problem::disk(&self.path, Act::List, error);
        gate(Act::List).map_err(refused)?;
        let mut names = Vec::new();
        for entry in retry_on_intr(|| rustix::fs::Dir::read_from(&self.fd)).map_err(refused)? {
            let entry = entry.map_err(refused)?;
            if !matches!(entry.file_name().to_bytes(), b"." | b"..") {
                names.push(entry.file_name().to_owned());
            }
        }
        Ok(names)
    }

    /// Tells whether there is something of that name.
    pub fn has(&self, name: &str) -> Result<bool, Problem> {
        match rustix::fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(_) => Ok(true),
            Err(Errno::NOENT) => Ok(false),
            Err(error) => Err(self.problem(name, Act::Open, error)),
        }
    }

    /// Tells whether this folder is still where it was opened.
    pub fn is_in(&self, parent: &Dir, name: &str) -> Result<bool, Problem> {
        let refused = |error: Errno| parent.problem(name, Act::Open, error);
        let own = rustix::fs::fstat(&self.fd).map_err(refused)?;
        match rustix::fs::statat(&parent.fd, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(there) => Ok((there.st_dev, there.st_ino) == (own.st_dev, own.st_ino)),
            Err(Errno::NOENT) => Ok(false),
            Err(error) => Err(refused(error)),
        }
    }

    /// Reads a plain file of UTF-8; `None` if there is none.
    pub fn read(&self, name: &str) -> Result<Option<String>, Problem> {
        match self.open_plain(name, OFlags::RDONLY)? {
            Some(mut file) => {
                let bytes = self.read_open(name, &mut file)?;
                self.as_text(name, bytes).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Reads a plain file of which a part may be lost: what is no UTF-8 is replaced.
    pub fn read_loosely(&self, name: &str) -> Result<Option<String>, Problem> {
        match self.open_plain(name, OFlags::RDONLY)? {
            Some(mut file) => {
                let bytes = self.read_open(name, &mut file)?;
                Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
            }
            None => Ok(None),
        }
    }

    /// Opens a plain file: no link, no pipe, no device.
    fn open_plain(&self, name: &str, access: OFlags) -> Result<Option<File>, Problem> {
        gate(Act::Open).map_err(|error| self.problem(name, Act::Open, error))?;
        let flags = access | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        match retry_on_intr(|| rustix::fs::openat(&self.fd, name, flags, Mode::empty())) {
            Ok(fd) => Ok(Some(File::from(fd))),
            Err(Errno::NOENT) => Ok(None),
            // A pipe without a reader, a socket.
            Err(Errno::NXIO) => Err(Problem::new(self.path(name), What::NotPlain)),
            Err(error) => Err(self.problem(name, Act::Open, error)),
        }
    }

    fn read_open(&self, name: &str, file: &mut File) -> Result<Vec<u8>, Problem> {
        let stat =
            rustix::fs::fstat(&*file).map_err(|error| self.problem(name, Act::Read, error))?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(Problem::new(self.path(name), What::NotPlain));
        }
        let size = u64::try_from(stat.st_size).unwrap_or(0);
        if size > LARGEST {
            return Err(Problem::new(
                self.path(name),
                What::TooLarge { bytes: size },
            ));
        }
        gate(Act::Read).map_err(|error| self.problem(name, Act::Read, error))?;
        let size = usize::try_from(size).unwrap_or(0);
        // One byte more than the file has: room left over after as many bytes is its end.
        let mut bytes = Vec::with_capacity(size + 1);
        loop {
            match rustix::io::read(&*file, rustix::buffer::spare_capacity(&mut bytes)) {
                Ok(0) => break,
                Ok(_) if bytes.len() == size || bytes.len() as u64 > LARGEST => break,
                Ok(_) => bytes.reserve(1),
                Err(Errno::INTR) => {}
                Err(error) => return Err(self.problem(name, Act::Read, error)),
            }
        }
        if bytes.len() as u64 > LARGEST {
            return Err(Problem::new(
                self.path(name),
                What::TooLarge { bytes: LARGEST },
            ));
        }
        Ok(bytes)
    }

    fn as_text(&self, name: &str, bytes: Vec<u8>) -> Result<String, Problem> {
        String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            let damage = Damage::at(&text, valid, words::not_utf8());
            Problem::new(self.path(name), What::Damaged(vec![damage]))
        })
    }

    /// Writes a new file: whole and synced, or not at all; never over another.
    pub fn write_new(&self, name: &str, bytes: &[u8]) -> Result<Written, Problem> {
        let (temporary, file) = self.write_temporary(name, bytes)?;
        let published = self.publish(&temporary, name);
        let finished = self.finish_temporary(&temporary, published.clone());
        if finished.is_err() && published == Ok(Written::New) && self.is_same(name, &file)? {
            // A name that may not last is no name: whoever tries again writes and syncs anew.
            let _ = rustix::fs::unlinkat(&self.fd, name, AtFlags::empty());
        }
        finished
    }

    /// Writes a file anew over an old one: the old or the new is there, whole, at any moment.
    pub fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        let (temporary, file) = self.write_temporary(name, bytes)?;
        drop(file);
        let renamed = self.rename_over(&temporary, name).map(|()| Written::New);
        self.finish_temporary(&temporary, renamed).map(|_| ())
    }

    /// Removes what is left of a failed write, or syncs the folder of a good one.
    fn finish_temporary(
        &self,
        temporary: &str,
        published: Result<Written, Problem>,
    ) -> Result<Written, Problem> {
        if published != Ok(Written::New) {
            // The first error is the one to tell; a file left here is told by name later.
            let _ = rustix::fs::unlinkat(&self.fd, temporary, AtFlags::empty());
            return published;
        }
        self.sync().map(|()| Written::New)
    }

    fn write_temporary(&self, name: &str, bytes: &[u8]) -> Result<(String, File), Problem> {
        let temporary = format!("{TEMPORARY}{}", random_letters(8));
        let refused = |doing: Act, error: Errno| self.problem(name, doing, error);
        gate(Act::Create).map_err(|error| refused(Act::Create, error))?;
        let flags = OFlags::CREATE
            | OFlags::EXCL
            | OFlags::NOFOLLOW
            | OFlags::RDWR
            | OFlags::APPEND
            | OFlags::CLOEXEC;
        let private = Mode::RUSR | Mode::WUSR;
        let create = || rustix::fs::openat(&self.fd, temporary.as_str(), flags, private);
        let fd = retry_on_intr(create).map_err(|error| refused(Act::Create, error))?;
        let mut file = File::from(fd);
        let written = rustix::fs::fchmod(&file, private)
            .map_err(|error| refused(Act::Create, error))
            .and_then(|()| {
                write_all(&mut file, bytes).map_err(|error| self.problem(name, Act::Write, error))
            })
            .and_then(|()| sync_all(&file).map_err(|error| self.problem(name, Act::Sync, error)));
        match written {
            Ok(()) => Ok((temporary, file)),
            Err(problem) => {
                // The first error is the one to tell.
                let _ = rustix::fs::unlinkat(&self.fd, temporary.as_str(), AtFlags::empty());
                Err(problem)
            }
        }
    }

    /// Gives a finished file its name, unless that is taken.
    fn publish(&self, temporary: &str, name: &str) -> Result<Written, Problem> {
        self.rename_new(temporary, self, name)
    }

    /// Renames without overwriting, in whichever way the disk can.
    pub fn rename_new(&self, from: &str, to: &Dir, name: &str) -> Result<Written, Problem> {
        let refused = |error: Errno| to.problem(name, Act::Rename, error);
        gate(Act::Rename).map_err(refused)?;
        match rustix::fs::renameat_with(&self.fd, from, &to.fd, name, RenameFlags::NOREPLACE) {
            Ok(()) => return Ok(Written::New),
            Err(Errno::EXIST | Errno::NOTEMPTY) => return Ok(Written::Existed),
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
            Err(error) => return Err(refused(error)),
        }
        // A disk without that: a second name and then away with the first. A kill between the two
        // leaves the temporary name, which nobody takes for a record.
        match rustix::fs::linkat(&self.fd, from, &to.fd, name, AtFlags::empty()) {
            Ok(()) => {
                rustix::fs::unlinkat(&self.fd, from, AtFlags::empty()).map_err(refused)?;
                return Ok(Written::New);
            }
            Err(Errno::EXIST) => return Ok(Written::Existed),
            Err(Errno::PERM | Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => {}
            Err(error) => return Err(refused(error)),
        }
        // Neither: names are random enough that looking before is as good.
        if to.has(name)? {
            return Ok(Written::Existed);
        }
        rustix::fs::renameat(&self.fd, from, &to.fd, name)
            .map(|()| Written::New)
            .map_err(refused)
    }

    /// Takes a plain file's rights from everybody but its owner: a sync program made it.
    pub fn make_private(&self, name: &str) -> Result<(), Problem> {
        let refused = |error: Errno| self.problem(name, Act::Write, error);
        let Some(file) = self.open_plain(name, OFlags::RDONLY)? else {
            return Err(refused(Errno::NOENT));
        };
        gate(Act::Write).map_err(refused)?;
        rustix::fs::fchmod(&file, Mode::RUSR | Mode::WUSR).map_err(refused)
    }

    fn rename_over(&self, from: &str, name: &str) -> Result<(), Problem> {
        let refused = |error: Errno| self.problem(name, Act::Rename, error);
        gate(Act::Rename).map_err(refused)?;
        rustix::fs::renameat(&self.fd, from, &self.fd, name).map_err(refused)
    }

    /// Removes a file; absent is well. Not yet synced.
    pub fn remove(&self, name: &str) -> Result<(), Problem> {
        let refused = |error: Errno| self.problem(name, Act::Remove, error);
        gate(Act::Remove).map_err(refused)?;
        match rustix::fs::unlinkat(&self.fd, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(refused(error)),
        }
    }

    /// Removes a folder with all it holds, never through a link. Not yet synced.
    pub fn remove_tree(&self, name: &str) -> Result<(), Problem> {
        let refused = |error: Errno| self.problem(name, Act::Remove, error);
        for round in 1.. {
            if let Some(dir) = self.open(name)? {
                dir.empty()?;
            }
            gate(Act::Remove).map_err(refused)?;
            match rustix::fs::unlinkat(&self.fd, name, AtFlags::REMOVEDIR) {
                Ok(()) | Err(Errno::NOENT) => break,
                // Somebody who had the folder open before made something in it.
                Err(Errno::NOTEMPTY) if round < MOST_ROUNDS => {}
                Err(error) => return Err(refused(error)),
            }
        }
        Ok(())
    }

    /// Removes whatever has a name: a folder with all it holds, a file, a link. Not yet synced.
    pub fn remove_any(&self, name: &str) -> Result<(), Problem> {
        match self.open(name) {
            Err(Problem {
                what: What::NotPlain,
                ..
            }) => self.remove(name),
            Ok(_) => self.remove_tree(name),
            Err(problem) => Err(problem),
        }
    }

    /// Removes everything in a folder in this one but one file: a beginning that makes room.
    pub fn empty_but(&self, name: &str, keep: &str) -> Result<(), Problem> {
        match self.open(name)? {
            Some(dir) => dir.empty_of(|name| name.to_bytes() != keep.as_bytes()),
            None => Ok(()),
        }
    }

    /// Lists everything below this folder, by handles: links are named, not followed. What cannot
    /// be listed is a problem, and the rest is listed.
    pub fn walk(&self, found: &mut Vec<Found>, problems: &mut Vec<Problem>) {
        let names = match self.list() {
            Ok(names) => names,
            Err(problem) => return problems.push(problem),
        };
        for name in names {
            let stat = match rustix::fs::statat(&self.fd, &*name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) => stat,
                // Taken away meanwhile.
                Err(Errno::NOENT) => continue,
                Err(error) => {
                    problems.push(self.problem(&name, Act::Open, error));
                    continue;
                }
            };
            let kind = FileType::from_raw_mode(stat.st_mode);
            found.push(Found {
                path: self.path(&name),
                is_folder: kind == FileType::Directory,
                is_link: kind == FileType::Symlink,
                mode: stat.st_mode & 0o777,
            });
            if kind == FileType::Directory {
                match self.open(&name) {
                    Ok(Some(dir)) => dir.walk(found, problems),
                    Ok(None) => {}
                    Err(problem) => problems.push(problem),
                }
            }
        }
    }

    /// Gives the rights on the folder itself.
    pub fn mode(&self) -> Result<u32, Problem> {
        rustix::fs::fstat(&self.fd)
            .map(|stat| stat.st_mode & 0o777)
            .map_err(|error| Problem::disk(&self.path, Act::Open, error))
    }

    /// Removes everything in this folder, by handles: a link is removed, not followed.
    fn empty(&self) -> Result<(), Problem> {
        self.empty_of(|_| true)
    }

    fn empty_of(&self, goes: impl Fn(&CString) -> bool) -> Result<(), Problem> {
        for name in self.entries()?.into_iter().filter(|name| goes(name)) {
            let path = || self.path.join(OsStr::from_bytes(name.to_bytes()));
            let refused = |error: Errno| Problem::disk(&path(), Act::Remove, error);
            gate(Act::Remove).map_err(refused)?;
            let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW;
            match retry_on_intr(|| rustix::fs::openat(&self.fd, &*name, flags, Mode::empty())) {
                Ok(fd) => {
                    Dir { fd, path: path() }.empty()?;
                    match rustix::fs::unlinkat(&self.fd, &*name, AtFlags::REMOVEDIR) {
                        // What was made in it meanwhile goes in the next round.
                        Ok(()) | Err(Errno::NOENT | Errno::NOTEMPTY) => {}
                        Err(error) => return Err(refused(error)),
                    }
                }
                Err(Errno::NOENT) => {}
                // A file, or a link.
                Err(Errno::NOTDIR | Errno::LOOP) => {
                    match rustix::fs::unlinkat(&self.fd, &*name, AtFlags::empty()) {
                        Ok(()) | Err(Errno::NOENT) => {}
                        Err(error) => return Err(refused(error)),
                    }
                }
                Err(error) => return Err(refused(error)),
            }
        }
        Ok(())
    }

    /// Locks the folder itself, waiting so long at most; `false` if others still have it.
    pub fn hold(&self, hold: Hold, patience: Duration) -> Result<bool, Problem> {
        let operation = match hold {
            Hold::Shared => FlockOperation::NonBlockingLockShared,
            Hold::Exclusive => FlockOperation::NonBlockingLockExclusive,
        };
        let until = Instant::now() + patience;
        loop {
            match rustix::fs::flock(&self.fd, operation) {
                Ok(()) => return Ok(true),
                Err(Errno::WOULDBLOCK) if Instant::now() < until => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                // Without locks nobody can be sure of being alone.
                Err(Errno::WOULDBLOCK | Errno::NOLCK | Errno::OPNOTSUPP | Errno::NOSYS) => {
                    return Ok(false);
                }
                Err(error) => return Err(Problem::disk(&self.path, Act::Lock, error)),
            }
        }
    }

    /// Lets others have the folder.
    pub fn release(&self) -> Result<(), Problem> {
        rustix::fs::flock(&self.fd, FlockOperation::NonBlockingUnlock)
            .or_else(|error| match error {
                Errno::NOLCK | Errno::OPNOTSUPP | Errno::NOSYS => Ok(()),
                _ => Err(error),
            })
            .map_err(|error| Problem::disk(&self.path, Act::Lock, error))
    }

    /// Makes the names in this folder last.
    pub fn sync(&self) -> Result<(), Problem> {
        let refused = |error: Errno| Problem::disk(&self.path, Act::Sync, error);
        gate(Act::Sync).map_err(refused)?;
        match retry_on_intr(|| rustix::fs::fsync(&self.fd)) {
            // Some network disks cannot sync a folder; there is nothing more to be done there.
            Ok(()) | Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
            Err(error) => Err(refused(error)),
        }
    }

    /// Opens a file that is only ever locked, and makes it if it is not there.
    pub fn lock_file(&self, name: &str) -> Result<File, Problem> {
        let refused = |error: Errno| self.problem(name, Act::Lock, error);
        gate(Act::Lock).map_err(refused)?;
        let flags =
            OFlags::CREATE | OFlags::NOFOLLOW | OFlags::RDWR | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let private = Mode::RUSR | Mode::WUSR;
        let fd = retry_on_intr(|| rustix::fs::openat(&self.fd, name, flags, private))
            .map_err(refused)?;
        // The umask may have taken our own rights away: then nobody could lock it again.
        let stat = rustix::fs::fstat(&fd).map_err(refused)?;
        if stat.st_mode & 0o777 == 0 {
            rustix::fs::fchmod(&fd, private).map_err(refused)?;
        }
        Ok(File::from(fd))
    }

    /// Locks a plain file against others who replace it, and reads it; waits a little.
    pub fn lock_and_read(&self, name: &str) -> Result<Option<(File, String)>, Problem> {
        loop {
            let Some(mut file) = self.open_plain(name, OFlags::RDONLY)? else {
                return Ok(None);
            };
            lock(&file, Hold::Exclusive, PATIENCE, &self.path(name))?;
            if self.is_same(name, &file)? {
                let bytes = self.read_open(name, &mut file)?;
                return Ok(Some((file, self.as_text(name, bytes)?)));
            }
        }
    }

    /// Tells whether an open file still has this name.
    fn is_same(&self, name: &str, file: &File) -> Result<bool, Problem> {
        let refused = |error: Errno| self.problem(name, Act::Open, error);
        let own = rustix::fs::fstat(file).map_err(refused)?;
        match rustix::fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(there) => Ok((there.st_dev, there.st_ino) == (own.st_dev, own.st_ino)),
            Err(Errno::NOENT) => Ok(false),
            Err(error) => Err(refused(error)),
        }
    }
}

/// How a file is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    Shared,
    Exclusive,
}

/// Locks a file, waiting so long at most. The lock dies with the process.
pub fn lock(file: &File, hold: Hold, patience: Duration, path: &Path) -> Result<(), Problem> {
    let until = Instant::now() + patience;
    loop {
        let locked = match hold {
            Hold::Shared => file.try_lock_shared(),
            Hold::Exclusive => file.try_lock(),
        };
        match locked {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(TryLockError::WouldBlock) => {
                let process = holder(file);
                return Err(Problem::new(path, What::Busy { process }));
            }
            // Locks may not work on network disks: nothing depends on them but comfort.
            Err(TryLockError::Error(error)) if has_no_locks(&error) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(Problem::disk(path, Act::Lock, error)),
        }
    }
}

fn has_no_locks(error: &std::io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported
        || matches!(
            Errno::from_io_error(error),
            Some(Errno::NOLCK | Errno::OPNOTSUPP | Errno::NOSYS)
        )
}

/// Finds which process holds a lock, where the system tells.
fn holder(file: &File) -> Option<u32> {
    let inode = format!(":{}", rustix::fs::fstat(file).ok()?.st_ino);
    let mut locks = String::new();
    let flags = OFlags::RDONLY | OFlags::CLOEXEC;
    let fd = rustix::fs::open("/proc/locks", flags, Mode::empty()).ok()?;
    File::from(fd).read_to_string(&mut locks).ok()?;
    locks.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields.as_slice() {
            [_, "FLOCK", _, _, process, place, ..] if place.ends_with(&inode) => {
                process.parse().ok()
            }
            _ => None,
        }
    })
}

/// An append-only file that one process writes.
#[derive(Debug)]
pub struct Journal {
    dir: Arc<Dir>,
    name: String,
    file: File,
    /// What is in the file and synced.
    content: Vec<u8>,
    /// Set when the disk let us down and a new file could not be written either.
    broken: Option<Problem>,
}

impl Journal {
    /// Writes the first block of a new journal, locked before anyone can see it.
    pub fn create(dir: Arc<Dir>, name: &str, first: &[u8]) -> Result<Journal, Problem> {
        let (temporary, file) = dir.write_temporary(name, first)?;
        lock(&file, Hold::Exclusive, Duration::ZERO, &dir.path(name))?;
        let published = match dir.publish(&temporary, name) {
            Ok(Written::Existed) => Err(dir.problem(name, Act::Rename, Errno::EXIST)),
            other => other,
        };
        dir.finish_temporary(&temporary, published)?;
        Ok(Journal {
            dir,
            name: name.to_owned(),
            file,
            content: first.to_vec(),
            broken: None,
        })
    }

    /// Opens a journal to go on with it; nobody else can meanwhile. `None` if there is none.
    pub fn open(dir: Arc<Dir>, name: &str) -> Result<Option<(Journal, String)>, Problem> {
        loop {
            let Some(mut file) = dir.open_plain(name, OFlags::RDWR | OFlags::APPEND)? else {
                return Ok(None);
            };
            lock(&file, Hold::Exclusive, Duration::ZERO, &dir.path(name))?;
            if !dir.is_same(name, &file)? {
                continue;
            }
            let content = dir.read_open(name, &mut file)?;
            let text = String::from_utf8_lossy(&content).into_owned();
            let journal = Journal {
                name: name.to_owned(),
                file,
                content,
                broken: None,
                dir,
            };
            return Ok(Some((journal, text)));
        }
    }

    /// Gives the path, for messages.
    pub fn path(&self) -> PathBuf {
        self.dir.path(&self.name)
    }

    /// Gives every byte that is in the file and synced.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Appends a block: one write, one sync. When it fails, the file is as it was before.
    pub fn append(&mut self, block: &[u8]) -> Result<(), Problem> {
        if let Some(problem) = &self.broken {
            return Err(problem.clone());
        }
        let length = self.content.len() + block.len();
        if length > LARGEST_JOURNAL {
            let bytes = length as u64;
            return Err(Problem::new(self.path(), What::TooLarge { bytes }));
        }
        let stat = rustix::fs::fstat(&self.file)
            .map_err(|error| self.dir.problem(&self.name, Act::Write, error))?;
        if stat.st_nlink == 0 {
            // Another program took the file away, or put another in its place.
            return self.write_anew(block, Problem::new(self.path(), What::Changed));
        }
        if let Err(error) = write_all(&mut self.file, block) {
            let problem = self.dir.problem(&self.name, Act::Write, error);
            if let Err(error) = self.truncate(self.content.len()) {
                // What is half written is known by its missing check; the next block must not
                // follow it.
                self.broken = Some(self.dir.problem(&self.name, Act::Write, error));
            }
            return Err(problem);
        }
        match sync_data(&self.file) {
            Ok(()) => {
                self.content.extend_from_slice(block);
                Ok(())
            }
            Err(error) => {
                let problem = self.dir.problem(&self.name, Act::Sync, error);
                self.write_anew(block, problem)
            }
        }
    }

    /// Writes everything known to a new file in place of one that is not trusted any more.
    fn write_anew(&mut self, block: &[u8], problem: Problem) -> Result<(), Problem> {
        let known = [&self.content, block].concat();
        let fresh = self
            .dir
            .write_temporary(&self.name, &known)
            .and_then(|(temporary, file)| {
                lock(&file, Hold::Exclusive, Duration::ZERO, &self.path())?;
                let published = match problem.what {
                    What::Changed => match self.dir.publish(&temporary, &self.name) {
                        Ok(Written::Existed) => Err(problem.clone()),
                        other => other,
                    },
                    _ => self
                        .dir
                        .rename_over(&temporary, &self.name)
                        .map(|()| Written::New),
                };
                self.dir.finish_temporary(&temporary, published)?;
                Ok(file)
            });
        match fresh {
            Ok(file) => {
                self.file = file;
                self.content = known;
                Ok(())
            }
            Err(_) => {
                self.broken = Some(problem.clone());
                Err(problem)
            }
        }
    }

    /// Cuts the file back to its first bytes, synced.
    pub fn cut(&mut self, length: usize) -> Result<(), Problem> {
        self.truncate(length)
            .and_then(|()| sync_all(&self.file))
            .map_err(|error| self.dir.problem(&self.name, Act::Write, error))?;
        self.content.truncate(length);
        Ok(())
    }

    fn truncate(&self, length: usize) -> Result<(), std::io::Error> {
        gate(Act::Write)?;
        self.file.set_len(length as u64)
    }

    /// Removes the file and makes that last.
    pub fn remove(&self) -> Result<(), Problem> {
        self.dir.remove(&self.name)?;
        self.dir.sync()
    }

    /// Moves the file to another folder and makes that last.
    pub fn move_to(&self, to: &Dir, name: &str) -> Result<Written, Problem> {
        let moved = self.dir.rename_new(&self.name, to, name)?;
        to.sync()?;
        self.dir.sync()?;
        Ok(moved)
    }
}

/// How often a folder is emptied while others still make things in it.
const MOST_ROUNDS: u32 = 100;

/// Lets as many files be open as the system allows at all: a list of clients holds the folder of each.
pub fn allow_many_open() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    // Where it may not be raised, what cannot be opened is told by name.
    let _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            ..limit
        },
    );
}

/// Gives letters and digits nobody else has.
pub fn random_letters(count: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut letters = String::with_capacity(count);
    while letters.len() < count {
        // The system seeds every RandomState, and no two of one process are alike.
        let mut number = RandomState::new().hash_one(std::process::id());
        for _ in 0..12.min(count - letters.len()) {
            letters.push(char::from(LETTERS[(number % 32) as usize]));
            number /= 32;
        }
    }
    letters
}

fn write_all(file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
    if let Err(error) = gate(Act::Write) {
        // As a full disk does: some of it is written.
        let _ = file.write(&bytes[..bytes.len() / 2]);
        return Err(error.into());
    }
    file.write_all(bytes)
}

fn sync_all(file: &File) -> std::io::Result<()> {
    gate(Act::Sync)?;
    file.sync_all()
}

fn sync_data(file: &File) -> std::io::Result<()> {
    gate(Act::Sync)?;
    file.sync_data()
}

/// Lets a test make any step fail; in the program it lets everything through.
#[cfg(not(test))]
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "the tests' own gate fails")]
fn gate(_: Act) -> Result<(), Errno> {
    Ok(())
}

#[cfg(test)]
use faults::gate;

/// Faults for tests: the n-th step of this thread fails.
#[cfg(test)]
pub mod faults {
    use std::cell::Cell;

    use super::{Act, Errno};

    thread_local! {
        static UNTIL: Cell<Option<(u32, Errno)>> = const { Cell::new(None) };
    }

    /// Makes the step after so many fail, once.
    pub fn fail_after(steps: u32, error: Errno) {
        UNTIL.set(Some((steps, error)));
    }

    /// Tells whether the fault is still to come, and takes it away.
    pub fn clear() -> bool {
        UNTIL.take().is_some()
    }

    pub fn gate(_: Act) -> Result<(), Errno> {
        match UNTIL.get() {
            Some((0, error)) => {
                UNTIL.set(None);
                Err(error)
            }
            Some((steps, error)) => {
                UNTIL.set(Some((steps - 1, error)));
                Ok(())
            }
            None => Ok(()),
        }
    }
}
