//! Words about the form of a file: syntax, types, keys, texts by language.

messages! {
    /// What a value is, or should be.
    a_string() { it: "un testo tra virgolette", en: "a string" }
    an_integer() { it: "un numero intero", en: "a whole number" }
    a_float() { it: "un numero con decimali", en: "a decimal number" }
    a_number() { it: "un numero", en: "a number" }
    a_boolean() { it: "`true` o `false`", en: "`true` or `false`" }
    a_datetime() { it: "una data con ora", en: "a date with a time" }
    a_date() { it: "una data come 2026-10-19", en: "a day such as 2026-10-19" }
    an_array() { it: "un elenco tra parentesi quadre", en: "a list" }
    a_table() { it: "una tabella", en: "a table" }
    a_text() { it: "un testo per lingua", en: "a text by language" }
    wrong_type(wanted_it: &str, found_it: &str, wanted_en: &str, found_en: &str) {
        it: "qui serve {wanted_it}, e c'è {found_it}",
        en: "expected {wanted_en}, found {found_en}",
    }
    not_a_count() { it: "qui serve un numero da zero in su, non troppo grande", en: "expected a number from zero up, and not too large" }
    wrong_word(word: &str) { it: "`{word}` qui non è un valore possibile", en: "`{word}` is not a possible value here" }
    unknown_key(key: &str) { it: "la chiave `{key}` qui non è prevista", en: "unknown key `{key}`" }
    missing_key(key: &str) { it: "manca la chiave `{key}`", en: "the key `{key}` is missing" }
    missing_key_help(key: &str) { it: "aggiungi `{key} = …`", en: "add `{key} = …`" }
    duplicate_key(key: &str) { it: "la chiave `{key}` c'è già", en: "the key `{key}` is already there" }
    duplicate_key_help() { it: "tieni una sola delle due", en: "keep only one of them" }
    did_you_mean(name: &str) { it: "forse intendevi `{name}`", en: "did you mean `{name}`?" }
    known_names(names: &str) { it: "i nomi previsti sono {names}", en: "the known names are {names}" }
    too_large() { it: "il file supera 8 MiB", en: "the file is larger than 8 MiB" }
    too_large_help() { it: "dividilo in più file", en: "split it into several files" }
    syntax_expected(italian: &str, english: &str, expected: &str) {
        it: "{italian} (qui può stare: {expected})",
        en: "{english}, expected {expected}",
    }
    curly_quotes_help() { it: "in TOML le virgolette sono dritte: \"…\"", en: "TOML wants straight quotes: \"…\"" }
    quote_help() { it: "metti il valore tra virgolette: \"…\"", en: "put the value in quotes: \"…\"" }
    boolean_help() { it: "per un sì o un no scrivi `true` o `false`", en: "for a yes or a no write `true` or `false`" }
    conflict_help() { it: "sono i segni di un conflitto di git: scegli una delle due versioni e toglili", en: "these are the marks of a git conflict: choose one version and remove them" }
    line_break_in_braces() { it: "tra parentesi graffe non si va a capo", en: "a table in braces must stand on one line" }
    line_break_in_braces_help() { it: "scrivila su una riga, o con chiavi puntate (`ask.it = …`) o con un'intestazione `[…]`: andare a capo è di TOML 1.1, che molti programmi rifiutano", en: "write it on one line, with dotted keys (`ask.it = …`) or with a `[…]` header: line breaks are TOML 1.1, which many readers refuse" }
    last_comma() { it: "l'ultima virgola prima di `}}` non è ammessa", en: "no comma may stand before `}}`" }
    last_comma_help() { it: "togli la virgola", en: "remove the comma" }
    newer_escape() { it: "questa sequenza è solo di TOML 1.1", en: "this escape is only in TOML 1.1" }
    newer_escape_help() { it: "usa `\\u` con quattro cifre", en: "use `\\u` with four digits" }
    bad_language(tag: &str) { it: "`{tag}` non è il nome di una lingua", en: "`{tag}` is not a language" }
    bad_language_help() { it: "due o tre lettere minuscole, ed eventualmente una forma: `it`, `it-lei`, `en`", en: "two or three small letters, and a form if need be: `it`, `it-lei`, `en`" }
    language_twice(tag: &str) { it: "la lingua `{tag}` c'è già", en: "the language `{tag}` is already there" }
    no_language() { it: "serve almeno una lingua", en: "at least one language is needed" }
    plain_text() { it: "queste parole restano uguali in tutte le lingue", en: "these words are the same in every language" }
    plain_text_help() { it: "se vanno tradotte, scrivile per lingua: `….it = …`, `….en = …`", en: "if they need translating, write them by language: `….it = …`, `….en = …`" }
    missing_translation(tag: &str) { it: "il testo non c'è in `{tag}`", en: "the text is missing in `{tag}`" }
    missing_translation_help(tag: &str) { it: "aggiungi `{tag} = …`", en: "add `{tag} = …`" }
    unknown_language(tag: &str) { it: "`{tag}` non è tra le lingue del file", en: "`{tag}` is not among the file's languages" }
    empty_text() { it: "il testo è vuoto", en: "the text is empty" }
    unclosed_brace() { it: "questa parentesi graffa non è chiusa", en: "this brace is not closed" }
    stray_brace() { it: "questa parentesi graffa non ne chiude nessuna", en: "this brace closes none" }
    double_brace() { it: "per scrivere una graffa, raddoppiala: `{{{{` o `}}}}`", en: "to write a brace, double it: `{{{{` or `}}}}`" }
    bad_placeholder(name: &str) { it: "`{name}` non è un segnaposto", en: "`{name}` is not a placeholder" }
    placeholder_form() { it: "un segnaposto ha la forma `{{nome}}`, `{{nome.parte}}` o `{{nome|altrimenti}}`", en: "a placeholder looks like `{{name}}`, `{{name.part}}` or `{{name|otherwise}}`" }
    nested_brackets() { it: "una parentesi quadra dentro un'altra che ha un segnaposto", en: "a square bracket inside another that holds a placeholder" }
    nested_help() { it: "metti le due parti una dopo l'altra", en: "put the two parts one after the other" }
    placeholder_missing(tag: &str, name: &str, first: &str) { it: "in `{tag}` manca il segnaposto `{{{name}}}`, che in `{first}` c'è", en: "`{tag}` lacks the placeholder `{{{name}}}`, which `{first}` has" }
    placeholder_extra(tag: &str, name: &str, first: &str) { it: "in `{tag}` c'è il segnaposto `{{{name}}}`, che in `{first}` manca", en: "`{tag}` has the placeholder `{{{name}}}`, which `{first}` lacks" }
}
