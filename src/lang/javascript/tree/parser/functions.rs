//! Functions, arrows, methods and their parameters.

use super::lexemes::Word;
use super::{After, Field, Kind, Mark, Of, Parsed, Parser};

/// What a function or class is to the statement that it stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Value,
    Declared,
    /// Declared behind `export`, where no value could stand.
    Exported,
}

impl Parser<'_> {
    /// `async function`, on one line.
    pub(super) fn is_async_function(&self) -> bool {
        self.word() == Word::Async && self.lexeme(1).word == Word::Function && !self.breaks_line(1)
    }

    pub(super) fn function(&mut self, mark: Mark, role: Role) -> Parsed {
        let declares = role != Role::Value;
        self.eat_word(Word::Async);
        self.expect_word(Word::Function)?;
        let generates = self.is_operator(b"*");
        if generates {
            self.take();
        }
        if declares || self.kind() == Of::Ident {
            self.name()?;
            self.is(Field::Name);
        }
        self.call_signature()?;
        self.function_body(role)?;
        let kind = match (declares, generates) {
            (true, false) => Kind::FunctionDeclaration,
            (true, true) => Kind::GeneratorDeclaration,
            (false, false) => Kind::FunctionExpression,
            (false, true) => Kind::GeneratorExpression,
        };
        self.node(mark, kind);
        Some(())
    }

    fn function_body(&mut self, role: Role) -> Parsed {
        self.block_body()?;
        self.end_automatically(role);
        Some(())
    }

    /// The last node is a block that the grammar gives an automatic end, where there is one.
    pub(super) fn end_automatically(&mut self, role: Role) {
        let end = self.lexemes.automatic_end(self.at, After::Operand);
        if let (Some(end), Some(last)) = (end, self.entries.last_mut())
            && (self.typed || role != Role::Exported)
        {
            last.end = end;
        }
    }

    pub(super) fn parameters(&mut self) -> Parsed {
        let mark = self.mark();
        self.expect(Of::ParenOpen)?;
        while !self.eat(Of::ParenClose) {
            match self.typed {
                true => self.typed_parameter()?,
                false => self.element(Self::binding)?,
            }
            if self.kind() != Of::ParenClose {
                self.expect(Of::Comma)?;
            }
        }
        self.node(mark, Kind::Other);
        self.is(Field::Parameters);
        Some(())
    }

    /// Whether an arrow function begins at hand.
    pub(super) fn is_arrow(&mut self) -> bool {
        self.arrow_from(0)
            || self.word() == Word::Async && !self.breaks_line(1) && self.arrow_from(1)
    }

    fn arrow_from(&mut self, ahead: usize) -> bool {
        match self.lexeme(ahead).kind {
            Of::Ident => self.lexeme(ahead + 1).kind == Of::Arrow,
            Of::ParenOpen => {
                let behind = self.behind(ahead);
                match self.lexeme(behind).kind {
                    Of::Arrow => true,
                    Of::Colon if self.typed => self.is_return_type(behind),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// Whether an arrow stands behind the type that stands there.
    fn is_return_type(&mut self, ahead: usize) -> bool {
        let attempt = self.attempt();
        self.at += ahead;
        let there = self.return_annotation().is_some() && self.kind() == Of::Arrow;
        self.retreat(attempt);
        there
    }

    /// A parameter with its type, and who may use the member that it declares.
    fn typed_parameter(&mut self) -> Parsed {
        let mark = self.mark();
        let modifies = |parser: &Self| {
            matches!(
                parser.lexeme(1).kind,
                Of::Ident | Of::BraceOpen | Of::BracketOpen
            )
        };
        if self.word().is_access() && modifies(self) {
            self.leaf(Kind::Other);
        }
        if self.word() == Word::Override && modifies(self) {
            self.leaf(Kind::Other);
        }
        if self.word() == Word::Readonly && modifies(self) {
            self.take();
        }
        match self.word() {
            Word::This => self.leaf(Kind::This),
            _ if self.is_spread() => self.rest(Self::binding)?,
            _ => self.binding()?,
        }
        self.is(Field::Pattern);
        let kind = match self.eat(Of::Question) {
            true => Kind::OptionalParameter,
            false => Kind::RequiredParameter,
        };
        self.annotation()?;
        self.initializer()?;
        self.node(mark, kind);
        Some(())
    }

    pub(super) fn arrow(&mut self, mark: Mark) -> Parsed {
        if self.word() == Word::Async && self.lexeme(1).kind != Of::Arrow {
            self.take();
        }
        if self.kind() == Of::Ident {
            self.name()?;
            self.is(Field::Parameter);
        } else {
            self.parameters()?;
            self.return_annotation()?;
        }
        self.expect(Of::Arrow)?;
        if self.kind() != Of::BraceOpen {
            self.expression()?;
            self.is(Field::Body);
            self.node(mark, Kind::ArrowFunction);
            return Some(());
        }
        self.function_body(Role::Value)?;
        self.node(mark, Kind::ArrowFunction);
        // The grammar would call it, and do arithmetic with it.
        let ends = matches!(
            self.kind(),
            Of::ParenClose
                | Of::BracketClose
                | Of::BraceClose
                | Of::Comma
                | Of::Semicolon
                | Of::Colon
                | Of::TemplateMiddle
                | Of::TemplateTail
                | Of::Ident
                | Of::Unknown
        );
        ends.then_some(())
    }

    /// Whether `async`, `get`, `set` or an asterisk stand before the name of a method; `None` where a line ends behind one.
    pub(super) fn is_modified(&self) -> Option<bool> {
        if self.is_operator(b"*") {
            return Some(true);
        }
        if !matches!(self.word(), Word::Async | Word::Get | Word::Set) {
            return Some(false);
        }
        let next = self.lexeme(1);
        let named = match next.kind {
            Of::Ident | Of::String | Of::Number | Of::BracketOpen => true,
            Of::Operator => self.word() == Word::Async,
            _ => false,
        };
        (!named || !self.breaks_line(1)).then_some(named)
    }

    /// A method that begins with what modifies it.
    pub(super) fn method(&mut self, mark: Mark) -> Parsed {
        if matches!(self.word(), Word::Async | Word::Get | Word::Set) {
            self.take();
        }
        if self.is_operator(b"*") {
            self.take();
        }
        self.key()?;
        self.method_behind_name(mark)
    }

    /// The last node is a method's name.
    pub(super) fn method_behind_name(&mut self, mark: Mark) -> Parsed {
        self.is(Field::Name);
        self.call_signature()?;
        self.block_body()?;
        self.node(mark, Kind::Method);
        Some(())
    }
}
