//! Widths, wrapping and paint.

use textwrap::{Options, WordSeparator, WordSplitter};

use crate::text::{Safe, safe};

/// Text is not set wider than this, however wide the terminal is.
const WIDEST: usize = 92;

/// Whether and how words are set apart; without colour nothing is emitted at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    pub is_on: bool,
}

impl Paint {
    pub(super) fn bold(self, words: &Safe) -> Safe {
        self.with("1", words)
    }

    pub(super) fn dim(self, words: &Safe) -> Safe {
        self.with("2", words)
    }

    pub(super) fn accent(self, words: &Safe) -> Safe {
        self.with("36", words)
    }

    pub(super) fn private(self, words: &Safe) -> Safe {
        self.with("35", words)
    }

    pub(super) fn warning(self, words: &Safe) -> Safe {
        self.with("33", words)
    }

    fn with(self, code: &'static str, words: &Safe) -> Safe {
        if self.is_on && !words.is_empty() {
            words.painted(code)
        } else {
            words.clone()
        }
    }
}

/// Gives the width text is set in on a terminal of so many columns: the last cell stays free, or
/// some terminals would already wrap.
pub(super) fn text_width(columns: usize) -> usize {
    columns.saturating_sub(1).clamp(10, WIDEST)
}

/// Makes words from outside safe and wraps them: the first line after one prefix, the others after
/// another. The prefixes are ours and count in the width.
pub(super) fn wrap(words: &str, width: usize, first: &str, rest: &str) -> Vec<Safe> {
    let options = Options::new(width.max(4))
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(true);
    let mut lines = Vec::new();
    for paragraph in safe(words).trim_end().split('\n') {
        let prefix = if lines.is_empty() { first } else { rest };
        let options = options
            .clone()
            .initial_indent(prefix)
            .subsequent_indent(rest);
        lines.extend(
            textwrap::wrap(paragraph, options)
                .into_iter()
                .map(|line| Safe::words(&line)),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn words_wrap_under_their_beginning() {
        assert_eq!(
            wrap(
                "Preferisco concordare insieme ogni passo\ne poi sentirci",
                24,
                "> ",
                "  "
            ),
            [
                "> Preferisco concordare",
                "  insieme ogni passo",
                "  e poi sentirci"
            ]
        );
        assert_eq!(wrap("", 24, "> ", "  "), ["> "]);
        assert_eq!(wrap("東京東京東京", 7, "", ""), ["東京東", "京東京"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(words in ".{0,80}", width in 12usize..60) {
            for line in wrap(&words, width, "> ", "  ") {
                prop_assert!(line.as_str().width() <= width, "{line:?}");
            }
        }
    }
}
