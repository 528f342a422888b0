//! A look at a manifest: does it have a name, and does it say anything of Parse? Many times faster than reading it.
//!
//! Doubt means no: then the manifest is read. A crate's that is no TOML may still pass for one that says nothing of Parse;
//! it is told of when a file of its crate has something to say.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;
use serde_json::Value;

use crate::model::catalogue;
use crate::model::manifest::ManifestKind;

/// How a `package.json` may name a package of Parse, `npm:parse@5` for another name included; a name may be written with
/// escapes.
const PACKAGES: [&str; 7] = [
    "\"parse\"",
    "\"parse-server\"",
    "\"parse-dashboard\"",
    "moralis",
    "@parse/",
    ":parse",
    "\\u",
];

/// What leaves in doubt what a `Cargo.toml` without crates of Parse says: literal strings of several lines, and escapes.
const DOUBTS: [&str; 2] = ["\\", "'''"];

/// What may name a crate of Parse for a crate that does not.
const WORKSPACE: &str = "workspace";

/// Fewer brackets than this nest no deeper than can be read.
const DEEPEST: usize = 128;

/// Whether a look at a manifest's text is enough: it has a name, and names no package of Parse. `Manifests` reads such a one
/// when somebody asks.
pub fn is_foreign(kind: ManifestKind, text: &str) -> bool {
    match kind {
        ManifestKind::Npm => is_foreign_package(text),
        ManifestKind::Cargo => is_foreign_crate(text),
    }
}

/// A `package.json` with a name in which no package of Parse is named.
fn is_foreign_package(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        name: Value,
    }
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(PACKAGES).ok());
    let says_parse = WORDS.as_ref().is_none_or(|words| words.is_match(text));
    if says_parse || !is_plain(text) {
        return false;
    }
    let head = serde_json::from_str::<Head>(text);
    head.is_ok_and(|head| head.name.as_str().is_some_and(|name| !name.is_empty()))
}

/// Whether a text is an object, if it is JSON, and holds nothing that is refused when it is read as a whole: deep nests,
/// and numbers that are too large.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = bytes.iter().filter(|byte| matches!(byte, b'{' | b'['));
    let exponent = |pair: &[u8]| pair[0].is_ascii_digit() && matches!(pair[1], b'e' | b'E');
    text.trim_start().starts_with('{') && opens.count() < DEEPEST && !bytes.windows(2).any(exponent)
}

/// A `Cargo.toml` with a package in which no crate of Parse is named, and which takes nothing from a workspace, that may
/// name one.
fn is_foreign_crate(text: &str) -> bool {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let crates = catalogue::parse_crates().iter();
        let crates = crates.map(|pattern| pattern.trim_end_matches('*'));
        AhoCorasick::new([WORKSPACE].into_iter().chain(DOUBTS).chain(crates)).ok()
    });
    let Some(words) = WORDS.as_ref() else {
        return false;
    };
    // The first word, which in the middle of a name (`rustc-std-workspace-core`) names none.
    let is_inside =
        |at: usize| text[..at].ends_with('-') && text[at + WORKSPACE.len()..].starts_with('-');
    let mut found = words.find_iter(text);
    found.all(|found| found.pattern().as_usize() == 0 && is_inside(found.start()))
        && without_long_strings(text).is_some_and(|text| has_package(&text))
}

/// The text without what its strings of several lines hold, where these are whole values; `None` where that is in doubt.
/// The text has no escapes.
fn without_long_strings(text: &str) -> Option<Cow<'_, str>> {
    const QUOTES: &str = "\"\"\"";
    let mut kept = Cow::Borrowed("");
    let mut rest = text;
    while let Some((before, string)) = rest.split_once(QUOTES) {
        let line = before.rsplit('\n').next().unwrap_or(before);
        if !line.trim_end().ends_with('=') || line.contains(['#', '"', '\'']) {
            return None;
        }
        let (_, behind) = string.split_once(QUOTES)?;
        kept += before;
        kept += "\"\"";
        // The last two characters of a string may be quotes.
        rest = behind.trim_start_matches('"');
    }
    kept += rest;
    Some(kept)
}

/// Whether there is a section `[package]` with a line `name = ".."`, as people and tools write them, and all headers are
/// whole.
fn has_package(text: &str) -> bool {
    const PACKAGE: &str = "[package]";
    let is_whole = |line: &str| {
        let header = line.split('#').next().unwrap_or(line);
        header.trim_ascii_end().ends_with(']')
    };
    let (mut packages, mut names, mut inside) = (0, 0, false);
    for line in text.lines().map(str::trim_ascii) {
        if line.starts_with('[') {
            if !is_whole(line) {
                return false;
            }
            inside = line == PACKAGE;
            packages += usize::from(inside);
        } else if let Some(is_plain) = is_name(line).filter(|_| inside) {
            if !is_plain {
                return false;
            }
            names += 1;
        }
    }
    packages == 1 && names == 1
}

fn is_name(line: &str) -> Option<bool> {
    let value = line.strip_prefix("name")?.trim_start().strip_prefix('=')?;
    let name = value.trim().strip_prefix('"')?.strip_suffix('"')?;
    Some(!name.is_empty() && !name.contains('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_that_say_nothing_of_parse() {
        for foreign in [
            r#"{"name": "a"}"#,
            r#"{"author": {"name": "b"}, "name": "a", "dependencies": {"parse5": "1", "json-parse": "2"}}"#,
            r#"{"name": "parser", "keywords": ["parsers"]}"#,
        ] {
            assert!(is_foreign_package(foreign), "{foreign}");
        }
        for doubt in [
            "",
            "{",
            r#"{"name": ""}"#,
            r#"{"name": 1}"#,
            r#"["a"]"#,
            r#"{"name": "a", "x": 1e999}"#,
            r#"{"author": {"name": "b"}}"#,
            r#"{"name": "a", "dependencies": {"parse": "5"}}"#,
            r#"{"name": "a", "dependencies": {"\u0070arse": "5"}}"#,
            r#"{"name": "a", "dependencies": {"p": "npm:parse@5"}}"#,
            r#"{"name": "a", "peerDependencies": {"parse-server": "5"}}"#,
            r#"{"name": "@parse/push-adapter"}"#,
            r#"{"name": "a", "dependencies": {"moralis": "1"}}"#,
        ] {
            assert!(!is_foreign_package(doubt), "{doubt}");
        }
        let deep = format!(
            "{{\"name\": \"a\", \"x\": {}{}}}",
            "[".repeat(200),
            "]".repeat(200)
        );
        assert!(!is_foreign_package(&deep));
    }

    #[test]
    fn crates_that_say_nothing_of_parse() {
        for foreign in [
            "[package]\nname = \"a\"\n",
            "# made by cargo\n[package]\r\nedition = \"2024\"\r\nname=\"a\"\r\n[dependencies]\nparse = \"1\"\n",
            "[package]\nname = \"a\"\ndescription = \"\"\"\n[package]\nname = \"b\"\n[x\n\"\"\"\"\"\nrepository = \"\"\"r\"\"\"\n",
            "[package]\nname = \"a\"\n[dependencies.core]\npackage = \"rustc-std-workspace-core\"\n",
        ] {
            assert!(is_foreign_crate(foreign), "{foreign}");
        }
        for doubt in [
            "",
            "name = \"a\"\n",
            "[package]\nversion = \"1\"\n[lib]\nname = \"a\"\n",
            "[package]\nname = \"\"\n",
            "[package]\nname = \"a\\u0041\"\n",
            "package = { name = \"a\" }\n",
            "[package]\nname = \"a\"\n[dep\n",
            "[package]\nname = \"a\"\nname = \"b\"\n",
            "x = \"\"\"\n[package]\nname = \"a\"\n\"\"\"\n",
            "[package]\nname = \"parse-rs\"\n",
            "[package]\nname = \"a\"\n[dependencies]\nparse_rs = \"1\"\n",
            "[package]\nname = \"a\"\n[dependencies]\nx = { package = \"parse-rust-core\", version = \"1\" }\n",
            "[package]\nname = \"a\"\n[dependencies]\nb.workspace = true\n",
            "[package]\nname = \"a\"\nx-workspace = 1\n",
            "[package]\nname = \"a\"\nx = [\"\"\"\n\"\"\"]\n",
            "[package]\nname = \"a\"\nx = \"\"\"\n",
            "[package]\nname = \"a\"\n# x = \"\"\"\n[a]\n# y = \"\"\"\n",
            "[package]\n'\"\"\"' = \"\"\"\n\"\"\"\nname = \"a\"\n",
        ] {
            assert!(!is_foreign_crate(doubt), "{doubt}");
        }
    }
}
