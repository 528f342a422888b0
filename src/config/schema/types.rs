//! What a configuration may hold, as types, of which the JSON schema is made. Compiled for tests only.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The settings of parselint for the files of a folder.
#[derive(JsonSchema)]
#[schemars(
    title = "parselint.toml",
    rename_all = "kebab-case",
    deny_unknown_fields
)]
#[expect(dead_code, reason = "it is described, and never built")]
struct File {
    /// Files and folders that are left out: patterns as in .gitignore, relative to this file.
    exclude: Option<Vec<String>>,
    /// The lowest level that makes a run fail.
    #[schemars(extend("default" = "warning"))]
    fail_on: Option<Failing>,
    /// The file of known findings, relative to this file: `parselint --write-baseline` writes it.
    baseline: Option<String>,
    /// The level of a rule, wherever it speaks.
    rules: Option<BTreeMap<String, Level>>,
    /// Whose code files are, where their manifest does not tell: the last entry that has a file wins.
    component: Option<Vec<Component>>,
    /// The app's own codes, 9000 to 9999: one source of truth for checks, suggestions and `parselint emit`.
    app_codes: Option<BTreeMap<String, AppCode>>,
    /// How constants are spelled where the project has its own.
    suggest: Option<Suggest>,
    /// How much of a source is read, and how long that may take; what is beyond is told.
    limits: Option<Limits>,
    /// Levels for some files only: every entry that has a file holds, in order.
    r#override: Option<Vec<Override>>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "it is described, and never built")]
enum Level {
    Off,
    Advice,
    Warning,
    Error,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "it is described, and never built")]
enum Failing {
    Advice,
    Warning,
    Error,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "it is described, and never built")]
struct Component {
    /// Patterns as in .gitignore, relative to this file.
    files: Vec<String>,
    role: Role,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[expect(dead_code, reason = "it is described, and never built")]
enum Role {
    /// An application, its Cloud Code, its clients.
    App,
    /// An adapter, a plug-in, a library for Parse.
    ThirdParty,
    /// Parse Server, and modules that belong to it.
    Server,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "it is described, and never built")]
struct AppCode {
    #[schemars(range(min = 9000, max = 9999))]
    code: i64,
    /// For people, and for the comments of emitted modules.
    description: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "it is described, and never built")]
struct Suggest {
    /// With `{SCREAMING_SNAKE}` or `{PascalCase}` for the name.
    javascript: Option<String>,
    /// With `{SCREAMING_SNAKE}` or `{PascalCase}` for the name.
    rust: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "it is described, and never built")]
struct Limits {
    /// Nesting above which a source is read as tokens only; in Rust 400 at most, whatever stands here.
    #[schemars(range(min = 1, max = 2000), extend("default" = 2000))]
    depth: Option<u64>,
    /// In bytes: a larger source is read as tokens only.
    #[schemars(range(min = 0, max = 16777216), extend("default" = 524288))]
    tree_size: Option<u64>,
    /// In bytes: a larger source is not linted, which is a finding.
    #[schemars(range(min = 1, max = 1073741824), extend("default" = 268435456))]
    file_size: Option<u64>,
    /// In seconds, what linting a source may take; a tenth of it is for its syntax tree.
    #[schemars(range(min = 1, max = 3600), extend("default" = 10))]
    time: Option<u64>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "it is described, and never built")]
struct Override {
    /// Patterns as in .gitignore, relative to this file.
    files: Vec<String>,
    rules: BTreeMap<String, Level>,
}

/// The schema of a configuration in which these rules may be named.
pub(super) fn schema(rules: &[&str]) -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<File>().to_value();
    let names = json!({ "enum": rules });
    for pointer in ["/properties/rules", "/$defs/Override/properties/rules"] {
        if let Some(Value::Object(levels)) = schema.pointer_mut(pointer) {
            levels.insert("propertyNames".into(), names.clone());
        }
    }
    schema
}
