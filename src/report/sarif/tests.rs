//! What a SARIF log holds, read back.

use serde_json::{Value, json};

use super::*;
use crate::report::samples::{self, MAGIC, UNREAD, drawn};

static RULES: [&Rule; 2] = [&MAGIC, &UNREAD];

fn run(outcome: &Outcome) -> Value {
    let text = drawn(&Sarif::new(&Base::default(), &RULES), outcome);
    let log: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(log["runs"].as_array().map(Vec::len), Some(1));
    log["runs"][0].clone()
}

#[test]
fn a_description_has_the_words_of_its_links_only() {
    assert_eq!(
        super::without_links("a [`b`](b.md) and [c](d) e [f] (g)"),
        "a `b` and c e [f] (g)"
    );
}

#[test]
fn a_result_has_what_github_asks_for() {
    let run = run(&samples::outcome());
    let result = &run["results"][1];
    assert_eq!(
        (&result["ruleId"], &result["ruleIndex"]),
        (&json!("magic-code"), &json!(0))
    );
    assert_eq!(result["level"], "warning");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        location["artifactLocation"],
        json!({"uri": "cloud/main.js", "uriBaseId": "SRCROOT"})
    );
    assert_eq!(
        location["region"],
        json!({"startLine": 2, "startColumn": 25, "endLine": 2, "endColumn": 28})
    );
    assert_eq!(result["partialFingerprints"]["parselint/v1"], "00c0ffee");
    assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
    assert_eq!(result["suppressions"], json!([]));
    let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(
        change["insertedContent"]["text"],
        "Parse.Error.OBJECT_NOT_FOUND"
    );
    assert_eq!(change["deletedRegion"], location["region"]);
    let rule = &run["tool"]["driver"]["rules"][0];
    assert_eq!(
        (&rule["id"], &rule["name"]),
        (&json!("magic-code"), &json!("MagicCode"))
    );
    assert_eq!(rule["fullDescription"]["text"], "A number says nothing.");
    assert_eq!(rule["help"]["markdown"], MAGIC.doc);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["automationDetails"]["id"], "parselint/");
}

#[test]
fn what_was_not_linted_makes_the_run_fail() {
    let run = run(&samples::outcome());
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = invocation["toolExecutionNotifications"]
        .as_array()
        .expect("a list");
    let ids: Vec<_> = told
        .iter()
        .map(|one| (&one["descriptor"]["id"], &one["level"]))
        .collect();
    assert_eq!(
        ids,
        [
            (&json!("file-not-linted"), &json!("error")),
            (&json!("syntax-error"), &json!("warning"))
        ]
    );
    assert!(run["results"][0]["partialFingerprints"]["primaryLocationLineHash"].is_null());
    let clean = self::run(&Outcome::default());
    assert_eq!(clean["invocations"], json!([{"executionSuccessful": true}]));
    assert_eq!(clean["results"], json!([]));
}

#[test]
fn hidden_results_say_by_what() {
    let hidden = |reason: Option<&str>| Hidden {
        finding: samples::magic("101", "101"),
        by: match reason {
            Some(reason) => Hiding::Comment {
                reason: reason.into(),
            },
            None => Hiding::Baseline { reason: None },
        },
    };
    let mut file = samples::file("a.js", "101", vec![samples::magic("101", "101")]);
    file.hidden = vec![hidden(Some("old apps")), hidden(None)];
    let run = run(&samples::run(vec![file]));
    let told: Vec<_> = (0..3)
        .map(|at| run["results"][at]["suppressions"].clone())
        .collect();
    assert_eq!(
        told,
        [
            json!([]),
            json!([{"kind": "inSource", "justification": "old apps"}]),
            json!([{"kind": "external"}])
        ]
    );
}

#[test]
fn columns_count_code_points_and_the_gravest_come_first() {
    let text = "\u{feff}é𐐀\t101 101";
    let mut grave = samples::magic(text, "101");
    grave.severity = Severity::Error;
    grave.primary.span = Span::new(text.len() - 3, text.len());
    let outcome = samples::run(vec![samples::file(
        "ü x.js",
        text,
        vec![samples::magic(text, "101"), grave],
    )]);
    let run = run(&outcome);
    let starts: Vec<_> = (0..2)
        .map(|at| {
            run["results"][at]["locations"][0]["physicalLocation"]["region"]["startColumn"].clone()
        })
        .collect();
    assert_eq!(starts, [8, 4]);
    assert_eq!(
        run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "%C3%BC%20x.js"
    );
}

#[test]
fn the_category_tells_analyses_apart() {
    let base = Base::new(None, "/".as_ref(), Some("web".into()));
    let text = drawn(&Sarif::new(&base, &RULES), &Outcome::default());
    assert!(
        text.contains("\"automationDetails\":{\"id\":\"parselint/web/\"}"),
        "{text}"
    );
}

#[test]
fn what_github_does_not_take_is_told() {
    let many = |count: usize| {
        let findings = vec![samples::magic("101", "101"); count];
        samples::run(vec![samples::file("a.js", "101", findings)])
    };
    assert_eq!(beyond_github(&many(5_000)), None);
    let told = beyond_github(&many(5_001)).expect("a note");
    assert!(
        told.contains("5001 results") && told.contains("gravest 5000"),
        "{told}"
    );
    assert!(
        beyond_github(&many(25_001))
            .expect("a note")
            .contains("no more than 25000")
    );
}
