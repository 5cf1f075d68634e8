//! What the compiler cannot see: which room imports which, and by which door a crate comes in.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order in which data flows; a room imports only rooms above it.
const ROOMS: [&str; 21] = [
    "words",
    "text",
    "diagnostic",
    "source",
    "value",
    "card",
    "condition",
    "script",
    "definition",
    "document",
    "kit",
    "check",
    "interview",
    "record",
    "profile",
    "comparison",
    "json",
    "render",
    "store",
    "console",
    "cli",
];

/// Each third-party crate and the rooms that may use it.
const DOORS: [(&str, &[&str]); 22] = [
    ("::csv", &["render"]),
    ("mail_builder", &["render"]),
    ("toml", &["source", "record", "store"]),
    ("toml_edit", &["store"]),
    ("dialoguer", &["console"]),
    ("::console", &["console"]),
    ("signal_hook", &["console"]),
    ("comfy_table", &["render"]),
    ("minijinja", &["render", "check"]),
    ("maud", &["render"]),
    ("pulldown_cmark", &["render"]),
    ("textwrap", &["render", "console"]),
    ("clap", &["cli", "main"]),
    ("clap_complete", &["cli", "main"]),
    ("clap_mangen", &["cli"]),
    ("anyhow", &["cli", "main"]),
    ("etcetera", &["cli"]),
    ("annotate_snippets", &["diagnostic"]),
    ("rustix", &["store", "console"]),
    ("regex_lite", &["script", "interview"]),
    (
        "serde_json",
        &["json", "check", "diagnostic", "render", "cli"],
    ),
    ("sha2", &["record", "store", "cli"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, with its path from there.
fn rust_files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the file can be read");
                files.push((path, text));
            }
        }
    }
    files.sort();
    files
}

fn room_of(path: &Path) -> String {
    let inside = path
        .strip_prefix(root().join("src"))
        .expect("the file lies in src");
    let first = inside
        .components()
        .next()
        .expect("a file has a name")
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The files of the library that are no tests.
fn code_files() -> Vec<(PathBuf, String)> {
    let mut files = rust_files(&root().join("src"));
    files.retain(|(path, _)| path.file_name().is_none_or(|name| name != "tests.rs"));
    files
}

/// The code of a file without its tests and comments.
fn code_of(text: &str) -> String {
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|one| *one == room)
}

#[test]
fn a_room_imports_only_rooms_above_it() {
    let mut faults = Vec::new();
    for (path, text) in code_files() {
        let room = room_of(&path);
        let Some(own) = rank(&room) else { continue };
        for part in code_of(&text).split("crate::").skip(1) {
            let name: String = part
                .chars()
                .take_while(|sign| sign.is_alphanumeric() || *sign == '_')
                .collect();
            if let Some(other) = rank(&name)
                && other > own
            {
                faults.push(format!("{}: {room} imports {name}", path.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_room_of_the_library_is_in_the_table() {
    let library = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs can be read");
    let declared: Vec<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let mut expected = ROOMS.to_vec();
    expected.sort_unstable();
    let mut sorted = declared;
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
}

#[test]
fn each_crate_comes_in_by_its_door() {
    let mut faults = Vec::new();
    for (path, text) in code_files() {
        let room = room_of(&path);
        let code = code_of(&text);
        for (name, doors) in DOORS {
            let used = code.match_indices(&format!("{name}::")).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                before.is_none_or(|sign| !sign.is_alphanumeric() && sign != '_' && sign != ':')
            });
            if used && !doors.contains(&room.as_str()) && name != room {
                faults.push(format!("{}: {name} in {room}", path.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn pure_rooms_see_no_clock_no_environment_and_no_file() {
    let forbidden = [
        "std::fs",
        "std::env",
        "Timestamp::now",
        "Zoned::now",
        "SystemTime",
        "std::process",
        "println!",
        "eprintln!",
    ];
    let mut faults = Vec::new();
    for (path, text) in code_files() {
        let room = room_of(&path);
        let is_pure = rank(&room).is_some_and(|own| Some(own) < rank("store"));
        let code = code_of(&text);
        for word in forbidden
            .iter()
            .filter(|word| is_pure && code.contains(**word))
        {
            faults.push(format!("{}: {word}", path.display()));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_file_says_what_its_room_decides_and_nothing_is_left_for_later() {
    let forbidden = [
        ["to", "do!"].concat(),
        ["unimple", "mented!"].concat(),
        ["FIX", "ME"].concat(),
        ["dbg", "!"].concat(),
    ];
    let mut faults = Vec::new();
    for folder in ["src", "tests"] {
        for (path, text) in rust_files(&root().join(folder)) {
            if !text.starts_with("//!") {
                faults.push(format!("{}: does not open with //!", path.display()));
            }
            for word in forbidden.iter().filter(|word| text.contains(word.as_str())) {
                faults.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn no_function_is_longer_than_eighty_lines() {
    let mut faults = Vec::new();
    for (path, text) in code_files() {
        let mut start: Option<(usize, usize, String)> = None;
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or(&text);
        for (number, line) in code.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let is_function = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn "]
                .iter()
                .any(|prefix| line.trim_start().starts_with(prefix));
            if is_function && !line.trim_end().ends_with(';') {
                start = Some((number, indent, line.trim().to_owned()));
            } else if let Some((first, depth, name)) = &start
                && line.trim_end() == format!("{}}}", " ".repeat(*depth))
            {
                if number - first >= 80 {
                    faults.push(format!(
                        "{}: {name} has {} lines",
                        path.display(),
                        number - first + 1
                    ));
                }
                start = None;
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// The kit is data: no id of a trait, question or rule of it stands in the code.
#[test]
fn the_code_names_nothing_of_the_bundled_kit() {
    let kit = root().join("questionnaires");
    let mut ids = Vec::new();
    let mut files = vec![];
    for folder in [kit.clone(), kit.join("documents")] {
        for entry in fs::read_dir(folder).expect("the kit can be read") {
            files.push(entry.expect("the entry can be read").path());
        }
    }
    for path in files.iter().filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    }) {
        let text = fs::read_to_string(path).expect("the file can be read");
        let found = text
            .lines()
            .filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
        // Ids that are also plain words of the program itself say nothing.
        ids.extend(found.filter(|id| id.contains('_')).map(str::to_owned));
    }
    assert!(ids.len() > 100, "the ids of the kit were found");
    let allowed = ["client_kind"];
    let mut faults = Vec::new();
    for (path, text) in code_files() {
        let code = code_of(&text);
        for id in ids.iter().filter(|id| !allowed.contains(&id.as_str())) {
            if code.contains(&format!("\"{id}\"")) {
                faults.push(format!("{}: {id}", path.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Nothing that is built in can open a socket: the names that `deny.toml` bans are not in
/// `Cargo.lock`, and everything in it comes from the one registry.
#[test]
fn no_crate_that_opens_a_socket_is_built_in() {
    let read = |name: &str| fs::read_to_string(root().join(name)).expect("the file can be read");
    let deny = read("deny.toml");
    let banned: Vec<&str> = deny
        .split("\ndeny = [\n")
        .nth(1)
        .and_then(|list| list.split("\n]").next())
        .expect("deny.toml has a list of crates")
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","))
        .collect();
    assert!(banned.len() > 30 && banned.contains(&"socket2"));
    let lock = read("Cargo.lock");
    let mut faults: Vec<String> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .filter(|name| banned.contains(name))
        .map(str::to_owned)
        .collect();
    let registry = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let sources = lock.lines().filter(|line| line.starts_with("source = "));
    faults.extend(sources.filter(|line| *line != registry).map(str::to_owned));
    assert_eq!(faults, Vec::<String>::new());
}

/// What writes to a terminal takes only [`ascolto::text::Safe`]: the streams are touched behind a
/// few doors, and what has another target than a terminal leaves by one of its own.
#[test]
fn a_terminal_is_written_to_behind_few_doors() {
    let allowed: [(&str, &[&str]); 7] = [
        ("io::stdout()", &["cli/environment.rs", "cli/mod.rs"]),
        (
            "io::stderr()",
            &[
                "cli/environment.rs",
                "cli/mod.rs",
                "console/mod.rs",
                "console/plain.rs",
                "console/screen.rs",
            ],
        ),
        ("Term::stdout()", &["console/size.rs"]),
        (
            "Term::stderr()",
            &[
                "console/screen.rs",
                "console/size.rs",
                "console/terminal/pick.rs",
            ],
        ),
        (
            "context.document(",
            &[
                "cli/compare.rs",
                "cli/completions.rs",
                "cli/export.rs",
                "cli/man.rs",
            ],
        ),
        ("impl fmt::Display for Safe", &[]),
        ("impl std::fmt::Display for Safe", &[]),
    ];
    let mut faults = Vec::new();
    for (path, text) in code_files() {
        let own = path
            .strip_prefix(root().join("src"))
            .expect("it lies in src");
        let own = own.to_string_lossy().into_owned();
        let code = code_of(&text);
        for (word, files) in allowed {
            if code.contains(word) && !files.contains(&own.as_str()) {
                faults.push(format!("{own}: {word}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}
