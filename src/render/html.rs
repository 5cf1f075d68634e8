//! A document as one printable page.
//!
//! Decides how a page looks. It is a single file: no script, nothing fetched from elsewhere, raw
//! HTML shown as the words it is, links only to web pages and mail addresses.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::LanguageTag;

/// Turns a document's Markdown into a page. `title` is plain words.
pub fn page(markdown: &str, title: &str, language: &LanguageTag) -> String {
    let mut body = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(
        &mut body,
        Parser::new_ext(markdown, options()).map(harmless),
    );
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        language = attribute(language.base()),
        title = attribute(title),
    )
}

/// Gives the words of a document's first heading, if it opens with one.
pub fn heading(markdown: &str) -> Option<String> {
    let mut events = Parser::new_ext(markdown, options());
    match events.next() {
        Some(Event::Start(Tag::Heading { .. })) => first_block(events),
        _ => None,
    }
}

/// Gives the plain words of a filled `[text]` entry, if there are any.
pub fn words_of(text: &str) -> Option<String> {
    let markdown = super::markdown::settle(text).ok()?;
    first_block(Parser::new_ext(&markdown, options()))
}

fn first_block<'a>(events: impl Iterator<Item = Event<'a>>) -> Option<String> {
    let mut words = String::new();
    for event in events {
        match event {
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph) => break,
            Event::Text(piece) | Event::Code(piece) | Event::InlineHtml(piece) => {
                words.push_str(&piece);
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Gives what Markdown may hold beyond CommonMark: tables and struck words.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Takes the harm out of one event: raw HTML becomes words, pictures their description, links that
/// lead elsewhere than to a page or an address lead nowhere.
fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(words) | Event::InlineHtml(words) => Event::Text(words),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: allowed_target(link_type, dest_url),
            title,
            id,
        }),
        other => other,
    }
}

/// Gives a link's target if it is a web page or a mail address, an empty one otherwise.
fn allowed_target(link_type: LinkType, target: CowStr<'_>) -> CowStr<'_> {
    let lower = target.trim().to_ascii_lowercase();
    let is_allowed = link_type == LinkType::Email
        || ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme));
    if is_allowed {
        target
    } else {
        CowStr::Borrowed("")
    }
}

/// Words from outside on a page: escaped, and with whatever turns the reading order round made
/// visible.
pub(super) struct Words<'w>(pub &'w str);

impl maud::Render for Words<'_> {
    fn render_to(&self, page: &mut String) {
        page.push_str(&attribute(&super::terminal::safe_line(self.0)));
    }
}

/// Escapes words for HTML text and for a quoted attribute.
fn attribute(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            sign if sign.is_control() => escaped.push(' '),
            sign => escaped.push(sign),
        }
    }
    escaped
}

pub(super) const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1d2126; --paper: #fff; --soft: #5b6570; --line: #d5dae0; --wash: #f4f6f8; --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --paper: #16191d; --soft: #a3adb8; --line: #3a424b; --wash: #1f242a; --link: #8cc0f5; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, \"Segoe UI\", Roboto, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 .6em; break-after: avoid; }
h1 { font-size: 1.8rem; margin-top: 0; }
h2 { font-size: 1.25rem; padding-bottom: .25em; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; }
p, ul, ol, blockquote, table, pre { margin: 0 0 1em; }
ul, ol { padding-left: 1.4em; }
li { margin: .25em 0; }
li > p { margin-bottom: .4em; }
a { color: var(--link); }
blockquote { margin-left: 0; padding: .1em 0 .1em 1em; border-left: 3px solid var(--line); color: var(--soft); }
blockquote > :last-child { margin-bottom: 0; }
table { width: 100%; border-collapse: collapse; font-size: .94rem; }
th, td { padding: .45em .6em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--wash); }
pre, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em; }
pre { padding: .8em; background: var(--wash); white-space: pre-wrap; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
@media print {
  @page { margin: 18mm 16mm; }
  :root { --ink: #000; --paper: #fff; --soft: #333; --line: #999; --wash: #eee; --link: #000; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  tr, li, blockquote { break-inside: avoid; }
  thead { display: table-header-group; }
}
";

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives what stands between `<main>` and `</main>`.
    fn main_of(markdown: &str) -> String {
        let page = page(markdown, "t", &LanguageTag::new("it-lei"));
        let (_, after) = page.split_once("<main>\n").expect("a page has a main part");
        let (main, _) = after.split_once("</main>").expect("the main part ends");
        main.to_owned()
    }

    #[test]
    fn a_page_stands_alone() {
        let page = page("# Scheda\n", "A \"<b>\" & C", &LanguageTag::new("it-lei"));
        let (head, rest) = page.split_once("<style>").expect("a page has a style");
        assert_eq!(
            head,
            "<!DOCTYPE html>\n<html lang=\"it\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>A &quot;&lt;b&gt;&quot; &amp; C</title>\n"
        );
        let (_, body) = rest.split_once("</style>").expect("the style ends");
        assert_eq!(
            body,
            "\n</head>\n<body>\n<main>\n<h1>Scheda</h1>\n</main>\n</body>\n</html>\n"
        );
        assert!(!page.contains("url(") && !page.contains("@import") && !page.contains("<script"));
    }

    #[test]
    fn raw_html_is_shown_as_words() {
        assert_eq!(
            main_of("a <b onclick=x>b</b>\n\n<script>alert(1)</script>\n"),
            "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>\n"
        );
    }

    #[test]
    fn links_lead_to_pages_and_addresses_only() {
        assert_eq!(
            main_of(
                "[a](https://x.it) [b](JavaScript:alert(1)) <c@x.it> [d](data:text/html,x) [e](mailto:a@b.it) ![f](https://x.it/f.png)"
            ),
            "<p><a href=\"https://x.it\">a</a> <a href=\"\">b</a> <a href=\"mailto:c@x.it\">c@x.it</a> \
             <a href=\"\">d</a> <a href=\"mailto:a@b.it\">e</a> <em>f</em></p>\n"
        );
    }

    #[test]
    fn tables_are_tables() {
        assert_eq!(
            main_of("| a | b |\n| --- | --- |\n| c | d \\| e |\n"),
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>c</td><td>d | e</td></tr>\n</tbody></table>\n"
        );
    }
}
