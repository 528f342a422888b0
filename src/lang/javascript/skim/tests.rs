//! Which bodies are blanked out, and that nobody can tell.

use proptest::prelude::*;

use super::*;
use crate::lang::javascript::tree;
use crate::model::facts::Facts;
use crate::model::source::SourceFile;

/// The skimmed text; the text itself where nothing is quiet.
fn skim(text: &str) -> String {
    let skimmed = skimmed(text, 0).map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    skimmed.unwrap_or_else(|| text.to_owned())
}

/// `~` stands around what has to be blanked out.
#[track_caller]
fn check(marked: &str) {
    let mut expected = String::new();
    for (at, part) in marked.split('~').enumerate() {
        let blank = at % 2 == 1;
        expected += &if blank {
            " ".repeat(part.len())
        } else {
            part.to_owned()
        };
    }
    assert_eq!(skim(&marked.replace('~', "")), expected);
}

#[test]
fn bodies_that_tokens_show_for_certain() {
    for quiet in [
        "function f(a) {~ return g(a + 1); ~}",
        "export default async function () {~ await g(); ~}",
        "function* f(a)\n{~ yield a; ~}",
        "const f = (a, b) => {~ return { a, b }; ~};",
        "g(async a => {~ if (a) { h(); } ~}, function () {~ h(); ~});",
        "class A extends B(c) { constructor(a) {~ this.a = a; ~} static async m() {~ n(); ~} get x() {~ return 1; ~} }",
        "const o = { m(a) {~ return a; ~}, async *n() {~ yield 1; ~}, p: function () {~ q(); ~} };",
        "function outer() {~ function inner() { return () => { x(); }; } ~}",
        "function f() {~ const é = `a${'b'}c`; ~}",
        "const a = <A b={() => {~ c(); ~}}>d</A>;",
    ] {
        check(quiet);
    }
}

#[test]
fn braces_that_may_be_something_else() {
    for kept in [
        "if (a) { b(); }",
        "for (const a of b(c)) { d(a); }",
        "while (a(b)) { c(); }",
        "try { a(); } catch (e) { b(e); }",
        "f(a)\n{ b(); }",
        "; f(a)\n{ b(); }",
        "class A extends B(c) { d = 1; }",
        "class A extends b.C(c) { d = 1; }",
        "const a = { b: c(d) };",
        "function f(): { a: number } { g(); }",
        "switch (a(b)) { case 1: c(); }",
        "function f() {}",
    ] {
        check(kept);
    }
}

#[test]
fn what_keeps_a_body() {
    for loud in [
        "throw new Parse.Error(101, 'x');",
        "if (e.code === 5) g();",
        "g(e.code);",
        "const NOT_FOUND = 101, OBJECT_NOT_FOUND = 101;",
        "const E = Parse.Error;",
        "new Parse.Query('A');",
        "new AV.Query('A');",
        "const a = require('a');",
        "import('a').then(b);",
        "class A { b() {} }",
        "enum A { B = 1 }",
        "g({ 'X-Parse-Session-Token': t });",
        "Codes.TOO_MANY = 5;",
        "Codes['TOO_MANY'] = 5;",
        "Object.defineProperty(a, 'B', { value: 5 });",
        "const Error = { A: 1 };",
        "exports.default = { A: 1 };",
        "const ParseError = a;",
        "outer = 5;",
        "outer++;",
        "--outer;",
        "outer += 1;",
        "[outer] = a;",
        "({ outer } = a);",
        "super.g();",
        "(0, elsewhere.default)(1);",
    ] {
        check(&format!("let outer; function f(a) {{ {loud} }}"));
    }
}

#[test]
fn what_keeps_every_body() {
    let body = "function f() { g(); }";
    for text in [
        "// parselint-ignore-file magic-code: why\n",
        "try { function h() { i(); } } finally { }",
        "a = b);",
        "a = (b;",
        "a = 'b\n;",
        "var \\u0061 = 1;",
    ] {
        let whole = format!("{text} {}", if text.starts_with("try") { "" } else { body });
        assert_eq!(skim(&whole), whole);
    }
}

#[test]
fn what_does_not_keep_a_body() {
    for quiet in [
        "let outer; function f(a) {~ a = 5; const b = 1, c = [a]; ~}",
        "const o = { key: 1 }; function f() {~ key = 5; ~}",
        "f(a => {~ a = 1; ~}); f((b, c) => {~ c = 1; ~});",
        "const p = require('path'); function f() {~ p.default(1); ~}",
        "const [b] = c; function f() {~ const [d] = e; const { g } = h; ~}",
        // The file says already that it is about Parse.
        "Parse.Cloud.define('a', () => {~ return new Parse.Query('A').find(); ~});",
        "const Parse = require('parse/node'); new Parse.Query('A'); function f() {~ new Parse.Query('B'); ~}",
    ] {
        check(quiet);
    }
    // One body has to tell.
    check(
        "import Parse from 'parse'; function f() { new Parse.Query('A'); } function g() {~ new Parse.Query('B'); ~}",
    );
    check(
        "import P from 'parse'; function f() { P.default.a(); } function g() {~ P.default.b(); ~}",
    );
    check("g(Parse.x); function f() { new Parse.Query('A'); }");
}

#[test]
fn lessons_of_one_body_keep_another() {
    check(
        "function f() { const GONE = 404; h(GONE); } function g() {~ h(); ~} function i(e) { g(e.code === GONE); }",
    );
    check(
        "function f() { return { GONE: 9001 }; } function g(e) { return e.code === X.GONE; } function h() {~ i(); ~}",
    );
    check(
        "function f() { return [1, 2]; } function g(e) { return list.includes(e.code); } function h() {~ return 1; ~}",
    );
}

#[test]
fn short_texts_are_not_skimmed() {
    let text = "function f() { g(); }";
    assert_eq!(skimmed(text, text.len() + 1), None);
    assert!(skimmed(text, text.len()).is_some());
    assert_eq!(skimmed("a();", 0), None);
}

#[test]
fn skimmed_trees_keep_their_places() {
    let text = "function f() { g('é'); } throw new Parse.Error(101, 'é');";
    let file = SourceFile::new("a.js", text);
    let (whole, skimmed) = (tree::facts(&file), tree::skimmed_facts(&file, 0));
    let last = |facts: &Facts| {
        format!(
            "{:?}",
            facts.uses.last().map(|last| (last.span, &last.subject))
        )
    };
    assert_eq!(last(&whole), last(&skimmed));
    assert!(skimmed.calls.len() < whole.calls.len());
}

#[test]
fn a_skimmed_text_with_errors_is_read_whole() {
    let text = "function f() { g(); } throw new Parse.Error(101, 'x'); const = ;";
    assert_ne!(skim(text), text);
    let file = SourceFile::new("a.js", text);
    let (whole, skimmed) = (tree::facts(&file), tree::skimmed_facts(&file, 0));
    assert!(!whole.failures.is_empty());
    assert_eq!(format!("{whole:?}"), format!("{skimmed:?}"));
}

proptest! {
    #[test]
    fn any_text_keeps_its_length(text in "(?s)[a-c(){};=> \n'`$é.,0-9]{0,80}|(?s).{0,40}") {
        let skimmed = skim(&text);
        prop_assert_eq!(skimmed.len(), text.len());
        let same = skimmed.bytes().zip(text.bytes()).all(|(new, old)| new == old || new == b' ');
        prop_assert!(same);
    }
}
