//! `magic-code`: a predefined code written as a literal.

use super::phrase;
use crate::model::catalogue::{self, CodeEntry};
use crate::model::facts::Site;
use crate::model::finding::{Applicability, Finding, Judge, Label, Rule, Severity, Suggestion};
use crate::model::resolved::{Context, Goes, ResolvedUse, Spelling, Target};

pub(crate) static RULE: Rule = Rule {
    id: "magic-code",
    summary: "a predefined code written as a literal",
    suggests: "the constant",
    severity: Severity::Warning,
    opt_in: false,
    since: "0.1.0",
    doc: include_str!("../../rules/magic-code.md"),
    judge: Judge::Use(judge),
};

fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    let entry = phrase::unnamed_entry(resolved)?;
    let name = phrase::page_name(entry, resolved);
    let label = Label::new(resolved.code_use.span, format!("`{name}`"));
    let message = format!("magic Parse error code {}", entry.code);
    let mut finding = Finding::new(&RULE, label, message);
    if resolved.in_test {
        finding.severity = Severity::Advice;
    }
    let finding = finding
        .related(phrase::switch_label(resolved))
        .related(phrase::name_label(resolved));
    if let Some(named) = resolved.redundant {
        let help = "another operand of this condition names the code already; remove this one";
        return Some(
            finding
                .help(help)
                .related(Some(Label::new(named, "named here"))),
        );
    }
    let suggestion = suggestion(resolved, context, entry);
    let help = help(resolved, context, entry, &suggestion);
    Some(finding.help(help).suggest([suggestion]))
}

fn suggestion(resolved: &ResolvedUse<'_>, context: &Context<'_>, entry: &CodeEntry) -> Suggestion {
    // A key of a look-up table and a default of `e.code || 141` keep their place; only the spelling differs. A constant's
    // definition may have to be a literal, for its type or for who reads it.
    let best = match (&resolved.target, resolved.site()) {
        (Target::NumericText(_), _) | (_, Site::Constant | Site::EnumMember) => {
            Applicability::Unsafe
        }
        _ => Applicability::Safe,
    };
    let mut suggestion = phrase::suggestion(resolved, context, entry.code, best);
    let ambiguity = catalogue::ambiguity(entry.code);
    let message = resolved.code_use.message.as_deref();
    let word = ambiguity.and_then(|ambiguity| ambiguity.decided_by(message));
    let name = phrase::page_name(entry, resolved);
    let reason = word.map(|word| format!("the message speaks of \u{201c}{word}\u{201d}: `{name}`"));
    phrase::rank(&mut suggestion, reason);
    suggestion
}

fn help(
    resolved: &ResolvedUse<'_>,
    context: &Context<'_>,
    entry: &CodeEntry,
    suggestion: &Suggestion,
) -> String {
    let description = phrase::page_description(entry, resolved);
    let about = if description.is_empty() {
        String::new()
    } else {
        format!(": {description}")
    };
    match (context.spell)(resolved, entry.code) {
        Spelling::Constant {
            trap: Some(trap),
            path,
            ..
        } => format!(
            "`{path}` has this number, but look twice: {trap}{}",
            sentence(&about)
        ),
        Spelling::Constant {
            lacking: Some(lacking),
            path,
            ..
        } => format!("write `{path}`; {lacking}{}", sentence(&about)),
        Spelling::Constant {
            goes: Goes::Not(why),
            path,
            ..
        } => format!("`{path}` is its name, but {why}{}", sentence(&about)),
        Spelling::Constant { path, written, .. } => format!(
            "write `{}`{}{about}",
            written.unwrap_or(path),
            phrase::fixed(resolved)
        ),
        Spelling::None { why, own } => {
            let name = catalogue::screaming_snake(&suggestion.constant);
            let namesake = match own {
                Some(_) => String::new(),
                None => namesake(&name, entry.code),
            };
            let how = match resolved.name {
                Some(_) => format!("call it `{name}`"),
                None => format!("declare `const {name}` with {} and write that", entry.code),
            };
            format!(
                "{why} `{}`; {how}{namesake}{}",
                suggestion.constant,
                sentence(&about)
            )
        }
    }
}

/// A warning where the SDK's constant of this name has another number.
fn namesake(name: &str, code: i64) -> String {
    match catalogue::javascript_code(name) {
        Some(other) if other != code => {
            format!(" (`Parse.Error.{name}` is another code, {other})")
        }
        _ => String::new(),
    }
}

/// A description behind another clause.
fn sentence(about: &str) -> String {
    about
        .strip_prefix(": ")
        .map_or(String::new(), |text| format!(". The page says: {text}"))
}
