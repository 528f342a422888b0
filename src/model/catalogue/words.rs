//! By which words a source is recognised as Parse code: modules, global names, members, and the look-alikes.
//!
//! The words are data of `rules/sdk`. What they prove together is for the gate and for `resolve` to say.

use super::table;

/// An SDK that looks like Parse and has codes of its own.
#[derive(Debug)]
pub struct ForeignOwner {
    pub name: &'static str,
    /// Module specifiers; `x/*` stands for every module below `x`.
    pub packages: &'static [&'static str],
    /// Global names.
    pub namespaces: &'static [&'static str],
}

impl ForeignOwner {
    pub fn owns_module(&self, specifier: &str) -> bool {
        matches_one(specifier, self.packages)
    }
}

/// Module specifiers of Parse; `x/*` stands for every module below `x`.
pub fn parse_packages() -> &'static [&'static str] {
    table::PACKAGES
}

/// Crates of Parse, as manifests and as sources write them; `x*` stands for every name that begins with `x`.
pub fn parse_crates() -> &'static [&'static str] {
    table::CRATES
}

/// Whether a module specifier, or the crate that a path begins with, is one of Parse.
pub fn is_parse_package(specifier: &str) -> bool {
    matches_one(specifier, table::PACKAGES) || is_parse_crate(specifier)
}

/// Whether a module specifier is one of those that give the object `Parse` itself.
pub fn is_sdk_module(specifier: &str) -> bool {
    matches_one(specifier, table::SDK_MODULES)
}

/// Whether a crate, as a manifest or a source writes it, is one of Parse. The crate `parse` is somebody else's.
pub fn is_parse_crate(name: &str) -> bool {
    matches_one(name, table::CRATES)
}

/// Global names of the SDK and of forks that keep its table.
pub fn parse_namespaces() -> &'static [&'static str] {
    table::NAMESPACES
}

/// Names under which the class of Parse errors is imported.
pub fn parse_error_classes() -> &'static [&'static str] {
    table::ERROR_CLASSES
}

/// Names of the enums whose members are the codes, where an SDK has one.
pub fn parse_code_enums() -> &'static [&'static str] {
    table::CODE_ENUMS
}

/// Public members of the object `Parse`, sorted: each proves that a `Parse` is the SDK.
pub fn parse_members() -> &'static [&'static str] {
    table::MEMBERS
}

pub fn is_parse_member(name: &str) -> bool {
    table::MEMBERS.binary_search(&name).is_ok()
}

pub fn foreign_owners() -> &'static [ForeignOwner] {
    table::FOREIGN_OWNERS
}

/// The look-alike SDK that a module specifier belongs to.
pub fn foreign_owner_of_module(specifier: &str) -> Option<&'static ForeignOwner> {
    foreign_owners()
        .iter()
        .find(|owner| owner.owns_module(specifier))
}

/// The look-alike SDK that a global name belongs to.
pub fn foreign_owner_of_namespace(name: &str) -> Option<&'static ForeignOwner> {
    foreign_owners()
        .iter()
        .find(|owner| owner.namespaces.contains(&name))
}

fn matches_one(specifier: &str, patterns: &[&str]) -> bool {
    patterns
        .iter()
        .any(|pattern| match pattern.strip_suffix('*') {
            Some(start) => specifier
                .strip_prefix(start)
                .is_some_and(|rest| !rest.is_empty()),
            None => specifier == *pattern,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_of_parse() {
        for module in [
            "parse",
            "parse/node",
            "parse-server/lib/x",
            "@parse/s3-files-adapter",
            "moralis-v1",
        ] {
            assert!(is_parse_package(module), "{module}");
        }
        for module in [
            "parse5",
            "papaparse",
            "./parse",
            "@parse",
            "@parse/",
            "url-parse",
            "leancloud-storage",
        ] {
            assert!(!is_parse_package(module), "{module}");
        }
    }

    #[test]
    fn modules_that_are_the_sdk() {
        for module in [
            "parse",
            "parse/node",
            "parse/dist/parse.min.js",
            "moralis-v1",
        ] {
            assert!(is_sdk_module(module), "{module}");
        }
        for module in [
            "parse-server",
            "@parse/push-adapter",
            "parse/lib/node/ParseError",
        ] {
            assert!(!is_sdk_module(module), "{module}");
        }
    }

    #[test]
    fn crates_of_parse() {
        for name in [
            "parse-rs",
            "parse_rs",
            "parse-rust-core",
            "parse_rust_mongo",
        ] {
            assert!(is_parse_crate(name), "{name}");
            assert!(is_parse_package(name), "{name}");
        }
        for name in [
            "parse",
            "parse_rust",
            "parse_rust_",
            "parse_rss",
            "my_parse_rs",
            "Parse",
        ] {
            assert!(!is_parse_crate(name), "{name}");
        }
        assert_eq!(parse_code_enums(), ["ErrorCode"]);
        assert_eq!(parse_error_classes(), ["ParseError"]);
    }

    #[test]
    fn look_alikes() {
        let owner = |module| foreign_owner_of_module(module).map(|owner| owner.name);
        assert_eq!(owner("leancloud-storage/live-query"), Some("LeanCloud"));
        assert_eq!(owner("hydrogen-js-sdk"), Some("Bmob"));
        assert_eq!(owner("parse"), None);
        assert_eq!(
            foreign_owner_of_namespace("AV").map(|owner| owner.name),
            Some("LeanCloud")
        );
        assert!(foreign_owner_of_namespace("Parse").is_none());
    }

    #[test]
    fn members_of_parse() {
        for member in [
            "Error",
            "Cloud",
            "initialize",
            "serverURL",
            "LiveQuery",
            "Promise",
        ] {
            assert!(is_parse_member(member), "{member}");
        }
        assert!(!is_parse_member("parse"));
    }
}
