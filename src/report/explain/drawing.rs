//! The page: each number with its source line, the verdict, and the facts in two columns.

use std::ops::Range;

use super::verdict;
use crate::model::explain::{Explained, Explanation, Report, Shown as Fate, Verdict};
use crate::model::resolved::Evidence;
use crate::model::source::{BOM, SourceFile};
use crate::report::crop::{Frame, pieces};
use crate::report::paint::Ink;
use crate::report::visible::{Shown, visible_line};
use crate::report::{Style, layout};

/// Narrower terminals are treated as this wide, and prose does not grow beyond the other.
const LEAST_WIDTH: usize = 40;
const PROSE_WIDTH: usize = 100;
/// Columns of a fact's name with the blanks around it.
const MARGIN: usize = 11;

pub(super) fn page(explained: &Explained, style: Style) -> String {
    let width = style.width.max(LEAST_WIDTH);
    let mut page = Page {
        style: Style { width, ..style },
        text: String::new(),
    };
    for (at, row) in explained.rows.iter().enumerate() {
        if at > 0 {
            page.text.push('\n');
        }
        page.row(explained, row);
    }
    if explained.rows.len() > 1 {
        // What all of them share is told once.
        page.text.push('\n');
        page.file(explained);
    }
    page.text
}

struct Page {
    style: Style,
    text: String,
}

impl Page {
    fn row(&mut self, explained: &Explained, row: &Explanation) {
        let place = explained.file.position(row.span.start);
        let path = visible_line(&explained.file.path);
        let heading = format!("{path}:{}:{}", place.line, place.column);
        self.line(&self.style.paint(Ink::Bold, heading));
        self.text.push('\n');
        self.source(&explained.file, row);
        self.text.push('\n');
        let ink = match row.verdict.evidence() {
            Some(Evidence::Weak) | None => Ink::Bold,
            Some(_) => Ink::Heading,
        };
        let told = verdict(row);
        for line in layout::wrap(&visible_line(&told), self.style.width) {
            self.line(&self.style.paint(ink, line));
        }
        self.text.push('\n');
        self.facts(explained, row);
    }

    fn facts(&mut self, explained: &Explained, row: &Explanation) {
        let site = row
            .site
            .map_or(String::new(), |site| format!("{}: ", site.name()));
        self.fact("place", &format!("{site}{}", row.meets));
        self.more(&row.meaning);
        self.list("for", &row.reasons);
        self.list("against", &row.against);
        if explained.rows.len() == 1 {
            self.file(explained);
        }
        if matches!(row.verdict, Verdict::Code { .. }) {
            self.fact("role", &role(explained, row));
            self.fact("rule", &report(&row.report));
        }
        self.list("change", &row.changes);
    }

    fn file(&mut self, explained: &Explained) {
        self.fact("file", &file(explained));
        for note in &explained.notes {
            self.more(note);
        }
    }

    /// The line that the number stands on, cropped, with carets below the number.
    fn source(&mut self, file: &SourceFile, row: &Explanation) {
        let number = file.line_of(row.span.start);
        let line = file.line_span(number).unwrap_or(row.span);
        let text = file.slice(line);
        let skipped = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let label = row.span.range();
        let start = label.start - line.range().start;
        let label = start..(label.end - line.range().start).min(text.len());
        let gutter = (number + 1).to_string();
        let bar = if self.style.unicode { "│" } else { "|" };
        let frame = Frame {
            room: self.style.width.saturating_sub(gutter.len() + 4),
            ellipsis: if self.style.unicode { "…" } else { "..." },
        };
        let text = text.get(skipped..).unwrap_or_default();
        let label = label.start - skipped.min(label.start)..label.end - skipped.min(label.end);
        let (shown, before, width) = cropped(text, &label, frame);
        let lead = self.style.paint(Ink::Dim, format!(" {gutter} {bar}"));
        self.line(&format!("{lead} {shown}"));
        let blank = " ".repeat(gutter.len());
        let lead = self.style.paint(Ink::Dim, format!(" {blank} {bar}"));
        let carets = self.style.paint(Ink::Cyan, "^".repeat(width.max(1)));
        self.line(&format!("{lead} {}{carets}", " ".repeat(before)));
    }

    /// A fact: its name, then its words, wrapped.
    fn fact(&mut self, name: &str, words: &str) {
        let name = format!("  {name:<width$}", width = MARGIN - 2);
        let name = self.style.paint(Ink::Cyan, name);
        self.wrapped(&name, words);
    }

    /// More words to the fact before; nothing where there are none.
    fn more(&mut self, words: &str) {
        if !words.is_empty() {
            self.wrapped(&" ".repeat(MARGIN), words);
        }
    }

    fn list(&mut self, name: &str, facts: &[String]) {
        for (at, fact) in facts.iter().enumerate() {
            match at {
                0 => self.fact(name, fact),
                _ => self.more(fact),
            }
        }
    }

    fn wrapped(&mut self, lead: &str, words: &str) {
        let room = self.style.width.min(PROSE_WIDTH).saturating_sub(MARGIN + 2);
        for (at, line) in layout::wrap(&visible_line(words), room).iter().enumerate() {
            match at {
                0 => self.line(&format!("{lead}{line}")),
                _ => self.line(&format!("{}{line}", " ".repeat(MARGIN + 2))),
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// What the file says of Parse.
fn file(explained: &Explained) -> String {
    let trace = &explained.trace;
    match trace.grade {
        Some(grade) => format!("{}: {}", grade.name(), trace.why),
        None => match &trace.look_alike {
            Some(owner) => format!("it belongs to `{owner}`, the SDK of another platform"),
            None => "neither it nor its package shows a trace of Parse".into(),
        },
    }
}

fn role(explained: &Explained, row: &Explanation) -> String {
    let role = row.role.name();
    match (row.role == explained.role, explained.role_why.as_str()) {
        (true, "") => role.into(),
        (true, why) => format!("{role}: {why}"),
        (false, _) => format!("{role}: of the file that uses the constant"),
    }
}

fn report(report: &Report) -> String {
    let Report::Finding {
        rule,
        severity,
        message,
        shown,
    } = report
    else {
        return match report {
            Report::Silent(why) => format!("none: {why}"),
            _ => "none: it is no code".into(),
        };
    };
    let found = format!("{}, {}: {message}", rule.id, severity.name());
    match shown {
        Fate::Yes => found,
        Fate::Pedantic => format!("{found}; not shown, as the evidence is weak"),
        Fate::Off => format!("{found}; not shown, as the rule is off by configuration"),
        Fate::Suppressed => format!("{found}; not shown, as a comment suppresses it"),
        Fate::NotRead => format!("{found}; not shown, as the file is not read so far"),
    }
}

/// The surroundings of a label, the columns before it and its own; tabs are four blanks.
fn cropped(line: &str, label: &Range<usize>, frame: Frame) -> (String, usize, usize) {
    let piece = pieces(line, std::iter::once(label), frame)
        .into_iter()
        .next();
    let piece = piece.unwrap_or(0..line.len());
    let visible = |range: Range<usize>| {
        let text = line.get(range).unwrap_or_default();
        Shown::line(text).text.replace('\t', "    ")
    };
    let end = label.end.clamp(label.start, piece.end.max(label.start));
    let mut shown = String::new();
    if piece.start > 0 {
        shown.push_str(frame.ellipsis);
    }
    shown.push_str(&visible(piece.start..label.start));
    let before = layout::width(&shown);
    let own = visible(label.start..end);
    let width = layout::width(&own);
    shown.push_str(&own);
    shown.push_str(&visible(end..piece.end));
    if piece.end < line.len() {
        shown.push_str(frame.ellipsis);
    }
    (shown, before, width)
}
