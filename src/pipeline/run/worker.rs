//! One thread's share of a run: it reads files, has them linted, and keeps what came of them.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::folder::{Folder, Told};
use super::looking::{Look, Looked};
use super::{Done, Shared, below};
use crate::discover::{self, Buffer, Candidate, Item, Passes, Place, Worker};
use crate::lang;
use crate::model::facts::ConstantsAt;
use crate::model::manifest::ManifestKind;
use crate::model::neighbours::Seed;
use crate::model::outcome::Unread;
use crate::model::path;
use crate::model::start::Start;
use crate::pipeline::file::{Around, Linted};
use crate::pipeline::isolate::{Stopped, failed, timed};
use crate::pipeline::neighbours::{Neighbours, Seeds};
use crate::pipeline::own::{self, Constants, Nothing, Own};
use crate::pipeline::packages::{PassedOver, Undecided};
use crate::prefilter::Admission;

pub(super) struct Linter<'s, 'a> {
    pub(super) shared: &'s Shared<'a>,
    pub(super) neighbours: &'s Neighbours<'s>,
    /// What is known of constants that reach errors in other files.
    pub(super) seeds: &'s Seeds,
    pub(super) buffer: Buffer,
    pub(super) done: Done,
    /// `None` where nothing is left to be decided when all files have been read.
    pub(super) undecided: Option<Undecided>,
    /// Only files of packages that a header has proved are linted: the others have been.
    pub(super) proved_only: bool,
    /// The folder of the file before: the next one is mostly of the same.
    pub(super) folder: Option<Arc<Folder>>,
    /// Files of that folder which the first step of the gate, or a look, has done with.
    pub(super) passed_over: PassedOver,
}

/// The project that a folder belongs to.
struct ProjectOf<'s, 'a> {
    shared: &'s Shared<'a>,
    folder: &'s Folder,
    known: OnceCell<Arc<Constants>>,
}

impl<'s, 'a> ProjectOf<'s, 'a> {
    fn new(shared: &'s Shared<'a>, folder: &'s Folder) -> Self {
        Self {
            shared,
            folder,
            known: OnceCell::new(),
        }
    }

    /// The workspace, else the component.
    fn root(&self) -> PathBuf {
        let workspace = match self.folder.manifests {
            ManifestKind::Cargo => self.shared.manifests.workspace_root(&self.folder.dir),
            ManifestKind::Npm => None,
        };
        workspace.unwrap_or_else(|| self.shared.component(self.folder))
    }
}

impl Own for ProjectOf<'_, '_> {
    fn constants(&self) -> Arc<Constants> {
        let known = self.known.get_or_init(|| {
            let root = self.root();
            self.shared.projects.constants(&root, || {
                let roots = BTreeSet::from([root.clone()]);
                own::sorted(below(roots, self.shared).constants)
            })
        });
        Arc::clone(known)
    }
}

impl Worker for Linter<'_, '_> {
    fn take(&mut self, item: Item, place: Place<'_>) {
        match item {
            Item::File(candidate) => {
                let shared = self.shared;
                self.lint(candidate, place, |candidate, wanted, buffer| {
                    shared.read_wanted(candidate, place, wanted, buffer)
                });
            }
            Item::NotLinted { .. } if self.proved_only => {}
            Item::NotLinted { shown, unread } => self.not_linted(shown, unread),
        }
        // A file that is linted anew has been told of.
        if self.undecided.is_some() {
            (self.shared.tick)();
        }
    }
}

impl<'s> Linter<'s, '_> {
    /// `read` is given the largest size, and what passes over parts of a text.
    pub(super) fn lint(
        &mut self,
        candidate: Candidate,
        place: Place<'_>,
        read: impl FnOnce(&Candidate, (u64, Option<Passes<'_>>), &mut Buffer) -> Looked,
    ) {
        let shared = self.shared;
        let Some(folder) = self.folder_of(&candidate, place.home) else {
            return;
        };
        if self.proved_only && !shared.is_proved(&folder) {
            return;
        }
        let limit = folder.settings.settings.limits.file_size;
        let language = lang::of(&candidate.path);
        // Most packages have nothing to do with Parse, and most of their files are texts in which nothing can be found: no
        // more is asked about them.
        let foreign = language.filter(|_| folder.is_foreign && self.seeds.is_empty());
        let foreign = foreign.map(|language| language.constants_at());
        let passes = foreign.map(|at| move |part: &[u8]| shared.prefilter.passes(part, at));
        let passes = passes.as_ref().map(|passes| passes as Passes<'_>);
        let read = read(&candidate, (limit, passes), &mut self.buffer);
        if self.passes_over(&read, &candidate, foreign) {
            return;
        }
        let own = ProjectOf::new(self.shared, &folder);
        let path = path::slashed(&candidate.path);
        let told = Told {
            own: &own,
            neighbours: self.neighbours,
            seeds: self.seeds_of(&candidate.path),
        };
        let around = self
            .shared
            .around(&candidate, &path, language, &folder, told);
        let (mut around, why) = around;
        if !around.reads_references() {
            self.done.note_half_read(&folder.extent);
        }
        let mut linted = match read {
            Ok(look) => {
                around.minified = look == Look::Minified;
                lint_bytes(&candidate, &self.buffer, &mut around)
            }
            Err(failure) => around.not_linted(&candidate.shown, failure.into()),
        };
        let knows_more = self.shared.scope.baseline.is_some() && linted.summary.files > 0;
        let levels = knows_more.then(|| around.levels());
        let header = linted.header.take();
        let read = linted.read;
        let mut done = self
            .shared
            .done(&candidate, &folder, around.role, why, linted);
        done.linted
            .extend(levels.map(|levels| (candidate.path.clone(), levels)));
        if read {
            done = done.held(candidate.clone());
        }
        let package = shared.about_of(&folder).package.as_ref();
        let undecided = package.filter(|package| !package.uses_parse());
        match (&mut self.undecided, undecided) {
            (Some(undecided), Some(package)) => {
                undecided.add(&package.manifest, done, header);
            }
            _ => self.done.merge(done),
        }
    }

    /// Counts a file of which no more is to be said. `foreign`: where its language has constants, if its package has nothing
    /// to do with Parse.
    fn passes_over(
        &mut self,
        read: &Looked,
        candidate: &Candidate,
        foreign: Option<ConstantsAt>,
    ) -> bool {
        let (Ok(look), Some(constants_at)) = (read, foreign) else {
            return false;
        };
        let prefilter = &self.shared.prefilter;
        let (passes, counted) = match look {
            Look::Minified => (!candidate.named, &mut self.passed_over.minified),
            Look::Nothing => (true, &mut self.passed_over.texts),
            Look::Plain => {
                let admitted = prefilter.admits(&self.buffer, constants_at, false);
                let is_text = || discover::utf8(&self.buffer).is_ok();
                let holds_nothing = admitted == Admission::Refused && is_text();
                (holds_nothing, &mut self.passed_over.texts)
            }
        };
        *counted += usize::from(passes);
        passes
    }

    /// Counts what was passed over.
    pub(super) fn settled(mut self) -> Self {
        self.count_passed_over();
        self
    }

    fn count_passed_over(&mut self) {
        let files = std::mem::take(&mut self.passed_over);
        let Some(folder) = self.folder.as_ref().filter(|_| !files.is_empty()) else {
            return;
        };
        self.done.note_half_read(&folder.extent);
        match (&mut self.undecided, folder.manifest()) {
            (Some(undecided), Some(manifest)) => undecided.add_passed_over(manifest, files),
            _ => files.count_in(&mut self.done.summary),
        }
    }

    fn not_linted(&mut self, shown: String, unread: Unread) {
        let candidate = Candidate {
            path: self.shared.cwd.join(&shown),
            shown,
            named: false,
        };
        let Some(folder) = self.folder_of(&candidate, None) else {
            return;
        };
        let told = Told {
            own: &Nothing,
            neighbours: self.neighbours,
            seeds: &[],
        };
        let around = self.shared.around(&candidate, "", None, &folder, told);
        let (around, why) = around;
        let linted = around.not_linted(&candidate.shown, unread);
        let done = self
            .shared
            .done(&candidate, &folder, around.role, why, linted);
        self.done.merge(done);
    }

    fn seeds_of(&self, file: &Path) -> &'s [Seed] {
        self.seeds.get(file).map_or(&[], Vec::as_slice)
    }

    /// `home` stands for the folder of the file, if a walk knows it. `None` where the configuration is wrong, of which the
    /// run tells.
    fn folder_of(&mut self, candidate: &Candidate, home: Option<Start<'_>>) -> Option<Arc<Folder>> {
        let path = &candidate.path;
        let own = || Start::from(path.parent().unwrap_or(path));
        let start = home.unwrap_or_else(own);
        let language = lang::of(&candidate.path);
        let manifests = language.map_or(ManifestKind::Npm, |language| language.manifest());
        let is_same = |folder: &&Arc<Folder>| {
            folder.dir.as_os_str() == start.dir.as_os_str() && folder.manifests == manifests
        };
        if let Some(folder) = self.folder.as_ref().filter(is_same) {
            return Some(Arc::clone(folder));
        }
        self.count_passed_over();
        let folder = match self.shared.folder(start, manifests) {
            Ok(folder) => Arc::new(folder),
            Err(error) => {
                self.shared.failure.add(error);
                return None;
            }
        };
        let own = folder.settings.settings.app_codes.iter();
        self.done.codes.extend(own.map(|own| own.code));
        self.folder = Some(Arc::clone(&folder));
        Some(folder)
    }
}

fn lint_bytes(candidate: &Candidate, bytes: &[u8], around: &mut Around<'_>) -> Linted {
    let Some(language) = lang::of(&candidate.path) else {
        let unread = Unread::new(
            "it is not in a language that parselint reads",
            "name sources only",
        );
        return around.not_linted(&candidate.shown, unread);
    };
    if around.minified && !candidate.named {
        let mut linted = Linted::default();
        linted.summary.minified = 1;
        return linted;
    }
    let text = match discover::utf8(bytes) {
        Ok(text) => text,
        Err(unread) => return around.not_linted(&candidate.shown, unread),
    };
    let time = around.limits.time;
    let mut linted = timed(time, || around.lint(&candidate.shown, text, language));
    if matches!(linted, Err(Stopped::OutOfTime)) {
        around.hurried = true;
        linted = timed(time, || around.lint(&candidate.shown, text, language));
    }
    linted.unwrap_or_else(|stopped| around.not_linted(&candidate.shown, unread(&stopped, time)))
}

/// What is told of a text that a stage was stopped at.
fn unread(stopped: &Stopped, time: Duration) -> Unread {
    match stopped {
        Stopped::OutOfTime => Unread::new(
            format!("it took longer than {} s", time.as_secs()),
            "exclude it, or set `time` in `[limits]` of the configuration",
        ),
        Stopped::Panicked(panic) => failed(panic),
    }
}
