//! Texts in memory: what tests and editors lint.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::Task;
use super::file::Around;
use super::finish::finish;
use super::own::{self, Constants, Nothing, Own};
use crate::config::CompiledSettings;
use crate::lang;
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
    let manifest = |(path, text): &'_ (String, String)| {
        let manifest = manifest::from_text(path, text)?;
        let package = roles::package(&manifest);
        Some((folder(path).to_owned(), manifest, package))
    };
    let manifests: Vec<(String, Manifest, Package)> = files.iter().filter_map(manifest).collect();
    let (mut done, mut codes) = (Vec::new(), std::collections::BTreeSet::new());
    codes.extend(settings.settings.app_codes.iter().map(|own| own.code));
    let project = Project {
        settings: &settings,
        manifests: &manifests,
        prefilter: &prefilter,
    };
    let own = project.constants(files, &options);
    for (path, text) in files {
        let Some(language) = lang::of(Path::new(path)) else {
            continue;
        };
        let around = project.around(path, &options, Task::Check, &own);
        let linted = around.lint(path, text, language);
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
    /// With their folders.
    manifests: &'a [(String, Manifest, Package)],
    prefilter: &'a Prefilter,
}

impl<'a> Project<'a> {
    /// The constants that the texts offer each other.
    fn constants(&self, files: &[(String, String)], options: &Options) -> Arc<Constants> {
        let offered = files.iter().flat_map(|(path, text)| {
            let language = lang::of(Path::new(path));
            let around = self.around(path, options, Task::Inventory, &Nothing);
            language.map_or(Vec::new(), |language| {
                around.lint(path, text, language).constants
            })
        });
        Arc::new(own::sorted(offered))
    }

    fn around<'s>(
        &'s self,
        path: &str,
        options: &'s Options,
        task: Task,
        own: &'s dyn Own,
    ) -> Around<'s> {
        let is_above = |dir: &str| {
            let rest = folder(path).strip_prefix(dir);
            dir.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let above = self.manifests.iter().filter(|(dir, ..)| is_above(dir));
        let nearest = above.max_by_key(|(dir, ..)| dir.len());
        let at = Path::new("/").join(path);
        let settings = &self.settings.settings;
        Around {
            options,
            task,
            prefilter: self.prefilter,
            package: nearest.map(|(_, _, package)| package),
            role: self
                .settings
                .role(&at)
                .unwrap_or_else(|| roles::role(nearest.map(|(_, manifest, _)| manifest)).0),
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
