//! Reading a SAY: a text, or the first of several whose condition holds.

use super::{ProfileScope, Say, SayEntry};
use crate::condition::{self, Condition};
use crate::diagnostic::{Diagnostic, code};
use crate::source::{Node, PlacedSlot, Shape, TextReader};
use crate::words::definition as words;

/// Reads a SAY, gathering its placeholders. What `given` and the entry's own condition make sure
/// of needs no fallback.
pub fn read_say(
    node: Node<'_>,
    given: Option<&Condition>,
    scope: &ProfileScope<'_>,
    texts: &mut TextReader<'_>,
    problems: &mut Vec<Diagnostic>,
) -> (Option<Say>, Vec<PlacedSlot>) {
    let mut placed = Vec::new();
    if node.shape() != Shape::Array {
        let text = texts.read(node, problems);
        guard(texts, &[given]);
        placed.append(&mut texts.take_slots());
        let entries = text.map(|say| vec![SayEntry { when: None, say }]);
        return (entries.map(|entries| Say { entries }), placed);
    }
    let nodes = node.list(problems);
    if nodes.is_empty() {
        problems.push(node.error(code::EMPTY_LIST, words::empty_say()));
    }
    let last = nodes.len().saturating_sub(1);
    let mut entries = Vec::with_capacity(nodes.len());
    for (position, node) in nodes.iter().enumerate() {
        let Some(table) = node.table(&["when", "say"], problems) else {
            continue;
        };
        let when = table.get("when").and_then(|node| {
            let when = condition::read(node, scope, problems)?;
            condition::judge(&when, scope, problems);
            Some(when)
        });
        let say = table.required("say", problems);
        let say = texts.optional(say, problems);
        guard(texts, &[given, when.as_ref()]);
        placed.append(&mut texts.take_slots());
        if position < last && !table.has("when") {
            problems.push(
                node.error(code::UNREACHABLE, words::say_hides_others())
                    .with_help(words::say_hides_others_help()),
            );
        }
        if let Some(say) = say {
            entries.push(SayEntry { when, say });
        }
    }
    if entries.last().is_some_and(|entry| entry.when.is_some()) {
        let hint = Diagnostic::hint(code::OPEN_ENDED_SAY, node.span(), words::open_ended_say());
        problems.push(hint.with_help(words::open_ended_say_help()));
    }
    ((!entries.is_empty()).then_some(Say { entries }), placed)
}

fn guard(texts: &mut TextReader<'_>, conditions: &[Option<&Condition>]) {
    texts.guard(&|name| {
        conditions
            .iter()
            .flatten()
            .any(|condition| condition.assures(name))
    });
}
