//! Links in the way, rights on files, other programs; what messages say; the seal by hand.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::stock::{SECRET, files};
use super::verbs::{Case, READERS, VERBS};
use super::{Size, Tally, has_tool};

fn folder_of(case: &Case, name: &str) -> PathBuf {
    let clients = fs::read_dir(case.sandbox.home().join("clients")).expect("clients");
    let mut folders = clients.map(|entry| entry.expect("an entry").path());
    let start = format!("{name}~");
    folders
        .find(|path| {
            path.file_name()
                .is_some_and(|last| last.to_string_lossy().starts_with(&start))
        })
        .expect("the client's folder")
}

/// Moves something outside and puts a link in its place.
fn link_away(case: &Case, path: &Path) -> PathBuf {
    let elsewhere = case.sandbox.root().join("elsewhere");
    fs::create_dir_all(&elsewhere).expect("a folder");
    let there = elsewhere.join(path.file_name().expect("a name"));
    if path.exists() {
        fs::rename(path, &there).expect("moved");
    } else {
        fs::write(&there, "not ours").expect("a file");
    }
    symlink(&there, path).expect("a link");
    elsewhere
}

#[test]
fn a_link_in_the_way_is_never_followed_on_writing_or_erasing() {
    let mut tally = Tally::default();
    let anna = [
        "client.toml",
        "draft",
        "interviews",
        "sent",
        "set-aside",
        ".lock",
        ".",
    ];
    let home = [
        "settings.toml",
        "erased.toml",
        "scripts",
        "clients",
        "ascolto.toml",
        "questionnaires",
    ];
    let places = anna
        .map(|place| (true, place))
        .into_iter()
        .chain(home.map(|place| (false, place)));
    for (is_anna, place) in places {
        for verb in &VERBS {
            let name = if is_anna { "a client's " } else { "" };
            tally.case(&format!("{}: a link at {name}{place}", verb.name), || {
                let case = Case::new();
                let folders = ["anna", "bea", "elsa"].map(|one| folder_of(&case, one));
                let roots = if is_anna {
                    folders.to_vec()
                } else {
                    vec![case.sandbox.home()]
                };
                // Each client's in a folder of its own.
                let mut elsewhere = Vec::new();
                for (index, root) in roots.iter().enumerate() {
                    let path = if place == "." {
                        root.clone()
                    } else {
                        root.join(place)
                    };
                    let there = link_away(&case, &path);
                    let own = case.sandbox.root().join(format!("elsewhere-{index}"));
                    fs::rename(&there, &own).expect("moved");
                    let target = own.join(path.file_name().expect("a name"));
                    fs::remove_file(&path).expect("the link");
                    symlink(target, &path).expect("a link");
                    elsewhere.push(own);
                }
                let before: Vec<_> = elsewhere.iter().map(|one| files(one)).collect();
                let run = case.plain(verb);
                let after: Vec<_> = elsewhere.iter().map(|one| files(one)).collect();
                assert!(after == before, "followed: exit {} {}", run.code, run.err);
                assert!(!run.err.contains("panicked"), "{}", run.err);
            });
        }
    }
    tally.done("a link in the way");
}

#[test]
fn an_export_never_writes_over_what_is_there() {
    let mut tally = Tally::default();
    for kind in [
        "a file",
        "a link to a file",
        "a link to nothing",
        "a folder in the name's place",
    ] {
        tally.case(kind, || {
            let case = Case::new();
            let root = case.sandbox.root().to_owned();
            let (target, other) = (root.join("out.md"), root.join("other.md"));
            match kind {
                "a file" => fs::write(&target, "mine").expect("a file"),
                "a link to a file" => {
                    fs::write(&other, "mine").expect("a file");
                    symlink(&other, &target).expect("a link");
                }
                "a link to nothing" => symlink(&other, &target).expect("a link"),
                _ => fs::create_dir(&target).expect("a folder"),
            }
            let words = [
                "export",
                "anna",
                "--document",
                "letter",
                "-o",
                "out.md",
                "--questionnaires",
                "kit",
            ];
            let run = case.sandbox.run(&words);
            match kind {
                // A folder is where the person wants it.
                "a folder in the name's place" => assert_eq!(run.code, 0, "{}", run.err),
                _ => assert_eq!(run.code, 1, "{}", run.err),
            }
            if kind != "a link to nothing" && target.is_file() {
                assert_eq!(fs::read_to_string(&target).expect("it is there"), "mine");
            }
            assert!(kind != "a link to nothing" || !other.exists(), "followed");
        });
    }
    tally.done("an export where something is");
}

#[test]
fn everything_written_is_private_whatever_the_umask() {
    let mut tally = Tally::default();
    for umask in ["000", "022", "777"] {
        for verb in &VERBS {
            tally.case(&format!("{} with umask {umask}", verb.name), || {
                let case = Case::new();
                let arguments = case.words(verb);
                let shell = format!("umask {umask} && exec \"$0\" \"$@\"");
                let mut all = vec!["-c", &shell, env!("CARGO_BIN_EXE_ascolto")];
                all.extend(arguments.iter().map(String::as_str));
                let typed = case.sandbox.file("typed", &(verb.input)());
                let mut command = case.sandbox.program("/bin/sh", &all);
                command.stdin(fs::File::open(typed).expect("what is typed"));
                let output = command.output().expect("a shell");
                let err = String::from_utf8_lossy(&output.stderr).into_owned();
                assert_eq!(output.status.code(), Some(0), "{err}");
                let made = [case.sandbox.home(), case.sandbox.root().join("out")];
                for (path, bytes) in made.iter().flat_map(|folder| files(folder)) {
                    let mode = fs::symlink_metadata(&path)
                        .expect("it is there")
                        .permissions()
                        .mode()
                        & 0o777;
                    let wanted = if bytes.is_some() { 0o600 } else { 0o700 };
                    assert_eq!(mode, wanted, "{}: {mode:o}", path.display());
                }
            });
        }
    }
    tally.done("rights under any umask");
}

#[test]
fn no_command_opens_a_socket_or_starts_a_program() {
    if !has_tool(
        "strace",
        &[
            "-qq",
            "-e",
            "trace=socket,execve",
            "-o",
            "/dev/null",
            "true",
        ],
    ) {
        return;
    }
    let mut tally = Tally::default();
    for verb in VERBS.iter().chain(&READERS) {
        tally.case(verb.name, || {
            let case = Case::new();
            let (run, calls) = case.traced_for(
                verb,
                "socket,connect,bind,listen,accept,accept4,execve,execveat,fork,vfork",
            );
            assert_eq!(run.code, Some(0), "{}", run.err);
            let names: Vec<&str> = calls.iter().map(|call| call.name.as_str()).collect();
            // The one that starts the program itself.
            assert_eq!(names, ["execve"]);
        });
    }
    tally.done("no socket and no other program");
}

#[test]
fn messages_of_damaged_files_say_no_answer() {
    let mut tally = Tally::default();
    let case = Case::new();
    let bea = folder_of(&case, "bea");
    let spoil: [fn(&str) -> String; 5] = [
        |text| text.replacen("value = \"", "value = ", 1),
        |text| text.replace(SECRET, &format!("{SECRET}\u{1}")),
        |text| text.replace("words", "wo\"rds"),
        |text| text.replace("count = 4", "count = 9"),
        |text| text.replace(&format!("\"{SECRET}\""), &format!("[\"{SECRET}\"")),
    ];
    for (path, bytes) in files(&bea) {
        let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        if !text.contains(SECRET) {
            continue;
        }
        let size = Size::wanted();
        let cuts = size
            .some_of((0..text.len()).collect(), 20)
            .into_iter()
            .map(|cut| text[..cut].to_owned());
        let cuts = if size == Size::Large {
            cuts.collect::<Vec<_>>()
        } else {
            cuts.step_by(7).collect()
        };
        for other in cuts
            .into_iter()
            .chain(spoil.iter().map(|spoil| spoil(&text)))
        {
            fs::write(&path, &other).expect("spoilt");
            for words in [
                &["clients"][..],
                &["show", "bea"],
                &["history", "bea"],
                &["doctor"],
                &["doctor", "--lang", "it"],
            ] {
                tally.case(&format!("{words:?} of {} bytes", other.len()), || {
                    let mut all = words.to_vec();
                    all.extend(["--questionnaires", "kit"]);
                    let run = case.sandbox.run(&all);
                    let said = if words[0] == "doctor" {
                        format!("{}{}", run.out, run.err)
                    } else {
                        run.err
                    };
                    assert!(!said.contains(SECRET), "{said}");
                });
            }
        }
        fs::write(&path, &text).expect("mended");
    }
    tally.done("messages without answers");
}

#[test]
fn the_seal_is_checked_without_us() {
    if !has_tool("sha256sum", &["--version"]) || !has_tool("sed", &["--version"]) {
        return;
    }
    let case = Case::new();
    let mut tally = Tally::default();
    for (path, bytes) in files(&case.sandbox.home()) {
        let is_record = path
            .parent()
            .is_some_and(|folder| folder.ends_with("interviews"));
        let Some(bytes) = bytes.filter(|_| is_record) else {
            continue;
        };
        tally.case(&path.display().to_string(), || {
            let shown = path.to_string_lossy().into_owned();
            let output = case
                .sandbox
                .program("sh", &["-c", "sed '$d' \"$0\" | sha256sum", &shown])
                .output();
            let sum = String::from_utf8(output.expect("it runs").stdout).expect("a sum");
            let text = String::from_utf8(bytes).expect("a record");
            let seal = text
                .lines()
                .last()
                .and_then(|line| line.strip_prefix("# seal sha256 "));
            let seal = seal.expect("a seal");
            let is_edited = case.stock.edited_in(&case.sandbox) == path;
            assert_eq!(sum.starts_with(seal), !is_edited, "{sum} {seal}");
        });
    }
    tally.done("the seal by hand");
}
