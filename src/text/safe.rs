//! Words from outside, made harmless for a terminal.
//!
//! No answer, name, script text or file name may move the cursor, set a title, or turn the reading
//! order round: control, bidi and other invisible format characters are shown as `<U+202E>`. What
//! joins an emoji stays.

use std::borrow::Cow;

/// Words that may go to a terminal. There is no way to make them but by escaping, and whatever
/// writes to a terminal takes nothing else: what is not escaped does not compile.
///
/// It has no `Display` on purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Safe(String);

impl Safe {
    /// Escapes words of several lines.
    pub fn words(words: &str) -> Safe {
        Safe(safe(words).into_owned())
    }

    /// Escapes words and puts them on one line.
    pub fn line(words: &str) -> Safe {
        Safe(safe_line(words))
    }

    /// Escapes everything but the codes that set colour and weight (`ESC [ 1 m`), which somebody who
    /// has escaped what they colour has put in.
    pub fn coloured(words: &str) -> Safe {
        let mut shown = Safe::default();
        let mut rest = words;
        while let Some(at) = rest.find('\u{1b}') {
            let (before, code) = rest.split_at(at);
            let length = colour_code(code);
            shown.0.push_str(&safe(before));
            shown.0.push_str(&code[..length]);
            rest = &code[length..];
            if length == 0 {
                shown.0.push_str("<U+001B>");
                rest = &code[1..];
            }
        }
        shown.0.push_str(&safe(rest));
        shown
    }

    /// Adds more at the end.
    pub fn push(&mut self, more: &Safe) {
        self.0.push_str(&more.0);
    }

    /// Adds words, escaped, and a line end.
    pub fn push_line(&mut self, words: &str) {
        self.0.push_str(&safe(words));
        self.0.push('\n');
    }

    /// Gives the same with words of ours, which are part of the program, before it.
    #[must_use]
    pub fn after(&self, before: &'static str) -> Safe {
        Safe(format!("{before}{}", self.0))
    }

    /// Gives the same in a colour or weight: `1`, `33`.
    #[must_use]
    pub fn painted(&self, code: &'static str) -> Safe {
        Safe(format!("\u{1b}[{code}m{}\u{1b}[0m", self.0))
    }

    /// Puts lines under each other.
    pub fn joined(lines: &[Safe], between: &'static str) -> Safe {
        let lines: Vec<&str> = lines.iter().map(Safe::as_str).collect();
        Safe(lines.join(between))
    }

    /// Gives the escaped words, for whoever writes or measures them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether there is nothing to be shown.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PartialEq<str> for Safe {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Safe {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// Gives the length of the colour code some words begin with; 0 when they begin otherwise.
fn colour_code(words: &str) -> usize {
    let Some(rest) = words.strip_prefix("\u{1b}[") else {
        return 0;
    };
    let numbers = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b';')
        .count();
    match rest.as_bytes().get(numbers) {
        Some(b'm') => 2 + numbers + 1,
        _ => 0,
    }
}

/// Makes words safe to print. Line breaks stay; a tab becomes a space.
pub fn safe(words: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~');
    if words.bytes().all(is_plain)
        || !words
            .chars()
            .any(|character| is_unsafe(character) || character == JOINER)
    {
        return Cow::Borrowed(words);
    }
    let mut shown = String::with_capacity(words.len() + 16);
    let mut before = ' ';
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        match character {
            '\n' => shown.push('\n'),
            '\t' => shown.push(' '),
            '\r' if next == '\n' => {}
            JOINER if is_pictorial(before) && is_pictorial(next) => shown.push(JOINER),
            _ if is_unsafe(character) || character == JOINER => {
                shown.push_str(&format!("<U+{:04X}>", u32::from(character)));
            }
            _ => shown.push(character),
        }
        before = character;
    }
    Cow::Owned(shown)
}

/// As [`safe`], on one line.
pub fn safe_line(words: &str) -> String {
    safe(words)
        .split('\n')
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Joins the parts of an emoji; anywhere else it only hides.
const JOINER: char = '\u{200d}';

/// Tells whether a character can be a part of a joined emoji.
fn is_pictorial(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Tells whether a character controls the terminal, the reading order, or cannot be seen.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1345f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{Safe, safe, safe_line};
    use proptest::prelude::*;

    #[test]
    fn what_controls_a_terminal_is_made_visible() {
        assert_eq!(safe("Caffè, 東京, Привет"), "Caffè, 東京, Привет");
        assert_eq!(safe("\u{1b}[2Jx\u{7}"), "<U+001B>[2Jx<U+0007>");
        assert_eq!(safe("\u{9b}31m"), "<U+009B>31m");
        assert_eq!(safe("abc\u{202e}def"), "abc<U+202E>def");
        assert_eq!(safe("a\u{200b}b\u{feff}"), "a<U+200B>b<U+FEFF>");
        assert_eq!(safe("a\r\nb\tc\rd"), "a\nb c<U+000D>d");
        assert_eq!(safe_line("a\r\nb"), "a b");
    }

    #[test]
    fn a_joined_emoji_stays_whole() {
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(safe(family), family);
        assert_eq!(
            safe("👁\u{fe0f}\u{200d}🗨\u{fe0f}"),
            "👁\u{fe0f}\u{200d}🗨\u{fe0f}"
        );
        assert_eq!(safe("a\u{200d}b"), "a<U+200D>b");
        assert_eq!(safe("👨\u{200d}"), "👨<U+200D>");
    }

    #[test]
    fn only_colours_pass_where_somebody_has_coloured() {
        let shown =
            Safe::coloured("\u{1b}[1;31mred\u{1b}[0m \u{1b}[2J \u{1b}]0;x\u{7} \u{1b}[m\u{1b}");
        assert_eq!(
            shown,
            "\u{1b}[1;31mred\u{1b}[0m <U+001B>[2J <U+001B>]0;x<U+0007> \u{1b}[m<U+001B>"
        );
        assert_eq!(
            Safe::line("a\n\u{1b}b").painted("2"),
            "\u{1b}[2ma <U+001B>b\u{1b}[0m"
        );
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left(words in "\\PC{0,20}", noise in prop::collection::vec(any::<char>(), 0..20)) {
            let noise: String = noise.into_iter().collect();
            let shown = safe(&noise).into_owned();
            prop_assert!(!shown.chars().any(|character| super::is_unsafe(character) && character != '\n'));
            prop_assert_eq!(safe(&shown).into_owned(), shown.clone());
            prop_assert!(!safe_line(&words).contains('\n'));
        }
    }
}
