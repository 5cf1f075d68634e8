//! Files that are not the store's: what the person names for reading, exports, copies of the kit.
//!
//! Links on the way to a file that is read are the person's choice. A file that is written is new,
//! private and whole, and never takes the place of another.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use rustix::fs::{FileType, Mode, OFlags};
use rustix::io::{Errno, retry_on_intr};

use super::fs::{Dir, LARGEST, TEMPORARY, Written, random_letters};
use super::problem::{Act, Problem, What};
use crate::record::Damage;
use crate::words::store as words;

/// What a copy of the kit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    pub written: usize,
    /// Files that were there already, and are as they were.
    pub kept: Vec<String>,
}

/// Reads a text file of at most 8 MiB; `None` when there is none. Only plain files are opened, and
/// nothing is waited for.
pub fn read_outside(path: &Path) -> Result<Option<String>, Problem> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = match retry_on_intr(|| rustix::fs::open(path, flags, Mode::empty())) {
        Ok(fd) => File::from(fd),
        Err(Errno::NOENT) => return Ok(None),
        Err(error) => return Err(Problem::disk(path, Act::Open, error)),
    };
    let metadata = file
        .metadata()
        .map_err(|error| Problem::disk(path, Act::Read, error))?;
    if !metadata.is_file() {
        return Err(Problem::new(path, What::NotPlain));
    }
    // One byte more than the file has, so that its end is met without reading again.
    let size = metadata.len().min(LARGEST) + 1;
    read_all(file, usize::try_from(size).unwrap_or(0), path).map(Some)
}

/// Lists the names in a folder the person named, sorted; `None` when there is none. An error on the
/// way is an error, never a shorter list.
pub fn list_outside(path: &Path) -> Result<Option<Vec<String>>, Problem> {
    Dir::home(path)?.map(|dir| dir.list()).transpose()
}

/// Tells whether a path the person named is a folder; one that cannot be looked at is an error.
pub fn is_folder_outside(path: &Path) -> Result<bool, Problem> {
    match rustix::fs::stat(path) {
        Ok(stat) => Ok(FileType::from_raw_mode(stat.st_mode) == FileType::Directory),
        Err(Errno::NOENT | Errno::NOTDIR) => Ok(false),
        Err(error) => Err(Problem::disk(path, Act::Open, error)),
    }
}

/// Reads text of at most 8 MiB from anywhere; `path` names it in messages.
pub fn read_text(source: impl Read, path: &Path) -> Result<String, Problem> {
    read_all(source, 0, path)
}

fn read_all(source: impl Read, expected: usize, path: &Path) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(expected);
    source
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| match error.kind() {
            ErrorKind::IsADirectory => Problem::new(path, What::NotPlain),
            _ => Problem::disk(path, Act::Read, error),
        })?;
    if bytes.len() as u64 > LARGEST {
        return Err(Problem::new(
            path,
            What::TooLarge {
                bytes: bytes.len() as u64,
            },
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        Problem::new(
            path,
            What::Damaged(vec![Damage::at(&text, valid, words::not_utf8())]),
        )
    })
}

/// Writes a new file, whole or not at all; one that is there is never overwritten.
pub fn write_outside(path: &Path, text: &str) -> Result<(), Problem> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| Problem::new(path, What::NotPlain))?;
    let dir = Dir::make_home(parent_of(path))?;
    match dir.write_new(name, text.as_bytes())? {
        Written::New => Ok(()),
        Written::Existed => Err(Problem::new(path, What::Exists)),
    }
}

/// Copies the files of a kit into a folder. A folder that is not there comes whole, in one step; in
/// one that is, files that are there stay as they are.
pub fn copy_kit(folder: &Path, files: &[(&str, &str)]) -> Result<Copied, Problem> {
    let name = folder.file_name().and_then(|name| name.to_str());
    if let Some(name) = name
        && Dir::home(folder)?.is_none()
        && copy_whole(folder, name, files)? == Written::New
    {
        return Ok(Copied {
            written: files.len(),
            kept: Vec::new(),
        });
    }
    let mut copied = Copied::default();
    for (path, text) in files {
        match write_outside(&folder.join(path), text) {
            Ok(()) => copied.written += 1,
            Err(Problem {
                what: What::Exists, ..
            }) => copied.kept.push((*path).to_owned()),
            Err(problem) => return Err(problem),
        }
    }
    Ok(copied)
}

/// Makes the folder out of sight and gives it its name when all is in it.
fn copy_whole(folder: &Path, name: &str, files: &[(&str, &str)]) -> Result<Written, Problem> {
    let parent = Dir::make_home(parent_of(folder))?;
    let hidden = format!("{TEMPORARY}{}", random_letters(8));
    let called = |problem: Problem| Problem {
        path: folder.to_owned(),
        ..problem
    };
    parent.make_new(&hidden).map_err(called)?;
    let filled = parent.open(&hidden).map_err(called).and_then(|dir| {
        let gone = || Problem::disk(folder, Act::Open, Errno::NOENT);
        let dir = dir.ok_or_else(gone)?.known_as(folder);
        for (path, text) in files {
            match path.split_once('/') {
                Some((inner, file)) => dir.make(inner)?.write_new(file, text.as_bytes())?,
                None => dir.write_new(path, text.as_bytes())?,
            };
        }
        parent.rename_new(&hidden, &parent, name)
    });
    if filled != Ok(Written::New) {
        // The first error is the one to tell.
        let _ = parent.remove_tree(&hidden);
        return filled;
    }
    parent.sync().map(|()| Written::New)
}

fn parent_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
