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

#[test]
fn what_has_no_levels_cannot_be_drawn_over_time() {
    let told = |kind: &str| {
        let text = format!(
            "format = 1\nlanguages = [\"it\"]\n[[trait]]\nid = \"one\"\nlabel = \"One\"\nover_time = \"Nel tempo\"\n{kind}\n"
        );
        let name = "profile.toml".to_owned();
        let (_, problems) = read(Arc::new(SourceFile { name, text }));
        let errors = problems
            .iter()
            .filter(|one| one.severity == Severity::Error);
        errors.map(|one| one.code.to_string()).collect::<Vec<_>>()
    };
    let levels = "levels = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }]";
    assert_eq!(told("kind = \"text\""), ["key-for-other-kind"]);
    let category = format!("kind = \"category\"\n{levels}");
    assert_eq!(told(&category), ["key-for-other-kind"]);
    let ordered = format!("kind = \"ordered\"\n{levels}");
    assert_eq!(told(&ordered), [""; 0]);
}
