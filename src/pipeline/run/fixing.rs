//! Fixes for all files of a run: each text is mended by itself, and then all of them are linted together.
//!
//! Nothing is written to the disk here. What is left is what a run over the new texts finds, so that it is the same as
//! what a second run would say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Found, Neighbours, Run, Seeds, Shared, Texts};
use crate::discover::{self, Candidate};
use crate::fix;
use crate::model::error::{Error, Result};
use crate::model::finding::Applicability;
use crate::model::limits::Limits;
use crate::model::outcome::{FileOutcome, Outcome, Summary, Unread};
use crate::model::settings::Options;
use crate::model::source::SourceFile;
use crate::pipeline::Task;
use crate::pipeline::file::unreadable;
use crate::pipeline::isolate::timed;
use crate::pipeline::mend::{Ask, Refused, mend};
use crate::pipeline::scope::Scope;
use crate::pipeline::unfinished::Unfinished;

/// How often all files are mended at most: one file's fix may let another file's be written.
const ROUNDS: usize = 4;

/// What fixes have come to.
#[derive(Debug)]
pub struct Fixed {
    /// What is left; its summary counts what was fixed.
    pub run: Run,
    /// What there was before.
    pub before: Summary,
    /// The files with a new text, by path as shown.
    pub changed: Vec<Changed>,
    /// The text of standard input by now, where that was linted.
    pub printed: Vec<u8>,
    /// Remarks for people: fixes that were taken back.
    pub notes: Vec<String>,
}

/// A file with a new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub path: PathBuf,
    /// As shown to the user.
    pub shown: String,
    /// The text that was linted first: the file is to be left alone if it has another one by now.
    pub before: String,
    pub after: String,
    /// Findings that were fixed.
    pub fixed: usize,
}

/// The files that findings were found in, by path as shown.
pub(super) type Candidates = BTreeMap<String, Candidate>;

/// Lints what the options name, and works out the fixes that are at least so applicable; `ask` is asked about the rest.
///
/// An error is a run that could not be done, as for `run`.
pub fn fix(
    options: &Options,
    scope: &Scope,
    least: Applicability,
    cwd: &Path,
    tick: &(dyn Fn() + Sync),
    ask: Option<&mut dyn Ask>,
) -> Result<Fixed> {
    let given = match &options.stdin {
        Some(name) => standard_input(options, name, cwd)?,
        None => scope.texts().clone(),
    };
    let mut rounds = Rounds {
        least,
        ask,
        settled: BTreeSet::new(),
        once: scope.changes.is_some() || scope.baseline.is_some(),
        changed: BTreeMap::new(),
        notes: Vec::new(),
    };
    let mut texts = given.clone();
    let mut before: Option<Outcome> = None;
    let mut left = ROUNDS;
    let run = loop {
        let shared = Shared::new(options, Task::Check, cwd, tick, &texts)?.within(scope);
        let Found {
            mut done,
            neighbours,
            notes,
        } = shared.found()?;
        let seeds = std::mem::take(&mut done.seeds);
        let candidates = std::mem::take(&mut done.candidates);
        let run = shared.conclude(done, notes)?;
        if run.failure.is_some() {
            // Nothing is written of what may lack a part.
            rounds.changed.clear();
            break run;
        }
        rounds.settled.extend(run.outside.iter().cloned());
        let first = before.get_or_insert_with(|| run.outcome.clone());
        let worse = worse(first, &run.outcome);
        if !worse.is_empty() && !rounds.changed.is_empty() {
            rounds.give_up(&worse);
            texts.clone_from(&given);
            left = 0;
            continue;
        }
        if left == 0 {
            break run;
        }
        left -= 1;
        let fresh = rounds.mend(&shared, &run.outcome, (&seeds, &candidates, &neighbours));
        drop(neighbours);
        shared.failure.into_result()?;
        if fresh.is_empty() {
            break run;
        }
        texts.extend(fresh);
    };
    Ok(rounds.fixed(run, before.unwrap_or_default().summary, given))
}

/// Standard input, read once for all that is done with it.
fn standard_input(options: &Options, name: &Path, cwd: &Path) -> Result<Texts> {
    let none = Texts::default();
    let shared = Shared::new(options, Task::Check, cwd, &|| {}, &none)?;
    let (candidate, _) = discover::borrowed(&shared.request(&|_| Ok(false)), name)?;
    let mut bytes = discover::Buffer::default();
    match discover::read_from(
        std::io::stdin().lock(),
        &mut bytes,
        shared.limits(&candidate)?.file_size,
    ) {
        Ok(()) => Ok(Texts::from([(candidate.path, bytes.to_vec())])),
        Err(failure) => {
            let unread = Unread::from(failure);
            let message = format!("standard input cannot be read: {}", unread.reason);
            Err(Error::new(message).help(unread.help))
        }
    }
}

/// What the rounds have in common.
struct Rounds<'k> {
    least: Applicability,
    ask: Option<&'k mut dyn Ask>,
    /// Findings that have been asked about, or whose fix was taken back, by fingerprint.
    settled: BTreeSet<String>,
    /// Some findings are not to be touched.
    once: bool,
    changed: BTreeMap<PathBuf, Changed>,
    notes: Vec<String>,
}

impl Rounds<'_> {
    /// Mends each file by itself; the new texts.
    fn mend(
        &mut self,
        shared: &Shared<'_>,
        outcome: &Outcome,
        (seeds, candidates, neighbours): (&Seeds, &Candidates, &Neighbours<'_>),
    ) -> Texts {
        let mut texts = Texts::new();
        for file in &outcome.files {
            let path = file.file.path();
            let Some(candidate) = candidates.get(path) else {
                continue;
            };
            // Where the configuration is wrong, nothing was found that could be fixed.
            let limits = shared.limits(candidate).unwrap_or_default();
            let relint = |text: &str| {
                let read = |_: &Candidate, buffer: &mut discover::Buffer| {
                    buffer.set(text.as_bytes());
                    Ok(())
                };
                let done = shared.one(candidate.clone(), seeds, neighbours, read);
                outcome_of(path, text, done.files, &limits)
            };
            let ask = self.ask.as_mut().map(|ask| &mut **ask as &mut dyn Ask);
            if ask.is_none() && fix::choose(&file.findings, self.least, &self.settled).is_empty() {
                continue;
            }
            // A text of which nobody has kept enough is left alone.
            let Some(before) = file.file.whole() else {
                continue;
            };
            // By itself, as it will be linted again: its project's findings stand in the way of others.
            let alone = relint(&before.text);
            let mended = mend(
                alone,
                self.least,
                &relint,
                &mut self.settled,
                self.once,
                ask,
            );
            let refused = mended.refused.iter();
            self.notes
                .extend(refused.map(|refused| taken_back(path, refused)));
            if mended.quit {
                self.ask = None;
            }
            let after = mended.outcome.file.whole();
            if let Some(after) = after.filter(|after| after.text != before.text) {
                texts.insert(candidate.path.clone(), after.text.as_bytes().to_vec());
                self.note(candidate, &before.text, &after.text, mended.fixed);
            }
        }
        texts
    }

    fn note(&mut self, candidate: &Candidate, before: &str, after: &str, fixed: usize) {
        let entry = self.changed.entry(candidate.path.clone());
        let changed = entry.or_insert_with(|| Changed {
            path: candidate.path.clone(),
            shown: candidate.shown.clone(),
            before: before.to_owned(),
            after: String::new(),
            fixed: 0,
        });
        after.clone_into(&mut changed.after);
        changed.fixed += fixed;
    }

    /// One file's fix has made another file worse, which only linting them together can show.
    fn give_up(&mut self, worse: &[String]) {
        let named = worse.join("`, `");
        let note = format!("no fix was written, as together they made `{named}` worse");
        self.notes.push(note);
        self.changed.clear();
    }

    fn fixed(self, mut run: Run, before: Summary, given: Texts) -> Fixed {
        let mut changed: Vec<Changed> = self.changed.into_values().collect();
        changed.sort_by(|one, other| one.shown.cmp(&other.shown));
        run.outcome.summary.fixed = changed.iter().map(|changed| changed.fixed).sum();
        let mut notes = self.notes;
        notes.sort();
        notes.dedup();
        let fixed = changed
            .iter()
            .map(|changed| changed.after.clone().into_bytes());
        Fixed {
            printed: fixed.chain(given.into_values()).next().unwrap_or_default(),
            run,
            before,
            changed,
            notes,
        }
    }
}

/// What a text came to by itself. One in which a fix has left nothing to be found may still be torn by it.
fn outcome_of(path: &str, text: &str, files: Vec<Unfinished>, limits: &Limits) -> FileOutcome {
    let found = files.into_iter().next().map(Unfinished::alone);
    found.unwrap_or_else(|| {
        let file = SourceFile::new(path, text);
        let failures = timed(limits.time, || unreadable(&file, limits));
        FileOutcome {
            // What cannot be told is no better than what was there.
            failures: failures.unwrap_or_else(|_| vec!["1:1: it cannot be read".into()]),
            ..FileOutcome::new(file)
        }
    })
}

fn taken_back(path: &str, refused: &Refused) -> String {
    let Refused { line, rule } = refused;
    format!("`{path}`:{line}: the fix for {rule} would have broken the file, and was taken back")
}

/// The files with a finding or a failure that they did not have before.
fn worse(before: &Outcome, after: &Outcome) -> Vec<String> {
    let known = before.files.iter();
    let known: BTreeMap<&str, &FileOutcome> = known.map(|file| (file.file.path(), file)).collect();
    let is_worse = |file: &&FileOutcome| {
        let known = known.get(file.file.path());
        let findings = known.map_or(&[][..], |known| &known.findings);
        let failures = known.map_or(0, |known| known.failures.len());
        file.failures.len() > failures || !fix::is_subset(&file.findings, findings)
    };
    let worse = after.files.iter().filter(is_worse);
    worse.map(|file| file.file.path().to_owned()).collect()
}
