//! `--statistics`: how many findings each rule has, and how many of them can be fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::document::write_pretty;
use super::paint::Ink;
use super::{Format, Reporter, Style, concise, layout, words};
use crate::model::finding::{Finding, Severity};
use crate::model::outcome::Outcome;

/// For programs where the format is `json`, else for people.
pub fn reporter(format: Format, style: Style) -> Box<dyn Reporter> {
    match format {
        Format::Json => Box::new(Json),
        _ => Box::new(Table { style }),
    }
}

/// A rule at one level.
#[derive(Serialize)]
struct Row {
    rule: &'static str,
    severity: &'static str,
    findings: usize,
    /// Of the findings, those that `--fix` writes, `--unsafe-fixes` included.
    fixable: usize,
    files: usize,
}

/// The most frequent first; of those, the gravest.
fn rows(outcome: &Outcome) -> Vec<Row> {
    let mut counts: BTreeMap<(Severity, &'static str), (usize, usize, BTreeSet<&str>)> =
        BTreeMap::new();
    for file in &outcome.files {
        for finding in &file.findings {
            let key = (finding.severity, finding.rule.id);
            let (findings, fixable, files) = counts.entry(key).or_default();
            *findings += 1;
            *fixable += usize::from(is_fixable(finding));
            files.insert(file.file.path());
        }
    }
    let rows = counts.into_iter();
    let mut rows: Vec<Row> = rows
        .map(|((severity, rule), (findings, fixable, files))| Row {
            rule,
            severity: severity.name(),
            findings,
            fixable,
            files: files.len(),
        })
        .collect();
    rows.reverse();
    rows.sort_by_key(|row| std::cmp::Reverse(row.findings));
    rows
}

fn is_fixable(finding: &Finding) -> bool {
    words::applicability(finding).is_some()
}

struct Table {
    style: Style,
}

impl Reporter for Table {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let rows = rows(outcome);
        if !rows.is_empty() {
            self.table(&rows, &mut out)?;
        }
        if !self.style.quiet {
            concise::summary(self.style, outcome, &mut out)?;
        }
        out.flush()
    }
}

impl Table {
    fn table(&self, rows: &[Row], out: &mut impl Write) -> io::Result<()> {
        let rule = rows.iter().map(|row| row.rule.len()).max().unwrap_or(0);
        let heading = format!("findings  fixable  files  severity  {:rule$}", "rule");
        let heading = heading.trim_end().to_owned();
        writeln!(out, "{}", self.style.paint(Ink::Bold, heading))?;
        for row in rows {
            let level = Severity::from_name(row.severity).unwrap_or(Severity::Off);
            let level = self
                .style
                .severity(level, layout::pad(row.severity, "severity".len()));
            writeln!(
                out,
                "{:>8}  {:>7}  {:>5}  {level}  {}",
                row.findings, row.fixable, row.files, row.rule
            )?;
        }
        writeln!(out)
    }
}

struct Json;

#[derive(Serialize)]
struct Document {
    version: u32,
    statistics: Vec<Row>,
}

impl Reporter for Json {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            version: 1,
            statistics: rows(outcome),
        };
        write_pretty(&document, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::SourceFile;
    use crate::report::samples::{self, PLAIN, drawn};

    #[test]
    fn rules_are_counted_the_most_frequent_first() {
        let mut outcome = samples::outcome();
        let again = outcome
            .files
            .iter()
            .find(|file| file.file.path() == "cloud/main.js");
        let mut again = again.expect("the file").clone();
        let text = again.file.whole().expect("the text").text.clone();
        again.file = SourceFile::new("cloud/other.js", text).into();
        outcome.files.push(again);
        let text = drawn(&*reporter(Format::Full, PLAIN), &outcome);
        let table: Vec<&str> = text.lines().take(3).collect();
        assert_eq!(
            table,
            [
                "findings  fixable  files  severity  rule",
                "       2        2      2  warning   magic-code",
                "       1        0      1  error     file-not-linted",
            ]
        );
        assert!(text.contains("\n\nFound "), "{text}");
    }

    #[test]
    fn programs_get_the_same() {
        let text = drawn(&*reporter(Format::Json, PLAIN), &samples::outcome());
        let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(document["statistics"][1]["rule"], "magic-code");
        assert_eq!(document["statistics"][1]["fixable"], 1);
        let none = drawn(&*reporter(Format::Full, PLAIN), &Outcome::default());
        assert_eq!(none, "No findings in 0 files linted\n");
    }
}
