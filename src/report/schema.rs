//! JSON schemas of what is written for programs, as files. Tests hold that they are what the rows that write it give.

/// Of `--output-format json`.
pub const JSON: &str = include_str!("../../schemas/json.schema.json");

/// Of a line of `--output-format jsonl`.
pub const JSONL: &str = include_str!("../../schemas/jsonl.schema.json");

/// Of `inventory --output-format json`.
pub const INVENTORY: &str = include_str!("../../schemas/inventory.schema.json");

/// How the files are made.
#[cfg(test)]
pub(crate) mod made {
    use std::path::Path;

    use schemars::generate::SchemaSettings;
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde_json::Value;

    use crate::model::facts::Site;

    /// Compares a file of `schemas/`, as the program holds it, with what it is made of; with `UPDATE` it is written anew.
    pub(crate) fn assert_published(of: &str, published: &str, schema: &Value) {
        let made = format!("{schema:#}\n");
        if std::env::var_os("UPDATE").is_some() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
            let path = folder.join(format!("{of}.schema.json"));
            std::fs::write(path, made).expect("it can be written");
        } else {
            assert!(
                published == made,
                "schemas/{of}.schema.json is out of date: run `UPDATE=1 cargo test`"
            );
        }
    }

    pub(super) fn schema<T: JsonSchema>(title: &str) -> Value {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let mut schema: Schema = settings.into_generator().into_root_schema_for::<T>();
        schema.insert("title".into(), title.into());
        schema.to_value()
    }

    /// Of the sites that there are.
    pub(in crate::report) fn site(_: &mut SchemaGenerator) -> Schema {
        let names = Site::ALL.map(Site::name);
        json_schema!({ "type": "string", "enum": names })
    }

    /// Of the sites that there are, or none.
    pub(in crate::report) fn site_or_none(_: &mut SchemaGenerator) -> Schema {
        let names = Site::ALL.iter().map(|site| Value::from(site.name()));
        let names: Vec<Value> = names.chain([Value::Null]).collect();
        json_schema!({ "type": ["string", "null"], "enum": names })
    }
}

#[cfg(test)]
mod tests {
    use super::made::{assert_published, schema};
    use super::{INVENTORY, JSON, JSONL};
    use crate::report::{inventory, json};

    #[test]
    fn the_published_schemas_are_those_of_the_rows() {
        let made = schema::<json::AnyDocument>("parselint check --output-format json");
        assert_published("json", JSON, &made);
        let made =
            schema::<json::LineRow<'static>>("a line of parselint check --output-format jsonl");
        assert_published("jsonl", JSONL, &made);
        let made =
            schema::<inventory::Document<'static>>("parselint inventory --output-format json");
        assert_published("inventory", INVENTORY, &made);
    }
}
