//! Comments and what they cover, with facts made by hand: every `/* .. */` and `// ..` is a comment, `101` a literal,
//! and statements are given by their texts.

use super::*;
use crate::model::finding::{Judge, Severity};

static MAGIC: Rule = rule("magic-code");
static STRING: Rule = rule("string-code");
static UNUSED: Rule = rule("unused-suppression");

const fn rule(id: &'static str) -> Rule {
    Rule {
        id,
        summary: "",
        suggests: "",
        severity: Severity::Warning,
        opt_in: false,
        since: "0.1.0",
        doc: "",
        judge: Judge::Engine,
    }
}

fn comments(text: &str) -> Vec<crate::model::facts::Comment> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..]
        .find("//")
        .into_iter()
        .chain(text[at..].find("/*"))
        .min()
    {
        let start = at + start;
        let rest = &text[start..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        };
        at = start + length;
        let span = Span::new(start, at);
        found.push(crate::model::facts::Comment { span });
    }
    found
}

/// Lines (1-based) of the literals that are left, and what is said about comments.
fn suppressed(text: &str, statements: &[&str]) -> (Vec<usize>, Vec<String>) {
    let file = SourceFile::new("a.js", text);
    let place = |statement: &&str| {
        let start = text.find(statement).expect("a statement of the text");
        Span::new(start, start + statement.len())
    };
    let mut statements: Vec<Span> = statements.iter().map(place).collect();
    statements.sort();
    let facts = Facts {
        comments: comments(text),
        statements,
        ..Facts::default()
    };
    let literals = text
        .match_indices("101")
        .map(|(at, _)| Span::new(at, at + 3));
    let mut findings: Vec<Finding> = literals
        .map(|span| Finding::new(&MAGIC, Label::new(span, ""), ""))
        .collect();
    let strings = text
        .match_indices("'142'")
        .map(|(at, _)| Span::new(at, at + 5));
    findings.extend(strings.map(|span| Finding::new(&STRING, Label::new(span, ""), "")));
    let rules = Rules {
        unused: &UNUSED,
        ids: &["magic-code", "string-code"],
        ran: &|_| true,
    };
    let done = suppress(&file, &facts, findings, rules);
    let line = |finding: &Finding| file.line_of(finding.primary.span.start) + 1;
    let kept: Vec<usize> = done.kept.iter().map(line).collect();
    let about = done.about.into_iter().map(|finding| finding.message);
    (kept, about.collect())
}

/// Literals on these lines are left, and every comment is used.
#[track_caller]
fn check(text: &str, statements: &[&str], left: &[usize]) {
    let nothing: Vec<String> = Vec::new();
    assert_eq!(
        suppressed(text, statements),
        (left.to_vec(), nothing),
        "{text}"
    );
}

#[test]
fn at_the_end_of_a_line_it_covers_that_line() {
    let text = "const c = {\n  a: 101, // parselint-ignore magic-code: why\n  b: 101,\n};";
    check(text, &[text], &[3]);
    let text = "const c = { a: 101, // parselint-ignore magic-code: why\n  b: 101,\n};";
    check(text, &[text], &[2]);
    let text = "/* parselint-ignore magic-code: why */ f(101);\nf(101);";
    check(text, &[], &[2]);
}

#[test]
fn above_it_covers_the_line_below_and_the_statement_that_begins_there() {
    let statement = "throw f(\n  101,\n  'x');";
    let text = format!("// parselint-ignore magic-code: why\n{statement}\nf(101);");
    check(&text, &[statement], &[5]);
    let inner = "throw f(101);";
    let outer = format!("define(() => g(101), () => {{\n  {inner}\n}});");
    let text = format!("// parselint-ignore magic-code: why\n{outer}");
    check(&text, &[&outer, inner], &[3]);
    let multi = "{/* parselint-ignore magic-code:\n  why */}\nf(101);\nf(101);";
    check(multi, &[], &[4]);
}

#[test]
fn a_blank_line_ends_it_and_a_stack_does_not() {
    let text = "// parselint-ignore magic-code: why\n\nf(101);";
    let (kept, about) = suppressed(text, &[]);
    assert_eq!((kept, about.len()), (vec![3], 1));
    check(
        "// parselint-ignore magic-code: why\n// eslint-disable-next-line x\n\
         // parselint-ignore string-code: why\nf(101, '142');",
        &[],
        &[],
    );
    let (kept, about) = suppressed(
        "// parselint-ignore magic-code: why\n// prose\nf(101);",
        &[],
    );
    assert_eq!((kept, about.len()), (vec![3], 1));
}

#[test]
fn for_the_file_it_stands_at_the_top() {
    for head in [
        "",
        "#!/usr/bin/env node\n",
        "'use strict';\n",
        "\"use client\"\n",
        "/* licence */ // x\n",
    ] {
        check(
            &format!("\u{feff}{head}// parselint-ignore-file magic-code: why\nf(101);"),
            &[],
            &[],
        );
    }
    for head in ["f();\n", "'a' + b;\n", "f(); "] {
        let text = format!("{head}// parselint-ignore-file magic-code: why\nf(101);");
        let (kept, about) = suppressed(&text, &[]);
        assert_eq!(kept.len(), 1, "{text}");
        assert!(
            about[0].contains("must stand at the top of the file"),
            "{about:?}"
        );
    }
}

#[test]
fn one_comment_for_one_finding_is_not_used_by_another_rule() {
    let (kept, about) = suppressed(
        "// parselint-ignore magic-code, string-code: why\nf(101);",
        &[],
    );
    assert!(kept.is_empty());
    assert_eq!(
        about,
        ["this comment suppresses no finding of `string-code`"]
    );
}
