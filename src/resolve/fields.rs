//! How sure it is that a field of an object literal holds a Parse code: `{ code: n, message: .. }`.

use super::declared::Declared;
use super::evidence::{ERROR_TABLE, Weighed, is_rejecting};
use super::meaning::Meaning;
use super::{Resolver, tables};
use crate::model::catalogue;
use crate::model::facts::{CodeUse, Expr, Fate, Field};
use crate::model::resolved::Evidence;

/// `res.json(..)`, `res.send(..)`
pub(super) fn is_answer(fate: &Fate) -> bool {
    matches!(
        fate,
        Fate::Argument { callee, index: 0, .. } if matches!(callee.last_name(), Some("json" | "send"))
    )
}

/// A key beside the code that no error's body has.
pub(super) fn foreign_sibling(field: &Field) -> Option<&str> {
    const FOREIGN: [&str; 7] = [
        "status",
        "statusCode",
        "success",
        "data",
        "result",
        "reason",
        "errno",
    ];
    let mut siblings = field.siblings.iter().map(String::as_str);
    siblings.find(|sibling| FOREIGN.contains(sibling))
}

impl Resolver<'_> {
    /// `ParseError::ApiError { code: n, .. }`, `Failure { code: n, error: .. }`
    fn weigh_built(&self, class: &Expr, field: &Field, code_use: &CodeUse) -> Option<Weighed> {
        if field.key != "code" {
            return None;
        }
        let trace = self.trace.grade()?;
        match self.meaning(class, code_use.scope) {
            Meaning::ErrorClass { evidence, .. } | Meaning::Parse { evidence } => Some(
                Weighed::new(evidence, "it is the code of a Parse error").because(self.trace.why()),
            ),
            Meaning::Foreign { .. } => None,
            _ if self.declared_type(class, code_use.scope) == Declared::Other => None,
            _ => {
                let body = field.siblings.iter().any(|sibling| sibling == "error");
                let grade = if body {
                    Evidence::Likely
                } else {
                    Evidence::Weak
                };
                let reason = "a value is built with this code";
                Some(Weighed::new(grade.min(trace), reason).because(self.trace.why()))
            }
        }
    }

    /// `{ code: n, .. }`
    pub(super) fn weigh_field(
        &self,
        field: &Field,
        code_use: &CodeUse,
        value: i64,
    ) -> Option<Weighed> {
        if let Fate::Built { class } = &field.fate {
            return self.weigh_built(class, field, code_use);
        }
        let trace = self.trace.bodies()?;
        let has = |key: &str| field.siblings.iter().any(|sibling| sibling == key);
        let in_error = field.parents.last().is_some_and(|key| key == "error");
        if self.is_called(code_use)
            || foreign_sibling(field).is_some()
            || tables::is_foreign_fate(self, &field.fate, code_use.scope)
        {
            return None;
        }
        let body = has("error") || (in_error && has("message"));
        let failure = has("message") || has("msg");
        let raised = self.is_raised(&field.fate, code_use);
        // What a webhook answers with, Parse Server does not pass on.
        if in_error && !catalogue::is_predefined(value) && is_answer(&field.fate) {
            return None;
        }
        let expected = matches!(field.fate, Fate::Expected { .. });
        let returned = field.fate == Fate::Returned;
        let (grade, reason) = match () {
            () if body && !returned => (Evidence::Likely, "it stands in the body of a Parse error"),
            () if body && catalogue::is_predefined(value) => {
                (Evidence::Likely, "it stands in the body of a Parse error")
            }
            () if failure && raised => (
                Evidence::Likely,
                "an error is raised with this code and message",
            ),
            () if failure && expected => (
                Evidence::Likely,
                "an error with this code and message is expected",
            ),
            () if raised && self.rejects_parse(&field.fate, code_use) => {
                (Evidence::Likely, "a call of Parse's is rejected with it")
            }
            () if raised && field.siblings.is_empty() => {
                (Evidence::Weak, "something is raised with this code")
            }
            () if failure && self.records().are_parse(self, code_use) => (
                Evidence::Likely,
                "records beside it have constants of the SDK as their codes",
            ),
            () if expected => (
                self.expected_grade(field, code_use),
                "an object with this code is expected",
            ),
            () if returned => return None,
            () => (Evidence::Weak, "an object has this code"),
        };
        Some(Weighed::new(grade.min(trace), reason).because(self.trace.why()))
    }

    /// Whether an object becomes an error: thrown, rejected, or handed to a call of Parse's.
    fn is_raised(&self, fate: &Fate, code_use: &CodeUse) -> bool {
        match fate {
            Fate::Thrown => true,
            Fate::Argument {
                callee, index: 0, ..
            } => is_rejecting(callee) || callee.last_name() == Some("next"),
            Fate::Argument { callee, label, .. } => {
                let table = label.as_deref() == Some(ERROR_TABLE);
                table || self.meaning(callee, code_use.scope).parse().is_some()
            }
            _ => false,
        }
    }

    /// Whether an object of JSON-RPC holds the one at hand.
    fn is_called(&self, code_use: &CodeUse) -> bool {
        let mut around = self.facts.envelopes.iter();
        around.any(|envelope| {
            envelope.span.contains(code_use.span)
                && envelope.keys.iter().any(|key| key == "jsonrpc")
        })
    }

    /// `query.get.mockRejectedValue({ code: n })`
    fn rejects_parse(&self, fate: &Fate, code_use: &CodeUse) -> bool {
        let Fate::Argument { callee, .. } = fate else {
            return false;
        };
        is_rejecting(callee) && self.meaning(callee, code_use.scope).parse().is_some()
    }

    /// `expect(error).toMatchObject({ code: n })`
    fn expected_grade(&self, field: &Field, code_use: &CodeUse) -> Evidence {
        let Fate::Expected { other } = &field.fate else {
            return Evidence::Weak;
        };
        // The subject of `expect(promise).rejects` is a promise of Parse's.
        let ours = self.meaning(other, code_use.scope).parse().is_some();
        let looks = self.looks_like_error(other, code_use.scope, 4);
        if field.siblings.is_empty() && (ours || looks) {
            Evidence::Likely
        } else {
            Evidence::Weak
        }
    }
}
