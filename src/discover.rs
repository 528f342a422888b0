//! Paths into candidate files.          [I/O]
//!
//! Named paths are looked at first (`named`), folders are then walked by several threads (`walk`, `folders`), each with a
//! worker of its own that lints what it is given. Nothing comes in order: who needs one sorts at the end. `ignoring`
//! refuses ignore files that are no files, `open` opens folders and files, `read` reads a file; what its text means is for
//! the stages.

mod named;
mod ignoring;
mod open;
mod read;
mod room;
mod skipped;
mod walk;
mod folders;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

use crate::model::error::Result;
use crate::model::outcome::Unread;
use crate::model::settings::Options;
use crate::model::start::Start;

pub use open::OpenFolder;
pub use read::{Buffer, Extent, Passes, ReadFailure, Wanted, read, read_from, read_wanted, utf8};
pub use skipped::skipped;

/// What to look for.
pub struct Request<'a> {
    pub options: &'a Options,
    /// Absolute, without `..`.
    pub cwd: &'a Path,
    /// Whether the configuration or `--exclude` leaves out a file or a folder (absolute, without `..`). Not asked with
    /// `--no-ignore`. The folders above were asked for before.
    pub excluded: &'a (dyn Fn(&Path) -> Result<bool> + Sync),
    /// Whether a file's name is one of a source.
    pub wanted: &'a (dyn Fn(&Path) -> bool + Sync),
    /// Whether an entry of this name may end or answer a search upwards from its folder.
    pub landmark: &'a (dyn Fn(&OsStr) -> bool + Sync),
}

/// A file to be linted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Absolute, without `..`.
    pub path: PathBuf,
    /// For people: relative to the working directory, separated by `/`; outside of it as the user named it.
    pub shown: String,
    /// By the user, rather than found in a folder.
    pub named: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    File(Candidate),
    /// A source that cannot be read, or a folder that cannot be entered.
    NotLinted {
        shown: String,
        unread: Unread,
    },
}

/// One thread's share of the work, with whatever it keeps from item to item.
pub trait Worker: Send {
    fn take(&mut self, item: Item, place: Place<'_>);
}

/// What a walk knows of the folder that it has found a file in; nothing of a file that was named.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// The folder, open.
    pub folder: Option<&'a OpenFolder>,
    /// The nearest folder upwards with a landmark, this one included, or the folder that the walk began with, if that is
    /// not above the working directory. It stands for all folders between, as searches upwards come to the same.
    pub home: Option<Start<'a>>,
}

/// What a search came to. Lists of paths are sorted, as shown to people.
#[derive(Debug)]
pub struct Discovered<W> {
    /// One per thread that had something to do, in no order.
    pub workers: Vec<W>,
    /// Named, and left out by an ignore file or an exclusion.
    pub ignored: Vec<String>,
    /// Named files that are not written in a language of parselint.
    pub unsupported: Vec<String>,
    /// Ignore files that could not be understood.
    pub notes: Vec<String>,
}

/// Gives every candidate to one of the workers that `make` makes. A path that does not exist is an error, and so is an
/// exclusion that cannot be decided.
pub fn discover<W: Worker>(
    request: &Request<'_>,
    make: &(dyn Fn() -> W + Sync),
) -> Result<Discovered<W>> {
    let named = named::resolve(request)?;
    let sifted = named::sift(request, named)?;
    let pool = Pool {
        threads: threads(request.options),
        make,
        done: Mutex::default(),
    };
    pool.share(sifted.items);
    let mut notes = Vec::new();
    if !sifted.folders.is_empty() {
        notes = walk::walk(request, &sifted.folders, &sifted.paths, &pool)?;
    }
    Ok(Discovered {
        workers: pool.into_workers(),
        ignored: sifted.ignored,
        unsupported: sifted.unsupported,
        notes,
    })
}

/// The same for files that have changed (absolute, without `..`): linted as if they had been found in a folder, and passed
/// over without a word where a walk would not have come to them.
pub fn changed<'p, W: Worker>(
    request: &Request<'_>,
    files: impl Iterator<Item = &'p PathBuf>,
    make: &(dyn Fn() -> W + Sync),
) -> Result<Discovered<W>> {
    let items = named::changed(request, files)?;
    Ok(Discovered {
        workers: share(request.options, items, make),
        ignored: Vec::new(),
        unsupported: Vec::new(),
        notes: Vec::new(),
    })
}

/// Gives each of the items to one of the workers that `make` makes, by as many threads as the options allow.
pub fn share<W: Worker>(
    options: &Options,
    items: Vec<Item>,
    make: &(dyn Fn() -> W + Sync),
) -> Vec<W> {
    let pool = Pool {
        threads: threads(options),
        make,
        done: Mutex::default(),
    };
    pool.share(items);
    pool.into_workers()
}

/// A path (absolute) without `.` and `..`; a link above a `..` is followed, as the system does.
pub fn clean(path: &Path) -> PathBuf {
    named::clean(path)
}

/// The paths that the options name: absolute, without `.` and `..`.
pub fn named(options: &Options, cwd: &Path) -> Vec<PathBuf> {
    let paths = options.paths.iter();
    paths.map(|path| named::clean(&cwd.join(path))).collect()
}

/// A source that is read from elsewhere, as standard input, under a name: the candidate that a file of that name would
/// be, and whether that is ignored or excluded.
pub fn borrowed(request: &Request<'_>, name: &Path) -> Result<(Candidate, bool)> {
    named::borrowed(request, name)
}

/// As many as the user asks for; beyond a few for each core, more of them only cost memory.
fn threads(options: &Options) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    match options.threads {
        0 => cores,
        threads => threads.min(cores.saturating_mul(4).max(16)),
    }
}

/// Makes workers, and keeps those that are done.
struct Pool<'a, W> {
    threads: usize,
    make: &'a (dyn Fn() -> W + Sync),
    done: Mutex<Vec<W>>,
}

impl<W: Worker> Pool<'_, W> {
    fn into_workers(self) -> Vec<W> {
        self.done
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Deals items out to the threads; a single one is taken care of by this thread.
    fn share(&self, items: Vec<Item>) {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut hand = Hand::new(self);
            while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                hand.take(item.clone(), Place::default());
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.threads.min(items.len()) {
                // Where no thread is to be had, the others do its share.
                if Builder::new().spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            work();
        });
    }
}

/// A thread's hold on its worker, which is made for the first item and handed in when the thread is done.
struct Hand<'a, W: Worker> {
    pool: &'a Pool<'a, W>,
    worker: Option<W>,
}

impl<'a, W: Worker> Hand<'a, W> {
    fn new(pool: &'a Pool<'a, W>) -> Self {
        Self { pool, worker: None }
    }

    fn take(&mut self, item: Item, place: Place<'_>) {
        let worker = self.worker.get_or_insert_with(self.pool.make);
        worker.take(item, place);
    }
}

impl<W: Worker> Drop for Hand<'_, W> {
    fn drop(&mut self) {
        lock(&self.pool.done).extend(self.worker.take());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
