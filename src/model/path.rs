//! Paths as people read them: in reports, notes and configuration errors.

use std::path::Path;

/// The path, separated by `/` on every system.
pub fn slashed(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown.into_owned()
    }
}

/// The path, relative to the working directory where it lies in it.
pub fn shown(path: &Path, cwd: &Path) -> String {
    slashed(path.strip_prefix(cwd).unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_inside_is_relative() {
        let cwd = Path::new("/project");
        assert_eq!(shown(Path::new("/project/a/b.js"), cwd), "a/b.js");
        assert_eq!(shown(Path::new("/projects/b.js"), cwd), "/projects/b.js");
        assert_eq!(shown(Path::new("/other/b.js"), cwd), "/other/b.js");
    }
}
