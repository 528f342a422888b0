//! Whether the code, its comments aside, names Parse at all.

use super::lexer::{Kind, Lexer, Token};
use super::words::unquoted;
use crate::lang::words::mentions_header;
use crate::model::catalogue;

/// Whether a token names the object `Parse` as a value, one of its modules, or a header of its REST interface.
pub fn names_parse(text: &str) -> bool {
    let mut walk = Walk {
        bytes: text.as_bytes(),
        before: Token::NONE,
        called: Token::NONE,
        before_path: Token::NONE,
        pending: None,
        declared: false,
        used: false,
    };
    let mut lexer = Lexer::new(text);
    while let Some(token) = lexer.next() {
        if token.kind != Kind::Comment && walk.step(token) {
            return true;
        }
    }
    walk.ends()
}

/// The object's name, of which the next token tells what it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    /// A name by itself.
    Name,
    /// A member of something.
    Member,
    /// `["Parse"`, `{ "Parse"`
    Key,
    /// `Parse:` at the beginning of an entry.
    Entry,
}

struct Walk<'a> {
    bytes: &'a [u8],
    before: Token,
    /// What stands before a parenthesis that has just been opened.
    called: Token,
    /// What stands before the path at hand.
    before_path: Token,
    pending: Option<Pending>,
    /// The file has a function or class of the object's name,
    declared: bool,
    /// and calls something of that name, or hands it on.
    used: bool,
}

impl Walk<'_> {
    fn step(&mut self, token: Token) -> bool {
        let named = match self.pending.take() {
            Some(pending) => self.settle(pending, token.kind),
            None => false,
        };
        let written = token.bytes(self.bytes);
        let says = match token.kind {
            Kind::Ident => {
                self.ident(written);
                false
            }
            Kind::String | Kind::Template => self.string(unquoted(written)),
            Kind::TemplateHead | Kind::TemplateMiddle | Kind::TemplateTail => {
                mentions_header(written)
            }
            _ => false,
        };
        match token.kind {
            Kind::ParenOpen => self.called = self.before,
            // A path may begin without a name: `({}).Parse`.
            Kind::Semicolon | Kind::BraceOpen | Kind::BraceClose => self.before_path = token,
            _ => {}
        }
        self.before = token;
        named || says
    }

    #[inline]
    fn ident(&mut self, name: &[u8]) {
        let is_member = self.before.kind == Kind::Dot;
        if !is_member {
            self.before_path = self.before;
        }
        let escaped = || name.contains(&b'\\') && is_namespace(&unescaped(name));
        if !is_namespace(name) && !escaped() {
            return;
        }
        match self.before.bytes(self.bytes) {
            b"function" | b"class" => self.declared = true,
            _ if is_member => self.pending = Some(Pending::Member),
            _ => self.pending = Some(Pending::Name),
        }
    }

    fn string(&mut self, content: &[u8]) -> bool {
        let may_be_key = matches!(
            self.before.kind,
            Kind::BracketOpen | Kind::BraceOpen | Kind::Comma
        );
        if may_be_key && is_namespace(content) {
            self.pending = Some(Pending::Key);
        }
        mentions_header(content) || self.brings_in() && is_module(content)
    }

    /// Whether a name counts that this token follows: as what is asked for a member, or handed on.
    fn settle(&mut self, pending: Pending, next: Kind) -> bool {
        match (pending, next) {
            (Pending::Key, Kind::BracketClose) => {
                self.pending = Some(Pending::Member);
                false
            }
            (Pending::Key, Kind::Colon) => {
                self.pending = Some(Pending::Entry);
                false
            }
            (Pending::Key, _) | (_, Kind::Assign) => false,
            (_, Kind::Dot | Kind::BracketOpen) => true,
            (Pending::Member, Kind::ParenOpen) => true,
            (Pending::Name, Kind::Colon) if self.begins_entry() => {
                self.pending = Some(Pending::Entry);
                false
            }
            (Pending::Name, _) => {
                self.used = true;
                false
            }
            // `{ Parse: P } = window`
            (Pending::Entry, next) => next == Kind::Ident,
            // A value beside others, or compared with one, goes nowhere.
            (Pending::Member, Kind::Comma) => !self.begins_entry() && !self.is_compared(),
            (Pending::Member, _) => !self.is_compared(),
        }
    }

    /// Whether the path at hand begins an argument, an element, or an entry of an object.
    fn begins_entry(&self) -> bool {
        matches!(
            self.before_path.kind,
            Kind::ParenOpen | Kind::Comma | Kind::BracketOpen | Kind::BraceOpen
        )
    }

    fn is_compared(&self) -> bool {
        matches!(
            self.before_path.bytes(self.bytes),
            b"case" | b"==" | b"===" | b"!=" | b"!=="
        )
    }

    /// Whether a module may be named at the token at hand: behind `require(`, `from`, `import`. Elsewhere `"parse"` is a word.
    fn brings_in(&self) -> bool {
        match self.before.kind {
            Kind::ParenOpen => matches!(self.called.bytes(self.bytes), b"require" | b"import"),
            Kind::Ident => matches!(self.before.bytes(self.bytes), b"from" | b"import"),
            _ => false,
        }
    }

    fn ends(&self) -> bool {
        (self.used || self.pending.is_some()) && !self.declared
    }
}

#[inline]
fn is_namespace(name: &[u8]) -> bool {
    let mut known = catalogue::parse_namespaces().iter();
    known.any(|known| known.as_bytes() == name)
}

/// A name as it is meant: `P\u0061rse` is `Parse`.
fn unescaped(name: &[u8]) -> Vec<u8> {
    const DIGITS: usize = 4;
    let mut meant = Vec::new();
    let mut rest = name;
    while let Some((first, behind)) = rest.split_first() {
        let escape = behind.strip_prefix(b"u").filter(|_| *first == b'\\');
        let (digits, behind) = match escape.map(|escape| (escape.strip_prefix(b"{"), escape)) {
            None => {
                meant.push(*first);
                rest = behind;
                continue;
            }
            Some((Some(inside), _)) => {
                let end = memchr::memchr(b'}', inside).unwrap_or(inside.len());
                (&inside[..end], inside.get(end + 1..).unwrap_or_default())
            }
            Some((None, escape)) => escape.split_at(escape.len().min(DIGITS)),
        };
        let code = std::str::from_utf8(digits).ok();
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        // The names that are asked for are ASCII.
        meant.push(code.unwrap_or(b'?'));
        rest = behind;
    }
    meant
}

fn is_module(content: &[u8]) -> bool {
    std::str::from_utf8(content).is_ok_and(catalogue::is_parse_package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_object_its_modules_and_its_headers() {
        for text in [
            "throw new Parse.Error(1)",
            "x._default.Parse",
            "const { Cloud } = Parse;",
            "const P = x.Parse, E = P.Error",
            "(0, x.Parse).Error",
            "factory(root.Parse)",
            "f({ Parse })",
            "const { Parse: P } = window;",
            "const { 'Parse': P } = window;",
            "throw new (Parse as any).Error(101, 'x')",
            "const P = <any>window.Parse; new P.Error(101)",
            "Parse(x).catch(f)",
            "window[\"Parse\"].Error",
            "import P from 'parse'",
            "require(\"parse/node\")",
            "import(/* webpackChunkName: 'p' */ 'parse')",
            "import S from `parse-server`",
            "import '@parse/s3-files-adapter'",
            "Moralis.Error",
            "h['X-Parse-Session-Token']",
            "`${a}x-parse-${b}`",
            "P\\u0061rse.Error",
            "P\\u{61}rs\\u0065.Error",
        ] {
            assert!(names_parse(text), "{text}");
        }
        for text in [
            "// Parse.Error, 'parse'",
            "/* Parse */ JSON.parse(Parser)",
            "new ParseError(101)",
            "'Parse error'",
            "'x-parse'",
            "import './parse'",
            "const timing = { type: 'parse' }",
            "[\"parse\", \"\\u200c\"]",
            "f(tracing.Phase.Parse, x)",
            "Phase[\"Parse\"] = \"parse\"",
            "enum Phase { Parse = 1 }",
            "const o = { Parse: 1 }",
            "if (x === Phase.Parse) {} switch (x) { case Phase.Parse: }",
            "Pars\\u0066.Error; /\\u200c/ \\u{}",
            "function Parse(a) { return Parse(b) } x.Parse = Parse;",
            "measure(\"Parse\", \"parse\"); emit('parse')",
            "",
        ] {
            assert!(!names_parse(text), "{text}");
        }
    }
}
