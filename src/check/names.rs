//! What every name of a kit means, when all of it has been read.

use std::collections::HashMap;

use super::Whole;
use crate::condition::{Condition, Field, FieldShape, Lookup, Scope, Shapes};
use crate::definition::{Definition, ProfileScope};
use crate::diagnostic::{Diagnostic, Span, code};
use crate::script::{Question, Visibility};
use crate::source::did_you_mean;
use crate::words::check as words;

/// Traits of the definition and questions of all scripts.
pub(super) struct KitScope<'a> {
    pub(super) traits: ProfileScope<'a>,
    questions: HashMap<&'a str, Vec<&'a Question>>,
    scripts: Vec<&'a str>,
    documents: Vec<&'a str>,
    /// Something could not be read, so a name that is not here may be there.
    is_partial: bool,
    /// Only tests on what the definition alone could not judge are judged.
    rejudges: bool,
}

impl<'a> KitScope<'a> {
    pub(super) fn of(whole: &'a Whole, definition: &'a Definition) -> Self {
        let mut questions: HashMap<&str, Vec<&Question>> = HashMap::new();
        for question in whole.sound_scripts().flat_map(|script| &script.questions) {
            questions
                .entry(question.id.as_str())
                .or_default()
                .push(question);
        }
        KitScope {
            traits: ProfileScope::of_definition(definition),
            questions,
            scripts: whole
                .scripts
                .iter()
                .filter_map(|one| one.stem.as_deref())
                .collect(),
            documents: whole
                .documents
                .iter()
                .filter_map(|one| one.stem.as_deref())
                .collect(),
            is_partial: whole.has_faulty_script(),
            rejudges: false,
        }
    }

    /// Judges only what the definition, read alone, could not.
    pub(super) fn rejudging(mut self) -> Self {
        self.rejudges = true;
        self
    }

    pub(super) fn question(&self, id: &str) -> Option<&'a Question> {
        self.questions.get(id)?.first().copied()
    }

    /// Tells whether some script asks a question in a way that a client may see.
    pub(super) fn is_shared(&self, id: &str) -> bool {
        self.questions.get(id).is_some_and(|questions| {
            questions
                .iter()
                .any(|question| question.visibility == Visibility::Shared)
        })
    }

    pub(super) fn has_script(&self, id: &str) -> bool {
        self.scripts.contains(&id)
    }

    pub(super) fn is_partial(&self) -> bool {
        self.is_partial
    }

    pub(super) fn question_ids(&self) -> Vec<&'a str> {
        let mut ids: Vec<&str> = self.questions.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    pub(super) fn script_ids(&self) -> &[&'a str] {
        &self.scripts
    }

    /// Reports names of a condition that are nowhere in the kit.
    pub(super) fn judge_names(&self, condition: &Condition, problems: &mut Vec<Diagnostic>) {
        condition.visit(&mut |part| {
            if let Condition::Test { field, span, .. } = part {
                self.judge_field(field, span, problems);
            }
        });
    }

    pub(super) fn judge_field(&self, field: &Field, span: &Span, problems: &mut Vec<Diagnostic>) {
        let (name, known, message) = match field {
            Field::Question { id, .. } if self.question(id.as_str()).is_none() => {
                let mut known = self.question_ids();
                known.extend(Scope::names(&self.traits));
                (id.as_str(), known, words::no_such_field(id.as_str()))
            }
            Field::Interviews(id) if !self.has_script(id.as_str()) => {
                let known = self.scripts.clone();
                (id.as_str(), known, words::no_such_script(id.as_str()))
            }
            Field::Sent(id) if !self.documents.contains(&id.as_str()) => {
                let known = self.documents.clone();
                (id.as_str(), known, words::no_such_document(id.as_str()))
            }
            _ => return,
        };
        if self.is_partial {
            return;
        }
        let start = span.range.start;
        let length = span
            .file
            .text
            .get(span.range.clone())
            .and_then(|words| words.find('=').or(Some(words.len())))
            .unwrap_or(0);
        let key = span.file.text.get(start..start + length).unwrap_or("");
        let span = Span {
            file: span.file.clone(),
            range: start..start + key.trim_end().len(),
        };
        let mut problem = Diagnostic::error(code::UNKNOWN_NAME, span, message);
        problem.help = did_you_mean(name, known);
        problems.push(problem);
    }
}

impl Scope for KitScope<'_> {
    fn look_up(&self, name: &str) -> Lookup {
        match self.traits.look_up(name) {
            Lookup::Found(Field::Question { id, .. })
                if self.question(id.as_str()).is_none() && !self.is_partial =>
            {
                Lookup::Unknown
            }
            found => found,
        }
    }

    fn names(&self) -> Vec<&str> {
        let mut names = Scope::names(&self.traits);
        names.extend(self.question_ids());
        names
    }

    fn is_profile(&self) -> bool {
        true
    }

    fn columns(&self, field: &Field) -> Option<Vec<&str>> {
        self.traits.columns(field)
    }

    fn is_day(&self, field: &Field) -> bool {
        self.traits.is_day(field)
    }
}

impl Shapes for KitScope<'_> {
    fn shape(&self, field: &Field) -> Option<FieldShape<'_>> {
        match field {
            Field::Question { id, .. } => self.question(id.as_str()).map(Question::field_shape),
            Field::Trait(_) => {
                let mut shape = self.traits.shape(field)?;
                if shape.columns.is_empty() {
                    return (!self.rejudges).then_some(shape);
                }
                let sources = self.traits.row_sources(field);
                for (column, column_shape) in &mut shape.columns {
                    let fed = sources
                        .iter()
                        .filter(|(name, _)| name == column)
                        .filter_map(|(_, question)| self.question(question));
                    for question in fed {
                        let found = question.field_shape();
                        match column_shape {
                            Some(known) => known.ids.extend(found.ids),
                            None => *column_shape = Some(found),
                        }
                    }
                }
                Some(shape)
            }
            _ if self.rejudges => None,
            _ => self.traits.shape(field),
        }
    }
}
