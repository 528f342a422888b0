//! Constants: tables of Parse's names, numbers that reach an error, and tables of others.

use super::check;

#[test]
fn tables() {
    check(&[
        (
            "enum Codes { OBJECT_NOT_FOUND = 101, INVALID_SESSION_TOKEN = 209, MINE = 9001 }",
            "101 likely right, 209 likely right, 9001 likely",
        ),
        (
            "const C = { OBJECT_NOT_FOUND: 101, INVALID_SESSION_TOKEN: 209 }",
            "101 likely right, 209 likely right",
        ),
        (
            "class C { static OBJECT_NOT_FOUND = 101; static INVALID_SESSION_TOKEN = 210 }",
            "",
        ),
        (
            "class C { static OBJECT_NOT_FOUND = 101; static INVALID_JSON = 107; static readonly SESSION_MISSING = 306 }",
            "101 likely right, 107 likely right, 306 likely",
        ),
        (
            "C.OBJECT_NOT_FOUND = 101; C.INVALID_JSON = 107",
            "101 likely right, 107 likely right",
        ),
        (
            "_defineProperty(C, 'OBJECT_NOT_FOUND', 101); _defineProperty(C, 'INVALID_JSON', 107)",
            "101 likely right, 107 likely right",
        ),
        (
            "const OBJECT_NOT_FOUND = 101; const INVALID_JSON = 107; const LIMIT = 100",
            "101 likely right, 107 likely right",
        ),
        (
            "enum Status { OK = 200, NOT_FOUND = 404, BAD_REQUEST = 400, TIMEOUT = 124 }",
            "",
        ),
        ("const C = { TIMEOUT: 124, OTHER: 1 }", ""),
        (
            "const AVError = { OBJECT_NOT_FOUND: 101, INVALID_JSON: 107, INVALID_QUERY: 102 }",
            "",
        ),
        ("const TIMEOUT = 5000; const LIMIT = 101", ""),
        (
            "const C = Object.freeze({ OBJECT_NOT_FOUND: 101, INVALID_JSON: 107 } as const)",
            "101 likely right, 107 likely right",
        ),
    ]);
}

#[test]
fn constants_that_reach_an_error() {
    check(&[
        (
            "const GONE = 101; throw new Parse.Error(GONE, 'x')",
            "101 certain",
        ),
        (
            "const GONE = 9001; const G = GONE; throw new Parse.Error(G, 'x')",
            "9001 certain",
        ),
        (
            "const C = { GONE: 101, LATE: 9002 }; throw new Parse.Error(C.GONE, 'x')",
            "101 certain, 9002 certain",
        ),
        (
            "const C = { LATE: 9002 } as const; throw new Parse.Error(C.LATE, 'x')",
            "9002 certain",
        ),
        (
            "let code = 101; if (x) code = 209; throw new Parse.Error(code)",
            "101 certain, 209 certain",
        ),
        (
            "let code; if (x) { code = 101 } else { code = 209 } throw new Parse.Error(code)",
            "101 certain, 209 certain",
        ),
        (
            "const code = x ? 101 : 209; throw new Parse.Error(code)",
            "101 certain, 209 certain",
        ),
        (
            "const code = err.code || 141; throw new Parse.Error(code)",
            "141 certain",
        ),
        (
            "enum Http { OK = 200, NOT_FOUND = 404, FORBIDDEN = 403 } throw new Parse.Error(Http.NOT_FOUND)",
            "Http.NOT_FOUND certain status",
        ),
        (
            "const GONE = 101; try { Parse.User.logIn() } catch (e) { if (e.code === GONE) {} }",
            "101 certain",
        ),
        (
            "const CODES = [101, 209]; try { Parse.User.logIn() } catch (e) { CODES.includes(e.code) }",
            "101 certain, 209 certain",
        ),
        (
            "const CODES = new Set([101]); try { Parse.User.logIn() } catch (e) { CODES.has(e.code) }",
            "101 certain",
        ),
        (
            "const T = { 101: 'a', '209': 'b' }; try { Parse.User.logIn() } catch (e) { T[e.code] }",
            "101 certain, '209' certain",
        ),
        (
            "{ const GONE = 404; } const GONE = 101; throw new Parse.Error(GONE)",
            "101 certain",
        ),
    ]);
}
