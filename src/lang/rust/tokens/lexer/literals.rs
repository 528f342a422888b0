//! Numbers, strings, characters, lifetimes, comments: everything whose end has to be searched.

use super::{CLASS, Kind, Lexer, NAME};

impl Lexer<'_> {
    /// Moves behind a number with its suffix.
    #[inline]
    pub(super) fn number(&mut self) -> Kind {
        let other_base = self.peek(0) == b'0' && matches!(self.peek(1), b'x' | b'o' | b'b');
        self.name_bytes();
        if other_base || self.after_dot {
            return Kind::Number;
        }
        if self.peek(0) == b'.' && self.fraction_follows() {
            self.at += 1;
            self.name_bytes();
        }
        let exponent = matches!(self.bytes.get(self.at - 1), Some(b'e' | b'E'));
        if exponent && matches!(self.peek(0), b'+' | b'-') && self.peek(1).is_ascii_digit() {
            self.at += 1;
            self.name_bytes();
        }
        Kind::Number
    }

    /// Whether the dot at hand belongs to the number: not that of `1..2`, nor that of `1.max(2)`.
    fn fraction_follows(&self) -> bool {
        let next = self.peek(1);
        next.is_ascii_digit() || !(next == b'.' || next >= 0x80 || CLASS[next as usize] == NAME)
    }

    /// A plain string whose quote stands at `quote`; an unknown character, if it never closes.
    #[inline]
    pub(super) fn string(&mut self, quote: usize) -> Kind {
        if self.dead_string {
            return self.take(Kind::Unknown, 1);
        }
        let mut at = quote + 1;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
                self.dead_string = true;
                self.at = quote + 1;
                return Kind::Unknown;
            };
            at += found;
            if self.bytes[at] == b'"' {
                self.at = at + 1;
                return Kind::String;
            }
            at += 2;
        }
    }

    /// The letters at hand are a prefix of a string, a character or a raw name, or a name by themselves.
    #[inline(never)]
    pub(super) fn prefixed(&mut self) -> Kind {
        let prefix = &self.bytes[self.start..self.at];
        match (prefix, self.peek(0)) {
            (b"b" | b"c", b'"') => self.string_or_name(),
            (b"b", b'\'') => self.byte(),
            (b"r" | b"br" | b"cr", b'"' | b'#') => self.raw(),
            _ => Kind::Ident,
        }
    }

    fn string_or_name(&mut self) -> Kind {
        let name = self.at;
        match self.string(name) {
            Kind::String => Kind::String,
            _ => self.back_to(name),
        }
    }

    fn back_to(&mut self, end: usize) -> Kind {
        self.at = end;
        Kind::Ident
    }

    fn byte(&mut self) -> Kind {
        let name = self.at;
        match self.quote() {
            Kind::Char => Kind::Char,
            _ => self.back_to(name),
        }
    }

    /// `r"..."`, `r#"..."#`, `r#name`.
    fn raw(&mut self) -> Kind {
        let name = self.at;
        let rest = self.bytes.get(name..).unwrap_or_default();
        let marks = rest.iter().take_while(|byte| **byte == b'#').count();
        if rest.get(marks) != Some(&b'"') {
            let next = rest.get(1).copied().unwrap_or(0);
            let names = next >= 0x80 || CLASS[next as usize] == NAME && !next.is_ascii_digit();
            if marks == 1 && names && self.bytes[self.start..name] == *b"r" {
                self.at = name + 1;
                self.wide_name();
            }
            return Kind::Ident;
        }
        match self.raw_end(name + marks + 1, marks) {
            Some(end) => {
                self.at = end;
                Kind::String
            }
            None => {
                self.dead_raw = self.dead_raw.min(marks);
                Kind::Ident
            }
        }
    }

    /// The end of the raw string with so many marks whose text begins at `at`.
    fn raw_end(&self, mut at: usize, marks: usize) -> Option<usize> {
        if marks >= self.dead_raw {
            return None;
        }
        loop {
            at += memchr::memchr(b'"', self.bytes.get(at..)?)? + 1;
            let close = self.bytes.get(at..at + marks)?;
            if close.iter().all(|byte| *byte == b'#') {
                return Some(at + marks);
            }
        }
    }

    /// A character in quotes, a lifetime, or an unknown character.
    pub(super) fn quote(&mut self) -> Kind {
        /// As long as `\u{10_FF_FF}` and then some.
        const LONGEST_ESCAPE: usize = 24;
        let quote = self.at;
        self.at += 1;
        if self.peek(0) == b'\\' {
            let rest = self.bytes.get(quote + 3..).unwrap_or_default();
            let rest = &rest[..rest.len().min(LONGEST_ESCAPE)];
            match memchr::memchr2(b'\'', b'\n', rest) {
                Some(at) if rest[at] == b'\'' => return self.take(Kind::Char, at + 3),
                _ => return Kind::Unknown,
            }
        }
        let Some(char) = self.char().filter(|char| *char != '\n') else {
            return Kind::Unknown;
        };
        if self.peek(char.len_utf8()) == b'\'' && char != '\'' {
            return self.take(Kind::Char, char.len_utf8() + 1);
        }
        if char == '_' || char.is_alphabetic() {
            if self.peek(0) == b'r' && self.peek(1) == b'#' {
                self.at += 2;
            }
            self.wide_name();
            return Kind::Lifetime;
        }
        Kind::Unknown
    }

    /// A comment or a division.
    pub(super) fn slash(&mut self) -> Kind {
        match self.peek(1) {
            b'/' => self.line(),
            b'*' => self.block_comment(),
            b'=' => self.take(Kind::Update, 2),
            _ => self.take(Kind::Operator, 1),
        }
    }

    /// Moves to the end of the line.
    pub(super) fn line(&mut self) -> Kind {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if self.bytes.get(self.at.wrapping_sub(1)) == Some(&b'\r') {
            self.at -= 1;
        }
        Kind::Comment
    }

    fn block_comment(&mut self) -> Kind {
        self.at += 2;
        let mut depth = 1;
        while let Some(found) =
            memchr::memchr2(b'/', b'*', self.bytes.get(self.at..).unwrap_or_default())
        {
            self.at += found;
            match (self.peek(0), self.peek(1)) {
                (b'/', b'*') => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return Kind::Comment;
                    }
                }
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
        Kind::Comment
    }
}
