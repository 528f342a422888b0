//! `string-code`: a code written as a string.

use super::{phrase, written};
use crate::model::catalogue;
use crate::model::facts::{Relation, Site};
use crate::model::finding::{Applicability, Finding, Judge, Label, Rule, Severity, Suggestion};
use crate::model::resolved::{Context, Intent, ResolvedUse, Target};

pub(crate) static RULE: Rule = Rule {
    id: "string-code",
    summary: "a code written as a string",
    suggests: "the constant",
    severity: Severity::Warning,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/string-code.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    let Target::NumericText(code) = resolved.target else {
        return None;
    };
    if resolved.site() == Site::Lookup {
        return None;
    }
    let why = match resolved.intent {
        Intent::Compares if resolved.code_use.relation == Relation::Loose => {
            "codes are numbers: this comparison works only because it converts the string"
        }
        Intent::Compares if resolved.code_use.relation != Relation::Plain => {
            "codes are numbers: order them by one"
        }
        Intent::Compares => "codes are numbers: this comparison with a string is never true",
        _ => "codes are numbers: clients that compare it with one never match",
    };
    let suggestion = match catalogue::entry(code) {
        Some(_) => phrase::suggestion(resolved, context, code, Applicability::Unsafe),
        None => Suggestion::new(code.to_string(), Applicability::Unsafe)
            .writing(vec![written::renumbered(resolved, code)]),
    };
    let written = match catalogue::entry(code) {
        Some(_) => phrase::written(resolved, context, code),
        None => format!("`{code}`"),
    };
    let label = Label::new(resolved.code_use.span, "a string");
    let message = format!("the error code {code} is written as a string");
    let help = format!("{why}; write {written}");
    Some(
        Finding::new(&RULE, label, message)
            .help(help)
            .related(phrase::switch_label(resolved))
            .suggest([suggestion]),
    )
}
