//! A source text and the places in it. The one room in which bytes become lines and columns.

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

/// One text to be linted.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// As shown to the user: relative to the working directory, separated by `/`.
    pub path: String,
    pub text: String,
    /// Byte offset of the first character of each line; a line ends with LF (a CR before it belongs to the end).
    lines: Vec<u32>,
}

pub const BOM: &str = "\u{feff}";

impl SourceFile {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| to_u32(at + 1));
        let lines = std::iter::once(0).chain(ends).collect();
        Self {
            path: path.into(),
            text,
            lines,
        }
    }

    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// 1-based line and column of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(to_u32(self.text.len()));
        let line = self.line_of(offset);
        let start = self.lines[line] as usize;
        let before = self.text.get(start..offset as usize).unwrap_or_default();
        let before = if line == 0 {
            before.strip_prefix(BOM).unwrap_or(before)
        } else {
            before
        };
        let column = before.chars().count() + 1;
        Position {
            line: to_u32(line + 1),
            column: to_u32(column),
            offset,
        }
    }

    /// Number of lines; a text that ends with LF has an empty last line.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// 0-based line that holds the byte offset.
    pub fn line_of(&self, offset: u32) -> usize {
        self.lines
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The bytes of a 0-based line, without its line end; `None` past the last line.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.lines.get(line)? as usize;
        let end = self
            .lines
            .get(line + 1)
            .map_or(self.text.len(), |next| *next as usize);
        let text = self.text.get(start..end)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        Some(Span::new(start, start + text.len()))
    }
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
}
