//! Names that declarations, patterns, classes and assignments bind. Scopes, parameters and imports have their own rooms.

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Binding, BindingId, Bound, Expr, GroupId, ScopeId};

/// How deep a destructuring pattern is followed.
const DEPTH: u8 = 16;

/// What a pattern is bound to.
struct Given {
    value: Bound,
    annotation: Option<Expr>,
    scope: ScopeId,
    /// How many levels of the pattern are still followed.
    depth: u8,
}

impl Given {
    /// The same for a part of the pattern.
    fn part(&self, value: Bound) -> Self {
        Self {
            value,
            annotation: None,
            ..*self
        }
    }
}

impl<'t> Walker<'t> {
    pub(super) fn push_binding(
        &mut self,
        name: &'t str,
        at: Node<'_>,
        scope: ScopeId,
        value: Bound,
    ) -> BindingId {
        let given = Given {
            value,
            annotation: None,
            scope,
            depth: 0,
        };
        self.bind_name(name, at, given)
    }

    fn bind_name(&mut self, name: &'t str, at: Node<'_>, given: Given) -> BindingId {
        let id = self.facts.bindings.len();
        self.names.bind(name, given.scope, id);
        self.facts.bindings.push(Binding {
            name: name.into(),
            scope: given.scope,
            span: at.span(),
            value: given.value,
            annotation: given.annotation,
        });
        u32::try_from(id).unwrap_or(u32::MAX)
    }

    /// Whether the node at hand stands in the head of a `for`: what a loop begins with is no constant.
    pub(super) fn begins_loop(&self, node: Node<'t>) -> bool {
        let is_around = |node: &&Node<'_>| {
            let kind = node.kind();
            !matches!(
                kind,
                Kind::VariableDeclaration
                    | Kind::LexicalDeclaration
                    | Kind::Sequence
                    | Kind::ExpressionStatement
            )
        };
        let around = self.ancestors.iter().rev().find(is_around);
        let Some(around) = around.filter(|around| around.kind() == Kind::For) else {
            return false;
        };
        let body = around.field(Field::Body);
        !body.is_some_and(|body| body.span().contains(node.span()))
    }

    pub(super) fn declarator(&mut self, node: Node<'t>) {
        let Some(pattern) = node.field(Field::Name) else {
            return;
        };
        let hoisted = self
            .ancestors
            .last()
            .is_some_and(|parent| parent.kind() == Kind::VariableDeclaration);
        let scope = if hoisted {
            self.function_scope()
        } else {
            self.scope()
        };
        let value = match node.field(Field::Value) {
            Some(class) if class.kind() == Kind::Class => Bound::Class {
                extends: self.heritage(class),
            },
            Some(value) => Bound::Value(self.expr(value)),
            None => Bound::Opaque,
        };
        let annotation = node
            .field(Field::Type)
            .and_then(|annotation| self.annotation(annotation));
        self.bind(pattern, value, scope, annotation);
        self.constant_declarator(node, pattern);
        if node
            .field(Field::Value)
            .is_some_and(|value| self.wraps_default(value))
        {
            self.facts.wrapped.push(self.text(pattern).to_owned());
        }
    }

    /// Binds every name of a pattern to its part of the value.
    pub(super) fn bind(
        &mut self,
        pattern: Node<'t>,
        value: Bound,
        scope: ScopeId,
        annotation: Option<Expr>,
    ) {
        let given = Given {
            value,
            annotation,
            scope,
            depth: DEPTH,
        };
        self.bind_within(pattern, given);
    }

    fn bind_within(&mut self, pattern: Node<'t>, given: Given) {
        let Some(depth) = given.depth.checked_sub(1) else {
            return;
        };
        let given = Given { depth, ..given };
        match pattern.kind() {
            Kind::Identifier | Kind::ShorthandPattern => {
                self.bind_name(self.text(pattern), pattern, given);
            }
            Kind::AssignmentPattern | Kind::ObjectAssignmentPattern => {
                if let Some(left) = pattern.field(Field::Left) {
                    self.bind_within(left, given);
                    self.default_value(left, pattern.field(Field::Right));
                }
            }
            Kind::ObjectPattern => self.bind_members(pattern, given),
            Kind::ArrayPattern => {
                for element in pattern.children() {
                    self.bind_within(element, given.part(Bound::Opaque));
                }
            }
            Kind::RestPattern => {
                if let Some(name) = pattern.inner() {
                    self.bind_within(name, given.part(Bound::Opaque));
                }
            }
            _ => {}
        }
    }

    /// `code = 141` as a parameter, or in a pattern: a number that the name may stand for.
    pub(super) fn default_value(&mut self, name: Node<'t>, value: Option<Node<'t>>) {
        let is_name = matches!(name.kind(), Kind::Identifier | Kind::ShorthandPattern);
        if let Some(value) = value.filter(|_| is_name) {
            self.named_literals(self.text(name), value);
        }
    }

    fn bind_members(&mut self, pattern: Node<'t>, mut given: Given) {
        let base = match std::mem::replace(&mut given.value, Bound::Opaque) {
            Bound::Value(expr) => expr,
            value => {
                let annotation = given.annotation.take();
                let slot = Given {
                    value,
                    annotation,
                    ..given.part(Bound::Opaque)
                };
                Expr::Slot(self.bind_name("", pattern, slot))
            }
        };
        for child in pattern.children() {
            let (key, target) = match child.kind() {
                Kind::ShorthandPattern => (Some(self.text(child)), Some(child)),
                Kind::ObjectAssignmentPattern => {
                    let left = child.field(Field::Left);
                    (left.map(|left| self.text(left)), Some(child))
                }
                Kind::PairPattern => {
                    let key = child.field(Field::Key).and_then(|key| self.key(key));
                    (key, child.field(Field::Value))
                }
                _ => (None, Some(child)),
            };
            let value = key.map_or(Bound::Opaque, |key| Bound::Value(base.clone().member(key)));
            if let Some(target) = target {
                self.bind_within(target, given.part(value));
            }
        }
    }

    /// The name of a property key: an identifier, a string or a number as written.
    pub(super) fn key(&self, key: Node<'t>) -> Option<&'t str> {
        match key.kind() {
            Kind::String => self.string(key),
            Kind::ComputedPropertyName => key.inner().and_then(|inner| self.string(inner)),
            Kind::Property | Kind::PrivateProperty | Kind::Number | Kind::Identifier => {
                Some(self.text(key))
            }
            _ => None,
        }
    }

    /// The path of a type annotation; of a union, the paths of its members.
    pub(super) fn annotation(&self, annotation: Node<'t>) -> Option<Expr> {
        let mut ty = annotation.inner()?;
        if ty.kind() == Kind::ParenthesizedType {
            ty = ty.inner()?;
        }
        match ty.kind() {
            Kind::TypeIdentifier | Kind::NestedTypeIdentifier => Some(self.expr(ty)),
            Kind::GenericType => ty.field(Field::Name).map(|name| self.expr(name)),
            Kind::UnionType | Kind::IntersectionType => {
                let members = ty.children().map(|member| self.expr(member));
                let members: Vec<Expr> = members.filter(|member| *member != Expr::Opaque).collect();
                (!members.is_empty()).then_some(Expr::Either(members))
            }
            _ => None,
        }
    }

    /// What a class extends.
    pub(super) fn heritage(&self, class: Node<'t>) -> Option<Expr> {
        let heritage = class
            .children()
            .find(|child| child.kind() == Kind::ClassHeritage)?;
        // JavaScript: the expression itself; TypeScript: an `extends_clause` with the expression as its value.
        let base = heritage.inner()?;
        Some(self.expr(base.field(Field::Value).unwrap_or(base)))
    }

    pub(super) fn class(&mut self, node: Node<'t>) {
        let extends = self.heritage(node);
        if let Some(name) = node.field(Field::Name) {
            let value = Bound::Class { extends };
            self.push_binding(self.text(name), name, self.scope(), value);
        }
        self.class_statics(node);
    }

    pub(super) fn bind_group(&mut self, name: Node<'t>, group: GroupId) {
        self.push_binding(self.text(name), name, self.scope(), Bound::Group(group));
    }

    /// A name that is assigned to, for `settle_assignments`; a member that is given a literal is a site.
    pub(super) fn assignment(&mut self, node: Node<'t>) {
        let (Some(left), Some(right)) = (node.field(Field::Left), node.field(Field::Right)) else {
            return;
        };
        match left.kind() {
            Kind::Identifier => {
                let value = self.expr(right);
                self.names
                    .note_assigned(self.text(left), self.scope(), value);
                if !self.begins_loop(node) {
                    self.named_literals(self.text(left), right);
                }
            }
            Kind::Member | Kind::Subscript => {
                self.assigned_member(left, right);
                self.export_assigned(left, right);
            }
            _ => {}
        }
    }
}
