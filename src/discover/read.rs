//! Reads one source: regular files only, never waiting, never more than a limit.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::Deref;
use std::path::Path;

use super::open::OpenFolder;
use super::room::Room;
use crate::fence;
use crate::model::limits::size;
use crate::model::outcome::Unread;

/// Why a source could not be read.
#[derive(Debug)]
pub enum ReadFailure {
    Denied,
    Vanished,
    NotRegular,
    /// A link that leads out of its repository.
    LeadsOut,
    /// In bytes.
    TooLarge {
        limit: u64,
    },
    Other(io::Error),
}

impl From<ReadFailure> for Unread {
    fn from(failure: ReadFailure) -> Self {
        match failure {
            ReadFailure::Denied => Self::new(
                "no permission to read it",
                "grant the permission, or exclude the file",
            ),
            ReadFailure::Vanished => {
                Self::new("it vanished while the files were read", "run again")
            }
            ReadFailure::NotRegular => Self::new("it is not a regular file", NAME_FILES),
            ReadFailure::LeadsOut => Self::new(
                fence::LEADS_OUT,
                "name the file that it leads to, or exclude the link",
            ),
            ReadFailure::TooLarge { limit } => Self::new(
                format!("it is larger than {}", size(limit)),
                "exclude it if it is generated",
            ),
            ReadFailure::Other(error) => Self::new(
                format!("it cannot be read ({error})"),
                "mend that, or exclude the file",
            ),
        }
    }
}

impl From<io::Error> for ReadFailure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::NotFound => Self::Vanished,
            _ => Self::Other(error),
        }
    }
}

/// What to do about a path that is neither a file nor a folder.
pub(super) const NAME_FILES: &str = "name files and folders only, or exclude it";

/// Room for the bytes of one file after the other.
///
/// What a longer file has left behind stays there unseen: room that is used again is not cleared again.
#[derive(Debug, Default)]
pub struct Buffer {
    room: Room,
    len: usize,
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.room[..self.len]
    }
}

impl Buffer {
    /// Replaces what is in it.
    pub fn set(&mut self, bytes: &[u8]) {
        self.clear();
        self.make_room(bytes.len());
        self.room[..bytes.len()].copy_from_slice(bytes);
        self.len = bytes.len();
    }

    /// Makes room for so many bytes.
    fn make_room(&mut self, bytes: usize) {
        let had = self.room.len();
        if had < bytes {
            // Twice as much, so that a stream, or files that grow a little from one to the next, cost little; and where more
            // is asked for, no more than that.
            let len = bytes.next_multiple_of(STEP);
            let is_much = len > had + STEP;
            let len = if is_much { len } else { len.max(2 * had) };
            self.room = self.room.grown(len, self.len);
        }
    }

    /// Forgets what is in it, and the room of a large file.
    fn clear(&mut self) {
        self.len = 0;
        if self.room.len() > KEPT {
            self.room = Room::default();
        }
    }

    /// Reads on until there are so many bytes; whether the stream has ended.
    fn fill(&mut self, stream: &mut impl Read, bytes: usize) -> io::Result<bool> {
        self.make_room(bytes);
        while self.len < bytes {
            match stream.read(&mut self.room[self.len..bytes]) {
                Ok(0) => return Ok(true),
                Ok(count) => self.len += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    /// Reads to the end of the stream, `expected` bytes in one go.
    fn fill_up(
        &mut self,
        stream: &mut impl Read,
        expected: u64,
        limit: u64,
    ) -> Result<(), ReadFailure> {
        let expected = usize::try_from(expected.min(limit)).unwrap_or(usize::MAX);
        // One byte more than expected: the end is then seen without making more room.
        let mut next = expected.max(self.len).saturating_add(1);
        while !self.fill(stream, next)? {
            if self.len as u64 > limit {
                break;
            }
            next = next.saturating_add(STEP);
        }
        self.check(limit)
    }

    /// Reads on, part by part, as long as all of them are UTF-8 and can be passed over; whether that is so to the end, and
    /// that no further than `limit` bytes from where the stream begins. Its beginning is in the buffer, which needs room for
    /// one part, however long the stream is.
    fn passes(
        &mut self,
        stream: &mut impl Read,
        limit: u64,
        passes: Passes<'_>,
        overlap: usize,
    ) -> io::Result<bool> {
        if is_utf16(self) {
            return Ok(false);
        }
        let part = PART.max(2 * overlap);
        // Bytes that are known to be whole characters, and those that are no longer in the buffer.
        let (mut checked, mut gone) = (0, 0);
        loop {
            let ended = self.fill(stream, self.len.max(part))?;
            match std::str::from_utf8(&self[checked..]) {
                Ok(_) => checked = self.len,
                // The rest of a character is to come.
                Err(error) if error.error_len().is_none() && !ended => {
                    checked += error.valid_up_to();
                }
                Err(_) => return Ok(false),
            }
            if !passes(self) || gone + self.len as u64 > limit {
                return Ok(false);
            }
            if ended {
                return Ok(true);
            }
            let passed = self.len.saturating_sub(overlap).min(checked);
            self.room.copy_within(passed..self.len, 0);
            self.len -= passed;
            checked -= passed;
            gone += passed as u64;
        }
    }

    fn check(&mut self, limit: u64) -> Result<(), ReadFailure> {
        if self.len as u64 <= limit {
            return Ok(());
        }
        self.len = 0;
        Err(ReadFailure::TooLarge { limit })
    }
}

/// In bytes.
const STEP: usize = 64 * 1024;

/// Bytes that are looked at together where a file may be passed over: few enough to stay near the processor.
const PART: usize = 2 * STEP;

/// Bytes of room that are kept for the next file.
const KEPT: usize = 1 << 20;

/// Replaces what is in `buffer` by the bytes of a file, which may be `limit` bytes long.
pub fn read(path: &Path, buffer: &mut Buffer, limit: u64) -> Result<(), ReadFailure> {
    let anything = Wanted {
        beginning: STEP,
        begins: &|_| true,
        passes: None,
        overlap: 0,
    };
    if fence::leads_out(path) {
        return Err(ReadFailure::LeadsOut);
    }
    read_opened(fence::open_any(path, true)?, buffer, limit, anything).map(|_| ())
}

/// Whether a part of a text can be passed over, whatever stands around it.
pub type Passes<'a> = &'a dyn Fn(&[u8]) -> bool;

/// What of a longer file is wanted.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Bytes of a beginning that tells whether there is anything to want.
    pub beginning: usize,
    pub begins: &'a dyn Fn(&[u8]) -> bool,
    /// A text is passed over where all of its parts can be, each of which begins with the last `overlap` bytes of the one
    /// before, or some more where a character goes on.
    pub passes: Option<Passes<'a>>,
    pub overlap: usize,
}

/// What of a file was read into the buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Whole,
    /// It is longer, and by its beginning not wanted.
    Beginning,
    /// Nothing to rely on: it is UTF-8, and all of it is passed over.
    Passed,
}

/// The same of a file that was found, and is no link, as far as it is wanted. Where its folder is open, it is opened from
/// there.
pub fn read_wanted(
    path: &Path,
    folder: Option<&OpenFolder>,
    buffer: &mut Buffer,
    limit: u64,
    wanted: Wanted<'_>,
) -> Result<Extent, ReadFailure> {
    let opened = match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.file(name),
        _ => fence::open_any(path, false),
    };
    let is_link = || path.symlink_metadata().is_ok_and(|now| now.is_symlink());
    match opened {
        Err(_) if is_link() => Err(ReadFailure::NotRegular),
        opened => read_opened(opened?, buffer, limit, wanted),
    }
}

fn read_opened(
    mut file: File,
    buffer: &mut Buffer,
    limit: u64,
    wanted: Wanted<'_>,
) -> Result<Extent, ReadFailure> {
    buffer.clear();
    let whole = match buffer.fill(&mut file, wanted.beginning) {
        Err(_) if !file.metadata()?.is_file() => return Err(ReadFailure::NotRegular),
        read => read?,
    };
    // Hardly a file has nothing in it, but a named pipe has that to give: most are not asked what they are.
    if whole && !buffer.is_empty() {
        return buffer.check(limit).map(|()| Extent::Whole);
    }
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(ReadFailure::NotRegular);
    }
    if metadata.len() > limit {
        return Err(ReadFailure::TooLarge { limit });
    }
    if whole {
        return Ok(Extent::Whole);
    }
    if !(wanted.begins)(buffer) {
        return Ok(Extent::Beginning);
    }
    // Not every file can be read a second time.
    let passes = wanted.passes.filter(|_| file.stream_position().is_ok());
    if let Some(passes) = passes {
        if buffer.passes(&mut file, limit, passes, wanted.overlap)? {
            return Ok(Extent::Passed);
        }
        file.rewind()?;
        buffer.len = 0;
    }
    let filled = buffer.fill_up(&mut file, metadata.len(), limit);
    filled.map(|()| Extent::Whole)
}

/// The same for a stream, as standard input.
pub fn read_from(
    mut stream: impl Read,
    buffer: &mut Buffer,
    limit: u64,
) -> Result<(), ReadFailure> {
    buffer.clear();
    buffer.fill_up(&mut stream, 0, limit)
}

/// The text of a source, or where it is none. UTF-16 without its mark is valid UTF-8, and is told all the same.
pub fn utf8(bytes: &[u8]) -> Result<&str, Unread> {
    if is_utf16(bytes) {
        let reason = "it is not UTF-8, but by every other byte UTF-16";
        return Err(Unread::new(reason, "save it as UTF-8"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Unread::new(
                format!("it is not UTF-8 at byte {at}, but UTF-16"),
                "save it as UTF-8",
            ),
            _ => Unread::new(
                format!("it is not UTF-8 at byte {at}"),
                "save it as UTF-8, or exclude the file",
            ),
        }
    })
}

/// Whether a text begins with some characters of two bytes each, of which the same one is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    const UNITS: usize = 8;
    let Some(start) = bytes.get(..2 * UNITS) else {
        return false;
    };
    let zeros = |which: usize| start.iter().skip(which).step_by(2).all(|byte| *byte == 0);
    start.contains(&0) && zeros(0) != zeros(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_file_is_read_into_the_buffer_that_is_used_again() {
        let tree = Scratch::with(&[
            ("long.js", &"x".repeat(100_000)),
            ("short.js", "y"),
            ("empty.js", ""),
        ]);
        let mut buffer = Buffer::default();
        for (name, length) in [("long.js", 100_000), ("short.js", 1), ("empty.js", 0)] {
            read(&tree.root().join(name), &mut buffer, 100_000).expect(name);
            assert_eq!(buffer.len(), length, "{name}");
        }
        read(&tree.root().join("short.js"), &mut buffer, 1).expect("read");
        assert_eq!(*buffer, *b"y");
        // Of a large file, nothing stays.
        buffer.set(&[b'z'; KEPT + 1]);
        assert!(buffer.room.len() < KEPT + 2 * STEP);
        read(&tree.root().join("short.js"), &mut buffer, 1).expect("read");
        assert!(*buffer == *b"y" && buffer.room.len() == STEP);
    }

    #[test]
    fn what_is_not_wanted_is_read_no_further() {
        let tree = Scratch::with(&[("long.js", &"x".repeat(100_000)), ("short.js", "yyyy")]);
        let mut buffer = Buffer::default();
        let mut len = |name: &str, wanted: bool| {
            let asked = std::cell::Cell::new(0);
            let wants = |beginning: &[u8]| {
                asked.set(asked.get() + beginning.len());
                wanted
            };
            let wanted = Wanted {
                beginning: 10,
                begins: &wants,
                passes: None,
                overlap: 0,
            };
            let path = tree.root().join(name);
            let read = read_wanted(&path, None, &mut buffer, 100_000, wanted);
            let is_whole = read.expect(name) == Extent::Whole;
            assert_eq!(is_whole, buffer.len() != 10);
            (buffer.len(), asked.get())
        };
        assert_eq!(len("long.js", false), (10, 10));
        assert_eq!(len("long.js", true), (100_000, 10));
        assert_eq!(len("short.js", false), (4, 0));
    }

    const OVERLAP: usize = 8 * 1024;

    /// What becomes of a text of which parts with this byte in them are wanted.
    fn passing(text: &[u8], limit: u64, wanted: u8) -> (Extent, Vec<Vec<u8>>, Vec<u8>) {
        let tree = Scratch::new();
        let path = tree.root().join("x.js");
        std::fs::write(&path, text).expect("written");
        let parts = std::cell::RefCell::new(Vec::new());
        let passes = |part: &[u8]| {
            parts.borrow_mut().push(part.to_vec());
            !part.contains(&wanted)
        };
        let wanted = Wanted {
            beginning: 100,
            begins: &|_| true,
            passes: Some(&passes),
            overlap: OVERLAP,
        };
        let mut buffer = Buffer::default();
        let extent = read_wanted(&path, None, &mut buffer, limit, wanted).expect("read");
        (extent, parts.into_inner(), buffer.to_vec())
    }

    #[test]
    fn a_long_text_may_be_passed_over_part_by_part() {
        const NEXT: usize = PART - OVERLAP;
        let text: String = (0..60_000).map(|number| format!("{number}ä")).collect();
        let text = text.into_bytes();
        let (extent, parts, _) = passing(&text, 1 << 20, b'!');
        assert_eq!(extent, Extent::Passed);
        let expected = (0..text.len()).step_by(NEXT);
        let expected = expected.map(|at| &text[at..(at + PART).min(text.len())]);
        assert!(parts.len() > 2 && parts.iter().eq(expected));
        // What is wanted after all is read from its beginning.
        for at in [2, PART - 1, PART + 2, text.len() - 3] {
            let mut text = text.clone();
            let at = text[..at].iter().rposition(u8::is_ascii_digit);
            text[at.expect("a digit")] = b'!';
            let (extent, _, read) = passing(&text, 1 << 20, b'!');
            assert_eq!((extent, read == text), (Extent::Whole, true), "{at:?}");
        }
        assert_eq!(passing(b"short", 1 << 20, b's').0, Extent::Whole);
    }

    #[test]
    fn nothing_but_utf8_is_passed_over() {
        let text = "ä-".repeat(100_001).into_bytes();
        for at in [0, PART - 2, PART - 1, PART, text.len() - 1] {
            let mut text = text.clone();
            text[at] = 0xff;
            let (extent, _, read) = passing(&text, 1 << 20, b'!');
            assert_eq!((extent, read == text), (Extent::Whole, true), "{at}");
        }
        for overlap in 0..4 {
            let mut buffer = Buffer::default();
            let passed = buffer.passes(&mut &*text, 1 << 20, &|_| true, overlap);
            assert!(passed.expect("read"), "{overlap}");
        }
        let cut = passing(&text[..text.len() - 2], 1 << 20, b'!');
        assert_eq!(cut.0, Extent::Whole);
        let utf16 = b"f\0(\0)\0;\0".repeat(20_000);
        assert_eq!(passing(&utf16, 1 << 20, b'!').0, Extent::Whole);
    }

    /// As a file that grows while it is read.
    #[test]
    fn what_is_passed_over_has_a_limit_too() {
        let mut buffer = Buffer::default();
        let mut stream = io::repeat(b'z').take(1_000_000);
        assert!(
            buffer
                .passes(&mut stream, 1_000_000, &|_| true, OVERLAP)
                .expect("read")
        );
        buffer.len = 0;
        let mut endless = io::repeat(b'z');
        assert!(
            !buffer
                .passes(&mut endless, 1_000_000, &|_| true, OVERLAP)
                .expect("read")
        );
        assert_eq!(buffer.room.len(), PART);
    }

    #[test]
    fn a_stream_is_read_up_to_the_limit() {
        let mut buffer = Buffer::default();
        read_from(io::repeat(b'z').take(200_000), &mut buffer, 200_000).expect("read");
        assert!(buffer.len() == 200_000 && buffer.iter().all(|byte| *byte == b'z'));
        let endless = read_from(io::repeat(b'z'), &mut buffer, 200_000);
        assert!(matches!(
            endless,
            Err(ReadFailure::TooLarge { limit: 200_000 })
        ));
    }

    /// Else a long stream would be copied as often as it has steps.
    #[test]
    fn room_that_is_made_step_by_step_doubles() {
        let mut buffer = Buffer::default();
        let mut rooms = std::collections::BTreeSet::new();
        for step in 0..1000 {
            buffer.make_room(step * STEP + 1);
            rooms.insert(buffer.room.len());
        }
        assert!(rooms.len() < 14, "{rooms:?}");
        buffer.make_room(5000 * STEP);
        assert_eq!(buffer.room.len(), 5000 * STEP);
    }

    #[test]
    fn failures_say_what_to_do() {
        let tree = Scratch::with(&[("large.js", "12345")]);
        let mut buffer = Buffer::default();
        let mut failure = |name: &str| {
            let read = read(&tree.root().join(name), &mut buffer, 4);
            Unread::from(read.expect_err(name))
        };
        assert_eq!(
            failure("large.js"),
            Unread::new("it is larger than 4 bytes", "exclude it if it is generated")
        );
        assert!(failure("none.js").reason.contains("vanished"));
        assert!(failure("").reason.contains("not a regular file"));
        assert_eq!(size(4 << 20), "4 MiB");
        let denied = ReadFailure::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert!(Unread::from(denied).reason.contains("permission"));
    }

    /// What a walk has found to be a file or a folder, and what is a link by now.
    #[cfg(unix)]
    #[test]
    fn what_has_become_a_link_is_not_followed() {
        let tree = Scratch::with(&[("a.js", "text"), ("sub/b.js", "text")]);
        tree.link("link.js", "a.js");
        tree.link("folder", "sub");
        let folder = OpenFolder::open(tree.root(), true).expect("a folder");
        let all = Wanted {
            beginning: 10,
            begins: &|_| true,
            passes: None,
            overlap: 0,
        };
        let mut buffer = Buffer::default();
        for folder in [Some(&folder), None] {
            let mut read = |name: &str| {
                let path = tree.root().join(name);
                read_wanted(&path, folder, &mut buffer, 10, all)
            };
            assert!(read("a.js").is_ok());
            assert!(matches!(read("link.js"), Err(ReadFailure::NotRegular)));
        }
        let linked = tree.root().join("folder");
        assert!(OpenFolder::open(&linked, false).is_err());
        assert!(OpenFolder::open(&linked, true).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_named_pipe_is_refused_without_waiting() {
        let tree = Scratch::new();
        let pipe = tree.pipe("pipe.js");
        let refused = read(&pipe, &mut Buffer::default(), 4);
        assert!(matches!(refused, Err(ReadFailure::NotRegular)));
        assert!(read(Path::new("/dev/zero"), &mut Buffer::default(), 4).is_err());
    }

    #[test]
    fn a_text_that_is_not_utf8_is_told_by_its_place() {
        assert_eq!(utf8("é".as_bytes()), Ok("é"));
        assert!(
            utf8(b"ab\xffcd")
                .expect_err("not UTF-8")
                .reason
                .contains("at byte 2")
        );
        assert!(
            utf8(b"\xff\xfea\0")
                .expect_err("not UTF-8")
                .reason
                .contains("UTF-16")
        );
        for text in [b"f\0(\0)\0;\0a\0=\0b\0;\0", b"\0f\0(\0)\0;\0a\0=\0b\0;"] {
            assert!(utf8(text).expect_err("UTF-16").reason.contains("UTF-16"));
        }
        assert!(utf8(&[0; 64]).is_ok() && utf8(b"a\0b\0").is_ok());
        assert!(
            utf8(b"\xfe\xff\0a")
                .expect_err("not UTF-8")
                .reason
                .contains("UTF-16")
        );
    }
}
