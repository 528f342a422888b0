//! Any outcome in every format: sources, paths, messages and places of anything.
//!
//! Documents are taken by parsers that are not ours, and hold every finding once; XML holds no character that it must not;
//! commands of GitHub are one a line and say the path and message that they are about when their escapes are undone; and
//! nothing anywhere holds what a terminal would obey, but the colours and links of the styles that have some. Two equal
//! outcomes give the same bytes. `outcome` makes the outcomes up.

mod outcome;

use parselint::model::outcome::Outcome;
use parselint::report::github::step_summary;
use parselint::report::visible::visible_line;
use parselint::report::{Format, Look, reporter, summary};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::choices::Choices;

/// What the runner of GitHub takes for a step.
const SUMMARY_LIMIT: usize = 1 << 20;

pub(crate) fn run(data: &[u8]) {
    let mut choices = Choices::new(data);
    let look = outcome::look(&mut choices);
    let outcome = outcome::outcome(&mut choices);
    for format in Format::ALL {
        let text = drawn(*format, &outcome, &look);
        assert_eq!(text, drawn(*format, &outcome, &look));
        let plain = match format {
            Format::Full | Format::Concise | Format::Grouped => undressed(&text, &look),
            _ => text.clone(),
        };
        assert_eq!(obeyed(&plain), None, "{}: {text:?}", format.name());
        check(*format, &text, &outcome, &look);
    }
    let mut out = Vec::new();
    summary(&outcome, look.style, &mut out).expect("memory can be written to");
    let words = String::from_utf8(out).expect("UTF-8");
    assert_eq!(obeyed(&undressed(&words, &look)), None, "{words:?}");
    let page = step_summary(&outcome, &look.base, 0);
    assert!(
        page.len() <= SUMMARY_LIMIT && obeyed(&page).is_none(),
        "{page:?}"
    );
    let rows = page.lines().filter(|line| line.starts_with('|'));
    let whole = rows.clone().all(|row| row.ends_with('|'));
    assert!(whole, "a row is torn: {page:?}");
}

fn drawn(format: Format, outcome: &Outcome, look: &Look) -> String {
    let mut out = Vec::new();
    reporter(format, look)
        .report(outcome, &mut out)
        .expect("memory can be written to");
    String::from_utf8(out).expect("UTF-8")
}

fn check(format: Format, text: &str, outcome: &Outcome, look: &Look) {
    let findings: usize = outcome.files.iter().map(|file| file.findings.len()).sum();
    let hidden: usize = outcome.files.iter().map(|file| file.hidden.len()).sum();
    let json = || -> Value {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    };
    let length = |value: &Value| value.as_array().map(Vec::len);
    match format {
        Format::Full => {}
        Format::Grouped | Format::Concise => {
            let lines = text.lines().count();
            assert!(lines >= findings, "{text:?}");
        }
        Format::Json => assert_eq!(length(&json()["diagnostics"]), Some(findings)),
        Format::Jsonl => {
            let rows = text
                .lines()
                .map(|line| serde_json::from_str::<Value>(line).expect("an object a line"));
            let found = rows.filter(|row| row["type"] == "diagnostic").count();
            assert_eq!(found, findings, "{text}");
        }
        Format::Sarif => assert_eq!(
            length(&json()["runs"][0]["results"]),
            Some(findings + hidden),
            "{text}"
        ),
        Format::Gitlab => assert_eq!(length(&json()), Some(findings), "{text}"),
        Format::Rdjson => assert_eq!(length(&json()["diagnostics"]), Some(findings), "{text}"),
        Format::Github => commands(text, outcome, look),
        Format::Junit => assert_eq!(elements(text, "testcase"), findings.max(1), "{text}"),
        Format::Checkstyle => assert_eq!(elements(text, "error"), findings, "{text}"),
    }
}

/// How many elements of a name a document has; it is well-formed, and every character of it may stand in XML 1.0.
fn elements(text: &str, wanted: &str) -> usize {
    let illegal = |letter: &char| {
        let code = u32::from(*letter);
        !matches!(code, 0x9 | 0xa | 0xd | 0x20..=0xd7ff | 0xe000..=0xfffd | 0x10000..=0x0010_ffff)
    };
    let assert_legal = |text: &str| assert_eq!(text.chars().find(illegal), None, "{text:?}");
    assert_legal(text);
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut found = 0;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {text}"))
        {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element) => {
                found += usize::from(element.name().as_ref() == wanted);
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{error}: {text}"));
                    let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0);
                    assert_legal(&value.expect("known entities"));
                }
            }
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().expect("a character");
                assert!(letter.is_none_or(|letter| !illegal(&letter)), "{text}");
            }
            _ => {}
        }
    }
}

/// Each line is one command, and together they say what was found.
fn commands(text: &str, outcome: &Outcome, look: &Look) {
    let mut told: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let rest = line
            .strip_prefix("::")
            .unwrap_or_else(|| panic!("no command: {line:?}"));
        let (head, message) = rest.split_once("::").expect("a message");
        let (level, properties) = head.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&level), "{line:?}");
        let properties: Vec<(&str, &str)> = properties
            .split(',')
            .map(|property| {
                property
                    .split_once('=')
                    .unwrap_or_else(|| panic!("{property:?} of {line:?}"))
            })
            .collect();
        let names = ["file", "line", "endLine", "col", "endColumn", "title"];
        assert!(
            properties.iter().all(|(name, _)| names.contains(name)),
            "{line:?}"
        );
        let Some((_, file)) = properties.iter().find(|(name, _)| *name == "file") else {
            assert_eq!(properties, [("title", "parselint")], "{line:?}");
            continue;
        };
        told.push((unescaped(file), unescaped(message)));
    }
    let files = outcome.files.iter();
    let found = files.flat_map(|file| file.findings.iter().map(move |finding| (file, finding)));
    let mut left = told.len();
    for (file, finding) in found {
        // The path is another one where the reports begin elsewhere.
        let path = visible_line(file.file.path());
        let is_it = |(named, said): &(String, String)| {
            (look.base != parselint::report::Base::default() || *named == path)
                && said.starts_with(&*visible_line(&finding.message))
        };
        assert!(told.iter().any(is_it), "{finding:?} is not told in {text}");
        left = left.checked_sub(1).expect("a command for each finding");
    }
    assert_eq!(left, 0, "{text}");
}

fn unescaped(text: &str) -> String {
    assert!(!text.contains('\r'), "{text:?}");
    let text = text.replace("%0D", "\r").replace("%0A", "\n");
    text.replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%25", "%")
}

/// Without the colours and links that a style has; one that has none gets its text back.
fn undressed(text: &str, look: &Look) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain += before;
        let end = if look.style.colour && after.starts_with('[') {
            after.find('m').filter(|end| {
                after[1..*end]
                    .chars()
                    .all(|c| c.is_ascii_digit() || c == ';')
            })
        } else if look.style.links && after.starts_with("]8;;") {
            after
                .find("\u{1b}\\")
                .map(|end| end + 1)
                .filter(|end| obeyed(&after[..end - 1]).is_none())
        } else {
            None
        };
        let Some(end) = end else {
            panic!("an escape that no style has: {text:?}");
        };
        rest = &after[end + 1..];
    }
    plain + rest
}

/// What a terminal would obey, or what would show a text in another order than it has.
fn obeyed(text: &str) -> Option<char> {
    let direction = |letter| matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .find(|letter| direction(*letter) || letter.is_control() && !matches!(letter, '\n' | '\t'))
}
