//! A phrase with placeholders.
//!
//! ```text
//! phrase   = { words | slot | optional }
//! slot     = "{" name { "." name } [ "|" fallback ] "}"     (a brace is written "{{")
//! optional = "[" phrase-with-a-slot "]"                     (left out when a slot in it is empty)
//! ```
//! Brackets without a placeholder are ordinary words; there is no nesting.

use std::ops::Range;

/// Words with holes, parsed once when the file is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    pieces: Vec<Piece>,
}

/// One piece of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Words(String),
    Slot(Slot),
    /// A part in square brackets: left out when one of its slots is empty.
    Optional(Vec<Piece>),
}

/// A placeholder: `{name}`, `{name.part}`, `{name|fallback}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The name and its parts: `["fit", "first", "purpose"]`.
    pub path: Vec<String>,
    pub fallback: Option<String>,
    /// Where it stands in the decoded phrase, in bytes.
    pub range: Range<usize>,
}

/// What fills a slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Filling {
    pub words: String,
    /// A label, whose first letter is lowered inside a sentence; a client's own words never are.
    pub is_label: bool,
}

/// Why a phrase cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhraseError {
    /// A `{` without its `}`.
    Unclosed(usize),
    /// A `}` alone; a brace is written `}}`.
    Stray(usize),
    /// A slot whose name is empty or has signs a name cannot have.
    BadName(Range<usize>),
    /// Brackets with a placeholder inside brackets with a placeholder.
    Nested(usize),
}

impl Phrase {
    /// Makes a phrase without placeholders.
    pub fn plain(words: &str) -> Self {
        Phrase {
            pieces: vec![Piece::Words(words.to_owned())],
        }
    }

    /// Reads a phrase.
    pub fn parse(source: &str) -> Result<Self, PhraseError> {
        if !source.bytes().any(|byte| matches!(byte, b'{' | b'}')) {
            return Ok(Phrase::plain(source));
        }
        Parser { source, at: 0 }.phrase()
    }

    /// Gives the pieces in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Gives the words when there is no placeholder in the phrase.
    pub fn as_plain(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Words(words)] => Some(words),
            [] => Some(""),
            _ => None,
        }
    }

    /// Gives every slot, also those in brackets, and whether it stands in brackets.
    pub fn slots(&self) -> impl Iterator<Item = (&Slot, bool)> {
        self.pieces.iter().flat_map(|piece| match piece {
            Piece::Slot(slot) => vec![(slot, false)],
            Piece::Optional(inner) => inner
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Slot(slot) => Some((slot, true)),
                    _ => None,
                })
                .collect(),
            Piece::Words(_) => vec![],
        })
    }

    /// Fills the holes. `value` gives what fills a slot, `None` when it is not known or empty.
    pub fn fill(&self, value: &dyn Fn(&Slot) -> Option<Filling>) -> String {
        let mut filled = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => push_words_after(&mut filled, words),
                Piece::Slot(slot) => push_slot(&mut filled, slot, value(slot)),
                Piece::Optional(inner) => {
                    let values: Option<Vec<Option<Filling>>> = inner
                        .iter()
                        .map(|piece| match piece {
                            Piece::Slot(slot) => match (value(slot), &slot.fallback) {
                                (None, None) => None,
                                (filling, _) => Some(filling),
                            },
                            _ => Some(None),
                        })
                        .collect();
                    let Some(values) = values else { continue };
                    for (piece, filling) in inner.iter().zip(values) {
                        match piece {
                            Piece::Words(words) => push_words_after(&mut filled, words),
                            Piece::Slot(slot) => push_slot(&mut filled, slot, filling),
                            Piece::Optional(_) => {}
                        }
                    }
                }
            }
        }
        filled
    }
}

/// Puts words of the phrase after what was filled in; a full stop is not said twice.
fn push_words_after(filled: &mut String, words: &str) {
    let ends_sentence = filled
        .trim_end_matches(is_mark)
        .ends_with(['.', '!', '?', '…']);
    filled.push_str(match words.strip_prefix('.') {
        Some(rest) if ends_sentence && !rest.starts_with('.') => rest,
        _ => words,
    });
}

/// The signs around a filling that are no words: what escapes it may mark where it begins and ends
/// with signs that are no characters.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{FDD0}'..='\u{FDEF}')
}

fn push_slot(filled: &mut String, slot: &Slot, filling: Option<Filling>) {
    match filling {
        Some(filling) if filling.is_label && !starts_sentence(filled) => {
            push_after(filled, &lower_first(&filling.words));
        }
        Some(filling) => push_after(filled, &filling.words),
        None => filled.push_str(slot.fallback.as_deref().unwrap_or("")),
    }
}

/// The Italian months, for the dates that change the article before them.
const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// The Italian words that end in an article, and what they become before `otto` and `undici`.
const ARTICLES: [(&str, &str); 7] = [
    ("il ", "l'"),
    ("Il ", "L'"),
    ("al ", "all'"),
    ("dal ", "dall'"),
    ("Dal ", "Dall'"),
    ("del ", "dell'"),
    ("nel ", "nell'"),
];

/// Puts words after others. An Italian article before the 8th or the 11th of a month is elided:
/// `entro il` and `8 ottobre` give `entro l'8 ottobre`.
pub fn push_after(before: &mut String, words: &str) {
    let is_elided = match words.trim_start_matches(is_mark).split_once(' ') {
        Some(("8" | "11", rest)) => MONTHS.iter().any(|month| rest.starts_with(month)),
        _ => false,
    };
    let article = ARTICLES.iter().find(|(whole, _)| {
        before
            .strip_suffix(whole)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    if let (true, Some((whole, elided))) = (is_elided, article) {
        before.truncate(before.len() - whole.len());
        before.push_str(elided);
    }
    before.push_str(words);
}

/// Tells whether the next word begins a sentence.
fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '«', '“', '"', '*', '_']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n'])
}

/// Lowers the first letter unless the word has a later capital (WhatsApp, VA).
pub fn lower_first(words: &str) -> String {
    let first_word = words
        .split(|sign: char| !sign.is_alphanumeric())
        .next()
        .unwrap_or("");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if !first_word.chars().skip(1).any(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn phrase(mut self) -> Result<Phrase, PhraseError> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        while let Some(sign) = self.source[self.at..].chars().next() {
            match sign {
                '[' => match self.bracket()? {
                    Some(inner) => {
                        push_words(&mut pieces, &mut words);
                        pieces.push(Piece::Optional(inner));
                    }
                    None => {
                        words.push('[');
                        self.at += 1;
                    }
                },
                '{' | '}' => self.brace(&mut pieces, &mut words)?,
                _ => {
                    words.push(sign);
                    self.at += sign.len_utf8();
                }
            }
        }
        push_words(&mut pieces, &mut words);
        Ok(Phrase { pieces })
    }

    /// Reads `[ … ]` if it holds a placeholder; `None` leaves the bracket an ordinary sign.
    fn bracket(&mut self) -> Result<Option<Vec<Piece>>, PhraseError> {
        let start = self.at;
        let mut pieces = Vec::new();
        let mut words = String::new();
        self.at += 1;
        while let Some(sign) = self.source[self.at..].chars().next() {
            match sign {
                ']' => {
                    self.at += 1;
                    push_words(&mut pieces, &mut words);
                    let has_slot = pieces.iter().any(|piece| matches!(piece, Piece::Slot(_)));
                    if has_slot {
                        return Ok(Some(pieces));
                    }
                    self.at = start;
                    return Ok(None);
                }
                '[' if pieces.iter().any(|piece| matches!(piece, Piece::Slot(_))) => {
                    return Err(PhraseError::Nested(self.at));
                }
                '[' => {
                    self.at = start;
                    return Ok(None);
                }
                '{' | '}' => self.brace(&mut pieces, &mut words)?,
                _ => {
                    words.push(sign);
                    self.at += sign.len_utf8();
                }
            }
        }
        self.at = start;
        Ok(None)
    }

    fn brace(&mut self, pieces: &mut Vec<Piece>, words: &mut String) -> Result<(), PhraseError> {
        let rest = &self.source[self.at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            words.push_str(&rest[..1]);
            self.at += 2;
            return Ok(());
        }
        if rest.starts_with('}') {
            return Err(PhraseError::Stray(self.at));
        }
        let Some(end) = rest.find('}') else {
            return Err(PhraseError::Unclosed(self.at));
        };
        let range = self.at..self.at + end + 1;
        let inner = &rest[1..end];
        let (name, fallback) = match inner.split_once('|') {
            Some((name, fallback)) => (name, Some(fallback.to_owned())),
            None => (inner, None),
        };
        let path: Vec<String> = name.split('.').map(str::to_owned).collect();
        let well_made = |part: &String| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        };
        if !path.iter().all(well_made) {
            return Err(PhraseError::BadName(range));
        }
        push_words(pieces, words);
        self.at = range.end;
        pieces.push(Piece::Slot(Slot {
            path,
            fallback,
            range,
        }));
        Ok(())
    }
}

fn push_words(pieces: &mut Vec<Piece>, words: &mut String) {
    if !words.is_empty() {
        pieces.push(Piece::Words(std::mem::take(words)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(source: &str, values: &[(&str, &str)]) -> String {
        let phrase = Phrase::parse(source).expect("the phrase is well made");
        phrase.fill(&|slot| {
            values
                .iter()
                .find(|(name, _)| *name == slot.path.join("."))
                .map(|(_, words)| Filling {
                    words: (*words).to_owned(),
                    is_label: true,
                })
        })
    }

    #[test]
    fn a_part_in_brackets_goes_when_its_value_is_empty() {
        assert_eq!(fill("A.[ Urgent: {u}.] B", &[]), "A. B");
        assert_eq!(
            fill("A.[ Urgent: {u}.] B", &[("u", "Phone")]),
            "A. Urgent: phone. B"
        );
        assert_eq!(fill("[x] {u|…}", &[]), "[x] …");
    }

    #[test]
    fn labels_are_lowered_inside_a_sentence_only() {
        assert_eq!(
            fill("{a}, via {a}. {a}", &[("a", "Una volta")]),
            "Una volta, via una volta. Una volta"
        );
        assert_eq!(
            fill("via {a}", &[("a", "WhatsApp o messaggi")]),
            "via WhatsApp o messaggi"
        );
    }

    #[test]
    fn a_full_stop_is_not_said_twice() {
        let said = |source: &str, words: &str| fill(source, &[("w", words)]);
        assert_eq!(
            said("We start with: {w}. Then", "Post."),
            "We start with: post. Then"
        );
        assert_eq!(said("A[: {w}]. B", "Why?"), "A: why? B");
        assert_eq!(said("{w}. B", "Post"), "Post. B");
        assert_eq!(said("«{w}». B", "Post."), "«Post.». B");
        assert_eq!(said("{w}... B", "Post."), "Post.... B");
    }

    #[test]
    fn an_italian_article_is_elided_before_the_eighth_and_the_eleventh() {
        let said = |source: &str, day: &str| fill(source, &[("d", day)]);
        assert_eq!(
            said("entro il {d}.", "8 ottobre 2026"),
            "entro l'8 ottobre 2026."
        );
        assert_eq!(said("Dal {d}", "11 maggio"), "Dall'11 maggio");
        assert_eq!(said("A[, fino al {d}]", "8 aprile"), "A, fino all'8 aprile");
        assert_eq!(said("entro il {d}", "9 ottobre"), "entro il 9 ottobre");
        assert_eq!(said("entro il {d}", "1° ottobre"), "entro il 1° ottobre");
        assert_eq!(said("il {d}", "8 clienti"), "il 8 clienti");
        assert_eq!(said("aprile: {d}", "8 aprile"), "aprile: 8 aprile");
        assert_eq!(said("until {d}", "8 October 2026"), "until 8 October 2026");
    }

    #[test]
    fn doubled_braces_are_a_brace() {
        assert_eq!(fill("{{x}} {a}", &[("a", "b")]), "{x} b");
    }

    #[test]
    fn faults_have_their_place() {
        assert_eq!(Phrase::parse("a {b"), Err(PhraseError::Unclosed(2)));
        assert_eq!(Phrase::parse("a } b"), Err(PhraseError::Stray(2)));
        assert_eq!(Phrase::parse("a {è} b"), Err(PhraseError::BadName(2..6)));
        assert_eq!(Phrase::parse("[a {b} [c]]"), Err(PhraseError::Nested(7)));
    }
}
