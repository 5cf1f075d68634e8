//! The examples of the manual are tried as a reader would: saved under their names, checked, used.

use crate::sandbox::Sandbox;

/// The code blocks of a language: the whole text of each.
fn blocks<'a>(manual: &'a str, language: &str) -> Vec<&'a str> {
    manual
        .split(&format!("```{language}\n"))
        .skip(1)
        .map(|rest| rest.split("```").next().expect("a block ends"))
        .collect()
}

#[test]
fn the_kit_of_the_manual_is_a_kit() {
    let manual = include_str!("../docs/format.md");
    let sandbox = Sandbox::new();
    for block in blocks(manual, "toml") {
        let (name, _) = block.split_once('\n').expect("a block has lines");
        let name = name
            .strip_prefix("# ")
            .expect("the first line has the name");
        let folder = if name == "answers.toml" { "" } else { "kit/" };
        sandbox.file(&format!("{folder}{name}"), block);
    }
    let kit = sandbox.root().join("kit");
    let kit = kit.to_string_lossy().into_owned();
    let with = ["--questionnaires", kit.as_str()];

    let check = sandbox.run(&[&["check"][..], &with].concat());
    assert_eq!(
        (check.code, check.out.as_str()),
        (0, "no problems\n"),
        "{}",
        check.err
    );

    let talk = [
        "interview",
        "Ada Lane",
        "first-meeting",
        "--on",
        "2025-06-02",
    ];
    let from = ["--answers", "answers.toml"];
    let run = sandbox.run(&[&talk[..], &from, &with].concat());
    assert_eq!(run.code, 0, "{}", run.err);

    let export = ["export", "ada-lane", "--document", "promise"];
    let run = sandbox.run(&[&export[..], &with].concat());
    assert_eq!(run.out, blocks(manual, "markdown")[0], "{}", run.err);

    let show = sandbox.run(&[&["show", "ada-lane"][..], &with].concat());
    assert!(show.out.contains("Walk early or late"), "{}", show.out);
}
