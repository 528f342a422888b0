//! What values are given to: names and patterns.

use super::lexemes::Word;
use super::{Field, Kind, Mark, Of, Parsed, Parser};

impl Parser<'_> {
    /// A name or pattern that is declared.
    pub(super) fn binding(&mut self) -> Parsed {
        let mark = self.mark();
        match self.kind() {
            Of::BraceOpen => self.object_pattern(mark, Self::binding),
            Of::BracketOpen => self.array_pattern(mark, Self::binding),
            Of::Ident => self.name(),
            _ => None,
        }
    }

    /// A name, member or pattern that is given a value.
    pub(super) fn target(&mut self) -> Parsed {
        self.deeper()?;
        let mark = self.mark();
        let goes_on = |parser: &Self| {
            let behind = parser.lexeme(parser.behind(0)).kind;
            matches!(behind, Of::Dot | Of::BracketOpen | Of::ParenOpen)
        };
        match self.kind() {
            Of::BraceOpen if !goes_on(self) => self.object_pattern(mark, Self::target)?,
            Of::BracketOpen if !goes_on(self) => self.array_pattern(mark, Self::target)?,
            _ => self.chain(mark)?,
        }
        self.depth -= 1;
        matches!(
            self.last(),
            Kind::Identifier
                | Kind::Member
                | Kind::Subscript
                | Kind::ObjectPattern
                | Kind::ArrayPattern
        )
        .then_some(())
    }

    /// A name that may be declared.
    pub(super) fn name(&mut self) -> Parsed {
        if !self.word().is_free() || self.kind() != Of::Ident || self.text().starts_with(b"#") {
            return None;
        }
        self.leaf(Kind::Identifier);
        Some(())
    }

    fn array_pattern(&mut self, mark: Mark, part: fn(&mut Self) -> Parsed) -> Parsed {
        self.deeper()?;
        self.take();
        while !self.eat(Of::BracketClose) {
            if self.eat(Of::Comma) {
                continue;
            }
            self.element(part)?;
            if self.kind() != Of::BracketClose {
                self.expect(Of::Comma)?;
            }
        }
        self.node(mark, Kind::ArrayPattern);
        self.depth -= 1;
        Some(())
    }

    /// A part of a list or a parameter: a pattern with a default, or the rest.
    pub(super) fn element(&mut self, part: fn(&mut Self) -> Parsed) -> Parsed {
        if self.is_spread() {
            return self.rest(part);
        }
        let mark = self.mark();
        part(self)?;
        self.with_default(mark)
    }

    /// The last node may have a default.
    fn with_default(&mut self, mark: Mark) -> Parsed {
        if self.is_equals(0) {
            self.is(Field::Left);
            self.take();
            self.expression()?;
            self.is(Field::Right);
            self.node(mark, Kind::AssignmentPattern);
        }
        Some(())
    }

    pub(super) fn rest(&mut self, part: fn(&mut Self) -> Parsed) -> Parsed {
        let mark = self.mark();
        self.take();
        part(self)?;
        self.node(mark, Kind::RestPattern);
        Some(())
    }

    fn object_pattern(&mut self, mark: Mark, part: fn(&mut Self) -> Parsed) -> Parsed {
        self.deeper()?;
        self.take();
        while !self.eat(Of::BraceClose) {
            self.field(part)?;
            if self.kind() != Of::BraceClose {
                self.expect(Of::Comma)?;
            }
        }
        self.node(mark, Kind::ObjectPattern);
        self.depth -= 1;
        Some(())
    }

    /// A part of an object's pattern.
    fn field(&mut self, part: fn(&mut Self) -> Parsed) -> Parsed {
        if self.is_spread() {
            return self.rest(part);
        }
        let mark = self.mark();
        let short = self.kind() == Of::Ident && self.word().is_free() && self.word() != Word::As;
        match self.lexeme(1).kind {
            Of::Comma | Of::BraceClose if short => self.leaf(Kind::ShorthandPattern),
            Of::Assign if short && self.is_equals(1) => {
                self.leaf(Kind::ShorthandPattern);
                self.is(Field::Left);
                self.take();
                self.expression()?;
                self.is(Field::Right);
                self.node(mark, Kind::ObjectAssignmentPattern);
            }
            _ => {
                self.key()?;
                self.is(Field::Key);
                self.expect(Of::Colon)?;
                let value = self.mark();
                part(self)?;
                self.with_default(value)?;
                self.is(Field::Value);
                self.node(mark, Kind::PairPattern);
            }
        }
        Some(())
    }
}
