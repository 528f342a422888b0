//! The manifest of the package that a file belongs to: `package.json` or `Cargo.toml`.          [I/O]
//!
//! A manifest that cannot be read counts as absent and is told of in a note: it is not parselint's to judge. What a
//! manifest means for a file's role is for `resolve::roles`.

mod cargo;
mod npm;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::error::Result;
use crate::model::manifest::{Manifest, ManifestKind};
use crate::upwards::Upwards;

/// In bytes: what is larger is not read.
const LIMIT: u64 = 4 << 20;

/// The manifests of a tree, each read once. Threads may share it.
pub struct Manifests {
    cwd: PathBuf,
    search: Upwards<Present>,
    notes: Mutex<BTreeSet<String>>,
}

/// The manifests with a name in one folder; at least one of them is there.
#[derive(Clone)]
struct Present {
    npm: Option<Arc<Manifest>>,
    cargo: Option<Arc<Manifest>>,
}

impl Manifests {
    /// `cwd` is absolute.
    pub fn new(cwd: PathBuf) -> Self {
        Self {
            search: Upwards::new(&cwd),
            notes: Mutex::default(),
            cwd,
        }
    }

    /// The nearest manifest with a name, from a folder (absolute, without `..`) upwards; `preferred` decides where one
    /// folder has both.
    pub fn for_dir(&self, dir: &Path, preferred: ManifestKind) -> Result<Option<Arc<Manifest>>> {
        let found = self.search.find(dir, |folder| Ok(self.in_folder(folder)))?;
        Ok(found.and_then(|Present { npm, cargo }| match preferred {
            ManifestKind::Npm => npm.or(cargo),
            ManifestKind::Cargo => cargo.or(npm),
        }))
    }

    /// What was wrong with the manifests so far, sorted, each once.
    pub fn notes(&self) -> Vec<String> {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.iter().cloned().collect()
    }

    fn in_folder(&self, folder: &Path) -> Option<Present> {
        let npm = self.load(&folder.join("package.json"), npm::parse);
        let cargo = self.load(&folder.join("Cargo.toml"), cargo::parse);
        (npm.is_some() || cargo.is_some()).then_some(Present { npm, cargo })
    }

    fn load(
        &self,
        path: &Path,
        parse: fn(&str, String) -> std::result::Result<Option<Manifest>, String>,
    ) -> Option<Arc<Manifest>> {
        let shown = || self.shown(path);
        let read = read(path)?;
        match read.and_then(|text| parse(&text, shown())) {
            Ok(manifest) => manifest.map(Arc::new),
            Err(why) => {
                let note = format!("`{}` was passed over: {why}", shown());
                let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
                notes.insert(note);
                None
            }
        }
    }

    fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.cwd).unwrap_or(path);
        let shown = path.to_string_lossy();
        if cfg!(windows) {
            shown.replace('\\', "/")
        } else {
            shown.into_owned()
        }
    }
}

/// The manifest that a text in memory is, by its path; `None` where it is none, or has no name.
pub fn from_text(path: &str, text: &str) -> Option<Manifest> {
    let parse = match path.rsplit('/').next()? {
        "package.json" => npm::parse,
        "Cargo.toml" => cargo::parse,
        _ => return None,
    };
    parse(text, path.to_owned()).ok().flatten()
}

/// `None` where there is no such file; else its text, a BOM taken off, or why it could not be read.
fn read(path: &Path) -> Option<std::result::Result<String, String>> {
    // Asked before it is opened: opening a named pipe would wait for ever.
    let metadata = path.metadata().ok()?;
    if !metadata.is_file() {
        return None;
    }
    if metadata.len() > LIMIT {
        return Some(Err("it is larger than 4 MiB".into()));
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LIMIT).read_to_end(&mut bytes));
    match read {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => return Some(Err(error.to_string())),
    }
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned());
    Some(text.map(|text| match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    }))
}

#[cfg(test)]
mod tests;
