//! `emit`: what is written for a project, when it goes stale, and that the linter itself has nothing to say of it.
//!
//! Whether prettier, tsc, node, rustfmt and rustc take it, `.ci/emit` checks.

use std::fs;

use crate::program::{Run, Scratch};

const KINDS: [(&str, &[&str]); 4] = [
    ("codes.ts", &["typescript"]),
    ("codes.mjs", &["javascript"]),
    ("codes.cjs", &["javascript", "--module", "commonjs"]),
    ("codes.rs", &["rust", "--type", "i64"]),
];

/// A shop that uses 124 and its own 9001 and 9007.
fn shop() -> Scratch {
    let scratch = Scratch::with(
        "main.js",
        "import Parse from 'parse/node';\nthrow new Parse.Error(124, 'x');\nthrow new Parse.Error(9001, 'x');\n\
         throw new Parse.Error(9007, 'x');\nthrow new Parse.Error(1001, 'x');\n",
    );
    scratch.file(
        "parselint.toml",
        "[app-codes]\nSoldOut = { code = 9001, description = \"Sold */ out.\" }\nSHUT = { code = 9002 }\n",
    );
    scratch.file(
        "Cargo.toml",
        "[package]\nname = \"shop\"\npublish = false\n[dependencies]\nparse-rs = \"0.2\"\n",
    );
    scratch
}

fn emit(scratch: &Scratch, arguments: &[&str]) -> Run {
    scratch.run(&[&["emit"], arguments].concat())
}

/// The names and numbers of a module.
fn constants(text: &str) -> Vec<(&str, &str)> {
    let lines = text.lines().filter(|line| line.contains("const "));
    let constant = |line: &'_ str| -> Option<(usize, usize)> {
        Some((line.find("const ")? + 6, line.find(" = ")?))
    };
    let read = |line| {
        let (start, equals) = constant(line)?;
        let name = line[start..equals].split(':').next()?;
        Some((name, line[equals + 3..].trim_end_matches(';')))
    };
    lines.filter_map(read).collect()
}

const USED: [(&str, &str); 3] = [("TIMEOUT", "124"), ("SOLD_OUT", "9001"), ("SHUT", "9002")];

#[test]
fn codes_in_use_and_on_record_are_named_in_every_language() {
    let shop = shop();
    for (_, arguments) in KINDS {
        let run = emit(&shop, arguments);
        assert_eq!(run.status, 0, "{run:?}");
        assert_eq!(constants(&run.out), USED, "{arguments:?}");
        let head = run.out.lines().next().unwrap_or_default();
        let command = format!(
            "// Written by `parselint emit {}`; do not edit.",
            arguments.join(" ")
        );
        assert_eq!(head, command);
        assert!(
            run.err
                .contains("9007 has no name: give it one in `[app-codes]`"),
            "{run:?}"
        );
        assert!(run.err.contains("1001 is left out"), "{run:?}");
        assert!(!run.out.contains(env!("CARGO_PKG_VERSION")));
        let quiet = emit(&shop, &[arguments, &["-q"]].concat());
        assert_eq!((quiet.out, quiet.err.as_str()), (run.out, ""));
    }
}

#[test]
fn the_forms_are_those_of_their_languages() {
    let shop = shop();
    let out = |arguments: &[&str]| emit(&shop, arguments).out;
    let typescript = out(&["typescript"]);
    assert!(
        typescript.contains("\n/** Sold *\\/ out. */\nexport const SOLD_OUT = 9001;\n"),
        "{typescript}"
    );
    assert!(
        typescript.ends_with("export type ParseErrorCode =\n  | typeof TIMEOUT\n  | typeof SOLD_OUT\n  | typeof SHUT;\n")
            || typescript.ends_with("export type ParseErrorCode = typeof TIMEOUT | typeof SOLD_OUT | typeof SHUT;\n"),
        "{typescript}"
    );
    let common = out(&["javascript", "--module", "commonjs"]);
    assert!(
        common.ends_with("\nmodule.exports = {\n  TIMEOUT,\n  SOLD_OUT,\n  SHUT,\n};\n"),
        "{common}"
    );
    assert!(!common.contains("export const"));
    let rust = out(&["rust"]);
    assert!(
        rust.contains("\n#![allow(dead_code, unreachable_pub)]\n"),
        "{rust}"
    );
    assert!(
        rust.contains("\npub const SOLD_OUT: i32 = 9001;\n"),
        "{rust}"
    );
    assert!(out(&["rust", "--type", "i64"]).contains("SOLD_OUT: i64 = "));
}

#[test]
fn every_predefined_code_is_written_on_demand() {
    let shop = shop();
    let all = emit(&shop, &["typescript", "--all"]).out;
    let named = constants(&all);
    assert_eq!(named.len(), 84 + 5 + 2);
    let mut names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), named.len());
    for constant in [
        ("INVALID_IMAGE_DATA", "143"),
        ("INVALID_IMAGE_DATA_150", "150"),
        ("OTHER_CAUSE", "-1"),
    ] {
        assert!(named.contains(&constant), "{constant:?}");
    }
}

#[test]
fn the_linter_has_nothing_to_say_of_it() {
    let shop = shop();
    for all in [&[][..], &["--all"]] {
        for (file, arguments) in KINDS {
            let run = emit(&shop, &[arguments, all, &["--output-file", file]].concat());
            assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
        }
        let files = KINDS.map(|(file, _)| file);
        let arguments = [
            &["--pedantic", "--select"][..],
            &["magic-code,mismatched-constant,app-code-range,deprecated-code,unnamed-app-code"],
            &files,
        ]
        .concat();
        let run = shop.run(&arguments);
        assert_eq!(run.status, 0, "{run:?}");
    }
}

#[test]
fn its_own_constants_keep_no_code_alive() {
    let shop = shop();
    for (file, arguments) in KINDS {
        let target = &["--output-file", file];
        emit(&shop, &[arguments, &["--all"], target].concat());
        assert_eq!(emit(&shop, &[arguments, target].concat()).status, 0);
        let written = fs::read_to_string(shop.path().join(file)).expect("written");
        assert_eq!(constants(&written), USED, "{file}");
    }
    // Neither does a file that is compared and was written by hand.
    shop.file(
        "hand.ts",
        "export const OBJECT_NOT_FOUND = 101;\nexport const INVALID_QUERY = 102;\n",
    );
    let run = emit(&shop, &["typescript", "--check", "hand.ts"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.err
            .contains("no longer in use: `INVALID_QUERY` (102), `OBJECT_NOT_FOUND` (101)"),
        "{run:?}"
    );
    assert!(emit(&shop, &["typescript"]).out.contains("INVALID_QUERY"));
}

#[test]
fn what_is_wanted_of_it_by_name_is_in_use() {
    let shop = shop();
    shop.file(
        "shop.js",
        "import Parse from 'parse/node';\nimport { SCRIPT_FAILED, SHUT as shut, NOBODYS } from './codes.mjs';\n\
         throw new Parse.Error(SCRIPT_FAILED, 'x');\nthrow new Parse.Error(shut, 'x');\nthrow new Parse.Error(NOBODYS, 'x');\n",
    );
    // As a redirect leaves it to the program.
    shop.file("codes.mjs", "");
    let first = emit(&shop, &["javascript"]);
    assert!(
        first.out.contains("export const SCRIPT_FAILED = 141;"),
        "{first:?}"
    );
    assert!(
        first.err.contains("`NOBODYS` is wanted of `codes.mjs`"),
        "{first:?}"
    );
    shop.file("codes.mjs", &first.out);
    assert_eq!(emit(&shop, &["javascript"]).out, first.out);
    // A number that was changed by hand, or in the registry, is not the code that is meant.
    shop.file("codes.mjs", first.out.replace("SHUT = 9002", "SHUT = 9003"));
    assert_eq!(emit(&shop, &["javascript"]).out, first.out);
    // The first time, the file is not there yet.
    fs::remove_file(shop.path().join("codes.mjs")).expect("gone");
    emit(&shop, &["javascript", "--output-file", "codes.mjs"]);
    assert_eq!(
        emit(&shop, &["javascript", "--check", "codes.mjs"]).status,
        0
    );
}

#[test]
fn in_rust_as_well() {
    let shop = shop();
    shop.file(
        "src/main.rs",
        "mod codes;\nuse parse_rs::ParseError;\nfn f() -> ParseError { ParseError::ApiError { code: codes::SCRIPT_FAILED, error: String::new() } }\n",
    );
    let run = emit(&shop, &["rust", "--output-file", "src/codes.rs"]);
    assert_eq!(run.status, 0, "{run:?}");
    let written = fs::read_to_string(shop.path().join("src/codes.rs")).expect("written");
    assert!(
        written.contains("pub const SCRIPT_FAILED: i32 = 141;"),
        "{written}"
    );
    assert_eq!(emit(&shop, &["rust", "--check", "src/codes.rs"]).status, 0);
}

#[test]
fn names_of_the_project_itself_are_kept() {
    let shop = shop();
    shop.file(
        "own.js",
        "import Parse from 'parse/node';\nconst lateFee = 9005;\nconst TIMEOUT = 9006;\n\
         throw new Parse.Error(lateFee, 'x');\nthrow new Parse.Error(TIMEOUT, 'x');\n",
    );
    let run = emit(&shop, &["javascript"]);
    assert!(run.out.contains("export const LATE_FEE = 9005;"), "{run:?}");
    assert!(!run.out.contains("9006"), "{run:?}");
    assert!(run.err.contains("9006 has no name"), "{run:?}");
}

#[test]
fn a_stale_file_is_told_with_the_command_that_renews_it() {
    let shop = shop();
    let check = &["typescript", "--check", "codes.ts"];
    let missing = emit(&shop, check);
    assert_eq!(missing.status, 2, "{missing:?}");
    assert!(
        missing
            .err
            .contains("parselint emit typescript --output-file codes.ts"),
        "{missing:?}"
    );
    emit(&shop, &["typescript", "--output-file", "codes.ts"]);
    let path = shop.path().join("codes.ts");
    let written = fs::read_to_string(&path).expect("written");
    let fresh = emit(&shop, check);
    assert_eq!((fresh.status, fresh.out.as_str()), (0, ""), "{fresh:?}");
    shop.file("codes.ts", written.replace('\n', "\r\n"));
    assert_eq!(emit(&shop, check).status, 0);
    emit(&shop, &["typescript", "--output-file", "codes.ts"]);
    assert!(
        fs::read_to_string(&path).expect("text").contains("\r\n"),
        "an equal file is left alone"
    );
    shop.file(
        "codes.ts",
        written
            .replace("SHUT", "CLOSED")
            .replace("TIMEOUT = 124", "TIMEOUT = 125"),
    );
    let stale = emit(&shop, check);
    assert_eq!((stale.status, stale.out.as_str()), (1, ""), "{stale:?}");
    for words in [
        "`codes.ts` has gone stale",
        "missing: `SHUT` (9002)",
        "no longer in use: `CLOSED` (9002)",
        "changed: `TIMEOUT` (125, now 124)",
        "to renew it: parselint emit typescript --output-file codes.ts",
    ] {
        assert!(stale.err.contains(words), "{words}: {}", stale.err);
    }
    // Written by another command.
    emit(
        &shop,
        &["typescript", "main.js", "--output-file", "codes.ts"],
    );
    let other = emit(&shop, check);
    assert!(other.err.contains("comments or form"), "{other:?}");
}

#[test]
fn what_could_not_be_read_is_never_left_out_in_silence() {
    let shop = shop();
    shop.file("bad.js", b"// \xff\n");
    let printed = emit(&shop, &["typescript"]);
    assert_eq!(printed.status, 2);
    assert_eq!(constants(&printed.out), USED);
    let run = emit(&shop, &["typescript", "--output-file", "codes.ts"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains("bad.js"), "{run:?}");
    assert!(!shop.path().join("codes.ts").exists());
    assert_eq!(
        emit(
            &shop,
            &[
                "typescript",
                "--exclude",
                "bad.js",
                "--output-file",
                "codes.ts"
            ]
        )
        .status,
        0
    );
}

#[test]
fn two_registries_must_not_contradict_each_other() {
    let scratch = Scratch::new();
    scratch.file("a/parselint.toml", "[app-codes]\nA = { code = 9001 }\n");
    scratch.file("b/parselint.toml", "[app-codes]\nB = { code = 9001 }\n");
    assert_eq!(emit(&scratch, &["rust", "a"]).status, 0);
    let run = emit(&scratch, &["rust", "a", "b"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(
        run.err.contains("`A` is 9001 in `a/parselint.toml`"),
        "{run:?}"
    );
    scratch.file(
        "b/parselint.toml",
        "[app-codes]\nA = { code = 9001 }\nB = { code = 9002 }\n",
    );
    assert_eq!(
        constants(&emit(&scratch, &["rust", "a", "b"]).out),
        [("A", "9001"), ("B", "9002")]
    );
}

#[test]
fn nothing_in_use_is_a_module_as_well() {
    let scratch = Scratch::new();
    assert!(
        emit(&scratch, &["typescript"])
            .out
            .ends_with("export type ParseErrorCode = never;\n")
    );
    assert!(
        emit(&scratch, &["javascript"])
            .out
            .ends_with("export {};\n")
    );
    assert!(
        emit(&scratch, &["javascript", "--module", "commonjs"])
            .out
            .ends_with("module.exports = {};\n")
    );
    assert_eq!(emit(&scratch, &["rust"]).status, 0);
}
