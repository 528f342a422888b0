//! The settings that hold for one path, each with where it is from.

use std::path::Path;

use super::{Shared, Texts};
use crate::discover;
use crate::lang;
use crate::model::error::Result;
use crate::model::finding::Severity;
use crate::model::manifest::ManifestKind;
use crate::model::path::{relative, slashed};
use crate::model::settings::{ConfigChoice, Options, Origin, RuleSetting, Settled};
use crate::pipeline::Task;
use crate::rules;

/// What holds for the path that the options name: for a folder, what holds for its files that no pattern is about.
pub fn settled(options: &Options, path: &Path, cwd: &Path) -> Result<Settled> {
    let texts = Texts::default();
    let shared = Shared::new(options, Task::Check, cwd, &|| {}, &texts)?;
    let excluded = |path: &Path| shared.excluded(path);
    let (candidate, left_out) = discover::borrowed(&shared.request(&excluded), path)?;
    let full = candidate.path;
    let is_folder = full.is_dir();
    let dir = if is_folder {
        full.as_path()
    } else {
        full.parent().unwrap_or(&full)
    };
    let kind = lang::of(&full).map_or(ManifestKind::Npm, |language| language.manifest());
    let folder = shared.folder(dir, kind)?;
    let settings = &folder.settings.settings;
    let file = settings.origin.clone();
    let origin = || Origin::File(file.clone().unwrap_or_default());
    let (role, why) = shared.role(&full, &folder);
    let fail_on = match (options.fail_on, settings.fail_on) {
        (Some(level), _) => (level, Origin::CommandLine),
        (None, Some(level)) => (level, origin()),
        (None, None) => (Severity::Warning, Origin::Default),
    };
    let rules = rules::RULES.iter().map(|rule| {
        let set = folder.settings.level_of(rule.id, &full);
        let (level, origin) = match set {
            None => (rule.default_level(), Origin::Default),
            Some((level, None)) => (level, origin()),
            Some((level, Some(files))) => {
                let file = file.clone().unwrap_or_default();
                (level, Origin::Override(file, files.to_vec()))
            }
        };
        RuleSetting {
            rule: rule.id,
            level,
            origin,
        }
    });
    Ok(Settled {
        path: candidate.shown,
        file: match options.config {
            ConfigChoice::None => None,
            _ => file.clone(),
        },
        root: file.as_ref().map(|_| {
            let root = slashed(&relative(cwd, &settings.root));
            if root.is_empty() { ".".into() } else { root }
        }),
        role,
        role_why: why.to_owned(),
        is_test: !is_folder && folder.is_test(&full),
        excluded: left_out,
        fail_on,
        rules: rules.collect(),
        exclude: settings.exclude.clone(),
        baseline: settings.baseline.clone(),
        suggest: settings.suggest.clone(),
        limits: settings.limits,
        app_codes: settings.app_codes.clone(),
    })
}
