//! A folder that is open: what stands in it, and its files, for which the folders above are not looked up again.          [I/O]

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::Path;

/// What an entry is; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    Other,
}

/// A folder that was opened once.
#[derive(Debug)]
pub struct OpenFolder(system::Handle);

impl OpenFolder {
    /// Unless links are followed, one at the end of the path is an error.
    pub(super) fn open(path: &Path, follow: bool) -> io::Result<Self> {
        system::folder(path, follow).map(Self)
    }

    /// Gives all entries, in the order of the system. Asked once.
    pub(super) fn entries(&self, each: &mut dyn FnMut(&OsStr, Kind)) -> io::Result<()> {
        system::entries(&self.0, each)
    }

    /// Opens a file in it, without waiting for the other end of a named pipe. A link is an error: a walk has seen none.
    pub(super) fn file(&self, name: &OsStr) -> io::Result<File> {
        system::file_in(&self.0, name)
    }
}

#[cfg(unix)]
mod system {
    use std::ffi::{CStr, OsStr};
    use std::fs::File;
    use std::io;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, openat, statat};
    use rustix::io::retry_on_intr;

    use super::Kind;

    pub(super) type Handle = OwnedFd;

    const FILE: OFlags = OFlags::RDONLY
        .union(OFlags::NONBLOCK)
        .union(OFlags::NOCTTY)
        .union(OFlags::NOFOLLOW)
        .union(OFlags::CLOEXEC);
    const FOLDER: OFlags = OFlags::RDONLY
        .union(OFlags::DIRECTORY)
        .union(OFlags::CLOEXEC);

    pub(super) fn folder(path: &Path, follow: bool) -> io::Result<Handle> {
        let mut how = FOLDER;
        how.set(OFlags::NOFOLLOW, !follow);
        Ok(retry_on_intr(|| openat(CWD, path, how, Mode::empty()))?)
    }

    pub(super) fn file_in(folder: &Handle, name: &OsStr) -> io::Result<File> {
        let name = name.as_bytes();
        Ok(retry_on_intr(|| openat(folder, name, FILE, Mode::empty()))?.into())
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    pub(super) fn entries(folder: &Handle, each: &mut dyn FnMut(&OsStr, Kind)) -> io::Result<()> {
        use rustix::fs::RawDir;
        use rustix::io::Errno;

        // In bytes: room for some hundred entries, and for the longest name many times.
        const ROOM: usize = 32 * 1024;
        let mut room = Vec::with_capacity(ROOM);
        let mut entries = RawDir::new(folder, room.spare_capacity_mut());
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) => give(folder, entry.file_name(), entry.file_type(), each),
                Err(Errno::INTR) => {}
                // It was removed.
                Err(Errno::NOENT) => break,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    pub(super) fn entries(folder: &Handle, each: &mut dyn FnMut(&OsStr, Kind)) -> io::Result<()> {
        // A second handle of the same open folder: reading it moves the first one, too, which is never read.
        let mut entries = rustix::fs::Dir::new(folder.try_clone()?)?;
        while let Some(entry) = entries.read() {
            let entry = entry?;
            give(folder, entry.file_name(), entry.file_type(), each);
        }
        Ok(())
    }

    fn give(folder: &Handle, name: &CStr, known: FileType, each: &mut dyn FnMut(&OsStr, Kind)) {
        let bytes = name.to_bytes();
        if matches!(bytes, b"." | b"..") {
            return;
        }
        let kind = match known {
            FileType::Unknown => asked(folder, name),
            known => kind(known),
        };
        each(OsStr::from_bytes(bytes), kind);
    }

    /// For file systems whose folders do not tell what their entries are.
    fn asked(folder: &Handle, name: &CStr) -> Kind {
        let found = statat(folder.as_fd(), name, AtFlags::SYMLINK_NOFOLLOW);
        found.map_or(Kind::Other, |found| {
            kind(FileType::from_raw_mode(found.st_mode))
        })
    }

    fn kind(kind: FileType) -> Kind {
        match kind {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            FileType::Symlink => Kind::Link,
            _ => Kind::Other,
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::ffi::OsStr;
    use std::fs::{self, File, FileType};
    use std::io;
    use std::path::{Path, PathBuf};

    use super::Kind;
    use crate::fence;

    pub(super) type Handle = PathBuf;

    pub(super) fn folder(path: &Path, follow: bool) -> io::Result<Handle> {
        match follow || path.symlink_metadata()?.is_dir() {
            true => Ok(path.to_path_buf()),
            false => Err(io::Error::other("not a folder")),
        }
    }

    pub(super) fn file_in(folder: &Handle, name: &OsStr) -> io::Result<File> {
        fence::open_any(&folder.join(name), false)
    }

    pub(super) fn entries(folder: &Handle, each: &mut dyn FnMut(&OsStr, Kind)) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            each(&entry.file_name(), kind(entry.file_type()?));
        }
        Ok(())
    }

    fn kind(kind: FileType) -> Kind {
        match () {
            () if kind.is_symlink() => Kind::Link,
            () if kind.is_dir() => Kind::Folder,
            () if kind.is_file() => Kind::File,
            () => Kind::Other,
        }
    }
}
