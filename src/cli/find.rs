//! Finding a client by what was typed, and saying who else may be meant.

use super::environment::Context;
use super::outcome::{Exit, Failure, problem_text};
use crate::store::{Class, Client, FindError, Lookup, Match, Problem, Store};
use crate::words::cli as words;

/// Opens the store, and tells of erasures that were interrupted.
pub fn store(context: &Context) -> anyhow::Result<Store> {
    let store = Store::open(&context.home)?;
    tell_interrupted(context, &store)?;
    Ok(store)
}

/// Finds a client; everything short of exactly one is a failure with names to choose from.
pub fn client(
    context: &Context,
    store: &Store,
    typed: &str,
    lookup: Lookup,
) -> anyhow::Result<Client> {
    store
        .client(typed, lookup)
        .map_err(|error| failure(context, typed, error))
}

/// Turns a search without result into what the person is told.
pub fn failure(context: &Context, typed: &str, error: FindError) -> anyhow::Error {
    match error {
        FindError::NotFound { similar, problems } => {
            let worst = tell_problems(context, &problems);
            let mut failure = Failure::fault(words::no_such_client(typed));
            failure.exit = failure.exit.max(worst);
            failure.help = Some(match similar.is_empty() {
                true => words::see_clients(),
                false => words::similar_clients(&names(&similar)),
            });
            failure.into()
        }
        FindError::Ambiguous(matches) => Failure::fault(words::several_clients(typed))
            .with_help(words::choose_client(&names(&matches)))
            .into(),
        FindError::Problem(problem) => problem.into(),
    }
}

/// Says every problem on stderr and gives the worst exit code.
pub fn tell_problems(context: &Context, problems: &[Problem]) -> Exit {
    for problem in problems {
        context.talk(&problem_text(problem, context.language));
    }
    problems
        .iter()
        .map(|problem| Exit::from(problem.class()))
        .max()
        .unwrap_or(Exit::Done)
}

/// Refuses to go on where the disk hides something: what is begun without it would be wrong. What
/// is damaged is told, and the rest is done.
pub fn tell_or_refuse(context: &Context, problems: &[Problem]) -> Result<(), Problem> {
    let hidden = |problem: &&Problem| problem.class() == Class::Disk;
    match problems.iter().find(hidden) {
        Some(problem) => Err(problem.clone()),
        None => {
            tell_problems(context, problems);
            Ok(())
        }
    }
}

/// Tells of erasures that were interrupted: they are finished by repeating them.
pub fn tell_interrupted(context: &Context, store: &Store) -> anyhow::Result<()> {
    tell_problems(context, &store.interrupted_erasures()?);
    Ok(())
}

/// Lists clients as `id (name)`.
pub fn names(matches: &[Match]) -> String {
    let names: Vec<String> = matches
        .iter()
        .map(|one| format!("{} ({})", one.id, one.name))
        .collect();
    names.join(", ")
}
