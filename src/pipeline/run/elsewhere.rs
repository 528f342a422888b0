//! What files say that are not linted: those of the components and projects of which only a part is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Done, Shared};
use crate::model::contract::AppUse;
use crate::model::path;
use crate::model::settings::Options;
use crate::pipeline::Task;
use crate::pipeline::neighbours::Seeds;

/// What the sources below some folders use and offer. What cannot be read there is not this run's to tell.
pub(super) fn below(roots: BTreeSet<PathBuf>, shared: &Shared<'_>) -> Done {
    let options = Options {
        paths: roots.into_iter().collect(),
        stdin: None,
        ..shared.options.clone()
    };
    let within = Shared::new(&options, Task::Inventory, shared.cwd, &|| {}, shared.texts);
    let found = within.and_then(|within| {
        let shared = Shared {
            lenient: true,
            shelf: Arc::clone(&shared.shelf),
            ..within
        };
        let (mut done, neighbours, _) = shared.lint_all()?;
        shared.settle(&mut done, Seeds::new(), &neighbours);
        Ok(done)
    });
    found.unwrap_or_default()
}

impl Shared<'_> {
    /// What the rest of the components and projects that matter does with codes, where not all of it was read; the
    /// codes that it uses are noted.
    pub(super) fn elsewhere(&self, done: &mut Done) -> Vec<AppUse> {
        let mut roots = self.not_walked(std::mem::take(&mut done.roots));
        for project in &done.projects {
            roots.extend(half_read(project, &done.half_read));
        }
        roots.extend(self.not_walked(std::mem::take(&mut done.projects)));
        let roots = outermost(&roots);
        if roots.is_empty() {
            return Vec::new();
        }
        let rest = below(roots, self);
        // None of the codes that the whole component uses is free.
        done.codes.extend(rest.codes);
        let uses = rest.files.into_iter().flat_map(|file| file.app_uses);
        uses.filter(|one| !self.is_borrowed(&one.path)).collect()
    }

    /// Whether a file's text is standard input, and not what the disk has.
    fn is_borrowed(&self, shown: &str) -> bool {
        let name = self.options.stdin.as_ref();
        name.is_some_and(|name| path::shown(&self.cwd.join(name), self.cwd) == shown)
    }
}

/// The folders to be read again for a project: of its files, some were not read for codes by name, as no rule asks for
/// them there.
fn half_read(project: &Path, extents: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let above = extents.iter().filter(|extent| project.starts_with(extent));
    let mut again: BTreeSet<PathBuf> = above.cloned().collect();
    if extents.iter().any(|extent| extent.starts_with(project)) {
        again.insert(project.to_path_buf());
    }
    again
}

/// Those of some folders that stand in no other one of them.
fn outermost(folders: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let stands_alone = |folder: &&PathBuf| {
        let mut above = folder.ancestors().skip(1);
        !above.any(|outer| folders.contains(outer))
    };
    folders.iter().filter(stands_alone).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(names: &[&str]) -> BTreeSet<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn a_folder_is_read_once() {
        let all = folders(&["/a", "/a/b/c", "/ab", "/d/e", "/d/e/f"]);
        assert_eq!(outermost(&all), folders(&["/a", "/ab", "/d/e"]));
    }

    #[test]
    fn what_a_part_did_not_read_is_read_with_all_around_it() {
        let half = |project: &str, extents: &[&str]| half_read(project.as_ref(), &folders(extents));
        assert_eq!(half("/a", &["/a"]), folders(&["/a"]));
        assert_eq!(half("/a", &["/a/legacy"]), folders(&["/a"]));
        assert_eq!(half("/a/cloud", &["/a"]), folders(&["/a"]));
        assert_eq!(half("/a", &["/b"]), folders(&[]));
    }
}
