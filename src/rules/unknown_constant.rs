//! `unknown-constant`: a member of `Parse.Error` that does not exist.

use super::phrase;
use crate::model::catalogue;
use crate::model::finding::{Applicability, Finding, Judge, Label, Rule, Severity};
use crate::model::resolved::{Context, ResolvedUse, Target};

/// How alike two names must be to suggest one for the other, from 0 to 1.
const ALIKE: f64 = 0.75;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-constant",
    summary: "a member of `Parse.Error` that does not exist",
    suggests: "the nearest real constants",
    severity: Severity::Error,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/unknown-constant.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    let Target::UnknownMember(name) = &resolved.target else {
        return None;
    };
    let codes = meant(name);
    let suggestions = phrase::candidates(resolved, context, &codes, Applicability::Unsafe);
    let label = Label::new(resolved.code_use.span, "this is undefined at run time");
    let message = format!("`{}` does not exist", resolved.literal());
    let help = match suggestions.as_slice() {
        [] => "the code is lost on its way to the client; `parselint code` lists the constants that exist".to_owned(),
        _ => format!("the code is lost on its way to the client; write {}", phrase::one_of(resolved, context, &codes, &|_| None)),
    };
    Some(
        Finding::new(&RULE, label, message)
            .help(help)
            .suggest(suggestions),
    )
}

/// The codes that may have been meant, best first: what the catalogue knows of the name, another SDK's or the page's
/// name, else constants that are spelled alike.
fn meant(name: &str) -> Vec<i64> {
    let known: Vec<i64> = catalogue::meant_by(name)
        .iter()
        .filter_map(|constant| catalogue::javascript_code(constant))
        .collect();
    if !known.is_empty() {
        return known;
    }
    let named: Vec<i64> = catalogue::codes_named(name)
        .iter()
        .copied()
        .filter(|code| catalogue::javascript_constant(*code).is_some())
        .collect();
    if !named.is_empty() {
        return named;
    }
    let upper = catalogue::screaming_snake(name);
    let likeness = |constant: &str| {
        let whole = format!("_{constant}_").contains(&format!("_{upper}_"));
        if whole {
            1.0
        } else {
            strsim::jaro_winkler(constant, &upper)
        }
    };
    let mut alike: Vec<(f64, i64)> = catalogue::javascript_constants()
        .iter()
        .map(|(constant, code)| (likeness(constant), *code))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    alike.into_iter().take(3).map(|(_, code)| code).collect()
}
