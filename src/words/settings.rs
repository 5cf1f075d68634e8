//! The names and hints of the professional's settings.

use super::messages;

messages! {
    setting() { it: "Voce", en: "Setting" }
    value() { it: "Valore", en: "Value" }
    how_to_edit() { it: "Per cambiarle: ascolto settings --edit (oppure modifica settings.toml nella cartella dei dati).", en: "To change them: ascolto settings --edit (or edit settings.toml in the data folder)." }
    kept() { it: "Impostazioni conservate.", en: "Settings kept." }
    name() { it: "Il tuo nome", en: "Your name" }
    studio() { it: "Studio o attività", en: "Studio or business" }
    signature() { it: "Firma dei documenti", en: "Signature of documents" }
    hours() { it: "I tuoi orari di lavoro", en: "Your working hours" }
    time_zone() { it: "Il tuo fuso orario", en: "Your time zone" }
    reply_standard() { it: "Entro quando rispondi di solito", en: "Your usual reply time" }
    urgent_notice() { it: "Preavviso per i lavori urgenti", en: "Notice for urgent work" }
    revisions() { it: "Revisioni comprese", en: "Revisions included" }
    firm_points() { it: "I tuoi punti fermi", en: "Your firm points" }
    privacy_notice() { it: "Informativa privacy", en: "Privacy notice" }
    reminders() { it: "Promemoria abituali", en: "Usual reminders" }
    how_to_answer() { it: "Invio lascia una voce com'è, un trattino (-) la toglie.", en: "Enter leaves an entry as it is, a hyphen (-) takes it away." }
    signature_hint() { it: "una riga, in fondo a ciò che mandi", en: "one line, at the end of what you send" }
    time_zone_hint() { it: "per esempio: Europe/Rome", en: "for example: Europe/Rome" }
    reply_hint() { it: "per esempio: entro il giorno lavorativo dopo", en: "for example: by the next working day" }
    urgent_hint() { it: "per esempio: 24 ore", en: "for example: 24 hours" }
    revisions_hint() { it: "per esempio: due", en: "for example: two" }
    firm_points_hint() { it: "separati da punto e virgola: tariffa; metodo; orari", en: "parted by semicolons: fee; method; hours" }
    privacy_hint() { it: "dove si legge, per esempio un indirizzo", en: "where it can be read, an address for instance" }
    reminders_hint() { it: "per esempio: 2 giorni prima", en: "for example: 2 days before" }
}
