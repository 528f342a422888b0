//! Comments hide findings, and nothing gets lost by that.
//!
//! Each text is linted twice, once with its marks spoilt, so that no comment speaks. What is found then is what is shown and
//! what is hidden with the marks, each finding once; what is hidden has a reason; what is said about comments is said where
//! the text has a mark. Without the gate, which asks for marks itself.

use std::collections::BTreeMap;

use parselint::model::finding::Finding;
use parselint::model::outcome::{FileOutcome, Hidden, Hiding};
use parselint::pipeline::{Reading, Task, read_texts};

use super::choices::Choices;
use super::gate::project;
use super::texts;

const MARK: &str = "parselint-ignore";
/// As long as the mark, and none: places stay.
const SPOILT: &str = "parsel1nt-ignore";
const ABOUT: &str = "unused-suppression";

pub(crate) fn run(data: &[u8]) {
    let mut choices = Choices::new(data);
    let head = choices.byte();
    let (ending, text) = texts::chosen(head, &mut choices);
    texts::assert_none(|| wrong(ending, &text));
}

/// What is wrong with what is told of a text.
fn wrong(ending: &str, text: &str) -> Option<String> {
    let marked = linted(ending, text);
    let spoilt = linted(ending, &without_marks(text));
    let about = |finding: &&Finding| finding.rule.id == ABOUT;
    let hidden = || marked.hidden.iter().map(|hidden| &hidden.finding);
    let has_reason = |hidden: &Hidden| match &hidden.by {
        Hiding::Comment { reason } => !reason.trim().is_empty(),
        Hiding::Baseline { .. } => false,
    };
    let is_right = [
        marked
            .findings
            .iter()
            .filter(about)
            .all(|finding| has_mark(&text[finding.primary.span.range()])),
        spoilt.hidden.is_empty(),
        marked.hidden.iter().all(has_reason),
        !hidden().any(|finding| about(&finding)),
        counted(
            marked
                .findings
                .iter()
                .filter(|finding| !about(finding))
                .chain(hidden()),
        ) == counted(&spoilt.findings),
    ];
    let told = || format!("{is_right:?} of {text:?}: {marked:#?}, and without marks {spoilt:#?}");
    is_right.contains(&false).then(told)
}

/// Findings by what and where they are: their words may quote a mark.
fn counted<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for Finding {
        rule,
        primary,
        code,
        severity,
        ..
    } in findings
    {
        let key = format!("{} {:?} {code:?} {severity:?}", rule.id, primary.span);
        *counted.entry(key).or_default() += 1;
    }
    counted
}

fn linted(ending: &str, text: &str) -> FileOutcome {
    let how = Reading {
        pedantic: true,
        no_gate: true,
        ..Reading::of(Task::Check)
    };
    let project = project(ending, text.to_owned());
    let outcome = read_texts(&project, None, how).expect("it is linted");
    texts::check(&outcome);
    let path = &project[2].0;
    let found = outcome
        .files
        .into_iter()
        .find(|file| file.file.path() == *path);
    found.unwrap_or_else(|| {
        FileOutcome::new(parselint::model::source::SourceFile::new(
            path.as_str(),
            text,
        ))
    })
}

fn has_mark(text: &str) -> bool {
    text.to_ascii_lowercase().contains(MARK)
}

/// The same text with marks that are none, in whatever case they were.
fn without_marks(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut spoilt = text.to_owned();
    for (at, mark) in lower.match_indices(MARK) {
        spoilt.replace_range(at..at + mark.len(), SPOILT);
    }
    spoilt
}
