//! Constants of the project's own in JavaScript and TypeScript: suggested by the name that the file has for them, and only
//! where that name certainly means them.

use parselint::model::finding::{Applicability, Suggestion};
use parselint::pipeline::lint_texts;

const CONFIG: &str = "[rules]\nunnamed-app-code = 'warning'\n";

const ES: &str = "// Written by `parselint emit javascript`; do not edit.\nexport const OBJECT_NOT_FOUND = 101;\nexport const SCRIPT_FAILED = 141;\nexport const SOLD_OUT = 9001;\n\
                  export default { SOLD_OUT };\n";
const COMMON: &str = "const OBJECT_NOT_FOUND = 101;\nconst SCRIPT_FAILED = 141;\nconst SOLD_OUT = 9001;\n\
     module.exports = { OBJECT_NOT_FOUND, SCRIPT_FAILED, SOLD_OUT };\n";
const TABLE: &str = "export enum Codes { ObjectNotFound = 101, ScriptFailed = 141, SoldOut = 9001 }\nexport * from './es';\n";

/// The first suggestion for each unnamed code of a file beside the constants.
fn suggested(path: &str, text: &str) -> Vec<Option<Suggestion>> {
    let files = [
        (
            "package.json",
            r#"{"name": "shop", "private": true, "dependencies": {"parse": "^5.3.0"}}"#,
        ),
        ("es.js", ES),
        ("common.js", COMMON),
        ("table.ts", TABLE),
        (path, text),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let found = lint_texts(&files, Some(CONFIG), false).expect("it is linted");
    let here = found.into_iter().filter(|(found, _)| found == path);
    let findings = here.flat_map(|(_, findings)| findings);
    let unnamed = findings.filter(|finding| finding.rule.id == "unnamed-app-code");
    unnamed
        .map(|finding| finding.suggestions.into_iter().next())
        .collect()
}

/// What is suggested in a file with these lines above a function that throws 9001.
#[track_caller]
fn check(path: &str, head: &str, expected: &str, applicability: Applicability) {
    let text = format!(
        "import Parse from 'parse';\n{head}\nexport function f() {{ throw new Parse.Error(9001, 'x'); }}\n"
    );
    let found = suggested(path, &text);
    let [Some(first)] = found.as_slice() else {
        panic!("{head}: {found:?}");
    };
    assert_eq!(
        (first.constant.as_str(), first.applicability),
        (expected, applicability),
        "{head}"
    );
}

#[test]
fn what_is_imported_is_written_by_its_name_here() {
    use Applicability::Safe;
    for (head, expected) in [
        ("import { SOLD_OUT } from './es';", "SOLD_OUT"),
        ("import { SOLD_OUT as gone } from './es';", "gone"),
        ("import * as codes from './es';", "codes.SOLD_OUT"),
        ("import codes from './es';", "codes.SOLD_OUT"),
        ("const codes = require('./common');", "codes.SOLD_OUT"),
        ("const { SOLD_OUT } = require('./common');", "SOLD_OUT"),
        ("import codes from './common';", "codes.SOLD_OUT"),
        ("import { Codes } from './table';", "Codes.SoldOut"),
        ("import * as all from './table';", "all.SOLD_OUT"),
        (
            "import * as codes from './es';\nimport { SOLD_OUT } from './common';",
            "SOLD_OUT",
        ),
    ] {
        check("main.ts", head, expected, Safe);
    }
}

#[test]
fn what_is_declared_is_written_where_it_has_its_value() {
    use Applicability::{Manual, Safe};
    let reaches = "function g() { throw new Parse.Error(SOLD_OUT_HERE, 'y'); }";
    check(
        "main.js",
        &format!("const SOLD_OUT_HERE = 9001;\n{reaches}"),
        "SOLD_OUT_HERE",
        Safe,
    );
    let table = "class Codes { static ObjectNotFound = 101; static ScriptFailed = 141; static Gone = 9001; }";
    check("main.js", table, "Codes.Gone", Safe);
    // Another number of the same value is no code.
    check(
        "main.js",
        "const PORT = 9001;\nlisten(PORT);",
        "SOLD_OUT",
        Manual,
    );
}

#[test]
fn a_name_that_means_something_else_is_not_written() {
    use Applicability::Manual;
    for head in [
        "import type { SOLD_OUT } from './es';",
        "import { OBJECT_NOT_FOUND } from './es';",
        "import { SOLD_OUT } from './elsewhere';",
        "import { SOLD_OUT } from 'shop-codes';",
    ] {
        check("main.ts", head, "SOLD_OUT", Manual);
    }
    let shadowed = "import Parse from 'parse';\nimport { SOLD_OUT } from './es';\n\
                    export function f(SOLD_OUT) { throw new Parse.Error(9001, SOLD_OUT); }\n";
    let found = suggested("main.js", shadowed);
    assert!(
        matches!(&found[..], [Some(first)] if first.applicability == Manual),
        "{found:?}"
    );
    let early = "import Parse from 'parse';\nif (a) throw new Parse.Error(9001, 'x');\nconst GONE_NOW = 9001;\n\
                 throw new Parse.Error(GONE_NOW, 'x');\n";
    let found = suggested("main.js", early);
    assert!(
        matches!(&found[..], [Some(first)] if first.applicability == Manual),
        "{found:?}"
    );
}
