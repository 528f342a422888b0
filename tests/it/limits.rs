//! What is beyond a limit is read as tokens, and told; what goes wrong with one file stops no other.

use std::path::Path;

use serde_json::{Value, json};

use crate::program::{Program, Run, Scratch};

const FINDING: &str = "throw new Parse.Error(101, 'x');\n";

/// A project whose files beside `main.js` hold a finding each.
fn project(config: &str, main: &str) -> Scratch {
    let scratch = Scratch::with("main.js", main);
    scratch.file("parselint.toml", config);
    scratch.file("a.js", FINDING);
    scratch.file("z.js", FINDING);
    scratch
}

fn document(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// Of each diagnostic, its rule and its path.
fn found(document: &Value) -> Vec<(&str, &str)> {
    let rows = document["diagnostics"].as_array().expect("a list");
    let text = |row: &'_ Value, key: &str| row[key].as_str().expect("a text").to_owned();
    let rows = rows
        .iter()
        .map(|row| (text(row, "rule").leak(), text(row, "path").leak()));
    rows.map(|(rule, path)| (&*rule, &*path)).collect()
}

const EVERYWHERE: [(&str, &str); 3] = [
    ("magic-code", "a.js"),
    ("magic-code", "main.js"),
    ("magic-code", "z.js"),
];

#[track_caller]
fn assert_short(config: &str, main: &str, told: &str) {
    let scratch = project(config, main);
    let run = scratch.run(&["--output-format", "json"]);
    let document = document(&run);
    assert_eq!(
        document["errors"],
        json!([{"path": "main.js", "message": told}])
    );
    assert_eq!(found(&document), EVERYWHERE);
    assert_eq!(run.status, 1);
    for (format, line) in [
        ("full", format!("main.js: {told}\n")),
        ("concise", format!("main.js:1:1: {told}\n")),
        ("grouped", format!("  {told}\n")),
    ] {
        let run = scratch.run(&["--output-format", format]);
        assert!(run.out.contains(&line), "{format}: {run:?}");
        assert!(
            run.out.contains("1 file read as tokens only"),
            "{format}: {run:?}"
        );
    }
    let run = scratch.run(&["--output-format", "sarif"]);
    let told = format!("\"text\":\"{told}\"");
    assert!(run.out.contains(&told), "{run:?}");
    // It is no failure of the run.
    assert!(run.out.contains("\"executionSuccessful\":true"), "{run:?}");
}

fn nested(depth: usize) -> String {
    let (open, close) = ("[\n".repeat(depth), "]\n".repeat(depth));
    format!("x = {open}{close};\n{FINDING}")
}

#[test]
fn what_nests_too_deep_is_read_as_tokens() {
    assert_short(
        "",
        &nested(2999),
        "read as tokens only: it nests 3000 deep, and the limit is 2000",
    );
    assert_short(
        "limits.depth = 20",
        &nested(29),
        "read as tokens only: it nests 30 deep, and the limit is 20",
    );
}

#[test]
fn what_is_too_large_for_a_tree_is_read_as_tokens() {
    let large = format!("{}{FINDING}", "const line = 'some words';\n".repeat(20_000));
    assert_short("", &large, "read as tokens only: it is larger than 512 KiB");
    let config = "limits.tree-size = 10";
    let scratch = project(config, FINDING);
    let run = scratch.run(&["--output-format", "json"]);
    assert_eq!(document(&run)["errors"].as_array().map(Vec::len), Some(3));
    assert_eq!(found(&document(&run)), EVERYWHERE);
    let config = "limits.tree-size = 1000000";
    let run = project(config, &large).run(&["--output-format", "json"]);
    assert_eq!(document(&run)["errors"], json!([]));
}

#[test]
fn what_is_larger_than_may_be_is_not_linted() {
    let scratch = project("limits.file-size = 100", &FINDING.repeat(10));
    let run = scratch.run(&["--output-format", "json"]);
    let document = document(&run);
    let expected = [
        ("magic-code", "a.js"),
        ("file-not-linted", "main.js"),
        ("magic-code", "z.js"),
    ];
    assert_eq!(
        (found(&document).as_slice(), run.status),
        (&expected[..], 2)
    );
    let message = document["diagnostics"][1]["message"].as_str();
    assert_eq!(
        message,
        Some("this file was not linted: it is larger than 100 bytes")
    );
    let listed = scratch.run(&["--show-files"]);
    assert!(listed.out.contains("larger than 100 bytes"), "{listed:?}");
    let program = Program::of(&["-", "--stdin-filename", "main.js"]);
    let run = program.input(FINDING.repeat(10)).within(scratch.path());
    assert!(
        run.status == 2 && run.out.contains("larger than 100 bytes"),
        "{run:?}"
    );
}

#[test]
fn a_rust_source_nests_no_deeper_than_its_parser_can_bear() {
    let scratch = Scratch::bare();
    scratch.file(
        "Cargo.toml",
        "[package]\nname = \"a\"\n[dependencies]\nparse-rs = \"1\"\n",
    );
    let (open, close) = ("(\n".repeat(500), ")\n".repeat(500));
    let text = format!(
        "use parse_rs::ParseError;\nfn a() -> ParseError {{\n let _ = {open}{close};\n\
         ParseError::ApiError {{ code: 101, message: String::new() }} }}\n"
    );
    scratch.file("lib.rs", text);
    scratch.file("parselint.toml", "limits.depth = 2000");
    let run = scratch.run(&["--output-format", "json"]);
    let message = &document(&run)["errors"][0]["message"];
    assert!(
        message
            .as_str()
            .is_some_and(|told| told.ends_with("and the limit is 400")),
        "{run:?}"
    );
    assert_eq!(found(&document(&run)), [("magic-code", "lib.rs")]);
}

#[test]
fn a_limit_that_cannot_be_is_told_at_its_place() {
    for (config, told) in [
        ("limits.depth = 0", "a number from 1 to 2000"),
        (
            "limits.depth = 99999999999999999999999",
            "a number from 1 to 2000",
        ),
        ("limits.time = -1", "a number from 1 to 3600"),
        (
            "limits.file-size = '1 MiB'",
            "expected a whole number, found a string",
        ),
        ("limits.times = 1", "did you mean `time`?"),
    ] {
        let run = project(config, FINDING).run(&[]);
        assert!(
            run.status == 2 && run.err.contains(told),
            "{config}: {run:?}"
        );
    }
}

/// Faults can be asked for where the program was built for tests.
#[cfg(debug_assertions)]
mod faults {
    use super::*;

    fn faulty(scratch: &Scratch, fault: &str, arguments: &[&str]) -> Run {
        let program = Program::of(arguments).env("PARSELINT_FAULT", Path::new(fault));
        program.within(scratch.path())
    }

    const JSON: &[&str] = &["--output-format", "json"];

    /// `main.js` was not linted for that reason, the others were.
    #[track_caller]
    fn assert_stops_nothing(run: &Run, reason: &str) {
        let document = document(run);
        let expected = [
            ("magic-code", "a.js"),
            ("file-not-linted", "main.js"),
            ("magic-code", "z.js"),
        ];
        assert_eq!(found(&document), expected);
        assert_eq!(run.status, 2);
        let told = &document["diagnostics"][1];
        assert!(
            told["message"]
                .as_str()
                .is_some_and(|told| told.contains(reason)),
            "{told}"
        );
        assert_eq!(document["summary"]["files"], 2);
        assert!(!run.err.contains("panicked"), "{run:?}");
    }

    #[test]
    fn a_panic_is_a_report_with_the_path_the_version_and_how_to_tell_us() {
        let scratch = project("", FINDING);
        for fault in ["panic:main.js", "panic-late:main.js"] {
            let run = faulty(&scratch, fault, JSON);
            let version = env!("CARGO_PKG_VERSION");
            let reason = format!("parselint {version} failed on it (a fault that was asked for");
            assert_stops_nothing(&run, &reason);
            let drawn = faulty(&scratch, fault, &[]);
            assert!(drawn.out.contains("please report it"), "{drawn:?}");
            assert!(drawn.out.contains("1 file not linted"), "{drawn:?}");
        }
    }

    #[test]
    fn where_a_project_cannot_be_judged_the_rest_is_told() {
        let run = faulty(&project("", FINDING), "panic-project:main.js", JSON);
        assert_eq!(found(&document(&run)), EVERYWHERE);
        assert_eq!(run.status, 2);
        assert!(run.err.contains("internal error in parselint"), "{run:?}");
        let scratch = project("", FINDING);
        let fixed = faulty(&scratch, "panic-project:main.js", &["--fix"]);
        assert_eq!(fixed.status, 2);
        let left = std::fs::read_to_string(scratch.path().join("a.js")).expect("it is there");
        assert_eq!(left, FINDING);
    }

    #[test]
    fn no_baseline_is_pruned_by_half_a_judgement() {
        let scratch = project("", FINDING);
        let baseline = ["--baseline", "known.jsonl"];
        assert_eq!(
            scratch
                .run(&[&baseline[..], &["--write-baseline"]].concat())
                .status,
            0
        );
        scratch.file("a.js", "");
        let known = || std::fs::read_to_string(scratch.path().join("known.jsonl")).expect("text");
        let before = known();
        let prune = ["baseline", "prune", "known.jsonl"];
        let run = faulty(&scratch, "panic-project:main.js", &prune);
        assert!(
            run.status == 2 && run.err.contains("internal error"),
            "{run:?}"
        );
        assert_eq!(known(), before);
        assert_eq!(scratch.run(&prune).status, 0);
        assert_ne!(known(), before);
    }

    #[test]
    fn what_does_not_end_is_cut_off() {
        let scratch = project("limits.time = 1", FINDING);
        assert_stops_nothing(
            &faulty(&scratch, "endless:main.js", JSON),
            "it took longer than 1 s",
        );
        let run = faulty(&scratch, "endless-tree:main.js", JSON);
        let told = "read as tokens only: a syntax tree took too long";
        let document = document(&run);
        assert_eq!(
            document["errors"],
            json!([{"path": "main.js", "message": told}])
        );
        assert_eq!((found(&document), run.status), (EVERYWHERE.to_vec(), 1));
    }
}
