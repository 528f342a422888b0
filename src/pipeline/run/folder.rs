//! What the files of a folder share: settings, package, role, and where paths of tests begin.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::Shared;
use crate::config::CompiledSettings;
use crate::discover::{self, Candidate};
use crate::fence;
use crate::lang::Language;
use crate::manifest::Nearest;
use crate::model::error::Result;
use crate::model::finding::Severity;
use crate::model::manifest::{Manifest, ManifestKind};
use crate::model::neighbours::Seed;
use crate::model::path;
use crate::model::resolved::{Package, Role};
use crate::model::settings::ConfigChoice;
use crate::model::start::Start;
use crate::pipeline::file::Around;
use crate::pipeline::neighbours::{Folders, Known, Near, Neighbours};
use crate::pipeline::own::Own;
use crate::pipeline::{Task, levels};
use crate::resolve::{roles, test_paths};
use crate::rules;

/// What is the same for all files of one folder that are written in languages of one kind of manifest.
pub(super) struct Folder {
    pub(super) dir: PathBuf,
    /// Which manifest counts where the folder has several.
    pub(super) manifests: ManifestKind,
    /// What a test's path is relative to; `None` for the file's own folder.
    tests_below: Option<PathBuf>,
    pub(super) settings: Arc<CompiledSettings>,
    manifest: Option<Nearest>,
    about: OnceLock<Arc<About>>,
    /// The highest folder of the project, absolute, with `/`.
    pub(super) top: String,
    /// All that has a say in what happens to a code: what stands beside the configuration, else the repository.
    pub(super) extent: PathBuf,
    /// Nothing but what a file says itself can make anything of it: its package does not use Parse, and nobody asks for
    /// more than findings.
    pub(super) is_foreign: bool,
}

/// What a manifest tells of the folders that it speaks for.
pub(super) struct About {
    pub(super) package: Option<Package>,
    /// Where the package lies, absolute.
    pub(super) folders: Option<Folders>,
    role: Role,
    why: String,
}

/// What manifests tell, by their paths, as shown; `None` is that of folders without one.
pub(super) type Abouts = Known<Option<String>, Arc<About>>;

/// What a file is told of others.
#[derive(Clone, Copy)]
pub(super) struct Told<'s> {
    pub(super) own: &'s dyn Own,
    pub(super) neighbours: &'s Neighbours<'s>,
    pub(super) seeds: &'s [Seed],
}

impl Folder {
    /// The manifest of its package, as shown; `None` where there is none.
    pub(super) fn manifest(&self) -> Option<&str> {
        self.manifest.as_ref().map(Nearest::path)
    }

    pub(super) fn is_test(&self, file: &Path) -> bool {
        let below = self.tests_below.as_deref();
        let path = below.and_then(|below| file.strip_prefix(below).ok());
        let name = file.file_name().map(Path::new);
        path.or(name)
            .is_some_and(|path| test_paths::is_test(&path::slashed(path)))
    }
}

impl Shared<'_> {
    /// What the files of a folder share for which manifests of that kind speak first.
    pub(super) fn folder<'d>(
        &self,
        dir: impl Into<Start<'d>>,
        manifests: ManifestKind,
    ) -> Result<Folder> {
        let start = dir.into();
        let dir = start.dir;
        let manifest = self.manifests.nearest(start, manifests)?;
        let settings = self.configs.for_dir(start)?;
        let top = self.manifests.top(start);
        let extent = match &settings.settings.origin {
            Some(_) => settings.settings.root.clone(),
            None => self.unclaimed(dir, &top),
        };
        let mut folder = Folder {
            is_foreign: false,
            dir: dir.to_path_buf(),
            manifests,
            tests_below: self.tests_below(dir, &settings, manifest.as_ref()),
            top: path::slashed(&top),
            extent,
            settings,
            manifest,
            about: OnceLock::new(),
        };
        folder.is_foreign = self.asks_files_only(&folder.settings) && !self.may_use_parse(&folder);
        Ok(folder)
    }

    /// Whether the package of a folder uses Parse; `true` where there is no package that could tell.
    fn may_use_parse(&self, folder: &Folder) -> bool {
        match &folder.manifest {
            Some(Nearest::Foreign(_)) => self.is_proved(folder),
            Some(Nearest::Read(_)) | None => {
                let package = self.about_of(folder).package.as_ref();
                package.is_none_or(Package::uses_parse)
            }
        }
    }

    /// A header of one of its files has told that the package of a folder uses Parse.
    pub(super) fn is_proved(&self, folder: &Folder) -> bool {
        let headers = self.headers.get().zip(folder.manifest());
        headers.is_some_and(|(headers, manifest)| headers.contains_key(manifest))
    }

    /// What its manifest tells of a folder.
    pub(super) fn about_of<'f>(&self, folder: &'f Folder) -> &'f Arc<About> {
        folder.about.get_or_init(|| {
            let path = folder.manifest().map(ToOwned::to_owned);
            self.abouts.get(path, || {
                let manifest = folder.manifest.as_ref();
                let manifest = manifest.and_then(|nearest| self.manifests.read(nearest));
                Arc::new(self.about(manifest.as_deref()))
            })
        })
    }

    fn about(&self, manifest: Option<&Manifest>) -> About {
        let (role, why) = roles::role(manifest);
        let mut package = manifest.map(roles::package);
        if let (Some(package), Some(headers)) = (&mut package, self.headers.get()) {
            package.header = headers.get(&package.manifest).cloned();
        }
        let cwd = path::slashed(self.cwd);
        let folders = package.as_ref();
        About {
            folders: folders.and_then(|package| Folders::of(package, &cwd)),
            package,
            role,
            why,
        }
    }

    /// Whether a file in which nothing is found is nobody's business.
    fn asks_files_only(&self, settings: &CompiledSettings) -> bool {
        let by_name = |rule| levels::runs(rule, self.options, &settings.settings.rules);
        self.task == Task::Check
            && !self.options.no_gate
            && self.scope.baseline.is_none()
            && settings.settings.overrides.is_empty()
            && settings.settings.components.is_empty()
            && !rules::by_name().any(by_name)
    }

    /// The folder of the configuration that holds for a folder, else of its manifest, else the working directory, as far
    /// as that is of the same repository.
    pub(super) fn component(&self, folder: &Folder) -> PathBuf {
        let settings = &folder.settings.settings;
        let manifest = folder.manifest().map(|manifest| self.cwd.join(manifest));
        match (&settings.origin, manifest.as_deref().and_then(Path::parent)) {
            (Some(_), _) => settings.root.clone(),
            (None, Some(package)) => package.to_path_buf(),
            (None, None) => self.unclaimed(&folder.dir, self.cwd),
        }
    }

    /// What belongs together where neither a configuration nor a manifest says so: `inside` of a repository; without one,
    /// what the options name. Nobody wants all of a home to be read for the sake of one file.
    fn unclaimed(&self, dir: &Path, inside: &Path) -> PathBuf {
        if self.manifests.has_repository(dir) {
            let top = self.manifests.top(dir);
            let inside = Some(inside).filter(|inside| inside.starts_with(&top));
            return inside.unwrap_or(&top).to_path_buf();
        }
        let above = self.named.iter().filter(|named| dir.starts_with(named));
        let beside = self
            .named
            .iter()
            .filter(|named| named.parent() == Some(dir));
        let borrowed = self.options.stdin.as_ref();
        let borrowed = borrowed.map(|name| discover::clean(&self.cwd.join(name)));
        let found = above.min().or(beside.min()).cloned();
        found.or(borrowed).unwrap_or_else(|| dir.to_path_buf())
    }

    /// The folder below which a path says whether a file is a test: of the configuration that was found, else of the
    /// manifest, else of the repository, else the working directory, if `dir` is in it.
    fn tests_below(
        &self,
        dir: &Path,
        settings: &CompiledSettings,
        manifest: Option<&Nearest>,
    ) -> Option<PathBuf> {
        let found = self.options.config == ConfigChoice::Nearest;
        if found && settings.settings.origin.is_some() {
            return Some(settings.settings.root.clone());
        }
        if let Some(manifest) = manifest {
            let manifest = self.cwd.join(manifest.path());
            return manifest.parent().map(Path::to_path_buf);
        }
        let inside = || Some(self.cwd).filter(|cwd| dir.starts_with(cwd));
        let below = fence::repository(dir).or_else(inside);
        below.map(Path::to_path_buf)
    }

    /// The role of a file, and why.
    pub(super) fn role<'f>(&self, file: &Path, folder: &'f Folder) -> (Role, &'f str) {
        match (self.options.role, folder.settings.role(file)) {
            (Some(role), _) => (role, "given by `--role`"),
            (None, Some(role)) => (role, "set by a `[[component]]`"),
            (None, None) => {
                let about = self.about_of(folder);
                (about.role, about.why.as_str())
            }
        }
    }

    /// `path` is the candidate's, with `/`.
    pub(super) fn around<'s>(
        &'s self,
        candidate: &Candidate,
        path: &'s str,
        language: Option<&'s dyn Language>,
        folder: &'s Folder,
        told: Told<'s>,
    ) -> (Around<'s>, &'s str) {
        let (settings, about) = (&folder.settings, self.about_of(folder));
        let (role, why) = self.role(&candidate.path, folder);
        let fail_on = self.options.fail_on.or(settings.settings.fail_on);
        let around = Around {
            options: self.options,
            task: self.task,
            prefilter: &self.prefilter,
            package: about.package.as_ref(),
            project: &folder.top,
            role,
            in_test: folder.is_test(&candidate.path),
            levels: settings.rules_for(&candidate.path),
            fail_on: fail_on.unwrap_or(Severity::Warning),
            suggest: &settings.settings.suggest,
            registry: &settings.settings.app_codes,
            own: told.own,
            near: Near::new(
                told.neighbours,
                path,
                language,
                about.package.as_ref(),
                about.folders.as_ref(),
                &folder.top,
            ),
            seeds: told.seeds,
            app_codes: &settings.settings.app_codes,
            origin: settings.settings.origin.as_deref(),
            partial: !self.whole,
            limits: &settings.settings.limits,
            minified: false,
            hurried: false,
            shelf: Some(&self.shelf),
        };
        (around, why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Manifests;
    use crate::model::catalogue;
    use crate::scratch::Scratch;

    /// What `roles` takes for a package of Parse must not be one that says nothing of it.
    #[test]
    fn no_package_of_parse_is_passed_over() {
        let names = catalogue::parse_packages().iter();
        let names = names.chain(catalogue::parse_crates());
        let others = ["parse-dashboard", "moralis", "@parse/push-adapter"];
        let mut known = 0;
        for name in names.chain(&others) {
            let name = name.replace('*', "x");
            let npm = [
                format!("{{\"name\": \"{name}\"}}"),
                format!("{{\"name\": \"a\", \"peerDependencies\": {{\"{name}\": \"1\"}}}}"),
                format!("{{\"name\": \"a\", \"dependencies\": {{\"b\": \"npm:{name}@1\"}}}}"),
            ];
            let cargo = [
                format!("[package]\nname = \"{name}\"\n"),
                format!("[package]\nname = \"a\"\n[dependencies.'{name}']\nversion = \"1\"\n"),
                format!(
                    "[package]\nname = \"a\"\n[dependencies]\nb = {{ package = \"{name}\" }}\n"
                ),
            ];
            let npm = npm.map(|text| ("package.json", text));
            for (file, text) in npm
                .into_iter()
                .chain(cargo.map(|text| ("Cargo.toml", text)))
            {
                let tree = Scratch::with(&[(file, &text)]);
                let manifests = Manifests::new(tree.root().to_path_buf());
                let nearest = manifests.nearest(tree.root(), ManifestKind::Npm);
                let nearest = nearest.expect("search").expect("a manifest");
                let manifest = manifests.read(&nearest).expect("it is read");
                if roles::package(&manifest).uses_parse() {
                    known += 1;
                    assert!(matches!(nearest, Nearest::Read(_)), "{text}");
                }
            }
        }
        assert!(known > 20, "{known}");
    }
}
