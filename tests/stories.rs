//! Golden stories: what was said in one or more conversations, and everything the program makes of
//! it. A reviewer reads the files of `tests/stories/*/expected` as the product.
//!
//! A story is a folder with a `story.txt`, one line for each thing that happens:
//!
//! ```text
//! client Studio Verdi
//! settings ../settings.toml               the professional's own settings, if any
//! 2026-10-01 intake intake.toml           a conversation: day, script, answers file
//! 2026-10-02 sent understanding           a document is marked as sent
//! read 2026-10-01 show.it brief record    a day of reading, and what is read on it
//! ```
//!
//! The lines are followed in their order, so that what is read in May knows nothing of June. What
//! can be read: `show`, `history`, `json`, `record` (the latest one), `records` (all), and every document.
//! `brief.it` is in Italian only, `brief` in both languages of the interface; a client's document is
//! in the client's language, and `recap.en` is the same with `--client-lang en`.
//!
//! `ASCOLTO_BLESS=1 cargo test stories` writes them anew; the difference is then read before it is
//! committed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::{Run, Sandbox};

/// Documents for the professional: their language is that of the interface.
const INTERNAL: [&str; 5] = ["show", "history", "json", "brief", "action-plan-notes"];

struct Story {
    folder: PathBuf,
    client: String,
    settings: Option<String>,
    scenes: Vec<Scene>,
}

/// One thing that happens.
enum Scene {
    Conversation {
        day: String,
        script: String,
        file: String,
    },
    Sending {
        day: String,
        document: String,
    },
    Reading {
        day: String,
        items: Vec<String>,
    },
}

fn stories() -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the stories can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders.into_iter().map(read_story).collect()
}

fn read_story(folder: PathBuf) -> Story {
    let text = fs::read_to_string(folder.join("story.txt")).expect("a story has its story.txt");
    let mut story = Story {
        folder,
        client: String::new(),
        settings: None,
        scenes: Vec::new(),
    };
    for line in text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        match line.split_once(' ').expect("a line has two words") {
            ("client", name) => story.client = name.to_owned(),
            ("settings", file) => story.settings = Some(file.to_owned()),
            ("read", rest) => {
                let mut words = rest.split(' ').map(str::to_owned);
                story.scenes.push(Scene::Reading {
                    day: words.next().expect("a reading has its day"),
                    items: words.collect(),
                });
            }
            (day, rest) => {
                let day = day.to_owned();
                let (what, which) = rest.split_once(' ').expect("a day has what and which");
                story.scenes.push(match what {
                    "sent" => Scene::Sending {
                        day,
                        document: which.to_owned(),
                    },
                    script => Scene::Conversation {
                        day,
                        script: script.to_owned(),
                        file: which.to_owned(),
                    },
                });
            }
        }
    }
    story
}

/// Runs a story and gives its outputs by file name; where a story is read on several days, the day
/// stands before the name.
fn run(story: &Story) -> Vec<(String, String)> {
    let sandbox = Sandbox::new();
    if let Some(file) = &story.settings {
        let text = fs::read_to_string(story.folder.join(file)).expect("the settings can be read");
        sandbox.file("home/settings.toml", &text);
    }
    let readings = story
        .scenes
        .iter()
        .filter(|scene| matches!(scene, Scene::Reading { .. }))
        .count();
    let mut outputs = Vec::new();
    for scene in &story.scenes {
        match scene {
            Scene::Conversation { day, script, file } => {
                converse(&sandbox, story, day, script, file);
            }
            Scene::Sending { day, document } => {
                let run = sandbox.run(&["sent", &story.client, document, "--on", day]);
                assert_eq!(run.code, 0, "{}: {}", story.folder.display(), run.err);
            }
            Scene::Reading { day, items } => {
                for item in items {
                    for (name, text) in read(&sandbox, &story.client, day, item) {
                        let name = if readings > 1 {
                            format!("{day}.{name}")
                        } else {
                            name
                        };
                        outputs.push((name, text));
                    }
                }
            }
        }
    }
    outputs
}

fn converse(sandbox: &Sandbox, story: &Story, day: &str, script: &str, file: &str) {
    let answers = story.folder.join(file);
    let answers = answers.to_string_lossy();
    let run = sandbox.run(&[
        "interview",
        &story.client,
        script,
        "--answers",
        &answers,
        "--on",
        day,
    ]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, ""),
        "{} {day}: {}",
        story.folder.display(),
        run.err
    );
}

/// What is read of one item: its files.
fn read(sandbox: &Sandbox, client: &str, day: &str, item: &str) -> Vec<(String, String)> {
    let (name, language) = match item.split_once('.') {
        Some((name, language)) => (name, Some(language)),
        None => (item, None),
    };
    if name == "record" || name == "records" {
        let mut records = records(sandbox);
        let from = if name == "record" {
            records.len() - 1
        } else {
            0
        };
        return records.drain(from..).collect();
    }
    if !INTERNAL.contains(&name) {
        let mut export = vec!["export", client, "--on", day, "--document", name];
        if let Some(language) = language {
            export.extend(["--client-lang", language]);
        }
        return vec![(format!("{item}.md"), output(sandbox.run(&export)))];
    }
    let languages = match (language, name) {
        (Some(language), _) => vec![language],
        (None, "json") => vec!["en"],
        (None, _) => vec!["it", "en"],
    };
    languages
        .into_iter()
        .map(|language| read_internal(sandbox, client, day, name, language))
        .collect()
}

fn read_internal(
    sandbox: &Sandbox,
    client: &str,
    day: &str,
    name: &str,
    language: &str,
) -> (String, String) {
    let mut command = vec!["--lang", language];
    match name {
        "show" => command.extend(["show", client, "--on", day]),
        "history" => command.extend(["history", client, "--on", day]),
        "json" => command.extend(["show", client, "--on", day, "--format", "json"]),
        _ => command.extend(["export", client, "--on", day, "--document", name]),
    }
    let text = output(sandbox.run(&command));
    match name {
        "show" => (format!("show.{language}.txt"), text),
        "history" => {
            let lines: Vec<&str> = text.lines().map(steady_id).collect();
            (format!("history.{language}.txt"), lines.join("\n") + "\n")
        }
        "json" => {
            let lines: Vec<String> = text.lines().map(steady_json).collect();
            ("show.json".to_owned(), lines.join("\n") + "\n")
        }
        _ => (format!("{name}.{language}.md"), text),
    }
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

/// A line of a history that is the id of an interview.
fn steady_id(line: &str) -> &str {
    match line.starts_with("  20") && !line.trim().contains(' ') {
        true => "  …",
        false => line,
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
