//! `value instanceof Class`: what is known of a value behind it.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Expr, Guard};
use crate::model::source::Span;

/// How far up a condition is followed.
const LEVELS: usize = 16;

impl<'t> Walker<'t> {
    pub(super) fn guard(&mut self, node: Node<'t>) {
        let operator = node.field(Field::Operator);
        if operator.is_none_or(|operator| self.text(operator) != "instanceof") {
            return;
        }
        let (Some(value), Some(class)) = (node.field(Field::Left), node.field(Field::Right)) else {
            return;
        };
        let (value, class) = (self.expr(value), self.expr(class));
        if value == Expr::Opaque || class == Expr::Opaque {
            return;
        }
        for span in self.reach_of(node) {
            self.facts.guards.push(Guard {
                value: value.clone(),
                class: class.clone(),
                scope: self.scope(),
                span,
            });
        }
    }

    /// Where a condition holds: in what is joined to it by `&&`, and in what is done if it is true.
    fn reach_of(&self, condition: Node<'t>) -> Vec<Span> {
        let mut reach = Vec::new();
        let mut below = condition;
        for above in self.ancestors.iter().rev().take(LEVELS) {
            let operator = above.field(Field::Operator);
            match above.kind() {
                Kind::Parenthesized => {}
                Kind::Binary if operator.is_some_and(|joint| self.text(joint) == "&&") => {
                    let right = above.field(Field::Right).filter(|right| *right != below);
                    reach.extend(right.map(Node::span));
                }
                _ => {
                    let then = above
                        .field(Field::Consequence)
                        .filter(|then| *then != below);
                    reach.extend(then.map(Node::span));
                    break;
                }
            }
            below = *above;
        }
        reach
    }
}
