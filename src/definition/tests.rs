//! The definition as read: what is kept of it, what is refused.

use std::sync::Arc;

use super::read;
use crate::diagnostic::{Severity, SourceFile};

#[test]
fn the_bundled_definition_is_read_without_a_finding() {
    let file = Arc::new(SourceFile {
        name: "profile.toml".to_owned(),
        text: include_str!("../../questionnaires/profile.toml").to_owned(),
    });
    let (definition, problems) = read(file);
    let listed: Vec<String> = problems
        .iter()
        .filter(|problem| problem.severity > Severity::Hint)
        .map(|problem| {
            let span = problem.span.as_ref().expect("a place");
            let (line, column) = span.line_and_column();
            format!("{line}:{column} {} {}", problem.code, problem.message)
        })
        .collect();
    assert_eq!(listed, Vec::<String>::new());
    let definition = definition.expect("a definition without errors");
    assert!(definition.traits.len() > 40);
    assert!(definition.advice.len() > 40);
}
