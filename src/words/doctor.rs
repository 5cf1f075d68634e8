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
