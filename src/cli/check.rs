//! `ascolto check`: everything that is wrong with scripts, definition and documents.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::json;

use super::environment::Context;
use super::kits::{self, OpenKit};
use super::outcome::{self, Exit};
use super::rehearsal;
use crate::check;
use crate::diagnostic::{self, Diagnostic, SourceFile};
use crate::text::Safe;

/// Runs the command: the named files, each with the kit it lies in, or the kit in use.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let files: Vec<&PathBuf> = matches.get_many("file").unwrap_or_default().collect();
    let is_json = matches
        .get_one::<String>("format")
        .is_some_and(|format| format == "json");
    let mut findings = Vec::new();
    let mut worst = Exit::Done;
    if files.is_empty() {
        let kit = kits::open(context)?;
        findings = whole_kit(&kit)?;
    }
    for path in files {
        // One file that cannot be read hides nothing that is wrong with the others.
        match check_path(context, path) {
            Ok(mut found) => findings.append(&mut found),
            Err(error) => {
                let (text, exit) = outcome::report(&error, context.language);
                context.talk(&text);
                worst = worst.max(exit);
            }
        }
    }
    let is_silent = findings.is_empty() && worst != Exit::Done && !is_json;
    if !is_silent {
        match is_json {
            true => {
                let rows = diagnostic::rows(&findings, context.language);
                context.json(&json!({ "schema": 1, "findings": rows }))?;
            }
            false => context.result(&text(context, &findings))?,
        }
    }
    if diagnostic::has_errors(&findings) {
        worst = worst.max(Exit::Fault);
    }
    Ok(worst)
}

fn text(context: &Context, findings: &[Diagnostic]) -> Safe {
    let look = context.look();
    let mut text = diagnostic::report(findings, context.language, look.color, look.width);
    if !text.is_empty() {
        text.push_line("");
    }
    let summary = diagnostic::summary(findings);
    text.push_line(summary.in_language(context.language));
    text
}

/// Checks a whole kit; one without errors is rehearsed with clients who do not exist.
fn whole_kit(kit: &OpenKit) -> anyhow::Result<Vec<Diagnostic>> {
    let mut findings = check::kit(kit.kit());
    kit.no_fault()?;
    if !diagnostic::has_errors(&findings) && kit.has_definition() {
        findings.extend(rehearsal::documents(kit)?);
    }
    Ok(findings)
}

/// Checks a file with the kit it lies in, or the kit of a folder.
fn check_path(context: &Context, path: &Path) -> anyhow::Result<Vec<Diagnostic>> {
    if crate::store::is_folder_outside(path)? {
        let kit = kits::open_folder(Some(&path.to_owned()), context.language)?;
        return whole_kit(&kit);
    }
    let file = kits::file(path)?;
    let kit = kit_around(context, path)?;
    let findings = check::file(kit.kit(), in_kit(&kit, path, file).into());
    kit.no_fault()?;
    Ok(findings)
}

/// Opens the folder a file lies in; a document lies one folder deeper.
fn kit_around(context: &Context, path: &Path) -> anyhow::Result<OpenKit> {
    let parent = |path: &Path| match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let folder = parent(path);
    let is_documents = folder.file_name().is_some_and(|name| name == "documents");
    let root = if is_documents {
        parent(&folder)
    } else {
        folder
    };
    kits::open_folder(Some(&root), context.language)
}

/// Names a file as its kit does, so that the kit knows its own file again.
fn in_kit(kit: &OpenKit, path: &Path, file: SourceFile) -> SourceFile {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return file;
    };
    let own = [name.to_owned(), format!("documents/{name}")]
        .iter()
        .filter_map(|path| kit.kit().file(path))
        .find(|own| own.text == file.text);
    match own {
        Some(own) => SourceFile {
            name: own.name.clone(),
            text: file.text,
        },
        None => file,
    }
}
