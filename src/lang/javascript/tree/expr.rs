//! Expressions as far as names go.

use tree_sitter::Node;

use super::{Walker, integer, node};
use crate::model::facts::{Expr, Operand};
use crate::model::source::Span;

/// How deep an expression is followed; beyond it, names tell nothing that anybody would write by hand.
const DEPTH: u8 = 24;

/// Calls that give back what they are given: Babel's and TypeScript's module interop, casts, frozen objects.
fn is_identity(callee: &Expr) -> bool {
    let Some(name) = callee.last_name() else {
        return false;
    };
    match callee {
        Expr::Name(_) => {
            name.starts_with("_interopRequire")
                || matches!(
                    name,
                    "__importDefault" | "__importStar" | "__toESM" | "Number" | "parseInt"
                )
        }
        Expr::Member(base, _) => match base.last_name() {
            Some("Object") => matches!(name, "freeze" | "seal" | "assign"),
            Some("tslib" | "tslib_1" | "tslib_es6") => {
                matches!(name, "__importDefault" | "__importStar")
            }
            Some("Number") => name == "parseInt",
            _ => false,
        },
        _ => false,
    }
}

impl<'t> Walker<'t> {
    pub(super) fn expr(&self, node: Node<'t>) -> Expr {
        self.expr_within(node, DEPTH)
    }

    fn expr_within(&self, node: Node<'t>, depth: u8) -> Expr {
        let Some(depth) = depth.checked_sub(1) else {
            return Expr::Opaque;
        };
        let at = |name: &'static str| {
            node::field(node, name).map_or(Expr::Opaque, |child| self.expr_within(child, depth))
        };
        match node.kind() {
            "identifier" | "type_identifier" | "shorthand_property_identifier" => {
                Expr::Name(self.text(node).into())
            }
            "this" => Expr::This,
            "super" => Expr::Super,
            "member_expression" => match node::field(node, "property") {
                Some(property) => at("object").member(self.text(property)),
                None => Expr::Opaque,
            },
            "nested_type_identifier" | "nested_identifier" => self.nested(node, depth),
            "subscript_expression" => {
                match node::field(node, "index").and_then(|index| self.string(index)) {
                    Some(key) => at("object").member(key),
                    None => Expr::Opaque,
                }
            }
            "call_expression" => self.call_expr(node, depth),
            "new_expression" => Expr::Call {
                callee: Box::new(at("constructor")),
                constructs: true,
                first: self.first_argument(node, depth),
            },
            "binary_expression" => self.binary_expr(node, depth),
            "ternary_expression" => Expr::Either(vec![at("consequence"), at("alternative")]),
            "assignment_expression" => at("right"),
            "sequence_expression" => self.last(node, depth),
            "unary_expression" => self.unary_expr(node, depth),
            "number" => integer(self.text(node)).map_or(Expr::Opaque, Expr::Number),
            "string" | "template_string" => self.string(node).map_or(Expr::Opaque, Expr::Text),
            kind if node::is_transparent(kind) => match transparent(node) {
                Some(child) => self.expr_within(child, depth),
                None => Expr::Opaque,
            },
            _ => Expr::Opaque,
        }
    }

    fn nested(&self, node: Node<'t>, depth: u8) -> Expr {
        let parts = node::children(node);
        let Some((last, [first, ..])) = parts.split_last() else {
            return Expr::Opaque;
        };
        self.expr_within(*first, depth).member(self.text(*last))
    }

    fn last(&self, node: Node<'t>, depth: u8) -> Expr {
        node::children(node)
            .last()
            .map_or(Expr::Opaque, |last| self.expr_within(*last, depth))
    }

    fn first_argument(&self, node: Node<'t>, depth: u8) -> Option<Box<Expr>> {
        let first = node::arguments(node).into_iter().next()?;
        let first = self.expr_within(first, depth);
        (first != Expr::Opaque).then(|| Box::new(first))
    }

    fn call_expr(&self, node: Node<'t>, depth: u8) -> Expr {
        let Some(function) = node::field(node, "function") else {
            return Expr::Opaque;
        };
        if self.is_import(function) {
            let module = node::arguments(node)
                .first()
                .and_then(|argument| self.string(*argument));
            return module.map_or(Expr::Opaque, Expr::Module);
        }
        let callee = self.expr_within(function, depth);
        let first = self.first_argument(node, depth);
        match first {
            Some(first) if is_identity(&callee) => *first,
            first => Expr::Call {
                callee: Box::new(callee),
                constructs: false,
                first,
            },
        }
    }

    /// `import(..)`, `require(..)`
    pub(super) fn is_import(&self, function: Node<'t>) -> bool {
        match function.kind() {
            "import" => true,
            "identifier" => self.text(function) == "require",
            _ => false,
        }
    }

    fn binary_expr(&self, node: Node<'t>, depth: u8) -> Expr {
        let at = |name: &'static str| {
            node::field(node, name).map_or(Expr::Opaque, |child| self.expr_within(child, depth))
        };
        match node::field(node, "operator").map(|operator| self.text(operator)) {
            Some("||" | "??") => Expr::Either(vec![at("left"), at("right")]),
            Some("&&") => at("right"),
            _ => Expr::Opaque,
        }
    }

    fn unary_expr(&self, node: Node<'t>, depth: u8) -> Expr {
        let argument = node::field(node, "argument")
            .map_or(Expr::Opaque, |child| self.expr_within(child, depth));
        match (
            node::field(node, "operator").map(|operator| self.text(operator)),
            argument,
        ) {
            (Some("-"), Expr::Number(value)) => Expr::Number(-value),
            (Some("+"), argument) => argument,
            _ => Expr::Opaque,
        }
    }

    /// The text of a string without holes. Escapes are not undone: a name or a number has none.
    pub(super) fn string(&self, node: Node<'t>) -> Option<String> {
        let plain = match node.kind() {
            "string" => true,
            "template_string" => node::children(node)
                .iter()
                .all(|child| child.kind() == "string_fragment"),
            _ => false,
        };
        let text = self.text(node);
        let inside = text.get(1..text.len().checked_sub(1)?)?;
        plain.then(|| inside.to_owned())
    }

    /// The literals and names that a value may be: through `||`, `??`, `?:`, parentheses, casts and a minus sign.
    pub(super) fn leaves(&self, node: Node<'t>) -> Vec<(Span, Operand)> {
        let mut leaves = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match node.kind() {
                "binary_expression" => {
                    let operator =
                        node::field(node, "operator").map(|operator| self.text(operator));
                    match operator {
                        Some("||" | "??") => open.extend(
                            [node::field(node, "right"), node::field(node, "left")]
                                .into_iter()
                                .flatten(),
                        ),
                        Some("&&") => open.extend(node::field(node, "right")),
                        Some("+") if self.is_text(node) => {
                            leaves.push((node::span(node), Operand::Text(String::new())))
                        }
                        _ => {}
                    }
                }
                "ternary_expression" => {
                    open.extend(
                        [
                            node::field(node, "alternative"),
                            node::field(node, "consequence"),
                        ]
                        .into_iter()
                        .flatten(),
                    );
                }
                kind if node::is_transparent(kind) => open.extend(transparent(node)),
                "template_string" if self.string(node).is_none() => {
                    leaves.push((node::span(node), Operand::Text(String::new())));
                }
                _ => match self.expr(node) {
                    Expr::Number(value) => leaves.push((node::span(node), Operand::Number(value))),
                    Expr::Text(text) => leaves.push((node::span(node), Operand::Text(text))),
                    path @ (Expr::Name(_) | Expr::Member(..)) => {
                        leaves.push((node::span(node), Operand::Path(path)))
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
            node.is_some_and(|n| matches!(n.kind(), "string" | "template_string"))
        };
        for _ in 0..64 {
            if node.kind() != "binary_expression" {
                break;
            }
            if is_string(node::field(node, "right")) {
                return true;
            }
            let Some(left) = node::field(node, "left") else {
                return false;
            };
            node = left;
        }
        is_string(Some(node))
    }
}

/// What a transparent wrapper holds.
pub(super) fn transparent(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        "type_assertion" => node::children(node).pop(),
        _ => node::inner(node),
    }
}
