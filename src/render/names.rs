//! The names a template uses, judged before anything is filled.
//!
//! Decides whether a document can be read as a template and names only what its reader has.

use std::ops::Range;

use serde_json::Value as Json;

use super::template::{diagnostic, environment, span_in_file};
use crate::diagnostic::{Diagnostic, code};
use crate::document::Document;
use crate::source::closest;
use crate::text::LanguageTag;
use crate::words::{render as say, source as words};

/// The parts of `interview`, which only a document about an interview has.
const INTERVIEW: [&str; 4] = ["script", "title", "day", "number"];

/// Finds what is wrong with a document's template without filling it: whether it can be read, and
/// every name its reader does not have. `visible` is a context ([`crate::json::context`]) for the
/// document's reader, of any client; `everything` the same for an internal reader, which tells a
/// private name from one that does not exist.
pub fn faults(document: &Document, visible: &Json, everything: &Json) -> Vec<Diagnostic> {
    let language = document.languages.first().cloned();
    let environment = environment(&language.unwrap_or_else(|| LanguageTag::new("en")));
    let body = &document.body.value;
    let template = match environment.template_from_named_str(document.id.as_str(), body) {
        Ok(template) => template,
        Err(error) => return vec![diagnostic(document, &error)],
    };
    let globals: Vec<&str> = environment.globals().map(|(name, _)| name).collect();
    let mut unknown: Vec<(Range<usize>, Diagnostic)> = template
        .undeclared_variables(true)
        .iter()
        .filter(|name| !globals.contains(&name.as_str()))
        .filter_map(|name| {
            let lost = lost_name(document, name, visible)?;
            let range = range_of(body, name);
            let is_private = !lost.is_own && follow(everything, name).is_none();
            let finding = unknown_name(document, name, &range, &lost, is_private);
            Some((range, finding))
        })
        .collect();
    unknown.sort_by_key(|(range, _)| (range.start, range.end));
    unknown.into_iter().map(|(_, finding)| finding).collect()
}

/// A part of a name that is not there, and the names that are.
struct Lost<'c> {
    part: &'c str,
    known: Vec<&'c str>,
    /// The document itself brings such names, whatever the reader.
    is_own: bool,
}

/// Judges a dotted name, such as `answers.need.text`; `None` if it is there.
fn lost_name<'c>(document: &'c Document, name: &'c str, visible: &'c Json) -> Option<Lost<'c>> {
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    let part = rest.split('.').next().unwrap_or(rest);
    let known: Vec<&str> = match first {
        "text" => document
            .texts
            .iter()
            .map(|(id, _)| id.value.as_str())
            .collect(),
        "interview" if !document.about.is_empty() => INTERVIEW.to_vec(),
        _ => return follow(visible, name),
    };
    let is_there = part.is_empty() || known.contains(&part);
    (!is_there).then_some(Lost {
        part,
        known,
        is_own: true,
    })
}

/// Follows a dotted name into a context until it is lost; `None` if it is there.
fn follow<'c>(context: &'c Json, name: &'c str) -> Option<Lost<'c>> {
    let mut at = context;
    for part in name.split('.') {
        // Beyond an object only filling tells.
        let object = at.as_object()?;
        match object.get(part) {
            Some(inner) => at = inner,
            None => {
                return Some(Lost {
                    part,
                    known: object.keys().map(String::as_str).collect(),
                    is_own: false,
                });
            }
        }
    }
    None
}

fn unknown_name(
    document: &Document,
    name: &str,
    range: &Range<usize>,
    lost: &Lost<'_>,
    is_private: bool,
) -> Diagnostic {
    let span = span_in_file(document, range.clone());
    if is_private {
        let message = say::template_private_name(name);
        return Diagnostic::error(code::PRIVATE_IN_CLIENT_DOCUMENT, span, message)
            .with_help(say::template_private_name_help());
    }
    let help = match closest(lost.part, lost.known.iter().copied()) {
        Some(near) => words::did_you_mean(near),
        None => say::template_unknown_name_help(),
    };
    let message = say::template_unknown_name(name);
    Diagnostic::error(code::UNKNOWN_IN_TEMPLATE, span, message).with_help(help)
}

/// Finds where a template uses a name first.
fn range_of(body: &str, name: &str) -> Range<usize> {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    let found = body.match_indices(name).find(|(at, _)| {
        let before = body[..*at].chars().next_back();
        let after = body[at + name.len()..].chars().next();
        !before.is_some_and(|sign| is_part(sign) || sign == '.') && !after.is_some_and(is_part)
    });
    match found {
        Some((at, _)) => at..at + name.len(),
        None => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::render::tests::document_of;

    #[test]
    fn every_unknown_name_is_told_with_its_place() {
        let visible = json!({
            "answers": {"need": {"known": true, "text": null}},
            "traits": {"channels": {"known": true}},
            "today": "2026-10-01",
        });
        let mut everything = visible.clone();
        everything["traits"]["channels"]["basis"] = json!("stated");
        everything["advice"] = json!([]);
        let document = document_of(
            "{{ text.title }} {{ answers.ned.text }} {{ answers.need.txt }}\n{{ traits.channels.basis }}{{ today }}\n\
             {% for a in advice %}{{ a.say }}{% endfor %}{{ interview.days }} {{ table([], []) }}{{ frobnicate.x }}",
        );
        let told = |document: &Document| -> Vec<String> {
            faults(document, &visible, &everything)
                .iter()
                .map(|finding| {
                    let span = finding.span.as_ref().expect("a name has a place");
                    let (line, column) = span.line_and_column();
                    let help = finding.help.as_ref().map_or("", |help| help.en.as_ref());
                    format!(
                        "{line}:{column} {}: {} / {}",
                        finding.code,
                        finding.message,
                        &help[..help.len().min(24)]
                    )
                })
                .collect()
        };
        assert_eq!(
            told(&document),
            [
                "2:4 unknown-in-template: this document does not know `text.title` / the names a document may",
                "2:21 unknown-in-template: this document does not know `answers.ned.text` / did you mean `need`?",
                "2:44 unknown-in-template: this document does not know `answers.need.txt` / did you mean `text`?",
                "3:4 private-in-client-document: a document for the client does not see `traits.channels.basis` / shared answers only; wit",
                "4:13 private-in-client-document: a document for the client does not see `advice` / shared answers only; wit",
                "4:48 unknown-in-template: this document does not know `interview.days` / the names a document may",
                "4:88 unknown-in-template: this document does not know `frobnicate.x` / the names a document may",
            ]
        );
        assert_eq!(
            told(&document_of("{% if %}")),
            [
                "2:7 bad-template: the template of the document cannot be read: unexpected end of block / "
            ]
        );
    }
}
