//! What the libraries we read with say, in Italian: their commonest sentences translated, the rest
//! marked as a detail in another language.

use super::Sentence;

/// Says what is wrong with a regular expression.
pub fn pattern(english: &str) -> Sentence {
    said(english, PATTERN)
}

/// Says what is wrong with a template.
pub fn template(english: &str) -> Sentence {
    let parts = english
        .strip_prefix("unexpected ")
        .and_then(|rest| rest.split_once(", expected "));
    match parts {
        Some((found, expected)) => Sentence {
            it: format!("{} al posto di {}", part(found), part(expected)).into(),
            en: english.to_owned().into(),
        },
        None => said(english, TEMPLATE),
    }
}

/// Gives an English sentence with its Italian words, or quoted where there are none.
pub fn said(english: &str, known: &[(&str, &str)]) -> Sentence {
    let italian = known.iter().find(|(known, _)| *known == english);
    Sentence {
        it: match italian {
            Some((_, italian)) => (*italian).to_owned().into(),
            None => format!("«{english}»").into(),
        },
        en: english.to_owned().into(),
    }
}

/// Names a part of a template: a sign in backticks as it is.
fn part(english: &str) -> String {
    let italian = PARTS.iter().find(|(known, _)| *known == english);
    match italian {
        Some((_, italian)) => (*italian).to_owned(),
        None if english.starts_with('`') => english.to_owned(),
        None => format!("«{english}»"),
    }
}

const PATTERN: &[(&str, &str)] = &[
    (
        "found unclosed character class",
        "una classe di caratteri `[…]` non è chiusa",
    ),
    (
        "found open group without closing ')'",
        "una parentesi `(` non è chiusa",
    ),
    (
        "expected closing ')', but got end of pattern",
        "una parentesi `(` non è chiusa",
    ),
    (
        "found closing ')' without matching '('",
        "c'è una `)` senza la sua `(`",
    ),
    (
        "look-around is not supported",
        "`(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)` non sono ammessi",
    ),
    (
        "backreferences are not supported",
        "i riferimenti all'indietro (`\\1`) non sono ammessi",
    ),
    (
        "Unicode character classes are not supported",
        "le classi Unicode (`\\p{…}`) non sono ammesse",
    ),
    (
        "unrecognized escape sequence",
        "dopo `\\` c'è un segno non ammesso",
    ),
    (
        "saw start of escape sequence, but saw end of pattern before it finished",
        "il modello finisce dopo `\\`",
    ),
    (
        "pattern has too much nesting",
        "troppe parentesi una dentro l'altra",
    ),
    (
        "uncounted repetition operator must be applied to a sub-expression",
        "`*`, `+` o `?` non ha niente da ripetere",
    ),
    (
        "found unclosed counted repetition operator",
        "una ripetizione `{…}` non è chiusa",
    ),
    (
        "found incomplete and unclosed counted repetition operator",
        "una ripetizione `{…}` non è chiusa",
    ),
    (
        "found counted repetition with a min bigger than its max",
        "in `{…}` il minimo supera il massimo",
    ),
    (
        "counted repetition operator must be applied to a sub-expression",
        "`{…}` non ha niente da ripetere",
    ),
];

const TEMPLATE: &[(&str, &str)] = &[
    (
        "unexpected end of input",
        "il modello finisce troppo presto",
    ),
    (
        "unexpected end of string",
        "un testo tra virgolette non è chiuso",
    ),
    ("unexpected end of comment", "un commento `{#` non è chiuso"),
    (
        "unexpected end of raw block",
        "un blocco `raw` non è chiuso",
    ),
    ("unexpected character", "c'è un segno fuori posto"),
    (
        "unexpected input after expression",
        "c'è qualcosa di troppo dopo l'espressione",
    ),
    (
        "template exceeds maximum recursion limits",
        "troppe parti una dentro l'altra",
    ),
];

const PARTS: &[(&str, &str)] = &[
    ("end of input", "la fine del modello"),
    ("end of block", "`%}`"),
    ("end of variable block", "`}}`"),
    ("identifier", "un nome"),
    ("identifier or integer", "un nome o un numero"),
    ("expression", "un'espressione"),
    ("block keyword", "il nome di un blocco"),
    ("statement", "un'istruzione"),
    ("string", "un testo"),
    ("integer", "un numero"),
    ("comma", "`,`"),
    ("assignment operator", "`=`"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_translated_is_marked_as_a_detail() {
        let both = |said: Sentence| (said.it.into_owned(), said.en.into_owned());
        assert_eq!(
            both(template("unexpected `}`, expected end of variable block")),
            (
                "`}` al posto di `}}`".to_owned(),
                "unexpected `}`, expected end of variable block".to_owned()
            )
        );
        assert_eq!(both(pattern("new words")).0, "«new words»");
        assert_eq!(
            both(template("unknown statement x")).0,
            "«unknown statement x»"
        );
    }
}
