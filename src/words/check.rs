//! Words about kits as a whole: what does not fit between files, what can never be.

messages! {
    file_name(stem: &str, id: &str) { it: "il file si chiama `{stem}.toml`, ma il suo `id` è `{id}`", en: "the file is named `{stem}.toml`, but its `id` is `{id}`" }
    file_name_help() { it: "dai al file e all'`id` lo stesso nome", en: "give the file and the `id` the same name" }
    no_such_trait(name: &str) { it: "il tratto `{name}` non c'è in `profile.toml`", en: "there is no trait `{name}` in `profile.toml`" }
    no_definition(name: &str) { it: "il tratto `{name}` non c'è: accanto allo script manca `profile.toml`", en: "there is no trait `{name}`: there is no `profile.toml` beside the script" }
    no_definition_help() { it: "aggiungi `profile.toml` nella stessa cartella, o togli `feeds` e `shows`", en: "add `profile.toml` to the folder, or remove `feeds` and `shows`" }
    feeds_kind(kind: &str, name: &str, trait_kind: &str) { it: "una domanda `{kind}` non può dare il valore a `{name}`, che è `{trait_kind}`", en: "a `{kind}` question cannot feed `{name}`, which is `{trait_kind}`" }
    feeds_kind_help(kind: &str, kinds: &str) { it: "una domanda `{kind}` dà il valore a un tratto {kinds}", en: "a `{kind}` question feeds a trait of kind {kinds}" }
    feeds_nothing_help(kind: &str) { it: "una domanda `{kind}` non dà valori da sola: usa `shows`", en: "a `{kind}` question feeds nothing by itself: use `shows`" }
    option_no_level(option: &str, name: &str) { it: "l'opzione `{option}` non è tra le voci del tratto `{name}`", en: "the option `{option}` is no level of the trait `{name}`" }
    shows_kind(name: &str, kind: &str) { it: "una risposta non può mostrare `{name}`, che è `{kind}`", en: "an answer cannot show `{name}`, which is `{kind}`" }
    shows_kind_help() { it: "`shows` vale per tratti `ordered`, `category` e `set`", en: "`shows` is for traits that are `ordered`, `category` or `set`" }
    no_such_level(level: &str, name: &str) { it: "`{level}` non è una voce di `{name}`", en: "`{level}` is no level of `{name}`" }
    fed_and_computed(name: &str) { it: "`{name}` è calcolato da regole: una risposta non può dargli il valore", en: "`{name}` is computed by rules: no answer can feed it" }
    computed_here() { it: "il tratto con le sue regole", en: "the trait with its rules" }
    observed_kind(name: &str, kind: &str) { it: "`{name}` è `{kind}`: non si può osservare con una domanda privata", en: "`{name}` is `{kind}`: a private question cannot observe it" }
    observed_kind_help() { it: "si osservano solo tratti `ordered` e `set`; se riguarda voi, aggiungi `own = true` al tratto", en: "only `ordered` and `set` traits are observed; if it is about your own side, add `own = true` to the trait" }
    different_question(name: &str, script: &str, what_it: &str, what_en: &str) { it: "anche `{script}` chiede `{name}`, ma {what_it}", en: "`{script}` asks `{name}` too, but {what_en}" }
    different_question_help() { it: "usa un altro `id`, o prendi quella domanda con `use`", en: "use another `id`, or take that question with `use`" }
    kind() { it: "di un altro genere", en: "of another kind" }
    options() { it: "con altre opzioni", en: "with other options" }
    feeds() { it: "per un altro tratto (`feeds`)", en: "for another trait (`feeds`)" }
    shows() { it: "e le risposte mostrano altro (`shows`)", en: "its answers show other things (`shows`)" }
    the_other() { it: "l'altra domanda", en: "the other question" }
    clashing_name(name: &str, other: &str) { it: "`{name}` e `{other}` si confondono", en: "`{name}` and `{other}` are easily confused" }
    clashing_name_help() { it: "scegli nomi che differiscono per più di una maiuscola o di un trattino", en: "choose names that differ by more than a capital or a dash" }
    no_such_field(name: &str) { it: "`{name}` non è né un tratto né una domanda", en: "`{name}` is neither a trait nor a question" }
    no_such_script(name: &str) { it: "lo script `{name}` non c'è", en: "there is no script `{name}`" }
    no_such_document(name: &str) { it: "il documento `{name}` non c'è", en: "there is no document `{name}`" }
    never_fed(name: &str) { it: "nessuna domanda dà un valore a `{name}`", en: "no question gives `{name}` a value" }
    never_fed_help() { it: "aggiungi `feeds` o `shows` a una domanda, o delle regole (`rules`) al tratto", en: "add `feeds` or `shows` to a question, or `rules` to the trait" }
    cycle(names: &str) { it: "dipendono l'uno dall'altro: {names}", en: "these depend on each other: {names}" }
    cycle_help() { it: "togli da una condizione il riferimento che chiude il giro", en: "take the reference that closes the ring out of one condition" }
    ends_at_once(name: &str) { it: "l'esito `{name}` vale già prima di ogni domanda: non si chiederebbe nulla", en: "the outcome `{name}` holds before any question: nothing would be asked" }
    ends_at_once_help() { it: "dai a `when` una prova che dipende da una risposta", en: "give `when` a test that depends on an answer" }
    ends_always(outcome: &str, question: &str) { it: "l'esito `{outcome}` vale con qualsiasi risposta: `{question}` e le domande dopo non si chiederebbero mai", en: "the outcome `{outcome}` holds whatever is answered: `{question}` and what follows would never be asked" }
    never_asked_from_here() { it: "da qui non si chiede più nulla", en: "nothing is asked from here on" }
    section_never(name: &str) { it: "la sezione `{name}` non si può mai raggiungere", en: "the section `{name}` can never be reached" }
    question_never(name: &str) { it: "la domanda `{name}` non si può mai raggiungere", en: "the question `{name}` can never be reached" }
    option_never(name: &str) { it: "l'opzione `{name}` non si può mai offrire", en: "the option `{name}` can never be offered" }
    must_never(name: &str) { it: "nessuna risposta a `{name}` può rispettare `must`", en: "no answer to `{name}` can meet `must`" }
    fact_never(name: &str) { it: "il fatto `{name}` non può mai valere", en: "the fact `{name}` can never hold" }
    advice_never(name: &str) { it: "il consiglio `{name}` non può mai scattare", en: "the advice `{name}` can never fire" }
    rule_never(name: &str) { it: "questa regola di `{name}` non si può mai usare", en: "this rule of `{name}` can never be used" }
    contradiction_help() { it: "la condizione si contraddice, da sola o con quelle da cui dipende", en: "the condition contradicts itself, or what it depends on" }
    template_syntax(it: &str, en: &str) { it: "il modello non si può leggere: {it}", en: "the template cannot be read: {en}" }
    template_unknown_name(name: &str) { it: "questo documento non conosce `{name}`", en: "this document does not know `{name}`" }
    hidden_names(root: &str) { it: "da `{root}` preso tutto insieme non si vede che cosa finirebbe al cliente", en: "taking `{root}` as a whole hides what would reach the client" }
    hidden_names_help(root: &str) { it: "scrivi ogni nome per intero: `{root}.nome`", en: "write every name in full: `{root}.name`" }
    private_in_client_document(name: &str) { it: "`{name}` è riservato: non può stare in un documento per il cliente", en: "`{name}` is private: it cannot be in a client's document" }
    private_in_client_document_help() { it: "toglilo, o fai un documento interno (`audience = \"internal\"`)", en: "remove it, or make an internal document (`audience = \"internal\"`)" }
}
