//! Clients side by side, as pages.
//!
//! Decides in which order a comparison is read and which columns stay where there is little room. It
//! ranks nobody: lists stand in the order they come in.

use crate::card::ClientKind;
use crate::comparison::{
    Account, Beside, BesideRow, Closer, Comparison, Entry, Field, Group, Lack, Near, Portfolio,
    Repeated, Total, Verdict, Week, level,
};
use crate::condition::Basis;
use crate::text::lower_first;
use crate::value::{Weekday, date, number};
use crate::words::comparison as say;
use crate::words::{Language, Sentence, plural};

use super::page::Page;
use super::terminal::{GAP, narrowest};

/// The longest text shown side by side, in signs; all of it is in the profile.
const LONGEST_TEXT: usize = 240;

/// How many columns are shown where rows stand on their side.
const FEW: usize = 5;

/// Fills a page with the portfolio. With a width only columns for which there is room stay, and the
/// others are named.
pub fn portfolio(
    page: &mut Page,
    comparison: &Comparison<'_>,
    portfolio: &Portfolio,
    width: Option<usize>,
    language: Language,
) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    if portfolio.rows.is_empty() {
        page.words(words(say::nobody_meant()));
        return;
    }
    page.words(count_of_clients(comparison, language));
    for fit in comparison.fits() {
        if let Some(line) = fit.words(language) {
            page.words(line);
        }
    }
    let on = comparison.frame.on;
    let name = |name: &str, kind: ClientKind| match kind {
        ClientKind::Internal => format!("{name}\u{a0}*"),
        ClientKind::External => name.to_owned(),
    };
    let mut headers = vec![words(say::client())];
    headers.extend(portfolio.columns.iter().map(|column| column.label.clone()));
    let rows: Vec<Vec<String>> = portfolio
        .rows
        .iter()
        .map(|row| {
            let cells = row
                .cells
                .iter()
                .map(|cell| cell.in_cell(on, language.tag()));
            [name(&row.name, row.kind)]
                .into_iter()
                .chain(cells)
                .collect()
        })
        .collect();
    let stays = match width {
        Some(width) => staying(comparison, portfolio, &headers, &rows, width),
        None => vec![true; headers.len()],
    };
    let pick = |cells: &[String]| -> Vec<String> {
        let cells = cells.iter().zip(&stays);
        cells
            .filter(|(_, stays)| **stays)
            .map(|(cell, _)| cell.clone())
            .collect()
    };
    page.table(pick(&headers), rows.iter().map(|row| pick(row)).collect());
    let legend = legend(portfolio, &stays, language);
    if !legend.is_empty() {
        page.aside(legend.join(" · "));
    }
    let left_out: Vec<String> = headers
        .iter()
        .zip(&stays)
        .filter(|(_, stays)| !**stays)
        .map(|(header, _)| lower_first(header))
        .collect();
    if !left_out.is_empty() {
        page.aside(words(say::columns_left_out(&left_out.join(", "))));
    }
}

fn count_of_clients(comparison: &Comparison<'_>, language: Language) -> String {
    let count = comparison.sketches.len();
    let on = comparison.frame.on;
    let sentence = say::clients_on(
        count,
        plural(count, "cliente", "clienti"),
        plural(count, "client", "clients"),
        &date::in_words(on, "it"),
        &date::in_words(on, "en"),
    );
    sentence.in_language(language).to_owned()
}

/// Leaves out the least important columns until the rest has room. Where not even the most important
/// has, the rows stand on their side and a few are enough.
fn staying(
    comparison: &Comparison<'_>,
    portfolio: &Portfolio,
    headers: &[String],
    rows: &[Vec<String>],
    width: usize,
) -> Vec<bool> {
    let kept = comparison.frame.kept();
    let rank = |at: &usize| {
        let field = portfolio.columns[*at].field;
        let place = kept.iter().position(|one| *one == field);
        (place.unwrap_or(kept.len()), *at)
    };
    let mut by_importance: Vec<usize> = (0..portfolio.columns.len()).collect();
    by_importance.sort_by_key(rank);
    let narrowest = narrowest(headers, rows);
    let needs = |columns: &[usize]| -> usize {
        let columns = columns.iter().map(|at| narrowest[at + 1] + GAP);
        narrowest[0] + columns.sum::<usize>()
    };
    let mut few = by_importance.len();
    while few > 0 && needs(&by_importance[..few]) > width {
        few -= 1;
    }
    if few == 0 {
        few = FEW.min(by_importance.len());
    }
    let mut stays = vec![false; headers.len()];
    stays[0] = true;
    for at in &by_importance[..few] {
        stays[at + 1] = true;
    }
    stays
}

/// Explains the marks in the columns that stay.
fn legend(portfolio: &Portfolio, stays: &[bool], language: Language) -> Vec<String> {
    let marks = portfolio.marks(|column| stays.get(column + 1).copied().unwrap_or(false));
    let marks = marks.into_iter().map(|mark| mark.legend());
    let internal = portfolio.has_internal().then(say::mark_internal);
    let words = marks.chain(internal);
    words
        .map(|sentence| sentence.in_language(language).to_owned())
        .collect()
}

/// Fills a page with the profiles that are incomplete and what each lacks.
pub fn incomplete(page: &mut Page, comparison: &Comparison<'_>, language: Language) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    if comparison.sketches.is_empty() {
        page.words(words(say::all_complete()));
        return;
    }
    page.words(count_of_clients(comparison, language));
    let headers = [say::client(), say::known(), say::still_missing()];
    let traits = &comparison.frame.definition.traits;
    let rows = comparison.sketches.iter().map(|sketch| {
        let facts = sketch.facts();
        let missing: Vec<String> = facts
            .missing()
            .filter_map(|missing| Some((missing, traits.get(missing.of)?)))
            .map(|(missing, one)| {
                let name = one.label.in_tag(language.tag()).fill(&|_| None);
                match missing.is_declined {
                    true => words(say::declined_mark(&name)),
                    false => name,
                }
            })
            .collect();
        vec![
            facts.name.to_owned(),
            words(say::known_of(facts.known, facts.of)),
            missing.join("\n"),
        ]
    });
    page.table(headers.map(words).to_vec(), rows.collect());
    if let Some(first) = comparison.sketches.first() {
        page.aside(words(say::ask_what_is_missing(first.facts().id)));
    }
}

/// Fills a page with groups: how many, of how many, and who.
pub fn groups(
    page: &mut Page,
    comparison: &Comparison<'_>,
    field: Field,
    groups: &[Group],
    language: Language,
) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    if comparison.sketches.is_empty() {
        page.words(words(say::nobody_meant()));
        return;
    }
    let of = comparison.sketches.len();
    page.words(count_of_clients(comparison, language));
    let headers = vec![
        field.label(&comparison.frame, language),
        words(say::how_many()),
        words(say::who()),
    ];
    let rows = groups.iter().map(|group| {
        vec![
            comparison.group_name(field, group.what, language),
            words(say::count_of(group.members.len(), of)),
            names(comparison, &group.members),
        ]
    });
    page.table(headers, rows.collect());
    let members: usize = groups.iter().map(|group| group.members.len()).sum();
    if members > of {
        page.aside(words(say::in_several_groups()));
    }
}

fn names(comparison: &Comparison<'_>, members: &[usize]) -> String {
    let names: Vec<String> = members
        .iter()
        .filter_map(|at| comparison.sketches.get(*at))
        .map(|sketch| sketch.facts().name.to_owned())
        .collect();
    names.join(", ")
}

/// Fills a page with clients side by side.
pub fn beside(page: &mut Page, comparison: &Comparison<'_>, beside: &Beside, language: Language) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    let mut headers = vec![words(say::trait_())];
    headers.extend(account_names(&beside.accounts, language));
    for verdict in Verdict::ALL {
        let rows: Vec<&BesideRow> = beside.of(verdict).collect();
        let (title, none) = match verdict {
            Verdict::Different => (say::differences(), Some(say::no_differences())),
            Verdict::Shared => (say::shared(), Some(say::nothing_shared())),
            Verdict::Unclear => (say::unclear(), None),
            Verdict::Words => (say::in_their_words(), None),
        };
        if rows.is_empty() && none.is_none() {
            continue;
        }
        page.heading(words(title));
        match (rows.as_slice(), none) {
            ([], Some(none)) => page.words(words(none)),
            (rows, _) if verdict == Verdict::Shared => {
                let rows = rows
                    .iter()
                    .map(|row| shared_row(comparison, beside, row, language));
                let value = words(crate::words::render::value());
                page.table(vec![headers[0].clone(), value], rows.collect());
            }
            (rows, _) => {
                let rows = rows
                    .iter()
                    .map(|row| beside_row(comparison, beside, row, language));
                page.table(headers.clone(), rows.collect());
            }
        }
    }
    let unknown: Vec<String> = beside
        .unknown
        .iter()
        .map(|of| lower_first(&trait_name(comparison, *of, language)))
        .collect();
    if !unknown.is_empty() {
        page.aside(words(say::unknown_of_all(&unknown.join(", "))));
    }
}

/// Names each column: the client, and the day where one client stands there on several.
pub fn account_names(accounts: &[Account], language: Language) -> Vec<String> {
    let days: Vec<_> = accounts.iter().map(|account| account.on).collect();
    let is_one_day = days.windows(2).all(|two| two[0] == two[1]);
    accounts
        .iter()
        .map(|account| match is_one_day {
            true => account.name.clone(),
            false => {
                let day = date::in_words(account.on, language.tag());
                let name = say::name_on(&account.name, &day);
                name.in_language(language).to_owned()
            }
        })
        .collect()
}

fn trait_name(comparison: &Comparison<'_>, of: usize, language: Language) -> String {
    let one = comparison.frame.definition.traits.get(of);
    one.map_or(String::new(), |one| {
        one.label.in_tag(language.tag()).fill(&|_| None)
    })
}

fn row_name(comparison: &Comparison<'_>, row: &BesideRow, language: Language) -> String {
    let name = trait_name(comparison, row.of, language);
    match row.is_other_wording {
        true => say::other_wording(&name).in_language(language).to_owned(),
        false => name,
    }
}

fn beside_row(
    comparison: &Comparison<'_>,
    beside: &Beside,
    row: &BesideRow,
    language: Language,
) -> Vec<String> {
    let entries = beside
        .accounts
        .iter()
        .filter_map(|account| account.entries.get(row.of));
    [row_name(comparison, row, language)]
        .into_iter()
        .chain(entries.map(|entry| entry_words(entry, language)))
        .collect()
}

fn shared_row(
    comparison: &Comparison<'_>,
    beside: &Beside,
    row: &BesideRow,
    language: Language,
) -> Vec<String> {
    let entries = beside
        .accounts
        .iter()
        .filter_map(|account| account.entries.get(row.of));
    // Marks may differ: the plainest of them is said.
    let entry = entries.min_by_key(|entry| (entry.basis == Basis::Observed, entry.until.is_some()));
    vec![
        row_name(comparison, row, language),
        entry.map_or(String::new(), |entry| entry_words(entry, language)),
    ]
}

/// Says where a trait of a client stands.
pub fn entry_words(entry: &Entry, language: Language) -> String {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    if let Some(lack) = entry.lack {
        return words(lack_words(lack));
    }
    let value = match entry.words.is_empty() {
        true => words(say::nobody()),
        false => shortened(&entry.words),
    };
    match entry.basis {
        Basis::Mixed => {
            let noticed = entry.observed.join(", ");
            words(match entry.words.is_empty() {
                true => say::signals_differ(&noticed),
                false => say::words_differ(&value, &noticed),
            })
        }
        Basis::Observed => words(say::impression(&value)),
        Basis::Temporary => {
            let now = match entry.until {
                Some(until) => say::temporary_until(&value, &date::in_words(until, language.tag())),
                None => say::temporary_now(&value),
            };
            let base = entry.base.as_ref().map(|base| words(say::usually(base)));
            [Some(words(now)), base]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("; ")
        }
        _ => value,
    }
}

fn lack_words(lack: Lack) -> Sentence {
    match lack {
        Lack::Absent => say::lack_absent(),
        Lack::NotAsked => say::lack_not_asked(),
        Lack::DontKnow => say::lack_dont_know(),
        Lack::Declined => say::lack_declined(),
        Lack::Later => say::lack_later(),
        Lack::NotNoticed => say::lack_not_noticed(),
        Lack::NotWorkedOut => say::lack_not_worked_out(),
        Lack::Sealed => say::lack_sealed(),
    }
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= LONGEST_TEXT {
        return words.to_owned();
    }
    let short: String = words.chars().take(LONGEST_TEXT).collect();
    format!("{} …", short.trim_end())
}

/// Fills a page with the clients nearest to one, each with what they share, where they differ and
/// what they said on the topics that are gathered. `closer` stands beside `nearest`.
pub fn near(
    page: &mut Page,
    comparison: &Comparison<'_>,
    like: usize,
    nearest: &[Near],
    closer: &[Closer],
    language: Language,
) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    let Some(liked) = comparison.sketches.get(like) else {
        return;
    };
    page.heading(words(say::like(liked.facts().name)));
    let pairs = nearest.iter().enumerate();
    let (enough, too_little): (Vec<_>, Vec<_>) =
        pairs.partition(|(_, near)| near.distance.is_enough());
    if nearest.is_empty() {
        page.words(words(say::nobody_to_compare()));
        return;
    }
    page.aside(words(say::distance_help()));
    for (place, near) in enough {
        one_near(page, comparison, like, near, language);
        let gathered = closer.get(place).map_or(&[][..], |closer| &closer.gathered);
        let said = gathered
            .iter()
            .map(|one| words(say::said_of(&one.name, &shortened(&one.words))));
        page.items(said.collect());
    }
    let too_little: Vec<usize> = too_little.iter().map(|(_, near)| near.at).collect();
    if !too_little.is_empty() {
        page.aside(words(say::too_little_known(&names(
            comparison,
            &too_little,
        ))));
    }
}

fn one_near(
    page: &mut Page,
    comparison: &Comparison<'_>,
    like: usize,
    near: &Near,
    language: Language,
) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    let (Some(own), Some(other)) = (
        comparison.sketches.get(like),
        comparison.sketches.get(near.at),
    ) else {
        return;
    };
    let (own, other) = (own.facts(), other.facts());
    page.heading(other.name.to_owned());
    let distance = number::show(
        rounded(near.distance.distance.unwrap_or(1.0)),
        language.tag(),
    );
    let parts = near.distance.parts.len();
    page.words(words(say::distance_of(&distance, parts, near.distance.of)));
    let (same, apart): (Vec<_>, Vec<_>) = near
        .distance
        .parts
        .iter()
        .partition(|(_, part)| *part == 0.0);
    let shown = |of: usize, facts: &crate::comparison::Facts<'_>| {
        let shown = Field::Trait(of).shown(facts, &comparison.frame, language);
        match shown.words.is_empty() {
            true => words(say::nobody()),
            false => shown.words,
        }
    };
    let shared: Vec<Vec<String>> = same
        .iter()
        .map(|(of, _)| vec![trait_name(comparison, *of, language), shown(*of, &own)])
        .collect();
    let differing: Vec<Vec<String>> = apart
        .iter()
        .map(|(of, _)| {
            vec![
                trait_name(comparison, *of, language),
                shown(*of, &own),
                shown(*of, &other),
            ]
        })
        .collect();
    if !shared.is_empty() {
        page.table(vec![words(say::shared()), String::new()], shared);
    }
    if !differing.is_empty() {
        let headers = vec![
            words(say::differences()),
            own.name.to_owned(),
            other.name.to_owned(),
        ];
        page.table(headers, differing);
    }
}

/// Distances are read to two places.
fn rounded(distance: f64) -> f64 {
    (distance * 100.0).round() / 100.0
}

/// Fills a page with the week: contacts, hours, when, what is coming, what repeats.
pub fn load(
    page: &mut Page,
    comparison: &Comparison<'_>,
    week: &Week,
    closer: &[Closer],
    language: Language,
) {
    page.words(count_of_clients(comparison, language));
    contacts(page, comparison, language);
    grid(page, comparison, week, language);
    coming(page, comparison, language);
    repeated(page, comparison, &comparison.repeated(), language);
    gathered(page, comparison, closer, language);
}

fn contacts(page: &mut Page, comparison: &Comparison<'_>, language: Language) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    let tag = language.tag();
    let loads = comparison.loads();
    let total = Total::of(&loads);
    page.heading(words(say::load()));
    let headers = [say::client(), say::contacts_a_week(), say::hours_a_month()];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut marks = Vec::new();
    for load in &loads {
        let contacts = load.contacts.map(|contacts| {
            let mark = load
                .mark
                .map_or(String::new(), |mark| format!("\u{a0}{}", mark.sign()));
            format!("{}{mark}", number::show(contacts, tag))
        });
        marks.extend(load.mark);
        rows.push(vec![
            names(comparison, &[load.at]),
            contacts.unwrap_or_default(),
            load.hours
                .map_or(String::new(), |hours| number::show(hours, tag)),
        ]);
    }
    let guessed = match total.guessed {
        0 => String::new(),
        guessed => format!(" ({})", words(say::total_guessed(guessed))),
    };
    rows.push(vec![
        words(say::total()),
        format!("{}{guessed}", number::show(total.contacts, tag)),
        number::show(total.hours, tag),
    ]);
    page.table(headers.map(words).to_vec(), rows);
    marks.sort();
    marks.dedup();
    let mut legend: Vec<String> = marks.into_iter().map(|mark| words(mark.legend())).collect();
    if total.agreed > 0 && total.agreed < loads.len() {
        legend.push(words(say::hours_agreed_with(total.agreed, loads.len())));
    }
    if !legend.is_empty() {
        page.aside(legend.join(" · "));
    }
}

/// Draws the week, one line an hour: readable without colour.
fn grid(page: &mut Page, comparison: &Comparison<'_>, week: &Week, language: Language) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    page.heading(words(say::contact_hours()));
    let Some((first, last)) = week.span().filter(|_| week.of > 0) else {
        page.words(words(say::no_contact_hours()));
        return;
    };
    let days = Weekday::ALL.map(|day| {
        let name = date::weekday_name(day, language.tag());
        name.chars().take(3).collect::<String>()
    });
    let line = |label: &str, cells: [String; 7]| {
        let cells = cells.map(|cell| format!("{cell:>4}"));
        format!("{label:>5} {}", cells.concat())
    };
    let mut lines = vec![line("", days)];
    for hour in first..=last {
        let cells = Weekday::ALL.map(|day| {
            let slot = week.slot(day, hour);
            match (slot.clients, slot.is_own) {
                (0, false) => ".".to_owned(),
                (0, true) => "[.]".to_owned(),
                (clients, false) => clients.to_string(),
                (clients, true) => format!("[{clients}]"),
            }
        });
        lines.push(line(&format!("{hour:02}-{:02}", hour + 1), cells));
    }
    page.drawn(lines);
    page.aside(words(say::grid_legend(week.of)));
    if comparison.frame.settings.hours.is_none() {
        page.aside(words(say::own_hours_unknown()));
    }
}

fn coming(page: &mut Page, comparison: &Comparison<'_>, language: Language) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    page.heading(words(say::coming_up(comparison.days_ahead())));
    let coming = comparison.coming();
    if coming.is_empty() {
        page.words(words(say::nothing_coming()));
        return;
    }
    let on = comparison.frame.on;
    let rows = coming.iter().map(|(at, one)| {
        let what = comparison.frame.what(&one.what, language.tag());
        let what = match one.day < on {
            true => words(say::overdue_what(&what)),
            false => what,
        };
        vec![
            date::short(one.day, on, language.tag()).replace(' ', "\u{a0}"),
            names(comparison, &[*at]),
            what,
        ]
    });
    let headers = [say::date(), say::client(), say::what()]
        .map(words)
        .to_vec();
    page.table(headers, rows.collect());
}

fn repeated(
    page: &mut Page,
    comparison: &Comparison<'_>,
    repeated: &[Repeated],
    language: Language,
) {
    let words = |sentence: Sentence| sentence.in_language(language).to_owned();
    page.heading(words(say::repeated()));
    if repeated.is_empty() {
        page.words(words(say::nothing_repeated()));
        return;
    }
    let mut of = None;
    for one in repeated {
        if of != Some(one.of) {
            page.words(format!("{}:", trait_name(comparison, one.of, language)));
            of = Some(one.of);
        }
        let item = comparison.frame.definition.traits.get(one.of);
        let item = item.map_or(String::new(), |of| level(of, one.item, language.tag()));
        let names = names(comparison, &one.members);
        let line = say::repeated_by(&item, one.members.len(), one.asked, &names);
        page.items(vec![words(line)]);
    }
}

/// What was said on the topics that are gathered, topic by topic, under the name of the question.
fn gathered(page: &mut Page, comparison: &Comparison<'_>, closer: &[Closer], language: Language) {
    let on = comparison.frame.on;
    for topic in &comparison.frame.definition.comparison.gather {
        let mut title = None;
        let mut items = Vec::new();
        for (at, one) in closer.iter().enumerate() {
            for said in one.gathered.iter().filter(|said| said.topic == topic.value) {
                title.get_or_insert(said.name.clone());
                let day = date::short(said.day, on, language.tag());
                let name = names(comparison, &[at]);
                items.push(format!("{name}, {day}: {}", shortened(&said.words)));
            }
        }
        if let Some(title) = title {
            page.heading(title);
            page.items(items);
        }
    }
}
