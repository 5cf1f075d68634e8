//! Completing names of clients, scripts and documents in the shell.

use std::ffi::OsStr;

use clap_complete::CompletionCandidate;

use super::environment;
use super::kits;
use crate::store::Store;

/// Completes the id of a client.
pub fn clients(current: &OsStr) -> Vec<CompletionCandidate> {
    let Ok(home) = environment::home(None) else { return Vec::new() };
    let Ok(store) = Store::open(&home) else { return Vec::new() };
    let (clients, _) = store.clients();
    matching(current, clients.iter().map(|client| client.id.as_str()))
}

/// Completes the id of a script.
pub fn scripts(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(kit) = kit() else { return Vec::new() };
    matching(current, kit.script_ids().iter().map(String::as_str))
}

/// Completes the id of a document.
pub fn documents(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(kit) = kit() else { return Vec::new() };
    matching(current, kit.document_ids().iter().map(String::as_str))
}

fn kit() -> Option<crate::kit::Kit> {
    let home = environment::home(None).ok()?;
    kits::open(environment::questionnaires(None, &home).as_deref()).ok()
}

fn matching<'a>(current: &OsStr, names: impl Iterator<Item = &'a str>) -> Vec<CompletionCandidate> {
    let current = current.to_string_lossy();
    names.filter(|name| name.starts_with(current.as_ref())).map(CompletionCandidate::new).collect()
}
