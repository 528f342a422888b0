//! How much of a source is read, and what a look at it tells.

use std::cell::Cell;
use std::path::Path;

use super::Shared;
use crate::discover::{self, Buffer, Candidate, Extent, Passes, Place, Wanted};
use crate::prefilter;

/// What a source was found to be when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Minified,
    /// A text in which nothing can be found, no more of which was kept.
    Nothing,
}

/// What a read comes to.
pub(super) type Looked = std::result::Result<Look, discover::ReadFailure>;

impl Look {
    pub(super) fn at(candidate: &Candidate, bytes: &[u8]) -> Self {
        match prefilter::is_minified(&candidate.shown, bytes) {
            true => Self::Minified,
            false => Self::Plain,
        }
    }
}

impl Shared<'_> {
    /// The bytes of a source, as a text that stands for it has them, else from the disk.
    pub(super) fn read(
        &self,
        path: &Path,
        buffer: &mut Buffer,
        limit: u64,
    ) -> std::result::Result<(), discover::ReadFailure> {
        match self.texts.get(path) {
            Some(text) => {
                buffer.set(text);
                Ok(())
            }
            None => discover::read(path, buffer, limit),
        }
    }

    /// The same of a candidate, and what it was found to be; of one that is minified and that nobody has named, no more
    /// than tells that it is. `passes` as in `Wanted`.
    pub(super) fn read_wanted(
        &self,
        candidate: &Candidate,
        place: Place<'_>,
        (limit, passes): (u64, Option<Passes<'_>>),
        buffer: &mut Buffer,
    ) -> Looked {
        let path = &candidate.path;
        let look = |bytes: &[u8]| Look::at(candidate, bytes);
        if candidate.named || self.texts.contains_key(path) {
            self.read(path, buffer, limit)?;
            return Ok(look(buffer));
        }
        let asked = Cell::new(None);
        let wanted = Wanted {
            beginning: prefilter::SAMPLE,
            begins: &|beginning| {
                let found = look(beginning);
                asked.set(Some(found));
                found == Look::Plain
            },
            passes,
            overlap: prefilter::OVERLAP,
        };
        match discover::read_wanted(path, place.folder, buffer, limit, wanted)? {
            Extent::Passed => Ok(Look::Nothing),
            Extent::Whole | Extent::Beginning => Ok(asked.get().unwrap_or_else(|| look(buffer))),
        }
    }
}
