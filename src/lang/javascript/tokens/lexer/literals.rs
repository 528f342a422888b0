//! Numbers, strings, templates, regular expressions, comments: everything whose end has to be searched.

use super::{CLASS, Kind, Lexer, NAME, Open, asks_for_operand};

impl Lexer<'_> {
    /// Moves behind a number; letters that cling to it are part of it.
    pub(super) fn number(&mut self) -> Kind {
        let radix = self.peek(0) == b'0' && matches!(self.peek(1) | 0x20, b'x' | b'o' | b'b');
        self.digits();
        if radix {
            return Kind::Number;
        }
        let spread = self.peek(1) == b'.' && self.peek(2) == b'.';
        if self.peek(0) == b'.' && !spread {
            self.at += 1;
            self.digits();
        }
        let exponent = self
            .bytes
            .get(self.at.wrapping_sub(1))
            .is_some_and(|byte| byte | 0x20 == b'e');
        if exponent && matches!(self.peek(0), b'+' | b'-') {
            self.at += 1;
            self.digits();
        }
        Kind::Number
    }

    fn digits(&mut self) {
        while CLASS[self.peek(0) as usize] & NAME != 0 {
            self.at += 1;
        }
    }

    /// A string, if its quote can open one and its line closes it; else the quote is an unknown character.
    #[inline(never)]
    pub(super) fn string(&mut self, quote: u8) -> Kind {
        let dead = usize::from(quote == b'\'');
        if self.at < self.dead_strings[dead] || self.clings_to_name() {
            return self.take(Kind::Unknown, 1);
        }
        let mut at = self.at + 1;
        loop {
            let Some(found) = memchr::memchr3(quote, b'\\', b'\n', &self.bytes[at.min(self.end)..])
            else {
                return self.no_string(dead, self.end);
            };
            at += found;
            match self.bytes[at] {
                b'\\' => at += self.escape(at),
                b'\n' => return self.no_string(dead, at),
                _ => {
                    self.at = at + 1;
                    return Kind::String;
                }
            }
        }
    }

    fn no_string(&mut self, dead: usize, end: usize) -> Kind {
        self.dead_strings[dead] = end;
        self.take(Kind::Unknown, 1)
    }

    /// Length of an escape in a string: a line's end counts as one character, CRLF included.
    fn escape(&self, at: usize) -> usize {
        let rest = self.bytes.get(at + 1..).unwrap_or_default();
        if rest.starts_with(b"\r\n") { 3 } else { 2 }
    }

    /// The apostrophe of `don't`: a name stands right before it, and no keyword.
    fn clings_to_name(&self) -> bool {
        let word = self.previous;
        word.kind == Kind::Ident
            && word.end as usize == self.at
            && !is_keyword(word.bytes(self.bytes))
    }

    #[inline(never)]
    pub(super) fn template_start(&mut self) -> Kind {
        match self.template_chunk(self.at + 1) {
            Some(Kind::TemplateHead) => {
                self.open.push(Open::Hole);
                Kind::TemplateHead
            }
            Some(_) => Kind::Template,
            None => self.take(Kind::Unknown, 1),
        }
    }

    /// `}`: the end of a block, an object or a container, or back into the template.
    pub(super) fn brace_close(&mut self) -> Kind {
        let braces = [Open::Block, Open::Object, Open::Container, Open::Hole];
        let depth = self.open.len();
        let kind = self.close(Kind::BraceClose, &braces);
        if self.open.len() == depth || self.closed != Open::Hole {
            return kind;
        }
        match self.template_chunk(self.at) {
            Some(Kind::TemplateHead) => {
                self.open.push(Open::Hole);
                Kind::TemplateMiddle
            }
            Some(_) => Kind::TemplateTail,
            None => kind,
        }
    }

    /// Moves behind the `${` or the backtick that ends the text at `at`; `TemplateHead` stands for the former. `None`,
    /// without moving, where neither follows.
    #[inline(never)]
    fn template_chunk(&mut self, mut at: usize) -> Option<Kind> {
        if at > self.dead_template {
            return None;
        }
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let Some(found) = memchr::memchr3(b'`', b'\\', b'$', rest) else {
                self.dead_template = self.at;
                return None;
            };
            at += found;
            match self.bytes[at] {
                b'\\' => at += 2,
                b'`' => {
                    self.at = at + 1;
                    return Some(Kind::Template);
                }
                _ if self.bytes.get(at + 1) == Some(&b'{') => {
                    self.at = at + 2;
                    return Some(Kind::TemplateHead);
                }
                _ => at += 1,
            }
        }
    }

    /// A comment, a regular expression or a division.
    #[inline(never)]
    pub(super) fn slash(&mut self) -> Kind {
        match self.peek(1) {
            b'/' if self.is_address() => self.take(Kind::Unknown, 2),
            b'/' => {
                self.at += line_end(&self.bytes[self.at..]);
                Kind::Comment
            }
            b'*' => {
                let body = self.bytes.get(self.at + 2..).unwrap_or_default();
                let close = memchr::memmem::find(body, b"*/");
                self.at = close.map_or(self.end, |at| self.at + at + 4);
                Kind::Comment
            }
            _ if !self.after_operand() && self.regex() => Kind::Regex,
            b'=' => self.take(Kind::Update, 2),
            _ => self.take(Kind::Operator, 1),
        }
    }

    /// The `//` of `https://`, in text that no quotes enclose.
    fn is_address(&self) -> bool {
        let before = self.bytes.get(..self.at).unwrap_or_default();
        before.ends_with(b"http:") || before.ends_with(b"https:")
    }

    /// Moves behind a regular expression with its flags, if its line closes it.
    fn regex(&mut self) -> bool {
        if self.at < self.dead_regex {
            return false;
        }
        let mut at = self.at + 1;
        let mut in_class = false;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'\\' if self.bytes.get(at + 1) != Some(&b'\n') => at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => {
                    self.at = at + 1;
                    self.digits();
                    return true;
                }
                b'\n' => break,
                _ => {}
            }
            at += 1;
        }
        self.dead_regex = at;
        false
    }
}

/// Keywords that may stand before a string.
fn is_keyword(word: &[u8]) -> bool {
    asks_for_operand(word)
        || matches!(
            word,
            b"import" | b"from" | b"export" | b"as" | b"get" | b"set" | b"static" | b"async"
        )
}

/// The bytes up to what ends a line of JavaScript: a line feed, a carriage return, U+2028 or U+2029.
fn line_end(rest: &[u8]) -> usize {
    let separates = |at: usize| {
        rest[at] != 0xe2 || matches!(rest.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9]))
    };
    memchr::memchr3_iter(b'\n', b'\r', 0xe2, rest)
        .find(|at| separates(*at))
        .unwrap_or(rest.len())
}
