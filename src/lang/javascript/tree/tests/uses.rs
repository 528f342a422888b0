//! Every site and every subject.

use super::check_uses;

const ARGUMENTS: &[(&str, &str)] = &[
    ("new P.Error(101, 'x')", "constructor 101: new P.Error(0/2)"),
    ("P.Error(101)", "constructor 101: P.Error(0/1)"),
    ("new P.Error(-1)", "constructor -1: new P.Error(0/1)"),
    (
        "new P.Error(0x65)",
        "constructor 101 `0x65`: new P.Error(0/1)",
    ),
    ("new P.Error(101n)", ""),
    (
        "new P.Error('101')",
        "constructor \"101\" `'101'`: new P.Error(0/1)",
    ),
    (
        "new P.Error(`text ${x}`)",
        "constructor \"\" ``text ${x}``: new P.Error(0/1)",
    ),
    (
        "new P.Error(a ? 101 : b || 209)",
        "constructor 101: new P.Error(0/1); constructor b: new P.Error(0/1); constructor 209: new P.Error(0/1)",
    ),
    ("new P.Error((101))", "constructor 101: new P.Error(0/1)"),
    ("fail('x', 101)", "argument 101: fail(1/2)"),
    (
        "a.fail(101, 209)",
        "argument 101: a.fail(0/2); argument 209: a.fail(1/2)",
    ),
    (
        "class A extends P.Error { constructor() { super(101) } }",
        "constructor 101: P.Error(0/1)",
    ),
    ("f?.(101)", "argument 101: f(0/1)"),
];

#[test]
fn arguments() {
    check_uses("a.js", ARGUMENTS);
}

const COMPARISONS: &[(&str, &str)] = &[
    ("e.code === 101", "comparison 101: against e.code"),
    ("101 == e?.code", "comparison 101: against e.code"),
    ("e['code'] >= 101", "comparison 101: against e.code"),
    ("f().code !== 101", "comparison 101: against f().code"),
    (
        "(await f()).code !== 101",
        "comparison 101: against f().code",
    ),
    ("+e.code === 101", "comparison 101: against e.code"),
    ("Number(e.code) === 101", "comparison 101: against e.code"),
    ("e.code === X.Y", "comparison X.Y: against e.code"),
    ("1 === 101", ""),
    ("a + b === 101", ""),
    (
        "switch (e.code) { case 101: case X.Y: default: }",
        "case 101: against e.code; case X.Y: against e.code",
    ),
    (
        "[101, '209'].includes(e.code)",
        "membership 101: against e.code; membership \"209\" `'209'`: against e.code",
    ),
    (
        "new Set([101]).has(e.code)",
        "membership 101: against e.code",
    ),
    (
        "const L = [101]; L.includes(e.code)",
        "membership 101: against e.code",
    ),
    (
        "const T = { 101: 'a', '209': 'b', c: 1 }; T[e.code]",
        "lookup 101: against e.code; lookup \"209\" `'209'`: against e.code; constant 1: named T.c (Object)",
    ),
    ("({ 101: 'a' })[e.code]", "lookup 101: against e.code"),
    ("({ 101: 'a' })", ""),
    (
        "<A x={e.code === 101}>{b.code === 209}</A>",
        "comparison 101: against e.code; comparison 209: against b.code",
    ),
];

#[test]
fn comparisons() {
    check_uses("a.js", COMPARISONS);
}

const ASSERTIONS: &[(&str, &str)] = &[
    ("expect(e.code).toBe(101)", "assertion 101: against e.code"),
    (
        "expect(e.code).not.toEqual(101)",
        "assertion 101: against e.code",
    ),
    (
        "expect(e.code).to.be.equal(101)",
        "assertion 101: against e.code",
    ),
    ("e.code.should.equal(101)", "assertion 101: against e.code"),
    (
        "assert.strictEqual(e.code, 101)",
        "assertion 101: against e.code",
    ),
    ("strictEqual(e.code, 101)", "assertion 101: against e.code"),
    ("t.is(e.code, 101)", "assertion 101: against e.code"),
    (
        "expect(e).toHaveProperty('code', 101)",
        "assertion 101: against e.code",
    ),
    (
        "expect(e).to.have.property('code', 101)",
        "assertion 101: against e.code",
    ),
    (
        "expect([101]).toContain(e.code)",
        "membership 101: against e.code",
    ),
    (
        "expect(e.code).to.be.oneOf([101, 209])",
        "assertion 101: against e.code; assertion 209: against e.code",
    ),
    (
        "expect(e).toMatchObject({ code: 101 })",
        "field 101: code beside [], expected of e",
    ),
    (
        "expect(f()).rejects.toEqual(expect.objectContaining({ code: 101 }))",
        "field 101: code beside [], expected of rejection of f()",
    ),
    (
        "assert.deepEqual(e, { code: 101 })",
        "field 101: code beside [], expected of e",
    ),
];

#[test]
fn assertions() {
    check_uses("a.js", ASSERTIONS);
}

const FIELDS: &[(&str, &str)] = &[
    (
        "throw { code: 101, message: m }",
        "field 101: code beside [message], thrown",
    ),
    (
        "() => { return { code: 101, error } }",
        "field 101: code beside [error], returned",
    ),
    (
        "() => ({ code: 101 })",
        "field 101: code beside [], returned",
    ),
    (
        "reject({ code: 101 })",
        "field 101: code beside [], reject(0)",
    ),
    (
        "set('KEY', [{ code: 101 }])",
        "field 101: code beside [], set(1) \"KEY\"",
    ),
    (
        "const x = { error: { 'code': 101, message() {} } }",
        "field 101: error.code beside [message], bound to x",
    ),
    (
        "a.b = { code: 101 }",
        "field 101: code beside [], bound to a.b",
    ),
    (
        "JSON.stringify({ code: 101 })",
        "field 101: code beside [], ?",
    ),
    ("e.code = 101", "field 101: to e.code"),
    (
        "e.code = X || 101",
        "field X: to e.code; field 101: to e.code",
    ),
];

#[test]
fn fields_and_their_fates() {
    check_uses("a.js", FIELDS);
}

const CONSTANTS: &[(&str, &str)] = &[
    ("const A = 101", "constant 101: named A"),
    ("let a; a = 101", "constant 101: named a"),
    (
        "const a = b ? 101 : 209",
        "constant 101: named a; constant 209: named a",
    ),
    ("function f(a = 101) {}", "constant 101: named a"),
    ("function f({ a = 101 }: X) {}", "constant 101: named a"),
    (
        "const C = { A: 101, 'B': -1 } as const",
        "constant 101: named C.A (Object); constant -1: named C.B (Object)",
    ),
    (
        "const C = Object.freeze({ A: 101 })",
        "constant 101: named C.A (Object)",
    ),
    (
        "const C = { A: 101 } satisfies X",
        "constant 101: named C.A (Object)",
    ),
    ("enum E { A = 101, B }", "enum-member 101: named E.A (Enum)"),
    (
        "export const enum E { 'A' = 101 }",
        "enum-member 101: named E.A (Enum)",
    ),
    (
        "class C { static A = 101; static readonly B = 209; c = 1 }",
        "constant 101: named C.A (ClassStatics); constant 209: named C.B (ClassStatics)",
    ),
    (
        "C.A = 101; C.b = 1",
        "constant 101: named C.A (ClassStatics)",
    ),
    (
        "_defineProperty(C, 'A', 101)",
        "constant 101: named C.A (ClassStatics)",
    ),
    (
        "(0, _defineProperty2.default)(C, 'A', 101)",
        "constant 101: named C.A (ClassStatics)",
    ),
];

#[test]
fn constants() {
    check_uses("a.ts", CONSTANTS);
    check_uses(
        "a.js",
        &[(
            "class C { static A = 101 }",
            "constant 101: named C.A (ClassStatics)",
        )],
    );
}

#[test]
fn types_are_transparent() {
    check_uses(
        "a.ts",
        &[
            ("(e as any).code === 101", "comparison 101: against e.code"),
            ("(<any>e).code === 101", "comparison 101: against e.code"),
            (
                "e!.code === (101 as number)",
                "comparison 101: against e.code",
            ),
            (
                "(e satisfies X).code === 101",
                "comparison 101: against e.code",
            ),
            ("new P.Error<X>(101)", "constructor 101: new P.Error(0/1)"),
        ],
    );
}

const TYPESCRIPT: &[(&str, &str)] = &[
    (
        "new P.Error(<number>101, <any>m)",
        "constructor 101: new P.Error(0/2)",
    ),
    (
        "const f = <T extends Map<string, T[]>>(x: T): T => x; f<number>(101)",
        "argument 101: f(0/1)",
    ),
    (
        "interface F { <T>(x: T): T } const g = async <T>(x: T) => new P.Error(101);",
        "constructor 101: new P.Error(0/1)",
    ),
    (
        "class A<T> { m = <U>(x: U) => { if (<number>x.code === 101) {} } }",
        "comparison 101: against x.code",
    ),
    (
        "const f = () => <E>{ code: 101 }; if (a < 5 && b > (101)) {}",
        "field 101: code beside [], returned; comparison 5: against a; comparison 101: against b",
    ),
];

/// Casts and type parameters, which begin elements where JSX may stand.
#[test]
fn angle_brackets_of_typescript() {
    check_uses("a.ts", TYPESCRIPT);
    for (source, _) in TYPESCRIPT {
        let (_, facts) = super::read("a.ts", source);
        assert!(facts.failures.is_empty(), "{source}: {:?}", facts.failures);
    }
}
