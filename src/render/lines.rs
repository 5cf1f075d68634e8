//! Content lines, of which calendars (RFC 5545) and cards (RFC 6350) are made.
//!
//! Decides the two things that keep words from outside inside their line: escaping and folding.

/// The longest line in octets, without its end.
const LONGEST: usize = 75;

/// Adds a property with its value as it stands: folded at 75 octets, never inside a sign, ended by
/// CR LF. The value has been through [`text`], or is made of signs of our own.
pub(super) fn push(lines: &mut String, property: &str, value: &str) {
    let mut length = 0;
    for sign in property.chars().chain([':']).chain(value.chars()) {
        if length + sign.len_utf8() > LONGEST {
            lines.push_str("\r\n ");
            length = 1;
        }
        lines.push(sign);
        length += sign.len_utf8();
    }
    lines.push_str("\r\n");
}

/// Escapes words for a value of type TEXT. Every kind of line break becomes `\n`; other control
/// signs, which neither form allows, become a space.
pub(super) fn text(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let mut signs = words.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(sign);
            }
            '\r' => {
                if signs.peek() != Some(&'\n') {
                    escaped.push_str("\\n");
                }
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                escaped.push_str("\\n")
            }
            '\t' => escaped.push('\t'),
            sign if sign.is_control() => escaped.push(' '),
            sign => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
pub(super) mod tests {
    use super::{LONGEST, push, text};

    /// Fails if a text is not made of content lines: ended by CR LF, at most 75 octets, no control
    /// sign but the tab inside.
    pub fn assert_content_lines(lines: &str) {
        let body = lines.strip_suffix("\r\n").expect("the last line is ended");
        for line in body.split("\r\n") {
            assert!(line.len() <= LONGEST, "{} octets: {line:?}", line.len());
            let is_control = |sign: char| sign.is_control() && sign != '\t';
            assert!(!line.contains(is_control), "{line:?}");
            assert!(!line.is_empty());
        }
    }

    #[test]
    fn a_long_line_is_folded_between_signs() {
        let mut lines = String::new();
        push(&mut lines, "SUMMARY", &"è".repeat(60));
        let expected = format!("SUMMARY:{}\r\n {}\r\n", "è".repeat(33), "è".repeat(27));
        assert_eq!(lines, expected);
        assert_content_lines(&lines);
    }

    #[test]
    fn every_sign_with_a_meaning_is_escaped() {
        assert_eq!(text("a;b,c\\d"), "a\\;b\\,c\\\\d");
        assert_eq!(text("a\r\nb\rc\nd\u{2028}e"), "a\\nb\\nc\\nd\\ne");
        assert_eq!(text("a\0b\u{1b}[c\td"), "a b [c\td");
    }
}
