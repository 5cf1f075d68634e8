//! What is said of a wrong command line.

use super::messages;

messages! {
    error() { it: "errore", en: "error" }
    help_word() { it: "aiuto", en: "help" }
    invalid_value(value: &str, argument: &str) { it: "`{value}` non vale per `{argument}`", en: "`{value}` is not a value of `{argument}`" }
    value_missing(argument: &str) { it: "manca il valore di `{argument}`", en: "the value of `{argument}` is missing" }
    unknown_argument(argument: &str) { it: "argomento sconosciuto `{argument}`", en: "unknown argument `{argument}`" }
    unknown_command(command: &str) { it: "comando sconosciuto `{command}`", en: "unknown command `{command}`" }
    missing(argument: &str) { it: "manca {argument}", en: "{argument} is missing" }
    missing_command() { it: "manca il comando", en: "a command is missing" }
    conflict(one: &str, other: &str) { it: "`{one}` e `{other}` non vanno insieme", en: "`{one}` and `{other}` do not go together" }
    too_many(value: &str, argument: &str) { it: "`{value}` è di troppo per `{argument}`", en: "`{value}` is one too many for `{argument}`" }
    not_utf8() { it: "un argomento non è testo UTF-8", en: "an argument is not UTF-8 text" }
    did_you_mean(near: &str) { it: "forse `{near}`?", en: "did you mean `{near}`?" }
    possible(values: &str) { it: "i valori sono: {values}", en: "the values are: {values}" }
    see_help() { it: "ascolto --help dice come si usa", en: "ascolto --help tells the usage" }
}
