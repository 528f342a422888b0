//! What a pass over the tokens remembers of each open bracket: the statement at hand, and what was seen inside.

use crate::model::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// A block, an object, a class body, an attribute's value; also the file itself.
    Brace,
    /// Arguments.
    Call,
    /// Any other parenthesis: a grouped expression, parameters.
    Group,
    /// The head of `if`, `while`, `for`, `switch`, `catch`.
    Head,
    Array,
    /// `[..]` behind an operand.
    Index,
    /// `${..}`
    Hole,
    /// A JSX element.
    Tag,
}

/// Properties of a frame, as bits.
pub(super) mod flag {
    /// The argument at hand may be an error's code.
    pub(crate) const FIRST: u32 = 1;
    /// .. in any position: the callee hands it on.
    pub(crate) const HELPER: u32 = 1 << 1;
    /// .. and a function that hands its own name on there is a helper.
    pub(crate) const STRONG: u32 = 1 << 2;
    /// .. so that a plain string there is a message in the code's place.
    pub(crate) const TEXT: u32 = 1 << 3;
    /// A comparison with a code on its left is under way.
    pub(crate) const AFTER_CODE: u32 = 1 << 4;
    /// A comparison with an integer on its left is under way.
    pub(crate) const AFTER_INTEGER: u32 = 1 << 5;
    /// A comparison is under way.
    pub(crate) const COMPARING: u32 = 1 << 6;
    /// Between `case` and its colon, in a switch over a code.
    pub(crate) const CASE: u32 = 1 << 7;
    /// The body of a switch over a code.
    pub(crate) const SWITCH: u32 = 1 << 8;
    /// The head of a switch.
    pub(crate) const SWITCH_HEAD: u32 = 1 << 9;
    /// A code was seen in the statement (or in the whole bracket, where it is no brace).
    pub(crate) const SAW_CODE: u32 = 1 << 10;
    /// A constant of an error class was seen, likewise.
    pub(crate) const SAW_CONSTANT: u32 = 1 << 11;
    /// An integer that waits for a code in the same statement.
    pub(crate) const WAITING: u32 = 1 << 12;
    /// An integer stands directly inside.
    pub(crate) const INTEGERS: u32 = 1 << 13;
    /// The operand before the bracket holds a code.
    pub(crate) const BASE_CODE: u32 = 1 << 14;
    /// No assertion, whatever its arguments.
    pub(crate) const DENIED: u32 = 1 << 15;
    pub(crate) const ASSERTS: u32 = 1 << 16;
    /// `expect(..)`: the statement goes on.
    pub(crate) const EXPECTS: u32 = 1 << 17;
    pub(crate) const LOOKS_UP: u32 = 1 << 18;
    /// `require(..)`, `import(..)`
    pub(crate) const IMPORTS: u32 = 1 << 19;
    /// A destructuring pattern.
    pub(crate) const PATTERN: u32 = 1 << 20;
    /// The names of the last pattern are being bound.
    pub(crate) const PATTERN_TARGET: u32 = 1 << 21;
    /// A table of codes by its name.
    pub(crate) const TABLE: u32 = 1 << 22;
    /// An error class stands directly inside.
    pub(crate) const ERROR_CLASS: u32 = 1 << 23;

    /// Parentheses whose value is compared: with a code, with an integer, with anything.
    pub(crate) const OUTER_CODE: u32 = 1 << 24;
    pub(crate) const OUTER_INTEGER: u32 = 1 << 25;
    pub(crate) const OUTER: u32 = 1 << 26;
    /// A call that gives back what it is given.
    pub(crate) const IDENTITY: u32 = 1 << 27;

    /// .. and names there may lead to one.
    pub(crate) const NAMES: u32 = 1 << 28;

    /// An array that may be an index.
    pub(crate) const INDEX: u32 = 1 << 29;

    /// A function or class of another file of the project, which may hand its arguments on as codes.
    pub(crate) const NEIGHBOUR: u32 = 1 << 30;

    /// The head of a `for`.
    pub(crate) const LOOP: u32 = 1 << 31;

    pub(crate) const COMPARISON: u32 = AFTER_CODE | AFTER_INTEGER | COMPARING;
    /// What a parenthesis around an operand lets through.
    pub(crate) const TRANSPARENT: u32 = FIRST
        | NEIGHBOUR
        | NAMES
        | HELPER
        | STRONG
        | TEXT
        | CASE
        | OUTER_CODE
        | OUTER_INTEGER
        | OUTER
        | PATTERN_TARGET;
    /// What ends with a statement.
    pub(crate) const STATEMENT: u32 = COMPARISON | PATTERN_TARGET;
    /// What ends with a statement in a brace.
    pub(crate) const SEEN: u32 = SAW_CODE | SAW_CONSTANT | WAITING;
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    flags: u32,
    /// Links of the chain at hand, each of which makes a tree a level deeper.
    pub(super) links: u32,
    /// Question marks whose colons are still to come.
    pub(super) ternaries: u32,
    /// The callee's last name; of a brace, the function's whose body it is.
    pub(super) name: Span,
    /// `name` of `name: ..`
    pub(super) key: Span,
    /// The last name of `target = ..`
    pub(super) target: Span,
    /// A name that stands against whatever code follows: the left side of a comparison, an earlier argument.
    pub(super) left: Span,
}

impl Frame {
    pub(super) fn new(kind: FrameKind, flags: u32, name: Span) -> Self {
        let none = Span::file();
        Self {
            kind,
            flags,
            links: 0,
            ternaries: 0,
            name,
            key: none,
            target: none,
            left: none,
        }
    }

    /// Any of these flags.
    #[inline]
    pub(super) fn has(&self, flags: u32) -> bool {
        self.flags & flags != 0
    }

    /// Its elements are values beside each other: arguments, a list, a group.
    #[inline]
    pub(super) fn is_list(&self) -> bool {
        matches!(
            self.kind,
            FrameKind::Call | FrameKind::Array | FrameKind::Group | FrameKind::Hole
        )
    }

    #[inline]
    pub(super) fn set(&mut self, flags: u32) {
        self.flags |= flags;
    }

    #[inline]
    pub(super) fn clear(&mut self, flags: u32) {
        self.flags &= !flags;
    }

    /// Parentheses around an operand of this frame: what holds outside holds inside.
    pub(super) fn within(&self, kind: FrameKind, flags: u32, name: Span) -> Self {
        let mut flags = flags | self.flags & flag::TRANSPARENT;
        for (bare, outer) in [
            (flag::AFTER_CODE, flag::OUTER_CODE),
            (flag::AFTER_INTEGER, flag::OUTER_INTEGER),
            (flag::COMPARING, flag::OUTER),
        ] {
            flags |= if self.has(bare) { outer } else { 0 };
        }
        Self {
            kind,
            flags,
            links: 0,
            ternaries: 0,
            name,
            ..*self
        }
    }

    /// Another statement, or another element, begins.
    #[inline]
    pub(super) fn begin(&mut self) {
        let none = Span::file();
        self.links = 0;
        self.ternaries = 0;
        self.key = none;
        self.target = none;
        self.clear(flag::STATEMENT);
        if self.kind == FrameKind::Brace {
            self.clear(flag::SEEN);
        }
        if self.kind != FrameKind::Call {
            self.left = none;
        }
    }
}
