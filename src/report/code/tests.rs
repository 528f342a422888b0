//! What a person and a program read, by question.

use super::{json, text};
use crate::model::catalogue;
use serde_json::Value;

fn told(query: &str) -> String {
    text(Some(query), false).unwrap()
}

fn document(query: Option<&str>) -> Value {
    serde_json::from_str(&json(query).unwrap()).unwrap()
}

#[track_caller]
fn has(page: &str, parts: &[&str]) {
    let flowing = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts {
        assert!(flowing.contains(part), "{part:?} is not in:\n{page}");
    }
}

#[test]
fn a_code_is_told_fully() {
    let page = told("101");
    assert!(page.starts_with("101  ObjectNotFound\n"));
    has(
        &page,
        &[
            "UserInvalidLoginParams API Issues Invalid login parameters.",
            "ObjectNotFound API Issues The specified object or session doesn't exist",
            "JavaScript Parse.Error.OBJECT_NOT_FOUND",
            "Rust parse_rust_core::ErrorCode::ObjectNotFound",
            "Rust (parse-rs) parse_rs::ParseError::ObjectNotFound(..)",
            "Objective-C kPFErrorObjectNotFound",
            "C# ParseFailureException.ErrorCode.ObjectNotFound",
            "None in PHP",
            "Everyone: it is predefined",
            "4999 and below, is reserved for Parse Server",
            "HTTP 404",
        ],
    );
}

#[test]
fn a_code_is_found_by_any_of_its_names() {
    let page = told("101");
    for name in [
        "ObjectNotFound",
        "OBJECT_NOT_FOUND",
        "object_not_found",
        "Parse.Error.OBJECT_NOT_FOUND",
        "object not found",
        "ErrorCode::ObjectNotFound",
        "ParseException.OBJECT_NOT_FOUND",
        "kPFErrorObjectNotFound",
        " 101 ",
        "PFErrorCode.errorObjectNotFound.rawValue",
        "parse_rs::ParseError::ObjectNotFound(..)",
        "UserInvalidLoginParams",
    ] {
        assert_eq!(told(name), page, "{name}");
    }
}

#[test]
fn a_name_of_two_codes_is_told_twice() {
    let page = told("InvalidImageData");
    assert!(page.starts_with("143  WebhookError\n"));
    assert!(page.contains("\n\n150  InvalidImageData\n"));
}

#[test]
fn traps_remarks_and_releases_are_told() {
    has(
        &told("143"),
        &[
            "Beware - JavaScript, Rust, Swift and Dart: the SDK calls it invalid image data",
            "webhooks only",
            "11 places",
        ],
    );
    has(&told("142"), &["Parse.Error.VALIDATION_ERROR since 3.0.0"]);
    has(
        &told("155"),
        &[
            "Not on the page of error codes",
            "Parse.Error.REQUEST_LIMIT_EXCEEDED",
        ],
    );
    has(
        &told("150"),
        &["None in JavaScript", "would change the number on the wire"],
    );
    has(
        &told("156"),
        &[
            "156 MissingPushIdError deprecated",
            "No SDK has one.",
            "Nobody any more",
        ],
    );
    assert!(!told("156").contains("Everyone"));
    assert!(!told("101").contains("Beware"));
}

#[test]
fn numbers_outside_are_told_by_their_range() {
    has(
        &told("9001"),
        &[
            "for errors of your own application",
            "9000 to 9999",
            "Developers may use this range",
            "code = 9001",
            "banned",
        ],
    );
    assert!(!told("9002").contains("banned"));
    has(
        &told("5001"),
        &[
            "nobody may use it",
            "5000 to 8999",
            "currently reserved for future use",
        ],
    );
    has(
        &told("12000"),
        &[
            "outside every range",
            "defines no range from 10000 up",
            "from 9000 to 9999",
        ],
    );
    has(
        &told("3000"),
        &[
            "not defined, and reserved for Parse Server",
            "4999 and below",
        ],
    );
    has(&told("-7"), &["-7 no predefined code", "4999 and below"]);
    has(&told("131"), &["that is 153"]);
    has(&told(&i64::MIN.to_string()), &["reserved for Parse Server"]);
    has(&told(&i64::MAX.to_string()), &["outside every range"]);
}

#[test]
fn a_status_is_told_from_a_code() {
    let page = told("404");
    has(
        &page,
        &[
            "404 Not Found an HTTP status, no Parse code",
            "`new Parse.Error(404, ..)` is answered with HTTP 400",
            "101 Parse.Error.OBJECT_NOT_FOUND usually",
            "205 Parse.Error.EMAIL_NOT_FOUND where the message says: email",
        ],
    );
    assert_eq!(told("Not Found"), page);
    has(&told("300"), &["No Parse code stands for this status"]);
    assert!(!told("401").contains("usually"));
}

#[test]
fn an_invented_name_is_told_with_what_was_meant() {
    for name in ["UNAUTHORIZED", "Parse.Error.UNAUTHORIZED", "unauthorized"] {
        has(
            &told(name),
            &[
                "Parse.Error.UNAUTHORIZED does not exist",
                "209 Parse.Error.INVALID_SESSION_TOKEN",
                "undefined at run time",
            ],
        );
    }
    has(
        &told("Parse.Error.UNKNOWN_ERROR"),
        &[
            "Parse.Error.UNKNOWN_ERROR does not exist Only the page or another SDK",
            "what exists is Parse.Error.OTHER_CAUSE",
            "-1 OtherCause",
        ],
    );
    let webhook = told("Parse.Error.WEBHOOK_ERROR");
    has(&webhook, &["no constant of that meaning"]);
    assert!(!webhook.contains("what exists is"));
    assert!(told("ParseException.SCRIPT_ERROR").starts_with("141  ScriptFailed\n"));
}

#[test]
fn an_unknown_name_is_an_error_with_what_is_near() {
    let why = |query| text(Some(query), false).unwrap_err();
    let help = |query| why(query).help.unwrap();
    assert_eq!(
        why("OBJEKT_NOT_FOUND").message,
        "there is no Parse error code named 'OBJEKT_NOT_FOUND'"
    );
    assert!(help("OBJEKT_NOT_FOUND").starts_with("did you mean OBJECT_NOT_FOUND (101)?"));
    assert!(help("ObjectNotFund").starts_with("did you mean ObjectNotFound (101)?"));
    assert!(help("Parse.Error.INVALID_QEURY").contains("INVALID_QUERY (102)"));
    assert_eq!(help("x"), "`parselint code` lists all codes");
    assert_eq!(why("").message, "there is no Parse error code named ''");
    assert!(why("a\x1b[31m").message.contains("\\u{1b}"));
    for number in ["99999999999999999999", "101.5", "0x65"] {
        assert_eq!(why(number).message, format!("'{number}' is not a code"));
    }
    assert!(json(Some("OBJEKT_NOT_FOUND")).is_err());
}

#[test]
fn without_a_question_every_name_is_listed() {
    let page = text(None, false).unwrap();
    for entry in catalogue::entries() {
        assert!(
            page.lines()
                .any(|line| line.starts_with(&format!("{:>5}  ", entry.code)))
        );
        for row in entry.rows {
            assert!(
                page.lines()
                    .any(|line| line[7..].trim_end().starts_with(row.name)),
                "{}",
                row.name
            );
        }
    }
    has(
        &page,
        &[
            "MustCreateUserThroughSignup MUST_CREATE_USER_THROUGH_SIGNUP",
            "9000 to 9999",
        ],
    );
    assert!(page.contains("  136  ChangedImmutableFieldError      -\n"));
}

/// Every page that there is: 80 columns, no space at a line's end, and the same text with colour as without.
#[test]
fn every_page_fits_the_terminal() {
    let codes = catalogue::entries().iter().map(|entry| entry.code);
    let statuses = catalogue::http_statuses()
        .iter()
        .map(|status| status.status);
    let numbers = codes.chain(statuses).chain([
        3,
        131,
        603,
        3000,
        5001,
        9001,
        12000,
        i64::from(i32::MIN),
        i64::from(i32::MAX),
    ]);
    let names = catalogue::unknown_names()
        .iter()
        .map(|unknown| unknown.name.to_owned());
    let queries: Vec<_> = numbers
        .map(|number| number.to_string())
        .chain(names)
        .map(Some)
        .chain([None])
        .collect();
    assert!(queries.len() > 190);
    for query in &queries {
        let plain = text(query.as_deref(), false).unwrap();
        for line in plain.lines() {
            assert!(line.chars().count() <= 80, "{query:?}: {line}");
            assert_eq!(line, line.trim_end(), "{query:?}");
        }
        assert!(
            plain.ends_with('\n') && !plain.ends_with("\n\n"),
            "{query:?}"
        );
        assert!(!plain.contains("\n\n\n"), "{query:?}");
        let coloured = text(query.as_deref(), true).unwrap();
        assert!(coloured.contains("\x1b["));
        assert_eq!(bare(&coloured), plain, "{query:?}");
    }
}

fn bare(coloured: &str) -> String {
    let mut parts = coloured.split("\x1b[");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').unwrap().1)
}

#[test]
fn json_has_every_code_and_the_same_bytes_twice() {
    let all = document(None);
    assert_eq!(all["version"], 1);
    assert_eq!(all["codes"].as_array().unwrap().len(), 89);
    assert_eq!(json(None).unwrap(), json(None).unwrap());
    assert!(
        json(None).unwrap().contains("doesn't exist"),
        "nothing is escaped that need not be"
    );

    let code = &document(Some("OBJECT_NOT_FOUND"))["codes"][0];
    assert_eq!(
        (&code["code"], &code["kind"], &code["name"]),
        (&101.into(), &"predefined".into(), &"ObjectNotFound".into())
    );
    assert_eq!(code["names"][0]["name"], "UserInvalidLoginParams");
    assert_eq!(
        code["constants"][0]["spelled"],
        "Parse.Error.OBJECT_NOT_FOUND"
    );
    assert_eq!(code["range"]["max"], 4999);
    assert_eq!(document(Some("143"))["codes"][0]["traps"][0]["sdk"], "js");
    assert_eq!(
        document(Some("155"))["codes"][0]["description"],
        Value::Null
    );
}

#[test]
fn json_tells_what_is_no_code() {
    let status = &document(Some("404"))["codes"][0];
    assert_eq!(status["kind"], "http-status");
    assert_eq!(
        status["meant"][0]["constant"],
        "Parse.Error.OBJECT_NOT_FOUND"
    );
    assert_eq!(status["meant"][0]["default"], true);
    assert_eq!(document(Some("9001"))["codes"][0]["range"]["id"], "app");
    assert_eq!(document(Some("12000"))["codes"][0]["range"], Value::Null);
    let invented = &document(Some("UNAUTHORIZED"))["codes"][0];
    assert_eq!(
        (&invented["code"], &invented["kind"]),
        (&Value::Null, &"unknown-constant".into())
    );
    assert_eq!(invented["meant"][0]["code"], 209);
}
