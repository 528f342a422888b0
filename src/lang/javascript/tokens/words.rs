//! What single words and literals of JavaScript look like to a linter of error codes: no context, no positions.
//!
//! Context is for `scan`, which asks these questions about names where they matter.

use crate::lang::javascript::number;
pub(crate) use crate::lang::words::{mentions, names_a_code};

/// The value of a number token, if it is an integer.
pub(crate) fn integer(token: &[u8]) -> Option<i64> {
    let plain = token.first() != Some(&b'0') || token.len() == 1;
    if plain && (1..=15).contains(&token.len()) && token.iter().all(u8::is_ascii_digit) {
        return Some(
            token
                .iter()
                .fold(0, |value, digit| value * 10 + i64::from(digit - b'0')),
        );
    }
    number::integer(std::str::from_utf8(token).ok()?)
}

/// The value of a text that is an integer as a whole (`101`, `-1`).
pub(crate) fn integer_text(text: &[u8]) -> Option<i64> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    if !digits.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    number::integer_text(std::str::from_utf8(text).ok()?)
}

/// A string token without its quotes.
pub(crate) fn unquoted(token: &[u8]) -> &[u8] {
    token
        .get(1..token.len().saturating_sub(1))
        .unwrap_or_default()
}

/// By length, the letters that the keywords of that length begin with, from the lowest bit.
const KEYWORD_STARTS: [u32; 11] = keyword_starts();

const KEYWORDS: [&[u8]; 37] = [
    b"as",
    b"do",
    b"if",
    b"in",
    b"of",
    b"for",
    b"let",
    b"new",
    b"try",
    b"var",
    b"case",
    b"else",
    b"enum",
    b"void",
    b"with",
    b"await",
    b"catch",
    b"class",
    b"const",
    b"keyof",
    b"throw",
    b"while",
    b"yield",
    b"delete",
    b"export",
    b"import",
    b"return",
    b"switch",
    b"typeof",
    b"unique",
    b"default",
    b"extends",
    b"finally",
    b"function",
    b"readonly",
    b"satisfies",
    b"instanceof",
];

const fn keyword_starts() -> [u32; 11] {
    let mut starts = [0; 11];
    let mut at = 0;
    while at < KEYWORDS.len() {
        let word = KEYWORDS[at];
        starts[word.len()] |= 1 << (word[0] - b'a');
        at += 1;
    }
    starts
}

/// Tells most names from keywords by their length and first letter.
#[inline]
pub(crate) fn may_be_keyword(word: &[u8]) -> bool {
    let starts = KEYWORD_STARTS.get(word.len()).copied().unwrap_or(0);
    word.first()
        .is_some_and(|first| first.is_ascii_lowercase() && starts & 1 << (first - b'a') != 0)
}

/// A name or member that may hold an error code: `code` as a word of it (`code`, `errorCode`, `ERROR_CODE`, `errcode`,
/// `codes`), except those that hold something else for certain.
pub(crate) fn is_code_like(name: &[u8]) -> bool {
    let found = (1..name.len().saturating_sub(2))
        .filter(|at| name[*at] | 0x20 == b'o' && name[at + 1] | 0x20 == b'd')
        .any(|at| is_code_word(name, at - 1));
    found && !NEVER_CODES.contains(&name) && !is_of_text(name)
}

/// Whether the four letters at `at` are `code`, as a word of the name and no part of one.
fn is_code_word(name: &[u8], at: usize) -> bool {
    let four = &name[at..at + 4];
    if !four.eq_ignore_ascii_case(b"code") {
        return false;
    }
    let (before, after) = (
        at.checked_sub(1).map(|at| name[at]),
        name.get(at + 4).copied(),
    );
    let begins = match (four[0], before) {
        (_, None) | (b'C', _) => true,
        (_, Some(before)) => !before.is_ascii_lowercase() || before == b'r',
    };
    let ends = !after.is_some_and(|byte| byte.is_ascii_lowercase() && byte != b's');
    begins && ends
}

/// Code points and units are letters' codes.
fn is_of_text(name: &[u8]) -> bool {
    let is_part = |word: &[u8]| {
        name.windows(word.len())
            .any(|part| part.eq_ignore_ascii_case(word))
    };
    is_part(b"codepoint") || is_part(b"codeunit") || is_part(b"charcode")
}

/// Names with the word in them that never hold an error's code.
const NEVER_CODES: [&[u8]; 7] = [
    b"keyCode",
    b"statusCode",
    b"exitCode",
    b"zipCode",
    b"countryCode",
    b"languageCode",
    b"currencyCode",
];

/// A string that names the field, as assertions and getters take it: `'code'`, `'error.code'`.
pub(crate) fn names_code(content: &[u8]) -> bool {
    content == b"code" || content.ends_with(b".code")
}

/// Without the marks that compilers put around imported names: `ParseError` of `_ParseError2`.
pub(crate) fn trimmed(name: &[u8]) -> &[u8] {
    let start = name
        .iter()
        .position(|byte| *byte != b'_')
        .unwrap_or(name.len());
    let end = name
        .iter()
        .rposition(|byte| !byte.is_ascii_digit())
        .map_or(start, |at| at + 1);
    name.get(start..end).unwrap_or_default()
}

/// The SDK's error class by its own name: `ParseError`, `_ParseError2`.
pub(crate) fn is_parse_error(name: &[u8]) -> bool {
    name.len() >= 10 && name.windows(10).any(|window| window == b"ParseError")
}

pub(crate) fn is_capitalised(name: &[u8]) -> bool {
    name.first().is_some_and(u8::is_ascii_uppercase)
}

/// Classes of the language and its hosts: a number that they are built from is no error code.
pub(crate) fn is_builtin_class(name: &[u8]) -> bool {
    matches!(
        name,
        b"Array"
            | b"ArrayBuffer"
            | b"SharedArrayBuffer"
            | b"Buffer"
            | b"DataView"
            | b"Date"
            | b"Map"
            | b"Set"
            | b"WeakMap"
            | b"WeakSet"
            | b"Number"
            | b"BigInt"
            | b"String"
            | b"Boolean"
            | b"Object"
            | b"Promise"
            | b"Proxy"
            | b"RegExp"
            | b"Function"
            | b"Int8Array"
            | b"Uint8Array"
            | b"Uint8ClampedArray"
            | b"Int16Array"
            | b"Uint16Array"
            | b"Int32Array"
            | b"Uint32Array"
            | b"Float32Array"
            | b"Float64Array"
            | b"BigInt64Array"
            | b"BigUint64Array"
            | b"Image"
            | b"Option"
            | b"URL"
            | b"Intl"
            | b"Worker"
            | b"Response"
    ) || is_builtin_error(name)
}

pub(crate) fn is_builtin_error(name: &[u8]) -> bool {
    matches!(
        name,
        b"Error"
            | b"TypeError"
            | b"RangeError"
            | b"SyntaxError"
            | b"ReferenceError"
            | b"EvalError"
            | b"URIError"
            | b"AggregateError"
            | b"DOMException"
    )
}

/// Functions whose integer arguments are never compared with an error's code.
pub(crate) fn never_asserts(name: &[u8]) -> bool {
    matches!(
        name,
        b"slice"
            | b"substring"
            | b"substr"
            | b"splice"
            | b"charAt"
            | b"charCodeAt"
            | b"codePointAt"
            | b"at"
            | b"padStart"
            | b"padEnd"
            | b"repeat"
            | b"split"
            | b"toString"
            | b"toFixed"
            | b"parseInt"
            | b"setTimeout"
            | b"setInterval"
            | b"min"
            | b"max"
            | b"round"
            | b"pow"
            | b"status"
            | b"sendStatus"
            | b"writeHead"
            | b"exit"
            | b"indexOf"
            | b"lastIndexOf"
            | b"fill"
            | b"limit"
            | b"skip"
            | b"stringify"
            | b"from"
    )
}

/// Functions that give back what they are given: casts, frozen objects, the interop of module formats.
pub(crate) fn is_identity(name: &[u8]) -> bool {
    name.starts_with(b"_interopRequire")
        || matches!(
            name,
            b"Number"
                | b"parseInt"
                | b"String"
                | b"freeze"
                | b"seal"
                | b"assign"
                | b"__importDefault"
                | b"__importStar"
                | b"__toESM"
        )
}

/// Functions that ask whether one of several values is there.
pub(crate) fn looks_up(name: &[u8]) -> bool {
    matches!(
        name,
        b"includes"
            | b"indexOf"
            | b"lastIndexOf"
            | b"has"
            | b"get"
            | b"hasOwnProperty"
            | b"hasOwn"
            | b"contains"
            | b"include"
            | b"oneOf"
    )
}

/// Functions that state what a value is to be: `toBe`, `equal`, `strictEqual`, `is`.
pub(crate) fn asserts(name: &[u8]) -> bool {
    let matcher = name.strip_prefix(b"to").is_some_and(is_capitalised);
    matcher
        || mentions(name, b"equal")
        || matches!(
            name,
            b"eql" | b"eq" | b"is" | b"same" | b"property" | b"exactly" | b"assert"
        )
}

/// A table of codes by its name: `PARSE_ERRORS`, `ParseErrorCode`, `parseCodes`.
pub(crate) fn is_parse_table(name: &[u8]) -> bool {
    name.len() >= 8
        && mentions(name, b"parse")
        && (mentions(name, b"err") || mentions(name, b"code"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_cuts_agree_with_the_numbers_of_the_language() {
        for text in [
            "0",
            "7",
            "101",
            "0x65",
            "0145",
            "50_035",
            "1e2",
            "101.0",
            "1.5",
            ".5",
            "3px",
            "101n",
            "",
            "9007199254740991",
        ] {
            assert_eq!(integer(text.as_bytes()), number::integer(text), "{text}");
        }
        for text in [
            "101",
            "-1",
            "",
            "-",
            "1.5",
            " 101",
            "0101",
            "99999999999999999999",
            "é",
        ] {
            assert_eq!(
                integer_text(text.as_bytes()),
                number::integer_text(text),
                "{text:?}"
            );
        }
    }

    #[test]
    fn names_that_hold_codes() {
        for name in [
            "code",
            "Code",
            "CODE",
            "errorCode",
            "error_code",
            "errcode",
            "codes",
            "parseCode",
            "CODES",
            "code2",
        ] {
            assert!(is_code_like(name.as_bytes()), "{name}");
        }
        for name in [
            "encode",
            "decode",
            "codec",
            "charCodeAt",
            "fromCodePoint",
            "tempCodePoint",
            "CodeUnit",
            "statusCode",
            "cod",
            "",
            "unicode",
            "message",
            "decoder",
        ] {
            assert!(!is_code_like(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn keywords_are_told_from_most_names() {
        assert!(KEYWORDS.iter().all(|word| may_be_keyword(word)));
        for name in ["", "e", "New", "code", "_if", "instanceofs", "\u{e9}t"] {
            assert_eq!(may_be_keyword(name.as_bytes()), name == "code", "{name}");
        }
    }

    #[test]
    fn compilers_marks_are_trimmed() {
        for (name, bare) in [
            ("_ParseError2", "ParseError"),
            ("ParseError", "ParseError"),
            ("__", ""),
            ("_1", ""),
        ] {
            assert_eq!(trimmed(name.as_bytes()), bare.as_bytes(), "{name}");
        }
    }
}
