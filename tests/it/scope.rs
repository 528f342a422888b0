//! Changed code: which files are linted and which findings told. What git answers is given here; that it answers so is for
//! the checks against a real one.

use std::collections::BTreeMap;
use std::path::Path;

use parselint::model::changes::{Changes, Lines};
use parselint::pipeline::{self, Run, Scope, Task};

use crate::program::{Program, Scratch};

const THREE: &str = "const Parse = require('parse/node');\nthrow new Parse.Error(101, 'x');\nthrow new Parse.Error(209, 'x');\n";

fn run(scratch: &Scratch, changes: &[(&str, Lines)], texts: &[(&str, &str)]) -> Run {
    let absolute = |path: &str| scratch.path().join(path);
    let scope = Scope {
        changes: Some(Changes {
            files: changes
                .iter()
                .map(|(path, lines)| (absolute(path), lines.clone()))
                .collect(),
            texts: texts
                .iter()
                .map(|(path, text)| (absolute(path), text.as_bytes().to_vec()))
                .collect::<BTreeMap<_, _>>(),
        }),
        baseline: None,
    };
    let options = parselint::cli::everything_below(Path::new("."));
    pipeline::run(&options, &scope, Task::Check, scratch.path(), &|| {}).expect("it is linted")
}

/// `path:line` of each finding.
fn places(run: &Run) -> Vec<String> {
    let files = run.outcome.files.iter();
    let places = files.flat_map(|file| {
        file.findings.iter().map(|finding| {
            let place = file.file.position(finding.primary.span.start);
            format!("{}:{}", file.file.path(), place.line)
        })
    });
    places.collect()
}

#[test]
fn only_changed_lines_are_told_and_the_others_counted() {
    let scratch = Scratch::with("a.js", THREE);
    scratch.file("b.js", THREE);
    let run = run(&scratch, &[("a.js", Lines::Some(vec![3..=3]))], &[]);
    assert_eq!(places(&run), ["a.js:3"]);
    let summary = &run.outcome.summary;
    assert_eq!(
        (
            summary.files,
            summary.unchanged,
            summary.warnings,
            summary.failing
        ),
        (1, 1, 1, 1)
    );
    let whole = self::run(&scratch, &[("a.js", Lines::All)], &[]);
    assert_eq!(places(&whole), ["a.js:2", "a.js:3"]);
    let none = self::run(&scratch, &[("a.js", Lines::Some(vec![]))], &[]);
    assert_eq!(none.outcome.summary.failing, 0);
}

#[test]
fn a_finding_is_told_if_what_explains_it_has_changed() {
    let text = "class Codes {\n  static SESSION_MISSING =\n    306;\n  static OBJECT_NOT_FOUND = 101;\n  static INVALID_QUERY = 102;\n}\n";
    let scratch = Scratch::with("a.js", text);
    let by_name = run(&scratch, &[("a.js", Lines::Some(vec![2..=2]))], &[]);
    assert_eq!(places(&by_name), ["a.js:3"], "its name has changed");
    let elsewhere = run(&scratch, &[("a.js", Lines::Some(vec![4..=4]))], &[]);
    assert!(places(&elsewhere).is_empty());
}

/// Equal findings are told apart by their order: once the first is fixed, the second one is the first.
#[test]
fn fixes_do_not_touch_what_has_not_changed() {
    let text = "const Parse = require('parse/node');\nthrow new Parse.Error(101, 'x');\ngo();\nthrow new Parse.Error(101, 'x');\n";
    let scratch = Scratch::with("a.js", text);
    let path = scratch.path().join("a.js");
    let scope = Scope {
        changes: Some(Changes {
            files: BTreeMap::from([(path, Lines::Some(vec![2..=2]))]),
            texts: BTreeMap::new(),
        }),
        baseline: None,
    };
    let options = parselint::cli::everything_below(Path::new("."));
    let least = parselint::model::finding::Applicability::Safe;
    let fixed = pipeline::fix(&options, &scope, least, scratch.path(), &|| {}, None);
    let fixed = fixed.expect("it is fixed");
    let after = &fixed.changed[0].after;
    assert_eq!(
        (fixed.changed[0].fixed, after.matches("(101").count()),
        (1, 1),
        "{after}"
    );
    assert!(
        after
            .lines()
            .nth(3)
            .is_some_and(|line| line.contains("(101")),
        "{after}"
    );
}

#[test]
fn the_given_text_is_linted_and_not_that_of_the_disk() {
    let scratch = Scratch::with("a.js", "f();\n");
    let staged = run(&scratch, &[("a.js", Lines::All)], &[("a.js", THREE)]);
    assert_eq!(places(&staged), ["a.js:2", "a.js:3"]);
    // Staged, and gone from the disk.
    let gone = run(&scratch, &[("gone.js", Lines::All)], &[("gone.js", THREE)]);
    assert_eq!(places(&gone).len(), 2);
    // What another file gives is asked of its staged text, too.
    let scratch = Scratch::with("codes.js", "exports.GONE = 9001;\n");
    let uses = "const Parse = require('parse/node');\nconst { GONE } = require('./codes');\nthrow new Parse.Error(GONE, 'x');\n";
    scratch.file("main.js", uses);
    let changes = [("main.js", Lines::All), ("codes.js", Lines::All)];
    let other = run(
        &scratch,
        &changes,
        &[("codes.js", "exports.GONE = 5001;\n")],
    );
    assert_eq!(places(&other), ["codes.js:1"]);
}

#[test]
fn what_a_walk_would_not_come_to_is_passed_over() {
    let scratch = Scratch::with("parselint.toml", "exclude = ['old/**']\n");
    scratch.file(".git/HEAD", "");
    scratch.file(".gitignore", "dist/\n");
    let paths = [
        "old/a.js",
        "dist/a.js",
        "node_modules/x/a.js",
        ".hidden/a.js",
        "a.py",
        "good.js",
        "x.min.js",
    ];
    for path in paths {
        scratch.file(path, THREE);
    }
    let changes = paths.map(|path| (path, Lines::All));
    let run = run(&scratch, &changes, &[]);
    assert_eq!(places(&run), ["good.js:2", "good.js:3"]);
    assert!(run.notes.is_empty(), "{:?}", run.notes);
}

#[test]
fn a_file_that_cannot_be_linted_is_told_whatever_its_lines() {
    let scratch = Scratch::with("bad.js", b"// \xff\n");
    let run = run(&scratch, &[("bad.js", Lines::Some(vec![]))], &[]);
    assert_eq!(run.outcome.summary.not_linted, 1);
    assert_eq!(places(&run), ["bad.js:1"]);
}

#[test]
fn without_git_nothing_passes_in_silence() {
    let scratch = Scratch::with("a.js", THREE);
    for arguments in [&["--staged"][..], &["--since", "main"]] {
        let run = Program::of(arguments)
            .env("PATH", scratch.path())
            .within(scratch.path());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
        assert!(
            run.err.contains("there is no `git`") && run.err.contains("install git"),
            "{run:?}"
        );
    }
}

#[test]
fn paths_are_read_from_a_list() {
    let scratch = Scratch::with("a b.js", THREE);
    scratch.file("c.js", THREE);
    scratch.file("list", "a b.js\r\n");
    let run = scratch.run(&["--files-from", "list", "--output-format", "concise"]);
    assert!(
        run.out.contains("a b.js:2") && !run.out.contains("c.js"),
        "{run:?}"
    );
    let nul = Program::of(&["--files-from", "-", "--output-format", "concise"]);
    let nul = nul.input("c.js\0a b.js\0").within(scratch.path());
    assert!(
        nul.out.contains("a b.js:2") && nul.out.contains("c.js:3"),
        "{nul:?}"
    );
    let empty = Program::of(&["--files-from", "-"])
        .input("")
        .within(scratch.path());
    assert_eq!(empty.status, 0, "{empty:?}");
    assert!(
        empty.out.starts_with("0 files linted"),
        "an empty list is not the working directory: {empty:?}"
    );
    let missing = Program::of(&["--files-from", "-"])
        .input("gone.js\n")
        .within(scratch.path());
    assert_eq!(missing.status, 2, "{missing:?}");
    assert_eq!(scratch.run(&["--files-from", "nowhere"]).status, 2);
}
