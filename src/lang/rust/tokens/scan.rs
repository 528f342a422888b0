//! Whether a tree is worth while: may a literal of the source be a code, is one referred to by name, how deep is it?
//!
//! An over-approximation, by statements. A candidate is
//! - a number that stands as an operand in the same statement (field, arm's pattern, macro call) as a name that may
//!   hold a code, or in a `match` over such a name;
//! - a number that is handed to something named like an error, or to a function with a parameter for codes;
//! - the value of a constant, variant or local whose name is Parse's or stands beside a code elsewhere;
//! - a number in the pattern of an arm that gives something with a Parse name;
//! - a number in a branch of what is given to such a name, or of a function of such a name;
//! - a constant of another file that stands where a number would be one of these;
//! - a comment that suppresses findings.
//!
//! A call whose value is none of its arguments has each of these by itself: what stands in it says nothing of what stands
//! around it. Variables are followed through the function that they are of, all other names through the whole file: a
//! walk learns which hold codes and which stand beside one, and what it learnt too late is for another walk. `depth`
//! estimates the depth, `frame` is what a walk remembers, `scope` where it is, `known` what it learnt, `sites` what it
//! concludes from numbers and names, `given` from the numbers that branches give and from constants of other files.

mod depth;
mod frame;
mod known;
mod scope;
mod sites;
mod given;

use super::lexer::{Kind, Lexer, Token};
use super::words::{self, Keyword};
use crate::lang::Scan;
use crate::lang::words::may_suppress;
use crate::model::source::Span;

use depth::{Depth, Word};
use frame::{Frame, Statement, flag, mark};
use known::{Known, Role};
use scope::Scopes;

/// Walks at most: each follows names at least one step further.
const WALKS: usize = 8;

pub fn scan(text: &str) -> Scan {
    let mut known = Known::default();
    let mut first = Walk::new(text, &mut known);
    first.suppresses = may_suppress(text.as_bytes());
    first.run();
    let mut scan = Scan {
        candidate: first.candidate,
        reference: first.reference,
        depth: first.depth.deepest(),
    };
    let mut again = first.has_constants;
    let may_find_more = first.has_numbers || first.has_constants;
    for _ in 1..WALKS {
        again |= may_find_more && known.take_growth();
        if scan.candidate || !std::mem::take(&mut again) {
            return scan;
        }
        let mut walk = Walk::new(text, &mut known);
        walk.informed = true;
        walk.run();
        scan.candidate = walk.candidate;
        scan.reference |= walk.reference;
    }
    scan.candidate |= may_find_more && known.take_growth();
    scan
}

/// A number or a string, until the next token tells whether it is an operand by itself.
#[derive(Clone, Copy, Debug)]
struct Literal {
    value: i64,
    /// What stands before it.
    opener: Token,
}

struct Walk<'a> {
    bytes: &'a [u8],
    lexer: Lexer<'a>,
    known: &'a mut Known,
    candidate: bool,
    reference: bool,
    /// A number stands at a place at which more knowledge may make it a code.
    has_numbers: bool,
    /// The same of a constant that the file may not declare.
    has_constants: bool,
    /// An attribute calls a test with values.
    has_cases: bool,
    /// An earlier walk has told which constants the file declares.
    informed: bool,
    /// A comment may suppress findings.
    suppresses: bool,
    depth: Depth,
    scopes: Scopes,
    frame: Frame,
    frames: Vec<Frame>,
    statement: Statement,
    statements: Vec<Statement>,
    names: Vec<Span>,
    /// The tokens before the one at hand, the nearest first.
    recent: [Token; 3],
    literal: Option<Literal>,
    /// A block has just ended, and with it perhaps its statement.
    block_ended: bool,
    /// The path at hand goes through something named like an error.
    error_path: bool,
    /// What stands before the path at hand.
    path_opener: Kind,
    /// The bars of a closure are open.
    bars: bool,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, known: &'a mut Known) -> Self {
        let bytes = text.as_bytes();
        Self {
            bytes,
            lexer: Lexer::new(text),
            known,
            candidate: false,
            reference: false,
            has_numbers: false,
            has_constants: false,
            has_cases: false,
            informed: false,
            suppresses: false,
            depth: Depth::new(),
            scopes: Scopes::default(),
            frame: Frame {
                opener: Kind::BraceOpen,
                marks: 0,
            },
            frames: Vec::new(),
            statement: Statement::new(0, 0, Span::file(), None),
            statements: Vec::new(),
            names: Vec::new(),
            recent: [Token::NONE; 3],
            literal: None,
            block_ended: false,
            error_path: false,
            path_opener: Kind::Semicolon,
            bars: false,
        }
    }

    fn run(&mut self) {
        while let Some(token) = self.lexer.next() {
            if token.kind == Kind::Comment {
                if self.suppresses {
                    self.comment(token);
                }
                continue;
            }
            self.step(token);
            let [first, second, _] = self.recent;
            self.recent = [token, first, second];
        }
        self.step(Token::NONE);
        self.candidate |= self.has_cases && self.statement.has(flag::SEEN);
    }

    fn comment(&mut self, token: Token) {
        let text = token.bytes(self.bytes);
        self.candidate |= may_suppress(text);
    }

    #[inline]
    fn step(&mut self, token: Token) {
        let keyword = match token.kind {
            Kind::Ident => words::keyword(token.bytes(self.bytes)),
            _ => None,
        };
        let word = match keyword {
            None => Word::Other,
            Some(Keyword::Else | Keyword::As) => Word::Continues,
            Some(_) => Word::Asks,
        };
        if let Some(literal) = self.literal.take() {
            self.settle(literal, token);
        }
        if std::mem::take(&mut self.block_ended) {
            self.after_block(token, keyword);
        }
        self.depth.step(token.kind, word);
        match token.kind {
            Kind::Ident => self.ident(token, keyword),
            Kind::Number | Kind::String => self.operand(token),
            Kind::ParenOpen => self.paren(),
            Kind::BracketOpen => self.bracket(),
            Kind::BraceOpen => self.brace(),
            Kind::ParenClose | Kind::BracketClose | Kind::BraceClose => self.close(token.kind),
            Kind::Semicolon if self.in_brace() => self.end(None),
            Kind::Comma if !self.in_brace() => {
                self.argument_ends();
                if self.frame.has(mark::APART) {
                    self.end(None);
                }
            }
            Kind::Comma if !self.depth.in_angles() => self.end(None),
            Kind::FatArrow if self.in_brace() => self.arrow(),
            Kind::Colon => self.colon(),
            Kind::Assign => {
                self.statement.set(flag::ASSIGNS);
                self.bound_ends();
            }
            Kind::PathSep if !words::is_capitalised(self.recent[0].bytes(self.bytes)) => {
                self.forget(self.recent[0]);
            }
            Kind::Pipe => self.bars = !self.bars && !self.after_operand(),
            _ => {}
        }
    }

    fn learn_name(&mut self, role: Role, name: &[u8]) {
        self.known.learn(role, name, self.scopes.at());
    }

    /// Whether a name has the role in the function at hand.
    fn is_here(&self, role: Role, name: &[u8]) -> bool {
        self.known.is_in(self.scopes.at(), role, name)
    }

    fn in_brace(&self) -> bool {
        self.frame.opener == Kind::BraceOpen
    }

    fn text(&self, span: Span) -> &'a [u8] {
        self.bytes.get(span.range()).unwrap_or_default()
    }

    fn is_word(&self, token: Token, word: &[u8]) -> bool {
        token.kind == Kind::Ident && token.bytes(self.bytes) == word
    }

    /// Whether the token before the one at hand ends an operand.
    fn after_operand(&self) -> bool {
        let before = self.recent[0];
        match before.kind {
            Kind::Ident => !words::asks_for_operand(before.bytes(self.bytes)),
            Kind::Number | Kind::String | Kind::Char | Kind::Question => true,
            kind => kind.closes(),
        }
    }

    /// The token behind a block begins another statement, or goes on with this one.
    fn after_block(&mut self, token: Token, keyword: Option<Keyword>) {
        let begins = token.kind.is_word() || token.kind == Kind::Pound;
        if begins && !matches!(keyword, Some(Keyword::Else | Keyword::As)) {
            self.end(None);
        } else if keyword == Some(Keyword::Else) {
            self.learn();
            self.statement.clear(flag::INTEGER | flag::LIKELY);
        }
    }

    fn push(&mut self, opener: Kind, marks: u16) {
        // What an attribute holds is an attribute's.
        let muted = self.frame.marks & mark::MUTE;
        if marks & mark::APART != 0 {
            let arm = self.statement.arm;
            self.statements.push(self.statement);
            self.statement = Statement::new(0, self.names.len(), Span::file(), arm);
        }
        self.frames.push(self.frame);
        self.frame = Frame {
            opener,
            marks: marks | muted,
        };
    }

    fn bracket(&mut self) {
        let [before, earlier, _] = self.recent;
        let attribute =
            before.kind == Kind::Pound || before.kind == Kind::Not && earlier.kind == Kind::Pound;
        let marks = match () {
            () if attribute => mark::MUTE,
            () if self.after_operand() => mark::INDEX,
            () => mark::ANY,
        };
        self.push(Kind::BracketOpen, marks);
    }

    fn brace(&mut self) {
        self.learn();
        let statement = self.statement;
        let is_match = statement.match_at as usize == self.frames.len() + 1;
        let home = match () {
            () if is_match && statement.has(flag::CODE) => flag::MATCH_BODY | flag::CODE_MATCH,
            () if is_match => flag::MATCH_BODY,
            () if statement.has(flag::ENUM) => flag::ENUM_BODY,
            () => 0,
        };
        let name = if home == flag::ENUM_BODY {
            statement.name
        } else {
            Span::file()
        };
        if is_match {
            self.statement.match_at = 0;
        }
        // A code that is only asked about is not what the branches give.
        if is_match && statement.has(flag::CONDITION | flag::BINDING_CONDITION) {
            self.statement.clear(flag::CODE);
        }
        self.statement
            .clear(flag::CONDITION | flag::BINDING_CONDITION);
        let statement = self.statement;
        let gives_nothing = self.opens_fields() || self.opens_closure();
        let inner = if gives_nothing { mark::INNER } else { 0 };
        self.push(Kind::BraceOpen, mark::ANY | inner);
        self.statements.push(statement);
        self.statement = Statement::new(home, self.names.len(), name, statement.arm);
    }

    /// Whether a brace opens the fields of a struct among arguments: `f(Options {`, `f(x, options::Find {`.
    fn opens_fields(&self) -> bool {
        let name = self.recent[0];
        let begins = matches!(self.path_opener, Kind::ParenOpen | Kind::Comma);
        let is_type = name.kind == Kind::Ident && words::is_capitalised(name.bytes(self.bytes));
        begins && is_type && !self.in_brace()
    }

    /// Whether a brace opens the body of a closure among arguments: `f(|x| {`.
    fn opens_closure(&self) -> bool {
        let before = self.recent[0];
        let bars = before.kind == Kind::Pipe || before.bytes(self.bytes) == b"||";
        !self.in_brace() && bars
    }

    /// Closes the innermost bracket of this kind and whatever was left open inside it; a bracket that closes nothing
    /// changes nothing.
    fn close(&mut self, kind: Kind) {
        const REACH: usize = 32;
        self.argument_ends();
        let Some(opener) = kind.opener() else { return };
        let inner = std::iter::once(&self.frame).chain(self.frames.iter().rev());
        let Some(left_open) = inner.take(REACH).position(|frame| frame.opener == opener) else {
            return;
        };
        for _ in 0..=left_open {
            self.pop();
        }
        self.block_ended = kind == Kind::BraceClose && self.in_brace();
    }

    fn pop(&mut self) {
        let Some(outer) = self.frames.pop() else {
            return;
        };
        let frame = self.frame;
        if frame.opener == Kind::BraceOpen || frame.has(mark::APART) {
            let yields = self.statement.has(flag::CODE | flag::YIELDS | flag::GIVEN);
            self.end(None);
            if let Some(around) = self.statements.pop() {
                let inner = std::mem::replace(&mut self.statement, around);
                self.names.truncate(inner.names as usize);
                self.leave(frame, outer, inner, yields);
            }
        }
        self.frame = outer;
    }

    /// What the statement in a bracket says of the one around it.
    fn leave(&mut self, frame: Frame, outer: Frame, inner: Statement, yields: bool) {
        if inner.has(flag::SEEN) {
            self.statement.set(flag::SEEN);
        }
        if frame.has(mark::APART) {
            return;
        }
        if inner.has(flag::SEEN) {
            self.statement.set(flag::INSIDE);
        }
        if yields {
            self.statement.set(flag::YIELDS);
            self.candidate |= self.statement.has(flag::INTEGER | flag::ABROAD);
        }
        if inner.has(flag::NUMBER) {
            self.statement.set(flag::GIVES | flag::NUMBER);
            if !frame.has(mark::INNER) {
                self.handed(outer);
            }
        }
    }

    /// The pattern of an arm ends.
    fn arrow(&mut self) {
        if self.statement.has(flag::CODE_MATCH) {
            self.candidate |= self.statement.has(flag::INTEGER | flag::ABROAD);
            self.statement.set(flag::CODE);
            let (first, last) = (self.statement.names as usize, self.names.len());
            let bound = self.bound_until(last);
            self.learn_names(Role::Code, first, bound);
        }
        let value = self.statement.arm;
        self.learn();
        self.statement.clear(flag::CODE);
        self.end(value);
    }

    /// What is bound ends where its type or value begins.
    fn bound_ends(&mut self) {
        if self.statement.bound == 0 {
            self.statement.bound = Span::new(self.names.len(), self.names.len()).start;
        }
    }

    /// Where the names of the statement end that it binds; `open` where that is still to come.
    fn bound_until(&self, open: usize) -> usize {
        let (first, last) = (self.statement.names as usize, self.names.len());
        match self.statement.bound as usize {
            0 => open,
            bound => bound.clamp(first, last),
        }
    }

    /// A statement ends: what it says of its names is learnt.
    fn end(&mut self, arm: Option<i64>) {
        self.learn();
        self.given();
        let gives = self.statement.has(flag::MATCH_BODY | flag::LEAVES);
        if gives && self.statement.has(flag::CODE | flag::YIELDS) {
            self.statement.set(flag::GIVEN);
        }
        self.names.truncate(self.statement.names as usize);
        self.statement.begin(arm);
        self.scopes.end(self.frames.len());
    }
}

#[cfg(test)]
mod tests;
