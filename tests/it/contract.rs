//! The project's contract of codes: what all files say together, whichever of them are linted.
//!
//! What a rule finds in one run over everything is on its page.

use serde_json::Value;

use crate::program::{Program, Run, Scratch};

const OPT_INS: &str = "unhandled-app-code,unmade-app-code";

/// A repository with Cloud Code and a page, each a package of its own, and no configuration.
fn shop() -> Scratch {
    let scratch = Scratch::bare();
    scratch.file(".git/HEAD", "");
    let manifest = |name: &str, dependency: &str| {
        format!(
            r#"{{"name": "{name}", "private": true, "dependencies": {{"{dependency}": "^5.3.0"}}}}"#
        )
    };
    scratch.file("cloud/package.json", manifest("shop-cloud", "parse-server"));
    scratch.file("web/package.json", manifest("shop-web", "parse"));
    scratch.file(
        "cloud/codes.js",
        "module.exports = { SOLD_OUT: 9001, COUPON_USED: 9002 };\n",
    );
    scratch.file(
        "cloud/main.js",
        "const codes = require('./codes');\n\
         Parse.Cloud.define('buy', ({ params }) => {\n\
           if (params.used) throw new Parse.Error(codes.COUPON_USED, 'used');\n\
           throw new Parse.Error(codes.SOLD_OUT, 'sold out');\n\
         });\n",
    );
    scratch.file(
        "web/shop.ts",
        "import Parse from 'parse';\n\
         export enum Code { SoldOut = 9001, Closed = 9003 }\n\
         export const isSoldOut = (error: Parse.Error) => error.code === Code.SoldOut;\n\
         export const isClosed = (error: Parse.Error) => error.code === Code.Closed;\n",
    );
    scratch
}

/// `path:line rule`, a line each.
fn found(run: &Run) -> Vec<String> {
    let document: Value = serde_json::from_str(&run.out).expect("a document");
    let rows = document["diagnostics"].as_array().expect("an array").iter();
    let told = rows.map(|row| {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        format!("{}:{} {}", text("path"), row["start"]["line"], text("rule"))
    });
    told.collect()
}

fn check(scratch: &Scratch, arguments: &[&str]) -> Vec<String> {
    found(&scratch.run(&[arguments, &["--output-format", "json"]].concat()))
}

#[test]
fn codes_by_name_count_where_a_rule_asks_for_them() {
    let scratch = shop();
    let expected = [
        "cloud/main.js:3 unhandled-app-code",
        "web/shop.ts:4 unmade-app-code",
    ];
    assert_eq!(check(&scratch, &["--select", OPT_INS]), expected);
    assert_eq!(check(&scratch, &[]), [""; 0]);
    for threads in ["1", "4"] {
        let run = check(&scratch, &["--select", OPT_INS, "--threads", threads]);
        assert_eq!(run, expected);
    }
}

/// A client that makes a code does not handle it, and neither does a test.
#[test]
fn only_clients_that_compare_a_code_handle_it() {
    let scratch = shop();
    scratch.file(
        "web/used.ts",
        "import Parse from 'parse';\nexport enum Code { CouponUsed = 9002 }\n\
         export const used = () => new Parse.Error(Code.CouponUsed, 'used');\n",
    );
    let compares = "const codes = require('./codes');\n\
        exports.isUsed = (error) =>\n  \
          error instanceof Parse.Error && error.code === codes.COUPON_USED;\n";
    scratch.file("cloud/is-used.spec.js", compares);
    let help = || {
        let run = scratch.run(&["--select", "unhandled-app-code", "--output-format", "json"]);
        assert_eq!(found(&run), ["cloud/main.js:3 unhandled-app-code"]);
        let document: Value = serde_json::from_str(&run.out).expect("a document");
        document["diagnostics"][0]["help"]
            .as_str()
            .expect("help")
            .to_owned()
    };
    let told = help();
    assert!(told.ends_with("or answer with a predefined code"), "{told}");
    scratch.file("cloud/is-used.js", compares);
    let told = help();
    assert!(
        told.ends_with("; only the server's side compares it: `cloud/is-used.js:3`"),
        "{told}"
    );
}

/// `check` skims long sources, and does not read those that only name codes, unless a rule asks for them.
#[test]
fn what_is_skimmed_otherwise_is_read_for_them() {
    let scratch = shop();
    let padding = "// more to come\n".repeat(400);
    let text = format!(
        "const codes = require('../codes');\n\
         function deep() {{\n  return new Parse.Error(codes.RARE, 'rare');\n}}\n{padding}"
    );
    scratch.file(
        "cloud/codes.js",
        "module.exports = { SOLD_OUT: 9001, COUPON_USED: 9002, RARE: 9004 };\n",
    );
    scratch.file("cloud/parts/deep.js", text);
    let found = check(&scratch, &["--select", "unhandled-app-code"]);
    assert!(
        found.contains(&"cloud/parts/deep.js:3 unhandled-app-code".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_part_is_judged_by_the_whole_repository() {
    let scratch = shop();
    let select = ["--select", OPT_INS];
    let of = |path: &str| check(&scratch, &[&select[..], &[path]].concat());
    assert_eq!(of("cloud"), ["cloud/main.js:3 unhandled-app-code"]);
    assert_eq!(of("web/shop.ts"), ["web/shop.ts:4 unmade-app-code"]);
    let text = std::fs::read_to_string(scratch.path().join("web/shop.ts")).expect("UTF-8");
    let borrowed = |text: String| {
        let arguments = [
            "--stdin-filename",
            "web/shop.ts",
            "--output-format",
            "json",
            "-",
        ];
        let run = Program::of(&[&select[..], &arguments].concat()).input(text);
        found(&run.within(scratch.path()))
    };
    assert_eq!(borrowed(text.clone()), ["web/shop.ts:4 unmade-app-code"]);
    // What the disk has under the name is not what is linted.
    let mended = text.replace("error.code === Code.Closed", "error.code === Code.SoldOut");
    assert_eq!(borrowed(mended), [""; 0]);
}

/// Files for which no rule asks for names are evidence all the same.
#[test]
fn a_rule_for_a_part_of_the_tree_sees_all_of_it() {
    let scratch = shop();
    scratch.file(
        "parselint.toml",
        "[[override]]\nfiles = ['cloud/**']\nrules = { unhandled-app-code = 'warning' }\n",
    );
    scratch.file(
        "web/used.ts",
        "import Parse from 'parse';\nimport { Code } from './more';\n\
         export const isUsed = (error: Parse.Error) => error.code === Code.CouponUsed;\n",
    );
    scratch.file("web/more.ts", "export enum Code { CouponUsed = 9002 }\n");
    assert_eq!(check(&scratch, &[]), [""; 0]);
    scratch.file("web/used.ts", "import Parse from 'parse';\n");
    assert_eq!(check(&scratch, &[]), ["cloud/main.js:3 unhandled-app-code"]);
}

/// What is wrong elsewhere is not this run's to tell, and hides no client.
#[test]
fn a_wrong_configuration_elsewhere_hides_nothing() {
    let scratch = shop();
    scratch.file("broken/parselint.toml", "rulez = 1\n");
    scratch.file("broken/a.js", "Parse.Cloud.run('buy');\n");
    let found = check(&scratch, &["--select", OPT_INS, "cloud"]);
    assert_eq!(found, ["cloud/main.js:3 unhandled-app-code"]);
}

/// A configuration is the top of what its rules look at.
#[test]
fn a_configuration_bounds_what_has_a_say() {
    let scratch = shop();
    let rules = "[rules]\nunhandled-app-code = 'warning'\n";
    scratch.file("cloud/parselint.toml", rules);
    let both = [
        "cloud/main.js:3 unhandled-app-code",
        "cloud/main.js:4 unhandled-app-code",
    ];
    assert_eq!(check(&scratch, &["cloud/main.js"]), both);
    assert_eq!(check(&scratch, &[]), both[..1]);
    scratch.file("parselint.toml", rules);
    std::fs::remove_file(scratch.path().join("cloud/parselint.toml")).expect("a file");
    assert_eq!(check(&scratch, &["cloud/main.js"]), both[..1]);
}

#[test]
fn a_part_is_told_what_its_component_calls_a_code() {
    let scratch = Scratch::new();
    scratch.file(".git/HEAD", "");
    let throws = |message: &str| {
        format!(
            "Parse.Cloud.define('a', () => {{\n  throw new Parse.Error(9001, '{message}');\n}});\n"
        )
    };
    scratch.file("cloud/a.js", throws("sold out"));
    scratch.file("cloud/b.js", throws("account banned"));
    let both = [
        "cloud/a.js:2 duplicate-app-code",
        "cloud/b.js:2 duplicate-app-code",
    ];
    assert_eq!(check(&scratch, &[]), both);
    assert_eq!(check(&scratch, &["cloud/b.js"]), both[1..]);
    assert_eq!(
        check(&scratch, &["--ignore", "duplicate-app-code"]),
        [""; 0]
    );
    let explained = scratch.run(&["explain", "cloud/b.js:2:25"]).out;
    assert!(
        explained.contains("duplicate-app-code, warning"),
        "{explained}"
    );
}

#[test]
fn repositories_side_by_side_have_nothing_to_do_with_each_other() {
    let scratch = Scratch::bare();
    for (repository, message) in [("one", "sold out"), ("other", "account banned")] {
        scratch.file(&format!("{repository}/.git/HEAD"), "");
        scratch.file(
            &format!("{repository}/package.json"),
            r#"{"name": "shop", "private": true}"#,
        );
        let text = format!(
            "Parse.Cloud.define('a', () => {{ throw new Parse.Error(9001, '{message}'); }});"
        );
        scratch.file(&format!("{repository}/main.js"), text);
    }
    assert_eq!(check(&scratch, &[]), [""; 0]);
}

#[test]
fn comments_speak_after_the_project() {
    let scratch = Scratch::new();
    scratch.file(".git/HEAD", "");
    let main = |second: &str| {
        format!(
            "Parse.Cloud.define('a', () => {{\n\
             // parselint-ignore duplicate-app-code: both are on the way out\n\
             if (f()) throw new Parse.Error(9001, 'sold out');\n\
             throw new Parse.Error(9001, '{second}');\n}});\n"
        )
    };
    scratch.file("main.js", main("account banned"));
    assert_eq!(check(&scratch, &[]), ["main.js:4 duplicate-app-code"]);
    let run = scratch.run(&[]);
    assert!(run.out.contains("1 finding suppressed"), "{}", run.out);
    scratch.file("main.js", main("sold"));
    assert_eq!(check(&scratch, &[]), ["main.js:2 unused-suppression"]);
    scratch.file("parselint.toml", "[rules]\nduplicate-app-code = 'off'\n");
    assert_eq!(check(&scratch, &[]), [""; 0]);
}

#[test]
fn a_literal_has_one_finding_and_each_finding_a_code_of_its_own() {
    let scratch = Scratch::new();
    scratch.file(".git/HEAD", "");
    scratch.file(
        "main.js",
        "Parse.Cloud.define('a', () => {\n\
         if (f()) throw new Parse.Error('9001', 'sold out');\n\
         if (g()) throw new Parse.Error(9001, 'account banned');\n\
         throw new Parse.Error(9001, 'wallet empty');\n});\n",
    );
    let expected = [
        "main.js:2 string-code",
        "main.js:3 duplicate-app-code",
        "main.js:4 duplicate-app-code",
    ];
    assert_eq!(check(&scratch, &[]), expected);
    // Of several rules for one literal the earlier one has it, even if it is off.
    assert_eq!(check(&scratch, &["--ignore", "string-code"]), expected[1..]);
    // A rule of the project is weighed only where it is on.
    let select = ["--select", "unhandled-app-code,duplicate-app-code"];
    assert_eq!(check(&scratch, &select), expected[1..]);
    let select = ["--select", "unhandled-app-code"];
    let unhandled = [
        "main.js:3 unhandled-app-code",
        "main.js:4 unhandled-app-code",
    ];
    assert_eq!(check(&scratch, &select), unhandled);
    let run = scratch.run(&["--output-format", "json", "--select", "duplicate-app-code"]);
    let document: Value = serde_json::from_str(&run.out).expect("a document");
    let suggested = document["diagnostics"].as_array().expect("an array").iter();
    let suggested: Vec<_> = suggested.map(|row| row["suggestions"][0].clone()).collect();
    for (suggestion, code) in suggested.iter().zip(["9000", "9002"]) {
        assert_eq!(suggestion["constant"], code);
        assert_eq!(suggestion["applicability"], "manual");
    }
}

#[test]
fn an_inventory_tells_what_deserves_attention() {
    let scratch = shop();
    let run = scratch.run(&["inventory"]);
    for line in [
        "note: 9002 is an app's code that a server makes and no client compares:",
        "note: 9003 is an app's code that is compared and made nowhere: web/shop.ts:4",
        "9001  SOLD_OUT     app    js ts  shop-cloud (app) 1  shop-web (app) 1",
    ] {
        assert!(run.out.contains(line), "{line:?} in\n{}", run.out);
    }
    let part = scratch.run(&["inventory", "web"]).out;
    let notes: Vec<&str> = part.lines().filter(|line| line.contains("note:")).collect();
    let note = "note: 9003 is an app's code that is compared and made nowhere: web/shop.ts:4";
    assert_eq!(notes, [note]);
}
