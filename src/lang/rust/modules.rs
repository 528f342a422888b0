//! Where a file stands in its crate: the crate it belongs to and the modules that lead to it, by Cargo's layout.
//!
//! `#[path]` and targets that a manifest puts elsewhere are not followed: a constant there is no candidate.

use crate::model::neighbours::{ModuleFile, Standing};
use crate::model::path;
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

/// How many names of a path may be modules.
const DEEPEST: usize = 8;

/// Where the module may be found that a path begins with: of the names, as many as possible are modules with files of
/// their own, the last of them the likeliest.
pub(super) fn module_files(from: &Standing<'_>, names: &[String]) -> Vec<ModuleFile> {
    let Some((first, rest)) = names.split_first() else {
        return Vec::new();
    };
    let root = Root::of(from);
    let (base, supers) = match first.as_str() {
        "crate" => (Vec::new(), 0),
        "self" => (root.modules.clone(), 0),
        "super" => {
            let more = rest.iter().take_while(|name| *name == "super").count();
            let Some(depth) = root.modules.len().checked_sub(1 + more) else {
                return Vec::new();
            };
            (root.modules[..depth].to_vec(), more)
        }
        name => {
            let Some(package) = from.package else {
                return Vec::new();
            };
            let folder = match package.name.replace('-', "_") == name {
                true => package.folder,
                false => match package.beside(name, ':') {
                    Some((folder, "")) => folder,
                    _ => return Vec::new(),
                },
            };
            return below(&path::join(folder, "src"), &["lib"], &[], rest, 1);
        }
    };
    below(&root.folder, root.files, &base, &rest[supers..], 1 + supers)
}

/// The folder and the root files of a file's crate, and the modules that lead from there to the file.
struct Root {
    folder: String,
    files: &'static [&'static str],
    modules: Vec<String>,
}

impl Root {
    fn of(from: &Standing<'_>) -> Self {
        let source = from.package.and_then(|package| {
            let folder = package.join("src");
            let inside = from.path.strip_prefix(&folder)?.strip_prefix('/')?;
            (!inside.starts_with("bin/")).then_some((folder, inside))
        });
        match source {
            Some((folder, "main.rs")) => Self {
                folder,
                files: &["main"],
                modules: Vec::new(),
            },
            Some((folder, inside)) => Self {
                folder,
                files: &["lib", "main"],
                modules: modules(inside),
            },
            // A test, an example, a file without a package: its modules stand beside it.
            None => {
                let (folder, name) = from.path.rsplit_once('/').unwrap_or(("", from.path));
                let nested = name == "mod.rs";
                Self {
                    folder: folder.to_owned(),
                    files: if nested { &["mod"] } else { &[] },
                    modules: Vec::new(),
                }
            }
        }
    }
}

/// The files of the modules `base` and then as many of `names` as may be modules.
fn below(
    folder: &str,
    roots: &[&str],
    base: &[String],
    names: &[String],
    used: usize,
) -> Vec<ModuleFile> {
    let join = |inside: &str| match folder {
        "" => inside.to_owned(),
        folder => format!("{folder}/{inside}"),
    };
    let mut files = Vec::new();
    for more in (0..=names.len().min(DEEPEST)).rev() {
        let modules: Vec<&str> = base
            .iter()
            .chain(&names[..more])
            .map(String::as_str)
            .collect();
        let paths = match modules.as_slice() {
            [] => roots.iter().map(|root| format!("{root}.rs")).collect(),
            modules => {
                let path = modules.join("/");
                vec![format!("{path}.rs"), format!("{path}/mod.rs")]
            }
        };
        files.extend(paths.iter().map(|path| ModuleFile {
            path: join(path),
            used: used + more,
        }));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::neighbours::PackageAt;

    fn found(path: &str, names: &str) -> Vec<(String, usize)> {
        let names: Vec<String> = names.split("::").map(str::to_owned).collect();
        let from = Standing {
            path,
            package: Some(PackageAt {
                name: "shop-core",
                folder: "/shop",
                beside: &[("shop_codes".into(), "/shop/codes".into())],
            }),
        };
        let files = module_files(&from, &names).into_iter();
        files.map(|file| (file.path, file.used)).collect()
    }

    #[test]
    fn modules_are_looked_for_from_the_crate_and_from_the_file() {
        for (path, names, file, used) in [
            ("src/a.rs", "crate::codes::GONE", "src/codes.rs", 2),
            ("src/a.rs", "crate::codes::GONE", "src/codes/mod.rs", 2),
            ("src/a.rs", "crate::GONE", "src/lib.rs", 1),
            ("src/main.rs", "self::codes::GONE", "src/codes.rs", 2),
            ("src/a/b.rs", "super::codes::GONE", "src/a/codes.rs", 2),
            ("src/a/b.rs", "super::super::codes::GONE", "src/codes.rs", 3),
            ("src/a/mod.rs", "self::codes::GONE", "src/a/codes.rs", 2),
            ("tests/t.rs", "shop_core::codes::GONE", "src/codes.rs", 2),
            ("tests/t.rs", "self::common::GONE", "tests/common/mod.rs", 2),
            ("src/bin/x.rs", "shop_core::GONE", "src/lib.rs", 1),
            ("src/a.rs", "shop_codes::a::GONE", "codes/src/a.rs", 2),
        ] {
            let found = found(&format!("/shop/{path}"), names);
            let wanted = (format!("/shop/{file}"), used);
            assert!(found.contains(&wanted), "{path}: {names}: {found:?}");
        }
    }

    #[test]
    fn modules_of_others_and_above_the_crate_are_nowhere() {
        assert_eq!(found("/shop/src/a.rs", "serde::GONE"), []);
        assert_eq!(found("/shop/src/a.rs", "super::super::GONE"), []);
    }

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
