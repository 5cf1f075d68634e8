//! Reading a document.

use std::sync::Arc;

use super::{Audience, Document};
use crate::definition::{Definition, ProfileScope, read_say};
use crate::diagnostic::{Diagnostic, Placed, SourceFile, code, has_errors};
use crate::script::{read_format, read_id};
use crate::source::{self, PlacedSlot, TextReader, read_languages};
use crate::text::Id;
use crate::words::script as words;

const KEYS: [&str; 9] = [
    "format",
    "id",
    "version",
    "languages",
    "audience",
    "title",
    "about",
    "body",
    "text",
];

/// Reads a document with everything that is wrong with it; `None` when any of that is an error.
///
/// A bare name in its texts is the trait of the definition, else the question.
pub fn read(file: Arc<SourceFile>, definition: &Definition) -> (Option<Document>, Vec<Diagnostic>) {
    let (document, _, problems) = read_placed(&file, definition);
    (document, problems)
}

/// As [`read`], with the placeholders of all texts: whether their names exist only the scripts of
/// the kit can tell.
pub fn read_placed(
    file: &Arc<SourceFile>,
    definition: &Definition,
) -> (Option<Document>, Vec<PlacedSlot>, Vec<Diagnostic>) {
    let (tree, mut problems) = source::read(file);
    if has_errors(&problems) {
        return (None, Vec::new(), problems);
    }
    let Some(table) = tree.root().table(&KEYS, &mut problems) else {
        return (None, Vec::new(), problems);
    };
    read_format(&table, &mut problems);
    let id = read_id(&table, &mut problems);
    let languages = read_languages(&table, &mut problems);
    let mut texts = TextReader::new(file, &languages);
    let audiences = [
        ("internal", Audience::Internal),
        ("client", Audience::Client),
    ];
    let audience = table.required("audience", &mut problems);
    let audience = audience.and_then(|node| node.one_of(&audiences, &mut problems));
    let title = table.required("title", &mut problems);
    let title = texts.optional(title, &mut problems);
    let mut slots = texts.take_slots();
    let about: Vec<Placed<Id>> = match table.get("about") {
        Some(node) => node.list(&mut problems),
        None => Vec::new(),
    }
    .into_iter()
    .filter_map(|node| node.name(&mut problems))
    .collect();
    let body = table.required("body", &mut problems);
    let body = body.and_then(|node| node.placed_string(&mut problems));
    let scope = ProfileScope::of_definition(definition);
    let mut said = Vec::new();
    let table_of_texts = table
        .get("text")
        .and_then(|node| node.open_table(&mut problems));
    for (key, span, node) in table_of_texts.iter().flat_map(|table| table.entries()) {
        if !Id::is_well_made(key) {
            problems.push(
                Diagnostic::error(code::BAD_NAME, span.clone(), words::bad_name(key))
                    .with_help(words::bad_name_help()),
            );
        }
        let (say, mut placed) = read_say(node, None, &scope, &mut texts, &mut problems);
        slots.append(&mut placed);
        if let Some(say) = say {
            let name = Placed {
                value: Id::new(key),
                span,
            };
            said.push((name, say));
        }
    }
    let span = table.span();
    let document = id
        .zip(audience)
        .zip(title)
        .zip(body)
        .map(|(((id, audience), title), body)| Document {
            id,
            languages: languages.clone(),
            audience,
            title,
            about,
            body,
            texts: said,
            span,
        });
    let document = document.filter(|_| !has_errors(&problems));
    (document, slots, problems)
}
