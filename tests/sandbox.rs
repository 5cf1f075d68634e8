//! A place of its own for each test: an empty home, a cleared environment, fixed language and width.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that goes with the test, and the program run inside it.
pub struct Sandbox {
    root: PathBuf,
}

/// What a run of the program gave.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Sandbox {
    pub fn new() -> Self {
        Sandbox::below(&std::env::temp_dir()).expect("a temporary folder can be made")
    }

    /// A place in memory, where the system has one: many small runs are quick there.
    pub fn in_memory() -> Self {
        Sandbox::below(Path::new("/dev/shm")).unwrap_or_else(|_| Sandbox::new())
    }

    fn below(folder: &Path) -> std::io::Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let root = folder.join(format!("ascolto-test-{}-{number}", std::process::id()));
        // The leavings of an earlier process of the same number.
        let _ = fs::remove_dir_all(&root);
        fs::create_dir(&root)?;
        Ok(Sandbox { root })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The data folder of the program; made by the program itself.
    pub fn home(&self) -> PathBuf {
        self.root.join("home")
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("the folder can be made");
        fs::write(&path, text).expect("the file can be written");
        path
    }

    /// The program, ready to be run in English.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.program(env!("CARGO_BIN_EXE_ascolto"), arguments)
    }

    /// Any program, with the environment of the sandbox.
    pub fn program(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .env("ASCOLTO_HOME", self.home())
            .env("HOME", &self.root)
            .env("LANG", "en_GB.UTF-8")
            .env("TZ", "UTC")
            .env("COLUMNS", "80")
            .current_dir(&self.root)
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        let output = self
            .command(arguments)
            .output()
            .expect("the program can be started");
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    /// Runs with lines on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let mut stdin = child.stdin.take().expect("stdin is piped");
        // A program that ends early closes the pipe: what it said is the result either way.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("the program ends");
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}
