//! Reading a script: its header, its outcomes, its sections, with `use` expanded.

use std::collections::HashMap;
use std::sync::Arc;

use super::question::{self, read_question};
use super::scope::{Asked, Earlier};
use super::{Outcome, Question, Script, Section};
use crate::condition::{self, Condition};
use crate::diagnostic::{Diagnostic, SourceFile, code, has_errors};
use crate::source::{self, Node, Shape, TableReader, TextReader, Tree, did_you_mean};
use crate::text::{Id, LanguageTag, Phrase, Text};
use crate::words::script as words;

/// The newest format this program reads.
pub const FORMAT: i64 = 1;

/// How many questions a script may have, and how many sections.
const MOST_QUESTIONS: usize = 2_000;

const KEYS: [&str; 13] = [
    "format",
    "id",
    "version",
    "languages",
    "title",
    "when_to_use",
    "minutes",
    "briefing",
    "opening",
    "closing",
    "offer_earlier",
    "outcome",
    "section",
];

/// Reads a script with everything that is wrong with it; `None` when any of that is an error.
///
/// `siblings` gives the file of another script of the same kit, for `use`.
pub fn read(
    file: Arc<SourceFile>,
    siblings: &dyn Fn(&str) -> Option<Arc<SourceFile>>,
) -> (Option<Script>, Vec<Diagnostic>) {
    let (tree, mut problems) = source::read(&file);
    if has_errors(&problems) {
        return (None, problems);
    }
    let Some(table) = tree.root().table(&KEYS, &mut problems) else {
        return (None, problems);
    };
    read_format(&table, &mut problems);
    let id = read_id(&table, &mut problems);
    let own_id = table.get("id").and_then(|node| node.as_str()).unwrap_or("");
    let mut sections: Vec<Node<'_>> = match table.required("section", &mut problems) {
        Some(node) => node.list(&mut problems),
        None => Vec::new(),
    };
    if let Some(first) = sections.get(MOST_QUESTIONS) {
        problems.push(first.error(code::TOO_MANY_QUESTIONS, words::too_many_sections()));
        sections.truncate(MOST_QUESTIONS);
    }
    let wanted = used_scripts(&sections, own_id);
    let files: Vec<(&str, Option<Arc<SourceFile>>)> = wanted
        .into_iter()
        .map(|script| (script, siblings(script)))
        .collect();
    let trees: Vec<(&str, Option<Tree<'_>>)> = files
        .iter()
        .map(|(script, file)| (*script, file.as_ref().and_then(readable)))
        .collect();
    let mut used: HashMap<&str, UsedScript<'_>> = trees
        .iter()
        .filter_map(|(script, tree)| Some((*script, UsedScript::of(tree.as_ref()?.root()))))
        .collect();
    if uses_own(&sections, own_id) {
        used.insert(own_id, UsedScript::of(tree.root()));
    }
    let languages = source::read_languages(&table, &mut problems);
    let script = ScriptReader {
        file: &file,
        texts: TextReader::new(&file, &languages),
        problems,
        asked: Asked::default(),
        used,
        splices: Vec::new(),
    }
    .script(&table, &sections, id, &languages);
    let (script, problems) = script;
    (script.filter(|_| !has_errors(&problems)), problems)
}

/// Reads `format`: a file for a newer program is refused.
pub fn read_format(table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) {
    let Some(node) = table.required("format", problems) else {
        return;
    };
    match node.integer(problems) {
        Some(format) if format > FORMAT => problems.push(
            node.error(code::NEWER_FORMAT, words::newer_format())
                .with_help(words::newer_format_help()),
        ),
        Some(format) if format < FORMAT => {
            problems.push(node.error(code::WRONG_VALUE, words::no_such_format()));
        }
        _ => {}
    }
}

/// Reads the name of a script or document: well made, `-` allowed.
pub fn read_id(table: &TableReader<'_>, problems: &mut Vec<Diagnostic>) -> Option<Id> {
    let node = table.required("id", problems)?;
    let name = node.string(problems)?;
    if !Id::is_well_made_with_dash(name) {
        problems.push(
            node.error(code::BAD_NAME, words::bad_name(name))
                .with_help(words::bad_dashed_name_help()),
        );
    }
    Some(Id::new(name))
}

/// Reads `minutes`: a number, or from and to.
pub fn read_minutes(node: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<(u32, u32)> {
    if node.shape() == Shape::Integer {
        let minutes = node.count(problems)?;
        return Some((minutes, minutes));
    }
    let items = node.list(problems);
    let numbers: Vec<u32> = items
        .iter()
        .filter_map(|item| item.count(problems))
        .collect();
    match numbers.as_slice() {
        [from, to] if from > to => {
            problems.push(node.error(code::REVERSED_BOUNDS, words::reversed_bounds()));
            None
        }
        [from, to] => Some((*from, *to)),
        _ if numbers.len() == items.len() && node.shape() == Shape::Array => {
            problems.push(node.error(code::WRONG_VALUE, words::two_minutes()));
            None
        }
        _ => None,
    }
}

/// A text that stands in for one that could not be read; it never leaves this room.
pub(super) fn blank() -> Text {
    Text::same(Phrase::plain(""))
}

fn readable(file: &Arc<SourceFile>) -> Option<Tree<'_>> {
    let (tree, problems) = source::read(file);
    (!has_errors(&problems)).then_some(tree)
}

/// Gives the questions of sections, silently: what is wrong is reported where they are read.
fn questions_of<'a>(section: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    let questions = section
        .open_table(&mut Vec::new())
        .and_then(|table| table.get("question"))
        .and_then(|node| node.as_list());
    questions.into_iter().flatten()
}

fn string_of<'a>(table: Node<'a>, key: &str) -> Option<&'a str> {
    table
        .open_table(&mut Vec::new())?
        .get(key)
        .and_then(|node| node.as_str())
}

/// Gives the other scripts whose questions are used.
fn used_scripts<'a>(sections: &[Node<'a>], own_id: &str) -> Vec<&'a str> {
    let mut scripts: Vec<&str> = Vec::new();
    for question in sections.iter().flat_map(|section| questions_of(*section)) {
        if let Some((script, _)) = string_of(question, "use").and_then(|used| used.split_once('.'))
            && script != own_id
            && !scripts.contains(&script)
        {
            scripts.push(script);
        }
    }
    scripts
}

fn uses_own(sections: &[Node<'_>], own_id: &str) -> bool {
    sections
        .iter()
        .flat_map(|section| questions_of(*section))
        .any(|question| {
            string_of(question, "use")
                .and_then(|used| used.split_once('.'))
                .is_some_and(|(script, _)| script == own_id)
        })
}

/// A script whose questions are used: its languages, and its questions by id.
struct UsedScript<'a> {
    languages: Vec<&'a str>,
    questions: HashMap<&'a str, Node<'a>>,
}

impl<'a> UsedScript<'a> {
    /// Takes what `use` needs, silently: the file's own check reports what is wrong with it.
    fn of(root: Node<'a>) -> Self {
        let list = |key: &str| {
            root.open_table(&mut Vec::new())
                .and_then(|table| table.get(key))
                .and_then(|node| node.as_list())
                .into_iter()
                .flatten()
        };
        UsedScript {
            languages: list("languages").filter_map(|node| node.as_str()).collect(),
            questions: list("section")
                .flat_map(questions_of)
                .filter_map(|question| Some((string_of(question, "id")?, question)))
                .collect(),
        }
    }
}

/// The section a question stands in.
struct SectionAt<'s> {
    position: usize,
    when: Option<&'s Condition>,
    offer_earlier: bool,
}

pub(super) struct ScriptReader<'a> {
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) texts: TextReader<'a>,
    pub(super) problems: Vec<Diagnostic>,
    /// The questions read so far, and the names of all.
    pub(super) asked: Asked<'a>,
    /// The questions that `use` may name, by script.
    used: HashMap<&'a str, UsedScript<'a>>,
    /// What replaces each `use` in the stored script.
    splices: Vec<(std::ops::Range<usize>, String)>,
}

impl<'a> ScriptReader<'a> {
    fn script(
        mut self,
        table: &TableReader<'a>,
        sections: &[Node<'a>],
        id: Option<Id>,
        languages: &[LanguageTag],
    ) -> (Option<Script>, Vec<Diagnostic>) {
        let version = table.required("version", &mut self.problems);
        let version = version.and_then(|node| node.count(&mut self.problems));
        let title = table.required("title", &mut self.problems);
        let title = self.texts.optional(title, &mut self.problems);
        let when_to_use = self.text(table, "when_to_use");
        let minutes = table
            .get("minutes")
            .and_then(|node| read_minutes(node, &mut self.problems));
        let briefing = self.text(table, "briefing");
        let opening = self.text(table, "opening");
        self.judge_placeholders(0);
        let offer_earlier = table.switch("offer_earlier", true, &mut self.problems);

        let sections = self.sections(sections, offer_earlier, languages);
        let count = self.asked.len();
        let outcomes = self.outcomes(table);
        let closing = self.text(table, "closing");
        self.judge_placeholders(count);
        self.judge_untils();

        let source = self.stored_source();
        let questions: Option<Vec<Question>> = self.asked.into_questions();
        let script =
            id.zip(version)
                .zip(title)
                .zip(questions)
                .map(|(((id, version), title), questions)| Script {
                    id,
                    version,
                    languages: languages.to_vec(),
                    title,
                    when_to_use,
                    minutes,
                    briefing,
                    opening,
                    closing,
                    offer_earlier,
                    outcomes,
                    sections,
                    by_id: super::by_id(&questions),
                    questions,
                    source,
                });
        (script, self.problems)
    }

    pub(super) fn text(&mut self, table: &TableReader<'_>, key: &str) -> Option<Text> {
        self.texts.optional(table.get(key), &mut self.problems)
    }

    fn sections(
        &mut self,
        nodes: &[Node<'a>],
        offer_earlier: bool,
        languages: &[LanguageTag],
    ) -> Vec<Section> {
        self.name_questions(nodes);
        let mut sections = Vec::with_capacity(nodes.len());
        let mut ids: HashMap<&str, Node<'_>> = HashMap::new();
        for (position, node) in nodes.iter().enumerate() {
            let Some(table) = node.table(&["id", "title", "when", "question"], &mut self.problems)
            else {
                continue;
            };
            let id = question::own_id(&table, &mut self.problems);
            if let Some(id_node) = table.get("id")
                && let Some(name) = id_node.as_str()
                && let Some(first) = ids.insert(name, id_node)
            {
                self.problems.push(
                    id_node
                        .error(code::DUPLICATE_NAME, words::section_twice(name))
                        .with_related(first.span(), words::first_here()),
                );
            }
            let title = table.required("title", &mut self.problems);
            let title = self.texts.optional(title, &mut self.problems);
            self.judge_placeholders(self.asked.len());
            let when = self.condition(table.get("when"), self.asked.len());
            sections.push(Section {
                id: id.unwrap_or_else(|| Id::new("")),
                title: title.unwrap_or_else(blank),
                when,
                span: table.span(),
            });
            let questions = match table.required("question", &mut self.problems) {
                Some(node) => node.list(&mut self.problems),
                None => Vec::new(),
            };
            for question in questions {
                let section = SectionAt {
                    position,
                    when: sections
                        .last()
                        .and_then(|section: &Section| section.when.as_ref()),
                    offer_earlier,
                };
                self.question(question, &section, languages);
            }
        }
        sections
    }

    /// Notes the place of every question by name, so that a later one can be told from none.
    fn name_questions(&mut self, sections: &[Node<'a>]) {
        let mut first: HashMap<&str, Node<'_>> = HashMap::new();
        let questions = sections.iter().flat_map(|section| questions_of(*section));
        for (position, question) in questions.enumerate() {
            if position == MOST_QUESTIONS {
                let message = words::too_many_questions();
                self.problems
                    .push(question.error(code::TOO_MANY_QUESTIONS, message));
            }
            let id = question
                .open_table(&mut Vec::new())
                .and_then(|table| table.get("id"));
            if let Some(node) = id
                && let Some(name) = node.as_str()
            {
                match first.get(name) {
                    Some(first) => self.problems.push(
                        node.error(code::DUPLICATE_NAME, words::question_twice(name))
                            .with_help(words::reserved_name_help())
                            .with_related(first.span(), words::first_here()),
                    ),
                    None => {
                        first.insert(name, node);
                        self.asked.name(name, position);
                    }
                }
            }
        }
    }

    fn question(&mut self, node: Node<'a>, section: &SectionAt<'_>, languages: &[LanguageTag]) {
        let errors_before = self.problems.len();
        let index = self.asked.len();
        let Some(table) = node.table(&question::KEYS, &mut self.problems) else {
            self.asked.push(None);
            return;
        };
        let table = match table.get("use") {
            Some(used) => self.layered(table, used, languages),
            None => Some(table),
        };
        let question = table
            .and_then(|table| read_question(self, &table, section.position, section.offer_earlier));
        let when = question
            .as_ref()
            .and_then(|question| question.when.as_ref());
        let conditions: Vec<&Condition> = [when, section.when].into_iter().flatten().collect();
        self.texts
            .guard(&|name| conditions.iter().any(|condition| condition.assures(name)));
        self.judge_placeholders(index);
        let is_whole = !has_errors(&self.problems[errors_before..]);
        self.asked.push(question);
        if is_whole {
            self.asked.mark_whole(index);
        }
        if let Some(must) = table.and_then(|table| table.get("must")) {
            let must = question::read_must(self, must, index);
            self.asked.set_must(index, must);
            self.judge_placeholders(index + 1);
        }
    }

    /// Lays a question over the one it uses.
    fn layered(
        &mut self,
        table: TableReader<'a>,
        used: Node<'a>,
        languages: &[LanguageTag],
    ) -> Option<TableReader<'a>> {
        const NOT_COPIED: [&str; 5] = ["id", "use", "when", "required", "default"];
        let name = used.string(&mut self.problems)?;
        let base = match self.find_used(name) {
            Ok(base) => base,
            Err(mut problem) => {
                problem.span = Some(used.span());
                self.problems.push(*problem);
                return None;
            }
        };
        let base = base.open_table(&mut Vec::new())?;
        if base.has("use") {
            self.problems.push(
                used.error(code::BAD_USE, words::use_of_use(name))
                    .with_help(words::use_of_use_help()),
            );
            return None;
        }
        if let (Some(kind), Some(base_kind)) = (table.get("kind"), base.get("kind"))
            && kind.as_str() != base_kind.as_str()
        {
            self.problems.push(
                kind.error(code::BAD_USE, words::use_of_other_kind(name))
                    .with_related(base_kind.span(), words::used_here()),
            );
            return None;
        }
        let layered = table.over(base, &NOT_COPIED);
        self.splice(&layered, used, languages);
        Some(layered)
    }

    fn find_used(&self, name: &str) -> Result<Node<'a>, Box<Diagnostic>> {
        let problem = |message, help| {
            Box::new(Diagnostic {
                code: code::BAD_USE,
                severity: crate::diagnostic::Severity::Error,
                span: None,
                message,
                help,
                related: None,
            })
        };
        let Some((script, question)) = name.split_once('.') else {
            return Err(problem(words::use_form(name), Some(words::use_form_help())));
        };
        match self.used.get(script) {
            Some(used) => used.questions.get(question).copied().ok_or_else(|| {
                let help = did_you_mean(question, used.questions.keys().copied());
                problem(words::use_of_no_question(script, question), help)
            }),
            None => Err(problem(
                words::use_of_no_script(script),
                Some(words::use_of_no_script_help()),
            )),
        }
    }

    /// Notes the keys that take the place of `use` in the stored script.
    fn splice(&mut self, table: &TableReader<'a>, used: Node<'a>, languages: &[LanguageTag]) {
        let Some(key) = table.key_span("use") else {
            return;
        };
        // A text may be there in languages that this file does not list.
        let theirs: &[&str] = used
            .as_str()
            .and_then(|name| self.used.get(name.split('.').next()?))
            .map_or(&[], |script| &script.languages);
        let is_inline = table.node().is_inline();
        let keys: Vec<String> = table
            .inherited()
            .into_iter()
            .map(|(key, node)| {
                let keeps = |name: &str| {
                    !theirs.contains(&name) || languages.iter().any(|tag| tag.as_str() == name)
                };
                format!("{key} = {}", node.to_toml(&keeps))
            })
            .collect();
        let mut range = key.range.start..used.span().range.end;
        if is_inline && keys.is_empty() {
            let rest = self.file.text.get(range.end..).unwrap_or("");
            if rest.trim_start().starts_with(',') {
                range.end += rest.len() - rest.trim_start().len() + 1;
            }
        }
        let between = if is_inline { ", " } else { "\n" };
        self.splices.push((range, keys.join(between)));
    }

    /// Gives the file itself, with every `use` replaced by what it stands for.
    fn stored_source(&self) -> String {
        let mut stored = String::with_capacity(self.file.text.len());
        let mut at = 0;
        let mut splices: Vec<_> = self.splices.iter().collect();
        splices.sort_by_key(|(range, _)| range.start);
        for (range, words) in splices {
            stored.push_str(self.file.text.get(at..range.start).unwrap_or(""));
            stored.push_str(words);
            at = range.end;
        }
        stored.push_str(self.file.text.get(at..).unwrap_or(""));
        stored
    }

    pub(super) fn condition(
        &mut self,
        node: Option<Node<'_>>,
        earlier: usize,
    ) -> Option<Condition> {
        let scope = Earlier {
            asked: &self.asked,
            count: earlier,
        };
        let condition = condition::read(node?, &scope, &mut self.problems)?;
        condition::judge(&condition, &scope, &mut self.problems);
        Some(condition)
    }

    /// Judges the placeholders read since the last time: they may name the questions before.
    pub(super) fn judge_placeholders(&mut self, earlier: usize) {
        let slots = self.texts.take_slots();
        let scope = Earlier {
            asked: &self.asked,
            count: earlier,
        };
        for slot in slots {
            condition::judge_placeholder(&slot, &scope, &scope, &mut self.problems);
        }
    }

    fn outcomes(&mut self, table: &TableReader<'a>) -> Vec<Outcome> {
        let nodes = match table.get("outcome") {
            Some(node) => node.list(&mut self.problems),
            None => Vec::new(),
        };
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let keys = ["id", "when", "ends", "keep", "say"];
            let Some(table) = node.table(&keys, &mut self.problems) else {
                continue;
            };
            let id = question::own_id(&table, &mut self.problems);
            let when = table.required("when", &mut self.problems);
            let when = self.condition(when, self.asked.len());
            let ends = table.switch("ends", false, &mut self.problems);
            let keep = table.get("keep").map(|node| self.kept(node));
            let say = self.text(&table, "say");
            let (Some(id), Some(when)) = (id, when) else {
                continue;
            };
            if let Some(first) = outcomes.iter().find(|outcome| outcome.id == id) {
                let message = words::outcome_twice(id.as_str());
                self.problems.push(
                    Diagnostic::error(code::DUPLICATE_NAME, table.span(), message)
                        .with_related(first.span.clone(), words::first_here()),
                );
            }
            outcomes.push(Outcome {
                id,
                when,
                ends,
                keep,
                say,
                span: table.span(),
            });
        }
        outcomes
    }

    fn kept(&mut self, node: Node<'_>) -> Vec<crate::diagnostic::Placed<Id>> {
        let mut kept = Vec::new();
        for item in node.list(&mut self.problems) {
            let Some(name) = item.name(&mut self.problems) else {
                continue;
            };
            if self.asked.position(name.value.as_str()).is_none() {
                let mut problem = item.error(
                    code::UNKNOWN_NAME,
                    words::no_such_question(name.value.as_str()),
                );
                problem.help = did_you_mean(name.value.as_str(), self.asked.names());
                self.problems.push(problem);
            }
            kept.push(name);
        }
        kept
    }

    /// `until` may name a question that is asked later, so it is judged at the end.
    fn judge_untils(&mut self) {
        let mut problems = Vec::new();
        for until in self.asked.untils() {
            let name = until.question.value.as_str();
            let span = until.question.span.clone();
            match self.asked.find(name) {
                None if self.asked.position(name).is_some() => {}
                None => {
                    let message = words::no_such_question(name);
                    let mut problem = Diagnostic::error(code::UNKNOWN_NAME, span, message);
                    problem.help = did_you_mean(name, self.asked.names());
                    problems.push(problem);
                }
                Some(question) if question.kind() != crate::value::Kind::Date => {
                    let message = words::not_a_date_question(name);
                    problems.push(Diagnostic::error(code::VALUE_KIND, span, message));
                }
                Some(_) => {}
            }
        }
        self.problems.append(&mut problems);
    }
}
