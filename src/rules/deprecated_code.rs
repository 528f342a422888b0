//! `deprecated-code`: a code that the page calls deprecated.

use super::phrase;
use crate::model::finding::{Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::{Context, ResolvedUse};

pub(crate) static RULE: Rule = Rule {
    id: "deprecated-code",
    summary: "a code that the page calls deprecated",
    suggests: "what the page says",
    severity: Severity::Warning,
    since: "0.1.0",
    doc: include_str!("../../rules/deprecated-code.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, _: &Context<'_>) -> Option<Finding> {
    if resolved.name.as_ref().is_some_and(|name| name.right) {
        return None;
    }
    let code = resolved.code()?;
    let entry = crate::model::catalogue::entry(code).filter(|entry| entry.deprecated())?;
    let label = Label::new(resolved.code_use.span, format!("`{}`", entry.name()));
    let message = format!("the error code {code} (`{}`) is deprecated", entry.name());
    let help = format!("the page of error codes says: {}", entry.description());
    Some(
        Finding::new(&RULE, label, message)
            .help(help)
            .related(phrase::name_label(resolved)),
    )
}
