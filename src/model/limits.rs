//! How much of a source is read, and for how long: `[limits]` of a configuration, and what a file tells that is beyond.

use std::fmt::{self, Display, Formatter};
use std::ops::RangeInclusive;
use std::time::Duration;

const MIB: u64 = 1 << 20;

/// `[limits]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nesting above which a source is read as tokens only, where it is below what its language can do with.
    pub depth: usize,
    /// Bytes above which a source is read as tokens only.
    pub tree_size: u64,
    /// Bytes above which a source is not read at all.
    pub file_size: u64,
    /// What linting a source may take; a tenth of it is for its tree.
    pub time: Duration,
}

impl Limits {
    pub const DEPTHS: RangeInclusive<u64> = 1..=2_000;
    /// A tree takes forty times the size of its source.
    pub const TREE_SIZES: RangeInclusive<u64> = 0..=16 * MIB;
    /// A place in a source is a number of 32 bits.
    pub const FILE_SIZES: RangeInclusive<u64> = 1..=1024 * MIB;
    /// In seconds.
    pub const TIMES: RangeInclusive<u64> = 1..=3600;

    /// As a configuration has them.
    pub fn by_key(&self) -> [(&'static str, u64); 4] {
        [
            ("depth", self.depth as u64),
            ("tree-size", self.tree_size),
            ("file-size", self.file_size),
            ("time", self.time.as_secs()),
        ]
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 2_000,
            tree_size: MIB / 2,
            file_size: 256 * MIB,
            time: Duration::from_secs(10),
        }
    }
}

/// Why a source was read as tokens only: what is known by their names is not followed there, and nothing is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    Depth {
        found: usize,
        limit: usize,
    },
    /// In bytes.
    Size {
        limit: u64,
    },
    /// Its tree took too long, or what was done with it.
    Time,
    /// There was no room for the stack that a tree needs.
    Memory,
}

impl Display for Shortfall {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("read as tokens only: ")?;
        match self {
            Self::Depth { found, limit } => {
                write!(f, "it nests {found} deep, and the limit is {limit}")
            }
            Self::Size { limit } => write!(f, "it is larger than {}", size(*limit)),
            Self::Time => f.write_str("a syntax tree took too long"),
            Self::Memory => f.write_str("there is not enough memory for a syntax tree"),
        }
    }
}

/// `512 KiB`, `3 MiB`, `100 bytes`: as large as the unit may be without a fraction.
pub fn size(bytes: u64) -> String {
    const UNITS: [(u32, &str); 3] = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let unit = UNITS
        .iter()
        .find(|(power, _)| bytes != 0 && bytes.is_multiple_of(1 << power));
    match unit {
        Some((power, unit)) => format!("{} {unit}", bytes >> power),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_without_a_configuration_may_stand_in_one() {
        let limits = Limits::default();
        assert!(Limits::DEPTHS.contains(&(limits.depth as u64)));
        assert!(Limits::TREE_SIZES.contains(&limits.tree_size));
        assert!(Limits::FILE_SIZES.contains(&limits.file_size));
        assert!(Limits::TIMES.contains(&limits.time.as_secs()));
        assert!(u32::try_from(*Limits::FILE_SIZES.end()).is_ok());
    }

    #[test]
    fn sizes_are_told_without_fractions() {
        assert_eq!(
            [0, 100, 512 << 10, 256 << 20, 1 << 30].map(size),
            ["0 bytes", "100 bytes", "512 KiB", "256 MiB", "1 GiB"]
        );
    }
}
