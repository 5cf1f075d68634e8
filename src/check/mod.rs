//! Judgements on kits nobody has run: references, types, languages, reachability, templates.
//!
//! Decides nothing that one file alone can tell: reading has done that. Each rule is a function
//! that pushes what it finds into the list. It never runs an interview and never fills a template.

use std::sync::Arc;

use crate::definition::{self, Definition};
use crate::diagnostic::{Diagnostic, SourceFile, Span, code};
use crate::document::{self, Document};
use crate::kit::{DEFINITION, Kit};
use crate::script::{self, Script};
use crate::source::{self, PlacedSlot};
use crate::words::check as words;

mod evidence;
mod names;
mod paths;
mod profile;
mod shared;
mod template;

/// Checks a whole kit: every script, the definition, every document.
pub fn kit(kit: &Kit) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let whole = Whole::read(kit, &mut problems);
    for one in &whole.scripts {
        script_rules(&whole, one, &mut problems);
    }
    shared::clashing_ids(&whole, &mut problems);
    definition_rules(&whole, &mut problems);
    for one in &whole.documents {
        document_rules(&whole, one, &mut problems);
    }
    sorted(problems)
}

/// Checks what a script shows against the definition: what an interview must not start with.
pub fn script(script: &Script, definition: &Definition) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    evidence::judge(script, Some(definition), &mut problems);
    sorted(problems)
}

/// Checks one script that lies beside a kit, or in it.
pub fn script_file(kit: &Kit, file: Arc<SourceFile>) -> Vec<Diagnostic> {
    let whole = Whole::read(kit, &mut Vec::new());
    let mut problems = Vec::new();
    let one = ReadScript::read(kit, None, file, &mut problems);
    script_rules(&whole, &one, &mut problems);
    sorted(problems)
}

/// Checks the definition of a kit with all that its scripts say.
pub fn definition(kit: &Kit) -> Vec<Diagnostic> {
    let whole = Whole::read(kit, &mut Vec::new());
    let mut problems = whole.definition_problems.clone();
    definition_rules(&whole, &mut problems);
    sorted(problems)
}

/// Checks one document that lies beside a kit, or in it.
pub fn document_file(kit: &Kit, file: Arc<SourceFile>) -> Vec<Diagnostic> {
    let whole = Whole::read(kit, &mut Vec::new());
    let mut problems = Vec::new();
    if let Some(definition) = &whole.definition {
        let one = ReadDocument::read(None, file, definition, &mut problems);
        document_rules(&whole, &one, &mut problems);
    }
    sorted(problems)
}

/// Checks every document of a kit.
pub fn documents(kit: &Kit) -> Vec<Diagnostic> {
    kit.document_ids()
        .iter()
        .filter_map(|id| kit.document_file(id))
        .flat_map(|file| document_file(kit, file))
        .collect()
}

/// Everything of a kit that could be read.
struct Whole {
    scripts: Vec<ReadScript>,
    definition: Option<Definition>,
    /// The kit has a definition's file, whether or not it could be read.
    has_definition: bool,
    definition_slots: Vec<PlacedSlot>,
    definition_problems: Vec<Diagnostic>,
    documents: Vec<ReadDocument>,
}

/// A script with the name of its file.
struct ReadScript {
    stem: Option<String>,
    script: Option<Script>,
}

/// A document with the name of its file and its placeholders.
struct ReadDocument {
    stem: Option<String>,
    document: Option<Document>,
    slots: Vec<PlacedSlot>,
}

impl Whole {
    fn read(kit: &Kit, problems: &mut Vec<Diagnostic>) -> Whole {
        let mut scripts = Vec::new();
        for id in kit.script_ids() {
            if let Some(file) = kit.script_file(&id) {
                scripts.push(ReadScript::read(kit, Some(id), file, problems));
            }
        }
        let file = kit.file(DEFINITION);
        let has_definition = file.is_some();
        let (definition, definition_slots, definition_problems) = match &file {
            Some(file) => definition::read_placed(file),
            None => (None, Vec::new(), Vec::new()),
        };
        problems.extend(definition_problems.iter().cloned());
        let mut documents = Vec::new();
        if let Some(definition) = &definition {
            for id in kit.document_ids() {
                if let Some(file) = kit.document_file(&id) {
                    let document = ReadDocument::read(Some(id), file, definition, problems);
                    documents.push(document);
                }
            }
        }
        Whole {
            scripts,
            definition,
            has_definition,
            definition_slots,
            definition_problems,
            documents,
        }
    }

    fn sound_scripts(&self) -> impl Iterator<Item = &Script> {
        self.scripts.iter().filter_map(|one| one.script.as_ref())
    }

    /// Tells whether a script could not be read: what is not known may then be in it.
    fn has_faulty_script(&self) -> bool {
        self.scripts.iter().any(|one| one.script.is_none())
    }
}

impl ReadScript {
    fn read(
        kit: &Kit,
        stem: Option<String>,
        file: Arc<SourceFile>,
        problems: &mut Vec<Diagnostic>,
    ) -> ReadScript {
        let (script, mut found) = script::read(file, &|id| kit.script_file(id));
        problems.append(&mut found);
        ReadScript { stem, script }
    }
}

impl ReadDocument {
    fn read(
        stem: Option<String>,
        file: Arc<SourceFile>,
        definition: &Definition,
        problems: &mut Vec<Diagnostic>,
    ) -> ReadDocument {
        let (document, slots, mut found) = document::read_placed(&file, definition);
        problems.append(&mut found);
        ReadDocument {
            stem,
            document,
            slots,
        }
    }
}

fn script_rules(whole: &Whole, one: &ReadScript, problems: &mut Vec<Diagnostic>) {
    let Some(script) = &one.script else { return };
    // A definition with errors would make every trait of it unknown.
    if whole.definition.is_some() || !whole.has_definition {
        evidence::judge(script, whole.definition.as_ref(), problems);
    }
    shared::different_questions(whole, script, problems);
    paths::judge_script(script, problems);
    if let Some(stem) = &one.stem
        && script.id != **stem
        && let Some(section) = script.sections.first()
    {
        let span = id_place(&section.span.file);
        let message = words::file_name(stem, script.id.as_str());
        problems.push(
            Diagnostic::error(code::FILE_NAME, span, message).with_help(words::file_name_help()),
        );
    }
}

fn definition_rules(whole: &Whole, problems: &mut Vec<Diagnostic>) {
    if let Some(definition) = &whole.definition {
        profile::judge(whole, definition, problems);
        paths::judge_definition(definition, problems);
    }
}

fn document_rules(whole: &Whole, one: &ReadDocument, problems: &mut Vec<Diagnostic>) {
    let (Some(document), Some(definition)) = (&one.document, &whole.definition) else {
        return;
    };
    template::judge(whole, definition, document, &one.slots, problems);
    if let Some(stem) = &one.stem
        && document.id != **stem
    {
        let span = id_place(&document.span.file);
        let message = words::file_name(stem, document.id.as_str());
        problems.push(
            Diagnostic::error(code::FILE_NAME, span, message).with_help(words::file_name_help()),
        );
    }
}

/// Finds where a file says its `id`.
fn id_place(file: &Arc<SourceFile>) -> Span {
    let (tree, mut problems) = source::read(file);
    let id = tree
        .root()
        .open_table(&mut problems)
        .and_then(|table| table.get("id"));
    id.map_or_else(
        || Span {
            file: file.clone(),
            range: 0..0,
        },
        |node| node.span(),
    )
}

/// Sorts by file and place; a question that is used twice has its findings once.
fn sorted(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let key = |problem: &Diagnostic| {
        problem.span.as_ref().map(|span| {
            (
                span.file.name.clone(),
                span.range.start,
                span.range.end,
                problem.code,
            )
        })
    };
    problems.sort_by_cached_key(key);
    problems.dedup_by(|one, other| key(one) == key(other) && one.message == other.message);
    problems
}

#[cfg(test)]
mod tests;
