//! What `ascolto doctor` says.

use super::{Sentence, messages, plural};

messages! {
    ended(client: &str, title: &str, held: &str, until: &str) { it: "{client}: «{title}» del {held} valeva fino al {until}; le risposte sono ancora conservate", en: "{client}: “{title}” of {held} held until {until}; its answers are still kept" }
    help_ended(client: &str, id: &str) { it: "quando non servono più: ascolto forget {client} --interview {id}", en: "when they are no longer needed: ascolto forget {client} --interview {id}" }
    past_retention(name: &str, until: &str) { it: "{name}: da tenere fino al {until}, che è passato", en: "{name}: to be kept until {until}, which is past" }
    help_past_retention(client: &str) { it: "per cancellare: ascolto forget {client}; per tenerlo ancora cambia `retain_until` nella scheda", en: "to erase: ascolto forget {client}; to keep it longer change `retain_until` on the card" }
    no_such_record(file: &str) { it: "`{file}` non è un colloquio di questo archivio", en: "`{file}` is no interview of this store" }
    see_doctor() { it: "ascolto doctor nomina i file modificati a mano", en: "ascolto doctor names the files edited by hand" }
    sound_already(file: &str) { it: "`{file}` è già sigillato così com'è.", en: "`{file}` is sealed already as it is." }
    what_it_is(client: &str, title: &str, day: &str, answers: usize) { it: "{client} · {title}, {day} (risposte: {answers})", en: "{client} · {title}, {day} (answers: {answers})" }
    had_other_answers(said: u32) { it: "In origine le risposte erano {said}.", en: "It had {said} answers before." }
    no_such_copy(file: &str) { it: "`{file}` non è una copia che si trova in questo archivio", en: "`{file}` is no copy that lies in this store" }
    see_doctor_copies() { it: "ascolto doctor nomina le copie: scrivi il percorso come lo mostra", en: "ascolto doctor names the copies: type the path as it shows it" }
    copy_of_record(name: &str, title: &str, day: &str) { it: "Copia di un colloquio con {name}: {title}, {day}", en: "A copy of an interview with {name}: {title}, {day}" }
    copy_of_draft(name: &str, title: &str, day: &str) { it: "Copia di un colloquio da finire con {name}: {title}, {day}", en: "A copy of an unfinished interview with {name}: {title}, {day}" }
    copy_of_card(name: &str) { it: "Copia della scheda di {name}", en: "A copy of the card of {name}" }
    the_original(path: &str) { it: "Originale: {path}", en: "Original: {path}" }
    the_copy(path: &str) { it: "Copia: {path}", en: "Copy: {path}" }
    no_difference() { it: "Nessuna risposta da confrontare è diversa.", en: "No answer to compare is different." }
    question() { it: "Domanda", en: "Question" }
    in_original() { it: "Nell'originale", en: "In the original" }
    in_copy() { it: "Nella copia", en: "In the copy" }
    not_there() { it: "(manca)", en: "(not there)" }
    note(note: &str) { it: "Nota: {note}", en: "Note: {note}" }
    goes_in_place() { it: "L'originale non c'è: la copia prende il suo nome e torna a contare.", en: "The original is not there: the copy gets its name and counts again." }
    goes_as_correction() { it: "La copia diventa una correzione dell'originale, che resta nella storia. Il file della copia va in `set-aside`.", en: "The copy becomes a correction of the original, which stays in the history. The copy's file goes to `set-aside`." }
    goes_as_draft() { it: "La copia diventa una bozza a sé, accanto all'originale. Il file della copia va in `set-aside`.", en: "The copy becomes a draft of its own beside the original. The copy's file goes to `set-aside`." }
    goes_on_card() { it: "La scheda prende i valori della copia. Il file della copia va in `set-aside`.", en: "The card takes the values of the copy. The copy's file goes to `set-aside`." }
    says_the_same() { it: "La copia non dice niente di nuovo: il suo file va in `set-aside`.", en: "The copy says nothing new: its file goes to `set-aside`." }
    adopt() { it: "Riprendo la copia così?", en: "Take the copy over like this?" }
    adopt_yes() { it: "aggiungi --yes per riprenderla", en: "add --yes to take it over" }
    left_as_it_is() { it: "Resta tutto com'è.", en: "Everything stays as it is." }
    adopted(file: &str) { it: "Fatto: {file}", en: "Done: {file}" }
    sealed(file: &str) { it: "Sigillato: {file}", en: "Sealed: {file}" }
}

/// Says what there is.
pub fn held(clients: usize, interviews: usize, drafts: usize) -> Sentence {
    let it = [
        plural(clients, "cliente", "clienti"),
        plural(interviews, "colloquio", "colloqui"),
        plural(drafts, "bozza", "bozze"),
    ];
    let en = [
        plural(clients, "client", "clients"),
        plural(interviews, "interview", "interviews"),
        plural(drafts, "draft", "drafts"),
    ];
    let say = |[one, two, three]: [&str; 3]| {
        format!("{clients} {one}, {interviews} {two}, {drafts} {three}:")
    };
    Sentence {
        it: say(it).into(),
        en: say(en).into(),
    }
}

/// Says how it stands: how many files are not sound, and how many findings there are in all.
pub fn verdict(wrong: usize, findings: usize) -> Sentence {
    if wrong > 0 {
        let (it, en) = (
            plural(wrong, "file non è a posto.", "file non sono a posto."),
            plural(wrong, "file is not sound.", "files are not sound."),
        );
        return Sentence {
            it: format!("{wrong} {it}").into(),
            en: format!("{wrong} {en}").into(),
        };
    }
    if findings == 0 {
        return Sentence {
            it: "tutto a posto.".into(),
            en: "all sound.".into(),
        };
    }
    let (it, en) = (
        plural(findings, "cosa da sapere.", "cose da sapere."),
        plural(findings, "thing worth knowing.", "things worth knowing."),
    );
    Sentence {
        it: format!("niente di danneggiato, {findings} {it}").into(),
        en: format!("nothing damaged, {findings} {en}").into(),
    }
}
