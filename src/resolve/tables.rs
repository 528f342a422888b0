//! Groups of constants: which of them are tables of Parse codes, and whose look-alikes are not.

use super::evidence::is_answer_body;
use super::{Keyed, Resolver, values};
use crate::model::catalogue;
use crate::model::facts::{CodeUse, Expr, Fate, Group, ScopeId, Site, Subject};
use crate::model::hashed::HashMap;
use crate::model::resolved::{Evidence, ResolvedUse};
use crate::model::source::Span;

/// Members whose name is a Parse name of their number; none where all of these names are single words, which anybody
/// may use.
pub(super) fn rightly_named<'m>(members: impl Iterator<Item = (&'m str, i64)>) -> usize {
    let right: Vec<&str> = members
        .filter(|(name, value)| catalogue::codes_named(name).contains(value))
        .map(|(name, _)| name)
        .collect();
    let telling = right.iter().any(|name| catalogue::is_unmistakable(name));
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

/// Whether a member of a table is a measure by its name (`PAGE_SIZE`, `TIMEOUT_MS`, `port`), and no code.
pub(super) fn is_measure(name: &str) -> bool {
    const MEASURES: [&str; 26] = [
        "size", "limit", "max", "min", "ms", "seconds", "minutes", "hours", "days", "port",
        "count", "page", "pages", "length", "width", "height", "retries", "attempts", "status",
        "http", "interval", "delay", "depth", "skip", "ttl", "version",
    ];
    if !catalogue::codes_named(name).is_empty() {
        return false;
    }
    let snake = catalogue::screaming_snake(name).to_ascii_lowercase();
    let last = snake.rsplit('_').next().unwrap_or_default();
    MEASURES.contains(&last)
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

    /// Where three cases of one switch, or keys of one table, speak for Parse, the other predefined ones are as likely.
    pub(super) fn settle_tables(&self, found: &mut [ResolvedUse<'_>]) {
        let mut telling: HashMap<Place<'_>, usize> = HashMap::default();
        for resolved in found.iter() {
            let tells = resolved.code().is_some_and(values::is_telling)
                && resolved.evidence > Evidence::Weak;
            if let Some(place) = self.place(resolved.code_use).filter(|_| tells) {
                *telling.entry(place).or_default() += 1;
            }
        }
        for resolved in found {
            let doubted = resolved.evidence == Evidence::Weak
                && resolved.code().is_some_and(catalogue::is_predefined);
            let place = self.place(resolved.code_use).filter(|_| doubted);
            if place.is_some_and(|place| telling.get(&place) >= Some(&TELLING)) {
                resolved.evidence = Evidence::Likely;
                let reason = "the other numbers beside it are Parse's";
                resolved.reasons.insert(0, reason.to_owned());
            }
        }
    }

    /// The switch or the table that a use is a case or a key of.
    fn place<'u>(&self, code_use: &'u CodeUse) -> Option<Place<'u>> {
        let Subject::Against { other } = &code_use.subject else {
            return None;
        };
        match code_use.site {
            Site::Case => Some(Place::Switch(code_use.context?)),
            Site::Lookup => Some(Place::Table(self.keyed(other, code_use.scope))),
            _ => None,
        }
    }
}

/// How many numbers that speak for Parse make a table Parse's.
const TELLING: usize = 3;

#[derive(PartialEq, Eq, Hash)]
enum Place<'a> {
    /// By the span of its head.
    Switch(Span),
    /// By what looks it up.
    Table(Keyed<'a>),
}
