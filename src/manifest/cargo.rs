//! `Cargo.toml`: its `[package]`. What it inherits from its workspace is not followed.

use toml::{Table, Value};

use crate::model::manifest::{Dependency, Manifest, ManifestKind};

/// The sections of dependencies; what is needed at run time stands first.
const SECTIONS: [&str; 3] = ["dependencies", "build-dependencies", "dev-dependencies"];

/// `None` for a manifest without a package; an error only for what is not TOML. Fields of another type count as absent.
pub(super) fn parse(text: &str, path: String) -> Result<Option<Manifest>, String> {
    let document: Table = text
        .parse()
        .map_err(|error: toml::de::Error| error.message().to_owned())?;
    let Some(package) = document.get("package").and_then(Value::as_table) else {
        return Ok(None);
    };
    let Some(name) = package.get("name").and_then(Value::as_str) else {
        return Ok(None);
    };
    let keywords = package.get("keywords").and_then(Value::as_array);
    let keywords = keywords.into_iter().flatten().filter_map(Value::as_str);
    Ok(Some(Manifest {
        path,
        kind: ManifestKind::Cargo,
        name: name.to_owned(),
        published: published(package.get("publish")),
        keywords: keywords.map(ToOwned::to_owned).collect(),
        dependencies: dependencies(&document),
        peers: Vec::new(),
        aliases: Vec::new(),
    }))
}

/// `publish = []` names no registry: it is `false` in other words.
fn published(publish: Option<&Value>) -> bool {
    match publish {
        Some(Value::Boolean(publish)) => *publish,
        Some(Value::Array(registries)) => !registries.is_empty(),
        _ => true,
    }
}

fn dependencies(document: &Table) -> Vec<Dependency> {
    let targets = document.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(Table::values);
    let tables: Vec<&Table> = std::iter::once(document)
        .chain(targets.filter_map(Value::as_table))
        .collect();
    SECTIONS
        .iter()
        .flat_map(|section| tables.iter().filter_map(|table| table.get(*section)))
        .filter_map(Value::as_table)
        .flatten()
        .map(dependency)
        .collect()
}

/// `{ package = ".." }` uses another package under the name.
fn dependency((name, value): (&String, &Value)) -> Dependency {
    let field = |field: &str| value.get(field).and_then(Value::as_str);
    let range = value.as_str().or_else(|| field("version"));
    Dependency {
        name: field("package").unwrap_or(name).to_owned(),
        range: range.unwrap_or_default().to_owned(),
    }
}
