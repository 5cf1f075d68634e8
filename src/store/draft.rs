//! The journal of an interview that is not finished.
//!
//! ```text
//! draft = header check { event check }
//! check = "# check " hex16          the first half of SHA-256 over the check before and the block
//! ```
//! Every check depends on all before it: a block that is missing, doubled or from another file is
//! told. What follows the last whole block is a torn write when nothing checked comes after it.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use toml::de::DeTable;

use crate::record::form::{
    self, Keys, hex, kind_of, push_day_key, push_extras, push_given, push_ids, push_text, push_time,
};
use crate::record::{Damage, FORMAT, Mode, ScriptReference, newer, push_script, read_script};
use crate::store::problem::What;
use crate::text::{Id, LanguageTag};
use crate::value::{Answer, Given, Kind};
use crate::words::record as damage_words;
use crate::words::store as words;

/// How the line that closes a block begins.
const CHECK: &str = "# check ";
/// How many hex digits a check has.
const CHECK_LENGTH: usize = 16;

/// What an interview began with: all that a replay needs beside the script.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftHeader {
    /// `<start>-<script>-<random>`: equals the file's name, and later the record's.
    pub interview: String,
    pub client: String,
    pub script: ScriptReference,
    pub language: LanguageTag,
    pub held: Date,
    pub mode: Mode,
    pub started: Timestamp,
    /// The interview this one corrects.
    pub amends: Option<String>,
    /// The questions asked, if not all.
    pub only: Option<Vec<Id>>,
    /// The client came into the store with this interview.
    pub newborn: bool,
    /// The earlier answers that were offered.
    pub offered: Vec<Offered>,
}

/// An earlier answer of the same client.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    pub question: Id,
    pub answer: Answer,
    /// The day it was given.
    pub day: Date,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all entries are answers, and few are held"
)]
pub enum Entry {
    /// A question was answered, or answered anew.
    Answer {
        question: Id,
        answer: Answer,
        at: Timestamp,
    },
    /// A note was set, or with `None` taken away.
    Note {
        question: Id,
        note: Option<String>,
        at: Timestamp,
    },
    /// The answer was marked as the client's own words, or unmarked.
    Quote {
        question: Id,
        quote: bool,
        at: Timestamp,
    },
    /// The answer was taken back.
    Drop { question: Id, at: Timestamp },
    /// The person went to a question; no replay needs it.
    At { question: Id, at: Timestamp },
}

impl Entry {
    /// Gives when it happened.
    pub fn at(&self) -> Timestamp {
        match self {
            Entry::Answer { at, .. }
            | Entry::Note { at, .. }
            | Entry::Quote { at, .. }
            | Entry::Drop { at, .. }
            | Entry::At { at, .. } => *at,
        }
    }
}

/// A draft as far as it can be trusted.
#[derive(Clone, Debug, PartialEq)]
pub struct Journalled {
    pub header: DraftHeader,
    pub entries: Vec<Entry>,
    /// How many bytes are whole blocks.
    pub whole: usize,
    /// The last check, from which the next goes on.
    pub check: String,
    pub end: End,
}

/// How a draft ends.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Whole,
    /// Half a block: an interrupted write.
    Torn(Damage),
    /// Something in the middle is not as it was written.
    Broken(Damage),
}

/// Writes the first block of a draft and gives it with its check.
pub fn write_header(header: &DraftHeader) -> (String, String) {
    let mut out = format!("format = {FORMAT}\n");
    push_text(&mut out, "interview", &header.interview);
    push_text(&mut out, "client", &header.client);
    push_script(&mut out, &header.script);
    push_text(&mut out, "language", header.language.as_str());
    push_day_key(&mut out, "held", header.held);
    push_text(&mut out, "mode", header.mode.name());
    push_time(&mut out, "started", header.started);
    if let Some(amends) = &header.amends {
        push_text(&mut out, "amends", amends);
    }
    if let Some(only) = &header.only {
        out.push_str("only = ");
        push_ids(&mut out, only);
        out.push('\n');
    }
    if header.newborn {
        out.push_str("newborn = true\n");
    }
    for offered in &header.offered {
        out.push_str("\n[[offered]]\n");
        push_text(&mut out, "id", offered.question.as_str());
        push_answer(&mut out, &offered.answer);
        push_day_key(&mut out, "day", offered.day);
    }
    close(out, "")
}

/// Writes one block and gives it with its check.
pub fn write_entry(entry: &Entry, check: &str) -> (String, String) {
    let mut out = String::with_capacity(256);
    out.push_str("\n[[event]]\n");
    let (does, question) = match entry {
        Entry::Answer { question, .. } => ("answer", question),
        Entry::Note { question, .. } => ("note", question),
        Entry::Quote { question, .. } => ("quote", question),
        Entry::Drop { question, .. } => ("drop", question),
        Entry::At { question, .. } => ("at", question),
    };
    push_text(&mut out, "does", does);
    push_text(&mut out, "question", question.as_str());
    match entry {
        Entry::Answer { answer, .. } => push_answer(&mut out, answer),
        Entry::Note {
            note: Some(note), ..
        } => push_text(&mut out, "note", note),
        Entry::Quote { quote, .. } => out.push_str(if *quote {
            "quote = true\n"
        } else {
            "quote = false\n"
        }),
        Entry::Note { note: None, .. } | Entry::Drop { .. } | Entry::At { .. } => {}
    }
    push_time(&mut out, "at", entry.at());
    close(out, check)
}

fn push_answer(out: &mut String, answer: &Answer) {
    if let Given::Value(value) = &answer.given {
        push_text(out, "kind", kind_of(value).name());
    }
    push_given(out, &answer.given);
    push_extras(out, answer);
}

fn close(mut block: String, before: &str) -> (String, String) {
    let check = check_of(before, &block);
    block.push_str(CHECK);
    block.push_str(&check);
    block.push('\n');
    (block, check)
}

fn check_of(before: &str, block: &str) -> String {
    let hash = Sha256::new()
        .chain_update(before.as_bytes())
        .chain_update(block.as_bytes())
        .finalize();
    let mut check = hex(&hash);
    check.truncate(CHECK_LENGTH);
    check
}

/// Reads a draft as far as its blocks are whole.
pub fn read(text: &str) -> Result<Journalled, What> {
    if let Some(format) = form::format_of(text).filter(|format| *format > FORMAT) {
        return Err(What::Newer { format });
    }
    let mut blocks = Blocks::of(text);
    let Some(first) = blocks.next() else {
        let what = damage_words_of(text).unwrap_or_else(words::draft_without_beginning);
        return Err(What::Damaged(vec![Damage::at(text, 0, what)]));
    };
    let header = read_header(text, first)?;
    let mut entries = Vec::new();
    let mut whole = blocks.whole;
    let mut check = blocks.check.clone();
    let mut fault = None;
    while let Some(block) = blocks.next() {
        match read_entry(text, &block) {
            Ok(entry) => entries.extend(entry),
            Err(damage) => {
                fault = Some(damage);
                break;
            }
        }
        whole = blocks.whole;
        check.clone_from(&blocks.check);
    }
    let rest = &text[whole..];
    let end = match fault {
        Some(damage) => End::Broken(damage),
        None if rest.is_empty() => End::Whole,
        None if has_check(rest) => {
            let at = whole + (rest.len() - rest.trim_start().len());
            End::Broken(Damage::at(text, at, words::spliced()))
        }
        None => End::Torn(Damage::at(text, whole, words::torn())),
    };
    Ok(Journalled {
        header,
        entries,
        whole,
        check,
        end,
    })
}

/// Says what is wrong with a text that is not even a header, where that can be said better.
fn damage_words_of(text: &str) -> Option<crate::words::Sentence> {
    let is_conflict = text.starts_with("<<<<<<< ") || text.contains("\n<<<<<<< ");
    is_conflict.then(damage_words::conflict_marker)
}

/// Tells whether a whole check line stands in a text: then it was not the last write that failed.
fn has_check(text: &str) -> bool {
    text.split_inclusive('\n').any(|line| {
        line.strip_prefix(CHECK)
            .and_then(|rest| rest.strip_suffix('\n'))
            .is_some_and(|check| {
                check.len() == CHECK_LENGTH && check.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
    })
}

/// Walks over the whole blocks of a draft, and stops at the first that is none.
struct Blocks<'t> {
    text: &'t str,
    /// Where the next block begins.
    whole: usize,
    check: String,
}

impl<'t> Blocks<'t> {
    fn of(text: &'t str) -> Self {
        Blocks {
            text,
            whole: 0,
            check: String::new(),
        }
    }

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.whole;
        let rest = &self.text[start..];
        // A writer never lets a line of an answer begin like this.
        let at = match rest.find("\n# check ") {
            Some(at) => at + 1,
            None => return None,
        };
        let line_end = at + rest[at..].find('\n')?;
        let check = check_of(&self.check, &rest[..at]);
        if rest[at + CHECK.len()..line_end] != check {
            return None;
        }
        self.check = check;
        self.whole = start + line_end + 1;
        Some(start..start + at)
    }
}

fn read_header(text: &str, block: Range<usize>) -> Result<DraftHeader, What> {
    let own = &text[block];
    let root = form::table(own).map_err(|damage| What::Damaged(vec![damage]))?;
    if let Some(format) = newer(&root) {
        return Err(What::Newer { format });
    }
    let mut keys = Keys::of(own);
    let top = 0..0;
    let interview = keys.text(&root, "interview", &top).map(str::to_owned);
    let client = keys.text(&root, "client", &top).map(str::to_owned);
    let script = read_script(&mut keys, &root);
    let language = keys.text(&root, "language", &top).map(LanguageTag::new);
    let held = keys.day(&root, "held", &top);
    let mode = keys.named(&root, "mode", &top, Mode::by_name);
    let started = keys.time(&root, "started", &top);
    let amends = keys.optional_text(&root, "amends");
    let only = root.get("only").and_then(|cell| form::ids(cell.get_ref()));
    let newborn = keys.flag(&root, "newborn");
    let offered = keys
        .tables(&root, "offered")
        .into_iter()
        .filter_map(|(table, range)| {
            let question = keys.text(table, "id", &range).map(Id::new);
            let answer = read_answer(&mut keys, table, &range);
            let day = keys.day(table, "day", &range);
            Some(Offered {
                question: question?,
                answer: answer?,
                day: day?,
            })
        })
        .collect();
    let header = (|| {
        Some(DraftHeader {
            interview: interview?,
            client: client?,
            script: script?,
            language: language?,
            held: held?,
            mode: mode?,
            started: started?,
            amends,
            only,
            newborn,
            offered,
        })
    })();
    match header {
        Some(header) if keys.damage.is_empty() => Ok(header),
        _ => Err(What::Damaged(keys.damage)),
    }
}

/// Reads one block; `None` is an event of a later version within the format, which no replay needs.
fn read_entry(text: &str, block: &Range<usize>) -> Result<Option<Entry>, Damage> {
    let own = &text[block.clone()];
    let root = form::table(own).map_err(|damage| moved(text, block, damage))?;
    let mut keys = Keys::of(own);
    let entry = keys
        .tables(&root, "event")
        .into_iter()
        .next()
        .and_then(|(table, range)| read_event(&mut keys, table, &range));
    match keys.damage.into_iter().next() {
        Some(damage) => Err(moved(text, block, damage)),
        None => Ok(entry),
    }
}

fn read_event<'t>(keys: &mut Keys<'t>, table: &DeTable<'t>, range: &Range<usize>) -> Option<Entry> {
    let question = keys.text(table, "question", range).map(Id::new);
    let at = keys.time(table, "at", range);
    let does = keys.text(table, "does", range)?;
    let (question, at) = (question?, at?);
    Some(match does {
        "answer" => Entry::Answer {
            question,
            answer: read_answer(keys, table, range)?,
            at,
        },
        "note" => Entry::Note {
            question,
            note: keys.optional_text(table, "note"),
            at,
        },
        "quote" => Entry::Quote {
            question,
            quote: keys.flag(table, "quote"),
            at,
        },
        "drop" => Entry::Drop { question, at },
        "at" => Entry::At { question, at },
        _ => return None,
    })
}

fn read_answer<'t>(
    keys: &mut Keys<'t>,
    table: &DeTable<'t>,
    range: &Range<usize>,
) -> Option<Answer> {
    let kind = match table.get("value") {
        Some(_) => Some(keys.named(table, "kind", range, Kind::by_name)?),
        None => None,
    };
    keys.answer(table, kind, range)
}

/// Gives a damage of a block its place in the file.
fn moved(text: &str, block: &Range<usize>, damage: Damage) -> Damage {
    let before = text.as_bytes()[..block.start.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count();
    Damage {
        line: damage.line + before,
        ..damage
    }
}
