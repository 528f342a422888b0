//! `sarif`: SARIF 2.1.0, complete for GitHub's code scanning, and for every other reader of the standard.
//!
//! Results are written one by one: a large run never stands in memory as a document. The types of a row are those that
//! the standard has, as far as they are used here; columns count code points, as `columnKind` says. `line_hash` computes
//! the fingerprint that GitHub goes by.

mod line_hash;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::base::Base;
use super::document::{List, write_line};
use super::visible::visible_line;
use super::{Reporter, words};
use crate::model::excerpt::Excerpt;
use crate::model::finding::{Edit, Finding, Label, NOT_LINTED, Rule, Severity};
use crate::model::outcome::{FileOutcome, Hidden, Hiding, Outcome};
use crate::model::source::Span;
use line_hash::line_hashes;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// What paths are relative to.
const ROOT: &str = "SRCROOT";
/// Letters that GitHub shows of a description.
const LONGEST: usize = 1024;
/// Results that GitHub shows, and that it takes at all.
const SHOWN: usize = 5_000;
const TAKEN: usize = 25_000;

pub struct Sarif {
    base: Base,
    rules: &'static [&'static Rule],
}

impl Sarif {
    /// With the rules that results may be of, in the order in which they are told.
    pub fn new(base: &Base, rules: &'static [&'static Rule]) -> Self {
        Self {
            base: base.clone(),
            rules,
        }
    }
}

/// What GitHub will not show of a run, for people.
pub fn beyond_github(outcome: &Outcome) -> Option<String> {
    let results: usize = outcome
        .files
        .iter()
        .map(|file| file.findings.len() + file.hidden.len())
        .sum();
    let told = match results {
        0..=SHOWN => return None,
        _ if results <= TAKEN => format!("shows the gravest {SHOWN} of them"),
        _ => {
            format!("takes no more than {TAKEN}: narrow the run, or split it by `--sarif-category`")
        }
    };
    Some(format!(
        "the SARIF report has {results} results; GitHub {told}"
    ))
}

impl Reporter for Sarif {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let category = self.base.category.as_deref().unwrap_or_default();
        let log = Log {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: self.driver(),
                },
                automation_details: Id {
                    id: match category {
                        "" => "parselint/".into(),
                        category => format!("parselint/{category}/"),
                    },
                },
                column_kind: "unicodeCodePoints",
                original_uri_base_ids: BTreeMap::from([(
                    ROOT,
                    Described {
                        description: Text::new("the root of the repository"),
                    },
                )]),
                invocations: [Invocation {
                    execution_successful: outcome.summary.not_linted == 0,
                    tool_execution_notifications: self.notifications(outcome),
                }],
                results: List(|| self.results(outcome)),
            }],
        };
        write_line(&log, &mut out)?;
        out.flush()
    }
}

impl Sarif {
    fn driver(&self) -> Driver {
        Driver {
            name: "parselint",
            information_uri: words::HOME,
            version: env!("CARGO_PKG_VERSION"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: self.rules.iter().map(|rule| RuleRow::new(rule)).collect(),
        }
    }

    /// The gravest first, as GitHub shows no more than some thousands; then by place.
    fn results<'o>(&'o self, outcome: &'o Outcome) -> impl Iterator<Item = ResultRow<'o>> {
        let mut all: Vec<Told<'_>> = outcome.files.iter().flat_map(told).collect();
        all.sort_by_key(|told| std::cmp::Reverse(told.finding.severity));
        all.into_iter().map(|told| self.result(told))
    }

    fn result<'o>(&self, told: Told<'o>) -> ResultRow<'o> {
        let Told {
            file,
            finding,
            hiding,
            line_hash,
        } = told;
        let uri = self.base.uri(file.path());
        let place = Placed { uri: &uri, file };
        let labels = finding.related.iter().zip(1..);
        let labels = labels.map(|(label, id)| place.related(label, id));
        ResultRow {
            rule_id: finding.rule.id,
            rule_index: self.rules.iter().position(|rule| *rule == finding.rule),
            level: level(finding.severity),
            message: Text::new(&words::with_help(finding)),
            locations: [place.location(finding.primary.span)],
            related_locations: labels.collect(),
            partial_fingerprints: Fingerprints {
                primary_location_line_hash: line_hash,
                own: &finding.fingerprint,
            },
            suppressions: hiding.map(Suppression::new).into_iter().collect(),
            fixes: place.fixes(finding),
            properties: Properties {
                code: finding.code,
                literal: finding.literal.as_deref(),
                site: finding.site.map(|site| site.name()),
                role: finding.role.map(|role| role.name()),
            },
        }
    }

    /// Files that were not linted, and those that were not fully read.
    fn notifications(&self, outcome: &Outcome) -> Vec<Notification> {
        let mut notifications = Vec::new();
        for file in &outcome.files {
            let uri = self.base.uri(file.file.path());
            let unread = file
                .findings
                .iter()
                .filter(|finding| finding.rule.id == NOT_LINTED);
            let unread = unread.map(|finding| ("error", NOT_LINTED, words::with_help(finding)));
            let shortfall = file.shortfall.iter();
            let shortfall =
                shortfall.map(|short| ("warning", "read-as-tokens-only", short.to_string()));
            let torn = file.failures.iter();
            let torn = torn.map(|failure| ("warning", "syntax-error", failure.clone()));
            let told = unread.chain(shortfall).chain(torn);
            notifications.extend(told.map(|(level, id, message)| Notification {
                level,
                descriptor: Id { id: id.into() },
                message: Text::new(&message),
                locations: [Location {
                    id: None,
                    physical_location: Physical {
                        artifact_location: Artifact::new(&uri),
                        region: None,
                    },
                    message: None,
                }],
            }));
        }
        notifications
    }
}

/// A finding, and what is known of it beside.
struct Told<'o> {
    file: &'o Excerpt,
    finding: &'o Finding,
    hiding: Option<&'o Hiding>,
    line_hash: Option<String>,
}

/// Those of a file, by place.
fn told(file: &FileOutcome) -> Vec<Told<'_>> {
    let shown = file.findings.iter().map(|finding| (finding, None));
    let hidden = file.hidden.iter();
    let hidden = hidden.map(|Hidden { finding, by }| (finding, Some(by)));
    let mut all: Vec<_> = shown.chain(hidden).collect();
    all.sort_by_key(|(finding, _)| (finding.primary.span, finding.rule.id));
    let line = |finding: &Finding| file.file.position(finding.primary.span.start).line;
    // Of a file that could not be read there is no text to know a line again by.
    let known = all.iter().map(|(finding, _)| finding);
    let known = known.filter(|finding| finding.rule.id != NOT_LINTED);
    // Over all of the text: `Format::needs_texts` says so.
    let text = file.file.whole().map_or("", |file| &file.text);
    let hashes = line_hashes(text, known.map(|finding| line(finding)));
    let told = all.into_iter().map(|(finding, hiding)| Told {
        file: &file.file,
        finding,
        hiding,
        line_hash: hashes.get(&line(finding)).cloned(),
    });
    told.collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
        Severity::Off => "none",
    }
}

/// A file and how it is called.
struct Placed<'a> {
    uri: &'a str,
    file: &'a Excerpt,
}

impl Placed<'_> {
    fn location(&self, span: Span) -> Location {
        Location {
            id: None,
            physical_location: Physical {
                artifact_location: Artifact::new(self.uri),
                region: Some(self.region(span)),
            },
            message: None,
        }
    }

    fn related(&self, label: &Label, id: usize) -> Location {
        Location {
            id: Some(id),
            message: Some(Text::new(&label.text)),
            ..self.location(label.span)
        }
    }

    fn region(&self, span: Span) -> Region {
        let (start, end) = (self.file.position(span.start), self.file.position(span.end));
        Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }

    /// One a candidate: which of them is meant, the reader picks.
    fn fixes<'o>(&self, finding: &'o Finding) -> Vec<Fix<'o>> {
        let suggested = finding.suggestions.iter();
        let suggested = suggested.filter(|suggestion| !suggestion.edits.is_empty());
        let suggested = suggested.map(|suggestion| {
            let mut words = format!("write `{}`", suggestion.constant);
            if let Some(reason) = &suggestion.reason {
                words = format!("{words}: {reason}");
            }
            (words, suggestion.edits.as_slice())
        });
        let removal = finding.removal.iter();
        let removal = removal.map(|edit| ("remove it".to_owned(), std::slice::from_ref(edit)));
        let fixes = suggested.chain(removal);
        fixes
            .map(|(words, edits)| Fix {
                description: Text::new(&words),
                artifact_changes: [Change {
                    artifact_location: Artifact::new(self.uri),
                    replacements: edits.iter().map(|edit| self.replacement(edit)).collect(),
                }],
            })
            .collect()
    }

    fn replacement<'o>(&self, edit: &'o Edit) -> Replacement<'o> {
        Replacement {
            deleted_region: self.region(edit.span),
            inserted_content: Content { text: &edit.text },
        }
    }
}

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [R; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    tool: Tool,
    automation_details: Id,
    column_kind: &'static str,
    original_uri_base_ids: BTreeMap<&'static str, Described>,
    invocations: [Invocation; 1],
    results: R,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    information_uri: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<RuleRow>,
}

#[derive(Serialize)]
struct Id {
    id: String,
}

#[derive(Serialize)]
struct Described {
    description: Text,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

impl Text {
    /// What a reader would not see is shown, as readers draw it in pages; and what the format takes for a link is none.
    fn new(text: &str) -> Self {
        Self {
            text: visible_line(text).replace("](", "] ("),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleRow {
    id: &'static str,
    name: String,
    short_description: Text,
    full_description: Text,
    help_uri: String,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    tags: [&'static str; 2],
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

impl RuleRow {
    fn new(rule: &Rule) -> Self {
        Self {
            id: rule.id,
            name: pascal_case(rule.id),
            short_description: Text::new(rule.summary),
            full_description: Text::new(&full_description(rule)),
            help_uri: words::rule_url(rule),
            help: Help {
                text: rule.doc,
                markdown: rule.doc,
            },
            default_configuration: Configuration {
                enabled: !rule.opt_in,
                level: level(rule.severity),
            },
            properties: RuleProperties {
                tags: ["parse-platform", "error-codes"],
                precision: "very-high",
                severity: match rule.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Advice | Severity::Off => "recommendation",
                },
            },
        }
    }
}

/// `MagicCode` of `magic-code`.
fn pascal_case(id: &str) -> String {
    let words = id.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}

/// The first paragraph of the page that is no heading; the summary, where there is none.
fn full_description(rule: &Rule) -> String {
    let paragraphs = rule.doc.split("\n\n").map(str::trim);
    let mut prose =
        paragraphs.filter(|text| !text.is_empty() && !text.starts_with(['#', '`', '|', '-']));
    let text = prose.next().unwrap_or(rule.summary);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = without_links(&words.join(" "));
    if text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut cut: String = text.chars().take(LONGEST / 2 - 1).collect();
    cut.push('…');
    cut
}

/// A text of Markdown with the words of its links, and nothing of where they lead: that is beside the page.
fn without_links(text: &str) -> String {
    let mut parts = text.split("](");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some(open) = plain.rfind('[') {
            plain.remove(open);
        }
        plain.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    plain
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    descriptor: Id,
    message: Text,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultRow<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
    /// Empty for what is not suppressed: the standard wants all results to say so, or none.
    suppressions: Vec<Suppression<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

impl Artifact {
    fn new(uri: &str) -> Self {
        Self {
            uri: uri.to_owned(),
            uri_base_id: ROOT,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_location_line_hash: Option<String>,
    #[serde(rename = "parselint/v1")]
    own: &'a str,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
}

impl<'a> Suppression<'a> {
    fn new(by: &'a Hiding) -> Self {
        match by {
            Hiding::Comment { reason } => Self {
                kind: "inSource",
                justification: Some(reason),
            },
            Hiding::Baseline { reason } => Self {
                kind: "external",
                justification: reason.as_deref(),
            },
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Text,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

/// What the standard has no place for.
#[derive(Serialize)]
struct Properties<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
}

#[cfg(test)]
mod tests;
