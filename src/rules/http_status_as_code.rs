//! `http-status-as-code`: an HTTP status used as a Parse error code.

use super::phrase;
use crate::model::catalogue::{self, HttpStatus};
use crate::model::facts::Site;
use crate::model::finding::{Applicability, Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::{Context, Intent, ResolvedUse, Role, Target};

pub(crate) static RULE: Rule = Rule {
    id: "http-status-as-code",
    summary: "an HTTP status used as a Parse error code",
    suggests: "the Parse code meant, by status and message",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/http-status-as-code.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    let code = match resolved.target {
        Target::Constant(code) if resolved.from_http_status => code,
        _ => phrase::own_code(resolved)?,
    };
    let status = catalogue::http_status(code)?;
    let codes = status.suggestions(resolved.code_use.message.as_deref());
    let mut suggestions = phrase::candidates(resolved, context, &codes, Applicability::Manual);
    // One of them is clear where the status has a usual meaning; the words of the message have put it first.
    if let (Some(first), Some(code), Some(_)) =
        (suggestions.first_mut(), codes.first(), status.default)
    {
        *first = phrase::suggestion(resolved, context, *code, Applicability::Unsafe);
    }
    let reason = |code: i64| status.reason(code, resolved.code_use.message.as_deref());
    for (suggestion, code) in suggestions.iter_mut().zip(&codes) {
        phrase::rank(suggestion, reason(*code));
    }
    let label = Label::new(
        resolved.code_use.span,
        format!(
            "HTTP status \u{201c}{}\u{201d}, not a Parse code",
            status.phrase
        ),
    );
    let message = format!("HTTP status {code} is used as a Parse error code");
    let finding = Finding::new(&RULE, label, message).help(help(resolved, context, status, &codes));
    Some(
        finding
            .related(phrase::switch_label(resolved))
            .suggest(suggestions),
    )
}

fn help(
    resolved: &ResolvedUse<'_>,
    context: &Context<'_>,
    status: &HttpStatus,
    codes: &[i64],
) -> String {
    let effect = match (resolved.intent, resolved.site()) {
        (Intent::Makes, Site::Constructor) => format!(
            "Parse Server answers it with HTTP 400 and code {}; ",
            status.status
        ),
        (Intent::Compares, _) => {
            "no error of Parse's own has this code; if your Cloud Code throws it, change both; "
                .to_owned()
        }
        _ => String::new(),
    };
    let own = match resolved.role {
        Role::App => ", or a code of your own in 9000-9999",
        Role::ThirdParty | Role::Server => "",
    };
    let reason = |code: i64| status.reason(code, resolved.code_use.message.as_deref());
    match codes {
        [] => format!("{effect}choose a predefined code{own}"),
        _ => format!(
            "{effect}write {}{own}",
            phrase::one_of(resolved, context, codes, &reason)
        ),
    }
}
