//! Struct literals and JSON objects with a `code`.

use std::ops::Range;

use super::super::lexer::Kind;
use super::super::words;
use super::Reader;
use crate::model::facts::{Expr, Fate, Field, Site, Subject};
use crate::model::source::Span;

/// How many keys beside a code are told: an error has a handful.
const MAX_SIBLINGS: usize = 64;
/// How many keys lead to an object at most.
const MAX_PARENTS: usize = 8;
/// Names of a struct's path at most.
const LONGEST_PATH: usize = 16;

/// A field of an object, or a name alone that stands for one.
struct Entry<'a> {
    key: &'a str,
    value: Range<usize>,
}

impl<'a> Reader<'a> {
    /// A brace opens: perhaps an object's.
    pub(super) fn object(&mut self, open: usize) {
        let class = self.class(open);
        let json = self.kind(open + 1) == Kind::String && self.kind(open + 2) == Kind::Colon;
        if class.is_none() && !json {
            return;
        }
        let entries = self.entries(open);
        let parents = self.keys.remove(&open).unwrap_or_default();
        for entry in entries
            .iter()
            .filter(|_| json && parents.len() < MAX_PARENTS)
        {
            if self.kind(entry.value.start) == Kind::BraceOpen {
                let mut path = parents.clone();
                path.push(entry.key.to_owned());
                self.keys.insert(entry.value.start, path);
            }
        }
        let Some(code) = entries.iter().find(|entry| entry.key == "code") else {
            return;
        };
        let Some(found) = self.operand(code.value.clone()) else {
            return;
        };
        let subject = match class {
            Some(class) if self.is_pattern(open) => Subject::Against {
                other: built(class).member("code"),
            },
            class => self.field(open, &entries, parents, class),
        };
        let site = match subject {
            Subject::Field(_) => Site::Field,
            _ => Site::Case,
        };
        let message = entries
            .iter()
            .filter(|entry| matches!(entry.key, "message" | "error" | "msg"))
            .find_map(|entry| self.message(entry.value.clone()));
        let span = Span {
            start: self.span(open).start,
            end: self.span(self.behind(open) - 1).end,
        };
        let made = self.emit(open, found, site, subject);
        let made = &mut self.facts.uses[made];
        (made.message, made.context) = (message, Some(span));
    }

    fn field(
        &mut self,
        open: usize,
        entries: &[Entry<'_>],
        parents: Vec<String>,
        class: Option<Expr>,
    ) -> Subject {
        let siblings = entries.iter().filter(|entry| entry.key != "code");
        let expected = self.fates.remove(&open);
        let fate = match class {
            Some(class) => Fate::Built { class },
            None => expected.unwrap_or(Fate::Other),
        };
        Subject::Field(Field {
            key: "code".into(),
            siblings: siblings
                .take(MAX_SIBLINGS)
                .map(|entry| entry.key.to_owned())
                .collect(),
            parents,
            fate,
        })
    }

    fn entries(&self, open: usize) -> Vec<Entry<'a>> {
        let pieces = self.split(self.inside(open), Kind::Comma);
        let entry = |piece: Range<usize>| {
            let key = match self.kind(piece.start) {
                Kind::Ident => self.word_at(piece.start),
                Kind::String => self.text(piece.start).trim_matches('"'),
                _ => return None,
            };
            let value = match self.kind(piece.start + 1) {
                Kind::Colon => piece.start + 2..piece.end,
                _ => piece,
            };
            Some(Entry { key, value })
        };
        pieces.into_iter().filter_map(entry).collect()
    }

    /// The type whose fields stand in the brace; `None` for a block, a declaration, and JSON.
    fn class(&self, open: usize) -> Option<Expr> {
        let last = open.checked_sub(1)?;
        if !words::is_capitalised(self.word_at(last).as_bytes()) {
            return None;
        }
        let mut start = last;
        while start >= 2 && self.kind(start - 1) == Kind::PathSep && last - start < LONGEST_PATH {
            start -= 2;
        }
        let before = start.checked_sub(1);
        let declares = before.is_some_and(|before| {
            matches!(
                self.word_at(before),
                "struct" | "enum" | "union" | "trait" | "impl" | "for" | "mod" | "dyn"
            ) || matches!(
                self.kind(before),
                Kind::ThinArrow | Kind::Greater | Kind::Colon
            ) && self.word_at(open + 1) != "code"
        });
        (!declares).then(|| self.expr(start..last + 1))
    }

    /// Whether a struct's brace belongs to a pattern: `=>`, `=` or another pattern follows it.
    fn is_pattern(&self, open: usize) -> bool {
        let mut at = self.behind(open);
        while self.kind(at) == Kind::ParenClose {
            at += 1;
        }
        let guard = self.word_at(at) == "if";
        guard || matches!(self.kind(at), Kind::FatArrow | Kind::Assign | Kind::Pipe)
    }
}

fn built(class: Expr) -> Expr {
    Expr::Call {
        callee: Box::new(class),
        constructs: true,
        first: None,
    }
}
