//! What can be wrong on the disk: the path, what it is, what to do.
//!
//! The words never hold a line of the file: it may be an answer.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rustix::io::Errno;

use crate::record::{Damage, Seal};
use crate::store::names::NameFault;
use crate::value::date;
use crate::words::store as words;
use crate::words::{Language, Sentence};

/// Something wrong with one file or folder of the store, or worth telling about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub path: PathBuf,
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Never empty; left as it is.
    Damaged(Vec<Damage>),
    /// The last write was interrupted: what follows the last whole block is set aside when the
    /// interview goes on.
    Torn(Damage),
    /// Written by a later version of the program; left as it is.
    Newer {
        format: u64,
    },
    /// In use, and by which process if that is known.
    Busy {
        process: Option<u32>,
    },
    /// Another program changed the same thing meanwhile.
    Changed,
    /// The system refused.
    Disk {
        doing: Act,
        error: Errno,
    },
    /// A link, a device, a pipe: not opened.
    NotPlain,
    TooLarge {
        bytes: u64,
    },
    /// A name of the store that no folder or file may have.
    Name(NameFault),
    /// A record whose seal does not match, and how many answers it says it has if it has others.
    EditedByHand {
        said: Option<u32>,
    },
    SealMissing,
    /// The name is not what the content says: a conflict copy of a sync program, or a copy by hand.
    Copy,
    /// A file the store does not know.
    Foreign,
    /// The rest of an interrupted write; it holds nothing that is not elsewhere.
    LeftOver,
    /// A file that would be new is there already, and is left as it is.
    Exists,
    /// A client whose erasure was interrupted, and the id to type to finish it.
    ErasureInterrupted {
        id: String,
    },
    /// A client who was erased, and is back with a sync or a backup.
    BackAgain {
        on: Date,
        folder: String,
    },
    /// Others who use the machine may read it.
    OpenToOthers,
    /// A file that is changed in place, and has lost its last line.
    Unclosed,
    /// What was cut off from a draft, or a draft that was begun again: kept, and not counted.
    SetAside,
    /// Interviews that are not there, by their running numbers: files that were lost.
    Lost {
        numbers: Vec<u32>,
        client: String,
    },
    /// The store lies in a git repository that has a remote, by its name.
    InGit {
        remote: String,
    },
}

/// What the program was doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Open,
    Read,
    List,
    Create,
    Write,
    Sync,
    Rename,
    Remove,
    Lock,
}

/// How bad a problem is, for the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Worth telling; everything asked for is there.
    Told,
    /// A name that cannot be used: exit 1.
    Input,
    /// Exit 3.
    Damaged,
    /// Exit 4.
    Newer,
    /// Exit 5.
    Busy,
    /// Exit 6.
    Disk,
}

impl Class {
    /// Gives the exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Class::Told => 0,
            Class::Input => 1,
            Class::Damaged => 3,
            Class::Newer => 4,
            Class::Busy => 5,
            Class::Disk => 6,
        }
    }
}

impl What {
    /// Gives the name used in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            What::Damaged(_) => "damaged",
            What::Torn(_) => "torn",
            What::Newer { .. } => "newer",
            What::Busy { .. } => "busy",
            What::Changed => "changed",
            What::Disk { .. } => "disk",
            What::NotPlain => "not-plain",
            What::TooLarge { .. } => "too-large",
            What::Name(_) => "name",
            What::EditedByHand { .. } => "edited",
            What::SealMissing => "seal-missing",
            What::Copy => "copy",
            What::Foreign => "foreign",
            What::LeftOver => "left-over",
            What::Exists => "exists",
            What::ErasureInterrupted { .. } => "erasure-interrupted",
            What::BackAgain { .. } => "back-again",
            What::OpenToOthers => "open-to-others",
            What::Unclosed => "unclosed",
            What::SetAside => "set-aside",
            What::Lost { .. } => "lost",
            What::InGit { .. } => "git-remote",
        }
    }
}

impl Problem {
    pub(super) fn new(path: impl Into<PathBuf>, what: What) -> Self {
        Problem {
            path: path.into(),
            what,
        }
    }

    pub(super) fn disk(path: &Path, doing: Act, error: impl Into<DiskError>) -> Self {
        let DiskError(error) = error.into();
        match error {
            // O_NOFOLLOW met a link.
            Errno::LOOP => Problem::new(path, What::NotPlain),
            _ => Problem::new(path, What::Disk { doing, error }),
        }
    }

    /// Tells what a reader of records wants told about a seal; `None` when it is sound.
    pub(super) fn of_seal(path: PathBuf, seal: Seal, said: Option<u32>) -> Option<Self> {
        match seal {
            Seal::Sound => None,
            Seal::EditedByHand => Some(Problem::new(path, What::EditedByHand { said })),
            Seal::Missing => Some(Problem::new(path, What::SealMissing)),
        }
    }

    /// Gives the class, from which the exit code follows.
    pub fn class(&self) -> Class {
        match &self.what {
            What::Damaged(_) | What::NotPlain | What::TooLarge { .. } | What::Lost { .. } => {
                Class::Damaged
            }
            What::Newer { .. } => Class::Newer,
            What::Busy { .. } | What::Changed => Class::Busy,
            What::Disk { .. } => Class::Disk,
            What::Name(_) | What::Exists => Class::Input,
            What::Torn(_)
            | What::EditedByHand { .. }
            | What::SealMissing
            | What::Copy
            | What::Foreign
            | What::LeftOver
            | What::ErasureInterrupted { .. }
            | What::BackAgain { .. }
            | What::OpenToOthers
            | What::InGit { .. }
            | What::Unclosed
            | What::SetAside => Class::Told,
        }
    }

    /// Gives line and column, both from 1, where there is a place.
    pub fn place(&self) -> Option<(usize, usize)> {
        match &self.what {
            What::Damaged(damage) => damage.first().map(|first| (first.line, first.column)),
            What::Torn(damage) => Some((damage.line, damage.column)),
            _ => None,
        }
    }

    /// Says what is wrong: lowercase, no final period, without the path.
    pub fn message(&self) -> Sentence {
        match &self.what {
            What::Damaged(damage) => match damage.first() {
                Some(first) => words::damaged(&first.what.it, &first.what.en),
                None => words::damaged_somewhere(),
            },
            What::Torn(_) => words::torn(),
            What::Newer { format } => words::newer(*format),
            What::Busy { process: Some(id) } => words::busy_with(*id),
            What::Busy { process: None } => words::busy(),
            What::Changed => words::changed(),
            What::Disk { doing, error } => {
                let (doing, why) = (doing.sentence(), reason(*error));
                words::refused(&doing.it, &doing.en, &why.it, &why.en)
            }
            What::NotPlain => words::not_plain(),
            What::TooLarge { bytes } => words::too_large(bytes / (1024 * 1024)),
            What::Name(fault) => fault.sentence(),
            What::EditedByHand { said: None } => words::edited(),
            What::EditedByHand { said: Some(said) } => words::edited_count(*said),
            What::SealMissing => words::seal_missing(),
            What::Copy => words::copy(),
            What::Foreign => words::foreign(),
            What::LeftOver => words::left_over(),
            What::Exists => words::exists(),
            What::ErasureInterrupted { .. } => words::erasure_interrupted(),
            What::BackAgain { on, .. } => words::back_again(
                &date::in_words(*on, Language::It.tag()),
                &date::in_words(*on, Language::En.tag()),
            ),
            What::OpenToOthers => words::open_to_others(),
            What::Unclosed => words::unclosed(),
            What::SetAside => words::set_aside(),
            What::Lost { numbers, .. } => words::lost(numbers),
            What::InGit { remote } => words::in_git(remote),
        }
    }

    /// Says what to do about it.
    pub fn help(&self) -> Option<Sentence> {
        match &self.what {
            What::Damaged(_) => Some(words::help_damaged()),
            What::Torn(_) => Some(words::help_torn()),
            What::Newer { .. } => Some(words::help_newer()),
            What::Busy { .. } => Some(words::help_busy()),
            What::Changed => Some(words::help_changed()),
            What::Disk { error, .. } => help_of(*error),
            What::NotPlain => Some(words::help_not_plain()),
            What::Copy => Some(words::help_copy()),
            What::LeftOver => Some(words::help_left_over()),
            What::Exists => Some(words::help_exists()),
            What::EditedByHand { said: Some(_) } => Some(words::help_edited_count()),
            What::TooLarge { .. } => Some(words::help_too_large()),
            What::ErasureInterrupted { id } => Some(words::help_erasure_interrupted(id)),
            What::BackAgain { folder, .. } => Some(words::help_back_again(folder)),
            What::OpenToOthers => Some(words::help_open_to_others()),
            What::Unclosed => Some(words::help_unclosed()),
            What::SetAside => Some(words::help_set_aside()),
            What::Lost { numbers, client } => {
                let first = numbers.first().copied().unwrap_or_default();
                Some(words::help_lost(client, first))
            }
            What::InGit { .. } => Some(words::help_in_git()),
            What::EditedByHand { said: None } | What::SealMissing => Some(words::help_edited()),
            What::Name(_) | What::Foreign => None,
        }
    }
}

/// Shows path, place and the English words; for bug reports and tests only.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some((line, column)) = self.place() {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message())
    }
}

impl std::error::Error for Problem {}

/// An error of the system, whichever way it came.
pub(super) struct DiskError(Errno);

impl From<Errno> for DiskError {
    fn from(error: Errno) -> Self {
        DiskError(error)
    }
}

impl From<std::io::Error> for DiskError {
    fn from(error: std::io::Error) -> Self {
        DiskError(Errno::from_io_error(&error).unwrap_or(Errno::IO))
    }
}

impl Act {
    fn sentence(self) -> Sentence {
        match self {
            Act::Open => words::doing_open(),
            Act::Read => words::doing_read(),
            Act::List => words::doing_list(),
            Act::Create => words::doing_create(),
            Act::Write => words::doing_write(),
            Act::Sync => words::doing_sync(),
            Act::Rename => words::doing_rename(),
            Act::Remove => words::doing_remove(),
            Act::Lock => words::doing_lock(),
        }
    }
}

fn reason(error: Errno) -> Sentence {
    match error {
        Errno::NOSPC => words::no_space(),
        Errno::DQUOT => words::quota(),
        Errno::FBIG => words::file_limit(),
        Errno::ACCESS | Errno::PERM => words::no_permission(),
        Errno::ROFS => words::read_only(),
        Errno::IO => words::device_error(),
        Errno::NOTDIR => words::no_folder(),
        Errno::ISDIR => words::is_folder(),
        Errno::NOENT => words::gone(),
        Errno::NAMETOOLONG => words::path_too_long(),
        _ => words::system_says(&error.to_string()),
    }
}

fn help_of(error: Errno) -> Option<Sentence> {
    match error {
        Errno::NOSPC | Errno::DQUOT => Some(words::help_no_space()),
        Errno::FBIG => Some(words::help_file_limit()),
        Errno::ACCESS | Errno::PERM | Errno::ROFS => Some(words::help_no_permission()),
        Errno::IO => Some(words::help_device_error()),
        Errno::NOTDIR => Some(words::help_no_folder()),
        _ => None,
    }
}
