//! A profile in the words of a language.
//!
//! Decides how standings, reasons, open points and history read. What is for the professional is in
//! the language asked for; sentences to say to the client are in the client's language and form of
//! address. Sealed answers are never quoted: they leave "your note of" and the day.

use jiff::civil::Date;

use super::filling::{one_line, other_words, plain, with_unit};
use super::history::EventKind;
use super::naming;
use super::open_points::FiringAdvice;
use super::reasons::Reason;
use super::timeline::AnswerPlace;
use super::{Profile, Side, Standing, Telling, TraitValue};
use crate::card::CardField;
use crate::condition::Basis;
use crate::definition::Trait;
use crate::interview;
use crate::record::RecordedAnswer;
use crate::script::{Question, Visibility, Voice};
use crate::text::{Id, LanguageTag, Text, lower_first};
use crate::value::{Given, Value, date, hours, join, number, yes_no};
use crate::words::Language;
use crate::words::profile as words;

/// A profile told in a language.
#[derive(Clone, Copy)]
pub struct Told<'p, 'a> {
    profile: &'p Profile<'a>,
    language: &'p LanguageTag,
}

/// One option, level or item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: Id,
    pub label: String,
    /// The wording inside a sentence.
    pub say: String,
}

/// One reason, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// The question, unless the answer is sealed or the reason is no answer.
    pub id: Option<Id>,
    /// The question as it was asked, or what the reason is about.
    pub question: String,
    pub answer: String,
    pub day: Option<Date>,
    pub side: Option<Side>,
    pub note: Option<String>,
    /// All of it in one sentence.
    pub text: String,
}

/// A mixed trait, or a tension between traits.
#[derive(Clone, Debug, PartialEq)]
pub struct TensionWords {
    /// The trait, or the rule.
    pub id: Id,
    pub is_trait: bool,
    pub name: String,
    /// What a rule says to do; a trait says nothing.
    pub say: String,
    pub why: String,
    pub because: Vec<Because>,
    /// The sentence to say, in the client's language.
    pub ask: Option<String>,
}

impl TensionWords {
    /// Gives the reasons of one side.
    pub fn side(&self, side: Side) -> impl Iterator<Item = &Because> {
        self.because
            .iter()
            .filter(move |because| because.side == Some(side))
    }
}

/// A core trait to ask or to confirm.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenPointWords {
    pub id: Id,
    pub name: String,
    /// The value to confirm.
    pub label: String,
    /// The question that puts it to the client, in the client's language.
    pub question: Option<Id>,
    pub ask: Option<String>,
    pub until_known: Option<String>,
    /// The client would rather not answer that question.
    pub is_declined: bool,
    pub because: Vec<Because>,
}

/// A question that is not to be asked again.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclinedWords {
    pub id: Id,
    pub name: String,
    pub ask: String,
    pub day: Date,
}

/// One event of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct EventWords {
    pub day: Date,
    pub text: String,
    /// `interview`, `corrected`, `change`, `sent`.
    pub kind: &'static str,
    pub script: Option<Id>,
    pub title: Option<String>,
    pub number: Option<usize>,
    pub trait_id: Option<Id>,
    pub name: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub document: Option<Id>,
}

/// A date ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct NextDate {
    pub day: Date,
    /// The question that put it on the agenda.
    pub question: Id,
    pub what: String,
}

/// Gives the language of the interface nearest to a tag.
pub(super) fn interface(tag: &str) -> Language {
    if tag.split('-').next() == Some(Language::It.tag()) {
        Language::It
    } else {
        Language::En
    }
}

impl<'a> Profile<'a> {
    /// Gives the profile in the words of a language.
    pub fn told<'p>(&'p self, language: &'p LanguageTag) -> Told<'p, 'a> {
        Told {
            profile: self,
            language,
        }
    }

    /// Gives the short name of a question that was asked.
    pub(super) fn short_name(&self, place: AnswerPlace, language: &LanguageTag) -> String {
        let recorded = self.timeline.answer(place);
        let is_as_asked = self.is_as_asked(place, language);
        match self.timeline.question(place) {
            Some(question) if !is_as_asked => self.kit_words(question.short_name(), language),
            _ => recorded.name.clone(),
        }
    }

    /// Tells whether the words in the record are in a language. Those of private questions are in
    /// the language the interface had then, which no record holds.
    fn is_as_asked(&self, place: AnswerPlace, language: &LanguageTag) -> bool {
        let asked = &self.timeline.interviews[place.interview].record.language;
        let is_for_client = self.timeline.answer(place).voice == Voice::Client;
        is_for_client && asked.base() == language.base()
    }

    fn kit_words(&self, text: &Text, language: &LanguageTag) -> String {
        self.fill_question(text.in_language(language), &Telling::plain(language))
    }
}

impl<'p, 'a> Told<'p, 'a> {
    fn tag(&self) -> &'p str {
        self.language.as_str()
    }

    fn telling(&self) -> Telling<'p> {
        Telling::plain(self.language)
    }

    fn speaks(&self) -> Language {
        interface(self.tag())
    }

    /// Gives the language it is told in.
    pub fn language(&self) -> &'p LanguageTag {
        self.language
    }

    /// Gives the name of a trait.
    pub fn name(&self, one: &Trait) -> String {
        plain(&one.label, self.tag())
    }

    /// Gives the posture while a trait is not known.
    pub fn until_known(&self, one: &Trait) -> Option<String> {
        one.until_known.as_ref().map(|text| plain(text, self.tag()))
    }

    /// Gives the basis of a trait in words.
    pub fn basis(&self, standing: &Standing) -> String {
        let sentence = match (standing.basis, standing.until) {
            (Basis::Temporary, Some(until)) => {
                words::temporary_until(&date::in_words(until, self.tag()))
            }
            (basis, _) => naming::basis(basis),
        };
        sentence.in_language(self.speaks()).to_owned()
    }

    /// Gives a value in words; empty for an empty set.
    pub fn value(&self, one: &Trait, value: &TraitValue) -> String {
        let tag = self.tag();
        match value {
            TraitValue::Level(_) | TraitValue::Items(_) => {
                let labels: Vec<String> = self
                    .items(one, value)
                    .into_iter()
                    .enumerate()
                    .map(|(index, item)| match index {
                        0 => item.label,
                        _ => lower_first(&item.label),
                    })
                    .collect();
                join(&labels, tag)
            }
            TraitValue::Text(text) => text.joined.clone(),
            TraitValue::Number(value) => number::show(*value, tag),
            TraitValue::Date(day) => date::in_words(*day, tag),
            TraitValue::Hours(value) => hours::in_words(value, tag),
            TraitValue::Rows(rows) => {
                let rows: Vec<String> = rows
                    .iter()
                    .map(|row| {
                        let cells: Vec<String> = row
                            .cells
                            .iter()
                            .map(|(_, cell)| one_line(&self.cell(one, cell)))
                            .collect();
                        cells.join(" · ")
                    })
                    .collect();
                rows.join("\n")
            }
        }
    }

    /// Gives the wording of a value inside a sentence.
    pub fn value_inside(&self, one: &Trait, value: &TraitValue) -> String {
        match value {
            TraitValue::Level(_) | TraitValue::Items(_) => {
                let says: Vec<String> = self
                    .items(one, value)
                    .into_iter()
                    .map(|item| item.say)
                    .collect();
                join(&says, self.tag())
            }
            TraitValue::Text(text) => one_line(&text.joined),
            other => self.value(one, other),
        }
    }

    /// Gives the levels or items of a value.
    pub fn items(&self, one: &Trait, value: &TraitValue) -> Vec<Item> {
        let ids: &[Id] = match value {
            TraitValue::Level(id) => std::slice::from_ref(id),
            TraitValue::Items(ids) => ids,
            _ => &[],
        };
        ids.iter()
            .map(|id| match one.level(id.as_str()) {
                Some((_, level)) => self.item(id, &level.label, level.say.as_ref()),
                None => Item {
                    id: id.clone(),
                    label: id.to_string(),
                    say: id.to_string(),
                },
            })
            .collect()
    }

    fn item(&self, id: &Id, label: &Text, say: Option<&Text>) -> Item {
        let label = plain(label, self.tag());
        Item {
            id: id.clone(),
            say: say.map_or_else(|| lower_first(&label), |say| plain(say, self.tag())),
            label,
        }
    }

    /// Gives a cell of a list in words.
    pub fn cell(&self, one: &Trait, cell: &super::RowCell) -> String {
        if let Value::Choice(id) = &cell.value
            && let Some((_, level)) = one.level(id.as_str())
        {
            return plain(&level.label, self.tag());
        }
        self.answer(cell.place)
    }

    /// Gives the options of an answer.
    pub fn answer_items(&self, place: AnswerPlace) -> Vec<Item> {
        let recorded = self.profile.timeline.answer(place);
        let question = self.profile.timeline.question(place);
        let ids: &[Id] = match &recorded.answer.given {
            Given::Value(Value::Choice(id)) => std::slice::from_ref(id),
            Given::Value(Value::Choices(ids)) => ids,
            _ => &[],
        };
        ids.iter()
            .map(|id| self.option(id, question, recorded))
            .collect()
    }

    fn option(&self, id: &Id, question: Option<&Question>, recorded: &RecordedAnswer) -> Item {
        match question.and_then(|question| question.option(id.as_str())) {
            Some(option) => self.item(id, &option.label, option.say.as_ref()),
            None => {
                let words = other_words(id, &recorded.answer, recorded);
                Item {
                    id: id.clone(),
                    label: words.clone(),
                    say: words,
                }
            }
        }
    }

    /// Gives an answer in words: as shown when it was given, if that was in this language.
    pub fn answer(&self, place: AnswerPlace) -> String {
        let recorded = self.profile.timeline.answer(place);
        let question = self.profile.timeline.question(place);
        let tag = self.tag();
        match &recorded.answer.given {
            Given::State(state) => naming::state(*state).in_language(self.speaks()).to_owned(),
            Given::Value(Value::Text(text)) => text.clone(),
            Given::Value(_) if self.profile.is_as_asked(place, self.language) => {
                recorded.shown.clone()
            }
            Given::Value(Value::Choice(_) | Value::Choices(_)) => match question {
                Some(question) => interview::shown(question, &recorded.answer, self.language),
                None => recorded.shown.clone(),
            },
            Given::Value(Value::YesNo(value)) => yes_no::in_words(*value, tag).to_owned(),
            Given::Value(Value::Number(value)) => with_unit(*value, question, tag),
            Given::Value(Value::Date(day)) => date::in_words(*day, tag),
            Given::Value(Value::Hours(value)) => hours::in_words(value, tag),
        }
    }

    /// Gives the short name of a question that was asked.
    pub fn question_name(&self, place: AnswerPlace) -> String {
        self.profile.short_name(place, self.language)
    }

    /// Gives a question that was asked, as asked if that was in this language.
    pub fn question_asked(&self, place: AnswerPlace) -> String {
        let recorded = self.profile.timeline.answer(place);
        match self.profile.timeline.question(place) {
            Some(question) if !self.profile.is_as_asked(place, self.language) => {
                self.profile.kit_words(&question.ask, self.language)
            }
            _ => recorded.ask.clone(),
        }
    }

    /// Gives the note on an answer that may be shown here.
    pub fn note(&self, place: AnswerPlace) -> Option<&'a str> {
        self.profile.note(place)
    }

    /// Gives reasons in words.
    pub fn because(&self, reasons: &[Reason]) -> Vec<Because> {
        let mut told: Vec<Because> = Vec::new();
        for reason in reasons {
            let because = self.one_because(reason);
            // Two sealed answers of one day read the same; once is enough.
            let is_told = told.iter().any(|other| {
                *other == because || (other.id.is_none() && other.text == because.text)
            });
            if !is_told {
                told.push(because);
            }
        }
        told
    }

    fn one_because(&self, reason: &Reason) -> Because {
        let language = self.speaks();
        let say = |sentence: crate::words::Sentence| sentence.in_language(language).to_owned();
        match reason {
            Reason::Answer {
                place,
                side,
                options,
            } => self.answer_because(*place, *side, options),
            Reason::Unknown(id) => {
                let found = self.profile.sources.definition.find_trait(id.as_str());
                let name = found.map_or_else(|| id.to_string(), |(_, one)| self.name(one));
                self.bare(name, say(words::not_known_yet()))
            }
            Reason::Unanswered(id) => {
                let (name, _) = self.question_of_kit(id.as_str());
                self.bare(name, say(words::not_answered_yet()))
            }
            Reason::Interviews(script) => {
                let last = self
                    .profile
                    .timeline
                    .of_script(script.as_str())
                    .map(|interview| interview.record.held)
                    .max();
                let what = last.map_or_else(words::no_interview_yet, |day| {
                    words::last_interview(&date::in_words(day, self.tag()))
                });
                self.bare(self.script_title(script), say(what))
            }
            Reason::Sent(document) => {
                let marks = self.profile.sources.sent.iter();
                let last = marks
                    .filter(|mark| {
                        mark.document == *document && mark.day <= self.profile.sources.on
                    })
                    .map(|mark| mark.day)
                    .max();
                let what = last.map_or_else(words::not_sent_yet, |day| {
                    words::sent_on(&date::in_words(day, self.tag()))
                });
                let title = self.document_title(document);
                self.bare(say(words::document_named(&title)), say(what))
            }
            Reason::Card(field) => {
                let name = say(naming::card_field(*field));
                self.bare(name, self.card_value(*field))
            }
        }
    }

    fn answer_because(&self, place: AnswerPlace, side: Side, options: &[Id]) -> Because {
        let timeline = &self.profile.timeline;
        let recorded = timeline.answer(place);
        let day = timeline.day(place);
        let day_words = date::in_words(day, self.tag());
        let say = |sentence: crate::words::Sentence| sentence.in_language(self.speaks()).to_owned();
        if recorded.visibility == Visibility::Sealed {
            let note = say(words::sealed_note(&day_words));
            return Because {
                id: None,
                text: format!("{note}."),
                question: note,
                answer: String::new(),
                day: Some(day),
                side: Some(side),
                note: None,
            };
        }
        let answer = if options.is_empty() {
            self.answer(place)
        } else {
            let question = timeline.question(place);
            let labels: Vec<String> = options
                .iter()
                .map(|id| self.option(id, question, recorded).label)
                .collect();
            labels.join("; ")
        };
        let name = self.question_name(place);
        let name = name.trim_end_matches(['?', ':', '.']);
        let text = match recorded.answer.given {
            Given::State(_) => say(words::state_given(name, &lower_first(&answer), &day_words)),
            Given::Value(_) => say(words::said(name, &one_line(&answer), &day_words)),
        };
        Because {
            id: Some(recorded.id.clone()),
            question: self.question_asked(place),
            answer,
            day: Some(day),
            side: Some(side),
            note: self.note(place).map(str::to_owned),
            text,
        }
    }

    /// A reason that is no answer.
    fn bare(&self, name: String, what: String) -> Because {
        let text = words::plain_reason(&name, &what)
            .in_language(self.speaks())
            .to_owned();
        Because {
            id: None,
            question: name,
            answer: what,
            day: None,
            side: None,
            note: None,
            text,
        }
    }

    /// Gives the short name and the words of a question that was not asked, as the kit has them.
    pub fn question_of_kit(&self, id: &str) -> (String, String) {
        let mut scripts = self.profile.sources.scripts.iter();
        let found = scripts.find_map(|script| script.question(id));
        match found {
            Some((_, question)) => (
                self.profile.kit_words(question.short_name(), self.language),
                self.profile.kit_words(&question.ask, self.language),
            ),
            None => (id.to_owned(), String::new()),
        }
    }

    /// Gives the title of a script: the kit's, else as it was when it was used.
    pub fn script_title(&self, id: &Id) -> String {
        let kit = self.profile.sources.scripts.iter();
        if let Some(script) = kit.into_iter().find(|script| script.id == *id) {
            return plain(&script.title, self.tag());
        }
        let used = self.profile.timeline.interviews.iter().rev();
        used.filter(|interview| interview.record.script.id == *id)
            .map(|interview| interview.record.script.title.clone())
            .next()
            .unwrap_or_else(|| id.to_string())
    }

    /// Gives the title of a document of the kit, else its id.
    fn document_title(&self, id: &Id) -> String {
        let title = (self.profile.sources.document_title)(id);
        title.map_or_else(|| id.to_string(), |title| plain(&title, self.tag()))
    }

    fn card_value(&self, field: CardField) -> String {
        let card = self.profile.sources.card;
        let tag = self.tag();
        let value = match field {
            CardField::Name => Some(card.name.clone()),
            CardField::Language => Some(card.language.to_string()),
            CardField::Kind => {
                let kind = naming::client_kind(card.kind);
                Some(lower_first(kind.in_language(self.speaks())))
            }
            CardField::Greeting => Some(card.greeting().to_owned()),
            CardField::Organisation => card.organisation.clone(),
            CardField::HoursPerMonth => card.hours_per_month.map(|one| number::show(one, tag)),
            CardField::Start => card.start.map(|day| date::in_words(day, tag)),
            CardField::TimeZone => card.time_zone.clone(),
        };
        value.unwrap_or_else(|| words::not_known_yet().in_language(self.speaks()).to_owned())
    }
}

/// Advice and open points.
impl<'p, 'a> Told<'p, 'a> {
    fn telling_of(&self, firing: &FiringAdvice<'_>) -> Telling<'p> {
        Telling {
            reads_mixed: firing.group.is_some_and(|group| group.reads_mixed),
            ..self.telling()
        }
    }

    /// Gives what advice says to do.
    pub fn advice_say(&self, firing: &FiringAdvice<'_>) -> String {
        let telling = self.telling_of(firing);
        self.profile
            .say(&firing.advice.say, &telling)
            .unwrap_or_default()
    }

    /// Gives why.
    pub fn advice_why(&self, firing: &FiringAdvice<'_>) -> String {
        let telling = self.telling_of(firing);
        let why = firing.advice.why.as_ref();
        why.and_then(|why| self.profile.say(why, &telling))
            .unwrap_or_default()
    }

    /// Gives the sentence of advice to say to the client, in the client's language.
    pub fn advice_ask(&self, firing: &FiringAdvice<'_>) -> Option<String> {
        let client = &self.profile.sources.card.language;
        let telling = Telling {
            language: client,
            ..self.telling_of(firing)
        };
        let ask = firing.advice.ask.as_ref()?;
        self.profile
            .say(ask, &telling)
            .filter(|ask| !ask.trim().is_empty())
    }

    /// Gives the title of the group of advice.
    pub fn group_title(&self, firing: &FiringAdvice<'_>) -> String {
        firing.group.map_or_else(
            || firing.advice.group.value.to_string(),
            |group| plain(&group.title, self.tag()),
        )
    }

    /// Gives what is to clarify: the mixed traits, then the tensions between traits.
    pub fn to_clarify(&self) -> Vec<TensionWords> {
        let traits = &self.profile.sources.definition.traits;
        let mixed = self.profile.mixed().into_iter().map(|index| {
            let one = &traits[index];
            let standing = self.profile.standing_at(index);
            TensionWords {
                id: one.id.clone(),
                is_trait: true,
                name: self.name(one),
                say: String::new(),
                why: String::new(),
                because: self.because(&standing.because),
                ask: self.clarify(one, standing),
            }
        });
        let advice = self.profile.advice();
        let tensions = advice
            .iter()
            .filter(|firing| firing.is_tension())
            .map(|firing| self.tension(firing));
        mixed.chain(tensions).collect()
    }

    /// Gives advice of a group that stands apart as a point to clarify.
    pub fn tension(&self, firing: &FiringAdvice<'_>) -> TensionWords {
        TensionWords {
            id: firing.advice.id.clone(),
            is_trait: false,
            name: self.group_title(firing),
            say: self.advice_say(firing),
            why: self.advice_why(firing),
            because: self.because(&firing.because),
            ask: self.advice_ask(firing),
        }
    }

    /// Gives the sentence for a mixed trait. Two signals that contradict each other without a
    /// statement have none: the question itself is asked.
    fn clarify(&self, one: &Trait, standing: &Standing) -> Option<String> {
        let client = &self.profile.sources.card.language;
        let telling = Telling::plain(client);
        let sentence = match (&one.clarify, &standing.value) {
            (Some(clarify), Some(_)) => self.profile.say(clarify, &telling),
            _ => None,
        };
        sentence.or_else(|| self.ask_for(one).map(|(_, ask)| ask))
    }

    /// Gives the question that puts a trait to the client, in the client's language.
    fn ask_for(&self, one: &Trait) -> Option<(Id, String)> {
        let open = self.profile.question_for(one.id.as_str())?;
        let client = &self.profile.sources.card.language;
        let ask = self.profile.kit_words(&open.question.ask, client);
        Some((open.question.id.clone(), ask))
    }

    /// Gives the core traits to ask, without those the client would rather not answer.
    pub fn to_ask(&self) -> Vec<OpenPointWords> {
        self.open_points(&self.profile.still_to_ask())
    }

    /// Gives all core traits of which nothing is known, those that were declined marked.
    pub fn unknown_core(&self) -> Vec<OpenPointWords> {
        self.open_points(&self.profile.to_ask())
    }

    /// Gives the core traits known only from what was noticed.
    pub fn to_confirm(&self) -> Vec<OpenPointWords> {
        self.open_points(&self.profile.to_confirm())
    }

    fn open_points(&self, positions: &[usize]) -> Vec<OpenPointWords> {
        let traits = &self.profile.sources.definition.traits;
        positions
            .iter()
            .map(|index| {
                let one = &traits[*index];
                let standing = self.profile.standing_at(*index);
                let asked = self.ask_for(one);
                OpenPointWords {
                    id: one.id.clone(),
                    name: self.name(one),
                    label: standing
                        .value
                        .as_ref()
                        .map(|value| self.value(one, value))
                        .unwrap_or_default(),
                    until_known: self.until_known(one),
                    is_declined: self
                        .profile
                        .question_for(one.id.as_str())
                        .is_some_and(|open| open.is_declined),
                    because: self.because(&standing.because),
                    question: asked.as_ref().map(|(id, _)| id.clone()),
                    ask: asked.map(|(_, ask)| ask),
                }
            })
            .collect()
    }

    /// Gives the questions that are not to be asked again.
    pub fn declined(&self) -> Vec<DeclinedWords> {
        self.profile
            .declined()
            .into_iter()
            .map(|place| DeclinedWords {
                id: self.profile.timeline.answer(place).id.clone(),
                name: self.question_name(place),
                ask: self.question_asked(place),
                day: self.profile.timeline.day(place),
            })
            .collect()
    }

    /// Gives the summary, line by line; lines that say nothing are left out.
    pub fn summary(&self) -> Vec<String> {
        let telling = self.telling();
        let lines = self.profile.sources.definition.summary.iter();
        lines
            .filter_map(|line| self.profile.say(line, &telling))
            .filter(|line| !line.trim().is_empty())
            .collect()
    }

    /// Gives the history, oldest first.
    pub fn history(&self) -> Vec<EventWords> {
        let events = self.profile.history().into_iter();
        events
            .map(|event| self.event(event.day, &event.kind))
            .collect()
    }

    fn event(&self, day: Date, kind: &EventKind<'_>) -> EventWords {
        let language = self.speaks();
        let nothing = EventWords {
            day,
            text: String::new(),
            kind: "",
            script: None,
            title: None,
            number: None,
            trait_id: None,
            name: None,
            from: None,
            to: None,
            document: None,
        };
        match kind {
            EventKind::Interview(index) | EventKind::Corrected(index) => {
                let interview = &self.profile.timeline.interviews[*index];
                let title = self.script_title(&interview.record.script.id);
                let (kind, text) = match kind {
                    EventKind::Corrected(_) => (
                        "corrected",
                        words::interview_corrected(&title, interview.number),
                    ),
                    _ => ("interview", words::interview_held(&title, interview.number)),
                };
                EventWords {
                    kind,
                    text: text.in_language(language).to_owned(),
                    script: Some(interview.record.script.id.clone()),
                    title: Some(title),
                    number: Some(interview.number),
                    ..nothing
                }
            }
            EventKind::Change { of, was } => {
                let name = self.name(of);
                let from = self.value(of, &was.value);
                let to = self.value(of, &was.became);
                let interview = &self.profile.timeline.interviews[was.interview];
                let script = interview.record.script.id.clone();
                let title = self.script_title(&script);
                EventWords {
                    kind: "change",
                    text: words::changed(&name, &from, &to, &title)
                        .in_language(language)
                        .to_owned(),
                    script: Some(script),
                    title: Some(title),
                    number: Some(interview.number),
                    trait_id: Some(of.id.clone()),
                    name: Some(name),
                    from: Some(from),
                    to: Some(to),
                    ..nothing
                }
            }
            EventKind::Sent(document) => EventWords {
                kind: "sent",
                text: words::document_sent(&self.document_title(document))
                    .in_language(language)
                    .to_owned(),
                title: Some(self.document_title(document)),
                document: Some(document.clone()),
                ..nothing
            },
        }
    }

    /// Gives the dates ahead, soonest first.
    pub fn next_dates(&self) -> Vec<NextDate> {
        let dates = self.profile.next_dates().into_iter();
        dates
            .map(|next| NextDate {
                day: next.day,
                question: next.id.clone(),
                what: plain(next.what, self.tag()),
            })
            .collect()
    }
}
