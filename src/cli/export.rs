//! `ascolto export`: documents, data for other tools, and the complete copy of what is kept.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::environment::Context;
use super::find;
use super::kits::{self, OpenKit};
use super::outcome::{Exit, Failure};
use super::portrait::Gallery;
use super::product::{self, Form, Piece, Product, Request};
use crate::document::Audience;
use crate::store::{self, Client, Lookup, Problem, Store};
use crate::text::{LanguageTag, Safe};
use crate::words::cli as words;

/// The document written when none is named.
const USUAL_DOCUMENT: &str = "brief";

/// How the command was asked for.
struct Order<'m> {
    product: Product,
    request: Request<'m>,
    output: Option<&'m Path>,
    is_folder: bool,
}

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let store = find::store(context)?;
    let kit = kits::open(context)?;
    let order = order(context, &kit, matches)?;
    let (clients, mut worst) = clients(context, &store, matches)?;
    if clients.len() > 1 && !order.is_folder && !order.product.is_joined() {
        return Err(Failure::usage(words::one_client_to_stdout())
            .with_help(words::name_a_folder())
            .into());
    }
    let mut gallery = Gallery::open(&store, &kit)?;
    let mut pieces = Vec::new();
    for client in &clients {
        let made = make(context, &store, &mut gallery, client, &order);
        let result = made.and_then(|(piece, told)| {
            if order.is_folder || !order.product.is_joined() {
                deliver(context, Some(client), &order, &[piece])?;
            } else {
                pieces.push(piece);
            }
            Ok(told)
        });
        match result {
            Ok(told) => worst = worst.max(told),
            Err(error) if clients.len() > 1 => {
                let (text, exit) = super::outcome::report(&error, context.language);
                let mut told = Safe::line(&format!("{}:", client.id()));
                told.push(&text.after(" "));
                context.talk(&told);
                worst = worst.max(exit);
            }
            Err(error) => return Err(error),
        }
    }
    if order.product.is_joined() && !order.is_folder {
        deliver(context, None, &order, &pieces)?;
    }
    Ok(worst)
}

fn order<'m>(
    context: &Context,
    kit: &OpenKit,
    matches: &'m ArgMatches,
) -> anyhow::Result<Order<'m>> {
    let language = matches.get_one::<String>("client-lang").map(String::as_str);
    let language = match language {
        Some(tag) if !LanguageTag::is_well_made(tag) => {
            return Err(Failure::usage(words::no_such_language(tag)).into());
        }
        tag => tag.map(LanguageTag::new),
    };
    let output = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    Ok(Order {
        product: product(kit, matches)?,
        request: Request {
            on: super::reading_day(context, matches)?,
            now: context.now(),
            interview: matches.get_one::<String>("interview").map(String::as_str),
            language,
        },
        output,
        is_folder: output.map(is_folder).transpose()?.unwrap_or(false),
    })
}

/// Finds what is to be written: a document in some form, or data, which is no document.
fn product(kit: &OpenKit, matches: &ArgMatches) -> anyhow::Result<Product> {
    let named = matches.get_one::<String>("document").map(String::as_str);
    let format = matches
        .get_one::<String>("format")
        .map(String::as_str)
        .unwrap_or("md");
    let has_front_matter = matches.get_flag("front-matter");
    if has_front_matter && format != "md" {
        return Err(Failure::usage(words::front_matter_is_markdown()).into());
    }
    let form = match format {
        "html" => Form::Page,
        "eml" => Form::Mail,
        "md" if has_front_matter => Form::MarkdownWithFrontMatter,
        "md" => Form::Markdown,
        data => {
            if named.is_some() {
                return Err(Failure::usage(words::data_is_no_document(data)).into());
            }
            return Ok(match data {
                "json" => Product::Everything,
                "csv" => Product::Answers,
                "ndjson" => Product::Lines,
                "ics" => Product::Calendar,
                _ => Product::Card,
            });
        }
    };
    let document = kit.document(named.unwrap_or(USUAL_DOCUMENT))?;
    if form == Form::Mail && document.audience == Audience::Internal {
        return Err(
            Failure::usage(words::no_mail_of_internal(document.id.as_str()))
                .with_help(words::no_mail_of_internal_help())
                .into(),
        );
    }
    Ok(Product::Document(document, form))
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
) -> anyhow::Result<(Piece, Exit)> {
    let portrait = gallery.load(context, store, client)?;
    let worst = portrait.worst;
    let piece = gallery.with_profile(&portrait, order.request.on, |profile| {
        product::make(context, profile, client, &order.product, &order.request)
    })?;
    Ok((piece, worst))
}

/// Writes pieces where it was asked for; what is there already is never overwritten.
fn deliver(
    context: &Context,
    client: Option<&Client>,
    order: &Order<'_>,
    pieces: &[Piece],
) -> anyhow::Result<()> {
    let text = product::join(pieces, &order.product, order.request.now);
    let Some(output) = order.output else {
        return context.document(&text);
    };
    let path = match client {
        Some(client) if order.is_folder => output.join(order.product.file_name(client.id())),
        _ => output.to_owned(),
    };
    store::write_outside(&path, &text)?;
    context.say(&words::written(&path.display().to_string()));
    Ok(())
}

/// Tells whether a path names a folder: it is one, or it ends with a slash.
fn is_folder(path: &Path) -> Result<bool, Problem> {
    Ok(path.to_string_lossy().ends_with('/') || store::is_folder_outside(path)?)
}
