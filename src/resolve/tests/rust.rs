//! Rust: crates, types, patterns, tables of tests, and what looks like a code and is none.

use super::{rows, uses};
use crate::model::resolved::Package;

/// A crate that depends on `parse-rs` and `parse-rust-core`.
fn shop() -> Package {
    Package {
        name: "shop".into(),
        manifest: "Cargo.toml".into(),
        parse: true,
        dependencies: ["parse-rs", "parse-rust-core"].map(str::to_owned).into(),
        ..Package::default()
    }
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    rows("src/a.rs", Some(&shop()), table);
}

/// Rows of a crate that has nothing to do with Parse.
#[track_caller]
fn check_elsewhere(table: &[(&str, &str)]) {
    let elsewhere = Package {
        name: "other".into(),
        manifest: "Cargo.toml".into(),
        ..Package::default()
    };
    rows("src/a.rs", Some(&elsewhere), table);
}

/// What a function or variant of an error takes, only its name tells.
#[test]
fn constructors_of_errors_by_their_names() {
    let of = |name: &str| {
        format!("use parse_rs::ParseError; fn f() -> ParseError {{ ParseError::{name}(101, m()) }}")
    };
    for (name, grade) in [
        ("new", "101 certain"),
        ("from_code", "101 certain"),
        ("ApiError", "101 certain"),
        ("Other", "101 certain"),
        ("Timeout", "101 weak"),
        ("renew", "101 weak"),
    ] {
        check(&[(&of(name), grade)]);
    }
}

#[test]
fn errors_of_the_crates() {
    check(&[
        (
            "use parse_rs::ParseError; fn f() -> ParseError { ParseError::ApiError { code: 101, error: m() } }",
            "101 certain",
        ),
        (
            "use parse_rs::ParseError as E; fn f(e: E) -> bool { matches!(e, E::ApiError { code: 209, .. }) }",
            "209 certain",
        ),
        (
            "use parse_rs::*; fn f() -> ParseError { ParseError::ApiError { code: 9001, error: m() } }",
            "9001 likely",
        ),
        (
            "fn f(e: &parse_rs::ParseError) { match e { parse_rs::ParseError::ApiError { code: 119 | 209, .. } => {} _ => {} } }",
            "119 certain, 209 certain",
        ),
        (
            "use parse_rs::ParseError; fn f(e: ParseError) { if let ParseError::ApiError { code, .. } = e && code == 101 { g() } }",
            "101 certain",
        ),
        (
            "use parse_rs::ParseError; async fn f(c: &parse_rs::Parse) { match c.find().await { Err(ParseError::ApiError { code, .. }) if code == 209 => {} _ => {} } }",
            "209 certain",
        ),
        (
            "use parse_rust_core::ParseError; fn f() -> ParseError { ParseError::new(404, \"no such boat\") }",
            "404 certain",
        ),
        (
            "use parse_rust_core::ErrorCode; fn f(code: ErrorCode) -> bool { code.as_i32() == 101 }",
            "101 certain",
        ),
        (
            "use parse_rs::ParseError; fn f() -> ParseError { ParseError::InvalidInput(3) }",
            "3 weak",
        ),
    ]);
}

#[test]
fn names_and_types_lead_to_the_crates() {
    check(&[
        (
            "use parse_rs::ParseError; fn load() -> Result<u8, ParseError> { g() } fn f() { if let Err(e) = load() { if e.code() == 101 { h() } } }",
            "101 certain",
        ),
        (
            "use parse_rs::ParseError; struct Failed { cause: ParseError } fn f(failed: Failed) -> bool { failed.cause.code() == 137 }",
            "137 certain",
        ),
        (
            "use parse_rs::Parse; async fn f(client: Parse) { let e = client.save().await.unwrap_err(); assert_eq!(e.code(), 101); }",
            "101 certain",
        ),
        (
            "use parse_rs::Parse; async fn f(client: Parse) -> bool { client.save().await.map_err(|e| e.code() == 142).is_err() }",
            "142 certain",
        ),
    ]);
    let mut renamed = shop();
    renamed.aliases = vec![("backend".into(), "parse-rs".into())];
    let source =
        "fn f() -> backend::ParseError { backend::ParseError::ApiError { code: 101, error: m() } }";
    assert_eq!(uses("src/a.rs", source, Some(&renamed)), "101 certain");
    assert_eq!(uses("src/a.rs", source, Some(&shop())), "");
}

#[test]
fn bodies_of_the_rest_interface() {
    let with = |body: &str| format!("const KEY: &str = \"X-Parse-Application-Id\"; {body}");
    for (source, expected) in [
        (
            "fn f(body: serde_json::Value) -> bool { body[\"code\"] == 101 }",
            "101 likely",
        ),
        (
            "fn f(body: serde_json::Value) -> bool { body.get(\"code\").and_then(Value::as_i64) == Some(101) }",
            "101 likely",
        ),
        (
            "async fn f(r: reqwest::Response) { let body: Value = r.json().await?; match body[\"code\"].as_i64() { Some(209) => {} _ => {} } }",
            "209 likely",
        ),
        (
            "fn f() -> Value { json!({ \"code\": 101, \"error\": \"gone\" }) }",
            "101 likely",
        ),
        (
            "fn f(r: reqwest::Response) -> bool { r.status() == 201 || r.status().as_u16() == 101 }",
            "",
        ),
        (
            "fn f() { insert(json!({ \"score\": 200, \"limit\": 100 })) }",
            "",
        ),
    ] {
        assert_eq!(uses("src/a.rs", &with(source), None), expected, "{source}");
        let alone = uses("src/a.rs", source, None);
        assert_eq!(alone, "", "without the header: {source}");
    }
}

#[test]
fn tests_expect_codes() {
    check(&[
        (
            "use parse_rs::Parse; #[test] fn t() { let r = post(); assert_eq!(r.code(), Some(119), \"{r:?}\"); }",
            "119 likely",
        ),
        (
            "use parse_rs::Parse; #[test] fn t() { let r = post(); assert_eq!(r.code(), Some(100)); assert_eq!(r.code(), Some(99)); }",
            "100 likely, 99 weak",
        ),
        (
            "use parse_rs::Parse; fn f() -> bool { post().code() == Some(119) } #[test] fn t() { if post().code == 119 {} }",
            "119 weak, 119 weak",
        ),
        (
            "use parse_rs::Parse; #[test] fn t() { let r = post(); assert_eq!(r.status, 201); assert_eq!(r.code(), Some(201)); }",
            "201 likely",
        ),
        (
            "use parse_rs::Parse; #[test] fn t() { for (body, code) in [(json!({}), 107), (json!([]), 111)] { let r = post(body); assert_eq!(r.code(), Some(code)); } }",
            "107 likely, 111 likely",
        ),
        (
            "use parse_rs::Parse; #[test] fn t() { assert_eq!(post()[\"error\"][\"code\"], json!(101)); }",
            "101 likely",
        ),
        (
            "use parse_rs::Parse; #[test] fn t() { match post().code() { Some(255) => {} Some(111) => {} _ => {} } }",
            "255 likely, 111 likely",
        ),
        (
            "use parse_rs::Parse; #[test] fn t() { let run = cmd().output().unwrap(); assert_eq!(run.status.code(), Some(101)); }",
            "101 weak",
        ),
        (
            "use parse_rs::Parse; #[test] fn t() { let r = rows(); assert_eq!(r.len(), 101); assert_eq!(limit(r), 100); }",
            "",
        ),
        (
            "use parse_rust_core::ErrorCode; #[test] fn t() { assert_eq!(ErrorCode::ObjectNotFound.as_i32(), 101); }",
            "101 certain pinned",
        ),
    ]);
}

#[test]
fn values_on_the_way_to_a_comparison() {
    check(&[
        (
            "use parse_rs::Parse; fn f(err: Failure) -> bool { err.code.0 == 101 || err.code.1 == 102 }",
            "101 likely",
        ),
        (
            "use parse_rs::Parse; fn number(err: Failure) -> i64 { err.code } fn f(err: Failure) -> bool { number(err) == 101 }",
            "101 likely",
        ),
        (
            "use parse_rs::Parse; fn number(reply: Reply) -> i64 { reply.code } fn f(reply: Reply) -> bool { number(reply) == 101 }",
            "",
        ),
    ]);
}

/// What a parameter is given decides, and the least of it.
#[test]
fn parameters_are_what_they_are_given() {
    let sure = "let code = sure.code(); expected(code);";
    let likely = "expected(err.code);";
    let of = |calls: &str| {
        format!(
            "use parse_rs::{{Parse, ParseError}}; fn expected(n: i64) {{ assert_eq!(n, 101); }} \
             fn f(sure: ParseError, err: Failure, reply: Reply) {{ {calls} }}"
        )
    };
    for (calls, expected) in [
        (sure.to_owned(), "101 certain"),
        (likely.to_owned(), "101 likely"),
        (format!("{sure} {likely}"), "101 likely"),
        (format!("{likely} {sure}"), "101 likely"),
        (format!("{sure} expected(reply.code);"), ""),
    ] {
        check(&[(&of(&calls), expected)]);
    }
}

#[test]
fn arms_make_errors_of_numbers() {
    check(&[
        (
            "use parse_rs::ParseError; impl From<i32> for Failure { fn from(n: i32) -> Self { match n { 101 => ParseError::NotFound(m()).into(), 209 => ParseError::SessionTokenMissing.into(), _ => g() } } }",
            "101 likely, 209 likely",
        ),
        (
            "use parse_rs::ParseError; fn f(e: ParseError) -> ParseError { match e.code() { 101 => ParseError::NotFound(m()), _ => e } }",
            "101 certain",
        ),
        (
            "use parse_rs::ParseError; fn f(status: u16) -> ParseError { match status { 101 => ParseError::NotFound(m()), _ => g() } }",
            "",
        ),
        (
            "use parse_rs::ParseError; fn f(n: i32) -> u8 { match n { 101 => 1, 209 => 2, _ => 3 } }",
            "",
        ),
    ]);
}

#[test]
fn tables_of_constants() {
    check_elsewhere(&[
        (
            "enum Code { ObjectNotFound = 101, InvalidQuery = 102, Gone = 9001 }",
            "101 likely right, 102 likely right, 9001 likely",
        ),
        (
            "mod codes { pub const OBJECT_NOT_FOUND: i32 = 101; pub const SESSION_MISSING: i32 = 306; pub const INVALID_QUERY: i64 = 102; }",
            "101 likely right, 306 likely, 102 likely right",
        ),
        ("enum Sqlite { Done = 101, Row = 100 }", ""),
        (
            "pub const EX_USAGE: u32 = 101; const TIMEOUT: u64 = 5000;",
            "",
        ),
    ]);
    check(&[(
        "use parse_rs::ParseError; const GONE: i32 = 101; fn f() -> ParseError { ParseError::ApiError { code: GONE, error: m() } }",
        "101 certain",
    )]);
}

#[test]
fn what_is_no_code() {
    check(&[
        (
            "use parse_rs::Parse; fn f(ce: mongodb::error::CommandError) -> bool { ce.code == 11000 || ce.code == 26 || ce.code == 112 }",
            "",
        ),
        (
            "use parse_rs::Parse; use url::ParseError; fn f(e: ParseError) -> bool { e.code() == 101 }",
            "",
        ),
        (
            "use parse_rs::Parse; use jsonrpsee::types::ErrorCode; fn f(c: ErrorCode) -> bool { c.code() == -32700 }",
            "",
        ),
        (
            "use parse_rs::Parse; fn f() { std::process::exit(101) }",
            "",
        ),
        (
            "use parse_rs::Parse; fn f(status: u16) -> bool { (400..500).contains(&status) || status == 404 }",
            "",
        ),
    ]);
    check_elsewhere(&[
        (
            "use url::ParseError; fn f(e: ParseError) -> bool { matches!(e, ParseError::Code { code: 101 }) }",
            "",
        ),
        (
            "enum ErrorCode { ParseError = -32700, InvalidRequest = -32600 }",
            "",
        ),
        (
            "fn f() -> Value { json!({ \"code\": 101, \"message\": \"gone\" }) }",
            "",
        ),
        (
            "#[test] fn t() { assert_eq!(run().code(), Some(101)); }",
            "",
        ),
        (
            "fn parse_code(code: i32) -> bool { code == 101 || code == 209 }",
            "",
        ),
    ]);
}
