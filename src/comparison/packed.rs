//! Numbers, days and words as bytes, and back.
//!
//! Decides how small a sketch is. Reading never trusts the bytes: what is cut short or out of range
//! is `None`.

use jiff::civil::Date;

/// Puts values one after the other.
#[derive(Default)]
pub(super) struct Packer {
    bytes: Vec<u8>,
}

impl Packer {
    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Puts a whole number, seven bits a byte, the lowest first.
    pub(super) fn count(&mut self, count: usize) {
        let mut left = count;
        while left >= 0x80 {
            // The mask leaves seven bits.
            self.bytes.push((left & 0x7f) as u8 | 0x80);
            left >>= 7;
        }
        self.bytes.push(left as u8);
    }

    pub(super) fn number(&mut self, number: f64) {
        self.bytes.extend(number.to_le_bytes());
    }

    pub(super) fn day(&mut self, day: Date) {
        self.bytes.extend(day.year().to_le_bytes());
        self.bytes.extend(day.month().to_le_bytes());
        self.bytes.extend(day.day().to_le_bytes());
    }

    pub(super) fn words(&mut self, words: &str) {
        self.block(words.as_bytes());
    }

    /// Puts what may be missing.
    pub(super) fn maybe<T>(&mut self, value: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.byte(u8::from(value.is_some()));
        if let Some(value) = value {
            put(self, value);
        }
    }

    /// Puts a list, its length first.
    pub(super) fn list<T>(
        &mut self,
        items: impl ExactSizeIterator<Item = T>,
        mut put: impl FnMut(&mut Self, T),
    ) {
        self.count(items.len());
        items.for_each(|item| put(self, item));
    }

    /// Puts what can be passed over without being read.
    pub(super) fn block(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes.extend(bytes);
    }
}

/// Takes values in the order in which they were put.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Unpacker<'b> {
    left: &'b [u8],
}

impl<'b> Unpacker<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Unpacker { left: bytes }
    }

    pub(super) fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, left) = self.left.split_at_checked(length)?;
        self.left = left;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        let mut count = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            count |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(count);
            }
        }
        None
    }

    pub(super) fn number(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    pub(super) fn day(&mut self) -> Option<Date> {
        let year = self.array().map(i16::from_le_bytes)?;
        let month = self.array().map(i8::from_le_bytes)?;
        let day = self.array().map(i8::from_le_bytes)?;
        Date::new(year, month, day).ok()
    }

    pub(super) fn words(&mut self) -> Option<&'b str> {
        str::from_utf8(self.block()?).ok()
    }

    pub(super) fn maybe<T>(
        &mut self,
        take: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.byte()? {
            0 => Some(None),
            _ => take(self).map(Some),
        }
    }

    pub(super) fn block(&mut self) -> Option<&'b [u8]> {
        let length = self.count()?;
        self.take(length)
    }
}

#[cfg(test)]
mod tests {
    use super::{Packer, Unpacker};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_put_is_taken(count: usize, number: f64, words: String) {
            let mut packer = Packer::default();
            packer.count(count);
            packer.number(number);
            packer.words(&words);
            packer.maybe(Some(count), Packer::count);
            packer.maybe(None, Packer::number);
            let bytes = packer.finish();
            let mut unpacker = Unpacker::new(&bytes);
            prop_assert_eq!(unpacker.count(), Some(count));
            prop_assert_eq!(unpacker.number().map(f64::to_bits), Some(number.to_bits()));
            prop_assert_eq!(unpacker.words(), Some(words.as_str()));
            prop_assert_eq!(unpacker.maybe(Unpacker::count), Some(Some(count)));
            prop_assert_eq!(unpacker.maybe(Unpacker::number), Some(None));
            prop_assert!(unpacker.is_done());
        }
    }
}
