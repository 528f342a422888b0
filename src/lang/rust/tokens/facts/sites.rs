//! Places in expressions: comparisons, assertions, membership, arguments of errors, paths to constants.

use std::ops::Range;

use super::super::lexer::Kind;
use super::super::words;
use super::{Found, Reader};
use crate::model::facts::{Expr, Fate, Operand, Site, Subject};

/// Tokens on either side of a comparison at most.
const REACH: usize = 96;

impl Reader<'_> {
    /// `a == n`
    pub(super) fn comparison(&mut self, at: usize) {
        let left = self.left_of(at)..at;
        let right = at + 1..self.right_of(at + 1);
        // `<` may open generic arguments.
        let equates = self.kind(at) == Kind::Compare;
        if !equates
            && self
                .literal(left.clone())
                .or(self.literal(right.clone()))
                .is_none()
        {
            return;
        }
        self.pair(at, left, right, Site::Comparison);
    }

    /// Two operands that are held against each other: tuples element by element.
    pub(super) fn pair(&mut self, at: usize, one: Range<usize>, other: Range<usize>, site: Site) {
        let (ones, others) = (self.elements(one.clone()), self.elements(other.clone()));
        if ones.len() > 1 && ones.len() == others.len() {
            for (one, other) in ones.into_iter().zip(others) {
                self.against(at, one.clone(), other.clone(), site);
                self.against(at, other, one, site);
            }
            return;
        }
        self.against(at, one.clone(), other.clone(), site);
        self.against(at, other, one, site);
    }

    /// The operand, if it is one, against the other side.
    fn against(&mut self, at: usize, operand: Range<usize>, other: Range<usize>, site: Site) {
        if site == Site::Assertion {
            let inner = self.object_of(operand.clone());
            if let Some(brace) = inner {
                let other = self.expr(other.clone());
                self.fates.insert(brace, Fate::Expected { other });
            }
        }
        let Some(found) = self.operand(operand) else {
            return;
        };
        if self.literal(other.clone()).is_some() {
            return;
        }
        let other = self.expr(other);
        if other != Expr::Opaque {
            self.emit(at, found, site, Subject::Against { other });
        }
    }

    /// The brace of the struct or JSON object that a range is.
    fn object_of(&self, range: Range<usize>) -> Option<usize> {
        let range = self.bare(range);
        let last = range.end.checked_sub(1)?;
        let open = *self.partners.get(last)?;
        let closes = self.kind(last) == Kind::BraceClose && (range.start..last).contains(&open);
        closes.then_some(open)
    }

    /// The elements of a tuple; the range itself, where it is none.
    fn elements(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let tuple = range.len() > 2
            && self.kind(range.start) == Kind::ParenOpen
            && self.behind(range.start) == range.end;
        match tuple {
            true => self.split(range.start + 1..range.end - 1, Kind::Comma),
            false => vec![range],
        }
    }

    /// Where the operand begins that ends before `end`.
    fn left_of(&self, end: usize) -> usize {
        let mut start = end;
        while start > 0 && end - start < REACH {
            let before = start - 1;
            let kind = self.kind(before);
            if kind.closes() {
                let open = self.partners.get(before).copied().unwrap_or(before);
                let block = kind == Kind::BraceClose;
                if block || open == before {
                    return start;
                }
                start = open;
            } else if kind.opens()
                || ends_operand(kind)
                || words::asks_for_operand(self.word_at(before).as_bytes())
            {
                return start;
            } else {
                start = before;
            }
        }
        start
    }

    /// Where the operand ends that begins at `start`.
    fn right_of(&self, start: usize) -> usize {
        let mut at = start;
        while at < self.tokens.len() && at - start < REACH {
            let kind = self.kind(at);
            let prefix = at == start && matches!(kind, Kind::Ampersand | Kind::And);
            if kind.closes() || kind == Kind::BraceOpen || !prefix && ends_operand(kind) {
                return at;
            }
            at = self.behind(at);
        }
        at
    }

    /// Parentheses: of a macro, of a call, or of something else.
    pub(super) fn arguments(&mut self, open: usize) {
        let Some(before) = open.checked_sub(1) else {
            return;
        };
        if self.kind(before) == Kind::Not && before > 0 {
            self.macro_arguments(before - 1, open);
        } else if self.kind(before) == Kind::Ident {
            self.call(before, open);
        }
    }

    fn macro_arguments(&mut self, name: usize, open: usize) {
        let name = self.word_at(name);
        let arguments = || self.split(self.inside(open), Kind::Comma);
        let equals = name.contains("assert") && (name.contains("eq") || name.contains("ne"));
        if equals {
            if let [one, other, ..] = &arguments()[..] {
                self.pair(open, one.clone(), other.clone(), Site::Assertion);
            }
        } else if name.ends_with("matches")
            && let [scrutinee, pattern, ..] = &arguments()[..]
        {
            let (scrutinee, pattern) = (scrutinee.clone(), pattern.clone());
            self.pattern(open, pattern, scrutinee);
        }
    }

    /// Arguments of something that is named like an error.
    fn call(&mut self, name: usize, open: usize) {
        let start = self.path_start(name);
        let path = start..name + 1;
        if self.word_at(start.wrapping_sub(1)) == "fn" {
            return;
        }
        let mut segments = path.clone().map(|at| self.word_at(at));
        let last = self.word_at(name);
        let error = segments.any(|segment| words::is_error_like(segment.as_bytes()));
        if !error && !matches!(last, "fail" | "reject") {
            return;
        }
        let constructs = words::is_capitalised(last.as_bytes());
        let site = if constructs || last == "new" {
            Site::Constructor
        } else {
            Site::Argument
        };
        let arguments = self.split(self.inside(open), Kind::Comma);
        let message = arguments
            .iter()
            .find_map(|argument| self.message(argument.clone()));
        for (index, argument) in arguments.iter().enumerate() {
            let Some(found) = self.operand(argument.clone()) else {
                continue;
            };
            let subject = Subject::Argument {
                callee: self.expr(path.clone()),
                index,
                arguments: arguments.len(),
                constructs,
            };
            let made = self.emit(open, found, site, subject);
            self.facts.uses[made].message = message.clone();
        }
    }

    /// Where the path begins whose last name stands at this place.
    fn path_start(&self, name: usize) -> usize {
        let mut start = name;
        while start >= 2
            && self.kind(start - 1) == Kind::PathSep
            && self.kind(start - 2) == Kind::Ident
            && name - start < REACH
        {
            start -= 2;
        }
        start
    }

    /// `[101, 209].contains(&code)`, `(100..=199).contains(&code)`
    pub(super) fn membership(&mut self, at: usize) {
        let Some(close) = at.checked_sub(2).filter(|_| self.kind(at - 1) == Kind::Dot) else {
            return;
        };
        let list = self.inside(self.partners[close]);
        if list.is_empty() || list.end != close || self.kind(at + 1) != Kind::ParenOpen {
            return;
        }
        let other = self.expr(self.inside(at + 1));
        let by = match self.kind(close) {
            Kind::BracketClose => Kind::Comma,
            Kind::ParenClose => Kind::Range,
            _ => return,
        };
        for element in self.split(list, by) {
            if let Some(found) = self.operand(element) {
                let other = other.clone();
                self.emit(at, found, Site::Membership, Subject::Against { other });
            }
        }
    }

    /// `ErrorCode::ObjectNotFound` wherever it stands.
    pub(super) fn mention(&mut self, at: usize) {
        let (before, after) = (self.kind(at.wrapping_sub(1)), self.kind(at + 1));
        let last = before == Kind::PathSep && after != Kind::PathSep;
        if !last || at < 2 || !words::is_capitalised(self.word_at(at).as_bytes()) {
            return;
        }
        let owner = self.word_at(at - 2).as_bytes();
        if !words::is_error_like(owner) && !words::is_code_like(owner) {
            return;
        }
        let start = self.path_start(at);
        let found = Found {
            span: crate::model::source::Span {
                start: self.span(start).start,
                end: self.span(at).end,
            },
            operand: Operand::Path(self.expr(start..at + 1)),
        };
        self.emit(at, found, Site::Argument, Subject::Mentioned);
    }

    /// HTTP extension headers.
    pub(super) fn header(&mut self, at: usize) {
        const LONGEST: usize = 64;
        let content = words::unquoted(self.text(at).as_bytes());
        let Ok(content) = std::str::from_utf8(content) else {
            return;
        };
        let extension = content
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("x-"));
        let headers = &mut self.facts.headers;
        if extension && content.len() < LONGEST && !headers.iter().any(|known| known == content) {
            headers.push(content.to_owned());
        }
    }
}

/// Tokens that no operand of a comparison goes beyond.
fn ends_operand(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Comma
            | Kind::Semicolon
            | Kind::Assign
            | Kind::Update
            | Kind::FatArrow
            | Kind::Compare
            | Kind::Less
            | Kind::Greater
            | Kind::Or
            | Kind::And
            | Kind::Pipe
            | Kind::Not
            | Kind::Colon
    )
}
