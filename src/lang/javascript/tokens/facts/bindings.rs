//! What the statements of the top level bind, as far as it is plain: imports, `require`, other names for a path,
//! classes.

use super::super::lexer::{Kind, Token};
use super::super::words;
use crate::model::facts::{Binding, Bound, Expr};
use crate::model::source::Span;

/// Tokens of a statement that are kept: nothing further on binds a name.
const LONGEST: usize = 200;

/// The tokens of a statement of the top level that may bind names.
#[derive(Debug, Default)]
pub(super) struct Statement {
    tokens: Vec<Token>,
}

/// Whether a word begins such a statement.
pub(super) fn binds(word: &[u8]) -> bool {
    matches!(word, b"import" | b"const" | b"let" | b"var" | b"class")
}

impl Statement {
    pub(super) fn begin(first: Token) -> Self {
        Self {
            tokens: vec![first],
        }
    }

    /// Takes another token of a statement that has begun.
    pub(super) fn push(&mut self, token: Token) {
        if (1..LONGEST).contains(&self.tokens.len()) {
            self.tokens.push(token);
        }
    }

    pub(super) fn bindings(&self, text: &str) -> Vec<Binding> {
        let mut words = Words {
            text,
            tokens: &self.tokens,
        };
        match words.word() {
            Some("import") => words.import(),
            Some("const" | "let" | "var") => words.declaration(),
            Some("class") => words.class(),
            _ => Vec::new(),
        }
    }
}

/// The tokens that are still to be read.
struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Words<'a> {
    fn peek(&self) -> Option<(Kind, &'a str)> {
        let token = self.tokens.first()?;
        Some((token.kind, self.text.get(token.span().range())?))
    }

    fn next(&mut self) -> Option<(Token, &'a str)> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some((*first, self.text.get(first.span().range())?))
    }

    fn word(&mut self) -> Option<&'a str> {
        self.next()
            .filter(|(token, _)| token.kind == Kind::Ident)
            .map(|(_, text)| text)
    }

    fn skip(&mut self, kind: Kind) -> bool {
        let found = self.peek().is_some_and(|(next, _)| next == kind);
        if found {
            self.next();
        }
        found
    }

    /// `import a, * as b, { c, d as e } from 'm'`
    fn import(&mut self) -> Vec<Binding> {
        let module = self.tokens.iter().find(|token| token.kind == Kind::String);
        let Some(module) =
            module.and_then(|token| self.text.get(super::super::scan::inside(*token).range()))
        else {
            return Vec::new();
        };
        let module = Expr::Module(module.to_owned());
        let mut found = Vec::new();
        let mut braced = false;
        while let Some((token, text)) = self.next() {
            match token.kind {
                Kind::String => break,
                Kind::BraceOpen => braced = true,
                Kind::BraceClose => braced = false,
                Kind::Operator => {
                    self.word();
                    found.extend(
                        self.next()
                            .map(|(name, text)| value(text, name, module.clone())),
                    );
                }
                Kind::Ident if text == "from" || text == "type" => {}
                Kind::Ident if braced => found.push(self.specifier(token, text, &module)),
                Kind::Ident => found.push(value(text, token, module.clone().member("default"))),
                _ => {}
            }
        }
        found
    }

    /// `imported` or `imported as name`.
    fn specifier(&mut self, token: Token, imported: &str, module: &Expr) -> Binding {
        let taken = module.clone().member(imported);
        if self.peek() == Some((Kind::Ident, "as")) {
            self.next();
            if let Some((name, text)) = self.next() {
                return value(text, name, taken);
            }
        }
        value(imported, token, taken)
    }

    /// `const a = value`, `const { a, b: c } = value`; of several declarators, the first.
    fn declaration(&mut self) -> Vec<Binding> {
        if self.skip(Kind::BraceOpen) {
            let names = self.pattern();
            let found = self.skip(Kind::Assign).then(|| self.value()).flatten();
            return found.map_or_else(Vec::new, |base| {
                let bound = names
                    .into_iter()
                    .map(|(key, name, text)| value(text, name, base.clone().member(key)));
                bound.collect()
            });
        }
        let Some((name, text)) = self.next().filter(|(token, _)| token.kind == Kind::Ident) else {
            return Vec::new();
        };
        let found = self.skip(Kind::Assign).then(|| self.value()).flatten();
        vec![binding(
            text,
            name.span(),
            found.map_or(Bound::Opaque, Bound::Value),
        )]
    }

    /// Keys and names of a pattern without nesting.
    fn pattern(&mut self) -> Vec<(&'a str, Token, &'a str)> {
        let mut names = Vec::new();
        while let Some((token, key)) = self.next() {
            match token.kind {
                Kind::BraceClose => break,
                Kind::Ident if self.skip(Kind::Colon) => {
                    names.extend(self.next().map(|(name, text)| (key, name, text)));
                }
                Kind::Ident => names.push((key, token, key)),
                _ => {}
            }
        }
        names
    }

    /// `require('m').a`, `_interopRequireDefault(require('m'))`, `a.b.c`; `None` for anything else.
    fn value(&mut self) -> Option<Expr> {
        let mut expr = self.root()?;
        loop {
            match self.next() {
                Some((token, _)) if token.kind == Kind::Dot => expr = expr.member(self.word()?),
                Some((_, "in" | "instanceof")) => return None,
                None => return Some(expr),
                Some((token, _)) => {
                    let ends = matches!(
                        token.kind,
                        Kind::Semicolon | Kind::ParenClose | Kind::Comma | Kind::Ident
                    );
                    return ends.then_some(expr);
                }
            }
        }
    }

    fn root(&mut self) -> Option<Expr> {
        let mut word = self.word()?;
        while words::is_identity(word.as_bytes()) && self.skip(Kind::ParenOpen) {
            word = self.word()?;
        }
        if word != "require" {
            return Some(Expr::Name(word.to_owned()));
        }
        if !self.skip(Kind::ParenOpen) {
            return None;
        }
        let (module, _) = self
            .next()
            .filter(|(token, _)| token.kind == Kind::String)?;
        let module = self.text.get(super::super::scan::inside(module).range())?;
        self.skip(Kind::ParenClose);
        Some(Expr::Module(module.to_owned()))
    }

    /// `class A extends b.c {`
    fn class(&mut self) -> Vec<Binding> {
        let Some((name, text)) = self.next() else {
            return Vec::new();
        };
        let mut extends = None;
        if self.peek() == Some((Kind::Ident, "extends")) {
            self.next();
            extends = self.word().map(|base| Expr::Name(base.to_owned()));
            while self.skip(Kind::Dot) {
                extends = extends
                    .zip(self.word())
                    .map(|(base, member)| base.member(member));
            }
        }
        vec![binding(text, name.span(), Bound::Class { extends })]
    }
}

fn value(name: &str, at: Token, value: Expr) -> Binding {
    binding(name, at.span(), Bound::Value(value))
}

fn binding(name: &str, span: Span, value: Bound) -> Binding {
    Binding {
        name: name.to_owned(),
        scope: 0,
        span,
        value,
        annotation: None,
    }
}
