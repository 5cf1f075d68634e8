//! Reading a record back, whatever became of the file.

use std::collections::HashSet;
use std::ops::Range;

use sha2::{Digest as _, Sha256};
use toml::de::DeTable;

use crate::record::form::{Damage, Keys, format_of, hex, integer, table};
use crate::record::{FORMAT, Mode, Record, RecordedAnswer, SEAL, ScriptReference, plain};
use crate::script::{Visibility, Voice};
use crate::text::{Id, LanguageTag};
use crate::value::Kind;
use crate::words::record as words;

/// A record with the state of its seal.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub record: Record,
    pub seal: Seal,
    /// How many answers the file says it has, where it has another number: an edit by hand.
    pub said: Option<u32>,
}

/// What the last line of a record says about the rest. It only ever warns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Every byte is as it was written.
    Sound,
    /// Somebody changed the file: legal, and the values are taken.
    EditedByHand,
    /// There is no seal, though all answers are there.
    Missing,
}

/// Why a record cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// Never empty.
    Damaged(Vec<Damage>),
    /// Written by a later version of the program: left alone.
    Newer { format: u64 },
}

/// Reads a record. Unknown keys are left alone; remarks too.
pub fn read(text: &str) -> Result<Reading, Unreadable> {
    match read_untouched(text) {
        Some(record) => Ok(Reading {
            record,
            seal: Seal::Sound,
            said: None,
        }),
        None => read_any(text),
    }
}

/// Reads a record whose seal is sound and whose form is the written one.
fn read_untouched(text: &str) -> Option<Record> {
    let (above, line) = text.split_at_checked(text.len().checked_sub(SEAL.len() + 65)?)?;
    let seal = line.strip_prefix(SEAL)?.strip_suffix('\n')?;
    if seal != hex(&Sha256::digest(above.as_bytes())) {
        return None;
    }
    plain::read(above)
}

/// Reads a record in any form TOML allows.
pub(super) fn read_any(text: &str) -> Result<Reading, Unreadable> {
    if let Some(format) = format_of(text).filter(|format| *format > FORMAT) {
        return Err(Unreadable::Newer { format });
    }
    let root = table(text).map_err(|damage| Unreadable::Damaged(vec![damage]))?;
    if let Some(format) = newer(&root) {
        return Err(Unreadable::Newer { format });
    }
    let mut keys = Keys::of(text);
    let seal = seal_of(text, &mut keys);
    let record = header(&mut keys, &root);
    let said = keys.whole(&root, "count", &(0..0));
    match record {
        Some(record) if keys.damage.is_empty() => {
            let found = record.answers.len();
            let said = said.filter(|said| usize::try_from(*said) != Ok(found));
            match (seal, said) {
                (Seal::Missing, Some(said)) => {
                    let said = usize::try_from(said).unwrap_or(usize::MAX);
                    keys.fault(text.len()..text.len(), words::wrong_count(said, found));
                    Err(Unreadable::Damaged(keys.damage))
                }
                _ => Ok(Reading { record, seal, said }),
            }
        }
        _ => Err(Unreadable::Damaged(keys.damage)),
    }
}

/// Gives the format of a file when it is one this program does not know yet.
pub fn newer(root: &DeTable<'_>) -> Option<u64> {
    let format = integer(root.get("format")?.get_ref())?;
    u64::try_from(format).ok().filter(|format| *format > FORMAT)
}

/// Compares the seal with the bytes above it; a second seal is a second copy in one file.
fn seal_of(text: &str, keys: &mut Keys<'_>) -> Seal {
    let mut seals = text
        .match_indices(SEAL)
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n');
    let Some(at) = seals.next() else {
        return Seal::Missing;
    };
    if seals.next().is_some() {
        let after = text[at..].find('\n').map_or(at, |end| at + end + 1);
        keys.fault(after..after, words::several_seals());
    }
    let (above, line) = text.split_at(at);
    let seal = &line[SEAL.len()..];
    let is_whole =
        seal.trim_end().len() == 64 && seal.trim_end().bytes().all(|byte| byte.is_ascii_hexdigit());
    if seal.trim_end_matches('\n') == hex(&Sha256::digest(above.as_bytes())) {
        Seal::Sound
    } else if is_whole || seal.contains('\n') {
        Seal::EditedByHand
    } else {
        // The file was cut within its last line.
        Seal::Missing
    }
}

fn header<'t>(keys: &mut Keys<'t>, root: &DeTable<'t>) -> Option<Record> {
    let top = 0..0;
    let format = keys.whole(root, "format", &top);
    let interview = keys.text(root, "interview", &top).map(str::to_owned);
    let client = keys.text(root, "client", &top).map(str::to_owned);
    let n = keys.whole(root, "n", &top);
    let script = script(keys, root);
    let language = keys.text(root, "language", &top).map(LanguageTag::new);
    let held = keys.day(root, "held", &top);
    let mode = keys.named(root, "mode", &top, Mode::by_name);
    let started = keys.time(root, "started", &top);
    let finished = keys.time(root, "finished", &top);
    let outcome = keys.optional_text(root, "outcome").map(|id| Id::new(&id));
    let amends = keys.optional_text(root, "amends");
    let answers = answers(keys, root);
    format?;
    Some(Record {
        interview: interview?,
        client: client?,
        n: n?,
        script: script?,
        language: language?,
        held: held?,
        mode: mode?,
        started: started?,
        finished: finished?,
        outcome,
        amends,
        answers,
    })
}

/// Reads `script = { … }`.
pub fn script<'t>(keys: &mut Keys<'t>, root: &DeTable<'t>) -> Option<ScriptReference> {
    let cell = keys.cell(root, "script", &(0..0))?;
    let range = cell.span();
    let Some(table) = cell.get_ref().as_table() else {
        keys.fault(range, words::missing("script.id"));
        return None;
    };
    let id = keys.text(table, "id", &range).map(Id::new);
    let version = keys.whole(table, "version", &range);
    let title = keys.text(table, "title", &range).map(str::to_owned);
    let digest = keys.text(table, "digest", &range).map(str::to_owned);
    Some(ScriptReference {
        id: id?,
        version: version?,
        title: title?,
        digest: digest?,
    })
}

fn answers<'t>(keys: &mut Keys<'t>, root: &DeTable<'t>) -> Vec<RecordedAnswer> {
    let tables = keys.tables(root, "answer");
    let mut answers: Vec<RecordedAnswer> = Vec::with_capacity(tables.len());
    let mut seen = HashSet::with_capacity(tables.len());
    for (table, range) in tables {
        if let Some(answer) = answer(keys, table, &range) {
            if !seen.insert(answer.id.clone()) {
                keys.fault(range, words::repeated_answer());
            }
            answers.push(answer);
        }
    }
    answers
}

fn answer<'t>(
    keys: &mut Keys<'t>,
    table: &DeTable<'t>,
    range: &Range<usize>,
) -> Option<RecordedAnswer> {
    let id = keys.text(table, "id", range).map(Id::new);
    let ask = keys.text(table, "ask", range).map(str::to_owned);
    let name = keys.text(table, "name", range).map(str::to_owned);
    let kind = keys.named(table, "kind", range, Kind::by_name);
    let voice = keys.named(table, "voice", range, Voice::by_name);
    let visibility = keys.named(table, "visibility", range, Visibility::by_name);
    let answer = keys.answer(table, kind, range);
    let shown = keys.text(table, "shown", range).map(str::to_owned);
    let at = keys.time(table, "at", range);
    Some(RecordedAnswer {
        id: id?,
        ask: ask?,
        name: name?,
        kind: kind?,
        voice: voice?,
        visibility: visibility?,
        answer: answer?,
        shown: shown?,
        at: at?,
    })
}
