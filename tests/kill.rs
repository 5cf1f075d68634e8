//! An interview that is killed, told to stop, torn, held twice or out of disk: what was confirmed is
//! there.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, Stdio};

use ascolto::store::{Class, Client, Lookup, Resumed, Store, StoredDraft};
use rustix::process::{Pid, Signal, kill_process};

use crate::sandbox::{Run, Sandbox};

/// One question of each kind, one with a note of its own.
const KINDS: &str = r#"format = 1
id = "kinds"
version = 1
languages = ["en"]
title.en = "All kinds"

[[section]]
id = "all"
title.en = "Everything"

[[section.question]]
id = "one"
kind = "choice"
ask.en = "One?"
note.ask.en = "Why?"
options = [{ id = "a", label.en = "A" }, { id = "b", label.en = "B" }]

[[section.question]]
id = "several"
kind = "choices"
ask.en = "Several?"
other = true
options = [{ id = "a", label.en = "A" }, { id = "b", label.en = "B" }]

[[section.question]]
id = "order"
kind = "ranking"
ask.en = "In which order?"
options = [{ id = "a", label.en = "A" }, { id = "b", label.en = "B" }, { id = "c", label.en = "C" }]

[[section.question]]
id = "degree"
kind = "scale"
ask.en = "How much?"
options = [{ id = "little", label.en = "Little" }, { id = "much", label.en = "Much" }]

[[section.question]]
id = "really"
kind = "yes-no"
ask.en = "Really?"

[[section.question]]
id = "words"
kind = "text"
ask.en = "In a word?"

[[section.question]]
id = "story"
kind = "long-text"
ask.en = "In many words?"

[[section.question]]
id = "amount"
kind = "number"
ask.en = "How many?"

[[section.question]]
id = "day"
kind = "date"
ask.en = "When?"

[[section.question]]
id = "times"
kind = "hours"
ask.en = "At which hours?"
"#;

/// What is typed: the new client's card, then the lines of each question, then the end.
const CARD: [&str; 2] = ["yes", "1"];
const LINES: [&[&str]; 10] = [
    &["1", "because of the time"],
    &["1,3", "in other words"],
    &["2 1 3"],
    &["2"],
    &["y"],
    &["a word — 漢字"],
    &["first line", "second line", ""],
    &["12.5"],
    &["2026-10-19"],
    &["mon-fri 9-13"],
];
const END: &str = "1";

fn script(sandbox: &Sandbox) -> String {
    let path = sandbox.file("kinds.toml", KINDS);
    path.to_string_lossy().into_owned()
}

/// The program on plain lines, prompt by prompt.
struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    said: ChildStderr,
}

impl Talk {
    fn start(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let mut child = sandbox
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let input = child.stdin.take();
        let said = child.stderr.take().expect("stderr is piped");
        Talk { child, input, said }
    }

    /// Types a line and does not wait.
    fn put(&mut self, line: &str) {
        let input = self.input.as_mut().expect("stdin is open");
        let line = format!("{line}\n");
        input.write_all(line.as_bytes()).expect("the line is taken");
    }

    /// Reads up to the next prompt; gives what was said.
    fn prompt(&mut self) -> String {
        let mut said = Vec::new();
        let mut buffer = [0; 4096];
        while !(said.ends_with(b"\n> ") || said == b"> ") {
            let count = self.said.read(&mut buffer).expect("stderr is read");
            assert!(count > 0, "no prompt: {}", String::from_utf8_lossy(&said));
            said.extend_from_slice(&buffer[..count]);
        }
        String::from_utf8(said).expect("talk is UTF-8")
    }

    /// Waits for the first sign of an answer to the line that was typed.
    fn sign(&mut self) {
        self.said
            .read_exact(&mut [0])
            .expect("something is said after a line");
    }

    fn kill(mut self) {
        self.child.kill().expect("the program can be killed");
        self.child.wait().expect("the program has ended");
    }

    fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).expect("an id of a process is small");
        let id = Pid::from_raw(id).expect("an id of a process is not zero");
        kill_process(id, signal).expect("the program takes a signal");
    }

    /// Waits for the end; gives the exit code and what was said last.
    fn end(mut self) -> (i32, String) {
        drop(self.input.take());
        let mut said = String::new();
        self.said.read_to_string(&mut said).expect("talk is UTF-8");
        let status = self.child.wait().expect("the program ends");
        (status.code().unwrap_or(-1), said)
    }
}

/// Everything typed, line by line, with the number of questions confirmed once it is taken.
fn typed() -> Vec<(&'static str, usize)> {
    let mut typed: Vec<(&str, usize)> = CARD.iter().map(|line| (*line, 0)).collect();
    for (question, lines) in LINES.iter().enumerate() {
        for (place, line) in lines.iter().enumerate() {
            // The first question is answered before its note is asked.
            let is_answered = place + 1 == lines.len() || question == 0;
            typed.push((line, question + usize::from(is_answered)));
        }
    }
    typed
}

/// The answers of the only record, as they were shown.
fn answers(sandbox: &Sandbox) -> Vec<(String, String)> {
    let store = Store::open(&sandbox.home()).expect("the store opens");
    let client = store.client("Anna", Lookup::Exact).expect("Anna is there");
    let records = client.records().expect("the records are read");
    assert!(records.problems.is_empty(), "{:?}", records.problems);
    let record = records.in_force().next().expect("there is a record");
    let answers = record.answers.iter();
    answers
        .map(|answer| (answer.id.to_string(), answer.shown.clone()))
        .collect()
}

fn expected() -> Vec<(String, String)> {
    let shown = [
        ("one", "A"),
        ("several", "A and in other words"),
        ("order", "B, a and c"),
        ("degree", "Much"),
        ("really", "Yes"),
        ("words", "a word — 漢字"),
        ("story", "first line\nsecond line"),
        ("amount", "12.5"),
        ("day", "19 October 2026"),
        ("times", "Monday to Friday, 9:00-13:00"),
    ];
    let owned = |(id, shown): (&str, &str)| (id.to_owned(), shown.to_owned());
    shown.map(owned).to_vec()
}

/// Goes on after an end of any kind: tells how many answers were there, types the rest, finishes.
fn go_on(sandbox: &Sandbox, script: &str) -> usize {
    let mut talk = Talk::start(sandbox, &["interview", "Anna", script]);
    let first = talk.prompt();
    let there = match first.strip_prefix("Going on with “All kinds”, Anna: ") {
        Some(rest) => rest
            .split(' ')
            .next()
            .and_then(|count| count.parse().ok())
            .unwrap_or_else(|| panic!("no count: {first}")),
        None => {
            assert!(first.contains("somebody new"), "{first}");
            for line in CARD {
                talk.put(line);
                talk.prompt();
            }
            0
        }
    };
    for line in LINES.iter().skip(there).copied().flatten() {
        talk.put(line);
        talk.prompt();
    }
    talk.put(END);
    let (code, said) = talk.end();
    assert_eq!(code, 0, "{said}");
    assert_eq!(answers(sandbox), expected());
    there
}

/// Feeds so many lines, waiting for every prompt.
fn fed(sandbox: &Sandbox, script: &str, lines: usize) -> Talk {
    let mut talk = Talk::start(sandbox, &["interview", "Anna", script]);
    talk.prompt();
    for (line, _) in typed().into_iter().take(lines) {
        talk.put(line);
        talk.prompt();
    }
    talk
}

#[test]
fn killed_at_any_prompt_nothing_is_lost() {
    let typed = typed();
    for lines in 0..=typed.len() {
        let sandbox = Sandbox::new();
        let script = script(&sandbox);
        fed(&sandbox, &script, lines).kill();
        let confirmed = lines.checked_sub(1).map_or(0, |last| typed[last].1);
        assert_eq!(
            go_on(&sandbox, &script),
            confirmed,
            "killed after {lines} lines"
        );
    }
}

#[test]
fn killed_right_after_a_line_at_most_that_line_is_lost() {
    let typed = typed();
    for lines in 0..typed.len() {
        let sandbox = Sandbox::new();
        let script = script(&sandbox);
        let mut talk = fed(&sandbox, &script, lines);
        talk.put(typed[lines].0);
        // Not the same moment each time.
        for _ in 0..lines * 20_000 {
            std::hint::spin_loop();
        }
        talk.kill();
        let before = lines.checked_sub(1).map_or(0, |last| typed[last].1);
        let there = go_on(&sandbox, &script);
        assert!(
            (before..=typed[lines].1).contains(&there),
            "{there} answers after {lines} lines"
        );
    }
}

#[test]
fn what_is_shown_as_accepted_is_on_disk() {
    let typed = typed();
    for (lines, (line, confirmed)) in typed.into_iter().enumerate().skip(CARD.len()) {
        let sandbox = Sandbox::new();
        let script = script(&sandbox);
        let mut talk = fed(&sandbox, &script, lines);
        talk.put(line);
        talk.sign();
        talk.kill();
        assert_eq!(go_on(&sandbox, &script), confirmed, "killed after `{line}`");
    }
}

#[test]
fn told_to_stop_the_draft_is_kept_and_said() {
    for signal in [
        Some(Signal::TERM),
        Some(Signal::HUP),
        Some(Signal::INT),
        None,
    ] {
        for lines in [0, 1, CARD.len() + 2, typed().len()] {
            let sandbox = Sandbox::new();
            let script = script(&sandbox);
            let talk = fed(&sandbox, &script, lines);
            if let Some(signal) = signal {
                talk.signal(signal);
            }
            let (code, said) = talk.end();
            assert_eq!(code, 130, "{signal:?} after {lines} lines: {said}");
            let word = match lines < CARD.len() {
                true => "nothing was kept",
                false => "To go on: ascolto interview \"Anna\"",
            };
            assert!(said.contains(word), "{said}");
            go_on(&sandbox, &script);
        }
    }
}

/// The only draft in the sandbox.
fn draft(sandbox: &Sandbox) -> PathBuf {
    let only = |folder: PathBuf| {
        let mut entries = fs::read_dir(folder).expect("the folder is read");
        entries
            .next()
            .expect("there is a file")
            .expect("it is read")
            .path()
    };
    only(only(sandbox.home().join("clients")).join("draft"))
}

/// Goes on with a draft. Another test may just be starting a program, which holds a copy of our lock
/// until it runs: then it is tried again.
fn resume(store: &mut Store, client: &Client, stored: &StoredDraft) -> Resumed {
    loop {
        match store.resume(client, stored) {
            Ok(resumed) => return resumed,
            Err(problem) if problem.class() == Class::Busy => std::thread::yield_now(),
            Err(problem) => panic!("the draft does not go on: {problem:?}"),
        }
    }
}

#[test]
fn a_draft_cut_at_any_byte_is_told_and_goes_on() {
    let sandbox = Sandbox::new();
    let script = script(&sandbox);
    let lines = CARD.len() + 5;
    fed(&sandbox, &script, lines).kill();
    let path = draft(&sandbox);
    let whole = fs::read(&path).expect("the draft is read");
    let text = String::from_utf8(whole.clone()).expect("a draft is UTF-8");
    let mut ends = Vec::new();
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        place += line.len();
        if line.starts_with("# check ") {
            ends.push(place);
        }
    }
    for cut in 0..=whole.len() {
        fs::write(&path, &whole[..cut]).expect("the draft is cut");
        let blocks = ends.iter().filter(|end| **end <= cut).count();
        let mut store = Store::open(&sandbox.home()).expect("the store opens");
        let client = store.client("Anna", Lookup::Exact).expect("Anna is there");
        let drafts = client.drafts().expect("the drafts are read");
        if cut < ends[0] {
            assert!(drafts.drafts.is_empty(), "cut at {cut}");
            assert!(!drafts.problems.is_empty(), "cut at {cut}: not told");
            continue;
        }
        let [stored] = drafts.drafts.as_slice() else {
            panic!("cut at {cut}: {:?}", drafts.problems)
        };
        let resumed = resume(&mut store, &client, stored);
        let lacks_line_end = ends.contains(&(cut + 1));
        let entries = resumed.entries.len();
        assert!(
            entries + 1 == blocks || (lacks_line_end && entries == blocks),
            "cut at {cut}: {entries} entries of {blocks} blocks"
        );
        let is_torn = !ends.contains(&cut);
        assert!(
            resumed.problem.is_some() == is_torn || lacks_line_end,
            "cut at {cut}: told {:?}",
            resumed.problem
        );
    }
    fs::write(&path, &whole[..whole.len() - 30]).expect("the draft is cut");
    let mut talk = Talk::start(&sandbox, &["interview", "Anna"]);
    let said = talk.prompt();
    assert!(said.contains("Going on with “All kinds”, Anna: "), "{said}");
    talk.kill();
    go_on(&sandbox, &script);
}

#[test]
fn a_draft_that_is_open_elsewhere_is_busy() {
    let sandbox = Sandbox::new();
    let script = script(&sandbox);
    let mut first = fed(&sandbox, &script, CARD.len() + 2);
    let second = sandbox.run(&["interview", "Anna"]);
    assert_eq!(second.code, 5, "{}", second.err);
    assert!(second.err.contains(".toml: "), "{}", second.err);
    for line in LINES.iter().skip(1).copied().flatten() {
        first.put(line);
        first.prompt();
    }
    first.put(END);
    let (code, said) = first.end();
    assert_eq!(code, 0, "{said}");
    assert_eq!(answers(&sandbox), expected());
}

#[test]
fn five_interviews_at_once_are_all_kept() {
    for names in [["Anna"; 5], ["Anna", "Bea", "Carla", "Dina", "Elsa"]] {
        let sandbox = Sandbox::new();
        let scripts: Vec<String> = (0..5)
            .map(|number| {
                let text = KINDS.replace("\"kinds\"", &format!("\"kinds-{number}\""));
                let path = sandbox.file(&format!("kinds-{number}.toml"), &text);
                path.to_string_lossy().into_owned()
            })
            .collect();
        let mut talks: Vec<Talk> = Vec::new();
        for (name, script) in names.iter().zip(&scripts) {
            let mut talk = Talk::start(&sandbox, &["interview", name, script]);
            talk.prompt();
            // Nobody has answered yet, so nobody has made the client: all five are asked.
            for line in CARD {
                talk.put(line);
                talk.prompt();
            }
            talks.push(talk);
        }
        for line in LINES.iter().copied().flatten() {
            talks.iter_mut().for_each(|talk| talk.put(line));
            talks.iter_mut().for_each(|talk| drop(talk.prompt()));
        }
        talks.iter_mut().for_each(|talk| talk.put(END));
        for talk in talks {
            let (code, said) = talk.end();
            assert_eq!(code, 0, "{said}");
        }
        let store = Store::open(&sandbox.home()).expect("the store opens");
        let kept: usize = ["Anna", "Bea", "Carla", "Dina", "Elsa"]
            .iter()
            .filter_map(|name| store.client(name, Lookup::Exact).ok())
            .map(|client| {
                let records = client.records().expect("the records are read");
                records
                    .in_force()
                    .filter(|record| record.answers.len() == 10)
                    .count()
            })
            .sum();
        assert_eq!(kept, 5);
    }
}

/// Runs under a shell that limits the size of files or closes streams.
fn run_in_shell(sandbox: &Sandbox, shell: &str, arguments: &[&str], input: Stdio) -> Run {
    let mut all = vec!["-c", shell, env!("CARGO_BIN_EXE_ascolto")];
    all.extend(arguments);
    let output = sandbox
        .program("/bin/sh", &all)
        .stdin(input)
        .output()
        .expect("a shell can be started");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

#[test]
fn a_full_disk_names_the_file_and_loses_nothing() {
    let sandbox = Sandbox::new();
    let script = script(&sandbox);
    fed(&sandbox, &script, CARD.len() + 6).kill();
    let path = draft(&sandbox);
    let before = fs::read(&path).expect("the draft is read");
    let long = "parola ".repeat(10_000);
    let input = sandbox.file("input", &format!("y\n{long}\n"));
    let input = fs::File::open(input).expect("the input is there");
    let limited = "ulimit -f 16 && exec \"$0\" \"$@\"";
    let run = run_in_shell(&sandbox, limited, &["interview", "Anna"], input.into());
    assert_eq!(run.code, 6, "{}", run.err);
    let shown = path.display().to_string();
    assert!(
        run.err.contains(&format!("error: {shown}: ")),
        "{}",
        run.err
    );
    assert!(run.err.contains("raise the limit"), "{}", run.err);
    let after = fs::read(&path).expect("the draft is read");
    assert!(after.starts_with(&before), "what was safe is as it was");
    assert_eq!(go_on(&sandbox, &script), 5);
}

#[test]
fn without_streams_the_exit_code_is_right_and_nothing_panics() {
    let sandbox = Sandbox::new();
    let script = script(&sandbox);
    let interview = ["interview", "Anna", script.as_str()];
    let plain =
        |shell: &str, arguments: &[&str]| run_in_shell(&sandbox, shell, arguments, Stdio::null());
    for (shell, arguments, code) in [
        ("exec \"$0\" \"$@\" <&-", interview.as_slice(), 130),
        ("exec \"$0\" \"$@\" </", interview.as_slice(), 130),
        ("exec \"$0\" \"$@\" >&-", interview.as_slice(), 130),
        ("exec \"$0\" \"$@\" 2>&-", interview.as_slice(), 130),
        ("exec \"$0\" \"$@\" <&- >&- 2>&-", interview.as_slice(), 130),
        ("exec \"$0\" \"$@\" 2>&-", &["show", "nobody"], 1),
        ("exec \"$0\" \"$@\" 2>&-", &["nonsense"], 2),
        ("exec \"$0\" \"$@\" 2>&-", &["scripts"], 0),
        ("exec \"$0\" \"$@\" >/dev/full", &["scripts"], 6),
        ("exec \"$0\" \"$@\" 2>/dev/full", &["scripts"], 0),
        (
            "exec \"$0\" \"$@\" </",
            &["interview", "Anna", &script, "--answers", "-"],
            1,
        ),
    ] {
        let run = plain(shell, arguments);
        assert_eq!(run.code, code, "{shell} {arguments:?}: {}", run.err);
        assert!(!run.err.contains("panicked"), "{}", run.err);
    }
}
