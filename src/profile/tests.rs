//! Profiles as text: a definition, scripts, what was answered when; and what follows.

use super::story::Shelf;
use super::{Basis, Profile, TraitValue};
use crate::text::LanguageTag;

fn raw(value: &TraitValue) -> String {
    match value {
        TraitValue::Level(id) => id.to_string(),
        TraitValue::Items(ids) => {
            let ids: Vec<&str> = ids.iter().map(crate::text::Id::as_str).collect();
            format!("[{}]", ids.join(" "))
        }
        TraitValue::Text(text) => format!("{:?}", text.joined),
        TraitValue::Number(number) => number.to_string(),
        TraitValue::Date(day) => day.to_string(),
        TraitValue::Hours(hours) => hours.to_string(),
        TraitValue::Rows(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| {
                    let cells: Vec<String> = row
                        .cells
                        .iter()
                        .map(|(id, cell)| format!("{id}={:?}", cell.value))
                        .collect();
                    cells.join(",")
                })
                .collect();
            format!("{{{}}}", rows.join("; "))
        }
    }
}

/// Writes every trait that exists, one a line.
fn traits(profile: &Profile<'_>) -> String {
    let english = LanguageTag::new("en");
    let told = profile.told(&english);
    let mut text = String::new();
    for (one, standing) in profile.traits().filter(|(_, standing)| standing.exists) {
        if standing.basis == Basis::Unknown && standing.value.is_none() {
            text.push_str(&format!("{}: unknown\n", one.id));
            continue;
        }
        let value = standing.value.as_ref().map_or("none".to_owned(), raw);
        text.push_str(&format!("{}: {value} {}", one.id, standing.basis.name()));
        if let Some(since) = standing.since {
            text.push_str(&format!(" since {since}"));
        }
        if let Some(until) = standing.until {
            text.push_str(&format!(" until {until}"));
        }
        if let Some(base) = &standing.base {
            text.push_str(&format!(" base {}", raw(base)));
        }
        for observed in &standing.observed {
            text.push_str(&format!(" saw {}", raw(observed)));
        }
        for was in &standing.was {
            text.push_str(&format!(" was {} until {}", raw(&was.value), was.until));
        }
        text.push('\n');
        for because in told.because(&standing.because) {
            let side = because.side.map_or("-", super::Side::name);
            text.push_str(&format!("  {side}: {}\n", because.text));
        }
    }
    text
}

/// Checks what a story says on a day.
fn check(shelf: &Shelf, story: &str, day: &str, expected: &str) {
    let said = shelf.on(&shelf.story(story), day, traits);
    assert_eq!(
        said.trim(),
        expected.trim(),
        "on {day} the story says:\n{said}"
    );
}

/// An ordered trait with a client question, a temporary one and signals.
fn pace() -> Shelf {
    Shelf::of(
        r#"
[[trait]]
id = "pace"
kind = "ordered"
label = "Pace"
levels = [
  { id = "one", label = "One" }, { id = "two", label = "Two" },
  { id = "three", label = "Three" }, { id = "four", label = "Four" },
]
"#,
        &[(
            "talk",
            r#"
[[section.question]]
id = "pace"
kind = "choice"
name = "Pace"
ask = "Which pace?"
feeds = "pace"
options = [
  { id = "one", label = "First" }, { id = "two", label = "Second" },
  { id = "three", label = "Third" }, { id = "four", label = "Fourth" },
]
[[section.question]]
id = "now"
kind = "choice"
name = "Pace for now"
ask = "Which pace for now?"
feeds = "pace"
until = { question = "now_until", else_days = 14 }
options = [
  { id = "one", label = "First" }, { id = "two", label = "Second" },
  { id = "three", label = "Third" }, { id = "four", label = "Fourth" },
]
[[section.question]]
id = "now_until"
kind = "date"
ask = "Until when?"
[[section.question]]
id = "signals"
kind = "choices"
name = "Signals"
voice = "private"
visibility = "internal"
ask = "What did you notice?"
options = [
  { id = "slow", label = "Slow", shows = { pace = "one" } },
  { id = "steady", label = "Steady", shows = { pace = "two" } },
  { id = "fast", label = "Fast", shows = { pace = "four" } },
  { id = "none", label = "Nothing", exclusive = true },
]
"#,
        )],
    )
}

#[test]
fn nothing_is_known_before_the_first_interview() {
    check(
        &pace(),
        "2026-10-02 talk\n  pace = two",
        "2026-10-01",
        "pace: unknown",
    );
}

#[test]
fn words_alone_are_stated_and_signals_alone_observed() {
    check(
        &pace(),
        "2026-10-01 talk\n  pace = two",
        "2026-10-01",
        "
pace: two stated since 2026-10-01
  stated: Pace: “Second” (1 October 2026).
",
    );
    check(
        &pace(),
        "2026-10-01 talk\n  signals = fast",
        "2026-10-01",
        "
pace: four observed since 2026-10-01 saw four
  observed: Signals: “Fast” (1 October 2026).
",
    );
}

#[test]
fn neighbours_confirm_and_two_levels_apart_are_mixed() {
    check(
        &pace(),
        "2026-10-01 talk\n  pace = three\n  signals = fast",
        "2026-10-01",
        "
pace: three confirmed since 2026-10-01 saw four
  stated: Pace: “Third” (1 October 2026).
  observed: Signals: “Fast” (1 October 2026).
",
    );
    check(
        &pace(),
        "2026-10-01 talk\n  pace = two\n  signals = fast",
        "2026-10-01",
        "
pace: two mixed since 2026-10-01 saw four
  stated: Pace: “Second” (1 October 2026).
  observed: Signals: “Fast” (1 October 2026).
",
    );
}

#[test]
fn signals_that_contradict_each_other_are_mixed_without_a_value() {
    check(
        &pace(),
        "2026-10-01 talk\n  signals = slow, fast",
        "2026-10-01",
        "
pace: none mixed since 2026-10-01 saw one saw four
  observed: Signals: “Slow; Fast” (1 October 2026).
",
    );
}

#[test]
fn of_two_neighbouring_signals_the_lower_counts() {
    check(
        &pace(),
        "2026-10-01 talk\n  signals = steady, slow",
        "2026-10-01",
        "
pace: one observed since 2026-10-01 saw two saw one
  observed: Signals: “Steady; Slow” (1 October 2026).
",
    );
}

#[test]
fn asking_again_settles_a_contradiction() {
    check(
        &pace(),
        "2026-10-01 talk\n  pace = one\n  signals = fast\n2026-10-05 talk\n  pace = one",
        "2026-10-05",
        "
pace: one stated since 2026-10-01
  stated: Pace: “First” (5 October 2026).
",
    );
}

#[test]
fn a_later_signal_stands_beside_an_earlier_statement() {
    check(
        &pace(),
        "2026-10-01 talk\n  pace = one\n2026-10-05 talk\n  signals = fast",
        "2026-10-05",
        "
pace: one mixed since 2026-10-01 saw four
  stated: Pace: “First” (1 October 2026).
  observed: Signals: “Fast” (5 October 2026).
",
    );
}

#[test]
fn the_latest_signals_replace_the_earlier_ones() {
    check(
        &pace(),
        "2026-10-01 talk\n  pace = one\n  signals = fast\n2026-10-05 talk\n  signals = none",
        "2026-10-05",
        "
pace: one stated since 2026-10-01
  stated: Pace: “First” (1 October 2026).
",
    );
}

#[test]
fn a_new_statement_replaces_the_old_one_and_keeps_it_in_the_past() {
    let story = "2026-10-01 talk\n  pace = three\n2026-10-10 talk\n  pace = three\n2026-10-20 talk\n  pace = four\n2026-10-25 talk\n  pace ? dont_know";
    check(
        &pace(),
        story,
        "2026-10-15",
        "
pace: three stated since 2026-10-01
  stated: Pace: “Third” (10 October 2026).
",
    );
    check(
        &pace(),
        story,
        "2026-10-31",
        "
pace: four stated since 2026-10-20 was three until 2026-10-20
  stated: Pace: “Fourth” (20 October 2026).
",
    );
}

#[test]
fn records_come_in_any_order() {
    check(
        &pace(),
        "2026-10-20 talk\n  pace = four\n2026-10-01 talk\n  pace = three",
        "2026-10-31",
        "
pace: four stated since 2026-10-20 was three until 2026-10-20
  stated: Pace: “Fourth” (20 October 2026).
",
    );
}

#[test]
fn a_value_for_now_counts_through_its_last_day() {
    let story = "2026-10-01 talk\n  pace = four\n2026-10-05 talk\n  now = one\n  now_until = 2026-10-20\n2026-10-07 talk\n  pace = three";
    check(
        &pace(),
        story,
        "2026-10-20",
        "
pace: one temporary since 2026-10-05 until 2026-10-20 base three was four until 2026-10-07
  stated: Pace for now: “First” (5 October 2026).
",
    );
    check(
        &pace(),
        story,
        "2026-10-21",
        "
pace: three stated since 2026-10-07 was four until 2026-10-07
  stated: Pace: “Third” (7 October 2026).
",
    );
}

#[test]
fn a_value_for_now_without_a_date_ends_after_its_days() {
    let story = "2026-10-05 talk\n  now = one\n  now_until ? dont_know";
    check(
        &pace(),
        story,
        "2026-10-19",
        "
pace: one temporary since 2026-10-05 until 2026-10-19
  stated: Pace for now: “First” (5 October 2026).
",
    );
    check(
        &pace(),
        story,
        "2026-10-20",
        "
pace: unknown
",
    );
}

#[test]
fn a_correction_stands_in_the_place_of_what_it_corrects() {
    let story = "2026-10-01 talk\n  pace = one\n2026-10-20 talk\n  pace = four\n2026-10-01 talk amends i1\n  pace = two";
    check(
        &pace(),
        story,
        "2026-10-31",
        "
pace: four stated since 2026-10-20 was two until 2026-10-20
  stated: Pace: “Fourth” (20 October 2026).
",
    );
}

#[test]
fn without_its_script_a_record_is_no_evidence_but_answers() {
    let shelf = pace();
    let story = shelf.story("2026-10-01 talk unknown\n  pace = one");
    let (said, answer) = shelf.on(&story, "2026-10-31", |profile| {
        let answer = profile
            .answer("pace", None)
            .map(|(_, one)| one.shown.clone());
        (traits(profile), answer)
    });
    assert_eq!(said, "pace: unknown\n");
    assert_eq!(answer.as_deref(), Some("First"));
}

/// Traits of every other kind.
fn kinds() -> Shelf {
    Shelf::of(
        r#"
[[trait]]
id = "worries"
kind = "set"
label = "Worries"
levels = [{ id = "cost", label = "Cost" }, { id = "time", label = "Time" }]

[[trait]]
id = "friction"
kind = "set"
label = "Friction"
merge = "union"
days = 90
levels = [{ id = "tone", label = "Tone" }, { id = "late", label = "Late" }, { id = "price", label = "Price" }]

[[trait]]
id = "channels"
kind = "ranking"
label = "Channels"
levels = [{ id = "email", label = "Email" }, { id = "phone", label = "Phone" }]

[[trait]]
id = "period"
kind = "category"
label = "Period"
own = true
days = 30
levels = [{ id = "calm", label = "Calm" }, { id = "busy", label = "Busy" }]

[[trait]]
id = "clarity"
kind = "ordered"
label = "Clarity"
levels = [{ id = "vague", label = "Vague" }, { id = "partial", label = "Partial" }, { id = "clear", label = "Clear" }]

[[trait]]
id = "haste"
kind = "ordered"
label = "Haste"
levels = [{ id = "none", label = "None" }, { id = "some", label = "Some" }]

[[trait]]
id = "goals"
kind = "text"
label = "Goals"

[[trait]]
id = "hours"
kind = "hours"
label = "Hours"

[[trait]]
id = "fit"
kind = "list"
label = "Fit"
levels = [{ id = "poor", label = "Poor" }, { id = "fair", label = "Fair" }, { id = "good", label = "Good" }]
rows = [
  { purpose = "purpose_1", level = "fit_1", seen = "tone_seen" },
  { purpose = "purpose_2", level = "fit_2", seen = "tone_seen" },
]
sort = "level"
"#,
        &[
            (
                "start",
                r#"
[[section.question]]
id = "worries"
kind = "choices"
ask = "Any worries?"
feeds = "worries"
options = [{ id = "cost", label = "Cost" }, { id = "time", label = "Time" }, { id = "none", label = "None", exclusive = true }]
[[section.question]]
id = "channels"
kind = "ranking"
ask = "Which channels?"
feeds = "channels"
options = [{ id = "email", label = "Email" }, { id = "phone", label = "Phone" }]
[[section.question]]
id = "period"
kind = "choice"
ask = "A busy time?"
feeds = "period"
options = [{ id = "calm", label = "No" }, { id = "busy", label = "Yes" }]
[[section.question]]
id = "success"
kind = "long-text"
ask = "What is success?"
feeds = "goals"
dont_know = { shows = { clarity = "vague" } }
[[section.question]]
id = "later"
kind = "long-text"
ask = "And later?"
feeds = "goals"
[[section.question]]
id = "by"
kind = "date"
ask = "By when?"
bands = [{ up_to = 7, shows = { haste = "some" } }, { shows = { haste = "none" } }]
[[section.question]]
id = "hours"
kind = "hours"
ask = "When?"
feeds = "hours"
[[section.question]]
id = "noticed"
kind = "choices"
voice = "private"
visibility = "internal"
ask = "Noticed?"
options = [
  { id = "price", label = "Price first", shows = { friction = "price" } },
  { id = "clear", label = "Clear", shows = { clarity = "clear" } },
  { id = "none", label = "None", exclusive = true },
]
"#,
            ),
            (
                "check",
                r#"
[[section.question]]
id = "purpose_1"
kind = "text"
ask = "What for?"
[[section.question]]
id = "fit_1"
kind = "scale"
ask = "How is it?"
options = [{ id = "poor", label = "Poor" }, { id = "fair", label = "Fair" }, { id = "good", label = "Good" }]
[[section.question]]
id = "purpose_2"
kind = "text"
ask = "What else?"
[[section.question]]
id = "fit_2"
kind = "scale"
ask = "And that?"
options = [{ id = "poor", label = "Poor" }, { id = "fair", label = "Fair" }, { id = "good", label = "Good" }]
[[section.question]]
id = "changed"
kind = "long-text"
ask = "What has changed?"
feeds = "goals"
[[section.question]]
id = "friction"
kind = "choices"
voice = "private"
visibility = "internal"
ask = "Any friction?"
feeds = "friction"
options = [{ id = "tone", label = "Tone" }, { id = "late", label = "Late" }, { id = "none", label = "None", exclusive = true }]
[[section.question]]
id = "tone_seen"
kind = "choice"
voice = "private"
visibility = "internal"
ask = "And the tone?"
options = [{ id = "less", label = "Less" }, { id = "same", label = "Same" }]
[[section.question]]
id = "busy_seen"
kind = "choice"
voice = "private"
visibility = "internal"
ask = "What is it?"
until = { question = "busy_until", else_days = 10 }
options = [{ id = "work", label = "Work", shows = { period = "busy" } }, { id = "other", label = "Other" }]
[[section.question]]
id = "busy_until"
kind = "date"
ask = "Until when?"
"#,
            ),
        ],
    )
}

/// Checks some traits of a story.
fn check_only(shelf: &Shelf, wanted: &[&str], story: &str, day: &str, expected: &str) {
    let mut said = String::new();
    let mut is_wanted = false;
    for line in shelf.on(&shelf.story(story), day, traits).lines() {
        if !line.starts_with(' ') {
            let id = line.split(':').next().unwrap_or("");
            is_wanted = wanted.contains(&id);
        }
        if is_wanted {
            said.push_str(line);
            said.push('\n');
        }
    }
    assert_eq!(
        said.trim(),
        expected.trim(),
        "on {day} the story says:\n{said}"
    );
}

#[test]
fn the_latest_answer_replaces_a_set_and_none_is_a_known_empty_set() {
    check_only(
        &kinds(),
        &["worries"],
        "2026-10-01 start\n  worries = cost, time",
        "2026-10-01",
        "
worries: [cost time] stated since 2026-10-01
  stated: Any worries: “Cost and time” (1 October 2026).
",
    );
    check_only(
        &kinds(),
        &["worries"],
        "2026-10-01 start\n  worries = cost, time\n2026-10-02 start\n  worries = none",
        "2026-10-02",
        "
worries: [] stated since 2026-10-02 was [cost time] until 2026-10-02
  stated: Any worries: “None” (2 October 2026).
",
    );
}

#[test]
fn a_union_holds_everything_of_its_days() {
    let story = "2026-10-01 start\n  noticed = price\n2026-10-10 check\n  friction = tone\n2026-10-20 check\n  friction = late\n2026-10-21 check\n  friction = none";
    check_only(
        &kinds(),
        &["friction"],
        story,
        "2026-12-30",
        "
friction: [tone late price] observed since 2026-10-20 saw [tone late price]
  observed: Noticed: “Price first” (1 October 2026).
  observed: Any friction: “Tone” (10 October 2026).
  observed: Any friction: “Late” (20 October 2026).
",
    );
    check_only(
        &kinds(),
        &["friction"],
        story,
        "2026-12-31",
        "
friction: [tone late] observed since 2026-10-20 saw [tone late]
  observed: Any friction: “Tone” (10 October 2026).
  observed: Any friction: “Late” (20 October 2026).
",
    );
    check_only(
        &kinds(),
        &["friction"],
        story,
        "2027-01-19",
        "
friction: [] observed since 2026-10-21 saw []
  observed: Any friction: “None” (21 October 2026).
",
    );
    check_only(
        &kinds(),
        &["friction"],
        story,
        "2027-01-30",
        "
friction: unknown
",
    );
}

#[test]
fn a_ranking_keeps_its_order_and_hours_their_week() {
    check_only(
        &kinds(),
        &["channels", "hours"],
        "2026-10-01 start\n  channels = phone, email\n  hours = lun-ven 9-18",
        "2026-10-01",
        "
channels: [phone email] stated since 2026-10-01
  stated: Which channels: “Phone and email” (1 October 2026).
hours: mon-fri 09:00-18:00 stated since 2026-10-01
  stated: When: “Monday to Friday, 9:00-18:00” (1 October 2026).
",
    );
}

#[test]
fn our_own_side_is_a_statement_that_ends_with_its_date_or_its_days() {
    let story = "2026-10-01 start\n  period = calm\n2026-10-05 check\n  busy_seen = work\n  busy_until = 2026-10-20";
    check_only(
        &kinds(),
        &["period"],
        story,
        "2026-10-20",
        "
period: busy stated since 2026-10-05 until 2026-10-20
  stated: What is it: “Work” (5 October 2026).
",
    );
    check_only(
        &kinds(),
        &["period"],
        story,
        "2026-10-21",
        "
period: calm stated since 2026-10-01
  stated: A busy time: “No” (1 October 2026).
",
    );
    check_only(
        &kinds(),
        &["period"],
        story,
        "2026-11-01",
        "
period: unknown
",
    );
}

#[test]
fn not_knowing_can_show_something_until_it_is_answered() {
    let story = "2026-10-01 start\n  success ? dont_know\n  noticed = clear\n2026-10-10 start\n  success = One reply a day";
    check_only(
        &kinds(),
        &["clarity", "goals"],
        story,
        "2026-10-01",
        "
clarity: vague mixed since 2026-10-01 saw clear
  stated: What is success: doesn't know yet (1 October 2026).
  observed: Noticed: “Clear” (1 October 2026).
goals: unknown
",
    );
    check_only(
        &kinds(),
        &["clarity", "goals"],
        story,
        "2026-10-10",
        r#"
clarity: clear observed since 2026-10-01 saw clear
  observed: Noticed: “Clear” (1 October 2026).
goals: "One reply a day" stated since 2026-10-10
  stated: What is success: “One reply a day” (10 October 2026).
"#,
    );
}

#[test]
fn the_days_to_a_date_show_their_band() {
    check_only(
        &kinds(),
        &["haste"],
        "2026-10-01 start\n  by = 2026-10-08",
        "2026-10-01",
        "
haste: some stated since 2026-10-01
  stated: By when: “8 October 2026” (1 October 2026).
",
    );
    check_only(
        &kinds(),
        &["haste"],
        "2026-10-01 start\n  by = 2026-10-09",
        "2026-10-01",
        "
haste: none stated since 2026-10-01
  stated: By when: “9 October 2026” (1 October 2026).
",
    );
}

#[test]
fn the_parts_of_a_text_follow_the_scripts() {
    let story = "2026-10-01 start\n  success = A | B\n  later = C\n2026-10-10 check\n  changed = D\n2026-10-20 start\n  success = E";
    check_only(
        &kinds(),
        &["goals"],
        story,
        "2026-10-31",
        r#"
goals: "E\nC\nD" stated since 2026-10-20
  stated: What is success: “E” (20 October 2026).
  stated: And later: “C” (1 October 2026).
  stated: What has changed: “D” (10 October 2026).
"#,
    );
}

#[test]
fn a_list_is_that_of_the_latest_interview_weakest_first() {
    let story = "2026-10-01 check\n  purpose_1 = Mail\n  fit_1 = poor\n2026-10-10 check\n  purpose_1 = Mail\n  fit_1 = good\n  purpose_2 = Diary\n  fit_2 = fair\n  tone_seen = less\n2026-10-20 check\n  purpose_1 = Mail\n  fit_1 ? dont_know";
    check_only(
        &kinds(),
        &["fit"],
        story,
        "2026-10-31",
        r#"
fit: {purpose=Text("Diary"),level=Choice("fair"),seen=Choice("less"); purpose=Text("Mail"),level=Choice("good"),seen=Choice("less")} stated since 2026-10-10
  stated: And that: “Fair” (10 October 2026).
  observed: And the tone: “Less” (10 October 2026).
  stated: How is it: “Good” (10 October 2026).
"#,
    );
}

/// Traits that are worked out, facts, advice.
const WORKED_OUT: &str = r#"
[[trait]]
id = "trust"
kind = "ordered"
label = "Trust"
core = true
until_known = "Ask before acting."
clarify = [{ when = { trust = "low" }, say = { it = "Che cosa ti darebbe fiducia?", en = "What would help you trust?" } }]
levels = [{ id = "low", label = "Low" }, { id = "middle", label = "Middle" }, { id = "high", label = "High", say = "full trust" }]

[[trait]]
id = "wishes"
kind = "set"
label = "Wishes"
levels = [{ id = "speed", label = "Speed, always" }, { id = "calm", label = "Calm" }, { id = "order", label = "Order" }]

[[trait]]
id = "style"
kind = "category"
label = "Style"
core = { kind = "external" }
levels = [{ id = "quick", label = "Quick" }, { id = "slow", label = "Slow" }]

[[trait]]
id = "kind"
kind = "category"
label = "Kind"
levels = [{ id = "external", label = "External" }, { id = "internal", label = "Internal" }]
rules = [{ is = "internal", when = { client = { kind = "internal" } } }, { is = "external" }]

[[trait]]
id = "guidance"
kind = "ordered"
label = "Guidance"
private = true
when = { kind = "external" }
levels = [{ id = "little", label = "Little" }, { id = "much", label = "Much" }]
rules = [{ is = "much", when = { trust = "low" } }, { is = "little", when = { trust = { known = true } } }]

[[trait]]
id = "load"
kind = "number"
label = "Load"
rules = [{ is = 0.5, when = { style = "slow" } }, { is = 1, basis = "unknown" }]

[[trait]]
id = "due"
kind = "date"
label = "Next talk due"
rules = [{ is = { day = ["interviews.check", "interviews.talk"], plus_days = 30 } }]

[[trait]]
id = "mood"
kind = "category"
label = "Mood"
levels = [{ id = "watch", label = "Watch" }, { id = "fine", label = "Fine" }]
rules = [{ is = "watch", when = { any = [{ mixed = { count = { at_least = 1 } } }, { fires = ["pulls_apart"] }, { fact = "overdue" }] } }, { is = "fine" }]

[[fact]]
id = "overdue"
when = { due = { days_ago = { at_least = 1 } } }

[[group]]
id = "A"
title = "First"

[[group]]
id = "B"
title = "Second"

[[group]]
id = "J"
title = "To clarify"
apart = true
reads_mixed = true

[advice_order]
show = 2
first = [{ group = "B", when = { fact = "overdue" } }, { group = "B", priority = 1 }]

[[advice]]
id = "explain"
group = "A"
priority = 1
when = { trust = ["low", "middle"] }
say = "Explain ({trust}).[ Wishes: {wishes}.]"
why = "Because {client.name} asked."

[[advice]]
id = "wish"
group = "A"
priority = 2
when = { wishes = { count = { at_least = 1 } } }
say = "Grant {wishes.first|something}."

[[advice]]
id = "call"
group = "B"
priority = 2
when = { fact = "overdue" }
say = "Call.[ Next: {next}.]"

[[advice]]
id = "first_of_all"
group = "B"
priority = 1
when = { style = { known = false } }
say = "Look first."

[[advice]]
id = "pulls_apart"
group = "J"
priority = 1
when = { trust = "low", wishes = "speed" }
say = "{trust} and {wishes.first} pull apart. Mixed: {mixed|nothing}."
why = "Ask."
ask = { it = "Che cosa conta di più?", en = "What matters more?" }

[[advice]]
id = "differs"
group = "J"
priority = 1
when = { trust = { basis = "mixed" } }
say = "Differs: {mixed}. To ask: {to_ask|none}."

[[summary]]
say = "{client.name}: {trust.say|trust to be asked}[, {style}]."

[[summary]]
say = "[Wishes: {wishes}.]"

[comparison]
columns = []
"#;

fn worked_out() -> Shelf {
    Shelf::of(
        WORKED_OUT,
        &[
            (
                "talk",
                r#"
[[section.question]]
id = "trust"
kind = "scale"
name = "Trust"
ask = "How far?"
feeds = "trust"
options = [{ id = "low", label = "A little" }, { id = "middle", label = "Some" }, { id = "high", label = "All the way" }]
[[section.question]]
id = "wishes"
kind = "choices"
name = "Wishes"
ask = "What do you wish?"
feeds = "wishes"
options = [{ id = "speed", label = "Speed, always" }, { id = "calm", label = "Calm" }, { id = "order", label = "Order" }]
[[section.question]]
id = "style"
kind = "choice"
name = "Style"
ask = { it = "Con calma?", en = "Slowly?" }
feeds = "style"
options = [{ id = "quick", label = "No" }, { id = "slow", label = "Yes" }]
[[section.question]]
id = "first_day"
kind = "date"
ask = "When?"
agenda = { it = "Primo giorno", en = "First day" }
[[section.question]]
id = "lesson"
kind = "long-text"
ask = "Learned?"
topic = "lesson"
[[section.question]]
id = "signals"
kind = "choices"
name = "Signals"
voice = "private"
visibility = "internal"
ask = "Noticed?"
options = [{ id = "wary", label = "Wary", shows = { trust = "low" } }, { id = "sure", label = "Sure", shows = { trust = "high" } }]
[[section.question]]
id = "secret"
kind = "text"
voice = "private"
visibility = "sealed"
ask = "Between us?"
"#,
            ),
            (
                "check",
                r#"
[[section.question]]
id = "well"
kind = "yes-no"
ask = "All well?"
"#,
            ),
        ],
    )
}

#[test]
fn rules_do_not_see_mixed_traits_and_an_unknown_load_is_a_guess() {
    check(
        &worked_out(),
        "2026-10-01 talk\n  trust = low\n  signals = sure",
        "2026-10-01",
        "
trust: low mixed since 2026-10-01 saw high
  stated: Trust: “A little” (1 October 2026).
  observed: Signals: “Sure” (1 October 2026).
wishes: unknown
style: unknown
kind: external computed
guidance: unknown
load: 1 unknown
due: 2026-10-31 computed since 2026-10-01
  -: talk: the last on 1 October 2026.
mood: watch computed since 2026-10-01
  stated: Trust: “A little” (1 October 2026).
  observed: Signals: “Sure” (1 October 2026).
",
    );
    check(
        &worked_out(),
        "2026-10-01 talk\n  trust = low\n  style = slow",
        "2026-10-01",
        "
trust: low stated since 2026-10-01
  stated: Trust: “A little” (1 October 2026).
wishes: unknown
style: slow stated since 2026-10-01
  stated: Style: “Yes” (1 October 2026).
kind: external computed
guidance: much computed since 2026-10-01
  stated: Trust: “A little” (1 October 2026).
load: 0.5 computed since 2026-10-01
  stated: Style: “Yes” (1 October 2026).
due: 2026-10-31 computed since 2026-10-01
  -: talk: the last on 1 October 2026.
mood: fine computed
",
    );
}

#[test]
fn a_trait_can_be_absent_for_some_clients() {
    check(
        &worked_out(),
        "card kind = internal\n2026-10-01 talk\n  trust = high",
        "2026-10-01",
        "
trust: high stated since 2026-10-01
  stated: Trust: “All the way” (1 October 2026).
wishes: unknown
style: unknown
kind: internal computed
  -: Kind of client: internal.
load: 1 unknown
due: 2026-10-31 computed since 2026-10-01
  -: talk: the last on 1 October 2026.
mood: fine computed
",
    );
}

/// Writes what is open and all advice, with reasons.
fn advice(profile: &Profile<'_>) -> String {
    let english = LanguageTag::new("en");
    let told = profile.told(&english);
    let mut text = String::new();
    for firing in &profile.advice() {
        let apart = if firing.is_apart() { " apart" } else { "" };
        text.push_str(&format!(
            "{}{apart}: {}\n",
            firing.advice.id,
            told.advice_say(firing)
        ));
        for because in told.because(&firing.because) {
            text.push_str(&format!("  {}\n", because.text));
        }
    }
    for point in told.to_clarify() {
        let ask = point.ask.unwrap_or_default();
        text.push_str(&format!("clarify {} {}: {ask}\n", point.id, point.name));
    }
    for point in told.unknown_core() {
        let mark = if point.is_declined { " (declined)" } else { "" };
        let ask = point.ask.unwrap_or_default();
        text.push_str(&format!("ask {}{mark}: {ask}\n", point.id));
    }
    for point in told.to_confirm() {
        text.push_str(&format!("confirm {}: {}\n", point.id, point.label));
    }
    for question in told.declined() {
        text.push_str(&format!("declined {} {}\n", question.id, question.day));
    }
    for line in told.summary() {
        text.push_str(&format!("> {line}\n"));
    }
    let (known, of) = profile.completeness();
    text.push_str(&format!("{known} of {of}\n"));
    text
}

/// Checks what a story advises on a day.
fn check_advice(story: &str, day: &str, expected: &str) {
    let shelf = worked_out();
    let said = shelf.on(&shelf.story(story), day, advice);
    assert_eq!(
        said.trim(),
        expected.trim(),
        "on {day} the story says:\n{said}"
    );
}

#[test]
fn with_nothing_asked_everything_is_to_ask() {
    check_advice(
        "",
        "2026-10-01",
        "
first_of_all: Look first.
  Style: not known yet.
ask trust: How far?
ask style: Con calma?
> Anna Verdi: trust to be asked.
0 of 2
",
    );
}

#[test]
fn advice_comes_in_its_order_with_its_reasons() {
    let story =
        "2026-10-01 talk\n  trust = low\n  wishes = speed, calm, order\n  first_day = 2026-10-20";
    check_advice(
        story,
        "2026-10-01",
        "
first_of_all: Look first.
  Style: not known yet.
explain: Explain (low). Wishes: speed, always; calm; order.
  Trust: “A little” (1 October 2026).
wish: Grant speed, always.
  Wishes: “Speed, always; calm; order” (1 October 2026).
pulls_apart apart: Low and speed, always pull apart. Mixed: nothing.
  Trust: “A little” (1 October 2026).
  Wishes: “Speed, always; calm; order” (1 October 2026).
clarify pulls_apart To clarify: Che cosa conta di più?
ask style: Con calma?
> Anna Verdi: low.
> Wishes: speed, always; calm; order.
1 of 2
",
    );
    check_advice(
        story,
        "2026-11-01",
        "
first_of_all: Look first.
  Style: not known yet.
call: Call.
  talk: the last on 1 October 2026.
explain: Explain (low). Wishes: speed, always; calm; order.
  Trust: “A little” (1 October 2026).
wish: Grant speed, always.
  Wishes: “Speed, always; calm; order” (1 October 2026).
pulls_apart apart: Low and speed, always pull apart. Mixed: nothing.
  Trust: “A little” (1 October 2026).
  Wishes: “Speed, always; calm; order” (1 October 2026).
clarify pulls_apart To clarify: Che cosa conta di più?
ask style: Con calma?
> Anna Verdi: low.
> Wishes: speed, always; calm; order.
1 of 2
",
    );
}

#[test]
fn only_groups_that_read_mixed_see_a_mixed_trait() {
    check_advice(
        "2026-10-01 talk\n  trust = low\n  wishes = speed\n  signals = sure",
        "2026-10-01",
        "
first_of_all: Look first.
  Style: not known yet.
wish: Grant speed, always.
  Wishes: “Speed, always” (1 October 2026).
pulls_apart apart: Low and speed, always pull apart. Mixed: trust.
  Trust: “A little” (1 October 2026).
  Signals: “Sure” (1 October 2026).
  Wishes: “Speed, always” (1 October 2026).
differs apart: Differs: trust. To ask: style.
  Trust: “A little” (1 October 2026).
  Signals: “Sure” (1 October 2026).
clarify trust Trust: Che cosa ti darebbe fiducia?
clarify pulls_apart To clarify: Che cosa conta di più?
ask style: Con calma?
> Anna Verdi: low.
> Wishes: speed, always.
1 of 2
",
    );
}

#[test]
fn contradicting_signals_without_a_statement_ask_the_question_itself() {
    check_advice(
        "2026-10-01 talk\n  signals = wary, sure",
        "2026-10-01",
        "
first_of_all: Look first.
  Style: not known yet.
differs apart: Differs: trust. To ask: style.
  Signals: “Wary; Sure” (1 October 2026).
clarify trust Trust: How far?
ask style: Con calma?
> Anna Verdi: trust to be asked.
1 of 2
",
    );
}

#[test]
fn what_was_declined_is_not_asked_again_and_what_was_only_noticed_is_to_confirm() {
    check_advice(
        "2026-10-01 talk\n  style ? declined\n  signals = sure",
        "2026-10-01",
        "
first_of_all: Look first.
  Style: would rather not say (1 October 2026).
ask style (declined): Con calma?
confirm trust: High
declined style 2026-10-01
> Anna Verdi: full trust.
1 of 2
",
    );
    check_advice(
        "2026-10-01 talk\n  style ? declined\n  signals = sure\n2026-10-02 talk\n  style = slow",
        "2026-10-02",
        "
confirm trust: High
> Anna Verdi: full trust, slow.
2 of 2
",
    );
}

/// Writes history, dates ahead and topics.
fn past_and_ahead(profile: &Profile<'_>) -> String {
    let english = LanguageTag::new("en");
    let told = profile.told(&english);
    let mut text = String::new();
    for event in told.history() {
        text.push_str(&format!("{} {}: {}\n", event.day, event.kind, event.text));
    }
    for next in told.next_dates() {
        text.push_str(&format!("next {} {}\n", next.day, next.what));
    }
    if let Some(next) = profile.next_step() {
        text.push_str(&format!("step {}\n", next.day));
    }
    for topic in profile.topics() {
        for place in topic.answers {
            text.push_str(&format!("{}: {}\n", topic.id, told.answer(place)));
        }
    }
    text
}

#[test]
fn what_happened_when_and_what_is_coming() {
    let shelf = worked_out();
    let story = shelf.story(
        "
2026-10-01 talk
  trust = low
  first_day = 2026-10-20
  lesson = Listen first
2026-10-10 talk
  trust = high
  lesson = Write it down
2026-10-01 talk amends i1
  trust = middle
  first_day = 2026-10-21
  lesson = Listen longer
2026-10-15 check
  well = yes
sent recap 2026-10-16
sent recap 2026-12-01
",
    );
    let said = shelf.on(&story, "2026-10-21", past_and_ahead);
    assert_eq!(
        said,
        "\
2026-10-01 corrected: talk (no. 1), corrected later
2026-10-01 interview: talk (no. 1)
2026-10-10 interview: talk (no. 2)
2026-10-10 change: Trust: from “Middle” to “High” (talk)
2026-10-15 interview: check (no. 1)
2026-10-16 sent: Sent the document “recap”
next 2026-10-21 First day
step 2026-10-21
lesson: Listen longer
lesson: Write it down
"
    );
    let said = shelf.on(&story, "2026-10-22", |profile| {
        profile.next_step().map(|next| next.day.to_string())
    });
    assert_eq!(said.as_deref(), Some("2026-11-14"));
}

#[test]
fn circles_end_where_they_close() {
    let mut shelf = worked_out();
    let asks_for_advice = Shelf::of(
        "[[fact]]\nid = \"overdue\"\nwhen = { fires = [\"pulls_apart\"] }\n[[group]]\nid = \"A\"\ntitle = \"A\"\n[[advice]]\nid = \"pulls_apart\"\ngroup = \"A\"\npriority = 1\nwhen = { client = { kind = \"internal\" } }\nsay = \"x\"",
        &[],
    );
    // The advice asks for the fact and the fact for the advice; a trait is worked out of both.
    shelf.definition.facts[0].when = asks_for_advice.definition.facts[0].when.clone();
    let circle = crate::condition::Condition::Fact(vec![crate::diagnostic::Placed {
        value: crate::text::Id::new("overdue"),
        span: shelf.definition.facts[0].span.clone(),
    }]);
    let rule = shelf
        .definition
        .advice
        .iter_mut()
        .find(|one| one.id == *"pulls_apart");
    rule.expect("it is there").when = circle;
    let said = shelf.on(&shelf.story(""), "2026-10-01", |profile| {
        (profile.fact("overdue"), profile.advice().len())
    });
    assert_eq!(said, (false, 1));
}

#[test]
fn a_long_chain_of_facts_ends() {
    let mut text =
        String::from("[[fact]]\nid = \"f0\"\nwhen = { client = { kind = \"external\" } }\n");
    for at in 1..3000 {
        text.push_str(&format!(
            "[[fact]]\nid = \"f{at}\"\nwhen = {{ fact = \"f{}\" }}\n",
            at - 1
        ));
    }
    let shelf = Shelf::of(&text, &[]);
    let (near, far) = shelf.on(&shelf.story(""), "2026-10-01", |profile| {
        (profile.fact("f50"), profile.fact("f2999"))
    });
    assert_eq!((near, far), (true, false));
}

/// What a client's own document may know of a profile that holds everything.
#[test]
fn the_client_sees_stated_sides_of_shared_answers_only() {
    let shelf = worked_out();
    let story = shelf.story(
        "2026-10-01 talk\n  trust = low\n  trust + said with a sigh\n  style ? declined\n  signals = sure\n  secret = Moving house",
    );
    shelf.on(&story, "2026-10-01", |profile| {
        let own = profile.for_client();
        assert_eq!(
            traits(&own),
            "\
trust: low stated since 2026-10-01
  stated: Trust: “A little” (1 October 2026).
wishes: unknown
style: unknown
kind: external computed
load: 1 unknown
due: 2026-10-31 computed since 2026-10-01
  -: talk: the last on 1 October 2026.
mood: fine computed
"
        );
        let (place, _) = own.answer("trust", None).expect("it was asked");
        let english = LanguageTag::new("en");
        assert_eq!(own.told(&english).note(place), None);
        assert_eq!(profile.told(&english).note(place), Some("said with a sigh"));
        assert!(own.answer("signals", None).is_none());
        assert!(own.answer("secret", None).is_none());
        assert_eq!(advice(&own), "> Anna Verdi: low.\n1 of 2\n");
    });
}

#[test]
fn words_from_outside_are_escaped_and_sealed_ones_are_in_no_text() {
    let shelf = worked_out();
    let mut story =
        shelf.story("2026-10-01 talk\n  secret = Moving house\n  lesson = *One* | two.");
    story.card.name = "A*B".to_owned();
    story.settings.firm_points = vec!["no *".to_owned(), "yes".to_owned()];
    let phrase = crate::text::Phrase::parse(
        "{client.name} [{secret}]{lesson}; {lesson.line}; {settings.firm_points}; {today}; {style|a *}[ {number}]",
    )
    .expect("it is well made");
    let said = shelf.on(&story, "2026-10-02", |profile| {
        let english = LanguageTag::new("en");
        let escape = |words: &str| words.replace('*', "x");
        let telling = super::Telling {
            escape: &escape,
            about: Some(0),
            ..super::Telling::plain(&english)
        };
        profile.fill(&phrase, &telling)
    });
    assert_eq!(
        said,
        "AxB xOnex; two.; xOnex; no x and yes; 2 October 2026; a * 1"
    );
}

/// Writes what the bundled kit makes of a story, in short.
fn of_kit(profile: &Profile<'_>) -> String {
    let english = LanguageTag::new("en");
    let told = profile.told(&english);
    let mut text = String::new();
    let mut bases: Vec<(Basis, Vec<String>)> = Vec::new();
    for (one, standing) in profile.traits().filter(|(_, standing)| standing.exists) {
        if standing.basis == Basis::Unknown && standing.value.is_none() {
            continue;
        }
        let value = match &standing.value {
            Some(TraitValue::Text(_)) => "…".to_owned(),
            Some(TraitValue::Rows(rows)) => format!("{} rows", rows.len()),
            Some(value) => raw(value),
            None => "none".to_owned(),
        };
        let entry = format!("{}={value}", one.id);
        match bases.iter_mut().find(|(basis, _)| *basis == standing.basis) {
            Some((_, entries)) => entries.push(entry),
            None => bases.push((standing.basis, vec![entry])),
        }
    }
    for (basis, entries) in bases {
        text.push_str(&format!("{}: {}\n", basis.name(), entries.join(", ")));
    }
    let all = profile.advice();
    let ids = |apart: bool| -> String {
        all.iter()
            .filter(|firing| firing.is_apart() == apart)
            .map(|firing| format!(" {}", firing.advice.id))
            .collect()
    };
    text.push_str(&format!("advice:{}\napart:{}\n", ids(false), ids(true)));
    let list = |ids: Vec<String>| -> String { ids.iter().map(|id| format!(" {id}")).collect() };
    let clarify = told.to_clarify().into_iter().map(|one| one.id.to_string());
    text.push_str(&format!("to clarify:{}\n", list(clarify.collect())));
    let to_ask = told
        .unknown_core()
        .into_iter()
        .map(|one| one.id.to_string());
    text.push_str(&format!("to ask:{}\n", list(to_ask.collect())));
    let to_confirm = told.to_confirm().into_iter().map(|one| one.id.to_string());
    text.push_str(&format!("to confirm:{}\n", list(to_confirm.collect())));
    let declined = told.declined().into_iter().map(|one| one.id.to_string());
    text.push_str(&format!("declined:{}\n", list(declined.collect())));
    let (known, of) = profile.completeness();
    text.push_str(&format!("{known} of {of}\n"));
    text
}

/// Checks what the bundled kit makes of a story.
fn check_kit(story: &str, day: &str, expected: &str) {
    let shelf = Shelf::bundled();
    let said = shelf.on(&shelf.story(story), day, of_kit);
    assert_eq!(
        said.trim(),
        expected.trim(),
        "on {day} the story says:\n{said}"
    );
}

const FIRST_TIMER: &str = "
2026-10-01 intake
  time_available = normal
  privacy_ok = yes
  need = Too many mails
  tasks = Mail
  delegated_before = first_time
  reassurance = method, cost
  method = open
  involvement = key_points
  update_cadence = weekly
  authority = propose
  always_ask = money, in_my_name
  tool_openness = later
  channels = email, phone
  urgent_channel = phone
  contact_hours = lun-ven 9-18
  response_time = next_day
  success_3m = One reply a day
  first_result = 2026-10-20
  nonnegotiables = Punctuality
  special_period = no
  signals = none
";

#[test]
fn the_kit_guides_a_first_timer() {
    check_kit(FIRST_TIMER, "2026-10-01", "
stated: delegation_experience=first_time, method_in_mind=open, involvement=key_points, update_cadence=weekly, authority=propose, always_ask=[money in_my_name], tool_openness=later, channels=[email phone], urgent_channel=phone, contact_hours=mon-fri 09:00-18:00, response_expectation=next_day, pace=steady, reassurance=[method cost], need=…, tasks=…, goals=…, client_firm_points=…, special_period=no
computed: guidance_need=high, client_kind=external, style_group=trusting_start, attention=calm, weekly_touches=1, check_in_due=2026-10-31, rhythm=weekly, decisions=by_proposal, contact_style=writing_first, board_candidate=not_now, newcomer=new
advice: guide_first_timer reassure_on act_except room_to_move light_start update_rhythm main_channel contact_hours anchor_goals
apart:
to clarify:
to ask:
to confirm:
declined:
10 of 10
");
    // A month later the check-in is due.
    check_kit(FIRST_TIMER, "2026-11-01", "
stated: delegation_experience=first_time, method_in_mind=open, involvement=key_points, update_cadence=weekly, authority=propose, always_ask=[money in_my_name], tool_openness=later, channels=[email phone], urgent_channel=phone, contact_hours=mon-fri 09:00-18:00, response_expectation=next_day, pace=steady, reassurance=[method cost], need=…, tasks=…, goals=…, client_firm_points=…
computed: guidance_need=high, client_kind=external, style_group=trusting_start, attention=watch, weekly_touches=1, check_in_due=2026-10-31, rhythm=weekly, decisions=by_proposal, contact_style=writing_first, board_candidate=not_now, newcomer=new
advice: guide_first_timer reassure_on act_except room_to_move light_start update_rhythm main_channel contact_hours anchor_goals checkin_due
apart:
to clarify:
to ask:
to confirm:
declined:
10 of 10
");
}

const SHORT_AND_CONTRADICTORY: &str = "
2026-10-01 intake
  time_available = short
  privacy_ok = yes
  need ? dont_know
  delegated_before = seasoned
  method = open
  involvement = hands_off
  update_cadence = daily
  channels = phone
  contact_hours ? declined
  success_3m ? dont_know
  signals = asked_how, own_method, wants_to_see, clear_brief, price_first, strain
";

#[test]
fn the_kit_finds_what_contradicts() {
    check_kit(SHORT_AND_CONTRADICTORY, "2026-10-01", "
mixed: delegation_experience=seasoned, method_in_mind=open, involvement=hands_off, expectation_clarity=vague
stated: update_cadence=daily, channels=[phone]
observed: friction=[discounts]
computed: client_kind=external, style_group=to_clarify, attention=watch, weekly_touches=5, check_in_due=2026-11-30, rhythm=intense, contact_style=voice_first, newcomer=new
advice: voice_then_write polite_and_firm light_start update_rhythm main_channel explain_with_facts unspoken_strain
apart: tension_words_signals tension_involvement_updates gaps_to_ask
to clarify: delegation_experience method_in_mind involvement expectation_clarity tension_involvement_updates
to ask: authority urgent_channel contact_hours response_expectation goals
to confirm:
declined: contact_hours
5 of 10
");
}

const CAREFUL_AND_HURRIED: &str = "
2026-10-01 intake
  time_available = full
  privacy_ok = yes
  need = Growth
  tasks = Invoices
  delegated_before = regular
  past_problems = delays, costs
  method = fixed
  keep_as_is = The folders
  involvement = hands_on
  update_cadence = milestones
  authority = instruct
  decision_style = with_others
  channels = messages, video
  urgent_channel = messages
  contact_hours = lun-ven 8:30-10
  comm_comfort = no_chat, written_after_voice
  response_time = hours
  success_3m = Fewer errors
  goals_later = 6 months: more | 12 months: much more
  first_result = 2026-10-04
  nonnegotiables = Order
  special_period = work_peak
  anything_else = Nothing
  signals = do_as_you_see, vague, changed_mind, expects_more, simple_view, curious, digital_hard
  between_lines = Fears losing control
  our_limits = No weekends
  our_goals = Learn the trade
";

#[test]
fn the_kit_sees_tensions_between_traits() {
    check_kit(CAREFUL_AND_HURRIED, "2026-10-01", "
stated: delegation_experience=regular, method_in_mind=fixed, update_cadence=milestones, authority=instruct, decision_style=with_others, channels=[messages video], urgent_channel=messages, contact_hours=mon-fri 08:30-10:00, response_expectation=hours, comm_comfort=[no_chat written_after_voice], pace=emergency, past_problems=[delays costs], need=…, tasks=…, keep_as_is=…, goals=…, client_firm_points=…, our_limits=…, our_goals=…, special_period=work_peak
mixed: involvement=hands_on
observed: digital_comfort=low, expectation_clarity=vague, expectation_realism=to_realign, work_familiarity=low, engagement=high, friction=[changes]
computed: guidance_need=medium, client_kind=external, style_group=to_clarify, attention=watch, weekly_touches=0.5, check_in_due=2026-11-30, rhythm=by_milestones, decisions=by_approval, contact_style=writing_first, newcomer=new
advice: period_practical adapt_to_method voice_then_write reply_promise focus_expectations realign_now past_lessons light_start update_rhythm batch_approvals main_channel contact_hours explain_with_facts check_real_need anchor_goals keep_reins
apart: tension_words_signals tension_involvement_updates tension_channels tension_pace_decisions
to clarify: involvement tension_involvement_updates tension_channels tension_pace_decisions
to ask:
to confirm:
declined:
10 of 10
");
}

#[test]
fn the_kit_follows_a_client_through_a_check_in_and_a_special_period() {
    let story = format!(
        "{FIRST_TIMER}
2026-10-25 check-in
  ci_purpose_1 = Calm
  ci_fit_1 = mostly
  ci_why_1 = A delay
  ci_more_1 = no
  ci_updates = too_few
  update_cadence = few_times_week
  ci_effort = easy
  ci_keep = The summary
  ci_improve = Speed
  ci_changed = yes
  ci_changed_how = A new shop
  special_period = no
  ci_next = 2026-12-01
  ci_observed = same
2026-11-02 special-period
  sp_source = told
  sp_nature = joyful
  sp_openness = gladly
  sp_approach = caring
  sp_presence = caring
  help_style = solve
  sp_lighten = fewer
  sp_cadence = problems_only
  sp_until = 2026-11-20
  sp_note_ok = yes
"
    );
    check_kit(&story, "2026-10-25", "
stated: delegation_experience=first_time, method_in_mind=open, involvement=key_points, update_cadence=few_times_week, authority=propose, always_ask=[money in_my_name], tool_openness=later, channels=[email phone], urgent_channel=phone, contact_hours=mon-fri 09:00-18:00, response_expectation=next_day, pace=steady, reassurance=[method cost], need=…, tasks=…, goals=…, client_firm_points=…, special_period=no, fit=1 rows, satisfaction=partial, effort=easy, update_balance=too_few
computed: guidance_need=high, client_kind=external, style_group=trusting_start, attention=watch, weekly_touches=3, check_in_due=2026-11-24, rhythm=intense, decisions=by_proposal, contact_style=writing_first, board_candidate=not_now, newcomer=new
advice: fit_gap retune_updates act_except room_to_move update_rhythm main_channel contact_hours anchor_goals
apart:
to clarify:
to ask:
to confirm:
declined:
10 of 10
");
    check_kit(&story, "2026-11-20", "
stated: delegation_experience=first_time, method_in_mind=open, involvement=key_points, authority=propose, always_ask=[money in_my_name], tool_openness=later, channels=[email phone], urgent_channel=phone, contact_hours=mon-fri 09:00-18:00, response_expectation=next_day, pace=steady, reassurance=[method cost], need=…, tasks=…, goals=…, client_firm_points=…, special_period=personal, help_style=solve, fit=1 rows, satisfaction=partial, effort=easy, update_balance=too_few
temporary: update_cadence=problems_only
computed: guidance_need=high, client_kind=external, style_group=trusting_start, attention=watch, weekly_touches=0.25, check_in_due=2026-11-24, rhythm=silent, decisions=by_proposal, contact_style=writing_first, board_candidate=not_now, newcomer=new
confirmed: hard_times_approach=caring
advice: period_caring fit_gap retune_updates problems_only act_except room_to_move main_channel contact_hours anchor_goals help_their_way
apart:
to clarify:
to ask:
to confirm:
declined:
10 of 10
");
    check_kit(&story, "2026-11-21", "
stated: delegation_experience=first_time, method_in_mind=open, involvement=key_points, update_cadence=few_times_week, authority=propose, always_ask=[money in_my_name], tool_openness=later, channels=[email phone], urgent_channel=phone, contact_hours=mon-fri 09:00-18:00, response_expectation=next_day, pace=steady, reassurance=[method cost], need=…, tasks=…, goals=…, client_firm_points=…, special_period=no, help_style=solve, fit=1 rows, satisfaction=partial, effort=easy, update_balance=too_few
computed: guidance_need=high, client_kind=external, style_group=trusting_start, attention=watch, weekly_touches=3, check_in_due=2026-11-24, rhythm=intense, decisions=by_proposal, contact_style=writing_first, board_candidate=not_now, newcomer=new
confirmed: hard_times_approach=caring
advice: fit_gap retune_updates act_except room_to_move update_rhythm main_channel contact_hours anchor_goals
apart:
to clarify:
to ask:
to confirm:
declined:
10 of 10
");
}

#[test]
fn the_kit_stands_by_a_difficult_moment() {
    let story = format!(
        "{FIRST_TIMER}
2026-10-10 difficult-moment
  dm_what = A late delivery
  dm_kind = delay
  dm_tell = It was late
  dm_readback = yes
  help_style = options
  dm_founded = partly
  dm_apology = Sorry
  dm_y = Two short reports
  dm_firm = fee
  dm_steps = Call
  dm_checkpoint = 2026-10-17
  dm_strain = strained
2026-10-11 recap
  rc_changed = no
  rc_friction = tone
"
    );
    check_kit(&story, "2026-10-17", "
stated: delegation_experience=first_time, method_in_mind=open, involvement=key_points, update_cadence=weekly, authority=propose, always_ask=[money in_my_name], tool_openness=later, channels=[email phone], urgent_channel=phone, contact_hours=mon-fri 09:00-18:00, response_expectation=next_day, pace=steady, reassurance=[method cost], need=…, tasks=…, goals=…, client_firm_points=…, special_period=no, help_style=options, strain=strained
computed: guidance_need=high, client_kind=external, style_group=trusting_start, attention=act, weekly_touches=1, check_in_due=2026-10-31, rhythm=weekly, decisions=by_proposal, contact_style=writing_first, board_candidate=not_now, newcomer=new
observed: friction=[timing tone]
advice: breathe_and_listen apologise_with_plan mediate_alternative polite_and_firm worth_continuing help_their_way friction_pattern guide_first_timer reassure_on act_except send_recap room_to_move light_start update_rhythm main_channel contact_hours anchor_goals
apart:
to clarify:
to ask:
to confirm:
declined:
10 of 10
");
    check_kit(&format!("{story}sent recap 2026-10-18"), "2026-10-18", "
stated: delegation_experience=first_time, method_in_mind=open, involvement=key_points, update_cadence=weekly, authority=propose, always_ask=[money in_my_name], tool_openness=later, channels=[email phone], urgent_channel=phone, contact_hours=mon-fri 09:00-18:00, response_expectation=next_day, pace=steady, reassurance=[method cost], need=…, tasks=…, goals=…, client_firm_points=…, special_period=no, help_style=options, strain=strained
computed: guidance_need=high, client_kind=external, style_group=trusting_start, attention=act, weekly_touches=1, check_in_due=2026-10-31, rhythm=weekly, decisions=by_proposal, contact_style=writing_first, board_candidate=not_now, newcomer=new
observed: friction=[timing tone]
advice: guide_first_timer reassure_on act_except polite_and_firm worth_continuing room_to_move light_start update_rhythm main_channel contact_hours anchor_goals friction_pattern
apart:
to clarify:
to ask:
to confirm:
declined:
10 of 10
");
}

#[test]
fn the_kit_treats_a_colleague_as_a_client() {
    let story = "
card kind = internal
2026-10-01 internal-client
  ic_service = Reports
  ic_request_way = voice
  ic_late = fixed_date
  ic_fit = met
  involvement = collaborative
  update_cadence = weekly
  channels = work_chat
";
    check_kit(story, "2026-10-01", "
stated: involvement=collaborative, update_cadence=weekly, channels=[work_chat], fit=1 rows, satisfaction=fit, service_class=fixed_date
computed: client_kind=internal, attention=calm, weekly_touches=1, rhythm=weekly, contact_style=writing_first
advice: practice_to_sla update_rhythm main_channel internal_is_client keep_reins fit_confirm
apart: gaps_to_ask
to clarify:
to ask: contact_hours
to confirm:
declined:
4 of 5
");
}

#[test]
fn private_words_are_told_in_the_language_asked_for() {
    // The record of a private question holds the words the interface had then.
    let shelf = Shelf::bundled();
    let mut story = shelf.story("2026-10-01 intake\n  signals = wants_to_see");
    for answer in &mut story.records[0].answers {
        answer.name = "Signals noticed".to_owned();
        answer.ask = "Which of these did you notice?".to_owned();
        answer.shown = "Asked to see, check or approve the steps".to_owned();
    }
    let said = shelf.on(&story, "2026-10-01", |profile| {
        let italian = LanguageTag::new("it");
        let told = profile.told(&italian);
        let (_, standing) = profile.standing("involvement").expect("it is there");
        let because = told.because(&standing.because);
        let (place, _) = profile.answer("signals", None).expect("it was asked");
        (because[0].text.clone(), told.answer(place))
    });
    assert_eq!(
        said,
        (
            "Segnali colti: «Ha chiesto di vedere, controllare o approvare i passaggi» (1° ottobre 2026)."
                .to_owned(),
            "Ha chiesto di vedere, controllare o approvare i passaggi".to_owned()
        )
    );
}
