//! What the conversation says between the questions.

use super::{Sentence, messages, plural};

messages! {
    columns_hint(columns: &str) { it: "una riga per voce: {columns}", en: "one line each: {columns}" }
    number_hint(unit: &str) { it: "un numero {unit}", en: "a number {unit}" }
    date_hint() { it: "per esempio: 19/10/2026, 19 ottobre, tra due settimane", en: "for example: 19/10/2026, 19 October, in two weeks" }
    hours_hint() { it: "per esempio: lun-ven 9-13, 14:30-18; sab 9-12", en: "for example: mon-fri 9-13, 14:30-18; sat 9-12" }
    said_on(day: &str) { it: "detto il {day}", en: "said on {day}" }
    noted_on(day: &str) { it: "annotato il {day}", en: "noted on {day}" }
    impact_ends() { it: "Con questa risposta il colloquio finisce qui. Va bene?", en: "With this answer the interview ends here. Is that right?" }
    impact_erases() { it: "Con questa risposta il colloquio finisce qui e non se ne conserva nulla. Confermi?", en: "With this answer the interview ends here and nothing of it is kept. Are you sure?" }
    on_to_your_own() { it: "Continua con le domande solo per te", en: "Go on with the questions for you alone" }
    review_before_goodbye() { it: "Rivedi le risposte prima di salutare", en: "Review the answers before you say goodbye" }
    pause_until_later() { it: "Metti in pausa: le riprendi dopo", en: "Pause: take them up later" }
    note_hint() { it: "Invio da solo lascia com'è", en: "Enter alone leaves it as it is" }
    note_ask() { it: "Nota (resta tra gli appunti interni)", en: "Note (stays among your internal notes)" }
    note_kept() { it: "Nota tenuta.", en: "Note kept." }
    quote_on() { it: "Le parole di questa risposta sono segnate come citazione del cliente.", en: "The words of this answer are marked as the client's own." }
    quote_off() { it: "Le parole di questa risposta non sono più segnate come citazione.", en: "The words of this answer are no longer marked as a quote." }
    first_question() { it: "è la prima domanda", en: "this is the first question" }
    no_such_place(typed: &str) { it: "nessuna domanda `{typed}`: scrivi il suo numero sul percorso o il suo id, oppure `:vai` da solo per l'elenco", en: "no question `{typed}`: write its number on the path or its id, or `:goto` alone for the list" }
    jump_title() { it: "Vai a una domanda", en: "Go to a question" }
    off_path() { it: "(per ora non si pone)", en: "(not asked for now)" }
    off_path_answer(shown: &str) { it: "(per ora non conta) {shown}", en: "(does not count for now) {shown}" }
    review_title() { it: "Rivedi le risposte: scegline una per cambiarla", en: "Review the answers: choose one to change it" }
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
    let (it, en) = match minutes.filter(|minutes| *minutes > 0) {
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

/// Says that what follows is not for the client.
pub fn only_yours_follow(count: usize) -> Sentence {
    let counted =
        |one: &str, many: &str| plural(count, one, many).replace("{}", &count.to_string());
    let it = counted("resta una domanda", "restano {} domande");
    let en = counted("one question is left", "{} questions are left");
    Sentence {
        it: format!("Con il cliente hai finito: {it} solo per te.").into(),
        en: format!("The client's part is done: {en}, for you alone.").into(),
    }
}

/// Offers the questions that were put off.
pub fn take_up(count: usize) -> Sentence {
    let (it, en) = match count {
        1 => (
            "Riprendi la domanda rimandata".to_owned(),
            "Take up the question put off".to_owned(),
        ),
        _ => (
            format!("Riprendi le {count} domande rimandate"),
            format!("Take up the {count} questions put off"),
        ),
    };
    Sentence {
        it: format!("→ {it}").into(),
        en: format!("→ {en}").into(),
    }
}

/// Says what a changed answer does to the path: which questions are no longer asked, which are new.
pub fn impact(leave: &[String], join: &[String]) -> Sentence {
    let counted = |one: &str, many: &str, names: &[String]| {
        let words = plural(names.len(), one, many).replace("{}", &names.len().to_string());
        (!names.is_empty()).then(|| format!("{words} ({})", some(names)))
    };
    let it = [
        counted(
            "una domanda non si pone più",
            "{} domande non si pongono più",
            leave,
        ),
        counted("se ne aggiunge una", "se ne aggiungono {}", join),
    ];
    let en = [
        counted(
            "one question is no longer asked",
            "{} questions are no longer asked",
            leave,
        ),
        counted("one is added", "{} are added", join),
    ];
    let (kept_it, kept_en) = match leave.is_empty() {
        true => ("", ""),
        false => (
            " Le risposte date restano da parte.",
            " The answers given are set aside.",
        ),
    };
    let join = |parts: [Option<String>; 2], and: &str| {
        parts.into_iter().flatten().collect::<Vec<_>>().join(and)
    };
    Sentence {
        it: format!("Con questa risposta {}.{kept_it} Va bene?", join(it, " e ")).into(),
        en: format!(
            "With this answer {}.{kept_en} Is that right?",
            join(en, " and ")
        )
        .into(),
    }
}

/// Gives the first names of many.
fn some(names: &[String]) -> String {
    match names {
        [first, second, third, _, ..] => format!("{first}, {second}, {third}, …"),
        all => all.join(", "),
    }
}
