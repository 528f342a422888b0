//! Files: found and linted by the same threads, each with a worker of its own.
//!
//! `folder` is what the files of one folder share, `worker` one thread's share of the work, `library` what files import,
//! `held` what waits until all files have been read, `elsewhere` what those say that are not linted, `explain` one place
//! of one file, `fixing` new texts for files, `listing` which of them would be linted, `settled`
//! the settings of a path, `initial` what a first configuration is made from, `registry` the app's own codes that configurations name.

mod folder;
mod worker;
mod library;
mod held;
mod elsewhere;
mod explain;
mod fixing;
mod registry;
mod listing;
mod looking;
mod initial;
mod settled;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::Task;
use super::file::Linted;
use super::finish::{Gathered, finish};
use super::levels::Levels;
use super::neighbours::{Neighbours, Seeds};
use super::own::Projects;
use super::packages::{PassedOver, Undecided};
use super::scope::{Narrowing, Scope};
use super::shelf::Shelf;
use super::unfinished::{Horizon, Unfinished};
use crate::baseline::Applied;
use crate::config::{self, Configs, Globs};
use crate::discover::{self, Buffer, Candidate, Discovered, Place, Request, Worker};
use crate::lang;
use crate::manifest::{self, Manifests};
use crate::model::error::{Error, FirstError, Result};
use crate::model::limits::Limits;
use crate::model::neighbours::Seed;
use crate::model::outcome::{Outcome, Summary};
use crate::model::resolved::{HeaderTrace, OwnConstant, Role};
use crate::model::settings::Options;
use crate::prefilter::Prefilter;
use crate::rules;

use elsewhere::below;
pub use explain::explain;
pub use fixing::{Changed, Fixed, fix};
use folder::{Abouts, Folder};
use held::Held;
pub use initial::initial;
pub use listing::files;
use looking::Look;
pub use registry::{baseline, registry};
pub use settled::settled;
use worker::Linter;

/// What a run gives beside its outcome.
#[derive(Debug)]
pub struct Run {
    pub outcome: Outcome,
    /// Remarks for people, sorted: ignored paths, manifests that could not be read.
    pub notes: Vec<String>,
    /// Each folder's role and why, sorted, for `-v`.
    pub roles: Vec<String>,
    /// Names of other files that reach an error, by the file (absolute), whether or not it has them; sorted.
    pub wanted: Vec<(PathBuf, Vec<String>)>,
    /// What became of the entries of the baseline.
    pub entries: Applied,
    /// What a panic said, where what the project says together could not be judged.
    pub failure: Option<String>,
    /// Findings that the scope hides, by fingerprint.
    outside: BTreeSet<String>,
    /// What was read on the way.
    pub read: Read,
}

/// What was read of texts, as far as it was kept.
pub struct Read(
    #[expect(dead_code, reason = "it is freed with the run, or left with it")] Arc<Shelf>,
);

impl fmt::Debug for Read {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Read").finish_non_exhaustive()
    }
}

impl Run {
    /// Leaves the run to the end of the process: what was read of thousands of files takes a twentieth of the time to free.
    pub fn leave(self) {
        std::mem::forget(self);
    }
}

/// Lints what the options name. `tick` is called for each file that is done, from many threads.
///
/// An error is a run that could not be done: a path that does not exist, a configuration that is wrong.
pub fn run(
    options: &Options,
    scope: &Scope,
    task: Task,
    cwd: &Path,
    tick: &(dyn Fn() + Sync),
) -> Result<Run> {
    let shared = Shared::new(options, task, cwd, tick, scope.texts())?.within(scope);
    let run = shared.concluded()?;
    shared.failure.into_result().map(|()| run)
}

/// Texts that stand for what is on the disk, by path (absolute, without `..`).
type Texts = BTreeMap<PathBuf, Vec<u8>>;

/// What was found, before it is put in order.
struct Found<'s> {
    done: Done,
    neighbours: Neighbours<'s>,
    notes: Vec<String>,
}

struct Shared<'a> {
    options: &'a Options,
    task: Task,
    cwd: &'a Path,
    /// The paths that the options name, absolute, without `..`.
    named: Vec<PathBuf>,
    /// Everything below the working directory is linted.
    whole: bool,
    configs: Configs,
    manifests: Manifests,
    projects: Projects,
    abouts: Abouts,
    shelf: Arc<Shelf>,
    prefilter: Prefilter,
    /// A folder whose configuration is wrong is left out, and nothing is said of it.
    lenient: bool,
    exclude: Globs,
    /// By manifest: the headers that prove packages which do not name Parse. Known when all files have been read once.
    headers: OnceLock<BTreeMap<String, HeaderTrace>>,
    /// A configuration that is wrong.
    failure: FirstError,
    texts: &'a Texts,
    tick: &'a (dyn Fn() + Sync),
    scope: &'a Scope,
}

impl<'a> Shared<'a> {
    fn new(
        options: &'a Options,
        task: Task,
        cwd: &'a Path,
        tick: &'a (dyn Fn() + Sync),
        texts: &'a Texts,
    ) -> Result<Self> {
        let named = discover::named(options, cwd);
        Ok(Self {
            options,
            task,
            cwd,
            whole: named.iter().any(|path| cwd.starts_with(path)),
            named,
            configs: Configs::new(options.config.clone(), cwd.to_path_buf(), &rules::ids())?,
            manifests: Manifests::new(cwd.to_path_buf()),
            projects: Projects::default(),
            abouts: Abouts::default(),
            shelf: Arc::default(),
            prefilter: Prefilter::new(),
            lenient: false,
            exclude: Globs::new(cwd, &options.exclude)?,
            headers: OnceLock::new(),
            failure: FirstError::default(),
            texts,
            tick,
            scope: Scope::everything(),
        })
    }

    /// The same for a part of what the options name.
    fn within(mut self, scope: &'a Scope) -> Self {
        self.scope = scope;
        if let Some(changes) = &scope.changes {
            self.named = changes.files.keys().cloned().collect();
            self.whole = false;
        }
        self
    }

    fn concluded(&self) -> Result<Run> {
        let Found { done, notes, .. } = self.found()?;
        self.conclude(done, notes)
    }

    fn found(&self) -> Result<Found<'_>> {
        match &self.options.stdin {
            Some(name) => self.stdin(name),
            None => self.files(),
        }
    }

    fn files(&self) -> Result<Found<'_>> {
        // A wrong configuration is told where there is nothing to lint, too.
        self.configs.for_dir(self.cwd)?;
        let (mut done, neighbours, notes) = self.lint_all()?;
        self.settle_all(&mut done, &neighbours);
        Ok(Found {
            done,
            neighbours,
            notes,
        })
    }

    /// Where not all of the project is linted, the rest of it is asked, too, if its answer matters.
    fn settle_all(&self, done: &mut Done, neighbours: &Neighbours<'_>) {
        let open = self.not_walked(done.open_roots());
        let lent = match open.is_empty() {
            true => Seeds::new(),
            false => below(open, self).seeds,
        };
        let mut wanted: BTreeSet<_> = done.demands.iter().map(name_of).collect();
        let alone = lent.is_empty();
        self.settle(done, lent, neighbours);
        if alone {
            let known = done.seeds.iter();
            let known = known.flat_map(|(path, seeds)| seeds.iter().map(move |seed| (path, seed)));
            wanted.extend(known.map(|(path, seed)| (path.clone(), seed.items.clone())));
        }
        done.wanted = wanted;
    }

    /// Those of some folders of which not all is linted anyway.
    fn not_walked(&self, mut folders: BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let walked = |folder: &PathBuf| self.named.iter().any(|path| folder.starts_with(path));
        folders.retain(|folder| !walked(folder));
        folders
    }

    /// Lints what the options name, and notes what was left out; with the neighbours as they know of it all.
    fn lint_all(&self) -> Result<(Done, Neighbours<'_>, Vec<String>)> {
        let (neighbours, seeds) = (Neighbours::new(self), Seeds::new());
        let make = || self.linter(&neighbours, &seeds, Some(Undecided::default()));
        let found = self.discovered(&make)?;
        let (mut done, mut undecided) = (Done::default(), Undecided::default());
        for worker in found.workers {
            let worker = worker.settled();
            done.merge(worker.done);
            undecided.merge(worker.undecided.unwrap_or_default());
        }
        done.summary.ignored = found.ignored.len();
        let mut notes = found.notes;
        notes.extend(found.ignored.iter().map(|path| ignored(path)));
        let unsupported = found.unsupported.iter();
        notes.extend(
            unsupported.map(|path| format!("`{path}` is not in a language that parselint reads")),
        );
        let neighbours = self.decide(undecided, &mut done, neighbours)?;
        Ok((done, neighbours, notes))
    }

    /// Gives what the options name to workers.
    fn discovered<W: Worker>(&self, make: &(dyn Fn() -> W + Sync)) -> Result<Discovered<W>> {
        let excluded = |path: &Path| self.excluded(path);
        let request = self.request(&excluded);
        match &self.scope.changes {
            Some(changes) => discover::changed(&request, changes.files.keys(), make),
            None => discover::discover(&request, make),
        }
    }

    /// Adds what was found in packages that do not name Parse; lints those anew that a header proves, whose files answer
    /// otherwise from then on.
    fn decide<'s>(
        &'s self,
        undecided: Undecided,
        done: &mut Done,
        neighbours: Neighbours<'s>,
    ) -> Result<Neighbours<'s>> {
        let decided = undecided.decide();
        decided.passed_over.count_in(&mut done.summary);
        for other in decided.done {
            done.merge(other);
        }
        if decided.headers.is_empty() {
            return Ok(neighbours);
        }
        // Nobody else asks for the headers while they are set.
        let _ = self.headers.set(decided.headers);
        self.abouts.forget();
        let (neighbours, seeds) = (Neighbours::new(self), Seeds::new());
        let make = || Linter {
            proved_only: true,
            ..self.linter(&neighbours, &seeds, None)
        };
        for worker in self.discovered(&make)?.workers {
            done.merge(worker.done);
        }
        Ok(neighbours)
    }

    fn request<'r>(&'r self, excluded: &'r (dyn Fn(&Path) -> Result<bool> + Sync)) -> Request<'r> {
        Request {
            options: self.options,
            cwd: self.cwd,
            excluded,
            wanted: &|path| lang::of(path).is_some(),
            landmark: &|name| config::is_landmark(name) || manifest::is_landmark(name),
        }
    }

    fn linter<'s>(
        &'s self,
        neighbours: &'s Neighbours<'s>,
        seeds: &'s Seeds,
        undecided: Option<Undecided>,
    ) -> Linter<'s, 'a> {
        Linter {
            shared: self,
            neighbours,
            seeds,
            buffer: Buffer::default(),
            done: Done::default(),
            undecided,
            proved_only: false,
            folder: None,
            passed_over: PassedOver::default(),
        }
    }

    fn stdin(&self, name: &Path) -> Result<Found<'_>> {
        let excluded = |path: &Path| self.excluded(path);
        let (candidate, left_out) = discover::borrowed(&self.request(&excluded), name)?;
        let shown = &candidate.shown;
        if lang::of(&candidate.path).is_none() {
            let message = format!("`{shown}` is not in a language that parselint reads");
            let help = "its extension must be one of a language that parselint reads, as in `--stdin-filename cloud/main.js`";
            return Err(Error::new(message).help(help));
        }
        let mut found = Found {
            done: Done::default(),
            neighbours: Neighbours::new(self),
            notes: Vec::new(),
        };
        if left_out {
            found.done.summary.ignored = 1;
            found.notes.push(ignored(shown));
            return Ok(found);
        }
        let mut text = Buffer::default();
        let limit = self.limits(&candidate)?.file_size;
        let read = match self.texts.get(&candidate.path) {
            Some(known) => {
                text.set(known);
                Ok(())
            }
            None => discover::read_from(std::io::stdin().lock(), &mut text, limit),
        };
        let (neighbours, none) = (&found.neighbours, Seeds::new());
        if let Err(failure) = read {
            found.done = self.one(candidate, &none, neighbours, |_, _| Err(failure));
            return Ok(found);
        }
        let again = |_: &Candidate, buffer: &mut Buffer| {
            buffer.set(&text);
            Ok(())
        };
        let mut done = self.one(candidate.clone(), &none, neighbours, again);
        let open = std::mem::take(&mut done.open);
        if !open.is_empty() {
            let seeds = below(open, self).seeds;
            if seeds.contains_key(&candidate.path) {
                done = self.one(candidate, &seeds, neighbours, again);
                done.seeds = seeds;
            }
        }
        found.done = done;
        Ok(found)
    }

    /// Lints one source.
    fn one<'s>(
        &'s self,
        candidate: Candidate,
        seeds: &'s Seeds,
        neighbours: &'s Neighbours<'s>,
        read: impl FnOnce(&Candidate, &mut Buffer) -> std::result::Result<(), discover::ReadFailure>,
    ) -> Done {
        let mut linter = self.linter(neighbours, seeds, None);
        linter.lint(candidate, Place::default(), |candidate, _, buffer| {
            read(candidate, buffer)?;
            Ok(Look::at(candidate, buffer))
        });
        let mut done = linter.settled().done;
        done.open = done.open_roots();
        done.release();
        done
    }

    /// What a source may cost.
    fn limits(&self, candidate: &Candidate) -> Result<Limits> {
        let dir = candidate.path.parent().unwrap_or(&candidate.path);
        Ok(self.configs.for_dir(dir)?.settings.limits)
    }

    fn conclude(&self, mut done: Done, mut notes: Vec<String>) -> Result<Run> {
        let elsewhere = self.elsewhere(&mut done);
        notes.extend(self.manifests.notes());
        notes.extend(self.unmatched());
        notes.sort();
        let gathered = Gathered {
            files: done.files,
            summary: done.summary,
            taken: done.codes,
            elsewhere,
        };
        let narrowing = Narrowing {
            scope: self.scope,
            options: self.options,
            cwd: self.cwd,
            named: &self.named,
            linted: &done.linted,
        };
        let finished = finish(gathered, self.task, &narrowing);
        Ok(Run {
            outcome: finished.outcome,
            notes,
            roles: finished.roles.into_iter().collect(),
            wanted: done.wanted.into_iter().collect(),
            entries: finished.narrowed.entries,
            outside: finished.narrowed.fingerprints,
            read: Read(Arc::clone(&self.shelf)),
            failure: finished.failure,
        })
    }

    /// What configurations say of no file, where all of their files were looked at as they are meant to be.
    fn unmatched(&self) -> Vec<String> {
        let options = self.options;
        let narrowed = self.scope.changes.is_some() || options.stdin.is_some();
        if narrowed || options.no_ignore || options.role.is_some() || self.task != Task::Check {
            return Vec::new();
        }
        let is_whole = |root: &Path| self.named.iter().any(|named| root.starts_with(named));
        self.configs.unmatched(is_whole)
    }

    fn excluded(&self, path: &Path) -> Result<bool> {
        if self.exclude.matches(path) {
            return Ok(true);
        }
        match self.configs.for_dir(path.parent().unwrap_or(path)) {
            Ok(settings) => Ok(settings.excluded(path)),
            Err(_) if self.lenient => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// What one file came to.
    fn done(
        &self,
        candidate: &Candidate,
        folder: &Folder,
        role: Role,
        why: &str,
        linted: Linted,
    ) -> Done {
        let mut done = Done::default();
        if let Some(mut file) = linted.file {
            let dir = candidate.shown.rsplit_once('/').map_or(".", |(dir, _)| dir);
            file.role = format!("{dir}: {}, {why}", role.name());
            let mut findings = file.outcome.findings.iter();
            let wants_code = findings.any(|finding| finding.wants_code.is_some());
            if !file.outcome.findings.is_empty() {
                let shown = candidate.shown.clone();
                done.candidates.insert(shown, candidate.clone());
            }
            let horizon = file.horizon(self.task);
            if wants_code || horizon == Horizon::Component {
                done.roots.insert(self.component(folder));
            }
            if horizon == Horizon::Project {
                done.projects.insert(folder.extent.clone());
            }
            done.files.push(file);
        }
        done.summary = linted.summary;
        done.codes = linted.codes;
        done.constants = linted.constants;
        let demands = linted.demands.into_iter();
        done.demands = demands
            .map(|(path, seed)| (PathBuf::from(path), seed))
            .collect();
        if linted.open {
            done.open.insert(self.component(folder));
        }
        done
    }
}

fn name_of((path, seed): &(PathBuf, Seed)) -> (PathBuf, Vec<String>) {
    (path.clone(), seed.items.clone())
}

fn ignored(path: &str) -> String {
    format!("`{path}` is ignored; `--no-ignore` lints it all the same")
}

/// What came out of some files.
#[derive(Default)]
pub(super) struct Done {
    files: Vec<Unfinished>,
    summary: Summary,
    codes: BTreeSet<i64>,
    constants: Vec<(i64, OwnConstant)>,
    /// Components in which a free code is asked for, or another meaning of a code.
    roots: BTreeSet<PathBuf>,
    /// Folders below which all has to be known.
    projects: BTreeSet<PathBuf>,
    /// The same of files that were not read for codes by name.
    half_read: BTreeSet<PathBuf>,
    /// Components with a file whose numbers may be codes by what other files do with them.
    open: BTreeSet<PathBuf>,
    /// The files that were linted (absolute) with their levels, where a baseline has to know.
    linted: BTreeMap<PathBuf, Levels>,
    /// The files that findings were found in.
    candidates: fixing::Candidates,
    /// Constants of other files that reach an error, by the file (absolute).
    demands: Vec<(PathBuf, Seed)>,
    /// The files whose constants others may use.
    held: BTreeMap<PathBuf, Held>,
    /// All that is known of such constants, once nothing is held back.
    seeds: Seeds,
    /// Names of other files that reach an error, by the file (absolute).
    wanted: BTreeSet<(PathBuf, Vec<String>)>,
}

impl Done {
    /// Asked for each file of a plain check: there are few folders, and mostly the same one again.
    fn note_half_read(&mut self, extent: &Path) {
        if !self.half_read.contains(extent) {
            self.half_read.insert(extent.to_path_buf());
        }
    }

    pub(super) fn merge(&mut self, other: Done) {
        self.files.extend(other.files);
        self.summary.merge(&other.summary);
        self.codes.extend(other.codes);
        self.constants.extend(other.constants);
        self.roots.extend(other.roots);
        self.linted.extend(other.linted);
        self.candidates.extend(other.candidates);
        self.projects.extend(other.projects);
        self.half_read.extend(other.half_read);
        self.open.extend(other.open);
        self.demands.extend(other.demands);
        self.held.extend(other.held);
        self.seeds.extend(other.seeds);
        self.wanted.extend(other.wanted);
    }
}
