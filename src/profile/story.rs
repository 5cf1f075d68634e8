//! Stories for tests: what was answered when, as text, turned into records and a profile.
//!
//! ```text
//! card kind = internal            a field of the card
//! sent recap 2026-10-02           a mark
//! 2026-10-01 intake               an interview, named `i1`, `i2`, … in the order of the story
//! 2026-10-01 intake amends i1     a correction
//! 2026-10-01 intake unknown       an interview whose script is nowhere
//!   involvement = hands_off       an answer; items of a set parted by commas
//!   need = some words | more      lines of a text parted by bars
//!   authority ? declined          a state
//!   involvement + said with a sigh        a note on the answer before
//!   involvement "                 the words are a quote
//! ```

use std::sync::Arc;

use jiff::civil::Date;

use super::{Profile, SentMark, Sources, derive};
use crate::card::{Card, ClientKind, Settings};
use crate::definition::{self, Definition};
use crate::diagnostic::SourceFile;
use crate::kit::Kit;
use crate::record::{Mode, Record, RecordedAnswer, ScriptReference};
use crate::script::{self, Question, Script};
use crate::text::{Id, LanguageTag};
use crate::value::{Answer, Kind, State, Value, date, hours, number, yes_no};

/// A definition with its scripts.
pub(crate) struct Shelf {
    pub(crate) definition: Definition,
    pub(crate) scripts: Vec<Script>,
}

/// A client with records.
pub(crate) struct Story {
    pub(crate) card: Card,
    pub(crate) settings: Settings,
    pub(crate) records: Vec<Record>,
    pub(crate) sent: Vec<SentMark>,
}

impl Shelf {
    /// Reads a definition and scripts, without the head lines every file has.
    pub(crate) fn of(definition: &str, scripts: &[(&str, &str)]) -> Shelf {
        let head = "format = 1\nlanguages = [\"it\", \"en\"]\n";
        let text = format!("{head}{definition}");
        let (read, problems) = definition::read(file("profile.toml", text));
        let definition = read.unwrap_or_else(|| panic!("{problems:#?}"));
        let scripts = scripts
            .iter()
            .map(|(id, questions)| {
                let text = format!(
                    "{head}id = \"{id}\"\nversion = 1\ntitle = \"{id}\"\n[[section]]\nid = \"all\"\ntitle = \"All\"\n{questions}"
                );
                let (script, problems) = script::read(file(&format!("{id}.toml"), text), &|_| None);
                script.unwrap_or_else(|| panic!("{problems:#?}"))
            })
            .collect();
        Shelf {
            definition,
            scripts,
        }
    }

    /// The kit that is built in.
    pub(crate) fn bundled() -> Shelf {
        let kit = Kit::bundled();
        let definition = kit.definition().expect("the definition is sound").clone();
        let scripts = kit
            .script_ids()
            .into_iter()
            .map(|id| kit.script(&id).expect("the script is sound"))
            .collect();
        Shelf {
            definition,
            scripts,
        }
    }

    fn script(&self, id: &str) -> Option<&Script> {
        self.scripts.iter().find(|script| script.id == *id)
    }

    /// Derives a profile and hands it on.
    pub(crate) fn on<T>(
        &self,
        story: &Story,
        day: &str,
        tell: impl FnOnce(&Profile<'_>) -> T,
    ) -> T {
        let kit: Vec<&Script> = self.scripts.iter().collect();
        let script_of = |reference: &ScriptReference| {
            (reference.digest != "unknown")
                .then(|| self.script(reference.id.as_str()))
                .flatten()
        };
        let sources = Sources {
            definition: &self.definition,
            card: &story.card,
            settings: &story.settings,
            records: &story.records,
            script_of: &script_of,
            scripts: &kit,
            document_title: &|_| None,
            sent: &story.sent,
            on: day.parse().expect("a day"),
        };
        tell(&derive(&sources))
    }

    /// Reads a story.
    pub(crate) fn story(&self, text: &str) -> Story {
        let mut story = Story {
            card: Card {
                name: "Anna Verdi".to_owned(),
                language: LanguageTag::new("it"),
                kind: ClientKind::External,
                organisation: None,
                greeting: None,
                hours_per_month: None,
                start: None,
                time_zone: None,
                retain_until: None,
            },
            settings: Settings::default(),
            records: Vec::new(),
            sent: Vec::new(),
        };
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["card", field, "=", value] => set_card(&mut story.card, field, value),
                ["sent", document, day] => story.sent.push(SentMark {
                    document: Id::new(document),
                    day: day.parse().expect("a day"),
                }),
                [day, script, rest @ ..] if !line.starts_with(' ') => {
                    let record = self.record(&story, day, script, rest);
                    story.records.push(record);
                }
                _ => {
                    let record = story.records.last_mut().expect("an interview before");
                    self.answer(record, line.trim());
                }
            }
        }
        story
    }

    fn record(&self, story: &Story, day: &str, script: &str, rest: &[&str]) -> Record {
        let count = story.records.len() + 1;
        let held: Date = day.parse().expect("a day");
        let at = format!("{day}T09:{count:02}:00Z").parse().expect("a time");
        let amends = match rest {
            ["amends", name] => Some((*name).to_owned()),
            _ => None,
        };
        Record {
            interview: format!("i{count}"),
            client: story.card.name.clone(),
            n: u32::try_from(count).expect("few"),
            script: ScriptReference {
                id: Id::new(script),
                version: 1,
                title: script.to_owned(),
                digest: if rest == ["unknown"] {
                    "unknown".to_owned()
                } else {
                    String::new()
                },
            },
            language: story.card.language.clone(),
            held,
            mode: Mode::Notes,
            started: at,
            finished: at,
            outcome: None,
            amends,
            answers: Vec::new(),
        }
    }

    fn answer(&self, record: &mut Record, line: &str) {
        let (id, rest) = line.split_once(' ').expect("an answer");
        let (sign, words) = rest.split_once(' ').unwrap_or((rest, ""));
        if let ("+" | "\"", Some(answer)) = (sign, record.answers.last_mut()) {
            if sign == "+" {
                answer.answer.note = Some(words.to_owned());
            } else {
                answer.answer.quote = true;
            }
            return;
        }
        let question = self
            .script(record.script.id.as_str())
            .and_then(|script| script.question(id))
            .map(|(_, question)| question)
            .unwrap_or_else(|| panic!("no question {id}"));
        let answer = match sign {
            "?" => Answer::state(State::by_name(words).expect("a state")),
            _ => Answer::of(value(question, words)),
        };
        let plain = |text: &crate::text::Text| text.in_tag("it").fill(&|_| None);
        record.answers.push(RecordedAnswer {
            id: question.id.clone(),
            ask: plain(&question.ask),
            name: plain(question.short_name()),
            kind: question.kind(),
            voice: question.voice,
            visibility: question.visibility,
            shown: shown(question, &answer),
            answer,
            at: record.started,
        });
    }
}

fn shown(question: &Question, answer: &Answer) -> String {
    crate::interview::shown(question, answer, &LanguageTag::new("it"))
}

fn value(question: &Question, words: &str) -> Value {
    let language = crate::words::Language::It;
    let id = |word: &str| {
        let word = word.trim();
        assert!(
            question.option(word).is_some() || question.has_other(),
            "no option {word}"
        );
        Id::new(word)
    };
    let today = "2026-10-01".parse().expect("a day");
    match question.kind() {
        Kind::Choice | Kind::Scale => Value::Choice(id(words)),
        Kind::Choices | Kind::Ranking => Value::Choices(words.split(',').map(id).collect()),
        Kind::YesNo => Value::YesNo(yes_no::parse(words).expect("yes or no")),
        Kind::Text | Kind::LongText => Value::Text(words.replace(" | ", "\n")),
        Kind::Number => Value::Number(number::parse(words, language).expect("a number")),
        Kind::Date => Value::Date(date::parse(words, today, language).expect("a day")),
        Kind::Hours => Value::Hours(hours::parse(words).expect("hours")),
    }
}

fn set_card(card: &mut Card, field: &str, value: &str) {
    match field {
        "kind" if value == "internal" => card.kind = ClientKind::Internal,
        "language" => card.language = LanguageTag::new(value),
        "time_zone" => card.time_zone = Some(value.to_owned()),
        "start" => card.start = Some(value.parse().expect("a day")),
        _ => panic!("no field {field}"),
    }
}

fn file(name: &str, text: String) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: name.to_owned(),
        text,
    })
}
