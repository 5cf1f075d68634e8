//! Real disks: full, read-only, closed to the person, with a limit on the size of files.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Stdio;

use super::calls::Run;
use super::stock::files;
use super::verbs::{Case, READERS, VERBS, Verb};
use super::{Size, Tally, halves, has_tool};

/// Runs a command through another program, with the home of the case.
fn run_by(case: &Case, before: &[&str], verb: &Verb) -> Run {
    let arguments = case.words(verb);
    let mut all: Vec<&str> = before[1..].to_vec();
    all.push(env!("CARGO_BIN_EXE_ascolto"));
    all.extend(arguments.iter().map(String::as_str));
    let typed = case.sandbox.file("typed", &(verb.input)());
    let typed = fs::File::open(typed).expect("what is typed is there");
    let output = case
        .sandbox
        .program(before[0], &all)
        .stdin(Stdio::from(typed))
        .output()
        .expect("the program can be started");
    Run {
        code: output.status.code(),
        signal: output.status.signal(),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// Looks at what is left after a command that may have found no room.
fn ended_well(case: &Case, verb: &Verb, run: &Run) {
    let said = format!("exit {:?} {:?}\n{}", run.code, run.signal, run.err);
    assert!(matches!(run.code, Some(0 | 6)), "{said}");
    assert!(!run.err.contains("panicked"), "{said}");
    if run.code == Some(6) {
        let place = case.sandbox.root().display().to_string();
        assert!(
            run.err.contains(&place) || run.err.contains("out"),
            "not named: {said}"
        );
    } else {
        assert!(
            (verb.is_done)(case, &case.now()),
            "exit 0, not done: {said}"
        );
    }
    (verb.again)(case, run);
}

#[test]
fn a_limit_on_the_size_of_files_loses_nothing() {
    if !has_tool("prlimit", &["--fsize=1000", "true"]) {
        return;
    }
    let limited = |verbs: &[Verb]| {
        let mut tally = Tally::default();
        let step = match Size::wanted() {
            Size::Core => 401,
            Size::Whole => 67,
            Size::Large => 7,
        };
        for verb in verbs {
            for limit in (0..2400).step_by(step) {
                tally.case(
                    &format!("{} with at most {limit} bytes a file", verb.name),
                    || {
                        let case = Case::new();
                        let run = run_by(&case, &["prlimit", &format!("--fsize={limit}")], verb);
                        ended_well(&case, verb, &run);
                    },
                );
            }
        }
        tally
    };
    let (one, other) = VERBS.split_at(VERBS.len() / 2);
    halves(|| limited(one), || limited(other)).done("a limit on the size of files");
}

#[test]
fn more_clients_than_files_may_be_open_are_all_there() {
    if !has_tool("prlimit", &["--nofile=16:4096", "true"]) {
        return;
    }
    let case = Case::new();
    for number in 0..30 {
        let folder = case.sandbox.home().join("clients");
        let ascolto =
            ascolto::store::ClientName::new(&format!("Cliente {number}")).expect("a name");
        let folder = folder.join(ascolto.folder(6));
        fs::create_dir_all(&folder).expect("a folder can be made");
        let card = format!(
            "format = 1\nid = \"abcdefghijklmnopqr{number:02}\"\nname = \"Cliente {number}\"\nlanguage = \"it\"\nkind = \"external\"\ncreated = 2026-11-21T10:15:30Z\n# end\n"
        );
        fs::write(folder.join("client.toml"), card).expect("a card can be written");
    }
    for arguments in [&["clients"][..], &["compare"], &["show", "cliente 7"]] {
        let mut all = vec!["--nofile=16:4096", env!("CARGO_BIN_EXE_ascolto")];
        all.extend(arguments);
        let output = case
            .sandbox
            .program("prlimit", &all)
            .output()
            .expect("the program can be started");
        let told = String::from_utf8(output.stderr).expect("stderr is UTF-8");
        assert!(!told.contains("ients/cliente-"), "{arguments:?}: {told}");
        let shown = String::from_utf8(output.stdout).expect("stdout is UTF-8");
        assert!(shown.contains("Cliente 7"), "{arguments:?}: {shown}");
    }
}

/// A mount of one's own, gone with the process: the home on a small disk, or read-only.
const FULL: &str = "cp -a home kept && mount -t tmpfs -o mode=0700,size=4m small home && \
     cp -a kept/. home/ && pages=$(df -k home | awk 'NR==2 { print int($3 / 4) }') && \
     mount -o remount,size=$(( (pages + ROOM) * 4 ))k home && \
     { \"$0\" \"$@\"; code=$?; }; cp -a home after && umount home && rm -rf home kept && \
     mv after home && exit $code";
const READ_ONLY: &str = "mount --bind home home && mount -o remount,ro,bind home && \"$0\" \"$@\"";

fn can_mount() -> bool {
    has_tool(
        "unshare",
        &["-m", "sh", "-c", "mount -t tmpfs -o size=4k small /mnt"],
    )
}

#[test]
fn a_full_disk_loses_nothing() {
    if !can_mount() {
        return;
    }
    let full = |verbs: &[Verb]| {
        let mut tally = Tally::default();
        let rooms: &[u32] = match Size::wanted() {
            Size::Core => &[0, 3],
            Size::Whole => &[0, 1, 2, 3, 4, 5, 6, 7, 8],
            Size::Large => &[
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 30, 40,
            ],
        };
        for verb in verbs {
            for room in rooms {
                tally.case(
                    &format!("{} with room for {room} blocks", verb.name),
                    || {
                        let case = Case::new();
                        let shell = FULL.replace("ROOM", &room.to_string());
                        let run = run_by(&case, &["unshare", "-m", "sh", "-c", &shell], verb);
                        if verb.name == "forget" {
                            assert!((verb.is_done)(&case, &case.now()), "{}", run.err);
                        }
                        ended_well(&case, verb, &run);
                    },
                );
            }
        }
        tally
    };
    let (one, other) = VERBS.split_at(VERBS.len() / 2);
    halves(|| full(one), || full(other)).done("a full disk");
}

#[test]
fn a_read_only_disk_is_read_and_never_written() {
    if !can_mount() {
        return;
    }
    let mut tally = Tally::default();
    for verb in READERS.iter().chain(&VERBS) {
        tally.case(&format!("{} on a read-only disk", verb.name), || {
            let case = Case::new();
            let is_reader = READERS.iter().any(|reader| reader.name == verb.name);
            let free = is_reader.then(|| run_by(&case, &["env"], verb));
            let before = files(&case.sandbox.home());
            let run = run_by(&case, &["unshare", "-m", "sh", "-c", READ_ONLY], verb);
            match free {
                Some(free) => {
                    assert_eq!(run.code, Some(0), "{}", run.err);
                    assert_eq!(case.masked(&run.out), case.masked(&free.out));
                }
                // What lies elsewhere can be written.
                None if verb.name.contains("FILE") || verb.name.contains("FOLDER") => {
                    assert_eq!(run.code, Some(0), "{}", run.err);
                }
                None => {
                    assert_eq!(run.code, Some(6), "{}", run.err);
                    let home = case.sandbox.home().display().to_string();
                    assert!(run.err.contains(&home), "not named: {}", run.err);
                    assert!(run.err.contains("read-only"), "{}", run.err);
                }
            }
            assert!(
                files(&case.sandbox.home()) == before,
                "something was written"
            );
        });
    }
    tally.done("a read-only disk");
}

#[test]
fn a_closed_output_is_told() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let mut tally = Tally::default();
    for verb in &READERS {
        tally.case(&format!("{} to a full disk", verb.name), || {
            let case = Case::new();
            let run = run_by(&case, &["sh", "-c", "\"$0\" \"$@\" >/dev/full"], verb);
            assert_eq!(run.code, Some(6), "{}", run.err);
        });
    }
    tally.done("an output that takes nothing");
}
