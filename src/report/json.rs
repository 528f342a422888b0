//! `json` and `jsonl`: findings for programs. The field names are a promise; the row types here are their only source.
//!
//! `offset`, and `start` and `end` of an edit, count bytes; `line` and `column` are 1-based, columns count code points.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

use super::Reporter;
use super::document::{List, write_line, write_pretty};
#[cfg(test)]
use super::schema::made;
use crate::model::excerpt::Excerpt;
use crate::model::finding::{Applicability, Edit, Finding, Suggestion};
use crate::model::outcome::{FileOutcome, Outcome, Summary};
use crate::model::source::Position;

/// One object with everything.
pub struct Json;

impl Reporter for Json {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let document = Document {
            version: 1,
            diagnostics: List(|| outcome.files.iter().flat_map(diagnostics)),
            errors: List(|| outcome.files.iter().flat_map(errors)),
            summary: SummaryRow::new(&outcome.summary),
        };
        write_pretty(&document, &mut out)?;
        out.flush()
    }
}

/// One object a line, the summary last: a stream without it is a torn one.
pub struct JsonLines;

impl Reporter for JsonLines {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        for row in outcome.files.iter().flat_map(diagnostics) {
            write_line(&LineRow::Diagnostic(row), &mut out)?;
        }
        for row in outcome.files.iter().flat_map(errors) {
            write_line(&LineRow::Error(row), &mut out)?;
        }
        write_line(
            &LineRow::Summary(SummaryRow::new(&outcome.summary)),
            &mut out,
        )?;
        out.flush()
    }
}

fn diagnostics(file: &FileOutcome) -> impl Iterator<Item = DiagnosticRow<'_>> {
    let rows = file.findings.iter();
    rows.map(|finding| DiagnosticRow::new(&file.file, finding))
}

fn errors(file: &FileOutcome) -> impl Iterator<Item = ErrorRow<'_>> {
    let rows = file.shortcomings();
    rows.map(|message| ErrorRow {
        path: file.file.path(),
        message,
    })
}

/// The document as a whole, of which the reporter writes one piece after the other.
#[cfg(test)]
pub(super) type AnyDocument = Document<Vec<DiagnosticRow<'static>>, Vec<ErrorRow<'static>>>;

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct Document<D, E> {
    version: u32,
    diagnostics: D,
    errors: E,
    summary: SummaryRow,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum LineRow<'a> {
    Diagnostic(DiagnosticRow<'a>),
    Error(ErrorRow<'a>),
    Summary(SummaryRow),
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct DiagnosticRow<'a> {
    /// The rule's name.
    rule: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["error", "warning", "advice"])))]
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    /// Relative to the working directory, with `/`.
    path: &'a str,
    start: PlaceRow,
    end: PlaceRow,
    code: Option<i64>,
    literal: Option<&'a str>,
    #[cfg_attr(test, schemars(schema_with = "made::site_or_none"))]
    site: Option<&'static str>,
    #[cfg_attr(test, schemars(extend("enum" = ["app", "third-party", "server", null])))]
    role: Option<&'static str>,
    /// Survives moved lines.
    fingerprint: &'a str,
    suggestions: Vec<SuggestionRow<'a>>,
}

impl<'a> DiagnosticRow<'a> {
    fn new(file: &'a Excerpt, finding: &'a Finding) -> Self {
        Self {
            rule: finding.rule.id,
            severity: finding.severity.name(),
            message: &finding.message,
            help: finding.help.as_deref(),
            path: file.path(),
            start: file.position(finding.primary.span.start).into(),
            end: file.position(finding.primary.span.end).into(),
            code: finding.code,
            literal: finding.literal.as_deref(),
            site: finding.site.map(|site| site.name()),
            role: finding.role.map(|role| role.name()),
            fingerprint: &finding.fingerprint,
            suggestions: finding.suggestions.iter().map(SuggestionRow::new).collect(),
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct PlaceRow {
    /// 1-based.
    #[cfg_attr(test, schemars(range(min = 1)))]
    line: u32,
    /// 1-based, in Unicode code points; a BOM does not count.
    #[cfg_attr(test, schemars(range(min = 1)))]
    column: u32,
    /// In bytes, a BOM included.
    offset: u32,
}

impl From<Position> for PlaceRow {
    fn from(position: Position) -> Self {
        Self {
            line: position.line,
            column: position.column,
            offset: position.offset,
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct SuggestionRow<'a> {
    /// A name, never an expression.
    constant: &'a str,
    #[cfg_attr(test, schemars(extend("enum" = ["safe", "unsafe", "manual"])))]
    applicability: &'static str,
    /// Left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    edits: Vec<EditRow<'a>>,
}

impl<'a> SuggestionRow<'a> {
    fn new(suggestion: &'a Suggestion) -> Self {
        Self {
            constant: &suggestion.constant,
            applicability: suggestion.applicability.name(),
            reason: suggestion.reason.as_deref(),
            edits: match suggestion.applicability {
                // Which of several is meant, a program cannot know.
                Applicability::Manual => Vec::new(),
                _ => suggestion.edits.iter().map(EditRow::new).collect(),
            },
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct EditRow<'a> {
    /// In bytes, a BOM included.
    start: u32,
    end: u32,
    text: &'a str,
}

impl<'a> EditRow<'a> {
    fn new(edit: &'a Edit) -> Self {
        Self {
            start: edit.span.start,
            end: edit.span.end,
            text: &edit.text,
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct ErrorRow<'a> {
    path: &'a str,
    message: Cow<'a, str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct SummaryRow {
    files: usize,
    files_parsed: usize,
    errors: usize,
    warnings: usize,
    advice: usize,
    fixed: usize,
}

impl SummaryRow {
    fn new(summary: &Summary) -> Self {
        Self {
            files: summary.files,
            files_parsed: summary.files_parsed,
            errors: summary.errors,
            warnings: summary.warnings,
            advice: summary.advice,
            fixed: summary.fixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, drawn};

    const DIAGNOSTIC: &str = r#"{"rule":"magic-code","severity":"warning","message":"the Parse error code 101 is written as a number","help":"write `Parse.Error.OBJECT_NOT_FOUND`","path":"cloud/main.js","start":{"line":2,"column":25,"offset":56},"end":{"line":2,"column":28,"offset":59},"code":101,"literal":"101","site":"constructor","role":"app","fingerprint":"00c0ffee","suggestions":[{"constant":"Parse.Error.OBJECT_NOT_FOUND","applicability":"safe","edits":[{"start":56,"end":59,"text":"Parse.Error.OBJECT_NOT_FOUND"}]}]}"#;
    const UNREAD: &str = r#"{"rule":"file-not-linted","severity":"error","message":"the file is not UTF-8","help":"save it as UTF-8","path":"cloud/latin.js","start":{"line":1,"column":1,"offset":0},"end":{"line":1,"column":1,"offset":0},"code":null,"literal":null,"site":null,"role":null,"fingerprint":"","suggestions":[]}"#;
    const ERROR: &str = r#"{"path":"cloud/torn.js","message":"1:5: unexpected `(`"}"#;
    const SUMMARY: &str =
        r#"{"files":12,"files_parsed":3,"errors":1,"warnings":1,"advice":0,"fixed":0}"#;

    /// Without the blanks of indentation: the fields' order is looked at, too.
    fn compact(pretty: &str) -> String {
        pretty
            .lines()
            .map(|line| line.trim_start().replacen("\": ", "\":", 1))
            .collect()
    }

    #[test]
    fn the_document_is_the_promised_one() {
        let text = drawn(&Json, &samples::outcome());
        assert!(
            text.starts_with("{\n  \"version\": 1,\n  \"diagnostics\": [\n    {\n"),
            "{text}"
        );
        assert!(text.ends_with("}\n"));
        assert_eq!(
            compact(&text),
            format!(
                r#"{{"version":1,"diagnostics":[{UNREAD},{DIAGNOSTIC}],"errors":[{ERROR}],"summary":{SUMMARY}}}"#
            )
        );
    }

    #[test]
    fn lines_say_their_type_first_and_the_summary_is_last() {
        let typed = |name: &str, row: &str| format!("{{\"type\":\"{name}\",{}", &row[1..]);
        let expected = [
            typed("diagnostic", UNREAD),
            typed("diagnostic", DIAGNOSTIC),
            typed("error", ERROR),
            typed("summary", SUMMARY),
        ];
        let text = drawn(&JsonLines, &samples::outcome());
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn nothing_found_is_a_whole_document() {
        let text = drawn(&Json, &Outcome::default());
        assert_eq!(
            compact(&text),
            r#"{"version":1,"diagnostics":[],"errors":[],"summary":{"files":0,"files_parsed":0,"errors":0,"warnings":0,"advice":0,"fixed":0}}"#
        );
    }

    #[test]
    fn columns_count_code_points_and_offsets_count_bytes() {
        let text = "\u{feff}é𐐀\t101";
        let outcome = samples::run(vec![samples::file(
            "a.js",
            text,
            vec![samples::magic(text, "101")],
        )]);
        let drawn = drawn(&JsonLines, &outcome);
        assert!(
            drawn.contains(r#""start":{"line":1,"column":4,"offset":10}"#),
            "{drawn}"
        );
    }
}
