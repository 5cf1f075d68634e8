//! Sentences of the charts across clients.

use super::messages;

messages! {
    /// Marks that stand after a value.
    impression() { it: "impressione", en: "impression" }
    passing() { it: "per un periodo", en: "for a while" }
    guess() { it: "stima: non si sa ancora", en: "a guess: not known yet" }
    until_day(day: &str) { it: "fino al {day}", en: "until {day}" }

    /// Clients that stand beside the map.
    to_clarify() { it: "Da chiarire", en: "To clarify" }
    would_rather_not() { it: "Preferisce non dirlo", en: "Would rather not say" }
    not_asked_of_them() { it: "Non gli si chiede", en: "Not asked of them" }
    still_to_ask() { it: "Ancora da chiedere", en: "Still to ask" }
    reads_axis(label: &str) { it: "{label}, da sinistra a destra", en: "{label}, left to right" }
    reads_axis_up(label: &str) { it: "{label}, dal basso in alto", en: "{label}, bottom to top" }
    too_many_for_letters() { it: "Troppi clienti per una sigla ciascuno: ogni casella dice quanti sono.", en: "Too many clients for a letter each: every box says how many there are." }

    /// Of how many clients something is known.
    known_of(known: usize, of: usize) { it: "Clienti di cui si sa: {known} su {of}.", en: "Clients of whom it is known: {known} of {of}." }
    rows_of_clients(rows: usize, clients: usize, of: usize) { it: "In tutto {rows}; clienti: {clients} su {of}.", en: "{rows} in all; clients: {clients} of {of}." }
    nothing_yet() { it: "Ancora nulla da mostrare.", en: "Nothing to show yet." }
    others(count: usize) { it: "Non mostrati: {count}. `--where` restringe l'elenco.", en: "Not shown: {count}. `--where` narrows the list." }
    by_value() { it: "Tanti clienti: contati per valore, non uno per uno.", en: "Many clients: counted by value, not one by one." }

    /// Totals of a load.
    in_all() { it: "In tutto", en: "In all" }
    of_which_passing(part: &str) { it: "per un periodo: {part}", en: "for a while: {part}" }
    of_which_guessed(part: &str) { it: "stimati: {part}", en: "guessed: {part}" }
    out_of(known: &str, of: &str) { it: "{known} su {of}", en: "{known} of {of}" }

    /// The week grid.
    reachable_per_hour() { it: "Ogni numero: quanti clienti si possono contattare in tutta quell'ora.", en: "Each number: how many clients can be reached in all of that hour." }
    own_hours_are_outlined() { it: "Con il bordo: le tue ore di lavoro.", en: "Outlined: your own working hours." }
    own_hours_are_bracketed() { it: "Tra parentesi: le tue ore di lavoro.", en: "In brackets: your own working hours." }
    own_hours_not_set() { it: "Le tue ore di lavoro non ci sono ancora: `ascolto settings` dice come.", en: "Your own working hours are not set yet: `ascolto settings` says how." }
    on_your_clock() { it: "Ore del tuo fuso orario.", en: "Hours on your own clock." }
    unknown_clock(names: &str) { it: "Fuso orario non riconosciuto, ore prese come le tue: {names}.", en: "Time zone not known, hours taken as yours: {names}." }
    clients_and_own(count: usize) { it: "{count} (nelle tue ore)", en: "{count} (in your hours)" }

    /// Headers of what a chart says in words.
    client() { it: "Cliente", en: "Client" }
    clients() { it: "Clienti", en: "Clients" }
    how_many() { it: "Quanti", en: "How many" }
    who() { it: "Chi", en: "Who" }
    value() { it: "Valore", en: "Value" }
    note() { it: "Nota", en: "Note" }
    day() { it: "Giorno", en: "Day" }
    hours() { it: "Ore", en: "Hours" }
    what() { it: "Che cosa", en: "What" }
    first_choice() { it: "Prima scelta", en: "First choice" }
    any_choice() { it: "Tutte le scelte", en: "Any choice" }
    about() { it: "Di che cosa", en: "About" }
    lowest_counts() { it: "Un punto per ogni conversazione: lo scopo che pesa di più, cioè il meno soddisfatto.", en: "One dot per conversation: the purpose that weighs most, that is the one least well met." }
    no_dates(days: u32) { it: "Nessuna data nei prossimi {days} giorni.", en: "No dates in the next {days} days." }

    /// The page.
    page_title() { it: "I clienti a confronto", en: "Clients compared" }
    made_on(day: &str) { it: "Al {day}.", en: "As of {day}." }
    made_from_your_files() { it: "Fatta dai tuoi file, sul tuo computer: non è stata inviata a nessuno.", en: "Made from your files, on your computer: it has not been sent anywhere." }
    for_you_only() { it: "È per te che lavori con questi clienti: contiene anche impressioni e note riservate, quindi non va condivisa con loro.", en: "It is for you who work with these clients: it also holds impressions and private notes, so it is not to be shared with them." }
    the_table() { it: "Tabella", en: "Table" }
    the_charts() { it: "Grafici", en: "Charts" }
    in_words() { it: "In parole", en: "In words" }
    find_in_table() { it: "Cerca nella tabella", en: "Find in the table" }
    any_value() { it: "tutti", en: "any" }
    reset() { it: "Mostra tutti", en: "Show all" }
    shown_of() { it: "%n di %m clienti", en: "%n of %m clients" }
    sort_hint() { it: "Il nome di una colonna ordina la tabella; premuto di nuovo, inverte l'ordine.", en: "The name of a column sorts the table; pressed again, it turns the order round." }
    scrolls(title: &str) { it: "{title}, scorre di lato", en: "{title}, scrolls sideways" }
}
