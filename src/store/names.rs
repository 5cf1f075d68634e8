//! The names of clients: which are names, which are the same, and the folder each one has.
//!
//! A name never becomes a path. The folder is `<slug>~<hash>`: the slug is made of ASCII letters,
//! digits and dashes, the hash of the folded name, so that two devices make the same folder for one
//! person and two people never share one.

use std::fmt;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::record::form::hex;
use crate::words::Sentence;
use crate::words::store as words;

/// The longest name, in characters.
const LONGEST: usize = 200;
/// The longest slug, in bytes.
const LONGEST_SLUG: usize = 40;
/// How much of the hash a folder shows, in hex digits; more where two names share that much.
pub const HASH_LENGTH: usize = 6;

/// The name of a client: 1 to 200 visible characters, in NFC, without space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientName(String);

/// Why some words are no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    Empty,
    TooLong(usize),
    /// A control character, a line break, or one that hides or reorders its neighbours.
    Invisible(char),
}

impl NameFault {
    /// Says what is wrong: lowercase, no final period.
    pub fn sentence(self) -> Sentence {
        match self {
            NameFault::Empty => words::empty_name(),
            NameFault::TooLong(length) => words::name_too_long(length, LONGEST),
            NameFault::Invisible(sign) => {
                words::invisible_in_name(&format!("U+{:04X}", u32::from(sign)))
            }
        }
    }
}

impl ClientName {
    /// Takes what was typed.
    pub fn new(typed: &str) -> Result<Self, NameFault> {
        let name: String = typed.trim().nfc().collect();
        if let Some(sign) = name.chars().find(|sign| is_refused(*sign)) {
            return Err(NameFault::Invisible(sign));
        }
        let is_joiner = |sign: char| matches!(sign, '\u{200C}' | '\u{200D}');
        if let Some(sign) = [name.chars().next(), name.chars().next_back()]
            .into_iter()
            .flatten()
            .find(|sign| is_joiner(*sign))
        {
            return Err(NameFault::Invisible(sign));
        }
        if name
            .chars()
            .all(|sign| is_combining_mark(sign) || sign.is_whitespace())
        {
            return Err(NameFault::Empty);
        }
        match name.chars().count() {
            length if length > LONGEST => Err(NameFault::TooLong(length)),
            _ => Ok(ClientName(name)),
        }
    }

    /// Gives the name as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Gives the form in which two names of one person are equal.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }

    /// Gives the id people type: ASCII, legal as a file name on every system, never empty.
    pub fn slug(&self) -> String {
        slug(&self.0)
    }

    /// Gives the folder's name, with so many digits of the hash.
    pub fn folder(&self, digits: usize) -> String {
        let hash = hex(&Sha256::digest(self.folded().as_bytes()));
        let digits = digits.min(hash.len());
        format!("{}~{}", self.slug(), &hash[..digits])
    }
}

impl fmt::Display for ClientName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Folds a name: NFC, case, and one space for many.
pub fn fold(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let folded: String = words
        .join(" ")
        .nfc()
        .filter(|sign| !is_variation(*sign))
        .flat_map(fold_sign)
        .collect();
    folded.nfc().collect()
}

/// Folds a name and takes its accents away: what a person may type for it.
pub fn fold_accents(name: &str) -> String {
    fold(name)
        .nfd()
        .filter(|sign| !is_combining_mark(*sign))
        .nfc()
        .collect()
}

/// Folds the case of one sign. Capitals first, so that ß and ss, σ and ς are the same; the Turkish
/// ı has no fold, and is another letter than i.
fn fold_sign(sign: char) -> Vec<char> {
    if sign == 'ı' {
        return vec![sign];
    }
    sign.to_uppercase().flat_map(char::to_lowercase).collect()
}

/// Gives how far two folded names are apart, in letters to change, up to a limit.
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, sign) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, other_sign) in other.iter().enumerate() {
            let change = diagonal + usize::from(sign != *other_sign);
            diagonal = row[column + 1];
            row[column + 1] = change.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

fn slug(name: &str) -> String {
    let mut slug = String::new();
    for sign in fold(name).nfkd().filter(|sign| !is_combining_mark(*sign)) {
        match plain_letters(sign) {
            "" if sign.is_ascii_alphanumeric() => slug.push(sign.to_ascii_lowercase()),
            "" if sign == '.' || sign == '\u{AD}' => {}
            "" if slug.is_empty() || slug.ends_with('-') => {}
            "" => slug.push('-'),
            letters => slug.push_str(letters),
        }
    }
    slug.truncate(LONGEST_SLUG);
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() || is_device(&slug) {
        slug.insert_str(0, if slug.is_empty() { "client" } else { "client-" });
    }
    slug
}

/// Gives ASCII letters for letters that do not decompose.
fn plain_letters(sign: char) -> &'static str {
    match sign {
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        _ => "",
    }
}

/// Tells whether Windows takes a name for a device.
fn is_device(slug: &str) -> bool {
    let numbered = |device: &str| {
        slug.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(
        slug,
        "con" | "prn" | "aux" | "nul" | "conin" | "conout" | "clock"
    ) || numbered("com")
        || numbered("lpt")
}

fn is_variation(sign: char) -> bool {
    matches!(sign, '\u{FE00}'..='\u{FE0F}')
}

/// Tells whether a sign may not stand in a name: controls, and what hides or reorders others.
fn is_refused(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}'
            | '\u{890}' | '\u{891}' | '\u{8E2}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFF}' | '\u{110BD}' | '\u{110CD}'
            | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Tells whether a name could be the folder of a client: `<slug>~<hash>`.
pub fn is_folder(name: &str) -> bool {
    let Some((slug, hash)) = name.split_once('~') else {
        return false;
    };
    let is_slug = |slug: &str| {
        !slug.is_empty()
            && slug
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    is_slug(slug)
        && (HASH_LENGTH..=64).contains(&hash.len())
        && hash
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slug_of(name: &str) -> String {
        ClientName::new(name).expect("a name").slug()
    }

    #[test]
    fn slugs_are_plain_and_legal_everywhere() {
        assert_eq!(slug_of("Studio Rossi & figli"), "studio-rossi-figli");
        assert_eq!(
            slug_of("L'Officina di Niccolò S.r.l."),
            "l-officina-di-niccolo-srl"
        );
        assert_eq!(slug_of("Straße Øst Łódź"), "strasse-ost-lodz");
        assert_eq!(slug_of("CON"), "client-con");
        assert_eq!(slug_of("com1"), "client-com1");
        assert_eq!(slug_of("Com10"), "com10");
        assert_eq!(slug_of("日本"), "client");
        assert_eq!(slug_of("../../x"), "x");
        assert_eq!(slug_of("/etc/passwd"), "etc-passwd");
        assert_eq!(slug_of("-rf ~"), "rf");
        assert_eq!(slug_of(&"a b".repeat(60)).len(), 40);
    }

    #[test]
    fn names_of_one_person_are_equal_and_others_are_not() {
        assert_eq!(fold("Niccolo\u{300}  ROSSI"), fold("niccolò Rossi"));
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold("ΟΔΥΣΣΕΥΣ"), fold("Οδυσσευς"));
        assert_ne!(fold("Işık"), fold("Işik"));
        assert_ne!(fold("Nicolò"), fold("Nicolo"));
        assert_eq!(fold_accents("Nicolò"), fold_accents("NICOLO"));
    }

    #[test]
    fn what_cannot_be_seen_is_no_name() {
        let fault = |name: &str| ClientName::new(name).expect_err("no name");
        assert_eq!(fault("  \t "), NameFault::Empty);
        assert_eq!(fault("\u{301}"), NameFault::Empty);
        assert_eq!(fault(&"è".repeat(201)), NameFault::TooLong(201));
        assert_eq!(fault("a\u{202E}b"), NameFault::Invisible('\u{202E}'));
        assert_eq!(fault("a\nb"), NameFault::Invisible('\n'));
        assert_eq!(fault("a\u{1b}[2J"), NameFault::Invisible('\u{1b}'));
        assert_eq!(fault("a\u{200D}"), NameFault::Invisible('\u{200D}'));
        assert!(ClientName::new("नेपाल\u{200D}क").is_ok());
        assert!(ClientName::new(&"è".repeat(200)).is_ok());
    }

    #[test]
    fn distance_counts_letters() {
        assert_eq!(distance("verdi", "verdi"), 0);
        assert_eq!(distance("verdi", "vedri"), 2);
        assert_eq!(distance("", "abc"), 3);
    }

    proptest! {
        #[test]
        fn every_name_has_a_legal_folder(name in any::<String>()) {
            if let Ok(name) = ClientName::new(&name) {
                let folder = name.folder(HASH_LENGTH);
                prop_assert!(is_folder(&folder), "{}", folder);
                prop_assert!(folder.len() <= 64);
                // The same name, typed again in another form, is the same person.
                let again: String = name.as_str().nfd().collect();
                let again = ClientName::new(&again).expect("it was a name");
                prop_assert_eq!(again.folder(HASH_LENGTH), folder);
            }
        }
    }
}
