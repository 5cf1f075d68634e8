//! Words from outside inside Markdown.
//!
//! Decides what must be escaped so that no answer changes the structure of a document, and how
//! an answer of several lines stays readable. A template writes its values between two marks
//! ([`mark`]); [`settle`] then replaces each marked value with Markdown that is safe *where it
//! stands*: at the start of a line, in a heading, in a row of a table, inside a quotation. Where
//! the place is not known, [`escape`] is safe in any line.
//!
//! A value is words in a sentence. It is not made safe for the inside of a code span, a link
//! target or raw HTML: templates do not put values there.

/// Stands before a value until [`settle`]: a noncharacter, dropped from every value.
const VALUE_START: char = '\u{FDD0}';
/// Stands after a value until [`settle`].
const VALUE_END: char = '\u{FDD1}';
/// Joins the lines of an answer where only one line fits.
const LINE_JOINER: &str = " / ";
/// Signs that may complete a construct begun by the signs of the template before a value.
const GLUING_SIGNS: &str = "-=*_+.)#:|~`";

/// A marked value that was cut apart: the template sliced or split a captured block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CutValue;

/// Escapes words from outside for any place in a line of Markdown. Lines are kept apart by hard
/// breaks; control signs and signs that reverse the reading order are dropped.
pub fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + 8);
    for (index, line) in clean_lines(words).iter().enumerate() {
        if index > 0 {
            escaped.push_str("\\\n");
        }
        let place = Place {
            is_block_start: true,
            before: None,
            after: None,
        };
        push_line(&mut escaped, line, &place);
    }
    escaped
}

/// Puts the lines of a text on one, parted by ` / `.
pub(super) fn one_line(words: &str) -> String {
    clean_lines(words).join(LINE_JOINER)
}

/// Marks words from outside, to be escaped where they stand when the document is made. It is how
/// the words filled into a document's `[text]` come to [`super::document`].
pub fn mark(words: &str) -> String {
    let bare = words.replace([VALUE_START, VALUE_END], "");
    format!("{VALUE_START}{bare}{VALUE_END}")
}

/// Replaces every marked value with safe Markdown, and normalises white space: no trailing
/// spaces, one blank line at most, one newline at the end.
pub(super) fn settle(marked: &str) -> Result<String, CutValue> {
    let mut page = Page::default();
    let mut pieces = marked.split(VALUE_START);
    page.push_literal(uncut(pieces.next().unwrap_or(""))?, false);
    for piece in pieces {
        let (value, literal) = piece.split_once(VALUE_END).ok_or(CutValue)?;
        let after = literal.chars().next().filter(|sign| *sign != '\n');
        let pushed = page.push_value(value, after);
        page.push_literal(uncut(literal)?, pushed);
    }
    Ok(page.finish())
}

/// Refuses a literal that holds the end of a value: its start was cut off.
fn uncut(literal: &str) -> Result<&str, CutValue> {
    if literal.contains(VALUE_END) {
        return Err(CutValue);
    }
    Ok(literal)
}

/// The Markdown settled so far.
#[derive(Default)]
struct Page {
    text: String,
    /// Where the current line begins.
    line_start: usize,
}

impl Page {
    /// Appends words of the template. `after_value`: a value stands just before them.
    fn push_literal(&mut self, literal: &str, after_value: bool) {
        for (index, sign) in literal.chars().enumerate() {
            match sign {
                '\n' => self.end_line(),
                '\r' => {}
                '.' | ')' if index == 0 && after_value && self.is_list_number() => {
                    self.text.push('\\');
                    self.text.push(sign);
                }
                _ => self.text.push(sign),
            }
        }
    }

    /// Appends a value; tells whether anything was left of it.
    fn push_value(&mut self, value: &str, after: Option<char>) -> bool {
        let mut lines = clean_lines(value);
        if lines.is_empty() {
            return false;
        }
        let (continuation, rest) = containers(self.line());
        if lines.len() > 1 && holds_one_line(rest) {
            lines = vec![lines.join(LINE_JOINER)];
        }
        let is_glued = !rest.is_empty()
            && rest
                .chars()
                .all(|sign| sign.is_ascii_digit() || sign == ' ' || GLUING_SIGNS.contains(sign))
            && !holds_one_line(rest);
        let mut place = Place {
            is_block_start: rest.is_empty(),
            before: rest.chars().next_back(),
            after: None,
        };
        let last = lines.len() - 1;
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.text.push_str("\\\n");
                self.line_start = self.text.len();
                self.text.push_str(&continuation);
                place.is_block_start = true;
                place.before = None;
            } else if is_glued && line.starts_with(|sign| GLUING_SIGNS.contains(sign)) {
                let mut escaped = String::new();
                push_line(&mut escaped, line, &place);
                if !escaped.starts_with('\\') {
                    self.text.push('\\');
                }
            }
            place.after = if index == last { after } else { None };
            push_line(&mut self.text, line, &place);
        }
        true
    }

    fn line(&self) -> &str {
        self.text.get(self.line_start..).unwrap_or("")
    }

    /// Tells whether the line so far is a number that a `.` would make a list item.
    fn is_list_number(&self) -> bool {
        let (_, rest) = containers(self.line());
        (1..=9).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn end_line(&mut self) {
        self.trim_line();
        let is_second_blank =
            self.line().is_empty() && (self.text.is_empty() || self.text.ends_with("\n\n"));
        if !is_second_blank {
            self.text.push('\n');
        }
        self.line_start = self.text.len();
    }

    fn trim_line(&mut self) {
        let kept = self.line().trim_end_matches([' ', '\t']).len();
        self.text.truncate(self.line_start + kept);
    }

    fn finish(mut self) -> String {
        self.trim_line();
        let kept = self.text.trim_end_matches('\n').len();
        self.text.truncate(kept);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}

/// Splits the start of a line into what its continuation begins with (`> ` stays, a list marker
/// becomes spaces) and what follows the markers.
fn containers(line: &str) -> (String, &str) {
    let mut continuation = String::new();
    let mut rest = line;
    loop {
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        continuation.push_str(&" ".repeat(spaces));
        rest = &rest[spaces..];
        if let Some(after) = rest.strip_prefix('>') {
            continuation.push('>');
            rest = after;
        } else if let Some(width) = list_marker(rest) {
            continuation.push_str(&" ".repeat(width));
            rest = &rest[width..];
        } else {
            return (continuation, rest);
        }
    }
}

/// Gives the width of the list marker at the start of a line, without the space that follows it.
fn list_marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let width = match line.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    line[width..].starts_with(' ').then_some(width)
}

/// Tells whether a line that begins like this cannot go on in the next: a heading, a table's row.
fn holds_one_line(rest: &str) -> bool {
    let after_signs = rest.trim_start_matches('#');
    let signs = rest.len() - after_signs.len();
    rest.starts_with('|') || (1..=6).contains(&signs) && after_signs.starts_with(' ')
}

/// Gives the lines of a text without blank ones, each without outer white space and without signs
/// that no reader sees.
pub(super) fn clean_lines(words: &str) -> Vec<String> {
    let is_line_end = |sign| {
        matches!(
            sign,
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    words
        .split(is_line_end)
        .map(|line| {
            line.chars()
                .filter(|sign| *sign == '\t' || !is_hidden(*sign))
                .map(|sign| if sign == '\t' { ' ' } else { sign })
                .collect::<String>()
                .trim()
                .to_owned()
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// Tells whether a sign is invisible and able to harm: controls, marks and overrides of the reading order,
/// noncharacters, invisible operators and tags. Joiners inside words and emoji stay.
fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
        || (sign as u32) & 0xFFFE == 0xFFFE
}

/// Where a line of a value stands.
struct Place {
    /// Nothing but the markers of lists and quotations stands before it.
    is_block_start: bool,
    /// The sign just before, if one is.
    before: Option<char>,
    /// The sign just after; `None` is the end of the line, or not known.
    after: Option<char>,
}

/// Appends one clean line of a value, escaped for its place.
fn push_line(text: &mut String, line: &str, place: &Place) {
    let line_start_sign = if place.is_block_start {
        line_start_sign(line)
    } else {
        None
    };
    let mut before = place.before;
    for (at, sign) in line.char_indices() {
        let rest = &line[at + sign.len_utf8()..];
        let after = rest.chars().next().or(place.after);
        let neighbours = Neighbours {
            before,
            after,
            line_before: &line[..at],
            line_after: rest,
            outside_after: place.after,
        };
        if line_start_sign == Some(at) || needs_escape(sign, &neighbours) {
            text.push('\\');
        }
        text.push(sign);
        before = Some(sign);
    }
}

/// What stands around a sign.
struct Neighbours<'a> {
    before: Option<char>,
    after: Option<char>,
    /// The rest of the value's line on both sides.
    line_before: &'a str,
    line_after: &'a str,
    outside_after: Option<char>,
}

/// Tells whether a sign must be escaped wherever in a line it stands.
fn needs_escape(sign: char, near: &Neighbours<'_>) -> bool {
    let is_space = |sign: Option<char>| sign.is_some_and(char::is_whitespace);
    let is_letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let is_first = near.line_before.is_empty();
    match sign {
        '`' | '[' | ']' | '|' | '~' => true,
        // The template's white space after a value may go: then a line end follows.
        '\\' => {
            let is_last = near.line_after.is_empty() && is_space(near.outside_after);
            is_last || near.after.is_none_or(|after| after.is_ascii_punctuation())
        }
        '*' => !(is_space(near.before) && is_space(near.after)),
        '_' => {
            let is_within_a_word = is_letter(near.before) && is_letter(near.after);
            let is_apart = is_space(near.before) && is_space(near.after);
            !is_within_a_word && !is_apart
        }
        '<' => near
            .after
            .is_none_or(|after| after.is_ascii_alphabetic() || "/!?".contains(after)),
        '&' => may_be_entity(near.line_after),
        '!' => near.line_after.is_empty() && near.outside_after == Some('['),
        '(' => is_first && near.before == Some(']'),
        ':' => {
            is_first && near.before == Some(']')
                || near.line_after.starts_with("//") && is_letter(near.before)
        }
        '.' => ends_with_www(near.line_before),
        '#' => near.line_after.bytes().all(|byte| byte == b'#') && !is_glyph(near.before),
        _ => false,
    }
}

/// Tells whether a sign is there and no white space.
fn is_glyph(sign: Option<char>) -> bool {
    sign.is_some_and(|sign| !sign.is_whitespace())
}

/// Tells whether `&` and what follows may be read as an entity such as `&amp;`.
fn may_be_entity(after: &str) -> bool {
    let name = after
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    match after.as_bytes().get(name) {
        None => true,
        Some(next) => name > 0 && *next == b';',
    }
}

/// Tells whether words end with `www`, which some renderers make a link.
fn ends_with_www(before: &str) -> bool {
    let mut signs = before.chars().rev();
    let is_www = signs
        .by_ref()
        .take(3)
        .filter(|sign| matches!(sign, 'w' | 'W'))
        .count()
        == 3;
    is_www && !signs.next().is_some_and(char::is_alphanumeric)
}

/// Finds the sign that would make a line begin a block: a heading, a list, a quotation, a rule…
fn line_start_sign(line: &str) -> Option<usize> {
    let mut signs = line.chars();
    let first = signs.next()?;
    let second = signs.next();
    let is_end_or_space = |sign: Option<char>| sign.is_none_or(|sign| sign == ' ');
    let begins_block = match first {
        '>' | ':' => true,
        '#' => {
            let after = line.trim_start_matches('#');
            line.len() - after.len() <= 6 && is_end_or_space(after.chars().next())
        }
        '-' => is_end_or_space(second) || matches!(second, Some('-' | ':')),
        '+' => is_end_or_space(second) || second == Some('+'),
        '=' => line.bytes().all(|byte| byte == b'='),
        _ => false,
    };
    if begins_block {
        return Some(0);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits)
        && matches!(line.as_bytes().get(digits), Some(b'.' | b')'))
        && is_end_or_space(line[digits + 1..].chars().next());
    is_number.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{hostile, structure};
    use proptest::prelude::*;

    #[test]
    fn readable_words_stay_as_they_are() {
        for words in [
            "Mario Rossi (VA)",
            "9:00-18:00",
            "info@studio-verdi.it",
            "Rossi & figli, R&D (Milano)",
            "costa 5 * 3 = 15 € (circa)",
            "-5 gradi; 2.5 ore; fattura_2026.pdf; C# e F#",
            "l’«urgenza» è: oggi! #1",
            "3 < 5 > 2",
            r"C:\dati\clienti",
            "👩\u{200D}👧 famiglia",
        ] {
            assert_eq!(escape(words), words);
        }
    }

    #[test]
    fn signs_that_mean_something_are_escaped() {
        for (words, escaped) in [
            ("# titolo", r"\# titolo"),
            ("- voce", r"\- voce"),
            ("2026. Fine", r"2026\. Fine"),
            ("3)", r"3\)"),
            ("> detto", r"\> detto"),
            ("***", r"\*\*\*"),
            ("---", r"\---"),
            ("===", r"\==="),
            ("a | b", r"a \| b"),
            ("<b>x</b>", r"\<b>x\</b>"),
            ("&amp; &#35;", r"\&amp; \&#35;"),
            ("[x](http://y)", r"\[x\](http\://y)"),
            ("www.x.it", r"www\.x.it"),
            ("`x` ~~y~~ _z_", r"\`x\` \~\~y\~\~ \_z\_"),
            (r"fine\", r"fine\\"),
            ("    rientro", "rientro"),
            ("uno\r\n\r\n# due\u{85}tre", "uno\\\n\\# due\\\ntre"),
            ("a\u{1b}[31m\u{202e}b\u{0}\u{fdd1}", r"a\[31mb"),
        ] {
            assert_eq!(escape(words), escaped);
        }
    }

    #[test]
    fn a_value_is_escaped_for_where_it_stands() {
        let settled = |before: &str, value: &str, after: &str| {
            settle(&format!("{before}{}{after}", mark(value))).expect("the marks are whole")
        };
        assert_eq!(settled("a ", "- b", ""), "a - b\n");
        assert_eq!(settled("- ", "- b", ""), "- \\- b\n");
        assert_eq!(settled("## ", "a\nb #", ""), "## a / b \\#\n");
        assert_eq!(settled("> - ", "a\n- b", " c"), "> - a\\\n>   \\- b c\n");
        assert_eq!(settled("| ", "a\nb|", " |"), "| a / b\\| |\n");
        assert_eq!(settled("", "2026", ". Fine"), "2026\\. Fine\n");
        assert_eq!(settled("Nel ", "2026", ". Fine"), "Nel 2026. Fine\n");
        assert_eq!(settled("[x]", "(y)", ""), "[x]\\(y)\n");
        assert_eq!(settled("-", "--", ""), "-\\--\n");
        assert_eq!(settled("", "ehi!", "[x](y)"), "ehi\\![x](y)\n");
    }

    #[test]
    fn white_space_is_normal() {
        assert_eq!(
            settle("\n\n a  \r\n\n\n\n\t\nb\n\n"),
            Ok(" a\n\nb\n".to_owned())
        );
        assert_eq!(settle(" \n"), Ok(String::new()));
    }

    #[test]
    fn a_value_cut_apart_is_refused() {
        let marked = mark("abc");
        let without_start: String = marked.chars().skip(1).collect();
        let without_end: String = marked.chars().take(3).collect();
        assert_eq!(settle(&without_start), Err(CutValue));
        assert_eq!(settle(&without_end), Err(CutValue));
    }

    /// Places where a template puts a value; `@` is the value.
    const PLACES: [&str; 22] = [
        "@",
        "# @",
        "## a @\n\nb",
        "- @\n- b",
        "- [ ] @\n",
        "1. @\n2. b",
        "> @",
        "> 1. a **@** b\n",
        "**@**",
        "a *@*, b",
        "[@](https://example.org)",
        "**a:** @. b",
        "@. b",
        "@) b",
        "a\n@\nb",
        "@@",
        "@ @",
        "@!@",
        "a«@»",
        "| a | b |\n| --- | --- |\n| @ | @ |\n",
        "b\n\n@\n---\n",
        "[x]@",
    ];

    fn filled(place: &str, value: &str) -> String {
        settle(&place.replace('@', &mark(value))).expect("the marks are whole")
    }

    /// Every value of up to five of these signs: backslashes before every kind of line end.
    fn backslashes() -> Vec<String> {
        let mut values = vec![String::new()];
        let mut from = 0;
        for _ in 0..5 {
            let to = values.len();
            for at in from..to {
                for sign in ['\\', '\n', 'a', ' ', '*'] {
                    values.push(format!("{}{sign}", values[at]));
                }
            }
            from = to;
        }
        values
    }

    /// CommonMark: `\\` is a backslash, and one that is left over before a line end would be a hard
    /// break. So a value's own backslash never stands alone there, whatever the template has after it.
    #[test]
    fn a_backslash_before_a_line_break_stays_a_backslash() {
        for value in backslashes() {
            let lines = clean_lines(&value);
            let tokens: Vec<String> = (0..lines.len()).map(|line| format!("qw{line}x")).collect();
            let as_words = |mut harmless: Vec<String>| {
                for (token, line) in tokens.iter().zip(&lines) {
                    for event in &mut harmless {
                        *event = event.replace(token, line);
                    }
                }
                harmless
            };
            for (before, after) in [("", ""), ("a ", " b"), ("- ", ""), ("**a:** ", ", b")] {
                let around = |words: &str| format!("{before}{}{after}", escape(words));
                let harmless = as_words(structure(&around(&tokens.join("\n"))));
                assert_eq!(structure(&around(&value)), harmless, "{value:?}");
            }
            for place in [
                "@\nb",
                "@ \nb",
                "@\t\nb",
                "@\r\nb",
                "- @ \n- b",
                "> @  \n> b",
                "@ b",
            ] {
                let harmless = as_words(structure(&filled(place, &tokens.join("\n"))));
                assert_eq!(
                    structure(&filled(place, &value)),
                    harmless,
                    "{value:?} {place:?}"
                );
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 1_500,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        /// A hostile value gives the structure of harmless words of the same number of lines, and
        /// is read back as it was.
        #[test]
        fn no_answer_changes_a_document(value in hostile(), place in prop::sample::select(PLACES.to_vec())) {
            let lines = clean_lines(&value);
            let token = |index: usize| format!("qw{index}x");
            let tokens: Vec<String> = (0..lines.len()).map(token).collect();
            let mut harmless = structure(&filled(place, &tokens.join("\n")));
            for (token, line) in tokens.iter().zip(&lines).rev() {
                for event in &mut harmless {
                    *event = event.replace(token, line);
                }
            }
            let markdown = filled(place, &value);
            prop_assert_eq!(structure(&markdown), harmless, "{}", markdown);
        }

        /// Escaped without knowing the place, a value is safe on its own and within words.
        #[test]
        fn escaped_words_are_words(value in hostile()) {
            let lines = clean_lines(&value);
            for (before, after) in [("", ""), ("a ", " b"), ("- ", ""), ("**a:** ", ", b")] {
                let harmless = vec!["qwx"; lines.len()].join("\n");
                let mut expected = structure(&format!("{before}{}{after}", escape(&harmless)));
                for line in &lines {
                    if let Some(event) = expected.iter_mut().find(|event| event.contains("qwx")) {
                        *event = event.replacen("qwx", line, 1);
                    }
                }
                let markdown = format!("{before}{}{after}", escape(&value));
                prop_assert_eq!(structure(&markdown), expected, "{}", markdown);
            }
        }

        /// Escaping twice the text of a settled document never panics, whatever the template.
        #[test]
        fn any_template_settles_or_is_refused(marked in any::<String>()) {
            let _ = settle(&marked).map(|settled| settle(&settled));
        }
    }
}
