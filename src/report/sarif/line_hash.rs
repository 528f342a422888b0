//! The fingerprint of a line by which GitHub knows an alert again, as its upload action computes it: so no alert is
//! closed and opened anew because of who has computed it.
//!
//! A rolling hash of the hundred UTF-16 units from the beginning of a line on, blanks and tabs left out, every kind of
//! line end being one LF; the text ends with a unit 65535 and zeros. Behind the hash stands how often it has come up.
//! Source: `src/fingerprints.ts` of github/codeql-action, whose outputs the tests below hold.

use std::collections::{BTreeMap, HashMap};

const WINDOW: usize = 100;
const FACTOR: u64 = 37;
const END: u16 = 65535;

/// The fingerprints of some 1-based lines. Lines end with LF, CRLF or CR alone there.
pub(super) fn line_hashes(
    text: &str,
    wanted: impl IntoIterator<Item = u32>,
) -> BTreeMap<u32, String> {
    let mut found: BTreeMap<u32, String> = wanted
        .into_iter()
        .map(|line| (line, String::new()))
        .collect();
    if found.is_empty() {
        return found;
    }
    let mut hasher = Hasher::new(|line, hash: u64, count: u32| {
        if let Some(own) = found.get_mut(&line) {
            *own = format!("{hash:x}:{count}");
        }
    });
    for unit in text.encode_utf16() {
        hasher.take(unit);
    }
    hasher.finish();
    found.retain(|_, hash| !hash.is_empty());
    found
}

struct Hasher<F> {
    told: F,
    /// The last units, by when they came.
    window: [u16; WINDOW],
    /// The 1-based line that begins with the unit at this place of the window; 0 for none.
    begins: [u32; WINDOW],
    at: usize,
    hash: u64,
    /// What a unit counts that leaves the window.
    leaving: u64,
    line: u32,
    at_start: bool,
    after_cr: bool,
    counts: HashMap<u64, u32>,
}

impl<F: FnMut(u32, u64, u32)> Hasher<F> {
    fn new(told: F) -> Self {
        Self {
            told,
            window: [0; WINDOW],
            begins: [0; WINDOW],
            at: 0,
            hash: 0,
            leaving: (0..WINDOW).fold(1u64, |power, _| power.wrapping_mul(FACTOR)),
            line: 0,
            at_start: true,
            after_cr: false,
            counts: HashMap::new(),
        }
    }

    fn take(&mut self, unit: u16) {
        let (tab, lf, cr, blank) = (0x09, 0x0a, 0x0d, 0x20);
        let after_cr = std::mem::replace(&mut self.after_cr, unit == cr);
        if unit == blank || unit == tab || (after_cr && unit == lf) {
            return;
        }
        let unit = if unit == cr { lf } else { unit };
        self.tell();
        if std::mem::take(&mut self.at_start) {
            self.line += 1;
            self.begins[self.at] = self.line;
        }
        self.at_start = unit == lf;
        self.push(unit);
    }

    fn finish(&mut self) {
        self.take(END);
        for _ in 0..WINDOW {
            self.tell();
            self.push(0);
        }
    }

    /// Of the line that began a whole window ago.
    fn tell(&mut self) {
        let line = std::mem::take(&mut self.begins[self.at]);
        if line != 0 {
            let count = self.counts.entry(self.hash).or_default();
            *count += 1;
            (self.told)(line, self.hash, *count);
        }
    }

    fn push(&mut self, unit: u16) {
        let gone = std::mem::replace(&mut self.window[self.at], unit);
        let gone = self.leaving.wrapping_mul(u64::from(gone));
        let hash = self.hash.wrapping_mul(FACTOR).wrapping_add(u64::from(unit));
        self.hash = hash.wrapping_sub(gone);
        self.at = (self.at + 1) % WINDOW;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // What the upload action gives for these texts, line by line.
    const VECTORS: &[(&str, &[&str])] = &[
        ("", &["c129715d7a2bc9a3:1"]),
        ("a", &["53b5d4aabe50d64:1"]),
        (
            "a\nb\nc\n",
            &[
                "52668e89249e7477:1",
                "9ed7939040abc6c0:1",
                "3791504be0bd17cc:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
        (
            "\t\ta b\r\n  ab\r\nab",
            &[
                "db7334d84dfb7250:1",
                "a67181c4874b4373:1",
                "952bb1cc6d22bdaa:1",
            ],
        ),
        (
            "a\rb\r\rc",
            &[
                "4850bf53658d4e53:1",
                "b0367d257df6d03c:1",
                "1c206f60a702cfe8:1",
                "188ff2f224477a1e:1",
            ],
        ),
        (
            "a\r \nb\n",
            &[
                "818c3a85b988abe4:1",
                "bf4c4d48992e2ca5:1",
                "ade70578248be16f:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
        (
            "\u{feff}é𐐀 101\n\té𐐀101\n",
            &[
                "f9b2ee90651e227e:1",
                "63a2640478a3d5b9:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
        (
            "if (e.code === 101) {\n  a();\n}\nif (e.code === 101) {\n  a();\n}\n",
            &[
                "b69c7c1731587a4f:1",
                "9122fa85b8de9cb7:1",
                "699c6b53c69534c8:1",
                "87451b25886e2a9d:1",
                "36ed5ec412189255:1",
                "32dce9ccfdbc9d3e:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
        (
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\ny\n",
            &[
                "52b56201ffb58620:1",
                "52b56201ffb58620:2",
                "c33be7e0cf7c3ca:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
        (
            "\u{2028}a\n\u{0}\nb",
            &[
                "d716b2ab97dfb732:1",
                "9dbcdf3d2cc49323:1",
                "8ee5a81e681643c1:1",
            ],
        ),
    ];

    #[test]
    fn hashes_are_those_of_the_upload_action() {
        for (text, expected) in VECTORS {
            let lines = u32::try_from(expected.len()).expect("few lines");
            let found = line_hashes(text, 1..=lines);
            let found: Vec<&str> = found.values().map(String::as_str).collect();
            assert_eq!(&found, expected, "{text:?}");
        }
    }

    #[test]
    fn only_what_is_asked_for_is_kept() {
        assert_eq!(line_hashes("a\nb\nc", [2]).len(), 1);
        assert!(line_hashes("a", [2]).is_empty());
        assert!(line_hashes("a", []).is_empty());
    }
}
