//! Conducting an interview: the conversation between a person and the machine.
//!
//! Decides the order of screens: ask, confirm the impact of a change, keep what was accepted, go
//! back, jump, review, finish. What is asked is the interview's to say, how it looks is the front's,
//! and an event counts only after the journal has it.

use std::io;

use jiff::Timestamp;

mod review;

use crate::console::{
    Action, Current, Front, LinePrompt, Menu, Prompt, PromptField, PromptOption, Reply, Speech,
};
use crate::interview::{
    Event, Finished, Impact, Interview, Offering, Place, Rejection, Scope, in_tag, offered_states,
    shown, state_words,
};
use crate::script::{Question, Shape, Voice};
use crate::text::{LanguageTag, Text};
use crate::value::{Answer, Kind, State, Value};
use crate::words::conduct as words;
use crate::words::interview as interview_words;
use crate::words::{Language, Sentence};

/// Keeps events: an accepted answer is on disk before the next question.
pub trait Journal {
    /// Appends one event and syncs it.
    fn append(&mut self, event: &Event) -> anyhow::Result<()>;
}

/// How a conversation ended.
#[derive(Debug)]
pub enum Ending {
    Finished(Finished),
    /// The draft stays; it can be gone on with.
    Paused,
}

/// Conducts an interview until it is finished or paused.
pub fn conduct(
    interview: &mut Interview<'_>,
    front: &mut dyn Front,
    journal: &mut dyn Journal,
    language: Language,
    now: &dyn Fn() -> Timestamp,
) -> anyhow::Result<Ending> {
    let talk = interview.setting().language.clone();
    let own = LanguageTag::new(language.tag());
    let mut conductor = Conductor {
        interview,
        front,
        journal,
        language,
        now,
        talk,
        own,
        return_to: None,
        takes_up_deferred: false,
        has_closed: false,
    };
    conductor.has_closed = conductor.is_closed_already();
    match conductor.converse() {
        Ok(ending) => Ok(ending),
        Err(Stop::Pause) => Ok(Ending::Paused),
        Err(Stop::Failure(error)) => Err(error),
    }
}

/// Why a conversation stops before its end.
enum Stop {
    /// The person paused, or the terminal went away.
    Pause,
    Failure(anyhow::Error),
}

impl From<io::Error> for Stop {
    /// Whatever happens to the terminal, the draft is safe: the interview is paused.
    fn from(_: io::Error) -> Self {
        Stop::Pause
    }
}

/// Where to go after a prompt.
enum Next {
    /// The next open question after this one.
    On(usize),
    To(usize),
    /// The review, and the question it was asked for at.
    Review(Option<usize>),
    End(Finished),
}

struct Conductor<'a, 's> {
    interview: &'a mut Interview<'s>,
    front: &'a mut dyn Front,
    journal: &'a mut dyn Journal,
    language: Language,
    now: &'a dyn Fn() -> Timestamp,
    /// The client's language.
    talk: LanguageTag,
    /// The interface's language.
    own: LanguageTag,
    /// The open question that was left for one said out of order.
    return_to: Option<usize>,
    /// The questions put off are being asked again.
    takes_up_deferred: bool,
    has_closed: bool,
}

impl Conductor<'_, '_> {
    fn converse(&mut self) -> Result<Ending, Stop> {
        let mut next = match self.interview.open_from(0) {
            Some(question) => Next::To(question),
            None => Next::Review(None),
        };
        loop {
            next = match next {
                Next::To(question) => self.ask(question)?,
                Next::On(question) => self.on(question),
                Next::Review(from) => self.review(from)?,
                Next::End(finished) => return Ok(Ending::Finished(finished)),
            };
        }
    }

    /// Goes on after a question: back to where one was, to the next open question, to the review.
    fn on(&mut self, question: usize) -> Next {
        let left = self.return_to.take();
        let left = left.filter(|left| self.interview.path().place(*left) == Place::Open);
        let open = left.or_else(|| self.interview.open_from(question + 1));
        let deferred = match self.takes_up_deferred {
            true => self.deferred_from(question + 1),
            false => None,
        };
        self.takes_up_deferred = deferred.is_some();
        match open.into_iter().chain(deferred).min() {
            Some(next) => Next::To(next),
            None => Next::Review(None),
        }
    }

    fn say(&mut self, sentence: &Sentence) -> Result<(), Stop> {
        let words = sentence.in_language(self.language).to_owned();
        Ok(self.front.say(&Speech::Note(words))?)
    }

    fn complain(&mut self, sentence: &Sentence) -> Result<(), Stop> {
        let words = sentence.in_language(self.language).to_owned();
        Ok(self.front.say(&Speech::Problem(words))?)
    }

    fn refuse(&mut self, rejection: &Rejection) -> Result<(), Stop> {
        self.complain(&rejection.message)
    }

    fn confirm(&mut self, sentence: &Sentence, default: bool) -> Result<bool, Stop> {
        let question = sentence.in_language(self.language);
        Ok(self.front.confirm(question, default)?.unwrap_or(false))
    }

    /// Asks one question until it is answered or left.
    fn ask(&mut self, index: usize) -> Result<Next, Stop> {
        if let Some(next) = self.enter(index)? {
            return Ok(next);
        }
        loop {
            let reply = {
                let interview = &*self.interview;
                let language = self.language;
                let read = |typed: &str| interview.read_words(index, typed, language);
                let read_picks = |picks: &[usize]| interview.read_picks(index, picks);
                let prompt = self.prompt(index, &read, &read_picks);
                self.front.ask(&prompt)?
            };
            let next = match reply {
                Reply::Value { value, other } => {
                    let answer = Answer {
                        other,
                        ..Answer::of(value)
                    };
                    self.answer(index, answer)?
                }
                Reply::State(state) => self.answer(index, Answer::state(state))?,
                Reply::Action(action) => self.act(index, action)?,
            };
            if let Some(next) = next {
                return Ok(next);
            }
        }
    }

    /// Reads the closing aloud before our own notes, and stops there: the client is still listening.
    fn enter(&mut self, index: usize) -> Result<Option<Next>, Stop> {
        let script = self.interview.script();
        let is_private = script.questions[index].voice == Voice::Private;
        if !is_private || self.has_closed || self.client_questions_follow() {
            return Ok(None);
        }
        self.has_closed = true;
        let Some(closing) = &script.closing else {
            return Ok(None);
        };
        self.read_aloud(closing)?;
        let open = self.interview.path().questions();
        let open = open.filter(|index| !self.interview.path().is_answered(*index));
        let say = |sentence: Sentence| sentence.in_language(self.language).to_owned();
        let menu = Menu {
            language: self.language,
            title: say(words::only_yours_follow(open.count())),
            items: vec![
                say(words::on_to_your_own()),
                say(words::review_before_goodbye()),
                say(words::pause_until_later()),
            ],
            selected: 0,
        };
        match self.front.pick(&menu)? {
            Some(0) => Ok(None),
            Some(1) => Ok(Some(Next::Review(Some(index)))),
            Some(_) => Err(Stop::Pause),
            None => Ok(self.interview.before(index).map(Next::To)),
        }
    }

    /// Tells whether there is nothing to read aloud at the end: the closing was read before the
    /// pause, or this is only a part of a conversation, or a correction.
    fn is_closed_already(&self) -> bool {
        let setting = self.interview.setting();
        if setting.scope != Scope::Whole || setting.offering == Offering::All {
            return true;
        }
        let questions = &self.interview.script().questions;
        let answered = |index: usize| self.interview.path().is_answered(index);
        let last_of_client = questions
            .iter()
            .rposition(|question| question.voice == Voice::Client);
        let first_of_ours = last_of_client.map_or(0, |last| last + 1);
        // With the client's last answer the closing is read at once, before any pause.
        let was_read = (0..first_of_ours).any(answered) && !self.client_questions_follow();
        was_read || (first_of_ours..questions.len()).any(answered)
    }

    fn client_questions_follow(&self) -> bool {
        let questions = &self.interview.script().questions;
        let any_client = questions
            .iter()
            .any(|question| question.voice == Voice::Client);
        let waits = |index: usize| {
            matches!(
                self.interview.path().place(index),
                Place::Open | Place::Perhaps
            )
        };
        !any_client
            || (0..questions.len())
                .any(|index| questions[index].voice == Voice::Client && waits(index))
    }

    fn read_aloud(&mut self, text: &Text) -> Result<(), Stop> {
        let words = self.interview.fill(text, &self.talk);
        Ok(self.front.say(&Speech::Aloud(words))?)
    }

    /// Makes the prompt of a question.
    fn prompt<'p>(
        &self,
        index: usize,
        read: &'p dyn Fn(&str) -> Result<Value, Sentence>,
        read_picks: &'p dyn Fn(&[usize]) -> Result<Value, Sentence>,
    ) -> Prompt<'p> {
        let script = self.interview.script();
        let question = &script.questions[index];
        let is_private = question.voice == Voice::Private;
        let tongue = if is_private { &self.own } else { &self.talk };
        let states = offered_states(question);
        Prompt {
            language: self.language,
            progress: self.progress(index),
            question: self.interview.ask(index, tongue),
            guide: question
                .guide
                .as_ref()
                .map(|guide| self.interview.fill(guide, &self.own)),
            is_private,
            field: self.field(index, tongue),
            states: states
                .into_iter()
                .map(|state| (state, self.state_label(state, tongue)))
                .collect(),
            current: self.current(index, tongue),
            offered: self.interview.default_for(index),
            read,
            read_picks,
        }
    }

    /// "Later" is for the professional; the other states are the client's to say.
    fn state_label(&self, state: State, tongue: &LanguageTag) -> String {
        let tongue = if state == State::Later {
            &self.own
        } else {
            tongue
        };
        in_tag(&state_words(state), tongue).to_owned()
    }

    fn progress(&self, index: usize) -> String {
        let script = self.interview.script();
        let question = &script.questions[index];
        let progress = self.interview.progress();
        let title = self
            .interview
            .fill(&script.sections[question.section].title, &self.own);
        let number = self.interview.path().count_before(index) + 1;
        let words = words::progress(
            &title,
            question.section + 1,
            script.sections.len(),
            number,
            progress.about.max(number),
            progress.minutes_left,
        );
        words.in_language(self.language).to_owned()
    }

    fn field(&self, index: usize, tongue: &LanguageTag) -> PromptField {
        let question = &self.interview.script().questions[index];
        let options: Vec<PromptOption> = self
            .interview
            .offered_options(index)
            .into_iter()
            .map(|option| PromptOption {
                id: option.id.to_string(),
                label: self.interview.fill(&option.label, tongue),
                exclusive: option.exclusive,
            })
            .collect();
        let other = question
            .has_other()
            .then(|| in_tag(&interview_words::other(), tongue).to_owned());
        let hint = |sentence: Sentence| Some(sentence.in_language(self.language).to_owned());
        match (&question.shape, question.kind()) {
            (Shape::Choice { .. } | Shape::Scale { .. }, _) => PromptField::One { options, other },
            (Shape::Choices { .. }, _) => PromptField::Several { options, other },
            (Shape::Ranking { pick_at_most, .. }, _) => PromptField::Order {
                options,
                at_most: *pick_at_most,
            },
            (Shape::YesNo, _) => PromptField::One {
                options: yes_and_no(tongue),
                other: None,
            },
            (Shape::Text { columns, .. }, kind) if !columns.is_empty() => {
                let names: Vec<String> = columns
                    .iter()
                    .map(|column| self.interview.fill(&column.label, &self.own))
                    .collect();
                let hint = hint(words::columns_hint(&names.join(" | ")));
                if kind == Kind::Text {
                    PromptField::Line { hint }
                } else {
                    PromptField::Lines { hint }
                }
            }
            (Shape::Text { long: true, .. }, _) => PromptField::Lines { hint: None },
            (Shape::Text { .. }, _) => PromptField::Line { hint: None },
            (Shape::Number { unit, .. }, _) => {
                let unit = unit
                    .as_ref()
                    .map(|unit| self.interview.fill(unit, &self.own))
                    .unwrap_or_default();
                PromptField::Line {
                    hint: hint(words::number_hint(&unit)),
                }
            }
            (Shape::Date { .. }, _) => PromptField::Line {
                hint: hint(words::date_hint()),
            },
            (Shape::Hours, _) => PromptField::Line {
                hint: hint(words::hours_hint()),
            },
        }
    }

    fn current(&self, index: usize, tongue: &LanguageTag) -> Option<Current> {
        let question = &self.interview.script().questions[index];
        let (answer, from_earlier) = match self.interview.answer(index) {
            Some(answer) => (answer, None),
            None => {
                let earlier = self.interview.earlier(index)?;
                let day = crate::value::date::in_words(earlier.day, self.own.as_str());
                let when = match question.voice {
                    Voice::Client => words::said_on(&day),
                    Voice::Private => words::noted_on(&day),
                };
                let when = when.in_language(self.language).to_owned();
                (earlier.answer.clone(), Some(when))
            }
        };
        Some(Current {
            shown: shown(question, &answer, tongue),
            given: answer.given,
            other: answer.other,
            note: self
                .interview
                .note(index)
                .map(str::to_owned)
                .or(answer.note),
            from_earlier,
        })
    }

    /// Judges an answer, shows what it would change, keeps it, and says where to go.
    fn answer(&mut self, index: usize, mut answer: Answer) -> Result<Option<Next>, Stop> {
        let question = &self.interview.script().questions[index];
        let before = self.interview.answer(index);
        if before.is_none()
            && let Some(earlier) = self.interview.earlier(index)
            && earlier.answer.given == answer.given
            && earlier.answer.other == answer.other
        {
            // Confirming an earlier answer keeps its note and its quote mark.
            answer.note = earlier.answer.note.clone();
            answer.quote = earlier.answer.quote;
        }
        let is_same =
            |before: &Answer| before.given == answer.given && before.other == answer.other;
        if before.as_ref().is_some_and(is_same) && self.interview.path().is_answered(index) {
            return Ok(Some(Next::On(index)));
        }
        let event = Event::Answered {
            question: question.id.clone(),
            answer,
            at: (self.now)(),
        };
        if let Err(rejection) = self.interview.judge(&event) {
            self.refuse(&rejection)?;
            return Ok(None);
        }
        let Event::Answered { answer, .. } = &event else {
            return Ok(None);
        };
        // What a first answer opens up is no surprise; that it ends the interview would be.
        let impact = match before.is_some() || self.interview.may_end() {
            true => self.interview.impact(index, answer),
            false => Impact::default(),
        };
        if impact.ends || (before.is_some() && !impact.is_none()) {
            let sentence = self.impact_words(&impact);
            if !self.confirm(&sentence, !impact.erases)? {
                return Ok(None);
            }
        }
        let has_value = answer
            .given
            .value()
            .is_some_and(|value| !is_exclusive(question, value));
        self.keep(event)?;
        if has_value {
            self.ask_note_of(index)?;
        }
        self.after(index)
    }

    /// An outcome that stores nothing ends the conversation at once; all else goes on.
    fn after(&mut self, index: usize) -> Result<Option<Next>, Stop> {
        if self.interview.path().ended_by().is_some()
            && let Ok(finished) = self.interview.finish()
        {
            return Ok(Some(Next::End(finished)));
        }
        Ok(Some(Next::On(index)))
    }

    fn impact_words(&self, impact: &Impact) -> Sentence {
        let names = |questions: &[usize]| -> Vec<String> {
            let name = |index: &usize| {
                let name = self.interview.script().questions[*index].short_name();
                format!("«{}»", self.interview.fill(name, &self.own))
            };
            questions.iter().map(name).collect()
        };
        match impact {
            Impact { erases: true, .. } => words::impact_erases(),
            Impact { ends: true, .. } => words::impact_ends(),
            _ => words::impact(&names(&impact.leave), &names(&impact.join)),
        }
    }

    /// Puts an event on disk, then into the interview.
    fn keep(&mut self, event: Event) -> Result<(), Stop> {
        self.journal.append(&event).map_err(Stop::Failure)?;
        if let Err(rejection) = self.interview.apply(event) {
            self.refuse(&rejection)?;
        }
        Ok(())
    }

    /// Asks the note that belongs to the answer, where the question has one.
    fn ask_note_of(&mut self, index: usize) -> Result<(), Stop> {
        let question = &self.interview.script().questions[index];
        let Some(note) = &question.note else {
            return Ok(());
        };
        let tongue = if question.voice == Voice::Private {
            &self.own
        } else {
            &self.talk
        };
        let ask = self.interview.fill(&note.ask, tongue);
        self.note(index, ask)
    }

    fn note(&mut self, index: usize, ask: String) -> Result<(), Stop> {
        let line = LinePrompt {
            language: self.language,
            question: ask,
            hint: Some(words::note_hint().in_language(self.language).to_owned()),
            current: self.interview.note(index).map(str::to_owned),
            check: &|_| Ok(()),
        };
        match self.front.line(&line)? {
            Some(note) => self.keep_note(index, note),
            None => Ok(()),
        }
    }

    fn keep_note(&mut self, index: usize, note: String) -> Result<(), Stop> {
        let question = self.interview.script().questions[index].id.clone();
        let event = Event::Noted {
            question,
            note: Some(note),
            at: (self.now)(),
        };
        match self.interview.judge(&event) {
            Ok(()) => self.keep(event),
            Err(rejection) => self.refuse(&rejection),
        }
    }

    /// Does what was asked for besides answering; `None` asks the same question again.
    fn act(&mut self, index: usize, action: Action) -> Result<Option<Next>, Stop> {
        match action {
            Action::Back => match self.interview.before(index) {
                Some(earlier) => return Ok(Some(Next::To(earlier))),
                None => self.complain(&words::first_question())?,
            },
            Action::Jump(None) => {
                let question = self.jump_menu(index)?;
                return Ok(question.map(|question| self.jump(index, question)));
            }
            Action::Jump(Some(typed)) => match self.find(&typed) {
                Some(question) => return Ok(Some(self.jump(index, question))),
                None => self.complain(&words::no_such_place(&typed))?,
            },
            Action::Note(Some(note)) => {
                self.keep_note(index, note)?;
                self.say(&words::note_kept())?;
            }
            Action::Note(None) => {
                let ask = words::note_ask().in_language(self.language).to_owned();
                self.note(index, ask)?;
            }
            Action::Quote => self.quote(index)?,
            Action::Why => self.why(index)?,
            Action::Review => return Ok(Some(Next::Review(Some(index)))),
            Action::Pause => return Err(Stop::Pause),
            Action::Help => self.say(&words::help())?,
        }
        Ok(None)
    }

    fn quote(&mut self, index: usize) -> Result<(), Stop> {
        let question = self.interview.script().questions[index].id.clone();
        let quote = !self.interview.is_quote(index);
        let event = Event::Quoted {
            question,
            quote,
            at: (self.now)(),
        };
        match self.interview.judge(&event) {
            Ok(()) => {
                self.keep(event)?;
                self.say(&if quote {
                    words::quote_on()
                } else {
                    words::quote_off()
                })
            }
            Err(rejection) => self.refuse(&rejection),
        }
    }

    fn why(&mut self, index: usize) -> Result<(), Stop> {
        let words = self.interview.why(index, self.language);
        Ok(self.front.say(&Speech::Note(words))?)
    }
}

/// Tells whether only an option that stands alone ("none") was chosen: there is nothing to note.
fn is_exclusive(question: &Question, value: &Value) -> bool {
    match value {
        Value::Choices(ids) => ids.iter().all(|id| {
            question
                .option(id.as_str())
                .is_some_and(|option| option.exclusive)
        }),
        _ => false,
    }
}

fn yes_and_no(tongue: &LanguageTag) -> Vec<PromptOption> {
    let option = |id: &str, words: Sentence| PromptOption {
        id: id.to_owned(),
        label: in_tag(&words, tongue).to_owned(),
        exclusive: false,
    };
    vec![
        option("yes", interview_words::yes()),
        option("no", interview_words::no()),
    ]
}

/// Puts words on one line.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
