//! Words that only a file has which speaks of Parse: the SDK's object, its modules and crates, headers of the REST
//! interface. What is a word here may be a comment's; `lang` tells that from the tokens.

use aho_corasick::{AhoCorasick, Input, MatchKind};

use super::OVERLAP;
use crate::model::catalogue;
use crate::model::facts::{ConstantsAt, SUPPRESSION_MARKS};

/// The beginning of the REST interface's headers, in the letter cases that people write.
pub(super) const HEADERS: [&str; 6] = [
    "X-Parse-", "x-parse-", "X-PARSE-", "X-parse-", "x-Parse-", "x-PARSE-",
];

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// The words of one kind of SDK.
#[derive(Debug)]
pub(super) struct Traces {
    /// `None` would be words that cannot be compiled: then every file has them.
    words: Option<AhoCorasick>,
    places: Vec<Place>,
}

/// Where a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// A value: no name goes on at either end of it, and no other word follows, as in prose.
    Value,
    /// A module's path, from its quote: a quote stands behind it, or a slash, and before it what brings modules in.
    Module,
    /// A crate that a path begins with, or that is imported whole.
    Crate,
    /// The beginning of such a crate's name.
    CratePrefix,
}

impl Traces {
    pub(super) fn new(constants_at: ConstantsAt) -> Self {
        let words = match constants_at {
            ConstantsAt::ErrorClass => object_and_modules(),
            ConstantsAt::CodeEnum => crates(),
        };
        // A file with a suppression comment is always looked at.
        let anywhere = HEADERS.into_iter().chain(SUPPRESSION_MARKS);
        let anywhere = anywhere.map(|word| (word.to_owned(), Place::Anywhere));
        let words: Vec<(String, Place)> = words.into_iter().chain(anywhere).collect();
        let texts = words.iter().map(|(text, _)| text);
        Self {
            words: compile(texts),
            places: words.iter().map(|(_, place)| *place).collect(),
        }
    }

    /// Whether a text has one.
    pub(super) fn are_in(&self, bytes: &[u8]) -> bool {
        self.any(bytes, |place, start, end| place.holds(bytes, start, end))
    }

    /// Whether a text of which this is a part may have one in it: where not enough stands around a word to tell, it counts.
    /// Of two parts that share `OVERLAP` bytes, one has enough, if there is any.
    pub(super) fn may_be_around(&self, part: &[u8]) -> bool {
        self.any(part, |place, start, end| {
            is_cut_off(part, start, end) || place.holds(part, start, end)
        })
    }

    fn any(&self, bytes: &[u8], holds: impl Fn(Place, usize, usize) -> bool) -> bool {
        let Some(words) = &self.words else {
            return true;
        };
        let mut from = 0;
        while let Some(found) = words.find(Input::new(bytes).range(from..)) {
            let place = self.places.get(found.pattern().as_usize());
            if place.is_none_or(|place| holds(*place, found.start(), found.end())) {
                return true;
            }
            // Another word may begin within this one.
            from = found.start() + 1;
        }
        false
    }
}

/// Of words that begin at one place, the longest is found.
pub(super) fn compile(words: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .ok()
}

/// The catalogue's words for the SDK in languages that import modules by their paths.
fn object_and_modules() -> Vec<(String, Place)> {
    let names = catalogue::parse_namespaces().iter();
    let names = names.map(|name| ((*name).to_owned(), Place::Value));
    let modules = catalogue::parse_packages().iter();
    let mut modules: Vec<&str> = modules
        .map(|module| module.strip_suffix("/*").unwrap_or(module))
        .collect();
    modules.sort_unstable();
    modules.dedup();
    let quoted = |module: &str| QUOTES.map(|quote| (format!("{quote}{module}"), Place::Module));
    names.chain(modules.into_iter().flat_map(quoted)).collect()
}

/// The catalogue's words for the SDK in languages that name crates.
fn crates() -> Vec<(String, Place)> {
    // A name with a hyphen is a manifest's.
    let in_sources = catalogue::parse_crates()
        .iter()
        .filter(|name| !name.contains('-'));
    let words = in_sources.map(|name| match name.strip_suffix('*') {
        Some(start) => (start.to_owned(), Place::CratePrefix),
        None => ((*name).to_owned(), Place::Crate),
    });
    words.collect()
}

impl Place {
    fn holds(self, bytes: &[u8], start: usize, end: usize) -> bool {
        let before = start.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(end).copied();
        match self {
            Place::Anywhere => true,
            Place::Value => {
                !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
                    && !after.is_some_and(|byte| continues_name(byte) || byte == b'$')
                    && !is_prose(&bytes[end..])
                    && match before {
                        Some(b'.') => !is_argument(bytes, start, end),
                        Some(b'"' | b'\'' | b'`') => is_key(bytes, start, end),
                        _ => true,
                    }
            }
            Place::Module => {
                let before = bytes[..start].trim_ascii_end();
                after.is_some_and(|byte| matches!(byte, b'"' | b'\'' | b'`' | b'/'))
                    && brings_in(before)
            }
            Place::Crate => !before.is_some_and(continues_name) && ends_crate(&bytes[end..]),
            Place::CratePrefix => {
                let len = || {
                    let rest = bytes[end..].iter();
                    rest.take_while(|byte| continues_name(**byte)).count()
                };
                !before.is_some_and(continues_name)
                    && after.is_some_and(|byte| byte.is_ascii_alphabetic())
                    && ends_crate(&bytes[end + len()..])
            }
        }
    }
}

/// Whether a byte is a letter, a digit or an underscore.
pub(super) fn continues_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether nothing but blanks and a few signs stands on one side of a word, as far as anybody looks, or a name goes on to
/// the end. Nearer than that to an end of a part, the part before or behind tells.
fn is_cut_off(bytes: &[u8], start: usize, end: usize) -> bool {
    // Nobody asks for more around a word, but for the rest of its name.
    const ENOUGH: usize = 64;
    // Less than half of what two parts share, by more than a word.
    const FAR: usize = OVERLAP / 2 - 96;
    let is_little = |side: &mut dyn ExactSizeIterator<Item = &u8>| {
        let is_near = side.len() < FAR;
        let signs = side.take(FAR).filter(|byte| !byte.is_ascii_whitespace());
        !is_near && signs.take(ENOUGH).count() < ENOUGH
    };
    is_little(&mut bytes[..start].iter().rev())
        || is_little(&mut bytes[end..].iter())
        || bytes[end..].iter().all(|byte| continues_name(*byte))
}

/// Words that may follow a value.
const BEHIND_VALUES: [&[u8]; 5] = [b"as ", b"satisfies ", b"instanceof ", b"in ", b"of "];

/// Whether a word, a number or a quotation follows in the same line: between two values there is a sign.
fn is_prose(rest: &[u8]) -> bool {
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
    let blanks = blanks.count();
    let next = rest.get(blanks..).unwrap_or_default();
    let begins_word = |byte: &u8| continues_name(*byte) || matches!(byte, b'"' | b'\'');
    let goes_on = || BEHIND_VALUES.iter().any(|word| next.starts_with(word));
    blanks > 0 && next.first().is_some_and(begins_word) && !goes_on()
}

/// Whether the path that ends there is one of several values beside each other, `f(Phase.Parse, x)`: it goes nowhere.
fn is_argument(bytes: &[u8], start: usize, end: usize) -> bool {
    let behind = bytes[end..].trim_ascii_start();
    let path = bytes[..start].iter().rev();
    let path = path.take_while(|byte| continues_name(**byte) || matches!(byte, b'.' | b'$'));
    let before = bytes[..start - path.count()].trim_ascii_end();
    behind.starts_with(b",") && matches!(before.last(), Some(b'(' | b',' | b'[' | b'{'))
}

/// Whether a quoted word is asked for as a member: `window["Parse"].Error`, `{ "Parse": P } = window`, and not
/// `Phase["Parse"] = 1`.
fn is_key(bytes: &[u8], start: usize, end: usize) -> bool {
    let opens = bytes[..start - 1].trim_ascii_end().ends_with(b"[");
    let behind = bytes.get(end + 1..).unwrap_or_default().trim_ascii_start();
    if behind.starts_with(b":") {
        return true;
    }
    let Some(behind) = behind.strip_prefix(b"]").filter(|_| opens) else {
        return false;
    };
    let behind = behind.trim_ascii_start();
    !behind.starts_with(b"=") || behind.starts_with(b"==")
}

/// Whether a module's path follows.
fn brings_in(before: &[u8]) -> bool {
    let called = before.strip_suffix(b"(").map(<[u8]>::trim_ascii_end);
    let brings = |text: &[u8]| text.ends_with(b"require") || text.ends_with(b"import");
    before.ends_with(b"from")
        || before.ends_with(b"*/")
        || brings(before)
        || called.is_some_and(brings)
}

/// Whether a name that ends here may be a crate's: a path goes on, or an import ends.
fn ends_crate(rest: &[u8]) -> bool {
    rest.starts_with(b"::")
        || rest.first().is_some_and(|byte| {
            byte.is_ascii_whitespace() || matches!(byte, b';' | b',' | b'{' | b'}')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(constants_at: ConstantsAt, text: &str, found: bool) {
        assert_eq!(
            Traces::new(constants_at).are_in(text.as_bytes()),
            found,
            "{text}"
        );
    }

    #[test]
    fn the_object_and_its_modules() {
        for text in [
            "throw new Parse.Error(1)",
            "new _node.default.Parse.Error(1)",
            "const P = Parse\nP.x",
            "window[\"Parse\"].Error",
            "f(a.Parse)",
            "throw new (Parse as any).Error(101)",
            "const { \"Parse\": P } = window",
            "const P = a.Parse, E = P.Error",
            "import P from 'parse'",
            "require(\"parse/node\")",
            "import(/* webpackChunkName: 'p' */ 'parse')",
            "import S from `parse-server`",
            "import '@parse/s3-files-adapter'",
            "Moralis.Error",
            "'X-Parse-Application-Id': code",
            "headers['x-parse-session-token']",
            "\"X-PARSE-MASTER-KEY\": code",
            "// parselint-ignore-file: error",
            "// Parselint-ignore",
            "// ParseLint-Ignore",
            "// PARSELINT-IGNORE",
        ] {
            check(ConstantsAt::ErrorClass, text, true);
        }
        for text in [
            "JSON.parse(error)",
            "new Parser(code)",
            "doParse(error)",
            "new ParseError(code)",
            "// Parse the code",
            "f(tracing.Phase.Parse, \"code\")",
            "import 'parse5' // error",
            "import './parse' // error",
            "{ type: 'parse' }",
            "emit('parse') + measure(\"Parse\", code)",
            "Phase[\"Parse\"] = \"code\"",
            "'url-parse' + error",
            "parse_rs::code",
        ] {
            check(ConstantsAt::ErrorClass, text, false);
        }
    }

    #[test]
    fn crates_where_paths_begin() {
        for text in [
            "use parse_rs::ParseError as E;",
            "extern crate parse_rs;",
            "use {parse_rs, serde};",
            "use parse_rs as parse; // code",
            "::parse_rust_core::ErrorCode::ObjectNotFound",
            "(parse_rust_server::x)(code)",
            "\"X-Parse-Application-Id\"",
            "// parselint-ignore: magic-code",
        ] {
            check(ConstantsAt::CodeEnum, text, true);
        }
        for text in [
            "fn parse_rs(code: &str)",
            "my_parse_rs::code",
            "fn parse_rust_code()",
            "parse_rust_ ::code",
            "use parse_rust::code",
            "parse_rss::code",
            "impl Parse for ParseError {}",
            "Parse.Error",
        ] {
            check(ConstantsAt::CodeEnum, text, false);
        }
    }
}
