//! What the program says about a profile.

use crate::words::messages;

messages! {
    /// The basis of a trait.
    confirmed() { it: "Confermato", en: "Confirmed" }
    stated() { it: "Dichiarato", en: "Stated" }
    observed() { it: "Impressione, da confermare", en: "Impression, to confirm" }
    mixed() { it: "Parole e segnali diversi", en: "Words and signals differ" }
    temporary() { it: "Temporaneo", en: "Temporary" }
    temporary_until(day: &str) { it: "Temporaneo fino al {day}", en: "Temporary until {day}" }
    computed() { it: "Calcolato", en: "Worked out" }
    unknown() { it: "Da chiedere", en: "To ask" }

    /// The kind of a client.
    external() { it: "Esterno", en: "External" }
    internal() { it: "Interno", en: "Internal" }

    /// States of an answer, seen from outside the conversation.
    dont_know() { it: "Non lo sa ancora", en: "Doesn't know yet" }
    declined() { it: "Preferisce non rispondere", en: "Would rather not say" }
    later() { it: "Rimandata", en: "Put off" }

    /// Reasons: what was answered, and when.
    said(name: &str, answer: &str, day: &str) {
        it: "{name}: «{answer}» ({day}).", en: "{name}: “{answer}” ({day})."
    }
    state_given(name: &str, state: &str, day: &str) {
        it: "{name}: {state} ({day}).", en: "{name}: {state} ({day})."
    }
    /// All that is said of a sealed answer.
    sealed_note(day: &str) { it: "La tua nota del {day}", en: "Your note of {day}" }
    /// A reason that is no answer.
    plain_reason(name: &str, what: &str) { it: "{name}: {what}.", en: "{name}: {what}." }
    not_known_yet() { it: "non si sa ancora", en: "not known yet" }
    not_answered_yet() { it: "nessuna risposta finora", en: "no answer so far" }
    no_interview_yet() { it: "non c'è ancora stato", en: "not held yet" }
    last_interview(day: &str) { it: "l'ultimo il {day}", en: "the last on {day}" }
    not_sent_yet() { it: "non ancora inviato", en: "not sent yet" }
    sent_on(day: &str) { it: "inviato il {day}", en: "sent on {day}" }
    document_named(name: &str) { it: "Documento «{name}»", en: "Document “{name}”" }

    /// The fields of the card, as reasons name them.
    card_name() { it: "Nome", en: "Name" }
    card_greeting() { it: "Nei saluti", en: "In greetings" }
    card_language() { it: "Lingua", en: "Language" }
    card_kind() { it: "Tipo di cliente", en: "Kind of client" }
    card_organisation() { it: "Organizzazione", en: "Organisation" }
    card_hours() { it: "Ore al mese", en: "Hours a month" }
    card_start() { it: "Inizio", en: "Start" }
    card_time_zone() { it: "Fuso orario", en: "Time zone" }

    /// History.
    interview_held(title: &str, number: usize) { it: "{title} (n. {number})", en: "{title} (no. {number})" }
    interview_corrected(title: &str, number: usize) {
        it: "{title} (n. {number}), poi corretto", en: "{title} (no. {number}), corrected later"
    }
    changed(name: &str, from: &str, to: &str, script: &str) {
        it: "{name}: da «{from}» a «{to}» ({script})", en: "{name}: from “{from}” to “{to}” ({script})"
    }
    document_sent(name: &str) { it: "Inviato il documento «{name}»", en: "Sent the document “{name}”" }
}
