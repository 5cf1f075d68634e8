//! What typed words have in common: folding, number words, quoting what was typed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds case and accents, so that `Lunedì`, `LUNEDI` and `lunedì` are one word.
pub(super) fn fold(words: &str) -> String {
    words
        .nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .map(|character| if character == '’' { '\'' } else { character })
        .collect()
}

/// Gives the words as typed, short enough to be quoted in a message.
pub(super) fn quoted(words: &str) -> String {
    const LONGEST: usize = 40;
    let words = words.trim();
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    words.chars().take(LONGEST).chain(['…']).collect()
}

/// Reads a number word up to twelve, of either language; the words are folded already.
pub(super) fn number_word(word: &str) -> Option<u8> {
    const WORDS: [&[&str]; 12] = [
        &["un", "uno", "una", "un'", "a", "an", "one"],
        &["due", "two"],
        &["tre", "three"],
        &["quattro", "four"],
        &["cinque", "five"],
        &["sei", "six"],
        &["sette", "seven"],
        &["otto", "eight"],
        &["nove", "nine"],
        &["dieci", "ten"],
        &["undici", "eleven"],
        &["dodici", "twelve"],
    ];
    let index = WORDS.iter().position(|names| names.contains(&word))?;
    u8::try_from(index + 1).ok()
}

/// Reads a day of the week by its name or its usual short form; the word is folded already.
pub(super) fn weekday(word: &str) -> Option<super::Weekday> {
    const NAMES: [&[&str]; 7] = [
        &["lun", "lunedi", "mon", "monday", "mondays"],
        &["mar", "martedi", "tue", "tues", "tuesday", "tuesdays"],
        &["mer", "mercoledi", "wed", "weds", "wednesday", "wednesdays"],
        &[
            "gio",
            "giovedi",
            "thu",
            "thur",
            "thurs",
            "thursday",
            "thursdays",
        ],
        &["ven", "venerdi", "fri", "friday", "fridays"],
        &["sab", "sabato", "sat", "saturday", "saturdays", "sabati"],
        &["dom", "domenica", "sun", "sunday", "sundays", "domeniche"],
    ];
    let index = NAMES.iter().position(|names| names.contains(&word))?;
    Some(super::Weekday::ALL[index])
}
