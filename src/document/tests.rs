//! Documents as read.

#![expect(clippy::disallowed_methods, reason = "tests list the kit by hand")]

use std::sync::Arc;

use super::read;
use crate::diagnostic::{Severity, SourceFile};

#[test]
fn the_bundled_documents_are_read_without_a_finding() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires");
    let file = |path: &std::path::Path| {
        Arc::new(SourceFile {
            name: path.display().to_string(),
            text: std::fs::read_to_string(path).expect("the file is read"),
        })
    };
    let (definition, _) = crate::definition::read(file(&folder.join("profile.toml")));
    let definition = definition.expect("the bundled definition has no errors");
    let mut count = 0;
    for entry in std::fs::read_dir(folder.join("documents")).expect("the folder is read") {
        let path = entry.expect("an entry").path();
        let (document, problems) = read(file(&path), &definition);
        let listed: Vec<String> = problems
            .iter()
            .filter(|problem| problem.severity > Severity::Hint)
            .map(|problem| {
                let span = problem.span.as_ref().expect("a place");
                let (line, column) = span.line_and_column();
                format!("{line}:{column} {} {}", problem.code, problem.message)
            })
            .collect();
        assert_eq!(listed, Vec::<String>::new(), "{}", path.display());
        let document = document.expect("a document without errors");
        assert_eq!(
            Some(document.id.as_str()),
            path.file_stem().and_then(|stem| stem.to_str())
        );
        count += 1;
    }
    assert!(count >= 2);
}
