//! The statements at the top of a file that import, and where another import can stand.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Expr, Head, Import, ImportForm};

impl<'t> Walker<'t> {
    /// Notes the imports of a program, and where its first other statement begins.
    pub(super) fn head(&mut self, program: Node<'t>) {
        let mut head = None;
        for statement in program.children() {
            match self.imported_by(statement) {
                Some((module, form)) => {
                    let import = Import {
                        span: statement.span(),
                        scope: 0,
                        module,
                        form,
                    };
                    self.facts.imports.statements.push(import);
                }
                None if self.stands_above_all(statement) => {}
                None => {
                    head.get_or_insert(statement.span().start);
                }
            }
        }
        let end = program.span().end;
        self.facts.imports.heads.push(Head {
            scope: 0,
            at: head.unwrap_or(end),
        });
    }

    fn imported_by(&self, statement: Node<'t>) -> Option<(String, ImportForm)> {
        match statement.kind() {
            Kind::ImportStatement => {
                let source = statement.field(Field::Source).or_else(|| {
                    let mut clauses = statement.children();
                    let clause = clauses.find(|child| child.kind() == Kind::ImportRequire)?;
                    clause.field(Field::Source)
                });
                let module = source.and_then(|source| self.string(source));
                Some((module.unwrap_or_default().to_owned(), ImportForm::Declared))
            }
            Kind::VariableDeclaration | Kind::LexicalDeclaration => {
                let mut declared = statement.children();
                let value = declared.find_map(|child| child.field(Field::Value))?;
                let module = module_of(&self.expr(value))?;
                Some((module, ImportForm::Run))
            }
            _ => None,
        }
    }

    /// A directive (`'use strict'`), or the line `#!..`.
    fn stands_above_all(&self, statement: Node<'t>) -> bool {
        match statement.kind() {
            Kind::HashBang => true,
            Kind::ExpressionStatement => statement
                .inner()
                .is_some_and(|inner| inner.kind() == Kind::String),
            _ => false,
        }
    }
}

/// The module that names lead to a value from: `require('m')`, `require('m').a`, `wrapped(require('m'))`.
fn module_of(value: &Expr) -> Option<String> {
    let mut value = value;
    loop {
        value = match value {
            Expr::Module(module) => return Some(module.clone()),
            Expr::Member(base, _) => base,
            Expr::Call {
                first: Some(first), ..
            } => first,
            _ => return None,
        }
    }
}
