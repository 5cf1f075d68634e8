//! What `ascolto export` makes of one client, and how the pieces of several come together.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::Digest;

use super::environment::Context;
use super::kits;
use super::outcome::Failure;
use crate::document::{Audience, Document};
use crate::json::{self, NoInterview};
use crate::profile::Profile;
use crate::render::calendar::Entry;
use crate::render::mail::Message;
use crate::render::{self, FrontMatter};
use crate::store::Client;
use crate::text::LanguageTag;
use crate::value::{Given, Value};
use crate::words::cli as words;

/// What is written of each client.
pub enum Product {
    Document(Document, Form),
    /// The complete copy.
    Everything,
    /// One row an answer.
    Answers,
    /// One line a client.
    Lines,
    Calendar,
    Card,
}

/// The form a document is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Markdown,
    MarkdownWithFrontMatter,
    Page,
    Mail,
}

impl Product {
    /// Tells whether several clients make one file.
    pub fn is_joined(&self) -> bool {
        match self {
            Product::Document(..) | Product::Everything => false,
            Product::Answers | Product::Lines | Product::Calendar | Product::Card => true,
        }
    }

    /// Names the file of one client.
    pub fn file_name(&self, client: &str) -> String {
        match self {
            Product::Document(document, form) => {
                let ending = match form {
                    Form::Markdown | Form::MarkdownWithFrontMatter => "md",
                    Form::Page => "html",
                    Form::Mail => "eml",
                };
                format!("{client}-{}.{ending}", document.id)
            }
            Product::Everything => format!("{client}.json"),
            Product::Answers => format!("{client}.csv"),
            Product::Lines => format!("{client}.ndjson"),
            Product::Calendar => format!("{client}.ics"),
            Product::Card => format!("{client}.vcf"),
        }
    }
}

/// For which day, interview and language it was asked.
pub struct Request<'m> {
    pub on: Date,
    pub now: Timestamp,
    pub interview: Option<&'m str>,
    pub language: Option<LanguageTag>,
}

/// What one client gives to the result.
pub enum Piece {
    Text(String),
    Rows(Vec<[String; json::COLUMNS.len()]>),
    Dates(Vec<Entry>),
}

/// Makes the piece of one client.
pub fn make(
    context: &Context,
    profile: &Profile<'_>,
    client: &Client,
    product: &Product,
    request: &Request<'_>,
) -> anyhow::Result<Piece> {
    let (id, tag) = (client.id(), context.tag());
    Ok(match product {
        Product::Document(document, form) => {
            let made = fill(context, profile, client, document, request)?;
            Piece::Text(in_form(&made, profile, client, document, *form, request))
        }
        Product::Everything => Piece::Text(json::to_text(&json::export(profile, id, &tag))),
        Product::Answers => Piece::Rows(json::rows(profile, id)),
        Product::Lines => Piece::Text(json::to_line(&json::line(profile, id, &tag))),
        Product::Calendar => Piece::Dates(dates(profile, client, &tag)),
        Product::Card => Piece::Text(render::vcard::vcard(
            client.card(),
            client.key(),
            request.now,
        )),
    })
}

/// Puts the pieces together.
pub fn join(pieces: &[Piece], product: &Product, now: Timestamp) -> String {
    let mut text = String::new();
    let mut rows = vec![json::COLUMNS.map(str::to_owned)];
    let mut entries = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Rows(more) => rows.extend_from_slice(more),
            Piece::Dates(more) => entries.extend_from_slice(more),
        }
    }
    match product {
        Product::Answers => render::csv::rows(&rows),
        Product::Calendar => render::calendar::calendar(&entries, now),
        _ => text,
    }
}

/// A document filled for one client.
struct Made {
    markdown: String,
    language: LanguageTag,
    /// What it is called: its first heading, else its `subject`, else its title.
    title: String,
}

fn fill(
    context: &Context,
    profile: &Profile<'_>,
    client: &Client,
    document: &Document,
    request: &Request<'_>,
) -> anyhow::Result<Made> {
    let card = client.card();
    let language = request
        .language
        .clone()
        .unwrap_or_else(|| match document.audience {
            Audience::Internal => context.tag(),
            Audience::Client => card.language.clone(),
        });
    let about = json::about(profile, document, request.interview)
        .map_err(|none| no_interview(document, &none))?;
    let mark = &render::markdown::mark;
    let mut filled = json::context(profile, client.id(), document, about, &language, mark);
    if let Some(values) = filled.values.as_object_mut() {
        values.insert("offsets".to_owned(), offsets(profile).into());
    }
    let markdown = render::document(document, &filled.values, &filled.texts, &language)
        .map_err(|problem| kits::faulty(&[*problem], context.language, document.id.as_str()))?;
    let title = render::html::heading(&markdown)
        .or_else(|| render::html::words_of(filled.texts.get(SUBJECT)?))
        .or_else(|| {
            document
                .title
                .in_language(&language)
                .as_plain()
                .map(str::to_owned)
        });
    Ok(Made {
        markdown,
        language,
        title: title.unwrap_or_else(|| document.id.to_string()),
    })
}

/// The `[text]` entry that names a document without a heading.
const SUBJECT: &str = "subject";

fn in_form(
    made: &Made,
    profile: &Profile<'_>,
    client: &Client,
    document: &Document,
    form: Form,
    request: &Request<'_>,
) -> String {
    let name = &client.card().name;
    let page = |title: &str| render::html::page(&made.markdown, title, &made.language);
    match form {
        Form::Markdown => made.markdown.clone(),
        Form::MarkdownWithFrontMatter => render::with_front_matter(
            &FrontMatter {
                client: client.id(),
                document: document.id.as_str(),
                title: &made.title,
                date: request.on,
                language: made.language.as_str(),
            },
            &made.markdown,
        ),
        Form::Page => {
            let title = document.title.in_language(&made.language);
            page(&format!(
                "{} · {name}",
                title.as_plain().unwrap_or_default()
            ))
        }
        Form::Mail => render::mail::message(&Message {
            subject: &made.title,
            from: profile.sources().settings.name.as_deref(),
            to: name,
            markdown: &made.markdown,
            page: &page(&made.title),
            now: request.now,
        }),
    }
}

fn no_interview(document: &Document, none: &NoInterview) -> Failure {
    let id = document.id.as_str();
    match none {
        NoInterview::NoneYet(scripts) => {
            let names: Vec<&str> = scripts.iter().map(|script| script.as_str()).collect();
            Failure::fault(words::no_interview_yet(id, &names.join(", ")))
        }
        NoInterview::NotFound(typed) => Failure::fault(words::no_such_interview(typed)),
        NoInterview::OtherScript(script) => {
            Failure::fault(words::other_script(id, script.as_str()))
        }
    }
}

/// Gives the dates ahead, each with a name that stays the same when the date moves.
fn dates(profile: &Profile<'_>, client: &Client, language: &LanguageTag) -> Vec<Entry> {
    let dates = profile.told(language).next_dates().into_iter();
    dates
        .map(|next| Entry {
            uid: uid(client.key(), next.question.as_str()),
            day: next.day,
            what: next.what,
            client: client.card().name.clone(),
        })
        .collect()
}

/// Names the date a question asks for, without a word of the question.
fn uid(client: &str, question: &str) -> String {
    let digest = sha2::Sha256::digest(format!("{client} {question}"));
    let letters: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{letters}@ascolto")
}

/// Gives how far each zone is from UTC on the day of reading, in minutes: the zones of the client,
/// of the professional, and those said with hours. A name that is no zone is left out.
fn offsets(profile: &Profile<'_>) -> serde_json::Map<String, serde_json::Value> {
    let sources = profile.sources();
    let answers = sources.records.iter().flat_map(|record| &record.answers);
    let said = answers.filter_map(|answer| match &answer.answer.given {
        Given::Value(Value::Hours(hours)) => hours.zone(),
        _ => None,
    });
    let own = sources.settings.hours.as_ref();
    let zones: BTreeSet<&str> = said
        .chain(sources.card.time_zone.as_deref())
        .chain(sources.settings.time_zone.as_deref())
        .chain(own.and_then(|hours| hours.zone()))
        .collect();
    zones
        .into_iter()
        .filter_map(|zone| Some((zone.to_owned(), minutes_from_utc(zone, sources.on)?.into())))
        .collect()
}

/// Gives how far a zone is from UTC at noon of a day.
pub(super) fn minutes_from_utc(zone: &str, day: Date) -> Option<i32> {
    let zone = TimeZone::get(zone).ok()?;
    let noon = day.at(12, 0, 0, 0).to_zoned(zone).ok()?;
    Some(noon.offset().seconds() / 60)
}
