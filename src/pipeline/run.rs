//! Files: found and linted by the same threads, each with a worker of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::Task;
use super::file::{Around, Linted};
use super::finish::finish;
use super::isolate::isolated;
use crate::config::{CompiledSettings, Configs, Globs};
use crate::discover::{self, Candidate, Item, Request, Worker};
use crate::lang;
use crate::manifest::Manifests;
use crate::model::error::{Error, Result};
use crate::model::finding::Severity;
use crate::model::manifest::ManifestKind;
use crate::model::outcome::{FileOutcome, Outcome, Summary};
use crate::model::settings::Options;
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
    let shared = Shared {
        options,
        task,
        cwd,
        configs: Configs::new(options.config.clone(), cwd.to_path_buf(), &rules::ids())?,
        manifests: Manifests::new(cwd.to_path_buf()),
        prefilter: Prefilter::new(),
        exclude: Globs::new(cwd, &options.exclude)?,
        failure: Mutex::default(),
        roles: Mutex::default(),
        tick,
    };
    let run = if options.stdin.is_some() {
        shared.stdin()?
    } else {
        shared.files()?
    };
    match shared.failure.into_inner() {
        Ok(Some(error)) => Err(error),
        _ => Ok(run),
    }
}

struct Shared<'a> {
    options: &'a Options,
    task: Task,
    cwd: &'a Path,
    configs: Configs,
    manifests: Manifests,
    prefilter: Prefilter,
    exclude: Globs,
    /// The first configuration that was wrong, by its message.
    failure: Mutex<Option<Error>>,
    roles: Mutex<BTreeSet<String>>,
    tick: &'a (dyn Fn() + Sync),
}

impl Shared<'_> {
    fn files(&self) -> Result<Run> {
        let excluded = |path: &Path| self.excluded(path);
        let wanted = |path: &Path| lang::of(path).is_some();
        let request = Request {
            options: self.options,
            cwd: self.cwd,
            excluded: &excluded,
            wanted: &wanted,
        };
        let make = || Linter {
            shared: self,
            buffer: Vec::new(),
            done: Done::default(),
        };
        let found = discover::discover(&request, &make)?;
        let mut done = Done::default();
        for worker in found.workers {
            done.merge(worker.done);
        }
        done.summary.ignored = found.ignored.len();
        let mut notes = found.notes;
        notes.extend(
            found
                .ignored
                .iter()
                .map(|path| format!("`{path}` is ignored; `--no-ignore` lints it all the same")),
        );
        notes.extend(
            found
                .unsupported
                .iter()
                .map(|path| format!("`{path}` is not in a language that parselint reads")),
        );
        Ok(self.conclude(done, notes))
    }

    fn stdin(&self) -> Result<Run> {
        let name = self.options.stdin.clone().unwrap_or_default();
        let path = if name.is_absolute() {
            name.clone()
        } else {
            self.cwd.join(&name)
        };
        let shown = name.to_string_lossy().replace('\\', "/");
        let mut linter = Linter {
            shared: self,
            buffer: Vec::new(),
            done: Done::default(),
        };
        if lang::of(&path).is_none() {
            let help = "its extension must be one of a language that parselint reads, as in `--stdin-filename cloud/main.js`";
            return Err(Error::new(format!(
                "`{shown}` is not in a language that parselint reads"
            ))
            .help(help));
        }
        if !self.options.no_ignore && self.excluded(&path)? {
            linter.done.summary.ignored = 1;
            let note = format!("`{shown}` is ignored; `--no-ignore` lints it all the same");
            return Ok(self.conclude(linter.done, vec![note]));
        }
        let candidate = Candidate {
            path,
            shown,
            named: true,
        };
        linter.lint(&candidate, |buffer| {
            discover::read_from(std::io::stdin().lock(), buffer, SIZE_LIMIT)
        });
        Ok(self.conclude(linter.done, Vec::new()))
    }

    fn conclude(&self, done: Done, mut notes: Vec<String>) -> Run {
        notes.extend(self.manifests.notes());
        notes.sort();
        let roles = self
            .roles
            .lock()
            .map(|roles| roles.iter().cloned().collect())
            .unwrap_or_default();
        Run {
            outcome: finish(done.files, done.summary, done.codes),
            notes,
            roles,
        }
    }

    fn excluded(&self, path: &Path) -> Result<bool> {
        let dir = path.parent().unwrap_or(path);
        Ok(self.exclude.matches(path) || self.configs.for_dir(dir)?.excluded(path))
    }

    /// Keeps the failure that any run would tell of, whatever the order of its threads.
    fn fail(&self, error: Error) {
        if let Ok(mut first) = self.failure.lock()
            && first
                .as_ref()
                .is_none_or(|first| error.message < first.message)
        {
            *first = Some(error);
        }
    }

    fn around<'s>(
        &'s self,
        candidate: &Candidate,
        settings: &'s CompiledSettings,
        dir: &Path,
    ) -> Result<Around<'s>> {
        let manifest = self.manifests.for_dir(dir, ManifestKind::Npm)?;
        let (role, why) = match (self.options.role, settings.role(&candidate.path)) {
            (Some(role), _) => (role, "given by `--role`".to_owned()),
            (None, Some(role)) => (role, "set by a `[[component]]`".to_owned()),
            (None, None) => roles::role(manifest.as_deref()),
        };
        self.note_role(&candidate.shown, role.name(), &why);
        Ok(Around {
            options: self.options,
            task: self.task,
            prefilter: &self.prefilter,
            package: manifest.as_deref().map(roles::package),
            role,
            in_test: test_paths::is_test(&candidate.shown),
            levels: settings.rules_for(&candidate.path),
            fail_on: self
                .options
                .fail_on
                .or(settings.settings.fail_on)
                .unwrap_or(Severity::Warning),
            suggest: &settings.settings.suggest,
            minified: false,
        })
    }

    fn note_role(&self, shown: &str, role: &str, why: &str) {
        let folder = shown.rsplit_once('/').map_or(".", |(folder, _)| folder);
        if let Ok(mut roles) = self.roles.lock() {
            roles.insert(format!("{folder}: {role}, {why}"));
        }
    }
}

/// What one thread has done so far.
#[derive(Default)]
struct Done {
    files: Vec<FileOutcome>,
    summary: Summary,
    codes: BTreeSet<i64>,
}

impl Done {
    fn merge(&mut self, other: Done) {
        self.files.extend(other.files);
        self.summary.merge(&other.summary);
        self.codes.extend(other.codes);
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
            Item::NotLinted { shown, reason } => {
                let candidate = Candidate {
                    path: self.shared.cwd.join(&shown),
                    shown,
                    named: false,
                };
                self.with_around(&candidate, |_, around| {
                    around.not_linted(&candidate.shown, &reason)
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
                return around.not_linted(&candidate.shown, &failure.to_string());
            }
            lint_bytes(candidate, buffer, around)
        });
    }

    fn with_around(
        &mut self,
        candidate: &Candidate,
        work: impl FnOnce(&mut Vec<u8>, &mut Around<'_>) -> Linted,
    ) {
        let dir = candidate.path.parent().unwrap_or(&candidate.path);
        let settings = match self.shared.configs.for_dir(dir) {
            Ok(settings) => settings,
            Err(error) => return self.shared.fail(error),
        };
        match self.shared.around(candidate, &settings, dir) {
            Ok(mut around) => {
                self.done
                    .codes
                    .extend(settings.settings.app_codes.iter().map(|own| own.code));
                self.done.add(work(&mut self.buffer, &mut around));
            }
            Err(error) => self.shared.fail(error),
        }
    }
}

fn lint_bytes(candidate: &Candidate, bytes: &[u8], around: &mut Around<'_>) -> Linted {
    let Some(language) = lang::of(&candidate.path) else {
        return around.not_linted(
            &candidate.shown,
            "it is not in a language that parselint reads",
        );
    };
    let text = match discover::utf8(bytes) {
        Ok(text) => text,
        Err(reason) => return around.not_linted(&candidate.shown, &reason),
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
            let reason = format!(
                "parselint {version} failed on it ({panic}); this is a bug in parselint: please report it with the file"
            );
            around.not_linted(&candidate.shown, &reason)
        }
    }
}
