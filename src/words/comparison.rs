//! Sentences of the `comparison` room.

use super::messages;

messages! {
    client() { it: "Cliente", en: "Client" }
    kind() { it: "Tipo", en: "Kind" }
    next() { it: "Prossima data", en: "Next date" }
    open_points() { it: "Punti aperti", en: "Open points" }
    completeness() { it: "Completezza", en: "Completeness" }
    known_of(known: usize, of: usize) { it: "{known} su {of}", en: "{known} of {of}" }
    first_of(name: &str) { it: "{name}: prima scelta", en: "{name}: first choice" }
    interviews_of(title: &str) { it: "Ultimo colloquio: {title}", en: "Last interview: {title}" }
    nobody() { it: "niente", en: "nothing" }
    /// A trait that has words, in a table.
    has_words() { it: "sì", en: "yes" }

    /// The legend of the marks.
    mark_impression() { it: "~ impressione, da confermare", en: "~ impression, to confirm" }
    mark_mixed() { it: "! parole e segnali diversi", en: "! words and signals differ" }
    mark_unknown() { it: "? non si sa ancora", en: "? not known yet" }
    mark_guess() { it: "1 ? stima: non si sa ancora", en: "1 ? a guess: not known yet" }
    mark_temporary() { it: "> temporaneo", en: "> temporary" }
    mark_internal() { it: "* cliente interno", en: "* internal client" }

    /// What is wrong with a filter, an order, a grouping.
    no_such_field(name: &str) { it: "`{name}` non è un tratto né un'altra colonna", en: "`{name}` is neither a trait nor another column" }
    several_fields(name: &str) { it: "`{name}` può essere più di una cosa", en: "`{name}` may be more than one thing" }
    one_of_fields(names: &str) { it: "scrivi uno di questi: {names}", en: "type one of these: {names}" }
    no_such_level(level: &str, name: &str) { it: "`{level}` non è una voce di `{name}`", en: "`{level}` is no level of `{name}`" }
    no_operator(typed: &str) { it: "in `{typed}` manca il confronto", en: "`{typed}` compares nothing" }
    filter_form() {
        it: "la forma è TRATTO=VOCE[,VOCE], oppure !=, >=, <=; `?` è quello che non si sa",
        en: "the form is TRAIT=LEVEL[,LEVEL], or !=, >=, <=; `?` is what is not known",
    }
    no_value() { it: "manca il valore con cui confrontare", en: "the value to compare with is missing" }
    no_order(name: &str) { it: "`{name}` non ha un ordine", en: "`{name}` has no order" }
    no_order_help() { it: "usa = o !=", en: "use = or !=" }
    mark_has_no_order() { it: "un segno si confronta solo con = o !=", en: "a mark is compared with = or != only" }
    no_such_kind(typed: &str) { it: "`{typed}` non è un tipo di cliente", en: "`{typed}` is no kind of client" }
    kinds() { it: "i tipi sono `external` (esterno) e `internal` (interno)", en: "the kinds are `external` and `internal`" }
    only_known_or_not(name: &str) {
        it: "di `{name}` si può chiedere solo se si sa (`!=?`) o no (`=?`)",
        en: "of `{name}` one can ask only whether it is known (`!=?`) or not (`=?`)",
    }
    no_such_direction(typed: &str) { it: "`{typed}` non è un verso", en: "`{typed}` is no direction" }
    directions() { it: "dopo i due punti: asc o desc", en: "after the colon: asc or desc" }
    no_groups(name: &str) { it: "`{name}` non ha voci secondo cui raggruppare", en: "`{name}` has no levels to group by" }
    no_groups_help() {
        it: "raggruppa secondo un tratto con voci, o secondo client.kind",
        en: "group by a trait with levels, or by client.kind",
    }
    group_unknown() { it: "Non si sa ancora", en: "Not known yet" }
    group_absent() { it: "Non li riguarda", en: "Does not concern them" }
    of_clients(count: usize, clienti: &str, of: usize, clients: &str) { it: "{count} {clienti} su {of}", en: "{count} of {of} {clients}" }

    /// A day that was worked out and is past.
    overdue(day: &str, what: &str) { it: "{day}, passato: {what}", en: "{day}, overdue: {what}" }

    /// The portfolio.
    clients_on(count: usize, clienti: &str, clients: &str, day_it: &str, day_en: &str) {
        it: "{count} {clienti}, {day_it}",
        en: "{count} {clients}, {day_en}",
    }
    nobody_meant() { it: "Nessun cliente corrisponde.", en: "No client matches." }
    columns_left_out(names: &str) {
        it: "Colonne lasciate fuori: {names}. Con --wide ci sono tutte, con --traits quelle che vuoi.",
        en: "Columns left out: {names}. --wide has them all, --traits those you want.",
    }
    for_the_professional() {
        it: "Solo per te: contiene impressioni e appunti che un cliente non deve vedere.",
        en: "For you only: it holds impressions and notes that no client should see.",
    }
    portfolio() { it: "Confronto", en: "Comparison" }

    /// Incomplete profiles.
    known() { it: "Si sa", en: "Known" }
    still_missing() { it: "Manca", en: "Missing" }
    declined_mark(name: &str) { it: "{name} (preferisce non dirlo)", en: "{name} (would rather not say)" }
    all_complete() { it: "Nessun profilo è incompleto.", en: "No profile is incomplete." }
    ask_what_is_missing(id: &str) {
        it: "Per chiedere quello che manca: `ascolto interview {id} --open`.",
        en: "To ask what is missing: `ascolto interview {id} --open`.",
    }

    /// Groups.
    group() { it: "Gruppo", en: "Group" }
    how_many() { it: "Quanti", en: "How many" }
    who() { it: "Chi", en: "Who" }
    count_of(count: usize, of: usize) { it: "{count} su {of}", en: "{count} of {of}" }
    in_several_groups() { it: "Un cliente può stare in più gruppi.", en: "A client may be in several groups." }

    /// Side by side.
    differences() { it: "Differenze", en: "Differences" }
    shared() { it: "In comune", en: "What they share" }
    shared_with(name: &str) { it: "In comune con {name}", en: "Shared with {name}" }
    unclear() { it: "Non si sa di tutti", en: "Not known of all" }
    in_their_words() { it: "A parole loro", en: "In their words" }
    no_differences() { it: "Nessuna differenza in ciò che si sa di tutti.", en: "No difference in what is known of all." }
    nothing_shared() { it: "Niente in comune in ciò che si sa di tutti.", en: "Nothing in common in what is known of all." }
    unknown_of_all(names: &str) { it: "Di nessuno si sa ancora: {names}.", en: "Not yet known of any: {names}." }
    other_wording(name: &str) { it: "{name} (chiesto con altre parole)", en: "{name} (asked in other words)" }
    words_differ(said: &str, noticed: &str) {
        it: "parole e segnali diversi: ha detto «{said}», hai notato «{noticed}»",
        en: "words and signals differ: they said “{said}”, you noticed “{noticed}”",
    }
    signals_differ(noticed: &str) {
        it: "segnali che si contraddicono: «{noticed}»",
        en: "signals that contradict each other: “{noticed}”",
    }
    temporary_until(value: &str, until: &str) { it: "{value}, fino al {until}", en: "{value}, until {until}" }
    temporary_now(value: &str) { it: "{value}, per ora", en: "{value}, for now" }
    usually(value: &str) { it: "di solito: {value}", en: "usually: {value}" }
    impression(value: &str) { it: "{value} (impressione, da confermare)", en: "{value} (impression, to confirm)" }
    lack_absent() { it: "non lo riguarda", en: "does not concern them" }
    lack_not_asked() { it: "non chiesto", en: "not asked" }
    lack_dont_know() { it: "non lo sa ancora", en: "does not know yet" }
    lack_declined() { it: "preferisce non dirlo", en: "would rather not say" }
    lack_later() { it: "rimandato", en: "put off" }
    lack_not_noticed() { it: "non notato", en: "not noticed" }
    lack_not_worked_out() { it: "non si può ricavare", en: "cannot be worked out" }
    lack_sealed() { it: "in un tuo appunto riservato", en: "in a sealed note of yours" }
    name_on(name: &str, day: &str) { it: "{name}, {day}", en: "{name}, {day}" }
    trait_() { it: "Tratto", en: "Trait" }

    /// Alike.
    like(name: &str) { it: "Chi somiglia a {name}", en: "Who is like {name}" }
    distance() { it: "Distanza", en: "Distance" }
    distance_of(distance: &str, parts: usize, of: usize) {
        it: "distanza {distance}, su {parts} tratti di {of}",
        en: "distance {distance}, on {parts} traits of {of}",
    }
    compared_on() { it: "Su quanti tratti", en: "On how many traits" }
    distance_help() {
        it: "0 è uguale in tutto, 1 diverso in tutto; contano solo i tratti che si sanno di entrambi.",
        en: "0 is alike in all, 1 different in all; only traits known of both count.",
    }
    too_little_known(names: &str) {
        it: "Si sa troppo poco per dirlo: {names}.",
        en: "Too little is known to say: {names}.",
    }
    said_of(name: &str, words: &str) { it: "{name}: {words}", en: "{name}: {words}" }
    nobody_to_compare() { it: "Non c'è nessun altro con cui confrontare.", en: "There is nobody else to compare with." }

    /// The load.
    load() { it: "La settimana", en: "The week" }
    contacts_a_week() { it: "Contatti a settimana", en: "Contacts a week" }
    hours_a_month() { it: "Ore al mese", en: "Hours a month" }
    total() { it: "Totale", en: "Total" }
    total_guessed(count: usize) { it: "di {count} è una stima", en: "{count} guessed" }
    hours_agreed_with(count: usize, of: usize) { it: "ore concordate con {count} su {of}", en: "hours agreed with {count} of {of}" }
    contact_hours() { it: "Quando si possono contattare", en: "When they can be reached" }
    no_contact_hours() { it: "Di nessuno si sanno ancora gli orari.", en: "Nobody's hours are known yet." }
    grid_legend(of: usize) {
        it: "Quanti dei {of} clienti con orari noti si possono contattare in ogni ora, sul tuo orologio; tra parentesi quadre le tue ore.",
        en: "How many of the {of} clients whose hours are known can be reached in each hour, on your clock; your own hours in square brackets.",
    }
    own_hours_unknown() {
        it: "I tuoi orari non ci sono ancora: `ascolto settings --edit`.",
        en: "Your own hours are not there yet: `ascolto settings --edit`.",
    }
    coming_up(days: u32) { it: "In arrivo nei prossimi {days} giorni", en: "Coming up in the next {days} days" }
    overdue_what(what: &str) { it: "{what} (passato)", en: "{what} (overdue)" }
    nothing_coming() { it: "Niente in arrivo.", en: "Nothing coming up." }
    repeated() { it: "Quel che si ripete", en: "What repeats" }
    nothing_repeated() { it: "Niente si ripete per più di un cliente.", en: "Nothing repeats for more than one client." }
    repeated_by(item: &str, count: usize, of: usize, names: &str) {
        it: "{item}: {count} su {of} ({names})",
        en: "{item}: {count} of {of} ({names})",
    }
    date() { it: "Data", en: "Date" }
    what() { it: "Che cosa", en: "What" }
    day() { it: "Ora", en: "Hour" }

    /// What the command cannot do.
    csv_is_a_table() { it: "csv ha solo la tabella dei clienti", en: "csv has the table of clients only" }
    csv_is_a_table_help() { it: "usa --format json o md", en: "use --format json or md" }
    html_is_a_page() { it: "html è una pagina con la tabella dei clienti e i grafici", en: "html is a page with the table of clients and the charts" }
    html_is_a_page_help() { it: "usa --format md, o lascia la sola tabella", en: "use --format md, or leave the table alone" }
    charts_have_no_json() { it: "i grafici sono disegni: il json ha i dati da cui nascono", en: "charts are drawings: json has the data they are made from" }
    charts_have_no_json_help() { it: "usa --format json senza --charts, oppure --format md", en: "use --format json without --charts, or --format md" }
    a_day_needs_two(name: &str) { it: "un giorno dopo `{name}` serve a confrontare", en: "a day after `{name}` is for comparing" }
    a_day_needs_two_help() {
        it: "indica da due a quattro, ad esempio `ascolto compare anna@2026-10-01 anna`; per tutti c'è --on",
        en: "name two to four, for instance `ascolto compare anna@2026-10-01 anna`; --on is for all",
    }
}
