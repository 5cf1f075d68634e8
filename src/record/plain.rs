//! Reading a record that is byte for byte as it was written, without a TOML parser.
//!
//! Decides nothing: whatever differs in the least from the written form is left to the parser that
//! reads all of TOML, and both give the same record. It is there because a portfolio reads
//! thousands of records and nearly all of them are untouched.

use std::collections::HashSet;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::record::form::{hours, push_number};
use crate::record::{Mode, Record, RecordedAnswer, ScriptReference};
use crate::script::{Visibility, Voice};
use crate::text::{Id, LanguageTag};
use crate::value::{Answer, Given, Kind, State, Value};

/// Reads what stands above a seal; `None` for every other form.
pub fn read(above: &str) -> Option<Record> {
    let mut scan = Scan { rest: above };
    scan.eat("format = 1\ninterview = ")?;
    let interview = scan.string()?;
    scan.eat("\nclient = ")?;
    let client = scan.string()?;
    scan.eat("\nn = ")?;
    let n = scan.exact("\n")?;
    let script = scan.script()?;
    scan.eat("language = ")?;
    let language = LanguageTag::new(&scan.string()?);
    scan.eat("\nheld = ")?;
    let held = scan.day()?;
    scan.eat("\nmode = ")?;
    let mode = Mode::by_name(&scan.string()?)?;
    scan.eat("\nstarted = ")?;
    let started = scan.time()?;
    scan.eat("finished = ")?;
    let finished = scan.time()?;
    let outcome = scan.optional("outcome = ")?.map(|id| Id::new(&id));
    let amends = scan.optional("amends = ")?;
    scan.eat("count = ")?;
    let count: usize = scan.exact("\n")?;
    let mut answers = Vec::with_capacity(count.min(4096));
    while scan.has("\n[[answer]]\n") {
        answers.push(scan.answer()?);
    }
    let ids: HashSet<&str> = answers.iter().map(|answer| answer.id.as_str()).collect();
    let is_whole = scan.rest == "\n" && count == answers.len() && ids.len() == count;
    is_whole.then_some(Record {
        interview,
        client,
        n,
        script,
        language,
        held,
        mode,
        started,
        finished,
        outcome,
        amends,
        answers,
    })
}

/// What is still to be read.
struct Scan<'t> {
    rest: &'t str,
}

impl<'t> Scan<'t> {
    /// Takes words that must come next.
    fn eat(&mut self, words: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(words)?;
        Some(())
    }

    /// Takes words if they come next.
    fn has(&mut self, words: &str) -> bool {
        self.eat(words).is_some()
    }

    /// Takes everything up to an end, and the end.
    fn until(&mut self, end: &str) -> Option<&'t str> {
        let (taken, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(taken)
    }

    /// Takes what stands before an end, if it is written as it would be again.
    fn exact<T: FromStr + ToString>(&mut self, end: &str) -> Option<T> {
        let written = self.until(end)?;
        let read: T = written.parse().ok()?;
        (read.to_string() == written).then_some(read)
    }

    /// Takes a key with a string and its line end, if the key comes next.
    fn optional(&mut self, key: &str) -> Option<Option<String>> {
        if !self.has(key) {
            return Some(None);
        }
        let text = self.string()?;
        self.eat("\n")?;
        Some(Some(text))
    }

    fn script(&mut self) -> Option<ScriptReference> {
        self.eat("script = { id = ")?;
        let id = Id::new(&self.string()?);
        self.eat(", version = ")?;
        let version = self.exact(",")?;
        self.eat(" title = ")?;
        let title = self.string()?;
        self.eat(", digest = ")?;
        let digest = self.string()?;
        self.eat(" }\n")?;
        Some(ScriptReference {
            id,
            version,
            title,
            digest,
        })
    }

    fn answer(&mut self) -> Option<RecordedAnswer> {
        self.eat("id = ")?;
        let id = Id::new(&self.string()?);
        self.eat("\nask = ")?;
        let ask = self.string()?;
        self.eat("\nname = ")?;
        let name = self.string()?;
        self.eat("\nkind = ")?;
        let kind = Kind::by_name(&self.string()?)?;
        self.eat("\nvoice = ")?;
        let voice = Voice::by_name(&self.string()?)?;
        self.eat("\nvisibility = ")?;
        let visibility = Visibility::by_name(&self.string()?)?;
        let given = if self.has("\nstate = ") {
            Given::State(State::by_name(&self.string()?)?)
        } else {
            self.eat("\nvalue = ")?;
            Given::Value(self.value(kind)?)
        };
        self.eat("\nshown = ")?;
        let shown = self.string()?;
        self.eat("\n")?;
        let other = self.optional("other = ")?;
        let note = self.optional("note = ")?;
        let quote = self.has("quote = true\n");
        self.eat("at = ")?;
        let at = self.time()?;
        Some(RecordedAnswer {
            id,
            ask,
            name,
            kind,
            voice,
            visibility,
            answer: Answer {
                given,
                other,
                note,
                quote,
            },
            shown,
            at,
        })
    }

    fn value(&mut self, kind: Kind) -> Option<Value> {
        Some(match kind {
            Kind::Choice | Kind::Scale => Value::Choice(Id::new(&self.string()?)),
            Kind::Choices | Kind::Ranking => Value::Choices(self.ids()?),
            Kind::YesNo if self.has("true") => Value::YesNo(true),
            Kind::YesNo => {
                self.eat("false")?;
                Value::YesNo(false)
            }
            Kind::Text | Kind::LongText => Value::Text(self.string()?),
            Kind::Number => Value::Number(self.number()?),
            Kind::Date => Value::Date(self.day()?),
            Kind::Hours => Value::Hours(hours(&self.string()?)?),
        })
    }

    fn ids(&mut self) -> Option<Vec<Id>> {
        self.eat("[")?;
        let mut ids = Vec::new();
        while !self.has("]") {
            if !ids.is_empty() {
                self.eat(", ")?;
            }
            ids.push(Id::new(&self.string()?));
        }
        Some(ids)
    }

    /// Takes a number written as [`push_number`] writes it; the line end stays.
    fn number(&mut self) -> Option<f64> {
        let line = self.rest.split('\n').next()?;
        let number: f64 = line.parse().ok()?;
        let mut written = String::new();
        push_number(&mut written, number);
        if !number.is_finite() || written != line {
            return None;
        }
        self.rest = &self.rest[line.len()..];
        Some(number)
    }

    /// Takes a moment with its line end.
    fn time(&mut self) -> Option<Timestamp> {
        let is_plain = self.rest.starts_with(|sign: char| sign.is_ascii_digit());
        self.exact("\n").filter(|_| is_plain)
    }

    /// Takes a day; the line end stays.
    fn day(&mut self) -> Option<Date> {
        if self.rest.starts_with('"') {
            return self.string()?.parse().ok();
        }
        let written = self.rest.get(..10)?;
        let is_plain = written
            .bytes()
            .enumerate()
            .all(|(index, byte)| match index {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        self.rest = &self.rest[10..];
        is_plain.then(|| written.parse().ok()).flatten()
    }

    /// Takes a string in quotes, on one line or on several.
    fn string(&mut self) -> Option<String> {
        let is_long = self.has("\"\"\"\n");
        if !is_long {
            self.eat("\"")?;
        }
        let mut text = String::new();
        loop {
            let end = self
                .rest
                .bytes()
                .position(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7F))?;
            let (plain, rest) = self.rest.split_at(end);
            text.push_str(plain);
            self.rest = rest;
            if self.has("\\") {
                text.push(self.escaped()?);
            } else if !is_long {
                self.eat("\"")?;
                return Some(text);
            } else if self.has("\"\"\"") {
                return Some(text);
            } else if self.has("\"") {
                text.push('"');
            } else {
                self.eat("\n")?;
                text.push('\n');
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let sign = self.rest.chars().next()?;
        self.rest = &self.rest[sign.len_utf8()..];
        let digits = match sign {
            '"' | '\\' => return Some(sign),
            'n' => return Some('\n'),
            't' => return Some('\t'),
            'r' => return Some('\r'),
            'u' => 4,
            'U' => 8,
            _ => return None,
        };
        let number = self.rest.get(..digits)?;
        if !number.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.rest = &self.rest[digits..];
        char::from_u32(u32::from_str_radix(number, 16).ok()?)
    }
}
