//! What the commands say.

use super::messages;

messages! {
    cannot_write_stdout(error: &str) { it: "non riesco a scrivere il risultato: {error}", en: "cannot write the result: {error}" }
    no_home() { it: "non so dove tenere i dati", en: "there is no place to keep the data" }
    no_home_help() { it: "indica una cartella con --home o con ASCOLTO_HOME", en: "name a folder with --home or ASCOLTO_HOME" }
}
