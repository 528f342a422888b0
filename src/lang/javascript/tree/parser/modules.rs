//! Imports and exports.

use super::functions::Role;
use super::lexemes::Word;
use super::{After, Field, Kind, Mark, Of, Parsed, Parser};

impl Parser<'_> {
    pub(super) fn import(&mut self, mark: Mark) -> Parsed {
        self.take();
        if self.typed && self.word() == Word::Type && self.imports_types() {
            self.leaf(Kind::Token);
        }
        if self.kind() != Of::String {
            self.import_clause()?;
            self.expect_word(Word::From)?;
        }
        self.source()?;
        self.statement_node(mark, Kind::ImportStatement, After::Other)
    }

    /// Whether `type` is no name that is imported: another name follows, or a list.
    fn imports_types(&self) -> bool {
        let next = self.lexeme(1);
        next.kind == Of::BraceOpen
            || next.kind == Of::Operator
            || next.kind == Of::Ident && next.word != Word::From
    }

    /// `type` before a name in a list.
    fn type_mark(&mut self) -> Parsed {
        if self.typed && self.word() == Word::Type && self.lexeme(1).kind == Of::Ident {
            if self.lexeme(1).word == Word::As {
                return None;
            }
            self.leaf(Kind::Token);
        }
        Some(())
    }

    fn source(&mut self) -> Parsed {
        if self.kind() != Of::String {
            return None;
        }
        self.leaf(Kind::String);
        self.is(Field::Source);
        Some(())
    }

    fn import_clause(&mut self) -> Parsed {
        let mark = self.mark();
        let mut more = true;
        if self.kind() == Of::Ident {
            self.name()?;
            more = self.eat(Of::Comma);
        }
        let names = self.mark();
        if more && self.is_operator(b"*") {
            self.take();
            self.expect_word(Word::As)?;
            self.name()?;
            self.node(names, Kind::NamespaceImport);
        } else if more {
            self.expect(Of::BraceOpen)?;
            self.specifiers(Self::import_specifier)?;
            self.node(names, Kind::NamedImports);
        }
        self.node(mark, Kind::ImportClause);
        Some(())
    }

    fn specifiers(&mut self, one: fn(&mut Self) -> Parsed) -> Parsed {
        while !self.eat(Of::BraceClose) {
            one(self)?;
            if self.kind() != Of::BraceClose {
                self.expect(Of::Comma)?;
            }
        }
        Some(())
    }

    fn import_specifier(&mut self) -> Parsed {
        let mark = self.mark();
        self.type_mark()?;
        let renamed = self.lexeme(1).word == Word::As;
        match renamed {
            true => self.module_name()?,
            false => self.name()?,
        }
        self.is(Field::Name);
        if renamed {
            self.take();
            self.name()?;
            self.is(Field::Alias);
        }
        self.node(mark, Kind::ImportSpecifier);
        Some(())
    }

    /// A name in the list of an import or export; to one of the grammars, `default` is a token.
    fn module_name(&mut self) -> Parsed {
        match (self.kind(), self.word()) {
            (Of::String, _) => self.leaf(Kind::String),
            (_, Word::Default) if self.typed => self.leaf(Kind::Identifier),
            (_, Word::Default) => self.leaf(Kind::Token),
            _ => return self.name(),
        }
        Some(())
    }

    pub(super) fn export(&mut self, mark: Mark) -> Parsed {
        // The grammar takes it for a name.
        if self.breaks_line(1) {
            return None;
        }
        self.take();
        if self.typed && self.word() == Word::Type && self.lexeme(1).kind == Of::BraceOpen {
            self.leaf(Kind::Token);
        }
        let names = self.mark();
        match (self.kind(), self.word()) {
            (Of::Operator, _) if self.text() == b"*" => {
                self.take();
                if self.eat_word(Word::As) {
                    self.module_name()?;
                    self.node(names, Kind::NamespaceExport);
                }
                self.expect_word(Word::From)?;
                self.source()?;
                return self.statement_node(mark, Kind::ExportStatement, After::Other);
            }
            (Of::BraceOpen, _) => {
                self.take();
                self.specifiers(Self::export_specifier)?;
                self.node(names, Kind::ExportClause);
                if self.eat_word(Word::From) {
                    self.source()?;
                }
                return self.statement_node(mark, Kind::ExportStatement, After::Other);
            }
            (_, Word::Default) => {
                self.leaf(Kind::Token);
                return self.default_export(mark);
            }
            _ => self.exported_declaration()?,
        }
        self.node(mark, Kind::ExportStatement);
        Some(())
    }

    fn export_specifier(&mut self) -> Parsed {
        let mark = self.mark();
        self.type_mark()?;
        self.module_name()?;
        self.is(Field::Name);
        if self.eat_word(Word::As) {
            self.module_name()?;
            self.is(Field::Alias);
        }
        self.node(mark, Kind::ExportSpecifier);
        Some(())
    }

    fn exported_declaration(&mut self) -> Parsed {
        let mark = self.mark();
        match self.word() {
            word if self.typed && self.declares_type(word) => self.type_declaration(mark)?,
            Word::Const if self.typed && self.lexeme(1).word == Word::Enum => {
                self.enumeration(mark)?
            }
            Word::Var | Word::Let | Word::Const => self.declaration(mark)?,
            Word::Function => self.function(mark, Role::Exported)?,
            Word::Async if self.is_async_function() => self.function(mark, Role::Exported)?,
            Word::Class => self.class(mark, Role::Exported)?,
            _ => return None,
        }
        self.is(Field::Declaration);
        Some(())
    }

    /// What stands behind `export default`: a declaration if it has a name, an expression otherwise.
    fn default_export(&mut self, mark: Mark) -> Parsed {
        let named = |ahead: usize| {
            let lexeme = self.lexeme(ahead);
            lexeme.kind == Of::Ident && lexeme.word != Word::Extends
        };
        let declares = match self.word() {
            Word::Class => named(1),
            Word::Function => named(1) || named(2) && self.lexeme(1).kind == Of::Operator,
            Word::Async if self.is_async_function() => {
                named(2) || named(3) && self.lexeme(2).kind == Of::Operator
            }
            _ => false,
        };
        if declares {
            let role = Role::Declared;
            let declaration = self.mark();
            match self.word() {
                Word::Class => self.class(declaration, role)?,
                _ => self.function(declaration, role)?,
            }
            self.is(Field::Declaration);
            self.node(mark, Kind::ExportStatement);
            return Some(());
        }
        let block =
            self.word() == Word::Class || self.word() == Word::Function || self.is_async_function();
        self.expression()?;
        // `export default function () {}` is a declaration, and nobody calls it.
        let whole = matches!(
            self.last(),
            Kind::Class | Kind::FunctionExpression | Kind::GeneratorExpression
        );
        if block && !whole {
            return None;
        }
        self.is(Field::Value);
        self.statement_node(mark, Kind::ExportStatement, After::Operand)
    }
}
