//! The files of `rules/` as they stand: one struct per kind of row, unknown keys are errors.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `rules/codes.toml` and `rules/sdk/*.toml`, the latter in the order that the former names.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) codes: Codes,
    pub(crate) sdks: Vec<SdkFile>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Codes {
    pub(crate) sdks: Vec<String>,
    pub(crate) sources: BTreeMap<String, String>,
    pub(crate) code: Vec<Row>,
    pub(crate) extra: Vec<Extra>,
    pub(crate) range: Vec<Range>,
    pub(crate) remark: Vec<Remark>,
    pub(crate) server_literal: Vec<ServerLiteral>,
    pub(crate) outsider: Vec<Outsider>,
    pub(crate) trap: Vec<Trap>,
    pub(crate) ambiguous: Vec<Ambiguous>,
    pub(crate) http: Vec<Http>,
    pub(crate) unknown_name: Vec<UnknownName>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) code: i64,
    pub(crate) name: String,
    pub(crate) section: String,
    pub(crate) description: String,
    #[serde(default)]
    pub(crate) deprecated: bool,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extra {
    pub(crate) code: i64,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Range {
    pub(crate) id: String,
    pub(crate) heading: String,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) text: Vec<String>,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remark {
    pub(crate) code: i64,
    pub(crate) text: String,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServerLiteral {
    pub(crate) code: i64,
    pub(crate) version: String,
    pub(crate) files: Vec<String>,
    pub(crate) count: u32,
    pub(crate) meaning: String,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outsider {
    pub(crate) code: i64,
    pub(crate) remark: String,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Trap {
    pub(crate) sdks: Vec<String>,
    pub(crate) code: i64,
    #[serde(default)]
    pub(crate) armed_by: Vec<String>,
    #[serde(default)]
    pub(crate) disarmed_by: Vec<String>,
    pub(crate) reason: String,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ambiguous {
    pub(crate) code: i64,
    pub(crate) default: String,
    pub(crate) choices: Vec<Choice>,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Http {
    pub(crate) status: i64,
    pub(crate) phrase: String,
    pub(crate) server: Option<String>,
    pub(crate) default: Option<String>,
    #[serde(default)]
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) note: Option<String>,
    pub(crate) source: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Candidate {
    pub(crate) constant: String,
    #[serde(default)]
    pub(crate) words: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnknownName {
    pub(crate) name: String,
    pub(crate) meant: Vec<String>,
    pub(crate) source: String,
}

/// One file of `rules/sdk`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SdkFile {
    pub(crate) id: String,
    pub(crate) language: String,
    pub(crate) package: String,
    pub(crate) version: String,
    pub(crate) source: String,
    pub(crate) form: String,
    #[serde(default, rename = "also")]
    _also: Vec<String>,
    #[serde(default, rename = "notes")]
    _notes: Vec<String>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) recognition: Option<Recognition>,
    #[serde(default)]
    pub(crate) foreign_error_owner: Vec<ForeignOwner>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Constant {
    pub(crate) name: String,
    pub(crate) code: i64,
    pub(crate) since: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Recognition {
    #[serde(default)]
    pub(crate) packages: Vec<String>,
    #[serde(default)]
    pub(crate) sdk_modules: Vec<String>,
    #[serde(default)]
    pub(crate) crates: Vec<String>,
    #[serde(default)]
    pub(crate) namespaces: Vec<String>,
    #[serde(default)]
    pub(crate) error_classes: Vec<String>,
    #[serde(default)]
    pub(crate) code_enums: Vec<String>,
    #[serde(default)]
    pub(crate) members: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForeignOwner {
    pub(crate) name: String,
    pub(crate) packages: Vec<String>,
    pub(crate) namespaces: Vec<String>,
    pub(crate) source: String,
}

impl Rules {
    pub(crate) fn read() -> Self {
        let codes: Codes = from_file(&codes_path());
        let sdks = codes.sdks.iter().map(|id| from_file(&sdk_path(id)));
        let sdks = sdks.collect();
        Self { codes, sdks }
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn codes_path() -> PathBuf {
    root().join("rules/codes.toml")
}

pub(crate) fn sdk_path(id: &str) -> PathBuf {
    root().join(format!("rules/sdk/{id}.toml"))
}

pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn from_file<T: DeserializeOwned>(path: &Path) -> T {
    toml::from_str(&read(path)).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}
