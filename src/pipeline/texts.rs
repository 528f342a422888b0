//! Texts in memory: what tests and editors lint.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::Task;
use super::file::{Around, Linted};
use super::finish::finish;
use super::own::{self, Nothing, Own};
use crate::config::CompiledSettings;
use crate::lang::{self, Language};
use crate::manifest;
use crate::model::error::Result;
use crate::model::finding::{Finding, Severity};
use crate::model::manifest::Manifest;
use crate::model::resolved::Package;
use crate::model::settings::{ConfigChoice, Options};
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
    let root = Path::new("/");
    let settings = crate::config::from_text(
        "parselint.toml",
        config.unwrap_or_default(),
        root,
        &rules::ids(),
    )?;
    let options = Options {
        pedantic,
        ..in_memory()
    };
    let prefilter = Prefilter::new();
    let manifests = manifest::from_texts(files).into_iter().map(|manifest| {
        let package = roles::package(&manifest);
        (manifest, package)
    });
    let mut project = Project {
        settings: &settings,
        options: &options,
        manifests: manifests.collect(),
        prefilter: &prefilter,
    };
    let mut linted = project.lint(files);
    if project.note_headers(&linted) {
        linted = project.lint(files);
    }
    let (mut done, mut codes) = (Vec::new(), BTreeSet::new());
    codes.extend(settings.settings.app_codes.iter().map(|own| own.code));
    for (_, linted) in linted {
        done.extend(linted.file);
        codes.extend(linted.codes);
    }
    let outcome = finish(done, Default::default(), codes);
    Ok(outcome
        .files
        .into_iter()
        .map(|file| (file.file.path, file.findings))
        .collect())
}

/// What the texts have in common.
struct Project<'a> {
    settings: &'a CompiledSettings,
    options: &'a Options,
    manifests: Vec<(Manifest, Package)>,
    prefilter: &'a Prefilter,
}

impl Project<'_> {
    /// What each text came to, with the manifest of its package.
    fn lint(&self, files: &[(String, String)]) -> Vec<(Option<String>, Linted)> {
        let offered = self.each(files, Task::Inventory, &Nothing);
        let offered = offered.into_iter().flat_map(|(_, linted)| linted.constants);
        let own = Arc::new(own::sorted(offered));
        self.each(files, Task::Check, &own)
    }

    fn each(
        &self,
        files: &[(String, String)],
        task: Task,
        own: &dyn Own,
    ) -> Vec<(Option<String>, Linted)> {
        let linted = |(path, text): &(String, String)| {
            let language = lang::of(Path::new(path))?;
            let around = self.around(path, language, task, own);
            let linted = around.lint(path, text, language);
            let manifest = around.package.map(|package| package.manifest.clone());
            Some((manifest, linted))
        };
        files.iter().filter_map(linted).collect()
    }

    /// Gives each package the header that its files speak of, the one of the first path; whether there is any.
    fn note_headers(&mut self, linted: &[(Option<String>, Linted)]) -> bool {
        for (manifest, package) in &mut self.manifests {
            let own = linted
                .iter()
                .filter(|(of, _)| of.as_ref() == Some(&manifest.path));
            package.header = own.filter_map(|(_, linted)| linted.header.clone()).min();
        }
        self.manifests
            .iter()
            .any(|(_, package)| package.header.is_some())
    }

    fn around<'s>(
        &'s self,
        path: &str,
        language: &dyn Language,
        task: Task,
        own: &'s dyn Own,
    ) -> Around<'s> {
        let is_above = |dir: &str| {
            let rest = folder(path).strip_prefix(dir);
            dir.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let above = self
            .manifests
            .iter()
            .filter(|(manifest, _)| is_above(folder(&manifest.path)));
        let nearest = above.max_by_key(|(manifest, _)| {
            (
                folder(&manifest.path).len(),
                manifest.kind == language.manifest(),
            )
        });
        let at = Path::new("/").join(path);
        let settings = &self.settings.settings;
        Around {
            options: self.options,
            task,
            prefilter: self.prefilter,
            package: nearest.map(|(_, package)| package),
            role: self
                .settings
                .role(&at)
                .unwrap_or_else(|| roles::role(nearest.map(|(manifest, _)| manifest)).0),
            in_test: test_paths::is_test(path),
            levels: Cow::Owned(self.settings.rules_for(&at).into_owned()),
            fail_on: settings.fail_on.unwrap_or(Severity::Warning),
            suggest: &settings.suggest,
            own,
            minified: false,
        }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn in_memory() -> Options {
    Options {
        paths: Vec::new(),
        stdin: None,
        select: Vec::new(),
        ignore: Vec::new(),
        role: None,
        fail_on: None,
        exit_zero: false,
        pedantic: false,
        no_ignore: false,
        hidden: false,
        exclude: Vec::new(),
        config: ConfigChoice::None,
        threads: 1,
        no_gate: false,
    }
}
