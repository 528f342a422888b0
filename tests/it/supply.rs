//! What the program is made of, as far as the manifest says it: features that were chosen, crates that are used, one
//! version of Rust, one registry, no `unsafe`.
//!
//! Licences, versions and advisories of what is built in are for `.ci/supply`, which needs a registry.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// The kinds of dependencies, and the folders that may name them.
const KINDS: [(&str, &[&str]); 2] = [
    ("dependencies", &["src"]),
    ("dev-dependencies", &["src", "tests", "benches"]),
];

#[test]
fn every_dependency_says_which_features_it_is_for() {
    for (_, name, value) in dependencies() {
        let chosen = value
            .get("default-features")
            .and_then(Value::as_bool)
            .is_some_and(|all| !all);
        assert!(
            chosen,
            "{name}: write `default-features = false` and the features that are used"
        );
    }
}

#[test]
fn every_dependency_is_used() {
    let text = |folder: &&str| {
        let texts = files(&root().join(folder), "rs").into_iter();
        texts.map(read).collect::<String>()
    };
    for (kind, folders) in KINDS {
        let sources: String = folders.iter().map(text).collect();
        for (_, name, _) in dependencies().iter().filter(|(of, ..)| *of == kind) {
            let module = name.replace('-', "_");
            let spellings = [format!("{module}::"), format!("use {module};")];
            assert!(
                spellings.iter().any(|way| names(&sources, way)),
                "{name} is in [{kind}], and nothing in {folders:?} names it"
            );
        }
    }
}

/// Whether a path begins so: `::`, `(` or a blank may stand before it, a letter may not.
fn names(sources: &str, way: &str) -> bool {
    let begins = |at: usize| {
        let before = sources[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    };
    sources.match_indices(way).any(|(at, _)| begins(at))
}

#[test]
fn everything_comes_from_one_registry_with_a_checksum() {
    let lock = table(&root().join("Cargo.lock"));
    let packages = lock["package"].as_array().expect("packages");
    assert!(packages.len() > 50, "Cargo.lock was not understood");
    for package in packages {
        let text = |key: &str| package.get(key).and_then(Value::as_str);
        let name = text("name").expect("a name");
        let source = text("source");
        if name == "parselint" {
            assert_eq!(source, None);
            continue;
        }
        let registry = "registry+https://github.com/rust-lang/crates.io-index";
        assert_eq!(source, Some(registry), "{name}");
        let digits = text("checksum").map_or(0, str::len);
        assert_eq!(digits, 64, "{name} has no checksum");
    }
}

/// The manifest is what clippy holds the sources to (`incompatible_msrv`); all else builds with that very version.
#[test]
fn one_version_of_rust_is_named_everywhere() {
    let manifest = manifest();
    let least = manifest["package"]["rust-version"].as_str();
    let least = least.expect("a rust-version");
    let toolchain = format!("RUSTUP_TOOLCHAIN: \"{least}.0\"");
    assert_eq!(
        manifest["lints"]["clippy"]["incompatible_msrv"].as_str(),
        Some("warn")
    );
    for (path, words) in [
        ("Dockerfile", format!("FROM rust:{least}.0-")),
        ("README.md", format!("with Rust {least} or newer")),
        ("docs/install.md", format!("with Rust {least} or newer")),
        (".github/workflows/ci.yml", toolchain.clone()),
        (".github/workflows/release.yml", toolchain.clone()),
        (".github/workflows/advisories.yml", toolchain),
    ] {
        let text = read(root().join(path));
        assert!(text.contains(&words), "{path} does not say `{words}`");
    }
}

/// Lints of a manifest hold for its library, program, tests, benches and examples. Packages beside ours have their own.
#[test]
fn unsafe_code_is_forbidden_in_every_package() {
    let own = files(&root(), "toml").into_iter();
    let manifests: Vec<PathBuf> = own.filter(|path| path.ends_with("Cargo.toml")).collect();
    assert!(manifests.contains(&root().join("Cargo.toml")));
    for path in manifests {
        let level = table(&path)
            .get("lints")
            .and_then(|lints| lints.get("rust")?.get("unsafe_code")?.as_str())
            .map(str::to_owned);
        assert_eq!(level.as_deref(), Some("forbid"), "{}", path.display());
    }
}

/// Kind, name and value of all of them, those of some platforms included.
fn dependencies() -> Vec<(&'static str, String, Value)> {
    let manifest = manifest();
    let target = manifest.get("target").and_then(Value::as_table);
    let targets = target.into_iter().flat_map(Table::values);
    let tables: Vec<&Table> = [&manifest]
        .into_iter()
        .chain(targets.filter_map(Value::as_table))
        .collect();
    let of = |kind: &'static str| {
        let tables = tables.iter().filter_map(move |table| table.get(kind));
        let rows = tables.filter_map(Value::as_table).flatten();
        rows.map(move |(name, value)| (kind, name.clone(), value.clone()))
    };
    let all: Vec<_> = KINDS.iter().flat_map(|(kind, _)| of(kind)).collect();
    assert!(all.len() > 20, "the manifest was not understood");
    all
}

fn manifest() -> Table {
    table(&root().join("Cargo.toml"))
}

fn table(path: &Path) -> Table {
    let text = read(path.to_path_buf());
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn read(path: PathBuf) -> String {
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Files with that extension, but for hidden folders, what was built, and the projects that are linted as fixtures.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let left_out = ["target", "fixtures", "node_modules"];
    let walk = walkdir::WalkDir::new(folder).into_iter();
    let walk = walk.filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || left_out.contains(&name.as_ref()))
    });
    let paths = walk.flatten().map(walkdir::DirEntry::into_path);
    paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
