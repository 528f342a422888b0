//! Folders for tests, removed when the test ends. Compiled for tests only.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A fresh, empty folder under the system's folder for temporary files.
pub(crate) struct Scratch {
    root: PathBuf,
}

impl Scratch {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("parselint-test-{}-{count}", std::process::id());
        let root = std::env::temp_dir().join(name);
        fs::create_dir_all(&root).expect("a folder for the test");
        Self {
            root: root.canonicalize().expect("its real path"),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Writes files (path relative to the root, text), with the folders they need.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let scratch = Self::new();
        for (path, text) in files {
            scratch.write(path, text);
        }
        scratch
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.root.join(path);
        let folder = path.parent().expect("a folder");
        fs::create_dir_all(folder).expect("folders for the file");
        fs::write(&path, text).expect("the file");
        path
    }

    /// A named pipe that nobody writes to.
    #[cfg(unix)]
    pub(crate) fn pipe(&self, path: &str) -> PathBuf {
        let path = self.root.join(path);
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo").success());
        path
    }

    #[cfg(unix)]
    pub(crate) fn link(&self, path: &str, target: &str) {
        std::os::unix::fs::symlink(target, self.root.join(path)).expect("a symbolic link");
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A leftover in the temporary folder is no reason to fail a test.
        let _ = fs::remove_dir_all(&self.root);
    }
}
