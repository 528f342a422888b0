//! Brackets: what opens, and what is left when it closes.

use super::super::frame::{Frame, FrameKind, flag};
use super::super::lexer::{Kind, Token};
use super::super::words;
use super::{Closed, DEEPEST, PathName, Walk, inside};
use crate::model::source::Span;

impl Walk<'_> {
    pub(super) fn push(&mut self, frame: Frame) {
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
    pub(super) fn pop_to(&mut self, depth: usize) {
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
        if frame.kind != FrameKind::Group {
            self.last = PathName::NONE;
        }
        self.operand_constant = false;
        self.operand_code = false;
        match frame.kind {
            FrameKind::Brace | FrameKind::Tag => {}
            FrameKind::Index => {
                self.close_operand(&frame);
                self.quoted_member();
            }
            FrameKind::Head => {
                if frame.has(flag::SWITCH_HEAD) {
                    self.switch_body = Some(frame.has(flag::SAW_CODE | flag::SAW_CONSTANT));
                }
                self.clause();
            }
            _ => self.close_operand(&frame),
        }
    }

    /// `a['b']` is a path as `a.b` is.
    fn quoted_member(&mut self) {
        if self.back(0).kind == Kind::String && self.back(1).kind == Kind::BracketOpen {
            self.last = PathName {
                span: inside(self.back(0)),
                member: true,
                base: Span::file(),
            };
            self.path = true;
        }
    }

    pub(super) fn paren_open(&mut self) {
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
            let flags = if word == b"for" { flag::LOOP } else { 0 };
            Frame::new(FrameKind::Head, flags, none)
        } else if self.ended
            && earlier.kind == Kind::Ident
            && earlier.bytes(self.bytes) == b"function"
        {
            Frame::new(FrameKind::Group, 0, before.span())
        } else if word == b"function" {
            Frame::new(FrameKind::Group, 0, none)
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

    pub(super) fn bracket_open(&mut self) {
        let index = self.ended && self.back(0).kind != Kind::BraceClose;
        // Behind a brace, it may be an index of an object or a list in a statement of its own.
        let mut flags = if self.ended && !index { flag::INDEX } else { 0 };
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

    pub(super) fn brace_open(&mut self) {
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

    pub(super) fn template_head(&mut self) {
        if !self.ended {
            self.operand_begins();
            self.message();
        }
        self.link();
        self.push(Frame::new(FrameKind::Hole, 0, Span::file()));
    }
}
