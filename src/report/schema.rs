//! JSON schemas of what is written for programs, made from the rows that write it.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::{inventory, json};

/// Of `--output-format json`.
pub fn of_json() -> Value {
    schema::<json::AnyDocument>("parselint check --output-format json")
}

/// Of a line of `--output-format jsonl`.
pub fn of_jsonl() -> Value {
    schema::<json::LineRow<'static>>("a line of parselint check --output-format jsonl")
}

/// Of `inventory --output-format json`.
pub fn of_inventory() -> Value {
    schema::<inventory::Document<'static>>("parselint inventory --output-format json")
}

fn schema<T: JsonSchema>(title: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".into(), title.into());
    schema.to_value()
}
