//! Why a number was, or was not, taken for a Parse code: what `parselint explain` asks for and is told.
//!
//! Reasons are clauses without full stop, the strongest first.

use std::path::PathBuf;

use super::facts::Site;
use super::finding::{Rule, Severity};
use super::resolved::{Evidence, Role, Target};
use super::source::{SourceFile, Span};

/// The place that is asked about: `PATH:LINE:COLUMN` or `PATH:LINE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub path: PathBuf,
    /// 1-based.
    pub line: u32,
    /// 1-based, in code points; without it all numbers of the line are asked about.
    pub column: Option<u32>,
}

/// What a file and some of its numbers are.
#[derive(Clone, Debug)]
pub struct Explained {
    pub file: SourceFile,
    pub trace: FileTrace,
    pub role: Role,
    /// Why it is this role: a clause.
    pub role_why: String,
    /// In the order of the text, at least one.
    pub rows: Vec<Explanation>,
    /// What `check` does with the file as a whole, where it does not read all of it: clauses.
    pub notes: Vec<String>,
}

/// What a whole file says of Parse.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileTrace {
    /// `None` where neither the file nor its package says anything.
    pub grade: Option<Evidence>,
    /// A clause; empty without a grade.
    pub why: String,
    /// The SDK of another platform that the file or its package belongs to.
    pub look_alike: Option<String>,
}

/// One number, string or name, and what it is.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub span: Span,
    /// As written.
    pub literal: String,
    pub verdict: Verdict,
    /// Where it stands, where that is a place at which a code may stand.
    pub site: Option<Site>,
    /// What it meets there: a clause.
    pub meets: String,
    /// What that is, as far as names lead: a clause; empty where they lead nowhere.
    pub meaning: String,
    /// Why it is a code. Empty where it is none.
    pub reasons: Vec<String>,
    /// What speaks against it; there is something where it is no code.
    pub against: Vec<String>,
    /// What would make the verdict another one; where it is certain, nothing.
    pub changes: Vec<String>,
    pub role: Role,
    pub report: Report,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// A use of a code, or of what stands in a code's place.
    Code { target: Target, evidence: Evidence },
    /// The number that it is, where it is an integer.
    NoCode { value: Option<i64> },
}

impl Verdict {
    pub fn evidence(&self) -> Option<Evidence> {
        match self {
            Verdict::Code { evidence, .. } => Some(*evidence),
            Verdict::NoCode { .. } => None,
        }
    }

    /// The number, where one is known.
    pub fn value(&self) -> Option<i64> {
        match self {
            Verdict::Code {
                target: Target::Number(value) | Target::NumericText(value) | Target::Constant(value),
                ..
            } => Some(*value),
            Verdict::Code { .. } => None,
            Verdict::NoCode { value } => *value,
        }
    }
}

/// What the rules do with it.
#[derive(Clone, Debug)]
pub enum Report {
    /// It is no code: no rule is asked.
    NotAsked,
    /// No rule has anything to say: why, a clause.
    Silent(String),
    Finding {
        rule: &'static Rule,
        severity: Severity,
        message: String,
        shown: Shown,
    },
}

/// Whether a finding is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Yes,
    /// The evidence is weak: with `--pedantic` only.
    Pedantic,
    /// Its rule is off by configuration.
    Off,
    /// A comment suppresses it.
    Suppressed,
    /// The file is not read so far; the notes say why.
    NotRead,
}

impl Shown {
    pub fn name(self) -> &'static str {
        match self {
            Shown::Yes => "yes",
            Shown::Pedantic => "pedantic",
            Shown::Off => "off",
            Shown::Suppressed => "suppressed",
            Shown::NotRead => "not-read",
        }
    }
}
