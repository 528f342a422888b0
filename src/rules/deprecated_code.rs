//! `deprecated-code`: a code that the page calls deprecated.

use super::phrase;
use crate::model::catalogue;
use crate::model::finding::{Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::{Context, Intent, ResolvedUse, Target};

pub(crate) static RULE: Rule = Rule {
    id: "deprecated-code",
    summary: "a code that the page calls deprecated",
    suggests: "what the page says",
    severity: Severity::Warning,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/deprecated-code.md"),
    judge: Judge::Use(judge),
};

/// What fits a missing parameter, and a push that cannot be sent.
const INSTEAD: [i64; 2] = [142, 115];

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    if resolved.name.as_ref().is_some_and(|name| name.right) {
        return None;
    }
    let (Target::Number(code) | Target::NumericText(code)) = resolved.target else {
        return None;
    };
    let entry = catalogue::entry(code).filter(|entry| entry.deprecated())?;
    let label = Label::new(resolved.code_use.span, format!("`{}`", entry.name()));
    let message = format!("the error code {code} (`{}`) is deprecated", entry.name());
    let help = help(resolved, context);
    Some(
        Finding::new(&RULE, label, message)
            .help(help)
            .related(phrase::name_label(resolved)),
    )
}

fn help(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> String {
    if resolved.intent == Intent::Compares {
        return "Parse Server sends no such error: the comparison can go".to_owned();
    }
    let [parameter, push] = INSTEAD.map(|code| phrase::written(resolved, context, code));
    format!("write {parameter} for a missing parameter, {push} for a push that cannot be sent")
}
