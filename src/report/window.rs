//! The part of a source that a finding is drawn on: a few lines around its labels, cropped and made visible.
//!
//! What miette draws well is small, clean text with labels that neither overlap nor span lines; this makes it so,
//! in time that depends on the window and not on the file. Columns of a window are not the file's: the true place
//! of each label is kept beside it. Drawing is for `terminal`.

use std::ops::Range;

use super::crop::{Frame, pieces};
use super::layout;
use super::visible::{Shown, visible_line};
use crate::model::excerpt::{CONTEXT, Excerpt, joined};
use crate::model::finding::{Finding, Label};
use crate::model::source::{BOM, Position, Span};

/// Columns of the leader from the middle of a label to its words.
const LEADER: usize = 4;
/// Columns that a label's words keep, far to the right.
const LEAST_LABEL: usize = 24;

/// Lines of a file, in one text that holds nothing else.
#[derive(Debug)]
pub(super) struct Window {
    /// Made visible; each line ends with LF.
    pub(super) text: String,
    /// Ascending; where numbers are missing, lines were left out.
    lines: Vec<Line>,
    /// By place.
    pub(super) marks: Vec<Mark>,
}

#[derive(Debug)]
struct Line {
    /// 0-based, in the file.
    number: usize,
    /// Bytes of the window's text, the line end included.
    range: Range<usize>,
}

/// A label in a window: within one line, apart from every other.
#[derive(Debug)]
pub(super) struct Mark {
    /// Bytes of the window's text.
    pub(super) range: Range<usize>,
    /// Made visible, in lines; empty for a bare underline.
    pub(super) text: String,
    pub(super) primary: bool,
    /// Where the label begins in the file.
    pub(super) place: Position,
}

/// Lines of a window that follow one another in the file.
#[derive(Debug)]
pub(super) struct Block {
    /// Of its first line, 0-based.
    pub(super) line: usize,
    pub(super) line_count: usize,
    /// Bytes of the window's text.
    pub(super) range: Range<usize>,
}

impl Window {
    /// `None` for a finding about the file as a whole, and where there is no text.
    pub(super) fn new(file: &Excerpt, finding: &Finding, frame: Frame) -> Option<Self> {
        if file.is_empty() || finding.primary.span == Span::file() {
            return None;
        }
        let pins = pins(file, finding);
        let mut window = Window {
            text: String::new(),
            lines: Vec::new(),
            marks: Vec::new(),
        };
        for number in shown_lines(&pins, last_line(file)) {
            let pins = pins.iter().filter(|pin| pin.line == number).collect();
            window.push(file, number, pins, frame);
        }
        Some(window)
    }

    /// The run of lines that holds these bytes of the window; `None` if no single run does.
    pub(super) fn block(&self, bytes: Range<usize>) -> Option<Block> {
        let inside = |line: &Line| line.range.start <= bytes.start && bytes.start < line.range.end;
        let at = self.lines.iter().position(inside)?;
        let follows = |(above, below): &(&Line, &Line)| above.number + 1 == below.number;
        let (before, after) = (self.lines.get(..=at)?, self.lines.get(at..)?);
        let above = before.iter().rev().skip(1).zip(before.iter().rev());
        let below = after.iter().zip(after.iter().skip(1));
        let first = at - above.take_while(follows).count();
        let last = at + below.take_while(follows).count();
        let (top, bottom) = (self.lines.get(first)?, self.lines.get(last)?);
        (bytes.end <= bottom.range.end).then(|| Block {
            line: top.number,
            line_count: last - first + 1,
            range: top.range.start..bottom.range.end,
        })
    }

    /// Digits of the greatest line number.
    pub(super) fn digits(file: &Excerpt, finding: &Finding) -> usize {
        let related = finding.related.iter().map(|label| label.span.start);
        let last = related.chain([finding.primary.span.start]).max();
        let line = file.line_of(last.unwrap_or(0)) + 1 + CONTEXT;
        line.to_string().len()
    }

    fn push(&mut self, file: &Excerpt, number: usize, mut pins: Vec<&Pin<'_>>, frame: Frame) {
        pins.sort_by_key(|pin| pin.range.start);
        let (line, _) = line_text(file, number);
        let ranges: Vec<Range<usize>> = pins.iter().map(|pin| pin.range.clone()).collect();
        let start = self.text.len();
        let shown = self.push_cropped(line, &ranges, frame);
        for (pin, range) in pins.into_iter().zip(shown) {
            let text = self.fitted(&pin.text, start, &range, frame);
            self.marks.push(Mark {
                range,
                text,
                primary: pin.primary,
                place: file.position(pin.label.span.start),
            });
        }
        self.text.push('\n');
        self.lines.push(Line {
            number,
            range: start..self.text.len(),
        });
    }

    /// A label's words, in lines that fit between its middle, where the leader starts, and the right edge.
    fn fitted(&self, words: &str, start: usize, label: &Range<usize>, frame: Frame) -> String {
        let columns = |range| layout::width(self.text.get(range).unwrap_or_default());
        let middle = columns(start..label.start) + columns(label.clone()) / 2;
        let room = frame.room.saturating_sub(middle + LEADER);
        layout::wrap(words, room.max(LEAST_LABEL)).join("\n")
    }

    /// Appends what fits of a line; says where the labels stand now.
    fn push_cropped(
        &mut self,
        line: &str,
        labels: &[Range<usize>],
        frame: Frame,
    ) -> Vec<Range<usize>> {
        let mut shown = Vec::with_capacity(labels.len());
        let mut labels = labels.iter().peekable();
        let mut done = 0;
        for piece in pieces(line, labels.clone(), frame) {
            if piece.start > done {
                self.text.push_str(frame.ellipsis);
            }
            let base = self.text.len();
            let clean = Shown::line(line.get(piece.clone()).unwrap_or_default());
            let place =
                |offset: usize| base + clean.at(offset.clamp(piece.start, piece.end) - piece.start);
            while let Some(label) = labels.next_if(|label| label.start <= piece.end) {
                shown.push(place(label.start)..place(label.end));
            }
            self.text.push_str(&clean.text);
            done = piece.end;
        }
        if done < line.len() {
            self.text.push_str(frame.ellipsis);
        }
        shown
    }
}

/// A label, cut to its first line and away from the others.
#[derive(Debug)]
struct Pin<'a> {
    label: &'a Label,
    line: usize,
    /// Bytes of the line.
    range: Range<usize>,
    text: String,
    primary: bool,
}

/// The primary label first. A related one gives way to those before it; where nothing is left of it, its words move
/// to the label that covers it.
fn pins<'a>(file: &Excerpt, finding: &'a Finding) -> Vec<Pin<'a>> {
    let mut pins: Vec<Pin<'a>> = Vec::with_capacity(1 + finding.related.len());
    for label in std::iter::once(&finding.primary).chain(&finding.related) {
        let mut pin = pin(file, label);
        pin.primary = pins.is_empty();
        let mut covered_by = None;
        for (at, taken) in pins.iter().enumerate() {
            if taken.line != pin.line {
                continue;
            }
            match apart(pin.range.clone(), &taken.range) {
                Some(rest) => pin.range = rest,
                None => covered_by = Some(at),
            }
        }
        match covered_by.and_then(|at| pins.get_mut(at)) {
            Some(cover) => cover.add(&pin.text),
            None => {
                let (line, _) = line_text(file, pin.line);
                trim_end(line, &mut pin.range);
                pins.push(pin);
            }
        }
    }
    pins
}

impl Pin<'_> {
    fn add(&mut self, words: &str) {
        if !self.text.is_empty() && !words.is_empty() {
            self.text.push_str("; ");
        }
        self.text.push_str(words);
    }
}

fn pin<'a>(file: &Excerpt, label: &'a Label) -> Pin<'a> {
    let line = file.line_of(label.span.start).min(last_line(file));
    let (text, start) = line_text(file, line);
    let in_line = |offset: u32| (offset as usize).saturating_sub(start).min(text.len());
    let range = in_line(label.span.start)..in_line(label.span.end);
    Pin {
        label,
        line,
        range: boundary(text, range.start)..boundary(text, range.end),
        text: visible_line(&label.text).into_owned(),
        primary: false,
    }
}

/// The character boundary at or before an offset.
fn boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// `range` without what it shares with `taken`, the rest before it rather than the one after it; `None` if nothing is
/// left.
fn apart(range: Range<usize>, taken: &Range<usize>) -> Option<Range<usize>> {
    if range.is_empty() {
        let covered = taken.start..taken.end.max(taken.start + 1);
        return (!covered.contains(&range.start)).then_some(range);
    }
    if range.end <= taken.start || taken.end <= range.start {
        return Some(range);
    }
    let rest = if range.start < taken.start {
        range.start..taken.start
    } else {
        taken.end..range.end.max(taken.end)
    };
    (!rest.is_empty()).then_some(rest)
}

fn trim_end(line: &str, range: &mut Range<usize>) {
    let text = line.get(range.clone()).unwrap_or_default();
    let trimmed = text.trim_end().len();
    if trimmed > 0 {
        range.end = range.start + trimmed;
    }
}

/// Numbers of the lines to show, ascending: those with labels, those around them, and a single one between two runs.
fn shown_lines(pins: &[Pin<'_>], last: usize) -> Vec<usize> {
    let around =
        |pin: &Pin<'_>| pin.line.saturating_sub(CONTEXT)..(pin.line + CONTEXT).min(last) + 1;
    let runs = joined(pins.iter().map(around).collect());
    runs.into_iter().flatten().collect()
}

/// The last line with text: an end of line at the end of a file begins none.
fn last_line(file: &Excerpt) -> usize {
    let last = file.line_count().saturating_sub(1);
    let empty = file.line_span(last).is_none_or(Span::is_empty);
    if empty { last.saturating_sub(1) } else { last }
}

/// A line without its end and without a BOM, and the byte that it begins at.
fn line_text(file: &Excerpt, number: usize) -> (&str, usize) {
    let span = file.line_span(number).unwrap_or_default();
    let (text, start) = (file.slice(span), span.start as usize);
    match text.strip_prefix(BOM) {
        Some(rest) if number == 0 => (rest, start + BOM.len()),
        _ => (text, start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::SourceFile;
    use crate::report::samples::magic;

    const FRAME: Frame = Frame {
        room: 40,
        ellipsis: "…",
    };

    fn excerpt(text: &str) -> Excerpt {
        SourceFile::new("a.js", text).into()
    }

    fn window(text: &str, finding: &Finding) -> Window {
        Window::new(&excerpt(text), finding, FRAME).expect("a window")
    }

    /// The text of each mark, by place.
    fn marked(window: &Window) -> Vec<&str> {
        let marks = window.marks.iter();
        marks.map(|mark| &window.text[mark.range.clone()]).collect()
    }

    fn with(text: &str, related: &[&str]) -> Finding {
        let mut finding = magic(text, "101");
        finding.related = related
            .iter()
            .map(|needle| Label::new(crate::report::samples::span_of(text, needle), *needle))
            .collect();
        finding
    }

    #[test]
    fn a_window_is_the_lines_around_its_labels() {
        let text = "1\n2\n3\n4\n101\n6\n7\n8\n9\n";
        assert_eq!(window(text, &with(text, &[])).text, "3\n4\n101\n6\n7\n");
        assert_eq!(window("101\n", &with("101\n", &[])).text, "101\n");
        assert_eq!(
            window("\u{feff}a\r\n101", &with("\u{feff}a\r\n101", &[])).text,
            "a\n101\n"
        );
    }

    #[test]
    fn runs_are_joined_across_one_line_only() {
        let text = |gap: usize| format!("one\n{}101\n", "x\n".repeat(gap));
        let blocks = |gap: usize| {
            let text = text(gap);
            let window = window(&text, &with(&text, &["one"]));
            let of = |mark: &Mark| {
                window
                    .block(mark.range.clone())
                    .map(|block| (block.line, block.line_count))
            };
            window.marks.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(blocks(5), [Some((0, 7)), Some((0, 7))]);
        assert_eq!(blocks(6), [Some((0, 3)), Some((5, 3))]);
    }

    #[test]
    fn no_run_holds_what_lies_in_two() {
        let text = format!("one\n{}101\n", "x\n".repeat(20));
        let window = window(&text, &with(&text, &["one"]));
        assert!(window.block(0..window.text.len()).is_none());
        assert!(window.block(window.text.len()..window.text.len()).is_none());
    }

    #[test]
    fn labels_give_way_to_the_primary_one() {
        let text = "if (e.code === 101 && x) {\n}\n";
        let both = window(text, &with(text, &["e.code === 101", "101 && x"]));
        assert_eq!(marked(&both), ["e.code ===", "101", " && x"]);
        let covered = window(text, &with(text, &["01"]));
        assert_eq!(marked(&covered), ["101"]);
        assert_eq!(covered.marks[0].text, "this is\nOBJECT_NOT_FOUND; 01");
    }

    #[test]
    fn a_label_over_lines_stands_on_its_first() {
        let text = "switch (e.code) {  \r\n  case 101:\r\n}\r\n";
        let finding = with(text, &["switch (e.code) {  \r\n  case 101:\r\n}"]);
        assert_eq!(
            marked(&window(text, &finding)),
            ["switch (e.code) {", "101"]
        );
    }

    #[test]
    fn long_lines_keep_every_label() {
        let text = format!(
            "{}one{}101{}two{}",
            "a".repeat(90),
            "b".repeat(90),
            "c".repeat(9),
            "d".repeat(99)
        );
        let window = window(&text, &with(&text, &["one", "two"]));
        assert_eq!(marked(&window), ["one", "101", "two"]);
        assert_eq!(window.text.matches('…').count(), 3);
        let columns: Vec<u32> = window.marks.iter().map(|mark| mark.place.column).collect();
        assert_eq!(columns, [91, 184, 196]);
    }

    #[test]
    fn a_label_wider_than_the_window_is_cut() {
        let text = format!("x = {};", "1".repeat(1000));
        let finding = magic(&text, &"1".repeat(1000));
        let window = window(&text, &finding);
        let mark = marked(&window)[0];
        assert!(
            mark.len() > 30 && mark.bytes().all(|byte| byte == b'1'),
            "{mark}"
        );
        assert!(layout::width(window.text.trim_end()) <= FRAME.room);
    }

    #[test]
    fn the_size_of_a_window_depends_on_the_frame_only() {
        for size in [100, 10_000, 1_000_000] {
            let noise = "x".repeat(size);
            let text = format!("{noise}\n{noise}101{noise}\n{noise}\n");
            let window = window(&text, &with(&text, &[]));
            assert_eq!(marked(&window), ["101"]);
            assert!(
                window
                    .text
                    .lines()
                    .all(|line| layout::width(line) <= FRAME.room)
            );
        }
    }

    #[test]
    fn a_finding_about_a_file_has_no_window() {
        let file = excerpt("101");
        let mut finding = magic("101", "101");
        finding.primary.span = Span::file();
        assert!(Window::new(&file, &finding, FRAME).is_none());
        assert!(Window::new(&excerpt(""), &magic("101", "101"), FRAME).is_none());
    }
}
