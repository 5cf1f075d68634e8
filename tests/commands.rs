//! Flags, words and exit codes, through the binary; what is decided deeper is tested there.

use std::fs;
use std::path::Path;

use crate::sandbox::{Run, Sandbox};

/// A script of three questions: enough for flags and words.
pub const SMALL: &str = r#"format = 1
id = "small"
version = 1
languages = ["it", "it-lei", "en"]
title.it = "Due domande"
title.en = "Two questions"

[[outcome]]
id = "no_notes"
when = { notes = false }
ends = true
keep = []
say.it = "Niente appunti."
say.en = "No notes."

[[section]]
id = "all"
title.it = "Tutto"
title.en = "Everything"

[[section.question]]
id = "notes"
kind = "yes-no"
required = true
dont_know = false
declined = false
ask.it = "Posso prendere appunti?"
ask.en = "May I take notes?"

[[section.question]]
id = "before"
kind = "choice"
name.it = "Esperienza"
name.en = "Experience"
ask.it = "Ti è già capitato?"
ask.it-lei = "Le è già capitato?"
ask.en = "Have you before?"
options = [
  { id = "never", label = { it = "Mai", en = "Never" } },
  { id = "often", label = { it = "Spesso", en = "Often" } },
]

[[section.question]]
id = "why"
kind = "text"
when = { before = "often" }
ask.it = "Come mai?"
ask.en = "Why is that?"
"#;

/// Nothing lies in the data folder but what the store makes for itself.
fn clients(sandbox: &Sandbox) -> Vec<String> {
    let Ok(entries) = fs::read_dir(sandbox.home().join("clients")) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("it is read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn small(sandbox: &Sandbox) -> String {
    sandbox
        .file("small.toml", SMALL)
        .to_string_lossy()
        .into_owned()
}

fn born(sandbox: &Sandbox) {
    let answers = sandbox.file(
        "first.toml",
        "[client]\nlanguage = \"en\"\n\n[answers]\nnotes = true\nbefore = \"never\"\n",
    );
    let run = sandbox.run(&[
        "interview",
        "Anna",
        &small(sandbox),
        "--answers",
        &answers.to_string_lossy(),
        "--on",
        "2026-10-01",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn all_faults_of_an_answers_file_are_told_at_once_and_nothing_is_stored() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "bad.toml",
        "[client]\nlanguage = \"en\"\n\n[answers]\nnotes = \"yes\"\nbefore = \"neve\"\nwhy = \"because\"\nwhi = 3\n",
    );
    small(&sandbox);
    let run = sandbox.run(&["interview", "Anna", "small.toml", "--answers", "bad.toml"]);
    let expected = "\
error[invalid-answer]: this question takes an answer of kind `yes-no`
 --> bad.toml:5:9
  |
5 | notes = \"yes\"
  |         ^^^^^

error[invalid-answer]: no option `neve`; did you mean `never`?
 --> bad.toml:6:10
  |
6 | before = \"neve\"
  |          ^^^^^^

error[unknown-question]: no question `whi` in this script
 --> bad.toml:8:1
  |
8 | whi = 3
  | ^^^
  |
  = help: did you mean `why`?
error: `bad.toml` has 3 errors
  help: correct the file and try again: nothing was stored
";
    assert_eq!(
        run,
        Run {
            code: 1,
            out: String::new(),
            err: expected.to_owned()
        }
    );
    assert_eq!(clients(&sandbox), Vec::<String>::new());
}

#[test]
fn an_answer_off_the_path_and_a_required_one_left_out_are_errors() {
    let sandbox = Sandbox::new();
    small(&sandbox);
    sandbox.file(
        "off.toml",
        "[client]\nlanguage = \"en\"\n\n[answers]\nbefore = \"never\"\nwhy = \"because\"\n",
    );
    let run = sandbox.run(&[
        "--lang",
        "it",
        "interview",
        "Anna",
        "small.toml",
        "--answers",
        "off.toml",
    ]);
    let expected = "\
errore[required-answer]: manca la risposta a `notes`, che è necessaria
 --> off.toml:4:1
  |
4 | [answers]
  | ^^^^^^^^^

errore[off-path-answer]: la domanda `why` non si pone con queste risposte
 --> off.toml:6:1
  |
6 | why = \"because\"
  | ^^^
  |
  = aiuto: togli questa risposta, oppure cambia quella da cui dipende
errore: `off.toml` ha 2 errori
  aiuto: correggi il file e riprova: nulla è stato conservato
";
    assert_eq!(
        run,
        Run {
            code: 1,
            out: String::new(),
            err: expected.to_owned()
        }
    );
    assert_eq!(clients(&sandbox), Vec::<String>::new());
}

#[test]
fn a_no_to_the_notes_leaves_no_client() {
    let sandbox = Sandbox::new();
    small(&sandbox);
    let run = sandbox.run_with_input(
        &["interview", "Anna", "small.toml", "--answers", "-"],
        "[client]\nlanguage = \"en\"\n[answers]\nnotes = false\n",
    );
    assert_eq!(
        run,
        Run {
            code: 0,
            out: String::new(),
            err: "Nothing of this interview was kept.\n".to_owned()
        }
    );
    assert_eq!(clients(&sandbox), Vec::<String>::new());
    let talk = sandbox.run_with_input(
        &["interview", "Anna", "small.toml", "--plain"],
        "y\n3\nno\ny\n",
    );
    assert_eq!(talk.code, 0, "{}", talk.err);
    assert_eq!(clients(&sandbox), Vec::<String>::new());
}

#[test]
fn names_are_names_and_never_paths() {
    let sandbox = Sandbox::new();
    small(&sandbox);
    sandbox.file(
        "a.toml",
        "[client]\nlanguage = \"en\"\n[answers]\nnotes = true\n",
    );
    let interview =
        |name: &str| sandbox.run(&["interview", name, "small.toml", "--answers", "a.toml"]);
    for name in ["../../x", "CON", "Studio Rossi & figli", "日本"] {
        let run = interview(name);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
    }
    let folders = clients(&sandbox);
    assert_eq!(folders.len(), 4);
    assert!(folders.iter().all(|folder| folder.is_ascii()
        && !folder.contains(['/', '\\', ':'])
        && !folder.starts_with('.')));
    let long = "x".repeat(300);
    let told: Vec<(i32, String)> = ["", "   ", &long, "a\u{7}b", "a\u{202e}b"]
        .into_iter()
        .map(|name| {
            let run = interview(name);
            (run.code, run.err)
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, "error: the name is empty\n".to_owned()),
            (1, "error: the name is empty\n".to_owned()),
            (
                1,
                "error: the name has 300 characters: at most 200\n".to_owned()
            ),
            (
                1,
                "error: the name holds a character that cannot be seen (U+0007)\n".to_owned()
            ),
            (
                1,
                "error: the name holds a character that cannot be seen (U+202E)\n".to_owned()
            ),
        ]
    );
    assert_eq!(clients(&sandbox), folders);
}

#[test]
fn what_is_not_there_is_named_with_what_is_near() {
    let sandbox = Sandbox::new();
    born(&sandbox);
    let told = |arguments: &[&str]| {
        let run = sandbox.run(arguments);
        assert_eq!(run.out, "");
        (run.code, run.err)
    };
    assert_eq!(
        told(&["show", "Annq"]),
        (
            1,
            "error: no client `Annq`\n  help: similar names: anna (Anna)\n".to_owned()
        )
    );
    assert_eq!(
        told(&["interview", "Anna", "intke"]),
        (
            1,
            "error: no script `intke`\n  help: did you mean `intake`?\n".to_owned()
        )
    );
    assert_eq!(
        told(&["export", "anna", "--document", "breif"]),
        (
            1,
            "error: no document `breif`\n  help: did you mean `brief`?\n".to_owned()
        )
    );
    assert_eq!(
        told(&["show", "anna", "--why", "involvment"]),
        (
            1,
            "error: no trait `involvment`\n  help: did you mean `involvement`?\n".to_owned()
        )
    );
    assert_eq!(
        told(&["export", "anna", "--document", "recap"]),
        (
            1,
            "error: the document `recap` speaks of an interview that is not there yet (recap)\n"
                .to_owned()
        )
    );
    assert_eq!(
        told(&["interview", "Anna", "gone.toml"]),
        (1, "error: there is no file `gone.toml`\n".to_owned())
    );
}

#[test]
fn wrong_usage_exits_with_2_and_says_why_in_both_languages() {
    let sandbox = Sandbox::new();
    let told = |arguments: &[&str]| {
        let run = sandbox.run(arguments);
        (run.code, run.err)
    };
    let help = "  help: ascolto --help tells the usage\n";
    let aiuto = "  aiuto: ascolto --help dice come si usa\n";
    assert_eq!(
        told(&["shwo"]),
        (
            2,
            "error: unknown command `shwo`\n  help: did you mean `show`?\n".to_owned()
        )
    );
    assert_eq!(
        told(&["--lang", "it", "show"]),
        (2, format!("errore: manca <CLIENT>\n{aiuto}"))
    );
    assert_eq!(
        told(&["show", "anna", "--whyy", "x"]),
        (
            2,
            "error: unknown argument `--whyy`\n  help: did you mean `--why`?\n".to_owned()
        )
    );
    assert_eq!(
        told(&["export", "a", "--all"]),
        (
            2,
            format!("error: `[CLIENT]...` and `--all` do not go together\n{help}")
        )
    );
    assert_eq!(
        told(&["show", "anna", "--format", "xml"]),
        (2, "error: `xml` is not a value of `--format <FORMAT>`\n  help: the values are: text, json\n".to_owned())
    );
    let future = told(&["interview", "Anna", "--on", "2999-01-01"]);
    assert_eq!(future.0, 2, "{}", future.1);
    let json = told(&["export", "--all", "--document", "brief", "--format", "json"]);
    assert_eq!(
        json,
        (
            2,
            "error: json holds data, not a document: leave --document out\n".to_owned()
        )
    );
}

#[test]
fn a_file_that_is_no_text_is_refused_with_its_place() {
    let sandbox = Sandbox::new();
    small(&sandbox);
    fs::write(
        sandbox.root().join("latin.toml"),
        b"[answers]\nwhy = \"perch\xe9\"\n",
    )
    .expect("it is written");
    let run = sandbox.run(&["interview", "Anna", "small.toml", "--answers", "latin.toml"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.err.lines().next(),
        Some("error: latin.toml:2:13: damaged: from here on the file is not UTF-8")
    );
    let folder = sandbox.run(&["interview", "Anna", "small.toml", "--answers", "."]);
    assert_eq!(folder.code, 1, "{}", folder.err);
    fs::write(sandbox.root().join("bad.toml"), b"format = \xff").expect("it is written");
    assert_eq!(
        sandbox
            .run(&["interview", "Anna", "bad.toml", "--plain"])
            .code,
        1
    );
}

#[test]
fn a_data_folder_that_cannot_be_is_told_before_the_first_question() {
    let sandbox = Sandbox::new();
    small(&sandbox);
    let file = sandbox.file("a-file", "not a folder");
    let run = sandbox.run_with_input(
        &[
            "--home",
            &file.to_string_lossy(),
            "interview",
            "Anna",
            "small.toml",
            "--plain",
        ],
        "y\n3\n",
    );
    assert_eq!(run.code, 6, "{}", run.err);
    assert!(!run.err.contains("May I take notes?"), "{}", run.err);
    assert_eq!(
        fs::read_to_string(file).expect("it is as it was"),
        "not a folder"
    );
}

#[test]
fn an_export_never_takes_the_place_of_a_file() {
    let sandbox = Sandbox::new();
    born(&sandbox);
    let first = sandbox.run(&["export", "anna", "-o", "out/"]);
    assert_eq!((first.code, first.out.as_str()), (0, ""), "{}", first.err);
    let written = sandbox.root().join("out/anna-brief.md");
    fs::write(&written, "mine").expect("it is written");
    let second = sandbox.run(&["export", "anna", "-o", "out/"]);
    assert_eq!(second.code, 1);
    assert_eq!(fs::read_to_string(&written).expect("it is read"), "mine");
    let page = sandbox.run(&["export", "anna", "--format", "html", "-o", "brief.html"]);
    assert_eq!(page.code, 0, "{}", page.err);
    let text = fs::read_to_string(sandbox.root().join("brief.html")).expect("it is read");
    assert!(
        text.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"),
        "{text}"
    );
    assert!(
        !text.contains("<script") && !text.contains("http:") && !text.contains("https:"),
        "{text}"
    );
}

#[test]
fn one_unknown_client_of_several_is_told_and_the_rest_is_done() {
    let sandbox = Sandbox::new();
    born(&sandbox);
    let run = sandbox.run(&["export", "anna", "nobody", "-o", "out/"]);
    assert_eq!(run.code, 1);
    assert!(Path::new(&sandbox.root().join("out/anna-brief.md")).exists());
}

#[test]
fn plain_lines_are_a_whole_conversation() {
    let sandbox = Sandbox::new();
    let script = small(&sandbox);
    let run = sandbox.run_with_input(
        &["--lang", "en", "interview", "Anna", &script],
        "y\n3\ny\n:why\n2\n:back\n1\n1\n",
    );
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let expected = include_str!("transcripts/small.txt");
    assert_eq!(run.err, expected);
    assert!(!run.err.contains('\u{1b}'));
}

#[test]
fn the_end_of_input_pauses_and_the_interview_goes_on() {
    let sandbox = Sandbox::new();
    let script = small(&sandbox);
    let first = sandbox.run_with_input(&["interview", "Anna", &script], "y\n3\ny\n");
    assert_eq!(first.code, 130, "{}", first.err);
    assert!(
        first
            .err
            .ends_with("Paused: one answer safe. To go on: ascolto interview \"Anna\"\n"),
        "{}",
        first.err
    );
    let second = sandbox.run_with_input(&["interview", "anna"], "1\n1\n");
    assert_eq!(second.code, 0, "{}", second.err);
    assert!(
        second
            .err
            .starts_with("Going on with “Two questions”, Anna: 1 answer so far. The last: "),
        "{}",
        second.err
    );
}

#[test]
fn help_is_whole_in_italian() {
    let sandbox = Sandbox::new();
    let commands = [
        "interview",
        "show",
        "export",
        "clients",
        "scripts",
        "settings",
        "check",
        "init",
        "completions",
        "man",
    ];
    let english = [
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "Print",
        "possible values",
        "default:",
        "[OPTIONS]",
    ];
    let mut texts = vec![sandbox.run(&["--lang", "it", "--help"])];
    texts.extend(commands.map(|command| sandbox.run(&["--lang", "it", command, "--help"])));
    for run in texts {
        assert_eq!(run.code, 0, "{}", run.err);
        let found: Vec<&str> = english
            .into_iter()
            .filter(|word| run.out.contains(word))
            .collect();
        assert_eq!(found, Vec::<&str>::new(), "{}", run.out);
    }
}

#[test]
fn the_shell_completes_clients_and_scripts() {
    let sandbox = Sandbox::new();
    born(&sandbox);
    let script = sandbox.run(&["completions", "bash"]);
    assert_eq!(script.code, 0);
    assert!(script.out.contains("COMPLETE"), "{}", script.out);
    let complete = |words: &[&str], index: &str| {
        let mut command = sandbox.command(&[]);
        command
            .env("COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", index)
            .env("_CLAP_COMPLETE_COMP_TYPE", "9");
        command
            .env("_CLAP_COMPLETE_SPACE", "true")
            .env("_CLAP_IFS", "\n")
            .arg("--")
            .args(words);
        let output = command.output().expect("the program can be started");
        String::from_utf8(output.stdout).expect("stdout is UTF-8")
    };
    assert_eq!(complete(&["ascolto", "show", "an"], "2"), "anna");
    assert_eq!(
        complete(&["ascolto", "interview", "anna", "rec"], "3"),
        "recap"
    );
}

#[test]
fn the_manual_page_speaks_both_languages() {
    let sandbox = Sandbox::new();
    let english = sandbox.run(&["--lang", "en", "man"]);
    let italian = sandbox.run(&["--lang", "it", "man"]);
    assert_eq!((english.code, italian.code), (0, 0));
    assert!(english.out.contains(".SH SYNOPSIS") && italian.out.contains(".SH SINTASSI"));
}

#[test]
fn a_kit_of_ones_own_takes_the_place_of_the_bundled_one() {
    let sandbox = Sandbox::new();
    let init = sandbox.run(&["init"]);
    assert_eq!(init.code, 0, "{}", init.err);
    let folder = sandbox.home().join("questionnaires");
    let copy = fs::read_to_string(folder.join("intake.toml")).expect("the intake was copied");
    let bundled = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires/intake.toml"),
    );
    assert_eq!(copy, bundled.expect("the kit is there"));
    fs::write(
        folder.join("own.toml"),
        SMALL.replace("id = \"small\"", "id = \"own\""),
    )
    .expect("it is written");
    let scripts = sandbox.run(&["scripts"]);
    assert!(scripts.out.contains("own "), "{}", scripts.out);
    let again = sandbox.run(&["init"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(
        again
            .err
            .contains("There already, and left as it is: intake.toml"),
        "{}",
        again.err
    );
}
