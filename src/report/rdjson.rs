//! `rdjson`: Reviewdog's diagnostic format. Its columns count bytes of UTF-8, and a range ends before its `end`.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::document::{List, write_pretty};
use super::visible::visible_line;
use super::{Reporter, words};
use crate::model::excerpt::Excerpt;
use crate::model::finding::{Edit, Finding, Label, Severity};
use crate::model::outcome::{FileOutcome, Outcome};
use crate::model::source::{Span, Unit};

pub(super) struct Rdjson;

impl Reporter for Rdjson {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let document = Document {
            source: Source {
                name: "parselint",
                url: words::HOME,
            },
            diagnostics: List(|| outcome.files.iter().flat_map(diagnostics)),
        };
        write_pretty(&document, &mut out)?;
        out.flush()
    }
}

fn diagnostics(file: &FileOutcome) -> impl Iterator<Item = Diagnostic<'_>> {
    let findings = file.findings.iter();
    findings.map(|finding| Diagnostic::new(&file.file, finding))
}

#[derive(Serialize)]
struct Document<D> {
    source: Source,
    diagnostics: D,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Replacement<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
    url: String,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Replacement<'a> {
    range: Range,
    text: &'a str,
}

impl<'a> Diagnostic<'a> {
    fn new(file: &'a Excerpt, finding: &'a Finding) -> Self {
        Self {
            message: visible_line(&words::with_help(finding)).into_owned(),
            location: location(file, finding.primary.span),
            severity: match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Advice | Severity::Off => "INFO",
            },
            code: Code {
                value: finding.rule.id,
                url: words::rule_url(finding.rule),
            },
            suggestions: replacements(file, finding),
            related_locations: finding
                .related
                .iter()
                .map(|label| related(file, label))
                .collect(),
        }
    }
}

/// What can be written by one edit: a suggestion of Reviewdog's has no other, and half of one would break the file.
fn replacements<'a>(file: &Excerpt, finding: &'a Finding) -> Vec<Replacement<'a>> {
    let single = |edits: &'a [Edit]| match edits {
        [edit] => Some(edit),
        _ => None,
    };
    let suggested = finding.suggestions.iter();
    let suggested = suggested.filter_map(|suggestion| single(&suggestion.edits));
    let edits = suggested.chain(&finding.removal);
    edits
        .map(|edit| Replacement {
            range: range(file, edit.span),
            text: &edit.text,
        })
        .collect()
}

fn related<'a>(file: &'a Excerpt, label: &Label) -> Related<'a> {
    Related {
        message: visible_line(&label.text).into_owned(),
        location: location(file, label.span),
    }
}

fn location(file: &Excerpt, span: Span) -> Location<'_> {
    Location {
        path: file.path(),
        range: range(file, span),
    }
}

fn range(file: &Excerpt, span: Span) -> Range {
    let place = |offset: u32| Place {
        line: file.position(offset).line,
        column: file.column(offset, Unit::Bytes),
    };
    Range {
        start: place(span.start),
        end: place(span.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, drawn};
    use serde_json::{Value, json};

    fn report(outcome: &Outcome) -> Value {
        serde_json::from_str(&drawn(&Rdjson, outcome)).expect("JSON")
    }

    #[test]
    fn a_diagnostic_has_its_range_in_bytes_and_its_suggestion() {
        let text = "\u{feff}é𐐀\t101";
        let outcome = samples::run(vec![samples::file(
            "a b.js",
            text,
            vec![samples::magic(text, "101")],
        )]);
        let report = report(&outcome);
        let one = &report["diagnostics"][0];
        let range = json!({"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 11}});
        assert_eq!(one["location"], json!({"path": "a b.js", "range": range}));
        assert_eq!(
            one["suggestions"],
            json!([{"range": range, "text": "Parse.Error.OBJECT_NOT_FOUND"}])
        );
        assert_eq!(one["severity"], "WARNING");
        assert_eq!(one["code"]["value"], "magic-code");
    }

    #[test]
    fn what_takes_several_edits_is_no_suggestion() {
        let mut finding = samples::magic("101", "101");
        let edits = &mut finding.suggestions[0].edits;
        edits.push(edits[0].clone());
        let outcome = samples::run(vec![samples::file("a.js", "101", vec![finding])]);
        assert!(report(&outcome)["diagnostics"][0]["suggestions"].is_null());
        assert_eq!(report(&Outcome::default())["diagnostics"], json!([]));
    }
}
