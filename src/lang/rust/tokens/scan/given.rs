//! Numbers that branches give to something that may hold a code, and constants of other files in a number's place.
//!
//! Which branch gives which number is for the tree: a number anywhere in the braces counts.

use super::super::lexer::{Kind, Token};
use super::super::words;
use super::{Frame, Role, Walk, flag, mark};

impl Walk<'_> {
    /// A statement ends with braces inside that hold a number: they may give it to a code that is bound, filled or
    /// compared, or be the body of a function that gives one.
    pub(super) fn given(&mut self) {
        if self.statement.has(flag::FN) && self.statement.has(flag::YIELDS) {
            self.learn_name(Role::Giving, self.text(self.statement.name));
        }
        if !self.statement.has(flag::GIVES) {
            return;
        }
        if self.statement.has(flag::FN) {
            let name = self.text(self.statement.name);
            self.candidate |= words::is_code_like(name)
                || self.statement.has(flag::INTEGERS) && self.statement.has(flag::INSIDE)
                || self.known.is(Role::Operand, name)
                || self.known.is(Role::Code, name);
            return;
        }
        let name = self.text(self.statement.name);
        let table = self.statement.has(flag::CONST) && self.known.is(Role::Operand, name);
        self.candidate |= table || self.statement.has(flag::CODE);
    }

    /// Braces with a number close, and stand among what an error or a function of another file is given.
    pub(super) fn handed(&mut self, around: Frame) {
        self.candidate |= around.has(mark::ERROR | mark::NEIGHBOUR);
    }

    /// A constant's name: beside a code, or as the value of a constant that stands there, it may be one of another file.
    pub(super) fn constant(&mut self, name: &[u8]) {
        if self.frame.has(mark::DEAD) || !words::is_screaming(name) {
            return;
        }
        let declared = self.text(self.statement.name);
        let beside = self.statement.has(flag::CONST) && self.known.is(Role::Operand, declared);
        if beside {
            self.learn_name(Role::Operand, name);
        }
        let [before, owner, _] = self.recent;
        if self.is_abroad(name, before, owner) {
            self.abroad();
            self.candidate |= beside;
        }
    }

    /// `Refusal::Gone as i32`, where the enum is another file's.
    pub(super) fn cast(&mut self) {
        let [variant, before, owner] = self.recent;
        let is_path = variant.kind == Kind::Ident
            && before.kind == Kind::PathSep
            && owner.kind == Kind::Ident
            && words::is_capitalised(variant.bytes(self.bytes));
        if !is_path {
            return;
        }
        let owner = owner.bytes(self.bytes);
        self.has_constants = true;
        if self.informed && words::is_capitalised(owner) && !self.known.is(Role::Own, owner) {
            self.abroad();
        }
    }

    /// `-> i32`, `-> Option<i64>`
    pub(super) fn output(&mut self, name: &[u8]) {
        let [before, _, _] = self.recent;
        let at = matches!(before.kind, Kind::ThinArrow | Kind::Less);
        if at && self.statement.has(flag::FN) && words::is_integer_type(name) {
            self.statement.set(flag::INTEGERS);
        }
    }

    /// `code: e.code()`, where another file tells which code that is.
    pub(super) fn filled(&mut self, method: &[u8]) {
        if self.statement.has(flag::FILLED) && words::is_code_like(method) {
            self.has_constants = true;
            self.candidate |= self.informed && !self.known.is(Role::Own, method);
        }
    }

    fn abroad(&mut self) {
        self.statement.set(flag::ABROAD | flag::NUMBER);
        self.candidate |= self.statement.has(flag::CODE);
    }

    /// Whether a name is that of a constant which the file does not declare; none is before all of it was read once.
    pub(super) fn is_abroad(&mut self, name: &[u8], before: Token, owner: Token) -> bool {
        let of_language =
            before.kind == Kind::PathSep && words::is_number_type(owner.bytes(self.bytes));
        if !words::is_screaming(name) || of_language {
            return false;
        }
        self.has_constants = true;
        self.informed && !self.known.is(Role::Own, name)
    }
}
