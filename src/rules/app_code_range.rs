//! `app-code-range`: an app's own code outside 9000-9999.

use super::phrase;
use super::registry::{self, OWN};
use crate::model::catalogue;
use crate::model::finding::{Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::{Context, ResolvedUse, Role};

pub(crate) static RULE: Rule = Rule {
    id: "app-code-range",
    summary: "an app's own code outside 9000-9999",
    suggests: "a free code in 9000-9999",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/app-code-range.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    if resolved.role != Role::App {
        return None;
    }
    let code = phrase::own_code(resolved).filter(|code| !OWN.contains(code))?;
    let whose = match catalogue::range_of(code) {
        Some(range) if range.id == "server" => "reserved for Parse Server",
        Some(_) => "reserved for future use",
        None => "in nobody's range",
    };
    let label = Label::new(resolved.code_use.span, whose);
    let message = format!("the app's own error code {code} is outside 9000-9999");
    let finding = Finding::new(&RULE, label, message).related(phrase::name_label(resolved));
    let mut finding = finding.related(phrase::switch_label(resolved));
    finding.wants_code = Some(phrase::unused_code(resolved));
    if let Some(meant) = registry::meant(resolved, context) {
        finding.help = Some(format!(
            "`[app-codes]` has `{}` for what the message says",
            meant.constant
        ));
        finding.suggestions.push(meant);
    }
    Some(finding)
}
