//! Comments that hide a finding, as edits: above its line, in the forms that sources take there.

use crate::model::finding::{Edit, Finding};
use crate::model::source::{BOM, SourceFile, Span};

/// The comments that may hide a finding, the usual form first. Which of them the place takes, linting tells: the text of a
/// page or of a template has no comments.
pub fn suppressions(file: &SourceFile, finding: &Finding, reason: &str) -> Vec<Edit> {
    let rule = finding.rule.id;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = file.line_of(finding.primary.span.start);
    let Some(span) = file.line_span(line) else {
        return Vec::new();
    };
    let text = file.slice(span).trim_start_matches(BOM);
    let code = text.trim_start();
    let indent = &text[..text.len() - code.len()];
    let start = span.end as usize - code.len();
    let end = if file.text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let said = format!("parselint-ignore {rule}: {reason}");
    // A comment in marks ends where its own words say so.
    let marked = format!("parselint-ignore {rule}: {}", reason.replace("*/", "* /"));
    let above = |comment: String| Edit {
        span: Span::new(start, start),
        text: format!("{comment}{end}{indent}"),
    };
    let behind = Edit {
        span: Span::new(span.end as usize, span.end as usize),
        text: format!(" // {said}"),
    };
    vec![
        above(format!("// {said}")),
        above(format!("{{/* {marked} */}}")),
        behind,
    ]
}
