//! What came of one file, until its project has been judged: then its comments are asked, and its findings counted.

use std::collections::BTreeSet;

use super::Task;
use super::finish;
use super::levels::Levels;
use crate::model::contract::AppUse;
use crate::model::finding::{Finding, Judge, Rule};
use crate::model::outcome::{FileOutcome, Summary};
use crate::model::source::Span;
use crate::rules;
use crate::suppress::Comments;

pub(super) struct Unfinished {
    /// Its findings stand at their levels, the suppressed ones among them.
    pub(super) outcome: FileOutcome,
    pub(super) levels: Levels,
    pub(super) comments: Comments,
    pub(super) app_uses: Vec<AppUse>,
    /// The folder, its role and why, for people.
    pub(super) role: String,
}

/// How far a file has to look around for the rules of its project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Horizon {
    Itself,
    Component,
    Project,
}

impl Unfinished {
    /// `None` where there will be nothing to tell of the file.
    pub(super) fn unless_empty(self) -> Option<Self> {
        let empty = self.outcome.is_empty() && self.app_uses.is_empty() && self.comments.are_none();
        (!empty).then_some(self)
    }

    pub(super) fn horizon(&self, task: Task) -> Horizon {
        let on = |wanted: bool| {
            let is_on = |rule: &&Rule| match rule.judge {
                Judge::Project { by_name, .. } => by_name == wanted && self.levels.runs(rule.id),
                Judge::Use(_) | Judge::Engine => false,
            };
            rules::RULES.iter().copied().any(|rule| is_on(&rule))
        };
        let mut judged = self
            .app_uses
            .iter()
            .filter(|one| one.is_judged())
            .peekable();
        if judged.peek().is_none() {
            Horizon::Itself
        } else if task == Task::Inventory || on(true) {
            Horizon::Project
        } else if on(false) && judged.any(|one| !one.by_name) {
            Horizon::Component
        } else {
            Horizon::Itself
        }
    }

    /// What the file comes to by itself, in order: nothing is said of its project.
    pub(super) fn alone(self) -> FileOutcome {
        let levels = self.levels.alone();
        let mut outcome = Self { levels, ..self }.finish(Vec::new(), &mut Summary::default());
        finish::in_order(&mut outcome);
        outcome
    }

    /// Adds what the project has found, which takes the place of what a later rule found, and lets the comments speak.
    pub(super) fn finish(self, found: Vec<Finding>, summary: &mut Summary) -> FileOutcome {
        let mut outcome = self.outcome;
        let taken: BTreeSet<Span> = found.iter().map(|finding| finding.primary.span).collect();
        outcome
            .findings
            .retain(|finding| !taken.contains(&finding.primary.span));
        let found = found.into_iter();
        outcome
            .findings
            .extend(found.filter_map(|one| self.levels.levelled(one)));
        let findings = std::mem::take(&mut outcome.findings);
        let suppressed = self
            .levels
            .known(|known| self.comments.suppress(&outcome.file, findings, known));
        summary.suppressed += suppressed.hidden;
        outcome.findings = suppressed.kept;
        let about = suppressed.about.into_iter();
        outcome
            .findings
            .extend(about.filter_map(|one| self.levels.levelled(one)));
        self.levels.count(&outcome.findings, summary);
        outcome
    }
}
