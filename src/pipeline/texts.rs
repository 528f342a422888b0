//! Texts in memory: what tests and editors lint.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::Task;
use super::file::{Around, Linted};
use super::finish::{Gathered, finish};
use super::neighbours::{Folders, Library, Module, Near, Neighbours, ROUNDS, Seeds, learn};
use super::own::{self, Nothing, Own};
use super::scope::Narrowing;
use crate::config::CompiledSettings;
use crate::lang::{self, Language};
use crate::manifest;
use crate::model::contract::Contract;
use crate::model::error::{Error, Result};
use crate::model::explain::{Asked, Explained};
use crate::model::finding::{Finding, Severity};
use crate::model::manifest::Manifest;
use crate::model::neighbours::Seed;
use crate::model::outcome::Outcome;
use crate::model::path;
use crate::model::resolved::{Package, Role};
use crate::model::settings::{ConfigChoice, Options};
use crate::model::source::SourceFile;
use crate::prefilter::Prefilter;
use crate::resolve::{roles, test_paths};
use crate::rules;

/// Lints a little project: sources and manifests by relative path, a configuration at its top. The findings of each
/// file, in the order of the paths. Files in no known language are passed over.
pub fn lint_texts(
    files: &[(String, String)],
    config: Option<&str>,
    pedantic: bool,
) -> Result<Vec<(String, Vec<Finding>)>> {
    let how = Reading {
        pedantic,
        ..Reading::of(Task::Check)
    };
    let outcome = read_texts(files, config, how)?;
    let files = outcome.files.into_iter();
    let named = files.map(|file| (file.file.path().to_owned(), file.findings));
    Ok(named.collect())
}

/// How texts are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub task: Task,
    /// Weak evidence is told, too.
    pub pedantic: bool,
    /// Every text gets a tree.
    pub no_gate: bool,
}

impl Reading {
    pub fn of(task: Task) -> Self {
        Self {
            task,
            pedantic: false,
            no_gate: false,
        }
    }
}

/// What a little project comes to, given as for `lint_texts`.
pub fn read_texts(
    files: &[(String, String)],
    config: Option<&str>,
    how: Reading,
) -> Result<Outcome> {
    let task = how.task;
    let settings = settings(config)?;
    let options = Options {
        pedantic: how.pedantic,
        no_gate: how.no_gate,
        ..in_memory()
    };
    let mut project = Project::new(files, &settings, &options);
    let mut linted = project.lint(task);
    if project.note_headers(&linted) {
        linted = project.lint(task);
    }
    let mut gathered = Gathered::default();
    let on_record = settings.settings.app_codes.iter();
    gathered.taken.extend(on_record.map(|own| own.code));
    for (_, linted) in linted {
        gathered.files.extend(linted.file);
        gathered.taken.extend(linted.codes);
    }
    Ok(finish(gathered, task, &Narrowing::none(&options)).outcome)
}

/// What the numbers at a place of one of the texts are.
pub fn explain_text(
    files: &[(String, String)],
    config: Option<&str>,
    asked: &Asked,
) -> Result<Explained> {
    let settings = settings(config)?;
    let options = in_memory();
    let mut project = Project::new(files, &settings, &options);
    let (contract, seeds) = project.known();
    let path = path::slashed(&asked.path);
    let known = project.text(&path).zip(lang::of(&asked.path));
    let (text, language) = known.ok_or_else(|| Error::new(format!("no such text: `{path}`")))?;
    let neighbours = Neighbours::new(&project);
    let told = Told {
        own: &Nothing,
        neighbours: &neighbours,
        seeds: seeds.get(&asked.path).map_or(&[], Vec::as_slice),
    };
    let around = project.around(&path, language, Task::Check, told);
    around.explain((&path, text), language, asked, &contract, ("", Vec::new()))
}

fn settings(config: Option<&str>) -> Result<CompiledSettings> {
    let text = config.unwrap_or_default();
    crate::config::from_text("parselint.toml", text, Path::new("/"), &rules::ids())
}

/// A manifest, and what it says.
struct Known {
    manifest: Manifest,
    package: Package,
    folders: Option<Folders>,
}

/// What the texts have in common.
struct Project<'a> {
    files: &'a [(String, String)],
    settings: &'a CompiledSettings,
    options: &'a Options,
    manifests: Vec<Known>,
    prefilter: &'static Prefilter,
}

impl<'a> Project<'a> {
    fn new(
        files: &'a [(String, String)],
        settings: &'a CompiledSettings,
        options: &'a Options,
    ) -> Self {
        /// Texts come one by one, and its words are compiled once.
        static PREFILTER: LazyLock<Prefilter> = LazyLock::new(Prefilter::new);
        let manifests = manifest::from_texts(files).into_iter().map(|manifest| {
            let package = roles::package(&manifest);
            Known {
                folders: Folders::of(&package, ""),
                manifest,
                package,
            }
        });
        Self {
            files,
            settings,
            options,
            manifests: manifests.collect(),
            prefilter: &PREFILTER,
        }
    }
}

impl Project<'_> {
    /// What the texts do with codes, and what they tell each other, once the headers of their packages are noted.
    fn known(&mut self) -> (Contract, Seeds) {
        let linted = self.lint(Task::Inventory);
        self.note_headers(&linted);
        let (linted, seeds) = self.settled(Task::Inventory, &Nothing);
        let files = linted.into_iter().filter_map(|(_, linted)| linted.file);
        let uses = files.flat_map(|file| file.app_uses);
        (Contract::new(uses.collect()), seeds)
    }

    /// What each text came to, with the manifest of its package.
    fn lint(&self, task: Task) -> Vec<(Option<String>, Linted)> {
        let (offered, _) = self.settled(Task::Inventory, &Nothing);
        let offered = offered.into_iter().flat_map(|(_, linted)| linted.constants);
        let own = Arc::new(own::sorted(offered));
        self.settled(task, &own).0
    }

    /// All texts, linted until none learns anything new of another, and what they have learnt.
    fn settled(&self, task: Task, own: &dyn Own) -> (Vec<(Option<String>, Linted)>, Seeds) {
        let mut seeds = Seeds::new();
        let mut linted = self.each(task, own, &seeds);
        for _ in 0..ROUNDS {
            let demands = linted.iter().flat_map(|(_, linted)| &linted.demands);
            let fresh = demands.map(|(path, seed)| (PathBuf::from(path), seed.clone()));
            if learn(&mut seeds, fresh.collect()).is_empty() {
                break;
            }
            linted = self.each(task, own, &seeds);
        }
        (linted, seeds)
    }

    fn each(&self, task: Task, own: &dyn Own, seeds: &Seeds) -> Vec<(Option<String>, Linted)> {
        let neighbours = Neighbours::new(self);
        let linted = |(path, text): &(String, String)| {
            let language = lang::of(Path::new(path))?;
            let told = Told {
                own,
                neighbours: &neighbours,
                seeds: seeds.get(Path::new(path)).map_or(&[], Vec::as_slice),
            };
            let around = self.around(path, language, task, told);
            let linted = around.lint(path, text, language);
            let manifest = around.package.map(|package| package.manifest.clone());
            Some((manifest, linted))
        };
        self.files.iter().filter_map(linted).collect()
    }

    /// Gives each package the header that its files speak of, the one of the first path; whether there is any.
    fn note_headers(&mut self, linted: &[(Option<String>, Linted)]) -> bool {
        for Known {
            manifest, package, ..
        } in &mut self.manifests
        {
            let own = linted
                .iter()
                .filter(|(of, _)| of.as_ref() == Some(&manifest.path));
            package.header = own.filter_map(|(_, linted)| linted.header.clone()).min();
        }
        self.manifests
            .iter()
            .any(|known| known.package.header.is_some())
    }

    fn around<'s>(
        &'s self,
        path: &'s str,
        language: &'static dyn Language,
        task: Task,
        told: Told<'s>,
    ) -> Around<'s> {
        let nearest = self.nearest(path, language);
        let package = nearest.map(|known| &known.package);
        let settings = &self.settings.settings;
        Around {
            options: self.options,
            task,
            prefilter: self.prefilter,
            package,
            project: "",
            role: self.role(path, language),
            in_test: test_paths::is_test(path),
            levels: Cow::Owned(
                self.settings
                    .rules_for(&Path::new("/").join(path))
                    .into_owned(),
            ),
            fail_on: settings.fail_on.unwrap_or(Severity::Warning),
            suggest: &settings.suggest,
            registry: &settings.app_codes,
            own: told.own,
            near: Near::new(
                told.neighbours,
                path,
                Some(language),
                package,
                nearest.and_then(|known| known.folders.as_ref()),
                "",
            ),
            seeds: told.seeds,
            app_codes: &settings.app_codes,
            origin: settings.origin.as_deref(),
            partial: false,
            limits: &settings.limits,
            minified: false,
            hurried: false,
            shelf: None,
        }
    }

    fn role(&self, path: &str, language: &dyn Language) -> Role {
        let set = self.settings.role(&Path::new("/").join(path));
        let manifest = self.nearest(path, language).map(|known| &known.manifest);
        set.unwrap_or_else(|| roles::role(manifest).0)
    }

    /// The manifest that speaks for a source.
    fn nearest(&self, file: &str, language: &dyn Language) -> Option<&Known> {
        let is_above = |dir: &str| {
            let rest = path::folder(file).strip_prefix(dir);
            dir.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let above = self
            .manifests
            .iter()
            .filter(|known| is_above(path::folder(&known.manifest.path)));
        above.max_by_key(|known| {
            (
                path::folder(&known.manifest.path).len(),
                known.manifest.kind == language.manifest(),
            )
        })
    }
}

/// What a text is told of others.
#[derive(Clone, Copy)]
struct Told<'s> {
    own: &'s dyn Own,
    neighbours: &'s Neighbours<'s>,
    seeds: &'s [Seed],
}

impl Library for Project<'_> {
    fn has(&self, path: &str, _: &str) -> bool {
        self.text(path).is_some()
    }

    fn module(&self, path: &str) -> Option<Module> {
        let language = lang::of(Path::new(path))?;
        let file = SourceFile::new(path, self.text(path)?);
        let nearest = self.nearest(path, language);
        Some(Module {
            facts: Arc::new(language.facts(&file)),
            file,
            language,
            package: nearest.map(|known| known.package.clone()),
            folders: nearest.and_then(|known| known.folders.clone()),
            top: String::new(),
            role: self.role(path, language),
            in_test: test_paths::is_test(path),
        })
    }
}

impl Project<'_> {
    fn text(&self, path: &str) -> Option<&str> {
        let found = self.files.iter().find(|(known, _)| known == path);
        found.map(|(_, text)| text.as_str())
    }
}

pub(super) fn in_memory() -> Options {
    Options {
        paths: Vec::new(),
        stdin: None,
        select: Vec::new(),
        ignore: Vec::new(),
        role: None,
        fail_on: None,
        exit_zero: false,
        max_warnings: None,
        pedantic: false,
        no_ignore: false,
        hidden: false,
        exclude: Vec::new(),
        config: ConfigChoice::None,
        threads: 1,
        no_gate: false,
        whole_texts: true,
    }
}
