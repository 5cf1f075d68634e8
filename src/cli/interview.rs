//! `ascolto interview`: run a script with a client, or go on with the draft.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::ArgMatches;
use jiff::Timestamp;
use jiff::civil::Date;

use super::begin;
use super::conduct::{self, Ending, Journal};
use super::environment::Context;
use super::find::{self, tell_problems};
use super::kits::{self, OpenKit};
use super::open_points;
use super::outcome::{Exit, Failure};
use super::portrait::Gallery;
use crate::card::Card;
use crate::console::{self, Front, Menu, Speech};
use crate::interview::{Earlier, Event, Finished, Interview, Offering, Scope, Setting, shown};
use crate::record::{self, Heading, Mode, Record, ScriptReference};
use crate::script::{Script, Voice};
use crate::store::{
    Client, ClientName, Draft, Entry, FindError, Lookup, Match, NewDraft, Offered, Records, Store,
    StoredDraft, Whom,
};
use crate::text::{Id, Safe};
use crate::words::Sentence;
use crate::words::interview_command as words;

/// The script of a first conversation, when none is named.
pub const FIRST_SCRIPT: &str = "intake";

/// What was asked for, as far as it is known before anything is said.
pub struct Wanted<'m> {
    pub name: ClientName,
    /// The client, or names like it.
    pub known: Result<Client, Vec<Match>>,
    pub held: Date,
    pub mode: Mode,
    /// `--on` was given.
    pub is_dated: bool,
    pub script: Option<&'m str>,
    pub amend: Option<&'m str>,
    pub only: Option<Vec<Id>>,
    pub open: bool,
    pub restart: bool,
}

/// Runs the command.
pub fn run(context: &Context, matches: &ArgMatches) -> anyhow::Result<Exit> {
    let typed = matches
        .get_one::<String>("client")
        .map(String::as_str)
        .unwrap_or_default();
    let mut store = find::store(context)?;
    let known = match store.client(typed, Lookup::Exact) {
        Ok(client) => Ok(client),
        Err(FindError::NotFound { similar, problems }) if problems.is_empty() => Err(similar),
        Err(error) => return Err(find::failure(context, typed, error)),
    };
    let name = match &known {
        Ok(client) => ClientName::new(&client.card().name),
        Err(_) => ClientName::new(typed),
    };
    let name = name.map_err(|fault| Failure::fault(fault.sentence()))?;
    let on = matches.get_one::<String>("on").map(String::as_str);
    let held = held(context, on)?;
    let answers = matches.get_one::<PathBuf>("answers");
    let is_notes = answers.is_some() || held < context.today();
    let only = matches.get_many::<String>("only");
    let wanted = Wanted {
        name,
        known,
        held,
        mode: if is_notes { Mode::Notes } else { Mode::Live },
        is_dated: on.is_some(),
        script: matches.get_one::<String>("script").map(String::as_str),
        amend: matches.get_one::<String>("amend").map(String::as_str),
        only: only.map(|ids| ids.map(|id| Id::new(id.trim())).collect()),
        open: matches.get_flag("open"),
        restart: matches.get_flag("restart"),
    };
    let kit = kits::open(context)?;
    match answers {
        Some(file) => super::answers::run(context, &mut store, &kit, &wanted, file),
        None => talk(
            context,
            &mut store,
            &kit,
            &wanted,
            matches.get_flag("plain"),
        ),
    }
}

/// Reads the day of the conversation: today or earlier.
fn held(context: &Context, typed: Option<&str>) -> anyhow::Result<Date> {
    let today = context.today();
    let Some(typed) = typed else { return Ok(today) };
    let day = super::day(context, typed)?;
    match day > today {
        true => Err(Failure::usage(words::not_in_the_future(typed)).into()),
        false => Ok(day),
    }
}

/// Opens the way to the person: the terminal, or plain lines where there is none.
pub fn front(context: &Context, plain: bool) -> anyhow::Result<Box<dyn Front>> {
    let colour = if context.talk_color {
        console::Colour::On
    } else {
        console::Colour::Off
    };
    let front: std::io::Result<Box<dyn Front>> = match plain || !console::is_interactive() {
        true => {
            console::Plain::open(context.language).map(|front| Box::new(front) as Box<dyn Front>)
        }
        false => console::Terminal::open(context.language, colour)
            .map(|front| Box::new(front) as Box<dyn Front>),
    };
    front.map_err(|error| {
        Failure {
            exit: Exit::Disk,
            message: words::no_terminal(&error.to_string()),
            help: None,
        }
        .into()
    })
}

fn talk(
    context: &Context,
    store: &mut Store,
    kit: &OpenKit,
    wanted: &Wanted<'_>,
    plain: bool,
) -> anyhow::Result<Exit> {
    let mut front = front(context, plain)?;
    let front = front.as_mut();
    let named = named(context, kit, wanted)?;
    let stored = match &wanted.known {
        Ok(client) => draft_of(context, client, wanted, named.as_ref())?,
        Err(_) => None,
    };
    match (&wanted.known, stored) {
        (Ok(client), Some(stored)) if !wanted.restart => {
            let now = named.or_else(|| kit.script_now(stored.header.script.id.as_str()));
            resume(context, store, kit, client, &stored, now, front)
        }
        (Ok(client), stored) => {
            if let Some(stored) = stored {
                store.resume(client, &stored)?.draft.set_aside()?;
            }
            let plan = plan(context, store, kit, client, wanted, named)?;
            match plan {
                Some(plan) => new(
                    context,
                    store,
                    kit,
                    Whom::Known(client),
                    client.card(),
                    plan,
                    front,
                ),
                None => Ok(Exit::Done),
            }
        }
        (Err(similar), _) => {
            let script = script_of(context, kit, wanted, named)?;
            match begin::newcomer(context, &wanted.name, similar, &script, front)? {
                Some(card) => {
                    let plan = Plan::first(script, wanted);
                    new(context, store, kit, Whom::New(&card), &card, plan, front)
                }
                None => {
                    let words = words::not_begun();
                    context.say(&words);
                    Ok(Exit::Interrupted)
                }
            }
        }
    }
}

/// Reads the script that was named by its file: its id stands inside. A draft can be gone on with
/// when the file is gone.
fn named(context: &Context, kit: &OpenKit, wanted: &Wanted<'_>) -> anyhow::Result<Option<Script>> {
    let file = wanted.script.filter(|name| kits::is_path(name));
    file.filter(|file| std::path::Path::new(file).exists())
        .map(|file| kits::script(context, kit, file))
        .transpose()
}

/// Gives the script of a new interview.
fn script_of(
    context: &Context,
    kit: &OpenKit,
    wanted: &Wanted<'_>,
    named: Option<Script>,
) -> anyhow::Result<Script> {
    match named {
        Some(script) => Ok(script),
        None => kits::script(context, kit, wanted.script.unwrap_or(FIRST_SCRIPT)),
    }
}

/// Finds the draft that is to be gone on with: that of the script, or the only one.
fn draft_of(
    context: &Context,
    client: &Client,
    wanted: &Wanted<'_>,
    named: Option<&Script>,
) -> anyhow::Result<Option<StoredDraft>> {
    if wanted.amend.is_some() || wanted.only.is_some() || wanted.open {
        return Ok(None);
    }
    let read = client.drafts()?;
    find::tell_or_refuse(context, &read.problems)?;
    let mut drafts = read.drafts;
    if let Some(script) = wanted.script {
        let id = named.map_or_else(|| kits::script_id(script), |named| named.id.to_string());
        drafts.retain(|draft| draft.header.script.id == *id);
    }
    let of_one_script = |drafts: &[StoredDraft]| {
        drafts
            .windows(2)
            .all(|two| two[0].header.script.id == two[1].header.script.id)
    };
    match drafts.len() {
        0 | 1 => Ok(drafts.pop()),
        // Two were begun at once: the last that was worked on, then the other.
        _ if of_one_script(&drafts) => {
            drafts.sort_by_key(StoredDraft::last);
            Ok(drafts.pop())
        }
        _ => {
            let scripts: Vec<&str> = drafts
                .iter()
                .map(|draft| draft.header.script.id.as_str())
                .collect();
            Err(Failure::fault(words::several_drafts(&scripts.join(", ")))
                .with_help(words::name_the_script(client.id(), scripts[0]))
                .into())
        }
    }
}

/// What a new interview is held with.
pub struct Plan {
    pub script: Script,
    pub held: Date,
    pub mode: Mode,
    pub amends: Option<String>,
    pub only: Option<Vec<Id>>,
    pub earlier: BTreeMap<Id, Earlier>,
    begin: Begin,
}

impl Plan {
    /// Plans the first interview with somebody.
    pub fn first(script: Script, wanted: &Wanted<'_>) -> Self {
        Plan {
            begin: Begin::WithTheFirstAnswer,
            script,
            held: wanted.held,
            mode: wanted.mode,
            amends: None,
            only: wanted.only.clone(),
            earlier: BTreeMap::new(),
        }
    }
}

/// Plans a new interview with a known client; `None` when there is nothing to ask.
pub fn plan(
    context: &Context,
    store: &Store,
    kit: &OpenKit,
    client: &Client,
    wanted: &Wanted<'_>,
    named: Option<Script>,
) -> anyhow::Result<Option<Plan>> {
    let records = client.records()?;
    find::tell_or_refuse(context, &records.problems)?;
    if let Some(which) = wanted.amend {
        return amendment(context, kit, &records, which, wanted, named).map(Some);
    }
    let script = script_of(context, kit, wanted, named)?;
    let only = match wanted.open {
        true => {
            let mut gallery = Gallery::open(store, kit)?;
            let portrait = gallery.load(context, store, client)?;
            let open = gallery.with_profile(&portrait, wanted.held, |profile| {
                open_points::questions(profile, &script)
            });
            if open.is_empty() {
                context.say(&words::nothing_open(script.id.as_str()));
                return Ok(None);
            }
            Some(open)
        }
        false => wanted.only.clone(),
    };
    if let Some(unknown) = only
        .iter()
        .flatten()
        .find(|id| script.question(id.as_str()).is_none())
    {
        return Err(Failure::fault(words::no_such_question(
            unknown.as_str(),
            script.id.as_str(),
        ))
        .into());
    }
    let earlier = earlier(records.in_force());
    Ok(Some(Plan {
        begin: Begin::WithTheFirstAnswer,
        script,
        held: wanted.held,
        mode: wanted.mode,
        amends: None,
        only,
        earlier,
    }))
}

/// Plans the correction of an interview: the same script, with its answers filled in.
fn amendment(
    context: &Context,
    kit: &OpenKit,
    records: &Records,
    which: &str,
    wanted: &Wanted<'_>,
    named: Option<Script>,
) -> anyhow::Result<Plan> {
    let id_inside = named.as_ref().map(|script| script.id.to_string());
    let script = id_inside.or_else(|| wanted.script.map(kits::script_id));
    let is_meant = |record: &&Record| {
        record.interview.starts_with(which)
            && script
                .as_deref()
                .is_none_or(|script| record.script.id == *script)
    };
    let found: Vec<&Record> = records.in_force().filter(is_meant).collect();
    let record = match found.as_slice() {
        [] => {
            return Err(Failure::fault(words::nothing_to_amend(which))
                .with_help(words::see_history())
                .into());
        }
        [.., last] => *last,
    };
    let script = match named {
        Some(script) => script,
        None => kits::script(
            context,
            kit,
            wanted.script.unwrap_or(record.script.id.as_str()),
        )?,
    };
    Ok(Plan {
        begin: Begin::WithTheFirstAnswer,
        script,
        held: if wanted.is_dated {
            wanted.held
        } else {
            record.held
        },
        mode: if wanted.is_dated {
            wanted.mode
        } else {
            record.mode
        },
        amends: Some(record.interview.clone()),
        only: None,
        earlier: earlier([record].into_iter()),
    })
}

/// Gathers earlier answers, the latest of each question.
fn earlier<'r>(records: impl Iterator<Item = &'r Record>) -> BTreeMap<Id, Earlier> {
    let mut earlier = BTreeMap::new();
    for record in records {
        for answer in &record.answers {
            earlier.insert(
                answer.id.clone(),
                Earlier {
                    answer: answer.answer.clone(),
                    day: record.held,
                },
            );
        }
    }
    earlier
}

/// Gives the setting of a planned interview.
pub fn setting(plan: &Plan, card: &Card) -> Setting {
    Setting {
        language: card.language.clone(),
        held: plan.held,
        card: card.clone(),
        earlier: plan.earlier.clone(),
        offering: if plan.amends.is_some() {
            Offering::All
        } else {
            Offering::AsScripted
        },
        scope: plan.only.clone().map_or(Scope::Whole, Scope::Only),
    }
}

/// Gives the draft of a planned interview.
pub fn new_draft<'p>(
    context: &Context,
    plan: &'p Plan,
    whom: Whom<'p>,
    card: &Card,
) -> NewDraft<'p> {
    let script = &plan.script;
    let offered = plan
        .earlier
        .iter()
        .filter(|(id, _)| script.question(id.as_str()).is_some());
    NewDraft {
        whom,
        script: ScriptReference {
            id: script.id.clone(),
            version: script.version,
            title: script
                .title
                .in_tag(context.language.tag())
                .as_plain()
                .unwrap_or_default()
                .to_owned(),
            digest: record::digest(&script.source),
        },
        script_source: &script.source,
        language: card.language.clone(),
        held: plan.held,
        mode: plan.mode,
        started: context.now(),
        amends: plan.amends.clone(),
        only: plan.only.clone(),
        offered: offered
            .map(|(question, earlier)| Offered {
                question: question.clone(),
                answer: earlier.answer.clone(),
                day: earlier.day,
            })
            .collect(),
    }
}

fn new(
    context: &Context,
    store: &mut Store,
    kit: &OpenKit,
    whom: Whom<'_>,
    card: &Card,
    plan: Plan,
    front: &mut dyn Front,
) -> anyhow::Result<Exit> {
    // The program ends with the interview: a script freed piece by piece only delays the shell.
    let plan = ManuallyDrop::new(plan);
    let interview = Interview::new(&plan.script, setting(&plan, card));
    let opening = opening(context, &interview, plan.amends.is_some());
    store.check_writable()?;
    let mut journal = DraftJournal {
        store,
        draft: None,
        begin: Some(&|| new_draft(context, &plan, whom, card)),
    };
    if plan.begin == Begin::AtOnce {
        journal.draft()?;
    }
    run_draft(context, kit, journal, interview, front, opening)
}

/// What is said before the first question: all of it only where the whole conversation is held.
fn opening(context: &Context, interview: &Interview<'_>, is_amendment: bool) -> Vec<Speech> {
    let script = interview.script();
    let setting = interview.setting();
    let own = context.tag();
    let title = interview.fill(&script.title, &own);
    let mut opening = vec![Speech::Heading(format!("{title} · {}", setting.card.name))];
    let note = |sentence: Sentence| Speech::Note(sentence.in_language(context.language).to_owned());
    if is_amendment {
        let day = crate::value::date::in_words(setting.held, own.as_str());
        opening.push(note(words::correcting(&day)));
    } else if setting.scope != Scope::Whole {
        opening.push(note(words::part_only()));
    } else {
        let briefing = script.briefing.as_ref();
        opening.extend(briefing.map(|text| Speech::Aside(interview.fill(text, &own))));
        let aloud = script.opening.as_ref();
        opening.extend(aloud.map(|text| Speech::Aloud(interview.fill(text, &setting.language))));
    }
    opening
}

/// Goes on with a draft, under the script as it was when the interview began.
fn resume(
    context: &Context,
    store: &mut Store,
    kit: &OpenKit,
    client: &Client,
    stored: &StoredDraft,
    now: Option<Script>,
    front: &mut dyn Front,
) -> anyhow::Result<Exit> {
    let header = &stored.header;
    let pinned = store.pinned_script(&header.script.digest)?;
    let text = pinned.ok_or_else(|| {
        Failure::fault(words::script_is_gone(header.script.id.as_str()))
            .with_help(words::restart_help())
    })?;
    let script = kits::read_pinned(context, &header.script.digest, text)?;
    let changed = now.filter(|now| now.source != script.source);
    let resumed = store.resume(client, stored)?;
    tell_problems(context, resumed.problem.as_slice());
    let mut interview = Interview::new(&script, setting_of(stored, client.card()));
    for entry in resumed.entries {
        let Some(event) = event(entry) else { continue };
        if let Err(rejection) = interview.apply(event) {
            let message = rejection.message.in_language(context.language).to_owned();
            front.say(&Speech::Problem(format!(
                "{}: {message}",
                rejection.question
            )))?;
        }
    }
    if let Some(now) = changed
        && wants_new_script(context, front)? == Some(true)
    {
        let plan = moved(stored, &interview, now);
        resumed.draft.set_aside()?;
        return new(
            context,
            store,
            kit,
            Whom::Known(client),
            client.card(),
            plan,
            front,
        );
    }
    let recap = vec![Speech::Note(recap(context, &interview, client))];
    let journal = DraftJournal {
        store,
        draft: Some(resumed.draft),
        begin: None,
    };
    run_draft(context, kit, journal, interview, front, recap)
}

fn setting_of(stored: &StoredDraft, card: &Card) -> Setting {
    let header = &stored.header;
    let earlier = header.offered.iter().map(|offered| {
        (
            offered.question.clone(),
            Earlier {
                answer: offered.answer.clone(),
                day: offered.day,
            },
        )
    });
    Setting {
        language: header.language.clone(),
        held: header.held,
        card: card.clone(),
        earlier: earlier.collect(),
        offering: if header.amends.is_some() {
            Offering::All
        } else {
            Offering::AsScripted
        },
        scope: header.only.clone().map_or(Scope::Whole, Scope::Only),
    }
}

/// Asks whether to go on under the script as it was, or to begin again under the changed one.
fn wants_new_script(context: &Context, front: &mut dyn Front) -> anyhow::Result<Option<bool>> {
    let say = |sentence: Sentence| sentence.in_language(context.language).to_owned();
    let menu = Menu {
        language: context.language,
        title: say(words::script_changed()),
        items: vec![
            say(words::go_on_as_it_was()),
            say(words::begin_again_as_it_is()),
        ],
        selected: 0,
    };
    Ok(front.pick(&menu).unwrap_or(None).map(|picked| picked == 1))
}

/// Plans the same interview under the script as it is now; what was said is offered.
fn moved(stored: &StoredDraft, interview: &Interview<'_>, script: Script) -> Plan {
    let header = &stored.header;
    let mut earlier = interview.setting().earlier.clone();
    for (index, question) in interview.script().questions.iter().enumerate() {
        if let Some(answer) = interview.answer(index) {
            earlier.insert(
                question.id.clone(),
                Earlier {
                    answer,
                    day: header.held,
                },
            );
        }
    }
    Plan {
        begin: Begin::AtOnce,
        script,
        held: header.held,
        mode: header.mode,
        amends: header.amends.clone(),
        only: header.only.clone(),
        earlier,
    }
}

fn recap(context: &Context, interview: &Interview<'_>, client: &Client) -> String {
    let script = interview.script();
    let own = context.tag();
    let title = interview.fill(&script.title, &own);
    let last = (0..script.questions.len())
        .rev()
        .find(|index| interview.path().is_answered(*index));
    let last = last.and_then(|index| {
        let question = &script.questions[index];
        let tongue = if question.voice == Voice::Private {
            &own
        } else {
            &interview.setting().language
        };
        let name = interview.fill(question.short_name(), &own);
        interview.answer(index).map(|answer| {
            format!(
                "{name}: {}",
                conduct::one_line(&shown(question, &answer, tongue))
            )
        })
    });
    let count = interview.progress().answered;
    let words = words::recap(
        &title,
        &client.card().name,
        count,
        last.as_deref().unwrap_or("…"),
    );
    words.in_language(context.language).to_owned()
}

/// When the draft of a new interview is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// It carries answers that were given already.
    AtOnce,
    /// Who leaves before answering leaves nothing behind.
    WithTheFirstAnswer,
}

/// The draft as a journal; it is made when something is to be kept.
struct DraftJournal<'a> {
    store: &'a mut Store,
    draft: Option<Draft>,
    begin: Option<&'a dyn Fn() -> NewDraft<'a>>,
}

impl DraftJournal<'_> {
    fn draft(&mut self) -> anyhow::Result<&mut Draft> {
        if let (None, Some(begin)) = (&self.draft, self.begin) {
            self.draft = Some(self.store.begin(begin())?);
        }
        self.draft
            .as_mut()
            .ok_or_else(|| anyhow::anyhow!("a journal has its draft or begins one"))
    }
}

impl Journal for DraftJournal<'_> {
    fn append(&mut self, event: &Event) -> anyhow::Result<()> {
        Ok(self.draft()?.append(&entry(event))?)
    }
}

fn entry(event: &Event) -> Entry {
    match event.clone() {
        Event::Answered {
            question,
            answer,
            at,
        } => Entry::Answer {
            question,
            answer,
            at,
        },
        Event::Noted { question, note, at } => Entry::Note { question, note, at },
        Event::Quoted {
            question,
            quote,
            at,
        } => Entry::Quote {
            question,
            quote,
            at,
        },
    }
}

fn event(entry: Entry) -> Option<Event> {
    match entry {
        Entry::Answer {
            question,
            answer,
            at,
        } => Some(Event::Answered {
            question,
            answer,
            at,
        }),
        Entry::Note { question, note, at } => Some(Event::Noted { question, note, at }),
        Entry::Quote {
            question,
            quote,
            at,
        } => Some(Event::Quoted {
            question,
            quote,
            at,
        }),
        Entry::Drop { .. } | Entry::At { .. } => None,
    }
}

fn run_draft(
    context: &Context,
    kit: &OpenKit,
    mut journal: DraftJournal<'_>,
    mut interview: Interview<'_>,
    front: &mut dyn Front,
    opening: Vec<Speech>,
) -> anyhow::Result<Exit> {
    let now = || context.now();
    let opened = opening.iter().try_for_each(|speech| front.say(speech));
    let ending = match opened {
        Ok(()) => conduct::conduct(&mut interview, front, &mut journal, context.language, &now)?,
        Err(_) => Ending::Paused,
    };
    if matches!(ending, Ending::Finished(_)) {
        journal.draft()?;
    }
    let DraftJournal { store, draft, .. } = journal;
    let Some(draft) = draft else {
        say_last(context, front, &words::paused_before_any_answer());
        return Ok(Exit::Interrupted);
    };
    match ending {
        Ending::Finished(finished) => {
            let told = finish(context, draft, &interview, &finished)?;
            let Some((path, client)) = told else {
                say_outcome(context, &interview, &finished, front);
                return Ok(Exit::Done);
            };
            say_outcome(context, &interview, &finished, front);
            let told = super::after::tell(context, store, kit, &client);
            super::after::or_say_where(context, &path, told)
        }
        Ending::Paused => {
            let count = interview.progress().answered;
            let words = words::paused(count, &draft.header().client);
            say_last(context, front, &words);
            Ok(Exit::Interrupted)
        }
    }
}

/// Says the last line; the terminal may be gone: then it is said on stderr if it can be.
fn say_last(context: &Context, front: &mut dyn Front, sentence: &Sentence) {
    let words = sentence.in_language(context.language).to_owned();
    if front.say(&Speech::Note(words.clone())).is_err() {
        let mut line = Safe::words("\n");
        line.push_line(&words);
        context.talk(&line);
    }
}

fn say_outcome(
    context: &Context,
    interview: &Interview<'_>,
    finished: &Finished,
    front: &mut dyn Front,
) {
    let outcome = finished
        .outcome
        .map(|index| &interview.script().outcomes[index]);
    if let Some(say) = outcome.and_then(|outcome| outcome.say.as_ref()) {
        // Everything is decided by now; a closed terminal only misses the words.
        let _ = front.say(&Speech::Note(interview.fill(say, &context.tag())));
    }
}

/// Stores a finished interview; `None` when nothing may be stored.
fn finish(
    context: &Context,
    mut draft: Draft,
    interview: &Interview<'_>,
    finished: &Finished,
) -> anyhow::Result<Option<(PathBuf, Client)>> {
    let client = draft.client()?;
    let header = draft.header();
    let heading = Heading {
        interview: header.interview.clone(),
        // The store gives it.
        n: 0,
        digest: header.script.digest.clone(),
        mode: header.mode,
        started: header.started,
        finished: now_after(context, header.started),
        amends: header.amends.clone(),
        own_language: context.tag(),
    };
    let Some(record) = record::compose(interview, finished, heading) else {
        draft.discard()?;
        return Ok(None);
    };
    let done = draft.finish(&record)?;
    tell_problems(context, done.left.as_slice());
    Ok(Some((done.path, client)))
}

/// A clock that was set back does not make an interview end before it began.
pub fn now_after(context: &Context, started: Timestamp) -> Timestamp {
    context.now().max(started)
}
