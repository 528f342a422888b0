//! What the tokens of a source say, site by site.

use proptest::prelude::*;

use super::super::scan;
use super::*;
use crate::model::facts::{Bound, Expr};

fn read(text: &str) -> Facts {
    facts(&SourceFile::new("a.rs", text))
}

fn dotted(expr: &Expr) -> String {
    match expr {
        Expr::Name(name) => name.clone(),
        Expr::This => "self".into(),
        Expr::Module(module) => format!("<{module}>"),
        Expr::Member(base, name) => format!("{}.{name}", dotted(base)),
        Expr::Call { callee, .. } => format!("{}()", dotted(callee)),
        other => format!("{other:?}"),
    }
}

fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Argument { callee, index, .. } => format!("{}[{index}]", dotted(callee)),
        Subject::Against { other } => dotted(other),
        Subject::Field(field) => {
            let fate = match &field.fate {
                Fate::Built { class } => dotted(class),
                Fate::Expected { other } => format!("expected {}", dotted(other)),
                other => format!("{other:?}"),
            };
            format!(
                "{:?} {} {:?} {fate}",
                field.parents, field.key, field.siblings
            )
        }
        Subject::Named { name, group } => format!("{name} {group:?}"),
        Subject::Mentioned => String::new(),
        Subject::Assigned { target } => dotted(target),
    }
}

/// `literal site subject` of each use that is no mention.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let file = SourceFile::new("a.rs", text);
    let facts = facts(&file);
    let uses = facts
        .uses
        .iter()
        .filter(|found| found.subject != Subject::Mentioned);
    let shown: Vec<String> = uses
        .map(|found| {
            let literal = file.slice(found.span);
            format!(
                "{literal} {} {}",
                found.site.name(),
                subject(&found.subject)
            )
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn comparisons_read_both_sides() {
    check("if e.code() == 101 {}", &["101 comparison e.code()"]);
    check("if -1 != err.code && x {}", &["-1 comparison err.code"]);
    check(
        "v[\"code\"].as_i64() == Some(0x65)",
        &["0x65 comparison v.code"],
    );
    check(
        "v.get(\"code\").and(x) == \"101\"",
        &["\"101\" comparison v.code.and()"],
    );
    check("e.code as i32 >= 9000_i32", &["9000_i32 comparison e.code"]);
    check("e.code() == GONE", &["GONE comparison e.code()"]);
    check("(a + b) == 101", &[]);
    check("Vec::<u8>::new()", &[]);
}

#[test]
fn assertions_pair_their_sides() {
    check(
        "assert_eq!(r.code(), Some(119), \"{r:?}\");",
        &["119 assertion r.code()"],
    );
    check(
        "assert_eq!((s.status, s.code), (400, 107));",
        &["400 assertion s.status", "107 assertion s.code"],
    );
    check(
        "assert_eq!(b[\"code\"], json!(101));",
        &["101 assertion b.code"],
    );
    check(
        "assert!(matches!(e.code(), 1 | 2..=4));",
        &["1 case e.code()", "2 case e.code()", "4 case e.code()"],
    );
    check(
        "assert_eq!(body, json!({\"error\": {\"code\": 101, \"message\": \"m\"}}));",
        &["101 field [\"error\"] code [\"message\"] Other"],
    );
    check(
        "assert_eq!(body, json!({\"code\": 1}));",
        &["1 field [] code [] expected body"],
    );
}

#[test]
fn patterns_meet_what_is_matched() {
    check(
        "match e.code() { Some(255) | Some(-1) => a, _ => b }",
        &["255 case e.code()", "-1 case e.code()"],
    );
    check(
        "match (s, c) { (400, 107) => {} (x, y) if y == 3 => {} }",
        &["400 case s", "107 case c", "3 comparison y"],
    );
    check("if let Some(209) = e.code() {}", &["209 case e.code()"]);
    check("let Ok(101) = c else { return };", &["101 case c"]);
    check(
        "match r { Err(P::Api { code: 101, .. }) => {}, _ => {} }",
        &["101 case P.Api().code"],
    );
    let facts = read("match n { 101 => ErrorCode::ObjectNotFound, 1 => { Err(E::X) } 2 => a + b }");
    let gives: Vec<String> = facts.arms.iter().map(|arm| dotted(&arm.gives)).collect();
    assert_eq!(gives, ["ErrorCode.ObjectNotFound", "E.X"]);
}

#[test]
fn arguments_fields_and_lists() {
    check(
        "ParseError::new(101, \"gone\")",
        &["101 constructor ParseError.new[0]"],
    );
    check(
        "Err(parse_rs::Error::Api(141, m))",
        &["141 constructor <parse_rs>.Error.Api[0]"],
    );
    check("foo(101); fn fail(x: u8) {}", &[]);
    check(
        "ParseError::ApiError { code: 209, error: m.into() }",
        &["209 field [] code [\"error\"] ParseError.ApiError"],
    );
    check("json!({ \"code\": 101 })", &["101 field [] code [] Other"]);
    check(
        "[101, 209].contains(&e.code())",
        &["101 membership e.code()", "209 membership e.code()"],
    );
    check(
        "(100..=199).contains(&c)",
        &["100 membership c", "199 membership c"],
    );
    check(
        "struct E { code: i32 } impl E { const N: i32 = 7; }",
        &["7 constant N None"],
    );
    let facts = read("ParseError::new(101, format!(\"gone {x}\"))");
    assert_eq!(facts.uses[0].message.as_deref(), Some("gone {x}"));
}

#[test]
fn items_bind_names() {
    check(
        "#[repr(i32)] enum E { A = -1, #[x] B = 101, C }",
        &["-1 enum-member A Some(0)", "101 enum-member B Some(0)"],
    );
    check(
        "const A: Option<i64> = Some(119); static B: [u8; 2] = [1, 2];",
        &["119 constant A None"],
    );
    let facts = read("use a::b::{C as D, E::{self, *}, self}; use crate::x; use parse_rs::*;");
    let bound = facts.bindings.iter().map(|binding| match &binding.value {
        Bound::Value(value) => format!("{}={}", binding.name, dotted(value)),
        other => panic!("{other:?}"),
    });
    let bound: Vec<String> = bound.collect();
    assert_eq!(bound, ["D=<a>.b.C", "E=<a>.b.E", "b=<a>.b", "x=<crate>.x"]);
    assert_eq!(facts.modules, ["a", "parse_rs"]);
}

#[test]
fn mentions_headers_comments_and_tests() {
    let facts = read("// a\nfn f() { g(ErrorCode::ObjectNotFound, \"X-Parse-Id\") } /* b */");
    assert!(facts.from_tokens);
    assert_eq!(facts.headers, ["X-Parse-Id"]);
    assert_eq!(facts.comments.len(), 2);
    let mentioned = |found: &&CodeUse| found.subject == Subject::Mentioned;
    assert_eq!(facts.uses.iter().filter(mentioned).count(), 1);
    let facts = read(
        "fn f() { c == 1 } #[cfg(test)] mod t { fn g() { c == 2 } } fn h() { c == 3 } #[test] fn i() { c == 4 }",
    );
    let in_test: Vec<bool> = facts.uses.iter().map(|found| found.in_test).collect();
    assert_eq!(in_test, [false, true, false, true]);
    assert_eq!(comments("#!/x\nfn /* a /* b */ */ f() {} // c").len(), 3);
}

#[test]
fn a_part_is_read_alone() {
    let text = "e.code() == 1; f!(e.code() == 2); e.code() == 3";
    let file = SourceFile::new("a.rs", text);
    let start = text.find("f!").expect("f");
    let facts = facts_in(&file, Span::new(start, start + 20));
    let found: Vec<&str> = facts
        .uses
        .iter()
        .map(|found| file.slice(found.span))
        .collect();
    assert_eq!(found, ["2"]);
}

/// Whether a use must be seen by `scan`: a number against a code, in a field, or given to an error.
fn matters(found: &CodeUse) -> bool {
    let is_code = |expr: &Expr| {
        let name = match expr {
            Expr::Call { callee, .. } => callee.last_name(),
            expr => expr.last_name(),
        };
        name == Some("code")
    };
    let number = matches!(found.operand, Operand::Number(_));
    number
        && match &found.subject {
            Subject::Against { other } => is_code(other),
            Subject::Field(_) => true,
            _ => false,
        }
}

fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "e.code()",
        "code",
        "x",
        "101",
        "-1",
        "Some(119)",
        "209",
        "0",
        "GONE",
        "if ",
        "match ",
        "let c = ",
        " == ",
        " != ",
        " { ",
        " } ",
        "(",
        ")",
        "[",
        "]",
        ", ",
        "; ",
        " => ",
        " | ",
        "..=",
        "assert_eq!(",
        "json!(",
        "{\"code\": ",
        "A { code: ",
        "matches!(",
        "&",
        ".contains(",
        "\"101\"",
        " as i32",
        "?",
        " else ",
        "fn f() ",
        "const A: i32 = ",
        "#[a]",
        "|c| ",
        "<",
        ">",
    ]);
    prop::collection::vec(fixed, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_has_facts(text in any::<String>()) {
        read(&text);
    }

    #[test]
    fn what_facts_tell_scan_sees(text in piece()) {
        let facts = read(&text);
        if let Some(found) = facts.uses.iter().find(|found| matters(found)) {
            prop_assert!(scan(&text).candidate, "{:?}", found);
        }
    }
}
