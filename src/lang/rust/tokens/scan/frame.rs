//! What a pass over the tokens remembers: of each open bracket what its arguments are, of each brace the statement at
//! hand.

use super::super::lexer::Kind;
use crate::model::source::Span;

/// Properties of a bracket, as bits.
pub(super) mod mark {
    /// Arguments of a call that has nothing to do with codes.
    pub(in super::super) const DEAD: u16 = 1;
    /// Small numbers count as well.
    pub(in super::super) const ANY: u16 = 1 << 1;
    /// Arguments of an error's constructor, or of a function that makes one.
    pub(in super::super) const ERROR: u16 = 1 << 2;
    /// .. and a string as the first one is a message in the code's place.
    pub(in super::super) const TEXT: u16 = 1 << 3;
    /// An attribute.
    pub(in super::super) const MUTE: u16 = 1 << 4;
    /// An index: its numbers are no codes.
    pub(in super::super) const INDEX: u16 = 1 << 5;
    /// The parameters of a function that the file declares.
    pub(in super::super) const PARAMETERS: u16 = 1 << 6;
    /// Arguments of a function of a module, perhaps of another file, which may hand them on as codes.
    pub(in super::super) const NEIGHBOUR: u16 = 1 << 7;
    /// Arguments of a call whose value is none of them: each is a statement by itself.
    pub(in super::super) const APART: u16 = 1 << 8;
    /// The fields of a struct or the body of a closure: what they hold is not what stands in their place.
    pub(in super::super) const INNER: u16 = 1 << 9;
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) opener: Kind,
    pub(super) marks: u16,
}

impl Frame {
    #[inline]
    pub(super) fn has(self, marks: u16) -> bool {
        self.marks & marks != 0
    }
}

/// Properties of a statement (of an arm, a field, a variant, an argument that is one), as bits.
pub(super) mod flag {
    /// Something that may hold a code stands in it.
    pub(in super::super) const CODE: u32 = 1;
    /// .. or in a block inside.
    pub(in super::super) const INSIDE: u32 = 1 << 1;
    /// .. which may give it.
    pub(in super::super) const YIELDS: u32 = 1 << 2;
    /// An integer is an operand of it.
    pub(in super::super) const INTEGER: u32 = 1 << 3;
    /// .. that is likely to be a code by its value.
    pub(in super::super) const LIKELY: u32 = 1 << 4;
    /// A constant that the file does not declare is an operand.
    pub(in super::super) const ABROAD: u32 = 1 << 5;
    /// Braces inside hold an integer: a branch may give it.
    pub(in super::super) const GIVES: u32 = 1 << 6;

    /// `let`, also in `if let`.
    pub(in super::super) const LET: u32 = 1 << 7;
    /// `for .. in ..`
    pub(in super::super) const FOR: u32 = 1 << 8;
    /// `=`
    pub(in super::super) const ASSIGNS: u32 = 1 << 9;
    /// `const`, `static`
    pub(in super::super) const CONST: u32 = 1 << 10;
    pub(in super::super) const FN: u32 = 1 << 11;
    /// `use`, `type`
    pub(in super::super) const ALIAS: u32 = 1 << 12;
    pub(in super::super) const ENUM: u32 = 1 << 13;
    /// `if`, `while`
    pub(in super::super) const GUARDED: u32 = 1 << 14;
    /// `break`, `return`
    pub(in super::super) const LEAVES: u32 = 1 << 15;

    /// The name that the statement declares is still to come.
    pub(in super::super) const NAMELESS: u32 = 1 << 16;
    /// The parameters of the function have been opened.
    pub(in super::super) const TAKES: u32 = 1 << 17;
    /// A function that says it gives an integer.
    pub(in super::super) const INTEGERS: u32 = 1 << 18;
    /// A key for codes has been given a value: `code: x`.
    pub(in super::super) const FILLED: u32 = 1 << 19;
    /// What stands between `if` or `match` and its braces; no code stood before it.
    pub(in super::super) const CONDITION: u32 = 1 << 20;
    /// .. where `let` binds what is asked about.
    pub(in super::super) const BINDING_CONDITION: u32 = 1 << 21;

    /// The braces are the body of a `match`; of one over a code; of an enum. A code stood in them.
    pub(in super::super) const MATCH_BODY: u32 = 1 << 22;
    pub(in super::super) const CODE_MATCH: u32 = 1 << 23;
    pub(in super::super) const ENUM_BODY: u32 = 1 << 24;
    pub(in super::super) const SEEN: u32 = 1 << 25;
    /// An integer that may be an operand stood in the braces, or a constant of another file.
    pub(in super::super) const NUMBER: u32 = 1 << 26;
    /// An arm of the braces may give a code, or `break` or `return` in them.
    pub(in super::super) const GIVEN: u32 = 1 << 27;
    /// What outlasts a statement.
    pub(in super::super) const LASTING: u32 =
        MATCH_BODY | CODE_MATCH | ENUM_BODY | SEEN | NUMBER | GIVEN;
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Statement {
    flags: u32,
    /// Brackets that are open around a `match` whose body is still to come, plus 1.
    pub(super) match_at: u32,
    /// Where its names begin among all names, and where the bound ones end (0: they have not ended).
    pub(super) names: u32,
    pub(super) bound: u32,
    /// What it declares; of an enum's body, the enum.
    pub(super) name: Span,
    /// The last number in the pattern of the arm at hand, and that of the arm around the braces.
    pub(super) arm: Option<i64>,
    outer_arm: Option<i64>,
}

impl Statement {
    pub(super) fn new(flags: u32, names: usize, name: Span, arm: Option<i64>) -> Self {
        Self {
            flags,
            match_at: 0,
            names: Span::new(names, names).start,
            bound: 0,
            name,
            arm,
            outer_arm: arm,
        }
    }

    /// Any of these flags.
    #[inline]
    pub(super) fn has(&self, flags: u32) -> bool {
        self.flags & flags != 0
    }

    #[inline]
    pub(super) fn set(&mut self, flags: u32) {
        self.flags |= flags;
    }

    #[inline]
    pub(super) fn clear(&mut self, flags: u32) {
        self.flags &= !flags;
    }

    /// Another statement begins; `keeps_arm`: the value of the arm whose pattern has ended.
    pub(super) fn begin(&mut self, keeps_arm: Option<i64>) {
        self.flags &= flag::LASTING;
        self.match_at = 0;
        self.bound = 0;
        self.arm = keeps_arm.or(self.outer_arm);
        if !self.has(flag::ENUM_BODY) {
            self.name = Span::file();
        }
    }
}
