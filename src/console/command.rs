//! What is typed with a colon: actions and states, in both languages.
//!
//! ```text
//! line    = "::" words          (an answer that begins with a colon)
//!         | ":" name [words]    (a command; one that is not known is told, never an answer)
//!         | words
//! ```
//! A colon before anything but a letter or `?` begins ordinary words: `:-)` is an answer.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::console::Action;
use crate::value::State;
use crate::words::Sentence;
use crate::words::console as words;

/// What a typed line is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    Words(String),
    Action(Action),
    State(State),
    /// A command nobody knows, with what to say.
    Unknown(Sentence),
}

/// Reads a typed line.
pub(super) fn read(line: &str) -> Typed {
    let trimmed = line.trim_start();
    let Some(rest) = trimmed.strip_prefix(':') else {
        return Typed::Words(line.to_owned());
    };
    if rest.starts_with(':') {
        return Typed::Words(rest.to_owned());
    }
    if !rest.starts_with(|first: char| first.is_alphabetic() || first == '?') {
        return Typed::Words(line.to_owned());
    }
    let (name, tail) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let tail = Some(tail.trim())
        .filter(|tail| !tail.is_empty())
        .map(str::to_owned);
    command(&fold(name), tail).unwrap_or_else(|| Typed::Unknown(unknown(name)))
}

/// Tells whether a line would be read as a command, known or not.
pub(super) fn is_command(line: &str) -> bool {
    !matches!(read(line), Typed::Words(_))
}

/// Every name of every command, folded; the first two are said in "did you mean".
const NAMES: [(&[&str], Name); 11] = [
    (&["indietro", "back", "b"], Name::Back),
    (&["vai", "goto", "go", "jump", "g", "v"], Name::Jump),
    (&["nota", "note", "n"], Name::Note),
    (&["citazione", "quote"], Name::Quote),
    (
        &["nonso", "unknown", "non-so", "dont-know", "dontknow", "ns"],
        Name::DontKnow,
    ),
    (
        &[
            "declina",
            "decline",
            "preferisco-no",
            "preferisco-non-dirlo",
            "declined",
        ],
        Name::Declined,
    ),
    (&["dopo", "later", "piu-tardi"], Name::Later),
    (&["perche", "why"], Name::Why),
    (&["rivedi", "review", "riepilogo", "r"], Name::Review),
    (
        &["pausa", "pause", "quit", "exit", "esci", "q", "p"],
        Name::Pause,
    ),
    (&["aiuto", "help", "?", "h"], Name::Help),
];

#[derive(Clone, Copy)]
enum Name {
    Back,
    Jump,
    Note,
    Quote,
    DontKnow,
    Declined,
    Later,
    Why,
    Review,
    Pause,
    Help,
}

fn command(name: &str, tail: Option<String>) -> Option<Typed> {
    let (_, name) = NAMES.iter().find(|(names, _)| names.contains(&name))?;
    Some(match name {
        Name::Back => Typed::Action(Action::Back),
        Name::Jump => Typed::Action(Action::Jump(tail)),
        Name::Note => Typed::Action(Action::Note(tail)),
        Name::Quote => Typed::Action(Action::Quote),
        Name::DontKnow => Typed::State(State::DontKnow),
        Name::Declined => Typed::State(State::Declined),
        Name::Later => Typed::State(State::Later),
        Name::Why => Typed::Action(Action::Why),
        Name::Review => Typed::Action(Action::Review),
        Name::Pause => Typed::Action(Action::Pause),
        Name::Help => Typed::Action(Action::Help),
    })
}

fn unknown(name: &str) -> Sentence {
    let shown: String = name.chars().take(40).collect();
    let typed = format!(":{shown}");
    let known = NAMES
        .iter()
        .flat_map(|(names, _)| names.iter().take(2))
        .copied();
    match crate::source::closest(&fold(&shown), known) {
        Some(near) => words::unknown_command_near(&typed, &format!(":{near}")),
        None => words::unknown_command(&typed),
    }
}

/// Tells whether a line asks to write a text of several lines anew.
pub(super) fn is_clear(line: &str) -> bool {
    let name = line.trim().strip_prefix(':').map(fold);
    name.is_some_and(|name| ["cancella", "clear"].contains(&name.as_str()))
}

/// Folds case and accents: `:Perché`, `:perche` and `:PERCHÉ` are one.
fn fold(name: &str) -> String {
    name.nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Typed, read};
    use crate::console::Action;
    use crate::value::State;
    use proptest::prelude::*;

    #[test]
    fn commands_in_both_languages() {
        let note = Some("con un sospiro".to_owned());
        for (line, typed) in [
            (":back", Typed::Action(Action::Back)),
            (" :indietro ", Typed::Action(Action::Back)),
            (
                ":nota con un sospiro",
                Typed::Action(Action::Note(note.clone())),
            ),
            (":note   con un sospiro ", Typed::Action(Action::Note(note))),
            (":nota", Typed::Action(Action::Note(None))),
            (
                ":vai channels",
                Typed::Action(Action::Jump(Some("channels".to_owned()))),
            ),
            (":goto", Typed::Action(Action::Jump(None))),
            (":nonso", Typed::State(State::DontKnow)),
            (":unknown", Typed::State(State::DontKnow)),
            (":preferisco-no", Typed::State(State::Declined)),
            (":decline", Typed::State(State::Declined)),
            (":dopo", Typed::State(State::Later)),
            (":later", Typed::State(State::Later)),
            (":Perché", Typed::Action(Action::Why)),
            (":perche", Typed::Action(Action::Why)),
            (":rivedi", Typed::Action(Action::Review)),
            (":pausa", Typed::Action(Action::Pause)),
            (":?", Typed::Action(Action::Help)),
            (":citazione", Typed::Action(Action::Quote)),
        ] {
            assert_eq!(read(line), typed, "{line}");
        }
    }

    #[test]
    fn words_that_begin_with_a_colon() {
        for (line, words) in [
            ("alle 9: si vede", "alle 9: si vede"),
            ("::back", ":back"),
            (":-)", ":-)"),
            (": vedi sotto", ": vedi sotto"),
            (":", ":"),
            ("", ""),
        ] {
            assert_eq!(read(line), Typed::Words(words.to_owned()));
        }
    }

    #[test]
    fn an_unknown_command_is_told() {
        let Typed::Unknown(sentence) = read(":pausaa") else {
            panic!("a command nobody knows")
        };
        assert_eq!(
            sentence.it,
            "`:pausaa` non è un comando: forse `:pausa`? Per una risposta che comincia con due punti scrivi `::`"
        );
        let Typed::Unknown(sentence) = read(":xyzzy") else {
            panic!("a command nobody knows")
        };
        assert_eq!(
            sentence.en,
            "`:xyzzy` is not a command: `:help` lists them; for an answer that begins with a colon write `::`"
        );
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_panic(line in ".{0,40}", tail in ".{0,40}") {
            let _ = read(&line);
            let _ = read(&format!(":{tail}"));
            prop_assert_eq!(read(&format!("::{tail}")), Typed::Words(format!(":{tail}")));
        }
    }
}
