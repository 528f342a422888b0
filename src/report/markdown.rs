//! Markdown for a terminal, of the simple kind that the pages of rules are written in.
//!
//! Headings, paragraphs, lists, fenced code, code spans, strong text, links. What it does not know (tables, say) it
//! shows as written.

use super::paint::Ink;
use super::{Style, layout};

/// Prose is not wrapped wider than this.
const PROSE_WIDTH: usize = 100;
const LEAST_WIDTH: usize = 20;
const CODE_INDENT: &str = "    ";

/// A text drawn; links show where they lead if that is a URL.
pub(super) fn drawn(markdown: &str, style: Style) -> String {
    let mut page = Page {
        style,
        width: style.width.clamp(LEAST_WIDTH, PROSE_WIDTH),
        text: String::new(),
    };
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(fence) = fence(line) {
            page.code(lines.by_ref().take_while(|line| !closes(line, fence)));
            continue;
        }
        let mut paragraph = line.trim_end().to_owned();
        while let Some(next) = lines.next_if(|next| continues(line, next)) {
            paragraph.push(' ');
            paragraph.push_str(next.trim());
        }
        page.block(&paragraph);
    }
    page.text
}

/// Three or more backticks or tildes.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| line.get(..length)).flatten()
}

fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.starts_with(fence) && line.trim_start_matches(fence).is_empty()
}

/// Whether `next` belongs to the paragraph or list item that begins with `line`.
fn continues(line: &str, next: &str) -> bool {
    let flows = !matches!(kind(line), Kind::Blank | Kind::Heading(_) | Kind::Verbatim);
    flows && matches!(kind(next), Kind::Paragraph) && fence(next).is_none()
}

#[derive(Debug, PartialEq)]
enum Kind {
    Blank,
    /// Its depth.
    Heading(usize),
    /// Columns of the indent and of the marker with its blank.
    Item(usize, usize),
    /// Tables and quotations.
    Verbatim,
    Paragraph,
}

fn kind(line: &str) -> Kind {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let hashes = text.len() - text.trim_start_matches('#').len();
    if text.is_empty() {
        Kind::Blank
    } else if hashes > 0 && text[hashes..].starts_with(' ') {
        Kind::Heading(hashes)
    } else if let Some(marker) = marker(text) {
        Kind::Item(indent, marker)
    } else if text.starts_with(['|', '>']) {
        Kind::Verbatim
    } else {
        Kind::Paragraph
    }
}

/// Bytes of `- `, `* ` or `1. `.
fn marker(text: &str) -> Option<usize> {
    if text.starts_with("- ") || text.starts_with("* ") {
        return Some(2);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && text[digits..].starts_with(". ")).then_some(digits + 2)
}

struct Page {
    style: Style,
    width: usize,
    text: String,
}

impl Page {
    /// A paragraph, heading or item, its lines joined.
    fn block(&mut self, text: &str) {
        match kind(text) {
            Kind::Blank => self.line(""),
            Kind::Heading(depth) => {
                let ink = if depth == 1 { Ink::Heading } else { Ink::Bold };
                let heading = text.trim().trim_start_matches('#').trim();
                self.line(&self.style.paint(ink, heading));
            }
            Kind::Verbatim => self.line(text),
            Kind::Paragraph => self.flow("", "", text),
            Kind::Item(indent, marker) => {
                let (lead, words) = text.split_at(indent + marker);
                let hang = " ".repeat(lead.len());
                let bullet = if self.style.unicode { "•" } else { "-" };
                self.flow(&lead.replace(['-', '*'], bullet), &hang, words);
            }
        }
    }

    /// Code is shown as it stands, its test marks included, and never wrapped.
    fn code<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        for line in lines {
            let line = format!("{CODE_INDENT}{line}");
            self.line(line.trim_end());
        }
    }

    fn flow(&mut self, lead: &str, hang: &str, text: &str) {
        let words = words(&spans(text), self.style);
        let room = self.width.saturating_sub(hang.len()).max(LEAST_WIDTH);
        for (at, words) in layout::fill(words, room).iter().enumerate() {
            let lead = if at == 0 { lead } else { hang };
            self.line(&format!("{lead}{}", words.join(" ")));
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// A stretch of text of one kind.
#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Plain(&'a str),
    Code(&'a str),
    Strong(&'a str),
    /// Where a link leads.
    Target(&'a str),
}

/// Cuts a paragraph into pieces; marks without a partner are plain text.
fn spans(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((found, length)) = special(rest) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if plain < at {
            pieces.push(Piece::Plain(&text[plain..at]));
        }
        pieces.extend(found);
        at += length;
        plain = at;
    }
    if plain < text.len() {
        pieces.push(Piece::Plain(&text[plain..]));
    }
    pieces
}

/// The code span, strong text or link that a text begins with, and its length in bytes.
fn special(text: &str) -> Option<(Vec<Piece<'_>>, usize)> {
    let between = |open: &str, close: &str| {
        let inner = text.strip_prefix(open)?;
        let end = inner.find(close).filter(|end| *end > 0)?;
        Some((&inner[..end], open.len() + end + close.len()))
    };
    if let Some((code, length)) = between("``", "``").or_else(|| between("`", "`")) {
        return Some((vec![Piece::Code(code.trim())], length));
    }
    if let Some((strong, length)) = between("**", "**") {
        return Some((vec![Piece::Strong(strong)], length));
    }
    let (label, length) = between("[", "](")?;
    let (target, rest) = text[length..].split_once(')')?;
    let end = text.len() - rest.len();
    let mut pieces = spans(label);
    if target.contains("://") {
        pieces.push(Piece::Target(target));
    }
    Some((pieces, end))
}

/// Painted words with their widths. A code span is one word and keeps its blanks, its marks are shown where colour
/// does not tell it from prose; what touches without a blank stays one word.
fn words(pieces: &[Piece<'_>], style: Style) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut touches = false;
    for piece in pieces {
        let (parts, ink, opens, closes) = match piece {
            Piece::Plain(text) => (split(text), None, starts_blank(text), ends_blank(text)),
            Piece::Strong(text) => (split(text), Some(Ink::Bold), false, false),
            Piece::Code(text) if style.colour => {
                (vec![(*text).to_owned()], Some(Ink::Cyan), false, false)
            }
            Piece::Code(text) => (vec![format!("`{text}`")], None, false, false),
            Piece::Target(url) => (vec![format!("<{url}>")], Some(Ink::Dim), true, false),
        };
        touches &= !opens;
        for part in parts {
            let width = layout::width(&part);
            let part = ink.map_or(part.clone(), |ink| style.paint(ink, &part));
            match words.last_mut().filter(|_| touches) {
                Some((word, columns)) => {
                    word.push_str(&part);
                    *columns += width;
                }
                None => words.push((part, width)),
            }
            touches = false;
        }
        touches = !closes;
    }
    words
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn starts_blank(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
}

fn ends_blank(text: &str) -> bool {
    text.ends_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{ASCII, COLOURED, PLAIN};

    const DOC: &str = "# magic-code\n\nThe number `101` says **nothing at all**, and the reader has to\nlook it up \
        on [the page](https://example.org/codes) of codes; a second sentence wraps it.\n\n## Examples\n\n\
        ```js title=\"a.js\"\nthrow new Parse.Error(101, 'x'); // error\n\n  ok();\n```\n\n\
        - one item that is long enough that it has to be wrapped somewhere near the end of a line\n  of text\n\
        - `second  item`\n1. first\n\n| a | b |\n|---|---|\n";

    #[test]
    fn a_page_is_wrapped_indented_and_marked() {
        assert_eq!(
            drawn(DOC, PLAIN),
            "\
magic-code

The number `101` says nothing at all, and the reader has to look it up on the
page <https://example.org/codes> of codes; a second sentence wraps it.

Examples

    throw new Parse.Error(101, 'x'); // error

      ok();

• one item that is long enough that it has to be wrapped somewhere near the end
  of a line of text
• `second  item`
1. first

| a | b |
|---|---|
"
        );
        assert!(drawn(DOC, ASCII).contains("\n- one item"));
    }

    #[test]
    fn colours_stand_for_the_marks() {
        let text = drawn(DOC, COLOURED);
        assert!(
            text.starts_with("\u{1b}[1;4mmagic-code\u{1b}[0m\n"),
            "{text}"
        );
        assert!(
            text.contains("number \u{1b}[36m101\u{1b}[0m says \u{1b}[1mnothing\u{1b}[0m"),
            "{text}"
        );
        assert!(text.contains("\u{1b}[1mExamples\u{1b}[0m\n"), "{text}");
    }

    #[test]
    fn what_touches_stays_together_and_lone_marks_are_text() {
        assert_eq!(
            drawn("(`a b`), `c`s and ` alone ** [x]\n", PLAIN),
            "(`a b`), `c`s and ` alone ** [x]\n"
        );
        assert_eq!(drawn("see [`other`](other.md).\n", PLAIN), "see `other`.\n");
        assert_eq!(drawn("5 * 3 #1\n", PLAIN), "5 * 3 #1\n");
        assert_eq!(drawn("~~~\nopen fence\n", PLAIN), "    open fence\n");
    }
}
