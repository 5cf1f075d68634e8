//! What the interview says when it refuses, and the words of states.

use super::{messages, plural};

messages! {
    no_such_question(id: &str) { it: "nessuna domanda `{id}` in questo script", en: "no question `{id}` in this script" }
    question_off_path(id: &str) { it: "la domanda `{id}` non si pone con queste risposte", en: "the question `{id}` is not asked with these answers" }
    interview_has_ended() { it: "una risposta precedente chiude il colloquio: togli le risposte che seguono", en: "an earlier answer ends the interview: take out the answers that follow" }
    take_off_path_answer_out() { it: "togli questa risposta, oppure cambia quella da cui dipende", en: "take this answer out, or change the one it depends on" }
    required_missing(id: &str) { it: "manca la risposta a `{id}`, che è necessaria", en: "the answer to `{id}` is missing and is needed" }
    did_you_mean(near: &str) { it: "forse `{near}`?", en: "did you mean `{near}`?" }
    required_open() { it: "questa domanda vuole una risposta prima di finire", en: "this question needs an answer before the end" }
    state_not_offered(state: &str) { it: "questa domanda non prevede `{state}`", en: "this question does not offer `{state}`" }
    too_long_to_keep() { it: "il testo supera 1 MiB: accorcialo o dividilo", en: "the text is longer than 1 MiB: shorten or split it" }
    nothing_to_quote() { it: "solo le parole si possono segnare come citazione", en: "only words can be marked as a quote" }
    wrong_kind(kind: &str) { it: "questa domanda vuole una risposta di tipo `{kind}`", en: "this question takes an answer of kind `{kind}`" }
    other_needs_words() { it: "con «altro» servono le parole", en: "“other” needs its words" }
    other_not_offered() { it: "le parole di «altro» valgono solo se si sceglie «altro»", en: "the words of “other” only go with “other”" }
    no_such_option(id: &str, known: &str) { it: "nessuna opzione `{id}`; ci sono: {known}", en: "no option `{id}`; there are: {known}" }
    no_such_option_near(id: &str, near: &str) { it: "nessuna opzione `{id}`; forse `{near}`?", en: "no option `{id}`; did you mean `{near}`?" }
    no_such_number(typed: &str, last: usize) { it: "`{typed}` non è nell'elenco: i numeri vanno da 1 a {last}", en: "`{typed}` is not in the list: the numbers go from 1 to {last}" }
    option_not_offered(id: &str) { it: "l'opzione `{id}` non è disponibile con queste risposte", en: "the option `{id}` is not offered with these answers" }
    option_twice(id: &str) { it: "l'opzione `{id}` è indicata due volte", en: "the option `{id}` is given twice" }
    option_stands_alone(id: &str) { it: "`{id}` non si può combinare con altre opzioni", en: "`{id}` cannot be combined with other options" }
    one_only() { it: "qui si sceglie una sola opzione", en: "only one option can be chosen here" }
    empty_text() { it: "serve almeno una parola", en: "at least one word is needed" }
    one_line_only() { it: "qui il testo sta su una riga sola", en: "the text must fit one line here" }
    text_too_short(min: usize, signs: usize) { it: "servono almeno {min} caratteri, sono {signs}", en: "at least {min} characters are needed, there are {signs}" }
    text_too_long(max: usize, signs: usize) { it: "al massimo {max} caratteri, sono {signs}", en: "at most {max} characters, there are {signs}" }
    pattern_refuses() { it: "il testo non ha la forma richiesta", en: "the text does not have the form asked for" }
    format_refuses(format: &str) { it: "non sembra un valore di tipo `{format}`", en: "this does not look like `{format}`" }
    not_a_number() { it: "non è un numero", en: "this is not a number" }
    whole_number_only() { it: "serve un numero intero", en: "a whole number is needed" }
    number_too_small(min: f64) { it: "il minimo è {min}", en: "the least is {min}" }
    number_too_large(max: f64) { it: "il massimo è {max}", en: "the most is {max}" }
    date_too_early(min: &str) { it: "la data non può essere prima del {min}", en: "the date cannot be before {min}" }
    date_too_late(max: &str) { it: "la data non può essere dopo il {max}", en: "the date cannot be after {max}" }
    dont_know() { it: "Non lo so ancora", en: "I don't know yet" }
    declined() { it: "Preferisco non rispondere", en: "I'd rather not say" }
    later() { it: "Più tardi", en: "Later" }
    yes() { it: "Sì", en: "Yes" }
    no() { it: "No", en: "No" }
    other() { it: "Altro", en: "Other" }
}

/// Said when too few options are picked.
pub fn pick_at_least(count: usize) -> super::Sentence {
    super::Sentence {
        it: format!(
            "scegli almeno {count} {}",
            plural(count, "opzione", "opzioni")
        )
        .into(),
        en: format!(
            "choose at least {count} {}",
            plural(count, "option", "options")
        )
        .into(),
    }
}

/// Said when too many options are picked.
pub fn pick_at_most(count: usize) -> super::Sentence {
    super::Sentence {
        it: format!(
            "scegli al massimo {count} {}",
            plural(count, "opzione", "opzioni")
        )
        .into(),
        en: format!(
            "choose at most {count} {}",
            plural(count, "option", "options")
        )
        .into(),
    }
}
