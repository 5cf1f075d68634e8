//! The templates of documents: their syntax, the names in them, what a client must not see.
//!
//! It reads the template without filling it: which names it looks up, not what becomes of them.

use std::ops::Range;

use minijinja::{Environment, ErrorKind};

use super::Whole;
use super::names::KitScope;
use super::profile::{conditions_of_say, judge_condition};
use crate::condition::{Condition, Field, SETTINGS, judge_placeholder};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Span, code};
use crate::document::{Audience, Document};
use crate::source::{PlacedSlot, did_you_mean};
use crate::words::{check as words, foreign};

/// The names in every document, besides `text`, `answers`, `traits`, `client`, `settings`.
const NAMES: [&str; 3] = ["today", "language", "next_dates"];

/// The names in internal documents only.
const INTERNAL_NAMES: [&str; 12] = [
    "trait_list",
    "advice",
    "more_advice",
    "to_clarify",
    "to_ask",
    "to_confirm",
    "declined",
    "history",
    "interviews",
    "topics",
    "completeness",
    "facts",
];

/// Functions a template may call.
const FUNCTIONS: [&str; 8] = [
    "table",
    "earliest",
    "plus_days",
    "overlap",
    "range",
    "dict",
    "namespace",
    "debug",
];

const CLIENT_PARTS: [&str; 9] = [
    "id",
    "name",
    "greeting",
    "organisation",
    "kind",
    "language",
    "start",
    "hours_per_month",
    "time_zone",
];

const ANSWER_PARTS: [&str; 15] = [
    "known", "state", "value", "text", "label", "say", "items", "line", "lines", "rows", "other",
    "note", "quote", "day", "name",
];

const TRAIT_PARTS: [&str; 10] = [
    "known", "value", "label", "say", "items", "parts", "rows", "until", "base", "since",
];

const INTERNAL_TRAIT_PARTS: [&str; 6] = [
    "basis",
    "basis_label",
    "stated",
    "observed",
    "because",
    "until_known",
];

/// Reports what is wrong with a document.
pub(super) fn judge(
    whole: &Whole,
    definition: &Definition,
    document: &Document,
    slots: &[PlacedSlot],
    problems: &mut Vec<Diagnostic>,
) {
    let scope = KitScope::of(whole, definition);
    for script in &document.about {
        let id = script.value.as_str();
        if !scope.has_script(id) {
            let message = words::no_such_script(id);
            let mut problem = Diagnostic::error(code::UNKNOWN_NAME, script.span.clone(), message);
            problem.help = did_you_mean(id, scope.script_ids().iter().copied());
            problems.push(problem);
        }
    }
    let judge = Judge {
        definition,
        document,
        scope: &scope,
    };
    judge.texts(slots, problems);
    judge.body(problems);
}

struct Judge<'a> {
    definition: &'a Definition,
    document: &'a Document,
    scope: &'a KitScope<'a>,
}

impl Judge<'_> {
    fn is_for_client(&self) -> bool {
        self.document.audience == Audience::Client
    }

    fn texts(&self, slots: &[PlacedSlot], problems: &mut Vec<Diagnostic>) {
        for slot in slots {
            judge_placeholder(slot, self.scope, self.scope, problems);
            if let Some(name) = slot.slot.path.first() {
                self.refuse_private_name(name, &slot.span, problems);
            }
        }
        let says = self.document.texts.iter().map(|(_, say)| say);
        for condition in says.flat_map(conditions_of_say) {
            judge_condition(condition, self.scope, self.scope, problems);
            condition.visit(&mut |part| {
                if let Condition::Test { field, span, .. } = part
                    && let Field::Trait(id) | Field::Question { id, .. } = field
                {
                    self.refuse_private_name(id.as_str(), span, problems);
                }
            });
        }
    }

    /// In a client's document a bare name is a trait or question that the client may see.
    fn refuse_private_name(&self, name: &str, span: &Span, problems: &mut Vec<Diagnostic>) {
        if !self.is_for_client() {
            return;
        }
        let is_internal = INTERNAL_NAMES.contains(&name)
            || matches!(name, "mixed" | "next")
            || (self.definition.find_trait(name).is_some() && self.is_private_trait(name))
            || (self.definition.find_trait(name).is_none() && self.is_private_question(name));
        if is_internal {
            problems.push(refusal(span.clone(), name));
        }
    }

    fn is_private_trait(&self, name: &str) -> bool {
        self.definition
            .find_trait(name)
            .is_some_and(|(_, one)| one.private)
    }

    fn is_private_question(&self, name: &str) -> bool {
        self.scope.question(name).is_some() && !self.scope.is_shared(name)
    }

    fn body(&self, problems: &mut Vec<Diagnostic>) {
        let mut environment = Environment::new();
        environment.set_debug(true);
        let body = self.document.body.value.as_str();
        let template = match environment.template_from_str(body) {
            Ok(template) => template,
            Err(error) => {
                let span = match error.range() {
                    Some(range) => self.place(range),
                    None => self.document.body.span.clone(),
                };
                let said = foreign::template(error.detail().unwrap_or(""));
                let message = words::template_syntax(&said.it, &said.en);
                let code = match error.kind() {
                    ErrorKind::SyntaxError => code::TEMPLATE_SYNTAX,
                    _ => code::TEMPLATE_ERROR,
                };
                problems.push(Diagnostic::error(code, span, message));
                return;
            }
        };
        let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        names.sort();
        for name in &names {
            self.name(name, problems);
        }
    }

    /// Judges one dotted name of the template.
    fn name(&self, name: &str, problems: &mut Vec<Diagnostic>) {
        let mut parts = name.split('.');
        let root = parts.next().unwrap_or("");
        let parts: Vec<&str> = parts.collect();
        match root {
            "text" => self.text(name, &parts, problems),
            "client" => self.part_of(name, &parts, &CLIENT_PARTS, problems),
            "settings" => self.part_of(name, &parts, &SETTINGS, problems),
            "interview" if !self.document.about.is_empty() => {
                let known = ["script", "title", "day", "number"];
                self.part_of(name, &parts, &known, problems);
            }
            "answers" => self.answer(name, &parts, problems),
            "traits" => self.trait_name(name, &parts, problems),
            _ if NAMES.contains(&root) || FUNCTIONS.contains(&root) => {}
            "summary" if !self.is_for_client() => {}
            _ if INTERNAL_NAMES.contains(&root) && !self.is_for_client() => {
                self.internal(name, root, &parts, problems);
            }
            _ if INTERNAL_NAMES.contains(&root) || root == "summary" => {
                problems.push(refusal(self.find(name), root));
            }
            _ => {
                let known = [
                    "text",
                    "answers",
                    "traits",
                    "client",
                    "settings",
                    "interview",
                ];
                let known = known.into_iter().chain(NAMES).chain(FUNCTIONS);
                let internal = INTERNAL_NAMES.iter().copied();
                let known: Vec<&str> = match self.is_for_client() {
                    true => known.collect(),
                    false => known.chain(internal).chain(["summary"]).collect(),
                };
                self.unknown(name, root, known, problems);
            }
        }
    }

    fn internal(&self, name: &str, root: &str, parts: &[&str], problems: &mut Vec<Diagnostic>) {
        match (root, parts) {
            ("facts", [fact, ..]) => {
                let known: Vec<&str> = self
                    .definition
                    .facts
                    .iter()
                    .map(|fact| fact.id.as_str())
                    .collect();
                if !known.contains(fact) {
                    self.unknown(name, fact, known, problems);
                }
            }
            ("completeness", [part, ..]) if !["known", "of"].contains(part) => {
                self.unknown(name, part, vec!["known", "of"], problems);
            }
            _ => {}
        }
    }

    fn text(&self, name: &str, parts: &[&str], problems: &mut Vec<Diagnostic>) {
        let Some(id) = parts.first() else { return };
        let known: Vec<&str> = self
            .document
            .texts
            .iter()
            .map(|(id, _)| id.value.as_str())
            .collect();
        if !known.contains(id) {
            self.unknown(name, id, known, problems);
        }
    }

    fn part_of(&self, name: &str, parts: &[&str], known: &[&str], problems: &mut Vec<Diagnostic>) {
        if let Some(part) = parts.first()
            && !known.contains(part)
        {
            self.unknown(name, part, known.to_vec(), problems);
        }
    }

    fn answer(&self, name: &str, parts: &[&str], problems: &mut Vec<Diagnostic>) {
        let Some((id, rest)) = parts.split_first() else {
            return self.whole(name, "answers", problems);
        };
        if self.scope.question(id).is_none() {
            if !self.scope.is_partial() {
                self.unknown(name, id, self.scope.question_ids(), problems);
            }
        } else if self.is_for_client() && self.is_private_question(id) {
            problems.push(refusal(self.find(name), id));
        } else {
            let known: Vec<&str> = ANSWER_PARTS.into_iter().chain(["ask"]).collect();
            self.part_of(name, rest, &known, problems);
        }
    }

    fn trait_name(&self, name: &str, parts: &[&str], problems: &mut Vec<Diagnostic>) {
        let Some((id, rest)) = parts.split_first() else {
            return self.whole(name, "traits", problems);
        };
        if self.definition.find_trait(id).is_none() {
            let known = self.definition.traits.iter().map(|one| one.id.as_str());
            return self.unknown(name, id, known.collect(), problems);
        }
        if self.is_for_client() && self.is_private_trait(id) {
            return problems.push(refusal(self.find(name), id));
        }
        match rest.first() {
            Some(part) if self.is_for_client() && INTERNAL_TRAIT_PARTS.contains(part) => {
                problems.push(refusal(self.find(name), &format!("{id}.{part}")));
            }
            _ => {
                let known: Vec<&str> = TRAIT_PARTS
                    .into_iter()
                    .chain(INTERNAL_TRAIT_PARTS)
                    .collect();
                self.part_of(name, rest, &known, problems);
            }
        }
    }

    /// `answers['x']` and `{% set a = traits %}` hide what is named; in a client's document that
    /// is refused.
    fn whole(&self, name: &str, root: &str, problems: &mut Vec<Diagnostic>) {
        if self.is_for_client() {
            problems.push(
                Diagnostic::error(
                    code::PRIVATE_IN_CLIENT_DOCUMENT,
                    self.find(name),
                    words::hidden_names(root),
                )
                .with_help(words::hidden_names_help(root)),
            );
        }
    }

    fn unknown(&self, name: &str, part: &str, known: Vec<&str>, problems: &mut Vec<Diagnostic>) {
        let message = words::template_unknown_name(name);
        let mut problem = Diagnostic::error(code::TEMPLATE_UNKNOWN_NAME, self.find(name), message);
        problem.help = did_you_mean(part, known);
        problems.push(problem);
    }

    /// Finds where a name first stands in the template, as a whole word inside `{{ }}` or `{% %}`.
    fn find(&self, name: &str) -> Span {
        let body = self.document.body.value.as_str();
        let is_part = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '.';
        for (at, _) in body.match_indices(name) {
            let before = body[..at].chars().next_back();
            let after = body[at + name.len()..].chars().next();
            // A bare `answers` is not the beginning of `answers.need`.
            let goes_on = |sign: char| {
                sign.is_alphanumeric() || sign == '_' || (sign == '.' && !name.contains('.'))
            };
            let is_whole = !before.is_some_and(is_part) && !after.is_some_and(goes_on);
            if is_whole && is_tag(&body[..at]) {
                return self.place(at..at + name.len());
            }
        }
        self.document.body.span.clone()
    }

    /// Turns a place in the decoded template into one in the file.
    fn place(&self, range: Range<usize>) -> Span {
        crate::source::inside(&self.document.body.span, range)
    }
}

/// Tells whether the text before a place has an open `{{` or `{%`.
fn is_tag(before: &str) -> bool {
    let opened = before.rfind("{{").max(before.rfind("{%"));
    let closed = before.rfind("}}").max(before.rfind("%}"));
    opened > closed
}

fn refusal(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        code::PRIVATE_IN_CLIENT_DOCUMENT,
        span,
        words::private_in_client_document(name),
    )
    .with_help(words::private_in_client_document_help())
}
