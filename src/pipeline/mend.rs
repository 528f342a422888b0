//! One text, mended: fixes are written and the text is linted again, until nothing is left to write.
//!
//! What makes a text worse is taken back, fix by fix. Files and the disk are for `run` and for `write`.

use std::collections::BTreeSet;

use crate::fix::{self, Checked, Fix};
use crate::model::finding::{Applicability, Edit, Finding};
use crate::model::outcome::FileOutcome;
use crate::model::source::SourceFile;

/// How often a text is linted again at most: twice for a text in which every fix is sound.
const MOST: usize = 400;

/// Lints a text that stands for the file's own. Its findings are in order, with fingerprints.
pub(super) type Relint<'a> = dyn Fn(&str) -> FileOutcome + 'a;

/// Whom to ask about a finding that no fix was written for.
pub trait Ask {
    /// What to do about it; `file` is the text as it stands by now.
    fn ask(&mut self, file: &SourceFile, finding: &Finding) -> Answer;

    /// What was picked would have broken the file, and is not written.
    fn refused(&mut self, finding: &Finding);
}

/// What a person wants done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Write the suggestion of this index.
    Pick(usize),
    Skip,
    /// Hide it by a comment, for this reason.
    Suppress(String),
    /// Ask nothing more.
    Quit,
}

/// A text and what has become of it.
pub(super) struct Mended {
    /// As linted last: its text is the new one.
    pub(super) outcome: FileOutcome,
    /// Findings that were fixed.
    pub(super) fixed: usize,
    pub(super) refused: Vec<Refused>,
    /// A person has had enough.
    pub(super) quit: bool,
}

/// A finding whose fix would have broken the file.
pub(super) struct Refused {
    /// 1-based, in the text as it was then.
    pub(super) line: u32,
    pub(super) rule: &'static str,
}

/// Writes all fixes that are at least so applicable, and asks about the rest, if there is somebody to ask. Findings that are
/// settled, by fingerprint, are left alone; those whose fix is refused and those that were asked about become so.
pub(super) fn mend(
    outcome: FileOutcome,
    least: Applicability,
    relint: &Relint<'_>,
    settled: &mut BTreeSet<String>,
    once: bool,
    ask: Option<&mut dyn Ask>,
) -> Mended {
    let mut mender = Mender {
        outcome,
        relint,
        left: MOST,
        fixed: 0,
        refused: Vec::new(),
        settled,
        once,
    };
    mender.write_all(least);
    let quit = ask.is_some_and(|ask| mender.ask_all(ask));
    Mended {
        refused: mender.refused,
        outcome: mender.outcome,
        fixed: mender.fixed,
        quit,
    }
}

struct Mender<'a> {
    outcome: FileOutcome,
    relint: &'a Relint<'a>,
    /// How often the text may still be linted again.
    left: usize,
    fixed: usize,
    refused: Vec<Refused>,
    /// Findings, by fingerprint, that are not tried again.
    settled: &'a mut BTreeSet<String>,
    /// What has been fixed is settled: an equal finding that nobody may touch takes its fingerprint over.
    once: bool,
}

impl Mender<'_> {
    /// Tries all fixes at once; where that is unsound, half of them, down to a single one, which is then refused.
    fn write_all(&mut self, least: Applicability) {
        let mut most = usize::MAX;
        loop {
            let mut fixes = fix::choose(&self.outcome.findings, least, self.settled);
            fixes.truncate(most);
            match fixes.as_slice() {
                [] => return,
                _ if self.try_out(&fixes) => most = usize::MAX,
                [only] => {
                    self.refuse(&only.fingerprint);
                    most = usize::MAX;
                }
                several => most = several.len() / 2,
            }
            if self.left == 0 {
                return;
            }
        }
    }

    fn refuse(&mut self, fingerprint: &str) {
        let file = &self.outcome.file;
        let findings = self.outcome.findings.iter();
        let refused = findings.filter(|finding| finding.fingerprint == fingerprint);
        self.refused.extend(refused.map(|finding| Refused {
            line: file.position(finding.primary.span.start).line,
            rule: finding.rule.id,
        }));
        self.settled.insert(fingerprint.to_owned());
    }

    /// Writes some fixes, if that is sound.
    fn try_out(&mut self, fixes: &[Fix]) -> bool {
        let Some(left) = self.left.checked_sub(1) else {
            return false;
        };
        self.left = left;
        let Some(file) = self.outcome.file.whole() else {
            return false;
        };
        let text = fix::apply(&file.text, fixes);
        let after = (self.relint)(&text);
        let sound = fix::is_sound(&checked(&self.outcome), &checked(&after), fixes.len());
        if sound {
            if self.once {
                let fixed = fixes.iter().map(|fix| fix.fingerprint.clone());
                self.settled.extend(fixed);
            }
            self.outcome = after;
            self.fixed += fixes.len();
        }
        sound
    }

    /// Asks about each finding that has something to choose; whether the person wants to stop.
    fn ask_all(&mut self, ask: &mut dyn Ask) -> bool {
        loop {
            let mut open = self.outcome.findings.iter();
            let is_settled = |finding: &Finding| self.settled.contains(&finding.fingerprint);
            let next = open.find(|finding| is_choice(finding) && !is_settled(finding));
            let Some(finding) = next.cloned() else {
                return false;
            };
            self.settled.insert(finding.fingerprint.clone());
            let Some(file) = self.outcome.file.whole() else {
                return false;
            };
            let written = match ask.ask(file, &finding) {
                Answer::Quit => return true,
                Answer::Skip => continue,
                Answer::Pick(index) => match finding.suggestions.get(index) {
                    Some(picked) => self.try_out(&[fix_of(&finding, picked.edits.clone())]),
                    None => false,
                },
                Answer::Suppress(reason) => self.suppress(&finding, &reason),
            };
            // Somebody waits for each of them.
            self.left = MOST;
            if !written {
                ask.refused(&finding);
            }
        }
    }

    /// Hides a finding by a comment, in the first form that the place takes.
    fn suppress(&mut self, finding: &Finding, reason: &str) -> bool {
        let file = self.outcome.file.whole();
        let forms = file.map(|file| fix::suppressions(file, finding, reason));
        let mut forms = forms.into_iter().flatten();
        forms.any(|edit| self.try_out(&[fix_of(finding, vec![edit])]))
    }
}

/// Whether a person can pick something that no fix writes.
fn is_choice(finding: &Finding) -> bool {
    finding
        .suggestions
        .iter()
        .any(|suggestion| !suggestion.edits.is_empty())
}

fn fix_of(finding: &Finding, edits: Vec<Edit>) -> Fix {
    Fix {
        fingerprint: finding.fingerprint.clone(),
        span: finding.primary.span,
        edits,
    }
}

fn checked(outcome: &FileOutcome) -> Checked<'_> {
    Checked {
        findings: &outcome.findings,
        failures: outcome.failures.len(),
    }
}
