//! Files that are large, that are no text, or whose text has odd characters.

use super::Case;

pub(super) fn cases() -> Vec<Case> {
    Vec::new()
}
