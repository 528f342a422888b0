//! Under which names Parse arrives, and which of its namesakes are somebody else.

use super::{check, check_dependent};

const WAYS: &[(&str, &str)] = &[
    ("throw new Parse.Error(101, 'x')", "101 certain"),
    ("throw Parse.Error(101)", "101 certain"),
    (
        "import Parse from 'parse'; new Parse.Error(101)",
        "101 certain",
    ),
    (
        "import P from 'parse/node'; new P.Error(101)",
        "101 certain",
    ),
    (
        "import * as P from 'parse/node'; new P.Error(101)",
        "101 certain",
    ),
    (
        "import { Error as PE } from 'parse'; new PE(101)",
        "101 certain",
    ),
    (
        "import { ParseError } from 'parse'; new ParseError(101)",
        "101 certain",
    ),
    (
        "import ParseError from 'parse/lib/node/ParseError'; new ParseError(101)",
        "101 certain",
    ),
    (
        "import Parse = require('parse/node'); new Parse.Error(101)",
        "101 certain",
    ),
    (
        "const Parse = require('parse/node').Parse; new Parse.Error(101)",
        "101 certain",
    ),
    (
        "const { Parse } = require('parse/node'); new Parse.Error(101)",
        "101 certain",
    ),
    (
        "const P = require('parse/node'); throw new P.Error(101)",
        "101 certain",
    ),
    ("const { Error: PE } = Parse; new PE(101)", "101 certain"),
    ("const PE = Parse.Error; new PE(101)", "101 certain"),
    (
        "const P = Parse, Q = P; new Q.Error(101); Parse.Cloud.run()",
        "101 certain",
    ),
    (
        "var _node = _interopRequireDefault(require('parse/node')); new _node.default.Error(101)",
        "101 certain",
    ),
    (
        "const parse_1 = __importDefault(require('parse/node')); new parse_1.default.Error(101)",
        "101 certain",
    ),
    (
        "const Parse = (await import('parse')).default; new Parse.Error(101)",
        "101 certain",
    ),
    ("throw new window.Parse.Error(101)", "101 likely"),
    ("throw new global.Parse.Error(101)", "101 likely"),
    (
        "this.Parse = require('parse'); throw new this.Parse.Error(101)",
        "101 likely",
    ),
    (
        "Vue.prototype.Parse = Parse; export default { f() { throw new this.Parse.Error(101) } }",
        "101 likely",
    ),
    (
        "module.exports = Parse => { new Parse.Query('A'); throw new Parse.Error(101) }",
        "101 likely",
    ),
    (
        "module.exports = ({ Parse }) => { Parse.Cloud.define('a', f); throw new Parse.Error(101) }",
        "101 likely",
    ),
    (
        "import Moralis from 'moralis'; throw new Moralis.Error(101)",
        "101 certain",
    ),
    ("throw new Moralis.Error(101)", "101 certain"),
    (
        "const Parse = require('./parse'); Parse.Cloud.define('a', f); new Parse.Error(101)",
        "101 likely",
    ),
    ("if (!P) throw new (Parse.Error)(101)", "101 certain"),
    ("throw new Parse.Error((101 as number), 'x')", "101 certain"),
    ("throw new Parse['Error'](101)", "101 certain"),
    ("throw new Parse?.Error(101)", "101 certain"),
];

#[test]
fn every_way_to_the_error_class() {
    check(WAYS);
}

#[test]
fn namesakes_are_silent() {
    check(&[
        (
            "import Parse from 'csv-parse'; throw new Parse.Error(101)",
            "",
        ),
        (
            "import { Parse } from 'unzipper'; throw new Parse.Error(101)",
            "",
        ),
        (
            "const Parse = require('./my-parser'); Parse.tokens(101)",
            "",
        ),
        (
            "class Parse { static Error = X } throw new Parse.Error(101)",
            "",
        ),
        (
            "function f(Parse) { throw new Parse.Error(101) }",
            "101 likely",
        ),
        (
            "import { ParseError } from 'yaml'; throw new ParseError(101)",
            "",
        ),
        ("throw new AV.Error(101)", ""),
        ("throw new Error(101)", ""),
        ("throw new Papa.Error(101)", ""),
    ]);
    check_dependent(&[
        (
            "import Parse from 'csv-parse'; throw new Parse.Error(101)",
            "",
        ),
        ("throw new HttpError(404)", ""),
        (
            "const AV = require('leancloud-storage'); throw new AV.Error(101)",
            "",
        ),
    ]);
}

#[test]
fn subclasses_and_helpers_hand_their_code_on() {
    check(&[
        (
            "class Gone extends Parse.Error {} new Gone(101)",
            "101 certain",
        ),
        (
            "class Gone extends Parse.Error { constructor() { super(101, 'gone') } }",
            "101 certain",
        ),
        (
            "class Gone extends Parse.Error { constructor(code) { super(code, 'gone') } } new Gone(101)",
            "101 certain",
        ),
        (
            "class Gone extends Parse.Error { constructor(text, code) { super(code, text) } } new Gone('x', 101)",
            "101 certain",
        ),
        (
            "class Gone extends Parse.Error { constructor(status) { super(101, 'x'); } } new Gone(404)",
            "101 certain",
        ),
        (
            "class A extends Parse.Error {} class B extends A {} new B(101)",
            "101 certain",
        ),
        (
            "const A = class extends Parse.Error {}; new A(101)",
            "101 certain",
        ),
        (
            "const fail = (code, text) => { throw new Parse.Error(code, text) }; fail(101, 'x')",
            "101 certain",
        ),
        (
            "function fail(text, code) { throw new Parse.Error(code, text) } fail('x', 101)",
            "101 certain",
        ),
        (
            "function fail(code) { return new Parse.Error(code) } function more(code) { throw fail(code) } more(101)",
            "101 certain",
        ),
        (
            "function fail(code) { return new Parse.Error(1, String(code)) } fail(404)",
            "1 certain",
        ),
        (
            "function fail(code = 141) { throw new Parse.Error(code) }",
            "141 certain",
        ),
        (
            "function fail(text, code = Parse.Error.TIMEOUT) { throw new Parse.Error(code, text) } fail('x', 101)",
            "101 certain",
        ),
    ]);
}

#[test]
fn members_of_the_class() {
    check(&[
        (
            "throw new Parse.Error(Parse.Error.UNAUTHORIZED, 'x')",
            "Parse.Error.UNAUTHORIZED certain unknown",
        ),
        (
            "throw new Parse.Error(Parse.Error.OBJECT_NOT_FOUND, 'x')",
            "",
        ),
        ("throw new Parse.Error('text')", "'text' certain message"),
        (
            "throw new Parse.Error(`text ${x}`)",
            "`text ${x}` certain message",
        ),
        (
            "class Shop extends Parse.Error {} class Tea extends Shop {} new Shop('a'); new Tea('b')",
            "'a' certain message, 'b' certain message",
        ),
        (
            "class Shop extends Parse.Error { constructor() { super(9001, 'closed') } } new Shop('a')",
            "9001 certain",
        ),
        (
            "class Shop extends Parse.Error { constructor(text) { super(9001, text) } } class Tea extends Shop {} new Tea('b')",
            "9001 certain",
        ),
        ("throw new Parse.Error('101', 'text')", "'101' certain"),
        ("throw new Parse.Error(0145, 'text')", ""),
        (
            "Parse.Error.captureStackTrace(e); Parse.Error.prototype.x = 1",
            "",
        ),
        (
            "Parse.Error.MY_OWN = 9001; throw new Parse.Error(Parse.Error.MY_OWN)",
            "9001 certain",
        ),
        ("throw new Parse.Error(Parse.Error['OBJECT_NOT_FOUND'])", ""),
        ("throw new Parse.Error(Parse.ErrorCode.NOPE)", ""),
    ]);
}
