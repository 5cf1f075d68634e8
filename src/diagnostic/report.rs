//! Drawing findings for a person: message, excerpt, help.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity, SourceFile, Span};
use crate::text::Safe;
use crate::words::{Language, Sentence, diagnostic as words};

/// How many findings of one line are drawn: a line of a million faults is told by its first.
const MOST_ON_A_LINE: usize = 20;

/// Draws findings one after the other, each with its excerpt, parted by empty lines.
///
/// What comes from files is untrusted: control and direction characters become visible signs.
pub fn report(findings: &[Diagnostic], language: Language, color: bool, width: usize) -> Safe {
    let renderer = match color {
        true => Renderer::styled(),
        false => Renderer::plain(),
    }
    .term_width(width.max(40));
    let mut files: Vec<Lines> = Vec::new();
    let mut report = String::new();
    let mut told: HashMap<(usize, usize), usize> = HashMap::new();
    for finding in findings {
        if let Some(span) = &finding.span {
            let line = Lines::of(&span.file, &mut files).line_of(span.range.start);
            let place = (Arc::as_ptr(&span.file) as usize, line);
            let count = told.entry(place).or_default();
            *count += 1;
            if *count > MOST_ON_A_LINE {
                continue;
            }
        }
        if !report.is_empty() {
            report.push('\n');
        }
        report.push_str(&draw(finding, language, &renderer, &mut files));
        report.push('\n');
    }
    // The renderer has shown what controls a terminal as signs; its own codes are colours.
    match color {
        true => Safe::coloured(&report),
        false => Safe::words(&report),
    }
}

/// Counts findings in words: `2 errori, 1 avviso`.
pub fn summary(findings: &[Diagnostic]) -> Sentence {
    let count = |severity: Severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let counts = [
        (
            count(Severity::Error),
            words::errors as fn(usize) -> Sentence,
        ),
        (count(Severity::Warning), words::warnings),
        (count(Severity::Hint), words::hints),
    ];
    let said: Vec<Sentence> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, say)| say(count))
        .collect();
    if said.is_empty() {
        return words::nothing_found();
    }
    let joined = |language: Language| {
        let parts: Vec<&str> = said
            .iter()
            .map(|sentence| sentence.in_language(language))
            .collect();
        parts.join(", ")
    };
    Sentence {
        it: joined(Language::It).into(),
        en: joined(Language::En).into(),
    }
}

fn draw(
    finding: &Diagnostic,
    language: Language,
    renderer: &Renderer,
    files: &mut Vec<Lines>,
) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(words::error().in_language(language).to_owned()),
        Severity::Warning => {
            Level::WARNING.with_name(words::warning().in_language(language).to_owned())
        }
        Severity::Hint => Level::NOTE.with_name(words::hint().in_language(language).to_owned()),
    };
    let message = visible(finding.message.in_language(language));
    let title = level.primary_title(message).id(finding.code);
    let mut elements: Vec<Element<'_>> = Vec::new();
    if let Some(span) = &finding.span {
        let related = finding.related.as_ref();
        let same_file = related.filter(|(other, _)| Arc::ptr_eq(&other.file, &span.file));
        let own = (span, None);
        let second = same_file.map(|(span, words)| (span, Some(words.in_language(language))));
        elements.push(snippet(&own, second.as_ref(), files).into());
        if let (Some((other, words)), None) = (related, same_file) {
            let other = (other, Some(words.in_language(language)));
            elements.push(snippet(&other, None, files).into());
        }
    }
    if let Some(help) = &finding.help {
        let level = Level::HELP.with_name(words::help().in_language(language).to_owned());
        elements.push(level.message(visible(help.in_language(language))).into());
    }
    let group = if elements.is_empty() {
        Group::with_title(title)
    } else {
        title.elements(elements)
    };
    let drawn = renderer.render(&[group]);
    let lines: Vec<&str> = drawn.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Cuts the lines of one or two places out of their file.
fn snippet(
    first: &(&Span, Option<&str>),
    second: Option<&(&Span, Option<&str>)>,
    files: &mut Vec<Lines>,
) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let file = &first.0.file;
    let lines = Lines::of(file, files);
    let places: Vec<(Range<usize>, Option<&str>)> = [Some(first), second]
        .into_iter()
        .flatten()
        .map(|(span, label)| (lines.clip(&file.text, &span.range), *label))
        .collect();
    let start = places
        .iter()
        .map(|(range, _)| range.start)
        .min()
        .unwrap_or(0);
    let end = places.iter().map(|(range, _)| range.end).max().unwrap_or(0);
    let (line, window) = lines.window(&file.text, start, end);
    let text = file.text.get(window.clone()).unwrap_or("");
    let annotations = places
        .into_iter()
        .enumerate()
        .map(|(index, (range, label))| {
            let kind = if index == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let annotation = kind.span(range.start - window.start..range.end - window.start);
            match label {
                Some(label) => annotation.label(visible(label)),
                None => annotation,
            }
        });
    Snippet::source(text.to_owned())
        .line_start(line)
        .path(visible(&file.name))
        .annotations(annotations.collect::<Vec<_>>())
}

/// Where the lines of a file begin.
struct Lines {
    file: Arc<SourceFile>,
    starts: Vec<usize>,
}

impl Lines {
    fn of<'l>(file: &Arc<SourceFile>, files: &'l mut Vec<Lines>) -> &'l Lines {
        let position = files
            .iter()
            .position(|lines| Arc::ptr_eq(&lines.file, file));
        let position = position.unwrap_or_else(|| {
            let breaks = file.text.bytes().enumerate();
            let breaks = breaks.filter(|(_, byte)| *byte == b'\n');
            files.push(Lines {
                file: file.clone(),
                starts: std::iter::once(0)
                    .chain(breaks.map(|(at, _)| at + 1))
                    .collect(),
            });
            files.len() - 1
        });
        &files[position]
    }

    fn line_of(&self, at: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    fn end_of(&self, text: &str, line: usize) -> usize {
        let next = self.starts.get(line + 1).copied();
        let end = next.map_or(text.len(), |next| next - 1);
        let is_crlf = end > 0 && next.is_some() && text.as_bytes().get(end - 1) == Some(&b'\r');
        end - usize::from(is_crlf && end > self.starts[line])
    }

    /// Cuts a range to its first line and to whole characters.
    fn clip(&self, text: &str, range: &Range<usize>) -> Range<usize> {
        let start = floor(text, range.start.min(text.len()));
        let end_of_line = self.end_of(text, self.line_of(start));
        let start = start.min(end_of_line);
        let end = floor(text, range.end.min(end_of_line)).max(start);
        start..end
    }

    /// Gives the number of the first line, from 1, and the bytes of all lines from one to another.
    fn window(&self, text: &str, start: usize, end: usize) -> (usize, Range<usize>) {
        let (first, last) = (self.line_of(start), self.line_of(end));
        (first + 1, self.starts[first]..self.end_of(text, last))
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Makes control and direction characters visible, and line breaks spaces.
fn visible(words: &str) -> String {
    words
        .chars()
        .map(|sign| match sign {
            '\n' | '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(u32::from(sign) + 0x2400).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            '\u{80}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            _ => sign,
        })
        .collect()
}
