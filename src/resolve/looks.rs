//! What looks like an error, or like the body of an answer, where names do not lead to the SDK.
//!
//! Names tell, and so does how a name is bound: an element of a list is no error, whatever it is called.

use super::Resolver;
use super::handlers::is_iteration;
use crate::model::facts::{Binding, Bound, Expr, ScopeId};

impl Resolver<'_> {
    pub(super) fn looks_like_error(&self, base: &Expr, scope: ScopeId, fuel: u8) -> bool {
        let Some(fuel) = fuel.checked_sub(1) else {
            return false;
        };
        match base {
            Expr::Name(name) => match self.names.find(name, scope) {
                Some((_, binding)) => self.is_bound_to_error(binding, fuel),
                None => is_error_name(name) || is_letter(name),
            },
            Expr::Member(_, key) => is_error_name(key) || is_body_name(key),
            Expr::Rejection(_) => true,
            // The body of a request in a file that speaks to Parse.
            Expr::Call { callee, .. } => {
                let body = matches!(callee.as_ref(), Expr::Member(_, method) if method == "json");
                body && self.sends_parse_headers()
            }
            Expr::Slot(id) => self.names.get(*id).is_some_and(|slot| {
                matches!(slot.value, Bound::Caught { .. } | Bound::Rejection { .. })
            }),
            Expr::Either(options) => options
                .iter()
                .any(|option| self.looks_like_error(option, scope, fuel)),
            _ => false,
        }
    }

    fn is_bound_to_error(&self, binding: &Binding, fuel: u8) -> bool {
        let name = binding.name.as_str();
        let named = is_error_name(name) || is_body_name(name);
        match &binding.value {
            Bound::Caught { .. } | Bound::Rejection { .. } => true,
            Bound::Value(Expr::Rejection(_)) => true,
            Bound::Value(value) if self.answers_fetch(value, binding.scope, fuel) => false,
            Bound::Value(value) => named || self.looks_like_error(value, binding.scope, fuel),
            Bound::Element => false,
            Bound::Parameter {
                callee: Some(callee),
                ..
            } if is_iteration(callee) => false,
            // What a promise is kept with may be a body, and is no error.
            Bound::Resolution { .. } => is_body_name(name) && !is_error_name(name),
            _ => named,
        }
    }

    /// Whether a value is called an HTTP status, or may be one: `error.response.status || 500`.
    pub(super) fn is_status(&self, value: &Expr, scope: ScopeId) -> bool {
        let called = |expr: &Expr| {
            let name = expr.last_name().unwrap_or_default().to_ascii_lowercase();
            name.contains("status")
        };
        if called(value) {
            return true;
        }
        let Expr::Name(name) = value else {
            return false;
        };
        let bound = self
            .names
            .find(name, scope)
            .map(|(_, binding)| &binding.value);
        match bound {
            Some(Bound::Value(Expr::Either(options))) => options.iter().any(called),
            Some(Bound::Value(value)) => called(value),
            _ => false,
        }
    }

    /// Whether a value is the answer to a `fetch` in a file that sends no header of Parse.
    fn answers_fetch(&self, value: &Expr, scope: ScopeId, fuel: u8) -> bool {
        let Some(fuel) = fuel.checked_sub(1) else {
            return false;
        };
        match value {
            Expr::Call { callee, .. } => match callee.as_ref() {
                Expr::Name(name) => {
                    name == "fetch"
                        && self.names.find(name, scope).is_none()
                        && !self.sends_parse_headers()
                }
                Expr::Member(base, _) => self.answers_fetch(base, scope, fuel),
                _ => false,
            },
            Expr::Name(name) => match self.names.find(name, scope) {
                Some((_, binding)) => match &binding.value {
                    Bound::Value(value) => self.answers_fetch(value, binding.scope, fuel),
                    _ => false,
                },
                None => false,
            },
            _ => false,
        }
    }
}

/// Names that people give to what they caught. A single letter says so only of what a handler receives.
fn is_error_name(name: &str) -> bool {
    let name = name.trim_start_matches('_').to_lowercase();
    let exact = matches!(
        name.as_str(),
        "er" | "err"
            | "erro"
            | "ex"
            | "exc"
            | "error"
            | "exception"
            | "reason"
            | "rejection"
            | "failure"
            | "fault"
    );
    exact
        || ["error", "err", "exception", "erro", "reason"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// Names that people give to the body of an answer.
fn is_body_name(name: &str) -> bool {
    matches!(
        name,
        "body" | "data" | "json" | "error" | "responseJSON" | "payload"
    )
}

/// The short names of caught errors, which are as well those of everything else.
fn is_letter(name: &str) -> bool {
    matches!(name, "e" | "x")
}

/// A body that is not called an error.
pub(super) fn is_body(base: &Expr) -> bool {
    let name = base.last_name();
    name.is_some_and(|name| is_body_name(name) && !is_error_name(name))
}

/// A value in words.
pub(super) fn shown(base: &Expr) -> String {
    base.dotted().map_or_else(
        || "a value without a name".into(),
        |name| format!("`{name}`"),
    )
}

pub(super) fn looks_so(base: &Expr) -> String {
    match base {
        Expr::Slot(_) => "the code is taken out of what was caught".into(),
        base => format!("{} looks like an error", shown(base)),
    }
}
