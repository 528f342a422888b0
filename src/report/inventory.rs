//! `parselint inventory`: every Parse code that a tree uses, as a table for people and as JSON for programs.
//!
//! Literals are `uses`, codes by name are `references`; a row counts both. How the table looks is for `table`.

mod table;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

use super::document::write_pretty;
use super::json::PlaceRow;
#[cfg(test)]
use super::schema::made;
use super::{Format, Reporter, Style};
use crate::model::catalogue;
use crate::model::inventory::InventoryUse;
use crate::model::outcome::{FileOutcome, Outcome};
use crate::model::resolved::Intent;

use table::Table;

/// The formats that `inventory` has.
pub const FORMATS: [Format; 2] = [Format::Full, Format::Json];

/// `None` for a format that is not among `FORMATS`.
pub fn reporter(format: Format, style: Style) -> Option<Box<dyn Reporter>> {
    match format {
        Format::Full => Some(Box::new(Table { style })),
        Format::Json => Some(Box::new(Json)),
        _ => None,
    }
}

/// One code and how often each thing is done with it, by number or by name.
#[derive(Serialize, Debug, PartialEq)]
#[cfg_attr(test, derive(JsonSchema))]
struct CodeRow {
    code: i64,
    /// The page's or an SDK's, else the one that the project itself gives; `None` without either.
    name: Option<String>,
    makes: usize,
    compares: usize,
    names: usize,
}

/// One row a code, ascending.
fn code_rows(outcome: &Outcome) -> Vec<CodeRow> {
    let mut rows = BTreeMap::new();
    for one in literals(outcome).chain(by_name(outcome)) {
        let row = rows.entry(one.code).or_insert_with(|| CodeRow {
            code: one.code,
            name: catalogue::entry(one.code).map(|entry| entry.name().to_owned()),
            makes: 0,
            compares: 0,
            names: 0,
        });
        match one.intent {
            Intent::Makes => row.makes += 1,
            Intent::Compares => row.compares += 1,
            Intent::Names => row.names += 1,
        }
        if row.name.is_none() {
            row.name = one.constant.as_deref().map(last_name);
        }
    }
    for one in literals(outcome).chain(by_name(outcome)) {
        if let Some(row) = rows.get_mut(&one.code) {
            row.name = row.name.take().or_else(|| one.on_record.clone());
        }
    }
    rows.into_values().collect()
}

/// `ACCOUNT_BANNED` of `codes::ACCOUNT_BANNED`.
fn last_name(constant: &str) -> String {
    let name = constant.rsplit(['.', ':']).next();
    name.unwrap_or(constant).to_owned()
}

fn literals(outcome: &Outcome) -> impl Iterator<Item = &InventoryUse> {
    outcome.files.iter().flat_map(|file| &file.uses)
}

fn by_name(outcome: &Outcome) -> impl Iterator<Item = &InventoryUse> {
    outcome.files.iter().flat_map(|file| &file.references)
}

/// For programs.
struct Json;

impl Reporter for Json {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            version: 1,
            uses: rows(outcome, |file| &file.uses),
            references: rows(outcome, |file| &file.references),
            codes: code_rows(outcome),
        };
        let mut out = BufWriter::new(out);
        write_pretty(&document, &mut out)?;
        out.flush()
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct Document<'a> {
    version: u32,
    uses: Vec<UseRow<'a>>,
    references: Vec<UseRow<'a>>,
    codes: Vec<CodeRow>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct UseRow<'a> {
    path: &'a str,
    start: PlaceRow,
    end: PlaceRow,
    code: i64,
    /// A reference has no such field.
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<&'a str>,
    #[cfg_attr(test, schemars(schema_with = "made::site"))]
    site: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["makes", "compares", "names"])))]
    intent: &'static str,
    constant: Option<&'a str>,
    role: &'static str,
}

impl<'a> UseRow<'a> {
    fn new(one: &'a InventoryUse) -> Self {
        Self {
            path: &one.path,
            start: one.start.into(),
            end: one.end.into(),
            code: one.code,
            literal: one.literal.as_deref(),
            site: one.site.name(),
            intent: one.intent.name(),
            constant: one.constant.as_deref(),
            role: one.role.name(),
        }
    }
}

/// By path, as the files stand, then by place.
fn rows(outcome: &Outcome, which: fn(&FileOutcome) -> &Vec<InventoryUse>) -> Vec<UseRow<'_>> {
    let mut rows = Vec::new();
    for file in &outcome.files {
        let mut uses: Vec<&InventoryUse> = which(file).iter().collect();
        uses.sort_by_key(|one| (one.start.offset, one.end.offset));
        rows.extend(uses.into_iter().map(UseRow::new));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{self, PLAIN, drawn, inventory_use};

    fn outcome() -> Outcome {
        let mut main = samples::file("cloud/main.js", "", Vec::new());
        main.uses = vec![
            inventory_use("cloud/main.js", 9001, Some("9001")),
            InventoryUse {
                intent: Intent::Compares,
                ..inventory_use("cloud/main.js", -1, Some("-1"))
            },
        ];
        main.references = vec![InventoryUse {
            intent: Intent::Names,
            constant: Some("codes.ACCOUNT_BANNED".into()),
            ..inventory_use("cloud/main.js", 9001, None)
        }];
        let mut other = samples::file("lib.rs", "", Vec::new());
        other.uses = vec![inventory_use("lib.rs", 9001, Some("9_001"))];
        samples::run(vec![main, other])
    }

    #[test]
    fn a_code_has_the_name_of_its_constant_else_the_one_on_record() {
        let mut outcome = outcome();
        outcome.files[0].uses.push(InventoryUse {
            on_record: Some("COUPON_USED".into()),
            ..inventory_use("cloud/main.js", 9002, Some("9002"))
        });
        for one in &mut outcome.files[0].uses {
            if one.code == 9001 {
                one.on_record = Some("BANNED".into());
            }
        }
        let rows = code_rows(&outcome);
        let names: Vec<_> = rows
            .iter()
            .map(|row| row.name.as_deref().unwrap())
            .collect();
        assert_eq!(names, ["OtherCause", "ACCOUNT_BANNED", "COUPON_USED"]);
    }

    #[test]
    fn the_document_is_the_promised_one() {
        let text = drawn(&Json, &outcome());
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let keys = |value: &serde_json::Value| -> Vec<String> {
            let object = value.as_object().unwrap();
            let mut keys: Vec<_> = object.keys().cloned().collect();
            keys.sort_by_key(|key| text.find(&format!("\"{key}\"")));
            keys
        };
        assert_eq!(keys(&value), ["version", "uses", "references", "codes"]);
        assert_eq!(
            serde_json::to_string(&value["uses"][2]).unwrap(),
            serde_json::to_string(&serde_json::json!({
                "path": "lib.rs",
                "start": {"line": 1, "column": 23, "offset": 22},
                "end": {"line": 1, "column": 26, "offset": 25},
                "code": 9001, "literal": "9_001", "site": "constructor",
                "intent": "makes", "constant": null, "role": "app",
            }))
            .unwrap()
        );
        assert_eq!(value["references"][0]["constant"], "codes.ACCOUNT_BANNED");
        assert_eq!(value["references"][0].get("literal"), None);
        assert_eq!(value["codes"][1]["code"], 9001);
        assert_eq!(value["codes"][1]["makes"], 2);
        let order = [
            "path", "start", "end", "code", "literal", "site", "intent", "constant", "role",
        ];
        let uses = &text[text.find("\"uses\"").unwrap()..];
        let places = order.map(|key| uses.find(&format!("\"{key}\"")).unwrap());
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn only_full_and_json_are_formats() {
        for format in Format::ALL {
            assert_eq!(reporter(*format, PLAIN).is_some(), FORMATS.contains(format));
        }
    }
}
