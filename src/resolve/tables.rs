//! Groups of constants: which of them are tables of Parse codes, and whose look-alikes are not.

use super::Resolver;
use super::evidence::is_answer_body;
use crate::model::catalogue;
use crate::model::facts::{Expr, Fate, Group, ScopeId};

/// Members whose name is a Parse name of their number; none where all of these names are single words, which anybody
/// may use.
pub(super) fn rightly_named<'m>(members: impl Iterator<Item = (&'m str, i64)>) -> usize {
    let right: Vec<&str> = members
        .filter(|(name, value)| catalogue::codes_named(name).contains(value))
        .map(|(name, _)| name)
        .collect();
    let telling = right.iter().any(|name| catalogue::is_distinctive(name));
    if telling { right.len() } else { 0 }
}

/// Whether the group is an enum of HTTP statuses: many members in the registered range, named as RFC 9110 does.
pub(super) fn is_http_statuses(group: &Group) -> bool {
    const TELLING: [&str; 6] = [
        "notfound",
        "badrequest",
        "unauthorized",
        "forbidden",
        "ok",
        "created",
    ];
    let named = group.members.iter().filter(|member| {
        let name = catalogue::normalise(&member.name);
        TELLING.contains(&name.as_str()) && (200..600).contains(&member.value)
    });
    named.count() >= 2
}

/// Whether a look-alike SDK owns a group: it stands in that SDK's package, or bears its name.
pub(super) fn is_look_alike(resolver: &Resolver<'_>, group: Option<&Group>) -> bool {
    let named = group
        .and_then(|group| group.name.as_deref())
        .unwrap_or_default();
    let mut owners = catalogue::foreign_owners()
        .iter()
        .flat_map(|owner| owner.namespaces);
    let owned = owners.any(|owner| named.starts_with(owner));
    resolver.trace.look_alike().is_some() || owned
}

/// Whether an object literal goes to another library.
pub(super) fn is_foreign_fate(resolver: &Resolver<'_>, fate: &Fate, scope: ScopeId) -> bool {
    match fate {
        Fate::Argument { callee, .. } => resolver.meaning(callee, scope).is_foreign(),
        Fate::Expected { other } => {
            !is_answer_body(other) && resolver.meaning(other, scope).is_foreign()
        }
        _ => false,
    }
}

impl Resolver<'_> {
    /// Whether the file itself adds a member of this name to a class.
    pub(super) fn defines_member(&self, class: &Expr, name: &str) -> bool {
        let of_class = |group: &&Group| group.name.as_deref() == class.last_name();
        self.facts
            .groups
            .iter()
            .filter(of_class)
            .any(|group| group.members.iter().any(|member| member.name == name))
    }
}
