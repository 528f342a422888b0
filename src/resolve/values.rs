//! Numbers by themselves: which of them are likely to be Parse's where the place is not certain.

use super::evidence::Weighed;
use crate::model::catalogue;
use crate::model::facts::{CodeUse, Site};
use crate::model::resolved::Evidence;

/// Numbers that other systems put into an error's `code` so often that only a certain place makes them Parse's:
/// MongoDB's WriteConflict and NoSuchTransaction, and the small numbers of geolocation, LiveQuery and exit statuses.
const SHARED: [i64; 2] = [112, 251];

/// Close codes of WebSockets.
pub(super) fn closes_sockets(value: i64) -> bool {
    (1000..=1015).contains(&value)
}

/// Whether few but Parse put a number into an error's `code`: predefined, no everyday small number, no HTTP success.
pub(super) fn is_telling(value: i64) -> bool {
    catalogue::is_predefined(value)
        && value >= 100
        && !(200..=208).contains(&value)
        && !SHARED.contains(&value)
}

/// Weighs the value itself: a likely place makes a use only of a number that Parse's world has.
pub(super) fn plausible(weighed: Weighed, value: i64, code_use: &CodeUse) -> Weighed {
    if value == 0 && code_use.site == Site::Constant {
        return weighed.weakened("0 is what stands for no error");
    }
    if weighed.evidence != Evidence::Likely
        || code_use.site == Site::Constant
        || code_use.site == Site::EnumMember
    {
        return weighed;
    }
    let doubt = if SHARED.contains(&value) {
        Some("other systems use this number in the same place")
    } else if (-99..100).contains(&value)
        && !(catalogue::is_predefined(value)
            && matches!(
                code_use.site,
                Site::Assertion | Site::Field | Site::Constructor
            ))
    {
        Some("small numbers are everybody's")
    } else if value < -99 {
        Some("Parse has no such negative code")
    } else if value > 9999 {
        Some("databases and other services use numbers of this size")
    } else {
        None
    };
    match doubt {
        Some(doubt) => weighed.weakened(doubt),
        None => weighed,
    }
}
