//! Sources that nobody writes by hand: they end, on the small stack of a test's thread, and what is plain in them is
//! still found.

use super::uses;

/// The uses of a source, found on a thread with a stack of 2 MiB.
fn found(source: String) -> String {
    let work = move || uses("a.ts", &source, None);
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work);
    thread.expect("a thread").join().expect("it ends")
}

/// `head`, a line for each number below `count`, and a plain Parse error.
fn with_lines(count: usize, head: &str, line: impl Fn(usize) -> String) -> String {
    let lines: String = (0..count).map(line).collect();
    format!("{head}\n{lines}\nthrow new Parse.Error(101, 'x');")
}

#[track_caller]
fn check(source: String) {
    let found = found(source);
    assert!(found.ends_with("101 certain"), "{found:?}");
}

#[test]
fn aliases_of_aliases() {
    check(with_lines(50_000, "", |n| format!("a{} = a{n};\n", n + 1)));
    check(with_lines(50_000, "", |n| {
        format!("var a{} = a{n};\n", n + 1)
    }));
    check(with_lines(2_000, "", |n| {
        format!("var a{n} = a{} || a{};\n", n + 1, n + 2)
    }));
}

#[test]
fn one_name_with_many_values() {
    check(with_lines(50_000, "let a;", |n| format!("a = b{n};\n")));
    check(with_lines(50_000, "let a; throw new Parse.Error(a)", |n| {
        format!("a = b{};\n", n % 9)
    }));
}

#[test]
fn names_that_mean_each_other() {
    let line = |n: usize| {
        let others: String = (0..16)
            .map(|k| format!("a{n} = a{};", (n * 7 + k * 3) % 40))
            .collect();
        format!("var a{n}; {others} throw new Parse.Error(a{n}); if (a{n} === 101) f();\n")
    };
    found(with_lines(40, "", line));
}

#[test]
fn catches_whose_tries_ask_what_others_caught() {
    let line = |n: usize| {
        let calls: String = (0..30).map(|k| format!("e{}.f();", (n + k) % 60)).collect();
        format!("try {{ {calls} }} catch (e) {{ var e{n} = e; if (e.code === 101) f(); }}\n")
    };
    found(with_lines(60, "", line));
    let open = "try { a.b(); ".repeat(120);
    let close = "} catch (e) { e.f(); if (e.code === 101) g(); }".repeat(120);
    check(with_lines(1, "", |_| format!("{open}{close}\n")));
}

#[test]
fn chains_of_alternatives() {
    let chain: String = (0..1_500).map(|n| format!("a{n} || ")).collect();
    check(with_lines(1, "", |_| {
        format!("var x = {chain} b; x.code === 101 && x();\n")
    }));
    let nested = format!("{}b{}", "(a ? c : ".repeat(700), ")".repeat(700));
    check(with_lines(1, "", |_| {
        format!("var x = {nested}; throw new Parse.Error(x);\n")
    }));
}

#[test]
fn tables_that_are_asked_often() {
    let table: String = (0..500).map(|n| format!("{n}: 'a',")).collect();
    check(with_lines(
        5_000,
        &format!("const T = {{ {table} }};"),
        |n| format!("T[e{n}.code];\n"),
    ));
}

#[test]
fn objects_with_many_codes() {
    let object: String = (0..8_000).map(|n| format!("code: 1, k{n}: 2,")).collect();
    check(with_lines(1, "", |_| format!("f({{ {object} }});\n")));
}

#[test]
fn many_uses_among_many_names() {
    check(with_lines(8_000, "class E extends Parse.Error {}", |n| {
        format!("function f{n}(a) {{}} new E(9001);\n")
    }));
}
