//! Constants that are Parse's wherever they stand: an unmistakable Parse name with its number behind it.
//!
//! Few files hold one and every file is asked, so the names are looked for without looking at every byte. Of each form of
//! each name a stretch of twelve bytes is chosen; wherever it stands in a text, one of every fifth group of eight bytes
//! lies in it as a whole. Whether such a group may be one of theirs, a byte of a table says, and then the name around it is
//! read.

use super::numbers::{is_given, numbers};
use super::traces::continues_name;
use crate::model::catalogue;

/// Bytes that are looked up at a time.
const GROUP: usize = 8;
/// From one group to the next, in bytes.
const STEP: usize = 5;
/// What holds a whole group wherever it stands.
const STRETCH: usize = STEP + GROUP - 1;
/// Groups that are looked up before any is acted upon, and the bytes that they are in.
const AT_ONCE: usize = 4;
const BLOCK: usize = STEP * (AT_ONCE - 1) + GROUP;

/// Bits of a group's place in the table: so many that few other groups have a place of one of theirs, and so few that the
/// table stays near the processor. A bit for each place would do; a byte is found in half of the time.
const BITS: u32 = 17;
const PLACES: usize = 1 << BITS;

/// Drawers that the groups themselves are in, of which most hold none or one.
const DRAWERS: usize = 4096;

/// Bytes between a name and its number: a type, a wrapper and a few words.
const REACH: usize = 96;
/// In bytes: a word of so many is not taken for a name.
const LONGEST: usize = 128;

#[derive(Debug)]
pub(super) struct Named {
    /// By their places: 1 for the groups of the stretches.
    places: Box<[u8; PLACES]>,
    /// Where the groups of a drawer begin; where the next one's do, they end.
    drawers: Box<[u16; DRAWERS + 1]>,
    /// The groups by their drawers, and of each where in its stretch it stands.
    groups: Vec<(u64, usize, &'static [u8])>,
}

impl Named {
    pub(super) fn new() -> Self {
        let mut places = Box::new([0; PLACES]);
        let mut groups: Vec<(u64, usize, &[u8])> = Vec::new();
        for form in catalogue::unmistakable_forms() {
            let stretch = rarest_stretch(form.as_bytes());
            for (at, bytes) in stretch.windows(GROUP).enumerate() {
                let group = group(bytes, 0);
                places[place(group)] = 1;
                groups.push((group, at, stretch));
            }
        }
        groups.sort_unstable_by_key(|found| (drawer(found.0), *found));
        groups.dedup();
        let mut drawers = Box::new([0; DRAWERS + 1]);
        for (at, begins) in drawers.iter_mut().enumerate() {
            let before = groups.partition_point(|(group, ..)| drawer(*group) < at);
            *begins = u16::try_from(before).unwrap_or(u16::MAX);
        }
        Self {
            places,
            drawers,
            groups,
        }
    }

    /// Whether one of these names, with its number behind it, stands in the text.
    pub(super) fn is_in(&self, bytes: &[u8]) -> bool {
        let mut at = 0;
        while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>) {
            let known = |at: usize| self.known(group(block, at * STEP));
            // Mostly the first question is answered with no, and mostly the second one, if it is asked.
            if known(0) | known(1) | known(2) | known(3) != 0
                && self.has_a_word(block)
                && self.is_at_one(bytes, at, block)
            {
                return true;
            }
            at += STEP * AT_ONCE;
        }
        self.is_at_one(bytes, at, bytes.get(at..).unwrap_or_default())
    }

    /// Whether a known group of a block is all letters and underscores, as those of the names are.
    #[inline(always)]
    fn has_a_word(&self, block: &[u8; BLOCK]) -> bool {
        let is_one = |at: usize| {
            let group = group(block, at * STEP);
            (self.known(group) != 0) & is_word(group)
        };
        is_one(0) | is_one(1) | is_one(2) | is_one(3)
    }

    #[inline(never)]
    fn is_at_one(&self, bytes: &[u8], start: usize, block: &[u8]) -> bool {
        let mut at = 0;
        while at + GROUP <= block.len() {
            let group = group(block, at);
            if self.known(group) != 0 && self.is_of_a_stretch(group, bytes, start + at) {
                return true;
            }
            at += STEP;
        }
        false
    }

    fn is_of_a_stretch(&self, group: u64, bytes: &[u8], at: usize) -> bool {
        let drawer = drawer(group);
        let range = usize::from(self.drawers[drawer])..usize::from(self.drawers[drawer + 1]);
        let is_whole = |(known, inside, stretch): &(u64, usize, &[u8])| {
            let start = at.checked_sub(*inside);
            *known == group && start.is_some_and(|start| bytes[start..].starts_with(stretch))
        };
        let mut here = self.groups.get(range).unwrap_or_default().iter();
        here.any(is_whole) && is_named(bytes, at)
    }

    /// 1 where the table has the place of a group.
    #[inline(always)]
    fn known(&self, group: u64) -> u8 {
        self.places[place(group)]
    }
}

/// Whether a group may be all letters and underscores: of these all have this bit, of blanks, digits and most signs none.
#[inline(always)]
fn is_word(group: u64) -> bool {
    const LETTERS: u64 = u64::from_le_bytes([0x40; GROUP]);
    !group & LETTERS == 0
}

/// The bytes of a group as a number.
#[inline(always)]
fn group(bytes: &[u8], at: usize) -> u64 {
    let group = bytes.get(at..).and_then(<[u8]>::first_chunk);
    group.map_or(0, |group| u64::from_le_bytes(*group))
}

#[inline(always)]
fn place(group: u64) -> usize {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    (group.wrapping_mul(SPREAD) >> (u64::BITS - BITS)) as usize
}

/// Of other bits than the place.
fn drawer(group: u64) -> usize {
    const SPREAD: u64 = 0xc2b2_ae3d_27d4_eb4f;
    (group.wrapping_mul(SPREAD) >> 40) as usize % DRAWERS
}

/// The stretch of a name whose groups other words have the least.
fn rarest_stretch(form: &[u8]) -> &[u8] {
    let commonness = |stretch: &&[u8]| stretch.windows(GROUP).map(commonness).sum::<usize>();
    form.windows(STRETCH).min_by_key(commonness).unwrap_or(form)
}

/// Where two words meet hardly anything else has the same letters; capitals are rarer than small ones.
fn commonness(group: &[u8]) -> usize {
    let inner_capital = group
        .windows(2)
        .any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    match () {
        () if inner_capital || group.contains(&b'_') => 0,
        () if group.iter().all(u8::is_ascii_uppercase) => 2,
        () => 7,
    }
}

/// Whether the word around a place is such a name, and its number stands behind it.
fn is_named(bytes: &[u8], at: usize) -> bool {
    let is_part = |byte: &&u8| continues_name(**byte);
    let before = bytes[..at].iter().rev().take(LONGEST);
    let before = before.take_while(is_part).count();
    let behind = bytes[at..].iter().take(LONGEST);
    let behind = behind.take_while(is_part).count();
    if before + behind >= LONGEST {
        return false;
    }
    let (start, end) = (at - before, at + behind);
    let Ok(name) = std::str::from_utf8(&bytes[start..end]) else {
        return false;
    };
    let codes = catalogue::codes_named(name);
    if codes.is_empty() || !catalogue::is_unmistakable(name) {
        return false;
    }
    let behind = &bytes[end..bytes.len().min(end + REACH)];
    numbers(behind).any(|number| {
        let is_its = |value: i64| codes.iter().any(|code| code.abs() == value);
        is_its(number.value) && is_given(behind, number.start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_wherever_it_stands() {
        let named = Named::new();
        for form in catalogue::unmistakable_forms() {
            assert!(form.len() >= STRETCH, "{form} is too short to be found");
            for code in catalogue::codes_named(form) {
                for blanks in 0..2 * STEP * AT_ONCE {
                    let text = format!("{}const {form} = {code};", " ".repeat(blanks));
                    assert!(named.is_in(text.as_bytes()), "{text}");
                    let text = format!("{}ERR_{form}: {code}", "\n".repeat(blanks));
                    assert!(named.is_in(text.as_bytes()), "{text}");
                }
            }
        }
    }

    #[test]
    fn the_number_has_to_be_its_own() {
        let named = Named::new();
        for text in [
            "const OBJECT_NOT_FOUND = 101;",
            "enum Code { ObjectNotFound = 101 }",
            "pub const OBJECT_NOT_FOUND: Option<i64> = Some(101_i64);",
            "const OBJECT_NOT_FOUND: i32 = 0x65;",
            "const OBJECT_NOT_FOUND: i32 = 1_01;",
            "const OBJECT_NOT_FOUND = 0o145, B = 0b1;",
            "_defineProperty(ParseFailure, \"OBJECT_NOT_FOUND\", 101)",
            "objectNotFoundError: 101",
            "INVALID_IMAGE_DATA_150 = 150",
        ] {
            assert!(named.is_in(text.as_bytes()), "{text}");
        }
        for text in [
            "enum Reason { InvalidQuery = 5 }",
            "return invalid_query(3, 1020);",
            "object_not_found(); let code101 = 7;",
            "ObjectNotFound",
            "readonly INVALID_VALUE: 0x0501, A: 0x0502",
            "TIMEOUT = 124",
            "OtherCause = -1",
            "objectnotfound = 101",
            "OBJECT_NOT_FOUND 101",
        ] {
            assert!(!named.is_in(text.as_bytes()), "{text}");
        }
        let far = format!("OBJECT_NOT_FOUND{} = 101", " ".repeat(REACH));
        assert!(!named.is_in(far.as_bytes()));
        // Wherever in it somebody looks.
        for blanks in 0..STEP * AT_ONCE {
            let long = "_".repeat(LONGEST - "OBJECT_NOT_FOUND".len());
            for (long, found) in [(&long[1..], true), (&long[..], false)] {
                let text = format!("{}{long}OBJECT_NOT_FOUND = 101;", " ".repeat(blanks));
                assert_eq!(named.is_in(text.as_bytes()), found, "{text}");
            }
        }
    }
}
