//! What the package says where a file says nothing: a header of the REST interface in another file.

use super::*;
use crate::lang::{Language, javascript::JavaScript};
use crate::model::resolved::HeaderTrace;

fn speaking(name: &str) -> Package {
    Package {
        name: name.into(),
        manifest: "package.json".into(),
        header: Some(HeaderTrace {
            path: "src/client.js".into(),
            header: "X-Parse-Session-Token".into(),
        }),
        ..Package::default()
    }
}

const COMPARES: &str = "try { f() } catch (e) { if (e.code === 155) {} }";

#[test]
fn a_header_elsewhere_is_likely_at_most() {
    let package = speaking("client");
    let table = [
        (COMPARES, "155 likely"),
        ("new ParseError(101, 'x')", "101 likely"),
        ("response.status(404)", ""),
        (
            "import Parse from 'parse'; new Parse.Error(101, 'x')",
            "101 certain",
        ),
    ];
    rows("a.ts", Some(&package), &table);
    rows(
        "a.ts",
        Some(&speaking("leancloud-storage")),
        &[(COMPARES, "")],
    );
    rows("a.ts", None, &[(COMPARES, "")]);
}

#[test]
fn the_reason_names_the_file() {
    let file = SourceFile::new("src/retry.js", COMPARES);
    let facts = JavaScript.facts(&file);
    let package = speaking("client");
    let found = resolve(&file, &facts, alone(Some(&package))).uses;
    let [found] = found.as_slice() else {
        panic!("one use: {found:?}");
    };
    let reason = "`src/client.js` of the package speaks of the header `X-Parse-Session-Token`";
    assert!(
        found.reasons.iter().any(|told| told == reason),
        "{:?}",
        found.reasons
    );
}
