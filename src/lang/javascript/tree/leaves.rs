//! What a value may be: the literals and names that are left when operators, parentheses and casts are taken away.

use super::Walker;
use super::expr::transparent;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Expr, Operand};
use crate::model::source::Span;

impl<'t> Walker<'t> {
    /// The literals and names that a value may be: through `||`, `??`, `?:`, parentheses, casts and a minus sign.
    pub(super) fn leaves(&self, node: Node<'t>) -> Vec<(Span, Operand)> {
        let mut leaves = Vec::new();
        let mut next = Some(node);
        let mut open = Vec::new();
        while let Some(node) = next.take().or_else(|| open.pop()) {
            match node.kind() {
                Kind::Binary => {
                    let operator = node
                        .field(Field::Operator)
                        .map(|operator| self.text(operator));
                    match operator {
                        Some("||" | "??") => open.extend(
                            [node.field(Field::Right), node.field(Field::Left)]
                                .into_iter()
                                .flatten(),
                        ),
                        Some("&&") => open.extend(node.field(Field::Right)),
                        Some("+") if self.is_text(node) => {
                            leaves.push((node.span(), Operand::Text(String::new())))
                        }
                        _ => {}
                    }
                }
                Kind::Ternary => {
                    open.extend(
                        [
                            node.field(Field::Alternative),
                            node.field(Field::Consequence),
                        ]
                        .into_iter()
                        .flatten(),
                    );
                }
                kind if kind.is_transparent() => open.extend(transparent(node)),
                Kind::TemplateString if self.string(node).is_none() => {
                    leaves.push((node.span(), Operand::Text(String::new())));
                }
                // The value of a call is no literal and no name.
                Kind::New => {}
                Kind::Call if !self.may_be_identity(node) => {}
                _ => match self.expr(node) {
                    Expr::Number(value) => leaves.push((node.span(), Operand::Number(value))),
                    Expr::Text(text) => leaves.push((node.span(), Operand::Text(text))),
                    path @ (Expr::Name(_) | Expr::Member(..)) => {
                        leaves.push((node.span(), Operand::Path(path)))
                    }
                    _ => {}
                },
            }
            if leaves.len() > 64 {
                break;
            }
        }
        leaves
    }

    /// Whether a sum is one of strings: its leftmost or rightmost term is a string.
    fn is_text(&self, mut node: Node<'t>) -> bool {
        let is_string = |node: Option<Node<'_>>| {
            node.is_some_and(|n| matches!(n.kind(), Kind::String | Kind::TemplateString))
        };
        for _ in 0..64 {
            if node.kind() != Kind::Binary {
                break;
            }
            if is_string(node.field(Field::Right)) {
                return true;
            }
            let Some(left) = node.field(Field::Left) else {
                return false;
            };
            node = left;
        }
        is_string(Some(node))
    }
}

/// What stands inside parentheses and casts.
pub(super) fn unwrapped(mut node: Node<'_>) -> Option<Node<'_>> {
    for _ in 0..16 {
        if !node.kind().is_transparent() {
            return Some(node);
        }
        node = transparent(node)?;
    }
    None
}
