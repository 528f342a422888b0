//! The gate only saves time: sources of which its steps must not think that nothing can be found in them.

use parselint::pipeline::{Reading, Task, read_texts};

const MANIFEST: &str = r#"{"name": "shop", "dependencies": {"parse": "5"}}"#;
const GONE: &str = "import Parse from 'parse/node';
export class Base extends Parse.Error { constructor(c, m) { super(c, m); } }
export function deny(code, m) { throw new Parse.Error(code, m); }
";

/// Sources of a file beside `gone.js`, each with a finding.
const JAVASCRIPT: &[&str] = &[
    "import { Base } from './gone'; throw new Base(101, 'x')",
    "import * as g from './gone'; throw new g.Base(101, 'x')",
    "import { Base } from './gone'; const X = Base; throw new X(101)",
    "import { Base } from './gone'; class X extends Base {} throw new X(101)",
    "import { Base } from './gone'; const X = class Y extends Base {}; throw new X(101)",
    "async function f() { const { Base } = await import('./gone'); throw new Base(101, 'x') }",
    "async function f() { const g = await import('./gone'); throw new g.Base(101, 'x') }",
    "import { deny } from './gone'; deny(101, 'x')",
    "function f(e) { for (const held of [1]) { if (e.code === held) {} } let a; if (a = 101) { throw new Parse.Error(a) } }",
    "let code; while (code = 101) { throw new Parse.Error(code, 'x') }",
    "const o = { fail: function (code = 101) { return new Parse.Error(code, '') } }; o.fail(102)",
    "function errorOf(n) { return [n].includes(e.code) } async function f() { try { await new Parse.Query('A').find() } catch (e) { if (e.code === 101) {} } } errorOf(102)",
    "function expectError(n, p) { return p.catch(e => expect(e.code).toBe(n)) } expectError(101, new Parse.Query('A').find())",
    "const GONE = flag ? 101 : 102; throw new Parse.Error(GONE, 'x')",
    "const GONE = list.length > 3 && 101; throw new Parse.Error(GONE || 102, 'x')",
    "throw new Parse.Error(a.b - 1 ? 101 : 102, 'x')",
];

/// The same in TypeScript.
const TYPESCRIPT: &[&str] = &[
    "const GONE = <number>101; throw new Parse.Error(GONE, 'x')",
    "const code = <number>101; throw new Parse.Error(code, 'x')",
    "const o = { GONE: <number>101 }; throw new Parse.Error(o.GONE, 'x')",
    "function f(c: number = <number>101) { throw new Parse.Error(c, 'x') }",
    "const GONE = x ? <number>101 : <number>102; throw new Parse.Error(GONE, 'x')",
    "import { Base } from './gone'; const X: typeof Base = Base; throw new X(101)",
    "import { Base } from './gone'; class X<T = Foo> extends Base {} throw new X(101)",
    "async function f() { try { await new Parse.Query('A').find() } catch (e) { if (x! < 5 && e.code === 101 || j! > 3) { } } }",
    "async function f() { try { await new Parse.Query('A').find() } catch (e) { const g = <T>(x: T) => x; if (g<number>(<any>e.code) === 101) {} if (e.code === 102) {} } }",
];

/// Sources without a finding, whatever reads them.
const SILENT: &[&str] = &[
    "const q = () => <Foo>{ code: 1234, error: 'x' };",
    "const q = (c) => <Foo>{ code: c, error: 'x' }; q(101)",
    "function f(e) { for (let i = 5; i < 9; i++) { if (e.code === i) {} } }",
];

/// The findings, and the syntax errors.
fn told(path: &str, source: &str, no_gate: bool, pedantic: bool) -> (Vec<String>, Vec<String>) {
    let source = format!("import Parse from 'parse/node';\n{source}\n");
    let files = [
        ("package.json", MANIFEST),
        ("gone.js", GONE),
        (path, &source),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let how = Reading {
        no_gate,
        pedantic,
        ..Reading::of(Task::Check)
    };
    let outcome = read_texts(&files, None, how).expect("it is linted");
    let mut findings = Vec::new();
    let mut failures = Vec::new();
    for file in outcome.files.iter().filter(|file| file.file.path() == path) {
        findings.extend(file.findings.iter().map(|finding| format!("{finding:?}")));
        failures.extend(file.failures.iter().cloned());
    }
    (findings, failures)
}

#[test]
fn what_can_be_found_is_let_through() {
    let javascript = JAVASCRIPT.iter().map(|source| ("a.js", *source));
    let typescript = TYPESCRIPT.iter().map(|source| ("a.ts", *source));
    for (path, source) in javascript.chain(typescript) {
        for pedantic in [false, true] {
            let (whole, failures) = told(path, source, true, pedantic);
            assert!(!whole.is_empty(), "nothing to be found: {source}");
            assert_eq!(failures, Vec::<String>::new(), "{source}");
            let (found, _) = told(path, source, false, pedantic);
            assert_eq!(found, whole, "{source}");
        }
    }
}

#[test]
fn what_is_no_error_stays_silent() {
    for source in SILENT {
        for no_gate in [false, true] {
            let found = told("a.ts", source, no_gate, false);
            assert_eq!(found, (Vec::new(), Vec::new()), "{source}");
        }
    }
}
