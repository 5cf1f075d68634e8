//! Opening the kit: the folder that was named, or the one built into the program.

use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::environment::Context;
use super::outcome::{Exit, Failure};
use crate::definition::Definition;
use crate::diagnostic::{self, Diagnostic, SourceFile};
use crate::document::Document;
use crate::kit::{self, DEFINITION, Folder, Kit};
use crate::script::Script;
use crate::store::{self, Class, Problem};
use crate::text::{Safe, Text};
use crate::words::{Language, Sentence};

/// A kit with what has been read of it.
pub struct OpenKit {
    kit: Kit,
    /// It is the one built into the program, which a test has checked.
    is_bundled: bool,
    scripts: OnceCell<Vec<Script>>,
    /// What went wrong while files were loaded.
    faults: Rc<RefCell<Vec<Failure>>>,
    language: Language,
}

/// A folder on the disk.
#[derive(Debug)]
struct OnDisk {
    root: PathBuf,
    faults: Rc<RefCell<Vec<Failure>>>,
}

impl Folder for OnDisk {
    fn list(&self) -> Vec<String> {
        let mut paths = Vec::new();
        for (folder, prefix) in [
            (self.root.clone(), ""),
            (self.root.join("documents"), "documents/"),
        ] {
            let names = match store::list_outside(&folder) {
                Ok(names) => names,
                Err(problem) => {
                    self.faults.borrow_mut().push(input_fault(&problem));
                    continue;
                }
            };
            let is_hidden = |name: &str| name.starts_with('.') || name.ends_with('~');
            let names = names.into_iter().flatten();
            paths.extend(
                names
                    .filter(|name| !is_hidden(name))
                    .map(|name| format!("{prefix}{name}")),
            );
        }
        paths
    }

    fn load(&self, path: &str) -> Option<SourceFile> {
        let path = self.root.join(path);
        match store::read_outside(&path) {
            Ok(text) => Some(SourceFile {
                name: path.display().to_string(),
                text: text?,
            }),
            Err(problem) => {
                self.faults.borrow_mut().push(input_fault(&problem));
                None
            }
        }
    }
}

/// Turns what is wrong with a file the person named into a fault of the input.
pub fn input_fault(problem: &Problem) -> Failure {
    let exit = match problem.class() {
        Class::Damaged => Exit::Fault,
        class => class.into(),
    };
    let place = match problem.place() {
        Some((line, column)) => format!("{}:{line}:{column}", problem.path.display()),
        None => problem.path.display().to_string(),
    };
    let message = problem.message();
    Failure {
        exit,
        message: Sentence {
            it: format!("{place}: {}", message.it).into(),
            en: format!("{place}: {}", message.en).into(),
        },
        help: problem.help(),
    }
}

/// Opens the kit in use.
pub fn open(context: &Context) -> anyhow::Result<OpenKit> {
    open_folder(context.questionnaires.as_ref(), context.language)
}

/// Opens the kit of a folder, or the bundled one.
pub fn open_folder(folder: Option<&PathBuf>, language: Language) -> anyhow::Result<OpenKit> {
    match folder {
        Some(folder) if !store::is_folder_outside(folder)? => {
            let shown = folder.display().to_string();
            Err(Failure::fault(crate::words::cli::no_such_folder(&shown)).into())
        }
        Some(folder) => Ok(OpenKit::on_disk(folder.clone(), language)),
        None => Ok(OpenKit {
            kit: Kit::bundled(),
            is_bundled: true,
            scripts: OnceCell::new(),
            faults: Rc::default(),
            language,
        }),
    }
}

impl OpenKit {
    fn on_disk(root: PathBuf, language: Language) -> Self {
        let faults: Rc<RefCell<Vec<Failure>>> = Rc::default();
        OpenKit {
            kit: Kit::open(Box::new(OnDisk {
                root,
                faults: Rc::clone(&faults),
            })),
            is_bundled: false,
            scripts: OnceCell::new(),
            faults,
            language,
        }
    }

    /// Gives the kit itself.
    pub fn kit(&self) -> &Kit {
        &self.kit
    }

    /// Gives the ids of the scripts, or what kept them from being listed.
    pub fn script_ids(&self) -> anyhow::Result<Vec<String>> {
        let ids = self.kit.script_ids();
        self.no_fault()?;
        Ok(ids)
    }

    /// Gives the ids of the documents, or what kept them from being listed.
    pub fn document_ids(&self) -> anyhow::Result<Vec<String>> {
        let ids = self.kit.document_ids();
        self.no_fault()?;
        Ok(ids)
    }

    /// Tells whether there is a definition.
    pub fn has_definition(&self) -> bool {
        self.kit.file(DEFINITION).is_some()
    }

    /// Gives the definition.
    pub fn definition(&self) -> anyhow::Result<&Definition> {
        let definition = self.kit.definition();
        self.no_fault()?;
        definition.map_err(|problem| self.failure(problem.clone(), DEFINITION))
    }

    /// Gives every script that can be read; those with errors are told and left out.
    pub fn scripts(&self) -> anyhow::Result<Vec<&Script>> {
        if let Some(scripts) = self.scripts.get() {
            return Ok(scripts.iter().collect());
        }
        let mut scripts = Vec::new();
        for id in self.script_ids()? {
            match self.kit.script(&id) {
                Ok(script) => scripts.push(script),
                Err(kit::Problem::Faulty(problems)) => {
                    super::environment::talk(&report(&problems, self.language));
                }
                Err(kit::Problem::Missing) => self.no_fault()?,
            }
        }
        Ok(self.scripts.get_or_init(|| scripts).iter().collect())
    }

    /// Gives the script of an id as it is now, if it can be read.
    pub fn script_now(&self, id: &str) -> Option<Script> {
        self.kit.script(id).ok()
    }

    /// Gives a document by id, or by the path of its file.
    pub fn document(&self, name: &str) -> anyhow::Result<Document> {
        let read = match is_path(name) {
            true => {
                let file = file(Path::new(name))?;
                let (document, problems) = crate::document::read(file.into(), self.definition()?);
                document.ok_or(kit::Problem::Faulty(problems))
            }
            false => self.kit.document(name),
        };
        self.no_fault()?;
        read.map_err(|problem| match problem {
            kit::Problem::Missing => {
                let ids = self.kit.document_ids();
                let near = crate::source::closest(name, ids.iter().map(String::as_str));
                let help = match near {
                    Some(near) => crate::words::usage::did_you_mean(near),
                    None => crate::words::usage::possible(&ids.join(", ")),
                };
                Failure::fault(crate::words::cli::no_such_document(name))
                    .with_help(help)
                    .into()
            }
            kit::Problem::Faulty(_) => self.failure(problem, name),
        })
    }

    /// Gives what a document is called; one with faults has no title and hinders nothing. Where the
    /// disk fails it may have one.
    pub fn document_title(&self, id: &str) -> anyhow::Result<Option<Text>> {
        let title = self.kit.document(id).ok().map(|document| document.title);
        let faults = self.faults.take();
        match faults.into_iter().find(|fault| fault.exit == Exit::Disk) {
            Some(fault) => Err(fault.into()),
            None => Ok(title),
        }
    }

    /// Fails with what went wrong while files were loaded.
    pub fn no_fault(&self) -> anyhow::Result<()> {
        match self.faults.borrow_mut().pop() {
            Some(failure) => Err(failure.into()),
            None => Ok(()),
        }
    }

    fn failure(&self, problem: kit::Problem, name: &str) -> anyhow::Error {
        match problem {
            kit::Problem::Missing => {
                Failure::fault(crate::words::cli::no_such_kit_file(name)).into()
            }
            kit::Problem::Faulty(problems) => faulty(&problems, self.language, name),
        }
    }
}

/// Tells whether a script or document is named by the path of a file rather than by its id.
pub fn is_path(name: &str) -> bool {
    name.ends_with(".toml") || name.contains('/')
}

/// Gives the id under which the drafts of a named script stand: the id, or that in the file.
pub fn script_id(name: &str) -> String {
    match is_path(name) {
        true => Path::new(name)
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default(),
        false => name.to_owned(),
    }
}

/// Gives a script by id, or by the path of its file; one with errors is refused with the report.
pub fn script(context: &Context, kit: &OpenKit, name: &str) -> anyhow::Result<Script> {
    let (own, read) = match is_path(name) {
        true => {
            let path = Path::new(name);
            let file = file(path)?;
            let folder = path
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            let beside = OpenKit::on_disk(folder.to_owned(), context.language);
            let read = beside.kit.read_script(file.into());
            (Some(beside), read)
        }
        false => (None, kit.kit.script(name)),
    };
    let used = own.as_ref().unwrap_or(kit);
    used.no_fault()?;
    let script = read.map_err(|problem| match problem {
        kit::Problem::Missing => no_such_script(kit, name),
        kit::Problem::Faulty(_) => used.failure(problem, name),
    })?;
    if !used.is_bundled && needs_definition(&script) {
        refuse_misfits(context, used, &script, name)?;
    }
    Ok(script)
}

/// A script that feeds or shows a trait is held against the definition beside it.
fn refuse_misfits(
    context: &Context,
    kit: &OpenKit,
    script: &Script,
    name: &str,
) -> anyhow::Result<()> {
    let definition = kit.definition()?;
    let problems = crate::check::script(script, definition);
    match diagnostic::has_errors(&problems) {
        true => Err(faulty(&problems, context.language, name)),
        false => Ok(()),
    }
}

fn needs_definition(script: &Script) -> bool {
    script.questions.iter().any(|question| {
        question.feeds.is_some()
            || question
                .options()
                .iter()
                .any(|option| !option.shows.is_empty())
    })
}

fn no_such_script(kit: &OpenKit, name: &str) -> anyhow::Error {
    let ids = kit.kit.script_ids();
    let help = match crate::source::closest(name, ids.iter().map(String::as_str)) {
        Some(near) => crate::words::usage::did_you_mean(near),
        None => crate::words::usage::possible(&ids.join(", ")),
    };
    Failure::fault(crate::words::cli::no_such_script(name))
        .with_help(help)
        .into()
}

/// Reads a file that was named; one that is not there is a fault of the input.
pub fn file(path: &Path) -> anyhow::Result<SourceFile> {
    let shown = path.display().to_string();
    match store::read_outside(path) {
        Ok(Some(text)) => Ok(SourceFile { name: shown, text }),
        Ok(None) => Err(Failure::fault(crate::words::cli::no_such_file(&shown)).into()),
        Err(problem) => Err(input_fault(&problem).into()),
    }
}

/// Reads a script as it was kept.
pub fn read_pinned(context: &Context, digest: &str, text: String) -> anyhow::Result<Script> {
    let file = SourceFile {
        name: format!("scripts/{digest}.toml"),
        text,
    };
    let (script, problems) = crate::script::read(file.into(), &|_| None);
    script.ok_or_else(|| faulty(&problems, context.language, digest))
}

/// Draws findings for stderr.
pub fn report(problems: &[Diagnostic], language: Language) -> Safe {
    diagnostic::report(
        problems,
        language,
        super::environment::talk_color(),
        super::environment::talk_width(),
    )
}

/// Prints the report and gives the failure that sums it up.
pub fn faulty(problems: &[Diagnostic], language: Language, name: &str) -> anyhow::Error {
    super::environment::talk(&report(problems, language));
    let errors = problems
        .iter()
        .filter(|one| one.severity == diagnostic::Severity::Error)
        .count();
    Failure::fault(crate::words::cli::has_errors(name, errors)).into()
}
