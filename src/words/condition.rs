//! Words about conditions: what is wrong with them, and what they say.

messages! {
    unknown_name(name: &str) { it: "il nome `{name}` qui non c'è", en: "unknown name `{name}`" }
    later_reference(name: &str) { it: "`{name}` viene chiesta solo più avanti", en: "`{name}` is only asked later" }
    later_reference_help() { it: "una condizione può guardare solo le domande precedenti: sposta questa domanda dopo l'altra", en: "a condition can only look at earlier questions: move this question after that one" }
    profile_only(key: &str) { it: "`{key}` si può usare solo in `profile.toml`", en: "`{key}` can only be used in `profile.toml`" }
    profile_only_help() { it: "in uno script una condizione guarda le domande precedenti e `client`", en: "in a script a condition looks at earlier questions and at `client`" }
    unknown_client_field(name: &str) { it: "la scheda del cliente non ha `{name}`", en: "the client card has no `{name}`" }
    unknown_test(name: &str) { it: "`{name}` non è una prova che si può fare", en: "`{name}` is not a test" }
    empty_condition() { it: "la condizione è vuota", en: "the condition is empty" }
    empty_condition_help() { it: "togli `when`: senza condizione vale sempre", en: "remove `when`: without a condition it always holds" }
    empty_list() { it: "l'elenco è vuoto: non sarebbe mai vero", en: "the list is empty: it could never hold" }
    since_alone() { it: "`since` serve solo accanto a `count`", en: "`since` only goes with `count`" }
    too_deep() { it: "la condizione è annidata oltre 64 livelli", en: "the condition is nested deeper than 64 levels" }
    too_deep_help() { it: "dividila in più fatti con un nome (`[[fact]]`)", en: "split it into named facts (`[[fact]]`)" }
    reversed_bounds() { it: "nessun numero sta in questi limiti", en: "no number is within these bounds" }
    reversed_bounds_help() { it: "scambia i due limiti", en: "swap the two bounds" }
    wrong_literal() { it: "qui serve un testo, un numero, una data o `true`/`false`", en: "expected a string, a number, a day or `true`/`false`" }
    no_days_more() { it: "manca `plus_days` o `plus_working_days`, oppure ci sono entrambi", en: "give either `plus_days` or `plus_working_days`, not both" }
    not_a_day(name: &str) { it: "`{name}` non è una data", en: "`{name}` is not a date" }

    unguarded_placeholder(name: &str) { it: "`{{{name}}}` può essere vuoto", en: "`{{{name}}}` can be empty" }
    unguarded_help(name: &str) { it: "dai un'alternativa, `{{{name}|…}}`, o metti la parte tra parentesi quadre", en: "give a fallback, `{{{name}|…}}`, or put the part in square brackets" }
    placeholder_part(name: &str, part: &str) { it: "`{name}` non ha la parte `{part}`", en: "`{name}` has no part `{part}`" }

    // Kinds of fields, as findings name them.
    a_choice() { it: "una scelta", en: "a choice" }
    a_scale() { it: "una scala", en: "a scale" }
    several() { it: "un insieme", en: "a set" }
    a_ranking() { it: "una classifica", en: "a ranking" }
    yes_or_no() { it: "un sì o no", en: "a yes or no" }
    a_text() { it: "un testo", en: "a text" }
    a_number() { it: "un numero", en: "a number" }
    a_day() { it: "una data", en: "a date" }
    some_hours() { it: "degli orari", en: "hours" }
    a_table_of_rows() { it: "un elenco di righe", en: "a list of rows" }
    a_count() { it: "un conteggio", en: "a count" }

    /// `days_ago` does not suit `past_problems`, which is a set.
    test_kind(test: &str, field: &str, kind_it: &str, kind_en: &str) {
        it: "`{test}` non si addice a `{field}`, che è {kind_it}",
        en: "`{test}` does not suit `{field}`, which is {kind_en}",
    }
    value_kind(field: &str, kind_it: &str, kind_en: &str) {
        it: "il valore non si addice a `{field}`, che è {kind_it}",
        en: "the value does not suit `{field}`, which is {kind_en}",
    }
    unknown_option(word: &str, field: &str) { it: "`{word}` non è tra le possibilità di `{field}`", en: "`{word}` is no option of `{field}`" }
    order_on_choice_help() { it: "le possibilità di una scelta non hanno un ordine: elencale, o usa `scale`", en: "the options of a choice have no order: list them, or use `scale`" }

    // A condition said in words.
    always() { it: "sempre", en: "always" }
    and() { it: " e ", en: " and " }
    or() { it: " o ", en: " or " }
    not_that(it: &str, en: &str) { it: "non è vero che {it}", en: "it is not so that {en}" }
    is(it: &str, value_it: &str, en: &str, value_en: &str) { it: "{it} è {value_it}", en: "{en} is {value_en}" }
    includes(it: &str, value_it: &str, en: &str, value_en: &str) { it: "{it} comprende {value_it}", en: "{en} includes {value_en}" }
    first_is(it: &str, value_it: &str, en: &str, value_en: &str) { it: "la prima scelta di {it} è {value_it}", en: "the first choice of {en} is {value_en}" }
    counts(it: &str, bounds_it: &str, en: &str, bounds_en: &str) { it: "il numero di {it} è {bounds_it}", en: "the number of {en} is {bounds_en}" }
    since(said_it: &str, day_it: &str, said_en: &str, day_en: &str) { it: "{said_it} da {day_it} in poi", en: "{said_en} since {day_en}" }
    compares(it: &str, order_it: &str, value_it: &str, en: &str, order_en: &str, value_en: &str) { it: "{it} è {order_it} {value_it}", en: "{en} is {order_en} {value_en}" }
    in_days(it: &str, bounds_it: &str, en: &str, bounds_en: &str) { it: "i giorni che mancano a {it} sono {bounds_it}", en: "the days until {en} are {bounds_en}" }
    days_ago(it: &str, bounds_it: &str, en: &str, bounds_en: &str) { it: "i giorni passati da {it} sono {bounds_it}", en: "the days since {en} are {bounds_en}" }
    is_known(it: &str, en: &str) { it: "{it} si sa", en: "{en} is known" }
    is_not_known(it: &str, en: &str) { it: "{it} non si sa", en: "{en} is not known" }
    some_row(it: &str, row_it: &str, en: &str, row_en: &str) { it: "in una riga di {it} {row_it}", en: "in one row of {en} {row_en}" }
    yes() { it: "sì", en: "yes" }
    no() { it: "no", en: "no" }
    at_least() { it: "almeno", en: "at least" }
    at_most() { it: "al massimo", en: "at most" }
    over() { it: "più di", en: "more than" }
    under() { it: "meno di", en: "less than" }
    dont_know() { it: "«non lo so»", en: "“I don't know”" }
    declined() { it: "«preferisco non rispondere»", en: "“I'd rather not say”" }
    later() { it: "rimandata", en: "put off" }
    not_asked() { it: "non chiesta", en: "not asked" }
    confirmed() { it: "confermato", en: "confirmed" }
    stated() { it: "dichiarato", en: "stated" }
    observed() { it: "osservato", en: "observed" }
    mixed() { it: "da chiarire", en: "mixed" }
    temporary() { it: "temporaneo", en: "temporary" }
    computed() { it: "calcolato", en: "worked out" }
    unknown() { it: "non noto", en: "unknown" }
}
