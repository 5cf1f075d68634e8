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

/// Checks one file that lies beside a kit, or in it: the definition by its name, a document by its
/// `body`, else a script.
pub fn file(kit: &Kit, file: Arc<SourceFile>) -> Vec<Diagnostic> {
    let is_own = |own: Option<Arc<SourceFile>>| {
        own.is_some_and(|own| own.name == file.name && own.text == file.text)
    };
    if is_own(kit.file(DEFINITION)) {
        return definition(kit);
    }
    let documents = kit.document_ids();
    let of_document = documents
        .into_iter()
        .find(|id| is_own(kit.document_file(id)));
    if of_document.is_some() || has_body(&file) {
        return document_file(kit, of_document, file);
    }
    let scripts = kit.script_ids();
    let of_script = scripts.into_iter().find(|id| is_own(kit.script_file(id)));
    script_file(kit, of_script, file)
}

/// Tells whether a file is a document: no other has a template.
fn has_body(file: &Arc<SourceFile>) -> bool {
    let (tree, mut problems) = source::read(file);
    tree.root()
        .open_table(&mut problems)
        .is_some_and(|table| table.has("body"))
}

fn script_file(kit: &Kit, stem: Option<String>, file: Arc<SourceFile>) -> Vec<Diagnostic> {
    let whole = Whole::read(kit, &mut Vec::new());
    let mut problems = Vec::new();
    let one = ReadScript::read(kit, stem, file, &mut problems);
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

fn document_file(kit: &Kit, stem: Option<String>, file: Arc<SourceFile>) -> Vec<Diagnostic> {
    let whole = Whole::read(kit, &mut Vec::new());
    let mut problems = Vec::new();
    match &whole.definition {
        Some(definition) => {
            let one = ReadDocument::read(stem, file, definition, &mut problems);
            document_rules(&whole, &one, &mut problems);
        }
        // Without a definition that can be read no name of a document means anything.
        None => problems.extend(whole.definition_problems.iter().cloned()),
    }
    sorted(problems)
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
            // Every name in a document is then a question's, or nobody's.
            None => (Some(Definition::default()), Vec::new(), Vec::new()),
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
    if whole.definition.is_some() {
        let definition = whole.definition.as_ref();
        evidence::judge(
            script,
            definition.filter(|_| whole.has_definition),
            problems,
        );
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
    if let (Some(definition), true) = (&whole.definition, whole.has_definition) {
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
