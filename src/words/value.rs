//! What is said about typed dates, hours, numbers, yes and no.

use crate::words::messages;

messages! {
    /// Nothing was typed where a date is wanted.
    date_missing() {
        it: "manca la data: scrivi ad esempio `19/10/2026`, `19 ottobre` o `tra due settimane`",
        en: "the date is missing: write for example `19 October 2026`, `2026-10-19` or `in two weeks`"
    }
    /// The words are no date at all.
    date_unknown(words: &str) {
        it: "`{words}` non è una data: scrivi ad esempio `19/10/2026`, `19 ottobre` o `tra due settimane`",
        en: "`{words}` is not a date: write for example `19 October 2026`, `2026-10-19` or `in two weeks`"
    }
    /// Day and month cannot be told apart.
    date_ambiguous(words: &str, first: &str, second: &str) {
        it: "`{words}` può voler dire `{first}` o `{second}`: scrivi il mese in lettere",
        en: "`{words}` can mean `{first}` or `{second}`: write the month as a word"
    }
    /// A month beyond twelve.
    date_no_month(words: &str, month: i64) {
        it: "`{words}`: il mese {month} non esiste; prima il giorno, poi il mese",
        en: "`{words}`: there is no month {month}; the day comes first, then the month"
    }
    /// A day that month does not have.
    date_no_day(words: &str) {
        it: "`{words}`: quel mese non ha questo giorno",
        en: "`{words}`: that month has no such day"
    }
    /// A year that can only be a slip.
    date_far_year(words: &str, first: i16, last: i16) {
        it: "`{words}`: l'anno deve essere tra {first} e {last}",
        en: "`{words}`: the year must be between {first} and {last}"
    }
    /// The day of the week does not fit the date.
    date_other_weekday(date: &str, weekday: &str, meant: &str) {
        it: "il {date} è {weekday}, non {meant}",
        en: "{date} is a {weekday}, not a {meant}"
    }
    /// "Monday", typed on a Monday.
    date_weekday_is_today(name: &str) {
        it: "oggi è {name}: scrivi `oggi` o `{name} prossimo`",
        en: "today is {name}: write `today` or `next {name}`"
    }
    /// "Next week" names no day.
    date_which_day(words: &str) {
        it: "`{words}` non dice il giorno: scrivi ad esempio `tra una settimana` o `lunedì prossimo`",
        en: "`{words}` does not say the day: write for example `in a week` or `next Monday`"
    }

    /// Nothing was typed where hours are wanted.
    hours_missing() {
        it: "mancano giorni e orari: scrivi ad esempio `lun-ven 9-18`",
        en: "days and hours are missing: write for example `mon-fri 9-18`"
    }
    /// A word that is neither a day nor a time.
    hours_unknown(part: &str) {
        it: "`{part}` non è né un giorno né un orario: scrivi ad esempio `lun-ven 9-13, 14-18; sab 9-12`",
        en: "`{part}` is neither a day nor a time: write for example `mon-fri 9-13, 14-18; sat 9-12`"
    }
    /// A part of the day that says no hour.
    hours_vague(part: &str) {
        it: "`{part}` non dice l'ora: scrivi da che ora a che ora, ad esempio `9-13`",
        en: "`{part}` does not say the hour: write from when to when, for example `9-13`"
    }
    /// A time no clock shows.
    hours_no_such_time(part: &str) {
        it: "`{part}` non è un orario: va da `0:00` a `24:00`",
        en: "`{part}` is not a time of the day: it goes from `0:00` to `24:00`"
    }
    /// A time without its other end.
    hours_half_span(part: &str) {
        it: "`{part}`: manca l'altro orario; scrivi ad esempio `9-18`",
        en: "`{part}`: the other time is missing; write for example `9-18`"
    }
    /// A range of days without its other end.
    hours_half_days(part: &str) {
        it: "`{part}`: manca l'altro giorno; scrivi ad esempio `lun-ven`",
        en: "`{part}`: the other day is missing; write for example `mon-fri`"
    }
    /// A span whose end is not after its beginning.
    hours_backwards(from: &str, to: &str) {
        it: "`{from}-{to}`: la fine deve venire dopo l'inizio, nello stesso giorno; le ore vanno da 0 a 24",
        en: "`{from}-{to}`: the end must come after the beginning, on the same day; hours go from 0 to 24"
    }
    /// Days without hours.
    hours_no_times(days: &str) {
        it: "`{days}`: manca l'orario; scrivi ad esempio `{days} 9-18`",
        en: "`{days}`: the hours are missing; write for example `{days} 9-18`"
    }
    /// Hours without days, where other hours have them.
    hours_no_days(part: &str) {
        it: "`{part}`: di quali giorni? Scrivi i giorni prima di ogni orario",
        en: "`{part}`: on which days? Write the days before the hours"
    }
    /// A name that has not the form of a time zone.
    hours_bad_zone(zone: &str) {
        it: "`{zone}` non è un fuso orario: scrivi ad esempio `Europe/Rome`",
        en: "`{zone}` is not a time zone: write for example `Europe/Rome`"
    }

    /// Nothing was typed where a number is wanted.
    number_missing() {
        it: "manca il numero: scrivi ad esempio `12` o `12,5`",
        en: "the number is missing: write for example `12` or `12.5`"
    }
    /// The words are no number.
    number_unknown(words: &str) {
        it: "`{words}` non è un numero: scrivi solo cifre, ad esempio `12` o `12,5`",
        en: "`{words}` is not a number: write digits only, for example `12` or `12.5`"
    }
    /// A mark that can part thousands or decimals.
    number_ambiguous(words: &str, whole: &str, decimal: &str) {
        it: "`{words}` può voler dire `{whole}` o `{decimal}`: scrivilo in uno di questi due modi",
        en: "`{words}` can mean `{whole}` or `{decimal}`: write one of the two"
    }

    /// Neither yes nor no.
    yes_no_unknown(words: &str) {
        it: "`{words}` non è né sì né no: scrivi `sì` o `no`",
        en: "`{words}` is neither yes nor no: write `yes` or `no`"
    }
}
