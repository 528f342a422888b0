//! `server-code-range`: a server component uses a code above 4999.

use super::phrase;
use crate::model::finding::{Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::{Context, Intent, ResolvedUse, Role};

/// The highest code that Parse Server and its modules may use.
const HIGHEST: i64 = 4999;

pub(crate) static RULE: Rule = Rule {
    id: "server-code-range",
    summary: "a server component uses a code above 4999",
    suggests: "a free code up to 4999",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/server-code-range.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, _: &Context<'_>) -> Option<Finding> {
    if resolved.role != Role::Server || resolved.intent == Intent::Compares {
        return None;
    }
    let code = phrase::own_code(resolved).filter(|code| *code > HIGHEST)?;
    let label = Label::new(resolved.code_use.span, "outside the server's range");
    let message =
        format!("a server component uses the error code {code}, which is above {HIGHEST}");
    let mut finding = Finding::new(&RULE, label, message).related(phrase::name_label(resolved));
    finding.wants_code = Some(phrase::unused_code(resolved));
    Some(finding)
}
