//! A file's new text, written so that nothing is ever lost.          [I/O]
//!
//! The new text goes into a file beside the old one, which then takes its place: whatever happens, one of the two is
//! there, and whole. A link stays, and what it leads to is written. What is to be written, `fix` has said.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use crate::fence;
use crate::model::error::{Error, Result};

/// Gives a file a new text, if it still has the old one. `shown` is its path for people.
pub fn replace(path: &Path, shown: &str, before: &str, after: &str) -> Result<()> {
    may_write(path, shown)?;
    exchange(path, shown, before, after)
}

/// Gives a file that may be written a new text.
fn exchange(path: &Path, shown: &str, before: &str, after: &str) -> Result<()> {
    let failed = |error: io::Error| failure(shown, &error);
    let real = path.canonicalize().map_err(failed)?;
    let metadata = fs::metadata(&real).map_err(failed)?;
    if metadata.permissions().readonly() {
        return Err(untouched(shown, "it is read-only").help("make it writable, and run again"));
    }
    let mut new = beside(&real).map_err(failed)?;
    new.write_all(after.as_bytes()).map_err(failed)?;
    keep(&metadata, new.as_file()).map_err(failed)?;
    new.as_file().sync_all().map_err(failed)?;
    // As late as can be: what was written since the text was read must not be lost.
    let text = fs::read(&real).map_err(failed)?;
    if text == after.as_bytes() {
        // It has another name, under which it was written before.
        return Ok(());
    }
    if text != before.as_bytes() {
        return Err(untouched(shown, "it has changed since it was read").help("run again"));
    }
    if names(&metadata) > 1 {
        // Its other names would keep the old text.
        return overwrite(&real, shown, before, after);
    }
    new.persist(&real).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Writes a file by its name from scratch, unless it has that text already; whether it was written.
pub fn renew(path: &Path, shown: &str, text: &str) -> Result<bool> {
    let failed = |error: io::Error| failure(shown, &error);
    may_write(path, shown)?;
    match fs::read(path) {
        Ok(known) if known == text.as_bytes() => Ok(false),
        Ok(known) => {
            let known = String::from_utf8(known).map_err(|_| untouched(shown, "it is no text"))?;
            exchange(path, shown, &known, text).map(|()| true)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut new = beside(path).map_err(failed)?;
            new.write_all(text.as_bytes()).map_err(failed)?;
            readable(new.as_file()).map_err(failed)?;
            new.persist_noclobber(path)
                .map_err(|error| failed(error.error))?;
            Ok(true)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Writes a file by its name while `work` makes its content: what stood there before stays until all of it is written. What
/// is no regular file, as a pipe or a terminal, is written to as it is.
pub fn stream(
    path: &Path,
    shown: &str,
    work: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => {
            untouched(shown, "its folder does not exist").help("make the folder first")
        }
        _ => failure(shown, &error),
    };
    may_write(path, shown)?;
    let known = fs::metadata(path).ok();
    if let Some(known) = &known {
        if known.permissions().readonly() {
            return Err(
                untouched(shown, "it is read-only").help("make it writable, or name another file")
            );
        }
        // Another name of it would keep the old text, and what is no file has no other way.
        if !known.is_file() || names(known) > 1 {
            let mut file = File::options()
                .write(true)
                .truncate(known.is_file())
                .open(path)
                .map_err(failed)?;
            return work(&mut file).map_err(failed);
        }
    }
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let mut new = beside(&real).map_err(failed)?;
    work(&mut new).map_err(failed)?;
    match &known {
        Some(known) => keep(known, new.as_file()),
        None => readable(new.as_file()),
    }
    .map_err(failed)?;
    new.persist(&real).map_err(|error| failed(error.error))?;
    Ok(())
}

/// An error where nothing may be written by a name: a link that is part of a repository does not decide what is written
/// outside of it, and nothing is made by the name that a link has for what is not there.
pub fn may_write(path: &Path, shown: &str) -> Result<()> {
    let whole = std::path::absolute(path).map_err(|error| failure(shown, &error))?;
    if fence::leads_out(&whole) {
        return Err(untouched(shown, fence::LEADS_OUT)
            .help("name the file that it leads to, if that is meant"));
    }
    if path.is_symlink() && !path.exists() {
        return Err(
            untouched(shown, "it is a symbolic link that leads nowhere").help("mend or remove it")
        );
    }
    Ok(())
}

/// Writes over the text of a file that has several names. What cannot be written is put back.
fn overwrite(path: &Path, shown: &str, before: &str, after: &str) -> Result<()> {
    let Err(error) = fs::write(path, after) else {
        return Ok(());
    };
    match fs::write(path, before) {
        Ok(()) => Err(failure(shown, &error)),
        Err(_) => Err(Error::new(format!("`{shown}` is damaged: {error}"))
            .help("it has several names (hard links), so it was written in place; restore it")),
    }
}

/// A new file in the folder of a path.
fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder
        .prefix(".parselint-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))
}

/// Gives a new file the owner and the mode of the old one.
#[cfg(unix)]
fn keep(old: &Metadata, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = new.metadata()?;
    if (own.uid(), own.gid()) != (old.uid(), old.gid()) {
        // Only a privileged process can give files away; whoever may write the folder may own what is in it.
        let _ = fchown(new, Some(old.uid()), Some(old.gid()));
    }
    new.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn keep(old: &Metadata, new: &File) -> io::Result<()> {
    new.set_permissions(old.permissions())
}

/// Lets others read a file that was made for one alone.
#[cfg(unix)]
fn readable(new: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    new.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink()
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

fn untouched(shown: &str, why: &str) -> Error {
    Error::new(format!("`{shown}` was not written: {why}"))
}

fn failure(shown: &str, error: &io::Error) -> Error {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "grant the permission to write into its folder, and run again"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the file is as it was; make room on the disk, and run again"
        }
        io::ErrorKind::ReadOnlyFilesystem => "its disk is read-only; `--diff` prints a patch",
        _ => "the file is as it was; mend that, and run again",
    };
    // Without the name of a file that only parselint knows.
    untouched(shown, &error.kind().to_string()).help(help)
}

#[cfg(test)]
mod tests;
