//! Operands: names, literals, objects, and the chains of members and calls that begin with one.

use super::functions::Role;
use super::lexemes::{Word, escape};
use super::order::Entry;
use super::{Field, Kind, Mark, Of, Parsed, Parser};
use crate::model::source::Span;

impl Parser<'_> {
    /// An operand with the members, calls and templates behind it.
    pub(super) fn chain(&mut self, mark: Mark) -> Parsed {
        match self.word() {
            Word::New => self.construction()?,
            _ => self.operand()?,
        }
        loop {
            match self.kind() {
                Of::Dot => self.link(mark)?,
                Of::BracketOpen => {
                    self.is(Field::Object);
                    self.index(mark)?;
                }
                Of::ParenOpen => {
                    self.is(Field::Function);
                    self.called(mark)?;
                }
                Of::Not if self.typed && !self.breaks_line(0) => {
                    self.take();
                    self.node(mark, Kind::NonNull);
                }
                Of::Compare if self.typed && self.eat_type_arguments()? => {
                    self.called(mark)?;
                }
                Of::Template | Of::TemplateHead => {
                    self.is(Field::Function);
                    self.template()?;
                    self.is(Field::Arguments);
                    self.node(mark, Kind::Call);
                }
                _ => return Some(()),
            }
        }
    }

    /// `.name`, `?.name`, `?.[..]`, `?.(..)`
    fn link(&mut self, mark: Mark) -> Parsed {
        let optional = self.lexeme(0).len() > 1;
        let called = self.lexeme(1).kind == Of::ParenOpen;
        self.is(match optional && called {
            true => Field::Function,
            false => Field::Object,
        });
        match optional && !(self.typed && called) {
            true => self.leaf(Kind::Other),
            false => self.take(),
        }
        match self.kind() {
            Of::Ident => {
                self.property();
                self.node(mark, Kind::Member);
                Some(())
            }
            Of::BracketOpen if optional => self.index(mark),
            Of::ParenOpen if optional => self.called(mark),
            _ => None,
        }
    }

    fn property(&mut self) {
        let private = self.text().starts_with(b"#");
        self.leaf(match private {
            true => Kind::PrivateProperty,
            false => Kind::Property,
        });
        self.is(Field::Property);
    }

    /// Type arguments of a call, whose function the last node is; `false` if what follows is a comparison.
    fn eat_type_arguments(&mut self) -> Option<bool> {
        if !self.is_angle() {
            return Some(false);
        }
        let (attempt, callee) = (self.attempt(), self.entries.len() - 1);
        let read = self.type_arguments().is_some();
        // Types without a call: of a template, of a value that ends here.
        if read && (matches!(self.kind(), Of::Template | Of::TemplateHead) || self.breaks_line(0)) {
            return None;
        }
        if !read || self.kind() != Of::ParenOpen {
            self.retreat(attempt);
            return Some(false);
        }
        self.keep(&attempt);
        self.entries[callee].field = Field::Function;
        Some(true)
    }

    fn index(&mut self, mark: Mark) -> Parsed {
        self.take();
        self.expressions()?;
        self.is(Field::Index);
        self.expect(Of::BracketClose)?;
        self.node(mark, Kind::Subscript);
        Some(())
    }

    fn called(&mut self, mark: Mark) -> Parsed {
        self.arguments()?;
        self.node(mark, Kind::Call);
        Some(())
    }

    fn arguments(&mut self) -> Parsed {
        let mark = self.mark();
        self.take();
        self.elements(Of::ParenClose)?;
        self.node(mark, Kind::Arguments);
        self.is(Field::Arguments);
        Some(())
    }

    /// Expressions with commas, up to a bracket.
    fn elements(&mut self, close: Of) -> Parsed {
        while !self.eat(close) {
            if self.eat(Of::Comma) {
                continue;
            }
            if self.is_spread() {
                self.spread()?;
            } else {
                self.expression()?;
            }
            if self.kind() != close {
                self.expect(Of::Comma)?;
            }
        }
        Some(())
    }

    fn spread(&mut self) -> Parsed {
        let mark = self.mark();
        self.take();
        self.expression()?;
        self.node(mark, Kind::Spread);
        Some(())
    }

    /// `new a.b(..)`, `new.target`
    fn construction(&mut self) -> Parsed {
        self.deeper()?;
        let mark = self.mark();
        // One of the grammars takes it for a name.
        if self.breaks_line(1) {
            return None;
        }
        self.take();
        if self.kind() == Of::Dot {
            self.take();
            self.expect_word(Word::Target)?;
            self.node(mark, Kind::Other);
            self.depth -= 1;
            return Some(());
        }
        let class = self.mark();
        match self.word() {
            Word::New if self.typed => return None,
            Word::New => self.construction()?,
            Word::Import => return None,
            _ => self.operand()?,
        }
        loop {
            match self.kind() {
                Of::Dot if self.lexeme(0).len() > 1 => return None,
                Of::Dot => self.link(class)?,
                Of::BracketOpen => {
                    self.is(Field::Object);
                    self.index(class)?;
                }
                Of::Template | Of::TemplateHead | Of::Not => return None,
                _ => break,
            }
        }
        self.is(Field::Constructor);
        if self.is_angle() {
            self.type_arguments()?;
        }
        if self.kind() == Of::ParenOpen {
            self.arguments()?;
        }
        self.node(mark, Kind::New);
        self.depth -= 1;
        Some(())
    }

    fn operand(&mut self) -> Parsed {
        let mark = self.mark();
        match self.kind() {
            Of::Ident => return self.named(mark),
            Of::Number => self.leaf(Kind::Number),
            Of::String => self.leaf(Kind::String),
            Of::Regex => self.leaf(Kind::Regex),
            Of::Template | Of::TemplateHead => self.template()?,
            Of::ParenOpen => self.parentheses()?,
            Of::BracketOpen => {
                self.take();
                self.elements(Of::BracketClose)?;
                self.node(mark, Kind::Array);
            }
            Of::BraceOpen => self.object(mark)?,
            _ => return None,
        }
        Some(())
    }

    /// An operand that begins with a word.
    fn named(&mut self, mark: Mark) -> Parsed {
        let kind = match self.word() {
            Word::Function => return self.function(mark, Role::Value),
            Word::Async if self.is_async_function() => return self.function(mark, Role::Value),
            Word::Class => return self.class(mark, Role::Value),
            Word::Import => return self.imported(mark),
            Word::This => Kind::This,
            Word::Super => Kind::Super,
            Word::Null | Word::True | Word::False | Word::Undefined => Kind::Other,
            word if word.is_free() && !self.text().starts_with(b"#") => Kind::Identifier,
            _ => return None,
        };
        self.leaf(kind);
        Some(())
    }

    /// `import(..)`, `import.meta`
    fn imported(&mut self, mark: Mark) -> Parsed {
        match self.lexeme(1).kind {
            Of::ParenOpen => self.leaf(Kind::Import),
            Of::Dot => {
                self.take();
                self.take();
                self.expect_word(Word::Meta)?;
                self.node(mark, Kind::Other);
            }
            _ => return None,
        }
        Some(())
    }

    pub(super) fn parentheses(&mut self) -> Parsed {
        let mark = self.mark();
        self.expect(Of::ParenOpen)?;
        self.expressions()?;
        self.expect(Of::ParenClose)?;
        self.node(mark, Kind::Parenthesized);
        Some(())
    }

    fn object(&mut self, mark: Mark) -> Parsed {
        self.take();
        while !self.eat(Of::BraceClose) {
            self.entry()?;
            if self.kind() != Of::BraceClose {
                self.expect(Of::Comma)?;
            }
        }
        self.node(mark, Kind::Object);
        Some(())
    }

    /// A part of an object.
    fn entry(&mut self) -> Parsed {
        let mark = self.mark();
        if self.is_spread() {
            return self.spread();
        }
        if self.is_modified()? {
            return self.method(mark);
        }
        let short = self.kind() == Of::Ident && self.word().is_free();
        self.key()?;
        match self.kind() {
            _ if self.is_angle() => self.method_behind_name(mark),
            Of::ParenOpen => self.method_behind_name(mark),
            Of::Colon => {
                self.is(Field::Key);
                self.take();
                self.expression()?;
                self.is(Field::Value);
                self.node(mark, Kind::Pair);
                Some(())
            }
            Of::Comma | Of::BraceClose if short && self.last() == Kind::Property => {
                self.rename(Kind::Shorthand);
                self.is(Field::Other);
                Some(())
            }
            _ => None,
        }
    }

    /// The last node is of another kind than its text tells.
    fn rename(&mut self, kind: Kind) {
        if let Some(last) = self.entries.last_mut() {
            last.kind = kind;
        }
    }

    /// A key of an object, the name of a member.
    pub(super) fn key(&mut self) -> Parsed {
        let mark = self.mark();
        match self.kind() {
            Of::Ident => self.property(),
            Of::String => self.leaf(Kind::String),
            Of::Number => self.leaf(Kind::Number),
            Of::BracketOpen => {
                self.take();
                self.expression()?;
                self.expect(Of::BracketClose)?;
                self.node(mark, Kind::ComputedPropertyName);
            }
            _ => return None,
        }
        Some(())
    }

    fn template(&mut self) -> Parsed {
        let mark = self.mark();
        let whole = self.lexeme(0).span();
        if self.eat(Of::Template) {
            self.pieces(whole.start + 1, whole.end - 1)?;
            self.node(mark, Kind::TemplateString);
            return Some(());
        }
        self.take();
        self.pieces(whole.start + 1, whole.end - 2)?;
        loop {
            let hole = Mark {
                start: self.lexemes.end_before(self.at) - 2,
                entries: self.entries.len(),
            };
            self.expressions()?;
            let chunk = self.lexeme(0);
            self.push(hole, Kind::Other, hole.start, chunk.start + 1);
            self.take();
            match chunk.kind {
                Of::TemplateMiddle => self.pieces(chunk.start + 1, chunk.end - 2)?,
                Of::TemplateTail => {
                    self.pieces(chunk.start + 1, chunk.end - 1)?;
                    self.node(mark, Kind::TemplateString);
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// The text of a template between its holes: stretches without an escape, and escapes.
    fn pieces(&mut self, mut start: u32, end: u32) -> Parsed {
        while start < end {
            let rest = self.lexemes.slice(Span { start, end });
            let plain = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
            let (kind, len) = match plain {
                0 => (Kind::Other, escape(rest)?),
                len => (Kind::StringFragment, len),
            };
            let next = start + u32::try_from(len).ok()?;
            self.entries
                .push(Entry::leaf(kind, Span { start, end: next }));
            start = next;
        }
        Some(())
    }
}
