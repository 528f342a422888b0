//! Texts in memory: what tests and editors lint.

use std::borrow::Cow;
use std::path::Path;

use super::Task;
use super::file::Around;
use super::finish::finish;
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
    for (path, text) in files {
        let Some(language) = lang::of(Path::new(path)) else {
            continue;
        };
        let around = around(path, &options, &settings, &manifests, &prefilter);
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

fn around<'a>(
    path: &str,
    options: &'a Options,
    settings: &'a CompiledSettings,
    manifests: &'a [(String, Manifest, Package)],
    prefilter: &'a Prefilter,
) -> Around<'a> {
    let is_above = |dir: &str| {
        let rest = folder(path).strip_prefix(dir);
        dir.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let above = manifests.iter().filter(|(dir, ..)| is_above(dir));
    let nearest = above.max_by_key(|(dir, ..)| dir.len());
    let at = Path::new("/").join(path);
    let levels = settings.rules_for(&at);
    Around {
        options,
        task: Task::Check,
        prefilter,
        package: nearest.map(|(_, _, package)| package),
        role: settings
            .role(&at)
            .unwrap_or_else(|| roles::role(nearest.map(|(_, manifest, _)| manifest)).0),
        in_test: test_paths::is_test(path),
        levels: Cow::Owned(levels.into_owned()),
        fail_on: settings.settings.fail_on.unwrap_or(Severity::Warning),
        suggest: &settings.settings.suggest,
        minified: false,
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
