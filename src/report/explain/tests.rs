//! What a page and a document say, of explanations made by hand.

use super::{json, text};
use crate::model::explain::{Explained, Explanation, FileTrace, Report, Shown, Verdict};
use crate::model::facts::Site;
use crate::model::finding::Severity;
use crate::model::resolved::{Evidence, Role, Target};
use crate::model::source::SourceFile;
use crate::report::Style;
use crate::report::samples::{ASCII, COLOURED, MAGIC, PLAIN, span_of};

const SOURCE: &str = "try {\n\tawait q.get(); f(\u{202e}) } catch (e) { if (e.code === 101) {} }\n";

fn explained() -> Explained {
    Explained {
        file: SourceFile::new("cloud/main.js", SOURCE),
        trace: FileTrace {
            grade: Some(Evidence::Certain),
            why: "the file imports `parse`".into(),
            look_alike: None,
        },
        role: Role::App,
        role_why: "`package.json` is `shop`, which is not published".into(),
        rows: vec![Explanation {
            span: span_of(SOURCE, "101"),
            literal: "101".into(),
            verdict: Verdict::Code {
                target: Target::Number(101),
                evidence: Evidence::Certain,
            },
            site: Some(Site::Comparison),
            meets: "it is compared with `e.code`".into(),
            meaning: "`e.code` is the code of a Parse error: it is caught from a Parse call".into(),
            reasons: vec!["it is caught from a Parse call".into()],
            against: Vec::new(),
            changes: Vec::new(),
            role: Role::App,
            report: Report::Finding {
                rule: &MAGIC,
                severity: Severity::Warning,
                message: "magic Parse error code 101".into(),
                shown: Shown::Yes,
            },
        }],
        notes: Vec::new(),
    }
}

fn first(change: impl FnOnce(&mut Explanation)) -> Explained {
    let mut explained = explained();
    change(&mut explained.rows[0]);
    explained
}

#[test]
fn a_page_shows_the_place_the_verdict_and_the_facts() {
    assert_eq!(
        text(&explained(), PLAIN),
        "cloud/main.js:2:51

 2 │     await q.get(); f(\\u{202e}) } catch (e) { if (e.code === 101) {} }
   │                                                             ^^^

Parse code 101 (ObjectNotFound), certain

  place    comparison: it is compared with `e.code`
           `e.code` is the code of a Parse error: it is caught from a Parse
             call
  for      it is caught from a Parse call
  file     certain: the file imports `parse`
  role     app: `package.json` is `shop`, which is not published
  rule     magic-code, warning: magic Parse error code 101
"
    );
}

#[test]
fn what_is_no_code_has_no_role_and_no_rule() {
    let explained = first(|row| {
        row.verdict = Verdict::NoCode { value: Some(101) };
        row.reasons.clear();
        row.against = vec!["`e` comes from `mongodb`, which is not Parse".into()];
        row.report = Report::NotAsked;
    });
    let page = text(&explained, PLAIN);
    assert!(page.contains("\nnot a Parse code\n"), "{page}");
    assert!(
        page.contains("  against  `e` comes from `mongodb`"),
        "{page}"
    );
    for absent in ["  for ", "  role ", "  rule "] {
        assert!(!page.contains(absent), "{absent}: {page}");
    }
}

#[test]
fn a_narrow_page_crops_the_line_and_wraps_the_words() {
    for style in [PLAIN, ASCII] {
        let page = text(&explained(), Style { width: 44, ..style });
        let too_wide: Vec<&str> = page.lines().filter(|l| l.chars().count() > 44).collect();
        assert!(too_wide.is_empty(), "{too_wide:?}");
        let lines: Vec<&str> = page.lines().collect();
        let caret = lines[3].chars().position(|c| c == '^').expect("carets");
        let under: String = lines[2].chars().skip(caret).take(3).collect();
        assert_eq!(under, "101", "{page}");
    }
}

#[test]
fn colours_are_drawn_on_demand_only() {
    assert!(!text(&explained(), PLAIN).contains('\u{1b}'));
    assert!(text(&explained(), COLOURED).contains("\u{1b}[1;4mParse code 101"));
}

#[test]
fn every_fate_of_a_finding_is_told() {
    for (fate, words) in [
        (Shown::Pedantic, "the evidence is weak"),
        (Shown::Off, "off by configuration"),
        (Shown::Suppressed, "a comment suppresses it"),
        (Shown::NotRead, "not read so far"),
    ] {
        let explained = first(|row| {
            if let Report::Finding { shown, .. } = &mut row.report {
                *shown = fate;
            }
        });
        let page = text(&explained, PLAIN);
        let page: Vec<&str> = page.split_whitespace().collect();
        assert!(page.join(" ").contains(words), "{page:?}");
        assert!(json(&explained).unwrap().contains(fate.name()));
    }
    let silent = first(|row| row.report = Report::Silent("it bounds a range".into()));
    assert!(text(&silent, PLAIN).contains("  rule     none: it bounds a range\n"));
}

#[test]
fn the_document_is_the_promised_one() {
    let text = json(&explained()).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    assert_eq!(
        keys(&value),
        ["explanations", "file", "notes", "path", "version"]
    );
    assert_eq!(
        keys(&value["file"]),
        ["look_alike", "role", "role_why", "trace", "why"]
    );
    let row = &value["explanations"][0];
    let promised = [
        "against", "changes", "code", "end", "evidence", "literal", "meaning", "meets", "message",
        "name", "reasons", "role", "rule", "severity", "shown", "silent", "site", "start",
        "verdict",
    ];
    assert_eq!(keys(row), promised);
    assert_eq!(row["name"], "ObjectNotFound");
    assert_eq!(
        (&row["verdict"], &row["evidence"], &row["shown"]),
        (&"code".into(), &"certain".into(), &"yes".into())
    );
    assert!(!text.contains('\u{202e}') && text.ends_with("}\n"));
}
