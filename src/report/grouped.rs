//! `grouped`: files as headings, a finding a line below, in columns: for people with many findings.

use std::io::{self, BufWriter, Write};

use super::paint::Ink;
use super::visible::{visible_line, visible_path};
use super::{Reporter, Style, concise, words};
use crate::model::outcome::{FileOutcome, Outcome};

pub(super) struct Grouped {
    style: Style,
}

impl Grouped {
    pub(super) fn new(style: Style) -> Self {
        Self { style }
    }
}

impl Reporter for Grouped {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        for file in &outcome.files {
            if !file.findings.is_empty() || file.shortcomings().next().is_some() {
                self.group(file, &mut out)?;
            }
        }
        if !self.style.quiet {
            concise::summary(self.style, outcome, &mut out)?;
        }
        out.flush()
    }
}

impl Grouped {
    fn group(&self, file: &FileOutcome, out: &mut impl Write) -> io::Result<()> {
        let path = self.style.paint(Ink::Bold, visible_path(file.file.path()));
        writeln!(out, "{path}")?;
        let findings = file.findings.iter();
        let places: Vec<String> = findings
            .map(|finding| {
                let place = file.file.position(finding.primary.span.start);
                format!("{}:{}", place.line, place.column)
            })
            .collect();
        let width = places.iter().map(String::len).max().unwrap_or(0);
        for (finding, place) in file.findings.iter().zip(&places) {
            let level = format!("{:7}", finding.severity.name());
            let level = self.style.severity(finding.severity, level);
            let message = visible_line(&finding.message);
            let rule = self.style.paint(Ink::Dim, finding.rule.id);
            writeln!(out, "  {place:>width$}  {level}  {message}  {rule}")?;
            if self.style.verbose {
                for reason in &finding.reasons {
                    let reason = words::because(&visible_line(reason));
                    writeln!(out, "  {:width$}  {reason}", "")?;
                }
            }
        }
        if let Some(shortfall) = &file.shortfall {
            writeln!(out, "  {shortfall}")?;
        }
        for failure in &file.failures {
            writeln!(out, "  not fully read: {}", visible_line(failure))?;
        }
        writeln!(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, PLAIN, drawn};

    #[test]
    fn findings_stand_below_their_file() {
        assert_eq!(
            drawn(&Grouped::new(PLAIN), &samples::outcome()),
            "cloud/latin.js\n  1:1  error    the file is not UTF-8  file-not-linted\n\n\
             cloud/main.js\n  2:25  warning  the Parse error code 101 is written as a number  magic-code\n\n\
             cloud/torn.js\n  not fully read: 1:5: unexpected `(`\n\n\
             Found 1 error, 1 warning in 12 files linted\n\
             1 fixable with `--fix`\n\
             1 file not linted\n\
             1 file with syntax errors\n"
        );
    }

    #[test]
    fn places_are_aligned_and_reasons_shown_on_demand() {
        let text = "101\n\n\n\n\n\n\n\n\n          101";
        let mut far = samples::magic(text, "101");
        far.primary.span = crate::model::source::Span::new(text.len() - 3, text.len());
        let findings = vec![samples::magic(text, "101"), far];
        let outcome = samples::run(vec![samples::file("a.js", text, findings)]);
        let verbose = Style {
            verbose: true,
            quiet: true,
            ..PLAIN
        };
        let text = drawn(&Grouped::new(verbose), &outcome);
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines[1].starts_with("    1:1  warning  the Parse"),
            "{text}"
        );
        assert_eq!(lines[2], "         because `Parse` is the SDK's");
        assert!(
            lines[4].starts_with("  10:11  warning  the Parse"),
            "{text}"
        );
        assert_eq!(lines.last(), Some(&""), "{text}");
    }

    #[test]
    fn no_text_forges_a_line() {
        let mut finding = samples::magic("101", "101");
        finding.message = "x\nb.js\n  1:1  error".into();
        let outcome = samples::run(vec![samples::file("a\n.js", "101", vec![finding])]);
        let quiet = Style {
            quiet: true,
            ..PLAIN
        };
        assert_eq!(drawn(&Grouped::new(quiet), &outcome).lines().count(), 3);
    }
}
