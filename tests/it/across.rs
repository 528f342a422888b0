//! The bounds of what is followed from file to file: the project, each file once, and work that does not explode.

use std::fmt::Write as _;

use crate::program::{Program, Scratch};

const LOGIN: &str = "import Parse from 'parse';\nimport { GONE, later } from './codes.js';\n\
    export async function login() {\n  try { await Parse.User.logIn('a', 'b'); }\n  \
    catch (error) { if (error.code === GONE) return later(error); }\n}\n";
const CODES: &str = "export const GONE = 209;\nexport const later = (it) => it;\n";

/// The lines that a run reports, its summary apart.
fn findings(scratch: &Scratch, arguments: &[&str]) -> Vec<String> {
    let run = scratch.run(&[arguments, &["--output-format", "concise"]].concat());
    let lines = run.out.lines().map(str::to_owned);
    lines.filter(|line| line.contains('[')).collect()
}

fn shop() -> Scratch {
    let scratch = Scratch::with("src/login.js", LOGIN);
    scratch.file("src/codes.js", CODES);
    scratch
}

#[test]
fn a_path_may_be_written_with_dots() {
    let scratch = shop();
    let expected = ["src/codes.js:1:21: warning[magic-code]"];
    for path in [
        ".",
        "src",
        "src/codes.js",
        "src/../src/codes.js",
        "src/../src",
    ] {
        let found = findings(&scratch, &[path]);
        assert_eq!(found.len(), expected.len(), "{path}: {found:?}");
        assert!(found[0].starts_with(expected[0]), "{path}: {found:?}");
    }
    scratch.file(".git/HEAD", "ref: refs/heads/main\n");
    scratch.file("tools/keep.txt", "");
    let run = Program::of(&["--output-format", "concise", "../src/codes.js"])
        .within(&scratch.path().join("tools"));
    assert!(
        run.out.contains("src/codes.js:1:21: warning[magic-code]"),
        "{}",
        run.out
    );
}

#[test]
#[cfg(unix)]
fn what_a_link_leads_to_is_reported_once() {
    use std::os::unix::fs::symlink;
    let scratch = shop();
    let once = findings(&scratch, &[]);
    assert_eq!(once.len(), 1, "{once:?}");
    symlink(scratch.path().join("src"), scratch.path().join("same")).expect("a link can be made");
    // Its codes are imported by the name of the link too.
    scratch.file("web.js", LOGIN.replace("./codes.js", "./same/codes.js"));
    assert_eq!(findings(&scratch, &[]), once);
    assert_eq!(findings(&scratch, &["web.js", "src"]), once);
}

/// Beside the project and in what is installed there are numbers enough that are none of its codes.
#[test]
fn nothing_outside_of_the_project_is_read() {
    let scratch = Scratch::bare();
    scratch.file("other/codes.js", CODES);
    scratch.file("shop/.git/HEAD", "ref: refs/heads/main\n");
    scratch.file(
        "shop/package.json",
        r#"{"name": "shop", "dependencies": {"parse": "^5.3.0"}}"#,
    );
    scratch.file("shop/node_modules/codes/index.js", CODES);
    for (module, count) in [
        ("../../other/codes.js", 0),
        ("../node_modules/codes/index.js", 0),
        ("../lib/codes.js", 1),
    ] {
        scratch.file("shop/lib/codes.js", CODES);
        scratch.file("shop/src/login.js", LOGIN.replace("./codes.js", module));
        let run = Program::of(&["--output-format", "concise", "--no-ignore"])
            .within(&scratch.path().join("shop"));
        let found = run.out.matches("[magic-code]").count();
        assert_eq!(found, count, "{module}: {}", run.out);
    }
}

/// An app may raise what a component of others may not: of a constant that both use, the narrower range holds, whichever
/// of them is read first.
#[test]
fn the_strictest_user_of_a_constant_decides() {
    let raise = "import Parse from 'parse/node.js';\nimport { ODD } from '../lib/codes.js';\n\
        export function fail() { throw new Parse.Error(ODD, 'odd'); }\n";
    let mut said = Vec::new();
    for (first, second) in [("a", "b"), ("b", "a")] {
        let scratch = Scratch::new();
        let component =
            format!("[[component]]\nfiles = [\"{first}/**\"]\nrole = \"third-party\"\n");
        scratch.file("parselint.toml", component);
        scratch.file("lib/codes.js", "export const ODD = 9301;\n");
        scratch.file(&format!("{first}/fail.js"), raise);
        scratch.file(&format!("{second}/fail.js"), raise);
        let found = findings(&scratch, &[]);
        said.push(
            found
                .iter()
                .filter(|line| line.starts_with("lib/"))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }
    assert!(
        said[0]
            .iter()
            .any(|line| line.contains("[third-party-code]")),
        "{said:?}"
    );
    assert_eq!(said[0], said[1]);
}

const ES: &str = "import { GONE } from './codes.js'; GONE";
const REQUIRED: &str = "const codes = require('./codes.js'); codes.GONE";
const NAMED: &str = "import { Codes } from './codes.js'; Codes.GONE";

/// A file with a constant, one that may hand it on, and an import of it with its name there.
const WAYS: &[(&str, &str, &str)] = &[
    ("export const GONE = 209;", "", ES),
    ("const GONE = 209;\nexport { GONE };", "", ES),
    ("const A = 209;\nexport { A as GONE };", "", ES),
    (
        "const A = 209;\nexport { A as default };",
        "",
        "import A from './codes.js'; A",
    ),
    (
        "const A = 209;\nexport default A;",
        "",
        "import A from './codes.js'; A",
    ),
    (
        "export default { GONE: 209 };",
        "",
        "import a from './codes.js'; a.GONE",
    ),
    (
        "export const GONE = 209;",
        "",
        "import * as a from './codes.js'; a.GONE",
    ),
    ("export class Codes { static GONE = 209; }", "", NAMED),
    ("export const Codes = { GONE: 209 };", "", NAMED),
    ("exports.GONE = 209;", "", REQUIRED),
    ("module.exports = { GONE: 209 };", "", REQUIRED),
    (
        "const GONE = 209;\nmodule.exports = { GONE };",
        "",
        REQUIRED,
    ),
    (
        "const own = { GONE: 209 };\nmodule.exports = { ...own };",
        "",
        REQUIRED,
    ),
    (
        "const own = { GONE: 209 };\nmodule.exports = Object.freeze(own);",
        "",
        REQUIRED,
    ),
    (
        "exports.GONE = 209;",
        "",
        "const { GONE: a } = require('./codes.js'); a",
    ),
    (
        "export const GONE = 209;",
        "export * from './codes.js';",
        "import { GONE } from './index.js'; GONE",
    ),
    (
        "export const GONE = 209;",
        "export { GONE as LOST } from './codes.js';",
        "import { LOST } from './index.js'; LOST",
    ),
    (
        "export const GONE = 209;",
        "export * as codes from './codes.js';",
        "import { codes } from './index.js'; codes.GONE",
    ),
    (
        "exports.GONE = 209;",
        "module.exports = { ...require('./codes.js') };",
        "const { GONE } = require('./index.js'); GONE",
    ),
];

/// A file that compares the code of a Parse error with an imported name.
fn page(import: &str, name: &str) -> String {
    format!(
        "import Parse from 'parse';\n{import}\nexport async function f() {{\n  \
         try {{ await Parse.User.logIn('a', 'b'); }} catch (e) {{ return e.code === {name}; }}\n}}\n"
    )
}

/// A constant is found through whatever its file and those in between call it.
#[test]
fn every_way_to_export_a_constant_is_followed() {
    for (codes, barrel, used) in WAYS {
        let scratch = Scratch::with("codes.js", codes);
        scratch.file("index.js", barrel);
        let (import, name) = used.rsplit_once(' ').expect("an import and a name");
        scratch.file("page.js", page(import, name));
        let found = findings(&scratch, &[]);
        assert_eq!(found.len(), 1, "{codes} {barrel} {used}: {found:?}");
        assert!(found[0].starts_with("codes.js:"), "{codes}: {found:?}");
    }
}

/// TypeScript's `export =`, and enums.
#[test]
fn what_only_typescript_exports_is_followed() {
    for (codes, import, name) in [
        (
            "const codes = { GONE: 209 };\nexport = codes;",
            "import codes = require('./codes');",
            "codes.GONE",
        ),
        (
            "export enum Codes { GONE = 209 }",
            "import { Codes } from './codes';",
            "Codes.GONE",
        ),
    ] {
        let scratch = Scratch::with("codes.ts", codes);
        scratch.file("page.ts", page(import, name));
        let found = findings(&scratch, &[]);
        assert_eq!(found.len(), 1, "{codes}: {found:?}");
        assert!(found[0].starts_with("codes.ts:"), "{codes}: {found:?}");
    }
}

/// Barrels that hand one another on, each on to all: a name is looked for in each of them once, not on every way there.
#[test]
fn barrels_that_lead_in_circles_end() {
    let scratch = Scratch::new();
    const COUNT: usize = 24;
    for own in 0..COUNT {
        let mut barrel = String::new();
        for other in 0..COUNT {
            let _ = writeln!(barrel, "export * from './m{other}.js';");
        }
        let _ = writeln!(barrel, "export const CODE_{own} = {};", 100 + own);
        scratch.file(&format!("src/m{own}.js"), barrel);
    }
    let page = LOGIN
        .replace("GONE", "CODE_9")
        .replace("./codes.js", "./m0.js");
    scratch.file("src/login.js", page);
    let found = findings(&scratch, &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("src/m9.js:"), "{found:?}");
}

/// What is read of a text is kept for its copies; what it means is not.
#[test]
fn copies_of_a_text_are_judged_where_they_stand() {
    let text = "import Parse from 'parse/node';\nimport { GONE } from './codes';\n\
        throw new Parse.Error(GONE, 'x');\nthrow new Parse.Error(1234, 'x');\n\
        throw new Parse.Error(101, 'y');\n";
    let scratch = Scratch::with(
        "app/package.json",
        r#"{"name": "a", "dependencies": {"parse": "5"}}"#,
    );
    scratch.file("server/package.json", r#"{"name": "parse-server"}"#);
    for (package, gone) in [("app", 209), ("server", 142)] {
        scratch.file(&format!("{package}/x.js"), text);
        let codes = format!("export const GONE = {gone};\n");
        scratch.file(&format!("{package}/codes.js"), codes);
    }
    let expected = [
        "app/codes.js:1:21: warning[magic-code] magic Parse error code 209",
        "app/x.js:4:23: error[app-code-range] the app's own error code 1234 is outside 9000-9999",
        "app/x.js:5:23: warning[magic-code] magic Parse error code 101",
        "server/codes.js:1:21: warning[magic-code] magic Parse error code 142",
        "server/x.js:5:23: warning[magic-code] magic Parse error code 101",
    ];
    for threads in ["1", "4"] {
        assert_eq!(findings(&scratch, &["--threads", threads]), expected);
    }
}
