//! Files that are large, that are no text, or whose text has odd characters.

use std::fs::File;
use std::path::Path;

use super::Theme::Bytes;
use super::{Case, Expected, FINDING, RUST_FINDING, write};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = large();
    cases.extend(no_text());
    cases.extend(odd());
    cases
}

/// A file of these bytes, linted by its name.
fn file(
    path: &'static str,
    expected: Expected,
    bytes: impl Fn() -> Vec<u8> + Send + Sync + 'static,
) -> Case {
    Case::new(Bytes, path, expected, move |folder: &Path| {
        write(folder, path, bytes())
    })
    .naming(path)
}

fn text(path: &'static str, expected: Expected, text: &'static str) -> Case {
    file(path, expected, move || text.as_bytes().to_vec())
}

/// A filler up to a size in bytes, with a finding at either end.
fn filled(
    finding: &'static str,
    filler: &'static str,
    size: usize,
) -> impl Fn() -> Vec<u8> + Send + Sync {
    move || format!("{finding}{}\n{finding}", filler.repeat(size / filler.len())).into_bytes()
}

const MEGABYTE: usize = 1_000_000;

fn large() -> Vec<Case> {
    let first = |path: &str, column: u32| format!("{path}:1:{column}: warning[magic-code]");
    let both = |path: &str, column: u32, last: u32| {
        let last = format!("{path}:{last}:{column}: warning[magic-code]");
        Expected::status(1)
            .says(&[&first(path, column), &last])
            .within(10)
    };
    let sparse = |path: &'static str, size: u64, expected: Expected| {
        let make = move |folder: &Path| {
            let file = File::create(folder.join(path)).expect("a file can be made");
            file.set_len(size).expect("a file can have holes");
        };
        Case::new(Bytes, path, expected, make).naming(path)
    };
    let one_line = || {
        let filler = "a = 'some words of text'; ".repeat(8 * MEGABYTE / 26);
        format!("{filler}{FINDING}").into_bytes()
    };
    let mut walked = file(
        "minified-walked.min.js",
        Expected::status(0)
            .says(&["1 minified file skipped"])
            .within(10),
        filled("", MINIFIED, 20 * MEGABYTE),
    );
    walked.arguments.pop();
    walked.peers = Some(".".to_owned());
    vec![
        file(
            "one-line-of-8-MB.js",
            Expected::status(1)
                .says(&["one-line-of-8-MB.js:1:8000"])
                .within(10),
            one_line,
        ),
        file(
            "one-line-of-8-MB.rs",
            both("one-line-of-8-MB.rs", 73, 3),
            filled(
                RUST_FINDING,
                "const A: B = \"some words of text\"; ",
                8 * MEGABYTE,
            ),
        ),
        file(
            "minified-of-20-MB.js",
            both("minified-of-20-MB.js", 23, 3),
            filled(FINDING, MINIFIED, 20 * MEGABYTE),
        ),
        walked,
        file(
            "lines-of-20-MB.js",
            both("lines-of-20-MB.js", 23, 571_431),
            filled(
                FINDING,
                "const line = 'words in this line';\n",
                20 * MEGABYTE,
            ),
        ),
        file(
            "lines-of-20-MB.rs",
            both("lines-of-20-MB.rs", 73, 555_558),
            filled(
                RUST_FINDING,
                "const LINE: &str = \"words in this\";\n",
                20 * MEGABYTE,
            ),
        ),
        file(
            "blanks-of-20-MB.js",
            both("blanks-of-20-MB.js", 23, 3),
            filled(FINDING, " ", 20 * MEGABYTE),
        ),
        file(
            "line-ends-of-20-MB.js",
            both("line-ends-of-20-MB.js", 23, 20_000_003),
            filled(FINDING, "\n", 20 * MEGABYTE),
        ),
        file(
            "name-of-8-MB.js",
            both("name-of-8-MB.js", 23, 3),
            filled(FINDING, "a", 8 * MEGABYTE),
        ),
        file(
            "name-of-8-MB.rs",
            both("name-of-8-MB.rs", 73, 3),
            filled(RUST_FINDING, "a", 8 * MEGABYTE),
        ),
        file(
            "number-of-1-MB.js",
            both("number-of-1-MB.js", 23, 3),
            filled(FINDING, "9", MEGABYTE),
        ),
        file(
            "number-of-1-MB.rs",
            both("number-of-1-MB.rs", 73, 3),
            filled(RUST_FINDING, "9", MEGABYTE),
        ),
        file("code-of-100-KB.js", Expected::status(0), || {
            format!("throw new Parse.Error(1{}, 'x');\n", "0".repeat(100_000)).into_bytes()
        }),
        file("code-of-100-KB.rs", Expected::status(0), || {
            RUST_FINDING
                .replace("101", &"1".repeat(100_000))
                .into_bytes()
        }),
        file(
            "message-of-8-MB.js",
            Expected::status(1)
                .says(&["message-of-8-MB.js:1:23: "])
                .within(10),
            || {
                format!(
                    "throw new Parse.Error(101, '{}');\n",
                    "words ".repeat(8 * MEGABYTE / 6)
                )
                .into_bytes()
            },
        ),
        file(
            "findings-100000.js",
            Expected::status(1)
                .says(&["findings-100000.js:100000:23: ", "Found 100000 warnings"])
                .within(10),
            || FINDING.repeat(100_000).into_bytes(),
        ),
        file(
            "findings-20000.rs",
            Expected::status(1)
                .says(&["findings-20000.rs:20000:73: ", "Found 20000 warnings"])
                .within(10),
            || RUST_FINDING.repeat(20_000).into_bytes(),
        ),
        file(
            "suppressed-2000.js",
            Expected::status(0).says(&["2000 findings suppressed"]),
            || {
                "throw new Parse.Error(101, 'x'); // parselint-ignore magic-code: a test\n"
                    .repeat(2_000)
                    .into_bytes()
            },
        ),
        file(
            "suppressed-100000.js",
            Expected::status(0)
                .says(&["100000 findings suppressed"])
                .within(10),
            || {
                "throw new Parse.Error(101, 'x'); // parselint-ignore magic-code: a test\n"
                    .repeat(100_000)
                    .into_bytes()
            },
        ),
        file(
            "suppressed-2000-on-one-line.js",
            Expected::status(1)
                .says(&["1 finding suppressed", "unused-suppression"])
                .within(10),
            || {
                let comments = "/* parselint-ignore magic-code: a test */ ".repeat(2_000);
                format!("{comments}throw new Parse.Error(101, 'x');\n").into_bytes()
            },
        ),
        file(
            "suppressed-100000-above.js",
            Expected::status(1)
                .says(&["1 finding suppressed", "unused-suppression"])
                .within(10),
            || {
                let comments = "// parselint-ignore magic-code: a test\n".repeat(100_000);
                format!("{comments}throw new Parse.Error(101, 'x');\n").into_bytes()
            },
        ),
        sparse(
            "sparse-of-2-GB.js",
            2 << 30,
            Expected::status(2).says(&["larger than 256 MiB"]),
        ),
        sparse(
            "sparse-of-2-GB.rs",
            2 << 30,
            Expected::status(2).says(&["larger than 256 MiB"]),
        ),
        sparse(
            "sparse-of-200-MB.js",
            200 << 20,
            Expected::status(0).within(10),
        ),
    ]
}

const MINIFIED: &str = "function f(a,b){if(!a){return}return b.c(a).d};";

fn utf16(big: bool, bom: &str, finding: &str) -> Vec<u8> {
    let unit = |unit: u16| {
        if big {
            unit.to_be_bytes()
        } else {
            unit.to_le_bytes()
        }
    };
    format!("{bom}{finding}")
        .encode_utf16()
        .flat_map(unit)
        .collect()
}

fn no_text() -> Vec<Case> {
    const BOM: &str = "\u{feff}";
    let told = |words: &str| Expected::status(2).says(&["error[file-not-linted]", words]);
    let bytes = |path: &'static str, words: &str, bytes: &'static [u8]| {
        file(path, told(words), move || bytes.to_vec())
    };
    vec![
        bytes(
            "latin1.js",
            "not UTF-8 at byte 6",
            b"// caf\xe9\nthrow new Parse.Error(101, 'x');\n",
        ),
        bytes(
            "latin1.rs",
            "not UTF-8 at byte 6",
            b"// caf\xe9\nfn f() -> E { parse_rs::ParseError::ApiError { code: 101 } }\n",
        ),
        bytes(
            "surrogate.js",
            "not UTF-8 at byte 5",
            b"x = '\xed\xa0\x80';\n",
        ),
        bytes("overlong.js", "not UTF-8 at byte 5", b"x = '\xc0\xaf';\n"),
        bytes("cut.js", "not UTF-8 at byte 5", b"x = '\xe2\x82"),
        file(
            "latin1-behind-20-MB.js",
            told("not UTF-8 at byte 20").within(10),
            || [filled(FINDING, "a = b;\n", 20 * MEGABYTE)(), vec![0xe9]].concat(),
        ),
        file("utf-16-little.js", told("UTF-16"), || {
            utf16(false, BOM, FINDING)
        }),
        file("utf-16-big.js", told("UTF-16"), || {
            utf16(true, BOM, FINDING)
        }),
        file("utf-16-little.rs", told("UTF-16"), || {
            utf16(false, BOM, RUST_FINDING)
        }),
        file("utf-16-little-without-bom.js", told("UTF-16"), || {
            utf16(false, "", FINDING)
        }),
        file("utf-16-big-without-bom.js", told("UTF-16"), || {
            utf16(true, "", FINDING)
        }),
        file("utf-16-little-without-bom.rs", told("UTF-16"), || {
            utf16(false, "", RUST_FINDING)
        }),
        file("utf-16-big-without-bom.rs", told("UTF-16"), || {
            utf16(true, "", RUST_FINDING)
        }),
        file("every-byte.js", told("not UTF-8"), || (0..=255).collect()),
        file("every-byte.rs", told("not UTF-8"), || (0..=255).collect()),
    ]
}

fn odd() -> Vec<Case> {
    let none = || Expected::status(0).says(&["No findings in 1 file linted"]);
    let at = |place: &str| Expected::status(1).says(&[&format!("{place}: warning[magic-code]")]);
    vec![
        text("empty.js", none(), ""),
        text("empty.rs", none(), ""),
        text("bom-alone.js", none(), "\u{feff}"),
        text("bom-alone.rs", none(), "\u{feff}"),
        text(
            "bom.js",
            at("bom.js:1:23"),
            "\u{feff}throw new Parse.Error(101, 'x');\n",
        ),
        text(
            "bom.rs",
            at("bom.rs:1:49"),
            "\u{feff}fn f() { parse_rs::ParseError::ApiError { code: 101, message: a } }\n",
        ),
        text(
            "nul-in-a-text.js",
            at("nul-in-a-text.js:2:23"),
            "x = '\0';\nthrow new Parse.Error(101, 'x\0');\n",
        ),
        text(
            "nul-in-a-text.rs",
            at("nul-in-a-text.rs:2:51"),
            "const X: &str = \"\0\";\nfn f() { a(parse_rs::ParseError::ApiError { code: 101, message: \"\0\" }) }\n",
        ),
        text(
            "nul-in-code.js",
            at("nul-in-code.js:2:23"),
            "\0 x\0 = 1;\nthrow new Parse.Error(101, 'x');\0\n",
        ),
        text(
            "nul-in-code.rs",
            at("nul-in-code.rs:2:49"),
            "\0 const X\0: u8 = 1;\nfn f() { parse_rs::ParseError::ApiError { code: 101, message: a } }\n",
        ),
        text(
            "lone-cr.js",
            at("lone-cr.js:1:35"),
            "var a; // a\rthrow new Parse.Error(101, 'x');\r",
        ),
        text(
            "lone-cr.rs",
            at("lone-cr.rs:1:65"),
            "const X: A = 1;\rfn f() { parse_rs::ParseError::ApiError { code: 101, message: a } }\r",
        ),
        text(
            "cr-lf.js",
            at("cr-lf.js:2:23"),
            "var a;\r\nthrow new Parse.Error(101, 'x');\r\n",
        ),
        text(
            "cr-lf.rs",
            at("cr-lf.rs:2:49"),
            "const X: A = 1;\r\nfn f() { parse_rs::ParseError::ApiError { code: 101, message: a } }\r\n",
        ),
        text(
            "u-2028.js",
            at("u-2028.js:1:35"),
            "var a; // a\u{2028}throw new Parse.Error(101, 'x');\u{2029}",
        ),
        text(
            "u-2028.rs",
            at("u-2028.rs:2:49"),
            "const X: A = 1;\u{2028}\u{2029}\nfn f() { parse_rs::ParseError::ApiError { code: 101, message: a } }\n",
        ),
        text(
            "directions.js",
            at("directions.js:1:28"),
            "/*\u{202e}*/throw new Parse.Error(101, 'x');\n",
        ),
        text(
            "hashbang.js",
            at("hashbang.js:2:23"),
            "#!/usr/bin/env node\nthrow new Parse.Error(101, 'x');",
        ),
        text(
            "hashbang.rs",
            at("hashbang.rs:2:49"),
            "#!/usr/bin/env run\nfn f() { parse_rs::ParseError::ApiError { code: 101, message: a } }",
        ),
    ]
}
