//! The words of `--help` and of the manual page.

use super::messages;

messages! {
    about() { it: "Interviste ai clienti, profili con le ragioni, documenti e confronti: tutto su questo computer", en: "Interview your clients, derive profiles with reasons, write documents, compare: all on this machine" }
    long_about() {
        it: "Conduce colloqui con i clienti da script in TOML, mentre si parla o subito dopo; tiene le risposte come file leggibili su questo computer, ne ricava il profilo del cliente con le ragioni e scrive documenti in Markdown.\n\nNessuna rete, nessun account. I risultati escono su stdout, il resto su stderr.\n\nUscita: 0 tutto quello che è stato chiesto è nel risultato; 1 qualcosa non va in ciò che è stato dato; 2 uso sbagliato; 3 dati danneggiati, il resto è fatto; 4 dati di un formato più recente; 5 occupato; 6 disco o sistema; 130 interrotto, la bozza resta.",
        en: "Runs interviews from scripts in TOML during a conversation or right after it, keeps the answers as readable files on this machine, derives the client's profile with reasons and writes documents in Markdown.\n\nNo network, no account. Results go to stdout, talk to stderr.\n\nExit: 0 all that was asked for is in the output; 1 the input has faults; 2 wrong usage; 3 damaged data met, the rest was done; 4 data of a newer format met; 5 busy; 6 the disk or the system failed; 130 interrupted, draft kept."
    }
    commands_heading() { it: "Comandi", en: "Commands" }
    arguments_heading() { it: "Argomenti", en: "Arguments" }
    options_heading() { it: "Opzioni", en: "Options" }
    global_heading() { it: "Opzioni per ogni comando", en: "Options of every command" }
    command_word() { it: "<COMANDO>", en: "<COMMAND>" }
    usage_of(command: &str, arguments: &str) { it: "ascolto{command} [OPZIONI] {arguments}", en: "ascolto{command} [OPTIONS] {arguments}" }
    usage_heading() { it: "Uso:", en: "Usage:" }
    help_flag() { it: "Mostra questo aiuto", en: "Show this help" }
    version_flag() { it: "Mostra la versione", en: "Show the version" }
    home() { it: "La cartella dei dati (altrimenti ASCOLTO_HOME, altrimenti la cartella dati dell'utente)", en: "The data folder (else ASCOLTO_HOME, else the user's data folder)" }
    questionnaires() { it: "La cartella degli script (altrimenti ASCOLTO_QUESTIONNAIRES, altrimenti `questionnaires` nella cartella dei dati, altrimenti quelli inclusi)", en: "The folder of scripts (else ASCOLTO_QUESTIONNAIRES, else `questionnaires` in the data folder, else the bundled ones)" }
    lang() { it: "La lingua dell'interfaccia: it o en (altrimenti quella del sistema)", en: "The language of the interface: it or en (else the system's)" }
    color() { it: "Colori: auto, always o never (vale anche NO_COLOR)", en: "Colours: auto, always or never (NO_COLOR counts too)" }

    interview() { it: "Conduce un colloquio, o riprende la bozza", en: "Run an interview, or go on with the draft" }
    interview_long() {
        it: "Conduce un colloquio con un cliente, o riprende quello lasciato a metà.\n\nOgni risposta accettata è su disco prima della domanda seguente. Le risposte non si danno mai sulla riga di comando: resterebbero nella cronologia della shell.\n\nUn cliente già noto si trova con il suo id o con il nome intero; lingua, tipo e altri dati della scheda si cambiano con [client] in un file di risposte o modificando client.toml.",
        en: "Runs an interview with a client, or goes on with the one left half way.\n\nEvery accepted answer is on disk before the next question. Answers are never given on the command line: they would stay in the shell's history.\n\nA known client is found by id or full name; language, kind and the rest of the card are changed with [client] in an answers file or by editing client.toml."
    }
    interview_client() { it: "Il nome o l'id del cliente; un nome nuovo crea il cliente", en: "The client's name or id; a new name creates the client" }
    interview_script() { it: "L'id di uno script (intake se manca) o il percorso di un file .toml", en: "A script's id (intake when absent) or the path of a .toml file" }
    answers() { it: "Prende le risposte da un file (- per lo standard input): tutto o niente", en: "Take the answers from a file (- for standard input): all or nothing" }
    interview_on() { it: "Il giorno del colloquio, se è stato prima di oggi: registrato dagli appunti", en: "The day of the conversation, if before today: recorded from notes" }
    open() { it: "Chiede solo quello che al profilo ancora manca", en: "Ask only what the profile still lacks" }
    only() { it: "Chiede solo queste domande (id separati da virgole)", en: "Ask only these questions (ids parted by commas)" }
    amend() { it: "Corregge un colloquio: lo rifà con le risposte di allora già scritte (l'ultimo, o quello indicato)", en: "Correct an interview: run it again with its answers filled in (the latest, or the one named)" }
    plain() { it: "Righe numerate, senza movimenti del cursore (da sé quando non c'è un terminale)", en: "Numbered lines, no cursor movement (by itself without a terminal)" }
    restart() { it: "Mette da parte la bozza e ricomincia", en: "Set the draft aside and begin again" }

    show() { it: "Mostra il profilo di un cliente", en: "Show a client's profile" }
    client() { it: "Il cliente: id, nome, o un inizio che non lasci dubbi", en: "The client: id, name, or an unambiguous beginning" }
    why() { it: "Solo questo tratto, con tutto ciò su cui si fonda", en: "Only this trait, with everything it rests on" }
    reading_on() { it: "Il giorno a cui leggere il profilo (oggi se manca)", en: "The day on which to read the profile (today when absent)" }
    show_format() { it: "text (predefinito) o json", en: "text (default) or json" }

    export() { it: "Scrive un documento", en: "Write a document" }
    export_clients() { it: "I clienti", en: "The clients" }
    all() { it: "Tutti i clienti", en: "All clients" }
    document() { it: "L'id del documento: brief (predefinito), understanding, … oppure il percorso di un file .toml", en: "The document's id: brief (default), understanding, … or the path of a .toml file" }
    client_lang() { it: "La lingua del documento: it, it-lei o en (altrimenti quella del cliente; per uso interno quella dell'interfaccia)", en: "The language of the document: it, it-lei or en (else the client's; the interface's for internal ones)" }
export_format() {
        it: "md (predefinito), html, eml per un documento; i dati: json (la copia completa), csv (una riga per risposta), ndjson (una riga per cliente), ics (le prossime date), vcf (la scheda del cliente)",
        en: "md (default), html, eml for a document; data: json (the complete copy), csv (one row per answer), ndjson (one line per client), ics (the next dates), vcf (the client card)"
    }
    front_matter() { it: "Mette prima del Markdown un'intestazione YAML: cliente, documento, titolo, data, lingua", en: "Put YAML front matter before the Markdown: client, document, title, date, language" }
    output() { it: "Dove scrivere: un file, o una cartella (con / alla fine) con un file per cliente; non sovrascrive", en: "Where to write: a file, or a folder (ending in /) with one file per client; never overwrites" }
    about_interview() { it: "Il colloquio di cui parla il documento (altrimenti l'ultimo)", en: "The interview the document speaks of (else the latest)" }

    sent() { it: "Segna un documento come inviato", en: "Mark a document as sent" }
    exact_client() { it: "Il cliente: id o nome intero", en: "The client: id or full name" }
    sent_document() { it: "L'id del documento: recap, agreement, …", en: "The document's id: recap, agreement, …" }
    sent_on() { it: "Il giorno in cui è partito (oggi se manca)", en: "The day it went out (today when absent)" }

    clients() { it: "Elenca i clienti", en: "List the clients" }
    history() { it: "Che cosa è successo quando: colloqui, cambiamenti, correzioni, documenti inviati", en: "What happened when: interviews, changes, corrections, documents sent" }
    due() { it: "Solo quelli da non tenere oltre: `retain_until` nella scheda è passato", en: "Only those not to be kept any longer: `retain_until` on the card is past" }
    compare() { it: "Mette i clienti uno accanto all'altro", en: "Put clients side by side" }
    compare_long() {
        it: "Senza nomi mostra tutti i clienti in una tabella: prima chi chiede attenzione, poi per prossima data. Con due, tre o quattro nomi li mette fianco a fianco, prima le differenze; NOME@DATA è il cliente com'era quel giorno.\n\nI segni dopo un valore: ~ impressione, ! parole e segnali diversi, ? non si sa, > temporaneo. Non c'è nessuna classifica e nessun punteggio. Tutto quello che ne esce è per te, non per i clienti.",
        en: "Without names it shows all clients in a table: those that need attention first, then by next date. Two, three or four names stand side by side, differences first; NAME@DATE is the client as of that day.\n\nThe marks after a value: ~ impression, ! words and signals differ, ? not known, > temporary. There is no ranking and no score. All that comes out is for you, not for clients."
    }
    compare_clients() { it: "I clienti (tutti se mancano); da due a quattro stanno fianco a fianco", en: "The clients (all when absent); two to four stand side by side" }
    compare_where() { it: "Solo questi: TRATTO=VOCE[,VOCE], !=, >=, <=; ? è quello che non si sa. Ripetuto, valgono tutti", en: "Only these: TRAIT=LEVEL[,LEVEL], !=, >=, <=; ? is what is not known. Repeated, all must hold" }
    compare_sort() { it: "In quest'ordine (più campi separati da virgole)", en: "In this order (several fields parted by commas)" }
    compare_traits() { it: "Solo queste colonne", en: "Only these columns" }
    compare_wide() { it: "Tutte le colonne", en: "All columns" }
    compare_group_by() { it: "Quanti e chi, secondo un raggruppamento (style, rhythm, attention, …) o un tratto", en: "How many and who, by a grouping (style, rhythm, attention, …) or a trait" }
    compare_like() { it: "Chi somiglia di più a questo cliente, e in che cosa", en: "Who is most like this client, and in what" }
    compare_nearest() { it: "Quanti dei più simili (3 se manca)", en: "How many of those most alike (3 when absent)" }
    compare_load() { it: "La settimana: contatti e ore, quando si possono contattare, che cosa arriva, che cosa si ripete", en: "The week: contacts and hours, when clients can be reached, what is coming, what repeats" }
    compare_incomplete() { it: "Solo i profili incompleti, con quello che manca", en: "Only incomplete profiles, with what is missing" }
    compare_charts() { it: "I grafici: tutti, o quelli indicati (--charts=map,load)", en: "The charts: all, or those named (--charts=map,load)" }
    compare_format() { it: "table (predefinito), md, csv, json, o html: una pagina con tabella e grafici per il browser", en: "table (default), md, csv, json, or html: one page with table and charts for the browser" }
    doctor() { it: "Controlla che tutto sul disco sia a posto", en: "Look whether everything on disk is sound" }
    doctor_long() {
        it: "Guarda ogni file e nomina quelli danneggiati, modificati a mano, di un formato più recente, le copie fatte da un programma di sincronizzazione, i resti di un'interruzione, i colloqui che mancano, ciò che altri possono leggere, un repository git con un remote, i periodi particolari finiti e i clienti da non tenere oltre; per ognuno dice che cosa fare. Guardare non scrive nulla.

Uscita: 0 tutto a posto o solo da sapere, 3 qualcosa è danneggiato, 4 qualcosa è di un formato più recente.",
        en: "Looks at every file and names those that are damaged, edited by hand, of a newer format, conflict copies, left over from an interruption, missing, readable by others, a git repository with a remote, special periods that have ended and clients not to be kept any longer; for each it says what to do. Looking writes nothing.

Exit: 0 all is sound or only worth knowing, 3 something is damaged, 4 something is of a newer format."
    }
    accept() { it: "Sigilla di nuovo un colloquio modificato a mano, così com'è", en: "Seal a record edited by hand again, as it is" }
    adopt() { it: "Mostra una copia accanto al suo originale, chiede, e la riprende", en: "Show a copy beside its original, ask, and take it over" }
    forget() { it: "Cancella tutto ciò che riguarda un cliente, o un solo colloquio", en: "Erase everything held about a client, or one interview" }
    forget_long() {
        it: "Mostra che cosa se ne va, chiede, e cancella tutto: scheda, colloqui, bozze, ciò che era stato messo da parte, copie e file temporanei. Resta solo un id casuale con il giorno, senza nome.

Se viene interrotto, si ripete. Se `ID` è di un solo colloquio, il profilo non ne tiene più conto.",
        en: "Shows what goes, asks, and erases all of it: card, interviews, drafts, what was set aside, copies and temporary files. Only a random id and the day remain, no name.

If it is interrupted, repeat it. With the `ID` of one interview only that goes, and the profile no longer rests on it."
    }
    forget_interview() { it: "Solo questo colloquio, o questa bozza (l'id è in `ascolto history`)", en: "Only this interview, or this draft (`ascolto history` has the id)" }
    yes() { it: "Non chiede conferma", en: "Do not ask" }
    scripts() { it: "Elenca gli script e i documenti", en: "List the scripts and documents" }
    settings() { it: "Chi sei: nome, firma, orari, tempi di risposta, punti fermi", en: "Who you are: name, signature, hours, reply standard, firm points" }
    settings_long() {
        it: "Mostra le tue impostazioni; la prima volta, e con --edit, le chiede una per una e le tiene in settings.toml.",
        en: "Shows your settings; the first time, and with --edit, asks them one by one and keeps them in settings.toml."
    }
    settings_edit() { it: "Chiede ogni voce; Invio tiene quella che c'è", en: "Ask every entry; Enter keeps what is there" }
    check() { it: "Controlla script, profilo e documenti, e dice tutto in una volta", en: "Check scripts, definition and documents, and say everything at once" }
    check_files() { it: "I file da controllare (altrimenti tutti quelli in uso)", en: "The files to check (else all those in use)" }
    check_format() { it: "text (predefinito) o json", en: "text (default) or json" }
    init() { it: "Copia script, profilo e documenti inclusi, per modificarli", en: "Copy the bundled scripts, definition and documents, to edit them" }
    init_folder() { it: "La cartella in cui copiare (altrimenti `questionnaires` nella cartella dei dati)", en: "The folder to copy to (else `questionnaires` in the data folder)" }
    completions() { it: "Scrive il completamento per una shell", en: "Write the completion for a shell" }
    completions_shell() { it: "bash, zsh, fish, elvish o powershell", en: "bash, zsh, fish, elvish or powershell" }
    man() { it: "Scrive la pagina di manuale", en: "Write the manual page" }
}
