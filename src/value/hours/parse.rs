//! Days and hours as people type them.
//!
//! ```text
//! hours = group { (";" | ",") group } [zone]
//! group = [days] span { "," span }          (without days, when it is the only group: mon-fri)
//! days  = day [ "-" day ] { "," day [ "-" day ] } | "feriali" | "weekend" | "tutti i giorni" | …
//! span  = time "-" time                     (never over midnight)
//! time  = hour [ (":" | "." | "h") minute ] [ "am" | "pm" ]
//! zone  = "Europe/Rome" | "UTC" | …         (its form is checked, not its existence)
//! ```
//! A dash may be `-`, `–`, `al`, `alle`, `to`, …; a comma may be `e`, `and`, `&`. `dal`, `dalle`,
//! `ore`, `from`, … change nothing.

use crate::value::hours::{Hours, Span, Weekday};
use crate::value::typed::{fold, quoted, weekday};
use crate::words::Sentence;
use crate::words::value as words;

/// Reads days and hours as typed; the words of both languages are always read.
pub fn parse(typed: &str) -> Result<Hours, Sentence> {
    let (rest, zone) = split_zone(typed)?;
    let tokens = tokens(rest)?;
    if tokens.is_empty() {
        return Err(words::hours_missing());
    }
    let mut reading = Reading::default();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += reading.take(token, tokens.get(at + 1), tokens.get(at + 2))?;
    }
    reading.end_group()?;
    Ok(Hours::new(reading.week()?, zone))
}

/// One word or mark.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Days(Vec<Weekday>, String),
    /// Minutes from midnight, and the words.
    Time(u16, String),
    Dash,
    Comma,
    Semicolon,
}

/// The group being read, and the groups read.
#[derive(Default)]
struct Reading {
    days: Vec<Weekday>,
    day_words: Vec<String>,
    spans: Vec<Worded>,
    groups: Vec<(Vec<Weekday>, Vec<Worded>)>,
}

/// A span with the words it was typed in.
type Worded = (Span, String);

impl Reading {
    /// Takes a token and what follows it; gives the number of tokens used.
    fn take(
        &mut self,
        token: &Token,
        next: Option<&Token>,
        after: Option<&Token>,
    ) -> Result<usize, Sentence> {
        match token {
            // "ogni lunedì", "tutti i giorni feriali": the days that follow say which.
            Token::Days(days, _) if days.len() == 7 && matches!(next, Some(Token::Days(..))) => {
                Ok(1)
            }
            Token::Days(days, word) => {
                if !self.spans.is_empty() {
                    self.end_group()?;
                }
                match (next, after) {
                    (Some(Token::Dash), Some(Token::Days(last, last_word))) => {
                        self.days.extend(day_range(days, last));
                        self.day_words.push(format!("{word}-{last_word}"));
                        Ok(3)
                    }
                    (Some(Token::Dash), None) => Err(words::hours_half_days(word)),
                    _ => {
                        self.days.extend(days);
                        self.day_words.push(word.clone());
                        Ok(1)
                    }
                }
            }
            Token::Time(from, word) => match (next, after) {
                (Some(Token::Dash), Some(Token::Time(to, to_word))) => {
                    if from >= to {
                        return Err(words::hours_backwards(word, to_word));
                    }
                    let span = Span {
                        from: *from,
                        to: *to,
                    };
                    self.spans.push((span, format!("{word}-{to_word}")));
                    Ok(3)
                }
                _ => Err(words::hours_half_span(word)),
            },
            Token::Semicolon => {
                self.end_group()?;
                Ok(1)
            }
            // "lun - 9-18", "lun: 9-18": a mark between days and hours says nothing.
            Token::Dash | Token::Comma => Ok(1),
        }
    }

    fn end_group(&mut self) -> Result<(), Sentence> {
        if self.spans.is_empty() {
            return match self.day_words[..] {
                [] => Ok(()),
                _ => Err(words::hours_no_times(&quoted(&self.day_words.join(", ")))),
            };
        }
        self.day_words.clear();
        self.groups.push((
            std::mem::take(&mut self.days),
            std::mem::take(&mut self.spans),
        ));
        Ok(())
    }

    /// Gives every span with its day; a lone group without days is Monday to Friday.
    fn week(self) -> Result<Vec<(Weekday, Span)>, Sentence> {
        let is_alone = self.groups.len() == 1;
        let mut week = Vec::new();
        for (mut days, spans) in self.groups {
            if days.is_empty() {
                if !is_alone {
                    let words = spans.first().map_or("", |(_, words)| words);
                    return Err(words::hours_no_days(words));
                }
                days = Weekday::ALL[..5].to_vec();
            }
            for day in days {
                week.extend(spans.iter().map(|(span, _)| (day, *span)));
            }
        }
        if week.is_empty() {
            return Err(words::hours_missing());
        }
        Ok(week)
    }
}

/// Gives the days from the first to the last, round the end of the week if need be.
fn day_range(first: &[Weekday], last: &[Weekday]) -> Vec<Weekday> {
    let (Some(first), Some(last)) = (first.first(), last.last()) else {
        return Vec::new();
    };
    let length = (*last as usize + 7 - *first as usize) % 7;
    (0..=length)
        .map(|step| Weekday::ALL[(*first as usize + step) % 7])
        .collect()
}

/// Takes a zone name off the end: the last word if it has a slash between letters, or is UTC.
fn split_zone(typed: &str) -> Result<(&str, Option<String>), Sentence> {
    let trimmed = typed.trim();
    let (rest, last) = match trimmed.rsplit_once(char::is_whitespace) {
        Some((rest, last)) => (rest, last),
        None => return Ok((trimmed, None)),
    };
    let last = last.trim_matches(['(', ')']);
    let is_utc = matches!(last, "UTC" | "GMT" | "utc" | "gmt");
    let starts_as_zone = last.starts_with(|character: char| character.is_ascii_alphabetic());
    let is_place = starts_as_zone && last.contains('/');
    if !is_utc && !is_place {
        return Ok((trimmed, None));
    }
    let parts: Vec<&str> = last.split('/').collect();
    if parts.iter().all(|part| weekday(&fold(part)).is_some()) {
        return Ok((trimmed, None));
    }
    let is_well_made = parts.len() <= 3
        && parts.iter().all(|part| {
            part.starts_with(|character: char| character.is_ascii_alphabetic())
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+'))
        });
    if is_well_made {
        Ok((rest, Some(last.to_owned())))
    } else {
        Err(words::hours_bad_zone(&quoted(last)))
    }
}

/// Parts the words into tokens, telling the first that is none.
fn tokens(typed: &str) -> Result<Vec<Token>, Sentence> {
    let folded = fold(typed);
    let mut tokens = Vec::new();
    let mut rest = folded.as_str();
    while let Some(character) = rest.chars().next() {
        let length = match character {
            '-' | '–' | '—' | '−' => {
                tokens.push(Token::Dash);
                character.len_utf8()
            }
            ',' | '&' | '+' | '/' => {
                tokens.push(Token::Comma);
                1
            }
            ';' | '\n' => {
                tokens.push(Token::Semicolon);
                1
            }
            ':' | '.' | '(' | ')' | '\'' => 1,
            _ if character.is_whitespace() => character.len_utf8(),
            _ if character.is_ascii_digit() => {
                let (time, length) = time(rest)?;
                tokens.push(time);
                length
            }
            _ => {
                let length = rest
                    .find(|character: char| !character.is_alphabetic())
                    .unwrap_or(rest.len());
                // A sign that is no letter is a word of its own, so that it can be named.
                let length = length.max(character.len_utf8());
                let (word, tail) = rest.split_at(length);
                if word == "all" && tail.starts_with('\'') {
                    tokens.push(Token::Dash);
                } else {
                    tokens.extend(word_token(word)?);
                }
                length
            }
        };
        rest = rest.split_at(length).1;
    }
    // "fino alle", "- -": a mark said twice is one.
    tokens.dedup_by(|later, earlier| *later == Token::Dash && *earlier == Token::Dash);
    Ok(tokens)
}

/// Reads a word: a day, days together, a mark in letters, or one that says nothing.
fn word_token(word: &str) -> Result<Option<Token>, Sentence> {
    if let Some(day) = weekday(word) {
        return Ok(Some(Token::Days(vec![day], word.to_owned())));
    }
    let days = |days: &[Weekday]| Ok(Some(Token::Days(days.to_vec(), word.to_owned())));
    match word {
        "feriali" | "feriale" | "lavorativi" | "lavorativo" | "weekdays" | "weekday"
        | "workdays" | "working" => days(&Weekday::ALL[..5]),
        "weekend" | "weekends" => days(&Weekday::ALL[5..]),
        "tutti" | "ogni" | "daily" | "every" | "everyday" | "always" | "sempre" | "all" => {
            days(&Weekday::ALL)
        }
        "a" | "al" | "alla" | "alle" | "to" | "till" | "til" | "until" | "through" | "thru"
        | "fino" => Ok(Some(Token::Dash)),
        "e" | "ed" | "and" => Ok(Some(Token::Comma)),
        "dal" | "dalla" | "dalle" | "dall" | "da" | "il" | "i" | "la" | "le" | "nei" | "di"
        | "ore" | "h" | "giorni" | "giorno" | "days" | "day" | "the" | "from" | "on" | "at"
        | "week" | "between" | "tra" | "fra" | "dì" => Ok(None),
        "mattina" | "mattine" | "mattino" | "pomeriggio" | "pomeriggi" | "sera" | "sere"
        | "morning" | "mornings" | "afternoon" | "afternoons" | "evening" | "evenings"
        | "mezzogiorno" | "noon" | "mezzanotte" | "midnight" => {
            Err(words::hours_vague(&quoted(word)))
        }
        _ => Err(words::hours_unknown(&quoted(word))),
    }
}

/// Reads a time at the beginning of the words: `9`, `9:30`, `9.30`, `9h30`, `9 pm`.
fn time(rest: &str) -> Result<(Token, usize), Sentence> {
    let digits = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let hour_length = digits(rest);
    let (hour, mut after) = rest.split_at(hour_length);
    let mut minute = "0";
    if let Some(tail) = after.strip_prefix([':', '.', 'h']) {
        let length = digits(tail);
        if length > 0 {
            (minute, after) = tail.split_at(length);
        } else if after.starts_with('h') {
            after = tail;
        }
    }
    let mut is_pm = None;
    let spaceless = after.trim_start_matches(' ');
    for (mark, pm) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] {
        if let Some(tail) = spaceless.strip_prefix(mark)
            && !tail.starts_with(char::is_alphabetic)
        {
            is_pm = Some(pm);
            after = tail;
            break;
        }
    }
    let length = rest.len() - after.len();
    let (word, _) = rest.split_at(length);
    let minutes = minutes_of_day(hour, minute, is_pm)
        .filter(|_| minute == "0" || minute.len() == 2)
        .ok_or_else(|| words::hours_no_such_time(&quoted(word)))?;
    Ok((Token::Time(minutes, word.trim_end().to_owned()), length))
}

fn minutes_of_day(hour: &str, minute: &str, is_pm: Option<bool>) -> Option<u16> {
    if hour.len() > 2 {
        return None;
    }
    let hour: u16 = hour.parse().ok()?;
    let minute: u16 = minute.parse().ok()?;
    let hour = match is_pm {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(false) => hour % 12,
        Some(true) => hour % 12 + 12,
    };
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= 24 * 60).then_some(minutes)
}
