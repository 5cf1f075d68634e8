//! `ascolto check`: everything that is wrong with scripts, definition and documents.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::environment::Context;
use super::kits::{self, OpenKit};
use super::outcome::Exit;
use super::rehearsal;
use crate::check;
use crate::diagnostic::{self, Diagnostic, Severity, SourceFile};
use crate::json;
use crate::kit::DEFINITION;
use crate::source;
use crate::words::cli as words;

/// What a file of a kit is.
enum Part {
    Script,
    Definition,
    Document,
}

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let is_json = matches
        .get_one::<String>("format")
        .is_some_and(|format| format == "json");
    let files: Vec<&PathBuf> = matches.get_many("file").into_iter().flatten().collect();
    let mut findings = Vec::new();
    if files.is_empty() {
        let kit = kits::open(context)?;
        findings = check::kit(kit.kit());
        kit.no_fault()?;
        if !diagnostic::has_errors(&findings) {
            findings.extend(rehearsal::documents(&kit)?);
        }
    }
    for path in files {
        findings.extend(one_file(context, path)?);
    }
    tell(context, &findings, is_json)?;
    match diagnostic::has_errors(&findings) {
        true => Ok(Exit::Fault),
        false => Ok(Exit::Done),
    }
}

fn tell(context: &Context, findings: &[Diagnostic], is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return context.result(&json::to_text(&json::findings(diagnostic::rows(
            findings,
            context.language,
        ))));
    }
    context.result(&diagnostic::report(
        findings,
        context.language,
        context.color,
        context.width,
    ))?;
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let line = words::findings(
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Hint),
    );
    context.talk(&format!("{}\n", line.in_language(context.language)));
    Ok(())
}

/// Checks one file, beside the kit it lies in.
fn one_file(context: &Context, path: &Path) -> anyhow::Result<Vec<Diagnostic>> {
    let file = Arc::new(kits::file(path)?);
    let part = part_of(path, &file);
    let folder = folder_of(path, &part);
    let kit = OpenKit::on_disk(folder, context.language);
    let findings = match part {
        Part::Script => check::script_file(kit.kit(), file),
        Part::Definition => check::definition(kit.kit()),
        Part::Document => check::document_file(kit.kit(), file),
    };
    kit.no_fault()?;
    Ok(findings)
}

/// Tells what a file is: by its name, else by the keys it has.
fn part_of(path: &Path, file: &Arc<SourceFile>) -> Part {
    if path.file_name().is_some_and(|name| name == DEFINITION) {
        return Part::Definition;
    }
    let (tree, mut problems) = source::read(file);
    match tree.root().open_table(&mut problems) {
        Some(table) if table.has("body") || table.has("audience") => Part::Document,
        Some(table) if table.has("trait") && !table.has("section") => Part::Definition,
        _ => Part::Script,
    }
}

/// Gives the folder of the kit in which a file lies.
fn folder_of(path: &Path, part: &Part) -> PathBuf {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let is_documents = folder.file_name().is_some_and(|name| name == "documents");
    match (part, folder.parent()) {
        (Part::Document, Some(above)) if is_documents && !above.as_os_str().is_empty() => {
            above.to_owned()
        }
        (Part::Document, _) if is_documents => PathBuf::from("."),
        _ => folder.to_owned(),
    }
}
