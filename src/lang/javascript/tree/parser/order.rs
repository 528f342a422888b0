//! Nodes as they were completed, to nodes in the order of the text.

use super::super::node::{Nodes, Record};
use super::super::vocabulary::{Field, Kind};
use crate::model::source::Span;

/// A node that is complete. Those below it stand right before it.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) field: Field,
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many nodes it is, with all below it.
    pub(super) size: u32,
}

impl Entry {
    pub(super) fn leaf(kind: Kind, span: Span) -> Self {
        Self {
            kind,
            field: Field::Other,
            start: span.start,
            end: span.end,
            size: 1,
        }
    }
}

/// The nodes of a tree whose root comes last.
///
/// A node stands behind all that are above it, and behind all that end before it begins: that are as many as stand before
/// the first node below it here, and one for each that is above.
pub(super) fn nodes(entries: &[Entry], comments: Vec<Span>) -> Nodes {
    let mut records = vec![Record::default(); entries.len()];
    // The first entries below the nodes that are above the one at hand.
    let mut above: Vec<usize> = Vec::new();
    for (at, entry) in entries.iter().enumerate().rev() {
        while above.pop_if(|first| *first > at).is_some() {}
        let first = at + 1 - entry.size as usize;
        let place = first + above.len();
        records[place] = Record {
            kind: entry.kind,
            field: entry.field,
            start: entry.start,
            end: entry.end,
            after: u32::try_from(place).unwrap_or(u32::MAX) + entry.size,
        };
        above.push(first);
    }
    Nodes::of(records, comments)
}
