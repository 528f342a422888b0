//! The page of error codes, read from its plain text, in which name, code and description stand glued together.

use super::data::{self, Rules, root};
use parselint::model::catalogue::{self, PageRow};
use std::collections::BTreeSet;

#[derive(Debug, PartialEq)]
pub(super) struct GluedRow {
    pub(super) name: String,
    pub(super) code: i64,
    pub(super) description: String,
    /// 0 for the first table of the page.
    table: usize,
}

/// The tables' headings in the documentation's source; the plain text lost those of the second to the sixth.
const SECTIONS: [&str; 10] = [
    "API Issues",
    "Push related errors",
    "File related errors",
    "Installation related errors",
    "Purchase related errors",
    "User related errors",
    "Linked services errors",
    "Client-only errors",
    "Operational issues",
    "Other issues",
];

fn text() -> String {
    data::read(&root().join("fixtures/error-codes-page.txt"))
}

pub(super) fn rows() -> Vec<GluedRow> {
    let text = text();
    let mut tables = 0;
    let mut inside = false;
    let mut rows = Vec::new();
    for line in text.lines() {
        if line == "NameCodeDescription" {
            tables += 1;
            inside = true;
        } else if line.starts_with("{:") || line.is_empty() {
            inside = false;
        } else if inside {
            rows.push(unglue(line, tables - 1));
        }
    }
    rows
}

fn unglue(line: &str, table: usize) -> GluedRow {
    let (name, rest) = line.split_at(line.find(|c: char| c == '-' || c.is_ascii_digit()).unwrap());
    let digits = |at: usize| at + rest[at..].find(|c: char| !c.is_ascii_digit()).unwrap();
    let (code, description) = rest.split_at(digits(usize::from(rest.starts_with('-'))));
    GluedRow {
        name: name.trim_end().to_owned(),
        code: code.parse().unwrap(),
        description: description.to_owned(),
        table,
    }
}

#[test]
fn the_rules_have_the_pages_rows_word_by_word() {
    let wanted = rows();
    assert_eq!(wanted.len(), 111);
    let rules = Rules::read();
    assert_eq!(rules.codes.code.len(), wanted.len());
    for (row, wanted) in rules.codes.code.iter().zip(&wanted) {
        assert_eq!((&row.name, row.code), (&wanted.name, wanted.code));
        assert_eq!(row.description, wanted.description, "{}", row.name);
        assert_eq!(row.section, SECTIONS[wanted.table], "{}", row.name);
        assert_eq!(
            row.deprecated,
            wanted.description.contains("Deprecated"),
            "{}",
            row.name
        );
    }
}

#[test]
fn the_catalogue_has_the_pages_rows_word_by_word() {
    let wanted = rows();
    let all = catalogue::entries().iter().map(|entry| entry.rows.len());
    assert_eq!(all.sum::<usize>(), wanted.len());
    let codes: BTreeSet<i64> = wanted.iter().map(|row| row.code).collect();
    for code in codes {
        let found = catalogue::entry(code).unwrap().rows.iter().map(told);
        let wanted = wanted.iter().filter(|row| row.code == code);
        let wanted = wanted.map(|row| {
            (
                row.name.as_str(),
                row.description.as_str(),
                SECTIONS[row.table],
            )
        });
        assert_eq!(Vec::from_iter(found), Vec::from_iter(wanted), "{code}");
    }
}

fn told(row: &PageRow) -> (&str, &str, &str) {
    (row.name, row.description, row.section)
}

/// Headings that the text has stand right above their table.
#[test]
fn the_sections_are_the_pages_headings() {
    let text = text();
    let lines: Vec<&str> = text.lines().collect();
    let tables = (0..lines.len()).filter(|at| lines[*at] == "NameCodeDescription");
    let mut printed = Vec::new();
    for (at, section) in tables.zip(SECTIONS) {
        if lines[at - 1].is_empty() {
            assert_eq!(lines[at - 2], section);
            printed.push(section);
        }
    }
    assert_eq!(printed.len(), 5);
}

#[test]
fn exactly_156_and_157_are_deprecated() {
    let deprecated = catalogue::entries()
        .iter()
        .filter(|entry| entry.deprecated());
    assert_eq!(
        Vec::from_iter(deprecated.map(|entry| entry.code)),
        [156, 157]
    );
}

#[test]
fn the_ranges_have_the_pages_text() {
    let text = text();
    let (_, policy) = text.split_once("Error Code Ranges").unwrap();
    let bullets: Vec<&str> = policy
        .lines()
        .filter_map(|line| line.trim().strip_prefix("• "))
        .collect();
    let found: Vec<&str> = catalogue::ranges()
        .iter()
        .flat_map(|range| range.text.lines())
        .collect();
    assert_eq!(found, bullets);
    assert_eq!(bullets.len(), 7);
    for range in &catalogue::ranges()[1..] {
        assert!(
            policy.lines().any(|line| line == range.heading),
            "{}",
            range.heading
        );
    }
}

#[test]
fn the_ranges_leave_no_gap_and_do_not_overlap() {
    let bounds: Vec<_> = catalogue::ranges()
        .iter()
        .map(|range| (range.id, range.min, range.max))
        .collect();
    assert_eq!(
        bounds,
        [
            ("server", None, Some(4999)),
            ("reserved", Some(5000), Some(8999)),
            ("app", Some(9000), Some(9999)),
            ("third-party", None, None),
        ]
    );
    let id = |code| catalogue::range_of(code).map(|range| range.id);
    for (code, wanted) in [
        (i64::MIN, Some("server")),
        (-1, Some("server")),
        (4999, Some("server")),
        (5000, Some("reserved")),
        (8999, Some("reserved")),
        (9000, Some("app")),
        (9999, Some("app")),
        (10000, None),
        (i64::MAX, None),
    ] {
        assert_eq!(id(code), wanted, "{code}");
    }
    for range in &catalogue::ranges()[..3] {
        let numbers = [range.min, range.max].into_iter().flatten();
        assert!(
            numbers
                .map(|n| n.to_string())
                .all(|n| range.text.contains(&n)),
            "{}",
            range.id
        );
    }
}
