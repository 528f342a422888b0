//! What only the end of the file tells of names: which binding one means, what else a variable is given, which are globals.

use super::Walker;
use crate::model::facts::{Bound, Expr, Facts, ScopeId};
use crate::model::hashed::{HashMap, HashSet};

/// How many values of one variable are kept.
const MAX_VALUES: usize = 16;

/// Names of a source, by the scope in which they stand.
#[derive(Default)]
pub(super) struct Names<'t> {
    /// The first binding of each.
    bound: HashMap<(ScopeId, &'t str), usize>,
    /// Those that are the root of a path or a call.
    roots: HashSet<(&'t str, ScopeId)>,
    /// Those that are assigned to, and the value.
    assigned: Vec<(&'t str, ScopeId, Expr)>,
}

impl<'t> Names<'t> {
    pub(super) fn bind(&mut self, name: &'t str, scope: ScopeId, binding: usize) {
        self.bound.entry((scope, name)).or_insert(binding);
    }

    pub(super) fn note_root(&mut self, name: &'t str, scope: ScopeId) {
        self.roots.insert((name, scope));
    }

    pub(super) fn note_assigned(&mut self, name: &'t str, scope: ScopeId, value: Expr) {
        self.assigned.push((name, scope, value));
    }

    /// The binding that a name means in a scope.
    pub(super) fn find(&self, facts: &Facts, name: &str, scope: ScopeId) -> Option<usize> {
        let mut open = Some(scope);
        while let Some(scope) = open {
            if let Some(id) = self.bound.get(&(scope, name)) {
                return Some(*id);
            }
            open = facts.scopes.get(scope as usize)?.parent;
        }
        None
    }
}

impl Walker<'_> {
    /// A variable is everything that it is given: its first value and what is assigned to it later.
    pub(super) fn settle_assignments(&mut self) {
        for (name, scope, value) in std::mem::take(&mut self.names.assigned) {
            let Some(id) = self.names.find(&self.facts, name, scope) else {
                continue;
            };
            let binding = &mut self.facts.bindings[id];
            let known = std::mem::replace(&mut binding.value, Bound::Opaque);
            binding.value = known.or(value, MAX_VALUES);
        }
    }

    /// The roots that no scope binds are globals.
    pub(super) fn settle_globals(&mut self) {
        let roots = self.names.roots.iter();
        let free =
            roots.filter(|(name, scope)| self.names.find(&self.facts, name, *scope).is_none());
        let mut globals: Vec<String> = free.map(|(name, _)| (*name).to_owned()).collect();
        globals.sort_unstable();
        globals.dedup();
        self.facts.globals = globals;
    }
}
