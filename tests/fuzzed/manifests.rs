//! Any text as a manifest, and a look at it beside the whole reading.
//!
//! What a look passes over has a name and names no package of Parse. A `Cargo.toml` that is passed over may turn out to be
//! no TOML: it counts as absent then.

use parselint::manifest::{from_texts, is_foreign};
use parselint::model::manifest::{Manifest, ManifestKind};
use parselint::resolve::roles;

use super::choices::Choices;

/// What a member inherits from.
const WORKSPACE: &str = "[workspace]\nmembers = [\"a\"]\n[workspace.package]\npublish = false\nkeywords = [\"parse-server\"]\n\
    [workspace.dependencies]\nparse-rs = \"1\"\nother = { package = \"parse-rs\", version = \"1\" }\nserde = \"1\"\n";

/// The first byte says which manifest it is.
pub(crate) fn run(data: &[u8]) {
    let mut choices = Choices::new(data);
    let kind = *choices.of(&ManifestKind::ALL);
    let text = choices.text();
    let own = |path: String, text: &str| (path, text.to_owned());
    let name = kind.file_name();
    let alone = from_texts(&[own(name.to_owned(), &text)]);
    let inside = [
        own(format!("a/{name}"), &text),
        own("Cargo.toml".to_owned(), WORKSPACE),
    ];
    let member = from_texts(&inside);
    for manifest in alone.iter().chain(&member) {
        check(manifest);
    }
    if is_foreign(kind, &text) {
        assert!(
            alone.len() == 1 || kind == ManifestKind::Cargo,
            "a manifest that cannot be read was passed over: {text:?}"
        );
        for manifest in alone.iter().chain(&member) {
            let package = roles::package(manifest);
            assert!(!package.uses_parse(), "passed over: {manifest:#?}");
        }
    }
}

fn check(manifest: &Manifest) {
    assert!(!manifest.name.is_empty(), "{manifest:?}");
    roles::role(Some(manifest));
    for (_, folder) in &manifest.beside {
        manifest.join(folder);
    }
    for dependency in &manifest.dependencies {
        assert!(manifest.range_of(&dependency.name).is_some());
    }
}
