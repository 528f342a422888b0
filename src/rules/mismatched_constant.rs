//! `mismatched-constant`: a constant bears a Parse error's name but not its value.

use super::{phrase, written};
use crate::model::catalogue;
use crate::model::finding::{Applicability, Finding, Judge, Label, Rule, Severity, Suggestion};
use crate::model::resolved::{Context, ResolvedUse, Spelling, Target};

pub(crate) static RULE: Rule = Rule {
    id: "mismatched-constant",
    summary: "a constant bears a Parse error's name but not its value",
    suggests: "the value, and the SDK's constant",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/mismatched-constant.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    let Target::Number(code) = resolved.target else {
        return None;
    };
    let name = resolved.name.as_ref().filter(|name| !name.right)?;
    let right = *name.claims.first()?;
    let label = Label::new(
        resolved.code_use.span,
        format!("`{}` is {right}", catalogue::entry(right)?.name()),
    );
    let message = format!(
        "`{}` is {right} on the Parse Platform, not {code}",
        name.name
    );
    let number = Suggestion::new(right.to_string(), Applicability::Unsafe)
        .writing(vec![written::renumbered(resolved, right)]);
    let constant = phrase::suggestion(resolved, context, right, Applicability::Unsafe);
    let help = match (context.spell)(resolved, right) {
        Spelling::Constant { path, .. } => {
            format!("write {right}, or use `{path}` instead of a constant of your own")
        }
        Spelling::None { .. } => format!("write {right}, or rename the constant"),
    };
    Some(
        Finding::new(&RULE, label, message)
            .help(help)
            .related(phrase::name_label(resolved))
            .suggest([number, constant]),
    )
}
