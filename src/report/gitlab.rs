//! `gitlab`: a Code Quality report, which GitLab compares with the one of the target branch.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::base::Base;
use super::document::{List, write_pretty};
use super::visible::visible_line;
use super::{Reporter, words};
use crate::model::excerpt::Excerpt;
use crate::model::finding::{Finding, Severity};
use crate::model::outcome::Outcome;

pub(super) struct Gitlab {
    base: Base,
}

impl Gitlab {
    pub(super) fn new(base: &Base) -> Self {
        Self { base: base.clone() }
    }
}

impl Reporter for Gitlab {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        write_pretty(&List(|| self.issues(outcome)), &mut out)?;
        out.flush()
    }
}

impl Gitlab {
    fn issues<'o>(&'o self, outcome: &'o Outcome) -> impl Iterator<Item = Issue<'o>> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let findings = outcome.files.iter();
        let findings =
            findings.flat_map(|file| file.findings.iter().map(|finding| (&file.file, finding)));
        findings.map(move |(file, finding)| {
            let again = seen.entry(&finding.fingerprint).or_default();
            *again += 1;
            self.issue(file, finding, *again)
        })
    }

    /// `again`: which of the findings with that fingerprint it is; GitLab takes equal ones for one.
    fn issue<'o>(&self, file: &Excerpt, finding: &'o Finding, again: usize) -> Issue<'o> {
        Issue {
            description: visible_line(&words::with_help(finding)).into_owned(),
            check_name: finding.rule.id,
            fingerprint: match again {
                1 => finding.fingerprint.clone(),
                again => format!("{}:{again}", finding.fingerprint),
            },
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Advice | Severity::Off => "info",
            },
            location: Location {
                path: self.base.path(file.path()),
                lines: Lines {
                    begin: file.position(finding.primary.span.start).line,
                    end: file.position(finding.primary.span.end).line,
                },
            },
        }
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, drawn};
    use serde_json::{Value, json};

    fn report(outcome: &Outcome) -> Value {
        let text = drawn(&Gitlab::new(&Base::default()), outcome);
        serde_json::from_str(&text).expect("JSON")
    }

    #[test]
    fn an_issue_has_what_gitlab_asks_for() {
        let report = report(&samples::outcome());
        assert_eq!(
            report[1],
            json!({
                "description": "the Parse error code 101 is written as a number: write `Parse.Error.OBJECT_NOT_FOUND`",
                "check_name": "magic-code",
                "fingerprint": "00c0ffee",
                "severity": "minor",
                "location": {"path": "cloud/main.js", "lines": {"begin": 2, "end": 2}}
            })
        );
        assert_eq!(self::report(&Outcome::default()), json!([]));
    }

    #[test]
    fn no_two_issues_have_one_fingerprint() {
        let findings = vec![samples::magic("101", "101"); 3];
        let outcome = samples::run(vec![samples::file("a.js", "101", findings)]);
        let report = report(&outcome);
        let prints: Vec<_> = (0..3).map(|at| report[at]["fingerprint"].clone()).collect();
        assert_eq!(prints, ["00c0ffee", "00c0ffee:2", "00c0ffee:3"]);
    }
}
