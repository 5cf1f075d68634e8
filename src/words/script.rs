//! Words about scripts: what is wrong with a question, a section, an outcome.

messages! {
    newer_format() { it: "il file è scritto per una versione più recente di ascolto", en: "the file is written for a newer ascolto" }
    newer_format_help() { it: "aggiorna ascolto per usarlo", en: "update ascolto to use it" }
    no_such_format() { it: "il formato è `1`", en: "the format is `1`" }
    bad_name(name: &str) { it: "`{name}` non può essere un nome", en: "`{name}` cannot be a name" }
    bad_name_help() { it: "usa lettere minuscole senza accenti, cifre e `_`, con una lettera all'inizio", en: "use small letters without accents, digits and `_`, a letter first" }
    bad_dashed_name_help() { it: "usa lettere minuscole senza accenti, cifre, `_` e `-`, con una lettera all'inizio", en: "use small letters without accents, digits, `_` and `-`, a letter first" }
    reserved_name(name: &str) { it: "`{name}` ha già un altro significato", en: "`{name}` already means something else" }
    reserved_name_help() { it: "scegli un altro nome", en: "choose another name" }
    question_twice(name: &str) { it: "la domanda `{name}` c'è già", en: "the question `{name}` is already there" }
    section_twice(name: &str) { it: "la sezione `{name}` c'è già", en: "the section `{name}` is already there" }
    outcome_twice(name: &str) { it: "l'esito `{name}` c'è già", en: "the outcome `{name}` is already there" }
    option_twice(name: &str) { it: "l'opzione `{name}` c'è già", en: "the option `{name}` is already there" }
    column_twice(name: &str) { it: "la colonna `{name}` c'è già", en: "the column `{name}` is already there" }
    first_here() { it: "è qui la prima volta", en: "first here" }
    used_here() { it: "la domanda usata è di questo genere", en: "the question used is of this kind" }
    reversed_bounds() { it: "il primo numero è più grande del secondo", en: "the first number is larger than the second" }
    two_minutes() { it: "servono un numero o due, come `[15, 20]`", en: "give one number, or two such as `[15, 20]`" }
    too_many_sections() { it: "uno script può avere al massimo 2000 sezioni", en: "a script can have at most 2,000 sections" }
    too_many_questions() { it: "uno script può avere al massimo 2000 domande", en: "a script can have at most 2,000 questions" }
    use_form(name: &str) { it: "`{name}` non dice di quale script e domanda", en: "`{name}` does not say which script and question" }
    use_form_help() { it: "scrivi `use = \"script.domanda\"`, per esempio `\"intake.update_cadence\"`", en: "write `use = \"script.question\"`, for example `\"intake.update_cadence\"`" }
    use_of_no_question(script: &str, question: &str) { it: "lo script `{script}` non ha la domanda `{question}`", en: "the script `{script}` has no question `{question}`" }
    use_of_no_script(script: &str) { it: "lo script `{script}` non c'è, o non si può leggere", en: "the script `{script}` is not there, or cannot be read" }
    use_of_no_script_help() { it: "lo script deve stare nella stessa cartella", en: "the script must be in the same folder" }
    use_of_use(name: &str) { it: "`{name}` usa a sua volta un'altra domanda", en: "`{name}` itself uses another question" }
    use_of_use_help() { it: "indica la domanda da cui tutto parte", en: "name the question where it starts" }
    use_of_other_kind(name: &str) { it: "il genere è diverso da quello di `{name}`", en: "the kind differs from that of `{name}`" }
    private_state(key: &str) { it: "una domanda privata non ha `{key}`: risponde chi conduce il colloquio", en: "a private question has no `{key}`: the interviewer answers it" }
    private_state_help(key: &str) { it: "togli `{key}`, o fai la domanda al cliente (`voice = \"client\"`)", en: "remove `{key}`, or ask the client (`voice = \"client\"`)" }
    key_for_other_kind(key: &str, kind: &str) { it: "una domanda `{kind}` non ha la chiave `{key}`", en: "a `{kind}` question has no key `{key}`" }
    kinds_with_key(kinds: &str) { it: "ce l'hanno {kinds}", en: "these have it: {kinds}" }
    impossible_bounds(low: &str, high: &str) { it: "nessuna risposta può rispettare `{low}` e `{high}`", en: "no answer can meet `{low}` and `{high}`" }
    impossible_bounds_help(low: &str, high: &str) { it: "`{low}` non può superare `{high}` né il numero delle opzioni", en: "`{low}` can exceed neither `{high}` nor the number of options" }
    too_few_options() { it: "servono almeno due opzioni", en: "at least two options are needed" }
    too_few_options_help() { it: "per un sì o un no c'è `kind = \"yes-no\"`", en: "for a yes or a no there is `kind = \"yes-no\"`" }
    bad_pattern(it: &str, en: &str) { it: "il modello non è un'espressione regolare valida: {it}", en: "the pattern is no regular expression: {en}" }
    two_main_columns() { it: "c'è già una colonna principale", en: "there is already a main column" }
    open_band() { it: "solo l'ultima fascia può essere senza `up_to`", en: "only the last band can lack `up_to`" }
    closed_last_band() { it: "l'ultima fascia deve essere aperta", en: "the last band must be open" }
    falling_band() { it: "`up_to` deve crescere da una fascia all'altra", en: "`up_to` must rise from band to band" }
    bands_help() { it: "le fasce si leggono in ordine: `up_to` crescente, e l'ultima senza", en: "bands are read in order: rising `up_to`, and none on the last" }
    no_such_question(name: &str) { it: "la domanda `{name}` non c'è in questo script", en: "there is no question `{name}` in this script" }
    not_a_date_question(name: &str) { it: "`{name}` non è una domanda di tipo `date`", en: "`{name}` is not a `date` question" }
    default_kind() { it: "questo valore non va bene per il genere della domanda", en: "this value does not suit the question's kind" }
    no_such_option(name: &str) { it: "`{name}` non è un'opzione della domanda", en: "`{name}` is no option of the question" }
}
