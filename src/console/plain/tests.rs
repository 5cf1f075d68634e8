//! Plain lines with a scripted person: what is typed, and everything that is written.

use std::io::{self, Cursor};

use super::Plain;
use crate::console::{
    Action, Current, Front, LinePrompt, Menu, Prompt, PromptField, PromptOption, Reply, Speech,
};
use crate::text::Id;
use crate::value::{self, Given, State, Value};
use crate::words::{Language, Sentence};

/// Counts the pieces in which something is written.
#[derive(Default)]
struct Pieces(Vec<String>);

impl io::Write for &mut Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(String::from_utf8_lossy(bytes).into_owned());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn options(labels: &[&str]) -> Vec<PromptOption> {
    let option = |label: &&str| PromptOption {
        id: label.split(' ').next().unwrap_or("x").to_lowercase(),
        label: (*label).to_owned(),
        exclusive: false,
    };
    labels.iter().map(option).collect()
}

/// Reads picks as the ids of the usual four options, at least one of them.
fn read_picks(picks: &[usize]) -> Result<Value, Sentence> {
    let ids = ["email", "phone", "chat", "other"];
    let picked: Vec<Id> = picks.iter().map(|pick| Id::new(ids[*pick])).collect();
    match picked.len() {
        0 => Err(Sentence::same("at least one")),
        _ => Ok(Value::Choices(picked)),
    }
}

fn read_yes_no(typed: &str) -> Result<Value, Sentence> {
    value::yes_no::parse(typed).map(Value::YesNo)
}

fn read_date(typed: &str) -> Result<Value, Sentence> {
    let today = jiff::civil::date(2026, 11, 21);
    value::date::parse(typed, today, Language::It).map(Value::Date)
}

fn read_text(typed: &str) -> Result<Value, Sentence> {
    Ok(Value::Text(typed.to_owned()))
}

fn prompt(field: PromptField) -> Prompt<'static> {
    Prompt {
        language: Language::It,
        progress: String::new(),
        question: "Come ci sentiamo?".to_owned(),
        guide: None,
        is_private: false,
        field,
        states: vec![(State::DontKnow, "Non lo so ancora".to_owned())],
        current: None,
        offered: None,
        read: &read_text,
        read_picks: &read_picks,
    }
}

fn several() -> Prompt<'static> {
    prompt(PromptField::Several {
        options: options(&["Email", "Phone calls", "Chat"]),
        other: Some("Altro".to_owned()),
    })
}

/// Asks with a script of lines; gives the reply and all that was written.
fn ask(prompt: &Prompt<'_>, typed: &[u8]) -> (io::Result<Reply>, String) {
    let mut pieces = Pieces::default();
    let mut front = Plain::over(Cursor::new(typed.to_vec()), &mut pieces, Language::It);
    let reply = front.ask(prompt);
    drop(front);
    (reply, pieces.0.concat())
}

fn reply(prompt: &Prompt<'_>, typed: &str) -> Reply {
    ask(prompt, typed.as_bytes()).0.expect("the script answers")
}

fn picked(ids: &[&str]) -> Reply {
    Reply::Value {
        value: Value::Choices(ids.iter().map(|id| Id::new(id)).collect()),
        other: None,
    }
}

#[test]
fn a_list_in_plain_lines() {
    let mut prompt = several();
    prompt.progress = "Canali 2/7".to_owned();
    prompt.guide = Some("Ascolta.".to_owned());
    prompt.read = &|typed| Err(Sentence::same(format!("nessuna voce `{typed}`")));
    let (reply, written) = ask(&prompt, b"9\nforse\n1,3\n");
    assert_eq!(reply.unwrap(), picked(&["email", "chat"]));
    assert_eq!(
        written,
        "
Canali 2/7
Come ci sentiamo?
(Ascolta.)
 1  Email
 2  Phone calls
 3  Chat
 4  Altro
 ?  Non lo so ancora
 0  Più tardi
uno o più numeri, ad esempio 1,3 (:aiuto per le altre azioni)
> ! `9` non è nella lista: i numeri vanno da 1 a 4
> ! nessuna voce `forse`
> → Email e Chat
"
    );
}

#[test]
fn options_by_number_id_or_label() {
    for typed in ["1,3", "1 3", "email, chat", "1;chat", "1. 3.", " 1 , 3 "] {
        assert_eq!(
            reply(&several(), &format!("{typed}\n")),
            picked(&["email", "chat"]),
            "{typed}"
        );
    }
    assert_eq!(reply(&several(), "phone CALLS\n"), picked(&["phone"]));
    assert_eq!(reply(&several(), "1,1\n0\n"), Reply::State(State::Later));
}

#[test]
fn an_order_keeps_the_order() {
    let prompt = prompt(PromptField::Order {
        options: options(&["Email", "Phone", "Chat"]),
        at_most: None,
    });
    assert_eq!(
        reply(&prompt, "3 1 2\n"),
        picked(&["chat", "email", "phone"])
    );
    assert_eq!(reply(&prompt, "3,1\n"), picked(&["chat", "email"]));
}

#[test]
fn other_asks_for_its_words() {
    let expected = Reply::Value {
        value: Value::Choices(vec![Id::new("email"), Id::new("other")]),
        other: Some("piccione viaggiatore".to_owned()),
    };
    assert_eq!(
        reply(&several(), "1,4\n\n piccione viaggiatore \n"),
        expected
    );
}

#[test]
fn states_by_sign_word_or_command() {
    for typed in ["?", ":nonso", "non lo so ancora"] {
        assert_eq!(
            reply(&several(), &format!("{typed}\n")),
            Reply::State(State::DontKnow),
            "{typed}"
        );
    }
    for typed in ["0", ":dopo", ":later"] {
        assert_eq!(
            reply(&several(), &format!("{typed}\n")),
            Reply::State(State::Later),
            "{typed}"
        );
    }
    let (reply, written) = ask(&several(), b":declina\n?\n");
    assert_eq!(reply.unwrap(), Reply::State(State::DontKnow));
    assert!(written.contains("! per questa domanda non è previsto: rispondi, o `:dopo`\n"));
}

#[test]
fn yes_and_no_in_words() {
    let mut prompt = prompt(PromptField::One {
        options: options(&["Yes", "No"]),
        other: None,
    });
    prompt.read = &read_yes_no;
    prompt.read_picks = &|picks| Ok(Value::YesNo(picks == [0]));
    let yes = |value| Reply::Value {
        value: Value::YesNo(value),
        other: None,
    };
    assert_eq!(reply(&prompt, "sì\n"), yes(true));
    assert_eq!(reply(&prompt, "2\n"), yes(false));
    assert_eq!(reply(&prompt, "1 2\nn\n"), yes(false));
}

#[test]
fn text_lines_and_their_commands() {
    let line = prompt(PromptField::Line { hint: None });
    let text = |words: &str| Reply::Value {
        value: Value::Text(words.to_owned()),
        other: None,
    };
    assert_eq!(reply(&line, "\n  due parole \n"), text("due parole"));
    assert_eq!(reply(&line, ":pausaa\n::pausa\r\n"), text(":pausa"));
    assert_eq!(reply(&line, "?\n"), text("?"));
    assert_eq!(
        reply(&line, ":aiuto\n:vai channels\n"),
        Reply::Action(Action::Jump(Some("channels".to_owned())))
    );
    let lines = prompt(PromptField::Lines { hint: None });
    assert_eq!(reply(&lines, "uno\n due\n\n"), text("uno\n due"));
    assert_eq!(
        reply(&lines, "uno\ndue"),
        text("uno\ndue"),
        "the end of a pipe ends a text"
    );
}

#[test]
fn a_long_text_waits_while_an_action_is_done() {
    let prompt = prompt(PromptField::Lines { hint: None });
    let mut pieces = Pieces::default();
    let typed = Cursor::new(b"uno\n:nota x\ndue\n\n".to_vec());
    let mut front = Plain::over(typed, &mut pieces, Language::It);
    assert_eq!(
        front.ask(&prompt).unwrap(),
        Reply::Action(Action::Note(Some("x".to_owned())))
    );
    let Reply::Value { value, .. } = front.ask(&prompt).unwrap() else {
        panic!("a value")
    };
    assert_eq!(value, Value::Text("uno\ndue".to_owned()));
}

#[test]
fn enter_keeps_what_was_answered() {
    let mut prompt = several();
    prompt.current = Some(Current {
        given: Given::Value(Value::Choices(vec![Id::new("other")])),
        other: Some("fax".to_owned()),
        shown: "Altro: fax".to_owned(),
        note: Some("detto piano".to_owned()),
        from_earlier: Some("detto il 1° ottobre 2026".to_owned()),
    });
    let (reply, written) = ask(&prompt, b"\n");
    let kept = Reply::Value {
        value: Value::Choices(vec![Id::new("other")]),
        other: Some("fax".to_owned()),
    };
    assert_eq!(reply.unwrap(), kept);
    assert!(written.contains("= detto il 1° ottobre 2026: Altro: fax\n  nota: detto piano\n"));
}

#[test]
fn what_was_understood_is_said_back() {
    let mut prompt = prompt(PromptField::Line { hint: None });
    prompt.read = &read_date;
    let (_, written) = ask(&prompt, b"chissa\ntra due settimane\n");
    let end = written.split_once("> ").map(|(_, end)| end);
    assert_eq!(
        end,
        Some(
            "! `chissa` non è una data: scrivi ad esempio `19/10/2026`, `19 ottobre` o `tra due settimane`
> → 5 dicembre 2026\n"
        )
    );
}

#[test]
fn the_end_of_input_and_bytes_that_are_no_text() {
    let (reply, _) = ask(&several(), b"");
    assert_eq!(reply.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    let (reply, written) = ask(&several(), b"\xff\xfe\n2");
    assert_eq!(reply.unwrap(), picked(&["phone"]));
    assert!(written.contains("! questa riga non è testo leggibile (non è in UTF-8): riscrivila\n"));
    let mut long = vec![b'x'; super::LONGEST_LINE + 1];
    long.extend(b"\n2\n");
    let (reply, written) = ask(&several(), &long);
    assert_eq!(reply.unwrap(), picked(&["phone"]));
    assert!(written.contains("! la riga è troppo lunga: scrivila più breve\n"));
}

#[test]
fn one_prompt_is_written_in_one_piece() {
    let mut pieces = Pieces::default();
    let mut front = Plain::over(Cursor::new(b"1\n2\n".to_vec()), &mut pieces, Language::It);
    front.ask(&several()).unwrap();
    front.ask(&several()).unwrap();
    drop(front);
    assert_eq!(
        pieces.0.len(),
        3,
        "two prompts, and the last answer said back"
    );
}

#[test]
fn words_from_outside_control_nothing() {
    let mut prompt = several();
    prompt.question = "\u{1b}[2Jciao\u{202e}".to_owned();
    let (_, written) = ask(&prompt, b"1\n");
    assert!(written.contains("<U+001B>[2Jciao<U+202E>\n"));
    assert!(!written.contains('\u{1b}'));
}

#[test]
fn questions_outside_the_interview() {
    let mut pieces = Pieces::default();
    let typed = Cursor::new("7\n2\n\nAnna\nsì\n\n:back\n".as_bytes().to_vec());
    let mut front = Plain::over(typed, &mut pieces, Language::It);
    let menu = Menu {
        language: Language::It,
        title: "Quale?".to_owned(),
        items: vec!["uno".to_owned(), "due".to_owned()],
        selected: 0,
    };
    assert_eq!(front.pick(&menu).unwrap(), Some(1));
    assert_eq!(front.pick(&menu).unwrap(), None);
    let line = LinePrompt {
        language: Language::It,
        question: "Nome?".to_owned(),
        hint: None,
        current: None,
        check: &|_| Ok(()),
    };
    assert_eq!(front.line(&line).unwrap(), Some("Anna".to_owned()));
    assert_eq!(front.confirm("Va bene?", false).unwrap(), Some(true));
    assert_eq!(front.confirm("Va bene?", false).unwrap(), Some(false));
    assert_eq!(front.confirm("Va bene?", true).unwrap(), None);
    front
        .say(&Speech::Problem("attenzione".to_owned()))
        .unwrap();
    drop(front);
    let written = pieces.0.concat();
    assert!(written.starts_with(
        "\nQuale?\n 1  uno\n 2  due\nun numero; Invio da solo torna indietro\n> ! `7` non è nella lista: i numeri vanno da 1 a 2\n> "
    ));
    assert!(written.ends_with("Va bene?\nsì/no · Invio da solo: sì\n> ! attenzione\n"));
}
