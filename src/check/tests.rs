//! Fixtures: the smallest bad file for each finding, with its whole report.

#![expect(
    clippy::disallowed_methods,
    reason = "tests write what is expected anew"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Severity, code, report};
use crate::kit::Kit;
use crate::words::Language;

fn listed(problems: &[Diagnostic]) -> Vec<String> {
    problems
        .iter()
        .filter(|problem| problem.severity > Severity::Hint)
        .map(|problem| {
            let (line, column) = problem
                .span
                .as_ref()
                .map_or((0, 0), |span| span.line_and_column());
            let name = problem.span.as_ref().map_or("", |span| &span.file.name);
            format!(
                "{name}:{line}:{column} {} {}",
                problem.code, problem.message
            )
        })
        .collect()
}

#[test]
fn the_bundled_kit_has_no_findings() {
    let problems = super::kit(&Kit::bundled());
    assert_eq!(listed(&problems), Vec::<String>::new());
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/bad")
        .join(name)
}

const PHASES: [&str; 5] = ["syntax", "shape", "names", "types", "wording"];

/// Gives the fixtures: phase, code, path.
fn fixtures() -> Vec<(&'static str, String, PathBuf)> {
    let mut found = Vec::new();
    for phase in PHASES {
        for entry in std::fs::read_dir(folder(phase)).expect("the folder is read") {
            let path = entry.expect("an entry").path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                let stem = path.file_stem().and_then(|stem| stem.to_str());
                found.push((phase, stem.expect("an ASCII name").to_owned(), path));
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// Checks one file in a small sound kit: a definition by its traits, a document by its body.
fn check_in_kit(name: &str, text: &str) -> Vec<Diagnostic> {
    let shown = format!("{name}.toml");
    let path = match (text.contains("[[trait]]"), text.contains("\nbody = ")) {
        (true, _) => "profile.toml".to_owned(),
        (_, true) => format!("documents/{shown}"),
        _ => shown.clone(),
    };
    let mut files: Vec<(String, String, String)> = Vec::new();
    for name in ["profile.toml", "first.toml", "documents/letter.toml"] {
        if name != path {
            files.push((
                name.to_owned(),
                name.to_owned(),
                read(&folder("kit").join(name)),
            ));
        }
    }
    if name == code::CLASHING_NAME {
        let twin = text.replace("clashing-name", "clashing_name");
        let name = "clashing_name.toml".to_owned();
        files.push((name.clone(), name, twin));
    }
    files.push((path, shown, text.to_owned()));
    super::kit(&Kit::new(files))
}

#[test]
fn the_small_kit_has_no_findings() {
    let problems = check_in_kit("second", &read(&folder("kit").join("second.toml")));
    assert_eq!(listed(&problems), Vec::<String>::new());
}

/// `UPDATE_REPORTS=1 cargo test` writes the reports beside the fixtures; read what it wrote.
#[test]
fn every_bad_file_has_its_report() {
    let update = std::env::var_os("UPDATE_REPORTS").is_some();
    for (phase, code, path) in fixtures() {
        let text = match code.as_str() {
            // A file this large does not lie in the project.
            code::TOO_LARGE => "#".repeat(crate::source::LARGEST_FILE + 1),
            code::TOO_MANY_QUESTIONS => many_questions(&read(&path)),
            code::TOO_DEEP => read(&path).replace("DEEP", &deep()),
            _ => read(&path),
        };
        let problems = check_in_kit(&code, &text);
        assert!(
            problems.iter().any(|problem| problem.code == code),
            "{phase}/{code}: {:?}",
            problems
                .iter()
                .map(|problem| problem.code)
                .collect::<Vec<_>>()
        );
        let drawn = format!(
            "{}\n{}",
            report(&problems, Language::It, false, 100).as_str(),
            report(&problems, Language::En, false, 100).as_str()
        );
        let expected = path.with_extension("txt");
        if update {
            std::fs::write(&expected, &drawn).expect("the report is written");
        }
        assert_eq!(drawn, read(&expected), "{phase}/{code}");
    }
}

fn many_questions(text: &str) -> String {
    let (head, question) = text.split_once("# again\n").expect("the mark is there");
    let mut many = head.to_owned();
    for number in 0..=2_000 {
        many.push_str(&question.replace("NUMBER", &number.to_string()));
    }
    many
}

fn deep() -> String {
    // Half of it is the parser's own limit on nesting, below which our limit cannot lie.
    format!(
        "{}{{ {{a}} = true }}{}",
        "{ not = ".repeat(66),
        " }".repeat(66)
    )
    .replace("{a}", "calm")
}

#[test]
fn every_code_has_its_fixture_and_its_page() {
    let of_fixtures: BTreeSet<String> = fixtures().into_iter().map(|(_, code, _)| code).collect();
    let expected: BTreeSet<String> = code::ALL
        .iter()
        .filter(|code| !code::OF_FILLING.contains(code))
        .map(|code| (*code).to_owned())
        .collect();
    assert_eq!(of_fixtures, expected);
    let page = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md"));
    let headings: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .collect();
    assert_eq!(headings, code::ALL.iter().copied().collect());
}

mod robustness {
    //! Whatever a file holds, reading it and drawing what is wrong with it comes to an end.

    use proptest::prelude::*;

    use super::{check_in_kit, folder, read};
    use crate::diagnostic::{report, rows};
    use crate::kit::{Kit, bundled_files};
    use crate::words::Language;

    /// What a slip of the hand, a merge or a bad copy leaves in a file.
    const JUNK: [&str; 24] = [
        "\"",
        "'''",
        "{",
        "}",
        "[",
        "]",
        "=",
        ",",
        "\n",
        "\r",
        "\u{0}",
        "\u{1b}[2J",
        "è",
        "👩‍👩‍👧",
        "{calm}",
        "when = { any = [] }\n",
        "[[section.question]]\n",
        "[[trait]]\n",
        "id = \"x\"\n",
        "use = \"first.mood\"\n",
        "99999999999999999999",
        "-1",
        "true",
        "2026-02-30",
    ];

    #[derive(Clone, Debug)]
    enum Edit {
        Delete(prop::sample::Index, usize),
        Repeat(prop::sample::Index, usize, prop::sample::Index),
        Insert(prop::sample::Index, usize),
        SwapLines(prop::sample::Index, prop::sample::Index),
    }

    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let index = any::<prop::sample::Index>;
        let edit = prop_oneof![
            (index(), 1..60_usize).prop_map(|(at, length)| Edit::Delete(at, length)),
            (index(), 1..60_usize, index())
                .prop_map(|(at, length, to)| Edit::Repeat(at, length, to)),
            (index(), 0..JUNK.len()).prop_map(|(at, junk)| Edit::Insert(at, junk)),
            (index(), index()).prop_map(|(one, other)| Edit::SwapLines(one, other)),
        ];
        prop::collection::vec(edit, 1..6)
    }

    fn apply(text: &str, edits: &[Edit]) -> String {
        let mut text = text.to_owned();
        for edit in edits {
            let boundary = |at: &prop::sample::Index| {
                let mut at = at.index(text.len() + 1);
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let end = |start: usize, length: usize| {
                let mut end = (start + length).min(text.len());
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                end.max(start)
            };
            match edit {
                Edit::Delete(at, length) => {
                    let start = boundary(at);
                    let range = start..end(start, *length);
                    text.replace_range(range, "");
                }
                Edit::Repeat(at, length, to) => {
                    let start = boundary(at);
                    let piece = text[start..end(start, *length)].to_owned();
                    let to = boundary(to);
                    text.insert_str(to, &piece);
                }
                Edit::Insert(at, junk) => {
                    let at = boundary(at);
                    text.insert_str(at, JUNK[*junk]);
                }
                Edit::SwapLines(one, other) => {
                    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                    if !lines.is_empty() {
                        let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                        lines.swap(one, other);
                    }
                    text = lines.concat();
                }
            }
        }
        text
    }

    fn draw(problems: &[crate::diagnostic::Diagnostic]) {
        for language in [Language::It, Language::En] {
            report(problems, language, true, 80);
            rows(problems, language);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn a_damaged_small_kit_is_told(edits in edits(), which in 0..4_usize) {
            let name = ["profile.toml", "second.toml", "first.toml", "documents/letter.toml"][which];
            let text = apply(&read(&folder("kit").join(name)), &edits);
            draw(&check_in_kit("second", &text));
        }

        #[test]
        fn a_damaged_bundled_script_is_told(edits in edits(), which in any::<prop::sample::Index>()) {
            let kit = Kit::bundled();
            let (path, text) = which.get(bundled_files());
            let file = std::sync::Arc::new(crate::diagnostic::SourceFile {
                name: (*path).to_owned(),
                text: apply(text, &edits),
            });
            let (script, problems) = crate::script::read(file.clone(), &|id| kit.script_file(id));
            draw(&problems);
            if let Some(script) = script {
                // What is stored must be read again, whatever was written.
                let stored = std::sync::Arc::new(crate::diagnostic::SourceFile {
                    name: "stored.toml".to_owned(),
                    text: script.source.clone(),
                });
                let (again, problems) = crate::script::read(stored, &|_| None);
                prop_assert!(again.is_some(), "{problems:?}");
            }
            let (_, problems) = crate::definition::read(file);
            draw(&problems);
        }
    }
}
