//! What came of one file, until its project has been judged: then its comments are asked, and its findings counted.

use std::collections::BTreeSet;

use super::Task;
use super::fault::{self, Stage};
use super::file;
use super::finish;
use super::isolate::{failed, isolated};
use super::levels::Levels;
use crate::model::contract::AppUse;
use crate::model::excerpt::Excerpt;
use crate::model::facts::Item;
use crate::model::finding::{Finding, Judge, Rule};
use crate::model::outcome::FileOutcome;
use crate::model::source::{SourceFile, Span};
use crate::rules;
use crate::suppress::Comments;

pub(super) struct Unfinished {
    /// Its findings stand at their levels, the suppressed ones among them.
    pub(super) outcome: FileOutcome,
    pub(super) levels: Levels,
    pub(super) comments: Comments,
    pub(super) app_uses: Vec<AppUse>,
    /// What holds the uses, as `Facts` has it.
    pub(super) items: Vec<Item>,
    /// The folder, its role and why, for people.
    pub(super) role: String,
}

/// What came of a file.
pub(super) struct FinishedFile {
    pub(super) outcome: FileOutcome,
    pub(super) levels: Levels,
    /// It was linted, and is not any more.
    pub(super) failed: bool,
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

    /// Keeps of a large text the lines that anybody may ask for: around what may be told, with the names of what holds that.
    pub(super) fn abridge(&mut self, file: &SourceFile) {
        // What comments cover may be anywhere.
        if !Excerpt::is_large(file) || !self.comments.are_none() {
            return;
        }
        let mut places: Vec<Span> = self.outcome.findings.iter().flat_map(places).collect();
        places.extend(self.app_uses.iter().map(|one| one.span));
        places.sort();
        self.items.retain(|item| holds_any(item, &places));
        let names = self.items.iter().map(|item| item.name);
        self.outcome.file = Excerpt::of(file, places.into_iter().chain(names));
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
        let mut outcome = Self { levels, ..self }.finish(Vec::new()).outcome;
        finish::in_order(&mut outcome);
        outcome
    }

    /// Adds what the project has found, which takes the place of what a later rule found, and lets the comments speak;
    /// with the levels that are needed to count what is left.
    pub(super) fn finish(self, found: Vec<Finding>) -> FinishedFile {
        let path = self.outcome.file.path().to_owned();
        let levels = self.levels.clone();
        match isolated(|| self.spoken(found)) {
            Ok(outcome) => FinishedFile {
                outcome,
                levels,
                failed: false,
            },
            Err(panic) => FinishedFile {
                outcome: file::not_linted(&path, failed(&panic), &levels),
                levels,
                failed: true,
            },
        }
    }

    fn spoken(self, found: Vec<Finding>) -> FileOutcome {
        fault::inject(Stage::Finish, self.outcome.file.path());
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
        outcome.hidden = suppressed.hidden;
        outcome.findings = suppressed.kept;
        let about = suppressed.about.into_iter();
        outcome
            .findings
            .extend(about.filter_map(|one| self.levels.levelled(one)));
        let hidden = outcome.hidden.iter_mut().map(|hidden| &mut hidden.finding);
        for finding in outcome.findings.iter_mut().chain(hidden) {
            finding.item = item(&outcome.file, &self.items, finding.primary.span);
        }
        outcome
    }
}

/// Of its labels, and of what is suggested.
fn places(finding: &Finding) -> impl Iterator<Item = Span> {
    let labels = std::iter::once(&finding.primary).chain(&finding.related);
    let suggestions = finding.suggestions.iter();
    let edits = suggestions.flat_map(|suggestion| &suggestion.edits);
    let edits = edits.chain(&finding.removal).map(|edit| edit.span);
    labels.map(|label| label.span).chain(edits)
}

/// Whether one of these places, which are sorted, is in an item.
fn holds_any(item: &Item, places: &[Span]) -> bool {
    let from = places.partition_point(|place| place.start < item.span.start);
    let rest = places.iter().skip(from);
    let mut begin_inside = rest.take_while(|place| place.start <= item.span.end);
    begin_inside.any(|place| item.span.contains(*place))
}

/// The names of what holds a place, outermost first.
fn item(file: &Excerpt, items: &[Item], place: Span) -> String {
    let holding = items.iter().filter(|item| item.span.contains(place));
    let names: Vec<String> = holding.map(|item| words(file.slice(item.name))).collect();
    names.join(" > ")
}

/// Without what only sets the words apart: a name may be a whole expression.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
