//! Operators, each as long as it can be.

use super::{Kind, Lexer};

impl Lexer<'_> {
    pub(super) fn dot(&mut self) -> Kind {
        match (self.peek(1), self.peek(2)) {
            (b'.', b'.' | b'=') => self.take(Kind::Range, 3),
            (b'.', _) => self.take(Kind::Range, 2),
            _ => self.take(Kind::Dot, 1),
        }
    }

    #[inline]
    pub(super) fn colon(&mut self) -> Kind {
        match self.peek(1) {
            b':' => self.take(Kind::PathSep, 2),
            _ => self.take(Kind::Colon, 1),
        }
    }

    #[inline]
    pub(super) fn equals(&mut self) -> Kind {
        match self.peek(1) {
            b'=' => self.take(Kind::Compare, 2),
            b'>' => self.take(Kind::FatArrow, 2),
            _ => self.take(Kind::Assign, 1),
        }
    }

    pub(super) fn angle(&mut self, byte: u8) -> Kind {
        let (single, double) = match byte {
            b'<' => (Kind::Less, Kind::ShiftLeft),
            _ => (Kind::Greater, Kind::ShiftRight),
        };
        match (self.peek(1), self.peek(2)) {
            (b'=', _) => self.take(Kind::Compare, 2),
            (next, b'=') if next == byte => self.take(Kind::Update, 3),
            (next, _) if next == byte => self.take(double, 2),
            _ => self.take(single, 1),
        }
    }

    /// `&` and `|`, alone, doubled or with an equals sign.
    pub(super) fn doubling(&mut self, byte: u8) -> Kind {
        let (single, double) = match byte {
            b'&' => (Kind::Ampersand, Kind::And),
            _ => (Kind::Pipe, Kind::Or),
        };
        match self.peek(1) {
            b'=' => self.take(Kind::Update, 2),
            next if next == byte => self.take(double, 2),
            _ => self.take(single, 1),
        }
    }

    pub(super) fn operator(&mut self, byte: u8) -> Kind {
        match (byte, self.peek(1)) {
            (b'!', b'=') => self.take(Kind::Compare, 2),
            (b'!', _) => self.take(Kind::Not, 1),
            (b'-', b'>') => self.take(Kind::ThinArrow, 2),
            (_, b'=') => self.take(Kind::Update, 2),
            (b'-', _) => self.take(Kind::Minus, 1),
            (b'*', _) => self.take(Kind::Star, 1),
            _ => self.take(Kind::Operator, 1),
        }
    }
}
