//! Ignore files that must not be opened: `ignore` would wait for a named pipe, and read a device without end.          [I/O]

use std::path::{Path, PathBuf};

use super::walk::IGNORE_FILE;
use crate::model::error::{Error, Result};
use crate::model::path::{relative, slashed};

/// The ignore file of a folder that is neither a file nor a folder.
pub(super) fn in_folder(folder: &Path) -> Option<PathBuf> {
    let mut paths = [IGNORE_FILE, ".ignore", ".gitignore"]
        .map(|name| folder.join(name))
        .into_iter();
    paths.find(|path| {
        let metadata = path.metadata();
        metadata.is_ok_and(|found| !found.is_file() && !found.is_dir())
    })
}

/// An error where there is one in a folder or above it, as far as `is_new` has not been there.
pub(super) fn refuse(
    cwd: &Path,
    folder: &Path,
    is_new: &mut dyn FnMut(&Path) -> bool,
) -> Result<()> {
    for folder in folder.ancestors().take_while(|folder| is_new(folder)) {
        if let Some(path) = in_folder(folder) {
            return Err(refusal(cwd, &path));
        }
    }
    Ok(())
}

pub(super) fn refusal(cwd: &Path, path: &Path) -> Error {
    let shown = slashed(&relative(cwd, path));
    Error::new(format!(
        "`{shown}` holds no patterns: it is not a regular file"
    ))
    .help("remove it, or leave all ignore files aside with `--no-ignore`")
}
