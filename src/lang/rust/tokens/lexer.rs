//! Text to tokens: one pass over any text, iterative, without allocation, never failing.
//!
//! What is not Rust becomes `Kind::Unknown`, a character at a time. A string that never closes is none: its quote costs
//! one character, not the rest of the file, and the failed search is remembered, so that no input makes the pass
//! quadratic. A block comment that never closes ends with the text, as for the compiler. What the tokens mean is for
//! `scan` and `facts`, the next rooms; `literals` and `operators` are the lexer's side rooms.

mod literals;
mod operators;

use crate::lang::words::indentation;
use crate::model::source::{BOM, Span};

// As wide as an offset: a token without padding is copied by whole words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Kind {
    /// A name or a keyword; `r#name` with its mark.
    Ident,
    /// `'a`, a label too.
    Lifetime,
    Number,
    /// Any string with its prefix, marks and quotes.
    String,
    /// `'c'`, `b'c'`
    Char,
    /// A comment with its marks, doc comments included; a shebang line.
    Comment,
    ParenOpen,
    ParenClose,
    BracketOpen,
    BracketClose,
    BraceOpen,
    BraceClose,
    Dot,
    /// `..`, `..=`, `...`
    Range,
    Comma,
    Semicolon,
    Colon,
    /// `::`
    PathSep,
    /// `->`
    ThinArrow,
    /// `=>`
    FatArrow,
    /// `=`
    Assign,
    /// `+=` and the like.
    Update,
    /// `==`, `!=`, `<=`, `>=`
    Compare,
    Less,
    Greater,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    Minus,
    Not,
    /// `||`
    Or,
    /// `&&`
    And,
    /// `|`
    Pipe,
    Ampersand,
    Star,
    Question,
    Pound,
    Dollar,
    At,
    /// `+`, `/`, `%`, `^`, `~`
    Operator,
    Unknown,
}

impl Kind {
    /// A word or a literal: beside another one, the first of the two is a keyword.
    #[inline]
    pub(crate) fn is_word(self) -> bool {
        (self as u32) <= Kind::Char as u32
    }

    #[inline]
    pub(crate) fn opens(self) -> bool {
        matches!(self, Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen)
    }

    #[inline]
    pub(crate) fn closes(self) -> bool {
        matches!(
            self,
            Kind::ParenClose | Kind::BracketClose | Kind::BraceClose
        )
    }

    /// The opening bracket's kind of a closing one.
    pub(crate) fn opener(self) -> Option<Kind> {
        match self {
            Kind::ParenClose => Some(Kind::ParenOpen),
            Kind::BracketClose => Some(Kind::BracketOpen),
            Kind::BraceClose => Some(Kind::BraceOpen),
            _ => None,
        }
    }
}

/// A piece of the text, `start..end` in bytes of the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Token {
    pub(crate) const NONE: Token = Token {
        kind: Kind::Semicolon,
        start: 0,
        end: 0,
    };

    pub(crate) fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }

    /// Its bytes in the text that it was read from.
    #[inline]
    pub(crate) fn bytes(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

pub(crate) struct Lexer<'a> {
    text: &'a str,
    /// Up to the end of the part that is read.
    bytes: &'a [u8],
    start: usize,
    at: usize,
    /// A number behind a dot is a field: `x.0.1` holds no float.
    after_dot: bool,
    /// No plain string closes any more.
    dead_string: bool,
    /// No raw string with so many marks or more closes any more.
    dead_raw: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self::over(text, Span::new(0, text.len()))
    }

    /// Reads a part of a text; offsets are the whole text's. The part must lie on character boundaries.
    pub(crate) fn over(text: &'a str, part: Span) -> Self {
        let end = part.range().end.min(text.len());
        let start = part.range().start.min(end);
        let bom = if start == 0 && text.starts_with(BOM) {
            BOM.len().min(end)
        } else {
            0
        };
        Self {
            text,
            bytes: text.as_bytes().get(..end).unwrap_or_default(),
            start,
            at: start + bom,
            after_dot: false,
            dead_string: false,
            dead_raw: usize::MAX,
        }
    }

    /// The next token, comments included; `None` at the end.
    // Inlined, so that a token travels in registers.
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Option<Token> {
        let kind = self.code()?;
        self.after_dot = kind == Kind::Dot;
        let span = Span::new(self.start, self.at);
        Some(Token {
            kind,
            start: span.start,
            end: span.end,
        })
    }

    #[inline(never)]
    fn code(&mut self) -> Option<Kind> {
        loop {
            let byte = self.skip_blanks()?;
            self.start = self.at;
            return Some(match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
                b'(' => self.take(Kind::ParenOpen, 1),
                b')' => self.take(Kind::ParenClose, 1),
                b',' => self.take(Kind::Comma, 1),
                b'.' => self.dot(),
                b':' => self.colon(),
                b';' => self.take(Kind::Semicolon, 1),
                b'{' => self.take(Kind::BraceOpen, 1),
                b'}' => self.take(Kind::BraceClose, 1),
                b'=' => self.equals(),
                b'&' | b'|' => self.doubling(byte),
                b'"' => self.string(self.at),
                b'0'..=b'9' => self.number(),
                b'[' => self.take(Kind::BracketOpen, 1),
                b']' => self.take(Kind::BracketClose, 1),
                b'/' => self.slash(),
                b'<' | b'>' => self.angle(byte),
                b'\'' => self.quote(),
                b'!' | b'-' | b'*' | b'+' | b'%' | b'^' | b'~' => self.operator(byte),
                b'?' => self.take(Kind::Question, 1),
                b'#' => self.pound(),
                b'$' => self.take(Kind::Dollar, 1),
                b'@' => self.take(Kind::At, 1),
                0x80.. if self.skip_wide_blank() => continue,
                0x80.. => self.wide_word(),
                _ => self.take(Kind::Unknown, 1),
            });
        }
    }

    /// Moves to the next byte that is no blank of ASCII, and gives it.
    #[inline]
    fn skip_blanks(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            if CLASS[byte as usize] != BLANK {
                return Some(byte);
            }
            self.at += 1;
            if byte == b'\n' {
                self.at += indentation(&self.bytes[self.at..]);
            }
        }
    }

    #[inline]
    fn take(&mut self, kind: Kind, len: usize) -> Kind {
        self.at += len;
        kind
    }

    /// The byte `ahead` of the current one; 0 past the end.
    #[inline]
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// A name, or a string or character that begins with letters.
    #[inline]
    fn word(&mut self) -> Kind {
        self.name_bytes();
        match self.peek(0) {
            b'"' | b'#' | b'\'' if self.at - self.start <= 2 => self.prefixed(),
            0x80.. => {
                self.wide_name();
                Kind::Ident
            }
            _ => Kind::Ident,
        }
    }

    /// Moves behind the letters, digits and underscores of ASCII at hand.
    #[inline]
    fn name_bytes(&mut self) {
        let mut at = self.at;
        while self
            .bytes
            .get(at)
            .is_some_and(|byte| CLASS[*byte as usize] & NAME != 0)
        {
            at += 1;
        }
        self.at = at;
    }

    /// A name that begins outside ASCII, else one unknown character.
    #[inline(never)]
    fn wide_word(&mut self) -> Kind {
        self.wide_name();
        if self.at > self.start {
            return Kind::Ident;
        }
        self.take(Kind::Unknown, self.char_len())
    }

    #[inline(never)]
    fn wide_name(&mut self) {
        loop {
            self.name_bytes();
            match self.char() {
                Some(char) if char >= '\u{80}' && char.is_alphanumeric() => {
                    self.at += char.len_utf8();
                }
                _ => return,
            }
        }
    }

    fn char(&self) -> Option<char> {
        self.text.get(self.at..self.bytes.len())?.chars().next()
    }

    fn char_len(&self) -> usize {
        self.char().map_or(1, char::len_utf8)
    }

    #[inline(never)]
    fn skip_wide_blank(&mut self) -> bool {
        let blank = self.char().filter(|char| {
            char.is_whitespace() || matches!(char, '\u{200e}' | '\u{200f}' | '\u{feff}')
        });
        self.at += blank.map_or(0, char::len_utf8);
        blank.is_some()
    }

    /// A shebang line at the very start, unless `#!` begins an attribute; else the mark alone.
    fn pound(&mut self) -> Kind {
        let first = self.start == 0 || self.bytes.get(..self.start) == Some(BOM.as_bytes());
        if first && self.peek(1) == b'!' {
            let rest = self.bytes.get(self.at + 2..).unwrap_or_default();
            if !rest.trim_ascii_start().starts_with(b"[") {
                return self.line();
            }
        }
        self.take(Kind::Pound, 1)
    }
}

const BLANK: u8 = 1;
/// Letters, digits and the underscore.
const NAME: u8 = 2;

static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => BLANK,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => NAME,
            _ => 0,
        };
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests;
