//! Everything below some folders, no ignore file asked: each folder is opened and read once, by the thread that is free.
//!
//! A folder tells its landmarks, so nobody has to look for configurations and manifests where there are none; and its
//! files are opened from it. Who reads a folder puts what is in it where all threads can take it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::Builder;

use super::named::not_regular;
use super::open::{Kind, OpenFolder};
use super::walk::{Walk, is_hidden, never_entered};
use super::{Candidate, Hand, Item, Place, Pool, Worker, lock};
use crate::model::start::Start;

/// Files that one thread takes at a time.
const HANDFUL: usize = 32;

/// What one thread takes at a time.
enum Work {
    Folder(Pending),
    Files(Arc<Known>, Vec<OsString>),
}

/// A folder that nobody has looked into yet.
struct Pending {
    path: PathBuf,
    /// What stands before the names of its entries, for people: empty, or with a slash at its end.
    shown: String,
    /// Of the folders above it; `None` above the working directory, where searches upwards end otherwise.
    home: Option<Arc<Home>>,
    /// Not found, but named: it may be a link.
    named: bool,
}

/// A folder at which searches upwards may begin.
struct Home {
    dir: PathBuf,
    /// `None` where nobody knows, or where there are none.
    landmarks: Option<Vec<OsString>>,
}

/// A folder that was looked into.
struct Known {
    folder: OpenFolder,
    pending: Pending,
}

/// What is to be done, and how many threads are doing something of which more may come.
#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    more: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<Work>,
    busy: usize,
    /// Threads that sleep: nobody is woken up, which costs something, where there is none.
    idle: usize,
}

/// A thread that does something of which more may come, for as long as this lives.
struct Busy<'q>(&'q Queue);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        state.busy -= 1;
        if state.busy == 0 && state.waiting.is_empty() {
            self.0.more.notify_all();
        }
    }
}

impl Queue {
    /// The next thing to do; `None` when all is done.
    fn next(&self) -> Option<(Work, Busy<'_>)> {
        let mut state = lock(&self.state);
        loop {
            if let Some(work) = state.waiting.pop() {
                state.busy += 1;
                return Some((work, Busy(self)));
            }
            if state.busy == 0 {
                return None;
            }
            state.idle += 1;
            let woken = self.more.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
    }

    fn put(&self, work: Vec<Work>) {
        let mut state = lock(&self.state);
        state.waiting.extend(work);
        if state.idle > 0 {
            self.more.notify_all();
        }
    }

    fn is_empty(&self) -> bool {
        lock(&self.state).waiting.is_empty()
    }
}

impl Walk<'_> {
    /// Gives all that is below the folders to the threads.
    pub(super) fn everything<W: Worker>(&self, pool: &Pool<'_, W>) {
        let queue = Queue::default();
        let roots = self.folders.iter().rev().map(|folder| {
            Work::Folder(Pending {
                shown: self.prefix(&folder.path, &folder.shown),
                home: self.first_home(&folder.path),
                path: folder.path.clone(),
                named: true,
            })
        });
        queue.put(roots.collect());
        let work = |mut hand: Hand<'_, W>| {
            while let Some((work, _busy)) = queue.next() {
                self.take(work, &queue, &mut hand);
            }
        };
        std::thread::scope(|scope| {
            let mut hand = Hand::new(pool);
            // Where there is little, there is nothing to be shared.
            while let Some((work, _busy)) = queue.next() {
                self.take(work, &queue, &mut hand);
                if !queue.is_empty() {
                    break;
                }
            }
            let others = if queue.is_empty() { 1 } else { pool.threads };
            for _ in 1..others {
                let work = || work(Hand::new(pool));
                // Where no thread is to be had, the others do its share.
                if Builder::new().spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            work(hand);
        });
    }

    fn take<W: Worker>(&self, work: Work, queue: &Queue, hand: &mut Hand<'_, W>) {
        match work {
            Work::Folder(pending) => {
                let path = pending.path.clone();
                if let Err(error) = self.look_into(pending, queue, hand) {
                    hand.take(self.unreadable(&path, Some(&error)), Place::default());
                }
            }
            Work::Files(known, names) => {
                let place = Place {
                    folder: Some(&known.folder),
                    home: known.pending.home.as_deref().map(Home::start),
                };
                for name in names {
                    hand.take(Item::File(known.pending.candidate(&name)), place);
                }
            }
        }
    }

    /// Reads a folder; what was read before an error counts.
    fn look_into<W: Worker>(
        &self,
        mut pending: Pending,
        queue: &Queue,
        hand: &mut Hand<'_, W>,
    ) -> io::Result<()> {
        // A folder that has become a link since it was found is not entered; one that was named may be one.
        let folder = OpenFolder::open(&pending.path, pending.named)?;
        let (mut folders, mut files, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let mut landmarks = Vec::new();
        let read = folder.entries(&mut |name, kind| {
            if (self.request.landmark)(name) {
                landmarks.push(name.to_owned());
            }
            let of_interest = match kind {
                Kind::Folder => true,
                Kind::Link => false,
                Kind::File | Kind::Other => (self.request.wanted)(Path::new(name)),
            };
            if !of_interest || self.leaves_out(&pending.path, name, kind) {
                return;
            }
            match kind {
                Kind::Folder => folders.push(name.to_owned()),
                Kind::Other => others.push(name.to_owned()),
                Kind::Link => {}
                Kind::File => files.push(name.to_owned()),
            }
        });
        // What an error has kept from being seen may be a landmark.
        let may_answer = !landmarks.is_empty() || read.is_err();
        if may_answer && pending.home.is_some() {
            pending.home = Some(Arc::new(Home {
                dir: pending.path.clone(),
                landmarks: Some(landmarks).filter(|_| read.is_ok()),
            }));
        }
        let below = |name: OsString| self.below(&pending, &name);
        let mut work: Vec<_> = folders.into_iter().map(below).map(Work::Folder).collect();
        for name in others {
            let unread = not_regular();
            let shown = pending.candidate(&name).shown;
            hand.take(Item::NotLinted { shown, unread }, Place::default());
        }
        if !files.is_empty() {
            let known = Arc::new(Known { folder, pending });
            let handfuls = files.chunks(HANDFUL);
            work.extend(handfuls.map(|names| Work::Files(Arc::clone(&known), names.to_vec())));
        }
        queue.put(work);
        read
    }

    /// The home of a folder that nothing is known of above.
    fn first_home(&self, folder: &Path) -> Option<Arc<Home>> {
        let is_above = folder != self.request.cwd && self.request.cwd.starts_with(folder);
        (!is_above).then(|| {
            Arc::new(Home {
                dir: folder.into(),
                landmarks: None,
            })
        })
    }

    fn leaves_out(&self, folder: &Path, name: &OsStr, kind: Kind) -> bool {
        let path = || folder.join(name);
        is_hidden(name) && !self.request.options.hidden
            || kind == Kind::Folder && never_entered(&path(), name)
            || self.named.len() > 1 && self.named.contains(&path())
    }

    fn below(&self, above: &Pending, name: &OsStr) -> Pending {
        let path = above.path.join(name);
        Pending {
            shown: match path == self.request.cwd {
                true => String::new(),
                false => above.shown.clone() + &name.to_string_lossy() + "/",
            },
            home: above.home.clone().or_else(|| self.first_home(&path)),
            path,
            named: false,
        }
    }
}

impl Home {
    fn start(&self) -> Start<'_> {
        Start {
            dir: &self.dir,
            landmarks: self.landmarks.as_deref(),
        }
    }
}

impl Pending {
    fn candidate(&self, name: &OsStr) -> Candidate {
        // Of every file: room is made once.
        let mut path = PathBuf::with_capacity(self.path.as_os_str().len() + 1 + name.len());
        path.push(&self.path);
        path.push(name);
        let mut shown = String::with_capacity(self.shown.len() + name.len());
        shown += &self.shown;
        shown += &name.to_string_lossy();
        Candidate {
            path,
            shown,
            named: false,
        }
    }
}
