//! `--fix` and `--diff` as users run them: what is written, what is printed, what the exit status says.

use std::fs;

use crate::program::{Program, Run, Scratch};

const BEFORE: &str = "\u{feff}'use strict';\r\nconst Parse = require('parse/node');\r\n\tthrow new Parse.Error(101, 'é𐐀');\r\n";
const AFTER: &str = "\u{feff}'use strict';\r\nconst Parse = require('parse/node');\r\n\tthrow new Parse.Error(Parse.Error.OBJECT_NOT_FOUND, 'é𐐀');\r\n";
/// What only `--unsafe-fixes` writes.
const STATUS: &str =
    "const Parse = require('parse/node');\nthrow new Parse.Error(404, 'no such order');\n";

fn text(scratch: &Scratch, path: &str) -> String {
    fs::read_to_string(scratch.path().join(path)).expect("a text")
}

fn names(scratch: &Scratch) -> Vec<String> {
    let entries = fs::read_dir(scratch.path()).expect("a folder");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn a_file_is_fixed_and_every_other_byte_stays() {
    let scratch = Scratch::with("a.js", BEFORE);
    let run = scratch.run(&["--fix"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("1 finding fixed"), "{run:?}");
    assert_eq!(text(&scratch, "a.js"), AFTER);
    assert_eq!(names(&scratch), ["a.js", "package.json"]);
    let modified = |path: &str| {
        let file = fs::metadata(scratch.path().join(path)).expect("a file");
        file.modified().expect("a time")
    };
    let before = modified("a.js");
    let again = scratch.run(&["--fix"]);
    assert_eq!((again.status, text(&scratch, "a.js").as_str()), (0, AFTER));
    assert!(!again.out.contains("fixed"), "{again:?}");
    assert_eq!(modified("a.js"), before, "a second run writes nothing");
}

#[test]
fn the_exit_status_speaks_of_what_is_left() {
    let scratch = Scratch::with("a.js", BEFORE);
    scratch.file("b.js", STATUS);
    let run = scratch.run(&["--fix"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.out.contains("http-status-as-code") && !run.out.contains("magic-code"),
        "{run:?}"
    );
    assert_eq!(
        (
            text(&scratch, "a.js").as_str(),
            text(&scratch, "b.js").as_str()
        ),
        (AFTER, STATUS)
    );
    let run = scratch.run(&["--fix", "--unsafe-fixes"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(text(&scratch, "b.js").contains("Parse.Error.OBJECT_NOT_FOUND"));
}

#[test]
fn json_tells_what_was_fixed() {
    let scratch = Scratch::with("a.js", BEFORE);
    let run = scratch.run(&["--fix", "--output-format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(document["summary"]["fixed"], 1);
    assert_eq!(document["diagnostics"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_patch_gives_the_bytes_that_fix_writes() {
    let scratch = Scratch::with("cloud/a b.js", BEFORE);
    scratch.file(
        "z.js",
        "const Parse = require('parse/node');\nthrow new Parse.Error(209, 'x')",
    );
    let run = scratch.run(&["--diff"]);
    assert_eq!(run.status, 1, "nothing is written, so all is left: {run:?}");
    assert_eq!(run.err, "Would fix 2 findings\n");
    assert_eq!(text(&scratch, "cloud/a b.js"), BEFORE);
    let patch = &run.out;
    scratch.run(&["--fix"]);
    for path in ["cloud/a b.js", "z.js"] {
        let after = text(&scratch, path);
        let added = patch.lines().filter_map(|line| line.strip_prefix('+'));
        let mut added = added.filter(|line| !line.starts_with("++"));
        assert!(
            added.any(|line| after.contains(line.trim_end_matches('\r'))),
            "{path}: {patch}"
        );
    }
    assert!(
        patch.contains("--- a/cloud/a b.js\t\n+++ b/cloud/a b.js\t\n"),
        "{patch}"
    );
    assert!(
        patch.contains("-\tthrow new Parse.Error(101, 'é𐐀');\r\n"),
        "{patch}"
    );
    assert!(patch.ends_with("\\ No newline at end of file\n"), "{patch}");
    let run = scratch.run(&["--diff"]);
    assert_eq!(
        (run.status, run.out.as_str(), run.err.as_str()),
        (0, "", "Nothing to fix\n")
    );
}

#[test]
fn standard_input_is_printed_fixed_and_the_report_goes_to_standard_error() {
    let scratch = Scratch::new();
    let piped = |arguments: &[&str], input: &str| -> Run {
        let all = [arguments, &["-", "--stdin-filename", "cloud/a.js"]].concat();
        Program::of(&all).input(input).within(scratch.path())
    };
    let run = piped(&["--fix"], BEFORE);
    assert_eq!((run.status, run.out.as_str()), (0, AFTER));
    let run = piped(&["--fix", "--output-format", "concise"], STATUS);
    assert_eq!((run.status, run.out.as_str()), (1, STATUS));
    assert!(
        run.err
            .starts_with("cloud/a.js:2:23: error[http-status-as-code]"),
        "{run:?}"
    );
    let run = piped(&["--diff"], BEFORE);
    assert!(
        run.out.starts_with("--- a/cloud/a.js\n+++ b/cloud/a.js\n"),
        "{run:?}"
    );
    // What cannot be linted comes back as it was.
    let all = ["--fix", "-", "--stdin-filename", "a.js"];
    let run = Program::of(&all).input("x = 1;\n").within(scratch.path());
    assert_eq!((run.status, run.out.as_str()), (0, "x = 1;\n"));
    assert_eq!(names(&scratch), ["package.json"]);
}

#[test]
fn a_fix_that_lets_another_file_be_fixed_is_followed_in_the_same_run() {
    let scratch = Scratch::bare();
    scratch.file(
        "Cargo.toml",
        "[package]\nname = \"shop\"\npublish = false\n[dependencies]\nparse-rs = \"0.2\"\n",
    );
    scratch.file("src/lib.rs", "mod codes;\nmod client;\n");
    scratch.file(
        "src/codes.rs",
        "pub const INVALID_SESSION_TOKEN: i64 = 290;\npub const OBJECT_NOT_FOUND: i64 = 101;\npub const OPERATION_FORBIDDEN: i64 = 119;\npub const DUPLICATE_VALUE: i64 = 137;\n",
    );
    scratch.file("src/client.rs", "use crate::codes;\nuse serde_json::Value;\n\npub fn key() -> &'static str { \"X-Parse-Session-Token\" }\n\npub fn gone(body: &Value) -> bool {\n    body[\"code\"].as_i64() == Some(209) || body[\"code\"].as_i64() == Some(codes::OBJECT_NOT_FOUND)\n}\n");
    scratch.run(&["--fix", "--unsafe-fixes"]);
    assert!(text(&scratch, "src/codes.rs").contains("INVALID_SESSION_TOKEN: i64 = 209"));
    let client = text(&scratch, "src/client.rs");
    assert!(
        client.contains("Some(codes::INVALID_SESSION_TOKEN)"),
        "{client}"
    );
    let again = scratch.run(&["--diff", "--unsafe-fixes"]);
    assert_eq!(again.out, "", "{again:?}");
}

#[test]
fn a_file_with_syntax_errors_gets_no_new_ones() {
    let torn = "const Parse = require('parse/node');\nthrow new Parse.Error(101, 'x');\nfunction ( {\nnew Parse.Error(209, 'y');\n";
    let scratch = Scratch::with("a.js", torn);
    scratch.run(&["--fix", "--unsafe-fixes"]);
    let fixed = text(&scratch, "a.js");
    assert!(
        fixed.contains("Parse.Error(Parse.Error.OBJECT_NOT_FOUND, 'x')"),
        "{fixed}"
    );
    assert!(
        fixed.ends_with("function ( {\nnew Parse.Error(209, 'y');\n"),
        "{fixed}"
    );
}

#[test]
fn a_fix_that_brings_a_finding_is_taken_back_alone_and_told() {
    let text = "const FORBIDDEN = 403;\nconst OPERATION_FORBIDDEN = 403;\nconst INVALID_SESSION_TOKEN = 209;\nconst TIMEOUT = 15000;\n\
        Parse.Cloud.define('a', ({ user }) => {\n\
          if (!user) throw new Parse.Error(INVALID_SESSION_TOKEN, 'log in');\n\
          if (user.get('gone')) throw new Parse.Error(101, 'gone');\n\
          setTimeout(() => user, TIMEOUT);\n\
          throw new Parse.Error(OPERATION_FORBIDDEN, 'no');\n});\n";
    let scratch = Scratch::with("cloud/main.js", text);
    let run = scratch.run(&["--fix", "--unsafe-fixes"]);
    let note = "note: `cloud/main.js`:2: the fix for mismatched-constant would have broken the file, and was taken back";
    assert!(run.err.contains(note), "{run:?}");
    let expected = text.replace("Error(101", "Error(Parse.Error.OBJECT_NOT_FOUND");
    assert_eq!(self::text(&scratch, "cloud/main.js"), expected);
    assert_eq!(run.status, 1);
}

#[test]
fn what_only_the_project_finds_stands_in_no_fixs_way() {
    let text = "import Parse from 'parse';\nexport const gone = (e: Parse.Error) => e.code === 101 || e.code === 9011;\n";
    let scratch = Scratch::with("src/a.ts", text);
    let rules = "[rules]\nunnamed-app-code = \"warning\"\nunmade-app-code = \"warning\"\n";
    scratch.file("parselint.toml", rules);
    let run = scratch.run(&["--fix", "--output-format", "concise"]);
    assert_eq!(run.err, "");
    assert!(run.out.contains("warning[unmade-app-code]"), "{run:?}");
    let fixed = text.replace("101", "Parse.Error.OBJECT_NOT_FOUND");
    assert_eq!(self::text(&scratch, "src/a.ts"), fixed);
}

#[test]
fn a_comment_that_hides_nothing_goes() {
    let text = "\u{feff}// parselint-ignore magic-code: why\r\n\
        import Parse from 'parse';\r\n\
        export const a = () => new Parse.Error(9001, 'x'); // parselint-ignore magic-code: why\r\n\
        export const b = () => new Parse.Error(/* parselint-ignore magic-code: why */ 9001, 'x');\r\n\
        export const C = () => <p>\r\n  {/* parselint-ignore magic-code: why */}\r\n  text\r\n</p>;\r\n\
        /* Of the file.\r\n * parselint-ignore magic-code: why */\r\nexport const e = 1;\r\n\
        export const d = new Parse.Error(101, 'x'); // parselint-ignore magic-code, app-code-range: why\r\n";
    let scratch = Scratch::with("a.jsx", text);
    let run = scratch.run(&["--fix", "--output-format", "concise"]);
    let fixed = self::text(&scratch, "a.jsx");
    let expected = "\u{feff}import Parse from 'parse';\r\n\
        export const a = () => new Parse.Error(9001, 'x');\r\n\
        export const b = () => new Parse.Error(9001, 'x');\r\n\
        export const C = () => <p>\r\n  text\r\n</p>;\r\n\
        /* Of the file.\r\n * parselint-ignore magic-code: why */\r\nexport const e = 1;\r\n\
        export const d = new Parse.Error(101, 'x'); // parselint-ignore magic-code, app-code-range: why\r\n";
    assert_eq!(fixed, expected, "{run:?}");
}

#[test]
fn suppressed_findings_are_not_fixed() {
    let hidden = "const Parse = require('parse/node');\nthrow new Parse.Error(101, 'x'); // parselint-ignore magic-code: on purpose\n";
    let scratch = Scratch::with("a.js", hidden);
    let run = scratch.run(&["--fix"]);
    assert_eq!((run.status, text(&scratch, "a.js").as_str()), (0, hidden));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_told_and_the_others_are_written() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::with("a.js", BEFORE);
    scratch.file("b.js", BEFORE);
    let locked = scratch.path().join("a.js");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).expect("a mode");
    let run = scratch.run(&["--fix"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(
        run.err.contains("`a.js` was not written: it is read-only"),
        "{run:?}"
    );
    assert!(run.out.contains("1 finding fixed"), "{run:?}");
    assert_eq!(
        (
            text(&scratch, "a.js").as_str(),
            text(&scratch, "b.js").as_str()
        ),
        (BEFORE, AFTER)
    );
    // What could not be written is left, and so are its findings.
    assert!(
        run.out.contains("a.js:3:24") && !run.out.contains("b.js:"),
        "{run:?}"
    );
    let run = scratch.run(&["--fix", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let left = report["diagnostics"].as_array().expect("a list");
    assert_eq!((run.status, left.len()), (2, 1), "{run:?}");
    assert_eq!(left[0]["path"], "a.js");
    assert_eq!(report["summary"]["fixed"], 0);
}

#[test]
fn a_file_with_two_names_is_written_once() {
    let scratch = Scratch::with("a.js", BEFORE);
    fs::hard_link(scratch.path().join("a.js"), scratch.path().join("b.js")).expect("a link");
    let run = scratch.run(&["--fix"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(text(&scratch, "a.js"), AFTER);
    assert_eq!(text(&scratch, "b.js"), AFTER);
}

#[cfg(unix)]
#[test]
fn a_named_link_stays_and_its_target_is_written() {
    let scratch = Scratch::with("real/a.js", BEFORE);
    std::os::unix::fs::symlink("real/a.js", scratch.path().join("link.js")).expect("a link");
    scratch.run(&["--fix", "link.js"]);
    assert_eq!(text(&scratch, "real/a.js"), AFTER);
    let link = scratch
        .path()
        .join("link.js")
        .symlink_metadata()
        .expect("a link");
    assert!(link.is_symlink());
}

#[test]
fn wrong_usage_is_told() {
    let scratch = Scratch::with("a.js", BEFORE);
    for (arguments, words) in [
        (&["--unsafe-fixes"][..], "add `--fix` or `--diff`"),
        (&["--interactive"], "--fix"),
        (&["--fix", "--interactive"], "needs a terminal"),
        (
            &["--diff", "--output-format", "json"],
            "cannot be used with",
        ),
    ] {
        let run = scratch.run(arguments);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.err.contains(words), "{arguments:?}: {run:?}");
        assert_eq!(text(&scratch, "a.js"), BEFORE);
    }
}
