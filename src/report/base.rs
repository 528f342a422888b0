//! Where a report's paths begin: formats that a service reads name files from the root of the repository, wherever
//! parselint was started.

use std::path::Path;

use crate::model::path::normal;

/// What formats for services have to know of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// From the root of the repository to the working directory, with `/`; empty where they are one, or there is none.
    prefix: String,
    /// Tells several analyses of one commit apart, as of the packages of a monorepo.
    pub category: Option<String>,
}

impl Base {
    /// Both absolute.
    pub fn new(root: Option<&Path>, cwd: &Path, category: Option<String>) -> Self {
        let inside = root.and_then(|root| cwd.strip_prefix(root).ok());
        Self {
            prefix: inside.map(crate::model::path::slashed).unwrap_or_default(),
            category,
        }
    }

    /// A path as the repository has it; one that leads out of it stays as it is.
    pub(super) fn path(&self, shown: &str) -> String {
        normal(&self.prefix, shown).unwrap_or_else(|| shown.to_owned())
    }

    /// The same as a relative reference of RFC 3986: everything but unreserved characters and `/` is percent-encoded.
    pub(super) fn uri(&self, shown: &str) -> String {
        let mut uri = String::new();
        for byte in self.path(shown).bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                    uri.push(char::from(byte));
                }
                byte => uri.push_str(&format!("%{byte:02X}")),
            }
        }
        uri
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_root_of_the_repository() {
        let base =
            |root: Option<&str>, cwd: &str| Base::new(root.map(Path::new), cwd.as_ref(), None);
        let inside = base(Some("/shop"), "/shop/web/app");
        assert_eq!(inside.path("src/a.ts"), "web/app/src/a.ts");
        assert_eq!(inside.path("../b.ts"), "web/b.ts");
        assert_eq!(inside.path("../../../c.ts"), "../../../c.ts");
        assert_eq!(inside.path("/tmp/c.ts"), "/tmp/c.ts");
        assert_eq!(base(Some("/shop"), "/shop").path("a.ts"), "a.ts");
        assert_eq!(base(None, "/shop").path("a.ts"), "a.ts");
    }

    #[test]
    fn uris_are_encoded_but_for_their_slashes() {
        let base = Base::default();
        assert_eq!(base.uri("a b/é%:#?.js"), "a%20b/%C3%A9%25%3A%23%3F.js");
        assert_eq!(base.uri("x/𐐀~_-.ts"), "x/%F0%90%90%80~_-.ts");
    }
}
