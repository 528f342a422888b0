//! Names that lead to other files of the project: where they lead, and what is asked there.
//!
//! Which file a module is, the pipeline knows (`Neighbours`); what the file answers is put together in `offers`. A file is
//! asked only about what a use of this one depends on.

use std::sync::Arc;

use super::Resolver;
use super::evidence::Weighed;
use super::flow::Flow;
use super::modules::is_local_module;
use crate::model::facts::{Bound, CodeUse, Expr, ScopeId, Subject};
use crate::model::neighbours::Offer;
use crate::model::resolved::{Evidence, Package};

/// How many names are followed within the file.
const HOPS: u8 = 12;

/// Names that begin with a module of the project.
pub(super) type Route = Arc<[String]>;

impl Resolver<'_> {
    /// Where an expression leads outside of the file: through imports, destructuring and names for them.
    pub(super) fn route(&self, expr: &Expr, scope: ScopeId) -> Option<Route> {
        let mut names = self.names_of(expr, scope, HOPS)?;
        names.reverse();
        Some(names.into())
    }

    /// The names, last first.
    fn names_of(&self, expr: &Expr, scope: ScopeId, hops: u8) -> Option<Vec<String>> {
        let hops = hops.checked_sub(1)?;
        match expr {
            Expr::Module(module) => self.is_ours(module).then(|| vec![module.clone()]),
            Expr::Member(base, name) => {
                let base = self.names_of(base, scope, hops)?;
                Some([vec![name.clone()], base].concat())
            }
            Expr::Name(name) => match self.names.find(name, scope) {
                Some((_, binding)) => match &binding.value {
                    Bound::Value(value) => self.names_of(value, binding.scope, hops),
                    _ => None,
                },
                None => self.names_of_glob(name, hops),
            },
            Expr::Slot(id) => {
                let binding = self.names.get(*id)?;
                match &binding.value {
                    Bound::Value(value) => self.names_of(value, binding.scope, hops),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A name that nothing in the file binds, where the names of one whole module are bound.
    fn names_of_glob(&self, name: &str, hops: u8) -> Option<Vec<String>> {
        self.facts.globs.iter().find_map(|(scope, module)| {
            let mut names = self.names_of(module, *scope, hops)?;
            names.insert(0, name.to_owned());
            let ordered: Vec<String> = names.iter().rev().cloned().collect();
            let known = self.around.neighbours.offer(&ordered)?;
            known.is_something().then_some(names)
        })
    }

    /// Whether a module is one of the project's.
    fn is_ours(&self, module: &str) -> bool {
        let near = |package: &Package| package.is_near(module) || package.is_alias(module);
        is_local_module(module) || self.around.package.is_some_and(near)
    }

    /// What an expression that leads to another file is there.
    pub(super) fn offer(&self, expr: &Expr, scope: ScopeId) -> Option<Arc<Offer>> {
        self.around.neighbours.offer(&self.route(expr, scope)?)
    }

    /// The grade of an argument that a function or class of another file hands on to a Parse error.
    pub(super) fn argument_abroad(&self, code_use: &CodeUse, value: i64) -> Option<Weighed> {
        let Subject::Argument { callee, index, .. } = &code_use.subject else {
            return None;
        };
        // A helper is asked about numbers that only a code can be: 1 is everybody's.
        if (-99..100).contains(&value) {
            return None;
        }
        let (callee, scope) = self.constructor(callee, code_use.scope);
        let offer = self.offer(callee, scope)?;
        let of = |taken: &[(usize, Evidence)]| {
            let found = taken.iter().find(|(taken, _)| taken == index);
            found.map(|(_, evidence)| *evidence)
        };
        let shown = callee.dotted().unwrap_or_else(|| "it".into());
        let (evidence, does) = match of(&offer.takes) {
            Some(evidence) => (evidence, "gives it to a Parse error"),
            None => (of(&offer.meets)?, "compares it with a Parse error's code"),
        };
        Some(Weighed::new(
            evidence,
            format!("`{shown}` of another file {does}"),
        ))
    }

    /// Whether an argument is only compared with a Parse error's code by the function that takes it.
    pub(super) fn only_meets(&self, code_use: &CodeUse, flow: &Flow) -> bool {
        let Subject::Argument { callee, index, .. } = &code_use.subject else {
            return false;
        };
        if let Some(id) = self.callable(callee, code_use.scope) {
            return flow.is_met((id, *index));
        }
        if !self.asks_abroad() {
            return false;
        }
        let offer = self.offer(callee, code_use.scope);
        offer.is_some_and(|offer| {
            let of = |taken: &[(usize, Evidence)]| taken.iter().any(|(taken, _)| taken == index);
            of(&offer.meets) && !of(&offer.takes)
        })
    }

    /// Where a function or a method that is called stands, outside of the file.
    pub(super) fn route_of_callee(&self, callee: &Expr, scope: ScopeId) -> Option<Route> {
        if let Some(route) = self.route(callee, scope) {
            return Some(route);
        }
        let Expr::Member(base, method) = callee else {
            return None;
        };
        let (ty, scope) = self.type_of(base, scope, HOPS)?;
        self.route(&ty.member(method.as_str()), scope)
    }

    /// The class whose constructor takes the arguments: a class without one leaves them to the class that it extends.
    pub(super) fn constructor<'e>(
        &'e self,
        callee: &'e Expr,
        scope: ScopeId,
    ) -> (&'e Expr, ScopeId) {
        let (mut callee, mut scope) = (callee, scope);
        for _ in 0..HOPS {
            let Expr::Name(name) = callee else { break };
            let Some((id, binding)) = self.names.find(name, scope) else {
                break;
            };
            match &binding.value {
                Bound::Class {
                    extends: Some(base),
                } if !self.names.has_parameters(id) => {
                    (callee, scope) = (base, binding.scope);
                }
                _ => break,
            }
        }
        (callee, scope)
    }
}
