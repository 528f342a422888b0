//! Inputs that nobody writes by hand: the program ends by itself, says what it could not do, and never obeys a source.
//!
//! Most of them are rows of the table in `tests/hostile`; here is what needs more than a look at status and words. A signal
//! and an endless run fail in any case.

use std::fs;
use std::io::pipe;
use std::path::Path;
use std::process::Stdio;

use crate::program::{Program, Scratch};

const FINDING: &str = "throw new Parse.Error(101, 'x');\n";

#[cfg(target_os = "linux")]
#[path = "../hostile/mod.rs"]
#[allow(dead_code, reason = "the example tells more of it")]
mod table;

/// Every case of a theme is answered as the table says, by a build without optimisation on a machine that may be busy.
#[cfg(target_os = "linux")]
#[track_caller]
fn check(theme: table::Theme) {
    const SLOWER: u32 = 15;
    let cases = table::cases()
        .into_iter()
        .filter(|case| case.theme == theme);
    let program = Path::new(env!("CARGO_BIN_EXE_parselint"));
    let wrong: Vec<String> = cases
        .filter_map(|case| {
            Some(format!(
                "{}: {}",
                case.name,
                case.judged(program, SLOWER).err()?
            ))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[cfg(target_os = "linux")]
mod themes {
    use super::check;
    use super::table::Theme;

    #[test]
    fn nests_of_javascript() {
        check(Theme::Nests);
    }

    #[test]
    fn nests_of_types() {
        check(Theme::Types);
    }

    #[test]
    fn nests_of_rust() {
        check(Theme::RustNests);
    }

    #[test]
    fn nests_of_items() {
        check(Theme::Items);
    }

    #[test]
    fn torn_nests() {
        check(Theme::Torn);
    }

    #[test]
    fn bytes() {
        check(Theme::Bytes);
    }

    #[test]
    fn entries() {
        check(Theme::Entries);
    }

    #[test]
    fn configurations() {
        check(Theme::Configurations);
    }

    #[test]
    fn surroundings() {
        check(Theme::Surroundings);
    }
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
