//! Every site and every subject, outside of macros.

use super::{check_statements, check_uses, in_function, read};
use crate::model::facts::{Expr, Operand, Subject};

const COMPARISONS: &[(&str, &str)] = &[
    ("e.code == 101;", "comparison 101: against e.code"),
    ("101 != e.code();", "comparison 101: against e.code()"),
    (
        "e.code >= 101 && e.code < 209;",
        "comparison 101: against e.code; comparison 209: against e.code",
    ),
    ("e.code() == Some(101);", "comparison 101: against e.code()"),
    (
        "v[\"code\"].as_i64() == Some(101);",
        "comparison 101: against v.code",
    ),
    (
        "v.get(\"code\").and_then(Value::as_u64) == Some(101);",
        "comparison 101: against v.code",
    ),
    (
        "(&*e).code as i32 == (101 as i32);",
        "comparison 101: against e.code",
    ),
    ("f()?.code == 101;", "comparison 101: against f().code"),
    (
        "f().await.unwrap().code == 101;",
        "comparison 101: against f().code",
    ),
    (
        "e.code == i32::from(101u8);",
        "comparison 101 `101u8`: against e.code",
    ),
    ("e.code == X::Y;", "comparison X.Y `X::Y`: against e.code"),
    (
        "e.code == X::Y.into();",
        "comparison X.Y `X::Y`: against e.code",
    ),
    ("e.code == \"101\";", "comparison \"101\": against e.code"),
    ("1 == 101; a + b == 101;", ""),
    ("e.code.eq(&101);", "comparison 101: against e.code"),
    (
        "[101, 209].contains(&e.code);",
        "membership 101: against e.code; membership 209: against e.code",
    ),
    (
        "vec![101].contains(&e.code);",
        "membership 101: against e.code",
    ),
    (
        "(100..=199).contains(&c);",
        "membership 100: against c; membership 199: against c",
    ),
    (
        "let list = [101]; list.contains(&e.code);",
        "membership 101: against e.code",
    ),
];

#[test]
fn comparisons() {
    check_statements(COMPARISONS);
}

const CASES: &[(&str, &str)] = &[
    ("match n { 202 => A, _ => B }", "case 202: against n"),
    (
        "match r.code() { Some(255) => A, _ => B }",
        "case 255: against r.code()",
    ),
    (
        "match n { -1 | 100..=199 => A, 0x65.. => B }",
        "case -1: against n; case 100: against n; case 199: against n; case 101 `0x65`: against n",
    ),
    (
        "match &n { &101 => A, x @ 209 => B, (1) => C }",
        "case 101: against n; case 209: against n; case 1: against n",
    ),
    (
        "match n { X::Y => A, GONE => B, None => C }",
        "case X.Y `X::Y`: against n; case GONE: against n",
    ),
    (
        "match (s, e.code) { (400, 101) => A, (_, 209) => B }",
        "case 400: against s; case 101: against e.code; case 209: against e.code",
    ),
    (
        "match pair() { (400, 101) => A }",
        "case 400: against pair().0; case 101: against pair().1",
    ),
    ("match xs { [101, ..] => A }", ""),
    ("match [a, b] { [101, _] => A }", "case 101: against a"),
    (
        "match r { Err(P::V { code: 101, .. }) => A, Err(P::W(209, _)) => B }",
        "case 101: against new P.V().code; case 209: against new P.W().0",
    ),
    (
        "match r { Err(ApiError { code, .. }) if code == 209 => A, _ => B }",
        "comparison 209: against code",
    ),
    (
        "match r { Err(101) => A, Ok(1) => B }",
        "case 101: against _; case 1: against r",
    ),
    ("if let 209 = c {}", "case 209: against c"),
    (
        "if let Some(209) = c && let 101 = d {}",
        "case 209: against c; case 101: against d",
    ),
    (
        "while let Some(101) = next() {}",
        "case 101: against next()",
    ),
    ("let Some(101) = c else { return };", "case 101: against c"),
    ("match c { \"101\" => A }", "case \"101\": against c"),
];

#[test]
fn cases() {
    check_statements(CASES);
}

const MADE: &[(&str, &str)] = &[
    ("P::new(101, \"m\");", "constructor 101: P.new(0/2)"),
    ("p::P::V(101, \"m\");", "constructor 101: new [p].P.V(0/2)"),
    ("Err(P::V(-1));", "constructor -1: new P.V(0/1)"),
    ("fail(req, 101);", "argument 101: fail(1/2)"),
    ("res.fail(101, 1);", "argument 101: res.fail(0/2)"),
    ("self.fail(req, 101);", "argument 101: this.fail(1/2)"),
    (
        "P::from_code(\"101\", \"x\");",
        "argument \"101\": P.from_code(0/2)",
    ),
    (
        "P::V(if a { 101 } else { 209 });",
        "constructor 101: new P.V(0/1); constructor 209: new P.V(0/1)",
    ),
    (
        "P::V(c.unwrap_or(101).into());",
        "constructor 101: new P.V(0/1)",
    ),
    (
        "x.unwrap_or(101); Some(101); Ok(1); String::from(\"1\"); x.get(1);",
        "argument 1: x.get(0/1)",
    ),
    (
        "ParseError::ApiError { code: 101, error: m };",
        "field 101: code beside [error], built ParseError.ApiError",
    ),
    (
        "P { code: Some(101u16), msg, ..x };",
        "field 101 `101u16`: code beside [msg], built P",
    ),
    ("P { status: 101 };", ""),
    ("x.code = 101;", "field 101: to x.code"),
    ("x.code = X::Y as i32;", "field X.Y `X::Y`: to x.code"),
];

#[test]
fn arguments_and_fields() {
    check_statements(MADE);
}

const CONSTANTS: &[(&str, &str)] = &[
    ("const A: i32 = 101;", "constant 101: named A"),
    ("pub static A: i32 = -1;", "constant -1: named A"),
    (
        "const DENIED: Option<i64> = Some(119);",
        "constant 119: named DENIED",
    ),
    (
        "#[repr(i32)] enum E { A = 101, B, C = -1, D = 1 << 2 }",
        "enum-member 101: named E.A (Enum); enum-member -1: named E.C (Enum)",
    ),
    (
        "impl T { pub const A: i32 = 101; const B: &str = \"x\"; }",
        "constant 101: named T.A (ClassStatics)",
    ),
    (
        "trait T { const A: i32 = 101; const B: i32; }",
        "constant 101: named T.A (ClassStatics)",
    ),
    (
        "pub mod codes { pub const A: i32 = 101; }",
        "constant 101: named codes.A (Module)",
    ),
    (
        "#[cfg(test)] mod tests { const A: i32 = 101; }",
        "constant 101: named A",
    ),
    (
        "fn f() { let code = 101; let mut x; x = 209; }",
        "constant 101: named code; constant 209: named x",
    ),
    (
        "fn f() { let code = if a { 101 } else { 209 }; }",
        "constant 101: named code; constant 209: named code",
    ),
    (
        "fn f() { let code = match a { 1 => 101, _ => 209 }; }",
        "case 1: against a; constant 101: named code; constant 209: named code",
    ),
];

#[test]
fn constants() {
    check_uses(CONSTANTS);
}

#[test]
fn arms_give() {
    let arms = |source: &str| -> Vec<(String, Expr)> {
        let (file, facts) = read(source);
        let told = facts
            .arms
            .iter()
            .map(|arm| (file.slice(arm.operand).to_owned(), arm.gives.clone()));
        told.collect()
    };
    let path = |name: &str| Expr::Name("E".into()).member(name);
    let found = arms(
        "impl From<i32> for E { fn from(n: i32) -> Self { match n { 101 => Self::A, 102 | 103 => { return E::B; } 104 => Some(Self::C), 105 => panic!(), _ => E::D } } }",
    );
    let expected = [("101", "A"), ("102", "B"), ("103", "B"), ("104", "C")];
    assert_eq!(
        found,
        expected.map(|(number, name)| (number.to_owned(), path(name)))
    );
}

#[test]
fn mentions() {
    let (file, facts) = read(&in_function(
        "let a = p::E::Gone; g(E::Gone); E::make(); E::V(1); match x { E::Lost => 1 }; a == E::Met;",
    ));
    let told = facts
        .uses
        .iter()
        .filter(|found| found.subject == Subject::Mentioned);
    let told: Vec<_> = told.map(|found| file.slice(found.span)).collect();
    assert_eq!(told, ["p::E::Gone"]);
    let paths = facts
        .uses
        .iter()
        .filter(|found| matches!(found.operand, Operand::Path(_)));
    let paths: Vec<_> = paths.map(|found| file.slice(found.span)).collect();
    assert_eq!(paths, ["p::E::Gone", "E::Gone", "E::Lost", "E::Met"]);
}

#[test]
fn operands_of_one_condition_share_a_chain() {
    let chains = |source: &str| -> Vec<Option<u32>> {
        let (_, facts) = read(&in_function(source));
        facts.uses.iter().map(|found| found.chain).collect()
    };
    let found = chains("if (a.code == 101 || (a.code == 209 || b)) && a.code == 1 {}");
    assert!(
        found[0].is_some() && found[0] == found[1] && found[2].is_none(),
        "{found:?}"
    );
    let found = chains("a.code == 101 || matches!(a.code, 209) || x.any(|b| b.code == 1);");
    assert!(
        found[0].is_some() && found[0] == found[1] && found[2].is_none(),
        "{found:?}"
    );
}

#[test]
fn calls_stand_in_order() {
    let (file, facts) = read(&in_function("a(b(c).d(e)); P { x: f() };"));
    let told: Vec<_> = facts
        .calls
        .iter()
        .map(|call| (file.slice(call.span), call.constructs))
        .collect();
    let expected = [
        ("a(b(c).d(e))", false),
        ("b(c).d(e)", false),
        ("b(c)", false),
        ("P { x: f() }", true),
        ("f()", false),
    ];
    assert_eq!(told, expected);
}

#[test]
fn tests_are_told_apart() {
    let source = "fn a() { e.code == 1; } #[test] fn b() { e.code == 2; } #[tokio::test] async fn c() { e.code == 3; }
        #[cfg(all(test, feature = \"x\"))] mod d { fn e() { e.code == 4; } } #[cfg(not(test))] fn g() { e.code == 5; }
        impl A { #[test] fn h() { e.code == 6; } }";
    let (_, facts) = read(source);
    let told: Vec<bool> = facts.uses.iter().map(|found| found.in_test).collect();
    assert_eq!(told, [false, true, true, true, false, true]);
}

#[test]
fn statements_hold_uses() {
    let (file, facts) = read(
        "fn f() { let a =\n e.code == 101; g(\n 101\n); nothing(); }\nenum E {\n A = 1 }\nconst X: i32 =\n 1;",
    );
    let told: Vec<_> = facts
        .statements
        .iter()
        .map(|span| file.slice(*span))
        .collect();
    assert_eq!(
        told,
        [
            "let a =\n e.code == 101;",
            "g(\n 101\n);",
            "enum E {\n A = 1 }",
            "const X: i32 =\n 1;"
        ]
    );
}
