//! Outcomes out of decisions. Only what an outcome promises is kept: places lie on character boundaries, files are in the
//! order of their paths, and the summary counts what is there.

use std::path::Path;

use parselint::model::facts::Site;
use parselint::model::finding::{Applicability, Edit, Finding, Label, Severity, Suggestion};
use parselint::model::outcome::{FileOutcome, Hidden, Hiding, Outcome, Summary};
use parselint::model::resolved::Role;
use parselint::model::source::{SourceFile, Span};
use parselint::report::{Base, Look, Style};
use parselint::rules::RULES;

use super::super::choices::Choices;

pub(super) fn look(choices: &mut Choices<'_>) -> Look {
    let bits = choices.byte();
    let bit = |at: u8| bits >> at & 1 == 1;
    let style = Style {
        colour: bit(0),
        links: bit(1),
        unicode: bit(2),
        verbose: bit(3),
        quiet: bit(4),
        width: [80, 40, 1, 200][usize::from(bits >> 5 & 3)],
    };
    let elsewhere = Base::new(
        Some(Path::new("/shop")),
        Path::new("/shop/web é/a"),
        Some(choices.piece()),
    );
    Look {
        style,
        base: if bit(7) { elsewhere } else { Base::default() },
        rules: RULES,
    }
}

pub(super) fn outcome(choices: &mut Choices<'_>) -> Outcome {
    let mut summary = Summary::default();
    let mut files = Vec::new();
    for at in 0..=choices.below(4) {
        let text: String = (0..choices.below(6)).map(|_| choices.piece()).collect();
        // As a run shows them.
        let path = format!("{at}{}", choices.piece());
        let parts = path
            .split('/')
            .filter(|part| !matches!(*part, "" | "." | ".."));
        let path = parts.collect::<Vec<_>>().join("/");
        files.push(file(SourceFile::new(path, text), choices));
    }
    for file in &files {
        file.findings
            .iter()
            .for_each(|finding| summary.count(finding.severity));
        summary.suppressed += file.hidden.len();
    }
    summary.files = files.len();
    summary.minified = choices.below(3);
    summary.not_linted = choices.below(3);
    Outcome {
        files,
        summary,
        ..Outcome::default()
    }
}

fn file(file: SourceFile, choices: &mut Choices<'_>) -> FileOutcome {
    let mut findings: Vec<Finding> = (0..choices.below(14))
        .map(|_| finding(&file, choices))
        .collect();
    findings.sort_by_key(|finding| (finding.primary.span, finding.rule.id));
    let by = match choices.below(3) {
        0 => Hiding::Baseline { reason: None },
        1 => Hiding::Baseline {
            reason: Some(choices.piece()),
        },
        _ => Hiding::Comment {
            reason: choices.piece(),
        },
    };
    let hidden = (0..choices.below(3)).map(|_| Hidden {
        finding: finding(&file, choices),
        by: by.clone(),
    });
    FileOutcome {
        hidden: hidden.collect(),
        findings,
        failures: (0..choices.below(3))
            .map(|_| format!("1:5: {}", choices.piece()))
            .collect(),
        ..FileOutcome::new(file)
    }
}

fn finding(file: &SourceFile, choices: &mut Choices<'_>) -> Finding {
    let rule = choices.of(RULES);
    let label = label(file, choices);
    let mut finding = Finding::new(rule, label, format!("m{}", choices.piece()));
    let bits = choices.byte();
    let bit = |at: u8| bits >> at & 1 == 1;
    finding.severity = Severity::ALL[1 + choices.below(3)];
    finding.help = bit(0).then(|| choices.piece());
    if bit(1) {
        finding.related.push(self::label(file, choices));
    }
    finding.code = bit(2).then(|| i64::from(choices.byte()) - 1);
    finding.literal = bit(3).then(|| choices.piece());
    finding.site = bit(4).then(|| *choices.of(&Site::ALL));
    finding.role = bit(5).then(|| *choices.of(&Role::ALL));
    if bit(6) {
        let levels = [
            Applicability::Manual,
            Applicability::Unsafe,
            Applicability::Safe,
        ];
        let suggestion = Suggestion::new(choices.piece(), *choices.of(&levels));
        let suggestion = suggestion.because(choices.bit().then(|| choices.piece()));
        finding
            .suggestions
            .push(suggestion.writing(vec![edit(file, choices)]));
    }
    finding.removal = bit(7).then(|| edit(file, choices));
    finding.reasons = (0..choices.below(3)).map(|_| choices.piece()).collect();
    finding.item = choices.piece();
    finding.fingerprint = format!("{:016x}", choices.byte());
    finding
}

fn label(file: &SourceFile, choices: &mut Choices<'_>) -> Label {
    Label::new(span(file, choices), choices.piece())
}

fn edit(file: &SourceFile, choices: &mut Choices<'_>) -> Edit {
    Edit {
        span: span(file, choices),
        text: choices.piece(),
    }
}

/// Any place of a text.
fn span(file: &SourceFile, choices: &mut Choices<'_>) -> Span {
    let text = &file.text;
    let mut at = || {
        let at = choices.below(text.len() + 1);
        (0..=at)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0)
    };
    let (one, other) = (at(), at());
    Span::new(one.min(other), one.max(other))
}
