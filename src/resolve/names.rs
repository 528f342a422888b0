//! Names and the bindings that they mean.

use std::cell::OnceCell;
use std::ops::Range;

use crate::model::facts::{Binding, BindingId, Bound, Facts, ScopeId};
use crate::model::hashed::{HashMap, HashSet};

/// The bindings of a file, found by scope and name.
pub(super) struct Names<'a> {
    facts: &'a Facts,
    /// The bindings by their names, of one name by their scopes; where those of each name are.
    bound: Vec<(&'a str, ScopeId, BindingId)>,
    named: HashMap<&'a str, Range<usize>>,
    /// Functions and classes with parameters, once they are asked for.
    taking: OnceCell<HashSet<BindingId>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        let ids = facts.bindings.iter().zip(0..);
        let mut bound: Vec<(&str, ScopeId, BindingId)> = ids
            .map(|(binding, id)| (binding.name.as_str(), binding.scope, id))
            .collect();
        bound.sort_unstable();
        let mut named: HashMap<&str, Range<usize>> = HashMap::default();
        for (at, (name, ..)) in bound.iter().enumerate() {
            named.entry(name).or_insert(at..at).end = at + 1;
        }
        Self {
            facts,
            bound,
            named,
            taking: OnceCell::new(),
        }
    }

    /// The binding that a name means in a scope; `None` for a global.
    pub(super) fn find(&self, name: &str, scope: ScopeId) -> Option<(BindingId, &'a Binding)> {
        let bound = self.bound.get(self.named.get(name)?.clone())?;
        let mut open = Some(scope);
        while let Some(scope) = open {
            // The first of several.
            let at = bound.partition_point(|(_, known, _)| *known < scope);
            if let Some((_, known, id)) = bound.get(at)
                && *known == scope
            {
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
    pub(super) fn visible(&self, scope: ScopeId) -> Vec<(BindingId, &'a Binding)> {
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
        let bindings = self.facts.bindings.iter().enumerate();
        bindings
            .filter(|(_, binding)| !binding.name.is_empty() && chain.contains(&binding.scope))
            .filter_map(|(at, binding)| {
                let (id, _) = self.find(&binding.name, scope)?;
                (id as usize == at).then_some((id, binding))
            })
            .collect()
    }

    /// Whether a function, or a class's constructor, that the file defines has parameters.
    pub(super) fn has_parameters(&self, callable: BindingId) -> bool {
        let all = || (0..self.facts.bindings.len()).filter_map(|id| u32::try_from(id).ok());
        self.taking
            .get_or_init(|| {
                all()
                    .filter_map(|id| Some(self.callable_of(id)?.0))
                    .collect()
            })
            .contains(&callable)
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
