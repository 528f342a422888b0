//! Which sources are candidates, and how deep they are.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, candidate: bool) {
    assert_eq!(scan(text).candidate, candidate, "{text}");
}

#[track_caller]
fn candidates(texts: &[&str]) {
    for text in texts {
        check(text, true);
    }
}

#[track_caller]
fn others(texts: &[&str]) {
    for text in texts {
        check(text, false);
    }
}

#[test]
fn made_codes() {
    candidates(&[
        "throw new Parse.Error(404, 'no such boat');",
        "new Parse.Error(\n  429,\n  'slow down',\n)",
        "new Parse.Error(/* c */ -1)",
        "new Parse.Error('101', m)",
        "Parse.Error(141, 'x')",
        "new (Parse.Error)(141)",
        "new Parse['Error'](141)",
        "Parse.Error?.(141)",
        "(0, x.ParseError)(141)",
        "new _node.default.Error(1)",
        "new _ParseError.default(101, m)",
        "new ParseError<Foo>(101)",
        "new Parse.Error(e?.code || 400, e.message)",
        "new Parse.Error(e.code ?? 400)",
        "new Parse.Error(a ? 1 : Parse.Error.X)",
        "new Parse.Error((x, 404))",
        "new Parse.Error(Number('404'))",
        "new Parse.Error(code = 404)",
        "new Parse.Error(404 as number)",
        "new Parse.Error(<number>404)",
        "class E extends Parse.Error { constructor(m) { super(404, m); } }",
        "response.error(1000, 'x')",
        "Promise.reject(141)",
        "new MyError(3)",
        "<p>Don't {f(new Parse.Error(101))}</p>",
    ]);
    others(&[
        "new Error(404)",
        "throw new TypeError('x')",
        "new Parse.Error(Parse.Error.OBJECT_NOT_FOUND, 'x')",
        "new Parse.Error(Parse.Error.OBJECT_NOT_FOUND, f(5))",
        "new Parse.Error(error.code, error.message, 101)",
        "new Parse.Error(code)",
        "new Parse.Error(n - 101); f(e.code, this.size + 1, list[2] - 3)",
        "f(e.code, (0, x.y)(z)); x = e.code === void 0; class A extends B { constructor(id) { super(id); this.id = 0 } }",
        "new Map(5); new Uint8Array(16); new Array(3)",
        "console.error(404)",
        "'new Parse.Error(404)'",
        "// new Parse.Error(404)",
        "`new Parse.Error(404)`",
        "/new Parse.Error(404)/.test(x)",
    ]);
}

#[test]
fn numbers_that_no_error_gets() {
    let held_against_a_code = "if (e.code === held) {}";
    others(
        &[
            "for (let held = 0; held < n; held++) {}",
            "const held = list.length > 404;",
            "const held = list.length === 404 ? a : b;",
            "function f(held) { return held < 404; }",
            "const o = { held: function (amount) { return amount < 5; } }; let amount = 404;",
        ]
        .map(|text| format!("{held_against_a_code} {text}"))
        .each_ref()
        .map(String::as_str),
    );
    others(&[
        "for (i = 0, len = code.length; i < len; ++i) {} let i = 404;",
        "if (firstCodePoint > 127) {}",
    ]);
    candidates(&[
        "if (e.code === held) {} const held = 404;",
        "if (e.code === held) {} const held = a ? 404 : b;",
        "if (e.code === held) {} const held = <number>404;",
        "if (e.code === held) {} while (held = 404) {}",
        "const { Base } = await import('./base'); throw new Base(404)",
        "import { Base } from './base'; const X: typeof Base = Base; new X(404)",
        "import { Base } from './base'; class X<T = Y> extends Base {} new X(404)",
        "import { Base } from './base'; const X = class Y extends Base {}; new X(404)",
        "function fault(n) { throw new Parse.Error(n); } fault(404)",
        "import { boundsError } from './bounds'; boundsError(404)",
        "if (e.code.lengths === 5) {} f(e.code === 404)",
    ]);
}

#[test]
fn what_other_files_may_do_with_a_number() {
    candidates(&[
        "const deny = require('./deny'); deny(404)",
        "import { deny } from '@/deny'; deny('gone', 5002)",
        "import * as faults from '../faults'; faults.deny(404)",
        "import { Gone } from './gone'; new Gone('it', 404)",
        "import { GONE } from './gone'; const { code } = GONE; new Parse.Error(code)",
        "const faults = require('./faults'); new Parse.Error(faults.gone.code)",
        "import { Base } from './base'; class Gone extends Base {} new Gone('it', 404)",
        "f(() => new Gone('it', 404)); const { Base } = require('./base'); class Gone extends Base {}",
    ]);
    others(&[
        "import { deny } from './deny'; deny(99)",
        "class Gone extends Base {} new Gone(404)",
        "new Sieve(404); new shapes.Sieve(404)",
        "import Parse from 'parse'; new Parse.GeoPoint(40)",
        "import { next } from './next'; const e = (0, next)(list); new Parse.Error(e)",
        "import chunk from 'lodash'; chunk(list, 404)",
        "deny(404)",
        "import { deny } from './deny'; allow(404)",
    ]);
}

#[test]
fn messages_in_the_codes_place() {
    candidates(&[
        "new Parse.Error('not found')",
        "new Parse.Error(`not ${x}`)",
        "new Parse.Error('a' + b)",
        "new ParseError('x')",
        "new Parse.Error(x || 'text')",
        "const E = Parse.Error; new E('x')",
        "class E extends Parse.Error {}; new E('x')",
    ]);
    others(&[
        "new Error('x')",
        "new MyError('x')",
        "reject('x')",
        "new Parse.Error(codes['x'])",
        "fail('x')",
    ]);
}

#[test]
fn aliases_and_helpers_of_the_class() {
    candidates(&[
        "const E = Parse.Error; throw E(5)",
        "function f() { throw new e(5) } const e = x.Error",
        "const { Error: PE } = Parse; PE(5)",
        "const { Error } = Parse; new Error(5)",
        "import { Error as PE } from 'parse'; PE(5)",
        "import PE from './ParseError'; PE(5)",
        "const pe = require('./ParseError'); new pe(5)",
        "const pe = _interopRequireDefault(require('./ParseError')); new pe.default(5)",
        "const a = b = Parse.Error; a(5)",
        "const A = Parse.Error; const B = A; const C = B; C(5)",
        "f(({ Error: e }) => new e(5))",
        "const e = cond ? Parse.Error : Other; new e(5)",
        "const e = Parse['Error']; new e(5)",
        "const e = (Parse.Error); new e(5)",
        "class e extends Parse['Error'] { constructor(m, c) { super(c, m) } } new e('x', 5)",
        "var k = class extends Parse.Error {}; new k(5)",
        "function stop(code, m) { throw new Parse.Error(code, m) } stop(5, 'x')",
        "const stop = (code) => new Parse.Error(code); stop(5)",
        "class A { stop(code) { throw new Parse.Error(code) } go() { this.stop(5) } }",
        "class A extends Parse.Error { constructor(m, c) { super(c, m) } } new A('x', 404)",
        "function fail(c) { throw { code: c, error: 'x' } } fail(404)",
        "function stop(c) { return Promise.reject(c) } stop(404)",
        "go(5); function go(c) { stop(c) } function stop(c) { throw new Parse.Error(c) }",
    ]);
    others(&[
        "const E = x.Event; E(5)",
        "function f(a) { return new Parse.Error(Parse.Error.TIMEOUT) } f(5)",
    ]);
}

#[test]
fn compared_codes() {
    candidates(&[
        "export async function f(): Promise<void> { if (err.code === 209) {} }",
        "const f = (): Foo<A | void> => { if (err.code === 209) {} }",
        "import { codes } from './codes'; err.code === codes.gone",
        "if (err.code === 209) logout();",
        "err.code == 209",
        "209 !== err.code",
        "e?.code < 119",
        "e?.response?.data?.code === 101",
        "code >= 101",
        "e['code'] === 101",
        "e?.[\"code\"] === 101",
        "(e.code) === 101",
        "(e as any).code === 101",
        "(e.code as number) === 101",
        "e.code as number === 101",
        "e.code! === 101",
        "Number(e.code) === 101",
        "101 === Number(e.code)",
        "e.code.toString() === '101'",
        "'101' === `${e.code}`",
        "e.code === (x || 101)",
        "(x || 101) === e.code",
        "e.code === (x = 101)",
        "e.code === -1",
        "getCode(e) === 101",
        "(await f()).code === 101",
        "e.code === <number>101",
        "101 as number === e.code",
        "e.code! < '101' as number",
        "Codes['GONE'] === e.code; const Codes = { GONE: 5001 }",
        "(Codes.GONE) === e.code; const Codes = { GONE: 5001 }",
        "e.code === `101`",
        "e.c\\u006fde === 101",
        "e.code === Parse.Error.OBJECT_NOT_FOUND || e.code === 101",
    ]);
    candidates(&[
        "const c = e.code; if (c === 101) f()",
        "if (c === 101) f(); var c = e.code",
        "const { code: c } = e; c === 101",
        "p.catch(({ code: c }) => c === 101)",
        "const c = e.code || e.error.code; const d = c; 101 == d",
        "let c; c = e.code; c === 101",
        "const GONE = 5001; e.code === GONE",
        "e.code === Codes.GONE; const Codes = { GONE: 5001 }",
        "Codes.GONE === e.code; const Codes = { GONE: 5001 }",
    ]);
    others(&[
        "if (n === 5) f()",
        "res.statusCode === 404",
        "s.charCodeAt(0) === 101",
        "e.code === 'ENOENT'",
        "e.code === Parse.Error.OBJECT_NOT_FOUND",
        "codes.length === 0",
        "e.code && n === 5",
        "e.code ? n > 5 : 0",
        "typeof e.code === 'number'",
        "encode === 5",
    ]);
}

#[test]
fn switches_over_a_code() {
    candidates(&[
        "switch (e.code) { case 100: f() }",
        "switch (c) { case '100': } var c = e.code",
        "switch (e.code) { case -1: }",
        "switch (e.code) { case Codes.GONE: } var Codes = { GONE: 5001 }",
        "switch (x) { case 1: switch (e.code) { case 5: } }",
        "switch (true) { case e.code === 5: }",
        "switch (e.code) { case c ? y : 5: }",
    ]);
    others(&[
        "switch (n) { case 5: f(e.code) }",
        "switch (e.code) { case 'x': n = 5 }",
    ]);
}

#[test]
fn fields_and_assignments() {
    candidates(&[
        "x = { code: 103, error: 'x' }",
        "x = { 'code': 103 }",
        "x = { \"code\": '103' }",
        "x = { ['code']: 103 }",
        "x = { code: e.code || 103 }",
        "x = { code: (103) }",
        "x = { code: (a, 103) }",
        "x = { code: a ? b : 103 }",
        "x = { code: (a ? b : 103) }",
        "function f(code: number = 103) {}",
        "x = { code: Number(103) }",
        "x = { a, b() {}, code: -1 }",
        "code = 5",
        "err.code = 5",
        "err['code'] = 5",
        "err.code ||= 5",
        "const code = e.code || 5",
        "class A { code = 5 }",
        "class A { code: number = 5 }",
        "x = { code: GONE }; const GONE = 5",
    ]);
    others(&[
        "x = { status: 5 }",
        "x = c ? e.code : 0",
        "x = { code }",
        "x = { codeName: 5 }",
        "x = { code: f(5) }",
    ]);
}

#[test]
fn assertions() {
    candidates(&[
        "expect(e.code).toBe(9001);",
        "expect(e.code)\n  .withContext('x')\n  .toBe(9001)",
        "expect(9001).toBe(e.code)",
        "await expect(p).rejects.toHaveProperty('code', 141)",
        "expect(r).toHaveProperty('error.code', 141)",
        "assert.equal(e.code, 5)",
        "strictEqual(5, e.code)",
        "expect(e.code).to.equal(5)",
        "e.should.have.property('code', 5)",
        "e.code.should.equal(5)",
        "expect(e.code).to.be.oneOf([5, 6])",
        "expect([5, 6]).toContain(e.code)",
        "p.then(e => expect(e.code).toBe(5))",
        "expect(e.code).toBe(Number('5'))",
        "const c = e.code; expect(c).toBe(5)",
        "expect(c).toBe(5); const c = e.code",
        "assert.equal(e.code, GONE); const GONE = 5",
        "assert.equal(GONE, e.code); const GONE = 5",
        "expect(Parse.Error.OBJECT_NOT_FOUND).toBe(101)",
        "assert.equal(101, Parse.Error.OBJECT_NOT_FOUND)",
    ]);
    others(&[
        "expect(x.length).toBe(5)",
        "expect(e.code).toBe(Parse.Error.OBJECT_NOT_FOUND)",
        "f(e.code); expect(x).toBe(5)",
        "f(e.code)\nexpect(x).toBe(5)",
        "if (e.code) f(5)",
        "setTimeout(() => f(e.code), 5)",
        "e.code.slice(0, 2)",
        "res.status(e.code, 404)",
    ]);
}

#[test]
fn lists_and_tables() {
    candidates(&[
        "[101, 209].includes(e.code)",
        "const L = [101]; L.indexOf(e.code) !== n",
        "new Set([101]).has(e.code)",
        "new Set(['101']).has(e.code)",
        "[GONE].includes(e.code); const GONE = 5",
        "const NAMES = { '202': 'TAKEN' }; NAMES[e.code]",
        "NAMES[e.code]; const NAMES = { 202: 'TAKEN' }",
        "({ a: 1, 202: 'TAKEN' })[e.code]",
        "f({ 202: 'TAKEN' }[e.code])",
        "const T = { [202]: 'x' }; T[e.code]",
        "const T = { 202: 'x' }; if (e.code in T) f()",
        "new Map([[202, 'x']]).get(e.code)",
    ]);
    others(&[
        "[101].includes(n)",
        "T[e.code]",
        "const T = { 202: 'x' }; T[n]",
        "x = c ? 5 : 6; T[e.code]",
    ]);
}

#[test]
fn constants() {
    candidates(&[
        "const OBJECT_NOT_FOUND = 101",
        "enum ParseCode { ObjectNotFound = 101 }",
        "class E { static OBJECT_NOT_FOUND = 101; }",
        "class E { static readonly OBJECT_NOT_FOUND: number = 101; }",
        "x = { OBJECT_NOT_FOUND: 101 }",
        "exports.OBJECT_NOT_FOUND = 101",
        "_defineProperty(E, 'OBJECT_NOT_FOUND', 101)",
        "E[E[\"ObjectNotFound\"] = 101] = \"ObjectNotFound\"",
        "const SESSION_MISSING = 306",
        "const GONE = 5; throw new Parse.Error(GONE)",
        "throw new Parse.Error(Codes.GONE); const Codes = { GONE: 5 }",
        "const code2 = GONE; throw new Parse.Error(code2); const GONE = 5",
        "const status = e.code || 404; throw new Parse.Error(status)",
        "let c; c = 404; throw new Parse.Error(c)",
        "response.error(GONE); const GONE = 5",
        "const PARSE_ERRORS = { gone: 5 }",
        "const PARSE_ERRORS = Object.freeze({ gone: 5 })",
        "enum ParseErrorCode { gone = 5 }",
        "import { GONE } from './codes'; throw new Parse.Error(GONE)",
        "const codes = require('./codes'); throw new Parse.Error(codes.GONE)",
        "const { GONE } = require('./codes'); if (e.code === GONE) f()",
        "x = Parse.Error.OBJECT_NOT_FOUND || 101",
    ]);
    others(&[
        "const TIMEOUT = 5000",
        "x = { timeout: 30 }",
        "let i = 0",
        "const GONE = 5",
        "new Error(GONE); const GONE = 5",
    ]);
}

#[test]
fn members_of_the_class() {
    candidates(&[
        "Parse.Error.UNAUTHORIZED",
        "x = y.ParseError.OperationForbidden",
        "new Parse.Error(_ParseError.default.NOPE)",
        "const E = Parse.Error; f(E.NOPE)",
        "f(E.NOPE); const E = Parse.Error",
        "Parse.Error['NOPE']",
        "(Parse.Error as any).NOPE",
        "Parse['Error'].NOPE",
        "Parse.Error!.NOPE",
        "const { X } = (Parse.Error)",
        "const { X } = Parse['Error']",
        "const { X } = Parse.Error",
    ]);
    others(&[
        "Parse.Error.OBJECT_NOT_FOUND",
        "Parse.Error.prototype.x",
        "Error.captureStackTrace(this)",
        "Parse.Error.call(this)",
        "const e = new Parse.Error(x); f(e.message)",
    ]);
    for (text, reference) in [
        ("f(Parse.Error.OBJECT_NOT_FOUND)", true),
        ("const E = Parse.Error; f(E.OBJECT_NOT_FOUND)", true),
        ("f(Parse.Error)", false),
        ("new Parse.Error(5)", true),
        ("f(5)", false),
    ] {
        assert_eq!(scan(text).reference, reference, "{text}");
    }
}

#[test]
fn suppression_comments() {
    check("// parselint-ignore magic-code: x\nf()", true);
    check("f() // ignore", false);
}

#[test]
fn depth_follows_the_tree() {
    let depth = |text: &str| scan(text).depth;
    assert_eq!(depth("a"), 0);
    assert_eq!(depth("a; b; c"), 0);
    assert_eq!(depth("a + b + c"), 2);
    assert_eq!(depth("((a))"), 2);
    assert_eq!(depth("a.b().c()"), 4 + 1);
    assert_eq!(depth("[1, 2, 3, [4]]"), 2);
    for (piece, end) in [
        ("a+", "a"),
        ("a.b().", "c"),
        ("!", "a"),
        ("(", ""),
        ("[", ""),
        ("{", ""),
        ("`${", ""),
        ("if(a){}else ", "b"),
        ("if(a)", "b"),
        ("for(;;)", "b"),
        ("a?b:", "c"),
        ("a=>", "b"),
        ("function f(){", ""),
        ("new ", "a"),
        ("await ", "a"),
        ("a=", "b"),
        ("({[", ""),
        ("f(", ""),
        ("a[", ""),
        ("a<", "b"),
    ] {
        let text = format!("{}{end}", piece.repeat(1_000));
        assert!(depth(&text) >= 1_000, "{piece}: {}", depth(&text));
    }
}

#[test]
fn wide_sources_are_not_deep() {
    for piece in [
        "f(a, b);\n",
        "f(a)\n",
        "a = 1, ",
        "{}\n",
        "case 1: ",
        "x: 1, ",
        "[a], ",
        "if (a) { b() }\n",
        "function f() {}\n",
        "a() {}\n",
        "'a'\n",
        "<p>a b</p>\n",
        "<A b='c' d={e}/>\n",
        "const a = b + c\n",
        "`${a}`;",
        "try {} catch (e) {}\n",
        "import a from 'b'\n",
        "a: string\n",
        "@a b() {}\n",
    ] {
        let text = format!("x = {{ {} }}", piece.repeat(1_000));
        assert!(scan(&text).depth < 12, "{piece}: {}", scan(&text).depth);
    }
}

#[test]
fn deep_nests_keep_their_candidates() {
    const DEEP: usize = 100_000;
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("`${", "}`"),
        ("<a>{", "}</a>"),
        ("f(", ")"),
        ("!", ""),
        ("a.", ""),
    ] {
        let text = format!(
            "x={}y{}; new Parse.Error(404)",
            open.repeat(DEEP),
            close.repeat(DEEP)
        );
        let scan = scan(&text);
        assert!(scan.candidate && scan.depth >= DEEP, "{open}: {scan:?}");
        let harmless = format!("x={}y{}; f(404)", open.repeat(DEEP), close.repeat(DEEP));
        assert!(!super::scan(&harmless).candidate, "{open}");
    }
}

proptest! {
    #[test]
    fn any_text_is_scanned(text in any::<String>()) {
        let found = scan(&text);
        prop_assert!(found.reference || !found.candidate);
    }

    #[test]
    fn a_site_counts_wherever_it_stands(before in "[a-z ;\n{}()=.,]{0,40}") {
        let text = format!("{before}\n;new Parse.Error(404)");
        prop_assert!(scan(&text).candidate);
    }
}
