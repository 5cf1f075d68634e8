//! The system calls of a run: which there are, and a run in which one of them goes wrong.

use std::fmt;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::sandbox::Sandbox;

/// Calls that change something, and those that look.
const CALLS: &str = "openat,mkdir,mkdirat,chmod,fchmod,fchmodat,write,pwrite64,writev,ftruncate,\
     fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,symlinkat,flock,\
     read,pread64,getdents64,fstat,newfstatat,statx,lseek,access,faccessat,faccessat2,readlinkat";

/// One system call of a run.
#[derive(Clone, Debug)]
pub struct Call {
    pub name: String,
    /// Which one of its name, from 1.
    pub nth: usize,
    /// What it touches, as far as it tells.
    pub paths: Vec<PathBuf>,
    /// The file it writes to, for `write` and the like: 1 and 2 are the streams.
    pub stream: Option<u32>,
    /// It changes something.
    pub writes: bool,
    /// A fault hit it.
    pub failed: bool,
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:?}", self.name, self.nth, self.paths)
    }
}

/// What a run did.
#[derive(Debug)]
pub struct Run {
    /// `None` when it was killed.
    pub code: Option<i32>,
    pub signal: Option<i32>,
    pub out: String,
    pub err: String,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process is killed before the call is made.
    Kill,
    /// The call fails, once.
    Error(&'static str),
    /// The call and all later ones of its name fail.
    ErrorsFrom(&'static str),
}

/// Tells whether calls can be traced here.
pub fn can_trace() -> bool {
    super::has_tool(
        "strace",
        &[
            "-qq",
            "-f",
            "--seccomp-bpf",
            "-e",
            "trace=openat",
            "-o",
            "/dev/null",
            "true",
        ],
    )
}

/// Runs the program, with or without a fault, and gives all its calls, or those that are asked for.
pub fn calls(
    sandbox: &Sandbox,
    arguments: &[&str],
    input: &str,
    wanted: Option<&str>,
    fault: Option<(&Call, Fault)>,
) -> (Run, Vec<Call>) {
    let trace = sandbox.root().join("trace");
    let file = trace.to_string_lossy().into_owned();
    let wanted = format!("trace={}", wanted.unwrap_or(CALLS));
    let mut options = vec!["-qq", "-f", "--seccomp-bpf", "-y", "-s", "4096"];
    options.extend(["-o", &file, "-e", &wanted]);
    let inject = fault.map(|(call, fault)| injection(call, fault));
    options.extend(inject.iter().flat_map(|inject| ["-e", inject]));
    let run = traced(sandbox, &options, arguments, input);
    let text = fs::read(&trace).expect("a trace");
    fs::remove_file(&trace).expect("the trace goes");
    (run, parse(&String::from_utf8_lossy(&text)))
}

/// Runs the program with one fault.
pub fn run_with(
    sandbox: &Sandbox,
    arguments: &[&str],
    input: &str,
    call: &Call,
    fault: Fault,
) -> Run {
    let trace = format!("trace={}", call.name);
    let inject = injection(call, fault);
    let mut options = vec!["-qq", "-f", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    // A filter in the kernel is quicker, but lets no signal through.
    if fault != Fault::Kill {
        options.push("--seccomp-bpf");
    }
    traced(sandbox, &options, arguments, input)
}

fn injection(call: &Call, fault: Fault) -> String {
    let what = match fault {
        Fault::Kill => format!("signal=KILL:when={}", call.nth),
        Fault::Error(error) => format!("error={error}:when={}", call.nth),
        Fault::ErrorsFrom(error) => format!("error={error}:when={}+", call.nth),
    };
    format!("inject={}:{what}", call.name)
}

fn traced(sandbox: &Sandbox, options: &[&str], arguments: &[&str], input: &str) -> Run {
    let mut all = options.to_vec();
    all.push(env!("CARGO_BIN_EXE_ascolto"));
    all.extend(arguments);
    let typed = sandbox.root().join("typed");
    fs::write(&typed, input).expect("what is typed is written");
    let typed = fs::File::open(typed).expect("what is typed is there");
    let output = sandbox
        .program("strace", &all)
        .stdin(Stdio::from(typed))
        .output()
        .expect("strace can be started");
    Run {
        code: output.status.code(),
        signal: output.status.signal(),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// Reads a trace. The program has one thread, so that the n-th call of a name is the same each time.
fn parse(trace: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut process = None;
    for line in trace.lines() {
        let Some((id, rest)) = line.trim_start().split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        let Some((name, after)) = rest.split_once('(') else {
            continue;
        };
        assert_eq!(*process.get_or_insert(id), id, "another thread: {line}");
        let nth = calls.iter().filter(|call| call.name == name).count() + 1;
        calls.push(Call {
            name: name.to_owned(),
            nth,
            paths: paths(after),
            stream: stream(name, after),
            writes: writes(name, after),
            failed: line.ends_with("(INJECTED)"),
        });
    }
    calls
}

fn writes(name: &str, after: &str) -> bool {
    match name {
        "openat" => after.contains("O_CREAT"),
        "read" | "pread64" | "getdents64" | "fstat" | "newfstatat" | "statx" | "lseek"
        | "access" | "faccessat" | "faccessat2" | "readlinkat" | "flock" => false,
        _ => true,
    }
}

fn stream(name: &str, after: &str) -> Option<u32> {
    let digits = after.split(|sign: char| !sign.is_ascii_digit()).next();
    digits
        .filter(|_| name.contains("write") || name.contains("sync") || name == "read")
        .and_then(|digits| digits.parse().ok())
}

/// Finds the paths among the arguments: `3</home/x>, "name"` is `/home/x/name`.
fn paths(after: &str) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let mut folder: Option<PathBuf> = None;
    let mut rest = after.split(") = ").next().unwrap_or(after);
    while let Some(at) = rest.find(['<', '"']) {
        let is_folder = rest[at..].starts_with('<');
        let inner = &rest[at + 1..];
        let Some(end) = inner.find(if is_folder { '>' } else { '"' }) else {
            break;
        };
        let found = inner[..end].trim_end_matches(" (deleted)");
        rest = &inner[end + 1..];
        if is_folder {
            paths.extend(folder.take());
            folder = Some(PathBuf::from(found));
        } else if let Some(folder) = folder.take() {
            let is_name = !found.contains('\\');
            paths.push(if is_name { folder.join(found) } else { folder });
        } else if Path::new(found).is_absolute() {
            paths.push(PathBuf::from(found));
        }
    }
    paths.extend(folder);
    paths
}
