//! `package.json`

use serde_json::{Map, Value};

use crate::model::manifest::{Dependency, Manifest, ManifestKind};

/// The sections of dependencies; what is needed at run time stands first.
const SECTIONS: [&str; 4] = [
    "dependencies",
    "peerDependencies",
    "optionalDependencies",
    "devDependencies",
];

/// `None` for a manifest without a name; an error only for what is not JSON. Fields of another type count as absent.
pub(super) fn parse(text: &str, path: String) -> Result<Option<Manifest>, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let Some(name) = value.get("name").and_then(Value::as_str) else {
        return Ok(None);
    };
    if name.is_empty() {
        return Ok(None);
    }
    let keywords = value.get("keywords").and_then(Value::as_array);
    let keywords = keywords.into_iter().flatten().filter_map(Value::as_str);
    let sections = SECTIONS.iter().filter_map(|section| table(&value, section));
    let mut manifest = Manifest {
        path,
        kind: ManifestKind::Npm,
        name: name.to_owned(),
        modules: value.get("type").and_then(Value::as_str) == Some("module"),
        published: value.get("private") != Some(&Value::Bool(true)),
        keywords: keywords.map(ToOwned::to_owned).collect(),
        aliases: sections.clone().flatten().filter_map(alias).collect(),
        dependencies: sections.clone().flatten().map(dependency).collect(),
        beside: Vec::new(),
        peers: table(&value, "peerDependencies")
            .into_iter()
            .flat_map(Map::keys)
            .cloned()
            .collect(),
    };
    let folders = sections.flatten().filter_map(|(name, range)| {
        let folder = folder(name, range.as_str()?)?;
        Some((name.clone(), manifest.join(&folder)))
    });
    manifest.beside = folders.collect();
    Ok(Some(manifest))
}

/// Where a dependency comes from a folder: what `file:` and its like name, and for a workspace's the folder of its name
/// beside the package's, as it is mostly called.
fn folder(name: &str, range: &str) -> Option<String> {
    let by_path = ["file:", "link:", "portal:"];
    if let Some(path) = by_path.iter().find_map(|scheme| range.strip_prefix(scheme)) {
        return Some(path.to_owned());
    }
    let last = name.rsplit('/').next()?;
    range
        .starts_with("workspace:")
        .then(|| format!("../{last}"))
}

fn table<'v>(value: &'v Value, section: &str) -> Option<&'v Map<String, Value>> {
    value.get(section).and_then(Value::as_object)
}

fn dependency((name, range): (&String, &Value)) -> Dependency {
    let range = range.as_str().unwrap_or_default();
    let (name, range) = renamed(range).unwrap_or((name.as_str(), range));
    Dependency {
        name: name.to_owned(),
        range: range.to_owned(),
    }
}

/// The name in sources, and the package's own, where they differ.
fn alias((name, range): (&String, &Value)) -> Option<(String, String)> {
    let (package, _) = renamed(range.as_str()?)?;
    (package != name).then(|| (name.clone(), package.to_owned()))
}

/// The package and the range of `npm:package@range`, which installs it under another name.
fn renamed(range: &str) -> Option<(&str, &str)> {
    let alias = range.strip_prefix("npm:")?;
    match alias.rsplit_once('@') {
        Some((package, range)) if !package.is_empty() => Some((package, range)),
        _ => Some((alias, "")),
    }
}
