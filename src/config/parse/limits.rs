//! `[limits]`: how much of a source is read, and how long that may take.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::text::{Text, Value};
use crate::model::error::Result;
use crate::model::limits::Limits;

pub(in crate::config) const KEYS: &[&str] = &["depth", "tree-size", "file-size", "time"];

pub(super) fn read(text: &Text<'_>, value: &Value<'_>) -> Result<Limits> {
    let mut limits = Limits::default();
    for (key, value) in text.table(value)? {
        let within = |range| whole(text, value, range);
        match key.get_ref().as_ref() {
            "depth" => {
                limits.depth = usize::try_from(within(Limits::DEPTHS)?).unwrap_or(usize::MAX);
            }
            "tree-size" => limits.tree_size = within(Limits::TREE_SIZES)?,
            "file-size" => limits.file_size = within(Limits::FILE_SIZES)?,
            "time" => limits.time = Duration::from_secs(within(Limits::TIMES)?),
            _ => return Err(text.unknown("key", key, KEYS)),
        }
    }
    Ok(limits)
}

fn whole(text: &Text<'_>, value: &Value<'_>, range: RangeInclusive<u64>) -> Result<u64> {
    let number = text.integer(value)?;
    let number = u64::try_from(number).ok();
    number
        .filter(|number| range.contains(number))
        .ok_or_else(|| {
            let (first, last) = range.into_inner();
            let message = format!("this limit is a number from {first} to {last}");
            text.error(value.span(), message, "outside that range")
        })
}
