//! Folders into files, by `ignore` with its rules. `folders` walks for `--no-ignore`, the next room.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::FileType;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};

use ignore::{DirEntry, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};

use super::ignoring::{self, Checked};
use super::named::{Named, not_regular};
use super::{Candidate, Hand, Item, Place, Pool, Request, Worker, lock};
use crate::model::error::{FirstError, Result};
use crate::model::hashed::HashSet;
use crate::model::outcome::Unread;
use crate::model::path::slashed;
use crate::model::settings::Options;

/// parselint's own ignore file.
pub(super) const IGNORE_FILE: &str = ".parselintignore";

/// Walks the folders; `named` are the paths that have a turn of their own. Gives notes about ignore files, sorted.
pub(super) fn walk<W: Worker>(
    request: &Request<'_>,
    folders: &[Named],
    named: &HashSet<PathBuf>,
    pool: &Pool<'_, W>,
) -> Result<Vec<String>> {
    let walk = Walk {
        request,
        cwd: format!("{}/", slashed(request.cwd).trim_end_matches('/')),
        folders,
        named,
        failure: FirstError::default(),
        notes: Mutex::default(),
    };
    if request.options.no_ignore {
        walk.everything(pool);
    } else {
        walk.obeying(pool);
    }
    walk.failure.into_result()?;
    let notes = std::mem::take(&mut *lock(&walk.notes));
    Ok(notes.into_iter().collect())
}

/// The ignore files that hold, for walking and for asking about one path.
pub(super) fn builder(options: &Options, root: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(root);
    builder
        .hidden(!options.hidden)
        .require_git(false)
        .add_custom_ignore_filename(IGNORE_FILE);
    builder
}

pub(super) struct Walk<'a> {
    pub(super) request: &'a Request<'a>,
    /// The working directory for people, with a slash at its end: texts are compared faster than paths.
    cwd: String,
    pub(super) folders: &'a [Named],
    pub(super) named: &'a HashSet<PathBuf>,
    failure: FirstError,
    notes: Mutex<BTreeSet<String>>,
}

/// Bytes that a thread of a walk is to have for itself: those of a large source's tree.
const ROOM: usize = 24 * 1024 * 1024;

/// How many threads a walk can have: it does not bear that one cannot be had, and would wait forever, so they are tried
/// before, one after the other. Where some are missing, memory is scarce, and one has to do.
fn to_be_had(wanted: usize) -> usize {
    let (stop, stopped) = mpsc::channel::<()>();
    let (tell, told) = mpsc::channel();
    let (stopped, tell) = (Mutex::new(stopped), &tell);
    let wait = || {
        // A thread's first allocation reserves memory of its own, which the next thread may then lack.
        let (mut first, mut room) = (Vec::<u8>::new(), Vec::<u8>::new());
        let enough = first.try_reserve_exact(1024).is_ok() && room.try_reserve_exact(ROOM).is_ok();
        let kept = std::hint::black_box((first, room));
        // Who asked is there until all have ended.
        let _ = tell.send(enough);
        // Nothing is ever sent: it ends when `stop` is dropped.
        let _ = lock(&stopped).recv();
        drop(kept);
    };
    std::thread::scope(|scope| {
        let is_had = |_: &usize| {
            let thread = std::thread::Builder::new().spawn_scoped(scope, wait);
            thread.is_ok() && told.recv() == Ok(true)
        };
        let had = (0..wanted).take_while(is_had).count();
        drop(stop);
        if had < wanted { 1 } else { had }
    })
}

/// Visits on this thread what a parallel walk would.
fn visit_alone(entries: ignore::Walk, mut visitor: Box<dyn ParallelVisitor + '_>) {
    let mut skipped: Option<PathBuf> = None;
    for entry in entries {
        let path = entry.as_ref().ok().map(|entry| entry.path().to_path_buf());
        let is_below =
            |skipped: &PathBuf| path.as_ref().is_some_and(|path| path.starts_with(skipped));
        if skipped.as_ref().is_some_and(is_below) {
            continue;
        }
        if matches!(visitor.visit(entry), WalkState::Skip) {
            skipped = path;
        }
    }
}

fn has_folders(folder: &Named) -> bool {
    let entries = std::fs::read_dir(&folder.path)
        .into_iter()
        .flatten()
        .flatten();
    entries
        .into_iter()
        .any(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
}

/// What becomes of an entry below a folder.
enum Verdict {
    Enter,
    Skip,
    Found(Item),
}

impl Walk<'_> {
    fn obeying<W: Worker>(&self, pool: &Pool<'_, W>) {
        let Some((first, rest)) = self.folders.split_first() else {
            return;
        };
        let mut checked = Checked::default();
        for folder in self.folders {
            if let Err(error) = checked.upwards(&folder.path, self.request.cwd) {
                return self.failure.add(error);
            }
        }
        let mut builder = builder(self.request.options, &first.path);
        for folder in rest {
            builder.add(&folder.path);
        }
        // Asked before a folder is read, unlike the visitor.
        let (odd, cwd) = (
            Arc::new(FirstError::default()),
            self.request.cwd.to_path_buf(),
        );
        let told = Arc::clone(&odd);
        builder.filter_entry(move |entry| {
            if !is_folder(entry) {
                return true;
            }
            if never_entered(entry.path(), entry.file_name()) {
                return false;
            }
            let checked = ignoring::check(entry.path(), &cwd);
            checked.map_err(|error| told.add(error)).is_ok()
        });
        // A thread that waits for work sleeps in steps of a millisecond: not worth it where there is nothing to share.
        let worth = if self.folders.iter().any(has_folders) {
            pool.threads
        } else {
            1
        };
        let mut visitors = Visitors { walk: self, pool };
        match to_be_had(worth) {
            0 => visit_alone(builder.build(), visitors.build()),
            threads => {
                builder.threads(threads);
                builder.build_parallel().visit(&mut visitors);
            }
        }
        if let Some(error) = odd.take() {
            self.failure.add(error);
        }
    }

    fn verdict(&self, path: &Path, kind: FileType) -> Verdict {
        let other_turn = self.named.len() > 1 && self.named.contains(path);
        let of_interest = kind.is_dir() || (!kind.is_symlink() && (self.request.wanted)(path));
        if other_turn || !of_interest || self.excluded(path) {
            return Verdict::Skip;
        }
        if kind.is_dir() {
            return Verdict::Enter;
        }
        let shown = self.shown(path);
        Verdict::Found(if kind.is_file() {
            Item::File(Candidate {
                path: path.to_path_buf(),
                shown,
                named: false,
            })
        } else {
            Item::NotLinted {
                shown,
                unread: not_regular(),
            }
        })
    }

    fn excluded(&self, path: &Path) -> bool {
        (self.request.excluded)(path).unwrap_or_else(|error| {
            self.failure.add(error);
            true
        })
    }

    /// An error of the walk: a folder that cannot be read, or an ignore file that cannot be understood.
    fn trouble(&self, error: &ignore::Error) -> Option<Item> {
        match (path_of(error), error.io_error()) {
            (Some(path), Some(reason)) if !error.is_partial() => {
                Some(self.unreadable(path, Some(reason)))
            }
            _ => {
                self.note(error);
                None
            }
        }
    }

    fn note(&self, error: &ignore::Error) {
        let told = match path_of(error) {
            Some(_) => error.to_string(),
            None => format!("the patterns of an ignore file were passed over: {error}"),
        };
        lock(&self.notes).insert(told);
    }

    pub(super) fn unreadable(&self, path: &Path, reason: Option<&std::io::Error>) -> Item {
        let unread = match reason.map(std::io::Error::kind) {
            Some(std::io::ErrorKind::PermissionDenied) => Unread::new(
                "no permission to look into it",
                "grant the permission, or exclude it",
            ),
            _ => Unread::new(
                reason.map_or_else(
                    || "it cannot be walked".into(),
                    |reason| format!("it cannot be walked ({reason})"),
                ),
                "mend that, or exclude it",
            ),
        };
        Item::NotLinted {
            shown: self.shown(path),
            unread,
        }
    }

    /// What stands before the names of what is in a folder, where that is shown itself as given.
    pub(super) fn prefix(&self, folder: &Path, shown: &str) -> String {
        match folder == self.request.cwd {
            true => String::new(),
            false => format!("{}/", shown.trim_end_matches('/')),
        }
    }

    /// Relative to the working directory; outside of it as the user named the folder.
    fn shown(&self, path: &Path) -> String {
        let text = slashed(path);
        if let Some(inside) = text.strip_prefix(&self.cwd) {
            return inside.to_owned();
        }
        let mut folders = self.folders.iter();
        let named =
            folders.find_map(|folder| Some((folder, path.strip_prefix(&folder.path).ok()?)));
        match named {
            Some((folder, inside)) if inside.as_os_str().is_empty() => folder.shown.clone(),
            Some((folder, inside)) => {
                format!("{}/{}", folder.shown.trim_end_matches('/'), slashed(inside))
            }
            None => text,
        }
    }
}

/// Folders that hold other people's or generated code; a user who wants them names them.
pub(super) fn never_entered(path: &Path, name: &OsStr) -> bool {
    name == ".git"
        || name == "node_modules"
        || name == "target" && path.with_file_name("Cargo.toml").symlink_metadata().is_ok()
}

/// Whether a walk from a folder comes to a path in it, ignore files and exclusions aside.
pub(super) fn enters(options: &Options, base: &Path, inside: &Path) -> bool {
    let mut path = base.to_path_buf();
    inside.iter().all(|name| {
        path.push(name);
        (options.hidden || !is_hidden(name)) && !never_entered(&path, name)
    })
}

pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

/// Makes one visitor a thread.
struct Visitors<'a, W> {
    walk: &'a Walk<'a>,
    pool: &'a Pool<'a, W>,
}

impl<'a, W: Worker> ParallelVisitorBuilder<'a> for Visitors<'a, W> {
    fn build(&mut self) -> Box<dyn ParallelVisitor + 'a> {
        Box::new(Visitor {
            walk: self.walk,
            hand: Hand::new(self.pool),
        })
    }
}

struct Visitor<'a, W: Worker> {
    walk: &'a Walk<'a>,
    hand: Hand<'a, W>,
}

impl<W: Worker> ParallelVisitor for Visitor<'_, W> {
    fn visit(&mut self, entry: std::result::Result<DirEntry, ignore::Error>) -> WalkState {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                if let Some(item) = self.walk.trouble(&error) {
                    self.hand.take(item, Place::default());
                }
                return WalkState::Continue;
            }
        };
        if let Some(error) = entry.error() {
            self.walk.note(error);
        }
        let Some(kind) = entry.file_type().filter(|_| entry.depth() > 0) else {
            return WalkState::Continue;
        };
        match self.walk.verdict(entry.path(), kind) {
            Verdict::Enter => WalkState::Continue,
            Verdict::Skip => WalkState::Skip,
            // Only the error will be told of: no more work is worth its while.
            Verdict::Found(_) if self.walk.failure.occurred() => WalkState::Continue,
            Verdict::Found(item) => {
                self.hand.take(item, Place::default());
                WalkState::Continue
            }
        }
    }
}
