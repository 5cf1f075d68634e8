//! A record goes to its text and back, and every damage is told.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::text::{Id, LanguageTag};
use crate::value::{Given, HourSpan, Hours, State, Value, Weekday};

fn record() -> Record {
    let answered = |id: &str, kind: Kind, answer: Answer, shown: &str| RecordedAnswer {
        id: Id::new(id),
        ask: format!("What about {id}?"),
        name: id.to_owned(),
        kind,
        voice: Voice::Client,
        visibility: Visibility::Shared,
        answer,
        shown: shown.to_owned(),
        at: "2026-10-01T10:15:30.482Z".parse().expect("a time"),
    };
    Record {
        interview: "20261001T101530.482Z-intake-k7f3q2".to_owned(),
        client: "Studio Verdi".to_owned(),
        n: 3,
        script: ScriptReference {
            id: Id::new("intake"),
            version: 1,
            title: "Colloquio \"iniziale\"".to_owned(),
            digest: digest("format = 1\n"),
        },
        language: LanguageTag::new("it-lei"),
        held: date(2026, 10, 1),
        mode: Mode::Live,
        started: "2026-10-01T10:15:30.482Z".parse().expect("a time"),
        finished: "2026-10-01T10:31:02Z".parse().expect("a time"),
        outcome: None,
        amends: None,
        answers: vec![
            answered(
                "channels",
                Kind::Choices,
                Answer::of(Value::Choices(vec![Id::new("email"), Id::new("phone")])),
                "Email, telefono",
            ),
            answered(
                "need",
                Kind::LongText,
                Answer {
                    note: Some("said with a sigh".to_owned()),
                    quote: true,
                    ..Answer::of(Value::Text(
                        "Le email.\n\n[[answer]]\n# seal sha256 0\nIl \"caos\"".to_owned(),
                    ))
                },
                "Le email.",
            ),
            answered("success", Kind::Text, Answer::state(State::DontKnow), "—"),
        ],
    }
}

const WRITTEN: &str = r#"format = 1
interview = "20261001T101530.482Z-intake-k7f3q2"
client = "Studio Verdi"
n = 3
script = { id = "intake", version = 1, title = "Colloquio \"iniziale\"", digest = "5a18b9dba4ab70863a5d1e7d9c1e6e2bf2f4e2fbb3f7a7f6f3bb5e8a4f1d2c3b" }
language = "it-lei"
held = 2026-10-01
mode = "live"
started = 2026-10-01T10:15:30.482Z
finished = 2026-10-01T10:31:02Z
count = 3

[[answer]]
id = "channels"
ask = "What about channels?"
name = "channels"
kind = "choices"
voice = "client"
visibility = "shared"
value = ["email", "phone"]
shown = "Email, telefono"
at = 2026-10-01T10:15:30.482Z

[[answer]]
id = "need"
ask = "What about need?"
name = "need"
kind = "long-text"
voice = "client"
visibility = "shared"
value = """
Le email.

\u005B[answer]]
\u0023 seal sha256 0
Il "caos\""""
shown = "Le email."
note = "said with a sigh"
quote = true
at = 2026-10-01T10:15:30.482Z

[[answer]]
id = "success"
ask = "What about success?"
name = "success"
kind = "text"
voice = "client"
visibility = "shared"
state = "dont_know"
shown = "—"
at = 2026-10-01T10:15:30.482Z

"#;

#[test]
fn a_record_is_toml_a_person_may_read() {
    let mut record = record();
    record.script.digest =
        "5a18b9dba4ab70863a5d1e7d9c1e6e2bf2f4e2fbb3f7a7f6f3bb5e8a4f1d2c3b".to_owned();
    let text = write(&record);
    let (above, seal) = text.split_at(text.len() - SEAL.len() - 65);
    assert_eq!(above, WRITTEN);
    assert_eq!(seal, format!("{SEAL}{}\n", digest(above)));
    let reading = read(&text).expect("the record is sound");
    assert_eq!(reading.seal, Seal::Sound);
    assert_eq!(reading.said, None);
    assert_eq!(reading.record, record);
}

#[test]
fn the_fast_way_refuses_what_toml_refuses() {
    let text = write(&record());
    let above = text.split_at(text.len() - SEAL.len() - 65).0;
    assert_eq!(plain::read(above), Some(record()));
    for (written, other) in [
        ("n = 3", "n = 03"),
        ("count = 3", "count = 2"),
        ("held = 2", "held = +2"),
    ] {
        assert_eq!(plain::read(&above.replace(written, other)), None, "{other}");
    }
}

#[test]
fn an_edit_by_hand_is_legal_and_told() {
    let text = write(&record()).replace("Studio Verdi", "Studio Verdi srl");
    let text = text.replace("n = 3\n", "n = 3\nmine = \"kept\" # a remark\n");
    let reading = read(&text).expect("the values are taken");
    assert_eq!(reading.seal, Seal::EditedByHand);
    assert_eq!(reading.record.client, "Studio Verdi srl");
}

#[test]
fn an_answer_taken_out_by_hand_is_told() {
    let text = write(&record());
    let last = text.rfind("[[answer]]").expect("there are answers");
    let seal = text.find(SEAL).expect("there is a seal");
    let text = format!("{}{}", &text[..last], &text[seal..]);
    let reading = read(&text).expect("the values are taken");
    assert_eq!((reading.seal, reading.said), (Seal::EditedByHand, Some(3)));
}

/// A file cut anywhere is either damaged, or complete but for its seal: never half a record.
#[test]
fn a_record_cut_at_every_byte_is_never_taken_for_a_whole_one() {
    let whole = record();
    let text = write(&whole);
    let seal = text.find(SEAL).expect("there is a seal");
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        match read(&text[..end]) {
            Ok(reading) => {
                assert!(end + 3 >= seal, "cut at {end}");
                assert_eq!(reading.record, whole, "cut at {end}");
                let expected = if end + 1 == text.len() {
                    Seal::Sound
                } else {
                    Seal::Missing
                };
                assert_eq!(reading.seal, expected, "cut at {end}");
            }
            Err(Unreadable::Damaged(damage)) => assert!(!damage.is_empty(), "cut at {end}"),
            Err(newer) => panic!("cut at {end}: {newer:?}"),
        }
    }
}

#[test]
fn a_flipped_bit_is_told_or_changes_nothing() {
    let whole = record();
    let bytes = write(&whole).into_bytes();
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        let Ok(text) = String::from_utf8(flipped) else {
            continue;
        };
        if let Ok(reading) = read(&text) {
            assert_ne!(reading.seal, Seal::Sound, "byte {at}");
        }
    }
}

fn damage(text: &str) -> Vec<String> {
    match read(text) {
        Err(Unreadable::Damaged(damage)) => damage
            .iter()
            .map(|damage| format!("{}:{}: {}", damage.line, damage.column, damage.what))
            .collect(),
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn damage_has_its_place() {
    let text = write(&record());
    let unsealed = text.split(SEAL).next().expect("the part above");
    let fewer = unsealed.replace("count = 3", "count = 4");
    assert_eq!(
        damage(&fewer),
        ["53:1: the file should have 4 answers and has 3: it is incomplete"]
    );
    assert_eq!(
        damage(&text.replace("state = \"dont_know\"", "state = \"dunno\"")),
        ["49:9: `state` has a value that is not known"]
    );
    assert_eq!(
        damage(&text.replace("[\"email\", \"phone\"]", "12")),
        ["20:9: `value` is not of kind `choices`"]
    );
    assert_eq!(
        damage(&text.replace("n = 3\n", "<<<<<<< HEAD\nn = 3\n=======\n")),
        ["4:1: two versions of the file were left half joined (conflict marks of git)"]
    );
    let empty = damage("");
    assert_eq!(empty.len(), 11, "{empty:?}");
    assert_eq!(empty[0], "1:1: `format` is missing");
}

#[test]
fn a_file_that_holds_itself_twice_is_damaged() {
    let text = write(&record());
    let doubled = damage(&format!("{text}{text}"));
    assert!(
        doubled
            .contains(&"54:1: a second copy begins here: the file holds more than one".to_owned()),
        "{doubled:?}"
    );
}

#[test]
fn a_newer_format_is_a_case_of_its_own() {
    let text = write(&record()).replace("format = 1", "format = 2");
    assert_eq!(read(&text), Err(Unreadable::Newer { format: 2 }));
    assert_eq!(
        read("format = 7\nno toml of ours ]["),
        Err(Unreadable::Newer { format: 7 })
    );
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r##"["'\\#\[\]=\n\r\t \u{202e}\u{0}-\u{8}a]{0,24}"##,
        proptest::collection::vec(
            prop_oneof![
                Just("\"\"\""),
                Just("\n"),
                Just("# seal sha256 "),
                Just("# check "),
                Just("[[answer]]"),
                Just("\\"),
                Just("'''"),
                Just("\r\n"),
                Just(" "),
                Just("\u{1F469}\u{200D}\u{1F4BB}"),
            ],
            0..8
        )
        .prop_map(|pieces| pieces.concat()),
    ]
}

fn day() -> impl Strategy<Value = Date> {
    (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (-62_135_596_800i64..253_370_764_800, 0i32..1_000_000_000)
        .prop_map(|(second, nano)| Timestamp::new(second, nano).unwrap_or(Timestamp::UNIX_EPOCH))
}

fn hours() -> impl Strategy<Value = Hours> {
    let span = (0u16..1439).prop_flat_map(|from| (Just(from), from + 1..=1440));
    (
        proptest::collection::vec((0usize..7, span), 0..9),
        proptest::option::of(Just("America/Argentina/Buenos_Aires".to_owned())),
    )
        .prop_map(|(spans, zone)| {
            let spans = spans
                .into_iter()
                .map(|(day, (from, to))| (Weekday::ALL[day], HourSpan { from, to }));
            Hours::new(spans, zone)
        })
}

fn kind_and_given() -> impl Strategy<Value = (Kind, Given)> {
    let id = || words().prop_map(|words| Id::new(&words));
    let value = prop_oneof![
        id().prop_map(|id| (Kind::Scale, Value::Choice(id))),
        proptest::collection::vec(id(), 0..5).prop_map(|ids| (Kind::Ranking, Value::Choices(ids))),
        any::<bool>().prop_map(|yes| (Kind::YesNo, Value::YesNo(yes))),
        words().prop_map(|text| (Kind::LongText, Value::Text(text))),
        (proptest::num::f64::NORMAL | proptest::num::f64::ZERO | proptest::num::f64::SUBNORMAL)
            .prop_map(|number| (Kind::Number, Value::Number(number))),
        (-2_000_000i32..2_000_000)
            .prop_map(|number| (Kind::Number, Value::Number(f64::from(number)))),
        day().prop_map(|day| (Kind::Date, Value::Date(day))),
        hours().prop_map(|hours| (Kind::Hours, Value::Hours(hours))),
    ];
    prop_oneof![
        5 => value.prop_map(|(kind, value)| (kind, Given::Value(value))),
        1 => prop_oneof![Just(State::DontKnow), Just(State::Declined), Just(State::Later)]
            .prop_map(|state| (Kind::Choices, Given::State(state))),
    ]
}

prop_compose! {
    fn recorded()(
        (kind, given) in kind_and_given(),
        ask in words(), name in words(), shown in words(),
        other in proptest::option::of(words()), note in proptest::option::of(words()),
        quote in any::<bool>(), private in any::<bool>(), at in moment(),
    ) -> RecordedAnswer {
        RecordedAnswer {
            id: Id::new("q"),
            ask, name, kind,
            voice: if private { Voice::Private } else { Voice::Client },
            visibility: if private { Visibility::Sealed } else { Visibility::Internal },
            answer: Answer { given, other, note, quote },
            shown, at,
        }
    }
}

proptest! {
    #[test]
    fn any_record_comes_back_byte_for_byte_and_value_for_value(
        answers in proptest::collection::vec(recorded(), 0..6),
        client in words(), title in words(), outcome in proptest::option::of(words()),
        amends in proptest::option::of(words()), held in day(), started in moment(), n in any::<u32>(),
    ) {
        let mut whole = record();
        whole.answers = answers;
        for (index, answer) in whole.answers.iter_mut().enumerate() {
            answer.id = Id::new(&format!("q{index}"));
        }
        whole.client = client;
        whole.script.title = title;
        whole.outcome = outcome.map(|id| Id::new(&id));
        (whole.amends, whole.held, whole.started, whole.n) = (amends, held, started, n);
        let text = write(&whole);
        let count = text.lines().filter(|line| *line == "[[answer]]").count();
        prop_assert_eq!(count, whole.answers.len());
        let reading = read(&text);
        prop_assert!(reading.is_ok(), "{:?}\n{}", reading, text);
        let reading = reading.expect("it is sound");
        prop_assert_eq!(&reading.record, &whole);
        prop_assert_eq!(reading.seal, Seal::Sound);
        prop_assert_eq!(write(&reading.record), &*text);
        // Both ways of reading give the same.
        let above = text.split_at(text.len() - SEAL.len() - 65).0;
        prop_assert_eq!(plain::read(above), Some(whole));
        prop_assert_eq!(read::read_any(&text), Ok(reading));
    }

    /// Whatever the fast way takes, the way that reads all of TOML takes for the same.
    #[test]
    fn the_fast_way_never_takes_more(
        answers in proptest::collection::vec(recorded(), 1..3), at in any::<proptest::sample::Index>(),
        with in prop_oneof![
            Just("\""), Just("\\"), Just("\n"), Just("#"), Just(" "), Just("0"), Just("1"), Just("-"),
            Just("Z"), Just("+"), Just("."), Just("e"), Just("\u{7f}"), Just("\t"), Just(""), Just("]"), Just("u0041"),
        ],
        insert in any::<bool>(),
    ) {
        let mut whole = record();
        whole.answers = answers;
        for (index, answer) in whole.answers.iter_mut().enumerate() {
            answer.id = Id::new(&format!("q{index}"));
        }
        let text = write(&whole);
        let above = text.split_at(text.len() - SEAL.len() - 65).0;
        let places: Vec<(usize, char)> = above.char_indices().collect();
        let (at, sign) = places[at.index(places.len())];
        let after = if insert { at } else { at + sign.len_utf8() };
        let changed = format!("{}{with}{}", &above[..at], &above[after..]);
        if let Some(record) = plain::read(&changed) {
            let seal = format!("{SEAL}{}\n", digest(&changed));
            let reading = read::read_any(&format!("{changed}{seal}"));
            prop_assert_eq!(reading.map(|reading| reading.record), Ok(record), "{}", changed);
        }
    }

    #[test]
    fn no_text_makes_the_reader_fall(text in any::<String>(), at in 0usize..2000, bytes in any::<[u8; 4]>()) {
        let _ = read(&text);
        let mut spoilt = write(&record()).into_bytes();
        let at = at % (spoilt.len() - 4);
        spoilt[at..at + 4].copy_from_slice(&bytes);
        let _ = read(&String::from_utf8_lossy(&spoilt));
    }
}
