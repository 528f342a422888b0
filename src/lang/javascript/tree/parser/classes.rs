//! Classes and their members.

use super::functions::Role;
use super::lexemes::Word;
use super::{Field, Kind, Mark, Of, Parsed, Parser};

impl Parser<'_> {
    pub(super) fn class(&mut self, mark: Mark, role: Role) -> Parsed {
        let declares = role != Role::Value;
        self.deeper()?;
        self.take();
        let heir = matches!(self.word(), Word::Extends | Word::Implements);
        if declares || self.kind() == Of::Ident && !heir {
            match self.typed {
                true => self.type_declared()?,
                false => {
                    self.name()?;
                    self.is(Field::Name);
                }
            }
        } else if self.typed {
            self.type_parameters()?;
        }
        let heritage = self.mark();
        if self.typed {
            self.typed_heritage()?;
        } else if self.eat_word(Word::Extends) {
            let class = self.mark();
            self.chain(class)?;
            self.node(heritage, Kind::ClassHeritage);
        }
        let body = self.mark();
        self.expect(Of::BraceOpen)?;
        while !self.eat(Of::BraceClose) {
            if !self.eat(Of::Semicolon) {
                self.member()?;
            }
        }
        self.node(body, Kind::ClassBody);
        self.is(Field::Body);
        let kind = match declares {
            true => Kind::ClassDeclaration,
            false => Kind::Class,
        };
        self.node(mark, kind);
        if declares {
            self.end_automatically(role);
        }
        self.depth -= 1;
        Some(())
    }

    /// `extends A<B> implements C, D`
    fn typed_heritage(&mut self) -> Parsed {
        let mark = self.mark();
        if self.eat_word(Word::Extends) {
            let class = self.mark();
            self.chain(class)?;
            self.is(Field::Value);
            if self.is_angle() {
                self.type_arguments()?;
            }
            self.node(mark, Kind::Other);
        }
        let promises = self.mark();
        if self.eat_word(Word::Implements) {
            loop {
                self.type_()?;
                if !self.eat(Of::Comma) {
                    break;
                }
            }
            self.node(promises, Kind::Other);
        }
        if self.entries.len() > mark.entries {
            self.node(mark, Kind::ClassHeritage);
        }
        Some(())
    }

    /// Whether the word at hand stands before a member, and is none itself; `None` where a line ends behind it.
    fn modifies(&self) -> Option<bool> {
        let next = self.lexeme(1);
        let named = matches!(
            next.kind,
            Of::Ident | Of::String | Of::Number | Of::BracketOpen
        ) || self.lexemes.text(self.at + 1) == b"*";
        (!named || !self.breaks_line(1)).then_some(named)
    }

    fn access(&mut self) -> Parsed {
        match self.word() {
            Word::Declare | Word::Abstract if self.modifies()? => return None,
            word if word.is_access() && self.modifies()? => self.leaf(Kind::Other),
            _ => {}
        }
        Some(())
    }

    fn more_modifiers(&mut self) -> Parsed {
        if self.word() == Word::Override && self.modifies()? {
            self.leaf(Kind::Other);
        }
        if self.word() == Word::Readonly && self.modifies()? {
            self.take();
        }
        Some(())
    }

    fn member(&mut self) -> Parsed {
        let mark = self.mark();
        if self.typed {
            self.access()?;
        }
        if self.is_static()? {
            self.leaf(Kind::Token);
            if self.kind() == Of::BraceOpen {
                self.block_body()?;
                self.node(mark, Kind::Other);
                return Some(());
            }
        }
        if self.typed {
            self.more_modifiers()?;
        }
        if self.is_modified()? {
            return self.method(mark);
        }
        self.key()?;
        let asserted = self.typed && self.eat(Of::Not);
        if self.typed && !asserted {
            self.eat(Of::Question);
        }
        if !asserted && (self.kind() == Of::ParenOpen || self.is_angle()) {
            return self.method_behind_name(mark);
        }
        let (field, kind) = match self.typed {
            true => (Field::Name, Kind::PublicField),
            false => (Field::Property, Kind::FieldDefinition),
        };
        self.is(field);
        self.annotation()?;
        let after = self.initializer()?;
        self.node(mark, kind);
        self.semicolon(after).map(drop)
    }

    /// Whether `static` stands before a member, and is none itself; `None` where a line ends behind it.
    fn is_static(&self) -> Option<bool> {
        if self.word() != Word::Static {
            return Some(false);
        }
        let named = !matches!(
            self.lexeme(1).kind,
            Of::ParenOpen | Of::Assign | Of::Semicolon | Of::BraceClose | Of::Colon | Of::Question
        );
        (!named || !self.breaks_line(1)).then_some(named)
    }
}
