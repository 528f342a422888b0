//! The files around a file: found by the names that it imports, read when a use depends on them, and asked.
//!
//! A file that the gate turned away still lends its constants here. Whatever is answered depends on the sources alone,
//! never on who asked first: a question goes on from file to file, and each of these asks one step less far.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::lang::Language;
use crate::model::facts::Facts;
use crate::model::hashed::HashMap;
use crate::model::neighbours::{self, Demand, Offer, PackageAt, Seed, Standing};
use crate::model::path;
use crate::model::resolved::{Package, Role};
use crate::model::source::SourceFile;
use crate::resolve::{self, Knowledge, Surroundings};

/// From how many files away an answer may come: a page asks a hook, a service, a client.
const REACH: u8 = 4;

/// How often a module that another one hands on as a whole is looked for, for one name: a barrel may hand on thousands,
/// and all of some hundred files may hand on all others.
const HANDED_ON: usize = 10_000;

/// How many files a constant is handed on through at most.
pub(super) const ROUNDS: usize = 8;

/// By the file that declares them (as `Standing` has it): the constants that reach an error elsewhere, sorted.
pub(super) type Seeds = BTreeMap<PathBuf, Vec<Seed>>;

/// Adds what was learnt; the files of which something is new.
pub(super) fn learn(known: &mut Seeds, fresh: Vec<(PathBuf, Seed)>) -> BTreeSet<PathBuf> {
    let mut changed = BTreeSet::new();
    for (path, seed) in fresh {
        let seeds = known.entry(path.clone()).or_default();
        if let Err(at) = seeds.binary_search(&seed) {
            seeds.insert(at, seed);
            changed.insert(path);
        }
    }
    changed
}

/// Where sources are read from.
pub(super) trait Library: Sync {
    /// Whether there is a source at a path (with `/`, as `Standing` has it) of the project below `top`: no link leads out
    /// of it, and no package of a registry is looked into.
    fn has(&self, path: &str, top: &str) -> bool;

    /// `None` for what cannot be read, or is no source of a project.
    fn module(&self, path: &str) -> Option<Module>;
}

/// A source that others import from.
pub(super) struct Module {
    pub(super) file: SourceFile,
    pub(super) facts: Arc<Facts>,
    pub(super) language: &'static dyn Language,
    pub(super) package: Option<Package>,
    /// The folder of the package's manifest, as `Standing` has it, and those of the packages beside it.
    pub(super) folders: Option<Folders>,
    /// The highest folder of its project, likewise.
    pub(super) top: String,
    pub(super) role: Role,
    pub(super) in_test: bool,
}

/// A file, and how many of the names that were asked about lead there.
type Located = (String, usize);

/// A file, and names in it.
type Home = (String, Vec<String>);

/// The way through modules that are handed on as a whole.
struct Search {
    /// Files that were looked into.
    seen: BTreeSet<String>,
    /// How often one may still be looked for.
    left: usize,
}

/// Where a package lies, and those that it depends on by their folders, as `Standing` has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Folders {
    own: String,
    /// The name in sources, and the folder.
    beside: Vec<(String, String)>,
}

impl Folders {
    /// `base`: what the path of the package's manifest is shown relative to.
    pub(super) fn of(package: &Package, base: &str) -> Option<Self> {
        let beside = package.beside.iter();
        let beside = beside
            .filter_map(|(name, folder)| Some((name.clone(), path::normal(base, folder)?)))
            .collect();
        Some(Self {
            own: path::normal(base, path::folder(&package.manifest))?,
            beside,
        })
    }
}

/// All files of a run, for questions from file to file. Threads may share it.
pub(super) struct Neighbours<'l> {
    library: &'l dyn Library,
    places: Known<(String, Vec<String>), Option<Located>>,
    /// Where names of a file are that it may only hand on.
    homes: Known<Home, Home>,
    /// By the path, and the project from which it is looked for.
    there: Known<(String, String), bool>,
    modules: Known<String, Option<Arc<Module>>>,
    answers: Known<(String, Vec<String>, u8), Arc<Offer>>,
    /// What is the same for all answers of a file.
    knowledge: Known<(String, u8), Arc<Knowledge>>,
}

impl<'l> Neighbours<'l> {
    pub(super) fn new(library: &'l dyn Library) -> Self {
        Self {
            library,
            places: Known::default(),
            homes: Known::default(),
            there: Known::default(),
            modules: Known::default(),
            answers: Known::default(),
            knowledge: Known::default(),
        }
    }

    fn module(&self, path: &str) -> Option<Arc<Module>> {
        let load = || self.library.module(path).map(Arc::new);
        self.modules.get(path.to_owned(), load)
    }
}

/// Answers by their questions. No lock is held while one is looked for: two threads may find the same.
pub(super) struct Known<K, V>(Mutex<HashMap<K, V>>);

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Known<K, V> {
    /// Everything may be answered otherwise from now on.
    pub(super) fn forget(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    pub(super) fn get(&self, key: K, find: impl FnOnce() -> V) -> V {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return found.clone();
        }
        let found = find();
        known().insert(key, found.clone());
        found
    }
}

/// The neighbours as one file sees them.
#[derive(Clone, Copy)]
pub(super) struct Near<'n> {
    all: &'n Neighbours<'n>,
    /// As `Standing` has it.
    path: &'n str,
    /// `None` for a file in no language: it imports nothing.
    language: Option<&'n dyn Language>,
    package: Option<&'n str>,
    folders: Option<&'n Folders>,
    top: &'n str,
    reach: u8,
}

impl<'n> Near<'n> {
    pub(super) fn new(
        all: &'n Neighbours<'n>,
        path: &'n str,
        language: Option<&'n dyn Language>,
        package: Option<&'n Package>,
        folders: Option<&'n Folders>,
        top: &'n str,
    ) -> Self {
        Self {
            all,
            path,
            language,
            package: package.map(|package| package.name.as_str()),
            folders,
            top,
            reach: REACH,
        }
    }

    /// A constant of another file, as that file learns of it: where it is, and what reaches it.
    pub(super) fn seed(&self, demand: &Demand, role: Role) -> Option<(String, Seed)> {
        let (path, items) = self.find(&demand.names)?;
        let seed = Seed {
            items,
            evidence: demand.evidence,
            reasons: demand.reasons.clone(),
            role,
        };
        Some((path, seed))
    }

    /// The file that has what names lead to, and its names there.
    fn find(&self, names: &[String]) -> Option<Home> {
        let (path, used) = self.locate(names)?;
        let known = (path, names[used..].to_vec());
        let look = || {
            let mut search = Search {
                seen: BTreeSet::from([known.0.clone()]),
                left: HANDED_ON,
            };
            let handed_on = self.handed_on(&known.0, &known.1, &mut search);
            handed_on.unwrap_or_else(|| known.clone())
        };
        Some(self.all.homes.get(known.clone(), look))
    }

    /// The file behind the modules that a file hands on as a whole, each of which is looked into once.
    fn handed_on(&self, path: &str, items: &[String], search: &mut Search) -> Option<Home> {
        let module = self.all.module(path)?;
        if module.facts.gives(items) {
            return Some((path.to_owned(), items.to_vec()));
        }
        let near = self.at(path, &module, self.reach);
        module.facts.forwards.iter().find_map(|forward| {
            let rest = items.strip_prefix(forward.items.as_slice())?;
            search.left = search.left.checked_sub(1)?;
            let names = [forward.module.module_path()?.as_slice(), rest].concat();
            let (path, used) = near.locate(&names)?;
            if !search.seen.insert(path.clone()) {
                return None;
            }
            near.handed_on(&path, &names[used..], search)
        })
    }

    /// The neighbours as a module sees them.
    fn at<'m>(&self, path: &'m str, module: &'m Module, reach: u8) -> Near<'m>
    where
        'n: 'm,
    {
        Near {
            all: self.all,
            path,
            language: Some(module.language),
            package: module.package.as_ref().map(|package| package.name.as_str()),
            folders: module.folders.as_ref(),
            top: &module.top,
            reach,
        }
    }

    fn has(&self, path: &str) -> bool {
        let key = (path.to_owned(), self.top.to_owned());
        let look = || self.all.library.has(path, self.top);
        self.all.there.get(key, look)
    }

    /// The file that names lead to, and how many of them lead there.
    fn locate(&self, names: &[String]) -> Option<Located> {
        let key = (self.path.to_owned(), names.to_vec());
        self.all.places.get(key, || {
            let package = self.package.zip(self.folders);
            let from = Standing {
                path: self.path,
                package: package.map(|(name, folders)| PackageAt {
                    name,
                    folder: &folders.own,
                    beside: &folders.beside,
                }),
            };
            let files = self.language?.module_files(&from, names);
            let mut there = files.into_iter().filter(|file| self.has(&file.path));
            let found = there.find(|file| file.path != self.path)?;
            Some((found.path, found.used))
        })
    }
}

impl neighbours::Neighbours for Near<'_> {
    fn offer(&self, names: &[String]) -> Option<Arc<Offer>> {
        let reach = self.reach.checked_sub(1)?;
        let (path, items) = self.find(names)?;
        let module = self.all.module(&path)?;
        let key = (path.clone(), items.clone(), reach);
        Some(self.all.answers.get(key, || {
            let near = self.at(&path, &module, reach);
            let around = Surroundings {
                package: module.package.as_ref(),
                role: module.role,
                in_test: module.in_test,
                neighbours: &near,
                seeds: &[],
            };
            let know = || {
                let key = (path.clone(), reach);
                let find = || Arc::new(resolve::knowledge(&module.file, &module.facts, around));
                self.all.knowledge.get(key, find)
            };
            let offer = resolve::offer(&module.file, &module.facts, around, &items, &know);
            Arc::new(offer)
        }))
    }
}
