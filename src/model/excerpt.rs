//! What is kept of a text to be shown.

use std::ops::Range;

use super::source::{Position, SourceFile, Span, Unit};

/// Lines above and below a place that are shown with it.
pub const CONTEXT: usize = 2;

/// Texts of so many bytes are kept whole.
const SMALL: usize = 64 * 1024;

/// A text, or the lines of it that anybody will ask for. Places are those of the text, whatever is kept of it.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// What is kept, without what stands between it.
    kept: SourceFile,
    /// In the order of the text. The first one is its beginning, the last one its end: a single one is all of it.
    parts: Vec<Part>,
}

/// Whole lines, one after the other.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    /// Bytes before it, in the text and in what is kept.
    start: u32,
    kept_start: u32,
    /// Lines before it, likewise.
    line: usize,
    kept_line: usize,
}

impl From<SourceFile> for Excerpt {
    fn from(file: SourceFile) -> Self {
        Self {
            kept: file,
            parts: vec![Part::default()],
        }
    }
}

impl Excerpt {
    /// Whether a text is so large that only some of its lines may be worth keeping.
    pub fn is_large(file: &SourceFile) -> bool {
        file.text.len() > SMALL
    }

    /// Of a large text, the lines that these places are in, with those around them; another one as a whole.
    pub fn of(file: &SourceFile, places: impl IntoIterator<Item = Span>) -> Self {
        let whole = || Self::from(file.clone());
        if !Self::is_large(file) {
            return whole();
        }
        let runs = runs(file, places);
        let mut kept = String::new();
        let mut kept_line = 0;
        let mut parts = Vec::with_capacity(runs.len());
        for run in &runs {
            let start = |line| file.line_span(line).map(|span| span.start);
            let from = start(run.start).unwrap_or_default();
            let end = start(run.end).map_or(file.text.len(), |end| end as usize);
            let kept_start = Span::new(kept.len(), kept.len()).start;
            parts.push(Part {
                start: from,
                kept_start,
                line: run.start,
                kept_line,
            });
            kept.push_str(file.slice(Span::new(from as usize, end)));
            kept_line += run.len();
        }
        // What is kept is copied: that has to be worth it.
        if parts.len() == 1 || kept.len() > file.text.len() / 2 {
            return whole();
        }
        Self {
            kept: SourceFile::new(&file.path, kept),
            parts,
        }
    }

    /// As shown to the user.
    pub fn path(&self) -> &str {
        &self.kept.path
    }

    /// `None` where only some lines are kept.
    pub fn whole(&self) -> Option<&SourceFile> {
        (self.parts.len() == 1).then_some(&self.kept)
    }

    /// The same, to have it share its text with another one.
    pub fn whole_mut(&mut self) -> Option<&mut SourceFile> {
        (self.parts.len() == 1).then_some(&mut self.kept)
    }

    pub fn is_empty(&self) -> bool {
        self.kept.text.is_empty()
    }

    pub fn slice(&self, span: Span) -> &str {
        let [start, end] = [span.start, span.end].map(|offset| self.kept_at(offset) as usize);
        self.kept.slice(Span::new(start, end))
    }

    /// 1-based line and column of a byte offset; an offset past the end is the end, and one that is not kept the end of what
    /// is kept before it.
    pub fn position(&self, offset: u32) -> Position {
        let part = self.part(|part| part.start <= offset).0;
        let kept = self.kept.position(self.kept_at(offset));
        let shift = u32::try_from(part.line - part.kept_line).unwrap_or(u32::MAX);
        Position {
            line: kept.line + shift,
            offset: kept.offset - part.kept_start + part.start,
            ..kept
        }
    }

    /// The 1-based column of a byte offset, in a unit; an offset past the end is the end.
    pub fn column(&self, offset: u32, unit: Unit) -> u32 {
        self.kept.column(self.kept_at(offset), unit)
    }

    /// Number of lines; a text that ends with LF has an empty last line.
    pub fn line_count(&self) -> usize {
        let last = self.part(|_| true).0;
        self.kept.line_count() - last.kept_line + last.line
    }

    /// 0-based line that holds the byte offset, if that is kept.
    pub fn line_of(&self, offset: u32) -> usize {
        let part = self.part(|part| part.start <= offset).0;
        self.kept.line_of(self.kept_at(offset)) - part.kept_line + part.line
    }

    /// The bytes of a 0-based line, without its line end; `None` past the last line, and where it is not kept.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let (part, next) = self.part(|part| part.line <= line);
        let kept_line = line - part.line + part.kept_line;
        if next.is_some_and(|next| kept_line >= next.kept_line) {
            return None;
        }
        let kept = self.kept.line_span(kept_line)?;
        let there = |offset: u32| (offset - part.kept_start + part.start) as usize;
        Some(Span::new(there(kept.start), there(kept.end)))
    }

    /// The last one of which something holds that holds of the first one, and the one behind it.
    fn part(&self, holds: impl Fn(&Part) -> bool) -> (Part, Option<Part>) {
        let next = self.parts.partition_point(holds);
        let found = self.parts.get(next.saturating_sub(1));
        (
            found.copied().unwrap_or_default(),
            self.parts.get(next).copied(),
        )
    }

    /// Where a byte of the text stands in what is kept. One that is not kept is at the end of what is kept before it.
    fn kept_at(&self, offset: u32) -> u32 {
        let (part, next) = self.part(|part| part.start <= offset);
        let kept = offset - part.start + part.kept_start;
        let is_kept = next.is_none_or(|next| kept < next.kept_start);
        debug_assert!(is_kept, "byte {offset} of `{}` is not kept", self.path());
        next.map_or(kept, |next| kept.min(next.kept_start))
    }
}

/// The lines to keep, run by run: the first one, the last two, and those of the places.
fn runs(file: &SourceFile, places: impl IntoIterator<Item = Span>) -> Vec<Range<usize>> {
    let count = file.line_count();
    let around = places.into_iter().map(|place| {
        let first = file.line_of(place.start).saturating_sub(CONTEXT);
        first..(file.line_of(place.end) + CONTEXT + 1).min(count)
    });
    let ends = [0..1, count.saturating_sub(2)..count];
    joined(around.chain(ends).collect())
}

/// Runs of lines in order, none of which touch: a single line between two of them is shown with them.
pub fn joined(mut runs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    runs.sort_by_key(|run| run.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.start <= last.end + 1 => last.end = last.end.max(run.end),
            _ => joined.push(run),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::BOM;

    const UNITS: [Unit; 3] = [Unit::CodePoints, Unit::Bytes, Unit::Utf16];

    /// More than is kept whole.
    fn large(lines: usize) -> String {
        let line = |number: usize| match number % 3 {
            0 => format!("{number}é𐐀 = 101;\r\n"),
            1 => format!("\t{number} // {}\n", "x".repeat(200)),
            _ => format!("{BOM}{number}\n"),
        };
        (0..lines).map(line).collect()
    }

    /// Whoever asks about what is kept hears the same of an excerpt as of the text.
    #[test]
    fn places_are_those_of_the_text() {
        for (before, after) in [("", ""), (BOM, "no line end"), ("", "\n"), ("", "\r\n\r\n")] {
            let text = format!("{before}{}{after}", large(3000));
            let file = SourceFile::new("a.js", &*text);
            let count = file.line_count();
            let at = [3, 4, 9, 10, 1500, 1501, 1503, count - 7];
            let places: Vec<Span> = at
                .iter()
                .filter_map(|line| {
                    let line = file.line_span(*line)?;
                    Some(Span::new(line.start as usize + 1, line.start as usize + 2))
                })
                .collect();
            assert_eq!(places.len(), at.len());
            let excerpt = Excerpt::of(&file, places);
            assert!(excerpt.whole().is_none() && excerpt.kept.text.len() < 10_000);
            assert_eq!(excerpt.line_count(), count);
            let mut kept = 0;
            for line in 0..count + 2 {
                let near = at.iter().any(|at| at.abs_diff(line) <= CONTEXT);
                let is_kept = near || line == 0 || (count - 2..count).contains(&line);
                let span = file.line_span(line);
                assert_eq!(excerpt.line_span(line), span.filter(|_| is_kept), "{line}");
                let Some(span) = span.filter(|_| is_kept) else {
                    continue;
                };
                kept += 1;
                assert_eq!(excerpt.slice(span), file.slice(span));
                for (offset, _) in file.slice(span).char_indices() {
                    let offset = span.start + Span::new(offset, offset).start;
                    assert_eq!(excerpt.line_of(offset), line);
                    assert_eq!(excerpt.position(offset), file.position(offset));
                    for unit in UNITS {
                        assert_eq!(excerpt.column(offset, unit), file.column(offset, unit));
                    }
                }
            }
            assert_eq!(kept, 28);
            assert_eq!(excerpt.position(u32::MAX), file.position(u32::MAX));
        }
    }

    #[test]
    fn a_place_may_go_over_lines() {
        let file = SourceFile::new("a.js", large(3000));
        let of = |line| file.line_span(line).expect("a line");
        let place = Span::new(of(700).start as usize, of(720).end as usize);
        let excerpt = Excerpt::of(&file, [place]);
        assert!(excerpt.whole().is_none());
        assert_eq!(excerpt.slice(place), file.slice(place));
        assert_eq!(excerpt.position(place.end), file.position(place.end));
        let shown = (0..3000).filter(|line| excerpt.line_span(*line).is_some());
        let expected = [0].into_iter().chain(698..723).chain([2999]);
        assert!(shown.eq(expected));
    }

    #[test]
    fn a_single_line_between_two_places_is_kept_with_them() {
        let file = SourceFile::new("a.js", large(3000));
        for (apart, between) in [(5, true), (6, true), (7, false)] {
            let places = [900, 900 + apart].map(|line| file.line_span(line).expect("a line"));
            let excerpt = Excerpt::of(&file, places);
            let mut all = (898..=900 + apart + CONTEXT).map(|line| excerpt.line_span(line));
            assert_eq!(all.all(|line| line.is_some()), between, "{apart}");
        }
    }

    #[test]
    fn what_is_small_or_full_of_places_stays_whole() {
        let place = Span::new(100, 101);
        let small = SourceFile::new("a.js", &large(2000)[..SMALL]);
        assert!(Excerpt::of(&small, [place]).whole().is_some());
        let file = SourceFile::new("a.js", large(3000));
        assert!(Excerpt::of(&file, [place]).whole().is_none());
        let everywhere = (0..3000).step_by(7).filter_map(|line| file.line_span(line));
        assert!(Excerpt::of(&file, everywhere).whole().is_some());
        let line = SourceFile::new("a.js", "x".repeat(2 * SMALL));
        assert!(Excerpt::of(&line, [place]).whole().is_some());
        assert!(Excerpt::from(SourceFile::new("a.js", "")).is_empty());
    }
}
