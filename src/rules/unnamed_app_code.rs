//! `unnamed-app-code`: an app's own code written as a literal.

use super::phrase;
use super::registry::{self, OWN};
use crate::model::facts::Site;
use crate::model::finding::{Applicability, Finding, Judge, Label, Rule, Severity, Suggestion};
use crate::model::resolved::{Context, ResolvedUse, Role, Target};

pub(crate) static RULE: Rule = Rule {
    id: "unnamed-app-code",
    summary: "an app code, 9000-9999, written as a literal",
    suggests: "its constant, else to name it in `[app-codes]`",
    severity: Severity::Warning,
    opt_in: true,
    since: "0.1.0",
    doc: include_str!("../../rules/unnamed-app-code.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    if resolved.role != Role::App || resolved.name.is_some() {
        return None;
    }
    let code = phrase::own_code(resolved).filter(|code| OWN.contains(code))?;
    let label = Label::new(resolved.code_use.span, "a code of the app's own");
    let message = format!("the app's own error code {code} is written as a number");
    // A key of a look-up table keeps its place; only the spelling differs.
    let best = match (&resolved.target, resolved.site()) {
        (Target::NumericText(_), _) | (_, Site::Constant | Site::EnumMember) => {
            Applicability::Unsafe
        }
        _ => Applicability::Safe,
    };
    let suggestions = registry::constants(resolved, context, code, best);
    let help = help(suggestions.first(), code, resolved);
    let finding = Finding::new(&RULE, label, message).help(help);
    Some(
        finding
            .related(phrase::switch_label(resolved))
            .suggest(suggestions),
    )
}

fn help(best: Option<&Suggestion>, code: i64, resolved: &ResolvedUse<'_>) -> String {
    let Some(best) = best else {
        return format!("give it a name in `[app-codes]`: `NAME = {{ code = {code} }}`");
    };
    let why = best
        .reason
        .as_ref()
        .map_or(String::new(), |why| format!(": {why}"));
    match best.applicability {
        Applicability::Manual => format!("`{}` is its name{why}", best.constant),
        _ => format!("write `{}`{}{why}", best.constant, phrase::fixed(resolved)),
    }
}
