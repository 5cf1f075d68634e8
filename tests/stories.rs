//! Golden stories: what was said in one or more conversations, and everything the program makes of
//! it. A reviewer reads the files of `tests/stories/*/expected` as the product.
//!
//! `ASCOLTO_BLESS=1 cargo test stories` writes them anew; the difference is then read before it is
//! committed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::{Run, Sandbox};

struct Story {
    folder: PathBuf,
    client: String,
    /// Day, script, answers file.
    conversations: Vec<(String, String, String)>,
    /// The day on which everything is read.
    read: String,
    /// Documents beside the brief, with `document` lines.
    documents: Vec<String>,
}

fn stories() -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the stories can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .collect();
    folders.sort();
    folders.into_iter().map(read_story).collect()
}

fn read_story(folder: PathBuf) -> Story {
    let text = fs::read_to_string(folder.join("story.txt")).expect("a story has its story.txt");
    let mut story = Story {
        folder,
        client: String::new(),
        conversations: Vec::new(),
        read: String::new(),
        documents: vec!["brief".to_owned()],
    };
    for line in text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        match line.split_once(' ').expect("a line has two words") {
            ("client", name) => story.client = name.to_owned(),
            ("read", day) => story.read = day.to_owned(),
            ("document", id) => story.documents.push(id.to_owned()),
            (day, rest) => {
                let (script, file) = rest
                    .split_once(' ')
                    .expect("a conversation has script and file");
                story
                    .conversations
                    .push((day.to_owned(), script.to_owned(), file.to_owned()));
            }
        }
    }
    story
}

/// Runs a story and gives its outputs by file name.
fn run(story: &Story) -> Vec<(String, String)> {
    let sandbox = Sandbox::new();
    for (day, script, file) in &story.conversations {
        let answers = story.folder.join(file);
        let run = sandbox.run(&[
            "interview",
            &story.client,
            script,
            "--answers",
            &answers.to_string_lossy(),
            "--on",
            day,
        ]);
        assert_eq!(
            (run.code, run.out.as_str()),
            (0, ""),
            "{}: {}",
            story.folder.display(),
            run.err
        );
    }
    let mut outputs = records(&sandbox);
    for lang in ["it", "en"] {
        let show = ["--lang", lang, "show", &story.client, "--on", &story.read];
        outputs.push((format!("show.{lang}.txt"), output(sandbox.run(&show))));
        for document in &story.documents {
            let is_internal = document == "brief";
            if is_internal || lang == "it" {
                let export = [
                    "--lang",
                    lang,
                    "export",
                    &story.client,
                    "--on",
                    &story.read,
                    "--document",
                    document,
                ];
                let name = if is_internal {
                    format!("{document}.{lang}.md")
                } else {
                    format!("{document}.md")
                };
                outputs.push((name, output(sandbox.run(&export))));
            }
        }
    }
    let json = [
        "--lang",
        "en",
        "show",
        &story.client,
        "--on",
        &story.read,
        "--format",
        "json",
    ];
    let shown: Vec<String> = output(sandbox.run(&json))
        .lines()
        .map(steady_json)
        .collect();
    outputs.push(("show.json".to_owned(), shown.join("\n") + "\n"));
    outputs
}

fn output(run: Run) -> String {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

/// The records, with what differs from run to run made the same.
fn records(sandbox: &Sandbox) -> Vec<(String, String)> {
    let clients = sandbox.home().join("clients");
    let client = fs::read_dir(clients)
        .expect("there are clients")
        .next()
        .expect("there is one")
        .expect("it is read");
    let mut files: Vec<PathBuf> = fs::read_dir(client.path().join("interviews"))
        .expect("there are interviews")
        .map(|entry| entry.expect("the entry can be read").path())
        .collect();
    files.sort();
    files
        .iter()
        .enumerate()
        .map(|(index, path)| {
            let text = fs::read_to_string(path).expect("a record can be read");
            let lines: Vec<String> = text.lines().map(steady).collect();
            (
                format!("record-{}.toml", index + 1),
                lines.join("\n") + "\n",
            )
        })
        .collect()
}

fn steady(line: &str) -> String {
    for key in [
        "interview = ",
        "started = ",
        "finished = ",
        "at = ",
        "# seal sha256 ",
    ] {
        if line.starts_with(key) {
            return format!("{key}…");
        }
    }
    match line.find("digest = ") {
        Some(at) => format!("{}digest = … }}", &line[..at]),
        None => line.to_owned(),
    }
}

/// The id of an interview holds the moment it began.
fn steady_json(line: &str) -> String {
    match line.split_once("\"id\": \"20") {
        Some((before, rest)) => format!(
            "{before}\"id\": \"…\"{}",
            if rest.ends_with(',') { "," } else { "" }
        ),
        None => line.to_owned(),
    }
}

#[test]
fn every_story_is_told_as_it_was_agreed() {
    let bless = std::env::var_os("ASCOLTO_BLESS").is_some();
    let mut faults = Vec::new();
    for story in stories() {
        let expected = story.folder.join("expected");
        if bless {
            let _ = fs::remove_dir_all(&expected);
            fs::create_dir_all(&expected).expect("the folder can be made");
        }
        let outputs = run(&story);
        for (name, text) in &outputs {
            let path = expected.join(name);
            if bless {
                fs::write(&path, text).expect("the file can be written");
            } else if fs::read_to_string(&path).ok().as_deref() != Some(text) {
                faults.push(format!("{} differs; it is now:\n{text}", path.display()));
            }
        }
        let files = fs::read_dir(&expected)
            .expect("there is what is expected")
            .count();
        assert_eq!(
            files,
            outputs.len(),
            "{}: every expected file is made",
            story.folder.display()
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
