//! Yes and no as people type them.

use crate::value::typed::{fold, quoted};
use crate::words::Sentence;
use crate::words::value as words;

/// Reads a yes or a no in either language: `sì`, `s`, `y`, `no`, `n`, `1`, `0`, …
pub fn parse(typed: &str) -> Result<bool, Sentence> {
    match fold(typed.trim()).trim_end_matches(['.', '!']) {
        "si" | "s" | "yes" | "y" | "yeah" | "yep" | "true" | "vero" | "1" | "ok" | "certo" => {
            Ok(true)
        }
        "no" | "n" | "nope" | "false" | "falso" | "0" => Ok(false),
        _ => Err(words::yes_no_unknown(&quoted(typed))),
    }
}

/// Says yes or no in a language.
pub fn in_words(value: bool, tag: &str) -> &'static str {
    match (super::base(tag), value) {
        ("it", true) => "sì",
        (_, true) => "yes",
        (_, false) => "no",
    }
}

#[cfg(test)]
mod tests {
    use super::{in_words, parse};

    #[test]
    fn yes_and_no_in_both_languages() {
        for typed in ["sì", "SI", "s", " Sì. ", "yes", "Y", "1", "true"] {
            assert_eq!(parse(typed), Ok(true), "{typed}");
        }
        for typed in ["no", "N", "0", "false", "No!"] {
            assert_eq!(parse(typed), Ok(false), "{typed}");
        }
        assert_eq!(
            parse("forse").map_err(|sentence| sentence.it.into_owned()),
            Err("`forse` non è né sì né no: scrivi `sì` o `no`".to_owned())
        );
        for tag in ["it", "it-lei", "en", "fr"] {
            assert_eq!(parse(in_words(true, tag)), Ok(true));
            assert_eq!(parse(in_words(false, tag)), Ok(false));
        }
    }
}
