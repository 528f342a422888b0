//! Names, keywords and operators: where a statement begins, what it binds and compares.

use super::super::frame::{FrameKind, flag};
use super::super::lexer::{Kind, Token};
use super::super::words;
use super::{PathName, Walk, inside};
use crate::model::source::Span;

impl Walk<'_> {
    /// Another statement begins.
    #[inline]
    pub(super) fn statement(&mut self) {
        self.top().begin();
        self.ended = false;
        self.cast = false;
        self.naming = false;
        self.constructing = false;
    }

    /// A statement that belongs to the one before it begins: the body of an `if`, an `else`.
    pub(super) fn clause(&mut self) {
        let links = self.top().links;
        self.top().begin();
        self.top().links = links;
        self.ended = false;
    }

    /// A literal, a name or a tag: right behind another operand, it begins a statement.
    #[inline]
    pub(in super::super) fn operand_begins(&mut self) {
        if self.ended {
            self.statement();
        }
        self.ended = true;
        self.operand_code = false;
        self.operand_constant = false;
        self.root = Span::file();
        self.last = PathName::NONE;
    }

    #[inline]
    pub(super) fn ident(&mut self, token: Token) {
        let text = token.bytes(self.bytes);
        let member = self.back(0).kind == Kind::Dot;
        if member {
            self.ended = true;
        } else {
            // `import('a')` is an operand.
            let called = text == b"import" && self.bytes.get(token.end as usize) == Some(&b'(');
            if called {
                return self.prefix(false);
            }
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
        let base = if member { self.last.span } else { Span::file() };
        self.last = PathName {
            span: token.span(),
            member,
            base,
        };
        self.path = true;
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
                self.heritage = true;
                self.operator();
            }
            b"in" | b"of" | b"instanceof" | b"as" | b"satisfies" if self.ended => {
                self.cast = matches!(word, b"as" | b"satisfies");
                self.cast_integer = self.cast && self.is_integer(self.back(0));
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

    pub(super) fn operator(&mut self) {
        self.ended = false;
        self.link();
    }

    /// An operator that no comparison reaches across.
    pub(super) fn divider(&mut self, kind: Kind) {
        self.top().clear(flag::COMPARISON);
        self.constant_before_or = kind == Kind::Or && self.operand_constant;
        self.operator();
    }

    pub(super) fn comma(&mut self) {
        let top = self.top();
        let (key, target) = (top.key, top.target);
        top.begin();
        if top.kind == FrameKind::Group {
            // The last expression of a sequence is what the name outside is bound to.
            (top.key, top.target) = (key, target);
        }
        if top.kind == FrameKind::Call && !top.has(flag::HELPER) {
            top.clear(flag::FIRST);
        }
        self.ended = false;
        self.cast = false;
        self.constructing = false;
    }

    pub(super) fn compare(&mut self, token: Token) {
        let (before, earlier) = (self.back(0), self.back(1));
        // `Promise<void>`: the operator of that name has an operand behind it.
        self.ended |= before.kind == Kind::Ident && before.bytes(self.bytes) == b"void";
        if before.kind == Kind::Ident && before.end == token.start && token.len() == 1 {
            self.generic = (before, earlier.kind == Kind::Dot);
        }
        let cast = std::mem::take(&mut self.angle) || !self.ended && token.len() == 1;
        self.angle = cast && !self.ended;
        self.cast_ended = cast;
        self.operator();
        if cast || self.scan.candidate {
            return;
        }
        let integer = self.cast && self.cast_integer
            || self.is_integer(before)
            || before.kind == Kind::ParenClose && self.closed.integers;
        let left = if self.operand_constant {
            Span::file()
        } else {
            self.last.span
        };
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
        top.left = left;
    }

    pub(super) fn colon(&mut self) {
        // The question mark of `a?: T` has no second part.
        let optional = self.back(0).kind == Kind::Question;
        let top = self.top();
        if top.ternaries > 0 {
            top.ternaries -= 1;
            if !optional {
                self.divider(Kind::Colon);
                return;
            }
        }
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

    pub(super) fn assign(&mut self) {
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
}
