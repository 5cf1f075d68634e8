//! Words about the profile definition: what is wrong with a trait, a fact, a piece of advice.

messages! {
    twice(name: &str) { it: "`{name}` c'è già", en: "`{name}` is already there" }
    too_few_levels() { it: "servono almeno due voci", en: "at least two levels are needed" }
    key_for_other_kind(key: &str, kind: &str) { it: "un tratto `{kind}` non ha la chiave `{key}`", en: "a `{kind}` trait has no key `{key}`" }
    no_such_column(name: &str) { it: "nessuna riga ha la colonna `{name}`", en: "no row has a column `{name}`" }
    no_such_trait(name: &str) { it: "il tratto `{name}` non c'è", en: "there is no trait `{name}`" }
    no_such_fact(name: &str) { it: "il fatto `{name}` non c'è", en: "there is no fact `{name}`" }
    no_such_advice(name: &str) { it: "il consiglio `{name}` non c'è", en: "there is no advice `{name}`" }
    no_such_group(name: &str) { it: "il gruppo `{name}` non c'è", en: "there is no group `{name}`" }
    no_such_level(level: &str, name: &str) { it: "`{level}` non è una voce di `{name}`", en: "`{level}` is no level of `{name}`" }
    no_rules() { it: "senza regole il tratto non avrebbe mai un valore", en: "without rules the trait could never have a value" }
    rule_kind(kind: &str) { it: "il valore della regola non va bene per un tratto `{kind}`", en: "the value of the rule does not suit a `{kind}` trait" }
    wrong_trait_kind(name: &str, kind: &str) { it: "`{name}` non è un tratto `{kind}`", en: "`{name}` is not a `{kind}` trait" }
    no_levels_to_group(name: &str) { it: "`{name}` non ha voci secondo cui raggruppare", en: "`{name}` has no levels to group by" }
    empty_say() { it: "l'elenco dei testi è vuoto", en: "the list of texts is empty" }
    say_hides_others() { it: "questo testo vale sempre: i successivi non si useranno mai", en: "this text always holds: those after it are never used" }
    say_hides_others_help() { it: "dagli una condizione, o mettilo per ultimo", en: "give it a condition, or put it last" }
    open_ended_say() { it: "può non valere nessuno di questi testi", en: "it may be that none of these texts holds" }
    open_ended_say_help() { it: "se deve esserci sempre qualcosa, aggiungi in fondo un testo senza `when`", en: "if there must always be something, add a text without `when` at the end" }
}
