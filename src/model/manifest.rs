//! What a package says about itself in its `package.json` or `Cargo.toml`.

use super::path;

/// A manifest that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// As shown to the user: relative to the working directory, separated by `/`.
    pub path: String,
    pub kind: ManifestKind,
    pub name: String,
    /// Its `.js` files are ES modules.
    pub modules: bool,
    /// Neither `private` nor `publish = false`.
    pub published: bool,
    pub keywords: Vec<String>,
    /// Of all sections, peers included; what is needed at run time stands before what is needed to develop.
    pub dependencies: Vec<Dependency>,
    /// Names of `peerDependencies`.
    pub peers: Vec<String>,
    /// Names under which sources reach a dependency that is called otherwise, with the package's own name.
    pub aliases: Vec<(String, String)>,
    /// Dependencies that come from a folder: the name in sources, and the folder as `path` is shown, not yet normal.
    pub beside: Vec<(String, String)>,
}

impl Manifest {
    /// A path that the manifest gives, from where the manifest itself is shown.
    pub fn join(&self, relative: &str) -> String {
        path::join(path::folder(&self.path), relative)
    }

    /// The versions that it asks of a package, as written; empty where it leaves them open.
    pub fn range_of(&self, name: &str) -> Option<&str> {
        self.dependencies
            .iter()
            .find(|dependency| dependency.name == name)
            .map(|dependency| dependency.range.as_str())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ManifestKind {
    /// `package.json`
    Npm,
    /// `Cargo.toml`
    Cargo,
}

impl ManifestKind {
    pub const ALL: [Self; 2] = [Self::Npm, Self::Cargo];

    /// What such a manifest is called.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Npm => "package.json",
            Self::Cargo => "Cargo.toml",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Of the package itself, also where the manifest gives it another name.
    pub name: String,
    /// As written; empty where there is none (a path, a workspace's).
    pub range: String,
}
