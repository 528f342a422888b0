//! What has changed in a repository: the files and lines that findings are asked of.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Files that have changed. Paths are absolute, without `..`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub files: BTreeMap<PathBuf, Lines>,
    /// Texts that stand for what is on the disk.
    pub texts: BTreeMap<PathBuf, Vec<u8>>,
}

impl Changes {
    /// The same with all lines of each file.
    #[must_use]
    pub fn whole_files(mut self) -> Self {
        self.files
            .values_mut()
            .for_each(|lines| *lines = Lines::All);
        self
    }

    /// Whether one of these 1-based lines of a file has changed.
    pub fn touch(&self, file: &Path, lines: &RangeInclusive<u32>) -> bool {
        self.files.get(file).is_some_and(|own| own.touch(lines))
    }
}

/// Lines of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    All,
    /// 1-based, ascending.
    Some(Vec<RangeInclusive<u32>>),
}

impl Lines {
    fn touch(&self, lines: &RangeInclusive<u32>) -> bool {
        let meets =
            |own: &RangeInclusive<u32>| own.start() <= lines.end() && lines.start() <= own.end();
        match self {
            Lines::All => true,
            Lines::Some(ranges) => ranges.iter().any(meets),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_touch_where_they_overlap() {
        let file = PathBuf::from("/a.js");
        let lines = Lines::Some(vec![3..=4, 9..=9]);
        let changes = Changes {
            files: BTreeMap::from([(file.clone(), lines)]),
            texts: BTreeMap::new(),
        };
        for (lines, expected) in [
            (1..=2, false),
            (2..=3, true),
            (4..=8, true),
            (5..=8, false),
            (9..=9, true),
            (10..=20, false),
        ] {
            assert_eq!(changes.touch(&file, &lines), expected, "{lines:?}");
        }
        assert!(!changes.touch(Path::new("/b.js"), &(3..=3)));
        assert!(changes.whole_files().touch(&file, &(20..=20)));
    }
}
