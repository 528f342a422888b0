//! Where a statement without a semicolon ends, as the grammar's own scanner says.
//!
//! The grammar has a token without length for such an end. It stands where the scanner is asked for it: behind the
//! statement, and where it says no, behind each of the comments that follow. So a statement may reach to the end of its
//! line's comment; not where no operand stands before it, and the scanner need not look out for `||`.

use super::lexemes::{Lexemes, has_line_end};

/// What stands before an end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// An operand, or what the grammar cannot tell from one.
    Operand,
    Other,
}

impl Lexemes<'_> {
    /// Where what ends before a lexeme ends by itself, if it does. None of more comments than `COMMENTS` on its line.
    pub(super) fn automatic_end(&self, index: usize, after: After) -> Option<u32> {
        let bytes = self.bytes();
        let ends = |at: u32| match self.typed {
            true => Scanner::ends_typed(bytes, at as usize, after),
            false => Scanner::ends(bytes, at as usize, after),
        };
        let mut end = self.end_before(index);
        if ends(end) {
            return Some(end);
        }
        // On a line of their own, comments change no answer.
        for comment in self.comments_before(index).iter().take(COMMENTS) {
            if has_line_end(self.between(end, comment.start)) {
                return None;
            }
            end = comment.end;
            if ends(end) {
                return Some(end);
            }
        }
        None
    }
}

/// Comments behind a statement that are asked for its end: each has to look at all that follow.
const COMMENTS: usize = 32;

/// Comments and blanks, as far as they were looked at.
enum Found {
    /// What follows decides.
    All,
    /// A comment `/*..*/` on one line, behind which the scanner looks again.
    OneLine,
    /// No comment, but a division.
    Division,
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    fn ends(bytes: &[u8], at: usize, after: After) -> bool {
        let mut scanner = Scanner { bytes, at };
        loop {
            let Some(first) = scanner.byte() else {
                return true;
            };
            if first == b'/' {
                match scanner.comments(false) {
                    Found::Division => return false,
                    Found::All if after == After::Other && !scanner.lists() => return true,
                    Found::All | Found::OneLine => {}
                }
            }
            match scanner.byte() {
                Some(b'}') => return true,
                _ if scanner.is_line_end() => break,
                Some(byte) if is_blank(byte) => scanner.at += 1,
                _ => return false,
            }
        }
        scanner.at += match scanner.byte() {
            Some(b'\n') => 1,
            // A separator of lines or paragraphs.
            _ => 3,
        };
        !matches!(scanner.comments(true), Found::Division) && scanner.begins_statement()
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The same of the grammar for TypeScript, whose scanner is simpler.
    fn ends_typed(bytes: &[u8], at: usize, after: After) -> bool {
        let mut scanner = Scanner { bytes, at };
        loop {
            match scanner.byte() {
                None => return true,
                Some(b'}') => {
                    let rest = &bytes[scanner.at + 1..];
                    let typed = rest.trim_ascii_start().starts_with(b":");
                    return !typed || after == After::Operand;
                }
                Some(b'\n') => break,
                Some(byte) if is_blank(byte) => scanner.at += 1,
                Some(_) => return false,
            }
        }
        scanner.at += 1;
        if matches!(scanner.comments(true), Found::Division) {
            return false;
        }
        match scanner.byte() {
            Some(b'(' | b'[') => after == After::Other,
            Some(b'.') => false,
            _ => scanner.begins_statement(),
        }
    }

    /// What follows may go on with a declaration.
    fn lists(&self) -> bool {
        matches!(self.byte(), Some(b',' | b'='))
    }

    fn is_line_end(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        matches!(rest, [b'\n', ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..])
    }

    /// Moves behind blanks and comments; behind the first comment `/*..*/` only, unless all are to be skipped.
    fn comments(&mut self, all: bool) -> Found {
        let mut lines = false;
        loop {
            while self.byte().is_some_and(is_blank) {
                self.at += 1;
            }
            match self.bytes.get(self.at..).unwrap_or_default() {
                [b'/', b'/', ..] => {
                    while self.byte().is_some() && !self.is_line_end() {
                        self.at += 1;
                    }
                }
                [b'/', b'*', rest @ ..] => {
                    let len = memchr::memmem::find(rest, b"*/").map_or(rest.len(), |len| len + 2);
                    lines |= has_line_end(&rest[..len]);
                    self.at += 2 + len;
                    if !all && self.byte() != Some(b'/') {
                        return if lines { Found::All } else { Found::OneLine };
                    }
                }
                [b'/', ..] => return Found::Division,
                _ => return Found::All,
            }
        }
    }

    /// Whether the first byte of a line begins a statement, and does not go on with the one before.
    fn begins_statement(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
        match rest {
            [
                b'`' | b',' | b':' | b';' | b'*' | b'%' | b'>' | b'<' | b'=' | b'[' | b'(' | b'?'
                | b'^' | b'|' | b'&' | b'/',
                ..,
            ] => false,
            [b'.', next, ..] => next.is_ascii_digit(),
            [sign @ (b'+' | b'-'), next, ..] => next == sign,
            [b'!', next, ..] => *next != b'=',
            [b'i', b'n', rest @ ..] => match rest.strip_prefix(b"stanceof") {
                Some(rest) => rest.first().is_some_and(is_letter),
                None => rest.first().is_some_and(is_letter),
            },
            _ => true,
        }
    }
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}
