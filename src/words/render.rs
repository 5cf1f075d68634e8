//! Sentences of the `render` room.

use super::messages;

messages! {
    /// Said when a template is not well made.
    template_syntax(it: &str, en: &str) {
        it: "il modello del documento non si può leggere: {it}",
        en: "the template of the document cannot be read: {en}",
    }
    /// Said when a template uses a name that is not there.
    template_unknown_name(name: &str) {
        it: "questo documento non conosce `{name}`",
        en: "this document does not know `{name}`",
    }
    template_unknown_name_help() {
        it: "i nomi che un documento può usare sono in docs/documents.md; un documento per il cliente non vede nulla di riservato",
        en: "the names a document may use are in docs/documents.md; a document for the client sees nothing private",
    }
    /// Said when a filter, function or test does not exist.
    template_unknown_filter(words: &str) {
        it: "qui c'è un filtro o una funzione che non esiste: `{words}`",
        en: "a filter or function that does not exist stands here: `{words}`",
    }
    template_filters_help(names: &str) {
        it: "oltre a quelli comuni ci sono: {names}",
        en: "besides the common ones there are: {names}",
    }
    template_out_of_fuel() {
        it: "il modello del documento lavora troppo a lungo e viene fermato",
        en: "the template of the document works for too long and is stopped",
    }
    template_error(words: &str, detail_it: &str, detail_en: &str) {
        it: "`{words}` non funziona: {detail_it}",
        en: "`{words}` does not work: {detail_en}",
    }
    /// Said when a template prints a list or an item.
    not_printable() {
        it: "non sono parole: indicare una sua parte, oppure usare `list` o un ciclo",
        en: "this is not words: name one of its parts, or use `list` or a loop",
    }
    no_date(words: &str) { it: "`{words}` non è una data", en: "`{words}` is no date" }
    no_hours(words: &str) { it: "`{words}` non sono orari", en: "`{words}` are no hours" }
    item_without_words() {
        it: "una voce non ha né `say` né `label`",
        en: "an item has neither `say` nor `label`",
    }
    row_too_long(cells: usize, columns: usize) {
        it: "una riga ha {cells} celle e la tabella {columns} colonne",
        en: "a row has {cells} cells and the table {columns} columns",
    }
    no_such_day(days: i32, date: &str) {
        it: "{days} giorni dopo il {date} non c'è una data",
        en: "there is no date {days} days after {date}",
    }
    document_too_long(id: &str) {
        it: "il documento `{id}` supera 1 MiB",
        en: "the document `{id}` is longer than 1 MiB",
    }
    document_too_long_help() {
        it: "togliere ripetizioni dal modello",
        en: "take repetitions out of the template",
    }
    value_cut_apart() {
        it: "il modello taglia un blocco che contiene risposte",
        en: "the template cuts a block that holds answers",
    }
    value_cut_apart_help() {
        it: "tagliare la singola risposta, non il testo raccolto con `set` o con una macro",
        en: "cut the single answer, not text captured with `set` or a macro",
    }

    /// The list of clients.
    no_clients() {
        it: "Ancora nessun cliente. Si comincia con `ascolto interview \"Nome del cliente\"`.",
        en: "No clients yet. Begin with `ascolto interview \"Name of the client\"`.",
    }
    client() { it: "Cliente", en: "Client" }
    client_id() { it: "Id", en: "Id" }
    interviews() { it: "Colloqui", en: "Interviews" }
    last() { it: "Ultimo", en: "Last" }
    known() { it: "Si sa", en: "Known" }
    known_of(known: usize, of: usize) { it: "{known} su {of}", en: "{known} of {of}" }
    next_date() { it: "Prossima data", en: "Next date" }
    unfinished() { it: "Da finire", en: "To finish" }
    client_due() { it: "da non tenere oltre: `ascolto clients --due`", en: "not to be kept any longer: `ascolto clients --due`" }
    nobody_due() { it: "Nessun cliente è oltre il giorno fino al quale va tenuto (`retain_until` nella scheda).", en: "No client is past the day until which to keep it (`retain_until` on the card)." }
    keep_until() { it: "Da tenere fino al", en: "Keep until" }
    how_to_forget() { it: "Niente si cancella da sé: ascolto forget, con l'id.", en: "Nothing is ever erased by itself: ascolto forget, with the id." }
    client_damaged() { it: "file danneggiati: `ascolto doctor`", en: "damaged files: `ascolto doctor`" }

    /// The list of scripts.
    script() { it: "Script", en: "Script" }
    title() { it: "Titolo", en: "Title" }
    minutes() { it: "Minuti", en: "Minutes" }
    when_to_use() { it: "Quando", en: "When" }

    /// The history.
    nothing_happened() { it: "Non è ancora successo nulla.", en: "Nothing has happened yet." }
    corrected_later() { it: "poi corretto", en: "corrected later" }
    corrects(id: &str) { it: "corregge {id}", en: "corrects {id}" }
    corrected_answer(name: &str, from: &str, to: &str) { it: "{name}: da «{from}» a «{to}»", en: "{name}: from “{from}” to “{to}”" }

    /// The profile at the terminal.
    profile_known(known: usize, of: usize) {
        it: "si sa {known} su {of} di quel che serve",
        en: "{known} of {of} essentials known",
    }
    no_profile_yet() {
        it: "Di questo cliente non si sa ancora nulla: si comincia con un colloquio.",
        en: "Nothing is known of this client yet: it begins with an interview.",
    }
    in_three_lines() { it: "In tre righe", en: "In three lines" }
    how_they_work() { it: "Come preferisce lavorare", en: "How they like to work" }
    preference() { it: "Preferenza", en: "Preference" }
    value() { it: "Valore", en: "Value" }
    basis() { it: "Base", en: "Basis" }
    since() { it: "Da quando", en: "Since" }
    until() { it: "Fino al", en: "Until" }
    usually(base: &str) { it: "di solito: {base}", en: "usually: {base}" }
    why_hint(client: &str, id: &str) {
        it: "Perché? `ascolto show {client} --why {id}`, o il nome di un'altra preferenza.",
        en: "Why? `ascolto show {client} --why {id}`, or the name of another preference.",
    }
    to_clarify() { it: "Da chiarire", en: "To clarify" }
    said() { it: "Ha detto", en: "They said" }
    noticed() { it: "Hai notato", en: "You noticed" }
    sentence_to_say() { it: "Da dire", en: "To say" }
    to_ask() { it: "Da chiedere", en: "To ask" }
    until_you_know() { it: "Finché non lo sai", en: "Until you know" }
    to_confirm() { it: "Da confermare", en: "To confirm" }
    declined() { it: "Da non chiedere più", en: "Not to be asked again" }
    advice() { it: "Consigli", en: "Advice" }
    more_advice(count: usize) {
        it: "Altri consigli ({count}): nella scheda, e in `ascolto show … --format json`.",
        en: "More advice ({count}): in the brief, and in `ascolto show … --format json`.",
    }
    nothing() { it: "Niente", en: "None" }
    why() { it: "Perché", en: "Why" }
    evidence() { it: "Da che cosa", en: "Evidence" }
    history() { it: "Storia", en: "History" }
    ended(title: &str, held: &str, until: &str) {
        it: "Finito il {until}: «{title}» del {held}. Non conta più ed è ancora conservato: `ascolto doctor` dice come toglierlo.",
        en: "Ended on {until}: “{title}” of {held}. It no longer counts and is still kept: `ascolto doctor` says how to remove it.",
    }
    next_dates() { it: "Prossime date", en: "Next dates" }
    before() { it: "Prima", en: "Before" }
    until_day(label: &str, day: &str) { it: "{label} (fino al {day})", en: "{label} (until {day})" }
    not_known() { it: "non si sa", en: "not known" }
    note(words: &str) { it: "nota: {words}", en: "note: {words}" }
    quoted(words: &str) { it: "«{words}»", en: "“{words}”" }
    colon(name: &str, words: &str) { it: "{name}: {words}", en: "{name}: {words}" }
}
