//! What a handler receives: the parameter of a `catch`, of a rejected promise's handler, of any other callback.
//!
//! The calls inside a `try`, and what a callback is handed to, tell whose error or event it is. What the names in these
//! calls mean is for `meaning`.

use super::Resolver;
use super::meaning::{Look, Meaning};
use super::modules::{is_elsewhere, is_request};
use crate::model::facts::{Bound, Call, Expr, ScopeId};
use crate::model::resolved::Evidence;
use crate::model::source::Span;

impl Look<'_, '_> {
    /// What a promise's handler receives when it is rejected.
    pub(super) fn rejection(&self, promise: &Expr, scope: ScopeId, fuel: u8) -> Meaning {
        match self.meaning(promise, scope, fuel) {
            Meaning::Foreign { owner } => Meaning::Foreign { owner },
            meaning => match meaning.parse() {
                Some(evidence) => Meaning::error(evidence, "a Parse call rejects with it"),
                None => self
                    .returned_error(promise, scope, fuel)
                    .unwrap_or(Meaning::Unknown),
            },
        }
    }

    /// The error that a function of the file says it returns.
    fn returned_error(&self, promise: &Expr, scope: ScopeId, fuel: u8) -> Option<Meaning> {
        let Expr::Call { callee, .. } = promise else {
            return None;
        };
        let name = callee.last_name()?;
        let (_, function) = self.resolver.names.find(name, scope)?;
        let error = match function.value {
            Bound::Function => function.annotation.as_ref()?,
            _ => return None,
        };
        self.typed(error, function.scope, fuel)
    }

    /// A parameter of a callback: events of other emitters have codes of their own.
    pub(super) fn parameter(&self, callee: Option<&Expr>, scope: ScopeId, fuel: u8) -> Meaning {
        let (base, method) = match callee {
            Some(Expr::Member(base, method)) => (base, method),
            // What a function of another library calls back with is that library's.
            Some(callee @ Expr::Name(_)) => {
                return match self.meaning(callee, scope, fuel) {
                    Meaning::Foreign { owner } => Meaning::Foreign { owner },
                    _ => Meaning::Unknown,
                };
            }
            _ => return Meaning::Unknown,
        };
        let listens = matches!(
            method.as_str(),
            "on" | "once" | "addEventListener" | "addListener" | "exec" | "spawn"
        ) || is_event_property(method);
        match self.meaning(base, scope, fuel) {
            Meaning::Foreign { owner } => Meaning::Foreign { owner },
            meaning if listens && meaning.parse().is_none() => Meaning::Foreign {
                owner: method.clone(),
            },
            _ => Meaning::Unknown,
        }
    }

    /// What a `catch` receives is told by what its `try` calls.
    pub(super) fn caught(&self, body: Span, fuel: u8) -> Meaning {
        let inside = self.resolver.calls_in(body);
        let (mut strongest, mut foreign, mut open) = (None, None, false);
        // The last call of another library: what stands in its arguments ends before it does.
        let mut theirs: Option<Span> = None;
        for call in inside {
            let handed = theirs
                .is_some_and(|outer| outer.start < call.span.start && outer.contains(call.span));
            if handed && is_getter(&call.callee) {
                continue;
            }
            match self.thrower(call, fuel.min(10)) {
                Meaning::Foreign { owner } => {
                    foreign = Some(owner);
                    if theirs.is_none_or(|outer| !outer.contains(call.span)) {
                        theirs = Some(call.span);
                    }
                }
                meaning => match meaning.parse() {
                    Some(evidence) => strongest = strongest.max(Some(evidence)),
                    None => open |= !is_harmless(&call.callee),
                },
            }
        }
        match (strongest, foreign) {
            (Some(evidence), None) => Meaning::error(evidence, "it is caught from a Parse call"),
            (Some(evidence), Some(owner)) => Meaning::error(
                evidence.min(Evidence::Likely),
                format!("it is caught from a Parse call, or from `{owner}`"),
            ),
            (None, Some(owner)) if !open => Meaning::Foreign { owner },
            _ => Meaning::Unknown,
        }
    }

    /// Whose errors a call may throw: its callee's, or those of the address that it names.
    fn thrower(&self, call: &Call, fuel: u8) -> Meaning {
        let meaning = self.meaning(&call.callee, call.scope, fuel);
        let known = meaning.is_foreign() || meaning.parse().is_some();
        if known || !is_request(&call.callee) || self.resolver.sends_parse_headers() {
            return meaning;
        }
        let addresses = &self.resolver.facts.addresses;
        let first = addresses.partition_point(|address| address.call.start < call.span.start);
        let mut here = addresses[first..]
            .iter()
            .take_while(|address| address.call.start == call.span.start);
        match here.find(|address| address.call == call.span) {
            Some(address) if is_elsewhere(&address.url) => Meaning::Foreign {
                owner: address.url.clone(),
            },
            _ => meaning,
        }
    }
}

impl Resolver<'_> {
    /// Whether the file speaks to Parse through its REST interface.
    pub(super) fn sends_parse_headers(&self) -> bool {
        let headers = &self.facts.headers;
        headers.iter().any(|header| {
            let start = header.get(..8);
            start.is_some_and(|start| start.eq_ignore_ascii_case("x-parse-"))
        })
    }
}

/// Methods that call back with the elements of a list.
pub(super) fn is_iteration(callee: &Expr) -> bool {
    matches!(
        callee,
        Expr::Member(_, method) if matches!(
            method.as_str(),
            "find"
                | "findIndex"
                | "findLast"
                | "findLastIndex"
                | "filter"
                | "map"
                | "flatMap"
                | "forEach"
                | "each"
                | "some"
                | "every"
                | "reduce"
                | "reduceRight"
                | "sort"
                | "toSorted"
                | "sortBy"
                | "groupBy"
                | "keyBy"
                | "partition"
                | "reject"
        )
    )
}

/// `onclose`, `onKeyDown`: the properties that hold handlers of events; not those that receive an error.
fn is_event_property(name: &str) -> bool {
    let Some(event) = name.strip_prefix("on").filter(|event| event.len() > 2) else {
        return false;
    };
    let lower = event.bytes().all(|byte| byte.is_ascii_lowercase());
    let receives_error = ["Err", "Fail", "Reject", "Exception", "Catch"]
        .iter()
        .any(|word| event.contains(word));
    lower || event.starts_with(|first: char| first.is_ascii_uppercase()) && !receives_error
}

/// Methods of an object that tell what it has: they do not ask the server.
fn is_getter(callee: &Expr) -> bool {
    matches!(
        callee,
        Expr::Member(_, method)
            if matches!(method.as_str(), "get" | "has" | "toJSON" | "getUsername" | "getSessionToken")
    )
}

/// Calls that cannot be what a `catch` is about.
pub(super) fn is_harmless(callee: &Expr) -> bool {
    let mut root = callee;
    while let Expr::Member(base, _) = root {
        root = base;
    }
    match root {
        Expr::Name(name) => matches!(
            name.as_str(),
            "console"
                | "Math"
                | "Date"
                | "Number"
                | "String"
                | "Array"
                | "Object"
                | "JSON"
                | "Error"
                | "URL"
                | "URLSearchParams"
                | "encodeURIComponent"
                | "parseInt"
        ),
        _ => false,
    }
}
