//! Suppression comments: which findings they hide, and which of them hide nothing.
//!
//! `parselint-ignore RULE[, RULE]: reason` holds for its own line, for the line below, and for a statement that begins
//! on the line below. `parselint-ignore-file RULE: reason` at the top holds for the file. A comment without a reason, or
//! with a rule that does not exist, hides nothing and is itself a finding.

use crate::model::facts::Facts;
use crate::model::finding::{Finding, Label, Rule};
use crate::model::source::{SourceFile, Span};

const MARK: &str = "parselint-ignore";

/// What is known of the rules of this run.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Reported for comments.
    pub unused: &'static Rule,
    pub ids: &'a [&'static str],
    /// Whether a rule is on for this file: a comment about a rule that did not run is not judged.
    pub ran: &'a dyn Fn(&str) -> bool,
}

/// What is left after the comments have spoken.
pub struct Suppressed {
    pub kept: Vec<Finding>,
    /// Findings that a comment hides.
    pub hidden: usize,
}

/// Applies a file's comments to its findings, and adds findings about the comments themselves.
pub fn suppress(
    file: &SourceFile,
    facts: &Facts,
    findings: Vec<Finding>,
    rules: Rules<'_>,
) -> Suppressed {
    let mut kept = Vec::new();
    let mut comments = directives(file, facts, &rules, &mut kept);
    let mut hidden = 0;
    for finding in findings {
        let hiding = comments
            .iter_mut()
            .find(|comment| comment.hides(file, &finding));
        match hiding {
            Some(comment) => {
                comment.used.push(finding.rule.id);
                hidden += 1;
            }
            None => kept.push(finding),
        }
    }
    kept.extend(comments.iter().filter_map(|comment| comment.unused(&rules)));
    Suppressed { kept, hidden }
}

/// One well-formed comment.
struct Directive {
    span: Span,
    /// The 0-based lines that it covers: its own and, where it stands alone, the next one with code.
    lines: Option<(usize, usize)>,
    /// The widest statement that begins on that next line.
    below: Option<Span>,
    rules: Vec<String>,
    used: Vec<&'static str>,
}

impl Directive {
    fn hides(&self, file: &SourceFile, finding: &Finding) -> bool {
        let Some((own, next)) = self.lines else {
            return self.names(finding);
        };
        let line = file.line_of(finding.primary.span.start);
        let covered = line == own
            || line == next
            || self
                .below
                .is_some_and(|below| below.contains(finding.primary.span));
        covered && self.names(finding)
    }

    fn names(&self, finding: &Finding) -> bool {
        self.rules.iter().any(|rule| rule == finding.rule.id)
    }

    fn unused(&self, rules: &Rules<'_>) -> Option<Finding> {
        let idle = |rule: &&String| (rules.ran)(rule) && !self.used.iter().any(|used| used == rule);
        let idle: Vec<&str> = self.rules.iter().filter(idle).map(String::as_str).collect();
        if idle.is_empty() {
            return None;
        }
        let names = idle
            .iter()
            .map(|rule| format!("`{rule}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let label = Label::new(self.span, "nothing to suppress");
        let finding = Finding::new(
            rules.unused,
            label,
            format!("this comment suppresses no finding of {names}"),
        );
        Some(finding.help("remove the comment, or the rule's name from it"))
    }
}

/// The file's directives; malformed ones become findings.
fn directives(
    file: &SourceFile,
    facts: &Facts,
    rules: &Rules<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Directive> {
    let mut found = Vec::new();
    for comment in &facts.comments {
        let Some((span, body)) = directive_text(file, comment.span) else {
            continue;
        };
        match parse(body, rules.ids) {
            Ok((whole_file, names)) => {
                let own = file.line_of(span.end.max(1) - 1);
                let below = if is_alone(file, span) {
                    next_code_line(file, facts, own)
                } else {
                    own
                };
                let lines = (!whole_file).then_some((own, below));
                let below = lines.and_then(|(_, next)| statement_on(file, facts, next));
                found.push(Directive {
                    span,
                    lines,
                    below,
                    rules: names,
                    used: Vec::new(),
                });
            }
            Err((message, help)) => {
                let label = Label::new(span, "suppresses nothing");
                findings.push(Finding::new(rules.unused, label, message).help(help));
            }
        }
    }
    found
}

/// The text of a comment from the mark on, its end mark left out.
fn directive_text(file: &SourceFile, span: Span) -> Option<(Span, &str)> {
    let text = file.slice(span);
    let inside = text.trim_start_matches(['/', '*', '!', ' ', '\t']);
    inside
        .starts_with(MARK)
        .then(|| (span, inside.trim_end_matches("*/").trim_end()))
}

/// Whether the comment is for the whole file, and the rules that it names.
fn parse(body: &str, known: &[&'static str]) -> Result<(bool, Vec<String>), (String, String)> {
    let rest = body.strip_prefix(MARK).unwrap_or(body);
    let (whole_file, rest) = match rest.strip_prefix("-file") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let form = if whole_file {
        "// parselint-ignore-file RULE: reason"
    } else {
        "// parselint-ignore RULE: reason"
    };
    let write = || format!("write `{form}`");
    if !rest.starts_with(char::is_whitespace) {
        return Err(("this suppression names no rule".into(), write()));
    }
    let Some((names, reason)) = rest.split_once(':') else {
        return Err(("this suppression gives no reason".into(), write()));
    };
    let names: Vec<String> = names
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        let nearest = known.iter().max_by(|a, b| {
            strsim::jaro_winkler(a, unknown).total_cmp(&strsim::jaro_winkler(b, unknown))
        });
        let help = nearest.map_or_else(write, |nearest| {
            format!("did you mean `{nearest}`? `parselint rule` lists them all")
        });
        return Err((format!("there is no rule `{unknown}`"), help));
    }
    if reason.trim().is_empty() {
        return Err(("this suppression gives no reason".into(), write()));
    }
    Ok((whole_file, names))
}

/// The widest statement that begins on a 0-based line. Statements stand in the order of the text.
fn statement_on(file: &SourceFile, facts: &Facts, line: usize) -> Option<Span> {
    let line = file.line_span(line)?;
    let first = facts
        .statements
        .partition_point(|statement| statement.start < line.start);
    let on_line = facts.statements[first..]
        .iter()
        .take_while(|statement| statement.start <= line.end);
    on_line.copied().max_by_key(|statement| statement.len())
}

/// Whether nothing but blanks and an opening brace of JSX stands before a comment on its line.
fn is_alone(file: &SourceFile, span: Span) -> bool {
    let line = file.line_span(file.line_of(span.start)).unwrap_or(span);
    let before = file.slice(Span {
        start: line.start,
        end: span.start.max(line.start),
    });
    before
        .trim_start_matches('\u{feff}')
        .trim()
        .trim_start_matches('{')
        .trim()
        .is_empty()
}

/// The next 0-based line that holds more than comments and blanks; further directives in between are passed over.
fn next_code_line(file: &SourceFile, facts: &Facts, line: usize) -> usize {
    let is_comment = |line: usize| {
        let Some(span) = file.line_span(line) else {
            return false;
        };
        let text = file.slice(span);
        let start = span.start as usize + (text.len() - text.trim_start().len());
        // Comments stand in the order of the text.
        let at = facts
            .comments
            .partition_point(|comment| (comment.span.start as usize) < start);
        let comment = facts
            .comments
            .get(at)
            .filter(|comment| comment.span.start as usize == start);
        text.trim().is_empty() || comment.is_some_and(|comment| comment.span.end >= span.end)
    };
    let mut next = line + 1;
    while next < file.line_count() && is_comment(next) && next < line + 16 {
        next += 1;
    }
    next
}
