//! What a tree looks like to somebody who is about to write its configuration.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Shared, Texts};
use crate::discover::{self, Item, Place, Request, Worker};
use crate::model::error::Result;
use crate::model::manifest::ManifestKind;
use crate::model::path::{self, shown};
use crate::model::resolved::Intent;
use crate::model::settings::{Initial, InitialComponent, Options};
use crate::pipeline::{Scope, Task, run};
use crate::resolve::roles;

/// The kinds of manifests, and patterns of the sources that they speak for.
const KINDS: [(ManifestKind, &str); 2] = [
    (ManifestKind::Npm, "*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"),
    (ManifestKind::Cargo, "*.rs"),
];

/// The components below the path that the options name, by their manifests, and the app's own codes.
pub fn initial(options: &Options, cwd: &Path) -> Result<Initial> {
    let root = discover::named(options, cwd).into_iter().next();
    let root = root.unwrap_or_else(|| cwd.to_path_buf());
    let texts = Texts::default();
    let shared = Shared::new(options, Task::Inventory, cwd, &|| {}, &texts)?;
    let components = shared.components(&root)?;
    let outcome = run(options, &Scope::default(), Task::Inventory, cwd, &|| {})?.outcome;
    let mut codes: BTreeMap<i64, String> = BTreeMap::new();
    for one in outcome.files.iter().flat_map(|file| &file.uses) {
        let name = one
            .constant
            .as_deref()
            .filter(|_| one.intent == Intent::Names);
        if let Some(name) = name.filter(|_| (9000..=9999).contains(&one.code)) {
            let name = name.rsplit(['.', ':']).next().unwrap_or(name);
            codes.entry(one.code).or_insert_with(|| name.to_owned());
        }
    }
    Ok(Initial {
        components,
        codes: codes.into_iter().collect(),
    })
}

impl Shared<'_> {
    fn components(&self, root: &Path) -> Result<Vec<InitialComponent>> {
        let excluded = |path: &Path| self.excluded(path);
        let is_manifest = |path: &Path| {
            let name = path.file_name();
            KINDS
                .iter()
                .any(|(kind, _)| name.is_some_and(|name| name == kind.file_name()))
        };
        let request = Request {
            wanted: &is_manifest,
            ..self.request(&excluded)
        };
        let found = discover::discover(&request, &Folders::default)?;
        let folders: BTreeSet<_> = found.workers.into_iter().flat_map(|one| one.0).collect();
        let mut components = Vec::new();
        for folder in folders {
            components.extend(self.components_of(root, &folder)?);
        }
        Ok(components)
    }

    /// One, or one a language where the manifests of a folder tell different roles.
    fn components_of(&self, root: &Path, folder: &Path) -> Result<Vec<InitialComponent>> {
        let mut found: Vec<InitialComponent> = Vec::new();
        for (kind, sources) in KINDS {
            let manifest = self.manifests.for_dir(folder, kind)?;
            let own = path::shown(&folder.join(kind.file_name()), self.cwd);
            // One without a name does not speak.
            let Some(manifest) = manifest.filter(|manifest| manifest.path == own) else {
                continue;
            };
            let (role, why) = roles::role(Some(&manifest));
            found.push(InitialComponent {
                folder: shown(folder, root).trim_start_matches('/').to_owned(),
                sources: Some(sources),
                role,
                why,
            });
        }
        if let [one, rest @ ..] = found.as_slice()
            && rest.iter().all(|other| other.role == one.role)
        {
            found.truncate(1);
            found.iter_mut().for_each(|one| one.sources = None);
        }
        Ok(found)
    }
}

/// The folders of what is found.
#[derive(Default)]
struct Folders(Vec<std::path::PathBuf>);

impl Worker for Folders {
    fn take(&mut self, item: Item, _: Place<'_>) {
        if let Item::File(candidate) = item {
            self.0
                .extend(candidate.path.parent().map(Path::to_path_buf));
        }
    }
}
