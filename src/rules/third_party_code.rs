//! `third-party-code`: a third-party component invents a code.

use super::phrase;
use crate::model::finding::{Applicability, Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::{Context, Intent, ResolvedUse, Role};

/// What the policy gives to adapters and plug-ins.
const INTERNAL_SERVER_ERROR: i64 = 1;

pub(crate) static RULE: Rule = Rule {
    id: "third-party-code",
    summary: "a third-party component invents a code",
    suggests: "`INTERNAL_SERVER_ERROR` (1) with the facts in the message",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/third-party-code.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    if resolved.role != Role::ThirdParty || resolved.intent == Intent::Compares {
        return None;
    }
    let code = phrase::own_code(resolved)?;
    let label = Label::new(resolved.code_use.span, "a code of its own");
    let message = format!("a third-party component invents the error code {code}");
    let suggestion = phrase::suggestion(
        resolved,
        context,
        INTERNAL_SERVER_ERROR,
        Applicability::Unsafe,
    );
    let help = format!(
        "write {} and put the facts into the message, or use another predefined code",
        phrase::written(resolved, context, INTERNAL_SERVER_ERROR)
    );
    Some(
        Finding::new(&RULE, label, message)
            .help(help)
            .related(phrase::name_label(resolved))
            .suggest([suggestion]),
    )
}
