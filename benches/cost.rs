//! What a start and an answer cost, in processor time (user + system) of whole processes.
//!
//! `cargo bench --bench cost` prints, and fails when a promise is not kept:
//!
//! - start to the first question, against a minimal program that reads the same TOML with the `toml`
//!   crate and prints a prompt (this binary, called with `minimal FILE`): at most 1.5 times;
//! - one accepted answer in a script of 1,000 questions: one flush to disk, and at most 50 µs beside
//!   it. What a flush alone costs here is measured by this binary, called with `flush FILE`: as many
//!   blocks of the same size, each written and synced.
//!
//! Linux only: processor time of children comes from `/proc/self/stat`, in ticks of 10 ms, so each
//! figure is the mean of many runs.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a bench writes its own files and prints its figures"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const RUNS: u32 = 300;
const ANSWERS: u32 = 1_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("minimal") => return minimal(Path::new(&arguments[2])),
        Some("flush") => return flush(Path::new(&arguments[2])),
        _ => {}
    }
    let folder = std::env::temp_dir().join(format!("ascolto-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder can be made");
    let kept = start(&folder) & answer(&folder);
    fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
    if !kept {
        std::process::exit(1);
    }
}

/// The smallest program of the same duty: read the TOML, print a prompt.
fn minimal(path: &Path) {
    let text = fs::read_to_string(path).expect("the script can be read");
    let table: toml::Table = text.parse().expect("the script is TOML");
    let sections = table["section"].as_array().expect("there are sections");
    println!(
        "{}",
        sections[0]["question"][0]["ask"]["en"]
            .as_str()
            .expect("there is a question")
    );
}

/// Writes and syncs as many blocks as there are answers, each as long as that of an answer.
fn flush(path: &Path) {
    let block = [b'x'; 120];
    let mut file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .expect("the file can be opened");
    for _ in 0..ANSWERS {
        file.write_all(&block).expect("a block can be written");
        file.sync_data().expect("a block can be synced");
    }
}

/// A script of any number of questions, every third with a condition.
fn script(questions: usize) -> String {
    let mut text = String::from(
        "format = 1\nid = \"generated\"\nversion = 1\nlanguages = [\"it\", \"en\"]\ntitle.it = \"Prova\"\ntitle.en = \"Trial\"\nminutes = 20\n\n[[section]]\nid = \"all\"\ntitle.it = \"Tutto\"\ntitle.en = \"Everything\"\n",
    );
    for number in 0..questions {
        let when = if number % 3 == 2 {
            format!("when = {{ q{} = \"a\" }}\n", number - 1)
        } else {
            String::new()
        };
        write!(
            text,
            "\n[[section.question]]\nid = \"q{number}\"\nkind = \"choice\"\n{when}ask.it = \"Domanda numero {number}, con parole sue?\"\nask.en = \"Question number {number}, in words of its own?\"\nguide.it = \"Che cosa ascoltare.\"\nguide.en = \"What to listen for.\"\noptions = [\n  {{ id = \"a\", label = {{ it = \"La prima\", en = \"The first\" }} }},\n  {{ id = \"b\", label = {{ it = \"La seconda\", en = \"The second\" }} }},\n  {{ id = \"c\", label = {{ it = \"La terza\", en = \"The third\" }} }},\n]\n"
        )
        .expect("a string can be written to");
    }
    text
}

fn start(folder: &Path) -> bool {
    let path = folder.join("fifty.toml");
    fs::write(&path, script(50)).expect("the script can be written");
    let answers = folder.join("first.toml");
    fs::write(
        &answers,
        "[client]\nlanguage = \"en\"\n\n[answers]\nq0 = \"a\"\n",
    )
    .expect("the answers can be written");
    let home = folder.join("home");
    born(&home, &path, &answers);
    let script = path.to_string_lossy();
    let ours = cost(RUNS, || {
        without_drafts(&home);
        ascolto(&home, &["interview", "Anna", &script, "--plain"], "")
    });
    let me = std::env::current_exe().expect("this program has a path");
    let bare = cost(RUNS, || {
        let mut command = Command::new(&me);
        command.arg("minimal").arg(&path);
        run(command, "");
    });
    let ratio = ours / bare;
    println!(
        "start to the first question: {ours:.0} µs; minimal program: {bare:.0} µs; ratio {ratio:.2} (at most 1.50)"
    );
    ratio <= 1.5
}

fn answer(folder: &Path) -> bool {
    let path = folder.join("thousand.toml");
    fs::write(&path, script(ANSWERS as usize)).expect("the script can be written");
    let answers = folder.join("first.toml");
    let home = folder.join("home-answers");
    born(&home, &path, &answers);
    let script = path.to_string_lossy();
    let arguments = ["interview", "Anna", &script, "--plain"];
    let all = "a\n".repeat(ANSWERS as usize);
    let whole = cost(20, || {
        without_drafts(&home);
        ascolto(&home, &arguments, &all);
    });
    let opening = cost(20, || {
        without_drafts(&home);
        ascolto(&home, &arguments, "");
    });
    let me = std::env::current_exe().expect("this program has a path");
    let journal = folder.join("flush");
    let flushes = cost(20, || {
        let mut command = Command::new(&me);
        command.arg("flush").arg(&journal);
        run(command, "");
        fs::remove_file(&journal).expect("the file can be removed");
    });
    let each = (whole - opening) / f64::from(ANSWERS);
    let flush = flushes / f64::from(ANSWERS);
    let beside = each - flush;
    println!(
        "one accepted answer among {ANSWERS} questions: {each:.1} µs, of which the flush {flush:.1} µs; beside it {beside:.1} µs (at most 50)"
    );
    beside <= 50.0
}

/// Takes the drafts away, so that every run begins an interview.
fn without_drafts(home: &Path) {
    let clients = fs::read_dir(home.join("clients")).expect("there are clients");
    for client in clients {
        let drafts = client.expect("a folder is listed").path().join("draft");
        // There are none before the first run.
        for draft in fs::read_dir(drafts).into_iter().flatten() {
            let draft = draft.expect("a draft is listed");
            fs::remove_file(draft.path()).expect("a draft can be removed");
        }
    }
}

/// Makes the client, so that nothing is asked before the first question.
fn born(home: &Path, script: &Path, answers: &Path) {
    ascolto(
        home,
        &[
            "interview",
            "Anna",
            &script.to_string_lossy(),
            "--answers",
            &answers.to_string_lossy(),
        ],
        "",
    );
}

fn ascolto(home: &Path, arguments: &[&str], input: &str) {
    let mut command = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_ascolto")));
    command
        .args(arguments)
        .env_clear()
        .env("ASCOLTO_HOME", home)
        .env("LANG", "en_GB.UTF-8");
    run(command, input);
}

fn run(mut command: Command, input: &str) {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program can be started");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait().expect("the program ends");
}

/// Mean processor time of one run, in microseconds.
fn cost(runs: u32, mut once: impl FnMut()) -> f64 {
    once();
    let before = children_ticks();
    for _ in 0..runs {
        once();
    }
    (children_ticks() - before) as f64 * 10_000.0 / f64::from(runs)
}

/// User and system time of the children that have ended, in ticks of 10 ms.
fn children_ticks() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this is Linux");
    let after_name = stat.rsplit_once(')').expect("the name is in brackets").1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |index: usize| fields[index].parse::<u64>().expect("ticks are a number");
    ticks(13) + ticks(14)
}
