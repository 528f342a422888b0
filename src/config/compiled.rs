//! The settings of one configuration file, ready to be asked about a path.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use super::globs::Globs;
use super::unmatched::{Matched, mark, unmatched};
use crate::model::error::{Error, Result};
use crate::model::finding::Severity;
use crate::model::resolved::Role;
use crate::model::settings::Settings;

/// `Settings` with their globs compiled. All paths are absolute, without `..`.
#[derive(Debug)]
pub struct CompiledSettings {
    pub settings: Settings,
    exclude: Globs,
    /// In the order of `settings.components`.
    components: Vec<Globs>,
    /// In the order of `settings.overrides`.
    overrides: Vec<Globs>,
    matched: Matched,
}

impl CompiledSettings {
    pub fn new(settings: Settings) -> Result<Self> {
        let globs = |of: &str, files: &[String]| {
            Globs::new(&settings.root, files).map_err(|error| match &settings.origin {
                Some(origin) => Error {
                    message: format!("`{of}` of `{origin}`: {}", error.message),
                    ..error
                },
                None => error,
            })
        };
        let exclude = globs("exclude", &settings.exclude)?;
        let components = settings.components.iter();
        let components = components.map(|entry| globs("[[component]]", &entry.files));
        let components = components.collect::<Result<_>>()?;
        let overrides = settings.overrides.iter();
        let overrides = overrides.map(|entry| globs("[[override]]", &entry.files));
        let overrides = overrides.collect::<Result<_>>()?;
        Ok(Self {
            matched: Matched::new(&settings),
            exclude,
            components,
            overrides,
            settings,
        })
    }

    /// Whether `exclude` leaves out a file, or a folder with all that is in it.
    pub fn excluded(&self, path: &Path) -> bool {
        let excluded = self.exclude.matches(path);
        if excluded {
            let patterns = self.exclude.matching(path).into_iter();
            patterns.for_each(|at| mark(&self.matched.exclude, at));
        }
        excluded
    }

    /// What was about no file that these settings were asked about, as remarks for people.
    pub fn unmatched(&self) -> Vec<String> {
        let settings = &self.settings;
        let file = settings.origin.as_deref().unwrap_or_default();
        let exclude = unmatched(&settings.exclude, &self.matched.exclude);
        let exclude = exclude.map(|pattern| {
            format!("`exclude` of `{file}` has a pattern that matches nothing: `{pattern}`")
        });
        let components = unmatched(&settings.components, &self.matched.components);
        let components = components.map(|entry| ("[[component]]", &entry.files));
        let overrides = unmatched(&settings.overrides, &self.matched.overrides);
        let overrides = overrides.map(|entry| ("[[override]]", &entry.files));
        let tables = components.chain(overrides);
        let tables = tables.map(|(table, files)| {
            format!(
                "a `{table}` of `{file}` has no source: `{}`",
                files.join("`, `")
            )
        });
        exclude.chain(tables).collect()
    }

    /// The role of the last `[[component]]` that has the file.
    pub fn role(&self, path: &Path) -> Option<Role> {
        let mut last = None;
        for (at, globs) in self.components.iter().enumerate() {
            if globs.matches(path) {
                mark(&self.matched.components, at);
                last = Some(at);
            }
        }
        let component = self.settings.components.get(last?)?;
        Some(component.role)
    }

    /// The level that is set for a rule in a file; with the patterns of the `[[override]]` that it is from, if it is.
    pub fn level_of(&self, rule: &str, path: &Path) -> Option<(Severity, Option<&[String]>)> {
        let overrides = self.settings.overrides.iter().zip(&self.overrides).rev();
        let mut overrides = overrides.filter(|(_, globs)| globs.matches(path));
        let own = overrides
            .find_map(|(entry, _)| Some((*entry.rules.get(rule)?, Some(&entry.files[..]))));
        own.or_else(|| Some((*self.settings.rules.get(rule)?, None)))
    }

    /// The levels that hold for a file, by rule id: `[rules]`, then every `[[override]]` that has the file, in order.
    pub fn rules_for(&self, path: &Path) -> Cow<'_, BTreeMap<String, Severity>> {
        let mut rules = Cow::Borrowed(&self.settings.rules);
        let overrides = self.settings.overrides.iter().zip(&self.overrides);
        for (at, (entry, globs)) in overrides.enumerate() {
            if globs.matches(path) {
                mark(&self.matched.overrides, at);
                let changed = entry
                    .rules
                    .iter()
                    .map(|(rule, level)| (rule.clone(), *level));
                rules.to_mut().extend(changed);
            }
        }
        rules
    }
}
