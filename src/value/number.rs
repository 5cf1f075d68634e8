//! Numbers as people type them, with comma or point.
//!
//! ```text
//! number = [sign] digits [mark digits] | [sign] group { mark group } [other-mark digits] | word
//! ```
//! The mark of the language parts decimals. The other mark does too (numeric keypads have a point
//! only), unless exactly three digits follow: `1.250` may be thousands, and is refused in Italian;
//! `1,250` in English. Spaces and apostrophes part thousands.

use crate::value::typed::{fold, number_word, quoted};
use crate::words::value as words;
use crate::words::{Language, Sentence};

/// Reads a number as typed; the language only decides what `1.250` is.
pub fn parse(typed: &str, language: Language) -> Result<f64, Sentence> {
    /// Enough for every number `show` writes below 10^15, and for nothing absurd.
    const LONGEST: usize = 40;
    let words = typed.trim();
    if words.is_empty() {
        return Err(words::number_missing());
    }
    let unknown = || words::number_unknown(&quoted(typed));
    if let Some(number) = number_word(&fold(words)) {
        return Ok(f64::from(number));
    }
    let (sign, digits) = match words.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", words.strip_prefix('+').unwrap_or(words)),
    };
    let digits: String = digits
        .trim_start()
        .chars()
        .map(|character| match character {
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’' => ' ',
            other => other,
        })
        .collect();
    let well_made = digits.len() <= LONGEST
        && digits.starts_with(|character: char| character.is_ascii_digit())
        && digits.ends_with(|character: char| character.is_ascii_digit())
        && digits
            .chars()
            .all(|character| character.is_ascii_digit() || matches!(character, ' ' | ',' | '.'));
    if !well_made {
        return Err(unknown());
    }
    let plain = match plain_form(&digits, language) {
        Plain::Number(plain) => plain,
        Plain::Nothing => return Err(unknown()),
        Plain::Either { whole, decimal } => {
            let local = |mark: &str| format!("{sign}{}", decimal.replace('.', mark));
            let (whole, typed) = (format!("{sign}{whole}"), quoted(typed));
            return Err(Sentence {
                it: words::number_ambiguous(&typed, &whole, &local(",")).it,
                en: words::number_ambiguous(&typed, &whole, &local(".")).en,
            });
        }
    };
    match format!("{sign}{plain}").parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(unknown()),
    }
}

/// Shows a number without thousands marks: `12,5` in Italian, `12.5` in English and others.
pub fn show(number: f64, tag: &str) -> String {
    let shown = number.to_string();
    match super::base(tag) {
        "it" => shown.replace('.', ","),
        _ => shown,
    }
}

/// What digits and marks say.
enum Plain {
    /// Digits, with a point before decimals.
    Number(String),
    /// Thousands or decimals: both readings, the decimal one without its idle zeros.
    Either {
        whole: String,
        decimal: String,
    },
    Nothing,
}

/// Tells thousands from decimals.
fn plain_form(digits: &str, language: Language) -> Plain {
    let own = match language {
        Language::It => ',',
        Language::En => '.',
    };
    let marks: Vec<char> = digits
        .chars()
        .filter(|character| !character.is_ascii_digit())
        .collect();
    let Some(last) = marks.last().copied() else {
        return Plain::Number(digits.to_owned());
    };
    let parts: Vec<&str> = digits
        .split(|character: char| !character.is_ascii_digit())
        .collect();
    let count_of_last = marks.iter().filter(|mark| **mark == last).count();
    let groups_same = |marks: &[char]| marks.windows(2).all(|pair| pair[0] == pair[1]);

    let (groups, decimals) = if count_of_last > 1 || last == ' ' {
        (&parts[..], None)
    } else {
        let (decimals, groups) = parts
            .split_last()
            .map_or(("", &parts[..]), |(last, rest)| (*last, rest));
        if marks.len() == 1 && last != own && decimals.len() == 3 && is_lead(groups) {
            return Plain::Either {
                whole: parts.concat(),
                decimal: shortest(groups.concat(), decimals),
            };
        }
        (groups, Some(decimals))
    };
    let thousands = &marks[..groups.len() - 1];
    let grouped =
        groups.len() == 1 || (is_lead(groups) && groups[1..].iter().all(|group| group.len() == 3));
    if !grouped || !groups_same(thousands) || decimals == Some("") {
        return Plain::Nothing;
    }
    match decimals {
        None => Plain::Number(groups.concat()),
        Some(decimals) => Plain::Number(format!("{}.{decimals}", groups.concat())),
    }
}

/// Tells whether the first group can stand before thousands: one to three digits, not zero.
fn is_lead(groups: &[&str]) -> bool {
    groups
        .first()
        .is_some_and(|lead| (1..=3).contains(&lead.len()) && !lead.starts_with('0'))
}

/// Writes decimals so that they cannot be thousands: `1.250` as `1.25`, `1.125` as `1.1250`.
fn shortest(whole: String, decimals: &str) -> String {
    match decimals.trim_end_matches('0') {
        "" => whole + ".0",
        short if short.len() == 3 => format!("{whole}.{short}0"),
        short => format!("{whole}.{short}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, show};
    use crate::words::Language;
    use proptest::prelude::*;

    fn read(typed: &str) -> String {
        match parse(typed, Language::It) {
            Ok(number) => number.to_string(),
            Err(sentence) => sentence.it.into_owned(),
        }
    }

    fn read_en(typed: &str) -> String {
        match parse(typed, Language::En) {
            Ok(number) => number.to_string(),
            Err(sentence) => sentence.en.into_owned(),
        }
    }

    #[test]
    fn comma_or_point() {
        for (typed, number) in [
            ("12", "12"),
            ("12,5", "12.5"),
            ("12.5", "12.5"),
            (" -3 ", "-3"),
            ("+3", "3"),
            ("1,250", "1.25"),
            ("0.125", "0.125"),
            ("1.250,50", "1250.5"),
            ("1,250.50", "1250.5"),
            ("1.250.000", "1250000"),
            ("1 250,5", "1250.5"),
            ("1'250", "1250"),
            ("due", "2"),
            ("Twelve", "12"),
            ("007", "7"),
        ] {
            assert_eq!(read(typed), number, "{typed}");
        }
        assert_eq!(read_en("1.250"), "1.25");
        assert_eq!(read_en("1,250.5"), "1250.5");
    }

    #[test]
    fn thousands_that_may_be_decimals_are_refused() {
        assert_eq!(
            read("1.250"),
            "`1.250` può voler dire `1250` o `1,25`: scrivilo in uno di questi due modi"
        );
        assert_eq!(
            read_en("-1,000"),
            "`-1,000` can mean `-1000` or `-1.0`: write one of the two"
        );
        assert_eq!(
            read("1.125"),
            "`1.125` può voler dire `1125` o `1,1250`: scrivilo in uno di questi due modi"
        );
    }

    #[test]
    fn what_is_no_number_says_so() {
        assert_eq!(
            read("una decina"),
            "`una decina` non è un numero: scrivi solo cifre, ad esempio `12` o `12,5`"
        );
        assert_eq!(read(""), "manca il numero: scrivi ad esempio `12` o `12,5`");
        for typed in [
            "12 ore", "1,2,3", "1..2", ",5", "5,", "1 2", "12.34.56", "1e9", "NaN", "--2", "٣",
            "1.25,0.1",
        ] {
            assert_eq!(
                read(typed),
                crate::words::value::number_unknown(typed).it,
                "{typed}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_words_are_read_without_panic(typed in ".{0,50}", marks in "[-+ 0-9,.']{0,60}") {
            for language in [Language::It, Language::En] {
                let _ = parse(&typed, language);
                let _ = parse(&marks, language);
            }
        }

        #[test]
        fn a_number_shown_reads_back(number in -1e15f64..1e15, cents in -1_000_000_000i64..1_000_000_000) {
            #[expect(clippy::cast_precision_loss, reason = "any number will do")]
            for number in [number, cents as f64 / 100.0, cents as f64 / 1000.0, cents as f64] {
                prop_assert_eq!(parse(&show(number, "it-lei"), Language::It), Ok(number));
                prop_assert_eq!(parse(&show(number, "en"), Language::En), Ok(number));
            }
        }
    }
}
