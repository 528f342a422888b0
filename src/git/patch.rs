//! The answers of git, as bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::PathBuf;

use crate::model::changes::Lines;
use crate::model::path::from_bytes;

/// A regular file that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changed {
    /// Relative to the root of the working tree.
    pub(super) path: PathBuf,
    /// What the file holds, by its hash; of a file of the working tree there may be nothing but zeros.
    pub(super) blob: String,
    pub(super) lines: Lines,
}

/// The files that were changed, and the paths of those that a merge has left open.
pub(super) type Diff = (Vec<Changed>, Vec<PathBuf>);

/// Reads `git diff --raw --patch -z --unified=0`: records, an empty one, and a patch with a section for each record in
/// the same order. `None` where that is not what stands there.
pub(super) fn read(told: &[u8]) -> Option<Diff> {
    let (records, rest) = records(told)?;
    let mut sections = sections(rest).into_iter();
    let (mut changed, mut unmerged) = (Vec::new(), Vec::new());
    for record in records {
        if record.status == b"U" {
            unmerged.push(from_bytes(record.path));
            continue;
        }
        let lines = sections.next()?;
        if record.is_file(record.mode_after) {
            changed.push(Changed {
                path: from_bytes(record.path),
                blob: text(record.blob_after),
                lines: Lines::Some(lines),
            });
        }
    }
    sections.next().is_none().then_some((changed, unmerged))
}

/// Reads `git diff-files --raw -z`: the files as they are in the index.
pub(super) fn before(told: &[u8]) -> Vec<Changed> {
    let (records, _) = records(told).unwrap_or_default();
    let files = records
        .into_iter()
        .filter(|record| record.is_file(record.mode_before));
    files
        .map(|record| Changed {
            path: from_bytes(record.path),
            blob: text(record.blob_before),
            lines: Lines::All,
        })
        .collect()
}

/// `:100644 100644 <hash> <hash> M\0path\0`, with a second path where the file was renamed.
struct Record<'t> {
    mode_before: &'t [u8],
    mode_after: &'t [u8],
    blob_before: &'t [u8],
    blob_after: &'t [u8],
    status: &'t [u8],
    /// The newer one.
    path: &'t [u8],
}

impl Record<'_> {
    /// Links, submodules and what is gone are none.
    fn is_file(&self, mode: &[u8]) -> bool {
        mode.starts_with(b"100")
    }
}

/// The records, and what follows them.
fn records(told: &[u8]) -> Option<(Vec<Record<'_>>, &[u8])> {
    let mut records = Vec::new();
    let mut rest = told;
    while let Some(record) = rest.strip_prefix(b":") {
        let (head, behind) = split(record)?;
        let mut words = head.split(|byte| *byte == b' ');
        let (mode_before, mode_after) = (words.next()?, words.next()?);
        let (blob_before, blob_after) = (words.next()?, words.next()?);
        let status = words.next()?;
        let (mut path, mut behind) = split(behind)?;
        if status.starts_with(b"R") || status.starts_with(b"C") {
            (path, behind) = split(behind)?;
        }
        records.push(Record {
            mode_before,
            mode_after,
            blob_before,
            blob_after,
            status,
            path,
        });
        rest = behind;
    }
    Some((records, rest.strip_prefix(b"\0").unwrap_or(rest)))
}

/// What stands before the next NUL, and what behind it.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(0, bytes)?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

/// The new lines of each file of a patch. Lines of a file's text begin with `+`, `-` or `\`, so no text is taken for a
/// heading; a change of type (a link that became a file) is told as two sections, of which the second is the new one.
fn sections(patch: &[u8]) -> Vec<Vec<RangeInclusive<u32>>> {
    let mut sections: Vec<Vec<RangeInclusive<u32>>> = Vec::new();
    let mut gone = false;
    for line in patch.split(|byte| *byte == b'\n') {
        if line.starts_with(b"diff --git ") {
            if std::mem::take(&mut gone) {
                sections.pop();
            }
            sections.push(Vec::new());
        } else if line.starts_with(b"deleted file mode ") {
            // Nothing was asked of what is gone, unless it came back as something else.
            gone = true;
        } else if let Some(hunk) = line.strip_prefix(b"@@ ")
            && let (Some(lines), Some(section)) = (added(hunk), sections.last_mut())
        {
            section.push(lines);
        }
    }
    sections
}

/// The new lines of `-1,2 +3,4 @@ ..`: 3 to 6. `None` where lines only went.
fn added(hunk: &[u8]) -> Option<RangeInclusive<u32>> {
    let hunk = std::str::from_utf8(hunk.split(|byte| *byte == b'@').next()?).ok()?;
    let new = hunk.split(' ').find_map(|word| word.strip_prefix('+'))?;
    let (start, count) = new.split_once(',').unwrap_or((new, "1"));
    let (start, count): (u32, u32) = (start.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| start..=start.saturating_add(count - 1))
}

/// The attribute that says which encoding a file has on the disk.
pub(super) const ENCODING: &str = "working-tree-encoding";

/// Reads `git check-attr -z`: path, attribute and value, each with a NUL behind it. The files with an encoding of their own,
/// without what stands before each path.
pub(super) fn recoded(told: &[u8], before: &str) -> BTreeSet<PathBuf> {
    let fields: Vec<&[u8]> = told.split(|byte| *byte == 0).collect();
    let is_plain = |value: &[u8]| {
        matches!(value, b"unspecified" | b"unset")
            || value.eq_ignore_ascii_case(b"utf-8")
            || value.eq_ignore_ascii_case(b"utf8")
    };
    let (records, _) = fields.as_chunks::<3>();
    let recoded = records.iter().filter(|[_, _, value]| !is_plain(value));
    let paths = recoded.filter_map(|[path, ..]| path.strip_prefix(before.as_bytes()));
    paths.map(from_bytes).collect()
}

/// Reads `git cat-file --batch`: `<hash> blob <bytes>`, a line end, the content, a line end.
pub(super) fn contents(told: &[u8]) -> BTreeMap<&str, &[u8]> {
    let mut contents = BTreeMap::new();
    let mut rest = told;
    while let Some(((blob, content), behind)) = content(rest) {
        contents.extend(content.map(|content| (blob, content)));
        rest = behind;
    }
    contents
}

/// A hash, and its content if there is one.
type Answer<'t> = (&'t str, Option<&'t [u8]>);

/// The first answer, and what follows it.
fn content(told: &[u8]) -> Option<(Answer<'_>, &[u8])> {
    let end = memchr::memchr(b'\n', told)?;
    let head = std::str::from_utf8(&told[..end]).ok()?;
    let behind = &told[end + 1..];
    let mut words = head.split(' ');
    let blob = words.next()?;
    match (words.next()?, words.next()) {
        ("blob", Some(size)) => {
            let size: usize = size.parse().ok()?;
            let next = behind.get(size + 1..)?;
            Some(((blob, behind.get(..size)), next))
        }
        _ => Some(((blob, None), behind)),
    }
}

fn text(hash: &[u8]) -> String {
    String::from_utf8_lossy(hash).into_owned()
}
