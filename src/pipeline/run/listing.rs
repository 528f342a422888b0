//! Which files a run would lint, before it does.

use std::path::Path;

use super::Shared;
use super::looking::Look;
use crate::discover::{self, Buffer, Item, Place, Worker};
use crate::model::error::Result;
use crate::model::listed::{Fate, Listed};
use crate::model::outcome::Unread;
use crate::model::settings::Options;
use crate::pipeline::Task;
use crate::pipeline::scope::Scope;

/// What a run would do with each source that it comes across, by path.
pub fn files(options: &Options, scope: &Scope, cwd: &Path) -> Result<Vec<Listed>> {
    let shared = Shared::new(options, Task::Check, cwd, &|| {}, scope.texts())?.within(scope);
    shared.configs.for_dir(cwd)?;
    let excluded = |path: &Path| shared.excluded(path);
    let request = shared.request(&excluded);
    let make = || Lister {
        shared: &shared,
        buffer: Buffer::default(),
        found: Vec::new(),
    };
    let (workers, mut files) = match &scope.changes {
        Some(changes) => {
            let found = discover::changed(&request, changes.files.keys(), &make)?;
            (found.workers, Vec::new())
        }
        None => {
            let found = discover::discover(&request, &make)?;
            (found.workers, discover::skipped(&request)?)
        }
    };
    files.extend(workers.into_iter().flat_map(|lister| lister.found));
    files.sort();
    files.dedup();
    shared.failure.into_result().map(|()| files)
}

struct Lister<'s, 'a> {
    shared: &'s Shared<'a>,
    buffer: Buffer,
    found: Vec<Listed>,
}

impl Worker for Lister<'_, '_> {
    fn take(&mut self, item: Item, place: Place<'_>) {
        let (path, fate) = match item {
            Item::NotLinted { shown, unread } => (shown, Fate::NotLinted(unread.reason)),
            Item::File(candidate) => {
                let shared = self.shared;
                let limit = match shared.limits(&candidate) {
                    Ok(limits) => limits.file_size,
                    Err(error) => return shared.failure.add(error),
                };
                let read = shared.read_wanted(&candidate, place, (limit, None), &mut self.buffer);
                let fate = match read.map_err(Unread::from) {
                    Err(unread) => Fate::NotLinted(unread.reason),
                    Ok(Look::Minified) if !candidate.named => {
                        Fate::Skipped("it is minified; name it to have it linted".into())
                    }
                    Ok(_) => match discover::utf8(&self.buffer) {
                        Err(unread) => Fate::NotLinted(unread.reason),
                        Ok(_) => Fate::Linted,
                    },
                };
                (candidate.shown, fate)
            }
        };
        self.found.push(Listed { path, fate });
    }
}
