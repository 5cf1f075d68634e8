//! The definition against the scripts: names that exist, traits that something feeds, no cycles.

use std::collections::HashMap;

use super::Whole;
use super::evidence::all_shows;
use super::names::KitScope;
use crate::condition::{
    self, Basis, BuiltIn, Condition, DateExpression, Field, Operand, Shapes, Test,
};
use crate::definition::{Core, Definition, Rule, RuleValue, Say, Trait, TraitKind};
use crate::diagnostic::{Diagnostic, Span, code};
use crate::source::did_you_mean;
use crate::words::check as words;

/// Reports what of a definition does not fit the rest of the kit, or itself.
pub(super) fn judge(whole: &Whole, definition: &Definition, problems: &mut Vec<Diagnostic>) {
    let scope = KitScope::of(whole, definition);
    let rejudging = KitScope::of(whole, definition).rejudging();
    for condition in conditions(definition) {
        scope.judge_names(condition, problems);
        condition::judge(condition, &rejudging, problems);
    }
    for field in definition
        .traits
        .iter()
        .flat_map(|one| &one.rules)
        .flat_map(fields_of_rule)
    {
        scope.judge_field(&field.value, &field.span, problems);
    }
    for slot in &whole.definition_slots {
        condition::judge_placeholder(slot, &scope, &scope, problems);
    }
    row_sources(&scope, definition, problems);
    compared_scripts(&scope, definition, problems);
    if !scope.is_partial() {
        never_fed(whole, definition, problems);
    }
    cycles(definition, problems);
}

/// Gives every condition of a definition.
fn conditions(definition: &Definition) -> Vec<&Condition> {
    let mut found: Vec<&Condition> = Vec::new();
    for one in &definition.traits {
        found.extend(&one.when);
        if let Core::When(condition) = &one.core {
            found.push(condition);
        }
        found.extend(one.clarify.iter().flat_map(conditions_of_say));
        found.extend(one.rules.iter().filter_map(|rule| rule.when.as_ref()));
    }
    found.extend(definition.facts.iter().map(|fact| &fact.when));
    let steps = definition.advice_order.first.iter();
    found.extend(steps.filter_map(|step| step.when.as_ref()));
    for advice in &definition.advice {
        found.push(&advice.when);
        let says = [Some(&advice.say), advice.why.as_ref(), advice.ask.as_ref()];
        found.extend(says.into_iter().flatten().flat_map(conditions_of_say));
    }
    found.extend(definition.summary.iter().flat_map(conditions_of_say));
    found
}

pub(super) fn conditions_of_say(say: &Say) -> impl Iterator<Item = &Condition> {
    say.entries.iter().filter_map(|entry| entry.when.as_ref())
}

fn fields_of_rule(rule: &Rule) -> &[crate::diagnostic::Placed<Field>] {
    match &rule.is {
        RuleValue::Day(DateExpression { day, .. }) => day,
        _ => &[],
    }
}

/// A list's rows are filled by questions, which must be there.
fn row_sources(scope: &KitScope<'_>, definition: &Definition, problems: &mut Vec<Diagnostic>) {
    let rows = definition.traits.iter().flat_map(|one| &one.rows);
    for (_, question) in rows.flat_map(|row| &row.columns) {
        let id = question.value.as_str();
        if scope.question(id).is_none() && !scope.is_partial() {
            let message = words::no_such_field(id);
            let mut problem = Diagnostic::error(code::UNKNOWN_NAME, question.span.clone(), message);
            problem.help = did_you_mean(id, scope.question_ids());
            problems.push(problem);
        }
    }
}

fn compared_scripts(scope: &KitScope<'_>, definition: &Definition, problems: &mut Vec<Diagnostic>) {
    let layout = &definition.comparison;
    let columns = layout.columns.iter().chain(&layout.wide);
    let fields = columns
        .map(|column| &column.field)
        .chain(layout.sort.iter().map(|key| &key.field));
    for field in fields {
        if let Some(("interviews", script)) = field.value.split_once('.')
            && !scope.has_script(script)
        {
            let message = words::no_such_script(script);
            let mut problem = Diagnostic::error(code::UNKNOWN_NAME, field.span.clone(), message);
            problem.help = did_you_mean(script, scope.script_ids().iter().copied());
            problems.push(problem);
        }
    }
}

/// Reports traits that no answer can ever give a value.
fn never_fed(whole: &Whole, definition: &Definition, problems: &mut Vec<Diagnostic>) {
    let mut fed: Vec<&str> = Vec::new();
    for question in whole.sound_scripts().flat_map(|script| &script.questions) {
        fed.extend(question.feeds.iter().map(|feeds| feeds.value.as_str()));
        fed.extend(all_shows(question).map(|shows| shows.trait_id.value.as_str()));
    }
    for one in &definition.traits {
        let has_source = one.is_computed() || one.kind == TraitKind::List;
        if !has_source && !fed.contains(&one.id.as_str()) {
            let message = words::never_fed(one.id.as_str());
            problems.push(
                Diagnostic::warning(code::NEVER_FED, one.span.clone(), message)
                    .with_help(words::never_fed_help()),
            );
        }
    }
}

/// Something whose value hangs on others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Thing<'a> {
    Trait(&'a str),
    Fact(&'a str),
    Advice(&'a str),
    Set(Standing),
}

/// The built-in sets that hang on traits: those that are mixed, and the core ones.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Standing {
    Mixed,
    Core,
}

/// Reports things that depend on themselves, each ring once.
fn cycles(definition: &Definition, problems: &mut Vec<Diagnostic>) {
    let graph = graph(definition);
    let mut places: HashMap<Thing<'_>, &Span> = HashMap::new();
    for one in &definition.traits {
        places.insert(Thing::Trait(one.id.as_str()), &one.span);
    }
    for fact in &definition.facts {
        places.insert(Thing::Fact(fact.id.as_str()), &fact.span);
    }
    for advice in &definition.advice {
        places.insert(Thing::Advice(advice.id.as_str()), &advice.span);
    }
    let mut marks: HashMap<Thing<'_>, Mark> = HashMap::new();
    let mut things: Vec<(Thing<'_>, usize)> = places
        .iter()
        .map(|(thing, span)| (*thing, span.range.start))
        .collect();
    things.sort_by_key(|(_, start)| *start);
    for (thing, _) in things {
        let mut path = Vec::new();
        if let Some(ring) = walk(thing, &graph, &mut marks, &mut path) {
            let names: Vec<String> = ring.iter().filter_map(|thing| name(*thing)).collect();
            let place = ring.iter().find_map(|thing| places.get(thing));
            if let Some(span) = place {
                problems.push(
                    Diagnostic::error(
                        code::CYCLE,
                        (*span).clone(),
                        words::cycle(&names.join(" → ")),
                    )
                    .with_help(words::cycle_help()),
                );
            }
        }
    }
}

fn name(thing: Thing<'_>) -> Option<String> {
    match thing {
        Thing::Trait(id) | Thing::Fact(id) | Thing::Advice(id) => Some(format!("`{id}`")),
        Thing::Set(Standing::Mixed) => Some("`mixed`".to_owned()),
        Thing::Set(Standing::Core) => Some("`to_ask`".to_owned()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    OnPath,
    Done,
}

/// Walks everything a thing hangs on; gives the first ring found, from and to the same thing.
fn walk<'a>(
    thing: Thing<'a>,
    graph: &HashMap<Thing<'a>, Vec<Thing<'a>>>,
    marks: &mut HashMap<Thing<'a>, Mark>,
    path: &mut Vec<Thing<'a>>,
) -> Option<Vec<Thing<'a>>> {
    match marks.get(&thing) {
        Some(Mark::Done) => return None,
        Some(Mark::OnPath) => {
            let start = path.iter().position(|other| *other == thing).unwrap_or(0);
            let mut ring = path[start..].to_vec();
            ring.push(thing);
            return Some(ring);
        }
        None => {}
    }
    // A chain longer than this would need as many traits; the stack is worth more.
    if path.len() > 2_000 {
        return None;
    }
    marks.insert(thing, Mark::OnPath);
    path.push(thing);
    let mut ring = None;
    for next in graph.get(&thing).into_iter().flatten() {
        ring = ring.or(walk(*next, graph, marks, path));
    }
    path.pop();
    marks.insert(thing, Mark::Done);
    ring
}

fn graph(definition: &Definition) -> HashMap<Thing<'_>, Vec<Thing<'_>>> {
    let mut graph: HashMap<Thing<'_>, Vec<Thing<'_>>> = HashMap::new();
    for one in &definition.traits {
        let mut needs = Vec::new();
        let rules = one.rules.iter().filter_map(|rule| rule.when.as_ref());
        for condition in one.when.iter().chain(rules) {
            gather(condition, &mut needs);
        }
        for field in one.rules.iter().flat_map(fields_of_rule) {
            gather_field(&field.value, &mut needs);
        }
        graph.insert(Thing::Trait(one.id.as_str()), needs);
    }
    for fact in &definition.facts {
        let mut needs = Vec::new();
        gather(&fact.when, &mut needs);
        graph.insert(Thing::Fact(fact.id.as_str()), needs);
    }
    for advice in &definition.advice {
        let mut needs = Vec::new();
        gather(&advice.when, &mut needs);
        graph.insert(Thing::Advice(advice.id.as_str()), needs);
    }
    let mixed = definition.traits.iter().filter(|one| can_be_mixed(one));
    let mixed = mixed.map(|one| Thing::Trait(one.id.as_str())).collect();
    graph.insert(Thing::Set(Standing::Mixed), mixed);
    let mut core = Vec::new();
    for one in &definition.traits {
        match &one.core {
            Core::No => continue,
            Core::Always => {}
            Core::When(condition) => gather(condition, &mut core),
        }
        core.push(Thing::Trait(one.id.as_str()));
    }
    graph.insert(Thing::Set(Standing::Core), core);
    graph
}

/// Ordered traits that answers feed can be mixed, and computed ones whose rules say so.
fn can_be_mixed(one: &Trait) -> bool {
    let says_so = one
        .rules
        .iter()
        .any(|rule| rule.basis == Some(Basis::Mixed));
    says_so || (one.kind == TraitKind::Ordered && !one.is_computed())
}

fn gather<'a>(condition: &'a Condition, into: &mut Vec<Thing<'a>>) {
    condition.visit(&mut |part| match part {
        Condition::Test { field, test, .. } => {
            gather_field(field, into);
            gather_test(test, into);
        }
        Condition::Fact(ids) => into.extend(ids.iter().map(|id| Thing::Fact(id.value.as_str()))),
        Condition::Fires(ids) => {
            into.extend(ids.iter().map(|id| Thing::Advice(id.value.as_str())));
        }
        _ => {}
    });
}

fn gather_field<'a>(field: &'a Field, into: &mut Vec<Thing<'a>>) {
    match field {
        Field::Trait(id) => into.push(Thing::Trait(id.as_str())),
        Field::BuiltIn(BuiltIn::Mixed) => into.push(Thing::Set(Standing::Mixed)),
        Field::BuiltIn(BuiltIn::ToAsk | BuiltIn::ToConfirm) => {
            into.push(Thing::Set(Standing::Core));
        }
        _ => {}
    }
}

fn gather_test<'a>(test: &'a Test, into: &mut Vec<Thing<'a>>) {
    match test {
        Test::Count {
            since: Some(since), ..
        } => gather_field(&since.value, into),
        Test::Compare(parts) => {
            for (_, operand) in parts {
                if let Operand::Field(field) = &operand.value {
                    gather_field(field, into);
                }
            }
        }
        Test::Not(inner) => gather_test(inner, into),
        Test::All(parts) => parts.iter().for_each(|part| gather_test(part, into)),
        _ => {}
    }
}

/// Used by documents too: a shape of any field of the kit.
pub(super) fn judge_condition(
    condition: &Condition,
    scope: &KitScope<'_>,
    shapes: &dyn Shapes,
    problems: &mut Vec<Diagnostic>,
) {
    scope.judge_names(condition, problems);
    condition::judge(condition, shapes, problems);
}
