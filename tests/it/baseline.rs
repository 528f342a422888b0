//! The baseline from the outside: what it hides, what it does not, and what people are told of it.

use std::fs;

use serde_json::Value;

use crate::program::{Program, Run, Scratch};

const FILE: &str = "known.jsonl";
const BEFORE: &str = "const Parse = require('parse/node');\n\
    Parse.Cloud.define('pay', () => {\n  throw new Parse.Error(101, 'x');\n});\n";

fn written(text: &str) -> Scratch {
    let scratch = Scratch::with("cloud/a.js", text);
    let run = scratch.run(&["--baseline", FILE, "--write-baseline"]);
    assert_eq!(run.status, 0, "{run:?}");
    scratch
}

fn check(scratch: &Scratch, arguments: &[&str]) -> Run {
    scratch.run(
        &[
            &["--baseline", FILE, "--output-format", "concise"],
            arguments,
        ]
        .concat(),
    )
}

fn entries(scratch: &Scratch) -> Vec<String> {
    let text = fs::read_to_string(scratch.path().join(FILE)).expect("a baseline");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn what_is_known_passes_and_what_is_new_does_not() {
    let scratch = written(BEFORE);
    let entry: Value = serde_json::from_str(&entries(&scratch)[0]).expect("an entry");
    assert_eq!(
        (&entry["path"], &entry["rule"]),
        (&"cloud/a.js".into(), &"magic-code".into())
    );
    assert_eq!(entry["item"], "'pay'");
    let run = check(&scratch, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("1 finding in the baseline"), "{run:?}");
    scratch.file(
        "cloud/a.js",
        format!("// moved\n\n{BEFORE}throw new Parse.Error(209, 'x');\n"),
    );
    let run = check(&scratch, &[]);
    assert_eq!(run.status, 1);
    assert!(
        run.out.starts_with("cloud/a.js:7:23: warning[magic-code]"),
        "{run:?}"
    );
    assert!(
        run.out.contains("Found 1 warning in 1 file linted"),
        "{run:?}"
    );
}

/// ESLint and Oxlint count findings by file and rule: there the count stays what it was, and the run passes.
#[test]
fn one_finding_mended_does_not_pay_for_another_one() {
    let scratch = written(BEFORE);
    let swapped = BEFORE.replace("throw new Parse.Error(101, 'x')", "return null")
        + "Parse.Cloud.define('refund', () => {\n  throw new Parse.Error(101, 'x');\n});\n";
    scratch.file("cloud/a.js", swapped);
    let run = check(&scratch, &[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.out.starts_with("cloud/a.js:6:25: warning[magic-code]"),
        "{run:?}"
    );
    assert!(
        run.err
            .contains("1 entry of the baseline has no finding any more"),
        "{run:?}"
    );
    assert!(run.err.contains("parselint baseline prune"), "{run:?}");
}

#[test]
fn a_renamed_file_is_known_and_a_copy_is_not() {
    let scratch = written(BEFORE);
    scratch.file("cloud/b.js", BEFORE);
    assert_eq!(check(&scratch, &[]).status, 1);
    fs::remove_file(scratch.path().join("cloud/a.js")).expect("it is there");
    let run = check(&scratch, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(!run.err.contains("no finding"), "{run:?}");
    let run = scratch.run(&["baseline", "prune", FILE]);
    assert!(run.out.starts_with("Dropped 0 of 1"), "{run:?}");
    assert!(
        entries(&scratch)[0].contains("cloud/b.js"),
        "{:?}",
        entries(&scratch)
    );
}

#[test]
fn prune_drops_what_is_mended_and_keeps_what_people_wrote() {
    let scratch = written(&(BEFORE.to_owned() + "throw new Parse.Error(209, 'y');\n"));
    let with_reason: Vec<String> = entries(&scratch)
        .iter()
        .map(|entry| entry.replace('}', ",\"reason\":\"later\",\"expires\":\"9999-12-31\"}"))
        .collect();
    scratch.file(FILE, with_reason.join("\n") + "\n");
    scratch.file("cloud/a.js", BEFORE);
    let checked = scratch.run(&["baseline", "prune", "--check", FILE]);
    assert_eq!(checked.status, 1, "{checked:?}");
    assert_eq!(entries(&scratch).len(), 2, "`--check` writes nothing");
    let pruned = scratch.run(&["baseline", "prune", FILE]);
    assert_eq!(pruned.status, 0);
    assert_eq!(
        pruned.out,
        "Dropped 1 of 2 entries of `known.jsonl`\n  cloud/a.js: magic-code\n"
    );
    let left = entries(&scratch);
    assert_eq!(left.len(), 1);
    assert!(
        left[0].contains("\"reason\":\"later\",\"expires\":\"9999-12-31\""),
        "{left:?}"
    );
    assert_eq!(
        scratch.run(&["baseline", "prune", "--check", FILE]).status,
        0
    );
}

#[test]
fn what_was_not_looked_at_stays() {
    let scratch = written(BEFORE);
    scratch.file("web/b.js", BEFORE);
    let run = scratch.run(&["--baseline", FILE, "--write-baseline", "web"]);
    assert!(
        run.err
            .contains("Wrote 2 findings to `known.jsonl`: 1 new, 0 dropped"),
        "{run:?}"
    );
    scratch.file("cloud/a.js", "f();\n");
    let pruned = scratch.run(&["baseline", "prune", FILE, "web"]);
    assert!(pruned.out.starts_with("Dropped 0 of 2"), "{pruned:?}");
    let other = check(&scratch, &["--select", "string-code"]);
    assert!(
        !other.err.contains("no finding"),
        "nothing was asked of magic-code: {other:?}"
    );
}

#[test]
fn what_is_left_out_of_a_run_keeps_its_entries() {
    let scratch = written(BEFORE);
    scratch.file("legacy/b.js", BEFORE);
    scratch.run(&["--baseline", FILE, "--write-baseline"]);
    assert_eq!(entries(&scratch).len(), 2);
    for arguments in [
        &[
            "--exclude",
            "legacy",
            "--baseline",
            FILE,
            "--write-baseline",
        ][..],
        &["baseline", "prune", FILE, "--exclude", "legacy"],
    ] {
        scratch.run(arguments);
        assert_eq!(entries(&scratch).len(), 2, "{arguments:?}");
    }
    // Its text cannot be read any more.
    scratch.file("legacy/b.js", b"\xff");
    let unread = scratch.run(&["--baseline", FILE, "--write-baseline"]);
    assert_eq!(
        (unread.status, entries(&scratch).len()),
        (2, 2),
        "{unread:?}"
    );
    scratch.file("legacy/b.js", BEFORE);
    scratch.file("parselint.toml", "[rules]\nmagic-code = 'off'\n");
    let off = scratch.run(&["baseline", "prune", "--check", FILE]);
    assert_eq!(off.status, 0, "a rule that is off was not asked: {off:?}");
}

#[test]
fn prune_knows_the_file_of_the_configuration() {
    let scratch = written(BEFORE);
    let nameless = scratch.run(&["baseline", "prune"]);
    assert_eq!(nameless.status, 2);
    assert!(
        nameless.err.contains("no baseline is named"),
        "{nameless:?}"
    );
    scratch.file("parselint.toml", format!("baseline = '{FILE}'\n"));
    assert_eq!(scratch.run(&["baseline", "prune"]).status, 0);
}

#[test]
fn an_entry_expires() {
    let scratch = written(BEFORE);
    let entry = entries(&scratch)[0].replace('}', ",\"expires\":\"2001-01-01\"}");
    scratch.file(FILE, entry);
    let run = check(&scratch, &[]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("good until 2001-01-01"), "{run:?}");
    for arguments in [
        &["baseline", "prune", FILE][..],
        &["--baseline", FILE, "--write-baseline"],
    ] {
        scratch.run(arguments);
        let left = entries(&scratch);
        assert!(
            left.len() == 1 && left[0].contains("2001-01-01"),
            "{arguments:?}: {left:?}"
        );
    }
    scratch.file("cloud/a.js", "f();\n");
    scratch.run(&["baseline", "prune", FILE]);
    assert!(entries(&scratch).is_empty(), "its finding is gone");
}

#[test]
fn a_file_that_cannot_be_linted_is_never_known() {
    let scratch = Scratch::with("bad.js", b"// \xff\n");
    let run = scratch.run(&["--write-baseline"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(
        run.err.contains("bad.js: this file was not linted"),
        "{run:?}"
    );
    assert_eq!(
        scratch
            .run(&["--baseline", "parselint-baseline.jsonl"])
            .status,
        2
    );
    let pruned = scratch.run(&["baseline", "prune", "parselint-baseline.jsonl"]);
    assert_eq!(pruned.status, 2);
    assert!(pruned.err.contains("nothing was pruned"), "{pruned:?}");
}

#[test]
fn the_configuration_may_name_it_and_paths_are_relative_to_it() {
    let scratch = Scratch::with("app/cloud/a.js", BEFORE);
    scratch.file("app/parselint.toml", "baseline = \"lint/known.jsonl\"\n");
    fs::create_dir(scratch.path().join("app/lint")).expect("a folder");
    let within = |arguments: &[&str]| Program::of(arguments).within(&scratch.path().join("app"));
    let run = within(&["--write-baseline"]);
    assert_eq!(run.status, 0, "{run:?}");
    let text = fs::read_to_string(scratch.path().join("app/lint/known.jsonl")).expect("a baseline");
    assert!(text.contains("\"path\":\"../cloud/a.js\""), "{text}");
    assert_eq!(within(&[]).status, 0);
    let other = Program::of(&["--baseline", "../lint/known.jsonl"]);
    assert_eq!(
        other.within(&scratch.path().join("app/cloud")).status,
        0,
        "from another folder"
    );
}

#[test]
fn fixes_leave_alone_what_is_known() {
    let scratch = written(BEFORE);
    let run = check(&scratch, &["--fix"]);
    assert_eq!(run.status, 0, "{run:?}");
    let text = fs::read_to_string(scratch.path().join("cloud/a.js")).expect("the source");
    assert_eq!(text, BEFORE);
}

#[test]
fn sarif_shows_it_as_suppressed() {
    let scratch = written(BEFORE);
    let run = scratch.run(&["--baseline", FILE, "--output-format", "sarif"]);
    let sarif: Value = serde_json::from_str(&run.out).expect("SARIF");
    assert_eq!(
        sarif["runs"][0]["results"][0]["suppressions"][0]["kind"],
        "external"
    );
}

#[test]
fn what_is_no_baseline_is_refused_with_advice() {
    let scratch = Scratch::with("a.js", BEFORE);
    let missing = check(&scratch, &[]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("--write-baseline"), "{missing:?}");
    scratch.file(FILE, "<<<<<<< HEAD\n");
    let broken = check(&scratch, &[]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.contains("known.jsonl:1:1"), "{broken:?}");
    let kept = scratch.run(&["--baseline", FILE, "--write-baseline"]);
    assert_eq!(
        kept.status, 2,
        "what cannot be read is not written over: {kept:?}"
    );
}
