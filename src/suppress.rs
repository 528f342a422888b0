//! Suppression comments: which findings they hide, and which of them hide nothing.
//!
//! What a comment says is for `directive`; here it is decided what it covers:
//!
//! - at the end of a line of code, or before code: the literals of that line;
//! - alone on its line, directly above code: the literals of the line below, and those whose innermost statement begins
//!   on it. Comments that suppress may be stacked; a blank line ends the stack;
//! - `parselint-ignore-file` before the first code: the file.
//!
//! A comment that is malformed or misplaced hides nothing and is itself a finding.

mod directive;

use std::collections::BTreeMap;

use crate::model::excerpt::Excerpt;
use crate::model::facts::Facts;
use crate::model::finding::{Edit, Finding, Label, Rule};
use crate::model::outcome::{Hidden, Hiding};
use crate::model::source::{BOM, SourceFile, Span};
use directive::{Malformed, Written};

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
    /// Findings about the comments themselves, at the level of the rule.
    pub about: Vec<Finding>,
    /// Findings that a comment hides, in the order in which they were given.
    pub hidden: Vec<Hidden>,
}

/// Applies a file's comments to its findings.
pub fn suppress(
    file: &SourceFile,
    facts: &Facts,
    findings: Vec<Finding>,
    rules: Rules<'_>,
) -> Suppressed {
    let whole = Excerpt::from(file.clone());
    Comments::of(file, facts, rules).suppress(&whole, findings, rules)
}

/// What the comments of a file say, for findings that may be known later than its facts.
#[derive(Default)]
pub struct Comments {
    directives: Vec<Directive>,
    /// Findings about malformed and misplaced ones.
    about: Vec<Finding>,
    /// Statements that a comment above them may cover; none where there is no such comment.
    statements: Vec<Span>,
}

impl Comments {
    pub fn of(file: &SourceFile, facts: &Facts, rules: Rules<'_>) -> Self {
        let mut about = Vec::new();
        let directives = directives(file, facts, &rules, &mut about);
        let statements = match directives.is_empty() {
            true => Vec::new(),
            false => facts.statements.clone(),
        };
        Self {
            directives,
            about,
            statements,
        }
    }

    pub fn are_none(&self) -> bool {
        self.directives.is_empty() && self.about.is_empty()
    }

    pub fn suppress(
        mut self,
        file: &Excerpt,
        findings: Vec<Finding>,
        rules: Rules<'_>,
    ) -> Suppressed {
        if self.directives.is_empty() {
            return Suppressed {
                kept: findings,
                about: self.about,
                hidden: Vec::new(),
            };
        }
        let statements = innermost(&self.statements, &findings);
        let covers = Covers::of(&self.directives);
        let mut kept = Vec::new();
        let mut hidden = Vec::new();
        for (at, finding) in findings.into_iter().enumerate() {
            let literal = Literal {
                line: file.line_of(finding.primary.span.start),
                statement: statements
                    .get(&at)
                    .map(|statement| file.line_of(statement.start)),
            };
            let near = covers.near(literal);
            let first = near.filter(|at| self.directives[*at].hides(literal, finding.rule.id));
            match first.min().and_then(|at| self.directives.get_mut(at)) {
                Some(comment) => {
                    comment.used.push(finding.rule.id);
                    let reason = comment.reason.clone();
                    let by = Hiding::Comment { reason };
                    hidden.push(Hidden { finding, by });
                }
                None => kept.push(finding),
            }
        }
        let unused = self.directives.iter();
        self.about
            .extend(unused.filter_map(|comment| comment.unused(&rules)));
        Suppressed {
            kept,
            about: self.about,
            hidden,
        }
    }
}

/// The 0-based lines that a comment may cover a finding by.
#[derive(Clone, Copy)]
struct Literal {
    line: usize,
    /// On which the innermost statement that holds it begins.
    statement: Option<usize>,
}

/// The innermost statement that holds each finding, by the finding's index. Statements are sorted, and nest.
fn innermost(statements: &[Span], findings: &[Finding]) -> BTreeMap<usize, Span> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|at| findings[*at].primary.span);
    let mut left = statements.iter().copied().peekable();
    let mut open: Vec<Span> = Vec::new();
    let mut found = BTreeMap::new();
    for at in order {
        let literal = findings[at].primary.span;
        while let Some(next) = left.next_if(|next| next.start <= literal.start) {
            open.retain(|outer| outer.end > next.start);
            open.push(next);
        }
        open.retain(|statement| statement.end > literal.start);
        // Of two that begin at the same place the longer one stands behind, though it is the outer one.
        let holding = open.iter().filter(|statement| statement.contains(literal));
        if let Some(statement) = holding.min_by_key(|statement| statement.len()) {
            found.insert(at, *statement);
        }
    }
    found
}

/// What a well-formed comment covers.
#[derive(Clone, Copy)]
enum Cover {
    File,
    /// A 0-based line.
    Line(usize),
    /// A 0-based line, and the statements that begin on it.
    Below(usize),
}

/// Which directives may cover a line, so that not all are asked about each finding.
struct Covers {
    file: Vec<usize>,
    lines: BTreeMap<usize, Vec<usize>>,
}

impl Covers {
    fn of(directives: &[Directive]) -> Self {
        let (mut file, mut lines) = (Vec::new(), BTreeMap::<usize, Vec<usize>>::new());
        for (at, directive) in directives.iter().enumerate() {
            match directive.cover {
                Cover::File => file.push(at),
                Cover::Line(line) | Cover::Below(line) => lines.entry(line).or_default().push(at),
            }
        }
        Self { file, lines }
    }

    fn near(&self, literal: Literal) -> impl Iterator<Item = usize> {
        let lines = [Some(literal.line), literal.statement];
        let lines = lines.into_iter().flatten();
        let lines = lines.filter_map(|line| self.lines.get(&line)).flatten();
        self.file.iter().chain(lines).copied()
    }
}

/// One well-formed comment.
struct Directive {
    span: Span,
    /// The edit that removes the comment, where it says nothing else.
    removal: Option<Edit>,
    cover: Cover,
    rules: Vec<String>,
    reason: String,
    used: Vec<&'static str>,
}

impl Directive {
    fn hides(&self, literal: Literal, rule: &str) -> bool {
        let covered = match self.cover {
            Cover::File => true,
            Cover::Line(line) => literal.line == line,
            Cover::Below(line) => literal.line == line || literal.statement == Some(line),
        };
        covered && self.rules.iter().any(|named| named == rule)
    }

    fn unused(&self, rules: &Rules<'_>) -> Option<Finding> {
        let idle = |rule: &&String| (rules.ran)(rule) && !self.used.iter().any(|used| used == rule);
        let idle: Vec<String> = self
            .rules
            .iter()
            .filter(idle)
            .map(|rule| format!("`{rule}`"))
            .collect();
        if idle.is_empty() {
            return None;
        }
        let label = Label::new(self.span, "nothing to suppress");
        let message = format!("this comment suppresses no finding of {}", idle.join(", "));
        let help = "remove the comment, or the rule's name from it";
        let mut finding = Finding::new(rules.unused, label, message).help(help);
        if idle.len() == self.rules.len() {
            finding.removal.clone_from(&self.removal);
        }
        Some(finding)
    }
}

/// The file's directives; malformed and misplaced ones become findings.
fn directives(
    file: &SourceFile,
    facts: &Facts,
    rules: &Rules<'_>,
    about: &mut Vec<Finding>,
) -> Vec<Directive> {
    let written: Vec<(Span, Written)> = facts
        .comments
        .iter()
        .flat_map(|comment| {
            let all = directive::read(file, comment.span, rules.ids);
            all.into_iter().map(|written| (comment.span, written))
        })
        .collect();
    if written.is_empty() {
        return Vec::new();
    }
    let stack = stackable(file, facts, &written);
    let code = first_code(file, facts);
    let mut found = Vec::new();
    for (comment, Written { span, said }) in written {
        match said.and_then(|said| match said.whole_file && comment.start >= code {
            true => Err(misplaced()),
            false => Ok(said),
        }) {
            Ok(said) => found.push(Directive {
                span,
                removal: (span == comment).then(|| removal(file, comment)),
                cover: if said.whole_file {
                    Cover::File
                } else {
                    covered(file, comment, span, &stack)
                },
                rules: said.rules,
                reason: said.reason,
                used: Vec::new(),
            }),
            Err(Malformed { message, help }) => {
                let label = Label::new(span, "suppresses nothing");
                about.push(Finding::new(rules.unused, label, message).help(help));
            }
        }
    }
    found
}

/// Removes a comment, with its lines where nothing else stands on them, and the blanks that it was set apart by.
fn removal(file: &SourceFile, comment: Span) -> Edit {
    let text = &file.text;
    let (start, end) = (comment.start as usize, comment.end as usize);
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let blanks = [' ', '\t'];
    let range = if is_alone(file, comment) {
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let line = line.max(text.len() - text.trim_start_matches(BOM).len());
        line..after.find('\n').map_or(text.len(), |at| end + at + 1)
    } else if after.trim_start_matches(blanks).starts_with(['\n', '\r']) || after.is_empty() {
        before.trim_end_matches(blanks).len()..end
    } else {
        start..text.len() - after.trim_start_matches(blanks).len()
    };
    Edit {
        span: Span::new(range.start, range.end),
        text: String::new(),
    }
}

fn misplaced() -> Malformed {
    Malformed {
        message: "a suppression for the whole file must stand at the top of the file".into(),
        help: "move it above the first statement, or write `parselint-ignore` above the line that it is for"
            .into(),
    }
}

/// What the directive at `span` of a comment covers. `stack`: by the first line of each comment that may stand between it
/// and the code, the line below all that follow.
fn covered(file: &SourceFile, comment: Span, span: Span, stack: &BTreeMap<usize, usize>) -> Cover {
    if !is_alone(file, comment) {
        return Cover::Line(file.line_of(span.start));
    }
    let next = last_line(file, comment) + 1;
    Cover::Below(stack.get(&next).copied().unwrap_or(next))
}

/// The comments that stand alone and speak to a linter or compiler about the code below, parselint or another: by their
/// first line, the line below them and those that follow on the next line.
fn stackable(
    file: &SourceFile,
    facts: &Facts,
    written: &[(Span, Written)],
) -> BTreeMap<usize, usize> {
    const OTHERS: [&str; 5] = [
        "eslint-",
        "oxlint-",
        "biome-ignore",
        "prettier-ignore",
        "@ts-",
    ];
    let mut ours = written.iter().map(|(comment, _)| *comment).peekable();
    let mut lines = BTreeMap::new();
    for comment in facts.comments.iter().map(|comment| comment.span) {
        while ours.next_if(|own| own.start < comment.start).is_some() {}
        let text = directive::inside(file.slice(comment));
        let speaks =
            ours.peek() == Some(&comment) || OTHERS.iter().any(|other| text.starts_with(other));
        if speaks && is_alone(file, comment) {
            lines.insert(file.line_of(comment.start), last_line(file, comment) + 1);
        }
    }
    let mut below = BTreeMap::new();
    for (first, next) in lines.into_iter().rev() {
        below.insert(first, below.get(&next).copied().unwrap_or(next));
    }
    below
}

/// The 0-based line that a comment ends on.
fn last_line(file: &SourceFile, comment: Span) -> usize {
    file.line_of(comment.end.max(1) - 1)
}

/// Whether nothing but blanks and the braces of JSX stands beside a comment on its lines.
fn is_alone(file: &SourceFile, comment: Span) -> bool {
    let line_of = |offset: u32| file.line_span(file.line_of(offset)).unwrap_or(comment);
    let before = file.slice(Span {
        start: line_of(comment.start).start.min(comment.start),
        end: comment.start,
    });
    let after = file.slice(Span {
        start: comment.end,
        end: line_of(comment.end.max(1) - 1).end.max(comment.end),
    });
    let before = before.trim_start_matches('\u{feff}').trim();
    matches!(before, "" | "{") && matches!(after.trim(), "" | "}")
}

/// The byte at which code begins: behind a BOM, a `#!` line, comments and directives like `'use strict'`.
fn first_code(file: &SourceFile, facts: &Facts) -> u32 {
    let text = &*file.text;
    let blank = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        text.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                .len()
    };
    let mut comments = facts.comments.iter().map(|comment| comment.span).peekable();
    let mut at = blank(0);
    if text[at..].starts_with("#!") && !text[at..].starts_with("#![") {
        at += text[at..].find('\n').unwrap_or(text.len() - at);
    }
    loop {
        at = blank(at);
        while comments
            .next_if(|comment| (comment.start as usize) < at)
            .is_some()
        {}
        if let Some(comment) = comments.next_if(|comment| comment.start as usize == at) {
            at = comment.end as usize;
        } else if let Some(length) = prologue(&text[at..]) {
            at += length;
        } else {
            return Span::new(at, at).start;
        }
    }
}

/// The bytes of a directive such as `'use strict';` that a text begins with.
fn prologue(text: &str) -> Option<usize> {
    let quote = text
        .chars()
        .next()
        .filter(|first| matches!(first, '\'' | '"'))?;
    let inside = text.get(1..)?;
    let end = inside.find([quote, '\n'])?;
    let rest = inside.get(end..)?.strip_prefix(quote)?;
    let line = rest.lines().next().unwrap_or_default().trim_start();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let length = text.len() - rest.len() + blanks;
    match line.chars().next() {
        Some(';') => Some(length + 1),
        None => Some(length),
        Some('/') => Some(length),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
