//! Facts that are asked for again: a file is linted, lends its constants to those that import it, and is looked through for
//! what a project has already, each time as a whole.
//!
//! A tree costs more than everything else about a file, so what was read of it is kept, as long as there is room. What is
//! not kept is read again; no answer depends on that.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::facts::Facts;

/// Bytes of sources whose facts are kept; facts take a multiple of that.
const ROOM: usize = 4 << 20;

/// The whole facts of files, by their paths (absolute). Threads may share it.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    files: HashMap<PathBuf, (Box<str>, Arc<Facts>)>,
    bytes: usize,
}

impl Shelf {
    /// What was read of a file, if its text was the same.
    pub(super) fn get(&self, path: &Path, text: &str) -> Option<Arc<Facts>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, facts) = kept.files.get(path)?;
        (**known == *text).then(|| Arc::clone(facts))
    }

    pub(super) fn put(&self, path: &Path, text: &str, facts: &Arc<Facts>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = kept.bytes + text.len();
        if bytes <= ROOM {
            kept.bytes = bytes;
            let what = (text.into(), Arc::clone(facts));
            kept.files.insert(path.to_path_buf(), what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_a_texts() {
        let (shelf, path) = (Shelf::default(), Path::new("/a.rs"));
        let facts = Arc::new(Facts::default());
        shelf.put(path, "one", &facts);
        assert!(shelf.get(path, "one").is_some());
        assert!(shelf.get(path, "two").is_none());
        assert!(shelf.get(Path::new("/b.rs"), "one").is_none());
        shelf.put(path, &"x".repeat(ROOM), &facts);
        assert!(shelf.get(path, "one").is_some(), "there was no room");
    }
}
