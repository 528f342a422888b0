//! The paths that the user named: what they are, and whether ignore files or exclusions leave them out.

use std::io;
use std::path::{Component, Path, PathBuf};

use ignore::IncrementalIgnore;

use super::ignoring::Checked;
use super::read::{NAME_FILES, ReadFailure};
use super::{Candidate, Item, Request, walk};
use crate::fence;
use crate::model::error::{Error, Result};
use crate::model::hashed::{HashMap, HashSet};
use crate::model::outcome::Unread;
use crate::model::path::{relative, slashed};

/// A path of the command line that exists.
pub(super) struct Named {
    /// Absolute, without `..`.
    pub(super) path: PathBuf,
    pub(super) shown: String,
    kind: Kind,
}

enum Kind {
    File,
    Folder,
    /// Neither, or not to be looked at: why.
    Other(Unread),
}

/// Named paths, sorted by what becomes of them.
pub(super) struct Sifted {
    /// To be walked.
    pub(super) folders: Vec<Named>,
    /// Of the named files.
    pub(super) items: Vec<Item>,
    pub(super) ignored: Vec<String>,
    pub(super) unsupported: Vec<String>,
    /// All of `folders` and `items`: a walk that meets one of them leaves it to its own turn.
    pub(super) paths: HashSet<PathBuf>,
}

impl Named {
    /// What was found rather than named.
    pub(super) fn found(candidate: Candidate, is_folder: bool) -> Self {
        Self {
            path: candidate.path,
            shown: candidate.shown,
            kind: if is_folder { Kind::Folder } else { Kind::File },
        }
    }

    pub(super) fn is_folder(&self) -> bool {
        matches!(self.kind, Kind::Folder)
    }

    pub(super) fn is_file(&self) -> bool {
        matches!(self.kind, Kind::File)
    }
}

const RELATIVE: &str = "check the spelling; paths are relative to the working directory";

/// Each path once. Paths that do not exist are an error that names them all.
pub(super) fn resolve(request: &Request<'_>) -> Result<Vec<Named>> {
    let mut named: Vec<Named> = Vec::new();
    let mut seen = HashSet::default();
    let mut missing = Vec::new();
    for path in &request.options.paths {
        match look(request.cwd, path) {
            Some(found) if seen.insert(found.path.clone()) => named.push(found),
            Some(_) => {}
            None => missing.push(format!("`{}`", slashed(path))),
        }
    }
    match missing.as_slice() {
        [] => Ok(named),
        [one] => Err(Error::new(format!("no such file or folder: {one}")).help(RELATIVE)),
        several => {
            let message = format!("no such files or folders: {}", several.join(", "));
            Err(Error::new(message).help(RELATIVE))
        }
    }
}

/// `None` where there is nothing.
fn look(cwd: &Path, given: &Path) -> Option<Named> {
    if given.as_os_str().is_empty() {
        return None;
    }
    let joined = cwd.join(given);
    let kind = match joined.metadata() {
        Ok(metadata) if metadata.is_file() => Kind::File,
        Ok(metadata) if metadata.is_dir() && fence::leads_out(&clean(&joined)) => {
            Kind::Other(ReadFailure::LeadsOut.into())
        }
        Ok(metadata) if metadata.is_dir() => Kind::Folder,
        Ok(_) => Kind::Other(not_regular()),
        Err(error) if is_missing(&error) => {
            joined.symlink_metadata().ok()?;
            Kind::Other(Unread::new(
                "a symbolic link that leads nowhere",
                "mend or remove it",
            ))
        }
        Err(error) => Kind::Other(Unread::new(
            format!("it cannot be looked at ({error})"),
            "mend that, or exclude it",
        )),
    };
    let path = clean(&joined);
    let shown = shown(cwd, &path, given);
    Some(Named { path, shown, kind })
}

pub(super) fn not_regular() -> Unread {
    Unread::new("it is not a regular file", NAME_FILES)
}

fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Without `.` and `..`. A link above a `..` is followed, as the system does; a link at the end keeps its name.
pub(super) fn clean(path: &Path) -> PathBuf {
    let plain: PathBuf = path.components().collect();
    if !plain.components().any(|part| part == Component::ParentDir) {
        return plain;
    }
    let real = match (plain.parent(), plain.file_name()) {
        (Some(parent), Some(name)) => parent.canonicalize().map(|parent| parent.join(name)),
        _ => plain.canonicalize(),
    };
    real.unwrap_or_else(|_| without_parents(&plain))
}

/// By the letters alone, for paths of which nothing exists.
fn without_parents(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(clean.pop()),
            part => clean.push(part),
        }
    }
    clean
}

/// A source that is read from elsewhere, under the name of a file that need not exist; `true` where that name is
/// ignored or excluded.
pub(super) fn borrowed(request: &Request<'_>, given: &Path) -> Result<(Candidate, bool)> {
    let path = clean(&request.cwd.join(given));
    let named = Named {
        shown: shown(request.cwd, &path, given),
        path,
        kind: Kind::File,
    };
    let left_out = !request.options.no_ignore && Sieve::new(request).leaves_out(&named)?;
    let candidate = Candidate {
        path: named.path,
        shown: named.shown,
        named: true,
    };
    Ok((candidate, left_out))
}

/// Files that a walk from the working directory, or from their repository, would come to.
pub(super) fn changed<'p>(
    request: &Request<'_>,
    files: impl Iterator<Item = &'p PathBuf>,
) -> Result<Vec<Item>> {
    let mut sieve = Sieve::new(request);
    let mut items = Vec::new();
    for path in files.filter(|path| (request.wanted)(path)) {
        let named = Named {
            path: path.clone(),
            shown: shown(request.cwd, path, &relative(request.cwd, path)),
            kind: Kind::File,
        };
        let base = sieve.base(path);
        let inside = path.strip_prefix(&base).unwrap_or(path);
        if !walk::enters(request.options, &base, inside)
            || !request.options.no_ignore && sieve.leaves_out(&named)?
        {
            continue;
        }
        // Git names none, but an index can be made up.
        if fence::leads_out(path) {
            items.push(Item::NotLinted {
                shown: named.shown,
                unread: ReadFailure::LeadsOut.into(),
            });
            continue;
        }
        items.push(Item::File(Candidate {
            path: named.path,
            shown: named.shown,
            named: false,
        }));
    }
    Ok(items)
}

fn shown(cwd: &Path, path: &Path, given: &Path) -> String {
    match path.strip_prefix(cwd) {
        Ok(inside) if inside.as_os_str().is_empty() => ".".into(),
        Ok(inside) => slashed(inside),
        Err(_) => slashed(&given.components().collect::<PathBuf>()),
    }
}

/// Exclusions hold for named paths, too: hooks name every changed file.
pub(super) fn sift(request: &Request<'_>, named: Vec<Named>) -> Result<Sifted> {
    let mut sieve = Sieve::new(request);
    let mut sifted = Sifted {
        folders: Vec::new(),
        items: Vec::new(),
        ignored: Vec::new(),
        unsupported: Vec::new(),
        paths: HashSet::default(),
    };
    for named in named {
        if !request.options.no_ignore && sieve.leaves_out(&named)? {
            sifted.ignored.push(named.shown);
            continue;
        }
        sifted.paths.insert(named.path.clone());
        match named.kind {
            Kind::Folder => sifted.folders.push(named),
            Kind::File if (request.wanted)(&named.path) => {
                sifted.items.push(Item::File(Candidate {
                    path: named.path,
                    shown: named.shown,
                    named: true,
                }))
            }
            Kind::File => sifted.unsupported.push(named.shown),
            Kind::Other(unread) => sifted.items.push(Item::NotLinted {
                shown: named.shown,
                unread,
            }),
        }
    }
    sifted.ignored.sort();
    sifted.unsupported.sort();
    Ok(sifted)
}

/// Asks ignore files and exclusions about a path and every folder above it, as a walk from the working directory (or
/// from the repository that the path lies in) would. The working directory itself is never left out.
pub(super) struct Sieve<'a> {
    request: &'a Request<'a>,
    /// By the folder that a walk would start at.
    matchers: HashMap<PathBuf, Option<IncrementalIgnore>>,
    checked: Checked,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(request: &'a Request<'a>) -> Self {
        Self {
            request,
            matchers: HashMap::default(),
            checked: Checked::default(),
        }
    }

    pub(super) fn leaves_out(&mut self, named: &Named) -> Result<bool> {
        let base = self.base(&named.path);
        let Ok(relative) = named.path.strip_prefix(&base) else {
            return Ok(false);
        };
        if relative.as_os_str().is_empty() {
            return Ok(false);
        }
        let is_folder = matches!(named.kind, Kind::Folder);
        let options = self.request.options;
        let above = named.path.parent().unwrap_or(&named.path);
        self.checked.upwards(above, self.request.cwd)?;
        let matcher = self.matchers.entry(base.clone()).or_insert_with(|| {
            walk::builder(options, &base)
                .hidden(false)
                .build_matchers()
                .pop()
        });
        if let Some(matcher) = matcher
            && matcher.matched(relative, is_folder).is_ignore()
        {
            return Ok(true);
        }
        self.is_excluded(&base, &named.path)
    }

    /// Whether an exclusion leaves out a path, or a folder above it that lies in `base`.
    pub(super) fn is_excluded(&self, base: &Path, path: &Path) -> Result<bool> {
        let mut folder = base.to_path_buf();
        let relative = path.strip_prefix(base).unwrap_or(Path::new(""));
        for part in relative.components() {
            folder.push(part);
            if (self.request.excluded)(&folder)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn base(&self, path: &Path) -> PathBuf {
        if path.starts_with(self.request.cwd) {
            return self.request.cwd.to_path_buf();
        }
        let Some(above) = path.parent() else {
            return path.to_path_buf();
        };
        fence::repository(above).unwrap_or(above).to_path_buf()
    }
}
