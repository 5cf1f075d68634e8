//! From the bytes of a terminal to keys.
//!
//! A pure decoder: bytes may arrive one at a time. It knows the sequences of the usual terminals,
//! application-cursor mode, bracketed paste, and swallows whole every sequence it does not know, so
//! that Ctrl-← or F5 never types into an answer.

use std::collections::VecDeque;
use std::time::Duration;

/// A key, or a pasted text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    Char(char),
    Enter,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    WordLeft,
    WordRight,
    Home,
    End,
    PageUp,
    PageDown,
    /// Ctrl-U.
    DeleteToStart,
    /// Ctrl-K.
    DeleteToEnd,
    /// Ctrl-W.
    DeleteWordLeft,
    /// Alt-D.
    DeleteWordRight,
    Escape,
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-D.
    EndOfInput,
    /// A bracketed paste, its line ends made `\n`.
    Paste(String),
}

/// Bytes that are not yet a key.
#[derive(Default)]
pub(super) struct Decoder {
    bytes: VecDeque<u8>,
    pasted: Option<Vec<u8>>,
    keys: VecDeque<Key>,
}

/// The longest sequence that is waited for; a longer one is noise.
const LONGEST_SEQUENCE: usize = 64;

const PASTE_END: &[u8] = b"\x1b[201~";

impl Decoder {
    /// Takes bytes as they arrived.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
        while self.step() {}
    }

    /// Gives the next whole key.
    pub(super) fn next(&mut self) -> Option<Key> {
        self.keys.pop_front()
    }

    /// Gives how long the rest of what came may take; `None` when nothing is half-sent.
    ///
    /// A slow link parts the bytes of an arrow key; a lone Esc must not feel slow.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (self.bytes.len(), &self.pasted) {
            (0, _) | (_, Some(_)) => None,
            (1, None) => Some(Duration::from_millis(100)),
            _ => Some(Duration::from_secs(1)),
        }
    }

    /// No more bytes came: a lone Esc is the key, anything else half-sent is dropped.
    pub(super) fn give_up(&mut self) {
        if self.bytes.len() == 1 && self.bytes[0] == 0x1b {
            self.keys.push_back(Key::Escape);
        }
        self.bytes.clear();
    }

    /// Forgets everything that came.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.keys.clear();
        self.pasted = None;
    }

    /// Decodes one key from the front; false when more bytes are needed.
    fn step(&mut self) -> bool {
        if self.pasted.is_some() {
            return self.step_paste();
        }
        let Some(first) = self.bytes.front().copied() else {
            return false;
        };
        let (length, key) = match first {
            0x1b => match self.sequence() {
                Some(found) => found,
                None => return false,
            },
            0x80.. => match self.character() {
                Some(found) => found,
                None => return false,
            },
            _ => (1, control(first).or_else(|| printable(first))),
        };
        self.bytes.drain(..length.min(self.bytes.len()));
        self.keys.extend(key);
        true
    }

    /// Decodes a sequence that begins with Esc: its length, and its key if it has one.
    fn sequence(&mut self) -> Option<(usize, Option<Key>)> {
        let second = *self.bytes.get(1)?;
        match second {
            b'[' => self.control_sequence(),
            b'O' => {
                let third = *self.bytes.get(2)?;
                let is_keypad_enter = third == b'M';
                Some((
                    3,
                    if is_keypad_enter {
                        Some(Key::Enter)
                    } else {
                        cursor_key(third, false)
                    },
                ))
            }
            // Esc twice: the first is a key, the second may begin a sequence.
            0x1b => Some((1, Some(Key::Escape))),
            b'b' => Some((2, Some(Key::WordLeft))),
            b'f' => Some((2, Some(Key::WordRight))),
            b'd' => Some((2, Some(Key::DeleteWordRight))),
            0x7f | 0x08 => Some((2, Some(Key::DeleteWordLeft))),
            // Esc held down by a quick typist, then a control key.
            ..0x20 => Some((1, Some(Key::Escape))),
            _ => Some((2, None)),
        }
    }

    /// Decodes `ESC [ parameters final`.
    fn control_sequence(&mut self) -> Option<(usize, Option<Key>)> {
        // The Linux console sends F1 to F5 as `ESC [ [ A`.
        if self.bytes.get(2) == Some(&b'[') {
            self.bytes.get(3)?;
            return Some((4, None));
        }
        let end = (2..self.bytes.len()).find(|at| (0x40..=0x7e).contains(&self.bytes[*at]));
        let Some(end) = end else {
            let is_noise = self.bytes.len() > LONGEST_SEQUENCE;
            return is_noise.then_some((self.bytes.len(), None));
        };
        let parameters: Vec<u8> = self.bytes.range(2..end).copied().collect();
        let parameters = String::from_utf8_lossy(&parameters).into_owned();
        let mut numbers = parameters.split(';');
        let (first, modifier) = (numbers.next().unwrap_or(""), numbers.next().unwrap_or(""));
        let is_by_word = matches!(modifier, "3" | "5" | "7" | "9");
        let key = match (self.bytes[end], first) {
            (b'~', "200") => {
                self.pasted = Some(Vec::new());
                None
            }
            (b'~', "1" | "7") => Some(Key::Home),
            (b'~', "4" | "8") => Some(Key::End),
            (b'~', "3") if is_by_word => Some(Key::DeleteWordRight),
            (b'~', "3") => Some(Key::Delete),
            (b'~', "5") => Some(Key::PageUp),
            (b'~', "6") => Some(Key::PageDown),
            (b'Z', _) => Some(Key::BackTab),
            (last, _) => cursor_key(last, is_by_word),
        };
        Some((end + 1, key))
    }

    /// Decodes a character of two to four bytes; a wrong byte is dropped.
    fn character(&mut self) -> Option<(usize, Option<Key>)> {
        let length = match self.bytes[0] {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return Some((1, None)),
        };
        let available: Vec<u8> = self.bytes.iter().copied().take(length).collect();
        match std::str::from_utf8(&available) {
            Ok(words) => {
                let character = words
                    .chars()
                    .next()
                    .filter(|character| !character.is_control());
                Some((length, character.map(Key::Char)))
            }
            Err(error) if error.error_len().is_none() => None,
            Err(_) => Some((1, None)),
        }
    }

    /// Gathers a paste until its end mark.
    fn step_paste(&mut self) -> bool {
        let Some(pasted) = &mut self.pasted else {
            return false;
        };
        let bytes = self.bytes.make_contiguous();
        if let Some(at) = find(bytes, PASTE_END) {
            pasted.extend_from_slice(&bytes[..at]);
            let words = paste(pasted);
            self.bytes.drain(..at + PASTE_END.len());
            self.pasted = None;
            self.keys.push_back(Key::Paste(words));
            return true;
        }
        // The last bytes may be the beginning of the mark.
        let kept = (1..PASTE_END.len())
            .rev()
            .find(|length| bytes.ends_with(&PASTE_END[..*length]))
            .unwrap_or(0);
        let taken = bytes.len() - kept;
        pasted.extend_from_slice(&bytes[..taken]);
        self.bytes.drain(..taken);
        false
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Makes pasted bytes words: line ends become `\n`, other control characters go.
fn paste(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .replace("\r\n", "\n")
        .chars()
        .map(|character| if character == '\r' { '\n' } else { character })
        .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        .collect()
}

fn cursor_key(last: u8, is_by_word: bool) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' if is_by_word => Key::WordRight,
        b'D' if is_by_word => Key::WordLeft,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        _ => return None,
    })
}

fn control(byte: u8) -> Option<Key> {
    Some(match byte {
        0x01 => Key::Home,
        0x02 => Key::Left,
        0x03 => Key::Interrupt,
        0x04 => Key::EndOfInput,
        0x05 => Key::End,
        0x06 => Key::Right,
        0x08 | 0x7f => Key::Backspace,
        0x09 => Key::Tab,
        0x0a | 0x0d => Key::Enter,
        0x0b => Key::DeleteToEnd,
        0x0e => Key::Down,
        0x10 => Key::Up,
        0x15 => Key::DeleteToStart,
        0x17 => Key::DeleteWordLeft,
        _ => return None,
    })
}

fn printable(byte: u8) -> Option<Key> {
    let character = char::from(byte);
    (!character.is_control()).then_some(Key::Char(character))
}

#[cfg(test)]
mod tests {
    use super::{Decoder, Key};
    use proptest::prelude::*;

    /// Decodes bytes that come all at once, and one by one: the keys must be the same.
    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut whole = Decoder::default();
        whole.push(bytes);
        whole.give_up();
        let keys: Vec<Key> = std::iter::from_fn(|| whole.next()).collect();
        let mut slow = Decoder::default();
        for byte in bytes {
            slow.push(&[*byte]);
        }
        slow.give_up();
        assert_eq!(std::iter::from_fn(|| slow.next()).collect::<Vec<_>>(), keys);
        keys
    }

    #[test]
    fn letters_of_every_width() {
        assert_eq!(
            keys("aè東🙂".as_bytes()),
            ['a', 'è', '東', '🙂'].map(Key::Char)
        );
        assert_eq!(keys(b"a\xffb\xc3"), [Key::Char('a'), Key::Char('b')]);
    }

    #[test]
    fn keys_that_move() {
        assert_eq!(keys(b"\x1b[A\x1bOA\x10"), [Key::Up, Key::Up, Key::Up]);
        assert_eq!(
            keys(b"\x1b[1;5D\x1b[1;3C\x1bb\x1bf"),
            [Key::WordLeft, Key::WordRight, Key::WordLeft, Key::WordRight]
        );
        assert_eq!(
            keys(b"\x1b[H\x1b[1~\x01\x1b[4~\x05\x1b[3~"),
            [
                Key::Home,
                Key::Home,
                Key::Home,
                Key::End,
                Key::End,
                Key::Delete
            ]
        );
    }

    #[test]
    fn sequences_nobody_knows_type_nothing() {
        assert_eq!(
            keys(b"\x1bOP\x1b[15~\x1b[[Ax\x1b[1;2P\x1b[<0;3;4My"),
            [Key::Char('x'), Key::Char('y')]
        );
        assert_eq!(keys(b"\x1bOM"), [Key::Enter]);
    }

    #[test]
    fn a_lone_escape_is_a_key() {
        assert_eq!(keys(b"\x1b"), [Key::Escape]);
        assert_eq!(keys(b"\x1b\x1b[B"), [Key::Escape, Key::Down]);
        assert_eq!(keys(b"\x1b["), []);
    }

    #[test]
    fn a_paste_is_one_key() {
        assert_eq!(
            keys("a\x1b[200~uno\r\ndue\rtrè\x1b[1m\x1b[201~b".as_bytes()),
            [
                Key::Char('a'),
                Key::Paste("uno\ndue\ntrè[1m".to_owned()),
                Key::Char('b')
            ]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_decode_without_panic(bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"\x1b[O;~20".to_vec())], 0..80)) {
            let mut decoder = Decoder::default();
            for chunk in bytes.chunks(3) {
                decoder.push(chunk);
            }
            decoder.give_up();
            prop_assert_eq!(decoder.patience(), None);
        }
    }
}
