//! Every way to bind a name.

use super::{check_bindings, in_function, read};
use crate::model::facts::{Bound, Expr};

#[test]
fn imports() {
    check_bindings(&[
        ("use a::b::C;", "C = [a].b.C"),
        (
            "use a::b::{C as D, E, self, *};",
            "D = [a].b.C; E = [a].b.E; b = [a].b",
        ),
        ("use ::a::{b::{self as c}, d};", "c = [a].b; d = [a].d"),
        ("use a; use a as b; use a as _;", "a = [a]; b = a"),
        (
            "use crate::a::B; use super::c::D; use self::e::F;",
            "B = [crate].a.B; D = [super].c.D; F = [self].e.F",
        ),
        (
            "extern crate a; extern crate b as c; extern crate self as d;",
            "a = [a]; c = [b]; d = [crate]",
        ),
        ("mod a; use a::B;", "a = [self].a; B = a.B"),
        ("use a::r#type as r#match;", "match = [a].type"),
        (
            "enum E { A = 1 } mod t { use super::{E, g}; use super::E as F; }",
            "E = group; t = ?; g = [super].g; F = E",
        ),
    ]);
}

#[test]
fn crates_are_modules() {
    let (_, facts) = read(
        "use parse_rs::*; extern crate b; mod m; fn f(x: c::D) { e::f(); ::g::h(); m::x(); i32::from(1); crate::y(); Z::w(); let l = 1; l::n; }",
    );
    assert_eq!(facts.modules, ["b", "parse_rs", "c", "e", "g"]);
}

#[test]
fn patterns() {
    check_bindings(&[
        (
            "fn f() { let S { code, message: m, .. } = e; }",
            "code = e.code; m = e.message",
        ),
        ("fn f() { let Some(a) = b else { return }; }", "a = b"),
        (
            "fn f() { let P::V { code, .. } = e else { return }; }",
            "code = new P.V().code",
        ),
        (
            "fn f() { if let P::V(a, ref b) = e {} }",
            "a = new P.V().0; b = new P.V().1",
        ),
        ("fn f() { let (a, (b, _)) = e; }", "a = e.0; b = e.1.0"),
        ("fn f() { let (a, b) = (c, d.e); }", "a = c; b = d.e"),
        ("fn f() { let [a, .., b] = e; }", "a = ?; b = ?"),
        ("fn f() { let a: p::E = b; }", "a: [p].E = b"),
        (
            "fn f() { match x { Some(a @ 1..) | Ok(a) => a } }",
            "a = x|x",
        ),
        ("fn f() { for e in x.errors {} }", "e = x.errors"),
        ("fn f() { let a; a = b; a = c; }", "a = b|c"),
        ("fn f() { let a = if x { b } else { C::D }; }", "a = b|C.D"),
        (
            "fn f() { let a = match x { Ok(v) => v, Err(_) => return }; }",
            "v = x; a = x",
        ),
        ("fn f() { let a = { let b = c; b }; }", "b = c; a = ?"),
        (
            "fn f() { let a = b.get(\"code\").and_then(|v| v.as_i64()).unwrap_or(D::E); }",
            "v = b.code; a = b.code|D.E",
        ),
        (
            "fn f() { let a = b.map(|e| e.code); }",
            "e = resolution of b; a = b.code",
        ),
    ]);
}

#[test]
fn a_name_bound_anew_means_the_one_before() {
    let source = "fn f(code: P) { if let Some(code) = code {} let e = a; let e = e.b; let e = e.c; e.code == 1; }";
    let (file, facts) = read(source);
    let named = |name: &str| {
        let ids = facts.bindings.iter().enumerate();
        ids.filter(|(_, binding)| binding.name == name)
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    };
    let value = |id: usize| match &facts.bindings[id].value {
        Bound::Value(value) => value.clone(),
        other => panic!("{other:?}"),
    };
    let slot = |id: usize| Expr::Slot(u32::try_from(id).expect("a small number"));
    let (codes, errors) = (named("code"), named("e"));
    assert_eq!(value(codes[1]), slot(codes[0]));
    assert_eq!(value(errors[1]), slot(errors[0]).member("b"));
    assert_eq!(value(errors[2]), slot(errors[1]).member("c"));
    let found = &facts.uses[0];
    assert_eq!(found.scope, facts.bindings[errors[2]].scope);
    let rest = file.slice(facts.scopes[found.scope as usize].span);
    assert_eq!(rest.trim(), "e.code == 1; }");
}

#[test]
fn what_handlers_receive() {
    check_bindings(&[
        (
            "fn f() { match r() { Err(e) => 1, Ok(v) => 2 } }",
            "e = rejection of r(); v = r()",
        ),
        (
            "fn f() { if let Err(e) = r().await {} }",
            "e = rejection of r()",
        ),
        (
            "fn f() { let Err(ref e) = r else { return }; while let Err(g) = s {} }",
            "e = rejection of r; g = rejection of s",
        ),
        (
            "fn f() { match r { Err(P::V { code, .. }) => 1, Err(P::W(c)) => 2 } }",
            "code = new P.V().code; c = new P.W().0",
        ),
        (
            "fn f() { r.map_err(|e| 1).or_else(|e| 2); }",
            "e = rejection of r; e = rejection of r.map_err()",
        ),
        (
            "fn f() { r.unwrap_or_else(|e| 1); r.inspect_err(|g| 2); }",
            "e = rejection of r; g = rejection of r",
        ),
        (
            "fn f() { r.map(|v| 1); r.and_then(|w| 2); }",
            "v = resolution of r; w = resolution of r",
        ),
        (
            "fn f() { r.code().is_some_and(|c| c == 1); }",
            "c = r.code()",
        ),
        (
            "fn f() { let e = x().unwrap_err(); let g = y.expect_err(\"m\").code; }",
            "_ = rejection of x(); e = _; _ = rejection of y; g = _.code",
        ),
        (
            "fn f() { a.on(1, |x, y| 2); }",
            "x = parameter 0 for a.on(1); y = parameter 1 for a.on(1)",
        ),
        ("fn f() { let g = |x| 1; }", "x = parameter 0 of g; g = ?"),
    ]);
}

#[test]
fn functions_and_items() {
    check_bindings(&[
        (
            "fn g(a: &p::E, b: Option<&mut E>, c: i32) -> Result<(), p::E> {}",
            "g: [p].E = function; a: [p].E = parameter 0 of g; b: E = parameter 1 of g; c = parameter 2 of g",
        ),
        (
            "impl T { fn new(&self, a: Box<Self>) -> Result<u8, E> {} }",
            "T.new: E = function; new: E = function; a: T = parameter 0 of T.new",
        ),
        (
            "fn g((a, b): (A, B), P { code, .. }: P) {}",
            "g = function; _ = parameter 0 of g; a = _.0; b = _.1; code = new P().code",
        ),
        (
            "struct A; enum B { C } trait D {} union E { a: u8 } type F = p::G;",
            "A = class; B = class; D = class; E = class; F = [p].G",
        ),
        (
            "enum E { A = 1 } mod m { pub const A: i32 = 1; } const C: p::T = E::A;",
            "E = group; m = group; C: [p].T = E.A; A = 1",
        ),
        (
            "fn g<T: p::E>(a: impl p::E, b: &dyn q::R, c: Vec<[S; 2]>) {}",
            "g = function; a: [p].E = parameter 0 of g; b: [q].R = parameter 1 of g; c: S = parameter 2 of g",
        ),
    ]);
}

#[test]
fn fields_have_types() {
    let (_, facts) = read("struct A { a: p::E, b: Option<Box<F>>, c: i32 } struct T(u8);");
    let told: Vec<_> = facts
        .fields
        .iter()
        .map(|field| (field.name.as_str(), field.ty.clone()))
        .collect();
    let expected = [
        ("a", Expr::Module("p".into()).member("E")),
        ("b", Expr::Name("F".into())),
    ];
    assert_eq!(told, expected);
}

#[test]
fn values_hand_on() {
    let value = |source: &str| {
        let (_, facts) = read(&in_function(&format!("let a = {source};")));
        let binding = facts.bindings.iter().find(|binding| binding.name == "a");
        match &binding.expect("a binding").value {
            Bound::Value(value) => super::expr(value),
            other => format!("{other:?}"),
        }
    };
    for source in [
        "(b.c)",
        "&b.c",
        "&mut b.c",
        "*b.c",
        "b.c?",
        "b.c.await",
        "b.c as i32",
        "Some(b.c)",
        "Ok(b.c)",
        "Err(b.c)",
        "{ b.c }",
        "unsafe { b.c }",
        "json!(b.c)",
        "i32::from(b.c)",
        "Box::new(b.c)",
        "b.c.unwrap()",
        "b.c.clone()",
        "b.c.unwrap_or(1)",
        "b.c.as_ref().ok().cloned()",
        "b.c.and_then(Value::as_u64)",
        "b.c.and_then(|v| v.as_i64())",
        "b.c.map(|c| c as i32)",
        "b[\"c\"]",
        "b.get(\"c\")",
        "b.pointer(\"/c\")",
        "b.get_i32(\"c\")",
        "r#try!(b.c)",
    ] {
        assert_eq!(value(source), "b.c", "{source}");
    }
}
