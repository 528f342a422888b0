//! Every way to bind a name.

use super::{check_bindings, read};

#[test]
fn imports() {
    check_bindings(
        "a.ts",
        &[
            ("import P from 'p'", "P = [p].default"),
            (
                "import { A, B as C, default as D } from 'p'",
                "A = [p].A; C = [p].B; D = [p].default",
            ),
            ("import * as P from 'p'", "P = [p]"),
            ("import P, { A } from 'p'", "P = [p].default; A = [p].A"),
            ("import P = require('p')", "P = [p]"),
            ("const P = require('p').A", "P = [p].A"),
            ("const { A: { B } } = require('p')", "B = [p].A.B"),
            ("const P = (await import('p')).default", "P = [p].default"),
            ("var _p = _interopRequireDefault(require('p'))", "_p = [p]"),
            ("const p = tslib_1.__importStar(require('p'))", "p = [p]"),
        ],
    );
    let (_, facts) = read("a.js", "import 'a'; require('b'); import('c')");
    assert_eq!(facts.modules, ["a", "b", "c"]);
}

#[test]
fn patterns() {
    check_bindings(
        "a.js",
        &[
            (
                "const { a, b: c, d = 1, ...e } = f",
                "a = f.a; c = f.b; d = f.d; e = ?",
            ),
            ("const [a, { b }] = f", "a = ?; _ = ?; b = _.b"),
            ("for (const a of b) {}", "a = element"),
            ("let a = b; a = c; a = d", "a = b|c|d"),
            ("let a; a = b", "a = b"),
            ("var a = b = c", "a = c"),
            ("const a = b && c || d", "a = c|d"),
            ("const a = (b, c)", "a = c"),
        ],
    );
}

#[test]
fn what_handlers_receive() {
    check_bindings(
        "a.js",
        &[
            ("try {} catch (e) {}", "e = caught"),
            ("try {} catch ({ code }) {}", "_ = caught; code = _.code"),
            ("try {} catch {}", ""),
            ("p.catch(e => 1)", "e = rejection of p"),
            (
                "p.then(a => 1, e => 2)",
                "a = resolution of p; e = rejection of p",
            ),
            (
                "p().then(a => 1).catch(function (e) {})",
                "a = resolution of p(); e = rejection of p().then()",
            ),
            (
                "p.get({ success: a => 1, error: (o, e) => 2 })",
                "a = parameter 0; o = parameter 0; e = rejection of p.get()",
            ),
            (
                "p.get({ error(o, e) {} })",
                "o = parameter 0; e = rejection of p.get()",
            ),
            ("p.on('x', a => 1)", "a = parameter 0 for p.on(1)"),
            ("p.onclose = a => 1", "a = parameter 0 for p.onclose(0)"),
        ],
    );
}

#[test]
fn functions_and_classes() {
    check_bindings(
        "a.js",
        &[
            (
                "function f(a, b = 1, ...c) {}",
                "f = function; a = parameter 0 of f; b = parameter 1 of f; c = ?",
            ),
            ("const f = a => 1", "f = ?; a = parameter 0 of f"),
            (
                "class A extends B.C { constructor(a) { super(a) } }",
                "A = class B.C; a = parameter 0 of A",
            ),
            ("const A = class extends B {}", "A = class B"),
            ("const A = class C extends B {}", "A = class B; C = class B"),
        ],
    );
}

#[test]
fn annotations() {
    check_bindings(
        "a.ts",
        &[
            ("let a: P.E", "a: P.E = ?"),
            (
                "function f(a?: P.E | null) {}",
                "f = function; a: P.E = parameter 0 of f",
            ),
            (
                "const f = (a: X | Y) => 1",
                "f = ?; a: X|Y = parameter 0 of f",
            ),
            ("try {} catch (e: unknown) {}", "e = caught"),
            ("enum E { A = 1 }", "E = group"),
            ("abstract class A extends B<C> {}", "A = class B"),
        ],
    );
}

#[test]
fn globals_are_the_roots_that_nothing_binds() {
    let (_, facts) = read(
        "a.js",
        "import b from 'b'; a.x; b.x; { let c; c.x } c.y; new D.E(); f().g",
    );
    assert_eq!(facts.globals, ["D", "a", "c", "f"]);
}
