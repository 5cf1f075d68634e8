//! Dates as people type them, and dates in words.
//!
//! ```text
//! date     = iso | slashed | day month [year] | month day [year] | [weekday] date
//!          | "oggi" | "domani" | "dopodomani" | "today" | "tomorrow" | …
//!          | ("tra" | "fra" | "in") number unit | number unit ("fa" | "ago")
//!          | ["next" | "this"] weekday | weekday ["prossimo"]
//! ```
//! The words of both languages are always read. A date without a year is the next such day, today
//! included. What can be read in two ways is refused, never guessed: in English `3/4/2026` is.

use jiff::civil::{Date, Weekday as JiffWeekday};
use jiff::{Span, ToSpan};

use crate::value::Weekday;
use crate::value::typed::{fold, number_word, quoted, weekday};
use crate::words::value as words;
use crate::words::{Language, Sentence};

/// The years a typed date may have: beyond them it is a slip of the hand.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

const MONTHS_IT: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAYS_IT: [&str; 7] = [
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
];

const DAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Reads a date as typed; the language only decides whether `3/4/2026` is clear.
pub fn parse(typed: &str, today: Date, language: Language) -> Result<Date, Sentence> {
    let folded = fold(typed);
    let tokens: Vec<&str> = folded
        .split(|character: char| character.is_whitespace() || character == ',')
        .map(|token| token.strip_prefix("l'").unwrap_or(token))
        .map(|token| token.strip_prefix("dell'").unwrap_or(token))
        .filter(|token| !token.is_empty())
        .collect();
    if tokens.is_empty() {
        return Err(words::date_missing());
    }
    let reading = Reading {
        typed,
        today,
        language,
    };
    let kept: Vec<&str> = tokens
        .iter()
        .copied()
        .filter(|token| !FILLERS.contains(token))
        .collect();
    let date = reading
        .relative(&tokens)
        .or_else(|| reading.relative(&kept))
        .unwrap_or_else(|| match kept[..] {
            // "il 19", "the 19th": only an article makes a lone number a day.
            [one] if kept.len() < tokens.len() => match day_number(one) {
                Some(day) => reading.next_day_of_month(day),
                None => reading.absolute(&kept),
            },
            _ => reading.absolute(&kept),
        })?;
    if YEARS.contains(&date.year()) {
        Ok(date)
    } else {
        Err(reading.far_year())
    }
}

/// Says a date in a language: `19 ottobre 2026`, `19 October 2026`; other languages get ISO.
pub fn in_words(date: Date, tag: &str) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or(0);
    match super::base(tag) {
        "it" => {
            let first = if date.day() == 1 { "°" } else { "" };
            format!("{}{first} {} {}", date.day(), MONTHS_IT[month], date.year())
        }
        "en" => format!("{} {} {}", date.day(), MONTHS_EN[month], date.year()),
        _ => date.to_string(),
    }
}

/// Says a date in few signs: `19 ott`, `19 Oct`; with the year where it is not that of another day.
pub fn short(date: Date, beside: Date, tag: &str) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or(0);
    let names = match super::base(tag) {
        "it" => MONTHS_IT,
        "en" => MONTHS_EN,
        _ => return date.to_string(),
    };
    let month: String = names[month].chars().take(3).collect();
    match date.year() == beside.year() {
        true => format!("{} {month}", date.day()),
        false => format!("{} {month} {}", date.day(), date.year()),
    }
}

/// Gives the name of a day of the week: `lunedì`, `Monday`; other languages get `mon`.
pub fn weekday_name(day: Weekday, tag: &str) -> &'static str {
    match super::base(tag) {
        "it" => DAYS_IT[day as usize],
        "en" => DAYS_EN[day as usize],
        _ => day.name(),
    }
}

/// What one reading of typed words needs to know.
struct Reading<'a> {
    typed: &'a str,
    today: Date,
    language: Language,
}

impl Reading<'_> {
    /// Reads words that count from today; `None` when they do not.
    fn relative(&self, tokens: &[&str]) -> Option<Result<Date, Sentence>> {
        if let Some(days) = named_day(tokens) {
            return Some(self.moved(days.days()));
        }
        match tokens {
            ["tra" | "fra" | "in", count, unit] => {
                let span = counted(count, unit)?;
                Some(self.moved(span))
            }
            [count, unit, "fa" | "ago"] => {
                let span = counted(count, unit)?;
                Some(self.moved(span.negate()))
            }
            [
                "next" | "prossimo" | "prossima" | "questa" | "questo" | "this",
                unit,
            ]
            | [unit, "prossimo" | "prossima" | "next"]
                if counted("1", unit).is_some() =>
            {
                Some(Err(words::date_which_day(&quoted(self.typed))))
            }
            ["next" | "prossimo" | "prossima", name] | [name, "prossimo" | "prossima" | "next"] => {
                let wanted = weekday(name)?;
                Some(self.moved(self.days_until(wanted, 1).days()))
            }
            ["this" | "questo" | "questa", name] => {
                let wanted = weekday(name)?;
                Some(self.moved(self.days_until(wanted, 0).days()))
            }
            [name] => {
                let wanted = weekday(name)?;
                if of_jiff(self.today.weekday()) == wanted {
                    let name = both(|tag| weekday_name(wanted, tag).to_owned());
                    return Some(Err(Sentence {
                        it: words::date_weekday_is_today(&name.it).it,
                        en: words::date_weekday_is_today(&name.en).en,
                    }));
                }
                Some(self.moved(self.days_until(wanted, 1).days()))
            }
            _ => None,
        }
    }

    /// Reads a date that stands by itself, with or without its day of the week and year.
    fn absolute(&self, tokens: &[&str]) -> Result<Date, Sentence> {
        if let [one] = tokens {
            return self.numeric(one);
        }
        if let Some(date) = self.with_month(tokens) {
            return date;
        }
        match tokens.split_first() {
            Some((name, rest)) if !rest.is_empty() => match weekday(name) {
                Some(meant) => self.on_weekday(meant, self.absolute(rest)?),
                None => Err(self.unknown()),
            },
            _ => Err(self.unknown()),
        }
    }

    /// Reads day, month in letters and perhaps year; `None` when the shape is another.
    fn with_month(&self, tokens: &[&str]) -> Option<Result<Date, Sentence>> {
        let (day, month, year) = match tokens {
            [day, name, rest @ ..] if month(name).is_some() => {
                (day_number(day)?, month(name)?, rest)
            }
            [name, day, rest @ ..] if month(name).is_some() => {
                (day_number(day)?, month(name)?, rest)
            }
            _ => return None,
        };
        match year {
            [] => Some(self.next_day(day, month)),
            [year] => {
                let year = year_number(year.trim_start_matches('\''))?;
                Some(self.on(day, month, year))
            }
            _ => None,
        }
    }

    /// Reads `2026-10-19`, `19/10/2026`, `19.10`, `19-10-26`.
    fn numeric(&self, token: &str) -> Result<Date, Sentence> {
        let mark = token
            .chars()
            .find(|character| matches!(character, '/' | '.' | '-'))
            .ok_or_else(|| self.unknown())?;
        let parts: Vec<&str> = token.trim_end_matches('.').split(mark).collect();
        if parts
            .iter()
            .any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return Err(self.unknown());
        }
        let numbers: Vec<i64> = parts
            .iter()
            .filter(|part| part.len() <= 4)
            .filter_map(|part| part.parse().ok())
            .collect();
        match (&parts[..], &numbers[..]) {
            ([year, ..], [_, month, day]) if year.len() == 4 => {
                let year = year_number(year).ok_or_else(|| self.far_year())?;
                self.on(*day, *month, year)
            }
            ([_, _, year], [first, second, _]) => {
                let year = year_number(year).ok_or_else(|| self.far_year())?;
                let (day, month) = self.day_and_month(*first, *second, mark, Some(year))?;
                self.on(day, month, year)
            }
            ([_, last], [first, second]) if last.len() <= 2 && mark != '-' => {
                let (day, month) = self.day_and_month(*first, *second, mark, None)?;
                self.next_day(day, month)
            }
            _ => Err(self.unknown()),
        }
    }

    /// Tells day from month: the day comes first, but English may mean either.
    fn day_and_month(
        &self,
        first: i64,
        second: i64,
        mark: char,
        year: Option<i64>,
    ) -> Result<(i64, i64), Sentence> {
        if self.language == Language::It || mark == '.' || first == second {
            return Ok((first, second));
        }
        if second > 12 && first <= 12 {
            return Ok((second, first));
        }
        if first > 12 || first == 0 || second == 0 {
            return Ok((first, second));
        }
        let say = |day: i64, month: i64| {
            both(|tag| {
                let names = if tag == "it" { &MONTHS_IT } else { &MONTHS_EN };
                let name = usize::try_from(month - 1)
                    .ok()
                    .and_then(|index| names.get(index))
                    .unwrap_or(&"");
                match year {
                    Some(year) => format!("{day} {name} {year}"),
                    None => format!("{day} {name}"),
                }
            })
        };
        let (one, other) = (say(first, second), say(second, first));
        let typed = quoted(self.typed);
        Err(Sentence {
            it: words::date_ambiguous(&typed, &one.it, &other.it).it,
            en: words::date_ambiguous(&typed, &one.en, &other.en).en,
        })
    }

    /// Makes the date of a day, month and year, or says which of them cannot be.
    fn on(&self, day: i64, month: i64, year: i64) -> Result<Date, Sentence> {
        if !(1..=12).contains(&month) {
            return Err(words::date_no_month(&quoted(self.typed), month));
        }
        let year = i16::try_from(year).map_err(|_| self.far_year())?;
        make(day, month, year).ok_or_else(|| words::date_no_day(&quoted(self.typed)))
    }

    /// Gives the next such day, today included; eight years hold every 29 February.
    fn next_day(&self, day: i64, month: i64) -> Result<Date, Sentence> {
        if !(1..=12).contains(&month) {
            return Err(words::date_no_month(&quoted(self.typed), month));
        }
        (0..=8)
            .filter_map(|years| make(day, month, self.today.year().checked_add(years)?))
            .find(|date| *date >= self.today)
            .ok_or_else(|| words::date_no_day(&quoted(self.typed)))
    }

    /// Gives the next day of any month with this number.
    fn next_day_of_month(&self, day: i64) -> Result<Date, Sentence> {
        (0..=12)
            .filter_map(|months| {
                let first = self
                    .today
                    .first_of_month()
                    .checked_add(months.months())
                    .ok()?;
                make(day, i64::from(first.month()), first.year())
            })
            .find(|date| *date >= self.today)
            .ok_or_else(|| words::date_no_day(&quoted(self.typed)))
    }

    /// Checks a date against the day of the week typed with it.
    fn on_weekday(&self, meant: Weekday, date: Date) -> Result<Date, Sentence> {
        let actual = of_jiff(date.weekday());
        if actual == meant {
            return Ok(date);
        }
        let say = |tag: &str| {
            words::date_other_weekday(
                &in_words(date, tag),
                weekday_name(actual, tag),
                weekday_name(meant, tag),
            )
        };
        Err(Sentence {
            it: say("it").it,
            en: say("en").en,
        })
    }

    fn days_until(&self, wanted: Weekday, at_least: i64) -> i64 {
        let today = of_jiff(self.today.weekday()) as i64;
        (wanted as i64 - today - at_least).rem_euclid(7) + at_least
    }

    fn moved(&self, span: Span) -> Result<Date, Sentence> {
        self.today.checked_add(span).map_err(|_| self.far_year())
    }

    fn unknown(&self) -> Sentence {
        words::date_unknown(&quoted(self.typed))
    }

    fn far_year(&self) -> Sentence {
        words::date_far_year(&quoted(self.typed), *YEARS.start(), *YEARS.end())
    }
}

/// Articles and prepositions that change nothing.
const FILLERS: [&str; 11] = [
    "il", "lo", "la", "the", "on", "of", "del", "di", "entro", "by", "al",
];

/// Reads a day that has a name of its own, in days from today.
fn named_day(tokens: &[&str]) -> Option<i64> {
    Some(match tokens {
        ["oggi" | "today"] => 0,
        ["domani" | "tomorrow"] => 1,
        ["dopodomani" | "overmorrow"] => 2,
        ["dopo", "domani"] => 2,
        ["the", "day", "after", "tomorrow"] | ["day", "after", "tomorrow"] => 2,
        ["ieri" | "yesterday"] => -1,
        ["altroieri"] | ["ieri", "altro"] | ["l'altro", "ieri"] | ["altro", "ieri"] => -2,
        ["the", "day", "before", "yesterday"] | ["day", "before", "yesterday"] => -2,
        _ => return None,
    })
}

/// Reads `due settimane`, `10 giorni`, `a month`.
fn counted(count: &str, unit: &str) -> Option<Span> {
    let count: i64 = match number_word(count) {
        Some(number) => i64::from(number),
        None if count.len() <= 4 && count.bytes().all(|byte| byte.is_ascii_digit()) => {
            count.parse().ok()?
        }
        None => return None,
    };
    let span = Span::new();
    match unit {
        "giorno" | "giorni" | "day" | "days" => span.try_days(count),
        "settimana" | "settimane" | "week" | "weeks" => span.try_weeks(count),
        "mese" | "mesi" | "month" | "months" => span.try_months(count),
        "anno" | "anni" | "year" | "years" => span.try_years(count),
        _ => return None,
    }
    .ok()
}

/// Reads a month by its name or at least its first three letters, in either language.
fn month(word: &str) -> Option<i64> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 {
        return None;
    }
    let index = (0..12).find(|index| {
        MONTHS_IT[*index].starts_with(word) || MONTHS_EN[*index].to_lowercase().starts_with(word)
    })?;
    i64::try_from(index + 1).ok()
}

/// Reads the number of a day: `19`, `19th`, `1°`, `primo`, `tre`.
fn day_number(word: &str) -> Option<i64> {
    if matches!(word, "primo" | "first") {
        return Some(1);
    }
    let digits = word.trim_end_matches(['°', 'º', 'ª', '.']);
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| digits.strip_suffix(suffix))
        .unwrap_or(digits);
    if (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.parse().ok();
    }
    number_word(word).map(i64::from)
}

/// Reads a year of four digits, or of two in this century.
fn year_number(word: &str) -> Option<i64> {
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match word.len() {
        4 => word.parse().ok(),
        2 => word.parse::<i64>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

fn make(day: i64, month: i64, year: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn of_jiff(day: JiffWeekday) -> Weekday {
    let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
    Weekday::ALL[index % 7]
}

/// Makes words of both languages from one maker.
fn both(say: impl Fn(&str) -> String) -> Sentence {
    Sentence {
        it: say("it").into(),
        en: say("en").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_words, parse};
    use crate::words::Language;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    /// A Saturday.
    const TODAY: Date = date(2026, 11, 21);

    fn read(typed: &str) -> String {
        match parse(typed, TODAY, Language::It) {
            Ok(date) => date.to_string(),
            Err(sentence) => sentence.it.into_owned(),
        }
    }

    fn read_en(typed: &str) -> String {
        match parse(typed, TODAY, Language::En) {
            Ok(date) => date.to_string(),
            Err(sentence) => sentence.en.into_owned(),
        }
    }

    #[test]
    fn dates_that_stand_alone() {
        for typed in [
            "19/10/2026",
            "19.10.2026",
            "19-10-2026",
            "19/10/26",
            "2026-10-19",
            "2026/10/19",
            "19 ottobre 2026",
            "19 Ottobre '26",
            "il 19 ott. 2026",
            "lunedì 19 ottobre 2026",
            "October 19, 2026",
            "19th of October 2026",
            "on Monday, 19 October 2026",
        ] {
            assert_eq!(read(typed), "2026-10-19", "{typed}");
        }
    }

    #[test]
    fn dates_without_a_year_are_the_next() {
        assert_eq!(read("19/10"), "2027-10-19");
        assert_eq!(read("21/11"), "2026-11-21");
        assert_eq!(read("19 ottobre"), "2027-10-19");
        assert_eq!(read("October 19"), "2027-10-19");
        assert_eq!(read("primo dicembre"), "2026-12-01");
        assert_eq!(read("1° dicembre"), "2026-12-01");
        assert_eq!(read("l'8 dicembre"), "2026-12-08");
        assert_eq!(read("mar 19"), "2027-03-19");
        assert_eq!(read("29 febbraio"), "2028-02-29");
        assert_eq!(read("il 19"), "2026-12-19");
        assert_eq!(read("the 31st"), "2026-12-31");
    }

    #[test]
    fn dates_counted_from_today() {
        assert_eq!(read("oggi"), "2026-11-21");
        assert_eq!(read("Tomorrow"), "2026-11-22");
        assert_eq!(read("dopodomani"), "2026-11-23");
        assert_eq!(read("the day after tomorrow"), "2026-11-23");
        assert_eq!(read("tra due settimane"), "2026-12-05");
        assert_eq!(read("in two weeks"), "2026-12-05");
        assert_eq!(read("fra 10 giorni"), "2026-12-01");
        assert_eq!(read("in 3 days"), "2026-11-24");
        assert_eq!(read("tra un mese"), "2026-12-21");
        assert_eq!(read("in a year"), "2027-11-21");
        assert_eq!(read("two weeks ago"), "2026-11-07");
        assert_eq!(read("lunedì"), "2026-11-23");
        assert_eq!(read("mar"), "2026-11-24");
        assert_eq!(read("lunedì prossimo"), "2026-11-23");
        assert_eq!(read("next Saturday"), "2026-11-28");
        assert_eq!(read("questo sabato"), "2026-11-21");
        assert_eq!(read("entro venerdì"), "2026-11-27");
        assert_eq!(read("entro oggi"), "2026-11-21");
    }

    #[test]
    fn what_is_refused_says_why() {
        assert_eq!(read(" "), crate::words::value::date_missing().it);
        assert_eq!(
            read("sabato"),
            "oggi è sabato: scrivi `oggi` o `sabato prossimo`"
        );
        assert_eq!(
            read("settimana prossima"),
            "`settimana prossima` non dice il giorno: scrivi ad esempio `tra una settimana` o `lunedì prossimo`"
        );
        assert_eq!(
            read("10/19/2026"),
            "`10/19/2026`: il mese 19 non esiste; prima il giorno, poi il mese"
        );
        assert_eq!(
            read("31/4/2026"),
            "`31/4/2026`: quel mese non ha questo giorno"
        );
        assert_eq!(
            read("30 febbraio"),
            "`30 febbraio`: quel mese non ha questo giorno"
        );
        assert_eq!(
            read("19/10/0026"),
            "`19/10/0026`: l'anno deve essere tra 1900 e 2199"
        );
        assert_eq!(
            read("tra 9999 anni"),
            "`tra 9999 anni`: l'anno deve essere tra 1900 e 2199"
        );
        assert_eq!(
            read("martedì 19 ottobre 2026"),
            "il 19 ottobre 2026 è lunedì, non martedì"
        );
        for typed in [
            "19",
            "presto",
            "19 ottobre 2026 alle 9",
            "ottobre 2026",
            "1/2/3/4",
            "26-10-19x",
        ] {
            assert_eq!(read(typed), crate::words::value::date_unknown(typed).it);
        }
    }

    #[test]
    fn english_refuses_what_has_two_readings() {
        assert_eq!(
            read_en("3/4/2026"),
            "`3/4/2026` can mean `3 April 2026` or `4 March 2026`: write the month as a word"
        );
        assert_eq!(read_en("10/19/2026"), "2026-10-19");
        assert_eq!(read_en("19/10/2026"), "2026-10-19");
        assert_eq!(read_en("3.4.2026"), "2026-04-03");
        assert_eq!(read_en("4/4/2026"), "2026-04-04");
        assert_eq!(read("3/4/2026"), "2026-04-03");
    }

    #[test]
    fn dates_in_words() {
        assert_eq!(in_words(date(2026, 10, 19), "it-lei"), "19 ottobre 2026");
        assert_eq!(in_words(date(2026, 10, 1), "it"), "1° ottobre 2026");
        assert_eq!(in_words(date(2026, 10, 1), "en"), "1 October 2026");
        assert_eq!(in_words(date(2026, 10, 1), "fr"), "2026-10-01");
    }

    proptest! {
        #[test]
        fn any_words_are_read_without_panic(typed in ".{0,40}", parts in prop::collection::vec(
            prop::sample::select(vec!["tra", "in", "19", "ottobre", "99999", "next", "lunedì", "fa", "settimane", "/", "-", ".", "0", "2026", "the"]), 0..6)) {
            for language in [Language::It, Language::En] {
                let _ = parse(&typed, TODAY, language);
                let _ = parse(&parts.join(" "), TODAY, language);
                let _ = parse(&parts.concat(), Date::MAX, language);
                let _ = parse(&parts.join(" "), Date::MIN, language);
            }
        }

        #[test]
        fn a_date_in_words_reads_back(days in 0i64..109_000, tag in prop::sample::select(vec!["it", "en", "de"])) {
            use jiff::ToSpan;
            let day = date(1900, 1, 1).checked_add(days.days()).unwrap();
            for language in [Language::It, Language::En] {
                prop_assert_eq!(parse(&in_words(day, tag), TODAY, language), Ok(day));
            }
        }
    }
}
