//! What is said about the disk.

use crate::words::{Sentence, messages};

messages! {
    empty_name() { it: "il nome è vuoto", en: "the name is empty" }
    name_too_long(length: usize, limit: usize) { it: "il nome ha {length} caratteri: al massimo {limit}", en: "the name has {length} characters: at most {limit}" }
    invisible_in_name(sign: &str) { it: "il nome contiene un carattere che non si vede ({sign})", en: "the name holds a character that cannot be seen ({sign})" }

    damaged(what_it: &str, what_en: &str) { it: "danneggiato: {what_it}", en: "damaged: {what_en}" }
    damaged_somewhere() { it: "danneggiato", en: "damaged" }
    torn() { it: "l'ultima scrittura è rimasta a metà", en: "the last write was interrupted" }
    newer(format: u64) { it: "è nel formato {format}, di una versione più recente del programma", en: "is in format {format}, of a later version of the program" }
    busy_with(process: u32) { it: "è aperto in un altro terminale (processo {process})", en: "is open in another terminal (process {process})" }
    busy() { it: "è aperto in un altro terminale", en: "is open in another terminal" }
    changed() { it: "nel frattempo un altro programma ha cambiato le stesse righe", en: "another program changed the same lines meanwhile" }
    refused(doing_it: &str, doing_en: &str, why_it: &str, why_en: &str) { it: "{doing_it}: {why_it}", en: "{doing_en}: {why_en}" }
    not_plain() { it: "non è un file semplice ma un collegamento o un dispositivo: non viene aperto", en: "is no plain file but a link or a device: it is not opened" }
    too_large(megabytes: u64) { it: "è troppo grande ({megabytes} MiB)", en: "is too large ({megabytes} MiB)" }
    edited() { it: "modificato a mano dopo la registrazione: valgono i valori che contiene", en: "edited by hand since it was recorded: its values are taken" }
    edited_count(said: u32) { it: "modificato a mano dopo la registrazione: in origine aveva {said} risposte", en: "edited by hand since it was recorded: it had {said} answers" }
    seal_missing() { it: "manca il sigillo dell'ultima riga: le risposte ci sono tutte", en: "the seal in the last line is missing: all answers are there" }
    copy() { it: "è una copia: il nome non è quello che il contenuto dichiara, quindi non viene contata", en: "is a copy: its name is not what its content says, so it is not counted" }
    foreign() { it: "è un file che l'archivio non conosce: non viene toccato", en: "is a file the store does not know: it is left alone" }
    left_over() { it: "è il resto di una scrittura interrotta: non contiene niente che non sia già altrove", en: "is left over from an interrupted write: it holds nothing that is not elsewhere" }

    erasure_interrupted() { it: "la cancellazione di questo cliente è rimasta a metà", en: "the erasure of this client was interrupted" }
    back_again(day_it: &str, day_en: &str) { it: "cancellato il {day_it}, ed è tornato con una sincronizzazione o una copia di sicurezza: non viene mostrato tra i clienti", en: "erased on {day_en}, back again with a sync or a backup: not shown among the clients" }
    open_to_others() { it: "anche altri utenti di questo computer lo possono leggere", en: "other users of this machine may read it" }
    in_git(remote: &str) { it: "l'archivio è in un repository git collegato a un altro computer (`{remote}`)", en: "the store lies in a git repository that has a remote (`{remote}`)" }
    help_in_git() { it: "ciò che parte con `git push` non si cancella più da qui: tieni privato quel repository, o sposta l'archivio fuori", en: "what `git push` takes along cannot be erased from here: keep that repository private, or move the store out of it" }
    help_lost(client: &str, number: u32) { it: "rimettilo da una copia di sicurezza; se l'hai tolto apposta: ascolto forget {client} --interview {number}", en: "put it back from a backup; if you removed it on purpose: ascolto forget {client} --interview {number}" }
    unclosed() { it: "manca l'ultima riga (`# end`): il file potrebbe essere stato tagliato", en: "the last line (`# end`) is missing: the file may have been cut short" }
    set_aside() { it: "messo da parte da una bozza: non viene contato", en: "set aside from a draft: it is not counted" }

    help_erasure_interrupted(id: &str) { it: "per finirla: ascolto forget {id}", en: "to finish it: ascolto forget {id}" }
    help_back_again(folder: &str) { it: "per cancellarlo di nuovo: ascolto forget {folder}", en: "to erase it again: ascolto forget {folder}" }
    help_open_to_others() { it: "toglili agli altri: chmod -R go= sulla cartella dei dati", en: "take it from others: chmod -R go= on the data folder" }
    help_set_aside() { it: "quando non serve più si può cancellare", en: "it may be deleted when you no longer need it" }
    help_edited() { it: "se va bene così: ascolto doctor --accept, con il nome del file", en: "if it is right as it is: ascolto doctor --accept, with the name of the file" }
    help_damaged() { it: "il file resta com'è: correggilo a mano, o rimettilo da una copia di sicurezza", en: "the file is left as it is: mend it by hand, or put it back from a backup" }
    help_too_large() { it: "accorcia le risposte più lunghe: un colloquio può occupare al massimo 8 MiB", en: "shorten the longest answers: an interview may take at most 8 MiB" }
    help_torn() { it: "riprendendo il colloquio si riparte dall'ultima risposta salvata; il resto va in `set-aside`", en: "going on with the interview starts after the last saved answer; the rest goes to `set-aside`" }
    help_newer() { it: "il file resta com'è: aggiorna il programma per usarlo", en: "the file is left as it is: update the program to use it" }
    help_busy() { it: "chiudi l'altro terminale, oppure riprova quando ha finito", en: "close the other terminal, or try again when it is done" }
    help_changed() { it: "rileggi e riprova", en: "read it again and try again" }
    help_not_plain() { it: "metti al suo posto il file vero", en: "put the file itself in its place" }
    help_copy() { it: "per vederla accanto all'originale e decidere: ascolto doctor --adopt, con il nome del file", en: "to see it beside the original and decide: ascolto doctor --adopt, with the name of the file" }
    help_unclosed() { it: "se non manca niente, aggiungi in fondo la riga `# end`; se no rimettilo da una copia di sicurezza", en: "if nothing is missing, add the line `# end` at the end; otherwise put it back from a backup" }
    help_left_over() { it: "si può cancellare", en: "it may be deleted" }
    help_edited_count() { it: "se una risposta manca per errore, rimettila da una copia di sicurezza", en: "if an answer is missing by mistake, put it back from a backup" }
    help_file_limit() { it: "togli o alza il limite (`ulimit -f`, o quello del sistema) e riprova: quello che era già salvato non si perde", en: "lift or raise the limit (`ulimit -f`, or the system's) and try again: what was saved before is not lost" }
    help_no_space() { it: "libera spazio e riprova: quello che era già salvato non si perde", en: "make room and try again: what was saved before is not lost" }
    help_no_permission() { it: "controlla i permessi della cartella, o scegline un'altra con `--home`", en: "check the permissions of the folder, or choose another with `--home`" }
    help_device_error() { it: "controlla il disco: quello che è già salvato resta nei file", en: "check the disk: what was saved before stays in the files" }
    help_no_folder() { it: "scegli un'altra cartella con `--home`", en: "choose another folder with `--home`" }

    doing_open() { it: "non si apre", en: "cannot be opened" }
    doing_read() { it: "non si legge", en: "cannot be read" }
    doing_list() { it: "la cartella non si legge", en: "the folder cannot be read" }
    doing_create() { it: "non si può creare", en: "cannot be created" }
    doing_write() { it: "non si può scrivere", en: "cannot be written" }
    doing_sync() { it: "il disco non conferma la scrittura", en: "the disk does not confirm the write" }
    doing_rename() { it: "non si può mettere al suo posto", en: "cannot be put in its place" }
    doing_remove() { it: "non si può togliere", en: "cannot be removed" }
    doing_lock() { it: "non si può riservare", en: "cannot be locked" }

    wrong_digest() { it: "non è più lo script con cui il colloquio è stato fatto", en: "it is no longer the script the interview was done with" }
    card_missing() { it: "la cartella non ha la scheda del cliente", en: "the folder has no client card" }
    spliced() { it: "da qui il file non è come è stato scritto: manca un pezzo, o ce n'è uno di troppo", en: "from here on the file is not as it was written: a piece is missing, or one too many" }
    draft_without_beginning() { it: "manca l'inizio del colloquio", en: "the beginning of the interview is missing" }
    exists() { it: "c'è già un file con questo nome", en: "a file of this name is there already" }
    help_exists() { it: "scegli un altro nome, oppure sposta quel file: niente viene sovrascritto", en: "choose another name, or move that file: nothing is ever overwritten" }
    not_utf8() { it: "da qui il file non è UTF-8", en: "from here on the file is not UTF-8" }
    no_space() { it: "il disco è pieno", en: "the disk is full" }
    quota() { it: "lo spazio assegnato è finito", en: "the space allotted is used up" }
    file_limit() { it: "il sistema non permette file così grandi", en: "the system does not allow files so large" }
    system_says(detail: &str) { it: "il sistema dice «{detail}»", en: "the system says “{detail}”" }
    no_permission() { it: "manca il permesso", en: "permission is missing" }
    read_only() { it: "il disco è di sola lettura", en: "the disk is read-only" }
    device_error() { it: "errore del disco", en: "error of the disk" }
    no_folder() { it: "un pezzo del percorso non è una cartella", en: "a part of the path is no folder" }
    is_folder() { it: "è una cartella", en: "is a folder" }
    gone() { it: "non c'è più", en: "it is no longer there" }
    path_too_long() { it: "il percorso è troppo lungo", en: "the path is too long" }
}

/// Says which running numbers of a client's interviews have no file.
pub fn lost(numbers: &[u32]) -> Sentence {
    let listed: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let listed = listed.join(", ");
    match numbers.len() {
        1 => Sentence {
            it: format!(
                "manca il colloquio numero {listed} di questo cliente: il suo file non c'è più"
            )
            .into(),
            en: format!("interview number {listed} of this client is missing: its file is gone")
                .into(),
        },
        _ => Sentence {
            it: format!(
                "mancano i colloqui numero {listed} di questo cliente: i loro file non ci sono più"
            )
            .into(),
            en: format!(
                "interviews number {listed} of this client are missing: their files are gone"
            )
            .into(),
        },
    }
}
