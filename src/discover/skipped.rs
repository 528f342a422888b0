//! What a run passes over, and why: asked for by people who miss a file.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder, gitconfig_excludes_path};

use super::named::{self, Named, Sieve};
use super::walk::{IGNORE_FILE, is_hidden, never_entered};
use super::{Candidate, Request};
use crate::model::error::Result;
use crate::model::hashed::HashMap;
use crate::model::listed::{Fate, Listed};
use crate::model::path::{relative, shown, slashed};

/// Sources, and folders that may hold some, that are passed over; folders end with `/`. Sorted.
pub fn skipped(request: &Request<'_>) -> Result<Vec<Listed>> {
    let mut search = Search {
        request,
        sieve: Sieve::new(request),
        files: HashMap::default(),
        found: Vec::new(),
    };
    for named in named::resolve(request)? {
        if search.is_left_out(&named)? {
            continue;
        }
        if named.is_folder() {
            search.below(&named.path)?;
        } else if named.is_file() && !(request.wanted)(&named.path) {
            search.skip(
                &named.path,
                false,
                "it is not in a language that parselint reads",
            );
        }
    }
    search.found.sort();
    search.found.dedup();
    Ok(search.found)
}

struct Search<'a> {
    request: &'a Request<'a>,
    sieve: Sieve<'a>,
    /// Ignore files, once they have been asked; `None` for those that are not there or not understood.
    files: HashMap<PathBuf, Option<Gitignore>>,
    found: Vec<Listed>,
}

impl Search<'_> {
    fn below(&mut self, folder: &Path) -> Result<()> {
        let mut entries = walkdir::WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            // What cannot be looked into is told of by the run itself.
            let Some(entry) = entry.ok().filter(|entry| entry.depth() > 0) else {
                continue;
            };
            let (path, kind) = (entry.path(), entry.file_type());
            let leads_to_folder = || kind.is_symlink() && path.is_dir();
            if !kind.is_dir() && !(self.request.wanted)(path) && !leads_to_folder() {
                continue;
            }
            let candidate = Candidate {
                path: path.to_path_buf(),
                shown: shown(path, self.request.cwd),
                named: false,
            };
            let why = match () {
                () if kind.is_dir() && entry.file_name() == ".git" => None,
                () if never_entered(path, entry.file_name()) => {
                    Some("it is never entered unless it is named".to_owned())
                }
                () if is_hidden(entry.file_name()) && !self.request.options.hidden => {
                    Some("it is hidden; `--hidden` includes it".to_owned())
                }
                () if kind.is_symlink() => Some(
                    "it is a symbolic link, which is not followed unless it is named".to_owned(),
                ),
                () => self.why_left_out(&Named::found(candidate, kind.is_dir()))?,
            };
            let enters = why.is_none() && entry.file_name() != ".git";
            if let Some(why) = why {
                self.skip(path, kind.is_dir(), &why);
            }
            if kind.is_dir() && !enters {
                entries.skip_current_dir();
            }
        }
        Ok(())
    }

    fn is_left_out(&mut self, named: &Named) -> Result<bool> {
        let why = self.why_left_out(named)?;
        if let Some(why) = &why {
            self.skip(&named.path, named.is_folder(), why);
        }
        Ok(why.is_some())
    }

    /// `None` for what is linted.
    fn why_left_out(&mut self, named: &Named) -> Result<Option<String>> {
        if self.request.options.no_ignore || !self.sieve.leaves_out(named)? {
            return Ok(None);
        }
        let base = self.sieve.base(&named.path);
        if self.sieve.is_excluded(&base, &named.path)? {
            return Ok(Some(
                "it is excluded by the configuration or `--exclude`".into(),
            ));
        }
        let is_folder = named.is_folder();
        let told = self
            .ignored_by(&base, &named.path, is_folder)
            .map(|(file, pattern)| {
                let file = slashed(&relative(self.request.cwd, &file));
                format!("`{file}` ignores it: `{pattern}`")
            });
        Ok(Some(told.unwrap_or_else(|| "it is ignored".into())))
    }

    fn skip(&mut self, path: &Path, is_folder: bool, why: &str) {
        let mut path = slashed(&relative(self.request.cwd, path));
        if is_folder {
            path.push('/');
        }
        self.found.push(Listed {
            path,
            fate: Fate::Skipped(why.to_owned()),
        });
    }
}

impl Search<'_> {
    /// The ignore file that leaves out a path or a folder above it, and its pattern: the nearest one that does.
    fn ignored_by(
        &mut self,
        base: &Path,
        path: &Path,
        is_folder: bool,
    ) -> Option<(PathBuf, String)> {
        let above = path.ancestors().skip(1);
        let mut files = Vec::new();
        for folder in above {
            files.extend([IGNORE_FILE, ".ignore", ".gitignore"].map(|name| folder.join(name)));
            if folder.join(".git").symlink_metadata().is_ok() {
                files.push(folder.join(".git/info/exclude"));
                break;
            }
        }
        let in_files = files.iter().find_map(|file| {
            let root = match file.ends_with(".git/info/exclude") {
                true => file.ancestors().nth(3),
                false => file.parent(),
            };
            self.pattern_of(file, root?, path, is_folder)
        });
        in_files.or_else(|| {
            let global = gitconfig_excludes_path()?;
            self.pattern_of(&global, base, path, is_folder)
        })
    }

    fn pattern_of(
        &mut self,
        file: &Path,
        root: &Path,
        path: &Path,
        is_folder: bool,
    ) -> Option<(PathBuf, String)> {
        if !self.files.contains_key(file) {
            let compiled = file.is_file().then(|| compiled(file, root)).flatten();
            self.files.insert(file.to_path_buf(), compiled);
        }
        let ignored = self.files.get(file)?.as_ref()?;
        match ignored.matched_path_or_any_parents(path, is_folder) {
            ignore::Match::Ignore(glob) => Some((file.to_path_buf(), glob.original().to_owned())),
            _ => None,
        }
    }
}

fn compiled(file: &Path, root: &Path) -> Option<Gitignore> {
    if !file.is_file() {
        return None;
    }
    let mut builder = GitignoreBuilder::new(root);
    builder.add(file);
    builder.build().ok()
}
