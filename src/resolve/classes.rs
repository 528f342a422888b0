//! Subclasses of the SDK's error class: what their constructors do with their arguments.

use super::Resolver;
use super::meaning::Meaning;
use crate::model::facts::{Binding, BindingId, Bound, Expr, ScopeId};

/// How many subclasses stand between a class and the SDK's at most.
const MAX_BASES: usize = 8;

impl Resolver<'_> {
    /// The function or class of the file that a callee is, by its name or by its whole path (`this.fail`).
    pub(super) fn callable(&self, callee: &Expr, scope: ScopeId) -> Option<BindingId> {
        let path = callee.dotted();
        let named = path.and_then(|path| self.names.find(&path, scope));
        named
            .map(|(id, _)| id)
            .or_else(|| self.function(callee, scope))
    }

    /// Whether a class of the file has a constructor with parameters.
    pub(super) fn takes_arguments(&self, class: &Expr, scope: ScopeId) -> bool {
        let Expr::Name(name) = class else {
            return false;
        };
        let Some((class, _)) = self.names.find(name, scope) else {
            return false;
        };
        self.names.has_parameters(class)
    }

    /// Whether a class of the file gives its constructor's arguments to the SDK's class as they are: neither it nor a
    /// class between them has a constructor.
    pub(super) fn passes_on(&self, class: &Expr, scope: ScopeId) -> bool {
        let (mut class, mut scope) = (class, scope);
        for _ in 0..MAX_BASES {
            let Expr::Name(name) = class else {
                return false;
            };
            let Some((_, binding)) = self.names.find(name, scope) else {
                return false;
            };
            let Bound::Class {
                extends: Some(base),
            } = &binding.value
            else {
                return false;
            };
            if self.takes_arguments(class, scope) || self.calls_base(binding, base) {
                return false;
            }
            match self.meaning(base, binding.scope) {
                Meaning::ErrorClass { sdk: true, .. } => return true,
                Meaning::ErrorClass { sdk: false, .. } => {
                    (class, scope) = (base, binding.scope);
                }
                _ => return false,
            }
        }
        false
    }

    /// Whether the body of a class calls the class that it extends, as only its constructor does.
    fn calls_base(&self, class: &Binding, base: &Expr) -> bool {
        let scopes = &self.facts.scopes;
        let is_body = |scope: &&crate::model::facts::Scope| {
            scope.parent == Some(class.scope) && scope.span.start >= class.span.end
        };
        let Some(body) = scopes.iter().find(is_body) else {
            return false;
        };
        let mut calls = self.facts.calls.iter();
        calls.any(|call| body.span.contains(call.span) && !call.constructs && call.callee == *base)
    }
}
