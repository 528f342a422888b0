//! Ranges of tokens as operands: literals, and expressions as far as names go.

use std::ops::Range;

use super::super::lexer::Kind;
use super::super::words;
use super::{Found, Reader};
use crate::model::facts::{Expr, Operand};
use crate::model::source::Span;

/// Tokens of an operand at most: longer ones lead nowhere.
const LONGEST: usize = 96;

impl Reader<'_> {
    /// The number, or the string that is one, that a range is as a whole.
    pub(super) fn literal(&self, range: Range<usize>) -> Option<Found> {
        let range = self.bare(range);
        let first = range.start;
        let signed = self.kind(first) == Kind::Minus;
        let number = first + usize::from(signed);
        if range.end != number + 1 {
            return None;
        }
        let text = self.text(number).as_bytes();
        let operand = match self.kind(number) {
            Kind::Number => {
                let value = words::integer(text)?;
                Operand::Number(if signed { -value } else { value })
            }
            Kind::String if !signed => {
                let content = words::unquoted(text);
                words::integer_text(content)?;
                Operand::Text(String::from_utf8_lossy(content).into_owned())
            }
            _ => return None,
        };
        let span = Span {
            start: self.span(first).start,
            end: self.span(number).end,
        };
        Some(Found { span, operand })
    }

    /// A literal, or the path of a constant.
    pub(super) fn operand(&self, range: Range<usize>) -> Option<Found> {
        if let Some(found) = self.literal(range.clone()) {
            return Some(found);
        }
        let range = self.bare(range);
        let path = self.expr(range.clone());
        let last = path.last_name()?;
        let constant = words::is_capitalised(last.as_bytes()) && path.dotted().is_some();
        let span = Span {
            start: self.span(range.start).start,
            end: self.span(range.end - 1).end,
        };
        constant.then_some(Found {
            span,
            operand: Operand::Path(path),
        })
    }

    /// Without what hands a value on: parentheses, references, `Some(..)`, `json!(..)`, `i32::from(..)`, casts.
    pub(super) fn bare(&self, mut range: Range<usize>) -> Range<usize> {
        let mut steps = 0;
        while range.len() > 1 && steps < LONGEST {
            steps += 1;
            let last = range.end - 1;
            if range.len() > 2 && self.word_at(last - 1) == "as" {
                range.end -= 2;
            } else if matches!(
                self.kind(range.start),
                Kind::Ampersand | Kind::Star | Kind::And
            ) || matches!(self.word_at(range.start), "mut" | "ref" | "box")
            {
                range.start += 1;
            } else if let Some(inner) = self.wrapped(&range) {
                range = inner;
            } else {
                break;
            }
        }
        range
    }

    /// What stands in the parentheses that a range ends with, if the words before them hand it on.
    fn wrapped(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let last = range.end - 1;
        if self.kind(last) != Kind::ParenClose {
            return None;
        }
        let open = *self.partners.get(last)?;
        if open < range.start || open == last {
            return None;
        }
        let hands_on = match open - range.start {
            0 => self
                .find(open + 1..last, |reader, at| reader.kind(at) == Kind::Comma)
                .is_none(),
            1 => matches!(self.word_at(range.start), "Some" | "Ok" | "Err"),
            2 => self.word_at(range.start) == "json" && self.kind(range.start + 1) == Kind::Not,
            3 => self.word_at(open - 1) == "from" && self.kind(open - 2) == Kind::PathSep,
            _ => false,
        };
        (hands_on && open + 1 < last).then_some(open + 1..last)
    }

    /// A range as an expression; `Opaque` where something else than names, members and calls is in it.
    pub(super) fn expr(&self, range: Range<usize>) -> Expr {
        let range = self.bare(range);
        if range.is_empty() || range.len() > LONGEST {
            return Expr::Opaque;
        }
        let mut at = range.start + 1;
        let mut expr = match self.kind(range.start) {
            Kind::Ident => match self.word_at(range.start) {
                "self" => Expr::This,
                name => Expr::Name(name.to_owned()),
            },
            Kind::Number => {
                words::integer(self.text(range.start).as_bytes()).map_or(Expr::Opaque, Expr::Number)
            }
            Kind::String => Expr::Text(
                String::from_utf8_lossy(words::unquoted(self.text(range.start).as_bytes()))
                    .into_owned(),
            ),
            _ => return Expr::Opaque,
        };
        while at < range.end {
            let (next, end) = self.link(expr, at);
            if next == Expr::Opaque || end > range.end {
                return Expr::Opaque;
            }
            (expr, at) = (next, end);
        }
        expr
    }

    /// The expression with the link at this place, and the place behind it.
    fn link(&self, base: Expr, at: usize) -> (Expr, usize) {
        match (self.kind(at), self.kind(at + 1)) {
            (Kind::Question, _) => (base, at + 1),
            (Kind::PathSep, Kind::Ident) => (base.member(self.word_at(at + 1)), at + 2),
            (Kind::PathSep, Kind::Less) => (base, self.behind_angles(at + 1)),
            (Kind::Dot, Kind::Number) => (base.member(self.text(at + 1)), at + 2),
            (Kind::Dot, Kind::Ident) => self.member(base, at + 1),
            (Kind::BracketOpen, Kind::String) if self.behind(at) == at + 3 => {
                (base.member(self.content(at + 1)), at + 3)
            }
            (Kind::ParenOpen | Kind::BraceOpen, _) => {
                let capital = base
                    .last_name()
                    .is_some_and(|name| words::is_capitalised(name.as_bytes()));
                if self.kind(at) == Kind::BraceOpen && !capital {
                    return (Expr::Opaque, at);
                }
                (call(base, capital), self.behind(at))
            }
            _ => (Expr::Opaque, at),
        }
    }

    /// `.name`, or `.name(..)` with what the method gives.
    fn member(&self, base: Expr, name: usize) -> (Expr, usize) {
        let word = self.word_at(name);
        let turbofish = self.kind(name + 1) == Kind::PathSep;
        let open = if turbofish {
            self.behind_angles(name + 2)
        } else {
            name + 1
        };
        if self.kind(open) != Kind::ParenOpen {
            let member = if word == "await" {
                base
            } else {
                base.member(word)
            };
            return (member, name + 1);
        }
        let end = self.behind(open);
        let key = (self.kind(open + 1) == Kind::String).then(|| self.content(open + 1));
        match key {
            Some(key) if is_getter(word) => {
                let key = key.rsplit('/').next().unwrap_or_default();
                (base.member(key), end)
            }
            _ if is_transparent(word) => (base, end),
            _ => (call(base.member(word), false), end),
        }
    }

    fn content(&self, string: usize) -> &str {
        let text = self.text(string);
        let open = text.find('"').map_or(0, |at| at + 1);
        text.get(open..text.rfind('"').unwrap_or(open))
            .unwrap_or_default()
    }

    /// The place behind the `>` that closes the `<` at a place.
    fn behind_angles(&self, less: usize) -> usize {
        let mut open = 0_i32;
        for at in less..(less + LONGEST).min(self.tokens.len()) {
            open += match self.kind(at) {
                Kind::Less => 1,
                Kind::ShiftLeft => 2,
                Kind::Greater => -1,
                Kind::ShiftRight => -2,
                _ => 0,
            };
            if open <= 0 {
                return at + 1;
            }
        }
        less
    }

    /// The string of a range that begins with one, as `"m"`, `"m".into()`, `format!("m", ..)`.
    pub(super) fn message(&self, range: Range<usize>) -> Option<String> {
        let start = if self.word_at(range.start) == "format" {
            range.start + 3
        } else {
            range.start
        };
        let told = start < range.end && self.kind(start) == Kind::String;
        told.then(|| self.content(start).to_owned())
    }
}

fn call(callee: Expr, constructs: bool) -> Expr {
    Expr::Call {
        callee: Box::new(callee),
        constructs,
        first: None,
    }
}

/// Methods that read a field by its name.
fn is_getter(name: &str) -> bool {
    matches!(
        name,
        "get" | "get_mut" | "pointer" | "get_i32" | "get_i64" | "get_str"
    )
}

/// Methods that hand on what they are called on.
fn is_transparent(name: &str) -> bool {
    matches!(
        name,
        "unwrap"
            | "expect"
            | "unwrap_or"
            | "unwrap_or_default"
            | "clone"
            | "cloned"
            | "copied"
            | "to_owned"
            | "as_ref"
            | "as_deref"
            | "as_mut"
            | "into"
            | "try_into"
            | "borrow"
            | "as_i64"
            | "as_u64"
            | "as_i32"
            | "as_u16"
            | "as_str"
            | "to_string"
            | "iter"
            | "into_inner"
            | "get_ref"
            | "ok"
            | "ok_or"
            | "ok_or_else"
    )
}
