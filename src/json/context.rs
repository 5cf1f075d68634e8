//! What a document may see: the names of its template, and its texts filled.
//!
//! Decides which names exist for which reader. A client's document gets a profile that was derived
//! from shared answers only, so nothing private is anywhere in what is built here. Every name a
//! reader may see is there, with `known = false` while it is empty; every other name is not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::values;
use crate::definition::{Show, Trait};
use crate::document::{Audience, Document};
use crate::profile::{
    AnswerPlace, Because, FiringAdvice, Item, PastInterview, Profile, Side, Standing, Telling,
    TensionWords, Told, TraitValue,
};
use crate::record::RecordedAnswer;
use crate::script::{Question, Shape, Visibility, rows};
use crate::text::{Id, LanguageTag};
use crate::value::{Value, hours};

/// What a document is filled with.
pub struct DocumentContext {
    /// The names of the template, as an object.
    pub values: Json,
    /// The `[text]` entries by id, filled; inserted values went through `escape`.
    pub texts: BTreeMap<String, String>,
}

/// Why a document about an interview cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoInterview {
    /// None of these scripts has been used with this client yet.
    NoneYet(Vec<Id>),
    /// No interview of that name was held until the day of reading.
    NotFound(String),
    /// That interview is of a script the document is not about.
    OtherScript(Id),
}

/// Finds the interview a document is about (its position in [`Profile::interviews`]): the chosen one,
/// else the latest of its scripts; `None` for a document about the client as a whole.
pub fn about(
    profile: &Profile<'_>,
    document: &Document,
    chosen: Option<&str>,
) -> Result<Option<usize>, NoInterview> {
    if document.about.is_empty() {
        return Ok(None);
    }
    let interviews = profile.interviews();
    let is_about = |one: &PastInterview<'_>| {
        let script = &one.record.script.id;
        document.about.iter().any(|id| id.value == *script)
    };
    match chosen {
        Some(chosen) => {
            let found = interviews
                .iter()
                .position(|one| one.record.interview == chosen)
                .ok_or_else(|| NoInterview::NotFound(chosen.to_owned()))?;
            if !is_about(&interviews[found]) {
                let script = interviews[found].record.script.id.clone();
                return Err(NoInterview::OtherScript(script));
            }
            // A corrected interview is told as it was corrected.
            Ok(interviews[found].replaced_by.or(Some(found)))
        }
        None => interviews
            .iter()
            .rposition(|one| one.counts() && is_about(one))
            .map(Some)
            .ok_or_else(|| {
                NoInterview::NoneYet(document.about.iter().map(|id| id.value.clone()).collect())
            }),
    }
}

/// Gives what a document is filled with, for the reader it has. `about` comes from [`about`];
/// `escape` makes words harmless that are inserted into texts.
pub fn context(
    profile: &Profile<'_>,
    client_id: &str,
    document: &Document,
    about: Option<usize>,
    language: &LanguageTag,
    escape: &dyn Fn(&str) -> String,
) -> DocumentContext {
    let for_client;
    let profile = match document.audience {
        Audience::Internal => profile,
        Audience::Client => {
            for_client = profile.for_client();
            &for_client
        }
    };
    let scene = Scene {
        profile,
        told: profile.told(language),
        about,
        is_internal: document.audience == Audience::Internal,
    };
    let mut values = scene.for_everyone(client_id, language);
    if scene.is_internal {
        scene.add_internal(&mut values);
    }
    let telling = Telling {
        escape,
        about,
        ..Telling::plain(language)
    };
    let texts = document
        .texts
        .iter()
        .map(|(id, say)| {
            let text = profile.say(say, &telling).unwrap_or_default();
            (id.value.to_string(), text)
        })
        .collect();
    DocumentContext {
        values: Json::Object(values),
        texts,
    }
}

/// The profile as one reader sees it, for one document.
struct Scene<'p, 'a> {
    profile: &'p Profile<'a>,
    told: Told<'p, 'a>,
    about: Option<usize>,
    is_internal: bool,
}

impl<'a> Scene<'_, 'a> {
    fn for_everyone(&self, client_id: &str, language: &LanguageTag) -> Map<String, Json> {
        let sources = self.profile.sources();
        let mut values = Map::new();
        let mut add = |name: &str, value: Json| values.insert(name.to_owned(), value);
        add("today", values::date(sources.on));
        add("language", Json::from(language.as_str()));
        add("client", self.client(client_id));
        add("settings", self.settings(language));
        add("answers", self.answers());
        add("traits", self.traits());
        let dates = self.told.next_dates().into_iter();
        let dates = dates.map(|next| json!({ "date": values::date(next.day), "what": next.what }));
        add("next_dates", dates.collect());
        if let Some(interview) = self
            .about
            .and_then(|about| self.profile.interviews().get(about))
        {
            add("interview", self.interview(interview));
        }
        values
    }

    fn client(&self, id: &str) -> Json {
        let card = self.profile.sources().card;
        json!({
            "id": id,
            "name": card.name,
            "greeting": card.greeting(),
            "organisation": card.organisation,
            "kind": card.kind.name(),
            "language": card.language.as_str(),
            "start": card.start.map(values::date),
            "hours_per_month": card.hours_per_month.map(values::number),
            "time_zone": card.time_zone,
        })
    }

    fn settings(&self, language: &LanguageTag) -> Json {
        let settings = self.profile.sources().settings;
        let in_words = |own: &crate::value::Hours| hours::in_words(own, language.as_str());
        json!({
            "name": settings.name,
            "studio": settings.studio,
            "signature": settings.signature,
            "hours": settings.hours.as_ref().map(in_words),
            "time_zone": settings.time_zone,
            "reply_standard": settings.reply_standard,
            "urgent_notice": settings.urgent_notice,
            "revisions": settings.revisions,
            "firm_points": settings.firm_points,
            "privacy_notice": settings.privacy_notice,
            "reminders": settings.reminders,
        })
    }

    fn interview(&self, interview: &PastInterview<'_>) -> Json {
        let record = interview.record;
        json!({
            "script": record.script.id.as_str(),
            "title": self.told.script_title(&record.script.id),
            "number": interview.number,
            "day": values::date(record.held),
        })
    }

    /// Gives the questions this reader may see the answers of: those of the kit, and those of old
    /// interviews that the kit no longer has.
    fn question_ids(&self) -> BTreeSet<&str> {
        let scripts = self.profile.sources().scripts;
        let of_kit = || scripts.iter().flat_map(|script| &script.questions);
        let mut ids: BTreeSet<&str> = of_kit()
            .filter(|question| self.may_see(question.visibility))
            .map(|question| question.id.as_str())
            .collect();
        let is_in_kit = |id: &str| of_kit().any(|question| question.id == *id);
        for interview in self.profile.interviews() {
            for answer in &interview.record.answers {
                if self.may_see(answer.visibility) && !is_in_kit(answer.id.as_str()) {
                    ids.insert(answer.id.as_str());
                }
            }
        }
        ids
    }

    fn may_see(&self, visibility: Visibility) -> bool {
        match visibility {
            Visibility::Shared => true,
            Visibility::Internal => self.is_internal,
            Visibility::Sealed => false,
        }
    }

    fn answers(&self) -> Json {
        let ids = self.question_ids().into_iter();
        let answers: Map<String, Json> = ids
            .map(|id| {
                let found = self.profile.answer(id, self.about);
                let answer = match found {
                    Some((place, recorded)) if self.may_see(recorded.visibility) => {
                        self.answer(place, recorded)
                    }
                    _ => self.no_answer(id),
                };
                (id.to_owned(), answer)
            })
            .collect();
        Json::Object(answers)
    }

    /// A question that was not asked, or not where this document looks.
    fn no_answer(&self, id: &str) -> Json {
        let (name, ask) = self.told.question_of_kit(id);
        json!({
            "known": false, "state": "not_asked", "value": null, "text": "", "label": "", "say": "",
            "items": [], "line": "", "lines": [], "rows": [], "other": null, "note": null,
            "quote": false, "day": null, "name": name, "ask": ask,
        })
    }

    fn answer(&self, place: AnswerPlace, recorded: &RecordedAnswer) -> Json {
        let value = recorded.answer.given.value();
        let items = self.told.answer_items(place);
        let words = value.map_or_else(String::new, |_| self.told.answer(place));
        let says: Vec<String> = items.iter().map(|item| item.say.clone()).collect();
        let say = if says.is_empty() {
            words.clone()
        } else {
            crate::value::join(&says, self.told.language().as_str())
        };
        let lines: Vec<&str> = words
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        json!({
            "known": value.is_some(),
            "state": recorded.answer.given.state().map(|state| state.name()),
            "value": value.map(values::answer),
            "text": words,
            "label": words,
            "say": say,
            "items": items_of(&items),
            "line": lines.first(),
            "lines": lines,
            "rows": self.rows_of(place, value),
            "other": recorded.answer.other,
            "note": self.told.note(place),
            "quote": recorded.answer.quote,
            "day": values::date(self.profile.interviews()[place.interview].record.held),
            "name": self.told.question_name(place),
            "ask": self.told.question_asked(place),
        })
    }

    fn rows_of(&self, place: AnswerPlace, value: Option<&Value>) -> Json {
        let question = self.profile.question_at(place);
        let (Some(Value::Text(text)), Some(Shape::Text { columns, .. })) =
            (value, question.map(|question: &Question| &question.shape))
        else {
            return Json::Array(Vec::new());
        };
        if columns.is_empty() {
            return Json::Array(Vec::new());
        }
        rows(columns, text)
            .into_iter()
            .map(|cells| {
                let row: Map<String, Json> = columns
                    .iter()
                    .zip(cells)
                    .map(|(column, cell)| (column.id.to_string(), Json::from(cell)))
                    .collect();
                Json::Object(row)
            })
            .collect()
    }

    fn traits(&self) -> Json {
        let traits: Map<String, Json> = self
            .profile
            .traits()
            .filter(|(one, _)| self.is_internal || !one.private)
            .map(|(one, standing)| (one.id.to_string(), self.of_trait(one, standing)))
            .collect();
        Json::Object(traits)
    }

    fn of_trait(&self, one: &Trait, standing: &Standing) -> Json {
        let value = standing.value.as_ref();
        let label = value.map(|value| self.told.value(one, value));
        let say = value.map(|value| self.told.value_inside(one, value));
        let items = value.map_or_else(Vec::new, |value| self.told.items(one, value));
        let base = standing.base.as_ref();
        let mut told = json!({
            "known": standing.is_known(),
            "value": value.map(values::of_trait),
            "label": label.unwrap_or_default(),
            "say": say.unwrap_or_default(),
            "items": items_of(&items),
            "parts": self.parts(value),
            "rows": self.table(one, value),
            "until": standing.until.map(values::date),
            "base": base.map(|value| self.told.value(one, value)),
            "since": standing.since.map(values::date),
        });
        if let (true, Json::Object(told)) = (self.is_internal, &mut told) {
            self.add_basis(told, one, standing);
        }
        told
    }

    fn add_basis(&self, told: &mut Map<String, Json>, one: &Trait, standing: &Standing) {
        let stated = standing.stated.as_ref();
        let stated = stated.map(|value| self.told.value(one, value));
        let observed: Vec<String> = standing
            .observed
            .iter()
            .map(|value| self.told.value(one, value))
            .collect();
        let because = self.told.because(&standing.because);
        let mut add = |name: &str, value: Json| told.insert(name.to_owned(), value);
        add("basis", Json::from(standing.basis.name()));
        add("basis_label", Json::from(self.told.basis(standing)));
        add("stated", Json::from(stated));
        let language = self.told.language().as_str();
        add(
            "observed",
            Json::from(crate::value::join(&observed, language)),
        );
        add("because", reasons_of(&because));
        add("until_known", Json::from(self.told.until_known(one)));
    }

    fn parts(&self, value: Option<&TraitValue>) -> Json {
        let Some(TraitValue::Text(text)) = value else {
            return Json::Array(Vec::new());
        };
        text.parts
            .iter()
            .map(|place| {
                let recorded = self.profile.recorded_at(*place);
                json!({
                    "question": self.told.question_name(*place),
                    "text": self.told.answer(*place),
                    "quote": recorded.answer.quote,
                    "day": values::date(self.profile.interviews()[place.interview].record.held),
                })
            })
            .collect()
    }

    /// Gives the rows of a list, every column there, in words.
    fn table(&self, one: &Trait, value: Option<&TraitValue>) -> Json {
        let Some(TraitValue::Rows(rows)) = value else {
            return Json::Array(Vec::new());
        };
        let columns: BTreeSet<&str> = one
            .rows
            .iter()
            .flat_map(|row| &row.columns)
            .map(|(column, _)| column.value.as_str())
            .collect();
        rows.iter()
            .map(|row| {
                let cells: Map<String, Json> = columns
                    .iter()
                    .map(|column| {
                        let words = row.cell(column).map(|cell| self.told.cell(one, cell));
                        ((*column).to_owned(), Json::from(words.unwrap_or_default()))
                    })
                    .collect();
                Json::Object(cells)
            })
            .collect()
    }
}

/// What only an internal document sees.
impl Scene<'_, '_> {
    fn add_internal(&self, values: &mut Map<String, Json>) {
        let (known, of) = self.profile.completeness();
        let (advice, more_advice) = self.advice();
        let mut add = |name: &str, value: Json| values.insert(name.to_owned(), value);
        add("trait_list", self.trait_list());
        add("advice", advice);
        add("more_advice", more_advice);
        add("to_clarify", self.to_clarify());
        add("to_ask", self.to_ask());
        add("to_confirm", self.to_confirm());
        add("declined", self.declined());
        add("history", self.history());
        add("interviews", self.interviews());
        add("topics", self.topics());
        add("completeness", json!({ "known": known, "of": of }));
        add("facts", self.facts());
        add("summary", Json::from(self.told.summary()));
    }

    fn trait_list(&self) -> Json {
        self.profile
            .traits()
            .filter(|(one, standing)| standing.exists && one.show == Show::Everywhere)
            .map(|(one, standing)| {
                let mut told = self.of_trait(one, standing);
                let was = standing.was.iter();
                let was: Vec<Json> = was
                    .map(|was| {
                        let label = self.told.value(one, &was.value);
                        json!({ "label": label, "until_day": values::date(was.until) })
                    })
                    .collect();
                if let Json::Object(told) = &mut told {
                    told.insert("id".to_owned(), Json::from(one.id.as_str()));
                    told.insert("name".to_owned(), Json::from(self.told.name(one)));
                    told.insert("was".to_owned(), Json::from(was));
                }
                told
            })
            .collect()
    }

    /// Gives the advice to print, and what is more than a reader can take in at once.
    fn advice(&self) -> (Json, Json) {
        let mut advice: Vec<FiringAdvice<'_>> = self.profile.advice();
        advice.retain(|firing| !firing.is_apart());
        let show = self.profile.sources().definition.advice_order.show;
        let cut = show.unwrap_or(advice.len()).min(advice.len());
        let (first, more) = advice.split_at(cut);
        let told = |part: &[FiringAdvice<'_>]| {
            let part = part.iter();
            part.map(|firing| {
                json!({
                    "id": firing.advice.id.as_str(),
                    "group": firing.advice.group.value.as_str(),
                    "priority": firing.advice.priority,
                    "say": self.told.advice_say(firing),
                    "why": self.told.advice_why(firing),
                    "because": reasons_of(&self.told.because(&firing.because)),
                })
            })
            .collect()
        };
        (told(first), told(more))
    }

    /// Gives what is to clarify, with what the groups say that see mixed traits.
    fn to_clarify(&self) -> Json {
        let mut points = self.told.to_clarify();
        for firing in &self.profile.advice() {
            let reads_mixed = firing.group.is_some_and(|group| group.reads_mixed);
            if firing.is_apart() && reads_mixed && !firing.is_tension() {
                points.push(self.told.tension(firing));
            }
        }
        points.iter().map(clarify).collect()
    }

    fn to_ask(&self) -> Json {
        let points = self.told.to_ask().into_iter();
        points
            .map(|point| {
                json!({
                    "id": point.id.as_str(),
                    "name": point.name,
                    "ask": point.ask,
                    "until_known": point.until_known,
                })
            })
            .collect()
    }

    fn to_confirm(&self) -> Json {
        let points = self.told.to_confirm().into_iter();
        points
            .map(|point| {
                json!({
                    "id": point.id.as_str(),
                    "name": point.name,
                    "label": point.label,
                    "because": reasons_of(&point.because),
                    "until_known": point.until_known,
                })
            })
            .collect()
    }

    fn declined(&self) -> Json {
        let questions = self.told.declined().into_iter();
        questions
            .map(|one| {
                json!({
                    "id": one.id.as_str(),
                    "name": one.name,
                    "ask": one.ask,
                    "day": values::date(one.day),
                })
            })
            .collect()
    }

    fn history(&self) -> Json {
        let events = self.told.history().into_iter();
        events
            .map(|event| {
                json!({
                    "day": values::date(event.day),
                    "text": event.text,
                    "kind": event.kind,
                    "script": event.script.map(|id| id.to_string()),
                    "title": event.title,
                    "number": event.number,
                    "trait": event.trait_id.map(|id| id.to_string()),
                    "name": event.name,
                    "from": event.from,
                    "to": event.to,
                })
            })
            .collect()
    }

    fn interviews(&self) -> Json {
        let interviews = self.profile.interviews().iter();
        interviews
            .filter(|interview| interview.counts())
            .map(|interview| {
                let record = interview.record;
                json!({
                    "id": record.interview,
                    "script": record.script.id.as_str(),
                    "title": self.told.script_title(&record.script.id),
                    "number": interview.number,
                    "day": values::date(record.held),
                    "mode": record.mode.name(),
                })
            })
            .collect()
    }

    fn topics(&self) -> Json {
        let topics = self.profile.topics().into_iter();
        let topics: Map<String, Json> = topics
            .map(|topic| {
                let said: Vec<Json> = topic
                    .answers
                    .iter()
                    .map(|place| {
                        let recorded = self.profile.recorded_at(*place);
                        let record = self.profile.interviews()[place.interview].record;
                        json!({
                            "text": self.told.answer(*place),
                            "day": values::date(record.held),
                            "name": self.told.question_name(*place),
                            "ask": self.told.question_asked(*place),
                            "quote": recorded.answer.quote,
                        })
                    })
                    .collect();
                (topic.id.to_string(), Json::from(said))
            })
            .collect();
        Json::Object(topics)
    }

    fn facts(&self) -> Json {
        let facts = self.profile.sources().definition.facts.iter();
        let facts: Map<String, Json> = facts
            .map(|fact| {
                let holds = self.profile.fact(fact.id.as_str());
                (fact.id.to_string(), Json::from(holds))
            })
            .collect();
        Json::Object(facts)
    }
}

fn items_of(items: &[Item]) -> Json {
    items
        .iter()
        .map(|item| json!({ "id": item.id.as_str(), "label": item.label, "say": item.say }))
        .collect()
}

fn reasons_of<'b>(because: impl IntoIterator<Item = &'b Because>) -> Json {
    because
        .into_iter()
        .map(|one| {
            json!({
                "question": one.question,
                "answer": one.answer,
                "day": one.day.map(values::date),
                "side": one.side.map(Side::name),
                "note": one.note,
                "text": one.text,
            })
        })
        .collect()
}

fn clarify(point: &TensionWords) -> Json {
    json!({
        "id": point.id.as_str(),
        "name": point.name,
        "say": point.say,
        "why": point.why,
        "stated": reasons_of(point.side(Side::Stated)),
        "observed": reasons_of(point.side(Side::Observed)),
        "because": reasons_of(&point.because),
        "ask": point.ask,
    })
}
