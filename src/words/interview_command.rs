//! What `ascolto interview` says around the questions.

use super::{Sentence, messages, plural};

messages! {
    not_in_the_future(typed: &str) { it: "`{typed}` è nel futuro: il giorno del colloquio è oggi o prima", en: "`{typed}` is in the future: the day of the conversation is today or earlier" }
    no_terminal(error: &str) { it: "non riesco a usare il terminale: {error}", en: "cannot use the terminal: {error}" }
    several_drafts(scripts: &str) { it: "ci sono più bozze aperte: {scripts}", en: "there are several open drafts: {scripts}" }
    name_the_script(client: &str, script: &str) { it: "di' quale, ad esempio: ascolto interview {client} {script}", en: "say which, for example: ascolto interview {client} {script}" }
    known_already(name: &str, id: &str) { it: "Se parli con {name}: ascolto interview {id}", en: "If you speak with {name}: ascolto interview {id}" }
    nothing_open(script: &str) { it: "Niente da chiedere: lo script `{script}` non ha domande per ciò che manca.", en: "Nothing to ask: the script `{script}` has no question for what is missing." }
    no_such_question(id: &str, script: &str) { it: "lo script `{script}` non ha la domanda `{id}`", en: "the script `{script}` has no question `{id}`" }
    nothing_to_amend(which: &str) { it: "nessun colloquio `{which}` da correggere", en: "no interview `{which}` to correct" }
    not_begun() { it: "Il colloquio non è cominciato: non è stato conservato nulla.", en: "The interview has not begun: nothing was kept." }
    part_only() { it: "Solo le domande che servono ora.", en: "Only the questions that matter now." }
    correcting(day: &str) { it: "Correggi il colloquio del {day}: a ogni domanda Invio tiene la risposta di allora.", en: "You are correcting the interview of {day}: at every question Enter keeps the answer given then." }
    see_history() { it: "ascolto show CLIENT elenca i colloqui nella storia", en: "ascolto show CLIENT lists the interviews in the history" }
    script_is_gone(script: &str) { it: "lo script `{script}` della bozza non si trova più tra quelli conservati", en: "the script `{script}` of the draft is no longer among those kept" }
    restart_help() { it: "con --restart la bozza è messa da parte e si ricomincia", en: "--restart sets the draft aside and begins again" }
    script_changed() { it: "Lo script è cambiato da quando il colloquio è cominciato.", en: "The script has changed since the interview began." }
    go_on_as_it_was() { it: "Continua con lo script com'era", en: "Go on with the script as it was" }
    begin_again_as_it_is() { it: "Passa allo script com'è ora: le risposte date saranno riproposte", en: "Move to the script as it is now: the answers given will be offered again" }
    new_client(name: &str) { it: "«{name}» non è ancora tra i tuoi clienti. È una persona nuova?", en: "“{name}” is not among your clients yet. Is this somebody new?" }
    new_client_beside(name: &str, similar: &str) { it: "«{name}» non è ancora tra i tuoi clienti, ma ci sono nomi simili: {similar}. È una persona nuova?", en: "“{name}” is not among your clients yet, but there are similar names: {similar}. Is this somebody new?" }
    which_language(name: &str) { it: "In che lingua parli con «{name}», dando del tu o del Lei?", en: "In which language do you speak with “{name}”, and how formally?" }
    italian_tu() { it: "Italiano, dando del tu", en: "Italian, informal (tu)" }
    italian_lei() { it: "Italiano, dando del Lei", en: "Italian, formal (Lei)" }
    english() { it: "Inglese", en: "English" }
    needs_client_table(name: &str) { it: "«{name}» non è tra i clienti e il file non ha la tabella [client]", en: "“{name}” is not among the clients and the file has no [client] table" }
    add_client_table() { it: "per creare il cliente aggiungi al file: [client] language = \"it\" (oppure \"it-lei\", \"en\")", en: "to create the client add to the file: [client] language = \"it\" (or \"it-lei\", \"en\")" }
    card_changed(keys: &str) { it: "Scheda del cliente aggiornata: {keys}.", en: "Client card updated: {keys}." }
    nothing_stored() { it: "Nulla di questo colloquio è stato conservato.", en: "Nothing of this interview was kept." }
    paused_before_any_answer() { it: "In pausa prima di ogni risposta: non c'è niente da riprendere.", en: "Paused before any answer: there is nothing to go on with." }
    stored(path: &str) { it: "Colloquio conservato: {path}", en: "Interview kept: {path}" }
    to_clarify_heading() { it: "Da chiarire:", en: "To clarify:" }
    to_ask_line(names: &str) { it: "Da chiedere: {names}.", en: "To ask: {names}." }
    next_commands(client: &str) { it: "Ora: ascolto show {client} · ascolto export {client}", en: "Next: ascolto show {client} · ascolto export {client}" }
}

/// Says where an interview is gone on with.
pub fn recap(title: &str, client: &str, count: usize, last: &str) -> Sentence {
    let (it, en) = (
        plural(count, "risposta già data", "risposte già date"),
        plural(count, "answer so far", "answers so far"),
    );
    Sentence {
        it: format!("Riprendiamo «{title}» con {client}: {count} {it}. L'ultima: {last}").into(),
        en: format!("Going on with “{title}”, {client}: {count} {en}. The last: {last}").into(),
    }
}

/// Says that an interview is paused and how to go on.
pub fn paused(count: usize, client: &str) -> Sentence {
    let (it, en) = match count {
        0 => (
            "nessuna risposta per ora".to_owned(),
            "no answer yet".to_owned(),
        ),
        1 => (
            "una risposta al sicuro".to_owned(),
            "one answer safe".to_owned(),
        ),
        _ => (
            format!("{count} risposte al sicuro"),
            format!("{count} answers safe"),
        ),
    };
    Sentence {
        it: format!("In pausa: {it}. Per riprendere: ascolto interview \"{client}\"").into(),
        en: format!("Paused: {en}. To go on: ascolto interview \"{client}\"").into(),
    }
}
