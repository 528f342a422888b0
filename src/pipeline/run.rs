//! Files: found and linted by the same threads, each with a worker of its own.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::Task;
use super::file::{Around, Linted};
use super::finish::finish;
use super::isolate::isolated;
use super::own::{self, Constants, Nothing, Own, Projects};
use super::packages::Undecided;
use crate::config::{CompiledSettings, Configs, Globs};
use crate::discover::{self, Candidate, Item, Request, Worker};
use crate::lang;
use crate::manifest::Manifests;
use crate::model::error::{Error, FirstError, Result};
use crate::model::finding::Severity;
use crate::model::manifest::ManifestKind;
use crate::model::outcome::{FileOutcome, Outcome, Summary, Unread};
use crate::model::path;
use crate::model::resolved::{HeaderTrace, OwnConstant, Package, Role};
use crate::model::settings::{ConfigChoice, Options};
use crate::prefilter::{self, Prefilter};
use crate::resolve::{roles, test_paths};
use crate::rules;

/// Bytes above which a source is not read at all.
const SIZE_LIMIT: u64 = 256 << 20;

/// What a run gives beside its outcome.
#[derive(Debug)]
pub struct Run {
    pub outcome: Outcome,
    /// Remarks for people, sorted: ignored paths, manifests that could not be read.
    pub notes: Vec<String>,
    /// Each folder's role and why, sorted, for `-v`.
    pub roles: Vec<String>,
}

/// Lints what the options name. `tick` is called for each file that is done, from many threads.
///
/// An error is a run that could not be done: a path that does not exist, a configuration that is wrong.
pub fn run(options: &Options, task: Task, cwd: &Path, tick: &(dyn Fn() + Sync)) -> Result<Run> {
    let shared = Shared::new(options, task, cwd, tick)?;
    let run = if options.stdin.is_some() {
        shared.stdin()?
    } else {
        shared.files()?
    };
    shared.failure.into_result().map(|()| run)
}

/// What the sources below some folders use and offer. What cannot be read there is not this run's to tell.
fn below(roots: BTreeSet<PathBuf>, cwd: &Path, options: &Options) -> Done {
    let options = Options {
        paths: roots.into_iter().collect(),
        stdin: None,
        ..options.clone()
    };
    let found =
        Shared::new(&options, Task::Inventory, cwd, &|| {}).and_then(|shared| shared.lint_all());
    found.map(|(done, _)| done).unwrap_or_default()
}

struct Shared<'a> {
    options: &'a Options,
    task: Task,
    cwd: &'a Path,
    configs: Configs,
    manifests: Manifests,
    projects: Projects,
    prefilter: Prefilter,
    exclude: Globs,
    /// By manifest: the headers that prove packages which do not name Parse. Known when all files have been read once.
    headers: OnceLock<BTreeMap<String, HeaderTrace>>,
    /// A configuration that is wrong.
    failure: FirstError,
    tick: &'a (dyn Fn() + Sync),
}

impl<'a> Shared<'a> {
    fn new(
        options: &'a Options,
        task: Task,
        cwd: &'a Path,
        tick: &'a (dyn Fn() + Sync),
    ) -> Result<Self> {
        Ok(Self {
            options,
            task,
            cwd,
            configs: Configs::new(options.config.clone(), cwd.to_path_buf(), &rules::ids())?,
            manifests: Manifests::new(cwd.to_path_buf()),
            projects: Projects::default(),
            prefilter: Prefilter::new(),
            exclude: Globs::new(cwd, &options.exclude)?,
            headers: OnceLock::new(),
            failure: FirstError::default(),
            tick,
        })
    }

    fn files(&self) -> Result<Run> {
        // A wrong configuration is told where there is nothing to lint, too.
        self.configs.for_dir(self.cwd)?;
        let (done, notes) = self.lint_all()?;
        let here = |path: &PathBuf| self.cwd.join(path).components().eq(self.cwd.components());
        let whole = self.options.paths.iter().any(here);
        self.conclude(done, notes, whole)
    }

    /// Lints what the options name, and notes what was left out.
    fn lint_all(&self) -> Result<(Done, Vec<String>)> {
        let excluded = |path: &Path| self.excluded(path);
        let request = self.request(&excluded);
        let found = discover::discover(&request, &|| self.linter(Some(Undecided::default())))?;
        let (mut done, mut undecided) = (Done::default(), Undecided::default());
        for worker in found.workers {
            done.merge(worker.done);
            undecided.merge(worker.undecided.unwrap_or_default());
        }
        self.decide(undecided, &mut done);
        done.summary.ignored = found.ignored.len();
        let mut notes = found.notes;
        notes.extend(found.ignored.iter().map(|path| ignored(path)));
        let unsupported = found.unsupported.iter();
        notes.extend(
            unsupported.map(|path| format!("`{path}` is not in a language that parselint reads")),
        );
        Ok((done, notes))
    }

    /// Adds what was found in packages that do not name Parse; lints those anew that a header proves.
    fn decide(&self, undecided: Undecided, done: &mut Done) {
        let decided = undecided.decide();
        for other in decided.done {
            done.merge(other);
        }
        if decided.headers.is_empty() {
            return;
        }
        // Nobody else asks for the headers while they are set.
        let _ = self.headers.set(decided.headers);
        let again = decided.again.into_iter().map(Item::File).collect();
        for worker in discover::share(self.options, again, &|| self.linter(None)) {
            done.merge(worker.done);
        }
    }

    fn request<'r>(&'r self, excluded: &'r (dyn Fn(&Path) -> Result<bool> + Sync)) -> Request<'r> {
        Request {
            options: self.options,
            cwd: self.cwd,
            excluded,
            wanted: &|path| lang::of(path).is_some(),
        }
    }

    fn linter(&self, undecided: Option<Undecided>) -> Linter<'_, 'a> {
        Linter {
            shared: self,
            buffer: Vec::new(),
            done: Done::default(),
            undecided,
            folder: None,
        }
    }

    fn stdin(&self) -> Result<Run> {
        let name = self.options.stdin.clone().unwrap_or_default();
        let excluded = |path: &Path| self.excluded(path);
        let (candidate, left_out) = discover::borrowed(&self.request(&excluded), &name)?;
        let shown = &candidate.shown;
        if lang::of(&candidate.path).is_none() {
            let message = format!("`{shown}` is not in a language that parselint reads");
            let help = "its extension must be one of a language that parselint reads, as in `--stdin-filename cloud/main.js`";
            return Err(Error::new(message).help(help));
        }
        let mut linter = self.linter(None);
        if left_out {
            linter.done.summary.ignored = 1;
            let note = ignored(shown);
            return self.conclude(linter.done, vec![note], false);
        }
        linter.lint(candidate, |_, buffer| {
            discover::read_from(std::io::stdin().lock(), buffer, SIZE_LIMIT)
        });
        self.conclude(linter.done, Vec::new(), false)
    }

    /// `whole`: everything below the working directory was looked at, so that free codes are known.
    fn conclude(&self, mut done: Done, mut notes: Vec<String>, whole: bool) -> Result<Run> {
        if !whole && !done.roots.is_empty() {
            let roots = std::mem::take(&mut done.roots);
            // None of the codes that the whole component uses is free.
            done.codes
                .extend(below(roots, self.cwd, self.options).codes);
        }
        notes.extend(self.manifests.notes());
        notes.sort();
        let roles = done.roles.into_iter().collect();
        Ok(Run {
            outcome: finish(done.files, done.summary, done.codes),
            notes,
            roles,
        })
    }

    fn excluded(&self, path: &Path) -> Result<bool> {
        let dir = path.parent().unwrap_or(path);
        Ok(self.exclude.matches(path) || self.configs.for_dir(dir)?.excluded(path))
    }

    /// What the files of a folder (absolute, without `..`) share for which manifests of that kind speak first.
    fn folder(&self, dir: &Path, manifests: ManifestKind) -> Result<Folder> {
        let manifest = self.manifests.for_dir(dir, manifests)?;
        let (role, why) = roles::role(manifest.as_deref());
        let settings = self.configs.for_dir(dir)?;
        let mut package = manifest.as_deref().map(roles::package);
        if let (Some(package), Some(headers)) = (&mut package, self.headers.get()) {
            package.header = headers.get(&package.manifest).cloned();
        }
        Ok(Folder {
            dir: dir.to_path_buf(),
            manifests,
            tests_below: self.tests_below(dir, &settings, package.as_ref()),
            settings,
            package,
            role,
            why,
        })
    }

    /// The folder of the configuration that holds for a folder, else of its manifest, else the working directory.
    fn component(&self, folder: &Folder) -> PathBuf {
        let settings = &folder.settings.settings;
        let manifest = folder
            .package
            .as_ref()
            .map(|package| self.cwd.join(&package.manifest));
        match (&settings.origin, manifest.as_deref().and_then(Path::parent)) {
            (Some(_), _) => settings.root.clone(),
            (None, Some(package)) => package.to_path_buf(),
            (None, None) => self.cwd.to_path_buf(),
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
        if linted.file.is_some() {
            let dir = candidate.shown.rsplit_once('/').map_or(".", |(dir, _)| dir);
            done.roles.insert(format!("{dir}: {}, {why}", role.name()));
        }
        let mut findings = linted.file.iter().flat_map(|file| &file.findings);
        if findings.any(|finding| finding.wants_code_for.is_some()) {
            done.roots.insert(self.component(folder));
        }
        done.files.extend(linted.file);
        done.summary = linted.summary;
        done.codes = linted.codes;
        done.constants = linted.constants;
        done
    }

    /// The folder below which a path says whether a file is a test: of the configuration that was found, else of the
    /// manifest, else of the repository, else the working directory; where somebody starts parselint has no say.
    fn tests_below(
        &self,
        dir: &Path,
        settings: &CompiledSettings,
        package: Option<&Package>,
    ) -> PathBuf {
        let found = self.options.config == ConfigChoice::Nearest;
        if found && settings.settings.origin.is_some() {
            return settings.settings.root.clone();
        }
        if let Some(package) = package {
            let manifest = self.cwd.join(&package.manifest);
            return manifest.parent().unwrap_or(dir).to_path_buf();
        }
        let mut above = dir.ancestors();
        let repository = above.find(|folder| folder.join(".git").symlink_metadata().is_ok());
        let top = repository.unwrap_or(if dir.starts_with(self.cwd) {
            self.cwd
        } else {
            dir
        });
        top.to_path_buf()
    }

    fn around<'s>(
        &'s self,
        candidate: &Candidate,
        folder: &'s Folder,
        own: &'s dyn Own,
    ) -> (Around<'s>, &'s str) {
        let settings = &folder.settings;
        let (role, why) = match (self.options.role, settings.role(&candidate.path)) {
            (Some(role), _) => (role, "given by `--role`"),
            (None, Some(role)) => (role, "set by a `[[component]]`"),
            (None, None) => (folder.role, folder.why.as_str()),
        };
        let fail_on = self.options.fail_on.or(settings.settings.fail_on);
        let around = Around {
            options: self.options,
            task: self.task,
            prefilter: &self.prefilter,
            package: folder.package.as_ref(),
            role,
            in_test: folder.is_test(candidate),
            levels: settings.rules_for(&candidate.path),
            fail_on: fail_on.unwrap_or(Severity::Warning),
            suggest: &settings.settings.suggest,
            own,
            minified: false,
        };
        (around, why)
    }
}

/// What is the same for all files of one folder that are written in languages of one kind of manifest.
struct Folder {
    dir: PathBuf,
    /// Which manifest counts where the folder has several.
    manifests: ManifestKind,
    /// What a test's path is relative to.
    tests_below: PathBuf,
    settings: Arc<CompiledSettings>,
    package: Option<Package>,
    /// By the manifest, and why.
    role: Role,
    why: String,
}

impl Folder {
    fn is_test(&self, candidate: &Candidate) -> bool {
        let path = candidate.path.strip_prefix(&self.tests_below);
        let name = candidate.path.file_name().map(Path::new);
        path.ok()
            .or(name)
            .is_some_and(|path| test_paths::is_test(&path::slashed(path)))
    }
}

fn ignored(path: &str) -> String {
    format!("`{path}` is ignored; `--no-ignore` lints it all the same")
}

/// What came out of some files.
#[derive(Default)]
pub(super) struct Done {
    files: Vec<FileOutcome>,
    summary: Summary,
    codes: BTreeSet<i64>,
    constants: Vec<(i64, OwnConstant)>,
    /// Folders with their role and why.
    roles: BTreeSet<String>,
    /// Components in which a free code is asked for.
    roots: BTreeSet<PathBuf>,
}

impl Done {
    pub(super) fn merge(&mut self, other: Done) {
        self.files.extend(other.files);
        self.summary.merge(&other.summary);
        self.codes.extend(other.codes);
        self.constants.extend(other.constants);
        self.roles.extend(other.roles);
        self.roots.extend(other.roots);
    }
}

struct Linter<'s, 'a> {
    shared: &'s Shared<'a>,
    buffer: Vec<u8>,
    done: Done,
    /// `None` where nothing is left to be decided when all files have been read.
    undecided: Option<Undecided>,
    /// The folder of the file before: the next one is mostly of the same.
    folder: Option<Arc<Folder>>,
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
                own::sorted(below(roots, self.shared.cwd, self.shared.options).constants)
            })
        });
        Arc::clone(known)
    }
}

impl Worker for Linter<'_, '_> {
    fn take(&mut self, item: Item) {
        match item {
            Item::File(candidate) => self.lint(candidate, |path, buffer| {
                discover::read(path, buffer, SIZE_LIMIT)
            }),
            Item::NotLinted { shown, unread } => self.not_linted(shown, unread),
        }
        // A file that is linted anew has been told of.
        if self.undecided.is_some() {
            (self.shared.tick)();
        }
    }
}

impl Linter<'_, '_> {
    fn lint(
        &mut self,
        candidate: Candidate,
        read: impl FnOnce(&Path, &mut Vec<u8>) -> std::result::Result<(), discover::ReadFailure>,
    ) {
        let Some(folder) = self.folder_of(&candidate) else {
            return;
        };
        let own = ProjectOf::new(self.shared, &folder);
        let (mut around, why) = self.shared.around(&candidate, &folder, &own);
        let mut linted = match read(&candidate.path, &mut self.buffer) {
            Ok(()) => lint_bytes(&candidate, &self.buffer, &mut around),
            Err(failure) => around.not_linted(&candidate.shown, failure.into()),
        };
        let header = linted.header.take();
        let done = self
            .shared
            .done(&candidate, &folder, around.role, why, linted);
        let undecided = folder
            .package
            .as_ref()
            .filter(|package| !package.uses_parse());
        match (&mut self.undecided, undecided) {
            (Some(undecided), Some(package)) => {
                undecided.add(&package.manifest, candidate, done, header);
            }
            _ => self.done.merge(done),
        }
    }

    fn not_linted(&mut self, shown: String, unread: Unread) {
        let candidate = Candidate {
            path: self.shared.cwd.join(&shown),
            shown,
            named: false,
        };
        let Some(folder) = self.folder_of(&candidate) else {
            return;
        };
        let (around, why) = self.shared.around(&candidate, &folder, &Nothing);
        let linted = around.not_linted(&candidate.shown, unread);
        let done = self
            .shared
            .done(&candidate, &folder, around.role, why, linted);
        self.done.merge(done);
    }

    /// `None` where the configuration is wrong, of which the run tells.
    fn folder_of(&mut self, candidate: &Candidate) -> Option<Arc<Folder>> {
        let dir = candidate.path.parent().unwrap_or(&candidate.path);
        let language = lang::of(&candidate.path);
        let manifests = language.map_or(ManifestKind::Npm, |language| language.manifest());
        let is_same = |folder: &&Arc<Folder>| folder.dir == dir && folder.manifests == manifests;
        if let Some(folder) = self.folder.as_ref().filter(is_same) {
            return Some(Arc::clone(folder));
        }
        let folder = match self.shared.folder(dir, manifests) {
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
    let text = match discover::utf8(bytes) {
        Ok(text) => text,
        Err(unread) => return around.not_linted(&candidate.shown, unread),
    };
    around.minified =
        prefilter::is_minified_name(&candidate.shown) || prefilter::looks_minified(bytes);
    if around.minified && !candidate.named {
        let mut linted = Linted::default();
        linted.summary.minified = 1;
        return linted;
    }
    match isolated(|| around.lint(&candidate.shown, text, language)) {
        Ok(linted) => linted,
        Err(panic) => {
            let version = env!("CARGO_PKG_VERSION");
            let unread = Unread::new(
                format!("parselint {version} failed on it ({panic})"),
                "this is a bug in parselint: please report it with the file",
            );
            around.not_linted(&candidate.shown, unread)
        }
    }
}
