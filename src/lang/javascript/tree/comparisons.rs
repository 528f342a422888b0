//! Comparisons: their operators, the chains that they form, and the ranges.

use super::Walker;
use super::leaves::unwrapped;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::lang::javascript::relation;
use crate::model::facts::{Expr, Relation, Site};

/// How many comparisons of a chain are asked whether they are the other bound of a range.
const MAX_BOUNDS: usize = 64;

impl<'t> Walker<'t> {
    pub(super) fn comparison(&mut self, node: Node<'t>) {
        let Some(operator) = self
            .operator(node)
            .filter(|operator| is_comparison(operator))
        else {
            return;
        };
        let (Some(left), Some(right)) = (node.field(Field::Left), node.field(Field::Right)) else {
            return;
        };
        let known = self.facts.uses.len();
        self.against(left, right, Site::Comparison, None);
        self.against(right, left, Site::Comparison, None);
        if self.facts.uses.len() == known {
            return;
        }
        let relation = match relation(operator) {
            Relation::Order if self.is_half_of_range(node) => Relation::Range,
            relation => relation,
        };
        let chain = self.chain(operator);
        for code_use in &mut self.facts.uses[known..] {
            (code_use.relation, code_use.chain) = (relation, chain);
        }
    }

    fn operator(&self, node: Node<'t>) -> Option<&'t str> {
        let operator = node.field(Field::Operator)?;
        Some(self.text(operator))
    }

    /// The outermost chain of equalities by `||`, or of inequalities by `&&`, that the comparison at hand is one of.
    fn chain(&self, operator: &str) -> Option<u32> {
        let (joint, mark) = match operator {
            "===" | "==" => ("||", 0),
            "!==" | "!=" => ("&&", 1),
            _ => return None,
        };
        let outermost = self.joined_by(joint)?;
        // Chains of both kinds may begin at one place.
        Some(outermost.span().start.saturating_mul(2) + mark)
    }

    /// The outermost of the operators `joint` around the node at hand, nothing but parentheses between them.
    fn joined_by(&self, joint: &str) -> Option<Node<'t>> {
        let mut outermost = None;
        for ancestor in self.ancestors.iter().rev() {
            match ancestor.kind() {
                Kind::Binary if self.operator(*ancestor) == Some(joint) => {
                    outermost = Some(*ancestor);
                }
                kind if kind.is_transparent() => {}
                _ => break,
            }
        }
        outermost
    }

    /// Whether an order comparison stands beside another one of the same value.
    fn is_half_of_range(&self, comparison: Node<'t>) -> bool {
        let mine = self.ordered(comparison);
        let joints = ["&&", "||"].into_iter();
        joints
            .filter_map(|joint| Some((joint, self.joined_by(joint)?)))
            .flat_map(|(joint, outermost)| self.joined(outermost, joint))
            .filter(|other| *other != comparison)
            .any(|other| self.ordered(other).iter().any(|expr| mine.contains(expr)))
    }

    /// What a chain joins, as far as it is read.
    fn joined(&self, outermost: Node<'t>, joint: &str) -> Vec<Node<'t>> {
        let mut found = Vec::new();
        let mut open = vec![outermost];
        while let Some(node) = open.pop().and_then(unwrapped) {
            if node.kind() == Kind::Binary && self.operator(node) == Some(joint) {
                open.extend(node.field(Field::Left));
                open.extend(node.field(Field::Right));
            } else {
                found.push(node);
            }
            if found.len() >= MAX_BOUNDS {
                break;
            }
        }
        found
    }

    /// The sides of an order comparison that are no literals; none of any other node.
    fn ordered(&self, node: Node<'t>) -> Vec<Expr> {
        let orders = node.kind() == Kind::Binary
            && self
                .operator(node)
                .is_some_and(|operator| relation(operator) == Relation::Order);
        let sides = [Field::Left, Field::Right].into_iter().filter(|_| orders);
        sides
            .filter_map(|side| Some(self.expr(node.field(side)?)))
            .filter(|side| !matches!(side, Expr::Opaque | Expr::Number(_) | Expr::Text(_)))
            .collect()
    }
}

fn is_comparison(operator: &str) -> bool {
    matches!(
        operator,
        "===" | "==" | "!==" | "!=" | "<" | ">" | "<=" | ">="
    )
}
