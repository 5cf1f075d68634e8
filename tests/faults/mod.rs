//! The fault suite: everything that can go wrong with a disk, a process or a file is made to go
//! wrong, and nothing confirmed may be lost. `docs/reliability.md` says what is tried.
//!
//! Plain `cargo test` runs a part of the cases; `ASCOLTO_FAULTS=1` runs all of them, as `.ci/run`
//! does, and `ASCOLTO_FAULTS=10` about ten times as many.

mod bytes;
mod calls;
mod errors;
mod kill;
mod many;
mod neighbours;
mod nine;
mod order;
mod private;
mod room;
mod same;
mod stock;
mod verbs;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// A part of the cases, for everyday runs.
    Core,
    /// Every case.
    Whole,
    /// More kinds of every case.
    Large,
}

impl Size {
    pub fn wanted() -> Self {
        let wanted = std::env::var("ASCOLTO_FAULTS").unwrap_or_default();
        match wanted.parse::<u32>() {
            Ok(0) | Err(_) => Size::Core,
            Ok(1..=9) => Size::Whole,
            Ok(_) => Size::Large,
        }
    }

    /// Gives every case, or in the everyday run about so many of them, spread evenly.
    pub fn some_of<T>(self, cases: Vec<T>, about: usize) -> Vec<T> {
        let all = cases.len();
        if self != Size::Core || all <= about {
            return cases;
        }
        let is_wanted = |index: &usize| index * about % all < about;
        let wanted = cases.into_iter().enumerate();
        wanted
            .filter(|(index, _)| is_wanted(index))
            .map(|(_, case)| case)
            .collect()
    }
}

/// Says how many cases were tried, none of which lost anything; the whole run must reach what
/// `docs/reliability.md` says.
pub fn tried(what: &str, cases: usize) {
    if Size::wanted() == Size::Core {
        return;
    }
    say(&format!("faults: {what}: {cases} cases, 0 lost"));
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/reliability.md");
    let table = std::fs::read_to_string(path).expect("docs/reliability.md is there");
    let said = table.lines().find_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let is_own = cells.iter().any(|cell| *cell == format!("`{what}`"));
        let count = cells
            .iter()
            .rev()
            .find_map(|cell| cell.parse::<usize>().ok());
        count.filter(|_| is_own)
    });
    let said = said.unwrap_or_else(|| panic!("docs/reliability.md does not tell of `{what}`"));
    assert!(
        cases >= said,
        "{what}: {cases} cases, the table says at least {said}"
    );
}

/// Says something past the test harness, which keeps what a good test prints.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Tells whether a program of the system can be used; without it the test says so, and fails where
/// all of them must be there.
pub fn has_tool(program: &str, arguments: &[&str]) -> bool {
    let run = Command::new(program).args(arguments).output();
    let works = run.is_ok_and(|output| output.status.success());
    let is_required = std::env::var("ASCOLTO_REQUIRE_TOOLS").is_ok_and(|wanted| wanted == "1");
    assert!(
        works || !is_required,
        "`{program} {}` does not work here, and ASCOLTO_REQUIRE_TOOLS=1",
        arguments.join(" ")
    );
    if !works {
        say(&format!(
            "not tried: `{program} {}` does not work here",
            arguments.join(" ")
        ));
    }
    works
}

/// The cases of one suite, and those that lost something.
#[derive(Debug, Default)]
pub struct Tally {
    pub cases: usize,
    pub lost: Vec<String>,
}

impl Tally {
    /// Tries one case; a look that fails is kept with its place, and the next case is tried.
    pub fn case(&mut self, place: &str, look: impl FnOnce()) {
        self.cases += 1;
        let looked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(look));
        if let Err(panic) = looked {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()));
            self.lost
                .push(format!("{place}\n    {}", said.unwrap_or_default()));
        }
    }

    pub fn join(mut self, other: Tally) -> Tally {
        self.cases += other.cases;
        self.lost.extend(other.lost);
        self
    }

    /// Says how many cases were tried, and that none lost anything.
    pub fn done(self, what: &str) {
        assert!(
            self.lost.is_empty(),
            "{what}: {} of {} cases\n{}",
            self.lost.len(),
            self.cases,
            self.lost.join("\n")
        );
        tried(what, self.cases);
    }
}

/// Tries two halves of a suite side by side.
pub fn halves(one: impl FnOnce() -> Tally + Send, other: impl FnOnce() -> Tally) -> Tally {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        one.join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            .join(other)
    })
}
