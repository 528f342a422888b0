//! Manifests: what is read of them, and which one counts.

use super::*;
use crate::model::manifest::Dependency;
use crate::scratch::Scratch;

fn find(manifests: &Manifests, dir: &Path) -> Option<Arc<Manifest>> {
    manifests.for_dir(dir, ManifestKind::Npm).expect("search")
}

fn dependency(name: &str, range: &str) -> Dependency {
    Dependency {
        name: name.into(),
        range: range.into(),
    }
}

#[test]
fn package_json_is_read() {
    let text = r#"{
        "name": "a", "private": "yes", "keywords": ["parse-server", 1],
        "devDependencies": {"parse": "^3"},
        "dependencies": {"p": "npm:parse@^5.1", "q": "npm:@parse/x", "r": {"odd": 1}},
        "peerDependencies": {"parse-server": ">=6"}
    }"#;
    let manifest = npm::parse(text, "a/package.json".into())
        .expect("JSON")
        .expect("a name");
    assert_eq!((manifest.name.as_str(), manifest.published), ("a", true));
    assert_eq!(manifest.path, "a/package.json");
    assert_eq!(manifest.keywords, ["parse-server"]);
    assert_eq!(manifest.peers, ["parse-server"]);
    let expected = [
        dependency("parse", "^5.1"),
        dependency("@parse/x", ""),
        dependency("r", ""),
        dependency("parse-server", ">=6"),
        dependency("parse", "^3"),
    ];
    assert_eq!(manifest.dependencies, expected);
    assert_eq!(manifest.range_of("parse"), Some("^5.1"));
    let private = npm::parse(r#"{"name": "a", "private": true}"#, String::new());
    assert!(!private.expect("JSON").expect("a name").published);
}

#[test]
fn cargo_toml_is_read() {
    let text = r#"
        [package]
        name = "a"
        version.workspace = true
        keywords = ["parse-server"]
        [dependencies]
        core = { package = "parse-rust-core", version = "0.4" }
        serde = "1"
        [dev-dependencies]
        here = { path = "../here" }
        [target.'cfg(unix)'.dependencies]
        libc = "0.2"
    "#;
    let manifest = cargo::parse(text, "Cargo.toml".into())
        .expect("TOML")
        .expect("a name");
    assert_eq!((manifest.name.as_str(), manifest.published), ("a", true));
    assert_eq!(manifest.keywords, ["parse-server"]);
    let expected = [
        dependency("parse-rust-core", "0.4"),
        dependency("serde", "1"),
        dependency("libc", "0.2"),
        dependency("here", ""),
    ];
    assert_eq!(manifest.dependencies, expected);
    for (publish, published) in [
        ("false", false),
        ("[]", false),
        ("true", true),
        ("[\"own\"]", true),
        ("{ workspace = true }", true),
    ] {
        let text = format!("[package]\nname = \"a\"\npublish = {publish}");
        let manifest = cargo::parse(&text, String::new())
            .expect("TOML")
            .expect("a name");
        assert_eq!(manifest.published, published, "{publish}");
    }
}

#[test]
fn the_nearest_manifest_with_a_name_counts() {
    let tree = Scratch::with(&[
        ("package.json", r#"{"name": "root"}"#),
        ("sub/package.json", r#"{"type": "module"}"#),
        ("sub/deep/Cargo.toml", "[package]\nname = \"deep\""),
        ("ws/Cargo.toml", "[workspace]\nmembers = []"),
        ("both/package.json", r#"{"name": "npm"}"#),
        ("both/Cargo.toml", "[package]\nname = \"cargo\""),
    ]);
    let manifests = Manifests::new(tree.root().to_path_buf());
    let at = |dir: &str, preferred| {
        let found = manifests.for_dir(&tree.root().join(dir), preferred);
        found
            .expect("search")
            .map(|manifest| (manifest.name.clone(), manifest.path.clone()))
    };
    let is = |name: &str, path: &str| Some((name.to_owned(), path.to_owned()));
    assert_eq!(at("sub", ManifestKind::Npm), is("root", "package.json"));
    assert_eq!(at("ws", ManifestKind::Cargo), is("root", "package.json"));
    assert_eq!(
        at("sub/deep/src", ManifestKind::Npm),
        is("deep", "sub/deep/Cargo.toml")
    );
    assert_eq!(
        at("both", ManifestKind::Npm),
        is("npm", "both/package.json")
    );
    assert_eq!(
        at("both/src", ManifestKind::Cargo),
        is("cargo", "both/Cargo.toml")
    );
    assert_eq!(manifests.notes(), Vec::<String>::new());
}

#[test]
fn a_broken_manifest_is_passed_over_with_one_note() {
    let tree = Scratch::with(&[
        ("package.json", "\u{feff}{\"name\": \"root\"}"),
        ("sub/package.json", "{oops"),
        ("sub/a/x.js", ""),
        ("large/package.json", &" ".repeat((4 << 20) + 1)),
        ("folder/package.json/x", ""),
    ]);
    let manifests = Manifests::new(tree.root().to_path_buf());
    for dir in ["sub", "sub/a", "large", "folder"] {
        let found = find(&manifests, &tree.root().join(dir)).expect(dir);
        assert_eq!(found.name, "root", "{dir}");
    }
    let notes = manifests.notes();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes[0].starts_with("`large/package.json` was passed over: it is larger"),
        "{notes:?}"
    );
    assert!(
        notes[1].starts_with("`sub/package.json` was passed over: "),
        "{notes:?}"
    );
}
