//! Bytes: may this file hold a Parse code at all, and is it meant to be read?
//!
//! A test of a few words, many times faster than the tokens. It never looks at a language; what stands where is for
//! `lang`. The words that prove Parse are the catalogue's.

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

use crate::model::catalogue;
use crate::model::facts::SUPPRESSION_MARKS;

/// The beginning of the REST interface's headers, in the letter cases that people write.
const HEADERS: [&str; 6] = [
    "X-Parse-", "x-parse-", "X-PARSE-", "X-parse-", "x-Parse-", "x-PARSE-",
];

/// In a package that uses Parse: without one of these and without a number of three digits there is no site.
const HINTS: [&str; 7] = ["code", "Code", "CODE", "rror", "RROR", "reject", "parse"];

/// How a file gives something to others.
const LENDING: [&str; 2] = ["export", "pub"];

/// How a file names another one of its project.
const NEIGHBOURS: [&str; 8] = [
    "'./", "\"./", "'../", "\"../", "crate::", "super::", "self::", "mod ",
];

/// The words, compiled once a run.
#[derive(Debug)]
pub struct Prefilter {
    hints: Option<AhoCorasick>,
    traces: Option<AhoCorasick>,
    headers: Option<AhoCorasick>,
    needles: Vec<Needle>,
}

/// A word that proves Parse, and where it does.
#[derive(Clone, Debug)]
struct Needle {
    text: String,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// A name: no letter or digit before it, no lower-case letter behind it (`Parser` is somebody else).
    Name,
    /// A module's path: a quote stands before it, and a quote or a slash behind it.
    Module,
    /// A crate that a path begins with, or that is imported whole.
    Crate,
    /// The beginning of such a crate's name.
    CratePrefix,
}

impl Default for Prefilter {
    fn default() -> Self {
        Self::new()
    }
}

impl Prefilter {
    pub fn new() -> Self {
        let needles = needles();
        let texts: Vec<&str> = needles.iter().map(|needle| needle.text.as_str()).collect();
        Self {
            hints: compile(&[&HINTS[..], &SUPPRESSION_MARKS].concat()),
            traces: compile(&texts),
            headers: compile(&HEADERS),
            needles,
        }
    }

    /// Whether the file may hold a code. Where its package uses Parse, a weak hint is enough; elsewhere (and where
    /// there is no package) the file itself must show a trace of Parse.
    pub fn admits(&self, bytes: &[u8], package_uses_parse: bool) -> bool {
        if package_uses_parse {
            self.hints
                .as_ref()
                .is_none_or(|hints| hints.is_match(bytes))
                || holds_a_code(bytes)
        } else {
            self.has_trace(bytes) || holds_a_named_code(bytes)
        }
    }

    /// Whether the file names another one of its project, which may be about Parse: asked where no package tells.
    pub fn has_neighbours(&self, bytes: &[u8]) -> bool {
        let named = |word: &str| memmem::find(bytes, word.as_bytes()).is_some();
        NEIGHBOURS.into_iter().any(named)
    }

    /// Whether the file may give others a number that is a code by what they do with it.
    pub fn may_lend(&self, bytes: &[u8]) -> bool {
        let gives = |word: &str| memmem::find(bytes, word.as_bytes()).is_some();
        LENDING.into_iter().any(gives) && holds_a_code(bytes)
    }

    /// Whether one of Parse's headers may be named: of the files that `admits` turns away from a package that does not
    /// use Parse, none does.
    pub fn names_a_header(&self, bytes: &[u8]) -> bool {
        self.headers
            .as_ref()
            .is_none_or(|headers| headers.is_match(bytes))
    }

    fn has_trace(&self, bytes: &[u8]) -> bool {
        let Some(traces) = &self.traces else {
            return true;
        };
        traces.find_overlapping_iter(bytes).any(|found| {
            let place = self
                .needles
                .get(found.pattern().as_usize())
                .map(|needle| needle.place);
            place.is_none_or(|place| place.holds(bytes, found.start(), found.end()))
        })
    }
}

impl Place {
    fn holds(self, bytes: &[u8], start: usize, end: usize) -> bool {
        let before = start.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(end).copied();
        let is_quote = |byte: u8| matches!(byte, b'"' | b'\'' | b'`');
        match self {
            Place::Anywhere => true,
            Place::Name => {
                !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
                    && !after.is_some_and(|byte| byte.is_ascii_lowercase())
            }
            Place::Module => {
                before.is_some_and(is_quote)
                    && after.is_some_and(|byte| is_quote(byte) || byte == b'/')
            }
            Place::Crate => !before.is_some_and(continues_name) && ends_crate(&bytes[end..]),
            Place::CratePrefix => {
                let rest = bytes[end..].iter();
                let len = rest.take_while(|byte| continues_name(**byte)).count();
                !before.is_some_and(continues_name)
                    && after.is_some_and(|byte| byte.is_ascii_alphabetic())
                    && ends_crate(&bytes[end + len..])
            }
        }
    }
}

fn continues_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a name that ends here may be a crate's: a path goes on, or an import ends.
fn ends_crate(rest: &[u8]) -> bool {
    rest.starts_with(b"::")
        || rest.first().is_some_and(|byte| {
            byte.is_ascii_whitespace() || matches!(byte, b';' | b',' | b'{' | b'}')
        })
}

/// `None` would be words that cannot be compiled: then every file is admitted.
fn compile(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(words)
        .ok()
}

/// The catalogue's words for Parse: names of the SDK and its error class, modules, crates, and the headers of its REST
/// interface.
fn needles() -> Vec<Needle> {
    let names = catalogue::parse_namespaces()
        .iter()
        .chain(catalogue::parse_error_classes());
    let names = names.map(|name| (name.to_string(), Place::Name));
    let modules = catalogue::parse_packages().iter().map(|module| {
        let module = module.strip_suffix("/*").unwrap_or(module);
        (module.to_owned(), Place::Module)
    });
    // A name with a hyphen is a manifest's.
    let in_sources = |name: &&&str| !name.contains('-');
    let crates = catalogue::parse_crates().iter().filter(in_sources);
    let crates = crates.map(|name| match name.strip_suffix('*') {
        Some(start) => (start.to_owned(), Place::CratePrefix),
        None => (name.to_string(), Place::Crate),
    });
    // A file with a suppression comment is always looked at.
    let anywhere = HEADERS.into_iter().chain(SUPPRESSION_MARKS);
    let anywhere = anywhere.map(|word| (word.to_owned(), Place::Anywhere));
    let mut needles: Vec<Needle> = Vec::new();
    for (text, place) in names.chain(modules).chain(crates).chain(anywhere) {
        if !needles.iter().any(|needle| needle.text == text) {
            needles.push(Needle { text, place });
        }
    }
    needles
}

/// Whether a number that may be a code stands in the text by itself: tables of codes, and calls of helpers of other files,
/// need no telling word.
fn holds_a_code(bytes: &[u8]) -> bool {
    numbers(bytes).any(|number| number.value.is_none_or(|value| value >= 100))
}

/// Whether a number stands behind a distinctive Parse name of it: such constants are Parse's wherever they stand.
fn holds_a_named_code(bytes: &[u8]) -> bool {
    numbers(bytes).any(|number| {
        let wanted = number.value.is_none_or(|value| {
            catalogue::is_predefined(value) || catalogue::is_predefined(-value)
        });
        wanted && is_given(bytes, number.start) && names_before(bytes, number)
    })
}

/// A number that stands by itself.
#[derive(Clone, Copy)]
struct Number {
    start: usize,
    /// Without its sign; `None` where it is spelt otherwise than by digits alone.
    value: Option<i64>,
}

/// The numbers of a text that may be codes by their length.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = Number> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
            let digits = bytes[start..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit());
            let len = digits.count();
            at = start + len;
            let clings = start > 0
                && (bytes[start - 1].is_ascii_alphanumeric()
                    || matches!(bytes[start - 1], b'_' | b'.'));
            if clings || len > 4 {
                continue;
            }
            let otherwise = match bytes.get(at) {
                Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B') => len == 1,
                Some(b'_') => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
                _ => false,
            };
            let value = bytes[start..at]
                .iter()
                .fold(0, |value, digit| value * 10 + i64::from(digit - b'0'));
            let value = (!otherwise).then_some(value);
            return Some(Number { start, value });
        }
    })
}

/// Whether a value stands at the place: behind a sign of assignment, a colon, a comma or a parenthesis.
fn is_given(bytes: &[u8], start: usize) -> bool {
    let before = bytes[..start].iter().rev();
    let mut before = before.filter(|byte| !byte.is_ascii_whitespace() && **byte != b'-');
    matches!(before.next(), Some(b'=' | b':' | b',' | b'('))
}

/// Whether one of the last names before a number is a distinctive Parse name of it. A type, a wrapper and a few words
/// may stand between the two.
fn names_before(bytes: &[u8], number: Number) -> bool {
    const REACH: usize = 96;
    const NAMES: usize = 6;
    const SHORTEST: usize = 8;
    let before = &bytes[number.start.saturating_sub(REACH)..number.start];
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let words = before.rsplit(|byte| !is_part(byte));
    let names = words.filter(|word| !word.is_empty()).take(NAMES);
    names
        .filter(|name| name.len() >= SHORTEST)
        .filter_map(|name| std::str::from_utf8(name).ok())
        .any(|name| {
            let codes = catalogue::codes_named(name);
            let is_its = |value: i64| codes.iter().any(|code| code.abs() == value);
            number.value.map_or(!codes.is_empty(), is_its) && catalogue::is_distinctive(name)
        })
}

/// Whether a source is minified, by its name or by its text.
pub fn is_minified(path: &str, bytes: &[u8]) -> bool {
    is_minified_name(path) || looks_minified(bytes)
}

/// Whether a file's name says that it is minified.
fn is_minified_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.ends_with(".min") || stem.ends_with("-min")
}

/// Whether a text was written by a minifier: more than half of its first 64 KiB stands in lines of more than 500 bytes
/// that are dense code, namely at least a tenth brackets and separators, and less than a tenth blanks. Comments (source
/// maps, licences) do not count. Compilers keep a statement to a line, people do so with blanks, and embedded data has
/// few separators.
pub fn looks_minified(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 64 << 10;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (mut all, mut dense) = (0, 0);
    let ends = memchr::memchr_iter(b'\n', sample).chain([sample.len()]);
    let mut start = 0;
    for end in ends {
        let line = &sample[start..end];
        start = end + 1;
        let code = line.trim_ascii_start();
        if code.starts_with(b"//") || code.starts_with(b"/*") && code.ends_with(b"*/") {
            continue;
        }
        all += line.len();
        dense += if is_dense(line) { line.len() } else { 0 };
    }
    dense * 2 > all
}

fn is_dense(line: &[u8]) -> bool {
    const LONG: usize = 500;
    if line.len() <= LONG {
        return false;
    }
    let separators = line
        .iter()
        .filter(|byte| b"(){}[];,=:.".contains(byte))
        .count();
    let blanks = line
        .iter()
        .filter(|byte| byte.is_ascii_whitespace())
        .count();
    separators * 10 >= line.len() && blanks * 10 < line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, in_parse_package: bool, elsewhere: bool) {
        let prefilter = Prefilter::new();
        assert_eq!(
            prefilter.admits(text.as_bytes(), true),
            in_parse_package,
            "in a Parse package: {text}"
        );
        assert_eq!(
            prefilter.admits(text.as_bytes(), false),
            elsewhere,
            "elsewhere: {text}"
        );
    }

    #[test]
    fn in_a_parse_package_a_hint_is_enough() {
        check("if (e.code === 101) {}", true, false);
        check("x.reject(9001)", true, false);
        check("export const NOT_THERE = 101;", true, false);
        check("enum E { A=205 }", true, false);
        check("let a = 1;", false, false);
        check("let a101 = v1.101 + 10155;", false, false);
        check("deny(5002)", true, false);
        check("deny(99)", false, false);
        check("", false, false);
    }

    #[test]
    fn what_a_file_lends_and_names() {
        let prefilter = Prefilter::new();
        for text in [
            "export const GONE = 404;",
            "module.exports = { GONE: 101 }",
            "pub const GONE: i32 = 5001;",
        ] {
            assert!(prefilter.may_lend(text.as_bytes()), "{text}");
        }
        for text in ["const GONE = 404;", "export const GONE = 4;"] {
            assert!(!prefilter.may_lend(text.as_bytes()), "{text}");
        }
        for text in [
            "import a from './a'",
            "require(\"../a\")",
            "use crate::a;",
            "mod codes;",
        ] {
            assert!(prefilter.has_neighbours(text.as_bytes()), "{text}");
        }
        assert!(!prefilter.has_neighbours(b"import a from 'a'"));
    }

    #[test]
    fn elsewhere_a_trace_of_parse_is_needed() {
        for text in [
            "throw new Parse.Error(1)",
            "new _node.default.Parse.Error(1)",
            "new _ParseError.default(1)",
            "new ParseError(1)",
            "import P from 'parse'",
            "require(\"parse/node\")",
            "import S from `parse-server`",
            "import '@parse/s3-files-adapter'",
            "Moralis.Error",
            "'X-Parse-Application-Id': code",
            "headers['x-parse-session-token']",
            "// parselint-ignore-file: error",
            "\"X-PARSE-MASTER-KEY\": code",
            "use parse_rs::ParseError as E;",
            "extern crate parse_rs;",
            "use {parse_rs, serde};",
            "use parse_rs as parse; // code",
            "::parse_rust_core::ErrorCode::ObjectNotFound",
            "(parse_rust_server::x)(code)",
            "// Parselint-ignore",
            "// ParseLint-Ignore",
            "// PARSELINT-IGNORE",
        ] {
            check(text, Prefilter::new().admits(text.as_bytes(), true), true);
        }
        for text in [
            "JSON.parse(error)",
            "new Parser(code)",
            "doParse(error)",
            "import 'parse5' // error",
            "import './parse' // error",
            "'url-parse' + error",
            "fn parse_rs(code: &str)",
            "my_parse_rs::code",
            "fn parse_rust_code()",
            "parse_rust_ ::code",
            "use parse_rust::code",
            "parse_rss::code",
        ] {
            check(text, true, false);
        }
    }

    #[test]
    fn minified_is_long_and_dense() {
        let minified = "function(e,t){return e.code===t?r(e,t):n.call(this,e)};".repeat(40);
        assert!(looks_minified(minified.as_bytes()));
        assert!(looks_minified(
            format!("/*! licence */\n{minified}\n//# sourceMappingURL=a.map").as_bytes()
        ));
        let readable =
            "function f(error) {\n  return error.code === 101 ? g(error) : null;\n}\n".repeat(40);
        assert!(!looks_minified(readable.as_bytes()));
        let mapped = format!(
            "{readable}//# sourceMappingURL=data:{}",
            "QUJD,;:=".repeat(20_000)
        );
        assert!(!looks_minified(mapped.as_bytes()));
        let data = format!("const image = '{}';\n{readable}", "QUJDRA".repeat(9_000));
        assert!(!looks_minified(data.as_bytes()));
        let prose = format!(
            "const text = '{}';",
            "It was a bright cold day, and all clocks told so. ".repeat(60)
        );
        assert!(!looks_minified(prose.as_bytes()));
        assert!(!looks_minified(b""));
    }

    #[test]
    fn minified_names() {
        for name in ["a/b.min.js", "b-min.js", "x.min.mjs"] {
            assert!(is_minified_name(name), "{name}");
        }
        for name in ["a/min.js", "admin.js", "a.min/b.js", "minimal.ts", "a.min"] {
            assert!(!is_minified_name(name), "{name}");
        }
    }

    #[test]
    fn constants_are_admitted_by_name_and_number() {
        for text in [
            "const OBJECT_NOT_FOUND = 101;",
            "enum Code { ObjectNotFound = 101 }",
            "pub const OBJECT_NOT_FOUND: Option<i64> = Some(101_i64);",
            "const OBJECT_NOT_FOUND: i32 = 0x65;",
            "_defineProperty(ParseFailure, \"OBJECT_NOT_FOUND\", 101)",
            "OtherCause = -1",
        ] {
            assert!(Prefilter::new().admits(text.as_bytes(), false), "{text}");
        }
        for text in [
            "enum Reason { InvalidQuery = 5 }",
            "return invalid_query(3, 1020);",
            "object_not_found(); let code101 = 7;",
            "ObjectNotFound",
        ] {
            assert!(!Prefilter::new().admits(text.as_bytes(), false), "{text}");
        }
    }
}
