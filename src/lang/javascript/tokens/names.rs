//! Sets of names that a pass over the tokens learns and the next pass knows.
//!
//! Names are kept as hashes: a collision makes a file a candidate that is none, never the reverse.

use std::collections::BTreeSet;

/// A name's hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name(u64);

impl Name {
    #[inline]
    pub(super) fn of(text: &[u8]) -> Self {
        const SEED: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
        Name(text.iter().fold(SEED, mix))
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    names: BTreeSet<Name>,
    /// A bit for each `hint` among them: most names are told apart without a hash.
    hints: u64,
}

impl Names {
    /// Whether it was new.
    pub(super) fn insert(&mut self, text: &[u8]) -> bool {
        self.hints |= hint(text);
        self.names.insert(Name::of(text))
    }

    #[inline]
    pub(super) fn contains(&self, text: &[u8]) -> bool {
        self.hints & hint(text) != 0 && self.names.contains(&Name::of(text))
    }
}

/// One of 64 bits, by length and outer letters.
#[inline]
fn hint(text: &[u8]) -> u64 {
    let outer = match text {
        [first, .., last] => usize::from(*first) * 7 + usize::from(*last),
        [only] => usize::from(*only),
        [] => 0,
    };
    1 << ((outer + text.len() * 3) & 63)
}

/// What is known of a file's names.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Bound from an expression that holds a code: `c` of `const c = e.code`.
    pub(super) codes: Names,
    /// Bound to an error class: `E` of `const E = Parse.Error`, `class E extends Parse.Error`.
    pub(super) errors: Names,
    /// Standing where a code belongs: `GONE` of `new Parse.Error(GONE)`, `e.code === GONE`.
    pub(super) operands: Names,
    /// Functions that pass one of their names on as a code: `fail` of `function fail(code) { throw new Parse.Error(code) }`.
    pub(super) helpers: Names,
    /// Bound by an import.
    pub(super) imports: Names,
    /// Something is looked up by a code in a list: `[..].includes(e.code)`.
    pub(super) list_is_searched: bool,
    /// Something is looked up by a code in an object: `TABLE[e.code]`.
    pub(super) table_is_searched: bool,
}
