//! What of the disk is touched: regular files that nobody has to wait for, and nothing that a link of the repository
//! leads to outside of it.          [I/O]
//!
//! A repository may be anybody's: a link in it can lead to the secrets of whoever lints it, a named pipe or a device in the
//! place of a configuration can wait for ever. Every room that opens what a repository names asks here. What a person
//! names on the command line outside of repositories is that person's business.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Why a path is left alone.
pub const LEADS_OUT: &str = "it is a link that leads out of the repository";

/// The same of a link that stands in no repository.
const LEADS_OUT_OF_CWD: &str = "it is a link that leads out of the working directory";

/// Why a link is left alone of which `link_leads_out` says that it leads out.
pub fn why_left_alone(link: &Path) -> &'static str {
    match link.parent().and_then(repository) {
        Some(_) => LEADS_OUT,
        None => LEADS_OUT_OF_CWD,
    }
}

/// The folder of the repository that a folder lies in, by its `.git`; `None` outside of repositories.
pub fn repository(folder: &Path) -> Option<&Path> {
    let mut above = folder.ancestors();
    above.find(|folder| folder.join(".git").symlink_metadata().is_ok())
}

/// Whether a link on the way to a path (absolute), or at its end, leads out of the repository that the link stands in; one
/// before a `..` is on the way.
pub fn leads_out(path: &Path) -> bool {
    // Hardly a path has a link in it.
    if path.canonicalize().is_ok_and(|real| real == path) {
        return false;
    }
    let links = path.ancestors().filter(|part| is_link(part));
    links.into_iter().any(|link| link_leads_out(link, None))
}

/// The same of the end of a path alone; where a link stands in no repository, it must not lead out of `otherwise`, if it
/// stands in that.
pub fn link_leads_out(path: &Path, otherwise: Option<&Path>) -> bool {
    let Some(folder) = path.parent().filter(|_| is_link(path)) else {
        return false;
    };
    let otherwise = otherwise.filter(|otherwise| folder.starts_with(otherwise));
    // What stands before a `..` holds nothing of what stands behind it.
    let real = folder.canonicalize();
    let folder = real.as_deref().unwrap_or(folder);
    let Some(home) = repository(folder).or(otherwise) else {
        return false;
    };
    match (path.canonicalize(), home.canonicalize()) {
        (Ok(real), Ok(home)) => !real.starts_with(home),
        // What leads nowhere is no secret.
        _ => false,
    }
}

/// Whether what is there of a path lies below a folder, wherever links lead.
pub fn stays_below(path: &Path, folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else {
        return true;
    };
    // A baseline that is to be written is not there yet, and a link that leads nowhere is not written through.
    let mut there = path.ancestors();
    let real = there.find_map(|part| part.canonicalize().ok());
    real.is_none_or(|real| real.starts_with(&folder))
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|found| found.is_symlink())
}

/// Opens a regular file, and never waits: what it is is asked of the open file, which nobody can exchange any more. `None`
/// for what is no regular file.
pub fn open(path: &Path) -> io::Result<Option<(File, Metadata)>> {
    let file = system::open(path, true)?;
    let metadata = file.metadata()?;
    Ok(metadata.is_file().then_some((file, metadata)))
}

/// Opens whatever a path leads to, without waiting for the other end of a named pipe. Unless links are followed, one at
/// the end of the path is an error.
pub fn open_any(path: &Path, follow: bool) -> io::Result<File> {
    system::open(path, follow)
}

#[cfg(unix)]
mod system {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    use rustix::fs::{CWD, Mode, OFlags, openat};
    use rustix::io::retry_on_intr;

    pub(super) fn open(path: &Path, follow: bool) -> io::Result<File> {
        let mut how = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        how.set(OFlags::NOFOLLOW, !follow);
        Ok(retry_on_intr(|| openat(CWD, path, how, Mode::empty()))?.into())
    }
}

#[cfg(not(unix))]
mod system {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    /// What is not a file is not opened.
    pub(super) fn open(path: &Path, follow: bool) -> io::Result<File> {
        let found = match follow {
            true => path.metadata()?,
            false => path.symlink_metadata()?,
        };
        if !found.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        File::open(path)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_link_may_lead_to_all_of_its_repository_and_nowhere_else() {
        let tree = Scratch::with(&[("shop/.git/HEAD", ""), ("shop/a.js", ""), ("out/b.js", "")]);
        let at = |path: &str| tree.root().join(path);
        fs::create_dir(at("shop/sub")).expect("dir");
        for (link, target) in [
            ("shop/sub/in.js", "../a.js"),
            ("shop/out.js", "../out/b.js"),
            ("shop/by.js", "out.js"),
            ("shop/folder", "../out"),
            ("shop/none.js", "../nothing"),
            ("free", "out"),
        ] {
            tree.link(link, target);
        }
        for (path, out) in [
            ("shop/a.js", false),
            ("shop/sub/in.js", false),
            ("shop/out.js", true),
            ("shop/by.js", true),
            ("shop/folder", true),
            ("shop/folder/b.js", true),
            ("shop/none.js", false),
            ("free/b.js", false),
            ("nothing", false),
        ] {
            assert_eq!(leads_out(&at(path)), out, "{path}");
        }
        tree.link("out/home", "../out");
        tree.link("out/a.js", "../shop/a.js");
        assert!(link_leads_out(&at("out/a.js"), Some(&at("out"))));
        assert!(!link_leads_out(&at("out/home"), Some(&at("out"))));
        assert!(!link_leads_out(&at("out/a.js"), Some(&at("shop"))));
        assert!(!link_leads_out(&at("out/a.js"), None));
    }

    #[test]
    fn what_is_no_regular_file_is_not_waited_for() {
        let tree = Scratch::with(&[("a", "text")]);
        let pipe = tree.pipe("pipe");
        assert!(open(&tree.root().join("a")).expect("open").is_some());
        assert!(open(&pipe).expect("open").is_none());
        assert!(open(tree.root()).expect("open").is_none());
        assert!(open(Path::new("/dev/zero")).expect("open").is_none());
        tree.link("link", "a");
        assert!(open_any(&tree.root().join("link"), true).is_ok());
        assert!(open_any(&tree.root().join("link"), false).is_err());
    }
}
