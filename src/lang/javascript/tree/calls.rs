//! Calls and constructions: facts of their own, and sites for the codes among their arguments.

use super::Walker;
use super::assertions::EQUALS;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Address, Call, Expr, Operand, Site, Subject};

impl<'t> Walker<'t> {
    pub(super) fn call(&mut self, node: Node<'t>) {
        let Some(function) = node.field(Field::Function) else {
            return;
        };
        let callee = match self.expr(function) {
            Expr::Super => self.superclass().unwrap_or(Expr::Super),
            callee => callee,
        };
        if function.kind() == Kind::Identifier {
            self.note_root(function);
        }
        if self.is_import(function) {
            if let Expr::Module(module) = self.expr(node) {
                self.facts.modules.push(module);
            }
            return;
        }
        let arguments: Vec<_> = node.arguments().collect();
        self.note_address(node, arguments.first().copied());
        self.facts.calls.push(Call {
            callee: callee.clone(),
            constructs: false,
            span: node.span(),
            scope: self.scope(),
        });
        if let Expr::Member(_, method) = &callee {
            let base = function.field(Field::Object);
            let method = method.clone();
            if self.membership(base, &method, &arguments)
                || self.assertion(base, &method, &arguments)
            {
                return;
            }
        } else if callee
            .last_name()
            .is_some_and(|name| EQUALS.contains(&name))
        {
            self.compared_arguments(&arguments);
            return;
        }
        if self.defined_property(&callee, &arguments) {
            return;
        }
        let raises = function.kind() == Kind::Super
            || callee
                .last_name()
                .is_some_and(|name| name.ends_with("Error"));
        let site = if raises {
            Site::Constructor
        } else {
            Site::Argument
        };
        self.argument(node, callee, &arguments, false, site);
    }

    /// Keeps the address that a call names first.
    fn note_address(&mut self, call: Node<'t>, first: Option<Node<'t>>) {
        let url = first.and_then(|first| self.beginning(first));
        if let Some(url) = url.filter(|url| url.contains("://")) {
            self.facts.addresses.push(Address {
                call: call.span(),
                url: url.to_owned(),
            });
        }
    }

    pub(super) fn construction(&mut self, node: Node<'t>) {
        let Some(constructor) = node.field(Field::Constructor) else {
            return;
        };
        let callee = self.expr(constructor);
        if constructor.kind() == Kind::Identifier {
            self.note_root(constructor);
        }
        self.facts.calls.push(Call {
            callee: callee.clone(),
            constructs: true,
            span: node.span(),
            scope: self.scope(),
        });
        self.argument(
            node,
            callee,
            &node.arguments().collect::<Vec<_>>(),
            true,
            Site::Constructor,
        );
    }

    fn argument(
        &mut self,
        call: Node<'t>,
        callee: Expr,
        arguments: &[Node<'t>],
        constructs: bool,
        site: Site,
    ) {
        let message = arguments.get(1).and_then(|second| self.words(*second));
        let context = Some(call.span());
        // Only a function or class of the project can take the code elsewhere than first.
        const LAST: usize = 4;
        let member = !matches!(callee, Expr::Name(_));
        for (index, argument) in arguments.iter().enumerate().take(LAST) {
            for (span, operand) in self.leaves(*argument) {
                // Strings are everyday arguments; only an error's first one is told about.
                let everyday = match operand {
                    Operand::Text(_) => site == Site::Argument || index > 0,
                    Operand::Path(_) => member && index > 0,
                    Operand::Number(_) => false,
                };
                if everyday {
                    continue;
                }
                let subject = Subject::Argument {
                    callee: callee.clone(),
                    index,
                    arguments: arguments.len(),
                    constructs,
                };
                self.emit_leaf(span, operand, site, subject, message, context);
            }
        }
    }

    /// What the class around the node at hand extends.
    fn superclass(&self) -> Option<Expr> {
        let is_class = |node: &&Node<'_>| node.kind().is_class();
        let class = self.ancestors.iter().rev().take(24).find(is_class)?;
        self.heritage(*class)
    }
}
