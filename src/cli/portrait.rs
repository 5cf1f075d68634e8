//! Everything a profile of one client is derived from, loaded once: records, scripts, definition.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::environment::Context;
use super::find::tell_problems;
use super::kits::OpenKit;
use super::outcome::Exit;
use crate::card::Settings;
use crate::definition::Definition;
use crate::diagnostic::SourceFile;
use crate::profile::{self, Profile, SentMark, Sources};
use crate::record::{Record, ScriptReference};
use crate::script::{self, Script};
use crate::store::{Client, Problem, Store};
use crate::text::{Id, Text};
use crate::words::cli as words;

/// What is the same for every client: the definition, the kit's scripts, the scripts of records.
pub struct Gallery<'k> {
    pub definition: &'k Definition,
    pub settings: Settings,
    open: &'k OpenKit,
    kit: Vec<&'k Script>,
    /// What the documents that were sent are called.
    titles: BTreeMap<Id, Option<Text>>,
    /// Scripts of records by digest; `None` when it is kept nowhere.
    pinned: BTreeMap<String, Option<Script>>,
}

/// The records of one client, and how reading them went.
pub struct Portrait<'c> {
    pub client: &'c Client,
    pub records: Vec<Record>,
    sent: Vec<SentMark>,
    pub worst: Exit,
}

impl<'k> Gallery<'k> {
    /// Loads what every profile needs.
    pub fn open(store: &Store, kit: &'k OpenKit) -> anyhow::Result<Self> {
        Ok(Gallery {
            definition: kit.definition()?,
            settings: store.settings()?,
            kit: kit.scripts()?,
            open: kit,
            titles: BTreeMap::new(),
            pinned: BTreeMap::new(),
        })
    }

    /// Loads one client, with the scripts of the records; what cannot be read is told.
    pub fn load<'c>(
        &mut self,
        context: &Context,
        store: &Store,
        client: &'c Client,
    ) -> anyhow::Result<Portrait<'c>> {
        let (portrait, problems) = self.read(context, store, client)?;
        let worst = tell_problems(context, &problems);
        Ok(Portrait { worst, ..portrait })
    }

    /// As [`Gallery::load`], for those who tell of the problems themselves.
    pub fn load_quietly<'c>(
        &mut self,
        context: &Context,
        store: &Store,
        client: &'c Client,
    ) -> anyhow::Result<(Portrait<'c>, Vec<Problem>)> {
        self.read(context, store, client)
    }

    fn read<'c>(
        &mut self,
        context: &Context,
        store: &Store,
        client: &'c Client,
    ) -> anyhow::Result<(Portrait<'c>, Vec<Problem>)> {
        let read = client.records()?;
        let (sent, sent_problems) = client.sent()?;
        let mut problems = read.problems;
        problems.extend(sent_problems);
        let records: Vec<Record> = read
            .records
            .into_iter()
            .map(|stored| stored.record)
            .collect();
        for record in &records {
            problems.extend(self.pin(context, store, &record.script));
        }
        for mark in &sent {
            if !self.titles.contains_key(&mark.document) {
                let title = self.open.document_title(mark.document.as_str())?;
                self.titles.insert(mark.document.clone(), title);
            }
        }
        let sent = sent
            .into_iter()
            .map(|mark| SentMark {
                document: mark.document,
                day: mark.on,
            })
            .collect();
        let portrait = Portrait {
            client,
            records,
            sent,
            worst: Exit::Done,
        };
        Ok((portrait, problems))
    }

    /// Finds the script of a record: as it was used, else the kit's of that name, and says so.
    fn pin(
        &mut self,
        context: &Context,
        store: &Store,
        wanted: &ScriptReference,
    ) -> Option<Problem> {
        if self.pinned.contains_key(&wanted.digest) {
            return None;
        }
        let mut told = None;
        let script = match store.pinned_script(&wanted.digest) {
            Ok(Some(text)) => read_pinned(&wanted.digest, text),
            Ok(None) => None,
            Err(problem) => {
                told = Some(problem);
                None
            }
        };
        if script.is_none() {
            let sentence = match self.of_kit(wanted) {
                Some(_) => words::script_of_kit(wanted.id.as_str()),
                None => words::script_is_gone(wanted.id.as_str()),
            };
            context.say(&sentence);
        }
        self.pinned.insert(wanted.digest.clone(), script);
        told
    }

    fn of_kit(&self, wanted: &ScriptReference) -> Option<&Script> {
        self.kit
            .iter()
            .copied()
            .find(|script| script.id == wanted.id)
    }

    /// Derives a profile and hands it on.
    pub fn with_profile<T>(
        &self,
        portrait: &Portrait<'_>,
        on: Date,
        use_it: impl FnOnce(&Profile<'_>) -> T,
    ) -> T {
        let script_of = |wanted: &ScriptReference| {
            self.pinned
                .get(&wanted.digest)
                .and_then(Option::as_ref)
                .or_else(|| self.of_kit(wanted))
        };
        // Of a document that was not sent only advice speaks, by its name if need be.
        let document_title = |id: &Id| match self.titles.get(id) {
            Some(title) => title.clone(),
            None => self.open.document_title(id.as_str()).ok().flatten(),
        };
        let profile = profile::derive(&Sources {
            definition: self.definition,
            card: portrait.client.card(),
            settings: &self.settings,
            records: &portrait.records,
            script_of: &script_of,
            scripts: &self.kit,
            document_title: &document_title,
            sent: &portrait.sent,
            on,
        });
        use_it(&profile)
    }
}

/// Reads a script as it was used.
pub fn read_pinned(digest: &str, text: String) -> Option<Script> {
    let file = SourceFile {
        name: format!("scripts/{digest}.toml"),
        text,
    };
    script::read(file.into(), &|_| None).0
}
