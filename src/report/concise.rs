//! `concise`: one finding or file with syntax errors a line, for grep, editors and long lists.
//!
//! `path:line:column: severity[rule] message`, then what the run came to. With `-v` each finding is followed by its
//! reasons, indented, one a line. No text can forge a line: line ends and everything else that a terminal obeys are
//! escaped.

use std::io::{self, BufWriter, Write};

use super::paint::Ink;
use super::visible::{visible_line, visible_path};
use super::{Reporter, Style, words};
use crate::model::excerpt::Excerpt;
use crate::model::finding::Finding;
use crate::model::outcome::Outcome;

pub struct Concise {
    style: Style,
}

impl Concise {
    pub fn new(style: Style) -> Self {
        Self { style }
    }
}

impl Reporter for Concise {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        for file in &outcome.files {
            for finding in &file.findings {
                self.line(&file.file, finding, &mut out)?;
            }
        }
        for file in &outcome.files {
            if let Some(shortfall) = &file.shortfall {
                let path = self.style.paint(Ink::Bold, visible_path(file.file.path()));
                writeln!(out, "{path}:1:1: {shortfall}")?;
            }
            for failure in &file.failures {
                self.failure(file.file.path(), failure, &mut out)?;
            }
        }
        if !self.style.quiet {
            summary(self.style, outcome, &mut out)?;
        }
        out.flush()
    }
}

impl Concise {
    fn line(&self, file: &Excerpt, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
        let place = file.position(finding.primary.span.start);
        let path = self.style.paint(Ink::Bold, visible_path(file.path()));
        let rule = format!("{}[{}]", finding.severity.name(), finding.rule.id);
        let rule = self.style.severity(finding.severity, rule);
        let message = visible_line(&finding.message);
        writeln!(
            out,
            "{path}:{}:{}: {rule} {message}",
            place.line, place.column
        )?;
        if self.style.verbose {
            for reason in &finding.reasons {
                writeln!(out, "    {}", words::because(&visible_line(reason)))?;
            }
        }
        Ok(())
    }

    /// A file that was linted as far as it could be read: `failure` begins with the place.
    fn failure(&self, path: &str, failure: &str, out: &mut impl Write) -> io::Result<()> {
        let path = self.style.paint(Ink::Bold, visible_path(path));
        let (place, why) = failure.split_once(": ").unwrap_or(("1:1", failure));
        let why = visible_line(why);
        writeln!(out, "{path}:{place}: not fully read: {why}")
    }
}

/// What the run came to, in some lines.
pub(super) fn summary(style: Style, outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let summary = &outcome.summary;
    let files = words::count(summary.files, "file");
    match words::findings(summary) {
        Some(findings) => writeln!(out, "Found {findings} in {files} linted")?,
        None => writeln!(out, "No findings in {files} linted")?,
    }
    if let Some(fixable) = words::fixable(outcome) {
        writeln!(out, "{fixable}")?;
    }
    if let Some(alarm) = words::not_linted(summary) {
        writeln!(out, "{}", style.paint(Ink::Alarm, alarm))?;
    }
    if let Some(left_out) = words::left_out(outcome) {
        writeln!(out, "{left_out}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, COLOURED, PLAIN, drawn};

    #[test]
    fn a_finding_is_a_line_and_the_summary_is_last() {
        assert_eq!(
            drawn(&Concise::new(PLAIN), &samples::outcome()),
            "cloud/latin.js:1:1: error[file-not-linted] the file is not UTF-8\n\
             cloud/main.js:2:25: warning[magic-code] the Parse error code 101 is written as a number\n\
             cloud/torn.js:1:5: not fully read: unexpected `(`\n\
             Found 1 error, 1 warning in 12 files linted\n\
             1 fixable with `--fix`\n\
             1 file not linted\n\
             1 file with syntax errors\n"
        );
    }

    #[test]
    fn reasons_stand_below_their_finding_on_demand() {
        let verbose = Style {
            verbose: true,
            ..PLAIN
        };
        let mut finding = samples::magic("101", "101");
        finding.reasons = vec![
            "evidence: weak".into(),
            "a\nb has a code".into(),
            "but small numbers are everybody's".into(),
        ];
        let outcome = samples::run(vec![samples::file("a.js", "101", vec![finding])]);
        let text = drawn(&Concise::new(verbose), &outcome);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[1..4],
            [
                "    evidence: weak",
                "    because a\\u{a}b has a code",
                "    but small numbers are everybody's"
            ]
        );
        assert_eq!(lines.len(), 6, "{text}");
    }

    #[test]
    fn quiet_is_findings_and_errors_only() {
        let quiet = Style {
            quiet: true,
            ..PLAIN
        };
        assert_eq!(
            drawn(&Concise::new(quiet), &samples::outcome())
                .lines()
                .count(),
            3
        );
        assert_eq!(drawn(&Concise::new(quiet), &Outcome::default()), "");
    }

    #[test]
    fn nothing_found_is_said() {
        let outcome = samples::run(vec![samples::file("a.js", "", Vec::new())]);
        assert_eq!(
            drawn(&Concise::new(PLAIN), &outcome),
            "No findings in 1 file linted\n"
        );
    }

    #[test]
    fn no_text_forges_a_line_or_moves_the_cursor() {
        let mut finding = samples::magic("101", "101");
        finding.message = "x\nsafe.js:1:1: error[magic-code] forged\u{1b}[2K\u{202e}".into();
        let outcome = samples::run(vec![samples::file("a\r\nb.js", "101", vec![finding])]);
        let text = drawn(&Concise::new(PLAIN), &outcome);
        assert_eq!(text.lines().count(), 3);
        let forged = "a\\u{d}\\u{a}b.js:1:1: warning[magic-code] x\\u{a}safe.js:1:1: error[magic-code] \
                      forged\\u{1b}[2K\\u{202e}\n";
        assert!(text.starts_with(forged), "{text}");
    }

    #[test]
    fn severities_are_coloured() {
        let text = drawn(&Concise::new(COLOURED), &samples::outcome());
        assert!(
            text.contains("\u{1b}[31merror[file-not-linted]\u{1b}[0m"),
            "{text}"
        );
        assert!(
            text.contains("\u{1b}[33mwarning[magic-code]\u{1b}[0m"),
            "{text}"
        );
    }
}
