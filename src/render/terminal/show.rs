//! A profile at the terminal.
//!
//! Decides in which order a profile is read there: the three lines, how the client likes to work,
//! what to clarify, to ask and to confirm, advice, history, dates. It reads the JSON contract, as
//! any other program could.

use crate::text::Safe;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::layout::{Tone, whole};
use super::{Look, Sheet};
use crate::definition::{Definition, Show};
use crate::text::lower_first;
use crate::value::date;
use crate::words::render as say;
use crate::words::{Language, Sentence};

/// The longest value of the table of preferences, in signs; all of it is in `--why`.
const LONGEST_VALUE: usize = 160;

#[derive(Deserialize)]
struct Profile {
    client: Client,
    on: String,
    completeness: Completeness,
    summary: Vec<String>,
    traits: BTreeMap<String, Trait>,
    advice: Vec<Advice>,
    to_clarify: Vec<Clarify>,
    to_ask: Vec<OpenPoint>,
    to_confirm: Vec<OpenPoint>,
    declined: Vec<Declined>,
    history: Vec<Event>,
    next_dates: Vec<NextDate>,
    #[serde(default)]
    expired: Vec<Expired>,
}

/// An interview whose answers were for a time that has ended.
#[derive(Deserialize)]
struct Expired {
    title: String,
    held: String,
    until: String,
}

#[derive(Deserialize)]
struct Client {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Completeness {
    known: usize,
    of: usize,
}

#[derive(Deserialize)]
struct Trait {
    name: String,
    label: Option<String>,
    basis: String,
    basis_label: String,
    since: Option<String>,
    until: Option<String>,
    base_label: Option<String>,
    because: Vec<Because>,
    was: Vec<Was>,
}

#[derive(Deserialize)]
struct Was {
    label: String,
    until: String,
}

#[derive(Deserialize)]
struct Because {
    side: Option<String>,
    note: Option<String>,
    text: String,
}

#[derive(Deserialize)]
struct Advice {
    apart: bool,
    say: String,
    why: String,
    because: Vec<Because>,
}

#[derive(Deserialize)]
struct Clarify {
    name: String,
    say: Option<String>,
    stated: Vec<Because>,
    observed: Vec<Because>,
    because: Vec<Because>,
    ask: Option<String>,
}

#[derive(Deserialize)]
struct OpenPoint {
    name: String,
    label: Option<String>,
    ask: Option<String>,
    until_known: Option<String>,
    /// The client would rather not answer it: it stands under what is not to be asked again.
    #[serde(default)]
    declined: bool,
    #[serde(default)]
    because: Vec<Because>,
}

#[derive(Deserialize)]
struct Declined {
    name: String,
    day: String,
}

#[derive(Deserialize)]
struct Event {
    day: String,
    text: String,
    #[serde(rename = "trait")]
    trait_id: Option<String>,
}

#[derive(Deserialize)]
struct NextDate {
    date: String,
    what: String,
}

/// Draws a profile, given in the shape of [`crate::json::show`] and in the language of the
/// interface. The definition gives the order of the traits and how much advice is printed.
pub fn show(
    profile: &impl Serialize,
    definition: &Definition,
    look: Look,
    language: Language,
) -> Safe {
    let profile = read(profile);
    let mut view = View::new(look, language);
    view.title(&profile);
    if profile.history.is_empty() && profile.completeness.known == 0 {
        view.sheet.blank();
        let words = view.say(say::no_profile_yet());
        view.sheet.words(&words);
    }
    view.list(say::in_three_lines(), &profile.summary);
    view.preferences(&profile, definition);
    view.tensions(&profile.to_clarify);
    view.questions(&profile.to_ask);
    view.impressions(&profile.to_confirm);
    view.declined(&profile.declined);
    view.advice(&profile.advice, definition.advice_order.show);
    view.history(profile.history.iter());
    view.next_dates(&profile.next_dates);
    view.expired(&profile);
    view.sheet.finish()
}

/// Draws one trait with all its evidence and its history; `None` if the client has no such trait. It
/// is found by its id, by its name, or by an unambiguous beginning of its name.
pub fn why(
    profile: &impl Serialize,
    wanted: &str,
    definition: &Definition,
    look: Look,
    language: Language,
) -> Option<Safe> {
    let profile = read(profile);
    let (trait_id, one) = find(&profile.traits, wanted)?;
    let mut view = View::new(look, language);
    let title = format!("{} ({trait_id}) · {}", one.name, profile.client.name);
    view.sheet.heading(&title);
    view.standing(one);
    let sides = [
        (say::said(), Some("stated")),
        (say::noticed(), Some("observed")),
        (say::evidence(), None),
    ];
    for (heading, side) in sides {
        let reasons: Vec<&Because> = one
            .because
            .iter()
            .filter(|because| because.side.as_deref() == side)
            .collect();
        view.reasons_under(heading, &reasons);
    }
    let was: Vec<String> = one
        .was
        .iter()
        .map(|was| view.say(say::until_day(&was.label, &view.day(&was.until))))
        .collect();
    view.list(say::before(), &was);
    let events = profile.history.iter();
    view.history(events.filter(|event| event.trait_id.as_deref() == Some(trait_id)));
    let posture = definition
        .find_trait(trait_id)
        .and_then(|(_, one)| one.until_known.as_ref())
        .and_then(|text| text.in_tag(language.tag()).as_plain());
    if let Some(posture) = posture.filter(|_| matches!(one.basis.as_str(), "unknown" | "mixed")) {
        view.list(say::until_you_know(), &[posture.to_owned()]);
    }
    Some(view.sheet.finish())
}

/// Finds a trait by what a person typed.
fn find<'p>(traits: &'p BTreeMap<String, Trait>, wanted: &str) -> Option<(&'p str, &'p Trait)> {
    let wanted = wanted.trim().to_lowercase();
    if let Some((id, one)) = traits.get_key_value(&wanted) {
        return Some((id, one));
    }
    let names = || {
        traits
            .iter()
            .map(|(id, one)| (id.as_str(), one, one.name.to_lowercase()))
    };
    if let Some((id, one, _)) = names().find(|(_, _, name)| *name == wanted) {
        return Some((id, one));
    }
    let mut beginning =
        names().filter(|(_, _, name)| !wanted.is_empty() && name.starts_with(&wanted));
    match (beginning.next(), beginning.next()) {
        (Some((id, one, _)), None) => Some((id, one)),
        _ => None,
    }
}

/// Reads the contract back: what was made by [`crate::json::show`].
fn read(profile: &impl Serialize) -> Profile {
    let json = serde_json::to_value(profile).expect("the contract has only string keys");
    serde_json::from_value(json).expect("the contract has the parts its version promises")
}

/// A page being filled, in a language.
struct View {
    sheet: Sheet,
    language: Language,
}

impl View {
    fn new(look: Look, language: Language) -> Self {
        View {
            sheet: Sheet::new(look),
            language,
        }
    }

    fn say(&self, sentence: Sentence) -> String {
        sentence.in_language(self.language).to_owned()
    }

    /// Says an ISO day in words.
    fn day(&self, iso: &str) -> String {
        match iso.parse::<Date>() {
            Ok(day) => date::in_words(day, self.language.tag()),
            Err(_) => iso.to_owned(),
        }
    }

    fn quoted(&self, words: &str) -> String {
        self.say(say::quoted(words))
    }

    fn heading(&mut self, sentence: Sentence) {
        let words = self.say(sentence);
        self.sheet.heading(&words);
    }

    fn item(&mut self, words: &str) {
        self.sheet.paragraph(words, "- ", "  ", Tone::Plain);
    }

    /// Adds a line below an item, after its name.
    fn under(&mut self, name: Sentence, words: &str, tone: Tone) {
        let name = self.say(name);
        let words = self.say(say::colon(&name, words));
        self.sheet.paragraph(&words, "    ", "      ", tone);
    }

    fn title(&mut self, profile: &Profile) {
        let title = format!("{} · {}", profile.client.name, self.day(&profile.on));
        self.sheet.heading(&title);
        let Completeness { known, of } = profile.completeness;
        let known = self.say(say::profile_known(known, of));
        self.sheet
            .aside(&format!("{} · {known}", profile.client.id));
    }

    fn list(&mut self, heading: Sentence, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.heading(heading);
        for line in lines {
            self.item(line);
        }
    }

    fn preferences(&mut self, profile: &Profile, definition: &Definition) {
        let shown: Vec<(&str, &Trait)> = definition
            .traits
            .iter()
            .filter(|one| one.show == Show::Everywhere)
            .filter_map(|one| Some((one.id.as_str(), profile.traits.get(one.id.as_str())?)))
            .filter(|(_, one)| one.basis != "unknown")
            .collect();
        let rows: Vec<Vec<String>> = shown
            .iter()
            .map(|(_, one)| {
                vec![
                    one.name.clone(),
                    shortened(&self.value(one)),
                    one.basis_label.clone(),
                    one.since
                        .as_deref()
                        .map_or(String::new(), |day| whole(&self.day(day))),
                ]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.heading(say::how_they_work());
        let headers = [say::preference(), say::value(), say::basis(), say::since()]
            .map(|header| self.say(header));
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        self.sheet.table(&headers, &rows);
        let example = shown.first().map_or("", |(id, _)| id);
        let hint = self.say(say::why_hint(&profile.client.id, example));
        self.sheet.aside(&hint);
    }

    /// Gives the value of a trait, with the usual one where it is temporary.
    fn value(&self, one: &Trait) -> String {
        let value = match &one.label {
            // A set that is known to be empty.
            Some(label) if label.is_empty() => self.say(say::nothing()),
            Some(label) => label.clone(),
            None => lower_first(&self.say(say::to_clarify())),
        };
        match &one.base_label {
            Some(base) => format!("{value} ({})", self.say(say::usually(&lower_first(base)))),
            None => value,
        }
    }

    fn tensions(&mut self, points: &[Clarify]) {
        if points.is_empty() {
            return;
        }
        self.heading(say::to_clarify());
        for point in points {
            let words = point.say.as_ref().unwrap_or(&point.name);
            self.sheet.paragraph(words, "- ", "  ", Tone::Warm);
            for because in &point.stated {
                self.under(say::said(), &because.text, Tone::Plain);
            }
            for because in &point.observed {
                self.under(say::noticed(), &because.text, Tone::Plain);
            }
            if point.stated.is_empty() && point.observed.is_empty() {
                self.evidence(&point.because);
            }
            if let Some(ask) = &point.ask {
                let ask = self.quoted(ask);
                self.under(say::sentence_to_say(), &ask, Tone::Plain);
            }
        }
    }

    fn evidence(&mut self, because: &[Because]) {
        for because in because {
            self.sheet
                .paragraph(&because.text, "    ", "      ", Tone::Dim);
        }
    }

    fn questions(&mut self, points: &[OpenPoint]) {
        let points: Vec<&OpenPoint> = points.iter().filter(|point| !point.declined).collect();
        if points.is_empty() {
            return;
        }
        self.heading(say::to_ask());
        for point in points {
            let words = match &point.ask {
                Some(ask) => self.say(say::colon(&point.name, &self.quoted(ask))),
                None => point.name.clone(),
            };
            self.item(&words);
            if let Some(posture) = &point.until_known {
                self.under(say::until_you_know(), posture, Tone::Dim);
            }
        }
    }

    fn impressions(&mut self, points: &[OpenPoint]) {
        if points.is_empty() {
            return;
        }
        self.heading(say::to_confirm());
        for point in points {
            let label = point.label.as_deref().unwrap_or("");
            let words = self.say(say::colon(&point.name, label));
            self.item(&words);
            self.evidence(&point.because);
            if let Some(ask) = &point.ask {
                let ask = self.quoted(ask);
                self.under(say::sentence_to_say(), &ask, Tone::Plain);
            }
        }
    }

    fn declined(&mut self, questions: &[Declined]) {
        let lines: Vec<String> = questions
            .iter()
            .map(|one| format!("{} ({})", one.name, self.day(&one.day)))
            .collect();
        self.list(say::declined(), &lines);
    }

    fn advice(&mut self, advice: &[Advice], most: Option<usize>) {
        let advice: Vec<&Advice> = advice.iter().filter(|one| !one.apart).collect();
        if advice.is_empty() {
            return;
        }
        let most = most.unwrap_or(advice.len());
        self.heading(say::advice());
        for (index, one) in advice.iter().take(most).enumerate() {
            let number = format!("{:>2}. ", index + 1);
            self.sheet.paragraph(&one.say, &number, "    ", Tone::Plain);
            if !one.why.is_empty() {
                self.under(say::why(), &one.why, Tone::Dim);
            }
            self.evidence(&one.because);
        }
        if advice.len() > most {
            let more = self.say(say::more_advice(advice.len() - most));
            self.sheet.aside(&more);
        }
    }

    fn history<'e>(&mut self, events: impl Iterator<Item = &'e Event>) {
        let lines: Vec<String> = events
            .map(|event| self.say(say::colon(&self.day(&event.day), &event.text)))
            .collect();
        self.list(say::history(), &lines);
    }

    fn next_dates(&mut self, dates: &[NextDate]) {
        let lines: Vec<String> = dates
            .iter()
            .map(|next| self.say(say::colon(&self.day(&next.date), &next.what)))
            .collect();
        self.list(say::next_dates(), &lines);
    }

    /// Names what has ended and is still kept, and how it goes.
    fn expired(&mut self, profile: &Profile) {
        for one in &profile.expired {
            let (held, until) = (self.day(&one.held), self.day(&one.until));
            let ended = say::ended(&one.title, &held, &until);
            let words = self.say(ended);
            self.sheet.blank();
            self.sheet.notice(&words);
        }
    }

    /// Adds where a trait stands: value, basis, days.
    fn standing(&mut self, one: &Trait) {
        let value = match &one.label {
            Some(_) => self.value(one),
            None => self.say(say::not_known()),
        };
        let day = |day: &Option<String>| day.as_deref().map(|day| self.day(day));
        let lines = [
            (say::value(), Some(value)),
            (say::basis(), Some(one.basis_label.clone())),
            (say::since(), day(&one.since)),
            (say::until(), day(&one.until)),
        ];
        for (name, words) in lines {
            if let Some(words) = words {
                let name = self.say(name);
                let words = self.say(say::colon(&name, &words));
                self.sheet.paragraph(&words, "", "  ", Tone::Plain);
            }
        }
    }

    fn reasons_under(&mut self, heading: Sentence, reasons: &[&Because]) {
        if reasons.is_empty() {
            return;
        }
        self.heading(heading);
        for because in reasons {
            self.item(&because.text);
            if let Some(note) = &because.note {
                let note = self.say(say::note(note));
                self.sheet.paragraph(&note, "    ", "      ", Tone::Dim);
            }
        }
    }
}

/// Gives the beginning of a long value.
fn shortened(words: &str) -> String {
    let line = words
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" / ");
    if line.chars().count() <= LONGEST_VALUE {
        return line;
    }
    let kept: String = line.chars().take(LONGEST_VALUE - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::definition::{
        AdviceOrder, ComparisonLayout, Core, Merge, Trait as Defined, TraitKind,
    };
    use crate::diagnostic::{SourceFile, Span};
    use crate::text::{Id, LanguageTag, Phrase, Text};

    fn defined(id: &str, show: Show) -> Defined {
        Defined {
            id: Id::new(id),
            kind: TraitKind::Ordered,
            label: Text::same(Phrase::plain(id)),
            until_known: Some(Text::by_language(vec![
                (LanguageTag::new("it"), Phrase::plain("Parti con calma.")),
                (LanguageTag::new("en"), Phrase::plain("Start gently.")),
            ])),
            private: false,
            levels: vec![],
            core: Core::Always,
            own: false,
            days: None,
            merge: Merge::Latest,
            when: None,
            clarify: None,
            rows: vec![],
            sort: None,
            over_time: None,
            rules: vec![],
            show,
            span: Span {
                file: Arc::new(SourceFile {
                    name: String::new(),
                    text: String::new(),
                }),
                range: 0..0,
            },
        }
    }

    fn definition() -> Definition {
        Definition {
            languages: vec![LanguageTag::new("it")],
            traits: vec![
                defined("experience", Show::Everywhere),
                defined("cadence", Show::Everywhere),
                defined("group", Show::Comparison),
                defined("pace", Show::Everywhere),
                defined("clarity", Show::Everywhere),
            ],
            facts: vec![],
            groups: vec![],
            advice_order: AdviceOrder {
                show: Some(1),
                first: vec![],
            },
            advice: vec![],
            summary: vec![],
            comparison: ComparisonLayout::default(),
            charts: vec![],
        }
    }

    fn because(side: Option<&str>, text: &str) -> serde_json::Value {
        json!({
            "id": "q", "question": "?", "answer": "a", "day": "2026-10-01", "side": side,
            "note": (side == Some("observed")).then_some("detto \u{1b}[31mpiano"), "text": text,
        })
    }

    fn profile() -> serde_json::Value {
        let one = |name: &str,
                   label: Option<&str>,
                   basis: &str,
                   basis_label: &str,
                   because: serde_json::Value| {
            json!({
                "name": name, "value": null, "label": label, "basis": basis, "basis_label": basis_label,
                "known": basis != "unknown", "core": true, "since": label.map(|_| "2026-10-01"),
                "until": (basis == "temporary").then_some("2026-11-15"), "base": null,
                "base_label": (basis == "temporary").then_some("una volta la settimana"), "stated": null,
                "stated_label": null, "observed": [], "observed_labels": [], "because": because,
                "was": if basis == "temporary" { json!([{"value": "x", "label": "Ogni giorno", "until": "2026-10-20"}]) } else { json!([]) },
            })
        };
        let said = because(
            Some("stated"),
            "Ti è già capitato di affidare lavoro: «No, è la prima volta» (1° ottobre 2026).",
        );
        let seen = because(
            Some("observed"),
            "Segnali: «Chiede come si fa una delega» (1° ottobre 2026).",
        );
        json!({
            "schema": 1, "client": {"id": "studio-verdi", "name": "Studio Verdi", "kind": "external"},
            "on": "2026-10-25", "language": "it", "completeness": {"known": 9, "of": 14},
            "summary": ["Studio Verdi: prima volta, vuole seguire ogni passo.", "Aggiornamenti: ogni giorno."],
            "traits": {
                "pace": one("Tempi", None, "mixed", "Parole e segnali diversi", json!([said, seen])),
                "experience": one("Esperienza con la delega", Some("Prima volta"), "stated", "Dichiarato", json!([said])),
                "cadence": one("Ritmo degli aggiornamenti", Some("Ogni giorno"), "temporary", "Temporaneo fino al 15 novembre 2026", json!([said])),
                "group": one("Gruppo", Some("Guida"), "computed", "Calcolato", json!([])),
                "clarity": one("Chiarezza delle attese", None, "unknown", "Da chiedere", json!([because(None, "Attese: non si sa ancora.")])),
            },
            "advice": [
                {"id": "a", "group": "A", "group_title": "Guida", "priority": 1, "apart": false,
                 "say": "Proponi una prima attività piccola, con una data.", "why": "Chi delega per la prima volta si fida di quello che vede.",
                 "ask": null, "because": [said]},
                {"id": "j", "group": "J", "group_title": "Da chiarire", "priority": 1, "apart": true,
                 "say": "Qui non compare.", "why": "", "ask": null, "because": []},
                {"id": "b", "group": "B", "group_title": "Canali", "priority": 2, "apart": false,
                 "say": "Secondo.", "why": "", "ask": null, "because": []},
            ],
            "to_clarify": [
                {"id": "pace", "kind": "trait", "name": "Tempi", "say": null, "why": null, "stated": [said], "observed": [seen],
                 "because": [said, seen], "ask": "Che cosa succede se arriviamo un giorno dopo?"},
                {"id": "tension", "kind": "tension", "name": "x", "say": "Vuole il telefono ma non ama le chiamate.", "why": null,
                 "stated": [], "observed": [], "because": [said], "ask": null},
            ],
            "to_ask": [{"id": "clarity", "name": "Chiarezza delle attese", "question": "q", "ask": "Che cosa vorresti vedere fatto?",
                        "until_known": "Scrivi tu il primo obiettivo.", "declined": false}],
            "to_confirm": [{"id": "tools", "name": "Strumenti", "value": "x", "label": "Ne prova volentieri di nuovi", "question": null,
                            "ask": null, "until_known": null, "because": [seen]}],
            "declined": [{"id": "q", "name": "Costi", "ask": "?", "day": "2026-10-01"}],
            "history": [
                {"day": "2026-10-01", "kind": "interview", "text": "Colloquio iniziale (n. 1)"},
                {"day": "2026-10-20", "kind": "change", "text": "Ritmo: da ogni giorno a una volta la settimana", "trait": "cadence"},
            ],
            "next_dates": [{"date": "2026-11-02", "what": "verifica del primo risultato"}],
            "interviews": [],
        })
    }

    fn look(width: usize) -> Look {
        Look {
            width,
            color: false,
        }
    }

    #[test]
    fn a_profile_is_read_at_eighty_columns() {
        assert_eq!(
            show(&profile(), &definition(), look(80), Language::It),
            "\
Studio Verdi · 25 ottobre 2026
studio-verdi · si sa 9 su 14 di quel che serve

In tre righe
- Studio Verdi: prima volta, vuole seguire ogni passo.
- Aggiornamenti: ogni giorno.

Come preferisce lavorare
Preferenza      Valore                      Base                 Da quando
────────────────────────────────────────────────────────────────────────────────
Esperienza con  Prima volta                 Dichiarato           1°\u{a0}ottobre\u{a0}2026
la delega
Ritmo degli     Ogni giorno (di solito:     Temporaneo fino al   1°\u{a0}ottobre\u{a0}2026
aggiornamenti   una volta la settimana)     15 novembre 2026
Tempi           da chiarire                 Parole e segnali
                                            diversi
Perché? `ascolto show studio-verdi --why experience`, o il nome di un'altra
preferenza.

Da chiarire
- Tempi
    Ha detto: Ti è già capitato di affidare lavoro: «No, è la prima volta» (1°
      ottobre 2026).
    Hai notato: Segnali: «Chiede come si fa una delega» (1° ottobre 2026).
    Da dire: «Che cosa succede se arriviamo un giorno dopo?»
- Vuole il telefono ma non ama le chiamate.
    Ti è già capitato di affidare lavoro: «No, è la prima volta» (1° ottobre
      2026).

Da chiedere
- Chiarezza delle attese: «Che cosa vorresti vedere fatto?»
    Finché non lo sai: Scrivi tu il primo obiettivo.

Da confermare
- Strumenti: Ne prova volentieri di nuovi
    Segnali: «Chiede come si fa una delega» (1° ottobre 2026).

Da non chiedere più
- Costi (1° ottobre 2026)

Consigli
 1. Proponi una prima attività piccola, con una data.
    Perché: Chi delega per la prima volta si fida di quello che vede.
    Ti è già capitato di affidare lavoro: «No, è la prima volta» (1° ottobre
      2026).
Altri consigli (1): nella scheda, e in `ascolto show … --format json`.

Storia
- 1° ottobre 2026: Colloquio iniziale (n. 1)
- 20 ottobre 2026: Ritmo: da ogni giorno a una volta la settimana

Prossime date
- 2 novembre 2026: verifica del primo risultato
"
        );
    }

    #[test]
    fn a_profile_is_read_at_forty_columns() {
        assert_eq!(
            show(&profile(), &definition(), look(40), Language::En),
            "\
Studio Verdi · 25 October 2026
studio-verdi · 9 of 14 essentials known

In three lines
- Studio Verdi: prima volta, vuole
  seguire ogni passo.
- Aggiornamenti: ogni giorno.

How they like to work
Esperienza con la delega
  Value: Prima volta
  Basis: Dichiarato
  Since: 1\u{a0}October\u{a0}2026
Ritmo degli aggiornamenti
  Value: Ogni giorno (usually: una volta
    la settimana)
  Basis: Temporaneo fino al 15 novembre
    2026
  Since: 1\u{a0}October\u{a0}2026
Tempi
  Value: to clarify
  Basis: Parole e segnali diversi
Why? `ascolto show studio-verdi --why
experience`, or the name of another
preference.

To clarify
- Tempi
    They said: Ti è già capitato di
      affidare lavoro: «No, è la prima
      volta» (1° ottobre 2026).
    You noticed: Segnali: «Chiede come
      si fa una delega» (1° ottobre
      2026).
    To say: “Che cosa succede se
      arriviamo un giorno dopo?”
- Vuole il telefono ma non ama le
  chiamate.
    Ti è già capitato di affidare
      lavoro: «No, è la prima volta» (1°
      ottobre 2026).

To ask
- Chiarezza delle attese: “Che cosa
  vorresti vedere fatto?”
    Until you know: Scrivi tu il primo
      obiettivo.

To confirm
- Strumenti: Ne prova volentieri di
  nuovi
    Segnali: «Chiede come si fa una
      delega» (1° ottobre 2026).

Not to be asked again
- Costi (1 October 2026)

Advice
 1. Proponi una prima attività piccola,
    con una data.
    Why: Chi delega per la prima volta
      si fida di quello che vede.
    Ti è già capitato di affidare
      lavoro: «No, è la prima volta» (1°
      ottobre 2026).
More advice (1): in the brief, and in
`ascolto show … --format json`.

History
- 1 October 2026: Colloquio iniziale (n.
  1)
- 20 October 2026: Ritmo: da ogni giorno
  a una volta la settimana

Next dates
- 2 November 2026: verifica del primo
  risultato
"
        );
    }

    #[test]
    fn a_trait_is_told_with_all_its_evidence() {
        let why = |id: &str| why(&profile(), id, &definition(), look(72), Language::It);
        assert_eq!(
            why("pace").expect("the trait is there"),
            "\
Tempi (pace) · Studio Verdi
Valore: non si sa
Base: Parole e segnali diversi

Ha detto
- Ti è già capitato di affidare lavoro: «No, è la prima volta» (1°
  ottobre 2026).

Hai notato
- Segnali: «Chiede come si fa una delega» (1° ottobre 2026).
    nota: detto <U+001B>[31mpiano

Finché non lo sai
- Parti con calma.
"
        );
        assert_eq!(
            why("cadence").expect("the trait is there"),
            "\
Ritmo degli aggiornamenti (cadence) · Studio Verdi
Valore: Ogni giorno (di solito: una volta la settimana)
Base: Temporaneo fino al 15 novembre 2026
Da quando: 1° ottobre 2026
Fino al: 15 novembre 2026

Ha detto
- Ti è già capitato di affidare lavoro: «No, è la prima volta» (1°
  ottobre 2026).

Prima
- Ogni giorno (fino al 20 ottobre 2026)

Storia
- 20 ottobre 2026: Ritmo: da ogni giorno a una volta la settimana
"
        );
        assert_eq!(
            why("clarity").expect("the trait is there"),
            "\
Chiarezza delle attese (clarity) · Studio Verdi
Valore: non si sa
Base: Da chiedere

Da che cosa
- Attese: non si sa ancora.

Finché non lo sai
- Parti con calma.
"
        );
        assert_eq!(why("Chiarezza"), why("clarity"));
        assert_eq!(why("Ritmo degli aggiornamenti"), why("cadence"));
        assert_eq!([why("nobody"), why("")], [None, None]);
    }

    #[test]
    fn nothing_is_known_at_first() {
        let mut profile = profile();
        profile["completeness"]["known"] = json!(0);
        profile["traits"] = json!({});
        for list in [
            "summary",
            "advice",
            "to_clarify",
            "to_ask",
            "to_confirm",
            "declined",
            "history",
            "next_dates",
        ] {
            profile[list] = json!([]);
        }
        assert_eq!(
            show(&profile, &definition(), look(80), Language::It),
            "\
Studio Verdi · 25 ottobre 2026
studio-verdi · si sa 0 su 14 di quel che serve

Di questo cliente non si sa ancora nulla: si comincia con un colloquio.
"
        );
    }

    #[test]
    fn colours_change_no_words() {
        let colored = show(
            &profile(),
            &definition(),
            Look {
                width: 80,
                color: true,
            },
            Language::It,
        );
        let mut plain = colored.as_str().to_owned();
        for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[33m"] {
            plain = plain.replace(code, "");
        }
        assert_ne!(plain, colored.as_str());
        assert_eq!(
            plain,
            show(&profile(), &definition(), look(80), Language::It).as_str()
        );
    }
}
