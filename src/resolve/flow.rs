//! Constants on their way to an error: which named numbers of the file are codes, because they reach a Parse error or
//! stand in a table of Parse codes.

use std::collections::{HashMap, VecDeque};

use super::evidence::Weighed;
use super::meaning::Meaning;
use super::{Resolver, stronger, tables};
use crate::model::catalogue;
use crate::model::facts::{BindingId, Bound, CodeUse, Expr, GroupId, Operand, ScopeId, Subject};
use crate::model::resolved::Evidence;
use crate::model::source::Span;

/// How many names a constant is followed through.
const HOPS: u8 = 6;
/// How many places a path is followed to.
const MAX_SOURCES: usize = 64;

/// Where the numbers behind a path are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Source {
    /// The literals of `const name = ..`.
    Binding(BindingId),
    /// A member of a group, by its index.
    Member(GroupId, usize),
    /// `error.code = ..`, by the number.
    Given(Span),
}

#[derive(Default)]
pub(super) struct Flow {
    /// Bindings and members that a Parse error's code is given or compared with.
    reached: HashMap<Source, Weighed>,
    /// Groups of which one member does so, or of which two are rightly named.
    tables: HashMap<GroupId, Weighed>,
    /// Rightly named constants side by side, by binding.
    named: HashMap<BindingId, Weighed>,
    /// The literals of the reached and named bindings.
    literals: HashMap<Span, BindingId>,
    values: HashMap<BindingId, i64>,
    /// Functions and classes of the file that hand a parameter (0-based) on to a Parse error.
    helpers: HashMap<(BindingId, usize), Weighed>,
}

/// How many helpers stand between a call and the error at most.
const ROUNDS: usize = 3;

impl Flow {
    pub(super) fn new(resolver: &Resolver<'_>) -> Self {
        let mut flow = Flow::default();
        flow.note_literals(resolver);
        flow.note_named(resolver);
        flow.note_tables(resolver);
        for _ in 0..ROUNDS {
            let known = flow.helpers.len();
            flow.note_reached(resolver);
            if flow.helpers.len() == known {
                break;
            }
        }
        flow
    }

    fn note_literals(&mut self, resolver: &Resolver<'_>) {
        for code_use in &resolver.facts.uses {
            let (Subject::Named { name, group: None }, Operand::Number(value)) =
                (&code_use.subject, &code_use.operand)
            else {
                continue;
            };
            if let Some((id, _)) = resolver.names.find(name, code_use.scope) {
                self.literals.insert(code_use.span, id);
                self.values.entry(id).or_insert(*value);
            }
        }
    }

    /// Two constants of the module with Parse names of their numbers make it a table; then every constant that bears a
    /// Parse name is one of it.
    fn note_named(&mut self, resolver: &Resolver<'_>) {
        if tables::is_look_alike(resolver, None) {
            return;
        }
        let top = |id: &BindingId| resolver.names.get(*id).filter(|binding| binding.scope == 0);
        let claims = |id: &BindingId| {
            top(id).map_or(&[][..], |binding| catalogue::codes_named(&binding.name))
        };
        let ids: Vec<BindingId> = self.values.keys().copied().collect();
        let named = ids
            .iter()
            .filter_map(|id| Some((top(id)?.name.as_str(), self.values[id])));
        let right = tables::rightly_named(named);
        if right < 2 {
            return;
        }
        for id in ids.iter().filter(|id| !claims(id).is_empty()) {
            let grade = table_grade(resolver, right);
            self.named.insert(
                *id,
                Weighed::new(grade, "it stands among constants with Parse names"),
            );
        }
    }

    fn note_tables(&mut self, resolver: &Resolver<'_>) {
        for (id, group) in resolver.facts.groups.iter().enumerate() {
            let members = group.members.iter();
            let right =
                tables::rightly_named(members.map(|member| (member.name.as_str(), member.value)));
            if right < 2
                || tables::is_look_alike(resolver, Some(group))
                || tables::is_http_statuses(group)
            {
                continue;
            }
            let reason = format!("{right} members of its table have Parse names of their numbers");
            self.tables.insert(
                to_id(id),
                Weighed::new(table_grade(resolver, right), reason),
            );
        }
    }

    /// Follows every name that a Parse error meets to where its number is written.
    fn note_reached(&mut self, resolver: &Resolver<'_>) {
        for code_use in &resolver.facts.uses {
            let Operand::Path(path) = &code_use.operand else {
                continue;
            };
            let sources = sources(resolver, path, code_use.scope);
            let value = sources
                .iter()
                .find_map(|source| self.value(resolver, *source));
            let weighed = resolver
                .weigh(code_use, value.unwrap_or(0))
                .or_else(|| self.argument(resolver, code_use));
            let Some(weighed) = weighed.filter(|weighed| weighed.evidence > Evidence::Weak) else {
                continue;
            };
            let weighed = weighed.because(format!(
                "`{}` reaches it",
                path.dotted().unwrap_or_default()
            ));
            for source in sources {
                self.reach(resolver, source, &weighed);
                if let (Source::Binding(id), Subject::Argument { .. } | Subject::Field(_)) =
                    (source, &code_use.subject)
                    && let Some(helper) = resolver.names.callable_of(id)
                {
                    self.helpers
                        .entry(helper)
                        .or_insert_with(|| weighed.clone());
                }
            }
        }
    }

    /// The number that is written there; the first of several.
    fn value(&self, resolver: &Resolver<'_>, source: Source) -> Option<i64> {
        match source {
            Source::Binding(id) => self.values.get(&id).copied(),
            Source::Member(group, member) => {
                let group = resolver.facts.groups.get(group as usize)?;
                group.members.get(member).map(|member| member.value)
            }
            Source::Given(_) => None,
        }
    }

    fn reach(&mut self, resolver: &Resolver<'_>, source: Source, weighed: &Weighed) {
        let known = self
            .reached
            .entry(source)
            .or_insert_with(|| weighed.clone());
        known.evidence = stronger(known.evidence, weighed.evidence);
        if let Source::Member(group, _) = source
            && let Some(found) = resolver.facts.groups.get(group as usize)
            && !tables::is_http_statuses(found)
            && !tables::is_look_alike(resolver, Some(found))
        {
            let table = Weighed::new(
                weighed.evidence,
                "a member of its table reaches a Parse error",
            );
            self.tables.entry(group).or_insert(table);
        }
    }

    /// The grade of an argument that a helper of the file hands on.
    pub(super) fn argument(&self, resolver: &Resolver<'_>, code_use: &CodeUse) -> Option<Weighed> {
        let Subject::Argument {
            callee: Expr::Name(name),
            index,
            ..
        } = &code_use.subject
        else {
            return None;
        };
        let (id, _) = resolver.names.find(name, code_use.scope)?;
        self.helpers.get(&(id, *index)).cloned()
    }

    /// The grade of a number that a member is given, where the member reaches a Parse error.
    pub(super) fn written(&self, code_use: &CodeUse) -> Option<Weighed> {
        match code_use.subject {
            Subject::Assigned { .. } => self.reached.get(&Source::Given(code_use.span)).cloned(),
            _ => None,
        }
    }

    /// The grade of a named literal; `None` where its constant is nobody's business.
    pub(super) fn constant(&self, code_use: &CodeUse, group: Option<GroupId>) -> Option<Weighed> {
        if let Some(group) = group {
            return self.tables.get(&group).cloned();
        }
        let id = self.literals.get(&code_use.span)?;
        self.reached
            .get(&Source::Binding(*id))
            .or_else(|| self.named.get(id))
            .cloned()
    }

    /// The number behind a name of the project's own, where it is a code.
    pub(super) fn reference(
        &self,
        resolver: &Resolver<'_>,
        path: &Expr,
        scope: ScopeId,
    ) -> Option<Reference> {
        sources(resolver, path, scope)
            .into_iter()
            .find_map(|source| match source {
                Source::Given(_) => None,
                Source::Binding(id) => {
                    let weighed = self.reached.get(&source).or_else(|| self.named.get(&id))?;
                    Some(Reference {
                        value: *self.values.get(&id)?,
                        weighed: weighed.clone(),
                        http_status: false,
                    })
                }
                Source::Member(group, member) => {
                    let found = resolver.facts.groups.get(group as usize)?;
                    let http_status = tables::is_http_statuses(found);
                    let weighed = self
                        .tables
                        .get(&group)
                        .or_else(|| self.reached.get(&source).filter(|_| http_status))?;
                    Some(Reference {
                        value: found.members.get(member)?.value,
                        weighed: weighed.clone(),
                        http_status,
                    })
                }
            })
    }
}

/// A constant of the project's own that is a code.
pub(super) struct Reference {
    pub(super) value: i64,
    pub(super) weighed: Weighed,
    /// It is a member of an enum of HTTP statuses.
    pub(super) http_status: bool,
}

fn table_grade(resolver: &Resolver<'_>, right: usize) -> Evidence {
    if right >= 3 || resolver.trace.grade().is_some() {
        Evidence::Certain
    } else {
        Evidence::Likely
    }
}

fn to_id(index: usize) -> GroupId {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Where the numbers behind a path are written, in this file: names are followed breadth first, each once.
fn sources(resolver: &Resolver<'_>, path: &Expr, scope: ScopeId) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open = VecDeque::from([(path, scope, HOPS)]);
    while let Some((path, scope, hops)) = open.pop_front() {
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
                    continue;
                };
                let source = Source::Binding(id);
                if found.contains(&source) || found.len() >= MAX_SOURCES {
                    continue;
                }
                found.push(source);
                if let Bound::Value(value) = &binding.value {
                    open.push_back((value, binding.scope, hops));
                }
            }
            Expr::Member(base, name) => {
                found.extend(members(resolver, base, name, scope, hops));
                found.extend(given(resolver, path, scope));
            }
            Expr::Either(options) => {
                // An alternative is no hop.
                open.extend(options.iter().map(|option| (option, scope, hops + 1)));
            }
            _ => {}
        }
    }
    found
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
