//! Syntax errors, other dialects, and bytes before the first character.

use super::{check_uses, read};
use crate::model::facts::Operand;

#[track_caller]
fn check_broken(path: &str, source: &str, expected: &str) {
    check_uses(path, &[(source, expected)]);
    assert!(!read(path, source).1.failures.is_empty(), "{source}");
}

#[test]
fn facts_stand_before_and_behind_errors() {
    let site = "comparison 101: against e.code";
    check_broken("a.js", "if (e.code === 101) {}\nconst = ;\n", site);
    check_broken("a.js", "const = ;\nif (e.code === 101) {}\n", site);
    check_broken(
        "a.js",
        "let x = @;\nfunction f() { if (e.code === 101) {} }\n",
        site,
    );
    check_broken("a.ts", "interface { a: }\nif (e.code === 101) {}\n", site);
}

#[test]
fn failures_are_told_in_bounds() {
    let (_, facts) = read("a.js", &"let = ;\n".repeat(500));
    assert_eq!(facts.failures.len(), 20);
}

#[test]
fn flow_reads_as_tsx() {
    let source = "// @flow\nconst f = (e: P.E): boolean => (e: any).code === 101;\nfunction g(e: P.E) { return e.code === 209 }";
    let (_, facts) = read("a.js", source);
    let typed = facts
        .bindings
        .iter()
        .filter(|binding| binding.annotation.is_some());
    assert!(typed.count() >= 1, "{:?}", facts.bindings);
    let (_, facts) = read(
        "a.js",
        "function g(e: P.E) { return <A>{e.code === 209}</A> }",
    );
    assert!(facts.failures.is_empty(), "{:?}", facts.failures);
    check_uses(
        "a.js",
        &[(
            "function g(e: P.E) { return <A>{e.code === 209}</A> }",
            "comparison 209: against e.code",
        )],
    );
}

#[test]
fn offsets_count_every_byte() {
    for head in [
        "\u{feff}",
        "\u{feff}// é\r\n",
        "#!/usr/bin/env node\n",
        "'\\u{1F600}é';\n",
    ] {
        let source = format!("{head}e.code === 101");
        let (file, facts) = read("a.js", &source);
        let literals: Vec<&str> = facts
            .uses
            .iter()
            .map(|found| file.slice(found.span))
            .collect();
        assert_eq!(literals, ["101"], "{source:?}");
    }
}

#[test]
fn comments_and_headers_are_kept() {
    let (file, facts) = read(
        "a.js",
        "/* a */ f({ 'X-Parse-Application-Id': 1, 'x-parse': 2 }); // b",
    );
    let comments: Vec<&str> = facts
        .comments
        .iter()
        .map(|comment| file.slice(comment.span))
        .collect();
    assert_eq!(comments, ["/* a */", "// b"]);
    assert_eq!(facts.headers, ["X-Parse-Application-Id", "x-parse"]);
}

#[test]
fn operands_of_one_condition_share_a_chain() {
    let (_, facts) = read(
        "a.js",
        "(a.code === 101 || (a.code === 209 || b)) && a.code === 1",
    );
    let chains: Vec<Option<u32>> = facts.uses.iter().map(|found| found.chain).collect();
    assert_eq!(chains[0], chains[1]);
    assert!(chains[0].is_some() && chains[2].is_none(), "{chains:?}");
}

#[test]
fn messages_stand_beside_codes() {
    let message = |source: &str| {
        let uses = read("a.js", source).1.uses;
        let code = uses
            .iter()
            .find(|found| matches!(found.operand, Operand::Number(_)));
        code.expect("a code").message.clone()
    };
    assert_eq!(
        message("new P.Error(101, 'gone')").as_deref(),
        Some("'gone'")
    );
    assert_eq!(
        message("f({ code: 101, error: `gone ${x}` })").as_deref(),
        Some("`gone ${x}`")
    );
    assert_eq!(message("new P.Error(101, text)"), None);
}
