//! Text to tokens: one pass over any text, iterative, without allocation per token, never failing.
//!
//! What is not JavaScript becomes `Kind::Unknown`, a character at a time. A plain string or a regular expression ends
//! on its line or is none at all; a template that never ends is none either: a stray quote in broken code costs one
//! character, not the rest of the file. Every search that fails is remembered, so that no input makes the pass
//! quadratic. Meaning is for `scan` and `facts`, the next rooms; `literals` and `jsx` are the lexer's side rooms.

mod chars;
mod jsx;
mod literals;
mod operators;

use crate::lang::words::indentation;
use crate::model::source::Span;

pub(crate) use chars::asks_for_operand;
use chars::{BLANK, CLASS, NAME, WORD, is_name_char, name_bytes};

// As wide as an offset: a token without padding is copied by whole words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Kind {
    /// A name or a keyword; `#private` with its mark.
    Ident,
    Number,
    /// A plain string with its quotes, an attribute's included.
    String,
    /// A template without holes.
    Template,
    /// From the backtick to the first `${`.
    TemplateHead,
    /// From `}` to the next `${`.
    TemplateMiddle,
    /// From `}` to the backtick.
    TemplateTail,
    Regex,
    /// A comment with its marks, or a hashbang line.
    Comment,
    ParenOpen,
    ParenClose,
    BracketOpen,
    BracketClose,
    BraceOpen,
    BraceClose,
    /// The `<` of an opening tag.
    TagOpen,
    /// The `>` of an opening tag: the children follow.
    TagEnd,
    /// `/>`, or a whole closing tag.
    TagClose,
    JsxText,
    /// `.` and `?.`
    Dot,
    Spread,
    Comma,
    Semicolon,
    Colon,
    Question,
    Arrow,
    /// `=`, `||=`, `&&=`, `??=`
    Assign,
    /// `+=` and the like.
    Update,
    /// `++` and `--`
    Step,
    /// `===`, `!=`, `<`, `>=` and the like.
    Compare,
    Plus,
    Minus,
    Not,
    /// `||` and `??`
    Or,
    And,
    /// Any other operator.
    Operator,
    At,
    Unknown,
}

impl Kind {
    /// An identifier-like or literal token that is an operand by itself.
    pub(crate) fn is_literal(self) -> bool {
        use Kind::{Number, Regex, String, Template};
        matches!(self, Number | String | Template | Regex)
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

    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Its bytes in the text that it was read from.
    pub(crate) fn bytes(self, text: &[u8]) -> &[u8] {
        text.get(self.span().range()).unwrap_or_default()
    }
}

/// What is open at the place that the lexer has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Paren,
    /// The head of `if`, `while`, `for`, `with`: a statement follows it.
    Head,
    Bracket,
    Block,
    Object,
    /// `${` of a template.
    Hole,
    /// An opening tag, up to its `>`.
    Tag,
    /// Between an opening tag and its closing one.
    Children,
    /// `{` of an attribute or among the children.
    Container,
}

pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    text: &'a str,
    /// Where the token at hand begins, and the byte at hand.
    start: usize,
    at: usize,
    end: usize,
    open: Vec<Open>,
    /// Names of the open tags, for `Tag` and `Children`, outermost first.
    tags: Vec<Span>,
    previous: Token,
    before_previous: Kind,
    closed: Open,
    escapes: bool,
    /// No string of this quote (`"`, `'`), no regular expression closes before these offsets.
    dead_strings: [usize; 2],
    dead_regex: usize,
    /// From here on no template closes.
    dead_template: usize,
    /// Bytes that searches for closing tags may still read.
    tag_budget: usize,
    /// The name of the last tag that was searched for, and where its closing tag was found.
    closing: (Span, usize),
    /// JSX may stand in the text.
    jsx: bool,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self::over(text, Span::new(0, text.len()))
    }

    /// Reads a source in which no JSX can stand.
    pub(crate) fn without_jsx(text: &'a str) -> Self {
        Self {
            jsx: false,
            ..Self::new(text)
        }
    }

    /// Reads a part of a text; offsets are the whole text's. The part must lie on character boundaries.
    pub(crate) fn over(text: &'a str, span: Span) -> Self {
        let end = span.range().end.min(text.len());
        let start = span.range().start.min(end);
        let mut lexer = Self {
            bytes: &text.as_bytes()[..end],
            text,
            start,
            at: start,
            end,
            open: Vec::new(),
            tags: Vec::new(),
            previous: Token::NONE,
            before_previous: Kind::Semicolon,
            closed: Open::Block,
            escapes: false,
            dead_strings: [0; 2],
            dead_regex: 0,
            dead_template: usize::MAX,
            tag_budget: 16 * (end - start) + 4096,
            closing: (Span::file(), 0),
            jsx: true,
        };
        if start == 0 && text.starts_with('\u{feff}') {
            lexer.at = '\u{feff}'.len_utf8().min(end);
        }
        lexer
    }

    /// How many brackets, holes and tags are open after the last token.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Some name so far is written with escapes: it may be any name.
    pub(crate) fn escapes(&self) -> bool {
        self.escapes
    }

    /// The next token, comments included; `None` at the end.
    // Inlined, so that a token travels in registers.
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Option<Token> {
        let kind = match self.open.last() {
            Some(Open::Children) => self.child(),
            Some(Open::Tag) => self.in_tag(),
            _ => self.code(),
        }?;
        let span = Span::new(self.start, self.at);
        let token = Token {
            kind,
            start: span.start,
            end: span.end,
        };
        if kind != Kind::Comment {
            self.before_previous = self.previous.kind;
            self.previous = token;
        }
        Some(token)
    }

    #[inline(never)]
    fn code(&mut self) -> Option<Kind> {
        loop {
            let byte = self.skip_blanks()?;
            self.start = self.at;
            return Some(match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => self.word(),
                b'.' if !self.peek(1).is_ascii_digit() => self.dot(),
                b',' => self.take(Kind::Comma, 1),
                b'(' => self.paren_open(),
                b')' => self.close(Kind::ParenClose, &[Open::Paren, Open::Head]),
                b';' => self.take(Kind::Semicolon, 1),
                b'{' => self.brace_open(),
                b'}' => self.brace_close(),
                b':' => self.take(Kind::Colon, 1),
                b'=' => self.equals(),
                b'"' | b'\'' => self.string(byte),
                b'0'..=b'9' | b'.' => self.number(),
                b'[' => self.push(Open::Bracket, Kind::BracketOpen),
                b']' => self.close(Kind::BracketClose, &[Open::Bracket]),
                b'?' => self.question(),
                b'/' => self.slash(),
                b'<' if self.jsx && self.tag_starts() => self.open_tag(),
                b'!' | b'<' | b'>' => self.relation(byte),
                b'+' | b'-' | b'*' | b'%' | b'&' | b'|' | b'^' | b'~' => self.operator(byte),
                b'`' => self.template_start(),
                b'@' => self.take(Kind::At, 1),
                b'#' => self.hash(),
                0x80.. if self.skip_wide_blank() => continue,
                b'\\' | 0x80.. => self.wide_word(),
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

    /// A name that goes on at the place at hand.
    #[inline]
    fn word(&mut self) -> Kind {
        let mut at = self.at;
        while let Some(eight) = self.bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let len = name_bytes(u64::from_le_bytes(*eight));
            at += len;
            if len < 8 {
                break;
            }
        }
        while self
            .bytes
            .get(at)
            .is_some_and(|byte| CLASS[*byte as usize] & NAME != 0)
        {
            at += 1;
        }
        self.at = at;
        if matches!(self.peek(0), b'\\' | 0x80..) {
            self.wide_word_rest();
        }
        Kind::Ident
    }

    /// A name that starts with an escape or outside ASCII, else one unknown character.
    #[inline(never)]
    fn wide_word(&mut self) -> Kind {
        self.wide_word_rest();
        if self.at > self.start {
            return Kind::Ident;
        }
        self.take(Kind::Unknown, self.char_len())
    }

    #[inline(never)]
    fn wide_word_rest(&mut self) {
        loop {
            let byte = self.peek(0);
            if CLASS[byte as usize] & NAME != 0 {
                self.at += 1;
            } else if byte == b'\\' && self.peek(1) == b'u' {
                self.at += 2;
                self.escapes = true;
                if self.peek(0) == b'{' {
                    let close =
                        memchr::memchr(b'}', &self.bytes[self.at..self.end.min(self.at + 16)]);
                    self.at += close.map_or(0, |at| at + 1);
                }
            } else if byte >= 0x80 && self.char().is_some_and(is_name_char) {
                self.at += self.char_len();
            } else {
                return;
            }
        }
    }

    fn char(&self) -> Option<char> {
        self.text.get(self.at..self.end)?.chars().next()
    }

    fn char_len(&self) -> usize {
        self.char().map_or(1, char::len_utf8)
    }

    #[inline(never)]
    fn skip_wide_blank(&mut self) -> bool {
        let blank = self
            .char()
            .filter(|char| char.is_whitespace() || *char == '\u{feff}');
        self.at += blank.map_or(0, char::len_utf8);
        blank.is_some()
    }

    /// `#private`, a hashbang line at the very start, else an unknown character.
    #[inline(never)]
    fn hash(&mut self) -> Kind {
        let first = self.text[..self.start]
            .trim_start_matches('\u{feff}')
            .is_empty();
        if first && self.peek(1) == b'!' {
            self.at += memchr::memchr(b'\n', &self.bytes[self.at..]).unwrap_or(self.end - self.at);
            return Kind::Comment;
        }
        self.at += 1;
        if CLASS[self.peek(0) as usize] == WORD || self.peek(0) >= 0x80 {
            self.word();
        }
        if self.at > self.start + 1 {
            Kind::Ident
        } else {
            Kind::Unknown
        }
    }

    /// Whether the previous token ends an operand, so that an operator, not an operand, is to follow.
    pub(super) fn after_operand(&self) -> bool {
        match self.previous.kind {
            Kind::Ident => {
                self.before_previous == Kind::Dot
                    || !asks_for_operand(self.previous.bytes(self.bytes))
            }
            Kind::ParenClose => self.closed != Open::Head,
            Kind::BraceClose => matches!(self.closed, Open::Object | Open::Container),
            Kind::BracketClose | Kind::TemplateTail | Kind::TagClose | Kind::Step => true,
            kind => kind.is_literal(),
        }
    }

    /// Opens a bracket of one byte.
    fn push(&mut self, open: Open, kind: Kind) -> Kind {
        self.open.push(open);
        self.take(kind, 1)
    }

    fn paren_open(&mut self) -> Kind {
        let head = self.previous.kind == Kind::Ident
            && self.before_previous != Kind::Dot
            && matches!(
                self.previous.bytes(self.bytes),
                b"if" | b"while" | b"for" | b"with"
            );
        let open = if head { Open::Head } else { Open::Paren };
        self.push(open, Kind::ParenOpen)
    }

    fn brace_open(&mut self) -> Kind {
        let block = match self.previous.kind {
            Kind::Semicolon | Kind::BraceOpen | Kind::BraceClose => true,
            Kind::ParenClose | Kind::Arrow | Kind::BracketClose => true,
            Kind::Ident => {
                self.before_previous == Kind::Dot
                    || !asks_for_operand(self.previous.bytes(self.bytes))
                    || matches!(self.previous.bytes(self.bytes), b"else" | b"do")
            }
            _ => false,
        };
        let open = if block { Open::Block } else { Open::Object };
        self.push(open, Kind::BraceOpen)
    }

    /// Closes the innermost bracket of these kinds, and whatever was left open inside it; a bracket that closes
    /// nothing changes nothing.
    #[inline]
    fn close(&mut self, kind: Kind, accepted: &[Open]) -> Kind {
        if self.open.last().is_some_and(|open| accepted.contains(open)) {
            self.pop();
        } else {
            self.close_outer(accepted);
        }
        self.take(kind, 1)
    }

    #[inline(never)]
    fn close_outer(&mut self, accepted: &[Open]) {
        const REACH: usize = 32;
        let found = self
            .open
            .iter()
            .rev()
            .take(REACH)
            .position(|open| accepted.contains(open));
        if let Some(above) = found {
            for _ in 0..=above {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        if let Some(open) = self.open.pop() {
            if matches!(open, Open::Tag | Open::Children) {
                self.tags.pop();
            }
            self.closed = open;
        }
    }
}

#[cfg(test)]
mod tests;
