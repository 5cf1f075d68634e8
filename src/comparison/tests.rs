//! What a comparison promises, over clients told as stories.

use jiff::civil::Date;

use super::*;
use crate::card::Settings;
use crate::profile::story::{Shelf, Story};
use crate::text::LanguageTag;

/// A day of reading.
const DAY: &str = "2026-11-21";

/// The bundled kit with what a comparison needs of it.
struct Desk {
    shelf: Shelf,
    settings: Settings,
}

impl Desk {
    fn new() -> Self {
        Desk {
            shelf: Shelf::bundled(),
            settings: Settings::default(),
        }
    }

    fn frame(&self) -> Frame<'_> {
        let scripts: Vec<&Script> = self.shelf.scripts.iter().collect();
        let on: Date = DAY.parse().expect("a day");
        Frame::new(&self.shelf.definition, &self.settings, &scripts, on)
    }

    fn story(&self, name: &str, text: &str) -> Story {
        let mut story = self.shelf.story(text);
        story.card.name = name.to_owned();
        story
    }

    fn sketch(&self, name: &str, text: &str) -> Sketch {
        let story = self.story(name, text);
        let id = name.to_lowercase();
        self.shelf.on(&story, DAY, |profile| {
            Sketch::draw(profile, &id, &self.frame())
        })
    }

    fn closer(&self, text: &str) -> Closer {
        let story = self.story("Anna", text);
        let language = LanguageTag::new("en");
        self.shelf.on(&story, DAY, |profile| {
            Closer::look(profile, &self.frame(), &language)
        })
    }
}

fn words(frame: &Frame<'_>, facts: &Facts<'_>, field: &str) -> String {
    let field = Field::by_name(field, frame).expect("a field");
    let shown = field.shown(facts, frame, crate::words::Language::En);
    let mark = shown
        .mark
        .map_or(String::new(), |mark| mark.sign().to_string());
    format!("{}{mark}", shown.words)
}

const ANNA: &str = "
2026-10-01 intake
  delegated_before = first_time
  involvement = hands_off
  update_cadence = weekly
  authority = approve
  channels = phone, email
  contact_hours = mon-fri 9-13, 14-18
  always_ask = money, dates
  decision_style ? declined
  need = some words
2026-11-01 check-in
  ci_purpose_1 = less email
  ci_fit_1 = mostly
  ci_next = 2026-12-01
";

#[test]
fn a_sketch_says_of_each_field_what_the_profile_says() {
    let desk = Desk::new();
    let frame = desk.frame();
    let sketch = desk.sketch("Anna", ANNA);
    let facts = sketch.facts();
    for (field, said) in [
        ("delegation_experience", "First time"),
        ("involvement", "Hands it over"),
        ("update_cadence", "Once a week"),
        ("channels.first", "Phone"),
        ("channels", "Phone and email"),
        (
            "contact_hours",
            "Monday to Friday, 9:00-13:00 and 14:00-18:00",
        ),
        ("method_in_mind", "?"),
        ("weekly_touches", "1"),
        ("satisfaction", "With reservations"),
        ("fit", "Well, with some reservations"),
        ("need", "yes"),
        ("attention", "Keep an eye"),
        ("completeness", "6 of 10"),
        ("interviews.check-in", "1 November 2026"),
        ("next", "1 December 2026: next check-in"),
    ] {
        assert_eq!(words(&frame, &facts, field), said, "{field}");
    }
}

#[test]
fn what_was_kept_is_read_again_and_what_is_damaged_is_refused() {
    let desk = Desk::new();
    let frame = desk.frame();
    let sketch = desk.sketch("Anna", ANNA);
    let bytes = sketch.as_bytes();
    assert_eq!(Sketch::from_bytes(bytes, &frame).as_ref(), Some(&sketch));
    for end in 0..bytes.len() {
        assert_eq!(Sketch::from_bytes(&bytes[..end], &frame), None, "{end}");
    }
    let mut newer = bytes.to_vec();
    newer[0] = Sketch::FORM + 1;
    assert_eq!(Sketch::from_bytes(&newer, &frame), None);
    // Whatever the bytes are, what is taken can be read without a fall.
    for at in 0..bytes.len() {
        for mask in [0x01, 0x80, 0xff] {
            let mut broken = bytes.to_vec();
            broken[at] ^= mask;
            if let Some(sketch) = Sketch::from_bytes(&broken, &frame) {
                let facts = sketch.facts();
                for of in 0..frame.definition.traits.len() {
                    Field::Trait(of).shown(&facts, &frame, crate::words::Language::It);
                }
                Field::Next.shown(&facts, &frame, crate::words::Language::It);
                facts.open_points();
            }
        }
    }
}

#[test]
fn a_sketch_is_small() {
    let size = Desk::new().sketch("Anna", ANNA).as_bytes().len();
    assert!(size <= 600, "{size}");
}

#[test]
fn nothing_that_comes_from_a_sealed_answer_is_in_a_sketch() {
    let desk = Desk::new();
    let frame = desk.frame();
    let sketch = desk.sketch(
        "Anna",
        "
2026-11-15 special-period
  sp_source = told
  sp_nature = personal
  sp_openness = gladly
",
    );
    let facts = sketch.facts();
    assert_eq!(words(&frame, &facts, "special_period"), "?");
    assert_eq!(words(&frame, &facts, "hard_times_approach"), "?");
    // That somebody is to be looked after may be seen, why not.
    assert_eq!(words(&frame, &facts, "attention"), "Keep an eye");
}

#[test]
fn an_internal_client_has_no_group_and_that_is_not_a_gap() {
    let desk = Desk::new();
    let frame = desk.frame();
    let sketch = desk.sketch("Anna", "card kind = internal");
    assert_eq!(words(&frame, &sketch.facts(), "style_group"), "");
    let external = desk.sketch("Anna", "");
    assert_ne!(words(&frame, &external.facts(), "style_group"), "");
}

#[test]
fn a_closer_look_gives_the_past_and_what_is_gathered() {
    let desk = Desk::new();
    let closer = desk.closer(
        "
2026-09-01 check-in
  ci_purpose_1 = less email
  ci_fit_1 = partly
  ci_keep = the Monday list
2026-11-01 check-in
  ci_purpose_1 = less email
  ci_fit_1 = met
",
    );
    let (_, fit) = desk
        .shelf
        .definition
        .find_trait("fit")
        .map(|(at, _)| ((), at))
        .expect("fit");
    let past = closer
        .past
        .iter()
        .find(|past| past.of == fit)
        .expect("the past");
    let levels: Vec<usize> = past.measures.iter().map(|measure| measure.level).collect();
    assert_eq!(levels, [2, 4]);
    assert_eq!(past.measures[0].about.as_deref(), Some("less email"));
    assert_eq!(closer.gathered.len(), 1);
    assert_eq!(closer.gathered[0].words, "the Monday list");
}
