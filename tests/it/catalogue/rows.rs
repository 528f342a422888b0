//! The rows of `rules/` as such: how many there are, that each has a source, and that none is there for nothing.

use super::data::{self, Codes, Rules, SdkFile, root};
use super::generate;
use std::collections::BTreeSet;
use toml::Value;

/// How many constants each SDK has, in the order of the SDKs.
const CONSTANTS: [(&str, usize); 12] = [
    ("js", 61),
    ("ts-types", 60),
    ("rust-core", 63),
    ("rust-parse-rs", 9),
    ("swift-community", 61),
    ("swift-netreconlab", 76),
    ("objc", 53),
    ("objc-swift", 53),
    ("android", 44),
    ("dotnet", 45),
    ("dart", 61),
    ("php", 0),
];

#[test]
fn every_sdk_has_all_its_constants() {
    let rules = Rules::read();
    let found = rules
        .sdks
        .iter()
        .map(|sdk| (sdk.id.as_str(), sdk.constants.len()));
    assert_eq!(Vec::from_iter(found), CONSTANTS);
    for sdk in &rules.sdks {
        let names: BTreeSet<_> = sdk.constants.iter().map(|c| &c.name).collect();
        assert_eq!(
            names.len(),
            sdk.constants.len(),
            "{}: a name is there twice",
            sdk.id
        );
        assert_eq!(
            sdk.form.contains("{constant}"),
            !sdk.constants.is_empty(),
            "{}",
            sdk.id
        );
    }
}

#[test]
fn every_file_of_an_sdk_is_named() {
    let files = std::fs::read_dir(root().join("rules/sdk")).unwrap();
    let files: BTreeSet<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let named: BTreeSet<_> = CONSTANTS
        .iter()
        .map(|(id, _)| format!("{id}.toml"))
        .collect();
    assert_eq!(files, named);
    for sdk in Rules::read().sdks {
        assert!(named.contains(&format!("{}.toml", sdk.id)));
    }
}

#[test]
fn every_kind_of_row_has_its_number_of_rows() {
    let Codes {
        remark,
        server_literal,
        outsider,
        trap,
        ambiguous,
        unknown_name,
        ..
    } = Rules::read().codes;
    let found = [
        remark.len(),
        server_literal.len(),
        outsider.len(),
        trap.len(),
        ambiguous.len(),
        unknown_name.len(),
    ];
    assert_eq!(found, [42, 10, 12, 7, 8, 53]);
}

#[test]
fn every_row_has_a_source() {
    let Rules { codes, sdks } = Rules::read();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    used.extend(codes.code.iter().map(|row| row.source.as_str()));
    used.extend(codes.extra.iter().map(|row| row.source.as_str()));
    used.extend(codes.range.iter().map(|row| row.source.as_str()));
    used.extend(codes.remark.iter().map(|row| row.source.as_str()));
    used.extend(codes.server_literal.iter().map(|row| row.source.as_str()));
    used.extend(codes.outsider.iter().map(|row| row.source.as_str()));
    used.extend(codes.trap.iter().map(|row| row.source.as_str()));
    used.extend(codes.ambiguous.iter().map(|row| row.source.as_str()));
    used.extend(codes.http.iter().map(|row| row.source.as_str()));
    used.extend(codes.unknown_name.iter().map(|row| row.source.as_str()));
    let declared: BTreeSet<&str> = codes.sources.keys().map(String::as_str).collect();
    assert_eq!(used, declared, "used, and declared in [sources]");
    assert!(
        codes
            .sources
            .values()
            .all(|source| !source.trim().is_empty())
    );
    for sdk in &sdks {
        assert!(!sdk.source.trim().is_empty(), "{}", sdk.id);
        assert!(
            sdk.foreign_error_owner
                .iter()
                .all(|owner| !owner.source.trim().is_empty())
        );
    }
}

/// Whoever deletes a row, or a word of one, changes the table or breaks a promise: `table_is_up_to_date` sees it.
#[test]
fn no_row_is_there_for_nothing() {
    let rules = Rules::read();
    let table = generate::table(&rules).unwrap();
    let mut tried = 0;
    let mut check = |place: &str, without: Result<Rules, toml::de::Error>| {
        let same =
            without.is_ok_and(|rules| generate::table(&rules).is_ok_and(|found| found == table));
        assert!(!same, "{place} changes nothing");
        tried += 1;
    };
    let codes: Value = toml::from_str(&data::read(&data::codes_path())).unwrap();
    each_row_deleted(&codes, &mut |place, less| {
        let codes = less.try_into().map(|codes| Rules {
            codes,
            sdks: rules.sdks.clone(),
        });
        check(place, codes);
    });
    for (at, sdk) in rules.sdks.iter().enumerate() {
        let file: Value = toml::from_str(&data::read(&data::sdk_path(&sdk.id))).unwrap();
        each_row_deleted(&file, &mut |place, less| {
            let without = less.try_into().map(|sdk: SdkFile| {
                let mut rules = rules.clone();
                rules.sdks[at] = sdk;
                rules
            });
            check(&format!("{}: {place}", sdk.id), without);
        });
    }
    assert!(tried > 800, "{tried}");
}

/// Calls with every version of a file that lacks one row: an element of an array of tables.
fn each_row_deleted(file: &Value, call: &mut impl FnMut(&str, Value)) {
    let Some(table) = file.as_table() else {
        return;
    };
    for (key, value) in table {
        let rows = value
            .as_array()
            .filter(|rows| rows.iter().all(Value::is_table));
        for at in 0..rows.map_or(0, Vec::len) {
            let mut less = file.clone();
            less[key.as_str()].as_array_mut().unwrap().remove(at);
            call(&format!("{key} {}", at + 1), less);
        }
    }
}
