//! Texts in memory: what tests and editors lint.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use super::Task;
use super::file::{Around, Linted};
use super::finish::finish;
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
    let mut manifests: Vec<(Manifest, Package)> = manifests.collect();
    let lint = |manifests: &[(Manifest, Package)]| {
        let linted = |(path, text): &(String, String)| {
            let language = lang::of(Path::new(path))?;
            let around = around(path, language, &options, &settings, manifests, &prefilter);
            let linted = around.lint(path, text, language);
            let manifest = around.package.map(|package| package.manifest.clone());
            Some((manifest, linted))
        };
        files.iter().filter_map(linted).collect::<Vec<_>>()
    };
    let mut linted = lint(&manifests);
    if note_headers(&mut manifests, &linted) {
        linted = lint(&manifests);
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

/// Gives each package the header that its files speak of, the one of the first path; whether there is any.
fn note_headers(
    manifests: &mut [(Manifest, Package)],
    linted: &[(Option<String>, Linted)],
) -> bool {
    for (manifest, package) in manifests.iter_mut() {
        let own = linted
            .iter()
            .filter(|(of, _)| of.as_ref() == Some(&manifest.path));
        package.header = own.filter_map(|(_, linted)| linted.header.clone()).min();
    }
    manifests
        .iter()
        .any(|(_, package)| package.header.is_some())
}

fn around<'a>(
    path: &str,
    language: &dyn Language,
    options: &'a Options,
    settings: &'a CompiledSettings,
    manifests: &'a [(Manifest, Package)],
    prefilter: &'a Prefilter,
) -> Around<'a> {
    let is_above = |dir: &str| {
        let rest = folder(path).strip_prefix(dir);
        dir.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let above = manifests
        .iter()
        .filter(|(manifest, _)| is_above(folder(&manifest.path)));
    let nearest = above.max_by_key(|(manifest, _)| {
        (
            folder(&manifest.path).len(),
            manifest.kind == language.manifest(),
        )
    });
    let at = Path::new("/").join(path);
    let levels = settings.rules_for(&at);
    Around {
        options,
        task: Task::Check,
        prefilter,
        package: nearest.map(|(_, package)| package),
        role: settings
            .role(&at)
            .unwrap_or_else(|| roles::role(nearest.map(|(manifest, _)| manifest)).0),
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
