//! What a comparison promises, over clients told as stories.

use jiff::civil::Date;

use super::*;
use crate::card::Settings;
use crate::profile::story::{Shelf, Story};
use crate::text::LanguageTag;
use crate::value::Weekday;

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
        ("interviews.check-in", "1\u{a0}Nov"),
        ("next", "1\u{a0}Dec: next check-in"),
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

/// A comparison of several stories, in the order given.
fn compare<'d>(desk: &'d Desk, clients: &[(&str, &str)]) -> Comparison<'d> {
    let sketches = clients.iter().map(|(name, text)| desk.sketch(name, text));
    Comparison {
        sketches: sketches.collect(),
        frame: desk.frame(),
    }
}

const EN: crate::words::Language = crate::words::Language::En;

/// The names a filter means.
fn meant(comparison: &Comparison<'_>, filter: &str) -> String {
    let filter = Filter::parse(filter, &comparison.frame, EN).expect(filter);
    let names = comparison.sketches.iter().map(|sketch| sketch.facts());
    let meant = names
        .filter(|facts| filter.holds(facts))
        .map(|facts| facts.name.to_owned());
    meant.collect::<Vec<_>>().join(" ")
}

fn names(comparison: &Comparison<'_>) -> String {
    let names = comparison
        .sketches
        .iter()
        .map(|sketch| sketch.facts().name.to_owned());
    names.collect::<Vec<_>>().join(" ")
}

/// Four clients who differ in what filters can ask.
fn four(desk: &Desk) -> Comparison<'_> {
    compare(
        desk,
        &[
            (
                "Ada",
                "2026-11-01 intake\n  involvement = hands_off\n  channels = phone, email\n  update_cadence = daily",
            ),
            (
                "Bea",
                "2026-11-01 intake\n  involvement = hands_off\n  channels = email\n  signals = wants_to_see\n  success_3m = a clear week\n  first_result = 2026-12-01",
            ),
            (
                "Cleo",
                "2026-11-01 intake\n  involvement = collaborative\n  past_problems = none\n  delegated_before = seasoned",
            ),
            (
                "Dina",
                "card kind = internal\n2026-11-01 intake\n  contact_hours = mon-fri 9-13",
            ),
        ],
    )
}

#[test]
fn a_filter_means_what_is_known_and_only_a_question_mark_means_what_is_not() {
    let desk = Desk::new();
    let comparison = four(&desk);
    for (filter, expected) in [
        ("involvement=hands_off", "Ada Bea"),
        ("involvement!=hands_off", "Cleo"),
        ("involvement=hands_off,collaborative", "Ada Bea Cleo"),
        ("involvement>=key_points", "Cleo"),
        ("involvement<=key_points", "Ada Bea"),
        ("involvement=?", "Dina"),
        ("involvement!=?", "Ada Bea Cleo"),
        ("involvement=!", "Bea"),
        // Labels in any language, of the trait, of its column, of its levels.
        (
            "Coinvolgimento desiderato = affida e non vuole pensarci",
            "Ada Bea",
        ),
        ("involvement=Works alongside us", "Cleo"),
        ("channels=email", "Ada Bea"),
        ("channels.first=email", "Bea"),
        ("Canali preferiti=telefono", "Ada"),
        // An empty set is known, and holds nothing.
        ("past_problems=delays", ""),
        ("past_problems!=delays", "Cleo"),
        ("past_problems=?", "Ada Bea Dina"),
        ("client.kind=internal", "Dina"),
        ("client.kind=esterno", "Ada Bea Cleo"),
        // A guess is not known.
        ("weekly_touches=1", ""),
        ("weekly_touches>=5", "Ada"),
        ("weekly_touches=?", "Bea Cleo Dina"),
        ("contact_hours!=?", "Dina"),
        ("next<=1 december 2026", "Bea Ada"),
        ("next=?", ""),
        ("completeness>=3", "Ada Bea"),
        // A group that does not exist for a client is neither known nor unknown.
        ("style=?", ""),
        ("style=side_by_side", "Cleo"),
        ("style!=side_by_side", "Ada Bea"),
    ] {
        let mut expected: Vec<&str> = expected.split_whitespace().collect();
        expected.sort_unstable();
        assert_eq!(meant(&comparison, filter), expected.join(" "), "{filter}");
    }
}

#[test]
fn what_is_wrong_with_a_filter_says_what_was_meant() {
    let desk = Desk::new();
    let frame = desk.frame();
    for (filter, message, help) in [
        (
            "involvment=x",
            "`involvment` is neither a trait nor another column",
            "did you mean `involvement`?",
        ),
        (
            "involvement=hands_of",
            "`hands_of` is no level of `involvement`",
            "did you mean `hands_off`?",
        ),
        (
            "decision_style>=quick",
            "`decision_style` has no order",
            "use = or !=",
        ),
        (
            "involvement",
            "`involvement` compares nothing",
            "the form is",
        ),
        (
            "involvement=",
            "the value to compare with is missing",
            "the form is",
        ),
        (
            "need=posta",
            "of `need` one can ask only whether it is known (`!=?`) or not (`=?`)",
            "",
        ),
        (
            "client.kind=friend",
            "`friend` is no kind of client",
            "the kinds are",
        ),
        (
            "Decisioni=propose",
            "`Decisioni` may be more than one thing",
            "type one of these: `decisions`, `authority`",
        ),
    ] {
        let fault = Filter::parse(filter, &frame, EN).expect_err(filter);
        assert_eq!(fault.message.en, message, "{filter}");
        let said = fault
            .help
            .map_or(String::new(), |help| help.en.into_owned());
        assert!(said.contains(help), "{filter}: {said}");
    }
}

#[test]
fn who_needs_attention_stands_first_and_what_is_not_known_last() {
    let desk = Desk::new();
    let mut comparison = compare(
        &desk,
        &[
            ("Calm Zoe", "2026-11-01 intake\n  involvement = hands_off"),
            ("Nobody", ""),
            (
                "Calm Al",
                "2026-11-01 intake\n  involvement = collaborative",
            ),
            (
                "Act",
                "2026-11-01 check-in\n  ci_purpose_1 = a\n  ci_fit_1 = little",
            ),
        ],
    );
    comparison.sort(&Order::of_layout(&comparison.frame));
    assert_eq!(names(&comparison), "Act Calm Zoe Calm Al Nobody");
    let sorted = |comparison: &mut Comparison<'_>, typed: &str| {
        let order = Order::parse(typed, &comparison.frame).expect("an order");
        comparison.sort(&order);
        names(comparison)
    };
    assert_eq!(
        sorted(&mut comparison, "client.name"),
        "Act Calm Al Calm Zoe Nobody"
    );
    assert_eq!(
        sorted(&mut comparison, "client.name:desc"),
        "Nobody Calm Zoe Calm Al Act"
    );
    // What is not known stands last both ways.
    assert_eq!(
        sorted(&mut comparison, "involvement"),
        "Calm Zoe Calm Al Act Nobody"
    );
    assert_eq!(
        sorted(&mut comparison, "involvement:desc"),
        "Calm Al Calm Zoe Act Nobody"
    );
    assert!(Order::parse("involvement:up", &comparison.frame).is_err());
}

fn grouped(comparison: &Comparison<'_>, field: &str) -> String {
    let field = comparison.frame.field(field).expect("a field");
    let groups = comparison.groups(field).expect("groups");
    let groups = groups.iter().map(|group| {
        let name = comparison.group_name(field, group.what, EN);
        let members = group
            .members
            .iter()
            .map(|at| comparison.sketches[*at].facts().name.to_owned());
        format!("{name}: {}", members.collect::<Vec<_>>().join(" "))
    });
    groups.collect::<Vec<_>>().join("; ")
}

#[test]
fn groups_count_everybody_and_tell_unknown_from_nothing_and_from_not_concerned() {
    let desk = Desk::new();
    let comparison = four(&desk);
    assert_eq!(
        grouped(&comparison, "rhythm"),
        "Intense (more than weekly): Ada; Not known yet: Bea Cleo Dina"
    );
    assert_eq!(
        grouped(&comparison, "style"),
        "At the wheel together: Cleo; To clarify: Ada Bea; Does not concern them: Dina"
    );
    assert_eq!(
        grouped(&comparison, "channels"),
        "Email: Ada Bea; Phone: Ada; Not known yet: Cleo Dina"
    );
    assert_eq!(
        grouped(&comparison, "past_problems"),
        "nothing: Cleo; Not known yet: Ada Bea Dina"
    );
    assert_eq!(
        grouped(&comparison, "client.kind"),
        "External: Ada Bea Cleo; Internal: Dina"
    );
    assert!(comparison.groups(Field::Next).is_err());
    // Every grouping of the kit has a trait with levels.
    for grouping in &comparison.frame.definition.comparison.groupings {
        let field = comparison
            .frame
            .field(grouping.id.as_str())
            .expect("a field");
        assert!(comparison.groups(field).is_ok(), "{}", grouping.id);
    }
}

fn beside(desk: &Desk, clients: &[(&str, &str)]) -> Vec<(String, Verdict, bool)> {
    let language = LanguageTag::new("en");
    let accounts = clients.iter().map(|(day, text)| {
        let story = desk.story("Anna", text);
        desk.shelf.on(&story, day, |profile| {
            Account::tell(profile, "anna", &desk.frame(), &language)
        })
    });
    let beside = Beside::put(accounts.collect(), &desk.frame());
    let id = |of: usize| desk.shelf.definition.traits[of].id.to_string();
    let rows = beside.rows.iter();
    rows.map(|row| (id(row.of), row.verdict, row.is_other_wording))
        .collect()
}

fn verdict_of(rows: &[(String, Verdict, bool)], id: &str) -> Option<Verdict> {
    rows.iter()
        .find(|(own, _, _)| own == id)
        .map(|(_, verdict, _)| *verdict)
}

#[test]
fn a_different_answer_is_told_from_all_that_only_looks_like_one() {
    let desk = Desk::new();
    let rows = beside(
        &desk,
        &[
            (
                DAY,
                "2026-11-01 intake\n  delegated_before = first_time\n  involvement = hands_off\n  authority = propose\n  decision_style ? declined\n  channels = phone\n  urgent_channel = phone\n  need = this",
            ),
            (
                DAY,
                "2026-11-01 intake\n  delegated_before = first_time\n  involvement = hands_off\n  authority ? dont_know\n  decision_style = quick\n  channels = email\n  need = that\n  signals = wants_to_see",
            ),
        ],
    );
    assert_eq!(
        verdict_of(&rows, "delegation_experience"),
        Some(Verdict::Shared)
    );
    assert_eq!(verdict_of(&rows, "channels"), Some(Verdict::Different));
    // The same words with other signals are no different answer, nor the same.
    assert_eq!(verdict_of(&rows, "involvement"), Some(Verdict::Unclear));
    assert_eq!(verdict_of(&rows, "authority"), Some(Verdict::Unclear));
    assert_eq!(verdict_of(&rows, "decision_style"), Some(Verdict::Unclear));
    assert_eq!(verdict_of(&rows, "urgent_channel"), Some(Verdict::Unclear));
    assert_eq!(verdict_of(&rows, "need"), Some(Verdict::Words));
    // Nothing is said of what is known of nobody.
    assert_eq!(verdict_of(&rows, "method_in_mind"), None);
    let order: Vec<Verdict> = rows.iter().map(|(_, verdict, _)| *verdict).collect();
    assert!(order.is_sorted());
}

#[test]
fn why_something_is_missing_is_told() {
    let desk = Desk::new();
    let story = desk.story(
        "Anna",
        "
2026-11-01 intake
  authority ? dont_know
  decision_style ? declined
  update_cadence ? later
2026-11-15 special-period
  sp_source = told
  sp_nature = personal
",
    );
    let frame = desk.frame();
    let language = LanguageTag::new("en");
    let account = desk.shelf.on(&story, DAY, |profile| {
        Account::tell(profile, "anna", &frame, &language)
    });
    let lack = |id: &str| {
        let (of, _) = frame.definition.find_trait(id).expect("the trait");
        account.entries[of].lack
    };
    assert_eq!(lack("authority"), Some(Lack::DontKnow));
    assert_eq!(lack("decision_style"), Some(Lack::Declined));
    assert_eq!(lack("update_cadence"), Some(Lack::Later));
    assert_eq!(lack("channels"), Some(Lack::NotAsked));
    assert_eq!(lack("digital_comfort"), Some(Lack::NotNoticed));
    assert_eq!(lack("rhythm"), Some(Lack::NotWorkedOut));
    assert_eq!(lack("special_period"), Some(Lack::Sealed));
}

#[test]
fn one_client_at_two_days_shows_what_changed() {
    let desk = Desk::new();
    let story = "
2026-06-01 intake
  update_cadence = daily
  involvement = hands_on
2026-10-01 check-in
  ci_updates = too_many
  update_cadence = weekly
";
    let rows = beside(&desk, &[("2026-06-15", story), (DAY, story)]);
    assert_eq!(
        verdict_of(&rows, "update_cadence"),
        Some(Verdict::Different)
    );
    assert_eq!(verdict_of(&rows, "involvement"), Some(Verdict::Shared));
}

/// A small kit whose question can be asked in other words.
fn worded(ask: &str) -> Shelf {
    Shelf::of(
        "[[trait]]\nid = \"pace\"\nkind = \"ordered\"\nlabel = \"Pace\"\nlevels = [{ id = \"slow\", label = \"Slow\" }, { id = \"fast\", label = \"Fast\" }]\n",
        &[(
            "talk",
            &format!(
                "[[section.question]]\nid = \"pace\"\nkind = \"choice\"\nfeeds = \"pace\"\nask = \"{ask}\"\noptions = [{{ id = \"slow\", label = \"Slow\" }}, {{ id = \"fast\", label = \"Fast\" }}]\n"
            ),
        )],
    )
}

#[test]
fn the_same_answer_to_other_words_is_told_apart() {
    let settings = Settings::default();
    let language = LanguageTag::new("en");
    let account = |ask: &str| {
        let shelf = worded(ask);
        let scripts: Vec<&Script> = shelf.scripts.iter().collect();
        let on = DAY.parse().expect("a day");
        let frame = Frame::new(&shelf.definition, &settings, &scripts, on);
        let story = shelf.story("2026-10-01 talk\n  pace = slow");
        shelf.on(&story, DAY, |profile| {
            Account::tell(profile, "a", &frame, &language)
        })
    };
    let shelf = worded("How fast?");
    let scripts: Vec<&Script> = shelf.scripts.iter().collect();
    let frame = Frame::new(
        &shelf.definition,
        &settings,
        &scripts,
        DAY.parse().expect("a day"),
    );
    let row = |first: &str, second: &str| {
        let beside = Beside::put(vec![account(first), account(second)], &frame);
        (beside.rows[0].verdict, beside.rows[0].is_other_wording)
    };
    assert_eq!(row("How fast?", "How fast?"), (Verdict::Shared, false));
    assert_eq!(row("How fast?", "How quickly?"), (Verdict::Shared, true));
}

fn near_to(comparison: &Comparison<'_>) -> Vec<(String, f64, usize, usize)> {
    let near = comparison.nearest(0).into_iter().map(|near| {
        let name = comparison.sketches[near.at].facts().name.to_owned();
        let distance = near.distance.distance.unwrap_or(-1.0);
        (name, distance, near.distance.parts.len(), near.distance.of)
    });
    near.collect()
}

#[test]
fn a_distance_is_the_mean_over_what_is_known_of_both() {
    let desk = Desk::new();
    let own = "2026-11-01 intake\n  involvement = hands_off\n  authority = free_hand\n  decision_style = quick\n  always_ask = money, dates\n  channels = phone, email\n  contact_hours = mon 9-13";
    let other = "2026-11-01 intake\n  involvement = collaborative\n  authority ? dont_know\n  decision_style = time\n  always_ask = money\n  channels = email, phone\n  contact_hours = mon 9-11";
    let comparison = compare(
        &desk,
        &[("Own", own), ("Other", other), ("Same", own), ("Empty", "")],
    );
    let near = near_to(&comparison);
    assert_eq!(near[0], ("Same".to_owned(), 0.0, 6, 6));
    // Ordered 2/3, category 1, set 1/2, ranking 1 - 1/2, hours 1/2; what is not known takes no part.
    let mean = (2.0 / 3.0 + 1.0 + 0.5 + (1.0 - (0.5 + 0.5) / (1.0 + 1.0)) + 0.5) / 5.0;
    assert_eq!((near[1].0.as_str(), near[1].2, near[1].3), ("Other", 5, 6));
    assert!((near[1].1 - mean).abs() < 1e-12, "{} {mean}", near[1].1);
    // Nobody is alike for want of knowing.
    assert_eq!(near[2], ("Empty".to_owned(), -1.0, 0, 6));
}

#[test]
fn who_shares_one_known_trait_is_not_nearest() {
    let desk = Desk::new();
    let own = "2026-11-01 intake\n  involvement = hands_off\n  authority = free_hand\n  decision_style = quick\n  method = open";
    let close = "2026-11-01 intake\n  involvement = key_points\n  authority = free_hand\n  decision_style = quick\n  method = open";
    let little = "2026-11-01 intake\n  involvement = hands_off";
    let comparison = compare(&desk, &[("Own", own), ("Little", little), ("Close", close)]);
    let near = comparison.nearest(0);
    let order: Vec<bool> = near.iter().map(|near| near.distance.is_enough()).collect();
    assert_eq!(order, [true, false]);
    assert_eq!(near[0].at, 2);
}

#[test]
fn the_week_is_on_ones_own_clock_and_guesses_are_marked() {
    let desk = Desk {
        settings: Settings {
            hours: Some(crate::value::hours::parse("mon 9-11").expect("hours")),
            ..Settings::default()
        },
        ..Desk::new()
    };
    let comparison = compare(
        &desk,
        &[
            (
                "Here",
                "2026-11-01 intake\n  contact_hours = mon 9-10:30\n  update_cadence = daily",
            ),
            (
                "East",
                "2026-11-01 intake\n  contact_hours = mon 0-2 Asia/Tokyo",
            ),
            ("None", "2026-11-01 intake\n  contact_hours ? dont_know"),
        ],
    );
    let week = comparison.week(&|zone| (zone == "Asia/Tokyo").then_some(60));
    assert_eq!(week.of, 2);
    let slot = |day, hour| (week.slot(day, hour).clients, week.slot(day, hour).is_own);
    assert_eq!(slot(Weekday::Mon, 9), (1, true));
    // Half an hour is no hour.
    assert_eq!(slot(Weekday::Mon, 10), (0, true));
    // One hour ahead: midnight there is the evening before here.
    assert_eq!(slot(Weekday::Sun, 23), (1, false));
    assert_eq!(slot(Weekday::Mon, 0), (1, false));
    let loads = comparison.loads();
    assert_eq!((loads[0].contacts, loads[0].mark), (Some(5.0), None));
    assert_eq!(
        (loads[1].contacts, loads[1].mark),
        (Some(1.0), Some(Mark::Guess))
    );
    let total = Total::of(&loads);
    assert_eq!((total.contacts, total.guessed), (7.0, 2));
}

#[test]
fn what_several_clients_share_is_what_repeats() {
    let desk = Desk::new();
    let comparison = compare(
        &desk,
        &[
            ("A", "2026-11-01 intake\n  past_problems = delays, costs"),
            ("B", "2026-11-01 intake\n  past_problems = delays"),
            ("C", "2026-11-01 intake\n  past_problems = none"),
            ("D", ""),
        ],
    );
    let repeated = comparison.repeated();
    assert_eq!(repeated.len(), 1);
    assert_eq!(
        (repeated[0].members.as_slice(), repeated[0].asked),
        (&[0, 1][..], 3)
    );
}

#[test]
fn purposes_are_counted_and_of_how_many_clients_is_said() {
    let desk = Desk::new();
    let comparison = compare(
        &desk,
        &[
            (
                "A",
                "2026-11-01 check-in\n  ci_purpose_1 = a\n  ci_fit_1 = met\n  ci_more_1 = yes\n  ci_purpose_2 = b\n  ci_fit_2 = mostly",
            ),
            (
                "B",
                "2026-11-01 check-in\n  ci_purpose_1 = a\n  ci_fit_1 = exceeded",
            ),
            (
                "C",
                "2026-11-01 check-in\n  ci_purpose_1 = a\n  ci_fit_1 = little",
            ),
            ("D", ""),
        ],
    );
    let fits = comparison.fits();
    let words = |language| fits[0].words(language).expect("words");
    assert_eq!(
        words(EN),
        "4 purposes: 2 met, 1 with reservations, 1 unmet · 3 of 4 clients"
    );
    assert_eq!(
        words(crate::words::Language::It),
        "4 scopi: 2 raggiunti, 1 con riserve, 1 non raggiunto · 3 clienti su 4"
    );
}
