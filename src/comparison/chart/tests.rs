//! What the charts of the bundled kit say of clients told as stories.

use jiff::civil::Date;

use super::{MOST, Picture, Shape, pictures};
use crate::card::{ClientKind, Settings};
use crate::comparison::chart::Lens;
use crate::comparison::{Closer, Frame, Sketch};
use crate::profile::story::Shelf;
use crate::script::Script;
use crate::text::LanguageTag;
use crate::value::hours;
use crate::words::Language;

const DAY: &str = "2026-11-21";

/// Own hours from nine to one, and a clock.
fn settings() -> Settings {
    Settings {
        hours: Some(hours::parse("mon-fri 9-13").expect("hours")),
        time_zone: Some("Europe/Rome".to_owned()),
        ..Settings::default()
    }
}

fn ahead_of(zone: &str) -> Option<i32> {
    match zone {
        "Europe/Rome" => Some(0),
        "Europe/London" => Some(-60),
        _ => None,
    }
}

/// Gives the charts of clients told as `NAME: story`.
fn charts(stories: &[(&str, &str)], only: &[&str]) -> Vec<Picture> {
    let shelf = Shelf::bundled();
    let settings = settings();
    let scripts: Vec<&Script> = shelf.scripts.iter().collect();
    let on: Date = DAY.parse().expect("a day");
    let frame = Frame::new(&shelf.definition, &settings, &scripts, on);
    let language = LanguageTag::new("en");
    let clients: Vec<(Sketch, Closer)> = stories
        .iter()
        .map(|(name, text)| {
            let mut story = shelf.story(text);
            story.card.name = (*name).to_owned();
            shelf.on(&story, DAY, |profile| {
                let sketch = Sketch::draw(profile, name, &frame);
                (sketch, Closer::look(profile, &frame, &language))
            })
        })
        .collect();
    let clients: Vec<_> = clients
        .iter()
        .map(|(sketch, closer)| (sketch.facts(), Some(closer)))
        .collect();
    let only: Vec<String> = only.iter().map(|one| (*one).to_owned()).collect();
    let lens = Lens {
        frame: &frame,
        language: Language::En,
        ahead_of: &ahead_of,
    };
    pictures(&clients, &only, &lens)
}

/// Gives the one chart asked for, in words: a line a row, and its notes.
fn said(stories: &[(&str, &str)], id: &str) -> Vec<String> {
    let pictures = charts(stories, &[id]);
    let [picture] = &pictures[..] else {
        panic!("one chart of that name");
    };
    let rows = picture.in_words(Language::En).rows.into_iter();
    rows.map(|row| row.join(" | "))
        .chain(picture.notes.clone())
        .collect()
}

#[test]
fn the_map_places_who_is_known_and_says_why_others_are_not() {
    let stories = [
        (
            "Anna",
            "2026-10-01 intake\n  delegated_before = regular\n  involvement = hands_off",
        ),
        (
            "Bruno",
            "2026-10-01 intake\n  delegated_before = first_time\n  signals = asked_how",
        ),
        (
            "Carla",
            "2026-10-01 intake\n  delegated_before ? declined\n  involvement = hands_on",
        ),
        (
            "Dora",
            "card kind = internal\n2026-10-01 intake\n  involvement = hands_on",
        ),
        (
            "Ezio",
            "2026-10-01 intake\n  delegated_before = regular\n  involvement = hands_off\n  signals = wants_to_see",
        ),
        (
            "Febe",
            "2026-10-01 intake\n  delegated_before = regular\n  involvement = hands_off",
        ),
    ];
    assert_eq!(
        said(&stories, "map"),
        [
            "Hands it over | Delegates regularly | 2 | Anna, Febe",
            "To clarify |  | 1 | Ezio",
            "Not asked of them |  | 1 | Dora",
            "Would rather not say |  | 1 | Carla",
            "Still to ask |  | 1 | Bruno",
        ]
    );
}

#[test]
fn the_load_tells_guesses_and_what_passes_and_has_a_total() {
    let stories = [
        ("Anna", "2026-10-01 intake\n  update_cadence = daily"),
        ("Bruno", ""),
        (
            "Carla",
            "2026-10-01 intake\n  update_cadence = weekly\n\
             2026-11-10 special-period\n  sp_cadence = problems_only\n  sp_until = 2026-12-05\n  sp_note_ok = yes",
        ),
    ];
    let pictures = charts(&stories, &["load"]);
    assert_eq!(
        said(&stories, "load"),
        [
            "Anna | 5 | ",
            "Bruno | 1 | a guess: not known yet",
            "Carla | 0.25 | for a while",
            "In all | 6.25 | for a while: 0.25; guessed: 1",
        ]
    );
    let Shape::Bars(bars) = &pictures[0].shape else {
        panic!("bars");
    };
    let total = bars.total.expect("a load adds up");
    assert_eq!(
        total.in_words(Language::En),
        "In all: 6.25 (for a while: 0.25; guessed: 1)"
    );
}

#[test]
fn many_clients_are_counted_by_value() {
    let story = "2026-10-01 intake\n  update_cadence = daily";
    let many: Vec<(&str, &str)> = (0..=MOST)
        .map(|at| ("Anna", if at < 3 { "" } else { story }))
        .collect();
    assert_eq!(
        said(&many, "load"),
        [
            "5 | 58".to_owned(),
            "1 | 3".to_owned(),
            "Many clients: counted by value, not one by one.".to_owned(),
            "In all: 293 (guessed: 3)".to_owned(),
        ]
    );
    let Shape::Map(map) = &charts(&many, &["map"])[0].shape else {
        panic!("a map");
    };
    assert!(map.is_lettered, "nobody stands on it");
    assert_eq!(
        said(&many[..MOST], "load").len(),
        MOST + 1,
        "few enough for a bar each, and the total"
    );
}

#[test]
fn hours_are_counted_on_our_own_clock_where_all_of_the_hour_fits() {
    let stories = [
        ("Anna", "2026-10-01 intake\n  contact_hours = mon 8:30-11"),
        (
            "Bruno",
            "card time_zone = Europe/London\n2026-10-01 intake\n  contact_hours = mon 9-11",
        ),
        (
            "Carla",
            "card time_zone = Nowhere/Else\n2026-10-01 intake\n  contact_hours = sat 20-21",
        ),
        ("Dora", ""),
    ];
    let said = said(&stories, "hours");
    assert_eq!(
        said[..3],
        [
            "Monday | 09:00–10:00 | 1 (in your hours)",
            "Monday | 10:00–11:00 | 2 (in your hours)",
            "Monday | 11:00–12:00 | 1 (in your hours)",
        ]
    );
    assert_eq!(
        said[said.len() - 3..],
        [
            "Saturday | 20:00–21:00 | 1",
            "Clients of whom it is known: 3 of 4.",
            "Time zone not known, hours taken as yours: Carla.",
        ]
    );
}

#[test]
fn channels_are_counted_first_and_any() {
    let stories = [
        ("Anna", "2026-10-01 intake\n  channels = email, phone"),
        ("Bruno", "2026-10-01 intake\n  channels = phone"),
        ("Carla", ""),
    ];
    let said = said(&stories, "channels");
    assert_eq!(
        said[..2],
        ["Phone | 1 | 2 | Anna, Bruno", "Email | 1 | 1 | Anna"]
    );
    assert_eq!(said[7], "Clients of whom it is known: 2 of 3.");
}

#[test]
fn fit_over_time_is_the_purpose_that_weighs_most_each_time() {
    let stories = [
        (
            "Anna",
            "2026-10-01 check-in\n  ci_purpose_1 = Calendar\n  ci_fit_1 = met\n  ci_purpose_2 = Invoices\n  ci_fit_2 = partly\n\
             2026-11-01 check-in\n  ci_purpose_1 = Calendar\n  ci_fit_1 = exceeded",
        ),
        ("Bruno", ""),
    ];
    assert_eq!(
        said(&stories, "fit_over_time"),
        [
            "Anna | 1 October 2026 | Only partly | Invoices",
            "Anna | 1 November 2026 | Better than expected | Calendar",
            "Clients of whom it is known: 1 of 2.",
            "One dot per conversation: the purpose that weighs most, that is the one least well met.",
        ]
    );
    assert_eq!(
        said(&stories, "purposes"),
        [
            "Met | 1 | Anna",
            "With reservations | 0 | ",
            "Unmet | 0 | ",
            "1 in all; clients: 1 of 2.",
        ]
    );
}

#[test]
fn completeness_and_counts_say_of_how_many() {
    let stories = [
        (
            "Anna",
            "2026-10-01 intake\n  delegated_before = regular\n  past_problems = delays, costs\n  involvement = hands_on",
        ),
        (
            "Bruno",
            "2026-10-01 intake\n  delegated_before = regular\n  past_problems = costs",
        ),
    ];
    assert_eq!(
        said(&stories, "completeness"),
        ["Anna | 2 of 10 | ", "Bruno | 1 of 10 | "]
    );
    let problems = said(&stories, "past_problems");
    assert_eq!(
        (problems[0].as_str(), problems[1].as_str()),
        (
            "Unclear or higher-than-expected costs | 2 | Anna, Bruno",
            "Delays | 1 | Anna"
        )
    );
}

#[test]
fn what_is_coming_stops_where_the_definition_says() {
    let stories = [
        ("Anna", "2026-11-01 check-in\n  ci_next = 2026-12-21"),
        ("Bruno", "2026-11-01 check-in\n  ci_next = 2026-12-22"),
        ("Carla", "2026-11-01 check-in\n  ci_next = 2026-11-21"),
    ];
    assert_eq!(
        said(&stories, "coming_up"),
        [
            "21 November 2026 | Carla | Next check-in",
            "21 December 2026 | Anna | Next check-in",
        ]
    );
    assert_eq!(
        said(&[("Anna", "")], "coming_up"),
        ["No dates in the next 30 days."]
    );
}

#[test]
fn a_colleague_is_a_client_like_any_other() {
    let kind = ClientKind::Internal.name();
    let story = format!("card kind = {kind}\n2026-10-01 intake\n  channels = email");
    let said = said(&[("Dora", story.as_str())], "channels");
    assert_eq!(said[0], "Email | 1 | 1 | Dora");
}
