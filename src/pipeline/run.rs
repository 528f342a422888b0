//! Files: found and linted by the same threads, each with a worker of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Task;
use super::file::{Around, Linted};
use super::finish::finish;
use super::isolate::isolated;
use crate::config::{CompiledSettings, Configs, Globs};
use crate::discover::{self, Candidate, Item, Request, Worker};
use crate::lang;
use crate::manifest::Manifests;
use crate::model::error::{Error, FirstError, Result};
use crate::model::finding::Severity;
use crate::model::manifest::ManifestKind;
use crate::model::outcome::{FileOutcome, Outcome, Summary, Unread};
use crate::model::resolved::{Package, Role};
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

/// Every code that the sources below some folders use: none of them is free. What cannot be read there is not this
/// run's to tell.
fn codes_below(roots: BTreeSet<PathBuf>, cwd: &Path, options: &Options) -> BTreeSet<i64> {
    let options = Options {
        paths: roots.into_iter().collect(),
        stdin: None,
        ..options.clone()
    };
    let found =
        Shared::new(&options, Task::Inventory, cwd, &|| {}).and_then(|shared| shared.lint_all());
    found.map(|(done, _)| done.codes).unwrap_or_default()
}

struct Shared<'a> {
    options: &'a Options,
    task: Task,
    cwd: &'a Path,
    configs: Configs,
    manifests: Manifests,
    prefilter: Prefilter,
    exclude: Globs,
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
            prefilter: Prefilter::new(),
            exclude: Globs::new(cwd, &options.exclude)?,
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
        let found = discover::discover(&request, &|| self.linter())?;
        let mut done = Done::default();
        for worker in found.workers {
            done.merge(worker.done);
        }
        done.summary.ignored = found.ignored.len();
        let mut notes = found.notes;
        notes.extend(found.ignored.iter().map(|path| ignored(path)));
        let unsupported = found.unsupported.iter();
        notes.extend(
            unsupported.map(|path| format!("`{path}` is not in a language that parselint reads")),
        );
        Ok((done, notes))
    }

    fn request<'r>(&'r self, excluded: &'r (dyn Fn(&Path) -> Result<bool> + Sync)) -> Request<'r> {
        Request {
            options: self.options,
            cwd: self.cwd,
            excluded,
            wanted: &|path| lang::of(path).is_some(),
        }
    }

    fn linter(&self) -> Linter<'_, 'a> {
        Linter {
            shared: self,
            buffer: Vec::new(),
            done: Done::default(),
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
        let mut linter = self.linter();
        if left_out {
            linter.done.summary.ignored = 1;
            let note = ignored(shown);
            return self.conclude(linter.done, vec![note], false);
        }
        linter.lint(&candidate, |buffer| {
            discover::read_from(std::io::stdin().lock(), buffer, SIZE_LIMIT)
        });
        self.conclude(linter.done, Vec::new(), false)
    }

    /// `whole`: everything below the working directory was looked at, so that free codes are known.
    fn conclude(&self, mut done: Done, mut notes: Vec<String>, whole: bool) -> Result<Run> {
        if !whole && !done.roots.is_empty() {
            let roots = std::mem::take(&mut done.roots);
            done.codes
                .extend(codes_below(roots, self.cwd, self.options));
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

    /// What all files of a folder (absolute, without `..`) share.
    fn folder(&self, dir: &Path) -> Result<Folder> {
        let manifest = self.manifests.for_dir(dir, ManifestKind::Npm)?;
        let (role, why) = roles::role(manifest.as_deref());
        let settings = self.configs.for_dir(dir)?;
        let package = manifest.as_deref().map(roles::package);
        Ok(Folder {
            dir: dir.to_path_buf(),
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

    fn around<'s>(&'s self, candidate: &Candidate, folder: &'s Folder) -> (Around<'s>, &'s str) {
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
            minified: false,
        };
        (around, why)
    }
}

/// What is the same for all files of one folder.
struct Folder {
    dir: PathBuf,
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
            .is_some_and(|path| test_paths::is_test(&discover::slashed(path)))
    }
}

fn ignored(path: &str) -> String {
    format!("`{path}` is ignored; `--no-ignore` lints it all the same")
}

/// What one thread has done so far.
#[derive(Default)]
struct Done {
    files: Vec<FileOutcome>,
    summary: Summary,
    codes: BTreeSet<i64>,
    /// Folders with their role and why.
    roles: BTreeSet<String>,
    /// Components in which a free code is asked for.
    roots: BTreeSet<PathBuf>,
}

impl Done {
    fn merge(&mut self, other: Done) {
        self.files.extend(other.files);
        self.summary.merge(&other.summary);
        self.codes.extend(other.codes);
        self.roles.extend(other.roles);
        self.roots.extend(other.roots);
    }

    fn add(&mut self, linted: Linted) {
        self.files.extend(linted.file);
        self.summary.merge(&linted.summary);
        self.codes.extend(linted.codes);
    }
}

struct Linter<'s, 'a> {
    shared: &'s Shared<'a>,
    buffer: Vec<u8>,
    done: Done,
    /// The folder of the file before: the next one is mostly of the same.
    folder: Option<Arc<Folder>>,
}

impl Worker for Linter<'_, '_> {
    fn take(&mut self, item: Item) {
        match item {
            Item::File(candidate) => {
                let path: PathBuf = candidate.path.clone();
                self.lint(&candidate, |buffer| {
                    discover::read(&path, buffer, SIZE_LIMIT)
                });
            }
            Item::NotLinted { shown, unread } => {
                let candidate = Candidate {
                    path: self.shared.cwd.join(&shown),
                    shown,
                    named: false,
                };
                self.with_around(&candidate, |_, around| {
                    around.not_linted(&candidate.shown, unread)
                });
            }
        }
        (self.shared.tick)();
    }
}

impl Linter<'_, '_> {
    fn lint(
        &mut self,
        candidate: &Candidate,
        read: impl FnOnce(&mut Vec<u8>) -> std::result::Result<(), discover::ReadFailure>,
    ) {
        self.with_around(candidate, |buffer, around| {
            if let Err(failure) = read(buffer) {
                return around.not_linted(&candidate.shown, failure.into());
            }
            lint_bytes(candidate, buffer, around)
        });
    }

    fn with_around(
        &mut self,
        candidate: &Candidate,
        work: impl FnOnce(&mut Vec<u8>, &mut Around<'_>) -> Linted,
    ) {
        let folder = match self.folder_of(candidate) {
            Ok(folder) => folder,
            Err(error) => return self.shared.failure.add(error),
        };
        let (mut around, why) = self.shared.around(candidate, &folder);
        let linted = work(&mut self.buffer, &mut around);
        if linted.file.is_some() {
            let shown = candidate
                .shown
                .rsplit_once('/')
                .map_or(".", |(folder, _)| folder);
            self.done
                .roles
                .insert(format!("{shown}: {}, {why}", around.role.name()));
        }
        let findings = linted.file.iter().flat_map(|file| &file.findings);
        if findings
            .into_iter()
            .any(|finding| finding.wants_code_for.is_some())
        {
            self.done.roots.insert(self.shared.component(&folder));
        }
        self.done.add(linted);
    }

    fn folder_of(&mut self, candidate: &Candidate) -> Result<Arc<Folder>> {
        let dir = candidate.path.parent().unwrap_or(&candidate.path);
        if let Some(folder) = self.folder.as_ref().filter(|folder| folder.dir == dir) {
            return Ok(Arc::clone(folder));
        }
        let folder = Arc::new(self.shared.folder(dir)?);
        self.done.codes.extend(
            folder
                .settings
                .settings
                .app_codes
                .iter()
                .map(|own| own.code),
        );
        self.folder = Some(Arc::clone(&folder));
        Ok(folder)
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
