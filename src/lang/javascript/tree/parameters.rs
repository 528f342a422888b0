//! Parameters of functions, and what each receives: by the call or the member that its function is handed to.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Bound, Expr, FieldType};

impl<'t> Walker<'t> {
    pub(super) fn parameters(&mut self, function: Node<'t>) {
        let scope = self.scope();
        if let Some(single) = function.field(Field::Parameter) {
            let value = self.parameter(function, 0, 1);
            self.bind(single, value, scope, None);
            return;
        }
        let list: Vec<_> = function.children_of(Field::Parameters).collect();
        let count = list.len();
        // TypeScript: `constructor(private users: Users)` declares a field.
        let is_constructor = function.kind() == Kind::Method
            && function
                .field(Field::Name)
                .is_some_and(|name| self.text(name) == "constructor");
        for (index, parameter) in list.into_iter().enumerate() {
            let value = self.parameter(function, index, count);
            let typed = matches!(
                parameter.kind(),
                Kind::RequiredParameter | Kind::OptionalParameter
            );
            let pattern = if typed {
                parameter.field(Field::Pattern)
            } else {
                Some(parameter)
            };
            let annotation = parameter
                .field(Field::Type)
                .and_then(|annotation| self.annotation(annotation));
            if let (Some(pattern), Some(ty)) = (pattern, &annotation)
                && is_constructor
            {
                self.push_field(self.text(pattern), ty.clone());
            }
            if let Some(pattern) = pattern {
                self.bind(pattern, value, scope, annotation);
            }
            if let Some(name) = pattern.filter(|_| typed) {
                self.default_value(name, parameter.field(Field::Value));
            }
        }
    }

    /// A field of a class: by its type, or by what it is made with.
    pub(super) fn class_field(&mut self, node: Node<'t>) {
        let key = node.field(Field::Property);
        let name = key.or_else(|| node.field(Field::Name));
        let Some(name) = name.and_then(|name| self.key(name)) else {
            return;
        };
        let annotation = node
            .field(Field::Type)
            .and_then(|annotation| self.annotation(annotation));
        let made = node
            .field(Field::Value)
            .filter(|value| matches!(value.kind(), Kind::Call | Kind::New));
        if let Some(ty) = annotation.or_else(|| made.map(|value| self.expr(value))) {
            self.push_field(name, ty);
        }
    }

    fn push_field(&mut self, name: &str, ty: Expr) {
        self.facts.fields.push(FieldType {
            name: name.to_owned(),
            ty,
            scope: self.scope(),
        });
    }

    /// What a parameter receives, by what the function is handed to.
    fn parameter(&self, function: Node<'t>, index: usize, count: usize) -> Bound {
        let name = self.called(function);
        let plain = |callee, argument| Bound::Parameter {
            callee,
            argument,
            index,
            function: name.clone(),
        };
        if let Some((key, call)) = self.option(function) {
            // `query.find({ success: .., error: function (object, error) {} })`
            return match call {
                Some(call) if key == "error" && index + 1 == count => Bound::Rejection {
                    promise: self.expr(call),
                    span: call.span(),
                },
                Some(call) if event(key).is_some_and(|_| call.kind() == Kind::Call) => {
                    let callee = call.field(Field::Function);
                    plain(callee.map(|callee| self.expr(callee).member(key)), 0)
                }
                _ => plain(event(key), 0),
            };
        }
        if let Some(handler) = self.assigned_to().or_else(|| self.held_under(function)) {
            return plain(Some(handler), 0);
        }
        let call = self
            .ancestors
            .last()
            .filter(|parent| parent.kind() == Kind::Arguments)
            .and_then(|_| self.call_above(1));
        let Some(call) = call else {
            return plain(None, 0);
        };
        let argument = call
            .arguments()
            .position(|argument| argument == function)
            .unwrap_or(0);
        let callee = call
            .field(Field::Function)
            .or_else(|| call.field(Field::Constructor));
        let Some(callee) = callee else {
            return plain(None, argument);
        };
        match (self.expr(callee), index) {
            (Expr::Member(promise, method), 0) => match (method.as_str(), argument) {
                ("catch" | "fail" | "otherwise", 0) | ("then" | "done", 1) => Bound::Rejection {
                    promise: *promise,
                    span: call.span(),
                },
                ("then" | "done", 0) => Bound::Resolution { promise: *promise },
                // `assert.rejects(promise, error => ..)`
                ("rejects", 1) => Bound::Rejection {
                    promise: call
                        .arguments()
                        .next()
                        .map_or(Expr::Opaque, |promise| self.expr(promise)),
                    span: call.span(),
                },
                _ => plain(Some(promise.member(method)), argument),
            },
            (callee, _) => plain(Some(callee), argument),
        }
    }

    /// The key under which the function at hand stands in an object that is an argument, and the call.
    fn option(&self, function: Node<'t>) -> Option<(&'t str, Option<Node<'t>>)> {
        let is_argument = |object: &Node<'t>, arguments: &Node<'t>| {
            object.kind() == Kind::Object && arguments.kind() == Kind::Arguments
        };
        match self.ancestors.as_slice() {
            // `{ error(object, error) {} }`
            [.., arguments, object]
                if function.kind() == Kind::Method && is_argument(object, arguments) =>
            {
                let key = self.key(function.field(Field::Name)?)?;
                Some((key, self.call_above(2)))
            }
            [.., arguments, object, pair]
                if pair.kind() == Kind::Pair && is_argument(object, arguments) =>
            {
                let key = self.key(pair.field(Field::Key)?)?;
                Some((key, self.call_above(3)))
            }
            _ => None,
        }
    }

    /// The member that the function at hand is assigned to: `socket.onclose = event => ..`.
    fn assigned_to(&self) -> Option<Expr> {
        let parent = self.ancestors.last()?;
        let left = (parent.kind() == Kind::Assignment)
            .then(|| parent.field(Field::Left))
            .flatten()?;
        (left.kind() == Kind::Member).then(|| self.expr(left))
    }

    /// The event that the function at hand is for: `onClose={e => ..}`, `{ onClose(e) {} }`, `onClose = e => ..`.
    fn held_under(&self, function: Node<'t>) -> Option<Expr> {
        let name = match self.ancestors.as_slice() {
            _ if function.kind() == Kind::Method => function.field(Field::Name),
            [.., attribute, expression] if expression.kind() == Kind::JsxExpression => {
                Some(*attribute)
                    .filter(|attribute| attribute.kind() == Kind::JsxAttribute)
                    .and_then(Node::inner)
            }
            [.., pair] if pair.kind() == Kind::Pair => pair.field(Field::Key),
            [.., field] if matches!(field.kind(), Kind::FieldDefinition | Kind::PublicField) => {
                let property = field.field(Field::Property);
                property.or_else(|| field.field(Field::Name))
            }
            _ => None,
        };
        event(self.key(name?)?)
    }

    /// The call that stands `levels` above the innermost ancestor.
    fn call_above(&self, levels: usize) -> Option<Node<'t>> {
        let at = self.ancestors.len().checked_sub(levels + 1)?;
        let node = *self.ancestors.get(at)?;
        matches!(node.kind(), Kind::Call | Kind::New).then_some(node)
    }
}

/// A key that names an event, as a member of something.
fn event(key: &str) -> Option<Expr> {
    key.starts_with("on").then(|| Expr::Opaque.member(key))
}
