//! Where a search up the folders begins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A folder, and what is known of it before anybody looks.
#[derive(Clone, Copy, Debug)]
pub struct Start<'a> {
    /// Absolute, without `..`.
    pub dir: &'a Path,
    /// Those of its entries that may be what searches look for; `None` where nobody has kept them.
    pub landmarks: Option<&'a [OsString]>,
}

impl<'a> From<&'a Path> for Start<'a> {
    fn from(dir: &'a Path) -> Self {
        Self {
            dir,
            landmarks: None,
        }
    }
}

impl<'a> From<&'a PathBuf> for Start<'a> {
    fn from(dir: &'a PathBuf) -> Self {
        dir.as_path().into()
    }
}

impl Start<'_> {
    /// Whether it is worth looking for an entry of this name in a folder. Some file systems know no difference between `a`
    /// and `A`.
    pub fn may_hold(&self, folder: &Path, name: &str) -> bool {
        let landmarks = self
            .landmarks
            .filter(|_| folder.as_os_str() == self.dir.as_os_str());
        landmarks.is_none_or(|landmarks| {
            let mut landmarks = landmarks.iter();
            landmarks.any(|landmark| landmark.eq_ignore_ascii_case(name))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_read_is_known() {
        let (dir, above) = (Path::new("/a/b"), Path::new("/a"));
        let landmarks = [OsString::from("CARGO.toml")];
        let start = Start {
            dir,
            landmarks: Some(&landmarks),
        };
        assert!(start.may_hold(dir, "Cargo.toml"));
        assert!(!start.may_hold(dir, "package.json"));
        assert!(start.may_hold(above, "package.json"));
        assert!(Start::from(dir).may_hold(dir, "package.json"));
    }
}
