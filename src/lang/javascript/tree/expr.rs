//! Expressions as far as names go.

use super::node::Node;
use super::vocabulary::{Field, Kind};
use super::{Walker, integer};
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
        let at = |field: Field| {
            node.field(field)
                .map_or(Expr::Opaque, |child| self.expr_within(child, depth))
        };
        match node.kind() {
            Kind::Identifier | Kind::TypeIdentifier | Kind::Shorthand => {
                Expr::Name(self.text(node).into())
            }
            Kind::This => Expr::This,
            Kind::Super => Expr::Super,
            Kind::Member => match node.field(Field::Property) {
                Some(property) => at(Field::Object).member(self.text(property)),
                None => Expr::Opaque,
            },
            Kind::NestedTypeIdentifier | Kind::NestedIdentifier => self.nested(node, depth),
            Kind::Subscript => {
                match node
                    .field(Field::Index)
                    .and_then(|index| self.string(index))
                {
                    Some(key) => at(Field::Object).member(key),
                    None => Expr::Opaque,
                }
            }
            Kind::Call => self.call_expr(node, depth),
            Kind::New => Expr::Call {
                callee: Box::new(at(Field::Constructor)),
                constructs: true,
                first: self.first_argument(node, depth),
            },
            Kind::Binary => self.binary_expr(node, depth),
            Kind::Ternary => Expr::Either(vec![at(Field::Consequence), at(Field::Alternative)]),
            Kind::Assignment => at(Field::Right),
            Kind::Sequence => self.last(node, depth),
            Kind::Unary => self.unary_expr(node, depth),
            Kind::Number => integer(self.text(node)).map_or(Expr::Opaque, Expr::Number),
            Kind::String | Kind::TemplateString => {
                self.string(node).map_or(Expr::Opaque, Expr::Text)
            }
            kind if kind.is_transparent() => match transparent(node) {
                Some(child) => self.expr_within(child, depth),
                None => Expr::Opaque,
            },
            _ => Expr::Opaque,
        }
    }

    fn nested(&self, node: Node<'t>, depth: u8) -> Expr {
        let mut parts = node.children();
        let (Some(first), Some(last)) = (parts.next(), parts.last()) else {
            return Expr::Opaque;
        };
        self.expr_within(first, depth).member(self.text(last))
    }

    fn last(&self, node: Node<'t>, depth: u8) -> Expr {
        node.children()
            .last()
            .map_or(Expr::Opaque, |last| self.expr_within(last, depth))
    }

    fn first_argument(&self, node: Node<'t>, depth: u8) -> Option<Box<Expr>> {
        let first = node.arguments().next()?;
        let first = self.expr_within(first, depth);
        (first != Expr::Opaque).then(|| Box::new(first))
    }

    fn call_expr(&self, node: Node<'t>, depth: u8) -> Expr {
        let Some(function) = node.field(Field::Function) else {
            return Expr::Opaque;
        };
        if self.is_import(function) {
            let module = node
                .arguments()
                .next()
                .and_then(|argument| self.string(argument));
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
            Kind::Import => true,
            Kind::Identifier => self.text(function) == "require",
            _ => false,
        }
    }

    fn binary_expr(&self, node: Node<'t>, depth: u8) -> Expr {
        let at = |field: Field| {
            node.field(field)
                .map_or(Expr::Opaque, |child| self.expr_within(child, depth))
        };
        match node
            .field(Field::Operator)
            .map(|operator| self.text(operator))
        {
            Some("||" | "??") => Expr::Either(vec![at(Field::Left), at(Field::Right)]),
            Some("&&") => at(Field::Right),
            _ => Expr::Opaque,
        }
    }

    fn unary_expr(&self, node: Node<'t>, depth: u8) -> Expr {
        let argument = node
            .field(Field::Argument)
            .map_or(Expr::Opaque, |child| self.expr_within(child, depth));
        match (
            node.field(Field::Operator)
                .map(|operator| self.text(operator)),
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
            Kind::String => true,
            Kind::TemplateString => node
                .children()
                .all(|child| child.kind() == Kind::StringFragment),
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

/// What a transparent wrapper holds.
pub(super) fn transparent(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        Kind::TypeAssertion => node.children().last(),
        _ => node.inner(),
    }
}
