//! What the prompts say: hints, the action menu, commands, problems of typing.

use crate::words::messages;

messages! {
    /// Marks a question that is not for the client.
    only_for_you() { it: "solo per te, non da leggere ad alta voce", en: "for you only, not to be read aloud" }
    /// Before words that are read to the client.
    read_aloud() { it: "da leggere ad alta voce", en: "to be read aloud" }
    /// The answer given before, kept with Enter.
    you_answered(shown: &str) { it: "risposta finora: {shown}", en: "answer so far: {shown}" }
    /// An answer from an earlier interview, to be confirmed.
    from_earlier(when: &str, shown: &str) { it: "{when}: {shown}", en: "{when}: {shown}" }
    /// The note that is there already.
    with_note(note: &str) { it: "nota: {note}", en: "note: {note}" }

    /// Under a list of which one is picked.
    hint_one() { it: "↑↓ scegli · Invio conferma · Esc altre azioni", en: "↑↓ choose · Enter confirms · Esc more actions" }
    /// Under a list of several pages.
    hint_pages() { it: "↑↓ scegli · ←→ pagina · Invio conferma · Esc altre azioni", en: "↑↓ choose · ←→ page · Enter confirms · Esc more actions" }
    /// Under a list with few options of which several are ticked.
    hint_several() { it: "Spazio o numero segna · Invio conferma · Esc altre azioni", en: "Space or number ticks · Enter confirms · Esc more actions" }
    /// Under a list with many options of which several are ticked.
    hint_many() { it: "↑↓ o numero per spostarti · Spazio segna · Invio conferma · Esc altre azioni", en: "↑↓ or number to move · Space ticks · Enter confirms · Esc more actions" }
    /// Under a list that is put in order.
    hint_order() { it: "Spazio o numero nell'ordine di importanza · ←→ sposta · Invio conferma · Esc altre azioni", en: "Space or number in order of importance · ←→ moves · Enter confirms · Esc more actions" }
    /// Under a long list that is put in order.
    hint_order_many() { it: "Spazio nell'ordine di importanza · ←→ sposta · Invio conferma · Esc altre azioni", en: "Space in order of importance · ←→ moves · Enter confirms · Esc more actions" }
    /// How many may be put in order.
    hint_at_most(count: usize) { it: "al massimo {count}", en: "{count} at most" }
    /// Under a line of text.
    hint_line() { it: "Invio conferma · Esc altre azioni", en: "Enter confirms · Esc more actions" }
    /// Under text of several lines.
    hint_lines() { it: "Invio va a capo · una riga vuota conferma · Esc altre azioni", en: "Enter starts a new line · an empty line confirms · Esc more actions" }
    /// Under a line asked outside the interview.
    hint_aside() { it: "Invio conferma · Esc lascia com'è", en: "Enter confirms · Esc leaves it as it is" }
    /// Under a menu.
    hint_menu() { it: "↑↓ scegli · Invio conferma · Esc indietro", en: "↑↓ choose · Enter confirms · Esc back" }
    /// Which part of a list is on the screen.
    place_in_list(place: usize, count: usize) { it: "{place} di {count}", en: "{place} of {count}" }

    /// How to answer plain lines: one number.
    plain_one() { it: "un numero, poi Invio (:aiuto per le altre azioni)", en: "one number, then Enter (:help for other actions)" }
    /// How to answer plain lines: several numbers.
    plain_several() { it: "uno o più numeri, ad esempio 1,3 (:aiuto per le altre azioni)", en: "one or more numbers, for example 1,3 (:help for other actions)" }
    /// How to answer plain lines: numbers in order.
    plain_order() { it: "i numeri in ordine di importanza, ad esempio 3 1 2 (:aiuto per le altre azioni)", en: "the numbers in order of importance, for example 3 1 2 (:help for other actions)" }
    /// How to answer plain lines: text.
    plain_line() { it: "una riga, poi Invio (:aiuto per le altre azioni)", en: "one line, then Enter (:help for other actions)" }
    /// How to answer plain lines: long text.
    plain_lines() { it: "più righe; una riga vuota conferma (:aiuto per le altre azioni)", en: "several lines; an empty line confirms (:help for other actions)" }
    /// How to answer a plain menu.
    plain_menu() { it: "un numero; Invio da solo torna indietro", en: "a number; Enter alone goes back" }
    /// Enter keeps the current answer.
    plain_keep() { it: "Invio da solo tiene la risposta", en: "Enter alone keeps the answer" }
    /// Enter takes what is offered.
    plain_take(shown: &str) { it: "Invio da solo: {shown}", en: "Enter alone: {shown}" }
    /// Ask for a yes or a no on plain lines.
    plain_confirm(yes: &str, no: &str) { it: "{yes}/{no}", en: "{yes}/{no}" }
    /// Words typed before a command, still there.
    plain_so_far() { it: "già scritto (continua, o una riga vuota per confermare):", en: "written so far (go on, or an empty line to confirm):" }

    /// A text that was refused is still there.
    plain_refused() { it: "quello che hai scritto resta: aggiungi righe e conferma con una riga vuota, oppure `:cancella` per riscriverlo", en: "what you wrote is still there: add lines and confirm with an empty line, or `:clear` to write it anew" }

    /// Asks for the words of "other".
    other_words() { it: "con quali parole?", en: "in which words?" }
    /// The words of "other" are missing.
    other_missing() { it: "scrivi le parole, o Esc per scegliere altro", en: "write the words, or Esc to choose something else" }
    /// The words of "other" are missing, on plain lines.
    other_missing_plain() { it: "scrivi le parole per questa voce", en: "write the words for this item" }

    /// Nothing ticked at Enter.
    nothing_ticked() { it: "nessuna voce segnata: Spazio segna, Invio conferma", en: "nothing is ticked: Space ticks, Enter confirms" }
    /// Nothing typed at Enter.
    nothing_typed() { it: "non c'è ancora una risposta: scrivila, o premi Esc per le altre azioni", en: "there is no answer yet: write it, or press Esc for other actions" }
    /// Nothing typed on plain lines.
    nothing_typed_plain() { it: "non c'è ancora una risposta: scrivila, o `:aiuto` per le altre azioni", en: "there is no answer yet: write it, or `:help` for other actions" }
    /// More picks than allowed.
    too_many(count: usize) { it: "al massimo {count}: togline una per metterne un'altra", en: "{count} at most: remove one to add another" }
    /// A number beyond the list.
    no_such_number(number: &str, count: usize) { it: "`{number}` non è nella lista: i numeri vanno da 1 a {count}", en: "`{number}` is not in the list: numbers go from 1 to {count}" }
    /// Several numbers where one is wanted.
    one_only() { it: "qui va un numero solo", en: "only one number goes here" }
    /// One option twice.
    twice(number: &str) { it: "`{number}` c'è due volte", en: "`{number}` is there twice" }
    /// Bytes that are no text.
    not_text() { it: "questa riga non è testo leggibile (non è in UTF-8): riscrivila", en: "this line is not readable text (it is not UTF-8): write it again" }
    /// A line too long to be one.
    line_too_long() { it: "la riga è troppo lunga: scrivila più breve", en: "the line is too long: write a shorter one" }

    /// An unknown command.
    unknown_command(typed: &str) { it: "`{typed}` non è un comando: `:aiuto` li elenca; per una risposta che comincia con due punti scrivi `::`", en: "`{typed}` is not a command: `:help` lists them; for an answer that begins with a colon write `::`" }
    /// An unknown command that resembles one.
    unknown_command_near(typed: &str, near: &str) { it: "`{typed}` non è un comando: forse `{near}`? Per una risposta che comincia con due punti scrivi `::`", en: "`{typed}` is not a command: did you mean `{near}`? For an answer that begins with a colon write `::`" }
    /// A state this question does not offer.
    state_not_here() { it: "per questa domanda non è previsto: rispondi, o `:dopo`", en: "this question does not offer that: answer, or `:later`" }
    /// The commands, on plain lines.
    commands() {
        it: ":nonso  non lo sa ancora\n:declina  preferisce non dirlo\n:dopo  si chiede più tardi\n:indietro  alla domanda di prima\n:vai …  a un'altra domanda\n:nota …  una nota su questa domanda\n:citazione  sono parole sue\n:perché  perché si chiede\n:rivedi  tutte le risposte\n:pausa  si continua un'altra volta\n::…  una risposta che comincia con due punti",
        en: ":unknown  they don't know yet\n:decline  they'd rather not say\n:later  to be asked later\n:back  to the question before\n:goto …  to another question\n:note …  a note on this question\n:quote  these are their own words\n:why  why this is asked\n:review  all answers\n:pause  to go on another time\n::…  an answer that begins with a colon"
    }

    /// Title of the action menu.
    actions_title() { it: "Che cosa vuoi fare?", en: "What would you like to do?" }
    /// Back to the prompt, with everything typed still there.
    action_continue() { it: "Continua la risposta", en: "Go on answering" }
    /// Back.
    action_back() { it: "Torna alla domanda di prima", en: "Back to the question before" }
    /// Jump.
    action_jump() { it: "Vai a un'altra domanda", en: "Go to another question" }
    /// Note.
    action_note() { it: "Scrivi una nota su questa domanda", en: "Write a note on this question" }
    /// Quote.
    action_quote() { it: "Segna che sono parole sue", en: "Mark as their own words" }
    /// Why.
    action_why() { it: "Perché si chiede?", en: "Why is this asked?" }
    /// Review.
    action_review() { it: "Rivedi tutte le risposte", en: "Review all answers" }
    /// Pause.
    action_pause() { it: "Metti in pausa (la bozza resta)", en: "Pause (the draft stays)" }
    /// Help.
    action_help() { it: "Aiuto", en: "Help" }
    /// Later, as an option.
    later() { it: "Più tardi", en: "Later" }
    /// Don't know, where the prompt brings no words of its own.
    dont_know() { it: "Non lo so ancora", en: "I don't know yet" }
    /// Declined, where the prompt brings no words of its own.
    declined() { it: "Preferisco non dirlo", en: "I'd rather not say" }
    /// Before the states under a text, with their commands.
    text_states(states: &str) { it: "oppure {states}", en: "or {states}" }

    /// Yes.
    yes() { it: "Sì", en: "Yes" }
    /// No.
    no() { it: "No", en: "No" }

    /// An answer in braces without value and state.
    answer_without_value(question: &str) { it: "`{question}` non ha né un valore né uno stato", en: "`{question}` has neither a value nor a state" }
    /// What to do about it.
    answer_without_value_help() { it: "scrivi `is = …`, oppure `state = \"dont_know\"`, `\"declined\"` o `\"later\"`", en: "write `is = …`, or `state = \"dont_know\"`, `\"declined\"` or `\"later\"`" }
    /// An answer in braces with both.
    answer_with_both(question: &str) { it: "`{question}` ha sia un valore sia uno stato", en: "`{question}` has both a value and a state" }
    /// What to do about it.
    answer_with_both_help() { it: "tieni `is` oppure `state`", en: "keep either `is` or `state`" }
    /// What an answer may be.
    an_answer() { it: "una risposta (testo, numero, data, true o false, elenco di testi)", en: "an answer (a string, a number, a day, true or false, a list of strings)" }
    /// A tag that is no language.
    not_a_language(tag: &str) { it: "`{tag}` non è una lingua", en: "`{tag}` is not a language" }
    /// What to do about it.
    not_a_language_help() { it: "scrivi `it`, `it-lei` o `en`", en: "write `it`, `it-lei` or `en`" }
    /// A name that is no time zone.
    not_a_zone(zone: &str) { it: "`{zone}` non è un fuso orario", en: "`{zone}` is not a time zone" }
    /// What to do about it.
    not_a_zone_help() { it: "scrivi un nome come `Europe/Rome`", en: "write a name such as `Europe/Rome`" }
    /// Hours below zero.
    negative_hours() { it: "le ore al mese non possono essere meno di zero", en: "hours a month cannot be below zero" }
}
