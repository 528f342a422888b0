//! What tokens alone can tell, source by source.

use proptest::prelude::*;

use super::*;
use crate::model::facts::Bound;

fn read(text: &str) -> Facts {
    facts(&SourceFile::new("a.js", text))
}

/// The uses of a text, each as site, operand and what it meets.
fn shown(text: &str) -> Vec<String> {
    let file = SourceFile::new("a.js", text);
    let show = |code_use: &CodeUse| {
        let operand = match &code_use.operand {
            Operand::Path(path) => path.dotted().unwrap_or_default(),
            _ => file.slice(code_use.span).to_owned(),
        };
        let meets = match &code_use.subject {
            Subject::Argument {
                callee,
                arguments,
                constructs,
                ..
            } => {
                let new = if *constructs { "new " } else { "" };
                format!("{new}{}/{arguments}", callee.dotted().unwrap_or_default())
            }
            Subject::Against { other } => match other {
                Expr::Member(base, name) if **base == Expr::Opaque => format!("?.{name}"),
                other => other.dotted().unwrap_or_default(),
            },
            Subject::Field(field) => format!("{} {:?}", field.siblings.join("+"), field.fate),
            Subject::Mentioned => String::new(),
            other => format!("{other:?}"),
        };
        format!("{} {operand} {meets}", code_use.site.name())
    };
    facts(&file)
        .uses
        .iter()
        .map(|code_use| show(code_use).trim_end().to_owned())
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn error_classes_are_given_codes() {
    check(
        "throw new Parse.Error(404, 'x');",
        &["constructor 404 new Parse.Error/2"],
    );
    check("Parse.Error(-1)", &["constructor -1 Parse.Error/1"]);
    check(
        "new a.b.default.Error(\n  5,\n)",
        &["constructor 5 new a.b.default.Error/1"],
    );
    check(
        "new _ParseError2.default(5)",
        &["constructor 5 new _ParseError2.default/1"],
    );
    check(
        "new Parse.Error('text')",
        &["constructor 'text' new Parse.Error/1"],
    );
    check(
        "new Parse['Error'](5)",
        &["constructor 5 new Parse.Error/1"],
    );
    check("new Parse.Error(5 + x)", &[]);
    check("new Parse.Error(x, 5)", &[]);
    check("new Map(5); f(5)", &[]);
}

#[test]
fn codes_are_compared() {
    check("if (e.code === 5) f()", &["comparison 5 e.code"]);
    check(
        "5 == e?.response.data.code",
        &["comparison 5 e.response.data.code"],
    );
    check("e['code'] !== -5;", &["comparison -5 e.code"]);
    check("(e.code) === 5 && x", &["comparison 5 e.code"]);
    check("f().code === 5", &["comparison 5 ?.code"]);
    check("a[0].code === '5'", &["comparison '5' ?.code"]);
    check("this.code === 'EX'", &["comparison 'EX' this.code"]);
    check("e.code === 5 * x", &[]);
    check("e.code.x === 5", &[]);
    check("code === 5", &[]);
    check("e.statusCode === 5", &[]);
    check("5 === x; e.code", &[]);
}

#[test]
fn switches_and_fields() {
    check(
        "switch (e.code) { case 5: f(6); case '7': case -8: }",
        &["case 5 e.code", "case '7' e.code", "case -8 e.code"],
    );
    check("switch (x) { case 5: }", &[]);
    check(
        "throw { a, code: 5, 'error': 'x' }",
        &["field 5 a+error Thrown"],
    );
    check("return { code: 5, b: { c: 1 } }", &["field 5 b Returned"]);
    check("x = { code: f(5), error: 1 }", &[]);
    check(
        "Promise.reject({ code: 5 })",
        &[
            "field 5  Argument { callee: Member(Name(\"Promise\"), \"reject\"), index: 0, label: None }",
        ],
    );
}

#[test]
fn messages_stand_beside_codes() {
    let message = |text: &str| read(text).uses[0].message.clone();
    assert_eq!(
        message("new Parse.Error(5, 'not here')").as_deref(),
        Some("'not here'")
    );
    assert_eq!(
        message("x = { error: 'gone', code: 5 }").as_deref(),
        Some("'gone'")
    );
    assert_eq!(message("new Parse.Error(5, f('x'))"), None);
}

#[test]
fn members_of_the_class_are_mentioned() {
    check("f(Parse.Error.NOPE)", &["argument Parse.Error.NOPE"]);
    check("Parse.Error.call(this)", &[]);
}

#[test]
fn the_top_level_binds_names() {
    let shown = |text: &str| {
        let facts = read(text);
        let show = |binding: &crate::model::facts::Binding| match &binding.value {
            Bound::Value(value) => format!("{} = {value:?}", binding.name),
            other => format!("{} {other:?}", binding.name),
        };
        facts
            .bindings
            .iter()
            .map(show)
            .collect::<Vec<_>>()
            .join("; ")
            .replace('"', "")
    };
    assert_eq!(
        shown("import P, { Error as E, Query } from 'parse'"),
        "P = Member(Module(parse), default); E = Member(Module(parse), Error); Query = Member(Module(parse), Query)"
    );
    assert_eq!(
        shown("import * as P from 'parse';\nimport './x'"),
        "P = Module(parse)"
    );
    assert_eq!(
        shown("const P = require('parse/node').Parse\nlet E = P.Error\nf()"),
        "P = Member(Module(parse/node), Parse); E = Member(Name(P), Error)"
    );
    assert_eq!(
        shown("var a = _interopRequireDefault(require('parse'));"),
        "a = Module(parse)"
    );
    assert_eq!(
        shown("const { Parse: P, Error } = require('parse')"),
        "P = Member(Module(parse), Parse); Error = Member(Module(parse), Error)"
    );
    assert_eq!(
        shown("class A extends b.Error { x() { const c = d } }"),
        "A Class { extends: Some(Member(Name(b), Error)) }"
    );
    assert_eq!(
        shown("const x = a + b; function f() { const y = require('z') }"),
        "x Opaque"
    );
}

#[test]
fn what_a_source_says_of_parse() {
    let facts = read(
        "const P = require('parse'); Parse.Cloud.run('x'); new AV.Error(1); import('q'); h['X-Parse-Session']; // c",
    );
    assert_eq!(facts.modules, ["parse", "q"]);
    assert_eq!(facts.globals, ["Parse", "AV"]);
    assert_eq!(facts.headers, ["X-Parse-Session"]);
    assert_eq!(facts.calls.len(), 2);
    assert_eq!(facts.comments.len(), 1);
    assert_eq!(facts.scopes.len(), 1);
    assert!(facts.from_tokens);
    assert!(
        read("const Parse = f(); new Parse.Error(1)")
            .globals
            .is_empty()
    );
    assert!(
        read("import Parse from 'parse'; new Parse.Error(1)")
            .globals
            .is_empty()
    );
}

#[test]
fn a_part_of_a_source_keeps_its_places() {
    let text = "new Parse.Error(1); new Parse.Error(22); new Parse.Error(3)";
    let file = SourceFile::new("a.js", text);
    let found = facts_in(&file, Span::new(20, 40)).uses;
    assert_eq!(found.len(), 1);
    assert_eq!(file.slice(found[0].span), "22");
}

#[test]
fn broken_code_keeps_its_sites() {
    check(
        "}}) new Parse.Error(5, ",
        &["constructor 5 new Parse.Error/1"],
    );
    check("if (e.code === 5", &["comparison 5 e.code"]);
    check("x = { code: 5, ", &["field 5  Other"]);
    check(
        "'open\nnew Parse.Error(5)",
        &["constructor 5 new Parse.Error/1"],
    );
}

#[test]
fn deep_and_long_sources_are_read() {
    const MANY: usize = 100_000;
    for piece in [
        "(",
        "[",
        "{",
        "`${",
        "a.",
        "a[",
        "f(",
        "{a:",
        "<a>{",
        "Error(",
        "Parse.f(",
        "a.b().",
        "class A extends ",
        "{code:",
    ] {
        let text = format!("{}\n;new Parse.Error(5);", piece.repeat(MANY));
        assert!(!read(&text).uses.is_empty(), "{piece}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let found = read(&text);
        prop_assert!(found.uses.iter().all(|code_use| text.get(code_use.span.range()).is_some()));
    }

    #[test]
    fn any_mixture_of_words_is_read(words in prop::collection::vec(prop::sample::select(vec![
        "new", "Parse", ".", "Error", "(", ")", "[", "]", "{", "}", "5", "'x'", "code", ":", ",", "===", "switch", "case",
        "`", "${", "import", "const", "=", "require", "-", "throw", "<a", ">", "</a>", "\n", ";", "this",
    ]), 0..40)) {
        let text = words.join(" ");
        let found = read(&text);
        prop_assert!(found.uses.iter().all(|code_use| !code_use.span.is_empty() && text.get(code_use.span.range()).is_some()));
    }
}
