//! `ascolto export`: documents, and the complete copy of what is kept.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use jiff::civil::Date;

use super::environment::Context;
use super::find;
use super::kits::{self, OpenKit};
use super::outcome::{Exit, Failure};
use super::portrait::{Gallery, Portrait};
use crate::document::{Audience, Document};
use crate::json::{self, NoInterview};
use crate::profile::Profile;
use crate::render;
use crate::store::{self, Client, Lookup, Store};
use crate::text::LanguageTag;
use crate::words::cli as words;

/// The document written when none is named.
const USUAL_DOCUMENT: &str = "brief";

/// What is written of each client.
enum Product {
    Markdown(Document),
    Page(Document),
    /// The complete copy.
    Everything,
}

/// How the command was asked for.
struct Order<'m> {
    product: Product,
    on: Date,
    interview: Option<&'m str>,
    language: Option<LanguageTag>,
}

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let store = Store::open(&context.home)?;
    let kit = kits::open(context)?;
    let order = order(context, &kit, matches)?;
    let output = matches.get_one::<PathBuf>("output");
    let (clients, mut worst) = clients(context, &store, matches)?;
    let folder = output.filter(|path| is_folder(path));
    if clients.len() > 1 && folder.is_none() {
        return Err(Failure::usage(words::one_client_to_stdout())
            .with_help(words::name_a_folder())
            .into());
    }
    let mut gallery = Gallery::open(&store, &kit)?;
    for client in &clients {
        let made = make(context, &store, &mut gallery, client, &order);
        let result = made.and_then(|(text, told)| {
            deliver(
                context,
                client,
                &order,
                &text,
                output.map(PathBuf::as_path),
                folder.is_some(),
            )
            .map(|()| told)
        });
        match result {
            Ok(told) => worst = worst.max(told),
            Err(error) if clients.len() > 1 => {
                let (text, exit) = super::outcome::report(&error, context.language);
                context.talk(&format!("{}: {text}", client.id()));
                worst = worst.max(exit);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(worst)
}

fn order<'m>(
    context: &Context,
    kit: &OpenKit,
    matches: &'m ArgMatches,
) -> anyhow::Result<Order<'m>> {
    let named = matches.get_one::<String>("document").map(String::as_str);
    let format = matches
        .get_one::<String>("format")
        .map(String::as_str)
        .unwrap_or("md");
    let language = matches.get_one::<String>("client-lang").map(String::as_str);
    let language = match language {
        Some(tag) if !LanguageTag::is_well_made(tag) => {
            return Err(Failure::usage(words::no_such_language(tag)).into());
        }
        tag => tag.map(LanguageTag::new),
    };
    let product = match format {
        "json" if named.is_some() => {
            return Err(Failure::usage(words::json_is_no_document()).into());
        }
        "json" => Product::Everything,
        "html" => Product::Page(kit.document(named.unwrap_or(USUAL_DOCUMENT))?),
        _ => Product::Markdown(kit.document(named.unwrap_or(USUAL_DOCUMENT))?),
    };
    Ok(Order {
        product,
        on: super::reading_day(context, matches)?,
        interview: matches.get_one::<String>("interview").map(String::as_str),
        language,
    })
}

/// Finds the clients that were named; an unknown one is told and the rest is done.
fn clients(
    context: &Context,
    store: &Store,
    matches: &ArgMatches,
) -> anyhow::Result<(Vec<Client>, Exit)> {
    if matches.get_flag("all") {
        let all = store.clients()?;
        let worst = find::tell_problems(context, &all.problems);
        return Ok((all.clients, worst));
    }
    let typed: Vec<&String> = matches.get_many("client").into_iter().flatten().collect();
    if let [one] = typed.as_slice() {
        return Ok((
            vec![find::client(context, store, one, Lookup::Beginning)?],
            Exit::Done,
        ));
    }
    let mut clients: Vec<Client> = Vec::new();
    let mut worst = Exit::Done;
    for typed in typed {
        match find::client(context, store, typed, Lookup::Beginning) {
            Ok(client) if clients.iter().any(|known| known.id() == client.id()) => {}
            Ok(client) => clients.push(client),
            Err(error) => {
                let (text, exit) = super::outcome::report(&error, context.language);
                context.talk(&text);
                worst = worst.max(exit);
            }
        }
    }
    Ok((clients, worst))
}

fn make(
    context: &Context,
    store: &Store,
    gallery: &mut Gallery<'_>,
    client: &Client,
    order: &Order<'_>,
) -> anyhow::Result<(String, Exit)> {
    let portrait = gallery.load(context, store, client)?;
    let worst = portrait.worst;
    let text = gallery.with_profile(&portrait, order.on, |profile| match &order.product {
        Product::Everything => Ok(json::to_text(&json::export(
            profile,
            client.id(),
            &context.tag(),
        ))),
        Product::Markdown(document) => {
            markdown(context, profile, &portrait, document, order).map(|(text, _)| text)
        }
        Product::Page(document) => {
            let (text, language) = markdown(context, profile, &portrait, document, order)?;
            let title = format!(
                "{} · {}",
                document
                    .title
                    .in_language(&language)
                    .as_plain()
                    .unwrap_or_default(),
                client.card().name
            );
            Ok(render::html::page(&text, &title, &language))
        }
    })?;
    Ok((text, worst))
}

fn markdown(
    context: &Context,
    profile: &Profile<'_>,
    portrait: &Portrait<'_>,
    document: &Document,
    order: &Order<'_>,
) -> anyhow::Result<(String, LanguageTag)> {
    let language = order
        .language
        .clone()
        .unwrap_or_else(|| match document.audience {
            Audience::Internal => context.tag(),
            Audience::Client => portrait.client.card().language.clone(),
        });
    let about = json::about(profile, document, order.interview)
        .map_err(|none| no_interview(document, &none))?;
    let id = portrait.client.id();
    let filled = json::context(
        profile,
        id,
        document,
        about,
        &language,
        &render::markdown::mark,
    );
    let text = render::document(document, &filled.values, &filled.texts, &language)
        .map_err(|problem| kits::faulty(&[*problem], context.language, document.id.as_str()))?;
    Ok((text, language))
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

/// Writes the text where it was asked for; what is there already is never overwritten.
fn deliver(
    context: &Context,
    client: &Client,
    order: &Order<'_>,
    text: &str,
    output: Option<&Path>,
    is_folder: bool,
) -> anyhow::Result<()> {
    let Some(output) = output else {
        return context.result(text);
    };
    let path = match is_folder {
        true => output.join(file_name(client, order)),
        false => output.to_owned(),
    };
    store::write_outside(&path, text)?;
    context.talk(&format!(
        "{}\n",
        words::written(&path.display().to_string()).in_language(context.language)
    ));
    Ok(())
}

fn file_name(client: &Client, order: &Order<'_>) -> String {
    let id = client.id();
    match &order.product {
        Product::Everything => format!("{id}.json"),
        Product::Markdown(document) => format!("{id}-{}.md", document.id),
        Product::Page(document) => format!("{id}-{}.html", document.id),
    }
}

/// Tells whether a path names a folder: it is one, or it ends with a slash.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}
