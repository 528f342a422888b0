//! Whole sources: what stands before the first token, every edition's syntax, torn and deep sources.

use super::super::{DEPTH_LIMIT, facts};
use super::{check_statements, check_uses, read};
use crate::model::source::SourceFile;

#[test]
fn offsets_count_every_byte() {
    for head in [
        "\u{feff}",
        "\u{feff}// é\r\n",
        "#!/usr/bin/env run\n",
        "\u{feff}#!/usr/bin/é\r\n",
        "#![allow(x)]\r\n",
        "#! /* é */ [allow(x)]\n",
        "const S: &str = \"é😀\";\r\n/* 👩‍👧 */ ",
        "const é: &str = r#\"😀\"#; ",
    ] {
        let source =
            format!("{head}fn f() {{ \"é😀\"; e.code == 101; assert_eq!(e.code, Some(209)) }}");
        let (file, facts) = read(&source);
        assert!(
            facts.failures.is_empty(),
            "{source:?}: {:?}",
            facts.failures
        );
        let literals: Vec<&str> = facts
            .uses
            .iter()
            .map(|found| file.slice(found.span))
            .collect();
        assert_eq!(literals, ["101", "209"], "{source:?}");
    }
    let (_, facts) = read("#!/usr/bin/env run");
    assert!(facts.failures.is_empty() && facts.uses.is_empty());
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_edition() {
    check_uses(&[
        (
            "trait T { fn f(_: u8) -> Box<Error + Send>; fn g() { e.code == 101; } }",
            "comparison 101: against e.code",
        ),
        (
            "extern crate a; fn f() { try!(g(e.code == 101)); }",
            "comparison 101: against e.code",
        ),
        (
            "async fn f() { async move { e.code == 101 }.await; }",
            "comparison 101: against e.code",
        ),
        (
            "fn r#type(r#match: i32) { r#match.r#code == 101; }",
            "comparison 101: against match.code",
        ),
        (
            "fn f() { g(c\"X\", br#\"Y\"#, r##\"Z\"##); if let Some(x) = y && x.code == 101 && let Ok(z) = w {} }",
            "comparison 101: against x.code",
        ),
        (
            "fn f() { let f = async |x: i32| x.code == 101; }",
            "comparison 101: against x.code",
        ),
        (
            "fn f() -> impl Iterator + use<> { e.code == 101 }",
            "comparison 101: against e.code",
        ),
        (
            "unsafe extern \"C\" { safe fn g(); } fn f() { unsafe { e.code == 101 }; }",
            "comparison 101: against e.code",
        ),
        (
            "fn f() { 'a: { break 'a e.code == 101; } }",
            "comparison 101: against e.code",
        ),
        (
            "fn f() { let Some(x) = y else { return z.code == 101 }; }",
            "comparison 101: against z.code",
        ),
        (
            "fn f() { loop { while e.code == 101 {} } }",
            "comparison 101: against e.code",
        ),
        (
            "fn f<const N: usize>() -> [u8; N] { a::<{ N }>(e.code == 101) }",
            "comparison 101: against e.code",
        ),
        (
            "#[cfg(x)] impl<T> A for B<T> where T: C { type D = E; fn f() { e.code == 101; } }",
            "comparison 101: against e.code",
        ),
    ]);
    check_statements(&[
        (
            "let x = a..=b; const { e.code == 101 };",
            "comparison 101: against e.code",
        ),
        (
            "return Err(P::V { code: 101 })?;",
            "field 101: code beside [], built P.V",
        ),
    ]);
}

#[test]
fn a_torn_source_tells_where() {
    let (file, facts) = read("\u{feff}fn f() { e.code == 101; }\nfn é( {\n");
    let failure = &facts.failures[0];
    assert!(!failure.message.is_empty());
    assert!(failure.span.range().end <= file.text.len());
    assert!(file.text.get(failure.span.range()).is_some(), "{failure:?}");
    let (_, facts) = read("fn f() { \u{feff} \u{202e} }");
    assert!(facts.failures.len() <= 1);
}

/// Sources that nest this deep are read on the stack that they are given, in a debug build as well.
#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn deep_sources_end() {
    let n = DEPTH_LIMIT;
    let nested = |open: &str, inside: &str, close: &str| {
        format!(
            "fn f() {{ {}{inside}{}; e.code == 101; }}",
            open.repeat(n),
            close.repeat(n)
        )
    };
    let chained =
        |first: &str, link: &str| format!("fn f() {{ {first}{}; e.code == 101; }}", link.repeat(n));
    let sources = [
        nested("(", "1", ")"),
        nested("[", "1", "]"),
        nested("{", "", "}"),
        nested("f(", "1", ")"),
        nested("|| ", "1", ""),
        nested("&", "1", ""),
        nested("-", "1", ""),
        nested("a.f(|x| ", "1", ")"),
        nested("if a { ", "", "}"),
        nested("match a { b => ", "1", "}"),
        nested("P { x: ", "1", "}"),
        nested("loop { async { ", "", "}}"),
        nested("json!([", "1", "])"),
        nested("vec![", "1", "]"),
        nested("assert!(", "1", ")"),
        nested("json!({\"a\": ", "1", "})"),
        format!(
            "fn f() {{ let x: {}u8{} = 1; e.code == 101; }}",
            "A<".repeat(n),
            ">".repeat(n)
        ),
        format!(
            "fn f() {{ let {}x{} = 1; e.code == 101; }}",
            "(".repeat(n),
            ",)".repeat(n)
        ),
        format!(
            "fn f() {{ let {}x{} = 1; e.code == 101; }}",
            "A { a: ".repeat(n),
            "}".repeat(n)
        ),
        format!(
            "use {}x{}; fn f() {{ e.code == 101; }}",
            "a::{".repeat(n),
            "}".repeat(n)
        ),
        format!(
            "{} fn f() {{ e.code == 101; }} {}",
            "mod a {".repeat(n),
            "}".repeat(n)
        ),
        format!(
            "fn f() {{ if a {{}} {} ; e.code == 101; }}",
            "else if a {}".repeat(n)
        ),
        chained("1", " + 1"),
        chained("a", " || a"),
        chained("a", ".f()"),
        chained("a", ".f"),
        chained("a", "?"),
        chained("a", "[1]"),
        chained("a", " as u8"),
        chained("a", " = a"),
        chained("a", "::a"),
        chained("return", " return"),
    ];
    for source in sources {
        let file = SourceFile::new("a.rs", source);
        let facts = facts(&file);
        let about = &file.text[..60];
        assert!(facts.failures.is_empty(), "{about}: {:?}", facts.failures);
        let literals: Vec<&str> = facts
            .uses
            .iter()
            .map(|found| file.slice(found.span))
            .collect();
        assert!(literals.contains(&"101"), "{about}");
    }
}

#[test]
fn the_same_source_gives_the_same_facts() {
    let source = include_str!("../../../../resolve/mod.rs");
    let told = || format!("{:?}", read(source).1);
    assert_eq!(told(), told());
}
