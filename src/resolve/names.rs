//! Names and the bindings that they mean.

use std::collections::HashMap;

use crate::model::facts::{Binding, BindingId, Bound, Facts, ScopeId};

/// The bindings of a file, found by scope and name.
pub(super) struct Names<'a> {
    facts: &'a Facts,
    bound: HashMap<(ScopeId, &'a str), BindingId>,
}

impl<'a> Names<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        let mut bound = HashMap::with_capacity(facts.bindings.len());
        for (id, binding) in facts.bindings.iter().enumerate() {
            let id = u32::try_from(id).unwrap_or(u32::MAX);
            bound
                .entry((binding.scope, binding.name.as_str()))
                .or_insert(id);
        }
        Self { facts, bound }
    }

    /// The binding that a name means in a scope; `None` for a global.
    pub(super) fn find(&self, name: &str, scope: ScopeId) -> Option<(BindingId, &'a Binding)> {
        let mut open = Some(scope);
        while let Some(scope) = open {
            if let Some(id) = self.bound.get(&(scope, name)) {
                return self.get(*id).map(|binding| (*id, binding));
            }
            open = self.facts.scopes.get(scope as usize)?.parent;
        }
        None
    }

    pub(super) fn get(&self, id: BindingId) -> Option<&'a Binding> {
        self.facts.bindings.get(id as usize)
    }

    /// The names that can be seen from a scope, the innermost first; a shadowed one is left out.
    pub(super) fn visible(&self, scope: ScopeId) -> Vec<&'a Binding> {
        let mut chain = Vec::new();
        let mut open = Some(scope);
        while let Some(scope) = open {
            chain.push(scope);
            open = self
                .facts
                .scopes
                .get(scope as usize)
                .and_then(|scope| scope.parent);
        }
        let is_visible = |binding: &&Binding| {
            chain.contains(&binding.scope)
                && self
                    .find(&binding.name, scope)
                    .is_some_and(|(_, found)| std::ptr::eq(found, *binding))
        };
        self.facts
            .bindings
            .iter()
            .filter(|binding| !binding.name.is_empty())
            .filter(is_visible)
            .collect()
    }

    /// The parameters of a function, or of a class's constructor, that the file defines: binding and index.
    pub(super) fn parameters_of(
        &self,
        callable: BindingId,
    ) -> impl Iterator<Item = (BindingId, usize)> {
        let own = move |(id, binding): (usize, &'a Binding)| match &binding.value {
            Bound::Parameter {
                index,
                function: Some(name),
                ..
            } => {
                let (owner, _) = self.find(name, binding.scope)?;
                (owner == callable).then_some((u32::try_from(id).ok()?, *index))
            }
            _ => None,
        };
        self.facts.bindings.iter().enumerate().filter_map(own)
    }

    /// The function or class whose parameter a binding is, and which.
    pub(super) fn callable_of(&self, parameter: BindingId) -> Option<(BindingId, usize)> {
        let binding = self.get(parameter)?;
        match &binding.value {
            Bound::Parameter {
                index,
                function: Some(name),
                ..
            } => Some((self.find(name, binding.scope)?.0, *index)),
            _ => None,
        }
    }
}
