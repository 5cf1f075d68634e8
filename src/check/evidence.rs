//! What answers show: the traits exist, their kinds fit, the levels are theirs.

use crate::definition::{Definition, Trait, TraitKind};
use crate::diagnostic::{Diagnostic, Placed, Span, code};
use crate::script::{Offer, Question, Script, Shape, Shows, Voice};
use crate::source::did_you_mean;
use crate::text::Id;
use crate::value::Kind;
use crate::words::check as words;

/// Reports every `feeds` and `shows` of a script that does not fit the definition.
pub(super) fn judge(
    script: &Script,
    definition: Option<&Definition>,
    problems: &mut Vec<Diagnostic>,
) {
    for question in &script.questions {
        if let Some(feeds) = &question.feeds {
            judge_feeds(question, feeds, definition, problems);
        }
        for shows in all_shows(question) {
            judge_shows(question, shows, definition, problems);
        }
    }
}

/// Gives everything that answers or states of a question show.
pub(super) fn all_shows(question: &Question) -> impl Iterator<Item = &Shows> {
    let offers = [&question.dont_know, &question.declined];
    let of_states = offers.into_iter().flat_map(|offer| match offer {
        Offer::Yes { shows } => shows.as_slice(),
        Offer::No => &[],
    });
    let bands = match &question.shape {
        Shape::Number { bands, .. } | Shape::Date { bands, .. } => bands.as_slice(),
        _ => &[],
    };
    question
        .options()
        .iter()
        .flat_map(|option| &option.shows)
        .chain(bands.iter().flat_map(|band| &band.shows))
        .chain(of_states)
}

fn find<'d>(
    name: &Placed<Id>,
    definition: Option<&'d Definition>,
    problems: &mut Vec<Diagnostic>,
) -> Option<&'d Trait> {
    let id = name.value.as_str();
    let found = definition.and_then(|definition| definition.find_trait(id));
    if found.is_none() {
        let message = match definition {
            Some(_) => words::no_such_trait(id),
            None => words::no_definition(id),
        };
        let mut problem = Diagnostic::error(code::UNKNOWN_NAME, name.span.clone(), message);
        problem.help = match definition {
            Some(definition) => {
                did_you_mean(id, definition.traits.iter().map(|one| one.id.as_str()))
            }
            None => Some(words::no_definition_help()),
        };
        problems.push(problem);
    }
    found.map(|(_, one)| one)
}

fn judge_feeds(
    question: &Question,
    feeds: &Placed<Id>,
    definition: Option<&Definition>,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(fed) = find(feeds, definition, problems) else {
        return;
    };
    refuse_computed(fed, &feeds.span, problems);
    let kinds = kinds_fed(question.kind());
    if !kinds.contains(&fed.kind) {
        let names: Vec<String> = kinds
            .iter()
            .map(|kind| format!("`{}`", kind_name(*kind)))
            .collect();
        let message =
            words::feeds_kind(question.kind().name(), fed.id.as_str(), kind_name(fed.kind));
        let mut problem = Diagnostic::error(code::FEEDS_KIND, feeds.span.clone(), message);
        problem.help = Some(match names.is_empty() {
            true => words::feeds_nothing_help(question.kind().name()),
            false => words::feeds_kind_help(question.kind().name(), &names.join(", ")),
        });
        problems.push(problem);
        return;
    }
    refuse_observed(question, fed, &feeds.span, problems);
    for option in question.options().iter().filter(|option| !option.exclusive) {
        if fed.level(option.id.as_str()).is_none() {
            let message = words::option_no_level(option.id.as_str(), fed.id.as_str());
            let mut problem = Diagnostic::error(code::UNKNOWN_OPTION, option.span.clone(), message);
            problem.help = did_you_mean(
                option.id.as_str(),
                fed.levels.iter().map(|level| level.id.as_str()),
            );
            problems.push(problem);
        }
    }
}

fn judge_shows(
    question: &Question,
    shows: &Shows,
    definition: Option<&Definition>,
    problems: &mut Vec<Diagnostic>,
) {
    use TraitKind::{Category, Ordered, Set};
    let Some(shown) = find(&shows.trait_id, definition, problems) else {
        return;
    };
    refuse_computed(shown, &shows.trait_id.span, problems);
    if !matches!(shown.kind, Category | Ordered | Set) {
        let message = words::shows_kind(shown.id.as_str(), kind_name(shown.kind));
        problems.push(
            Diagnostic::error(code::FEEDS_KIND, shows.trait_id.span.clone(), message)
                .with_help(words::shows_kind_help()),
        );
        return;
    }
    refuse_observed(question, shown, &shows.trait_id.span, problems);
    let level = shows.level.value.as_str();
    if shown.level(level).is_none() {
        let message = words::no_such_level(level, shown.id.as_str());
        let mut problem =
            Diagnostic::error(code::UNKNOWN_OPTION, shows.level.span.clone(), message);
        problem.help = did_you_mean(level, shown.levels.iter().map(|level| level.id.as_str()));
        problems.push(problem);
    }
}

fn refuse_computed(one: &Trait, span: &Span, problems: &mut Vec<Diagnostic>) {
    if one.is_computed() {
        let message = words::fed_and_computed(one.id.as_str());
        problems.push(
            Diagnostic::error(code::FED_AND_COMPUTED, span.clone(), message)
                .with_related(one.span.clone(), words::computed_here()),
        );
    }
}

/// Only ordered and set traits have an observed side; our own side is stated.
fn refuse_observed(question: &Question, one: &Trait, span: &Span, problems: &mut Vec<Diagnostic>) {
    let can_be_observed = matches!(one.kind, TraitKind::Ordered | TraitKind::Set);
    if question.voice == Voice::Private && !one.own && !can_be_observed {
        let message = words::observed_kind(one.id.as_str(), kind_name(one.kind));
        problems.push(
            Diagnostic::error(code::OBSERVED_KIND, span.clone(), message)
                .with_help(words::observed_kind_help()),
        );
    }
}

fn kinds_fed(kind: Kind) -> &'static [TraitKind] {
    match kind {
        Kind::Choice => &[TraitKind::Category, TraitKind::Ordered],
        Kind::Scale => &[TraitKind::Ordered],
        Kind::Choices => &[TraitKind::Set],
        Kind::Ranking => &[TraitKind::Ranking],
        Kind::YesNo => &[],
        Kind::Text | Kind::LongText => &[TraitKind::Text],
        Kind::Number => &[TraitKind::Number],
        Kind::Date => &[TraitKind::Date],
        Kind::Hours => &[TraitKind::Hours],
    }
}

fn kind_name(kind: TraitKind) -> &'static str {
    TraitKind::ALL[kind as usize].1
}
