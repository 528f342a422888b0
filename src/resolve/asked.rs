//! What a comparison asks: whether the value that a number is held against looks like a code at all, and what the arm
//! of a `match` makes of it.

use super::Resolver;
use super::declared::Declared;
use super::evidence::Weighed;
use super::meaning::Meaning;
use crate::model::catalogue;
use crate::model::facts::{Binding, Bound, CodeUse, Expr, ScopeId};
use crate::model::resolved::Evidence;

/// How many names are followed.
const HOPS: u8 = 8;

impl Resolver<'_> {
    /// An arm that turns the number into a Parse error: `101 => ParseError::ObjectNotFound(..)`.
    pub(super) fn weigh_arm(
        &self,
        other: &Expr,
        code_use: &CodeUse,
        value: i64,
    ) -> Option<Weighed> {
        let gives = self.arms.get(&code_use.span)?;
        let (Meaning::ErrorClass { evidence, .. } | Meaning::Error { evidence, .. }) =
            self.meaning(gives, code_use.scope)
        else {
            return None;
        };
        let likely = catalogue::is_predefined(value) && self.is_code(other, code_use.scope, HOPS);
        likely.then(|| {
            let shown = gives.root_name().unwrap_or("it");
            let reason = format!("the arm makes `{shown}` of it");
            Weighed::new(evidence.min(Evidence::Likely), reason).because(self.trace.why())
        })
    }

    /// Whether a value is an error's code by its name or by where it comes from: not an errno, an exit code, a status.
    fn is_code(&self, value: &Expr, scope: ScopeId, hops: u8) -> bool {
        let Some(hops) = hops.checked_sub(1) else {
            return false;
        };
        if self.meaning(value, scope).is_foreign() {
            return false;
        }
        match value {
            Expr::Member(base, key) => {
                is_code_word(key) && self.declared(base, scope) != Declared::Other
            }
            Expr::Call { callee, .. } => match callee.as_ref() {
                Expr::Member(base, method) => {
                    is_code_word(method) && !self.is_exit(base, scope, HOPS)
                }
                callee => callee.last_name().is_some_and(is_code_word),
            },
            Expr::Name(name) => match self.names.find(name, scope) {
                Some((_, binding)) => self.is_bound_to_code(binding, hops),
                None => is_code_word(name),
            },
            Expr::Slot(id) => {
                let binding = self.names.get(*id);
                binding.is_some_and(|binding| self.is_bound_to_code(binding, hops))
            }
            Expr::Either(options) => options
                .iter()
                .any(|option| self.is_code(option, scope, hops)),
            _ => false,
        }
    }

    fn is_bound_to_code(&self, binding: &Binding, hops: u8) -> bool {
        match &binding.value {
            // A part of a tuple has no name of its own.
            Bound::Value(Expr::Member(base, part)) if part.parse::<usize>().is_ok() => {
                is_code_word(&binding.name) || self.is_code(base, binding.scope, hops)
            }
            Bound::Value(value) => self.is_code(value, binding.scope, hops),
            Bound::Parameter { function, .. } => {
                let function = function.as_deref().unwrap_or_default();
                let converts = matches!(
                    function.rsplit('.').next(),
                    Some("from" | "try_from" | "from_i32" | "from_i64" | "from_code")
                );
                converts || is_code_word(&binding.name)
            }
            _ => is_code_word(&binding.name),
        }
    }

    /// Whether a method `code()` of this is that of a process or of an HTTP status.
    pub(super) fn is_exit(&self, base: &Expr, scope: ScopeId, hops: u8) -> bool {
        const WORDS: [&str; 6] = ["status", "output", "exit", "child", "process", "wait"];
        let Some(hops) = hops.checked_sub(1) else {
            return false;
        };
        let name = base.last_name().unwrap_or_default().to_ascii_lowercase();
        if WORDS.iter().any(|word| name.contains(word)) {
            return true;
        }
        match base {
            Expr::Call { callee, .. } => self.is_exit(callee, scope, hops),
            Expr::Member(inner, _) => self.is_exit(inner, scope, hops),
            Expr::Name(name) => match self.names.find(name, scope) {
                Some((_, binding)) => {
                    let typed = binding.annotation.as_ref();
                    let typed = typed.and_then(Expr::last_name);
                    typed.is_some_and(|ty| matches!(ty, "ExitStatus" | "Output" | "StatusCode"))
                        || matches!(&binding.value, Bound::Value(value)
                            if self.is_exit(value, binding.scope, hops))
                }
                None => false,
            },
            _ => false,
        }
    }
}

/// A name of which `code` is a word, and no other system's code.
fn is_code_word(name: &str) -> bool {
    const OTHERS: [&str; 10] = [
        "status", "exit", "http", "os_", "raw", "key", "char", "signal", "return", "close",
    ];
    let name = name.to_ascii_lowercase();
    let words = name.split('_');
    let has = words
        .into_iter()
        .any(|word| matches!(word, "code" | "codes" | "errcode"));
    has && !OTHERS.iter().any(|other| name.contains(other))
}
