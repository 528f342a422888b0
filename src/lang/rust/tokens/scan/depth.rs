//! How deep a parser that recurses may have to go: an upper estimate, from the tokens alone.
//!
//! A level is counted for each open bracket, and inside a bracket for each link of the expression, type or pattern at
//! hand: operators in any position, members, calls of methods, calls and indices of what a bracket gives, `?`, ranges,
//! assignments and arrows, `else`, a closure's bars, `<` up to its `>`, the names of the path at hand, and each word that
//! another word or literal follows, for it is a keyword (`x as T as U`, `return break a`, `if match ..`). Links end with
//! the statement: at `;` and `=>`, behind a block that no operator or `else` follows, and at a comma, but for closures,
//! `else` and open `<`, which may stand around it.

use super::super::lexer::Kind;

#[derive(Clone, Copy, Debug, Default)]
struct Level {
    brace: bool,
    /// Links that a comma ends.
    links: u32,
    /// Links that it does not end.
    lasting: u32,
    angles: u32,
    /// Names of the path at hand: each is a level of a `use`.
    path: u32,
}

impl Level {
    fn depth(self) -> u32 {
        self.links + self.lasting + self.angles + self.path
    }

    fn ended(self) -> Self {
        Level {
            brace: self.brace,
            ..Level::default()
        }
    }
}

/// What a word says of what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Other,
    /// `else`, `as`: the statement goes on.
    Continues,
    /// `move`, `return`: an operand follows.
    Asks,
}

#[derive(Debug)]
pub(super) struct Depth {
    level: Level,
    outer: Vec<Level>,
    /// Of the outer levels, their brackets included.
    below: u32,
    deepest: u32,
    previous: Kind,
    previous_asks: bool,
    /// A block has just ended, and with it perhaps its statement.
    block_ended: bool,
}

impl Depth {
    pub(super) fn new() -> Self {
        Self {
            level: Level {
                brace: true,
                ..Level::default()
            },
            outer: Vec::new(),
            below: 0,
            deepest: 0,
            previous: Kind::Semicolon,
            previous_asks: false,
            block_ended: false,
        }
    }

    pub(super) fn deepest(&self) -> usize {
        self.deepest as usize
    }

    /// Whether a comma at hand may stand between types in `<..>`.
    pub(super) fn in_angles(&self) -> bool {
        self.level.angles > 0
    }

    /// Takes a token that is no comment.
    #[inline]
    pub(super) fn step(&mut self, kind: Kind, word: Word) {
        let continues = word == Word::Continues;
        if std::mem::take(&mut self.block_ended)
            && (kind.is_word() || kind == Kind::Pound)
            && !continues
        {
            self.level = self.level.ended();
        }
        if kind.is_word() {
            // The most frequent case: a word behind a mark.
            if continues || self.previous.is_word() || self.previous == Kind::ShiftLeft {
                self.word(kind, continues);
            }
        } else {
            self.mark(kind);
        }
        self.previous = kind;
        self.previous_asks = word != Word::Other;
    }

    fn word(&mut self, kind: Kind, continues: bool) {
        let level = &mut self.level;
        if continues {
            level.lasting += 1;
        } else if self.previous.is_word() {
            level.links += 1;
        } else if kind == Kind::Number {
            // `1 << 2` opens nothing.
            level.angles = level.angles.saturating_sub(2);
            level.links += 1;
        }
        self.deepen();
    }

    #[inline]
    fn mark(&mut self, kind: Kind) {
        let closure = matches!(kind, Kind::Pipe | Kind::Or) && self.begins_operand();
        let level = &mut self.level;
        match kind {
            Kind::PathSep => {
                level.path += 1;
                return self.deepen();
            }
            Kind::ParenOpen | Kind::BracketOpen if self.previous.closes() => level.links += 1,
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen => {}
            _ => level.path = 0,
        }
        match kind {
            Kind::ParenOpen | Kind::BracketOpen | Kind::BraceOpen => return self.open(kind),
            Kind::ParenClose | Kind::BracketClose | Kind::BraceClose => return self.close(kind),
            Kind::Semicolon | Kind::FatArrow => return *level = level.ended(),
            Kind::Comma => {
                if level.angles == 0 {
                    level.links = 0;
                }
                return;
            }
            Kind::Colon | Kind::Pound | Kind::Dollar | Kind::Unknown => return,
            Kind::Less => level.angles += 1,
            Kind::ShiftLeft => level.angles += 2,
            Kind::Greater => level.angles = level.angles.saturating_sub(1),
            Kind::ShiftRight => {
                level.angles = level.angles.saturating_sub(2);
                level.links += 1;
            }
            _ if closure => level.lasting += 1,
            Kind::And => level.links += 2,
            _ => level.links += 1,
        }
        self.deepen();
    }

    fn deepen(&mut self) {
        self.deepest = self.deepest.max(self.below + self.level.depth());
    }

    /// Whether an operand, not an operator, is to follow.
    fn begins_operand(&self) -> bool {
        self.previous_asks
            || !(self.previous.closes()
                || matches!(
                    self.previous,
                    Kind::Ident | Kind::Number | Kind::String | Kind::Char | Kind::Question
                ))
    }

    fn open(&mut self, kind: Kind) {
        self.below += self.level.depth() + 1;
        self.deepest = self.deepest.max(self.below);
        self.outer.push(self.level);
        self.level = Level {
            brace: kind == Kind::BraceOpen,
            ..Level::default()
        };
    }

    /// A bracket that closes nothing changes nothing.
    fn close(&mut self, kind: Kind) {
        let Some(level) = self.outer.pop() else {
            return;
        };
        self.below -= level.depth() + 1;
        self.level = level;
        self.block_ended = kind == Kind::BraceClose && level.brace;
    }
}
