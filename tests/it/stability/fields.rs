//! A JSON schema as lines: each field with its types, each value that an enumeration has, each field that is always there.

use std::collections::BTreeSet;

use serde_json::Value;

/// `json .diagnostics[].code: integer|null`, `json .diagnostics[].code always`, `json .diagnostics[].severity = error`.
pub(super) fn of(document: &str, schema: &Value) -> BTreeSet<String> {
    let mut walk = Walk {
        document,
        root: schema,
        lines: BTreeSet::new(),
    };
    walk.value(schema, "", 0);
    assert!(walk.lines.len() > 5, "{document}: the schema was not read");
    walk.lines
}

struct Walk<'v> {
    document: &'v str,
    root: &'v Value,
    lines: BTreeSet<String>,
}

/// Deeper than any document; a type that holds itself ends here.
const DEEPEST: usize = 12;

impl<'v> Walk<'v> {
    fn value(&mut self, schema: &'v Value, path: &str, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let pointer = target.trim_start_matches('#');
            let target = self.root.pointer(pointer).expect("what `$ref` leads to");
            self.value(target, path, depth + 1);
        }
        for key in ["anyOf", "oneOf", "allOf"] {
            for one in schema
                .get(key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                self.value(one, path, depth + 1);
            }
        }
        self.types(schema, path);
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, field) in properties.into_iter().flatten() {
            self.value(field, &format!("{path}.{name}"), depth + 1);
        }
        for (key, mark) in [("items", "[]"), ("additionalProperties", ".*")] {
            if let Some(inside) = schema.get(key).filter(|inside| inside.is_object()) {
                self.value(inside, &format!("{path}{mark}"), depth + 1);
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            self.line(&format!("{path}.{name} always"));
        }
    }

    fn types(&mut self, schema: &Value, path: &str) {
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if !types.is_empty() {
            self.line(&format!("{path}: {}", types.join("|")));
        }
        let values = schema.get("enum").and_then(Value::as_array);
        let values = values.into_iter().flatten().chain(schema.get("const"));
        for value in values.filter(|value| !value.is_null()) {
            let value = value.as_str().map_or(value.to_string(), str::to_owned);
            self.line(&format!("{path} = {value}"));
        }
    }

    fn line(&mut self, words: &str) {
        let place = if words.starts_with(['.', '[']) {
            ""
        } else {
            "."
        };
        self.lines
            .insert(format!("{} {place}{words}", self.document));
    }
}
