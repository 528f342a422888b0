//! A page of text for the terminal: headings, wrapped paragraphs, columns, and colour where it is wanted.

/// Columns; no line is longer unless a single word is.
const WIDTH: usize = 80;

#[derive(Clone, Copy)]
pub(super) enum Style {
    Bold,
    Dim,
    Red,
    Yellow,
    Cyan,
}

impl Style {
    fn ansi(self) -> &'static str {
        match self {
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "1;31",
            Self::Yellow => "33",
            Self::Cyan => "36",
        }
    }
}

pub(super) struct Page {
    text: String,
    colour: bool,
}

impl Page {
    pub(super) fn new(colour: bool) -> Self {
        Self {
            text: String::new(),
            colour,
        }
    }

    /// The page, ending with one line feed.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// A line of pieces, as they are.
    pub(super) fn line(&mut self, pieces: &[(&str, Option<Style>)]) {
        for (piece, style) in pieces {
            self.push(piece, *style);
        }
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A section's heading, with a blank line above.
    pub(super) fn heading(&mut self, heading: &str) {
        self.blank();
        self.line(&[(heading, Some(Style::Bold))]);
    }

    /// A paragraph, wrapped and indented.
    pub(super) fn paragraph(&mut self, indent: usize, text: &str, style: Option<Style>) {
        let margin = " ".repeat(indent);
        for line in wrap(text, WIDTH - indent) {
            self.line(&[(&margin, None), (&line, style)]);
        }
    }

    /// A point of a list.
    pub(super) fn point(&mut self, text: &str) {
        for (at, line) in wrap(text, WIDTH - 4).iter().enumerate() {
            let margin = if at == 0 { "  - " } else { "    " };
            self.line(&[(margin, None), (line, None)]);
        }
    }

    /// A styled text in a line that has a second one at the right edge.
    pub(super) fn edges(&mut self, left: (&str, Style), right: (&str, Style)) {
        let taken = left.0.chars().count() + right.0.chars().count();
        let gap = " ".repeat(WIDTH.saturating_sub(taken + 2).max(1));
        self.line(&[
            ("  ", None),
            (left.0, Some(left.1)),
            (&gap, None),
            (right.0, Some(right.1)),
        ]);
    }

    fn push(&mut self, text: &str, style: Option<Style>) {
        match style {
            Some(style) if self.colour && !text.is_empty() => {
                self.text
                    .push_str(&format!("\x1b[{}m{text}\x1b[0m", style.ansi()));
            }
            _ => self.text.push_str(text),
        }
    }
}

/// Lines of at most `width` characters, broken between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("immeasurable x", 5), ["immeasurable", "x"]);
        assert!(wrap("", 5).is_empty());
    }

    #[test]
    fn colour_only_where_asked_for() {
        let page = |colour| {
            let mut page = Page::new(colour);
            page.line(&[("a", Some(Style::Bold)), ("b", None), ("  ", None)]);
            page.finish()
        };
        assert_eq!(page(false), "ab\n");
        assert_eq!(page(true), "\x1b[1ma\x1b[0mb\n");
    }
}
