//! Constants that reach an error in another file: what came of the files that declare them is held back until all files
//! have been read, and those files are linted anew.
//!
//! One file may hand a constant on to the next, so this is repeated until nobody learns anything new. What is linted
//! anew depends on all that is known of a file, so the order in which threads came by does not matter.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Done, Shared};
use crate::discover::{self, Candidate, Item};
use crate::model::path;
use crate::pipeline::neighbours::{Neighbours, ROUNDS, Seeds, learn};

/// A file that was read, and what came of it.
pub(super) struct Held {
    candidate: Candidate,
    done: Box<Done>,
}

impl Done {
    /// Holds all of it back but for what other files learn.
    pub(super) fn held(mut self, candidate: Candidate) -> Done {
        let demands = std::mem::take(&mut self.demands);
        let path = candidate.path.clone();
        let done = Box::new(self);
        Done {
            demands,
            held: BTreeMap::from([(path, Held { candidate, done })]),
            ..Done::default()
        }
    }

    /// Holds nothing back any more.
    pub(super) fn release(&mut self) {
        for (_, held) in std::mem::take(&mut self.held) {
            self.merge(*held.done);
        }
    }

    /// Components with a file whose numbers may be codes by what other files do with them.
    pub(super) fn open_roots(&self) -> BTreeSet<PathBuf> {
        let held = self.held.values().flat_map(|held| &held.done.open);
        held.chain(&self.open).cloned().collect()
    }
}

/// Whether no symbolic link leads from a folder to a path below it.
pub(super) fn is_plain(path: &Path, folder: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(folder) else {
        return false;
    };
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(real), Ok(base)) => real == base.join(inside),
        _ => false,
    }
}

impl Shared<'_> {
    /// Lints those files anew of whose constants others tell, `lent` among them; then nothing is held back any more.
    pub(super) fn settle(&self, done: &mut Done, lent: Seeds, neighbours: &Neighbours<'_>) {
        let mut fresh = std::mem::take(&mut done.demands);
        for (path, seeds) in lent {
            fresh.extend(seeds.into_iter().map(|seed| (path.clone(), seed)));
        }
        let mut known = Seeds::new();
        let counted: BTreeSet<PathBuf> = done.held.keys().cloned().collect();
        for _ in 0..ROUNDS {
            let changed = learn(&mut known, std::mem::take(&mut fresh));
            let again = changed.iter();
            let again: Vec<Item> = again
                .filter_map(|path| self.again(done, path))
                .map(Item::File)
                .collect();
            if again.is_empty() {
                break;
            }
            let make = || self.linter(neighbours, &known, None);
            for worker in discover::share(self.options, again, &make) {
                let mut anew = worker.done;
                fresh.append(&mut anew.demands);
                for (path, mut held) in std::mem::take(&mut anew.held) {
                    if !counted.contains(&path) {
                        // The gate has turned it away, and counted it.
                        held.done.summary.files = 0;
                    }
                    done.held.insert(path, held);
                }
            }
        }
        done.seeds = known;
        done.release();
    }

    /// The file, where it is one of the run's.
    fn again(&self, done: &Done, path: &Path) -> Option<Candidate> {
        match done.held.get(path) {
            Some(held) => Some(held.candidate.clone()),
            None => self.turned_away(path),
        }
    }

    /// A file that the gate turned away: one of those that the options name, or below a folder of theirs that is entered.
    fn turned_away(&self, path: &Path) -> Option<Candidate> {
        let is_entered = |folder: &&PathBuf| {
            let Ok(inside) = path.strip_prefix(folder) else {
                return false;
            };
            let mut parts = inside.components().map(|part| part.as_os_str());
            let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
            parts.all(|part| part != "node_modules" && (self.options.hidden || !hidden(part)))
        };
        let folder = self.named.iter().find(is_entered)?;
        // Symbolic links are not followed when walked.
        is_plain(path, folder).then_some(())?;
        let excluded = |path: &Path| self.excluded(path);
        let (candidate, left_out) = discover::borrowed(&self.request(&excluded), path).ok()?;
        let shown = path::shown(&candidate.path, self.cwd);
        (!left_out).then_some(Candidate {
            shown,
            named: false,
            ..candidate
        })
    }
}
