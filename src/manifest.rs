//! The manifest of the package that a file belongs to: `package.json` or `Cargo.toml`.          [I/O]
//!
//! A manifest that cannot be read counts as absent and is told of in a note: it is not parselint's to judge. Most say
//! nothing of Parse: of these it matters that they are there, and the rest is read when a file of theirs has something to
//! say. What a manifest means for a file's role is for `resolve::roles`.

mod cargo;
mod npm;
mod glimpse;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::fence;
use crate::model::error::Result;
use crate::model::manifest::{Manifest, ManifestKind};
use crate::model::path;
use crate::model::source::without_bom;
use crate::model::start::Start;
use crate::upwards::{self, Upwards};
use cargo::Workspace;

pub use glimpse::is_foreign;

const NPM: &str = ManifestKind::Npm.file_name();
const CARGO: &str = ManifestKind::Cargo.file_name();

/// Whether an entry of this name may be a manifest, or end the search for one.
pub fn is_landmark(name: &OsStr) -> bool {
    upwards::is_landmark(name, &[NPM, CARGO])
}

/// In bytes: what is larger is not read.
const LIMIT: u64 = 4 << 20;

/// The manifests of a tree, each read once. Threads may share it.
pub struct Manifests {
    cwd: PathBuf,
    search: Upwards<Present>,
    /// The `Cargo.toml`s with a `[workspace]`.
    workspaces: Upwards<Arc<Workspace>>,
    notes: Mutex<BTreeSet<String>>,
}

/// The manifest that speaks for a folder: the nearest one with a name.
#[derive(Clone, Debug)]
pub enum Nearest {
    /// It says nothing of Parse, and was not read further than for its name.
    Foreign(Arc<Foreign>),
    Read(Arc<Manifest>),
}

/// A manifest that says nothing of Parse.
#[derive(Debug)]
pub struct Foreign {
    folder: PathBuf,
    kind: ManifestKind,
    shown: String,
}

impl Nearest {
    /// The manifest's path, as shown to people.
    pub fn path(&self) -> &str {
        match self {
            Self::Foreign(foreign) => &foreign.shown,
            Self::Read(manifest) => &manifest.path,
        }
    }
}

/// The manifests with a name in one folder; at least one of them is there.
#[derive(Clone)]
struct Present {
    npm: Option<Nearest>,
    cargo: Option<Nearest>,
}

impl Manifests {
    /// `cwd` is absolute.
    pub fn new(cwd: PathBuf) -> Self {
        Self {
            search: Upwards::new(&cwd),
            workspaces: Upwards::new(&cwd),
            notes: Mutex::default(),
            cwd,
        }
    }

    /// The nearest manifest with a name, from a folder upwards; `preferred` decides where one folder has both.
    pub fn for_dir<'a>(
        &self,
        dir: impl Into<Start<'a>>,
        preferred: ManifestKind,
    ) -> Result<Option<Arc<Manifest>>> {
        let nearest = self.nearest(dir, preferred)?;
        Ok(nearest.and_then(|nearest| self.read(&nearest)))
    }

    /// The same, read as far as it concerns Parse.
    pub fn nearest<'a>(
        &self,
        dir: impl Into<Start<'a>>,
        preferred: ManifestKind,
    ) -> Result<Option<Nearest>> {
        let start = dir.into();
        let look = |folder: &Path| Ok(self.in_folder(folder, start));
        let found = self.search.find(start, look)?;
        Ok(found.and_then(|Present { npm, cargo }| match preferred {
            ManifestKind::Npm => npm.or(cargo),
            ManifestKind::Cargo => cargo.or(npm),
        }))
    }

    /// The highest folder of the project that a folder is in: its repository's, else the working directory, else the
    /// folder itself.
    pub fn top<'a>(&self, dir: impl Into<Start<'a>>) -> Arc<Path> {
        self.search.end(dir.into())
    }

    /// Whether a folder (absolute, without `..`) is in a repository.
    pub fn has_repository(&self, dir: &Path) -> bool {
        self.search.has_repository(dir)
    }

    /// What was wrong with the manifests so far, sorted, each once.
    pub fn notes(&self) -> Vec<String> {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.iter().cloned().collect()
    }

    /// All of it; `None` where that turns out to be broken, of which a note tells.
    pub fn read(&self, nearest: &Nearest) -> Option<Arc<Manifest>> {
        match nearest {
            Nearest::Read(manifest) => Some(Arc::clone(manifest)),
            Nearest::Foreign(foreign) => {
                let (folder, kind) = (&foreign.folder, foreign.kind);
                let found = self.load(&folder.join(kind.file_name()), |text, shown| {
                    self.parse(kind, folder, text, shown)
                });
                found.map(Arc::new)
            }
        }
    }

    fn in_folder(&self, folder: &Path, start: Start<'_>) -> Option<Present> {
        let look = |kind: ManifestKind| {
            if !start.may_hold(folder, kind.file_name()) {
                return None;
            }
            self.load(&folder.join(kind.file_name()), |text, shown| {
                if is_foreign(kind, text) {
                    let folder = folder.to_path_buf();
                    let foreign = Foreign {
                        folder,
                        kind,
                        shown,
                    };
                    return Ok(Some(Nearest::Foreign(Arc::new(foreign))));
                }
                let manifest = self.parse(kind, folder, text, shown)?;
                Ok(manifest.map(|manifest| Nearest::Read(Arc::new(manifest))))
            })
        };
        let [npm, cargo] = ManifestKind::ALL.map(look);
        (npm.is_some() || cargo.is_some()).then_some(Present { npm, cargo })
    }

    /// The manifest of the package in a folder; `None` where it has no name.
    fn parse(
        &self,
        kind: ManifestKind,
        folder: &Path,
        text: &str,
        shown: String,
    ) -> std::result::Result<Option<Manifest>, String> {
        match kind {
            ManifestKind::Npm => npm::parse(text, shown),
            ManifestKind::Cargo => self.cargo(folder, text, shown),
        }
    }

    /// The manifest of the crate in a folder.
    fn cargo(
        &self,
        folder: &Path,
        text: &str,
        shown: String,
    ) -> std::result::Result<Option<Manifest>, String> {
        let workspace = |named: Option<&str>| self.workspace(folder, named);
        let Some((manifest, troubles)) = cargo::parse(text, shown.clone(), &workspace)? else {
            return Ok(None);
        };
        for trouble in troubles {
            self.note(format!("`{shown}`: {trouble}"));
        }
        Ok(Some(manifest))
    }

    /// The workspace of the crate in a folder; a path that leads out of what may be read finds none.
    fn workspace(&self, folder: &Path, named: Option<&str>) -> Option<Arc<Workspace>> {
        let Some(named) = named else {
            let found = self
                .workspaces
                .find(folder.into(), |dir| Ok(self.workspace_in(dir)));
            return found.ok().flatten();
        };
        // Symbolic links may lead anywhere: the real paths are compared.
        let end = self.workspaces.end(folder.into()).canonicalize().ok()?;
        let root = folder.join(named).canonicalize().ok()?;
        root.starts_with(end)
            .then(|| self.workspace_in(&root))
            .flatten()
    }

    /// The folder of the Cargo workspace that a folder (absolute, without `..`) is in.
    pub fn workspace_root(&self, dir: &Path) -> Option<PathBuf> {
        let end = self.workspaces.end(dir.into());
        let inside = dir
            .ancestors()
            .take_while(|folder| folder.starts_with(&end));
        let mut inside = inside.filter(|folder| self.workspace_in(folder).is_some());
        inside.next().map(Path::to_path_buf)
    }

    fn workspace_in(&self, folder: &Path) -> Option<Arc<Workspace>> {
        let found = self.load(&folder.join(CARGO), |text, _| cargo::workspace(text));
        found.map(|workspace| Arc::new(workspace.at(path::shown(folder, &self.cwd))))
    }

    /// What `parse` makes of a file, given its text and its path for people.
    fn load<T>(
        &self,
        path: &Path,
        parse: impl Fn(&str, String) -> std::result::Result<Option<T>, String>,
    ) -> Option<T> {
        let shown = || path::shown(path, &self.cwd);
        match read(path, &self.cwd)?.and_then(|text| parse(&text, shown())) {
            Ok(found) => found,
            Err(why) => {
                self.note(format!("`{}` was passed over: {why}", shown()));
                None
            }
        }
    }

    fn note(&self, note: String) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.insert(note);
    }
}

/// The manifests with a name among texts in memory (path with `/`, text), in their order.
pub fn from_texts(files: &[(String, String)]) -> Vec<Manifest> {
    let workspace = |dir: &str| {
        let at = |(path, _): &&(String, String)| path.strip_suffix(CARGO) == Some(dir);
        let found = cargo::workspace(&files.iter().find(at)?.1).ok().flatten();
        found.map(|workspace| workspace.at(dir.trim_end_matches('/').to_owned()))
    };
    let nearest = |path: &str| {
        let mut folders = path.rmatch_indices('/').map(|(at, _)| &path[..=at]);
        folders.find_map(workspace).or_else(|| workspace(""))
    };
    let manifest = |(path, text): &(String, String)| match path.rsplit('/').next()? {
        NPM => npm::parse(text, path.clone()).ok()?,
        CARGO => {
            let find = |_: Option<&str>| nearest(path).map(Arc::new);
            Some(cargo::parse(text, path.clone(), &find).ok()??.0)
        }
        _ => None,
    };
    files.iter().filter_map(manifest).collect()
}

/// `None` where there is no such file; else its text, a BOM taken off, or why it could not be read.
fn read(path: &Path, cwd: &Path) -> Option<std::result::Result<String, String>> {
    // What else is there (a pipe, a device) is not even opened.
    if !path.is_file() {
        return None;
    }
    let (file, metadata) = match fence::open(path) {
        Ok(opened) => opened?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => return Some(Err(error.to_string())),
    };
    if fence::link_leads_out(path, Some(cwd)) {
        return Some(Err(fence::why_left_alone(path).into()));
    }
    if metadata.len() > LIMIT {
        return Some(Err("it is larger than 4 MiB".into()));
    }
    // All of it, and its end, are read in one go.
    let room = usize::try_from(metadata.len()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(room + 1);
    if let Err(error) = file.take(LIMIT).read_to_end(&mut bytes) {
        return Some(Err(error.to_string()));
    }
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned());
    Some(text.map(without_bom))
}

#[cfg(test)]
mod tests;
