//! Fixes: which suggestions of a file's findings are written, and the text that this gives.
//!
//! Nothing is read or written here. Whether the new text is as sound as the old one is for the pipeline to find out, which
//! lints it; where it goes is for `write`.

mod suppressing;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::finding::{Applicability, Edit, Finding, Suggestion};
use crate::model::source::Span;

pub use suppressing::suppressions;

/// What one finding would have written.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// Of the finding.
    pub fingerprint: String,
    /// Of its primary label.
    pub span: Span,
    pub edits: Vec<Edit>,
}

/// The fixes of findings that may be written together, in the order of the text: of each finding the first suggestion that
/// is at least so applicable. One that overlaps an earlier one has to wait for another round. Those in `without`, by
/// fingerprint, are left out.
pub fn choose(findings: &[Finding], least: Applicability, without: &BTreeSet<String>) -> Vec<Fix> {
    let wanted = findings.iter().filter_map(|finding| {
        let known = without.contains(&finding.fingerprint);
        let edits = edits(finding, least).filter(|_| !known)?;
        Some(Fix {
            fingerprint: finding.fingerprint.clone(),
            span: finding.primary.span,
            edits: edits.to_vec(),
        })
    });
    compatible(wanted)
}

/// What a fix of this applicability does about a finding: the edits of the first suggestion that is no less applicable, or
/// those that take away what is flagged.
fn edits(finding: &Finding, least: Applicability) -> Option<&[Edit]> {
    let suggested = suggestion(finding, least).map(|suggestion| suggestion.edits.as_slice());
    suggested.or(finding.removal.as_ref().map(std::slice::from_ref))
}

fn suggestion(finding: &Finding, least: Applicability) -> Option<&Suggestion> {
    let mut suggestions = finding.suggestions.iter();
    suggestions.find(|suggestion| suggestion.applicability >= least && !suggestion.edits.is_empty())
}

/// Those fixes, in the order of the text, none of whose edits meets an edit of one before it. Two that have the same edit,
/// as for an import, share it.
pub fn compatible(wanted: impl IntoIterator<Item = Fix>) -> Vec<Fix> {
    let mut wanted: Vec<Fix> = wanted.into_iter().collect();
    wanted.sort_by_key(|fix| fix.span);
    let mut taken: BTreeMap<Span, String> = BTreeMap::new();
    wanted.retain(|fix| {
        let fits = fix.edits.iter().all(|edit| fits(&taken, edit));
        if fits {
            let edits = fix.edits.iter();
            taken.extend(edits.map(|edit| (edit.span, edit.text.clone())));
        }
        fits
    });
    wanted
}

/// Whether an edit is one of those taken already, or meets none of them. As these are apart, its neighbours tell.
fn fits(taken: &BTreeMap<Span, String>, edit: &Edit) -> bool {
    if let Some(text) = taken.get(&edit.span) {
        return *text == edit.text;
    }
    let before = taken.range(..edit.span).next_back();
    let after = taken.range(edit.span..).next();
    let mut beside = before.into_iter().chain(after);
    !beside.any(|(span, _)| touch(*span, edit.span))
}

/// Whether two places have a byte in common, or begin or end at the same one: the order of what is written there would
/// not be told.
fn touch(one: Span, other: Span) -> bool {
    let (first, second) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    second.start < first.end
        || first.start == second.start
        || (second.is_empty() && second.start == first.end)
}

/// The text with the edits of compatible fixes. An edit that several of them share is written once; every other byte stays.
pub fn apply(text: &str, fixes: &[Fix]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.span, edit.text.as_str()));
    edits.dedup();
    let mut fixed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        fixed.push_str(text.get(at..range.start).unwrap_or_default());
        fixed.push_str(&edit.text);
        at = range.end;
    }
    fixed.push_str(text.get(at..).unwrap_or_default());
    fixed
}

/// Whether a text is no worse after some fixes than before: it can be read as far, each fix has taken a finding away, and
/// there is no finding that was not there.
pub fn is_sound(before: &Checked<'_>, after: &Checked<'_>, fixes: usize) -> bool {
    after.failures <= before.failures
        && after.findings.len() + fixes <= before.findings.len()
        && is_subset(after.findings, before.findings)
}

/// Whether all findings of a text are among those that it had before. They are told apart by what they say, as their places
/// move.
pub fn is_subset(after: &[Finding], before: &[Finding]) -> bool {
    let says = |finding: &Finding| {
        (
            finding.rule.id,
            finding.code,
            finding.literal.clone(),
            finding.message.clone(),
        )
    };
    let mut left: BTreeMap<_, usize> = BTreeMap::new();
    for finding in before {
        *left.entry(says(finding)).or_default() += 1;
    }
    after.iter().all(|finding| {
        let count = left.get_mut(&says(finding)).filter(|count| **count > 0);
        count.map(|count| *count -= 1).is_some()
    })
}

/// What linting a text has come to.
pub struct Checked<'a> {
    pub findings: &'a [Finding],
    /// What could not be read.
    pub failures: usize,
}

#[cfg(test)]
mod tests;
