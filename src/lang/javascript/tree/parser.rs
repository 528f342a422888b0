//! A parser of JavaScript and of the TypeScript that applications write: tokens to the nodes that tree-sitter's tree would be
//! copied to, at twenty times its speed.
//!
//! It reads what nearly all files are made of, and gives up on the rest: JSX, rare types, decorators, escapes in names, and
//! wherever a line break or a keyword may be read in two ways (`await` and `yield` are always keywords). It never guesses, and it has no error recovery: a text that
//! it gives up on is tree-sitter's. So the grammar's tree says what is right, node for node, and tests hold the two against
//! each other. `lexemes` cuts the text, `order` sorts the nodes, and the other rooms read what they are named after.
//!
//! It recurses, within `DEPTH_LIMIT`.

mod automatic;
mod classes;
mod expressions;
mod functions;
mod lexemes;
mod modules;
mod operands;
mod order;
mod patterns;
mod statements;
mod types;
#[cfg(test)]
mod tests;

use self::automatic::After;
use self::lexemes::{Lexeme, Lexemes, Word};
use self::order::Entry;
use super::node::Nodes;
use super::vocabulary::{Field, Kind};
use crate::lang::javascript::tokens::Kind as Of;
use crate::model::deadline;

/// Statements, expressions, operators, patterns, classes and types that may be open at a place. A debug build takes less than a megabyte of the
/// stack for them.
const DEPTH_LIMIT: usize = 160;

/// What a source is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    JavaScript,
    TypeScript,
    /// TypeScript in which elements of JSX may stand.
    Tsx,
}

/// What a part of the text was read as; `None` where another parser has to read the text.
type Parsed = Option<()>;

/// The nodes of a source without errors, all of which this parser knows.
pub(super) fn nodes(text: &str, dialect: Dialect) -> Option<Nodes> {
    let mut parser = Parser {
        lexemes: Lexemes::read(text, dialect)?,
        typed: dialect != Dialect::JavaScript,
        in_type: false,
        splits: Vec::new(),
        at: 0,
        entries: Vec::new(),
        depth: 0,
    };
    parser.program()?;
    let comments = std::mem::take(&mut parser.lexemes.comments);
    Some(order::nodes(&parser.entries, comments))
}

struct Parser<'t> {
    lexemes: Lexemes<'t>,
    typed: bool,
    /// A type is read: no expression stands in it.
    in_type: bool,
    /// Lexemes that stand for more than one bracket, by their index, as they were before one was taken.
    splits: Vec<(usize, Lexeme)>,
    /// The index of the lexeme at hand.
    at: usize,
    /// The nodes that are complete, each behind those below it.
    entries: Vec<Entry>,
    depth: usize,
}

/// Where a node begins: in the text, and in the list of nodes.
#[derive(Clone, Copy)]
struct Mark {
    start: u32,
    entries: usize,
}

impl Parser<'_> {
    fn program(&mut self) -> Parsed {
        let mark = self.mark();
        if let Some(line) = self.lexemes.hashbang {
            self.entries.push(Entry::leaf(Kind::HashBang, line));
        }
        while self.kind() != Of::Unknown {
            self.statement()?;
        }
        let whole = self.lexemes.whole();
        self.push(mark, Kind::Other, whole.start, whole.end);
        Some(())
    }

    fn lexeme(&self, ahead: usize) -> Lexeme {
        self.lexemes.at(self.at + ahead)
    }

    fn kind(&self) -> Of {
        self.lexeme(0).kind
    }

    fn word(&self) -> Word {
        self.lexeme(0).word
    }

    fn text(&self) -> &[u8] {
        self.lexemes.text(self.at)
    }

    fn take(&mut self) {
        self.at += 1;
    }

    fn eat(&mut self, kind: Of) -> bool {
        let there = self.kind() == kind;
        self.at += usize::from(there);
        there
    }

    fn eat_word(&mut self, word: Word) -> bool {
        let there = self.word() == word;
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, kind: Of) -> Parsed {
        self.eat(kind).then_some(())
    }

    fn expect_word(&mut self, word: Word) -> Parsed {
        self.eat_word(word).then_some(())
    }

    /// `=`, and none of the other operators that assign.
    fn is_equals(&self, ahead: usize) -> bool {
        let lexeme = self.lexeme(ahead);
        lexeme.kind == Of::Assign && lexeme.len() == 1
    }

    fn eat_equals(&mut self) -> bool {
        let there = self.is_equals(0);
        self.at += usize::from(there);
        there
    }

    /// Whether this sign stands at hand, which many operators share a kind with.
    fn is_operator(&self, sign: &[u8]) -> bool {
        self.kind() == Of::Operator && self.text() == sign
    }

    fn is_spread(&self) -> bool {
        self.kind() == Of::Spread
    }

    /// Whether a line ends before a lexeme.
    fn breaks_line(&self, ahead: usize) -> bool {
        self.lexemes.breaks_line(self.at + ahead)
    }

    /// The lexeme behind the bracket that closes the one that opens there.
    fn behind(&self, ahead: usize) -> usize {
        self.lexeme(ahead).partner as usize + 1 - self.at
    }

    fn mark(&self) -> Mark {
        Mark {
            start: self.lexeme(0).start,
            entries: self.entries.len(),
        }
    }

    /// Ends a node behind the last lexeme, or behind the last node below it.
    fn node(&mut self, mark: Mark, kind: Kind) {
        let below = self.entries[mark.entries..].last();
        let end = below.map_or(0, |last| last.end);
        let end = end.max(self.lexemes.end_before(self.at));
        self.push(mark, kind, mark.start, end);
    }

    fn push(&mut self, mark: Mark, kind: Kind, start: u32, end: u32) {
        let below = self.entries.len() - mark.entries;
        self.entries.push(Entry {
            kind,
            field: Field::Other,
            start,
            end,
            size: u32::try_from(below + 1).unwrap_or(u32::MAX),
        });
    }

    /// The lexeme at hand is a node without any below it.
    fn leaf(&mut self, kind: Kind) {
        let span = self.lexeme(0).span();
        self.entries.push(Entry::leaf(kind, span));
        self.at += 1;
    }

    /// What the last node is to the one that it will be below.
    fn is(&mut self, field: Field) {
        if let Some(last) = self.entries.last_mut() {
            last.field = field;
        }
    }

    /// What the last node is.
    fn last(&self) -> Kind {
        self.entries.last().map_or(Kind::Other, |entry| entry.kind)
    }

    fn deeper(&mut self) -> Parsed {
        deadline::ask();
        self.depth += 1;
        (self.depth <= DEPTH_LIMIT).then_some(())
    }

    /// The end of a statement: behind its sign, or where the grammar has an automatic one.
    fn semicolon(&mut self, after: After) -> Option<u32> {
        if self.eat(Of::Semicolon) {
            return Some(self.lexemes.end_before(self.at));
        }
        self.lexemes.automatic_end(self.at, after)
    }

    /// A statement ends, as far as `semicolon` says.
    fn statement_node(&mut self, mark: Mark, kind: Kind, after: After) -> Parsed {
        let end = self.semicolon(after)?;
        self.push(mark, kind, mark.start, end);
        Some(())
    }
}
