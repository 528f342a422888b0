//! What a run came to: the one value that every report is drawn from.

use std::borrow::Cow;

use super::excerpt::Excerpt;
use super::finding::{Finding, Rule, Severity};
use super::inventory::InventoryUse;
use super::limits::Shortfall;

/// The findings and uses of one run, sorted by path, then place, then rule.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Only files that have something to tell.
    pub files: Vec<FileOutcome>,
    pub summary: Summary,
    /// Filled by `inventory` only: what the rules of a project find about its codes, a row a code and rule.
    pub remarks: Vec<Remark>,
}

/// What deserves attention about a code, without a place.
#[derive(Clone, Debug)]
pub struct Remark {
    pub code: i64,
    pub rule: &'static Rule,
    /// `path:line`, in order.
    pub places: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct FileOutcome {
    /// Its text is empty where the file could not be read.
    pub file: Excerpt,
    pub findings: Vec<Finding>,
    /// Findings that somebody has answered for, in the order of `findings`: no exit status, and counted apart.
    pub hidden: Vec<Hidden>,
    /// What the front end could not read; neither a finding nor an exit status.
    pub failures: Vec<String>,
    /// Why it was read as tokens only, where no syntax error is the reason.
    pub shortfall: Option<Shortfall>,
    /// Filled by `inventory` only: literals.
    pub uses: Vec<InventoryUse>,
    /// Filled by `inventory` only: codes by name.
    pub references: Vec<InventoryUse>,
}

/// A finding that is not shown, and why not.
#[derive(Clone, Debug)]
pub struct Hidden {
    pub finding: Finding,
    pub by: Hiding,
}

/// What hides a finding, with the reason that was given for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hiding {
    /// A comment in the source.
    Comment { reason: String },
    /// An entry of the baseline.
    Baseline { reason: Option<String> },
}

impl FileOutcome {
    /// A file of which there is nothing to tell yet.
    pub fn new(file: impl Into<Excerpt>) -> Self {
        Self {
            file: file.into(),
            findings: Vec::new(),
            hidden: Vec::new(),
            failures: Vec::new(),
            shortfall: None,
            uses: Vec::new(),
            references: Vec::new(),
        }
    }

    /// What was not read of it as it is meant to be, in words.
    pub fn shortcomings(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let shortfall = self.shortfall.iter();
        let shortfall = shortfall.map(|shortfall| Cow::Owned(shortfall.to_string()));
        let failures = self.failures.iter();
        shortfall.chain(failures.map(|failure| Cow::Borrowed(failure.as_str())))
    }

    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
            && self.hidden.is_empty()
            && self.failures.is_empty()
            && self.shortfall.is_none()
            && self.uses.is_empty()
            && self.references.is_empty()
    }
}

/// Why a source could not be linted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// A clause: what is the matter with the file.
    pub reason: String,
    /// What to do about it.
    pub help: String,
}

impl Unread {
    pub fn new(reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            help: help.into(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were linted, the ones that the prefilter could clear included.
    pub files: usize,
    /// Of those, the ones that needed a tree.
    pub files_parsed: usize,
    pub errors: usize,
    pub warnings: usize,
    pub advice: usize,
    pub fixed: usize,
    /// Findings that a comment suppresses.
    pub suppressed: usize,
    /// Findings that the baseline knows.
    pub baselined: usize,
    /// Findings on lines that have not changed, where only changed ones are asked for.
    pub unchanged: usize,
    /// Sources that could not be checked, whether or not `file-not-linted` is on: the exit status is 2.
    pub not_linted: usize,
    /// Walked, looked at and left out.
    pub minified: usize,
    /// Named on the command line and excluded by an ignore file or an exclusion.
    pub ignored: usize,
    /// Findings at or above their `--fail-on`.
    pub failing: usize,
    /// Of those, the warnings.
    pub failing_warnings: usize,
}

impl Summary {
    pub fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Off => {}
            Severity::Advice => self.advice += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Error => self.errors += 1,
        }
    }

    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.advice
    }

    pub fn merge(&mut self, other: &Summary) {
        self.files += other.files;
        self.files_parsed += other.files_parsed;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.advice += other.advice;
        self.fixed += other.fixed;
        self.suppressed += other.suppressed;
        self.baselined += other.baselined;
        self.unchanged += other.unchanged;
        self.not_linted += other.not_linted;
        self.minified += other.minified;
        self.ignored += other.ignored;
        self.failing += other.failing;
        self.failing_warnings += other.failing_warnings;
    }
}
