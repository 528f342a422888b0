//! Constants that are mentioned, wherever they stand, and the names at the roots of paths.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Expr, Operand, Site, Subject};

impl<'t> Walker<'t> {
    /// `Parse.Error.X` and its like, wherever it stands.
    pub(super) fn mention(&mut self, node: Node<'t>) {
        let parent = self.ancestors.last().copied();
        if parent.is_some_and(|parent| parent.kind() == Kind::Member) {
            return;
        }
        self.note_root(node);
        let called = parent.is_some_and(|parent| {
            parent.kind() == Kind::Call && parent.field(Field::Function) == Some(node)
        });
        // `X.Y.call(..)`: the method is no constant, what it is called on may be one.
        let constant = if called {
            node.field(Field::Object)
        } else {
            Some(node)
        };
        let property = constant.and_then(|constant| constant.field(Field::Property));
        // Asked before the path is read: most members are none.
        let capital =
            property.is_some_and(|name| self.text(name).starts_with(|c: char| c.is_uppercase()));
        let (Some(constant), true) = (constant, capital) else {
            return;
        };
        let path = self.expr(constant);
        if let Expr::Member(base, _) = &path
            && base
                .last_name()
                .is_some_and(|name| name.starts_with(|c: char| c.is_uppercase()))
        {
            let span = constant.span();
            self.emit_leaf(
                span,
                Operand::Path(path),
                Site::Argument,
                Subject::Mentioned,
                None,
                None,
            );
        }
    }

    /// Keeps the name at the root of a path or a call.
    pub(super) fn note_root(&mut self, node: Node<'t>) {
        let mut root = node;
        loop {
            let below = match root.kind() {
                Kind::Member => root.field(Field::Object),
                Kind::Call => root.field(Field::Function),
                Kind::Identifier => {
                    self.names.note_root(self.text(root), self.scope());
                    return;
                }
                _ => None,
            };
            match below {
                Some(below) => root = below,
                None => return,
            }
        }
    }
}
