//! The JSON of an explanation. The field names are a promise; the row types here are their only source.
//!
//! Places are as in `json`: lines and columns start at 1, columns count code points, offsets bytes.

use serde::Serialize;

use crate::model::explain::{Explained, Explanation, Report, Verdict};
use crate::model::resolved::Target;
use crate::report::json::PlaceRow;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    version: u32,
    path: &'a str,
    /// What the whole file says of Parse.
    file: FileRow<'a>,
    /// In the order of the text, at least one.
    explanations: Vec<Row<'a>>,
    /// What `check` does with the file as a whole, where it does not read all of it.
    notes: &'a [String],
}

#[derive(Serialize)]
struct FileRow<'a> {
    /// `certain`, `likely`, `weak`; null where nothing speaks of Parse.
    trace: Option<&'static str>,
    why: Option<&'a str>,
    /// The SDK of another platform that the file belongs to.
    look_alike: Option<&'a str>,
    role: &'static str,
    role_why: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    start: PlaceRow,
    end: PlaceRow,
    literal: &'a str,
    /// `code`, `message`, `unknown-constant` or `none`.
    verdict: &'static str,
    /// `certain`, `likely`, `weak`; null for `none`.
    evidence: Option<&'static str>,
    /// The number, where it is an integer.
    code: Option<i64>,
    /// The page's name of a code; null for a number that is none, or has none.
    name: Option<&'static str>,
    /// As in the findings; null where no code can stand.
    site: Option<&'static str>,
    meets: &'a str,
    meaning: Option<&'a str>,
    reasons: &'a [String],
    against: &'a [String],
    /// What would make the verdict another one.
    changes: &'a [String],
    role: &'static str,
    rule: Option<&'static str>,
    severity: Option<&'static str>,
    message: Option<&'a str>,
    /// `yes`, `pedantic`, `off`, `suppressed`, `not-read`; null where there is no finding.
    shown: Option<&'static str>,
    /// Why no rule has anything to say of a code.
    silent: Option<&'a str>,
}

impl<'a> Document<'a> {
    pub(super) fn new(explained: &'a Explained) -> Self {
        let rows = explained.rows.iter();
        Self {
            version: 1,
            path: &explained.file.path,
            file: FileRow {
                trace: explained.trace.grade.map(|grade| grade.name()),
                why: some(&explained.trace.why),
                look_alike: explained.trace.look_alike.as_deref(),
                role: explained.role.name(),
                role_why: &explained.role_why,
            },
            explanations: rows.map(|row| Row::new(explained, row)).collect(),
            notes: &explained.notes,
        }
    }
}

impl<'a> Row<'a> {
    fn new(explained: &'a Explained, row: &'a Explanation) -> Self {
        let place = |offset| PlaceRow::from(explained.file.position(offset));
        let (rule, severity, message, shown) = match &row.report {
            Report::Finding {
                rule,
                severity,
                message,
                shown,
            } => (
                Some(rule.id),
                Some(severity.name()),
                Some(message.as_str()),
                Some(shown.name()),
            ),
            _ => (None, None, None, None),
        };
        let is_code = matches!(row.verdict, Verdict::Code { .. });
        let code = row.verdict.value();
        Self {
            start: place(row.span.start),
            end: place(row.span.end),
            literal: &row.literal,
            verdict: verdict(&row.verdict),
            evidence: row.verdict.evidence().map(|grade| grade.name()),
            code,
            name: code.filter(|_| is_code).and_then(super::name),
            site: row.site.map(|site| site.name()),
            meets: &row.meets,
            meaning: some(&row.meaning),
            reasons: &row.reasons,
            against: &row.against,
            changes: &row.changes,
            role: row.role.name(),
            rule,
            severity,
            message,
            shown,
            silent: match &row.report {
                Report::Silent(why) => Some(why),
                _ => None,
            },
        }
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn verdict(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::NoCode { .. } => "none",
        Verdict::Code { target, .. } => match target {
            Target::Message => "message",
            Target::UnknownMember(_) => "unknown-constant",
            Target::Number(_) | Target::NumericText(_) | Target::Constant(_) => "code",
        },
    }
}
