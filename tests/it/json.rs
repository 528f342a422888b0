//! The promise of the JSON formats, read from a whole project: keys, types, order, and places that lead to the literal.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{Program, Scratch};

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo")
}

fn lint(folder: &Path, arguments: &[&str]) -> Value {
    let json = [arguments, &["--output-format", "json"]].concat();
    let run = Program::of(&json).within(folder);
    serde_json::from_str(&run.out).expect("a document")
}

/// `key type` for each member, sorted.
#[track_caller]
fn assert_shape(value: &Value, expected: &[(&str, &str)]) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    let keys: Vec<&str> = object.keys().map(String::as_str).collect();
    let mut known: Vec<&str> = expected.iter().map(|(key, _)| *key).collect();
    known.sort_unstable();
    assert_eq!(keys, known, "{value}");
    for (key, types) in expected {
        let found = type_of(&object[*key]);
        assert!(
            types.split('|').any(|one| one == found),
            "`{key}` is {found}, not {types}: {value}"
        );
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn rows<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    let rows = value[key].as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(!rows.is_empty(), "no {key}: nothing would be looked at");
    rows
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key]
        .as_str()
        .unwrap_or_else(|| panic!("`{key}` of {row}"))
}

#[track_caller]
fn assert_one_of(row: &Value, key: &str, allowed: &[&str]) {
    assert!(
        row[key].is_null() || allowed.contains(&text(row, key)),
        "`{key}` of {row}"
    );
}

const PLACE: [(&str, &str); 3] = [
    ("line", "integer"),
    ("column", "integer"),
    ("offset", "integer"),
];
const SUMMARY: [(&str, &str); 6] = [
    ("files", "integer"),
    ("files_parsed", "integer"),
    ("errors", "integer"),
    ("warnings", "integer"),
    ("advice", "integer"),
    ("fixed", "integer"),
];
const DIAGNOSTIC: [(&str, &str); 13] = [
    ("rule", "string"),
    ("severity", "string"),
    ("message", "string"),
    ("help", "string|null"),
    ("path", "string"),
    ("start", "object"),
    ("end", "object"),
    ("code", "integer|null"),
    ("literal", "string|null"),
    ("site", "string|null"),
    ("role", "string|null"),
    ("fingerprint", "string"),
    ("suggestions", "array"),
];
const SITES: [&str; 10] = [
    "constructor",
    "comparison",
    "case",
    "lookup",
    "membership",
    "assertion",
    "field",
    "argument",
    "constant",
    "enum-member",
];
const ROLES: [&str; 3] = ["app", "third-party", "server"];

#[track_caller]
fn assert_diagnostic(row: &Value) {
    assert_shape(row, &DIAGNOSTIC);
    assert_shape(&row["start"], &PLACE);
    assert_shape(&row["end"], &PLACE);
    assert_one_of(row, "severity", &["error", "warning", "advice"]);
    assert_one_of(row, "site", &SITES);
    assert_one_of(row, "role", &ROLES);
    for suggestion in row["suggestions"].as_array().expect("an array") {
        let reason = suggestion.get("reason").map(|_| ("reason", "string"));
        let shape: Vec<_> = [
            ("constant", "string"),
            ("applicability", "string"),
            ("edits", "array"),
        ]
        .into_iter()
        .chain(reason)
        .collect();
        assert_shape(suggestion, &shape);
        assert_one_of(suggestion, "applicability", &["safe", "unsafe", "manual"]);
        for edit in suggestion["edits"].as_array().expect("an array") {
            assert_shape(
                edit,
                &[("start", "integer"), ("end", "integer"), ("text", "string")],
            );
        }
    }
}

#[test]
fn a_document_has_exactly_the_promised_keys() {
    let document = lint(&demo(), &[]);
    assert_shape(
        &document,
        &[
            ("version", "integer"),
            ("diagnostics", "array"),
            ("errors", "array"),
            ("summary", "object"),
        ],
    );
    assert_eq!(document["version"], 1);
    assert_shape(&document["summary"], &SUMMARY);
    let mut severities: BTreeMap<&str, u64> = BTreeMap::new();
    for row in rows(&document, "diagnostics") {
        assert_diagnostic(row);
        *severities.entry(text(row, "severity")).or_default() += 1;
    }
    for (severity, total) in [
        ("error", "errors"),
        ("warning", "warnings"),
        ("advice", "advice"),
    ] {
        assert_eq!(document["summary"][total], severities[severity], "{total}");
    }
}

#[test]
fn sources_with_syntax_errors_are_listed() {
    let scratch = Scratch::with("torn.js", "const = ;\nthrow new Parse.Error(101, 'x');\n");
    let document = lint(scratch.path(), &[]);
    for row in rows(&document, "errors") {
        assert_shape(row, &[("path", "string"), ("message", "string")]);
        assert_eq!(row["path"], "torn.js");
    }
    assert_eq!(rows(&document, "diagnostics").len(), 1);
}

#[test]
fn findings_are_sorted_and_their_fingerprints_differ() {
    let document = lint(&demo(), &[]);
    let place = |row: &Value| {
        (
            text(row, "path").to_owned(),
            row["start"]["offset"].as_u64(),
        )
    };
    let places: Vec<_> = rows(&document, "diagnostics").iter().map(place).collect();
    assert!(places.is_sorted(), "{places:?}");
    let mut prints: Vec<_> = rows(&document, "diagnostics")
        .iter()
        .map(|row| text(row, "fingerprint"))
        .collect();
    prints.sort_unstable();
    let all = prints.len();
    prints.dedup();
    assert_eq!(prints.len(), all);
}

#[test]
fn lines_hold_the_same_rows_and_end_with_the_summary() {
    let document = lint(&demo(), &[]);
    let run = Program::of(&["--output-format", "jsonl"]).within(&demo());
    let parsed = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"));
    let mut lines: Vec<Value> = parsed.collect();
    let mut without_type = |kind: &str| -> Vec<Value> {
        let of_kind = lines.iter_mut().filter(|line| line["type"] == kind);
        of_kind
            .map(|line| {
                let mut row = line.clone();
                row.as_object_mut().expect("an object").remove("type");
                row
            })
            .collect()
    };
    assert_eq!(without_type("diagnostic"), rows(&document, "diagnostics"));
    assert_eq!(without_type("summary"), [document["summary"].clone()]);
    assert_eq!(lines.last().expect("a line")["type"], "summary");
}

/// Offsets count bytes, lines end with LF or CRLF, columns count code points and no BOM.
#[track_caller]
fn assert_place(bytes: &[u8], place: &Value) {
    let number = |key: &str| place[key].as_u64().expect("a number") as usize;
    let before = std::str::from_utf8(&bytes[..number("offset")]).expect("between two characters");
    assert_eq!(number("line"), before.matches('\n').count() + 1, "{place}");
    let line = before.rsplit('\n').next().unwrap_or_default();
    assert_eq!(
        number("column"),
        line.trim_start_matches('\u{feff}').chars().count() + 1,
        "{place}"
    );
}

#[track_caller]
fn assert_literal(folder: &Path, row: &Value) {
    let bytes = fs::read(folder.join(text(row, "path"))).expect("a file");
    let offset = |end: &str| row[end]["offset"].as_u64().expect("a number") as usize;
    for end in ["start", "end"] {
        assert_place(&bytes, &row[end]);
    }
    if let Some(literal) = row["literal"].as_str() {
        let slice = &bytes[offset("start")..offset("end")];
        assert_eq!(std::str::from_utf8(slice), Ok(literal), "{row}");
    }
}

#[test]
fn places_lead_to_the_literal() {
    for row in rows(&lint(&demo(), &[]), "diagnostics") {
        if row["rule"] != "file-not-linted" {
            assert_literal(&demo(), row);
        }
    }
    let inventory = lint(&demo(), &["inventory"]);
    for row in rows(&inventory, "uses") {
        assert_literal(&demo(), row);
    }
}

#[test]
fn places_are_right_behind_marks_wide_characters_and_both_line_ends() {
    let text = "\u{feff}/* é𐐀日 */ throw new Parse.Error(101, 'a');\r\n\
                \t`é\r\n𐐀`; throw new Parse.Error(-1, '𐐀'); throw new Parse.Error(0x65, 'c');\n\
                throw new Parse.Error(Parse.Error.NÖPE, 'é');";
    let scratch = Scratch::with("places.js", text);
    let document = lint(scratch.path(), &[]);
    let found = rows(&document, "diagnostics");
    for row in found {
        assert_literal(scratch.path(), row);
    }
    let places: Vec<_> = found
        .iter()
        .map(|row| {
            (
                &row["literal"],
                &row["start"]["line"],
                &row["start"]["column"],
            )
        })
        .collect();
    let expected: [(Value, Value, Value); 4] = [
        ("101".into(), 1.into(), 33.into()),
        ("-1".into(), 3.into(), 27.into()),
        ("0x65".into(), 3.into(), 59.into()),
        ("Parse.Error.NÖPE".into(), 4.into(), 23.into()),
    ];
    let expected: Vec<_> = expected.iter().map(|(a, b, c)| (a, b, c)).collect();
    assert_eq!(places, expected);
}

#[test]
fn an_inventory_has_exactly_the_promised_keys() {
    let inventory = lint(&demo(), &["inventory"]);
    assert_shape(
        &inventory,
        &[
            ("version", "integer"),
            ("uses", "array"),
            ("references", "array"),
            ("codes", "array"),
        ],
    );
    let reference = [
        ("path", "string"),
        ("start", "object"),
        ("end", "object"),
        ("code", "integer"),
        ("site", "string"),
        ("intent", "string"),
        ("constant", "string|null"),
        ("role", "string"),
    ];
    let with_literal = [&reference[..], &[("literal", "string")]].concat();
    for (key, shape) in [
        ("uses", with_literal.as_slice()),
        ("references", &reference),
    ] {
        for row in rows(&inventory, key) {
            assert_shape(row, shape);
            assert_shape(&row["start"], &PLACE);
            assert_one_of(row, "site", &SITES);
            assert_one_of(row, "intent", &["makes", "compares", "names"]);
            assert_one_of(row, "role", &ROLES);
        }
    }
    assert!(
        rows(&inventory, "references")
            .iter()
            .all(|row| row["constant"].is_string())
    );
}

#[test]
fn the_codes_of_an_inventory_add_up() {
    let inventory = lint(&demo(), &["inventory"]);
    let mut totals: BTreeMap<(i64, String), u64> = BTreeMap::new();
    for row in rows(&inventory, "uses")
        .iter()
        .chain(rows(&inventory, "references"))
    {
        let code = row["code"].as_i64().expect("a code");
        *totals
            .entry((code, text(row, "intent").to_owned()))
            .or_default() += 1;
    }
    let count = |row: &Value, key: &str| row[key].as_u64().expect("a count");
    for row in rows(&inventory, "codes") {
        assert_shape(
            row,
            &[
                ("code", "integer"),
                ("name", "string|null"),
                ("makes", "integer"),
                ("compares", "integer"),
                ("names", "integer"),
            ],
        );
        let code = row["code"].as_i64().expect("a code");
        for intent in ["makes", "compares", "names"] {
            let total = totals
                .remove(&(code, intent.to_owned()))
                .unwrap_or_default();
            assert_eq!(count(row, intent), total, "{intent} of {row}");
        }
    }
    assert!(totals.is_empty(), "codes without a row: {totals:?}");
}

fn diagnostics(scratch: &Scratch, arguments: &[&str]) -> Vec<Value> {
    let document = lint(scratch.path(), arguments);
    document["diagnostics"]
        .as_array()
        .expect("an array")
        .clone()
}

/// Where no constant can simply be written, the help says what has to be done before.
#[test]
fn help_says_what_is_in_the_way_of_a_constant() {
    let manifest = r#"{"name": "shop", "dependencies": {"parse": "5"}}"#;
    let scratch = Scratch::with("package.json", manifest);
    let ways = [
        (
            "const enum A { GONE = 101, OTHER = 'x' }",
            "A.GONE",
            "; a `const enum` takes nothing but literals",
            "a `const enum` takes nothing but literals",
        ),
        (
            "enum A { GONE = 101, NEXT }",
            "A.GONE",
            "; the next member counts on from this one",
            "the next member counts on from this one",
        ),
        (
            "enum A { GONE = 101, OTHER = 'x' }",
            "A.GONE",
            "; an enum with strings takes nothing but literals",
            "an enum with strings takes nothing but literals",
        ),
        (
            "const GONE = 101 as const;",
            "GONE",
            "; the `as const` behind it has to go then",
            "`as const` takes nothing but a literal",
        ),
        ("const GONE = 101;", "GONE", ": The specified object", ""),
    ];
    for (declared, used, way, reason) in ways {
        let text = format!(
            "import Parse from 'parse/node';\n{declared}\n\
             export const f = (error: Parse.Error) => error.code === {used};\n"
        );
        scratch.file("a.ts", text);
        let told = told(&scratch, &[]);
        let expected = format!("write `Parse.Error.OBJECT_NOT_FOUND`{way}");
        assert!(
            matches!(&told[..], [(help, first)] if help.starts_with(&expected) && first.2 == reason),
            "{declared}: {told:?}"
        );
    }
}

/// The constant of a suggestion, its grade and its reason.
type Suggested = (String, String, String);

fn suggested(suggestion: &Value) -> Suggested {
    let text = |key: &str| suggestion[key].as_str().unwrap_or_default().to_owned();
    (text("constant"), text("applicability"), text("reason"))
}

/// Of each finding the help and the first suggestion.
fn told(scratch: &Scratch, arguments: &[&str]) -> Vec<(String, Suggested)> {
    let rows = diagnostics(scratch, arguments);
    let told = rows.iter().map(|row| {
        let help = row["help"].as_str().unwrap_or_default().to_owned();
        (help, suggested(&row["suggestions"][0]))
    });
    told.collect()
}

/// Of what a code may be meant by, only what speaks for one is said of it.
#[test]
fn help_says_what_speaks_for_a_constant() {
    let manifest = r#"{"name": "shop", "dependencies": {"parse": "5"}}"#;
    let scratch = Scratch::with("package.json", manifest);
    scratch.file(
        "a.js",
        "import Parse from 'parse/node';\n\
         export const a = () => new Parse.Error('Object not found');\n\
         export const b = () => new Parse.Error(Parse.Error.NO_SUCH_THING, 'x');\n\
         export const c = () => new Parse.Error(302, 'x');\n",
    );
    let rows = diagnostics(&scratch, &[]);
    let [message, unknown, found] = &rows[..] else {
        panic!("{rows:?}");
    };
    let suggestions = message["suggestions"].as_array().expect("an array").iter();
    let reasons: Vec<_> = suggestions.map(|one| suggested(one).2).collect();
    assert_eq!(reasons, ["the message speaks of “not found”", ""]);
    assert_eq!(unknown["suggestions"], Value::Array(Vec::new()));
    let help = found["help"].as_str().expect("help");
    let choice = "code 302; choose a predefined code, or a code of your own in 9000-9999";
    assert!(help.ends_with(choice), "{help}");
    let help = unknown["help"].as_str().expect("help");
    assert!(
        help.ends_with("`parselint code` lists the constants that exist"),
        "{help}"
    );
}

/// The type that a literal names stays, whatever its number.
#[test]
fn a_number_that_is_written_anew_keeps_its_suffix() {
    let manifest = "[package]\nname = \"shop\"\n[dependencies]\nparse-rs = \"0.2\"\n";
    let scratch = Scratch::with("Cargo.toml", manifest);
    for (literal, right) in [("102i32", "101i32"), ("0x66", "101"), ("102", "101")] {
        let text = format!(
            "use parse_rs::ParseError;\npub const OBJECT_NOT_FOUND: i32 = {literal};\n\
             pub fn is_gone(e: &ParseError) -> bool {{ e.code() == OBJECT_NOT_FOUND }}\n"
        );
        scratch.file("src/lib.rs", text);
        let rows = diagnostics(&scratch, &["--select", "mismatched-constant"]);
        let edit = &rows[0]["suggestions"][0]["edits"][0]["text"];
        assert_eq!(edit, right, "{literal}");
    }
}

/// A constant whose place is not certain is told with the file that declares it, and the right one of several.
#[test]
fn suggestions_say_where_a_constant_is_declared() {
    let manifest = "[package]\nname = \"shop\"\n[dependencies]\nparse-rs = \"0.2\"\n";
    let scratch = Scratch::with("Cargo.toml", manifest);
    scratch.file(
        "src/lib.rs",
        "mod sold;\nmod empty;\nuse parse_rs::ParseError;\n\
         pub fn f() -> ParseError { ParseError::OtherParseError { code: 9001, message: \"x\".into() } }\n\
         pub fn is(e: &ParseError) -> bool { e.code() == 9001 }\n",
    );
    for (file, name) in [("sold", "SOLD_OUT"), ("empty", "EMPTY")] {
        let text = format!(
            "use parse_rs::ParseError;\npub const {name}: u16 = 9001;\n\
             pub fn f(e: &ParseError) -> bool {{ e.code() == {name} }}\n"
        );
        scratch.file(&format!("src/{file}.rs"), text);
    }
    let found = diagnostics(&scratch, &["--select", "unnamed-app-code"]);
    let rows = found.iter();
    let told: Vec<Suggested> = rows.map(|row| suggested(&row["suggestions"][0])).collect();
    let expected = [("unsafe", "declared in `src/empty.rs`"), ("safe", "")];
    let expected = expected.map(|(grade, reason)| {
        (
            "empty::EMPTY".to_owned(),
            grade.to_owned(),
            reason.to_owned(),
        )
    });
    assert_eq!(told, expected);
}

/// What a `case` is compared with is pointed at, too.
#[test]
fn the_head_of_a_switch_has_a_label() {
    let manifest = r#"{"name": "shop", "dependencies": {"parse": "5"}}"#;
    let scratch = Scratch::with("package.json", manifest);
    scratch.file(
        "a.js",
        "import Parse from 'parse';\nnew Parse.Query('A').find().catch((error) => {\n  \
           switch (error.code) {\n    case 209: return 1;\n  }\n  return error.code === 101;\n});\n",
    );
    let run = scratch.run(&["--output-format", "full"]);
    let heads = run.out.matches("the code is looked at here").count();
    assert_eq!(heads, 1, "{}", run.out);
}

/// What else has the code is pointed at where it stands in the same file.
#[test]
fn another_error_of_a_code_has_a_label() {
    let manifest = r#"{"name": "shop", "dependencies": {"parse": "5"}}"#;
    let scratch = Scratch::with("package.json", manifest);
    scratch.file(
        "a.js",
        "import Parse from 'parse/node';\n\
         export const g = () => new Parse.Error(9001, 'sold out');\n\
         export const h = () => new Parse.Error(9001, 'account banned');\n",
    );
    let run = scratch.run(&["--output-format", "full"]);
    for label in ["“account banned” here", "“sold out” here"] {
        assert_eq!(run.out.matches(label).count(), 1, "{}", run.out);
    }
}

/// Where the package has no constant for a code, the help says how to declare one, and what the page says of it.
#[test]
fn help_ends_with_what_the_page_says() {
    let manifest = "[package]\nname = \"shop\"\n[dependencies]\nparse-rs = \"0.2\"\n";
    let scratch = Scratch::with("Cargo.toml", manifest);
    let text = "use parse_rs::ParseError;\npub fn is(e: &ParseError) -> bool { e.code() == 101 }\n";
    scratch.file("src/lib.rs", text);
    let told = told(&scratch, &[]);
    let begins = "this crate has no constant for `ObjectNotFound`; declare `const OBJECT_NOT_FOUND` with 101 \
        and write that. The page says: The specified object or session doesn't exist";
    assert!(
        matches!(&told[..], [(help, _)] if help.starts_with(begins)),
        "{told:?}"
    );
}

/// An order of codes that are strings is no equality that could be true.
#[test]
fn strings_that_are_ordered_are_told_apart_from_equal_ones() {
    let scratch = Scratch::with(
        "package.json",
        r#"{"name": "shop", "dependencies": {"parse": "5"}}"#,
    );
    let ways = [
        (">", "codes are numbers: order them by one; "),
        (
            "===",
            "codes are numbers: this comparison with a string is never true; ",
        ),
        (
            "==",
            "codes are numbers: this comparison works only because it converts the string; ",
        ),
    ];
    for (operator, why) in ways {
        let text = format!(
            "import Parse from 'parse';\n\
             export const f = (error) => error instanceof Parse.Error && error.code {operator} '100';\n"
        );
        scratch.file("a.js", text);
        let told = told(&scratch, &["--select", "string-code"]);
        assert!(
            matches!(&told[..], [(help, _)] if help.starts_with(why)),
            "{operator}: {told:?}"
        );
    }
}
