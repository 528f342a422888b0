//! Names as hashes, for walks over tokens that learn of names: a collision makes a file a candidate that is none, or
//! costs a walk, never the reverse.

/// A name's hash: of its ends, its middle and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name(u64);

impl Name {
    #[inline]
    pub(crate) fn of(text: &[u8]) -> Self {
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
    pub(crate) fn bit(self, question: u64) -> usize {
        let salted = self.0.wrapping_add(question << 56);
        (salted >> (64 - Asked::BITS)) as usize
    }
}

fn four(bytes: Option<&[u8; 4]>) -> u64 {
    bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)))
}

fn eight(bytes: Option<&[u8; 8]>) -> u64 {
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// The questions so far, as bits: more of them may seem to have been asked.
#[derive(Debug)]
pub(crate) struct Asked(Box<[u64]>);

impl Asked {
    const BITS: u32 = 16;

    pub(crate) fn new() -> Self {
        Self(vec![0; (1 << Self::BITS) / 64].into_boxed_slice())
    }

    #[inline]
    pub(crate) fn insert(&mut self, bit: usize) {
        if let Some(word) = self.0.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    pub(crate) fn contains(&self, bit: usize) -> bool {
        self.0
            .get(bit / 64)
            .is_some_and(|word| word & 1 << (bit % 64) != 0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

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
