//! Expressions with operators.

use super::lexemes::Word;
use super::{Field, Kind, Mark, Of, Parsed, Parser};

/// How tightly an operator between two operands binds, and whether it does so from the right.
#[derive(Clone, Copy)]
struct Binds {
    level: u8,
    from_right: bool,
    /// It has a node.
    told: bool,
}

/// The level of `<`, `in` and casts.
const RELATION: u8 = 8;

/// What `++` and `--` may stand at.
fn is_stepped(operand: Kind) -> Parsed {
    matches!(
        operand,
        Kind::Identifier | Kind::Member | Kind::Subscript | Kind::Parenthesized | Kind::NonNull
    )
    .then_some(())
}

impl Parser<'_> {
    /// One expression, or several with commas.
    pub(super) fn expressions(&mut self) -> Parsed {
        let mark = self.mark();
        self.expression()?;
        if self.kind() == Of::Comma {
            while self.eat(Of::Comma) {
                self.expression()?;
            }
            self.node(mark, Kind::Sequence);
        }
        Some(())
    }

    pub(super) fn expression(&mut self) -> Parsed {
        // What is read for a type is read twice, perhaps: with expressions in it, it would be so at each depth.
        if self.in_type {
            return None;
        }
        self.deeper()?;
        let mark = self.mark();
        if self.word() == Word::Yield {
            self.yielded(mark)?;
        } else if self.is_arrow() {
            self.arrow(mark)?;
        } else if self.is_assigned_pattern() {
            self.target()?;
            self.assigned(mark)?;
        } else {
            self.ternary(mark)?;
            if matches!(self.kind(), Of::Assign | Of::Update) {
                self.assigned(mark)?;
            }
        }
        self.depth -= 1;
        Some(())
    }

    /// `{a, b} = ..`
    fn is_assigned_pattern(&self) -> bool {
        matches!(self.kind(), Of::BraceOpen | Of::BracketOpen) && self.is_equals(self.behind(0))
    }

    /// The operator and the value that is given to the last node.
    fn assigned(&mut self, mark: Mark) -> Parsed {
        let plain = self.is_equals(0);
        let takes = match self.last() {
            Kind::Identifier | Kind::Member | Kind::Subscript | Kind::Parenthesized => true,
            Kind::ArrayPattern | Kind::ObjectPattern => plain,
            _ => false,
        };
        if !takes {
            return None;
        }
        self.is(Field::Left);
        self.take();
        self.expression()?;
        self.is(Field::Right);
        self.node(mark, if plain { Kind::Assignment } else { Kind::Other });
        Some(())
    }

    fn yielded(&mut self, mark: Mark) -> Parsed {
        self.take();
        let alone = matches!(
            self.kind(),
            Of::ParenClose
                | Of::BracketClose
                | Of::BraceClose
                | Of::Comma
                | Of::Semicolon
                | Of::Colon
                | Of::TemplateMiddle
                | Of::TemplateTail
        );
        if !alone {
            if self.breaks_line(0) {
                return None;
            }
            if self.is_operator(b"*") {
                self.take();
            }
            self.expression()?;
        }
        self.node(mark, Kind::Other);
        Some(())
    }

    fn ternary(&mut self, mark: Mark) -> Parsed {
        self.binary(0)?;
        if !self.eat(Of::Question) {
            return Some(());
        }
        self.expression()?;
        self.is(Field::Consequence);
        self.expect(Of::Colon)?;
        self.expression()?;
        self.is(Field::Alternative);
        self.node(mark, Kind::Ternary);
        Some(())
    }

    /// Operands between operators that bind at least as tightly.
    fn binary(&mut self, least: u8) -> Parsed {
        let mark = self.mark();
        self.unary()?;
        loop {
            if self.typed && RELATION >= least && self.is_cast() {
                self.cast(mark)?;
                continue;
            }
            let Some(binds) = self.binds().filter(|binds| binds.level >= least) else {
                return Some(());
            };
            // `-a ** b` is nobody's.
            if binds.from_right && matches!(self.last(), Kind::Unary | Kind::Await) {
                return None;
            }
            self.is(Field::Left);
            if binds.told {
                self.leaf(Kind::Token);
                self.is(Field::Operator);
            } else {
                self.take();
            }
            self.deeper()?;
            self.binary(binds.level + u8::from(!binds.from_right))?;
            self.depth -= 1;
            self.is(Field::Right);
            self.node(mark, Kind::Binary);
        }
    }

    /// `as` or `satisfies`, on the line of what stands before it.
    fn is_cast(&self) -> bool {
        matches!(self.word(), Word::As | Word::Satisfies) && !self.breaks_line(0)
    }

    fn cast(&mut self, mark: Mark) -> Parsed {
        let kind = match self.word() {
            Word::As => Kind::As,
            _ => Kind::Satisfies,
        };
        self.take();
        match self.word() {
            Word::Const => self.leaf(Kind::Token),
            _ => self.type_()?,
        }
        self.node(mark, kind);
        Some(())
    }

    /// The operator at hand, if it stands between two operands.
    fn binds(&self) -> Option<Binds> {
        let (level, told) = match (self.kind(), self.word()) {
            (Of::Or, _) if self.text() == b"??" => (1, true),
            (Of::Or, _) => (2, true),
            (Of::And, _) => (3, true),
            (Of::Compare, _) if matches!(self.text(), [b'=' | b'!', ..]) => (7, true),
            (Of::Compare, _) | (_, Word::Instanceof) => (RELATION, true),
            (_, Word::In) => (RELATION, false),
            (Of::Plus | Of::Minus, _) => (10, true),
            (Of::Operator, _) => match self.text() {
                b"|" => (4, false),
                b"^" => (5, false),
                b"&" => (6, false),
                b"<<" | b">>" | b">>>" => (9, false),
                b"*" | b"/" | b"%" => (11, false),
                b"**" => (12, false),
                _ => return None,
            },
            _ => return None,
        };
        Some(Binds {
            level,
            from_right: level == 12,
            told,
        })
    }

    fn unary(&mut self) -> Parsed {
        self.deeper()?;
        let mark = self.mark();
        match (self.kind(), self.word()) {
            (Of::Plus | Of::Minus, _) | (_, Word::Typeof) => {
                self.leaf(Kind::Token);
                self.is(Field::Operator);
                self.operand_of(mark, Kind::Unary)?;
            }
            (Of::Not, _) | (_, Word::Void | Word::Delete) => {
                self.take();
                self.operand_of(mark, Kind::Unary)?;
            }
            (Of::Operator, _) if self.text() == b"~" => {
                self.take();
                self.operand_of(mark, Kind::Unary)?;
            }
            (Of::Step, _) => {
                self.take();
                self.operand_of(mark, Kind::Other)?;
                let stepped = &self.entries[self.entries.len() - 2];
                is_stepped(stepped.kind)?;
            }
            (_, Word::Await) => {
                self.take();
                self.unary()?;
                self.node(mark, Kind::Await);
            }
            _ => {
                self.chain(mark)?;
                if self.kind() == Of::Step && !self.breaks_line(0) {
                    is_stepped(self.last())?;
                    self.is(Field::Argument);
                    self.take();
                    self.node(mark, Kind::Other);
                }
            }
        }
        self.depth -= 1;
        Some(())
    }

    fn operand_of(&mut self, mark: Mark, kind: Kind) -> Parsed {
        self.unary()?;
        self.is(Field::Argument);
        self.node(mark, kind);
        Some(())
    }
}
