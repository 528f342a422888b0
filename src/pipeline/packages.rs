//! What the files of one package say of Parse together, where its manifest does not name Parse.
//!
//! A client of the REST interface speaks of the headers `X-Parse-..` in one file and of codes in others. Whether one
//! does is known when all files have been read: until then the files of such a package are linted by what they say
//! themselves. A package in which a header turned up has all of its files found and linted anew, so that no file's evidence depends on the order in which threads came by; the others keep what they have.

use std::collections::BTreeMap;

use super::run::Done;
use crate::model::resolved::HeaderTrace;

/// The packages that do not name Parse, by the paths of their manifests, as shown to people.
#[derive(Default)]
pub(super) struct Undecided {
    packages: BTreeMap<String, Files>,
}

#[derive(Default)]
struct Files {
    done: Done,
    header: Option<HeaderTrace>,
}

/// What became of them.
pub(super) struct Decided {
    /// The work on packages without a header.
    pub(super) done: Vec<Done>,
    /// Of the packages whose files are to be linted anew.
    pub(super) headers: BTreeMap<String, HeaderTrace>,
}

impl Undecided {
    /// What came of a file of a package. Of several headers the one counts whose file comes first by its path.
    pub(super) fn add(&mut self, manifest: &str, done: Done, header: Option<HeaderTrace>) {
        if !self.packages.contains_key(manifest) {
            self.packages.insert(manifest.to_owned(), Files::default());
        }
        let Some(files) = self.packages.get_mut(manifest) else {
            return;
        };
        files.done.merge(done);
        first(&mut files.header, header);
    }

    pub(super) fn merge(&mut self, other: Undecided) {
        for (manifest, other) in other.packages {
            let files = self.packages.entry(manifest).or_default();
            files.done.merge(other.done);
            first(&mut files.header, other.header);
        }
    }

    pub(super) fn decide(self) -> Decided {
        let mut decided = Decided {
            done: Vec::new(),
            headers: BTreeMap::new(),
        };
        for (manifest, files) in self.packages {
            match files.header {
                Some(header) => {
                    decided.headers.insert(manifest, header);
                }
                None => decided.done.push(files.done),
            }
        }
        decided
    }
}

fn first(known: &mut Option<HeaderTrace>, found: Option<HeaderTrace>) {
    if let Some(found) = found
        && known.as_ref().is_none_or(|known| found < *known)
    {
        *known = Some(found);
    }
}
