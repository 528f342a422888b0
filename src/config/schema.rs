//! The JSON schema of a configuration, as a file: for editors, and for the words that `init` explains keys with. What is
//! read is for `parse`; tests hold that both know the same keys, and that the file is what `types` gives.

#[cfg(test)]
mod types;

use serde_json::Value;

/// Of a configuration in which every rule may be named.
pub const SCHEMA: &str = include_str!("../../schemas/config.schema.json");

/// What a key at the top of a configuration is for.
pub(super) fn description(key: &str) -> String {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let found = schema.pointer(&format!("/properties/{key}/description"));
    found.and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::types::schema;
    use super::*;
    use crate::config::parse;
    use crate::report::schema::made::assert_published;

    #[test]
    fn the_published_schema_is_the_one_of_the_types() {
        assert_published("config", SCHEMA, &schema(&crate::rules::ids()));
    }

    fn keys(schema: &Value, pointer: &str) -> Vec<String> {
        let table = schema.pointer(pointer).and_then(Value::as_object);
        let mut keys: Vec<String> = table.expect(pointer).keys().cloned().collect();
        keys.sort();
        keys
    }

    #[test]
    fn the_reader_and_the_schema_know_the_same_keys() {
        let schema = schema(&["magic-code"]);
        for (pointer, known) in [
            ("/properties", parse::KEYS),
            ("/$defs/Component/properties", parse::COMPONENT_KEYS),
            ("/$defs/Override/properties", parse::OVERRIDE_KEYS),
            ("/$defs/Suggest/properties", parse::SUGGEST_KEYS),
            ("/$defs/AppCode/properties", parse::APP_CODE_KEYS),
            ("/$defs/Limits/properties", parse::LIMIT_KEYS),
        ] {
            let mut known: Vec<String> = known.iter().map(ToString::to_string).collect();
            known.sort();
            assert_eq!(keys(&schema, pointer), known, "{pointer}");
        }
        let names = |pointer: &str| schema.pointer(pointer).cloned();
        assert_eq!(
            names("/properties/rules/propertyNames/enum"),
            Some(json!(["magic-code"]))
        );
        assert!(names("/$defs/Override/properties/rules/propertyNames").is_some());
    }

    #[test]
    fn levels_and_roles_are_those_of_the_reader() {
        use crate::model::finding::Severity;
        use crate::model::resolved;
        let schema = schema(&[]);
        let told = |pointer: &str| schema.pointer(pointer).cloned().expect(pointer);
        assert_eq!(
            told("/$defs/Level/enum"),
            json!(Severity::ALL.map(Severity::name))
        );
        let roles: Vec<Value> = told("/$defs/Role/oneOf")
            .as_array()
            .expect("a list")
            .clone();
        let mut roles: Vec<&str> = roles
            .iter()
            .filter_map(|role| role["const"].as_str())
            .collect();
        roles.sort_unstable();
        let mut known = resolved::Role::ALL.map(resolved::Role::name);
        known.sort_unstable();
        assert_eq!(roles, known);
    }

    #[test]
    fn every_key_is_described() {
        for key in parse::KEYS {
            assert!(!description(key).is_empty(), "{key}");
        }
    }
}
