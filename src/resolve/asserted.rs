//! Small numbers that a test expects of `r.code()`: they are Parse's where the test file expects Parse's other codes of
//! what the same function answers.
//!
//! A process has a `code()` as well, and 1 and 2 are what it exits with; so it is asked who made the receiver.

use super::Resolver;
use super::values;
use crate::model::catalogue;
use crate::model::facts::{Bound, CodeUse, Expr, ScopeId, Site, Subject};
use crate::model::hashed::HashMap;
use crate::model::resolved::{Evidence, ResolvedUse};

/// How many names are followed to the call that made a receiver.
const HOPS: u8 = 8;
/// How many telling numbers make a function one that answers with Parse's.
const TELLING: usize = 2;

impl Resolver<'_> {
    pub(super) fn settle_assertions(&self, found: &mut [ResolvedUse<'_>]) {
        if !self.has_types() {
            return;
        }
        let mut telling: HashMap<String, usize> = HashMap::default();
        for resolved in found.iter() {
            let tells = resolved.evidence > Evidence::Weak
                && resolved.code().is_some_and(values::is_telling);
            if let Some(maker) = self.maker(resolved.code_use).filter(|_| tells) {
                *telling.entry(maker).or_default() += 1;
            }
        }
        let all: usize = telling.values().sum();
        for resolved in found {
            let doubted = resolved.evidence == Evidence::Weak
                && resolved.code().is_some_and(catalogue::is_predefined);
            let Some(maker) = self.maker(resolved.code_use).filter(|_| doubted) else {
                continue;
            };
            // The functions of one suite stand for each other where many tell.
            let same = telling.get(&maker).copied().unwrap_or_default();
            if same >= TELLING || same == 1 && all > TELLING {
                resolved.evidence = Evidence::Likely;
                let reason = format!("other answers of `{maker}` have Parse's codes here");
                resolved.reasons.insert(0, reason);
            }
        }
    }

    /// The function that made the value whose `code()` an assertion asks.
    fn maker(&self, code_use: &CodeUse) -> Option<String> {
        let Subject::Against { other } = &code_use.subject else {
            return None;
        };
        let Expr::Call { callee, .. } = other else {
            return None;
        };
        let Expr::Member(base, method) = callee.as_ref() else {
            return None;
        };
        let asserts = code_use.site == Site::Assertion && method == "code";
        if !asserts || self.is_exit(base, code_use.scope, HOPS) {
            return None;
        }
        self.maker_of(base, code_use.scope, HOPS)
    }

    fn maker_of(&self, value: &Expr, scope: ScopeId, hops: u8) -> Option<String> {
        let hops = hops.checked_sub(1)?;
        match value {
            Expr::Call { callee, .. } => callee.last_name().map(str::to_owned),
            Expr::Name(name) => {
                let (_, binding) = self.names.find(name, scope)?;
                match &binding.value {
                    Bound::Value(value) => self.maker_of(value, binding.scope, hops),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
