//! Every idiom that people write codes in, inside macros: a visitor that does not look into them sees one in sixteen.

use super::{check_statements, check_uses, in_function, read};

const ASSERTIONS: &[(&str, &str)] = &[
    (
        "assert_eq!(resp.code(), Some(119), \"{resp:?}\");",
        "assertion 119: against resp.code()",
    ),
    (
        "assert_eq!(Some(119), resp.code());",
        "assertion 119: against resp.code()",
    ),
    ("assert_eq!(code, 255);", "assertion 255: against code"),
    ("assert_ne!(e.code, -1);", "assertion -1: against e.code"),
    (
        "debug_assert_eq!(e.code.as_i32(), 101_i32);",
        "assertion 101 `101_i32`: against e.code",
    ),
    (
        "pretty_assertions::assert_eq!(e.code, 101);",
        "assertion 101: against e.code",
    ),
    (
        "assert_eq!(E::NotThere.as_i32(), 101);",
        "assertion 101: against E.NotThere",
    ),
    (
        "assert_eq!(b[\"code\"], json!(101));",
        "assertion 101: against b.code",
    ),
    (
        "assert_eq!(b[\"code\"], serde_json::json!(137i64));",
        "assertion 137 `137i64`: against b.code",
    ),
    (
        "assert_eq!(b[\"code\"].as_i64(), Some(101));",
        "assertion 101: against b.code",
    ),
    (
        "assert_eq!(b.get(\"code\").and_then(Value::as_u64), Some(101));",
        "assertion 101: against b.code",
    ),
    (
        "assert_eq!(b.pointer(\"/error/code\").and_then(|v| v.as_i64()), Some(101));",
        "assertion 101: against b.error.code",
    ),
    (
        "assert_eq!((status, body), (400, json!({\"code\": 107, \"error\": m})));",
        "assertion 400: against status; field 107: code beside [error], expected of body",
    ),
    (
        "assert_eq!(send(r), (400, json!({\"code\": 107, \"error\": \"m\"})));",
        "assertion 400: against send().0; field 107: code beside [error], expected of send().1",
    ),
    (
        "assert_eq!(body, json!({\"error\": {\"code\": 107, \"message\": m}}));",
        "field 107: error.code beside [message], expected of body",
    ),
    (
        "assert_eq!([a.code, b.code], [101, 209]);",
        "assertion 101: against a.code; assertion 209: against b.code",
    ),
    ("assert!(e.code == 101);", "comparison 101: against e.code"),
    (
        "assert!(matches!(e.code(), Some(101 | 209)), \"{e}\");",
        "case 101: against e.code(); case 209: against e.code()",
    ),
    (
        "assert_matches!(r, Err(ApiError { code: 101, .. }));",
        "case 101: against new ApiError().code",
    ),
    (
        "assert!([101, 209].contains(&e.code));",
        "membership 101: against e.code; membership 209: against e.code",
    ),
    (
        "assert!((200..=209).contains(&c));",
        "membership 200: against c; membership 209: against c",
    ),
    (
        "assert_eq!(x.unwrap_err().code, 101);",
        "assertion 101: against _.code",
    ),
    (
        "assert!(is_err(101), \"{}\", 3);",
        "argument 101: is_err(0/1)",
    ),
];

#[test]
fn assertions() {
    check_statements(ASSERTIONS);
}

const TABLES: &[(&str, &str)] = &[
    (
        "for (body, code) in [(json!({}), 107), (json!({\"a\": 1}), 111)] { assert_eq!(r.code(), Some(code)) }",
        "constant 107: named code; constant 111: named code; assertion code: against r.code()",
    ),
    (
        "let cases = vec![(\"bad\", Some(111)), (\"x\", None)]; for (text, code) in &cases { assert_eq!(r(text).code(), *code); }",
        "constant 111: named code; assertion code: against r().code()",
    ),
    (
        "for code in [101, 209] { assert_eq!(r.code(), code) }",
        "constant 101: named code; constant 209: named code; assertion code: against r.code()",
    ),
    (
        "const CODES: &[i32] = &[101, 209]; CODES.contains(&e.code);",
        "membership 101: against e.code; membership 209: against e.code",
    ),
];

#[test]
fn tables_of_tests() {
    check_statements(TABLES);
}

const OTHERS: &[(&str, &str)] = &[
    (
        "if matches!(e, ApiError { code: 101 | 209, .. } if x.code == 1) {}",
        "case 101: against new ApiError().code; case 209: against new ApiError().code; comparison 1: against x.code",
    ),
    (
        "vec![ApiError::new(101, \"a\")];",
        "constructor 101: ApiError.new(0/2)",
    ),
    (
        "println!(\"{}\", e.code == 101);",
        "comparison 101: against e.code",
    ),
    (
        "log::error!(\"{x}\", x = e.code == 101);",
        "comparison 101: against e.code",
    ),
    (
        "bail!(ApiError::ApiError { code: 101, error: \"gone\".into() });",
        "field 101: code beside [error], built ApiError.ApiError",
    ),
    (
        "anyhow::ensure!(e.code != 101, \"gone\");",
        "comparison 101: against e.code",
    ),
    (
        "write!(f, \"{}\", matches!(e.code, 101))?;",
        "case 101: against e.code",
    ),
    (
        "assert!(debug(vec![json!({\"code\": 101})]));",
        "field 101: code beside [], debug(0)",
    ),
];

#[test]
fn other_macros() {
    check_statements(OTHERS);
}

const JSON: &[(&str, &str)] = &[
    (
        "fn f() -> Value { json!({\"code\": 101, \"error\": \"m\"}) }",
        "field 101: code beside [error], returned",
    ),
    (
        "fn f() { return Err(json!({\"code\": 101, \"error\": \"m\"})); }",
        "field 101: code beside [error], thrown",
    ),
    (
        "fn f() { let body = json!({\"code\": 101, \"error\": \"m\",}); }",
        "field 101: code beside [error], bound to body",
    ),
    (
        "fn f() { reply(400, json!({\"code\": -1, \"error\": format!(\"{m}\")})); }",
        "argument 400: reply(0/2); field -1: code beside [error], reply(1)",
    ),
    (
        "fn f() { set(\"KEY\", json!([{\"code\": 101}, {\"a\": [1, {\"code\": 209}]}])); }",
        "field 101: code beside [], set(1) \"KEY\"; field 209: a.code beside [], set(1) \"KEY\"",
    ),
    (
        "fn f() { json!({\"code\": a::b::<C, D>(101), (key): x.code == 209}); }",
        "field [a].b() `a::b::<C, D>(101)`: code beside [], ?; argument 101: [a].b(0/1); comparison 209: against x.code",
    ),
    ("fn f() { json!(null); json!({}); json!([]); json!(); }", ""),
    (
        "fn f() { json!({\"code\": if a { 101 } else { 209 }, \"error\": {\"x\": true}}); }",
        "field 101: code beside [error], ?; field 209: code beside [error], ?",
    ),
];

#[test]
fn json() {
    check_uses(JSON);
}

#[test]
fn headers_and_messages_in_macros() {
    let source = "req(json!({\"X-Parse-Application-Id\": 1})); println!(\"x-parse-b\"); assert_eq!(h, b\"X-C\");";
    let (_, facts) = read(&in_function(source));
    assert_eq!(
        facts.headers,
        ["X-Parse-Application-Id", "x-parse-b", "X-C"]
    );
    let (_, facts) = read(&in_function(
        "E::new(101, format!(\"gone {x}\")); E::A { code: 1, error: \"m\".to_string() };",
    ));
    let told: Vec<_> = facts
        .uses
        .iter()
        .filter_map(|found| found.message.as_deref())
        .collect();
    assert_eq!(told, ["\"gone {x}\"", "\"m\""]);
}
