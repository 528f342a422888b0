//! A source text and the places in it. The one room in which bytes become lines and columns.

use std::sync::{Arc, OnceLock};

/// A half-open range of bytes in a source text, a BOM included. It always lies on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start: to_u32(start),
            end: to_u32(end),
        }
    }

    /// The empty span at the start of a text, for findings about a whole file.
    pub fn file() -> Self {
        Self::default()
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Sources are refused above this size long before a span could overflow.
fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A place for people: `line` and `column` are 1-based, `column` counts Unicode code points (a BOM is not among them),
/// `offset` counts bytes (a BOM is among them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
    pub offset: u32,
}

/// What a column counts. Formats and protocols differ; a BOM never counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points: people, SARIF as declared, GitHub.
    CodePoints,
    /// Bytes of UTF-8: Reviewdog.
    Bytes,
    /// Units of UTF-16: language servers, unless they have agreed on another one.
    Utf16,
}

/// One text to be linted.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// As shown to the user: relative to the working directory, separated by `/`.
    pub path: String,
    pub text: Arc<str>,
    /// Byte offset of the first character of each line; a line ends with LF (a CR before it belongs to the end). Filled
    /// by the first question about a line.
    lines: OnceLock<Arc<[u32]>>,
    /// Code points before each multiple of `STRIDE` bytes; filled by the first question about a far column.
    milestones: OnceLock<Vec<u32>>,
}

/// Bytes that `position` counts at most, beside what the milestones know: thousands of findings on one line of
/// megabytes would otherwise each count the line from its start.
const STRIDE: usize = 1024;

pub const BOM: &str = "\u{feff}";

/// A text that is no source: what an editor has put before it says nothing.
pub fn without_bom(text: String) -> String {
    match text.strip_prefix(BOM) {
        Some(text) => text.to_owned(),
        None => text,
    }
}

impl SourceFile {
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
            milestones: OnceLock::new(),
        }
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| to_u32(at + 1));
            std::iter::once(0).chain(ends).collect()
        })
    }

    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// 1-based line and column of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(to_u32(self.text.len()));
        let line = self.line_of(offset);
        let start = self.lines()[line] as usize;
        let start = if line == 0 && self.text.starts_with(BOM) {
            BOM.len()
        } else {
            start
        };
        let column = self.code_points(start..offset as usize) + 1;
        Position {
            line: to_u32(line + 1),
            column: to_u32(column),
            offset,
        }
    }

    /// The 1-based column of a byte offset, in a unit; an offset past the end is the end.
    pub fn column(&self, offset: u32, unit: Unit) -> u32 {
        let place = self.position(offset);
        let before = || {
            let start = self
                .lines()
                .get(place.line as usize - 1)
                .copied()
                .unwrap_or(0);
            let before = self.text.get(start as usize..place.offset as usize);
            let before = before.unwrap_or_default();
            match place.line {
                1 => before.strip_prefix(BOM).unwrap_or(before),
                _ => before,
            }
        };
        match unit {
            Unit::CodePoints => place.column,
            Unit::Bytes => to_u32(before().len() + 1),
            Unit::Utf16 => to_u32(before().encode_utf16().count() + 1),
        }
    }

    /// The byte offset of a 1-based line and column, as `position` counts them; `None` outside of the text. The end of a
    /// line is a place as well.
    pub fn offset(&self, line: u32, column: u32) -> Option<u32> {
        let span = self.line_span((line as usize).checked_sub(1)?)?;
        let skipped = (column as usize).checked_sub(1)?;
        let text = self.slice(span);
        let bom = if line == 1 && text.starts_with(BOM) {
            BOM.len()
        } else {
            0
        };
        let text = text.get(bom..)?;
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let at = starts.into_iter().nth(skipped)?;
        Some(span.start + to_u32(bom + at))
    }

    /// How many characters begin in these bytes, in constant time but for the first far question.
    fn code_points(&self, range: std::ops::Range<usize>) -> usize {
        if range.len() <= STRIDE {
            return count_characters(self.text.as_bytes().get(range).unwrap_or_default());
        }
        self.code_points_before(range.end) - self.code_points_before(range.start)
    }

    fn code_points_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let milestones = self.milestones.get_or_init(|| {
            let mut before = 0;
            let strides = bytes.chunks(STRIDE).map(|stride| {
                before += count_characters(stride);
                to_u32(before)
            });
            std::iter::once(0).chain(strides).collect()
        });
        let stride = offset / STRIDE;
        let before = milestones.get(stride).map_or(0, |known| *known as usize);
        let rest = bytes.get(stride * STRIDE..offset).unwrap_or_default();
        before + count_characters(rest)
    }

    /// Number of lines; a text that ends with LF has an empty last line.
    pub fn line_count(&self) -> usize {
        self.lines().len()
    }

    /// 0-based line that holds the byte offset.
    pub fn line_of(&self, offset: u32) -> usize {
        self.lines()
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The bytes of a 0-based line, without its line end; `None` past the last line.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.lines().get(line)? as usize;
        let end = self
            .lines()
            .get(line + 1)
            .map_or(self.text.len(), |next| *next as usize);
        let text = self.text.get(start..end)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        Some(Span::new(start, start + text.len()))
    }
}

/// Characters that begin in these bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -64).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, needle: &str, line: u32, column: u32) {
        let offset = text.find(needle).expect("needle");
        let place = SourceFile::new("a.js", text).position(to_u32(offset));
        assert_eq!(
            (place.line, place.column, place.offset),
            (line, column, to_u32(offset)),
            "{text:?}"
        );
    }

    #[test]
    fn columns_count_code_points_and_no_bom() {
        check("x 101", "101", 1, 3);
        check("\u{feff}101", "101", 1, 1);
        check("a\u{feff}101", "101", 1, 3);
        check("é𐐀👩‍👧 101", "101", 1, 7);
        check("\ta\t101", "101", 1, 4);
    }

    #[test]
    fn columns_of_every_unit_begin_at_one_and_never_count_a_bom() {
        for (text, line, [points, bytes, utf16]) in [
            ("101", 1, [1, 1, 1]),
            ("\u{feff}101", 1, [1, 1, 1]),
            ("\u{feff}é𐐀101", 1, [3, 7, 4]),
            ("a\u{feff}101", 1, [3, 5, 3]),
            ("x\r\n\té101", 2, [3, 4, 3]),
            ("x\n👩\u{200d}👧101", 2, [4, 12, 6]),
            ("x\n\u{feff}101", 2, [2, 4, 2]),
            ("é\u{2028}101", 1, [3, 6, 3]),
            ("é\r101", 1, [3, 4, 3]),
        ] {
            let file = SourceFile::new("a.js", text);
            let offset = to_u32(text.find("101").expect("a literal"));
            let column = |unit| file.column(offset, unit);
            assert_eq!(file.position(offset).line, line, "{text:?}");
            assert_eq!(
                [Unit::CodePoints, Unit::Bytes, Unit::Utf16].map(column),
                [points, bytes, utf16],
                "{text:?}"
            );
        }
        let empty = SourceFile::new("a.js", BOM);
        assert_eq!(empty.column(0, Unit::Bytes), 1);
        assert_eq!(empty.column(9, Unit::Utf16), 1);
    }

    #[test]
    fn lines_end_with_lf_or_crlf_only() {
        check("a\r\nb 101", "101", 2, 3);
        check("a\rb 101", "101", 1, 5);
        check("a\u{2028}b 101", "101", 1, 5);
        check("a\n\n101", "101", 3, 1);
    }

    #[test]
    fn a_line_is_shown_without_its_end() {
        let file = SourceFile::new("a.js", "one\r\ntwo\nthree");
        let lines: Vec<_> = (0..4)
            .map(|n| file.line_span(n).map(|span| file.slice(span).to_owned()))
            .collect();
        assert_eq!(
            lines,
            [
                Some("one".into()),
                Some("two".into()),
                Some("three".into()),
                None
            ]
        );
    }

    #[test]
    fn far_columns_are_the_same_as_counted_ones() {
        let line = "aé𐐀\t\u{feff}…".repeat(700);
        let file = SourceFile::new("a.js", format!("\u{feff}{line}\r\n{line}"));
        let starts = [BOM.len(), BOM.len() + line.len() + 2];
        for (at, start) in starts.into_iter().enumerate() {
            for (column, (offset, _)) in line.char_indices().enumerate() {
                let place = file.position(to_u32(start + offset));
                assert_eq!(
                    (place.line, place.column),
                    (to_u32(at + 1), to_u32(column + 1))
                );
            }
        }
        let end = file.position(u32::MAX);
        assert_eq!(end.column as usize, line.chars().count() + 1);
    }

    #[test]
    fn places_lead_back_to_bytes() {
        let text = "\u{feff}é𐐀 101\r\n\t101\n";
        let file = SourceFile::new("a.js", text);
        for (at, _) in text.match_indices("101") {
            let place = file.position(to_u32(at));
            assert_eq!(file.offset(place.line, place.column), Some(to_u32(at)));
        }
        assert_eq!(file.offset(1, 7), Some(13));
        assert_eq!(file.offset(1, 8), None);
        assert_eq!(file.offset(3, 1), Some(to_u32(text.len())));
        for (line, column) in [(0, 1), (1, 0), (4, 1), (u32::MAX, 1)] {
            assert_eq!(file.offset(line, column), None, "{line}:{column}");
        }
    }

    #[test]
    fn a_text_of_whole_strides_has_an_end() {
        for length in [STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE, 2 * STRIDE + 1] {
            let file = SourceFile::new("a.js", "x".repeat(length));
            assert_eq!(file.position(to_u32(length)).column as usize, length + 1);
        }
    }
}
