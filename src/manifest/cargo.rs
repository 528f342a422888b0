//! `Cargo.toml`: its `[package]`, and what that takes from its workspace.
//!
//! Which file is the workspace's is for the caller to find (`Manifests`); here is only what it lends.

use std::sync::Arc;

use toml::{Table, Value};

use crate::model::manifest::{Dependency, Manifest, ManifestKind};
use crate::model::path;

/// The sections of dependencies; what is needed at run time stands first.
const SECTIONS: [&str; 3] = ["dependencies", "build-dependencies", "dev-dependencies"];

/// What a workspace lends to its members.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    package: Table,
    dependencies: Table,
    /// The folder of its manifest, as shown.
    folder: String,
}

impl Workspace {
    pub(super) fn at(self, folder: String) -> Self {
        Self { folder, ..self }
    }
}

/// Finds a manifest's workspace: at the path that its `package.workspace` names, else the nearest one upwards.
pub(super) type FindWorkspace<'f> = &'f dyn Fn(Option<&str>) -> Option<Arc<Workspace>>;

/// `None` for a text without `[workspace]`; an error only for what is not TOML.
pub(super) fn workspace(text: &str) -> Result<Option<Workspace>, String> {
    let mut document = document(text)?;
    let Some(Value::Table(mut workspace)) = document.remove("workspace") else {
        return Ok(None);
    };
    let mut lent = |section| match workspace.remove(section) {
        Some(Value::Table(table)) => table,
        _ => Table::new(),
    };
    Ok(Some(Workspace {
        package: lent("package"),
        dependencies: lent("dependencies"),
        folder: String::new(),
    }))
}

/// A manifest, and what was wrong with what it inherits: clauses for people.
pub(super) type Read = (Manifest, Vec<String>);

/// `None` for a manifest without a package; an error only for what is not TOML. Fields of another type count as absent,
/// and so does what should be inherited and is not there.
pub(super) fn parse(
    text: &str,
    path: String,
    workspace: FindWorkspace<'_>,
) -> Result<Option<Read>, String> {
    let document = document(text)?;
    let Some(package) = document.get("package").and_then(Value::as_table) else {
        return Ok(None);
    };
    let name = package.get("name").and_then(Value::as_str);
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return Ok(None);
    };
    let inherits = inherits(&document);
    let found = inherits.then(|| workspace(package.get("workspace").and_then(Value::as_str)));
    let orphan = matches!(found, Some(None));
    let workspace = found.flatten().unwrap_or_default();
    let mut heir = Heir {
        workspace: &workspace,
        troubles: Vec::new(),
    };
    let keywords = heir.field(package, "keywords").and_then(Value::as_array);
    let keywords = keywords.into_iter().flatten().filter_map(Value::as_str);
    let mut manifest = Manifest {
        path,
        kind: ManifestKind::Cargo,
        name: name.to_owned(),
        modules: false,
        published: published(heir.field(package, "publish")),
        keywords: keywords.map(ToOwned::to_owned).collect(),
        dependencies: Vec::new(),
        peers: Vec::new(),
        aliases: Vec::new(),
        beside: Vec::new(),
    };
    for (key, value) in dependencies(&document) {
        heir.add(&mut manifest, key, value);
    }
    let troubles = if orphan {
        vec!["no workspace that it could inherit from was found".to_owned()]
    } else {
        heir.troubles
    };
    Ok(Some((manifest, troubles)))
}

fn document(text: &str) -> Result<Table, String> {
    text.parse()
        .map_err(|error: toml::de::Error| error.message().to_owned())
}

/// Whether the manifest leaves something that is asked for to its workspace.
fn inherits(document: &Table) -> bool {
    let package = document.get("package").and_then(Value::as_table);
    let fields = package.into_iter().flatten();
    let mut fields = fields.filter(|(key, _)| matches!(key.as_str(), "keywords" | "publish"));
    fields.any(|(_, value)| is_inherited(value))
        || dependencies(document).any(|(_, value)| is_inherited(value))
}

/// `{ workspace = true }`
fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// `publish = []` names no registry: it is `false` in other words.
fn published(publish: Option<&Value>) -> bool {
    match publish {
        Some(Value::Boolean(publish)) => *publish,
        Some(Value::Array(registries)) => !registries.is_empty(),
        _ => true,
    }
}

/// The dependencies of all sections and targets, by the names that the manifest gives them.
fn dependencies(document: &Table) -> impl Iterator<Item = (&String, &Value)> {
    let targets = document.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(Table::values);
    let tables: Vec<&Table> = std::iter::once(document)
        .chain(targets.filter_map(Value::as_table))
        .collect();
    SECTIONS.into_iter().flat_map(move |section| {
        let sections: Vec<&Table> = tables
            .iter()
            .filter_map(|table| table.get(section)?.as_table())
            .collect();
        sections.into_iter().flatten()
    })
}

/// A manifest's view of its workspace.
struct Heir<'w> {
    workspace: &'w Workspace,
    troubles: Vec<String>,
}

impl<'w> Heir<'w> {
    /// A field of the package, taken from the workspace where it says so.
    fn field<'v>(&mut self, package: &'v Table, key: &str) -> Option<&'v Value>
    where
        'w: 'v,
    {
        let own = package.get(key)?;
        if !is_inherited(own) {
            return Some(own);
        }
        self.inherited(self.workspace.package.get(key), "package", key)
    }

    /// What the workspace has to lend; it cannot inherit in turn.
    fn inherited(
        &mut self,
        lent: Option<&'w Value>,
        section: &str,
        key: &str,
    ) -> Option<&'w Value> {
        let lent = lent.filter(|value| !is_inherited(value));
        if lent.is_none() {
            self.troubles.push(format!(
                "its workspace has no `{key}` in `[workspace.{section}]` to lend"
            ));
        }
        lent
    }

    /// `{ package = ".." }` uses another package under the name, in the workspace's table as well.
    fn add(&mut self, manifest: &mut Manifest, key: &str, own: &Value) {
        let value = if is_inherited(own) {
            let lent = self.workspace.dependencies.get(key);
            self.inherited(lent, "dependencies", key)
        } else {
            Some(own)
        };
        let field = |field: &str| value?.get(field).and_then(Value::as_str);
        let range = value.and_then(Value::as_str).or_else(|| field("version"));
        let name = field("package").unwrap_or(key);
        manifest.dependencies.push(Dependency {
            name: name.to_owned(),
            range: range.unwrap_or_default().to_owned(),
        });
        let (in_sources, plain) = (key.replace('-', "_"), name.replace('-', "_"));
        if let Some(path) = field("path") {
            let folder = match is_inherited(own) {
                true => path::join(&self.workspace.folder, path),
                false => manifest.join(path),
            };
            manifest.beside.push((in_sources.clone(), folder));
        }
        let alias = (in_sources, name.to_owned());
        if alias.0 != plain && !manifest.aliases.contains(&alias) {
            manifest.aliases.push(alias);
        }
    }
}
