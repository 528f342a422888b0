//! The gate: does a source hold any place at which a literal may be an error code?
//!
//! One walk over the tokens with a stack of open brackets, no tree. Whatever the tree front end and `resolve` could
//! turn into a finding or a literal of the inventory must be a candidate here; the reverse need not hold. Names that
//! a walk learns (`const c = e.code`, `const E = Parse.Error`) count in the next one, so the order in a file does not
//! matter: the walk is repeated until it learns nothing new. This room keeps the brackets, the statements and the
//! depth; `sites` says what stands at a place.

use memchr::memmem;

use super::frame::{Frame, FrameKind, flag};
use super::lexer::{Kind, Lexer, Token};
use super::names::Known;
use super::words;
use crate::lang::Scan;
use crate::model::source::Span;

/// The mark of a suppression comment.
const SUPPRESSION: &[u8] = b"parselint-ignore";

/// Walks after which a file that still teaches new names is taken for a candidate.
const WALKS: usize = 6;

/// Bytes above which the depth of a candidate is not measured: such a source gets no tree.
const MEASURED: usize = 1 << 20;

/// Brackets beyond this depth are counted, not looked into; the file is a candidate.
const DEEPEST: usize = 1 << 18;

/// Reads the tokens of a source.
///
/// `depth` is an upper estimate of how deep a tree of the source would be: at the deepest place, the number of open
/// brackets, template holes and JSX elements, plus, for each of them, the links of the chain of operators that leads
/// there; of a candidate larger than 1 MiB, a lower bound. Links are binary and unary operators, members, calls, ternaries, arrows, assignments, `else` and nested
/// statement heads since the last comma, semicolon or beginning of a statement: `a + b + c` has two, `a.b().c()` four.
pub fn scan(text: &str) -> Scan {
    let mut known = Known::new();
    let suppressed = memmem::find(text.as_bytes(), SUPPRESSION).is_some();
    let mut scan = walk(text, &mut known, suppressed);
    for walked in 1..=WALKS {
        if scan.candidate || !known.stale {
            break;
        }
        let again = walk(text, &mut known, walked == WALKS);
        scan.candidate |= again.candidate;
        scan.reference |= again.reference;
    }
    scan.reference |= scan.candidate;
    scan
}

fn walk(text: &str, known: &mut Known, candidate: bool) -> Scan {
    known.stale = false;
    let mut walk = Walk::new(text, known, candidate);
    walk.run();
    walk.scan
}

/// How many tokens are remembered: a power of two.
const RECENT: usize = 8;

/// What is left of the last bracket that was closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closed {
    /// The callee's name.
    pub(super) name: Span,
    pub(super) integers: bool,
    pub(super) pattern: bool,
    pub(super) error_class: bool,
}

pub(super) struct Walk<'a> {
    pub(super) bytes: &'a [u8],
    lexer: Lexer<'a>,
    pub(super) known: &'a mut Known,
    pub(super) frames: Vec<Frame>,
    /// The tokens before the one at hand, without comments, in turn.
    recent: [Token; RECENT],
    steps: usize,
    /// The last token ends an operand: another operand would begin another statement.
    pub(super) ended: bool,
    /// The operand at hand holds a code, or is a constant of an error class.
    pub(super) operand_code: bool,
    pub(super) operand_constant: bool,
    /// The first name of the member path at hand.
    pub(super) root: Span,
    /// A name that ends its path unless a member or a call follows.
    path: Option<Token>,
    pub(super) closed: Closed,
    /// Names of the last destructuring pattern or import clause.
    pub(super) pattern: Vec<Span>,
    /// The name before type arguments, and whether it is a member.
    pub(super) generic: (Token, bool),
    pub(super) constructing: bool,
    pub(super) importing: bool,
    /// The next name is a class's or an enum's.
    pub(super) naming: bool,
    /// What follows is a type, not a value.
    cast: bool,
    /// Between the brackets of a cast, `<T>value`.
    angle: bool,
    switch_ahead: bool,
    /// The next brace is the body of a switch; over a code?
    switch_body: Option<bool>,
    pub(super) lists: bool,
    pub(super) tables: bool,
    /// A constant stands before the `||` at hand.
    pub(super) constant_before_or: bool,
    pub(super) scan: Scan,
    /// Levels above the innermost frame.
    above: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, known: &'a mut Known, candidate: bool) -> Self {
        let none = Span::file();
        Self {
            bytes: text.as_bytes(),
            lexer: Lexer::new(text),
            known,
            frames: vec![Frame::new(FrameKind::Brace, 0, none)],
            recent: [Token::NONE; RECENT],
            steps: 0,
            ended: false,
            operand_code: false,
            operand_constant: false,
            root: none,
            path: None,
            closed: Closed {
                name: none,
                integers: false,
                pattern: false,
                error_class: false,
            },
            pattern: Vec::new(),
            generic: (Token::NONE, false),
            constructing: false,
            importing: false,
            naming: false,
            cast: false,
            angle: false,
            switch_ahead: false,
            switch_body: None,
            lists: false,
            tables: false,
            constant_before_or: false,
            scan: Scan {
                candidate,
                ..Scan::default()
            },
            above: 0,
        }
    }

    fn run(&mut self) {
        while let Some(token) = self.lexer.next() {
            if token.kind != Kind::Comment {
                self.step(token);
                self.remember(token);
            }
            if self.scan.candidate && self.bytes.len() > MEASURED {
                return;
            }
        }
        if let Some(token) = self.path {
            self.path_ends(token);
        }
        let (lists, tables) = (self.lists, self.tables);
        self.scan.candidate |= self.lexer.escapes();
        self.scan.candidate |= (lists || tables) && self.known.list_is_searched;
        self.scan.candidate |= tables && self.known.table_is_searched;
    }

    #[inline]
    fn remember(&mut self, token: Token) {
        self.steps = self.steps.wrapping_add(1);
        self.recent[self.steps % RECENT] = token;
    }

    /// The token that many before the one before the token at hand.
    #[inline]
    pub(super) fn back(&self, ago: usize) -> Token {
        self.recent[self.steps.wrapping_sub(ago) % RECENT]
    }

    #[inline(always)]
    fn step(&mut self, token: Token) {
        use Kind::{BracketOpen, Dot, ParenOpen, Template, TemplateHead};
        let continues = matches!(
            token.kind,
            Dot | ParenOpen | BracketOpen | Template | TemplateHead
        );
        if let Some(path) = self.path.take()
            && !continues
        {
            self.path_ends(path);
        }
        match token.kind {
            Kind::Ident => self.ident(token),
            Kind::Dot => self.link(),
            Kind::Comma => self.comma(),
            Kind::Semicolon => self.statement(),
            Kind::Colon => self.colon(),
            Kind::Assign => self.assign(),
            Kind::Compare => self.compare(token),
            Kind::ParenOpen => self.paren_open(),
            Kind::BracketOpen => self.bracket_open(),
            Kind::BraceOpen => self.brace_open(),
            Kind::Number | Kind::String | Kind::Template | Kind::Regex => self.literal(token),
            Kind::TemplateHead => self.template_head(),
            Kind::TemplateMiddle => {
                self.pop_to(self.lexer.depth() - 1);
                self.push(Frame::new(FrameKind::Hole, 0, Span::file()));
            }
            Kind::TagOpen => {
                self.operand_begins();
                self.push(Frame::new(FrameKind::Tag, 0, Span::file()));
            }
            Kind::ParenClose
            | Kind::BracketClose
            | Kind::BraceClose
            | Kind::TemplateTail
            | Kind::TagClose => {
                self.pop_to(self.lexer.depth());
            }
            Kind::TagEnd | Kind::JsxText => self.statement(),
            Kind::Question | Kind::And | Kind::Or | Kind::Arrow => self.divider(token.kind),
            Kind::Step => {}
            _ => self.operator(),
        }
    }

    #[inline]
    pub(super) fn top(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    #[inline]
    pub(super) fn bytes_of(&self, span: Span) -> &'a [u8] {
        self.bytes.get(span.range()).unwrap_or_default()
    }

    /// One more link in the chain at hand.
    #[inline]
    fn link(&mut self) {
        let above = self.above;
        let top = self.top();
        top.links += 1;
        let depth = above + top.links as usize;
        self.scan.depth = self.scan.depth.max(depth);
    }

    fn push(&mut self, frame: Frame) {
        self.ended = false;
        if self.frames.len() > DEEPEST {
            self.scan.candidate = true;
            self.scan.depth = self.scan.depth.max(self.lexer.depth());
            return;
        }
        self.above += self.top().links as usize + 1;
        self.scan.depth = self.scan.depth.max(self.above);
        self.frames.push(frame);
    }

    /// Closes frames until as many brackets are open as the lexer says.
    fn pop_to(&mut self, depth: usize) {
        while self.frames.len() > depth + 1 {
            let Some(frame) = self.frames.pop() else {
                return;
            };
            self.above -= self.top().links as usize + 1;
            self.close(frame);
        }
        self.constructing = false;
    }

    /// What an operand's bracket says of the operand and of the statement around it.
    fn close(&mut self, frame: Frame) {
        self.closed = Closed {
            name: frame.name,
            integers: frame.has(flag::INTEGERS),
            pattern: frame.has(flag::PATTERN),
            error_class: frame.has(flag::ERROR_CLASS),
        };
        self.ended = true;
        self.root = Span::file();
        self.operand_constant = false;
        self.operand_code = false;
        match frame.kind {
            FrameKind::Brace | FrameKind::Tag => {}
            FrameKind::Head => {
                if frame.has(flag::SWITCH_HEAD) {
                    self.switch_body = Some(frame.has(flag::SAW_CODE | flag::SAW_CONSTANT));
                }
                self.clause();
            }
            _ => self.close_operand(&frame),
        }
    }

    /// A statement that belongs to the one before it begins: the body of an `if`, an `else`.
    fn clause(&mut self) {
        let links = self.top().links;
        self.top().begin();
        self.top().links = links;
        self.ended = false;
    }

    /// Another statement begins.
    #[inline]
    fn statement(&mut self) {
        self.top().begin();
        self.ended = false;
        self.cast = false;
        self.naming = false;
        self.constructing = false;
    }

    /// A literal, a name or a tag: right behind another operand, it begins a statement.
    #[inline]
    pub(super) fn operand_begins(&mut self) {
        if self.ended {
            self.statement();
        }
        self.ended = true;
        self.operand_code = false;
        self.operand_constant = false;
        self.root = Span::file();
    }

    #[inline]
    fn ident(&mut self, token: Token) {
        let text = token.bytes(self.bytes);
        let member = self.back(0).kind == Kind::Dot;
        if member {
            self.ended = true;
        } else {
            if self.keyword(text) {
                return;
            }
            let of_type = self.cast;
            let code = self.operand_code && of_type;
            self.operand_begins();
            self.cast = of_type;
            self.operand_code = code;
            self.root = token.span();
        }
        if self.naming {
            self.naming = false;
            self.top().target = token.span();
        }
        if self.scan.candidate {
            return;
        }
        self.name(token, text, member);
        self.path = Some(token);
    }

    /// Handles a keyword; `false` for what is none here.
    fn keyword(&mut self, word: &[u8]) -> bool {
        if !words::may_be_keyword(word) {
            return false;
        }
        match word {
            b"new" | b"return" | b"throw" | b"typeof" | b"await" | b"yield" | b"delete"
            | b"void" | b"if" | b"for" | b"while" | b"with" | b"function" => {
                self.prefix(word == b"new")
            }
            b"else" => {
                self.clause();
                self.link();
            }
            b"readonly" | b"keyof" | b"unique" => self.prefix(false),
            b"do" | b"try" | b"finally" | b"catch" => self.ended = false,
            b"case" | b"default" => self.case(word),
            b"switch" => {
                self.prefix(false);
                self.switch_ahead = true;
            }
            b"const" | b"let" | b"var" | b"export" => self.statement(),
            b"class" | b"enum" => {
                self.prefix(false);
                self.naming = true;
            }
            b"import" => {
                self.statement();
                self.importing = true;
                self.pattern.clear();
            }
            b"extends" => {
                self.naming = false;
                self.operator();
            }
            b"in" | b"of" | b"instanceof" | b"as" | b"satisfies" if self.ended => {
                self.cast = matches!(word, b"as" | b"satisfies");
                if word == b"in" && self.operand_code {
                    self.known.table_is_searched();
                }
                self.operator();
            }
            _ => return false,
        }
        true
    }

    /// A keyword before an operand or a statement; behind an operand, it begins a statement.
    fn prefix(&mut self, constructs: bool) {
        if self.ended {
            self.statement();
        }
        self.constructing = constructs;
        self.link();
    }

    fn case(&mut self, word: &[u8]) {
        self.statement();
        if word == b"case" && self.top().has(flag::SWITCH) {
            self.top().set(flag::CASE);
        }
    }

    fn operator(&mut self) {
        self.ended = false;
        self.link();
    }

    /// An operator that no comparison reaches across.
    fn divider(&mut self, kind: Kind) {
        self.top().clear(flag::COMPARISON);
        self.constant_before_or = kind == Kind::Or && self.operand_constant;
        self.operator();
    }

    fn comma(&mut self) {
        let top = self.top();
        top.begin();
        if top.kind == FrameKind::Call && !top.has(flag::HELPER) {
            top.clear(flag::FIRST);
        }
        self.ended = false;
        self.cast = false;
        self.constructing = false;
    }

    fn compare(&mut self, token: Token) {
        let (before, earlier) = (self.back(0), self.back(1));
        if before.kind == Kind::Ident && before.end == token.start && token.len() == 1 {
            self.generic = (before, earlier.kind == Kind::Dot);
        }
        let cast = std::mem::take(&mut self.angle) || !self.ended && token.len() == 1;
        self.angle = cast && !self.ended;
        self.operator();
        if cast || self.scan.candidate {
            return;
        }
        let integer =
            self.is_integer(before) || before.kind == Kind::ParenClose && self.closed.integers;
        let named = before.kind == Kind::Ident && !self.operand_constant;
        let code = self.operand_code || self.operand_constant;
        let top = self.top();
        top.clear(flag::COMPARISON);
        top.set(flag::COMPARING);
        if code {
            top.set(flag::AFTER_CODE);
        }
        if integer {
            top.set(flag::AFTER_INTEGER);
        }
        top.left = if named { before.span() } else { Span::file() };
    }

    fn colon(&mut self) {
        if self.top().has(flag::CASE) {
            self.top().clear(flag::CASE);
            self.statement();
            return;
        }
        let key = self.key();
        self.divider(Kind::Colon);
        let top = self.top();
        top.key = key;
        // The key `code` itself says nothing of the value.
        if top.kind == FrameKind::Brace {
            top.clear(flag::SAW_CODE);
        }
    }

    /// The key before a colon; notes tables with integers for keys.
    fn key(&mut self) -> Span {
        let (before, earlier) = (self.back(0), self.back(1));
        let first = matches!(earlier.kind, Kind::BraceOpen | Kind::Comma);
        self.tables |= first && self.is_integer(before);
        match before.kind {
            Kind::Ident if earlier.kind != Kind::Dot => before.span(),
            Kind::String => inside(before),
            Kind::Question if earlier.kind == Kind::Ident => earlier.span(),
            Kind::BracketClose => {
                self.tables |= self.closed.integers;
                if earlier.kind == Kind::String {
                    inside(earlier)
                } else {
                    Span::file()
                }
            }
            _ => Span::file(),
        }
    }

    fn assign(&mut self) {
        let (before, earlier) = (self.back(0), self.back(1));
        let pattern = before.kind == Kind::BraceClose && self.closed.pattern;
        let target = match before.kind {
            Kind::Ident => before.span(),
            Kind::BracketClose if earlier.kind == Kind::String => inside(earlier),
            _ => Span::file(),
        };
        self.divider(Kind::Assign);
        self.importing = false;
        let top = self.top();
        top.target = target;
        if pattern {
            top.set(flag::PATTERN_TARGET);
        }
    }

    fn paren_open(&mut self) {
        let (before, earlier) = (self.back(0), self.back(1));
        let word = if before.kind == Kind::Ident {
            before.bytes(self.bytes)
        } else {
            b""
        };
        let generic = before.kind == Kind::Compare && self.generic.0.kind == Kind::Ident;
        let none = Span::file();
        let frame = if std::mem::take(&mut self.switch_ahead) {
            Frame::new(FrameKind::Head, flag::SWITCH_HEAD, none)
        } else if !self.ended && matches!(word, b"if" | b"while" | b"for" | b"with" | b"catch") {
            Frame::new(FrameKind::Head, 0, none)
        } else if self.ended
            && earlier.kind == Kind::Ident
            && earlier.bytes(self.bytes) == b"function"
        {
            self.top().within(FrameKind::Group, 0, before.span())
        } else if self.ended || generic || word == b"import" {
            self.link();
            self.call()
        } else {
            self.top().within(FrameKind::Group, 0, none)
        };
        self.generic.0 = Token::NONE;
        self.constructing = false;
        self.importing = false;
        self.push(frame);
    }

    fn bracket_open(&mut self) {
        let index = self.ended && self.back(0).kind != Kind::BraceClose;
        let mut flags = 0;
        if index {
            self.link();
            flags = if self.operand_code {
                flag::BASE_CODE
            } else {
                0
            };
        }
        let kind = if index {
            FrameKind::Index
        } else {
            FrameKind::Array
        };
        self.push(Frame::new(kind, flags, Span::file()));
    }

    fn brace_open(&mut self) {
        let before = self.back(0);
        let word = if before.kind == Kind::Ident {
            before.bytes(self.bytes)
        } else {
            b""
        };
        let mut flags = 0;
        if matches!(word, b"const" | b"let" | b"var") {
            self.pattern.clear();
            flags |= flag::PATTERN;
        }
        if self.top().has(flag::PATTERN) {
            flags |= flag::PATTERN;
        }
        if self.switch_body.take() == Some(true) {
            flags |= flag::SWITCH;
        }
        if self.is_table_ahead(before.kind) {
            flags |= flag::TABLE;
        }
        let named = matches!(
            before.kind,
            Kind::ParenClose | Kind::Ident | Kind::BracketClose | Kind::Compare
        );
        let name = if named {
            self.closed.name
        } else {
            Span::file()
        };
        self.push(Frame::new(FrameKind::Brace, flags, name));
    }

    /// The brace at hand is the body of something with a table's name.
    fn is_table_ahead(&self, before: Kind) -> bool {
        let value = matches!(
            before,
            Kind::Assign | Kind::ParenOpen | Kind::Colon | Kind::Ident
        );
        let parents = self
            .frames
            .iter()
            .rev()
            .take(if before == Kind::ParenOpen { 2 } else { 1 });
        value
            && parents
                .flat_map(|frame| [frame.target, frame.key])
                .any(|name| words::is_parse_table(self.bytes_of(name)))
    }

    fn template_head(&mut self) {
        if !self.ended {
            self.operand_begins();
            self.message();
        }
        self.link();
        self.push(Frame::new(FrameKind::Hole, 0, Span::file()));
    }
}

/// A string's content.
pub(super) fn inside(string: Token) -> Span {
    let end = string.end.max(string.start + 1) - 1;
    Span {
        start: string.start + 1,
        end: end.max(string.start + 1),
    }
}

#[cfg(test)]
mod tests;
