//! What holds a use and has a name: functions, methods, classes, what is bound to a function, calls that are given one.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::Item;

impl Walker<'_> {
    /// Keeps the items around the node at hand, so that a place can be told by their names.
    pub(super) fn note_items(&mut self) {
        let named = self.ancestors.iter().filter_map(|node| {
            Some(Item {
                span: node.span(),
                name: name(*node)?.span(),
            })
        });
        let named: Vec<Item> = named.collect();
        self.facts.items.extend(named);
    }
}

/// The name of an item, or what stands for it.
fn name(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        kind if kind.is_class() => node.field(Field::Name),
        Kind::FunctionDeclaration | Kind::GeneratorDeclaration | Kind::Method => {
            node.field(Field::Name)
        }
        Kind::FunctionExpression => node.field(Field::Name),
        Kind::VariableDeclarator | Kind::PublicField | Kind::FieldDefinition => {
            let holder = node.field(Field::Value).is_some_and(holds);
            let name = || {
                node.field(Field::Name)
                    .or_else(|| node.field(Field::Property))
            };
            holder.then(name).flatten()
        }
        Kind::Pair => {
            let holder = node.field(Field::Value).is_some_and(holds);
            holder.then(|| node.field(Field::Key)).flatten()
        }
        Kind::Assignment => {
            let holder = node.field(Field::Right).is_some_and(holds);
            holder.then(|| node.field(Field::Left)).flatten()
        }
        Kind::Call => {
            let mut arguments = node.arguments();
            let first = arguments.next().filter(|first| !holds(*first))?;
            arguments.any(holds).then_some(first)
        }
        _ => None,
    }
}

/// Whether a value is code that has no name of its own.
fn holds(value: Node<'_>) -> bool {
    value.kind().is_function() || value.kind().is_class() || value.kind() == Kind::Object
}
