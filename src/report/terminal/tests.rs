//! What a person sees, to the letter.

use super::*;
use crate::model::finding::Label;
use crate::model::source::Span;
use crate::report::samples::{self, ASCII, COLOURED, PLAIN, drawn, magic, span_of};

fn draw(style: Style, path: &str, text: &str, findings: Vec<Finding>) -> String {
    let outcome = samples::run(vec![samples::file(path, text, findings)]);
    let quiet = Style {
        quiet: true,
        ..style
    };
    drawn(&Terminal::with(quiet, false), &outcome)
}

/// Between the message and the help: what the tests of drawings look at.
fn snippet(style: Style, text: &str, finding: Finding) -> String {
    let drawn = draw(style, "a.js", text, vec![finding]);
    let lines = drawn.lines().skip_while(|line| !line.contains("[a.js:"));
    let lines = lines.take_while(|line| !line.starts_with("  help:"));
    lines.map(|line| format!("{line}\n")).collect()
}

const SAVE: &str = "Parse.Cloud.define('save', async request => {\n  try {\n    \
    await request.object.save();\n  } catch (error) {\n    if (error.code === 101) {\n      \
    return null;\n    }\n    throw error;\n  }\n});\n";

fn save() -> Finding {
    let mut finding = magic(SAVE, "101");
    let label = |needle, text| Label::new(span_of(SAVE, needle), text);
    finding.related = vec![
        label("error.code === 101", "compared with a code"),
        label(
            "error) {",
            "caught here, around a call of the SDK that may reject with it",
        ),
    ];
    finding
}

#[test]
fn a_run_is_files_then_findings_then_the_sum() {
    let mut outcome = samples::outcome();
    outcome.summary.minified = 2;
    assert_eq!(
        drawn(&Terminal::with(PLAIN, false), &outcome),
        "\
cloud/latin.js ─────────────────────────────────────────────────────── 1 finding

file-not-linted

  × the file is not UTF-8
  help: save it as UTF-8

cloud/main.js ──────────────────────────────────────────────────────── 1 finding

magic-code

  ⚠ the Parse error code 101 is written as a number
   ╭─[cloud/main.js:2:25]
 1 │ Parse.Cloud.define('a', () => {
 2 │   throw new Parse.Error(101, 'gone');
   ·                         ─┬─
   ·                          ╰── this is OBJECT_NOT_FOUND
 3 │ });
   ╰────
  help: write `Parse.Error.OBJECT_NOT_FOUND`

cloud/torn.js: linted as far as it could be read: 1:5: unexpected `(`

12 files linted: 1 error, 1 warning in 2 files
1 fixable with `--fix`
1 file not linted
2 minified files skipped, 1 file with syntax errors
"
    );
}

#[test]
fn labels_stand_apart_and_their_words_fit() {
    assert_eq!(
        snippet(PLAIN, SAVE, save()),
        "   \
   ╭─[a.js:5:24]
 2 │   try {
 3 │     await request.object.save();
 4 │   } catch (error) {
   ·            ────┬───
   ·                ╰─┤ caught here, around a call of the SDK that may reject
   ·                  │ with it
 5 │     if (error.code === 101) {
   ·         ───────┬────── ─┬─
   ·                │        ╰── this is OBJECT_NOT_FOUND
   ·                ╰── compared with a code
 6 │       return null;
 7 │     }
   ╰────
"
    );
}

#[test]
fn without_unicode_the_drawing_is_ascii() {
    let drawn = draw(ASCII, "a.js", SAVE, vec![save()]);
    assert!(drawn.is_ascii(), "{drawn}");
    let line = " 5 |     if (error.code === 101) {\n   :         ^^^^^^^|^^^^^^ ^|^\n";
    assert!(drawn.contains(line), "{drawn}");
}

#[test]
fn colour_follows_the_severity() {
    let mut advice = save();
    advice.severity = Severity::Advice;
    let drawn = draw(COLOURED, "a.js", SAVE, vec![save(), advice]);
    assert!(drawn.contains("\u{1b}[33mmagic-code\u{1b}[0m"), "{drawn}");
    assert!(drawn.contains("\u{1b}[36mmagic-code\u{1b}[0m"), "{drawn}");
    assert!(drawn.contains("\u{1b}[33m ─┬─\u{1b}[0m"), "{drawn}");
    assert!(
        drawn.contains("\u{1b}[36m        ───────┬──────\u{1b}[0m"),
        "{drawn}"
    );
    assert!(!draw(PLAIN, "a.js", SAVE, vec![save()]).contains('\u{1b}'));
}

#[test]
fn an_unlinted_file_is_an_alarm_even_without_findings() {
    let mut outcome = Outcome::default();
    outcome.summary.files = 1;
    outcome.summary.not_linted = 1;
    assert_eq!(
        drawn(&Terminal::with(COLOURED, false), &outcome),
        "\u{1b}[1m1 file linted: no findings\u{1b}[0m\n\u{1b}[1;31m1 file not linted\u{1b}[0m\n"
    );
}

#[test]
fn quiet_leaves_findings_and_errors_only() {
    let quiet = Style {
        quiet: true,
        ..PLAIN
    };
    assert_eq!(
        drawn(&Terminal::with(quiet, false), &Outcome::default()),
        ""
    );
    let drawn = drawn(&Terminal::with(quiet, false), &samples::outcome());
    assert!(
        drawn.ends_with("it could be read: 1:5: unexpected `(`\n\n"),
        "{drawn}"
    );
}

#[test]
fn verbose_tells_reasons_and_role() {
    let verbose = Style {
        verbose: true,
        ..PLAIN
    };
    let drawn = draw(verbose, "a.js", SAVE, vec![save()]);
    let end = "\n   why: `Parse` is the SDK's\n        it is constructed\n  role: app\n\n";
    assert!(drawn.ends_with(end), "{drawn}");
}

#[test]
fn nothing_that_a_terminal_obeys_gets_through() {
    let text = "a(\u{1b}[2J\u{202e}\u{200b}, 101);\u{9b}\0\u{2028}\rx\n";
    let mut finding = magic(text, "101").help("\u{1b}]8;;x\u{7}\nsecond line");
    finding.message = "red \u{1b}[31m\nforged".into();
    finding.primary.text = "\u{202d}label\nforged".into();
    finding.reasons = vec!["\u{1b}c".into()];
    let verbose = Style {
        verbose: true,
        ..PLAIN
    };
    for narrated in [false, true] {
        let outcome = samples::run(vec![samples::file(
            "\u{1b}[1m\n.js",
            text,
            vec![finding.clone()],
        )]);
        let drawn = drawn(&Terminal::with(verbose, narrated), &outcome);
        let bad = |c: &char| {
            c.is_control() && *c != '\n' || "\u{202d}\u{202e}\u{200b}\u{2028}".contains(*c)
        };
        assert_eq!(drawn.chars().find(bad), None, "{drawn}");
        assert!(
            !drawn.lines().any(|line| line.starts_with("forged")),
            "{drawn}"
        );
        assert!(
            drawn.contains("a(\\u{1b}[2J\\u{202e}\\u{200b}, 101);\\u{9b}\\u{0}"),
            "{drawn}"
        );
    }
}

#[test]
fn labels_stand_under_their_text_behind_escapes_tabs_and_wide_characters() {
    let text = "\u{feff}\tb(\"漢字👩‍👧é\", \u{202e}, 101)\r\nnext\r\n";
    assert_eq!(
        snippet(PLAIN, text, magic(text, "101")),
        "   \
   ╭─[a.js:1:17]
 1 │     b(\"漢字👩‍👧é\", \\u{202e}, 101)
   ·                              ─┬─
   ·                               ╰── this is OBJECT_NOT_FOUND
 2 │ next
   ╰────
"
    );
}

#[test]
fn a_line_of_megabytes_is_cropped_around_its_label() {
    let text = format!(
        "{}throw new Parse.Error(101,'x');{}",
        "a();".repeat(1_000_000),
        "b();".repeat(300_000)
    );
    assert_eq!(
        snippet(PLAIN, &text, magic(&text, "101")),
        "   \
   ╭─[a.js:1:4000023]
 1 │ …;a();a();a();throw new Parse.Error(101,'x');b();b();b();b();b();b();b();b…
   ·                                     ─┬─
   ·                                      ╰── this is OBJECT_NOT_FOUND
   ╰────
"
    );
}

#[test]
fn far_labels_are_snippets_of_their_own() {
    let text = format!("import Parse;\n{}throw 101;\n", "f();\n".repeat(40));
    let mut finding = magic(&text, "101");
    finding
        .related
        .push(Label::new(span_of(&text, "Parse"), "the SDK"));
    assert_eq!(
        snippet(PLAIN, &text, finding),
        "   \
   ╭─[a.js:1:8]
 1 │ import Parse;
   ·        ──┬──
   ·          ╰── the SDK
 2 │ f();
 3 │ f();
   ╰────
    ╭─[a.js:42:7]
 40 │ f();
 41 │ f();
 42 │ throw 101;
    ·       ─┬─
    ·        ╰── this is OBJECT_NOT_FOUND
    ╰────
"
    );
}

#[test]
fn any_label_is_drawn_without_a_panic() {
    let text = "a\r\n\r\n漢字 = 101;\r\n\u{feff}\r\n";
    for start in 0..=text.len() + 2 {
        for end in start..=text.len() + 2 {
            let mut finding = magic(text, "101");
            finding.primary.span = Span::new(start, end);
            finding
                .related
                .push(Label::new(span_of(text, "字 = 101"), "x"));
            let drawn = draw(PLAIN, "a.js", text, vec![finding]);
            assert!(
                drawn.contains("written as a number"),
                "{start}..{end}: {drawn}"
            );
            assert!(!drawn.contains("Failed to read"), "{start}..{end}: {drawn}");
        }
    }
}

#[test]
fn the_narrow_and_the_odd_terminal_get_a_drawing_too() {
    for width in [0, 1, 40, 1000] {
        let style = Style { width, ..PLAIN };
        let drawn = draw(style, "a.js", SAVE, vec![save()]);
        assert!(drawn.contains("if (error.code === 101"), "{width}: {drawn}");
    }
}

#[test]
fn screen_readers_are_told_in_sentences() {
    let outcome = samples::run(vec![samples::file("a.js", SAVE, vec![save()])]);
    let told = drawn(&Terminal::with(PLAIN, true), &outcome);
    assert!(
        told.starts_with("a.js: 1 finding\n\na.js:5:24: the Parse error code"),
        "{told}"
    );
    assert!(
        told.contains("label at line 5, columns 24 to 26: this is OBJECT_NOT_FOUND"),
        "{told}"
    );
    assert!(wants_narration(Some(OsStr::new("1"))));
    assert!(wants_narration(Some(OsStr::new(""))));
    assert!(!wants_narration(Some(OsStr::new("0"))));
    assert!(!wants_narration(None));
}

/// Quadratic work would be 2,000 times megabytes here: minutes, and the runner would notice.
#[test]
fn thousands_of_findings_on_one_long_line_are_drawn_in_passing() {
    let step = "throw new Parse.Error(101,'é');";
    let text = step.repeat(100_000);
    let findings = (0..2_000).map(|number| {
        let start = number * 50 * step.len() + 22;
        let mut finding = magic(&text, "101");
        finding.primary.span = Span::new(start, start + 3);
        finding
    });
    let drawn = draw(PLAIN, "a.js", &text, findings.collect());
    let columns = drawn
        .lines()
        .filter_map(|line| line.strip_prefix("   ╭─[a.js:1:"));
    let expected = (0..2_000).map(|number| format!("{}]", number * 50 * step.chars().count() + 23));
    assert!(columns.eq(expected));
    assert!(
        drawn
            .lines()
            .all(|line| line.chars().count() <= PLAIN.width)
    );
}
