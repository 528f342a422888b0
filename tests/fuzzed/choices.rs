//! Bytes as decisions: each takes some of them, and where there are none left, every decision is the first one.
//!
//! What a decision is about is for whoever asks. Equal bytes give equal decisions.

pub(crate) struct Choices<'a> {
    rest: &'a [u8],
}

impl<'a> Choices<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else {
            return 0;
        };
        self.rest = rest;
        *first
    }

    pub(crate) fn bit(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// Below a number that is above zero; of a list of more than 256, two bytes decide.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let low = usize::from(self.byte());
        let high = if limit > 256 {
            usize::from(self.byte())
        } else {
            0
        };
        (high << 8 | low) % limit
    }

    pub(crate) fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    /// A short text of any bytes; what is no UTF-8 becomes a replacement character.
    pub(crate) fn piece(&mut self) -> String {
        let length = usize::from(self.byte() % 48).min(self.rest.len());
        let (piece, rest) = self.rest.split_at(length);
        self.rest = rest;
        String::from_utf8_lossy(piece).into_owned()
    }

    /// All that is left, as a text.
    pub(crate) fn text(&mut self) -> String {
        String::from_utf8_lossy(std::mem::take(&mut self.rest)).into_owned()
    }
}
