//! A Rust workspace with constants of its own: each suggestion is spelled as its file can use it.

use parselint::model::finding::Applicability;
use parselint::pipeline::lint_texts;

const WORKSPACE: &str = r#"
[workspace]
members = ["core", "web"]
[workspace.dependencies]
backend = { package = "parse-rs", version = "0.2" }
shop-core = { path = "core" }
"#;

const CORE: &str = r#"
[package]
name = "shop-core"
publish = false
[dependencies]
backend.workspace = true
"#;

const CODES: &str = "
pub const OBJECT_NOT_FOUND: i32 = 101;
pub(crate) const INVALID_QUERY: i32 = 102;
const DUPLICATE_VALUE: i32 = 137;
pub enum Reason { OperationForbidden = 119, SessionMissing = 206 }
";

const WEB: &str = r#"
[package]
name = "web"
publish = false
[dependencies]
backend.workspace = true
shop-core.workspace = true
parse-rust-core = "0.4"
"#;

/// The constant that is suggested first for each finding of a file, with its applicability.
fn suggested(path: &str, text: &str) -> Vec<(String, Applicability)> {
    let files = [
        ("Cargo.toml", WORKSPACE),
        ("core/Cargo.toml", CORE),
        ("core/src/codes.rs", CODES),
        ("web/Cargo.toml", WEB),
        (path, text),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let linted = lint_texts(&files, None, false).expect("no configuration is wrong");
    let (_, findings) = linted
        .into_iter()
        .find(|(found, _)| found == path)
        .unwrap_or_default();
    let first = |finding: parselint::model::finding::Finding| {
        let suggestion = finding.suggestions.into_iter().next()?;
        Some((suggestion.constant, suggestion.applicability))
    };
    findings.into_iter().filter_map(first).collect()
}

#[track_caller]
fn check(path: &str, text: &str, expected: &[(&str, Applicability)]) {
    let found = suggested(path, text);
    let found: Vec<(&str, Applicability)> = found
        .iter()
        .map(|(name, how)| (name.as_str(), *how))
        .collect();
    assert_eq!(found, expected, "{path}: {text}");
}

fn compares(imports: &str, code: i64) -> String {
    format!(
        "use backend::ParseError; {imports} fn f(e: &ParseError) -> bool {{ e.code() == {code} }}"
    )
}

#[test]
fn a_constant_in_scope_is_written_by_its_name() {
    use Applicability::{Safe, Unsafe};
    let file = "web/src/main.rs";
    check(
        file,
        &compares("use shop_core::codes;", 101),
        &[("codes::OBJECT_NOT_FOUND", Safe)],
    );
    check(
        file,
        &compares("use shop_core::codes::OBJECT_NOT_FOUND as GONE;", 101),
        &[("GONE", Safe)],
    );
    check(
        file,
        &compares("", 101),
        &[("shop_core::codes::OBJECT_NOT_FOUND", Unsafe)],
    );
    let inside = "core/src/orders.rs";
    check(
        inside,
        &compares("", 101),
        &[("crate::codes::OBJECT_NOT_FOUND", Unsafe)],
    );
    check(
        inside,
        &compares("use super::codes;", 102),
        &[("codes::INVALID_QUERY", Safe)],
    );
}

#[test]
fn what_is_out_of_reach_is_not_suggested() {
    use Applicability::{Manual, Unsafe};
    let file = "web/src/main.rs";
    check(
        file,
        &compares("", 102),
        &[("parse_rust_core::ErrorCode::InvalidQuery", Unsafe)],
    );
    check(
        file,
        &compares("", 137),
        &[("parse_rust_core::ErrorCode::DuplicateValue", Unsafe)],
    );
    check(
        "core/src/orders.rs",
        &compares("", 137),
        &[("DuplicateValue", Manual)],
    );
}

#[test]
fn a_pattern_takes_no_cast() {
    use Applicability::{Manual, Unsafe};
    let pattern = |code: i64| {
        format!(
            "use backend::ParseError; fn f(e: &ParseError) -> bool {{ matches!(e.code(), {code}) }}"
        )
    };
    let file = "web/src/main.rs";
    check(
        file,
        &pattern(101),
        &[("shop_core::codes::OBJECT_NOT_FOUND", Unsafe)],
    );
    check(
        file,
        &pattern(119),
        &[("shop_core::codes::Reason::OperationForbidden", Manual)],
    );
    check(
        file,
        &pattern(141),
        &[("parse_rust_core::ErrorCode::ScriptFailed", Manual)],
    );
    check(
        file,
        &compares("", 119),
        &[("shop_core::codes::Reason::OperationForbidden", Unsafe)],
    );
}
