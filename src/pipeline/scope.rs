//! What a run is about beyond its paths: code that has changed, findings that are not known yet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::levels::Levels;
use super::run::Run;
use crate::baseline::{self, Applied, Baseline, Entry, Known};
use crate::model::changes::Changes;
use crate::model::finding::Finding;
use crate::model::outcome::{FileOutcome, Summary};
use crate::model::path::{normal, relative, slashed};
use crate::model::settings::Options;
use crate::rules;

/// Everything, where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only these files are linted, and only findings on these lines are told.
    pub changes: Option<Changes>,
    /// Findings that it knows are hidden.
    pub baseline: Option<KnownFindings>,
}

/// A baseline and what its paths are relative to.
#[derive(Clone, Debug)]
pub struct KnownFindings {
    pub baseline: Baseline,
    /// Absolute, without `..`.
    pub folder: PathBuf,
    /// As `Entry::expires` has days.
    pub today: String,
}

/// What the scope of a run hides.
#[derive(Debug, Default)]
pub(super) struct Narrowed {
    pub(super) entries: Applied,
    /// Of the findings that the run is not about.
    pub(super) fingerprints: BTreeSet<String>,
}

/// A scope, and what is known of the run that it is for.
pub(super) struct Narrowing<'a> {
    pub(super) scope: &'a Scope,
    pub(super) options: &'a Options,
    pub(super) cwd: &'a Path,
    /// What is linted, absolute, without `..`.
    pub(super) named: &'a [PathBuf],
    /// The files that were linted, by path (absolute), where somebody has to know.
    pub(super) linted: &'a BTreeMap<PathBuf, Levels>,
}

static NOTHING: BTreeMap<PathBuf, Levels> = BTreeMap::new();
static EVERYTHING: Scope = Scope {
    changes: None,
    baseline: None,
};

impl Scope {
    /// Nothing is left out.
    pub(super) fn everything() -> &'static Self {
        &EVERYTHING
    }

    /// Texts that stand for what is on the disk.
    pub(super) fn texts(&self) -> &BTreeMap<PathBuf, Vec<u8>> {
        static NONE: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
        self.changes
            .as_ref()
            .map_or(&NONE, |changes| &changes.texts)
    }
}

impl<'a> Narrowing<'a> {
    /// For texts in memory.
    pub(super) fn none(options: &'a Options) -> Self {
        Self {
            scope: Scope::everything(),
            options,
            cwd: Path::new("/"),
            named: &[],
            linted: &NOTHING,
        }
    }
}

impl Narrowing<'_> {
    /// Hides what the run is not about.
    pub(super) fn apply(
        &self,
        files: &mut [(FileOutcome, Levels)],
        summary: &mut Summary,
    ) -> Narrowed {
        let mut narrowed = Narrowed::default();
        if let Some(known) = &self.scope.baseline {
            let mut files = self.known(files, &known.folder);
            narrowed.entries = self.asking(known, |run| known.baseline.apply(&mut files, run));
        }
        for (file, _) in files.iter_mut() {
            let hidden = file.hidden.iter().map(|hidden| &hidden.finding);
            narrowed
                .fingerprints
                .extend(hidden.map(|finding| finding.fingerprint.clone()));
            if let Some(changes) = &self.scope.changes {
                let gone = keep_changed(file, &absolute(self.cwd, file.file.path()), changes);
                summary.unchanged += gone.len();
                narrowed.fingerprints.extend(gone);
            }
        }
        narrowed
    }

    fn known<'f>(&self, files: &'f mut [(FileOutcome, Levels)], folder: &Path) -> Vec<Known<'f>> {
        let known = |(file, _): &'f mut (FileOutcome, Levels)| Known {
            path: below(folder, &absolute(self.cwd, file.file.path())),
            file,
        };
        files.iter_mut().map(known).collect()
    }

    fn asking<T>(&self, known: &KnownFindings, ask: impl FnOnce(&baseline::Run<'_>) -> T) -> T {
        let place = |path: &str| {
            let path = normal(&slashed(&known.folder), path);
            PathBuf::from(path.unwrap_or_default())
        };
        ask(&baseline::Run {
            today: &known.today,
            judges: &|entry| self.judges(entry, &place(&entry.path)),
            exists: &|path| place(path).symlink_metadata().is_ok(),
        })
    }

    /// Whether the file of an entry was linted, and its rule asked; of a file that is gone, whether both would have been.
    fn judges(&self, entry: &Entry, file: &Path) -> bool {
        let options = self.options;
        let rule = entry.rule.as_str();
        if rules::find(rule).is_none() {
            return true;
        }
        match self.linted.get(file) {
            Some(levels) => levels.runs(rule),
            None if file.symlink_metadata().is_ok() => false,
            None => {
                let selected = options.select.is_empty() || options.select.contains(&rule);
                let named = self.named.iter().any(|named| file.starts_with(named));
                named && selected && !options.ignore.contains(&rule)
            }
        }
    }
}

/// The baseline after a run with it: what it knew and was found again, and what is new.
pub fn renewed(run: &Run, known: &KnownFindings, cwd: &Path) -> Baseline {
    let files = run.outcome.files.iter().map(|file| {
        let path = absolute(cwd, file.file.path());
        (below(&known.folder, &path), file)
    });
    Baseline::of(&run.entries, files)
}

/// The path of a file, by the one that is shown.
fn absolute(cwd: &Path, shown: &str) -> PathBuf {
    let path = normal(&slashed(cwd), shown);
    path.map_or_else(|| cwd.join(shown), PathBuf::from)
}

/// A path as entries have it.
fn below(folder: &Path, path: &Path) -> String {
    slashed(&relative(folder, path))
}

/// Takes away the findings none of whose places has changed; their fingerprints.
fn keep_changed(file: &mut FileOutcome, path: &Path, changes: &Changes) -> Vec<String> {
    let source = &file.file;
    let has_changed = |finding: &Finding| {
        let labels = [&finding.primary].into_iter().chain(&finding.related);
        let mut lines = labels.map(|label| {
            let line = |offset| u32::try_from(source.line_of(offset) + 1).unwrap_or(u32::MAX);
            line(label.span.start)..=line(label.span.end)
        });
        finding.rule == &rules::FILE_NOT_LINTED || lines.any(|lines| changes.touch(path, &lines))
    };
    let (kept, gone): (Vec<_>, Vec<_>) = std::mem::take(&mut file.findings)
        .into_iter()
        .partition(has_changed);
    file.hidden.retain(|hidden| has_changed(&hidden.finding));
    file.findings = kept;
    gone.into_iter()
        .map(|finding| finding.fingerprint)
        .collect()
}
