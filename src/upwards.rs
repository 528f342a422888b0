//! The folders above a file, as far as a search for its configuration or its manifest goes.          [I/O]
//!
//! What is searched for is the caller's business (`config`, `manifest`); this room knows where to stop, and remembers
//! the answer for every folder on the way, so that a folder is looked into once.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::model::error::Result;
use crate::model::hashed::HashMap;
use crate::model::start::Start;

/// A search upwards from a folder. It ends with the folder that holds `.git`, else with the working directory; a folder
/// above the working directory is looked into only on the way to a `.git`.
#[derive(Debug)]
pub struct Upwards<T> {
    /// The folder of the repository that the working directory lies in, else the working directory.
    top: PathBuf,
    answers: Known<Option<T>>,
    /// The highest folder that a search from a folder looks into.
    ends: Known<Arc<Path>>,
    /// Whether a folder holds `.git`.
    repositories: Known<bool>,
}

/// What a repository has in its highest folder: a folder in a clone, a file in a linked work tree.
const REPOSITORY: &str = ".git";

/// Whether an entry of this name may be one of those that are searched for, or end the search. Some file systems know no
/// difference between `a` and `A`.
pub fn is_landmark(name: &OsStr, searched: &[&str]) -> bool {
    let mut landmarks = searched.iter().chain([&REPOSITORY]);
    landmarks.any(|landmark| name.eq_ignore_ascii_case(landmark))
}

/// What is known of folders; by their paths as text, which is faster to look up than a path.
#[derive(Debug)]
struct Known<T>(RwLock<HashMap<OsString, T>>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T: Clone> Known<T> {
    fn get(&self, folder: &Path) -> Option<T> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(folder.as_os_str()).cloned()
    }

    fn put(&self, folder: &Path, what: T) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(folder.as_os_str().to_owned(), what);
    }
}

impl<T: Clone> Upwards<T> {
    pub fn new(cwd: &Path) -> Self {
        let repository = cwd.ancestors().find(|dir| holds_git(dir));
        Self {
            top: repository.unwrap_or(cwd).to_path_buf(),
            answers: Known::default(),
            ends: Known::default(),
            repositories: Known::default(),
        }
    }

    /// The first answer of `look` from a folder upwards.
    pub fn find(
        &self,
        start: Start<'_>,
        look: impl Fn(&Path) -> Result<Option<T>>,
    ) -> Result<Option<T>> {
        let mut passed = Vec::new();
        let mut answer = Ok(None);
        for folder in start.dir.ancestors() {
            if let Some(known) = self.answers.get(folder) {
                answer = Ok(known);
                break;
            }
            let above_top = folder != self.top && self.top.starts_with(folder);
            if above_top && !self.holds_git(folder, start) {
                break;
            }
            answer = look(folder);
            if !matches!(answer, Ok(None)) {
                self.remember(folder, &answer);
                break;
            }
            passed.push(folder);
            if above_top || folder == self.top {
                break;
            }
        }
        // A repository on the way ends the search. That is asked last: mostly there is nothing to be kept from it.
        for folder in passed.into_iter().rev() {
            if !matches!(answer, Ok(None)) && self.holds_git(folder, start) {
                answer = Ok(None);
            }
            self.remember(folder, &answer);
        }
        answer
    }

    /// The highest folder that the search from a folder looks into.
    pub fn end(&self, start: Start<'_>) -> Arc<Path> {
        let dir = start.dir;
        let mut passed: Vec<&Path> = Vec::new();
        let mut end = None;
        for folder in dir.ancestors() {
            end = self.ends.get(folder);
            if end.is_some() {
                break;
            }
            passed.push(folder);
            if !self.goes_on(folder, start) {
                break;
            }
        }
        let end = end.unwrap_or_else(|| (*passed.last().unwrap_or(&dir)).into());
        for folder in passed {
            self.ends.put(folder, Arc::clone(&end));
        }
        end
    }

    /// Whether a search that has looked into a folder goes on with the one above it.
    fn goes_on(&self, folder: &Path, start: Start<'_>) -> bool {
        let is_above_top = |folder: &Path| folder != self.top && self.top.starts_with(folder);
        let above = folder.parent();
        folder != self.top
            && !is_above_top(folder)
            && !self.holds_git(folder, start)
            && above.is_some_and(|above| !is_above_top(above) || self.holds_git(above, start))
    }

    /// Whether a folder (absolute, without `..`) is in a repository.
    pub fn has_repository(&self, dir: &Path) -> bool {
        self.holds_git(&self.end(dir.into()), dir.into())
    }

    fn holds_git(&self, folder: &Path, start: Start<'_>) -> bool {
        if !start.may_hold(folder, REPOSITORY) {
            return false;
        }
        self.repositories.get(folder).unwrap_or_else(|| {
            let holds = holds_git(folder);
            self.repositories.put(folder, holds);
            holds
        })
    }

    fn remember(&self, folder: &Path, answer: &Result<Option<T>>) {
        if let Ok(answer) = answer {
            self.answers.put(folder, answer.clone());
        }
    }
}

fn holds_git(folder: &Path) -> bool {
    folder.join(REPOSITORY).symlink_metadata().is_ok()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::fs;

    use super::*;
    use crate::model::error::Error;
    use crate::scratch::Scratch;

    /// Where a file called `mark` is found, and how many folders were looked into.
    fn search(upwards: &Upwards<PathBuf>, dir: &Path) -> (Option<PathBuf>, usize) {
        let looked = RefCell::new(0);
        let found = upwards.find(dir.into(), |folder| {
            *looked.borrow_mut() += 1;
            let mark = folder.join("mark");
            Ok(mark.exists().then_some(mark))
        });
        (found.expect("search"), looked.into_inner())
    }

    #[test]
    fn it_ends_with_the_repository() {
        let tree = Scratch::new();
        let root = tree.root();
        fs::create_dir_all(root.join("repo/.git")).expect("dir");
        fs::create_dir_all(root.join("repo/sub/deep")).expect("dir");
        fs::write(root.join("mark"), "").expect("file");
        let upwards = Upwards::new(&root.join("repo/sub"));
        assert_eq!(search(&upwards, &root.join("repo/sub/deep")), (None, 3));
        fs::write(root.join("repo/mark"), "").expect("file");
        let upwards = Upwards::new(&root.join("repo/sub"));
        let found = Some(root.join("repo/mark"));
        assert_eq!(
            search(&upwards, &root.join("repo/sub/deep")),
            (found.clone(), 3)
        );
        assert_eq!(search(&upwards, &root.join("repo/sub")), (found, 0));
    }

    #[test]
    fn its_end_is_known_beforehand() {
        let tree = Scratch::new();
        let root = tree.root();
        fs::create_dir_all(root.join("repo/.git")).expect("dir");
        fs::create_dir_all(root.join("repo/sub/inner/.git")).expect("dir");
        let upwards = Upwards::<()>::new(&root.join("repo/sub"));
        for (dir, end) in [
            ("repo/sub/a/b", "repo"),
            ("repo", "repo"),
            ("repo/sub/inner/src", "repo/sub/inner"),
            ("other/deep", "other"),
            ("", ""),
        ] {
            assert_eq!(
                *upwards.end(Start::from(&root.join(dir))),
                *root.join(end),
                "{dir}"
            );
        }
    }

    #[test]
    fn a_repository_inside_ends_it_earlier() {
        let tree = Scratch::new();
        let root = tree.root();
        fs::create_dir_all(root.join("vendored/.git")).expect("dir");
        fs::write(root.join("mark"), "").expect("file");
        let upwards = Upwards::new(root);
        fs::create_dir_all(root.join("vendored/deep")).expect("dir");
        assert_eq!(search(&upwards, &root.join("vendored/deep")), (None, 3));
        assert_eq!(search(&upwards, &root.join("vendored")), (None, 0));
        assert_eq!(search(&upwards, root), (Some(root.join("mark")), 0));
    }

    #[test]
    fn an_error_beyond_a_repository_is_not_its_business() {
        let tree = Scratch::new();
        let root = tree.root();
        fs::create_dir_all(root.join("vendored/.git")).expect("dir");
        let upwards = Upwards::<()>::new(root);
        let look = |folder: &Path| match folder == root {
            true => Err(Error::new("broken")),
            false => Ok(None),
        };
        assert!(upwards.find((&root.join("vendored")).into(), look).is_ok());
        assert!(upwards.find((&root.join("other")).into(), look).is_err());
        assert!(upwards.find(root.into(), look).is_err());
    }

    #[test]
    fn without_repository_nothing_above_the_working_directory_counts() {
        let tree = Scratch::new();
        let root = tree.root();
        fs::create_dir_all(root.join("here/sub")).expect("dir");
        fs::create_dir_all(root.join("there/sub")).expect("dir");
        fs::write(root.join("mark"), "").expect("file");
        let upwards = Upwards::new(&root.join("here"));
        assert_eq!(search(&upwards, &root.join("here/sub")), (None, 2));
        assert_eq!(search(&upwards, &root.join("there/sub")), (None, 2));
        fs::write(root.join("there/mark"), "").expect("file");
        let upwards = Upwards::new(&root.join("here"));
        let found = Some(root.join("there/mark"));
        assert_eq!(search(&upwards, &root.join("there/sub")).0, found);
    }
}
