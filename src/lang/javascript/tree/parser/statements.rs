//! Statements and declarations of variables.

use super::functions::Role;
use super::lexemes::Word;
use super::{After, Field, Kind, Mark, Of, Parsed, Parser};

impl Parser<'_> {
    pub(super) fn statement(&mut self) -> Parsed {
        self.deeper()?;
        let mark = self.mark();
        match self.kind() {
            Of::BraceOpen => {
                self.block()?;
                // Without a statement, it might be an object.
                if self.entries.len() == mark.entries + 1 {
                    self.end_automatically(Role::Declared);
                }
            }
            Of::Semicolon => self.leaf(Kind::Statement),
            Of::Ident => self.worded(mark)?,
            _ => self.expression_statement(mark)?,
        }
        self.depth -= 1;
        Some(())
    }

    /// A statement that begins with a word.
    fn worded(&mut self, mark: Mark) -> Parsed {
        match self.word() {
            Word::Const if self.typed && self.lexeme(1).word == Word::Enum => {
                self.enumeration(mark)
            }
            Word::Var | Word::Const => self.declaration(mark),
            Word::Let => match self.lexeme(1).kind {
                Of::Ident | Of::BraceOpen | Of::BracketOpen if !self.breaks_line(1) => {
                    self.declaration(mark)
                }
                _ => None,
            },
            Word::Function => self.function(mark, Role::Declared),
            Word::Async if self.is_async_function() => self.function(mark, Role::Declared),
            Word::Class => self.class(mark, Role::Declared),
            Word::If => self.conditional_statement(mark),
            Word::For => self.loop_statement(mark),
            Word::While => {
                self.take();
                self.parentheses()?;
                self.body()?;
                self.node(mark, Kind::Statement);
                Some(())
            }
            Word::Do => self.do_statement(mark),
            Word::Return => self.jump(mark, Kind::Return, true),
            Word::Throw => self.jump(mark, Kind::Throw, true),
            Word::Break | Word::Continue => self.jump(mark, Kind::Statement, false),
            Word::Debugger => {
                self.take();
                self.statement_node(mark, Kind::Statement, After::Other)
            }
            Word::Try => self.try_statement(mark),
            Word::Switch => self.switch(mark),
            Word::Import if !matches!(self.lexeme(1).kind, Of::ParenOpen | Of::Dot) => {
                self.import(mark)
            }
            Word::Export => self.export(mark),
            word if self.typed && self.declares_type(word) => self.type_declaration(mark),
            Word::With => None,
            Word::Using if self.lexeme(1).kind == Of::Ident => None,
            Word::Await if self.lexeme(1).word == Word::Using => None,
            word if word.is_free() && self.lexeme(1).kind == Of::Colon => {
                self.leaf(Kind::Other);
                self.take();
                self.body()?;
                self.node(mark, Kind::Statement);
                Some(())
            }
            _ => self.expression_statement(mark),
        }
    }

    /// Whether a declaration of TypeScript begins with a word, with the name on the same line.
    pub(super) fn declares_type(&self, word: Word) -> bool {
        let next = self.lexeme(1);
        let named = next.kind == Of::Ident && !self.breaks_line(1);
        match word {
            Word::Enum => true,
            Word::Type | Word::Interface => named && next.word.is_free(),
            Word::Declare | Word::Abstract => named,
            Word::Namespace | Word::Module => named || next.kind == Of::String,
            _ => false,
        }
    }

    pub(super) fn type_declaration(&mut self, mark: Mark) -> Parsed {
        match self.word() {
            Word::Enum => self.enumeration(mark),
            Word::Type => self.type_alias(mark),
            Word::Interface => self.interface(mark),
            _ => None,
        }
    }

    fn expression_statement(&mut self, mark: Mark) -> Parsed {
        self.expressions()?;
        self.statement_node(mark, Kind::ExpressionStatement, After::Operand)
    }

    pub(super) fn block(&mut self) -> Parsed {
        let mark = self.mark();
        self.expect(Of::BraceOpen)?;
        while !self.eat(Of::BraceClose) {
            self.statement()?;
        }
        self.node(mark, Kind::StatementBlock);
        if self.typed {
            self.end_automatically(Role::Declared);
        }
        Some(())
    }

    /// The statement of a loop, a label.
    fn body(&mut self) -> Parsed {
        self.statement()?;
        self.is(Field::Body);
        Some(())
    }

    /// The block of a function, a handler.
    pub(super) fn block_body(&mut self) -> Parsed {
        self.block()?;
        self.is(Field::Body);
        Some(())
    }

    /// `var`, `let` and `const` with what they declare, and the end of the statement.
    pub(super) fn declaration(&mut self, mark: Mark) -> Parsed {
        let lexical = self.word() != Word::Var;
        self.declaring(lexical);
        let after = loop {
            let after = self.declarator()?;
            if !self.eat(Of::Comma) {
                break after;
            }
        };
        let kind = match lexical {
            true => Kind::LexicalDeclaration,
            false => Kind::VariableDeclaration,
        };
        self.statement_node(mark, kind, after)
    }

    fn declaring(&mut self, with_field: bool) {
        self.leaf(Kind::Token);
        if with_field {
            self.is(Field::Kind);
        }
    }

    fn declarator(&mut self) -> Option<After> {
        let mark = self.mark();
        self.binding()?;
        self.is(Field::Name);
        self.annotation()?;
        let after = self.initializer()?;
        self.node(mark, Kind::VariableDeclarator);
        Some(after)
    }

    /// `= value`, if there is one.
    pub(super) fn initializer(&mut self) -> Option<After> {
        if !self.eat_equals() {
            return Some(After::Other);
        }
        self.expression()?;
        self.is(Field::Value);
        Some(After::Operand)
    }

    fn conditional_statement(&mut self, mark: Mark) -> Parsed {
        self.take();
        self.parentheses()?;
        self.statement()?;
        self.is(Field::Consequence);
        let otherwise = self.mark();
        if self.eat_word(Word::Else) {
            self.statement()?;
            self.node(otherwise, Kind::Other);
            self.is(Field::Alternative);
        }
        self.node(mark, Kind::Statement);
        Some(())
    }

    fn do_statement(&mut self, mark: Mark) -> Parsed {
        self.take();
        self.body()?;
        self.expect_word(Word::While)?;
        self.parentheses()?;
        match self.semicolon(After::Other) {
            Some(end) => self.push(mark, Kind::Statement, mark.start, end),
            None => self.node(mark, Kind::Statement),
        }
        Some(())
    }

    /// A statement that leaves, with a value or with a label. What stands on the next line is in doubt.
    fn jump(&mut self, mark: Mark, kind: Kind, with_value: bool) -> Parsed {
        self.take();
        let ends = matches!(self.kind(), Of::Semicolon | Of::BraceClose | Of::Unknown);
        let mut after = After::Other;
        if ends && kind == Kind::Throw {
            return None;
        }
        if !ends && self.breaks_line(0) {
            if with_value {
                return None;
            }
        } else if !ends && with_value {
            self.expressions()?;
            after = After::Operand;
        } else if !ends {
            if !self.word().is_free() || self.kind() != Of::Ident {
                return None;
            }
            self.leaf(Kind::Other);
        }
        self.statement_node(mark, kind, after)
    }

    fn try_statement(&mut self, mark: Mark) -> Parsed {
        self.take();
        self.block_body()?;
        let handler = self.mark();
        if self.eat_word(Word::Catch) {
            if self.eat(Of::ParenOpen) {
                self.binding()?;
                self.is(Field::Parameter);
                self.annotation()?;
                self.expect(Of::ParenClose)?;
            }
            self.block_body()?;
            self.node(handler, Kind::Catch);
        }
        let last = self.mark();
        if self.eat_word(Word::Finally) {
            self.block_body()?;
            self.node(last, Kind::Other);
        }
        self.node(mark, Kind::Statement);
        Some(())
    }

    fn switch(&mut self, mark: Mark) -> Parsed {
        self.take();
        self.parentheses()?;
        self.is(Field::Value);
        let body = self.mark();
        self.expect(Of::BraceOpen)?;
        while !self.eat(Of::BraceClose) {
            self.case()?;
        }
        self.node(body, Kind::SwitchBody);
        self.is(Field::Body);
        self.node(mark, Kind::Statement);
        Some(())
    }

    fn case(&mut self) -> Parsed {
        let mark = self.mark();
        let kind = match self.word() {
            Word::Case => {
                self.take();
                self.expressions()?;
                self.is(Field::Value);
                Kind::SwitchCase
            }
            Word::Default => {
                self.leaf(Kind::Token);
                Kind::Other
            }
            _ => return None,
        };
        self.expect(Of::Colon)?;
        while !matches!(self.word(), Word::Case | Word::Default) && self.kind() != Of::BraceClose {
            self.body()?;
        }
        self.node(mark, kind);
        Some(())
    }

    fn loop_statement(&mut self, mark: Mark) -> Parsed {
        self.take();
        let waits = self.eat_word(Word::Await);
        self.expect(Of::ParenOpen)?;
        let kind = match self.goes_through()? {
            true => {
                self.through_header()?;
                Kind::ForIn
            }
            false if waits => return None,
            false => {
                self.counting_header()?;
                Kind::For
            }
        };
        self.expect(Of::ParenClose)?;
        self.body()?;
        self.node(mark, kind);
        Some(())
    }

    /// Whether the head of a loop goes through a list or the keys of an object.
    fn goes_through(&self) -> Option<bool> {
        let mut ahead = 0;
        loop {
            let lexeme = self.lexeme(ahead);
            ahead = match lexeme.kind {
                Of::Semicolon => return Some(false),
                Of::ParenClose | Of::Unknown => return None,
                Of::ParenOpen | Of::BracketOpen | Of::BraceOpen | Of::TemplateHead => {
                    self.behind(ahead)
                }
                _ if lexeme.word == Word::In => return Some(true),
                _ if lexeme.word == Word::Of && ahead > 0 => return Some(true),
                _ => ahead + 1,
            };
        }
    }

    fn through_header(&mut self) -> Parsed {
        match self.word() {
            Word::Var | Word::Let | Word::Const => {
                self.declaring(true);
                self.binding()?;
            }
            Word::Using | Word::Await => return None,
            _ => self.target()?,
        }
        self.is(Field::Left);
        if !self.eat_word(Word::In) {
            self.expect_word(Word::Of)?;
        }
        self.expressions()?;
        self.is(Field::Right);
        Some(())
    }

    fn counting_header(&mut self) -> Parsed {
        let mark = self.mark();
        match (self.word(), self.kind()) {
            (Word::Var | Word::Let | Word::Const, _) => {
                self.declaration(mark)?;
                // An automatic end would stand for the sign.
                if self.lexemes.text(self.at - 1) != b";" {
                    return None;
                }
            }
            (_, Of::Semicolon) => self.leaf(Kind::Statement),
            _ => {
                self.expressions()?;
                self.expect(Of::Semicolon)?;
            }
        }
        match self.kind() {
            Of::Semicolon => self.leaf(Kind::Statement),
            _ => {
                self.expressions()?;
                self.expect(Of::Semicolon)?;
            }
        }
        if self.kind() != Of::ParenClose {
            self.expressions()?;
        }
        Some(())
    }
}
