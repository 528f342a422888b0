//! Who may know whom: reads the paths that each room of `src/` names and holds the table of `ARCHITECTURE.md`.
//!
//! Unit tests may know anybody: what follows `mod tests {`, and files that are compiled for tests only. Comments are not
//! read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const STAGES: [&str; 7] = [
    "prefilter",
    "lang",
    "resolve",
    "rules",
    "suppress",
    "baseline",
    "fix",
];
const EDGES: [&str; 7] = [
    "discover", "git", "config", "manifest", "report", "emit", "write",
];
/// Files and folders that are compiled for tests only.
const FOR_TESTS: [&str; 3] = ["tests", "samples", "scratch"];

/// A room and what it may name beside itself; `lib` declares all of them and names none.
fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut table = BTreeMap::from([
        ("model", vec![]),
        ("upwards", vec!["model"]),
        ("fence", vec![]),
        ("lib", vec![]),
    ]);
    for room in STAGES.into_iter().chain(EDGES) {
        table.insert(room, vec!["model"]);
    }
    // The walk up the folders, which two edges share, and what all must not touch.
    for edge in ["config", "manifest"] {
        table.entry(edge).or_default().push("upwards");
    }
    for edge in ["config", "manifest", "discover", "git", "write"] {
        table.entry(edge).or_default().push("fence");
    }
    let main_path = STAGES
        .into_iter()
        .chain(EDGES)
        .filter(|room| !["report", "emit", "write", "git"].contains(room));
    table.insert("pipeline", main_path.chain(["model", "fence"]).collect());
    let outside: Vec<_> = EDGES.into_iter().chain(["model", "pipeline"]).collect();
    table.insert("cli", outside.clone());
    table.insert("main", [outside.as_slice(), &["cli", "fence"]].concat());
    table
}

#[test]
fn rooms_know_only_whom_they_may_know() {
    let table = table();
    for (path, code) in sources() {
        let room = room_of(&path);
        let Some(allowed) = table.get(room.as_str()) else {
            panic!("{path} is in a room without a row in the table of layers");
        };
        for named in named_rooms(&code, &table) {
            let known = named == room || allowed.contains(&named.as_str());
            assert!(known, "{path}: `{room}` must not know `{named}`");
        }
    }
}

#[test]
fn parsers_and_drawers_stay_in_their_rooms() {
    let homes: [(&str, &[&str]); 4] = [
        ("tree_sitter", &["src/lang/"]),
        ("dialoguer", &["src/main/asking.rs"]),
        ("tempfile", &["src/write.rs"]),
        (
            "miette",
            &[
                "src/report/terminal.rs",
                "src/config.rs",
                "src/main/dressed.rs",
            ],
        ),
    ];
    for (path, code) in sources() {
        for (package, homes) in homes {
            let at_home = homes.iter().any(|home| path.starts_with(home));
            let named = code.contains(package);
            assert!(at_home || !named, "{path} must not name {package}");
        }
    }
}

#[test]
fn paths_are_found_however_they_are_written() {
    let code = "use crate::{model::source::Span, lang};\nlet x = crate::rules::RULES;\nuse super::config;\n\
                use super::source::Span;\nuse parselint::pipeline::run;\nuse my_crate::report;\n";
    let found: Vec<_> = named_rooms(code, &table()).into_iter().collect();
    assert_eq!(found, ["config", "lang", "model", "pipeline", "rules"]);
}

/// Path (with `/`) and code of every file, without comments and unit tests.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    assert!(files.len() > 20, "src/ was not found");
    let shown = |path: &Path| {
        let inside = path.strip_prefix(root).expect("below the root");
        inside.to_string_lossy().replace('\\', "/")
    };
    let read = |path: &PathBuf| fs::read_to_string(path).expect("a source is UTF-8");
    files
        .iter()
        .map(|path| (shown(path), code_of(&read(path))))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("entry").path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if FOR_TESTS.contains(&&*stem) {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn code_of(text: &str) -> String {
    let code = text.split("\nmod tests {").next().unwrap_or_default();
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    code.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

/// `lang` of `src/lang/javascript/tree.rs`, `cli` of `src/cli.rs`.
fn room_of(path: &str) -> String {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let first = inside.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first).to_owned()
}

/// The rooms that follow `crate::`, `super::` or `parselint::`, braces included.
fn named_rooms(code: &str, table: &BTreeMap<&str, Vec<&str>>) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for prefix in ["crate::", "super::", "parselint::"] {
        for (at, _) in code.match_indices(prefix) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                named.extend(first_names(&code[at + prefix.len()..]));
            }
        }
    }
    named.retain(|name| table.contains_key(name.as_str()));
    named
}

/// `a` of `a::b`, and `a`, `b` of `{a::c, b}`.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        let text = text.trim_start();
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(inner) = rest.strip_prefix('{') else {
        return vec![name(rest)];
    };
    let (mut names, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, letter) in inner.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(name(&inner[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(name(&inner[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}
