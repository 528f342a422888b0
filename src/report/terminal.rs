//! `full`: findings drawn by miette, for people at a terminal.
//!
//! miette is handed one small, clean window per finding (`window`), never the file: so escapes do not reach the
//! terminal, columns are the file's own, and time and memory depend on what is shown. Files are headings, the run is
//! summed up at the end.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufWriter, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, NarratableReportHandler, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};

use super::crop::Frame;
use super::paint::Ink;
use super::visible::{visible, visible_line, visible_path};
use super::window::{Mark, Window};
use super::{Reporter, Style, layout, words};
use crate::model::excerpt::Excerpt;
use crate::model::finding::{Finding, Severity};
use crate::model::outcome::{FileOutcome, Outcome};

/// Narrower terminals are treated as this wide: nothing can be read on fewer columns.
const LEAST_WIDTH: usize = 40;
/// Headings and prose do not grow beyond this; source lines do.
const PROSE_WIDTH: usize = 100;
/// Columns of a source line that is read aloud: its labels are told by column, so it is hardly ever cropped.
const NARRATED_ROOM: usize = 1000;
const TAB_WIDTH: usize = 4;

pub struct Terminal {
    style: Style,
    /// In sentences instead of drawings, for screen readers.
    narrated: bool,
}

impl Terminal {
    /// Narrates where miette would: `NO_GRAPHICS` is set and not `0`.
    pub fn new(style: Style) -> Self {
        let no_graphics = std::env::var_os("NO_GRAPHICS");
        Self::with(style, wants_narration(no_graphics.as_deref()))
    }

    fn with(style: Style, narrated: bool) -> Self {
        let width = style.width.max(LEAST_WIDTH);
        Self {
            style: Style { width, ..style },
            narrated,
        }
    }
}

fn wants_narration(no_graphics: Option<&OsStr>) -> bool {
    no_graphics.is_some_and(|value| value != "0")
}

impl Reporter for Terminal {
    fn report(&self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        for file in &outcome.files {
            if !file.findings.is_empty() {
                self.heading(file, &mut out)?;
            }
            for finding in &file.findings {
                self.finding(&file.file, finding, &mut out)?;
            }
        }
        self.failures(outcome, &mut out)?;
        if !self.style.quiet {
            self.summary(outcome, &mut out)?;
        }
        out.flush()
    }
}

impl Terminal {
    fn heading(&self, file: &FileOutcome, out: &mut impl Write) -> io::Result<()> {
        let path = visible_path(file.file.path());
        let count = words::count(file.findings.len(), "finding");
        if self.narrated {
            return writeln!(out, "{path}: {count}\n");
        }
        let rest = self.style.width.min(PROSE_WIDTH);
        let rest = rest.saturating_sub(layout::width(&path) + count.len() + 2);
        let line = if self.style.unicode { "─" } else { "-" };
        let path = self.style.paint(Ink::Bold, path);
        let rule = self
            .style
            .paint(Ink::Dim, format!("{} {count}", line.repeat(rest.max(3))));
        writeln!(out, "{path} {rule}\n")
    }

    fn finding(&self, file: &Excerpt, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
        let mut drawing = Drawing::new(file, finding, self.frame(file, finding), self.narrated);
        drawing.linked = self.style.links && !self.narrated;
        let mut text = String::new();
        self.draw(&drawing, &mut text).map_err(io::Error::other)?;
        out.write_all(text.as_bytes())?;
        if self.style.verbose {
            self.reasons(finding, out)?;
        }
        writeln!(out)
    }

    /// What is left of the width beside ` 12 │ `.
    fn frame(&self, file: &Excerpt, finding: &Finding) -> Frame {
        let gutter = Window::digits(file, finding) + 4;
        Frame {
            room: if self.narrated {
                NARRATED_ROOM
            } else {
                self.style.width - gutter
            },
            ellipsis: if self.style.unicode { "…" } else { "..." },
        }
    }

    fn draw(&self, drawing: &Drawing<'_>, text: &mut String) -> fmt::Result {
        if self.narrated {
            return NarratableReportHandler::new().render_report(text, drawing);
        }
        GraphicalReportHandler::new_themed(self.theme(drawing))
            .with_width(self.style.width)
            .tab_width(TAB_WIDTH)
            .with_links(drawing.linked)
            .with_link_display_text("")
            .without_syntax_highlighting()
            .render_report(text, drawing)
    }

    /// The primary label in the severity's colour, all others in the one of help.
    fn theme(&self, drawing: &Drawing<'_>) -> GraphicalTheme {
        let mut styles = if self.style.colour {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        };
        let loud = match drawing.finding.severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Advice | Severity::Off => styles.advice,
        };
        let highlights = drawing.marks().iter();
        let highlights = highlights.map(|mark| if mark.primary { loud } else { styles.help });
        let highlights: Vec<_> = highlights.collect();
        if !highlights.is_empty() {
            styles.highlights = highlights;
        }
        GraphicalTheme {
            characters: if self.style.unicode {
                ThemeCharacters::unicode()
            } else {
                ThemeCharacters::ascii()
            },
            styles,
        }
    }

    /// Why the literal was taken for a Parse code, and by which role it was judged.
    fn reasons(&self, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
        let room = self.style.width.min(PROSE_WIDTH) - "  role: ".len();
        let reasons = finding.reasons.iter();
        let lines = reasons.flat_map(|reason| layout::wrap(&visible_line(reason), room));
        for (at, line) in lines.enumerate() {
            let lead = if at == 0 { "   why:" } else { "       " };
            writeln!(out, "{} {line}", self.style.paint(Ink::Cyan, lead))?;
        }
        if let Some(role) = finding.role {
            writeln!(
                out,
                "{} {}",
                self.style.paint(Ink::Cyan, "  role:"),
                role.name()
            )?;
        }
        Ok(())
    }

    /// What could not be read, one line each.
    fn failures(&self, outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
        let mut lines = 0;
        for file in &outcome.files {
            let path = visible_path(file.file.path());
            let shortfall = file.shortfall.iter().map(ToString::to_string);
            let failures = file.failures.iter();
            let failures = failures.map(|failure| {
                let failure = visible_line(failure);
                format!("linted as far as it could be read: {failure}")
            });
            for told in shortfall.chain(failures) {
                let line = format!("{path}: {told}");
                writeln!(out, "{}", self.style.paint(Ink::Dim, line))?;
                lines += 1;
            }
        }
        if lines > 0 {
            writeln!(out)?;
        }
        Ok(())
    }

    fn summary(&self, outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
        let summary = &outcome.summary;
        let linted = format!("{} linted", words::count(summary.files, "file"));
        let with_findings = outcome
            .files
            .iter()
            .filter(|file| !file.findings.is_empty());
        let told = match words::findings(summary) {
            Some(findings) => {
                let files = words::count(with_findings.count(), "file");
                format!("{linted}: {findings} in {files}")
            }
            None => format!("{linted}: no findings"),
        };
        writeln!(out, "{}", self.style.paint(Ink::Bold, told))?;
        if let Some(fixable) = words::fixable(outcome) {
            writeln!(out, "{}", self.style.paint(Ink::Dim, fixable))?;
        }
        if let Some(alarm) = words::not_linted(summary) {
            writeln!(out, "{}", self.style.paint(Ink::Alarm, alarm))?;
        }
        if let Some(left_out) = words::left_out(outcome) {
            writeln!(out, "{}", self.style.paint(Ink::Dim, left_out))?;
        }
        Ok(())
    }
}

/// A finding as miette wants it.
#[derive(Debug)]
struct Drawing<'a> {
    finding: &'a Finding,
    message: String,
    help: Option<String>,
    /// The name of the rule leads to its page.
    linked: bool,
    source: Option<Source>,
}

/// A window with the name of its file.
#[derive(Debug)]
struct Source {
    path: String,
    window: Window,
}

impl<'a> Drawing<'a> {
    fn new(file: &Excerpt, finding: &'a Finding, frame: Frame, narrated: bool) -> Self {
        let path = visible_line(file.path()).into_owned();
        let message = visible_line(&finding.message);
        let message = if narrated {
            let place = file.position(finding.primary.span.start);
            format!("{path}:{}:{}: {message}", place.line, place.column)
        } else {
            message.into_owned()
        };
        Self {
            finding,
            linked: false,
            message,
            help: finding
                .help
                .as_deref()
                .map(|help| visible(help).into_owned()),
            source: Window::new(file, finding, frame).map(|window| Source { path, window }),
        }
    }

    fn marks(&self) -> &[Mark] {
        self.source
            .as_ref()
            .map_or(&[], |source| &source.window.marks)
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing<'_> {}

impl Diagnostic for Drawing<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(self.finding.rule.id))
    }

    fn url<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let url = self.linked.then(|| words::rule_url(self.finding.rule))?;
        Some(Box::new(url))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice | Severity::Off => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.marks().iter().map(labeled)))
    }
}

fn labeled(mark: &Mark) -> LabeledSpan {
    let words = (!mark.text.is_empty()).then(|| mark.text.clone());
    let span = SourceSpan::from(mark.range.clone());
    if mark.primary {
        LabeledSpan::new_primary_with_span(words, span)
    } else {
        LabeledSpan::new_with_span(words, span)
    }
}

impl SourceCode for Source {
    /// The whole run of lines around a span, whatever the context asked for. Without any context it is the question
    /// for a label's place, which a frame's heading shows.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let bytes = span.offset()..span.offset() + span.len();
        let block = self.window.block(bytes).ok_or(MietteError::OutOfBounds)?;
        let starts_here = |mark: &&Mark| mark.range.start == span.offset();
        let mark = self.window.marks.iter().find(starts_here);
        let (line, column) = match mark {
            Some(Mark { place, .. }) if before == 0 && after == 0 => {
                (place.line as usize - 1, place.column as usize - 1)
            }
            _ => (block.line, 0),
        };
        let data = self.window.text.as_bytes();
        let data = data.get(block.range.clone()).unwrap_or_default();
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            data,
            SourceSpan::from(block.range),
            line,
            column,
            block.line_count,
        )))
    }
}

#[cfg(test)]
mod tests;
