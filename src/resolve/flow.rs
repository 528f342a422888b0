//! Constants on their way to an error: which named numbers of the file are codes, because they reach a Parse error or
//! stand in a table of Parse codes, and which constants of other files reach an error here.
//!
//! `sources` follows names to where their numbers are written, `helpers` notes what hands its arguments on, `shared` speaks
//! with other files.

mod helpers;
mod shared;

use super::evidence::Weighed;
use super::sources::{Source, sources, to_id};
use super::{Resolver, stronger, tables};
use crate::model::catalogue;
use crate::model::facts::{
    BindingId, CodeUse, Expr, GroupId, GroupKind, Operand, ScopeId, Subject,
};
use crate::model::hashed::{HashMap, HashSet};
use crate::model::resolved::{Evidence, Role};
use crate::model::source::Span;

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
    /// .. those of them that only compare it with the code of one.
    meets: HashSet<(BindingId, usize)>,
    /// Those that hand on the `code` of a parameter.
    openers: HashMap<(BindingId, usize), Weighed>,
    /// Whose code a constant is that another file uses.
    roles: HashMap<Source, Role>,
}

/// Stands for a number that is not known: one that only a code can be.
const MIDDLING: i64 = 101;

/// How many helpers stand between a call and the error at most.
const ROUNDS: usize = 3;

impl Flow {
    pub(super) fn new(resolver: &Resolver<'_>) -> Self {
        let mut flow = Flow::default();
        flow.note_literals(resolver);
        flow.note_named(resolver);
        flow.note_tables(resolver);
        flow.note_seeds(resolver);
        for _ in 0..ROUNDS {
            let known = flow.helpers.len() + flow.openers.len();
            flow.note_reached(resolver);
            if flow.helpers.len() + flow.openers.len() == known {
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
        let own = self.beside_named(resolver);
        for id in ids
            .iter()
            .filter(|id| !claims(id).is_empty() || own.contains(id))
        {
            let grade = table_grade(resolver, right);
            self.named.insert(
                *id,
                Weighed::new(grade, "it stands among constants with Parse names"),
            );
        }
    }

    /// In a file of nothing but constants: those of the type that rightly named ones have.
    fn beside_named(&self, resolver: &Resolver<'_>) -> HashSet<BindingId> {
        let table = resolver.facts.table.iter();
        let placed: Vec<(BindingId, &str)> = table
            .filter_map(|(span, ty)| Some((*self.literals.get(span)?, ty.as_str())))
            .collect();
        let named = |id: BindingId| {
            let name = resolver.names.get(id).map(|binding| binding.name.as_str());
            let value = self.values.get(&id);
            name.zip(value.copied())
        };
        let is_table = |ty: &str| {
            let of = placed.iter().filter(|(_, other)| *other == ty);
            ty != "usize" && tables::rightly_named(of.filter_map(|(id, _)| named(*id))) >= 2
        };
        let own = placed.iter().filter(|(_, ty)| is_table(ty));
        own.map(|(id, _)| *id).collect()
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

    /// The constant whose number stands there.
    fn written_at(&self, resolver: &Resolver<'_>, span: Span) -> Option<Source> {
        if let Some(id) = self.literals.get(&span) {
            return Some(Source::Binding(*id));
        }
        let groups = resolver.facts.groups.iter().enumerate();
        let mut found = groups.filter_map(|(id, group)| {
            let mut members = group.members.iter();
            let at = members.position(|member| member.span == span)?;
            Some(Source::Member(to_id(id), at))
        });
        found.next()
    }

    /// Follows every name that a Parse error meets to where its number is written.
    fn note_reached(&mut self, resolver: &Resolver<'_>) {
        // Without a trace of Parse no value is an error of Parse's: nobody has to be asked what it is compared with.
        if resolver.has_types() && !resolver.asks_abroad() {
            return;
        }
        for code_use in &resolver.facts.uses {
            let Operand::Path(path) = &code_use.operand else {
                continue;
            };
            let sources = sources(resolver, path, code_use.scope);
            // Only a comparison is weighed by the number; other files are asked for it then.
            let compares = matches!(code_use.subject, Subject::Against { .. });
            let mut known = sources
                .iter()
                .filter(|source| compares || !matches!(source, Source::Abroad(_)));
            let value = known.find_map(|source| self.value(resolver, source));
            self.open_records(resolver, code_use, path);
            let weighed = resolver
                .weigh(code_use, value.unwrap_or(0))
                .or_else(|| self.argument(resolver, code_use))
                .or_else(|| self.given_abroad(resolver, code_use, path, value));
            let Some(weighed) = weighed.filter(|weighed| weighed.evidence > Evidence::Weak) else {
                continue;
            };
            if weighed.evidence == Evidence::Likely && resolver.is_status(path, code_use.scope) {
                continue;
            }
            let weighed =
                weighed.because(format!("`{}` reaches it", shown(path).unwrap_or_default()));
            for source in sources {
                self.reach(resolver, &source, &weighed);
                if let Source::Part(parameter) = source
                    && matches!(
                        code_use.subject,
                        Subject::Argument { .. } | Subject::Field(_)
                    )
                    && let Some(helper) = resolver.names.callable_of(parameter)
                {
                    self.openers
                        .entry(helper)
                        .or_insert_with(|| weighed.clone());
                }
                if let Source::Binding(id) = source
                    && let Some(helper) = resolver.names.callable_of(id)
                {
                    self.note_helper(resolver, helper, code_use, &weighed);
                }
            }
        }
    }

    /// The number that is written there; the first of several.
    fn value(&self, resolver: &Resolver<'_>, source: &Source) -> Option<i64> {
        match source {
            Source::Binding(id) => self.values.get(id).copied(),
            Source::Member(group, member) => {
                let group = resolver.facts.groups.get(*group as usize)?;
                group.members.get(*member).map(|member| member.value)
            }
            Source::Given(_) | Source::Part(_) => None,
            Source::Abroad(route) => resolver.around.neighbours.offer(route)?.value,
        }
    }

    /// The number that an expression at the top of the file is; `operand` where it is written right there.
    pub(super) fn number(
        &self,
        resolver: &Resolver<'_>,
        value: &Expr,
        operand: Option<Span>,
    ) -> Option<Number> {
        let sources = self.exported_sources(resolver, value, operand);
        let local = sources
            .iter()
            .filter(|source| !matches!(source, Source::Abroad(_)));
        let mut found = local.filter_map(|source| {
            Some(Number {
                value: self.value(resolver, source)?,
                http_status: is_http_status(resolver, source),
            })
        });
        found.next()
    }

    fn reach(&mut self, resolver: &Resolver<'_>, source: &Source, weighed: &Weighed) {
        let known = self
            .reached
            .entry(source.clone())
            .or_insert_with(|| weighed.clone());
        known.evidence = stronger(known.evidence, weighed.evidence);
        if let Source::Member(group, _) = *source
            && let Some(found) = resolver.facts.groups.get(group as usize)
            && found.kind != GroupKind::Exports
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

    /// The grade of a number that a member is given, where the member reaches a Parse error.
    pub(super) fn written(&self, code_use: &CodeUse) -> Option<Weighed> {
        match code_use.subject {
            Subject::Assigned { .. } | Subject::Field(_) => {
                self.reached.get(&Source::Given(code_use.span)).cloned()
            }
            _ => None,
        }
    }

    /// The grade of a named literal; `None` where its constant is nobody's business.
    pub(super) fn constant(
        &self,
        resolver: &Resolver<'_>,
        code_use: &CodeUse,
        group: Option<GroupId>,
    ) -> Option<Weighed> {
        if let Some(group) = group {
            let found = resolver.facts.groups.get(group as usize)?;
            let reached = || {
                let source = self.written_at(resolver, code_use.span)?;
                self.reached.get(&source).cloned()
            };
            return match self.tables.get(&group) {
                // A size or a port among codes.
                Some(_) if is_measure(code_use) => reached(),
                Some(table) => Some(table.clone()),
                None if found.kind == GroupKind::Exports && !tables::is_http_statuses(found) => {
                    reached()
                }
                None => None,
            };
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
            .find_map(|source| match &source {
                Source::Given(_) | Source::Part(_) => None,
                Source::Abroad(route) => {
                    let weighed = self.reached.get(&source)?;
                    let offer = resolver.around.neighbours.offer(route)?;
                    Some(Reference {
                        value: offer.value?,
                        weighed: weighed.clone(),
                        http_status: offer.http_status,
                    })
                }
                Source::Binding(id) => {
                    let weighed = self.reached.get(&source).or_else(|| self.named.get(id))?;
                    Some(Reference {
                        value: *self.values.get(id)?,
                        weighed: weighed.clone(),
                        http_status: false,
                    })
                }
                Source::Member(group, member) => {
                    let found = resolver.facts.groups.get(*group as usize)?;
                    let http_status = tables::is_http_statuses(found);
                    let alone = http_status || found.kind == GroupKind::Exports;
                    let weighed = self
                        .tables
                        .get(group)
                        .or_else(|| self.reached.get(&source).filter(|_| alone))?;
                    Some(Reference {
                        value: found.members.get(*member)?.value,
                        weighed: weighed.clone(),
                        http_status,
                    })
                }
            })
    }
}

/// Whether a path ends as constants do: `codes::GONE`.
fn is_constant(path: &Expr) -> bool {
    let name = path.last_name().unwrap_or_default();
    name.len() > 1 && !name.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn shown(path: &Expr) -> Option<String> {
    match path {
        Expr::Call { callee, .. } => callee.dotted(),
        path => path.dotted(),
    }
}

/// A number of the file.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: i64,
    /// It is a member of an enum of HTTP statuses.
    pub(super) http_status: bool,
}

fn is_http_status(resolver: &Resolver<'_>, source: &Source) -> bool {
    let Source::Member(group, _) = source else {
        return false;
    };
    let group = resolver.facts.groups.get(*group as usize);
    group.is_some_and(tables::is_http_statuses)
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

fn is_measure(code_use: &CodeUse) -> bool {
    matches!(&code_use.subject, Subject::Named { name, .. } if tables::is_measure(name))
}

/// The role with the narrower range: whoever else uses a constant, it has to be right for that one.
fn strictest(one: Role, other: Role) -> Role {
    let rank = |role| match role {
        Role::ThirdParty => 2,
        Role::Server => 1,
        Role::App => 0,
    };
    if rank(other) > rank(one) { other } else { one }
}
