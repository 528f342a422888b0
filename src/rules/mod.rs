//! The rules, in the order in which they are asked: the first that applies to a use is its finding.
//!
//! A rule is a static and a judge in its own file, and a page in `rules/`. It sees one resolved use, or a `Contract` of
//! what all files of a project do with the app's codes, and never a tree; how a constant is spelled comes through
//! `Context`. Levels, suppressions and output are for later rooms.

mod phrase;
mod registry;
mod written;
mod gathered;
mod silence;
mod mismatched_constant;
mod unknown_constant;
mod message_as_code;
mod http_status_as_code;
mod third_party_code;
mod server_code_range;
mod app_code_range;
mod string_code;
mod deprecated_code;
mod magic_code;
mod duplicate_app_code;
mod unhandled_app_code;
mod unmade_app_code;
mod unnamed_app_code;
mod unused_suppression;
mod file_not_linted;

use std::collections::BTreeMap;

use crate::model::contract::Contract;
use crate::model::finding::{Finding, Judge, Rule};
use crate::model::resolved::{Context, ResolvedUse};

pub use file_not_linted::RULE as FILE_NOT_LINTED;
pub use silence::silence;
pub use unused_suppression::RULE as UNUSED_SUPPRESSION;

pub static RULES: &[&Rule] = &[
    &mismatched_constant::RULE,
    &unknown_constant::RULE,
    &message_as_code::RULE,
    &http_status_as_code::RULE,
    &third_party_code::RULE,
    &server_code_range::RULE,
    &app_code_range::RULE,
    &string_code::RULE,
    &deprecated_code::RULE,
    &magic_code::RULE,
    &duplicate_app_code::RULE,
    &unhandled_app_code::RULE,
    &unmade_app_code::RULE,
    &unnamed_app_code::RULE,
    &unused_suppression::RULE,
    &file_not_linted::RULE,
];

pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

pub fn ids() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.id).collect()
}

/// The place of a rule in the list: of two that have a literal, the earlier one keeps it.
pub fn order(rule: &Rule) -> usize {
    let place = RULES.iter().position(|known| *known == rule);
    place.unwrap_or(RULES.len())
}

/// The finding of the first rule that applies. A number that is pinned against its own constant has none.
pub fn judge(resolved: &ResolvedUse<'_>, context: &Context<'_>) -> Option<Finding> {
    if resolved.pinned {
        return None;
    }
    let judged = RULES.iter().find_map(|rule| match rule.judge {
        // A rule that nobody asks for has no literal.
        _ if rule.opt_in && !(context.runs)(rule.id) => None,
        Judge::Use(judge) => judge(resolved, context),
        Judge::Project { .. } | Judge::Engine => None,
    })?;
    Some(complete(judged, resolved))
}

/// The findings of a whole project, one a use at most, by the uses' indices. `weighed` says which rules are on at a use;
/// a use that an earlier rule has is left to it.
pub fn judge_project(
    contract: &Contract,
    weighed: &dyn Fn(usize, &'static Rule) -> bool,
) -> BTreeMap<usize, Finding> {
    let mut findings = BTreeMap::new();
    for rule in RULES.iter().copied() {
        let Judge::Project { judge, .. } = rule.judge else {
            continue;
        };
        let is_left = |at: usize| {
            let earlier = contract.uses().get(at).and_then(|one| one.rule);
            earlier.is_none_or(|earlier| order(rule) < order(earlier))
        };
        for (at, finding) in judge(contract) {
            if is_left(at) && weighed(at, rule) {
                let finding = gathered::complete(finding, contract, at);
                findings.entry(at).or_insert(finding);
            }
        }
    }
    findings
}

/// The rules of a project for which codes by name are evidence, too.
pub fn by_name() -> impl Iterator<Item = &'static Rule> {
    let rules = RULES.iter().copied();
    rules.filter(|rule| matches!(rule.judge, Judge::Project { by_name: true, .. }))
}

/// What every finding about a use says, whatever the rule.
fn complete(mut finding: Finding, resolved: &ResolvedUse<'_>) -> Finding {
    finding.code = resolved.code();
    finding.literal = Some(resolved.literal().to_owned());
    finding.site = Some(resolved.site());
    finding.role = Some(resolved.role);
    finding.reasons.clone_from(&resolved.reasons);
    finding
        .reasons
        .insert(0, format!("evidence: {}", resolved.evidence.name()));
    finding
}
