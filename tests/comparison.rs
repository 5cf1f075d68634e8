//! Twelve clients compared: what stands on the screen and in files, in both languages, at 80 and at
//! 40 columns. `ASCOLTO_BLESS=1 cargo test comparison` writes `tests/comparison/expected` anew; the
//! difference is then read before it is committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sandbox::{Run, Sandbox};

/// The day of reading.
const DAY: &str = "2026-11-21";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/comparison")
}

/// The clients of `clients.txt`, each conversation recorded; with names, only these.
fn clients(only: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    let text = fs::read_to_string(folder().join("clients.txt")).expect("the clients can be read");
    for block in text.split("\n## ").skip(1) {
        let (head, answers) = block.split_once('\n').expect("a head and answers");
        let head: Vec<&str> = head.split('|').map(str::trim).collect();
        let [name, day, script] = head.as_slice() else {
            panic!("client, day and script: {head:?}");
        };
        if !only.is_empty() && !only.contains(name) {
            continue;
        }
        let file = sandbox.file("answers.toml", answers);
        let file = file.to_string_lossy();
        let run = sandbox.run(&["interview", name, script, "--on", day, "--answers", &file]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
    }
    sandbox
}

fn compare(sandbox: &Sandbox, columns: &str, arguments: &[&str]) -> Run {
    let all = [&["compare", "--on", DAY][..], arguments].concat();
    let mut command: Command = sandbox.command(&all);
    let output = command
        .env("COLUMNS", columns)
        .output()
        .expect("the program can be started");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// What is looked at: the name of the file, and what is typed.
const VIEWS: [(&str, &[&str]); 9] = [
    ("portfolio", &[]),
    ("wide", &["--wide"]),
    (
        "filtered",
        &[
            "--where",
            "attention=act,watch",
            "--where",
            "involvement<=key_points",
            "--traits",
            "involvement,update_cadence,channels",
        ],
    ),
    ("incomplete", &["--incomplete"]),
    ("groups", &["--group-by", "style"]),
    ("two", &["anna-verdi", "giulia-ambra"]),
    (
        "four",
        &["anna-verdi", "carlo-neri", "giulia-ambra", "irene-rosa"],
    ),
    ("like", &["--like", "anna-verdi", "--nearest", "2"]),
    ("load", &["--load"]),
];

#[test]
fn twelve_clients_read_as_they_did() {
    let sandbox = clients(&[]);
    let mut faults = Vec::new();
    for (name, arguments) in VIEWS {
        for language in ["it", "en"] {
            for columns in ["80", "40"] {
                let arguments = [arguments, &["--lang", language]].concat();
                let run = compare(&sandbox, columns, &arguments);
                assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
                check(
                    &format!("{name}.{language}.{columns}.txt"),
                    &run.out,
                    &mut faults,
                );
                let widest = run.out.lines().map(|line| line.chars().count()).max();
                let limit: usize = columns.parse().expect("a number");
                assert!(
                    widest <= Some(limit),
                    "{name}.{language}.{columns} has {widest:?}"
                );
            }
        }
    }
    for (name, arguments) in [
        ("portfolio", VIEWS[0].1),
        ("two", VIEWS[5].1),
        ("load", VIEWS[8].1),
    ] {
        for format in ["md", "csv", "json"] {
            if format == "csv" && name != "portfolio" {
                continue;
            }
            let run = compare(&sandbox, "80", &[arguments, &["--format", format]].concat());
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
            check(&format!("{name}.{format}"), &run.out, &mut faults);
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Compares with what stood there before, or writes it. Whatever it is, it says how many people,
/// never a share, a score, a rank or an average.
fn check(name: &str, text: &str, faults: &mut Vec<String>) {
    for word in [
        "%",
        "score",
        "punteggio",
        "rank",
        "classifica",
        "average",
        "media ",
        "best",
        "worst",
    ] {
        let said = text.to_lowercase();
        if said.contains(word) {
            faults.push(format!("{name} says {word}"));
        }
    }
    let path = folder().join("expected").join(name);
    if std::env::var_os("ASCOLTO_BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(&path, text).expect("the file can be written");
    } else if fs::read_to_string(&path).ok().as_deref() != Some(text) {
        faults.push(format!("{name} reads:\n{text}"));
    }
}

#[test]
fn one_damaged_file_hides_nobody_and_an_unknown_name_stops_nothing() {
    let sandbox = clients(&["Anna Verdi", "Carlo Neri", "Marta Bruni"]);
    let whole = compare(&sandbox, "80", &[]);
    let clients = sandbox.home().join("clients");
    let folders = fs::read_dir(&clients).expect("the clients can be listed");
    let anna = folders
        .map(|entry| entry.expect("an entry").path())
        .find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("anna"))
        })
        .expect("the folder of the client");
    let mut interviews: Vec<PathBuf> = fs::read_dir(anna.join("interviews"))
        .expect("the interviews can be listed")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    interviews.sort();
    fs::write(&interviews[1], "format = 1\ninterview = ").expect("the file can be broken");
    let run = compare(&sandbox, "80", &[]);
    assert_eq!(run.code, 3);
    let name = interviews[1].file_name().expect("a name").to_string_lossy();
    assert!(run.err.contains(&*name), "{}", run.err);
    for client in ["Anna", "Carlo", "Marta"] {
        assert!(run.out.contains(client), "{}", run.out);
    }
    assert_ne!(run.out, whole.out);

    let run = compare(&sandbox, "80", &["carlo-neri", "nobody", "marta-bruni"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("no client `nobody`"), "{}", run.err);
    assert!(
        run.out.contains("Carlo Neri") && run.out.contains("Marta Bruni"),
        "{}",
        run.out
    );
}

#[test]
fn what_is_typed_wrongly_says_what_was_meant() {
    let sandbox = Sandbox::new();
    for (arguments, code, said) in [
        (
            &["--where", "attenton=act"][..],
            1,
            "did you mean `attention`?",
        ),
        (&["--group-by", "stile"][..], 1, "did you mean `style`?"),
        (
            &["--sort", "next:up"][..],
            1,
            "after the colon: asc or desc",
        ),
        (
            &["--traits", "nothing_like_it"][..],
            1,
            "neither a trait nor another column",
        ),
        (
            &["--load", "--format", "csv"][..],
            2,
            "csv has the table of clients only",
        ),
        (
            &["anna@2026-10-01"][..],
            2,
            "a day after `anna` is for comparing",
        ),
        (&["--like", "anna"][..], 1, "no client `anna`"),
        (&["--load", "--incomplete"][..], 2, "--load"),
    ] {
        let run = compare(&sandbox, "80", arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(said), "{arguments:?}: {}", run.err);
    }
    let run = compare(&sandbox, "80", &[]);
    assert_eq!((run.code, run.out.as_str()), (0, "No client matches.\n"));
}

/// What is typed into an answer changes no table, page or spreadsheet.
#[test]
fn hostile_names_stay_words() {
    let sandbox = Sandbox::new();
    let answers =
        "[client]\nlanguage = \"en\"\n[answers]\ntime_available = \"full\"\nprivacy_ok = true\n";
    let file = sandbox.file("answers.toml", answers);
    let file = file.to_string_lossy();
    for name in ["=1+1", "a | b", "<script>", "*x*"] {
        let run = sandbox.run(&[
            "interview",
            name,
            "intake",
            "--on",
            "2026-11-01",
            "--answers",
            &file,
        ]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
    }
    let csv = compare(&sandbox, "80", &["--format", "csv"]).out;
    assert!(csv.contains("'=1+1"), "{csv}");
    let md = compare(&sandbox, "80", &["--format", "md"]).out;
    assert!(
        md.contains("\\<script>") && !md.contains("| a | b |"),
        "{md}"
    );
    for line in md.lines().filter(|line| line.starts_with("| ")) {
        let cells = line.replace("\\|", "").matches('|').count();
        assert_eq!(cells, 24, "{line}");
    }
}
