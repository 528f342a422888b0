//! Rust: what declared types, functions and receivers tell of a number where names alone would guess.

use super::{rows, uses};
use crate::model::resolved::{HeaderTrace, Package};

/// A crate with a header of Parse in another file.
fn gateway() -> Package {
    Package {
        name: "gateway".into(),
        manifest: "Cargo.toml".into(),
        header: Some(HeaderTrace {
            path: "src/http.rs".into(),
            header: "X-Parse-Application-Id".into(),
        }),
        ..Package::default()
    }
}

/// Rows of a file that speaks of a header.
#[track_caller]
fn check_beside_header(table: &[(&str, &str)]) {
    for (source, expected) in table {
        let whole = format!("const KEY: &str = \"X-Parse-Application-Id\"; {source}");
        assert_eq!(uses("src/a.rs", &whole, None), *expected, "{source}");
    }
}

/// Rows of a file that imports the crate.
#[track_caller]
fn check_with_crate(table: &[(&str, &str)]) {
    for (source, expected) in table {
        let whole = format!("use parse_rs::ParseError; {source}");
        assert_eq!(uses("src/a.rs", &whole, None), *expected, "{source}");
    }
}

#[test]
fn structs_of_the_rest_interface() {
    check_beside_header(&[
        (
            "struct Failure { code: i32, error: String } fn f(e: &Failure) -> bool { e.code == 101 }",
            "101 likely",
        ),
        (
            "struct Failure { code: i32, #[serde(rename = \"error\")] text: String } fn f(e: &Failure) -> bool { e.code == 101 }",
            "101 likely",
        ),
        (
            "struct Failure { code: i32, error: String } impl Failure { fn gone(&self) -> bool { matches!(self.code, 101 | 209) } }",
            "101 likely, 209 likely",
        ),
        (
            "struct Failure { code: i32, error: String } async fn f() { let b = r().json::<Failure>().await?; b.code == 101 }",
            "101 likely",
        ),
        (
            "enum ApiError { Parse { code: i32, error: String }, Io } fn f(e: ApiError) -> bool { matches!(e, ApiError::Parse { code: 209, .. }) }",
            "209 likely",
        ),
        (
            "struct Failure { code: i32, error: String } struct Builder { inner: Failure } impl Builder { fn code(mut self, code: i32) -> Self { self.inner.code = code; self } } fn f(b: Builder) { b.code(109) }",
            "109 likely",
        ),
    ]);
}

#[test]
fn types_of_the_projects_own_are_no_bodies() {
    check_beside_header(&[
        (
            "struct Coupon { code: i32, percent: i32, error: Option<String> } fn f() -> Coupon { Coupon { code: 137, percent: 100, error: None } }",
            "",
        ),
        (
            "struct Key { code: u32, modifiers: u8 } fn f(error: &Key) -> bool { error.code == 113 }",
            "",
        ),
        (
            "struct Coupon { code: i32, percent: i32 } async fn f() { let body: Coupon = r().json().await?; body.code == 101 }",
            "",
        ),
        (
            "use other::GraphqlError; fn f(error: &GraphqlError) -> bool { error.code == 101 }",
            "",
        ),
        (
            "async fn f(h: H) -> bool { let body: Value = h.get(\"https://api.stripe.com/v1\").send().await?.json().await?; body[\"error\"][\"code\"] == 402 }",
            "",
        ),
        (
            "fn f() -> Value { json!({ \"jsonrpc\": \"2.0\", \"error\": { \"code\": 100, \"message\": \"busy\" } }) }",
            "",
        ),
    ]);
    check_with_crate(&[(
        "enum Gateway { ApiError { code: u16, error: String } } fn f() -> Gateway { Gateway::ApiError { code: 142, error: m() } }",
        "",
    )]);
}

#[test]
fn bodies_of_answers() {
    check_beside_header(&[
        (
            "async fn f(h: H) -> bool { let v: Value = h.get(\"u\").send().await?.json().await?; v[\"code\"] == 101 }",
            "101 likely",
        ),
        (
            "fn f(t: &str) -> bool { let v: Value = serde_json::from_str(t)?; v[\"code\"] == \"209\" }",
            "\"209\" likely",
        ),
        (
            "async fn f(h: H) -> bool { let v = h.get(format!(\"https://p.example/parse/{t}\")).send().await?.json().await.map_err(m)?; v[\"code\"] == 101 }",
            "101 likely",
        ),
        (
            "fn f(batch: &Value) -> bool { batch.pointer(\"/0/error/code\")?.as_i64()? == 137 }",
            "137 likely",
        ),
        (
            "async fn f(h: H) -> bool { let v: Value = h.post(\"https://sms.example/send\").send().await?.json().await?; v[\"code\"] == 101 }",
            "",
        ),
    ]);
}

#[test]
fn a_header_of_another_file_vouches_for_little() {
    rows(
        "src/a.rs",
        Some(&gateway()),
        &[
            (
                "fn f() -> Value { json!({ \"code\": 101, \"error\": \"bad key\" }) }",
                "101 weak",
            ),
            ("fn f(v: Value) -> bool { v[\"code\"] == 101 }", "101 weak"),
            (
                "struct SmsError { code: i64, message: String } fn f(err: &SmsError) -> bool { err.code == 101 }",
                "",
            ),
            (
                "fn f(r: Result<u8, E>) -> bool { r.is_err_and(|err| err.code == 101) }",
                "101 likely",
            ),
        ],
    );
}

#[test]
fn arms_ask_for_a_code() {
    check_with_crate(&[
        (
            "fn f(e: std::io::Error) -> ParseError { match e.raw_os_error() { Some(104) => ParseError::ConnectionFailed(m()), _ => g() } }",
            "",
        ),
        (
            "fn f(c: &mut Command) -> ParseError { match c.status()?.code() { Some(101) => ParseError::Unknown(m()), _ => g() } }",
            "101 weak",
        ),
        (
            "fn f(depth: usize) -> ParseError { match depth { 101 => ParseError::InvalidQuery(m()), _ => g() } }",
            "",
        ),
        (
            "fn f(s: tonic::Status) -> ParseError { match s.code() as i32 { 100 => ParseError::Unknown(m()), _ => g() } }",
            "",
        ),
        (
            "fn f(e: mongodb::error::CommandError) -> ParseError { match e.code { 100 => ParseError::Unknown(m()), _ => g() } }",
            "",
        ),
        (
            "impl From<Wire> for ParseError { fn from(Wire(code, text): Wire) -> Self { match code { 101 => ParseError::ObjectNotFound(text), _ => g() } } }",
            "101 likely",
        ),
        (
            "fn f(v: Value) -> ParseError { match v[\"code\"].as_i64() { Some(101) => ParseError::ObjectNotFound(m()), _ => g() } }",
            "101 likely",
        ),
    ]);
}

#[test]
fn functions_give_codes() {
    const CODE: &str = "fn code(e: &ParseError) -> Option<i32> { match e { ParseError::ApiError { code, .. } => Some(*code), _ => None } }";
    let rows = [
        (
            "fn f(e: &ParseError) -> bool { code(e) == Some(101) }",
            "101 certain",
        ),
        (
            "fn f(e: &ParseError) -> bool { code(e).is_some_and(|c| c == 155) }",
            "155 certain",
        ),
        (
            "fn f(e: &[ParseError]) -> bool { e.iter().filter_map(code).any(|c| c == 155) }",
            "155 certain",
        ),
        (
            "fn f(e: &ParseError) -> bool { match code(e) { Some(202 | 203) => true, _ => false } }",
            "202 certain, 203 certain",
        ),
        ("fn f(s: &Status) -> bool { other(s) == Some(101) }", ""),
    ];
    let rows = rows.map(|(source, expected)| (format!("{CODE} {source}"), expected));
    let rows: Vec<(&str, &str)> = rows
        .iter()
        .map(|(source, at)| (source.as_str(), *at))
        .collect();
    check_with_crate(&rows);
    check_with_crate(&[
        (
            "fn code(e: &ParseError) -> i32 { match e { ParseError::ApiError { code, .. } => *code, ParseError::NotFound => 101, _ => 1 } }",
            "101 certain, 1 certain",
        ),
        (
            "enum R { Gone, No } impl R { fn code(&self) -> i32 { match self { R::Gone => 101, R::No => 119 } } } fn f(r: R) -> ParseError { ParseError::ApiError { code: r.code(), error: m() } }",
            "101 certain, 119 certain",
        ),
        (
            "enum R { Gone } impl R { fn status(&self) -> u16 { match self { R::Gone => 404 } } fn code(&self) -> i32 { 7 } } fn f(r: R) -> u16 { r.status() }",
            "",
        ),
    ]);
}

#[test]
fn helpers_take_and_meet_codes() {
    check_with_crate(&[
        (
            "struct A; impl A { fn fail(code: i32) -> ParseError { ParseError::ApiError { code, error: m() } } fn f() -> ParseError { Self::fail(101) } }",
            "101 certain",
        ),
        (
            "struct A; impl A { fn fail(&self, code: i32) -> ParseError { ParseError::ApiError { code, error: m() } } fn f(&self) -> ParseError { self.fail(101) } }",
            "101 certain",
        ),
        (
            "fn is(e: &ParseError, wanted: i32) -> bool { matches!(e, ParseError::ApiError { code, .. } if *code == wanted) } fn f(e: &ParseError) -> bool { is(e, 119) }",
            "119 certain",
        ),
        (
            "trait Has { fn has(&self, code: i32) -> bool; } impl<T> Has for Result<T, ParseError> { fn has(&self, code: i32) -> bool { matches!(self, Err(ParseError::ApiError { code: c, .. }) if *c == code) } } fn f(r: Result<u8, ParseError>) -> bool { r.has(115) }",
            "115 certain",
        ),
        (
            "fn gone(code: i32) -> bool { code == 101 } fn f(e: &ParseError) -> bool { matches!(e, ParseError::ApiError { code, .. } if gone(*code)) }",
            "101 certain",
        ),
        (
            "enum K { Gone, Other } impl From<i32> for K { fn from(c: i32) -> K { match c { 101 => K::Gone, _ => K::Other } } } fn f(e: &ParseError) -> K { match e { ParseError::ApiError { code, .. } => K::from(*code), _ => K::Other } }",
            "101 certain",
        ),
        (
            "enum K { Gone, Other } impl From<i32> for K { fn from(c: i32) -> K { match c { 101 => K::Gone, _ => K::Other } } } fn f(status: i32) -> K { K::from(status) }",
            "",
        ),
    ]);
    check_beside_header(&[(
        "struct Reply { body: Value } impl Reply { fn code(&self) -> Option<i64> { self.body[\"code\"].as_i64() } } fn expect(r: &Reply, status: u16, code: i64) { assert_eq!(r.code(), Some(code)); } #[test] fn t() { expect(&post(), 400, 141); }",
        "141 likely",
    )]);
}

#[test]
fn small_numbers_beside_other_answers() {
    let shop = Package {
        name: "shop".into(),
        manifest: "Cargo.toml".into(),
        parse: true,
        dependencies: vec!["parse-rs".into()],
        ..Package::default()
    };
    rows(
        "tests/a.rs",
        Some(&shop),
        &[
            (
                "use parse_rs::Parse; #[test] fn t() { let r = post(1); assert_eq!(r.code(), Some(119)); let r = post(2); assert_eq!(r.code(), Some(111)); let r = post(3); assert_eq!(r.code(), Some(1)); }",
                "119 likely, 111 likely, 1 likely",
            ),
            (
                "use parse_rs::Parse; #[test] fn t() { let r = post(1); assert_eq!(r.code(), Some(119)); let r = post(2); assert_eq!(r.code(), Some(111)); let s = Command::new(\"x\").status().unwrap(); assert_eq!(s.code(), Some(1)); let t = tool(); assert_eq!(t.code(), Some(2)); }",
                "119 likely, 111 likely, 1 weak, 2 weak",
            ),
        ],
    );
}

#[test]
fn files_of_constants_are_tables_of_one_type() {
    rows(
        "src/codes.rs",
        Some(&gateway()),
        &[
            (
                "pub const OBJECT_NOT_FOUND: i32 = 101; pub const INVALID_SESSION_TOKEN: i32 = 209; pub const SOLD_OUT: i32 = 1001; pub const PAGES: usize = 100; pub const TRIES: u32 = 3;",
                "101 certain right, 209 certain right, 1001 certain",
            ),
            (
                "pub const OBJECT_NOT_FOUND: i32 = 101; pub const INVALID_SESSION_TOKEN: i32 = 209; pub const LIMIT: i32 = 1001; fn f() {}",
                "101 certain right, 209 certain right",
            ),
        ],
    );
}

#[test]
fn rows_and_maps_are_asked_for_codes() {
    check_with_crate(&[
        (
            "const T: &[(i32, &str)] = &[(101, \"a\"), (209, \"b\")]; fn f(e: &ParseError) -> bool { if let ParseError::ApiError { code, .. } = e { T.iter().any(|(c, _)| c == code) } else { false } }",
            "101 certain, 209 certain",
        ),
        (
            "fn f(e: ParseError) { let mut m = HashMap::new(); m.insert(119, a()); let l = BTreeMap::from([(141, \"warn\")]); if let ParseError::ApiError { code, .. } = e { m.get(&code); l.get(&code); } }",
            "119 certain, 141 certain",
        ),
        (
            "struct Case { depth: u32, code: i32 } fn f() { for c in [Case { depth: 142, code: 119 }] { g(ParseError::ApiError { code: c.code, error: m() }) } }",
            "119 certain",
        ),
        (
            "fn f(e: ParseError) { let cases = [(\"a\", 107)]; for case in &cases { if let ParseError::ApiError { code, .. } = e { assert_eq!(code, case.1); } } }",
            "107 certain",
        ),
        (
            "const T: &[(i32, &str)] = &[(101, \"a\")]; fn f(n: i32) -> bool { T.iter().any(|(c, _)| *c == n) }",
            "",
        ),
    ]);
}
