//! Functions and classes that hand a parameter on to an error, or compare it with a code, and what they are given.

use super::super::Resolver;
use super::super::evidence::Weighed;
use super::super::sources::{Source, sources};
use super::{Flow, MIDDLING, is_constant};
use crate::model::facts::{BindingId, CodeUse, Expr, Fate, Field, ScopeId, Subject};
use crate::model::resolved::Evidence;

impl Flow {
    /// A constant that is given to a function or class of another file.
    pub(super) fn given_abroad(
        &self,
        resolver: &Resolver<'_>,
        code_use: &CodeUse,
        path: &Expr,
        value: Option<i64>,
    ) -> Option<Weighed> {
        resolver.trace.grade()?;
        let value = match value {
            Some(value) => value,
            None if resolver.has_types() && is_constant(path) => MIDDLING,
            // Of another file's constant the number is asked before the function is.
            None => {
                let sources = sources(resolver, path, code_use.scope).into_iter();
                let mut abroad = sources.filter(|source| matches!(source, Source::Abroad(_)));
                abroad.find_map(|source| self.value(resolver, &source))?
            }
        };
        resolver.argument_abroad(code_use, value)
    }

    /// A function that hands a parameter on to an error, or compares it with the code of one.
    pub(super) fn note_helper(
        &mut self,
        resolver: &Resolver<'_>,
        helper: (BindingId, usize),
        code_use: &CodeUse,
        weighed: &Weighed,
    ) {
        let meets = match &code_use.subject {
            Subject::Argument { .. } => resolver.only_meets(code_use, self),
            Subject::Field(_) => false,
            Subject::Against { .. } => true,
            Subject::Assigned { .. } if resolver.has_types() => false,
            _ => return,
        };
        let known = self.helpers.contains_key(&helper);
        self.helpers
            .entry(helper)
            .or_insert_with(|| weighed.clone());
        if !meets {
            self.meets.remove(&helper);
        } else if !known {
            self.meets.insert(helper);
        }
    }

    /// Whether a function of the file only compares an argument with the code of an error.
    pub(in crate::resolve) fn is_met(&self, helper: (BindingId, usize)) -> bool {
        self.meets.contains(&helper)
    }

    /// A record that is handed to a function which takes its code: `fail(FAULTS.GONE)`.
    pub(super) fn open_records(
        &mut self,
        resolver: &Resolver<'_>,
        code_use: &CodeUse,
        path: &Expr,
    ) {
        let Subject::Argument { callee, index, .. } = &code_use.subject else {
            return;
        };
        if self.openers.is_empty() {
            return;
        }
        let (callee, scope) = resolver.constructor(callee, code_use.scope);
        let opened = resolver
            .callable(callee, scope)
            .and_then(|id| self.openers.get(&(id, *index)).cloned());
        if let Some(weighed) = opened {
            for span in resolver.records().codes(resolver, path, code_use.scope) {
                self.reach(resolver, &Source::Given(span), &weighed);
            }
        }
    }

    /// The grade of the code of an object that a function of the file takes apart: `fail({ code: 101 })`.
    pub(in crate::resolve) fn opened(
        &self,
        resolver: &Resolver<'_>,
        code_use: &CodeUse,
    ) -> Option<Weighed> {
        let Subject::Field(Field {
            key,
            parents,
            fate: Fate::Argument { callee, index, .. },
            ..
        }) = &code_use.subject
        else {
            return None;
        };
        if key != "code" || !parents.is_empty() {
            return None;
        }
        let (callee, scope) = resolver.constructor(callee, code_use.scope);
        let id = resolver.callable(callee, scope)?;
        self.openers.get(&(id, *index)).cloned()
    }

    /// The grade of an argument that a helper of the file hands on.
    pub(in crate::resolve) fn argument(
        &self,
        resolver: &Resolver<'_>,
        code_use: &CodeUse,
    ) -> Option<Weighed> {
        let Subject::Argument { callee, index, .. } = &code_use.subject else {
            return None;
        };
        let (callee, scope) = resolver.constructor(callee, code_use.scope);
        let id = resolver.callable(callee, scope)?;
        self.helpers.get(&(id, *index)).cloned()
    }

    /// The arguments (0-based) that a function or class of the file hands on; `meets`: those that it only compares.
    pub(in crate::resolve) fn taken(
        &self,
        resolver: &Resolver<'_>,
        callee: &Expr,
        scope: ScopeId,
        meets: bool,
    ) -> Vec<(usize, Evidence)> {
        let (callee, scope) = resolver.constructor(callee, scope);
        let Some(id) = resolver.callable(callee, scope) else {
            return Vec::new();
        };
        let helpers = self.helpers.iter().filter(|((of, _), _)| *of == id);
        let helpers = helpers.filter(|(helper, _)| self.is_met(**helper) == meets);
        let mut taken: Vec<_> = helpers
            .map(|((_, index), weighed)| (*index, weighed.evidence))
            .collect();
        taken.sort_unstable();
        taken
    }
}
