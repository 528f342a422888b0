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

fn owned((name, package): (&str, &str)) -> (String, String) {
    (name.into(), package.into())
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
    let aliases = [("p", "parse"), ("q", "@parse/x")];
    assert_eq!(manifest.aliases, aliases.map(owned));
    let expected = [
        dependency("parse", "^5.1"),
        dependency("@parse/x", ""),
        dependency("r", ""),
        dependency("parse-server", ">=6"),
        dependency("parse", "^3"),
    ];
    assert_eq!(manifest.dependencies, expected);
    assert_eq!(manifest.range_of("parse"), Some("^5.1"));
    let beside = r#"{"name": "a", "dependencies": {"@a/b": "file:../b", "@a/c": "workspace:^1", "d": "^1"}}"#;
    let beside = npm::parse(beside, "a/package.json".into());
    let folders = [("@a/b", "a/../b"), ("@a/c", "a/../c")];
    assert_eq!(
        beside.expect("JSON").expect("a name").beside,
        folders.map(owned)
    );
    let private = npm::parse(r#"{"name": "a", "private": true}"#, String::new());
    assert!(!private.expect("JSON").expect("a name").published);
}

/// A crate without a workspace.
fn alone(text: &str) -> Manifest {
    let files = [("Cargo.toml".to_owned(), text.to_owned())];
    from_texts(&files).pop().expect("a name")
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
    let manifest = alone(text);
    assert_eq!((manifest.name.as_str(), manifest.published), ("a", true));
    assert_eq!(manifest.keywords, ["parse-server"]);
    assert_eq!(manifest.aliases, [("core", "parse-rust-core")].map(owned));
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
        assert_eq!(alone(&text).published, published, "{publish}");
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

/// A workspace that lends what crates ask for.
const LENDER: &str = r#"
    [workspace]
    members = ["a", "b"]
    [workspace.package]
    publish = false
    keywords = ["parse-server"]
    [workspace.dependencies]
    parse-rs = "0.2"
    back-end = { package = "parse-rust-core", version = "0.4" }
    here = { path = "here" }
    odd = { workspace = true }
"#;

fn crate_of(tree: &Scratch, cwd: &str, dir: &str) -> (Arc<Manifest>, Vec<String>) {
    let manifests = Manifests::new(tree.root().join(cwd));
    let found = manifests.for_dir(&tree.root().join(dir), ManifestKind::Cargo);
    let found = found.expect("search").expect("a manifest");
    (found, manifests.notes())
}

#[test]
fn a_crate_inherits_from_its_workspace() {
    let member = r#"
        package = { name = "member", publish.workspace = true, keywords.workspace = true, version.workspace = true }
        dev-dependencies = { here.workspace = true }
        [dependencies]
        parse-rs.workspace = true
        back-end = { workspace = true, features = ["x"] }
        serde = "1"
    "#;
    let tree = Scratch::with(&[("Cargo.toml", LENDER), ("a/Cargo.toml", member)]);
    let (manifest, notes) = crate_of(&tree, "", "a/src");
    assert_eq!(notes, Vec::<String>::new());
    assert_eq!(
        (manifest.name.as_str(), manifest.published),
        ("member", false)
    );
    assert_eq!(manifest.keywords, ["parse-server"]);
    let mut dependencies = manifest.dependencies.clone();
    dependencies.sort_by(|one, other| one.name.cmp(&other.name));
    let expected = [
        dependency("here", ""),
        dependency("parse-rs", "0.2"),
        dependency("parse-rust-core", "0.4"),
        dependency("serde", "1"),
    ];
    assert_eq!(dependencies, expected);
    assert_eq!(
        manifest.aliases,
        [("back_end", "parse-rust-core")].map(owned)
    );
    assert_eq!(manifest.beside, [("here", "here")].map(owned));
    // In memory the same.
    let files = [("ws/Cargo.toml", LENDER), ("ws/a/Cargo.toml", member)].map(owned);
    let [found] = from_texts(&files).try_into().expect("one with a name");
    assert_eq!(found.beside, [("here", "ws/here")].map(owned));
    let in_place = Manifest {
        path: manifest.path.clone(),
        beside: manifest.beside.clone(),
        ..found
    };
    assert_eq!(in_place, *manifest);
}

#[test]
fn a_workspace_may_be_named_and_may_be_the_crate_itself() {
    let here = format!("package = {{ name = \"own\", publish.workspace = true }}\n{LENDER}");
    let named = "package = { name = \"b\", workspace = \"../ws\", publish.workspace = true }";
    let tree = Scratch::with(&[
        ("own/Cargo.toml", here.as_str()),
        ("ws/Cargo.toml", LENDER),
        ("b/Cargo.toml", named),
    ]);
    for dir in ["own", "b"] {
        let (manifest, notes) = crate_of(&tree, "", dir);
        assert_eq!(notes, Vec::<String>::new(), "{dir}");
        assert!(!manifest.published, "{dir}");
    }
}

#[test]
fn what_cannot_be_inherited_is_a_note() {
    let tree = Scratch::with(&[
        (
            "orphan/Cargo.toml",
            "package = { name = \"o\", publish.workspace = true }\ndependencies = { x.workspace = true }",
        ),
        ("ws/Cargo.toml", LENDER),
        (
            "ws/a/Cargo.toml",
            "package = { name = \"a\" }\ndependencies = { odd.workspace = true, nowhere.workspace = true }",
        ),
        (
            "bent/Cargo.toml",
            "workspace = 1\n[package]\nname = \"bent\"\npublish.workspace = true",
        ),
        ("broken/Cargo.toml", "[workspace"),
        (
            "broken/a/Cargo.toml",
            "package = { name = \"b\", publish.workspace = true }",
        ),
    ]);
    let orphan = "no workspace that it could inherit from was found";
    let lends = |key| {
        format!(
            "`ws/a/Cargo.toml`: its workspace has no `{key}` in `[workspace.dependencies]` to lend"
        )
    };
    let (manifest, notes) = crate_of(&tree, "", "orphan");
    assert!(manifest.published);
    assert_eq!(manifest.dependencies, [dependency("x", "")]);
    assert_eq!(notes, [format!("`orphan/Cargo.toml`: {orphan}")]);
    let (_, notes) = crate_of(&tree, "", "ws/a");
    assert_eq!(notes, [lends("nowhere"), lends("odd")]);
    let (_, notes) = crate_of(&tree, "", "bent");
    assert_eq!(notes, [format!("`bent/Cargo.toml`: {orphan}")]);
    let (_, notes) = crate_of(&tree, "", "broken/a");
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes[0].starts_with("`broken/Cargo.toml` was passed over: "),
        "{notes:?}"
    );
}

#[test]
fn no_workspace_is_read_above_the_repository() {
    let tree = Scratch::with(&[
        ("Cargo.toml", LENDER),
        ("repo/.git/HEAD", ""),
        (
            "repo/a/Cargo.toml",
            "package = { name = \"a\", publish.workspace = true }",
        ),
        (
            "repo/b/Cargo.toml",
            "package = { name = \"b\", workspace = \"../..\", publish.workspace = true }",
        ),
        ("inner/.git/HEAD", ""),
        (
            "inner/Cargo.toml",
            "package = { name = \"c\", publish.workspace = true }",
        ),
    ]);
    for (cwd, dir) in [("repo", "repo/a"), ("repo", "repo/b"), ("", "inner")] {
        let (manifest, notes) = crate_of(&tree, cwd, dir);
        assert!(manifest.published, "{dir}");
        assert_eq!(notes.len(), 1, "{notes:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_no_workspace() {
    let tree = Scratch::with(&[
        ("Cargo.toml", LENDER),
        ("repo/.git/HEAD", ""),
        (
            "repo/Cargo.toml",
            "package = { name = \"a\", workspace = \"out\", publish.workspace = true }",
        ),
    ]);
    tree.link("repo/out", "..");
    let (manifest, notes) = crate_of(&tree, "repo", "repo");
    assert!(manifest.published);
    assert_eq!(notes.len(), 1, "{notes:?}");
}

#[test]
fn one_that_says_nothing_of_parse_is_read_when_somebody_asks() {
    let tree = Scratch::with(&[
        (
            "npm/package.json",
            r#"{"name": "a", "dependencies": {"b": "file:../b"}}"#,
        ),
        (
            "cargo/Cargo.toml",
            "[package]\nname = \"a\"\n[dependencies]\nserde = \"1\"\n",
        ),
        (
            "broken/Cargo.toml",
            "[package]\nname = \"a\"\nkeywords = [\n",
        ),
        (
            "parse/package.json",
            r#"{"name": "a", "dependencies": {"parse": "5"}}"#,
        ),
    ]);
    let manifests = Manifests::new(tree.root().to_path_buf());
    let nearest = |dir: &str| {
        let found = manifests.nearest(&tree.root().join(dir), ManifestKind::Npm);
        found.expect("search").expect("a manifest")
    };
    for (dir, path) in [("npm", "npm/package.json"), ("cargo", "cargo/Cargo.toml")] {
        let found = nearest(dir);
        assert!(matches!(found, Nearest::Foreign(_)), "{dir}");
        assert_eq!(found.path(), path);
        let manifest = manifests.read(&found).expect("read");
        assert_eq!(
            (manifest.path.as_str(), manifest.name.as_str()),
            (path, "a")
        );
        assert_eq!(manifest.dependencies.len(), 1, "{dir}");
    }
    assert!(matches!(nearest("parse"), Nearest::Read(_)));
    assert_eq!(manifests.notes(), Vec::<String>::new());
    let broken = nearest("broken");
    assert!(manifests.read(&broken).is_none());
    assert_eq!(manifests.notes().len(), 1, "{:?}", manifests.notes());
}
