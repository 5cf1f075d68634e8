//! Sentences of the `comparison` room.

use super::messages;

messages! {
    client() { it: "Cliente", en: "Client" }
    kind() { it: "Tipo", en: "Kind" }
    next() { it: "Prossima data", en: "Next date" }
    open_points() { it: "Punti aperti", en: "Open points" }
    completeness() { it: "Completezza", en: "Completeness" }
    known_of(known: usize, of: usize) { it: "{known} su {of}", en: "{known} of {of}" }
    first_of(name: &str) { it: "{name}: prima scelta", en: "{name}: first choice" }
    interviews_of(title: &str) { it: "Ultimo colloquio: {title}", en: "Last interview: {title}" }
    nobody() { it: "nessuno", en: "none" }
    /// A trait that has words, in a table.
    has_words() { it: "sì", en: "yes" }

    /// The legend of the marks.
    mark_impression() { it: "~ impressione, da confermare", en: "~ impression, to confirm" }
    mark_mixed() { it: "! parole e segnali diversi", en: "! words and signals differ" }
    mark_unknown() { it: "? non si sa ancora", en: "? not known yet" }
    mark_guess() { it: "1? stima: non si sa ancora", en: "1? a guess: not known yet" }
    mark_temporary() { it: "> temporaneo", en: "> temporary" }
    mark_internal() { it: "* cliente interno", en: "* internal client" }
}
