//! What a walk concludes from numbers, names and calls.

use super::super::lexer::{Kind, Token};
use super::super::words::{self, Keyword};
use super::{Literal, Role, Walk, flag, mark};
use crate::model::catalogue;
use crate::model::source::Span;

/// Whether a number is likely to be a code where little speaks for it: small numbers are everybody's.
fn is_likely(value: i64) -> bool {
    value >= 100 || catalogue::is_predefined(value)
}

impl Walk<'_> {
    pub(super) fn ident(&mut self, token: Token, keyword: Option<Keyword>) {
        if self.frame.has(mark::MUTE) {
            let name = token.bytes(self.bytes);
            self.has_cases |= matches!(name, b"case" | b"test_case" | b"values");
            return;
        }
        if let Some(keyword) = keyword {
            return self.keyword(keyword);
        }
        let name = token.bytes(self.bytes);
        let before = self.recent[0].kind;
        if self.statement.has(flag::NAMELESS) {
            return self.declared(token);
        }
        self.output(name);
        self.path(name, before);
        let code = words::is_code_like(name)
            || before != Kind::Dot && self.is_here(Role::Code, name)
            || self.known.is(Role::Giving, name);
        if code {
            self.code();
        }
        if before == Kind::Dot {
            if words::is_code_like(name) {
                // `e.code`: what has the code is none.
                self.forget(self.recent[1]);
            }
            return;
        }
        if let Some(value) = self.statement.arm
            && words::is_capitalised(name)
        {
            self.candidate |= words::names_a_code(name, value) || self.is_parse_error(name);
        }
        self.names.push(token.span());
        self.constant(name);
        self.bound_to_code(token, name);
        let parameter = !words::is_capitalised(name) && !words::is_reserved(name);
        if self.bars && self.statement.has(flag::CODE) && parameter {
            self.learn_name(Role::Code, name);
        }
    }

    /// The last name of the statement turns out to be none of something that stands beside a code.
    pub(super) fn forget(&mut self, name: Token) {
        let first = self.statement.names.max(self.statement.bound) as usize;
        if self.names.len() > first && self.names.last() == Some(&name.span()) {
            self.names.pop();
        }
    }

    /// `code: c`, in a pattern or a literal; `ParseError as E`.
    fn bound_to_code(&mut self, token: Token, name: &[u8]) {
        let [before, earlier, _] = self.recent;
        if earlier.kind != Kind::Ident {
            return;
        }
        if before.kind == Kind::Colon
            && words::is_code_like(earlier.bytes(self.bytes))
            && !words::is_reserved(name)
        {
            self.learn_name(Role::Operand, name);
            if !words::is_capitalised(name) {
                self.learn_name(Role::Code, name);
            }
        }
        if self.is_word(before, b"as") && words::is_error_like(earlier.bytes(self.bytes)) {
            self.learn_name(Role::ErrorClass, token.bytes(self.bytes));
        }
    }

    fn keyword(&mut self, keyword: Keyword) {
        let names = Span::new(self.names.len(), self.names.len()).start;
        if matches!(keyword, Keyword::If | Keyword::Match) {
            // `e.code() == match x {`: what the branches give meets a code.
            self.statement
                .clear(flag::CONDITION | flag::BINDING_CONDITION);
            if !self.statement.has(flag::CODE) {
                self.statement.set(flag::CONDITION);
            }
        }
        match keyword {
            Keyword::Let => {
                // In a chain, the names of an earlier `let` are complete.
                self.learn();
                if self.statement.has(flag::CONDITION) {
                    self.statement.clear(flag::CONDITION);
                    self.statement.set(flag::BINDING_CONDITION);
                }
                self.statement.set(flag::LET);
                (self.statement.bound, self.statement.names) = (0, names);
            }
            Keyword::For => self.statement.set(flag::FOR),
            Keyword::In => self.bound_ends(),
            Keyword::Match => {
                let open = self.frames.len() + 1;
                self.statement.match_at = Span::new(open, open).start;
            }
            Keyword::Const if self.recent[0].kind != Kind::Star => {
                self.statement.set(flag::CONST | flag::NAMELESS);
            }
            Keyword::Fn => {
                self.statement.clear(flag::CONST);
                self.statement.set(flag::FN | flag::NAMELESS);
                self.scopes.function(self.frames.len());
            }
            Keyword::Enum => self.statement.set(flag::ENUM | flag::NAMELESS),
            Keyword::Type => self.statement.set(flag::ALIAS | flag::NAMELESS),
            Keyword::Use => self.statement.set(flag::ALIAS),
            Keyword::As => self.cast(),
            Keyword::If => {
                self.statement.set(flag::GUARDED);
                if self.statement.has(flag::MATCH_BODY) {
                    self.bound_ends();
                }
            }
            Keyword::Leave => self.statement.set(flag::LEAVES),
            Keyword::Impl | Keyword::Move => self.statement.clear(flag::NAMELESS | flag::CONST),
            _ => {}
        }
    }

    /// The name behind `const`, `fn`, `enum`, `type`.
    fn declared(&mut self, token: Token) {
        self.statement.clear(flag::NAMELESS);
        self.statement.name = token.span();
        if self.statement.has(flag::CONST | flag::ENUM | flag::FN) {
            self.learn_name(Role::Own, token.bytes(self.bytes));
        }
    }

    /// Follows a path: `ErrorCode::ObjectNotFound` is a reference.
    fn path(&mut self, name: &[u8], before: Kind) {
        let error = words::is_error_like(name) || self.known.is(Role::ErrorClass, name);
        if before != Kind::PathSep {
            self.path_opener = before;
            self.error_path = match before {
                Kind::Dot => matches!(name, b"error" | b"reject"),
                _ => error || matches!(name, b"fail" | b"reject"),
            };
        } else {
            let owner = self.recent[1];
            let owner = if owner.kind == Kind::Ident {
                owner.bytes(self.bytes)
            } else {
                b""
            };
            let codes = self.error_path || words::is_code_like(owner);
            if codes && words::is_capitalised(name) && words::is_code_name(name) {
                self.reference = true;
                self.code();
            }
            self.error_path |= error;
        }
        if error && self.statement.has(flag::ALIAS) && !self.statement.name.is_empty() {
            self.learn_name(Role::ErrorClass, self.text(self.statement.name));
        }
    }

    fn is_parse_error(&self, name: &[u8]) -> bool {
        words::is_parse_error(name) || self.known.is(Role::ErrorClass, name)
    }

    /// Something that may hold a code stands in the statement.
    pub(super) fn code(&mut self) {
        self.statement.set(flag::CODE | flag::SEEN);
        self.candidate |= self.statement.has(flag::INTEGER | flag::ABROAD);
    }

    pub(super) fn operand(&mut self, token: Token) {
        if self.frame.has(mark::MUTE) {
            return;
        }
        let [before, earlier, _] = self.recent;
        let signed = before.kind == Kind::Minus;
        let opener = if signed { earlier } else { before };
        let text = token.bytes(self.bytes);
        let value = if token.kind == Kind::Number {
            words::integer(text)
        } else {
            self.string(words::unquoted(text), opener)
        };
        self.literal = value.map(|value| Literal {
            value: if signed { -value } else { value },
            opener,
        });
    }

    fn string(&mut self, content: &[u8], opener: Token) -> Option<i64> {
        if words::names_code(content) {
            self.code();
        }
        if self.frame.has(mark::TEXT) && opener.kind == Kind::ParenOpen {
            self.candidate = true;
        }
        words::integer_text(content)
    }

    /// The literal before the token at hand is an operand by itself, or it is not.
    pub(super) fn settle(&mut self, literal: Literal, next: Token) {
        let begins = !matches!(
            literal.opener.kind,
            Kind::Operator | Kind::Star | Kind::ShiftLeft | Kind::ShiftRight | Kind::Dot
        );
        // `[T; N]`
        let counts =
            literal.opener.kind == Kind::Semicolon && self.frame.opener == Kind::BracketOpen;
        let ends = !matches!(
            next.kind,
            Kind::Operator
                | Kind::Minus
                | Kind::Star
                | Kind::ShiftLeft
                | Kind::ShiftRight
                | Kind::Ampersand
                | Kind::Colon
        );
        let compared = [literal.opener.kind, next.kind]
            .iter()
            .any(|kind| matches!(kind, Kind::Compare | Kind::Less | Kind::Greater));
        if !begins || !ends || counts || self.frame.has(mark::INDEX) && !compared {
            return;
        }
        self.has_numbers = true;
        let whole = matches!(literal.opener.kind, Kind::ParenOpen | Kind::Comma)
            && matches!(next.kind, Kind::ParenClose | Kind::Comma);
        let likely = is_likely(literal.value);
        if whole && self.frame.opener == Kind::ParenOpen {
            let near = self.frame.has(mark::NEIGHBOUR) && !(-99..100).contains(&literal.value);
            self.candidate |= likely && self.frame.has(mark::ERROR) || near;
            if self.frame.has(mark::DEAD) || !likely && !self.frame.has(mark::ANY) {
                return;
            }
        }
        self.integer(literal, next.kind, likely);
    }

    fn integer(&mut self, literal: Literal, next: Kind, likely: bool) {
        let value = literal.value;
        let initial = literal.opener.kind == Kind::Assign && next == Kind::Semicolon;
        if self.statement.has(flag::ENUM_BODY) {
            if literal.opener.kind == Kind::Assign && self.in_brace() {
                let variant = self.names.last().copied().unwrap_or_default();
                let owner = self.text(self.statement.name);
                let asked = self.known.is(Role::Operand, owner) || words::is_code_like(owner);
                self.candidate |= words::names_a_code(self.text(variant), value) || likely && asked;
            }
            return;
        }
        if self.statement.has(flag::CONST) {
            let name = self.text(self.statement.name);
            self.candidate |=
                words::names_a_code(name, value) || self.known.is(Role::Operand, name);
            if initial {
                return;
            }
        }
        if initial && self.statement.has(flag::LET) && !likely {
            return;
        }
        self.statement.set(flag::INTEGER | flag::NUMBER);
        if likely {
            self.statement.set(flag::LIKELY);
            if self.statement.has(flag::MATCH_BODY) && !self.statement.has(flag::GUARDED) {
                self.statement.arm = Some(value);
            }
        }
        self.candidate |= self.statement.has(flag::CODE | flag::YIELDS);
    }

    /// Parentheses open.
    pub(super) fn paren(&mut self) {
        let [before, earlier, _] = self.recent;
        let marks = match before.kind {
            Kind::Ident if words::keyword(before.bytes(self.bytes)).is_some() => mark::ANY,
            Kind::Ident if self.declares_function(before) => mark::PARAMETERS,
            Kind::Ident => self.callee(before.bytes(self.bytes), earlier.kind),
            Kind::Not if earlier.kind == Kind::Ident => macro_marks(earlier.bytes(self.bytes)),
            // `fn fail<T>(..)`
            Kind::Greater if self.statement.has(flag::FN) && !self.statement.has(flag::TAKES) => {
                mark::PARAMETERS
            }
            Kind::Greater | Kind::ParenClose | Kind::BracketClose => mark::DEAD,
            _ => mark::ANY | self.frame.marks & mark::ERROR,
        };
        if marks & mark::PARAMETERS != 0 {
            self.statement.set(flag::TAKES);
        }
        if before.kind == Kind::Ident
            && !self.statement.has(flag::LET | flag::FILLED | flag::ASSIGNS)
        {
            // What a function gives is a code where it is bound or filled in.
            self.forget(before);
        }
        if before.kind == Kind::Ident && earlier.kind == Kind::Dot {
            self.filled(before.bytes(self.bytes));
        }
        self.push(Kind::ParenOpen, marks);
    }

    fn declares_function(&self, name: Token) -> bool {
        self.statement.has(flag::FN) && self.statement.name == name.span()
    }

    /// What a callee's name says of its arguments.
    fn callee(&mut self, name: &[u8], before: Kind) -> u16 {
        if words::hands_on(name) {
            return mark::ANY | self.frame.marks & mark::ERROR;
        }
        let text = if self.is_parse_error(name) {
            mark::TEXT
        } else {
            0
        };
        if self.error_path || self.known.is(Role::Helper, name) {
            return mark::ERROR | mark::APART | text;
        }
        // `Duration::from_secs(..)` is a type's, `process::exit(..)` the system's.
        let owner = self.recent[2].bytes(self.bytes);
        if before == Kind::Dot && name == b"insert" && self.is_here(Role::Operand, owner) {
            return mark::ERROR;
        }
        let near = match before {
            Kind::Dot => false,
            Kind::PathSep => !words::is_capitalised(owner) && owner != b"process",
            _ => true,
        };
        if words::is_capitalised(name) || words::is_code_like(name) {
            return 0;
        }
        let apart = match before {
            Kind::Dot if !words::forgets_arguments(name) => 0,
            _ if matches!(name, b"new" | b"try_from") => 0,
            _ => mark::APART,
        };
        mark::DEAD | apart | if near { mark::NEIGHBOUR } else { 0 }
    }

    /// An argument, or the last one, has ended: a name that an error is given may be a code.
    pub(super) fn argument_ends(&mut self) {
        let [before, earlier, _] = self.recent;
        if self.frame.has(mark::ERROR)
            && before.kind == Kind::Ident
            && matches!(earlier.kind, Kind::ParenOpen | Kind::Comma | Kind::PathSep)
        {
            self.learn_name(Role::Operand, before.bytes(self.bytes));
        }
        if self.frame.has(mark::ERROR | mark::NEIGHBOUR) && before.kind == Kind::Ident {
            let name = before.bytes(self.bytes);
            self.candidate |= self.is_abroad(name, earlier, self.recent[2]);
        }
    }

    /// The parameter of a function, or the end of what is bound.
    pub(super) fn colon(&mut self) {
        let name = self.recent[0];
        let key = match name.kind {
            Kind::Ident => words::is_code_like(name.bytes(self.bytes)),
            Kind::String => words::names_code(words::unquoted(name.bytes(self.bytes))),
            _ => false,
        };
        if key && self.in_brace() {
            self.statement.set(flag::FILLED);
        }
        if self.frame.has(mark::PARAMETERS) && name.kind == Kind::Ident {
            let text = name.bytes(self.bytes);
            let takes_code = words::is_code_like(text)
                || self.is_here(Role::Operand, text)
                || self.is_here(Role::Code, text);
            if takes_code {
                self.learn_name(Role::Helper, self.text(self.statement.name));
            }
        } else if self.statement.has(flag::LET) {
            self.bound_ends();
        }
    }

    /// What the statement says of its names.
    pub(super) fn learn(&mut self) {
        let statement = self.statement;
        let (first, last) = (statement.names as usize, self.names.len());
        if first >= last {
            return;
        }
        let split = self.bound_until(first);
        let binds = statement.has(flag::LET | flag::FOR | flag::ASSIGNS);
        // `let row = match e.code {`: what is asked about is not what is bound.
        let asks = statement.has(flag::CONDITION);
        if binds && !asks && statement.has(flag::CODE | flag::YIELDS) {
            self.learn_names(Role::Code, first, split);
        }
        if statement.has(flag::CODE) && !statement.has(flag::FN | flag::ALIAS) {
            self.learn_names(Role::Operand, if asks { split } else { first }, last);
        }
        if binds && self.names_operand(first, split) {
            self.candidate |= statement.has(flag::LIKELY | flag::GIVES | flag::ABROAD);
            self.learn_names(Role::Operand, split, last);
        }
    }

    /// Whether one of these names stands beside a code.
    fn names_operand(&self, first: usize, last: usize) -> bool {
        let names = self.names.get(first..last).unwrap_or_default();
        let mut names = names.iter().map(|name| self.text(*name));
        names.any(|name| self.is_here(Role::Operand, name))
    }

    pub(super) fn learn_names(&mut self, role: Role, first: usize, last: usize) {
        for at in first..last {
            let name = self.names.get(at).map_or(&b""[..], |name| self.text(*name));
            let holds = role != Role::Code || !words::is_capitalised(name);
            if holds && !words::is_reserved(name) && !words::is_code_like(name) {
                self.learn_name(role, name);
            }
        }
    }
}

/// What a macro's name says of its arguments: those of formatting macros are no operands.
fn macro_marks(name: &[u8]) -> u16 {
    let formats = matches!(
        name,
        b"println"
            | b"eprintln"
            | b"print"
            | b"eprint"
            | b"format"
            | b"write"
            | b"writeln"
            | b"panic"
            | b"todo"
            | b"unimplemented"
            | b"unreachable"
            | b"info"
            | b"warn"
            | b"debug"
            | b"trace"
    );
    if formats {
        mark::DEAD | mark::APART
    } else {
        mark::ANY
    }
}
