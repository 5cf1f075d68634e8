//! Completing names of clients, scripts and documents in the shell.

use std::ffi::OsStr;

use clap_complete::CompletionCandidate;

use super::environment;
use super::kits;
use crate::store::Store;
use crate::words::Language;

/// Completes the id of a client.
pub fn clients(current: &OsStr) -> Vec<CompletionCandidate> {
    let Ok(home) = environment::home(None) else {
        return Vec::new();
    };
    let Ok(store) = Store::open(&home) else {
        return Vec::new();
    };
    let Ok(found) = store.clients() else {
        return Vec::new();
    };
    matching(current, found.clients.iter().map(|client| client.id()))
}

/// Completes the id of a script.
pub fn scripts(current: &OsStr) -> Vec<CompletionCandidate> {
    let ids = kit()
        .and_then(|kit| kit.script_ids().ok())
        .unwrap_or_default();
    matching(current, ids.iter().map(String::as_str))
}

/// Completes the id of a document.
pub fn documents(current: &OsStr) -> Vec<CompletionCandidate> {
    let ids = kit()
        .and_then(|kit| kit.document_ids().ok())
        .unwrap_or_default();
    matching(current, ids.iter().map(String::as_str))
}

fn kit() -> Option<kits::OpenKit> {
    let home = environment::home(None).ok()?;
    let folder = environment::questionnaires(None, &home).ok()?;
    kits::open_folder(folder.as_ref(), Language::En).ok()
}

fn matching<'a>(current: &OsStr, names: impl Iterator<Item = &'a str>) -> Vec<CompletionCandidate> {
    let current = current.to_string_lossy();
    names
        .filter(|name| name.starts_with(current.as_ref()))
        .map(CompletionCandidate::new)
        .collect()
}
