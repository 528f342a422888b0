//! What tests and lists say about a value: assertions, and questions whether a list has it.

use super::Walker;
use super::leaves::unwrapped;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Expr, Site, Subject};

/// Methods of test libraries that say "equals this" after `expect(..)`, `should` or `assert`.
pub(super) const EQUALS: [&str; 22] = [
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
const MEMBERSHIP: [&str; 5] = ["includes", "indexOf", "has", "contains", "get"];

/// Words that make an assertion one about a promise that is rejected.
const REJECTS: [&str; 5] = [
    "rejects",
    "rejected",
    "rejectedWith",
    "toBeRejected",
    "toBeRejectedWith",
];

/// What an assertion is about.
#[derive(Clone, Copy)]
pub(super) struct Asserted<'t> {
    node: Node<'t>,
    /// A promise, and what is asked about is what it is rejected with.
    rejects: bool,
}

impl<'t> Walker<'t> {
    /// `[101, 209].includes(x)`, `new Set([101]).has(x)`, `CODES.includes(x)`.
    pub(super) fn membership(
        &mut self,
        base: Option<Node<'t>>,
        method: &str,
        arguments: &[Node<'t>],
    ) -> bool {
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
        for element in list.children() {
            self.against(element, *asked, Site::Membership, None);
        }
        true
    }

    pub(super) fn assertion(
        &mut self,
        base: Option<Node<'t>>,
        method: &str,
        arguments: &[Node<'t>],
    ) -> bool {
        let Some(base) = base else { return false };
        let Some(&first) = arguments.first() else {
            return false;
        };
        if let Some(subject) = self.asserted(base) {
            return self.asserted_value(subject, method, first, arguments);
        }
        if method == "rejects" {
            return false;
        }
        let asserts = ["assert", "t", "test", "chai", "expect"];
        if EQUALS.contains(&method) && self.is_named(base, &asserts) {
            self.compared_arguments(arguments);
            return true;
        }
        false
    }

    fn asserted_value(
        &mut self,
        subject: Asserted<'t>,
        method: &str,
        first: Node<'t>,
        arguments: &[Node<'t>],
    ) -> bool {
        if EQUALS.contains(&method) {
            self.against(first, subject.node, Site::Assertion, None);
        } else if HAS_PROPERTY.contains(&method) {
            let (Some(path), Some(value)) = (self.string(first), arguments.get(1)) else {
                return false;
            };
            let other = path
                .split('.')
                .fold(self.subject(subject), |base, key| base.member(key));
            self.emit(
                *value,
                Site::Assertion,
                &Subject::Against { other },
                None,
                None,
            );
        } else if method == "oneOf" || method == "toBeOneOf" {
            for element in list_of(first).into_iter().flat_map(Node::children) {
                self.against(element, subject.node, Site::Assertion, None);
            }
        } else if matches!(method, "toContain" | "include" | "includes" | "contain") {
            for element in list_of(subject.node).into_iter().flat_map(Node::children) {
                self.against(element, first, Site::Membership, None);
            }
        } else {
            return false;
        }
        true
    }

    /// What an assertion is about: `x` of `expect(x).not.to.be`, of `x.should.be`.
    pub(super) fn asserted(&self, base: Node<'t>) -> Option<Asserted<'t>> {
        let mut node = base;
        let mut rejects = false;
        for _ in 0..12 {
            match node.kind() {
                Kind::Member => {
                    let object = node.field(Field::Object)?;
                    let property = node
                        .field(Field::Property)
                        .map(|property| self.text(property));
                    if property == Some("should") {
                        let node = object;
                        return Some(Asserted { node, rejects });
                    }
                    rejects |= property.is_some_and(|name| REJECTS.contains(&name));
                    node = object;
                }
                Kind::Call => {
                    let function = node.field(Field::Function)?;
                    if self.is_named(function, &["expect", "expectAsync", "assertThat"]) {
                        let node = node.arguments().next()?;
                        return Some(Asserted { node, rejects });
                    }
                    node = function;
                }
                _ => return None,
            }
        }
        None
    }

    /// The subject of an assertion; of one about a promise, what it is rejected with.
    pub(super) fn subject(&self, asserted: Asserted<'t>) -> Expr {
        let subject = self.expr(asserted.node);
        match asserted.rejects {
            true => Expr::Rejection(Box::new(subject)),
            false => subject,
        }
    }

    /// `assert.equal(a, b)`: each may be the constant.
    pub(super) fn compared_arguments(&mut self, arguments: &[Node<'t>]) {
        if let [left, right, ..] = arguments {
            self.against(*left, *right, Site::Assertion, None);
            self.against(*right, *left, Site::Assertion, None);
        }
    }
}

/// The array literal of a list, of `new Set(list)`.
fn list_of(node: Node<'_>) -> Option<Node<'_>> {
    let node = unwrapped(node)?;
    match node.kind() {
        Kind::Array => Some(node),
        Kind::New => list_of_arguments(node),
        _ => None,
    }
}

fn list_of_arguments(node: Node<'_>) -> Option<Node<'_>> {
    let first = node.arguments().next().and_then(unwrapped)?;
    (first.kind() == Kind::Array).then_some(first)
}
