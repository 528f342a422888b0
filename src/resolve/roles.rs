//! Whose code a package writes, by its manifest: the policy gives each role its range of codes.
//!
//! `--role` and `[[component]]` come before this; they are the pipeline's to ask.

use crate::model::catalogue;
use crate::model::manifest::{Dependency, Manifest, ManifestKind};
use crate::model::resolved::{Package, Role};

/// The role, and why: a clause for people, without full stop.
pub fn role(manifest: Option<&Manifest>) -> (Role, String) {
    let Some(manifest) = manifest else {
        return (Role::App, "no manifest with a name was found".into());
    };
    let (role, why) = role_of(manifest);
    (role, format!("`{}` {why}", manifest.path))
}

/// What the package has to do with Parse.
pub fn package(manifest: &Manifest) -> Package {
    let names = manifest
        .dependencies
        .iter()
        .map(|dependency| &dependency.name);
    let mut names = std::iter::once(&manifest.name).chain(names);
    Package {
        name: manifest.name.clone(),
        manifest: manifest.path.clone(),
        modules: manifest.modules,
        parse: names.any(|name| is_parse(manifest.kind, name)),
        dependencies: dependencies(manifest, |_| true),
        siblings: siblings(manifest),
        beside: manifest.beside.clone(),
        header: None,
        aliases: manifest.aliases.clone(),
        parse_range: range(manifest, "parse"),
        server_range: range(manifest, "parse-server"),
    }
}

/// What comes from beside the package, by its names.
fn siblings(manifest: &Manifest) -> Vec<String> {
    let mut siblings = dependencies(manifest, |dependency| {
        manifest.kind == ManifestKind::Cargo && dependency.range.is_empty()
    });
    siblings.extend(manifest.beside.iter().map(|(name, _)| name.clone()));
    siblings
}

fn dependencies(manifest: &Manifest, wanted: impl Fn(&Dependency) -> bool) -> Vec<String> {
    let wanted = manifest
        .dependencies
        .iter()
        .filter(|dependency| wanted(dependency));
    wanted.map(|dependency| dependency.name.clone()).collect()
}

fn role_of(manifest: &Manifest) -> (Role, String) {
    let name = &manifest.name;
    if is_server(name) && manifest.range_of(name).is_none() {
        return (
            Role::Server,
            format!("is `{name}`, which belongs to Parse Server"),
        );
    }
    if !manifest.published {
        return (Role::App, format!("is `{name}`, which is not published"));
    }
    match extends_parse(manifest) {
        Some(why) => (
            Role::ThirdParty,
            format!("is `{name}`, published, and {why}"),
        ),
        None => (
            Role::App,
            format!("is `{name}`, which is no part of Parse and does not extend it"),
        ),
    }
}

/// Parse Server and the modules that directly belong to it.
fn is_server(name: &str) -> bool {
    matches!(name, "parse-server" | "parse" | "parse-dashboard")
        || name.starts_with("@parse/")
        || catalogue::is_parse_crate(name)
}

/// Why a published package is a library for Parse.
fn extends_parse(manifest: &Manifest) -> Option<String> {
    if manifest
        .keywords
        .iter()
        .any(|keyword| keyword == "parse-server")
    {
        return Some("has the keyword `parse-server`".into());
    }
    let peer = ["parse-server", "parse"]
        .into_iter()
        .find(|name| manifest.peers.iter().any(|peer| peer == name));
    if let Some(peer) = peer {
        return Some(format!("has the peer dependency `{peer}`"));
    }
    let name = &manifest.name;
    let adapter = name.starts_with("parse-") && name.ends_with("-adapter");
    (name.starts_with("parse-server-") || adapter)
        .then(|| "is named like an extension of Parse".into())
}

/// Packages that bring Parse codes with them.
fn is_parse(kind: ManifestKind, name: &str) -> bool {
    match kind {
        ManifestKind::Npm => {
            matches!(
                name,
                "parse" | "parse-server" | "parse-dashboard" | "moralis"
            ) || name.starts_with("@parse/")
        }
        ManifestKind::Cargo => catalogue::is_parse_crate(name),
    }
}

/// The versions that the package asks of `parse`, else of the `parse-server` that brings it.
fn range(manifest: &Manifest, of: &str) -> Option<String> {
    let range = manifest.range_of(of).filter(|range| !range.is_empty());
    range
        .filter(|_| manifest.kind == ManifestKind::Npm)
        .map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npm(name: &str) -> Manifest {
        Manifest {
            path: "package.json".into(),
            kind: ManifestKind::Npm,
            name: name.into(),
            modules: false,
            published: true,
            keywords: Vec::new(),
            dependencies: Vec::new(),
            peers: Vec::new(),
            aliases: Vec::new(),
            beside: Vec::new(),
        }
    }

    fn with(mut manifest: Manifest, dependencies: &[(&str, &str)]) -> Manifest {
        let dependency = |(name, range): &(&str, &str)| Dependency {
            name: (*name).into(),
            range: (*range).into(),
        };
        manifest.dependencies = dependencies.iter().map(dependency).collect();
        manifest
    }

    fn peer(manifest: Manifest, name: &str) -> Manifest {
        let mut manifest = with(manifest, &[(name, ">=5")]);
        manifest.peers.push(name.into());
        manifest
    }

    #[track_caller]
    fn check(manifest: &Manifest, expected: Role, why: &str) {
        let (role, clause) = role(Some(manifest));
        assert_eq!(role, expected, "{}: {clause}", manifest.name);
        assert!(clause.contains(why), "{}: {clause}", manifest.name);
        assert!(!clause.ends_with('.'), "{clause}");
    }

    #[test]
    fn modules_of_parse_server_are_servers() {
        let names = [
            "parse-server",
            "parse",
            "parse-dashboard",
            "@parse/push-adapter",
            "parse-rs",
            "parse-rust-core",
        ];
        for name in names {
            check(&npm(name), Role::Server, "belongs to Parse Server");
            let mut private = npm(name);
            private.published = false;
            check(&private, Role::Server, "belongs to Parse Server");
        }
        for other in [
            "parse-serverless",
            "@parser/x",
            "parse-rust",
            "Parse",
            "parse5",
        ] {
            check(&npm(other), Role::App, "no part of Parse");
        }
    }

    #[test]
    fn a_package_that_depends_on_its_own_name_only_borrows_it() {
        let mut app = with(npm("parse-server"), &[("parse-server", "^8")]);
        check(&app, Role::App, "no part of Parse");
        app.published = false;
        check(&app, Role::App, "not published");
        let borrowed = with(npm("parse-dashboard"), &[("parse", "^8")]);
        check(&borrowed, Role::Server, "belongs to Parse Server");
    }

    #[test]
    fn published_extensions_are_third_parties() {
        let mut keyword = npm("mailer");
        keyword.keywords.push("parse-server".into());
        let extensions = [
            (keyword, "keyword `parse-server`"),
            (
                peer(npm("mailer"), "parse-server"),
                "peer dependency `parse-server`",
            ),
            (peer(npm("mailer"), "parse"), "peer dependency `parse`"),
            (npm("parse-server-mailer"), "named like"),
            (npm("parse-s3-adapter"), "named like"),
        ];
        for (mut manifest, why) in extensions {
            check(&manifest, Role::ThirdParty, why);
            manifest.published = false;
            check(&manifest, Role::App, "not published");
        }
        check(&npm("s3-adapter"), Role::App, "no part of Parse");
        check(&npm("parse-mailer"), Role::App, "no part of Parse");
        let mut other = npm("mailer");
        other.keywords.push("parse".into());
        check(&other, Role::App, "no part of Parse");
    }

    #[test]
    fn all_else_is_an_app() {
        check(
            &with(npm("shop"), &[("parse", "^5")]),
            Role::App,
            "no part of Parse",
        );
        assert_eq!(role(None).0, Role::App);
    }

    #[track_caller]
    fn check_package(manifest: &Manifest, parse: bool, range: Option<&str>) {
        let package = package(manifest);
        assert_eq!(package.parse, parse, "{manifest:?}");
        assert_eq!(package.parse_range.as_deref(), range, "{manifest:?}");
        assert_eq!(
            (&package.name, &package.manifest),
            (&manifest.name, &manifest.path)
        );
    }

    #[test]
    fn parse_comes_from_dependencies_or_from_the_package_itself() {
        check_package(&npm("shop"), false, None);
        check_package(&npm("parse-server"), true, None);
        check_package(&npm("@parse/push-adapter"), true, None);
        let shop = |dependencies| with(npm("shop"), dependencies);
        check_package(
            &shop(&[("parse-server", "^8"), ("parse", "~5.1")]),
            true,
            Some("~5.1"),
        );
        check_package(&shop(&[("parse-server", "^8")]), true, None);
        let server = package(&shop(&[("parse-server", "^8")])).server_range;
        assert_eq!(server.as_deref(), Some("^8"));
        check_package(&shop(&[("parse-dashboard", "1")]), true, None);
        check_package(&shop(&[("moralis", "1")]), true, None);
        check_package(&shop(&[("@parse/fs-files-adapter", "1")]), true, None);
        check_package(&shop(&[("parse", "")]), true, None);
        check_package(&shop(&[("parse5", "7")]), false, None);
        check_package(&peer(npm("mailer"), "parse-server"), true, None);
    }

    #[test]
    fn crates_have_names_of_their_own() {
        let cargo = |dependencies| Manifest {
            kind: ManifestKind::Cargo,
            ..with(npm("shop"), dependencies)
        };
        check_package(&cargo(&[("parse-rs", "0.2")]), true, None);
        check_package(&cargo(&[("parse-rust-core", "0.4")]), true, None);
        check_package(&cargo(&[("parse", "0.1")]), false, None);
    }
}
