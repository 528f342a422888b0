//! Where a number stands that is no fact: no front end takes the place for one at which a code may stand.

use super::words::nth;
use crate::model::pieces::{Piece, PieceKind};
use crate::model::source::{SourceFile, Span};

/// What a number is there, and why that is no place of a code: two clauses. `pieces` are the file's.
pub fn elsewhere(file: &SourceFile, pieces: &[Piece], number: Span) -> (String, String) {
    let inside = |piece: &Piece| piece.span.start <= number.start && number.end <= piece.span.end;
    let at = pieces.partition_point(|piece| piece.span.end <= number.start);
    let Some(piece) = pieces.get(at).filter(|piece| inside(piece)) else {
        return said("it stands in the text", "nothing there is read as a number");
    };
    let around = Around::new(file, pieces, at);
    match piece.kind {
        PieceKind::Comment => said("it stands in a comment", "comments never count"),
        PieceKind::Number => around.of_number(),
        PieceKind::Text if piece.span == number => around.of_number(),
        PieceKind::Text => said(
            "it stands within a text",
            "only a string that is a number as a whole can be a code",
        ),
        _ => said("it is part of a name", "a name is no number"),
    }
}

fn said(meets: impl Into<String>, against: impl Into<String>) -> (String, String) {
    (meets.into(), against.into())
}

/// The code around a piece, comments left out.
struct Around<'a> {
    file: &'a SourceFile,
    /// The pieces before it, the nearest last, and those behind it.
    before: Vec<Piece>,
    after: Option<Piece>,
}

impl<'a> Around<'a> {
    /// How far back the surroundings are looked at.
    const REACH: usize = 4096;

    fn new(file: &'a SourceFile, pieces: &[Piece], at: usize) -> Self {
        let is_code = |piece: &&Piece| piece.kind != PieceKind::Comment;
        let first = at.saturating_sub(Self::REACH);
        let before = pieces[first..at].iter().filter(is_code);
        Self {
            file,
            before: before.copied().collect(),
            after: pieces.iter().skip(at + 1).find(is_code).copied(),
        }
    }

    fn text(&self, piece: Piece) -> &'a str {
        self.file.slice(piece.span)
    }

    /// The text of the piece so many before; empty where there is none.
    fn back(&self, steps: usize) -> &'a str {
        let at = self.before.len().checked_sub(steps + 1);
        let piece = at.and_then(|at| self.before.get(at));
        piece.map_or("", |piece| self.text(*piece))
    }

    fn of_number(&self) -> (String, String) {
        let next = self.after.map_or("", |piece| self.text(piece));
        let signed = self.back(0) == "-" && !self.is_value(1);
        let back = usize::from(signed);
        let operators = [self.back(back), next];
        let binary = [
            if self.is_value(back + 1) {
                operators[0]
            } else {
                ""
            },
            next,
        ];
        if let Some(operator) = binary.into_iter().find(|mark| is_arithmetic(mark)) {
            return said(
                format!("it is an operand of `{operator}`"),
                "a code is written, not calculated",
            );
        }
        if operators.into_iter().any(|mark| mark.starts_with("..")) {
            return said("it bounds a range", "a range of numbers is no code");
        }
        if operators.into_iter().any(is_comparison) {
            return said(
                "it is compared with an expression",
                "no names lead from there to a Parse error",
            );
        }
        match self.back(back) {
            "return" | "=>" | "yield" => said(
                "it is what a function gives",
                "nothing says that its caller takes it for a code",
            ),
            "case" => said(
                "it is a case of a `switch`",
                "what is looked up there is no code that names lead from",
            ),
            "=" => self.of_assigned(back),
            ":" => self.of_key(back),
            _ => self.of_bracket(back),
        }
    }

    /// Whether the piece so many before ends a value.
    fn is_value(&self, steps: usize) -> bool {
        let at = self.before.len().checked_sub(steps + 1);
        let kind = at
            .and_then(|at| self.before.get(at))
            .map(|piece| piece.kind);
        let word = self.back(steps);
        match kind {
            Some(PieceKind::Word) => !matches!(word, "return" | "case" | "typeof" | "in" | "match"),
            Some(PieceKind::Number | PieceKind::Text | PieceKind::Close) => true,
            _ => false,
        }
    }

    fn of_assigned(&self, back: usize) -> (String, String) {
        let mut at = back + 1;
        // A type stands between the name and the sign: `const LIMIT: usize = 5`.
        if self.back(at + 1) == ":" {
            at += 2;
        }
        let name = self.back(at);
        if self.is_attribute(name) {
            return said(
                format!("it is the attribute `{name}`"),
                "an attribute of an element is no code",
            );
        }
        said(
            format!("it is given to `{name}`"),
            format!("`{name}` is not known to reach a Parse error"),
        )
    }

    fn is_attribute(&self, name: &str) -> bool {
        name.is_empty() || self.after.is_some_and(|next| self.text(next) == "/>")
    }

    fn of_key(&self, back: usize) -> (String, String) {
        let key = self.back(back + 1).trim_matches(['"', '\'', '`']);
        let opens = self.back(back + 2);
        if matches!(opens, "{" | ",") && !key.is_empty() {
            let why = match key {
                "code" => "nothing says that the object is an error's",
                _ => "the number of a Parse error is called `code`",
            };
            return said(format!("it is the value of `{key}`"), why);
        }
        said(
            "it is one of two alternatives, or a type",
            "nothing that takes a code takes it",
        )
    }

    /// By the bracket that it stands in.
    fn of_bracket(&self, back: usize) -> (String, String) {
        let (mut depth, mut commas) = (0_usize, 0);
        for (at, piece) in self.before.iter().enumerate().rev().skip(back) {
            match piece.kind {
                PieceKind::Close => depth += 1,
                PieceKind::Open if depth == 0 => return self.inside(*piece, at, commas),
                PieceKind::Open => depth -= 1,
                PieceKind::Comma if depth == 0 => commas += 1,
                _ => {}
            }
        }
        said(
            "it stands by itself",
            "nothing that may be a code meets it there",
        )
    }

    /// Inside of a bracket, behind so many commas.
    fn inside(&self, bracket: Piece, at: usize, commas: usize) -> (String, String) {
        let owner = at.checked_sub(1).and_then(|at| self.before.get(at));
        let word = owner.filter(|owner| owner.kind == PieceKind::Word);
        let name = word.map_or("", |word| self.text(*word));
        let called = owner.is_some_and(|owner| {
            matches!(owner.kind, PieceKind::Word | PieceKind::Close) && !is_head(name)
        });
        match (self.text(bracket), called) {
            ("(", true) => {
                let callee = match name {
                    "" => "a call".to_owned(),
                    name => format!("`{name}(..)`"),
                };
                said(
                    format!("it is the {} argument of {callee}", nth(commas)),
                    "that is not known to make a Parse error of it",
                )
            }
            ("(", false) => said(
                "it stands in parentheses",
                "nothing that may be a code meets it there",
            ),
            ("[", true) => said(
                match name {
                    "" => "it is an index".to_owned(),
                    name => format!("it is an index of `{name}`"),
                },
                "an index is no code",
            ),
            ("[", false) => said(
                "it is an element of a list",
                "no code is looked for in the list",
            ),
            _ => said(
                "it is a statement, a key or an element of its own",
                "nothing that may be a code meets it there",
            ),
        }
    }
}

/// Words before a parenthesis that is no call's.
fn is_head(word: &str) -> bool {
    matches!(
        word,
        "if" | "while" | "for" | "switch" | "return" | "match" | "in" | "of" | "typeof" | "await"
    )
}

fn is_arithmetic(mark: &str) -> bool {
    matches!(
        mark,
        "+" | "-"
            | "*"
            | "/"
            | "%"
            | "**"
            | "<<"
            | ">>"
            | ">>>"
            | "&"
            | "^"
            | "+="
            | "-="
            | "*="
            | "/="
            | "%="
            | "<<="
            | ">>="
    )
}

fn is_comparison(mark: &str) -> bool {
    matches!(mark, "==" | "===" | "!=" | "!==" | "<" | "<=" | ">" | ">=")
}
