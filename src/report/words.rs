//! The words that several reports share: how a run is summed up.

use crate::model::finding::{Applicability, Finding, Rule};
use crate::model::outcome::{Outcome, Summary};

/// Where parselint is at home.
pub(super) const HOME: &str = env!("CARGO_PKG_REPOSITORY");

/// The page of a rule, as this version has it.
pub(super) fn rule_url(rule: &Rule) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("{HOME}/blob/v{version}/rules/{}.md", rule.id)
}

/// What is wrong and what to do, on one line, where there is one place for both.
pub(super) fn with_help(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}: {help}", finding.message),
        None => finding.message.clone(),
    }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// A reason as a line of its own: `because it is caught from a Parse call`. What speaks against, and the grade, say by
/// themselves what they are.
pub(super) fn because(reason: &str) -> String {
    match reason.starts_with("but ") || reason.starts_with("evidence: ") {
        true => reason.to_owned(),
        false => format!("because {reason}"),
    }
}

/// `3 errors, 2 warnings, 1 advice`, without what there is none of; `None` without findings.
pub(super) fn findings(summary: &Summary) -> Option<String> {
    let parts = [
        (summary.errors, count(summary.errors, "error")),
        (summary.warnings, count(summary.warnings, "warning")),
        (summary.advice, format!("{} advice", summary.advice)),
    ];
    joined(parts)
}

/// What was left out and why it is no finding: `2 minified files skipped, 1 finding suppressed`; `None` if nothing was.
pub(super) fn left_out(outcome: &Outcome) -> Option<String> {
    let summary = &outcome.summary;
    let files = outcome.files.iter();
    let torn = files.clone().filter(|file| !file.failures.is_empty());
    let short = files.filter(|file| file.shortfall.is_some());
    let part = |number, noun, fate| (number, format!("{} {fate}", count(number, noun)));
    joined([
        part(summary.fixed, "finding", "fixed"),
        part(summary.suppressed, "finding", "suppressed"),
        part(summary.baselined, "finding", "in the baseline"),
        part(summary.unchanged, "finding", "on unchanged lines"),
        part(summary.minified, "minified file", "skipped"),
        part(summary.ignored, "named file", "ignored"),
        part(torn.count(), "file", "with syntax errors"),
        part(short.count(), "file", "read as tokens only"),
    ])
}

/// `3 fixable with --fix, 1 more with --unsafe-fixes`; `None` if nothing is.
pub(super) fn fixable(outcome: &Outcome) -> Option<String> {
    let findings = outcome.files.iter().flat_map(|file| &file.findings);
    let (mut safe, mut plausible) = (0, 0);
    for finding in findings {
        match applicability(finding) {
            Some(Applicability::Safe) => safe += 1,
            Some(_) => plausible += 1,
            None => {}
        }
    }
    match (safe, plausible) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} fixable with `--fix`")),
        (0, plausible) => Some(format!("{plausible} fixable with `--fix --unsafe-fixes`")),
        (safe, plausible) => Some(format!(
            "{safe} fixable with `--fix`, {plausible} more with `--unsafe-fixes`"
        )),
    }
}

/// Of what is written where a finding is fixed; `None` where nothing is without being asked for by a person.
pub(super) fn applicability(finding: &Finding) -> Option<Applicability> {
    let written = finding
        .suggestions
        .iter()
        .filter(|suggestion| !suggestion.edits.is_empty());
    let best = written.map(|suggestion| suggestion.applicability).max();
    match best.filter(|best| *best > Applicability::Manual) {
        None if finding.removal.is_some() => Some(Applicability::Safe),
        best => best,
    }
}

/// `1 file not linted`; `None` if every file was.
pub(super) fn not_linted(summary: &Summary) -> Option<String> {
    (summary.not_linted > 0).then(|| format!("{} not linted", count(summary.not_linted, "file")))
}

fn joined<const N: usize>(parts: [(usize, String); N]) -> Option<String> {
    let told: Vec<String> = parts
        .into_iter()
        .filter_map(|(number, words)| (number > 0).then_some(words))
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_none_is_left_out() {
        let summary = Summary {
            errors: 1,
            advice: 2,
            ..Summary::default()
        };
        assert_eq!(findings(&summary).unwrap(), "1 error, 2 advice");
        let summary = Summary {
            errors: 2,
            warnings: 1,
            not_linted: 2,
            ..Summary::default()
        };
        assert_eq!(findings(&summary).unwrap(), "2 errors, 1 warning");
        assert_eq!(not_linted(&summary).unwrap(), "2 files not linted");
        assert_eq!(findings(&Summary::default()), None);
        assert_eq!(not_linted(&Summary::default()), None);
    }

    #[test]
    fn what_was_left_out_is_told_with_its_reason() {
        let summary = Summary {
            suppressed: 1,
            minified: 2,
            ignored: 1,
            ..Summary::default()
        };
        let outcome = Outcome {
            summary,
            ..Outcome::default()
        };
        assert_eq!(
            left_out(&outcome).unwrap(),
            "1 finding suppressed, 2 minified files skipped, 1 named file ignored"
        );
        assert_eq!(left_out(&Outcome::default()), None);
    }
}
