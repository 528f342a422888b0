//! Which rules are on for a file, and how loud: what the configuration says, what the command line says.
//!
//! Owned, so that it can wait with what came of the file until the project has been judged.

use std::collections::BTreeMap;

use crate::model::finding::{Finding, Judge, Rule, Severity};
use crate::model::outcome::{FileOutcome, Hiding, Summary};
use crate::model::settings::Options;
use crate::rules;
use crate::suppress;

#[derive(Clone)]
pub(super) struct Levels {
    /// One a rule, in the order of the list.
    levels: Vec<Level>,
    fail_on: Severity,
}

#[derive(Clone, Copy)]
enum Level {
    Off,
    /// The finding's own.
    Own,
    Set(Severity),
}

impl Levels {
    pub(super) fn new(
        options: &Options,
        configured: &BTreeMap<String, Severity>,
        fail_on: Severity,
    ) -> Self {
        let level = |rule: &&'static Rule| level(rule, options, configured);
        Self {
            levels: rules::RULES.iter().map(level).collect(),
            fail_on,
        }
    }

    /// The same without the rules of a project, for a file that is judged by itself.
    pub(super) fn alone(mut self) -> Self {
        for (rule, level) in rules::RULES.iter().zip(&mut self.levels) {
            if let Judge::Project { .. } = rule.judge {
                *level = Level::Off;
            }
        }
        self
    }

    /// Whether a rule is on.
    pub(super) fn runs(&self, id: &str) -> bool {
        !matches!(self.of(id), Level::Off)
    }

    /// What the suppression comments of the file are told of the rules.
    pub(super) fn known<T>(&self, tell: impl FnOnce(suppress::Rules<'_>) -> T) -> T {
        let ids = rules::ids();
        tell(suppress::Rules {
            unused: &rules::UNUSED_SUPPRESSION,
            ids: &ids,
            ran: &|id| self.runs(id),
        })
    }

    /// The finding at the level that the configuration gives it; `None` where its rule is off.
    pub(super) fn levelled(&self, mut finding: Finding) -> Option<Finding> {
        match self.of(finding.rule.id) {
            Level::Off => return None,
            Level::Own => {}
            Level::Set(severity) => finding.severity = severity,
        }
        Some(finding)
    }

    pub(super) fn count(&self, file: &FileOutcome, summary: &mut Summary) {
        for finding in &file.findings {
            summary.count(finding.severity);
            let failing = finding.severity >= self.fail_on;
            summary.failing += usize::from(failing);
            let warning = finding.severity == Severity::Warning;
            summary.failing_warnings += usize::from(failing && warning);
        }
        for hidden in &file.hidden {
            match hidden.by {
                Hiding::Comment { .. } => summary.suppressed += 1,
                Hiding::Baseline { .. } => summary.baselined += 1,
            }
        }
    }

    fn of(&self, id: &str) -> Level {
        let at = rules::RULES.iter().position(|rule| rule.id == id);
        at.and_then(|at| self.levels.get(at))
            .map_or(Level::Off, |level| *level)
    }
}

/// Whether a rule is on where nothing else about the file has to be known.
pub(super) fn runs(
    rule: &Rule,
    options: &Options,
    configured: &BTreeMap<String, Severity>,
) -> bool {
    !matches!(level(rule, options, configured), Level::Off)
}

/// What could not be linted is told whatever is selected. A rule that is off has its own level where the command line
/// selects it.
fn level(rule: &Rule, options: &Options, configured: &BTreeMap<String, Severity>) -> Level {
    let named = options.select.contains(&rule.id);
    let wanted = named || options.select.is_empty() || rule == &rules::FILE_NOT_LINTED;
    let level = configured.get(rule.id).copied();
    let off = match level {
        Some(level) => level == Severity::Off,
        None => rule.opt_in,
    };
    if !wanted || options.ignore.contains(&rule.id) || (off && !named) {
        return Level::Off;
    }
    match level {
        None | Some(Severity::Off) => Level::Own,
        Some(severity) => Level::Set(severity),
    }
}
