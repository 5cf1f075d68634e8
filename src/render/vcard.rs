//! The client card as a vCard 4.0 (RFC 6350).
//!
//! Only facts of the card: nothing a client said, nothing noticed.

use jiff::Timestamp;

use super::calendar::stamp;
use super::lines::{push, text};
use crate::card::Card;

/// Writes a card. `uid` stays the same for the same client; `now` is the moment it was written.
pub fn vcard(card: &Card, uid: &str, now: Timestamp) -> String {
    let mut lines = String::new();
    push(&mut lines, "BEGIN", "VCARD");
    push(&mut lines, "VERSION", "4.0");
    push(&mut lines, "PRODID", "-//ascolto//ascolto//EN");
    push(&mut lines, "UID;VALUE=text", &text(uid));
    push(&mut lines, "REV", &stamp(now));
    push(&mut lines, "FN", &text(&card.name));
    if let Some(organisation) = &card.organisation {
        push(&mut lines, "ORG", &text(organisation));
    }
    push(&mut lines, "LANG", card.language.base());
    if let Some(zone) = &card.time_zone {
        push(&mut lines, "TZ;VALUE=text", &text(zone));
    }
    push(&mut lines, "END", "VCARD");
    lines
}

#[cfg(test)]
mod tests {
    use calcard::vcard::{VCard, VCardProperty};
    use proptest::prelude::*;

    use super::vcard;
    use crate::card::{Card, ClientKind};
    use crate::render::lines::tests::assert_content_lines;
    use crate::render::tests::{any_words, long_line, naughty, one_kind_of_line_end};
    use crate::text::LanguageTag;

    fn card(name: &str, organisation: &str) -> Card {
        Card {
            name: name.to_owned(),
            language: LanguageTag::new("it-lei"),
            kind: ClientKind::External,
            organisation: Some(organisation.to_owned()),
            greeting: None,
            hours_per_month: Some(12.0),
            start: None,
            time_zone: Some("Europe/Rome".to_owned()),
            retain_until: None,
        }
    }

    fn written(card: &Card) -> String {
        let now = "2026-11-21T08:30:00Z".parse().expect("a moment");
        vcard(card, "k3y", now)
    }

    #[test]
    fn a_card_holds_the_facts_of_the_client() {
        let expected = "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//ascolto//ascolto//EN\r\n\
            UID;VALUE=text:k3y\r\nREV:20261121T083000Z\r\nFN:Anna Verdi\r\n\
            ORG:Studio Verdi\\; architettura\r\nLANG:it\r\nTZ;VALUE=text:Europe/Rome\r\nEND:VCARD\r\n";
        let card = card("Anna Verdi", "Studio Verdi; architettura");
        assert_eq!(written(&card), expected);
    }

    /// Reads with another program's reader: the same card, the same words, nothing else.
    fn check(name: &str, organisation: &str) {
        let text = written(&card(name, organisation));
        assert_content_lines(&text);
        let read = VCard::parse(&text).expect("a card");
        assert_eq!(read.entries.len(), 8);
        let words = |property: VCardProperty| {
            let entry = read.property(&property)?;
            assert_eq!(entry.values.len(), 1, "{property:?}");
            Some(entry.values.first()?.as_text()?.to_owned())
        };
        assert_eq!(words(VCardProperty::Fn), Some(one_kind_of_line_end(name)));
        assert_eq!(
            words(VCardProperty::Org),
            Some(one_kind_of_line_end(organisation))
        );
    }

    #[test]
    fn naughty_words_change_no_card() {
        for words in naughty() {
            check(&words, "Studio");
            check("Anna", &words);
        }
        check(&long_line(), "Studio");
    }

    proptest! {
        #[test]
        fn no_words_change_a_card(name in any_words(), organisation in any_words()) {
            check(&name, &organisation);
        }
    }
}
