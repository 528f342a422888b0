//! What the fuzz targets assert, of their seeds and of everything that was ever found: the bodies are in `tests/fuzzed/`.
//!
//! A find is a file in `tests/fuzzed/finds/<target>/`; `fuzz/README.md` says how it gets there.

#[path = "../fuzzed/mod.rs"]
pub(crate) mod bodies;

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use bodies::{TARGETS, fix, gate, seeds, target};
use parselint::model::finding::Applicability;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn finds() -> PathBuf {
    root().join("tests/fuzzed/finds")
}

/// Sorted.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn names(folder: &Path) -> BTreeSet<String> {
    let name = |path: &PathBuf| {
        path.file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    listed(folder).iter().map(name).collect()
}

#[track_caller]
fn replay(name: &str) {
    let run = target(name).run;
    let found = listed(&finds().join(name)).into_iter().map(|path| {
        let bytes = fs::read(&path).expect("a find can be read");
        (path.display().to_string(), bytes)
    });
    let found: Vec<_> = found.collect();
    let seeds = seeds::of(name);
    assert!(
        !found.is_empty() && seeds.len() > 10,
        "{name}: {} finds, {} seeds",
        found.len(),
        seeds.len()
    );
    for (path, bytes) in found.iter().chain(&seeds) {
        let holds = catch_unwind(|| run(bytes)).is_ok();
        assert!(holds, "it was {path}");
    }
}

macro_rules! replayed {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                replay(stringify!($name));
            }
        )*

        const REPLAYED: &[&str] = &[$(stringify!($name),)*];
    };
}

replayed! { rust javascript gate suppressions config manifests fix reporters }

#[test]
fn every_target_is_fuzzed_and_replayed() {
    let all: BTreeSet<String> = TARGETS
        .iter()
        .map(|target| target.name.to_owned())
        .collect();
    assert_eq!(names(&root().join("fuzz/fuzz_targets")), all);
    assert_eq!(names(&root().join("fuzz/dictionaries")), all);
    assert_eq!(names(&finds()), all);
    assert_eq!(
        REPLAYED
            .iter()
            .map(ToString::to_string)
            .collect::<BTreeSet<_>>(),
        all
    );
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).expect("a manifest");
    for name in all {
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")),
            "{name}"
        );
    }
}

/// What is asserted of a whole program fails for a text of which the gate is known to lose a finding.
#[test]
fn what_the_gate_loses_is_seen() {
    let lost = |text: &str| {
        let project = gate::project("js", format!("import * as g from './gone';\n{text}\n"));
        catch_unwind(|| gate::assert_equal(&project, false)).is_err()
    };
    assert!(!lost("throw new g.Base(101)"));
    assert!(lost("throw new g['Base'](101)"));
}

/// A fix that is only plausible is one: else nothing would be asserted of it.
#[test]
fn what_is_fixed_is_fixed_for_good() {
    let project = gate::project(
        "js",
        "import Parse from 'parse/node';\nthrow new Parse.Error(101, 'x');\n".to_owned(),
    );
    for least in [Applicability::Safe, Applicability::Unsafe] {
        assert_eq!(fix::check(&project, least), 1);
    }
}
