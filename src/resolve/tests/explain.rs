//! Why numbers are, or are not, codes: a source, its number, and words of what is said for or against it.

use std::path::Path;

use super::{alone, dependent};
use crate::lang;
use crate::model::facts::Operand;
use crate::model::resolved::Package;
use crate::model::source::{SourceFile, Span};
use crate::resolve::{accounts, elsewhere};

/// What is said of the last `number` in a source, as one text.
fn said(path: &str, source: &str, number: &str, package: Option<&Package>) -> String {
    let file = SourceFile::new(path, source);
    let language = lang::of(Path::new(path)).expect("a language");
    let facts = language.facts(&file);
    let at = source.rfind(number).expect("the number");
    let here = Span::new(at, at + number.len());
    let told = accounts(&file, &facts, alone(package), &|span| span.contains(here));
    match told.accounts.first() {
        Some(account) => {
            let reasons = account.reasons.join("; ");
            let against = account.against.join("; ");
            let changes = account.changes.join("; ");
            format!(
                "{} | {} | for {reasons} | against {against} | change {changes}",
                account.meets, account.meaning
            )
        }
        None => {
            let (meets, why) = elsewhere(&file, &language.pieces(source), here);
            format!("{meets} | against {why}")
        }
    }
}

/// Rows: source, number, words that are said of it, separated by ` .. `.
#[track_caller]
fn check(path: &str, package: Option<&Package>, rows: &[(&str, &str, &str)]) {
    let lacking = rows.iter().filter_map(|(source, number, words)| {
        let said = said(path, source, number, package);
        let missing: Vec<&str> = words.split(" .. ").filter(|w| !said.contains(w)).collect();
        (!missing.is_empty())
            .then(|| format!("{source}\n  said:    {said}\n  lacking: {missing:?}"))
    });
    let lacking: Vec<String> = lacking.collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

const CODES: &[(&str, &str, &str)] = &[
    (
        "throw new Parse.Error(101, 'x'); new Parse.Query('A')",
        "101",
        "first argument of `new Parse.Error(..)` .. is the SDK's error class .. the global `Parse`",
    ),
    (
        "try { await new Parse.Query('A').get(1) } catch (e) { if (e.code === 101) {} }",
        "101",
        "compared with `e.code` .. caught from a Parse call",
    ),
    (
        "import Parse from 'parse'; function f(error) { switch (error.code) { case 209: } }",
        "209",
        "a case that `error.code` .. `error` looks like an error .. imports `parse`",
    ),
    (
        "import Parse from 'parse'; const GONE = 101; throw new Parse.Error(GONE, 'x')",
        "101",
        "it is given to `GONE` .. `GONE` reaches it",
    ),
];

#[test]
fn what_is_a_code_has_reasons() {
    check("a.ts", None, CODES);
}

const OTHERS: &[(&str, &str, &str)] = &[
    (
        "import M from 'mongodb'; new Parse.Query('A'); M.connect().catch(e => e.code === 101)",
        "101",
        "comes from `mongodb`, which is not Parse",
    ),
    (
        "new Parse.Query('A'); f(res => res.status === 404)",
        "404",
        "`res.status` is a status",
    ),
    (
        "new Parse.Query('A'); try { f() } catch (e) { if (e.code === 'ENOENT' || e.code === 101) {} }",
        "101",
        "compared with the text \"ENOENT\", too",
    ),
    (
        "try { f() } catch (error) { if (error.code === 101) {} }",
        "101",
        "no trace of Parse .. change an import of the SDK .. X-Parse-Application-Id",
    ),
    (
        "import AV from 'leancloud-storage'; try { f() } catch (error) { if (error.code === 101) {} }",
        "101",
        "belongs to `leancloud-storage`, the SDK of another platform",
    ),
    (
        "new Parse.Query('A'); throw { status: 1, code: 404, message: 'x' }",
        "404",
        "an object that is thrown .. `status` stands beside it",
    ),
    (
        "new Parse.Query('A'); f(() => { return { code: 200, message: 'x' } })",
        "200",
        "that is returned .. any payload",
    ),
    (
        "new Parse.Query('A'); enum Http { NotFound = 404, BadRequest = 400, Ok = 200 }",
        "200",
        "its table is one of HTTP statuses",
    ),
    (
        "new Parse.Query('A'); enum Size { Small = 100, Large = 200 }",
        "200",
        "no member of its table has a Parse name",
    ),
    (
        "new Parse.Query('A'); const LIMIT = 100;",
        "100",
        "`LIMIT` is not known to reach a Parse error",
    ),
    (
        "new Parse.Query('A'); class E extends Parse.Error { constructor(a, b) { super(b) } } new E(404)",
        "404",
        "`E` has a constructor of its own .. the first argument",
    ),
    (
        "new Parse.Query('A'); throw new Parse.Error(Parse.Error.TIMEOUT, 101)",
        "101",
        "the second argument .. takes its code as the first argument",
    ),
    (
        "new Parse.Query('A').limit(100)",
        "100",
        "belongs to Parse, but takes no code",
    ),
    (
        "new Parse.Query('A'); ws.onclose = e => { if (e.code === 1006) {} }",
        "1006",
        "`onclose` hands to a listener",
    ),
    (
        "new Parse.Query('A'); const n = f.total; if (n === 101) {}",
        "101",
        "`n` is `f.total` .. not called `code`",
    ),
    (
        "new Parse.Query('A'); function f(n) { if (n === 101) {} }",
        "101",
        "`n` is a parameter",
    ),
];

#[test]
fn what_is_none_says_why() {
    check("a.ts", None, OTHERS);
}

const WEAK: &[(&str, &str, &str)] = &[
    (
        "f(thing => thing.code === 101)",
        "101",
        "no trace of Parse, only its package does .. does not look like an error .. change an import",
    ),
    (
        "new Parse.Query('A'); try { f() } catch (e) { if (e.code === 11000) {} }",
        "11000",
        "services use numbers of this size .. change a value that is known to be a Parse error",
    ),
    (
        "new Parse.Query('A'); try { f() } catch (e) { if (e.code === 26) {} }",
        "26",
        "small numbers are everybody's",
    ),
];

#[test]
fn what_is_weak_says_what_is_lacking() {
    check("a.ts", Some(&dependent()), WEAK);
}

const RUST: &[(&str, &str, &str)] = &[
    (
        "use parse_rs::ParseError; fn f() -> ParseError { ParseError::ApiError { code: 404, error: x } }",
        "404",
        "builds a `ParseError::ApiError` .. the code of a Parse error",
    ),
    (
        "fn f(body: Value) { if body[\"code\"] == 101 {} }",
        "101",
        "compared with `body.code` .. no trace of Parse .. change a path to `parse_rs`",
    ),
    (
        "use parse_rs::Parse; fn f(r: Response) { if r.status() == 404 {} }",
        "404",
        "is a status",
    ),
    (
        "use parse_rs::Parse; fn f() { std::process::exit(101) }",
        "101",
        "first argument of `std::process::exit(..)`",
    ),
];

#[test]
fn rust_is_told_in_the_same_words() {
    check("a.rs", None, RUST);
}

const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("f(); // 101", "101", "in a comment .. never count"),
    ("f('see 101')", "101", "within a text"),
    ("x = y + 101;", "101", "operand of `+`"),
    ("x = y[101];", "101", "index of `y`"),
    ("x = [1, 101];", "101", "element of a list"),
    ("x = { limit: -101 }", "101", "`limit`"),
    ("f(1, 2, 3, 4, 101)", "101", "the 5th argument of `f(..)`"),
    ("let x; x = 101;", "101", "given to `x`"),
    ("if (f() > 101) {}", "101", "compared with"),
    (
        "function f() { return 101 }",
        "101",
        "what a function gives",
    ),
    ("x = `a ${y} 101`", "101", "within a text"),
    ("x = 101n;", "101n", "given to `x`"),
];

#[test]
fn numbers_that_are_no_facts_have_a_place() {
    check("a.js", None, ELSEWHERE);
}

const ELSEWHERE_RUST: &[(&str, &str, &str)] = &[
    (
        "fn f() { let x: usize = 5 + 101; }",
        "101",
        "operand of `+`",
    ),
    ("fn f() { for i in 0..101 {} }", "101", "bounds a range"),
    ("fn f() { g(&x[101]); }", "101", "an index of `x`"),
    ("/* 101 */ fn f() {}", "101", "in a comment"),
    ("fn f() -> u8 { 101 }", "101", "meets it"),
];

#[test]
fn the_same_in_rust() {
    check("a.rs", None, ELSEWHERE_RUST);
}

/// Whatever a source holds, no number lacks a reason, and every number is some piece.
#[test]
fn no_use_lacks_a_reason() {
    let sources = CODES.iter().chain(OTHERS).chain(WEAK);
    for (source, ..) in sources {
        let file = SourceFile::new("a.ts", *source);
        let facts = lang::of(Path::new("a.ts"))
            .expect("a language")
            .facts(&file);
        for account in accounts(&file, &facts, alone(None), &|_| true).accounts {
            let named = matches!(account.code_use.operand, Operand::Path(_));
            let told = account.reasons.len() + account.against.len() > 0;
            assert!(told, "{source}: {} ({named})", account.meets);
            assert!(!account.meets.is_empty(), "{source}");
        }
    }
}
