//! The parser against tree-sitter, node for node, and what it leaves to it.

use std::path::Path;

use proptest::prelude::*;
use walkdir::WalkDir;

use super::super::Grammar;
use super::*;
use crate::lang::javascript::tokens;

/// What tree-sitter makes of a text; `None` where it errs.
fn judged(path: &str, text: &str) -> Option<Nodes> {
    let grammar = Grammar::of(path);
    let tree = grammar.parse(text.as_bytes()).expect("there is time");
    (!tree.root_node().has_error()).then(|| grammar.nodes(&tree, text))
}

fn own(path: &str, text: &str) -> Option<Nodes> {
    nodes(text, Grammar::of(path).dialect())
}

/// The nodes one a line, with what they are of.
fn shown(nodes: &Nodes, text: &str) -> Vec<String> {
    let show = |node: &super::super::node::Record| {
        let piece = &text[node.start as usize..node.end as usize];
        format!("{:?} {:?} {} {piece}", node.kind, node.field, node.after)
    };
    let comments = nodes.comments.iter();
    let comments = comments.map(|span| format!("comment {}", &text[span.range()]));
    nodes.records().iter().map(show).chain(comments).collect()
}

#[track_caller]
fn check(path: &str, texts: &[&str]) {
    for text in texts {
        let own = own(path, text).unwrap_or_else(|| panic!("given up: {text}"));
        let judged = judged(path, text).unwrap_or_else(|| panic!("no JavaScript: {text}"));
        assert_eq!(shown(&own, text), shown(&judged, text), "{text}");
    }
}

#[test]
fn statements() {
    check(
        "a.js",
        &[
            "",
            "\n// nothing\n",
            "#!/usr/bin/env node\n'use strict';\n",
            "var a, b = 1; let { c, d: [e = 2, ...f], ...g } = h; const i = j;",
            "if (a) b(); else if (c) { d; } else e\nfor (;;) ; for (let i = 0, n; i < n; i++) { f(i) }",
            "for (const a of b) c; for (d in e) f; for ([g.h] of i, j) ; for (var k in l) ;",
            "async function f() { for await (const a of b) await c; }",
            "while (a) b; do { c } while (d)\ndo e; while (f); x: for (;;) { continue x; break x }",
            "switch (a) { case 1: case b + 2: c(); break; default: { d } }",
            "try { a } catch { b } finally { c } try { d } catch ({ e }) { throw e, f }",
            "function f() { return } function g() { return a, b; } debugger",
            "import 'a'; import b from 'c'; import * as d from 'e'; import f, { g as h, default as i, 'j' as k } from 'l'",
            "export * from 'a'; export * as b from 'c'; export { d, e as default } from 'f'; export { g };",
            "export default function () {}\nexport const a = 1, b = 2; export async function* c() {}",
            "export default class A {} export class B {}",
            "export default async function f() {}",
            "export default a ? b : c",
        ],
    );
}

#[test]
fn expressions() {
    check(
        "a.js",
        &[
            "a = b ? c : d ? e : f, g; a ||= b ?? c || d && e; a **= b ** c ** d;",
            "a | b ^ c & d == e != f === g !== h < i > j <= k >= l << m >> n >>> o + p - q * r / s % t",
            "a in b; a instanceof b; !a; ~a; -a + +b; typeof a; void 0; delete a[b]; a++; --b; !(a in b)",
            "(a, b); [a, , ...b,]; ({}); ({ a, b: c, 'd': e, 1: f, [g]: h, ...i, j() {}, get k() { return l }, set k(m) {}, async *n() {}, *o() {}, async p() {} });",
            "a.b[c].d?.e?.[f]?.(g)(h).#i; new A; new A(b).c; new a.b.C(...d); new (e())(); new new F()(); new.target",
            "`a`; `a${b}c${`d${e}`}\\n$f \\x41\\u{1F600}\\0`; f`g${h}`.i",
            "'a\\n\\x41\\u0041\\\n'; \"b\"; 1; .5; 1.; 1e-7; 0x6F; 0b1; 0o7; 10n; /a[/]b/g.test(c)",
            "a => b; async a => b; (a, { b = c, d: { e } }, [f], ...g) => { h }; async (a = 1) => ({}); () => () => a ? b : c",
            "[a, b.c] = [d, e]; ({ f, g: h.i, j = k } = l); (m) = n; (a) += b",
            "(function () {})(); (async function* a() { yield; yield b; yield* c; await d })(); !function () {}()",
            "class A extends B.C { constructor(a) { super(a); super.b() } static c = 1; #d; static { e } static async f() {} get = 1; set; static\tget g() {} 'h'() {} ; [i] = j }",
            "x = class {}; x = class A extends b(c) {}; import('a').then(b); import.meta.url; this.a = this",
            "get = set + async + static + of + from + as; async(a); let_ = undefined; type = any",
            "a = function b() {} // c\n;(d)",
        ],
    );
}

/// The grammar has a token without length for the end of a statement, and it may stand behind a comment.
#[test]
fn ends_of_statements() {
    for path in ["a.js", "a.ts"] {
        check(
            path,
            &[
                "a\nb",
                "a // b\nc",
                "a // b\n// c\n\nd",
                "a /* b */\nc",
                "a /* b */ // c\nd",
                "a // b\n/* c */\nd",
                "a // b\n/* c */ d",
                "{ a // b\n}",
                "{ a /* b */ }",
                "a // b",
                "a\n/* b\n */\nc",
                "let a // b\nc",
                "let a // b\n, c",
                "let a // b\n= c",
                "function f() { return // a\n}",
                "function f() { } // a\nb",
                "function f() { } // a\n(b)",
                "export function f() { } // a\nb",
                "export class A { } // a\nb",
                "class A { } // a\nb",
                "if (a) { } // b\nelse { } // c\nd",
                "for (;;) { } // a\nb",
                "x = function () { } // a\nb",
                "x = () => { } // a\nb",
                "x = { a() { } // b\n}",
                "class A { a() { } // b\nc = 1 // d\ne // f\n}",
                "import a from 'b' // c\nd",
                "a\n++b\nc\n!d",
                "a\n.b\n// c\n.d",
                "if (a) return_ // a\nb",
            ],
        );
    }
}

#[test]
fn types() {
    check(
        "a.ts",
        &[
            "const a: A = 1, { b }: B[] = c; let d: string | null | undefined, e: a.b.C<D, E<F>>;",
            "function f<T extends A = B>(this: C, a: D, b?: E, c = 1, { d }: F = {}, ...e: G[]): a is H { }",
            "x = (a: A): B => c; y = async (d?: E): Promise<void> => { }; z = a ? (b) : c;",
            "type A = | B | C & D; type E = (a: F) => G | H; type I = { a: B; readonly b?: C, d(): E; [k: string]: F };",
            "type A = [B, C?, ...D[]]; type E = keyof F; type G = typeof h.i; type J = K['l'][]; type M = readonly N[];",
            "type A = 'b' | -1 | 2 | true | null | undefined | (C)",
            "export type A<T> = B<T>; export interface C<T> extends D, e.F<T> { a: B\nc?(d: E): F }",
            "enum A { B = 1, C, 'D' = 2, } const enum E { F } export enum G { }",
            "class A<T> extends B<T> implements C, d.E { private static readonly a: T = 1; b?: U; c!: V; constructor(private readonly d: string = 'e') { super() } override async f<T>(): Promise<void> { } public get g() { return 1 } }",
            "a = b as C as const; d = [e] as const; f(g as H, (i as J).k); a = b satisfies C; a = !b as C;",
            "a = f<T>(b); c = new Map<string, Array<number>>(); d = a.b<C<D>>(e).f; if (a < b && c > d) {}",
            "a!.b!.c = d!; e![f!] = g!(h!)",
            "import type A from 'b'; import { type C, type D as E, type } from 'f'; import type { G } from 'h'; export type { I }; export { type J }",
            "try { } catch (e: unknown) { } for (const a of b as C[]) { }",
            "const a = { b<T>(c: T): T { return c } }; var type = 1, any = type; type\n= 2",
            "let a: Array<Array<B>>= c, d = e<f, g = h>>i",
        ],
    );
    check("a.tsx", &["const a: A<B> = b as C; f<T>(d)"]);
}

/// All of these are tree-sitter's: it reads them, or tells what is wrong with them.
#[test]
fn what_is_given_up() {
    for text in NOT_PLAIN {
        assert!(own("a.js", text).is_none(), "{text}");
    }
    for text in NOT_PLAIN_TYPES {
        assert!(own("a.ts", text).is_none(), "{text}");
    }
}

const NOT_PLAIN: &[&str] = &[
    "export default function () {}\n(a)()",
    "export default class {}\n[a].map(b)",
    "f(); /* never closed",
    "function f() { throw; }",
    "a = <b>c</b>",
    "@a class B {}",
    "\\u0061 = 1",
    "a = 'b",
    "a(",
    "a b",
    "a = ;",
    "if (a) else b",
    "let let = 1",
    "with (a) { }",
    "function f() { return\na }",
    "a <!-- b\nc",
    "a\n--> b",
    "'\\u12'",
    "`\\x`",
    "1_000",
    "08.5",
    "3px",
    "-a ** b",
    "({ a = 1 })",
    "new a?.b()",
    "yield\na",
    "() => { }\n(a)",
    "a = () => { } + 1",
    "using a = b",
    "for (a of b, c;;) ;",
    "class A { static\nb() { } }",
    "import a from 'b' with { c: 'd' }",
    "/a/X",
    "a => { } ? b : c",
    "undefined = 1",
    "f(...)",
    "({ if })",
    "class { }",
    "var a.b",
];

const NOT_PLAIN_TYPES: &[&str] = &[
    "styled.div<Props>`a`",
    "x = f<T>\ng()",
    "interface A { new <T>(b: T): C }",
    "class A { a!() {} }",
    "function f(readonly public a) {}",
    "a = <B>c",
    "type A = B extends C ? D : E",
    "type A = { [K in B]: C }",
    "abstract class A { }",
    "declare const a: B",
    "namespace A { }",
    "function f(): void;",
    "type A = new () => B",
    "function f(): asserts a is B { }",
    "a = <T>(b: T) => b",
    "class A { b(): void; b() { } }",
    "type A = `b${c}`",
    "type A = typeof b[]",
    "a<B>",
    "import a = require('b')",
    "type A = (b = 1) => C",
    "let a: { [b()]: C }",
];

#[test]
fn what_nests_too_deeply_is_given_up() {
    let deep =
        |open: &str, close: &str| format!("x = {}1{}", open.repeat(5000), close.repeat(5000));
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{a:", "}"),
        ("f(", ")"),
        ("!", ""),
        ("a ? b : ", ""),
        ("a => ", ""),
        ("`${", "}`"),
        ("new ", ""),
        ("() => {", "}"),
        ("a = ", ""),
        ("await ", ""),
        ("a ** ", ""),
        ("class extends ", ""),
        ("[...", "]"),
    ] {
        assert!(own("a.js", &deep(open, close)).is_none(), "{open}");
        assert!(own("a.ts", &deep(open, close)).is_none(), "{open}");
    }
    let types =
        |open: &str, close: &str| format!("let x: {}A{}", open.repeat(5000), close.repeat(5000));
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{a:", "}"),
        ("B<", ">"),
        ("(a: ", ") => B"),
        ("keyof ", ""),
    ] {
        assert!(own("a.ts", &types(open, close)).is_none(), "{open}");
    }
}

/// Inputs on which a careless search starts again and again.
#[test]
fn hostile_texts_take_linear_time() {
    let many = |piece: &str| piece.repeat(30_000);
    let comments = [
        format!("x = function () {{}} {}\n(a)", many("/**/")),
        format!("x = function () {{}}{}\n(a)", many("\n//")),
        format!("{{}}{}(a)", many("\n/**/")),
    ];
    let speculations = [
        "a < b, ",
        "a < {b: ",
        "c ? (a): ",
        "(a = (b): C => ",
        "f<g<h>, ",
        "x < (y: ",
    ]
    .map(many);
    for text in comments.iter().chain(&speculations) {
        for path in ["a.js", "a.ts"] {
            let started = std::time::Instant::now();
            let _ = own(path, text);
            let took = started.elapsed();
            assert!(took.as_secs() < 20, "{}: {took:?}", &text[..40]);
        }
    }
}

/// What the grammars read as something else than the language says. The parser does not.
#[test]
fn where_the_grammars_err() {
    let kinds = |path: &str, text: &str, of: &str| {
        let nodes = own(path, text).unwrap_or_else(|| panic!("given up: {text}"));
        let judged = judged(path, text).expect("it is read");
        assert_ne!(shown(&nodes, text), shown(&judged, text), "{text}");
        let found = nodes.records().iter();
        let found = found.filter(|node| &text[node.start as usize..node.end as usize] == of);
        found.map(|node| node.kind).collect::<Vec<_>>()
    };
    // A function of the name `await`.
    let text = "async () => { x = await (0, a)(b) }";
    assert_eq!(kinds("a.js", text, "await (0, a)(b)"), [Kind::Await]);
    assert_eq!(kinds("a.js", text, "(0, a)(b)"), [Kind::Call]);
    let text = "async () => { x = await a<B>(c) }";
    assert_eq!(kinds("a.ts", text, "await a<B>(c)"), [Kind::Await]);
    // A cast binds as a comparison does.
    assert_eq!(kinds("a.ts", "x = a || b as C", "b as C"), [Kind::As]);
    assert_eq!(kinds("a.ts", "x = await a as C", "await a"), [Kind::Await]);
    assert_eq!(kinds("a.ts", "x = !a!.b", "a!.b"), [Kind::Member]);
}

#[test]
fn whatever_is_checked_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut read, mut all) = (0, 0);
    for folder in ["fixtures", "benches", "tests"] {
        for entry in WalkDir::new(root.join(folder)) {
            let path = entry.expect("it can be read").into_path();
            let shown = path.display().to_string();
            let ours = [".js", ".mjs", ".cjs", ".ts", ".tsx"];
            if !ours.iter().any(|extension| shown.ends_with(extension)) {
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let text = tokens::code_of(&text);
            all += 1;
            let (Some(own), Some(judged)) = (own(&shown, text), judged(&shown, text)) else {
                continue;
            };
            read += 1;
            assert_eq!(
                self::shown(&own, text),
                self::shown(&judged, text),
                "{shown}"
            );
        }
    }
    assert!(read > 50 && read * 10 > all * 8, "{read} of {all}");
}

const PIECES: &[&str] = &[
    "a",
    "b",
    "c.d",
    "1",
    "'s'",
    "`t`",
    "`u${",
    "}`",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    "=",
    "=>",
    "+",
    "-",
    "!",
    "?",
    "?.",
    "...",
    "*",
    "/",
    "<",
    ">",
    "==",
    "||",
    "??",
    "++",
    "\n",
    "\n",
    " // c\n",
    " /* d */ ",
    "if (a)",
    "else",
    "for (",
    "of",
    "in",
    "function",
    "function f()",
    "async",
    "class A",
    "extends",
    "static",
    "get",
    "return",
    "var",
    "let",
    "const e =",
    "new",
    "typeof",
    "yield",
    "import",
    "export",
    "default",
    "from",
    "case 1:",
    "switch (a) {",
    "try {",
    "} catch (e) {",
    "() => {",
    "x: ",
    "#p",
    "this",
    "null",
    "/r/g",
    "do",
    "while (a)",
    "as",
    "type B =",
    ": T",
    "interface I",
    "enum E",
    "<T>",
    "keyof",
    "readonly",
    "private",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 1..24).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Whatever both read, both read as the same.
    #[test]
    fn any_text_is_read_as_the_grammar_reads_it(text in pieces(), path in prop::sample::select(vec!["a.js", "a.ts"])) {
        // Where the grammar errs.
        let twice = text.matches('<').count() > 1;
        let in_doubt = path == "a.ts" && (twice || text.contains('!') || text.contains(" as "));
        if let (Some(own), Some(judged), false) = (own(path, &text), judged(path, &text), in_doubt) {
            prop_assert_eq!(shown(&own, &text), shown(&judged, &text));
        }
    }
}
