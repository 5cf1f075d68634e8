//! Words around findings.

use crate::words::plural;

messages! {
    error() { it: "errore", en: "error" }
    warning() { it: "avviso", en: "warning" }
    hint() { it: "consiglio", en: "hint" }
    help() { it: "aiuto", en: "help" }
    nothing_found() { it: "nessun problema", en: "no problems" }
}

/// Says how many errors there are.
pub fn errors(count: usize) -> crate::words::Sentence {
    counted(count, ["errore", "errori"], ["error", "errors"])
}

/// Says how many warnings there are.
pub fn warnings(count: usize) -> crate::words::Sentence {
    counted(count, ["avviso", "avvisi"], ["warning", "warnings"])
}

/// Says how many hints there are.
pub fn hints(count: usize) -> crate::words::Sentence {
    counted(count, ["consiglio", "consigli"], ["hint", "hints"])
}

fn counted(count: usize, it: [&str; 2], en: [&str; 2]) -> crate::words::Sentence {
    crate::words::Sentence {
        it: format!("{count} {}", plural(count, it[0], it[1])).into(),
        en: format!("{count} {}", plural(count, en[0], en[1])).into(),
    }
}
