//! Where the numbers behind a path are written: in this file, or abroad.

use std::collections::VecDeque;

use super::Resolver;
use super::abroad::Route;
use super::meaning::Meaning;
use crate::model::deadline;
use crate::model::facts::{BindingId, Bound, Expr, GroupId, ScopeId};
use crate::model::source::Span;

/// How many names a constant is followed through.
const HOPS: u8 = 6;
/// How many places a path is followed to.
const MAX_SOURCES: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// The literals of `const name = ..`.
    Binding(BindingId),
    /// A member of a group, by its index.
    Member(GroupId, usize),
    /// `error.code = ..`, a record's `{ code: .. }`, by the number.
    Given(Span),
    /// The `code` of a parameter.
    Part(BindingId),
    /// In another file.
    Abroad(Route),
}

pub(super) fn to_id(index: usize) -> GroupId {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Where the numbers behind a path are written, in this file: names are followed breadth first, each once.
pub(super) fn sources(resolver: &Resolver<'_>, path: &Expr, scope: ScopeId) -> Vec<Source> {
    let (mut found, mut called) = (Vec::new(), Vec::new());
    let mut open = VecDeque::from([(path, scope, HOPS)]);
    while let Some((path, scope, hops)) = open.pop_front() {
        deadline::ask();
        let Some(hops) = hops.checked_sub(1) else {
            continue;
        };
        match path {
            Expr::Name(_) | Expr::Slot(_) => {
                let named = match path {
                    Expr::Slot(id) => resolver.names.get(*id).map(|binding| (*id, binding)),
                    Expr::Name(name) => resolver.names.find(name, scope),
                    _ => None,
                };
                let Some((id, binding)) = named else {
                    found.extend(resolver.route(path, scope).map(Source::Abroad));
                    continue;
                };
                let source = Source::Binding(id);
                if found.contains(&source) || found.len() >= MAX_SOURCES {
                    continue;
                }
                found.push(source);
                found.extend(returned(resolver, id));
                if let Bound::Value(value) = &binding.value {
                    open.push_back((value, binding.scope, hops));
                }
            }
            Expr::Member(base, name) => {
                found.extend(resolver.route(path, scope).map(Source::Abroad));
                found.extend(members(resolver, base, name, scope, hops));
                found.extend(of_member(resolver, path, base, name, scope));
            }
            Expr::Call {
                callee,
                constructs: false,
                ..
            } if resolver.has_types() => match resolver.function(callee, scope) {
                Some(id) if called.contains(&id) => {}
                Some(id) => {
                    called.push(id);
                    found.extend(returned(resolver, id));
                    let values = resolver.returns.get(&id).into_iter().flatten();
                    open.extend(values.map(|returned| (&returned.value, returned.scope, hops)));
                }
                None => {
                    let route = resolver.route_of_callee(callee, scope);
                    found.extend(route.map(Source::Abroad));
                }
            },
            Expr::Either(options) => {
                // An alternative is no hop.
                open.extend(options.iter().map(|option| (option, scope, hops + 1)));
            }
            _ => {}
        }
    }
    found
}

/// What a path is besides a member of a group: a member that is given numbers, a function, the code of a record.
fn of_member(
    resolver: &Resolver<'_>,
    path: &Expr,
    base: &Expr,
    name: &str,
    scope: ScopeId,
) -> Vec<Source> {
    let mut found = given(resolver, path, scope);
    let function = path.dotted();
    let function = function.and_then(|path| resolver.names.find(&path, scope));
    if let Some((id, _)) = function {
        found.extend(returned(resolver, id));
    }
    if name == "code" {
        let records = resolver.records().codes(resolver, base, scope);
        found.extend(records.into_iter().map(Source::Given));
        found.extend(parameter(resolver, base, scope).map(Source::Part));
    }
    found
}

/// The numbers that a function of the file gives.
fn returned(resolver: &Resolver<'_>, function: BindingId) -> Vec<Source> {
    let call = Expr::Call {
        callee: Box::new(Expr::Slot(function)),
        constructs: false,
        first: None,
    };
    let spans = resolver.given.get(&(&call, None));
    let spans = spans.into_iter().flatten().take(MAX_SOURCES);
    spans.map(|span| Source::Given(*span)).collect()
}

/// The parameter that an expression is.
fn parameter(resolver: &Resolver<'_>, base: &Expr, scope: ScopeId) -> Option<BindingId> {
    let id = match base {
        Expr::Name(name) => resolver.names.find(name, scope)?.0,
        Expr::Slot(id) => *id,
        _ => return None,
    };
    resolver.names.callable_of(id).map(|_| id)
}

/// The numbers that a member of a value of the file is given.
fn given(resolver: &Resolver<'_>, path: &Expr, scope: ScopeId) -> Vec<Source> {
    let key = resolver.keyed(path, scope);
    let spans = key.1.and_then(|_| resolver.given.get(&key));
    let spans = spans.into_iter().flatten().take(MAX_SOURCES);
    spans.map(|span| Source::Given(*span)).collect()
}

/// The members of that name in the groups that `base` may be.
fn members(
    resolver: &Resolver<'_>,
    base: &Expr,
    name: &str,
    scope: ScopeId,
    hops: u8,
) -> Vec<Source> {
    let member = |group: GroupId| {
        let members = &resolver.facts.groups.get(group as usize)?.members;
        let at = members.iter().position(|member| member.name == name)?;
        Some(Source::Member(group, at))
    };
    let groups = groups_of(resolver, base, scope, hops);
    groups.into_iter().filter_map(member).collect()
}

/// The groups that an expression may be: by the name that they are declared under.
fn groups_of(resolver: &Resolver<'_>, base: &Expr, scope: ScopeId, hops: u8) -> Vec<GroupId> {
    let Some(name) = base.last_name() else {
        return Vec::new();
    };
    if matches!(
        resolver.meaning(base, scope),
        Meaning::Foreign { .. } | Meaning::Namespace { .. }
    ) {
        return Vec::new();
    }
    if let Expr::Name(name) = base
        && let Some((_, binding)) = resolver.names.find(name, scope)
        && let Bound::Value(value @ (Expr::Name(_) | Expr::Member(..))) = &binding.value
        && hops > 0
    {
        return groups_of(resolver, value, binding.scope, hops - 1);
    }
    let named = |group: &crate::model::facts::Group| group.name.as_deref() == Some(name);
    let groups = resolver.facts.groups.iter().enumerate();
    groups
        .filter(|(_, group)| named(group))
        .map(|(id, _)| to_id(id))
        .collect()
}
