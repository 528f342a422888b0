//! Patterns that hold a number: the arms of a `match`, `if let`, `matches!`.

use std::ops::Range;

use super::super::lexer::Kind;
use super::Reader;
use crate::model::facts::{Arm, Expr, Site, Subject};

/// Tokens of a scrutinee or a pattern at most.
const REACH: usize = 400;

impl Reader<'_> {
    /// `match e { n => .., .. }`
    pub(super) fn match_arms(&mut self, at: usize) {
        let limit = self.tokens.len().min(at + REACH);
        // The arms belong to the last `match` before them.
        let ends = |reader: &Self, at: usize| {
            reader.kind(at) == Kind::BraceOpen || reader.word_at(at) == "match"
        };
        let Some(open) = self
            .find(at + 1..limit, ends)
            .filter(|open| self.kind(*open) == Kind::BraceOpen)
        else {
            return;
        };
        let (scrutinee, body) = (at + 1..open, self.inside(open));
        let mut start = body.start;
        while start < body.end {
            let arrow = |reader: &Self, at: usize| reader.kind(at) == Kind::FatArrow;
            let Some(arrow) = self.find(start..body.end, arrow) else {
                return;
            };
            let end = self.arm_end(arrow + 1, body.end);
            let before = self.facts.uses.len();
            self.pattern(arrow, start..arrow, scrutinee.clone());
            self.gives(before, arrow + 1..end);
            start = end + usize::from(self.kind(end) == Kind::Comma);
        }
    }

    /// The end of an arm's value: behind its block, else its comma.
    fn arm_end(&self, value: usize, limit: usize) -> usize {
        if self.kind(value) == Kind::BraceOpen {
            return self.behind(value).min(limit);
        }
        self.find(value..limit, |reader, at| reader.kind(at) == Kind::Comma)
            .unwrap_or(limit)
    }

    /// What the arm gives whose pattern made these uses.
    fn gives(&mut self, first: usize, value: Range<usize>) {
        if first == self.facts.uses.len() {
            return;
        }
        let value = match self.kind(value.start) {
            Kind::BraceOpen if self.behind(value.start) == value.end => self.inside(value.start),
            _ => value,
        };
        let skipped = usize::from(self.word_at(value.start) == "return");
        let gives = self.expr(value.start + skipped..value.end);
        if gives == Expr::Opaque {
            return;
        }
        for code_use in self.facts.uses.get(first..).unwrap_or_default() {
            self.facts.arms.push(Arm {
                operand: code_use.span,
                gives: gives.clone(),
            });
        }
    }

    /// `if let n = e`, `while let`, `let .. else`
    pub(super) fn let_pattern(&mut self, at: usize) {
        let limit = self.tokens.len().min(at + REACH);
        let ends = |reader: &Self, at: usize| {
            matches!(
                reader.kind(at),
                Kind::Assign | Kind::Semicolon | Kind::Colon
            ) || reader.word_at(at) == "let"
        };
        let Some(assign) = self.find(at + 1..limit, ends) else {
            return;
        };
        if self.kind(assign) != Kind::Assign {
            return;
        }
        let ends = |reader: &Self, at: usize| {
            matches!(
                reader.kind(at),
                Kind::BraceOpen | Kind::Semicolon | Kind::And
            ) || reader.word_at(at) == "else"
        };
        let end = self.find(assign + 1..limit, ends).unwrap_or(limit);
        self.pattern(at, at + 1..assign, assign + 1..end);
    }

    /// The numbers of a pattern against what is matched.
    pub(super) fn pattern(&mut self, at: usize, pattern: Range<usize>, scrutinee: Range<usize>) {
        let guard = self.find(pattern.clone(), |reader, at| reader.word_at(at) == "if");
        let pattern = pattern.start..guard.unwrap_or(pattern.end);
        let pattern = self.behind_attributes(pattern);
        let scrutinees = self.tuple(scrutinee);
        for alternative in self.split(pattern, Kind::Pipe) {
            let elements = self.tuple(alternative);
            let paired = elements.len() == scrutinees.len();
            for (index, element) in elements.into_iter().enumerate() {
                let other = match scrutinees.get(index) {
                    Some(other) if paired => self.expr(other.clone()),
                    _ => Expr::Opaque,
                };
                self.cases(at, element, &other);
            }
        }
    }

    fn cases(&mut self, at: usize, element: Range<usize>, other: &Expr) {
        let bare = self.bare(element);
        for alternative in self.split(bare, Kind::Pipe) {
            for end in self.split(alternative, Kind::Range) {
                if let Some(found) = self.operand(end) {
                    let other = other.clone();
                    self.emit(at, found, Site::Case, Subject::Against { other });
                }
            }
        }
    }

    fn behind_attributes(&self, mut range: Range<usize>) -> Range<usize> {
        while self.kind(range.start) == Kind::Pound && range.start + 1 < range.end {
            range.start = self.behind(range.start + 1);
        }
        range.start = range.start.min(range.end);
        range
    }

    /// The elements of a tuple; the range itself, where it is none.
    fn tuple(&self, range: Range<usize>) -> Vec<Range<usize>> {
        if self.kind(range.start) != Kind::ParenOpen || self.behind(range.start) != range.end {
            return vec![range];
        }
        self.split(range.start + 1..range.end - 1, Kind::Comma)
    }
}
