//! The places at which a literal or a path is told as a use.

use super::super::words;
use super::{Kind, Literal, Open, Reader, is_error_class};
use crate::model::catalogue;
use crate::model::facts::{Field, Operand, Site, Subject};

impl Reader<'_> {
    pub(super) fn first_argument(&mut self, literal: Literal) {
        let Some(Open::Call(call)) = self.open.last() else {
            return;
        };
        if call.arguments > 0 || !is_error_class(&call.callee) {
            return;
        }
        let subject = Subject::Argument {
            callee: call.callee.clone(),
            index: 0,
            arguments: 1,
            constructs: call.constructs,
        };
        let made = self.emit(literal, Site::Constructor, subject);
        if let Some(Open::Call(call)) = self.open.last_mut() {
            call.made = Some(made);
        }
    }

    /// The second argument of an error: its message.
    pub(super) fn message(&mut self, literal: Literal) {
        let Some(Open::Call(call)) = self.open.last() else {
            return;
        };
        if let (Some(made), 1, Operand::Text(_)) = (call.made, call.arguments, &literal.operand) {
            self.facts.uses[made].message = Some(self.text(literal.span).to_owned());
        }
    }

    /// The value of a key.
    pub(super) fn value(&mut self, literal: Literal) {
        let Some(Open::Brace { keys, fate }) = self.open.last() else {
            return;
        };
        let Some(key) = self.keys[*keys..].last().map(|key| self.text(key.span)) else {
            return;
        };
        if matches!(key, "error" | "message" | "msg" | "errmsg") {
            if let Some(key) = self.keys.last_mut() {
                key.message = Some(literal.span);
            }
        } else if key == "code" {
            let field = Field {
                key: key.to_owned(),
                siblings: Vec::new(),
                parents: Vec::new(),
                fate: fate.clone(),
            };
            let made = self.emit(literal, Site::Field, Subject::Field(field));
            if let Some(key) = self.keys.last_mut() {
                key.made = Some(made);
            }
        }
    }

    pub(super) fn case(&mut self, literal: Literal) {
        if let Some(Open::Switch(other)) = self.open.last() {
            let other = other.clone();
            self.emit(literal, Site::Case, Subject::Against { other });
        }
    }

    pub(super) fn compare(&mut self) {
        self.compared = None;
        if self.path.is_closed_code(self.bytes) {
            self.compared = Some(self.path.expr(&self.file.text));
        }
        self.path.close();
    }

    /// The names of a path are complete, and this token follows.
    pub(super) fn path_ends(&mut self, next: Kind) {
        let is_code = self.path.is_closed_code(self.bytes);
        let literal = self
            .turned
            .take()
            .filter(|_| self.path.opener == Kind::Compare && is_code);
        if let Some(literal) = literal {
            let other = self.path.expr(&self.file.text);
            self.emit_compared(literal, other);
        }
        self.note_root();
        self.mention();
        // A shorthand property is a key, too.
        let among_keys = matches!(self.path.opener, Kind::BraceOpen | Kind::Comma);
        let in_brace = matches!(self.open.last(), Some(Open::Brace { .. }));
        if in_brace && among_keys && matches!(next, Kind::Comma | Kind::BraceClose) {
            self.add_key(self.recent[0].span());
        }
        if next != Kind::Compare {
            self.path.close();
        }
    }

    /// `Parse.Error.X` wherever it stands.
    fn mention(&mut self) {
        let Some((class, _)) = self.path.last_two() else {
            return;
        };
        let (class, name) = (self.text(class), self.text(self.recent[0].span()));
        let named =
            class == "Error" || words::is_parse_error(class.as_bytes()) || class == "default";
        if !named || !words::is_capitalised(name.as_bytes()) || self.path.is_opaque() {
            return;
        }
        let path = self.path.expr(&self.file.text);
        let mention = Literal {
            span: self.path.span(),
            operand: Operand::Path(path),
            opener: Kind::Dot,
        };
        self.emit(mention, Site::Argument, Subject::Mentioned);
    }

    /// The root of a path is a global of interest: Parse's own, or a look-alike's.
    pub(super) fn note_root(&mut self) {
        let Some(root) = self.path.root().map(|root| self.text(root)) else {
            return;
        };
        let telling = words::is_capitalised(root.as_bytes())
            && (catalogue::parse_namespaces().contains(&root)
                || catalogue::foreign_owner_of_namespace(root).is_some());
        if telling && !self.facts.globals.iter().any(|known| known == root) {
            self.facts.globals.push(root.to_owned());
        }
    }
}
