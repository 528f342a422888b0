//! What single words say to a linter of error codes, whatever the language: no context, no positions.

use memchr::memmem;

use crate::model::catalogue;
use crate::model::facts::SUPPRESSION_MARKS;
use crate::model::resolved::PARSE_HEADER;

/// How many spaces a line begins with, as far as eight bytes at a time tell: the last few bytes of a text are left.
#[inline]
pub(crate) fn indentation(line: &[u8]) -> usize {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    let mut at = 0;
    while let Some(eight) = line.get(at..).and_then(<[u8]>::first_chunk) {
        let others = u64::from_le_bytes(*eight) ^ SPACES;
        let spaces = others.trailing_zeros() as usize / 8;
        at += spaces;
        if spaces < 8 {
            break;
        }
    }
    at
}

/// Whether a text may hold a suppression comment.
pub(crate) fn may_suppress(text: &[u8]) -> bool {
    let has = |mark: &&str| memmem::find(text, mark.as_bytes()).is_some();
    SUPPRESSION_MARKS.iter().any(has)
}

/// Whether a string names a header of Parse's REST interface.
pub(crate) fn mentions_header(content: &[u8]) -> bool {
    const START: &[u8] = PARSE_HEADER.as_bytes();
    memchr::memchr2_iter(b'x', b'X', content).any(|at| {
        let found = content.get(at..at + START.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(START))
    })
}

/// Whether a constant of this name and value may stand for a code: it bears a Parse name, and either its value is that
/// name's or the name has several words (`TIMEOUT = 5000` is anybody's).
pub(crate) fn names_a_code(name: &[u8], value: i64) -> bool {
    const SHORTEST: usize = 6;
    if name.len() < SHORTEST || !name.is_ascii() {
        return false;
    }
    let Ok(name) = std::str::from_utf8(name) else {
        return false;
    };
    let codes = catalogue::codes_named(name);
    !codes.is_empty() && (codes.contains(&value) || catalogue::is_distinctive(name))
}

/// Whether these letters, given in lower case, stand in a name.
pub(crate) fn mentions(name: &[u8], lower: &[u8]) -> bool {
    name.windows(lower.len())
        .any(|window| window.eq_ignore_ascii_case(lower))
}
