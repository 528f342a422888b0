//! What the command line promises, as files: `tests/cmd/*.toml` hold arguments, exit status and both streams, and run in
//! the `*.in/` beside them.
//!
//! `TRYCMD=overwrite cargo test` writes what the program says now; read the difference before you keep it. Promises that
//! span several runs are tests here.

use std::path::Path;

use crate::program::{Program, Run, Scratch};

const PROGRAM: &str = env!("CARGO_BIN_EXE_parselint");

#[test]
fn every_command_does_what_its_file_says() {
    trycmd::TestCases::new()
        .default_bin_path(PROGRAM)
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "xterm")
        .case("tests/cmd/*.toml");
}

/// The project that most of the files run in.
fn shop(arguments: &[&str]) -> Run {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/shop.in");
    Program::of(arguments).within(&folder)
}

#[test]
fn any_number_of_threads_prints_the_same_bytes() {
    for format in ["full", "concise", "json", "jsonl"] {
        let run = |threads| shop(&["--threads", threads, "--output-format", format]);
        let alone = run("1");
        assert_eq!(alone.status, 1);
        for threads in ["2", "4", "64"] {
            assert_eq!(run(threads), alone, "{format}, {threads} threads");
        }
    }
}

#[test]
fn the_format_does_not_change_the_exit_status() {
    for (path, status) in [
        ("cloud/clean.js", 0),
        ("spec", 0),
        ("cloud", 1),
        ("none", 2),
    ] {
        for format in ["full", "concise", "json", "jsonl"] {
            let run = shop(&["--output-format", format, path]);
            assert_eq!(run.status, status, "{format} {path}");
        }
    }
}

#[test]
fn the_command_may_be_left_out() {
    assert_eq!(shop(&["check", "cloud"]), shop(&["cloud"]));
    assert_eq!(shop(&["check"]), shop(&["."]));
}

#[test]
fn a_document_is_whole_where_nothing_was_linted() {
    for format in ["json", "jsonl"] {
        let run = shop(&["--output-format", format, "build"]);
        let document: serde_json::Value = serde_json::from_str(&run.out).expect("one object");
        let summary = document.get("summary").unwrap_or(&document);
        assert_eq!(
            (run.status, &summary["files"]),
            (0, &0.into()),
            "{}",
            run.out
        );
    }
}

#[test]
fn colours_are_drawn_on_demand_only() {
    let colourful = |arguments: &[&str]| shop(arguments).out.contains('\u{1b}');
    assert!(!colourful(&["cloud"]));
    assert!(colourful(&["--color", "always", "cloud"]));
    assert!(!colourful(&[
        "--color",
        "always",
        "--output-format",
        "json",
        "cloud"
    ]));
}

#[test]
fn a_rule_that_is_selected_is_on_at_its_own_level() {
    let scratch = Scratch::with("main.js", "throw new Parse.Error(101, 'x');\n");
    scratch.file("parselint.toml", "[rules]\nmagic-code = 'off'\n");
    let run = scratch.run(&["--select", "magic-code", "-q", "--output-format", "concise"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.contains("warning[magic-code]"), "{run:?}");
}

#[test]
fn an_inventory_says_what_it_could_not_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/unread.in");
    for format in ["full", "json"] {
        let run = Program::of(&["inventory", "--output-format", format]).within(&folder);
        assert_eq!(run.status, 2);
        assert!(run.err.contains("latin1.js"), "{format}: {run:?}");
    }
}

#[test]
fn a_wrong_configuration_is_told_where_there_is_nothing_to_lint() {
    let scratch = Scratch::with("parselint.toml", "exclud = []\n");
    assert_eq!(scratch.run(&[]).status, 2);
}

#[test]
fn a_file_that_was_not_linted_is_never_silent() {
    let scratch = Scratch::with("bad.js", b"// \xff\n");
    for level in ["off", "advice"] {
        scratch.file(
            "parselint.toml",
            format!("[rules]\nfile-not-linted = '{level}'\n"),
        );
        let run = scratch.run(&["--output-format", "concise"]);
        assert_eq!(run.status, 2, "{level}: {run:?}");
        assert!(run.out.contains("1 file not linted"), "{level}: {run:?}");
    }
    let run = scratch.run(&["--ignore", "file-not-linted", "-q"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
    assert!(run.err.contains("1 file was not linted"), "{run:?}");
}

#[test]
fn standard_input_is_treated_as_a_file_of_its_name() {
    let scratch = Scratch::with(".gitignore", "dist/\n");
    scratch.file("sub/parselint.toml", "[rules]\nmagic-code = 'off'\n");
    scratch.file("here/a.js", "");
    let lint = |folder: &str, name: &str| {
        let arguments = ["--output-format", "concise", "-", "--stdin-filename", name];
        Program::of(&arguments)
            .input("throw new Parse.Error(101, 'x');\n")
            .within(&scratch.path().join(folder))
    };
    assert_eq!(lint("", "dist/a.js").status, 0);
    assert!(lint("", "dist/a.js").out.contains("1 named file ignored"));
    assert_eq!(lint("here", "../sub/b.js").status, 0);
    let shown = |folder: &str, name: &str| lint(folder, name).out;
    assert!(shown("", "here/./b.js").starts_with("here/b.js:1:"));
    let absolute = scratch.path().join("here/b.js");
    let absolute = absolute.canonicalize().unwrap_or(absolute);
    assert!(shown("", &absolute.to_string_lossy()).starts_with("here/b.js:1:"));
}

#[test]
fn where_somebody_stands_makes_no_test() {
    let scratch = Scratch::with("spec/a.js", "throw new Parse.Error(101, 'x');\n");
    // A search for the manifest ends at the repository, else at the working directory.
    scratch.file(".git/HEAD", "");
    let level = |folder: &str, path: &str| {
        let run =
            Program::of(&["--output-format", "concise", path]).within(&scratch.path().join(folder));
        run.out.contains("advice[magic-code]")
    };
    assert!(level("", "spec/a.js") && level("spec", "a.js") && level("spec", "."));
    let inside = Scratch::bare();
    inside.file("test/proj/a.js", "throw new Parse.Error(101, 'x');\n");
    inside.file(
        "test/proj/package.json",
        r#"{"name": "p", "private": true}"#,
    );
    let run = inside.run(&["--output-format", "concise"]);
    assert!(run.out.contains("warning[magic-code]"), "{run:?}");
}

#[test]
fn of_two_wrong_configurations_the_same_is_told() {
    let scratch = Scratch::new();
    for folder in ["a", "b"] {
        scratch.file(&format!("{folder}/parselint.toml"), "exclud = []\n");
        scratch.file(
            &format!("{folder}/x.js"),
            "throw new Parse.Error(101, 'x');\n",
        );
    }
    for _ in 0..20 {
        let run = scratch.run(&["--no-ignore", "--threads", "4"]);
        assert_eq!(run.status, 2);
        assert!(run.err.contains("a/parselint.toml"), "{run:?}");
    }
}

#[test]
fn a_mistyped_command_is_guessed() {
    let scratch = Scratch::new();
    let run = scratch.run(&["inventroy"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("did you mean the command `inventory`?"),
        "{run:?}"
    );
    assert!(scratch.run(&["nowhere"]).err.contains("help:"));
}

#[test]
fn an_explanation_is_given_for_a_place_however_it_is_written() {
    let place = "cloud/main.js:6:24";
    let expected = shop(&["explain", place]);
    assert_eq!(expected.status, 0, "{expected:?}");
    assert!(
        expected
            .out
            .contains("Parse code 101 (ObjectNotFound), certain")
    );
    let concise = shop(&["--output-format", "concise", "cloud/main.js"]).out;
    let mut lines = concise.lines();
    let line = lines
        .find(|line| line.starts_with(place))
        .expect("a finding");
    for pasted in [
        line,
        "cloud/main.js:6:24:",
        "./cloud/main.js:6:24",
        "cloud/main.js:6",
    ] {
        assert_eq!(shop(&["explain", pasted]).out, expected.out, "{pasted}");
    }
    // The cursor may stand anywhere in the number, and behind it.
    for column in [25, 26, 27] {
        let run = shop(&["explain", &format!("cloud/main.js:6:{column}")]);
        assert_eq!(run.out, expected.out, "{column}");
    }
}

#[test]
fn a_path_with_colons_and_columns_in_code_points_are_understood() {
    let text = "/* \u{e9}\u{10400} */ throw new Parse.Error(101, 'x');\n";
    let scratch = Scratch::with("a:1.js", text);
    let run = scratch.run(&["explain", "a:1.js:1:32"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.starts_with("a:1.js:1:32\n"), "{run:?}");
    assert!(run.out.contains("magic-code, warning"), "{run:?}");
}

#[test]
fn what_is_not_shown_is_explained_with_its_cause() {
    let scratch = Scratch::with("parselint.toml", "[rules]\nmagic-code = 'off'\n");
    scratch.file("off.js", "throw new Parse.Error(101, 'x');\n");
    scratch.file(
        "hidden.js",
        "// parselint-ignore http-status-as-code: old apps wait for it\nthrow new Parse.Error(404, 'x');\n",
    );
    scratch.file("own.js", "throw new Parse.Error(9001, 'x');\n");
    scratch.file("plain.js", "f(1, 20);\n");
    scratch.file(".gitignore", "left.js\n");
    scratch.file(".git/HEAD", "");
    scratch.file("left.js", "throw new Parse.Error(404, 'x');\n");
    scratch.file("torn.js", "const = ;\nthrow new Parse.Error(404, 'x');\n");
    for (place, words) in [
        ("off.js:1:23", "the rule is off by configuration"),
        ("hidden.js:2:23", "a comment suppresses it"),
        ("own.js:1:23", "none: 9001 is one of an app's own codes"),
        ("plain.js:1:6", "`check` does not read the file to the end"),
        ("left.js:1:23", "`check` leaves the file out"),
        ("torn.js:2:23", "it has syntax errors, the first in line 1"),
    ] {
        let run = scratch.run(&["explain", place]);
        assert_eq!(run.status, 0, "{place}: {run:?}");
        let words_of = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words_of(&run.out).contains(words), "{place}: {}", run.out);
    }
}

#[test]
fn what_another_file_makes_a_code_is_explained_by_that_file() {
    let scratch = Scratch::with("codes.js", "export const SOLD_OUT = 1001;\n");
    let uses = "import Parse from 'parse';\nimport { SOLD_OUT } from './codes';\nthrow new Parse.Error(SOLD_OUT, 'x');\n";
    scratch.file("main.js", uses);
    let run = scratch.run(&["explain", "codes.js:1:25"]);
    assert!(run.out.contains("`SOLD_OUT` reaches it"), "{run:?}");
    // The header of one file of a package speaks for the others.
    let rest = Scratch::bare();
    rest.file("package.json", r#"{"name": "client", "private": true}"#);
    rest.file(
        "http.js",
        "export const headers = { 'X-Parse-Application-Id': 'x' };\n",
    );
    rest.file(
        "use.js",
        "try { f() } catch (error) { if (error.code === 101) {} }\n",
    );
    let run = rest.run(&["explain", "use.js:1:48"]);
    assert!(run.out.contains("X-Parse-Application-Id"), "{run:?}");
    assert!(run.out.contains("Parse code 101"), "{run:?}");
}

#[test]
fn a_place_without_an_explanation_ends_with_status_2() {
    let scratch = Scratch::with("a.js", "throw new Parse.Error(101, 'x');\n\nf();\n");
    scratch.file("b.py", "101\n");
    scratch.file("bad.js", b"// \xff 101\n");
    for (place, words) in [
        ("none.js:1:1", "no such file"),
        ("b.py:1:1", "not in a language"),
        (".:1:1", "not a regular file"),
        ("bad.js:1:1", "not UTF-8"),
        ("a.js:9:1", "has no line 9"),
        ("a.js:1:99", "has no column 99"),
        (
            "a.js:1:2",
            "the nearest number on this line is at column 23",
        ),
        ("a.js:3", "the nearest one is at 1:23"),
        ("a.js", "PATH:LINE"),
    ] {
        let run = scratch.run(&["explain", place]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{place}: {run:?}");
        let err: Vec<&str> = run.err.split_whitespace().collect();
        assert!(err.join(" ").contains(words), "{place}: {run:?}");
    }
}

/// `ulimit -v` in KiB.
#[cfg(target_os = "linux")]
#[test]
fn scarce_threads_are_made_do_with() {
    let scratch = Scratch::with("sub/a.js", "throw new Parse.Error(101, 'x');\n");
    for limit in ["400000", "200000"] {
        let script = format!("ulimit -v {limit}; exec \"$0\" --threads 1024 -q");
        let run = std::process::Command::new("sh")
            .args(["-c", &script, PROGRAM])
            .current_dir(scratch.path())
            .output()
            .expect("a shell");
        let told = String::from_utf8_lossy(&run.stdout);
        assert_eq!(run.status.code(), Some(1), "{limit}: {run:?}");
        assert!(told.contains("magic-code"), "{limit}: {told}");
    }
}

/// Of a code that no rule has anything against, `explain` says why.
#[test]
fn silence_is_explained() {
    let scratch = Scratch::with(
        "package.json",
        r#"{"name": "shop", "dependencies": {"parse": "5"}}"#,
    );
    scratch.file(
        "a.js",
        "import Parse from 'parse/node';\nconst words = { '9001': 'gone', 9002: 'used' };\n\
         export const tell = (error) => words[error.code];\n",
    );
    scratch.file("server/package.json", r#"{"name": "parse-server"}"#);
    scratch.file(
        "server/b.js",
        "import Parse from 'parse/node';\n\
         export const f = () => { throw new Parse.Error(4001, 'x'); };\n\
         export const g = (error) => error instanceof Parse.Error && error.code === 4001;\n",
    );
    for (place, why) in [
        ("a.js:2:17", "keys of a table are strings by nature"),
        ("a.js:2:33", "9002 is one of an app's own codes, 9000-9999"),
        (
            "server/b.js:2:48",
            "4001 is in the range of Parse Server and its modules",
        ),
        (
            "server/b.js:3:76",
            "4001 is compared only: a server component does not make it",
        ),
    ] {
        let run = scratch.run(&["explain", place]);
        let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            told.contains(&format!("rule none: {why}")),
            "{place}: {told}"
        );
    }
}
