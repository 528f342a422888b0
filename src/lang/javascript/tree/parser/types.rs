//! Types, as far as sources of applications write them: no conditional, mapped or constructor types.

use super::lexemes::{Lexeme, Word};
use super::{After, DEPTH_LIMIT, Field, Kind, Mark, Of, Parsed, Parser};

/// How deeply what is tried may nest.
const TRIED: usize = 40;

/// Where the parser was before it tried something.
pub(super) struct Attempt {
    at: usize,
    entries: usize,
    depth: usize,
    splits: usize,
    in_type: bool,
}

impl Parser<'_> {
    /// Begins to try something, which may nest as deeply as `TRIED` says: what fails is read again.
    pub(super) fn attempt(&mut self) -> Attempt {
        let attempt = self.here();
        self.depth = self.depth.max(DEPTH_LIMIT - TRIED);
        attempt
    }

    fn here(&self) -> Attempt {
        Attempt {
            at: self.at,
            entries: self.entries.len(),
            depth: self.depth,
            splits: self.splits.len(),
            in_type: self.in_type,
        }
    }

    /// What was tried is there.
    pub(super) fn keep(&mut self, attempt: &Attempt) {
        self.depth = attempt.depth;
    }

    /// Undoes what was tried.
    pub(super) fn retreat(&mut self, attempt: Attempt) {
        self.at = attempt.at;
        self.entries.truncate(attempt.entries);
        self.depth = attempt.depth;
        self.in_type = attempt.in_type;
        while self.splits.len() > attempt.splits {
            if let Some((index, whole)) = self.splits.pop() {
                self.lexemes.replace(index, whole);
            }
        }
    }

    /// `: type` in a field of what stands before it, if there is one.
    pub(super) fn annotation(&mut self) -> Parsed {
        if self.typed && self.kind() == Of::Colon {
            let mark = self.mark();
            self.take();
            self.type_()?;
            self.node(mark, Kind::Other);
            self.is(Field::Type);
        }
        Some(())
    }

    /// The type of what a function gives; a predicate, perhaps.
    pub(super) fn return_annotation(&mut self) -> Parsed {
        if !self.typed || self.kind() != Of::Colon {
            return Some(());
        }
        let mark = self.mark();
        self.take();
        if matches!(self.word(), Word::Asserts) && self.lexeme(1).kind == Of::Ident {
            return None;
        }
        if self.lexeme(1).word == Word::Is {
            let predicate = self.mark();
            match self.word() {
                Word::This => self.leaf(Kind::This),
                _ => self.name()?,
            }
            self.is(Field::Name);
            self.take();
            self.type_()?;
            self.is(Field::Type);
            self.node(predicate, Kind::Other);
        } else {
            self.type_()?;
        }
        self.node(mark, Kind::Other);
        Some(())
    }

    pub(super) fn type_(&mut self) -> Parsed {
        self.deeper()?;
        let outside = std::mem::replace(&mut self.in_type, true);
        let mark = self.mark();
        if self.kind() == Of::ParenOpen && self.lexeme(self.behind(0)).kind == Of::Arrow {
            self.function_type(mark)?;
        } else {
            self.combined(mark, b"|", Kind::UnionType, |parser| {
                let mark = parser.mark();
                parser.combined(mark, b"&", Kind::IntersectionType, Self::simple_type)
            })?;
        }
        self.depth -= 1;
        self.in_type = outside;
        // `A extends B ? C : D`
        (self.word() != Word::Extends).then_some(())
    }

    fn function_type(&mut self, mark: Mark) -> Parsed {
        self.parameters()?;
        self.expect(Of::Arrow)?;
        if self.lexeme(1).word == Word::Is || self.word() == Word::Asserts {
            return None;
        }
        self.type_()?;
        self.node(mark, Kind::Other);
        Some(())
    }

    /// Types with a sign between them, and before the first perhaps.
    fn combined(
        &mut self,
        mark: Mark,
        sign: &[u8],
        kind: Kind,
        part: fn(&mut Self) -> Parsed,
    ) -> Parsed {
        let mut more = self.is_operator(sign);
        if !more {
            part(self)?;
            more = self.is_operator(sign);
        }
        while more {
            self.take();
            part(self)?;
            self.node(mark, kind);
            more = self.is_operator(sign);
        }
        Some(())
    }

    fn simple_type(&mut self) -> Parsed {
        let mark = self.mark();
        match self.word() {
            Word::Keyof | Word::Readonly if self.begins_type(1) => {
                self.deeper()?;
                self.take();
                self.simple_type()?;
                self.node(mark, Kind::Other);
                self.depth -= 1;
                return Some(());
            }
            _ => self.primary_type()?,
        }
        while self.kind() == Of::BracketOpen && !self.breaks_line(0) {
            self.take();
            match self.kind() {
                Of::BracketClose => {}
                _ => self.type_()?,
            }
            self.expect(Of::BracketClose)?;
            self.node(mark, Kind::Other);
        }
        Some(())
    }

    fn begins_type(&self, ahead: usize) -> bool {
        matches!(
            self.lexeme(ahead).kind,
            Of::Ident | Of::ParenOpen | Of::BraceOpen | Of::BracketOpen | Of::String | Of::Number
        )
    }

    fn primary_type(&mut self) -> Parsed {
        let mark = self.mark();
        match self.kind() {
            Of::ParenOpen => {
                self.take();
                self.type_()?;
                self.expect(Of::ParenClose)?;
                self.node(mark, Kind::ParenthesizedType);
            }
            Of::BraceOpen => {
                self.members()?;
                self.node(mark, Kind::Other);
            }
            Of::BracketOpen => self.tuple(mark)?,
            Of::String => {
                self.leaf(Kind::String);
                self.node(mark, Kind::Other);
            }
            Of::Number => {
                self.leaf(Kind::Number);
                self.node(mark, Kind::Other);
            }
            Of::Minus | Of::Plus if self.lexeme(1).kind == Of::Number => {
                self.leaf(Kind::Token);
                self.is(Field::Operator);
                self.leaf(Kind::Number);
                self.is(Field::Argument);
                self.node(mark, Kind::Unary);
                self.node(mark, Kind::Other);
            }
            Of::Ident => self.named_type(mark)?,
            _ => return None,
        }
        Some(())
    }

    fn named_type(&mut self, mark: Mark) -> Parsed {
        match self.word() {
            Word::Any
            | Word::Boolean
            | Word::Never
            | Word::NumberType
            | Word::ObjectType
            | Word::StringType
            | Word::Symbol
            | Word::Unknown
            | Word::Void
            | Word::This => {
                self.leaf(Kind::Other);
                return (self.kind() != Of::Dot).then_some(());
            }
            Word::Null | Word::Undefined | Word::True | Word::False => {
                self.leaf(Kind::Other);
                self.node(mark, Kind::Other);
                return Some(());
            }
            Word::Typeof => return self.type_query(mark),
            Word::Asserts
            | Word::Abstract
            | Word::Infer
            | Word::Keyof
            | Word::Readonly
            | Word::Unique
            | Word::Is => return None,
            word if !word.is_free() => return None,
            _ => {}
        }
        self.type_name(mark)?;
        if self.is_angle() {
            self.is(Field::Name);
            self.type_arguments()?;
            self.node(mark, Kind::GenericType);
        }
        Some(())
    }

    /// `A`, `a.B`, `a.b.C`
    fn type_name(&mut self, mark: Mark) -> Parsed {
        let mut links = 0;
        while self.lexeme(2 * links + 1).kind == Of::Dot {
            links += 1;
        }
        if !self.word().is_free() {
            return None;
        }
        if links == 0 {
            self.leaf(Kind::TypeIdentifier);
            return Some(());
        }
        self.leaf(Kind::Identifier);
        for _ in 1..links {
            self.is(Field::Object);
            self.dot()?;
            self.leaf(Kind::Property);
            self.is(Field::Property);
            self.node(mark, Kind::NestedIdentifier);
        }
        self.dot()?;
        self.leaf(Kind::TypeIdentifier);
        self.is(Field::Name);
        self.node(mark, Kind::NestedTypeIdentifier);
        Some(())
    }

    /// A plain dot before a name.
    fn dot(&mut self) -> Parsed {
        let plain = self.kind() == Of::Dot && self.lexeme(0).len() == 1;
        self.take();
        (plain && self.kind() == Of::Ident).then_some(())
    }

    /// `typeof a.b`
    fn type_query(&mut self, mark: Mark) -> Parsed {
        self.leaf(Kind::Token);
        let path = self.mark();
        self.name()?;
        while self.kind() == Of::Dot {
            self.is(Field::Object);
            self.dot()?;
            self.leaf(Kind::Property);
            self.is(Field::Property);
            self.node(path, Kind::Member);
        }
        self.node(mark, Kind::Other);
        let goes_on = self.kind() == Of::BracketOpen || self.is_angle();
        (!goes_on).then_some(())
    }

    fn tuple(&mut self, mark: Mark) -> Parsed {
        self.take();
        while !self.eat(Of::BracketClose) {
            let part = self.mark();
            if self.is_spread() {
                self.take();
                self.type_()?;
                self.node(part, Kind::Other);
            } else {
                self.type_()?;
                if self.eat(Of::Question) {
                    self.node(part, Kind::Other);
                }
            }
            if self.kind() != Of::BracketClose {
                self.expect(Of::Comma)?;
            }
        }
        self.node(mark, Kind::Other);
        Some(())
    }

    pub(super) fn is_angle(&self) -> bool {
        self.typed && self.kind() == Of::Compare && self.text() == b"<"
    }

    pub(super) fn type_arguments(&mut self) -> Parsed {
        let mark = self.mark();
        self.leaf(Kind::Token);
        loop {
            self.type_()?;
            if !self.eat(Of::Comma) {
                break;
            }
        }
        self.close_angle()?;
        self.node(mark, Kind::Other);
        Some(())
    }

    /// The `>` at hand, which may be the first of several, or stand before an equals sign.
    fn close_angle(&mut self) -> Parsed {
        let whole = self.lexeme(0);
        let kind = match self.text() {
            b">" => {
                self.leaf(Kind::Token);
                return Some(());
            }
            b">>" | b">=" => match self.text()[1] {
                b'>' => Of::Compare,
                _ => Of::Assign,
            },
            b">>>" => Of::Operator,
            b">>=" => Of::Compare,
            _ => return None,
        };
        let rest = Lexeme {
            kind,
            start: whole.start + 1,
            ..whole
        };
        self.splits.push((self.at, whole));
        let mut span = whole.span();
        span.end = rest.start;
        self.entries.push(super::Entry::leaf(Kind::Token, span));
        self.lexemes.replace(self.at, rest);
        Some(())
    }

    /// `<T extends A = B>`, if it stands at hand.
    pub(super) fn type_parameters(&mut self) -> Parsed {
        if !self.is_angle() {
            return Some(());
        }
        let mark = self.mark();
        self.leaf(Kind::Token);
        while !self.text().starts_with(b">") {
            self.type_parameter()?;
            if !self.text().starts_with(b">") {
                self.expect(Of::Comma)?;
            }
        }
        self.close_angle()?;
        self.node(mark, Kind::Other);
        Some(())
    }

    fn type_parameter(&mut self) -> Parsed {
        let mark = self.mark();
        if !self.word().is_free() || self.kind() != Of::Ident {
            return None;
        }
        self.leaf(Kind::TypeIdentifier);
        self.is(Field::Name);
        let constraint = self.mark();
        if self.eat_word(Word::Extends) {
            self.type_()?;
            self.node(constraint, Kind::Other);
        }
        let default = self.mark();
        if self.eat_equals() {
            self.type_()?;
            self.node(default, Kind::Other);
            self.is(Field::Value);
        }
        self.node(mark, Kind::Other);
        Some(())
    }

    /// The members of an interface or an object's type, with their braces.
    fn members(&mut self) -> Parsed {
        let outside = std::mem::replace(&mut self.in_type, true);
        self.expect(Of::BraceOpen)?;
        while !self.eat(Of::BraceClose) {
            self.signature()?;
            let ends = self.eat(Of::Comma)
                || self.eat(Of::Semicolon)
                || self.kind() == Of::BraceClose
                || self.lexemes.automatic_end(self.at, After::Other).is_some();
            if !ends {
                return None;
            }
        }
        self.in_type = outside;
        Some(())
    }

    /// A property, a method or an index of a type.
    fn signature(&mut self) -> Parsed {
        let mark = self.mark();
        let next = self.lexeme(1);
        let names = matches!(
            next.kind,
            Of::Ident | Of::String | Of::Number | Of::BracketOpen
        );
        match self.word() {
            Word::Readonly if names => self.take(),
            Word::Get | Word::Set | Word::Async | Word::Static | Word::New if names => return None,
            // `new (a: B): C`, `new <T>(a: B): C`
            Word::New if matches!(next.kind, Of::ParenOpen | Of::Compare) => return None,
            word if word.is_access() && names => return None,
            _ => {}
        }
        if self.kind() == Of::BracketOpen && self.lexeme(2).kind == Of::Colon {
            return self.index_signature(mark);
        }
        // `[K in keyof T]: ..`
        if self.kind() == Of::BracketOpen && self.lexeme(2).word == Word::In {
            return None;
        }
        self.key()?;
        self.is(Field::Name);
        self.eat(Of::Question);
        if self.kind() == Of::ParenOpen || self.is_angle() {
            self.call_signature()?;
        } else {
            self.annotation()?;
        }
        self.node(mark, Kind::Other);
        Some(())
    }

    fn index_signature(&mut self, mark: Mark) -> Parsed {
        self.take();
        self.name()?;
        self.is(Field::Name);
        self.take();
        self.type_()?;
        self.expect(Of::BracketClose)?;
        if self.kind() != Of::Colon {
            return None;
        }
        self.annotation()?;
        self.node(mark, Kind::Other);
        Some(())
    }

    /// Type parameters, parameters, and the type of what is given.
    pub(super) fn call_signature(&mut self) -> Parsed {
        self.type_parameters()?;
        self.parameters()?;
        self.return_annotation()
    }

    pub(super) fn interface(&mut self, mark: Mark) -> Parsed {
        self.take();
        self.type_declared()?;
        let parents = self.mark();
        if self.eat_word(Word::Extends) {
            loop {
                let parent = self.mark();
                self.named_type(parent)?;
                self.is(Field::Type);
                if !self.eat(Of::Comma) {
                    break;
                }
            }
            self.node(parents, Kind::Other);
        }
        let body = self.mark();
        self.members()?;
        self.node(body, Kind::Other);
        self.is(Field::Body);
        self.node(mark, Kind::Statement);
        Some(())
    }

    /// The name of a type that is declared, with its parameters.
    pub(super) fn type_declared(&mut self) -> Parsed {
        if !self.word().is_free() || self.kind() != Of::Ident {
            return None;
        }
        self.leaf(Kind::TypeIdentifier);
        self.is(Field::Name);
        self.type_parameters()
    }

    pub(super) fn type_alias(&mut self, mark: Mark) -> Parsed {
        self.leaf(Kind::Token);
        self.type_declared()?;
        if !self.eat_equals() {
            return None;
        }
        self.type_()?;
        self.is(Field::Value);
        self.statement_node(mark, Kind::Statement, After::Other)
    }

    /// `enum A { B = 1 }`, with `const` before it perhaps.
    pub(super) fn enumeration(&mut self, mark: Mark) -> Parsed {
        if self.word() == Word::Const {
            self.leaf(Kind::Token);
        }
        self.expect_word(Word::Enum)?;
        self.name()?;
        self.is(Field::Name);
        let body = self.mark();
        self.expect(Of::BraceOpen)?;
        while !self.eat(Of::BraceClose) {
            let member = self.mark();
            self.key()?;
            self.is(Field::Name);
            if self.is_equals(0) {
                self.initializer()?;
                self.node(member, Kind::EnumAssignment);
            }
            if self.kind() != Of::BraceClose {
                self.expect(Of::Comma)?;
            }
        }
        self.node(body, Kind::Other);
        self.is(Field::Body);
        self.node(mark, Kind::Enum);
        Some(())
    }
}
