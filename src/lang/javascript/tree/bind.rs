//! Scopes, and the names that are bound in them.

use std::collections::HashMap;

use tree_sitter::Node;

use super::{Walker, node};
use crate::model::facts::{Binding, BindingId, Bound, Expr, Facts, GroupId, Scope, ScopeId};

/// How deep a destructuring pattern is followed.
const DEPTH: u8 = 16;
/// How many values of one variable are kept.
const MAX_VALUES: usize = 16;

impl<'t> Walker<'t> {
    /// Opens the scope that a node brings along and binds what belongs to its head; `true` if it opened one.
    pub(super) fn open_scope(&mut self, node: Node<'t>, kind: &str) -> bool {
        let function = node::is_function(kind);
        if function {
            self.bind_function_name(node, kind);
        }
        let opens = function
            || matches!(
                kind,
                "statement_block"
                    | "catch_clause"
                    | "for_statement"
                    | "for_in_statement"
                    | "class_body"
                    | "switch_body"
            );
        if opens {
            let parent = Some(self.scope());
            self.facts.scopes.push(Scope {
                parent,
                span: node::span(node),
            });
            let id = u32::try_from(self.facts.scopes.len() - 1).unwrap_or(u32::MAX);
            self.scopes.push((id, function));
        }
        match kind {
            "catch_clause" => self.catch_parameter(node),
            "for_in_statement" => self.loop_variable(node),
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
            span: node::span(at),
            value,
            annotation: None,
        };
        self.facts.bindings.push(binding);
        u32::try_from(self.facts.bindings.len() - 1).unwrap_or(u32::MAX)
    }

    fn bind_function_name(&mut self, node: Node<'t>, kind: &str) {
        if matches!(
            kind,
            "function_declaration" | "generator_function_declaration"
        ) && let Some(name) = node::field(node, "name")
        {
            self.push_binding(self.text(name), name, self.scope(), Bound::Function);
        }
    }

    fn catch_parameter(&mut self, clause: Node<'t>) {
        let Some(parameter) = node::field(clause, "parameter") else {
            return;
        };
        let body = self
            .ancestors
            .last()
            .and_then(|statement| node::field(*statement, "body"));
        let value = Bound::Caught {
            body: body.map_or_else(|| node::span(clause), node::span),
        };
        let annotation =
            node::field(clause, "type").and_then(|annotation| self.annotation(annotation));
        self.bind(parameter, value, self.scope(), annotation);
    }

    fn loop_variable(&mut self, node: Node<'t>) {
        if let (Some(_), Some(left)) = (node::field(node, "kind"), node::field(node, "left")) {
            self.bind(left, Bound::Element, self.scope(), None);
        }
    }

    pub(super) fn declarator(&mut self, node: Node<'t>) {
        let Some(pattern) = node::field(node, "name") else {
            return;
        };
        let hoisted = self
            .ancestors
            .last()
            .is_some_and(|parent| parent.kind() == "variable_declaration");
        let scope = if hoisted {
            self.function_scope()
        } else {
            self.scope()
        };
        let value = match node::field(node, "value") {
            Some(class) if class.kind() == "class" => Bound::Class {
                extends: self.heritage(class),
            },
            Some(value) => Bound::Value(self.expr(value)),
            None => Bound::Opaque,
        };
        let annotation =
            node::field(node, "type").and_then(|annotation| self.annotation(annotation));
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
            "identifier" | "shorthand_property_identifier_pattern" => {
                let id = self.push_binding(self.text(pattern), pattern, scope, value);
                self.annotate(id, annotation);
            }
            "assignment_pattern" | "object_assignment_pattern" => {
                if let Some(left) = node::field(pattern, "left") {
                    self.bind_within(left, value, scope, annotation, depth);
                    self.default_value(left, node::field(pattern, "right"));
                }
            }
            "object_pattern" => self.bind_members(pattern, value, scope, annotation, depth),
            "array_pattern" => {
                for element in node::children(pattern) {
                    self.bind_within(element, Bound::Opaque, scope, None, depth);
                }
            }
            "rest_pattern" => {
                if let Some(name) = node::inner(pattern) {
                    self.bind_within(name, Bound::Opaque, scope, None, depth);
                }
            }
            _ => {}
        }
    }

    /// `code = 141` as a parameter, or in a pattern: a number that the name may stand for.
    fn default_value(&mut self, name: Node<'t>, value: Option<Node<'t>>) {
        let is_name = matches!(
            name.kind(),
            "identifier" | "shorthand_property_identifier_pattern"
        );
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
        for child in node::children(pattern) {
            let (key, target) = match child.kind() {
                "shorthand_property_identifier_pattern" => {
                    (Some(self.text(child).to_owned()), Some(child))
                }
                "object_assignment_pattern" => {
                    let left = node::field(child, "left");
                    (left.map(|left| self.text(left).to_owned()), Some(child))
                }
                "pair_pattern" => {
                    let key = node::field(child, "key").and_then(|key| self.key(key));
                    (key, node::field(child, "value"))
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
            "string" => self.string(key),
            "computed_property_name" => node::inner(key).and_then(|inner| self.string(inner)),
            "property_identifier" | "private_property_identifier" | "number" | "identifier" => {
                Some(self.text(key).into())
            }
            _ => None,
        }
    }

    fn parameters(&mut self, function: Node<'t>) {
        let scope = self.scope();
        if let Some(single) = node::field(function, "parameter") {
            let value = self.parameter(function, 0, 1);
            self.bind(single, value, scope, None);
            return;
        }
        let list = node::field(function, "parameters")
            .map(node::children)
            .unwrap_or_default();
        let count = list.len();
        for (index, parameter) in list.into_iter().enumerate() {
            let value = self.parameter(function, index, count);
            let typed = matches!(
                parameter.kind(),
                "required_parameter" | "optional_parameter"
            );
            let pattern = if typed {
                node::field(parameter, "pattern")
            } else {
                Some(parameter)
            };
            let annotation =
                node::field(parameter, "type").and_then(|annotation| self.annotation(annotation));
            if let Some(pattern) = pattern {
                self.bind(pattern, value, scope, annotation);
            }
            if let Some(name) = pattern.filter(|_| typed) {
                self.default_value(name, node::field(parameter, "value"));
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
                    span: node::span(call),
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
            .filter(|parent| parent.kind() == "arguments")
            .and_then(|_| self.call_above(1));
        let Some(call) = call else {
            return plain(None, 0);
        };
        let argument = node::arguments(call)
            .iter()
            .position(|argument| argument.id() == function.id())
            .unwrap_or(0);
        let callee = node::field(call, "function").or_else(|| node::field(call, "constructor"));
        let Some(callee) = callee else {
            return plain(None, argument);
        };
        match (self.expr(callee), index) {
            (Expr::Member(promise, method), 0) => match (method.as_str(), argument) {
                ("catch" | "fail" | "otherwise", 0) | ("then" | "done", 1) => Bound::Rejection {
                    promise: *promise,
                    span: node::span(call),
                },
                ("then" | "done", 0) => Bound::Resolution { promise: *promise },
                _ => plain(Some(promise.member(method)), argument),
            },
            (callee, _) => plain(Some(callee), argument),
        }
    }

    /// The name by which a function is called: its own, its variable's, for a constructor its class's.
    fn called(&self, function: Node<'t>) -> Option<String> {
        let name = node::field(function, "name").map(|name| self.text(name).to_owned());
        if function.kind() != "method_definition" {
            return name.or_else(|| self.declared_name());
        }
        let [.., class, _body] = self.ancestors.as_slice() else {
            return None;
        };
        let class =
            node::field(*class, "name").filter(|_| name.as_deref() == Some("constructor"))?;
        Some(self.text(class).to_owned())
    }

    /// The name of the variable that an anonymous function is bound to.
    fn declared_name(&self) -> Option<String> {
        let parent = self
            .ancestors
            .last()
            .filter(|parent| parent.kind() == "variable_declarator")?;
        node::field(*parent, "name").map(|name| self.text(name).to_owned())
    }

    /// The key under which the function at hand stands in an object that is an argument, and the call.
    fn option(&self, function: Node<'t>) -> Option<(String, Option<Node<'t>>)> {
        let is_argument = |object: &Node<'t>, arguments: &Node<'t>| {
            object.kind() == "object" && arguments.kind() == "arguments"
        };
        match self.ancestors.as_slice() {
            // `{ error(object, error) {} }`
            [.., arguments, object]
                if function.kind() == "method_definition" && is_argument(object, arguments) =>
            {
                let key = self.key(node::field(function, "name")?)?;
                Some((key, self.call_above(2)))
            }
            [.., arguments, object, pair]
                if pair.kind() == "pair" && is_argument(object, arguments) =>
            {
                let key = self.key(node::field(*pair, "key")?)?;
                Some((key, self.call_above(3)))
            }
            _ => None,
        }
    }

    /// The member that the function at hand is assigned to: `socket.onclose = event => ..`.
    fn assigned_to(&self) -> Option<Expr> {
        let parent = self.ancestors.last()?;
        let left = (parent.kind() == "assignment_expression")
            .then(|| node::field(*parent, "left"))
            .flatten()?;
        (left.kind() == "member_expression").then(|| self.expr(left))
    }

    /// The call that stands `levels` above the innermost ancestor.
    fn call_above(&self, levels: usize) -> Option<Node<'t>> {
        let at = self.ancestors.len().checked_sub(levels + 1)?;
        let node = *self.ancestors.get(at)?;
        matches!(node.kind(), "call_expression" | "new_expression").then_some(node)
    }

    /// The path of a type annotation; of a union, the paths of its members.
    fn annotation(&self, annotation: Node<'t>) -> Option<Expr> {
        let mut ty = node::inner(annotation)?;
        if ty.kind() == "parenthesized_type" {
            ty = node::inner(ty)?;
        }
        match ty.kind() {
            "type_identifier" | "nested_type_identifier" => Some(self.expr(ty)),
            "generic_type" => node::field(ty, "name").map(|name| self.expr(name)),
            "union_type" | "intersection_type" => {
                let members = node::children(ty)
                    .into_iter()
                    .map(|member| self.expr(member));
                let members: Vec<Expr> = members.filter(|member| *member != Expr::Opaque).collect();
                (!members.is_empty()).then_some(Expr::Either(members))
            }
            _ => None,
        }
    }

    /// What a class extends.
    pub(super) fn heritage(&self, class: Node<'t>) -> Option<Expr> {
        let heritage = node::children(class)
            .into_iter()
            .find(|child| child.kind() == "class_heritage")?;
        // JavaScript: the expression itself; TypeScript: an `extends_clause` with the expression as its value.
        let base = node::inner(heritage)?;
        Some(self.expr(node::field(base, "value").unwrap_or(base)))
    }

    pub(super) fn class(&mut self, node: Node<'t>) {
        let extends = self.heritage(node);
        if let Some(name) = node::field(node, "name") {
            let value = Bound::Class { extends };
            self.push_binding(self.text(name), name, self.scope(), value);
        }
        self.class_statics(node);
    }

    pub(super) fn bind_group(&mut self, name: Node<'t>, group: GroupId) {
        self.push_binding(self.text(name), name, self.scope(), Bound::Group(group));
    }

    pub(super) fn import(&mut self, node: Node<'t>) {
        let children = node::children(node);
        let source = node::field(node, "source").and_then(|source| self.string(source));
        let Some(module) = source else {
            // TypeScript: `import name = require('module')`.
            if let Some(clause) = children
                .into_iter()
                .find(|child| child.kind() == "import_require_clause")
            {
                self.import_require(clause);
            }
            return;
        };
        self.facts.modules.push(module.clone());
        let module = Expr::Module(module);
        for clause in children
            .into_iter()
            .filter(|child| child.kind() == "import_clause")
        {
            for part in node::children(clause) {
                match part.kind() {
                    "identifier" => self.import_name(part, module.clone().member("default")),
                    "namespace_import" => {
                        if let Some(name) = node::inner(part) {
                            self.import_name(name, module.clone());
                        }
                    }
                    "named_imports" => self.named_imports(part, &module),
                    _ => {}
                }
            }
        }
    }

    fn import_require(&mut self, clause: Node<'t>) {
        let module = node::field(clause, "source").and_then(|source| self.string(source));
        let name = node::children(clause)
            .into_iter()
            .find(|child| child.kind() == "identifier");
        if let (Some(module), Some(name)) = (module, name) {
            self.facts.modules.push(module.clone());
            self.import_name(name, Expr::Module(module));
        }
    }

    fn named_imports(&mut self, imports: Node<'t>, module: &Expr) {
        for specifier in node::children(imports)
            .into_iter()
            .filter(|child| child.kind() == "import_specifier")
        {
            let Some(name) = node::field(specifier, "name") else {
                continue;
            };
            let imported = self
                .string(name)
                .unwrap_or_else(|| self.text(name).to_owned());
            let local = node::field(specifier, "alias").unwrap_or(name);
            self.import_name(local, module.clone().member(imported));
        }
    }

    fn import_name(&mut self, name: Node<'t>, value: Expr) {
        self.push_binding(self.text(name), name, 0, Bound::Value(value));
    }

    /// A name that is assigned to, for `settle_assignments`; a member that is given a literal is a site.
    pub(super) fn assignment(&mut self, node: Node<'t>) {
        let (Some(left), Some(right)) = (node::field(node, "left"), node::field(node, "right"))
        else {
            return;
        };
        match left.kind() {
            "identifier" => {
                let value = self.expr(right);
                self.assignments
                    .push((self.text(left).into(), self.scope(), value));
                self.named_literals(self.text(left).to_owned(), right);
            }
            "member_expression" | "subscript_expression" => self.assigned_member(left, right),
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
