//! Which numbers stand at a place: those of the facts, every other number, and the digits of comments and texts.

use crate::lang::Language;
use crate::model::error::{Error, Result};
use crate::model::explain::Asked;
use crate::model::facts::{Facts, Operand, Site};
use crate::model::number::integer_text;
use crate::model::pieces::{Piece, PieceKind};
use crate::model::source::{SourceFile, Span};

pub(super) struct Places<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) pieces: Vec<Piece>,
    language: &'a dyn Language,
    /// Numbers, numeric strings and messages in code, each once, in the order of the text.
    numbers: Vec<Span>,
    /// Names that may stand for codes.
    names: Vec<Span>,
    /// Digits in comments and texts.
    digits: Vec<Span>,
}

impl<'a> Places<'a> {
    pub(super) fn new(file: &'a SourceFile, facts: &Facts, language: &'a dyn Language) -> Self {
        let pieces = language.pieces(&file.text);
        let (mut numbers, mut names) = (Vec::new(), Vec::new());
        for code_use in &facts.uses {
            match &code_use.operand {
                Operand::Number(_) => numbers.push(code_use.span),
                Operand::Text(text)
                    if integer_text(text).is_some() || code_use.site == Site::Constructor =>
                {
                    numbers.push(code_use.span);
                }
                Operand::Text(_) => {}
                Operand::Path(_) => names.push(code_use.span),
            }
        }
        let mut digits = Vec::new();
        for piece in &pieces {
            let text = file.slice(piece.span);
            match piece.kind {
                PieceKind::Number => numbers.push(piece.span),
                PieceKind::Text if is_numeric(text) => numbers.push(piece.span),
                PieceKind::Text | PieceKind::Comment => digits.extend(runs(text, piece.span)),
                _ => {}
            }
        }
        Self {
            file,
            pieces,
            language,
            numbers: outermost(numbers),
            names: outermost(names),
            digits,
        }
    }

    /// The places that are asked about, in the order of the text. An error where the place is outside of the text, or no
    /// number stands there.
    pub(super) fn asked(&self, asked: &Asked) -> Result<Vec<Span>> {
        let outside = || {
            let ended = usize::from(self.file.text.ends_with('\n'));
            let lines = self.file.line_count() - ended;
            let message = format!("`{}` has no line {}", self.file.path, asked.line);
            Error::new(message).help(format!("its last line is {lines}"))
        };
        let line = (asked.line as usize).checked_sub(1);
        let line = line
            .and_then(|line| self.file.line_span(line))
            .ok_or_else(outside)?;
        let found = match asked.column {
            Some(column) => {
                let at = self.file.offset(asked.line, column).ok_or_else(|| {
                    let message = format!("line {} has no column {column}", asked.line);
                    Error::new(message).help(self.nearest(asked))
                })?;
                self.at(at)
            }
            None => {
                let on = |span: &&Span| line.start <= span.start && span.start < line.end;
                let code = self.numbers.iter().chain(&self.names).filter(on);
                let mut code: Vec<Span> = code.copied().collect();
                if code.is_empty() {
                    code.extend(self.digits.iter().filter(on));
                }
                // A name may hold a number, as in `rows[1]`: of both something is told.
                code.sort_unstable();
                code
            }
        };
        match found.is_empty() {
            true => Err(self.nothing(asked)),
            false => Ok(found),
        }
    }

    /// What stands at a byte, or ends there.
    fn at(&self, at: u32) -> Vec<Span> {
        let code = || self.numbers.iter().chain(&self.names);
        let holds = |span: &&Span| span.start <= at && at < span.end;
        let inside = code().filter(holds).min_by_key(|span| span.len());
        let found = inside
            .or_else(|| self.digits.iter().find(holds))
            .or_else(|| code().chain(&self.digits).find(|span| span.end == at));
        found.copied().into_iter().collect()
    }

    /// That there is no number, and where one is.
    pub(super) fn nothing(&self, asked: &Asked) -> Error {
        let place = match asked.column {
            Some(column) => format!("{}:{}:{column}", self.file.path, asked.line),
            None => format!("{}:{}", self.file.path, asked.line),
        };
        Error::new(format!("there is no number at {place}")).help(self.nearest(asked))
    }

    fn nearest(&self, asked: &Asked) -> String {
        let placed = self
            .numbers
            .iter()
            .map(|span| self.file.position(span.start));
        let column = asked.column.unwrap_or(1);
        let nearest = placed.min_by_key(|place| {
            (
                place.line.abs_diff(asked.line),
                place.column.abs_diff(column),
            )
        });
        match nearest {
            None => "there is no number in the file".into(),
            Some(place) if place.line == asked.line => {
                format!(
                    "the nearest number on this line is at column {}",
                    place.column
                )
            }
            Some(place) => format!(
                "there is no number on this line; the nearest one is at {}:{}",
                place.line, place.column
            ),
        }
    }

    /// The integer that stands there; its sign is not looked at.
    pub(super) fn value(&self, span: Span) -> Option<i64> {
        let text = self.file.slice(span);
        let inside = text.trim_matches(['"', '\'', '`']);
        self.language.integer(text).or_else(|| integer_text(inside))
    }
}

/// Whether a string is a number as a whole.
fn is_numeric(literal: &str) -> bool {
    let inside = literal.get(1..literal.len().max(2) - 1);
    literal.starts_with(['"', '\'', '`'])
        && inside.is_some_and(|inside| integer_text(inside).is_some())
}

/// Runs of digits in a text that begins at `span`, those of longer words left out.
fn runs(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words = text.split(move |letter| !is_part(letter));
    let start = text.as_ptr() as usize;
    let digits =
        words.filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()));
    digits.map(move |word| {
        let at = span.start as usize + (word.as_ptr() as usize - start);
        Span::new(at, at + word.len())
    })
}

/// Sorted, each once, without those that lie in another one.
fn outermost(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        if kept.last().is_none_or(|last| !last.contains(span)) {
            kept.push(span);
        }
    }
    kept
}
