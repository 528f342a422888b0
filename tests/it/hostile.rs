//! Inputs that nobody writes by hand: the program ends by itself, says what it could not do, and never obeys a source.
//!
//! A signal and an endless run fail in `program`, whatever else is looked at here.

use std::fs;
use std::io::pipe;
use std::path::Path;
use std::process::Stdio;

use crate::program::{Program, Run, Scratch};

/// How often the parts of a nest are repeated.
const DEEP: usize = 100_000;
const FINDING: &str = "throw new Parse.Error(101, 'x');\n";

struct Nest {
    path: &'static str,
    head: &'static str,
    open: &'static str,
    core: &'static str,
    close: &'static str,
}

const fn nest(
    path: &'static str,
    head: &'static str,
    open: &'static str,
    core: &'static str,
    close: &'static str,
) -> Nest {
    Nest {
        path,
        head,
        open,
        core,
        close,
    }
}

/// Line ends keep them from being taken for minified.
const CLOSED: [Nest; 20] = [
    nest("parentheses.js", "x = ", "(\n", "1", ")\n"),
    nest("arrays.js", "x = ", "[\n", "1", "]\n"),
    nest("blocks.js", "", "{\n", "", "}\n"),
    nest("objects.js", "x = ", "{ a:\n", "1", "}\n"),
    nest("sum.js", "x = ", "a +\n", "a", ""),
    nest("disjunction.js", "x = ", "a ||\n", "a", ""),
    nest("power.js", "x = ", "a **\n", "a", ""),
    nest("negation.js", "x = ", "!\n", "a", ""),
    nest("members.js", "x = a", ".b\n", "", ""),
    nest("calls.js", "x = a", ".b()\n", "", ""),
    nest("assignments.js", "", "a =\n", "1", ""),
    nest("else-if.js", "", "if (a) {} else\n", "{}", ""),
    nest("ternary.js", "x = ", "a ? b :\n", "c", ""),
    nest("arrows.js", "x = ", "a =>\n", "a", ""),
    nest("templates.js", "x = ", "`${\n", "1", "}`"),
    nest("functions.js", "", "function f() {\n", "", "}\n"),
    nest("classes.js", "", "class A { m() {\n", "", "}}\n"),
    nest("generics.ts", "type X = ", "A<\n", "B", ">\n"),
    nest(
        "conditional.ts",
        "type X = ",
        "A extends B ? C :\n",
        "D",
        "",
    ),
    nest("elements.tsx", "x = ", "<a>\n", "", "</a>\n"),
];

const TORN: [Nest; 10] = [
    nest("mixed.js", "", "({[(\n", "", ""),
    nest("parentheses.js", "", "(\n", "", ""),
    nest("braces.js", "", "{\n", "", ""),
    nest("templates.js", "", "`${\n", "", ""),
    nest("functions.js", "", "function f() {\n", "", ""),
    nest("generics.ts", "type X = ", "A<\n", "", ""),
    nest("elements.tsx", "", "<a>\n", "", ""),
    nest("closing.js", "", ")]}\n", "", ""),
    nest("comments.js", "", "/*\n", "", ""),
    nest("quotes.js", "", "'\n", "", ""),
];

impl Nest {
    /// With a finding on the first line and on the last one.
    fn text(&self) -> String {
        let (open, close) = (self.open.repeat(DEEP), self.close.repeat(DEEP));
        let (head, core) = (self.head, self.core);
        format!("{FINDING}{head}{open}{core}{close};\n{FINDING}")
    }

    /// Standard input is linted whatever it looks like.
    fn run(&self) -> Run {
        let arguments = [
            "--output-format",
            "concise",
            "-",
            "--stdin-filename",
            self.path,
        ];
        let scratch = Scratch::new();
        let program = Program::of(&arguments).input(self.text());
        program.within(scratch.path())
    }
}

#[test]
fn no_nest_is_too_deep_to_end() {
    for nest in CLOSED.iter().chain(&TORN) {
        let run = nest.run();
        assert!((0..=2).contains(&run.status), "{}: {run:?}", nest.path);
        assert!(
            !run.out.contains("bug in parselint"),
            "{}: {run:?}",
            nest.path
        );
        assert!(!run.err.contains("panicked"), "{}: {run:?}", nest.path);
    }
}

#[test]
fn around_a_nest_everything_is_found_or_the_file_is_told() {
    let silent: Vec<&str> = CLOSED
        .iter()
        .filter(|nest| !is_told(nest))
        .map(|nest| nest.path)
        .collect();
    assert!(silent.is_empty(), "passed over in silence: {silent:?}");
}

fn is_told(nest: &Nest) -> bool {
    let out = nest.run().out;
    let last = nest.text().lines().count();
    let found =
        |line: usize| out.contains(&format!("{}:{line}:23: warning[magic-code]", nest.path));
    found(1) && found(last) || out.contains("error[file-not-linted]")
}

#[test]
fn a_file_too_large_for_a_tree_is_linted_all_the_same() {
    let filler = "const line = 'some words in a line';\n".repeat(20_000);
    let scratch = Scratch::with("large.js", format!("{FINDING}{filler}{FINDING}"));
    let run = scratch.run(&["--output-format", "concise"]);
    assert!(
        run.out.contains("large.js:1:23: ") && run.out.contains("large.js:20002:23: "),
        "{run:?}"
    );
}

#[test]
fn a_minified_file_is_linted_when_named() {
    let text =
        "function f(a,b){if(!a){throw new Parse.Error(404,'x')};return b.c(a).d};".repeat(30);
    let scratch = Scratch::with("app.min.js", text);
    let walked = scratch.run(&["--output-format", "concise"]);
    assert!(
        walked.status == 0 && walked.out.contains("1 minified file skipped"),
        "{walked:?}"
    );
    let named = scratch.run(&["--output-format", "concise", "app.min.js"]);
    assert!(
        named.status == 1 && named.out.contains("http-status-as-code"),
        "{named:?}"
    );
}

/// Lints one file by its name: the message of its only finding, which must be that it was not linted.
fn not_linted(scratch: &Scratch, path: &str) -> String {
    let run = scratch.run(&["--output-format", "jsonl", path]);
    assert_eq!(run.status, 2, "{run:?}");
    let first = run.out.lines().next().expect("a line");
    let row: serde_json::Value = serde_json::from_str(first).expect("an object");
    assert_eq!(
        (&row["rule"], &row["path"]),
        (&"file-not-linted".into(), &path.into())
    );
    assert_eq!(
        row["start"],
        serde_json::json!({"line": 1, "column": 1, "offset": 0})
    );
    row["message"].as_str().expect("a message").to_owned()
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let scratch = Scratch::with(
        "latin1.js",
        b"// caf\xe9\nthrow new Parse.Error(101, 'x');\n",
    );
    assert!(not_linted(&scratch, "latin1.js").contains("not UTF-8 at byte 6"));
    scratch.file("surrogate.js", b"x = '\xed\xa0\x80';\n");
    assert!(not_linted(&scratch, "surrogate.js").contains("not UTF-8 at byte 5"));
    for (path, big) in [("little.js", false), ("big.js", true)] {
        let unit = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        let text = format!("\u{feff}{FINDING}");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
        scratch.file(path, bytes);
        assert!(not_linted(&scratch, path).contains("UTF-16"));
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_told_and_never_waited_for() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new();
    let at = |name: &str| scratch.path().join(name);
    let mode = rustix::fs::Mode::from_raw_mode(0o644);
    let kind = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe.js"), kind, mode, 0).expect("a named pipe");
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.js")).expect("a socket");
    symlink("nowhere.js", at("dangling.js")).expect("a link");
    symlink("loop.js", at("loop.js")).expect("a link");
    symlink("/dev/zero", at("endless.js")).expect("a link");
    for path in ["pipe.js", "socket.js", "endless.js"] {
        assert!(
            not_linted(&scratch, path).contains("not a regular file"),
            "{path}"
        );
    }
    assert!(not_linted(&scratch, "dangling.js").contains("leads nowhere"));
    assert!(not_linted(&scratch, "loop.js").contains("symbolic links"));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_when_walked() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::with("in/main.js", FINDING);
    let at = |name: &str| scratch.path().join(name);
    symlink("nowhere.js", at("dangling.js")).expect("a link");
    symlink("loop.js", at("loop.js")).expect("a link");
    symlink("in/main.js", at("link.js")).expect("a link");
    symlink("..", at("in/up")).expect("a link");
    let run = scratch.run(&["-q", "--output-format", "concise"]);
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
    assert!(
        run.status == 1 && run.out.starts_with("in/main.js:1:23: "),
        "{run:?}"
    );
    let named = scratch.run(&["-q", "--output-format", "concise", "link.js"]);
    assert!(named.out.starts_with("link.js:1:23: "), "{named:?}");
}

/// A superuser may read everything.
#[cfg(unix)]
#[test]
fn a_file_that_must_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::with("secret.js", FINDING);
    let path = scratch.path().join("secret.js");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions can be set");
    if fs::File::open(&path).is_ok() {
        assert_eq!(scratch.run(&["secret.js"]).status, 1);
    } else {
        assert!(not_linted(&scratch, "secret.js").contains("no permission"));
    }
}

#[test]
fn folders_may_be_called_like_files_and_files_may_be_empty() {
    let scratch = Scratch::with("x.js/in.js", FINDING);
    scratch.file("empty.js", "");
    scratch.file("bom.js", "\u{feff}");
    let run = scratch.run(&["--output-format", "concise"]);
    assert!(run.out.starts_with("x.js/in.js:1:23: "), "{run:?}");
    assert!(
        run.out.contains("\nFound 1 warning in 3 files linted\n"),
        "{run:?}"
    );
    assert_eq!(scratch.run(&["empty.js", "bom.js"]).status, 0);
}

#[test]
fn a_long_line_is_drawn_in_the_width_of_a_terminal() {
    assert_long_line_is_drawn(20_000);
}

/// Five megabytes, for which no tree is made.
#[test]
fn a_very_long_line_is_drawn_in_the_width_of_a_terminal() {
    assert_long_line_is_drawn(260_000);
}

#[track_caller]
fn assert_long_line_is_drawn(repeats: usize) {
    let words = "some words of text ".repeat(repeats / 2);
    let text = format!("x = '{words}'; throw new Parse.Error(101, '{words}');\n");
    let column = 1 + "x = ''; throw new Parse.Error(".len() + words.len();
    let run = Scratch::with("long.js", text).run(&[]);
    let place = format!("long.js:1:{column}]");
    assert!(run.out.contains(&place), "{}", run.out);
    let wide = run.out.lines().find(|line| line.chars().count() > 80);
    assert_eq!(wide, None);
}

#[test]
fn ten_thousand_findings_are_all_drawn() {
    let scratch = Scratch::with("many.js", FINDING.repeat(10_000));
    let run = scratch.run(&[]);
    assert_eq!(run.status, 1);
    assert_eq!(run.out.matches("╭─[many.js:").count(), 10_000);
}

#[test]
fn two_thousand_comments_that_suppress_end() {
    let line = "throw new Parse.Error(101, 'x'); // parselint-ignore magic-code: a test\n";
    let scratch = Scratch::with("many.js", line.repeat(2_000));
    let run = scratch.run(&["--output-format", "concise"]);
    assert!(run.out.contains("2000 findings suppressed"), "{run:?}");
}

fn many() -> Scratch {
    Scratch::with("many.js", FINDING.repeat(3_000))
}

#[test]
fn a_reader_that_goes_away_is_nobodys_error() {
    let scratch = many();
    for arguments in [
        &["--output-format", "full"][..],
        &["--output-format", "json"],
        &["inventory", "--output-format", "json"],
        &["code"],
        &["--help"],
    ] {
        let (reader, writer) = pipe().expect("a pipe");
        drop(reader);
        let run = Program::of(arguments).writing_to(writer.into(), scratch.path());
        assert_eq!(run.err, "", "{arguments:?}");
        assert!(run.status < 2, "{arguments:?}: {}", run.status);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let scratch = many();
    for arguments in [
        &["--output-format", "full"][..],
        &["--output-format", "concise", "--exit-zero"],
        &["--output-format", "json"],
        &["--output-format", "jsonl"],
        &["inventory"],
        &["code"],
        &["rule"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open(Path::new("/dev/full"))
            .expect("it is there");
        let run = Program::of(arguments).writing_to(Stdio::from(full), scratch.path());
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.err);
        assert!(
            run.err.contains("the output cannot be written"),
            "{arguments:?}: {}",
            run.err
        );
    }
}

#[test]
fn two_runs_and_any_number_of_threads_print_the_same_bytes() {
    let scratch = Scratch::new();
    for folder in 0..12 {
        for file in 0..8 {
            let text = format!(
                "throw new Parse.Error({}, 'x');\n// é\nthrow new Parse.Error(Parse.Error.NO_{file}, 'x');\n",
                5_000 + folder
            );
            scratch.file(&format!("{folder}/{file}.js"), text);
        }
        scratch.file(&format!("{folder}/bad.js"), b"\xff");
    }
    for format in ["full", "concise", "json", "jsonl"] {
        let run = |threads| scratch.run(&["-v", "--threads", threads, "--output-format", format]);
        let first = run("1");
        assert_eq!(first.status, 2);
        for threads in ["1", "2", "3", "8", "32"] {
            assert!(run(threads) == first, "{format}, {threads} threads");
        }
    }
}
