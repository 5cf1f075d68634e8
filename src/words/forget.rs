//! What `ascolto forget` says.

use super::{Sentence, messages, plural};

messages! {
    held_about(name: &str, id: &str) { it: "Di {name} ({id}) se ne va:", en: "Of {name} ({id}) this goes:" }
    an_interview(title: &str, day: &str, answers: usize) { it: "{title}, {day} (risposte: {answers})", en: "{title}, {day} (answers: {answers})" }
    a_draft(title: &str, day: &str) { it: "{title}, {day}: da finire", en: "{title}, {day}: not finished" }
    a_mark(document: &str, day: &str) { it: "documento `{document}` inviato il {day}", en: "document `{document}` sent on {day}" }
    was_interrupted() { it: "La cancellazione era cominciata ed è rimasta a metà: ora si finisce.", en: "The erasure had begun and was interrupted: now it is finished." }
    was_erased(day_it: &str, day_en: &str) { it: "Era già stato cancellato il {day_it} ed è tornato con una sincronizzazione o una copia di sicurezza.", en: "Erased before, on {day_en}, and back again with a sync or a backup." }
    card_unreadable(what_it: &str, what_en: &str) { it: "La scheda non si legge: {what_it}.", en: "The card cannot be read: {what_en}." }
    erase_client(name: &str) { it: "Cancello per sempre tutto quello che c'è su {name}?", en: "Erase everything held about {name}, for good?" }
    erase_interview(id: &str) { it: "Cancello per sempre il colloquio {id}?", en: "Erase the interview {id}, for good?" }
    client_erased(name: &str) { it: "Cancellato: nell'archivio non resta nulla di {name}.", en: "Erased: nothing of {name} is left in the store." }
    interview_erased(id: &str) { it: "Cancellato il colloquio {id}: il profilo non ne tiene più conto.", en: "Erased the interview {id}: the profile no longer rests on it." }
    out_of_reach() { it: "Da qui non si arriva ai documenti già esportati o inviati, né alle vecchie versioni che un servizio di sincronizzazione o una copia di sicurezza conserva: cancellali lì.", en: "Out of reach from here: documents already exported or sent, and the old versions that a sync provider or a backup keeps. Erase them there." }
    out_of_reach_history() { it: "Se la cartella è in git, la storia li conserva ancora: si tolgono con `git filter-repo`.", en: "If the folder is in git, its history still has them: `git filter-repo` takes them out." }
    not_noted() { it: "La cancellazione è fatta, ma non ho potuto annotarla: se una sincronizzazione riporta la cartella, sarà di nuovo un cliente.", en: "The erasure is done, and could not be noted: if a sync brings the folder back, it will be a client again." }
    number_not_noted() { it: "La cancellazione è fatta, ma non ho potuto annotarla: `ascolto doctor` dirà che manca un colloquio.", en: "The erasure is done, and could not be noted: `ascolto doctor` will say that an interview is missing." }
    missed_no_more(name: &str, n: u32) { it: "Annotato: il colloquio numero {n} di {name} è stato tolto apposta.", en: "Noted: interview number {n} of {name} was removed on purpose." }
    nobody_to_ask() { it: "senza un terminale non posso chiedere conferma", en: "without a terminal nobody can be asked" }
    say_yes() { it: "aggiungi --yes per cancellare davvero", en: "add --yes to erase for good" }
    nothing_erased() { it: "Non ho cancellato nulla.", en: "Nothing was erased." }
    several_interviews(typed: &str) { it: "`{typed}` può essere più di un colloquio", en: "`{typed}` may be more than one interview" }
    see_history(id: &str) { it: "ascolto history {id} elenca i colloqui con il loro id", en: "ascolto history {id} lists the interviews with their ids" }
    repeated_in_draft(ids: &str) { it: "una bozza ne ripete le risposte: {ids}", en: "a draft repeats its answers: {ids}" }
    draft_first(client: &str, id: &str) { it: "prima finisci la bozza, oppure cancellala: ascolto forget {client} --interview {id}", en: "first finish the draft, or erase it: ascolto forget {client} --interview {id}" }
    counts_again(id: &str) { it: "Era una correzione: torna a valere {id}.", en: "It was a correction: {id} counts again." }
    correction_stays(id: &str) { it: "La sua correzione {id} resta.", en: "Its correction {id} stays." }
}

/// Says how many files follow.
pub fn files_heading(count: usize) -> Sentence {
    let (it, en) = (
        plural(count, "file", "file"),
        plural(count, "file", "files"),
    );
    Sentence {
        it: format!("Con la scheda e tutto il resto, {count} {it}:").into(),
        en: format!("With the card and all the rest, {count} {en}:").into(),
    }
}
