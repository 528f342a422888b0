//! What becomes of an object literal: thrown, returned, handed on, compared or bound.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Expr, Fate};

/// How far up an object literal is followed to learn what becomes of it.
const LEVELS: usize = 24;

impl<'t> Walker<'t> {
    /// The keys that lead to an object literal, outermost first, and what becomes of the outermost one.
    pub(super) fn fate(&self, object: Node<'t>) -> (Vec<String>, Fate) {
        let mut parents = Vec::new();
        let mut below = object;
        let mut fate = Fate::Other;
        for (at, node) in self.ancestors.iter().enumerate().rev().take(LEVELS) {
            match node.kind() {
                Kind::Pair => parents.extend(
                    node.field(Field::Key)
                        .and_then(|key| self.key(key))
                        .map(str::to_owned),
                ),
                Kind::Object | Kind::Array => {}
                Kind::Arguments => {
                    // `None`: wrapped, as in `expect.objectContaining({..})`; what becomes of the call is asked.
                    if let Some(found) = self.argument_fate(at, *node, below) {
                        fate = found;
                        break;
                    }
                }
                Kind::Call | Kind::New => {}
                kind if kind.is_transparent() => {}
                kind => {
                    fate = self.final_fate(kind, *node, below);
                    break;
                }
            }
            below = *node;
        }
        parents.reverse();
        (parents, fate)
    }

    fn final_fate(&self, kind: Kind, node: Node<'t>, below: Node<'t>) -> Fate {
        match kind {
            Kind::Throw => Fate::Thrown,
            Kind::Return | Kind::ArrowFunction => Fate::Returned,
            Kind::VariableDeclarator => {
                node.field(Field::Name)
                    .map_or(Fate::Other, |name| Fate::Bound {
                        target: self.expr(name),
                    })
            }
            Kind::Assignment if node.field(Field::Right).is_some_and(|right| right == below) => {
                node.field(Field::Left)
                    .map_or(Fate::Other, |left| Fate::Bound {
                        target: self.expr(left),
                    })
            }
            _ => Fate::Other,
        }
    }

    /// What a call makes of an argument; `None` where the call only wraps it.
    fn argument_fate(&self, at: usize, list: Node<'t>, below: Node<'t>) -> Option<Fate> {
        let call = *self.ancestors.get(at.checked_sub(1)?)?;
        let function = call
            .field(Field::Function)
            .or_else(|| call.field(Field::Constructor))?;
        let callee = self.expr(function);
        if matches!(
            callee.last_name(),
            Some("objectContaining" | "freeze" | "arrayContaining" | "stringify" | "any")
        ) {
            return None;
        }
        if let Some(subject) = function
            .field(Field::Object)
            .and_then(|_| self.asserted(function))
        {
            return Some(Fate::Expected {
                other: self.subject(subject),
            });
        }
        let arguments: Vec<_> = list.children().collect();
        let index = arguments
            .iter()
            .position(|argument| *argument == below)
            .unwrap_or(0);
        // `assert.deepEqual(actual, { .. })`
        let compares = callee
            .last_name()
            .is_some_and(|name| name.to_ascii_lowercase().ends_with("equal"));
        if let ([actual, ..], true) = (arguments.as_slice(), compares && index == 1) {
            return Some(Fate::Expected {
                other: self.expr(*actual),
            });
        }
        // `assert.rejects(promise, { .. })`
        if let ([promise, ..], 1, Some("rejects")) =
            (arguments.as_slice(), index, callee.last_name())
        {
            return Some(Fate::Expected {
                other: Expr::Rejection(Box::new(self.expr(*promise))),
            });
        }
        let label = arguments
            .first()
            .filter(|_| index > 0)
            .and_then(|first| self.string(*first))
            .map(str::to_owned);
        Some(Fate::Argument {
            callee,
            index,
            label,
        })
    }

    /// The name or member that the node at hand is the value of, through wrappers that keep it.
    pub(super) fn bound_to(&self) -> Option<Expr> {
        for node in self.ancestors.iter().rev().take(6) {
            match node.kind() {
                Kind::VariableDeclarator => {
                    return node.field(Field::Name).map(|name| self.expr(name));
                }
                Kind::Assignment => {
                    return node.field(Field::Left).map(|left| self.expr(left));
                }
                Kind::Pair => {
                    return node
                        .field(Field::Key)
                        .and_then(|key| self.key(key))
                        .map(|key| Expr::Name(key.to_owned()));
                }
                Kind::Arguments | Kind::Call => {}
                kind if kind.is_transparent() => {}
                _ => return None,
            }
        }
        None
    }
}
