//! Limits: what is at one is taken, what is one over is refused with words, and no file makes the program
//! fall or hang, with a stack of 1 MiB too.

use std::fs;
use std::process::Command;

use crate::sandbox::{Run, Sandbox};

/// The head of a script; questions follow.
const HEAD: &str = "format = 1\nid = \"x\"\nversion = 1\nlanguages = [\"en\", \"it\"]\ntitle = { en = \"X\", it = \"X\" }\n\n[[section]]\nid = \"s\"\ntitle = { en = \"S\", it = \"S\" }\n";

/// Checks a file with little stack and memory; whatever it is, there is a yes or a no.
fn checked(sandbox: &Sandbox, text: &str) -> Run {
    let file = sandbox.file("limit/x.toml", text);
    small(sandbox, &["--lang", "en", "check", &file.to_string_lossy()])
}

/// Runs the program with 1 MiB of stack and 1 GiB of memory.
fn small(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    let program = env!("CARGO_BIN_EXE_ascolto");
    let mut all = vec![
        "-c",
        "ulimit -s 1024 -v 1048576; exec \"$0\" \"$@\"",
        program,
    ];
    all.extend(arguments);
    let mut command: Command = sandbox.program("bash", &all);
    let output = command.output().expect("the program can be started");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

#[test]
fn no_nesting_and_no_repetition_makes_the_program_fall() {
    let sandbox = Sandbox::new();
    let question =
        "\n[[section.question]]\nid = \"q\"\nkind = \"yes-no\"\nask = { en = \"?\", it = \"?\" }\n";
    let text = question.replace("yes-no", "text");
    let many = 20_000;
    for hostile in [
        "[".repeat(many),
        format!("a = {}", "[".repeat(many)),
        format!("a = {}1{}", "[".repeat(many), "]".repeat(many)),
        format!("a = {}", "{a=".repeat(many)),
        format!("{} = 1", vec!["a"; many].join(".")),
        format!("[{}]", vec!["a"; many].join(".")),
        format!("a = {}1", "+".repeat(many)),
        format!("a = {}", "9".repeat(many)),
        "\"".repeat(many),
        "\0".repeat(many),
        "\u{202e}".repeat(many),
        (0..many).map(|key| format!("k{key} = 1\n")).collect(),
        "[[section]]\n".repeat(many),
        format!(
            "{HEAD}{question}when = {}{}",
            "{ not = ".repeat(many),
            "}".repeat(many)
        ),
        format!(
            "{HEAD}{text}pattern = \"{}a{}\"",
            "(".repeat(many),
            ")".repeat(many)
        ),
        format!("{HEAD}{text}pattern = \"((a{{1,100}}){{1,100}}){{1,100}}\""),
        format!(
            "{HEAD}{}",
            text.replace(
                "en = \"?\"",
                &format!("en = \"{}\"", "{answer.q}".repeat(many))
            )
        ),
    ] {
        let run = checked(&sandbox, &hostile);
        let beginning: String = hostile.chars().skip(300).take(40).collect();
        assert_eq!(run.code, 1, "{beginning}: {}", run.err);
        assert!(run.out.contains("error["), "{beginning}: {}", run.err);
    }
}

#[test]
fn a_million_unknown_keys_are_told_in_short() {
    let sandbox = Sandbox::new();
    let keys: String = (0..5_000).map(|key| format!("k{key} = 1\n")).collect();
    let run = checked(&sandbox, &keys);
    assert_eq!(run.out.matches("error[unknown-key]").count(), 100);
    let run = checked(
        &sandbox,
        &format!("{HEAD}{}", "[[section]]\n".repeat(2_000)),
    );
    assert!(run.out.contains("a script can have at most 2,000 sections"));
    let run = checked(
        &sandbox,
        &format!("{HEAD}{}", "[[section]]\n".repeat(1_999)),
    );
    assert!(!run.out.contains("2,000 sections"));
}

#[test]
fn an_answer_of_one_mebibyte_is_kept_and_one_byte_more_is_refused() {
    let script = format!(
        "{HEAD}\n[[section.question]]\nid = \"q\"\nkind = \"long-text\"\nask = {{ en = \"?\", it = \"?\" }}\n"
    );
    for (length, code) in [(1024 * 1024, 0), (1024 * 1024 + 1, 1)] {
        let sandbox = Sandbox::new();
        let script = sandbox.file("x.toml", &script);
        let answers = format!(
            "[client]\nlanguage = \"en\"\n[answers]\nq = \"{}\"\n",
            "x".repeat(length)
        );
        let answers = sandbox.file("answers.toml", &answers);
        let (script, answers) = (script.to_string_lossy(), answers.to_string_lossy());
        let run = small(
            &sandbox,
            &["interview", "Anna", &script, "--answers", &answers],
        );
        assert_eq!(run.code, code, "{}", run.err);
        assert_eq!(run.err.contains("error["), code == 1, "{}", run.err);
        if code == 0 {
            for format in ["json", "csv", "ndjson"] {
                let run = small(&sandbox, &["export", "anna", "--format", format]);
                assert_eq!(run.code, 0, "{}", run.err);
                assert!(run.out.len() > length);
            }
            assert_eq!(small(&sandbox, &["doctor"]).code, 0);
        }
    }
}

#[test]
fn only_plain_files_are_opened() {
    let sandbox = Sandbox::new();
    let pipe = sandbox.root().join("pipe.toml");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    for path in [pipe.to_string_lossy().as_ref(), "/dev/zero", "/dev/null"] {
        let run = small(&sandbox, &["--lang", "it", "check", path]);
        assert!(run.err.contains("non è un file semplice"), "{}", run.err);
        let run = small(&sandbox, &["interview", "Anna", "--answers", path]);
        assert!(run.err.contains("is no plain file"), "{}", run.err);
        assert_ne!(run.code, 0);
    }
}

/// Every document of the public TOML suite gets a yes or a no as a script, and the strings that have
/// broken other programs are harmless. The files are read where `ASCOLTO_CORPORA` points.
#[expect(clippy::print_stderr, reason = "what was not tried is said")]
#[test]
fn public_files_that_broke_others_break_nothing() {
    let Ok(corpora) = std::env::var("ASCOLTO_CORPORA") else {
        eprintln!("ASCOLTO_CORPORA is not set: the public files are not read");
        return;
    };
    let root = std::path::PathBuf::from(corpora);
    let mut folders = vec![root.join("toml-test/tests")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).expect("a file");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            count += 1;
            let file = |name: &str| ascolto::diagnostic::SourceFile {
                name: name.to_owned(),
                text: text.clone(),
            };
            let (script, findings) = ascolto::script::read(file("x.toml").into(), &|_| None);
            assert!(
                script.is_none() && !findings.is_empty(),
                "{}",
                path.display()
            );
            let shown =
                ascolto::diagnostic::report(&findings, ascolto::words::Language::It, false, 80);
            assert!(!shown.is_empty());
            let _ = ascolto::definition::read(file("profile.toml").into());
            let _ = ascolto::record::read(&text);
            let _ = ascolto::store::read_journal(&text);
        }
    }
    assert!(count > 500, "{count} files");
    let naughty = fs::read_to_string(root.join("naughty-strings/blns.json")).expect("the strings");
    let naughty: Vec<String> = serde_json::from_str(&naughty).expect("JSON");
    for words in &naughty {
        let shown = ascolto::text::Safe::words(words);
        assert!(
            !shown
                .as_str()
                .chars()
                .any(|sign| sign != '\n' && sign.is_control())
        );
        if let Ok(name) = ascolto::store::ClientName::new(words) {
            assert!(
                ascolto::store::names::is_folder(&name.folder(6)),
                "{words:?}"
            );
        }
        let escaped = ascolto::render::markdown::escape(words);
        let is_plain = |piece: pulldown_cmark::Event<'_>| {
            use pulldown_cmark::{Event, Tag, TagEnd};
            matches!(
                piece,
                Event::Text(_)
                    | Event::HardBreak
                    | Event::Start(Tag::Paragraph)
                    | Event::End(TagEnd::Paragraph)
            )
        };
        let page =
            pulldown_cmark::Parser::new_ext(&escaped, pulldown_cmark::Options::ENABLE_TABLES);
        assert!(page.into_iter().all(is_plain), "{words:?}: {escaped:?}");
    }
    assert!(naughty.len() > 400);
}
