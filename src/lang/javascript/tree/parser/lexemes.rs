//! The tokens of a text, all of them at once: a parser looks ahead, and to the bracket that closes.

use super::{Dialect, Of};
use crate::lang::javascript::tokens::{Lexer, Token};
use crate::model::source::Span;

macro_rules! words {
    ($($word:ident = $text:literal),* $(,)?) => {
        /// A name that the grammar knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Word {
            /// Any other name, and what is no name.
            Other,
            $($word,)*
        }

        impl Word {
            fn of(text: &[u8]) -> Self {
                match text {
                    $($text => Word::$word,)*
                    _ => Word::Other,
                }
            }
        }
    };
}

words! {
    Abstract = b"abstract",
    Any = b"any",
    As = b"as",
    Asserts = b"asserts",
    Async = b"async",
    Await = b"await",
    Boolean = b"boolean",
    Break = b"break",
    Case = b"case",
    Catch = b"catch",
    Class = b"class",
    Const = b"const",
    Continue = b"continue",
    Debugger = b"debugger",
    Declare = b"declare",
    Default = b"default",
    Delete = b"delete",
    Do = b"do",
    Else = b"else",
    Enum = b"enum",
    Export = b"export",
    Extends = b"extends",
    False = b"false",
    Finally = b"finally",
    For = b"for",
    From = b"from",
    Function = b"function",
    Get = b"get",
    If = b"if",
    Implements = b"implements",
    Import = b"import",
    In = b"in",
    Infer = b"infer",
    Instanceof = b"instanceof",
    Interface = b"interface",
    Is = b"is",
    Keyof = b"keyof",
    Let = b"let",
    Meta = b"meta",
    Module = b"module",
    Namespace = b"namespace",
    Never = b"never",
    New = b"new",
    Null = b"null",
    NumberType = b"number",
    ObjectType = b"object",
    Of = b"of",
    Override = b"override",
    Private = b"private",
    Protected = b"protected",
    Public = b"public",
    Readonly = b"readonly",
    Return = b"return",
    Satisfies = b"satisfies",
    Set = b"set",
    Static = b"static",
    StringType = b"string",
    Super = b"super",
    Switch = b"switch",
    Symbol = b"symbol",
    Target = b"target",
    This = b"this",
    Throw = b"throw",
    True = b"true",
    Try = b"try",
    Type = b"type",
    Typeof = b"typeof",
    Undefined = b"undefined",
    Unique = b"unique",
    Unknown = b"unknown",
    Using = b"using",
    Var = b"var",
    Void = b"void",
    While = b"while",
    With = b"with",
    Yield = b"yield",
}

impl Word {
    /// Whether it may name something wherever it stands.
    pub(super) fn is_free(self) -> bool {
        !matches!(
            self,
            Word::Await
                | Word::Break
                | Word::Case
                | Word::Catch
                | Word::Class
                | Word::Const
                | Word::Continue
                | Word::Debugger
                | Word::Default
                | Word::Delete
                | Word::Do
                | Word::Else
                | Word::Enum
                | Word::Export
                | Word::Extends
                | Word::False
                | Word::Finally
                | Word::For
                | Word::Function
                | Word::If
                | Word::Import
                | Word::In
                | Word::Instanceof
                | Word::Let
                | Word::New
                | Word::Null
                | Word::Return
                | Word::Super
                | Word::Switch
                | Word::This
                | Word::Throw
                | Word::True
                | Word::Try
                | Word::Typeof
                | Word::Undefined
                | Word::Using
                | Word::Var
                | Word::Void
                | Word::While
                | Word::With
                | Word::Yield
        )
    }

    /// Who may use a member.
    pub(super) fn is_access(self) -> bool {
        matches!(self, Word::Private | Word::Protected | Word::Public)
    }
}

#[derive(Clone, Copy)]
pub(super) struct Lexeme {
    pub(super) kind: Of,
    pub(super) word: Word,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Of an opening bracket, the index of the one that closes it.
    pub(super) partner: u32,
}

impl Lexeme {
    pub(super) fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }

    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

pub(super) struct Lexemes<'t> {
    bytes: &'t [u8],
    pub(super) typed: bool,
    /// The last stands for the end of the text, and is of no known kind.
    all: Vec<Lexeme>,
    pub(super) comments: Vec<Span>,
    /// The line `#!..` at the very start.
    pub(super) hashbang: Option<Span>,
}

impl<'t> Lexemes<'t> {
    /// `None` where the text holds what this parser does not read.
    pub(super) fn read(text: &'t str, dialect: Dialect) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut lexemes = Self {
            bytes,
            typed: dialect != Dialect::JavaScript,
            all: Vec::with_capacity(bytes.len() / 5),
            comments: Vec::new(),
            hashbang: None,
        };
        let mut lexer = match dialect {
            Dialect::TypeScript => Lexer::without_jsx(text),
            Dialect::JavaScript | Dialect::Tsx => Lexer::new(text),
        };
        let mut open = Vec::new();
        while let Some(token) = lexer.next() {
            lexemes.add(token, &mut open)?;
        }
        if lexer.escapes() || !open.is_empty() {
            return None;
        }
        let end = Span::new(bytes.len(), bytes.len());
        lexemes.push(Of::Unknown, Word::Other, end);
        Some(lexemes)
    }

    fn push(&mut self, kind: Of, word: Word, span: Span) {
        self.all.push(Lexeme {
            kind,
            word,
            start: span.start,
            end: span.end,
            partner: 0,
        });
    }

    fn add(&mut self, token: Token, open: &mut Vec<usize>) -> Option<()> {
        let text = token.bytes(self.bytes);
        let word = match token.kind {
            Of::Comment if text.starts_with(b"#!") => {
                self.hashbang = Some(token.span());
                return Some(());
            }
            Of::Comment
                if text.starts_with(b"/*") && !(text.len() >= 4 && text.ends_with(b"*/")) =>
            {
                return None;
            }
            Of::Comment => {
                self.comments.push(token.span());
                return Some(());
            }
            Of::Ident => Word::of(text),
            _ if is_known(token.kind, text) => Word::Other,
            _ => return None,
        };
        // The grammar sees comments in regular expressions.
        let next = self.bytes.get(token.end as usize);
        if token.kind == Of::Regex && matches!(next, Some(b'*' | b'/')) {
            return None;
        }
        if self.is_html(token, text) {
            return None;
        }
        let index = self.all.len();
        self.push(token.kind, word, token.span());
        match token.kind {
            Of::ParenOpen | Of::BracketOpen | Of::BraceOpen | Of::TemplateHead => open.push(index),
            Of::ParenClose | Of::BracketClose | Of::BraceClose | Of::TemplateTail => {
                let opener = self.all.get_mut(open.pop()?)?;
                if closes(opener.kind) != token.kind {
                    return None;
                }
                opener.partner = u32::try_from(index).ok()?;
            }
            _ => {}
        }
        Some(())
    }

    /// `<!--` and `-->`: old comments.
    fn is_html(&self, token: Token, text: &[u8]) -> bool {
        let Some(last) = self.all.last() else {
            return false;
        };
        let clings = last.end == token.start;
        match token.kind {
            Of::Not => clings && self.bytes[last.start as usize..].starts_with(b"<!--"),
            Of::Compare => clings && last.kind == Of::Step && text.starts_with(b">"),
            _ => false,
        }
    }

    pub(super) fn at(&self, index: usize) -> Lexeme {
        let last = self.all.len() - 1;
        self.all[index.min(last)]
    }

    pub(super) fn replace(&mut self, index: usize, lexeme: Lexeme) {
        self.all[index] = lexeme;
    }

    pub(super) fn text(&self, index: usize) -> &'t [u8] {
        &self.bytes[self.at(index).span().range()]
    }

    pub(super) fn slice(&self, span: Span) -> &'t [u8] {
        &self.bytes[span.range()]
    }

    /// Where the lexeme before this one ends.
    pub(super) fn end_before(&self, index: usize) -> u32 {
        match index {
            0 => 0,
            index => self.at(index - 1).end,
        }
    }

    /// Whether a line ends before a lexeme, in a comment perhaps.
    pub(super) fn breaks_line(&self, index: usize) -> bool {
        has_line_end(self.between(self.end_before(index), self.at(index).start))
    }

    /// The comments between a lexeme and the one before it.
    pub(super) fn comments_before(&self, index: usize) -> &[Span] {
        let (from, to) = (self.end_before(index), self.at(index).start);
        let first = self
            .comments
            .partition_point(|comment| comment.start < from);
        let last = self.comments.partition_point(|comment| comment.start < to);
        &self.comments[first..last]
    }

    pub(super) fn bytes(&self) -> &'t [u8] {
        self.bytes
    }

    pub(super) fn between(&self, start: u32, end: u32) -> &'t [u8] {
        &self.bytes[start as usize..end as usize]
    }

    /// The place of the program: without the blanks before it.
    pub(super) fn whole(&self) -> Span {
        let first = [
            Some(self.at(0).start),
            self.comments.first().map(|comment| comment.start),
            self.hashbang.map(|line| line.start),
        ];
        Span {
            start: first.into_iter().flatten().min().unwrap_or_default(),
            end: self.at(usize::MAX).end,
        }
    }
}

pub(super) fn has_line_end(text: &[u8]) -> bool {
    text.contains(&b'\n')
        || text
            .windows(3)
            .any(|bytes| matches!(bytes, [0xe2, 0x80, 0xa8 | 0xa9]))
}

/// What closes what is opened.
fn closes(kind: Of) -> Of {
    match kind {
        Of::ParenOpen => Of::ParenClose,
        Of::BracketOpen => Of::BracketClose,
        Of::BraceOpen => Of::BraceClose,
        _ => Of::TemplateTail,
    }
}

/// Whether the parser reads a token as the grammar does.
fn is_known(kind: Of, text: &[u8]) -> bool {
    match kind {
        Of::Unknown | Of::At | Of::TagOpen | Of::TagEnd | Of::TagClose | Of::JsxText => false,
        Of::Number => is_number(text),
        Of::String => has_plain_escapes(text) && !text.contains(&b'\r'),
        Of::Regex => {
            let flags = text.iter().rev().take_while(|byte| **byte != b'/');
            flags.into_iter().all(u8::is_ascii_lowercase)
        }
        _ => true,
    }
}

/// `10`, `0x65`, `1.5e-7`, `10n`; no separators.
fn is_number(text: &[u8]) -> bool {
    let all = |digits: &[u8], is_digit: fn(&u8) -> bool| {
        let digits = digits.strip_suffix(b"n").unwrap_or(digits);
        !digits.is_empty() && digits.iter().all(is_digit)
    };
    match text {
        [b'0', b'x' | b'X', rest @ ..] => all(rest, u8::is_ascii_hexdigit),
        [b'0', b'o' | b'O', rest @ ..] => all(rest, |byte| matches!(byte, b'0'..=b'7')),
        [b'0', b'b' | b'B', rest @ ..] => all(rest, |byte| matches!(byte, b'0' | b'1')),
        _ if all(text, u8::is_ascii_digit) => true,
        [b'0', b'0'..=b'9', ..] => false,
        _ => is_fraction(text),
    }
}

fn is_fraction(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(text);
    let mut rest = &text[whole..];
    let mut any = whole > 0;
    if let Some(behind) = rest.strip_prefix(b".") {
        let parts = digits(behind);
        (rest, any) = (&behind[parts..], any || parts > 0);
    }
    let [b'e' | b'E', exponent @ ..] = rest else {
        return any && rest.is_empty();
    };
    let exponent = match exponent {
        [b'+' | b'-', rest @ ..] => rest,
        plain => plain,
    };
    any && !exponent.is_empty() && exponent.iter().all(u8::is_ascii_digit)
}

/// Whether all escapes are such that the grammar knows them.
fn has_plain_escapes(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        match escape(&rest[at..]) {
            Some(len) => rest = &rest[at + len..],
            None => return false,
        }
    }
    true
}

/// The length of the escape that a text begins with, in bytes.
pub(super) fn escape(text: &[u8]) -> Option<usize> {
    let hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    match text.get(1..)? {
        [b'x', rest @ ..] => hex(rest.get(..2)?).then_some(4),
        [b'u', b'{', rest @ ..] => {
            let len = memchr::memchr(b'}', rest)?;
            (len > 0 && hex(&rest[..len])).then_some(len + 4)
        }
        [b'u', rest @ ..] => hex(rest.get(..4)?).then_some(6),
        rest @ [b'0'..=b'7', ..] => {
            let octal = rest.iter().take(3);
            Some(1 + octal.take_while(|byte| matches!(byte, b'0'..=b'7')).count())
        }
        [b'?', b'\n', ..] => None,
        [b'\r', b'\n', ..] => Some(3),
        [first, ..] => {
            let len = match first {
                0xf0.. => 4,
                0xe0.. => 3,
                0xc0.. => 2,
                _ => 1,
            };
            Some(1 + len)
        }
        [] => None,
    }
}
