//! The outermost function bodies of a source, and which of them are quiet: no finding depends on what stands in them.
//!
//! A walk as the gate's, but to its end and repeated to the fixpoint. This file knows what a body is; what makes one
//! loud is for `loud`, the next room. Doubt means loud, and a source whose brackets are in doubt has no quiet bodies.

use super::super::lexer::{Kind, Token};
use super::super::names::Known;
use super::super::words;
use super::loud::Bodies;
use super::{WALKS, Walk};
use crate::lang::words::may_suppress;

use crate::model::source::Span;

/// What stands between the braces of outermost functions and matters to no finding, in the order of the text.
///
/// Only bodies that the tokens show for certain are told: `{` behind `=>`, or behind the parameters of `function` or of a
/// method on the same line. Empty for a source with suppression comments (their reach depends on statements), with
/// brackets that do not match, or with names that it never stops to teach.
pub fn quiet_bodies(text: &str) -> Vec<Span> {
    if may_suppress(text.as_bytes()) {
        return Vec::new();
    }
    let mut known = Known::new();
    let mut bodies = Bodies::default();
    for walked in 0..=WALKS {
        known.stale = false;
        let watch = Watch::new(text, &mut known, &mut bodies, walked == 0);
        if watch.run().is_none() {
            break;
        }
        if !known.stale {
            return bodies.quiet(&known);
        }
    }
    Vec::new()
}

/// A parenthesis, open or just closed.
#[derive(Clone, Copy)]
struct Paren {
    head: Head,
    /// How many names outside of bodies, and how many bodies, came before it.
    names: usize,
    bodies: usize,
}

/// What stands before a parenthesis: whose parameters it may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// `function name`: a body follows.
    Function,
    /// A name at which a method may begin: a brace on the same line is its body.
    Method,
    Other,
}

impl Paren {
    const NONE: Paren = Paren {
        head: Head::Other,
        names: usize::MAX,
        bodies: 0,
    };
}

/// The walk, and where it is.
pub(super) struct Watch<'w, 'a> {
    pub(super) walk: Walk<'a>,
    pub(super) bodies: &'w mut Bodies,
    /// Nothing but what the names mean changes from walk to walk.
    first: bool,
    /// Open brackets before the token at hand.
    depth: usize,
    /// The open parentheses, and the last one that was closed.
    parens: Vec<Paren>,
    closed: Paren,
    /// Depths of the open `try` blocks outside of bodies.
    tries: Vec<usize>,
    /// How many bodies were opened so far.
    opened: usize,
    /// The depth of the body at hand.
    body: Option<usize>,
    /// Where the list behind a `const` is open.
    pub(super) declaring: usize,
}

impl<'w, 'a> Watch<'w, 'a> {
    fn new(text: &'a str, known: &'a mut Known, bodies: &'w mut Bodies, first: bool) -> Self {
        Self {
            walk: Walk::new(text, known, false),
            bodies,
            first,
            depth: 0,
            parens: Vec::new(),
            closed: Paren::NONE,
            tries: Vec::new(),
            opened: 0,
            body: None,
            declaring: usize::MAX,
        }
    }

    /// `None` where brackets do not match, or names are spelt with escapes.
    fn run(mut self) -> Option<()> {
        while let Some(token) = self.walk.lexer.next() {
            if token.kind == Kind::Comment {
                continue;
            }
            let checked = token.kind == Kind::Not && self.walk.ended;
            self.step(token)?;
            if !checked {
                self.walk.remember(token);
            }
        }
        (self.depth == 0 && !self.walk.lexer.escapes()).then_some(())
    }

    fn step(&mut self, token: Token) -> Option<()> {
        let depth = self.walk.lexer.depth();
        if token.kind == Kind::Unknown || depth != depth_after(token.kind, self.depth)? {
            return None;
        }
        self.depth = depth;
        if self.first {
            self.notice(token);
        }
        if matches!(token.kind, Kind::Assign | Kind::Colon) {
            self.notice_class();
        }
        self.walk.leave_path(token);
        self.settle();
        let opens = token.kind == Kind::BraceOpen && self.body.is_none() && self.opens_body(token);
        self.brackets(token);
        self.walk.read(token);
        if token.kind == Kind::BraceClose && self.body == Some(depth + 1) {
            self.settle();
            self.close_body(token);
        }
        self.settle();
        if opens {
            self.open_body(token);
        }
        Some(())
    }

    /// What the walk found at the token at hand belongs to the body at hand.
    fn settle(&mut self) {
        let walk = &mut self.walk;
        let found = std::mem::take(&mut walk.scan.candidate);
        let touched = std::mem::take(&mut walk.known.touched);
        let (lists, tables) = (
            std::mem::take(&mut walk.lists),
            std::mem::take(&mut walk.tables),
        );
        if let Some(body) = self.body() {
            let body = self.bodies.get(body);
            body.loud |= found || touched;
            body.lists |= lists;
            body.tables |= tables;
        }
    }

    /// The number of the body at hand.
    pub(super) fn body(&self) -> Option<usize> {
        self.body.map(|_| self.opened - 1)
    }

    /// Keeps the heads of parentheses, and the `try` blocks.
    fn brackets(&mut self, token: Token) {
        match token.kind {
            Kind::ParenOpen => self.parens.push(Paren {
                head: self.head(),
                names: self.bodies.names_outside(),
                bodies: self.opened,
            }),
            Kind::ParenClose => self.closed = self.parens.pop().unwrap_or(Paren::NONE),
            Kind::BraceOpen if self.body.is_none() && self.is_word(0, b"try") => {
                self.tries.push(self.depth);
            }
            Kind::BraceClose if self.tries.last() == Some(&(self.depth + 1)) => {
                self.tries.pop();
            }
            _ => {}
        }
    }

    /// What the parenthesis at hand may hold the parameters of.
    fn head(&self) -> Head {
        let text = |ago| self.walk.back(ago).bytes(self.walk.bytes);
        let star = |ago| text(ago) == b"*";
        let name = self.walk.back(0);
        if self.body.is_some() || !(name.kind == Kind::Ident || star(0)) {
            return Head::Other;
        }
        let function = [0, 1, 2]
            .into_iter()
            .find(|ago| self.is_word(*ago, b"function"));
        let is_function = match function {
            Some(0) => true,
            Some(1) => star(0) || name.kind == Kind::Ident,
            Some(_) => star(1),
            None => false,
        };
        if is_function {
            return Head::Function;
        }
        let before = self.walk.back(1);
        let begins = match before.kind {
            Kind::BraceOpen | Kind::BraceClose | Kind::Comma | Kind::Semicolon => true,
            Kind::Ident => is_modifier(text(1)) && self.walk.back(2).kind != Kind::Dot,
            _ => star(1),
        };
        let named = name.kind == Kind::Ident && !takes_a_block(text(0));
        if begins && named {
            Head::Method
        } else {
            Head::Other
        }
    }

    /// Whether a token before the one at hand is this keyword, and no member.
    pub(super) fn is_word(&self, ago: usize, word: &[u8]) -> bool {
        let token = self.walk.back(ago);
        token.kind == Kind::Ident
            && token.bytes(self.walk.bytes) == word
            && self.walk.back(ago + 1).kind != Kind::Dot
    }

    fn opens_body(&self, brace: Token) -> bool {
        let before = self.walk.back(0);
        match (before.kind, self.closed.head) {
            (Kind::Arrow, _) | (Kind::ParenClose, Head::Function) => true,
            (Kind::ParenClose, Head::Method) => {
                let between = &self.walk.bytes[before.end as usize..brace.start as usize];
                memchr::memchr2(b'\n', b'\r', between).is_none()
            }
            _ => false,
        }
    }

    fn open_body(&mut self, brace: Token) {
        if self.first {
            self.forget_parameters();
        }
        self.body = Some(self.depth);
        self.opened += 1;
        // What a `catch` receives is told by the calls in its `try`, wherever they stand.
        let caught = !self.tries.is_empty();
        self.bodies.open(self.opened - 1, brace.end, caught);
    }

    /// The parameters of the body that opens are names of its own.
    fn forget_parameters(&mut self) {
        // The brace itself is not remembered yet.
        let arrow = self.walk.back(0).kind == Kind::Arrow;
        let before = self.walk.back(usize::from(arrow)).kind;
        if before == Kind::ParenClose && self.closed.bodies == self.opened {
            self.bodies.forget_outside(self.closed.names);
        } else if arrow && before == Kind::Ident {
            let names = self.bodies.names_outside();
            self.bodies.forget_outside(names.saturating_sub(1));
        }
    }

    fn close_body(&mut self, brace: Token) {
        if let Some(body) = self.body() {
            self.bodies.get(body).span.end = brace.start;
        }
        self.body = None;
    }
}

/// How many brackets are open behind a token of this kind; `None` where one too many is closed.
fn depth_after(kind: Kind, before: usize) -> Option<usize> {
    match kind {
        Kind::ParenOpen
        | Kind::BracketOpen
        | Kind::BraceOpen
        | Kind::TemplateHead
        | Kind::TagOpen => Some(before + 1),
        Kind::ParenClose
        | Kind::BracketClose
        | Kind::BraceClose
        | Kind::TemplateTail
        | Kind::TagClose => before.checked_sub(1),
        _ => Some(before),
    }
}

/// Words before the name of a method.
fn is_modifier(word: &[u8]) -> bool {
    matches!(
        word,
        b"get"
            | b"set"
            | b"async"
            | b"static"
            | b"public"
            | b"private"
            | b"protected"
            | b"override"
            | b"readonly"
    )
}

/// Words behind whose parenthesis a block follows that is no function's.
fn takes_a_block(word: &[u8]) -> bool {
    words::may_be_keyword(word)
        && matches!(
            word,
            b"if" | b"for" | b"while" | b"switch" | b"catch" | b"with" | b"await"
        )
}
