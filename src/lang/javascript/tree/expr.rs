//! Expressions as far as names go.

use super::node::Node;
use super::vocabulary::{Field, Kind};
use super::{Walker, integer};
use crate::model::facts::{ANY_KEY, Expr};

/// How deep an expression is followed; beyond it, names tell nothing that anybody would write by hand.
const DEPTH: u8 = 24;

/// Calls that give back what they are given: Babel's and TypeScript's module interop, casts, frozen objects.
fn is_identity(callee: &Expr) -> bool {
    match callee {
        Expr::Name(name) => is_identity_function(name),
        Expr::Member(base, name) if is_identity_method(name) => match base.last_name() {
            Some("Object") => matches!(name.as_str(), "freeze" | "seal" | "assign"),
            Some("tslib" | "tslib_1" | "tslib_es6") => {
                matches!(name.as_str(), "__importDefault" | "__importStar")
            }
            Some("Number") => name == "parseInt",
            _ => false,
        },
        _ => false,
    }
}

fn is_identity_function(name: &str) -> bool {
    name.starts_with("_interopRequire")
        || matches!(
            name,
            "__importDefault" | "__importStar" | "__toESM" | "Number" | "parseInt"
        )
}

fn is_identity_method(name: &str) -> bool {
    matches!(
        name,
        "freeze" | "seal" | "assign" | "__importDefault" | "__importStar" | "parseInt"
    )
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
                    None => at(Field::Object).member(ANY_KEY),
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
            Kind::String | Kind::TemplateString => self
                .string(node)
                .map_or(Expr::Opaque, |text| Expr::Text(text.to_owned())),
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
        let text = self.beginning(first).or_else(|| self.base_address(first));
        let first = match text {
            Some(text) => Expr::Text(text.to_owned()),
            None => self.expr_within(first, depth),
        };
        (first != Expr::Opaque).then(|| Box::new(first))
    }

    /// A string, or a template up to its first hole; of a sum, that of its first term.
    pub(super) fn beginning(&self, mut node: Node<'t>) -> Option<&'t str> {
        for _ in 0..DEPTH {
            if node.kind() != Kind::Binary {
                break;
            }
            node = node.field(Field::Left)?;
        }
        let fragment = match node.kind() {
            Kind::TemplateString => node.inner(),
            _ => None,
        };
        self.string(node).or_else(|| {
            let fragment = fragment.filter(|fragment| fragment.kind() == Kind::StringFragment)?;
            Some(self.text(fragment))
        })
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
            return module.map_or(Expr::Opaque, |module| Expr::Module(module.to_owned()));
        }
        let callee = self.expr_within(function, depth);
        if let Expr::Member(promise, method) = &callee
            && method == "catch"
            && node.arguments().next().is_some_and(|f| self.gives_back(f))
        {
            return Expr::Rejection(promise.clone());
        }
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

    /// Whether a call puts what it is given under `default`, as modules do that were compiled to CommonJS.
    pub(super) fn wraps_default(&self, value: Node<'t>) -> bool {
        let function = match value.kind() {
            Kind::Call => value.field(Field::Function),
            _ => None,
        };
        let name = function.map(|function| match function.field(Field::Property) {
            Some(property) => self.text(property),
            None => self.text(function),
        });
        name.is_some_and(|name| {
            name.starts_with("_interopRequireDefault") || name == "__importDefault"
        })
    }

    /// `error => error`
    fn gives_back(&self, function: Node<'t>) -> bool {
        let single = function.field(Field::Parameter).or_else(|| {
            let mut parameters = function.children_of(Field::Parameters);
            let first = parameters.next()?;
            let only = parameters.next().is_none();
            let first = first.field(Field::Pattern).unwrap_or(first);
            only.then_some(first)
        });
        let body = function.field(Field::Body);
        function.kind() == Kind::ArrowFunction
            && single.zip(body).is_some_and(|(parameter, body)| {
                body.kind() == Kind::Identifier && self.text(parameter) == self.text(body)
            })
    }

    /// The address of a service that a client is made for, in its options.
    fn base_address(&self, options: Node<'t>) -> Option<&'t str> {
        if options.kind() != Kind::Object {
            return None;
        }
        let text = self.text(options).to_ascii_lowercase();
        let pairs = options
            .children()
            .filter(|child| child.kind() == Kind::Pair);
        let mut bases = pairs.filter_map(|pair| {
            let key = self.key(pair.field(Field::Key)?)?;
            let is_base = matches!(key, "baseURL" | "baseUrl" | "prefixUrl" | "prefix");
            is_base.then(|| self.beginning(pair.field(Field::Value)?))?
        });
        bases.next().filter(|_| !text.contains("x-parse-"))
    }

    /// `false` where a call, as it is written, gives back nothing that it is given.
    pub(super) fn may_be_identity(&self, call: Node<'t>) -> bool {
        let Some(function) = call.field(Field::Function) else {
            return false;
        };
        match function.kind() {
            Kind::Identifier => is_identity_function(self.text(function)),
            Kind::Member => function
                .field(Field::Property)
                .is_some_and(|property| is_identity_method(self.text(property))),
            _ => true,
        }
    }

    /// Whether an expression is a name or a path that ends in one of these names.
    pub(super) fn is_named(&self, node: Node<'t>, names: &[&str]) -> bool {
        match node.kind() {
            Kind::Identifier => names.contains(&self.text(node)),
            Kind::Member => node
                .field(Field::Property)
                .is_some_and(|property| names.contains(&self.text(property))),
            Kind::New => false,
            Kind::Call if !self.may_be_identity(node) => false,
            _ => self
                .expr(node)
                .last_name()
                .is_some_and(|name| names.contains(&name)),
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
    pub(super) fn string(&self, node: Node<'t>) -> Option<&'t str> {
        let plain = match node.kind() {
            Kind::String => true,
            Kind::TemplateString => node
                .children()
                .all(|child| child.kind() == Kind::StringFragment),
            _ => false,
        };
        let text = self.text(node);
        let inside = text.get(1..text.len().checked_sub(1)?)?;
        plain.then_some(inside)
    }
}

/// What a transparent wrapper holds.
pub(super) fn transparent(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        Kind::TypeAssertion => node.children().last(),
        _ => node.inner(),
    }
}
