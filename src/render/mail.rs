//! A document as a message: MIME, the Markdown as plain text and the page as its alternative.
//!
//! A draft to be sent from a mail program: names are there, addresses are not, since none is kept.
//! A name without an address is written as a group without members (RFC 6854).

use std::collections::BTreeSet;

use jiff::Timestamp;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

use super::markdown::one_line;

/// What a message is made of.
pub struct Message<'a> {
    pub subject: &'a str,
    /// Who writes, if the settings say it.
    pub from: Option<&'a str>,
    pub to: &'a str,
    pub markdown: &'a str,
    pub page: &'a str,
    pub now: Timestamp,
}

/// Writes a message.
pub fn message(of: &Message<'_>) -> String {
    let (plain, page) = (lines(of.markdown), lines(of.page));
    let boundary = boundary(&plain, &page);
    let mut headers: Vec<(&'static str, HeaderType<'_>)> = Vec::new();
    if let Some(from) = of.from {
        headers.push(("From", name(from)));
    }
    headers.push(("To", name(of.to)));
    headers.push(("Subject", Text::new(one_line(of.subject)).into()));
    headers.push(("Date", Date::new(of.now.as_second()).into()));
    // Mail programs that know it open the file as a draft.
    headers.push(("X-Unsent", Raw::new("1").into()));
    headers.push(("MIME-Version", Raw::new("1.0").into()));
    let alternative = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    headers.push(("Content-Type", alternative.into()));
    let message = MimePart {
        headers: headers
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .collect(),
        contents: BodyPart::Multipart(vec![part("text/plain", plain), part("text/html", page)]),
    };
    let mut bytes = Vec::new();
    message.write_part(&mut bytes);
    String::from_utf8(bytes).expect("everything in a message is written in ASCII")
}

fn part(kind: &'static str, words: String) -> MimePart<'static> {
    let kind = ContentType::new(kind).attribute("charset", "utf-8");
    MimePart::new(kind, words)
}

fn name(name: &str) -> HeaderType<'static> {
    Address::new_group(Some(one_line(name)), Vec::new()).into()
}

/// Gives words with one kind of line end, and without the control signs a message cannot hold.
fn lines(words: &str) -> String {
    let mut lines = words.replace("\r\n", "\n").replace('\r', "\n");
    lines.retain(|sign| !sign.is_control() || matches!(sign, '\n' | '\t'));
    lines
}

/// How every boundary begins.
const BOUNDARY: &str = "=_ascolto_";

/// Gives a boundary that occurs in neither part: with the first free number, so that the same
/// document gives the same message.
fn boundary(plain: &str, page: &str) -> String {
    let taken: BTreeSet<u64> = [plain, page]
        .into_iter()
        .flat_map(|part| part.split(BOUNDARY).skip(1))
        .filter_map(|rest| rest.split('_').next()?.parse().ok())
        .collect();
    let free = (0..).find(|number| !taken.contains(number));
    format!("{BOUNDARY}{}_", free.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Message, message};
    use crate::render::tests::{any_words, long_line, naughty};

    fn written(words: &str) -> String {
        message(&Message {
            subject: words,
            from: Some(words),
            to: words,
            markdown: words,
            page: words,
            now: "2026-11-21T08:30:00Z".parse().expect("a moment"),
        })
    }

    #[test]
    fn a_message_is_a_draft_without_addresses() {
        let text = message(&Message {
            subject: "Riepilogo n. 1",
            from: Some("Giulia Bianchi"),
            to: "Anna",
            markdown: "# Riepilogo\n\nCiao\n",
            page: "<p>Ciao</p>\n",
            now: "2026-11-21T08:30:00Z".parse().expect("a moment"),
        });
        let expected = "From: \"Giulia Bianchi\":;\r\nTo: \"Anna\":;\r\nSubject: Riepilogo n. 1\r\n\
            Date: Sat, 21 Nov 2026 08:30:00 +0000\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/alternative; boundary=\"=_ascolto_0_\"\r\n\r\n--=_ascolto_0_\r\nContent-Type: text/plain; charset=\"utf-8\"\r\n\
            Content-Transfer-Encoding: 7bit\r\n\r\n# Riepilogo\r\n\r\nCiao\r\n\
            \r\n--=_ascolto_0_\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\
            Content-Transfer-Encoding: 7bit\r\n\r\n<p>Ciao</p>\r\n\r\n--=_ascolto_0_--\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn words_that_look_like_a_boundary_get_another_one() {
        let text = written("\n--=_ascolto_0_--\n--=_ascolto_1_\n");
        assert!(text.contains("boundary=\"=_ascolto_2_\""), "{text}");
        assert_eq!(text.matches("\r\n--=_ascolto_2_").count(), 3);
    }

    /// The headers are those we wrote, every line is ASCII, short and ended by CR LF.
    fn check(words: &str) {
        let text = written(words);
        assert!(text.is_ascii());
        for line in text.split("\r\n") {
            assert!(line.len() <= 78, "{} octets: {line:?}", line.len());
            assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
        }
        let (headers, _) = text.split_once("\r\n\r\n").expect("headers end");
        let names: Vec<&str> = headers
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split(':').next())
            .collect();
        let expected = [
            "From",
            "To",
            "Subject",
            "Date",
            "X-Unsent",
            "MIME-Version",
            "Content-Type",
        ];
        assert_eq!(names, expected, "{headers}");
    }

    #[test]
    fn naughty_words_change_no_message() {
        naughty().iter().for_each(|words| check(words));
        check(&long_line());
    }

    proptest! {
        #[test]
        fn no_words_change_a_message(words in any_words()) {
            check(&words);
        }
    }
}
