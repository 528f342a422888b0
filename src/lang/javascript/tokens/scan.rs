//! The gate: does a source hold any place at which a literal may be an error code?
//!
//! One walk over the tokens with a stack of open brackets, no tree. Whatever the tree front end and `resolve` could
//! turn into a finding or a literal of the inventory must be a candidate here; the reverse need not hold. Names that
//! a walk learns (`const c = e.code`, `const E = Parse.Error`) count in the next one, so the order in a file does not
//! matter: the walk is repeated as long as it learns what it asked for before. `statements` and `brackets` keep the place at hand,
//! `sites` and `callees` say what stands there.

mod brackets;
mod statements;

use super::frame::{Frame, FrameKind};
use super::lexer::{Kind, Lexer, Token};
use super::names::Known;
use crate::lang::Scan;
use crate::lang::words::may_suppress;
use crate::model::source::Span;

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
    let suppressed = may_suppress(text.as_bytes());
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

/// The last name of a member path.
#[derive(Clone, Copy, Debug)]
pub(super) struct PathName {
    /// Empty where there is none.
    pub(super) span: Span,
    pub(super) member: bool,
    /// The name before it.
    pub(super) base: Span,
}

impl PathName {
    const NONE: PathName = PathName {
        span: Span { start: 0, end: 0 },
        member: false,
        base: Span { start: 0, end: 0 },
    };
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
    /// The last name of that path, and whether it ends it unless a member or a call follows.
    pub(super) last: PathName,
    pub(super) path: bool,
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
    /// .. of an integer.
    cast_integer: bool,
    /// Between the brackets of a cast, `<T>value`.
    angle: bool,
    /// The last `<` or `>` is a cast's.
    pub(super) cast_ended: bool,
    /// What a class extends follows.
    pub(super) heritage: bool,
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
            last: PathName::NONE,
            path: false,
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
            cast_integer: false,
            angle: false,
            cast_ended: false,
            heritage: false,
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
                let checked = token.kind == Kind::Not && self.ended;
                self.step(token);
                // `a!.b` is a path as `a.b` is.
                if !checked {
                    self.remember(token);
                }
            }
            if self.scan.candidate && self.bytes.len() > MEASURED {
                return;
            }
        }
        if self.path {
            self.path_ends(Kind::Semicolon, false);
        }
        let (lists, tables) = (self.lists, self.tables);
        self.scan.candidate |= self.lexer.escapes();
        self.scan.candidate |= (lists || tables) && self.known.list_is_searched;
        self.scan.candidate |= tables && self.known.table_is_searched;
    }

    #[inline]
    pub(super) fn remember(&mut self, token: Token) {
        self.steps = self.steps.wrapping_add(1);
        self.recent[self.steps % RECENT] = token;
    }

    /// The token that many before the one before the token at hand.
    #[inline]
    pub(super) fn back(&self, ago: usize) -> Token {
        self.recent[self.steps.wrapping_sub(ago) % RECENT]
    }

    #[inline(always)]
    pub(super) fn step(&mut self, token: Token) {
        self.leave_path(token);
        self.read(token);
    }

    /// Ends the path before a token that does not belong to it.
    #[inline(always)]
    fn leave_path(&mut self, token: Token) {
        if self.path {
            self.path = token.kind == Kind::Not;
            if !goes_on(token.kind) {
                self.path_ends(token.kind, self.is_called(token));
            }
        }
    }

    /// The parenthesis of `(0, f)(x)`, as compilers write the call of what is imported.
    fn is_called(&self, close: Token) -> bool {
        close.kind == Kind::ParenClose && self.bytes.get(close.end as usize) == Some(&b'(')
    }

    #[inline(always)]
    fn read(&mut self, token: Token) {
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
            Kind::Question => {
                self.top().ternaries += 1;
                self.divider(token.kind);
            }
            Kind::And | Kind::Or | Kind::Arrow => self.divider(token.kind),
            Kind::Step => {}
            Kind::Not if self.ended => {}
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
    pub(super) fn link(&mut self) {
        let above = self.above;
        let top = self.top();
        top.links += 1;
        let depth = above + top.links as usize;
        self.scan.depth = self.scan.depth.max(depth);
    }
}

/// Whether a member path may go on with this token.
fn goes_on(kind: Kind) -> bool {
    use Kind::{BracketOpen, Dot, Not, ParenOpen, Template, TemplateHead};
    matches!(
        kind,
        Dot | ParenOpen | BracketOpen | Template | TemplateHead | Not
    )
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
