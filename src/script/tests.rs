//! Scripts as read: what is kept of them, what is refused.

use std::path::Path;
use std::sync::Arc;

use super::{Script, read};
use crate::diagnostic::{Diagnostic, Severity, SourceFile};

fn file(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    })
}

fn bundled(id: &str) -> Option<Arc<SourceFile>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires");
    let name = format!("{id}.toml");
    let text = std::fs::read_to_string(folder.join(&name)).ok()?;
    Some(file(&name, &text))
}

fn listed(problems: &[Diagnostic]) -> Vec<String> {
    problems
        .iter()
        .filter(|problem| problem.severity > Severity::Hint)
        .map(|problem| {
            let span = problem.span.as_ref().expect("a place");
            let (line, column) = span.line_and_column();
            format!(
                "{}:{line}:{column} {} {}",
                span.file.name, problem.code, problem.message
            )
        })
        .collect()
}

fn sound(file: Arc<SourceFile>) -> Script {
    let (script, problems) = read(file, &bundled);
    assert_eq!(listed(&problems), Vec::<String>::new());
    script.expect("a script without errors")
}

#[test]
fn the_bundled_scripts_are_read_without_a_finding() {
    for id in [
        "intake",
        "intake-brief",
        "check-in",
        "recap",
        "special-period",
        "difficult-moment",
        "internal-client",
        "offboarding",
    ] {
        let script = sound(bundled(id).expect("a bundled script"));
        assert_eq!(script.id, id);
        let stored = sound(file(&format!("{id}.toml"), &script.source));
        // Spans never decide equality, and everything else must survive being stored.
        assert_eq!(without_spans(&stored), without_spans(&script), "{id}");
        assert_eq!(stored.source, script.source);
        let (_, problems) = read(file("alone.toml", &script.source), &|_| None);
        assert_eq!(listed(&problems), Vec::<String>::new(), "{id} alone");
    }
}

/// Shows a script without places and stored text.
fn without_spans(script: &Script) -> String {
    let mut script = script.clone();
    script.source.clear();
    let shown = format!("{script:?}");
    let mut kept = String::new();
    let mut rest = shown.as_str();
    while let Some(at) = rest.find("Span { file:") {
        kept.push_str(&rest[..at]);
        // A span ends with its range and a brace: `range: 1..2 }`.
        let range = rest[at..].find(", range: ").expect("a span has a range") + at;
        let end = rest[range..].find(" }").expect("a span ends") + range;
        rest = &rest[end + 2..];
    }
    kept.push_str(rest);
    kept
}
