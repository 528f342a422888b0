//! Constants between files: those that others tell of (`Seed`), and those that this file tells of (`Demand`).

use super::super::Resolver;
use super::super::evidence::Weighed;
use super::super::offers::exported;
use super::super::sources::{Source, sources};
use super::{Flow, strictest};
use crate::model::facts::{CodeUse, Expr};
use crate::model::neighbours::Demand;
use crate::model::resolved::Role;
use crate::model::source::Span;

impl Flow {
    /// Constants that reach an error in another file.
    pub(super) fn note_seeds(&mut self, resolver: &Resolver<'_>) {
        for seed in resolver.around.seeds {
            let weighed = Weighed {
                evidence: seed.evidence,
                reasons: seed.reasons.clone(),
            };
            for found in exported(resolver.facts, &seed.items) {
                for source in self.exported_sources(resolver, &found.value, found.operand) {
                    self.reach(resolver, &source, &weighed);
                    let role = self.roles.entry(source).or_insert(seed.role);
                    *role = strictest(*role, seed.role);
                }
            }
        }
    }

    /// Where the numbers of what the file exports are written.
    pub(super) fn exported_sources(
        &self,
        resolver: &Resolver<'_>,
        value: &Expr,
        operand: Option<Span>,
    ) -> Vec<Source> {
        match operand {
            Some(span) => {
                let constant = self.written_at(resolver, span);
                vec![constant.unwrap_or(Source::Given(span))]
            }
            None => sources(resolver, value, 0),
        }
    }

    /// The constants of other files that reach an error here, in the order of their names.
    pub(in crate::resolve) fn demands(&self) -> Vec<Demand> {
        let abroad = self.reached.iter().filter_map(|(source, weighed)| {
            let Source::Abroad(route) = source else {
                return None;
            };
            Some(Demand {
                names: route.to_vec(),
                evidence: weighed.evidence,
                reasons: weighed.reasons.clone(),
            })
        });
        let mut demands: Vec<Demand> = abroad.collect();
        demands.sort_by(|a, b| a.names.cmp(&b.names));
        demands
    }

    /// Whose code a named literal is, where another file uses it.
    pub(in crate::resolve) fn role(
        &self,
        resolver: &Resolver<'_>,
        code_use: &CodeUse,
    ) -> Option<Role> {
        if self.roles.is_empty() {
            return None;
        }
        let source = self.written_at(resolver, code_use.span)?;
        self.roles.get(&source).copied()
    }
}
