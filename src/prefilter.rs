//! Bytes: may this file hold a Parse code at all, and is it meant to be read?
//!
//! Tests of a few words, many times faster than the tokens. What stands where is for `lang`. The words that prove Parse
//! are the catalogue's: `traces` looks for those of the SDK, `named` for constants with Parse names, `numbers` for
//! numbers that may be codes, `minified` for what a minifier wrote.

mod traces;
mod named;
mod numbers;
mod minified;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memmem;

use crate::model::facts::{ConstantsAt, SUPPRESSION_MARKS};

pub use minified::{SAMPLE, is_minified, looks_minified};
use named::Named;
use numbers::holds_a_code;
use traces::{HEADERS, Traces, compile};

/// Bytes that two parts of a file have to share for `Prefilter::passes` to tell of the whole.
pub const OVERLAP: usize = 8 << 10;

/// In a package that uses Parse: without one of these and without a number of three digits there is no site.
const HINTS: [&str; 7] = ["code", "Code", "CODE", "rror", "RROR", "reject", "parse"];

/// How a file gives something to others.
const LENDING: [&str; 2] = ["export", "pub"];

/// How a file names another one of its project.
const NEIGHBOURS: [&str; 8] = [
    "'./", "\"./", "'../", "\"../", "crate::", "super::", "self::", "mod ",
];

/// The words, each kind of them compiled when the first file asks for it.
#[derive(Debug)]
pub struct Prefilter {
    hints: LazyLock<Option<AhoCorasick>>,
    headers: LazyLock<Option<AhoCorasick>>,
    on_class: LazyLock<Traces>,
    in_enum: LazyLock<Traces>,
    named: LazyLock<Named>,
}

/// What the bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// No code can be found in it.
    Refused,
    /// A word says Parse, of which only the tokens can tell whether it is a comment's.
    Suspected,
    Granted,
}

impl Default for Prefilter {
    fn default() -> Self {
        Self::new()
    }
}

impl Prefilter {
    pub fn new() -> Self {
        Self {
            hints: LazyLock::new(|| compile([&HINTS[..], &SUPPRESSION_MARKS].concat())),
            headers: LazyLock::new(|| compile(HEADERS)),
            on_class: LazyLock::new(|| Traces::new(ConstantsAt::ErrorClass)),
            in_enum: LazyLock::new(|| Traces::new(ConstantsAt::CodeEnum)),
            named: LazyLock::new(Named::new),
        }
    }

    /// Whether the file may hold a code. Where its package uses Parse, a weak hint is enough; elsewhere (and where
    /// there is no package) the file itself must show a trace of Parse, or of a table of its codes.
    pub fn admits(
        &self,
        bytes: &[u8],
        constants_at: ConstantsAt,
        package_uses_parse: bool,
    ) -> Admission {
        let granted = |granted: bool| match granted {
            true => Admission::Granted,
            false => Admission::Refused,
        };
        if package_uses_parse {
            let hinted = self
                .hints
                .as_ref()
                .is_none_or(|hints| hints.is_match(bytes));
            granted(hinted || holds_a_code(bytes))
        } else if self.traces(constants_at).are_in(bytes) {
            Admission::Suspected
        } else {
            granted(self.names_codes(bytes))
        }
    }

    /// Whether a part of a file can be passed over, whatever stands around it: a file whose package does not use Parse is
    /// refused where all of its parts can, each of which begins with the last `OVERLAP` bytes of the one before.
    pub fn passes(&self, part: &[u8], constants_at: ConstantsAt) -> bool {
        !self.traces(constants_at).may_be_around(part) && !self.names_codes(part)
    }

    /// Whether a constant with a Parse name and its number stands in a file: such constants are Parse's wherever they stand.
    pub fn names_codes(&self, bytes: &[u8]) -> bool {
        self.named.is_in(bytes)
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

    /// Whether one of Parse's headers may be named: of the files that `admits` refuses to a package that does not use
    /// Parse, none does.
    pub fn names_a_header(&self, bytes: &[u8]) -> bool {
        self.headers
            .as_ref()
            .is_none_or(|headers| headers.is_match(bytes))
    }

    fn traces(&self, constants_at: ConstantsAt) -> &Traces {
        match constants_at {
            ConstantsAt::ErrorClass => &self.on_class,
            ConstantsAt::CodeEnum => &self.in_enum,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use Admission::{Granted, Refused, Suspected};

    const BOTH: [ConstantsAt; 2] = [ConstantsAt::ErrorClass, ConstantsAt::CodeEnum];

    #[track_caller]
    fn check(text: &str, in_parse_package: bool, elsewhere: Admission) {
        let prefilter = Prefilter::new();
        for constants_at in BOTH {
            let admitted = prefilter.admits(text.as_bytes(), constants_at, true);
            assert_eq!(
                admitted == Granted,
                in_parse_package,
                "in a Parse package: {text}"
            );
        }
        let admitted = BOTH.map(|at| prefilter.admits(text.as_bytes(), at, false));
        assert!(admitted.contains(&elsewhere), "elsewhere: {text}");
        assert!(
            elsewhere != Refused || admitted == [Refused; 2],
            "elsewhere: {text}"
        );
    }

    #[test]
    fn in_a_parse_package_a_hint_is_enough() {
        check("if (e.code === 101) {}", true, Refused);
        check("x.reject(9001)", true, Refused);
        check("export const NOT_THERE = 101;", true, Refused);
        check("enum E { A=205 }", true, Refused);
        check("let a = 1;", false, Refused);
        check("let a101 = v1.101 + 10155;", false, Refused);
        check("deny(5002)", true, Refused);
        check("deny(99)", false, Refused);
        check("", false, Refused);
    }

    /// Parts as `discover` gives them, with all that stands in a text at every place around their ends.
    #[test]
    fn what_is_found_in_a_text_is_found_in_one_of_its_parts() {
        const PART: usize = 40_000;
        let prefilter = Prefilter::new();
        let blanks = " ".repeat(5_000);
        let statements = [
            "throw new Parse.Error(1)".to_owned(),
            format!("import P from{blanks}'parse'"),
            format!("require{blanks}({blanks}'parse/node')"),
            format!("window[\"Parse\"{blanks}]{blanks}.Error"),
            format!("const {{ \"Parse\"{blanks}: P }} = window"),
            format!("throw new (Parse{blanks}instanceof A).Error(101)"),
            format!("f(a.Parse{blanks})"),
            "headers['x-parse-session-token']".to_owned(),
            "use parse_rs::ParseError as E;".to_owned(),
            format!("use {{parse_rust_core{blanks}, serde}};"),
            "const PARSE_OBJECT_NOT_FOUND_ERROR_CODE: Option<i64> = Some(101_i64);".to_owned(),
            format!("use parse_rust_{}::E;", "a".repeat(OVERLAP)),
            "const OBJECT_NOT_FOUND_ERROR: Option<i64> = Some(101_i64);".to_owned(),
        ];
        for statement in statements {
            let mut found = 0;
            let passed = |at: ConstantsAt, text: &[u8]| {
                let mut starts = (0..text.len()).step_by(PART - OVERLAP);
                starts.all(|start| prefilter.passes(&text[start..text.len().min(start + PART)], at))
            };
            for at in BOTH {
                for before in (PART - 2 * statement.len() - 300..PART + 300).step_by(97) {
                    let line = "let here = there(0);\n";
                    let filler =
                        line.repeat(before / line.len()) + &"\n".repeat(before % line.len());
                    let text = format!("{filler}{statement};\n{}", line.repeat(1_000));
                    let admitted = prefilter.admits(text.as_bytes(), at, false);
                    if admitted != Refused {
                        found += 1;
                        assert!(!passed(at, text.as_bytes()), "{at:?} {before} {statement}");
                    }
                }
            }
            assert!(found > 4, "{found}: {statement}");
        }
        let plain = "let here = JSON.parse(there) || doParse(0);\n".repeat(500);
        for at in BOTH {
            assert!(prefilter.passes(plain.as_bytes(), at));
            let blanks = format!("{plain}doParse{}{plain}", " ".repeat(OVERLAP));
            let parse = at == ConstantsAt::ErrorClass;
            assert_eq!(prefilter.passes(blanks.as_bytes(), at), !parse);
        }
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
        check("throw new Parse.Error(code)", true, Suspected);
        check("use parse_rs::code;", true, Suspected);
        check("JSON.parse(error)", true, Refused);
        check("const OBJECT_NOT_FOUND = 101;", true, Granted);
        check("const OBJECT_NOT_FOUND = 404;", true, Refused);
    }
}
