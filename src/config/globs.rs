//! What a pattern of the configuration and of `--exclude` means.
//!
//! As in `.gitignore`: a pattern without a slash matches at any depth, one with a slash starts at the folder of the
//! configuration, and a folder stands for everything in it. `*` and `?` stop at slashes, `**` does not.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::model::error::{Error, Result};

/// Patterns that hold below one folder.
#[derive(Debug)]
pub struct Globs {
    root: PathBuf,
    set: GlobSet,
}

impl Globs {
    /// `root` is absolute. An invalid pattern is an error without a place; `check` finds it with one.
    pub fn new(root: &Path, patterns: &[String]) -> Result<Self> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let invalid = |why| Error::new(format!("`{pattern}` is not a valid pattern: {why}"));
            for glob in globs(pattern).map_err(invalid)? {
                set.add(glob);
            }
        }
        let set = set.build().map_err(|error| {
            Error::new(format!("the patterns cannot be used: {}", error.kind()))
                .help("together they are too many or too large: write fewer, of folders rather than files")
        })?;
        Ok(Self {
            root: root.to_path_buf(),
            set,
        })
    }

    /// Whether a path (absolute, without `..`) matches; never outside the root.
    pub fn matches(&self, path: &Path) -> bool {
        if self.set.is_empty() {
            return false;
        }
        path.strip_prefix(&self.root)
            .is_ok_and(|relative| self.set.is_match(relative))
    }
}

impl Globs {
    /// The patterns that match a path, by their places in the list that they were made from.
    pub(super) fn matching(&self, path: &Path) -> Vec<usize> {
        let relative = path.strip_prefix(&self.root);
        let globs = relative.map(|relative| self.set.matches(relative));
        // Two globs a pattern.
        let mut patterns: Vec<usize> = globs.unwrap_or_default().iter().map(|at| at / 2).collect();
        patterns.dedup();
        patterns
    }
}

/// Why a pattern cannot be used.
pub(super) fn check(pattern: &str) -> std::result::Result<(), String> {
    globs(pattern).map(|_| ())
}

/// The path itself, and all that lies in it where it is a folder.
fn globs(pattern: &str) -> std::result::Result<[Glob; 2], String> {
    if pattern.starts_with('!') {
        return Err("patterns only add, `!` takes nothing away".into());
    }
    let path = pattern.strip_prefix("./").unwrap_or(pattern);
    let path = path.strip_suffix("/**").unwrap_or(path);
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        return Err("it names nothing".into());
    }
    if path.split('/').any(|part| part == "..") {
        return Err("it cannot leave the folder of the configuration".into());
    }
    let path = path.strip_prefix('/').unwrap_or(path);
    let anchored = pattern.trim_end_matches('/').contains('/');
    let path = if anchored {
        path.to_owned()
    } else {
        format!("**/{path}")
    };
    Ok([glob(&path)?, glob(&format!("{path}/**"))?])
}

fn glob(pattern: &str) -> std::result::Result<Glob, String> {
    GlobBuilder::new(pattern)
        .literal_separator(true)
        .backslash_escape(true)
        .build()
        .map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_pattern(pattern: &str, matching: &[&str], other: &[&str]) {
        let root = Path::new("/project");
        let globs = Globs::new(root, &[pattern.to_owned()]).expect("a valid pattern");
        for path in matching {
            assert!(
                globs.matches(&root.join(path)),
                "{pattern} should match {path}"
            );
        }
        for path in other {
            assert!(
                !globs.matches(&root.join(path)),
                "{pattern} should not match {path}"
            );
        }
    }

    #[test]
    fn a_pattern_without_slash_matches_at_any_depth() {
        check_pattern("legacy", &["legacy", "a/legacy/b.js"], &["legacy2/a.js"]);
        check_pattern("legacy/", &["legacy/a.js", "a/legacy/b.js"], &["old/a.js"]);
        check_pattern("*.gen.js", &["x.gen.js", "a/b/x.gen.js"], &["x.js"]);
        check_pattern("**", &["a.js", "a/b.js"], &[]);
    }

    #[test]
    fn a_pattern_with_slash_starts_at_the_root() {
        check_pattern(
            "legacy/**",
            &["legacy", "legacy/a/b.js"],
            &["a/legacy/b.js"],
        );
        check_pattern("/dist", &["dist/a.js"], &["a/dist/b.js"]);
        check_pattern("./src/gen", &["src/gen/a.js"], &["a/src/gen/b.js"]);
        check_pattern("src/*.js", &["src/a.js"], &["src/a/b.js", "a/src/b.js"]);
        check_pattern(
            "**/gen/**",
            &["gen/a.js", "a/b/gen/c/d.js"],
            &["generated/a.js"],
        );
        check_pattern("src/{a,b}.[jt]s", &["src/a.ts", "src/b.js"], &["src/c.js"]);
    }

    #[test]
    fn paths_outside_the_root_never_match() {
        let globs = Globs::new(Path::new("/project"), &["**".to_owned()]).expect("globs");
        assert!(!globs.matches(Path::new("/elsewhere/a.js")));
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for pattern in ["", "/", "a[", "{a", "!a", "../a", "a/../b"] {
            assert!(check(pattern).is_err(), "{pattern:?}");
        }
    }
}
