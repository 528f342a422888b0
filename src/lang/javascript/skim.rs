//! Skimming: the source without the function bodies that no finding depends on, for a parser to whom text is dear.
//!
//! The promise: `resolve` and the rules say the same of the skimmed source as of the whole one, place for place. So a
//! body is left out only if it is an outermost function's and `tokens` heard nothing in it that the file is ever asked
//! about. What is left out are blanks of the same length: all offsets stay true, and whoever reads a tree of the
//! skimmed text takes its words from the whole one. References by name get lost, and syntax errors inside of bodies:
//! skimming is for `check`, never for the inventory. `tree` parses what is left, the next room.

use std::iter;

use super::tokens;
use crate::model::source::Span;

/// Bytes from which on skimming a source is worth the walk over its tokens.
pub(super) const LEAST: usize = 4096;

/// The text with its quiet bodies blanked out; `None` for a text of fewer than `least` bytes, and where nothing is quiet.
pub(super) fn skimmed(text: &str, least: usize) -> Option<Vec<u8>> {
    if text.len() < least {
        return None;
    }
    let bodies = tokens::quiet_bodies(text);
    (!bodies.is_empty()).then(|| blanked(text.as_bytes(), &bodies))
}

/// The bytes with blanks in these places, which are in order and apart.
fn blanked(bytes: &[u8], places: &[Span]) -> Vec<u8> {
    let mut blanked = Vec::with_capacity(bytes.len());
    for place in places {
        blanked.extend_from_slice(&bytes[blanked.len()..place.start as usize]);
        blanked.extend(iter::repeat_n(b' ', place.len()));
    }
    blanked.extend_from_slice(&bytes[blanked.len()..]);
    blanked
}

#[cfg(test)]
mod tests;
