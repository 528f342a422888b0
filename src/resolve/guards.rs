//! What the file itself has asked of a value: whether it is of a class, how its error is called.

use super::Resolver;
use super::evidence::Weighed;
use super::meaning::Meaning;
use crate::model::catalogue;
use crate::model::facts::{Bound, Expr, ScopeId};
use crate::model::resolved::Evidence;
use crate::model::source::Span;

/// What is known of a value at a place.
pub(super) enum Known {
    /// It is a Parse error.
    Ours(Weighed),
    /// It is something else: what.
    Theirs(String),
}

impl Resolver<'_> {
    /// What was asked of `base` before its code at a place is.
    pub(super) fn asked_before(&self, base: &Expr, scope: ScopeId, at: Span) -> Option<Known> {
        let key = self.keyed(base, scope);
        let mut guards = self.facts.guards.iter();
        let guard = guards
            .find(|guard| guard.span.contains(at) && self.keyed(&guard.value, guard.scope) == key);
        if let Some(guard) = guard {
            return self.of_class(&guard.class, guard.scope);
        }
        let title = self.titled.get(&key)?;
        Some(Known::Theirs(format!("its name may be {title:?}")))
    }

    fn of_class(&self, class: &Expr, scope: ScopeId) -> Option<Known> {
        let shown = class.dotted().unwrap_or_default();
        let ours = |evidence: Evidence| {
            let reason = format!("it is a `{shown}` there");
            Some(Known::Ours(Weighed::new(evidence, reason)))
        };
        match self.meaning(class, scope) {
            Meaning::ErrorClass { evidence, .. } => return ours(evidence),
            Meaning::Foreign { .. } => return Some(Known::Theirs(format!("it is a `{shown}`"))),
            _ => {}
        }
        if let Some(offer) = self.offer(class, scope) {
            return ours(offer.class?);
        }
        let Expr::Name(name) = class else { return None };
        // A class of the system, that nothing in the file binds, or one of the file's own.
        let other = match self.names.find(name, scope) {
            Some((_, binding)) => matches!(binding.value, Bound::Class { .. }),
            None => name != "Error",
        };
        let named = catalogue::parse_error_classes().contains(&name.as_str());
        (other && !named).then(|| Known::Theirs(format!("it is a `{shown}`")))
    }
}
