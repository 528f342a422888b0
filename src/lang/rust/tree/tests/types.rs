//! Fields of types, what functions give, and the values that attributes and lists give to names.

use super::{check_uses, expr, read};

#[test]
fn types_have_fields() {
    let (_, facts) = read(
        "struct A { code: i32, #[serde(rename = \"error\")] text: String } enum B { C { code: u8 }, D(u8), E }",
    );
    let told: Vec<String> = facts
        .shapes
        .iter()
        .map(|shape| format!("{}: {}", shape.path.join("."), shape.fields.join(" ")))
        .collect();
    assert_eq!(told, ["A: code error", "B.C: code"]);
}

#[test]
fn functions_give_values() {
    for (source, expected) in [
        ("fn f(e: E) -> i32 { e.code }", "e.code"),
        ("fn f(e: E) -> i32 { return e.code; }", "e.code"),
        (
            "fn f(e: E) -> Option<i32> { match e { A(c) => Some(c), B => None } }",
            "c; None",
        ),
        (
            "fn f(e: E) -> i32 { if a { g() } else { h.i } }",
            "g(); h.i",
        ),
        ("fn f(e: E) -> X { let g = |a| a.code; g }", "g"),
        (
            "impl A { fn f(&self) -> Option<i64> { self.body[\"code\"].as_i64() } }",
            "this.body.code",
        ),
    ] {
        let (_, facts) = read(source);
        let told: Vec<String> = facts
            .returns
            .iter()
            .map(|found| expr(&found.value))
            .collect();
        assert_eq!(told.join("; "), expected, "{source}");
    }
}

#[test]
fn numbers_are_given_by_functions_of_integers() {
    check_uses(&[
        (
            "fn f(a: bool) -> i32 { if a { 101 } else { -1 } }",
            "constant 101: to _(); constant -1: to _()",
        ),
        (
            "fn f() -> Option<u16> { Some(101) }",
            "constant 101: to _()",
        ),
        ("fn f() -> usize { 101 }", ""),
        ("fn f() { 101; }", ""),
    ]);
}

#[test]
fn attributes_give_numbers() {
    check_uses(&[
        (
            "#[case(\"a\", 105)] #[case(\"b\", 111)] fn f(#[case] a: &str, #[case] code: i64) {}",
            "constant 105: named code; constant 111: named code",
        ),
        (
            "#[test_case(\"\", 104 ; \"empty\")] fn f(a: &str, code: i64) {}",
            "constant 104: named code",
        ),
        (
            "fn f(#[values(101, 119)] code: i64) {}",
            "constant 101: named code; constant 119: named code",
        ),
        ("#[other(101)] fn f(code: i64) {}", ""),
    ]);
}

#[test]
fn files_of_constants_are_tables() {
    let table = |source: &str| read(source).1.table.len();
    assert_eq!(table("use a::b; pub const A: i32 = 1; const B: u8 = 2;"), 2);
    assert_eq!(table("pub const A: i32 = 1; fn f() {}"), 0);
}
