//! Rust that may be about Parse.

use super::Grammar;

pub(super) const HEADS: &[&str] = &[
    "use parse_rs::{Parse, ParseError};",
    "use parse_rs::ParseError as Failure;",
    "use parse_rs::ParseError::{self, ApiError};",
    "use crate::codes::{GONE, deny};",
    "use crate::codes;",
    "mod codes;",
    "#![allow(dead_code)]",
    "",
    "// parselint-ignore-file magic-code, http-status-as-code: older than the rule",
];

pub(super) const GRAMMAR: Grammar = &[
    (
        's',
        &[
            "fn a() {}",
            "fn f_@i(@i: &ParseError) -> i32 { @z }",
            "pub fn g_@i() -> Result<(), ParseError> { @z Err(@e) }",
            "pub const @k: i32 = @n;",
            "pub enum ErrorCode { @v = @n, @w = @n }",
            "impl From<ParseError> for Own { fn from(@i: ParseError) -> Self { @z } }",
            "mod m_@i { use super::*; @s }",
            "#[cfg(test)] mod tests { #[test] fn t() { assert_eq!(@m, @n); @z } }",
            "// parselint-ignore @r: why\n@s",
            "static TABLE: [(i32, &str); 2] = [(@n, \"x\"), (@n, \"y\")];",
            "struct Body { code: i32, error: String }",
            "macro_rules! fail { ($c:expr) => { return Err(ParseError::ApiError { code: $c, error: String::new() }) }; }",
        ],
    ),
    (
        'z',
        &[
            "f();",
            "return Err(@e);",
            "if @c { @z }",
            "if let ParseError::ApiError { code, .. } = @i { if code == @n { @z } }",
            "match @m { @p => { @z } @p => { @z } _ => {} }",
            "match @i { ParseError::ApiError { code: @p, .. } => { @z } _ => {} }",
            "let @i = @n; @z",
            "let @i = client.get_object(\"A\", id).await.unwrap_err(); @z",
            "assert!(matches!(@i, ParseError::OtherParseError { code: @n, .. }));",
            "fail!(@n);",
            "// parselint-ignore @r: why\n@z",
            "let body = serde_json::json!({ \"code\": @n, \"error\": \"x\" });",
        ],
    ),
    (
        'e',
        &[
            "ParseError::ApiError { code: 101, error: \"x\".into() }",
            "ParseError::OtherParseError { code: @n, message: String::new() }",
            "Failure::ApiError { code: @n, error: \"x\".into() }",
            "ApiError { code: @n, error: m }",
            "deny(@n)",
            "codes::deny(@n)",
        ],
    ),
    (
        'c',
        &[
            "e.code == 101",
            "@m == @n",
            "@n != @m",
            "@c && @c",
            "matches!(@m, @p)",
            "[@n, @n].contains(&@m)",
        ],
    ),
    (
        'm',
        &[
            "e.code",
            "@i.code",
            "@i.code()",
            "body[\"code\"]",
            "@i.status()",
            "code",
        ],
    ),
    (
        'p',
        &["101", "@n", "@n | @n", "@n..=@n", "codes::GONE", "Some(@n)"],
    ),
    ('i', &["e", "error", "err", "a", "body"]),
    (
        'k',
        &[
            "GONE",
            "OBJECT_NOT_FOUND",
            "TIMEOUT",
            "LIMIT",
            "INVALID_SESSION_TOKEN",
        ],
    ),
    ('v', &["ObjectNotFound", "Gone", "Banned"]),
    ('w', &["InvalidSessionToken", "Limit", "Timeout"]),
    (
        'r',
        &[
            "magic-code",
            "http-status-as-code",
            "magic-code, string-code",
            "no-such-rule",
        ],
    ),
    (
        'n',
        &[
            "101", "209", "141", "119", "142", "9001", "404", "5000", "0", "1", "-1", "0x65",
            "1_01", "101i32", "\"101\"", "GONE",
        ],
    ),
];
