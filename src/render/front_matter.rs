//! YAML front matter, as note takers and site makers read it before Markdown.
//!
//! Every value is in double quotes and on one line, in signs that YAML and JSON read alike, so that
//! no word can be taken for a number, a date, a yes or another key.

use jiff::civil::Date;

/// What stands before a document.
pub struct FrontMatter<'a> {
    pub client: &'a str,
    pub document: &'a str,
    pub title: &'a str,
    pub date: Date,
    pub language: &'a str,
}

/// Puts front matter before Markdown.
pub fn with_front_matter(of: &FrontMatter<'_>, markdown: &str) -> String {
    format!(
        "---\nclient: {}\ndocument: {}\ntitle: {}\ndate: {}\nlanguage: {}\n---\n\n{markdown}",
        quoted(of.client),
        quoted(of.document),
        quoted(of.title),
        of.date,
        quoted(of.language),
    )
}

/// Quotes words for YAML. Signs that are not plainly printable are escaped.
fn quoted(words: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in words.chars() {
        match sign {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(sign);
            }
            '\n' => quoted.push_str("\\n"),
            sign if is_hidden(sign) => quoted.push_str(&format!("\\u{:04x}", u32::from(sign))),
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

/// Tells whether a sign would not show, or could turn the line; all of them have four hex digits.
fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff0}'..='\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{FrontMatter, with_front_matter};
    use crate::render::tests::{any_words, naughty};

    fn written(words: &str) -> String {
        let front = FrontMatter {
            client: "studio-verdi",
            document: "recap",
            title: words,
            date: date(2026, 10, 20),
            language: "it-lei",
        };
        with_front_matter(&front, "# Riepilogo\n")
    }

    #[test]
    fn what_the_document_is_stands_before_it() {
        let expected = "---\nclient: \"studio-verdi\"\ndocument: \"recap\"\n\
            title: \"Riepilogo: \\\"sì\\\" # no\"\ndate: 2026-10-20\nlanguage: \"it-lei\"\n---\n\n# Riepilogo\n";
        assert_eq!(written("Riepilogo: \"sì\" # no"), expected);
    }

    /// The title is one line, and what JSON (of which YAML is a superset) reads from it.
    fn check(words: &str) {
        let text = written(words);
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines.len(), 10);
        let title = lines[3].strip_prefix("title: ").expect("the title");
        let read: String = serde_json::from_str(title).expect("a string of JSON");
        assert_eq!(read, words);
        assert!(!title.contains(|sign: char| sign.is_control()));
    }

    #[test]
    fn naughty_words_change_no_front_matter() {
        naughty().iter().for_each(|words| check(words));
    }

    proptest! {
        #[test]
        fn no_words_change_front_matter(words in any_words()) {
            check(&words);
        }
    }
}
