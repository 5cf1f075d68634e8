//! What the conversation says between the questions.

use super::{Sentence, messages, plural};

messages! {
    columns_hint(columns: &str) { it: "una riga per voce: {columns}", en: "one line each: {columns}" }
    number_hint(unit: &str) { it: "un numero {unit}", en: "a number {unit}" }
    date_hint() { it: "per esempio: 19/10/2026, 19 ottobre, tra due settimane", en: "for example: 19/10/2026, 19 October, in two weeks" }
    hours_hint() { it: "per esempio: lun-ven 9-13, 14:30-18; sab 9-12", en: "for example: mon-fri 9-13, 14:30-18; sat 9-12" }
    said_on(day: &str) { it: "detto il {day}", en: "said on {day}" }
    impact_ends() { it: "Con questa risposta il colloquio finisce qui. Va bene?", en: "With this answer the interview ends here. Is that right?" }
    note_hint() { it: "Invio da solo lascia com'è", en: "Enter alone leaves it as it is" }
    note_ask() { it: "Nota (resta tra gli appunti interni)", en: "Note (stays among your internal notes)" }
    note_kept() { it: "Nota tenuta.", en: "Note kept." }
    quote_on() { it: "Le parole di questa risposta sono segnate come citazione del cliente.", en: "The words of this answer are marked as the client's own." }
    quote_off() { it: "Le parole di questa risposta non sono più segnate come citazione.", en: "The words of this answer are no longer marked as a quote." }
    first_question() { it: "è la prima domanda", en: "this is the first question" }
    no_such_place(typed: &str) { it: "nessuna domanda `{typed}`: usa il suo numero nel riepilogo o il suo id", en: "no question `{typed}`: use its number in the review, or its id" }
    jump_title() { it: "Vai a una domanda", en: "Go to a question" }
    off_path() { it: "(per ora non si pone)", en: "(not asked for now)" }
    off_path_answer(shown: &str) { it: "(per ora non conta) {shown}", en: "(does not count for now) {shown}" }
    review_title() { it: "Rivedi le risposte: scegline una per cambiarla", en: "Review the answers: choose one to change it" }
    review_hint() { it: "Per uscire senza finire usa la pausa: la bozza resta.", en: "To leave without finishing use pause: the draft stays." }
    go_on() { it: "→ Continua con le domande aperte", en: "→ Go on with the open questions" }
    finish() { it: "✓ Concludi il colloquio", en: "✓ Finish the interview" }
    help() {
        it: "A ogni domanda puoi tornare indietro, andare a un'altra domanda, aggiungere una nota, segnare una citazione, chiedere perché la domanda si pone, rivedere le risposte o fare una pausa: Esc apre il menu, e dove si scrive valgono anche :indietro, :vai, :nota, :citazione, :perché, :rivedi, :pausa. Ogni risposta accettata è già su disco.",
        en: "At every question you can go back, go to another question, add a note, mark a quote, ask why the question is asked, review the answers or pause: Esc opens the menu, and where you type there are also :back, :goto, :note, :quote, :why, :review, :pause. Every accepted answer is already on disk."
    }
    asked_because_both(one: &str, other: &str) { it: "Si pone perché {one}, e {other}.", en: "Asked because {one}, and {other}." }
    card_field(name: &str) { it: "scheda: {name}", en: "card: {name}" }
    interview_day() { it: "giorno del colloquio", en: "day of the conversation" }
    always_asked() { it: "Questa domanda si pone sempre.", en: "This question is always asked." }
    asked_because(condition: &str) { it: "Si pone perché {condition}.", en: "Asked because {condition}." }
}

/// Says where the interview is: section, questions, minutes.
pub fn progress(
    section: &str,
    number: usize,
    sections: usize,
    question: usize,
    about: usize,
    minutes: Option<u32>,
) -> Sentence {
    let (it, en) = match minutes {
        Some(minutes) => (
            format!(" · circa {minutes} min alla fine"),
            format!(" · about {minutes} min left"),
        ),
        None => (String::new(), String::new()),
    };
    Sentence {
        it: format!("{section} {number}/{sections} · {question} di circa {about}{it}").into(),
        en: format!("{section} {number}/{sections} · {question} of about {about}{en}").into(),
    }
}

/// Says what a changed answer does to the path.
pub fn impact(leave: usize, join: usize) -> Sentence {
    let mut it = Vec::new();
    let mut en = Vec::new();
    if leave > 0 {
        it.push(format!(
            "{leave} {} dal percorso",
            plural(leave, "domanda esce", "domande escono")
        ));
        en.push(format!(
            "{leave} {} the path",
            plural(leave, "question leaves", "questions leave")
        ));
    }
    if join > 0 {
        it.push(format!(
            "{join} {}",
            plural(join, "si aggiunge", "si aggiungono")
        ));
        en.push(format!("{join} {}", plural(join, "joins", "join")));
    }
    Sentence {
        it: format!("Con questo cambio: {}. Va bene?", it.join(", ")).into(),
        en: format!("With this change: {}. Is that right?", en.join(", ")).into(),
    }
}
