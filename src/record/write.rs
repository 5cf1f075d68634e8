//! Writing a record as TOML that a person may read.

use sha2::{Digest as _, Sha256};

use crate::record::form::{
    hex, push_day_key, push_extras, push_given, push_line_string, push_text, push_time,
};
use crate::record::{FORMAT, Record, RecordedAnswer, SEAL, ScriptReference};

/// Writes a record: the header, one `[[answer]]` a question, and the seal as the last line.
///
/// The same record always gives the same bytes. Whatever an answer holds, a line that begins with
/// `# seal`, and a line that is `[[answer]]`, is never part of it.
pub fn write(record: &Record) -> String {
    let mut out = String::with_capacity(1024 + record.answers.len() * 512);
    push_header(&mut out, record);
    for answer in &record.answers {
        push_answer(&mut out, answer);
    }
    out.push('\n');
    let seal = hex(&Sha256::digest(out.as_bytes()));
    out.push_str(SEAL);
    out.push_str(&seal);
    out.push('\n');
    out
}

/// Seals a record anew as it is now: every line stays but the seal, which becomes the last, and the
/// number of answers, which becomes theirs.
pub fn seal_again(text: &str, answers: usize) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut is_header = true;
    for line in text.split_inclusive('\n') {
        if line.starts_with(SEAL) {
            continue;
        }
        is_header &= !line.trim_start().starts_with("[[");
        let is_count = is_header
            && line
                .split_once('=')
                .is_some_and(|(key, _)| key.trim() == "count");
        match is_count {
            true => out.push_str(&format!("count = {answers}\n")),
            false => out.push_str(line),
        }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    let seal = hex(&Sha256::digest(out.as_bytes()));
    out.push_str(SEAL);
    out.push_str(&seal);
    out.push('\n');
    out
}

fn push_header(out: &mut String, record: &Record) {
    out.push_str(&format!("format = {FORMAT}\n"));
    push_text(out, "interview", &record.interview);
    push_text(out, "client", &record.client);
    out.push_str(&format!("n = {}\n", record.n));
    push_script(out, &record.script);
    push_text(out, "language", record.language.as_str());
    push_day_key(out, "held", record.held);
    push_text(out, "mode", record.mode.name());
    push_time(out, "started", record.started);
    push_time(out, "finished", record.finished);
    if let Some(outcome) = &record.outcome {
        push_text(out, "outcome", outcome.as_str());
    }
    if let Some(amends) = &record.amends {
        push_text(out, "amends", amends);
    }
    out.push_str(&format!("count = {}\n", record.answers.len()));
}

/// Writes `script = { … }` on one line.
pub fn push_script(out: &mut String, script: &ScriptReference) {
    out.push_str("script = { id = ");
    push_line_string(out, script.id.as_str());
    out.push_str(&format!(", version = {}, title = ", script.version));
    push_line_string(out, &script.title);
    out.push_str(", digest = ");
    push_line_string(out, &script.digest);
    out.push_str(" }\n");
}

/// Writes one answer; `at` stands last, so that a block cut short always lacks it.
fn push_answer(out: &mut String, answer: &RecordedAnswer) {
    out.push_str("\n[[answer]]\n");
    push_text(out, "id", answer.id.as_str());
    push_text(out, "ask", &answer.ask);
    push_text(out, "name", &answer.name);
    push_text(out, "kind", answer.kind.name());
    push_text(out, "voice", answer.voice.name());
    push_text(out, "visibility", answer.visibility.name());
    push_given(out, &answer.answer.given);
    push_text(out, "shown", &answer.shown);
    push_extras(out, &answer.answer);
    push_time(out, "at", answer.at);
}
