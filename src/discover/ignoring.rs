//! Ignore files, looked at before `ignore` reads them: it opens whatever has their name, and tells of the lines that are
//! no patterns. A named pipe would be waited for, and a link could have any file of the disk told of.

use std::path::{Path, PathBuf};

use super::walk::IGNORE_FILE;
use crate::fence;
use crate::model::error::{Error, Result};
use crate::model::hashed::HashSet;
use crate::model::path::shown;

const NAMES: [&str; 4] = [IGNORE_FILE, ".ignore", ".gitignore", ".git/info/exclude"];

/// An error where an ignore file of a folder is not one to be read.
pub(super) fn check(folder: &Path, cwd: &Path) -> Result<()> {
    for name in NAMES {
        let path = folder.join(name);
        let Ok(found) = path.symlink_metadata() else {
            continue;
        };
        if found.is_file() {
            continue;
        }
        let why = if fence::link_leads_out(&path, Some(cwd)) {
            fence::why_left_alone(&path)
        } else if path
            .metadata()
            .is_ok_and(|found| !found.is_file() && !found.is_dir())
        {
            "it is not a regular file"
        } else {
            continue;
        };
        let message = format!("`{}` is not read: {why}", shown(&path, cwd));
        let help = "what it ignores is not known: put a file there, or run with `--no-ignore`";
        return Err(Error::new(message).help(help));
    }
    Ok(())
}

/// Folders that were looked at.
#[derive(Default)]
pub(super) struct Checked(HashSet<PathBuf>);

impl Checked {
    /// The same of a folder, and of those above it in its repository, else in the working directory.
    pub(super) fn upwards(&mut self, folder: &Path, cwd: &Path) -> Result<()> {
        if self.0.contains(folder) {
            return Ok(());
        }
        let top = fence::repository(folder).or(folder.starts_with(cwd).then_some(cwd));
        let top = top.unwrap_or(folder);
        let above = folder
            .ancestors()
            .take_while(|folder| folder.starts_with(top));
        for folder in above {
            if !self.0.insert(folder.to_path_buf()) {
                break;
            }
            check(folder, cwd)?;
        }
        Ok(())
    }
}
