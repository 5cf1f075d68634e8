//! What the commands say.

use super::messages;

messages! {
    cannot_write_stdout(error: &str) { it: "non riesco a scrivere il risultato: {error}", en: "cannot write the result: {error}" }
    no_home() { it: "non so dove tenere i dati", en: "there is no place to keep the data" }
    no_home_help() { it: "indica una cartella con --home o con ASCOLTO_HOME", en: "name a folder with --home or ASCOLTO_HOME" }
    nothing_was_stored() { it: "correggi il file e riprova: nulla è stato conservato", en: "correct the file and try again: nothing was stored" }
    notice() { it: "nota", en: "note" }
    warning() { it: "avviso", en: "warning" }
    no_such_client(typed: &str) { it: "nessun cliente `{typed}`", en: "no client `{typed}`" }
    see_clients() { it: "ascolto clients elenca i clienti", en: "ascolto clients lists the clients" }
    similar_clients(names: &str) { it: "nomi simili: {names}", en: "similar names: {names}" }
    several_clients(typed: &str) { it: "`{typed}` può essere più di un cliente", en: "`{typed}` may be more than one client" }
    choose_client(names: &str) { it: "scegli tra: {names}", en: "choose among: {names}" }
    script_of_kit(id: &str) { it: "nota: lo script `{id}` com'era non è conservato; uso quello attuale", en: "note: the script `{id}` as it was is not kept; the present one is used" }
    script_is_gone(id: &str) { it: "nota: lo script `{id}` non si trova; uso solo ciò che è nel colloquio conservato", en: "note: the script `{id}` is not found; only what the record itself holds is used" }
    no_such_chart(name: &str) { it: "nessun grafico si chiama `{name}`", en: "no chart is called `{name}`" }
    no_such_trait(typed: &str) { it: "nessun tratto `{typed}`", en: "no trait `{typed}`" }
    no_such_document(name: &str) { it: "nessun documento `{name}`", en: "no document `{name}`" }
    no_such_script(name: &str) { it: "nessuno script `{name}`", en: "no script `{name}`" }
    no_such_kit_file(name: &str) { it: "manca il file `{name}` tra gli script in uso", en: "the file `{name}` is missing among the scripts in use" }
    no_such_file(path: &str) { it: "il file `{path}` non c'è", en: "there is no file `{path}`" }
    no_such_folder(path: &str) { it: "la cartella `{path}` non c'è", en: "there is no folder `{path}`" }
    no_such_language(tag: &str) { it: "`{tag}` non è una lingua", en: "`{tag}` is not a language" }
    no_such_shell(shell: &str) { it: "nessun completamento per `{shell}`", en: "no completion for `{shell}`" }
    data_is_no_document(format: &str) { it: "{format} contiene dati, non un documento: togli --document", en: "{format} holds data, not a document: leave --document out" }
    front_matter_is_markdown() { it: "--front-matter vale solo per il Markdown: togli --format", en: "--front-matter is for Markdown only: leave --format out" }
    no_mail_of_internal(document: &str) { it: "`{document}` è per uso interno e non diventa un messaggio", en: "`{document}` is internal and does not become a message" }
    no_mail_of_internal_help() { it: "scegli con --document un documento per il cliente: ascolto scripts li elenca", en: "choose a document for the client with --document: ascolto scripts lists them" }
    one_client_to_stdout() { it: "su stdout va un cliente solo", en: "only one client fits on stdout" }
    name_a_folder() { it: "indica una cartella: -o FOLDER/", en: "name a folder: -o FOLDER/" }
    no_interview_yet(document: &str, scripts: &str) { it: "il documento `{document}` parla di un colloquio che ancora non c'è ({scripts})", en: "the document `{document}` speaks of an interview that is not there yet ({scripts})" }
    no_such_interview(typed: &str) { it: "nessun colloquio `{typed}`", en: "no interview `{typed}`" }
    other_script(document: &str, script: &str) { it: "il documento `{document}` non parla di colloqui `{script}`", en: "the document `{document}` does not speak of `{script}` interviews" }
    written(path: &str) { it: "Scritto: {path}", en: "Written: {path}" }
    documents_line(documents: &str) { it: "Documenti: {documents}", en: "Documents: {documents}" }
    not_sent_in_the_future(typed: &str) { it: "`{typed}` è nel futuro: il documento è partito oggi o prima", en: "`{typed}` is in the future: the document went out today or earlier" }
    marked_sent(title: &str, client: &str, day: &str) { it: "«{title}» risulta inviato a {client} il {day}.", en: "“{title}” is marked as sent to {client} on {day}." }
    kept_as_it_is(path: &str) { it: "C'era già, e resta com'è: {path}", en: "There already, and left as it is: {path}" }
    copied(count: usize, folder: &str) { it: "Copiati {count} file in {folder}", en: "Copied {count} files to {folder}" }
    use_folder(folder: &str) { it: "Per usarli: ascolto --questionnaires {folder} … (oppure la variabile ASCOLTO_QUESTIONNAIRES)", en: "To use them: ascolto --questionnaires {folder} … (or the variable ASCOLTO_QUESTIONNAIRES)" }
}

/// Says how many errors a file has.
pub fn has_errors(name: &str, errors: usize) -> super::Sentence {
    let (it, en) = (
        super::plural(errors, "errore", "errori"),
        super::plural(errors, "error", "errors"),
    );
    super::Sentence {
        it: format!("`{name}` ha {errors} {it}").into(),
        en: format!("`{name}` has {errors} {en}").into(),
    }
}
