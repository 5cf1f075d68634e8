//! Going about in an interview: the jump list, and the review of all answers.

use super::{Conductor, Next, Stop, one_line};
use crate::console::Menu;
use crate::interview::{Rejection, shown};
use crate::script::Voice;
use crate::value::State;
use crate::words::Sentence;
use crate::words::conduct as words;

/// A line of the review.
enum Line {
    GoOn(usize),
    Finish,
    TakeUpDeferred(usize),
    Question(usize),
    Pause,
}

impl Conductor<'_, '_> {
    /// Finds a question by its id, or by its number on the path.
    pub(super) fn find(&self, typed: &str) -> Option<usize> {
        let typed = typed.trim();
        match typed.parse::<usize>() {
            Ok(number) => self
                .interview
                .path()
                .questions()
                .nth(number.checked_sub(1)?),
            Err(_) => self
                .interview
                .script()
                .question(typed)
                .map(|(index, _)| index),
        }
    }

    /// Lists every question of the script; what was said out of order can be recorded at once.
    pub(super) fn jump_menu(&mut self, here: usize) -> Result<Option<usize>, Stop> {
        let count = self.interview.script().questions.len();
        let menu = Menu {
            language: self.language,
            title: words::jump_title().in_language(self.language).to_owned(),
            items: (0..count).map(|index| self.menu_line(index)).collect(),
            selected: here,
        };
        Ok(self.front.pick(&menu)?)
    }

    fn menu_line(&self, index: usize) -> String {
        let question = &self.interview.script().questions[index];
        let name = self.interview.fill(question.short_name(), &self.own);
        let tongue = if question.voice == Voice::Private {
            &self.own
        } else {
            &self.talk
        };
        let answer = match (
            self.interview.answer(index),
            self.interview.path().is_on(index),
        ) {
            (Some(answer), true) => one_line(&shown(question, &answer, tongue)),
            (Some(answer), false) => {
                let shown = one_line(&shown(question, &answer, tongue));
                words::off_path_answer(&shown)
                    .in_language(self.language)
                    .to_owned()
            }
            (None, true) => "…".to_owned(),
            (None, false) => words::off_path().in_language(self.language).to_owned(),
        };
        // A question without a name of its own ends in a question mark.
        let mark = if name.ends_with('?') { "" } else { ":" };
        format!("{name}{mark} {answer}")
    }

    /// Goes to a question said out of order; what was left open is come back to.
    pub(super) fn jump(&mut self, here: usize, question: usize) -> Next {
        self.return_to = Some(here);
        Next::To(question)
    }

    /// Gives the first question at or after a position that was put off.
    pub(super) fn deferred_from(&self, position: usize) -> Option<usize> {
        let is_deferred = |index: &usize| {
            let answer = self.interview.answer(*index);
            answer.is_some_and(|answer| answer.given.state() == Some(State::Later))
        };
        let mut on_path = self.interview.path().questions();
        on_path.find(|index| *index >= position && is_deferred(index))
    }

    fn deferred_count(&self) -> usize {
        std::iter::successors(self.deferred_from(0), |last| self.deferred_from(last + 1)).count()
    }

    /// Shows all answers; one can be changed, those put off taken up, the interview finished.
    pub(super) fn review(&mut self, from: Option<usize>) -> Result<Next, Stop> {
        self.return_to = None;
        let script = self.interview.script();
        if !self.has_closed && !self.client_questions_follow() {
            self.has_closed = true;
            if let Some(closing) = &script.closing {
                self.read_aloud(closing)?;
            }
        }
        let lines = self.review_lines();
        let menu = Menu {
            language: self.language,
            title: self.own_words(words::review_title()),
            items: lines.iter().map(|line| self.review_line(line)).collect(),
            selected: 0,
        };
        let picked = self.front.pick(&menu)?.and_then(|line| lines.get(line));
        match picked {
            Some(Line::GoOn(open)) => Ok(Next::To(*open)),
            Some(Line::TakeUpDeferred(first)) => {
                self.takes_up_deferred = true;
                Ok(Next::To(*first))
            }
            Some(Line::Question(question)) => self.ask(*question).map(back_to_review),
            Some(Line::Pause) => Err(Stop::Pause),
            Some(Line::Finish) => match self.interview.finish() {
                Ok(finished) => Ok(Next::End(finished)),
                Err(missing) => self.missing(&missing),
            },
            None => {
                let before = || self.interview.before(script.questions.len());
                Ok(from.or_else(before).map_or(Next::Review(None), Next::To))
            }
        }
    }

    fn review_lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        lines.push(match self.interview.open_from(0) {
            Some(open) => Line::GoOn(open),
            None => Line::Finish,
        });
        lines.extend(self.deferred_from(0).map(Line::TakeUpDeferred));
        lines.extend(self.interview.path().questions().map(Line::Question));
        lines.push(Line::Pause);
        lines
    }

    fn review_line(&self, line: &Line) -> String {
        match line {
            Line::GoOn(_) => self.own_words(words::go_on()),
            Line::Finish => self.own_words(words::finish()),
            Line::TakeUpDeferred(_) => self.own_words(words::take_up(self.deferred_count())),
            Line::Question(question) => self.menu_line(*question),
            Line::Pause => self.own_words(crate::words::console::action_pause()),
        }
    }

    fn own_words(&self, sentence: Sentence) -> String {
        sentence.in_language(self.language).to_owned()
    }

    /// Says which required answers are missing and goes to the first.
    fn missing(&mut self, missing: &[Rejection]) -> Result<Next, Stop> {
        for rejection in missing {
            self.refuse(rejection)?;
        }
        let first = missing
            .first()
            .and_then(|rejection| self.find(rejection.question.as_str()));
        Ok(first.map_or(Next::Review(None), Next::To))
    }
}

/// After a change made from the review, the review comes back unless something is open.
fn back_to_review(next: Next) -> Next {
    match next {
        Next::On(_) => Next::On(0),
        other => other,
    }
}
