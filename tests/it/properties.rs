//! What holds of programs that nobody has written: put together from pieces of real ones, cut anywhere, mixed with anything.
//!
//! What is asserted of one text is in `tests/fuzzed/`, and the programs are made there, too; here, a fixed number of them
//! goes through the bodies on every run of the tests, always the same ones. Below that are properties of several texts: of
//! runs with several threads, and of texts that say the same with more lines.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::fuzzed::bodies::{grammar, target};
use crate::program::Scratch;

mod lines;

/// Bytes that decide how a program is put together: 1 makes it one of pieces, others one of the grammar or a text.
fn decisions(heads: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let rest = prop::collection::vec(any::<u8>(), 0..200);
    (prop::sample::select(heads), rest).prop_map(|(head, rest)| [vec![head], rest].concat())
}

/// The same cases on every run.
#[track_caller]
fn always<S: Strategy>(cases: u32, strategy: S, holds: impl Fn(S::Value)) {
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(101),
        failure_persistence: None,
        ..Config::default()
    };
    let holds = |value| {
        holds(value);
        Ok(())
    };
    let run = TestRunner::new(config).run(&strategy, holds);
    run.unwrap_or_else(|failure| panic!("{failure}"));
}

#[track_caller]
fn holds(name: &str, cases: u32, heads: &'static [u8]) {
    let run = target(name).run;
    always(cases, decisions(heads), |bytes| run(&bytes));
}

#[test]
fn any_rust_is_read_in_every_way() {
    holds("rust", 60, &[0, 1, 1, 1]);
}

#[test]
fn any_javascript_is_read_in_every_way() {
    holds("javascript", 60, &[0, 1, 1, 1]);
}

#[test]
fn the_gate_loses_nothing_of_a_program() {
    holds("gate", 80, &[0, 1, 3, 5, 7]);
}

#[test]
fn comments_lose_no_finding() {
    holds("suppressions", 60, &[1, 3, 5, 7]);
}

#[test]
fn what_is_fixed_stays_fixed() {
    holds("fix", 50, &[1, 3, 5, 7, 9, 11, 13, 15]);
}

#[test]
fn any_outcome_is_told_in_every_format() {
    holds("reporters", 40, &[0, 31, 64, 255]);
}

/// A project of many files that import from each other.
#[test]
fn any_number_of_threads_finds_the_same() {
    let files = prop::collection::vec(prop::collection::vec(any::<u8>(), 60), 24);
    always(2, files, |files| {
        let scratch = Scratch::with(
            "gone.js",
            "export const GONE = 9001;\nexport function deny(c, m) { throw new Parse.Error(c, m); }\n",
        );
        scratch.file(
            "Cargo.toml",
            "[package]\nname = \"shop\"\n[dependencies]\nparse-rs = \"1\"\n",
        );
        for (at, decisions) in files.iter().enumerate() {
            let (language, path) = match at % 4 {
                0 => ("rust", format!("src/m{at}.rs")),
                1 => ("javascript", format!("{}/a.ts", at % 5)),
                _ => ("javascript", format!("a{at}.js")),
            };
            scratch.file(&path, grammar::made(language, decisions));
        }
        for arguments in [
            &["-v", "--output-format", "json"][..],
            &["inventory", "--output-format", "json"],
        ] {
            let run = |threads| scratch.run(&[arguments, &["--threads", threads]].concat());
            let first = run("1");
            assert!(
                first.out.contains("\"path\""),
                "nothing was found: {first:?}"
            );
            for threads in ["2", "8"] {
                assert_eq!(run(threads).out, first.out, "{threads} threads");
            }
        }
    });
}
