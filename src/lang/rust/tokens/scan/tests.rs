//! Sources that are candidates, sources that are none, and how deep they are.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(candidate: bool, sources: &[&str]) {
    for source in sources {
        assert_eq!(scan(source).candidate, candidate, "{source}");
    }
}

#[test]
fn numbers_beside_a_code_are_candidates() {
    check(
        true,
        &[
            "fn f() { if e.code() == 101 {} }",
            "fn f() { if 101 != e.code {} }",
            "fn f() { e.code == -1 }",
            "fn f() { assert_eq!(resp.code(), Some(119), \"{resp:?}\") }",
            "fn f() { assert_eq!(\n    code,\n    255\n); }",
            "fn f() { assert_eq!(b[\"code\"], json!(101)); }",
            "fn f() { assert_eq!(x, (400, json!({\"code\": 107, \"error\": m}))); }",
            "fn f() { matches!(e, ParseError::ApiError { code: 101, .. }); }",
            "fn f() { Err(ApiError { code: 209, error: m }) }",
            "fn f() { [101, 209].contains(&e.code()) }",
            "fn f() { (200..=209).contains(&code) }",
            "fn f() { e.code = 101; }",
            "fn f() { json!({ \"code\": \"101\" }) }",
            "fn f() { v.pointer(\"/error/code\") == Some(&x(101)) || v.get(\"code\") == Some(101) }",
            "fn f() { if let 209 = e.code() {} }",
            "fn f() { if errors.iter().any(|e| e.code == 0x65) {} }",
        ],
    );
}

#[test]
fn a_match_over_a_code_is_a_candidate() {
    check(
        true,
        &[
            "fn f() { match e.code() { Some(255) => a, _ => b } }",
            "fn f() { match body[\"code\"].as_i64() { Some(n) if n == 202 => Taken, _ => Other } }",
            "fn f() { match e.code() { 1 => { a } 2 => b, _ => c } }",
            "fn f() { match e.code { -1 | 100..=199 => a, _ => b } }",
            "fn f() { match x { Err(ApiError { code, .. }) if code == 209 => a, _ => b } }",
            "fn f() { match x { Err(ApiError { code: c, .. }) => c == 209, _ => b } }",
            "fn f(n: i32) -> E { match n { 101 => E::ObjectNotFound, _ => E::Other } }",
            "fn f(n: i32) -> E { match n { 101 => { Some(ObjectNotFound) } _ => None } }",
            "fn f(n: i32) { match n { 119 => ParseError::Forbidden(m), _ => x } }",
        ],
    );
}

#[test]
fn what_branches_give_to_a_code_is_a_candidate() {
    check(
        true,
        &[
            "fn f() { let code = if b { 101 } else { 119 }; E::Api { code, error } }",
            "fn f() { let code = if b { x } else { 119 }; E::Api { code, error } }",
            "fn f() { let code = match b { A => 101, _ => 119 }; E::Api { code, error } }",
            "fn f() { let n = match b { A => 101, _ => 119 }; E::Api { code: n, error } }",
            "fn f() { let (code, m) = match b { A => (101, \"a\"), _ => (119, \"b\") }; g(code) }",
            "fn f() { E::Api { code: if b { 101 } else { 119 }, error } }",
            "fn f() { E::Api { code: match b { A => Some(101), _ => None }, error } }",
            "fn f() { E::Api { code: { 101 }, error } }",
            "fn f() { E::Api { code: o.unwrap_or(101), error } }",
            "fn f() { E::Api { code: o.unwrap_or_else(|| 101), error } }",
            "fn f() { let code = body[\"code\"].as_i64().unwrap_or(141); }",
            "fn f() { fail(if b { 101 } else { 119 }) }",
            "fn fail2(code: i32) -> E { E::Api { code, error } }\nfn f() { let c = match b { A => 101, _ => 119 }; fail2(c) }",
            "fn f() { json!({ \"code\": if b { 101 } else { 119 }, \"error\": m }) }",
            "fn f() { let n = match b { A => 101, _ => 119 }; json!({ \"code\": n, \"error\": m }) }",
            "impl R { fn code(&self) -> i32 { match self { R::Gone => 101, R::No => 119 } } }",
            "fn code_of(e: &E) -> Option<i32> { match e { E::Api { code, .. } => Some(*code), _ => Some(101) } }",
            "fn n(b: bool) -> i32 { if b { 101 } else { 119 } }\nfn f() { E::Api { code: n(b), error } }",
        ],
    );
}

#[test]
fn constants_of_other_files_are_candidates_beside_a_code() {
    check(
        true,
        &[
            "fn f() { *code == GONE }",
            "fn f() { E::Api { code: codes::GONE, error } }",
            "fn f() { let code = if b { errors::GONE } else { errors::FOG }; E::Api { code, error } }",
            "fn f() { E::Api { code: Refusal::Hot as i32, error } }",
            "fn f() { match e.code() { Some(GONE) => a, _ => b } }",
            "fn f() { fail(errors::GONE, m) }",
            "fn f() { refuse(errors::GONE, m) }",
            "fn f() { json!({ \"code\": self.code(), \"error\": m }) }",
        ],
    );
    check(
        false,
        &[
            "const GONE: &str = \"x\"; fn f() { e.code() == GONE }",
            "fn f() { a == GONE }",
            "fn code(&self) -> u16 { self.c } fn f() { E::Api { code: self.code(), error } }",
            "enum Mine { Hot } fn f() { E::Api { code: Mine::Hot as i32, error } }",
            "fn f() { println!(\"{} {}\", code, GONE); }",
        ],
    );
}

#[test]
fn names_are_followed() {
    check(
        true,
        &[
            "fn f() { let c = e.code(); g(); c == 101 }",
            "fn f() { let n = match e { A(x) => x.code(), _ => 0 }; match n { 101 => a, _ => b } }",
            "const GONE: i32 = 101;\nfn f() { e.code() == GONE }",
            "fn f() { e.code() == GONE }\nconst GONE: Option<i64> = Some(101);",
            "fn f() { e.code() == Code::Gone as i32 }\nenum Code { Gone = 101 }",
            "fn f() { e.code() == Mine::Gone as i32 }\nenum Mine { Gone = 9001 }",
            "fn f() { for (body, code) in [(json!({}), 107)] { g(code) } }",
            "fn f() { let cases = [(\"a\", 107)]; for (body, want) in cases { assert_eq!(r.code(), want) } }",
            "const CASES: &[(&str, i64)] = &[(\"a\", 107)];\nfn f() { for (b, want) in CASES { assert_eq!(r.code(), Some(*want)) } }",
            "fn fail2(c: i32) -> E { ApiError { code: c, error: m } }\nfn f() { fail2(101) }",
            "impl A { fn fail2(&self, code: i32) -> E { ApiError::new(code, m) } fn f(&self) { self.fail2(101) } }",
            "impl A { fn fail2<T>(&self, code: i32) -> E { ApiError::new(code, m) } fn f(&self) { self.fail2(101) } }",
            "const T: &[(i32, &str)] = &[(101, \"a\")];\nfn f() { T.iter().any(|(c, _)| *c == e.code) }",
            "fn f() { m.insert(101, a); m.get(&e.code) }",
            "static S: M = phf_map! { 101i32 => \"a\" };\nfn f() { S.get(&e.code) }",
            "static S: L<H> = L::new(|| H::from([101]));\nfn f() { S.contains(&e.code) }",
            "fn deny(c: i32) -> E { ApiError::new(c, m) }\nfn f() { deny(101) }",
            "fn f() { if let Some(c) = e.code() { if c == 101 {} } }",
            "use parse_rs::ParseError as E;\nfn f() { E::new(101, m) }",
            "#[rstest] #[case(101)] fn f(#[case] want: i32) { assert_eq!(e.code(), want) }",
            "fn len(&self) -> usize { self.a.code() } fn f() { x.len() == 101 }",
            "fn f() { let mut n = 0; n = e.code(); if n != 0 {} }",
            "const NONE: i32 = 0;\nfn f() { e.code() == NONE }",
            "const OLD: i32 = b::GONE; const NEW: i32 = OLD; fn f() { e.code() == NEW }",
            "fn f() { let n = GONE; e.code() == n }\nconst GONE: i32 = 101;",
            "fn f() { unsafe { e.code } == 101 }",
            "fn f() { if e.code().unwrap_or_else(|| { 0 }) == 101 {} }",
            "fn f() { if e.code() == (match x { A => 101, _ => 209 }) {} }",
            "fn f() { match e.code() == if b { 101 } else { 209 } { true => {}, _ => {} } }",
            "fn f() { match e.code().map(|c| { c }) { Some(101) => {} _ => {} } }",
            "fn make(n: i32) -> E { ParseError::new(n as i32, m) } fn f() { make(101) }",
            "fn f() { ParseError::new(async { 101 }.await, m) }",
            "fn f() { assert_eq!(101, unsafe { e.code }) }",
            "fn f() { let n = loop { break e.code(); }; n == 101 }",
            "fn f() { let n = if b { e.code() } else { 0 }; n == 101 }",
            "fn f() { let n = if let Some(c) = e.code() { c } else { 0 }; n == 101 }",
            "fn f() { let n = match e.code() { Some(c) => c, _ => 0 }; n == 101 }",
            "fn f() { let n = Box::new(e.code()); *n == 101 }",
            "fn f() { let n = o.map(|e| e.code()); n == Some(101) }",
            "fn f() { h(n) } fn g() { f2(101) } fn f2(n: i32) { a::h(n) }",
            "mod a { fn f(n: i32) { e.code() == n } } fn g() { a::f(101) }",
            "use b::f; mod a { pub fn f(n: i32) {} } fn g() { f(101) }",
            "impl A { fn f(n: i32) {} } fn g() { f(101) }",
            "fn own(n: i32) {} fn g() { let own = ParseError::new; own(101, m) }",
        ],
    );
}

#[test]
fn variables_have_their_meaning_in_one_function() {
    check(
        false,
        &[
            "fn f() { let n = e.code(); } fn g() { n == 101 }",
            "fn f() { e.code() == want } fn g() { let want = 101; }",
            "impl A { fn f(&self) { let n = e.code(); } fn g(&self, n: i32) { n == 101 } }",
        ],
    );
    check(
        true,
        &[
            "fn f() { let n = e.code(); fn g() {} let h = |x| n == 101; }",
            "macro_rules! m { () => { let n = e.code(); } } fn g() { n == 101 }",
        ],
    );
}

#[test]
fn what_a_call_is_given_is_not_its_value() {
    check(
        false,
        &[
            "fn f() { let rows = find(e.code, x)?; rows.len() <= 1 }",
            "fn f() { let row = x.ok_or_else(|| ParseError::new(ErrorCode::ObjectNotFound, m))?; row.len() == 1 }",
            "fn f() { let row = x.map_err(|e| show(e.code))?; row.len() == 1 }",
            "fn f() { let row = match e.code { A => g(), _ => h() }; row == 1 }",
            "fn f() { let row = match x { Err(e) if e.code == A => g(), _ => h() }; row == 1 }",
            "fn f() { let row = { log(e.code()); g() }; row == 1 }",
            "fn f() { assert_eq!(e.code, A); } fn g() { let e = x.h(\"1\"); }",
            "fn f() { h(x, Options { limit: Some(1), ..d }) }",
            "fn f() { h(x, || { let n = 101; }) }",
            "fn f() { e.code() == X } fn g() { h(f64::MAX) }",
            "const NAMES: [&str; 8] = []; fn f() { NAMES.contains(&e.code()) }",
            "fn f() { match p { A(p) if p.len() == 101 => E::ObjectNotFound, _ => E::Other } }",
        ],
    );
}

#[test]
fn errors_constants_and_comments_are_candidates() {
    check(
        true,
        &[
            "fn f() { ParseError::new(101, \"gone\") }",
            "fn f() { Err(parse_rs::Error::Api(141, m.into())) }",
            "fn f() { fail(404, \"gone\") }",
            "fn f() { h(101); }",
            "fn f() { a::h(\"gone\", 5002) }",
            "fn f() { ParseError(\"gone\") }",
            "#[repr(i32)] enum E { NotThere = 7, ObjectNotFound = 101 }",
            "const OBJECT_NOT_FOUND: i32 = 101;",
            "impl E { pub const INVALID_SESSION_TOKEN: i32 = 9999; }",
            "// parselint-ignore-next-line magic-code\nfn f() {}",
        ],
    );
}

#[test]
fn other_numbers_are_no_candidates() {
    check(
        false,
        &[
            "",
            "fn f() { assert_eq!(r.status, 201); }",
            "fn f() { match r.status { 200 => a, 404 => b, _ => c } }",
            "fn f() { let code = buf[1]; let n = code as usize + 100; }",
            "fn f(code: u32) { g(code, 2); h(99); }",
            "fn f() { x.h(101); Duration::from_secs(300) }",
            "fn f() { status_code == 404; exit_code == 101; }",
            "enum Op { Add = 101, Sub = 102 }",
            "const LIMIT: usize = 101;",
            "struct E { code: i32, rest: [u8; 101] }",
            "fn f() { std::process::exit(101) }",
            "fn f() { ErrorCode::ObjectNotFound }",
            "#[error(\"x\", code = 101)] struct E;",
            "fn f() { println!(\"{} {}\", code, 101); }",
            "fn f() { code(); } fn g() { x == 101 }",
            "fn f() { if code() { a } if x == 101 { b } }",
            "fn f() { let n = if b { 101 } else { 119 }; g(n) }",
            "fn f() { let limit = match b { A => 101, _ => 119 }; E::Api { code, error } }",
            "fn limit() -> i32 { if b { 101 } else { 119 } }",
            "fn f(n: i32) -> S { match n { 404 => S::NotFound, _ => S::Other } }",
        ],
    );
}

#[test]
fn references_are_paths_to_names_of_codes() {
    for (source, reference) in [
        ("fn f() { ErrorCode::ObjectNotFound }", true),
        ("fn f() { parse_rs::ParseError::ObjectNotFound(m) }", true),
        (
            "use parse_rust_core::ErrorCode as E; fn f() { E::ObjectNotFound }",
            false,
        ),
        ("fn f() { Kind::ObjectNotFound }", false),
        ("fn f() { ErrorCode::Other }", false),
    ] {
        assert_eq!(scan(source).reference, reference, "{source}");
    }
}

#[test]
fn depth_is_never_less_than_what_nests() {
    for (unit, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("-", ""),
        ("!", ""),
        ("&", ""),
        ("*", ""),
        ("|a, b| ", ""),
        ("move |a, b| ", ""),
        ("return ", ""),
        ("a + ", ""),
        ("a = ", ""),
        ("a.b().c::<A, B>()", ""),
        ("A<B, ", ">"),
        ("if a {} else ", ""),
        ("x as ", ""),
        ("fn() -> ", ""),
        ("match ", ""),
        ("a::", ""),
        ("a::{", "}"),
        ("(b)", ""),
        ("[0]", ""),
    ] {
        let count = 500;
        let source = format!(
            "fn f() {{ {}x{} }}",
            unit.repeat(count),
            close.repeat(count)
        );
        assert!(
            scan(&source).depth >= count,
            "{unit}: {}",
            scan(&source).depth
        );
    }
}

#[test]
fn depth_of_flat_code_is_small() {
    let flat = [
        "fn f() { a.b().c(d, e)?; }\n",
        "const A: u32 = 1 << 3;\n",
        "fn g(x: &mut Vec<Vec<u8>>) -> Option<u8> { match x { A | B => 1, C if a < b => { d } _ => 2 } }\n",
        "impl A for B { fn f(&self) -> bool { self.a < self.b && !self.c } }\n",
        "use a::{b, c as d};\n",
        "fn h() { a::b(c::D)(e)[0] + f::g::h; }\n",
        "const P: [A; 2] = [a::B::C, d::E];\n",
        "#[derive(Debug)] struct S { a: B<C>, d: [u8; 4] }\n",
    ];
    for source in flat {
        assert!(
            scan(&source.repeat(500)).depth < 20,
            "{source}: {}",
            scan(&source.repeat(500)).depth
        );
    }
    let table = format!("const T: &[u32] = &[{}];", "1 << 2, a.b | c, ".repeat(500));
    assert!(scan(&table).depth < 20, "{}", scan(&table).depth);
}

proptest! {
    #[test]
    fn any_text_is_scanned(text in any::<String>()) {
        scan(&text);
    }

    #[test]
    fn brackets_alone_give_their_depth(count in 0..300_usize) {
        prop_assert!(scan(&"(".repeat(count)).depth >= count);
    }
}
