//! What docs/stability.md promises, as far as it can be written down: recorded lists of which nothing may go.
//!
//! `UPDATE=1 cargo test stability` adds what is new to the lists in `tests/it/stability/` and takes nothing away: a line that
//! is not true any more is a broken promise. Whoever breaks one on purpose deletes the line by hand, and says so in the
//! changelog. The project `shop/` beside the lists is never edited; what is missing in it gets a file of its own.

mod fields;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use parselint::report::Format;
use parselint::rules::RULES;
use serde_json::Value;

use crate::program::{Program, Scratch};

#[test]
fn rules_keep_their_names_and_levels() {
    let now = RULES.iter();
    let now = now.map(|rule| format!("{} {}", rule.id, rule.default_level().name()));
    recorded("rules.txt", now.collect());
}

#[test]
fn findings_keep_their_fingerprints() {
    let now = findings(&[]).into_iter().map(|row| {
        let text = |key: &str| row[key].as_str().expect("a text").to_owned();
        let line = &row["start"]["line"];
        let place = format!("{}:{line} {}", text("path"), text("rule"));
        format!("{place} {} {}", text("severity"), text("fingerprint"))
    });
    recorded("fingerprints.txt", now.collect());
}

#[test]
fn a_baseline_hides_what_it_hid_when_it_was_written() {
    let known = lists().join("baseline.jsonl");
    let known = known.to_str().expect("UTF-8");
    let entries = read("baseline.jsonl").lines().count();
    assert!(entries > 15, "the baseline is not there");
    let prune = ["baseline", "prune", "--check", known, "."];
    let run = Program::of(&prune).within(&shop());
    assert_eq!(
        run.status, 0,
        "a promise of docs/stability.md is broken: {run:?}"
    );
    if std::env::var_os("UPDATE").is_some() {
        let run = Program::of(&["--baseline", known, "--write-baseline", "."]).within(&shop());
        assert_eq!(run.status, 0, "{run:?}");
    }
    // What later rules find beside it is new; what it knows is hidden, to the last entry.
    let entries = read("baseline.jsonl").lines().count();
    let left = findings(&["--baseline", known]).len();
    assert_eq!(left, findings(&[]).len() - entries);
}

#[test]
fn a_comment_that_hid_a_finding_hides_it() {
    let rows = findings(&[]);
    let rows = rows.iter().filter(|row| row["path"] == "cloud/hidden.js");
    assert_eq!(rows.count(), 0);
    let run = Program::of(&["--output-format", "concise"]).within(&shop());
    assert!(run.out.contains("3 findings suppressed"), "{run:?}");
}

#[test]
fn documents_keep_their_fields() {
    let mut now = BTreeSet::new();
    for of in ["json", "jsonl", "inventory", "config"] {
        let run = Program::of(&["schema", of]).within(&shop());
        let schema: Value = serde_json::from_str(&run.out).expect("a schema");
        now.extend(fields::of(of, &schema));
    }
    recorded("fields.txt", now);
}

#[test]
fn commands_flags_and_formats_stay() {
    let mut now: BTreeSet<String> = Format::ALL
        .iter()
        .map(|format| format!("--output-format {}", format.name()))
        .collect();
    let help = |command: &[&str]| {
        let run = Program::of(&[command, &["--help"]].concat()).within(&shop());
        assert_eq!(run.status, 0, "{command:?}");
        run.out
    };
    let commands = help(&[]);
    let commands = commands.split_once("Commands:\n").expect("commands").1;
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let names = commands.filter_map(|line| line.split_whitespace().next());
    for command in names.filter(|name| *name != "help") {
        let text = help(&[command]);
        now.insert(command.to_owned());
        now.extend(flags(&text).map(|flag| format!("{command} {flag}")));
    }
    let text = help(&["baseline", "prune"]);
    now.extend(flags(&text).map(|flag| format!("baseline prune {flag}")));
    recorded("flags.txt", now);
}

/// Of the lines of a help that tell an option: `-q, --quiet`, `--threads <N>`.
fn flags(help: &str) -> impl Iterator<Item = &str> {
    let options = help.lines().map(str::trim_start);
    let options = options.filter(|line| line.starts_with('-'));
    let words = options.flat_map(|line| line.split([' ', ',', '[', '=']));
    words.filter(|word| word.len() > 1 && word.starts_with('-'))
}

/// One project, and what becomes of it.
#[test]
fn exit_statuses_mean_what_they_meant() {
    let scratch = Scratch::with("clean.js", "f();\n");
    scratch.file("bad.js", "throw new Parse.Error(101, 'x');\n");
    scratch.file("spec/a.js", "throw new Parse.Error(101, 'x');\n");
    scratch.file("latin1.js", b"// \xe9\n");
    scratch.file(".gitignore", "ignored.js\n");
    scratch.file(".git/HEAD", "");
    scratch.file("ignored.js", "throw new Parse.Error(101, 'x');\n");
    scratch.file("wrong.toml", "rulez = 1\n");
    scratch.file(
        "known.jsonl",
        "{\"path\":\"clean.js\",\"rule\":\"magic-code\",\"hash\":\"0\"}\n",
    );
    for (status, arguments) in [
        (0, "clean.js"),
        (0, "spec"),
        (0, "ignored.js"),
        (0, "bad.js --exit-zero"),
        (0, "bad.js --fail-on error"),
        (0, "bad.js --max-warnings 1"),
        (0, "bad.js --ignore magic-code"),
        (0, "emit javascript bad.js"),
        (0, "inventory bad.js"),
        (0, "explain bad.js:1:23"),
        (0, "--version"),
        (1, "bad.js"),
        (1, "clean.js bad.js"),
        (1, "spec --fail-on advice"),
        (1, "emit javascript --check clean.js bad.js"),
        (1, "baseline prune --check known.jsonl clean.js"),
        (2, "latin1.js"),
        (2, "bad.js latin1.js"),
        (2, "latin1.js --exit-zero"),
        (2, "latin1.js --ignore file-not-linted"),
        (2, "none.js"),
        (2, "bad.js --config wrong.toml"),
        (2, "bad.js --no-such-flag"),
        (2, "bad.js --select no-such-rule"),
        (2, "bad.js --baseline none.jsonl"),
        (2, "inventory latin1.js"),
        (2, "explain bad.js:9:9"),
        (2, "rule no-such-rule"),
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let run = scratch.run(&arguments);
        assert_eq!(run.status, status, "{arguments:?}: {run:?}");
    }
}

/// What a run over the project finds.
fn findings(arguments: &[&str]) -> Vec<Value> {
    let arguments = [arguments, &["--output-format", "json"]].concat();
    let run = Program::of(&arguments).within(&shop());
    let document: Value = serde_json::from_str(&run.out).expect("a document");
    assert_eq!(document["version"], 1);
    let rows = document["diagnostics"].as_array().expect("an array");
    rows.clone()
}

/// Every line of a list is still one of those that hold now, and those that hold now are all in the list.
#[track_caller]
fn recorded(list: &str, now: BTreeSet<String>) {
    let before: BTreeSet<String> = read(list).lines().map(str::to_owned).collect();
    let gone: Vec<&String> = before.difference(&now).collect();
    assert!(
        gone.is_empty(),
        "a promise of docs/stability.md is broken: tests/it/stability/{list} has lines that are not true any more: {gone:#?}"
    );
    if std::env::var_os("UPDATE").is_some() {
        let all: Vec<&str> = now.iter().map(String::as_str).collect();
        let text = all.join("\n") + "\n";
        fs::write(lists().join(list), text).expect("it can be written");
    } else {
        let new: Vec<&String> = now.difference(&before).collect();
        assert!(
            new.is_empty(),
            "not in tests/it/stability/{list} yet, UPDATE=1 adds it: {new:#?}"
        );
    }
}

/// A list that is not there yet is empty, which is only right with `UPDATE`.
fn read(list: &str) -> String {
    fs::read_to_string(lists().join(list)).unwrap_or_default()
}

fn shop() -> PathBuf {
    lists().join("shop")
}

fn lists() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/stability")
}
