//! Room for bytes that the system copies fast.

use std::ops::{Deref, DerefMut};

/// Zeros at first, and whatever was written since. Its first byte stands at a multiple of 64.
///
/// glibc's allocator hands large pieces out 16 bytes behind the beginning of a page, and into just such a place Linux copies
/// half as fast as into any other, on processors by AMD that are told to move strings (`fsrm`).
#[derive(Debug, Default)]
pub(super) struct Room {
    bytes: Vec<u8>,
    start: usize,
}

/// In bytes.
const ALIGNMENT: usize = 64;

impl Deref for Room {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

impl DerefMut for Room {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.bytes[self.start..]
    }
}

impl Room {
    /// Room for so many bytes, of which the first `kept` are those that stand here.
    pub(super) fn grown(&self, bytes: usize, kept: usize) -> Self {
        let mut zeros = vec![0; bytes.saturating_add(ALIGNMENT - 1)];
        // Whoever cannot tell says the largest number.
        let start = zeros.as_ptr().align_offset(ALIGNMENT).min(ALIGNMENT - 1);
        zeros.truncate(start + bytes);
        let mut grown = Self {
            bytes: zeros,
            start,
        };
        grown[..kept].copy_from_slice(&self[..kept]);
        grown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_at_a_line_of_the_cache_and_keeps_what_it_is_told_to() {
        let mut room = Room::default();
        assert!(room.is_empty());
        for len in [1, 63, 64, 65, 1000, 65_536, 1 << 20] {
            let kept = room.len().min(64);
            let expected = room[..kept].to_vec();
            room = room.grown(len, kept);
            assert_eq!(room.len(), len);
            assert_eq!(room.as_ptr().addr() % ALIGNMENT, 0);
            assert_eq!(room[..kept], expected);
            assert!(room[kept..].iter().all(|byte| *byte == 0));
            room.fill(u8::try_from(len % 251).expect("small"));
        }
    }
}
