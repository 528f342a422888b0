//! What the files of one package say of Parse together, where its manifest does not name Parse.
//!
//! A client of the REST interface speaks of the headers `X-Parse-..` in one file and of codes in others. Whether one
//! does is known when all files have been read: until then the files of such a package are linted by what they say
//! themselves. A package in which a header turned up has all of its files found and linted anew, so that no file's evidence depends on the order in which threads came by; the others keep what they have.

use std::collections::BTreeMap;

use super::run::Done;
use crate::model::outcome::Summary;
use crate::model::resolved::HeaderTrace;

/// Files that are counted, and of which there is no more to say.
#[derive(Clone, Copy, Default)]
pub(super) struct PassedOver {
    /// Texts in which nothing can be found.
    pub(super) texts: usize,
    pub(super) minified: usize,
}

impl PassedOver {
    pub(super) fn is_empty(self) -> bool {
        self.texts + self.minified == 0
    }

    pub(super) fn add(&mut self, other: Self) {
        self.texts += other.texts;
        self.minified += other.minified;
    }

    pub(super) fn count_in(self, summary: &mut Summary) {
        summary.files += self.texts;
        summary.minified += self.minified;
    }
}

/// The packages that do not name Parse, by the paths of their manifests, as shown to people.
#[derive(Default)]
pub(super) struct Undecided {
    packages: BTreeMap<String, Files>,
}

/// Of most packages there is no more to say than how many files they have.
#[derive(Default)]
struct Files {
    passed_over: PassedOver,
    rest: Option<Box<Rest>>,
}

#[derive(Default)]
struct Rest {
    done: Done,
    header: Option<HeaderTrace>,
}

impl Files {
    fn add(&mut self, done: Done, header: Option<HeaderTrace>) {
        let rest = self.rest.get_or_insert_default();
        rest.done.merge(done);
        first(&mut rest.header, header);
    }
}

/// What became of them.
pub(super) struct Decided {
    /// The work on packages without a header.
    pub(super) done: Vec<Done>,
    pub(super) passed_over: PassedOver,
    /// Of the packages whose files are to be linted anew.
    pub(super) headers: BTreeMap<String, HeaderTrace>,
}

impl Undecided {
    /// What came of a file of a package. Of several headers the one counts whose file comes first by its path.
    pub(super) fn add(&mut self, manifest: &str, done: Done, header: Option<HeaderTrace>) {
        self.files(manifest).add(done, header);
    }

    /// Files of a package.
    pub(super) fn add_passed_over(&mut self, manifest: &str, files: PassedOver) {
        self.files(manifest).passed_over.add(files);
    }

    fn files(&mut self, manifest: &str) -> &mut Files {
        self.packages.entry(manifest.to_owned()).or_default()
    }

    pub(super) fn merge(&mut self, other: Undecided) {
        for (manifest, other) in other.packages {
            let files = self.packages.entry(manifest).or_default();
            files.passed_over.add(other.passed_over);
            if let Some(rest) = other.rest {
                files.add(rest.done, rest.header);
            }
        }
    }

    pub(super) fn decide(self) -> Decided {
        let mut decided = Decided {
            done: Vec::new(),
            passed_over: PassedOver::default(),
            headers: BTreeMap::new(),
        };
        for (manifest, files) in self.packages {
            match files.rest.map(|rest| *rest) {
                Some(Rest {
                    header: Some(header),
                    ..
                }) => {
                    decided.headers.insert(manifest, header);
                }
                rest => {
                    decided.passed_over.add(files.passed_over);
                    decided.done.extend(rest.map(|rest| rest.done));
                }
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
