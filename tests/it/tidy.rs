//! What people read first is true: module headers, the README's table of rules, and the paths that documents name.

use std::fs;
use std::path::{Path, PathBuf};

use parselint::rules::RULES;

const DOCUMENTS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
const TABLE: (&str, &str) = ("<!-- rules -->\n", "<!-- /rules -->");
const DEMO: (&str, &str) = ("<!-- demo -->\n", "<!-- /demo -->");
const EXPLAIN: (&str, &str) = ("<!-- explain -->\n", "<!-- /explain -->");

#[test]
fn every_source_says_what_it_is_for() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    assert!(files.len() > 20, "src/ was not found");
    for path in files {
        let text = fs::read_to_string(&path).expect("a source is UTF-8");
        let header = text.lines().next().unwrap_or_default();
        assert!(
            header.starts_with("//! "),
            "{} has no header",
            path.display()
        );
    }
}

/// `UPDATE=1 cargo test` writes the table of rules and the demo's output anew.
#[test]
fn the_readme_shows_the_rules_and_the_demo() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("README.md");
    let renewed = between(&readme, TABLE, &rule_table());
    let renewed = between(&renewed, DEMO, &demo());
    let renewed = between(&renewed, EXPLAIN, &explanation());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, renewed).expect("README.md can be written");
    } else {
        assert_eq!(readme, renewed, "run UPDATE=1 cargo test");
    }
}

/// A document with other words between two marks.
fn between(document: &str, (start, end): (&str, &str), words: &str) -> String {
    let (before, rest) = document.split_once(start).expect("the start mark");
    let (_, after) = rest.split_once(end).expect("the end mark");
    [before, start, words, end, after].concat()
}

/// What the program says of two files of the demo, at 80 columns and without colour.
fn demo() -> String {
    let files = [
        "fixtures/demo/cloud/codes.js",
        "fixtures/demo/web/src/Checkout.tsx",
        "fixtures/demo/warehouse/src/codes.rs",
    ];
    drawn(root(), &[&["check"], &files[..]].concat(), 1)
}

/// What it says of one number of the demo.
fn explanation() -> String {
    let demo = root().join("fixtures/demo");
    drawn(&demo, &["explain", "cloud/stock.js:16:24"], 0)
}

/// A command line and what the program answers, fenced.
fn drawn(folder: &Path, arguments: &[&str], status: i32) -> String {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_parselint"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("NO_GRAPHICS")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    assert_eq!(run.status.code(), Some(status), "{arguments:?}");
    let drawn = String::from_utf8(run.stdout).expect("the program writes UTF-8");
    let drawn: Vec<&str> = drawn.lines().map(str::trim_end).collect();
    format!(
        "```text\n$ parselint {}\n{}\n```\n",
        arguments.join(" "),
        drawn.join("\n")
    )
}

fn rule_table() -> String {
    let mut table = String::from("| rule | severity | finds | suggests |\n|---|---|---|---|\n");
    for rule in RULES {
        let level = rule.default_level().name();
        let cells = [level, rule.summary, rule.suggests].map(|c| c.replace('|', "\\|"));
        let link = format!("[`{0}`](rules/{0}.md)", rule.id);
        table.push_str(&format!("| {link} | {} |\n", cells.join(" | ")));
    }
    table
}

#[test]
fn documents_name_only_what_exists() {
    for document in DOCUMENTS {
        let text = fs::read_to_string(root().join(document)).expect("a document is UTF-8");
        let named = paths(&text);
        assert!(!named.is_empty(), "{document} names no path");
        for path in named {
            assert!(root().join(&path).exists(), "{document} names `{path}`");
        }
    }
}

#[test]
fn paths_are_told_from_other_words() {
    let text = "see [the rules](rules/a.md#top), `src/lib.rs`, `.ci/run`, `LICENSE-MIT`, `rules/<rule>.md`,\n\
                `a/b`, [out](https://example.org/src/x), [below](#below)\n```\n`src/in/a/fence.rs`\n```\n";
    assert_eq!(paths(text), ["rules/a.md", "src/lib.rs", ".ci/run"]);
}

/// Relative targets of links, and words in back-ticks that start with one of the repository's folders.
fn paths(text: &str) -> Vec<String> {
    const FOLDERS: [&str; 5] = ["src/", "rules/", "tests/", "fixtures/", ".ci/"];
    let prose = outside_of_fences(text);
    let targets = prose
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next());
    let targets = targets.filter(|target| !target.is_empty() && !target.contains("://"));
    let words = prose.split('`').skip(1).step_by(2);
    let words = words.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)));
    let words = words.filter(|word| !word.contains(['<', '*', '{', ' ', '…']));
    targets.chain(words).map(str::to_owned).collect()
}

fn outside_of_fences(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
