//! Operators, each as long as it can be.

use super::{Kind, Lexer};

impl Lexer<'_> {
    pub(super) fn dot(&mut self) -> Kind {
        if self.peek(1) == b'.' && self.peek(2) == b'.' {
            return self.take(Kind::Spread, 3);
        }
        self.take(Kind::Dot, 1)
    }

    pub(super) fn question(&mut self) -> Kind {
        match (self.peek(1), self.peek(2)) {
            (b'?', b'=') => self.take(Kind::Assign, 3),
            (b'?', _) => self.take(Kind::Or, 2),
            (b'.', digit) if !digit.is_ascii_digit() => self.take(Kind::Dot, 2),
            _ => self.take(Kind::Question, 1),
        }
    }

    pub(super) fn equals(&mut self) -> Kind {
        match (self.peek(1), self.peek(2)) {
            (b'=', b'=') => self.take(Kind::Compare, 3),
            (b'=', _) => self.take(Kind::Compare, 2),
            (b'>', _) => self.take(Kind::Arrow, 2),
            _ => self.take(Kind::Assign, 1),
        }
    }

    pub(super) fn relation(&mut self, byte: u8) -> Kind {
        match (byte, self.peek(1), self.peek(2)) {
            (b'!', b'=', b'=') => self.take(Kind::Compare, 3),
            (b'!', b'=', _) => self.take(Kind::Compare, 2),
            (b'!', ..) => self.take(Kind::Not, 1),
            (b'>', b'>', b'>') if self.peek(3) == b'=' => self.take(Kind::Update, 4),
            (b'>', b'>', b'>') => self.take(Kind::Operator, 3),
            (_, next, b'=') if next == byte => self.take(Kind::Update, 3),
            (_, next, _) if next == byte => self.take(Kind::Operator, 2),
            (_, b'=', _) => self.take(Kind::Compare, 2),
            _ => self.take(Kind::Compare, 1),
        }
    }

    pub(super) fn operator(&mut self, byte: u8) -> Kind {
        let next = self.peek(1);
        let doubled = next == byte;
        let (kind, len) = match byte {
            b'+' | b'-' if doubled => (Kind::Step, 2),
            b'&' | b'|' if doubled && self.peek(2) == b'=' => (Kind::Assign, 3),
            b'&' if doubled => (Kind::And, 2),
            b'|' if doubled => (Kind::Or, 2),
            b'*' if doubled && self.peek(2) == b'=' => (Kind::Update, 3),
            b'*' if doubled => (Kind::Operator, 2),
            _ if next == b'=' => (Kind::Update, 2),
            b'+' => (Kind::Plus, 1),
            b'-' => (Kind::Minus, 1),
            _ => (Kind::Operator, 1),
        };
        self.take(kind, len)
    }
}
