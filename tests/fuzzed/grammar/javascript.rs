//! JavaScript that may be about Parse.
//!
//! Not among the forms, as the gate is known to lose them: an imported class or function that is reached by brackets, at
//! once from `require(..)`, through a comma, or in a wrap of types; a constant that is given to one; a function that takes
//! the code second and expects it.

use super::Grammar;

pub(super) const HEADS: &[&str] = &[
    "import Parse from 'parse/node';",
    "const Parse = require('parse/node');",
    "import * as P from 'parse';",
    "import { Base, deny, GONE } from './gone';",
    "import * as g from './gone';",
    "const { Base: B } = require('./gone');",
    "const axios = require('axios');",
    "'use strict';",
    "",
    "// parselint-ignore-file magic-code, http-status-as-code: older than the rule",
];

pub(super) const GRAMMAR: Grammar = &[
    (
        's',
        &[
            "f();",
            "throw @e;",
            "if (@c) { @s }",
            "if (@c) { @s } else { @s }",
            "switch (@m) { case @n: @s break; case @n: @s default: @s }",
            "async function f@i(@i) { try { await @q; } catch (@i) { @s } }",
            "@q.catch(@i => { @s });",
            "@q.then(f, function (@i) { @s });",
            "function @h(@i, m) { return @e; }",
            "@h(@n, 'x');",
            "const @k = @n;",
            "export const @k = @n;",
            "let code; code = @n; throw new @t(code, 'x');",
            "const @g = { @k: @n, @k: @n, @k: @n };",
            "class @x extends @t {}",
            "class @x { m(@i) { @s } }",
            "response.error(@n, 'x');",
            "Promise.reject({ code: @n, error: 'x' });",
            "Parse.Cloud.define('@i', async request => { @s });",
            "// parselint-ignore @r: why\n@s",
            "/* a */ @s // b",
            "expect(@m).toBe(@n);",
            "expect(@i).toMatchObject({ code: @n });",
            "it('fails', () => { @s });",
            "while (@c) { @s }",
            "for (const @i of list) { @s }",
            "res.status(@n).json({ code: @n, error: `@i ${@n}` });",
            "fetch('/parse', { headers: { 'X-Parse-Application-Id': 'a' } }).then(@i => { @s });",
        ],
    ),
    (
        'e',
        &[
            "new Parse.Error(101, 'x')",
            "new @t(@n, 'x')",
            "new @t(@n)",
            "new @t(@b ? @n : @n, `x`)",
            "Parse.Error(@n, m)",
            "Object.assign(new @t(@n, 'x'), { a: @n })",
            "@h(@n)",
        ],
    ),
    ('t', &["Parse.Error", "P.Error", "Base", "g.Base", "B", "@x", "Error", "MyError"]),
    ('x', &["X", "Y", "PayError"]),
    ('h', &["h", "fail", "errorOf"]),
    (
        'c',
        &[
            "e.code === 101",
            "@m @o @n",
            "@n === @m",
            "@c && @c",
            "@c || @b",
            "[@n, @n].includes(@m)",
            "@i instanceof Parse.Error && @c",
            "@g[@m]",
        ],
    ),
    ('o', &["===", "!==", "==", "!=", "<", ">="]),
    ('m', &["e.code", "@i.code", "@i?.code", "@i['code']", "@i.error.code", "code", "@i.status"]),
    ('b', &["a", "list.length > 3", "flag"]),
    ('i', &["e", "error", "err", "a", "response"]),
    (
        'q',
        &[
            "new Parse.Query('A').find()",
            "new Parse.Query('A').get(id)",
            "Parse.User.logIn(a, b)",
            "axios.get(u)",
            "Parse.Cloud.run('f')",
        ],
    ),
    ('k', &["GONE", "OBJECT_NOT_FOUND", "TIMEOUT", "LIMIT", "SESSION_MISSING", "BANNED"]),
    ('g', &["Codes", "ERRORS", "HttpStatus"]),
    ('r', &["magic-code", "http-status-as-code", "magic-code, string-code", "no-such-rule"]),
    (
        'n',
        &[
            "101", "209", "141", "119", "142", "9001", "9002", "404", "5000", "0", "1", "-1", "0x65", "1e2", "1_01", "'101'",
            "Parse.Error.OBJECT_NOT_FOUND", "Parse.Error.NOT_THERE", "'not there'", "@k", "(206)",
        ],
    ),
];
