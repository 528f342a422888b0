//! JSX: tags, attributes and the text between them, which is prose, not code.
//!
//! A `<` where an operand is due opens a tag only if the text goes on to close it: type arguments, casts and generic
//! arrow functions of TypeScript look the same at their start.

use memchr::memmem;

use super::{BLANK, CLASS, Kind, Lexer, NAME, Open, is_name_char};
use crate::model::source::Span;

impl Lexer<'_> {
    #[inline(never)]
    pub(super) fn tag_starts(&mut self) -> bool {
        if self.after_operand() {
            return false;
        }
        let name = self.tag_name(self.at + 1);
        match self.bytes.get(name.end as usize) {
            Some(b'>') => self.is_closed_later(name),
            Some(b'<') if !name.is_empty() => self.is_closed_later(name),
            Some(b'/') => self.bytes.get(name.end as usize + 1) == Some(&b'>'),
            Some(byte) if CLASS[*byte as usize] == BLANK && !name.is_empty() => {
                self.attributes_follow(name)
                    && (self.closes_itself(name) || self.is_closed_later(name))
            }
            _ => false,
        }
    }

    /// What follows the name may be an attribute or the tag's end; `<T extends ..>`, `<T, ..>`, `<A | B>` are none.
    fn attributes_follow(&self, name: Span) -> bool {
        let rest = self.bytes.get(name.end as usize..).unwrap_or_default();
        let rest = rest.trim_ascii_start();
        let first = rest.first().copied().unwrap_or(0);
        let begins =
            CLASS[first as usize] & NAME != 0 || matches!(first, b'{' | b'/' | b'>' | 0x80..);
        begins && !rest.starts_with(b"extends ")
    }

    /// `/>` stands near enough to be this tag's, or one of its children's.
    fn closes_itself(&self, name: Span) -> bool {
        const NEAR: usize = 4096;
        let start = name.end as usize;
        let near = self.bytes.get(start..self.end.min(start + NEAR));
        memmem::find(near.unwrap_or_default(), b"/>").is_some()
    }

    fn is_closed_later(&mut self, name: Span) -> bool {
        let start = (name.end as usize).min(self.end);
        let (opened, (known, closed_at)) = (name, self.closing);
        let (rest, name) = (&self.bytes[start..], &self.bytes[name.range()]);
        if closed_at >= start && &self.bytes[known.range()] == name {
            return true;
        }
        if rest.len() > self.tag_budget {
            return false;
        }
        let closing = [b"</", name].concat();
        let found = memmem::find_iter(rest, &closing).find(|at| {
            let next = rest.get(at + closing.len()).copied().unwrap_or(0);
            CLASS[next as usize] & NAME == 0
        });
        self.tag_budget -= found.unwrap_or(rest.len());
        if let Some(at) = found {
            self.closing = (opened, start + at);
        }
        found.is_some()
    }

    /// `a`, `a.b`, `a:b`, `a-b`; empty for a fragment.
    fn tag_name(&self, start: usize) -> Span {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let in_name = |byte: &u8| {
            CLASS[*byte as usize] & NAME != 0 || matches!(byte, b'.' | b':' | b'-' | 0x80..)
        };
        let len = rest.iter().position(|byte| !in_name(byte));
        Span::new(start, start + len.unwrap_or(rest.len()))
    }

    #[inline(never)]
    pub(super) fn open_tag(&mut self) -> Kind {
        let name = self.tag_name(self.at + 1);
        self.tags.push(name);
        self.push(Open::Tag, Kind::TagOpen)
    }

    /// The next token between `<` and `>` of an opening tag.
    #[inline(never)]
    pub(super) fn in_tag(&mut self) -> Option<Kind> {
        let byte = self.skip_blanks()?;
        self.start = self.at;
        Some(match byte {
            b'>' => self.tag_end(),
            b'/' if self.peek(1) == b'>' => {
                self.pop();
                self.take(Kind::TagClose, 2)
            }
            b'/' if matches!(self.peek(1), b'/' | b'*') => self.slash(),
            b'{' => self.push(Open::Container, Kind::BraceOpen),
            b'"' | b'\'' => self.attribute(byte),
            b'<' => self.type_arguments(),
            b'=' => self.take(Kind::Assign, 1),
            b'.' => self.take(Kind::Dot, 1),
            _ => self.attribute_name(),
        })
    }

    fn tag_end(&mut self) -> Kind {
        if let Some(top) = self.open.last_mut() {
            *top = Open::Children;
        }
        self.take(Kind::TagEnd, 1)
    }

    /// An attribute's string has no escapes and may span lines.
    fn attribute(&mut self, quote: u8) -> Kind {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        match memchr::memchr(quote, rest) {
            Some(len) => self.take(Kind::String, len + 2),
            None => self.take(Kind::Unknown, 1),
        }
    }

    fn attribute_name(&mut self) -> Kind {
        let char = self.char();
        let named = self.tag_name(self.at).len();
        if named == 0 || char.is_some_and(|char| !char.is_ascii() && !is_name_char(char)) {
            return self.take(Kind::Unknown, self.char_len());
        }
        self.take(Kind::Ident, named)
    }

    /// `<Table<Row> ..>`: skipped as a whole if it is short and balanced.
    fn type_arguments(&mut self) -> Kind {
        const LONGEST: usize = 256;
        let rest = &self.bytes[self.at..self.end.min(self.at + LONGEST)];
        let mut depth = 0;
        for (at, byte) in rest.iter().enumerate() {
            match byte {
                b'<' => depth += 1,
                b'>' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return self.take(Kind::Unknown, at + 1);
            }
        }
        self.take(Kind::Unknown, 1)
    }

    /// The next token between an opening tag and its closing one.
    #[inline(never)]
    pub(super) fn child(&mut self) -> Option<Kind> {
        self.start = self.at;
        let byte = *self.bytes.get(self.at)?;
        let next = self.peek(1);
        Some(match byte {
            b'<' if next == b'/' => self.close_tag(),
            b'<' if CLASS[next as usize] & NAME != 0 || matches!(next, b'>' | 0x80..) => {
                self.open_tag()
            }
            b'{' => self.push(Open::Container, Kind::BraceOpen),
            _ => {
                let rest = &self.bytes[self.at + 1..];
                let len = memchr::memchr2(b'<', b'{', rest).unwrap_or(rest.len());
                self.take(Kind::JsxText, len + 1)
            }
        })
    }

    /// `</name>`: closes the innermost tag of that name among those that nothing else encloses, else the innermost.
    fn close_tag(&mut self) -> Kind {
        let name = self.tag_name(self.at + 2);
        self.at = name.end as usize;
        let rest = &self.bytes[self.at..];
        let blanks = rest
            .iter()
            .take_while(|byte| CLASS[**byte as usize] == BLANK)
            .count();
        if rest.get(blanks) == Some(&b'>') {
            self.at += blanks + 1;
        }
        for _ in 0..=self.tags_above(name) {
            self.pop();
        }
        Kind::TagClose
    }

    fn tags_above(&self, name: Span) -> usize {
        const REACH: usize = 32;
        let name = &self.bytes[name.range()];
        let tags = self
            .open
            .iter()
            .rev()
            .zip(self.tags.iter().rev())
            .take(REACH);
        tags.take_while(|(open, _)| matches!(open, Open::Tag | Open::Children))
            .position(|(_, tag)| &self.bytes[tag.range()] == name)
            .unwrap_or(0)
    }
}
