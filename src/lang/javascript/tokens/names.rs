//! Sets of names that a walk over the tokens learns, and whether what it learnt comes too late.
//!
//! Names are kept as hashes: a collision makes a file a candidate that is none, or costs a walk, never the reverse.

use std::collections::BTreeSet;

/// A name's hash: of its ends, its middle and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name(u64);

impl Name {
    #[inline]
    pub(super) fn of(text: &[u8]) -> Self {
        const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
        let (first, last) = match text.len() {
            0..4 => (
                text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
                0,
            ),
            4..8 => (four(text.first_chunk()), four(text.last_chunk())),
            8..17 => (eight(text.first_chunk()), eight(text.last_chunk())),
            len => {
                let middle = eight(text[len / 2 - 4..].first_chunk());
                (
                    eight(text.first_chunk()) ^ middle.rotate_left(17),
                    eight(text.last_chunk()),
                )
            }
        };
        let mixed = (first ^ text.len() as u64)
            .wrapping_mul(PRIME)
            .rotate_left(29)
            ^ last;
        Name(mixed.wrapping_mul(PRIME))
    }

    /// Its place among the bits of `Asked`: the upper bits, which every letter has stirred.
    #[inline]
    fn bit(self, question: Question) -> usize {
        let salted = self.0.wrapping_add((question as u64) << 56);
        (salted >> (64 - Asked::BITS)) as usize
    }
}

fn four(bytes: Option<&[u8; 4]>) -> u64 {
    bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)))
}

fn eight(bytes: Option<&[u8; 8]>) -> u64 {
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// What is asked of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Is it bound to an expression that holds a code: `c` of `const c = e.code`?
    Code,
    /// To an error class: `E` of `const E = Parse.Error`, `class E extends Parse.Error`?
    ErrorClass,
    /// Does it stand where a code belongs: `GONE` of `new Parse.Error(GONE)`, `e.code === GONE`?
    Operand,
    /// Is it a function that hands a name on as a code: `fail` of `function fail(c) { throw new Parse.Error(c) }`?
    Helper,
    /// Is it bound by an import?
    Import,
}

const QUESTIONS: usize = 5;

/// What is known of a file's names, and what was asked before it was known.
#[derive(Debug)]
pub(super) struct Known {
    names: [BTreeSet<Name>; QUESTIONS],
    asked: Asked,
    /// Something is looked up by a code in a list: `[..].includes(e.code)`.
    pub(super) list_is_searched: bool,
    /// Something is looked up by a code in an object: `TABLE[e.code]`.
    pub(super) table_is_searched: bool,
    /// An answer changed after it was given: another walk may find more.
    pub(super) stale: bool,
    /// Something was learnt, new or not, since somebody last cleared this.
    pub(super) touched: bool,
}

impl Known {
    pub(super) fn new() -> Self {
        Self {
            names: Default::default(),
            asked: Asked::new(),
            list_is_searched: false,
            table_is_searched: false,
            stale: false,
            touched: false,
        }
    }

    pub(super) fn learn(&mut self, question: Question, text: &[u8]) {
        let name = Name::of(text);
        self.touched = true;
        if self.names[question as usize].insert(name) {
            self.stale |= self.asked.contains(name.bit(question));
        }
    }

    /// The answer as far as it is known by now.
    #[inline]
    pub(super) fn is(&mut self, question: Question, text: &[u8]) -> bool {
        let name = Name::of(text);
        self.asked.insert(name.bit(question));
        let names = &self.names[question as usize];
        !names.is_empty() && names.contains(&name)
    }

    /// The same for somebody who does not depend on it: an answer that changes later makes nothing stale.
    #[inline]
    pub(super) fn knows(&self, question: Question, text: &[u8]) -> bool {
        let names = &self.names[question as usize];
        !names.is_empty() && names.contains(&Name::of(text))
    }

    pub(super) fn list_is_searched(&mut self) {
        self.touched = true;
        self.stale |= !std::mem::replace(&mut self.list_is_searched, true);
    }

    pub(super) fn table_is_searched(&mut self) {
        self.touched = true;
        self.stale |= !std::mem::replace(&mut self.table_is_searched, true);
    }
}

/// The questions so far, as bits: more of them may seem to have been asked.
#[derive(Debug)]
struct Asked(Box<[u64]>);

impl Asked {
    const BITS: u32 = 16;

    fn new() -> Self {
        Self(vec![0; (1 << Self::BITS) / 64].into_boxed_slice())
    }

    #[inline]
    fn insert(&mut self, bit: usize) {
        if let Some(word) = self.0.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    fn contains(&self, bit: usize) -> bool {
        self.0
            .get(bit / 64)
            .is_some_and(|word| word & 1 << (bit % 64) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knowledge_is_stale_only_if_it_was_asked_for_before() {
        let mut known = Known::new();
        known.learn(Question::Code, b"early");
        assert!(known.is(Question::Code, b"early") && !known.stale);
        assert!(!known.is(Question::Code, b"late"));
        known.learn(Question::Operand, b"late");
        assert!(!known.stale, "another question");
        known.learn(Question::Code, b"late");
        assert!(known.stale);
        known.stale = false;
        known.learn(Question::Code, b"late");
        assert!(!known.stale, "nothing new");
    }

    #[test]
    fn names_of_all_lengths_differ() {
        let long = "an_object_was_not_found_anywhere_at_all";
        let mut seen = BTreeSet::new();
        for len in 0..long.len() {
            assert!(seen.insert(Name::of(&long.as_bytes()[..len])), "{len}");
        }
        for (one, other) in [
            ("ab", "ba"),
            ("abcd", "abdc"),
            ("abcdef", "abxdef"),
            ("abcdefghij", "abcdexghij"),
        ] {
            assert_ne!(
                Name::of(one.as_bytes()),
                Name::of(other.as_bytes()),
                "{one} {other}"
            );
        }
    }
}
