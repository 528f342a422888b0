//! Where a file stands in its crate: the crate it belongs to and the modules that lead to it, by Cargo's layout.
//!
//! `#[path]` and targets that a manifest puts elsewhere are not followed: a constant there is no candidate.

use crate::model::resolved::Home;

/// A file's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Location {
    pub(super) krate: Crate,
    /// From the crate's root to the file.
    pub(super) modules: Vec<String>,
}

/// The crate of a file, within its package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Crate {
    Library {
        manifest: String,
    },
    /// A binary, a test, an example, a benchmark, a build script: by the file that is its root.
    Other {
        root: String,
    },
}

/// The place of a file, by its path (as shown) and its package; a file of no package is a crate of its own.
pub(super) fn locate(path: &str, home: Option<&Home>) -> Location {
    let alone = || Location {
        krate: Crate::Other {
            root: path.to_owned(),
        },
        modules: Vec::new(),
    };
    let Some(home) = home else { return alone() };
    let folder = home
        .manifest
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let inside = path
        .strip_prefix(folder)
        .map(|rest| rest.trim_start_matches('/'));
    let Some(source) = inside.and_then(|inside| inside.strip_prefix("src/")) else {
        return alone();
    };
    if source == "main.rs" || source.starts_with("bin/") {
        return alone();
    }
    Location {
        krate: Crate::Library {
            manifest: home.manifest.clone(),
        },
        modules: modules(source),
    }
}

/// The modules of a path below `src`: none for `lib.rs`, `a` and `b` for `a/b.rs` and `a/b/mod.rs`.
fn modules(source: &str) -> Vec<String> {
    let stem = source.strip_suffix(".rs").unwrap_or(source);
    let mut names: Vec<String> = stem.split('/').map(str::to_owned).collect();
    let is_root = names.last().is_some_and(|last| last == "mod") || stem == "lib";
    if is_root {
        names.pop();
    }
    names
}

impl Location {
    /// A path from the root of its crate, by what a file's own path begins with; `nested` where it stands in a module
    /// inside of the file.
    pub(super) fn absolute(&self, path: &[String], nested: bool) -> Vec<String> {
        let krate = || "crate".to_owned();
        let here = || std::iter::once(krate()).chain(self.modules.iter().cloned());
        match path.split_first() {
            Some((first, rest)) if first == "self" => here().chain(rest.iter().cloned()).collect(),
            Some((first, rest)) if first == "super" => {
                let up = usize::from(!nested).min(self.modules.len());
                let parent = here().take(1 + self.modules.len() - up);
                parent.chain(rest.iter().cloned()).collect()
            }
            _ => path.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(manifest: &str) -> Home {
        Home {
            name: "shop".into(),
            manifest: manifest.into(),
        }
    }

    #[test]
    fn files_stand_where_cargo_looks_for_them() {
        for (path, modules) in [
            ("core/src/lib.rs", ""),
            ("core/src/codes.rs", "codes"),
            ("core/src/errors/mod.rs", "errors"),
            ("core/src/errors/codes.rs", "errors::codes"),
        ] {
            let found = locate(path, Some(&home("core/Cargo.toml")));
            assert_eq!(found.modules.join("::"), modules, "{path}");
            assert!(matches!(found.krate, Crate::Library { .. }), "{path}");
        }
        for path in [
            "core/src/main.rs",
            "core/src/bin/tool.rs",
            "core/tests/a.rs",
            "other/src/lib.rs",
        ] {
            let found = locate(path, Some(&home("core/Cargo.toml")));
            assert_eq!(found.krate, Crate::Other { root: path.into() }, "{path}");
        }
        let top = locate("src/codes.rs", Some(&home("Cargo.toml")));
        assert_eq!(top.modules, ["codes"]);
    }

    #[test]
    fn relative_paths_begin_where_the_file_stands() {
        let here = locate("src/errors/codes.rs", Some(&home("Cargo.toml")));
        let absolute = |path: &str, nested| {
            let path: Vec<String> = path.split("::").map(str::to_owned).collect();
            here.absolute(&path, nested).join("::")
        };
        assert_eq!(absolute("crate::codes::GONE", false), "crate::codes::GONE");
        assert_eq!(absolute("self::GONE", false), "crate::errors::codes::GONE");
        assert_eq!(absolute("super::Kind", false), "crate::errors::Kind");
        assert_eq!(absolute("super::GONE", true), "crate::errors::codes::GONE");
        assert_eq!(absolute("shop_core::GONE", false), "shop_core::GONE");
    }
}
