//! The catalogue against its sources: the page's text word by word, the SDKs' tables by their counts, and
//! `src/model/catalogue/table.rs` against `rules/`, from which `UPDATE=1 cargo test catalogue` writes it.

mod data;
mod generate;
mod page;
mod rows;

use data::{Rules, root};
use parselint::model::catalogue::{self, CodeEntry};
use std::collections::BTreeSet;

const TABLE: &str = "src/model/catalogue/table.rs";

#[test]
fn table_is_up_to_date() {
    let wanted = generate::table(&Rules::read()).unwrap();
    let path = root().join(TABLE);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, wanted).unwrap();
        return;
    }
    assert!(
        data::read(&path) == wanted,
        "{TABLE} is out of date: run `UPDATE=1 cargo test catalogue`"
    );
}

#[test]
fn the_predefined_codes_are_the_pages_and_five_of_the_sdks() {
    let listed: BTreeSet<i64> = page::rows().iter().map(|row| row.code).collect();
    assert_eq!(listed.len(), 84);
    let mut wanted = listed;
    wanted.extend([155, 159, 162, 210, 211]);
    let found: Vec<i64> = catalogue::entries()
        .iter()
        .map(|entry| entry.code)
        .collect();
    assert_eq!(found, Vec::from_iter(wanted), "ascending, too");
    for code in [-2, 0, 3, 110, 131, 404, 428, 603, 1000, 9001] {
        assert!(!catalogue::is_predefined(code), "{code}");
    }
}

#[test]
fn every_table_that_is_searched_by_halves_is_sorted() {
    fn ascending<T: Ord>(what: &str, keys: impl Iterator<Item = T>) {
        let keys: Vec<T> = keys.collect();
        assert!(!keys.is_empty(), "{what}");
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{what}");
    }
    ascending("codes", catalogue::entries().iter().map(|row| row.code));
    ascending(
        "JavaScript",
        catalogue::javascript_constants().iter().map(|row| row.0),
    );
    ascending(
        "unknown names",
        catalogue::unknown_names().iter().map(|row| row.name),
    );
    ascending(
        "statuses",
        catalogue::http_statuses().iter().map(|row| row.status),
    );
    ascending("members", catalogue::parse_members().iter());
}

#[test]
fn names_are_found_in_any_case_and_with_any_affix() {
    for name in [
        "ObjectNotFound",
        "objectNotFound",
        "OBJECT_NOT_FOUND",
        "object-not-found",
        "ObjectNotFoundError",
        "ERR_OBJECT_NOT_FOUND",
        "PARSE_ERROR_OBJECT_NOT_FOUND",
        "OBJECT_NOT_FOUND_CODE",
        "errorObjectNotFound",
        "kPFErrorObjectNotFound",
    ] {
        assert_eq!(catalogue::codes_named(name), [101], "{name}");
    }
    assert_eq!(catalogue::codes_named("InvalidImageData"), [143, 150]);
    assert_eq!(catalogue::codes_named("kPFScriptError"), [141]);
    assert_eq!(catalogue::codes_named("FileReadError"), [601]);
    for name in [
        "",
        "Error",
        "ERROR404",
        "TIME",
        "UNAUTHORIZED",
        "NotFound",
        "other",
    ] {
        assert!(catalogue::codes_named(name).is_empty(), "{name}");
    }
}

/// Nothing is found under a number that neither the page nor an SDK gives that name, and all that they give is found.
#[test]
fn every_name_is_found_and_leads_to_its_entry() {
    let rules = Rules::read();
    let rows = rules.codes.code.iter().map(|row| (&row.name, row.code));
    let constants = rules.sdks.iter().flat_map(|sdk| &sdk.constants);
    let constants = constants
        .filter(|c| c.code != 404)
        .map(|c| (&c.name, c.code));
    for (name, code) in rows.chain(constants) {
        let codes = catalogue::codes_named(name);
        assert!(codes.contains(&code), "{name} = {code}: {codes:?}");
        for code in codes {
            let entry = catalogue::entry(*code).unwrap();
            assert!(bears(entry, name), "{name} is no name of {code}");
        }
    }
}

fn bears(entry: &CodeEntry, name: &str) -> bool {
    let bare = |name: &str| catalogue::normalise(name.strip_prefix("kPF").unwrap_or(name));
    let rows = entry.rows.iter().map(|row| row.name);
    let mut names = rows.chain(entry.constants.iter().map(|c| c.name));
    names.any(|known| bare(known) == bare(name))
}

#[test]
fn what_may_be_suggested_exists_in_javascript() {
    for status in catalogue::http_statuses() {
        for code in status.suggestions(None) {
            assert!(
                catalogue::javascript_constant(code).is_some(),
                "{}: {code}",
                status.status
            );
        }
    }
    for unknown in catalogue::unknown_names() {
        assert!(
            !catalogue::is_javascript_constant(unknown.name),
            "{}",
            unknown.name
        );
        assert!(!unknown.meant.is_empty(), "{}", unknown.name);
        for name in unknown.meant {
            assert!(
                catalogue::is_javascript_constant(name),
                "{}: {name}",
                unknown.name
            );
        }
    }
    assert_eq!(
        catalogue::meant_by("UNAUTHORIZED")[0],
        "INVALID_SESSION_TOKEN"
    );
    assert_eq!(catalogue::meant_by("UNKNOWN_ERROR")[0], "OTHER_CAUSE");
    assert!(catalogue::meant_by("OBJECT_NOT_FOUND").is_empty());
}

#[test]
fn the_statuses_are_the_registered_ones() {
    let wanted = [
        300..=305,
        307..=308,
        400..=417,
        421..=426,
        428..=429,
        431..=431,
        451..=451,
    ]
    .into_iter()
    .chain([500..=508, 510..=511])
    .flatten();
    let found = catalogue::http_statuses().iter();
    assert!(found.clone().all(|status| !status.phrase.is_empty()));
    assert_eq!(
        Vec::from_iter(found.map(|status| status.status)),
        Vec::from_iter(wanted)
    );

    let default = |status| catalogue::http_status(status).unwrap().default;
    for (status, code) in [
        (403, 119),
        (404, 101),
        (408, 124),
        (413, 116),
        (429, 155),
        (500, 1),
    ] {
        assert_eq!(default(status), Some(code), "{status}");
    }
    for status in [400, 401, 409, 422, 503] {
        assert_eq!(default(status), None, "{status}");
        let suggested = catalogue::http_status(status).unwrap().suggestions(None);
        assert!(suggested.len() > 1, "{status}");
    }
}

#[test]
fn rust_constants_are_found_by_code_and_by_name() {
    assert_eq!(
        catalogue::rust_constant(101).unwrap().name,
        "ObjectNotFound"
    );
    assert_eq!(catalogue::rust_code("OtherCause"), Some(-1));
    assert_eq!(catalogue::rust_code("MissingClassName"), Some(135));
    assert_eq!(catalogue::rust_code("OBJECT_NOT_FOUND"), None);
    assert!(catalogue::rust_constant(210).is_some());
    assert!(catalogue::rust_constant(132).is_none());
    assert!(catalogue::rust_constant(9001).is_none());
    let entries = catalogue::entries().iter();
    for constant in entries.filter_map(|entry| Some((entry.constant("rust-core")?, entry.code))) {
        assert_eq!(catalogue::rust_code(constant.0.name), Some(constant.1));
    }
}

#[test]
fn javascript_constants_say_since_when() {
    let since = |code| catalogue::javascript_constant(code).unwrap().since;
    let wanted = [
        (142, "3.0.0"),
        (159, "2.15.0"),
        (161, "2.19.0"),
        (162, "3.3.0"),
        (210, "2.19.0"),
        (211, "2.19.0"),
        (255, "1.11.1"),
    ];
    for (code, version) in wanted {
        assert_eq!(since(code), Some(version), "{code}");
    }
    let dated = catalogue::entries().iter().filter(|entry| {
        entry
            .constant("js")
            .is_some_and(|constant| constant.since.is_some())
    });
    assert_eq!(dated.count(), wanted.len());
    assert_eq!(
        catalogue::entry(209)
            .unwrap()
            .constant("objc")
            .unwrap()
            .name,
        "kPFErrorInvalidSessionToken"
    );
}
