//! Conditions read from TOML, said in words, and what they make sure of.

use std::sync::Arc;

use super::*;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::words::Sentence;

/// Every name but `later` is an earlier question; `day` holds a day.
struct Open;

impl Scope for Open {
    fn look_up(&self, name: &str) -> Lookup {
        match name {
            "later" => Lookup::Later,
            "nobody" => Lookup::Unknown,
            _ => Lookup::Found(Field::Question {
                id: Id::new(name),
                index: None,
            }),
        }
    }

    fn names(&self) -> Vec<&str> {
        vec!["somebody"]
    }

    fn is_profile(&self) -> bool {
        true
    }

    fn columns(&self, field: &Field) -> Option<Vec<&str>> {
        (field.name() == "fit").then(|| vec!["level", "seen"])
    }

    fn is_day(&self, field: &Field) -> bool {
        matches!(&*field.name(), "day" | "start")
    }
}

impl Names for Open {
    fn field(&self, field: &Field) -> Sentence {
        Sentence::same(field.name())
    }

    fn option(&self, _: &Field, id: &str) -> Sentence {
        Sentence::same(id.to_uppercase())
    }

    fn column(&self, _: &Field, column: &str) -> Sentence {
        Sentence::same(column.to_owned())
    }

    fn rule(&self, id: &str) -> Sentence {
        Sentence::same(id.to_owned())
    }
}

fn read_when(when: &str) -> (Option<Condition>, Vec<Diagnostic>) {
    let file = Arc::new(SourceFile {
        name: "a.toml".to_owned(),
        text: format!("when = {when}\n"),
    });
    let (tree, mut problems) = crate::source::read(&file);
    let table = tree.root().open_table(&mut problems).expect("a table");
    let node = table.get("when").expect("the key is there");
    let condition = read(node, &Open, &mut problems);
    (condition, problems)
}

fn sound(when: &str) -> Condition {
    let (condition, problems) = read_when(when);
    assert_eq!(problems, Vec::new(), "{when}");
    condition.expect("a condition without problems")
}

#[test]
fn conditions_are_said_in_both_languages() {
    let cases = [
        ("{ a = \"x\" }", "«a» è «X»", "“a” is “X”"),
        (
            "{ a = [\"x\", \"y\"], b = { not = true } }",
            "«a» è «X» o «Y» e non è vero che «b» è sì",
            "“a” is “X” or “Y” and it is not so that “b” is yes",
        ),
        (
            "{ any = [{ a = 1.5 }, { b = { count = { at_least = 2 } }, day = { under = \"start\" } }] }",
            "«a» è 1,5 o (il numero di «b» è almeno 2 e «day» è meno di «start»)",
            "“a” is 1.5 or (the number of “b” is at least 2 and “day” is less than “start”)",
        ),
        (
            "{ fit = { level = \"low\", seen = { known = false } } }",
            "in una riga di «fit» «level» è «LOW» e «seen» non si sa",
            "in one row of “fit” “level” is “LOW” and “seen” is not known",
        ),
        (
            "{ interviews = { check-in = { count = 0, since = \"day\" } }, fact = \"hurry\" }",
            "il numero di «interviews.check-in» è 0 da «day» in poi e «hurry»",
            "the number of “interviews.check-in” is 0 since “day” and “hurry”",
        ),
        (
            "{ a = { state = [\"dont_know\", \"not_asked\"] }, client = { start = { days_ago = 3 } } }",
            "«a» è «non lo so» o non chiesta e i giorni passati da «client.start» sono 3",
            "“a” is “I don't know” or not asked and the days since “client.start” are 3",
        ),
    ];
    for (when, italian, english) in cases {
        let said = say(&sound(when), &Open);
        assert_eq!((&*said.it, &*said.en), (italian, english), "{when}");
    }
}

#[test]
fn every_problem_of_a_condition_is_told_at_once() {
    let (condition, problems) = read_when(
        "{ later = 1, nobody = 2, a = { cuont = 1 }, b = { count = { at_least = 3, under = 3 } }, c = { state = \"lost\" }, d = { since = \"day\" }, client = { nmae = \"x\" } }",
    );
    assert_eq!(condition, None);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [
            "later-reference",
            "unknown-name",
            "unknown-test",
            "reversed-bounds",
            "wrong-value",
            "unknown-test",
            "unknown-name",
        ]
    );
}

#[test]
fn a_condition_makes_sure_of_what_it_tests() {
    for (when, name, is_sure) in [
        ("{ a = 1, b = 2 }", "b", true),
        ("{ a = { not = 1 } }", "a", true),
        ("{ a = { known = true } }", "a", true),
        ("{ a = { known = false } }", "a", false),
        ("{ a = { not = { known = false } } }", "a", true),
        ("{ a = { state = \"declined\" } }", "a", false),
        ("{ any = [{ a = 1 }, { a = 2, b = 1 }] }", "a", true),
        ("{ any = [{ a = 1 }, { b = 1 }] }", "a", false),
        ("{ not = { a = 1 } }", "a", false),
    ] {
        assert_eq!(sound(when).assures(name), is_sure, "{when} {name}");
    }
}
