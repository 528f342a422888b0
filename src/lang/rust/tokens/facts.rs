//! Facts from tokens alone: for the bodies of unknown macros, for what syn keeps verbatim or refuses, and for sources
//! that are too large or too deep for a tree.
//!
//! Told are comparisons, assertions of equality, the patterns of `match`, `if let` and `matches!`, `contains`, arguments
//! of errors, fields of struct literals and `json!`, constants and enums, besides imports, headers and comments. There is
//! one scope, no local is followed, and nothing recurses: brackets know their partners, and every site reads a few tokens
//! around it. `tree` is for everything else. `operand` reads expressions, `sites`, `patterns`, `objects` and `items` are
//! the places.

mod items;
mod objects;
mod operand;
mod patterns;
mod sites;

use std::collections::BTreeMap;
use std::ops::Range;

use super::brackets::partners;
use super::lexer::{Kind, Lexer, Token};
use crate::model::deadline;
use crate::model::facts::{CodeUse, Comment, Facts, Fate, Operand, Relation, Site, Subject};
use crate::model::source::{SourceFile, Span};

/// The facts of a whole source.
pub fn facts(file: &SourceFile) -> Facts {
    let mut facts = facts_in(file, Span::new(0, file.text.len()));
    items::adopt_crates(&mut facts);
    facts
}

/// The facts of a part of a source, which lies on character boundaries; places are the source's. The first name of a
/// path stays a name, for only the whole file tells whether it is a crate's.
pub(in crate::lang::rust) fn facts_in(file: &SourceFile, part: Span) -> Facts {
    let mut reader = Reader::new(file, part);
    for at in 0..reader.tokens.len() {
        reader.read(at);
    }
    reader.facts.uses.sort_by_key(|code_use| code_use.span);
    reader.facts
}

/// The comments of a source, their marks included; a shebang line is one.
pub(in crate::lang::rust) fn comments(text: &str) -> Vec<Comment> {
    let mut lexer = Lexer::new(text);
    let comments = std::iter::from_fn(|| lexer.next()).filter(|token| token.kind == Kind::Comment);
    comments
        .map(|token| Comment { span: token.span() })
        .collect()
}

/// A literal or a path in the place of a code.
#[derive(Clone, Debug)]
struct Found {
    span: Span,
    operand: Operand,
}

struct Reader<'a> {
    file: &'a SourceFile,
    /// Without comments.
    tokens: Vec<Token>,
    /// As `brackets` has them.
    partners: Vec<usize>,
    facts: Facts,
    /// What becomes of the object whose brace this is, and the keys that lead to it.
    fates: BTreeMap<usize, Fate>,
    keys: BTreeMap<usize, Vec<String>>,
    /// Up to this token, the code is built for tests only.
    test_end: usize,
}

impl<'a> Reader<'a> {
    fn new(file: &'a SourceFile, part: Span) -> Self {
        let mut facts = Facts {
            from_tokens: true,
            ..Facts::of_file(file.text.len())
        };
        let mut lexer = Lexer::over(&file.text, part);
        let mut tokens = Vec::new();
        while let Some(token) = lexer.next() {
            deadline::ask();
            match token.kind {
                Kind::Comment => facts.comments.push(Comment { span: token.span() }),
                _ => tokens.push(token),
            }
        }
        Self {
            file,
            partners: partners(&tokens),
            tokens,
            facts,
            fates: BTreeMap::new(),
            keys: BTreeMap::new(),
            test_end: 0,
        }
    }

    fn read(&mut self, at: usize) {
        match self.kind(at) {
            Kind::Ident => self.word(at),
            Kind::String => self.header(at),
            Kind::Compare | Kind::Less | Kind::Greater => self.comparison(at),
            Kind::ParenOpen => self.arguments(at),
            Kind::BraceOpen => self.object(at),
            Kind::Pound => self.attribute(at),
            _ => {}
        }
    }

    fn word(&mut self, at: usize) {
        match self.word_at(at) {
            "match" => self.match_arms(at),
            "let" => self.let_pattern(at),
            "const" | "static" => self.constant(at),
            "enum" => self.enumeration(at),
            "use" => self.import(at),
            "contains" => self.membership(at),
            _ => self.mention(at),
        }
    }

    /// The kind of a token; that of a semicolon outside the part.
    fn kind(&self, at: usize) -> Kind {
        self.tokens
            .get(at)
            .map_or(Kind::Semicolon, |token| token.kind)
    }

    fn span(&self, at: usize) -> Span {
        self.tokens
            .get(at)
            .map_or(Span::file(), |token| token.span())
    }

    fn text(&self, at: usize) -> &'a str {
        self.file.slice(self.span(at))
    }

    /// The word at a place, without the mark of a raw name; empty where there is none.
    fn word_at(&self, at: usize) -> &'a str {
        let text = match self.kind(at) {
            Kind::Ident => self.text(at),
            _ => "",
        };
        text.strip_prefix("r#").unwrap_or(text)
    }

    /// The place behind the token, or behind the bracket that it opens.
    fn behind(&self, at: usize) -> usize {
        self.partners.get(at).map_or(at, |partner| at.max(*partner)) + 1
    }

    /// What stands between a bracket and its partner; nothing, where it has none.
    fn inside(&self, open: usize) -> Range<usize> {
        let close = self.partners.get(open).copied().unwrap_or(open);
        if close > open {
            open + 1..close
        } else {
            open + 1..open + 1
        }
    }

    /// The pieces of a range between tokens of this kind that stand in no bracket.
    fn split(&self, range: Range<usize>, by: Kind) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let (mut start, mut at) = (range.start, range.start);
        while at < range.end {
            if self.kind(at) == by {
                pieces.push(start..at);
                start = at + 1;
            }
            at = self.behind(at);
        }
        if start < range.end {
            pieces.push(start..range.end);
        }
        pieces
    }

    /// The first token of this kind in a range that stands in no bracket.
    fn find(&self, range: Range<usize>, wanted: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let mut at = range.start;
        while at < range.end {
            if wanted(self, at) {
                return Some(at);
            }
            at = self.behind(at);
        }
        None
    }

    fn emit(&mut self, at: usize, found: Found, site: Site, subject: Subject) -> usize {
        self.facts.uses.push(CodeUse {
            span: found.span,
            operand: found.operand,
            site,
            subject,
            scope: 0,
            message: None,
            context: None,
            chain: None,
            relation: Relation::Plain,
            in_test: at < self.test_end,
        });
        self.facts.uses.len() - 1
    }
}

#[cfg(test)]
mod tests;
