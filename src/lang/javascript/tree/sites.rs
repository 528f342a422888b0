//! The places at which a number, a string or a name meets something that may be a Parse error's code.

use tree_sitter::Node;

use super::{Walker, node};
use crate::model::facts::{Call, CodeUse, Expr, Operand, Site, Subject};
use crate::model::source::Span;

/// Methods of test libraries that say "equals this" after `expect(..)`, `should` or `assert`.
const EQUALS: [&str; 22] = [
    "toBe",
    "toEqual",
    "toStrictEqual",
    "equal",
    "equals",
    "eq",
    "eql",
    "eqls",
    "strictEqual",
    "deepEqual",
    "deepStrictEqual",
    "notEqual",
    "notStrictEqual",
    "is",
    "same",
    "assertEquals",
    "assertEqual",
    "toBeGreaterThan",
    "toBeLessThan",
    "toBeGreaterThanOrEqual",
    "toBeLessThanOrEqual",
    "exactly",
];
/// Methods that name a property and its value.
const HAS_PROPERTY: [&str; 5] = [
    "toHaveProperty",
    "property",
    "ownProperty",
    "propertyVal",
    "haveProperty",
];
/// Methods that ask whether a list has a value.
const MEMBERSHIP: [&str; 4] = ["includes", "indexOf", "has", "contains"];

impl<'t> Walker<'t> {
    /// Reports a use of each literal or name that `value` may be.
    pub(super) fn emit(
        &mut self,
        value: Node<'t>,
        site: Site,
        subject: &Subject,
        message: Option<&str>,
        context: Option<Span>,
    ) {
        for (span, operand) in self.leaves(value) {
            self.emit_leaf(span, operand, site, subject.clone(), message, context);
        }
    }

    pub(super) fn emit_leaf(
        &mut self,
        span: Span,
        operand: Operand,
        site: Site,
        subject: Subject,
        message: Option<&str>,
        context: Option<Span>,
    ) {
        self.note_statement();
        let chain = self.chain();
        let message = message.map(str::to_owned);
        let scope = self.scope();
        self.facts.uses.push(CodeUse {
            span,
            operand,
            site,
            subject,
            scope,
            message,
            context,
            relation: Default::default(),
            chain,
            in_test: false,
        });
    }

    /// Keeps the innermost statement around the node at hand, for comments above it.
    fn note_statement(&mut self) {
        let is_statement = |node: &&Node<'_>| {
            let kind = node.kind();
            kind.ends_with("_statement") && kind != "statement_block"
                || kind.ends_with("_declaration")
                || kind == "public_field_definition"
        };
        let found = self.ancestors.iter().rev().take(32).find(is_statement);
        if let Some(statement) = found {
            let span = node::span(*statement);
            if self.facts.statements.last() != Some(&span) {
                self.facts.statements.push(span);
            }
        }
    }

    /// The outermost `||` or `&&` chain around the node at hand.
    fn chain(&self) -> Option<u32> {
        let mut outermost = None;
        for ancestor in self.ancestors.iter().rev() {
            match ancestor.kind() {
                "binary_expression" => {
                    let operator =
                        node::field(*ancestor, "operator").map(|operator| self.text(operator));
                    if operator == Some("||") {
                        outermost = u32::try_from(ancestor.start_byte()).ok();
                    }
                }
                kind if node::is_transparent(kind) => {}
                _ => break,
            }
        }
        outermost
    }

    pub(super) fn comparison(&mut self, node: Node<'t>) {
        let operator = node::field(node, "operator").map(|operator| self.text(operator));
        if !matches!(
            operator,
            Some("===" | "==" | "!==" | "!=" | "<" | ">" | "<=" | ">=")
        ) {
            return;
        }
        let (Some(left), Some(right)) = (node::field(node, "left"), node::field(node, "right"))
        else {
            return;
        };
        self.against(left, right, Site::Comparison, None);
        self.against(right, left, Site::Comparison, None);
    }

    /// `value` is compared with `other`. A name counts as a constant only where the other side is none.
    pub(super) fn against(
        &mut self,
        value: Node<'t>,
        other: Node<'t>,
        site: Site,
        context: Option<Span>,
    ) {
        let meets = self.expr(other);
        if matches!(meets, Expr::Opaque | Expr::Number(_) | Expr::Text(_)) {
            return;
        }
        let subject = Subject::Against { other: meets };
        for (span, operand) in self.leaves(value) {
            let counts = match &operand {
                Operand::Path(path) => is_constant_like(path),
                Operand::Text(text) => !text.is_empty(),
                Operand::Number(_) => true,
            };
            if counts {
                self.emit_leaf(span, operand, site, subject.clone(), None, context);
            }
        }
    }

    pub(super) fn case(&mut self, node: Node<'t>) {
        let [.., switch, _body] = self.ancestors.as_slice() else {
            return;
        };
        let (Some(value), Some(head)) = (node::field(node, "value"), node::field(*switch, "value"))
        else {
            return;
        };
        let context = Some(node::span(head));
        self.against(value, head, Site::Case, context);
    }

    pub(super) fn call(&mut self, node: Node<'t>) {
        let Some(function) = node::field(node, "function") else {
            return;
        };
        let callee = match self.expr(function) {
            Expr::Super => self.superclass().unwrap_or(Expr::Super),
            callee => callee,
        };
        if function.kind() == "identifier" {
            self.note_root(function);
        }
        if self.is_import(function) {
            if let Expr::Module(module) = self.expr(node) {
                self.facts.modules.push(module);
            }
            return;
        }
        let arguments = node::arguments(node);
        self.facts.calls.push(Call {
            callee: callee.clone(),
            constructs: false,
            span: node::span(node),
            scope: self.scope(),
        });
        if let Expr::Member(_, method) = &callee {
            let base = node::field(function, "object");
            let method = method.clone();
            if self.membership(base, &method, &arguments)
                || self.assertion(base, &method, &arguments)
            {
                return;
            }
        } else if callee
            .last_name()
            .is_some_and(|name| EQUALS.contains(&name))
        {
            self.compared_arguments(&arguments);
            return;
        }
        self.defined_property(&callee, &arguments);
        let raises = function.kind() == "super"
            || callee
                .last_name()
                .is_some_and(|name| name.ends_with("Error"));
        let site = if raises {
            Site::Constructor
        } else {
            Site::Argument
        };
        self.argument(node, callee, &arguments, false, site);
    }

    pub(super) fn construction(&mut self, node: Node<'t>) {
        let Some(constructor) = node::field(node, "constructor") else {
            return;
        };
        let callee = self.expr(constructor);
        if constructor.kind() == "identifier" {
            self.note_root(constructor);
        }
        self.facts.calls.push(Call {
            callee: callee.clone(),
            constructs: true,
            span: node::span(node),
            scope: self.scope(),
        });
        self.argument(
            node,
            callee,
            &node::arguments(node),
            true,
            Site::Constructor,
        );
    }

    fn argument(
        &mut self,
        call: Node<'t>,
        callee: Expr,
        arguments: &[Node<'t>],
        constructs: bool,
        site: Site,
    ) {
        let message = arguments.get(1).and_then(|second| self.words(*second));
        let context = Some(node::span(call));
        // Only a function or class of the file itself can take the code elsewhere than first.
        let last = if matches!(callee, Expr::Name(_)) {
            4
        } else {
            1
        };
        for (index, argument) in arguments.iter().enumerate().take(last) {
            let subject = Subject::Argument {
                callee: callee.clone(),
                index,
                arguments: arguments.len(),
                constructs,
            };
            for (span, operand) in self.leaves(*argument) {
                // Strings are everyday arguments; only an error's first one is told about.
                let everyday = site == Site::Argument || index > 0;
                if !(everyday && matches!(operand, Operand::Text(_))) {
                    self.emit_leaf(
                        span,
                        operand,
                        site,
                        subject.clone(),
                        message.as_deref(),
                        context,
                    );
                }
            }
        }
    }

    /// What the class around the node at hand extends.
    fn superclass(&self) -> Option<Expr> {
        let is_class = |node: &&Node<'_>| {
            matches!(
                node.kind(),
                "class_declaration" | "abstract_class_declaration" | "class"
            )
        };
        let class = self.ancestors.iter().rev().take(24).find(is_class)?;
        self.heritage(*class)
    }

    /// The words of a message: a string, or the fixed parts of a template or a sum.
    pub(super) fn words(&self, node: Node<'t>) -> Option<String> {
        match node.kind() {
            "string" | "template_string" | "binary_expression" => Some(self.text(node).to_owned()),
            _ => None,
        }
    }

    /// `[101, 209].includes(x)`, `new Set([101]).has(x)`, `CODES.includes(x)`.
    fn membership(&mut self, base: Option<Node<'t>>, method: &str, arguments: &[Node<'t>]) -> bool {
        if !MEMBERSHIP.contains(&method) {
            return false;
        }
        let (Some(base), Some(asked)) = (base, arguments.first()) else {
            return false;
        };
        if let Expr::Name(name) = self.expr(base) {
            let asked = self.expr(*asked);
            self.tables.asked.push((name, self.scope(), asked));
            return false;
        }
        let Some(list) = list_of(base) else {
            return false;
        };
        for element in node::children(list) {
            self.against(element, *asked, Site::Membership, None);
        }
        true
    }

    fn assertion(&mut self, base: Option<Node<'t>>, method: &str, arguments: &[Node<'t>]) -> bool {
        let Some(base) = base else { return false };
        let Some(&first) = arguments.first() else {
            return false;
        };
        if let Some(subject) = self.asserted(base) {
            return self.asserted_value(subject, method, first, arguments);
        }
        let asserts = matches!(
            self.expr(base).last_name(),
            Some("assert" | "t" | "test" | "chai" | "expect")
        );
        if asserts && EQUALS.contains(&method) {
            self.compared_arguments(arguments);
            return true;
        }
        false
    }

    fn asserted_value(
        &mut self,
        subject: Node<'t>,
        method: &str,
        first: Node<'t>,
        arguments: &[Node<'t>],
    ) -> bool {
        if EQUALS.contains(&method) {
            self.against(first, subject, Site::Assertion, None);
        } else if HAS_PROPERTY.contains(&method) {
            let (Some(path), Some(value)) = (self.string(first), arguments.get(1)) else {
                return false;
            };
            let other = path
                .split('.')
                .fold(self.expr(subject), |base, key| base.member(key));
            self.emit(
                *value,
                Site::Assertion,
                &Subject::Against { other },
                None,
                None,
            );
        } else if method == "oneOf" || method == "toBeOneOf" {
            for element in list_of(first).map(node::children).unwrap_or_default() {
                self.against(element, subject, Site::Assertion, None);
            }
        } else if matches!(method, "toContain" | "include" | "includes" | "contain") {
            for element in list_of(subject).map(node::children).unwrap_or_default() {
                self.against(element, first, Site::Membership, None);
            }
        } else {
            return false;
        }
        true
    }

    /// What an assertion is about: `x` of `expect(x).not.to.be`, of `x.should.be`.
    pub(super) fn asserted(&self, base: Node<'t>) -> Option<Node<'t>> {
        let mut node = base;
        for _ in 0..12 {
            match node.kind() {
                "member_expression" => {
                    let object = node::field(node, "object")?;
                    let property =
                        node::field(node, "property").map(|property| self.text(property));
                    if property == Some("should") {
                        return Some(object);
                    }
                    node = object;
                }
                "call_expression" => {
                    let function = node::field(node, "function")?;
                    if matches!(
                        self.expr(function).last_name(),
                        Some("expect" | "assertThat")
                    ) {
                        return node::arguments(node).into_iter().next();
                    }
                    node = function;
                }
                _ => return None,
            }
        }
        None
    }

    /// `assert.equal(a, b)`: each may be the constant.
    fn compared_arguments(&mut self, arguments: &[Node<'t>]) {
        if let [left, right, ..] = arguments {
            self.against(*left, *right, Site::Assertion, None);
            self.against(*right, *left, Site::Assertion, None);
        }
    }

    /// `Parse.Error.X` and its like, wherever it stands.
    pub(super) fn mention(&mut self, node: Node<'t>) {
        let parent = self.ancestors.last().copied();
        if parent.is_some_and(|parent| parent.kind() == "member_expression") {
            return;
        }
        self.note_root(node);
        let called = parent.is_some_and(|parent| {
            let function = node::field(parent, "function");
            parent.kind() == "call_expression"
                && function.is_some_and(|function| function.id() == node.id())
        });
        // `X.Y.call(..)`: the method is no constant, what it is called on may be one.
        let constant = if called {
            node::field(node, "object")
        } else {
            Some(node)
        };
        let property = constant.and_then(|constant| node::field(constant, "property"));
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
            let span = node::span(constant);
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
    fn note_root(&mut self, node: Node<'t>) {
        let mut root = node;
        loop {
            let below = match root.kind() {
                "member_expression" => node::field(root, "object"),
                "call_expression" => node::field(root, "function"),
                "identifier" => {
                    self.roots.insert((self.text(root), self.scope()));
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

    pub(super) fn lookup(&mut self, node: Node<'t>) {
        let (Some(table), Some(index)) = (node::field(node, "object"), node::field(node, "index"))
        else {
            return;
        };
        let index = self.expr(index);
        if let Expr::Name(name) = self.expr(table) {
            self.tables.asked.push((name, self.scope(), index));
        } else if let Some(object) = unwrapped(table).filter(|object| object.kind() == "object") {
            self.keys(object, |_| Subject::Against {
                other: index.clone(),
            });
        }
    }

    /// Reports the integer keys of an object literal.
    pub(super) fn keys(&mut self, object: Node<'t>, subject: impl Fn(&str) -> Subject) {
        for pair in node::children(object)
            .into_iter()
            .filter(|child| child.kind() == "pair")
        {
            let Some(key) = node::field(pair, "key") else {
                continue;
            };
            let operand = match key.kind() {
                "number" => super::integer(self.text(key)).map(Operand::Number),
                "string" => self.string(key).map(Operand::Text),
                _ => None,
            };
            let numeric = match &operand {
                Some(Operand::Text(text)) => super::super::number::integer_text(text).is_some(),
                Some(_) => true,
                None => false,
            };
            if let Some(operand) = operand.filter(|_| numeric) {
                let message = node::field(pair, "value").and_then(|value| self.words(value));
                self.emit_leaf(
                    node::span(key),
                    operand,
                    Site::Lookup,
                    subject(""),
                    message.as_deref(),
                    None,
                );
            }
        }
    }
}

/// A constant is written with a capital somewhere near its end: `X`, `Codes.GONE`, `ErrorCode.NotThere`.
fn is_constant_like(path: &Expr) -> bool {
    path.last_name()
        .is_some_and(|name| name.starts_with(|c: char| c.is_uppercase()))
}

/// The array literal of a list, of `new Set(list)`.
fn list_of(node: Node<'_>) -> Option<Node<'_>> {
    let node = unwrapped(node)?;
    match node.kind() {
        "array" => Some(node),
        "new_expression" => list_of_arguments(node),
        _ => None,
    }
}

fn list_of_arguments(node: Node<'_>) -> Option<Node<'_>> {
    let first = node::arguments(node)
        .into_iter()
        .next()
        .and_then(unwrapped)?;
    (first.kind() == "array").then_some(first)
}

/// What stands inside parentheses and casts.
pub(super) fn unwrapped(mut node: Node<'_>) -> Option<Node<'_>> {
    for _ in 0..16 {
        if !node::is_transparent(node.kind()) {
            return Some(node);
        }
        node = super::expr::transparent(node)?;
    }
    None
}
