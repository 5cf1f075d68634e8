//! What is said about a stored interview that cannot be read.

use crate::words::messages;

messages! {
    missing(key: &str) { it: "manca `{key}`", en: "`{key}` is missing" }
    no_text(key: &str) { it: "`{key}` non è un testo tra virgolette", en: "`{key}` is not a text in quotes" }
    no_yes_no(key: &str) { it: "`{key}` non è né `true` né `false`", en: "`{key}` is neither `true` nor `false`" }
    no_whole_number(key: &str) { it: "`{key}` non è un numero intero", en: "`{key}` is not a whole number" }
    no_number(key: &str) { it: "`{key}` non è un numero", en: "`{key}` is not a number" }
    no_time(key: &str) { it: "`{key}` non è una data con l'ora", en: "`{key}` is not a date with a time" }
    no_day(key: &str) { it: "`{key}` non è una data", en: "`{key}` is not a date" }
    no_hours(key: &str) { it: "`{key}` non è un orario come `mon-fri 09:00-18:00`", en: "`{key}` is not hours such as `mon-fri 09:00-18:00`" }
    unknown_name(key: &str) { it: "`{key}` ha un valore che non conosco", en: "`{key}` has a value that is not known" }
    no_texts(key: &str) { it: "`{key}` non è una lista di testi tra virgolette", en: "`{key}` is not a list of texts in quotes" }
    no_blocks(key: &str) { it: "`{key}` non è una serie di blocchi `[[{key}]]`", en: "`{key}` is not a series of `[[{key}]]` blocks" }
    value_of_other_kind(kind: &str) { it: "`value` non è del tipo `{kind}`", en: "`value` is not of kind `{kind}`" }
    value_and_state() { it: "`value` e `state` insieme", en: "both `value` and `state`" }
    conflict_marker() { it: "due versioni del file sono rimaste unite a metà (segni di conflitto di git)", en: "two versions of the file were left half joined (conflict marks of git)" }
    not_toml() { it: "da qui il file non è TOML valido", en: "from here on the file is not valid TOML" }
    repeated_answer() { it: "una risposta alla stessa domanda c'è già", en: "the same question is already answered above" }
    several_seals() { it: "qui comincia una seconda copia: il file ne contiene più d'una", en: "a second copy begins here: the file holds more than one" }
    wrong_count(said: usize, found: usize) { it: "il file dovrebbe avere {said} risposte e ne ha {found}: è incompleto", en: "the file should have {said} answers and has {found}: it is incomplete" }
}
