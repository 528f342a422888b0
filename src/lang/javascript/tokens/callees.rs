//! What a callee's name says of its arguments: which is an error's code, what is asserted, what is looked up.

use super::frame::{Frame, FrameKind, flag};
use super::lexer::{Kind, Token};
use super::names::Question;
use super::scan::{Walk, inside};
use super::sites::REACH;
use super::words;
use crate::model::catalogue;
use crate::model::source::Span;

impl Walk<'_> {
    /// The frame of a call whose arguments begin.
    pub(super) fn call(&mut self) -> Frame {
        let skipped = usize::from(self.back(0).kind == Kind::Dot);
        let [before, earlier, third, fourth] = [0, 1, 2, 3].map(|ago| self.back(ago + skipped));
        let (callee, member, base) = match before.kind {
            Kind::Ident => (before.span(), earlier.kind == Kind::Dot, third),
            Kind::ParenClose | Kind::BracketClose if earlier.kind == Kind::String => {
                (inside(earlier), true, Token::NONE)
            }
            Kind::ParenClose | Kind::BracketClose if earlier.kind == Kind::Ident => {
                (earlier.span(), third.kind == Kind::Dot, fourth)
            }
            Kind::Compare => (self.generic.0.span(), self.generic.1, Token::NONE),
            _ => (Span::file(), false, Token::NONE),
        };
        let base = if member && base.kind == Kind::Ident {
            base.bytes(self.bytes)
        } else {
            b""
        };
        let name = self.bytes_of(callee);
        let mut flags = self.callee_flags(name, member, base);
        if self.operand_code {
            flags |= flag::BASE_CODE;
        }
        if words::is_identity(name) {
            return self
                .top()
                .within(FrameKind::Call, flags | flag::IDENTITY, callee);
        }
        Frame::new(FrameKind::Call, flags, callee)
    }

    fn callee_flags(&mut self, name: &[u8], member: bool, base: &[u8]) -> u32 {
        let root = match member {
            true => self.bytes_of(self.root),
            false => name,
        };
        let imported = self.constructs_imported(name, root, member);
        let properties = [
            (
                self.constructing || words::never_asserts(name),
                flag::DENIED,
            ),
            (words::looks_up(name), flag::LOOKS_UP),
            (words::asserts(name), flag::ASSERTS),
            (
                matches!(
                    name,
                    b"expect" | b"assert" | b"assertThat" | b"that" | b"should"
                ),
                flag::EXPECTS,
            ),
            (matches!(name, b"require" | b"import"), flag::IMPORTS),
            (
                self.known.is(Question::Helper, name),
                flag::HELPER | flag::FIRST | flag::STRONG | flag::NAMES,
            ),
            (
                imported || self.known.knows(Question::Neighbour, root),
                flag::NEIGHBOUR,
            ),
        ];
        let of_class = if name == b"default" && member {
            words::trimmed(base)
        } else {
            name
        };
        let flags = properties
            .into_iter()
            .filter(|(has, _)| *has)
            .fold(0, |flags, (_, flag)| flags | flag);
        flags | self.error_flags(of_class, member, base, imported)
    }

    /// Whether the class being constructed is imported, or may extend one that is: what such a class is, its file tells.
    fn constructs_imported(&mut self, name: &[u8], root: &[u8], member: bool) -> bool {
        let class = words::trimmed(name);
        if !self.constructing
            || name != b"default"
                && (!words::is_capitalised(class) || words::is_builtin_class(name))
        {
            return false;
        }
        // Which name stands before type arguments is in doubt where these have some themselves.
        if self.back(0).kind == Kind::Compare || self.known.extends_abroad() {
            return true;
        }
        let of_namespace = member
            && catalogue::parse_namespaces()
                .iter()
                .any(|one| one.as_bytes() == root);
        !of_namespace
            && (self.known.is(Question::Import, root) || self.known.is(Question::Neighbour, root))
    }

    /// What the callee's name says of its first argument.
    fn error_flags(&mut self, name: &[u8], member: bool, base: &[u8], imported: bool) -> u32 {
        let sure = flag::FIRST | flag::NAMES | flag::STRONG | flag::TEXT;
        if self.known.is(Question::ErrorClass, name)
            || words::is_parse_error(name)
            || name == b"Error" && member
        {
            return sure;
        }
        let logs = matches!(base, b"console" | b"logger" | b"log" | b"_logger");
        if words::is_builtin_error(name) && !member || logs {
            return 0;
        }
        let handed_on = if self.constructing || member && matches!(name, b"error" | b"reject") {
            flag::STRONG
        } else {
            0
        };
        if words::mentions(name, b"error") {
            return flag::FIRST | flag::NAMES | handed_on;
        }
        match name {
            b"reject" | b"fail" => flag::FIRST | flag::NAMES | handed_on,
            b"super" if self.extends_error_class() => flag::FIRST | flag::NAMES | flag::STRONG,
            b"super" => flag::FIRST,
            _ if imported => flag::FIRST,
            _ => 0,
        }
    }

    /// The class around the place at hand extends an error class.
    fn extends_error_class(&mut self) -> bool {
        (0..self.frames.len()).rev().take(REACH).any(|at| {
            let name = self.bytes_of(self.frames[at].target);
            !name.is_empty() && self.known.is(Question::ErrorClass, name)
        })
    }
}
