//! What is written in the place of a literal, by language and place: each of them a text before and after.

use std::collections::BTreeSet;

use parselint::fix;
use parselint::model::finding::Applicability;
use parselint::pipeline::lint_texts;

const MANIFEST: &str = r#"{"name": "shop", "private": true, "dependencies": {"parse": "^5.3.0"}}"#;

/// A file of an application, with all fixes that are at least so applicable.
fn fixed_beside(manifest: &str, path: &str, text: &str, least: Applicability) -> String {
    let files = [("package.json", manifest), (path, text)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let found = lint_texts(&files, None, false).expect("it is linted");
    let (_, findings) = found
        .iter()
        .find(|(known, _)| known == path)
        .unwrap_or_else(|| panic!("{path}: nothing was found in\n{text}"));
    fix::apply(text, &fix::choose(findings, least, &BTreeSet::new()))
}

#[track_caller]
fn safe(path: &str, before: &str, after: &str) {
    assert_eq!(
        fixed_beside(MANIFEST, path, before, Applicability::Safe),
        after
    );
}

/// Nothing is safe, and `after` is what is plausible.
#[track_caller]
fn plausible(path: &str, before: &str, after: &str) {
    let fixed = |least| fixed_beside(MANIFEST, path, before, least);
    assert_eq!(fixed(Applicability::Safe), before, "safe");
    assert_eq!(fixed(Applicability::Unsafe), after, "unsafe");
}

#[track_caller]
fn left_alone(path: &str, text: &str) {
    plausible(path, text, text);
}

const SDK: &str = "const Parse = require('parse/node');\n";

/// The body of a handler that has a Parse error `e`.
fn caught(body: &str) -> String {
    format!(
        "{SDK}async function f() {{ try {{ await new Parse.Query('A').get('b'); }} catch (e) {{ {body} }} }}\n"
    )
}

#[test]
fn an_expression_is_replaced_in_every_place_of_javascript() {
    for (before, after) in [
        (
            "if (e.code === 101) g();",
            "if (e.code === Parse.Error.OBJECT_NOT_FOUND) g();",
        ),
        (
            "switch (e.code) { case 101: g(); }",
            "switch (e.code) { case Parse.Error.OBJECT_NOT_FOUND: g(); }",
        ),
        (
            "switch (e.code) { case-1: g(); }",
            "switch (e.code) { case Parse.Error.OTHER_CAUSE: g(); }",
        ),
        (
            "if ([101, 209].includes(e.code)) g();",
            "if ([Parse.Error.OBJECT_NOT_FOUND, Parse.Error.INVALID_SESSION_TOKEN].includes(e.code)) g();",
        ),
        (
            "return e.code == 0x65;",
            "return e.code == Parse.Error.OBJECT_NOT_FOUND;",
        ),
        (
            "return 101===e.code;",
            "return Parse.Error.OBJECT_NOT_FOUND===e.code;",
        ),
        (
            "throw new Parse.Error(119, `no ${e}`);",
            "throw new Parse.Error(Parse.Error.OPERATION_FORBIDDEN, `no ${e}`);",
        ),
        (
            "throw new Parse.Error(e.code || 141, 'x');",
            "throw new Parse.Error(e.code || Parse.Error.SCRIPT_FAILED, 'x');",
        ),
        (
            "return { 101: 'gone', 209: 'log in' }[e.code];",
            "return { [Parse.Error.OBJECT_NOT_FOUND]: 'gone', [Parse.Error.INVALID_SESSION_TOKEN]: 'log in' }[e.code];",
        ),
        (
            "return new Map([[101, 'gone']]).get(e.code) || `${e.code === 209}`;",
            "return new Map([[101, 'gone']]).get(e.code) || `${e.code === Parse.Error.INVALID_SESSION_TOKEN}`;",
        ),
    ] {
        safe("cloud/a.js", &caught(before), &caught(after));
    }
}

#[test]
fn the_name_that_the_file_has_for_the_sdk_is_written() {
    for (import, class) in [
        ("import Parse from 'parse';", "Parse.Error"),
        ("import P from 'parse/node';", "P.Error"),
        ("import * as Parse from 'parse';", "Parse.Error"),
        ("import { Error as PE } from 'parse';", "PE"),
        ("const { Error: Fail } = require('parse/node');", "Fail"),
        (
            "var _node = _interopRequireDefault(require('parse/node')); function _interopRequireDefault(o) { return o; }",
            "_node.default.Error",
        ),
    ] {
        let text = |code: &str| format!("{import}\nthrow new {class}({code}, 'x');\n");
        safe(
            "src/a.js",
            &text("101"),
            &text(&format!("{class}.OBJECT_NOT_FOUND")),
        );
    }
    let global = |code: &str| {
        format!("Parse.Cloud.define('a', () => {{ throw new Parse.Error({code}, 'x'); }});\n")
    };
    safe(
        "cloud/main.js",
        &global("209"),
        &global("Parse.Error.INVALID_SESSION_TOKEN"),
    );
}

#[test]
fn another_package_of_parse_is_not_the_sdk() {
    let global =
        "Parse.Cloud.define('a', () => { throw new Parse.Error(Parse.Error.TIMEOUT, 'x'); });\n";
    for import in [
        "const PushAdapter = require('@parse/push-adapter').default;",
        "const Push = require('@parse/push-adapter'); const Adapter = Push;",
        "const ParseServer = require('parse-server');",
        "import ParseServer from 'parse-server';",
        "import * as Server from 'parse-server';",
        "var _server = _interopRequireDefault(require('parse-server')); function _interopRequireDefault(o) { return o; }",
    ] {
        let text = |code: &str| {
            format!(
                "{import}\n{global}const KEY = 'X-Parse-Session-Token';\nexports.f = error => ({{ code: {code}, error }});\n"
            )
        };
        let (before, after) = (text("209"), text("Parse.Error.INVALID_SESSION_TOKEN"));
        safe("index.js", &before, &after);
    }
    // It may hand the SDK on under its name, for all that is known.
    plausible(
        "src/a.js",
        "import { Parse } from '@parse/react';\nconst f = e => e instanceof Parse.Error && e.code === 209;\n",
        "import { Parse } from '@parse/react';\nconst f = e => e instanceof Parse.Error && e.code === Parse.Error.INVALID_SESSION_TOKEN;\n",
    );
}

#[test]
fn what_a_file_lacks_is_imported_in_its_own_style() {
    for (head, import) in [
        (
            "import a from './a';\nimport { run } from \"./run\"\n\n",
            "import a from './a';\nimport { run } from \"./run\"\nimport Parse from \"parse\"\n\n",
        ),
        (
            "'use strict';\nvar a = require('./a');\nvar b = require('./b'); // b\n",
            "'use strict';\nvar a = require('./a');\nvar b = require('./b'); // b\nvar Parse = require('parse/node');\n",
        ),
        (
            "import fs from 'fs'; import a from './a'; a(fs);\n",
            "import fs from 'fs'; import Parse from 'parse/node';\nimport a from './a'; a(fs);\n",
        ),
        (
            "#!/usr/bin/env node\n// Licensed as you like.\n\n/** What is gone. */\nexport default 1;\n",
            "#!/usr/bin/env node\n// Licensed as you like.\n\nimport Parse from 'parse';\n\n/** What is gone. */\nexport default 1;\n",
        ),
        (
            "/* @flow */\nexport default 1;\n",
            "/* @flow */\nimport Parse from 'parse';\n\nexport default 1;\n",
        ),
    ] {
        plausible(
            "src/a.js",
            &rest(head, "101"),
            &rest(import, "Parse.Error.OBJECT_NOT_FOUND"),
        );
    }
}

#[test]
fn the_module_is_that_of_where_the_file_runs() {
    let manifest =
        r#"{"name": "x", "private": true, "dependencies": {"parse": "^5.0.0", "express": "^4"}}"#;
    for (path, head, module) in [
        ("server.js", "import a from './a';\n", "parse/node"),
        ("page.js", "import React from 'react';\n", "parse"),
        ("page.jsx", "import a from './a';\n", "parse"),
        (
            "page.js",
            "import { run } from 'parse/react-native';\n",
            "parse/react-native",
        ),
    ] {
        let before = rest(head, "101");
        let fixed = fixed_beside(manifest, path, &before, Applicability::Unsafe);
        let import = format!("{head}import Parse from '{module}';\n");
        assert_eq!(
            fixed,
            rest(&import, "Parse.Error.OBJECT_NOT_FOUND"),
            "{path}"
        );
    }
}

/// A client over REST, which has no SDK in scope.
fn rest(head: &str, code: &str) -> String {
    format!(
        "{head}const KEY = 'X-Parse-Session-Token';\nfunction gone(error) {{ return error.code === {code} ? KEY : gone; }}\n"
    )
}

#[test]
fn one_import_serves_several_fixes() {
    let text = |import: &str, gone: &str, banned: &str| {
        format!(
            "import a from './a';\r\n{import}const KEY = 'X-Parse-Session-Token';\r\nfunction f(error) {{ return error.code === {gone} || error.code === {banned} || a(KEY, f); }}\r\n"
        )
    };
    plausible(
        "src/a.js",
        &text("", "101", "119"),
        &text(
            "import Parse from 'parse';\r\n",
            "Parse.Error.OBJECT_NOT_FOUND",
            "Parse.Error.OPERATION_FORBIDDEN",
        ),
    );
}

#[test]
fn a_name_that_means_something_else_gives_the_fix_up() {
    left_alone(
        "src/a.js",
        &rest("const { Parse } = require('csv');\nParse('a');\n", "101"),
    );
    // Shadowed where the literal stands.
    left_alone(
        "cloud/main.js",
        "Parse.Cloud.define('a', () => {});\nclass Parse2 extends Parse.Error {}\nfunction f() { class Parse {} throw new Parse2(101, Parse); }\n",
    );
    // The package has no SDK that could be imported.
    let text = &rest("import a from './a';\n", "101");
    let manifest =
        r#"{"name": "x", "private": true, "dependencies": {"@parse/push-adapter": "1"}}"#;
    let fixed = fixed_beside(manifest, "a.js", text, Applicability::Unsafe);
    assert_eq!(&fixed, text);
}

#[test]
fn a_type_is_made_a_value() {
    plausible(
        "src/a.ts",
        "import type Parse from 'parse';\nexport const gone = (e: Parse.Error) => e.code === 101;\n",
        "import Parse from 'parse';\nexport const gone = (e: Parse.Error) => e.code === Parse.Error.OBJECT_NOT_FOUND;\n",
    );
    left_alone(
        "src/a.ts",
        "import { type Error as PE } from 'parse';\nexport const gone = (e: PE) => e.code === 101;\n",
    );
}

#[test]
fn places_of_typescript_that_take_literals_only_are_left_alone() {
    let head = "import Parse from 'parse';\n";
    for text in [
        "const enum C { Gone = 101 }\nthrow new Parse.Error(C.Gone, 'x');\n",
        "enum C { Gone = 101, Next }\nthrow new Parse.Error(C.Gone, 'x');\n",
        "enum C { Gone = 101, Text = 'x' }\nthrow new Parse.Error(C.Gone, 'x');\n",
        "declare enum C { Gone = 101 }\nthrow new Parse.Error(C.Gone, 'x');\n",
        "const gone = 101 as const;\nthrow new Parse.Error(gone, 'x');\n",
    ] {
        left_alone("src/a.ts", &format!("{head}{text}"));
    }
    plausible(
        "src/a.ts",
        &format!("{head}enum C {{ Gone = 101 }}\nthrow new Parse.Error(C.Gone, 'x');\n"),
        &format!(
            "{head}enum C {{ Gone = Parse.Error.OBJECT_NOT_FOUND }}\nthrow new Parse.Error(C.Gone, 'x');\n"
        ),
    );
}

#[test]
fn rules_that_change_a_code_are_never_safe() {
    for (before, after) in [
        (
            "throw new Parse.Error(404, 'no such order');",
            "throw new Parse.Error(Parse.Error.OBJECT_NOT_FOUND, 'no such order');",
        ),
        (
            "throw new Parse.Error('The order was not found');",
            "throw new Parse.Error(Parse.Error.OBJECT_NOT_FOUND, 'The order was not found');",
        ),
        (
            "throw new Parse.Error(Parse.Error.USER_EMAIL_TAKEN, 'x');",
            "throw new Parse.Error(Parse.Error.EMAIL_TAKEN, 'x');",
        ),
        (
            "if (e.code === '101') g();",
            "if (e.code === Parse.Error.OBJECT_NOT_FOUND) g();",
        ),
        ("if (e.code === '9001') g();", "if (e.code === 9001) g();"),
        (
            "const SESSION_MISSING = 306; throw new Parse.Error(SESSION_MISSING, 'x');",
            "const SESSION_MISSING = 206; throw new Parse.Error(SESSION_MISSING, 'x');",
        ),
    ] {
        plausible("cloud/a.js", &caught(before), &caught(after));
    }
    for text in [
        // Several candidates, traps, codes without a constant, a message that is not alone.
        "throw new Parse.Error(401, 'x');",
        "throw new Parse.Error(143, 'x');",
        "throw new Parse.Error(139, 'x');",
        "throw new Parse.Error(135, 'x');",
        "throw new Parse.Error('gone', 101);",
        // Both branches would be taken for one code.
        "if (e.code === 404) g(); else if (e.code === Parse.Error.OBJECT_NOT_FOUND) h();",
        "switch (e.code) { case 404: return g(); case Parse.Error.OBJECT_NOT_FOUND: return h(); }",
        // The condition names the code already.
        "return e.code === Parse.Error.OBJECT_NOT_FOUND || e.code === 101;",
    ] {
        left_alone("cloud/a.js", &caught(text));
    }
}

#[test]
fn a_constant_is_safe_where_every_version_asked_for_has_it() {
    let asks =
        |parse: &str| format!(r#"{{"name": "a", "private": true, "dependencies": {{{parse}}}}}"#);
    let text = |code: &str| caught(&format!("throw new Parse.Error({code}, 'a is required');"));
    let (before, after) = (text("142"), text("Parse.Error.VALIDATION_ERROR"));
    for (manifest, safe) in [
        (asks(r#""parse": "^3.0.0""#), true),
        (asks(r#""parse": ">=2.19.0""#), false),
        (asks(r#""parse-server": "^6.0.0""#), true),
        (asks(r#""parse-server": "^4.10.0""#), false),
        (
            asks(r#""parse": "^5.0.0", "parse-server": "^4.10.0""#),
            false,
        ),
        (asks(r#""parse": "*""#), false),
    ] {
        let fixed = |least| fixed_beside(&manifest, "a.js", &before, least);
        let expected = if safe { &after } else { &before };
        assert_eq!(&fixed(Applicability::Safe), expected, "{manifest}");
        assert_eq!(fixed(Applicability::Unsafe), after, "{manifest}");
    }
}

#[test]
fn the_word_that_picks_a_name_is_said() {
    let text = caught("throw new Parse.Error(101, 'wrong password');");
    let found = lint_texts(&[("a.js".to_owned(), text)], None, false).expect("it is linted");
    let reason = found[0].1[0].suggestions[0].reason.as_deref();
    let expected = "the message speaks of \u{201c}password\u{201d}: `UserInvalidLoginParams`";
    assert_eq!(reason, Some(expected));
}

#[test]
fn what_speaks_against_a_fix_is_said() {
    let files = [
        (
            "package.json".to_owned(),
            r#"{"name": "a", "private": true, "dependencies": {"parse": "^2.1.0"}}"#.to_owned(),
        ),
        (
            "a.js".to_owned(),
            caught("throw new Parse.Error(142, 'a is required');"),
        ),
    ];
    let found = lint_texts(&files, None, false).expect("it is linted");
    let finding = &found[0].1[0];
    let reason = "`parse` has it since 3.0.0, and `package.json` asks for `parse` ^2.1.0";
    assert_eq!(finding.suggestions[0].reason.as_deref(), Some(reason));
    assert!(
        finding
            .help
            .as_deref()
            .is_some_and(|help| help.contains(reason)),
        "{finding:?}"
    );
}
