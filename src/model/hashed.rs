//! Maps and sets that are looked up for nearly every name of a source: with a hash that is quick for short keys.
//!
//! It is seeded anew in each process, so that no source can be written whose names all fall together. Nothing may depend on
//! the order of what is in them, as with those of the standard library.

use foldhash::fast::RandomState;

/// `default()` makes an empty one.
pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
pub type HashSet<K> = std::collections::HashSet<K, RandomState>;
