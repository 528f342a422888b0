//! Scopes, and the names that are bound in them.

use std::collections::HashMap;

use super::Walker;
use super::node::Node;
use super::vocabulary::{Field, Kind};
use crate::model::facts::{Binding, BindingId, Bound, Expr, Facts, GroupId, Scope, ScopeId};

/// How deep a destructuring pattern is followed.
const DEPTH: u8 = 16;
/// How many values of one variable are kept.
const MAX_VALUES: usize = 16;

impl<'t> Walker<'t> {
    /// Opens the scope that a node brings along and binds what belongs to its head; `true` if it opened one.
    pub(super) fn open_scope(&mut self, node: Node<'t>) -> bool {
        let kind = node.kind();
        let function = kind.is_function();
        if function {
            self.bind_function_name(node, kind);
        }
        let opens = function
            || matches!(
                kind,
                Kind::StatementBlock
                    | Kind::Catch
                    | Kind::For
                    | Kind::ForIn
                    | Kind::ClassBody
                    | Kind::SwitchBody
            );
        if opens {
            let parent = Some(self.scope());
            self.facts.scopes.push(Scope {
                parent,
                span: node.span(),
            });
            let id = u32::try_from(self.facts.scopes.len() - 1).unwrap_or(u32::MAX);
            self.scopes.push((id, function));
        }
        match kind {
            Kind::Catch => self.catch_parameter(node),
            Kind::ForIn => self.loop_variable(node),
            _ if function => self.parameters(node),
            _ => {}
        }
        opens
    }

    pub(super) fn push_binding(
        &mut self,
        name: &str,
        at: Node<'_>,
        scope: ScopeId,
        value: Bound,
    ) -> BindingId {
        let binding = Binding {
            name: name.into(),
            scope,
            span: at.span(),
            value,
            annotation: None,
        };
        self.facts.bindings.push(binding);
        u32::try_from(self.facts.bindings.len() - 1).unwrap_or(u32::MAX)
    }

    fn bind_function_name(&mut self, node: Node<'t>, kind: Kind) {
        if matches!(kind, Kind::FunctionDeclaration | Kind::GeneratorDeclaration)
            && let Some(name) = node.field(Field::Name)
        {
            self.push_binding(self.text(name), name, self.scope(), Bound::Function);
        }
    }

    fn catch_parameter(&mut self, clause: Node<'t>) {
        let Some(parameter) = clause.field(Field::Parameter) else {
            return;
        };
        let body = self
            .ancestors
            .last()
            .and_then(|statement| statement.field(Field::Body));
        let value = Bound::Caught {
            body: body.map_or_else(|| clause.span(), Node::span),
        };
        let annotation = clause
            .field(Field::Type)
            .and_then(|annotation| self.annotation(annotation));
        self.bind(parameter, value, self.scope(), annotation);
    }

    fn loop_variable(&mut self, node: Node<'t>) {
        if let (Some(_), Some(left)) = (node.field(Field::Kind), node.field(Field::Left)) {
            self.bind(left, Bound::Opaque, self.scope(), None);
        }
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
    }

    fn function_scope(&self) -> ScopeId {
        self.scopes
            .iter()
            .rev()
            .find(|(_, function)| *function)
            .map_or(0, |(scope, _)| *scope)
    }

    /// Binds every name of a pattern to its part of the value.
    pub(super) fn bind(
        &mut self,
        pattern: Node<'t>,
        value: Bound,
        scope: ScopeId,
        annotation: Option<Expr>,
    ) {
        self.bind_within(pattern, value, scope, annotation, DEPTH);
    }

    fn bind_within(
        &mut self,
        pattern: Node<'t>,
        value: Bound,
        scope: ScopeId,
        annotation: Option<Expr>,
        depth: u8,
    ) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        match pattern.kind() {
            Kind::Identifier | Kind::ShorthandPattern => {
                let id = self.push_binding(self.text(pattern), pattern, scope, value);
                self.annotate(id, annotation);
            }
            Kind::AssignmentPattern | Kind::ObjectAssignmentPattern => {
                if let Some(left) = pattern.field(Field::Left) {
                    self.bind_within(left, value, scope, annotation, depth);
                    self.default_value(left, pattern.field(Field::Right));
                }
            }
            Kind::ObjectPattern => self.bind_members(pattern, value, scope, annotation, depth),
            Kind::ArrayPattern => {
                for element in pattern.children() {
                    self.bind_within(element, Bound::Opaque, scope, None, depth);
                }
            }
            Kind::RestPattern => {
                if let Some(name) = pattern.inner() {
                    self.bind_within(name, Bound::Opaque, scope, None, depth);
                }
            }
            _ => {}
        }
    }

    /// `code = 141` as a parameter, or in a pattern: a number that the name may stand for.
    fn default_value(&mut self, name: Node<'t>, value: Option<Node<'t>>) {
        let is_name = matches!(name.kind(), Kind::Identifier | Kind::ShorthandPattern);
        if let Some(value) = value.filter(|_| is_name) {
            self.named_literals(self.text(name).to_owned(), value);
        }
    }

    fn annotate(&mut self, id: BindingId, annotation: Option<Expr>) {
        if let Some(binding) = self.facts.bindings.get_mut(id as usize) {
            binding.annotation = annotation;
        }
    }

    fn bind_members(
        &mut self,
        pattern: Node<'t>,
        value: Bound,
        scope: ScopeId,
        annotation: Option<Expr>,
        depth: u8,
    ) {
        let base = match value {
            Bound::Value(expr) => expr,
            other => {
                let id = self.push_binding("", pattern, scope, other);
                self.annotate(id, annotation);
                Expr::Slot(id)
            }
        };
        for child in pattern.children() {
            let (key, target) = match child.kind() {
                Kind::ShorthandPattern => (Some(self.text(child).to_owned()), Some(child)),
                Kind::ObjectAssignmentPattern => {
                    let left = child.field(Field::Left);
                    (left.map(|left| self.text(left).to_owned()), Some(child))
                }
                Kind::PairPattern => {
                    let key = child.field(Field::Key).and_then(|key| self.key(key));
                    (key, child.field(Field::Value))
                }
                _ => (None, Some(child)),
            };
            let value = key.map_or(Bound::Opaque, |key| Bound::Value(base.clone().member(key)));
            if let Some(target) = target {
                self.bind_within(target, value, scope, None, depth);
            }
        }
    }

    /// The name of a property key: an identifier, a string or a number as written.
    pub(super) fn key(&self, key: Node<'t>) -> Option<String> {
        match key.kind() {
            Kind::String => self.string(key),
            Kind::ComputedPropertyName => key.inner().and_then(|inner| self.string(inner)),
            Kind::Property | Kind::PrivateProperty | Kind::Number | Kind::Identifier => {
                Some(self.text(key).into())
            }
            _ => None,
        }
    }

    fn parameters(&mut self, function: Node<'t>) {
        let scope = self.scope();
        if let Some(single) = function.field(Field::Parameter) {
            let value = self.parameter(function, 0, 1);
            self.bind(single, value, scope, None);
            return;
        }
        let list: Vec<_> = function.children_of(Field::Parameters).collect();
        let count = list.len();
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
            if let Some(pattern) = pattern {
                self.bind(pattern, value, scope, annotation);
            }
            if let Some(name) = pattern.filter(|_| typed) {
                self.default_value(name, parameter.field(Field::Value));
            }
        }
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
                _ => plain(None, 0),
            };
        }
        if let Some(handler) = self.assigned_to() {
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
                _ => plain(Some(promise.member(method)), argument),
            },
            (callee, _) => plain(Some(callee), argument),
        }
    }

    /// The name by which a function is called: its own, its variable's, for a constructor its class's.
    fn called(&self, function: Node<'t>) -> Option<String> {
        let name = function
            .field(Field::Name)
            .map(|name| self.text(name).to_owned());
        if function.kind() != Kind::Method {
            return name.or_else(|| self.declared_name());
        }
        let [.., class, _body] = self.ancestors.as_slice() else {
            return None;
        };
        let class = class
            .field(Field::Name)
            .filter(|_| name.as_deref() == Some("constructor"))?;
        Some(self.text(class).to_owned())
    }

    /// The name of the variable that an anonymous function is bound to.
    fn declared_name(&self) -> Option<String> {
        let parent = self
            .ancestors
            .last()
            .filter(|parent| parent.kind() == Kind::VariableDeclarator)?;
        parent
            .field(Field::Name)
            .map(|name| self.text(name).to_owned())
    }

    /// The key under which the function at hand stands in an object that is an argument, and the call.
    fn option(&self, function: Node<'t>) -> Option<(String, Option<Node<'t>>)> {
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

    /// The call that stands `levels` above the innermost ancestor.
    fn call_above(&self, levels: usize) -> Option<Node<'t>> {
        let at = self.ancestors.len().checked_sub(levels + 1)?;
        let node = *self.ancestors.get(at)?;
        matches!(node.kind(), Kind::Call | Kind::New).then_some(node)
    }

    /// The path of a type annotation; of a union, the paths of its members.
    fn annotation(&self, annotation: Node<'t>) -> Option<Expr> {
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

    pub(super) fn import(&mut self, node: Node<'t>) {
        let children = node.children();
        let source = node
            .field(Field::Source)
            .and_then(|source| self.string(source));
        let Some(module) = source else {
            // TypeScript: `import name = require('module')`.
            if let Some(clause) = children
                .into_iter()
                .find(|child| child.kind() == Kind::ImportRequire)
            {
                self.import_require(clause);
            }
            return;
        };
        self.facts.modules.push(module.clone());
        let module = Expr::Module(module);
        for clause in children
            .into_iter()
            .filter(|child| child.kind() == Kind::ImportClause)
        {
            for part in clause.children() {
                match part.kind() {
                    Kind::Identifier => self.import_name(part, module.clone().member("default")),
                    Kind::NamespaceImport => {
                        if let Some(name) = part.inner() {
                            self.import_name(name, module.clone());
                        }
                    }
                    Kind::NamedImports => self.named_imports(part, &module),
                    _ => {}
                }
            }
        }
    }

    fn import_require(&mut self, clause: Node<'t>) {
        let module = clause
            .field(Field::Source)
            .and_then(|source| self.string(source));
        let name = clause
            .children()
            .find(|child| child.kind() == Kind::Identifier);
        if let (Some(module), Some(name)) = (module, name) {
            self.facts.modules.push(module.clone());
            self.import_name(name, Expr::Module(module));
        }
    }

    fn named_imports(&mut self, imports: Node<'t>, module: &Expr) {
        for specifier in imports
            .children()
            .filter(|child| child.kind() == Kind::ImportSpecifier)
        {
            let Some(name) = specifier.field(Field::Name) else {
                continue;
            };
            let imported = self
                .string(name)
                .unwrap_or_else(|| self.text(name).to_owned());
            let local = specifier.field(Field::Alias).unwrap_or(name);
            self.import_name(local, module.clone().member(imported));
        }
    }

    fn import_name(&mut self, name: Node<'t>, value: Expr) {
        self.push_binding(self.text(name), name, 0, Bound::Value(value));
    }

    /// A name that is assigned to, for `settle_assignments`; a member that is given a literal is a site.
    pub(super) fn assignment(&mut self, node: Node<'t>) {
        let (Some(left), Some(right)) = (node.field(Field::Left), node.field(Field::Right)) else {
            return;
        };
        match left.kind() {
            Kind::Identifier => {
                let value = self.expr(right);
                self.assignments
                    .push((self.text(left).into(), self.scope(), value));
                self.named_literals(self.text(left).to_owned(), right);
            }
            Kind::Member | Kind::Subscript => self.assigned_member(left, right),
            _ => {}
        }
    }

    /// A variable is everything that it is given: its first value and what is assigned to it later.
    pub(super) fn settle_assignments(&mut self) {
        let index = Index::new(&self.facts);
        for (name, scope, value) in std::mem::take(&mut self.assignments) {
            let Some(id) = index.find(&self.facts, &name, scope) else {
                continue;
            };
            let binding = &mut self.facts.bindings[id];
            binding.value = match std::mem::replace(&mut binding.value, Bound::Opaque) {
                Bound::Opaque => Bound::Value(value),
                Bound::Value(Expr::Either(mut values)) => {
                    if values.len() < MAX_VALUES {
                        values.push(value);
                    }
                    Bound::Value(Expr::Either(values))
                }
                Bound::Value(known) => Bound::Value(Expr::Either(vec![known, value])),
                other => other,
            };
        }
    }

    /// The roots that no scope binds are globals.
    pub(super) fn settle_globals(&mut self) {
        let bound: std::collections::BTreeSet<(&str, ScopeId)> = self
            .facts
            .bindings
            .iter()
            .map(|binding| (binding.name.as_str(), binding.scope))
            .collect();
        let parent = |scope: ScopeId| {
            self.facts
                .scopes
                .get(scope as usize)
                .and_then(|scope| scope.parent)
        };
        let is_bound = |name: &str, scope: ScopeId| {
            std::iter::successors(Some(scope), |scope| parent(*scope))
                .any(|scope| bound.contains(&(name, scope)))
        };
        let mut globals: Vec<String> = Vec::new();
        for (name, scope) in &self.roots {
            if globals.last().map(String::as_str) != Some(*name) && !is_bound(name, *scope) {
                globals.push((*name).to_owned());
            }
        }
        self.facts.globals = globals;
    }
}

/// The bindings by scope and name; the first of each wins.
pub(super) struct Index(HashMap<(ScopeId, String), usize>);

impl Index {
    pub(super) fn new(facts: &Facts) -> Self {
        let mut index = HashMap::with_capacity(facts.bindings.len());
        for (id, binding) in facts.bindings.iter().enumerate() {
            index
                .entry((binding.scope, binding.name.clone()))
                .or_insert(id);
        }
        Self(index)
    }

    /// The binding that a name means in a scope.
    pub(super) fn find(&self, facts: &Facts, name: &str, scope: ScopeId) -> Option<usize> {
        let mut open = Some(scope);
        while let Some(scope) = open {
            if let Some(id) = self.0.get(&(scope, name.to_owned())) {
                return Some(*id);
            }
            open = facts.scopes.get(scope as usize)?.parent;
        }
        None
    }
}
