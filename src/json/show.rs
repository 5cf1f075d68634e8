//! A profile as JSON: `show --format json`.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value as Json;

use super::export::RecordShape;
use super::{Ordered, SCHEMA, values};
use crate::card::Card;
use crate::definition::Trait;
use crate::profile::{
    Because, EventWords, FiringAdvice, OpenPointWords, PastInterview, Profile, Side, Standing,
    TensionWords, Told,
};
use crate::text::LanguageTag;

/// A whole profile; with `records`, everything held about a client.
#[derive(Serialize)]
pub(super) struct ProfileShape {
    schema: u32,
    client: ClientShape,
    on: String,
    language: String,
    completeness: CompletenessShape,
    summary: Vec<String>,
    traits: Ordered<TraitShape>,
    advice: Vec<AdviceShape>,
    to_clarify: Vec<ClarifyShape>,
    to_ask: Vec<OpenPointShape>,
    to_confirm: Vec<OpenPointShape>,
    declined: Vec<DeclinedShape>,
    history: Vec<EventShape>,
    next_dates: Vec<NextDateShape>,
    interviews: Vec<InterviewShape>,
    expired: Vec<ExpiredShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent: Option<Vec<SentShape>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<Vec<RecordShape>>,
}

#[derive(Serialize)]
struct ClientShape {
    id: String,
    name: String,
    greeting: Option<String>,
    organisation: Option<String>,
    kind: &'static str,
    language: String,
    start: Option<String>,
    hours_per_month: Option<Json>,
    time_zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retain_until: Option<String>,
}

#[derive(Serialize)]
struct CompletenessShape {
    known: usize,
    of: usize,
}

#[derive(Serialize)]
struct TraitShape {
    name: String,
    value: Option<Json>,
    label: Option<String>,
    basis: &'static str,
    basis_label: String,
    known: bool,
    core: bool,
    since: Option<String>,
    until: Option<String>,
    base: Option<Json>,
    base_label: Option<String>,
    stated: Option<Json>,
    stated_label: Option<String>,
    observed: Vec<Json>,
    observed_labels: Vec<String>,
    because: Vec<BecauseShape>,
    was: Vec<WasShape>,
}

#[derive(Serialize)]
struct WasShape {
    value: Json,
    label: String,
    until: String,
}

#[derive(Serialize)]
struct BecauseShape {
    id: Option<String>,
    question: String,
    answer: String,
    day: Option<String>,
    side: Option<&'static str>,
    note: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct AdviceShape {
    id: String,
    group: String,
    group_title: String,
    priority: u32,
    apart: bool,
    say: String,
    why: String,
    ask: Option<String>,
    because: Vec<BecauseShape>,
}

#[derive(Serialize)]
struct ClarifyShape {
    id: String,
    kind: &'static str,
    name: String,
    say: Option<String>,
    why: Option<String>,
    stated: Vec<BecauseShape>,
    observed: Vec<BecauseShape>,
    because: Vec<BecauseShape>,
    ask: Option<String>,
}

#[derive(Serialize)]
struct OpenPointShape {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    question: Option<String>,
    ask: Option<String>,
    until_known: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    declined: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<Vec<BecauseShape>>,
}

#[derive(Serialize)]
struct DeclinedShape {
    id: String,
    name: String,
    ask: String,
    day: String,
}

#[derive(Serialize)]
pub(super) struct EventShape {
    day: String,
    kind: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<usize>,
    #[serde(rename = "trait", skip_serializing_if = "Option::is_none")]
    trait_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
}

#[derive(Serialize)]
struct NextDateShape {
    date: String,
    what: String,
}

#[derive(Serialize)]
struct InterviewShape {
    id: String,
    script: String,
    title: String,
    number: usize,
    held: String,
    mode: &'static str,
    corrected: bool,
}

#[derive(Serialize)]
struct ExpiredShape {
    interview: String,
    script: String,
    title: String,
    held: String,
    until: String,
}

#[derive(Serialize)]
pub(super) struct SentShape {
    document: String,
    day: String,
}

/// Gives a profile as JSON: every trait the client has, all advice that fires in printing order, what
/// is open, what happened.
pub fn show(profile: &Profile<'_>, client_id: &str, language: &LanguageTag) -> impl Serialize {
    shape(profile, client_id, language)
}

/// As [`show`], with everything else held about the client.
pub(super) fn with_records(
    profile: &Profile<'_>,
    client_id: &str,
    language: &LanguageTag,
    records: Vec<RecordShape>,
) -> ProfileShape {
    let sources = profile.sources();
    let sent = sources.sent.iter().map(|mark| SentShape {
        document: mark.document.to_string(),
        day: mark.day.to_string(),
    });
    let mut shape = shape(profile, client_id, language);
    shape.client.retain_until = sources.card.retain_until.map(|day| day.to_string());
    shape.sent = Some(sent.collect());
    shape.records = Some(records);
    shape
}

fn shape(profile: &Profile<'_>, client_id: &str, language: &LanguageTag) -> ProfileShape {
    let told = profile.told(language);
    let (known, of) = profile.completeness();
    let traits = profile
        .traits()
        .filter(|(_, standing)| standing.exists)
        .map(|(one, standing)| {
            (
                one.id.to_string(),
                trait_shape(profile, &told, one, standing),
            )
        });
    ProfileShape {
        schema: SCHEMA,
        client: client(profile.sources().card, client_id),
        on: profile.sources().on.to_string(),
        language: language.to_string(),
        completeness: CompletenessShape { known, of },
        summary: told.summary(),
        traits: Ordered(traits.collect()),
        advice: profile
            .advice()
            .iter()
            .map(|firing| advice(&told, firing))
            .collect(),
        to_clarify: told.to_clarify().iter().map(clarify).collect(),
        to_ask: told.unknown_core().iter().map(to_ask).collect(),
        to_confirm: told
            .to_confirm()
            .iter()
            .map(|point| to_confirm(profile, point))
            .collect(),
        declined: told
            .declined()
            .into_iter()
            .map(|one| DeclinedShape {
                id: one.id.to_string(),
                name: one.name,
                ask: one.ask,
                day: one.day.to_string(),
            })
            .collect(),
        history: told.history().into_iter().map(event).collect(),
        next_dates: told
            .next_dates()
            .into_iter()
            .map(|next| NextDateShape {
                date: next.day.to_string(),
                what: next.what,
            })
            .collect(),
        interviews: profile
            .interviews()
            .iter()
            .map(|one| interview(&told, one))
            .collect(),
        expired: profile
            .expired()
            .iter()
            .map(|one| expired(&told, &profile.interviews()[one.interview], one.until))
            .collect(),
        sent: None,
        records: None,
    }
}

fn client(card: &Card, id: &str) -> ClientShape {
    ClientShape {
        id: id.to_owned(),
        name: card.name.clone(),
        greeting: card.greeting.clone(),
        organisation: card.organisation.clone(),
        kind: card.kind.name(),
        language: card.language.to_string(),
        start: iso(card.start),
        hours_per_month: card.hours_per_month.map(values::number),
        time_zone: card.time_zone.clone(),
        retain_until: None,
    }
}

fn iso(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn trait_shape(
    profile: &Profile<'_>,
    told: &Told<'_, '_>,
    one: &Trait,
    standing: &Standing,
) -> TraitShape {
    let value = standing.value.as_ref();
    let base = standing.base.as_ref();
    let stated = standing.stated.as_ref();
    let observed = standing.observed.iter();
    let words = |value| told.value(one, value);
    TraitShape {
        name: told.name(one),
        value: value.map(values::of_trait),
        label: value.map(words),
        basis: standing.basis.name(),
        basis_label: told.basis(standing),
        known: standing.is_known(),
        core: profile.is_core(one.id.as_str()),
        since: iso(standing.since),
        until: iso(standing.until),
        base: base.map(values::of_trait),
        base_label: base.map(words),
        stated: stated.map(values::of_trait),
        stated_label: stated.map(words),
        observed: observed.clone().map(values::of_trait).collect(),
        observed_labels: observed.map(words).collect(),
        because: reasons(&told.because(&standing.because)),
        was: standing
            .was
            .iter()
            .map(|was| WasShape {
                value: values::of_trait(&was.value),
                label: words(&was.value),
                until: was.until.to_string(),
            })
            .collect(),
    }
}

fn reasons<'b>(because: impl IntoIterator<Item = &'b Because>) -> Vec<BecauseShape> {
    because
        .into_iter()
        .map(|one| BecauseShape {
            id: one.id.as_ref().map(ToString::to_string),
            question: one.question.clone(),
            answer: one.answer.clone(),
            day: iso(one.day),
            side: one.side.map(Side::name),
            note: one.note.clone(),
            text: one.text.clone(),
        })
        .collect()
}

fn advice(told: &Told<'_, '_>, firing: &FiringAdvice<'_>) -> AdviceShape {
    AdviceShape {
        id: firing.advice.id.to_string(),
        group: firing.advice.group.value.to_string(),
        group_title: told.group_title(firing),
        priority: firing.advice.priority,
        apart: firing.is_apart(),
        say: told.advice_say(firing),
        why: told.advice_why(firing),
        ask: told.advice_ask(firing),
        because: reasons(&told.because(&firing.because)),
    }
}

fn clarify(point: &TensionWords) -> ClarifyShape {
    let words = |words: &String| (!words.is_empty()).then(|| words.clone());
    ClarifyShape {
        id: point.id.to_string(),
        kind: if point.is_trait { "trait" } else { "tension" },
        name: point.name.clone(),
        say: words(&point.say),
        why: words(&point.why),
        stated: reasons(point.side(Side::Stated)),
        observed: reasons(point.side(Side::Observed)),
        because: reasons(&point.because),
        ask: point.ask.clone(),
    }
}

fn to_ask(point: &OpenPointWords) -> OpenPointShape {
    OpenPointShape {
        id: point.id.to_string(),
        name: point.name.clone(),
        value: None,
        label: None,
        question: point.question.as_ref().map(ToString::to_string),
        ask: point.ask.clone(),
        until_known: point.until_known.clone(),
        declined: Some(point.is_declined),
        because: None,
    }
}

fn to_confirm(profile: &Profile<'_>, point: &OpenPointWords) -> OpenPointShape {
    let standing = profile.standing(point.id.as_str());
    let value = standing.and_then(|(_, standing)| standing.value.as_ref());
    OpenPointShape {
        value: value.map(values::of_trait),
        label: Some(point.label.clone()),
        declined: None,
        because: Some(reasons(&point.because)),
        ..to_ask(point)
    }
}

pub(super) fn event(event: EventWords) -> EventShape {
    EventShape {
        day: event.day.to_string(),
        kind: event.kind,
        text: event.text,
        script: event.script.map(|id| id.to_string()),
        title: event.title,
        number: event.number,
        trait_id: event.trait_id.map(|id| id.to_string()),
        name: event.name,
        from: event.from,
        to: event.to,
        document: event.document.map(|id| id.to_string()),
    }
}

fn expired(told: &Told<'_, '_>, one: &PastInterview<'_>, until: Date) -> ExpiredShape {
    ExpiredShape {
        interview: one.record.interview.clone(),
        script: one.record.script.id.to_string(),
        title: told.script_title(&one.record.script.id),
        held: one.record.held.to_string(),
        until: until.to_string(),
    }
}

fn interview(told: &Told<'_, '_>, one: &PastInterview<'_>) -> InterviewShape {
    InterviewShape {
        id: one.record.interview.clone(),
        script: one.record.script.id.to_string(),
        title: told.script_title(&one.record.script.id),
        number: one.number,
        held: one.record.held.to_string(),
        mode: one.record.mode.name(),
        corrected: !one.counts(),
    }
}
