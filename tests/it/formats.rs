//! Where reports go: several in one run, into files, to services; and that every format says the same with the same status.

use std::fs;
use std::path::Path;

use parselint::report::Format;
use serde_json::Value;

use crate::program::{Program, Scratch};

const MAGIC: &str = "const Parse = require('parse/node');\nthrow new Parse.Error(101, 'x');\n";

fn read(scratch: &Scratch, path: &str) -> String {
    fs::read_to_string(scratch.path().join(path)).expect(path)
}

#[test]
fn every_format_ends_with_the_same_status() {
    let clean = Scratch::with("a.js", "f();\n");
    let found = Scratch::with("a.js", MAGIC);
    let unread = Scratch::with("a.js", b"// \xff\n");
    for format in Format::ALL {
        for (scratch, status) in [(&clean, 0), (&found, 1), (&unread, 2)] {
            let run = scratch.run(&["--output-format", format.name()]);
            assert_eq!(run.status, status, "{}: {run:?}", format.name());
            let file = scratch.run(&[
                "--output-format",
                format.name(),
                "--output-file",
                "out",
                "a.js",
            ]);
            assert_eq!(
                (file.status, file.out.as_str()),
                (status, ""),
                "{}",
                format.name()
            );
            assert_eq!(read(scratch, "out"), run.out, "{}", format.name());
        }
    }
}

#[test]
fn one_run_writes_several_formats() {
    let scratch = Scratch::with("cloud/a.js", MAGIC);
    let formats = [
        "concise",
        "sarif:out.sarif",
        "json:out.json",
        "junit:out.xml",
    ];
    let arguments: Vec<&str> = formats
        .iter()
        .flat_map(|format| ["--output-format", format])
        .collect();
    let run = scratch.run(&arguments);
    assert_eq!(run.status, 1);
    assert!(
        run.out.starts_with("cloud/a.js:2:23: warning[magic-code]"),
        "{run:?}"
    );
    let sarif: Value = serde_json::from_str(&read(&scratch, "out.sarif")).expect("SARIF");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "magic-code");
    let json: Value = serde_json::from_str(&read(&scratch, "out.json")).expect("JSON");
    assert_eq!(json["diagnostics"].as_array().map(Vec::len), Some(1));
    assert!(read(&scratch, "out.xml").contains("<failure type=\"warning\""));
}

/// A source of more bytes than are kept of one, with a finding here and there.
fn large(line_end: &str) -> String {
    let lines = |number: usize| match number {
        0 => "\u{feff}const Parse = require('parse/node');".to_owned(),
        700 | 2003 => "    throw new Parse.Error(101, 'é𐐀');".to_owned(),
        1200 => "  Parse.Cloud.define('pay', async (request) => {".to_owned(),
        1203 => "    if (error.code === 209 || error.code === 9876) {".to_owned(),
        1500 => "throw new Parse.Error(9876, 'too much');".to_owned(),
        1502 => "throw new Parse.Error(9876, 'too late');".to_owned(),
        1800 => "throw new Parse.Error(\n\n  4321,\n  'far from its words'\n);".to_owned(),
        2900 => "// ".repeat(400) + "\u{202e}",
        2901 => format!(
            "throw new Parse.Error(101, '{}', Parse.Error, 102);",
            "x".repeat(900)
        ),
        // One line lies between what is shown around the first and around the other.
        2200 => "switch (error.code) {".to_owned(),
        2201..=2205 => format!("  // {number}"),
        2206 => "  case 101: break; }".to_owned(),
        1210 => "  });".to_owned(),
        1206 => "    }".to_owned(),
        other => format!("\tlog('é', {other});"),
    };
    (0..4000).map(|number| lines(number) + line_end).collect()
}

/// Of large sources, only some lines are kept, but for SARIF: nobody may see that.
#[test]
fn what_is_kept_of_a_large_source_is_all_that_a_format_tells() {
    let scratch = Scratch::with("cloud/a.js", large("\n"));
    scratch.file("cloud/b.js", large("\r\n"));
    scratch.file(
        "package.json",
        r#"{ "dependencies": { "parse": "8.0.0" } }"#,
    );
    assert!(large("\n").len() > 64 * 1024);
    for format in Format::ALL {
        for rest in [&[][..], &["--pedantic"], &["--select", "magic-code"]] {
            let own = [&["--output-format", format.name()], rest].concat();
            let lines = scratch.run(&own);
            assert_eq!(lines.status, 1, "{lines:?}");
            assert!(
                lines.out.lines().count() > 5 || lines.out.len() > 1000,
                "{lines:?}"
            );
            let whole = scratch.run(&[&own[..], &["--output-format", "sarif:out.sarif"]].concat());
            assert_eq!(lines.out, whole.out, "{} {rest:?}", format.name());
        }
    }
    // A finding is known again by its line.
    let written = scratch.run(&["--baseline", "known.jsonl", "--write-baseline"]);
    assert_eq!(written.status, 0, "{written:?}");
    for format in ["concise", "sarif"] {
        let known = scratch.run(&["--baseline", "known.jsonl", "--output-format", format]);
        assert_eq!(known.status, 0, "{known:?}");
    }
}

#[test]
fn what_goes_to_files_only_is_summed_up_for_people() {
    let scratch = Scratch::with("a.js", MAGIC);
    let run = scratch.run(&["--output-format", "sarif:out.sarif"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(
        run.err.contains("Found 1 warning in 1 file linted"),
        "{run:?}"
    );
    let quiet = scratch.run(&["-q", "--output-format", "sarif:out.sarif"]);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

#[test]
fn outputs_that_cannot_be_are_refused() {
    let scratch = Scratch::with("a.js", MAGIC);
    for (arguments, words) in [
        (
            vec!["--output-format", "json", "--output-format", "full"],
            "would both go to standard output",
        ),
        (vec!["--output-format", "sarif:"], "names no file"),
        (vec!["--output-format", "serif:x"], "similar"),
        (
            vec!["--output-format", "json:x", "--output-format", "sarif:x"],
            "is to hold two formats",
        ),
        (
            vec!["--output-format", "json:x", "--output-file", "y"],
            "--output-format FORMAT:FILE",
        ),
        (
            vec!["--statistics", "--output-format", "sarif"],
            "`full` and `json`",
        ),
        (vec!["--whole-files"], "add `--since` or `--staged`"),
        (
            vec!["--output-format", "json:no/folder/x"],
            "make the folder first",
        ),
    ] {
        let run = scratch.run(&arguments);
        assert_eq!(
            (run.status, run.out.as_str()),
            (2, ""),
            "{arguments:?}: {run:?}"
        );
        assert!(run.err.contains(words), "{arguments:?}: {run:?}");
    }
}

#[test]
fn no_report_replaces_what_is_not_one() {
    let scratch = Scratch::with("a.js", MAGIC);
    scratch.file("parselint.toml", "");
    scratch.file("known.jsonl", "");
    for (file, words) in [
        ("a.js", "is a source"),
        ("./a.js", "is a source"),
        ("parselint.toml", "is a configuration"),
        ("known.jsonl", "is the baseline"),
        (".", "is a folder"),
        ("no/x.json", "its folder does not exist"),
    ] {
        let to = format!("json:{file}");
        let run = scratch.run(&["--baseline", "known.jsonl", "--fix", "--output-format", &to]);
        assert_eq!(run.status, 2, "{file}: {run:?}");
        assert!(run.err.contains(words), "{file}: {run:?}");
        assert_eq!(read(&scratch, "a.js"), MAGIC, "nothing is fixed before");
    }
    let twice = ["--output-format", "json:o", "--output-format", "sarif:./o"];
    assert!(scratch.run(&twice).err.contains("is to hold two formats"));
}

#[test]
fn a_report_takes_the_place_of_the_one_before_as_a_whole() {
    let scratch = Scratch::with("a.js", MAGIC);
    scratch.file("out.json", "x".repeat(100_000));
    scratch.run(&["--output-format", "json:out.json"]);
    let json: Value =
        serde_json::from_str(&read(&scratch, "out.json")).expect("nothing is left of it");
    assert_eq!(json["version"], 1);
    let beside = fs::read_dir(scratch.path()).expect("a folder").count();
    // The source, the report, and what a scratch folder has.
    assert_eq!(
        beside,
        2 + usize::from(scratch.path().join("package.json").exists())
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_to_as_it_is() {
    let scratch = Scratch::with("a.js", MAGIC);
    let run = scratch.run(&["--output-format", "concise:/dev/stdout", "-q"]);
    assert!(run.out.contains("warning[magic-code]"), "{run:?}");
    let full = scratch.run(&["--output-format", "concise:/dev/full"]);
    assert_eq!(full.status, 2, "{full:?}");
    assert!(full.err.contains("make room on the disk"), "{full:?}");
}

#[test]
fn paths_for_services_begin_at_the_root_of_the_repository() {
    let scratch = Scratch::with("web/src/a b.js", MAGIC);
    scratch.file(".git/HEAD", "");
    let from_web = |format: &str| {
        let run = Program::of(&["--output-format", format]);
        run.within(&scratch.path().join("web")).out
    };
    assert!(from_web("github").contains("file=web/src/a b.js,"));
    assert!(from_web("gitlab").contains("\"path\": \"web/src/a b.js\""));
    assert!(from_web("sarif").contains("\"uri\":\"web/src/a%20b.js\""));
    assert!(from_web("rdjson").contains("\"path\": \"src/a b.js\""));
}

#[test]
fn a_job_of_github_gets_its_summary_beside_what_is_there() {
    let scratch = Scratch::with("a.js", MAGIC);
    scratch.file("summary.md", "before\n");
    let summary = scratch.path().join("summary.md");
    let run = Program::of(&["--output-format", "github"]);
    let run = run
        .env("GITHUB_STEP_SUMMARY", &summary)
        .within(scratch.path());
    assert!(run.out.starts_with("::warning file=a.js,line=2"), "{run:?}");
    let told = read(&scratch, "summary.md");
    assert!(
        told.starts_with("before\n### parselint\n") && told.contains("| a.js:2:23 |"),
        "{told}"
    );
    let concise = Program::of(&["--output-format", "concise"]);
    concise
        .env("GITHUB_STEP_SUMMARY", &summary)
        .within(scratch.path());
    assert_eq!(
        read(&scratch, "summary.md"),
        told,
        "another format is for other readers"
    );
    let nowhere = Program::of(&["--output-format", "github"]);
    let nowhere = nowhere
        .env("GITHUB_STEP_SUMMARY", Path::new("/no/such/folder/x"))
        .within(scratch.path());
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.err.contains("summary of the job"), "{nowhere:?}");
}

#[test]
fn suppressed_findings_are_in_sarif_with_their_reason() {
    let text = MAGIC.replace(
        "throw",
        "// parselint-ignore magic-code: old apps wait for it\nthrow",
    );
    let scratch = Scratch::with("a.js", text);
    let run = scratch.run(&["--output-format", "sarif"]);
    assert_eq!(run.status, 0);
    let sarif: Value = serde_json::from_str(&run.out).expect("SARIF");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["suppressions"][0]["kind"], "inSource");
    assert_eq!(
        result["suppressions"][0]["justification"],
        "old apps wait for it"
    );
    assert!(
        !scratch
            .run(&["--output-format", "json"])
            .out
            .contains("magic-code")
    );
}

#[test]
fn a_rule_leads_to_its_page_where_links_can_be_followed() {
    let scratch = Scratch::with("a.js", MAGIC);
    let linked = Program::of(&["--color", "always"]).env("FORCE_HYPERLINK", Path::new("1"));
    let run = linked.within(scratch.path());
    assert!(
        run.out.contains("\u{1b}]8;;https://") && run.out.contains("/rules/magic-code.md\u{1b}\\"),
        "{run:?}"
    );
    for arguments in [&["--color", "always"][..], &["--color", "never"]] {
        assert!(
            !scratch.run(arguments).out.contains("\u{1b}]8"),
            "{arguments:?}"
        );
    }
}

#[test]
fn warnings_may_be_let_pass_up_to_a_number() {
    let scratch = Scratch::with(
        "a.js",
        MAGIC.to_owned() + "throw new Parse.Error(209, 'x');\n",
    );
    for (arguments, status) in [
        (vec!["--max-warnings", "1"], 1),
        (vec!["--max-warnings", "2"], 0),
        (vec!["--max-warnings", "0", "--fail-on", "error"], 1),
        (vec!["--max-warnings", "0", "--exit-zero"], 0),
    ] {
        assert_eq!(scratch.run(&arguments).status, status, "{arguments:?}");
    }
    scratch.file("b.js", "throw new Parse.Error(404, 'x');\n");
    assert_eq!(
        scratch.run(&["--max-warnings", "9"]).status,
        1,
        "errors do not pass"
    );
}

#[test]
fn statistics_take_the_place_of_findings() {
    let scratch = Scratch::with("a.js", MAGIC);
    let run = scratch.run(&["--statistics"]);
    assert_eq!(run.status, 1);
    assert!(
        run.out
            .contains("       1        1      1  warning   magic-code\n"),
        "{run:?}"
    );
    let json = scratch.run(&["--statistics", "--output-format", "json"]);
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["statistics"][0]["rule"], "magic-code");
}
