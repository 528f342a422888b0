//! Scopes: which nodes open one, and what their heads bind. Parameters are for `parameters`.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Bound, Scope, ScopeId};

impl<'t> Walker<'t> {
    /// Opens the scope that a node brings along and binds what belongs to its head; `true` if it opened one.
    pub(super) fn open_scope(&mut self, node: Node<'t>) -> bool {
        let kind = node.kind();
        let function = kind.is_function();
        if function {
            self.bind_function_name(node, kind);
        }
        let opens = function
            || matches!(
                kind,
                Kind::StatementBlock
                    | Kind::Catch
                    | Kind::For
                    | Kind::ForIn
                    | Kind::ClassBody
                    | Kind::SwitchBody
            );
        if opens {
            let parent = Some(self.scope());
            self.facts.scopes.push(Scope {
                parent,
                span: node.span(),
            });
            let id = u32::try_from(self.facts.scopes.len() - 1).unwrap_or(u32::MAX);
            self.scopes.push((id, function));
        }
        match kind {
            Kind::Catch => self.catch_parameter(node),
            Kind::ForIn => self.loop_variable(node),
            _ if function => self.parameters(node),
            _ => {}
        }
        opens
    }

    pub(super) fn function_scope(&self) -> ScopeId {
        self.scopes
            .iter()
            .rev()
            .find(|(_, function)| *function)
            .map_or(0, |(scope, _)| *scope)
    }

    fn catch_parameter(&mut self, clause: Node<'t>) {
        let Some(parameter) = clause.field(Field::Parameter) else {
            return;
        };
        let body = self
            .ancestors
            .last()
            .and_then(|statement| statement.field(Field::Body));
        let value = Bound::Caught {
            body: body.map_or_else(|| clause.span(), Node::span),
        };
        let annotation = clause
            .field(Field::Type)
            .and_then(|annotation| self.annotation(annotation));
        self.bind(parameter, value, self.scope(), annotation);
    }

    fn loop_variable(&mut self, node: Node<'t>) {
        if let (Some(_), Some(left)) = (node.field(Field::Kind), node.field(Field::Left)) {
            self.bind(left, Bound::Element, self.scope(), None);
        }
    }
}
